package attendance

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/extract/document"
)

// The classes of words that tell a person, an office and a body apart; a word may be in several.
const (
	title     = 1 << iota // before a name: Mr, H.E., Sheikh
	office                // what a person is: minister, director
	portfolio             // what an office is for: foreign, affairs, trade
	body                  // the head of an organisation's name: bank, commission
	people                // the head of a group: delegates, civil society
)

//go:embed words.tsv
var wordTable string

// vocabulary is the classes of each word, in lower case.
type vocabulary map[string]int

// readWords reads a table of a class and its words a line.
func readWords(table string) (vocabulary, error) {
	classes := map[string]int{"title": title, "office": office, "portfolio": portfolio, "body": body, "people": people}
	words := vocabulary{}
	lines := strings.Split(strings.TrimSpace(table), "\n")
	for i, line := range lines[1:] {
		class, list, ok := strings.Cut(line, "\t")
		if !ok || classes[class] == 0 {
			return nil, fmt.Errorf("words.tsv: line %d: want a class and words, found %q", i+2, line)
		}
		for word := range strings.FieldsSeq(list) {
			words[strings.TrimSuffix(word, ".")] |= classes[class]
		}
	}
	return words, nil
}

// of gives the classes of a word as written.
func (v vocabulary) of(word string) int {
	word = strings.ToLower(strings.Trim(word, ".,;:()[]“”\"'’"))
	if c, ok := v[word]; ok {
		return c
	}
	if base, ok := strings.CutSuffix(word, "'s"); ok {
		return v[base]
	}
	if base, ok := strings.CutSuffix(word, "’s"); ok {
		return v[base]
	}
	if first, last, ok := strings.Cut(word, "/"); ok && v[first] != 0 && v[last] != 0 {
		return v[first] | v[last] // "Permanent/Principal"
	}
	if first, last, ok := strings.Cut(word, "-"); ok && v[first]&office != 0 {
		return v[first] | v[last]
	}
	return 0
}

// word is a stretch without spaces.
type word struct {
	span document.Span
	text string
}

// wordsOf splits a stretch of a document at white space.
func wordsOf(text string, at document.Span) []word {
	var words []word
	start := -1
	for i := at.Start; i <= at.End; {
		r, size := rune(' '), 1
		if i < at.End {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case !unicode.IsSpace(r) && start < 0:
			start = i
		case unicode.IsSpace(r) && start >= 0:
			words = append(words, word{document.Span{Start: start, End: i}, text[start:i]})
			start = -1
		}
		i += size
	}
	return words
}

func isUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "“\"'‘’(["))
	return unicode.IsUpper(r)
}

// particles stand in lower case within a person's name.
var particles = map[string]bool{"de": true, "da": true, "das": true, "del": true, "della": true, "der": true, "di": true, "do": true,
	"dos": true, "du": true, "van": true, "von": true, "bin": true, "bint": true, "ibn": true, "al": true, "el": true, "ag": true,
	"ould": true, "la": true, "le": true, "y": true, "e": true, "ben": true, "abu": true, "zu": true, "ter": true, "den": true, "binti": true, "arap": true, "ole": true, "wa": true}

// isNameWord reports whether a word can be part of a person's name.
func (v vocabulary) isNameWord(w string) bool {
	if smallWord[strings.ToLower(w)] && !particles[strings.ToLower(w)] {
		return false
	}
	if v.of(w)&(office|portfolio|body|people) != 0 && v.of(w)&title == 0 {
		return false
	}
	if !isUpper(w) {
		return particles[strings.ToLower(w)] || strings.HasPrefix(w, "al-") || strings.HasPrefix(w, "el-") || strings.HasPrefix(w, "d'") || strings.HasPrefix(w, "'")
	}
	for _, r := range strings.Trim(w, ".,") {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune("'’‘`.-‐‑", r) {
			return false
		}
	}
	return true
}
