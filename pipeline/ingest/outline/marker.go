package outline

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Marker is what stands before an item of a list, a heading or a numbered paragraph: "1.", "(iv)", "•".
type Marker struct {
	Text    string
	Style   string // markers of one list share it: "1.", "(a)", "(i)", "1.1", or the bullet itself
	Ordinal int    // the last number or letter, from 1; 0 for bullets
	Sure    bool   // a marker whatever stands around it; the others need a neighbour that counts with them
}

// Bullet reports whether the marker does not count.
func (m Marker) Bullet() bool { return m.Ordinal == 0 }

// decimal reports whether the marker is made of numbers that are not in brackets: that of a section or paragraph.
func (m Marker) decimal() bool {
	return m.Ordinal > 0 && (m.Style == "1." || m.Style == "1" || strings.HasPrefix(m.Style, "1.1"))
}

// capital reports whether the marker is a capital letter or a Roman number in capitals.
func (m Marker) capital() bool { return strings.ContainsAny(m.Style, "AI") }

// worded reports whether the marker is a word that counts: "First:".
func (m Marker) worded() bool { return m.Style == wordedStyle }

const (
	wordedStyle = "First:"

	bullets      = "•●▪■◦○‣⁃∙·➢➤►▶✓✔❖◆◇□★\uF0B7\uF0A7\uF0D8\uF076\uF0FC▫◉⦁➔→»"
	dashes       = "-–—*−"
	monthPattern = `(?i)^(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b`
)

// ordinals are the words that count sections in the order in which they do.
var ordinals = []string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
	"thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"}

var (
	inWords   = regexp.MustCompile(`^(\p{Lu}\p{L}{3,11}?)(?:ly)?(?:[:.]-?| [–—-]) ?(\p{Lu})`)
	counted   = regexp.MustCompile(`^([(\[]?)(\d{1,3}(?:\.\d{1,3}){0,4}|[ivxl]{2,6}|[IVXL]{2,6}|[A-Za-z])([.)]-|-|[.)\]:°º]{0,2})(\s*)`) // "1.-" as the Spanish number
	glued     = regexp.MustCompile(`^\p{Lu}\p{L}`)                                                                                       // "1.The council"; "20.X.2016" is a date
	monthName = regexp.MustCompile(monthPattern)
	bearing   = regexp.MustCompile(`^(?:North|South|East|West|[NSEWCF])(?:[^\pL]|$)`) // "30° South"
)

// Split parts a line into the marker that it begins with and the rest. It reports false where the line has none, or
// is nothing but a marker.
func Split(line string) (Marker, string, bool) {
	first, size := utf8.DecodeRuneInString(line)
	if strings.ContainsRune(bullets, first) || unicode.Is(unicode.Co, first) || strings.ContainsRune(dashes, first) {
		if strings.HasPrefix(line, "-- ") {
			size++ // as news agencies set a dash
		}
		rest := strings.TrimLeftFunc(line[size:], unicode.IsSpace)
		if strings.ContainsRune(dashes, first) && len(rest) == len(line)-size || !hasWord(rest) {
			return Marker{}, line, false
		}
		text := line[:size]
		if unicode.Is(unicode.Co, first) {
			text = "•" // a symbol font's bullet
		}
		return Marker{Text: text, Style: text, Sure: true}, rest, true
	}
	if rest, ok := strings.CutPrefix(line, "§ "); ok && hasWord(rest) && unicode.IsLetter([]rune(rest)[0]) {
		return Marker{Text: "§", Style: "§", Sure: true}, rest, true // not "§ 5 of the Act"
	}
	if rest, ok := strings.CutPrefix(line, "o "); ok && hasWord(rest) {
		return Marker{Text: "o", Style: "o"}, strings.TrimSpace(rest), true
	}
	if m := inWords.FindStringSubmatchIndex(line); m != nil {
		if n := slices.Index(ordinals, strings.ToLower(line[m[2]:m[3]])); n >= 0 {
			return Marker{Text: strings.TrimSpace(line[:m[4]]), Style: wordedStyle, Ordinal: n + 1, Sure: true}, line[m[4]:], true
		}
	}
	if m := dotted.FindStringSubmatch(line); m != nil && hasWord(line[len(m[0]):]) {
		n, _ := strconv.Atoi(m[1])
		return Marker{Text: "." + m[1], Style: ".1", Ordinal: n, Sure: true}, line[len(m[0]):], true
	}
	m := counted.FindStringSubmatch(line)
	if m == nil {
		return Marker{}, line, false
	}
	open, number, stop, gap := m[1], m[2], strings.TrimSuffix(m[3], "-"), m[4]
	if m[3] == "-" {
		if first, _ := utf8.DecodeRuneInString(line[len(m[0]):]); gap == "" || number[0] > '9' || !unicode.IsUpper(first) {
			return Marker{}, line, false // "5- 7 May"
		}
		stop = "." // "1- To condemn"
	}
	rest := line[len(m[0]):]
	stop = strings.Replace(stop, "º", "°", 1)
	if !hasWord(rest) || !closes(open, stop) || strings.Contains(stop, "°") && bearing.MatchString(rest) {
		return Marker{}, line, false
	}
	marker, ok := count(open, number, stop, gap, rest)
	marker.Text = strings.TrimRightFunc(m[0], unicode.IsSpace)
	return marker, rest, ok
}

// dotted is a number as maritime bodies set those of sub-paragraphs: ".1 endorsed the plan".
var dotted = regexp.MustCompile(`^\.([1-9]\d?)\s+`)

// closes reports whether the signs before and after a number belong together.
func closes(open, stop string) bool {
	switch open {
	case "(":
		return stop == ")" || stop == ")."
	case "[":
		return stop == "]"
	}
	return stop == "" || stop == "." || stop == ")" || stop == ".)" || stop == ":" || strings.TrimRight(stop, ".)") == "°"
}

// count reads a number or letter with its signs, seen before the rest of its line.
func count(open, number, stop, gap, rest string) (Marker, bool) {
	next, _ := utf8.DecodeRuneInString(rest)
	upper := unicode.IsUpper(next) || unicode.IsDigit(next) || strings.ContainsRune(`"“‘«'([`, next)
	enclosed := open != "" || strings.Contains(stop, ")")
	switch c := number[0]; {
	case c >= '0' && c <= '9':
		parts := strings.Split(number, ".")
		n, _ := strconv.Atoi(parts[len(parts)-1])
		marker := Marker{Style: open + "1" + strings.Repeat(".1", len(parts)-1) + stop, Ordinal: n, Sure: true}
		switch {
		case n == 0 || stop == ":" || monthName.MatchString(rest):
			return Marker{}, false
		case enclosed:
			return marker, gap != "" || upper
		case len(parts) > 1:
			// "3.2 The" against "2.5 million"; the stop after the last number is a matter of taste.
			marker.Style = "1" + strings.Repeat(".1", len(parts)-1)
			return marker, upper && (gap != "" || unicode.IsUpper(next))
		case stop == "":
			marker.Sure = false
			return marker, gap != "" && unicode.IsUpper(next)
		}
		return marker, gap != "" || glued.MatchString(rest)
	case len(number) > 1 || strings.ContainsAny(number, "iIvVxX") && romanAlone(number):
		n := romanValue(number)
		if n == 0 || !enclosed && stop != "." || gap == "" {
			return Marker{}, false
		}
		style := "i"
		if unicode.IsUpper(rune(c)) {
			style = "I"
		}
		return Marker{Style: open + style + stop, Ordinal: n, Sure: enclosed || len(number) > 1 && upper}, true
	default:
		if stop == "" || stop == ":" || gap == "" && !enclosed {
			return Marker{}, false
		}
		style, n := "a", int(c-'a')+1
		if unicode.IsUpper(rune(c)) {
			style, n = "A", int(c-'A')+1
		}
		// "A. Smith" is a name, "a. m." an hour; a bracket leaves no doubt.
		return Marker{Style: open + style + stop, Ordinal: n, Sure: enclosed && (style == "a" || open != "")}, true
	}
}

// romanAlone reports whether a single letter is rather a Roman number than a letter: an i, or a capital I, V or X.
func romanAlone(letter string) bool {
	return letter == "i" || letter == "I" || letter == "v" || letter == "V" || letter == "x" || letter == "X"
}

// romanValue is the number, or 0 where the letters are none below 90.
func romanValue(s string) int {
	values := map[rune]int{'i': 1, 'v': 5, 'x': 10, 'l': 50}
	total, last := 0, 0
	for _, r := range strings.ToLower(s) {
		v := values[r]
		total += v
		if v > last {
			total -= 2 * last
		}
		last = v
	}
	if total <= 0 || total >= 90 || !strings.EqualFold(roman(total), s) {
		return 0
	}
	return total
}

func roman(n int) string {
	var s strings.Builder
	for _, d := range []struct {
		value  int
		letter string
	}{{50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for ; n >= d.value; n -= d.value {
			s.WriteString(d.letter)
		}
	}
	return s.String()
}

// Number writes the marker of an ordered list's item as browsers print it; kind is the list's type: 1, a, A, i or I.
func Number(n int, kind string) string {
	switch {
	case kind == "a" && n >= 1 && n <= 26:
		return string(rune('a'+n-1)) + "."
	case kind == "A" && n >= 1 && n <= 26:
		return string(rune('A'+n-1)) + "."
	case kind == "i" && n >= 1 && n < 90:
		return roman(n) + "."
	case kind == "I" && n >= 1 && n < 90:
		return strings.ToUpper(roman(n)) + "."
	}
	return strconv.Itoa(n) + "."
}

func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
