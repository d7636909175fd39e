package commitment

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/pattern"
	"rapporteur/extract/text"
	"rapporteur/schemas"
)

// headline reports whether a sentence is set as a title: no end, and capitals on most of its words.
func headline(sent *extract.Sentence) bool {
	n, capitals := 0, 0
	for _, t := range sent.Tokens {
		if len(t.Text) > 3 {
			n++
			if unicode.IsUpper(rune(t.Text[0])) && strings.ToUpper(t.Text) != t.Text {
				capitals++
			}
		}
	}
	last := sent.Tokens[len(sent.Tokens)-1].Text
	if len(sent.Tokens) > 2 && sent.Tokens[0].Text == "AGREED" && recordTitles[sent.Tokens[1].Text] {
		return true // "AGREED RECORD OF CONCLUSIONS"
	}
	return n > 2 && n < 14 && capitals*10 >= n*8 && !strings.ContainsAny(last, ".:;!?")
}

// recordTitles are what comes of a meeting, in a title.
var recordTitles = map[string]bool{"RECORD": true, "MINUTES": true, "CONCLUSIONS": true, "SUMMARY": true, "STATEMENT": true, "RECORDS": true}

// cutOff is where the text stops in the midst of a sentence: what begins there is not coded.
func (s *survey) cutOff() int {
	n := len(s.r.Sentences)
	if n == 0 {
		return 0
	}
	n = s.withoutFoot(n)
	last := &s.r.Sentences[n-1]
	end := last.Span.End
	text := strings.TrimRight(s.r.Text(last.Span), `"”’')]»*`)
	switch s.r.Block(last).Kind {
	case document.ListItem:
		// Items without a full stop are whole if their neighbours have none either.
		if n > 1 && last.Block > 0 && s.r.Doc.Blocks[last.Block-1].Kind == document.ListItem {
			before := strings.TrimRight(s.r.Text(s.r.Doc.Blocks[last.Block-1].Span), `"”’')]`)
			if !strings.HasSuffix(before, ".") && !strings.HasSuffix(before, ";") {
				return end + 1
			}
		}
	case document.Paragraph, document.Definition:
	default:
		return end + 1
	}
	if strings.HasSuffix(text, "…") || strings.HasSuffix(text, "...") {
		return last.Span.Start
	}
	if r, _ := utf8.DecodeLastRuneInString(text); strings.ContainsRune(".!?:;", r) {
		return end + 1
	}
	return last.Span.Start
}

// footSentences is how many sentences a page's foot has at most that no mark-up sets apart: addresses, dates, counts of visits.
const footSentences = 4

// withoutFoot is how many of the first n sentences are the report's: the page's foot behind them has no verb and no end.
func (s *survey) withoutFoot(n int) int {
	for k := n - 1; k > 0 && k >= n-footSentences; k-- {
		sent := &s.r.Sentences[k]
		if s.r.Block(sent).Kind != document.Paragraph || strings.HasSuffix(s.r.Text(sent.Span), ".") || slices.ContainsFunc(sent.Tokens, func(t text.Token) bool {
			return (t.Tag == "VBD" || t.Tag == "VBZ" || t.Tag == "VBP" || t.Tag == "MD") && t.Text == strings.ToLower(t.Text)
		}) {
			return k + 1
		}
	}
	return n
}

var labelled = pattern.MustCompile(`^(?:\(?\d{1,3}(?:\.\d+)*[.)]?|\(?[a-z]{1,4}[.)]?|\(?[ivxlc]+\)|[•▪●○◦·*–-]|o|\p{Lu}\p{L}{1,11})$`)

// label gives how many words at a sentence's beginning are a number, a marker or a label that stands there as text.
func label(ws []word) int {
	at := 0
	for at < len(ws) && at < 5 {
		t := ws[at].text
		next := ""
		if at+1 < len(ws) {
			next = ws[at+1].text
		}
		switch {
		case labelled.MatchString(t) && (len(t) > 1 && !ws[at].letters() || next == ")" || next == "." && len(t) < 4 || next == ":" && at+2 < len(ws) && ws[at+2].text != "" && !capitalised[strings.ToLower(t)] || dash(ws[at]) || t == "•"):
		case (t == ")" || t == "." || t == ":") && at > 0:
		case t == "(" && (next != "" && len(next) < 4):
		default:
			return at
		}
		at++
	}
	return at
}

// task codes an item of the kind "Group to DEVELOP a plan".
func (s *survey) task(sent *extract.Sentence, p *sentence) bool {
	ws := p.words
	if len(p.groups) == 0 || p.groups[0].finite || p.groups[0].start == 0 || ws[p.groups[0].start].lower != "to" || p.groups[0].start > 6 {
		return false
	}
	if v, known := s.words.verbs[ws[0].lower]; known && (v.form&base != 0 || !ws[0].capital()) && p.groups[0].start > 1 {
		return false // "Encourage Members to ratify": that is asked of them
	}
	joined := func(g group) bool { return g.form&base != 0 && connectors[ws[g.start-1].lower] } // "to survey the lake and report back"
	within := func(g group) bool {                                                              // a clause of its own: "the terms under which data may be had"
		return slices.ContainsFunc(ws[min(p.groups[0].end, g.start):g.start], func(w word) bool { return relatives[w.lower] })
	}
	if slices.ContainsFunc(p.groups, func(g group) bool { return g.finite && !joined(g) && !within(g) }) {
		return false
	}
	start, subj, ok := s.subjectOf(ws, 0, p.groups[0].start, -1)
	if acronyms := acronymsOnly(ws[:p.groups[0].start]); acronyms != nil && (!ok || subj.weak || start > 0) {
		subj, start, ok = subject{actors: acronyms}, 0, true
	}
	if !ok || subj.weak || start > 0 {
		return false
	}
	s.put(sent, p, sent.Span, reading{act: "commits", actors: subj.actors, action: p.groups[0].head, confidence: 0.65, rule: "task"}, &p.groups[0])
	return true
}

// acronymsOnly are the acronyms of which a list is made: "CMA, JMA and KMA"; nil where there is another word.
func acronymsOnly(ws []word) []string {
	var names []string
	for _, w := range ws {
		switch {
		case acronym.MatchString(w.text):
			names = append(names, w.text)
		case w.text != "," && w.lower != "and" && w.text != "/" && w.text != "&":
			return nil
		}
	}
	return names
}

// acronym is the short name of a body.
var acronym = pattern.MustCompile(`^\p{Lu}[\p{Lu}\d&-]+$`)

// preamble codes a clause that stands alone before what a resolution does: "Recalling its resolution 4;".
func (s *survey) preamble(sent *extract.Sentence, p *sentence) bool {
	ws := p.words
	at := skip(ws, 0, nil)
	if at >= len(ws) || len(p.clauses) > 0 {
		return false
	}
	end := ws[len(ws)-1].text
	v := s.words.verbs[ws[at].lower]
	if end != ";" && end != "," || v.verb == nil || v.form&ing == 0 || v.kind != plain || schemas.IsStrong(v.act) {
		return false
	}
	s.put(sent, p, sent.Span, reading{act: v.act, actors: []string{"ALL"}, action: at + 1, confidence: 0.5, rule: "preamble"}, &group{start: at, end: at + 1, head: at})
	return true
}

// quoted codes words that are followed by who said them: "…, said Dr A, chair of B."
func (s *survey) quoted(sent *extract.Sentence, ws []word) bool {
	for j := len(ws) - 2; j > 3; j-- {
		v := s.words.verbs[ws[j].lower]
		if v.verb == nil || v.form&past == 0 || v.act != "notes" || v.kind != saying && v.kind != plain {
			continue
		}
		if said := s.saidBefore(ws, j); len(said.actors) > 0 {
			s.last = said
			unit, goesOn := sent.Span, joinsAfter(ws, j+1)
			if goesOn {
				unit.End = ws[j].span.End // "…,” she said, and called on donors to pay"
			}
			s.put(sent, &sentence{words: ws}, unit, reading{act: "notes", actors: said.actors, confidence: 0.6, rule: "quotation"}, &group{start: j, end: j + 1, head: j})
			return !goesOn
		}
		if !(ws[j-1].text == "," || ws[j-1].text == "”" || ws[j-1].text == "\"" || ws[j-1].text == "''") {
			continue
		}
		end := j + 1
		for end < len(ws) && ws[end].text != "," && (ws[end].text != "." || endsInitial(ws, end)) && !prepositions[ws[end].lower] {
			end++
		}
		subj, ok := s.conjuncts(ws, j+1, end)
		if !ok || subj.whole {
			return false
		}
		s.last = subj
		p := &sentence{words: ws}
		s.put(sent, p, sent.Span, reading{act: "notes", actors: subj.actors, action: 0, confidence: 0.6, rule: "quotation"}, &group{start: j, end: j + 1, head: j})
		return true
	}
	return false
}

// joinsAfter reports whether "and" stands outside quotation marks from word i on: "…,” she said, and called on donors to pay",
// but not "…,” she said, “and must be mended”".
func joinsAfter(ws []word, i int) bool {
	within := false
	for ; i < len(ws); i++ {
		switch ws[i].text {
		case "“", "``":
			within = true
		case "”":
			within = false
		case "\"", "''":
			within = !within
		}
		if !within && ws[i].lower == "and" {
			return true
		}
	}
	return false
}

// saidBefore gives who stands between the end of a quotation and the verb that says whose words they are: "…,” Ms A said".
func (s *survey) saidBefore(ws []word, verb int) subject {
	for k := verb - 1; k > 3 && k >= verb-9; k-- {
		if ws[k].text != "”" && ws[k].text != "\"" && ws[k].text != "''" {
			continue
		}
		if k+1 == verb || ws[k-1].text != "," && ws[k+1].text != "," {
			break
		}
		if subj, ok := s.conjuncts(ws, k+1, verb); ok && !subj.whole {
			return subj
		}
		break
	}
	return subject{}
}

var finiteBe = pattern.MustCompile(`(?i) (?:is|are|was|were|be|been)(?: |$)`)

// actionLine reads "Action: Secretariat – circulate the draft".
func (s *survey) actionLine(sent *extract.Sentence) (who []string, what string, ok bool) {
	text := s.r.Text(sent.Span)
	m, ok := s.first("action", text)
	if !ok {
		return nil, "", false
	}
	span := m.Groups["who"].Shift(sent.Span.Start)
	name := s.r.Text(span)
	if finiteBe.MatchString(name) {
		return nil, "", false // "ACTION: Members are urged to"
	}
	w := m.Groups["what"]
	what = strings.TrimRight(text[w.Start:w.End], " .;")
	if codes := s.mentionsIn(span); len(codes) > 1 && !strings.Contains(name, " with ") && (strings.Contains(name, " and ") || strings.ContainsAny(name, ",/&;")) {
		return codes, what, true
	}
	if code := s.mentionIn(span); code != "" && !s.withinBody(span) {
		name = code
	} else if class := s.words.subjects[strings.ToLower(strings.TrimPrefix(name, "the "))]; class == all {
		name = "ALL"
	} else if full, found := s.fullName(name); found {
		name = full
	} else {
		name = strings.TrimPrefix(strings.TrimPrefix(name, "the "), "The ")
	}
	return []string{name}, what, true
}

func (s *survey) add(sent *extract.Sentence, action string, actors []string) {
	o := extract.Outcome{Act: "commits", Verb: "Action", Actors: actors, Unit: sent.Span, Action: action,
		Confidence: 0.85, Deadline: s.deadline(sent.Span.Start, sent.Span, true), Place: s.place(sent.Span, "commits"), Instruments: s.instruments(sent.Span),
		Evidence: []extract.Evidence{{Span: sent.Span, Rule: "action-line"}}}
	s.deadlineBehind(sent, &o)
	s.f.Outcomes = append(s.f.Outcomes, o)
}
