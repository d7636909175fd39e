package outline

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMended is the longest text in which broken words are looked for: what is longer was hardly recognised from paper.
const maxMended = 4 << 20

// mendWords closes up words that a space breaks, as those of recognised texts often are: "the d elegations", "United King
// dom". The text itself must know better: it has the whole word elsewhere, and neither of the parts.
func mendWords(text string) string {
	if len(text) > maxMended || !strings.Contains(text, " ") {
		return text
	}
	isLetter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }
	seen := map[string]int{}
	for word := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !isLetter(r) }) {
		seen[word]++
	}
	var b strings.Builder
	done, begin := 0, 0 // what is written; where the word begins that ends before the space
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if isLetter(r) {
			i += size
			continue
		}
		if r == ' ' && i > begin {
			end := i + 1
			for end < len(text) {
				next, n := utf8.DecodeRuneInString(text[end:])
				if !isLetter(next) {
					break
				}
				end += n
			}
			if broken(seen, text[begin:i], text[i+1:end]) {
				b.WriteString(text[done:i])
				done, i = i+1, end // of three parts only the first two are closed up
				begin = i
				continue
			}
		}
		i += size
		begin = i
	}
	return b.String() + text[done:]
}

// broken reports whether two words of a text, of which it has so many each, are the parts of one.
func broken(seen map[string]int, head, tail string) bool {
	first, _ := utf8.DecodeRuneInString(tail)
	if len(tail) < 3 || !unicode.IsLower(first) {
		return false
	}
	h, t := strings.ToLower(head), strings.ToLower(tail)
	if seen[t] > 1 || seen[h+t] == 0 {
		return false
	}
	// A letter alone may stand anywhere, but for those that are words.
	if utf8.RuneCountInString(h) == 1 {
		return !strings.Contains("aioyeuàéó", h)
	}
	return seen[h] == 1
}

// runOn is one who acts with the word behind, between which the space is missing: "the United Statesgathered".
var runOn = regexp.MustCompile(`((?:States|Countries|Nations|Republic|Parties|Members|Ministers|Governors|Leaders|Delegates|Delegations|Participants|Meeting|Session|Summit|Council|Committee|Commission|Conference|Assembly)\)?)` +
	`(gathered|met|held|agreed|noted|welcomed|adopted|decided|approved|took|see|have|has|had|are|is|were|was|will|shall|should|and|of|in|at|on|to|for|from)(\P{L}|$)`)

// Unglue sets the space between one who acts and the word behind that a page has lost.
func Unglue(text string) string { return runOn.ReplaceAllString(text, "$1 $2$3") }
