// Package attendance finds who took part in a meeting, who observed and who stayed away.
//
// A cue in a sentence ("attended by", "as observers", "apologies from"), a heading ("List of participants") or a table's
// columns say that a list stands beside it or under it, and in which role; the list's own grammar gives the parties.
package attendance

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/pattern"
	"rapporteur/extract/rule"
	"rapporteur/extract/text"
)

//go:embed attendance.yaml
var builtin embed.FS

// Finder finds participants.
type Finder struct {
	rules                     *rule.Set
	headings, labels, running []cueRule // the rules by where their cues stand: over a list, at a line's beginning, in a sentence
	words                     vocabulary
}

// cueRule is a rule with what its values say.
type cueRule struct {
	*rule.Rule
	role                     extract.Role
	side                     string
	opening, speakers, visit bool
}

// New returns the finder with the built-in rules and those of the user's folder, which may be nil.
func New(user fs.FS) (*Finder, error) {
	rules, err := rule.Load(builtin, user, "attendance.yaml", rule.Values{
		"role": {string(extract.Attendee), string(extract.Observer), string(extract.Absentee)},
		"side": {"right", "left", "both", "under", "within"}, "opening": {"yes"}, "speakers": {"only"}, "after": {"attendance", "visit"},
	})
	if err != nil {
		return nil, fmt.Errorf("attendance: %w", err)
	}
	words, err := readWords(wordTable)
	if err != nil {
		return nil, fmt.Errorf("attendance: %w", err)
	}
	f := &Finder{rules: rules, words: words}
	for _, r := range rules.Rules {
		v := r.Values
		if v["role"] == "" || v["side"] == "" {
			return nil, fmt.Errorf("attendance: %s: rule %s: values need a \"role\" and a \"side\"", r.At(), r.Name)
		}
		c := cueRule{r, extract.Role(v["role"]), v["side"], v["opening"] != "", v["speakers"] != "", v["after"] == "visit"}
		switch c.side {
		case "under":
			f.headings = append(f.headings, c)
		case "label":
			f.labels = append(f.labels, c)
		default:
			f.running = append(f.running, c)
		}
	}
	return f, nil
}

// Name is the finder's name in messages.
func (*Finder) Name() string { return "attendance" }

// Rules are the rules that files hold.
func (f *Finder) Rules() []*rule.Rule { return f.rules.Rules }

// Find adds the parties of a document.
func (f *Finder) Find(r *extract.Reading, out *extract.Findings) {
	s := &search{finder: f, r: r, passed: map[int]bool{}, list: &list{text: r.Doc.Text, words: f.words, reading: r, french: saysMonsieur(r.Doc.Text)}, meeting: &out.Meeting}
	s.labels()
	s.sections()
	s.rolls()
	s.sides()
	s.tables()
	s.delegations()
	s.signatures()
	for i := range r.Sentences {
		s.sentence(&r.Sentences[i])
	}
	s.apposed()
	s.notedLists()
	s.signers()
	if !s.knowsWhoCame() {
		s.speakersToo = true // the report names its participants as speakers only
		for i := range r.Sentences {
			s.sentence(&r.Sentences[i])
		}
	}
	s.invitedObservers()
	s.allMembers()
	s.groupLabels()
	for _, opening := range []func(){s.openingList, s.openingPeople, s.openingTitled} {
		if !s.knowsWhoCame() {
			opening()
		}
	}
	if !s.knowsStates() && !s.openingTable() {
		s.openingStates()
	}
	s.speakers()
	s.twoStates()
	out.Parties = append(out.Parties, withoutCounts(withoutSenders(s.withoutNamed(awayWithAll(asTold(merge(s.found))))))...)
	s.nameChairs(out)
	s.warn(out)
}

// nameChairs gives a chair who is called by one name alone the full one, where one person of that name came: "chaired by Minister Yun".
func (s *search) nameChairs(out *extract.Findings) {
	for i := range out.Meeting.Chairs {
		chair := &out.Meeting.Chairs[i]
		var full []extract.Party
		for _, p := range out.Parties {
			if words := strings.Fields(p.Name); p.Kind == "person" && len(words) > 1 && slices.Contains(words, chair.V) {
				full = append(full, p)
			}
		}
		if len(full) == 1 {
			chair.V = full[0].Name
			chair.Evidence = append(chair.Evidence, extract.Evidence{Span: full[0].Evidence[0].Span, Rule: chair.Evidence[0].Rule, Inferred: true})
		}
	}
}

var (
	// whoTheyWere leads from how many came to who they were: "Nineteen members were there (A, B and C)", "that is to say A, B and C".
	whoTheyWere = pattern.MustCompile(`: (?:that is(?: to say)?,? )?| \(|,? (?:namely|viz\.?|to wit|i\.e\.|that is(?: to say)?|in other words)[,:]? `)
	// quantity is in words that count those who came, or say that all did.
	quantity = pattern.MustCompile(`(?i)\b(?:\d{1,3}|all|every|each|half|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\p{L}+)?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\p{L}+teen)\b`)
	// wereThere are words by which those who are counted were there.
	wereThere = pattern.MustCompile(`(?i)\b(?:signed the (?:attendance )?(?:register|sheet|list|book)|(?:was|were) there|had (?:come|travelled|gathered|assembled)|turned up|answered the roll|took their seats|participants?,? comprising)\b`)
	// nearTheList is at most what stands between these words, or a cue, and the list: nothing that counts something else.
	nearTheList = pattern.MustCompile(`(?i)^(?:(?: (?:at|in) (?:the|this|its) (?:[\p{L}-]+ ?){1,4})?,?|(?: [\p{L}-]+){0,6}? (?:from|of|by|comprising|representing) (?:the )?(?:\d{1,3}|[\p{L}-]+)(?: [\p{L}-]+){0,2} (?:members?|states|countries|parties|delegations|governments|signatories|administrations|economies|parliaments|organi[sz]ations)(?: of (?:the )?\p{L}+(?: \p{L}+){0,3})?)$`)
	// withinStates ends in words that tell where something is done: "courses in three states".
	withinStates = pattern.MustCompile(`(?i)\b(?:in|across|within|throughout|on|for|about|concerning)(?: (?:the|its|their|all|some|over|\p{L}+|\d+)){0,3} (?:member |coastal |island )?(?:states|countries|territories|areas|places|towns|regions|surveys?|stud(?:y|ies)|projects?)$`)
	// theStates begins a sentence that says who they were of whom the sentence before told that they came.
	theStates = pattern.MustCompile(`^(?i:the|these) (?i:(?:states|countries|delegations|governments|administrations|economies))(?: (?i:were)[:,]?| ?:)(?: |$)`)
)

// apposed reads the lists of names that say who those were that a sentence has counted: nothing else of the sentence tells it.
func (s *search) apposed() {
	for i := range s.r.Sentences[:min(len(s.r.Sentences), apposedSentences)] {
		sentence := &s.r.Sentences[i]
		kind := s.r.Block(sentence).Kind
		if kind == document.Heading || kind == document.Footnote || kind == document.Cell || len(sentence.Mentions) < 3 || sentence.Span.Len() > apposedLength {
			continue
		}
		text := s.r.Text(sentence.Span)
		if m := theStates.FindStringIndex(text); m != nil && s.spokeOfAttendance(sentence, 1) {
			s.apposedList(document.Span{Start: sentence.Span.Start + m[1], End: sentence.Span.End}, extract.Attendee)
			continue
		}
		for _, m := range whoTheyWere.FindAllStringIndex(text, -1) {
			list := document.Span{Start: sentence.Span.Start + m[1], End: sentence.Span.End}
			if text[m[1]-1] == '(' {
				end := strings.IndexByte(text[m[1]:], ')')
				if end < 0 {
					continue
				}
				list.End = list.Start + end
			}
			before := text[:m[0]]
			if !quantity.MatchString(before) {
				continue
			}
			if role := s.tellsOf(before, sentence.Span.Start); role != "" && s.apposedList(list, role) {
				break
			}
		}
	}
}

const (
	apposedSentences = 60   // how far into a report such lists stand
	apposedLength    = 3000 // bytes of a sentence that holds one
)

// tellsOf is the role of which words before a list tell, "" for none: that of the last cue.
func (s *search) tellsOf(before string, at int) extract.Role {
	if withinStates.MatchString(before) || toCome.MatchString(before) || elsewhere.MatchString(before) {
		return ""
	}
	cues := s.cues(before, at)
	for i := len(cues) - 1; i >= 0; i-- {
		if c := cues[i]; !c.opening && !c.rule("except") {
			if !nearTheList.MatchString(before[c.Span.End-at:]) {
				return ""
			}
			return c.role
		}
	}
	if all := wereThere.FindAllStringIndex(before, -1); len(all) > 0 && nearTheList.MatchString(before[all[len(all)-1][1]:]) {
		return extract.Attendee
	}
	return ""
}

// apposedList reads a list of three names or more that nothing has read before, and reports whether it is one.
func (s *search) apposedList(list document.Span, role extract.Role) bool {
	if end := strings.IndexByte(s.r.Text(list), ';'); end > 0 {
		list.End = list.Start + end
	}
	list = trim(s.r.Doc.Text, list)
	if len(s.list.parts(list)) < 3 || !s.onlyNames(list) || slices.ContainsFunc(s.found, func(p extract.Party) bool { return p.Kind != "group" && list.Contains(p.Evidence[0].Span) }) {
		return false
	}
	s.found = append(s.found, s.list.read(list, role, "apposed", false, false)...)
	s.done = append(s.done, list)
	return true
}

// openingBlocks is how far into a report a list behind a colon still tells who came.
const openingBlocks = 15

// ofOthers are words before a list's colon that say of it something else than that those listed came.
var ofOthers = pattern.MustCompile(`(?i)\b(?:members?|membership|parties|signator\p{L}+|ratif\p{L}+|acced\p{L}+|depositar\p{L}+|next|future|languages?|distribution|copy|copies|sent|addressed|from|to|cc|tags?|topics?|countries covered|projects?|beneficiar\p{L}+|not|absent|apolog\p{L}+|observers?|are|is)\b`)

// knowsWhoCame reports whether attendees have been found by name.
func (s *search) knowsWhoCame() bool {
	return slices.ContainsFunc(s.found, func(p extract.Party) bool { return p.Role == extract.Attendee && p.Kind != "group" })
}

var (
	// allCame says that all of those who belong to what met were there, in what kind.
	allCame = pattern.MustCompile(`(?i)\ball (?:of )?(?:the |its |their |our )?(?:[\p{L}\d-]+ ){0,2}?(members?|member (?:states|countries|parties|governments)|participating (?:governments|states|countries)|(?:contracting )?parties)(?: (?:except|but|save|with the exception)[^.;]{2,100}?)? (?:were (?:represented|present|in attendance)|attended|took part|participated)\b`)
	// belong leads to those who belong to it: "The Participating Governments are: A, B and C".
	belong = pattern.MustCompile(`(?i)(members?|member (?:states|countries|parties|governments)|participating (?:governments|states|countries)|(?:contracting )?parties)(?: of (?:the )?[^.:;,]{2,60})? are ?:? `)
)

// allMembers takes for attendees the states that the report lists, wherever, as those who belong to what met, if it says that all of
// them were there; those who it says were not are none.
func (s *search) allMembers() {
	if s.knowsStates() {
		return
	}
	for i := range s.r.Sentences {
		came := &s.r.Sentences[i]
		all := allCame.FindStringSubmatch(s.r.Text(came.Span))
		if all == nil {
			continue
		}
		for k := range s.r.Sentences {
			listed := s.r.Sentences[k].Span
			m := belong.FindStringSubmatchIndex(s.r.Text(listed))
			if m == nil || !strings.EqualFold(s.r.Text(listed)[m[2]:m[3]], all[1]) {
				continue
			}
			list := document.Span{Start: listed.Start + m[1], End: listed.End}
			if len(s.r.Mentions(list)) < longRow || !s.onlyNames(list) {
				continue
			}
			for _, p := range s.list.read(list, extract.Attendee, "all-members", false, false) {
				if !slices.ContainsFunc(s.found, func(o extract.Party) bool { return o.Role == extract.Absentee && identity(o) == identity(p) }) {
					p.Confidence = min(p.Confidence, 0.8)
					p.Evidence = append(p.Evidence, extract.Evidence{Span: came.Span, Rule: "all-members"})
					s.found = append(s.found, p)
				}
			}
			return
		}
	}
}

// openingList takes for attendees those whom the first list of names behind a colon names, in a report that says in no
// other way who came: "Participation was wide: A, B, C and D".
func (s *search) openingList() {
	n := 0
	for _, b := range s.r.Doc.Blocks {
		if !b.Kind.Body() || b.Kind == document.Heading || b.Kind == document.Cell || b.Kind == document.Footnote {
			continue
		}
		if n++; n > openingBlocks {
			return
		}
		for _, line := range splitLines(s.r.Doc.Text, b.Span) {
			text := s.r.Text(line)
			colon := strings.Index(text, ": ")
			if colon < 3 || colon > 60 || ofOthers.MatchString(text[:colon]) {
				continue
			}
			list := document.Span{Start: line.Start + colon + 2, End: min(line.End, s.sentenceEnd(line.Start+colon+2))}
			states := 0
			for _, m := range s.r.Mentions(list) {
				if m.Of(gazetteer.State) != nil && m.Of(gazetteer.State).Form != gazetteer.Demonym {
					states++
				}
			}
			if states < 3 || !s.onlyNames(list) {
				continue
			}
			s.supposed(list, "opening-list", false, true)
			return
		}
	}
}

var (
	// peopleOfStates stands before the first of the states whose people a report's opening names.
	peopleOfStates = pattern.MustCompile(`(?i)\b(?:ministers?|delegates?|delegations?|representatives?|experts?|officials?|leaders|heads|presidents|participants|governments?|specialists|deputies|commissioners|directors|governors|chiefs|focal points?|coordinators|parliamentarians|speakers|authorities|members|envoys|scientists|officers)\b[^.;:]{0,120}? (?:of|from|for)(?: the)?(?: (?:member |participating )?(?:states|countries|parties|governments|economies))? $`)
	// notThere are words with which a sentence speaks of others than those who came.
	notThere   = pattern.MustCompile(`(?i)\b(?:members? of the|are the members|consists? of|comprises|ratif\p{L}+|signator\p{L}+|acced\p{L}+|exports?|imports?|such as|will|would|should|may|next|previous|last year|earlier|projects?|absen\p{L}+|apolog\p{L}+|unable|not|congratulat\p{L}+|condolences|thank\p{L}*|visited|election|ceasefire|conflict|supports?|supported|stud(?:y|ies)|published|died|killed|trains?|trained|helps|assists)\b`)
	listGoesOn = pattern.MustCompile(`^(?:\*|\d)?(?: \([^()]{1,40}\))?(?:[,;] (?:and |as well as )?|,? and |/ ?)(?:(?:of|from|for|[Tt]he) )*$`)
)

// openingPeople takes for attendees the states whose people one of a report's first sentences names, three or more in a list, in
// a report that says in no way known who came: "High authorities of fishing from A, B, C and D saw each other again in E".
func (s *search) openingPeople() {
	for i := range s.r.Sentences[:min(firstSentences+3, len(s.r.Sentences))] {
		sentence := &s.r.Sentences[i]
		if k := s.r.Block(sentence).Kind; k == document.Heading || k == document.Footnote || k == document.Cell || notThere.MatchString(s.r.Text(sentence.Span)) {
			continue
		}
		var list []gazetteer.Mention
		for _, m := range sentence.Mentions {
			state := m.Of(gazetteer.State)
			named := state != nil && state.Form != gazetteer.Demonym
			body := m.Of(gazetteer.Organization) != nil && !named // "A, B, the European Union, C"
			if n := len(list); (named || body) && n > 0 && listGoesOn.MatchString(s.r.Doc.Text[list[n-1].Span.End:m.Span.Start]) {
				list = append(list, m)
				continue
			}
			if len(list) > 2 {
				break
			}
			list = nil
			if before := (document.Span{Start: sentence.Span.Start, End: m.Span.Start}); named && before.Len() < longestOpening && s.endsInPeople(before) {
				list = append(list, m)
			}
		}
		if len(list) < 3 {
			continue
		}
		at := document.Span{Start: list[0].Span.Start, End: list[len(list)-1].Span.End}
		if behindObservers.MatchString(s.r.Text(document.Span{Start: at.End, End: sentence.Span.End})) {
			continue
		}
		s.supposed(at, "opening-people", false, false)
		return
	}
}

// behindObservers says of those before it that they observed: "attended the Opening Session as observers".
var behindObservers = pattern.MustCompile(`^[^.;:]{0,80}?\bas (?:an )?(?:invited |special )?observers?\b`)

// knowsStates reports whether a state is known to have attended, or a number of others.
func (s *search) knowsStates() bool {
	n := 0
	for _, p := range s.found {
		switch {
		case p.Role != extract.Attendee || p.Kind == "group":
		case p.Kind == "state":
			return true
		default:
			n++
		}
	}
	return n > 3
}

// openingStates takes for attendees the states of the first long list of states in a report's opening, where no state is known to
// have attended, if the words before it may say that they came. Their people may stand before them, or lines of their own may begin
// with them.
func (s *search) openingStates() {
	n, headed := 0, false
	var rows []document.Span // lines, one below the other, that begin with a state
	for i := range s.r.Doc.Blocks {
		b := &s.r.Doc.Blocks[i]
		headed = headed || b.Kind == document.Heading
		if !b.Kind.Body() || b.Kind == document.Heading || b.Kind == document.Footnote {
			continue
		}
		if n++; n > firstBlocks+len(rows) {
			break
		}
		for _, line := range splitLines(s.r.Doc.Text, b.Span) {
			if headed && b.Kind != document.Cell && s.beginsWithState(line) {
				rows = append(rows, line)
			} else if len(rows) < longRow {
				rows = nil
			}
		}
		if len(rows) > 0 && rows[len(rows)-1].End == b.Span.End {
			continue
		}
		if len(rows) >= longRow {
			break
		}
		for _, sentence := range s.r.Of(i) {
			list, people := s.rowOfStates(&sentence)
			if len(list) < longRow && !(people && len(list) > 2) {
				continue
			}
			at := document.Span{Start: list[0].Span.Start, End: list[len(list)-1].Span.End}
			if people {
				at.Start = s.firstOfPeople(&sentence, at.Start)
				if strings.HasPrefix(s.r.Doc.Text[at.End:sentence.Span.End], ")") {
					at.End++
				}
			}
			text := func(from, to int) string { return s.r.Text(document.Span{Start: from, End: to}) }
			before := text(sentence.Span.Start, at.Start)
			switch {
			case s.isDone(at) || notThere.MatchString(text(at.End, sentence.Span.End)):
				continue
			case people && membersLabel.MatchString(before) && !notAttending.MatchString(before): // "Members of the Council: Ana Pita (Fiji), …"
			case s.saysOther(text(sentence.Span.Start, list[0].Span.Start)) || !s.tellsOfMeeting(text(b.Span.Start, at.Start), people):
				continue
			}
			s.supposed(at, "opening-states", false, people)
			return
		}
	}
	if len(rows) < longRow || slices.ContainsFunc(rows, s.isDone) || s.saysOther(s.above(rows[0])) {
		return
	}
	if alone := func(row document.Span) bool { return s.r.Mentions(row)[0].Span.End == row.End }; slices.ContainsFunc(rows, alone) && !s.tellsOfMeeting(s.above(rows[0]), false) {
		return
	}
	for _, row := range rows {
		state := s.r.Mentions(row)[0]
		s.supposed(state.Span, "opening-states", true, false)
		s.list.country = state.Of(gazetteer.State).Entry.Code
		s.supposed(trim(s.r.Doc.Text, document.Span{Start: state.Span.End, End: row.End}), "opening-states", true, true)
		s.list.country = ""
	}
}

// openingTable takes for attendees the people of a table that stands early in a report and has a state and then a person, with a
// title or an office, in each row; it reports whether there is one.
func (s *search) openingTable() bool {
	for _, t := range s.tablesOf() {
		if t.first > 3*openingBlocks {
			return false
		}
		var rows []int
		for _, row := range t.order {
			cells := t.rows[row]
			if !s.isState(cells[0]) || len(cells[1]) != 1 || s.isDone(cells[0][0]) {
				continue
			}
			who := cells[1][0]
			name, office, _ := strings.Cut(s.r.Text(who), ",")
			titled := s.titledIn([]document.Span{who}) || signerName.MatchString(name) && len(office) > 0
			if titled && !s.saysSomething(who) {
				rows = append(rows, row)
			}
		}
		if len(rows) < 3 || 10*len(rows) < 7*len(t.order) {
			continue
		}
		if above := s.above(t.rows[rows[0]][0][0]); s.saysOther(above) || ofContacts.MatchString(above) || ofContacts.MatchString(s.firstRow(t)) {
			continue
		}
		heads := map[string][]int{"state": {0}, "person": {1}}
		n := len(s.found)
		for _, row := range rows {
			s.row(t, row, heads, extract.Attendee, "")
		}
		for i := range s.found[n:] {
			p := &s.found[n+i]
			p.Confidence = min(p.Confidence, 0.5)
		}
		return true
	}
	return false
}

// ofContacts heads a table of people who are to be written to.
var ofContacts = pattern.MustCompile(`(?i)\b(?:contacts?|focal|embass\p{L}+|missions?|address\p{L}*|notified|correspondents?|e-?mail|authors?)\b`)

// firstRow is the text of a table's first row.
func (s *search) firstRow(t *table) string {
	var text []string
	for _, cells := range t.rows[t.order[0]] {
		for _, cell := range cells {
			text = append(text, s.r.Text(cell))
		}
	}
	slices.Sort(text)
	return strings.Join(text, " ")
}

// rowOfStates is the longest row of states in a sentence, each of them in brackets behind people or none.
func (s *search) rowOfStates(sentence *extract.Sentence) (list []gazetteer.Mention, people bool) {
	for _, m := range sentence.Mentions {
		state, union := m.Of(gazetteer.State), len(list) > 0 && m.Of(gazetteer.Organization) != nil && m.Of(gazetteer.Organization).Entry.Code == "EU"
		if !union && (state == nil || state.Form == gazetteer.Demonym) {
			continue
		}
		if n := len(list); n > 0 {
			between := s.r.Doc.Text[list[n-1].Span.End:m.Span.Start]
			inPeople := nextPerson.MatchString(between)
			if n > 1 && inPeople != people || !inPeople && !listGoesOn.MatchString(between) {
				if n >= longRow {
					break
				}
				list = nil
			} else {
				people = inPeople
			}
		}
		list = append(list, m)
	}
	return list, people && len(list) > 1
}

// nextPerson stands between two states in brackets: "), Ana Pita (".
var nextPerson = pattern.MustCompile(`^\)[,;]? (?:and )?\p{Lu}[^,;:()]{3,60} \($`)

// firstOfPeople is where the first of the people begins whose state, in brackets, stands at a position.
func (s *search) firstOfPeople(sentence *extract.Sentence, at int) int {
	before := s.r.Doc.Text[sentence.Span.Start:at]
	if i := strings.LastIndexAny(before, ":;,\n"); i >= 0 {
		return sentence.Span.Start + i + 1
	}
	return sentence.Span.Start
}

// beginsWithState reports whether a line is a state, or one and what may be its people: words that begin with a capital, and
// no figures.
func (s *search) beginsWithState(line document.Span) bool {
	m := s.r.Mentions(line)
	if line.Len() > 160 || len(m) == 0 || m[0].Span.Start != line.Start || m[0].Of(gazetteer.State) == nil || m[0].Of(gazetteer.State).Form == gazetteer.Demonym {
		return false
	}
	who := trim(s.r.Doc.Text, document.Span{Start: m[0].Span.End, End: line.End})
	return (who.Empty() || whoStands.MatchString(s.r.Text(who))) && !s.saysSomething(line)
}

// whoStands is what may name people, or their offices.
var whoStands = pattern.MustCompile(`^[–—:(,-]? ?\p{Lu}[^\d%]+$`)

// tellsOfMeeting reports whether words before a list of states, or of people, may say that those listed came: they tell of people
// who meet, or end in a colon, or there are none; not of where something is.
func (s *search) tellsOfMeeting(before string, people bool) bool {
	before = strings.TrimSpace(before)
	return before == "" || !endsInPlace.MatchString(before) && (ofMeetingPeople.MatchString(before) || people && strings.HasSuffix(before, ":"))
}

var (
	endsInPlace     = pattern.MustCompile(`(?i)\b(?:in|on|about|between|against)(?: the)?$`)
	ofMeetingPeople = pattern.MustCompile(`(?i)\b(?:delegat\p{L}+|represent\p{L}+|ministers?|leaders?|heads?|participants?|participated|attend\p{L}+|attendance|present|presence|seats?|table|room|came|met|gathered|assembled|arrived|joined|answer\p{L}*|roll|sent|took part|taking part|(?:they|these|those|who) were|counted|with us|spoke|voted|contact points|administrations|commissions|officials|experts|directors|governors|envoys|ambassadors|teams|around|round)\b`)
	// membersLabel leads in to people who belong to what meets.
	membersLabel = pattern.MustCompile(`(?i)^(?:members?|commissioners?|directors?|governors?|delegates?|ministers?|heads?|representatives?|participants?|experts?)(?: (?:of|on) [^:]{3,60}| present)? ?:\s*$`)
)

// above is the text of the block of the body before a line, or what stands before it in its own.
func (s *search) above(line document.Span) string {
	text := ""
	for _, b := range s.r.Doc.Blocks {
		if b.Span.Contains(line) {
			if b.Span.Start < line.Start {
				return s.r.Doc.Text[b.Span.Start:line.Start]
			}
			break
		}
		if b.Kind.Body() {
			text = s.r.Text(b.Span)
		}
	}
	return text
}

// saysOther reports whether words before a list of states say of it something else than that those listed came.
func (s *search) saysOther(before string) bool {
	return notThere.MatchString(before) || ofWhat.MatchString(before)
}

// notAttending are words before a list of people who were not there, or as observers only.
var notAttending = pattern.MustCompile(`(?i)\b(?:absen\p{L}+|apolog\p{L}+|regrets?|excus\p{L}+|observ\p{L}+|unable|not|former|next|elected|distribution|cc|copies|prepared|winners?|awards?|officers|new|late|authors?|contacts|contact (?:persons?|details|list)|remembered)\b`)

// firstBlocks is how far into a report a list of states of which nothing else is said may tell who came.
const firstBlocks = 6

// longRow is how many states make a list of those who came, if nothing says so.
const longRow = 5

// ofWhat are words before a list of states that say of it something else than that those listed came.
var ofWhat = pattern.MustCompile(`(?i)\b(?:membership|members?(?: \p{L}+)?(?: are| is|:)|(?:parties|party|states) to the|depositar\p{L}+|future|languages?|distribution|copies|addressed|cc|tags?|topics?|countries covered|beneficiar\p{L}+|observers?|observed|regrets?|excus\p{L}+|missing|away|empty|vacant|candidates?|elected|composed|invited|invitations?|visits?|missions?|outreach|reported|situation|applications?|covers?|catch(?:es)?|struck|prepared|winners?|awards?|officers|late|authors?|contacts|contact (?:persons?|details|list)|remembered|past)\b`)

// openingTitled takes for attendees the people whom the first lines of a report list, three or more, each with a title and with
// whom each is of, in a report that says in no other way who came.
func (s *search) openingTitled() {
	var list []document.Span
	n := 0
	for _, b := range s.r.Doc.Blocks {
		if !b.Kind.Body() || b.Kind == document.Heading || b.Kind == document.Footnote {
			continue
		}
		if n++; n > openingBlocks+len(list) {
			break
		}
		if titled := b.Span.Len() < 160 && len(s.r.Mentions(b.Span)) > 0 && s.titledIn([]document.Span{b.Span}) && !s.saysSomething(b.Span); titled {
			list = append(list, b.Span)
			continue
		}
		if len(list) > 2 {
			break
		}
		list = nil
	}
	if len(list) < 3 {
		return
	}
	for _, at := range list {
		s.supposed(at, "opening-people", true, true)
	}
}

// supposed takes for attendees those whom a stretch names of which nothing but its place says that they came.
func (s *search) supposed(at document.Span, rule string, line, names bool) {
	for _, p := range s.list.read(at, extract.Attendee, rule, line, names) {
		p.Confidence = min(p.Confidence, 0.5)
		s.found = append(s.found, p)
	}
	s.done = append(s.done, at)
}

// endsInPeople reports whether a stretch ends in people and "of", with no verb between.
func (s *search) endsInPeople(at document.Span) bool {
	m := peopleOfStates.FindStringIndex(s.r.Text(at))
	return m != nil && !s.saysSomething(document.Span{Start: at.Start + m[0], End: at.End})
}

// longestOpening is how many bytes stand at most before the first of the states whose people open a report.
const longestOpening = 250

var invitedTo = pattern.MustCompile(`(?i)(?:was|were|had been|has been|have been) (?:also )?invited (?:to (?:attend|participate|take part)(?: in [^.;]{3,40})? )?as (?:an )?observers?`)

// andCame goes on from an invitation that was followed.
var andCame = pattern.MustCompile(`^,? and (?:also )?(?:did so|came|attended|took part|participated|(?:was|were) (?:also )?present)`)

// invitedObservers makes observers of those who attended and whom the report says elsewhere to have been invited as such.
func (s *search) invitedObservers() {
	invited := map[string]bool{}
	for i := range s.r.Sentences {
		sentence := &s.r.Sentences[i]
		loc := invitedTo.FindStringIndex(s.r.Text(sentence.Span))
		if loc == nil || andCame.MatchString(s.r.Text(sentence.Span)[loc[1]:]) {
			continue
		}
		list := document.Span{Start: sentence.Span.Start, End: sentence.Span.Start + loc[0]}
		for _, p := range s.list.read(list, extract.Observer, "invited", false, false) {
			if p.Code != "" {
				invited[p.Code] = true
			}
		}
		s.found = slices.DeleteFunc(s.found, func(p extract.Party) bool { return p.Role == extract.Observer && list.Contains(p.Evidence[0].Span) })
	}
	for i := range s.found {
		if p := &s.found[i]; p.Role == extract.Attendee && invited[p.Code] {
			p.Role = extract.Observer
		}
	}
}

// search is the state of one document's search.
type search struct {
	finder  *Finder
	r       *extract.Reading
	list    *list
	meeting *extract.Meeting
	found   []extract.Party
	done    []document.Span // stretches whose lists have been read
	passed  map[int]bool    // blocks that head a list which has been read behind another's

	readBytes []uint64 // of the text, as bits: those of done
	marked    int      // how many of done they hold

	speakersToo bool
	looked      map[string]document.Span // surname → where it stands in full
	peopled     bool                     // people have been read under the label of their country
	bodies      bool                     // the lines being read are those of organisations
	unended     extract.Role             // of the sentence that goes on in the next line
}

// isDone reports whether a stretch overlaps one whose list has been read: a bit for each byte of the text remembers those.
func (s *search) isDone(at document.Span) bool {
	if s.readBytes == nil {
		s.readBytes = make([]uint64, len(s.r.Doc.Text)/64+1)
	}
	for ; s.marked < len(s.done); s.marked++ {
		for i := s.done[s.marked].Start; i < s.done[s.marked].End; i++ {
			s.readBytes[i/64] |= 1 << (i % 64)
		}
	}
	for i := at.Start; i < at.End; i++ {
		if s.readBytes[i/64]>>(i%64)&1 != 0 {
			return true
		}
	}
	return false
}

// cue is a place in a sentence that says in which role the names beside it stand.
type cue struct {
	rule.Match
	role    extract.Role
	side    string
	opening bool // counts only in a report's opening, with two parties or more
}

// cues are the cues of a text, in order, none overlapping; at is the text's position in the document.
func (s *search) cues(text string, at int) []cue {
	var cues []cue
	ready := s.finder.rules.Read(text)
	for _, r := range s.finder.running {
		if r.speakers && !s.speakersToo || r.visit && !s.visit() {
			continue
		}
		for _, m := range r.FindAllIn(ready) {
			m.Span = m.Span.Shift(at)
			for name, group := range m.Groups {
				m.Groups[name] = group.Shift(at)
			}
			c := cue{Match: m, role: r.role, side: r.side, opening: r.opening}
			if c.rule("as-observers") && (s.enclosed(m.Span) || strings.HasSuffix(text[:m.Span.Start-at], "well ")) {
				continue // of the one name before them, or "as well as an observer"
			}
			if before := text[:m.Span.Start-at]; c.role == extract.Absentee && c.side == "right" && strings.LastIndexByte(before, '(') > strings.LastIndexByte(before, ')') && strings.ContainsRune(text[m.Span.Start-at:], ')') && strings.Contains(before, ",") {
				continue // of one name in a list: "Libya (represented, in the absence of its minister, by Ms A), Malawi"
			}
			if c.rule("represented-state") && strings.HasSuffix(text[:m.Span.Start-at], "(") && strings.HasPrefix(text[m.Span.End-at:], ",") {
				continue // the same, by this word
			}
			if c.rule("coming-from") && s.stateNext(document.Span{Start: c.Span.End, End: at + len(text)}).Empty() {
				continue // "representing governments and industry"
			}
			i := slices.IndexFunc(cues, func(o cue) bool { return o.Span.Overlaps(c.Span) })
			switch {
			case i < 0:
				cues = append(cues, c)
			case c.opening && c.side == "left" && cues[i].side == "right" && c.Span.Start < cues[i].Span.Start:
				c.Span.End = cues[i].Span.Start // "gathered in the presence of"
				cues = append(cues, c)
			case c.side == "left" && cues[i].side == "right" && c.role == cues[i].role && endsHere.MatchString(text[cues[i].Span.End-at:]):
				cues[i] = c // "A and B were represented by observers, as was C"
			case c.role == extract.Observer && c.role == cues[i].role && c.side == "right" && c.Span.Contains(cues[i].Span):
				cues[i] = c // "the presence, in an observer capacity, of"
			case c.rule("coming-from") && cues[i].role == extract.Attendee:
				cues[i] = c // "participated, coming from A and B"
			case c.role != extract.Attendee && cues[i].role == extract.Attendee, c.role == cues[i].role && c.Span.Len() > cues[i].Span.Len() && c.side == cues[i].side:
				cues[i] = c
			}
		}
	}
	slices.SortStableFunc(cues, func(a, b cue) int { return a.Span.Start - b.Span.Start })
	apart := cues[:0] // a longer cue may have come to lie over its neighbour
	for _, c := range cues {
		if n := len(apart); n == 0 || !apart[n-1].Span.Overlaps(c.Span) {
			apart = append(apart, c)
		} else if c.role != extract.Attendee && apart[n-1].role == extract.Attendee {
			apart[n-1] = c
		}
	}
	return apart
}

// endsHere is what follows the words that end a clause.
var endsHere = pattern.MustCompile(`^ ?(?:[.,;]|$)`)

// enclosed reports whether a stretch is all that stands between two brackets.
func (s *search) enclosed(at document.Span) bool {
	text := s.r.Doc.Text
	return strings.HasSuffix(text[:at.Start], "(") && strings.HasPrefix(text[at.End:], ")")
}

// firstSentences is how far into a report "the ministers of A and B agreed" tells that they met: titles and dates count.
const firstSentences = 5

// openingSentences is how far into a report "the ministers of A and B met" still tells who is meeting.
const openingSentences = 12

var (
	following  = pattern.MustCompile(`(?i)\b(?:the following|under-?listed|under-?mentioned|listed below|as follows|these)\b`)
	additional = pattern.MustCompile(`(?i)^other (?:members|heads|leaders|ministers|participants)\b[^.:]{0,60}(?:in attendance|attend|present|participat)|\b(?:in addition to|besides|apart from|along with|together with) (?:the |its |both )?(?:two )?(?:co-?)?chairs?(?:man|men|persons?|woman)?\b`)
	// other meetings and things to come are not this meeting's attendance
	other     = pattern.MustCompile(`(?i)\b(?:minutes|report|outcomes?|results|records?) of (?:its|the|their) (?:[\p{L}\d-]+ ){0,4}(?:meeting|session|summit|conference)[^.;:]{0,80}\bwh(?:ich|o)\b`)
	toCome    = pattern.MustCompile(`(?i)\b(?:will|would|shall|should|may|can|could|plans? to|(?:invited|invitations?) to|to be|expected to|wish to|asked to|able to) (?:also )?(?:be )?(?:attend|participat|represent|take part|come as)`)
	elsewhere = pattern.MustCompile(`(?i)\bnext (?:meeting|session)|\bprevious (?:meeting|session)|\blast year\b|\bearlier version\b|\bearlier (?:meeting|session)`)
)

// betweenSemicolons is the part of a sentence around a position that semicolons set apart.
func betweenSemicolons(sentence string, at int) string {
	before, after := sentence[:at], sentence[at:]
	before = before[strings.LastIndexByte(before, ';')+1:]
	after, _, _ = strings.Cut(after, ";")
	return before + after
}

// presence is what a sentence speaks of in which "except A" means that A was not there.
var presence = pattern.MustCompile(`(?i)\b(?:attended|present|represented|participated|took part|participation|attendance|presence)\b`)

// sentence reads the lists that stand in a sentence, and those that it leads into.
func (s *search) sentence(sentence *extract.Sentence) {
	block := s.r.Block(sentence)
	content := s.r.Text(sentence.Span)
	if block.Kind == document.Footnote && !listsInNote.MatchString(strings.TrimSpace(s.r.Text(block.Span))) {
		return
	}
	cues := s.cues(content, sentence.Span.Start)
	if block.Kind == document.Heading && !document.LeadsIn(content) {
		return
	}
	first := true // an opening is told by its first cue alone; another ("the Council of Ministers of Fiji") must not end a list
	cues = slices.DeleteFunc(cues, func(c cue) bool {
		late := c.opening && (!first || sentence.Index > openingSentences)
		first = first && inPresence.MatchString(content[:c.Span.End-sentence.Span.Start])
		return late
	})
	for i := 0; i+1 < len(cues); i++ {
		c, next := cues[i], cues[i+1]
		if c.role == extract.Observer && c.side == "right" && next.role == extract.Absentee && next.side == "left" && !strings.ContainsAny(s.r.Doc.Text[c.Span.End:next.Span.Start], ",;") {
			cues = slices.Delete(cues, i, i+1) // "The observer from A had to cancel": an absentee
		}
	}
	if len(cues) == 0 {
		return
	}
	if s.isDone(sentence.Span) {
		s.beforeLabel(sentence, cues[0])
		return
	}
	if additional.MatchString(content) {
		s.addChairs()
	}
	before := len(s.found)
	excepted := 0 // where the exceptions ended
	parted := 0   // where those ended in whose presence others met
	if i := slices.IndexFunc(cues, func(c cue) bool { return c.role == extract.Attendee && !c.opening }); i >= 0 {
		if m := besides.FindStringSubmatchIndex(content); m != nil && sentence.Span.Start+m[3] <= cues[i].Span.Start {
			s.read(document.Span{Start: m[2], End: m[3]}.Shift(sentence.Span.Start), cues[i], false)
		}
	}
	for i, c := range cues {
		if c.rule("as-did") {
			if i == 0 {
				continue
			}
			c.role = cues[i-1].role // "A was present as an observer, as were B and C"
		}
		if c.rule("apposed-represented") {
			last := c
			for _, next := range cues[i+1:] {
				if !next.rule("apposed-represented") {
					if next.side == "left" && !strings.Contains(s.r.Doc.Text[last.Span.End:next.Span.Start], ";") {
						c.role = next.role // "A, represented by X; and B, represented by Y, took part as observers"
					}
					break
				}
				last = next
			}
		}
		left := document.Span{Start: sentence.Span.Start, End: c.Span.Start}
		if c.opening && c.side == "left" && strings.TrimSpace(s.r.Text(left)) == "" {
			left.Start = s.carriedOver(sentence)
		}
		if i > 0 {
			left.Start = cues[i-1].Span.End
		}
		right := document.Span{Start: c.Span.End, End: sentence.Span.End}
		if i+1 < len(cues) {
			right.End = cues[i+1].Span.Start
			if turn := s.contrast(right); !turn.Empty() && cues[i+1].side != "right" {
				right.End = turn.Start
			}
		}
		if i > 0 && cues[i-1].side == "left" && c.side == "left" {
			if next := nextClause.FindStringIndex(s.r.Text(left)); next != nil {
				left.Start += next[1] // "A took part in the talks on B, and C was in attendance"
			}
		}
		if bracket := inBracketsBefore.FindString(s.r.Text(left)); i > 0 && cues[i-1].side == "left" && bracket != "" {
			list := document.Span{Start: left.Start + strings.Index(bracket, "(") + 1, End: left.Start + strings.LastIndex(bracket, ")")}
			if s.onlyNames(list) {
				if cues[i-1].role == extract.Attendee {
					s.read(list, cues[i-1], false) // "Twelve members were represented (A, B and C), D alone being absent"
				}
				left.Start += len(bracket)
			}
		}
		turn := s.contrast(left)
		own := !turn.Empty() // the names on the left are of a clause of their own
		if own {
			left.Start = turn.End
		}
		if k := strings.LastIndex(s.r.Text(left), "; "); k >= 0 && i > 0 && c.role == extract.Absentee && c.side == "left" && cues[i-1].side == "right" {
			left.Start, own = left.Start+k+2, true // "Present were: A and B; C was absent"
		}
		if parted > 0 {
			left.Start, own, parted = parted, true, 0
		}
		if i+1 < len(cues) && cues[i+1].side == "left" && c.side == "right" && c.role != extract.Attendee && inPresence.MatchString(content[:c.Span.End-sentence.Span.Start]) {
			if m := mainClause.FindStringSubmatchIndex(s.r.Text(right)); m != nil {
				parted = right.Start + m[2]
				right.End = parted
			}
		}
		if i > 0 && cues[i-1].rule("except") && c.side == "left" && c.role == extract.Attendee {
			s.allBut(document.Span{Start: sentence.Span.Start, End: cues[i-1].Span.Start}, c, before)
		}
		if excepted > 0 && i > 0 && cues[i-1].rule("except") {
			left.Start, own = excepted, true // "With the exception of A, all others (B and C) came"
		}
		if c.rule("they-included") && !s.spokeOfAttendance(sentence, 1) || c.rule("partners-included") && !s.spokeOfAttendance(sentence, 3) {
			continue
		}
		if c.rule("were-not") && (i == 0 || cues[i-1].role == extract.Absentee) {
			continue // "A was present; B was not"
		}
		if c.rule("others-as") && i == 0 {
			continue
		}
		if c.rule("and-made-up-of") && (i == 0 || !cues[i-1].rule("delegation-was-led-by")) {
			continue // whatever else includes something
		}
		if (c.rule("absent-too") || c.rule("others-online")) && (i == 0 || cues[i-1].role != c.role) {
			continue // what came before says what is said of them
		}
		if c.rule("called-on") {
			s.calledOn(right, c)
			continue
		}
		if c.rule("meeting-in") && sentence.Index > openingSentences || c.rule("roll-unanswered") && !rollCalled.MatchString(s.r.Text(document.Span{End: sentence.Span.Start})) || c.rule("in-that-capacity") && !s.observersBefore(sentence) {
			continue
		}
		if who, ok := c.Groups["who"]; c.side == "within" && ok {
			s.read(who, c, false)
			continue
		}
		if other.MatchString(content) || c.side != "right" && (elsewhere.MatchString(content) || c.role != extract.Absentee && toCome.MatchString(betweenSemicolons(content, c.Span.Start-sentence.Span.Start))) || c.rule("except") && !presence.MatchString(content) {
			continue
		}
		if theyCame.MatchString(content) && i == 0 && c.side == "left" && s.listedBefore(sentence, c) {
			continue
		}
		if c.rule("acted-together") && (sentence.Index > firstSentences || block.Kind == document.ListItem) || c.rule("represented-state") && (sentence.Index > openingSentences || s.stateNext(right).Empty()) {
			continue
		}
		if c.rule("except") {
			if end := s.exceptionEnd(right); end < right.End {
				if i > 0 && cues[i-1].side == "right" {
					s.readRight(document.Span{Start: end, End: right.End}, s.listEnd(sentence, end), cues[i-1])
				}
				right.End, excepted = end, end
			}
		}
		if c.side == "left" && whereBefore.MatchString(s.r.Text(left)) {
			continue // "countries where the types A and B were present"
		}
		if relativeBefore.MatchString(s.r.Text(left)) {
			left.Start = s.behindVerb(sentence, left)
			if behalf := onBehalfOf.FindStringIndex(s.r.Text(left)); behalf != nil && c.role == extract.Absentee {
				left.Start += behalf[1] // "thanked the Fijian hosts on behalf of Mr A, who could not come"
			}
			if c.role == extract.Observer && strings.Contains(s.r.Text(c.Span), "an observer") {
				parts := s.list.parts(left)
				for k := len(parts) - 1; k > 0; k-- {
					if words := wordsOf(s.r.Doc.Text, parts[k].span); len(words) > 0 && s.list.isTitle(words[0].text) {
						left.Start = parts[k].span.Start // "attended by Mr A and Ms B of the C, who sat in as an observer"
						break
					}
				}
			}
		}
		if c.rule("observers-from") && inviting.MatchString(s.r.Text(left)) {
			continue
		}
		colon := len(toColon.FindString(s.r.Text(right)))
		if colon == 0 && c.side == "left" {
			colon = s.counted(left, right)
		}
		if c.role == extract.Attendee && c.side == "left" && i > 0 && cues[i-1].role != extract.Attendee && !cues[i-1].rule("except") && cues[i-1].side == "right" && colon > 0 {
			c.role = cues[i-1].role // "Observers from the following bodies attended:"
		}
		if c.side != "left" && s.runIn(document.Span{Start: right.Start, End: block.Span.End}, c) {
			continue
		}
		leads := !c.rule("state-the-following") && (s.leads(right) || right.Empty() && (document.LeadsIn(content) || c.rule("we-below")) || c.role != extract.Absentee && s.listedBelow(sentence))
		if i+1 < len(cues) && (c.rule("as-did") || cues[i+1].rule("as-did")) {
			leads = s.leads(right) // "A took part, as did observers from the following bodies:"
		}
		switch {
		case leads && (c.side != "left" || following.MatchString(s.r.Text(left)) || right.Len() < 60):
			s.under(sentence, c)
			if c.side == "both" {
				s.read(left, c, false)
			} else if c.side == "left" {
				s.namedBefore(left, c)
			}
		case c.rule("apposed-represented"):
			sender := len(s.found)
			if weAre.MatchString(s.r.Text(left)) {
				s.read(left, c, false) // "We, the Governments of A and B, represented by our Ministers"
			} else if m := s.r.Mentions(document.Span{Start: max(left.Start, left.End-90), End: left.End}); len(m) > 0 && m[len(m)-1].Span.End == left.End {
				s.read(m[len(m)-1].Span, c, false) // "under the presidency of Fiji, represented by Mr A"
			}
			envoy := len(s.found)
			s.readRight(right, s.listEnd(sentence, right.Start), c)
			if envoy == sender+1 && envoy < len(s.found) && s.found[envoy].Kind == "person" && s.found[envoy].For == "" {
				s.found[envoy].For = cmp.Or(s.found[sender].Code, s.found[sender].Name)
			}
		case c.side == "right":
			if cut := andOthers.FindStringIndex(s.r.Text(right)); cut != nil && c.role == extract.Observer && i > 0 && cues[i-1].role == extract.Attendee && cues[i-1].side != "left" {
				rest := document.Span{Start: right.Start + cut[0], End: right.End}
				s.readRight(rest, s.listEnd(sentence, rest.Start), cues[i-1]) // "attended by A, observers from B, and the representatives of C"
				right.End = rest.Start
			}
			if colon := strings.Index(s.r.Text(right), ":"); colon >= 0 && following.MatchString(s.r.Text(right)[:colon]) && len(s.r.Mentions(document.Span{Start: right.Start, End: right.Start + colon})) < 3 {
				right.Start += colon + 1
			}
			side := len(s.found)
			if strings.Contains(s.r.Text(c.Span), " side") {
				s.named(c) // "Taking part on the Fijian side were Mr A and Ms B"
				if len(s.found) == side && byTheSide.MatchString(s.r.Text(c.Span)) {
					continue // "and on the far north side, by Fiji"
				}
			}
			people := len(s.found)
			s.readRight(right, s.listEnd(sentence, right.Start), c)
			if people > side {
				s.found = append(s.found[:people], s.ofSide(s.found[side:people], s.found[people:])...)
			}
		case c.rule("hosted-whom") && (!officeAhead.MatchString(s.r.Text(right)) || eventAhead.MatchString(s.r.Text(right)) || s.ofOtherYear(s.r.Text(right))):
		case c.side == "both":
			before := len(s.found)
			s.read(s.afterIntroduction(left), c, false)
			s.named(c) // "led the Tongan delegation"
			named := s.found[before:]
			if c.rule("represented-by") {
				named = slices.DeleteFunc(named, func(p extract.Party) bool { return p.Kind == "person" }) // "President A was represented by B"
				s.found = s.found[:before+len(named)]
			}
			s.readRight(right, s.listEnd(sentence, right.Start), c)
			if c.rule("represented-by") || c.rule("delegation-was-led-by") {
				sent := slices.DeleteFunc(s.found[before+len(named):], func(p extract.Party) bool {
					return p.Kind == "group" && p.Code == "" && len(named) > 0 && ofRank.MatchString(p.Name)
				})
				s.found = append(s.found[:before+len(named)], s.sent(named, sent)...)
			}
			if len(named) == 1 && named[0].Role == extract.Observer {
				for k := range s.found[before:] {
					if p := &s.found[before+k]; p.Kind == "person" && p.For == named[0].Code {
						p.Role = extract.Observer // "Fiji, an observer State, was represented by Mr A"
					}
				}
			}
		case c.rule("state-the-following"):
			if cut := aside.FindStringIndex(s.r.Text(left)); cut != nil {
				left.End = left.Start + cut[0]
			}
			s.read(left, c, false)
		case c.side == "left" && colon > 0:
			s.namedBefore(left, c)
			right.Start += colon
			s.readRight(right, s.listEnd(sentence, right.Start), c)
		case following.MatchString(s.r.Text(left)) && !ofThese.MatchString(s.r.Text(left)):
			if colon := strings.Index(s.r.Text(right), ":"); colon >= 0 {
				s.namedBefore(left, c)
				right.Start += colon + 1
				s.readRight(right, sentence.Span.End, c)
			}
		case c.side == "left" && s.listInside(right) > 0:
			right.Start = s.listInside(right) // "came together, of which the focal points of the following Parties: A, B"
			s.readRight(right, s.listEnd(sentence, right.Start), c)
		case i > 0 && !own && cues[i-1].side != "left" && cues[i-1].role != extract.Attendee && c.role == extract.Attendee:
			// "Observers from A and B attended": read with the cue before. "A, B and an observer from C attended": A and B are not.
			first := document.Span{Start: sentence.Span.Start, End: cues[i-1].Span.Start}
			if i > 1 {
				first.Start = cues[i-2].Span.End
			}
			if joins := joinsObservers.FindStringIndex(s.r.Text(first)); joins != nil && cues[i-1].rule("observers-from") && !s.saysSomething(first) {
				first.End = first.Start + joins[0]
				if nonMembers.MatchString(s.r.Text(first)) {
					c.role = extract.Observer
				}
				s.read(s.afterIntroduction(first), c, false)
			}
		case i > 0 && !own && cues[i-1].rule("represented-by"):
			s.tail(document.Span{Start: sentence.Span.Start, End: c.Span.Start}, c, nil)
		case i > 0 && !own && cues[i-1].side != "left":
			s.tail(left, c, &cues[i-1])
		default:
			if c.rule("paid-visit") {
				s.visitors(left, right, c)
				continue
			}
			if c.opening && lastTime.MatchString(s.r.Text(left)) {
				continue
			}
			left = s.afterIntroduction(left)
			if cut := ownSubject.FindAllStringIndex(s.r.Text(left), -1); !c.opening && len(cut) > 0 {
				if at := left.Start + cut[len(cut)-1][0]; s.saysSomething(document.Span{Start: left.Start, End: at}) {
					left.Start = at // "A and B presented reports, and delegates of C took part"
				}
			}
			if clause := clauseBefore.FindStringSubmatchIndex(s.r.Text(left)); clause != nil && !c.opening {
				if c.role == extract.Attendee && ofStatus.MatchString(s.r.Text(left)[clause[3]:]) {
					c.role = extract.Observer // "Fiji, which enjoys observer status, was present"
				}
				left.End = left.Start + clause[3] // "Egypt, which froze its membership in 2010, did not come"
			}
			if c.rule("all-represented") {
				list := s.afterColonOrMembers(left)
				if admitted.MatchString(s.r.Text(document.Span{Start: left.Start, End: list.Start})) {
					c.role = extract.Observer
				}
				left = list
			}
			if made := formedBy.FindStringIndex(s.r.Text(left)); c.opening && made != nil && s.endsInBody(document.Span{Start: left.Start, End: left.Start + made[0]}) {
				left.End = left.Start + made[0] // "The Commission, formed by the Presidents of A and B, met"
			}
			with := togetherWith.FindStringSubmatchIndex(s.r.Text(right))
			if c.opening && with != nil && whoMeet.MatchString(s.r.Text(left)) {
				others := document.Span{Start: right.Start + with[2], End: right.End}
				s.readRight(others, s.listEnd(sentence, others.Start), c) // "A and B met in Apia, together with representatives of C"
			}
			if colon := strings.LastIndex(s.r.Text(left), ": "); c.opening && colon >= 0 {
				left.Start += colon + 2 // "The Bank issued the following release: The ministers of A and B met"
			}
			if c.opening {
				if members := s.namedMembers(left); !members.Empty() {
					left = members
				} else if !s.opens(left) {
					continue
				}
				left.Start += len(dateline.FindString(s.r.Text(left)))
			}
			if apart := strings.LastIndexByte(s.r.Text(left), ';'); apart > 0 && c.role == extract.Absentee && s.saysSomething(document.Span{Start: left.Start, End: left.Start + apart}) {
				left.Start += apart + 1 // "A was seated; B, the Vice-Chair, did not come"
			}
			if that := saidThat.FindAllStringIndex(s.r.Text(left), -1); len(that) > 0 && c.role == extract.Absentee {
				left.Start += that[len(that)-1][1] // "Fiji stressed that pests were absent"
			}
			absent := len(s.found)
			s.read(left, c, false)
			if c.role == extract.Absentee && i+1 < len(cues) && cues[i+1].rule("represented-by") && instead.MatchString(s.r.Text(right)) {
				for k := absent; k < len(s.found); k++ {
					if s.found[k].Kind == "state" {
						s.found[k].Role = extract.Attendee // "The Premier of Fiji could not attend and was represented by Mr A"
					}
				}
			}
			if more := alsoRight.FindString(s.r.Text(right)); more != "" {
				right.Start += strings.LastIndexByte(more, ' ') + 1
				s.readRight(right, s.listEnd(sentence, right.Start), c) // "A attended, as well as B"
			}
		}
	}
	if len(s.found) > before {
		s.done = append(s.done, sentence.Span)
	}
}

// saidThat ends in where somebody's words begin.
var saidThat = pattern.MustCompile(`(?i) (?:stressed|underlined|emphasi[sz]ed|pointed out|said|stated|explained|argued|added|proved?|warned|maintained|believed|felt|considered) that `)

// listsInNote begins a footnote that says who came: "The following members took part: A, B".
var listsInNote = pattern.MustCompile(`^(?:\d{1,2} )?(?i:(?:the )?(?:following|those|members|participants|delegations|experts)[^.;:]{0,80}(?:took part|attended|participated|(?:was|were|in attendance|present))|(?:also )?(?:present|attending|in attendance|participants|attended by)[^.;:]{0,40}(?::|were|was))`)

// carriedOver is where a sentence begins whose first parts a page sets as paragraphs of their own, each with a comma or a
// dash at its end: "We, the Ministers of A and B, | met in Apia".
func (s *search) carriedOver(sentence *extract.Sentence) int {
	start := sentence.Span.Start
	for i := sentence.Block - 1; i >= 0 && i > sentence.Block-4; i-- {
		b := s.r.Doc.Blocks[i]
		text := strings.TrimRight(s.r.Text(b.Span), " ")
		if b.Kind != document.Paragraph || !strings.HasSuffix(text, ",") && !strings.HasSuffix(text, "–") && !strings.HasSuffix(text, "—") {
			break
		}
		start = b.Span.Start
	}
	return start
}

// beforeLabel reads the list between a sentence's cue and the first label in it: "attended by Members: A and B; Observers: C".
func (s *search) beforeLabel(sentence *extract.Sentence, c cue) {
	end := sentence.Span.End
	for _, d := range s.done {
		if d.Overlaps(sentence.Span) {
			end = min(end, d.Start)
		}
	}
	if list := (document.Span{Start: c.Span.End, End: end}); c.side == "right" && len(s.r.Mentions(list)) > 1 {
		s.read(list, c, false)
	}
}

// toColon is what stands between a cue and the colon before its list: "attended the session: A, B".
var toColon = pattern.MustCompile(`^ ?(?:(?:the |this )?[\p{L}\p{N}-]+ ?)?:|^(?: at [\p{L} -]{3,40})?,? (?:viz\.?|namely|i\.e\.|that is)[,:]`)

// admitted says that those who are then listed come as observers.
var admitted = pattern.MustCompile(`(?i)\bobservers (?:listed|named|below|in )[^.;]*$|\bobservers,? (?:namely|:)`)

// joinsObservers ends what stands before observers whom a list goes on with.
var joinsObservers = pattern.MustCompile(`,?\s(?:and|as well as|along with|together with) (?:an? |the |two |three |four |\d+ )?$`)

// nonMembers are states that attend a body without being of it.
var nonMembers = pattern.MustCompile(`(?i)(?:^|\s)(?:not members? of|non-members?)(?:\s|$)`)

// andOfTheFollowing is where those who are named turn to those who are listed.
var andOfTheFollowing = pattern.MustCompile(`(?i),? and (?:(?:representatives )?(?:of|from) )?the following\s`)

// namedBefore reads those who are named before those who are listed: "Representatives of A and of the following bodies took part: B".
func (s *search) namedBefore(left document.Span, c cue) {
	if more := andOfTheFollowing.FindStringIndex(s.r.Text(left)); more != nil {
		s.read(document.Span{Start: left.Start, End: left.Start + more[0]}, c, false)
	}
}

// saysSomething reports whether a stretch has a finite verb.
func (s *search) saysSomething(at document.Span) bool {
	for i := s.r.SentenceAt(at.Start); i < len(s.r.Sentences) && s.r.Sentences[i].Span.Start < at.End; i++ {
		if slices.ContainsFunc(s.r.Sentences[i].Tokens, func(t text.Token) bool { return at.Contains(t.Span) && isFinite(t) }) {
			return true
		}
	}
	return false
}

// endsInBody reports whether the last word of a stretch is that of a body: "The Mixed Commission".
func (s *search) endsInBody(at document.Span) bool {
	words := wordsOf(s.r.Doc.Text, at)
	return len(words) > 0 && s.list.words.of(words[len(words)-1].text)&body != 0
}

// whereBefore ends in a clause that tells of another place or time.
var whereBefore = pattern.MustCompile(`(?:^|\s)(?i:where|whether|if)\s[^,;:.]*$|(?i:projects?|actions?|stud(?:y|ies)|surveys?|trials?|exercises?|campaigns?|programmes?|programs?|inspections?|meters?|tests?|missions?)(?: [\p{L}-]+){0,6}, (?i:in which)\s[^,;:.]*$`)

// theyCame says that those who were listed in the sentence before came: "They were represented at the Session."
var theyCame = pattern.MustCompile(`^(?:They|All|All of (?:these|them)|All (?:of )?(?:the )?(?:[Mm]ember |[Pp]articipating )?(?:[Gg]overnments|[Ss]tates|[Cc]ountries|[Pp]arties|[Mm]embers)|These) (?:were (?:all |also )?(?:present|represented|in attendance)|attended (?:the|this)|(?:participated|took part) in (?:the|this) (?:meeting|session|summit|conference))`)

// madeUpBy stands before a body's members.
var madeUpBy = pattern.MustCompile(`(?i)\b(?:consists? of|comprises?|is (?:made up|composed) of|members are|whose members are)(?: the (?:governments|states) of)?\b`)

// listedBefore reads the list behind the colon of the sentence before another one; it reports whether there is one.
func (s *search) listedBefore(sentence *extract.Sentence, c cue) bool {
	if sentence.Index == 0 || s.r.Sentences[sentence.Index-1].Block != sentence.Block {
		return false
	}
	before := s.r.Sentences[sentence.Index-1].Span
	colon := strings.Index(s.r.Text(before), ":")
	if made := madeUpBy.FindStringIndex(s.r.Text(before)); colon < 0 && made != nil {
		colon = made[1] // "The Committee consists of A and B. All of the member Governments were represented."
	}
	list := document.Span{Start: before.Start + colon + 1, End: before.End}
	known := slices.ContainsFunc(s.found, func(p extract.Party) bool { return before.Contains(p.Evidence[0].Span) })
	if colon < 0 || known || len(s.r.Mentions(list)) < 3 {
		return false
	}
	s.read(list, c, false)
	return true
}

// contrasting begins a clause with a subject of its own: "A and B attended, while C was absent".
var contrasting = pattern.MustCompile(`[,;]? (?:while|whilst|whereas|but|although|though)\s|, (?:since|because)\s|, as (?:(?:President|Minister|Premier|Chancellor)|Prime Minister)\s`)

// contrast is the mark within a stretch behind which the last clause begins that is set against what stands before it, and
// names somebody itself; empty where there is none.
func (s *search) contrast(at document.Span) document.Span {
	all := contrasting.FindAllStringIndex(s.r.Text(at), -1)
	for i := len(all) - 1; i >= 0; i-- {
		mark := document.Span{Start: all[i][0], End: all[i][1]}.Shift(at.Start)
		if strings.HasPrefix(s.r.Text(mark), ", as ") {
			return document.Span{Start: mark.Start, End: mark.Start + len(", as ")}
		}
		if len(s.r.Mentions(document.Span{Start: mark.End, End: at.End})) > 0 {
			return mark
		}
	}
	return document.Span{}
}

// relativeBefore ends what stands before a cue that is said of those named last: "…, which were present as observers".
var relativeBefore = pattern.MustCompile(`,? (?:all of |both of |each of )?(?:which|who|whom)\s*$`)

// onBehalfOf leads to whoever could not speak.
var onBehalfOf = pattern.MustCompile(`(?:^|\s)on behalf of (?:the )?`)

// behindVerb is where the names begin in a stretch that ends with a relative pronoun: behind the verb that governs them, as
// in "Ministers heard from A and B, which".
func (s *search) behindVerb(sentence *extract.Sentence, at document.Span) int {
	from := at.Start
	for _, t := range sentence.Tokens {
		if at.Contains(t.Span) && (isFinite(t) || from > at.Start && t.Span.Start == from+1 && prepositions[t.Text]) {
			from = t.Span.End
		}
	}
	return from
}

var prepositions = setOf("from to by with of that")

var (
	// inBracketsBefore is a list in brackets behind those whom it names.
	inBracketsBefore = pattern.MustCompile(`^[^,;(]{0,40}\([^()]{10,}\),? ?`)
	// ownSubject begins a clause with people of its own.
	ownSubject = pattern.MustCompile(`(?:, and|; and|;|, while|, but) (?i:(?:the )?(?:delegates?|delegations?|representatives?|ministers?|observers?|officials?|experts?) (?:of|from))`)
)

// weAre begins with those who speak.
var weAre = pattern.MustCompile(`^(?:We|WE), `)

// andOthers turns from those who observe to those who are not said to: "of the Observers, A, and of the Associate Partners, B".
var andOthers = pattern.MustCompile(`,? and (?:by )?the representatives (?:of|from) |,? and (?:of|from|by) the (?i:(?:associate|full|other|invited|partner|member|dialogue) )+(?i:partners|members|states|countries|parties)[,:]? `)

// allNamed leads from all to their names: "All Parties, i.e. A, B and C".
var allNamed = pattern.MustCompile(`^(?i:all) [^,;:(]{3,60}(?:,? (?:i\.e\.|namely|viz\.?|that is),? |[:(] ?)`)

// allBut reads those who are all named before the exceptions, which have been read since the number before of those found.
func (s *search) allBut(at document.Span, c cue, before int) {
	named := allNamed.FindString(s.r.Text(at))
	if named == "" {
		return
	}
	at.Start += len(named)
	for _, p := range s.list.read(at, c.role, c.Match.Rule, false, false) {
		if !slices.ContainsFunc(s.found[before:], func(o extract.Party) bool { return o.Role == extract.Absentee && o.Code == p.Code && p.Code != "" }) {
			s.found = append(s.found, p)
		}
	}
}

// nextClause begins the clause behind one that said of others that they came.
var nextClause = pattern.MustCompile(`^[^,;]*(?:[,;] (?:and|while|whereas) |; )`)

var (
	// inPresence stands before those who were only by: "In the presence of observers from A and B, the ministers of C met".
	inPresence = pattern.MustCompile(`^(?i:in the presence of(?: (?:the )?(?:[\p{L}-]+ )?observers(?: from| of)?)?)$`)
	mainClause = pattern.MustCompile(`(?:\sand\s[^,;]{3,60}|^[^,;]{3,60})(, )(?:(?i:the|all) )?(?:\p{L}+ )+?\p{Lu}`)
)

// allOthers begins those who came, behind who did not: "With the exception of A, all members took part".
var allOthers = pattern.MustCompile(`, (?i:all|every|both|the other|the remaining)\s`)

// exceptionEnd is where the exceptions within a stretch end: of "all members except A, the Commission and the Bank" only A
// is one, for a body is no member of the kind of A.
func (s *search) exceptionEnd(at document.Span) int {
	if all := allOthers.FindStringIndex(s.r.Text(at)); all != nil {
		return at.Start + all[0]
	}
	mentions := s.r.Mentions(at)
	for i, m := range mentions {
		if i > 0 && mentions[0].Of(gazetteer.State) != nil && m.Of(gazetteer.State) == nil && m.Of(gazetteer.Organization) != nil {
			if comma := strings.LastIndexByte(s.r.Doc.Text[at.Start:m.Span.Start], ','); comma > 0 {
				return at.Start + comma
			}
		}
	}
	return at.End
}

// followingParties announces those who are listed behind a colon.
var followingParties = pattern.MustCompile(`(?i)the following (?:[\p{L}-]+ ){0,3}(?:parties|countries|states|members|governments|economies|organi[sz]ations|delegations|bodies): ?`)

// listInside is where a list of three or more begins that words within a stretch announce, or 0.
func (s *search) listInside(at document.Span) int {
	loc := followingParties.FindStringIndex(s.r.Text(at))
	if loc == nil || len(s.r.Mentions(document.Span{Start: at.Start + loc[1], End: at.End})) < 3 {
		return 0
	}
	return at.Start + loc[1]
}

// spokeOfAttendance reports whether one of so many sentences before another says that somebody came; the last before a
// pronoun stands in its paragraph.
func (s *search) spokeOfAttendance(sentence *extract.Sentence, sentences int) bool {
	for i := sentence.Index - 1; i >= 0 && i >= sentence.Index-sentences; i-- {
		before := &s.r.Sentences[i]
		if sentences == 1 && before.Block != sentence.Block {
			return false
		}
		if slices.ContainsFunc(s.cues(s.r.Text(before.Span), before.Span.Start), func(c cue) bool { return c.role == extract.Attendee && !c.opening }) {
			return true
		}
	}
	return false
}

// rollCalled tells that somebody called the names of those who should come.
var rollCalled = pattern.MustCompile(`(?i)roll(?:[ -]call| (?:was|is|being|having been) (?:called|taken))`)

// observersBefore reports whether the sentence before one, in its block, spoke of observers: "in that capacity".
func (s *search) observersBefore(sentence *extract.Sentence) bool {
	if sentence.Index == 0 {
		return false
	}
	before := &s.r.Sentences[sentence.Index-1]
	return before.Block == sentence.Block && watched.MatchString(s.r.Text(before.Span))
}

// visit reports whether what met was a visit.
func (s *search) visit() bool {
	return slices.ContainsFunc(s.found, func(p extract.Party) bool { return p.Evidence[0].Rule == "paid-visit" })
}

// calledOn reads whom a visitor met: those who are named, each of whom took part in the visit.
func (s *search) calledOn(list document.Span, c cue) {
	before := len(s.found)
	s.readRight(list, list.End, c)
	named := slices.DeleteFunc(s.found[before:], func(p extract.Party) bool { return p.Kind != "person" })
	s.found = s.found[:before+len(named)]
}

var ofStatus = pattern.MustCompile(`^, (?:which|who) (?:has|have|holds?|enjoys?) (?:the )?(?:observer status|(?:the )?status of (?:an )?observer)`)

// clauseBefore is a name with a relative clause that stands between it and its verb.
var clauseBefore = pattern.MustCompile(`^((?:the )?\p{Lu}[^,;:]{2,80}), (?i:which|who|although|though)\s[^,;:]{3,160},?\s*$`)

// alsoRight begins those who are named behind the verb that they share with those before it.
var alsoRight = pattern.MustCompile(`^(?: as well| too)?,? (?:as well as|along with|alongside|together with|and also|and so did|namely|viz\.?|i\.e\.,?|these being)[:,]? `)

// formedBy begins what tells how a body that met came about.
var formedBy = pattern.MustCompile(`, (?i:(?:which was |which had been )?(?:formed|established|set up|created|constituted|instituted|founded|appointed|convened|convoked|called)) (?:by|under|in|pursuant|at|on|following|through)\s`)

// togetherWith begins those who met with those who are named before the verb.
var togetherWith = pattern.MustCompile(`(?:,| \d{4}) (?:together|along|jointly) with (?:(?:the )?(?:representatives|ministers|leaders|officials|delegations|heads|ambassadors) of (?:the )?(?:[\p{L}’' -]{0,30}partners (?:–|-|,|:) )?)?(the (?:[\p{L}-]+ ){0,4}?(?:\p{L}+-)?(?i:secretar|director|president|chair|commissioner|administrator|minister|representative|governor|executive|ambassador|leaders|heads?\s)|\p{Lu})`)

var (
	// colonOrVerb may stand between a cue and the list that runs on behind it.
	colonOrVerb = pattern.MustCompile(`^(?:[^.:;]{0,80}:)?\s*$`)
	// entryMark follows the country of an entry in a list that runs on: "Fiji: …", "Fiji (Observer): …", "Fiji; …".
	entryMark = pattern.MustCompile(`^(?: \([^()]{2,30}\))? ?[:;–] ?\p{Lu}`)
	entryEnd  = pattern.MustCompile(`[.,;:)]\s*$`)
)

// runIn reads a list in prose of countries, each with a colon and whom it sent, where one sentence follows the other:
// "The leaders of the delegations were: Fiji: Mr A. Kumar, Minister of Mines. Tonga: Mrs B. Pita, Governor." It reports
// whether two or more stand there.
func (s *search) runIn(at document.Span, c cue) bool {
	var starts []int
	sentences := 0 // entries that end with a full stop
	for _, m := range s.r.Mentions(at) {
		if m.Of(gazetteer.State) == nil || !entryMark.MatchString(s.r.Doc.Text[m.Span.End:at.End]) {
			continue
		}
		before := s.r.Doc.Text[at.Start:m.Span.Start]
		if len(starts) > 0 {
			before = s.r.Doc.Text[starts[len(starts)-1]:m.Span.Start]
		}
		if len(starts) == 0 && colonOrVerb.MatchString(before) || len(starts) > 0 && entryEnd.MatchString(before) {
			if strings.HasSuffix(strings.TrimSpace(before), ".") {
				sentences++
			}
			starts = append(starts, m.Span.Start)
		}
	}
	if len(starts) < 2 || sentences == 0 {
		return false // a list between semicolons is read as one
	}
	for i, start := range starts {
		entry := document.Span{Start: start, End: at.End}
		if i+1 < len(starts) {
			entry.End = starts[i+1]
		}
		one := c
		if one.role == extract.Attendee && inBrackets.MatchString(s.r.Text(entry)) {
			one.role = extract.Observer
		}
		s.read(trimSpace(s.r.Doc.Text, entry), one, true)
	}
	s.done = append(s.done, at)
	return true
}

// leads reports whether what follows a cue leads into lines below rather than naming parties itself.
func (s *search) leads(right document.Span) bool {
	text := strings.TrimRight(s.r.Text(right), " ")
	return document.LeadsIn(text) && (len(text) < 100 || following.MatchString(text)) && len(s.r.Mentions(right)) < 3
}

// pointsBelow says that those who came are listed below.
var pointsBelow = pattern.MustCompile(`(?i)\b(?:(?:listed|shown|named|given|set out|indicated|mentioned) (?:below|hereunder|hereafter)|(?:headed|led|composed|constituted|represented)?,? as follows|(?:below|following))[^.:;]{0,40}\.$`)

// listedBelow reports whether a sentence that ends its block points to a list below, and a party's name begins it.
func (s *search) listedBelow(sentence *extract.Sentence) bool {
	if strings.TrimSpace(s.r.Doc.Text[sentence.Span.End:s.r.Block(sentence).Span.End]) != "" || !pointsBelow.MatchString(s.r.Text(sentence.Span)) {
		return false
	}
	for _, b := range s.r.Doc.Blocks[sentence.Block+1:] {
		if b.Kind.Body() {
			m := s.r.Mentions(b.Span)
			return b.Kind != document.Cell && len(m) > 0 && m[0].Span.Start < b.Span.Start+5 && m[0].Of(gazetteer.State) != nil && b.Span.Len() < 160
		}
	}
	return false
}

func (c cue) rule(name string) bool { return c.Match.Rule == name }

// named adds the states that a cue itself holds.
func (s *search) named(c cue) {
	for _, m := range s.r.Mentions(c.Span) {
		if state := m.Of(gazetteer.State); state != nil {
			s.found = append(s.found, extract.Party{Role: c.role, Name: s.r.Text(m.Span), Kind: "state", Code: state.Entry.Code,
				Canonical: state.Entry.Name, Confidence: 0.9, Evidence: []extract.Evidence{{Span: m.Span, Rule: c.Match.Rule}}})
		}
	}
}

// officeAhead begins with the holder of an office: who is hosted, and not what.
var officeAhead = pattern.MustCompile(`^ (?:the |his |her |their )?(?:\p{Lu}[\p{L}.’'-]* ){0,5}?(?:Secretary|Secretaries|Ministers?|President|Premier|Chancellor|Governor)s?[ ,]`)

// inviting stands before observers who are to come: "They agreed to invite observers from Fiji".
var inviting = pattern.MustCompile(`(?i)(?:invite|inviting|invitation (?:of|to)|to send|admit(?:ting)?)(?: \p{Ll}+)? ?$`)

// eventAhead names an event behind the offices of those who meet at it: "the Health Ministers Meeting".
var eventAhead = pattern.MustCompile(`^[^,;.]{0,90}(?:Meetings?|Conferences?|Summits?|Forums?|Sessions?|Assembly|Workshops?|Congress|Dialogues?|Consultations?)(?:[ ,.;]|$)`)

// ofOtherYear reports whether a text names a year, and not the meeting's.
func (s *search) ofOtherYear(text string) bool {
	year := yearIn.FindStringSubmatch(text)
	return year != nil && !strings.HasPrefix(s.meeting.Start.V, year[1])
}

var yearIn = pattern.MustCompile(`(?:in|since|of) ((?:19|20)\d\d)(?:[^\d]|$)`)

// lastTime ends what stands before a meeting that was before this one: "what was done since they last met".
var lastTime = pattern.MustCompile(`(?i)\b(?:since|when) (?:they|we|the \p{L}+) (?:had )?(?:last|first)$`)

// sent has the person who is named first come for the one state that they are said to represent, and not for the body of it in
// which that person works: "The Tongan delegation was led by Ana Pita, Head of the Fisheries Agency".
func (s *search) sent(by, who []extract.Party) []extract.Party {
	state := ""
	for _, p := range by {
		if p.Kind != "state" || p.Code == "" || state != "" && state != p.Code {
			return who
		}
		state = p.Code
	}
	if len(who) == 0 || who[0].Kind != "person" || state == "" {
		return who
	}
	if who[0].For == "" {
		who[0].For = state
	}
	if len(who) > 1 && who[1].Kind == "organization" && who[1].Code == "" && who[1].Name == who[0].For {
		who[0].For = state
	}
	end := 1
	for end < len(who) && who[end].Kind != "person" {
		end++
	}
	own := slices.DeleteFunc(slices.Clone(who[:end]), func(p extract.Party) bool {
		at := p.Evidence[0].Span.Start
		return p.Kind == "organization" && p.Code == "" && officeIn.MatchString(s.r.Doc.Text[max(0, at-80):at])
	})
	return append(own, who[end:]...)
}

// byTheSide ends a cue that says on whose side those came whom it names.
var byTheSide = pattern.MustCompile(`(?i)(?:on|from) the [\p{L}. -]+ side,? by$`)

// ofSide has those who came on a state's side come for it, and not for the bodies of it in which they work: "On the Fijian side
// there were Mr Jone Vula, Head of the Planning Agency, and Ms Ana Pita".
func (s *search) ofSide(by, who []extract.Party) []extract.Party {
	var out []extract.Party
	for from := 0; from < len(who); {
		end := from + 1
		for end < len(who) && who[end].Kind != "person" {
			end++
		}
		out = append(out, s.sent(by, who[from:end])...)
		from = end
	}
	return out
}

// officeIn ends in an office and where it is held: "Deputy Head of the".
var officeIn = pattern.MustCompile(`(?i)(?:head|chief|director|deputy|secretary|commissioner|president|chair|manager|administrator|officer|advis[eo]r|representative|member|governor|minister)[\p{L}-]*(?: [\p{L}-]+){0,4} (?:of|at|in|for|to) (?:the )?$`)

// startOf is where the sentence of a cue begins.
func (s *search) startOf(c cue) int {
	i := s.r.SentenceAt(c.Span.Start)
	return s.r.Sentences[min(i, len(s.r.Sentences)-1)].Span.Start
}

// topic begins what a speech is about.
var topic = pattern.MustCompile(`,? (?:on|about|regarding|concerning|given) `)

// ofRank says at what level somebody was represented, and by nobody in particular: "ministers or senior officials".
var ofRank = pattern.MustCompile(`^(?i:(?:(?:their|the|senior|high-?level|high-?ranking|other|deputy|vice|junior|permanent|foreign|government) )*(?:ministers|officials|representatives|delegates|ambassadors|experts|deputies|envoys|secretaries|officers|delegations|heads of (?:mission|delegation))(?:,? (?:or|and|and/or) )?)+$`)

// readRight reads a list to the right of its cue, up to where the sentence turns to something else.
func (s *search) readRight(right document.Span, end int, c cue) {
	whole := right
	right.End = min(right.End, max(end, right.Start))
	if about := topic.FindStringIndex(s.r.Text(right)); about != nil && c.rule("speakers") {
		right.End = right.Start + about[0] // "a presentation by A on lessons from B"
	}
	if comma := strings.Index(s.r.Text(right), ","); comma >= 0 && strings.HasPrefix(strings.ToLower(s.r.Text(c.Span)), "the absence") && c.Span.Start < s.startOf(c)+8 {
		right.End = right.Start + comma // "In the absence of A, B took the chair."
	}
	s.read(right, c, false)
	if more := s.behindClause(document.Span{Start: right.End, End: whole.End}); !more.Empty() {
		s.read(more, c, false)
	}
}

// backToList is where a list goes on behind a clause about one of its names: ", who presided, and also the Secretary General",
// ", who chaired it; the President of B".
var backToList = pattern.MustCompile(`^,? ?(?:who|which|whose|assisted|accompanied|supported|led|headed)\s[^,;:]{3,120}(?:, (?:and also|as well as|and|together with|along with)(?:, [^,;:]{3,40},)? (?:the |by |by the )?|; )`)

// behindClause is the rest of a list that a relative clause at the head of a stretch interrupts, up to where its sentence
// turns to something else; it is empty where a verb says more of those in the rest.
func (s *search) behindClause(at document.Span) document.Span {
	i := s.r.SentenceAt(at.Start)
	if i == len(s.r.Sentences) || at.Empty() {
		return document.Span{}
	}
	clause := backToList.FindString(s.r.Text(at))
	if clause == "" {
		return document.Span{}
	}
	rest := document.Span{Start: at.Start + len(clause), End: min(at.End, s.r.Sentences[i].Span.End)}
	if s.listEnd(&s.r.Sentences[i], rest.Start) < rest.End {
		return document.Span{}
	}
	return rest
}

func (s *search) read(at document.Span, c cue, line bool) {
	if at.Empty() {
		return
	}
	parties := s.list.read(at, c.role, c.Match.Rule, line, false)
	if s.cutOff(at.End) {
		parties = slices.DeleteFunc(parties, func(p extract.Party) bool { return p.Evidence[0].Span.End == at.End })
	}
	if c.opening && c.side == "right" && named(parties) < 2 {
		return // "the meeting of the Council of Ministers of the Alliance" names nobody who came
	}
	s.found = append(s.found, withoutMemberGroups(parties)...)
}

// named is how many of the parties are more than a group without a name.
func named(parties []extract.Party) int {
	n := 0
	for _, p := range parties {
		if p.Kind != "group" || p.Code != "" {
			n++
		}
	}
	return n
}

// withoutSenders drops the absent states of which only a person stayed away: "Apologies: Ms B. Pita (Tonga)", where others
// came for Tonga.
func withoutSenders(parties []extract.Party) []extract.Party {
	has := func(role extract.Role, kind string, is func(extract.Party) bool) bool {
		return slices.ContainsFunc(parties, func(p extract.Party) bool { return p.Role == role && p.Kind == kind && is(p) })
	}
	var kept []extract.Party
	for _, p := range parties {
		if p.Role == extract.Absentee && p.Kind == "state" && p.Code != "" &&
			has(extract.Attendee, "state", func(o extract.Party) bool { return o.Code == p.Code }) &&
			has(extract.Absentee, "person", func(o extract.Party) bool { return o.For == p.Code }) {
			continue
		}
		kept = append(kept, p)
	}
	return kept
}

// countedPeople end a phrase that counts those whom the report may go on to name.
var countedPeople = pattern.MustCompile(`(?i)(?:participants|delegates|persons|people|members|observers|governments|countries|experts|representatives|officials|delegations)$`)

// membersFollow is what stands between a group and the names of its members.
var membersFollow = pattern.MustCompile(`^(?: ?\(|, (?:namely|viz\.?|i\.e\.|that is(?: to say)?),? |:\s| ?[–—] ?|, )(?:the )?$`)

// withoutNamed drops groups whose members are named right behind them: "the eight Arctic States (Canada, …)".
func (s *search) withoutNamed(parties []extract.Party) []extract.Party {
	var kept []extract.Party
	for _, p := range parties {
		if p.Kind != "group" || !s.membersNamed(p, parties) {
			kept = append(kept, p)
		}
	}
	return kept
}

// membersNamed reports whether members of a group are named right behind it.
func (s *search) membersNamed(p extract.Party, parties []extract.Party) bool {
	at := p.Evidence[0].Span
	for _, m := range s.r.Mentions(document.Span{Start: at.End, End: min(at.End+40, len(s.r.Doc.Text))}) {
		if m.Of(gazetteer.State) == nil && m.Of(gazetteer.Organization) == nil {
			continue
		}
		between := s.r.Doc.Text[at.End:m.Span.Start]
		return membersFollow.MatchString(between) && (!strings.HasPrefix(between, ", ") || len(between) > 6 || numeral.MatchString(strings.Fields(p.Name)[0])) &&
			slices.ContainsFunc(parties, func(q extract.Party) bool { return q.Role == p.Role && q.Evidence[0].Span.Overlaps(m.Span) })
	}
	return false
}

// withoutCounts drops groups that only count ("some 84 participants") where the report names who they were.
func withoutCounts(parties []extract.Party) []extract.Party {
	named := 0
	for _, p := range parties {
		if p.Role == extract.Attendee && p.Kind != "group" && p.Evidence[0].Rule != "speaks" {
			named++
		}
	}
	if named < 3 {
		return parties
	}
	return slices.DeleteFunc(parties, func(p extract.Party) bool {
		return p.Kind == "group" && p.Code == "" && (countedPeople.MatchString(p.Name) || strings.Contains(p.Name, " of the ")) && (numeral.MatchString(strings.Fields(p.Name)[0]) || strings.ContainsAny(p.Name, "0123456789"))
	})
}

var jointBody = pattern.MustCompile(`(?i)^[ ]?(?:\p{L}+ )?(?:joint|bilateral|mixed|inter-?governmental|inter-?state|trade|economic|high[- ]level|strategic|political|ministerial|security|border)\s`)

// twoStates takes the two states by which a meeting is named for its parties, where nothing says who came, or only one
// of them: "the Third Session of the Peru–Viet Nam Joint Commission".
func (s *search) twoStates() {
	came := ""
	for _, p := range s.found {
		if p.Kind == "state" && p.Role == extract.Attendee {
			if came != "" && p.Code != came || p.Code == "" {
				return
			}
			came = p.Code
		}
	}
	for i := range s.r.Sentences[:min(openingSentences, len(s.r.Sentences))] {
		mentions := s.r.Sentences[i].Mentions
		for j := 1; j < len(mentions); j++ {
			a, b := mentions[j-1], mentions[j]
			between := strings.Trim(s.r.Doc.Text[a.Span.End:b.Span.Start], " ")
			if a.Of(gazetteer.State) == nil || b.Of(gazetteer.State) == nil || between != "–" && between != "-" && between != "/" && between != "and" && between != "—" {
				continue
			}
			if came != "" && a.Of(gazetteer.State).Entry.Code != came && b.Of(gazetteer.State).Entry.Code != came {
				continue
			}
			rest := s.r.Doc.Text[b.Span.End:s.r.Sentences[i].Span.End]
			if !jointBody.MatchString(rest + " ") {
				continue
			}
			s.read(document.Span{Start: a.Span.Start, End: a.Span.End}, cue{Match: rule.Match{Rule: "two-states"}, role: extract.Attendee}, false)
			s.read(document.Span{Start: b.Span.Start, End: b.Span.End}, cue{Match: rule.Match{Rule: "two-states"}, role: extract.Attendee}, false)
			return
		}
	}
}

// cutOff reports whether the document breaks off at a position: its last sentence has no end.
func (s *search) cutOff(at int) bool {
	for i := len(s.r.Doc.Blocks) - 1; i >= 0; i-- {
		if b := s.r.Doc.Blocks[i]; b.Kind.Body() {
			return b.Kind == document.Paragraph && b.Span.End == at && !strings.ContainsAny(s.r.Doc.Text[at-1:at], ".!?:;)]")
		}
	}
	return false
}

// allMembers is what the members of a body are called together.
var allMembers = pattern.MustCompile(`^(?i:(?:the |all )*(?:(?:contracting|member|states?|high contracting) )?(?:parties|states|members))$`)

// withoutMemberGroups drops "member countries of X" and "Contracting Parties" where the members are then named.
func withoutMemberGroups(parties []extract.Party) []extract.Party {
	states := 0
	for _, p := range parties {
		if p.Kind == "state" {
			states++
		}
	}
	if states < 3 {
		return parties
	}
	return slices.DeleteFunc(parties, func(p extract.Party) bool {
		return p.Kind == "organization" && p.Code == "" && allMembers.MatchString(p.Name) || p.Kind == "group" && !strings.ContainsAny(p.Name, "0123456789") && strings.Contains(strings.ToLower(p.Name), "countr")
	})
}

// tail moves the parties at the end of a list into the role that a cue behind them gives: all after the last semicolon,
// or after an "and" that follows the list's own end; the last alone where the cue is in the singular.
func (s *search) tail(at document.Span, c cue, before *cue) {
	text := s.r.Text(at)
	from := strings.LastIndex(text, ";")
	if from < 0 && before != nil && strings.Contains(strings.ToLower(s.r.Text(before.Span)), "presence of") {
		from = 0 // "noting the presence of A and B as observers"
	}
	if pair, both := strings.CutSuffix(strings.TrimRight(text, " "), ", both"); both && from < 0 {
		if parts := s.list.parts(document.Span{Start: at.Start, End: at.Start + len(pair)}); len(parts) > 1 {
			from = parts[len(parts)-2].span.Start - at.Start // "A and B, both as observers"
		}
	}
	if from < 0 && c.role == extract.Absentee {
		from = at.Len()
		parts := s.list.parts(at)
		for i := len(parts) - 1; i >= 0 && len(parts[i].mentions) == 1 && parts[i].mentions[0].Span.Len()+4 >= parts[i].span.Len(); i-- {
			from = parts[i].span.Start - at.Start
		}
	}
	if from < 0 {
		parts := s.list.parts(at)
		for i := len(parts) - 1; i > 0; i-- {
			if parts[i].after == "and" {
				from = parts[i].span.Start - at.Start
				earlier := slices.IndexFunc(parts[:i], func(p part) bool { return p.after == "and" })
				if earlier > 0 && !strings.Contains(s.r.Text(c.Span), "an observer") {
					from = parts[earlier].span.Start - at.Start
					if earlier+1 < len(parts) && parts[earlier].span != parts[i].span {
						from = parts[earlier+1].span.Start - at.Start
					}
				}
				break
			}
		}
		lower := strings.ToLower(s.r.Text(c.Span))
		if before != nil && len(parts) == 2 && parts[1].after == "and" && (strings.HasSuffix(lower, "observers") || strings.HasSuffix(lower, "observer capacity")) {
			from = 0 // "attended by A and B as observers": one alone would be an observer
		}
		if before != nil && from > 0 && strings.HasSuffix(lower, "observers") && strings.HasPrefix(strings.ToLower(s.r.Text(before.Span)), "also ") {
			from = 0 // "Also in attendance were A, B and C as observers"
		}
		if plural := strings.HasSuffix(lower, "observers"); plural && from > 0 && strings.HasSuffix(strings.TrimRight(text, " "), ",") && before != nil {
			last := document.Span{Start: at.Start + from, End: at.End}
			several := 0
			for _, p := range s.found {
				if p.Kind == "state" && last.Contains(p.Evidence[0].Span) {
					several++
				}
			}
			if several == 1 {
				from = 0 // "attended by A of B, C of D and E of F, as observers": one alone would be an observer
			}
		}
	}
	if from < 0 {
		from = 0
	}
	region := document.Span{Start: at.Start + from, End: at.End}
	read := false
	for i := range s.found {
		p := &s.found[i]
		read = read || region.Contains(p.Evidence[0].Span)
		if p.Role == extract.Attendee && region.Contains(p.Evidence[0].Span) {
			p.Role = c.role
			p.Evidence[0].Rule = c.Match.Rule
		}
	}
	if !read && from > 0 && from < len(text) && text[from] == ';' {
		s.read(region, c, false) // the clause behind the list: "attended by A; B took part as an observer"
	}
}

// besides is who came, too, by the words before the main clause: "In addition to the ministers of A and B, C attended."
var besides = pattern.MustCompile(`^(?:\d+\. )?(?i:in addition to|besides|apart from|along with|together with|as well as) ([^:;]+?), (?i:the following|representatives|delegates|delegations|observers|officials|experts|(?:the )?(?:meeting|session|summit|conference) (?:was|were))`)

// ofThese begins a clause about some of those who were named before it.
var ofThese = pattern.MustCompile(`^.*[;,] of (?:these|those|them|which|whom),? `)

var introduction = pattern.MustCompile(`^(?i:(?:in addition(?: to [^,]+)?|also|furthermore|moreover|additionally|at the (?:kind )?invitation of [^,]+|on (?:the )?\d(?:[\d.–-]|st|nd|rd|th|and|to|of|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|\.| )*(?: (?:in|at) [^,]+)?|for the first time|during [^,]+|in accordance with [^,]+|following [^,]+|after [^,]+|under [^,]+|pursuant to [^,]+|besides [^,]*|as in [^,]+|further|likewise|similarly|due to [^,]+|owing to [^,]+|because of [^,]+|unfortunately|regrettably)(?:,|:) )`)

// onDate is a date before those who did something then.
var onDate = pattern.MustCompile(`^(?i:on (?:the )?\d{1,2}(?:st|nd|rd|th)? (?:of )?\p{L}{3,9},? \d{4} )`)

// instead stands between what tells that somebody did not come and who did instead.
var instead = pattern.MustCompile(`^,? (?:and|but) (?:he |she )?$`)

// aside begins what is said of parties between their names and what they state: "…, faced with the storm, state".
var aside = pattern.MustCompile(`, (?i:members?|parties|faced|having|gathered|meeting|assembled|considering|recalling|recogni[sz]ing|deeply|gravely|concerned|convinced|aware|mindful|in view|in light|acting|committed|determined|alarmed) `)

var (
	// invited stands before the host of a visit,
	invited = pattern.MustCompile(`^(?i:(?:at|upon|on) the (?:kind |gracious )?invitation of )`)
	// and joinedBehind before the host, or those who came along, where they are told after the visit.
	joinedBehind = pattern.MustCompile(`[\s,](?i:(?:(?:at|upon|on) the (?:kind |gracious )?invitation of|accompanied by) )`)
	// toState stands between a verb and the state that it is about.
	toState = pattern.MustCompile(`^ (?:to )?(?:the )?$`)
	// asFollows ends what is said of those who are then listed.
	asFollows = pattern.MustCompile(`(?i)\bas (?:follows|listed|shown)(?: below)?$`)
	// entryStop follows the first name of a list.
	entryStop = pattern.MustCompile(`^(?: \([^()]{2,40}\))?(?:[,;.]|,? and )`)
)

// stateNext is the state that the stretch behind a verb begins with: "visited the Kingdom of Tonga".
func (s *search) stateNext(right document.Span) document.Span {
	if m := s.r.Mentions(right); len(m) > 0 && (m[0].Of(gazetteer.State) != nil || m[0].Of(gazetteer.Organization) != nil && right.End-m[0].Span.End < 2) && toState.MatchString(s.r.Text(document.Span{Start: right.Start, End: m[0].Span.Start})) {
		return m[0].Span
	}
	return document.Span{}
}

// counted is where, behind a verb, the list of those begins whom the words before it only count: "Four signatories took part
// in the Meeting, as rule 44 allows: Egypt, Haiti and Myanmar". It is 0 where none does.
func (s *search) counted(left, right document.Span) int {
	text := s.r.Text(right)
	start := strings.LastIndex(text, ": ") + 1
	if dash := dashFirst.FindString(text); start == 0 && dash != "" {
		start = len(dash) - len(" ")
	}
	if start == 0 {
		return 0
	}
	if asFollows.MatchString(strings.TrimSuffix(text[:start], ":")) {
		return start
	}
	if slices.ContainsFunc(s.r.Mentions(left), func(m gazetteer.Mention) bool { return m.Of(gazetteer.State) != nil }) {
		return 0
	}
	list := document.Span{Start: right.Start + start, End: right.End}
	if first := s.stateNext(list); first.Empty() || !entryStop.MatchString(s.r.Text(document.Span{Start: first.End, End: list.End})) {
		return 0
	}
	return start
}

// dashFirst is a dash between those who are counted and their names: "Fourteen members took part – Fiji, Samoa and Tonga".
var dashFirst = pattern.MustCompile(`^ ?[–—] `)

// visitors reads who paid a visit, to whose country, and at whose invitation: "The President of Tonga visited Fiji at the
// invitation of H.E. Jone Vula".
func (s *search) visitors(left, right document.Span, c cue) {
	host := s.stateNext(right)
	if host.Empty() && strings.EqualFold(s.r.Text(c.Span), "visited") {
		return // the participants went to see a port
	}
	left.Start += len(invited.FindString(s.r.Text(left)))
	s.read(left, c, false)
	s.read(host, c, false)
	for _, m := range joinedBehind.FindAllStringIndex(s.r.Text(right), -1) {
		s.readRight(document.Span{Start: right.Start + m[1], End: right.End}, right.End, c)
	}
}

// invitedBy goes before those who met at somebody's invitation, whose title may hold commas.
var invitedBy = pattern.MustCompile(`^(?i:(?:at|upon|on) the (?:kind |gracious )?invitation of [^.;]{5,250}?, )(?i:(?:the |we,? |their excellencies )(?:the )?(?:\p{L}+ ){0,3}?(?:leaders|heads|ministers|representatives|delegations|presidents|officials|governors|conference|council|assembly|authority|committee)\s)`)

func (s *search) afterIntroduction(at document.Span) document.Span {
	if m := invitedBy.FindString(s.r.Text(at)); m != "" {
		at.Start += strings.LastIndex(m, ", ") + 2
		return at
	}
	at.Start += len(introduction.FindString(s.r.Text(at)))
	at.Start += len(onDate.FindString(s.r.Text(at)))
	at.Start += len(ofThese.FindString(s.r.Text(at)))
	return at
}

var members = pattern.MustCompile(`(?i)(?:comprising|consisting of|made up of|namely|members?,|members? (?:are|were)|:)\s`)

// afterColonOrMembers is the stretch after "comprising" or a colon.
func (s *search) afterColonOrMembers(at document.Span) document.Span {
	if all := members.FindAllStringIndex(s.r.Text(at), -1); len(all) > 0 {
		at.Start += all[len(all)-1][1]
	}
	return at
}

var openers = pattern.MustCompile(`(?i)^(?:we,? |the |their excellencies )?.{0,80}?(?:ministers?|leaders|heads|presidents?|representatives|delegations|delegates|officials|governments|chiefs|chairmen|chairpersons|speakers|participants|specialists|officers|scientists|researchers|experts|deputies|directors|parliamentarians|judges|envoys|negotiators|coordinators|commanders|mayors|authorities|commissions|members|commissioners|governors|secretar(?:y|ies)|parties)(?:[^\p{L}.][^.]{0,120}?)? (?:of|from)\s`)

// aDelegation is one of those that meet: "A delegation of Fiji, headed by Mr A, and a delegation of Tonga".
var aDelegation = pattern.MustCompile(`(?i)\b(?:a|the) (?:[\p{L}-]+ ){0,2}delegation\b`)

// whoMeet begins with people who meet, of whatever they are.
var whoMeet = pattern.MustCompile(`(?i)^(?:we,? |the |their excellencies )?.{0,80}?(?:ministers?|leaders|heads|presidents?|representatives|delegations|delegates|officials|governments|chiefs|commissioners|governors|secretar(?:y|ies)|parties)(?:[\s,]|$)`)

// counted is a number of people who met.
var counted = pattern.MustCompile(`(?i)^(?:(?:over|some|more than|about|around|nearly|almost|on [^,]*,) )*(?:\d+|\p{L}+(?:ty|een|hundred)) (?:\p{L}+ )?(?:participants|delegates|experts|representatives|officials|delegations|countries|people)\s`)

// opens reports whether a stretch before "met" says who met: the ministers, leaders or delegations of two states or more.
func (s *search) opens(at document.Span) bool {
	if counted.MatchString(s.r.Text(at)) {
		return true
	}
	if s.onlyNames(at) || s.peopleOf(at) || s.titledPeople(at) {
		return true
	}
	if !openers.MatchString(s.r.Text(at)) && len(aDelegation.FindAllStringIndex(s.r.Text(at), 2)) < 2 {
		return false
	}
	states := map[string]bool{}
	for _, m := range s.r.Mentions(at) {
		if c := m.Of(gazetteer.State); c != nil {
			states[c.Entry.Name] = true
		} else if c := m.Of(gazetteer.Organization); c != nil {
			states[c.Entry.Name] = true
		} else if c := m.Of(gazetteer.Group); c != nil && c.Entry.Code != "" {
			return true // "the leaders of the Group of Seven"
		}
	}
	if len(states) == 0 {
		for _, p := range s.list.read(at, extract.Attendee, "we-met", false, false) {
			if p.Kind == "organization" {
				states[p.Name] = true // "the Governors of the Bank of Fiji and the Bank of Tonga"
			}
		}
	}
	return len(states) >= 2
}

// peopleOf reports whether a stretch before "met" names people with their states in brackets, two or more.
func (s *search) peopleOf(at document.Span) bool {
	n := 0
	for _, m := range s.r.Mentions(at) {
		if m.Of(gazetteer.State) != nil && m.Span.Start > at.Start && s.r.Doc.Text[m.Span.Start-1] == '(' && strings.HasPrefix(s.r.Doc.Text[m.Span.End:at.End], ")") {
			n++
		}
	}
	return n > 1
}

// ofMembers is a group's name before "met", and its members behind it: "The Contact Group (A, B and C)", "The Quad, made up of A, B and C,".
var ofMembers = pattern.MustCompile(`^(?:The |the )?(?:\p{Lu}[\p{L}-]* ?)(?:(?:(?:of|on|for|the|and) )*\p{Lu}[\p{L}\d-]* ?){0,7}(?:\(([^()]+)\)|, (?:comprising|composed of|made up of|consisting of|that is|namely) ([^()]+?),?|[–—] ?([^()–—]+?) ?[–—]) ?$`)

// membersOf goes before the names of a body's members who met: "The members of the Reef Pact (RP)—Fiji and Tonga—".
var membersOf = pattern.MustCompile(`^(?i:the |we, the |all )?(?:[\p{L}\d-]+ ){0,3}(?i:members|member (?:states|countries|governments)|parties|signatories) (?i:of|to) (?:the |our )?\p{Lu}[^–—,;:()]{1,90}?(?: \([^()]+\))?(?: ?[–—] ?|, )`)

// namedMembers is the list of those who meet as a group that is named before them, or an empty stretch.
func (s *search) namedMembers(at document.Span) document.Span {
	at.Start += len(dateline.FindString(s.r.Text(at)))
	if n := len(membersOf.FindString(s.r.Text(at))); n > 0 && !s.ofOtherYear(s.r.Text(document.Span{Start: at.End, End: s.sentenceEnd(at.End)})) {
		if list := (document.Span{Start: at.Start + n, End: at.End}); s.onlyNames(list) {
			return list
		}
	}
	m := ofMembers.FindStringSubmatchIndex(s.r.Text(at))
	if m == nil {
		return document.Span{}
	}
	for i := 2; i < len(m); i += 2 {
		if list := (document.Span{Start: m[i], End: m[i+1]}).Shift(at.Start); m[i] >= 0 && s.onlyNames(list) {
			return list
		}
	}
	return document.Span{}
}

// titledPeople reports whether a stretch before "met" names two people or more by title or office, and begins with one:
// "Mr Jone Vula, Minister of Trade of Fiji, and Ms Ana Pita, Minister of Trade of Tonga,".
func (s *search) titledPeople(at document.Span) bool {
	at.Start += len(dateline.FindString(s.r.Text(at)))
	words := wordsOf(s.r.Doc.Text, at)
	if len(words) == 0 || s.list.words.of(words[0].text)&(title|office|portfolio) == 0 && s.r.Mentions(document.Span{Start: at.Start, End: words[0].span.End}) == nil {
		return false
	}
	people, first := 0, at.End
	for _, p := range s.list.read(at, extract.Attendee, "we-met", false, false) {
		if p.Kind == "person" {
			people++
			first = min(first, p.Evidence[0].Span.Start)
		}
	}
	return people > 1 && first < at.Start+60
}

var (
	// dateline stands before the sentence that opens a press release: "30 June 2017, Apia – ".
	dateline = pattern.MustCompile(`^[^–—.]{3,60} (?:[–—-]|--) `)
	// itsPartners are those who met with the body that they belong to.
	itsPartners = pattern.MustCompile(`^(?i:(?:its|their|the) (?:\p{L}+ ){0,2}(?:partners|donors|members|member (?:states|countries)|stakeholders|development partners))$`)
)

// onlyNames reports whether a stretch before "met" is nothing but two names or more: "The Republic of Fiji and the Lake
// Commission", "The Lake Commission and its partners (the donors)".
func (s *search) onlyNames(at document.Span) bool {
	at.Start += len(dateline.FindString(s.r.Text(at)))
	names := 0
	for _, p := range s.list.parts(at) {
		if p.bracket {
			continue
		}
		text := s.r.Text(p.span)
		known := 0
		for _, m := range p.mentions {
			if m.Of(gazetteer.State) != nil || m.Of(gazetteer.Organization) != nil || m.Of(gazetteer.Group) != nil {
				known += m.Span.Len()
			}
		}
		if known+4+len(itsMembersAre.FindString(text)) < len(text) && !itsPartners.MatchString(text) {
			return false
		}
		names++
	}
	return names >= 2
}

// itsMembersAre stands before a body's members, behind its name: "the Reef Union, together with its member States Fiji".
var itsMembersAre = pattern.MustCompile(`^(?:its|their) (?i:member (?:states|countries)) `)

// dayNext is a word with which the day begins on which people met.
var dayNext = pattern.MustCompile(`^(?:\d.*|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)$`)

// nameGoesOn follows a place within a body's name: its acronym, or the next of several bodies.
var nameGoesOn = pattern.MustCompile(`^(?: \(\p{Lu}[\p{L}&/-]+\)|;)`)

var turns = pattern.MustCompile(`^(?:who|which|where|whose|whom|when|that|because|so)$`)

// listEnd is where the list that begins at from ends and its sentence goes on with another clause: at a finite verb in
// lower case or a relative.
func (s *search) listEnd(sentence *extract.Sentence, from int) int {
	seen := false // a first name: before it, "in the meeting were" is still the cue
	depth := 0
	passed := 0                                                                                                         // where a clause ends that says of those before it that they observe
	told := slices.ContainsFunc(sentence.Tokens, func(t text.Token) bool { return t.Span.Start < from && isFinite(t) }) // else the list is the subject: "Observers from A, and B were present"
	var names []gazetteer.Mention
	for _, m := range sentence.Mentions {
		if m.Span.Start >= from {
			names = append(names, m)
		}
	}
	for i, t := range sentence.Tokens {
		if t.Span.Start < max(from, passed) {
			continue
		}
		switch t.Text {
		case "(", "[":
			depth++
		case ")", "]":
			depth = max(0, depth-1)
		}
		if isUpper(t.Text) || len(names) > 0 && t.Span.Start >= names[0].Span.Start {
			seen = true
		}
		if !seen || depth > 0 || isUpper(t.Text) {
			continue
		}
		verb := isFinite(t)
		infinitive := t.Text == "to" && i+1 < len(sentence.Tokens) && sentence.Tokens[i+1].Tag == "VB" && !isUpper(sentence.Tokens[i+1].Text)
		inMention := slices.ContainsFunc(names, func(m gazetteer.Mention) bool { return m.Span.Overlaps(t.Span) })
		turn := turns.MatchString(t.Text)
		if turn {
			if status := hasStatus.FindStringIndex(s.r.Doc.Text[t.Span.Start:sentence.Span.End]); status != nil {
				passed = t.Span.Start + status[1]
				continue
			}
		}
		if verb && !inMention && !turn && told {
			if clause := subjectAhead.FindStringIndex(s.r.Doc.Text[from:t.Span.Start]); clause != nil {
				return from + clause[0] // "represented by its Ambassador to A, and B sent a greeting"
			}
		}
		if !inMention && (verb || infinitive || turn) {
			return t.Span.Start
		}
		// "in Apia", "on 3 May", "from 3 to 5 May": when and where, not who, unless the name goes on: "in the Sahel (CILSS)"
		if i+1 < len(sentence.Tokens) && slices.Contains([]string{"in", "at", "on", "from"}, t.Text) {
			next := sentence.Tokens[i+1]
			if i > 0 && s.finder.words.of(sentence.Tokens[i-1].Text)&office != 0 && t.Text == "in" {
				continue // "its High Commissioner in Wellington, Mr A"
			}
			people := i+2 < len(sentence.Tokens) && s.finder.words.of(sentence.Tokens[i+2].Text)&people != 0 // "directors from 171 Members"
			if dayNext.MatchString(next.Text) && (t.Text == "on" || t.Text == "from" && !people) {
				return t.Span.Start
			}
			for _, m := range names {
				if m.Span.Start == next.Span.Start && m.Candidates[0].Entry.Kind == gazetteer.Place && t.Text != "from" && !nameGoesOn.MatchString(s.r.Doc.Text[m.Span.End:sentence.Span.End]) {
					return t.Span.Start
				}
			}
		}
	}
	return sentence.Span.End
}

// subjectAhead is the subject of the clause that a finite verb makes, behind the list that went before.
var subjectAhead = pattern.MustCompile(`(?:, (?:and|while|but) |; )(?:the )?\p{Lu}[\p{L}’'-]*(?:(?: and| of| the| former)* \p{Lu}[\p{L}’'-]*){0,4} $`)

// isFinite reports whether a token is a finite verb in lower case; the particles of names ("bin", "wa") are none.
func isFinite(t text.Token) bool {
	switch t.Tag {
	case "VBD", "VBZ", "VBP", "MD":
		if strings.ContainsFunc(t.Text, func(r rune) bool { return r > unicode.MaxASCII || r == '\'' }) {
			return false // "chargé d'affaires"
		}
		return !isUpper(t.Text) && !particles[t.Text] && len(t.Text) > 2 || t.Text == "is"
	}
	return false
}

// addChairs makes attendees of the chairs, where the report says that others came in addition to them.
func (s *search) addChairs() {
	for _, c := range s.meeting.Chairs {
		p := extract.Party{Role: extract.Attendee, Name: c.V, Kind: "person", Confidence: 0.8}
		for _, e := range c.Evidence {
			e.Rule = "chairs-attend"
			p.Evidence = append(p.Evidence, e)
			for _, m := range s.r.Mentions(e.Span) {
				if st := m.Of(gazetteer.State); st != nil {
					p.Kind, p.Code, p.Canonical, p.Name = "state", st.Entry.Code, st.Entry.Name, s.r.Text(m.Span)
				}
			}
		}
		if e := s.r.Gazetteer.LookupCode(gazetteer.State, c.V); e != nil {
			p.Kind, p.Code, p.Canonical = "state", e.Code, e.Name
		}
		s.found = append(s.found, p)
	}
}
