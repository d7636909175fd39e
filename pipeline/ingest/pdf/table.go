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
}

// cell is what stands at a row and column of a table.
type cell struct {
	row, col int
	lines    []*line
	header   bool
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
	if !keepClear(inside, func(w word) int { return find(between(ys, w.base-0.25*w.size)*columns + between(xs, (w.x0+w.x1)/2)) }) {
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
	t := &table{page: page, rows: len(usedRows)}
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

// keepClear reports whether the words of neighbouring cells keep clear of one another. A box around a link or a marked
// passage stands in running text, a word's space from it.
func keepClear(words []word, cellOf func(word) int) bool {
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
