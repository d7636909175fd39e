package commitment

import (
	"slices"
	"strings"

	"rapporteur/extract/gazetteer"
	"rapporteur/extract/pattern"
)

// reading is what a clause does.
type reading struct {
	act        string
	actors     []string // "" to keep the subject's
	hedged     bool
	action     int // word at which the action begins
	until      int // word at which the next act's clause begins; 0 where none follows
	addressees segment
	confidence float64
	rule       string
	open       bool // the complement is yet to come: a lead-in
	negated    bool // an item says what is not to be done
	decided    bool // an item of what was decided
}

// read tells which act a clause is; ok is false where it is none.
func (s *survey) read(p *sentence, c *clause) (reading, bool) {
	out, ok := s.readVerb(p, c)
	if !ok && c.verb != nil && (!c.negated || s.impersonal(p.words, c.group)) && (c.tense == pastTense || c.tense == present) && !c.copula {
		return s.ruled(p, c, reading{action: c.end, confidence: 0.65, rule: "phrase"})
	}
	return out, ok
}

// readVerb tells which act a clause is by its verb.
func (s *survey) readVerb(p *sentence, c *clause) (reading, bool) {
	ws := p.words
	out := reading{action: c.end, confidence: 0.9, rule: "verb"}
	if c.shared {
		out.confidence = 0.85
	}
	v := c.verb
	if c.negated && v != nil && v.kind == agreeing && c.tense != pluperfect && !c.passive && len(c.subject.actors) > 0 {
		out.act, out.confidence, out.rule = "notes", 0.55, "no-agreement"
		return out, true
	}
	switch c.tense {
	case possibility:
		if c.negated && v != nil && !c.passive && len(c.subject.actors) > 0 && (v.kind == agreeing || v.kind == carrying) {
			return s.noAgreement(p, c, out) // "could not reach agreement on"
		}
		if _, act := s.carried(ws, c.from, c.start-c.from); (c.negated || ws[c.from].lower == "no") && c.passive && v != nil && v.kind == carrying && act == agreement {
			out.actors = []string{"ALL"}
			return s.noAgreement(p, c, out) // "consensus could not be reached"
		}
		return out, false
	case pluperfect, none:
		return out, false
	case future, conditional:
		if v != nil && !c.passive && c.tense == conditional && (v.act == "welcomes" || v.act == "recommends" || v.act == "requests") && v.kind == plain {
			break
		}
		return s.readFuture(p, c)
	case advice:
		return s.readAdvice(p, c)
	case necessity:
		return out, false
	}
	if c.copula {
		return s.readNominal(p, c)
	}
	if v == nil {
		return s.readOther(p, c)
	}
	if c.progressive && v.kind != promising && v.kind != looking && !(c.tense == present && (v.act == "requests" || v.act == "recommends") && !c.passive) {
		return out, false
	}
	if c.passive {
		if c.progressive {
			return out, false
		}
		if !s.passiveSubject(p, c, &out) {
			return out, false
		}
	} else if len(c.subject.actors) == 0 {
		return out, false
	}
	next := c.end
	next = skip(ws, next, nil)
	// "confirmed, as chair, Ms A": a phrase set in commas is passed over.
	if next+1 < len(ws) && ws[next].text == "," && (prepositions[ws[next+1].lower] || adverb(ws[next+1]) || ws[next+1].lower == "inter") {
		for j := next + 2; j < len(ws) && j < next+14; j++ {
			if ws[j].text == "," {
				next = skip(ws, j+1, nil)
				break
			}
		}
	}
	nextWord := word{}
	if next < len(ws) {
		nextWord = ws[next]
	}
	if v.lemma == "introduce" && (strings.HasSuffix(nextWord.lower, "selves") || nextWord.tag == "PRP$" && (near(ws, next, 3, "teams") || near(ws, next, 3, "team") || near(ws, next, 3, "delegations") || near(ws, next, 3, "members"))) {
		return out, false // who came
	}
	if c.start < c.head && !c.passive && near(ws, next, 10, "far") && near(ws, indexOf(ws, next, 10, "far")-1, 1, "so") {
		return out, false // "have asked for help so far": how things stand
	}
	if v.kind == agreeing && !c.passive && c.subject.whole && c.tense == pastTense && (next >= len(ws) || ws[next].text == ".") && slices.ContainsFunc(p.clauses, func(d clause) bool { return d.start < c.start && proposes(&d) && !c.shared }) {
		return withAct(out, "decides"), true // "Fiji proposed a register, and delegates agreed."
	}
	if c.start > 0 && ws[c.start-1].lower == "so" && (v.kind == agreeing || v.kind == deciding) && !c.passive && c.subject.whole && c.tense == pastTense {
		return withAct(out, "decides"), true // "Fiji proposed a register, and the Council so agreed"
	}
	out.act = v.act
	if c.negated && v.act == "welcomes" {
		out.act = "notes" // "did not support"
	}
	switch v.kind {
	case plain:
		return s.readPlain(p, c, out, next)
	case thing:
		return s.readThing(p, c, out, next)
	case asking:
		if v.lemma == "advise" && !c.passive {
			if inner, _ := p.innerOf(c.at); inner != nil && inner.tense != advice && s.thatSoon(ws, next) {
				if ws[inner.start].lower == "be" {
					return out, true // "advised the Board that nets be kept"
				}
				return s.promised(p, c, withAct(out, "notes")) // "advised that it would go on"
			}
		}
		if c.passive {
			out.addressees = askedInPassive(ws, c)
			return out, nextWord.lower == "to" || v.lemma == "charge" && nextWord.lower == "with"
		}
		out.addressees = s.addressees(p, c, next)
		for j := next; j < len(ws) && j < next+8 && ws[j].lower != "to" && ws[j].lower != "that"; j++ {
			switch ws[j].lower {
			case "whether", "if", "about", "how", "what", "why", "who", "where", "when", "question", "questions":
				return out, false // asked to know
			}
		}
		if to := indexOf(ws, next, 16, "to"); to > 0 && near(ws, to+1, 1, "introduce") && near(ws, to+2, 1, "themselves") {
			return out, false // procedure
		}
		if !c.subject.whole && givesFloor.MatchString(s.text(ws, next, len(ws))) {
			return out, false // the chair who asks for comments
		}
		if to := indexOf(ws, next, 16, "to"); nextWord.lower == "for" && to > 0 && to+1 < len(ws) && ws[to+1].lower == "be" {
			out.addressees = segment{} // "asked for the fee to be paid": by whom is not said
		}
		return out, s.infinitiveFollows(p, c.at, 16) || s.asksTo(ws, next) || nextWord.lower == "for" || nextWord.lower == "that" || s.asksForDoing(ws, next) || v.lemma == "ask" && near(ws, next+1, 5, "for")
	case saying, thinking:
		return s.readSaying(p, c, out, next)
	case telling:
		if c.passive {
			return out, false
		}
		if of := indexOf(ws, next, 10, "of"); of > 0 && of+1 < len(ws) && ws[of+1].tag == "PRP$" {
			if n, act := s.carried(ws, of+1, 4); n != "" && act == "commits" {
				out.hedged, out.action = true, of+1
				return withAct(out, act), true // "informed the meeting of its intention to host"
			}
		}
		if of := indexOf(ws, next, 8, "of"); of > 0 && v.lemma == "assure" && near(ws, of+1, 2, "readiness") || of > 0 && near(ws, of+1, 2, "willingness") {
			out.hedged, out.action = true, of+1
			return withAct(out, "commits"), true // "assured the Group of the readiness of the Government to act"
		}
		if of := indexOf(ws, next, 8, "of"); of > 0 && v.lemma == "assure" {
			if n, _ := s.carried(ws, of+1, 5); n == "commitment" || n == "support" {
				return withAct(out, "notes"), true // "assured the Ministers of his country's commitment"
			}
		}
		out, _ = s.promised(p, c, out)
		if inner, _ := p.innerOf(c.at); out.act != "commits" && v.lemma == "assure" && s.thatSoon(ws, next) && inner != nil && (inner.tense == future || inner.tense == conditional) && !inner.negated && (!inner.copula || near(ws, inner.end, 1, "in") && (near(ws, inner.end+1, 1, "place") || near(ws, inner.end+1, 1, "position") || near(ws, inner.end+1, 1, "force") || near(ws, inner.end+1, 1, "operation")) || near(ws, inner.end, 1, "ready") || near(ws, inner.end, 1, "available")) && (inner.copula || !staying[ws[inner.head].lower]) {
			out.hedged = inner.tense == conditional
			return withAct(out, "commits"), true // "assured that the arrears would be paid"
		}
		if out.act != "commits" && v.lemma == "assure" && s.thatSoon(ws, next) {
			return withAct(out, "notes"), true // "assured that the road was safe"
		}
		return out, out.act == "commits"
	case agreeing:
		out, ok := s.complement(p, c.at, c.end, c.passive, out)
		if out.act == "decides" && s.single(c) && !out.open {
			out.act = "notes" // what one of many agrees to is not decided by it
		}
		return out, ok
	case deciding:
		out.rule = "decided"
		return s.readDecided(p, c, out, next)
	case promising:
		return s.readPromise(p, c, out, next)
	case carrying:
		return s.readNoun(p, c, out, next)
	case calling:
		if nextWord.lower != "for" {
			out.addressees = s.addressees(p, c, next+1)
		}
		switch nextWord.lower {
		case "for":
			return out, true
		case "on", "upon":
			// "called on the Speaker" is a visit.
			return out, s.infinitiveFollows(p, c.at, 24) || s.asksTo(ws, next) || near(ws, next, 20, "for")
		case "attention":
			out.act = "notes"
			return out, true
		}
		return out, false
	case looking:
		return out, near(ws, c.end, 3, "forward")
	case taking:
		switch nextWord.lower {
		case "note", "cognizance", "cognisance":
			return out, true
		case "decision", "decisions", "the", "a":
			if near(ws, next, 4, "decision") || near(ws, next, 4, "decisions") {
				out.act = "decides"
				return out, true
			}
		}
		if c.passive && near(ws, c.from, c.start-c.from, "decision") {
			return withAct(out, "decides"), true
		}
		return out, c.passive && near(ws, c.from, c.start-c.from, "note")
	case drawing:
		return out, near(ws, next, 4, "attention") || c.passive && near(ws, c.from, c.start-c.from, "attention")
	case paying:
		return out, near(ws, next, 4, "tribute") || near(ws, next, 4, "homage") || c.passive && (near(ws, c.from, c.start-c.from, "tribute") || near(ws, c.from, c.start-c.from, "tributes"))
	case adjective:
		return s.readAdjective(p, c, out, next)
	}
	return out, false
}

// refused are what a meeting decides on when it rejects them.
var refused = wordSet(`proposal proposals request requests application applications offer offers amendment amendments motion bid bids claim claims
	recommendation recommendations draft text plan budget option candidature invitation appeal
	membership report nomination candidate minutes accounts agenda item decision resolution`)

// near reports whether one of the n words from i is w.
func near(ws []word, i, n int, w string) bool {
	for j := i; j < len(ws) && j < i+n; j++ {
		if ws[j].lower == w {
			return true
		}
	}
	return false
}

// passiveSubject finds who acts in a passive clause: the agent after "by", else the meeting.
func (s *survey) passiveSubject(p *sentence, c *clause, out *reading) bool {
	ws := p.words
	out.confidence, out.rule = 0.8, "passive"
	out.actors = []string{"ALL"}
	if ws[c.from].lower == "no" && (c.verb == nil || c.verb.kind != carrying) && !slices.ContainsFunc(p.groups, func(g group) bool { return g.end == c.from }) || ws[c.from].lower == "none" || ws[c.from].lower == "no-one" || ws[c.from].lower == "nobody" || near(ws, c.start, c.head-c.start, "already") || near(ws, c.start, c.head-c.start, "far") && near(ws, c.start, c.head-c.start, "so") {
		return false
	}
	for j := c.from; j < c.start; j++ {
		if s.words.subjects[ws[j].lower] == background && !ws[j].capital() || ws[j].lower == "achievements" {
			return false
		}
	}
	for j := c.end; j < len(ws) && j < c.end+30; j++ {
		if ws[j].text == "," && (j > c.end+3 || j+1 < len(ws) && strings.HasSuffix(ws[j+1].lower, "ed")) || ws[j].text == ";" || ws[j].lower == "that" || ws[j].lower == "which" {
			break
		}
		if ws[j].lower == "as" && j+1 < len(ws) && strings.HasPrefix(ws[j+1].tag, "VB") {
			break // "as proposed by Fiji"
		}
		if ws[j].lower != "by" || j+1 >= len(ws) || ws[j+1].tag == "VBG" || ws[j+1].tag == "CD" || timely(ws, j+1) || tellsHow(ws, j+1) {
			continue
		}
		if j > c.end+2 && strings.HasPrefix(ws[j-1].tag, "VB") && strings.HasPrefix(ws[j-2].tag, "NN") {
			break // "adopted with an item proposed by Fiji"
		}
		if j > c.end+3 && prepositions[ws[j-1].lower] && strings.HasPrefix(ws[j-2].tag, "VB") && strings.HasSuffix(ws[j-2].lower, "ed") {
			break // "approved with one change asked for by Fiji"
		}
		end := j + 1
		for end < len(ws) && !(prepositions[ws[end].lower] && ws[end].lower != "of" && ws[end].lower != "for") && (ws[end].text != "," || end+1 < len(ws) && s.insideMention(ws[end+1])) && (ws[end].text != "." || endsInitial(ws, end)) && ws[end].text != ";" && !subordinators[ws[end].lower] && ws[end].lower != "to" &&
			!(ws[end].lower == "and" && end+1 < len(ws) && strings.HasPrefix(ws[end+1].tag, "VB")) {
			end++
		}
		keep := [2]subject{s.last, s.lastPerson}
		if subj, ok := s.conjuncts(ws, j+1, end); ok {
			out.actors = subj.actors
			return true
		}
		s.last, s.lastPerson = keep[0], keep[1]
		if j <= c.end+1 && !near(ws, j, 6, "consensus") && !near(ws, j, 6, "acclamation") && !near(ws, j, 6, "vote") {
			// "was adopted by parliament": the act of another
			if c.tense == future {
				lo := j + 1
				for lo < end-1 && determiner[ws[lo].lower] {
					lo++
				}
				out.actors = []string{s.text(ws, lo, end)}
				return end-lo <= 4 && doer.MatchString(ws[end-1].lower)
			}
			return !ws[j+1].letters()
		}
	}
	return true
}

// timely reports whether the words at i say when, and not who: "by June", "by the end of the year".
func timely(ws []word, i int) bool {
	for i < len(ws)-1 && (determiner[ws[i].lower] || nearer[ws[i].lower]) {
		i++
	}
	return i < len(ws) && (months[ws[i].lower] > 0 || times[ws[i].lower] || strings.HasPrefix(ws[i].lower, "mid-"))
}

var (
	nearer = wordSet("next early late following coming last first second third fourth")
	times  = wordSet("end middle beginning start close spring summer autumn fall winter year month week quarter monday tuesday wednesday thursday friday saturday sunday easter christmas deadline")
)

// doer matches nouns for those who do something: authors, consultants, experts.
var doer = pattern.MustCompile(`(?:er|or|ist|ian|ant|ert|ee)s?$`)

var (
	greetings = wordSet("h.e. h.e mr mr. mrs mrs. ms ms. dr dr. prof. hon. hon honourable honorable excellencies")
	greeted   = wordSet("delegates participants delegations delegation guests everyone members all representatives attendees ministers meeting colleagues audience those observers speakers")
	effective = wordSet(`appropriate restore relocate reinstate waive declare proclaim adopt approve endorse establish elect appoint accept extend admit create launch set postpone defer remove suspend amend abolish grant
		name reappoint re-elect increase reduce raise lower maintain retain keep leave change rename form constitute ratify confirm authorise authorize designate
		choose select include add delete transfer lift impose dissolve close locate award allocate allot renew prolong fix discontinue terminate replace adjourn refer accredit nominate abrogate`)
)

// givesFloor is all that follows the verb where a chair asks the meeting to speak.
var givesFloor = pattern.MustCompile(`^for (?:(?:a round of|any|further|some|brief|other) )?(?:introductions|comments|interventions|remarks|views|questions|nominations|reactions|speakers)(?: (?:on|to) the (?:\p{L}+ )?agenda)?(?: from (?:the )?(?:floor|members|delegates|participants|delegations))? ?\.?$`)

// procedural are the things that a chair invites speakers to do.
var procedural = wordSet("present introduce open speak take make address deliver report comment brief begin explain respond reply outline")

func (s *survey) readPlain(p *sentence, c *clause, out reading, next int) (reading, bool) {
	ws, v := p.words, c.verb
	switch v.act {
	case "requests":
		if c.passive && v.lemma == "encourage" && next < len(ws) && ws[next].lower == "by" {
			return withAct(out, "welcomes"), true // "was encouraged by the fall of prices"
		}
		if c.passive {
			out.addressees = askedInPassive(ws, c)
			attends := near(ws, next, 2, "attend") || near(ws, next, 2, "participate") || near(ws, next, 3, "observer") || near(ws, next, 3, "observers")
			if v.lemma == "invite" && (near(ws, next, 1, "but") || near(ws, next, 2, "but") && ws[next].text == ",") && !s.infinitiveFollows(p, c.at, 16) {
				return out, false // "were invited but sent their regrets"
			}
			return out, v.lemma != "invite" || !attends || c.tense == future // who was asked to come is no outcome
		}
		out.addressees = s.addressees(p, c, next)
		if v.lemma == "invite" && !c.subject.whole {
			if to := indexOf(ws, next, 16, "to"); to > 0 && to+1 < len(ws) && procedural[ws[to+1].lower] && !near(ws, to+2, 1, "part") {
				return out, false // giving the floor
			}
		}
		return out, next < len(ws) && ws[next].text != "."
	case "decides":
		if v.lemma == "accept" && !c.passive && next+1 < len(ws) && ws[next].lower == "to" && s.isInfinitive(ws, next+1) {
			return s.infinitive(ws, next+1, out, "commits"), true
		}
		if noun, _ := s.carried(ws, next, 5); v.lemma == "launch" && (noun == "appeal" || noun == "appeals" || noun == "call") {
			return withAct(out, "requests"), true // "launched an urgent appeal"
		}
		if n, act := s.carried(ws, next, 5); v.lemma == "proclaim" && n != "" && act != agreement && act != "commits" && next < len(ws) && ws[next].tag == "PRP$" {
			return withAct(out, "notes"), true // "proclaim our unity"
		}
		if v.lemma == "vote" && !c.passive && !c.subject.whole && len(c.subject.actors) > 0 {
			return out, false // "Fiji voted against": what some do of the many who make a vote
		}
		if s.single(c) {
			switch v.lemma {
			case "accept", "endorse", "approve":
				if v.lemma == "accept" && (near(ws, next, 4, "offer") || near(ws, next, 4, "invitation") || near(ws, next, 4, "proposal") || near(ws, next, 4, "request")) {
					return out, true // between two sides, what one accepts is settled
				}
				if v.lemma == "accept" && (next >= len(ws) || ws[next].text == "." || ws[next].text == ",") {
					return out, true // "and the Lao side accepted."
				}
				return withAct(out, "welcomes"), c.start == c.head
			case "reject":
				return withAct(out, "notes"), true
			}
		}
		if v.lemma == "reject" && !c.passive && c.tense != future && !slices.ContainsFunc(ws[next:min(len(ws), next+6)], func(w word) bool { return refused[w.lower] }) {
			return withAct(out, "notes"), true // "rejected any interference": a stand
		}
		if c.passive && s.wasThere(p, c) {
			return out, false
		}
		if len(out.actors) == 0 && !c.subject.whole && c.start < c.head && c.tense != future && !c.subject.person {
			return out, false // "Fiji has established a commission": how things stand
		}
		if s.ofOldTimes(p, c) {
			return out, false
		}
		if n, _ := s.carried(ws, next, 5); v.lemma == "ratify" && next < len(ws) && (ws[next].tag == "PRP$" && n != "" || n == "commitment" || n == "support" || n == "attachment" || n == "adherence") {
			return withAct(out, "notes"), true
		}
		if v.lemma == "inaugurate" && (c.passive && s.gathering(ws, c.from, c.start) || !c.passive && s.gathering(ws, next, min(len(ws), next+8))) {
			return out, false // opening it
		}
		if v.lemma == "amend" && c.passive && (near(ws, c.from, c.start-c.from, "agenda") || near(ws, c.from, c.start-c.from, "programme")) {
			return out, false // procedure
		}
	case "welcomes":
		if v.lemma == "value" && near(ws, next, 1, "at") {
			return out, false // what something costs
		}
		if v.lemma == "welcome" && (near(ws, max(0, c.start-4), min(4, c.start), "bade") || near(ws, max(0, c.start-4), min(4, c.start), "bid")) {
			return out, false // "bade the delegates welcome"
		}
		if (v.lemma == "welcome" || v.lemma == "greet") && (c.passive && len(c.subject.actors) > 0 || !c.passive && s.greets(ws, next)) {
			return out, false
		}
		if v.lemma == "support" && c.passive || v.lemma == "celebrate" && c.passive {
			byAll := near(ws, c.end, 2, "by") && near(ws, c.end, 3, "all")
			return out, v.lemma == "support" && c.tense == pastTense && (byAll || !slices.Equal(out.actors, []string{"ALL"})) // by whom is said
		}
	case "notes":
		if v.lemma == "observe" && next+1 < len(ws) && determiner[ws[next].lower] && gatherings[ws[next+1].lower] {
			return out, false // who came
		}
		if v.lemma == "observe" && (c.passive && near(ws, c.from, c.start-c.from, "silence") || near(ws, next, 3, "minute") || near(ws, next, 3, "moment") || near(ws, next, 3, "silence")) {
			return out, false
		}
		if v.lemma == "affirm" {
			return s.promised(p, c, out)
		}
		if v.lemma == "regret" && s.unableToCome(ws, c, next) {
			return out, false
		}
		if inner, _ := p.innerOf(c.at); v.lemma == "regret" && inner != nil && inner.tense == possibility && inner.negated && s.stayingAway(ws, c, inner) {
			return out, false // "regretted that it could not send anyone": who stayed away
		}
		if c.passive && v.lemma == "highlight" {
			out.confidence = 0.5
		}
	}
	if next < len(ws) && ws[next].text == ":" {
		out.open = true
	}
	return out, c.passive || next < len(ws) && (ws[next].text != "." && ws[next].text != ",") || v.act != "notes"
}

// proposes reports whether in a clause some of those who meet propose something.
func proposes(c *clause) bool { return c.verb != nil && c.verb.act == "recommends" && !c.subject.whole }

// delegated are those whom a state or a body has come for it.
var delegated = wordSet("anyone anybody representative delegate delegation")

// stayingAway reports whether what a clause's subject could not do is to come: "regretted that it could not send anyone".
func (s *survey) stayingAway(ws []word, c *clause, inner *group) bool {
	at := inner.start - 1
	for at > c.end && adverb(ws[at]) {
		at--
	}
	if !pronouns[ws[at].lower] && c.subject.whole {
		return false
	}
	switch ws[inner.head].lower {
	case "send":
		return slices.ContainsFunc(ws[inner.end:min(len(ws), inner.end+3)], func(w word) bool { return delegated[w.lower] })
	case "attend", "come", "participate", "be":
		return !near(ws, inner.end, 1, "into")
	}
	return false
}

// unableToCome reports whether what a clause's subject regrets, from a word on, is that it could not come itself: "for not being able
// to attend", "that it was unable to take part".
func (s *survey) unableToCome(ws []word, c *clause, from int) bool {
	for j := from; j < len(ws) && j < from+8; j++ {
		switch w := ws[j].lower; {
		case w == "able" && near(ws, max(j-2, 0), 2, "not") || w == "unable":
			to := indexOf(ws, j, 2, "to")
			return to > 0 && !c.subject.whole && comes(ws, to+1)
		case !pronouns[w] && !unableWords[w]:
			return false
		}
	}
	return false
}

// unableWords may stand between regret and what could not be.
var unableWords = wordSet("for at that not being been having was were is are had have its their")

// comes reports whether a verb at a word is that of coming to a meeting.
func comes(ws []word, at int) bool {
	if at >= len(ws) {
		return false
	}
	next := word{}
	if at+1 < len(ws) {
		next = ws[at+1]
	}
	switch ws[at].lower {
	case "attend", "participate", "come":
		return true
	case "take":
		return next.lower == "part"
	case "be":
		return next.lower == "present" || next.lower == "represented" || next.lower == "there" || next.lower == "with"
	case "join":
		return next.text == "" || next.text == "." || determiner[next.lower] || pronouns[next.lower]
	}
	return false
}

// gathering reports whether words name a meeting, as what is opened.
func (s *survey) gathering(ws []word, lo, hi int) bool {
	return slices.ContainsFunc(ws[lo:hi], func(w word) bool {
		return gatherings[strings.TrimSuffix(w.lower, "s")] || w.lower == "retreat" || w.lower == "seminar"
	})
}

// single reports whether a clause's subject is one state or person, or some, among those who meet.
func (s *survey) single(c *clause) bool {
	if c.passive || c.subject.whole || len(c.subject.actors) == 0 {
		return false
	}
	return c.subject.person || s.isState(c.subject.actors[0])
}

// greets reports whether those welcomed are those who came.
func (s *survey) greets(ws []word, at int) bool {
	for j := at; j < len(ws) && j < at+6; j++ {
		w := ws[j]
		switch {
		case w.tag == "POS" || connectors[w.lower] || prepositions[w.lower] || subordinators[w.lower]:
			return false
		case w.lower == "fellow" && j > at && ws[j-1].tag == "PRP$":
			return true // "his fellow Presidents"
		case greeted[w.lower]:
			// "the members’ efforts", "the meeting report" are no guests.
			return j+1 >= len(ws) || ws[j+1].tag != "POS" && !strings.HasPrefix(ws[j+1].tag, "N") && ws[j+1].text != "’" && ws[j+1].text != "'"
		case greetings[w.lower]:
			return j <= at+1
		}
	}
	return false
}

// ofOldTimes reports whether a clause says that it was another meeting that acted, or another year.
func (s *survey) ofOldTimes(p *sentence, c *clause) bool {
	to := len(p.words)
	for i := c.at + 1; i < len(p.groups); i++ {
		if p.groups[i].finite {
			to = p.groups[i].start
			break
		}
	}
	text := s.text(p.words, c.start, to)
	if _, ok := s.first("another", text); ok && (c.passive || near(p.words, c.end, 3, "at") || near(p.words, c.end, 3, "in")) {
		return true
	}
	if s.year > 0 || c.passive { // of a meeting without a date, no year is known to be its own
		reach := 12
		if !c.passive && c.subject.whole {
			reach = 2 // "adopted in 1999"; further on the year may be that of what is adopted
		}
		for j := c.end; j < to && j < c.end+reach; j++ {
			if y := yearOf(p.words[j].text); y > 0 && (y < s.year || s.year == 0) && j > 0 && (p.words[j-1].lower == "in" || p.words[j-1].lower == "since" || months[p.words[j-1].lower] > 0 || p.words[j-1].text == "," || p.words[j-1].lower == "of" && c.passive && founding[c.verb.lemma]) {
				return true
			}
		}
	}
	return false
}

// wasThere reports whether a clause in the passive says how those who meet came to be: "The Commission was established under the
// Convention".
func (s *survey) wasThere(p *sentence, c *clause) bool {
	ws := p.words
	return c.start-c.from == 2 && ws[c.from].lower == "the" && s.words.subjects[ws[c.from+1].lower] == body && wereThere[c.verb.lemma]
}

// wereThere are the verbs of how a body came to be.
var wereThere = wordSet("establish create found constitute")

// fixedAt reports whether words say at what number something was fixed, or where it is told: "at 90,000 tonnes", "as in Appendix 3".
func fixedAt(ws []word, at int) bool {
	switch {
	case near(ws, at, 1, "at"):
		return at+1 < len(ws) && !determiner[ws[at+1].lower] && ws[at+1].lower != "once" && !near(ws, at+1, 8, "by")
	case near(ws, at, 1, "as"):
		return at+1 < len(ws) && ws[at+1].lower != "part" && !determiner[ws[at+1].lower]
	}
	return false
}

// founded are the bodies that a meeting founds: "a team was formed".
var founded = wordSet("team group subgroup sub-group committee subcommittee sub-committee panel force party body secretariat unit bureau board network commission troika fund")

// founding are verbs of which "under the Agreement of 1976" tells when it was.
var founding = wordSet("establish set create found constitute form")

func yearOf(t string) int {
	if len(t) != 4 || t < "1800" || t > "2200" {
		return 0
	}
	n := 0
	for _, r := range t {
		if r < '0' || r > '9' {
			return 0
		}
		n = n*10 + int(r-'0')
	}
	return n
}

var treaties = wordSet("agreement agreements treaty treaties protocol protocols memorandum memoranda mou arrangement arrangements contract contracts convention accord accords")

func (s *survey) readThing(p *sentence, c *clause, out reading, next int) (reading, bool) {
	ws, v := p.words, c.verb
	if next < len(ws) && ws[next].lower == "that" || !c.passive && v.lemma == "confirm" && next < len(ws) && pronouns[ws[next].lower] {
		if inner, _ := p.innerOf(c.at); inner != nil && inner.tense == advice && v.lemma == "conclude" {
			return withAct(out, "recommends"), true
		}
		return s.promised(p, c, withAct(out, "notes"))
	}
	if c.passive {
		if s.ofOldTimes(p, c) || s.wasThere(p, c) {
			return out, false
		}
		if v.lemma == "confirm" && confirms(ws, max(0, c.start-14), c.start) {
			return out, true
		}
		if v.lemma == "conclude" || v.lemma == "confirm" {
			return withAct(out, "notes"), next < len(ws) && ws[next].lower == "that"
		}
		return out, v.lemma == "sign" || founding[v.lemma] && c.tense == pastTense && slices.ContainsFunc(ws[c.from:c.start], func(w word) bool { return founded[w.lower] }) || v.lemma == "admit" && (near(ws, next, 8, "observer") || near(ws, next, 8, "member") || near(ws, next, 3, "membership")) || v.lemma == "finalise" || v.lemma == "finalize" || v.lemma == "choose" || v.lemma == "set" && near(ws, next, 1, "up") || (v.lemma == "set" || v.lemma == "fix") && c.tense == pastTense && fixedAt(ws, next)
	}
	if next >= len(ws) || ws[next].text == "." || ws[next].text == "," || prepositions[ws[next].lower] && ws[next].lower != "as" && ws[next].lower != "to" {
		return out, false
	}
	if v.lemma == "confirm" {
		if n, act := s.carried(ws, next, 4); act == "commits" && n != "" && ws[next].tag == "PRP$" && indexOf(ws, next, 7, "to") > 0 {
			out.hedged = true
			return withAct(out, act), true // "confirmed its readiness to host"
		}
		if ws[next].tag == "PRP$" {
			return withAct(out, "notes"), true
		}
		if n, _ := s.carried(ws, next, 5); n != "" {
			return withAct(out, "notes"), true
		}
		return out, true
	}
	if v.lemma == "set" && near(ws, next, 1, "out") {
		return out, false // "set out what is needed"
	}
	if v.lemma == "form" && !slices.ContainsFunc(ws[next:min(len(ws), next+8)], func(w word) bool { return founded[w.lower] }) {
		return out, false // "formed part of the old League"
	}
	if v.lemma == "introduce" {
		for j := next; j < len(ws) && j < next+6; j++ {
			if papers[ws[j].lower] {
				return out, false // procedure
			}
		}
	}
	if v.lemma == "conclude" {
		for j := next; j < len(ws) && j < next+8; j++ {
			if treaties[ws[j].lower] {
				return out, true
			}
		}
		return out, false
	}
	if !c.subject.whole && v.lemma != "sign" || c.form&(past|participle) == 0 && c.subject.weak {
		return out, false
	}
	return out, !s.ofOldTimes(p, c)
}

// sameBody reports whether the words from lo to hi are "the" and a noun in capitals that ends the name of whoever speaks:
// "The representative of the Lake Bank said that the Bank would".
func (s *survey) sameBody(ws []word, c *clause, lo, hi int) bool {
	if lo+2 != hi || ws[lo].lower != "the" || !ws[lo+1].capital() || c.subject.whole {
		return false
	}
	last := c.start - 1
	for last > c.from && (adverb(ws[last]) || !ws[last].letters()) {
		last--
	}
	if last > c.from+1 && ws[last].text == ws[lo+1].text {
		return true
	}
	return slices.ContainsFunc(s.mentions, func(m gazetteer.Mention) bool { // "The representative of the LDB said that the Bank would"
		org := m.Of(gazetteer.Organization)
		return org != nil && last >= 0 && m.Span.End == ws[last].span.End && strings.HasSuffix(org.Entry.Name, " "+ws[lo+1].text)
	})
}

// runs reports whether those who speak run the body that the words from lo to hi name: "The Director-General said that the secretariat
// would".
func runs(ws []word, c *clause, lo, hi int) bool {
	return lo+2 == hi && c.start-c.from < 5 && ws[lo].lower == "the" && (ws[lo+1].lower == "secretariat" || ws[lo+1].lower == "office") &&
		slices.ContainsFunc(ws[c.from:c.start], func(w word) bool { return officers[w.lower] })
}

// officers run secretariats.
var officers = wordSet("director director-general secretary-general secretary executive ceo registrar administrator coordinator")

// confirms reports whether the words from lo to hi name what takes effect when it is confirmed.
func confirms(ws []word, lo, hi int) bool {
	for j := lo; j < hi; j++ {
		if confirmable[ws[j].lower] && (j == 0 || ws[j-1].lower != "on") { // "the highest flood on record"
			return true
		}
	}
	return false
}

// confirmable are what takes effect when it is confirmed.
var confirmable = wordSet("minutes record records appointment appointments election nomination nominations membership")

// papers are what is introduced to those who meet, and not into effect.
var papers = wordSet("document documents report reports item items paper papers draft drafts proposal proposals agenda topic topics session text texts note speaker speakers panel presentation study review findings")

func withAct(r reading, act string) reading { r.act = act; return r }

// sharing gives the verb in the future that shares the subject of the verb of a that-clause by "and", or nil.
func (p *sentence) sharing(inner *group) *group {
	for i := range p.groups {
		g := &p.groups[i]
		if g.start <= inner.end || !g.finite {
			continue
		}
		if (g.tense == future || g.tense == conditional) && connectors[p.words[g.start-1].lower] {
			return g
		}
		return nil
	}
	return nil
}

// promised reads "affirmed that A would do": an undertaking where the one who does it says so, else a statement.
func (s *survey) promised(p *sentence, c *clause, out reading) (reading, bool) {
	inner, from := p.innerOf(c.at)
	if inner == nil {
		if c.end < len(p.words) && c.verb.kind != plain {
			if i := c.at + 1; i < len(p.groups) && p.groups[i].finite && p.groups[i].start-c.end < 6 {
				inner, from = &p.groups[i], c.end
			}
		}
	}
	if inner != nil && (inner.tense == pluperfect || inner.tense == pastTense || inner.tense == present) {
		if soon := p.sharing(inner); soon != nil {
			inner = soon // "informed that it had ratified the treaty and would deposit it"
		}
	}
	if inner == nil {
		return out, true
	}
	if inner.copula {
		ws, at := p.words, skip(p.words, inner.end, nil)
		if at < len(ws) && s.words.adjectives[ws[at].lower] != nil && s.words.adjectives[ws[at].lower].act == "commits" && !inner.negated && inner.tense != pluperfect && near(ws, at+1, 1, "in") && near(ws, at+2, 1, "principle") && near(ws, at+3, 1, "to") &&
			from < inner.start && s.oneself(ws, from, inner.start) {
			out.act, out.action, out.hedged = "commits", at, true // "stated that it was willing in principle to take part"
		}
		return out, true
	}
	if inner.passive {
		if (inner.tense == future || inner.tense == conditional) && from < inner.start && p.words[from].tag == "PRP$" && p.words[from-1].lower != "how" && !c.subject.whole && delivered[p.words[inner.head].lower] && !near(p.words, inner.end, 2, "by") {
			out.act, out.action = "commits", inner.head // "Fiji advised that its fee would be paid"
		}
		return out, true
	}
	if v := inner.verb; v != nil && v.kind == looking && !inner.negated && near(p.words, inner.end, 2, "forward") && from < inner.start && s.oneself(p.words, from, inner.start) {
		out.act = "welcomes" // "said that it looked forward to the talks"
		return out, true
	}
	if v := inner.verb; v != nil && !(inner.negated && v.kind == promising && v.lemma == "intend") && (v.kind == promising || v == s.words.adjectives[p.words[inner.head].lower] && v.act == "commits") && v.lemma != "aim" && c.verb.kind != plain && from < inner.start && s.oneself(p.words, from, inner.start) && inner.tense != pluperfect &&
		(v.kind == promising || p.words[inner.start].lower != "remained" && indexOf(p.words, inner.end, 1, "to") == inner.end && s.isInfinitive(p.words, inner.end+1)) {
		out.act, out.action, out.hedged = "commits", inner.end, true
		return out, true
	}
	if (inner.tense == future || inner.tense == conditional) && !stative[p.words[inner.head].lower] && !(inner.negated && inner.verb != nil && inner.verb.kind == adjective) {
		keep := [2]subject{s.last, s.lastPerson}
		_, subj, ok := s.subjectOf(p.words, from, inner.start, -1)
		s.last, s.lastPerson = keep[0], keep[1]
		own := from < inner.start && (pronouns[p.words[from].lower] || p.words[from].tag == "PRP$" || s.sameBody(p.words, c, from, inner.start) || runs(p.words, c, from, inner.start))
		if own || ok && (subj.whole || c.subject.person && len(subj.actors) == 1 || len(subj.actors) == 1 && len(c.subject.actors) == 1 && subj.actors[0] == c.subject.actors[0]) {
			out.act, out.action = "commits", inner.head
		}
	}
	return out, true
}

// oneself reports whether the words from lo to hi are those who speak: "it", "his Government", "their organization".
func (s *survey) oneself(ws []word, lo, hi int) bool {
	for hi > lo && adverb(ws[hi-1]) {
		hi--
	}
	return pronouns[ws[lo].lower] || hi-lo == 2 && ws[lo].tag == "PRP$" && ownSide[ws[lo+1].lower]
}

// ownSide is for whom one speaks.
var ownSide = wordSet("government country delegation organization organisation authorities administration side party agency ministry institution company")

// delivered is what is done with a thing of one's own that others wait for.
var delivered = wordSet("paid settled submitted sent deposited transmitted provided delivered completed finalised finalized circulated published made")

func (s *survey) readSaying(p *sentence, c *clause, out reading, next int) (reading, bool) {
	if c.verb.lemma == "declare" && (near(p.words, next, 4, "closed") || near(p.words, next, 4, "open")) {
		return out, false // procedure
	}
	ws, v := p.words, c.verb
	if v.lemma == "point" {
		if next < len(ws) && ws[next].lower == "to" && !c.passive && s.abstract(ws, next+1) {
			return out, true
		}
		if next >= len(ws) || ws[next].lower != "out" {
			return out, false
		}
		next++
	}
	if v.kind == saying && c.passive {
		return out, false
	}
	if v.lemma == "say" && next+1 < len(ws) && (ws[next].text == ":" || ws[next].text == ",") && strings.ContainsAny(ws[next+1].text, `“"«`) && c.subject.person {
		return withAct(out, "notes"), true // Ms A said: “The sea must stay blue.”
	}
	if v.lemma == "announce" && !c.passive && next < len(ws) && ws[next].lower != "that" && !pronouns[ws[next].lower] && !(prepositions[ws[next].lower] && near(ws, next, 7, "that")) {
		out.act = "decides"
		for j := next; j < len(ws) && j < next+6; j++ {
			switch ws[j].lower {
			case "plan", "plans", "intention", "contribution", "contributions", "pledge", "funding", "commitment", "readiness", "willingness", "support", "grant", "donation", "assistance", "offer":
				out.act = "commits"
			}
		}
		if (ws[next].text == "," || near(ws, next, 3, "following")) && near(ws, next, 12, "will") {
			out.act = "commits" // "the following steps, which Fiji will take"
		}
		return out, ws[next].text != "." && ws[next].lower != "by" && !prepositions[ws[next].lower]
	}
	if n, act := s.carried(ws, next, 4); v.lemma == "declare" && n != "" && act != agreement && act != "commits" && next < len(ws) && ws[next].tag == "PRP$" {
		return withAct(out, act), true // "declared its support for"
	}
	if n, act := s.carried(ws, next, 4); act == "commits" && n != "" && !c.passive {
		out.hedged = true
		return withAct(out, act), true // "indicated its willingness to"
	}
	if v.lemma == "consider" && c.passive && next < len(ws) && ws[next].tag == "JJ" {
		return out, true // "was considered useful"
	}
	inner, _ := p.innerOf(c.at)
	that := next < len(ws) && (ws[next].lower == "that" || ws[next].lower == "how") || inner != nil && near(ws, next, 6, "that")
	if !that {
		// "said they would": a clause without "that"
		direct := c.at+1 < len(p.groups) && p.groups[c.at+1].finite && next < len(ws) &&
			(p.groups[c.at+1].start-c.end <= 5 && (pronouns[ws[next].lower] || determiner[ws[next].lower] || ws[next].capital()) ||
				v.lemma == "say" && p.groups[c.at+1].start-c.end <= 8 && (strings.HasPrefix(ws[next].tag, "NN") || ws[next].tag == "JJ" || ws[next].tag == "VBG"))
		if !direct || v.kind == thinking && !pronouns[ws[next].lower] {
			return out, false
		}
	}
	if inner != nil && inner.start-c.end < 6 && ws[inner.head].lower == "come" && !near(ws, inner.start-1, 1, "time") {
		return out, false // what they came for
	}

	if inner != nil && inner.tense == advice && c.negated && !near(ws, next, 1, "that") {
		return out, false // "has not yet found the ministry that should act"
	}
	if inner != nil && inner.tense == advice && v.kind == thinking && v.lemma != "indicate" && v.lemma != "announce" && v.lemma != "warn" && v.lemma != "caution" {
		return withAct(out, "recommends"), true
	}
	return s.promised(p, c, out)
}

// plural reports whether a bare noun phrase is in the plural: "satellite images", but not "tea".
func (s *survey) plural(ws []word, at int) bool {
	for j := at; j < len(ws) && j < at+3 && (strings.HasPrefix(ws[j].tag, "N") || ws[j].tag == "JJ"); j++ {
		if ws[j].tag == "NNS" {
			return true
		}
	}
	return false
}

// spoken are what is offered and no deed.
var spoken = wordSet("condolences apologies thanks congratulations comments views opinions advice words prayers sympathy suggestions observations remarks amendments examples insights explanations clarification clarifications")

// moneyAt reports whether an amount of money stands at a word: "NZ$ 800,000".
func moneyAt(ws []word, i int) bool {
	return ws[i].tag == "$" || strings.ContainsAny(ws[i].text, "$€£") || i+1 < len(ws) && ws[i].text == strings.ToUpper(ws[i].text) && len(ws[i].text) < 5 && ws[i+1].tag == "CD"
}

func (s *survey) readPromise(p *sentence, c *clause, out reading, next int) (reading, bool) {
	ws, v := p.words, c.verb
	if c.passive {
		return out, false
	}
	reflexive := 0
	if next < len(ws) && (ws[next].lower == "itself" || ws[next].lower == "himself" || ws[next].lower == "herself" || ws[next].lower == "themselves" || ws[next].lower == "ourselves") {
		reflexive = 1
	}
	at := skip(ws, next+reflexive, nil)
	out.action = at
	if at >= len(ws) || ws[at].text == "." || ws[at].text == "," {
		return out, false
	}
	if ws[at].text == ":" {
		out.open = true
		return out, true
	}
	to := ws[at].lower == "to"
	switch v.lemma {
	case "intend", "plan", "aim":
		out.hedged = true
		if v.lemma == "aim" && c.form&past != 0 {
			return out, false // what a programme was for
		}
		return out, (to && at+1 < len(ws) && s.isInfinitive(ws, at+1) || v.lemma == "plan" && c.progressive) && !c.subject.weak
	case "commit":
		j := indexOf(ws, at, 6, "to") // "committed their governments to"
		return out, to || reflexive > 0 || moneyAt(ws, at) || j > 0 && ws[at].tag == "PRP$" && j+1 < len(ws) && (s.isInfinitive(ws, j+1) || ws[j+1].tag == "VBG")
	case "undertake":
		return out, to && at+1 < len(ws) && s.isInfinitive(ws, at+1) || ws[at].lower == "that"
	case "offer":
		if n, act := s.carried(ws, at, 5); n != "" && n != "support" && act == "welcomes" {
			return withAct(out, "welcomes"), true
		}
		j := indexOf(ws, at, 8, "to")
		return out, j > 0 && j+1 < len(ws) && s.isInfinitive(ws, j+1) || ws[at].tag == "PRP$" || determiner[ws[at].lower] || ws[at].tag == "CD" || ws[at].tag == "$" || strings.HasSuffix(ws[at].text, "$") || given[ws[at].lower] || near(ws, at, 2, "support") || ws[at].tag == "NNP" || s.plural(ws, at) && !spoken[ws[at].lower]
	}
	if n, act := s.carried(ws, at, 4); !to && n != "" && (act == "welcomes" || act == "notes") {
		if j := indexOf(ws, at, 8, "to"); j > 0 && j+1 < len(ws) && s.isInfinitive(ws, j+1) {
			return out, true
		}
		return withAct(out, "welcomes"), true
	}
	return out, true
}

// given is what is offered without an article.
var given = wordSet("assistance support land help training expertise funding space aid cooperation co-operation money technical financial logistical material")

// spokenIn are what a welcome is spoken in: "an address of welcome".
var spokenIn = wordSet("address addresses word words speech speeches message messages remarks")

// carried gives the noun that holds the act of a phrase, and the act.
func (s *survey) carried(ws []word, at, n int) (string, string) {
	for j := at; j < len(ws) && j < at+n; j++ {
		w := ws[j]
		if w.text == "." || w.text == ";" || w.lower == "that" || w.lower == "to" || w.lower == "for" && j > at || w.text == "," && j+2 < len(ws) && connectors[ws[j+1].lower] && determiner[ws[j+2].lower] {
			break
		}
		if j+1 < len(ws) && w.lower == "welcome" && (ws[j+1].lower == "address" || ws[j+1].lower == "speech" || ws[j+1].lower == "remarks" || ws[j+1].lower == "reception" || ws[j+1].lower == "dinner") {
			break
		}
		if w.lower == "welcome" && j > 1 && ws[j-1].lower == "of" && spokenIn[ws[j-2].lower] {
			break // "an address of welcome"
		}
		if w.capital() && !shout(w) && j > 0 && ws[j-1].capital() && ws[j-1].letters() && !shout(ws[j-1]) {
			continue // "sent its experts, as did the Reef Trust"
		}
		if act, ok := s.words.nouns[w.lower]; ok {
			// "their wish and readiness": the stronger of the two
			if j+2 < len(ws) && ws[j+1].lower == "and" && s.words.nouns[ws[j+2].lower] == "commits" {
				return ws[j+2].lower, "commits"
			}
			return w.lower, act
		}
	}
	return "", ""
}

var (
	lightVerbs   = wordSet("give make come arrive achieve secure obtain reach place take lay accord lend")
	carriedLight = wordSet("decision decisions call recommendation recommendations proposal pledge promise undertaking appeal agreement consensus commitment commitments emphasis stress priority calls appeals support thanks welcome reservation reservations reserve request requests petition pledges protest complaint")
)

// staying are verbs of how things go on.
var staying = wordSet("be remain stay continue stand have")

func (s *survey) readNoun(p *sentence, c *clause, out reading, next int) (reading, bool) {
	ws, v := p.words, c.verb
	out.rule = "noun"
	from, n := next, 10
	if c.passive {
		from = s.pastPhrases(ws, c.from, c.start)
		n = c.start - from
	} else if next < len(ws) && ws[next].lower == "to" && v.lemma == "come" {
		from++ // "came to an agreement"
	} else if next < len(ws) && ws[next].lower == "to" {
		for j := next + 1; j < len(ws) && j < next+16; j++ {
			if ws[j].tag == "PRP$" {
				from = j // "conveyed to the people of A their sympathy"
				break
			}
		}
	}
	noun, act := s.carried(ws, from, n)
	if act == agreement && (c.negated || c.passive && ws[c.from].lower == "no" || !c.passive && near(ws, next, 2, "no")) {
		return s.noAgreement(p, c, out)
	}
	if noun == "" && v.lemma == "renew" && !c.passive && (near(ws, next, 5, "status") || near(ws, next, 5, "mandate") || near(ws, next, 5, "membership") || near(ws, next, 5, "contract") || near(ws, next, 5, "agreement")) {
		return withAct(out, "decides"), c.subject.whole
	}
	if next < len(ws) && ws[next].lower == "by" && v.lemma == "extend" && !c.passive {
		for j := next + 2; j < min(len(ws), next+6); j++ {
			if determiner[ws[j].lower] {
				next = j // "extended by one year the tenure of its chair"
				break
			}
		}
	}
	if noun == "" && v.lemma == "extend" && !c.passive && slices.ContainsFunc(objectOf(ws, next, 5), func(w word) bool { return extendable[w.lower] }) {
		return withAct(out, "decides"), true // "extended the Convention for two years"
	}
	if v.lemma == "extend" && c.passive && (near(ws, from, n, "mandate") || near(ws, from, n, "term") || near(ws, from, n, "contract") || near(ws, from, n, "deadline") || near(ws, c.end, 1, "until") || near(ws, c.end, 1, "till")) && !haveForms[ws[c.start].lower] {
		return withAct(out, "decides"), s.passiveSubject(p, c, &out) && !s.ofOldTimes(p, c)
	}
	if c.passive && act != agreement && ws[c.from].lower == "no" {
		return out, false // "No other views were expressed"
	}
	if noun == "" || lightVerbs[v.lemma] && !carriedLight[noun] || v.lemma == "reach" && act != agreement && act != "decides" {
		return out, false
	}
	at := indexOf(ws, from, n, noun)
	if lightVerbs[v.lemma] && (noun == "calls" || noun == "call") && !c.passive && slices.ContainsFunc(ws[from:max(from, at)], func(w word) bool { return w.lower == "of" }) && !near(ws, from, at-from, "number") && !near(ws, from, at-from, "series") {
		return out, false // "gave an overview of the calls for papers"
	}
	switch {
	case (noun == "regrets" || noun == "apologies") && (v.lemma == "send" || v.lemma == "convey"), (noun == "regret" || noun == "regrets") && s.unableToCome(ws, c, at+1):
		return out, false // absence
	case act == agreement:
		if c.passive || v.lemma != "express" {
			if c.passive {
				at = c.end - 1
			}
			return s.complement(p, c.at, at+1, true, out)
		}
		return withAct(out, "notes"), true
	case act == "commits":
		out.hedged = noun != "pledge" && noun != "promise" && noun != "undertaking"
	case noun == "commitment" && (v.lemma == "make" || v.lemma == "give"):
		act = "commits"
	case noun == "interest" && !near(ws, at, 3, "in"):
		return out, false
	}
	if c.passive && act == "requests" && noun != "calls" && noun != "call" && noun != "appeals" && noun != "appeal" && noun != "request" && noun != "requests" {
		return out, false
	}
	return withAct(out, act), true
}

// pastPhrases gives the word at which a clause begins behind the phrases that commas part from it: "On the recommendation of the
// Bureau, | concern was expressed".
func (s *survey) pastPhrases(ws []word, lo, end int) int {
	segs := segments(ws, lo, end)
	for _, seg := range segs {
		if seg.start < seg.end && !s.parenthetical(ws, seg) {
			return seg.start
		}
	}
	return lo
}

// objectOf are the words from the first of an object to the preposition that ends it, n at most.
func objectOf(ws []word, from, n int) []word {
	from = min(from, len(ws))
	end := from
	for end < len(ws) && end < from+n && !prepositions[ws[end].lower] && ws[end].lower != "to" {
		end++
	}
	return ws[from:end]
}

// extendable are what a meeting decides to extend.
var extendable = wordSet("membership mandate mandates tenure appointment term terms deadline period arrangement arrangements agreement validity duration moratorium suspension closure closures programme project convention contract ban plan protocol memorandum treaty")

// noAgreement reads a clause that says that those who met did not agree; a verb that takes agreement as its object needs it.
func (s *survey) noAgreement(p *sentence, c *clause, out reading) (reading, bool) {
	if c.verb != nil && c.verb.kind == carrying && !c.passive {
		if _, act := s.carried(p.words, c.end, 10); act != agreement {
			return out, false
		}
	}
	c.negated = true
	out.act, out.confidence, out.rule = "notes", 0.55, "no-agreement"
	return out, true
}

// thatSoon reports whether "that" follows, at most behind whom it is said to.
func (s *survey) thatSoon(ws []word, at int) bool {
	that := indexOf(ws, at, 5, "that")
	return that == at || that > at && (determiner[ws[at].lower] || ws[at].capital())
}

// asksForDoing reports whether what is asked follows "for" or "with": "asked the Fund for looking into it", "charged the Bureau
// with drafting a text".
func (s *survey) asksForDoing(ws []word, at int) bool {
	for j := at + 1; j+1 < len(ws) && j < at+12; j++ {
		if w := ws[j].lower; (w == "for" || w == "with") && (ws[j+1].tag == "VBG" || w == "with" && determiner[ws[j+1].lower]) {
			return true
		}
	}
	return false
}

// asksTo reports whether "to" follows with a word that may be a verb, though no table knows it: "to ring-fence budgets".
func (s *survey) asksTo(ws []word, at int) bool {
	to := indexOf(ws, at, 24, "to")
	return to > 0 && to+2 < len(ws) && ws[to+1].text == ws[to+1].lower && !determiner[ws[to+1].lower] && ws[to+1].tag != "NNS" && ws[to+1].tag != "PRP$"
}

// infinitiveFollows reports whether "to" with a verb follows a group within n words.
func (s *survey) infinitiveFollows(p *sentence, at, n int) bool {
	end := p.groups[at].end
	for i := at + 1; i < len(p.groups); i++ {
		if p.groups[i].start-end > n {
			return false
		}
		if !p.groups[i].finite && p.words[p.groups[i].start].lower == "to" {
			return true
		}
	}
	return false
}

// askedInPassive are the words before a passive verb of asking: those who are asked, without what is said of them
// ("Countries that have not done so are encouraged").
func askedInPassive(ws []word, c *clause) segment {
	for k := 1; k < c.start; k++ {
		if relatives[ws[k].lower] && k < c.from {
			return segment{0, k}
		}
	}
	return segment{c.from, c.start}
}

// addressees are the words between a verb of asking and what is asked.
func (s *survey) addressees(p *sentence, c *clause, from int) segment {
	ws := p.words
	for from < len(ws) && (ws[from].lower == "on" || ws[from].lower == "upon" || ws[from].lower == "for") {
		from++
	}
	for j := from; j < len(ws) && j < from+24; j++ {
		w := ws[j].lower
		switch {
		case w == "to" && j+1 < len(ws) && (s.isInfinitive(ws, skip(ws, j+1, nil)%len(ws)) || s.asksTo(ws, j)), w == "that",
			w == "with" && j+1 < len(ws) && strings.HasSuffix(ws[j+1].lower, "ing"):
			return segment{from, j}
		case w == "." || w == ";":
			if j-from > 5 {
				return segment{} // what is asked, and of whom is not said
			}
			return segment{from, j}
		}
	}
	return segment{}
}
