package pdf

import (
	"cmp"
	"strings"
)

// The fonts whose letters are pictures keep them at the codes of letters: a ü of Wingdings is a tick, and whether that
// stands in a column "Present" is what a reader of the page sees. A file that names its characters puts them at U+F000 and
// up; one that does not, gives the letter. These tables hold what reports use.
var (
	wingdings = map[rune]rune{
		0x28: '☎', 0x2A: '✉', 0x46: '☞', 0x4A: '☺', 0x6C: '●', 0x6E: '■', 0x6F: '☐', 0x70: '☐', 0x71: '❑', 0x72: '❒', 0x75: '◆', 0x76: '❖',
		0x78: '☒', 0x9E: '·', 0x9F: '•', 0xA1: '○', 0xA7: '▪', 0xA8: '☐', 0xAB: '★', 0xD8: '➢',
		0xDF: '←', 0xE0: '→', 0xE1: '↑', 0xE2: '↓', 0xE7: '←', 0xE8: '→', 0xE9: '↑', 0xEA: '↓', 0xEF: '⇦', 0xF0: '⇨',
		0xFB: '✗', 0xFC: '✓', 0xFD: '☒', 0xFE: '☑',
	}
	wingdings2 = map[rune]rune{
		0x4F: '✗', 0x50: '✓', 0x51: '☒', 0x52: '☑', 0x53: '☒', 0x54: '☒', 0x55: '☒', 0x95: '●', 0x96: '•', 0x97: '●', 0xA3: '☐',
	}
	webdings = map[rune]rune{0x61: '✓', 0x63: '☐', 0x72: '✗'}
	// The engines know the letters of Symbol; a word processor's private codes for them they leave as they are.
	symbol = map[rune]rune{
		0xF044: 'Δ', 0xF053: 'Σ', 0xF057: 'Ω', 0xF061: 'α', 0xF062: 'β', 0xF064: 'δ', 0xF06D: 'μ', 0xF070: 'π', 0xF073: 'σ', 0xF0A3: '≤', 0xF0A5: '∞',
		0xF0AB: '↔', 0xF0AC: '←', 0xF0AD: '↑', 0xF0AE: '→', 0xF0AF: '↓', 0xF0B0: '°', 0xF0B1: '±', 0xF0B3: '≥', 0xF0B4: '×', 0xF0B7: '•', 0xF0B8: '÷',
		0xF0B9: '≠', 0xF0BB: '≈', 0xF0BC: '…', 0xF0D6: '√', 0xF0DE: '⇒',
	}
)

// privateFirst is where characters of such fonts stand that a file names.
const privateFirst = 0xF000

// pictures is the table of a font, by its name in lower case; nil for fonts of letters, and for those of Zapf.
func pictures(name string) map[rune]rune {
	name = strings.NewReplacer(" ", "", "-", "").Replace(name)
	switch {
	case strings.Contains(name, "wingdings2"):
		return wingdings2
	case strings.Contains(name, "wingdings3"):
		return nil // arrows of all sorts, which reports do not use
	case strings.Contains(name, "wingding"):
		return wingdings
	case strings.Contains(name, "webding"):
		return webdings
	case strings.HasPrefix(name, "symbol"):
		return symbol
	}
	return nil
}

// means is the character that a glyph of the font shows.
func (f *font) means(r rune) rune {
	if f == nil || f.pictures == nil {
		return r
	}
	if shown, ok := f.pictures[r-privateFirst]; ok {
		return shown
	}
	return cmp.Or(f.pictures[r], r)
}
