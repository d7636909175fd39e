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
// Two automatons spare it most of its work: one tells whether there is a match at all; the other reads the text backwards by
// the program turned round and tells where matches begin. Both know a looser program, in which what may be repeated more than
// three times may be repeated for ever: to count makes an automaton grow. Where they see no match, there is none.
type matcher struct {
	*classes
	prog     *syntax.Prog
	anchored bool // matches begin where the text does only
	loose    bool // the automatons may see matches that are none
	any      *automaton
	back     *automaton
	forks    []int32    // number of each instruction that forks
	number   int        // of forks
	takes    [][]uint64 // classes of runes that each instruction takes, as bits
	may      [][]uint64 // classes of runes that what comes from each instruction on may begin with, the end of the text among them
}

const (
	// maxTried is how many forks and positions are remembered at most. There is a way to try later for each of them at most, so
	// that a matcher takes 24 MB at the worst.
	maxTried = 1 << 20
	// maxBack is how much of a text is read backwards at most to see where matches begin: whoever asks for all matches of a long
	// text would read it once for each.
	maxBack = 4096
	// keptJobs is how many ways to try later a notebook keeps room for.
	keptJobs = 1 << 14
)

// notes are what a matcher writes down of one text.
type notes struct {
	tried  []uint64 // zero between texts
	far    int      // the last word of tried that is not
	jobs   []job
	groups []int
	starts []int
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
	if !m.anchored {
		turnRound(parsed)
		prog = program(parsed)
		m.back = &automaton{classes: m.classes, prog: prog, anchored: prog.StartCond()&syntax.EmptyBeginText != 0, goesOn: true, states: map[string]*state{}}
	}
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
	m.lookAhead(words)
	return m
}

func program(re *syntax.Regexp) *syntax.Prog {
	prog, err := syntax.Compile(re.Simplify())
	if err != nil {
		panic(err) // regexp has compiled it
	}
	return prog
}

// turnRound makes of an expression the one that matches the same texts read backwards.
func turnRound(re *syntax.Regexp) {
	switch re.Op {
	case syntax.OpLiteral:
		re.Rune = slices.Clone(re.Rune) // literals may share theirs
		slices.Reverse(re.Rune)
	case syntax.OpConcat:
		slices.Reverse(re.Sub)
	case syntax.OpBeginLine:
		re.Op = syntax.OpEndLine
	case syntax.OpEndLine:
		re.Op = syntax.OpBeginLine
	case syntax.OpBeginText:
		re.Op = syntax.OpEndText
	case syntax.OpEndText:
		re.Op = syntax.OpBeginText
	}
	for _, sub := range re.Sub {
		turnRound(sub)
	}
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

// lookAhead works out what may come next, whatever is asserted there. What follows an instruction mostly stands behind it, so
// that few rounds from the last to the first are needed.
func (m *matcher) lookAhead(words int) {
	m.may = make([][]uint64, len(m.prog.Inst))
	all := make([]uint64, words*len(m.prog.Inst))
	for pc := range m.may {
		m.may[pc] = all[pc*words : (pc+1)*words]
		if m.takes[pc] != nil {
			m.may[pc] = m.takes[pc]
		}
	}
	for changed := true; changed; {
		changed = false
		add := func(pc int, bits []uint64) {
			for i, word := range bits {
				changed = changed || word&^m.may[pc][i] != 0
				m.may[pc][i] |= word
			}
		}
		for pc := len(m.prog.Inst) - 1; pc >= 0; pc-- {
			switch inst := &m.prog.Inst[pc]; inst.Op {
			case syntax.InstAlt, syntax.InstAltMatch:
				add(pc, m.may[inst.Out])
				add(pc, m.may[inst.Arg])
			case syntax.InstCapture, syntax.InstNop, syntax.InstEmptyWidth:
				add(pc, m.may[inst.Out])
			case syntax.InstMatch:
				for i := range m.may[pc] {
					m.may[pc][i] = ^uint64(0)
				}
			}
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
	if m.anchored {
		if m.try(b, text, from, from, n) {
			return slices.Clone(b.groups)
		}
		return nil
	}
	if len(text)-from <= maxBack {
		var told bool
		if b.starts, told = m.back.starts(text, from, b.starts[:0]); told {
			for _, start := range slices.Backward(b.starts) {
				if m.try(b, text, from, start, n) {
					return slices.Clone(b.groups)
				}
			}
			return nil
		}
	}
	for pos := from; pos <= len(text); {
		class, size := m.at(text, pos)
		if holds(m.may[m.prog.Start], class) && m.try(b, text, from, pos, n) {
			return slices.Clone(b.groups)
		}
		pos += size
	}
	return nil
}

// holds reports whether a class is among others.
func holds(bits []uint64, class uint16) bool { return bits[class/64]>>(class%64)&1 != 0 }

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
		class, size := m.at(text, pos)
	way:
		for {
			switch inst := &m.prog.Inst[pc]; inst.Op {
			case syntax.InstAlt, syntax.InstAltMatch:
				if !holds(m.may[inst.Out], class) {
					if !holds(m.may[inst.Arg], class) {
						break way
					}
					pc = inst.Arg
					continue
				}
				at := (pos-from)*m.number + int(m.forks[pc])
				if b.tried[at/64]>>(at%64)&1 != 0 {
					break way
				}
				b.tried[at/64] |= 1 << (at % 64)
				b.far = max(b.far, at/64)
				if holds(m.may[inst.Arg], class) {
					b.jobs = append(b.jobs, job{pc: inst.Arg, pos: pos})
				}
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
				if !holds(m.takes[pc], class) {
					break way
				}
				pc, pos = inst.Out, pos+size
				class, size = m.at(text, pos)
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
