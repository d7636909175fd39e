package pipeline

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"time"
	"unicode/utf8"

	"rapporteur/extract/document"
	"rapporteur/schemas"
)

// Worker is what a worker process is made of.
type Worker struct {
	Reader    Reader
	Extractor Extractor
	MediaType func(data []byte) string // of the bytes of a file, "" where it cannot be told
	Archive   Archive                  // nil where archives are not opened

	// Draw draws a page of a file, by its number from 1, as a PNG image; nil where none is drawn.
	Draw func(data []byte, page, dpi int) ([]byte, error)

	cursor *cursor // in the archive of the last member; nil where there was none
}

// task is one document for a worker.
type task struct {
	ID       string
	URI      string
	Path     []byte             // names of files need not be text, and JSON holds nothing else
	List     bool               // it is an archive, whose members are wanted and nothing else
	Member   int                // which member of the archive at Path it is, from 1; 0 where it is a file
	At       int64              // the place of the member in the archive; 0 for none
	Address  string             // from where it was fetched
	Date     string             // when
	Content  bool               // its bytes are wanted, and nothing else
	SHA256   string             // of the bytes when they were looked at first
	Document *document.Document // where it is stored already and only the record is wanted
	Page     int                // where only a picture of this page is wanted, from 1
	DPI      int                // of the picture
}

// greeting is what a worker is told before its first task. It goes through the pipe, and not by arguments or environment,
// which other users of the machine may see: settings hold passwords.
type greeting struct {
	Settings json.RawMessage
	Limits   Limits
}

// result is what a worker made of a task.
type result struct {
	Alive bool // no result yet: a long job goes on, and the document's time begins anew

	MediaType string
	State     State
	Reason    Reason
	Message   string
	Document  *document.Document
	Record    *schemas.Record
	Content   []byte   // of the file, where it was wanted
	Members   []Member // of an archive; those that came before it belong to it, too
	Picture   []byte   // of a page: PNG

	Reading, Extracting time.Duration // how long it took

	outside bool // no worker sends this: it was killed, and neither the document nor a limit is known to be the reason
}

// Exit codes of worker processes, beside those of the Go runtime.
const (
	exitOutOfMemory = 86
	exitOrphaned    = 87
	exitOutOfCPU    = 88
)

// Serve is a worker's life: it is told its settings, from which build makes the worker, then takes tasks from in and gives
// results to out, one at a time, until in ends. When in ends while a task is under way, the program that wanted it is
// gone: the process exits at once. It also exits, with a code of its own, when it outgrows its memory.
//
// Serve gives up rights of the process for good, so it belongs in one that does nothing else; what else is printed there
// must not go to out.
func Serve(in io.Reader, out io.Writer, build func(settings []byte, limits Limits) (Worker, error)) error {
	var hello greeting
	if err := readFrame(in, &hello); err != nil {
		return fmt.Errorf("worker: reading its settings (it is started by the program only): %w", err)
	}
	if err := confine(hello.Limits); err != nil {
		return fmt.Errorf("worker: %w", err)
	}
	if hello.Limits.Memory > 0 {
		watchMemory(hello.Limits.Memory)
	}
	w, err := build(hello.Settings, hello.Limits)
	if err != nil {
		return fmt.Errorf("worker: %w", err)
	}
	tasks := make(chan task)
	ended := make(chan error, 1)
	busy := make(chan struct{}, 1) // holds a token while a task is under way
	go func() {
		for {
			var t task
			if err := readFrame(in, &t); err != nil {
				select {
				case busy <- struct{}{}:
					ended <- err
				default:
					os.Exit(exitOrphaned)
				}
				return
			}
			busy <- struct{}{}
			tasks <- t
		}
	}()
	results := bufio.NewWriter(out)
	for {
		select {
		case err := <-ended:
			if errors.Is(err, io.EOF) {
				return nil
			}
			return fmt.Errorf("worker: reading a task: %w", err)
		case t := <-tasks:
			if err := limitCPU(hello.Limits.CPU); err != nil {
				return fmt.Errorf("worker: limit on the processor: %w", err)
			}
			alive := func(members []Member) {
				// Where the write fails, so does that of the result.
				_ = limitCPU(hello.Limits.CPU)
				_ = writeFrame(results, &result{Alive: true, Members: members})
			}
			ctx, silent := withAlive(func() { alive(nil) })
			var made *result
			if t.List {
				made = w.list(string(t.Path), alive)
			} else {
				made = w.do(ctx, &t, hello.Limits)
			}
			silent()
			err := writeFrame(results, made)
			if errors.Is(err, errFrame) {
				err = writeFrame(results, &result{State: Quarantined, Reason: TooLarge, Message: err.Error()})
			}
			if err != nil {
				return fmt.Errorf("worker: writing the result of %s: %w", t.URI, err)
			}
			<-busy
		}
	}
}

// watchMemory makes the collector work harder as the process nears its limit, and ends the process over it. The measure
// is what the Go runtime has from the system, which holds PDFium's memory too.
func watchMemory(limit int64) {
	debug.SetMemoryLimit(limit / 10 * 9)
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	check := func() {
		metrics.Read(samples)
		if used := samples[0].Value.Uint64() - samples[1].Value.Uint64(); used > uint64(limit) {
			os.Exit(exitOutOfMemory)
		}
	}
	check()
	go func() {
		for range time.Tick(10 * time.Millisecond) {
			check()
		}
	}()
}

func (w *Worker) do(ctx context.Context, t *task, limits Limits) *result {
	if t.Document != nil {
		return w.extract(t, &result{MediaType: t.Document.Source.MediaType, Document: t.Document})
	}
	data, err := w.read(t)
	if err != nil {
		return &result{State: Quarantined, Reason: Unreadable, Message: bare(err)}
	}
	if t.Content {
		return &result{State: OK, Content: data}
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != t.SHA256 {
		return &result{State: Quarantined, Reason: Unreadable, Message: "the file changed while it was read"}
	}
	if t.Page > 0 {
		return w.draw(t, data)
	}
	r := &result{MediaType: w.MediaType(data)}
	start := time.Now()
	doc, err := w.Reader.Read(ctx, t.URI, data)
	r.Reading = time.Since(start)
	if err != nil {
		return r.failed(err)
	}
	if doc.Source.MediaType != "" {
		r.MediaType = doc.Source.MediaType
	}
	if err := limits.Expansion.Check(len(data), utf8.RuneCountInString(doc.Text)); err != nil {
		return r.failed(err)
	}
	doc.Source.Address, doc.Source.Retrieved = t.Address, t.Date
	r.Document = doc
	return w.extract(t, r)
}

// draw makes the picture of a page.
func (w *Worker) draw(t *task, data []byte) *result {
	if w.Draw == nil {
		return &result{State: Quarantined, Reason: Unsupported, Message: "pages are not drawn"}
	}
	picture, err := w.Draw(data, t.Page, t.DPI)
	if err != nil {
		return (&result{}).failed(err)
	}
	return &result{State: OK, Picture: picture}
}

// failed says why a document was not read.
func (r *result) failed(err error) *result {
	r.State, r.Reason, r.Message = Quarantined, Internal, err.Error()
	var failure *Failure
	if errors.As(err, &failure) {
		r.Reason, r.Message = failure.Reason, bare(failure.Err)
	}
	// A reader may know that such a file comes along with reports without being one.
	var ignorable interface {
		error
		Ignorable() bool
	}
	if errors.As(err, &ignorable) && ignorable.Ignorable() {
		r.State = Skipped
	}
	return r
}

// bare is an error's text without the path, which stands beside it in an entry and is another on every machine.
func bare(err error) string {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// extract completes the result of a document that was read.
func (w *Worker) extract(t *task, r *result) (completed *result) {
	r.State = OK
	if reason, message := losses(r.Document); reason != "" {
		r.State, r.Reason, r.Message = Partial, reason, message
	}
	// The text was read, and is kept, whatever the rules do on it.
	start := time.Now()
	defer func() {
		r.Extracting = time.Since(start)
		if v := recover(); v != nil {
			r.State, r.Reason, r.Record = Quarantined, Internal, nil
			completed = r
			r.Message = fmt.Sprintf("extraction: panic: %v, at %s", v, panicSite(debug.Stack()))
		}
	}()
	r.Record = w.Extractor.Extract(t.ID, r.Document)
	return r
}

// losses says what of a document's pages could not be read, "" where nothing is lost. Readers tell of lost pages by
// warnings whose codes begin with "pages-".
func losses(doc *document.Document) (reason Reason, message string) {
	var messages []string
	for _, w := range doc.Warnings {
		if !strings.HasPrefix(w.Code, "pages-") {
			continue
		}
		if reason == "" {
			reason = Corrupt
			if w.Code == "pages-without-text" {
				reason = NeedsOCR
			}
		}
		messages = append(messages, w.Message)
	}
	return reason, strings.Join(messages, "; ")
}

// panicSite is the file and line of the function that panicked: the first frame of our own below the runtime's.
func panicSite(stack []byte) string {
	_, after, _ := strings.Cut(string(stack), "panic(")
	for line := range strings.SplitSeq(after, "\n") {
		if at := strings.Index(line, "/extract/"); strings.HasPrefix(line, "\t") && at >= 0 {
			site, _, _ := strings.Cut(line[at+1:], " ")
			return site
		}
	}
	return "an unknown place"
}
