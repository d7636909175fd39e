package gazetteer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// roles are what a word tells about a name that it stands beside, or that it is. words.tsv gives each word its own.
type roles uint32

const (
	institute    roles = 1 << iota // "University of Oxford": a body, not the place; "Gulf of Guinea": a sea
	water                          // "Lake Victoria"
	landscape                      // "Jordan River"
	instrument                     // "Bali Action Plan": named for the place where it was made
	school                         // "Oxford University"
	languageNoun                   // "Thai language"
	language                       // French: a demonym that is a language too
	title                          // "Mr Jordan"
	office                         // "Jordan Delegation": after the name of a state, not of a person
	preposition                    // "in Reading"
	ordinary                       // WHO, US: an acronym that among words in capitals is read as a word
	otherwise                      // Reading, Hamilton: a place whose name is a word or a person's name too
	givenState                     // Jordan: a state whose name is a given name too
	surnameState                   // Jordan, Holland: one whose name is a surname too
	givenName                      // Michael: after it, the name of a place is a surname
)

// roleNames are the roles as words.tsv writes them.
func roleNames() map[string]roles {
	return map[string]roles{
		"institute": institute, "water": water, "landscape": landscape, "instrument": instrument, "school": school,
		"language-noun": languageNoun, "language": language, "title": title, "office": office, "preposition": preposition,
		"ordinary": ordinary, "otherwise": otherwise, "given-state": givenState, "surname-state": surnameState,
		"given-name": givenName,
	}
}

// context is a match with the words around it, which may say that no state or place is meant.
type context struct {
	text   string
	tokens []token
	words  map[string]roles
	match
}

// filter drops the candidates that the words around the name rule out.
func (c context) filter(candidates []Candidate) []Candidate {
	before, after := c.roles(c.first-1), c.roles(c.last+1)
	starts := c.startsName(c.last + 1)
	person := c.first == c.last && before&givenName != 0 && isCapitalised(c.word(c.first-1)) || c.afterInitial()
	body := c.afterNoun(institute) || before&water != 0 || starts && after&landscape != 0
	speech := c.isLanguage()
	word := c.isWord()
	places := slices.ContainsFunc(candidates, Candidate.isPlace)
	return slices.DeleteFunc(candidates, func(x Candidate) bool {
		place, territory := x.Entry.Kind == Place, x.territory()
		switch {
		case body:
			return territory || x.Form == Demonym
		case speech && x.Form == Demonym, word && x.Form == Acronym:
			return true
		case starts && after&school != 0 && place, person && place:
			return true
		case starts && after&instrument != 0 && territory && places:
			return true
		case before&title != 0 && territory, c.isPerson(before, after) && territory:
			return true
		}
		return place && !c.standsAsPlace(before)
	})
}

// isPlace reports whether the candidate is a place.
func (c Candidate) isPlace() bool { return c.Entry != nil && c.Entry.Kind == Place }

// territory reports whether the candidate is a state or place by a name that is no acronym or demonym.
func (c Candidate) territory() bool {
	return (c.Entry.Kind == State || c.Entry.Kind == Place) && c.Form != Demonym && c.Form != Acronym
}

// standsAsPlace reports whether a name that is a word or a person's name too stands where a place does: after "in" or
// "at", or between marks as in a title or an address.
func (c context) standsAsPlace(before roles) bool {
	name, previous, next := c.word(c.first), c.word(c.first-1), c.word(c.last+1)
	switch {
	case c.first != c.last, !isASCII(name): // Malé, with its accent
		return true
	case c.roles(c.first)&otherwise == 0, before&preposition != 0:
		return true
	}
	first, _ := utf8.DecodeRuneInString(next)
	return previous == "" && (next == "" || unicode.IsDigit(first))
}

// isAbbreviation reports whether the name is in capitals among words that are not, and too short to be a place written
// so: OSH, GAO, "with NARA".
func (c context) isAbbreviation() bool {
	name, previous, next := c.word(c.first), c.word(c.first-1), c.word(c.last+1)
	if c.first != c.last || !isShout(name) || isShout(previous) || isShout(next) {
		return false
	}
	small := isSmall(previous) && c.roles(c.first-1)&preposition == 0 || isSmall(next)
	return len(name) <= 3 || len(name) <= 5 && small
}

// isPerson reports whether the name of a state is part of a person's: "Jordan Smith", "Michael Jordan". The word
// "reunion" is judged here too; as Réunion it never is.
func (c context) isPerson(before, after roles) bool {
	if c.first != c.last {
		return false
	}
	name, self := c.word(c.first), c.roles(c.first)
	previous, next := c.word(c.first-1), c.word(c.last+1)
	switch {
	case strings.EqualFold(name, "reunion"):
		return previous != "" || next != ""
	case before&givenName != 0 && isCapitalised(previous):
		return self&surnameState != 0
	case previous == "of" && isCapitalised(c.word(c.first-2)):
		return false // "Prime Minister of India Ram Gupta"
	}
	return self&givenState != 0 && !isCapitalised(previous) && after&office == 0 && c.startsName(c.last+1) && c.tokens[c.last+1].code == 0 && !isShoutedAct(next)
}

// isShoutedAct reports whether a word is a past tense in capitals, as some reports write what was done: "India SUGGESTED".
func isShoutedAct(word string) bool {
	return len(word) > 4 && isShout(word) && strings.HasSuffix(word, "ED") && !strings.HasSuffix(word, "MED") // MOHAMMED is a name
}

// afterInitial reports whether a single letter with a full stop stands right before the name: "C. Hamilton".
func (c context) afterInitial() bool {
	i := c.first - 2
	if i < 0 || c.tokens[i+1].code != markBreak {
		return false
	}
	letter, stop := c.tokens[i], c.tokens[i+1]
	return letter.end-letter.start == 1 && isCapitalised(c.text[letter.start:]) && c.text[letter.end:stop.end] == "."
}

// afterNoun reports whether the name is the second half of "NOUN of" or "NOUN of the".
func (c context) afterNoun(role roles) bool {
	i := c.first - 1
	if strings.EqualFold(c.word(i), "the") {
		i--
	}
	return (strings.EqualFold(c.word(i), "of") || strings.EqualFold(c.word(i), "de")) && c.roles(i-1)&role != 0 // "Banque de France"
}

// isLanguage reports whether a demonym stands for a language: "in English, French and Chinese", "the Thai language".
func (c context) isLanguage() bool {
	if next := c.word(c.last + 1); next != "" && next != "and" && next != "or" {
		return c.roles(c.last+1)&languageNoun != 0
	}
	for i := c.first - 1; i >= 0; i-- {
		switch word := strings.ToLower(c.word(i)); {
		case word == "in" || word == "into":
			return true
		case word != "and" && word != "or" && c.roles(i)&language == 0 && c.tokens[i].code != markComma:
			return false
		}
	}
	return false
}

// isWord reports whether an acronym that is a word too stands among words in capitals.
func (c context) isWord() bool {
	return c.first == c.last && c.roles(c.first)&ordinary != 0 && (isShout(c.word(c.first-1)) || isShout(c.word(c.last+1)))
}

// startsName reports whether the word at an index has a capital and stands on the same line as the one before it.
func (c context) startsName(i int) bool {
	return isCapitalised(c.word(i)) && !strings.Contains(c.text[c.tokens[i-1].end:c.tokens[i].start], "\n")
}

// roles are the roles of the word at an index.
func (c context) roles(i int) roles {
	word := c.word(i)
	if word == "" {
		return 0
	}
	return c.words[strings.ToLower(word)]
}

// word is the word at an index, "" for a mark and outside the text.
func (c context) word(i int) string {
	if i < 0 || i >= len(c.tokens) || c.tokens[i].isMark() {
		return ""
	}
	return c.text[c.tokens[i].start:c.tokens[i].end]
}

func (t token) isMark() bool { return t.code != 0 && t.code < firstWord }

func isCapitalised(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}

func isSmall(word string) bool { return word != "" && !isCapitalised(word) }

// isShout reports whether a word is all in capitals.
func isShout(word string) bool {
	return utf8.RuneCountInString(word) > 1 && word == strings.ToUpper(word) && word != strings.ToLower(word)
}

// runsOn reports whether a capitalised word, "of" or "the" follows on the same line without a mark between.
func runsOn(text string, tokens []token, last int) bool {
	if last+1 >= len(tokens) || tokens[last+1].isMark() {
		return false
	}
	next := tokens[last+1]
	word := text[next.start:next.end]
	return (isCapitalised(word) || word == "of" || word == "the") && !strings.Contains(text[tokens[last].end:next.start], "\n")
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
		// A place is told apart by what follows it; a state in a list of states is not.
		if left.Candidates[0].isPlace() {
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
			return c.isPlace() && c.Entry.Country == country && country != ""
		})
		if at >= 0 {
			chosen := m.Candidates[at]
			copy(m.Candidates[1:], m.Candidates[:at])
			m.Candidates[0] = chosen
			return
		}
	}
}
