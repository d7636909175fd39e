// Package ordinal reads ordinal numbers: "23rd", "twenty-third", "XXIII".
package ordinal

import (
	"strconv"
	"strings"
	"unicode"
)

var units = map[string]int{
	"inaugural": 1, "maiden": 1, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
	"eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
	"twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
	"one": 0, "hundred": 100, "and": 0, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

// Value is the number that an ordinal says, in figures, words or Roman numerals; 0 where it says none.
func Value(text string) int {
	lower := strings.ToLower(text)
	if digits := strings.TrimRight(lower, "stndrh"); digits != "" {
		if n, err := strconv.Atoi(digits); err == nil {
			return n
		}
	}
	total := 0
	for _, word := range strings.FieldsFunc(lower, func(r rune) bool { return r == '-' || unicode.IsSpace(r) }) {
		n, ok := units[word]
		if !ok {
			return roman(strings.TrimRight(text, "stndrh"))
		}
		total += n
	}
	return total
}

// roman is the value of a Roman numeral in capitals, 0 where text is none.
func roman(text string) int {
	values := map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100}
	total := 0
	for i := range len(text) {
		v := values[text[i]]
		if v == 0 {
			return 0
		}
		if i+1 < len(text) && values[text[i+1]] > v {
			v = -v
		}
		total += v
	}
	return total
}
