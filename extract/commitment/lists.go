package commitment

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/pattern"
	"rapporteur/schemas"
)

// lead is a line that leads to a list: what its items inherit.
type lead struct {
	subject subject
	act     string // "" where the items bring their own
	agreed  bool   // the act is that of "agree": each item's own words decide
	decided bool   // the act is that of "decide": what takes effect by it is done
	object  bool   // the items are what its verb is done to: "agreed to study the following"
	modal   bool   // the items stand in the future: "We will:"
	hedged  bool
	block   int
	level   int    // of the block, where it is a list item
	marker  string // the kind of its marker
	heading bool
	rule    string

	addressees []string      // whom the act asks
	span       document.Span // the line's own
	deeper     bool          // its items are of a deeper level than its own
	headed     bool          // its items stand under headings, the first of them right below it
	inner      bool          // it stands in a clause within a sentence that acts itself
	that       bool          // it ends in "that": its items hold what those who act see done
	joined     bool          // its verb follows "and": what stands before that may be an act, too
}

// follows reports whether a paragraph may be an item under a lead-in.
func (s *survey) follows(l *lead, b *document.Block) bool {
	text := s.r.Text(b.Span)
	if l.heading {
		return b.Marker != "" || l.that && (beginsThat.MatchString(text) || thatAlone.MatchString(text))
	}
	if b.Marker != "" {
		return markerKind(b.Marker) != l.marker
	}
	if marker := textMarker.FindString(text); marker != "" || b.Kind == document.Definition && s.infinitiveItem(b) {
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

// textMarker is a marker that a reader has left in the text.
var textMarker = pattern.MustCompile(`^(?:\(?(?:[ivxlc]{1,5}|[a-z]|\d{1,2})\)|[-–—•*·])\s`)

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

// numberBehind is the number of a resolution behind what leads in to it: "RESOLVED (31/1)".
var numberBehind = pattern.MustCompile(`\s*\((?:No\.? )?[\p{Lu}\d]*\d[\p{Lu}\d/.-]*\)$`)

// headingLead gives the lead-in that a heading is, or nil.
func (s *survey) headingLead(i int, b *document.Block) *lead {
	text := s.r.Text(b.Span)
	if r, ok := s.leadRule(numberBehind.ReplaceAllString(text, "")); ok {
		return &lead{subject: everyone, act: r.act, block: i, heading: true, rule: r.rule, agreed: r.agreed, decided: r.decided, span: b.Span}
	}
	sentences := s.r.Of(i)
	if len(sentences) == 0 {
		return nil
	}
	last := &sentences[len(sentences)-1]
	if !document.LeadsIn(text) && !strings.HasSuffix(text, " to") && !strings.HasSuffix(text, " that") {
		return nil
	}
	s.mentions = last.Mentions
	ws := tokens(last)
	people, subjects := slices.Clone(s.people), [2]subject{s.last, s.lastPerson}
	l := s.leadOf(s.parse(ws, nil), ws, last)
	if l != nil && l.act == "" && !l.subject.whole && !s.knows(l.subject.actors, people) {
		s.people, s.last, s.lastPerson = people, subjects[0], subjects[1]
		return nil
	}
	if l != nil {
		l.heading, l.block, l.span = true, i, last.Span
	}
	return l
}

// knows reports whether all actors are states, bodies or people that the gazetteer, the list of participants or the report
// before them has: what else a heading begins with is its subject matter ("Technical Assistance:").
func (s *survey) knows(actors []string, people []known) bool {
	return !slices.ContainsFunc(actors, func(a string) bool {
		known := s.isState(a) || s.attended[strings.ToLower(a)] || s.r.Gazetteer.LookupCode(gazetteer.Organization, a) != nil ||
			slices.ContainsFunc(people, func(p known) bool { return p.name == a })
		return !known
	})
}

// decides is a verb of deciding, rather than of agreeing, that leads in to a list.
var decides = pattern.MustCompile(`(?i)\b(?:decide|resolve)[sd]?\b`)

type ruledLead struct {
	act, rule       string
	agreed, decided bool
}

// longestLead is how many bytes a lead-in that a rule knows has at most: what is longer says more than what follows.
const longestLead = 140

func (s *survey) leadRule(text string) (ruledLead, bool) {
	if len(text) > longestLead {
		return ruledLead{}, false
	}
	ready := s.ready(strings.TrimRight(strings.TrimSpace(text), "-–—"))
	for _, r := range s.rules["lead"] {
		if _, ok := r.FindIn(ready); ok {
			agreed := r.Values["agreed"] == "true"
			return ruledLead{r.Values["act"], r.Name, agreed, agreed && decides.MatchString(text)}, true
		}
	}
	return ruledLead{}, false
}

// listFollows reports whether what follows a sentence may be the items that it announces.
func (s *survey) listFollows(sent *extract.Sentence) bool {
	of := s.r.Of(sent.Block)
	if sent.Index != of[len(of)-1].Index {
		return true
	}
	for i := sent.Block + 1; i < len(s.r.Doc.Blocks); i++ {
		b := &s.r.Doc.Blocks[i]
		if !b.Kind.Body() || b.Kind == document.Footnote || b.Kind == document.Term {
			continue
		}
		if b.Kind == document.ListItem {
			return true
		}
		if b.Kind == document.Cell {
			return sameCell(&s.r.Doc.Blocks[sent.Block], b) || !s.isTable(i)
		}
		return b.Kind == document.Heading || s.follows(&lead{marker: markerKind(s.r.Doc.Blocks[sent.Block].Marker)}, b)
	}
	return true
}

// verbsFollow reports whether one of the next few blocks begins with a verb by which the meeting acts: "Recommend that".
func (s *survey) verbsFollow(sent *extract.Sentence) bool {
	next := sent.Block
	for range 3 {
		if next = s.r.Below(next); next < 0 {
			return false
		}
		if of := s.r.Of(next); len(of) > 0 && s.commands(&of[0]) {
			return true
		}
	}
	return false
}

// areasFollow reports whether the list that comes next is one of areas, which are no acts themselves.
func (s *survey) areasFollow(sent *extract.Sentence) bool {
	next := s.r.Below(sent.Block)
	return next >= 0 && s.r.Doc.Blocks[next].Kind == document.ListItem && slices.ContainsFunc(s.f.Areas, func(a extract.Area) bool {
		return a.Scope.Len() == 0 && len(a.Evidence) > 0 && s.r.Doc.Blocks[next].Span.Contains(a.Evidence[0].Span)
	})
}

// officersFollow reports whether the list that comes next is one of offices and who holds them, which are no acts: "Chair: Fiji".
func (s *survey) officersFollow(sent *extract.Sentence) bool {
	n := 0
	for next := s.r.Below(sent.Block); next >= 0 && s.r.Doc.Blocks[next].Kind == document.ListItem && n < 2; next = s.r.Below(next) {
		if !holder.MatchString(s.r.Text(s.r.Doc.Blocks[next].Span)) {
			return false
		}
		n++
	}
	return n == 2
}

// partiesFollow reports whether the list that comes next names parties, which are no acts: those that were admitted.
func (s *survey) partiesFollow(sent *extract.Sentence) bool {
	n := 0
	for next := s.r.Below(sent.Block); next >= 0 && s.r.Doc.Blocks[next].Kind == document.ListItem && n < 3; next = s.r.Below(next) {
		item := s.r.Doc.Blocks[next].Span
		if text := s.r.Text(item); strings.HasSuffix(text, ":") && len(strings.Fields(text)) < 8 {
			continue // "Non-governmental organisations:"
		}
		if !slices.ContainsFunc(s.f.Parties, func(p extract.Party) bool {
			return slices.ContainsFunc(p.Evidence, func(e extract.Evidence) bool { return item.Contains(e.Span) && 2*e.Span.Len() >= item.Len() })
		}) {
			return false
		}
		n++
	}
	return n > 1
}

// holder is an office or a region with who holds it or stands for it.
var holder = pattern.MustCompile(`^(?i:(?:[\p{L}’'-]+ ){0,3}(?:(?:co-)?chair\p{L}*|presidents?|rapporteurs?|secretar(?:y|ies)|treasurers?|members?|convenors?|conveners?|moderators?)|(?:(?:north|south|east|west|central)(?:ern)? )?(?:africa|asia|europe|america|pacific|caribbean|oceania)[\p{L} -]{0,30}|[\p{L} ]+ group): ?\p{Lu}[^.:]{2,80}[.;]?$`)

// tableFollows reports whether a table comes next: its rows are what was agreed, and no acts themselves.
func (s *survey) tableFollows(sent *extract.Sentence) bool {
	of := s.r.Of(sent.Block)
	next := sent.Block + 1
	return sent.Index == of[len(of)-1].Index && next < len(s.r.Doc.Blocks) && s.r.Doc.Blocks[next].Kind == document.Cell && s.isTable(next)
}

// cellMarker is a cell that numbers a row: the table is a list then.
var cellMarker = pattern.MustCompile(`^\(?(?:[\divxlc]+|[a-z])?[.)•*–-]?$`)

// isTable reports whether a cell begins a table of several columns.
func (s *survey) isTable(cell int) bool {
	if cellMarker.MatchString(s.r.Text(s.r.Doc.Blocks[cell].Span)) {
		return false
	}
	for i := cell + 1; i < len(s.r.Doc.Blocks) && s.r.Doc.Blocks[i].Kind == document.Cell && s.r.Doc.Blocks[i].Table == s.r.Doc.Blocks[cell].Table; i++ {
		if s.r.Doc.Blocks[i].Col > s.r.Doc.Blocks[cell].Col {
			return true
		}
	}
	return false
}

// capitalised words before a colon that are no label but who acts or what is done.
var capitalised = wordSet("ministers members participants council commission committee governments parties delegates leaders summit meeting agreed decided action conference assembly")

// hereby are words that stand alone before the verbs of a declaration.
var hereby = wordSet("hereby therefore accordingly thus consequently")

// openModals are the acts of lead-ins that leave the verb to their items: "We will:".
var openModals = map[string]string{"will": "commits", "shall": "commits", "should": "recommends", "would": "commits"}

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
	semicolon := end > 1 && end < 9 && ws[end-1].text == ";" && len(p.groups) == 0 && // "The Committee;", but not "Organise a summit of states;"
		!(determiner[ws[1].lower] && !determiner[ws[0].lower] && !connectors[ws[0].lower] && !prepositions[ws[0].lower])
	if semicolon {
		colon = true
		end--
	}
	if end == 0 {
		return nil
	}
	if end > 2 && colon && (ws[end-2].lower == "in" && inWhatWay[ws[end-1].lower] || ws[end-2].lower == "inter") {
		end -= 2 // "Both countries will in particular:"
	}
	lastWord := ws[end-1].lower
	if v := s.words.verbs[ws[0].lower]; colon && lastWord == "to" && ws[0].capital() && v.verb != nil && v.form&base != 0 && v.act == "requests" {
		return &lead{subject: everyone, act: v.act, modal: true, rule: "lead-in", addressees: s.named(ws, segment{1, end - 1})} // "Ask the governments to:"
	}
	if colon && end < 4 && hereby[ws[0].lower] {
		return &lead{subject: everyone, rule: "lead-in"} // "Hereby:"
	}
	if lastWord == "should" && colon && end > 1 && !s.finiteBetween(p, 0, end-1) {
		return &lead{subject: everyone, act: openModals[lastWord], modal: true, rule: "lead-in"} // whoever should: it is the meeting that says so
	}
	if act := openModals[lastWord]; act != "" && colon && end > 1 {
		if _, subj, ok := s.subjectOf(ws, 0, end-1, -1); ok && !subj.weak {
			return &lead{subject: subj, act: act, modal: true, rule: "lead-in"}
		}
	}
	if lastWord == "and" && colon && len(p.groups) > 0 && p.groups[0].finite {
		if _, subj, ok := s.subjectOf(ws, 0, p.groups[0].start, -1); ok && !subj.weak {
			return &lead{subject: subj, rule: "lead-in", joined: true} // "The Committee took up the plan and:"
		}
	}
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
			if len(p.clauses) == 0 && end >= 30 && colon && s.verbsFollow(sent) {
				return &lead{subject: everyone, rule: "lead-in"} // "Members of the parliaments of A, B and C, meeting in D:"
			}
			if len(p.clauses) == 0 && end < 30 {
				if start, subj, ok := s.subjectOf(ws, 0, end, -1); ok && !subj.weak && (subj.whole || end-start < 6 || len(subj.actors) > 1 && !slices.ContainsFunc(subj.actors, func(a string) bool { return !s.isState(a) })) && (!semicolon || subj.whole) && !s.finiteBetween(p, start, end) {
					return &lead{subject: subj, rule: "lead-in"}
				}
			}
		}
	}
	if end > 2 && pronouns[lastWord] && ws[end-2].lower == "that" && colon && len(p.clauses) == 1 && len(p.clauses[0].subject.actors) > 0 {
		return &lead{subject: p.clauses[0].subject, rule: "lead-in"} // "The ministers said that they:"
	}
	if n := len(p.groups) - 1; n > 0 && p.inner[n] && lastWord == "to" && p.groups[n].end == end-1 && p.groups[n].verb != nil && resolving[p.groups[n].verb.kind] {
		return &lead{subject: everyone, act: "commits", rule: "lead-in", inner: true} // "adopted the Declaration, by which they have resolved to:"
	}
	if len(p.clauses) > 0 {
		c := &p.clauses[len(p.clauses)-1]
		if l := s.leadClause(p, c, ws, end, sent); l != nil {
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

// resolving are the kinds of verbs whose "to" leaves open what is to be done.
var resolving = map[string]bool{agreeing: true, deciding: true, promising: true}

func (s *survey) finiteBetween(p *sentence, a, b int) bool {
	for i := range p.groups {
		if p.groups[i].finite && p.groups[i].start >= a && p.groups[i].end <= b {
			return true
		}
	}
	return false
}

// leadClause gives the lead-in that a clause makes: its complement is only announced.
func (s *survey) leadClause(p *sentence, c *clause, ws []word, end int, sent *extract.Sentence) *lead {
	if c.verb == nil && strings.HasPrefix(ws[c.head].lower, "expect") && ws[end-1].lower == "to" && end-c.end > 1 && !c.passive && !c.negated && c.tense != pluperfect && len(c.subject.actors) > 0 {
		return &lead{subject: c.subject, act: "requests", modal: true, addressees: s.named(ws, segment{c.end, end - 1}), rule: "lead-in"} // "expected the authorities to:"
	}
	if c.verb == nil || c.tense == pluperfect {
		return nil
	}
	announced := c.end >= end || s.following(ws, c.end, end) || ws[c.end].lower == "by" && end-c.end < 6 && tellsHow(ws, c.end+1) || c.passive && s.following(ws, c.from, c.start)
	if c.passive && s.following(ws, c.from, c.start) && c.verb.act == "notes" {
		return nil
	}
	if !announced && c.verb.act == "requests" && !c.passive && end < len(ws) && ws[end].text == ":" && end-c.end < 30 && indexOf(ws, c.end, end-c.end, "to") < 0 && s.infinitivesFollow(sent) {
		announced = true // "Requests the Secretariat:", and "to print the report" below
	}
	if !announced {
		switch last := ws[end-1].lower; last {
		case "that", "to", "on", "as", "for", "by", "the":
			announced = end-c.end <= 8 || last == "to" && (end-c.end <= 12 || end < len(ws) && end-c.end <= 25)
		}
	}
	if c.verb.act == "recommends" && near(ws, c.end, 2, "that") && end < len(ws) && ws[end].text == ":" && !s.finiteBetween(p, c.end, end) {
		subj := c.subject
		if c.passive {
			subj = everyone // "It was recommended that members:"
		}
		return &lead{subject: subj, act: c.verb.act, modal: true, that: ws[end-1].lower == "that", rule: "lead-in"} // "recommended that members:", and "keep records" below
	}
	if act := s.recommending(ws, c, end); act != "" && end < len(ws) && ws[end].text == ":" {
		return &lead{subject: c.subject, act: act, modal: true, hedged: c.tense == conditional, rule: "lead-in"} // "agreed to recommend to members:", and "that records be kept" below
	}
	if c.verb.lemma == "elect" && !c.passive {
		return nil // "elected the following bureau:" is one act, whoever follows
	}
	if !announced || c.verb.act == "decides" && c.verb.kind == plain && near(ws, c.end, end-c.end, "agenda") {
		return nil // the items of an agenda are no acts
	}
	out, ok := s.read(p, c)
	actors := c.subject
	if c.passive && len(out.actors) == 0 {
		actors = everyone // "The following chairs were confirmed:"
	}
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
	l := &lead{subject: actors, act: act, rule: "lead-in", hedged: out.hedged, that: ws[end-1].lower == "that"}
	if act == "requests" && !c.passive {
		l.addressees = s.named(ws, asked(ws, c.end, end))
	}
	switch c.verb.kind {
	case agreeing, deciding:
		l.agreed = ws[end-1].lower != "to" && !(c.passive && s.objects(ws, c.from, c.start)) && !s.objects(ws, c.end, end)
		if ok && act == "commits" && l.agreed && ws[c.end].lower == "to" {
			l.agreed, l.object = false, true // "agreed to study the following:"
		}
		if l.agreed && slices.ContainsFunc(ws[c.end:end], func(w word) bool { return deeds[w.lower] }) && !slices.ContainsFunc(ws[c.end:end], func(w word) bool { return told[w.lower] }) {
			l.act, l.agreed, l.object = "commits", false, true // "agreed on the following actions:"
		}
		l.decided = c.verb.kind == deciding && ws[end-1].lower != "to"
		if ws[end-1].lower == "to" && (c.verb.kind == agreeing || (c.verb.lemma == "decide" || c.verb.lemma == "resolve") && !c.passive) {
			l.act = "commits"
		}
		if ws[end-1].lower == "on" {
			l.act, l.agreed = "decides", false
		}
	case promising:
		l.modal = l.modal || act == "commits" && ws[end-1].lower == "to" // "intend to:", and "set up a fund" below
	case plain, asking, calling, thinking, saying, thing:
	default:
		_, noun := s.carried(ws, c.from, c.start-c.from)
		reached := c.passive && noun == agreement
		if reached && !ok && s.following(ws, c.from, c.start) {
			return &lead{subject: everyone, act: "decides", agreed: true, rule: "lead-in"} // "The following understandings were reached:"
		}
		if !ok {
			return nil
		}
		l.agreed = reached // "agreement was reached on the following:"
	}
	if act == "-" {
		return nil
	}
	return l
}

// told are verbs by which deeds are done already: "agreed that the following measures had failed:".
var told = wordSet("had has have was were")

// deeds are what is to be done, in whatever words.
var deeds = wordSet("action actions activities steps measures tasks undertakings commitments")

// recommending is the act of a clause that agrees to recommend and leaves open what: "agreed to recommend to both Governments"; ""
// for other clauses.
func (s *survey) recommending(ws []word, c *clause, end int) string {
	if !resolving[c.verb.kind] || c.passive || c.end+1 >= end || ws[c.end].lower != "to" {
		return ""
	}
	v := s.words.verbs[ws[c.end+1].lower]
	if v.verb == nil || v.act != "recommends" || v.form&base == 0 || c.end+2 < end && ws[c.end+2].lower != "to" && ws[c.end+2].lower != "that" {
		return ""
	}
	return v.act
}

// infinitivesFollow reports whether the block below a sentence, or below the heading under it, begins with "to" and a verb.
func (s *survey) infinitivesFollow(sent *extract.Sentence) bool {
	next := s.r.Below(sent.Block)
	if next >= 0 && s.r.Doc.Blocks[next].Kind == document.Heading {
		next = s.r.Below(next)
	}
	return next >= 0 && s.infinitiveItem(&s.r.Doc.Blocks[next])
}

// asked are the words after a verb of asking, up to what its lead-in leaves open: "the Commission, with its partners, to".
func asked(ws []word, from, end int) segment {
	if ws[end-1].lower != "to" {
		return segment{}
	}
	for j := from; j < end-1; j++ {
		if ws[j].text == "," && prepositions[ws[j+1].lower] {
			return segment{from, j}
		}
	}
	return segment{from, end - 1}
}

// objects reports whether what was agreed is named: "the following objectives were agreed" leaves nothing to be done, nor
// does "they agreed to the following objectives".
func (s *survey) objects(ws []word, a, b int) bool {
	for j := a; j < b; j++ {
		switch ws[j].lower {
		case "objectives", "purposes", "functions", "terms", "criteria", "principles", "rules", "text", "definition", "definitions", "dates", "members", "priorities", "agenda", "aims", "goals", "targets", "amendments", "changes":
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
		case "under":
			if j > 0 && ws[j-1].lower == "as" {
				return true
			}
		case "these":
			if j < a+2 {
				return true
			}
		}
	}
	return false
}

// baseAndPast are verbs whose past is spelled as the verb itself.
var baseAndPast = wordSet("set put cut let read split cast spread shut")

// startsBullet reports whether a verb at the beginning of an item may be an act of the lead-in's subject.
func (s *survey) startsBullet(ws []word, g *group, l *lead) bool {
	if l.act != "" && g.start == g.head && g.form&past != 0 && baseAndPast[ws[g.head].lower] {
		return false // what is to be done: "set up services", "put in place a fund"
	}
	if g.tense == future && l.act == "" && l.rule == "lead-in" && !g.copula && g.start < g.head {
		return true // "The Group:", and "will ensure that" below
	}
	if g.verb == nil || g.tense == future || g.copula {
		return false
	}
	if g.form&(past|third) != 0 && g.start == g.head {
		if to := indexOf(ws, g.end, 8, "to"); l.rule == "implied" && g.form&past != 0 && g.verb.act == "requests" && to > 0 && ws[g.end].tag == "NNS" &&
			!slices.ContainsFunc(ws[g.end:to], func(w word) bool { return verbAt([]word{w}, 0) }) {
			return true // "urged members to pay"
		}
		strong := near(ws, g.end, 4, "terms") || g.verb.lemma == "appeal" && near(ws, g.end, 1, "to")
		if l.rule == "implied" && g.end < len(ws) && (prepositions[ws[g.end].lower] && g.verb.kind == plain && !s.feeling(ws, g.end) && !strong || ws[g.head].tag == "JJ" && !shout(ws[g.head])) {
			return false
		}
		if l.rule == "implied" && g.form&past != 0 && !shout(ws[g.head]) && g.end < len(ws) {
			// "Recommended changes" are no act: something definite must follow.
			w := ws[g.end]
			if w.lower == "with" && s.feeling(ws, g.end) {
				return true // "Noted with concern the low rate"
			}
			return determiner[w.lower] || s.words.nouns[w.lower] != "" || w.tag == "PRP$" || w.lower == "to" || w.tag == "NNP" || w.text == ":" || pronouns[w.lower] || g.verb.kind != plain
		}
		return true
	}
	if g.start < g.head && shout(ws[g.head]) && g.form&third != 0 && !slices.ContainsFunc(ws[g.start:g.head], func(w word) bool { return !adverb(w) && w.tag != "RB" }) {
		return true // "SOLEMNLY REAFFIRMS"
	}
	if g.start < g.head {
		return g.tense == pastTense && l.rule != "implied" || l.rule == "operative" && g.tense == present && g.verb.kind == adjective
	}
	upper := ws[g.head].text == strings.ToUpper(ws[g.head].text)
	if l.rule == "implied" {
		return upper && len(ws[g.head].text) > 3 && len(ws) > 4
	}
	return l.act == "" && g.form&base != 0
}

// feelings are what is noted "with".
var feelings = wordSet("concern satisfaction appreciation interest regret alarm gratitude pleasure pride approval dismay sadness sorrow thanks")

// feeling reports whether words tell with what feeling something is noted: "with deep concern".
func (s *survey) feeling(ws []word, at int) bool {
	if ws[at].lower != "with" {
		return false
	}
	for j := at + 1; j < len(ws) && j < at+4; j++ {
		if feelings[ws[j].lower] {
			return true
		}
	}
	return false
}

// talked are the verbs of items that tell what was done at a meeting and not what came of it.
var talked = wordSet("discussed considered examined reviewed heard exchanged met visited")

// seenDone reports whether an item says, under a lead-in or behind a "that" of its own, what those who act see done, in the present
// or the subjunctive: its verb is no act of theirs.
func seenDone(p *sentence, l *lead) bool {
	if l == nil || l.act == "" || len(p.clauses) == 0 {
		return false
	}
	c := &p.clauses[0]
	if l.decided && c.passive && c.tense == future {
		return true // "decided: the list is to be kept by the Bank"
	}
	if !l.that && p.words[0].lower != "that" {
		return false
	}
	return c.tense == present && !c.passive && !c.subject.whole || c.tense == present && l.act == "recommends"
}

// inherit codes an item by its lead-in.
func (s *survey) inherit(sent *extract.Sentence, p *sentence, l *lead) bool {
	if l.act == "" || len(p.words) < 2 {
		return false
	}
	ws := p.words
	if l.heading && l.act == "recommends" && slices.ContainsFunc(p.groups, func(g group) bool { return g.finite && g.tense == pastTense && !g.doubtful }) && len(p.inner) == 0 {
		return false // under "Outcomes and recommendations", what a report tells first: "The meeting was attended by"
	}
	out := reading{act: l.act, actors: l.subject.actors, confidence: 0.85, rule: l.rule, hedged: l.hedged, decided: l.decided}
	if l.heading {
		out.confidence = 0.6
	}
	out.negated = negations[ws[0].lower]
	start := skip(ws, 0, nil)
	infinitive := start < len(ws) && ws[start].lower == "to"
	if infinitive {
		start = skip(ws, start+1, nil)
	}
	if start >= len(ws) {
		return false
	}
	if !infinitive && talked[ws[start].lower] && start+1 < len(ws) && (determiner[ws[start+1].lower] || prepositions[ws[start+1].lower] || ws[start+1].tag == "PRP$" || ws[start+1].tag == "NNS") {
		return false // "Discussed the effects on trade", among results
	}
	out.action = start
	switch {
	case ws[start].tag == "VB" || ws[start].tag == "VBP" || baseAndPast[ws[start].lower] || infinitive && ws[start].tag == "NN" || s.words.verbs[ws[start].lower].form&base != 0 && ws[start].tag != "NNS":
		if l.modal {
			break // what somebody will do is to come, whatever it is
		}
		otherwise := l.act
		if l.agreed {
			otherwise = "commits"
		}
		if l.act == "commits" || l.act == "decides" || l.agreed {
			out = s.infinitive(ws, start, out, otherwise)
			if l.act == "decides" && !l.agreed && out.act == "commits" {
				out.act = l.act
			}
			if v := s.words.verbs[ws[start].lower]; v.verb != nil && v.kind == carrying && !lightVerbs[v.lemma] {
				if noun, act := s.carried(ws, start+1, 8); noun != "" && act != agreement {
					out.act = act // "To express their gratitude"
				}
			}
			if v := s.words.verbs[ws[start].lower]; v.verb != nil && v.kind == plain && v.lemma != "support" && (v.act == "welcomes" || v.act == "notes") {
				out.act = v.act // "To welcome the gift", "To note the report"
			}
		}
	case l.object && ws[start].lower != "that":
	case l.act == "commits" && l.rule == "lead-in" && determiner[ws[start].lower]:
		out.act = "decides" // agreed to a thing
	case l.agreed && ws[start].lower == "on" && s.abstract(ws, start+1):
		out.act = "notes" // "on the importance of nets"
	case l.agreed:
		if ws[start].lower == "that" {
			start++
		}
		for i := range p.groups {
			if k := subordinator(ws, start, p.groups[i].start); k > start && (relatives[ws[k].lower] || ws[k].lower == "how") && i+1 < len(p.groups) {
				continue // "initiatives which have ended be closed"
			}
			if g := &p.groups[i]; byAgent(ws, g) && i+1 < len(p.groups) {
				continue // "a group, led by Fiji, is formed"
			} else if g.finite || start < len(ws) && g.start > start && ws[g.start].lower == "be" {
				out = s.judge(p, g, start, out)
				if l.rule == "outcomes" && out.act == "notes" {
					return false // how things stand
				}
				break
			}
		}
	}
	far := 12
	if ws[0].lower == "that" && ws[1].text == "," {
		far = 30 // "That, considering that the road is old, States be requested to mend it"
	}
	if out.act == "decides" && slices.ContainsFunc(p.groups, func(g group) bool {
		return g.passive && g.verb != nil && g.verb.act == "requests" && (ws[g.start].lower == "be" || g.tense == present && beForms[ws[g.start].lower]) && g.start < far
	}) {
		out.act = "requests" // "That both Governments be urged to pay"
	}
	if infinitive {
		if at, next := s.nextInfinitive(ws, start, out); at > 0 {
			out.until = at
			s.put(sent, p, sent.Span, out, nil)
			s.put(sent, p, document.Span{Start: ws[at].span.Start, End: sent.Span.End}, next, nil)
			return true
		}
	}
	s.put(sent, p, sent.Span, out, nil)
	return true
}

// nextInfinitive gives the word at which an item that begins with "To" and a verb goes on with another act, and this act:
// "To thank the host, and to request the Secretariat to print the report".
func (s *survey) nextInfinitive(ws []word, from int, first reading) (int, reading) {
	for j := from + 2; j+2 < len(ws); j++ {
		if !connectors[ws[j].lower] {
			continue
		}
		bare := ws[j+1].lower != "to" // "To adopt the goals and urge the members to pay"
		k := skip(ws, j+2, nil)
		if bare {
			k = skip(ws, j+1, nil)
		}
		if k >= len(ws) {
			break
		}
		v := s.words.verbs[ws[k].lower]
		if bare && (indexOf(ws, from+1, j-from, "to") > 0 || v.verb == nil || v.act != "requests" || v.kind != plain || first.act == "commits" || first.act == "requests" || k+1 >= len(ws) || !determiner[ws[k+1].lower]) {
			continue
		}
		if v.verb == nil || v.form&base == 0 || v.act == "-" || convening[ws[k].lower] {
			continue // the date of a meeting goes with what is said before it
		}
		next := first
		next.addressees, next.until, next.negated = segment{}, 0, false
		next = s.infinitive(ws, k, next, first.act)
		if v.kind == plain {
			next.act = v.act
		}
		if v.lemma != "support" && next.act != first.act && (schemas.IsStrong(next.act) || v.kind == plain) && next.act != "commits" {
			return j, next
		}
	}
	return 0, reading{}
}
