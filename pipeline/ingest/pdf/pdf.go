// Package pdf reads PDF files: bytes in, a document.Document out, its blocks in the order in which a person reads
// the page, every line with its page and box.
//
// An engine (PDFium's WebAssembly build, or ledongthuc/pdf) gives each page's characters with their places and fonts;
// everything after that is the same for both. Where to look:
//
//	pdf.go         the reader: options, failures, the way of a file
//	pdfium.go      PDFium: its start, a file, a page's characters, rules, structure
//	ledongthuc.go  the second engine
//	rescue.go      what is tried on files that PDFium refuses
//	legible.go     pages that are pictures, or rubbish
//	render.go      a page's picture
//	ink.go         the rules on it, and how bold its letters are
//	recognise.go   what tesseract sees on it, as words
//	page.go        what an engine gives: glyphs, fonts, the view of a page
//	symbols.go     what the letters of Wingdings and its kin show
//	words.go       glyphs → words → lines
//	sheet.go       a page's lines, its footnotes, its tables and columns in reading order
//	furniture.go   running headers, footers, page numbers
//	columns.go     gutters, columns of text
//	table.go       tables with rules; aligned.go, stacked.go: tables without
//	measures.go    what is usual in a document: size, leading, edges
//	blocks.go      lines → paragraphs; marker.go: what a list prints before its items
//	headings.go    headings, lists, their levels
//	runs.go        the text of a block: hyphens mended, a place for every line
//	compose.go     all of it in order, into a document
package pdf

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"time"
	"unicode"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
)

// Names of the engines.
const (
	PDFium     = "pdfium"
	Ledongthuc = "ledongthuc"
)

// DefaultMaxPages is the most pages that a file may have where Options.MaxPages is not given.
const DefaultMaxPages = 5000

// Options say how to read. The zero value reads with PDFium.
type Options struct {
	CacheDir  string   // where PDFium's compiled form is kept; "" is the user's cache folder, in rapporteur
	Reader    string   // PDFium (also "") or Ledongthuc
	Passwords []string // tried in turn on encrypted files, after the empty one
	MaxPages  int      // files with more are TooLarge; 0 is DefaultMaxPages
	Memory    int64    // bytes that PDFium may have for a file; 0 is a gigabyte
	Expansion pipeline.Expansion
	OCR       OCR
}

// Reader reads PDF files. It may be used by several goroutines at once; each file being read takes a PDFium of its
// own. PDFium is started when the first file comes, and stopped by Close.
type Reader struct {
	options Options
	engine  *engine
}

var _ pipeline.Reader = (*Reader)(nil)

// New makes a reader. It starts nothing.
func New(options Options) *Reader {
	if options.MaxPages == 0 {
		options.MaxPages = DefaultMaxPages
	}
	options.OCR.complete()
	return &Reader{options: options, engine: &engine{cacheDir: options.CacheDir, memory: options.Memory}}
}

// Close stops PDFium. The reader can be used again; it starts anew.
func (r *Reader) Close() error { return r.engine.close() }

// raw is what an engine makes of a file.
type raw struct {
	sheets []*sheet
	title  string
	made   time.Time // when the report was; zero where the file does not say so
	reader string
	lost   []string // numbers of the pages that could not be loaded
	data   []byte   // the file, mended where the engine could not open it as it was

	outline map[string]int // levels of the bookmarks, by titleShape
}

// Read implements pipeline.Reader. Its errors are *pipeline.Failure, but for those of the context.
func (r *Reader) Read(ctx context.Context, uri string, data []byte) (doc *document.Document, err error) {
	defer func() {
		// A defect in the layout of one file must not end a run over thousands.
		if v := recover(); v != nil {
			doc, err = nil, &pipeline.Failure{URI: uri, Reason: pipeline.Internal, Err: fmt.Errorf("panic: %v\n%s", v, debug.Stack())}
		}
	}()
	if len(data) == 0 {
		return nil, &pipeline.Failure{URI: uri, Reason: pipeline.Empty, Err: errors.New("the file has no bytes")}
	}
	got, warnings, err := r.load(ctx, data)
	if err != nil {
		return nil, r.failure(uri, err)
	}
	recognised, why, err := r.recognise(ctx, got)
	if err != nil {
		return nil, r.failure(uri, err)
	}
	warnings = append(warnings, recognised...)
	if len(got.lost) > 0 {
		warnings = append(warnings, document.Warning{
			Code:    "pages-unreadable",
			Message: "pages that could not be loaded, because the file is damaged: " + strings.Join(got.lost, ", "),
		})
	}
	if err := missingText(got.sheets, why, &warnings); err != nil {
		return nil, r.failure(uri, err)
	}
	var b document.Builder
	if got.title != "" {
		b.Add(document.Block{Kind: document.Title}, document.Run{Text: got.title})
	}
	if got.dated() {
		b.Add(document.Block{Kind: document.Meta}, document.Run{Text: "date: " + got.made.Format(time.DateOnly)})
	}
	front := b.Len()
	compose(&b, got)
	if b.Len() == front && len(recognised) > 0 {
		return nil, r.failure(uri, fail(pipeline.Empty, errors.New("the pages are pictures in which tesseract finds no text")))
	}
	if b.Len() == front {
		return nil, r.failure(uri, fail(pipeline.Empty, errors.New("the pages are blank")))
	}
	sum := sha256.Sum256(data)
	return b.Document(document.Source{
		URI:       uri,
		MediaType: "application/pdf",
		SHA256:    hex.EncodeToString(sum[:]),
		Bytes:     int64(len(data)),
		Pages:     len(got.sheets),
		Reader:    got.reader,
	}, warnings...), nil
}

// fail is an error with a reason; Read puts the file's name to it.
func fail(reason pipeline.Reason, err error) error {
	return &pipeline.Failure{Reason: reason, Err: err}
}

func (r *Reader) failure(uri string, err error) error {
	var f *pipeline.Failure
	if errors.As(err, &f) {
		return &pipeline.Failure{URI: uri, Reason: f.Reason, Err: f.Err}
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%s: %w", uri, err)
	}
	return &pipeline.Failure{URI: uri, Reason: pipeline.Internal, Err: err}
}

// open has PDFium open the file, with the first password that fits.
func (r *Reader) open(in *instance, data []byte) (f *file, err error) {
	for _, password := range append([]string{""}, r.options.Passwords...) {
		if f, err = in.open(data, password); !errors.Is(err, errPassword) {
			break
		}
	}
	switch {
	case errors.Is(err, errPassword):
		return nil, fail(pipeline.Encrypted, err)
	case err != nil:
		return nil, in.failure(err)
	}
	return f, nil
}

// pdfium reads the file with PDFium.
func (r *Reader) pdfium(ctx context.Context, data []byte) (*raw, error) {
	in, err := r.engine.acquire()
	if err != nil {
		return nil, err
	}
	defer r.engine.release(in)
	f, err := r.open(in, data)
	if err != nil {
		return nil, err
	}
	defer f.close()
	switch {
	case f.pages > r.options.MaxPages:
		return nil, r.tooMany(f.pages)
	case f.pages == 0:
		return nil, fail(pipeline.Corrupt, errors.New("PDFium finds no pages"))
	}
	got := &raw{reader: PDFium, data: data}
	got.describe(f.meta("Title"), f.meta("CreationDate"), f.meta("Creator")+" "+f.meta("Producer"))
	got.outline = f.outline()
	characters := 0
	for i := range f.pages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p, err := f.page(i)
		if in.err != nil {
			return nil, in.failure(err)
		}
		if err != nil {
			p = &page{number: i + 1}
			got.lost = append(got.lost, fmt.Sprint(i+1))
		}
		if err == nil {
			characters += len(p.glyphs)
			if err := r.options.Expansion.Check(len(data), characters); err != nil {
				return nil, err
			}
		}
		got.sheets = append(got.sheets, spread(p))
	}
	if len(got.lost) == f.pages {
		return nil, fail(pipeline.Corrupt, errors.New("none of its pages can be loaded"))
	}
	return got, nil
}

// tooMany is the failure of a file with too many pages.
func (r *Reader) tooMany(pages int) error {
	return fail(pipeline.TooLarge, fmt.Errorf("over the limit of %d pages: it has %d", r.options.MaxPages, pages))
}

// describe takes the file's own title and date from its Info dictionary.
func (got *raw) describe(title, created, maker string) {
	// Word and the printer drivers put their own name before the title and leave a file's ending behind it; a title
	// that is nothing but a file's name says nothing.
	title = strings.Join(strings.Fields(title), " ")
	title = strings.TrimPrefix(title, "Microsoft Word - ")
	if cut := fileEnding.ReplaceAllString(title, ""); cut != title {
		if title = cut; !strings.Contains(title, " ") {
			title = ""
		}
	}
	if strings.ContainsFunc(title, unicode.IsLetter) {
		got.title = title
	}
	if m := infoDate.FindStringSubmatch(created); m != nil && !printed.MatchString(maker) {
		day, err := time.Parse("20060102", m[1]+m[2]+m[3])
		// PDF is of 1993; files whose clock was never set say 1970 or 2099.
		if err == nil && day.Year() >= 1993 && day.Year() < 2090 {
			got.made = day
		}
	}
}

// printed are the programs that make a file of a page that somebody looks at, perhaps years later.
var printed = regexp.MustCompile(`(?i)mozilla|chrom|skia|firefox|safari|wkhtmltopdf|scan|paper capture|recognition|finereader|imaging`)

// dated reports whether the day on which the file was made says when its report was written. Many a file was made again
// years after, from the same text or from paper; where its pages do not even name the year, that day says nothing, and a
// report's "12 March" would be given a year that it never had.
func (got *raw) dated() bool {
	if got.made.IsZero() {
		return false
	}
	year := got.made.Format("2006")
	for _, s := range got.sheets {
		if s.covered || s.scanned {
			return false
		}
	}
	for _, s := range got.sheets {
		if slices.ContainsFunc(s.lines, func(l *line) bool { return strings.Contains(l.text(), year) }) {
			return true
		}
	}
	return false
}

var fileEnding = regexp.MustCompile(`(?i)\.(docx?|pdf|rtf|odt|html?|txt|indd|pages|dotx?|wpd)$`)

var infoDate = regexp.MustCompile(`^D:([0-9]{4})([0-9]{2})([0-9]{2})`)
