// Package pipeline takes an archive to a dataset: it finds the inputs, has each read and extracted by contained
// workers, and stores what came of it. It knows readers, extraction and stores only by the interfaces below; what
// they are made of is decided where the program is wired together (cmd/internal/wire).
package pipeline

import (
	"context"
	"fmt"

	"rapporteur/extract/document"
	"rapporteur/schemas"
)

// Reader turns the bytes of one file into a Document. The uri is for messages and for Source.URI; the format is
// decided by the bytes, never by the name. Errors are *Failure with a typed reason.
type Reader interface {
	Read(ctx context.Context, uri string, data []byte) (*document.Document, error)
}

// Extractor turns a Document into a Record. It is pure: the same document gives the same record.
type Extractor interface {
	Extract(id string, doc *document.Document) *schemas.Record
}

// Store keeps what came of every input. One writer at a time, whose goroutines may call it at once.
type Store interface {
	// Put adds an entry, or replaces the one with the same URI. It is durable when Put returns.
	Put(ctx context.Context, e *Entry) error
	// Entries yields all entries in the order of their ids, until yield fails.
	Entries(ctx context.Context, yield func(*Entry) error) error
	// Index yields all entries in the order of their ids without their Document and Record, until yield fails.
	Index(ctx context.Context, yield func(*Entry) error) error
	// Find is the entry with the URI; the error is fs.ErrNotExist where there is none.
	Find(ctx context.Context, uri string) (*Entry, error)
	// Mark notes of the entry with the URI whether the archive has lost it.
	Mark(ctx context.Context, uri string, removed bool) error
	Close() error
}

// Entry is what came of one input.
type Entry struct {
	ID         string // stable and unique in the dataset: the file's name without its ending, and a part of the path's hash where two would share it
	URI        string // as it was given: a path relative to the input, or an address
	MediaType  string // as sniffed, "" where it could not be told
	SHA256     string // hexadecimal; "" where the bytes could not be read
	Bytes      int64
	State      State
	Reason     Reason             // why it is not ok
	Message    string             // for people: what failed, where
	ReadBy     string             // what read the document: a program and its settings; another one reads it anew
	CodedBy    string             // what extracted the record: a program and its rules
	Removed    bool               // the archive had it once, and has it no more
	Also       []string           // URIs of its duplicates, sorted
	TextSHA256 string             // of the words of the report itself; "" where it was not read
	Document   *document.Document // nil unless it was read
	Record     *schemas.Record    // nil unless it was extracted
}

// State is what became of an input. Every input has exactly one.
type State string

// The states of an input.
const (
	OK          State = "ok"
	Partial     State = "partial"     // a record exists, but a part of the document could not be read
	Quarantined State = "quarantined" // no record: Reason says why
	Skipped     State = "skipped"     // not a report by its format: an image, a script, a lock file
	Duplicate   State = "duplicate"   // the same bytes or the same text as another input, which Message names and whose Also names it
)

// States are all states, in the order in which they are reported.
var States = []State{OK, Partial, Quarantined, Skipped, Duplicate}

// Sum is " = 3 ok + 1 skipped".
func Sum(counts map[State]int) string {
	out, sign := "", " = "
	for _, state := range States {
		if n := counts[state]; n > 0 || state == OK {
			out += fmt.Sprintf("%s%d %s", sign, n, state)
			sign = " + "
		}
	}
	return out
}

// Reason is the kind of a failure: short, stable words that a program can act on.
type Reason string

// The reasons for which an input is not ok.
const (
	Unreadable  Reason = "unreadable"    // the bytes could not be had: permission, I/O
	Empty       Reason = "empty"         // no bytes, or no text where the format holds text
	Unsupported Reason = "unsupported"   // a format that no reader takes
	Corrupt     Reason = "corrupt"       // the format is known, the content is broken
	Encrypted   Reason = "encrypted"     // a password is needed
	NeedsOCR    Reason = "needs-ocr"     // pages are pictures without a text layer
	TooLarge    Reason = "too-large"     // over a limit on bytes, pages, or nesting
	Bomb        Reason = "bomb"          // a small file that unfolds to an enormous text
	ErrorPage   Reason = "error-page"    // a web server's error message where a document was expected
	Redirect    Reason = "redirect"      // a web server led elsewhere
	PagePart    Reason = "page-part"     // it came along with a saved web page, which is read as one document
	Timeout     Reason = "timeout"       // the worker took too long and was killed
	OutOfCPU    Reason = "out-of-cpu"    // the worker used too much of the processor's time and was killed
	OutOfMemory Reason = "out-of-memory" // the worker outgrew its limit and was killed
	Crashed     Reason = "crashed"       // the worker died on it
	Internal    Reason = "internal"      // a defect of this program
)

// Reasons are all reasons, in the order in which they are told.
var Reasons = []Reason{
	Unreadable, Empty, Unsupported, Corrupt, Encrypted, NeedsOCR, TooLarge, Bomb, ErrorPage, Redirect, Timeout, OutOfCPU, OutOfMemory, Crashed, Internal,
}

// Failure is the error of a document that could not be read: where, what kind, what.
type Failure struct {
	URI    string
	Reason Reason
	Err    error
}

func (f *Failure) Error() string { return fmt.Sprintf("%s: %s: %v", f.URI, f.Reason, f.Err) }

func (f *Failure) Unwrap() error { return f.Err }
