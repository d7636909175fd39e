package pdf

import (
	"cmp"
	"math"
	"slices"
)

// stretch is what stands in one column of a table without white space between its lines.
type stretch struct {
	col   int
	lines []*line
}

func (s stretch) top() float64    { return s.lines[0].base - 0.7*s.lines[0].size }
func (s stretch) bottom() float64 { return s.last().base + 0.2*s.last().size }
func (s stretch) last() *line     { return s.lines[len(s.lines)-1] }

// spacing is the distance between the baselines of lines within cells, and how far apart lines may stand and still be
// of one cell. It reports false where the columns' lines do not show both: lines within cells, and rows further apart.
func spacing(columns [][]*line) (limit float64, ok bool) {
	var gaps []float64
	size := 0.0
	for _, lines := range columns {
		for i := 1; i < len(lines); i++ {
			size = lines[i].size
			if gap := lines[i].base - lines[i-1].base; gap > 0.8*size {
				gaps = append(gaps, gap)
			}
		}
	}
	slices.Sort(gaps)
	if len(gaps) < 3 || gaps[0] > 1.5*size {
		return 0, false
	}
	limit = 1.12*gaps[0] + 0.5
	within := 0
	for within < len(gaps) && gaps[within] <= limit {
		within++
	}
	return limit, within >= 2 && within < len(gaps)
}

// stacked parts the lines of a table's columns into rows, where the white space between rows shows: then cells stand at
// the top of their row, in its middle or at its foot. It reports false where the rows do not agree on one of these:
// columns of text that have nothing to do with each other.
func stacked(columns [][]*line, limit float64) ([][]stretch, bool) {
	var all []stretch
	for c, lines := range columns {
		for i, l := range lines {
			if i == 0 || l.base-lines[i-1].base > limit {
				all = append(all, stretch{col: c})
			}
			s := &all[len(all)-1]
			s.lines = append(s.lines, l)
		}
	}
	slices.SortStableFunc(all, func(a, b stretch) int { return cmp.Compare(a.top(), b.top()) })
	// What overlaps in height is of one row.
	var out [][]stretch
	bottom := math.Inf(-1)
	for _, s := range all {
		if s.top() >= bottom {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], s)
		bottom = max(bottom, s.bottom())
	}
	var rows [][]stretch
	for _, row := range out {
		rows = append(rows, restarts(row)...)
	}
	rows = joined(rows, 2*limit)
	return rows, len(rows) >= 2 && agree(rows) && !abreast(rows)
}

// abreast reports whether most lines within the rows are rows of their own: all columns have one, and none begins small.
func abreast(rows [][]stretch) bool {
	whole, all := 0, 0
	for _, row := range rows {
		at := map[float64][]*line{}
		for _, s := range row {
			for _, l := range s.lines[1:] {
				at[math.Round(l.base)] = append(at[math.Round(l.base)], l)
			}
		}
		for _, lines := range at {
			all++
			if len(row) > 1 && len(lines) == len(row) && !slices.ContainsFunc(lines, func(l *line) bool { return lower(l.text()) }) {
				whole++
			}
		}
	}
	return 2*whole > all
}

// restarts parts a row where several of its columns begin anew after white space, while another has none: rows that a
// full cell in one column ties together.
func restarts(row []stretch) [][]stretch {
	seen := map[int]bool{}
	var at []float64
	for _, s := range row {
		y := s.lines[0].base
		if seen[s.col] {
			begun := 0
			for _, other := range row {
				if math.Abs(other.lines[0].base-y) < 0.2*s.lines[0].size {
					begun++
				}
			}
			if begun >= 2 && (len(at) == 0 || y > at[len(at)-1]+1) {
				at = append(at, y)
			}
		}
		seen[s.col] = true
	}
	parts := make([][]stretch, len(at)+1)
	for _, s := range row {
		for _, l := range s.lines {
			n := 0
			for n < len(at) && l.base > at[n]-0.3*l.size {
				n++
			}
			if k := len(parts[n]) - 1; k >= 0 && parts[n][k].col == s.col {
				parts[n][k].lines = append(parts[n][k].lines, l)
			} else {
				parts[n] = append(parts[n], stretch{s.col, []*line{l}})
			}
		}
	}
	return parts
}

// joined gives a further paragraph of a cell, which stands alone in its column below a row, to that row.
func joined(rows [][]stretch, near float64) [][]stretch {
	out := rows[:1]
	for _, row := range rows[1:] {
		before := out[len(out)-1]
		if len(row) == 1 && row[0].col > 0 {
			i := slices.IndexFunc(before, func(s stretch) bool { return s.col == row[0].col })
			if i >= 0 && row[0].lines[0].base-before[i].last().base < near {
				before[i].lines = append(before[i].lines, row[0].lines...)
				continue
			}
		}
		out = append(out, row)
	}
	return out
}

// agree reports whether the cells of most rows stand level with one another: by their first lines, their middles or
// their last lines.
func agree(rows [][]stretch) bool {
	judged := 0
	var level [3]int
	for _, row := range rows {
		if len(row) < 2 {
			continue
		}
		judged++
		first, last := row[0].lines[0], row[0].last()
		same := [3]bool{true, true, true}
		for _, s := range row[1:] {
			top, bottom := s.lines[0].base-first.base, s.last().base-last.base
			for i, off := range []float64{top, (top + bottom) / 2, bottom} {
				same[i] = same[i] && math.Abs(off) < 0.35*first.size
			}
		}
		for i := range same {
			if same[i] {
				level[i]++
			}
		}
	}
	return judged >= 2 && float64(max(level[0], level[1], level[2])) >= 0.75*float64(judged)
}
