package meeting

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/ordinal"
	"rapporteur/extract/pattern"
)

// findPeople fills in chairs and hosts: persons by name, states and organizations by code.
func (s *survey) findPeople(m *extract.Meeting) {
	ofSession := strings.Contains(strings.ToLower(m.Title.V), "session")
	look := func(list *[]extract.Value[string], is string, host bool) {
		for i := range s.passages {
			if p := &s.passages[i]; p.index < 40 {
				for _, found := range s.who(p, is) {
					if found.rule == "numbered-chaired-by" && (s.ordinal == 0 || s.ofAnother(p, found.span)) {
						continue // the session of a part, such as a committee
					}
					if n := partChaired(p, found); n == 0 || n == s.ordinal && ofSession {
						s.addWho(list, p, found, host)
					}
				}
			}
		}
	}
	look(&m.Chairs, "chair", false)
	if len(m.Chairs) == 0 {
		s.leaders(&m.Chairs)
	}
	look(&m.Hosts, "host", true)
	if len(m.Chairs) == 0 {
		look(&m.Chairs, "elected-chair", false)
	}
}

var (
	// partIsChaired and chairsPart tell of a part of the meeting by its number, before and behind those who chaired it.
	partIsChaired = pattern.MustCompile(`(?i)(?:^|[^\p{L}-])(first|second|third|fourth) sessions?\b[^.;]{0,80}?chaired by (?:the )?$`)
	chairsPart    = pattern.MustCompile(`(?i)^,? (?:jointly )?(?:co-)?chaired (?:the|an?) (first|second|third|fourth) session`)
)

// partChaired is the number of the session that somebody chaired, 0 where a sentence gives none: the meeting's own, or one of its
// parts.
func partChaired(p *passage, w whom) int {
	from, to := w.span.Start-p.span.Start, w.span.End-p.span.Start
	m := partIsChaired.FindStringSubmatch(p.text[:from])
	if m == nil {
		m = chairsPart.FindStringSubmatch(p.text[to:])
	}
	if m == nil {
		return 0
	}
	return ordinal.Value(m[1])
}

var (
	// sidesChaired says that those chaired who led the sides, whom the sentences before it name.
	sidesChaired = pattern.MustCompile(`(?i)(?:^|[.;] |\d+\.? )(?:the|both) (?:two )?(?:ministers|leaders|heads of (?:the )?(?:two )?delegations?|leaders of (?:the )?(?:two )?delegations?|secretaries|commissioners|officials) (?:jointly )?(?:co-?chaired|presided)|,? who (?:jointly )?co-?chaired (?:the|this) (?:meeting|session|talks|consultations|conference|summit|commission|committee|round)`)
	ledThe       = pattern.MustCompile(`^(.{3,200}?),? (?:led|headed) the (?:(?:[\p{L}-]+ ){1,3}(?:delegation|side)|(?:\p{Lu}[\p{L}’'-]+ ){1,3}team)(?:[ .,]|$)`)
	ledBy        = pattern.MustCompile(`(?i)(?:delegation|side|team)(?: (?:of|from) [^,;.]{2,60})?(?: (?:was|were))?(?: (?:led|headed))? by (?:the )?`)
)

// leaders takes for chairs the two who led the sides: "The delegation of Fiji was led by A, and that of Tonga by B. The two Ministers
// co-chaired the Session."
func (s *survey) leaders(list *[]extract.Value[string]) {
	for i := range s.passages {
		p := &s.passages[i]
		if p.index >= 12 || !sidesChaired.MatchString(p.text) {
			continue
		}
		var led []whom
		var of []*passage
		for k := max(0, i-3); k <= i; k++ {
			before := &s.passages[k]
			if m := ledThe.FindStringSubmatchIndex(before.text); m != nil {
				if persons, _ := s.parse(before, document.Span{Start: m[2], End: m[3]}.Shift(before.span.Start)); len(persons) == 1 {
					led, of = append(led, whom{persons[0], "sides-chaired"}), append(of, before)
				}
			}
			for _, at := range ledBy.FindAllStringIndex(before.text, -1) {
				span := document.Span{Start: at[1], End: len(before.text)}
				if end := strings.IndexAny(before.text[at[1]:], ",;"); end > 0 {
					span.End = span.Start + end
				}
				if persons, _ := s.parse(before, span.Shift(before.span.Start)); len(persons) > 0 {
					led, of = append(led, whom{persons[0], "sides-chaired"}), append(of, before)
				}
			}
		}
		if len(led) != 2 {
			continue
		}
		for k, w := range led {
			s.addWho(list, of[k], w, false)
		}
		return
	}
}

// mostChairs is how many people a phrase names as chairs at most.
const mostChairs = 6

// whom is the words that name a chair or a host.
type whom struct {
	span document.Span
	rule string
}

func (s *survey) who(p *passage, is string) []whom {
	var found []whom
	if p.label == is+"-label" {
		found = append(found, whom{p.span, p.label})
	}
	for _, r := range s.rules[is] {
		for _, m := range r.FindAllIn(p.ready) {
			g := m.Groups["who"].Shift(p.span.Start)
			own := m.Span.Shift(p.span.Start)
			c, ok := p.governing(own)
			if ok && c.is == another && c.span.End <= g.Start && g.Start-c.span.End < 40 && (is != "elected-chair" || !own.Contains(c.span)) {
				continue // "elected" itself, and the host of the last meeting who proposed, are of this meeting
			}
			if of := initialsNumber.FindStringSubmatch(s.r.Text(own)); r.Name == "the-chair-was" && of != nil && s.ordinal > 0 && of[1] != strconv.Itoa(s.ordinal) {
				continue // "The Chair of SC-4 was", in the report of the fifth
			}
			found = append(found, whom{g, r.Name})
		}
	}
	return found
}

// initialsNumber is a meeting by its initials and number.
var initialsNumber = pattern.MustCompile(` \p{Lu}{2,8}-?(\d{1,3}) `)

func (s *survey) addWho(list *[]extract.Value[string], p *passage, w whom, host bool) {
	if which := whichHosted.FindStringSubmatchIndex(s.r.Text(w.span)); host && which != nil {
		w.span = document.Span{Start: w.span.Start + which[2], End: w.span.Start + which[3]} // "Mr A spoke for the Harbour Office, which hosted the Meeting"
		w.rule = "hosted-by"
	}
	text := s.r.Text(w.span)
	if m := phraseEnd.FindStringIndex(text); m != nil && m[0] > 0 {
		w.span.End = w.span.Start + m[0]
	}
	if by := representedBy.FindStringIndex(s.r.Text(w.span)); by != nil && !host {
		w.span.Start += by[1] // "Fiji was represented by Mr A, who took the Chair"
	}
	if comma := strings.Index(s.r.Text(w.span), ","); w.rule == "by-invitation" && comma > 0 && !strings.HasPrefix(strings.ToLower(s.r.Text(w.span)), "the governments") {
		w.span.End = w.span.Start + comma // "At the invitation of Jordan, representatives of A and B met": those met
	}
	if cut := atPlace.FindStringIndex(s.r.Text(w.span)); w.rule == "hosted-by" && cut != nil {
		w.span.End = w.span.Start + cut[0]
	}
	persons, parties := s.parse(p, w.span)
	persons = slices.DeleteFunc(persons, func(at document.Span) bool { return possessive.MatchString(s.r.Text(at)) }) // "His Majesty's Government"
	if w.rule == "by-invitation" && len(persons) > 0 {
		return // a head of state's invitation does not say who hosted
	}
	if w.rule == "as-chair" && len(persons) == 0 && len(parties) > 1 {
		parties = parties[len(parties)-1:] // "A, B and C as Chair": C chaired
	}
	add := func(value string, spans ...document.Span) {
		for i := range *list {
			old := &(*list)[i]
			if old.V == value || strings.HasSuffix(old.V, " "+value) {
				return
			}
			if strings.HasSuffix(value, " "+old.V) {
				old.V = value
				return
			}
		}
		found := extract.Value[string]{V: value}
		for _, span := range spans {
			found.Evidence = append(found.Evidence, extract.Evidence{Span: span, Rule: w.rule})
		}
		*list = append(*list, found)
	}
	for i, person := range persons {
		if i == mostChairs {
			break
		}
		full := s.fullName(person)
		if full == person {
			add(oneLine(s.r.Text(person)), person)
			continue
		}
		add(oneLine(s.r.Text(full)), full, person)
	}
	for _, m := range parties {
		code := stateOf(m)
		if o := m.Of(gazetteer.Organization); code == "" && host && len(persons) == 0 && o != nil {
			code = o.Entry.Code
		}
		if code != "" {
			add(code, m.Span)
		}
	}
	if w.rule == hostLabel && p.short && len(persons) == 0 && len(parties) == 0 {
		if at := bodyLine.FindStringSubmatchIndex(s.r.Text(w.span)); at != nil {
			name := document.Span{Start: at[2], End: at[3]}.Shift(w.span.Start)
			add(oneLine(s.r.Text(name)), name)
		}
		return
	}
	if w.rule == "hosted-by" && len(persons) == 0 && len(parties) == 0 {
		for _, body := range s.bodies(w.span) {
			add(oneLine(s.r.Text(body)), body)
		}
		return
	}
	if w.rule == "hosted" && len(persons) == 0 && len(parties) == 0 && hostLine.MatchString(s.r.Text(w.span)) && hostedMeeting.MatchString(p.after(w.span)) {
		for _, body := range s.bodies(w.span) {
			if strings.HasPrefix(s.r.Text(body), "The ") {
				body.Start += len("The ")
			}
			value := oneLine(s.r.Text(body)) // "The Ministry of the Environment hosted the meeting"
			for _, m := range p.mentions {
				if state := m.Of(gazetteer.State); state != nil && body.Contains(m.Span) && strings.HasSuffix(value, " Government") {
					value = state.Entry.Code // "the Thai Government"
				}
			}
			add(value, body)
		}
		return
	}
	if host && len(persons) == 0 && len(parties) == 0 {
		for _, m := range p.mentions {
			if placeOf(m) != nil && w.span.Contains(m.Span) && m.Span.End == w.span.End {
				add(s.r.Text(m.Span), m.Span)
			}
		}
	}
}

// representedBy parts a state from who came for it.
var representedBy = pattern.MustCompile(`(?i)(?:was|were) represented by (?:the )?`)

var (
	// atPlace is where a phrase turns from who hosted to where and when, and under which words.
	atPlace    = pattern.MustCompile(`,? (?:at|in|on|from) (?:the )?[\p{Lu}\d]|,? (?:on|under) (?:the|its) (?:theme|motto|slogan|title)`)
	possessive = pattern.MustCompile(`['’]s$`)
)

// whichHosted ends in a body of which it is then said that it hosted.
var whichHosted = pattern.MustCompile(` (?:on behalf of|for|of|by|from) (?:the )?((?:\p{Lu}[\p{L}’'-]* )(?:(?:of|for|and|the|\p{Lu}[\p{L}’'-]*) ){0,6}?\p{Lu}[\p{L}’'-]*), which$`)

// bodies are the names in a phrase that no list has: "the Harbour Office and the University of Silt".
func (s *survey) bodies(span document.Span) []document.Span {
	var found []document.Span
	text := s.r.Text(span)
	for _, at := range bodyName.FindAllStringIndex(text, -1) {
		if name := text[at[0]:at[1]]; strings.ContainsAny(name, " \n") && !actors[strings.ToLower(name[:strings.IndexAny(name, " \n")])] {
			found = append(found, document.Span{Start: at[0], End: at[1]}.Shift(span.Start))
		}
	}
	return found
}

// bodyLine is a line that is the name of a body, with its initials or seat behind it: "Directorate for Reefs, Nets and Quality (DRNQ)".
var bodyLine = pattern.MustCompile(`^(?i:the )?(\p{Lu}[\p{L}’'-]+(?:,? (?:(?:of|for|on|and)(?: the)? )*\p{Lu}[\p{L}’'-]+)+)(?:(?: \(|, ).*)?\.?$`)

// bodyName is a run of capitalised words with small ones between them; "and the" parts two names.
var bodyName = pattern.MustCompile(`\p{Lu}[\p{L}’'-]+(?:\s(?:(?:of|for|on)(?: the)?\s|and\s)?\p{Lu}[\p{L}’'-]+)*`)

// phraseEnd is where the words that name somebody end and others begin.
var phraseEnd = pattern.MustCompile(`(?i)[,;]?\s+(?:while\s|(?:joined|accompanied|assisted)\s+by\s|succeeding\s|with\s+[^,;]{2,60}\s+as\s+(?:vice|deputy|rapporteur)|(?:on|from|between)\s+(?:the\s+)?(?:\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|with\s+(?:the\s+)?(?:participation|support|attendance|assistance)|in\s+(?:the\s+)?(?:presence|cooperation|partnership|collaboration|attendance)|who\s|which\s|following\s|said|stated|urged|stressed|noted|spoke|welcomed|to\s+(?:discuss|review|consider|talk)|that\s|was\s|were\s|has\s|have\s|attended|and\s+(?:was|were|involved|included|organi[sz]ed|co-organi[sz]ed|convened|facilitated|funded|financed|supported|sponsored|hosted|held|attended|opened|brought|gathered|took|(?:co-)?chaired|presided)\s|as\s+(?:the|a|an|current|coordinators?|chair)|for\s+(?:the|a|an|his|her)\s)`)

// ofPortfolio ends in an office and what it is for, to which "and" may add.
var ofPortfolio = pattern.MustCompile(`(?i)(?:ministers?|secretary|ministry|department|commissioner|director)s? (?:of(?: state)?|for|in charge of|responsible for) [^,;()]*$`)

// inPortfolios reports whether tokens end in the office of a minister, for several things and of no country yet: "Minister of
// Finance, Economic Development".
func inPortfolios(tokens []token) bool {
	for i := len(tokens) - 1; i >= 0; i-- {
		switch t := tokens[i]; {
		case t.named || t.text == ";" || isCourtesy(t.text):
			return false
		case strings.EqualFold(t.text, "minister"):
			return true
		}
	}
	return false
}

var (
	ofOther = pattern.MustCompile(`\bof(?: the)? $`)
	ofState = pattern.MustCompile(`(?:governments?|republic|kingdom|state|states|sultanate|authorities|people|ministers?|president|premier) of(?: the)? $`)
)

// token is a word of a phrase or a mark between words.
type token struct {
	text  string
	span  document.Span
	named bool // within a name of the gazetteer
}

// parse reads the persons in a phrase, and the states and organizations that they stand for or that stand alone.
// Of the parties that follow a person, the first state counts: the rest belong to the office.
func (s *survey) parse(p *passage, span document.Span) (persons []document.Span, parties []gazetteer.Mention) {
	var mentions []gazetteer.Mention
	for _, m := range p.mentions {
		if span.Contains(m.Span) {
			mentions = append(mentions, m)
		}
	}
	tokens := s.tokens(span, mentions)
	joined := true  // whether another person may begin: at the start, and behind "and" or ";"
	parted := false // a comma stands behind the last person
	for i := 0; i < len(tokens); {
		t := tokens[i]
		switch {
		case t.text == ";" || strings.EqualFold(t.text, "and") || strings.EqualFold(t.text, "with"):
			joined = true
			i++
			continue
		case !isNameStart(tokens, i):
			parted = parted || t.text == ","
			i++
			continue
		}
		end, words := i, 0
		for end < len(tokens) && (isNameWord(tokens[end]) || words > 0 && end+1 < len(tokens) && alsoName[tokens[end].text] && isNameWord(tokens[end+1]) || words > 0 && isParticle(tokens[end].text) && end+1 < len(tokens) && (isNameWord(tokens[end+1]) || isParticle(tokens[end+1].text))) {
			if isNameWord(tokens[end]) {
				words++
			}
			end++
		}
		titled := i > 0 && isCourtesy(tokens[i-1].text) && !(i > 1 && strings.EqualFold(tokens[i-2].text, "of")) // not "the Central Bank of Sri | Lanka"
		if !titled && i > 0 && strings.EqualFold(tokens[i-1].text, "and") && (ofPortfolio.MatchString(s.r.Text(document.Span{Start: span.Start, End: tokens[i-1].span.Start})) || i > 1 && tokens[i-2].text != "," && inPortfolios(tokens[:i-1])) {
			i = end // "Minister of Health and Family Welfare"
			continue
		}
		if (words >= 2 || words == 1 && (titled || i > 0 && personal[strings.ToLower(tokens[i-1].text)]) && len(t.text) > 2) && (joined || titled || parted && words < 4 && behindOffice(tokens, i) && (end == len(tokens) || slices.Contains([]string{",", ";", "and"}, tokens[end].text))) {
			persons = append(persons, document.Span{Start: t.span.Start, End: tokens[end-1].span.End})
			joined, parted = false, false // or "Secretary of State A, Secretary of Commerce B"
		}
		i = max(end, i+1)
	}
	if len(persons) == 0 {
		for _, m := range mentions {
			// "the Co-Chairs of the Process": what follows "of" is not who acts, but for "the Government of".
			before := strings.ToLower(s.r.Text(document.Span{Start: span.Start, End: m.Span.Start}))
			names := stateOf(m) != "" || m.Of(gazetteer.Organization) != nil
			if names && (!ofOther.MatchString(before) || ofState.MatchString(before)) {
				parties = append(parties, m)
			}
		}
		return nil, parties
	}
	for k, person := range persons {
		from, to := person.Start, span.End
		if k == 0 {
			from = span.Start
		}
		if k+1 < len(persons) {
			to = persons[k+1].Start
		}
		for _, m := range mentions {
			if stateOf(m) != "" && m.Span.Start >= from && m.Span.End <= to {
				parties = append(parties, m)
				break
			}
		}
	}
	return persons, parties
}

// behindOffice reports whether an office ends before token i, and not the name of a body: "Secretary of State | Ana Pita", but "the
// State | Great Hural".
func behindOffice(tokens []token, i int) bool {
	return i > 0 && isOffice(tokens[i-1].text) && !(i > 1 && strings.EqualFold(tokens[i-2].text, "the")) && !strings.EqualFold(tokens[i].text, "pro")
}

// alsoName are titles that are names, too, within one: "Dr Ng Eng Hen".
var alsoName = map[string]bool{"Eng": true, "Maj": true, "Sri": true, "Tan": true}

func (s *survey) tokens(span document.Span, mentions []gazetteer.Mention) []token {
	text := s.r.Text(span)
	var tokens []token
	add := func(from, to int) {
		at := document.Span{Start: span.Start + from, End: span.Start + to}
		// A city within a person's name ("Gao Hucheng") is a part of the name; a country or a body parts names.
		named := slices.ContainsFunc(mentions, func(m gazetteer.Mention) bool {
			return m.Span.Overlaps(at) && m.Candidates[0].Entry.Kind != gazetteer.Place
		})
		tokens = append(tokens, token{text[from:to], at, named})
	}
	start := -1
	for i, r := range text {
		inside := unicode.IsLetter(r) || unicode.IsMark(r) || start >= 0 && (r == '.' || r == '\'' || r == '’' || r == '-')
		switch {
		case inside && start < 0:
			start = i
		case !inside && start >= 0:
			add(start, start+len(strings.TrimRight(text[start:i], "-'’")))
			start = -1
		}
		if !inside && !unicode.IsSpace(r) {
			add(i, i+len(string(r)))
		}
	}
	if start >= 0 {
		end := start + len(strings.TrimRight(text[start:], ".-'’"))
		add(start, max(end, start+1))
	}
	return tokens
}

// isNameStart reports whether a person's name may begin at token i: a name word at the phrase's start, behind a mark, a form
// of address, an office, or a country.
func isNameStart(tokens []token, i int) bool {
	if !isNameWord(tokens[i]) {
		return false
	}
	if i == 0 {
		return true
	}
	before := tokens[i-1]
	switch strings.ToLower(before.text) {
	case ",", "(", ":", ";", "and", "with", "–", "-", ")", "“", "]":
		return true
	}
	return before.named && !namedFor(tokens[:i]) || isCourtesy(before.text) || isOffice(before.text)
}

// namedFor reports whether the name that ends the tokens belongs to an office: "Commissioner for European | Neighbourhood Policy".
func namedFor(tokens []token) bool {
	i := len(tokens) - 1
	for i >= 0 && tokens[i].named {
		i--
	}
	return i >= 0 && strings.EqualFold(tokens[i].text, "for")
}

func isNameWord(t token) bool {
	first := []rune(t.text)[0]
	return unicode.IsUpper(first) && !t.named && !isCourtesy(t.text) && !isOffice(t.text)
}

func isParticle(word string) bool { return particles[strings.ToLower(word)] }

func isCourtesy(word string) bool { return courtesies[strings.ToLower(strings.TrimRight(word, "."))] }

func isOffice(word string) bool {
	lower := strings.ToLower(strings.TrimRight(word, "."))
	return offices[lower] || offices[strings.TrimSuffix(lower, "s")] || offices[strings.TrimSuffix(strings.TrimSuffix(lower, "’s"), "'s")]
}

// behindSurname is where a name ends whose surname goes first, in capitals.
func (s *survey) behindSurname(p *passage, end int) int {
	given := givenName.FindString(p.text[end:])
	at := document.Span{Start: end, End: end + len(given)}.Shift(p.span.Start)
	if given == "" || !isNameWord(token{text: strings.TrimSpace(given)}) || slices.ContainsFunc(p.mentions, func(m gazetteer.Mention) bool { return m.Span.Overlaps(at) }) {
		return end
	}
	return end + len(given)
}

// givenName follows a surname in capitals.
var givenName = pattern.MustCompile(`^ \p{Lu}\p{Ll}+`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

var (
	particles  = set(`bin bint ibn al el de da do dos das del di du van von der den la le y e ben ould abu`)
	courtesies = set(`dipl.-ing smt shri kum mr mrs ms miss dr prof professor sir dame lord lady madam madame mme h.e he hon honourable honorable hon'ble hon’ble his her their
		excellency excellencies highness majesty royal rt right sayyid shaikh sheikh sheikha dato dato’ dato' datuk tan sri lyonpo u.e uz yb amb eng
		gen col maj lt capt st president-elect engr barr atty rev ybhg yb yab`)
	// personal are the offices that stand right before a name.
	personal = set(`minister president ambassador secretary commissioner senator chairman king queen prince princess governor premier`)
	// actors are the first words of those who act without being a body of their own.
	actors = set(`chair chairs co-chair co-chairs minister ministers president leaders members participants delegates government governments prime`)
	// offices are the words of offices and bodies, which are capitalised as names are.
	offices = set(`squadron wing leader marshal commodore minister ministers ministry president vice-president vice prime deputy foreign secretary secretary-general general under undersecretary
		under-secretary assistant ambassador commissioner high permanent representative chair chairs co-chair co-chairs chairman chairmen chairperson chairwoman
		chair-in-office director director-general head chief governor premier chancellor king queen prince princess emir sultan crown speaker senator
		state states affairs international relations cooperation co-operation external interior home trade commerce industry tourism finance defence defense
		justice security health education environment agriculture labour labor employment immigration migration border people persons citizenship human
		department bureau office commission committee council assembly authority cabinet government republic kingdom sultanate federation federal union
		community national regional economic social political special envoy representative representatives delegation delegate delegates officer executive advisor adviser
		senior police army force issues matters member members secretariat organization organisation institute institution university centre center bank
		company association agency service services board group working party process forum conference meeting session summit first second
		third fourth fifth acting former current new joint honorary principal treaty ministerial reference development planning energy water
		transport infrastructure technology science culture parliament parliamentary house court law legal police cyber emerging critical coordinator ad hoc
		smuggling trafficking crime transnational related custodian mosques holy two excellencies lead leader convener convenor rapporteur moderator facilitator
		january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
		annex agenda item report statement communique declaration`)
)

// fullName is where the report gives a person's full name, for a phrase that has the surname alone.
func (s *survey) fullName(span document.Span) document.Span {
	name := s.r.Text(span)
	if strings.ContainsAny(name, " \n") {
		return span
	}
	for i := range s.passages {
		p := &s.passages[i]
		for at := 0; ; {
			j := strings.Index(p.text[at:], name)
			if j < 0 {
				break
			}
			start := at + j
			at = start + len(name)
			end := at
			for start > 0 {
				k := strings.LastIndexAny(strings.TrimRight(p.text[:start], " \n"), " \n(")
				word := strings.TrimSpace(p.text[k+1 : start])
				named := document.Span{Start: k + 1, End: start}.Shift(p.span.Start)
				if word == "" || !isNameWord(token{text: word}) || strings.ContainsAny(word, ",;:") ||
					slices.ContainsFunc(p.mentions, func(m gazetteer.Mention) bool { return stateOf(m) != "" && m.Span.Overlaps(named) }) {
					break
				}
				start = k + 1
			}
			if name == strings.ToUpper(name) {
				end = s.behindSurname(p, end) // "Mr HIRAI Takuya"
			}
			if full := p.text[start:end]; strings.ContainsAny(full, " \n") {
				return document.Span{Start: start, End: end}.Shift(p.span.Start)
			}
		}
	}
	return span
}
