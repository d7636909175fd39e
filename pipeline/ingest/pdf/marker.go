package pdf

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// marker is what a list prints before an item, or a text before a numbered paragraph or heading.
type marker struct {
	text    string
	words   int // how many words of the line it takes
	kind    markerKind
	ordinal int // its last number or letter: 3 for "3.", "1.3", "(c)"; 0 where it does not count
}

type markerKind int

const (
	bullet  markerKind = iota
	decimal            // 1. 2) (3) 4.5 6
	letter             // a) (b) c.
	roman              // iv. (iv)
)

// The marks that lists of typesetters begin with. A hyphen or a dash is one only where a space follows it.
const bullets = "•●▪■◦○‣⁃∙·➢➤►▶✓✔❖◆◇□★*o–—-"

var (
	decimalMark = regexp.MustCompile(`^[(\[]?([0-9]{1,3}\.)*([0-9]{1,3})[.)\]:]?$`)
	letterMark  = regexp.MustCompile(`^\(?([a-zA-Z])[.)]$`)
	romanMark   = regexp.MustCompile(`^\(?([ivxlc]{1,6}|[IVXLC]{1,6})[.)]$`)
)

// maxMark is the most bytes that are put together in search of a marker.
const maxMark = 8

// markerOf reads the marker that a line begins with. A line that is nothing but a marker has none.
func markerOf(l *line) (marker, bool) {
	if len(l.words) < 2 {
		return marker{}, false
	}
	first, text, taken := l.words[0], l.words[0].text, 1
	// A number may be of one font and its full stop of another.
	for taken+1 < len(l.words) && len(text) < maxMark && !l.parted(taken) && strings.Trim(text+l.words[taken].text, "0123456789.()[]:") == "" {
		first.x1 = l.words[taken].x1
		text += l.words[taken].text
		taken++
	}
	second := l.words[taken]
	gap := (second.x0 - first.x1) / l.size
	r, width := utf8.DecodeRuneInString(text)
	alone := width == len(text)
	switch {
	case alone && (first.font != nil && first.font.symbol || unicode.Is(unicode.Co, r) || unicode.IsControl(r)):
		return marker{text: "•", words: 1, kind: bullet}, true
	case alone && r == 'o':
		// Word's second bullet is the letter o, in another font than the text and well apart from it.
		if gap > 0.6 && first.font != second.font {
			return marker{text: "o", words: 1, kind: bullet}, true
		}
		return marker{}, false
	case alone && strings.ContainsRune(bullets, r):
		return marker{text: text, words: 1, kind: bullet}, l.parted(1) || first.font != second.font
	}
	if m := romanMark.FindStringSubmatch(text); m != nil && (len(m[1]) > 1 || m[1] == "i" || m[1] == "v" || m[1] == "x" || gap > 0.9 && strings.Contains("IVX", m[1])) {
		if n := romanValue(m[1]); n > 0 {
			return marker{text: text, words: taken, kind: roman, ordinal: n}, true
		}
	}
	if m := letterMark.FindStringSubmatch(text); m != nil {
		c := m[1][0]
		if c >= 'A' && c <= 'Z' {
			// "A. Smith" is a name; a list's "A." stands apart from its text.
			return marker{text: text, words: taken, kind: letter, ordinal: int(c-'A') + 1}, text[0] == '(' || gap > 0.9
		}
		return marker{text: text, words: taken, kind: letter, ordinal: int(c-'a') + 1}, true
	}
	if m := decimalMark.FindStringSubmatch(text); m != nil {
		n := 0
		for _, d := range m[2] {
			n = 10*n + int(d-'0')
		}
		found := marker{text: text, words: taken, kind: decimal, ordinal: n}
		if alone || len(m[0]) == len(m[2]) {
			return found, gap > 0.9 || first.raised // a bare number is a marker only well apart from its text
		}
		if m[1] != "" && strings.TrimRight(text, ".):]") == text && gap < 0.5 {
			// "2.5 million" against "2.5  Finance"
			next, _ := utf8.DecodeRuneInString(second.text)
			return found, unicode.IsUpper(next)
		}
		return found, true
	}
	return marker{}, false
}

var capitalMark = regexp.MustCompile(`^([A-Z]|[IVXLC]{2,6})\.$`)

// capitalOf reads a capital or Roman number with a full stop at a line's start, which may as well be an initial: it is
// a marker if it goes on from the last one, or, as the first, begins a bold line.
func capitalOf(l *line, last marker) (marker, bool) {
	if len(l.words) < 2 || !capitalMark.MatchString(l.words[0].text) {
		return marker{}, false
	}
	text := l.words[0].text
	if n := romanValue(strings.TrimSuffix(text, ".")); strings.Trim(text, "IVXLC.") == "" && (n == last.ordinal+1 && last.kind == roman || n == 1 && l.bold()) {
		return marker{text: text, words: 1, kind: roman, ordinal: n}, true
	}
	if n := int(text[0]-'A') + 1; len(text) == 2 && n == last.ordinal+1 && last.kind == letter {
		return marker{text: text, words: 1, kind: letter, ordinal: n}, true
	}
	return marker{}, false
}

// capital reports whether the marker is a capital letter with a full stop, as a name's initial is.
func (m marker) capital() bool {
	return (m.kind == letter || m.kind == roman) && len(m.text) == 2 && m.text[0] >= 'A' && m.text[0] <= 'Z' && m.text[1] == '.'
}

// form is what the markers of one series share: all but the last number or letter.
func (m marker) form() string {
	counts := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	end := strings.LastIndexFunc(m.text, counts) + 1
	start := strings.LastIndexFunc(m.text[:end], func(r rune) bool { return !counts(r) }) + 1
	return fmt.Sprint(m.kind, m.text[:start], "#", m.text[end:])
}

func romanValue(s string) int {
	values := map[rune]int{'i': 1, 'v': 5, 'x': 10, 'l': 50, 'c': 100}
	total, last := 0, 0
	for _, r := range strings.ToLower(s) {
		v := values[r]
		total += v
		if v > last {
			total -= 2 * last
		}
		last = v
	}
	return total
}
