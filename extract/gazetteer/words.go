package gazetteer

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The codes of what is not a word. Words in names count from firstWord; a word in no name has the code 0.
const (
	markBreak = 1 // any other punctuation: no name runs over it
	markComma = 2
	markOpen  = 3
	markClose = 4
	markPlus  = 5
	firstWord = 6
	noMark    = 0
	maxWords  = 1<<16 - firstWord // codes have two bytes
)

// scanner takes a text apart into words and marks, the same way for names and for the texts that they are sought in.
//
// A word is a run of letters and digits, folded: lower case, no diacritics. "U.S.A." is one word, "usa". An apostrophe
// or a hyphen inside a word parts it in two, as a space does, so that Timor-Leste is Timor Leste and "Fiji's" holds
// "Fiji". "&" is the word "and".
type scanner struct {
	text       string
	pos        int
	start, end int    // of the token
	mark       uint16 // noMark for a word
	word       []byte // folded; valid until the next call
}

// scan starts a scanner at the beginning of a text.
func scan(text string) scanner { return scanner{text: text, word: make([]byte, 0, 64)} }

// restart lets the scanner begin another text, in the same memory.
func (s *scanner) restart(text string) { *s = scanner{text: text, word: s.word[:0]} }

// next moves to the next token, and reports whether there is one.
func (s *scanner) next() bool {
	for s.pos < len(s.text) {
		c := s.text[s.pos]
		if c < utf8.RuneSelf {
			if asciiFold[c] != 0 {
				s.readWord()
				return true
			}
			s.start, s.pos = s.pos, s.pos+1
			switch c {
			case ' ', '\n', '\t', '\r', '\f', '\v':
				continue
			case '&':
				s.word = append(s.word[:0], "and"...)
				return s.set(noMark)
			case ',':
				return s.set(markComma)
			case '(':
				return s.set(markOpen)
			case ')':
				return s.set(markClose)
			case '+':
				return s.set(markPlus)
			case '\'', '-', '`':
				if s.joins() {
					continue
				}
			case '.':
				if abbreviations[string(s.word)] && s.end == s.start {
					continue
				}
			}
			return s.set(markBreak)
		}
		r, size := utf8.DecodeRuneInString(s.text[s.pos:])
		if isWordRune(r) {
			s.readWord()
			return true
		}
		s.start, s.pos = s.pos, s.pos+size
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || (isApostrophe(r) || isHyphen(r)) && s.joins() {
			continue
		}
		return s.set(markBreak)
	}
	return false
}

func (s *scanner) set(mark uint16) bool {
	s.end, s.mark = s.pos, mark
	if mark != noMark {
		s.word = s.word[:0]
	}
	return true
}

// joins reports whether the apostrophe or hyphen just passed binds a word before it to one after it. A hyphen at the
// end of a line binds too, and so does the apostrophe of "Workers' Federation".
func (s *scanner) joins() bool {
	if s.mark != noMark || s.end != s.start || s.end == 0 {
		return false
	}
	rest := strings.TrimPrefix(s.text[s.pos:], "\n")
	r, _ := utf8.DecodeRuneInString(rest)
	return isWordRune(r) || r == ' ' && !isHyphenAt(s.text, s.start)
}

func (s *scanner) readWord() {
	s.start, s.word, s.mark = s.pos, s.word[:0], noMark
	if end := dottedEnd(s.text, s.pos); end > 0 {
		for i := s.pos; i < end; i += 2 {
			s.word = append(s.word, asciiFold[s.text[i]])
		}
		s.pos, s.end = end, end
		return
	}
	for s.pos < len(s.text) {
		c := s.text[s.pos]
		if c < utf8.RuneSelf {
			if asciiFold[c] == 0 {
				break
			}
			s.word = append(s.word, asciiFold[c])
			s.pos++
			continue
		}
		r, size := utf8.DecodeRuneInString(s.text[s.pos:])
		if !isWordRune(r) && !unicode.Is(unicode.Mn, r) {
			break
		}
		s.word = appendFolded(s.word, r)
		s.pos += size
	}
	s.end = s.pos
}

// dottedEnd is where an acronym with dots, such as "U.N." or "U.S.A", that begins at start ends; 0 if none begins there.
func dottedEnd(text string, start int) int {
	end, letters := start, 0
	for end+1 < len(text) && isASCIILetter(text[end]) && text[end+1] == '.' {
		end += 2
		letters++
	}
	if letters > 0 && end < len(text) && isASCIILetter(text[end]) {
		if r, _ := utf8.DecodeRuneInString(text[end+1:]); !isWordRune(r) {
			return end + 1
		}
	}
	if letters < 2 {
		return 0
	}
	return end
}

func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isHyphenAt(text string, at int) bool {
	r, _ := utf8.DecodeRuneInString(text[at:])
	return isHyphen(r)
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return asciiFold[byte(r)] != 0
	}
	return (unicode.IsLetter(r) || unicode.IsNumber(r)) && !isApostrophe(r) && r != utf8.RuneError
}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '`', '‘', '’', '‛', '′', '´', 'ʻ', 'ʼ', 'ʽ', 'ʾ', 'ʿ', 'ꞌ':
		return true
	}
	return false
}

func isHyphen(r rune) bool {
	switch r {
	case '-', '‐', '‑', '‒', '–', '−':
		return true
	}
	return false
}

// asciiFold maps letters and digits to lower case and all else to 0.
var asciiFold = func() (t [utf8.RuneSelf]byte) {
	for c := range t {
		switch {
		case '0' <= c && c <= '9', 'a' <= c && c <= 'z':
			t[c] = byte(c)
		case 'A' <= c && c <= 'Z':
			t[c] = byte(c) + 'a' - 'A'
		}
	}
	return t
}()

// appendFolded appends a letter without its diacritics, in lower case.
func appendFolded(word []byte, r rune) []byte {
	if folded, ok := undecomposed[unicode.ToLower(r)]; ok {
		return append(word, folded...)
	}
	var encoded [utf8.UTFMax]byte
	letters := encoded[:utf8.EncodeRune(encoded[:], r)]
	if d := norm.NFD.Properties(letters).Decomposition(); d != nil {
		letters = d
	}
	for len(letters) > 0 {
		r, size := utf8.DecodeRune(letters)
		if letters = letters[size:]; !unicode.Is(unicode.Mn, r) {
			word = utf8.AppendRune(word, unicode.ToLower(r))
		}
	}
	return word
}

// undecomposed are letters that Unicode does not take apart, as they are written where they cannot be typed.
var undecomposed = map[rune]string{
	'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ı': "i", 'ə': "e", 'ħ': "h",
}

// abbreviations are words whose full stop does not end a sentence.
var abbreviations = map[string]bool{
	"st": true, "ste": true, "mt": true, "ft": true, "pt": true, "rep": true, "dem": true, "fed": true, "isl": true,
	"is": true, "univ": true, "intl": true, "dr": true,
}

// aliases are words that names write in more than one way, with the one that stands for all.
var aliases = map[string]string{
	"saint": "st", "sainte": "ste", "organisation": "organization", "organisations": "organizations",
	"programme": "program", "programmes": "programs", "centre": "center", "centres": "centers", "labour": "labor",
	"defence": "defense", "rep": "republic", "dem": "democratic", "intl": "international", "harbour": "harbor",
	"univ": "university", "organisational": "organizational", "mount": "mt", "fort": "ft",
	"standardisation": "standardization", "colour": "color", "fibre": "fiber", "neighbourhood": "neighborhood",
}

// spellings are a name and the ways of writing it that the scanner does not make equal: Nuku'alofa as Nukualofa, and
// co-operation as cooperation.
func spellings(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		name := strings.TrimPrefix(strings.TrimPrefix(name, "the "), "The ")
		if !yield(name) {
			return
		}
		if i := strings.IndexFunc(name, isApostrophe); i > 0 {
			_, size := utf8.DecodeRuneInString(name[i:])
			after := name[i+size:]
			if after != "" && after != "s" && !strings.HasPrefix(after, "s ") && after[0] != ' ' && !yield(name[:i]+after) {
				return
			}
		}
		for _, x := range [...][2]string{{"Co-op", "Coop"}, {"Co-or", "Coor"}} {
			other := strings.Replace(name, x[0], x[1], 1)
			if other == name {
				other = strings.Replace(name, x[1], x[0], 1)
			}
			if other != name && !yield(other) {
				return
			}
		}
	}
}

// inverted reports whether the name of a state is turned around as in "Korea, Republic of". Such a one ends where a mark
// or the line does: in "Korea, Republic of Moldova" and in "Bahamas, The Gambia" it is not there.
func inverted(name string) bool {
	return strings.Contains(name, ", ") && !strings.HasSuffix(name, "China")
}

// caseFits reports whether the case of a word in a text agrees with that of the word in a name. A word that the table
// writes in small letters fits any; one with a capital needs one in the text; one with capitals inside (WHO, IsDB) must
// be written just so, or all in capitals. Dots in acronyms do not count.
func caseFits(inName, inText string) bool {
	first, _ := utf8.DecodeRuneInString(inName)
	if !unicode.IsUpper(first) && !hasInnerCapital(inName) {
		return true
	}
	if !hasInnerCapital(inName) {
		first, _ = utf8.DecodeRuneInString(inText)
		return unicode.IsUpper(first) || unicode.IsTitle(first)
	}
	if strings.Contains(inText, ".") || strings.Contains(inName, ".") {
		inText, inName = strings.ReplaceAll(inText, ".", ""), strings.ReplaceAll(inName, ".", "")
	}
	return inText == inName || inText == strings.ToUpper(inName)
}

// hasInnerCapital reports whether a word has a capital letter after its first letter.
func hasInnerCapital(word string) bool {
	for i, r := range word {
		if i > 0 && unicode.IsUpper(r) {
			return true
		}
	}
	return false
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
