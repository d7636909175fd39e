package rule

import (
	"iter"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/extract/document"
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

// Lowered is a text that many rules look at, with what spares them looking made once for all of them.
type Lowered struct {
	text, lower string
	grams       grams
}

// Lower makes a text ready for many rules.
func Lower(text string) *Lowered {
	t := &Lowered{text: text, lower: lower(text)}
	for g := range triples(t.lower) {
		t.grams[g.word] |= g.bit
	}
	return t
}

// Slice is the text in a span.
func (t *Lowered) Slice(s document.Span) string { return t.text[s.Start:s.End] }

// grams are the triples of bytes that a text holds, as a set of 4,096 places that several triples may share.
type grams [64]uint64

// gram is the place of one triple in such a set.
type gram struct {
	word uint8
	bit  uint64
}

// triples are the places of a text's triples of bytes.
func triples(text string) iter.Seq[gram] {
	return func(yield func(gram) bool) {
		for i := 0; i+3 <= len(text); i++ {
			hash := (uint32(text[i])*961 + uint32(text[i+1])*31 + uint32(text[i+2])) * 2654435769 >> 20
			if !yield(gram{uint8(hash >> 6), 1 << (hash & 63)}) {
				return
			}
		}
	}
}

// literal is a word with its triples of bytes: most texts lack one of them.
type literal struct {
	text  string
	grams []gram
}

func newLiteral(text string) literal { return literal{text, slices.Collect(triples(text))} }

// holds reports whether the text holds a literal.
func (t *Lowered) holds(l literal) bool {
	for _, g := range l.grams {
		if t.grams[g.word]&g.bit == 0 {
			return false
		}
	}
	return strings.Contains(t.lower, l.text)
}

// lower gives a text in lower case; the long s, which patterns that ignore case take for an s, is one.
func lower(text string) string {
	text = strings.ToLower(text)
	if strings.Contains(text, "ſ") {
		text = strings.ReplaceAll(text, "ſ", "s")
	}
	return text
}
