package commitment

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/ordinal"
	"rapporteur/extract/pattern"
	"rapporteur/extract/rule"
	"rapporteur/schemas"
)

// survey is one document as the finder goes through it.
type survey struct {
	*Finder
	r *extract.Reading
	f *extract.Findings

	opening  map[string]bool // words of the title and of how the report begins: the meeting's own name is among them
	titled   map[string]bool // codes of states and bodies in the title
	initials map[string]bool // of the bodies that they name
	attended map[string]bool // bodies that took part, by names of several words in lower case
	parties  int             // how many states and bodies the title names, places left out
	year     int             // in which the meeting was held; 0 where it is not known
	held     string          // short name of the body that its first sentence says held it; "" for none
	met      string          // code of the body whose own meeting it is; "" for none

	mentions    []gazetteer.Mention // of the sentence at hand
	people      []known
	last        subject      // of the last clause: what "it" and "they" are
	lastPerson  subject      // what "he" and "she" are
	thing       bool         // the last sentence was about a thing: "it will" is no undertaking then
	area        int          // that the paragraph at hand names first: "On trade, Ministers agreed"
	areaBlock   int          // the block of that paragraph
	own         bool         // the last sentence acted with a subject of its own
	infinitives bool         // its conclusions are infinitives: "To urge members"
	gerunds     bool         // or gerunds: "Approving the budget"
	tables      map[int]bool // blocks of tables of actions, which are read as such
	operative   bool         // the report is a declaration whose paragraphs begin with their verbs

	asked    *rule.Text // that the rules were asked for last
	askedFor string
}

// readOpening learns the meeting's own name.
func (s *survey) readOpening() {
	s.opening, s.titled, s.attended, s.initials = map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	learn := func(text string, codes bool) {
		s.learnInitials(text, codes)
		for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' }) {
			s.opening[strings.ToLower(w)] = true
		}
		if codes {
			for _, m := range s.r.Names(text) {
				if c := s.codeOf(m); c != "" {
					s.titled[c] = true
				}
			}
		}
	}
	for _, p := range s.f.Parties {
		switch {
		case p.Kind == "person":
			s.people = append(s.people, known{p.Name, strings.ToLower(p.Office)})
		case p.Kind == "organization" && p.Code == "" && strings.Contains(p.Name, " "):
			s.attended[strings.ToLower(p.Name)] = true
		}
	}
	for _, chair := range s.f.Meeting.Chairs {
		if strings.Contains(chair.V, " ") && !slices.ContainsFunc(s.people, func(p known) bool { return p.name == chair.V }) {
			s.people = append(s.people, known{name: chair.V})
		}
	}
	learn(s.f.Meeting.Title.V, true)
	learn(s.f.Meeting.Series.V, true)
	s.parties = len(s.titled)
	tellsWhen := func(at document.Span) bool {
		return slices.ContainsFunc(s.f.Meeting.Start.Evidence, func(e extract.Evidence) bool { return at.Contains(e.Span) })
	}
	headings, sentences, whose := 0, 0, ""
	for i := range s.r.Doc.Blocks {
		b := &s.r.Doc.Blocks[i]
		if of := s.r.Of(i); b.Kind == document.Paragraph && i < openingBlocks && len(of) > 0 && s.held == "" {
			text := s.r.Text(of[0].Span)
			if m := whoHeld.FindStringSubmatch(text); m != nil && (strings.HasSuffix(strings.TrimSpace(m[0]), "its") || strings.HasSuffix(m[0], "their ") || strings.Contains(text, s.f.Meeting.City.V)) {
				s.initials[m[1]], s.held = true, m[1]
			}
		}
		if b.Kind == document.Paragraph && i < openingBlocks {
			for _, m := range s.r.Mentions(b.Span) {
				if m.Of(gazetteer.Organization) != nil && tellsWhen(b.Span) && m.Span.Start < b.Span.Start+maxStart && heldItsOwn.MatchString(s.r.Doc.Text[m.Span.End:b.Span.End]) {
					s.titled[s.codeOf(m)], whose = true, s.codeOf(m)
				}
			}
		}
		if m := endsInInitials.FindStringSubmatch(s.r.Text(b.Span)); m != nil && (b.Kind == document.Title || b.Kind == document.Heading && b.Level <= 1 && headings < 2) {
			s.initials[m[1]] = true
		}
		switch {
		case b.Kind == document.Heading && b.Level <= 1 && headings < 2:
			headings++
			learn(s.r.Text(b.Span), true)
		case b.Kind == document.Title:
			learn(s.r.Text(b.Span), false)
		case b.Kind == document.Paragraph && sentences < 2 && b.Span.Len() > 60:
			sentences++
			if first := s.r.Of(i); len(first) > 0 && first[0].Span.Len() < 500 {
				text := s.r.Text(first[0].Span)
				learn(text, false)
			}
		}
	}
	s.met = cmp.Or(s.whoMet(), whose)
	for _, initials := range slices.Sorted(maps.Keys(s.r.Own)) {
		if strings.Contains(strings.ToLower(s.f.Meeting.Title.V), strings.ToLower(s.r.Own[initials].Name)) {
			s.met, s.titled[initials] = initials, true
		}
	}
	if v := s.f.Meeting.Start.V; len(v) >= 4 {
		s.year = yearOf(v[:4])
	}
}

// openingBlocks is how many blocks the head of a report has at most, to its first sentence.
const openingBlocks = 30

// endsInInitials is a title that ends in the initials, in whatever language, of the body whose page it is: "European Commission for
// Reefs (CEPER)".
var endsInInitials = pattern.MustCompile(`\p{L}{3} \((\p{Lu}[\p{Lu}-]{2,8})\)$`)

// heldItsOwn follows a body's name where its own meeting is told of: "The Commission for Reefs held its 31st plenary meeting".
var heldItsOwn = pattern.MustCompile(`^(?: \([^()]{2,60}\))?,? (?:held|holds|convened|concluded|opened) (?:its|their) (?:[\p{L}\d-]+ ){0,4}(?i:meetings?|sessions?|assembly|conference|summit|plenary)`)

// maxStart is how far into a paragraph such a name begins at most: "1. At its seat the".
const maxStart = 40

// whoHeld gives the short name of the body whose meeting a report's first sentence tells of: "The Reef Committee (CARE) held its 43rd
// meeting".
var whoHeld = pattern.MustCompile(`\((\p{Lu}[\p{Lu}\d-]{2,9})\) (?:(?:held|holds|convened|concluded|opened) (?:its|their)|met (?:for its|in))(?: |$)`)

// learnInitials keeps the initials of each run of words with capitals in a title, and of the first in a report's first sentences,
// three letters or more: "Subsidiary Body for Implementation" is the SBI.
func (s *survey) learnInitials(text string, title bool) {
	var run []rune
	runs := 0
	flush := func() {
		if len(run) > 2 && (title || runs == 0) {
			s.initials[string(run)] = true
			if run[0] == 'T' {
				s.initials[string(run[1:])] = true // "The"
			}
			runs++
		}
		run = run[:0]
	}
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return unicode.IsSpace(r) || r == '-' }) {
		first := []rune(word)[0]
		switch {
		case unicode.IsUpper(first) && strings.ToUpper(word) != word:
			run = append(run, first)
		case inNames[word]:
			continue
		default:
			flush()
		}
		if strings.ContainsAny(word, ",.;:()") {
			flush()
		}
	}
	flush()
}

// inNames are the words that initials pass over.
var inNames = wordSet("of on for the and to in a")

// meetingOf stands between a meeting and the body that holds it: "16th Ordinary Meeting of the".
var meetingOf = pattern.MustCompile(`(?i)(?:meeting|session|summit|conference|assembly)s? (?:\(\p{L}+\) )?of (?:the )?(?:\p{L}+ ){0,4}$`)

// whoMet gives the code of the one body whose own meeting the title tells of, which is then the meeting itself; "" for none.
func (s *survey) whoMet() string {
	title := s.f.Meeting.Title.V
	code := ""
	for _, m := range s.r.Names(title) {
		if m.Of(gazetteer.State) != nil {
			return ""
		}
		if m.Of(gazetteer.Organization) == nil {
			continue
		}
		if code != "" {
			return ""
		}
		if meetingOf.MatchString(title[:m.Span.Start]) || m.Span.Start == 0 {
			code = s.codeOf(m)
		}
	}
	return code
}

// walk goes through the blocks, with the lead-in under which each stands.
func (s *survey) walk() {
	var leads []*lead
	var over *lead // a lead-in whose items stand under headings: "HEREBY RESOLVE", then "To share data" under each
	last := -1     // the block before, of the report's text
	blocks := s.r.Doc.Blocks
	end := s.cutOff()
	s.operative = s.isOperative()
	s.findResults()
	s.tables = s.actionTables()
	for i := range blocks {
		b := &blocks[i]
		if l := s.thatBelow(i); l != nil {
			leads, over = []*lead{l}, nil
			continue
		}
		if s.tables[i] || !b.Kind.Body() || b.Kind == document.Footnote || b.Kind == document.Term {
			continue
		}
		if n := len(leads); n > 0 && leads[n-1].rule == actionsRule && (b.Kind == document.Paragraph || b.Kind == document.ListItem) && b.Span.End <= end && s.taskLines(b) {
			continue
		}
		kind := b.Kind
		if kind == document.Heading && actHeading.MatchString(s.r.Text(b.Span)) {
			kind = document.Paragraph
		}
		switch kind {
		case document.Heading:
			if len(leads) > 0 && leads[0].act == "recommends" && toWhom.MatchString(s.r.Text(b.Span)) {
				leads = leads[:1] // "To Member States:", among recommendations
				continue
			}
			if len(leads) > 0 && (leads[0].act != "" && (!leads[0].heading || leads[0].rule == resolvedRule) || leads[0].act == "" && leads[0].subject.whole && !leads[0].heading) {
				over = leads[0]
				for _, l := range leads[1:] {
					if l.act != "" && over.act == "" {
						over = l // "The Assembly," and "calls on the parliaments:" below it
					}
				}
				over.headed = over.headed || over.block == last && over.act == "recommends"
			}
			leads = nil
			if l := s.headingLead(i, b); l != nil {
				leads = append(leads, l)
			}
			continue
		case document.ListItem:
			// An item that ends with a colon may lead to items of its own level.
			for n := len(leads); n > 0 && (leads[n-1].level > max(b.Level, 1) || leads[n-1].deeper && leads[n-1].level == b.Level); n = len(leads) {
				leads = leads[:n-1]
			}
			if n := len(leads); n > 0 && leads[n-1].level > 0 && b.Level > leads[n-1].level {
				leads[n-1].deeper = true
			}
		case document.Cell:
			if n := len(leads); n > 0 && (!sameCell(&blocks[leads[n-1].block], b) || leads[n-1].block != i && !s.follows(leads[n-1], b)) {
				leads = nil
			}
		default:
			if n := len(leads); n > 0 && (!s.follows(leads[n-1], b) || s.operative && last >= 0 && blocks[last].Kind == document.ListItem && leads[n-1].act != "" && len(s.r.Of(i)) > 0 && s.commands(&s.r.Of(i)[0])) {
				leads = nil // "Urge the donors to pay;", behind the items of "Call on the governments to:"
			}
		}
		if over != nil && len(leads) == 0 {
			if over.act != "" && (s.infinitiveItem(b) || (over.modal || over.headed) && s.taskItem(i)) || over.act == "" && (b.Kind == document.ListItem || b.Marker != "") && s.verbItem(b) {
				leads = append(leads, over)
			} else {
				over = nil
			}
		}
		if b.Kind == document.ListItem && s.isArea(b) {
			continue
		}
		last = i
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
			if !first && l != nil && (l.block == i || l.act == "" && !l.heading && s.commands(sent)) {
				first = true // a line of the lead-in's own block, or "We, the Leaders:", and a second sentence "Invite members"
			}
			if b.Kind == document.Cell && len(sent.Tokens) < 6 && l == nil || headline(sent) && (l == nil || l.act == "") && !strings.HasSuffix(s.r.Text(sent.Span), ", to") {
				continue
			}
			n := len(s.f.Outcomes)
			opened := s.sentence(sent, b, l, first)
			if l != nil && first && !s.own {
				s.fromLead(s.f.Outcomes[n:], l)
			}
			if l != nil && l.level > 0 && l.level == b.Level && l.block != i && n < len(s.f.Outcomes) && s.own {
				leads = leads[:len(leads)-1] // an item with a subject of its own: the list of the lead-in has ended
			}
			if opened != nil {
				opened.block, opened.marker, opened.span = i, markerKind(b.Marker), sent.Span
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

// sameCell reports whether two blocks stand in one cell of a table: a list within it, below what leads to it.
func sameCell(a, b *document.Block) bool {
	return a.Kind == document.Cell && b.Kind == document.Cell && a.Table == b.Table && a.Row == b.Row && a.Col == b.Col
}

// commands reports whether a sentence begins with a verb that acts in its base form, or in its past form with something definite
// behind it: "Invite members", "Declared their readiness".
func (s *survey) commands(sent *extract.Sentence) bool {
	if len(sent.Tokens) < 4 {
		return false
	}
	v := s.words.verbs[strings.ToLower(sent.Tokens[0].Text)]
	if v.verb != nil && v.form&past != 0 && v.act != "-" && !baseAndPast[v.lemma] {
		next := sent.Tokens[1]
		return determiner[strings.ToLower(next.Text)] || next.Tag == "PRP$" || next.Tag == "TO" || strings.EqualFold(next.Text, "that")
	}
	return v.verb != nil && v.form&base != 0 && v.kind == plain && schemas.IsStrong(v.act)
}

// isArea reports whether an item is nothing but the title of an area whose text stands below it.
func (s *survey) isArea(b *document.Block) bool {
	return slices.ContainsFunc(s.f.Areas, func(a extract.Area) bool {
		return a.Scope.Len() > 0 && len(a.Evidence) > 0 && b.Span.Contains(a.Evidence[0].Span) && b.Span.Len()-a.Evidence[0].Span.Len() < len("Regarding the :")
	})
}

// fewItems is how many items of a kind make a list of results.
const fewItems = 3

// findResults tells whether the report's conclusions are items without a subject, infinitives or gerunds.
func (s *survey) findResults() {
	infinitives, gerunds := 0, 0
	decided := 0 // the table whose column is headed "Decision"
	for i := range s.r.Doc.Blocks {
		b := &s.r.Doc.Blocks[i]
		if b.Kind == document.Cell && decisionHead.MatchString(s.r.Text(b.Span)) {
			decided = b.Table
		}
		if b.Kind == document.Cell && b.Table == decided && s.infinitiveItem(b) && !s.acts(b) {
			infinitives++ // "To take note of the report"
		}
		if k := b.Kind; (k == document.ListItem || k == document.Paragraph || k == document.Cell) && s.infinitiveItem(b) && s.acts(b) {
			infinitives++
		}
		if _, ok := s.gerundItem(b); ok {
			gerunds++
		}
	}
	s.infinitives, s.gerunds = infinitives >= fewItems, gerunds >= fewItems
}

// decisionHead heads a column of decisions.
var decisionHead = pattern.MustCompile(`(?i)^(?:decisions?|resolutions?|conclusions?|agreements?)[ :]*$`)

// toWhom is a heading that says to whom what stands below it is addressed.
var toWhom = pattern.MustCompile(`^(?i:to) (?:the |all )?\p{Lu}[^.;]{2,60}:?$`)

// fromLead adds to the outcomes of an item what its lead-in says: whom it asks, and the lead-in itself as evidence of
// who acts.
func (s *survey) fromLead(items []extract.Outcome, l *lead) {
	for k := range items {
		o := &items[k]
		if l.span.Empty() || !slices.Equal(o.Actors, l.subject.actors) {
			continue
		}
		if o.Act == l.act && len(o.Addressees) == 0 {
			o.Addressees = l.addressees
		}
		o.Evidence = append(o.Evidence, extract.Evidence{Span: l.span, Rule: "lead-in"})
	}
}

// operativeVerbs begin paragraphs by which a declaration acts, whose subject stands at its head: "Agree to meet", "Recall that".
var operativeVerbs = wordSet(`agree acknowledge reaffirm recognise recognize recall express congratulate thank underline underscore welcome condemn
	reiterate commend emphasise emphasize stress deplore regret affirm endorse decide adopt note appreciate approve call commit elect propose request
	resolve undertake urge`)

// isOperative reports whether the report is a declaration of such paragraphs: three or more, by different verbs.
func (s *survey) isOperative() bool {
	seen, n := map[string]bool{}, 0
	for i := range s.r.Doc.Blocks {
		b := &s.r.Doc.Blocks[i]
		if b.Kind != document.ListItem && b.Kind != document.Paragraph {
			continue
		}
		words := strings.Fields(strings.TrimLeft(s.r.Text(b.Span), "(0123456789.)–-•* "))
		if len(words) < 5 || !operativeVerbs[strings.ToLower(words[0])] || strings.ToLower(words[1]) != words[1] {
			continue
		}
		n++
		seen[strings.ToLower(words[0])] = true
	}
	return n > 2 && len(seen) > 1
}

// acts reports whether the verb behind a block's "To" is one by which a meeting acts: "To urge", "To approve".
func (s *survey) acts(b *document.Block) bool {
	words := strings.Fields(s.r.Text(b.Span))
	return len(words) > 3 && schemas.IsStrong(s.words.verbs[strings.ToLower(words[1])].actOf())
}

// infinitiveItem reports whether a block begins with "To" and a verb.
func (s *survey) infinitiveItem(b *document.Block) bool {
	text := strings.TrimPrefix(s.r.Text(b.Span), "Not ")
	first, rest, _ := strings.Cut(text, " ")
	verb, _, _ := strings.Cut(rest, " ")
	return strings.EqualFold(first, "to") && verb != "" && verb == strings.ToLower(verb) && !determiner[verb]
}

// taskItem reports whether a block is an item that says what is to be done and by nobody: "Organise a summit of all states".
func (s *survey) taskItem(block int) bool {
	b, sentences := &s.r.Doc.Blocks[block], s.r.Of(block)
	if b.Kind != document.ListItem && b.Marker == "" || len(sentences) == 0 {
		return false
	}
	ws := tokens(&sentences[0])
	if len(ws) < 3 || determiner[ws[0].lower] || pronouns[ws[0].lower] || prepositions[ws[0].lower] {
		return false
	}
	return !greetings[ws[0].lower] && !slices.ContainsFunc(s.groups(ws), func(g group) bool {
		return g.finite && g.start > 0 && !byAgent(ws, &g) && (g.start < 5 || g.tense == pastTense && g.start < 12)
	})
}

// verbItem reports whether a block begins with a verb by which its lead-in's subject acts: "urged members to pay".
func (s *survey) verbItem(b *document.Block) bool {
	first, rest, _ := strings.Cut(s.r.Text(b.Span), " ")
	v := s.words.verbs[strings.ToLower(first)]
	return v.verb != nil && v.form&(past|third) != 0 && v.act != "-" && rest != ""
}

// gerundItem gives the verb of an item by which a list of results tells what was done: "Approving the budget".
func (s *survey) gerundItem(b *document.Block) (*verb, bool) {
	if b.Kind != document.ListItem && b.Kind != document.Paragraph {
		return nil, false
	}
	first, rest, _ := strings.Cut(strings.TrimLeft(s.r.Text(b.Span), "-–—•* "), " ")
	v := s.words.verbs[strings.ToLower(first)]
	ok := v.verb != nil && v.form&ing != 0 && v.kind == plain && schemas.IsStrong(v.act) && rest != "" && unicode.IsUpper([]rune(first)[0])
	return v.verb, ok
}

// nominalItem reads an item that is a noun with its act: "Their satisfaction with the progress", "Their decision to instruct the
// Secretariat", "a request to the chambers of commerce".
func (s *survey) nominalItem(ws []word, l *lead) (reading, bool) {
	if l == nil || l.act == "" || len(ws) < 4 || ws[0].tag != "PRP$" && ws[0].lower != "a" && ws[0].lower != "an" {
		return reading{}, false
	}
	noun, act := s.carried(ws, 1, 5)
	if noun == "" || act == agreement || ws[0].tag != "PRP$" && (act != "requests" && act != "recommends" || !near(ws, 2, 2, "to") && !near(ws, 2, 2, "that")) {
		return reading{}, false
	}
	out := reading{act: act, actors: l.subject.actors, action: 1, confidence: 0.7, rule: "nominal-item"}
	to := indexOf(ws, 1, 6, "to")
	verb := to > 0 && s.isInfinitive(ws, to+1)
	switch {
	case noun == "decision" && verb:
		out = s.infinitive(ws, to+1, out, "commits")
	case verb && (act == "commits" || strings.HasPrefix(noun, "commitment")):
		out.act, out.action = "commits", to+1
	case noun == "recognition" && to > 0:
		out.act = "welcomes"
	}
	return out, slices.Contains(schemas.Acts, out.act)
}

// endsInActor reports whether a stretch ends in somebody who can act: "the Council", "Fiji".
func (s *survey) endsInActor(at document.Span) bool {
	words := strings.Fields(s.r.Text(at))
	return len(words) == 0 || s.words.subjects[strings.ToLower(words[len(words)-1])] != "" || s.mentionIn(document.Span{Start: at.End - len(words[len(words)-1]), End: at.End}) != ""
}

// agreesAbove reports whether the paragraph above a subject and what is listed on others says that those who meet agree or undertake.
func (s *survey) agreesAbove(block int) bool {
	for i := block - 1; i >= 0; i-- {
		b := &s.r.Doc.Blocks[i]
		if _, again := s.first("lead", s.r.Text(b.Span)); b.Kind == document.Paragraph && !again {
			return undertaking.MatchString(s.r.Text(b.Span))
		}
	}
	return false
}

// undertaking ends what leads in to promises.
var undertaking = pattern.MustCompile(`(?i)\b(?:agree[sd]?|resolve[sd]?|decide[sd]?|commit(?:s|ted)?(?: themselves| ourselves)?|undertakes?|undertook|pledge[sd]?)[ ,:–-]*$`)

// onWhatTo is the rule for lead-ins that take up a subject under another: "Regarding Trade in Nets, to".
const onWhatTo = "on-what-to"

// sentence codes one sentence; it returns the lead-in that it is, or nil.
func (s *survey) sentence(sent *extract.Sentence, b *document.Block, l *lead, first bool) *lead {
	text := s.r.Text(sent.Span)
	s.mentions = sent.Mentions
	s.enterArea(sent, text)
	all := tokens(sent)
	s.introduce(all)
	if who, what, ok := s.actionLine(sent); ok {
		s.add(sent, what, who)
		return nil
	}
	if s.ofEarlierSession(text) {
		return nil
	}
	if document.LeadsIn(text) || strings.HasSuffix(text, ", to") {
		if r, ok := s.leadRule(text); ok {
			if r.rule == onWhatTo && s.agreesAbove(sent.Block) {
				r.act = "commits" // "The Ministers agreed:", and "On nets, to:" below
			}
			return &lead{subject: everyone, act: r.act, rule: r.rule, agreed: r.agreed, decided: r.decided}
		}
	}
	if l != nil && l.that && (document.LeadsIn(text) || text == "That,") && strings.HasPrefix(text, "That") && !slices.ContainsFunc(s.groups(all), func(g group) bool { return g.finite }) {
		if len(all) < 4 {
			return &lead{subject: everyone, act: l.act, agreed: l.agreed, that: true, rule: l.rule} // "That:"
		}
		return &lead{subject: everyone, act: "requests", modal: true, rule: l.rule, addressees: s.named(all, segment{1, len(all) - 1})} // "That the Director:", and "report to the Group" below
	}
	if _, ok := s.first("dated", text); ok {
		s.put(sent, &sentence{words: all}, sent.Span, reading{act: "decides", actors: []string{"ALL"}, confidence: 0.5, rule: "next-meeting"}, nil)
		return nil
	}
	if s.enumeration(sent, all, b, l) {
		return nil
	}
	if v, ok := s.gerundItem(b); ok && s.gerunds && sent.Span.Start == s.r.Of(sent.Block)[0].Span.Start {
		s.put(sent, &sentence{words: all}, sent.Span, reading{act: v.act, actors: []string{"ALL"}, action: min(1, len(all)-1), confidence: 0.6, rule: "gerund-item"}, nil)
		return nil
	}
	if len(all) == 0 {
		return nil
	}
	ws := all[label(all):]
	if len(ws) == 0 || len(ws) == 2 && shout(ws[0]) && shout(ws[1]) {
		return nil // nothing, or a title: "AGREED MINUTES"
	}
	var inherit *lead
	if first && l != nil {
		inherit = l
	}
	if inherit == nil && first && s.infinitives && s.infinitiveItem(b) {
		inherit = &lead{subject: everyone, act: "decides", agreed: true, rule: "infinitive-item"}
	}
	implied := inherit
	if implied == nil && first {
		implied = &lead{subject: everyone, rule: "implied"}
		if s.operative {
			implied.rule = "operative"
		}
	}
	if inherit != nil && document.LeadsIn(text) && s.infinitiveItem(b) {
		if at := skip(ws, 1, nil); at+1 < len(ws) {
			if v := s.words.verbs[ws[at].lower]; v.verb != nil && v.act == "requests" {
				return &lead{subject: inherit.subject, act: v.act, rule: "lead-in", addressees: s.named(ws, segment{at + 1, len(ws) - 1})} // "To request the Bank:"
			}
			if at+2 >= len(ws) { // "To promote:"
				out := s.infinitive(ws, at, reading{rule: inherit.rule}, "commits")
				return &lead{subject: inherit.subject, act: out.act, modal: true, rule: "lead-in"}
			}
		}
	}
	if out, ok := s.nominalItem(ws, inherit); ok {
		s.put(sent, &sentence{words: ws}, sent.Span, out, nil)
		return nil
	}
	p := s.parse(ws, implied)
	if opened := s.leadOf(p, ws, sent); opened != nil {
		if inherit != nil && len(opened.subject.actors) == 0 {
			opened.subject = inherit.subject
		}
		if s.tableFollows(sent) && s.tables[sent.Block+1] {
			return nil // the rows are the acts
		}
		if opened.act != "" && len(p.clauses) > 0 && (s.tableFollows(sent) || s.areasFollow(sent) || s.officersFollow(sent) || s.partiesFollow(sent) || adoptsPaper.MatchString(text) && s.paperFollows(sent) || !s.listFollows(sent) && !announces.MatchString(text)) {
			c := &p.clauses[len(p.clauses)-1]
			s.put(sent, p, sent.Span, reading{act: opened.act, actors: opened.subject.actors, action: c.end, confidence: 0.6, rule: "announced", hedged: opened.hedged}, c.group)
			return nil
		}
		if opened.inner {
			s.outcomes(sent, p, inherit)
		}
		s.beforeLead(sent, p, inherit, opened)
		return opened
	}
	if (ws[0].lower == "i" || ws[0].text == "“" || ws[0].text == "\"") && s.quoted(sent, ws) {
		return nil
	}
	n := 0
	if !seenDone(p, inherit) {
		n = s.outcomes(sent, p, inherit)
	}
	if len(p.groups) > 0 {
		s.thing = (len(p.clauses) == 0 || len(p.clauses[0].subject.actors) == 0) && n == 0 || s.thing && pronouns[ws[0].lower] && n == 0
	}
	s.own = n > 0 && (len(p.clauses) == 0 || p.clauses[0].start > 0)
	if n == 0 && first && b.Kind == document.ListItem {
		if topic := topicEnd(ws); topic > 0 && s.words.verbs[ws[topic].lower].form&(past|third) != 0 {
			n = s.outcomes(sent, s.parse(ws[topic:], implied), inherit)
		}
	}
	if n > 0 {
		if document.LeadsIn(text) {
			return &lead{subject: s.last}
		}
		return nil
	}
	if r, ok := s.first("done", text); ok && !s.endsInActor(r.Groups["what"].Shift(sent.Span.Start)) {
		s.put(sent, p, sent.Span, reading{act: "decides", actors: []string{"ALL"}, confidence: 0.6, rule: r.Rule}, nil)
		return nil
	}
	if inherit != nil && (inherit.act == "commits" || inherit.act == "decides") && s.task(sent, p) {
		return nil // "The following was agreed: Fiji to survey the reef"
	}
	if first := ws[0]; inherit != nil && inherit.act == "" && inherit.subject.whole && inherit.rule == "lead-in" && first.tag == "VBD" && strings.HasSuffix(first.lower, "ed") && !talked[first.lower] && len(ws) > 3 {
		s.put(sent, p, sent.Span, reading{act: "decides", actors: inherit.subject.actors, confidence: 0.5, rule: "deed-item"}, nil) // "The Plenary:", and "Placed Fiji under review" below
		return nil
	}
	if inherit != nil && s.inherit(sent, p, inherit) {
		if document.LeadsIn(text) {
			return &lead{subject: inherit.subject, act: inherit.act, agreed: inherit.agreed, rule: inherit.rule}
		}
		return nil
	}
	if (b.Kind == document.ListItem || len(ws) < 30) && s.task(sent, p) {
		return nil
	}
	if s.labelledAct(sent) || s.initialled(sent, p) || s.quoted(sent, ws) || s.preamble(sent, p) {
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

// beforeLead adds what a sentence does before it leads to a list: "The Council welcomed the plan and asked the Secretariat:".
func (s *survey) beforeLead(sent *extract.Sentence, p *sentence, l, opened *lead) {
	joined := opened.joined
	last, from := len(p.clauses)-1, 0
	switch {
	case joined && last >= 0 && p.clauses[last].verb != nil && schemas.IsStrong(p.clauses[last].verb.act):
		last++ // "The Committee adopted the plan and:": all of it stands before the lead-in
		for from = len(p.words) - 1; from > 0 && p.words[from].lower != "and"; from-- {
		}
	case last < 1 || p.clauses[last].from == 0:
		return
	default:
		from = p.clauses[last].from
	}
	before, own := *p, *sent
	before.clauses, before.words = p.clauses[:last], p.words[:from]
	before.groups = slices.DeleteFunc(slices.Clone(p.groups), func(g group) bool { return g.end > from })
	own.Span.End = p.words[from-1].span.End
	n := len(s.f.Outcomes)
	s.outcomes(&own, &before, l)
	if bare := before.words[len(before.words)-1]; !joined && len(s.f.Outcomes) == n+1 && s.f.Outcomes[n].Act == opened.act && len(before.clauses) > 0 && before.clauses[len(before.clauses)-1].end >= len(before.words) && bare.text != "." {
		s.f.Outcomes = s.f.Outcomes[:n] // "It examined, amended and adopted the following text:" is one act with what it leads to
	}
}

// paperFollows reports whether what comes below a sentence is no list of acts.
func (s *survey) paperFollows(sent *extract.Sentence) bool {
	next := s.r.Below(sent.Block)
	return next < 0 || s.r.Doc.Blocks[next].Kind != document.ListItem || !s.verbItem(&s.r.Doc.Blocks[next])
}

// adoptsPaper ends a sentence by which a paper was adopted that is then printed.
var adoptsPaper = pattern.MustCompile(`(?i)(?:adopted|approved|endorsed) the following (?:\p{L}+ ){0,2}(?:declaration|communiqu[eé]|statement|resolution|decision|document|plan|appeal):?[-–—]?$`)

// announces ends a sentence that says nothing but that more is to come.
var announces = pattern.MustCompile(`(?i)(?:the following|as follows)(?: \p{L}+)?[ ]?:[-–—]?$`)

// topicEnd gives the word after the colon that ends the topic an item begins with ("minutes: approved the minutes"), or 0.
func topicEnd(ws []word) int {
	depth := 0
	for j := 0; j+1 < len(ws) && j < 24; j++ {
		switch ws[j].text {
		case "(":
			depth++
		case ")":
			depth--
		case ":":
			if depth == 0 && j > 0 {
				return j + 1
			}
		}
	}
	return 0
}

// denied reports whether a clause's subject is nobody: "and no observers were on hand".
func denied(ws []word, c *clause) bool {
	at := c.from
	if connectors[ws[at].lower] && at+1 < len(ws) {
		at++
	}
	return ws[at].lower == "no"
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
		if len(c.subject.actors) > 0 && !c.shared && !denied(p.words, c) {
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
		if second, at := s.andThat(p, c, out); at != nil {
			acts = append(acts, found{second, at})
		}
		if k := skip(p.words, c.end, nil); c.verb != nil && resolving[c.verb.kind] && k < len(p.words) && p.words[k].lower == "to" {
			if at, second := s.nextInfinitive(p.words, out.action, out); at > 0 && second.act != "decides" { // "agreed to set up a fund, and to request the Bank to run it"
				acts = append(acts, found{second, &clause{group: c.group, at: c.at, from: at, subject: c.subject, shared: true}})
			}
		}
	}
	for i := range acts {
		a := &acts[i]
		for _, next := range acts[i+1:] {
			if !next.clause.behind && (next.act != a.act || !slices.Equal(next.actors, a.actors)) {
				a.until = next.clause.from
				break
			}
		}
		if i > 0 && slices.ContainsFunc(acts[:i], func(b found) bool { return b.act == a.act && slices.Equal(b.actors, a.actors) }) {
			continue
		}
		unit := sent.Span
		if i > 0 && !a.clause.behind {
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

// andThat gives what else is agreed or decided behind "and that", with the clause that says so, or nil: "agreed that trade had
// grown, and that members should keep records".
func (s *survey) andThat(p *sentence, c *clause, first reading) (reading, *clause) {
	ws := p.words
	if c.verb == nil || c.verb.kind != agreeing && c.verb.kind != deciding || !near(ws, c.end, 3, "that") {
		return reading{}, nil
	}
	for i := c.at + 1; i < len(p.groups); i++ {
		for j := c.end; j+1 < p.groups[i].start; j++ {
			if ws[j].lower == "and" && ws[j+1].lower == "that" && !relatives[ws[p.groups[i].start-1].lower] && (p.groups[i].finite || ws[p.groups[i].start].lower == "be") {
				inner := &clause{group: &p.groups[i], at: i, from: j, subject: c.subject, shared: true}
				second := s.judge(p, inner.group, j+2, reading{actors: first.actors, confidence: 0.6, rule: "agreed"})
				if c.verb.kind == deciding && second.act == "recommends" && first.act == "decides" {
					return reading{}, nil // "decided that A should be widened, and that B should be invited"
				}
				return second, inner
			}
		}
	}
	return reading{}, nil
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
		if act != "welcomes" && act != "requests" && act != "recommends" || has(act) {
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
var voicing = wordSet("recommend express thank welcome commend call urge request congratulate convey praise applaud")

func (s *survey) actorsOf(c *clause) []string {
	if len(c.subject.actors) == 0 {
		return []string{"ALL"}
	}
	return c.subject.actors
}

// actHeading is an act set like a heading: "DECISION 15/5: The plan is endorsed", "ACTION 15/6: Fiji to write to ports".
var actHeading = pattern.MustCompile(`^(?i:(?:agreed )?actions?|decisions?|recommendations?)(?: (?:no\.? ?)?[\d./-]+)?\s*[:–—]\s*\p{Lu}.*\s(?:will|shall|should|must|would|to|is|are|be|that)\s`)

// numberedAct is the label of what a meeting has concluded or decided, and its subject.
var numberedAct = pattern.MustCompile(`^(?:\p{Lu}[\p{Lu}/-]{1,9} ){0,3}(?i:(?:draft )?(conclusion|decision|resolution|recommendation)s?) (?:no\.? ?)?[\p{L}]{0,8}[/. -]?\d[\p{L}\d/.-]*(?:\s*[:–—-].*)?$`)

// thatBelow gives the lead that block i is over a block that says what was concluded: "Conclusion 25/2 – Search and rescue", and
// below it "That, States be urged to train."
func (s *survey) thatBelow(i int) *lead {
	b := s.r.Doc.Blocks[i]
	if b.Kind != document.Term && b.Kind != document.Heading && b.Kind != document.Paragraph || b.Span.Len() > 160 {
		return nil
	}
	label := numberedAct.FindStringSubmatch(s.r.Text(b.Span))
	if label == nil {
		return nil
	}
	next := s.r.Below(i)
	if next < 0 {
		return nil
	}
	if text := s.r.Text(s.r.Doc.Blocks[next].Span); !beginsThat.MatchString(text) && !thatAlone.MatchString(text) {
		return nil
	}
	l := &lead{subject: everyone, act: "decides", agreed: true, decided: true, that: true, block: i, heading: true, rule: "lead-in", span: b.Span}
	if strings.EqualFold(label[1], "recommendation") {
		l.act, l.agreed, l.decided = "recommends", false, false
	}
	return l
}

// thatAlone begins what was concluded, below its number, whatever its verb: "That the plan is endorsed", "That:".
var thatAlone = pattern.MustCompile(`^That(?:,? (?:the|an?|all|each|every|both) |,? (?:\p{Lu}[\p{L}/-]+ )+\p{Ll}|[,:]?$)`)

// beginsThat begins what was concluded: "That, States be urged to train", but not "That is why".
var beginsThat = pattern.MustCompile(`^That,? [^.;]{3,200}? (?:be|should|shall|will|would|may|must|not) `)

// itsSession begins with the number of a session: "At its forty-fourth session, in 2011, the Commission agreed". The meetings that
// are numbered so may be those that make up a session.
var itsSession = pattern.MustCompile(`^(?:\(?\d{1,3}[.)]? )?(?i:at|in|during) (?i:its|their|the) ((?:\p{L}+-)?\p{L}+|\d{1,3}(?:st|nd|rd|th)) (?:[\p{L}-]+ ){0,2}?session[ ,]`)

// ofEarlierSession reports whether a sentence tells of what was done at a session before this one.
func (s *survey) ofEarlierSession(text string) bool {
	m := itsSession.FindStringSubmatch(text)
	if m == nil || !s.f.Meeting.Ordinal.Found() || !strings.Contains(strings.ToLower(s.f.Meeting.Title.V), "session") {
		return false
	}
	n := ordinal.Value(m[1])
	return n > 0 && n < s.f.Meeting.Ordinal.V
}
