package date

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rapporteur/extract/pattern"
)

// kind is what a word or mark can be in a date.
type kind byte

const (
	other    kind = iota
	number        // 1 to 31, with or without "th"
	ordinal       // "third": a day only before "of May" or "day of May"
	year          // 1800 to 2199
	month         // value 1 to 12
	weekday       // value 0 (Sunday) to 6
	dash          // – - ~
	to            // to, until, till, through, thru
	and           // and, &
	comma         // ,
	of            // of
	the           // the
	dayWord       // day
	from          // from, between
	whole         // a date written in figures alone
	part          // early, mid, late, end, beginning, middle
	inWord        // in, by, during, until …: what a month or a year alone may follow
	quarter       // quarter, half; value: months that it has
	relative      // today, yesterday, tomorrow; value: days from today
)

// token is a word or a mark. Its value is the number, month or weekday.
type token struct {
	kind       kind
	value      int
	start, end int
	date       Date // of a whole
	short      bool // an abbreviated or misspelt month, good only beside a number
}

// figures are dates in figures alone. ISO comes first; day and month are told apart where one of them is over 12.
var figures = pattern.MustCompile(`^(?:(\d{4})([-/.])(\d{1,2})([-/.])(\d{1,2})|(\d{1,2})([-/.])(\d{1,2})([-/.])(\d{4}))(?:T[0-9:.]+Z?)?`)

var months = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12,
}

// shortMonths are abbreviations, and the months of French, Spanish and Portuguese papers that print dates unchanged.
var shortMonths = map[string]int{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
	"janvier": 1, "février": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "août": 8, "septembre": 9, "octobre": 10, "novembre": 11, "décembre": 12,
	"enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8, "septiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12,
	"janeiro": 1, "fevereiro": 2, "março": 3, "maio": 5, "junho": 6, "julho": 7, "setembro": 9, "outubro": 10, "novembro": 11, "dezembro": 12,
}

var weekdays = map[string]time.Weekday{
	"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
	"sun": 0, "mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6,
}

var ordinals = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
	"eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17,
	"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21, "twenty-second": 22, "twenty-third": 23,
	"twenty-fourth": 24, "twenty-fifth": 25, "twenty-sixth": 26, "twenty-seventh": 27, "twenty-eighth": 28, "twenty-ninth": 29,
	"thirtieth": 30, "thirty-first": 31,
}

var joints = map[string]kind{
	"to": to, "until": to, "till": to, "through": to, "thru": to, "au": to, "and": and, "&": and, "of": of, "de": of, "the": the,
	"day": dayWord, "days": dayWord, "from": from, "between": from, "in": inWord, "by": inWord, "during": inWord, "before": inWord, "after": inWord,
	"since": inWord, "for": inWord, "early": part, "late": part, "mid": part, "end": part, "beginning": part, "middle": part,
	"quarter": quarter, "half": quarter, "semester": quarter, "trimester": quarter, "year": inWord, "next": inWord, "this": inWord, "last": inWord, "around": inWord, "circa": inWord, "summer": part,
	"winter": part, "spring": part, "autumn": part, "fall": part,
}

var relatives = map[string]int{"today": 0, "yesterday": -1, "tomorrow": 1}

// tokenize splits text into what dates are made of; words that are in none become one token of kind other.
func tokenize(text string) []token {
	var tokens []token
	add := func(k kind, value, start, end int) {
		tokens = append(tokens, token{kind: k, value: value, start: start, end: end})
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsSpace(r):
		case r >= '0' && r <= '9':
			if n := addSpacedOut(text, i, tokens, add); n > 0 {
				i += n
				continue
			}
			if m := figures.FindString(text[i:]); m != "" && !digitAt(text, i+len(m)) && !letterAt(text, i+len(m)) {
				if d, ok := inFigures(m); ok {
					tokens = append(tokens, token{kind: whole, start: i, end: i + len(m), date: d})
					i += len(m)
					continue
				}
			}
			i = addNumber(text, i, add)
			continue
		case unicode.IsLetter(r):
			if y, n := yearInWords(text[i:]); n > 0 {
				add(year, y, i, i+n)
				i += n
				continue
			}
			end := i + wordLen(text[i:])
			tokens = append(tokens, wordToken(text, i, end))
			if last := &tokens[len(tokens)-1]; last.kind == other && strings.ContainsRune(text[i:end], '-') {
				// "mid-March": the hyphen parts two words that a date is made of.
				tokens = append(tokens[:len(tokens)-1], splitCompound(text, i, end)...)
			}
			if last := &tokens[len(tokens)-1]; last.kind == month && last.short && strings.HasPrefix(text[end:], ".") {
				last.end++
				end++
			}
			i = end
			continue
		case strings.ContainsRune("-–—‑‒−~", r):
			add(dash, 0, i, i+size)
		case r == ',':
			add(comma, 0, i, i+size)
		case r == '&':
			add(and, 0, i, i+size)
		default:
			add(other, 0, i, i+size)
		}
		i += size
	}
	return tokens
}

// typed is a year, with or without the day before it, whose figures a typewriter or a scan has set apart: "1 9, 19 8 3".
var typed = pattern.MustCompile(`^(?:([0-3] ?\d)(?: ?, ?| ))?((?:1 ?9|2 ?0) ?\d ?\d)(?:\D|$)`)

// addSpacedOut adds what stands at i of a date with such a year, if its month and nothing but days are what the tokens end
// with. It gives the length, 0 where there is none.
func addSpacedOut(text string, i int, tokens []token, add func(k kind, value, start, end int)) int {
	before := len(tokens) - 1
	for before >= 0 && slices.Contains([]kind{number, comma, and, to, dash}, tokens[before].kind) {
		before--
	}
	if before < 0 || tokens[before].kind != month {
		return 0
	}
	m := typed.FindStringSubmatchIndex(text[i:])
	if m == nil || m[5]-m[4] == len("1983") || text[i+m[4]+1] == ' ' && m[5]-m[4] == len("2 000") {
		return 0 // as years are set; or a thousand
	}
	value := func(from, to int) int {
		n, _ := strconv.Atoi(strings.ReplaceAll(text[i+from:i+to], " ", "")) // figures, by the pattern
		return n
	}
	if m[2] >= 0 {
		add(number, value(m[2], m[3]), i+m[2], i+m[3])
	}
	add(year, value(m[4], m[5]), i+m[4], i+m[5])
	return m[5]
}

func addNumber(text string, i int, add func(k kind, value, start, end int)) int {
	end, value := i, 0
	for end < len(text) && digitAt(text, end) {
		if value < 1e6 {
			value = value*10 + int(text[end]-'0')
		}
		end++
	}
	digits := end - i
	suffix := wordLen(text[end:])
	switch word := strings.ToLower(text[end : end+suffix]); {
	case (suffix == 0 || eras[word]) && digits == 4 && value >= 1800 && value < 2200:
		add(year, value, i, end)
	case digits <= 2 && value >= 1 && value <= 31 && (suffix == 0 || word == "st" || word == "nd" || word == "rd" || word == "th"):
		// "3.5", "1,200" and "5/7" are no days.
		if suffix == 0 && end+1 < len(text) && strings.ContainsRune(".,/:", rune(text[end])) && digitAt(text, end+1) ||
			i > 1 && strings.ContainsRune(".,/:", rune(text[i-1])) && digitAt(text, i-2) {
			add(other, 0, i, end)
			break
		}
		add(number, value, i, end+suffix)
	case digits <= 2 && value >= 1 && value <= 31 && isMonthGlued(word):
		// "17November", "4thAugust": run together.
		add(number, value, i, end)
		return end
	default:
		add(other, 0, i, end+suffix)
	}
	return end + suffix
}

// wordyYear is a year as declarations write it: "nineteen hundred and ninety-nine", "in the year two thousand and thirteen".
var wordyYear = pattern.MustCompile(`(?i)^(?:in the year )?(nineteen(?: hundred)?|two thousand)(?:(?:,? and)?[ -](?:(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](one|two|three|four|five|six|seven|eight|nine))?|(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)))?`)

var cardinals = map[string]int{
	"": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
	"forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

// yearInWords gives the year that text begins with in words, and its length; 0 where it begins with none.
func yearInWords(text string) (value, length int) {
	if !strings.ContainsRune("nNtTiI", rune(text[0])) {
		return 0, 0
	}
	m := wordyYear.FindStringSubmatch(text)
	if m == nil || letterAt(text, len(m[0])) {
		return 0, 0
	}
	century, years := strings.ToLower(m[1]), 0
	for _, word := range m[2:] {
		years += cardinals[strings.ToLower(word)]
	}
	switch {
	case century == "two thousand":
		return 2000 + years, len(m[0])
	case century == "nineteen hundred" || years >= 20:
		return 1900 + years, len(m[0])
	}
	return 0, 0
}

// eras may stand right behind a year of the common one, where another is told beside it: "17 June 2011G".
var eras = map[string]bool{"g": true, "ad": true, "ce": true}

func isMonthGlued(word string) bool { _, ok := months[word]; return ok }

func wordToken(text string, start, end int) token {
	word := text[start:end]
	lower := strings.ToLower(word)
	t := token{start: start, end: end}
	if m, ok := months[lower]; ok && (word != lower || lower != "may" && lower != "march" && lower != "august") {
		t.kind, t.value = month, m
		return t
	}
	if m, ok := shortMonths[lower]; ok {
		t.kind, t.value, t.short = month, m, true
		return t
	}
	if d, ok := weekdays[lower]; ok && word != lower {
		t.kind, t.value, t.short = weekday, int(d), len(word) < 6
		return t
	}
	if n, ok := ordinals[lower]; ok {
		t.kind, t.value = ordinal, n
		return t
	}
	if days, ok := relatives[lower]; ok {
		t.kind, t.value = relative, days
		return t
	}
	if k, ok := joints[lower]; ok {
		t.kind = k
		if k == quarter {
			t.value = map[string]int{"quarter": 3, "half": 6, "semester": 6, "trimester": 3}[lower]
		}
		return t
	}
	if m := misspeltMonth(word, lower); m != 0 {
		t.kind, t.value, t.short = month, m, true
	}
	return t
}

// splitCompound splits a word at its hyphens.
func splitCompound(text string, start, end int) []token {
	var tokens []token
	for at := start; at < end; {
		stop := end
		if i := strings.IndexByte(text[at:end], '-'); i >= 0 {
			stop = at + i
		}
		if stop > at {
			tokens = append(tokens, wordToken(text, at, stop))
		}
		if stop < end {
			tokens = append(tokens, token{kind: dash, start: stop, end: stop + 1})
			stop++
		}
		at = stop
	}
	return tokens
}

// misspeltMonth gives the month that a capitalised word misses by one letter, or by two where it is long; 0 for none.
func misspeltMonth(word, lower string) int {
	if len(lower) < 5 || word == lower {
		return 0
	}
	for name, m := range months {
		if len(name) < 5 {
			continue
		}
		most := 1
		if len(name) >= 7 {
			most = 2
		}
		if lower[0] == name[0] && distance(lower, name) <= most {
			return m
		}
	}
	return 0
}

// distance counts the letters to insert, drop, replace or swap with their neighbour to turn a into b.
func distance(a, b string) int {
	if len(a)-len(b) > 2 || len(b)-len(a) > 2 {
		return 3
	}
	before, last, now := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}

// inFigures reads a date in figures. Where day and month cannot be told apart, only the year is certain.
func inFigures(s string) (Date, bool) {
	m := figures.FindStringSubmatch(s)
	n := func(i int) int {
		v := 0
		for _, c := range m[i] {
			v = v*10 + int(c-'0')
		}
		return v
	}
	var d Date
	if m[1] != "" {
		d = Date{n(1), n(3), n(5)}
		if m[2] != m[4] {
			return Date{}, false
		}
	} else {
		if m[7] != m[9] {
			return Date{}, false
		}
		first, second := n(6), n(8)
		switch {
		case m[7] == ".", first > 12, first == second: // dots stand in day-first dates
			d = Date{n(10), second, first}
		case second > 12:
			d = Date{n(10), first, second}
		default:
			d = Date{Year: n(10)}
		}
	}
	return d, d.Year >= 1800 && d.Year < 2200 && d.valid() && (d.Month != 0 || d.Day == 0)
}

func digitAt(text string, i int) bool { return i < len(text) && text[i] >= '0' && text[i] <= '9' }

func letterAt(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsLetter(r)
}

// wordLen is the length of the word that text begins with: letters, with hyphens between them.
func wordLen(text string) int {
	end := 0
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsMark(r) {
			end = i + utf8.RuneLen(r)
			continue
		}
		if r == '-' && end == i && i > 0 && letterAt(text, i+1) {
			continue
		}
		break
	}
	return end
}
