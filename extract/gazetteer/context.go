package gazetteer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// context is a match with the words around it, which may say that no state or place is meant.
type context struct {
	text   string
	tokens []token
	match
}

// filter drops the candidates that the words around the name rule out.
func (c context) filter(candidates []Candidate) []Candidate {
	keep := func(drop func(Candidate) bool) { candidates = slices.DeleteFunc(candidates, drop) }
	before, after := c.word(c.first-1), c.word(c.last+1)
	switch {
	case c.afterNoun(instituteNouns), waterNouns[lower(before)], c.capitalAfter(landscapeNouns):
		keep(func(x Candidate) bool { return x.territory() || x.Form == Demonym })
	case titles[lower(strings.TrimSuffix(before, "."))]:
		keep(Candidate.territory)
	}
	if c.capitalAfter(instrumentNouns) {
		if slices.ContainsFunc(candidates, func(x Candidate) bool { return x.Entry.Kind == Place }) {
			keep(Candidate.territory)
		}
	}
	if c.capitalAfter(schoolNouns) {
		keep(func(x Candidate) bool { return x.Entry.Kind == Place })
	}
	if c.isLanguage() {
		keep(func(x Candidate) bool { return x.Form == Demonym })
	}
	if c.first == c.last && ordinaryWords[lower(c.word(c.first))] && (isShout(before) || isShout(after)) {
		keep(func(x Candidate) bool { return x.Form == Acronym })
	}
	if !c.standsAsPlace(before, after) || c.first == c.last && givenNames[lower(before)] && isCapitalised(before) || c.afterInitial() {
		keep(func(x Candidate) bool { return x.Entry.Kind == Place })
	}
	if c.first == c.last && c.isPerson(before, after) {
		keep(Candidate.territory)
	}
	return candidates
}

// standsAsPlace reports whether a name that is a word or a person's name too stands where a place does: after "in" or
// "at", or between marks as in a title or an address. A name of two or three letters all in capitals is an abbreviation
// unless its neighbours are in capitals too.
func (c context) standsAsPlace(before, after string) bool {
	if c.first != c.last {
		return true
	}
	name := c.word(c.first)
	if utf8.RuneCountInString(name) < len(name) {
		return true // Malé, with its accent
	}
	if len(name) <= 3 && isShout(name) && !isShout(before) && !isShout(after) {
		return false
	}
	if !otherwise[lower(name)] || placePrepositions[lower(before)] {
		return true
	}
	first, _ := utf8.DecodeRuneInString(after)
	return before == "" && (after == "" || unicode.IsDigit(first))
}

// isPerson reports whether a name that people bear too is part of a person's: "Jordan Smith", "Michael Jordan". The word
// "reunion" is judged here too; as Réunion it never is.
func (c context) isPerson(before, after string) bool {
	switch name := lower(c.word(c.first)); {
	case givenNames[lower(before)] && isCapitalised(before):
		return surnameStates[name]
	case name == "reunion":
		return before != "" || after != ""
	case !givenStates[name] || before != "" || !isCapitalised(after) || officeNouns[lower(after)]:
		return false
	default:
		next := c.tokens[c.last+1]
		return next.code == 0 && !strings.Contains(c.text[c.tokens[c.last].end:next.start], "\n")
	}
}

// afterInitial reports whether a single letter with a full stop stands before the name: "C. Hamilton".
func (c context) afterInitial() bool {
	i := c.first - 2
	return i >= 0 && c.tokens[i+1].code == markBreak && c.tokens[i].end-c.tokens[i].start == 1 && isCapitalised(c.word(i)) &&
		c.text[c.tokens[i].end] == '.' && c.tokens[i+1].end == c.tokens[i].end+1
}

func isCapitalised(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}

// territory reports whether the candidate names a state or place by its name.
func (c Candidate) territory() bool {
	return (c.Entry.Kind == State || c.Entry.Kind == Place) && c.Form != Demonym && c.Form != Acronym
}

// word is the word at an index, "" for a mark and outside the text.
func (c context) word(i int) string {
	if i < 0 || i >= len(c.tokens) {
		return ""
	}
	t := c.tokens[i]
	if t.code != noMark && t.code < firstWord {
		return ""
	}
	return c.text[t.start:t.end]
}

// capitalAfter reports whether the next word is one of these and has a capital, and no line ends before it.
func (c context) capitalAfter(nouns map[string]bool) bool {
	after := c.word(c.last + 1)
	if after == "" || !nouns[lower(after)] {
		return false
	}
	return isCapitalised(after) && !strings.Contains(c.text[c.tokens[c.last].end:c.tokens[c.last+1].start], "\n")
}

// afterNoun reports whether the name is the second half of "NOUN of" or "NOUN of the".
func (c context) afterNoun(nouns map[string]bool) bool {
	i := c.first - 1
	if lower(c.word(i)) == "the" {
		i--
	}
	return lower(c.word(i)) == "of" && nouns[lower(c.word(i-1))]
}

// isLanguage reports whether a demonym stands for a language: "in English, French and Chinese", "into Thai".
func (c context) isLanguage() bool {
	if after := lower(c.word(c.last + 1)); after != "" && after != "and" && after != "or" {
		return languageNouns[after]
	}
	for i := c.first - 1; i >= 0; i-- {
		switch word := lower(c.word(i)); {
		case word == "in" || word == "into":
			return true
		case word == "and" || word == "or" || languages[word] || c.tokens[i].code == markComma:
		default:
			return false
		}
	}
	return false
}

// isShout reports whether a word is all in capitals.
func isShout(word string) bool {
	return utf8.RuneCountInString(word) > 1 && word == strings.ToUpper(word) && word != strings.ToLower(word)
}

func lower(word string) string { return strings.ToLower(word) }

// runsOn reports whether a capitalised word, "of" or "the" follows on the same line without a mark between.
func runsOn(text string, tokens []token, last int) bool {
	if last+1 >= len(tokens) {
		return false
	}
	t := tokens[last+1]
	first, _ := utf8.DecodeRuneInString(text[t.start:])
	word := text[t.start:t.end]
	return (unicode.IsUpper(first) || word == "of" || word == "the") && !strings.Contains(text[tokens[last].end:t.start], "\n")
}

// preferNeighbours moves forward the meaning that the name beside it speaks for: in "Hyderabad, Pakistan" the one in
// Pakistan, in "Atlanta, Georgia" the one in the United States.
func preferNeighbours(text string, mentions []Mention) {
	for i := 1; i < len(mentions); i++ {
		left, right := &mentions[i-1], &mentions[i]
		switch strings.TrimSpace(text[left.Span.End:right.Span.Start]) {
		case ",", "(", "/", "-", "–":
		default:
			continue
		}
		if first := left.Candidates[0].Entry; first.Kind == Place {
			// A place is told apart by what follows it; a state in a list of states is not.
			left.prefer(right.Candidates)
			right.prefer(left.Candidates[:1])
		}
	}
}

// prefer moves the first place that lies in the country of one of the neighbours to the front.
func (m *Mention) prefer(neighbours []Candidate) {
	if len(m.Candidates) < 2 {
		return
	}
	for _, n := range neighbours {
		country := n.Entry.Country
		if n.Entry.Kind == State {
			country = n.Entry.Code
		}
		at := slices.IndexFunc(m.Candidates, func(c Candidate) bool {
			return c.Entry.Kind == Place && c.Entry.Country == country && country != ""
		})
		if at > 0 {
			chosen := m.Candidates[at]
			copy(m.Candidates[1:], m.Candidates[:at])
			m.Candidates[0] = chosen
		}
		if at >= 0 {
			return
		}
	}
}

// The words around a name that tell what it is.
var (
	// "University of Oxford", "Bank of Thailand": a body, not the place that its name holds. Of the sea and the land:
	// "Gulf of Guinea".
	instituteNouns = set("university universities college bank gulf bay sea strait straits bight")
	// "Lake Victoria"
	waterNouns = set("lake river mount")
	// "Jordan River"
	landscapeNouns = set("river sea basin delta valley strait straits ocean trench trough rift escarpment plateau")
	// "Bali Action Plan": an instrument named for the place where it was made.
	instrumentNouns = set("declaration protocol convention conventions agreement agreements accord accords process principles " +
		"consensus treaty programme program platform action plan agenda framework commitment commitments communiqué communique " +
		"roadmap charter pact statute compact outcome rules guidelines mandate understanding spirit formula strategy " +
		"decision decisions vision pathway manifesto appeal pledge recommendations")
	schoolNouns = set("university college polytechnic airport")
	// "English language"
	languageNouns     = set("language languages speaking translation translations interpretation text version versions")
	placePrepositions = set("in at to from near of around via outside visit visiting de en à")
	languages         = set("arabic bahasa chinese dutch english french german hindi indonesian italian japanese korean lao malay portuguese russian spanish thai")
	// Names of places that are words or persons' names too.
	otherwise = set("adelaide albina alexandria amador aspen austin bath blaine bled buchanan buffalo charlotte chester " +
		"clark cleveland colon columbus como cork coron dallas darwin david dayton denver derby dingle dorado " +
		"douglas dundee durham essen exeter faro florence flores freeport georgia gloucester granada " +
		"greenwich halifax hamilton harper hastings henderson houston hull huntsville jackson jamestown " +
		"jasper kent kimberley kingston lancaster laura leeds lincoln linden livingston livingstone lourdes " +
		"lucca lund madison maine male mandeville maria marlborough mendoza milan mobile mona montana moss " +
		"nancy napier nassau natal nelson newton nice norfolk orlando osh perth petra phoenix pierre plymouth " +
		"ponce portland preston providence reading regina richmond russell sale salford salisbury salto " +
		"santiago santos scarborough shannon sheffield sidney sofia split stanley stirling sucre sydney tours " +
		"trinidad troy tyre van vera victoria virginia warren warrenton warwick washington waterloo " +
		"wellington weston weymouth windsor worthing york")
	// Names of states that are given names or surnames too, and what follows such a name where it is the state's.
	givenStates   = set("jordan chad georgia israel montserrat kenya india dominica")
	surnameStates = set("jordan chad israel holland ireland")
	officeNouns   = set("delegation government minister ministers ministry prime president king queen vice embassy mission permanent " +
		"representative representatives ambassador national department office officials chair chairman co deputy foreign ms mr mrs dr " +
		"prof he she will has and also state states customs police army navy defence team country statement report head section secretariat")
	// Given names, after which the name of a place is a surname.
	givenNames = set("aaron abdul abel adam adrian ahmad ahmed alain alan albert alberto alejandro aleksandr alessandro alex " +
		"alexander alexandre alexei alfonso alfred ali alice alison amanda amy ana anders andrea andreas andrei " +
		"andres andrew andré andy angela anita ann anna anne annette anthony antonio armando arthur barbara ben " +
		"benjamin bernard bill bob brian bruce carl carla carlos carmen carol caroline catherine cecilia charles " +
		"chris christian christina christine christopher claire claude claudia colin craig cristina daniel " +
		"daniela danny darren dave deborah denis dennis diana diane diego donald dorothy doug duncan edgar " +
		"eduardo edward edwin elena elizabeth ellen emily emma enrique eric erik ernesto esther eugene eva evelyn " +
		"fatima felipe fernando fiona francesca francesco francis francisco frank franz fred frederick gabriel " +
		"gabriela gareth gary gavin geoff geoffrey george gerald gerard gilbert giovanni giuseppe glenn gloria " +
		"gordon graham greg gregory guillermo gustavo guy hannah hans harold harry hassan heather hector helen " +
		"henri henry herbert hugh hugo ian igor ingrid irene irina isabel ivan jack jacques james jamie jan jane " +
		"janet jason javier jean jeff jeffrey jennifer jeremy jerry jessica jill jim jimmy joan joanna joao " +
		"jochen joe johan johanna john johnny jon jonathan jorge jose joseph joshua juan juana judith judy " +
		"juergen julia julian julie karen karin karl kate katherine kathleen kathy keith ken kenneth kevin klaus " +
		"larry laurent lawrence lee leo leonard leslie linda lisa lorenzo louis louise lucy luis luisa luke lynn " +
		"manfred manuel marc marcel marcelo marco marcos marcus margaret maria mariana marie marina mario marion " +
		"mark markus martha martin martine mary mathias matthew mauricio max megan melissa michael michel " +
		"michelle miguel mike mohamed mohammad mohammed monica natalia nathalie neil nicholas nick nicolas nicole " +
		"nigel nikolai nina noel norman olga oliver olivier oscar pablo pamela pascal patricia patrick paul paula " +
		"paulo pedro pekka peter phil philip philippe pierre rachel rafael ralph raul raymond rebecca ricardo " +
		"richard rob robert roberto robin rodrigo roger roland ron ronald rosa ross roy ruth ryan sally sam " +
		"samantha samuel sandra sara sarah scott sean sebastian sergei sergio sharon shaun simon sophie stefan " +
		"stephanie stephen steve steven stewart stuart sue susan suzanne sven sylvia ted teresa terry thomas tim " +
		"timothy tina todd tom tomas tony tracy trevor ursula valerie veronica vincent vladimir walter wayne " +
		"wendy werner wilhelm william wolfgang xavier yves yvonne zoe")
	titles = set("mr mrs ms miss mme mlle dr prof professor sir dame lord lady señor señora sra monsieur madame")
	// Acronyms that are words too; among words in capitals they are read as words.
	ordinaryWords = set("us who it is are can car care eco act ace aid cap far sea path unite wise as an in on or and not " +
		"no be am all any east west north south era ice man map may met new now one our out own pan per put red road sad safe " +
		"say see set she sit six so space star state step the to too top un up use war was way we wish with you cost esp gap " +
		"ten team world global fund plan trade oil inter pact apt cab lead iron nice cot sis sit mars rio miga bis fan eat ride rice cat")
)

func set(words string) map[string]bool {
	s := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		s[w] = true
	}
	return s
}
