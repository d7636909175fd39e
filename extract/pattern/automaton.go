package pattern

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

// answer is what an automaton knows of a text.
type answer int

const (
	no answer = iota
	yes
	unsure // the automaton would grow too much over this text
)

// automaton tells whether a text holds a match of a program. A state is the set of the program's instructions that may come
// next; what follows from a state and a class of runes is worked out once.
type automaton struct {
	prog     *syntax.Prog
	anchored bool // matches begin where the text does only
	words    bool // the program asks for word boundaries,
	lines    bool // for the beginnings and ends of lines

	ascii  [utf8.RuneSelf]uint16 // class of each rune,
	starts []rune                // of the others: of those from starts[i] up to starts[i+1]
	wide   []uint16
	runes  []rune // one rune of each class; the class after the last is the end of the text

	grow   sync.Mutex // held where states are added
	states map[string]*state
	full   int // how often there were too many states
	first  atomic.Pointer[state]
	vain   atomic.Bool // texts lead to ever new states: the automaton is not asked any more
}

// state is a set of instructions, as they stand before what they assert of their place (beginning of text, of line,
// boundary of word) is looked at: that depends on the next rune, too.
type state struct {
	insts []uint32
	prev  context
	next  []atomic.Pointer[state] // by class; nil: not worked out yet
}

// context is what came before a state.
type context byte

const (
	other context = iota
	nothing
	newline
	wordRune
)

// What a state may lead to beside states.
var (
	dead    = new(state) // no match can come of it
	matched = new(state)
)

const (
	// maxStates is how many states an automaton may have; it begins anew when it has more, which bounds its memory,
	maxStates = 1000
	// and is given up when it has begun anew so many times.
	maxFull = 2
	// freeGrowth is how many transitions a text may make the automaton work out, beside one for every second byte of it: where
	// more are needed, as with counted repetitions, the matcher is as fast.
	freeGrowth = 200
)

// run tells whether text holds a match.
func (a *automaton) run(text string) answer {
	if a.vain.Load() {
		return unsure
	}
	s := a.first.Load()
	grown := 0
	for i := 0; ; {
		var class uint16
		size := 1
		switch {
		case i == len(text):
			class = uint16(len(a.runes))
		case text[i] < utf8.RuneSelf:
			class = a.ascii[text[i]]
		default:
			var r rune
			r, size = utf8.DecodeRuneInString(text[i:])
			class = a.class(r)
		}
		next := s.next[class].Load()
		if next == nil {
			if grown++; grown > freeGrowth+len(text)/2 {
				return unsure
			}
			next = a.follow(s, class)
		}
		switch {
		case next == matched:
			return yes
		case next == dead || i == len(text):
			return no
		}
		s = next
		i += size
	}
}

func (a *automaton) class(r rune) uint16 {
	i, found := slices.BinarySearch(a.starts, r)
	if !found {
		i--
	}
	return a.wide[i]
}

// follow works out what follows from a state and a class of runes.
func (a *automaton) follow(s *state, class uint16) *state {
	a.grow.Lock()
	defer a.grow.Unlock()
	r := rune(-1)
	if int(class) < len(a.runes) {
		r = a.runes[class]
	}
	var (
		seen  = make([]bool, len(a.prog.Inst))
		after []uint32
		hit   bool
		flags = a.asserts(s.prev, r)
		visit func(pc uint32)
	)
	visit = func(pc uint32) {
		if hit || seen[pc] {
			return
		}
		seen[pc] = true
		switch inst := &a.prog.Inst[pc]; inst.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			visit(inst.Out)
			visit(inst.Arg)
		case syntax.InstCapture, syntax.InstNop:
			visit(inst.Out)
		case syntax.InstEmptyWidth:
			if syntax.EmptyOp(inst.Arg)&^flags == 0 {
				visit(inst.Out)
			}
		case syntax.InstMatch:
			hit = true
		case syntax.InstFail:
		default:
			if r >= 0 && inst.MatchRune(r) {
				after = append(after, inst.Out)
			}
		}
	}
	for _, pc := range s.insts {
		visit(pc)
	}
	next := matched
	if !hit {
		if !a.anchored {
			after = append(after, uint32(a.prog.Start))
		}
		next = a.state(after, a.context(r))
	}
	s.next[class].Store(next)
	return next
}

// state is the state of a set of instructions.
func (a *automaton) state(insts []uint32, prev context) *state {
	if len(insts) == 0 {
		return dead
	}
	slices.Sort(insts)
	insts = slices.Compact(insts)
	key := make([]byte, 1, 1+4*len(insts))
	key[0] = byte(prev)
	for _, pc := range insts {
		key = binary.LittleEndian.AppendUint32(key, pc)
	}
	s := a.states[string(key)]
	if s == nil {
		if len(a.states) >= maxStates {
			clear(a.states)
			a.full++
			a.vain.Store(a.full >= maxFull)
			a.first.Store(a.state([]uint32{uint32(a.prog.Start)}, nothing))
		}
		s = &state{insts: insts, prev: prev, next: make([]atomic.Pointer[state], len(a.runes)+1)}
		a.states[string(key)] = s
	}
	return s
}

// asserts are the assertions that hold between what came before and the next rune, -1 at the end of the text.
func (a *automaton) asserts(prev context, r rune) syntax.EmptyOp {
	var flags syntax.EmptyOp
	if prev == nothing {
		flags |= syntax.EmptyBeginText | syntax.EmptyBeginLine
	}
	if prev == newline {
		flags |= syntax.EmptyBeginLine
	}
	if r < 0 {
		flags |= syntax.EmptyEndText | syntax.EmptyEndLine
	}
	if r == '\n' {
		flags |= syntax.EmptyEndLine
	}
	if (prev == wordRune) != syntax.IsWordChar(r) {
		return flags | syntax.EmptyWordBoundary
	}
	return flags | syntax.EmptyNoWordBoundary
}

// context is what a rune is to the state after it, as far as the program asks.
func (a *automaton) context(r rune) context {
	switch {
	case a.lines && r == '\n':
		return newline
	case a.words && syntax.IsWordChar(r):
		return wordRune
	}
	return other
}

// build makes the automaton of a program: runes that no instruction tells apart are one class.
func build(prog *syntax.Prog) *automaton {
	a := &automaton{prog: prog, anchored: prog.StartCond()&syntax.EmptyBeginText != 0, states: map[string]*state{}}
	for _, inst := range prog.Inst {
		if inst.Op == syntax.InstEmptyWidth {
			op := syntax.EmptyOp(inst.Arg)
			a.words = a.words || op&(syntax.EmptyWordBoundary|syntax.EmptyNoWordBoundary) != 0
			a.lines = a.lines || op&(syntax.EmptyBeginLine|syntax.EmptyEndLine) != 0
		}
	}
	a.classify()
	a.first.Store(a.state([]uint32{uint32(prog.Start)}, nothing))
	return a
}

// turn is a rune from which on a set of runes holds runes, or holds none any more.
type turn struct {
	at  rune
	set int
}

// classify sets the classes of runes: it goes through all runes and begins a class where a set of runes of the program does,
// or ends.
func (a *automaton) classify() {
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
	for _, inst := range a.prog.Inst {
		switch inst.Op {
		case syntax.InstRune, syntax.InstRune1:
			add(ranges(&inst))
		case syntax.InstRuneAnyNotNL:
			add([]rune{'\n', '\n'})
		}
	}
	if a.lines {
		add([]rune{'\n', '\n'})
	}
	if a.words {
		add([]rune{'0', '9', 'A', 'Z', '_', '_', 'a', 'z'})
	}
	slices.SortFunc(turns, func(x, y turn) int { return int(x.at - y.at) })
	var (
		within  = make([]byte, len(sets)+1) // by set: 1 where it holds the runes at hand
		classes = map[string]uint16{}
	)
	begin := func(r rune) {
		class, known := classes[string(within)]
		if !known {
			class = uint16(len(a.runes))
			classes[string(within)] = class
			a.runes = append(a.runes, r)
		}
		a.starts, a.wide = append(a.starts, r), append(a.wide, class)
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
	for r := range a.ascii {
		a.ascii[r] = a.class(rune(r))
	}
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
