package commitment

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/pattern"
)

// subject is who acts.
type subject struct {
	actors []string // as an outcome has them
	whole  bool     // the meeting as a whole
	plural bool
	person bool
	weak   bool // seen by nothing but its capital
	sent   bool // somebody who was sent by the actor
}

// everyone is the meeting as a whole.
var everyone = subject{actors: []string{"ALL"}, whole: true, plural: true}

// subjectOf reads the subject that stands before the word end, not before lo; mark is a subordinating word between, or
// -1. It gives the word at which the subject begins.
func (s *survey) subjectOf(ws []word, lo, end, mark int) (start int, subj subject, ok bool) {
	for end > lo && (adverb(ws[end-1]) || end-1 > lo && floats(ws, end-1)) {
		end--
	}
	if at := s.behindTalk(ws, lo, end); at > lo && mark <= lo {
		start, subj, ok = s.subjectOf(ws[at:], 0, end-at, -1)
		return start + at, subj, ok
	}
	if end-1 > lo && ws[end-1].lower == "so" && end < len(ws) {
		end-- // "The Plenary so agreed"
	}
	if end-2 > lo && (saysWhen(ws, end-2) || ws[end-2].lower == "in" && inWhatWay[ws[end-1].lower]) {
		end -= 2 // "The Council this morning adopted", "The Council in particular thanked"
	}
	if mark >= lo {
		// Only what a comma parts from the subordinate clause at the sentence's start can be the main one's.
		comma := -1
		for j := end - 1; j > mark; j-- {
			if ws[j].text == "," {
				comma = j
				break
			}
		}
		if comma == end-1 && mark > lo && ws[mark-1].text == "," {
			return s.subjectOf(ws, lo, mark-1, -1) // "The Ministers, while welcoming the plan, regretted"
		}
		if comma < 0 || mark > 0 && (ws[mark].lower == "that" || relatives[ws[mark].lower]) {
			return 0, subj, false
		}
		lo = comma + 1
	}
	segs := segments(ws, lo, end)
	if len(segs) > 2 && lo == 0 && mark < 0 && segs[len(segs)-1].start == segs[len(segs)-1].end && s.parenthetical(ws, segs[1]) && ws[segs[1].start].lower == "having" {
		// "The Ministers, having heard the President of A, approved": whoever is named within is not the subject.
		if subj, ok := s.conjuncts(ws, segs[0].start, segs[0].end); ok && subj.whole {
			return segs[0].start, subj, true
		}
	}
	if lo > 0 && mark < lo && ws[lo-1].text != ";" {
		// After a verb, what follows "and" next to this verb is its own subject.
		next := segs[len(segs)-1]
		for j := next.start; j < next.end-1; j++ {
			if !connectors[ws[j].lower] || s.insideMention(ws[j]) {
				continue
			}
			if at := j + 1; !s.parenthetical(ws, segment{at, next.end}) && (next.end-1 == at || !pronouns[ws[next.end-1].lower]) {
				if subj, ok := s.conjuncts(ws, at, next.end); ok {
					return at, subj, true
				}
			}
		}
	}
	// From the verb to the left: phrases set in commas are passed over, appositions lead to the name they explain.
	last := -1
	for i := len(segs) - 1; i >= 0; i-- {
		seg := segs[i]
		if seg.start == seg.end {
			continue
		}
		if at := titledWithin(ws, seg); at > 0 && last == i+1 && segs[last].end < end && s.parenthetical(ws, seg) {
			seg.start = at // "In his opening remarks | Mr. A, Executive Director of B, said"
			segs[i], last = seg, i
			break
		}
		if last >= 0 && !s.listed(ws, segs[last]) && i < last && !s.isList(ws, segs[i:]) {
			// The segment next to the verb is there: go on only over appositions and lists.
			if !s.apposed(ws, seg, segs[last], end) {
				break
			}
		}
		if s.parenthetical(ws, seg) {
			if last < 0 && seg.end == end {
				if at := trailingNoun(ws, seg.start, seg.end); at < seg.end {
					seg.start = at
					last = i
					segs[i] = seg
					break
				}
				owned := seg.start+1 < seg.end && ws[seg.start+1].tag == "PRP$" || // "Mr A, in his opening remarks underlined"
					slices.ContainsFunc(ws[seg.start:seg.end], func(w word) bool { return messages[w.lower] }) // "in a video message encouraged"
				if i == 0 || ws[seg.start].lower != "as" && !near(ws, seg.start+2, seg.end-seg.start-2, "part") && !owned {
					break
				}
				continue // "Fiji, for its part, offered"
			}
			if last >= 0 && greetings[ws[segs[last].start].lower] {
				if at := trailingNoun(ws, seg.start, seg.end); at < seg.end {
					seg.start = at // "In his remarks | the Executive Secretary, Mr. A, noted"
					segs[i], last = seg, i
				}
				break
			}
			if last >= 0 && !s.listed(ws, segs[last]) {
				break
			}
			continue // "China, for Asia-Pacific, and Argentina"
		}
		segs[i] = seg
		last = i
	}
	if last < 0 {
		return 0, subj, false
	}
	start = segs[last].start
	stop := end
	for stop > start && (ws[stop-1].text == "," || ws[stop-1].text == ")") {
		stop--
	}
	// A list of names, or a name and its apposition.
	names := slices.DeleteFunc(slices.Clone(segs[last:]), func(seg segment) bool {
		return seg.start == seg.end || !s.listed(ws, seg) && s.parenthetical(ws, seg)
	})
	if s.isList(ws, names) {
		var list []word
		for i, seg := range names {
			if i > 0 {
				list = append(list, ws[names[i-1].end]) // the comma
			}
			list = append(list, ws[seg.start:seg.end]...)
		}
		subj, ok = s.conjuncts(list, 0, len(list))
		return start, subj, ok
	}
	first := segs[last]
	if connectors[ws[first.start].lower] && first.end-first.start > 1 {
		first.start++
		start++
	}
	subj, ok = s.conjuncts(ws, first.start, first.end)
	if ok && !subj.person && !subj.whole && last+1 < len(segs) && s.words.subjects[ws[headOf(ws, first)].lower] == office {
		// "the Secretary of the Board, Mr. A, said": the name that explains the office
		for _, seg := range segs[last+1:] {
			if seg.start < seg.end && (greetings[ws[seg.start].lower] || ranks[ws[seg.start].lower] || ws[seg.start].text == "Ambassador" || s.bareName(ws, seg)) {
				to := seg.start
				for to < seg.end && !prepositions[ws[to].lower] {
					to++ // "Mr. A of Fiji"
				}
				if name, named := s.personIn(ws, seg.start, to); named {
					subj = s.person(name, strings.ToLower(s.text(ws, first.start, first.end)))
				}
			}
		}
	}
	if !ok && first.end == end {
		// "In the margins of the session the Committee": the noun phrase next to the verb.
		if at := trailingNoun(ws, first.start, first.end); at > first.start && at < first.end {
			if subj, ok = s.conjuncts(ws, at, first.end); ok {
				start = at
			}
		}
	}
	return start, subj, ok
}

// bareName reports whether a segment is nothing but two or three words of a name that nothing else knows.
func (s *survey) bareName(ws []word, seg segment) bool {
	if n := seg.end - seg.start; n < 2 || n > 3 {
		return false
	}
	return !slices.ContainsFunc(ws[seg.start:seg.end], func(w word) bool {
		return !w.capital() || !w.letters() || s.insideMention(w) || notNames[w.lower] || s.words.subjects[w.lower] != ""
	})
}

// talk is what goes before an act; a phrase of it may stand before whoever acts without a comma.
var talk = wordSet("discussion discussions debate debates deliberation deliberations exchange exchanges views vote votes voting consultation consultations review reflection negotiation negotiations talks")

// behindTalk is the word behind a phrase such as "After some discussion", where whoever acts stands right behind it, or lo.
func (s *survey) behindTalk(ws []word, lo, end int) int {
	if lo >= end || ws[lo].lower != "after" && ws[lo].lower != "following" && ws[lo].lower != "upon" || end < len(ws) && (ws[end].lower == "had" || ws[end].lower == "held") {
		return lo // "After the talks Ministers had in Suva the Council"
	}
	for j := lo + 1; j+1 < end && j < lo+7; j++ {
		next := ws[j+1]
		if talk[ws[j].lower] && (pronouns[next.lower] || next.lower == "the" || next.lower == "both" || s.words.subjects[next.lower] == all) {
			return j + 1
		}
	}
	return lo
}

// headOf is the last word before a segment's first preposition.
func headOf(ws []word, seg segment) int {
	for j := seg.start + 1; j < seg.end; j++ {
		if prepositions[ws[j].lower] {
			return j - 1
		}
	}
	return seg.end - 1
}

type segment struct{ start, end int }

// segments parts words at commas and dashes outside brackets.
func segments(ws []word, lo, end int) []segment {
	var out []segment
	depth, start := 0, lo
	for j := lo; j < end; j++ {
		switch {
		case ws[j].text == "(" || ws[j].text == "[":
			depth++
		case ws[j].text == ")" || ws[j].text == "]":
			depth = max(0, depth-1)
		case (ws[j].text == "," || dash(ws[j]) || ws[j].text == ":") && depth == 0:
			out = append(out, segment{start, j})
			start = j + 1
		}
	}
	return append(out, segment{start, end})
}

// parenthetical reports whether a segment is no noun phrase: it begins with a preposition or a participle.
func (s *survey) parenthetical(ws []word, seg segment) bool {
	at := seg.start
	for at < seg.end && (adverb(ws[at]) || connectors[ws[at].lower]) {
		at++
	}
	if at >= seg.end {
		return true
	}
	w := ws[at]
	if relatives[w.lower] && w.lower != "that" {
		return true
	}
	if takingPart[w.lower] {
		return false
	}
	if at+1 < seg.end && ws[at+1].lower == "by" && strings.HasSuffix(w.lower, "ed") {
		return true // "supported by Iceland"
	}
	return prepositions[w.lower] || subordinators[w.lower] && w.lower != "that" || w.tag == "VBG" && w.lower != "everything" && !(at+2 == seg.end && s.words.subjects[ws[at+1].lower] == all) ||
		w.tag == "VBN" && !w.capital() || w.lower == "having" || w.lower == "following" || w.tag == "VBN" && at == 0
}

// takingPart are participles that stand before those who act: "participating states".
var takingPart = wordSet("participating contracting cooperating co-operating donating contributing implementing importing exporting producing consuming lending borrowing neighbouring neighboring attending visiting remaining interested concerned following acting standing steering working")

// listed reports whether a segment is the last of a list: "and Vietnam".
func (s *survey) listed(ws []word, seg segment) bool { return connectors[ws[seg.start].lower] }

// isList reports whether segments name several: the last one begins with "and", or each is a name.
func (s *survey) isList(ws []word, segs []segment) bool {
	if len(segs) < 2 {
		return false
	}
	end := segs[len(segs)-1]
	if end.start >= end.end {
		return false
	}
	if connectors[ws[end.start].lower] {
		return true
	}
	// "Mali, Niger and Chad": what stands before the comma is a name too.
	before := segs[len(segs)-2]
	if !s.hasConjunction(ws, end.start, end.end) || before.start >= before.end {
		return false
	}
	return slices.ContainsFunc(s.mentions, func(m gazetteer.Mention) bool {
		return s.codeOf(m) != "" && m.Span.Contains(ws[before.end-1].span)
	})
}

// apposed reports whether the segment before another belongs to the same subject.
func (s *survey) apposed(ws []word, seg, next segment, end int) bool {
	// "Mr. A, Minister of B, said": the verb follows a comma.
	return next.end < end && !s.parenthetical(ws, seg)
}

// ranks are those of officers who lead.
var ranks = wordSet("captain admiral colonel commander commodore general brigadier lieutenant major vice rear")

// officials begin what somebody is called with a name.
var officials = wordSet("president prime minister ambassador commissioner secretary")

// titledWithin gives the word at which a person with a courtesy title ends a phrase that begins with another, or 0.
func titledWithin(ws []word, seg segment) int {
	for j := seg.start + 2; j < seg.end-1; j++ {
		if greetings[ws[j].lower] && !greetings[ws[j-1].lower] && !prepositions[ws[j-1].lower] && ws[j-1].lower != "and" {
			return j
		}
	}
	return 0
}

// trailingNoun gives the start of the noun phrase that ends at end: "At its session | the Committee".
func trailingNoun(ws []word, lo, end int) int {
	for j := end - 1; j > lo; j-- {
		w, before := ws[j], ws[j-1]
		if pronouns[w.lower] {
			return j
		}
		if before.lower == "of" || w.lower == "of" {
			continue
		}
		if prepositions[before.lower] {
			return end // the noun is the preposition's own, unless "of" binds it to one before
		}
		if determiner[w.lower] {
			return j
		}
		if officials[w.lower] && w.capital() && before.capital() && !officials[before.lower] && strings.HasPrefix(before.tag, "N") && end-j > 1 {
			return j // "At the Opening Ceremony | Prime Minister Vula"
		}
		if w.capital() && !before.capital() && before.letters() && !determiner[before.lower] && before.lower != "of" && before.lower != "and" && strings.HasPrefix(before.tag, "N") {
			return j
		}
	}
	return end
}

// conjuncts reads a noun phrase, or several joined by "and".
func (s *survey) conjuncts(ws []word, lo, end int) (subject, bool) {
	for lo < end && (ws[lo].lower == "both" || adverb(ws[lo]) || ws[lo].text == ",") {
		lo++
	}
	if lo >= end {
		return subject{}, false
	}
	if subj, ok := s.noun(ws, lo, end); ok && (subj.whole || !s.hasConjunction(ws, lo, end) || len(subj.actors) > 1) {
		return subj, true
	}
	var joined subject
	found := false
	start := lo
	for j := lo; j <= end; j++ {
		if j < end && !(ws[j].lower == "and" || ws[j].text == "," || ws[j].text == "&" || ws[j].text == ";" || ws[j].lower == "well" && j > lo && ws[j-1].lower == "as") {
			continue
		}
		if j < end && (s.insideMention(ws[j]) || s.sharesPortfolio(ws, start, j, end)) {
			continue
		}
		part := segment{start, j}
		for part.end > part.start && (ws[part.end-1].lower == "as" || ws[part.end-1].text == ",") {
			part.end--
		}
		for part.start < part.end && (ws[part.start].lower == "as" || connectors[ws[part.start].lower]) {
			part.start++
		}
		start = j + 1
		if part.start >= part.end {
			continue
		}
		if subj, ok := s.noun(ws, part.start, part.end); ok {
			joined.actors = append(joined.actors, subj.actors...)
			joined.whole = joined.whole || subj.whole
			joined.weak = joined.weak || subj.weak
			joined.person = (joined.person || !found) && (subj.person || s.words.subjects[ws[headOf(ws, part)].lower] == office)
			found = true
		}
	}
	if !found {
		return subject{}, false
	}
	joined.plural = true
	if joined.whole || s.areAll(joined.actors) || s.parties == 2 && len(joined.actors) == 2 && joined.person {
		return everyone, true
	}
	slices.Sort(joined.actors)
	return subject{actors: slices.Compact(joined.actors), plural: true, weak: joined.weak}, true
}

// sharesPortfolio reports whether the "and" at j stands within what one minister is for: "the Minister of Ports and Rural Affairs of
// Fiji".
func (s *survey) sharesPortfolio(ws []word, lo, j, end int) bool {
	if ws[j].lower != "and" || j == lo {
		return false
	}
	for k := j + 1; k < end; k++ {
		if ws[k].lower == "and" || ws[k].text == "," {
			end = k
		}
	}
	if j+2 >= end || !ws[j+1].capital() || determiner[ws[j+1].lower] || honorifics[strings.TrimSuffix(ws[j+1].lower, ".")] ||
		s.words.subjects[ws[j+1].lower] == office || s.insideMention(ws[j+1]) || s.insideMention(ws[j-1]) || !s.insideMention(ws[end-1]) {
		return false
	}
	head := headOf(ws, segment{lo, j})
	return head+1 < j && s.words.subjects[ws[head].lower] == office && (ws[head+1].lower == "of" || ws[head+1].lower == "for") && indexOf(ws, j+1, end-j-1, "of") > 0
}

func (s *survey) hasConjunction(ws []word, lo, end int) bool {
	for j := lo; j < end; j++ {
		if (ws[j].lower == "and" || ws[j].text == "&") && !s.insideMention(ws[j]) {
			return true
		}
	}
	return false
}

func (s *survey) insideMention(w word) bool {
	return slices.ContainsFunc(s.mentions, func(m gazetteer.Mention) bool { return m.Span.Contains(w.span) })
}

// areAll reports whether several actors are all the parties of a meeting that its title names as such.
func (s *survey) areAll(actors []string) bool {
	if len(actors) < 2 {
		return false
	}
	for _, a := range actors {
		if !s.titled[a] {
			return false
		}
	}
	for t := range s.titled {
		if s.isState(t) && !slices.Contains(actors, t) {
			return false
		}
	}
	return true
}

// groupOf are numbers by which a group of states is called: "the Nine".
var groupOf = wordSet("two three four five six seven eight nine ten eleven twelve")

var (
	quantities = wordSet("number majority all most some many several few one both each range group half rest")
	few        = wordSet("some several many few most couple") // of those who met, where no noun follows
	some       = wordSet("some several many certain few most other various")
)

// numbers are what is written behind the name of a body for its session.
var numbers = pattern.MustCompile(`^(?:[IVXLC]+|\d{1,3})$`)

// groupInitials stand for a working group, a task force, a subcommittee before its number.
var groupInitials = pattern.MustCompile(`^(?:\p{Lu}{0,2}WG|[CEST]G|TF|SC|IG)$`)

// subsidiary are words before the name of a body that those who meet have set up.
var subsidiary = wordSet("task drafting contact")

// saysWhen reports whether two words only say when: "this morning".
func saysWhen(ws []word, i int) bool {
	return i+1 < len(ws) && ws[i].lower == "this" && partsOfTime[ws[i+1].lower]
}

// inWhatWay are words that "in" makes adverbs of.
var inWhatWay = wordSet("particular principle general turn addition conclusion response")

// noun reads one noun phrase.
func (s *survey) noun(ws []word, lo, end int) (subject, bool) {
	if end-lo == 2 && (ws[lo].lower == "his" || ws[lo].lower == "her") && ownSide[ws[lo+1].lower] {
		for _, who := range []subject{s.lastPerson, s.last} {
			if len(who.actors) == 1 && !who.whole {
				return who, true // "His Government was ready": the speaker's
			}
		}
	}
	if end-lo > 3 && saysWhen(ws, lo) && determiner[ws[lo+2].lower] {
		return s.noun(ws, lo+2, end) // "This morning the Council"
	}
	if next := lo + 1; end-lo > 2 && ws[lo].lower == "a" && ws[next].lower == "few" {
		if subj, ok := s.noun(ws, next+1, end); ok && subj.whole {
			return subject{actors: []string{s.text(ws, lo, end)}, plural: true}, true
		}
	}
	if end-lo > 1 && some[ws[lo].lower] {
		if subj, ok := s.noun(ws, lo+1, end); ok && subj.whole {
			return subject{actors: []string{s.text(ws, lo, end)}, plural: true}, true
		}
	}
	if end-lo > 2 && ws[lo].lower == "each" && ws[lo+1].lower == "of" {
		if subj, ok := s.noun(ws, lo+2, end); ok {
			return subj, true
		}
	}
	if end-1 > lo && ws[end-1].lower == "present" && s.words.subjects[ws[end-2].lower] == all {
		end-- // "the parties present"
	}
	from := lo
	for lo < end && (determiner[ws[lo].lower] || ws[lo].tag == "CD" && !ws[lo].capital()) && end-lo > 1 {
		lo++
	}
	for end > lo && (ws[end-1].text == ")" && !s.insideMention(ws[end-1]) || ws[end-1].text == "(" || ws[end-1].text == "\"" || ws[end-1].text == "”") {
		end--
	}
	if lo >= end {
		return subject{}, false
	}
	if end-lo == 1 {
		if subj, ok := s.pronoun(ws[lo]); ok {
			return subj, true
		}
		if few[ws[lo].lower] {
			return subject{actors: []string{s.text(ws, from, end)}, plural: true}, true
		}
		if (ws[lo].tag == "CD" || groupOf[ws[lo].lower]) && from < lo && (ws[from].lower == "all" || ws[from].lower == "the") {
			return everyone, true // "All three", "the four"
		}
	}
	if end-lo > 2 && quantities[ws[lo].lower] && ws[lo+1].lower == "of" {
		subj, ok := s.noun(ws, lo+2, end)
		if ok && subj.whole && ws[lo].lower != "all" && ws[lo].lower != "both" {
			if lo > 0 && determiner[ws[lo-1].lower] {
				lo--
			}
			return subject{actors: []string{s.text(ws, lo, end)}, plural: true}, true
		}
		return subj, ok
	}
	span := document.Span{Start: ws[lo].span.Start, End: ws[end-1].span.End}
	// The head stands before the first preposition, bracket or comma.
	stop := end
	for j := lo + 1; j < end; j++ {
		if prepositions[ws[j].lower] && !s.insideMention(ws[j]) || ws[j].text == "(" || ws[j].text == "," || ws[j].lower == "representing" || ws[j].tag == "VBG" && !ws[j].capital() || s.setUp(ws, j, end) {
			stop = j
			break
		}
	}
	if class := s.words.subjects[ws[max(lo, stop-2)].lower]; stop-lo > 1 && (class == body || class == all) && ws[stop-2].capital() && numbers.MatchString(ws[stop-1].text) {
		stop-- // "Forum II"
	}
	head := stop - 1
	for head > lo && adverb(ws[head]) {
		head-- // "Members now giving help"
	}
	for _, m := range s.mentions {
		// A state is itself even where the title names it; "States" is part of its name.
		if c := m.Of(gazetteer.State); c != nil && c.Form != gazetteer.Demonym && m.Span.Contains(ws[head].span) && m.Span.Start <= ws[lo].span.End && &m.Candidates[0] == c {
			return subject{actors: []string{s.codeOf(m)}}, true
		}
	}
	if ws[head].text == "Section" && head == stop-1 {
		for _, m := range s.mentions {
			if c := m.Of(gazetteer.State); c != nil && c.Entry.Code != "" && m.Span.Start >= ws[lo].span.Start && m.Span.End == ws[head].span.Start-1 {
				return subject{actors: []string{c.Entry.Code}}, true // "The French Section", of a commission of several
			}
		}
	}
	class, known := s.words.subjects[ws[head].lower]
	if w := ws[head]; !known && head == lo && (w.text == s.held || s.initials[w.text] && s.mentionIn(w.span) == "") {
		return everyone, true // the meeting's own initials: "The SBI"
	}
	if class == titled || ws[head].text == "sections" {
		class = partners
		if slices.Contains(strings.Fields(strings.ToLower(s.f.Meeting.Title.V)), ws[head].lower) {
			class = body
		}
	}
	if one, plural := strings.CutSuffix(ws[head].lower, "s"); !known && plural && s.words.subjects[one] == body && one != "state" {
		class, known = partners, true // "the three associations"
	}
	if !known && head > lo {
		// "Minister Pieris", "Chairman Lee": the office before the name
		for j := head; j >= lo; j-- {
			if c := s.words.subjects[ws[j].lower]; c == office && ws[j].capital() {
				return s.official(ws, lo, end, span)
			}
		}
	}
	if (class == all || class == body) && gatherings[ws[head].lower] && s.another(ws, from, end) {
		return subject{}, false
	}
	if from < lo && (ws[from].lower == "each" || ws[from].lower == "every") && memberOf[ws[lo].lower] && (lo+1 == end || lo+2 == end && memberOf[ws[lo+1].lower]) {
		return everyone, true // "each Member State"
	}
	if from < lo && (ws[from].lower == "each" || ws[from].lower == "every") && (class == office || s.words.subjects[ws[head].lower+"s"] == all) && lo+1 == end {
		return everyone, true // "each Minister", "each Chief"
	}
	switch class {
	case background:
		return subject{}, false
	case partners:
		if m := s.mentionIn(span); m != "" && !s.titled[m] {
			return subject{actors: []string{m}, plural: true}, true
		}
		return subject{actors: []string{strings.TrimSpace(s.r.Text(document.Span{Start: ws[lo].span.Start, End: ws[stop-1].span.End}))}, plural: true}, true
	case all:
		if m, ok := s.whollyNamed(ws, lo, stop); ok && !s.titled[m] {
			return subject{actors: []string{m}}, true // "The United Nations"
		}
		if stop < end && (ws[stop].lower == "of" && senders[ws[head].lower] || ws[stop].lower == "from") {
			if codes := s.states(document.Span{Start: ws[stop].span.Start, End: span.End}); len(codes) > 0 && (len(codes) < 3 || s.someOf(codes)) {
				if s.areAll(codes) {
					return everyone, true
				}
				return subject{actors: codes, plural: true}, true
			}
		}
		if codes := s.states(document.Span{Start: ws[lo].span.Start, End: ws[head].span.Start}); ws[head].lower == "sections" && len(codes) > 1 {
			return subject{actors: codes, plural: true}, true // "the Canadian and United States Sections"
		}
		if head > lo || stop < end {
			premodifier := document.Span{Start: ws[lo].span.Start, End: ws[head].span.Start}
			if m := s.mentionIn(premodifier); m != "" && (!s.titled[m] || s.parties >= 2 && s.mentionCount(premodifier) == 1) {
				return subject{actors: []string{m}, plural: true}, true
			}
			if head > lo && s.words.subjects[strings.ToLower(s.text(ws, head-1, head+1))] == partners {
				return subject{actors: []string{s.text(ws, lo, head+1)}, plural: true}, true
			}
		}
		return everyone, true
	case body:
		return s.body(ws, lo, stop, end, span)
	case office:
		return s.official(ws, lo, end, span)
	}
	if m, at := s.headMention(ws, lo, end); m != "" {
		if s.met == m {
			return everyone, true
		}
		return subject{actors: []string{m}, plural: at > 1}, true
	}
	if name := s.text(ws, lo, end); (from == 0 || ws[from-1].text == ",") && s.attended[strings.ToLower(name)] {
		return subject{actors: []string{name}}, true
	}
	if name, ok := s.personIn(ws, lo, stop); ok {
		return s.person(name, ""), true
	}
	if name := s.text(ws, lo, end); end-lo < 5 && stop == end && s.mentionIn(span) != "" && !slices.ContainsFunc(ws[lo:end], func(w word) bool { return !w.capital() || notNames[w.lower] }) {
		return subject{actors: []string{name}, weak: true}, true // "Pakistan Railways"
	}
	if w := ws[lo]; end-lo == 1 && len(w.text) > 1 && w.letters() && (strings.ToUpper(w.text) == w.text || strings.ToUpper(w.text) == strings.TrimSuffix(w.text, "s")+"S" && len(w.text) > 2 || s.explained(w.text)) {
		if s.another(ws, lo, end) {
			return subject{}, false
		}
		if subj, ok := s.acronym(w.text); ok {
			return subj, true
		}
		if strings.HasSuffix(w.text, "s") {
			return subject{actors: []string{w.text}, plural: true}, true // "CPCs": several of a kind
		}
	}
	if end-lo == 2 && groupInitials.MatchString(ws[lo].text) && numbers.MatchString(ws[lo+1].text) {
		return subject{actors: []string{s.text(ws, lo, end)}}, true // "WG 1"
	}
	if honorifics[ws[end-1].lower] && s.lastPerson.actors != nil {
		return s.lastPerson, true // "Lyonpo", "His Excellency"
	}
	if w := ws[lo]; end-lo == 1 && w.tag == "NNP" && w.capital() && w.letters() && !notNames[w.lower] && !s.insideMention(w) && (len(w.text) > 2 || len(w.text) == 2 && w.text == strings.ToUpper(w.text)) {
		if from < lo && ws[from].lower == "the" && slices.Contains(strings.Fields(strings.ToLower(s.f.Meeting.Title.V)), w.lower) {
			return everyone, true // "the Quartet", at its own meeting
		}
		// A first name or an acronym that no table knows.
		return subject{actors: []string{w.text}, person: w.text != strings.ToUpper(w.text), weak: true}, true
	}
	return subject{}, false
}

func (s *survey) pronoun(w word) (subject, bool) {
	switch w.lower {
	case "us":
		return everyone, w.text == "us" // not the United States
	case "we", "all", "everyone":
		return everyone, true
	case "they", "both":
		if s.last.plural && !(len(s.last.actors) == 1 && s.isState(s.last.actors[0])) || s.last.actors == nil {
			if s.last.actors == nil {
				return everyone, true
			}
			return s.last, true
		}
		return everyone, true
	case "he", "she", "i":
		if s.lastPerson.actors != nil {
			return s.lastPerson, true
		}
		return s.last, s.last.actors != nil
	case "it":
		if s.last.actors == nil || s.last.person || s.last.sent {
			return everyone, true
		}
		return s.last, true
	}
	return subject{}, false
}

// body is a council, committee, conference: the meeting where it is the one that met.
func (s *survey) body(ws []word, lo, stop, end int, span document.Span) (subject, bool) {
	if ws[stop-1].lower == "party" {
		if codes := s.states(document.Span{Start: ws[lo].span.Start, End: ws[stop-1].span.Start}); len(codes) == 1 {
			return subject{actors: codes}, true // "the Russian Party", as "the Russian side"
		}
		if stop-lo > 1 {
			if m, _ := s.headMention(ws, lo, stop-1); m != "" {
				return subject{actors: []string{m}}, true // "the EU Party"
			}
		}
	}
	if m, ok := s.whollyNamed(ws, lo, stop); ok {
		if s.titled[m] {
			return everyone, true
		}
		return subject{actors: []string{m}}, true
	}
	bare := stop-lo == 1
	own := true
	for j := lo; j < stop; j++ {
		if ws[j].letters() && len(ws[j].lower) > 2 && !s.opening[ws[j].lower] {
			own = false
		}
	}
	if ws[stop-1].lower == "secretariat" {
		own = false // it serves those who meet, wherever it is named
	}
	if own || bare && s.plausible(ws[lo].lower) {
		return everyone, true
	}
	if m, _ := s.headMention(ws, lo, end); m != "" {
		if s.titled[m] {
			return everyone, true
		}
		return subject{actors: []string{m}}, true
	}
	if !ws[stop-1].capital() && !bare {
		if m := s.mentionIn(span); m != "" && !s.titled[m] {
			return subject{actors: []string{m}}, true
		}
		if subsidiary[ws[stop-2].lower] && !s.opening[ws[stop-2].lower] {
			return subject{actors: []string{s.text(ws, lo, stop)}}, true // "the task force"
		}
		return everyone, true
	}
	if bare && ws[stop-1].capital() {
		stop = nameOf(ws, stop, end)
	}
	if stop < end && ws[stop-1].capital() && numbers.MatchString(ws[stop].text) {
		stop++ // "Working Group 1"
	}
	return subject{actors: []string{s.text(ws, lo, stop)}}, true
}

// nameOf is where the name ends that "of" goes on with: "Bank | of Fiji".
func nameOf(ws []word, stop, end int) int {
	at := stop
	if at+1 >= end || ws[at].lower != "of" {
		return stop
	}
	for at++; at < end && (ws[at].capital() || ws[at].lower == "the" || ws[at].lower == "of"); at++ {
	}
	if !ws[at-1].capital() {
		return stop
	}
	return at
}

// whollyNamed gives the code of the organisation whose name a phrase of several words is.
func (s *survey) whollyNamed(ws []word, lo, stop int) (string, bool) {
	span := document.Span{Start: ws[lo].span.Start, End: ws[stop-1].span.End}
	for _, m := range s.mentions {
		if m.Span == span && stop-lo > 1 && m.Of(gazetteer.Organization) != nil {
			return s.codeOf(m), true
		}
	}
	return "", false
}

// plausible reports whether a bare "the group" may be the meeting: bodies that meet may.
func (s *survey) plausible(head string) bool {
	switch head {
	case "secretariat", "bank", "fund", "programme", "program", "process", "presidency", "network", "centre", "center", "agency", "initiative", "union", "organisation", "organization", "project", "mission", "institute":
		return false
	}
	return true
}

// official is somebody with an office: a person, else the state or body that the phrase names, else the office.
func (s *survey) official(ws []word, lo, end int, span document.Span) (subject, bool) {
	stop := end
	for j := lo; j < end; j++ {
		if ws[j].text == "(" || ws[j].text == "," {
			stop = j
			break
		}
	}
	officeText := strings.ToLower(s.text(ws, lo, stop))
	if titles[officeText] && s.lastPerson.actors != nil {
		return s.lastPerson, true
	}
	if name, ok := s.personIn(ws, lo, stop); ok {
		return s.person(name, officeText), true
	}
	head := lo
	for head+1 < stop && !prepositions[ws[head+1].lower] {
		head++
	}
	word := ws[head].lower
	plural := strings.HasSuffix(word, "s") || word == "chairmen" || word == "co-chairmen"
	if m := s.mentionIn(span); m != "" && (!s.titled[m] || s.isState(m) || ws[head].lower == "side") {
		subj := subject{actors: []string{m}, plural: plural, sent: envoys[word]}
		if !plural && s.words.subjects[word] == office && !collective[word] && s.isState(m) {
			s.lastPerson = subj
		}
		return subj, true
	}
	if known, ok := s.holder(officeText); ok && !plural {
		return known, true
	}
	if from := head + 1; envoys[word] && from+1 < stop {
		if ws[from+1].lower == "the" {
			from++
		}
		if w := ws[stop-1]; from+2 == stop && len(w.text) > 1 && w.letters() && strings.ToUpper(w.text) == w.text {
			return subject{actors: []string{w.text}, sent: true}, true // "The expert from RLC", of whom no table knows
		}
	}
	if !ws[lo].capital() && !ws[head].capital() && s.words.subjects[word] == office && (word == "country" || word == "state" || word == "government") {
		return subject{}, false
	}
	subj := subject{actors: []string{s.text(ws, lo, stop)}, plural: plural}
	if !plural && ws[head].capital() {
		s.lastPerson = subj
	}
	return subj, true
}

// collective are offices that are no one person's.
var collective = wordSet("government delegation country state side ministry kingdom administration embassy mission department affairs")

// envoys speak for a state or body, which "it" behind them seldom means.
var envoys = wordSet("representative delegate ambassador observer spokesman spokesperson expert")

// acronym gives what an acronym stands for that the report explains: "the Scientific Committee (SC)".
func (s *survey) acronym(short string) (subject, bool) {
	if base, ok := strings.CutSuffix(short, "s"); ok && strings.ToUpper(base) == base && len(base) > 1 {
		if !strings.Contains(s.r.Doc.Text, "("+short+")") {
			short = base
		}
	}
	if s.abbreviatesTitle(short) || strings.Contains(s.f.Meeting.Title.V, "("+short+")") {
		return everyone, true
	}
	i := strings.Index(s.r.Doc.Text, "("+short+")")
	if i < 0 {
		i = strings.Index(s.r.Doc.Text, "("+short+"-") // "(IWG-5)": the fifth meeting of the IWG
	}
	if n := strconv.Itoa(s.f.Meeting.Ordinal.V); i < 0 && s.f.Meeting.Ordinal.Found() {
		i = strings.Index(s.r.Doc.Text, "("+short+n+")") // "(OEWG8)"
	}
	if i < 0 {
		return subject{}, false
	}
	before := strings.Fields(s.r.Doc.Text[max(0, i-120):i])
	for k := len(before) - 1; k >= 0 && k >= len(before)-3; k-- {
		class, ok := s.words.subjects[strings.ToLower(strings.Trim(before[k], `,;"“”`))]
		if !ok {
			continue
		}
		switch {
		case class == background:
			return subject{}, false
		case class == all || class == body && s.opening[strings.ToLower(short)]:
			return everyone, true
		}
		return subject{actors: []string{short}}, true
	}
	return subject{}, false
}

// explained reports whether a word of several capitals stands in brackets behind a name somewhere: "the Standing Committee (StC)".
func (s *survey) explained(short string) bool {
	capitals := 0
	for _, r := range short {
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals > 1 && len(short) < 9 && strings.Contains(s.r.Doc.Text, "("+short+")")
}

// abbreviatesTitle reports whether an acronym is made of the first letters of words of the meeting's name that follow
// each other: "SC" at the meeting of a Steering Committee.
func (s *survey) abbreviatesTitle(short string) bool {
	var initials strings.Builder
	for _, w := range strings.Fields(s.f.Meeting.Title.V) {
		if first := []rune(w)[0]; unicode.IsUpper(first) && !prepositions[strings.ToLower(w)] && !connectors[strings.ToLower(w)] && !determiner[strings.ToLower(w)] {
			initials.WriteRune(first)
		}
	}
	return len(short) > 1 && (strings.Contains(initials.String(), short) || strings.HasPrefix(s.f.Meeting.Title.V, short+" "))
}

// setUp reports whether a participle stands at j that tells of the noun before it: "the committees set up under the treaty".
func (s *survey) setUp(ws []word, j, end int) bool {
	return !ws[j].capital() && s.words.verbs[ws[j].lower].form&participle != 0 && j+1 < end && (prepositions[ws[j+1].lower] || ws[j+1].lower == "up") && strings.HasPrefix(ws[j-1].tag, "N")
}

// messages are in what somebody speaks.
var messages = wordSet("message statement address speech letter remarks")

// titles are offices in name only: they stand for whoever was named last.
var titles = wordSet("excellency highness majesty lyonpo")

func (s *survey) isState(code string) bool {
	return len(code) == 3 && s.r.Gazetteer.LookupCode(gazetteer.State, code) != nil
}

// codeOf is what an actor is called by: a code, else the canonical name, or, of a state that is no more, the name that it
// attended by or that the text has for it.
func (s *survey) codeOf(m gazetteer.Mention) string {
	for _, c := range m.Candidates {
		switch {
		case c.Entry.Kind == gazetteer.Place:
			continue
		case c.Entry.Code != "":
			return c.Entry.Code
		case c.Entry.Kind == gazetteer.State && c.Form != gazetteer.Demonym:
			for _, p := range s.f.Parties {
				if p.Kind == "state" && p.Canonical == c.Entry.Name {
					return p.Name
				}
			}
			return s.r.Text(m.Span)
		}
		return c.Entry.Name
	}
	return ""
}

// mentionIn gives the code of the first state or organisation named in a span, "" for none.
func (s *survey) mentionIn(span document.Span) string {
	if codes := s.mentionsIn(span); len(codes) > 0 {
		return codes[0]
	}
	return ""
}

// mentionsIn are the codes of the states and bodies that a stretch names.
func (s *survey) mentionsIn(span document.Span) []string {
	var codes []string
	for _, m := range s.mentions {
		if code := s.codeOf(m); span.Contains(m.Span) && code != "" && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return codes
}

// memberOf are words for one of those who meet.
var memberOf = wordSet("member contracting participating state country party government delegation parliament")

// gatherings are meetings as such, of which there may be others than this one.
var gatherings = wordSet("meeting session summit conference forum assembly workshop congress round")

var ordinalWord = pattern.MustCompile(`^(?:[ivxlc]{2,7}|\d{1,3}(?:st|nd|rd|th)|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|[a-z]+teenth|[a-z]+tieth|[a-z]+ty-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|last|previous|preceding|earlier)$`)

// numberedName is the short name of one meeting of a series: "COP-4".
var numberedName = pattern.MustCompile(`^\p{Lu}{2,8}-?(\d{1,3})$`)

// another reports whether a phrase names a meeting by another number or year than this one's.
func (s *survey) another(ws []word, lo, end int) bool {
	for j := lo; j < end; j++ {
		w := ws[j].lower
		if m := numberedName.FindStringSubmatch(ws[j].text); m != nil && s.f.Meeting.Ordinal.Found() && m[1] != strconv.Itoa(s.f.Meeting.Ordinal.V) {
			return true
		}
		if ordinalWord.MatchString(w) && !s.opening[w] && (s.f.Meeting.Ordinal.Found() || w == "last" || w == "previous" || w == "preceding" || w == "earlier") {
			return true
		}
		if y := yearOf(w); y > 0 && s.year > 0 && y != s.year && !s.opening[w] {
			return true
		}
	}
	return false
}

// senders are those who come for somebody: "the delegations of Chile and Peru" are Chile and Peru.
var senders = wordSet("delegations delegates representatives governments ministers officials presidents leaders experts speakers")

// states gives the codes of the states that a span names.
func (s *survey) states(span document.Span) []string {
	var codes []string
	for _, m := range s.mentions {
		if c := m.Of(gazetteer.State); c != nil && span.Contains(m.Span) && (c.Entry.Code != "" || c.Form != gazetteer.Demonym) {
			codes = append(codes, s.codeOf(m))
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// someOf reports whether states are not all of those that attended.
func (s *survey) someOf(codes []string) bool {
	others := false
	for _, p := range s.f.Parties {
		others = others || p.Role == extract.Attendee && p.Kind == "state" && p.Code != "" && !slices.Contains(codes, p.Code)
	}
	return others
}

// mentionCount is how many states and organisations a span names.
func (s *survey) mentionCount(span document.Span) int {
	n := 0
	for _, m := range s.mentions {
		if span.Contains(m.Span) && s.codeOf(m) != "" {
			n++
		}
	}
	return n
}

// headMention gives the code of the name that the phrase begins with.
func (s *survey) headMention(ws []word, lo, end int) (string, int) {
	for _, m := range s.mentions {
		if m.Span.Start >= ws[lo].span.Start && m.Span.Start <= ws[min(lo+1, end-1)].span.Start && m.Span.End <= ws[end-1].span.End {
			// Only "(ACRONYM)" or a phrase with a preposition may follow.
			for j := lo; j < end; j++ {
				if ws[j].span.Start >= m.Span.End {
					if ws[j].text != "(" && !prepositions[ws[j].lower] && ws[j].text != "," && ws[j].text != "/" {
						return "", 0
					}
					break
				}
			}
			return s.codeOf(m), 1
		}
	}
	return "", 0
}
