package export

import (
	"context"
	_ "embed"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// pages writes each report as a page of its own (ID.html): its text with every passage marked that a value rests on, and
// beside it the values; each leads to the other. They need neither script nor network. index.html lists them.
func pages(ctx context.Context, create Create, data Dataset, o Options) error {
	var index []indexLine
	err := data.Entries(ctx, func(e *pipeline.Entry) error {
		if e.Record == nil || e.Document == nil {
			return nil
		}
		name := pageName(e.ID)
		w, err := create(name)
		if err != nil {
			return err
		}
		p := newPage(e, o.Info)
		if err := pageTemplates.ExecuteTemplate(w, "report", p); err != nil {
			return fmt.Errorf("record %s: %w", e.ID, err)
		}
		index = append(index, indexLine{File: name, Title: p.Title, Dates: dates(&e.Record.Meeting), Place: clean(placeOf(&e.Record.Meeting, o.Info)), Source: p.Source,
			Participants: len(e.Record.Attendees) + len(e.Record.Observers) + len(e.Record.Absentees), Commitments: len(e.Record.Commitments), Statements: len(e.Record.Statements), Warnings: len(e.Record.Warnings)})
		return w.Close()
	})
	if err != nil {
		return err
	}
	w, err := create("index.html")
	if err != nil {
		return err
	}
	if err := pageTemplates.ExecuteTemplate(w, "index", map[string]any{"Lines": index, "Program": orUnknown(o.Program)}); err != nil {
		return err
	}
	return w.Close()
}

// pageName is the file of a report's page; the list of all has the name index.
func pageName(id string) string {
	if strings.EqualFold(id, "index") {
		id += "-report"
	}
	return id + ".html"
}

type indexLine struct {
	File, Title, Dates, Place, Source               string
	Participants, Commitments, Statements, Warnings int
}

// page is a report beside what was found in it.
type page struct {
	Title, Language, Source, Program, Rules string

	Coverage schemas.Coverage
	Groups   []pageGroup
	Parts    []pagePart
}

// pageGroup is a heading of the record, with its values.
type pageGroup struct {
	Title  string
	Mark   string // the letter at its passages
	Values []pageValue
}

// pageValue is a value of the record.
type pageValue struct {
	N          int // names it on the page
	Kind, Says string
	Details    []string
	Confidence string // "" where the value has none
	Passages   []int  // the numbers of its passages, from 1
	Quote      string
}

// pagePart is a block of the report, or a whole table.
type pagePart struct {
	Kind   document.Kind
	Level  int
	Marker string
	Page   int // where it is the first of a page of the source
	Runs   []run
	Rows   [][]pageCell
	Folded []pagePart // menus and the like, shown when a reader asks for them
}

type pageCell struct {
	Header bool
	Span   int // columns
	Runs   []run
}

// run is a stretch of text on which the same values rest.
type run struct {
	Text    string
	Anchors []string // of the passages that begin here
	Value   int      // the value to which it leads, 0 for none: that of the shortest passage
	Class   string
	Mark    string // the letter where its passage begins
	Label   string // what rests on it, for people
}

// passageOf is where a value's passage stands, in bytes of the document's text.
type passageOf struct {
	span   document.Span
	anchor string
	value  int
	class  string
	mark   string
	label  string
}

// The groups of a page, in order: what a reader should look at first comes first.
var pageGroups = []struct{ title, mark, class string }{
	{"Warnings", "!", "warning"}, {"Meeting", "M", "meeting"}, {"Attendees", "A", "attendee"}, {"Observers", "O", "observer"}, {"Absentees", "X", "absentee"},
	{"Areas", "R", "area"}, {"Commitments", "C", "commitment"}, {"Statements", "S", "statement"},
}

func newPage(e *pipeline.Entry, info Info) *page {
	r := e.Record
	p := &page{Title: clean(orElse(r.Meeting.Title, r.ID)), Language: r.Source.Language, Source: clean(e.URI), Program: orUnknown(info.Program), Rules: orUnknown(info.Rules), Coverage: r.Coverage}
	if p.Language == "" {
		p.Language = "en"
	}
	groups := make([]pageGroup, len(pageGroups))
	for i, g := range pageGroups {
		groups[i] = pageGroup{Title: g.title, Mark: g.mark}
	}
	outcomes := map[string]*schemas.Outcome{}
	for _, list := range [][]schemas.Outcome{r.Commitments, r.Statements} {
		for i := range list {
			outcomes[list[i].ID] = &list[i]
		}
	}
	confidence := map[string]float64{}
	for _, x := range parties(r) {
		confidence[x.id] = x.Confidence
	}
	for i := range r.Areas {
		confidence[areaID(r, i)] = r.Areas[i].Confidence
	}
	bytesAt := byteOffsets(e.Document.Text)
	var passages []passageOf
	for i, v := range values(e) {
		g := groupOf(&v)
		shown := pageValue{N: i + 1, Kind: strings.ReplaceAll(v.kind, "_", " "), Says: clean(v.says)}
		if len(v.evidence) > 0 {
			shown.Quote = clean(v.evidence[0].Quote)
		}
		if o := outcomes[v.id]; o != nil {
			shown.Details = details(o)
			confidence[v.id] = o.Confidence
		}
		if c, ok := confidence[v.id]; ok {
			shown.Confidence = fmt.Sprintf("%.2f", c)
		}
		for k, found := range v.evidence {
			start, end := bytesAt(found.Start), bytesAt(found.End)
			if start < 0 || end < start {
				continue
			}
			shown.Passages = append(shown.Passages, k+1)
			passages = append(passages, passageOf{span: document.Span{Start: start, End: end}, anchor: fmt.Sprintf("e%d-%d", i+1, k+1), value: i + 1,
				class: pageGroups[g].class, mark: pageGroups[g].mark, label: v.kind + ": " + clean(v.says)})
		}
		groups[g].Values = append(groups[g].Values, shown)
	}
	p.Groups = slices.DeleteFunc(groups, func(g pageGroup) bool { return len(g.Values) == 0 })
	p.Parts = fold(pageParts(e.Document, passages))
	return p
}

// groupOf is the place in pageGroups of a value.
func groupOf(v *value) int {
	class := v.kind
	switch v.table {
	case "meetings":
		class = "meeting"
	case "areas":
		class = "area"
	case "commitments":
		class = "commitment"
	case "statements":
		class = "statement"
	case "problems":
		class = "warning"
	}
	for i, g := range pageGroups {
		if g.class == class {
			return i
		}
	}
	return 0
}

// details are what an outcome says besides who and what.
func details(o *schemas.Outcome) []string {
	var out []string
	add := func(label, text string) {
		if text != "" {
			out = append(out, label+": "+clean(text))
		}
	}
	add("asks", strings.Join(o.Addressees, listSeparator))
	add("until", until(o))
	if o.Place != nil {
		add("place", o.Place.Text)
	}
	add("instruments", strings.Join(o.Instruments, listSeparator))
	if o.Hedged {
		out = append(out, "hedged")
	}
	if o.Negated {
		out = append(out, "negated")
	}
	return out
}

// byteOffsets gives a function from positions in code points to positions in bytes, -1 where a text is shorter.
func byteOffsets(text string) func(points int) int {
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

// pageParts are a document's blocks as a page shows them, the cells of a table together.
func pageParts(doc *document.Document, passages []passageOf) []pagePart {
	slices.SortStableFunc(passages, func(a, b passageOf) int { return a.span.Start - b.span.Start })
	var out []pagePart
	last := 0
	for i, b := range doc.Blocks {
		part := pagePart{Kind: b.Kind, Level: b.Level, Marker: clean(b.Marker)}
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
			*row = append(*row, pageCell{Span: gap}) // cells without text
		}
		*row = append(*row, pageCell{Header: b.Header, Span: 1, Runs: runs(doc.Text, b.Span, passages)})
	}
	return out
}

// fewFolded is how many blocks of page furniture in a row are shown like others.
const fewFolded = 2

// fold puts blocks of page furniture that follow each other, and on which no value rests, together.
func fold(parts []pagePart) []pagePart {
	quiet := func(p pagePart) bool {
		return p.Kind == document.Furniture && p.Page == 0 && !slices.ContainsFunc(p.Runs, func(r run) bool { return r.Value > 0 })
	}
	var out []pagePart
	for i := 0; i < len(parts); {
		after := i
		for after < len(parts) && quiet(parts[after]) {
			after++
		}
		if after-i > fewFolded {
			out = append(out, pagePart{Folded: parts[i:after]})
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
func runs(text string, block document.Span, passages []passageOf) []run {
	var here []passageOf
	cuts := []int{block.Start, block.End}
	for _, p := range passages {
		if p.span.Start >= block.End {
			break
		}
		if p.span.Overlaps(block) {
			here = append(here, p)
			cuts = append(cuts, max(p.span.Start, block.Start), min(p.span.End, block.End))
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []run
	for i := 1; i < len(cuts); i++ {
		at := document.Span{Start: cuts[i-1], End: cuts[i]}
		r := run{Text: clean(text[at.Start:at.End])}
		var inner *passageOf
		var labels []string
		for k := range here {
			p := &here[k]
			if !p.span.Overlaps(at) {
				continue
			}
			if p.span.Start == at.Start {
				r.Anchors = append(r.Anchors, p.anchor)
			}
			if inner == nil || p.span.Len() < inner.span.Len() {
				inner = p
			}
			labels = append(labels, p.label)
		}
		if inner != nil {
			r.Value, r.Class, r.Label = inner.value, inner.class, strings.Join(slices.Compact(labels), " · ")
			if inner.span.Start == at.Start {
				r.Mark = inner.mark
			}
		}
		out = append(out, r)
	}
	return out
}

//go:embed page.html
var pageHTML string

var pageTemplates = template.Must(template.New("page").Parse(pageHTML))
