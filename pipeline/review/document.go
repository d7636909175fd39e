package review

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/pipeline/export"
	"rapporteur/schemas"
)

// documentPage is a report beside its record.
type documentPage struct {
	frame
	Review        *Review
	Language      string
	Parts         []export.Part
	Groups        []group
	Legend        []export.Group
	Warnings      []warning
	Doubts        []*item // the values that are least sure, and that nobody has reviewed
	Conflicts     []*item
	Uncoded       int
	Pages         int  // of which there are pictures
	Gaps          bool // they can be asked for
	Log           []logLine
	Values, Seen  int
	Before, After string // ids of the documents beside it
	Kinds         []kindChoice
}

// group is a kind of values of the record.
type group struct {
	export.Group
	Items []*item
}

// item is a value of the record as the page shows it.
type item struct {
	*Value
	Details  []string
	Passages []string // the anchors
	Boxes    string   // "page left top right bottom" of each passage on a page, with semicolons
	Low      bool
	Label    string // its status, in words
}

type warning struct {
	Code, Message string
	Passages      []string
}

// logLine is a correction in the history of a document.
type logLine struct {
	pipeline.Correction
	What   string
	Undone bool
}

// kindChoice is something that can be added.
type kindChoice struct{ Value, Label string }

const mostDoubts = 12

func (s *Server) document(w http.ResponseWriter, r *http.Request) error {
	review, err := s.review(r)
	if err != nil {
		return err
	}
	p := s.pageOf(review)
	p.Before, p.After = s.index.beside(review.Entry.URI)
	return s.show(w, "document", p)
}

// pageOf makes the page of a document.
func (s *Server) pageOf(r *Review) *documentPage {
	e := r.Entry
	p := &documentPage{Review: r, Language: "en", Legend: export.Groups, Gaps: s.Gaps != nil && e.Document != nil}
	title := e.ID
	var passages []export.Marked
	mark := func(v *Value, key string, g export.Group, label string, evidence []schemas.Evidence) (anchors []string) {
		for i, found := range evidence {
			start, end := r.bytesAt(found.Start), r.bytesAt(found.End)
			if start < 0 || end < start {
				continue
			}
			anchor := fmt.Sprintf("e-%s-%d", key, i+1)
			anchors = append(anchors, anchor)
			passages = append(passages, export.Marked{Span: document.Span{Start: start, End: end}, Anchor: anchor, Value: key, Group: g, Label: label})
		}
		return anchors
	}
	groups := make([]group, len(export.Groups))
	for i, g := range export.Groups {
		groups[i].Group = g
	}
	if rec := e.Record; rec != nil && e.Document != nil {
		title = cmp.Or(text(rec.Meeting.Title), e.ID)
		p.Language = cmp.Or(rec.Source.Language, "en")
		p.Uncoded = rec.Coverage.UncodedWithActVerb
		for i, x := range rec.Warnings {
			p.Warnings = append(p.Warnings, warning{x.Code, x.Message, mark(nil, fmt.Sprintf("warning-%d", i+1), export.Groups[0], "warning: "+export.Clean(x.Message), x.Evidence)})
		}
		if rec.Source.MediaType == "application/pdf" && rec.Source.Pages != nil && s.Draw != nil {
			p.Pages = *rec.Source.Pages
		}
	}
	for _, v := range r.Values {
		g := v.Group()
		it := newItem(v)
		it.Boxes = r.boxes(v)
		it.Passages = mark(v, v.Key, g, v.Kind()+": "+export.Clean(v.Says()), v.Evidence)
		for i := range groups {
			if groups[i].Class == g.Class {
				groups[i].Items = append(groups[i].Items, it)
			}
		}
		p.Values++
		if v.Status != Unreviewed {
			p.Seen++
		} else if v.Sure != nil && *v.Sure < lowSure {
			p.Doubts = append(p.Doubts, it)
		}
		if len(v.Conflicts) > 0 {
			p.Conflicts = append(p.Conflicts, it)
		}
	}
	slices.SortStableFunc(p.Doubts, func(a, b *item) int { return cmp.Compare(*a.Sure, *b.Sure) })
	p.Doubts = p.Doubts[:min(mostDoubts, len(p.Doubts))]
	p.Groups = slices.DeleteFunc(groups, func(g group) bool { return len(g.Items) == 0 })
	if e.Document != nil {
		p.Parts = export.Parts(e.Document, passages)
	}
	p.frame = s.frame(title)
	p.Log = r.log()
	p.Kinds = kindsToAdd(r)
	return p
}

func newItem(v *Value) *item {
	it := &item{Value: v, Label: "not reviewed"}
	if v.Status != Unreviewed {
		it.Label = string(v.Status)
	}
	it.Low = v.Status == Unreviewed && v.Sure != nil && *v.Sure < lowSure
	add := func(label, text string) {
		if text = listed(text); text != "" {
			it.Details = append(it.Details, strings.TrimSpace(label+" "+text))
		}
	}
	f := v.Fields
	switch v.Class {
	case partyClass:
		add("", f["code"])
		if f["canonical"] != f["name"] {
			add("", f["canonical"])
		}
		add("", f["office"])
		add("for", f["for"])
	case outcomeClass:
		add("“", f["verb"])
		if n := len(it.Details); n > 0 {
			it.Details[n-1] = "“" + f["verb"] + "”"
		}
		add("asks", f["addressees"])
		add("until", f["deadline"])
		add("=", f["deadline_end"])
		add("in", f["place"])
		add("by", f["instruments"])
		add("area", f["area"])
		for _, sign := range []string{"hedged", "negated"} {
			if f[sign] != "" {
				it.Details = append(it.Details, sign)
			}
		}
	}
	if v.Sure != nil {
		it.Details = append(it.Details, fmt.Sprintf("confidence %.2f", *v.Sure))
	}
	if len(v.Evidence) == 0 {
		it.Details = append(it.Details, "its passage is not in the text any more")
	}
	return it
}

// boxes are where a value's passages stand on pages, line by line: one box around a passage that goes on in the next column
// would hold both.
func (r *Review) boxes(v *Value) string {
	var out []string
	for _, e := range v.Evidence {
		if e.Page == nil {
			continue
		}
		span := document.Span{Start: r.bytesAt(e.Start), End: r.bytesAt(e.End)}
		origins := r.Entry.Document.Origins
		at := sort.Search(len(origins), func(i int) bool { return origins[i].Span.End > span.Start })
		for ; at < len(origins) && origins[at].Span.Start < span.End; at++ {
			if o := origins[at]; o.Box != nil {
				out = append(out, fmt.Sprintf("%d %.1f %.1f %.1f %.1f", o.Page, o.Box.Left, o.Box.Top, o.Box.Right, o.Box.Bottom))
			}
		}
	}
	return strings.Join(out, ";")
}

// Confidence is how sure the program is, as text.
func (it *item) Confidence() string { return fmt.Sprintf("%.2f", it.sure()) }

// Sign is the status of a value as a letter beside its colour.
func (it *item) Sign() string {
	return map[Status]string{Unreviewed: "·", Accepted: "✓", Edited: "✎", Added: "+", Rejected: "✗"}[it.Status]
}

// Others are what conflicts would make of the value.
func (it *item) Others() []string {
	var out []string
	for _, c := range it.Conflicts {
		if c.Alternative == nil {
			out = append(out, "none")
			continue
		}
		var parts []string
		for _, f := range fieldsOf(it.Class, it.Field) {
			if c.Alternative[f.Name] != it.Fields[f.Name] {
				parts = append(parts, fmt.Sprintf("%s: %s", f.Label, cmp.Or(listed(c.Alternative[f.Name]), "empty")))
			}
		}
		out = append(out, cmp.Or(strings.Join(parts, ", "), "the same"))
	}
	return out
}

// log is the history of a document, the last first.
func (r *Review) log() []logLine {
	var out []logLine
	for i := len(r.Log) - 1; i >= 0; i-- {
		c := r.Log[i]
		what := c.Target.Quote
		if c.Target.Field != "" {
			what = strings.ReplaceAll(c.Target.Field, "_", " ") + ": " + what
		}
		if c.Action == pipeline.Undo {
			what = fmt.Sprintf("correction %d", c.Of)
		}
		var changes []string
		for _, f := range fieldsOf(c.Target.Class, c.Target.Field) {
			if set, ok := c.Change[f.Name]; ok && c.Original != nil {
				changes = append(changes, fmt.Sprintf("%s: %s → %s", f.Label, cmp.Or(listed(c.Original[f.Name]), "empty"), cmp.Or(listed(set), "empty")))
			}
		}
		if len(changes) > 0 {
			what += " (" + strings.Join(changes, "; ") + ")"
		}
		out = append(out, logLine{c, what, r.Undone[c.Number]})
	}
	return out
}

// CanUndo reports whether a line of the history can be taken back.
func (l *logLine) CanUndo() bool { return !l.Undone && l.Action != pipeline.Undo }

// beside are the ids of the documents before and after one in the list.
func (x *index) beside(uri string) (before, after string) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	at := slices.Index(x.all, x.byURI[uri])
	if at > 0 {
		before = x.all[at-1].ID
	}
	if at >= 0 && at+1 < len(x.all) {
		after = x.all[at+1].ID
	}
	return before, after
}

// find is the value with the key.
func (r *Review) find(key string) (*Value, error) {
	for _, v := range r.Values {
		if v.Key == key {
			return v, nil
		}
	}
	return nil, refuse(http.StatusNotFound, "there is no such value any more: load the page again")
}

// explanation says why a value is there.
type explanation struct {
	*Value
	Passages []explained
	History  []pipeline.Correction
}

type explained struct {
	schemas.Evidence
	Rule   *Rule
	Name   string
	Others []string // what else the rule found in the report
}

const fewOthers = 5

func (s *Server) explain(w http.ResponseWriter, r *http.Request) error {
	review, err := s.review(r)
	if err != nil {
		return err
	}
	v, err := review.find(r.URL.Query().Get("key"))
	if err != nil {
		return err
	}
	x := &explanation{Value: v, History: v.History}
	for _, e := range v.Evidence {
		name, _, _ := strings.Cut(e.Rule, ":")
		found := explained{Evidence: e, Name: e.Rule}
		if s.Explain != nil {
			found.Rule = s.Explain(name)
		}
		for _, other := range review.Values {
			if other != v && len(other.Evidence) > 0 && other.Evidence[0].Rule == e.Rule && len(found.Others) < fewOthers {
				found.Others = append(found.Others, other.Evidence[0].Quote)
			}
		}
		x.Passages = append(x.Passages, found)
	}
	return s.show(w, "explain", x)
}

// gap is a sentence with an act's verb that gave nothing.
type gap struct {
	Start, End int // code points
	Text       string
}

func (s *Server) gaps(w http.ResponseWriter, r *http.Request) error {
	e, err := s.store.Get(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	if e.Document == nil || s.Gaps == nil {
		return refuse(http.StatusNotFound, "there is no text")
	}
	spans, err := s.Gaps(e.Document)
	if err != nil {
		return err
	}
	var out []gap
	for _, span := range spans {
		start := utf8.RuneCountInString(e.Document.Text[:span.Start])
		sentence := e.Document.Slice(span)
		out = append(out, gap{start, start + utf8.RuneCountInString(sentence), sentence})
	}
	return s.show(w, "gaps", out)
}

// pageDPI is the resolution of pictures of pages, by which the page knows their size in points.
const pageDPI = 110

func (s *Server) page(w http.ResponseWriter, r *http.Request) error {
	e, err := s.store.Get(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	number, err := strconv.Atoi(strings.TrimSuffix(r.PathValue("page"), ".png"))
	if err != nil || number < 1 || s.Draw == nil {
		return refuse(http.StatusNotFound, "there is no such page")
	}
	picture, err := s.Draw(r.Context(), e.URI, e.SHA256, number, pageDPI)
	if err != nil {
		return refuse(http.StatusBadGateway, "page %d cannot be drawn: %v", number, err)
	}
	w.Header().Set("Content-Type", "image/png")
	w.Header().Set("Cache-Control", "private, max-age=600")
	_, err = w.Write(picture)
	return err
}
