package commitment

import (
	"slices"
	"strings"
)

// effectiveAtOnce are deeds that are done by agreeing to them.
var effectiveAtOnce = wordSet("adopt approve endorse establish elect appoint accept accredit admit create defer postpone amend rename re-elect reappoint ratify confirm")

// listing are deeds that are done by agreeing to them where a list, an agenda or a text is what they change.
var listing = wordSet("include retain keep remove delete add place put insert")

// listed are what they change.
var listed = wordSet(`list agenda annex text texts paragraph paragraphs section sections wording phrase word words term terms reference references synonym article articles provision provisions
	bracket brackets footnote sentence clause draft appendix heading column`)

// proposals are what is adopted by agreeing with it.
var proposals = wordSet("proposal proposals recommendation recommendations suggestion suggestions amendment amendments range wording text draft timetable schedule plan programme nomination nominations")

// asides begin phrases that two commas set apart from what they stand in.
var asides = wordSet("inter among in as with for at on subject after following pending by without")

// complement reads what is agreed, from the word at; the inner clause is that of group g.
func (s *survey) complement(p *sentence, g, at int, passive bool, out reading) (reading, bool) {
	ws := p.words
	out.rule = "agreed"
	at = skip(ws, at, nil)
	if at+1 < len(ws) && ws[at].text == "," && asides[ws[at+1].lower] {
		// "agreed, inter alia, to": what two commas set apart is passed over
		if comma := indexOf(ws, at+2, 6, ","); comma > 0 {
			at = skip(ws, comma+1, nil)
		}
	}
	for at+1 < len(ws) && (ws[at].lower == "in" && (ws[at+1].lower == "principle" || ws[at+1].lower == "general")) {
		at += 2
		out.hedged = true
	}
	if at < len(ws) && (ws[at].lower == "among" || ws[at].lower == "between" || ws[at].lower == "by") {
		for at < len(ws) && ws[at].lower != "that" && ws[at].lower != "to" && ws[at].lower != "on" && ws[at].text != "," {
			at++
		}
	}
	out.action = at
	if at >= len(ws) || ws[at].text == "." {
		return withAct(out, "decides"), passive
	}
	switch w := ws[at]; w.lower {
	case ":":
		out.open = true
		return withAct(out, "decides"), true
	case "to":
		j := skip(ws, at+1, nil)
		if j >= len(ws) || ws[j].text == ":" {
			out.open = true
			return withAct(out, "commits"), true
		}
		if s.isInfinitive(ws, j) {
			return s.infinitive(ws, j, out, "commits"), true
		}
		if s.abstract(ws, j) {
			return withAct(out, "notes"), true // "agreed to the need for"
		}
		return withAct(out, "decides"), true
	case "that", "how", "what", "whether":
		if at+1 < len(ws) && ws[at+1].text == ":" || at+1 == len(ws) {
			out.open = true
			return withAct(out, "decides"), true
		}
		return s.thatClause(p, g, out), true
	case "on", "upon", "about", "as":
		if s.abstract(ws, at+1) {
			return withAct(out, "notes"), true
		}
		return withAct(out, "decides"), true
	case "with":
		if slices.ContainsFunc(ws[at+1:min(len(ws), at+6)], func(w word) bool { return proposals[w.lower] }) {
			return withAct(out, "decides"), true // "agreed with the amendment as presented"
		}
		return withAct(out, "notes"), true
	case ",":
		if inner, _ := p.innerOf(g); inner != nil {
			return s.thatClause(p, g, out), true
		}
		return withAct(out, "decides"), passive
	}
	if prepositions[ws[at].lower] {
		if inner, _ := p.innerOf(g); inner != nil {
			return s.thatClause(p, g, out), true
		}
		if j := indexOf(ws, at, 14, "to"); j > 0 && j+1 < len(ws) && s.isInfinitive(ws, j+1) {
			return s.infinitive(ws, j+1, out, "commits"), true
		}
		return withAct(out, "decides"), true
	}
	// "agreed it was too early", "agreed members would go on"
	if i := g + 1; i < len(p.groups) && p.groups[i].finite && p.groups[i].start-at < 8 && subordinator(ws, at, p.groups[i].start) < 0 && !prepositionBetween(ws, at, p.groups[i].start) {
		return s.judge(p, &p.groups[i], at, out), true
	}
	return withAct(out, "decides"), true
}

func prepositionBetween(ws []word, a, b int) bool {
	for j := a; j < b; j++ {
		if prepositions[ws[j].lower] && ws[j].lower != "of" || ws[j].text == "," || ws[j].lower == "and" {
			return true
		}
	}
	return false
}

func indexOf(ws []word, from, n int, w string) int {
	for j := from; j < len(ws) && j < from+n; j++ {
		if ws[j].lower == w {
			return j
		}
	}
	return -1
}

var abstractNouns = wordSet(`importance need necessity value desirability significance urgency benefit benefits relevance usefulness role seriousness centrality convenience advisability utility expediency timeliness appropriateness pertinence
	merit merits advantage advantages complementarity potential gravity`)

// abstract reports whether a noun phrase is of the kind of "the importance of".
func (s *survey) abstract(ws []word, at int) bool {
	for j := at; j < len(ws) && j < at+8; j++ {
		if abstractNouns[ws[j].lower] {
			return true
		}
		if prepositions[ws[j].lower] || ws[j].text == "," {
			return false
		}
	}
	return false
}

// isInfinitive reports whether the word after "to" is a verb.
func (s *survey) isInfinitive(ws []word, j int) bool {
	if j >= len(ws) {
		return false
	}
	w := ws[j]
	if determiner[w.lower] || w.tag == "PRP$" || w.tag == "NNS" || w.tag == "CD" || w.tag == "DT" {
		return false
	}
	if w.tag == "VB" || w.tag == "VBP" || w.lower == "be" || s.words.verbs[w.lower].form&base != 0 {
		return true
	}
	if w.lower == "second" && j+1 < len(ws) && (determiner[ws[j+1].lower] || ws[j+1].tag == "CD" || ws[j+1].tag == "NNS") {
		return true // "to second two advisers"
	}
	if (w.tag == "NN" || w.tag == "RB") && !w.capital() && j+1 < len(ws) && particle[ws[j+1].lower] {
		return true // "to hand over the data"
	}
	// The tagger takes some verbs for nouns: a noun phrase seldom stands bare after "to", save in the plural.
	if w.tag == "NN" && strings.Contains(w.text, "-") && !w.capital() && !strings.HasSuffix(w.lower, "ing") {
		return true // "to ring-fence"
	}
	if w.tag == "NN" && !w.capital() && j+1 < len(ws) && ws[j+1].tag == "NNS" && !s.abstract(ws, j) {
		return true // "to survey reefs"
	}
	if w.tag == "NN" && j+1 < len(ws) && (determiner[ws[j+1].lower] || ws[j+1].tag == "JJ" || ws[j+1].tag == "CD" || ws[j+1].tag == "PRP$" || ws[j+1].lower == "to" || ws[j+1].lower == "with") {
		return true
	}
	return false
}

// particle goes on from a verb.
var particle = wordSet("over out up off down back")

// infinitive gives the act of "to" with the verb at j.
func (s *survey) infinitive(ws []word, j int, out reading, otherwise string) reading {
	w := ws[j].lower
	out.action = j
	v := s.words.verbs[w]
	switch {
	case v.verb != nil && v.form&base != 0 && (v.act == "requests" || v.act == "recommends") && v.kind == plain,
		w == "ask" || w == "charge" && (indexOf(ws, j+1, 12, "with") > 0 || s.asksTo(ws, j+1)) || w == "call" && j+1 < len(ws) && (ws[j+1].lower == "on" || ws[j+1].lower == "upon" || ws[j+1].lower == "for"):
		out.act = v.act
		end := len(ws)
		if k := indexOf(ws, j+1, 24, "to"); k > 0 {
			end = k
		}
		out.addressees = segment{j + 1, end}
	case convening[w] && s.meetsNext(ws, j+1, j+8):
		out.act = "decides" // a date fixed
	case (w == "enter" || w == "inscribe") && !near(ws, j+1, 1, "into") && slices.ContainsFunc(ws[j+1:min(len(ws), j+17)], func(w word) bool {
		return w.lower == "list" || w.lower == "register" || w.lower == "record" || w.lower == "agenda"
	}):
		out.act = "decides" // "to enter the site in the List"
	case listing[w] && slices.ContainsFunc(ws[j+1:min(len(ws), j+17)], func(w word) bool { return listed[w.lower] }):
		out.act = "decides" // "to include the vessel on the List"
	case w == "raise" && slices.ContainsFunc(ws[j+1:min(len(ws), j+4)], func(w word) bool { return raised[w.lower] }):
		out.act = "commits" // to speak of it
	case w == "express" || w == "convey":
		out.act = otherwise
		if noun, act := s.carried(ws, j+1, 12); noun != "" && (act == "welcomes" || act == "notes") {
			out.act = act // "to express its gratitude"
		} else if at := indexOf(ws, j+1, 16, "its"); at > 0 {
			if noun, act := s.carried(ws, at, 4); noun != "" && (act == "welcomes" || act == "notes") {
				out.act = act
			}
		}
	case w == "declare" && j+1 < len(ws) && ws[j+1].lower == "that":
		out.act = "notes"
	case w == "take" && (near(ws, j+1, 1, "note") || out.decided && near(ws, j+1, 1, "into") && (near(ws, j+2, 2, "consideration") || near(ws, j+2, 2, "account"))):
		out.act = "notes"
	case (effective[w] && out.rule == "decided" || (effectiveAtOnce[w] || w == "set" && near(ws, j+1, 1, "up")) && out.rule == "agreed") && otherwise == "commits" && later(ws, j+1):
		out.act = otherwise // "resolved to designate, no later than May"
	case effective[w] && (otherwise == "decides" || out.rule == "decided" || out.rule == "infinitive-item" || out.decided), effectiveAtOnce[strings.TrimPrefix(w, "re-")], w == "put" && j+1 < len(ws) && ws[j+1].lower == "off", w == "set" && j+1 < len(ws) && (ws[j+1].lower == "up" || slices.ContainsFunc(ws[j+1:min(len(ws), j+5)], func(w word) bool { return fixed[w.lower] })):
		out.act = "decides"
	default:
		out.act = otherwise
	}
	switch w {
	case "consider", "explore", "endeavour", "endeavor", "try", "seek", "attempt", "aim", "examine":
		out.hedged = true
	}
	return out
}

// convening are the verbs that fix a meeting to come.
var convening = wordSet("hold convene meet")

// fixed are what a meeting sets.
var fixed = wordSet("budget scale fee fees date dates rate rates quota quotas limit limits ceiling ceilings contribution contributions level")

// occurring are what a meeting has things do that it sees to: "that the review would begin in May".
var occurring = wordSet("take go begin start commence resume continue end conclude rotate")

// raised are what one speaks of when one raises it.
var raised = wordSet("matter matters issue issues question questions concern concerns awareness topic subject point points")

// later reports whether words say by when something is to be done.
func later(ws []word, at int) bool {
	for j := at; j+1 < len(ws) && j < at+16; j++ {
		if relatives[ws[j].lower] || ws[j].lower == "to" && ws[j+1].tag == "VB" {
			return false // "a committee to report by May": the committee's own time
		}
		if (ws[j].lower == "no" || ws[j].lower == "not") && ws[j+1].lower == "later" || ws[j].lower == "by" && timely(ws, j+1) {
			return true
		}
	}
	return false
}

// meetsNext reports whether words name a meeting to come by its number or as the next: to fix one is a decision.
func (s *survey) meetsNext(ws []word, a, b int) bool {
	numbered := false
	for j := a; j < b && j < len(ws); j++ {
		numbered = numbered || ws[j].lower == "next" || ordinalWord.MatchString(ws[j].lower)
		if gatherings[ws[j].lower] {
			return numbered
		}
	}
	return false
}

func (s *survey) thatClause(p *sentence, g int, out reading) reading {
	inner, from := p.innerOf(g)
	if inner == nil {
		if at := indexOf(p.words, p.groups[g].end, 14, "no"); at > 0 && near(p.words, at+1, 1, "longer") && !near(p.words, at+2, 1, "than") {
			return withAct(out, "notes") // "that the rules no longer serve": the tagger has missed the verb
		}
		return withAct(out, "decides")
	}
	return s.judge(p, inner, from, out)
}

// judge gives the act of a clause that is agreed: by its verb.
func (s *survey) judge(p *sentence, inner *group, from int, out reading) reading {
	ws := p.words
	out.action = from
	if later := p.bareBe(inner); later != nil {
		inner = later // "that certificates issued by the Bank be accepted"
	}
	first := ws[inner.start].lower
	switch inner.tense {
	case advice:
		return withAct(out, "recommends")
	case necessity:
		return withAct(out, "notes")
	case future, conditional:
		out.act = "commits"
		if head := ws[inner.head].lower; (head == "held" || head == "take" || head == "convened") && s.meetsNext(ws, from, inner.start) {
			return withAct(out, "decides")
		}
		if inner.copula {
			out.act = "notes"
			if inner.tense == future {
				out.act = "decides"
			}
			return out
		}
		if out.decided && inner.passive {
			return withAct(out, "decides") // "decided: the list is to be kept by the Bank"
		}
		keep := [2]subject{s.last, s.lastPerson}
		if _, subj, ok := s.subjectOf(ws, from, inner.start, -1); ok && !inner.passive && !subj.whole {
			out.actors = subj.actors
		} else if !ok && !inner.passive && !occurring[ws[inner.head].lower] {
			out.act = "notes" // what a thing will do is a view, what it shall do is settled
			if first == "shall" {
				out.act = "decides"
			}
		}
		s.last, s.lastPerson = keep[0], keep[1]
		if v := s.words.verbs[ws[inner.head].lower]; ws[inner.head].lower == "consider" || v.verb == nil && ws[inner.head].lower == "explore" {
			out.hedged = true
		}
		return out
	case possibility:
		if first == "cannot" || inner.negated || near(ws, inner.end, 2, "no") {
			return withAct(out, "notes") // "that force cannot solve it"
		}
		out.hedged = true
		return withAct(out, "decides")
	}
	if ws[inner.head].tag == "VBP" && inner.tense == present && inner.start == inner.head && !inner.copula && singular(ws, from, inner.start) {
		return withAct(out, "decides") // "that the Bank continue as agent"
	}
	if first == "be" || inner.form == base && inner.tense == present && inner.start == inner.head && !inner.copula {
		return withAct(out, "decides")
	}
	if out.decided && inner.tense == present {
		return withAct(out, "decides") // "decides: the unit of time is the second"
	}
	return withAct(out, "notes")
}

// bareBe gives the verb "be" that a clause has where what seems its verb in the past is a participle that belongs to the subject,
// or nil.
func (p *sentence) bareBe(inner *group) *group {
	noun := inner.tense == present && inner.verb == nil // a noun that the tagger takes for a verb: "the return link service"
	if inner.start != inner.head || !noun && (inner.tense != pastTense || !strings.HasSuffix(p.words[inner.head].lower, "ed")) {
		return nil
	}
	for i := range p.groups {
		g := &p.groups[i]
		if g.start <= inner.end || g.start-inner.end > 14 {
			continue
		}
		if p.words[g.start].lower == "be" {
			if indexOf(p.words, inner.end, g.start-inner.end, "that") >= 0 {
				return nil // "that Fiji proposed that the ban be lifted"
			}
			return g
		}
		if g.finite {
			return nil
		}
	}
	return nil
}

// singular reports whether a clause's subject is one thing by its first noun, so that a verb without -s asks for something.
func singular(ws []word, from, verb int) bool {
	if from+1 == verb && ws[from].tag == "NN" && !strings.HasSuffix(ws[from].lower, "s") {
		return true // "that liability remain outside"
	}
	if from >= verb || !determiner[ws[from].lower] {
		return false
	}
	for j := from + 1; j < verb; j++ {
		switch {
		case ws[j].lower == "and" || ws[j].text == ",":
			return false
		case ws[j].tag == "NNS" || ws[j].tag == "NNPS":
			return false
		case strings.HasPrefix(ws[j].tag, "NN") && (j+1 == verb || !strings.HasPrefix(ws[j+1].tag, "NN")):
			return !strings.HasSuffix(ws[j].lower, "s") && !quantities[ws[j].lower] // "a number of members face difficulties"
		}
	}
	return false
}

func (s *survey) readDecided(p *sentence, c *clause, out reading, next int) (reading, bool) {
	ws, v := p.words, c.verb
	if s.ofOldTimes(p, c) {
		return out, false
	}
	if next < len(ws) && (ws[next].text == "," || ws[next].lower == "by" && !c.passive) {
		// "decided, subject to funds, to meet", "decided by 12 votes to 3, with two abstentions, to meet"
		for j := next + 1; j < min(len(ws)-1, next+20); j++ {
			if ws[j].lower == "to" && s.isInfinitive(ws, j+1) || ws[j].lower == "that" && ws[j-1].text == "," {
				next = j
				break
			}
		}
	}
	if next >= len(ws) || ws[next].text == "." || ws[next].text == "," {
		if inner, _ := p.innerOf(c.at); inner == nil || next >= len(ws) {
			return out, c.passive
		}
	}
	if next < len(ws) && ws[next].text == ":" {
		out.open = true
		return out, true
	}
	if c.passive && v.lemma != "decide" && !near(ws, next, 2, "that") && !near(ws, next, 2, "to") {
		return out, false
	}
	if next < len(ws) && ws[next].lower == "to" {
		if c.end < next && near(ws, c.end, next-c.end, "not") {
			c.negated = true
			out.action = next + 1
			return out, true // "decided not to meet" leaves nothing to be done
		}
		j := skip(ws, next+1, nil)
		if j >= len(ws) || ws[j].text == ":" {
			out.open = true
			return out, true
		}
		if s.isInfinitive(ws, j) {
			return s.infinitive(ws, j, out, "commits"), true
		}
		return out, true
	}
	if near(ws, next, 1, "that") {
		if next+1 >= len(ws) || ws[next+1].text == ":" {
			out.open = true
			return out, true
		}
		if inner, from := p.innerOf(c.at); inner != nil {
			judged := s.judge(p, inner, from, out)
			switch judged.act {
			case "commits":
				if !inner.passive && len(judged.actors) > 0 {
					return judged, true
				}
				judged.act, judged.actors = "decides", out.actors
				if !inner.passive {
					judged.act = "commits"
				}
			case "recommends", "notes":
				judged.act = "decides"
			}
			return judged, true
		}
		return out, true
	}
	if v.lemma != "decide" {
		return out, false
	}
	return out, true
}
