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
	if !c.standsAsPlace(before, after) {
		keep(func(x Candidate) bool { return x.Entry.Kind == Place })
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
	first, _ := utf8.DecodeRuneInString(after)
	return unicode.IsUpper(first) && !strings.Contains(c.text[c.tokens[c.last].end:c.tokens[c.last+1].start], "\n")
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
