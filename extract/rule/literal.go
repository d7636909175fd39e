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

// index tells which of a set's rules may match a text: those of whose literals it holds one, and of whose needs.
type index struct {
	starts   [1 << hashBits][]literal // by the hash of their first three bytes
	short    []literal                // of less than three
	literals []uint64                 // rules without literals, as bits,
	needs    []uint64                 // and without needs
}

// literal is a text in lower case with the rules that it is one of the literals or the needs of, as bits.
type literal struct {
	text            string
	literals, needs []uint64
}

const hashBits = 12

// hash is the hash of a text's first three bytes.
func hash(text string) uint32 {
	return (uint32(text[0])*961 + uint32(text[1])*31 + uint32(text[2])) * 2654435769 >> (32 - hashBits)
}

func newIndex(rules []*Rule) *index {
	words := len(rules)/64 + 1
	x := &index{literals: make([]uint64, words), needs: make([]uint64, words)}
	all := map[string]*literal{}
	of := func(text string) *literal {
		if all[text] == nil {
			all[text] = &literal{text, make([]uint64, words), make([]uint64, words)}
		}
		return all[text]
	}
	for i, r := range rules {
		r.number = i
		word, bit := i/64, uint64(1)<<(i%64)
		for _, text := range r.literals {
			of(text).literals[word] |= bit
		}
		for _, text := range r.Needs {
			of(text).needs[word] |= bit
		}
		if r.literals == nil {
			x.literals[word] |= bit
		}
		if len(r.Needs) == 0 {
			x.needs[word] |= bit
		}
	}
	for text, l := range all {
		if len(text) < 3 {
			x.short = append(x.short, *l)
			continue
		}
		x.starts[hash(text)] = append(x.starts[hash(text)], *l)
	}
	return x
}

// read tells which rules may match a text, as bits.
func (x *index) read(text string) []uint64 {
	both := make([]uint64, 2*len(x.literals))
	literals, needs := both[:len(x.literals)], both[len(x.literals):]
	copy(literals, x.literals)
	copy(needs, x.needs)
	add := func(l *literal) {
		for i := range literals {
			literals[i] |= l.literals[i]
			needs[i] |= l.needs[i]
		}
	}
	text = lower(text)
	for i := range x.short {
		if strings.Contains(text, x.short[i].text) {
			add(&x.short[i])
		}
	}
	for i := 0; i+3 <= len(text); i++ {
		found := x.starts[hash(text[i:])]
		for j := range found {
			if strings.HasPrefix(text[i:], found[j].text) {
				add(&found[j])
			}
		}
	}
	for i := range literals {
		literals[i] &= needs[i]
	}
	return literals
}

// lower gives a text in lower case; the long s, which patterns that ignore case take for an s, is one.
func lower(text string) string {
	text = strings.ToLower(text)
	if strings.Contains(text, "ſ") {
		text = strings.ReplaceAll(text, "ſ", "s")
	}
	return text
}
