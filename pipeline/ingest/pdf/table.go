package pdf

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"

	"rapporteur/extract/document"
)

// table is a grid of cells, from rules or from columns that stand in line.
type table struct {
	page  int
	edges []float64 // left edges of its columns
	cells []cell    // by row, then column
	rows  int
	level float64 // baseline of its first line: where it stands in the page's order
}

// cell is what stands at a row and column of a table.
type cell struct {
	row, col int
	lines    []*line
	header   bool
}

// item is a step of a page's reading order: a line or a table.
type item struct {
	line  *line
	table *table
}

const touch = 3.0 // how near rules must come, in points, to meet

// grid is a set of rules that meet: a ruled table.
type grid struct {
	level, upright []document.Box
	bounds         document.Box
}

// grids finds the ruled tables of a page: rules that meet one another and part it into two columns or more.
func grids(rules []document.Box) []grid {
	if len(rules) < 4 || len(rules) > 4000 {
		return nil
	}
	parent := make([]int, len(rules))
	for i := range parent {
		parent[i] = i
	}
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	order := make([]int, len(rules))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(rules[a].Top, rules[b].Top) })
	for k, i := range order {
		for _, j := range order[k+1:] {
			if rules[j].Top > rules[i].Bottom+touch {
				break
			}
			if rules[j].Left <= rules[i].Right+touch && rules[i].Left <= rules[j].Right+touch {
				parent[find(i)] = find(j)
			}
		}
	}
	parts := map[int]*grid{}
	var roots []int
	for _, i := range order {
		r := rules[i]
		g := parts[find(i)]
		if g == nil {
			g = &grid{bounds: r}
			parts[find(i)] = g
			roots = append(roots, find(i))
		}
		g.bounds = g.bounds.Union(r)
		if r.Right-r.Left >= r.Bottom-r.Top {
			g.level = append(g.level, r)
		} else {
			g.upright = append(g.upright, r)
		}
	}
	var out []grid
	for _, root := range roots {
		if g := parts[root]; len(g.level) >= 2 && len(g.upright) >= 1 {
			out = append(out, *g)
		}
	}
	return out
}

// cuts are the places where a grid's rules part it, along one direction, with its outer edges.
func cuts(at []float64, low, high float64) []float64 {
	at = append(at, low, high)
	slices.Sort(at)
	out := at[:1]
	for _, v := range at[1:] {
		if v-out[len(out)-1] > 2*touch {
			out = append(out, v)
		}
	}
	return out
}

// ruled takes the words that stand in a grid into a table. Cells between which no rule stands are one.
// It reports false where the grid is no table: a frame around text, a drawing.
func ruled(g grid, inside []word, page, direction int) (*table, bool) {
	var xs, ys []float64
	for _, r := range g.upright {
		xs = append(xs, (r.Left+r.Right)/2)
	}
	for _, r := range g.level {
		ys = append(ys, (r.Top+r.Bottom)/2)
	}
	xs = cuts(xs, g.bounds.Left, g.bounds.Right)
	ys = cuts(ys, g.bounds.Top, g.bounds.Bottom)
	columns, lines := len(xs)-1, len(ys)-1
	if columns < 2 || lines < 1 || columns > 60 || lines > 400 || len(inside) == 0 {
		return nil, false
	}
	root := make([]int, columns*lines)
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			i = root[i]
		}
		return i
	}
	covered := func(rules []document.Box, upright bool, at, from, to float64) bool {
		sum := 0.0
		for _, r := range rules {
			across, low, high := (r.Top+r.Bottom)/2, r.Left, r.Right
			if upright {
				across, low, high = (r.Left+r.Right)/2, r.Top, r.Bottom
			}
			if math.Abs(across-at) <= 2*touch {
				sum += max(0, min(high, to)-max(low, from))
			}
		}
		return sum > 0.5*(to-from)
	}
	for r := range lines {
		for c := range columns {
			here := r*columns + c
			if c+1 < columns && !covered(g.upright, true, xs[c+1], ys[r], ys[r+1]) {
				a, b := find(here), find(here+1)
				root[max(a, b)] = min(a, b)
			}
			if r+1 < lines && !covered(g.level, false, ys[r+1], xs[c], xs[c+1]) {
				a, b := find(here), find(here+columns)
				root[max(a, b)] = min(a, b)
			}
		}
	}
	texts := map[int][]word{}
	for _, w := range inside {
		x, y := (w.x0+w.x1)/2, w.base-0.25*w.size
		c, r := between(xs, x), between(ys, y)
		texts[find(r*columns+c)] = append(texts[find(r*columns+c)], w)
	}
	if !set(inside, func(w word) int { return find(between(ys, w.base-0.25*w.size)*columns + between(xs, (w.x0+w.x1)/2)) }) {
		return nil, false
	}
	// A single filled cell is a frame; filled cells in one column only are boxes.
	filled := map[int]bool{}
	for at := range texts {
		filled[at%columns] = true
	}
	if len(filled) < 2 {
		return nil, false
	}
	// Rows and columns without text are spacing: the others are counted on.
	usedRows, usedCols := map[int]bool{}, filled
	var places []int
	for at := range texts {
		usedRows[at/columns] = true
		places = append(places, at)
	}
	slices.Sort(places)
	rank := func(used map[int]bool, i int) int {
		n := 0
		for k := range used {
			if k < i {
				n++
			}
		}
		return n
	}
	t := &table{page: page, rows: len(usedRows), level: g.bounds.Top}
	for c := range columns {
		if usedCols[c] {
			t.edges = append(t.edges, xs[c])
		}
	}
	for _, at := range places {
		c := cell{row: rank(usedRows, at/columns), col: rank(usedCols, at%columns), lines: rows(texts[at], page, direction)}
		right := xs[at%columns+1]
		for k := at%columns + 1; k < columns && find(at/columns*columns+k) == at; k++ {
			right = xs[k+1]
		}
		for _, l := range c.lines {
			l.left, l.right = xs[at%columns], right-0.3*l.size
		}
		t.cells = append(t.cells, c)
	}
	return t, true
}

// set reports whether the words of neighbouring cells keep clear of one another. A box around a link or a marked
// passage stands in running text, a word's space from it.
func set(words []word, cellOf func(word) int) bool {
	byLine := slices.Clone(words)
	slices.SortStableFunc(byLine, func(a, b word) int {
		if c := cmp.Compare(math.Round(a.base), math.Round(b.base)); c != 0 {
			return c
		}
		return cmp.Compare(a.x0, b.x0)
	})
	near, borders := 0, 0
	for i := 1; i < len(byLine); i++ {
		a, b := byLine[i-1], byLine[i]
		if math.Abs(a.base-b.base) > 0.3*a.size || cellOf(a) == cellOf(b) {
			continue
		}
		borders++
		if b.x0-a.x1 < 0.5*a.size {
			near++
		}
	}
	return 4*near <= borders
}

// between is the index of the interval of sorted edges that holds v, or the nearest.
func between(edges []float64, v float64) int {
	for i := range len(edges) - 2 {
		if v < edges[i+1] {
			return i
		}
	}
	return len(edges) - 2
}

// headed marks the table's first row as its header where it looks or reads like one.
func (t *table) headed() {
	bold, plain, named, first := 0, 0, 0, 0
	for _, c := range t.cells {
		all := true
		for _, l := range c.lines {
			all = all && l.bold()
		}
		switch {
		case c.row == 0:
			first++
			if all {
				bold++
			}
			if headWord.MatchString(c.lines[0].text()) {
				named++
			}
		case !all:
			plain++
		}
	}
	if t.rows < 2 || first < 2 {
		return
	}
	if bold == first && plain > 0 || 2*named > first {
		for i := range t.cells {
			t.cells[i].header = t.cells[i].row == 0
		}
	}
}

var headWord = regexp.MustCompile(`(?i)^(no\.?|nr\.?|#|name|names|first name|last name|surname|family name|country|countries|state|member states?|party|parties|` +
	`delegation|organi[sz]ations?|institution|affiliation|agency|title|position|function|office|role|designation|representing|representatives?|participants?|` +
	`present|presence|attendance|e-?mail( address)?|telephone|phone|fax|address|date|time|item|agenda item|subject|topic|action|actions|responsible|deadline|due( date)?|status|` +
	`remarks?|comments?|nom|pays|fonction|organisme|institution)\W*$`)

// repeats reports whether the table's first row is the header of the one that it continues, printed again.
func (t *table) repeats(header []cell) bool {
	n := 0
	for _, c := range t.cells {
		if c.row > 0 {
			break
		}
		if n >= len(header) || said(c) != said(header[n]) || c.col != header[n].col {
			return false
		}
		n++
	}
	return n > 0 && n == len(header)
}

// broken reports whether the table begins within a row: its first column is filled but for there.
func (t *table) broken() bool {
	first, filled := false, 0
	for _, c := range t.cells {
		if c.col == 0 {
			filled++
			first = first || c.row == 0
		}
	}
	return !first && filled > 0 && 4*filled >= 3*(t.rows-1)
}

// said is all that a cell says.
func said(c cell) string {
	var b strings.Builder
	for _, l := range c.lines {
		b.WriteString(l.text() + " ")
	}
	return b.String()
}

// top is the table's first row.
func (t *table) top() []cell {
	n := 0
	for n < len(t.cells) && t.cells[n].row == 0 {
		n++
	}
	return t.cells[:n]
}

// continues reports whether t goes on with the table before it, on the page before.
func (t *table) continues(before *table) bool {
	if t.page != before.page+1 || len(t.edges) != len(before.edges) {
		return false
	}
	for i, e := range t.edges {
		if math.Abs(e-before.edges[i]) > 12 {
			return false
		}
	}
	return true
}

// band is what stands level, or nearly so, over the width of a page: one row, or two that do not overlap.
type band struct {
	lines []*line
	words []word
	base  float64 // of its first line
	last  float64 // of its last line
	size  float64
	inner bool // it is a part of a table's row: a number at its start is a cell
}

func bands(lines []*line) []band {
	var out []band
	for _, l := range lines {
		if n := len(out); n > 0 {
			b := &out[n-1]
			if len(b.lines) == 1 && l.base-b.base < 0.75*max(l.size, b.size) &&
				(l.x0 > b.lines[0].x1+0.5*l.size || l.x1 < b.lines[0].x0-0.5*l.size) && l.direction == b.lines[0].direction {
				b.lines = append(b.lines, l)
				b.last = l.base
				b.words = append(slices.Clone(b.words), l.words...)
				slices.SortStableFunc(b.words, func(x, y word) int { return cmp.Compare(x.x0, y.x0) })
				continue
			}
		}
		out = append(out, band{lines: []*line{l}, words: l.words, base: l.base, last: l.base, size: l.size})
	}
	return out
}

// chain joins bands further, as rows whose cells stand in the middle need it: every line that begins less than a
// line below the one before it and does not stand under it belongs to the same band. It reports how many bands hold
// more lines than two.
func chain(all []band) ([]band, int) {
	var out []band
	tall := 0
	for _, b := range all {
		if n := len(out); n > 0 {
			last := &out[n-1]
			below, above := b.lines[0], last.lines[len(last.lines)-1]
			if b.base-last.last < 0.85*max(b.size, last.size) && below.direction == above.direction && (below.x0 > above.x1 || below.x1 < above.x0 || interlock(above, below)) {
				if len(last.lines) <= 2 && len(last.lines)+len(b.lines) > 2 {
					tall++
				}
				last.lines = append(slices.Clone(last.lines), b.lines...)
				last.last = b.last
				last.words = append(slices.Clone(last.words), b.words...)
				slices.SortStableFunc(last.words, func(x, y word) int { return cmp.Compare(x.x0, y.x0) })
				continue
			}
		}
		out = append(out, b)
	}
	return out, tall
}

// interlock reports whether two lines overlap as wholes but none of their words do: the one fills the other's gaps.
func interlock(a, b *line) bool {
	for _, v := range a.words {
		for _, w := range b.words {
			if v.x0 < w.x1 && w.x0 < v.x1 {
				return false
			}
		}
	}
	return true
}

// gap is white space within a band.
type gap struct{ from, to float64 }

// gaps are the gaps of a band that are wider than least times its size, but for the one after a list's marker.
func (b band) gaps(least float64) []gap {
	var out []gap
	skip := 0
	if m, ok := markerOf(&line{words: b.words, size: b.size}); ok && !b.inner {
		skip = m.words
	}
	right := b.words[0].x1
	for i, w := range b.words[1:] {
		if w.x0-right > least*b.size && i+1 != skip {
			out = append(out, gap{right, w.x0})
		}
		right = max(right, w.x1)
	}
	return out
}

// side says where a band stands to a gutter: across it, with a gap at it, wholly to its left or to its right; and what
// it leaves free of the gutter: the widest part, of two as wide the right one, since columns begin in line.
func (b band) side(g gap) (sideKind, gap) {
	free, cursor := gap{}, g.from
	for i := range b.words {
		w := &b.words[i] // from left to right
		if w.x0 > g.to {
			break
		}
		if end := min(w.x0, g.to); end-cursor >= free.to-free.from-0.01 && end > cursor {
			free = gap{cursor, end}
		}
		cursor = max(cursor, w.x1)
	}
	if g.to-cursor >= free.to-free.from-0.01 && g.to > cursor {
		free = gap{cursor, g.to}
	}
	if free.to <= free.from {
		return across, g
	}
	left, right := b.words[0].x0 < free.from, false
	for i := range b.words {
		right = right || b.words[i].x1 > free.to
	}
	switch {
	case left && right:
		return parted, free
	case left:
		return leftOnly, free
	}
	return rightOnly, free
}

type sideKind int

const (
	across sideKind = iota
	parted
	leftOnly
	rightOnly
)

// bold reports whether all of the band's words are bold.
func (b band) bold() bool {
	return !slices.ContainsFunc(b.words, func(w word) bool { return w.font == nil || !w.font.bold })
}

// region is a stretch of bands that one gutter parts.
type region struct {
	from, to int // bands, half-open
	gutter   gap
	parted   int
}

// The least width of a gutter, in parts of the font's size: between columns of text that run over many lines, and
// between any others.
const (
	textGutter = 0.5
	wideGutter = 0.8
)

// maxSteps bounds the search for gutters: a dense table of 80 rows and 12 columns takes some 80,000 steps.
const maxSteps = 300_000

// widest finds the gutter of at least the given width that parts the most bands.
func widest(all []band, least float64) (region, bool) {
	best := region{}
	steps := 0
	for i, b := range all {
		for _, seed := range b.gaps(least) {
			if steps > maxSteps {
				break
			}
			r := region{from: i, to: i + 1, gutter: seed, parted: 1}
			for j := i + 1; j < len(all); j++ {
				steps++
				if !b.inner && all[j].base-all[j-1].last > 3.6*max(all[j].size, all[j-1].size) || all[j].lines[0].direction != b.lines[0].direction {
					break
				}
				kind, free := all[j].side(r.gutter)
				if kind == across || free.to-free.from < 0.9*least*b.size {
					break
				}
				r.gutter = free
				if kind == parted {
					r.parted++
					r.to = j + 1
				}
			}
			if r.parted > best.parted || r.parted == best.parted && r.gutter.to-r.gutter.from > best.gutter.to-best.gutter.from {
				best = r
			}
		}
	}
	// A header's short words leave wide gaps, of which the rows below may take the wrong part: so the rows come first.
	for best.parted > 0 && best.from > 0 {
		b := all[best.from-1]
		kind, free := b.side(best.gutter)
		if kind != parted || free.to-free.from < 0.9*least*b.size || !b.inner && all[best.from].base-b.last > 3.6*b.size {
			break
		}
		best.gutter = free
		best.from--
		best.parted++
	}
	return best, best.parted >= 3 || best.parted == 2 && best.gutter.to-best.gutter.from > 30
}

// maxLines is the most lines among which columns and tables are looked for; a full page of small print has some 150.
const maxLines = 600

// arrange puts the lines of a page, or of a column, in reading order, and takes its tables together.
func arrange(lines []*line, depth int) []item {
	if depth > 4 || len(lines) < 3 || len(lines) > maxLines {
		return items(lines)
	}
	all := bands(lines)
	var out []item
	flat := func(bands []band) []*line {
		var ls []*line
		for _, b := range bands {
			ls = append(ls, b.lines...)
		}
		return ls
	}
	for _, least := range []float64{textGutter, wideGutter} {
		r, ok := widest(all, least)
		if !ok || least == textGutter && r.parted < 8 {
			continue
		}
		if columns, extent, ok := prose(all, r); ok {
			out = append(out, arrange(flat(all[:extent.from]), depth+1)...)
			for _, c := range columns {
				out = append(out, arrange(c, depth+1)...)
			}
			return append(out, arrange(flat(all[extent.to:]), depth+1)...)
		}
	}
	if chained, tall := chain(all); tall >= 2 {
		if r, ok := widest(chained, textGutter); ok {
			if t, used, ok := aligned(chained, r); ok {
				out = append(out, arrange(flat(chained[:r.from]), depth+1)...)
				out = append(out, item{table: t})
				return append(out, arrange(flat(chained[used:]), depth+1)...)
			}
		}
	}
	r, ok := widest(all, wideGutter)
	if !ok {
		return items(lines)
	}
	if t, used, ok := aligned(all, r); ok {
		out = append(out, arrange(flat(all[:r.from]), depth+1)...)
		out = append(out, item{table: t})
		return append(out, arrange(flat(all[used:]), depth+1)...)
	}
	// No columns and no table here; there may be some above or below.
	out = append(out, arrange(flat(all[:r.from]), depth+1)...)
	out = append(out, items(flat(all[r.from:r.to]))...)
	return append(out, arrange(flat(all[r.to:]), depth+1)...)
}

func items(lines []*line) []item {
	out := make([]item, len(lines))
	for i, l := range lines {
		out[i] = item{line: l}
	}
	return out
}

// prose parts a region into columns of running text, if that is what it holds: on either side of the gutter most
// lines are long and reach the column's edge. It takes in the bands above and below that the gutter does not cross.
func prose(all []band, r region) (columns [][]*line, extent region, ok bool) {
	if r.to-r.from < 5 {
		return nil, r, false
	}
	extent = r
	for extent.from > 0 {
		b := all[extent.from-1]
		kind, free := b.side(r.gutter)
		if kind == across || free.to-free.from < 0.45*b.size || all[extent.from].base-b.last > 2*b.size {
			break
		}
		extent.from--
	}
	for extent.to < len(all) {
		b := all[extent.to]
		kind, free := b.side(r.gutter)
		if kind == across || free.to-free.from < 0.45*b.size || b.base-all[extent.to-1].last > 3*b.size {
			break
		}
		extent.to++
	}
	// White space over the whole width may end the columns: what stands beyond it counts only if it is running text
	// on both sides too, or goes on with one of them.
	for k := extent.from + 1; k < extent.to; k++ {
		if all[k].base-all[k-1].last < 1.75*all[k].size {
			continue
		}
		sides := r.gutter.halves(all[k:extent.to])
		if len(sides[0]) == 0 || len(sides[1]) == 0 {
			continue
		}
		if !runningText(sides[0]) && !runningText(sides[1]) && extent.to-k < (extent.to-extent.from)/2 {
			extent.to = k
		}
	}
	sides := r.gutter.halves(all[extent.from:extent.to])
	left, right := runningText(sides[0]), runningText(sides[1])
	// Where the lines of the two sides do not stand level, they do not belong together, whatever they hold.
	if !(left && right) && !((left || right) && uneven(all[r.from:r.to], r.gutter) > 0.4) {
		return nil, r, false
	}
	for _, lines := range sides {
		var ends []float64
		left := math.Inf(1)
		for _, l := range lines {
			left = min(left, l.x0)
			ends = append(ends, l.x1)
		}
		slices.Sort(ends)
		for _, l := range lines {
			l.left, l.right = left, ends[len(ends)*19/20]
		}
	}
	return sides[:], extent, true
}

// uneven is the share of the bands with text on both sides of a gutter whose two sides do not stand level.
func uneven(bands []band, g gap) float64 {
	both, apart := 0, 0
	middle := (g.from + g.to) / 2
	for _, b := range bands {
		var left, right []float64
		for _, w := range b.words {
			switch {
			case w.size < 0.9*b.size: // a superscript
			case w.x0 < middle:
				left = append(left, w.base)
			default:
				right = append(right, w.base)
			}
		}
		if len(left) > 0 && len(right) > 0 {
			both++
			slices.Sort(left)
			slices.Sort(right)
			if math.Abs(left[len(left)/2]-right[len(right)/2]) > 0.25*b.size {
				apart++
			}
		}
	}
	return float64(apart) / float64(max(1, both))
}

// halves parts the lines of bands at a gutter.
func (g gap) halves(bands []band) (sides [2][]*line) {
	middle := (g.from + g.to) / 2
	for _, b := range bands {
		for _, l := range b.lines {
			var parts [2][]word
			for _, w := range l.words {
				side := 0
				if (w.x0+w.x1)/2 > middle {
					side = 1
				}
				parts[side] = append(parts[side], w)
			}
			for i, ws := range parts {
				if len(ws) > 0 {
					part := &line{words: ws, page: l.page, direction: l.direction}
					part.measure()
					sides[i] = append(sides[i], part)
				}
			}
		}
	}
	return sides
}

// runningText reports whether lines are those of running text.
func runningText(lines []*line) bool {
	if len(lines) < 5 {
		return false
	}
	left, right := math.Inf(1), math.Inf(-1)
	count := 0
	for _, l := range lines {
		left, right = min(left, l.x0), max(right, l.x1)
		count += len(l.words)
	}
	full := 0
	for _, l := range lines {
		if l.x1-l.x0 > 0.78*(right-left) {
			full++
		}
	}
	return float64(full) >= 0.55*float64(len(lines)) && float64(count) >= 3.5*float64(len(lines))
}

// aligned makes a table of a region, if its columns stand in line. It returns the index of the first band after it.
func aligned(all []band, r region) (*table, int, bool) {
	inside := all[r.from:r.to]
	gutters := []gap{r.gutter}
	gutters = append(gutters, more(inside, gap{math.Inf(-1), r.gutter.from}, r.parted, 0)...)
	gutters = append(gutters, more(inside, gap{r.gutter.to, math.Inf(1)}, r.parted, 0)...)
	slices.SortFunc(gutters, func(a, b gap) int { return cmp.Compare(a.from, b.from) })
	columnOf := func(w word) int {
		x := (w.x0 + w.x1) / 2
		for i, g := range gutters {
			if x < (g.from+g.to)/2 {
				return i
			}
		}
		return len(gutters)
	}
	split := func(b band) [][]word {
		out := make([][]word, len(gutters)+1)
		for _, w := range b.words {
			c := columnOf(w)
			out[c] = append(out[c], w)
		}
		return out
	}
	// Each column after the first must stand in line: by its left edges, its right edges or its middles.
	for c := 1; c <= len(gutters); c++ {
		var lefts, rights, middles []float64
		for _, b := range inside {
			if ws := split(b)[c]; len(ws) > 0 {
				x0, x1 := ws[0].x0, ws[len(ws)-1].x1
				lefts, rights, middles = append(lefts, x0), append(rights, x1), append(middles, (x0+x1)/2)
			}
		}
		if max(inLine(lefts), inLine(rights), inLine(middles)) < 0.6 {
			return nil, 0, false
		}
	}
	tall := 0
	for _, b := range inside {
		if len(b.lines) > 2 {
			tall++
		}
	}
	if tall < 2 && uneven(inside, r.gutter) > 0.6 && len(inside) > 6 || !open(all, r) || list(inside, split) || pages(inside, split, len(gutters)) {
		return nil, 0, false
	}
	// The lines right below that stand in one column go on with the last row.
	used := r.to
	pitch := rowPitch(inside)
	for used < len(all) {
		b := all[used]
		last := all[used-1]
		parts := split(b)
		crosses := false
		for _, g := range gutters {
			if kind, _ := b.side(g); kind == across {
				crosses = true
			}
		}
		if !crosses && pitch > 0 && b.base-last.last < pitch {
			used++ // closer than rows stand: a line of the last one
			continue
		}
		if crosses || b.base-last.last > 1.35*b.size || len(parts[0]) > 0 && !narrower(parts[0], gutters[0]) {
			break
		}
		if len(parts[0]) > 0 && (!lower(parts[0][0].text) || ended(b.lines[0].text()) && len(parts[0]) == len(b.words)) {
			break
		}
		used++
	}
	t := &table{page: inside[0].lines[0].page, level: inside[0].base}
	t.edges = append(t.edges, math.Inf(1))
	for _, g := range gutters {
		t.edges = append(t.edges, g.to)
	}
	pitch = rowPitch(all[r.from:used])
	edge := 0.0
	for _, b := range all[r.from:used] {
		edge = max(edge, b.words[len(b.words)-1].x1)
	}
	row := -1
	filled := map[int]*cell{}
	flush := func() {
		for c := range len(gutters) + 1 {
			if f := filled[c]; f != nil {
				t.cells = append(t.cells, *f)
			}
		}
		filled = map[int]*cell{}
	}
	for i, b := range all[r.from:used] {
		parts := split(b)
		fresh := row < 0
		if !fresh {
			distance := b.base - all[r.from+i-1].last
			fresh = len(b.lines) > 2 && pitch == 0 || !t.goesOn(filled, parts, gutters, distance, pitch, b.size)
		}
		if fresh {
			flush()
			row++
		}
		for c, ws := range parts {
			if len(ws) == 0 {
				continue
			}
			t.edges[0] = min(t.edges[0], b.words[0].x0)
			if filled[c] == nil {
				filled[c] = &cell{row: row, col: c}
			}
			for _, l := range rows(ws, t.page, b.lines[0].direction) {
				l.left, l.right = l.x0, edge
				if c < len(gutters) {
					l.right = max(gutters[c].from, gutters[c].to-0.6*l.size)
				}
				filled[c].lines = append(filled[c].lines, l)
			}
		}
	}
	flush()
	t.rows = row + 1
	if r.parted < 3 && len(t.edges) < 3 {
		return nil, 0, false // two lines with a gap each: labels, a letterhead
	}
	return t, used, t.rows >= 2
}

// open reports whether a region's gutter is white space that was meant: clearly wider than the spaces between words,
// and, where it parts few bands, not in the midst of running text.
func open(all []band, r region) bool {
	var at, others []float64
	middle := (r.gutter.from + r.gutter.to) / 2
	for _, b := range all[r.from:r.to] {
		for i, w := range b.words[1:] {
			before := b.words[i]
			switch space := w.x0 - before.x1; {
			case before.x1 <= middle && w.x0 >= middle:
				at = append(at, space/b.size)
			case space > 0.1*b.size:
				others = append(others, space/b.size)
			}
		}
	}
	if len(at) == 0 {
		return false
	}
	slices.Sort(at)
	usual := 0.3
	if len(others) > 0 {
		slices.Sort(others)
		usual = max(usual, others[len(others)/2])
	}
	wide := at[len(at)/2]
	if wide < max(1.4, 2.2*usual) {
		return false
	}
	if r.parted > 4 || wide > 4 {
		return true
	}
	inText := func(i, neighbour int) bool {
		if i < 0 || i >= len(all) {
			return false
		}
		kind, _ := all[i].side(r.gutter)
		upper := all[min(i, neighbour)]
		return kind == across && math.Abs(all[i].base-all[neighbour].base) < 1.35*all[i].size && len(all[i].words) > 6 &&
			!ended(upper.words[len(upper.words)-1].text)
	}
	return !inText(r.from-1, r.from) && !inText(r.to, r.to-1)
}

// narrower reports whether words end before a gutter.
func narrower(ws []word, g gap) bool { return ws[len(ws)-1].x1 <= g.from+1 }

// goesOn judges whether a band goes on with the row that is being filled.
func (t *table) goesOn(filled map[int]*cell, parts [][]word, gutters []gap, distance, pitch, size float64) bool {
	some, unheld := 0, 0
	for c, ws := range parts {
		if len(ws) > 0 {
			some++
			if filled[c] == nil {
				unheld++
			}
		}
	}
	switch {
	case pitch > 0:
		// The rows stand further apart than the lines within them.
		return distance < pitch
	case some == len(parts):
		return false
	case len(parts[0]) == 0:
		return unheld == 0 || distance < 0.8*size
	case some == 1 && unheld == 0:
		// The first column alone: a cell's second line begins small, or after a full first one.
		last := filled[0].lines[len(filled[0].lines)-1]
		return lower(parts[0][0].text) || unfinished(last.text())
	}
	return false
}

// rowPitch is the distance between baselines from which on a new row begins, where rows stand clearly further apart
// than lines; 0 where they do not.
func rowPitch(all []band) float64 {
	var ds []float64
	for i := 1; i < len(all); i++ {
		ds = append(ds, all[i].base-all[i-1].last)
	}
	slices.Sort(ds)
	if len(ds) < 3 {
		return 0
	}
	low := ds[0]
	// The widest step between two neighbouring distances parts lines from rows, if there are both.
	best, at := 0.0, 0.0
	for i := 1; i < len(ds); i++ {
		if step := ds[i] - ds[i-1]; step > best && ds[i] < 3*low {
			best, at = step, (ds[i]+ds[i-1])/2
		}
	}
	rows := 0
	for _, d := range ds {
		if d >= at {
			rows++
		}
	}
	if best > 0.25*low && low > 0.8*all[0].size && low < 1.4*all[0].size && rows >= 2 {
		return at
	}
	return 0
}

// more finds further gutters within a part of a table's width.
func more(inside []band, within gap, usual int, depth int) []gap {
	if depth > 12 {
		return nil
	}
	var part []band
	for _, b := range inside {
		var ws []word
		for _, w := range b.words {
			if w.x0 >= within.from-1 && w.x1 <= within.to+1 {
				ws = append(ws, w)
			}
		}
		if len(ws) > 0 {
			part = append(part, band{lines: b.lines, words: ws, base: b.base, last: b.last, size: b.size, inner: true})
		}
	}
	r, ok := widest(part, textGutter)
	ok = ok && (r.parted >= (usual+1)/2 || r.parted >= (len(part)+1)/2)
	if !ok && r.parted > 0 && len(inside) > 0 && part[0].base == inside[0].base && part[0].bold() {
		// A column that few rows fill still has its place in a bold header.
		kind, _ := part[0].side(r.gutter)
		ok = kind == parted
	}
	if !ok {
		return nil
	}
	// It must not cut words of the rest of the table.
	for _, b := range part {
		if kind, _ := b.side(r.gutter); kind == across {
			return nil
		}
	}
	out := []gap{r.gutter}
	out = append(out, more(inside, gap{within.from, r.gutter.from}, usual, depth+1)...)
	return append(out, more(inside, gap{r.gutter.to, within.to}, usual, depth+1)...)
}

// inLine is the share of values that lie within 3 points of the most common one.
func inLine(values []float64) float64 {
	if len(values) == 0 {
		return 1
	}
	best := 0
	for _, v := range values {
		n := 0
		for _, w := range values {
			if math.Abs(v-w) <= 3 {
				n++
			}
		}
		best = max(best, n)
	}
	return float64(best) / float64(len(values))
}

// list reports whether the first column holds nothing but list markers: then this is a list, not a table.
func list(inside []band, split func(band) [][]word) bool {
	for _, b := range inside {
		parts := split(b)
		if len(parts) != 2 {
			return false
		}
		if len(parts[0]) == 0 {
			continue
		}
		if len(parts[0]) > 1 || !isMarker(parts[0][0]) {
			return false
		}
	}
	return true
}

func isMarker(w word) bool {
	_, ok := markerOf(&line{words: []word{w, {text: "X", x0: w.x1 + 2*w.size, x1: w.x1 + 3*w.size, size: w.size}}, size: w.size})
	return ok
}

var pageRef = regexp.MustCompile(`^([0-9]{1,4}|[ivxl]{1,6})$`)

// pages reports whether a region is a contents list: leaders, or page numbers that do not fall at its right.
func pages(inside []band, split func(band) [][]word, last int) bool {
	led, rising, n, before := 0, 0, 0, -1
	for _, b := range inside {
		var text strings.Builder
		for _, w := range b.words {
			text.WriteString(w.text + " ")
		}
		if leaders.MatchString(text.String()) {
			led++
		}
		ws := split(b)[last]
		if len(ws) != 1 || !pageRef.MatchString(ws[0].text) {
			continue
		}
		n++
		number := 0
		for _, r := range ws[0].text {
			number = 10*number + int(r-'0')
		}
		if number >= before {
			rising++
		}
		before = number
	}
	return 2*led > len(inside) || last == 1 && n >= 2 && rising == n && 10*n >= 9*len(inside)
}
