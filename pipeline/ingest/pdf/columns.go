package pdf

import (
	"cmp"
	"math"
	"slices"
)

// item is a step of a page's reading order: a line or a table.
type item struct {
	line  *line
	table *table
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

// full is where a cell ends that fills its column up to a gutter, so that hardly a space is left before the next one, which
// begins where the others of its column do.
func (b band) full(g gap) (end float64, ok bool) {
	for i := 1; i < len(b.words); i++ {
		end := b.words[i-1].x1
		if math.Abs(b.words[i].x0-g.to) < 1 && end > g.from && end < g.to-0.15*b.size {
			return end, true
		}
	}
	return 0, false
}

// goesOn reports whether a band is parted by a gutter as the rows of a table are.
func (b band) goesOn(g gap, least float64) bool {
	kind, free := b.side(g)
	return kind == parted && free.to-free.from >= 0.9*least*b.size && math.Abs(free.to-g.to) < 1
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

// header reports whether a band looks like the header of a table: bold words with wide gaps between.
func (b band) header() bool { return b.bold() && len(b.gaps(1.5)) >= 2 }

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
	best, narrow := region{}, gap{}
	steps := 0
	for i, b := range all {
		for _, seed := range b.gaps(least) {
			if steps > maxSteps {
				break
			}
			r := region{from: i, to: i + 1, gutter: seed, parted: 1}
			tight, fulls := seed, 0 // what full cells leave of it, and how many there are
			for j := i + 1; j < len(all); j++ {
				steps++
				if !b.inner && all[j].base-all[j-1].last > 3.6*max(all[j].size, all[j-1].size) || all[j].lines[0].direction != b.lines[0].direction {
					break
				}
				kind, free := all[j].side(r.gutter)
				if kind == across || free.to-free.from < 0.9*least*b.size {
					if full, ok := all[j].full(r.gutter); ok && r.parted > 1+4*fulls && j+1 < len(all) && all[j+1].goesOn(r.gutter, least) {
						tight.from = max(tight.from, full)
						fulls++
						continue
					}
					break
				}
				r.gutter = free
				if kind == parted {
					r.parted++
					r.to = j + 1
				}
			}
			if r.parted > best.parted || r.parted == best.parted && r.gutter.to-r.gutter.from > best.gutter.to-best.gutter.from {
				best, narrow = r, tight
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
	if narrow.from < best.gutter.to {
		best.gutter.from = max(best.gutter.from, narrow.from)
	}
	if best.parted == 2 && best.gutter.to-best.gutter.from <= 30 {
		return best, all[best.from].header() && !all[best.from+1].bold() // a table's header and its only row here
	}
	return best, best.parted >= 2
}

// group is the part of a region up to a bold line that stands alone in the first column: a heading above the next group
// of rows, as lists of delegations have them. A table with a header keeps its groups, since the header is of all.
func (r region) group(all []band) region {
	if all[r.from].bold() {
		return r
	}
	for i := r.from + 1; i < r.to; i++ {
		if kind, _ := all[i].side(r.gutter); kind != leftOnly || !all[i].bold() || len(all[i].lines) > 1 {
			continue
		}
		cut := region{from: r.from, to: i, gutter: r.gutter}
		for _, b := range all[r.from:i] {
			kind, _ := b.side(r.gutter)
			if kind == parted {
				cut.parted++
			}
			if kind != parted && kind != leftOnly || b.words[0].font != nil && b.words[0].font.bold {
				return r
			}
		}
		if cut.parted < 2 {
			continue
		}
		return cut
	}
	return r
}

// maxDepth is how often columns and the stretches between them are taken apart again.
const maxDepth = 4

// maxLines is the most lines among which columns and tables are looked for; a full page of small print has some 150.
const maxLines = 600

// setting is how the pages so far were set: the gutters of their columns of text, the last one last.
type setting struct{ gutters []gutter }

// gutter is one between columns of text, with the edges of the text on either side.
type gutter struct {
	gap
	left, right float64
}

// goesOn takes the few lines at a page's top that go on with the columns of the page before: too few to show by
// themselves that they stand in columns.
func (set *setting) goesOn(all []band) (columns [2][]*line, to int, ok bool) {
	for _, g := range slices.Backward(set.gutters) {
		to, parts := 0, 0
		for to < len(all) {
			kind, free := all[to].side(g.gap)
			if kind == across || free.to-free.from < textGutter*all[to].size || to > 0 && (all[to].base-all[to-1].last > 2.2*all[to-1].size || all[to].size > 1.1*all[to-1].size) {
				break
			}
			if kind == parted {
				parts++
			}
			to++
		}
		if parts == 0 {
			continue
		}
		columns = g.halves(all[:to])
		edges := [2][2]float64{{g.left, g.from}, {g.to, g.right}}
		full := true
		for i, lines := range columns {
			width := edges[i][1] - edges[i][0]
			for k, l := range lines {
				l.left, l.right = edges[i][0], edges[i][1]
				// All but a paragraph's last line fill their column, and the one before a new column does.
				full = full && l.x0 > edges[i][0]-l.size && l.x0 < edges[i][0]+3*l.size && !l.tabbed() &&
					(l.x1-l.x0 > 0.7*width || k == len(lines)-1 && i == 1 || ended(l.text()))
			}
		}
		if full {
			return columns, to, true
		}
	}
	return columns, 0, false
}

// arrange puts the lines of a page, or of a column, in reading order, and takes its tables together.
func (set *setting) arrange(lines []*line, depth int) []item {
	if depth > maxDepth || len(lines) < 2 || len(lines) > maxLines {
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
		if columns, extent, ok := prose(all, r, maxDepth-depth); ok {
			out = append(out, set.arrange(flat(all[:extent.from]), depth+1)...)
			rest := all[extent.to:]
			set.gutters = append(set.gutters, edges(extent.gutter, columns))
			if goesOnBelow(columns[0], rest) && !goesOnBelow(columns[1], rest) {
				slices.Reverse(columns) // the right one is a side bar
			}
			for _, c := range columns {
				out = append(out, set.arrange(c, depth+1)...)
			}
			return append(out, set.arrange(flat(rest), depth+1)...)
		}
	}
	if depth == 0 {
		if columns, to, ok := set.goesOn(all); ok {
			return slices.Concat(items(columns[0]), items(columns[1]), set.arrange(flat(all[to:]), depth+1))
		}
	}
	if chained, tall := chain(all); tall >= 2 {
		if r, ok := widest(chained, textGutter); ok {
			if t, used, ok := aligned(chained, r.group(chained)); ok {
				out = append(out, set.arrange(flat(chained[:used.from]), depth+1)...)
				out = append(out, t.read()...)
				return append(out, set.arrange(flat(chained[used.to:]), depth+1)...)
			}
		}
	}
	r, ok := widest(all, wideGutter)
	if !ok {
		return items(lines)
	}
	r = r.group(all)
	if t, used, ok := aligned(all, r); ok {
		out = append(out, set.arrange(flat(all[:used.from]), depth+1)...)
		out = append(out, t.read()...)
		return append(out, set.arrange(flat(all[used.to:]), depth+1)...)
	}
	// No columns and no table here; there may be some above or below.
	out = append(out, set.arrange(flat(all[:r.from]), depth+1)...)
	out = append(out, items(flat(all[r.from:r.to]))...)
	return append(out, set.arrange(flat(all[r.to:]), depth+1)...)
}

// edges are those of the text on either side of a gutter.
func edges(g gap, columns [][]*line) gutter {
	out := gutter{g, math.Inf(1), math.Inf(-1)}
	for _, l := range columns[0] {
		out.left, out.from = min(out.left, l.x0), max(out.from, l.x1)
	}
	out.to = math.Inf(1)
	for _, l := range columns[1] {
		out.to, out.right = min(out.to, l.x0), max(out.right, l.x1)
	}
	return out
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
func prose(all []band, r region, depth int) (columns [][]*line, extent region, ok bool) {
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
		last := all[extent.to-1]
		kind, free := b.side(r.gutter)
		if kind == across || free.to-free.from < 0.45*b.size || b.base-last.last > 3*min(b.size, last.size) {
			break
		}
		if b.base-all[r.to-1].last < 5*last.size && b.size > 1.1*last.size && b.base-last.last > 1.5*last.size {
			break // both columns have ended level, and a heading of what follows stands below them
		}
		extent.to++
	}
	// White space over the whole width may end the columns: what stands beyond it counts only if it is running text
	// on both sides too, or goes on with one of them, or the columns have such white space between their paragraphs.
	for k := extent.from + 1; k < extent.to; k++ {
		space := all[k].base - all[k-1].last
		if space < 1.75*all[k].size {
			continue
		}
		sides := r.gutter.halves(all[k:extent.to])
		if len(sides[0]) == 0 || len(sides[1]) == 0 {
			continue
		}
		if !reads(sides[0], depth) && !reads(sides[1], depth) && extent.to-k < (extent.to-extent.from)/2 && !spaced(r.gutter.halves(all[extent.from:k]), space) {
			extent.to = k
		}
	}
	sides := r.gutter.halves(all[extent.from:extent.to])
	left, right := reads(sides[0], depth), reads(sides[1], depth)
	// Where the lines of the two sides do not stand level, they do not belong together, whatever they hold.
	if !(left && right) {
		if !(left || right) || uneven(all[r.from:r.to], r.gutter) <= 0.4 {
			return nil, r, false
		}
		if _, _, ok := aligned(all, r); ok {
			return nil, r, false // a table whose short cells stand in the middle of their rows
		}
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

// goesOnBelow reports whether a column's text goes on, over the full width, in what stands below the columns.
func goesOnBelow(column []*line, rest []band) bool {
	if len(rest) == 0 || len(column) < 2 {
		return false
	}
	last, next := column[len(column)-1], rest[0]
	leading := last.base - column[len(column)-2].base
	return math.Abs(next.size-last.size) < 0.05*last.size && next.base-last.base < 1.15*leading && math.Abs(next.words[0].x0-last.x0) < last.size
}

// spaced reports whether columns have white space as high as this between their paragraphs.
func spaced(sides [2][]*line, space float64) bool {
	for _, lines := range sides {
		for i := 1; i < len(lines); i++ {
			if gap := lines[i].base - lines[i-1].base; gap > 0.9*space && gap < 1.6*space {
				return true
			}
		}
	}
	return false
}

// reads reports whether lines are running text, in one column or in several side by side.
func reads(lines []*line, depth int) bool {
	if depth <= 0 || runningText(lines) {
		return runningText(lines)
	}
	all := bands(lines)
	r, ok := widest(all, textGutter)
	if !ok || r.parted < 5 {
		return false
	}
	_, extent, ok := prose(all, r, depth-1)
	return ok && 4*(extent.to-extent.from) > 3*len(all)
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
		if l.x1-l.x0 > 0.78*(right-left) && !l.tabbed() {
			full++
		}
	}
	return float64(full) >= 0.55*float64(len(lines)) && float64(count) >= 3.5*float64(len(lines))
}
