package pipeline

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// Options say what to run over, and how.
type Options struct {
	Inputs   []Input
	Store    Store
	Worker   func() *exec.Cmd // starts a worker process, which calls Serve on its standard input and output
	Settings any              // of the workers: what Serve's build is given, as JSON
	Workers  int              // how many at a time, at least 1
	Limits   Limits
	ReadBy   string                // what tells this program and its settings from others that would read another text from a file
	CodedBy  string                // the same for the record that is extracted from the text
	Again    bool                  // the inputs are documents of the dataset: each is done anew, under the id that it has
	Gone     func(uri string) bool // whether the archive has lost a document that is not among the inputs; nil where nobody knows
	Spool    string                // folder for copies of files that do not lie on this machine
	Begin    func(uri string)      // is told of every input that goes to a worker, before it does; may be nil
	Report   func(Report)          // is told of every input when it is done, one at a time; may be nil
}

// Report tells of an input that is done.
type Report struct {
	Done, Total       int
	Bytes, TotalBytes int64 // of the files
	Entry             *Entry
	Reused            bool          // it was in the dataset already
	Took              time.Duration // a worker's time on it
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
	Removed   int            // of the others, those that the archive has no more
	Written   int            // how often the dataset was changed; 0 where it is as it was
	Bytes     int64          // of the files that are done
	Stages    Stages
	Slowest   []Slow // a few, the slowest first
}

// Stages say where the time of a run went. Workers are at work at the same time, so their times may add up to more than
// passed on the clock.
type Stages struct {
	Hashing    time.Duration // looking at files, and comparing them with the dataset
	Reading    time.Duration // in workers: from bytes to documents
	Extracting time.Duration // in workers: from documents to records
	Storing    time.Duration // writing to the dataset, and waiting for others that write
}

// Slow is a document that took long.
type Slow struct {
	URI    string
	State  State
	Reason Reason
	Bytes  int64
	Took   time.Duration
}

const fewSlow = 10

// slow keeps a document where it is among the slowest.
func (s *Summary) slow(one Slow) {
	if one.Took == 0 || len(s.Slowest) == fewSlow && one.Took <= s.Slowest[fewSlow-1].Took {
		return
	}
	s.Slowest = append(s.Slowest, one)
	slices.SortFunc(s.Slowest, func(a, b Slow) int { return cmp.Or(cmp.Compare(b.Took, a.Took), cmp.Compare(a.URI, b.URI)) })
	s.Slowest = s.Slowest[:min(fewSlow, len(s.Slowest))]
}

// Run reads and extracts all inputs by worker processes and stores what came of each as soon as it is
// done.
//
// What is in the store already is not done again: not where bytes and program are the same, and only extracted anew where
// just the rules are others. Failures that another time may not have (time, memory, a crash, an unreadable file) are tried
// again. Of files with the same bytes, and of documents with the same text, one counts, and the others are duplicates of it.
//
// When ctx ends, Run finishes what the workers have begun, stores it and returns the error of ctx with the summary.
func Run(ctx context.Context, o Options) (*Summary, error) {
	r := &run{Options: o, summary: &Summary{Inputs: len(o.Inputs), Counts: map[State]int{}, Reasons: map[Reason]int{}}}
	if err := r.plan(ctx); err != nil {
		return nil, err
	}
	work := make(chan *job)
	stop, cancel := context.WithCancel(ctx)
	defer cancel()
	r.fail = func(err error) {
		cancel() // what follows could not be stored either
		r.failed = cmp.Or(r.failed, err)
	}
	var workers sync.WaitGroup
	for range max(1, o.Workers) {
		workers.Go(func() {
			p, done := o.place()
			defer done()
			for j := range work {
				if o.Begin != nil {
					o.Begin(j.entry.URI)
				}
				start := time.Now()
				made := p.do(j.task)
				j.entry.fill(made)
				j.took, j.reading, j.extracting = time.Since(start), made.Reading, made.Extracting
				j.drop()
				// The worker waits until this one is stored: were the program killed, each would do one anew.
				r.finish(context.WithoutCancel(ctx), j)
			}
		})
	}
	err := r.dispatch(stop, work)
	close(work)
	workers.Wait()
	r.summary.Stages.Hashing = r.hashing
	switch {
	case r.failed != nil:
		return r.summary, r.failed
	case err != nil:
		return r.summary, err
	}
	if err := r.summary.check(); err != nil {
		return r.summary, err
	}
	if ctx.Err() != nil {
		return r.summary, ctx.Err()
	}
	return r.summary, r.settle(ctx)
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
	given   map[string]bool   // URIs of the inputs
	first   map[string]string // hash → URI of the first input with these bytes
	order   []int             // the inputs as they are done
	total   int64             // bytes of all inputs

	mu      sync.Mutex // for what follows, and the summary's counts
	failed  error
	fail    func(error)
	done    int
	bytes   int64
	hashing time.Duration
}

// job is one input on its way.
type job struct {
	entry  *Entry
	task   *task // nil where no worker is needed
	reused bool
	copied string // the copy of a file that does not lie on this machine; "" where there is none

	took, reading, extracting time.Duration
}

// drop removes the copy of a file that does not lie on this machine: it has been read.
func (j *job) drop() {
	if j.copied != "" {
		os.Remove(j.copied) // where this fails, the folder of copies is removed with all in it at the end
	}
}

// fetched gives an input whose bytes lie on this machine: itself, or a copy in the folder for these.
func (o *Options) fetched(ctx context.Context, in Input) (Input, error) {
	if in.Fetch == nil {
		return in, nil
	}
	file, err := os.CreateTemp(o.Spool, "")
	if err != nil {
		return in, err
	}
	in.Path = file.Name()
	if err := errors.Join(in.Fetch(ctx, file), file.Close()); err != nil {
		os.Remove(in.Path) // as in drop
		return in, err
	}
	in.Fetch = nil
	return in, nil
}

// plan looks at what the dataset has and gives the inputs their ids.
func (r *run) plan(ctx context.Context) error {
	r.before, r.first = map[string]*Entry{}, map[string]string{}
	names := map[string]string{} // few programs made many entries: their names are kept once
	once := func(name string) string {
		if kept, ok := names[name]; ok {
			return kept
		}
		names[name] = name
		return name
	}
	err := r.Store.Index(ctx, func(e *Entry) error {
		e.ReadBy, e.CodedBy, e.MediaType = once(e.ReadBy), once(e.CodedBy), once(e.MediaType)
		r.before[e.URI] = e
		return nil
	})
	if err != nil {
		return err
	}
	r.given = map[string]bool{}
	for _, in := range r.Inputs {
		r.given[in.URI] = true
	}
	taken := map[string]bool{}
	for uri, e := range r.before {
		if !r.given[uri] {
			taken[strings.ToLower(e.ID)] = true
			r.summary.Others++
			if err := r.mark(ctx, e); err != nil {
				return err
			}
		}
	}
	r.arrange()
	if r.Again {
		for _, in := range r.Inputs {
			old := r.before[in.URI]
			if old == nil {
				return fmt.Errorf("%s: it is not in the dataset, so it cannot be done again", in.URI)
			}
			r.ids = append(r.ids, old.ID)
		}
		return nil
	}
	r.ids = ids(r.Inputs, taken)
	return r.freeIDs(ctx)
}

// mark notes of a document that is not among the inputs whether the archive has lost it.
func (r *run) mark(ctx context.Context, e *Entry) error {
	if r.Gone != nil {
		if gone := r.Gone(e.URI); gone != e.Removed {
			if err := r.Store.Mark(ctx, e.URI, gone); err != nil {
				return err
			}
			e.Removed = gone
			r.summary.Written++
		}
	}
	if e.Removed {
		r.summary.Removed++
	}
	return nil
}

// arrange decides the order in which inputs are done: larger files first, so that none that takes long is left for the
// end, when the other workers have nothing to do. Files are large or small by powers of two, and of those of one size the
// order stays. Members of an archive have the archive's size, so that they stay together and it is read once. Which of equal
// files is the first depends on sizes and order only, never on the clock.
func (r *run) arrange() {
	sizes := make([]int, len(r.Inputs))
	r.order = make([]int, len(r.Inputs))
	for i, in := range r.Inputs {
		r.order[i] = i
		size := in.size()
		sizes[i] = magnitude(size)
		if in.member > 0 {
			size = in.bytes
		}
		r.total += size
	}
	slices.SortStableFunc(r.order, func(a, b int) int { return cmp.Compare(sizes[b], sizes[a]) })
}

// magnitude tells large files from small ones.
func magnitude(size int64) int { return bits.Len64(uint64(size)) }

// size is that of an input's file, or of the archive that holds it; 0 where it cannot be had.
func (in *Input) size() int64 {
	if in.Size > 0 || in.Fetch != nil {
		return in.Size
	}
	info, err := os.Stat(in.Path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// verdict is what a run does about a file.
type verdict int

const (
	readAnew verdict = iota
	recode           // extract anew from the text in the dataset
	keep
)

// verdict decides what a run does about a file, of which now has the bytes and the programs and old is what the dataset
// has, and says why.
func (o *Options) verdict(old, now *Entry) (verdict, string) {
	switch {
	case old == nil:
		return readAnew, "it is not in the dataset"
	case o.Again:
		return readAnew, "it was asked for"
	case old.SHA256 != now.SHA256:
		return readAnew, "its bytes have changed"
	case old.ReadBy != now.ReadBy:
		return readAnew, "it was read by another program, or with other settings"
	case old.State == Duplicate && old.TextSHA256 == "":
		return readAnew, "it was a duplicate, and no other file has its bytes now"
	case old.Reason.passing():
		return readAnew, "a failure for the reason " + string(old.Reason) + " may not come again"
	case old.ID != now.ID:
		return recode, "it has another id now"
	case old.CodedBy != now.CodedBy:
		return recode, "its record was extracted by another program, or by other rules"
	}
	return keep, "bytes, program and rules are the same"
}

// Why says what the next run with these options does about a file, of which old is what the dataset has (nil for nothing),
// and why.
func Why(in Input, old *Entry, o Options) string {
	r := &run{Options: o}
	now := &Entry{URI: in.URI, ReadBy: o.ReadBy, CodedBy: o.CodedBy}
	if old != nil && old.Reason == PagePart {
		return "The next run leaves it as it is while the page is there."
	}
	if in.Err != nil || !r.hash(now, in) {
		return "The next run cannot read it: " + cmp.Or(now.Message, fmt.Sprint(in.Err)) + "."
	}
	if old != nil {
		now.ID = old.ID
		if old.State == Duplicate && old.TextSHA256 == "" && old.SHA256 == now.SHA256 {
			return "The next run leaves it as it is while the file with the same bytes is there."
		}
	}
	what, why := o.verdict(old, now)
	switch what {
	case keep:
		return "The next run leaves it as it is: " + why + "."
	case recode:
		return "The next run extracts it anew from the text in the dataset: " + why + "."
	}
	return "The next run reads it: " + why + "."
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
			r.summary.Written++
		}
	}
	return nil
}

// dispatch makes a job of every input and hands those that need a worker to one.
func (r *run) dispatch(ctx context.Context, work chan<- *job) error {
	for n, i := range r.order {
		r.summary.Unreached = len(r.Inputs) - n
		if ctx.Err() != nil {
			return nil
		}
		start := time.Now()
		j, err := r.job(ctx, r.ids[i], r.Inputs[i])
		if err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		r.hashing += time.Since(start)
		if j.task == nil {
			j.drop()
			r.finish(context.WithoutCancel(ctx), j)
			continue
		}
		select {
		case <-ctx.Done():
			return nil
		case work <- j:
		}
	}
	r.summary.Unreached = 0
	return nil
}

// job decides what is to be done about an input.
func (r *run) job(ctx context.Context, id string, in Input) (j *job, err error) {
	e := &Entry{ID: id, URI: in.URI, ReadBy: r.ReadBy, CodedBy: r.CodedBy}
	j = &job{entry: e}
	old := r.before[in.URI]
	switch {
	case in.Err != nil:
		e.refuse(in)
		j.reused = same(old, e)
		return j, nil
	case in.Fetch != nil:
		if in, err = r.fetched(ctx, in); ctx.Err() != nil {
			return nil, ctx.Err()
		} else if err != nil {
			e.State, e.Reason, e.Message = Quarantined, Unreadable, bare(err)
			return j, nil
		}
		j.copied = in.Path
	}
	if !r.hash(e, in) {
		return j, nil
	}
	if first, ok := r.first[e.SHA256]; ok {
		e.State, e.Message = Duplicate, sameBytes+first
		if old != nil && old.State == Duplicate {
			e.MediaType = old.MediaType
		}
		j.reused = same(old, e)
		return j, nil
	}
	r.first[e.SHA256] = e.URI
	j.task = &task{ID: id, URI: in.URI, Path: []byte(in.Path), Member: in.member, At: in.at, Address: in.Address, Date: in.Date, SHA256: e.SHA256}
	what, _ := r.verdict(old, e)
	if what == readAnew {
		return j, nil
	}
	e.MediaType, e.State, e.Reason, e.Message = old.MediaType, old.State, old.Reason, old.Message
	if what == keep {
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

// refuse says of an input why it is not read at all.
func (e *Entry) refuse(in Input) {
	e.State, e.Reason, e.Message = Quarantined, Unreadable, bare(in.Err)
	var failure *Failure
	if errors.As(in.Err, &failure) {
		e.Reason, e.Message = failure.Reason, bare(failure.Err)
	}
	if in.skip {
		e.State = Skipped
	}
	e.Bytes = in.bytes
}

// same reports whether an entry without document and record is in the dataset as it is now.
func same(old, e *Entry) bool {
	return old != nil && old.ID == e.ID && old.SHA256 == e.SHA256 && old.State == e.State && old.Reason == e.Reason && old.Message == e.Message &&
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
func (o *Options) hash(e *Entry, in Input) bool {
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
	if o.Limits.Bytes > 0 && e.Bytes > o.Limits.Bytes {
		return fail(TooLarge, fmt.Sprintf("over the limit of %d MB of a file: it has %d", o.Limits.Bytes>>20, e.Bytes>>20))
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
	e.Document, e.Record, e.TextSHA256 = r.Document, r.Record, textSHA256(r.Document)
}

// finish stores what came of a job and counts it. Several may be finished at a time.
func (r *run) finish(ctx context.Context, j *job) {
	e, start := j.entry, time.Now()
	var err error
	written := 1
	switch old := r.before[e.URI]; {
	case !j.reused:
		err = r.Store.Put(ctx, e)
	case old.Removed: // it is back
		err = r.Store.Mark(ctx, e.URI, false)
	default:
		written = 0
	}
	storing := time.Since(start)

	r.mu.Lock()
	defer r.mu.Unlock()
	if err != nil {
		r.fail(err)
		return
	}
	s := r.summary
	s.Written += written
	s.Counts[e.State]++
	if e.Reason != "" {
		s.Reasons[e.Reason]++
	}
	switch {
	case j.reused:
		s.Reused++
	case j.task != nil && j.task.Document != nil:
		s.Recoded++
	}
	r.done++
	r.bytes += e.Bytes
	s.Bytes, s.Stages.Reading, s.Stages.Extracting, s.Stages.Storing = r.bytes, s.Stages.Reading+j.reading, s.Stages.Extracting+j.extracting, s.Stages.Storing+storing
	s.slow(Slow{e.URI, e.State, e.Reason, e.Bytes, j.took})
	if r.Report != nil {
		r.Report(Report{Done: r.done, Total: len(r.Inputs), Bytes: r.bytes, TotalBytes: r.total, Entry: e, Reused: j.reused, Took: j.took})
	}
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
