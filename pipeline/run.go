package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
)

// Options say what to run over, and how.
type Options struct {
	Inputs   []Input
	Store    Store
	Worker   func() *exec.Cmd // starts a worker process, which calls Serve on its standard input and output
	Settings any              // of the workers: what Serve's build is given, as JSON
	Workers  int              // how many at a time, at least 1
	Limits   Limits
	ReadBy   string       // what tells this program and its settings from others that would read another text from a file
	CodedBy  string       // the same for the record that is extracted from the text
	Report   func(Report) // is told of every input when it is done, in order; may be nil
}

// Report tells of an input that is done.
type Report struct {
	Done, Total int
	Entry       *Entry
	Reused      bool // it was in the dataset already
}

// Summary is what became of the inputs. Inputs is the sum of Counts and Unreached.
type Summary struct {
	Inputs    int
	Counts    map[State]int
	Reasons   map[Reason]int // of those that are not ok, and no duplicate
	Reused    int            // of the counts, those that were in the dataset already
	Recoded   int            // of the counts, those of which the text was in the dataset, and only the record was made anew
	Unreached int            // not begun, because the run was stopped
	Others    int            // documents of the dataset that are not among the inputs
}

// Run reads and extracts all inputs by worker processes and stores what came of each, in the order of the inputs.
//
// What is in the store already is not done again: not where bytes and program are the same, and only extracted anew where
// just the rules are others. Failures that another time may not have (time, memory, a crash, an unreadable file) are tried
// again. Of files with the same bytes the first counts, the others are duplicates of it.
//
// When ctx ends, Run finishes what the workers have begun, stores it and returns the error of ctx with the summary.
func Run(ctx context.Context, o Options) (*Summary, error) {
	r := &run{Options: o, summary: &Summary{Inputs: len(o.Inputs), Counts: map[State]int{}, Reasons: map[Reason]int{}}}
	if err := r.plan(ctx); err != nil {
		return nil, err
	}
	// The queue is in order; a place in it is a document that may be in memory. Workers take the same jobs as they come.
	queue := make(chan *job, 4*max(1, o.Workers))
	work := make(chan *job)
	stop, cancel := context.WithCancel(ctx)
	defer cancel()

	var workers sync.WaitGroup
	for range max(1, o.Workers) {
		workers.Go(func() {
			p, done := o.place()
			defer done()
			for j := range work {
				j.entry.fill(p.do(j.task))
				close(j.done)
			}
		})
	}
	failed := make(chan error, 1)
	go func() {
		defer close(queue)
		defer close(work)
		failed <- r.dispatch(stop, queue, work)
	}()
	var stored error
	for j := range queue {
		<-j.done
		if stored == nil {
			if stored = r.store(context.WithoutCancel(ctx), j); stored != nil {
				cancel() // what follows could not be stored either
			}
		}
	}
	workers.Wait()
	dispatched := <-failed
	if stored != nil {
		return r.summary, stored
	}
	if dispatched != nil && ctx.Err() == nil {
		return r.summary, dispatched
	}
	if err := r.summary.check(); err != nil {
		return r.summary, err
	}
	return r.summary, ctx.Err()
}

// place is a place for a worker, which is the calling goroutine's until it is done.
func (o *Options) place() (p *process, done func()) {
	runtime.LockOSThread()
	p = &process{command: o.Worker, settings: o.Settings, limits: o.Limits}
	return p, func() {
		p.stop()
		runtime.UnlockOSThread()
	}
}

// check asserts that every input is accounted for.
func (s *Summary) check() error {
	sum := s.Unreached
	for _, n := range s.Counts {
		sum += n
	}
	if sum != s.Inputs {
		return fmt.Errorf("%d inputs, but %d accounted for: a defect of this program", s.Inputs, sum)
	}
	return nil
}

// Failed is how many inputs gave no record, or not a whole one, for a reason that a person should look at.
func (s *Summary) Failed() int { return s.Counts[Quarantined] + s.Counts[Partial] }

type run struct {
	Options
	summary *Summary
	ids     []string
	before  map[string]*Entry // what the dataset had, by URI, without documents and records
	first   map[string]string // hash → URI of the first input with these bytes
	written int
}

// job is one input on its way.
type job struct {
	entry  *Entry
	task   *task // nil where no worker is needed
	reused bool
	done   chan struct{} // closed when the entry is complete
}

// plan looks at what the dataset has and gives the inputs their ids.
func (r *run) plan(ctx context.Context) error {
	r.before, r.first = map[string]*Entry{}, map[string]string{}
	if err := r.Store.Index(ctx, func(e *Entry) error { r.before[e.URI] = e; return nil }); err != nil {
		return err
	}
	given := map[string]bool{}
	for _, in := range r.Inputs {
		given[in.URI] = true
	}
	taken := map[string]bool{}
	for uri, e := range r.before {
		if !given[uri] {
			taken[strings.ToLower(e.ID)] = true
			r.summary.Others++
		}
	}
	r.ids = ids(r.Inputs, taken)
	return r.freeIDs(ctx)
}

// freeIDs renames the documents of the dataset whose ids other inputs now have. It happens where a file came to the
// archive that shares another's name; the id that both lose by that, and one gets back when the other goes.
func (r *run) freeIDs(ctx context.Context) error {
	owner := map[string]string{}
	for i, in := range r.Inputs {
		owner[r.ids[i]] = in.URI
	}
	for uri, e := range r.before {
		if now, ok := owner[e.ID]; ok && now != uri {
			whole, err := r.Store.Find(ctx, uri)
			if err != nil {
				return err
			}
			whole.ID, whole.CodedBy = whole.ID+"-"+short(uri), "" // it is extracted anew under its own id
			if err := r.Store.Put(ctx, whole); err != nil {
				return err
			}
			e.ID, e.CodedBy = whole.ID, ""
		}
	}
	return nil
}

// dispatch makes a job of every input, in order, and hands those that need a worker to one.
func (r *run) dispatch(ctx context.Context, queue, work chan<- *job) error {
	for i, in := range r.Inputs {
		if ctx.Err() != nil {
			r.summary.Unreached = len(r.Inputs) - i
			return nil
		}
		j, err := r.job(ctx, r.ids[i], in)
		if err != nil {
			r.summary.Unreached = len(r.Inputs) - i
			return err
		}
		if j.task == nil {
			close(j.done)
		}
		queue <- j
		if j.task != nil {
			work <- j
		}
	}
	return nil
}

// job decides what is to be done about an input.
func (r *run) job(ctx context.Context, id string, in Input) (*job, error) {
	e := &Entry{ID: id, URI: in.URI, ReadBy: r.ReadBy, CodedBy: r.CodedBy}
	j := &job{entry: e, done: make(chan struct{})}
	old := r.before[in.URI]
	switch {
	case in.Err != nil:
		e.State, e.Reason, e.Message = Quarantined, Unreadable, bare(in.Err)
		var failure *Failure
		if errors.As(in.Err, &failure) {
			e.Reason, e.Message = failure.Reason, bare(failure.Err)
		}
		e.Bytes = in.bytes
		return j, nil
	case !r.hash(e, in):
		return j, nil
	}
	if first, ok := r.first[e.SHA256]; ok {
		e.State, e.Message = Duplicate, "the same bytes as "+first
		if old != nil && old.State == Duplicate {
			e.MediaType = old.MediaType
		}
		j.reused = same(old, e)
		return j, nil
	}
	r.first[e.SHA256] = e.URI
	j.task = &task{ID: id, URI: in.URI, Path: []byte(in.Path), Member: in.member, SHA256: e.SHA256}
	if old == nil || old.SHA256 != e.SHA256 || old.ReadBy != e.ReadBy || old.State == Duplicate || old.Reason.passing() {
		return j, nil
	}
	e.MediaType, e.State, e.Reason, e.Message = old.MediaType, old.State, old.Reason, old.Message
	if old.ID == id && old.CodedBy == e.CodedBy {
		j.task, j.reused = nil, true
		return j, nil
	}
	whole, err := r.Store.Find(ctx, in.URI)
	if err != nil {
		return nil, err
	}
	if whole.Document == nil {
		j.task = nil // it could not be read, which no rule changes
		return j, nil
	}
	j.task.Document = whole.Document
	return j, nil
}

// same reports whether an entry without document and record is in the dataset as it is now.
func same(old, e *Entry) bool {
	return old != nil && old.ID == e.ID && old.SHA256 == e.SHA256 && old.State == e.State && old.Message == e.Message &&
		old.ReadBy == e.ReadBy && old.CodedBy == e.CodedBy
}

// passing reports whether another run may do better on the same bytes.
func (r Reason) passing() bool {
	switch r {
	case Unreadable, Timeout, OutOfCPU, OutOfMemory, Crashed, Internal:
		return true
	case TooLarge, Bomb, Encrypted: // that run may have other limits, or the password
		return true
	}
	return false
}

// hash fills in the size and the hash of a file's bytes. It reports false where there is nothing for a worker to read,
// and says in the entry why.
func (r *run) hash(e *Entry, in Input) bool {
	fail := func(reason Reason, message string) bool {
		e.State, e.Reason, e.Message = Quarantined, reason, message
		return false
	}
	if in.member > 0 { // a worker has read it
		e.Bytes, e.SHA256 = in.bytes, in.sha256
		if e.Bytes == 0 {
			return fail(Empty, "the file has no bytes")
		}
		return true
	}
	info, err := os.Stat(in.Path)
	switch {
	case err != nil:
		return fail(Unreadable, bare(err))
	case !info.Mode().IsRegular(): // a pipe would never end
		return fail(Unreadable, "it is no ordinary file")
	}
	e.Bytes = info.Size()
	if r.Limits.Bytes > 0 && e.Bytes > r.Limits.Bytes {
		return fail(TooLarge, fmt.Sprintf("over the limit of %d MB of a file: it has %d", r.Limits.Bytes>>20, e.Bytes>>20))
	}
	file, err := os.Open(in.Path)
	if err != nil {
		return fail(Unreadable, bare(err))
	}
	defer file.Close()
	sum := sha256.New()
	if e.Bytes, err = io.Copy(sum, file); err != nil {
		return fail(Unreadable, bare(err))
	}
	e.SHA256 = hex.EncodeToString(sum.Sum(nil))
	if e.Bytes == 0 { // empty files are not each other's duplicates
		return fail(Empty, "the file has no bytes")
	}
	return true
}

// fill completes the entry with what a worker made of it.
func (e *Entry) fill(r *result) {
	e.MediaType, e.State, e.Reason, e.Message = r.MediaType, r.State, r.Reason, r.Message
	e.Document, e.Record = r.Document, r.Record
}

// store stores what came of a job and counts it.
func (r *run) store(ctx context.Context, j *job) error {
	if !j.reused {
		if err := r.Store.Put(ctx, j.entry); err != nil {
			return err
		}
	}
	e := j.entry
	r.written++
	r.summary.Counts[e.State]++
	if e.Reason != "" {
		r.summary.Reasons[e.Reason]++
	}
	switch {
	case j.reused:
		r.summary.Reused++
	case j.task != nil && j.task.Document != nil:
		r.summary.Recoded++
	}
	if r.Report != nil {
		r.Report(Report{Done: r.written, Total: len(r.Inputs), Entry: e, Reused: j.reused})
	}
	return nil
}

// One reads and extracts a single file by a worker process, without a dataset. Of the options it takes those that are
// about workers.
func One(in Input, o Options) (*Entry, error) {
	r := &run{Options: o}
	e := &Entry{ID: ids([]Input{in}, nil)[0], URI: in.URI}
	if in.Err != nil {
		return nil, &Failure{URI: in.URI, Reason: Unreadable, Err: in.Err}
	}
	if r.hash(e, in) {
		p, done := o.place()
		defer done()
		e.fill(p.do(&task{ID: e.ID, URI: e.URI, Path: []byte(in.Path), SHA256: e.SHA256}))
	}
	if e.Record == nil {
		return nil, &Failure{URI: in.URI, Reason: e.Reason, Err: errors.New(e.Message)}
	}
	return e, nil
}
