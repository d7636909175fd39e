package pattern

import (
	"regexp/syntax"
	"slices"
	"sync"
	"unicode/utf8"
)

// matcher finds where a program's first match lies and what its groups hold. It tries the ways through the program in
// regexp's order and no way twice: a bit for each fork and position remembers what has been tried, so that its time grows
// with the program times the text. Regexp does the same for programs of up to 500 instructions; most of ours are longer.
//
// Two automatons spare it most of its work: one tells whether there is a match at all, the other whether one begins at a
// position. Both know a looser program, in which what may be repeated more than three times may be repeated for ever: to count makes an
// automaton grow. Where they see no match, there is none.
type matcher struct {
	*classes
	prog     *syntax.Prog
	anchored bool // matches begin where the text does only
	loose    bool // the automatons may see matches that are none
	any      *automaton
	here     *automaton
	forks    []int32    // number of each instruction that forks
	number   int        // of forks
	takes    [][]uint64 // classes of runes that each instruction takes, as bits
	first    []uint64   // classes that a match may begin with, the end of the text among them
}

const (
	// maxTried is how many forks and positions are remembered at most. There is a way to try later for each of them at most, so
	// that a matcher takes 24 MB at the worst.
	maxTried = 1 << 20
	// maxAhead is how many times a text's length is read at most to see where a match begins before the ways are tried: an
	// automaton forgets what it has seen from other positions.
	maxAhead = 8
	// keptJobs is how many ways to try later a notebook keeps room for.
	keptJobs = 1 << 14
)

// notes are what a matcher writes down of one text.
type notes struct {
	tried  []uint64 // zero between texts
	far    int      // the last word of tried that is not
	jobs   []job
	groups []int
}

// job is a way to try later, or a group's bound to set back on the way there.
type job struct {
	pc  uint32
	pos int
	set bool // group pc to pos
}

var notebooks = sync.Pool{New: func() any { return new(notes) }}

func newMatcher(expr string) *matcher {
	parsed, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		panic(err) // regexp has compiled it
	}
	prog := program(parsed)
	m := &matcher{prog: prog, classes: classify(prog), forks: make([]int32, len(prog.Inst)), takes: make([][]uint64, len(prog.Inst)),
		anchored: prog.StartCond()&syntax.EmptyBeginText != 0}
	m.loose = loosen(parsed)
	if m.loose {
		prog = program(parsed)
	}
	m.any = &automaton{classes: m.classes, prog: prog, anchored: m.anchored, states: map[string]*state{}}
	m.here = &automaton{classes: m.classes, prog: prog, anchored: true, states: map[string]*state{}}
	words := len(m.runes)/64 + 1
	same := map[string][]uint64{}
	for pc := range m.prog.Inst {
		switch inst := &m.prog.Inst[pc]; inst.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			m.forks[pc] = int32(m.number)
			m.number++
		case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
			key := keyOf(ranges(inst))
			if same[key] == nil {
				same[key] = make([]uint64, words)
				for class, r := range m.runes {
					if inst.MatchRune(r) {
						same[key][class/64] |= 1 << (class % 64)
					}
				}
			}
			m.takes[pc] = same[key]
		}
	}
	m.first = make([]uint64, words)
	m.begin(uint32(m.prog.Start), make([]bool, len(m.prog.Inst)))
	return m
}

func program(re *syntax.Regexp) *syntax.Prog {
	prog, err := syntax.Compile(re.Simplify())
	if err != nil {
		panic(err) // regexp has compiled it
	}
	return prog
}

// maxCount is how often what is repeated is counted in the automatons at most.
const maxCount = 3

// loosen lets what may be repeated many times be repeated for ever, and reports whether there is such a thing.
func loosen(re *syntax.Regexp) bool {
	loose := false
	if re.Op == syntax.OpRepeat && re.Max > maxCount {
		loose = true
		re.Min, re.Max = min(re.Min, 1), -1
	}
	for _, sub := range re.Sub {
		loose = loosen(sub) || loose
	}
	return loose
}

// begin adds what a match from an instruction on may begin with, whatever is asserted there.
func (m *matcher) begin(pc uint32, seen []bool) {
	if seen[pc] {
		return
	}
	seen[pc] = true
	switch inst := &m.prog.Inst[pc]; inst.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		m.begin(inst.Out, seen)
		m.begin(inst.Arg, seen)
	case syntax.InstCapture, syntax.InstNop, syntax.InstEmptyWidth:
		m.begin(inst.Out, seen)
	case syntax.InstMatch:
		for i := range m.first {
			m.first[i] = ^uint64(0)
		}
	case syntax.InstFail:
	default:
		for i, bits := range m.takes[pc] {
			m.first[i] |= bits
		}
	}
}

// fits reports whether a text is short enough for the program.
func (m *matcher) fits(text string) bool { return (len(text)+1)*m.number <= maxTried }

// find gives the bounds of the first match at or after a position and of its first groups, n numbers in all; nil where
// there is none. The text must fit.
func (m *matcher) find(text string, from, n int) []int {
	b := notebooks.Get().(*notes)
	defer b.close()
	if words := m.number*(len(text)-from+1)/64 + 1; len(b.tried) < words {
		b.tried = make([]uint64, words)
	}
	for pos, ahead := from, maxAhead*len(text); pos <= len(text); {
		class, size := m.at(text, pos)
		if m.first[class/64]>>(class%64)&1 != 0 {
			begins := unsure
			if ahead > 0 && !m.anchored {
				var read int
				begins, read = m.here.runFrom(text, pos)
				ahead -= read
			}
			if begins != no && m.try(b, text, from, pos, n) {
				return slices.Clone(b.groups)
			}
		}
		if m.anchored {
			break
		}
		pos += size
	}
	return nil
}

// close makes notes ready for the next text.
func (b *notes) close() {
	clear(b.tried[:min(b.far+1, len(b.tried))])
	b.far = 0
	if cap(b.jobs) > keptJobs {
		b.jobs = nil
	}
	notebooks.Put(b)
}

// try looks for a match that begins at a position, and leaves its bounds in the notes.
func (m *matcher) try(b *notes, text string, from, start, n int) bool {
	b.groups = b.groups[:0]
	for range n {
		b.groups = append(b.groups, -1)
	}
	b.jobs = append(b.jobs[:0], job{pc: uint32(m.prog.Start), pos: start})
	for len(b.jobs) > 0 {
		next := b.jobs[len(b.jobs)-1]
		b.jobs = b.jobs[:len(b.jobs)-1]
		if next.set {
			b.groups[next.pc] = next.pos
			continue
		}
		pc, pos := next.pc, next.pos
	way:
		for {
			switch inst := &m.prog.Inst[pc]; inst.Op {
			case syntax.InstAlt, syntax.InstAltMatch:
				at := (pos-from)*m.number + int(m.forks[pc])
				if b.tried[at/64]>>(at%64)&1 != 0 {
					break way
				}
				b.tried[at/64] |= 1 << (at % 64)
				b.far = max(b.far, at/64)
				b.jobs = append(b.jobs, job{pc: inst.Arg, pos: pos})
				pc = inst.Out
			case syntax.InstCapture:
				if int(inst.Arg) < n {
					b.jobs = append(b.jobs, job{pc: inst.Arg, pos: b.groups[inst.Arg], set: true})
					b.groups[inst.Arg] = pos
				}
				pc = inst.Out
			case syntax.InstNop:
				pc = inst.Out
			case syntax.InstEmptyWidth:
				if syntax.EmptyOp(inst.Arg)&^around(text, pos) != 0 {
					break way
				}
				pc = inst.Out
			case syntax.InstMatch:
				b.groups[0], b.groups[1] = start, pos
				return true
			case syntax.InstFail:
				break way
			default:
				class, size := m.at(text, pos)
				if m.takes[pc][class/64]>>(class%64)&1 == 0 {
					break way
				}
				pc, pos = inst.Out, pos+size
			}
		}
	}
	return false
}

// around are the assertions that hold at a position.
func around(text string, pos int) syntax.EmptyOp {
	before, after := rune(-1), rune(-1)
	if pos > 0 {
		before, _ = utf8.DecodeLastRuneInString(text[:pos])
	}
	if pos < len(text) {
		after, _ = utf8.DecodeRuneInString(text[pos:])
	}
	return syntax.EmptyOpContext(before, after)
}
