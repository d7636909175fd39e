package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/extract/document"
)

// block is a stretch of lines that belong together.
type block struct {
	kind   document.Kind
	lines  []*line
	breaks []bool // breaks[i]: the source sets a line break after line i, to be kept
	marker *marker
	level  int
	indent float64 // where the first line begins, its marker included
	hang   float64 // where its text begins
	gap    float64 // white space above it, in lines; 0 at the top of a page
	table  *table  // instead of lines
}

// page is the page on which the block begins.
func (b *block) page() int {
	if b.table != nil {
		return b.table.page
	}
	return b.lines[0].page
}

func (b *block) text() string {
	var parts []string
	for _, l := range b.lines {
		parts = append(parts, l.text())
	}
	return strings.Join(parts, " ")
}

// verdict says how a line follows the one before it.
type verdict int

const (
	apart   verdict = iota // a new block
	below                  // a line of its own in the same block
	running                // the same paragraph goes on
)

// gather makes blocks of a flow of lines and tables in reading order.
func gather(flow []item, m measures) []*block {
	var out []*block
	var current *block
	var before *line
	var capital marker // the last in capitals
	for _, it := range flow {
		if it.table != nil {
			out = append(out, &block{kind: document.Cell, table: it.table})
			current, before = nil, nil
			continue
		}
		l := it.line
		mark, marked := markerOf(l)
		if marked && mark.capital() {
			// Initials look like markers: a list's come in order.
			marked = mark.ordinal == 1 || mark.ordinal == capital.ordinal+1 && mark.kind == capital.kind
		}
		if !marked {
			mark, marked = capitalOf(l, capital)
		}
		if marked && (mark.kind == roman || mark.kind == letter) && mark.text[0] >= 'A' && mark.text[0] <= 'Z' {
			capital = mark
		}
		v := apart
		if current != nil {
			v = m.follow(current, before, l, marked, mark)
		}
		if v == apart {
			current = &block{kind: document.Paragraph, indent: l.x0, hang: l.x0}
			if before != nil && before.page == l.page && before.base < l.base {
				current.gap = (l.base - before.base) / m.usualGap(l.size)
			}
			before = l
			if marked {
				current.marker = &mark
				rest := l.from(mark.words)
				current.hang = rest.x0
				l = rest
			}
			current.lines = []*line{l}
			out = append(out, current)
			continue
		}
		before = l
		current.breaks = append(current.breaks, v == below)
		current.lines = append(current.lines, l)
	}
	for _, b := range out {
		b.breaks = append(b.breaks, false)
	}
	return out
}

// follow judges how line b follows line a, the last of the block so far.
func (m measures) follow(block *block, a, b *line, marked bool, mark marker) verdict {
	em := max(a.size, 1)
	if math.Abs(a.size-b.size) > 0.12*max(a.size, b.size) || a.heading() != b.heading() {
		return apart
	}
	if a.under != b.under && len(block.lines) == 1 && a.under && !unfinished(a.text()) {
		return apart // an underlined heading
	}
	bare := b // without its marker, which may be light where the text is bold
	if marked {
		bare = b.from(mark.words)
	}
	if block.lines[len(block.lines)-1].bold() != bare.bold() {
		// Within a sentence the weight may change: a bold lead, a bold last word.
		heavy := !slices.ContainsFunc(block.lines, func(l *line) bool { return !l.bold() })
		if len(a.text()) <= 40 || heavy && !lower(b.text()) && !unfinished(a.text()) || ended(a.text()) {
			return apart
		}
	}
	samePage := a.page == b.page && b.base > a.base // a new column is as good as a new page
	gap := b.base - a.base
	usual := m.usualGap(a.size)
	if len(block.lines) > 1 {
		// The block's own lines say best what its leading is.
		if p := block.lines[len(block.lines)-2]; p.page == a.page && a.base > p.base {
			usual = max(a.base-p.base, 0.9*a.size)
		}
	}
	if samePage && gap > 1.28*usual+0.5 {
		return apart
	}
	_, right := m.edges(a)
	if entry(a) && (leaders.MatchString(a.text()) || entry(b)) {
		return apart
	}
	// Would b's first word have stood at the end of a? Then the break between them was meant.
	fits := a.x1+0.3*em+b.head() < right-0.6*em && (!unfinished(a.text()) || shortLine(a, right, em))
	if marked {
		switch {
		case mark.kind == bullet && !(mark.text == "-" || mark.text == "–" || mark.text == "—"):
			return apart
		case fits || ended(a.text()) || block.marker != nil && block.marker.kind == mark.kind && (mark.kind == bullet || mark.ordinal == block.marker.ordinal+1):
			return apart
		case b.x0 < block.lines[0].x0-0.5*em && b.x0 < a.x0-0.5*em:
			return apart
		}
	}
	if !samePage {
		// A paragraph goes on over the page if it was not at its end.
		left, _ := m.edges(b)
		switch {
		case !marked && lower(b.text()) && !ended(a.text()) && len(strings.Fields(a.text())) > 2:
			return running
		case !marked && block.flush(right) && b.x0 < left+0.8*em:
			return running // set justified, and a is full: hardly a paragraph's last line
		case fits || ended(a.text()) && !lower(b.text()):
			return apart
		}
		if upper(b.text()) && !unfinished(a.text()) && shortLine(a, right, em) {
			return apart
		}
		return running
	}
	first := len(block.lines) == 1
	start := block.hang
	if !first {
		start = a.x0
	}
	centred := m.centred(a) && m.centred(b)
	if !centred {
		switch {
		case b.x0 > start+0.8*em && (ended(a.text()) || fits) && block.marker == nil:
			return apart // a first line's indent
		case block.marker != nil && b.x0 > start+2.5*em && fits:
			return apart
		case block.marker != nil && b.x0 < block.indent-0.5*em && (fits || ended(a.text()) && !lower(b.text())):
			return apart // out of the list
		case block.marker != nil && b.x0 < block.hang-0.8*em && fits:
			return apart
		case !first && b.x0 < start-0.8*em && block.marker == nil && (ended(a.text()) || fits):
			return apart
		}
	}
	if hyphenated(a.text()) && !marked {
		return running
	}
	left, _ := m.edges(a)
	if middle := (left + right) / 2; a.x0 > middle && b.x0 > middle && math.Abs(a.x1-b.x1) < 2 && math.Abs(a.x0-b.x0) > em && !lower(b.text()) {
		return below // set flush with the right edge: a reference, a date
	}
	if a.tabbed() && b.tabbed() && !lower(b.text()) {
		return below
	}
	if !fits {
		if strings.HasSuffix(a.text(), ":") && upper(b.text()) && shortLine(b, right, em) {
			return apart // what the colon announces
		}
		return running
	}
	if (lower(b.text()) || unfinished(a.text())) && !shortLine(a, right, em) {
		return running
	}
	if centred && unfinished(a.text()) || strings.HasSuffix(a.text(), "-") && lower(b.text()) {
		return running
	}
	if ended(a.text()) && !marked {
		return apart
	}
	return below
}

// flush reports whether the last two lines of the block end right at the edge, as those of justified text do.
func (b *block) flush(right float64) bool {
	n := len(b.lines)
	return n > 1 && math.Abs(b.lines[n-1].x1-right) < 1 && math.Abs(b.lines[n-2].x1-right) < 1
}

// tabbed reports whether a line has a wide gap within, as a line of labels and values has.
func (l *line) tabbed() bool {
	from := 1
	if m, ok := markerOf(l); ok {
		from += m.words
	}
	for i := from; i < len(l.words); i++ {
		if l.words[i].x0-l.words[i-1].x1 > 1.8*l.size {
			return true
		}
	}
	return false
}

// head is the width of what would have to stand on the line before: the first word, with those that stick to it.
func (l *line) head() float64 {
	n := 1
	for n < len(l.words) && (l.words[n].sticky || !l.parted(n)) {
		n++
	}
	return l.words[n-1].x1 - l.words[0].x0
}

// edges are those of a line's column.
func (m measures) edges(l *line) (left, right float64) {
	if l.right > 0 {
		return l.left, l.right
	}
	left, right = m.left[l.page], m.right[l.page]
	if right == 0 {
		return l.x0, l.x1
	}
	return left, right
}

// entry reports whether a line ends in a number well apart from the rest, as those of a contents list do.
func entry(l *line) bool {
	if leaders.MatchString(l.text()) && contentsLine.MatchString(l.text()) {
		return true
	}
	n := len(l.words)
	return n > 1 && pageRef.MatchString(l.words[n-1].text) && l.words[n-1].x0-l.words[n-2].x1 > 1.5*l.size
}

// centred reports whether a line stands in the middle of its column, well away from both edges.
func (m measures) centred(l *line) bool {
	left, right := m.edges(l)
	if right <= left {
		return false
	}
	before, after := l.x0-left, right-l.x1
	return before > 2*l.size && math.Abs(before-after) < 1.5*l.size+0.05*(before+after)
}

// shortLine reports whether a line ends well before the right edge.
func shortLine(l *line, right, em float64) bool {
	return l.x1 < right-0.25*(right-l.x0) && l.x1 < right-6*em
}

// ended reports whether a text closes a sentence.
func ended(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)]⁰¹²³⁴⁵⁶⁷⁸⁹ ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?:;", r)
}

var openWord = regexp.MustCompile(`(?i)(\b(of|the|and|on|for|in|to|by|with|at|from|or|a|an|de|la|le|les|des|du|et|el|en|y|los|las|der|die|das|und)|,|[-–—/(&])$`)

// unfinished reports whether a text cannot end where it does: after a word that leads on, or within brackets.
func unfinished(s string) bool {
	return openWord.MatchString(s) || strings.LastIndexByte(s, '(') > strings.LastIndexByte(s, ')')
}

func lower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

func upper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}
