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
		index = append(index, indexLine{File: name, Title: p.Title, Dates: dates(&e.Record.Meeting), Place: Clean(placeOf(&e.Record.Meeting, o.Info)), Source: p.Source,
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
	Parts    []Part
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

func newPage(e *pipeline.Entry, info Info) *page {
	r := e.Record
	p := &page{Title: Clean(orElse(r.Meeting.Title, r.ID)), Language: r.Source.Language, Source: Clean(e.URI), Program: orUnknown(info.Program), Rules: orUnknown(info.Rules), Coverage: r.Coverage}
	if p.Language == "" {
		p.Language = "en"
	}
	groups := make([]pageGroup, len(Groups))
	for i, g := range Groups {
		groups[i] = pageGroup{Title: g.Title, Mark: g.Mark}
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
	bytesAt := ByteOffsets(e.Document.Text)
	var passages []Marked
	for i, v := range values(e) {
		g := groupOf(&v)
		shown := pageValue{N: i + 1, Kind: strings.ReplaceAll(v.kind, "_", " "), Says: Clean(v.says)}
		if len(v.evidence) > 0 {
			shown.Quote = Clean(v.evidence[0].Quote)
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
			passages = append(passages, Marked{Span: document.Span{Start: start, End: end}, Anchor: fmt.Sprintf("e%d-%d", i+1, k+1), Value: fmt.Sprintf("v%d", i+1),
				Group: Groups[g], Label: v.kind + ": " + Clean(v.says)})
		}
		groups[g].Values = append(groups[g].Values, shown)
	}
	p.Groups = slices.DeleteFunc(groups, func(g pageGroup) bool { return len(g.Values) == 0 })
	p.Parts = Parts(e.Document, passages)
	return p
}

// groupOf is the place in Groups of a value.
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
	for i, g := range Groups {
		if g.Class == class {
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
			out = append(out, label+": "+Clean(text))
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

//go:embed page.html
var pageHTML string

var pageTemplates = template.Must(PartsTemplate().Parse(pageHTML))
