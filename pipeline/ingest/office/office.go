// Package office reads the documents of office programs, DOCX (Office Open XML) and ODT (OpenDocument): bytes in, a
// document.Document out, its blocks in the order of the text. Lists carry the markers that the programs print, resolved
// from their numbering; running headers and footers are furniture; notes stand after the text; what is hidden, deleted
// under tracked changes or said in comments is left out.
//
// A file is a ZIP of XML parts. Only the parts that hold text, styles and numbering are unpacked, in memory and within
// limits; what a part names outside of the file is never fetched, and entities are not expanded.
package office

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/pipeline/ingest/outline"
)

// Options say within which limits to read. Zero is no limit.
type Options struct {
	MaxNesting int                // elements within each other; more is TooLarge
	Unfold     int64              // bytes of XML for each byte of the file, where it is more than Least; more is a Bomb
	Least      int64              // bytes of XML that may come out of any file
	Expansion  pipeline.Expansion // characters of text
}

// Reader reads documents of one format. It keeps nothing between them and may be used by several goroutines at once.
type Reader struct {
	options   Options
	name      string // of the reader, as documents tell it
	mediaType string
	read      func(*container) (*story, error)
}

// NewDOCX makes a reader of Word's documents.
func NewDOCX(options Options) *Reader {
	return &Reader{options, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", readDOCX}
}

// NewODT makes a reader of OpenDocument texts.
func NewODT(options Options) *Reader {
	return &Reader{options, "odt", "application/vnd.oasis.opendocument.text", readODT}
}

// Read implements pipeline.Reader. Its errors are *pipeline.Failure, but for those of the context.
func (r *Reader) Read(ctx context.Context, uri string, data []byte) (*document.Document, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", uri, err)
	}
	c, err := open(data, r.options)
	var s *story
	if err == nil {
		s, err = r.read(c)
	}
	var b document.Builder
	if err == nil {
		err = r.options.Expansion.Check(len(data), s.length)
	}
	if err == nil {
		s.build(&b)
		if b.Len() == s.front {
			err = &pipeline.Failure{Reason: pipeline.Empty, Err: errors.New("the document holds no text")}
		}
	}
	var failure *pipeline.Failure
	switch {
	case errors.As(err, &failure):
		return nil, &pipeline.Failure{URI: uri, Reason: failure.Reason, Err: failure.Err}
	case err != nil:
		return nil, &pipeline.Failure{URI: uri, Reason: pipeline.Corrupt, Err: err}
	}
	return b.Document(document.Source{URI: uri, MediaType: r.mediaType, Bytes: int64(len(data)), Reader: r.name}, s.warnings...), nil
}

// story gathers what a document says, on its way to a document.Document.
type story struct {
	title             string // as the file tells them of itself
	created, modified string

	headers, footers []outline.Item
	body             []outline.Item
	notes            []outline.Item // footnotes and endnotes, which follow the text

	tables   int
	length   int // of all text, in bytes
	front    int // blocks of the file's own title and date
	warnings []document.Warning
}

// build adds the blocks to the builder.
func (s *story) build(b *document.Builder) {
	if title := namesNothing.ReplaceAllString(strings.Join(strings.Fields(s.title), " "), ""); strings.ContainsFunc(title, unicode.IsLetter) {
		b.Add(document.Block{Kind: document.Title}, document.Run{Text: title})
	}
	if day := s.date(); day != "" {
		b.Add(document.Block{Kind: document.Meta}, document.Run{Text: "date: " + day})
	}
	s.front = b.Len()
	var items []outline.Item
	for _, part := range [][]outline.Item{s.headers, s.body, s.notes, s.footers} {
		items = append(items, part...)
	}
	outline.Add(b, items)
}

// date is the day on which the file was made, "" where it was changed in another year: it is then a template's, or the file
// was only opened again.
func (s *story) date() string {
	day, err := time.Parse(time.DateOnly, s.created[:min(len(s.created), len(time.DateOnly))])
	// Office files are of the nineties; clocks that were never set say 1601, 1970 or 1980.
	if err != nil || day.Year() < 1990 || day.Year() > 2089 || s.modified != "" && !strings.HasPrefix(s.modified, s.created[:4]) {
		return ""
	}
	return day.Format(time.DateOnly)
}

// namesNothing matches titles that programs put in by themselves: "Untitled", "Microsoft Word - ", a file's name.
var namesNothing = regexp.MustCompile(`(?i)^microsoft word - |^(untitled|unnamed|(word )?document)( ?\d+)?$|^\S+\.(docx?|odt|rtf|pdf|html?|txt|dotx?|wpd)$|\.(docx?|odt|rtf|pdf|dotx?|wpd)$`)

// add appends the paragraphs that the lines make to a list of items. The first gets the marker.
func (s *story) add(to *[]outline.Item, block document.Block, marker string, lines *outline.Lines) {
	for _, group := range lines.Groups() {
		it := outline.Item{Block: block, Text: group.Text, Strong: group.Strong, Short: group.Italic}
		it.Marker, marker = marker, ""
		*to = append(*to, it)
		s.length += len(group.Text)
	}
}

// furniture adds the paragraphs of a running header or footer, those once that were there already.
func furniture(to *[]outline.Item, items []outline.Item) {
	known := map[string]bool{}
	for _, it := range *to {
		known[it.Text] = true
	}
	for _, it := range items {
		if !known[it.Text] {
			known[it.Text] = true
			*to = append(*to, outline.Item{Block: document.Block{Kind: document.Furniture}, Text: it.Text})
		}
	}
}

// cell is one of a table's cells at its place in the grid, with what it holds.
type cell struct {
	row, col int
	header   bool
	items    []outline.Item
}

// table adds a table's cells: as cells with their places where it is one, as what they hold where it only lays out the
// page.
func (s *story) table(to *[]outline.Item, cells []cell, rows int) {
	if laysOut(cells, rows) {
		for _, c := range cells {
			*to = append(*to, c.items...)
		}
		return
	}
	boldHeader(cells)
	s.tables++
	for _, c := range cells {
		for _, it := range c.items {
			it.Block = document.Block{Kind: document.Cell, Table: s.tables, Row: c.row, Col: c.col, Header: c.header, Marker: it.Marker}
			if it.Marker == "•" {
				it.Marker = ""
			}
			*to = append(*to, it)
		}
	}
}

// laysOut reports whether a table only places parts of the page: it has one column or row, or holds whole sections. The
// rules are those for web pages.
func laysOut(cells []cell, rows int) bool {
	filled := map[int]bool{}
	total, largest, heads := 0, 0, 0
	for _, c := range cells {
		letters := 0
		for _, it := range c.items {
			letters += outline.Letters(it.Text)
			if it.Kind == document.Cell || it.Kind == document.Heading && it.Level <= 2 {
				return true
			}
		}
		if letters == 0 {
			continue
		}
		filled[c.col] = true
		total, largest = total+letters, max(largest, letters)
		if c.header {
			heads++
		}
	}
	switch {
	case len(filled) < 2:
		return true
	case heads > 0:
		return false
	case rows == 1:
		return largest > 300
	}
	return largest > 800 && largest*10 > total*6 && rows <= 4
}

// boldHeader takes a first row that is bold throughout for the header of a table that names none.
func boldHeader(cells []cell) {
	bold := 0
	for _, c := range cells {
		if c.header {
			return
		}
		if c.row == 0 {
			bold++
			for _, it := range c.items {
				if !it.Strong && outline.Letters(it.Text) > 0 {
					return
				}
			}
		}
	}
	for i := range cells {
		cells[i].header = cells[i].row == 0 && bold > 1 && bold < len(cells)
	}
}
