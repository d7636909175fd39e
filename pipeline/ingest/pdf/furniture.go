package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// edgeLines is how many lines at the top and at the bottom of a page can be a running header or footer.
const edgeLines = 5

var pageNumber = regexp.MustCompile(`(?i)^[-–—\s\[(]*(page|p\.|seite|página|pagina)?\s*([0-9]{1,4}|[ivxl]{1,6})\s*((of|/|de|sur|von|\|)\s*[0-9]{1,4})?[-–—\s\])]*$`)

// What programs print at the edges of a page: a browser's date and time, its address and page count; a word
// processor's "Page 1 of 4", alone or beside the document's name.
var (
	printedHead = regexp.MustCompile(`^[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4},? [0-9]{1,2}[:.][0-9]{2}( ?[AP]M)?\b`)
	printedFoot = regexp.MustCompile(`(?i)^(https?|file)://\S+( [0-9]+/[0-9]+)?$|\b(page|seite|página|pagina) [0-9]+ (of|de|sur|von|/) ?[0-9]+\b`)
)

// furnish takes running headers, footers and page numbers out of the sheets' lines: what comes back near the same
// place at the edges of several pages, give or take its digits, and numbers that count the pages.
func furnish(sheets []*sheet) {
	type place struct {
		text string
		top  bool
	}
	seen := map[place][]int{} // pages
	at := map[place]map[int]float64{}
	for i, s := range sheets {
		for _, c := range s.edges() {
			k := place{shape(c.line.text()), c.top}
			if k.text == "" {
				continue
			}
			if at[k] == nil {
				at[k] = map[int]float64{}
			}
			if _, twice := at[k][i]; !twice {
				seen[k] = append(seen[k], i)
				at[k][i] = c.fromEdge(s)
			}
		}
	}
	for i, s := range sheets {
		drop := map[*line]bool{}
		for _, c := range s.edges() {
			k := place{shape(c.line.text()), c.top}
			same := 0
			for _, other := range seen[k] {
				if other != i && math.Abs(at[k][other]-c.fromEdge(s)) < 6 {
					same++
				}
			}
			text := c.line.text()
			outer := c.rank < 3 && (c.line.base < 0.12*s.height || c.line.base > 0.88*s.height)
			switch {
			case same >= 2, same >= 1 && (len(sheets) <= 4 || outer && c.rank < 2):
				drop[c.line] = true
			case outer && (c.top && printedHead.MatchString(text) || len(text) < 150 && printedFoot.MatchString(text)):
				drop[c.line] = true
			case outer && pageNumber.MatchString(text) && (c.rank == 0 || !c.top && c.rank < 2):
				drop[c.line] = true
			}
		}
		// A header's lines go together: a line between the edge and one that goes, goes only if it repeats itself.
		s.lines = slices.DeleteFunc(s.lines, func(l *line) bool {
			if drop[l] {
				s.furniture = append(s.furniture, l)
			}
			return drop[l]
		})
	}
}

// edge is a line near the top or the bottom of a page; rank 0 is the outermost.
type edge struct {
	line *line
	top  bool
	rank int
}

// fromEdge is how far the line stands from its edge of the page.
func (e edge) fromEdge(s *sheet) float64 {
	if e.top {
		return e.line.base
	}
	return s.height - e.line.base
}

func (s *sheet) edges() []edge {
	sorted := slices.Clone(s.lines)
	slices.SortStableFunc(sorted, func(a, b *line) int { return int(math.Round(a.base - b.base)) })
	var out []edge
	for i, l := range sorted {
		if s.tabular(l) {
			continue
		}
		if i < edgeLines && l.base < 0.22*s.height {
			out = append(out, edge{l, true, i})
		}
		if j := len(sorted) - 1 - i; j < edgeLines && l.base > 0.8*s.height {
			out = append(out, edge{l, false, j})
		}
	}
	return out
}

// tabular reports whether a line is a table's: its header may come back on every page and be none of the page's. A box
// that is low is not taken for a table: letterheads stand in such.
func (s *sheet) tabular(l *line) bool {
	for _, g := range s.grids {
		if len(g.upright) > 2 && g.bounds.Bottom-g.bounds.Top > 0.15*s.height && g.bounds.Bottom-g.bounds.Top < 0.95*s.height && within(g.bounds, l.words[0]) {
			return true
		}
	}
	parts, named := 0, 0
	for from := 0; from < len(l.words); {
		to := from + 1
		for to < len(l.words) && l.words[to].x0-l.words[to-1].x1 < l.size {
			to++
		}
		part := line{words: l.words[from:to]}
		if parts++; headWord.MatchString(part.text()) {
			named++
		}
		from = to
	}
	return parts > 1 && 2*named >= parts
}

// shape is a line's text without what changes from page to page: digits, Roman page numbers, spaces, case.
func shape(text string) string {
	if pageNumber.MatchString(text) {
		return "#"
	}
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case unicode.IsDigit(r):
			if !strings.HasSuffix(b.String(), "#") {
				b.WriteByte('#')
			}
		case unicode.IsSpace(r):
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
