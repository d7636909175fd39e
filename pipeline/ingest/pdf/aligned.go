package pdf

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
)

// aligned makes a table of a region, if its columns stand in line. It returns the bands that the table takes.
func aligned(all []band, r region) (*table, region, bool) {
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
			return nil, r, false
		}
	}
	if !meant(all, r) || onlyMarkers(inside, split) || isContents(inside, split, len(gutters)) {
		return nil, r, false
	}
	if t, used, ok := padded(all, r, gutters, split); ok {
		return t, used, true
	}
	tall := 0
	for _, b := range inside {
		if len(b.lines) > 2 {
			tall++
		}
	}
	if tall < 2 && uneven(inside, r.gutter) > 0.6 && len(inside) > 6 {
		return nil, r, false
	}
	// The lines right below that stand in one column go on with the last row.
	used := r.to
	pitch := rowPitch(inside)
	if pitch == 0 && used < len(all) {
		// The line below the region may stand closer to it than the region's rows do to one another.
		below, least := all[used].base-all[used-1].last, math.Inf(1)
		for i := 1; i < len(inside); i++ {
			least = min(least, inside[i].base-inside[i-1].last)
		}
		if below < 0.8*least && below > 0.8*all[used].size && below < 1.4*all[used].size {
			pitch = (below + least) / 2
		}
	}
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
	t := &table{page: inside[0].lines[0].page}
	t.edges = append(t.edges, math.Inf(1))
	for _, g := range gutters {
		t.edges = append(t.edges, g.to)
	}
	pitch = max(pitch, rowPitch(all[r.from:used]))
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
	if r.parted < 3 && len(t.edges) < 3 && r.gutter.to-r.gutter.from < 5*inside[0].size {
		return nil, r, false // two lines with a gap each: labels, a letterhead
	}
	return t, region{from: r.from, to: used}, t.rows >= 2
}

// padded makes a table of a region whose rows stand apart by white space.
func padded(all []band, r region, gutters []gap, split func(band) [][]word) (*table, region, bool) {
	columns := func(bands []band) [][]*line {
		words := make([][]word, len(gutters)+1)
		for _, b := range bands {
			for c, ws := range split(b) {
				words[c] = append(words[c], ws...)
			}
		}
		out := make([][]*line, len(words))
		for c, ws := range words {
			out[c] = rows(ws, bands[0].lines[0].page, bands[0].lines[0].direction)
		}
		return out
	}
	limit, ok := spacing(columns(all[r.from:r.to]))
	if !ok {
		return nil, r, false
	}
	// Lines above and below that stand in the columns, no further off than a cell's lines, are of its first and last row.
	crosses := func(b band) bool {
		return slices.ContainsFunc(gutters, func(g gap) bool { kind, _ := b.side(g); return kind == across })
	}
	for r.from > 0 && all[r.from].base-all[r.from-1].last <= limit && !crosses(all[r.from-1]) {
		r.from--
	}
	for r.to < len(all) && all[r.to].base-all[r.to-1].last <= limit && !crosses(all[r.to]) {
		r.to++
	}
	found := columns(all[r.from:r.to])
	stack, ok := stacked(found, limit)
	if !ok {
		return nil, r, false
	}
	t := &table{page: all[r.from].lines[0].page, rows: len(stack), edges: []float64{math.Inf(1)}}
	for _, g := range gutters {
		t.edges = append(t.edges, g.to)
	}
	edge := 0.0
	for _, lines := range found {
		for _, l := range lines {
			t.edges[0], edge = min(t.edges[0], l.x0), max(edge, l.x1)
		}
	}
	for i, row := range stack {
		slices.SortStableFunc(row, func(a, b stretch) int { return cmp.Compare(a.col, b.col) })
		for k, s := range row {
			for _, l := range s.lines {
				l.left, l.right = l.x0, edge
				if s.col < len(gutters) {
					l.right = max(gutters[s.col].from, gutters[s.col].to-0.6*l.size)
				}
			}
			if k > 0 && row[k-1].col == s.col {
				last := &t.cells[len(t.cells)-1]
				last.lines = append(last.lines, s.lines...)
				continue
			}
			t.cells = append(t.cells, cell{row: i, col: s.col, lines: s.lines})
		}
	}
	return t, r, true
}

// widestSpace is what the spaces between the words of justified text reach, in parts of the font's size: wider ones part
// columns, too.
const widestSpace = 2.5

// meant reports whether a region's gutter is white space that was meant: clearly wider than the spaces between words,
// and, where it parts few bands, not in the midst of running text.
func meant(all []band, r region) bool {
	var at, others []float64
	middle := (r.gutter.from + r.gutter.to) / 2
	for _, b := range all[r.from:r.to] {
		for i, w := range b.words[1:] {
			before := b.words[i]
			switch space := w.x0 - before.x1; {
			case before.x1 <= middle && w.x0 >= middle:
				at = append(at, space/b.size)
			case space > 0.1*b.size && space < widestSpace*b.size:
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

// onlyMarkers reports whether the first column holds nothing but list markers: then this is a list, not a table.
func onlyMarkers(inside []band, split func(band) [][]word) bool {
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

// isContents reports whether a region is a contents list: leaders, or page numbers that do not fall at its right.
func isContents(inside []band, split func(band) [][]word, last int) bool {
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

// What blocks of signatures begin with: whom they sign for, or their names.
var (
	signsFor = regexp.MustCompile(`(?i)^(for|on behalf of|pour|au nom|por|en nombre|für)\s|^\(?signed\)?|^_{4,}`)
	styled   = regexp.MustCompile(`^(Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Amb|Hon|H\. ?E|S\. ?E|M|Mme)\.? \p{Lu}`)
)

// signatures reports whether a table is none, but blocks of signatures side by side, each to be read as a whole: all
// columns begin as such blocks do, and no other row does.
func (t *table) signatures() bool {
	first, byOffice, byName := 0, 0, 0
	for _, c := range t.cells {
		text := c.lines[0].text()
		switch {
		case c.row == 0:
			first++
			if signsFor.MatchString(text) {
				byOffice++
			}
			if styled.MatchString(text) {
				byName++
			}
		case c.row > 8 || signsFor.MatchString(text) || byOffice < first && styled.MatchString(text):
			return false // several rows of blocks: each is a cell
		}
	}
	return first > 1 && first == len(t.edges) && (byOffice == first || byName == first && t.rows <= 4)
}

// read is what a table without rules gives to the reading order: itself, or, of signatures, its lines column by column.
func (t *table) read() []item {
	if !t.signatures() {
		return []item{{table: t}}
	}
	var out []item
	for col := range t.edges {
		for _, c := range t.cells {
			if c.col != col {
				continue
			}
			for _, l := range c.lines {
				if col == len(t.edges)-1 {
					l.left, l.right = 0, 0 // no column ends beside it: the page's edges hold
				}
			}
			out = append(out, items(c.lines)...)
		}
	}
	return out
}
