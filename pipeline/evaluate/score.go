package evaluate

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/schemas"
)

// Measure is one thing that is scored.
type Measure struct {
	Name     string
	Accuracy bool // right of all, where every truth has one answer; otherwise precision, recall and F1 of a list
}

// Measures are all measures, in the order in which they are printed.
var Measures = []Measure{
	{Name: "attendees"}, {Name: "observers"}, {Name: "absentees"}, {Name: "areas"},
	{Name: "outcomes"}, {Name: "outcomes.unit"}, {Name: "commitments"}, {Name: "statements"},
	{Name: "deadlines"}, {Name: "places"},
	{"outcome.act", true}, {"outcome.actors", true}, {"outcome.deadline", true}, {"outcome.place", true}, {"outcome.area", true},
	{"meeting.title", true}, {"meeting.title.exact", true}, {"meeting.ordinal", true}, {"meeting.start", true}, {"meeting.end", true},
	{"meeting.city", true}, {"meeting.country", true},
	{Name: "meeting.chairs"}, {Name: "meeting.hosts"},
}

// Item is something missed, or something extra, in words that a person can look up in the report.
type Item struct {
	Text     string `json:"text"`
	Forgiven bool   `json:"forgiven,omitempty"` // an ambiguous point names it
}

// Tally counts one measure over one document. For an accuracy, Misses hold what is wrong and Extras stay empty.
type Tally struct {
	Right  int    `json:"right"`
	Misses []Item `json:"misses,omitempty"`
	Extras []Item `json:"extras,omitempty"`
}

func (t *Tally) miss(forgiven bool, format string, args ...any) {
	t.Misses = append(t.Misses, Item{fmt.Sprintf(format, args...), forgiven})
}

func (t *Tally) extra(forgiven bool, format string, args ...any) {
	t.Extras = append(t.Extras, Item{fmt.Sprintf(format, args...), forgiven})
}

// Count gives the tally's numbers: the strict ones, or those without what is forgiven.
func (t *Tally) Count(strict bool) Count {
	c := Count{Right: t.Right}
	for _, m := range t.Misses {
		if strict || !m.Forgiven {
			c.Missed++
		}
	}
	for _, x := range t.Extras {
		if strict || !x.Forgiven {
			c.Extra++
		}
	}
	return c
}

// Document is how one record fares against its truth, by the name of the measure. What the truth does not code is not there.
type Document struct {
	ID       string            `json:"id"`
	NoRecord bool              `json:"no_record,omitempty"` // there is no record: everything is missed
	Tallies  map[string]*Tally `json:"tallies"`
	Judged   []Judgement       `json:"-"` // each value of the record that has a confidence, but for those that are forgiven
}

// Misses are the items of a measure that the record lacks or has wrong.
func (d *Document) Misses(measure string) []Item {
	if t := d.Tallies[measure]; t != nil {
		return t.Misses
	}
	return nil
}

// Extras are the items of a measure that the record has and the truth has not.
func (d *Document) Extras(measure string) []Item {
	if t := d.Tallies[measure]; t != nil {
		return t.Extras
	}
	return nil
}

// Score compares a record with the truth of the same report. A nil record misses everything.
func Score(rec *schemas.Record, truth *schemas.Truth) Document {
	s := &scorer{truth: truth, points: readPoints(truth.Ambiguous), doc: Document{ID: truth.ID, NoRecord: rec == nil, Tallies: map[string]*Tally{}}}
	if rec == nil {
		rec = &schemas.Record{}
	}
	s.rec = rec
	s.meeting()
	s.parties("attendees", truth.Attendees, rec.Attendees)
	s.parties("observers", truth.Observers, rec.Observers)
	s.parties("absentees", truth.Absentees, rec.Absentees)
	s.outcomes(s.areas())
	return s.doc
}

type scorer struct {
	rec    *schemas.Record
	truth  *schemas.Truth
	points points
	doc    Document
}

func (s *scorer) tally(measure string) *Tally {
	t := s.doc.Tallies[measure]
	if t == nil {
		t = &Tally{}
		s.doc.Tallies[measure] = t
	}
	return t
}

func (s *scorer) meeting() {
	want, got := &s.truth.Meeting, &s.rec.Meeting
	if want.Title != nil {
		s.field("meeting.title", want.Title, got.Title, []string{"title"}, sameTitle)
		s.field("meeting.title.exact", want.Title, got.Title, []string{"title"}, func(a, b string) bool { return fold(a) == fold(b) })
	}
	exact := func(a, b string) bool { return a == b }
	dates := []string{"date", "start", "end", "year", "today"}
	s.field("meeting.start", want.Start, got.Start, dates, exact)
	s.field("meeting.end", want.End, got.End, dates, exact)
	s.field("meeting.city", want.City, got.City, []string{"city", "cities", "place"}, func(a, b string) bool { return sameName(town(a), town(b)) > 0 })
	s.field("meeting.country", want.Country, got.Country, []string{"country", "city", "cities", "place"}, exact)
	s.field("meeting.ordinal", number(want.Ordinal), number(got.Ordinal), []string{"ordinal"}, exact)
	s.people("meeting.chairs", want.Chairs, got.Chairs, []string{"chair"})
	s.people("meeting.hosts", want.Hosts, got.Hosts, []string{"host"})
}

// town leaves out what a city's name may or may not carry.
func town(s string) string {
	return strings.TrimSuffix(strings.TrimSuffix(strings.ReplaceAll(s, "St. ", "Saint "), " City"), ", D.C.")
}

func number(n *int) *string {
	if n == nil {
		return nil
	}
	text := fmt.Sprint(*n)
	return &text
}

// field scores a field that has one answer. Null is an answer: that the text does not say.
func (s *scorer) field(measure string, want, got *string, subjects []string, same func(a, b string) bool) {
	t := s.tally(measure)
	if want == nil && got == nil || want != nil && got != nil && same(*want, *got) {
		t.Right++
		return
	}
	t.miss(s.points.about(subjects, orNull(got)), "want %s, got %s", orNull(want), orNull(got))
}

func orNull(s *string) string {
	if s == nil {
		return "null"
	}
	return *s
}

// people scores the chairs or hosts: names and codes in one list.
func (s *scorer) people(measure string, want, got []string, subjects []string) {
	if want == nil {
		return
	}
	t := s.tally(measure)
	want, got = sorted(want), sorted(got)
	pairs := assign(len(want), len(got), func(i, j int) float64 { return sameActor(want[i], got[j]) })
	t.Right = len(pairs)
	// Coders differ on whether the country of a chair who is named stands beside the name: where a person is agreed on, a code
	// alone in one of the lists is forgiven.
	named := slices.ContainsFunc(pairs, func(p pair) bool { return !isCode(want[p.truth]) })
	missed, extra := unmatched(pairs, len(want), len(got))
	for _, i := range missed {
		t.miss(named && isCode(want[i]) || s.points.about(subjects, surnames(want[i])...), "%s", want[i])
	}
	for _, j := range extra {
		t.extra(named && isCode(got[j]) || s.points.about(subjects, surnames(got[j])...), "%s", got[j])
	}
}

// surnames are a name and its long words, any of which may stand for it in an ambiguous point.
func surnames(s string) []string {
	values := []string{s}
	for _, w := range words(s, courtesies) {
		if len(w) >= 4 {
			values = append(values, w)
		}
	}
	return values
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}

func (s *scorer) parties(measure string, want []schemas.TruthParty, got []schemas.Party) {
	if want == nil {
		return
	}
	t := s.tally(measure)
	var truths, records []name
	for _, p := range want {
		truths = append(truths, name{text: p.Name, kind: p.Kind, code: deref(p.Code), person: p.Kind == "person"})
	}
	for _, p := range got {
		records = append(records, name{text: p.Name, kind: p.Kind, code: deref(p.Code), person: p.Kind == "person", confidence: p.Confidence, evidence: p.Evidence})
	}
	sortNames(truths)
	sortNames(records)
	pairs := assign(len(truths), len(records), func(i, j int) float64 { return truths[i].agreement(records[j]) })
	t.Right = len(pairs)
	for _, p := range pairs {
		s.judge(measure, records[p.record].kind, records[p.record].confidence, records[p.record].evidence, true)
	}
	missed, extra := unmatched(pairs, len(truths), len(records))
	for _, i := range missed {
		t.miss(s.points.name(truths[i]), "%s", truths[i])
	}
	for _, j := range extra {
		forgiven := s.points.name(records[j])
		t.extra(forgiven, "%s", records[j])
		if !forgiven {
			s.judge(measure, records[j].kind, records[j].confidence, records[j].evidence, false)
		}
	}
}

func (n name) String() string {
	if n.code == "" {
		return fmt.Sprintf("%s [%s]", n.text, n.kind)
	}
	return fmt.Sprintf("%s [%s %s]", n.text, n.kind, n.code)
}

func sortNames(names []name) {
	slices.SortFunc(names, func(a, b name) int { return strings.Compare(a.text+"\x00"+a.kind+a.code, b.text+"\x00"+b.kind+b.code) })
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func unmatched(pairs []pair, truths, records int) (missed, extra []int) {
	usedTruth, usedRecord := make([]bool, truths), make([]bool, records)
	for _, p := range pairs {
		usedTruth[p.truth], usedRecord[p.record] = true, true
	}
	for i, used := range usedTruth {
		if !used {
			missed = append(missed, i)
		}
	}
	for j, used := range usedRecord {
		if !used {
			extra = append(extra, j)
		}
	}
	return missed, extra
}

// areas scores the areas, and gives the truth's number for each of the record's that has one.
func (s *scorer) areas() map[int]int {
	numbers := map[int]int{}
	if s.truth.Areas == nil {
		return numbers
	}
	t := s.tally("areas")
	want := slices.SortedFunc(slices.Values(s.truth.Areas), func(a, b schemas.TruthArea) int { return strings.Compare(a.Title, b.Title) })
	got := slices.SortedFunc(slices.Values(s.rec.Areas), func(a, b schemas.Area) int { return strings.Compare(a.Title, b.Title) })
	pairs := assign(len(want), len(got), func(i, j int) float64 {
		x, y := words(want[i].Title, smallWords), words(got[j].Title, smallWords)
		jaccard, contained := overlap(x, y)
		if jaccard < 0.5 && !contained {
			return 0
		}
		score := 0.1 + jaccard
		if want[i].N == got[j].N {
			score += 0.05
		}
		return score
	})
	t.Right = len(pairs)
	for _, p := range pairs {
		numbers[got[p.record].N] = want[p.truth].N
		s.judge("areas", "", got[p.record].Confidence, got[p.record].Evidence, true)
	}
	missed, extra := unmatched(pairs, len(want), len(got))
	for _, i := range missed {
		t.miss(s.points.area(want[i].Title) || s.points.about([]string{"area"}, "[]"), "%d %s", want[i].N, want[i].Title)
	}
	for _, j := range extra {
		forgiven := s.points.area(got[j].Title)
		t.extra(forgiven, "%d %s", got[j].N, got[j].Title)
		if !forgiven {
			s.judge("areas", "", got[j].Confidence, got[j].Evidence, false)
		}
	}
	return numbers
}

// area reports whether a point on areas names this one.
func (ps points) area(title string) bool { return ps.about([]string{"area", "heading"}, title) }

// documentWords say what a paper is, not what met; months and days belong to its date.
var documentWords = wordSet(`communique communiqué report statement declaration minutes summary outcome outcomes final joint press release text
	co chairs chair chairs' record proceedings draft conclusions notes january february march april may june july august
	september october november december`)

var ordinalWords = strings.Fields(`first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
	fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth`)

// sameTitle reports whether two titles name the same meeting: what is left without document type, date and small words is
// mostly the same, or one holds the other.
func sameTitle(a, b string) bool {
	if x := fold(a); x != "" && x == fold(b) {
		return true
	}
	x, y := titleWords(a), titleWords(b)
	jaccard, contained := overlap(x, y)
	return jaccard >= 0.6 || contained && min(len(x), len(y)) >= 3
}

func titleWords(s string) []string {
	var kept []string
	for _, w := range words(withNumbers(s), smallWords) {
		if documentWords[w] {
			continue
		}
		if i := slices.Index(ordinalWords, w); i >= 0 {
			w = fmt.Sprint(i + 1)
		}
		if w[0] >= '0' && w[0] <= '9' {
			w = strings.TrimRight(w, "abcdefghijklmnopqrstuvwxyz")
			if len(w) == 4 {
				continue // a year
			}
		}
		if len(w) > 4 {
			w = strings.TrimSuffix(w, "s") // "Heads of Government", "Head of Government"
		}
		kept = append(kept, w)
	}
	return kept
}

// withNumbers writes Roman numerals of two or more letters ("XXI") as numbers, before case is lost.
func withNumbers(s string) string {
	fields := strings.Fields(s)
	for i, f := range fields {
		if n := roman(strings.Trim(f, ".,:()")); n > 0 {
			fields[i] = fmt.Sprint(n)
		}
	}
	return strings.Join(fields, " ")
}

func roman(s string) int {
	values := map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100}
	if len(s) < 2 {
		return 0
	}
	total := 0
	for i := range len(s) {
		v := values[s[i]]
		if v == 0 {
			return 0
		}
		if i+1 < len(s) && values[s[i+1]] > v {
			v = -v
		}
		total += v
	}
	return total
}
