package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/cmd/internal/wire"
	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/schemas"
)

func explainCommand(c *console) *cobra.Command {
	v := explainVerb{}
	cmd := &cobra.Command{
		Use:   "explain FILE",
		Short: "Show a report's text with what was found in it, where and by which rule",
		Long: `Show a report's text, block by block, with every passage that a value rests on:
in brackets, or in colour on a terminal; and below the block what the passage
gave and the rule that saw it. A wrong value leads so to the rule to mend.

` + exitHelp,
		Example: `  rapporteur explain archive/report.html | less
  rapporteur explain report.pdf --json`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return v.run(cmd.Context(), c, args[0]) },
	}
	v.limits.Flags(cmd)
	v.settings.Flags(cmd)
	cmd.Flags().BoolVar(&v.json, "json", false, "print JSON")
	return cmd
}

type explainVerb struct {
	limits   wire.Limits
	settings wire.Settings
	json     bool
}

func (v *explainVerb) run(_ context.Context, c *console, path string) error {
	e, err := readOne(&v.settings, &v.limits, path)
	if err != nil {
		return err
	}
	marks := marksOf(e.Record)
	if v.json {
		return c.json(map[string]any{"id": e.ID, "text": e.Document.Text, "marks": marks, "warnings": e.Record.Warnings})
	}
	p := page{out: c.out, colour: colours(c.out), text: []rune(e.Document.Text), marks: marks}
	return p.print(e)
}

// readOne reads and extracts a file as run does.
func readOne(s *wire.Settings, l *wire.Limits, path string) (*pipeline.Entry, error) {
	if err := l.Check(); err != nil {
		return nil, err
	}
	if err := s.Check(); err != nil {
		return nil, err
	}
	o, err := s.Workers(l)
	if err != nil {
		return nil, err
	}
	return pipeline.One(pipeline.Input{URI: path, Path: path}, o)
}

// mark is a passage with what it gave. Offsets count code points, as in the record.
type mark struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Kind  string `json:"kind"` // the field of the record
	Value string `json:"value"`
	Rule  string `json:"rule"`
	Quote string `json:"quote"`
}

// marksOf gives the passages of a record in the order of the text, those that hold others first.
func marksOf(rec *schemas.Record) []mark {
	marks := []mark{}
	add := func(kind, value string, evidence []schemas.Evidence) {
		for _, e := range evidence {
			marks = append(marks, mark{e.Start, e.End, kind, value, e.Rule, e.Quote})
		}
	}
	values := meetingValues(&rec.Meeting)
	for _, field := range slices.Sorted(maps.Keys(rec.Meeting.Evidence)) {
		add("meeting."+field, values[field], rec.Meeting.Evidence[field])
	}
	for _, list := range []struct {
		kind    string
		parties []schemas.Party
	}{{"attendee", rec.Attendees}, {"observer", rec.Observers}, {"absentee", rec.Absentees}} {
		for _, p := range list.parties {
			add(list.kind, strings.Join(strings.Fields(p.Kind+" "+deref(p.Code)+" "+deref(p.Canonical)), " "), p.Evidence)
		}
	}
	for _, a := range rec.Areas {
		add("area", fmt.Sprintf("%d %s", a.N, a.Title), a.Evidence)
	}
	for _, o := range slices.Concat(rec.Commitments, rec.Statements) {
		value := strings.Join(o.Actors, ", ") + " " + o.Act + " (" + o.Verb + ")"
		if o.Deadline != nil {
			value += ", " + o.Deadline.Text
		}
		if o.Place != nil {
			value += ", in " + o.Place.Text
		}
		add("outcome", value, o.Evidence)
	}
	slices.SortStableFunc(marks, func(a, b mark) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	return marks
}

func meetingValues(m *schemas.Meeting) map[string]string {
	values := map[string]string{
		"title": deref(m.Title), "series": deref(m.Series), "type": deref(m.Type), "start": deref(m.Start), "end": deref(m.End),
		"date_text": deref(m.DateText), "city": deref(m.City), "country": deref(m.Country), "venue": deref(m.Venue),
		"mode": deref(m.Mode), "chairs": strings.Join(m.Chairs, "; "), "hosts": strings.Join(m.Hosts, "; "),
	}
	if m.Ordinal != nil {
		values["ordinal"] = fmt.Sprint(*m.Ordinal)
	}
	return values
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// page prints a document with its marks.
type page struct {
	out    io.Writer
	colour bool
	text   []rune
	marks  []mark
	err    error
}

func (p *page) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.out, format, args...)
	}
}

// Colours by the first part of a mark's kind, as ANSI codes that are told apart on light and dark screens.
var markColours = map[string]string{"meeting": "36", "attendee": "32", "observer": "33", "absentee": "31", "area": "35", "outcome": "34"}

func colourOf(kind string) string {
	first, _, _ := strings.Cut(kind, ".")
	return markColours[first]
}

func (p *page) paint(code, text string) string {
	if !p.colour || code == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (p *page) print(e *pipeline.Entry) error {
	p.printf("%s  %s, read by %s\n", p.paint("1", e.URI), e.MediaType, e.Document.Source.Reader)
	if e.State != pipeline.OK {
		p.printf("%s: %s: %s\n", e.State, e.Reason, e.Message)
	}
	for _, w := range e.Record.Warnings {
		p.printf("warning: %s: %s\n", w.Code, w.Message)
	}
	points, at := 0, 0 // code points before the byte at
	for _, b := range e.Document.Blocks {
		points += len([]rune(e.Document.Text[at:b.Span.Start]))
		start := points
		points += len([]rune(e.Document.Slice(b.Span)))
		at = b.Span.End
		p.block(&b, start, points)
	}
	c := e.Record.Coverage
	p.printf("\n%d sentences, %d of them coded; %d with an act's verb gave nothing\n", c.Sentences, c.Coded, c.UncodedWithActVerb)
	return p.err
}

// shownQuote is how many characters of a quote are repeated below a block, which holds the rest of it.
const shownQuote = 60

// block prints the block that stands from start to end, and the marks that begin in it.
func (p *page) block(b *document.Block, start, end int) {
	name := string(b.Kind)
	if b.Level > 0 {
		name += fmt.Sprintf(" %d", b.Level)
	}
	if !b.Kind.Body() {
		p.printf("\n%s\n", p.paint("2", fmt.Sprintf("(%s) %s", name, string(p.text[start:end]))))
	} else {
		marker := b.Marker
		if marker != "" {
			marker += " "
		}
		p.printf("\n%s %s%s\n", p.paint("2", "("+name+")"), marker, p.marked(start, end))
	}
	for _, m := range p.marks {
		if m.Start < start || m.Start >= end {
			continue
		}
		quote := []rune(m.Quote)
		if len(quote) > shownQuote {
			quote = append(quote[:shownQuote:shownQuote], '…')
		}
		p.printf("    %s %s  %q  %s\n", p.paint(colourOf(m.Kind), m.Kind), m.Value, string(quote), p.paint("2", m.Rule))
	}
}

// marked is the text from start to end with its marks shown: of those that overlap, the shortest.
func (p *page) marked(start, end int) string {
	owner := make([]int, end-start) // index of a mark and 1, 0 for none
	for i, m := range p.marks {
		for at := max(m.Start, start); at < min(m.End, end); at++ {
			if o := owner[at-start]; o == 0 || m.End-m.Start < p.marks[o-1].End-p.marks[o-1].Start {
				owner[at-start] = i + 1
			}
		}
	}
	var out strings.Builder
	for from := 0; from < len(owner); {
		to := from + 1
		for to < len(owner) && owner[to] == owner[from] {
			to++
		}
		text := string(p.text[start+from : start+to])
		switch {
		case owner[from] == 0:
		case p.colour:
			text = p.paint(colourOf(p.marks[owner[from]-1].Kind), text)
		case strings.TrimSpace(text) != "":
			text = "[" + text + "]"
		}
		out.WriteString(text)
		from = to
	}
	return out.String()
}
