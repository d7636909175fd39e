package pipeline

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
)

// What Run and Expand do on one machine an engine does by parts on many: it finds inputs, has each archive listed (Members),
// brings all in order (Arrange, IDs), has each document read (Entry), and settles which of those that are alike count
// (Likeness, Settle). Between machines inputs and entries go as JSON.

// Place is a place for a worker process, which does one document after the other as they come. It is for one caller at a
// time, from whatever goroutine.
type Place struct {
	options Options
	work    chan func(*process)
	ended   chan struct{}
}

// NewPlace makes a place by the options that are about workers. No worker is started before the first document.
func NewPlace(o Options) *Place {
	p := &Place{options: o, work: make(chan func(*process)), ended: make(chan struct{})}
	go func() {
		defer close(p.ended)
		worker, done := o.place()
		defer done()
		for do := range p.work {
			do(worker)
		}
	}()
	return p
}

// Close ends the worker.
func (p *Place) Close() {
	close(p.work)
	<-p.ended
}

// do has the place's goroutine do something with the worker. An error is of this machine, which could not start one, and
// not of a document.
func (p *Place) do(with func(*process)) error {
	failed := make(chan error)
	p.work <- func(worker *process) {
		var err error
		if worker.cmd == nil {
			err = worker.start()
		}
		if err == nil {
			with(worker)
		}
		failed <- err
	}
	return <-failed
}

// Members has an archive listed, and gives the inputs that it holds; where it is none, the file itself. The file lies at the
// input's Path.
func (p *Place) Members(in Input) (held []Input, err error) {
	err = p.do(func(worker *process) { held = worker.members(in) })
	return held, err
}

// Entry is what comes of one input under an id, whatever comes of others, and how long reading and extracting it took. Its
// file lies at the input's Path. What is wrong with the document is said in the entry; an error is one of this machine, and
// another one may do better.
func (p *Place) Entry(id string, in Input) (e *Entry, took Stages, err error) {
	e = &Entry{ID: id, URI: in.URI, ReadBy: p.options.ReadBy, CodedBy: p.options.CodedBy}
	if in.Err != nil {
		e.refuse(in)
		return e, took, nil
	}
	if !p.options.hash(e, in) {
		return e, took, nil
	}
	t := &task{ID: id, URI: in.URI, Path: []byte(in.Path), Member: in.member, At: in.at, Address: in.Address, Date: in.Date, SHA256: e.SHA256}
	err = p.do(func(worker *process) {
		made := worker.do(t)
		if made.outside { // there is no later run that would try it again
			made = worker.do(t)
		}
		took.Reading, took.Extracting = made.Reading, made.Extracting
		e.fill(made)
	})
	return e, took, err
}

// IDs are the ids of inputs that Arrange brought in order, which are all of a dataset.
func IDs(inputs []Input) []string { return ids(inputs, nil) }

// Magnitude tells large inputs from small ones. Of inputs with the same bytes the one of greater magnitude is the first, and
// among these the first by its URI.
func (in *Input) Magnitude() int { return magnitude(in.size()) }

// Beside reports whether two inputs are members of the same archive.
func (in *Input) Beside(other *Input) bool {
	return in.member > 0 && other.member > 0 && in.Path == other.Path && in.Object == other.Object
}

// Seekable reports whether an archive can be entered at this member, without reading what is before it.
func (in *Input) Seekable() bool { return in.at > 0 }

// Likeness is the same for all documents of which one may count for the others; "" for one that is like no other.
func (e *Entry) Likeness() string {
	switch {
	case e.State == OK:
		return "text " + e.TextSHA256
	case e.SHA256 != "" && e.Bytes > 0:
		return "bytes " + e.SHA256
	}
	return ""
}

// Settle decides which of documents of one likeness counts, as Run decides it of those of a dataset, and makes the others
// duplicates of it. All have been read, each by itself; magnitudes are those of their inputs.
func Settle(alike []*Entry, magnitudes map[*Entry]int) {
	slices.SortFunc(alike, func(a, b *Entry) int {
		return cmp.Or(cmp.Compare(magnitudes[b], magnitudes[a]), cmp.Compare(a.URI, b.URI))
	})
	first := map[string]string{} // URIs, by hashes of bytes
	for _, e := range alike {
		if uri, ok := first[e.SHA256]; ok {
			*e = Entry{ID: e.ID, URI: e.URI, SHA256: e.SHA256, Bytes: e.Bytes, State: Duplicate, Message: sameBytes + uri, ReadBy: e.ReadBy, CodedBy: e.CodedBy}
		} else {
			first[e.SHA256] = e.URI
		}
	}
	for _, group := range groups(alike) {
		counts := group[0]
		if counts.TextSHA256 == "" {
			continue
		}
		counts.Also = others(group)
		for _, e := range group[1:] {
			if e.State != Duplicate {
				e.State, e.Reason, e.Message, e.Record = Duplicate, "", sameText+counts.URI, nil
			}
		}
	}
}

// carried is an input on its way between machines: all of it but how it is fetched.
type carried struct {
	URI      string
	Path     []byte `json:",omitempty"` // names of files need not be text
	Failure  *told  `json:",omitempty"`
	Skip     bool   `json:",omitempty"`
	Size     int64  `json:",omitempty"`
	Object   []byte `json:",omitempty"`
	Address  string `json:",omitempty"`
	Date     string `json:",omitempty"`
	Member   int    `json:",omitempty"`
	At       int64  `json:",omitempty"`
	Bytes    int64  `json:",omitempty"`
	SHA256   string `json:",omitempty"`
	Digest   string `json:",omitempty"`
	Revisit  bool   `json:",omitempty"`
	RefersTo string `json:",omitempty"`
}

// told is a Failure as it is told between machines.
type told struct {
	Reason  Reason
	Message string
}

// MarshalJSON writes an input for another machine. What Fetch does is not written.
func (in Input) MarshalJSON() ([]byte, error) {
	c := carried{
		URI: in.URI, Path: []byte(in.Path), Skip: in.skip, Size: in.Size, Object: []byte(in.Object), Address: in.Address, Date: in.Date,
		Member: in.member, At: in.at, Bytes: in.bytes, SHA256: in.sha256, Digest: in.digest, Revisit: in.revisit, RefersTo: in.refersTo,
	}
	if in.Err != nil {
		var e Entry
		e.refuse(in)
		c.Failure = &told{e.Reason, e.Message}
	}
	return json.Marshal(c)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (in *Input) UnmarshalJSON(data []byte) error {
	var c carried
	if err := json.Unmarshal(data, &c); err != nil {
		return err
	}
	*in = Input{
		URI: c.URI, Path: string(c.Path), skip: c.Skip, Size: c.Size, Object: string(c.Object), Address: c.Address, Date: c.Date,
		member: c.Member, at: c.At, bytes: c.Bytes, sha256: c.SHA256, digest: c.Digest, revisit: c.Revisit, refersTo: c.RefersTo,
	}
	if c.Failure != nil {
		in.Err = &Failure{URI: c.URI, Reason: c.Failure.Reason, Err: errors.New(c.Failure.Message)}
	}
	return nil
}
