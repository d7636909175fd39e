package pdf

import (
	"math"
	"slices"
)

// measures are what is usual in a document: the size of its text and the distance between its lines.
type measures struct {
	body    float64             // size of most characters
	leading map[float64]float64 // usual distance between baselines, by size
	right   map[int]float64     // right edge of the text, by page
	left    map[int]float64     // left edge of the text, by page
	typed   map[int]bool        // the pages that are pictures, or of letters of one width
}

// measure finds the size of the body's text.
func measure(sheets []*sheet) measures {
	sizes := map[float64]int{}
	typed := map[int]bool{}
	for _, s := range sheets {
		all, even := 0, 0.0
		for _, l := range s.lines {
			n := len(l.text())
			sizes[half(l.size)] += n
			all, even = all+n, even+float64(n)*l.share(func(f *font) bool { return f.mono })
		}
		typed[s.page.number] = s.covered || s.scanned || even > 0.8*float64(all)
	}
	return measures{body: max(1, heaviest(sizes)), leading: map[float64]float64{}, right: map[int]float64{}, left: map[int]float64{}, typed: typed}
}

// lead measures the distances between lines, in reading order.
func (m measures) lead(sheets []*sheet) {
	gaps := map[float64]map[float64]int{}
	for _, s := range sheets {
		var a *line
		for _, it := range s.items {
			l := it.line
			if a != nil && l != nil && half(a.size) == half(l.size) {
				if gap := l.base - a.base; gap > 0.8*l.size && gap < 2.6*l.size {
					if gaps[half(l.size)] == nil {
						gaps[half(l.size)] = map[float64]int{}
					}
					gaps[half(l.size)][half(gap)]++
				}
			}
			a = l
		}
	}
	for size, g := range gaps {
		if usual := heaviest(g); g[usual] > 3 || usual < 1.4*size {
			m.leading[size] = usual
		}
	}
}

// edge measures the edges of the text, page by page. A page with little text has at least those that the others have.
func (m measures) edge(sheets []*sheet) {
	type edges struct{ left, right float64 }
	own := map[int]edges{}
	lefts, rights := map[int]float64{}, map[int]float64{}
	for _, s := range sheets {
		var ends, starts []float64
		e := edges{math.Inf(1), 0}
		for _, l := range s.lines {
			if l.size < 0.8*m.body || l.size > 1.2*m.body {
				continue
			}
			e = edges{min(e.left, l.x0), max(e.right, l.x1)}
			if len(l.text()) > 30 {
				starts, ends = append(starts, l.x0), append(ends, l.x1)
			}
		}
		own[s.page.number] = e
		if len(ends) >= 4 {
			slices.Sort(starts)
			slices.Sort(ends)
			lefts[s.page.number], rights[s.page.number] = starts[len(starts)/20], ends[len(ends)*19/20]
		}
	}
	usual := edges{median(lefts), median(rights)}
	for _, s := range sheets {
		n := s.page.number
		if right, ok := rights[n]; ok {
			m.left[n], m.right[n] = lefts[n], right
			continue
		}
		e := own[n]
		if usual.right > 0 && usual.right < s.width {
			e = edges{min(e.left, usual.left), max(e.right, usual.right)}
		}
		m.left[n], m.right[n] = e.left, e.right
	}
}

func half(x float64) float64 { return math.Round(2*x) / 2 }

func median(values map[int]float64) float64 {
	if len(values) == 0 {
		return 0
	}
	var all []float64
	for _, v := range values {
		all = append(all, v)
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// usualGap is the distance between the baselines of a paragraph's lines of this size.
func (m measures) usualGap(size float64) float64 {
	if g, ok := m.leading[half(size)]; ok {
		return g
	}
	return 1.2 * size
}
