package rule

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxLiterals is how many literals are looked for at most before a pattern is run: more cost more than they spare.
const maxLiterals = 64

// literals gives texts in lower case one of which every match of a pattern holds, lower-cased by [lower]; none where
// the pattern has no such texts. Most texts hold none of them and are spared the pattern.
func literals(pattern string) []string {
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil // regexp.Compile says why
	}
	return required(parsed.Simplify())
}

func required(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		if word := longestASCII(re.Rune); word != "" {
			return []string{word}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return required(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return required(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if found := required(sub); rarer(found, best) {
				best = found
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			found := required(sub)
			if found == nil {
				return nil
			}
			all = append(all, found...)
		}
		slices.Sort(all)
		if all = slices.Compact(all); len(all) <= maxLiterals {
			return all
		}
	}
	return nil
}

// rarer reports whether fewer texts are likely to hold one of a than one of b.
func rarer(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) > 0
	}
	return shortest(a)*4-len(a) > shortest(b)*4-len(b)
}

func shortest(words []string) int {
	n := len(words[0])
	for _, w := range words {
		n = min(n, len(w))
	}
	return n
}

// longestASCII is the longest stretch of ASCII, in lower case: beyond it, folding case is more than lowering it.
func longestASCII(runes []rune) string {
	var best string
	for run := range strings.FieldsFuncSeq(string(runes), func(r rune) bool { return r >= utf8.RuneSelf }) {
		if len(run) > len(best) {
			best = run
		}
	}
	return strings.ToLower(best)
}

// lower gives a text in lower case; the long s, which patterns that ignore case take for an s, is one.
func lower(text string) string { return strings.ReplaceAll(strings.ToLower(text), "ſ", "s") }
