// Package document holds what a reader makes of a file: one immutable text in reading order, blocks over it
// that say what each stretch is, and origins that say where each stretch stood in the source.
//
// Every position is a half-open byte range of [Document.Text]. Readers normalise (NFC, spaces, line-end hyphens,
// ligatures) before the text exists; nothing rewrites it afterwards. Blocks are in reading order, do not overlap,
// and neither they nor their lines begin or end with a space. [Document.Check] tells whether all this holds.
package document

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// Span is a half-open range of bytes of [Document.Text].
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span holds nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether t lies wholly within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Shift moves the span by n bytes: from positions in a part of a text to positions in the whole.
func (s Span) Shift(n int) Span { return Span{s.Start + n, s.End + n} }

// Kind says what a block is on its page.
type Kind string

// The kinds of block.
const (
	Title      Kind = "title"      // the file's own title (HTML title element, PDF or front-matter title), outside the body
	Meta       Kind = "meta"       // a line of front matter or document information, as "key: value"
	Heading    Kind = "heading"    // Level 1 is the highest
	Paragraph  Kind = "paragraph"  // running text; a line break that the source sets stands as "\n" inside it
	ListItem   Kind = "list-item"  // Level is the depth, from 1; Marker is what the list prints before it
	Cell       Kind = "cell"       // of Table, at Row and Col, from 0
	Term       Kind = "term"       // of a definition list
	Definition Kind = "definition" // of a definition list, after its Term
	Footnote   Kind = "footnote"   // set apart from the text that it interrupts
	Contents   Kind = "contents"   // an entry of a contents list
	Furniture  Kind = "furniture"  // menus, banners, running headers and footers: kept for the record, never coded
)

// Body reports whether blocks of this kind are part of what the report says.
func (k Kind) Body() bool {
	switch k {
	case Title, Meta, Contents, Furniture:
		return false
	}
	return true
}

// Block is a stretch of text that the page sets apart.
type Block struct {
	Kind   Kind   `json:"kind"`
	Span   Span   `json:"span"`             // without the marker
	Level  int    `json:"level,omitempty"`  // of a heading (1 is the highest) or a list item (depth, from 1)
	Marker string `json:"marker,omitempty"` // "1.", "(iv)", "•": as printed before a list item, heading or numbered paragraph
	Table  int    `json:"table,omitempty"`  // cells: which table of the document, from 1
	Row    int    `json:"row,omitempty"`    // cells: from 0
	Col    int    `json:"col,omitempty"`    // cells: from 0
	Header bool   `json:"header,omitempty"` // cells: names its column or row
}

// Box is a rectangle on a page in points (1/72 inch), from the page's top left corner.
type Box struct {
	Left   float64 `json:"left"`
	Top    float64 `json:"top"`
	Right  float64 `json:"right"`
	Bottom float64 `json:"bottom"`
}

// Union is the smallest box that holds both.
func (b Box) Union(c Box) Box {
	return Box{min(b.Left, c.Left), min(b.Top, c.Top), max(b.Right, c.Right), max(b.Bottom, c.Bottom)}
}

// Origin says where a stretch of text stood in the source: on a page, in a box; or in an element, by a CSS selector.
type Origin struct {
	Span     Span   `json:"span"`
	Page     int    `json:"page,omitempty"` // from 1; 0 where the source has no pages
	Box      *Box   `json:"box,omitempty"`
	Selector string `json:"selector,omitempty"`

	Confidence float64 `json:"confidence,omitempty"` // from 0 to 1, how sure the recognition (OCR) of the text is; 0 where the source itself says it
}

// Source describes the bytes that a document was read from.
type Source struct {
	URI       string `json:"uri"`
	MediaType string `json:"media_type"`
	SHA256    string `json:"sha256"` // hexadecimal
	Bytes     int64  `json:"bytes"`
	Pages     int    `json:"pages,omitempty"`
	Language  string `json:"language"`            // ISO 639-1, "" where it could not be told
	Reader    string `json:"reader"`              // name of the reader that produced the text
	Address   string `json:"address,omitempty"`   // from where the bytes were fetched
	Retrieved string `json:"retrieved,omitempty"` // when, as RFC 3339 has it
}

// Warning is something that a user of the document should know: an oddity survived, a rescue made.
type Warning struct {
	Code    string `json:"code"` // lower-case words with hyphens
	Message string `json:"message"`
	Spans   []Span `json:"spans,omitempty"`
}

// Document is a text with its structure. It does not change once it is built.
type Document struct {
	Text     string    `json:"text"`
	Blocks   []Block   `json:"blocks"`
	Origins  []Origin  `json:"origins"` // sorted by start, not overlapping
	Source   Source    `json:"source"`
	Warnings []Warning `json:"warnings,omitempty"`
}

// Slice is the text of a span.
func (d *Document) Slice(s Span) string { return d.Text[s.Start:s.End] }

// BlockAt is the index of the block that holds the byte at offset, or -1.
func (d *Document) BlockAt(offset int) int {
	i := sort.Search(len(d.Blocks), func(i int) bool { return d.Blocks[i].Span.End > offset })
	if i < len(d.Blocks) && d.Blocks[i].Span.Start <= offset {
		return i
	}
	return -1
}

// Locate says where a span stood in the source: the selector or page of its first origin, and for pages the box
// around all that it covers on that first page. The zero Origin means that the source keeps no places.
func (d *Document) Locate(s Span) Origin {
	found := Origin{Span: s}
	i := sort.Search(len(d.Origins), func(i int) bool { return d.Origins[i].Span.End > s.Start })
	for first := true; i < len(d.Origins) && d.Origins[i].Span.Start < s.End; i++ {
		o := d.Origins[i]
		if first {
			found.Page, found.Selector, first = o.Page, o.Selector, false
		}
		if o.Page != found.Page || o.Box == nil {
			continue
		}
		if found.Box == nil {
			box := *o.Box
			found.Box = &box
			continue
		}
		*found.Box = found.Box.Union(*o.Box)
	}
	return found
}

// Confidence says how surely the text of a span was recognised, from 0 to 1: the mean over its bytes. It is 1 where the
// source itself says the text.
func (d *Document) Confidence(s Span) float64 {
	doubt := 0.0
	i := sort.Search(len(d.Origins), func(i int) bool { return d.Origins[i].Span.End > s.Start })
	for ; i < len(d.Origins) && d.Origins[i].Span.Start < s.End; i++ {
		if o := d.Origins[i]; o.Confidence > 0 {
			doubt += (1 - o.Confidence) * float64(min(o.Span.End, s.End)-max(o.Span.Start, s.Start))
		}
	}
	return 1 - doubt/float64(max(1, s.Len()))
}

// Check reports the first way in which the document breaks its invariants, or nil.
func (d *Document) Check() error {
	if !utf8.ValidString(d.Text) {
		return fmt.Errorf("text is not valid UTF-8")
	}
	end := 0
	for i, b := range d.Blocks {
		if err := d.checkSpan(b.Span, end); err != nil {
			return fmt.Errorf("block %d (%s): %w", i, b.Kind, err)
		}
		for line := range strings.SplitSeq(d.Slice(b.Span), "\n") {
			if line == "" || line != strings.TrimSpace(line) {
				return fmt.Errorf("block %d (%s): line %q is empty or has spaces at an end", i, b.Kind, line)
			}
		}
		end = b.Span.End
	}
	end = 0
	for i, o := range d.Origins {
		if err := d.checkSpan(o.Span, end); err != nil {
			return fmt.Errorf("origin %d: %w", i, err)
		}
		end = o.Span.End
	}
	return nil
}

func (d *Document) checkSpan(s Span, from int) error {
	switch {
	case s.Empty():
		return fmt.Errorf("span %d:%d is empty", s.Start, s.End)
	case s.Start < from:
		return fmt.Errorf("span %d:%d begins before %d, where the last one ends", s.Start, s.End, from)
	case s.End > len(d.Text):
		return fmt.Errorf("span %d:%d ends after the text, which has %d bytes", s.Start, s.End, len(d.Text))
	case !utf8.RuneStart(d.Text[s.Start]) || s.End < len(d.Text) && !utf8.RuneStart(d.Text[s.End]):
		return fmt.Errorf("span %d:%d cuts a character", s.Start, s.End)
	}
	return nil
}

// LeadsIn reports whether a text leads into what is set below it: whether it ends in a colon or a dash, or, as typists
// have it, in ":-".
func LeadsIn(text string) bool {
	words := strings.TrimRight(text, "-–— ")
	return strings.HasSuffix(words, ":") || len(words) < len(text) && text[len(words)] == ' ' && strings.TrimRight(text, " ") != words
}
