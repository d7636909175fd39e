package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"rapporteur/cmd/internal/wire"
	"rapporteur/pipeline"
	"rapporteur/pipeline/objects"
	"rapporteur/pipeline/shards"
)

// Job is what a run is about, as every worker is told it: a part of the pipeline that the engine keeps and may show, so that it
// holds no secrets.
type Job struct {
	Inputs   []string // absolute paths and patterns, or one address in an object store
	Filter   pipeline.Filter
	Out      string // absolute, or an address
	Shards   int
	Texts    bool // the documents that records are of are kept, too
	Workers  int  // worker processes on each machine; 0 for as many as it has processors
	Settings wire.Settings
	Limits   pipeline.Limits
	Manifest shards.Manifest // what is known of it before
}

// remote reports whether the inputs lie in an object store.
func (j *Job) remote() bool { return objects.Looks(j.Inputs[0]) }

// folder opens the folder of the shards.
func (j *Job) folder(ctx context.Context) (shards.Folder, error) {
	if !objects.Looks(j.Out) {
		return shards.Local(j.Out), nil
	}
	return objects.Open(ctx, j.Out)
}

// list finds the inputs, and the folder that they are in as the manifest names it: relative to that of the shards, as the two
// may move together, or their address.
func (j *Job) list(ctx context.Context) (files []pipeline.Input, root string, err error) {
	if j.remote() {
		bucket, err := objects.Open(ctx, j.Inputs[0])
		if err != nil {
			return nil, "", err
		}
		files, err = wire.Objects(ctx, bucket, j.Limits.Bytes)
		return j.Filter.Found(files, wire.IsArchive), j.Inputs[0], err
	}
	found, err := pipeline.FindInputs(j.Inputs, j.Out)
	if err != nil {
		return nil, "", err
	}
	files, root = found.Files, found.Root
	for i := range files {
		if info, err := os.Stat(files[i].Path); err == nil {
			files[i].Size = info.Size()
		}
	}
	if !objects.Looks(j.Out) {
		if root, err = filepath.Rel(j.Out, root); err != nil {
			return nil, "", err
		}
	}
	return j.Filter.Found(files, wire.IsArchive), filepath.ToSlash(root), nil
}

// crew is the worker processes of one machine. All bundles that the machine has under way share it, so that it has no more of
// them, however many bundles an engine makes.
type crew struct {
	free   chan *pipeline.Place
	bucket *objects.Bucket // of the inputs, where they lie in an object store
	spool  string          // folder for copies of these
}

// crews are those of this process, one a job, which come with the first bundle and go with the last: engines set up a step for
// each bundle, and tell nobody when a machine begins or ends.
type crews struct {
	mu    sync.Mutex
	by    map[string]*crew
	users map[string]int
}

var hired = crews{by: map[string]*crew{}, users: map[string]int{}}

// join gives the crew of a job.
func (c *crews) join(ctx context.Context, j *Job) (*crew, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.by[j.Out] == nil {
		made, err := j.hire(ctx)
		if err != nil {
			return nil, err
		}
		c.by[j.Out] = made
	}
	c.users[j.Out]++
	return c.by[j.Out], nil
}

// leave ends the crew of a job where nobody needs it any more.
func (c *crews) leave(j *Job) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.users[j.Out]--
	made := c.by[j.Out]
	if made == nil || c.users[j.Out] > 0 {
		return nil
	}
	delete(c.by, j.Out)
	return made.end()
}

// disband ends all crews: an engine may end without telling its steps.
func (c *crews) disband() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	var errs []error
	for job, made := range c.by {
		delete(c.by, job)
		errs = append(errs, made.end())
	}
	return errors.Join(errs...)
}

// end waits for what is under way, and ends the processes.
func (c *crew) end() error {
	for range cap(c.free) {
		(<-c.free).Close()
	}
	return os.RemoveAll(c.spool)
}

// hire makes a crew. Its processes start with their first documents.
func (j *Job) hire(ctx context.Context) (_ *crew, err error) {
	limits := wire.Limits{Workers: j.Workers}
	if limits.Workers == 0 {
		limits.Workers = runtime.NumCPU()
	}
	settings := j.Settings
	settings.OCRAtOnce = 1 // documents are many
	o, err := settings.Workers(&limits)
	if err != nil {
		return nil, err
	}
	o.Limits = j.Limits
	o.ReadBy, o.CodedBy = j.Manifest.ReadBy, j.Manifest.CodedBy
	c := &crew{free: make(chan *pipeline.Place, limits.Workers)}
	if c.spool, err = os.MkdirTemp("", "rapporteur-"); err != nil {
		return nil, err
	}
	if j.remote() {
		if c.bucket, err = objects.Open(ctx, j.Inputs[0]); err != nil {
			return nil, errors.Join(err, os.RemoveAll(c.spool))
		}
	}
	for range limits.Workers {
		c.free <- pipeline.NewPlace(o)
	}
	if settings.WithPDFium() {
		err = c.warm()
	}
	if err != nil {
		return nil, errors.Join(err, c.end())
	}
	return c, nil
}

// blank is a PDF file without a word.
const blank = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
	"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\ntrailer<</Root 1 0 R>>\n"

// warm has one process open a PDF file before the others begin: it compiles PDFium, which takes seconds of the processor, into
// the cache, where the others find it.
func (c *crew) warm() error {
	path := filepath.Join(c.spool, "blank.pdf")
	if err := os.WriteFile(path, []byte(blank), 0o600); err != nil {
		return err
	}
	place := <-c.free
	defer func() { c.free <- place }()
	_, _, err := place.Entry("blank", pipeline.Input{URI: "blank.pdf", Path: path})
	return err
}

// here gives a file that lies on this machine: where it was, or a copy, to be removed by drop. An object that is gone is a fault
// of the document, which is said in the input; an error is one of the store, or of this machine.
func (c *crew) here(ctx context.Context, in pipeline.Input) (_ pipeline.Input, drop func(), err error) {
	nothing := func() {}
	if in.Object == "" || in.Err != nil {
		return in, nothing, nil
	}
	file, err := os.CreateTemp(c.spool, "")
	if err != nil {
		return in, nothing, err
	}
	in.Path = file.Name()
	drop = func() { os.Remove(in.Path) }
	err = errors.Join(c.bucket.Fetch(ctx, in.Object, file), file.Close())
	if errors.Is(err, fs.ErrNotExist) {
		in.Err = &pipeline.Failure{URI: in.URI, Reason: pipeline.Unreadable, Err: errors.New("it is gone from the object store")}
		err = nil
	}
	if err != nil {
		drop()
		return in, nothing, fmt.Errorf("%s: %w", in.Object, err)
	}
	return in, drop, nil
}
