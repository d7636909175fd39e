package review

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/pipeline/export"
	"rapporteur/schemas"
)

// Conflict is something that a person should decide: two persons, or a person and the program, say different things of a
// value. What was said first stays in effect.
type Conflict struct {
	Message     string
	Alternative pipeline.Fields // what the value would be otherwise; nil where it would be none
	By          string          // who says so; "" for the program
	Action      pipeline.Action // by which the alternative is taken
}

// State is how far the review of a document is.
type State string

// The states of a review.
const (
	Untouched State = "new"
	InReview  State = "in review"
	Finished  State = "done"
)

// Review is a document with all that persons said of it.
type Review struct {
	Entry  *pipeline.Entry
	Values []*Value // as they are in effect, the rejected among them
	State  State
	Log    []pipeline.Correction // all corrections, in order
	Undone map[int64]bool        // of the log, those that were taken back

	bytesAt func(int) int
}

// Fold puts what persons said together with what the program says now. Corrections name values by class and passage, so
// that they are found again where the record was made anew.
func Fold(e *pipeline.Entry, corrections []pipeline.Correction) *Review {
	r := &Review{Entry: e, State: Untouched, Log: corrections, Undone: map[int64]bool{}}
	if e.Document != nil {
		r.bytesAt = export.ByteOffsets(e.Document.Text)
	}
	if e.Record != nil {
		r.Values = valuesOf(e.Record)
	}
	for _, c := range corrections {
		if c.Action == pipeline.Undo {
			r.Undone[c.Of] = true
		}
	}
	said := map[*Value][]pipeline.Correction{}
	orphans := map[pipeline.Target]*Value{}
	byAdded := map[int64]*Value{}
	program := slices.Clone(r.Values)
	finder := newFinder(program)
	for _, c := range corrections {
		if r.Undone[c.Number] {
			continue
		}
		switch c.Action {
		case pipeline.Undo:
			continue
		case pipeline.Done:
			r.State = Finished
			continue
		case pipeline.Reopen:
			r.State = InReview
			continue
		}
		if r.State == Untouched {
			r.State = InReview
		}
		var v *Value
		switch {
		case c.Action == pipeline.Add:
			if v = finder.same(&c.Target, c.Change); v == nil {
				v = r.orphan(c.Target, c.Change)
				v.Key = fmt.Sprintf("added-%d", c.Number)
			}
			byAdded[c.Number] = v
		case c.Target.Added != 0:
			v = byAdded[c.Target.Added]
		default:
			if v = orphans[c.Target]; v != nil {
				break
			}
			if v = finder.find(&c.Target, c.Original); v == nil {
				v = r.orphan(c.Target, c.Original)
				orphans[c.Target] = v
			}
		}
		if v != nil { // else what added it was taken back
			said[v] = append(said[v], c)
		}
	}
	for v, list := range said {
		v.fold(list)
	}
	r.Values = slices.DeleteFunc(r.Values, func(v *Value) bool { return v.Program == nil && v.Status == Rejected && len(v.Conflicts) == 0 })
	return r
}

// orphan is a value that the program does not find now.
func (r *Review) orphan(t pipeline.Target, f pipeline.Fields) *Value {
	v := &Value{Class: t.Class, Field: t.Field, Fields: maps.Clone(f), target: t, Key: fmt.Sprintf("kept-%s-%d-%d-%d", t.Class+t.Field, t.Start, t.End, t.Nth)}
	if e, ok := r.passage(t.Start, t.End, t.Quote); ok {
		v.Evidence = []schemas.Evidence{e}
	}
	r.Values = append(r.Values, v)
	return v
}

// reviewerRule is the rule of evidence that a person chose.
const reviewerRule = "reviewer"

// contextLength is how many code points stand before and after a quote, as in evidence by rules.
const contextLength = 32

// passage makes evidence of a quote at a place of the text, or, where the text is another now, at the only place that has
// it; ok is false where there is none.
func (r *Review) passage(start, end int, quote string) (found schemas.Evidence, ok bool) {
	d := r.Entry.Document
	if d == nil || quote == "" {
		return found, false
	}
	span := document.Span{Start: r.bytesAt(start), End: r.bytesAt(end)}
	if span.Start < 0 || span.Empty() || d.Slice(span) != quote {
		at := strings.Index(d.Text, quote)
		if at < 0 || strings.Contains(d.Text[at+1:], quote) {
			return found, false
		}
		span = document.Span{Start: at, End: at + len(quote)}
	}
	points := utf8.RuneCountInString(d.Text[:span.Start])
	before, after := []rune(d.Text[max(0, span.Start-4*contextLength):span.Start]), []rune(d.Text[span.End:min(len(d.Text), span.End+4*contextLength)])
	place := d.Locate(span)
	found = schemas.Evidence{Start: points, End: points + utf8.RuneCountInString(quote), Quote: quote, Selector: place.Selector, Rule: reviewerRule,
		Prefix: string(before[max(0, len(before)-contextLength):]), Suffix: string(after[:min(len(after), contextLength)])}
	if place.Page > 0 {
		found.Page = &place.Page
	}
	if place.Box != nil {
		found.Box = &schemas.Box{Left: place.Box.Left, Top: place.Box.Top, Right: place.Box.Right, Bottom: place.Box.Bottom}
	}
	return found, true
}

// fold applies what persons said of a value, in order, to what the program says.
func (v *Value) fold(list []pipeline.Correction) {
	fields := maps.Clone(v.Program)
	edits := pipeline.Fields{}
	var pending []pipeline.Correction // alternatives that nobody has decided on
	for _, c := range list {
		v.Last = c.Number
		if v.contradicts(&c, edits) {
			pending = append(pending, c)
			continue
		}
		pending = slices.DeleteFunc(pending, func(p pipeline.Correction) bool { return p.Number <= c.Seen })
		v.History = append(v.History, c)
		if c.Action != pipeline.Add {
			v.Original = c.Original
		}
		switch c.Action {
		case pipeline.Accept:
			if c.Original != nil {
				fields = maps.Clone(c.Original)
			}
			maps.Copy(fields, edits)
			v.Status = Accepted
			if len(edits) > 0 {
				v.Status = Edited
			}
		case pipeline.Reject:
			v.Status = Rejected
		case pipeline.Edit, pipeline.Add:
			if fields == nil {
				fields = maps.Clone(c.Original)
			}
			if fields == nil {
				fields = pipeline.Fields{}
			}
			maps.Copy(edits, c.Change)
			maps.Copy(fields, c.Change)
			v.Status = Edited
		}
	}
	v.Fields = fields
	v.compare(edits)
	if len(v.History) > 0 && v.History[0].Action == pipeline.Add && v.Status != Rejected {
		v.foldAdded()
	}
	if v.Status == Edited && maps.Equal(v.Fields, v.Program) {
		v.Status = Accepted
	}
	for _, c := range pending {
		v.Conflicts = append(v.Conflicts, Conflict{Message: "at the same time", Alternative: alternative(v.Fields, &c), By: c.By, Action: c.Action})
	}
}

// foldAdded is about a value that a person added: the program may find it, too, by now, or something else in its place.
func (v *Value) foldAdded() {
	if v.Program == nil {
		v.Status = Added
		return
	}
	if !maps.Equal(v.Program, v.Fields) && v.Original == nil {
		v.Conflicts = append(v.Conflicts, Conflict{Message: "the program finds something else here now", Alternative: v.Program, Action: pipeline.Edit})
	}
}

// contradicts reports whether a correction was made without having seen the last one, and says something else.
func (v *Value) contradicts(c *pipeline.Correction, edits pipeline.Fields) bool {
	var last *pipeline.Correction
	if n := len(v.History); n > 0 {
		last = &v.History[n-1]
	}
	if last == nil || c.Seen >= last.Number {
		return false
	}
	switch {
	case (c.Action == pipeline.Reject) != (v.Status == Rejected):
		return true
	case c.Action == pipeline.Accept:
		return len(edits) > 0 // what it accepts is not what stands there
	}
	for name, value := range c.Change {
		if set, ok := edits[name]; ok && set != value {
			return true
		}
	}
	return false
}

// alternative is what fields would be by a correction that is not in effect.
func alternative(fields pipeline.Fields, c *pipeline.Correction) pipeline.Fields {
	switch c.Action {
	case pipeline.Reject:
		return nil
	case pipeline.Accept:
		return c.Original
	}
	out := maps.Clone(fields)
	maps.Copy(out, c.Change)
	return out
}

// compare tells where the program has changed its mind about what a person looked at.
func (v *Value) compare(edits pipeline.Fields) {
	last := v.Original
	switch {
	case last == nil || v.Status == Unreviewed:
		return
	case v.Program == nil:
		if v.Status != Rejected {
			v.Conflicts = append(v.Conflicts, Conflict{Message: "the program does not find this value any more", Action: pipeline.Reject})
		}
		return
	case v.Status == Edited:
		for name, value := range edits {
			if v.Program[name] == last[name] || v.Program[name] == value {
				continue
			}
			v.Conflicts = append(v.Conflicts, Conflict{Message: "the program says something else now", Alternative: v.Program, Action: pipeline.Edit})
			return
		}
		// What nobody touched follows the program.
		for name, value := range v.Program {
			if _, ok := edits[name]; !ok {
				v.Fields[name] = value
			}
		}
	case !maps.Equal(v.Program, last):
		v.Conflicts = append(v.Conflicts, Conflict{Message: "the program says something else now", Alternative: v.Program, Action: pipeline.Accept})
	}
}

// finder finds the values of a record by what corrections say of them.
type finder struct{ byClass map[string][]*Value }

func newFinder(values []*Value) *finder {
	f := &finder{byClass: map[string][]*Value{}}
	for _, v := range values {
		f.byClass[v.Class+v.Field] = append(f.byClass[v.Class+v.Field], v)
	}
	return f
}

// find is the value that a target names, nil where the program does not find it now: the one on the same passage, else one
// that says the same on the same words elsewhere, or on a passage that overlaps.
func (f *finder) find(t *pipeline.Target, original pipeline.Fields) *Value {
	all := f.byClass[t.Class+t.Field]
	if t.Class == meetingClass {
		if len(all) > 0 {
			return all[0]
		}
		return nil
	}
	want := core(t.Class, original)
	var nth, overlapping, moved *Value
	for _, v := range all {
		same := core(v.Class, v.Program) == want
		at := v.target
		switch {
		case at.Start == t.Start && at.End == t.End && at.Quote == t.Quote:
			if same && at.Nth == t.Nth {
				return v
			}
			if nth == nil && (same || at.Nth == t.Nth) {
				nth = v
			}
		case same && at.Quote == t.Quote:
			if moved == nil || distance(at.Start, t.Start) < distance(moved.target.Start, t.Start) {
				moved = v
			}
		case same && at.Start < t.End && t.Start < at.End && overlapping == nil:
			overlapping = v
		}
	}
	for _, v := range []*Value{nth, overlapping, moved} {
		if v != nil {
			return v
		}
	}
	return nil
}

// same is the value of the program that says what a person added, nil where there is none.
func (f *finder) same(t *pipeline.Target, added pipeline.Fields) *Value {
	for _, v := range f.byClass[t.Class+t.Field] {
		overlaps := v.target.Start < t.End && t.Start < v.target.End
		switch {
		case t.Class == meetingClass && v.Program["value"] == added["value"]:
			return v
		case t.Class == partyClass && overlaps && v.Program["role"] == added["role"] && core(t.Class, v.Program) == core(t.Class, added):
			return v
		case t.Class == areaClass && overlaps && core(t.Class, v.Program) == core(t.Class, added):
			return v
		case t.Class == outcomeClass && overlaps && v.Program["act"] == added["act"] && strings.EqualFold(v.Program["action"], added["action"]):
			return v
		}
	}
	return nil
}

func distance(a, b int) int { return max(a-b, b-a) }
