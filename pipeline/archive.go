package pipeline

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
)

// Archive reads archives. Only workers do.
type Archive interface {
	// Members gives the members of the archive at a path in its order, each with its bytes, which are there until the next
	// one is asked for. One that cannot be read has a reason and no bytes. A last one without a name says where the archive
	// breaks off; one without a reason either is the file itself, which is a document too (a mail message). There are none
	// where the file is no archive. From is 0, or the place of a member: it is then the first.
	Members(path string, from int64) iter.Seq2[Member, io.Reader]
}

// Member is a file in an archive, or what was fetched from an address.
type Member struct {
	Name    string `json:",omitempty"` // in the archive, with slashes; of an archive within: "inner.zip!name"
	At      int64  `json:",omitempty"` // its place, from which it can be read without all that is before it; 0 for none
	Bytes   int64  `json:",omitempty"`
	SHA256  string `json:",omitempty"` // hexadecimal; "" where the bytes could not be had
	Reason  Reason `json:",omitempty"` // why they could not; "" where they can
	Message string `json:",omitempty"`
	Skip    bool   `json:",omitempty"` // the reason is no fault: there is no document

	// Of what was fetched:
	Address  string `json:",omitempty"`
	Date     string `json:",omitempty"` // when, as RFC 3339 has it; "" where that is not said
	Digest   string `json:",omitempty"` // what the archive says of the bytes, by which others refer to them; "" for nothing
	Revisit  bool   `json:",omitempty"` // it was found as it had been fetched before: what Digest or RefersTo names has its bytes
	RefersTo string `json:",omitempty"` // an address, a space and a date
}

// Expand has workers list the archives among the inputs, which looks knows by their names, and gives their members in
// their place: inputs like others, with URIs such as "2011.zip!reports/kyiv.html". An archive stays an input where it is
// none by its content, and where it breaks off: what is lost is then said of it. The parts of saved web pages are marked to
// be skipped. Of the options it takes those that are
// about workers.
func Expand(ctx context.Context, inputs []Input, looks func(name string) bool, o Options) ([]Input, error) {
	p, done := o.place()
	defer done()
	var out []Input
	expanded := false
	for _, in := range inputs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if in.Err != nil || !looks(in.URI) {
			out = append(out, in)
			continue
		}
		in, err := o.fetched(ctx, in)
		if err != nil {
			in.Err = &Failure{URI: in.URI, Reason: Unreadable, Err: err}
			out = append(out, in)
			continue
		}
		held := p.members(in)
		out, expanded = append(out, held...), expanded || len(held) > 1 || held[0].member > 0
	}
	if expanded {
		Arrange(out)
	} else {
		skipParts(out)
	}
	return out, nil
}

// members has the worker list an archive, and gives what it holds; where there is nothing, the archive itself.
func (p *process) members(in Input) []Input {
	listed := p.do(&task{URI: in.URI, Path: []byte(in.Path), List: true})
	switch {
	case listed.Reason != "":
		in.Err = &Failure{URI: in.URI, Reason: listed.Reason, Err: errors.New(listed.Message)}
	case len(listed.Members) > 0:
		return members(in, listed.Members)
	}
	return []Input{in}
}

// Arrange puts inputs in their order, whatever order they come in: of those that archives hold, each revisit has then the
// bytes that it refers to, and the parts of saved pages are marked to be skipped.
func Arrange(inputs []Input) {
	slices.SortFunc(inputs, func(a, b Input) int {
		return cmp.Or(cmp.Compare(a.URI, b.URI), cmp.Compare(a.Path, b.Path), cmp.Compare(a.member, b.member))
	})
	resolve(inputs)
	skipParts(inputs)
}

// Content gives the bytes of an input. Those in an archive a worker takes out of it, by the options that are about workers.
func Content(ctx context.Context, in Input, o Options) ([]byte, error) {
	if in.Err != nil {
		return nil, in.Err
	}
	there, err := o.fetched(ctx, in)
	if err != nil {
		return nil, err
	}
	if there.member == 0 {
		return os.ReadFile(there.Path)
	}
	p, done := o.place()
	defer done()
	given := p.do(&task{URI: in.URI, Path: []byte(there.Path), Member: there.member, At: there.at, Content: true})
	if given.Reason != "" {
		return nil, &Failure{URI: in.URI, Reason: given.Reason, Err: errors.New(given.Message)}
	}
	return given.Content, nil
}

// resolve gives revisits the bytes that they refer to, in whichever of the archives these are.
func resolve(inputs []Input) {
	if !slices.ContainsFunc(inputs, func(in Input) bool { return in.revisit }) {
		return
	}
	known := map[string]int{} // by digest, and by address and date
	for i, in := range inputs {
		for _, name := range []string{in.digest, in.Address + " " + in.Date} {
			if _, ok := known[name]; !ok && name != "" && in.Err == nil && in.sha256 != "" {
				known[name] = i
			}
		}
	}
	for i := range inputs {
		in := &inputs[i]
		if !in.revisit {
			continue
		}
		first, ok := known[in.digest]
		if !ok {
			first, ok = known[in.refersTo]
		}
		if !ok {
			in.Err = &Failure{URI: in.URI, Reason: Unreadable, Err: errors.New("it had been fetched before, and no archive here has what was fetched then")}
			continue
		}
		from := inputs[first]
		in.Path, in.Object, in.Size = from.Path, from.Object, from.Size
		in.member, in.at, in.bytes, in.sha256 = from.member, from.at, from.bytes, from.sha256
	}
}

// members are the inputs that an archive's members are.
func members(archive Input, listed []Member) []Input {
	var out []Input
	names := map[string]int{}
	for i, m := range listed {
		in := Input{
			URI: archive.URI, Path: archive.Path, Object: archive.Object, Size: archive.Size,
			Address: m.Address, Date: m.Date, digest: m.Digest, revisit: m.Revisit, refersTo: m.RefersTo,
		}
		if m.Name != "" {
			in.URI, in.member, in.at, in.bytes, in.sha256 = archive.URI+"!"+m.Name, i+1, m.At, m.Bytes, m.SHA256
			if names[m.Name]++; names[m.Name] > 1 {
				in.URI += fmt.Sprintf("#%d", names[m.Name])
			}
		}
		if m.Reason != "" {
			in.Err, in.skip = &Failure{URI: in.URI, Reason: m.Reason, Err: errors.New(m.Message)}, m.Skip
		}
		out = append(out, in)
	}
	return out
}

// everyMembers is after how many members of a long archive a worker sends those that it has, and so says that it is alive.
const everyMembers = 50

// list lists the members of an archive, with the hashes of their bytes. It sends them as it goes: there may be many.
func (w *Worker) list(path string, send func([]Member)) *result {
	r := &result{State: OK}
	if w.Archive == nil {
		return r
	}
	for m, content := range w.Archive.Members(path, 0) {
		if content != nil {
			sum := sha256.New()
			n, err := io.Copy(sum, content)
			var failure *Failure
			switch {
			case err == nil:
				m.Bytes, m.SHA256 = n, hex.EncodeToString(sum.Sum(nil))
			case errors.As(err, &failure) && failure.Reason == Bomb:
				m = Member{Reason: failure.Reason, Message: failure.Err.Error()} // of the archive as a whole: nothing more comes out of it
			case errors.As(err, &failure):
				m.Reason, m.Message = failure.Reason, failure.Err.Error()
			default:
				m.Reason, m.Message = Corrupt, err.Error()
			}
		}
		r.Members = append(r.Members, m)
		if m.Reason == Bomb {
			break
		}
		if len(r.Members) == everyMembers {
			send(r.Members)
			r.Members = r.Members[:0]
		}
	}
	return r
}

// cursor is where a worker stands in an archive: members come in order, so that going on is cheap and going back is not.
type cursor struct {
	path string
	at   int // members that have been passed
	next func() (Member, io.Reader, bool)
	stop func()
}

var errChanged = errors.New("the archive changed while it was read")

// read gives the bytes of a task's file.
func (w *Worker) read(t *task) ([]byte, error) {
	if t.Member == 0 {
		return os.ReadFile(string(t.Path))
	}
	if t.At > 0 {
		for _, content := range w.Archive.Members(string(t.Path), t.At) {
			if content != nil {
				return io.ReadAll(content)
			}
			break
		}
		return nil, errChanged
	}
	c := w.cursor
	if c == nil || c.path != string(t.Path) || c.at >= t.Member {
		if c != nil {
			c.stop()
		}
		c = &cursor{path: string(t.Path)}
		c.next, c.stop = iter.Pull2(w.Archive.Members(c.path, 0))
		w.cursor = c
	}
	for {
		_, content, ok := c.next()
		if c.at++; !ok || c.at == t.Member && content == nil {
			return nil, errChanged
		}
		if c.at == t.Member {
			return io.ReadAll(content)
		}
	}
}
