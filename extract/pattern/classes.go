package pattern

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
	"unicode"
	"unicode/utf8"
)

// classes are the runes that a program does not tell apart, and what it asks of a place.
type classes struct {
	ascii  [utf8.RuneSelf]uint16 // class of each rune,
	starts []rune                // of the others: of those from starts[i] up to starts[i+1]
	wide   []uint16
	runes  []rune // one rune of each class; the class after the last is the end of the text

	words bool // the program asks for word boundaries,
	lines bool // for the beginnings and ends of lines
}

// of is the class of a rune.
func (c *classes) of(r rune) uint16 {
	i, found := slices.BinarySearch(c.starts, r)
	if !found {
		i--
	}
	return c.wide[i]
}

// at is the class of the rune at a position, and the rune's length.
func (c *classes) at(text string, pos int) (class uint16, size int) {
	switch {
	case pos == len(text):
		return uint16(len(c.runes)), 1
	case text[pos] < utf8.RuneSelf:
		return c.ascii[text[pos]], 1
	}
	r, size := utf8.DecodeRuneInString(text[pos:])
	return c.of(r), size
}

// before is the class of the rune before a position, and the rune's length: the class of the end where there is none.
func (c *classes) before(text string, pos int) (class uint16, size int) {
	switch {
	case pos == 0:
		return uint16(len(c.runes)), 1
	case text[pos-1] < utf8.RuneSelf:
		return c.ascii[text[pos-1]], 1
	}
	r, size := utf8.DecodeLastRuneInString(text[:pos])
	return c.of(r), size
}

// turn is a rune from which on a set of runes holds runes, or holds none any more.
type turn struct {
	at  rune
	set int
}

// classify finds the classes of a program's runes: it goes through all runes and begins a class where a set of runes of the
// program does, or ends.
func classify(prog *syntax.Prog) *classes {
	c := &classes{}
	for _, inst := range prog.Inst {
		if inst.Op == syntax.InstEmptyWidth {
			op := syntax.EmptyOp(inst.Arg)
			c.words = c.words || op&(syntax.EmptyWordBoundary|syntax.EmptyNoWordBoundary) != 0
			c.lines = c.lines || op&(syntax.EmptyBeginLine|syntax.EmptyEndLine) != 0
		}
	}
	var (
		turns []turn
		sets  = map[string]bool{}
	)
	add := func(ranges []rune) {
		key := keyOf(ranges)
		if sets[key] {
			return
		}
		sets[key] = true
		for i := 0; i < len(ranges); i += 2 {
			turns = append(turns, turn{ranges[i], len(sets)}, turn{ranges[i+1] + 1, len(sets)})
		}
	}
	for _, inst := range prog.Inst {
		switch inst.Op {
		case syntax.InstRune, syntax.InstRune1:
			add(ranges(&inst))
		case syntax.InstRuneAnyNotNL:
			add([]rune{'\n', '\n'})
		}
	}
	if c.lines {
		add([]rune{'\n', '\n'})
	}
	if c.words {
		add([]rune{'0', '9', 'A', 'Z', '_', '_', 'a', 'z'})
	}
	slices.SortFunc(turns, func(x, y turn) int { return int(x.at - y.at) })
	var (
		within = make([]byte, len(sets)+1) // by set: 1 where it holds the runes at hand
		known  = map[string]uint16{}
	)
	begin := func(r rune) {
		class, ok := known[string(within)]
		if !ok {
			class = uint16(len(c.runes))
			known[string(within)] = class
			c.runes = append(c.runes, r)
		}
		c.starts, c.wide = append(c.starts, r), append(c.wide, class)
	}
	if len(turns) == 0 || turns[0].at > 0 {
		begin(0)
	}
	for i := 0; i < len(turns); {
		at := turns[i].at
		for ; i < len(turns) && turns[i].at == at; i++ {
			within[turns[i].set] ^= 1
		}
		if at <= unicode.MaxRune {
			begin(at)
		}
	}
	for r := range c.ascii {
		c.ascii[r] = c.of(rune(r))
	}
	return c
}

// keyOf tells sets of runes apart, surrogates among them.
func keyOf(ranges []rune) string {
	var key []byte
	for _, r := range ranges {
		key = binary.LittleEndian.AppendUint32(key, uint32(r))
	}
	return string(key)
}

// ranges are the runes that an instruction takes, as pairs of the first and the last of a range, in order.
func ranges(inst *syntax.Inst) []rune {
	if len(inst.Rune) != 1 {
		return inst.Rune
	}
	r := inst.Rune[0]
	all := []rune{r}
	if syntax.Flags(inst.Arg)&syntax.FoldCase != 0 {
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			all = append(all, f)
		}
	}
	slices.Sort(all)
	var pairs []rune
	for _, r := range all {
		pairs = append(pairs, r, r)
	}
	return pairs
}
