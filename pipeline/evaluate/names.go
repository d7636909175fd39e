package evaluate

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rapporteur/schemas"
)

// letters that Unicode does not take apart into a base and a mark, though readers and writers do.
var plainLetters = strings.NewReplacer("ø", "o", "ł", "l", "ı", "i", "ß", "ss", "æ", "ae", "œ", "oe", "đ", "d", "ð", "d", "þ", "th")

// fold makes words comparable: lower case without marks, everything but letters and digits as one space.
func fold(s string) string {
	var out strings.Builder
	space := false
	for _, r := range plainLetters.Replace(strings.ToLower(norm.NFKD.String(s))) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if space && out.Len() > 0 {
				out.WriteByte(' ')
			}
			space = false
			out.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) || r == '\'' || r == '’':
			// "N'Guesso" and "NGuesso", "re­affirmed" with and without its soft hyphen are the same word.
		default:
			space = true
		}
	}
	return out.String()
}

// compact is the folded text without spaces: what two readers of one page agree on even where they break words differently.
func compact(s string) string { return strings.ReplaceAll(fold(s), " ", "") }

var courtesies = wordSet(`h e he hrh hm his her their royal highness excellency excellencies majesty the right rt hon honourable honorable
	dr mr mrs ms miss prof professor sir dame lord lady madam madame mme mr m ambassador amb president prime minister foreign
	chair chairman chairperson chairwoman secretary general senator lyonpo gen lt col capt eng ing sheikh shri dato datuk tan sri`)

var smallWords = wordSet("a an and by for from in of on the to at with its")

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(s) {
		set[word] = true
	}
	return set
}

// words are the folded words of s that are not in the set; all of them where nothing else would be left.
func words(s string, without map[string]bool) []string {
	all := strings.Fields(fold(s))
	kept := slices.DeleteFunc(slices.Clone(all), func(w string) bool { return without[w] })
	if len(kept) == 0 {
		return all
	}
	return kept
}

// overlap gives two sets of words' Jaccard index, and whether the smaller lies in the larger.
func overlap(a, b []string) (jaccard float64, contained bool) {
	a, b = distinct(a), distinct(b)
	if len(a) == 0 || len(b) == 0 {
		return 0, false
	}
	common := 0
	for _, w := range a {
		if _, ok := slices.BinarySearch(b, w); ok {
			common++
		}
	}
	return float64(common) / float64(len(a)+len(b)-common), common == min(len(a), len(b))
}

func distinct(words []string) []string {
	sorted := slices.Clone(words)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}

// sameName says how well two names of a body, a group or a place agree: 0 (not the same) to 1.
func sameName(a, b string) float64 {
	if x := fold(a); x != "" && x == fold(b) {
		return 1
	}
	x, y := words(a, smallWords), words(b, smallWords)
	jaccard, contained := overlap(x, y)
	if jaccard >= 0.6 || contained && min(len(x), len(y)) >= 2 {
		return 0.3 + jaccard/2
	}
	return 0
}

// samePerson says how well two names of a person agree, in any order of the words and without forms of address:
// all words, one name within the other, or surname and initial.
func samePerson(a, b string) float64 {
	x, y := words(a, courtesies), words(b, courtesies)
	jaccard, contained := overlap(x, y)
	switch {
	case jaccard == 1:
		return 1
	case contained && (min(len(x), len(y)) >= 2 || min(len(a), len(b)) >= 5):
		return 0.4 + jaccard/2
	case jaccard >= 0.6:
		return jaccard * 0.8
	case shareSurname(x, y):
		return 0.3
	}
	return 0
}

// shareSurname reports whether two names have a long word in common and their other words agree by initials.
func shareSurname(x, y []string) bool {
	for _, w := range x {
		if len(w) < 4 || !slices.Contains(y, w) {
			continue
		}
		for _, u := range x {
			for _, v := range y {
				if u != w && v != w && u[0] == v[0] && (len(u) == 1 || len(v) == 1) {
					return true
				}
			}
		}
	}
	return false
}

// name is a party as it is matched: by its code, or by its name.
type name struct {
	text   string
	kind   string // "" where it is not known
	code   string // "" where it has none
	person bool

	confidence float64 // of a record's party
	evidence   []schemas.Evidence
}

// agreement says how well two parties agree: 0 (not the same) to 2.
func (a name) agreement(b name) float64 {
	if a.kind != "" && b.kind != "" && a.person != b.person {
		return 0
	}
	byName := sameName(a.text, b.text)
	if a.person || b.person {
		byName = max(byName, samePerson(a.text, b.text))
	}
	switch {
	case a.code != "" && strings.EqualFold(a.code, b.code):
		return 1 + byName
	case a.code != "" && b.code != "" && byName < 1:
		return 0
	}
	return byName
}

// pair is a match of truth i with record j.
type pair struct {
	truth, record int
	score         float64
}

// assign gives each truth at most one record and the other way round, the best agreements first. Ties fall to the
// smaller index, so that the caller's order, which is that of the names, decides and not the record's.
func assign(truths, records int, score func(truth, record int) float64) []pair {
	var candidates []pair
	for i := range truths {
		for j := range records {
			if s := score(i, j); s > 0 {
				candidates = append(candidates, pair{i, j, s})
			}
		}
	}
	slices.SortStableFunc(candidates, func(a, b pair) int { return cmp.Compare(b.score, a.score) })
	usedTruth, usedRecord := make([]bool, truths), make([]bool, records)
	var pairs []pair
	for _, c := range candidates {
		if !usedTruth[c.truth] && !usedRecord[c.record] {
			usedTruth[c.truth], usedRecord[c.record] = true, true
			pairs = append(pairs, c)
		}
	}
	return pairs
}
