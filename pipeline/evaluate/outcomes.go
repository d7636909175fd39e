package evaluate

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"rapporteur/schemas"
)

// lead is how many words may stand before an anchor in the record's text: a marker, a heading run on, a name.
const lead = 20

// given is a record's outcome, with what it is matched by.
type given struct {
	*schemas.Outcome
	text, opening string   // compacted: the whole text, and as much of it as an anchor may begin in
	starts        []string // compacted: the passages that may be the second half of a sentence
}

// outcomes scores the outcomes. areas gives the truth's number of an area for the record's.
func (s *scorer) outcomes(areas map[int]int) {
	if s.truth.Outcomes == nil {
		return
	}
	want := slices.SortedFunc(slices.Values(s.truth.Outcomes), func(a, b schemas.TruthOutcome) int {
		return cmp.Or(strings.Compare(a.Anchor, b.Anchor), strings.Compare(a.Clause, b.Clause), strings.Compare(a.Act, b.Act),
			strings.Compare(fmt.Sprint(a.Actors), fmt.Sprint(b.Actors)))
	})
	got := s.given()
	pairs := assign(len(want), len(got), func(i, j int) float64 { return s.outcomeAgreement(&want[i], &got[j]) })
	all, unit := s.tally("outcomes"), s.tally("outcomes.unit")
	unit.Right = len(pairs)
	bySort := func(act string) *Tally {
		if schemas.IsStrong(act) {
			return s.tally("commitments")
		}
		return s.tally("statements")
	}
	bySort(schemas.Acts[0])
	bySort(schemas.Acts[len(schemas.Acts)-1])
	miss := func(w *schemas.TruthOutcome, note string, tallies ...*Tally) {
		for _, t := range tallies {
			t.miss(s.outcomeForgiven(w), "%s%s", describe(w), note)
		}
	}
	extra := func(g *given, note string, forgiven bool, tallies ...*Tally) {
		for _, t := range tallies {
			t.extra(forgiven, "%s%s", g, note)
		}
	}
	for _, p := range pairs {
		w, g := &want[p.truth], &got[p.record]
		if w.Act == g.Act {
			all.Right++
			s.judge("outcomes", g.Act, g.Confidence, g.Evidence, true)
			bySort(w.Act).Right++
		} else {
			// A sentence matched with another act is both missed and extra: half right would hide what analysts ask for.
			miss(w, fmt.Sprintf(" (got %s)", g.Act), all, bySort(w.Act))
			forgiven := s.outcomeForgiven(w)
			extra(g, fmt.Sprintf(" (want %s)", w.Act), forgiven, all, bySort(g.Act))
			if !forgiven {
				s.judge("outcomes", g.Act, g.Confidence, g.Evidence, false)
			}
		}
		s.details(w, g, areas)
	}
	missed, extras := unmatched(pairs, len(want), len(got))
	for _, i := range missed {
		miss(&want[i], "", all, unit, bySort(want[i].Act))
	}
	last := s.lastOutcome(got)
	for _, j := range extras {
		forgiven := s.points.quote(got[j].Text) || j == last
		extra(&got[j], "", forgiven, all, unit, bySort(got[j].Act))
		if !forgiven {
			s.judge("outcomes", got[j].Act, got[j].Confidence, got[j].Evidence, false)
		}
	}
}

func (s *scorer) given() []given {
	var got []given
	for _, list := range [][]schemas.Outcome{s.rec.Commitments, s.rec.Statements} {
		for i := range list {
			o := &list[i]
			fields := strings.Fields(o.Text)
			g := given{Outcome: o, text: compact(o.Text), opening: compact(strings.Join(fields[:min(len(fields), lead)], " "))}
			for _, passage := range append([]string{o.Text, o.Action, o.Verb + " " + o.Action}, quotes(o.Evidence)...) {
				if c := compact(passage); c != "" {
					g.starts = append(g.starts, c)
				}
			}
			got = append(got, g)
		}
	}
	slices.SortFunc(got, func(a, b given) int {
		return cmp.Or(strings.Compare(a.Text, b.Text), strings.Compare(a.Act, b.Act), strings.Compare(fmt.Sprint(a.Actors), fmt.Sprint(b.Actors)),
			strings.Compare(a.Action, b.Action), strings.Compare(a.ID, b.ID))
	})
	return got
}

func quotes(evidence []schemas.Evidence) []string {
	var list []string
	for _, e := range evidence {
		list = append(list, e.Quote)
	}
	return list
}

// outcomeAgreement says whether a record's outcome stands in the truth's sentence, and how well it agrees with it:
// the act first, then the clause, the actors, the place of the anchor.
func (s *scorer) outcomeAgreement(w *schemas.TruthOutcome, g *given) float64 {
	anchor, clause := anchorFor(g.text, w.Anchor), compact(strings.TrimPrefix(fold(w.Clause), "and "))
	begins := strings.HasPrefix(g.text, anchor)
	here := begins || anchoredIn(anchor, g)
	ownClause := clause != "" && slices.ContainsFunc(g.starts, func(p string) bool {
		return strings.HasPrefix(strings.TrimPrefix(p, "and"), clause)
	})
	if !here && !ownClause && !(clause != "" && strings.Contains(g.text, clause)) {
		return 0
	}
	score := 1.0
	if w.Act == g.Act {
		score += 8
	}
	if ownClause {
		score += 4
	}
	if s.sameActors(w.Actors, g.Actors) {
		score += 2
	}
	if begins {
		score += 0.5
	}
	return score
}

// Codes reports whether a truth has an outcome that begins in a sentence.
func Codes(truth *schemas.Truth, sentence string) bool {
	text := compact(sentence)
	return slices.ContainsFunc(truth.Outcomes, func(o schemas.TruthOutcome) bool {
		anchor := anchorFor(text, o.Anchor)
		return strings.Contains(text, anchor) || strings.HasPrefix(anchor, text) && text != ""
	})
}

// ownMarker is the marker of an item that an anchor may begin with, as it stands on the page: "(a) Agreed that".
var ownMarker = regexp.MustCompile(`^(?:\([\p{L}\d]{1,4}\)|[\p{L}\d]{1,3}[.)]|[-–—•*])\s+`)

// anchorFor gives an anchor, compacted: without its marker where the text does not have it, since records leave markers out.
func anchorFor(text, anchor string) string {
	whole := compact(anchor)
	if bare := compact(ownMarker.ReplaceAllString(anchor, "")); bare != "" && !strings.Contains(text, whole) {
		return bare
	}
	return whole
}

// anchoredIn reports whether the anchor begins within the text's first words.
func anchoredIn(anchor string, g *given) bool {
	i := strings.Index(g.text, anchor)
	return i >= 0 && i < max(1, len(g.opening)) && len(anchor) >= 12
}

func (s *scorer) outcomeForgiven(w *schemas.TruthOutcome) bool {
	return s.points.quote(w.Anchor) || w.Clause != "" && s.points.quote(w.Clause) || s.points.quote(s.fullText(w))
}

// fullText is the sentence of a truth's outcome as the record has it, or the anchor where the record lacks it: a point
// may quote words of the sentence that the anchor does not reach.
func (s *scorer) fullText(w *schemas.TruthOutcome) string {
	for _, list := range [][]schemas.Outcome{s.rec.Commitments, s.rec.Statements} {
		for i := range list {
			if text := compact(list[i].Text); strings.HasPrefix(text, anchorFor(text, w.Anchor)) {
				return list[i].Text
			}
		}
	}
	return w.Anchor
}

// lastOutcome is the index of the outcome that stands in the cut-off sentence at a truncated text's end, or -1.
func (s *scorer) lastOutcome(got []given) int {
	last, end := -1, -1
	if !s.truth.Truncated {
		return last
	}
	for j := range got {
		for _, e := range got[j].Evidence {
			if e.End > end {
				last, end = j, e.End
			}
		}
	}
	if last < 0 {
		return -1
	}
	// Evidence carries the 32 characters that follow it: fewer mean that the text ends there.
	atEnd := slices.ContainsFunc(got[last].Evidence, func(e schemas.Evidence) bool { return len([]rune(e.Suffix)) < 32 })
	if cut := !strings.HasSuffix(strings.TrimRight(got[last].Text, `"”’')]`), "."); atEnd && cut {
		return last
	}
	return -1
}

func describe(w *schemas.TruthOutcome) string {
	if w.Clause != "" {
		return fmt.Sprintf("%s %v: %s … %s …", w.Act, w.Actors, w.Anchor, w.Clause)
	}
	return fmt.Sprintf("%s %v: %s …", w.Act, w.Actors, w.Anchor)
}

func (g *given) String() string {
	const most = 240
	text := []rune(strings.Join(strings.Fields(g.Text), " "))
	if len(text) > most {
		text = append(text[:most], '…')
	}
	return fmt.Sprintf("%s %v by %q: %s", g.Act, g.Actors, g.Verb, string(text))
}

// details scores what a matched outcome says beside its unit.
func (s *scorer) details(w *schemas.TruthOutcome, g *given, areas map[int]int) {
	forgiven := s.outcomeForgiven(w)
	check := func(measure string, ok, forgiven bool, want, got any) {
		t := s.tally(measure)
		if ok {
			t.Right++
			return
		}
		t.miss(forgiven, "want %v, got %v: %s …", want, got, w.Anchor)
	}
	check("outcome.act", w.Act == g.Act, forgiven, w.Act, g.Act)

	actorPoint := slices.ContainsFunc(g.Actors, func(a string) bool { return s.points.about([]string{"actor"}, surnames(a)...) })
	check("outcome.actors", s.sameActors(w.Actors, g.Actors), forgiven || actorPoint, w.Actors, g.Actors)

	deadline, place := deadlineText(g.Deadline), ""
	if g.Place != nil {
		place = deref(g.Place.Country)
	}
	onDeadline := s.points.about([]string{"deadline"}, deadline, orNull(nil), deref(w.Deadline))
	onPlace := s.points.about([]string{"place"}, place, orNull(nil), "none", deref(w.Place))
	check("outcome.deadline", sameDeadline(w.Deadline, g.Deadline), onDeadline, orNull(w.Deadline), deadline)
	check("outcome.place", deref(w.Place) == place, onPlace, orNull(w.Place), place)
	s.listed("deadlines", w.Deadline != nil, g.Deadline != nil, sameDeadline(w.Deadline, g.Deadline), onDeadline, orNull(w.Deadline), deadline, w.Anchor)
	s.listed("places", w.Place != nil, place != "", deref(w.Place) == place, onPlace, orNull(w.Place), place, w.Anchor)

	if s.truth.Areas == nil {
		return
	}
	area := g.Area
	if area != nil {
		if n, ok := areas[*area]; ok {
			area = &n
		}
	}
	check("outcome.area", (w.Area == nil) == (area == nil) && (area == nil || *w.Area == *area), forgiven, orNull(number(w.Area)), orNull(number(area)))
}

// listed counts a detail as an item of a list: nothing wanted and nothing given counts for nothing.
func (s *scorer) listed(measure string, wanted, given, same, forgiven bool, want, got, anchor string) {
	t := s.tally(measure)
	switch {
	case wanted && given && same:
		t.Right++
		return
	case wanted:
		t.miss(forgiven, "%s (got %s): %s …", want, got, anchor)
	}
	if given {
		t.extra(forgiven, "%s (want %s): %s …", got, want, anchor)
	}
}

func deadlineText(d *schemas.Deadline) string {
	if d == nil {
		return "null"
	}
	for _, iso := range []*string{d.End, d.Start} {
		if iso != nil {
			return *iso
		}
	}
	return d.Text
}

var isoDate = regexp.MustCompile(`^\d{4}(-\d{2}){0,2}$`)

// sameDeadline compares dates as dates of the same exactness, and words as words.
func sameDeadline(want *string, got *schemas.Deadline) bool {
	if want == nil || got == nil {
		return want == nil && got == nil
	}
	if isoDate.MatchString(*want) {
		return deref(got.Start) == *want || deref(got.End) == *want
	}
	_, contained := overlap(words(*want, smallWords), words(got.Text, smallWords))
	return contained
}

// sameActors reports whether two lists name the same actors. Where the truth names a person, the country or body that the
// record says the person came for is the same.
func (s *scorer) sameActors(want, got []string) bool {
	if len(want) != len(got) {
		return false
	}
	pairs := assign(len(want), len(got), func(i, j int) float64 {
		if same := sameActor(want[i], got[j]); same > 0 {
			return same
		}
		for _, p := range s.rec.Attendees {
			if p.Kind == "person" && p.For != nil && *p.For == got[j] && samePerson(want[i], p.Name) > 0 {
				return 0.1
			}
		}
		return 0
	})
	return len(pairs) == len(want)
}

// sameActor compares two entries that are either codes or names.
func sameActor(a, b string) float64 {
	if strings.EqualFold(a, b) {
		return 2
	}
	if isCode(a) || isCode(b) {
		return 0
	}
	return max(sameName(a, b), samePerson(a, b))
}

// isCode reports whether an entry is a code ("AUS", "UNHCR", "ALL") and not a name.
func isCode(s string) bool {
	return !strings.ContainsAny(s, " .") && s == strings.ToUpper(s)
}
