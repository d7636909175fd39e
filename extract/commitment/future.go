package commitment

import (
	"slices"
	"strings"

	"rapporteur/extract/rule"
)

var stative = wordSet("need have remain depend mean include require benefit know become see face be seem appear consist contain represent mark cost reflect affect stand constitute like want")

func (s *survey) readFuture(p *sentence, c *clause) (reading, bool) {
	ws := p.words
	out := reading{act: "commits", action: c.head, confidence: 0.8, rule: "future"}
	if c.tense == conditional {
		out.rule = "would"
	}
	head := ws[c.head].lower
	if c.copula || stative[head] || c.head == c.start {
		return out, false
	}
	switch head {
	case "consider", "explore", "endeavour", "endeavor", "try", "seek", "attempt":
		out.hedged = true
	}
	if v := c.verb; c.passive {
		switch head {
		case "required", "needed", "affected", "faced", "followed", "preceded", "based", "attended", "composed", "guided", "governed", "headed", "chaired", "co-chaired", "opened", "represented", "remembered", "seen", "found", "determined", "designed", "intended", "expected", "considered", "enhanced":
			return out, false
		}
		if !s.passiveSubject(p, c, &out) {
			return out, false
		}
		out.act, out.rule, out.confidence = "commits", "future-passive", 0.65
		if head == "decided" {
			out.act = "decides"
		}
		if v != nil && v.act == "requests" {
			out.act, out.addressees = "requests", askedInPassive(ws, c)
		}
		if v != nil && v.act == "notes" && v.kind == plain {
			return out, false
		}
		return out, true
	}
	if head == "take" && near(ws, c.end, 1, "place") || head == "meet" && near(ws, c.from, c.start-c.from, "next") {
		out.actors = []string{"ALL"}
		return out, true
	}
	if len(c.subject.actors) == 0 || s.thing && !c.shared && c.from < len(ws) && (ws[c.from].lower == "it" || ws[c.from].lower == "they") {
		return out, false
	}
	if c.subject.weak {
		out.confidence = 0.5
		return out, !s.namesThing(c.subject.actors[0])
	}
	return out, true
}

// namesThing reports whether an acronym was explained as what nobody is: "the Action Strategy (AS)".
func (s *survey) namesThing(acronym string) bool {
	i := strings.Index(s.r.Doc.Text, "("+acronym+")")
	if i < 0 {
		return false
	}
	before := strings.Fields(s.r.Doc.Text[:i])
	for k := len(before) - 1; k >= 0 && k >= len(before)-6; k-- {
		if class, ok := s.words.subjects[strings.ToLower(strings.Trim(before[k], `,;"“”`))]; ok && class != background {
			return false
		}
	}
	return true
}

func (s *survey) readAdvice(p *sentence, c *clause) (reading, bool) {
	ws := p.words
	out := reading{act: "recommends", action: c.from, confidence: 0.65, rule: "should", actors: []string{"ALL"}}
	if v := c.verb; c.passive && v != nil {
		if v.act == "notes" && c.from < len(ws) && ws[c.from].lower == "it" {
			return withAct(out, "notes"), true // "it should be noted that"
		}
	}
	if c.head == c.start && !c.copula || c.subject.person || c.passive && ws[c.head].lower == "read" {
		return out, false
	}
	if c.from < len(ws) && (ws[c.from].lower == "it" || ws[c.from].lower == "this" || ws[c.from].lower == "which") && !c.passive {
		return out, false
	}
	return out, true
}

func (s *survey) readAdjective(p *sentence, c *clause, out reading, next int) (reading, bool) {
	ws := p.words
	out.rule = "adjective"
	if len(c.subject.actors) == 0 || c.subject.weak || next >= len(ws) {
		return out, false
	}
	to := ws[next].lower == "to"
	switch c.verb.act {
	case "commits":
		if !to || next+1 >= len(ws) {
			return out, false
		}
		out.hedged = c.verb.lemma != "committed" && c.verb.lemma != "determined" && c.verb.lemma != "resolved"
		if c.verb.lemma == "committed" && !s.isInfinitive(ws, next+1) && ws[next+1].tag != "VBG" {
			out.act = "notes"
		}
		return out, true
	case "notes":
		return out, behindAdjective[ws[next].lower] && !to && ws[next].lower != "for"
	}
	return out, to || ws[next].lower == "that" || ws[next].lower == "for" || ws[next].lower == "by"
}

// readNominal reads "there was agreement that", and rules that match the clause as words.
func (s *survey) readNominal(p *sentence, c *clause) (reading, bool) {
	ws := p.words
	out := reading{action: c.end, confidence: 0.7, rule: "nominal", actors: []string{"ALL"}}
	if c.start > 0 && ws[c.start-1].lower == "there" {
		noun, act := s.carried(ws, c.end, 6)
		if noun == "" {
			return out, false
		}
		if act == agreement && (c.negated || near(ws, c.end, 2, "no")) {
			return s.noAgreement(p, c, out)
		}
		if act == agreement {
			return s.complement(p, c.at, indexOf(ws, c.end, 6, noun)+1, true, out)
		}
		switch noun {
		case "support", "commitment", "recognition", "concern", "determination", "readiness", "willingness":
			return withAct(out, act), true
		}
		return out, false
	}
	return s.ruled(p, c, out)
}

// readOther reads clauses whose verb is in no table: rules match them as words.
func (s *survey) readOther(p *sentence, c *clause) (reading, bool) {
	return s.ruled(p, c, reading{action: c.end, confidence: 0.65, rule: "phrase"})
}

// ruled asks the rules of the kind "phrase", which stand at the clause's verb.
func (s *survey) ruled(p *sentence, c *clause, out reading) (reading, bool) {
	if c.passive && len(c.subject.actors) == 0 {
		out.actors = []string{"ALL"}
	}
	known := len(c.subject.actors)+len(out.actors) > 0 && !c.subject.weak // who acts
	text := s.ready(s.text(p.words, c.start, min(len(p.words), c.end+16)))
	for _, r := range s.rules["phrase"] {
		impersonal := r.Values["actors"] == "all"
		if !known && !impersonal || !s.may(p, c, r.Values["actors"]) {
			continue
		}
		if of := r.Values["of"]; of != "" && (c.from >= c.start || p.words[c.from].lower == "no" || !slices.Contains(strings.Fields(of), p.words[headOf(p.words, segment{c.from, c.start})].lower) || s.yearsAgo(p.words, c)) {
			continue // a rule for some subjects
		}
		m, ok := r.FindIn(text)
		if !ok || m.Span.Start > 0 {
			continue
		}
		if len(c.subject.actors) > 0 && !c.passive {
			out.actors = c.subject.actors
		}
		if c.passive || impersonal {
			out.actors = []string{"ALL"}
			if agent := out; c.passive && c.verb == nil && s.passiveSubject(p, c, &agent) {
				out.actors = agent.actors
			}
			if impersonal && r.Values["act"] == "decides" && !slices.Equal(out.actors, []string{"ALL"}) {
				continue // "was left unchanged by the Bank of Fiji"
			}
		}
		out.act, out.rule = r.Values["act"], r.Name
		if at := indexOf(p.words, c.from, c.start-c.from, "thanks"); r.Name == "carried" && at > 1 && at < c.from+5 && p.words[at-1].lower == "of" {
			out.act = "welcomes" // "A vote of thanks was carried"
		}
		out.hedged = r.Values["hedged"] == "true"
		return out, true
	}
	return out, false
}

// may reports whether the subject of a clause can do what a rule asks: "whole" is for all who met, "body" for what they met as,
// and neither tells of a year gone by.
func (s *survey) may(p *sentence, c *clause, actors string) bool {
	if actors != "whole" && actors != "body" {
		return true
	}
	if !c.subject.whole || c.passive || s.yearsAgo(p.words, c) {
		return false
	}
	for i := len(p.clauses) - 1; c.shared && i >= 0; i-- {
		if before := &p.clauses[i]; before.at < c.at && !before.shared {
			c = before
		}
	}
	if actors == "whole" || c.shared || c.from >= c.start {
		return true
	}
	head := p.words[headOf(p.words, segment{c.from, c.start})].lower
	return head != "we" && head != "they" && s.words.subjects[head] != partners && !strings.HasSuffix(head, "s")
}

// yearsAgo reports whether a clause tells of a year gone by: "lifted the ban in 2010", "commissioned two studies last year".
func (s *survey) yearsAgo(ws []word, c *clause) bool {
	if c.start < 12 && len(ws) > 2 && (ws[0].lower == "in" || ws[0].lower == "since") {
		if y := yearOf(ws[1].text); y > 0 && y < s.year {
			return true // "In 1998 the Ministers started a programme"
		}
	}
	for j := c.end; j < min(len(ws), c.end+24) && ws[j].text != ";"; j++ {
		if j > c.end+1 && (ws[j].tag == "VBN" || ws[j].tag == "VBD" || relatives[ws[j].lower]) && !ws[j].capital() {
			return false // "lifted the ban imposed in 2009"
		}
		if ws[j].lower == "from" && near(ws, j+2, 2, "to") {
			return false // "from 2011 to 2013"
		}
		switch before := ws[j-1].lower; {
		case ws[j].lower == "ago", before == "last" && (ws[j].lower == "year" || ws[j].lower == "month"):
			return true
		case before == "in" || before == "since" || before == "between" || before == "from" || months[before] > 0 || before == "," && months[ws[j-2].lower] > 0:
			if y := yearOf(ws[j].text); y > 0 && y < s.year {
				return true
			}
		}
	}
	return false
}

// impersonal reports whether a rule sees the meeting's act at a verb whose subject is what it acts on: "the plan met with
// broad support".
func (s *survey) impersonal(ws []word, g *group) bool {
	text := s.ready(s.text(ws, g.start, min(len(ws), g.end+16)))
	return slices.ContainsFunc(s.rules["phrase"], func(r *rule.Rule) bool {
		if r.Values["actors"] != "all" {
			return false
		}
		m, ok := r.FindIn(text)
		return ok && m.Span.Start == 0
	})
}
