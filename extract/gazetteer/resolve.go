package gazetteer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// Match says how a name was recognised.
type Match string

// How a name may be recognised, the surest first.
const (
	MatchExact    Match = "exact"    // as a table writes it, but for a leading "the"
	MatchFolded   Match = "folded"   // but for capitals, diacritics, hyphens, or one of two spellings of a word
	MatchCode     Match = "code"     // it is a code
	MatchInverted Match = "inverted" // once "Tanzania, United Republic of" is turned around
	MatchTrimmed  Match = "trimmed"  // once brackets, list numbers, footnote marks or "Government of" are left out
)

// Resolution is one meaning of a name, and how the name was recognised.
type Resolution struct {
	Candidate
	Match Match
}

// Resolve gives what a name may mean that stands by itself, as in a list that somebody typed: the likeliest first, none
// where it is not known. It forgives more than [Gazetteer.Lookup]: capitals of acronyms, brackets, numbers and marks around
// the name, names turned around; and takes codes. Each step is tried only where those before it gave nothing, but for codes
// in capitals, which may be acronyms of something else as well.
func (g *Gazetteer) Resolve(name string) []Resolution {
	name = strings.Join(strings.Fields(name), " ")
	found := g.named(name)
	if isCode(name, 2) || isCode(name, 3) || len(found) == 0 && len(name) < 24 && !strings.Contains(name, " ") {
		for _, c := range g.coded(strings.ToUpper(name)) {
			if !slices.ContainsFunc(found, func(r Resolution) bool { return r.Entry.reference() == c.Entry.reference() }) {
				found = append(found, c)
			}
		}
	}
	if len(found) > 0 {
		return found
	}
	if turned := turnAround(name); turned != "" {
		if found := as(MatchInverted, g.named(turned)); len(found) > 0 {
			return found
		}
	}
	for _, trimmed := range trimmings(name) {
		for _, written := range []string{trimmed, turnAround(trimmed)} {
			if found := as(MatchTrimmed, g.named(written)); len(found) > 0 {
				return found
			}
		}
	}
	return nil
}

func as(match Match, found []Resolution) []Resolution {
	for i := range found {
		found[i].Match = match
	}
	return found
}

// named gives what the tables know by a name, whatever its capitals; those that write it just so go first.
func (g *Gazetteer) named(name string) []Resolution {
	tokens, key := g.encode(name)
	for len(tokens) > 0 && tokens[len(tokens)-1].code == markBreak {
		tokens, key = tokens[:len(tokens)-1], key[:len(key)-2]
	}
	if len(tokens) > 1 && strings.EqualFold(name[tokens[0].start:tokens[0].end], "the") {
		tokens, key = tokens[1:], key[2:]
	}
	id, ok := g.patterns[string(key)]
	if !ok || len(tokens) == 0 {
		return nil
	}
	written := name[tokens[0].start:]
	var exact, folded []Resolution
	for _, x := range g.meanings[id] {
		switch {
		case x.silent:
		case x.spelling == written:
			exact = append(exact, Resolution{x.Candidate, MatchExact})
		default:
			folded = append(folded, Resolution{x.Candidate, MatchFolded})
		}
	}
	var found []Resolution
	for _, r := range append(exact, folded...) {
		if !slices.ContainsFunc(found, func(f Resolution) bool { return f.Entry == r.Entry }) {
			found = append(found, r)
		}
	}
	return found
}

// coded gives the entries of a code.
func (g *Gazetteer) coded(code string) []Resolution {
	var found []Resolution
	for _, kind := range []Kind{State, Organization, Group} {
		if e := g.LookupCode(kind, code); e != nil {
			found = append(found, Resolution{Candidate{Entry: e}, MatchCode})
		}
	}
	return found
}

var (
	bracketed = regexp.MustCompile(`\s*[(\[{][^()\[\]{}]*[)\]}]`)
	inside    = regexp.MustCompile(`[(\[{]([^()\[\]{}]+)[)\]}]`)
	listMark  = regexp.MustCompile(`^(?:[-–—•*·▪◦]+|\(?(?:[0-9]{1,3}|[a-z])[.)])\s+`)
	sender    = regexp.MustCompile(`^(?i:the )?(?i:governments?|delegations?|representatives?|permanent (?:mission|delegation|representative)|observers?) (?i:of|from) (?i:the )?`)
)

const aroundNames = " \t.,;:*†‡§#\"'“”‘’«»¹²³⁴⁵⁶⁷⁸⁹"

// trimmings are what may be the name within a name, the longest first: without list number and marks, without brackets,
// without who it was that came for it; last, what stands in brackets.
func trimmings(name string) []string {
	bare := strings.Trim(listMark.ReplaceAllString(name, ""), aroundNames)
	outside := strings.Trim(bracketed.ReplaceAllString(bare, ""), aroundNames)
	names := []string{bare, outside, sender.ReplaceAllString(outside, "")}
	if m := inside.FindStringSubmatch(bare); m != nil {
		names = append(names, strings.Trim(m[1], aroundNames))
	}
	return names
}

// turnAround makes "Congo (Democratic Republic of the)" and "Congo, Dem. Rep." into "Democratic Republic of the Congo", or
// gives "".
func turnAround(name string) string {
	at := strings.IndexAny(name, ",(")
	if at <= 0 {
		return ""
	}
	head, rest := strings.TrimSpace(name[:at]), strings.Trim(name[at:], ",() ")
	words := strings.Fields(rest)
	if len(words) == 0 {
		return ""
	}
	for i, w := range words {
		if whole, ok := statehood[strings.ToLower(strings.TrimSuffix(w, "."))]; ok {
			words[i] = whole
		}
	}
	switch strings.ToLower(words[len(words)-1]) {
	case "of", "the":
	case "republic", "states":
		words = append(words, "of")
	default:
		return ""
	}
	return strings.Join(append(words, head), " ")
}

// statehood are words of official names as lists shorten them.
var statehood = map[string]string{"rep": "Republic", "dem": "Democratic", "fed": "Federated", "sts": "States", "isl": "Islamic", "ppl": "People's", "soc": "Socialist"}

// Suggestion is a name that is written much like one that is not known.
type Suggestion struct {
	Candidate
	Name     string // as the tables write it
	Distance int    // letters that differ: left out, added, changed, or two that changed places
}

// Near gives the names nearest to one that is not known: of each entry one, at most so many, the nearest first. How far off
// they may be grows with the name's length, so that short names are not taken for one another; where none is so near, the
// names are given that stand between the marks of the name.
func (g *Gazetteer) Near(name string, most int) []Suggestion {
	near := g.misspelt(name)
	if len(near) == 0 {
		near = g.parts(name)
	}
	slices.SortFunc(near, Suggestion.compare)
	return near[:min(len(near), most)]
}

// parts gives the states, organisations and groups named in a part of a name.
func (g *Gazetteer) parts(name string) []Suggestion {
	var found []Suggestion
	parts := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(",;/()[]:", r) })
	if len(parts) < 2 {
		return nil
	}
	letters := len(foldedName(name))
	for _, part := range parts {
		for _, r := range g.named(strings.TrimSpace(part)) {
			if r.Entry.Kind != Place && !slices.ContainsFunc(found, func(s Suggestion) bool { return s.Entry == r.Entry }) {
				found = append(found, Suggestion{r.Candidate, strings.TrimSpace(part), letters - len(foldedName(part))})
			}
		}
	}
	return found
}

// misspelt gives the names that differ in few letters.
func (g *Gazetteer) misspelt(name string) []Suggestion {
	var near []Suggestion
	best := map[*Entry]int{} // its place in near
	wanted := foldedName(name)
	limit := allowance(len(wanted))
	if limit == 0 {
		return nil
	}
	rows := make([]int, 0, 3*(len(wanted)+limit+1))
	for _, meanings := range g.meanings {
		for _, x := range meanings {
			if x.silent {
				continue
			}
			spelt := foldedName(x.spelling)
			// Of two short names the second must begin as the first does: Peru is no slip for Mary.
			if len(spelt) == 0 || len(wanted) < 6 && spelt[0] != wanted[0] {
				continue
			}
			d := distance(wanted, spelt, limit, rows)
			if d > limit {
				continue
			}
			s := Suggestion{x.Candidate, x.spelling, d}
			if at, ok := best[x.Entry]; ok {
				if s.compare(near[at]) < 0 {
					near[at] = s
				}
				continue
			}
			best[x.Entry] = len(near)
			near = append(near, s)
		}
	}
	return near
}

// compare puts the nearest first; of those as near, states before others, then by name.
func (s Suggestion) compare(t Suggestion) int {
	kinds := []Kind{State, Organization, Group, Place}
	return cmp.Or(s.Distance-t.Distance, slices.Index(kinds, s.Entry.Kind)-slices.Index(kinds, t.Entry.Kind),
		strings.Compare(s.Name, t.Name), strings.Compare(s.Entry.reference(), t.Entry.reference()))
}

// allowance is how many letters of a name may differ.
func allowance(letters int) int {
	switch {
	case letters < 4:
		return 0
	case letters < 7:
		return 1
	case letters < 12:
		return 2
	}
	return 3
}

// foldedName is a name's words as the scanner folds them, with a space between two: marks do not count.
func foldedName(name string) []rune {
	var folded []byte
	for s := scan(name); s.next(); {
		if s.mark == noMark && (len(folded) > 0 || string(s.word) != "the") {
			if len(folded) > 0 {
				folded = append(folded, ' ')
			}
			folded = append(folded, s.word...)
		}
	}
	return []rune(string(folded))
}

// distance counts the letters left out, added, changed or swapped with their neighbour between two names; once it is more
// than limit, it is some number over it. rows is memory to use.
func distance(a, b []rune, limit int, rows []int) int {
	if abs(len(a)-len(b)) > limit {
		return limit + 1
	}
	width := len(b) + 1
	rows = slices.Grow(rows[:0], 3*width)[:3*width]
	before, last, now := rows[:width], rows[width:2*width], rows[2*width:]
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
			least = min(least, now[j])
		}
		if least > limit {
			return limit + 1
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}

func abs(n int) int { return max(n, -n) }
