package attendance

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/pattern"
)

// reader turns the parts of a list into parties. Within a line, which is one entry (or within a stretch between two
// semicolons), what is said of country and body belongs to the person; in running text each name stands for itself.
type reader struct {
	*list
	line    bool // one entry: "State: title name, office"
	names   bool // the list is one of people: a name of two or more words is a person's
	rule    string
	role    extract.Role
	parties []extract.Party

	person int    // index in parties of the person whose office or country may follow, or -1
	whom   string // code or name of the state or body that the entry has named
	state  bool   // the entry has named a state
	bodies []extract.Party
	office document.Span // an office whose holder's name may follow
	before bool          // the office of the last person stood before the name
	closed bool          // the list has had its "and"
	// employers tells that what is read says where people work, rather than who is represented.
	employers bool
	// people tells that it says who came: a word in capitals is a surname, and no body.
	people bool

	at     document.Span // the whole list
	codes  int           // entries with the two letters of a state in brackets
	places int           // entries that are provinces or towns, and nothing else
}

// read gives the parties of a stretch.
func (l *list) read(at document.Span, role extract.Role, rule string, line, names bool) []extract.Party {
	if m := andAsObserver.FindStringIndex(l.text[at.Start:at.End]); role == extract.Attendee && m != nil {
		before, behind := document.Span{Start: at.Start, End: at.Start + m[0]}, document.Span{Start: at.Start + m[1], End: at.End}
		return append(l.read(before, role, rule, line, names), l.read(behind, extract.Observer, rule, line, names)...)
	}
	if m := butAbsent.FindStringIndex(l.text[at.Start:at.End]); role == extract.Attendee && m != nil {
		before, behind := document.Span{Start: at.Start, End: at.Start + m[0]}, document.Span{Start: at.Start + m[1], End: at.End}
		return append(l.read(before, role, rule, line, names), l.read(behind, extract.Absentee, rule, line, names)...)
	}
	if m := surnameAndInitials.FindStringSubmatchIndex(l.text[at.Start:at.End]); m != nil && !ofPlaceOrFirm.MatchString(l.text[at.Start:at.End]) && len(l.reading.Mentions(document.Span{Start: at.Start, End: at.Start + m[3]})) == 0 {
		name := document.Span{Start: at.Start, End: at.Start + m[3]}
		return []extract.Party{{Role: role, Name: l.text[name.Start:name.End], Kind: "person", For: l.country, Confidence: 0.85, Evidence: []extract.Evidence{{Span: name, Rule: rule}}}}
	}
	r := &reader{list: l, line: line, names: names, rule: rule, role: role, at: at, person: -1, whom: l.country, state: l.country != ""}
	parts := r.apart(l.parts(at))
	for _, p := range parts {
		if p.bracket && p.span.Len() == 2 && l.reading.Gazetteer.LookupCode(gazetteer.State, l.text[p.span.Start:p.span.End]) != nil {
			r.codes++
		}
		if r.onlyPlace(p) {
			r.places++
		}
	}
	group := 0 // the first of those since the last semicolon
	for i, p := range parts {
		r.names = r.names || messrs.MatchString(l.text[p.span.Start:p.span.End])
		r.closed = p.after != ";" && (r.closed || p.after == "and")
		if p.after == ";" {
			group = len(r.parties)
		}
		if text := l.text[p.span.Start:p.span.End]; role == extract.Attendee && p.after == "," && observers.MatchString(text) && (i+1 == len(parts) || parts[i+1].after == ";") && len(r.parties) > group {
			for j := group; j < len(r.parties); j++ {
				r.parties[j].Role = extract.Observer // "…; Austria and Ireland, observers"
			}
			continue
		}
		if p.after == ";" || p.after == "\n" || i+1 < len(parts) && parts[i+1].after == "by" && r.onlyMention(p) {
			r.endEntry()
		}
		var next *part
		if i+1 < len(parts) && parts[i+1].after != ";" {
			next = &parts[i+1]
		}
		r.part(p, next)
	}
	r.endEntry()
	return r.parties
}

// surnameAndInitials is a line with a person's surname before the initials, and nothing else but a courtesy title: "Pita, A. (Ms)".
var surnameAndInitials = pattern.MustCompile(`^(\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+){0,2}, \p{Lu}\p{Ll}?\.(?:[ -]?\p{Lu}\.){0,2})(?: \((?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?\))?$`)

// ofPlaceOrFirm ends a town's name, or that of a firm, with letters that are nobody's: "Washington, D.C.", "Banco Azteca, S.A.".
var ofPlaceOrFirm = pattern.MustCompile(`, (?:D\.C|B\.C|P\.R|S\.A|N\.V|B\.V|A\.G|A\.C|P\.C|L\.P)\.`)

// andAsObserver stands in a list before those who observed: "Fiji, Samoa and, as an observer, Tonga".
var andAsObserver = pattern.MustCompile(`(?:,|;)? (?:and|also|with)(?: also)?,? as (?:an )?(?:invited )?observers?,? `)

// messrs begins a list of people.
var messrs = pattern.MustCompile(`^(?:Messrs\.?|MM\.|Mmes\.?|Mesdames|Messieurs) |^(?:Ministers|Presidents|Ambassadors|Senators|Commissioners|Professors) \p{Lu}[\p{L}’-]+ \p{Lu}[\p{L}’-]+$`)

// apart splits a part of a line that begins with a state and goes on with a courtesy title: "Malawi H.E. President X".
func (r *reader) apart(parts []part) []part {
	if !r.line {
		return parts
	}
	var out []part
	for _, p := range parts {
		if len(p.mentions) > 0 && p.mentions[0].Span.Start == p.span.Start && p.mentions[0].Of(gazetteer.State) != nil {
			rest := trim(r.text, document.Span{Start: p.mentions[0].Span.End, End: p.span.End})
			words := wordsOf(r.text, rest)
			first := 0
			if len(words) > 1 && strings.EqualFold(words[0].text, "the") {
				first = 1
			}
			if len(words) > first && (r.isTitle(words[first].text) || first == 0 && len(words) > 1 && initialFirst.MatchString(words[0].text) && r.words.isNameWord(words[1].text)) {
				head, _ := r.within(document.Span{Start: p.span.Start, End: p.mentions[0].Span.End}, p)
				tail, _ := r.within(rest, p)
				tail.after = ":"
				out = append(out, head, tail)
				continue
			}
		}
		out = append(out, p)
	}
	return out
}

// initialFirst is the initial of a person's first name: "Tonga A. Pita".
var initialFirst = pattern.MustCompile(`^\p{Lu}\.(?:-?\p{Lu}\.)*$`)

// within is the part of p within a stretch.
func (r *reader) within(at document.Span, p part) (part, bool) {
	q, ok := r.list.part(at, p.mentions)
	q.after, q.bracket = p.after, p.bracket
	return q, ok
}

// endEntry gives the bodies of an entry that named no country: they attend themselves.
// butAbsent stands in a list before those who stayed away: "Fiji, Samoa; absent: Tonga".
var butAbsent = pattern.MustCompile(`(?i)(?:^|[;.] ?)(?:absent|apologies|regrets|excused|not (?:present|represented)) ?: `)

func (r *reader) endEntry() {
	if !r.state {
		r.parties = append(r.parties, r.bodies...)
	}
	r.person, r.whom, r.state, r.bodies, r.office = -1, r.country, r.country != "", nil, document.Span{}
}

var (
	leadWords     = pattern.MustCompile(`^(?i:(?:for the (?:first|second|third) time,? )?(?:(?:(?:his|her|their) (?:\p{L}+ )?(?:colleagues|counterparts|peers)|(?:its|their) member (?:states|countries)|the|and|as well as|also|by|from|of|for|both|including|namely|other|all|respectively|together with|along with|alongside|with|a|an|those|that|on behalf of|representing|in particular|at|in|finally|as|its|their)\s+|(?:senior |high[- ]level |high |official |government |designated |two |three |four |five |six |seven |eight |nine |ten |eleven |twelve |(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\p{L}+)? |\d+ )*(?:representatives?|delegat(?:es?|ions?)|participants?|officials?|experts?|scientists|administrators|specialists|advis[eo]rs|ministers|observers?|(?:deputy )?heads(?: or deputy heads)?|leaders|parliamentarians|members|governments?|colleagues|staff|missions?|delegation)\s+(?:of|from|for|representing)\s+(?:the\s+)?(?:(?:delegations?|governments?|states?|countries|secretariats?|foreign ministers|ministers)\s+(?:of|from)\s+)?|(?:governments?|states?|kingdom|countries|secretariats?|heads of delegations?)\s+of\s+)+)`)
	towards       = pattern.MustCompile(`\s(?:to|accredited to|on behalf of|in representation of|representing)\s`)
	genericPeople = pattern.MustCompile(`^(?i:(?:or )?(?:the |their |its |his |her )?(?:mandated |duly authori[sz]ed |accredited |designated )?(?:other |senior |high[- ]level |all )*(?:participants|delegates|delegations|(?:vice-|deputy )?ministers|ministers (?:and|or|and/or) heads of delegations?|representatives|members|officials|experts|observers|leaders|heads|commissioners|governors|excellencies|countries|states|governments|attendees|staff|organi[sz]ations|member states|member countries|heads of delegations?|heads of state(?: (?:and|or) government)?|government|secretaries|scientists|administrators|specialists|advis[eo]rs|others|member (?:states|countries) of the (?:commission|organi[sz]ation|council|committee|union|community|conference)))$`)
	acronymOnly   = pattern.MustCompile(`^[A-Z][A-Za-z0-9]*[A-Z][A-Z0-9a-z/\-&]*$`)
	noise         = pattern.MustCompile(`^(?i:(?:we|our|the following [\p{L} ]+|following [\p{L} ]+|both|\d+|n/?a|tbc|tbd|chair|co-chairs?|host|yes|no|x|online|virtual(?:ly)?|in person|also|inter alia|respectively|etc\.?|members?|observers?|country|countries|name|names|title|position|organi[sz]ation|e-?mail|tel|fax|(?:his|her|their) (?:excellenc(?:y|ies)|majest(?:y|ies)|highness(?:es)?))\.?)$`)
	contact       = pattern.MustCompile(`@|(?i)\b(?:tel|fax|e-?mail|www\.|http|p\.?\s?o\.? box|street|avenue|telephone|mobile)\b`)
)

// titledBehind reads a person whose title stands behind words that no table knows as an office: "Toraga of the Kenesh Mr. A".
func (r *reader) titledBehind(p part, text string, next *part) bool {
	at := titleWithin.FindStringIndex(text)
	if at == nil || len(p.mentions) > 0 && p.mentions[0].Span.Start < p.span.Start+at[0] {
		return false
	}
	cut := at[0] + strings.IndexByte(text[at[0]:], ' ')
	before := text[:cut]
	p.span.Start += cut + 1
	n := len(r.parties)
	if !r.personIn(p, next) || len(r.parties) == n {
		return false
	}
	if r.parties[n].Kind == "person" && r.parties[n].Office == "" {
		r.parties[n].Office = before
	}
	return true
}

// furtherPortfolio sees what else an office before it is for: "Minister of Education, | Youth and Sport".
func (r *reader) furtherPortfolio(p part) bool {
	if p.after != "," || r.person < 0 || r.parties[r.person].Office == "" {
		return false
	}
	return !slices.ContainsFunc(wordsOf(r.text, p.span), func(w word) bool { return !strings.EqualFold(w.text, "and") && r.words.of(w.text)&portfolio == 0 })
}

// surnameOfState sees a name of two words behind a state and a dash whose second is another state's: "New Zealand – Adam Greenland".
func (r *reader) surnameOfState(p part) bool {
	words := wordsOf(r.text, p.span)
	n := len(r.parties)
	return (p.after == "–" || p.after == "-") && n > 0 && r.parties[n-1].Kind == "state" && len(words) == 2 && len(p.mentions) == 1 && p.mentions[0].Span == words[1].span &&
		r.words.of(words[0].text) == 0 && r.words.isNameWord(words[0].text)
}

// titleWithin is a form of address behind other words of a name.
var titleWithin = pattern.MustCompile(`\p{L} (?:Mr|Mrs|Ms|Dr)\.? \p{Lu}\p{L}+`)

// part reads one part; next is the one after it in the same entry, if any.
func (r *reader) part(p part, next *part) {
	text := r.text[p.span.Start:p.span.End]
	if p.bracket && observes.MatchString(text) {
		r.brackets(p, text)
		return
	}
	if noise.MatchString(text) || contact.MatchString(text) {
		return
	}
	if p.bracket {
		r.brackets(p, text)
		return
	}
	if n := len(r.parties); n > 0 && r.parties[n-1].Kind == "state" && p.after == "," && (r.closed || next == nil) && itsMembers.MatchString(text) {
		return
	}
	representing := represents.MatchString(text)
	if apposition.MatchString(text) && (len(p.mentions) > 0 || strings.HasPrefix(text, "a ") || strings.HasPrefix(text, "an ")) {
		if n := len(r.parties); n > 0 && p.after == "," && r.role == extract.Attendee && observerState.MatchString(text) {
			r.parties[n-1].Role = extract.Observer // "Fiji, an observer State,"
		}
		return
	}
	if n := len(r.parties); n > 0 && p.after == "," && r.role == extract.Attendee && hasStatus.MatchString(text) {
		r.parties[n-1].Role = extract.Observer
		if n > 1 && haveStatus.MatchString(text) {
			r.parties[n-2].Role = extract.Observer // two at least
		}
		return
	}
	if relative.MatchString(text) {
		return // "Fiji, which has rules of its own, attended"
	}
	if next != nil && next.bracket && !r.hasState(p) && !r.hasBody(p) && r.onlyMention(*next) && r.hasState(*next) && region.MatchString(text) {
		r.mentions(*next, next.span, true) // "the representatives of Oceania (Fiji)"
		return
	}
	if lead := r.lead(p, text); lead > 0 {
		p.span.Start += lead
		text = text[lead:]
	}
	if r.surnameOfState(p) {
		p.mentions = nil
	}
	switch {
	case representing && r.person >= 0:
		r.mentions(p, p.span, false)
	case r.ownedName(p), r.nameOf(p):
	case len(p.mentions) == 1 && p.mentions[0].Span != p.span && strings.ContainsAny(text, "/-") && acronymOnly.MatchString(text) && p.mentions[0].Of(gazetteer.State) == nil:
		r.unknown(p, text, next) // "PAP/RAC", "RLC-PANVAC", of which the gazetteer knows a half
	case r.initialled(p, next):
	case r.cameFor(p), r.personIn(p, next):
	case r.titledBehind(p, text, next):
	case r.officeIn(p, next):
	case next != nil && (next.after == "–" || next.after == ":") && !r.line && r.namesKind(p):
		// "the Steering Group – A, B and C", "exporting members: A, B": what the list is of
	case r.furtherPortfolio(p):
	case r.groupIn(p, text):
	case !r.line && r.person >= 0 && p.after == "," && next != nil && next.after == "," && r.onlyMention(*next) && r.hasState(*next) && r.wordClasses(p.span)&body != 0 && !r.hasBody(p):
		// "Ms A, Vice Chairman, National Reef Commission, Fiji": where somebody works
	case r.bodyIn(p, text):
	case r.bodyOfState(p, text):
	case r.mentions(p, p.span, !r.line):
	default:
		r.unknown(p, text, next)
	}
}

// initialled sees a body that the gazetteer does not know, in whatever language, by the initials in brackets behind its name:
// "Front de Libération du Lac (FLL)".
func (r *reader) initialled(p part, next *part) bool {
	text := r.text[p.span.Start:p.span.End]
	if len(p.mentions) > 0 && p.mentions[0].Span.Start == p.span.Start && !r.organ(p, next) || !isUpper(text) || len(wordsOf(r.text, p.span)) < 3 || !r.initials(text, next) {
		return false
	}
	if classes := r.wordClasses(p.span); classes&(title|office) != 0 || classes&people != 0 && !strings.HasPrefix(capitals(text), r.text[next.span.Start:next.span.End]) {
		return false // but "Preferential Trade Area for Southern States (PTA)"
	}
	r.addBody(p.span)
	return true
}

// organ reports whether a part is the name of a body that begins with that of another, or of a state, by the initials of both
// in brackets: "RLC Clearing House (RCH)", "Fijian Bureau of Standards (FBS)".
func (r *reader) organ(p part, next *part) bool {
	m := p.mentions[0]
	if state := m.Of(gazetteer.State); m.Of(gazetteer.Organization) == nil && (state == nil || state.Form != gazetteer.Demonym) || m.Span.End == p.span.End || next == nil || !next.bracket {
		return false
	}
	return capitals(r.text[p.span.Start:p.span.End]) == r.text[next.span.Start:next.span.End]
}

// initials reports whether the next part is the initials of a name, in brackets.
func (r *reader) initials(name string, next *part) bool {
	if next == nil || !next.bracket {
		return false
	}
	acronym := r.text[next.span.Start:next.span.End]
	return len(acronym) > 2 && acronymOnly.MatchString(acronym) && isInitials(name, acronym)
}

// ownedName sees a person by name behind the state that owns them, as news pages write: "Tonga’s Ana Pita".
func (r *reader) ownedName(p part) bool {
	if len(p.mentions) != 1 || p.mentions[0].Span.Start != p.span.Start || p.mentions[0].Of(gazetteer.State) == nil {
		return false
	}
	state := p.mentions[0]
	if state.Of(gazetteer.State).Form == gazetteer.Demonym {
		return false
	}
	mark := owner.FindString(r.text[state.Span.End:p.span.End])
	unmarked := mark == ""
	if unmarked {
		mark = " " // "the Presidents of Fiji Jone Vula, Tonga Ana Pita"
	}
	if !strings.HasPrefix(r.text[state.Span.End:p.span.End], mark) {
		return false
	}
	rest := document.Span{Start: state.Span.End + len(mark), End: p.span.End}
	words := wordsOf(r.text, rest)
	if len(words) == 0 {
		return false
	}
	if from, to := r.plainName(words, p); from != 0 || to != len(words) {
		return false
	}
	if unmarked && r.wordClasses(document.Span{Start: r.at.Start, End: p.span.Start})&office == 0 {
		return false
	}
	r.mentions(p, state.Span, true)
	r.add(extract.Party{Role: r.role, Name: r.text[rest.Start:rest.End], Kind: "person", For: r.parties[len(r.parties)-1].Code, Confidence: 0.75,
		Evidence: []extract.Evidence{{Span: rest, Rule: r.rule}}})
	return true
}

// nameOf sees a person by name before the state that sent them, in a list of offices or of people: "Presidents Jone Vula of
// Fiji, Ana Pita of Tonga".
func (r *reader) nameOf(p part) bool {
	if r.line || len(p.mentions) != 1 || p.mentions[0].Span.End != p.span.End || p.mentions[0].Of(gazetteer.State) == nil || p.mentions[0].Of(gazetteer.State).Form == gazetteer.Demonym {
		return false
	}
	state := p.mentions[0]
	of := nameBeforeState.FindString(r.text[p.span.Start:state.Span.Start])
	name := document.Span{Start: p.span.Start, End: state.Span.Start - len(of)}
	words := wordsOf(r.text, name)
	if of == "" || len(words) < 2 || len(words) > 5 {
		return false
	}
	if from, to := r.plainName(words, p); from != 0 || to != len(words) {
		return false
	}
	people := slices.ContainsFunc(r.parties, func(p extract.Party) bool { return p.Kind == "person" })
	if !people && r.wordClasses(document.Span{Start: r.at.Start, End: p.span.Start})&office == 0 {
		return false
	}
	if !r.mentions(p, state.Span, true) {
		return false
	}
	r.add(extract.Party{Role: r.role, Name: r.text[name.Start:name.End], Kind: "person", For: r.parties[len(r.parties)-1].Code, Confidence: 0.75,
		Evidence: []extract.Evidence{{Span: name, Rule: r.rule}}})
	return true
}

// nameBeforeState joins a person's name to the state.
var nameBeforeState = pattern.MustCompile(` (?:of|from) (?:the )?$`)

// owner marks an owner behind the name.
var owner = pattern.MustCompile(`^[’']s `)

// namesKind reports whether a part says what those are who follow, and counts nobody.
func (r *reader) namesKind(p part) bool {
	words := wordsOf(r.text, p.span)
	return r.wordClasses(p.span)&body != 0 || r.words.of(words[len(words)-1].text)&people != 0 && !isNumber(words[0].text) && len(p.mentions) == 0
}

// represents begins for whom the person before it came.
var represents = pattern.MustCompile(`^(?i:representing|on behalf of|in representation of)\s`)

// apposition says what the party before it is: "a member of the Forum".
var apposition = pattern.MustCompile(`^(?i:(?:a|an|the|one of the|both|all|the only|which (?:is|are)) (?:\p{L}+ )?members? of)\s|^(?i:an? (?:[\p{L}-]+ ){0,3}?(?:non-)?(?:member|observer|partner|party|signatory)(?: state| country)?)$`)

// observerState says that the party before it is an observer: "an observer State".
var observerState = pattern.MustCompile(`^(?i:an? (?:\p{L}+ ){0,2}?observer)`)

// hasStatus says the same: "which has the status of an observer".
var hasStatus = pattern.MustCompile(`^(?i:which|who|with|having|holding|enjoying) (?i:(?:has|have|holds?|enjoys?) )?(?:the )?(?i:(?:status of (?:an )?)?observer)`)

// relative begins a clause about whoever stands before it.
var relative = pattern.MustCompile(`^(?:which|whose|whom|where) `)

// haveStatus says it of several.
var haveStatus = pattern.MustCompile(`^(?i:\p{L}+ (?:have|hold|enjoy) )`)

// region ends in a part of the world for which a state stands.
var region = pattern.MustCompile(`(?i)^(?:(?:the )?(?:regional )?(?:representatives?|members?|delegates?) (?:of|for|from) )?(?:the )?(?:(?:north|south|east|west|central|latin|middle)(?:ern)?[- ]?(?:and |east(?:ern)?[- ]?|west(?:ern)?[- ]?)?)?(?:africa|americas?|asia|europe|oceania|pacific|caribbean|east|mediterranean)$`)

// lead is the length of the words before the name: "representatives of the". They never reach into a name that the
// gazetteer knows, such as "State of Palestine".
func (r *reader) lead(p part, text string) int {
	n := max(len(leadWords.FindString(text)), len(comeFrom.FindString(text)))
	if oneOffice.MatchString(text) {
		n = len(articles.FindString(text))
	}
	if as := len(asMember.FindString(text)); as > n && slices.ContainsFunc(p.mentions, func(m gazetteer.Mention) bool { return m.Span.Start == p.span.Start+as }) {
		return as
	}
	if n == len(text) || n > 0 && (isDigitAt(text, n) || strings.HasPrefix(text[n:], "two ")) {
		return 0 // "81 participants from 38 countries", "delegations of 42 States": one count
	}
	if at := ofSecretariat.FindStringIndex(text[:n]); at != nil && !slices.ContainsFunc(p.mentions, func(m gazetteer.Mention) bool { return m.Span.Start == p.span.Start+n }) {
		return at[0] // "the Secretariat of the Bern Convention"
	}
	for _, m := range p.mentions {
		if m.Span.Start < p.span.Start+n {
			n = len(articles.FindString(text))
			return min(n, m.Span.Start-p.span.Start)
		}
	}
	return n
}

// asMember says as what somebody named next belongs to a body: "ISC Member China", "non-voting Members FAO".
var asMember = pattern.MustCompile(`^(?:[Tt]he )?(?:\p{Lu}{2,8} )?(?i:(?:non-voting|voting|full|associate|contracting|cooperating|host|observer|candidate) )*(?i:members?|part(?:y|ies)|partners?|members? states?|states? part(?:y|ies)) `)

// ofSecretariat is that of something that is no party itself.
var ofSecretariat = pattern.MustCompile(`Secretariat of (?:the )?$`)

// oneOffice is that of a person, and no word for those who came.
var oneOffice = pattern.MustCompile(`^(?i:the )?(?:High|Special|Permanent|Personal) Representative (?:of|for|on)\s`)

// comeFrom are those who come, by what they do, before where they come from: "ministers in charge of water from".
var comeFrom = pattern.MustCompile(`^(?:[Tt]he )?(?:senior |high-level )?(?:ministers|officials|experts|delegates|representatives|participants|delegations|leaders|scientists|observers) [\p{Ll} -]{3,60}? from (?:the )?`)

var articles = pattern.MustCompile(`^(?i:(?:the|by|from|of|for|and|with)\s+)+`)

// brackets reads what stands in brackets after a name: a person's country, a body's acronym, the status of an observer.
func (r *reader) brackets(p part, text string) {
	if n := len(r.parties); n > 0 && strings.EqualFold(text, "suspended") {
		r.parties = r.parties[:n-1] // not expected
		return
	}
	if n := len(r.parties); n > 0 && r.role == extract.Attendee && stayedAway.MatchString(text) && len(p.mentions) == 0 {
		r.parties[n-1].Role = extract.Absentee // "Fiji (unable to attend)"
		return
	}
	if n := len(r.parties); observes.MatchString(text) && r.role == extract.Attendee {
		switch {
		case len(r.bodies) > 0:
			r.bodies[len(r.bodies)-1].Role = extract.Observer
			if r.line && r.person >= 0 {
				r.parties[r.person].Role = extract.Observer // "Dr Eva Maru (FAO), observer"
			}
		case n > 0:
			r.parties[n-1].Role = extract.Observer
		}
		return
	}
	if n := len(r.parties); acronymOnly.MatchString(text) && !r.hasState(p) {
		if len(r.bodies) > 0 && r.bodies[len(r.bodies)-1].Code == "" {
			r.bodies[len(r.bodies)-1].Code = text
			return
		}
		if n > 0 && (r.parties[n-1].Kind == "organization" || r.parties[n-1].Kind == "group") && r.parties[n-1].Code == "" {
			r.parties[n-1].Code = text
			return
		}
	}
	if absent := saysAbsent.FindStringIndex(text); absent != nil && r.role == extract.Attendee && len(p.mentions) > 0 {
		away := *r
		away.role, away.parties, away.person = extract.Absentee, nil, -1
		for _, piece := range r.parts(document.Span{Start: p.span.Start, End: p.span.Start + absent[0]}) {
			away.mentions(piece, piece.span, true)
		}
		r.parties = append(r.parties, away.parties...)
		return
	}
	if r.person < 0 {
		if inRespectOf.MatchString(text) || r.whoCame(p) || r.territory(p) {
			return
		}
		pieces := r.parts(p.span)
		bodies := len(pieces) > 2 && r.acronyms(pieces) > 1
		states := !slices.ContainsFunc(pieces, func(p part) bool { return p.span.Len() != 2 })
		if role := r.role; bodies && role == extract.Attendee && observing.MatchString(r.text[r.at.Start:p.span.Start]) {
			if n := len(r.parties); n > 0 && r.parties[n-1].Kind == "group" {
				r.parties = r.parties[:n-1] // those who are named now
			}
			r.role = extract.Observer
			defer func() { r.role = role }()
		}
		for _, piece := range pieces {
			switch {
			case bodies && states && r.listedCode(piece):
			case bodies:
				r.part(piece, nil)
			case len(p.mentions) > 1:
				r.mentions(piece, piece.span, true)
			}
		}
		return
	}
	if r.stateCode(p, text) {
		return
	}
	for _, piece := range r.parts(p.span) {
		if !r.mentions(piece, piece.span, false) && r.parties[r.person].Office == "" && r.wordClasses(piece.span)&office != 0 {
			r.parties[r.person].Office = r.text[piece.span.Start:piece.span.End]
		}
	}
}

// saysAbsent ends those in brackets who did not come: "12 of 14 members (Fiji and Tonga absent)".
var saysAbsent = pattern.MustCompile(`(?i),? (?:were |was |being |are )?(?:absent|excused|not (?:present|represented))$`)

// observing ends what stands before observers in brackets: "and of three observers (".
var observing = pattern.MustCompile(`(?i)observers? ?[(\[]$`)

// listedCode reads the two letters of a state in a list of such.
func (r *reader) listedCode(p part) bool {
	text := r.text[p.span.Start:p.span.End]
	state := r.reading.Gazetteer.LookupCode(gazetteer.State, text)
	if len(text) != 2 || state == nil || state.Code == "" {
		return false
	}
	r.add(extract.Party{Role: r.role, Name: text, Kind: "state", Code: state.Code, Canonical: state.Name, Confidence: 0.8,
		Evidence: []extract.Evidence{{Span: p.span, Rule: r.rule}}})
	return true
}

// acronyms is how many parts are nothing but an acronym: "the direct operators (RLC, REEF3, the Reef Trust)".
func (r *reader) acronyms(parts []part) int {
	n := 0
	for _, p := range parts {
		if acronymOnly.MatchString(r.text[p.span.Start:p.span.End]) {
			n++
		}
	}
	return n
}

// observers says behind a group of names that they came as such.
var observers = pattern.MustCompile(`^(?i:(?:as )?(?:invited )?observers?(?: states| countries| delegations)?)$`)

var observes = pattern.MustCompile(`^(?i:(?:as (?:an )?)?observers?(?: status)?)$`)

// inRespectOf begins what says for which of its parts a party came: "Denmark (in respect of Greenland)".
var inRespectOf = pattern.MustCompile(`^(?i:in respect of|on behalf of|for|also representing|representing|with regard to|including|incl\.?|with)\s`)

// whoCame reads the people in brackets behind the state or body that sent them: "Peru (Mr. Juan Quispe)".
func (r *reader) whoCame(p part) bool {
	n := len(r.parties)
	p.span.Start += len(sentWhom.FindString(r.text[p.span.Start:p.span.End]))
	p.span.Start += len(articles.FindString(r.text[p.span.Start:p.span.End])) // "The Honourable Ana Pita"
	pieces := r.parts(p.span)
	before := len(pieces) == 2 && r.isOffice(pieces[0]) && r.wordClasses(pieces[1].span) == 0                                                    // "its Minister of Trade, Ana Pita"
	holder := len(pieces) > 1 && len(pieces[0].mentions) == 0 && r.wordClasses(pieces[0].span) == 0 && r.wordClasses(pieces[1].span)&office != 0 // "Ana Pita, Minister of Trade"
	words := wordsOf(r.text, p.span)
	if n == 0 || len(words) < 2 {
		return false
	}
	sender := r.parties[n-1]
	if name := r.text[p.span.Start:p.span.End]; sender.Kind == "state" && byInitials.MatchString(name) {
		r.add(extract.Party{Role: r.role, Name: name, Kind: "person", For: cmp.Or(sender.Code, sender.Name), Confidence: 0.75, Evidence: []extract.Evidence{{Span: p.span, Rule: r.rule}}})
		return true // "Fiji (J.V. Vula)"
	}
	ofBody := sender.Kind == "organization" && plainTitle.MatchString(words[0].text) // "the Reef Trust (Ms Ana Pita)"
	if sender.Kind != "state" && !ofBody || !r.isTitle(words[0].text) && !holder && (r.words.of(words[0].text)&office == 0 || len(words) < 3) {
		return false
	}
	state := cmp.Or(sender.Code, sender.Name)
	for i, piece := range pieces {
		known := len(r.parties)
		names := r.names
		r.names = names || holder && i == 0 || before && i == 1
		isPerson := r.personIn(piece, nil)
		r.names = names
		if isPerson {
			for i := known; i < len(r.parties); i++ {
				if r.parties[i].Kind == "person" {
					r.parties[i].For = state
				}
			}
		} else if last := len(r.parties) - 1; last >= n && r.parties[last].Kind == "person" && r.parties[last].Office == "" && r.wordClasses(piece.span)&office != 0 {
			r.parties[last].Office = r.text[piece.span.Start:piece.span.End]
		}
	}
	r.person = -1
	return len(r.parties) > n
}

// sentWhom begins the brackets with how those came who stand in them.
var sentWhom = pattern.MustCompile(`^(?i:(?:represented|led|headed) by )(?:(?:its|the|his|her) )?`)

// stateCode reads the two letters of a state behind a person's name, in a list where two people or more have such:
// "Ana Pita (TO), Jone Vula (FJ)".
func (r *reader) stateCode(p part, text string) bool {
	if r.codes < 2 || len(text) != 2 || isInitials(r.parties[r.person].Name, text) {
		return false
	}
	state := r.reading.Gazetteer.LookupCode(gazetteer.State, text)
	if state == nil || state.Code == "" {
		return false
	}
	r.parties[r.person].For = state.Code
	r.add(extract.Party{Role: r.role, Name: text, Kind: "state", Code: state.Code, Canonical: state.Name, Confidence: 0.8,
		Evidence: []extract.Evidence{{Span: p.span, Rule: r.rule}}})
	return true
}

// territory reads the part of a state that stands in brackets behind it and attends by itself: "China (Macau SAR)".
func (r *reader) territory(p part) bool {
	n := len(r.parties)
	if n == 0 || len(p.mentions) != 1 || r.parties[n-1].Kind != "state" {
		return false
	}
	last := &r.parties[n-1]
	state := p.mentions[0].Of(gazetteer.State)
	whole := document.Span{Start: last.Evidence[0].Span.Start, End: p.span.End}
	if whole.End < len(r.text) && r.text[whole.End] == ')' {
		whole.End++
	}
	if state == nil || state.Form == gazetteer.Demonym || state.Entry.Code == "" || state.Entry.Code == last.Code || p.span.Start-last.Evidence[0].Span.End > 2 {
		return false
	}
	last.Name, last.Code, last.Canonical = r.text[whole.Start:whole.End], state.Entry.Code, state.Entry.Name
	last.Evidence[0].Span = whole
	return true
}

func (r *reader) hasState(p part) bool {
	for _, m := range p.mentions {
		if m.Of(gazetteer.State) != nil {
			return true
		}
	}
	return false
}

// hasBody reports whether a part names an organisation that the gazetteer knows.
func (r *reader) hasBody(p part) bool {
	return slices.ContainsFunc(p.mentions, func(m gazetteer.Mention) bool { return m.Of(gazetteer.Organization) != nil })
}

func (r *reader) wordClasses(at document.Span) int {
	classes := 0
	for _, w := range wordsOf(r.text, at) {
		classes |= r.words.of(w.text)
	}
	return classes
}

// personIn sees a person: a name after a courtesy title, or at the end after an office or a country.
func (r *reader) personIn(p part, next *part) bool {
	words := wordsOf(r.text, p.span)
	if len(words) == 0 || len(words) > 30 {
		return false
	}
	from, to := r.titledName(words, p)
	officeBefore := document.Span{}
	if from < 0 && len(words) > 2 && len(words) < 6 && len(p.mentions) == 0 && seat.MatchString(words[len(words)-1].text) && signerName.MatchString(r.text[p.span.Start:p.span.End]) {
		from, to = 0, len(words) // "Ana Pita MP"
	}
	if from < 0 {
		from, to = r.trailingName(words, p)
		if from > 0 {
			officeBefore = document.Span{Start: words[0].span.Start, End: words[r.withoutTitles(words, from)-1].span.End}
		}
	}
	if from < 0 && (r.names || !r.office.Empty() || next != nil && (r.isOffice(*next) || r.isAffiliation(p, *next))) {
		from, to = r.plainName(words, p)
	}
	if from < 0 {
		return false
	}
	for from+1 < to && !(from > 0 && from+2 == to && plainTitle.MatchString(words[from-1].text) && shortTitle.MatchString(words[from].text)) && (r.isTitle(words[from].text) || courtesy[strings.ToLower(words[from].text)]) {
		from++ // "Dr. the Right Honourable Ana Pita"
	}
	for i := from + 1; i+1 < to; i++ {
		if strings.HasSuffix(words[i].text, ".") && len(words[i].text) > 2 && r.isTitle(words[i].text) {
			from = i + 1 // "Ngwazi Prof. Bingu wa Mutharika"
		}
	}
	if from > 0 && words[from-1].text == "M." && !r.french && (to-from == 1 || initialFirst.MatchString(words[from].text)) {
		from-- // "M. Pita" may be an initial or "Monsieur"
	}
	name := document.Span{Start: words[from].span.Start, End: words[to-1].span.End}
	name = trim(r.text, name)
	rest := document.Span{Start: name.End, End: p.span.End}
	r.person = len(r.parties)
	party := extract.Party{Role: r.role, Name: r.text[name.Start:name.End], Kind: "person", For: r.whom, Confidence: 0.9,
		Evidence: []extract.Evidence{{Span: name, Rule: r.rule}}}
	switch {
	case !officeBefore.Empty():
		party.Office = r.text[officeBefore.Start:officeBefore.End]
	case !r.office.Empty():
		party.Office = r.text[r.office.Start:r.office.End]
	case r.wordClasses(rest)&office != 0:
		rest = trim(r.text, rest)
		party.Office = r.text[rest.Start:rest.End]
	}
	r.before = !r.office.Empty() || r.before && r.whom != "" // "the Presidents of A, X, and of B, Y"
	r.office = document.Span{}
	r.parties = append(r.parties, party)
	if !r.line {
		r.whom = ""
		if p.after == "and" {
			r.parties[r.person].For = "" // "Malta, San Marino and Dr Ana Pita"
		}
		if r.hasState(p) || next != nil && r.hasState(*next) && (r.isOffice(*next) || r.isAffiliation(p, *next)) {
			r.parties[r.person].For = "" // the office or the bracket tells of which state
		}
	}
	for _, m := range p.mentions {
		if !name.Overlaps(m.Span) {
			r.mentions(p, m.Span, false)
		}
	}
	if to < len(words) && ofProvince.MatchString(words[0].text) && r.heldBefore(words, p) == to {
		r.addBody(document.Span{Start: words[to+1].span.Start, End: p.span.End})
	}
	if !r.line && r.parties[r.person].For != "" && !officeBefore.Empty() {
		r.person = -1 // office and country went before the name: what follows is another party
	}
	return true
}

// seat are the letters behind the name of a member of a parliament: nobody else has them.
var seat = pattern.MustCompile(`^(?:MP|MEP|MLA|TD|MSP|MHA|MHR|MPP|MLC|MNA)$`)

// courtesy are the words between courtesy titles.
var courtesy = map[string]bool{"the": true, "most": true}

// cameFor sees a person by name with whom that person came for: "Ana Pita for the Reef Trust".
func (r *reader) cameFor(p part) bool {
	m := nameFor.FindStringSubmatchIndex(r.text[p.span.Start:p.span.End])
	if m == nil || !slices.ContainsFunc(p.mentions, func(o gazetteer.Mention) bool { return o.Span.Start == p.span.Start+m[1] && o.Span.End == p.span.End }) {
		return false
	}
	name, _ := r.within(document.Span{Start: p.span.Start, End: p.span.Start + m[3]}, p)
	names := r.names
	r.names = true
	found := r.personIn(name, nil)
	r.names = names
	if !found {
		return false
	}
	r.parties[len(r.parties)-1].For = ""
	r.mentions(p, document.Span{Start: p.span.Start + m[1], End: p.span.End}, false)
	return true
}

// nameFor is a name before whom it stands for.
var nameFor = pattern.MustCompile(`^((?:\p{Lu}[\p{L}.’'-]* ){1,3}\p{Lu}[\p{L}’'-]+) for (?:the )?`)

// isAffiliation reports whether next stands in brackets behind a person's name and says where the person comes from,
// rather than being the short form of a body's name.
func (r *reader) isAffiliation(p, next part) bool {
	if !next.bracket || len(wordsOf(r.text, p.span)) < 2 {
		return false
	}
	text := r.text[next.span.Start:next.span.End]
	if r.hasState(next) {
		return true
	}
	return acronymOnly.MatchString(text) && !isInitials(r.text[p.span.Start:p.span.End], text)
}

// isInitials reports whether an acronym has the first letter of a name and all its letters in order.
func isInitials(name, acronym string) bool {
	first := strings.ToLower(acronym[:1])
	if !strings.HasPrefix(strings.ToLower(name), first) {
		return false
	}
	rest := []rune(strings.ToLower(name))
	for _, r := range strings.ToLower(acronym) {
		i := slices.Index(rest, r)
		if i < 0 {
			return false
		}
		rest = rest[i+1:]
	}
	return true
}

// titledName gives the words of a name after courtesy titles at the start: "H.E. Dr Tala Pita" → 2, 4.
func (r *reader) titledName(words []word, p part) (int, int) {
	if n := len(words); n > 1 && n < 5 && ruler.MatchString(words[0].text) && !r.inMention(p, words[1].span) && r.classesOf(words[1:])&^title == 0 && r.nameEnd(words, 1) == n {
		return 1, n // "President Mba", with his state behind
	}
	if end := r.heldBefore(words, p); end > 0 {
		return 1, end
	}
	i := 0
	if strings.EqualFold(words[0].text, "the") || len(words) > 1 && (strings.EqualFold(words[0].text, "police") || words[0].text == "Air") && r.isTitle(words[1].text) {
		i = 1
	}
	first := i
	strong := false
	for i < len(words) && (r.isTitle(words[i].text) || i > first && i+1 < len(words) && courtesy[strings.ToLower(words[i].text)] && r.isTitle(words[i+1].text)) && !r.inMention(p, words[i].span) {
		if i > first && i+2 == len(words) && plainTitle.MatchString(words[i-1].text) && shortTitle.MatchString(words[i].text) {
			break // "Ms Maj Pita"
		}
		strong = strong || r.words.of(words[i].text)&(office|portfolio|body) == 0
		i++
		if strings.HasSuffix(words[i-1].text, ")") {
			break
		}
	}
	if i > first && (strings.EqualFold(words[i-1].text, "general") || words[first].text == "Justice") && r.classesOf(words[i:])&(office|portfolio|body|people) == 0 {
		strong = true // a rank: "General Ana Pita", "Justice Ana Pita", not "General Assembly"
	}
	if i == first || i == len(words) || !strong || i-first == 1 && strings.EqualFold(words[first].text, "royal") {
		return -1, -1 // "Royal Society": no person
	}
	// "H.E. the President of Tonga, X": no name yet. "His Excellency Ambassador X": one more office before the name.
	plain := plainTitle.MatchString(words[i-1].text) // "Mr. Dean Pita" has a first name
	for i < len(words) && r.words.of(words[i].text)&office != 0 && i+1 < len(words) && r.words.isNameWord(words[i+1].text) && isUpper(words[i+1].text) && !(plain && i+2 == len(words)) {
		i++
	}
	end := r.nameEnd(words, i)
	if end == i+1 && end == len(words)-1 && isUpper(words[end].text) && r.words.of(words[end].text)&(office|portfolio|title) == 0 {
		end++ // "Hon. Victor Banks"
	}
	if end == i && plain && i+2 == len(words) && firstName.MatchString(words[i].text) && isUpper(words[i+1].text) && r.words.isNameWord(words[i+1].text) {
		end = i + 2 // "Mr. Dean Pita"
	}
	if end == i {
		return -1, -1
	}
	return i, end
}

// heldBefore gives the word after the name in an office, its holder's full name and "of" what no list has: "Governor Ana Pita of
// Reefland". It is 0 where a part is nothing like that.
func (r *reader) heldBefore(words []word, p part) int {
	if len(words) < 5 || r.words.of(words[0].text)&office == 0 || !isUpper(words[0].text) || r.inMention(p, words[1].span) {
		return 0
	}
	end := 1
	for end < len(words) && words[end].text != "of" && r.words.isNameWord(words[end].text) {
		end++
	}
	whose := min(end+1, len(words)-1)
	if words[whose].text == "the" && whose+1 < len(words) {
		whose++
	}
	if end < 3 || end > 5 || end+1 >= len(words) || words[end].text != "of" || !isUpper(words[whose].text) || r.hasState(p) ||
		r.classesOf(words[1:end-1]) != 0 || r.classesOf(words[end-1:end])&^title != 0 {
		return 0
	}
	return end
}

// ofProvince is the office of who heads the government of a part of a state.
var ofProvince = pattern.MustCompile(`^(?:Governor|Premier)$`)

// firstName is an office that is a first name behind a title before which no office stands.
var firstName = pattern.MustCompile(`^(?:Dean|Earl|King|Prince|Judge|Marshal|Chancellor|Consul)$`)

// ruler is an office that goes before its holder's name as a title does.
var ruler = pattern.MustCompile(`^(?:President|Premier|Chancellor|King|Queen|Emperor|Sultan|Emir|Chairman)$`)

// plainTitle is a title before which no office stands.
var plainTitle = pattern.MustCompile(`^(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?$`)

// shortTitle is a title that is a first name, too, where it has no point.
var shortTitle = pattern.MustCompile(`^(?:Maj|Eng|Gen|Sen|Don|Seri)$`)

func (l *list) isTitle(w string) bool {
	w = strings.ReplaceAll(w, "’", "'")
	return l.words.of(strings.Trim(w, "()"))&title != 0 && isUpper(strings.TrimLeft(w, "("))
}

// nameEnd is the index after the last word of the name that begins at i, or i.
func (r *reader) nameEnd(words []word, i int) int {
	end := i
	for j := i; j < len(words) && j < i+7; j++ {
		first := j == i && i > 0 && j+2 == len(words) && isUpper(words[j].text) && len(words[j].text) == 2 && r.isTitle(words[i-1].text) // "General To Lam"
		if !first && !r.words.isNameWord(words[j].text) {
			break
		}
		if isUpper(words[j].text) || strings.Contains(words[j].text, "-") || strings.HasPrefix(words[j].text, "'") {
			end = j + 1
		}
	}
	return end
}

// trailingName gives the words of a name that ends a part after an office or a country: "Foreign Minister of Nepal Ram Thapa".
func (r *reader) trailingName(words []word, p part) (int, int) {
	if from, to := r.nameBefore(words, len(words), p); from >= 0 {
		return from, to
	}
	for i, w := range words { // "President Ana Pita of Tonga"
		if i > 1 && strings.EqualFold(w.text, "of") && i+1 < len(words) && (r.inMention(p, words[i+1].span) || i+2 < len(words) && r.inMention(p, words[i+2].span)) {
			if from, to := r.nameBefore(words, i, p); from >= 0 {
				return from, to
			}
		}
	}
	return -1, -1
}

// nameBefore gives the words of the name that ends before the word at to.
func (r *reader) nameBefore(words []word, to int, p part) (int, int) {
	words = words[:to]
	from := len(words)
	for from > 0 {
		w := words[from-1]
		if !r.words.isNameWord(w.text) || r.inMention(p, w.span) {
			break
		}
		from--
	}
	for from < len(words) && (!isUpper(words[from].text) && !strings.Contains(words[from].text, "-") || r.isTitle(words[from].text)) {
		from++
	}
	if from == 0 || from == len(words) {
		return -1, -1
	}
	titled := r.isTitle(words[from-1].text) && r.words.of(words[from-1].text)&(office|portfolio) == 0
	if r.line && r.person >= 0 && !titled && r.words.of(words[len(words)-1].text)&office != 0 {
		return -1, -1 // "Mr. Jone Vula, Senior Divisional Engineer"
	}
	if len(words)-from < 2 && !titled && !initialsAndSurname.MatchString(words[from].text) {
		return -1, -1
	}
	before := words[r.withoutTitles(words, from)-1]
	switch strings.ToLower(before.text) {
	case "of", "for", "and", "the", "in", "on", "to", "&", "from", "at", "by", "banque", "banca", "banco":
		return -1, -1
	}
	led := strings.EqualFold(before.text, "delegation") && headsDelegation.MatchString(r.text[words[0].span.Start:before.span.End]) // "Kenyan Head of Delegation Ana Pita"
	if r.words.of(before.text)&(office|portfolio|body) == 0 && !r.inMention(p, before.span) && !led {
		return -1, -1
	}
	if r.classesOf(words[:from])&office == 0 && r.office.Empty() { // "Minister of Trade and | European Integration Ana Pita"
		return -1, -1
	}
	return from, len(words)
}

// initialsAndSurname are a person's name without a space: "T.Sargsyan".
var initialsAndSurname = pattern.MustCompile(`^(?:\p{Lu}\p{Ll}?\.){1,3}\p{Lu}\p{L}{2,}`)

// headsDelegation ends in the office of whoever leads a delegation.
var headsDelegation = pattern.MustCompile(`(?i)(?:head|leader) of (?:the )?delegation$`)

func (r *reader) classesOf(words []word) int {
	classes := 0
	for _, w := range words {
		classes |= r.words.of(w.text)
	}
	return classes
}

// withoutTitles is from without the courtesy titles before it, but at least 1.
func (r *reader) withoutTitles(words []word, from int) int {
	for from > 1 && r.isTitle(words[from-1].text) && r.words.of(words[from-1].text)&(office|portfolio) == 0 {
		from--
	}
	return from
}

func (r *reader) inMention(p part, s document.Span) bool {
	for _, m := range p.mentions {
		if m.Span.Overlaps(s) && (m.Of(gazetteer.State) != nil || m.Of(gazetteer.Organization) != nil || m.Of(gazetteer.Group) != nil) {
			return true
		}
	}
	return false
}

// plainName gives the words of a part that is nothing but a name of two to six words.
func (r *reader) plainName(words []word, p part) (int, int) {
	end := r.nameEnd(words, 0)
	if r.isTitle(words[0].text) || end < 2 || end > 6 || end != len(words) && r.words.of(words[end].text)&(office|portfolio) == 0 || !isUpper(words[0].text) {
		return -1, -1
	}
	for _, w := range words[:end] {
		if r.inMention(p, w.span) {
			return -1, -1
		}
	}
	if rest := r.classesOf(words[end:]); rest&body != 0 && rest&office == 0 {
		return -1, -1 // "Reef Lagoon Technical Office"
	}
	person := document.Span{}
	if r.person >= 0 {
		person = r.parties[r.person].Evidence[0].Span
	}
	ofBody := p.after == "and" && r.wordClasses(document.Span{Start: person.End, End: max(person.End, p.span.Start)})&body != 0 // "Mr Jone Vula, Department of Food and Quality Control"
	if r.line && r.person >= 0 && (p.after == "," || ofBody) && r.titledBefore(person.Start) {
		return -1, -1 // "Mr Jone Vula, Legal Adviser, Casa Verde"
	}
	if r.line && r.person >= 0 && surnameInCapitals.MatchString(r.parties[r.person].Name) && !wordInCapitals.MatchString(r.text[p.span.Start:p.span.End]) {
		return -1, -1 // "Ana PITA, Director, Isla Verde"
	}
	if m := mentionAt(p.mentions, words[0].span.Start); m != nil && m.Span.End == words[end-1].span.End && m.Of(gazetteer.Place) != nil {
		return -1, -1 // the city of an address
	}
	return 0, end
}

// titledBefore reports whether a form of address stands before a name.
func (r *reader) titledBefore(name int) bool {
	words := wordsOf(r.text, document.Span{Start: max(r.at.Start, name-16), End: name})
	return len(words) > 0 && r.isTitle(words[len(words)-1].text)
}

var (
	surnameInCapitals = pattern.MustCompile(`^(?:\p{Lu}[\p{Ll}.’'-]* )+\p{Lu}{2}`)
	wordInCapitals    = pattern.MustCompile(`\p{Lu}{2}`)
)

func (r *reader) isOffice(p part) bool {
	for _, w := range wordsOf(r.text, p.span) {
		c := r.words.of(w.text)
		if c&office != 0 {
			return true
		}
		if c&(portfolio|title) == 0 && !courtesy[strings.ToLower(w.text)] && !r.ofState(p, w) {
			break // "Fiji Minister of Trade" is one
		}
	}
	return false
}

// ofState reports whether a word is part of a state's name.
func (r *reader) ofState(p part, w word) bool {
	return slices.ContainsFunc(p.mentions, func(m gazetteer.Mention) bool { return m.Span.Overlaps(w.span) && m.Of(gazetteer.State) != nil })
}

// officeIn sees an office: "Minister of Trade of Fiji", after the name of its holder, before it, or alone.
func (r *reader) officeIn(p part, next *part) bool {
	if r.wordClasses(p.span)&office == 0 || r.onlyMention(p) {
		return false
	}
	words := wordsOf(r.text, p.span)
	at := -1 // the first office word
	for i, w := range words {
		if r.words.of(w.text)&office != 0 && !r.inMention(p, w.span) {
			at = i
			break
		}
	}
	if at < 0 {
		return false
	}
	if c := r.words.of(words[at].text); c&people != 0 && r.person < 0 && !oneMember.MatchString(r.text[p.span.Start:p.span.End]) {
		return false // "representatives of the private sector": a group
	}
	fresh := !r.line && next != nil && (p.after == "and" || r.before && p.after == ",") && strings.HasSuffix(r.text[:p.span.Start], "the ") // "and of B, Y, and the Vice President of C, Z"
	if r.person >= 0 && (r.parties[r.person].Office == "" && !fresh || p.after == "," && r.parties[r.person].Office == "Ambassador" && !r.line) {
		r.parties[r.person].Office = r.text[p.span.Start:p.span.End]
	} else if r.person < 0 || (p.after == "and" || r.before && p.after == "," && (r.hasState(p) || strings.HasSuffix(r.text[:p.span.Start], "the "))) && !r.line {
		r.office, r.person = p.span, -1 // "and the Minister of Trade, B": the next party
	}
	if former.MatchString(r.text[p.span.Start:p.span.End]) && !r.hasState(p) {
		return true
	}
	if r.mentions(p, p.span, false) || slices.ContainsFunc(p.mentions, func(m gazetteer.Mention) bool {
		return m.Of(gazetteer.State) != nil || m.Of(gazetteer.Organization) != nil
	}) {
		return true
	}
	// "Director of the Lake Bank": the office of a body that the gazetteer does not know.
	if of, object, ok := strings.Cut(stateHidden.Replace(r.text[p.span.Start:p.span.End]), " of "); ok && !strings.HasSuffix(strings.ToLower(of), "minister") { // whose board is the government's
		known := r.initials(strings.TrimPrefix(object, "the "), next)
		object := document.Span{Start: p.span.End - len(object), End: p.span.End}
		initials := bareInitials.MatchString(r.text[object.Start:object.End]) && headOfBody.MatchString(of) && !ofGovernment.MatchString(r.text[object.Start:object.End]) && r.wordClasses(object) == 0
		own := governmental.MatchString(r.text[object.Start:object.End]) && !betweenStates.MatchString(r.text[object.Start:object.End])
		if r.person >= 0 && chairs.MatchString(of) && organ.MatchString(r.text[object.Start:object.End]) {
			return true // "Ms A, Chair of the Nets Working Group": a part of those who meet
		}
		if known || initials || !own && slices.ContainsFunc(wordsOf(r.text, object), func(w word) bool { c := r.words.of(w.text); return c&body != 0 && c&portfolio == 0 }) {
			r.addBody(object)
		}
	}
	return true
}

// bareInitials is the name of a body by its initials alone; headOfBody is the office of who heads such a body.
var (
	bareInitials = pattern.MustCompile(`^[A-Z]{3,9}$`)
	headOfBody   = pattern.MustCompile(`(?i)(?:^|\s)(?:secretary|director|executive|president|chair(?:man|person)?)(?:[- ](?:general|secretary|director))?$`)
)

// former begins an office that its holder has left: the body that it was of sent nobody.
var former = pattern.MustCompile(`^(?i:(?:the |a )?(?:former|ex-|one-time|retired)\s?)`)

// stateHidden hides, letter for letter, the "of" of an office that is whole with it: "Secretary of State in the Ministry of Trade".
var stateHidden = strings.NewReplacer(" of State", " in State", " of state", " in state")

// onlyMention reports whether a part is nothing but one name of the gazetteer.
func (r *reader) onlyMention(p part) bool {
	return len(p.mentions) == 1 && p.mentions[0].Span == p.span
}

// onlyPlace reports whether a part is the name of a place that is no state.
func (r *reader) onlyPlace(p part) bool {
	return r.onlyMention(p) && !p.bracket && p.mentions[0].Candidates[0].Entry.Kind == gazetteer.Place && p.mentions[0].Of(gazetteer.State) == nil
}

// ownGroup are the words that make a group of what a body's name stands beside: "members of the Forum".
var ownGroup = pattern.MustCompile(`(?i)(?:^|\s)(?:(?:associate |full |contracting |all |dialogue )*(?:members?|agencies|entities|parties|partners|countries|states|governments|missions|co-managers|leaders|ministers|heads of (?:state|government|delegation)|member (?:states?|countries|governments)|economies))(?:\s|$)`)

// oneMember is the office of one person: "Member of the Cabinet".
var oneMember = pattern.MustCompile(`^(?i:(?:a |the |one )?(?:\p{L}+ )?(?:member|representative|delegate|observer|expert|official|officer|manager|guest|minister|commissioner|secretary|partner|agency|person|leader|head) (?:of|from|for|at|in)\s)`)

var numeral = pattern.MustCompile(`(?i)^(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\p{L}+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\p{L}+)?|all|some|several|over|many|approximately|about|around|nearly|almost|more|roughly)$`)

// groupIn sees a group: "81 participants from 38 countries", "civil society", "all SAARC member states".
func (r *reader) groupIn(p part, text string) bool {
	classes := r.wordClasses(p.span)
	if classes&people == 0 || r.hasNamedState(p) || r.onlyMention(p) || oneMember.MatchString(text) {
		return false
	}
	if genericPeople.MatchString(text) || asides.MatchString(text) || atSession.MatchString(text) {
		return true // participants without more: nobody new
	}
	code := ""
	for _, m := range p.mentions {
		if org := m.Of(gazetteer.Organization); org != nil {
			outside := r.text[p.span.Start:m.Span.Start] + " " + r.text[m.Span.End:p.span.End]
			if !ownGroup.MatchString(outside) {
				return false
			}
			if strings.Contains(text, org.Entry.Code) {
				code = org.Entry.Code
			}
		}
	}
	words := wordsOf(r.text, p.span)
	last := words[len(words)-1].text
	ofBody := r.hasBody(p) && strings.EqualFold(last, "agencies") // "United Nations agencies"
	if code == "" && !ofBody && r.words.of(last)&people == 0 && !strings.Contains(text, " from ") && !strings.Contains(text, " of ") {
		return false
	}
	if isUpper(words[0].text) && code == "" && !ofBody && r.wordClasses(words[0].span)&people == 0 && !strings.EqualFold(last, "partners") && !numeral.MatchString(words[0].text) {
		return false
	}
	r.add(extract.Party{Role: r.role, Name: text, Kind: "group", Code: code, Confidence: 0.6,
		Evidence: []extract.Evidence{{Span: p.span, Rule: r.rule}}})
	return true
}

// itsMembers are said to belong to a group, behind their names: "A, B and C, members of the Group".
var itsMembers = pattern.MustCompile(`^(?i:(?:all )?members|states members|member states|states parties) (?:of|to)\s`)

// asides are said of those named before them: "not being members of the Commission", "as implementing agencies", "members of the
// Group".
var asides = pattern.MustCompile(`^(?:them (?:\p{L}+ )?(?:members|parties|observers)|(?:not|as|although|though|being|having|one of) \p{L}|(?:both|all|each) (?:of|on|from|in|being|invited) |(?i:(?:their )?(?:excellencies|highnesses|honourable)(?: and \p{L}+)? the \p{L}+$)|(?i:(?:vice[- ]presidents?|ministers?|ambassadors?|officials?|experts?|governors?|deputies)(?:,? (?:or|and) (?:vice[- ]presidents?|ministers?|ambassadors?|officials?|experts?|governors?|deputies))+$))`)

// atSession begins with a part of the meeting, where people joined: "session on nets the ministers".
var atSession = pattern.MustCompile(`^(?:session|part|day|segment|lunch|dinner) (?:of|on|about) `)

// branchOf gives the name of a body's branch, which is its own with that of a country or a region behind it: "WWF Fiji".
func (r *reader) branchOf(p part) bool {
	if len(p.mentions) == 0 || p.mentions[0].Span.Start != p.span.Start {
		return false
	}
	org := p.mentions[0].Of(gazetteer.Organization)
	if org == nil || org.Entry.Code == "EU" || !branch.MatchString(r.text[p.mentions[0].Span.End:p.span.End]) {
		return false
	}
	if n := len(p.mentions); n > 1 && (p.mentions[1].Of(gazetteer.Organization) != nil || n > 2) {
		return false
	}
	return len(p.mentions) > 1 && p.mentions[1].Of(gazetteer.State) != nil || regional.MatchString(r.text[p.mentions[0].Span.End:p.span.End])
}

var (
	branch   = pattern.MustCompile(`^(?: \p{Lu}[\p{L}-]+){1,3}$`)
	regional = pattern.MustCompile(`(?:Africa|Asia|America|Europe|Pacific|Caribbean|Mediterranean|Oceania|Arab States)$`)
)

// ofBody reports whether a part begins with the name of a body and goes on with that of an organ of it, as in "COMESA Clearing
// House", where the European Union's delegations stand for it.
func (r *reader) ofBody(p part) bool {
	if len(p.mentions) == 0 || p.mentions[0].Span.Start != p.span.Start {
		return false
	}
	org := p.mentions[0].Of(gazetteer.Organization)
	words := wordsOf(r.text, p.span)
	return org != nil && org.Entry.Code != "EU" && r.wordClasses(p.span)&people == 0 && (r.words.of(words[len(words)-1].text)&body != 0 || organIn.MatchString(r.text[p.mentions[0].Span.End:p.span.End]))
}

func (r *reader) hasNamedState(p part) bool {
	for _, m := range p.mentions {
		if c := m.Of(gazetteer.State); c != nil && c.Form != gazetteer.Demonym {
			return true
		}
	}
	return false
}

// governmental are bodies that stand for their state.
var governmental = pattern.MustCompile(`^(?i:(?:the )?(?:[\p{L}-]+ )*?(?:cabinet|senate|(?:council|chamber|house) of (?:ministers|deputies|representatives|the federation|state)|board of trade|treasury|exchequer|duchy|(?:federal|national|supreme|state) (?:executive|sovereignty|military|legislative|transitional) council|(?:transitional|sovereignty|revolutionary|privy) (?:\p{L}+ )?council|ministr(?:y|ies)|government|embassy|delegation|mission|high commission|department|republic|kingdom|permanent mission|parliament|house|state|office of the (?:president|prime minister)|bureau|federal (?:ministry|department)|administration)(?:\s|$))`)

// betweenStates are the words of a body that no state has alone, or that is not the government: "Bureau of International
// Tide Tables", "Bank of the Republic of Tonga".
var betweenStates = pattern.MustCompile(`(?i)\b(?:provincial|municipal|cantonal|prefectural|territorial|state government|international|inter-?governmental|regional|world|global|bank)\b`)

// forWhom are members of a body with the state that each is for.
var forWhom = pattern.MustCompile(`(?i)\b(?:members?|directors?|delegates?|representatives?|commissioners?|governors?) for(?: the)? `)

// sentFrom stands before the state that somebody represents.
var sentFrom = pattern.MustCompile(`(?i)(?:representative|delegate|commissioner|ambassador|member) (?:of|for) (?:the )?(?:government of (?:the )?)?$`)

// seatOn goes on from a state with where it has a seat.
var seatOn = pattern.MustCompile(`^ (?:on|to|at) the `)

// bodyIn sees a body that the gazetteer does not know, by the head of its name: "Reserve Bank of Fiji".
func (r *reader) bodyIn(p part, text string) bool {
	if forWhom.MatchString(text) {
		return false // "the Council Members for Fiji"
	}
	if len(p.mentions) > 0 && p.mentions[0].Span.Start == p.span.Start && p.mentions[0].Of(gazetteer.State) != nil && sentFrom.MatchString(r.text[max(0, p.span.Start-60):p.span.Start]) && seatOn.MatchString(r.text[p.mentions[0].Span.End:p.span.End]) {
		return false // "Representative of Fiji on the Reef Commission"
	}
	if r.branchOf(p) {
		r.addBody(p.span)
		return true
	}
	if r.onlyMention(p) || !isUpper(text) || numeral.MatchString(strings.Fields(text)[0]) || governmental.MatchString(text) && !betweenStates.MatchString(text) && !r.ofBody(p) {
		return false
	}
	for i, m := range p.mentions {
		inside := p.span.End-m.Span.End < 3 && i == len(p.mentions)-1
		switch {
		case m.Of(gazetteer.Organization) != nil && inside && organOf.MatchString(r.text[p.span.Start:m.Span.Start]):
			return false // "the Commission of UEMOA"
		case m.Of(gazetteer.Organization) != nil && ownKind.MatchString(r.text[m.Span.End:max(m.Span.End, p.span.End)]):
			continue // "Asian Development Bank Institute"
		case m.Of(gazetteer.Organization) != nil && m.Span.Len() > 3*p.span.Len()/5:
			return false // the name is that of a body known, with a word or two beside it
		case m.Of(gazetteer.Organization) != nil && (inside || m.Span.Start == p.span.Start) && strings.ContainsAny(text, "("):
			return false
		}
	}
	head, shouted := false, r.shouted(p.span)
	for _, w := range wordsOf(r.text, p.span) {
		if shouted && clauseWord[strings.ToLower(w.text)] {
			return false
		}
		if r.words.of(w.text)&body != 0 && isUpper(w.text) {
			head = true
		}
		if !isUpper(w.text) && !smallWord[strings.ToLower(w.text)] {
			return false
		}
	}
	if !head {
		return false
	}
	r.addBody(p.span)
	return true
}

// initialsOf are the initials of a body before its state: "PDP of Fiji".
var initialsOf = pattern.MustCompile(`^([A-Z]{3,}) (?:of|from) (?:the )?$`)

// ofGovernment are initials of ministries, offices and kinds of bodies, for which the state attends.
var ofGovernment = pattern.MustCompile(`^(?:M[OF][A-Z]{0,3}|DPM|HRH|NGO|CSO|CEO)$`)

// ofPeople is the parliament or the highest court of a state, before or behind the state's name.
var ofPeople = pattern.MustCompile(`^(?:the )?((?:\p{Lu}[\p{L}’'-]* ){0,3}(?:Parliament|Senate|Congress|Riksdag|(?:National|Federal|Legislative|People’s|People's) (?:Assembly|Council|Congress)|House of (?:Representatives|Commons|Lords|Assembly|Councillors|Keys)|Chamber of Deputies|(?:Supreme|Constitutional|High) Court)(?: of (?:the )?)?)$`)

// bodyOfState sees a body that the gazetteer does not know, by its initials or as a parliament or court, and not the state that
// it is of.
func (r *reader) bodyOfState(p part, text string) bool {
	if r.parliament(p, text) || r.branch(p, text) {
		return true
	}
	if len(p.mentions) != 1 || p.mentions[0].Of(gazetteer.State) == nil || p.mentions[0].Span.End != p.span.End || r.shouted(p.span) {
		return false
	}
	m := initialsOf.FindStringSubmatch(text[:p.mentions[0].Span.Start-p.span.Start])
	if m == nil || ofGovernment.MatchString(m[1]) || r.words.of(m[1]) != 0 {
		return false
	}
	at := document.Span{Start: p.span.Start, End: p.span.Start + len(m[1])}
	r.add(extract.Party{Role: r.role, Name: m[1], Kind: "organization", Code: m[1], Confidence: 0.6, Evidence: []extract.Evidence{{Span: at, Rule: r.rule}}})
	return true
}

// branch sees an observer whose name ends in that of the state where it works: "Bat Conservation Ireland".
func (r *reader) branch(p part, text string) bool {
	if r.role != extract.Observer || len(p.mentions) != 1 || p.mentions[0].Of(gazetteer.State) == nil || p.mentions[0].Span.End != p.span.End || r.shouted(p.span) {
		return false
	}
	words := wordsOf(r.text, document.Span{Start: p.span.Start, End: p.mentions[0].Span.Start})
	if len(words) == 0 || len(words) > 4 || slices.ContainsFunc(words, func(w word) bool { return !isUpper(w.text) || smallWord[strings.ToLower(w.text)] }) {
		return false
	}
	if classes := r.classesOf(words); classes&portfolio == 0 || classes&(office|people|title) != 0 {
		return false
	}
	r.addBody(p.span)
	return true
}

// parliament sees the parliament of a state, or its highest court: "the Danish Parliament", "the Chamber of Deputies of Tunisia".
func (r *reader) parliament(p part, text string) bool {
	if len(p.mentions) != 1 || p.mentions[0].Of(gazetteer.State) == nil {
		return false
	}
	m := p.mentions[0]
	if behind := strings.TrimSpace(r.text[m.Span.End:p.span.End]); m.Of(gazetteer.State).Form == gazetteer.Demonym || m.Span.Start == p.span.Start && behind != "" {
		after := ofPeople.FindString(behind)
		if after == "" || strings.HasSuffix(after, " of") || m.Span.Start > p.span.Start+len("the ") {
			return false
		}
	} else if m.Span.End != p.span.End || !strings.Contains(text, " of ") || !ofPeople.MatchString(text[:m.Span.Start-p.span.Start]) {
		return false
	}
	r.addBody(p.span)
	return true
}

// ownKind follows the name of a body in that of another, which it founded.
var ownKind = pattern.MustCompile(`^ (?:Institute|Foundation|University|Academy|Network|Association|Society|Chamber|Federation|Trust Fund)$`)

// organOf stands before a body whose organ attends for it.
var organOf = pattern.MustCompile(`^(?i:(?:general |executive |permanent )*(?:secretariat|commission|bureau|office) of (?:the )?)$`)

// company ends the name of a firm.
var company = pattern.MustCompile(`(?:\s|^)(?:Ltd|LTD|Inc|INC|GmbH|LLC|PLC|plc|Co|Corp|AG|AS|A/S|BV|B\.V|S\.A|SA|SARL|Pty|Oy|AB|Limited|Incorporated)\.?$`)

// isGeneric reports whether a body is named by its kind alone: "the Executive Committee", "Joint Working Group". Whose it
// is stands elsewhere.
func (r *reader) isGeneric(at document.Span) bool {
	for _, w := range wordsOf(r.text, at) {
		if lower := strings.ToLower(w.text); !smallWord[lower] && !kindOnly[strings.TrimSuffix(lower, "'s")] {
			return false
		}
	}
	return true
}

// kindOnly are the words of a body's kind.
var kindOnly = map[string]bool{"executive": true, "central": true, "reserve": true, "committee": true, "secretariat": true, "commission": true, "council": true, "board": true,
	"standing": true, "steering": true, "joint": true, "working": true, "group": true, "technical": true, "general": true, "permanent": true,
	"bureau": true, "office": true, "community": true, "union": true, "assembly": true, "conference": true, "forum": true, "organization": true, "organisation": true,
	"association": true, "scientific": true, "sub-committee": true, "subcommittee": true, "department": true, "division": true, "unit": true,
	"directorate": true, "ministry": true, "agency": true, "institute": true, "authority": true, "centre": true, "center": true, "party": true,
	"task": true, "force": true, "team": true, "taskforce": true, "administration": true, "university": true, "bank": true, "programme": true, "program": true}

var smallWord = map[string]bool{"of": true, "the": true, "for": true, "and": true, "in": true, "on": true, "de": true, "des": true,
	"du": true, "la": true, "le": true, "to": true, "against": true, "before": true, "et": true, "y": true, "del": true, "pour": true, "with": true, "&": true, "by": true, "à": true}

func (r *reader) addBody(at document.Span) {
	if lead := leadWords.FindString(r.text[at.Start:at.End]); lead != "" && !ofSecretariat.MatchString(lead) {
		at.Start += len(lead)
	}
	if r.isGeneric(at) {
		return
	}
	if company.MatchString(r.text[at.Start:at.End]) {
		if r.person >= 0 && r.parties[r.person].For == "" {
			r.parties[r.person].For = r.text[at.Start:at.End]
		}
		return // a firm is where somebody works
	}
	p := extract.Party{Role: r.role, Name: r.text[at.Start:at.End], Kind: "organization", Confidence: 0.7,
		Evidence: []extract.Evidence{{Span: at, Rule: r.rule}}}
	if r.person >= 0 && r.parties[r.person].For == "" {
		r.parties[r.person].For = p.Name
	}
	if r.line {
		r.bodies = append(r.bodies, p)
		return
	}
	r.add(p)
}

// mentions adds the states, organisations and groups that the gazetteer knows within a stretch; alone tells that the
// stretch is a party of its own rather than what is said about a person.
func (r *reader) mentions(p part, within document.Span, alone bool) bool {
	stop := p.span.End
	if loc := towards.FindStringIndex(r.text[p.span.Start:p.span.End]); loc != nil && loc[0] > 0 {
		for _, m := range p.mentions {
			if m.Span.Start < p.span.Start+loc[0] && (m.Of(gazetteer.State) != nil || m.Of(gazetteer.Organization) != nil) { // not "the European Commissioner on behalf of the Union"
				stop = p.span.Start + loc[0] // "Ambassador of A to B": A
			}
		}
	}
	found := false
	for i, m := range p.mentions {
		if !within.Contains(m.Span) || m.Span.Start >= stop || !r.counts(p, m) {
			continue
		}
		if i > 0 && p.mentions[i-1].Of(gazetteer.Organization) != nil && m.Of(gazetteer.Organization) != nil && whosePart.MatchString(r.text[p.mentions[i-1].Span.End:m.Span.Start]) {
			continue // "the Economic Commission for Lakes of the United Nations"
		}
		state, org, group := m.Of(gazetteer.State), m.Of(gazetteer.Organization), m.Of(gazetteer.Group)
		name := r.text[m.Span.Start:m.Span.End]
		party := extract.Party{Role: r.role, Name: name, Confidence: 0.95, Evidence: []extract.Evidence{{Span: m.Span, Rule: r.rule}}}
		switch {
		case org != nil && (state == nil || m.Candidates[0].Entry.Kind == gazetteer.Organization):
			party.Kind, party.Code, party.Canonical = "organization", org.Entry.Code, org.Entry.Name
			if b := partBehind.FindStringSubmatchIndex(r.text[m.Span.End:min(m.Span.End+80, len(r.text))]); b != nil && strings.HasPrefix(r.text[m.Span.End+b[4]:m.Span.End+b[5]], org.Entry.Code) {
				whole := document.Span{Start: m.Span.Start, End: m.Span.End + b[3]}
				party.Name, party.Code, party.Canonical = r.text[whole.Start:whole.End], r.text[m.Span.End+b[4]:m.Span.End+b[5]], ""
				party.Evidence[0].Span = whole
			}
		case state != nil && state.Form == gazetteer.Demonym && r.line && r.person >= 0 && r.whom != "" && m.Span != p.span:
			continue // "DANIDA: Ms Ana Pita, Royal Danish Embassy"
		case state != nil:
			party.Kind, party.Code, party.Canonical = "state", state.Entry.Code, state.Entry.Name
			r.state = true
		case group != nil && group.Entry.Code != "":
			party.Kind, party.Code, party.Canonical = "group", group.Entry.Code, group.Entry.Name
		default:
			continue
		}
		found = true
		whom := party.Code
		if whom == "" {
			whom = name
		}
		if r.person >= 0 && (!alone || r.parties[r.person].For == "") && (r.parties[r.person].For == "" || party.Kind == "state" && r.line) {
			r.parties[r.person].For = whom
		}
		if r.whom == "" || party.Kind == "state" {
			r.whom = whom
		}
		if party.Code == "EU" {
			r.state = true // it stands for its members as a state would
		}
		if party.Kind == "organization" && r.line && party.Code != "EU" {
			r.bodies = append(r.bodies, party)
			continue
		}
		r.add(party)
	}
	if alone && found {
		r.person, r.office = -1, document.Span{}
	}
	return found
}

// whosePart stands between a body's part and the body.
var whosePart = pattern.MustCompile(`^(?: \([^()]{2,12}\))?,? of (?:the )?$`)

// partBehind goes on behind an organisation's name with that of its part, which has initials of its own: "Reef Partnership/East Bay (RP/EB)".
var partBehind = pattern.MustCompile(`^((?:/| ?[-–] ?)\p{Lu}[\p{L}’'-]*(?: (?:of|and|\p{Lu}[\p{L}’'-]*)){0,4}) \((\p{Lu}[\p{L}\d]*[-/][\p{L}\d/-]+)\)`)

// counts reports whether a mention stands for a party: not a place, not the adjective of something else.
func (r *reader) counts(p part, m gazetteer.Mention) bool {
	state := m.Of(gazetteer.State)
	before := document.Span{Start: p.span.Start, End: m.Span.Start}
	if text := r.text[before.Start:before.End]; purpose.MatchString(text) && !eachFor.MatchString(text) && !manyOffices.MatchString(r.text[r.at.Start:before.End]) && r.wordClasses(before)&office != 0 {
		return false // "Mediator for Mali" is not Mali's
	}
	if m.Candidates[0].Entry.Kind == gazetteer.Place && state == nil {
		return false
	}
	if state == nil || state.Form != gazetteer.Demonym {
		return !inPlace.MatchString(strings.ToLower(strings.TrimSpace(r.text[before.Start:before.End]))) || state == nil
	}
	if demonymEnd.MatchString(r.text[p.span.Start:m.Span.Start]) {
		return false // "Turkish Cypriot State" is not of Cyprus
	}
	after := wordsOf(r.text, document.Span{Start: m.Span.End, End: p.span.End})
	if len(after) > 0 && !isUpper(after[0].text) && r.words.of(after[0].text)&(office|people|title) == 0 &&
		r.wordClasses(document.Span{Start: m.Span.End, End: p.span.End})&(office|people|title) == 0 {
		return m.Span == p.span // "the German cooperation agency GIZ" is not Germany
	}
	return m.Span == p.span || len(after) > 0 && r.words.of(after[0].text)&(office|portfolio|people|body|title) != 0
}

// organIn is an organ that has its seat somewhere: "Delegation in Fiji".
var organIn = pattern.MustCompile(`^ (?:\p{Lu}\p{L}+ ){1,4}(?:in|to|for) (?:the )?\p{Lu}`)

// demonymEnd is an adjective of another people that stands before a demonym.
var demonymEnd = pattern.MustCompile(`\p{Lu}\p{Ll}+(?:ish|ian|ese|can)\s$`)

// eachFor are the many of whom each came for a state: "the Council Directors for Fiji, Samoa and Tonga".
var eachFor = pattern.MustCompile(`(?i)(?:directors?|delegates?|representatives?|members?|ministers|commissioners?|governors?|secretaries|heads) for(?: the)? $`)

// manyOffices are several offices before the first of the states that they are of: "the Ministers and Commissioner of Health for
// Canada, the European Union and France".
var manyOffices = pattern.MustCompile(`(?i)^(?:we,? )?(?:the )?(?:ministers|secretaries|directors|heads|governors|chiefs)(?:,| and| or) [^;:.]{3,60} of [\p{L} ]{3,40} for (?:the )?$`)

var purpose = pattern.MustCompile(` (?:for|on|to)(?: the)? $`)

var inPlace = pattern.MustCompile(`(?:held|hosted|here|based|located|on [\p{L}\d ]+|(?:high )?commissioner|ambassador|envoy|consul|consul[- ]general|affaires) in(?: the)?$|(?:\d{4}|\d) in(?: the)?$`)

// clauseWord are words of a clause rather than of a name.
var clauseWord = map[string]bool{"since": true, "its": true, "their": true, "which": true, "who": true, "that": true, "have": true, "has": true,
	"had": true, "was": true, "were": true, "be": true, "is": true, "are": true, "all": true, "any": true, "this": true, "these": true, "not": true}

// shouted reports whether a stretch stands in a sentence of capitals, where a capital tells no name.
func (r *reader) shouted(at document.Span) bool {
	from, to := max(0, at.Start-40), min(len(r.text), at.End+40)
	around := r.text[from:at.Start] + r.text[at.End:to]
	return len(around) > 40 && strings.ToUpper(around) == around
}

// postNominal are the letters of honours, seats and degrees behind a name.
var postNominal = pattern.MustCompile(`^(?:[CH]B|[ACOKMGD]BE|[KQS]C|SAN|M\.?P\.?|MEP|MHR|M?LA|MLC|MNA|TD|MSP|MHA|MPP|PhD|Ph\.D|MD|MBA|MSc|Esq|CBS|EGH|EBS|MGH|EMS|OGS|OSC|G?C[MV][GO]|GCSK|GCB|KCB|G\.C\.M\.G\.|GCON|CFR|OFR|[CD]SM|DFC|DSO|RN|OM|AO|CVO|LVO|MVO|OJ|CD|FRS|JP|CSI|CMG|KCMG|GCMG|OAM|PSM|ret\.?d?)$`)

// secondOfTwo sees a person whose name follows "and" behind that of another: "The Ministers of Fiji and Tonga, Jone Vula and Ana
// Pita".
func (r *reader) secondOfTwo(p part) bool {
	n := len(r.parties)
	if p.after != "and" || n == 0 || r.parties[n-1].Kind != "person" || p.span.Start-r.parties[n-1].Evidence[0].Span.End > len(", and ") {
		return false
	}
	words := wordsOf(r.text, p.span)
	from, to := r.plainName(words, p)
	if from != 0 || to != len(words) {
		return false
	}
	r.add(extract.Party{Role: r.role, Name: r.text[p.span.Start:p.span.End], Kind: "person", Confidence: 0.75, Evidence: []extract.Evidence{{Span: p.span, Rule: r.rule}}})
	return true
}

// ofMeeting is a meeting by its number, which is nobody who came: "the 6th Meeting of the Ministers".
var ofMeeting = pattern.MustCompile(`(?i)^(?:the )?(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|\p{L}+(?:teenth|tieth)) (?:\p{L}+ ){0,3}(?:meeting|session|summit|conference)`)

var (
	chairs = pattern.MustCompile(`(?i)chair(?:man|person|woman)?$`)
	organ  = pattern.MustCompile(`(?i)(?:working group|working party|sub-?committee|panel|task force|bureau)$`)
)

// ofOne leads to whom one person came for.
var ofOne = pattern.MustCompile(`(?i)(?:^|\s)(?:observer|representative|delegate) (?:of|for|from) (?:the )?$`)

// roman is a number.
var roman = pattern.MustCompile(`^(?:I{2,3}|IV|VI{1,3}|IX|XI{0,3})$`)

// unknown reads a part that nothing above knows: an acronym, a name.
func (r *reader) unknown(p part, text string, next *part) {
	first, _ := utf8.DecodeRuneInString(text)
	if !unicode.IsUpper(first) || len(wordsOf(r.text, p.span)) > 9 || ofMeeting.MatchString(text) {
		return
	}
	if words := wordsOf(r.text, p.span); r.shouted(p.span) || numeral.MatchString(text) || r.words.of(words[len(words)-1].text)&people != 0 {
		return // "Two Cooperating Parties", "Honourable Ministers"
	}
	if acronymOnly.MatchString(text) && len(text) <= 12 {
		if roman.MatchString(text) {
			return // "Technical Items I and II"
		}
		if r.person >= 0 && len(text) <= 4 && !r.names || postNominal.MatchString(text) {
			return // MP, QC, OBE
		}
		if r.person >= 0 && slices.ContainsFunc(r.reading.Gazetteer.Lookup(text), func(c gazetteer.Candidate) bool { return c.Entry.Kind == gazetteer.Place }) {
			return // where they work: "Mr Jone Vula, Reef Trust, SUVA"
		}
		if r.employers {
			return // a firm or a body: the column does not tell
		}
		if r.people && r.person >= 0 && p.after == "," {
			return // where the person before it works
		}
		if r.people && len(text) > 4 {
			r.person = len(r.parties)
			r.add(extract.Party{Role: r.role, Name: text, Kind: "person", For: r.whom, Confidence: 0.8, Evidence: []extract.Evidence{{Span: p.span, Rule: r.rule}}})
			return // the surname, in a column of people
		}
		p := extract.Party{Role: r.role, Name: text, Kind: "organization", Code: text, Confidence: 0.6,
			Evidence: []extract.Evidence{{Span: p.span, Rule: r.rule}}}
		if r.line {
			r.bodies = append(r.bodies, p)
			return
		}
		r.add(p)
		return
	}
	if r.person >= 0 || r.line || next != nil && next.after == "(" && !next.bracket {
		return
	}
	for _, w := range wordsOf(r.text, p.span) {
		if !isUpper(w.text) && !smallWord[strings.ToLower(w.text)] && !r.words.isNameWord(w.text) {
			return
		}
	}
	if r.sentBy(p, next) || r.secondOfTwo(p) {
		return
	}
	if byInitials.MatchString(text) {
		r.person = len(r.parties)
		r.add(extract.Party{Role: r.role, Name: text, Kind: "person", For: r.whom, Confidence: 0.7, Evidence: []extract.Evidence{{Span: p.span, Rule: r.rule}}})
		return
	}
	manyPlaces := r.places > 1 && r.onlyPlace(p) // governments below the state: "attended by New South Wales and Victoria"
	if len(wordsOf(r.text, p.span)) < 2 && !manyPlaces && !(r.amongBodies(p) && (next == nil || next.after != "and" || r.bodiesBefore() > 1 && strings.HasPrefix(r.text[p.span.End:], " and the "))) || r.wordClasses(p.span)&portfolio != 0 {
		return
	}
	if n := len(r.parties); n > 0 && p.after == "," && r.parties[n-1].Kind == "organization" && len(wordsOf(r.text, p.span)) < 4 && r.wordClasses(p.span) == 0 &&
		ofOne.MatchString(r.text[max(0, r.parties[n-1].Evidence[0].Span.Start-40):r.parties[n-1].Evidence[0].Span.Start]) {
		r.add(extract.Party{Role: r.role, Name: text, Kind: "person", For: cmp.Or(r.parties[n-1].Code, r.parties[n-1].Name), Confidence: 0.6, Evidence: []extract.Evidence{{Span: p.span, Rule: r.rule}}})
		return // "the observer of RLC, Ana Pita"
	}
	kind := "organization"
	switch {
	case numeral.MatchString(strings.Fields(text)[0]):
		kind = "group" // "Twenty-two Parties to the Convention"
	case r.rule == "represented-state" && signerName.MatchString(text) && r.wordClasses(p.span) == 0:
		kind = "person" // "Ana Pita sat for Fiji"
	}
	r.add(extract.Party{Role: r.role, Name: text, Kind: kind, Confidence: 0.5, Evidence: []extract.Evidence{{Span: p.span, Rule: r.rule}}})
}

// amongBodies reports whether a name of one word stands behind two bodies, or one that observed, or where somebody is
// said to represent it: "observers from FAO, the Reef Trust and Oceana".
func (r *reader) amongBodies(p part) bool {
	if len(p.mentions) > 0 {
		return false // a place
	}
	if ofWhom.MatchString(r.text[max(r.at.Start, p.span.Start-40):p.span.Start]) {
		return true
	}
	n := len(r.parties)
	return n > 0 && r.parties[n-1].Kind == "organization" && (n > 1 && r.parties[n-2].Kind == "organization" || n == 1 && r.role == extract.Observer)
}

// bodiesBefore is how many bodies, one behind the other, the list has named last.
func (r *reader) bodiesBefore() int {
	n := 0
	for n < len(r.parties) && r.parties[len(r.parties)-1-n].Kind == "organization" {
		n++
	}
	return n
}

// ofWhom stands before whom somebody represents.
var ofWhom = pattern.MustCompile(`(?i)(?:representatives?|delegates?|observers?|a team) (?:of|from) (?:the )?$`)

// sentBy reads a name behind the state that it came for, where the list is one of offices: "the foreign ministers of Peru,
// Juan Paz, and of Chile, Ana Vela", or where semicolons set each state apart with the name: "Peru, Juan Paz; Chile, Ana Vela".
func (r *reader) sentBy(p part, next *part) bool {
	n, words := len(r.parties), wordsOf(r.text, p.span)
	if n == 0 || p.after != "," || len(words) < 2 || len(words) > 6 || r.wordClasses(p.span)&(body|office|portfolio|people) != 0 {
		return false
	}
	state := &r.parties[n-1]
	if state.Kind != "state" || p.span.Start-state.Evidence[0].Span.End > 3 {
		return false
	}
	before := r.text[r.at.Start:state.Evidence[0].Span.Start]
	apart := (strings.TrimSpace(before) == "" || entryBefore.MatchString(before)) && strings.Contains(r.text[r.at.Start:r.at.End], ";") && (next == nil || next.after == ";")
	if !apart && r.wordClasses(document.Span{Start: r.at.Start, End: p.span.Start})&office == 0 {
		return false
	}
	r.add(extract.Party{Role: r.role, Name: r.text[p.span.Start:p.span.End], Kind: "person", For: state.Code, Confidence: 0.75,
		Evidence: []extract.Evidence{{Span: p.span, Rule: r.rule}}})
	return true
}

// entryBefore ends what stands before the first name of an entry.
var entryBefore = pattern.MustCompile(`; (?:and )?(?:the )?$`)

func (r *reader) add(p extract.Party) { r.parties = append(r.parties, p) }
