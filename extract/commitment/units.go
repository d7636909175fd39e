package commitment

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/schemas"
)

// survey is one document as the finder goes through it.
type survey struct {
	*Finder
	r *extract.Reading
	f *extract.Findings

	opening map[string]bool // words of the title and of how the report begins: the meeting's own name is among them
	titled  map[string]bool // codes of states and bodies in the title
	parties int             // how many states and bodies the title names, places left out
	year    int             // in which the meeting was held; 0 where it is not known

	mentions   []gazetteer.Mention // of the sentence at hand
	people     []known
	last       subject // of the last clause: what "it" and "they" are
	lastPerson subject // what "he" and "she" are
	thing      bool    // the last sentence was about a thing: "it will" is no undertaking then
	own        bool    // the last sentence acted with a subject of its own
}

// lead is a line that leads to a list: what its items inherit.
type lead struct {
	subject subject
	act     string // "" where the items bring their own
	agreed  bool   // the act is that of "agree": each item's own words decide
	hedged  bool
	block   int
	level   int    // of the block, where it is a list item
	marker  string // the kind of its marker
	heading bool
	rule    string
}

// readOpening learns the meeting's own name.
func (s *survey) readOpening() {
	s.opening, s.titled = map[string]bool{}, map[string]bool{}
	learn := func(text string, codes bool) {
		for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' }) {
			s.opening[strings.ToLower(w)] = true
		}
		if codes {
			for _, m := range s.r.Gazetteer.Find(text) {
				if c := codeOf(m); c != "" {
					s.titled[c] = true
				}
			}
		}
	}
	for _, p := range s.f.Parties {
		if p.Kind == "person" {
			s.people = append(s.people, known{p.Name, strings.ToLower(p.Office)})
		}
	}
	learn(s.f.Meeting.Title.V, true)
	learn(s.f.Meeting.Series.V, true)
	s.parties = len(s.titled)
	headings, sentences := 0, 0
	for i := range s.r.Doc.Blocks {
		b := &s.r.Doc.Blocks[i]
		switch {
		case b.Kind == document.Heading && b.Level <= 1 && headings < 2:
			headings++
			learn(s.r.Text(b.Span), true)
		case b.Kind == document.Title:
			learn(s.r.Text(b.Span), false)
		case b.Kind == document.Paragraph && sentences < 2 && b.Span.Len() > 60:
			sentences++
			if first := s.r.Of(i); len(first) > 0 && first[0].Span.Len() < 500 {
				learn(s.r.Text(first[0].Span), false)
			}
		}
	}
	if v := s.f.Meeting.Start.V; len(v) >= 4 {
		s.year = yearOf(v[:4])
	}
}

// walk goes through the blocks, with the lead-in under which each stands.
func (s *survey) walk() {
	var leads []*lead
	blocks := s.r.Doc.Blocks
	end := s.cutOff()
	for i := range blocks {
		b := &blocks[i]
		if !b.Kind.Body() || b.Kind == document.Footnote || b.Kind == document.Term {
			continue
		}
		switch b.Kind {
		case document.Heading:
			leads = nil
			if l := s.headingLead(i, b); l != nil {
				leads = append(leads, l)
			}
			continue
		case document.ListItem:
			// An item that ends with a colon may lead to items of its own level.
			for len(leads) > 0 && leads[len(leads)-1].level > max(b.Level, 1) {
				leads = leads[:len(leads)-1]
			}
		case document.Cell:
			leads = nil
		default:
			if len(leads) > 0 && !s.follows(leads[len(leads)-1], b) {
				leads = nil
			}
		}
		sentences := s.r.Of(i)
		for j := range sentences {
			sent := &sentences[j]
			if sent.Span.Start >= end {
				break
			}
			var l *lead
			if len(leads) > 0 {
				l = leads[len(leads)-1]
			}
			first := j == 0
			if !first && l != nil && l.block == i {
				first = true // a line of the lead-in's own block
			}
			if b.Kind == document.Cell && len(sent.Tokens) < 6 || headline(sent) && (l == nil || l.act == "") {
				continue
			}
			n := len(s.f.Outcomes)
			opened := s.sentence(sent, b, l, first)
			if l != nil && l.level > 0 && l.level == b.Level && l.block != i && n < len(s.f.Outcomes) && s.own {
				leads = leads[:len(leads)-1] // an item with a subject of its own: the list of the lead-in has ended
			}
			if opened != nil {
				opened.block, opened.marker = i, markerKind(b.Marker)
				if b.Kind == document.ListItem {
					opened.level = max(b.Level, 1)
				}
				for len(leads) > 0 && leads[len(leads)-1].level >= opened.level {
					leads = leads[:len(leads)-1]
				}
				leads = append(leads, opened)
			}
		}
	}
}

// follows reports whether a paragraph may be an item under a lead-in.
func (s *survey) follows(l *lead, b *document.Block) bool {
	if l.heading {
		return b.Marker != ""
	}
	text := s.r.Text(b.Span)
	if b.Marker != "" {
		return markerKind(b.Marker) != l.marker
	}
	if marker := textMarker.FindString(text); marker != "" {
		return true
	}
	first, _ := utf8.DecodeRuneInString(text)
	if unicode.IsLower(first) {
		return true
	}
	word, _, _ := strings.Cut(text, " ")
	v := s.words.verbs[strings.ToLower(strings.Trim(word, ",;:"))]
	return v.verb != nil && (v.form&(third|past|ing|base) != 0)
}

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
	return n > 2 && n < 14 && capitals*10 >= n*8 && !strings.ContainsAny(last, ".:;!?")
}

// textMarker is a marker that a reader has left in the text.
var textMarker = regexp.MustCompile(`^\(?(?:[ivxlc]{1,5}|[a-z]|\d{1,2})\)\s`)

// markerKind tells kinds of marker apart: figures, letters, roman numbers, bullets.
func markerKind(m string) string {
	var out []rune
	for _, r := range m {
		switch {
		case unicode.IsDigit(r):
			r = '1'
		case unicode.IsUpper(r):
			r = 'A'
		case unicode.IsLower(r):
			r = 'a'
		}
		if len(out) == 0 || out[len(out)-1] != r {
			out = append(out, r)
		}
	}
	return string(out)
}

// cutOff is where the text stops in the midst of a sentence: what begins there is not coded.
func (s *survey) cutOff() int {
	n := len(s.r.Sentences)
	if n == 0 {
		return 0
	}
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

// headingLead gives the lead-in that a heading is, or nil.
func (s *survey) headingLead(i int, b *document.Block) *lead {
	text := s.r.Text(b.Span)
	if r, ok := s.leadRule(text); ok {
		return &lead{subject: everyone, act: r.act, block: i, heading: true, rule: r.rule, agreed: r.agreed}
	}
	sentences := s.r.Of(i)
	if len(sentences) == 0 {
		return nil
	}
	last := &sentences[len(sentences)-1]
	if !strings.HasSuffix(text, ":") && !strings.HasSuffix(text, " to") && !strings.HasSuffix(text, " that") {
		return nil
	}
	s.mentions = last.Mentions
	ws := tokens(last)
	p := s.parse(ws, nil)
	if l := s.leadOf(p, ws, last); l != nil {
		l.heading, l.block = true, i
		return l
	}
	return nil
}

type ruledLead struct {
	act, rule string
	agreed    bool
}

func (s *survey) leadRule(text string) (ruledLead, bool) {
	if len(text) > 90 {
		return ruledLead{}, false
	}
	for _, r := range s.rules["lead"] {
		if _, ok := r.Find(strings.TrimSpace(text)); ok {
			return ruledLead{r.Values["act"], r.Name, r.Values["agreed"] == "true"}, true
		}
	}
	return ruledLead{}, false
}

// sentence codes one sentence; it returns the lead-in that it is, or nil.
func (s *survey) sentence(sent *extract.Sentence, b *document.Block, l *lead, first bool) *lead {
	text := s.r.Text(sent.Span)
	s.mentions = sent.Mentions
	s.introduce(tokens(sent))
	if who, what, ok := s.actionLine(sent); ok {
		s.add(sent, what, who)
		return nil
	}
	if strings.HasSuffix(text, ":") {
		if r, ok := s.leadRule(text); ok {
			return &lead{subject: everyone, act: r.act, rule: r.rule, agreed: r.agreed}
		}
	}
	if _, ok := s.first("dated", text); ok {
		ws := tokens(sent)
		s.put(sent, &sentence{words: ws}, sent.Span, reading{act: "decides", actors: []string{"ALL"}, confidence: 0.5, rule: "next-meeting"}, nil)
		return nil
	}
	ws := tokens(sent)
	if len(ws) == 0 {
		return nil
	}
	at := label(ws)
	ws = ws[at:]
	if len(ws) == 0 {
		return nil
	}
	var inherit *lead
	if first && l != nil {
		inherit = l
	}
	implied := inherit
	if implied == nil && first {
		implied = &lead{subject: everyone, rule: "implied"}
	}
	p := s.parse(ws, implied)
	if opened := s.leadOf(p, ws, sent); opened != nil {
		if inherit != nil && len(opened.subject.actors) == 0 {
			opened.subject = inherit.subject
		}
		if opened.act != "" && !s.listFollows(sent) && len(p.clauses) > 0 {
			c := &p.clauses[len(p.clauses)-1]
			s.put(sent, p, sent.Span, reading{act: opened.act, actors: opened.subject.actors, action: c.end, confidence: 0.6, rule: "announced", hedged: opened.hedged}, c.group)
			return nil
		}
		return opened
	}
	if (ws[0].lower == "i" || ws[0].text == "“" || ws[0].text == "\"") && s.quoted(sent, ws) {
		return nil
	}
	n := s.outcomes(sent, p, inherit)
	if len(p.groups) > 0 {
		s.thing = (len(p.clauses) == 0 || len(p.clauses[0].subject.actors) == 0) && n == 0 || s.thing && pronouns[ws[0].lower] && n == 0
	}
	s.own = n > 0 && (len(p.clauses) == 0 || p.clauses[0].start > 0)
	if n > 0 {
		if strings.HasSuffix(text, ":") {
			return &lead{subject: s.last}
		}
		return nil
	}
	if inherit != nil && s.inherit(sent, p, inherit) {
		if strings.HasSuffix(text, ":") {
			return &lead{subject: inherit.subject, act: inherit.act, agreed: inherit.agreed}
		}
		return nil
	}
	if (b.Kind == document.ListItem || len(ws) < 30) && s.task(sent, p) {
		return nil
	}
	if s.quoted(sent, ws) || s.preamble(sent, p) {
		return nil
	}
	for _, w := range ws {
		if v, ok := s.words.verbs[w.lower]; ok && v.form&(past|third|participle) != 0 && v.act != "-" && w.tag != "NNS" && v.kind == plain {
			s.f.Uncoded = append(s.f.Uncoded, sent.Span)
			break
		}
	}
	return nil
}

var labelled = regexp.MustCompile(`^(?:\(?\d{1,3}(?:\.\d+)*[.)]?|\(?[a-z]{1,4}[.)]?|\(?[ivxlc]+\)|[•▪●○◦·*–-]|o|\p{Lu}\p{L}{1,11})$`)

// listFollows reports whether what follows a sentence may be the items that it announces.
func (s *survey) listFollows(sent *extract.Sentence) bool {
	of := s.r.Of(sent.Block)
	if sent.Index != of[len(of)-1].Index {
		return true
	}
	for i := sent.Block + 1; i < len(s.r.Doc.Blocks); i++ {
		b := &s.r.Doc.Blocks[i]
		if !b.Kind.Body() || b.Kind == document.Footnote {
			continue
		}
		if b.Kind == document.ListItem || b.Kind == document.Cell {
			return true
		}
		return b.Kind != document.Heading && s.follows(&lead{marker: markerKind(s.r.Doc.Blocks[sent.Block].Marker)}, b)
	}
	return true
}

// capitalised words before a colon that are no label but who acts or what is done.
var capitalised = wordSet("ministers members participants council commission committee governments parties delegates leaders summit meeting agreed decided action conference assembly")

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

// leadOf gives the lead-in that a sentence is: it ends with a colon, and a subject or an act without its complement
// stands before it.
func (s *survey) leadOf(p *sentence, ws []word, sent *extract.Sentence) *lead {
	n := len(ws)
	end := n
	colon := false
	for end > 0 && (ws[end-1].text == ":" || dash(ws[end-1])) {
		colon = colon || ws[end-1].text == ":" || end == n
		end--
	}
	if end == 0 {
		return nil
	}
	lastWord := ws[end-1].lower
	if !colon && lastWord != "that" && !(lastWord == "to" && end < 16) {
		// "The Conference of the Parties," stands alone before its verbs.
		if lastWord == "," && end < 16 && len(p.clauses) == 0 && len(p.groups) == 0 && end > 1 {
			if _, subj, ok := s.subjectOf(ws, 0, end-1, -1); ok && subj.whole {
				return &lead{subject: subj, rule: "lead-in"}
			}
		}
		return nil
	}
	if len(p.clauses) == 0 || p.clauses[len(p.clauses)-1].verb == nil && !p.clauses[len(p.clauses)-1].copula {
		// A bare subject: "Ministers:", "In this spirit, Ministers:"
		if g := p.groups; len(g) == 0 || !g[len(g)-1].finite || g[len(g)-1].end < end-1 {
			lo := 0
			if k := len(g); k > 0 {
				lo = 0
			}
			if end-lo < 30 && len(p.clauses) == 0 {
				if start, subj, ok := s.subjectOf(ws, lo, end, -1); ok && !subj.weak && (subj.whole || end-start < 6) && !s.finiteBetween(p, start, end) {
					return &lead{subject: subj, rule: "lead-in"}
				}
			}
		}
	}
	if len(p.clauses) > 0 {
		c := &p.clauses[len(p.clauses)-1]
		if l := s.leadClause(p, c, ws, end); l != nil {
			return l
		}
	}
	// "…, who endorsed the following declarations:"
	for i := len(p.groups) - 1; i >= 0; i-- {
		g := &p.groups[i]
		if !g.finite || g.verb == nil || !p.inner[i] || g.start == 0 {
			continue
		}
		if ws[g.start-1].lower == "who" && s.following(ws, g.end, end) && schemas.IsStrong(g.verb.act) {
			return &lead{subject: everyone, act: g.verb.act, agreed: g.verb.kind == agreeing, rule: "lead-in"}
		}
		break
	}
	return nil
}

func (s *survey) finiteBetween(p *sentence, a, b int) bool {
	for i := range p.groups {
		if p.groups[i].finite && p.groups[i].start >= a && p.groups[i].end <= b {
			return true
		}
	}
	return false
}

// leadClause gives the lead-in that a clause makes: its complement is only announced.
func (s *survey) leadClause(p *sentence, c *clause, ws []word, end int) *lead {
	if c.verb == nil || c.tense == pluperfect {
		return nil
	}
	announced := c.end >= end || s.following(ws, c.end, end) || c.passive && s.following(ws, c.from, c.start)
	if c.passive && s.following(ws, c.from, c.start) && c.verb.act == "notes" {
		return nil
	}
	if !announced {
		switch last := ws[end-1].lower; last {
		case "that", "to", "on", "as", "for", "by":
			announced = end-c.end <= 8
		}
	}
	if !announced {
		return nil
	}
	out, ok := s.read(p, c)
	actors := c.subject
	if len(out.actors) > 0 {
		actors = subject{actors: out.actors, whole: out.actors[0] == "ALL", plural: true}
	}
	if len(actors.actors) == 0 {
		actors = everyone
	}
	act := c.verb.act
	if ok {
		act = out.act
	}
	l := &lead{subject: actors, act: act, rule: "lead-in", hedged: out.hedged}
	switch c.verb.kind {
	case agreeing, deciding:
		l.agreed = ws[end-1].lower != "to" && !(c.passive && s.objects(ws, c.from, c.start))
		if ws[end-1].lower == "to" && c.verb.kind == agreeing {
			l.act = "commits"
		}
		if ws[end-1].lower == "on" {
			l.act, l.agreed = "decides", false
		}
	case plain, promising, asking, calling, thinking, saying, thing:
	default:
		if !ok {
			return nil
		}
	}
	if c.verb.act == "-" {
		return nil
	}
	return l
}

// objects reports whether what was agreed is named: "the following objectives were agreed" leaves nothing to be done.
func (s *survey) objects(ws []word, a, b int) bool {
	for j := a; j < b; j++ {
		switch ws[j].lower {
		case "objectives", "terms", "criteria", "principles", "rules", "text", "definition", "definitions", "dates", "members", "priorities", "agenda", "aims", "goals", "targets", "amendments", "changes":
			return true
		}
	}
	return false
}

// following reports whether words announce what comes after them.
func (s *survey) following(ws []word, a, b int) bool {
	for j := a; j < b && j < len(ws); j++ {
		switch ws[j].lower {
		case "following", "follows", "below":
			return true
		case "these":
			if j < a+2 {
				return true
			}
		}
	}
	return false
}

// startsBullet reports whether a verb at the beginning of an item may be an act of the lead-in's subject.
func (s *survey) startsBullet(ws []word, g *group, l *lead) bool {
	if g.verb == nil || g.tense == future || g.copula {
		return false
	}
	if g.form&(past|third) != 0 && g.start == g.head {
		if l.rule == "implied" && g.end < len(ws) && (prepositions[ws[g.end].lower] && g.verb.kind == plain || ws[g.head].tag == "JJ" && !shout(ws[g.head])) {
			return false
		}
		if l.rule == "implied" && g.form&past != 0 && !shout(ws[g.head]) && g.end < len(ws) {
			// "Recommended changes" are no act: something definite must follow.
			w := ws[g.end]
			return determiner[w.lower] || w.tag == "PRP$" || w.lower == "to" || w.tag == "NNP" || w.text == ":" || pronouns[w.lower] || g.verb.kind != plain
		}
		return true
	}
	if g.start < g.head {
		return g.tense == pastTense && l.rule != "implied"
	}
	upper := ws[g.head].text == strings.ToUpper(ws[g.head].text)
	if l.rule == "implied" {
		return upper && len(ws[g.head].text) > 3 && len(ws) > 4
	}
	return l.act == "" && g.form&base != 0
}

// outcomes adds what the clauses of a sentence do; it returns how many acts there are.
func (s *survey) outcomes(sent *extract.Sentence, p *sentence, l *lead) int {
	type found struct {
		reading
		clause *clause
	}
	var acts []found
	for i := range p.clauses {
		c := &p.clauses[i]
		if len(c.subject.actors) > 0 && !c.shared {
			s.last = c.subject
		}
		out, ok := s.read(p, c)
		if !ok {
			continue
		}
		if len(out.actors) == 0 {
			out.actors = c.subject.actors
		}
		if len(out.actors) == 0 || out.act == "-" || out.act == agreement {
			continue
		}
		acts = append(acts, found{out, c})
	}
	for i := range acts {
		a := &acts[i]
		for _, next := range acts[i+1:] {
			if next.act != a.act || !slices.Equal(next.actors, a.actors) {
				a.until = next.clause.from
				break
			}
		}
		if i > 0 && slices.ContainsFunc(acts[:i], func(b found) bool { return b.act == a.act && slices.Equal(b.actors, a.actors) }) {
			continue
		}
		unit := sent.Span
		if i > 0 {
			unit.Start = p.words[a.clause.from].span.Start
		}
		if l != nil && a.clause.from == 0 && a.clause.start == 0 {
			a.confidence = 0.85
		}
		s.put(sent, p, unit, a.reading, a.clause.group)
	}
	if len(acts) > 0 {
		s.participles(sent, p, acts[len(acts)-1].clause, func(act string) bool {
			return slices.ContainsFunc(acts, func(b found) bool { return b.act == act })
		})
	}
	return len(acts)
}

// participles adds acts in -ing that follow the main verb: "…, expressing appreciation for".
func (s *survey) participles(sent *extract.Sentence, p *sentence, main *clause, has func(string) bool) {
	ws := p.words
	for i := main.at + 1; i < len(p.groups); i++ {
		g := &p.groups[i]
		if g.verb == nil || g.form&ing == 0 || g.start != g.head || g.start == 0 || !voicing[g.verb.lemma] {
			continue
		}
		before := ws[g.start-1]
		if before.text != "," && before.lower != "and" {
			continue
		}
		act := g.verb.act
		if g.verb.kind == carrying {
			_, act = s.carried(ws, g.end, 8)
		} else if g.verb.kind != plain && g.verb.kind != calling {
			continue
		}
		if act != "welcomes" && act != "requests" || has(act) {
			continue
		}
		from := g.start
		if before.lower == "and" {
			from--
		}
		unit := document.Span{Start: ws[from].span.Start, End: sent.Span.End}
		out := reading{act: act, action: g.end, confidence: 0.5, rule: "participle", actors: s.actorsOf(main)}
		s.put(sent, p, unit, out, g)
		return
	}
}

// voicing are verbs that in -ing tell what else was said; others name means and aims: "by supporting trade".
var voicing = wordSet("express thank welcome commend call urge request congratulate convey praise applaud")

func (s *survey) actorsOf(c *clause) []string {
	if len(c.subject.actors) == 0 {
		return []string{"ALL"}
	}
	return c.subject.actors
}

// inherit codes an item by its lead-in.
func (s *survey) inherit(sent *extract.Sentence, p *sentence, l *lead) bool {
	if l.act == "" || len(p.words) < 2 {
		return false
	}
	ws := p.words
	out := reading{act: l.act, actors: l.subject.actors, confidence: 0.85, rule: l.rule, hedged: l.hedged}
	if l.heading {
		out.confidence = 0.6
	}
	start := skip(ws, 0, nil)
	if start < len(ws) && ws[start].lower == "to" {
		start = skip(ws, start+1, nil)
	}
	if start >= len(ws) {
		return false
	}
	out.action = start
	switch {
	case ws[start].tag == "VB" || ws[start].tag == "VBP" || s.words.verbs[ws[start].lower].form&base != 0 && ws[start].tag != "NNS":
		otherwise := l.act
		if l.agreed {
			otherwise = "commits"
		}
		if l.act == "commits" || l.act == "decides" || l.agreed {
			out = s.infinitive(ws, start, out, otherwise)
			if l.act == "decides" && !l.agreed && out.act == "commits" {
				out.act = l.act
			}
		}
	case l.act == "commits" && l.rule == "lead-in" && determiner[ws[start].lower]:
		out.act = "decides" // agreed to a thing
	case l.agreed:
		if ws[start].lower == "that" {
			start++
		}
		for i := range p.groups {
			if g := &p.groups[i]; g.finite || start < len(ws) && g.start > start && ws[g.start].lower == "be" {
				out = s.judge(p, g, start, out)
				if l.rule == "outcomes" && out.act == "notes" {
					return false // how things stand
				}
				break
			}
		}
	}
	s.put(sent, p, sent.Span, out, nil)
	return true
}

// task codes an item of the kind "Group to DEVELOP a plan".
func (s *survey) task(sent *extract.Sentence, p *sentence) bool {
	ws := p.words
	if len(p.groups) == 0 || p.groups[0].finite || p.groups[0].start == 0 || ws[p.groups[0].start].lower != "to" || p.groups[0].start > 6 {
		return false
	}
	if slices.ContainsFunc(p.groups, func(g group) bool { return g.finite }) {
		return false
	}
	start, subj, ok := s.subjectOf(ws, 0, p.groups[0].start, -1)
	if !ok || subj.weak || start > 0 {
		return false
	}
	s.put(sent, p, sent.Span, reading{act: "commits", actors: subj.actors, action: p.groups[0].head, confidence: 0.65, rule: "task"}, &p.groups[0])
	return true
}

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
		if v.verb == nil || v.form&past == 0 || v.act != "notes" || v.kind != saying && v.kind != plain || !(ws[j-1].text == "," || ws[j-1].text == "”" || ws[j-1].text == "\"" || ws[j-1].text == "''") {
			continue
		}
		end := j + 1
		for end < len(ws) && ws[end].text != "," && ws[end].text != "." && !prepositions[ws[end].lower] {
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

// actionLine reads "Action: Secretariat – circulate the draft".
func (s *survey) actionLine(sent *extract.Sentence) (who []string, what string, ok bool) {
	text := s.r.Text(sent.Span)
	m, ok := s.first("action", text)
	if !ok {
		return nil, "", false
	}
	span := m.Groups["who"].Shift(sent.Span.Start)
	name := s.r.Text(span)
	if code := s.mentionIn(span); code != "" {
		name = code
	} else if class := s.words.subjects[strings.ToLower(strings.TrimPrefix(name, "the "))]; class == all {
		name = "ALL"
	} else if full, found := s.fullName(name); found {
		name = full
	}
	w := m.Groups["what"]
	return []string{name}, strings.TrimRight(text[w.Start:w.End], " .;"), true
}

func (s *survey) add(sent *extract.Sentence, action string, actors []string) {
	s.f.Outcomes = append(s.f.Outcomes, extract.Outcome{Act: "commits", Verb: "Action", Actors: actors, Unit: sent.Span, Action: action,
		Confidence: 0.85, Deadline: s.deadline(sent.Span.Start, sent.Span, true), Place: s.place(sent.Span, "commits"), Instruments: s.instruments(sent.Span),
		Evidence: []extract.Evidence{{Span: sent.Span, Rule: "action-line"}}})
}
