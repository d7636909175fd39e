package pattern

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
	"sync"
	"sync/atomic"
)

// answer is what an automaton knows of a text.
type answer int

const (
	no answer = iota
	yes
	unsure // the automaton would grow too much over this text
)

// automaton tells whether a text holds a match of a program, or, if its program is the one turned round, where matches
// begin. A state is the set of the program's instructions that may come next; what follows from a state and a class of runes
// is worked out once.
type automaton struct {
	*classes
	prog     *syntax.Prog
	anchored bool // matches begin where reading does only
	goesOn   bool // reading goes on after a match

	grow   sync.Mutex // held where states are added
	states map[string]*state
	full   int                   // how often there were too many states
	first  atomic.Pointer[state] // nil: not worked out yet
	vain   atomic.Bool           // texts lead to ever new states: the automaton is not asked any more
}

// state is a set of instructions, as they stand before what they assert of their place (beginning of text, of line,
// boundary of word) is looked at: that depends on the next rune, too.
type state struct {
	insts []uint32
	prev  context
	hit   bool                    // a match has ended before the rune that led here
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
	matched = &state{hit: true}
)

const (
	// maxStates is how many states an automaton may have; it begins anew when it has more, which bounds its memory,
	maxStates = 8000
	// and is given up when it has begun anew so many times.
	maxFull = 2
	// freeGrowth is how many transitions a text may make the automaton work out, beside one for every second byte of it: where
	// more are needed the matcher is as fast.
	freeGrowth = 200
)

// run tells whether text holds a match.
func (a *automaton) run(text string) answer {
	if a.vain.Load() {
		return unsure
	}
	s, grown := a.start(), 0
	for i := 0; ; {
		class, size := a.at(text, i)
		next := s.next[class].Load()
		if next == nil {
			if grown++; grown > freeGrowth+len(text)/2 {
				return unsure
			}
			next = a.follow(s, class)
		}
		switch {
		case next.hit:
			return yes
		case next == dead || i == len(text):
			return no
		}
		s = next
		i += size
	}
}

// starts adds the positions from a given one on at which matches begin to a list, the last first; the program must be turned
// round. It reports whether it could tell.
func (a *automaton) starts(text string, from int, found []int) ([]int, bool) {
	if a.vain.Load() {
		return found, false
	}
	s, grown := a.start(), 0
	for i := len(text); ; {
		class, size := a.before(text, i)
		next := s.next[class].Load()
		if next == nil {
			if grown++; grown > freeGrowth+len(text)/2 {
				return found, false
			}
			next = a.follow(s, class)
		}
		if next.hit {
			found = append(found, i)
		}
		if next == dead || i <= from {
			return found, true
		}
		s = next
		i -= size
	}
}

// start is the state before anything is read.
func (a *automaton) start() *state {
	if s := a.first.Load(); s != nil {
		return s
	}
	a.grow.Lock()
	defer a.grow.Unlock()
	s := a.state([]uint32{uint32(a.prog.Start)}, nothing, false)
	a.first.Store(s)
	return s
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
		if hit && !a.goesOn || seen[pc] {
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
	if !hit || a.goesOn {
		if !a.anchored {
			after = append(after, uint32(a.prog.Start))
		}
		next = a.state(after, a.context(r), hit)
	}
	s.next[class].Store(next)
	return next
}

// state is the state of a set of instructions.
func (a *automaton) state(insts []uint32, prev context, hit bool) *state {
	if len(insts) == 0 && !hit {
		return dead
	}
	slices.Sort(insts)
	insts = slices.Compact(insts)
	key := make([]byte, 1, 1+4*len(insts))
	key[0] = byte(prev)
	if hit {
		key[0] |= 1 << 7
	}
	for _, pc := range insts {
		key = binary.LittleEndian.AppendUint32(key, pc)
	}
	s := a.states[string(key)]
	if s == nil {
		if len(a.states) >= maxStates {
			clear(a.states)
			a.full++
			a.vain.Store(a.full >= maxFull)
			a.first.Store(nil)
		}
		s = &state{insts: insts, prev: prev, hit: hit, next: make([]atomic.Pointer[state], len(a.runes)+1)}
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
