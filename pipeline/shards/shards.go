// Package shards keeps what an engine made of an archive, where many machines write at once. In a folder, which may lie in an
// object store, are for each of n shards
//
//	records-00002-of-00016.jsonl   the records, each on a line of its own, as in a dataset's records.jsonl
//	texts-00002-of-00016.jsonl.gz  the documents that these are of, where they are kept: text, blocks, origins
//	letters-00002-of-00016.jsonl   dead letters: what came of the documents that are not ok, with the reason
//
// and, written when all of these are whole, counts.json and manifest.json. The shard of a document follows from its id, and
// within a shard lines are in the order of ids: so the same documents give the same bytes, whoever wrote them and how often.
// A folder without a manifest is of a run that has not ended.
package shards

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/pipeline/export"
)

// Files of a folder of shards.
const (
	ManifestFile = "manifest.json"
	CountsFile   = "counts.json"
)

// Version is that of the files' form.
const Version = 1

// Folder is where shards lie.
type Folder interface {
	// Write makes the file of a name of what write writes: whole, in place of what was there before, or not at all. Two may
	// write the same file at the same time; one of them is then there, whole.
	Write(ctx context.Context, name string, write func(io.Writer) error) error
	// Read opens a file; the error is fs.ErrNotExist where there is none.
	Read(ctx context.Context, name string) (io.ReadCloser, error)
	// Tidy removes what writers left that were killed.
	Tidy(ctx context.Context) error
}

// Letter tells of a document that is not ok. One that was read in part has a record beside it.
type Letter struct {
	ID        string          `json:"id"`
	URI       string          `json:"uri"`
	State     pipeline.State  `json:"state"`
	Reason    pipeline.Reason `json:"reason,omitempty"`
	Message   string          `json:"message"`
	MediaType string          `json:"media_type,omitempty"`
	SHA256    string          `json:"sha256,omitempty"`
	Bytes     int64           `json:"bytes"`
}

// Counts are how many documents are of each state, and of each reason for which they are not ok.
type Counts struct {
	Documents int                     `json:"documents"`
	States    map[pipeline.State]int  `json:"states"`
	Reasons   map[pipeline.Reason]int `json:"reasons"`
}

// add counts what others counted.
func (c *Counts) add(o Counts) {
	if c.States == nil {
		c.States, c.Reasons = map[pipeline.State]int{}, map[pipeline.Reason]int{}
	}
	c.Documents += o.Documents
	for state, n := range o.States {
		c.States[state] += n
	}
	for reason, n := range o.Reasons {
		c.Reasons[reason] += n
	}
}

// File is one of a shard's two.
type File struct {
	Name   string `json:"name"`
	Lines  int    `json:"lines"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Shard is what was written of one.
type Shard struct {
	Number  int    `json:"number"`
	Records File   `json:"records"`
	Texts   *File  `json:"texts,omitempty"` // nil where they are not kept
	Letters File   `json:"letters"`
	Counts  Counts `json:"counts"`
}

// text is a line of the texts.
type text struct {
	ID       string             `json:"id"`
	Document *document.Document `json:"document"`
}

// Text is the line of a document that was read, packed as the file of texts has it: packed lines, one after the other, are one
// packed file.
func Text(e *pipeline.Entry) ([]byte, error) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	lines := json.NewEncoder(w)
	lines.SetEscapeHTML(false)
	err := errors.Join(lines.Encode(text{e.ID, e.Document}), w.Close())
	return packed.Bytes(), err
}

// Manifest names the shards of a run that has ended. Shards without a document are not there.
type Manifest struct {
	Version int     `json:"version"`
	Program string  `json:"program"`
	ReadBy  string  `json:"read_by"`
	CodedBy string  `json:"coded_by"`
	Rules   string  `json:"rules"`
	Inputs  string  `json:"inputs"` // the folder of the inputs, relative to this one, or their address
	Of      int     `json:"of"`     // how many shards documents were spread over
	Counts  Counts  `json:"counts"`
	Shards  []Shard `json:"shards"`
}

// Of is the shard of an id among so many.
func Of(id string, shards int) int {
	sum := fnv.New32a()
	io.WriteString(sum, id)
	return int(sum.Sum32() % uint32(shards))
}

// Writer gathers the documents of one shard. They wait on the disk, in a file without a name: of each only its id and where it
// lies are held in memory.
type Writer struct {
	spool   *os.File
	at      int64
	records []line
	texts   []line
	letters []line
	counts  Counts
}

// line is where a line waits.
type line struct {
	id     string
	at     int64
	length int
}

// NewWriter makes one; Close ends it.
func NewWriter() (*Writer, error) {
	spool, err := os.CreateTemp("", "rapporteur-shard-")
	if err != nil {
		return nil, err
	}
	// Where the system refuses to remove a file that is open, Close removes it.
	os.Remove(spool.Name())
	return &Writer{spool: spool}, nil
}

// Close drops what the writer gathered.
func (w *Writer) Close() error {
	err := w.spool.Close()
	os.Remove(w.spool.Name())
	return err
}

// Add adds what came of a document, with its Text where that is to be kept, nil where not.
func (w *Writer) Add(ctx context.Context, e *pipeline.Entry, text []byte) error {
	c := Counts{Documents: 1, States: map[pipeline.State]int{e.State: 1}}
	if e.Reason != "" {
		c.Reasons = map[pipeline.Reason]int{e.Reason: 1}
	}
	w.counts.add(c)
	if e.Record != nil {
		e.Record.Source.Also = e.Also
		if err := w.line(&w.records, e.ID, func(to io.Writer) error { return export.JSONL(ctx, to, one{e}) }); err != nil {
			return err
		}
		if text != nil {
			if err := w.line(&w.texts, e.ID, func(to io.Writer) error { _, err := to.Write(text); return err }); err != nil {
				return err
			}
		}
	}
	if e.State == pipeline.OK {
		return nil
	}
	return w.line(&w.letters, e.ID, func(to io.Writer) error {
		lines := json.NewEncoder(to)
		lines.SetEscapeHTML(false)
		return lines.Encode(Letter{e.ID, e.URI, e.State, e.Reason, e.Message, e.MediaType, e.SHA256, e.Bytes})
	})
}

// one is a dataset of one document.
type one struct{ *pipeline.Entry }

// Entries yields it.
func (o one) Entries(_ context.Context, yield func(*pipeline.Entry) error) error {
	return yield(o.Entry)
}

func (w *Writer) line(of *[]line, id string, write func(io.Writer) error) error {
	to := &counted{Writer: w.spool}
	if err := write(to); err != nil {
		return err
	}
	*of = append(*of, line{id, w.at, int(to.n)})
	w.at += to.n
	return nil
}

// Write writes the shard of a number among so many, and says what it wrote.
func (w *Writer) Write(ctx context.Context, to Folder, number, of int) (s Shard, err error) {
	s = Shard{Number: number, Counts: w.counts}
	if s.Records, err = w.file(ctx, to, fmt.Sprintf("records-%05d-of-%05d.jsonl", number, of), w.records); err != nil {
		return s, err
	}
	if len(w.texts) > 0 {
		texts, err := w.file(ctx, to, fmt.Sprintf("texts-%05d-of-%05d.jsonl.gz", number, of), w.texts)
		if err != nil {
			return s, err
		}
		s.Texts = &texts
	}
	s.Letters, err = w.file(ctx, to, fmt.Sprintf("letters-%05d-of-%05d.jsonl", number, of), w.letters)
	return s, err
}

func (w *Writer) file(ctx context.Context, to Folder, name string, lines []line) (File, error) {
	slices.SortFunc(lines, func(a, b line) int { return cmp.Compare(a.id, b.id) })
	f := File{Name: name, Lines: len(lines)}
	for i := 1; i < len(lines); i++ {
		if lines[i].id == lines[i-1].id {
			return f, fmt.Errorf("%s: two documents have the id %q", name, lines[i].id)
		}
	}
	err := to.Write(ctx, name, func(file io.Writer) error {
		sum := sha256.New()
		out := &counted{Writer: io.MultiWriter(file, sum)}
		for _, l := range lines {
			if _, err := io.Copy(out, io.NewSectionReader(w.spool, l.at, int64(l.length))); err != nil {
				return err
			}
		}
		f.Bytes, f.SHA256 = out.n, hex.EncodeToString(sum.Sum(nil))
		return ctx.Err()
	})
	return f, err
}

// counted counts the bytes that go through it.
type counted struct {
	io.Writer
	n int64
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.Writer.Write(p)
	c.n += int64(n)
	return n, err
}

// Finish writes the counts and, last, the manifest of shards that are all written. Documents is how many inputs there were: it
// is an error where not each is accounted for.
func Finish(ctx context.Context, to Folder, m Manifest, documents int) (Manifest, error) {
	m.Version = Version
	slices.SortFunc(m.Shards, func(a, b Shard) int { return cmp.Compare(a.Number, b.Number) })
	m.Counts = Counts{}
	m.Counts.add(Counts{}) // empty, not missing, where there is nothing
	for _, s := range m.Shards {
		m.Counts.add(s.Counts)
	}
	sum := 0
	for _, n := range m.Counts.States {
		sum += n
	}
	if sum != documents || m.Counts.Documents != documents {
		return m, fmt.Errorf("%d inputs, but %d accounted for (%v): a defect of this program, or of the engine", documents, sum, slices.Sorted(maps.Keys(m.Counts.States)))
	}
	for _, file := range []struct {
		name  string
		value any
	}{{CountsFile, m.Counts}, {ManifestFile, m}} {
		err := to.Write(ctx, file.name, func(w io.Writer) error {
			out := json.NewEncoder(w)
			out.SetEscapeHTML(false)
			out.SetIndent("", "  ")
			return out.Encode(file.value)
		})
		if err != nil {
			return m, err
		}
	}
	return m, to.Tidy(ctx)
}

// Local is a folder on this machine, or on a file system that all machines share.
type Local string

// Write makes a file under a name of its own, and renames it when it is on the disk.
func (dir Local) Write(_ context.Context, name string, write func(io.Writer) error) error {
	if err := os.MkdirAll(string(dir), 0o777); err != nil {
		return err
	}
	return export.WriteFile(filepath.Join(string(dir), name), write)
}

// Read opens a file.
func (dir Local) Read(_ context.Context, name string) (io.ReadCloser, error) {
	return os.Open(filepath.Join(string(dir), name))
}

// Tidy removes temporary files.
func (dir Local) Tidy(context.Context) error {
	var errs []error
	for _, name := range []string{".records-*-of-*.jsonl-*", ".texts-*-of-*.jsonl.gz-*", ".letters-*-of-*.jsonl-*", "." + CountsFile + "-*", "." + ManifestFile + "-*"} {
		left, err := filepath.Glob(filepath.Join(string(dir), name))
		errs = append(errs, err)
		for _, path := range left {
			errs = append(errs, os.Remove(path))
		}
	}
	return errors.Join(errs...)
}
