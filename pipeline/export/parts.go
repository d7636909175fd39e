package export

import (
	_ "embed"
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/extract/document"
)

// Group is a kind of values, as pages show them.
type Group struct {
	Title string
	Class string // in style sheets
	Mark  string // the letter at its passages: colours are never the only sign
}

// Groups are the kinds of values, in order: what a reader should look at first comes first.
var Groups = []Group{
	{"Warnings", "warning", "!"}, {"Meeting", "meeting", "M"}, {"Attendees", "attendee", "A"}, {"Observers", "observer", "O"}, {"Absentees", "absentee", "X"},
	{"Areas", "area", "R"}, {"Commitments", "commitment", "C"}, {"Statements", "statement", "S"},
}

// Marked is where a value's evidence stands, in bytes of the document's text.
type Marked struct {
	Span   document.Span
	Anchor string // names it on the page
	Value  string // names its value there
	Group  Group
	Label  string // what rests on it, for people
}

// Part is a block of a report, or a whole table, cut where passages begin or end.
type Part struct {
	Kind   document.Kind
	Level  int
	Marker string
	Page   int // where it is the first of a page of the source
	At     int // where it begins, in code points of the document's text
	Runs   []Run
	Rows   [][]Cell
	Folded []Part // menus and the like, shown when a reader asks for them
}

// Cell is a cell of a table.
type Cell struct {
	Header bool
	Span   int // columns
	At     int // where it begins, in code points of the document's text; 0 of one without text
	Runs   []Run
}

// Run is a stretch of text on which the same values rest.
type Run struct {
	Text    string
	Anchors []string // of the passages that begin here
	Value   string   // the value to which it leads, "" for none: that of the shortest passage
	Class   string
	Mark    string // the letter where its passage begins
	Label   string // what rests on it, for people
}

// deepest is the deepest list that style sheets set apart.
const deepest = 5

// Depth is how deep a list is that lies within others, 0 where it does not.
func (p *Part) Depth() int {
	if p.Level < 2 {
		return 0
	}
	return min(p.Level, deepest)
}

// Parts are a document's blocks as a page shows them, the cells of a table together.
func Parts(doc *document.Document, passages []Marked) []Part {
	slices.SortStableFunc(passages, func(a, b Marked) int { return a.Span.Start - b.Span.Start })
	var out []Part
	last, points, at := 0, 0, 0 // at is in bytes, and points code points stand before it
	for i, b := range doc.Blocks {
		points, at = points+utf8.RuneCountInString(doc.Text[at:b.Span.Start]), b.Span.Start
		for len(passages) > 0 && passages[0].Span.End <= b.Span.Start {
			passages = passages[1:]
		}
		part := Part{Kind: b.Kind, Level: b.Level, Marker: Clean(b.Marker), At: points}
		if n := doc.Locate(b.Span).Page; n > last {
			part.Page, last = n, n
		}
		if b.Kind != document.Cell {
			part.Runs = runs(doc.Text, b.Span, passages)
			out = append(out, part)
			continue
		}
		if i == 0 || doc.Blocks[i-1].Kind != document.Cell || doc.Blocks[i-1].Table != b.Table {
			out = append(out, part)
		}
		table := &out[len(out)-1]
		if i == 0 || doc.Blocks[i-1].Row != b.Row || len(table.Rows) == 0 {
			table.Rows = append(table.Rows, nil)
		}
		row := &table.Rows[len(table.Rows)-1]
		width := 0
		for _, c := range *row {
			width += c.Span
		}
		if gap := b.Col - width; gap > 0 && gap < maxGap {
			*row = append(*row, Cell{Span: gap}) // cells without text
		}
		*row = append(*row, Cell{Header: b.Header, Span: 1, At: points, Runs: runs(doc.Text, b.Span, passages)})
	}
	return fold(out)
}

// fewFolded is how many blocks of page furniture in a row are shown like others.
const fewFolded = 2

// fold puts blocks of page furniture that follow each other, and on which no value rests, together.
func fold(parts []Part) []Part {
	quiet := func(p Part) bool {
		return p.Kind == document.Furniture && p.Page == 0 && !slices.ContainsFunc(p.Runs, func(r Run) bool { return r.Value != "" })
	}
	var out []Part
	for i := 0; i < len(parts); {
		after := i
		for after < len(parts) && quiet(parts[after]) {
			after++
		}
		if after-i > fewFolded {
			out = append(out, Part{Folded: parts[i:after]})
			i = after
			continue
		}
		after = max(after, i+1)
		out = append(out, parts[i:after]...)
		i = after
	}
	return out
}

// maxGap is how many empty cells stand beside each other at most; a file may say that there are millions.
const maxGap = 200

// runs cuts a block where passages begin or end; those are in the order of their beginnings.
func runs(text string, block document.Span, passages []Marked) []Run {
	var here []Marked
	cuts := []int{block.Start, block.End}
	for _, p := range passages {
		if p.Span.Start >= block.End {
			break
		}
		if p.Span.Overlaps(block) {
			here = append(here, p)
			cuts = append(cuts, max(p.Span.Start, block.Start), min(p.Span.End, block.End))
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []Run
	for i := 1; i < len(cuts); i++ {
		at := document.Span{Start: cuts[i-1], End: cuts[i]}
		r := Run{Text: Clean(text[at.Start:at.End])}
		var inner *Marked
		var labels []string
		for k := range here {
			p := &here[k]
			if !p.Span.Overlaps(at) {
				continue
			}
			if p.Span.Start == at.Start {
				r.Anchors = append(r.Anchors, p.Anchor)
			}
			if inner == nil || p.Span.Len() < inner.Span.Len() {
				inner = p
			}
			labels = append(labels, p.Label)
		}
		if inner != nil {
			r.Value, r.Class, r.Label = inner.Value, inner.Group.Class, strings.Join(slices.Compact(labels), " · ")
			if inner.Span.Start == at.Start {
				r.Mark = inner.Group.Mark
			}
		}
		out = append(out, r)
	}
	return out
}

// ByteOffsets gives a function from positions in code points to positions in bytes, -1 where a text is shorter.
func ByteOffsets(text string) func(points int) int {
	var at []int
	for i := range text {
		at = append(at, i)
	}
	at = append(at, len(text))
	return func(points int) int {
		if points < 0 || points >= len(at) {
			return -1
		}
		return at[points]
	}
}

//go:embed parts.html
var partsHTML string

// MarksCSS is the style of marked passages.
//
//go:embed marks.css
var MarksCSS string

// PartsTemplate is a new template that holds "parts", which shows [Part]s as HTML, and "marks-style", which is [MarksCSS].
func PartsTemplate() *template.Template {
	t := template.Must(template.New("page").Parse(partsHTML))
	template.Must(t.New("marks-style").Parse(MarksCSS))
	return t
}
