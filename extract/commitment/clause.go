package commitment

import (
	"slices"
	"strings"

	"rapporteur/schemas"
)

// clause is a verb group that stands in a main clause, with what it says.
type clause struct {
	*group
	at      int // of its group
	from    int // word at which the clause begins: its conjunction, its subject, or the verb
	subject subject
	shared  bool // the subject is that of an earlier clause
	behind  bool // it is a relative clause, which tells of what stands before it
}

// sentence is a sentence taken apart.
type sentence struct {
	words   []word
	groups  []group
	clauses []clause
	inner   map[int]bool // groups that stand in a subordinate clause
}

// parse takes a sentence apart into its main clauses. The words before skip (a marker, a label) are passed over.
func (s *survey) parse(ws []word, lead *lead) *sentence {
	p := &sentence{words: ws, groups: s.groups(ws), inner: map[int]bool{}}
	var main *clause
	prevEnd, opened := 0, false // opened: a subject was left open by a relative clause after it
	relative := -1
	for i := range p.groups {
		g := &p.groups[i]
		if !g.finite {
			if ws[g.start].lower == "be" && subordinator(ws, prevEnd, g.start) >= 0 {
				prevEnd = g.end // "that a handbook be prepared"
			}
			continue
		}
		before := g.start - 1
		if before > 0 && ws[before].lower == "also" && ws[g.head].lower == "invited" {
			before-- // a guest
		}
		if main == nil && before > 0 && ws[before].text == "," && g.start == g.head && g.form&participle != 0 && g.end < len(ws) &&
			(prepositions[ws[g.end].lower] || ws[g.end].lower == "up") && commaAfter(ws, g.end, len(ws)) && s.words.verbs[ws[g.head].lower].kind != calling {
			continue // "The Board, set up in 1995, advises", "The Forum, also invited as an observer, sent regrets"
		}
		if main == nil && g.start > 0 && g.start == g.head && g.form&participle != 0 && g.end+1 < len(ws) && (ws[g.end].lower == "under" || ws[g.end].lower == "up" && ws[g.end+1].lower == "under") &&
			slices.ContainsFunc(p.groups[i+1:], func(o group) bool {
				return o.finite && !o.doubtful && subordinator(ws, g.end, o.start) < 0 && !connectors[ws[o.start-1].lower]
			}) {
			continue // "The Conference set up under the Treaty met"
		}
		if main != nil && g.start > 0 && ws[g.start-1].text == "," && g.start == g.head && g.form&participle != 0 && g.end < len(ws) && sinceWhen[ws[g.end].lower] && g.verb != nil && g.verb.kind == plain {
			continue // "expressed concern at the state of the road, suspended since May"
		}
		if byAgent(ws, g) && g.form&(past|participle) != 0 && (main == nil || g.start > 0 && ws[g.start-1].text == "," && commaAfter(ws, g.end, min(len(ws), g.end+12))) {
			continue // "Norway, supported by Iceland, proposed"
		}
		if g.doubtful {
			if main != nil || subordinator(ws, prevEnd, g.start) >= 0 {
				continue
			}
			if _, _, ok := s.subjectOf(ws, prevEnd, g.start, -1); !ok || byAgent(ws, g) {
				continue
			}
		}
		if p.interposed(i) {
			p.inner[i] = true
			continue
		}
		lo := prevEnd
		prevEnd = g.end
		for j := g.start - 1; j >= lo; j-- {
			if ws[j].text == ";" && main != nil && j+1 < g.start && connectors[ws[j+1].lower] && skip(ws, j+2, nil) == g.start {
				break // "noted the plan; and thanked the Secretariat": the subject is still the same
			}
			if ws[j].text == ";" || ws[j].text == ":" && main == nil {
				lo, main, opened = j+1, nil, false
				break
			}
		}
		left := g.start
		for left > lo && adverb(ws[left-1]) {
			left--
		}
		mark := subordinator(ws, lo, g.start)
		if main != nil && left > lo && ws[left-1].lower == "so" && g.verb != nil && resolving[g.verb.kind] {
			for j := left - 1; j > main.end; j-- {
				if ws[j].text == "," || ws[j].text == ";" {
					if connectors[ws[j+1].lower] {
						lo, mark = j+1, -1 // "Fiji proposed that nets be marked, and the Council so agreed"
					}
					break
				}
			}
		}
		if main != nil && proposes(main) && g.verb != nil && g.verb.kind == agreeing && g.form&past != 0 && g.start == g.head && (g.end >= len(ws) || ws[g.end].text == ".") {
			for j := left - 1; j > main.end && j > left-6; j-- {
				if connectors[ws[j].lower] {
					lo, mark = j, -1 // "Fiji proposed that nets be marked and the meeting agreed."
					break
				}
			}
		}
		contrast := false
		if mark > lo && main != nil && (ws[mark].lower == "while" || ws[mark].lower == "whereas") {
			contrast = mark+1 < left && ws[mark+1].capital() // "while Brazil, opposed by Mexico, objected"
			lo, mark = mark+1, -1                            // as good as "and"
		}
		if main == nil && mark > lo && ws[mark-1].text == "," && left > 0 && ws[left-1].text == "," && ws[mark].lower == "as" {
			mark = -1 // "The agenda, as contained in the annex, was adopted"
		}
		if main != nil && mark > lo && mark == left-1 && (ws[mark].lower == "who" || ws[mark].lower == "which") && ws[mark-1].text == "," && g.form&past != 0 && g.start == g.head && g.verb != nil {
			if subj, ok := s.antecedent(ws, main.end, mark-1); ok && (ws[mark].lower == "who" || subj.whole) {
				p.clauses = append(p.clauses, clause{group: g, at: i, from: mark, subject: subj, behind: true})
				main = &p.clauses[len(p.clauses)-1]
				continue
			}
		}
		if main != nil && mark > lo && mark < left {
			if start, subj, ok := s.actsBehind(ws, main, mark, left, g); ok {
				p.clauses = append(p.clauses, clause{group: g, at: i, from: start, subject: subj, behind: true})
				main = &p.clauses[len(p.clauses)-1]
				continue
			}
		}
		joined := !contrast && left > 0 && left-1 >= lo && (connectors[ws[left-1].lower] || ws[left-1].text == "," || ws[left-1].text == "/")
		if left == lo && main != nil && lo == main.end {
			joined = true // "considered, adopted": nothing between
		}
		if joined && main != nil && mark >= main.end && (ws[mark].lower == "that" || ws[mark].lower == "what" && ws[left-1].lower == "and") && left-mark > 4 && g.start == g.head && g.form&past != 0 && main.tense == pastTense && g.verb != nil && g.verb.act != "-" && !byAgent(ws, g) {
			mark = -1 // "concluded that early warning saves lives and recommended": the tagger has missed the verb between
		}
		if joined && main != nil && mark >= lo && temporal[ws[mark].lower] && connectors[ws[left-1].lower] && main.sameForm(g) {
			mark = -1 // "had come after the deadline and asked": a time, and no clause
		}
		c := clause{group: g, at: i, from: g.start}
		switch {
		case left == lo && lo == 0 || left == lo && main == nil && lo > 0 && ws[lo-1].text == ";":
			// The sentence begins with its verb: a bullet.
			if lead == nil || !s.startsBullet(ws, g, lead) {
				p.inner[i] = true
				continue
			}
			c.subject, c.from = lead.subject, lo
		case joined && main != nil && mark < 0 && !p.belongsInside(main, i, left) && (main.sameForm(g) || g.verb != nil && g.tense == present && connectors[ws[left-1].lower] && !p.openEnded(main.at, i)):
			if byAgent(ws, g) && !main.passive {
				p.inner[i] = true
				continue
			}
			c.subject, c.shared = main.subject, true
			if main.passive && g.start == g.head && g.form&participle != 0 && !(g.end < len(ws) && (determiner[ws[g.end].lower] || ws[g.end].tag == "PRP$")) {
				g.passive = true // "was presented and adopted"
			}
			c.from = left
			if connectors[ws[left-1].lower] {
				c.from = left - 1
			}
		default:
			start, subj, ok := s.subjectOf(ws, lo, g.start, mark)
			if !ok && opened && ws[left-1].text == "," {
				start, subj, ok = s.subjectOf(ws, 0, relative, -1)
			}
			if !ok && lead != nil && lead.act == "" && main == nil && goesOnActing(ws, g, left) {
				start, subj, ok = left, lead.subject, true // "Examined the plan and agreed to it"
			}
			if !ok && mark < 0 && (g.passive || g.tense == advice || g.copula || ws[g.head].lower == "take" && near(ws, g.end, 1, "place") || s.impersonal(ws, g)) && main == nil {
				// A passive acts for the meeting, whatever it is done to.
				ok, start = true, lo
			}
			if !ok && g.passive && main != nil && mark < 0 && left-1 >= lo {
				start = s.joinedNoun(ws, lo, left)
				ok = start > 0
			}
			aside := main == nil && mark > lo && ws[mark-1].text == "," && ws[left-1].text == ","
			if mark >= 0 && start <= mark && !aside {
				ok = false
			}
			if ok && main != nil && start > 0 && start >= lo && !(start == lo && ws[max(lo-1, 0)].text == ";") &&
				!connectors[ws[start-1].lower] && ws[start-1].lower != "whereas" && ws[start-1].text != "," && ws[start-1].text != ";" && !dash(ws[start-1]) && ws[start-1].lower != "while" {
				ok = false
			}
			if ok && main != nil && start > 0 && ws[start-1].text == "," && main.verb != nil {
				if inner, _ := p.innerOf(main.at); inner != nil {
					ok = false // "noted that, if prices fell, they would act"
				}
			}
			if ok && main != nil && start > 0 && ws[start-1].lower == "or" && p.inner[i-1] {
				ok = false // "when a crisis arises or a member asks for help"
			}
			if !ok {
				p.inner[i] = true
				if mark >= 0 && main == nil && !opened && relatives[ws[mark].lower] && mark > 0 {
					opened, relative = true, asideBefore(ws, mark)
				}
				continue
			}
			c.subject, c.from = subj, start
			if start > 0 && start > lo && connectors[ws[start-1].lower] {
				c.from = start - 1
			}
		}
		p.clauses = append(p.clauses, c)
		main = &p.clauses[len(p.clauses)-1]
	}
	return p
}

// goesOnActing reports whether a verb is the second of an item that begins with one that is no act: "Examined the plan and agreed to
// it".
func goesOnActing(ws []word, g *group, left int) bool {
	return left > 2 && connectors[ws[left-1].lower] && strings.HasSuffix(ws[0].lower, "ed") && g.verb != nil && g.form&past != 0 && !g.passive && g.start == g.head &&
		g.end < len(ws) && (ws[g.end].lower == "to" || ws[g.end].lower == "that" || determiner[ws[g.end].lower])
}

// actsBehind reports whether a relative clause tells an act beside the main one, where its subject begins, and who it is: "lent
// a ship, for which the Commission thanked it", "set up a group, whose first meeting Chad offers to host", "gave a speech in
// which he urged", "presented the report, which was adopted".
func (s *survey) actsBehind(ws []word, main *clause, mark, left int, g *group) (start int, subj subject, ok bool) {
	start = mark + 1
	if ws[mark].lower == "which" && ws[mark-1].text == "," && g.tense == pastTense && g.verb != nil && !main.subject.whole && len(main.subject.actors) > 0 {
		if start == left {
			own := slices.ContainsFunc(ws[main.end:mark], func(w word) bool { return w.lower == "its" || w.lower == "national" })
			by := near(ws, g.end, 2, "by")
			return start, subj, g.passive && (g.verb.act == "decides" && !by && !own || g.verb.lemma == "support" && by)
		}
		subj, ok = s.conjuncts(ws, start, left)
		return start, subj, ok && subj.whole && (g.verb.act == "decides" || g.verb.act == "welcomes" || g.verb.act == "notes")
	}
	if g.passive || g.verb == nil && g.tense != future {
		return 0, subj, false
	}
	thanks := g.verb != nil && g.verb.act == "welcomes"
	hosts := g.tense == future || g.verb != nil && g.verb.act == "commits"
	role := ws[mark].lower
	if role == "which" {
		role = ws[mark-1].lower
	}
	switch role {
	case "whom", "for":
		if !thanks {
			return 0, subj, false
		}
	case "in":
		if !pronouns[ws[start].lower] || g.tense != pastTense || s.lastPerson.actors == nil {
			return 0, subj, false
		}
	case "whose", "of":
		if !hosts {
			return 0, subj, false
		}
		if role == "whose" {
			start = trailingNoun(ws, start, left)
		}
	default:
		return 0, subj, false
	}
	keep := [2]subject{s.last, s.lastPerson}
	subj, ok = s.conjuncts(ws, start, left)
	s.last, s.lastPerson = keep[0], keep[1]
	return start, subj, ok && (role != "in" || subj.person) && (!hosts || s.isState(subj.actors[0]))
}

// antecedent finds whom "who" is about, in the words before it: "was opened by the Premier, Mr A, who urged members to pay". It
// is a person, or all who met.
func (s *survey) antecedent(ws []word, lo, end int) (subject, bool) {
	for j := end - 1; j >= lo; j-- {
		if agents[ws[j].lower] && j+1 < end && (ws[j+1].capital() || determiner[ws[j+1].lower]) {
			lo = j + 1
			break
		}
	}
	for _, seg := range segments(ws, lo, end) {
		at := seg.start
		if at < seg.end && ws[at].lower == "the" {
			at++
		}
		if at < seg.end && honorifics[strings.TrimSuffix(ws[at].lower, ".")] {
			if name, ok := s.personIn(ws, at, seg.end); ok {
				return subject{actors: []string{name}, person: true}, true // whose office stands behind the name
			}
		}
	}
	keep := [2]subject{s.last, s.lastPerson}
	_, subj, ok := s.subjectOf(ws, lo, end, -1)
	s.last, s.lastPerson = keep[0], keep[1]
	office := len(subj.actors) == 1 && !subj.plural && slices.ContainsFunc(ws[lo:min(lo+4, end)], func(w word) bool { return s.words.subjects[w.lower] == office && !collective[w.lower] })
	return subj, ok && !subj.weak && (subj.person || subj.whole || office)
}

// agents are prepositions before whoever acts, or is told of.
var agents = wordSet("by to from with")

// temporal are words before a time that also begin clauses.
var temporal = wordSet("after before since until")

// sinceWhen begins what tells of a participle behind a noun when that came to be.
var sinceWhen = wordSet("since in during")

// asideBefore gives the comma before a participle whose clause the mark begins ("The Council, noting that costs rose,
// asked"), else the mark.
func asideBefore(ws []word, mark int) int {
	for j := mark - 1; j > 0; j-- {
		if ws[j].text == "," {
			first := skip(ws, j+1, nil)
			if first < mark && (ws[first].tag == "VBG" || strings.HasSuffix(ws[first].lower, "ing")) {
				return j
			}
			break
		}
	}
	return mark
}

// belongsInside reports whether a verb after "and" or a comma goes on what stands within the main clause before it, and
// not the main clause: an infinitive ("to finish and adopt the plan"), a that-clause, a relative clause in the future.
func (p *sentence) belongsInside(main *clause, at, left int) bool {
	g, ws := &p.groups[at], p.words
	var last *group
	infinitive := false
	for i := main.at + 1; i < at; i++ {
		last = &p.groups[i]
		if !last.finite && last.form&ing == 0 {
			infinitive = true
		}
	}
	if main.form&base != 0 && main.tense == present && main.start == 0 && left > 1 && ws[left-2].text == "," && connectors[ws[left-1].lower] && g.verb != nil {
		return false // "Call on the banks to lend, and suggest that"
	}
	if ws[main.from].lower == "we" && (g.tense == future || g.tense == present && g.verb != nil && g.verb.act == "requests" && g.end < len(ws) && prepositions[ws[g.end].lower]) && left > 1 && ws[left-2].text == "," && connectors[ws[left-1].lower] {
		return false // "We endorse the principles that go with it, and will submit them"
	}
	plainBase := g.start == g.head && g.form&base != 0 && g.form&(past|third) == 0
	if plainBase && ws[main.from].lower == "we" && main.tense == present && connectors[ws[left-1].lower] && g.verb != nil && g.end < len(ws) && ws[g.end].lower == "that" {
		return false // "We undertake to protect the reefs and propose that nets be banned"
	}
	if plainBase && main.tense == pastTense && (indexOf(ws, main.end, left-main.end, "to") > 0 || indexOf(ws, main.end, left-main.end, "that") > 0) {
		return true // after a past tense, "to review and conclude" is more likely than a change of tense
	}
	if last == nil {
		return false
	}
	switch {
	case (g.tense == future || g.tense == conditional || g.tense == advice) && last.finite && (last.tense == g.tense || p.inner[at-1]) && main.tense != g.tense:
		return true
	case g.tense == present && last.finite && p.inner[at-1] && main.tense == pastTense && g.verb != nil && g.verb.kind == adjective:
		return true // "agreed that the region has grown and is ready to help itself"
	case plainBase && !connectors[ws[left-1].lower]:
		// A comma alone: the verb of a list within the clause.
		return g.verb == nil || g.verb.lemma == "support" || last.finite
	case plainBase && infinitive:
		return !last.finite && left-1 == last.end && last.form&ing == 0 || g.verb == nil || schemas.IsStrong(g.verb.act) && g.verb.act != "requests" && g.verb.act != "commits" || g.verb.lemma == "support"
	}
	return false
}

// openEnded reports whether an infinitive or a modal stands between two groups: "agreed to review and welcome" has but one
// finite verb.
func (p *sentence) openEnded(a, b int) bool {
	for i := a + 1; i < b; i++ {
		if g := &p.groups[i]; !g.finite && g.form&ing == 0 || g.tense == future || g.tense == advice || g.tense == possibility {
			return true
		}
	}
	return p.groups[a].tense == future || p.groups[a].tense == advice
}

// interposed reports whether a group is a participle that commas part from the subject that it tells of and from the subject's
// verb: "the agency, formed out of two others, should open".
func (p *sentence) interposed(i int) bool {
	q := &p.groups[i]
	if q.start < 2 || p.words[q.start-1].text != "," || q.start != q.head || q.form&(participle|past) == 0 || q.end >= len(p.words) || !prepositions[p.words[q.end].lower] && p.words[q.end].lower != "out" {
		return false
	}
	for _, next := range p.groups[i+1:] {
		if !next.finite {
			continue
		}
		modal := next.tense == future || next.tense == conditional || next.tense == advice || next.tense == necessity
		return modal && p.words[next.start-1].text == "," && next.start-q.end < 14
	}
	return false
}

// modalBehind gives the first verb with a modal from group i on, before what a semicolon or a conjunction adds.
func (p *sentence) modalBehind(i int) *group {
	for ; i < len(p.groups); i++ {
		q := &p.groups[i]
		if q.tense == future || q.tense == conditional || q.tense == advice || q.tense == necessity {
			return q
		}
		if before := p.words[q.start-1]; q.finite && (before.text == ";" || before.lower == "and" || before.lower == "but") {
			return nil
		}
	}
	return nil
}

var relatives = wordSet("which who whom whose that where")

// joinedNoun gives the word at which a passive clause begins that a conjunction or a comma joins to one before, or 0.
func (s *survey) joinedNoun(ws []word, lo, left int) int {
	for j := left - 1; j >= lo; j-- {
		if (connectors[ws[j].lower] || ws[j].text == ",") && j+1 < left && (determiner[ws[j+1].lower] || ws[j+1].lower == "it" || s.words.nouns[ws[j+1].lower] != "") {
			return j + 1
		}
	}
	return 0
}

// sameForm reports whether two verbs can share a subject.
func (c *clause) sameForm(g *group) bool {
	if c.tense == g.tense {
		return true
	}
	if c.tense == pastTense || c.tense == present {
		// "welcomed … and has decided"; "noted … and would consider"
		return (g.tense == pastTense || g.tense == present) && g.start < g.head || g.tense == conditional || g.tense == future ||
			c.start < c.head && g.tense == pastTense || c.copula
	}
	return false
}

// byAgent reports whether a bare participle has its agent after it: "and endorsed by leaders".
func byAgent(ws []word, g *group) bool {
	return g.start == g.head && g.end+1 < len(ws) && ws[g.end].lower == "by" && !tellsHow(ws, g.end+1)
}

// tellsHow reports whether what follows "by" tells how, and not by whom: "by consensus", "by a show of hands".
func tellsHow(ws []word, i int) bool {
	if i+1 < len(ws) && (ws[i+1].lower == "votes" || ws[i+1].lower == "vote") {
		return true // "by 12 votes to 3"
	}
	for j := i; j < len(ws) && j < i+4; j++ {
		if manner[ws[j].lower] || j > i && votes[ws[j].lower] {
			return true
		}
		if j == i && ws[j].lower != "a" && ws[j].lower != "an" {
			return false
		}
	}
	return false
}

var (
	manner = wordSet("consensus acclamation unanimity vote majority common general way means")
	votes  = wordSet("show ballot roll-call vote majority")
)

func dash(w word) bool { return w.text == "-" || w.text == "–" || w.text == "—" }

// subordinator gives the last word in [lo, hi) that makes what follows a clause under another one, or -1.
func subordinator(ws []word, lo, hi int) int {
	for j := hi - 1; j >= lo; j-- {
		w := ws[j]
		if !subordinators[w.lower] {
			continue
		}
		next := word{}
		if j+1 < len(ws) {
			next = ws[j+1]
		}
		switch w.lower {
		case "that":
			if j > 0 && prepositions[ws[j-1].lower] && ends[next.lower] {
				continue // "To that end"
			}
			if j > 0 && prepositions[ws[j-1].lower] && strings.HasPrefix(next.tag, "N") && commaAfter(ws, j, min(j+5, hi)) {
				continue // "On that recommendation,"
			}
			if w.tag == "DT" && j == lo && lo == 0 {
				continue
			}
		case "as":
			if next.lower == "well" || next.lower == "of" || j > 0 && (ws[j-1].lower == "such" || ws[j-1].lower == "well") ||
				j > lo && ws[j-1].text != "," || (next.tag == "VBN" || strings.HasSuffix(next.lower, "ed")) && commaAfter(ws, j, hi) || next.lower == "such" || next.lower == "a" || next.lower == "regards" || strings.HasPrefix(next.tag, "N") {
				continue
			}
		case "since", "after", "before", "until":
			if w.tag == "IN" && hi-j > 1 && (commaAfter(ws, j, hi) || twoPhrases(ws, j+1, hi)) {
				continue // a preposition whose phrase a comma, or the subject after it, ends
			}
		case "once":
			if next.lower == "again" || next.lower == "more" {
				continue
			}
		case "so":
			if j > lo && ws[j-1].lower == "doing" || (w.tag == "RB" || j == hi-1) && next.lower != "that" {
				continue
			}
		}
		return j
	}
	return -1
}

// twoPhrases reports whether one noun phrase follows another with nothing between: "a long debate | the meeting".
func twoPhrases(ws []word, lo, hi int) bool {
	for j := lo + 1; j < hi; j++ {
		if (ws[j].tag == "DT" || pronouns[ws[j].lower]) && strings.HasPrefix(ws[j-1].tag, "N") {
			return true
		}
	}
	return false
}

// ends follow "to that" and "in that".
var ends = wordSet("end effect extent regard respect purpose connection context aim spirit sense vein light matter")

func commaAfter(ws []word, j, hi int) bool {
	for ; j < hi; j++ {
		if ws[j].text == "," {
			return true
		}
	}
	return false
}

// innerOf gives the first verb of the that-clause that follows a group, with the word at which the clause begins.
func (p *sentence) innerOf(at int) (inner *group, from int) {
	g := &p.groups[at]
	from = -1
	limit := len(p.words)
	for j := g.end; j < len(p.words) && j < g.end+14; j++ {
		w := p.words[j]
		if w.text == ";" {
			break
		}
		if w.lower == "that" || w.lower == "how" || w.lower == "whether" || w.lower == "what" {
			from = j + 1
			if from+1 < len(p.words) && p.words[from].text == "," && prepositions[p.words[from+1].lower] {
				if end := indexOf(p.words, from+1, 10, ","); end > 0 && !slices.ContainsFunc(p.groups, func(q group) bool { return q.finite && q.start > from && q.start < end }) {
					from = end + 1 // "that, from the next year, it would pay"
				}
			}
			break
		}
		if p.finiteAt(j) {
			break
		}
	}
	if from < 0 {
		return nil, -1
	}
	behind := false // a relative clause
	for i := at + 1; i < len(p.groups); i++ {
		q := &p.groups[i]
		if q.start >= limit {
			break
		}
		bareBe := q.start == q.end-1 && p.words[q.start].lower == "be" || q.passive && p.words[q.start].lower == "be"
		if q.start < from || !q.finite && !bareBe {
			continue
		}
		if p.interposed(i) {
			continue // "that the agency, formed out of two others, should open"
		}
		if byAgent(p.words, q) && q.start == q.head && q.form&participle != 0 && i+1 < len(p.groups) && p.groups[i+1].start-q.end < 12 {
			continue // "that the platform proposed by China be set up"
		}
		if q.start == q.head && q.form&(participle|past|base) != 0 && q.start > from && q.end < len(p.words) && (prepositions[p.words[q.end].lower] || p.words[q.end].lower == "up") && i+1 < len(p.groups) {
			if next := &p.groups[i+1]; (next.tense == future || next.tense == conditional || next.tense == advice) && next.finite && next.start-q.end < 12 && !connectors[p.words[next.start-1].lower] && p.words[next.start-1].text != "," {
				continue // "that the committees set up under the treaty would report"
			}
		}
		if q.start == from && q.verb == nil && q.tense == present && !q.copula && i+1 < len(p.groups) && p.groups[i+1].finite && p.groups[i+1].start > q.end && !commaAfter(p.words, q.end, p.groups[i+1].start) {
			continue // a noun that the tagger takes for a verb: "that releases from the dam would be announced"
		}
		if k := subordinator(p.words, max(from, p.groups[i-1].end), q.start); k >= from && relatives[p.words[k].lower] && p.words[k].lower != "that" && k > from {
			behind = true
			continue // of a relative clause in the subject
		}
		if modal := p.modalBehind(i); behind && modal != nil {
			return modal, from // "that banks which are not yet live should sign up": what else stands in the clause is passed over
		}
		return q, from
	}
	return nil, from
}

func (p *sentence) finiteAt(j int) bool {
	for i := range p.groups {
		if p.groups[i].start == j {
			return p.groups[i].finite
		}
	}
	return false
}
