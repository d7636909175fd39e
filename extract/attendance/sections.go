package attendance

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/pattern"
	"rapporteur/extract/rule"
)

// under reads the lines that a sentence leads into: the rest of its block, then the items, lines or cells that follow.
func (s *search) under(sentence *extract.Sentence, c cue) {
	block := sentence.Block
	rest := document.Span{Start: sentence.Span.End, End: s.r.Doc.Blocks[block].Span.End}
	read := 0
	if strings.TrimSpace(s.r.Text(rest)) != "" {
		n, role, stopped := s.lines(rest, c, true, s.titledIn(splitLines(s.r.Doc.Text, rest)))
		read += n
		c.role = role
		if stopped && read > 0 {
			return
		}
	}
	s.following(block+1, c, 99, read)
}

// sections reads the lists under headings such as "List of participants".
func (s *search) sections() {
	for i, b := range s.r.Doc.Blocks {
		if !b.Kind.Body() || b.Kind == document.Cell {
			continue
		}
		if lines := splitLines(s.r.Doc.Text, b.Span); len(lines) > 1 {
			s.headedLines(i, lines)
			continue
		}
		if b.Span.Len() > 90 || b.Kind == document.Paragraph && s.hasMore(i) {
			continue
		}
		if b.Kind == document.Term {
			b.Span = s.termOf(b.Span)
		}
		if s.markedAway(i) {
			continue
		}
		if c, ok := s.heading(s.r.Text(b.Span)); ok && !s.passed[i] && !s.actBelow(i) {
			level := b.Level
			if b.Kind != document.Heading {
				level = 99
			}
			s.following(i+1, c, level, 0)
		}
	}
}

// markedAway reports whether a block says no more than that the party in the term before it did not come, and notes it: "Bolivia", and
// "Absent (with notice)".
func (s *search) markedAway(i int) bool {
	if i == 0 || s.r.Doc.Blocks[i].Kind != document.Definition || s.r.Doc.Blocks[i-1].Kind != document.Term {
		return false
	}
	party, mark := s.r.Doc.Blocks[i-1].Span, s.r.Doc.Blocks[i].Span
	if !sentRegrets.MatchString(s.r.Text(mark)) || !s.namesParty(party) {
		return false
	}
	if !s.isDone(mark) {
		s.found = slices.DeleteFunc(s.found, func(p extract.Party) bool { return party.Contains(p.Evidence[0].Span) })
		s.found = append(s.found, s.list.read(party, extract.Absentee, "marked-away", true, false)...)
		s.done = append(s.done, party, mark)
	}
	return true
}

// termOf is a term that says who was there without the dash and whose they are behind it: "Members present – Reef Parliament".
func (s *search) termOf(at document.Span) document.Span {
	if dash := dashInTerm.FindStringIndex(s.r.Text(at)); dash != nil {
		short := document.Span{Start: at.Start, End: at.Start + dash[0]}
		if _, ok := s.roleHeading(short); ok {
			return short
		}
	}
	return at
}

var dashInTerm = pattern.MustCompile(` [–—-] \p{Lu}`)

// rolls reads definition lists in which a term tells of those who sent regrets or watched: the terms that tell no role stand
// over people of those who came, or over the states that did. "Fijian Section" over its chair and commissioners, or "The Twelve"
// over twelve states, beside "Regrets"; "Fiji" over whom it sent, beside "Tonga" over "Absent".
func (s *search) rolls() {
	blocks := s.r.Doc.Blocks
	for i := 0; i < len(blocks); i++ {
		told := false
		end := i
		for ; end < len(blocks) && (blocks[end].Kind == document.Term || blocks[end].Kind == document.Definition); end++ {
			role, isRole := s.roleHeading(s.termOf(blocks[end].Span))
			told = told || blocks[end].Kind == document.Term && isRole && role != extract.Attendee || s.markedAway(end)
		}
		for term := i; told && term < end; term++ {
			if _, isRole := s.roleHeading(s.termOf(blocks[term].Span)); blocks[term].Kind == document.Term && !isRole && (len(s.r.Mentions(blocks[term].Span)) > 0 || !hasClass(s.list, blocks[term].Span, office|people)) {
				var lines []document.Span
				for below := term + 1; below < end && blocks[below].Kind == document.Definition; below++ {
					lines = append(lines, splitLines(s.r.Doc.Text, blocks[below].Span)...)
				}
				label := s.r.Text(blocks[term].Span)
				if len(lines) == 1 && s.onlyStates(lines[0]) && !saysAway.MatchString(label) && ofThoseWhoCame.MatchString(label) && !ofOtherThings.MatchString(label) {
					s.labelled(lines[0], cue{Match: rule.Match{Span: blocks[term].Span, Rule: "roll"}, role: extract.Attendee, side: "right"})
					continue
				}
				if s.namesParty(blocks[term].Span) {
					s.peopleOfState(blocks[term].Span, lines)
				} else if section.MatchString(label) {
					s.officersOf(blocks[term].Span, lines)
				}
			}
		}
		i = max(i, end-1)
	}
}

var (
	// ofThoseWhoCame is in a term over states that came.
	ofThoseWhoCame = pattern.MustCompile(`(?i)\b(?:members?|states|countries|parties|delegations|delegates|governments|participants|representatives|commissioners|seated|table|room|who|the (?:two|three|four|five|six|seven|eight|nine|ten|\p{L}+(?:een|ty|lve|even)))\b`)
	// ofOtherThings is in one over states that need not have come.
	ofOtherThings = pattern.MustCompile(`(?i)\b(?:languages?|next|last|previous|pending|new|former|invited|venues?|places?|candidates?|signator(?:y|ies)|ratified|acceded|accessions?|regions?|beneficiar(?:y|ies)|donors?|chairs?|hosts?|contacts?)\b`)
	// section is a term over the people of a part of those who meet: "Canadian Section", "Great Lakes Regional Office".
	section = pattern.MustCompile(`(?i)(?:section|delegation|side|team|office|secretariat|division|bureau|commission|committee|board|institute|agency|authority)$`)
)

// fewStates is how many states make a list of those who came.
const fewStates = 3

// onlyStates reports whether a line is nothing but the names of several states and bodies.
func (s *search) onlyStates(line document.Span) bool {
	states := 0
	for _, m := range s.r.Mentions(line) {
		if m.Of(gazetteer.State) != nil {
			states++
		}
	}
	return states >= fewStates && s.onlyNames(line)
}

// titleLength is how much stands before the name at the head of a line at most: "His Excellency Ambassador".
const titleLength = 30

// peopleOfState adds a state, or a body that the gazetteer knows, and the people who came for it.
func (s *search) peopleOfState(party document.Span, lines []document.Span) {
	if s.isDone(party) {
		return
	}
	s.found = append(s.found, s.list.read(party, extract.Attendee, "roll", true, false)...)
	own := *s.list
	own.country = s.r.Text(party)
	if m := s.r.Mentions(party); len(m) > 0 && m[0].Of(gazetteer.State) != nil {
		own.country = cmp.Or(m[0].Of(gazetteer.State).Entry.Code, own.country)
	}
	for _, line := range lines {
		if s.isDone(line) || s.saysSomething(line) {
			continue
		}
		s.found = append(s.found, slices.DeleteFunc(own.read(line, extract.Attendee, "roll", true, true), func(p extract.Party) bool { return p.Kind != "person" })...)
		s.done = append(s.done, line)
	}
	s.done = append(s.done, party)
}

// officersOf adds a body and those who came for it, if each line is a person with an office.
func (s *search) officersOf(body document.Span, lines []document.Span) {
	own := *s.list
	own.country = strings.Trim(s.r.Text(body), " :")
	var people []extract.Party
	for _, line := range lines {
		person := own.read(line, extract.Attendee, "roll", true, true)
		if s.isDone(line) || s.saysSomething(line) || len(person) == 0 || person[0].Kind != "person" || person[0].Office == "" || person[0].Evidence[0].Span.Start > line.Start+titleLength {
			return
		}
		people = append(people, person...)
	}
	if len(people) == 0 {
		return
	}
	s.found = append(append(s.found, s.list.read(body, extract.Attendee, "roll", true, false)...), people...)
	s.done = append(append(s.done, body), lines...)
}

// actBelow reports whether what stands below a block says what those did whom it names: "Participants:", and below it "Recognize
// that nets tear;".
func (s *search) actBelow(block int) bool {
	next := s.r.Below(block)
	return next >= 0 && anAct.MatchString(s.r.Text(s.r.Doc.Blocks[next].Span))
}

// anAct begins what people said or did together.
var anAct = pattern.MustCompile(`^\p{Lu}\p{L}+ (?:that|upon|with (?:\p{L}+ )?(?:concern|satisfaction|appreciation|regret|interest|gratitude)) `)

// headedLines reads a block of lines whose first or last is a heading such as "List of participants".
func (s *search) headedLines(block int, lines []document.Span) {
	for i, line := range lines {
		if i > 0 && i+1 < len(lines) || line.Len() > 90 {
			continue
		}
		role, ok := s.roleHeading(line)
		if !ok {
			continue
		}
		c := cue{Match: rule.Match{Span: line, Rule: "heading-line"}, role: role, side: "under"}
		rest := lines[i+1:]
		read, stopped := 0, false
		for _, l := range rest {
			var n int
			n, c.role, stopped = s.lines(l, c, true, s.titledIn(rest))
			if read += n; stopped {
				return
			}
		}
		s.following(block+1, c, 99, read)
		return
	}
}

// titledIn reports whether a line begins with a form of address: then names without one are addresses.
func (s *search) titledIn(lines []document.Span) bool {
	for _, line := range lines {
		if comma := strings.IndexByte(s.r.Text(line), ','); comma > 0 {
			line.End = line.Start + comma // an office may be that of a body
		}
		if words := wordsOf(s.r.Doc.Text, line); len(words) > 0 && s.list.words.of(words[0].text)&title != 0 && isUpper(words[0].text) && s.list.words.of(words[0].text)&office == 0 && !hasClass(s.list, line, body) {
			return true
		}
	}
	return false
}

// groupHeading parts a list of participants by what they are.
var groupHeading = pattern.MustCompile(`(?i)^(?:[ivx\d]+[.)] )?(?:(?:full |associate |other |cooperating |contracting )?(?:members?(?: states| countries| governments| nations)?(?: and (?:associate )?members?(?: states| countries| governments| nations| organi[sz]ations)?)?|part(?:y|ies)|non-members?|non-contracting parties)(?: of (?:the )?[\p{L} -]{3,60})?|(?:inter-?governmental|non-?governmental|international|regional|partner|united nations|un|other)[\p{L}, -]{0,40}(?:organi[sz]ations?|agencies|bodies|institutions)|(?:[\p{L}-]+ ){1,2}(?:organi[sz]ations|agencies|institutions|constituencies)(?: and (?:the )?secretariats[\p{L} ]{0,30})?|(?:other|observer|invited|guest|non-member|non-party|non-contracting) (?:states|countries|governments)|alternates?|cosponsors|(?:\p{L}+ )?secretariat|(?:office|secretariat) of (?:the )?[\p{L} -]{2,60}|host (?:country|government)|invited (?:experts|guests|speakers)|experts|guests|officers|bureau|chair(?:man|person|woman)?s?|vice-chairs?|rapporteurs?|interpreters|support staff|civil society|donors|partners|development partners|(?-i:For (?:the )?\p{Lu}[\p{Lu}-]{2,9}))[ :.]*$`)

// observerBodies says that the bodies of a report came as observers.
var observerBodies = pattern.MustCompile(`(?i)observer (?:organi[sz]ations|agencies|bodies)|observers from (?:[\p{L}-]+ ){0,3}(?:organi[sz]ations|agencies|bodies)`)

// titleBlocks is how many blocks a document's titles stand among.
const titleBlocks = 20

// underGroup reports whether a line parts a list, and the role of those after it.
func (s *search) underGroup(at document.Span, role extract.Role) (extract.Role, bool) {
	text := s.r.Text(at)
	if len(text) > 90 || !groupHeading.MatchString(text) {
		return role, false
	}
	lower := strings.TrimRight(strings.ToLower(text), " :.")
	own, of := strings.CutSuffix(lower, " secretariat")
	if before, body, found := strings.Cut(lower, " of "); found && (strings.HasSuffix(before, "office") || strings.HasSuffix(before, "secretariat")) {
		own, of = strings.TrimPrefix(body, "the "), true
	}
	if of && !strings.Contains(strings.ToLower(s.meeting.Title.V), own) && !slices.ContainsFunc(s.r.Doc.Blocks[:min(titleBlocks, len(s.r.Doc.Blocks))], func(b document.Block) bool {
		return b.Kind == document.Title && strings.Contains(strings.ToLower(s.r.Text(b.Span)), own)
	}) {
		return role, false // that of another body is one of those who came
	}
	s.list.country = ""
	s.bodies = listsBodies(text)
	if s.bodies && observerBodies.MatchString(s.r.Doc.Text) {
		return extract.Observer, true
	}
	if !s.bodies && role == extract.Observer {
		role = extract.Attendee // "Secretariat", behind the observers
	}
	return role, true
}

// listsBodies reports whether a heading says that bodies stand below it.
func listsBodies(heading string) bool {
	lower := strings.ToLower(heading)
	return (strings.Contains(lower, "organi") || strings.Contains(lower, "agencies") || strings.Contains(lower, "bodies")) && !strings.HasPrefix(lower, "member")
}

// signerName is a line that is nothing but a name.
var signerName = pattern.MustCompile(`^(?:\p{Lu}[\p{L}.’'-]* ){1,5}\p{Lu}[\p{L}’'-]+$`)

var signsFor = pattern.MustCompile(`^(?i:for (?:and on behalf of )?(?:the )?(?:governments? of )?(?:the )?)`)

// signatures reads the blocks below a joint document, "For the Republic of X" and a name, or the name first: who signs was
// there.
func (s *search) signatures() {
	s.signedBelow()
	type signature struct{ line, before, name document.Span }
	var signed []signature
	first := true // names stand before what they sign for
	lines := s.bodyLines()
	for i, line := range lines {
		text := s.r.Text(line)
		lead := signsFor.FindString(text)
		name, behind, _ := strings.Cut(text[len(lead):], ",")
		if at := trimSpace(s.r.Doc.Text, document.Span{Start: line.End - len(behind), End: line.End}); !at.Empty() && s.titledIn([]document.Span{at}) {
			continue // "for Fiji, Mr A, Minister of Trade": an entry of a list
		}
		rest := trim(s.r.Doc.Text, document.Span{Start: line.Start + len(lead), End: line.Start + len(lead) + len(name)})
		if lead == "" || line.Len() > 90 || s.isDone(rest) || !s.namesParty(rest) || i+1 == len(lines) {
			continue
		}
		before := lines[max(i-1, 0)]
		signed = append(signed, signature{rest, before, lines[i+1]})
		first = first && signerName.MatchString(s.r.Text(before)) && len(s.r.Mentions(before)) == 0
	}
	if len(signed) < 2 {
		return
	}
	for _, x := range signed {
		s.found = append(s.found, s.list.read(x.line, extract.Attendee, "signature", false, false)...)
		if first {
			x.name = x.before
		}
		// "for the Kingdom of Tonga: | Hon. Ana Pita, Minister of Trade": the name may come with its office.
		if words := wordsOf(s.r.Doc.Text, x.name); x.name.Len() < 60 && len(words) > 1 && len(words) < 7 || s.titledIn([]document.Span{x.name}) {
			s.found = append(s.found, s.list.read(x.name, extract.Attendee, "signature", true, true)...)
		}
	}
}

// signedMark stands before a signer's name: "(Signed) J. F. Vula".
var signedMark = pattern.MustCompile(`^\((?i:signed|sgd\.?)\)[ :]+(\p{Lu}[\p{L}.’' -]{3,50})$`)

// signedBelow reads the lines of a signer's name behind such a mark, each with an office below it.
func (s *search) signedBelow() {
	lines := s.bodyLines()
	for i, line := range lines[:max(len(lines)-1, 0)] {
		m := signedMark.FindStringSubmatchIndex(s.r.Text(line))
		if m == nil || !s.titledIn([]document.Span{lines[i+1]}) && s.list.officeLess(lines[i+1]) {
			continue
		}
		name := document.Span{Start: line.Start + m[2], End: line.Start + m[3]}
		s.found = append(s.found, extract.Party{Role: extract.Attendee, Name: s.r.Text(name), Kind: "person", Confidence: 0.8, Evidence: []extract.Evidence{{Span: name, Rule: "signature"}}})
		s.found = append(s.found, s.list.read(lines[i+1], extract.Attendee, "signature", true, false)...)
	}
}

// signersLines is how many lines from its end a joint document's signers stand at most.
const signersLines = 15

// signers reads the people at a joint document's end, each with an office of a state that attended: "Jone Vula, Prime Minister of Fiji".
func (s *search) signers() {
	came := map[string]bool{}
	for _, p := range s.found {
		if p.Role == extract.Attendee && p.Kind == "state" {
			came[p.Code] = true
		}
	}
	var signed []extract.Party
	lines := s.bodyLines()
	for _, line := range lines[max(0, len(lines)-signersLines):] {
		name, held, ok := strings.Cut(s.r.Text(line), ", ")
		if ok && signerName.MatchString(name) && headOffice.MatchString(held) && line.Len() <= 120 && !s.isDone(line) && !s.saysSomething(line) {
			if who := s.list.read(line, extract.Attendee, "signature", true, true); len(who) == 2 && who[0].Kind == "person" && who[1].Kind == "state" && came[who[1].Code] {
				signed = append(signed, who...)
				continue
			}
		}
		if len(signed) < 2*fewSigners {
			signed = nil // they follow each other
		}
	}
	if len(signed) >= 2*fewSigners {
		s.found = append(s.found, signed...)
	}
}

// fewSigners is how many sign a joint document at least; each is a person and a state.
const fewSigners = 2

// headOffice begins the office of those who sign for a state.
var headOffice = pattern.MustCompile(`^(?:the )?(?:(?:Deputy|Vice|First|Acting|Federal|State|Union|Cabinet) )*(?:President|Prime Minister|Premier|Chancellor|Minister|Foreign Minister|Secretary of|Secretary for|King|Emir|Sultan|Ambassador|Head of Government|Governor|Commissioner|Foreign Secretary|(?:\p{Lu}\p{Ll}+ )?Minister)\b`)

// noteMark refers to a note, behind a word.
var noteMark = pattern.MustCompile(`^ ?(\*{1,3}|[†‡]|[¹²³]|\[\d\]|\(\d\)|\d)(?:[\s,.;)]|$)`)

// notedLists reads the lists in notes to those who are counted: "Ministers of 21 members* gathered", and below "* Fiji; Samoa; Tonga".
func (s *search) notedLists() {
	notes := map[string][]document.Span{} // lists, by their marks
	for _, b := range s.r.Doc.Blocks {
		list, mark := b.Span, b.Marker
		if m := noteMark.FindStringSubmatch(s.r.Text(list)[:min(list.Len(), longestMark)]); mark == "" && m != nil {
			mark = m[1]
			list = trimSpace(s.r.Doc.Text, document.Span{Start: list.Start + len(mark), End: list.End})
		}
		if isMark.MatchString(mark) && list.Len() < longestNote && s.onlyNames(list) && len(s.list.parts(list)) > 2 {
			notes[mark] = append(notes[mark], list)
		}
	}
	for _, p := range s.found {
		end := p.Evidence[0].Span.End
		mark := noteMark.FindStringSubmatch(s.r.Doc.Text[end:min(len(s.r.Doc.Text), end+longestMark)])
		if p.Kind != "group" || mark == nil {
			continue
		}
		if i := slices.IndexFunc(notes[mark[1]], func(list document.Span) bool { return list.Start > end }); i >= 0 {
			s.found = append(s.found, s.list.read(notes[mark[1]][i], p.Role, "noted-list", false, false)...)
		}
	}
}

const (
	longestMark = 8    // how many bytes a note's mark and what follows it have at most,
	longestNote = 2000 // and how many a note that lists who came
)

// isMark is the mark of a note.
var isMark = pattern.MustCompile(`^(?:\*{1,3}|[†‡]|[¹²³]|\[\d\]|\(\d\)|\d)$`)

// bodyLines are the lines of the blocks that are part of the report.
func (s *search) bodyLines() []document.Span {
	var lines []document.Span
	for _, b := range s.r.Doc.Blocks {
		if b.Kind.Body() {
			lines = append(lines, splitLines(s.r.Doc.Text, b.Span)...)
		}
	}
	return lines
}

// delegations reads runs of lines that each begin with a state and go on with a person: "Fiji: Hon. X, Minister of Y".
// They list who is present without a cue.
func (s *search) delegations() {
	var run []document.Span
	flush := func() {
		if len(run) >= 3 {
			for _, line := range run {
				s.found = append(s.found, s.list.read(line, extract.Attendee, "state-and-person-lines", true, true)...)
				s.done = append(s.done, line)
			}
		}
		run = nil
	}
	for _, b := range s.r.Doc.Blocks {
		if !b.Kind.Body() {
			continue
		}
		for _, line := range splitLines(s.r.Doc.Text, b.Span) {
			if b.Kind != document.Cell && !s.isDone(line) && s.isDelegation(line) {
				run = append(run, line)
				continue
			}
			flush()
		}
	}
	flush()
}

func (s *search) isDelegation(line document.Span) bool {
	mentions := s.r.Mentions(line)
	if len(mentions) == 0 || mentions[0].Span.Start > line.Start+4 || mentions[0].Of(gazetteer.State) == nil || line.Len() > 300 {
		return false
	}
	rest := strings.TrimLeft(s.r.Doc.Text[mentions[0].Span.End:line.End], " ")
	if rest == "" || !strings.ContainsAny(rest[:1], ":–-(,") && !strings.HasPrefix(rest, "—") {
		return false
	}
	words := wordsOf(s.r.Doc.Text, document.Span{Start: line.End - len(rest), End: line.End})
	for _, w := range words[:min(3, len(words))] {
		if s.list.words.of(w.text)&title != 0 && isUpper(w.text) {
			return true
		}
	}
	return false
}

// delegationOf is a line over those whom a state sent: "Fijian delegation", "Composition of the delegation of Fiji".
var delegationOf = pattern.MustCompile(`^(?i:(?:\(?[a-z\d]{1,3}[.)] )?(?:(?:list|composition|members) of (?:the )?)?(?:(?:from|for|on) )?(?:the )?)(?:(?:\p{Lu}[\p{L}’'.-]*(?: of| and| the)* ){1,6}(?i:delegation|side)|(?i:delegation|side) (?i:of|from) (?i:the )?\p{Lu}[\p{L} ’'.-]{2,50}?)(?i: members)?[ .:]*$`)

// sides reads what stands under the names of the delegations of two states or more: a line for each of their people, or a row.
func (s *search) sides() {
	type side struct {
		heading document.Span
		name    gazetteer.Mention
		people  []document.Span
	}
	var all []side
	states := map[string]bool{}
	for i, b := range s.r.Doc.Blocks {
		if !b.Kind.Body() || b.Kind == document.Cell || b.Span.Len() > 90 || s.isDone(b.Span) || !delegationOf.MatchString(s.r.Text(b.Span)) {
			continue
		}
		m := s.r.Mentions(b.Span)
		if len(m) != 1 || m[0].Of(gazetteer.State) == nil || m[0].Of(gazetteer.State).Entry.Code == "" {
			continue
		}
		people := s.peopleBelow(i)
		if len(people) == 0 || !s.titledIn(people) {
			continue
		}
		all = append(all, side{b.Span, m[0], people})
		states[m[0].Of(gazetteer.State).Entry.Code] = true
	}
	if len(states) < 2 {
		return
	}
	for _, side := range all {
		s.addState(side.name, extract.Attendee, "delegation-heading")
		own := *s.list
		own.country = side.name.Of(gazetteer.State).Entry.Code
		for _, at := range side.people {
			parties := own.read(at, extract.Attendee, "delegation-heading", true, s.titledIn([]document.Span{at}))
			s.found = append(s.found, slices.DeleteFunc(parties, func(p extract.Party) bool { return p.Kind != "person" })...)
			s.done = append(s.done, at)
		}
		s.done = append(s.done, side.heading)
	}
}

// addState adds the state that stands over the people whom it sent.
func (s *search) addState(name gazetteer.Mention, role extract.Role, rule string) {
	state := name.Of(gazetteer.State).Entry
	s.found = append(s.found, extract.Party{Role: role, Name: s.r.Text(name.Span), Kind: "state", Code: state.Code, Canonical: state.Name, Confidence: 0.9,
		Evidence: []extract.Evidence{{Span: name.Span, Rule: rule}}})
}

// peopleBelow are the lines, or the cells that begin with a person's title, of the list or table right below a block.
func (s *search) peopleBelow(block int) (people []document.Span) {
	below := s.r.Below(block)
	if below < 0 {
		return nil
	}
	table := s.r.Doc.Blocks[below].Kind == document.Cell
	for next := below; next >= 0; next = s.r.Below(next) {
		b := s.r.Doc.Blocks[next]
		if table != (b.Kind == document.Cell) || table && b.Table != s.r.Doc.Blocks[below].Table || b.Kind == document.Heading || s.isDone(b.Span) {
			return people
		}
		for _, line := range splitLines(s.r.Doc.Text, b.Span) {
			line.Start += len(lineMarker.FindString(s.r.Text(line)))
			titled := s.titledIn([]document.Span{line})
			switch {
			case table && titled:
				people = append(people, line)
			case !table && (line.Len() > 200 || s.saysSomething(line) || delegationOf.MatchString(s.r.Text(line)) || !titled && !isOneEntry(s, line)):
				return people
			case !table:
				people = append(people, line)
			}
		}
	}
	return people
}

// hasMore reports whether a paragraph is running text rather than a label.
func (s *search) hasMore(block int) bool {
	return len(s.r.Of(block)) > 1 || strings.HasSuffix(s.r.Text(s.r.Doc.Blocks[block].Span), ".")
}

// following reads blocks as entries, until one that is none: a heading of the same level or above that names no party,
// or running text.
func (s *search) following(from int, c cue, level, read int) {
	prose, semicolon := 0, false
	defer func() { s.list.country, s.bodies, s.unended = "", false, "" }()
	for i := from; i < len(s.r.Doc.Blocks); i++ {
		b := s.r.Doc.Blocks[i]
		if !b.Kind.Body() {
			continue
		}
		if lines := splitLines(s.r.Doc.Text, b.Span); c.side != "under" && len(lines) > 0 && len(s.labelsIn(lines[0])) > 0 {
			return // read behind its own label
		}
		if b.Kind == document.Cell {
			end := i
			for end+1 < len(s.r.Doc.Blocks) && s.r.Doc.Blocks[end+1].Kind == document.Cell {
				end++
			}
			if next := s.r.Below(end); c.side != "under" || read > 0 || next < 0 || s.r.Doc.Blocks[next].Kind != document.Heading || s.r.Doc.Blocks[i-1].Kind != document.Heading {
				return // tables are read as tables
			}
			i = end // and more groups may stand below it
			continue
		}
		if c.rule("we-below") && !beginsOffice.MatchString(s.r.Text(b.Span)) {
			return // "having met for the Fourth Summit", "encouraged the University"
		}
		if b.Kind == document.Heading {
			b.Span = s.firstLanguage(b.Span)
			role, isRole := s.roleHeading(b.Span)
			switch {
			case observerFor.MatchString(s.r.Text(b.Span)) && len(s.r.Mentions(b.Span)) == 1:
				s.list.country = "" // over the people whom one state sent to observe
			case isRole:
				s.passed[i] = true
				c.role, s.list.country, s.bodies = role, "", listsBodies(s.r.Text(b.Span))
				continue
			case s.bodies && acronymBehind.MatchString(s.r.Text(b.Span)):
				s.addBody(b.Span, c)
				read++
				continue
			case s.onlyParty(b.Span) && s.r.Mentions(b.Span)[0].Of(gazetteer.State) == nil && s.titledIn(s.peopleBelow(i)):
				s.list.country = ""
				s.found = append(s.found, s.list.read(b.Span, c.role, c.Match.Rule, true, false)...)
				s.list.country = s.r.Mentions(b.Span)[0].Of(gazetteer.Organization).Entry.Code
				read++
				continue // "FAO" over those who came for it
			case s.namesParty(b.Span):
				s.list.country = ""
			case s.isGroup(b.Span, &c):
				continue
			case read > 0 && s.namedByInitials(b.Span) && s.titledIn(s.peopleBelow(i)):
				s.found = append(s.found, extract.Party{Role: c.role, Name: s.r.Text(b.Span), Kind: "organization", Code: s.r.Text(b.Span), Confidence: 0.7,
					Evidence: []extract.Evidence{{Span: b.Span, Rule: c.Match.Rule}}})
				s.list.country = s.r.Text(b.Span)
				read++
				continue
			case read > 0 && hasClass(s.list, b.Span, body) && s.titledIn(s.peopleBelow(i)):
				s.list.country = ""
				s.found = append(s.found, s.list.read(b.Span, c.role, c.Match.Rule, true, false)...)
				s.list.country = strings.Trim(acronymBehind.ReplaceAllString(s.r.Text(b.Span), ""), " :")
				continue // "JOINT AUTHORITY (JA)" over those who came for it, behind the states
			case c.side == "under" && b.Level > level && level > 0 && level < 99:
				continue
			default:
				return
			}
		}
		if s.markedAway(i) {
			continue
		}
		if b.Kind == document.Paragraph && i > from && (s.r.Doc.Blocks[from-1].Kind == document.Term || s.r.Doc.Blocks[i-1].Kind == document.Definition && !headedByLabel.MatchString(s.r.Text(b.Span))) {
			return // behind the terms
		}
		if b.Kind == document.Term && s.r.Doc.Blocks[from-1].Kind == document.Term {
			role, isRole := s.roleHeading(s.termOf(b.Span))
			if !isRole && !s.namesParty(b.Span) && !s.isGroup(b.Span, &c) {
				return // the next term is about something else
			}
			if isRole {
				s.passed[i] = true
				c.role, s.list.country = role, ""
			}
			if !s.namesParty(b.Span) {
				continue
			}
		}
		if lines := splitLines(s.r.Doc.Text, b.Span); len(lines) > 1 && len(lines) < 4 && c.side == "under" && strings.ToUpper(s.r.Text(b.Span)) == s.r.Text(b.Span) && s.isGroup(lines[0], &c) {
			continue // the same in other languages
		}
		if text := s.r.Text(b.Span); read > 0 && b.Kind == document.Paragraph && document.LeadsIn(text) {
			if cues := s.cues(text, b.Span.Start); len(cues) == 1 && cues[0].side != "left" && len(s.r.Mentions(b.Span)) == 0 {
				c.role, s.list.country = cues[0].role, "" // "by observers from the following States:"
				s.done = append(s.done, b.Span)
				continue
			}
		}
		if also := alsoBehind.FindString(s.r.Text(b.Span)); read > 0 && also != "" && b.Kind == document.Paragraph {
			if sentences := s.r.Of(i); len(sentences) > 0 {
				rest := document.Span{Start: b.Span.Start + len(also), End: sentences[0].Span.End}
				s.readRight(rest, s.listEnd(&sentences[0], rest.Start), c)
			}
			return
		}
		item := semicolon || b.Kind == document.ListItem || b.Kind == document.Heading || b.Kind == document.Term || b.Kind == document.Definition
		items, role, stopped := s.lines(b.Span, c, item, s.titledIn(splitLines(s.r.Doc.Text, b.Span)))
		c.role = role
		read += items
		semicolon = items > 0 && strings.HasSuffix(s.r.Text(b.Span), ";")
		if stopped {
			if prose++; prose > 2 || c.side != "under" {
				return
			}
		}
	}
}

// namedByInitials reports whether a heading is initials that no list has and that the text has elsewhere, too.
func (s *search) namedByInitials(at document.Span) bool {
	short := s.r.Text(at)
	return acronymOnly.MatchString(short) && s.list.words.of(short) == 0 && strings.Count(s.r.Doc.Text, short) > 1
}

// beginsOffice begins a line with somebody's office or title.
var beginsOffice = pattern.MustCompile(`^(?:[Tt]he )?(?:\p{Lu}\p{L}+ )?(?:H\.? ?E\.|Mr|Mrs|Ms|Dr|Hon|(?:His|Her|Their) |Presidents? |Prime Minister|Ministers? |Chancellor|King |Queen |Sultan|Emir|Amir|Heads? of |Chief |Secretary|Commissioner|Governors? |Representatives? |Chair|Foreign |Crown Prince|Vice|Deputy)`)

// headedByLabel is a paragraph with a label at its head: "Invited as observers: A and B".
var headedByLabel = pattern.MustCompile(`^[^.:;]{3,60}: `)

// alsoBehind begins a paragraph that goes on with the sentence before a list: "and by representatives of FAO".
var alsoBehind = pattern.MustCompile(`^(?:and|as well as|together with|along with)(?: also)? (?:by |with |of )?(?:the )?`)

// acronymBehind ends a body's name: "REEF ENGINEERS’ SOCIETY (RES)".
var acronymBehind = pattern.MustCompile(`\s*\((\p{Lu}[\p{L}&/-]*)[\p{L} ]*\)$`)

// addBody adds the body that a heading names, with its acronym.
func (s *search) addBody(at document.Span, c cue) {
	acronym := acronymBehind.FindStringSubmatchIndex(s.r.Text(at))
	name := document.Span{Start: at.Start, End: at.Start + acronym[0]}
	s.found = append(s.found, extract.Party{Role: c.role, Name: s.r.Text(name), Kind: "organization", Code: s.r.Text(at)[acronym[2]:acronym[3]], Confidence: 0.7,
		Evidence: []extract.Evidence{{Span: name, Rule: c.Match.Rule}}})
}

// languages part a heading that says the same in several languages: "EGYPT - ÉGYPTE - EGIPTO", "Observers / Observateurs".
var languages = pattern.MustCompile(` [-–—/] `)

// firstLanguage is the first piece of a heading in several languages, or all of a heading in one. The pieces behind the
// first name nobody else.
func (s *search) firstLanguage(at document.Span) document.Span {
	cut := languages.FindStringIndex(s.r.Text(at))
	if cut == nil {
		return at
	}
	first, rest := document.Span{Start: at.Start, End: at.Start + cut[0]}, document.Span{Start: at.Start + cut[1], End: at.End}
	codes := func(at document.Span) []string {
		var codes []string
		for _, m := range s.r.Mentions(at) {
			if c := m.Of(gazetteer.State); c != nil {
				codes = append(codes, c.Entry.Code)
			} else if c := m.Of(gazetteer.Organization); c != nil {
				codes = append(codes, c.Entry.Code)
			}
		}
		return codes
	}
	own := codes(first)
	if slices.ContainsFunc(codes(rest), func(c string) bool { return !slices.Contains(own, c) }) {
		return at
	}
	_, isRole := s.roleHeading(first)
	if isRole || s.namesParty(first) || groupHeading.MatchString(s.r.Text(first)) {
		return first
	}
	return at
}

// isGroup is underGroup that sets the role of c.
func (s *search) isGroup(at document.Span, c *cue) bool {
	role, ok := s.underGroup(at, c.role)
	c.role = role
	return ok
}

func (s *search) roleHeading(at document.Span) (extract.Role, bool) {
	c, ok := s.heading(s.r.Text(at))
	return c.role, ok
}

// heading reads a text as the heading of a list of those who were there.
func (s *search) heading(text string) (cue, bool) {
	ready := s.finder.rules.Read(text)
	for _, r := range s.finder.headings {
		if m, ok := r.FindIn(ready); ok {
			return cue{Match: m, role: r.role, side: r.side}, true
		}
	}
	return cue{}, false
}

// namesParty reports whether a short stretch is the name of a state or body, as a heading over its people.
func (s *search) namesParty(at document.Span) bool {
	covered := 0
	for _, m := range s.r.Mentions(at) {
		if m.Of(gazetteer.State) != nil || m.Of(gazetteer.Organization) != nil {
			covered += m.Span.Len()
		}
	}
	return covered > 0 && covered*10 >= at.Len()*6
}

var (
	sentenceEnd = pattern.MustCompile(`[\p{Ll})]{2}\.$`)
	roleLine    = pattern.MustCompile(`(?i)^(?:and )?(?:the following |other )?(?:[\p{L} -]{0,50})(?:organi[sz]ations|countries|states|governments|observers?|participants|members|delegations?|parties)(?: of| from)?[ ]?:$`)
)

// lineMarker is an item's marker that a reader has left in the text: "(a) ", "12. ".
var lineMarker = pattern.MustCompile(`^(?:\(?(?:[a-z]|[ivx]{1,5}|\d{1,3})[.)]|[•·*–-]) +`)

// lines reads the lines of a stretch as entries. It gives their number, the role after them (a line such as
// "Observers:" changes it), and whether it came upon running text.
func (s *search) lines(at document.Span, c cue, item, titled bool) (read int, role extract.Role, stopped bool) {
	role = c.role
	peopledHere := false
	ended := strings.HasSuffix(strings.TrimSpace(s.r.Text(at)), ";")
	all := s.wholeLines(at)
	for k, line := range all {
		item = item || ended
		ended = strings.HasSuffix(s.r.Text(line), ";") // so the next is the last item
		marker := len(lineMarker.FindString(s.r.Text(line)))
		line.Start += marker
		text := s.r.Text(line)
		if text == "" || s.isDone(line) {
			continue
		}
		if n := len(s.found); n > 0 && sentRegrets.MatchString(text) && (k > 0 && k == len(all)-1 || strings.ContainsAny(text, "[(") || whatTheyDid.MatchString(text)) && s.found[n-1].Kind != "person" && s.found[n-1].Evidence[0].Span.End > line.Start-nameAbove {
			s.found[n-1].Role, s.list.country = extract.Absentee, ""
			continue
		}
		if next, ok := s.roleHeading(line); ok {
			role, s.list.country = next, ""
			continue
		}
		if roleLine.MatchString(text) {
			s.bodies = strings.Contains(strings.ToLower(text), "organi")
			if strings.Contains(strings.ToLower(text), "observer") {
				role = extract.Observer
			}
			continue
		}
		if read > 0 && len(s.labelsIn(line)) > 0 {
			return read, role, true // read behind its own label
		}
		if next, ok := s.underGroup(line, role); ok && c.side == "under" {
			role = next
			continue
		}
		if list := s.leadingList(line); !list.Empty() {
			c.role = role
			s.labelled(list, c)
			return read + 1, role, true
		}
		own := s.cues(text, line.Start)
		if c.side == "under" && sentenceEnd.MatchString(text) && slices.ContainsFunc(own, func(o cue) bool { return o.role == extract.Attendee && !o.opening }) {
			return read, role, true // a sentence that says itself who came
		}
		if len(own) > 0 && sentenceEnd.MatchString(text) {
			s.list.country = "" // it says itself who came
		}
		if servants.MatchString(text) {
			role, s.list.country = c.role, ""
		}
		if entries := s.entries(line); len(entries) > 3 && (c.side == "under" || sideOf.MatchString(text)) {
			c.role = role
			if len(own) > 0 && own[0].side == "right" && own[0].Span.Start < line.Start+len("the following ") {
				c.role = own[0].role // "The observers included A; B; C; and D"
			}
			s.sideSent(line, c)
			read += len(entries)
			continue
		}
		if !s.isEntry(line, item || marker > 0) {
			return read, role, true
		}
		lineCue := c
		lineCue.role = role
		if role == extract.Attendee && stayedHome.MatchString(text) {
			lineCue.role = extract.Absentee
		}
		if observerFor.MatchString(text) {
			role, lineCue.role = extract.Observer, extract.Observer
		}
		if i := slices.IndexFunc(own, func(o cue) bool { return o.role != extract.Attendee }); i >= 0 && !andAsObserver.MatchString(text) {
			lineCue.role = own[i].role
			s.unended = ""
			if own[i].side == "right" && !sentenceEnd.MatchString(text) {
				s.unended = own[i].role // "The observers included (i) the", and on the next line
			}
		} else if s.unended != "" {
			lineCue.role = s.unended
			if sentenceEnd.MatchString(text) {
				s.unended = ""
			}
		}
		names := !titled || s.titledIn([]document.Span{line})
		parties := s.list.read(line, lineCue.role, c.Match.Rule, isOneEntry(s, line), names)
		if s.bodies && !titled && !hasClass(s.list, line, title|office) && !fileNumber.MatchString(text) && !slices.ContainsFunc(parties, func(p extract.Party) bool { return p.Kind != "person" }) {
			parties = []extract.Party{{Role: lineCue.role, Name: s.r.Text(line), Kind: "organization", Confidence: 0.6,
				Evidence: []extract.Evidence{{Span: line, Rule: c.Match.Rule}}}}
		}
		s.peopled = s.peopled || slices.ContainsFunc(parties, func(p extract.Party) bool { return p.Kind == "person" })
		if s.list.country != "" && !s.peopled {
			s.list.country = "" // what was taken for a label over people was an entry
			parties = s.list.read(line, lineCue.role, c.Match.Rule, isOneEntry(s, line), names)
		}
		if s.list.country != "" {
			parties = slices.DeleteFunc(parties, func(p extract.Party) bool { return p.Kind == "organization" }) // where its people work
		}
		address := s.list.country == "" && peopledHere // where the person above comes from
		s.done = append(s.done, line)
		if address && s.bodies && !slices.ContainsFunc(parties, func(p extract.Party) bool { return p.Kind == "person" }) {
			continue
		}
		s.found = append(s.found, parties...)
		peopledHere = peopledHere || slices.ContainsFunc(parties, func(p extract.Party) bool { return p.Kind == "person" })
		heads := c.side == "under" || strings.ToUpper(text) == text || observerFor.MatchString(text)
		if heads && len(parties) == 1 && (parties[0].Kind == "state" || parties[0].Code == "EU") && (s.namesParty(line) || observerFor.MatchString(text)) && !address {
			s.peopled = false
			s.list.country = parties[0].Code // a label: those after it are its people
		}
		read++
	}
	return read, role, false
}

// whatTheyDid begins a note that is no label over others: "Apologised", but not "Apologies".
var whatTheyDid = pattern.MustCompile(`^(?i:(?:has |have )?apologi[sz]ed|unable to attend|not represented)(?:[ .]|$)`)

// sentRegrets is a note below a party that nobody came for it: "[Apologised for absence / Excusé]".
var sentRegrets = pattern.MustCompile(`^[\[(]?(?i:(?:has |have )?(?:apologi[sz]ed|apologies(?: received)?|regrets|excused?|absent|not represented|no representative|unable to attend)(?: for (?:(?:his|her|their|its) )?absence)?(?: (?:with|without) (?:notice|apolog(?:y|ies)))?(?: ?\((?:with|without)[^()]{2,20}\))?(?: ?/[^\])]{2,40})?)[\])]?[.]?$`)

// nameAbove is how far above such a note the name stands at most.
const nameAbove = 80

// fileNumber is in a line that no body is called.
var fileNumber = pattern.MustCompile(`_|\d{3}`)

// observerFor is a line over the people whom one state sent to observe: "OBSERVER FOR FIJI".
var observerFor = pattern.MustCompile(`^(?i:observers?) (?i:for|from) (?i:the )?\p{Lu}[\p{L} ’'-]{2,50}:?$`)

// servants begins a line of those who served the meeting, behind those whom states sent.
var servants = pattern.MustCompile(`^(?i:(?:joint |co-|conference |executive )*(?:secretar(?:y|ies|iat)|rapporteurs?|interpreters?|note[- ]takers?)(?: of the [\p{L} ]{3,30})?) ?:`)

// sideOf begins a line with whom one side sent: "For the Republic of Fiji: Ana Pita, Minister; …".
var sideOf = pattern.MustCompile(`^(?i:(?:for|from|on the part of) )(?:the )?\p{Lu}[^;:.]{2,60}: `)

// sideSent reads a line of several entries between semicolons, which may begin with the side that sent them.
func (s *search) sideSent(line document.Span, c cue) {
	label := len(sideOf.FindString(s.r.Text(line)))
	if label == 0 {
		s.labelled(line, c)
		return
	}
	side := s.list.read(document.Span{Start: line.Start, End: line.Start + label - len(": ")}, c.role, c.Match.Rule, true, false)
	s.found = append(s.found, side...)
	country := s.list.country
	if len(side) == 1 && side[0].Kind == "state" {
		s.list.country = side[0].Code
	}
	n := len(s.found)
	s.labelled(document.Span{Start: line.Start + label, End: line.End}, c)
	if s.list.country != "" {
		people := slices.DeleteFunc(slices.Clone(s.found[n:]), func(p extract.Party) bool { return p.Kind == "organization" }) // where they work
		s.found = append(s.found[:n], people...)
	}
	s.list.country = country
}

// leadingList is the first sentence of a line that goes on with running text, where it is nothing but a list of four names
// or more; else it is empty.
func (s *search) leadingList(line document.Span) document.Span {
	i := s.r.SentenceAt(line.Start)
	if i == len(s.r.Sentences) {
		return document.Span{}
	}
	sentence := &s.r.Sentences[i]
	if sentence.Span.Start > line.Start || sentence.Span.End >= line.End || len(sentence.Mentions) < 4 ||
		slices.ContainsFunc(sentence.Tokens, isFinite) || strings.Contains(s.r.Text(sentence.Span), ":") {
		return document.Span{}
	}
	return document.Span{Start: line.Start, End: sentence.Span.End}
}

// isOneEntry tells a line that is one entry from one that enumerates several states or bodies.
func isOneEntry(s *search, line document.Span) bool {
	states := 0
	for _, m := range s.r.Mentions(line) {
		if c := m.Of(gazetteer.State); c != nil && c.Form != gazetteer.Demonym {
			states++
		}
	}
	classes := 0
	for _, w := range wordsOf(s.r.Doc.Text, line) {
		classes |= s.list.words.of(w.text)
	}
	parts := s.list.parts(line)
	named := len(parts) > 1 && len(parts[0].mentions) == 0 && len(wordsOf(s.r.Doc.Text, parts[0].span)) > 1
	return states < 3 && (classes&(office|title) != 0 || states == 0 || states == 1 && named)
}

// isEntry reports whether a line can be an entry of a list rather than running text.
func (s *search) isEntry(line document.Span, item bool) bool {
	text := s.r.Text(line)
	mentions := s.r.Mentions(line)
	named := s.beginsParty(line, mentions)
	if len(text) > 400 && !named || !isUpper(text) && !item && !named {
		return false
	}
	finite := 0
	for _, sentence := range s.r.Sentences {
		if !sentence.Span.Overlaps(line) {
			continue
		}
		for _, t := range sentence.Tokens {
			if line.Contains(t.Span) && isFinite(t) {
				finite++
			}
		}
	}
	if finite > 0 && (sentenceEnd.MatchString(text) || finite > 1 || !item) {
		return false
	}
	return item || len(mentions) > 0 || hasClass(s.list, line, title|office|body) || len(text) < 60
}

// beginsParty reports whether a line begins with a party, in whatever case: several of them ("the Republic of Fiji, Samoa and Tonga"),
// one and no more ("the Kingdom of Tonga"), or one that sent somebody ("from Fiji – Mr A").
func (s *search) beginsParty(line document.Span, mentions []gazetteer.Mention) bool {
	if len(mentions) == 0 {
		return false
	}
	text, first := s.r.Text(line), mentions[0].Span
	article := strings.HasPrefix(text, "the ")
	switch {
	case len(mentions) > 2 && (first.Start == line.Start || article && first.Start <= line.Start+len("the ")):
		return true
	case len(mentions) == 1 && article && strings.TrimRight(text[len("the "):], ",;.") == s.r.Text(first):
		return true
	}
	sender := comesFrom.FindString(text)
	return sender != "" && first.Start == line.Start+len(sender)
}

// comesFrom begins a line with whom somebody was sent by.
var comesFrom = pattern.MustCompile(`^(?:from|for) (?:the )?`)

func hasClass(l *list, at document.Span, class int) bool {
	for _, w := range wordsOf(l.text, at) {
		if l.words.of(w.text)&class != 0 {
			return true
		}
	}
	return false
}

// wholeLines are the lines of a stretch; one that breaks off within a name ("the Republic of") has the next with it.
func (s *search) wholeLines(at document.Span) []document.Span {
	var whole []document.Span
	for _, line := range splitLines(s.r.Doc.Text, at) {
		if n := len(whole); n > 0 && brokenOff.MatchString(s.r.Text(whole[n-1])) {
			whole[n-1].End = line.End
			continue
		}
		whole = append(whole, line)
	}
	return whole
}

var brokenOff = pattern.MustCompile(`\s(?:of|of the|to the|for|and|the|for the)$`)

func splitLines(text string, at document.Span) []document.Span {
	var lines []document.Span
	start := at.Start
	for i := at.Start; i <= at.End; i++ {
		if i == at.End || text[i] == '\n' {
			if line := trimSpace(text, document.Span{Start: start, End: i}); !line.Empty() {
				lines = append(lines, line)
			}
			start = i + 1
		}
	}
	return lines
}

func trimSpace(text string, at document.Span) document.Span {
	s := text[at.Start:at.End]
	at.Start += len(s) - len(strings.TrimLeft(s, " \n"))
	at.End = at.Start + len(strings.TrimSpace(s))
	return at
}
