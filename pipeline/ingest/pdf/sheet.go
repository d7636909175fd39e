package pdf

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/extract/document"
)

// sheet is a page on its way to becoming blocks.
type sheet struct {
	page          *page
	width, height float64
	lines         []*line // of the body, from top to bottom
	items         []item  // the same in reading order, with its tables
	furniture     []*line // running headers, footers, page numbers, watermarks
	notes         []*line // footnotes
	struck        []*line // words that are struck out
	grids         []grid  // rules that make tables, perhaps

	glyphs  int  // how many characters the page has
	scanned bool // it is a picture with no text worth the name
	rubbish bool // its characters make no language
	covered bool // a picture lies under its text: some program may have recognised it before
}

// spread makes lines of a page's characters, each direction of text apart, the most common one first. The characters
// themselves are let go: those of a long file would fill the memory.
func spread(p *page) *sheet {
	s := &sheet{page: p, glyphs: len(p.glyphs), scanned: p.scanned(), rubbish: p.rubbish(), covered: p.covered()}
	defer func() { p.glyphs = nil }()
	s.width, s.height = p.view.size()
	parts := map[int][]glyph{}
	for _, g := range p.glyphs {
		parts[g.direction] = append(parts[g.direction], g)
	}
	directions := []int{0, 1, 2, 3}
	slices.SortStableFunc(directions, func(a, b int) int { return len(parts[b]) - len(parts[a]) })
	for _, d := range directions {
		ws := words(parts[d])
		if d == 0 {
			ws = append(ws, drawnBullets(p.dots, ws)...)
		}
		ws, struck := strikes(ws, s.rules(d))
		s.lines = append(s.lines, rows(ws, p.number, d)...)
		s.struck = append(s.struck, rows(struck, p.number, d)...)
	}
	if len(s.lines) > 0 {
		s.grids = grids(s.rules(s.lines[0].direction))
	}
	s.furniture = append(s.furniture, rows(words(parts[aslant]), p.number, 0)...) // stamps and watermarks
	return s
}

// strikes takes out the words through whose middle a rule runs: they are no longer what the page says.
func strikes(ws []word, rules []document.Box) (kept, struck []word) {
	var through []document.Box
	for _, r := range rules {
		if r.Bottom-r.Top <= 2 && r.Right-r.Left > 4 {
			through = append(through, r)
		}
	}
	if len(through) == 0 || len(through) > maxStrikes {
		return ws, nil
	}
	slices.SortFunc(through, func(a, b document.Box) int { return cmp.Compare(a.Top, b.Top) })
	// over is how much of a word the rules between two heights cover, and used the rules that do.
	over := func(w word, high, low float64) (share float64, used []float64) {
		from, _ := slices.BinarySearchFunc(through, high, func(r document.Box, y float64) int { return cmp.Compare(r.Top, y) })
		for _, r := range through[from:] {
			if r.Bottom > low {
				break
			}
			if part := min(r.Right, w.x1) - max(r.Left, w.x0); part > 0 {
				share, used = share+part/(w.x1-w.x0), append(used, r.Top)
			}
		}
		return share, used
	}
	levels := map[float64]bool{} // heights of the rules that strike out words
	for _, w := range ws {
		share, used := over(w, w.base-0.42*w.size, w.base-0.12*w.size)
		if share > 0.8 && strings.ContainsFunc(w.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			struck = append(struck, w)
			for _, y := range used {
				levels[math.Round(y)] = true
			}
		} else {
			kept = append(kept, w)
		}
	}
	// What stands among them goes with them: words of which the rule leaves a part, and little ones whose own rule is
	// too short to be seen as one.
	beside := func(w word, to float64) bool {
		return slices.ContainsFunc(struck, func(v word) bool {
			return math.Abs(v.base-w.base) < 0.5*v.size && max(v.x0-w.x1, w.x0-v.x1) < 0.4*v.size && (v.x0 > w.x0) == (to > 0)
		})
	}
	last := func(w word) bool {
		return !slices.ContainsFunc(ws, func(v word) bool {
			return math.Abs(v.base-w.base) < 0.5*w.size && v.x0 > w.x1-1 && v.x0 < w.x1+3*w.size
		})
	}
	var among []word
	rest := make([]word, 0, len(kept))
	for _, w := range kept {
		share, used := over(w, w.base-0.6*w.size, w.base+0.5*w.size)
		little := len(struck) > 0 && utf8.RuneCountInString(w.text) <= 2 && beside(w, -1) && (beside(w, 1) || last(w))
		if little || share > 0.4 && slices.ContainsFunc(used, func(y float64) bool { return levels[math.Round(y)] }) {
			among = append(among, w)
		} else {
			rest = append(rest, w)
		}
	}
	return rest, append(struck, among...)
}

// maxStrikes bounds the rules among which strokes through words are looked for: a drawing has more.
const maxStrikes = 4000

// drawnBullets makes words of the small shapes that stand before a line's first word: bullets that were drawn, not set.
func drawnBullets(dots []document.Box, ws []word) []word {
	var out []word
	if len(dots) > 500 {
		return nil // a drawing
	}
	for _, d := range dots {
		middle := (d.Top + d.Bottom) / 2
		var next *word
		for i := range ws {
			w := &ws[i]
			if math.Abs(w.base-0.3*w.size-middle) > 0.35*w.size {
				continue
			}
			if w.x0 < d.Left && w.x1 > d.Left-4*w.size {
				next = nil // within a line
				break
			}
			if w.x0 > d.Right && w.x0 < d.Right+2.5*w.size && (next == nil || w.x0 < next.x0) {
				next = w
			}
		}
		if next != nil {
			out = append(out, word{text: "•", x0: d.Left, x1: d.Right, base: next.base, size: next.size, font: &font{}})
		}
	}
	return out
}

// annotate notes which lines are underlined, and takes the footnotes out of the body.
func (s *sheet) annotate(m measures) {
	for _, l := range s.lines {
		if l.direction != 0 {
			continue
		}
		for _, r := range s.page.rules {
			if r.Bottom-r.Top <= 2.5 && r.Top > l.base-0.1*l.size && r.Top < l.base+0.4*l.size &&
				r.Left < l.x0+0.2*(l.x1-l.x0) && r.Right > l.x1-0.3*(l.x1-l.x0) &&
				r.Left > l.x0-2*l.size && r.Right < l.x1+2*l.size {
				l.under = true
			}
		}
	}
	// Footnotes are the small lines at the foot of the page, from the first that begins with a mark or stands under a
	// short rule.
	first := len(s.lines)
	for i := len(s.lines) - 1; i >= 0; i-- {
		l := s.lines[i]
		if l.size > 0.93*m.body || l.base < 0.3*s.height || l.direction != 0 || s.inGrid(l) {
			break
		}
		l.unglue()
		if l.words[0].raised || noteMark.MatchString(l.text()) && !l.tabbed() || s.ruleAbove(l) {
			first = i
		}
	}
	if first > 0 {
		s.notes = slices.Clone(s.lines[first:])
		s.lines = s.lines[:first]
	}
}

// unglue parts the number that a footnote begins with from its text, where no space is set between them.
func (l *line) unglue() {
	m := gluedMark.FindStringSubmatch(l.words[0].text)
	if m == nil {
		return
	}
	number, text := l.words[0], l.words[0]
	number.text, text.text, text.space = m[1], m[2], true
	number.x1 = number.x0 + (number.x1-number.x0)*float64(len(m[1]))/float64(len(m[0]))
	number.raised, text.x0 = true, number.x1
	l.words, l.said = slices.Concat([]word{number, text}, l.words[1:]), ""
}

var gluedMark = regexp.MustCompile(`^([0-9]{1,2})(\p{Lu}\p{L}.*)$`)

var noteMark = regexp.MustCompile(`^([0-9]{1,3}[.)]?|[*†‡§]+) `)

// inGrid reports whether a line stands within rules that meet.
func (s *sheet) inGrid(l *line) bool {
	return slices.ContainsFunc(s.grids, func(g grid) bool { return within(g.bounds, l.words[0]) })
}

// ruleAbove reports whether a level rule stands between a line and the one above it.
func (s *sheet) ruleAbove(l *line) bool {
	for _, r := range s.page.rules {
		if r.Right-r.Left > 30 && r.Right-r.Left < 0.6*s.width && r.Bottom < l.base-0.5*l.size && r.Top > l.base-3*l.size {
			return true
		}
	}
	return false
}

// arrange puts the sheet's lines in reading order: ruled tables first, because their rules say what belongs together,
// then columns and tables without rules in what stands between them.
func (s *sheet) arrange(set *setting) {
	if len(s.lines) == 0 {
		return
	}
	direction := s.lines[0].direction
	type placed struct {
		table  *table
		bounds document.Box
	}
	var tables []placed
	taken := map[*word]bool{} // by a table: rules that do not meet may still enclose the same words
	for _, g := range s.grids {
		var inside []word
		var from []*word
		for _, l := range s.lines {
			for i := range l.words {
				if w := &l.words[i]; within(g.bounds, *w) && l.direction == direction && !taken[w] {
					inside, from = append(inside, *w), append(from, w)
				}
			}
		}
		if t, ok := ruled(g, inside, s.page.number, direction); ok {
			tables = append(tables, placed{t, g.bounds})
			for _, w := range from {
				taken[w] = true
			}
		}
	}
	slices.SortStableFunc(tables, func(a, b placed) int { return cmp.Compare(a.bounds.Top, b.bounds.Top) })
	var rest []*line
	for _, l := range s.lines {
		var outside []word
		for _, w := range l.words {
			if l.direction != direction || !slices.ContainsFunc(tables, func(p placed) bool { return within(p.bounds, w) }) {
				outside = append(outside, w)
			}
		}
		if len(outside) == 0 {
			continue
		}
		if len(outside) < len(l.words) {
			l = &line{words: outside, page: l.page, direction: l.direction}
			l.measure()
		}
		rest = append(rest, l)
	}
	for _, p := range tables {
		n := 0
		for n < len(rest) && rest[n].direction == direction && rest[n].base <= p.bounds.Bottom {
			n++
		}
		s.items = append(s.items, set.arrange(rest[:n], 0)...)
		s.items = append(s.items, item{table: p.table})
		rest = rest[n:]
	}
	s.items = append(s.items, set.arrange(rest, 0)...)
}

func within(b document.Box, w word) bool {
	x, y := (w.x0+w.x1)/2, w.base-0.25*w.size
	return x > b.Left && x < b.Right && y > b.Top && y < b.Bottom
}

// rules are the page's rules in the space in which text of the direction runs to the right.
func (s *sheet) rules(direction int) []document.Box {
	out := make([]document.Box, len(s.page.rules))
	for i, r := range s.page.rules {
		ax, ay := turn(direction, s.width, s.height, r.Left, r.Top)
		bx, by := turn(direction, s.width, s.height, r.Right, r.Bottom)
		out[i] = document.Box{Left: min(ax, bx), Top: min(ay, by), Right: max(ax, bx), Bottom: max(ay, by)}
	}
	return out
}
