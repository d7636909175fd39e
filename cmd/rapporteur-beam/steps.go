package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"rapporteur/cmd/internal/wire"
	"rapporteur/pipeline"
	"rapporteur/pipeline/shards"
	"rapporteur/schemas"
)

// The steps of the pipeline, in the order of the way that a document goes. Between them inputs and entries are JSON. A step
// that is done again, as engines do when a machine is lost, gives the same again.

// registerSteps makes the steps known to Beam. It comes before beam.Init, on the machine that submits a job and on each worker.
func registerSteps() {
	register.DoFn5x1[context.Context, []byte, func([]byte), func([]byte), func(int, []byte), error](&listStep{})
	register.DoFn3x1[context.Context, []byte, func([]byte), error](&openStep{})
	register.DoFn5x1[context.Context, int, func(*[]byte) bool, func([]byte), func(int, []byte), error](&planStep{})
	register.DoFn4x1[context.Context, []byte, func(int, []byte), func(string, []byte), error](&readStep{})
	register.DoFn4x1[context.Context, string, func(*[]byte) bool, func(int, []byte), error](&settleStep{})
	register.DoFn5x1[context.Context, int, func(*[]byte) bool, func(*[]byte) bool, func(int, []byte), error](&writeStep{})
	register.DoFn4x1[context.Context, int, func(*[]byte) bool, func(*[]byte) bool, error](&finishStep{})
	register.Function1x2(onOneKey)
	register.Emitter1[[]byte]()
	register.Emitter2[int, []byte]()
	register.Emitter2[string, []byte]()
	register.Iter1[[]byte]()
}

// onOneKey brings together what belongs together.
func onOneKey(value []byte) (int, []byte) { return 0, value }

// listStep finds the inputs: files, and archives, which are opened first. One machine does it, by the lister of a local run.
type listStep struct{ Job Job }

func (s *listStep) ProcessElement(ctx context.Context, _ []byte, file, archive func([]byte), tell func(int, []byte)) error {
	files, root, err := s.Job.list(ctx)
	if err != nil {
		return err
	}
	if err := (note{Root: root}).tell(tell); err != nil {
		return err
	}
	for _, in := range files {
		data, err := json.Marshal(in)
		if err != nil {
			return err
		}
		if in.Err == nil && wire.IsArchive(in.URI) {
			archive(data)
		} else {
			file(data)
		}
	}
	return nil
}

// note is something that the last step is to know.
type note struct {
	Root      string `json:",omitempty"`
	Documents int    `json:",omitempty"`
}

func (n note) tell(last func(int, []byte)) error {
	data, err := json.Marshal(n)
	if err == nil {
		last(0, data)
	}
	return err
}

// crewed is a step that needs worker processes.
type crewed struct {
	Job  Job
	crew *crew
}

// Setup joins the machine's crew.
func (s *crewed) Setup(ctx context.Context) (err error) {
	s.crew, err = hired.join(ctx, &s.Job)
	return err
}

// Teardown leaves it.
func (s *crewed) Teardown() error { return hired.leave(&s.Job) }

// openStep lists what archives hold.
type openStep struct{ crewed }

func (s *openStep) ProcessElement(ctx context.Context, archive []byte, member func([]byte)) error {
	var in pipeline.Input
	if err := json.Unmarshal(archive, &in); err != nil {
		return err
	}
	there, drop, err := s.crew.here(ctx, in)
	if err != nil {
		return err
	}
	defer drop()
	held := []pipeline.Input{there}
	if there.Err == nil {
		place := <-s.crew.free
		held, err = place.Members(there)
		s.crew.free <- place
		if err != nil {
			return err
		}
	}
	for _, m := range held {
		m.Path = in.Path // a copy is not there for others
		data, err := json.Marshal(m)
		if err != nil {
			return err
		}
		member(data)
	}
	return nil
}

// work is an input that has its id.
type work struct {
	ID    string
	Input pipeline.Input
}

// stretch is how many members of an archive one worker reads in a row, where they can be reached without those before them.
const stretch = 100

// planStep brings all inputs in order and gives them their ids, as a local run does; one machine holds them all, though not
// their bytes. What it gives are batches, each for one worker: a file, or members of one archive.
type planStep struct{ Job Job }

func (s *planStep) ProcessElement(ctx context.Context, _ int, inputs func(*[]byte) bool, batch func([]byte), tell func(int, []byte)) error {
	var all []pipeline.Input
	for data := []byte(nil); inputs(&data); {
		var in pipeline.Input
		if err := json.Unmarshal(data, &in); err != nil {
			return err
		}
		all = append(all, in)
	}
	pipeline.Arrange(all)
	all = s.Job.Filter.Opened(all, wire.IsArchive)
	ids := pipeline.IDs(all)
	for i := 0; i < len(all); {
		n := 1
		for i+n < len(all) && all[i].Beside(&all[i+n]) && (n < stretch || !all[i+n].Seekable()) {
			n++
		}
		var some []work
		for k := i; k < i+n; k++ {
			some = append(some, work{ids[k], all[k]})
		}
		data, err := json.Marshal(some)
		if err != nil {
			return err
		}
		batch(data)
		i += n
	}
	beam.NewCounter("documents", "found").Inc(ctx, int64(len(all)))
	return note{Documents: len(all)}.tell(tell)
}

// readStep reads and extracts documents, as many at a time as the machine's crew has processes. It gives what came of each to
// its shard; and, of those that may be like others, all but the record to what settles which of them counts.
type readStep struct {
	crewed
	queue   *queue
	pending int
}

// StartBundle begins a bundle, whatever became of the one before.
func (s *readStep) StartBundle(context.Context, func(int, []byte), func(string, []byte)) {
	s.queue, s.pending = newQueue(), 0
}

func (s *readStep) ProcessElement(ctx context.Context, batch []byte, shard func(int, []byte), alike func(string, []byte)) error {
	var some []work
	if err := json.Unmarshal(batch, &some); err != nil {
		return err
	}
	for {
		select {
		case place := <-s.crew.free:
			s.pending++
			queue := s.queue
			go func() {
				made := s.crew.read(ctx, place, some, s.Job.Texts)
				s.crew.free <- place
				queue.put(made)
			}()
			return nil
		case <-s.queue.some:
			if err := s.give(ctx, shard, alike); err != nil {
				return err
			}
		}
	}
}

// FinishBundle waits for what is under way.
func (s *readStep) FinishBundle(ctx context.Context, shard func(int, []byte), alike func(string, []byte)) error {
	for s.pending > 0 {
		<-s.queue.some
		if err := s.give(ctx, shard, alike); err != nil {
			return err
		}
	}
	return nil
}

// give passes on what is done.
func (s *readStep) give(ctx context.Context, shard func(int, []byte), alike func(string, []byte)) error {
	for _, made := range s.queue.take() {
		s.pending--
		if made.err != nil {
			return made.err
		}
		for i, d := range made.documents {
			e := d.Entry
			count(ctx, e, made.took[i])
			data, err := json.Marshal(d)
			if err != nil {
				return err
			}
			shard(shards.Of(e.ID, s.Job.Shards), data)
			key := e.Likeness()
			if key == "" {
				continue
			}
			if data, err = json.Marshal(candidate{*e, made.magnitudes[i]}); err != nil {
				return err
			}
			alike(key, data)
		}
	}
	return nil
}

// count tells the engine's counters of a document: what they show while the job runs, and where documents that were done again
// count again. What counts in the end are counts.json and the manifest.
func count(ctx context.Context, e *pipeline.Entry, took pipeline.Stages) {
	beam.NewCounter("documents", string(e.State)).Inc(ctx, 1)
	if e.Reason != "" {
		beam.NewCounter("reasons", string(e.Reason)).Inc(ctx, 1)
	}
	beam.NewCounter("bytes", "read").Inc(ctx, e.Bytes)
	beam.NewDistribution("milliseconds", "reading").Update(ctx, took.Reading.Milliseconds())
	beam.NewDistribution("milliseconds", "extracting").Update(ctx, took.Extracting.Milliseconds())
}

// done is what came of a document on its way to its shard. Engines hold many of these in memory, so that what is large about it
// is packed.
type done struct {
	Entry  *pipeline.Entry // without document and record
	Record []byte          `json:",omitempty"` // packed
	Text   []byte          `json:",omitempty"` // the document, packed, where it is kept
}

// pack takes the record and, where they are to be kept, the words out of an entry.
func pack(e *pipeline.Entry, text bool) (d done, err error) {
	d.Entry = e
	if e.Record != nil && text {
		if d.Text, err = shards.Text(e); err != nil {
			return d, err
		}
	}
	if e.Record != nil {
		var packed bytes.Buffer
		w, err := gzip.NewWriterLevel(&packed, gzip.BestSpeed)
		if err == nil {
			err = errors.Join(json.NewEncoder(w).Encode(e.Record), w.Close())
		}
		if err != nil {
			return d, err
		}
		d.Record = packed.Bytes()
	}
	e.Document, e.Record = nil, nil
	return d, nil
}

// record unpacks the record; nil where there is none.
func (d *done) record() (*schemas.Record, error) {
	if d.Record == nil {
		return nil, nil
	}
	r, err := gzip.NewReader(bytes.NewReader(d.Record))
	if err != nil {
		return nil, err
	}
	var record schemas.Record
	return &record, json.NewDecoder(r).Decode(&record)
}

// read is what came of a batch, whose archive, where there is one, is fetched once.
type read struct {
	documents  []done
	took       []pipeline.Stages
	magnitudes []int
	err        error // of this machine, or of the object store: not of a document
}

// read reads a batch at a place.
func (c *crew) read(ctx context.Context, place *pipeline.Place, batch []work, texts bool) (made read) {
	there, drop, err := c.here(ctx, batch[0].Input)
	if err != nil {
		return read{err: err}
	}
	defer drop()
	for _, w := range batch {
		magnitude := w.Input.Magnitude()
		w.Input.Path = there.Path
		if w.Input.Err == nil {
			w.Input.Err = there.Err
		}
		e, took, err := place.Entry(w.ID, w.Input)
		if err != nil {
			return read{err: err}
		}
		d, err := pack(e, texts)
		if err != nil {
			return read{err: err}
		}
		made.documents, made.took, made.magnitudes = append(made.documents, d), append(made.took, took), append(made.magnitudes, magnitude)
		if err := ctx.Err(); err != nil {
			return read{err: err}
		}
	}
	return made
}

// queue is what workers have done, until the bundle's own goroutine, which alone may give it on, takes it.
type queue struct {
	some chan struct{} // has a token where there is anything to take
	mu   sync.Mutex
	done []read
}

func newQueue() *queue { return &queue{some: make(chan struct{}, 1)} }

func (q *queue) put(made read) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.done = append(q.done, made)
	select {
	case q.some <- struct{}{}:
	default:
	}
}

func (q *queue) take() []read {
	q.mu.Lock()
	defer q.mu.Unlock()
	done := q.done
	q.done = nil
	return done
}

// candidate is a document that may be like others.
type candidate struct {
	Entry     pipeline.Entry
	Magnitude int
}

// settleStep decides which of documents that are alike counts, and tells the shards of them, where there are several.
type settleStep struct{ Job Job }

func (s *settleStep) ProcessElement(ctx context.Context, _ string, alike func(*[]byte) bool, verdict func(int, []byte)) error {
	var all []*pipeline.Entry
	magnitudes := map[*pipeline.Entry]int{}
	for data := []byte(nil); alike(&data); {
		var c candidate
		if err := json.Unmarshal(data, &c); err != nil {
			return err
		}
		all = append(all, &c.Entry)
		magnitudes[&c.Entry] = c.Magnitude
	}
	if len(all) == 1 {
		return nil
	}
	pipeline.Settle(all, magnitudes)
	for _, e := range all {
		data, err := json.Marshal(e)
		if err != nil {
			return err
		}
		verdict(shards.Of(e.ID, s.Job.Shards), data)
	}
	return nil
}

// writeStep writes the files of a shard.
type writeStep struct {
	Job    Job
	folder shards.Folder
}

// Setup opens the folder.
func (s *writeStep) Setup(ctx context.Context) (err error) {
	s.folder, err = s.Job.folder(ctx)
	return err
}

func (s *writeStep) ProcessElement(ctx context.Context, number int, entries, verdicts func(*[]byte) bool, written func(int, []byte)) (err error) {
	start := time.Now()
	settled := map[string]*pipeline.Entry{}
	for data := []byte(nil); verdicts(&data); {
		var e pipeline.Entry
		if err := json.Unmarshal(data, &e); err != nil {
			return err
		}
		settled[e.ID] = &e
	}
	w, err := shards.NewWriter()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	for data := []byte(nil); entries(&data); {
		var d done
		if err := json.Unmarshal(data, &d); err != nil {
			return err
		}
		e := d.Entry
		if verdict := settled[e.ID]; verdict != nil {
			e = verdict
		}
		if e.State != pipeline.Duplicate {
			if e.Record, err = d.record(); err != nil {
				return err
			}
		}
		if err := w.Add(ctx, e, d.Text); err != nil {
			return err
		}
	}
	shard, err := w.Write(ctx, s.folder, number, s.Job.Shards)
	if err != nil {
		return err
	}
	data, err := json.Marshal(shard)
	if err != nil {
		return err
	}
	written(0, data)
	beam.NewDistribution("milliseconds", "writing a shard").Update(ctx, time.Since(start).Milliseconds())
	return nil
}

// finishStep writes counts and manifest when all shards are there.
type finishStep struct {
	Job    Job
	folder shards.Folder
}

// Setup opens the folder.
func (s *finishStep) Setup(ctx context.Context) (err error) {
	s.folder, err = s.Job.folder(ctx)
	return err
}

func (s *finishStep) ProcessElement(ctx context.Context, _ int, written, notes func(*[]byte) bool) error {
	m, documents := s.Job.Manifest, 0
	for data := []byte(nil); written(&data); {
		var shard shards.Shard
		if err := json.Unmarshal(data, &shard); err != nil {
			return err
		}
		m.Shards = append(m.Shards, shard)
	}
	for data := []byte(nil); notes(&data); {
		var n note
		if err := json.Unmarshal(data, &n); err != nil {
			return err
		}
		documents += n.Documents
		m.Inputs += n.Root
	}
	_, err := shards.Finish(ctx, s.folder, m, documents)
	return err
}

// build makes the pipeline of a job.
func build(j Job) *beam.Pipeline {
	p, s := beam.NewPipelineWithRoot()
	files, archives, root := beam.ParDo3(s.Scope("list"), &listStep{j}, beam.Impulse(s))
	members := beam.ParDo(s.Scope("open archives"), &openStep{crewed{Job: j}}, beam.Reshuffle(s, archives))

	plan := s.Scope("plan")
	all := beam.GroupByKey(plan, beam.ParDo(plan, onOneKey, beam.Flatten(plan, files, members)))
	batches, total := beam.ParDo2(plan, &planStep{j}, all)

	entries, alike := beam.ParDo2(s.Scope("read"), &readStep{crewed: crewed{Job: j}}, beam.Reshuffle(s, batches))
	settle := s.Scope("settle")
	verdicts := beam.ParDo(settle, &settleStep{j}, beam.GroupByKey(settle, alike))

	write := s.Scope("write")
	written := beam.ParDo(write, &writeStep{Job: j}, beam.CoGroupByKey(write, entries, verdicts))
	finish := s.Scope("finish")
	beam.ParDo0(finish, &finishStep{Job: j}, beam.CoGroupByKey(finish, written, beam.Flatten(finish, root, total)))
	return p
}
