package pdf

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/extract/document"
)

// compose lays the pages out and adds their blocks to the builder in reading order.
func compose(b *document.Builder, pages []*page) {
	sheets := make([]*sheet, len(pages))
	byNumber := map[int]*sheet{}
	for i, p := range pages {
		sheets[i] = spread(p)
		byNumber[p.number] = sheets[i]
	}
	furnish(sheets)
	m := measure(sheets)
	for _, s := range sheets {
		s.annotate(m)
	}
	known := learn(sheets)

	var lines []*line
	for _, s := range sheets {
		lines = append(lines, s.lines...)
	}
	blocks := gather(lines, m)
	classify(blocks, m)
	contents(blocks)

	// A page's notes and furniture stand after the block that its body ends with, so that no sentence is interrupted.
	next := 0
	edge := func(upTo int) {
		for ; next < len(sheets) && sheets[next].page.number <= upTo; next++ {
			s := sheets[next]
			for _, n := range gather(s.notes, m) {
				n.kind = document.Footnote
				known.add(b, n, byNumber)
			}
			for _, l := range s.furniture {
				f := &block{kind: document.Furniture, lines: []*line{l}, breaks: []bool{false}}
				known.add(b, f, byNumber)
			}
		}
	}
	for i, block := range blocks {
		known.add(b, block, byNumber)
		end := block.last().page
		if i+1 < len(blocks) {
			end = blocks[i+1].lines[0].page - 1
		}
		edge(end)
	}
	if len(sheets) > 0 {
		edge(sheets[len(sheets)-1].page.number)
	}
}

func (known lexicon) add(b *document.Builder, block *block, sheets map[int]*sheet) {
	made := document.Block{Kind: block.kind, Level: block.level}
	if block.marker != nil {
		made.Marker = block.marker.text
	}
	runs := known.runs(block.lines, block.breaks, sheets)
	if block.kind == document.Contents {
		for i := range runs {
			runs[i].Text = leaders.ReplaceAllString(runs[i].Text, " ")
		}
	}
	b.Add(made, runs...)
}

// spread makes lines of a page's characters, each direction of text apart, the most common one first.
func spread(p *page) *sheet {
	s := &sheet{page: p}
	s.width, s.height = p.view.size()
	parts := map[int][]glyph{}
	for _, g := range p.glyphs {
		parts[g.direction] = append(parts[g.direction], g)
	}
	directions := []int{0, 1, 2, 3}
	slices.SortStableFunc(directions, func(a, b int) int { return len(parts[b]) - len(parts[a]) })
	for _, d := range directions {
		s.lines = append(s.lines, rows(words(parts[d]), p.number, d)...)
	}
	for _, l := range rows(words(parts[aslant]), p.number, 0) {
		s.furniture = append(s.furniture, l) // a stamp or a watermark
	}
	return s
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
		if l.size > 0.93*m.body || l.base < 0.3*s.height || l.direction != 0 {
			break
		}
		if noteMark.MatchString(l.text()) || s.ruleAbove(l) {
			first = i
		}
	}
	if first > 0 {
		s.notes = slices.Clone(s.lines[first:])
		s.lines = s.lines[:first]
	}
}

var noteMark = regexp.MustCompile(`^([0-9]{1,3}|[*†‡§a-z⁰¹²³⁴⁵⁶⁷⁸⁹]+)([ .)]|\p{Lu})`)

// ruleAbove reports whether a level rule stands between a line and the one above it.
func (s *sheet) ruleAbove(l *line) bool {
	for _, r := range s.page.rules {
		if r.Right-r.Left > 30 && r.Right-r.Left < 0.6*s.width && r.Bottom < l.base-0.5*l.size && r.Top > l.base-3*l.size {
			return true
		}
	}
	return false
}

var (
	leaders      = regexp.MustCompile(`\s*(\.\s?){4,}|\s*…[…. ]*|\s*(_\s?){4,}`)
	contentsLine = regexp.MustCompile(`((\.\s?){4,}|…{2,}|\s)\s*([0-9]{1,4}|[ivxl]{1,6})$`)
	contentsHead = regexp.MustCompile(`(?i)^(table of )?contents\.?$|^table des matières$|^sommaire$|^índice$|^inhalt(sverzeichnis)?$`)
)

// contents marks the entries of contents lists: lines with leaders to a page number anywhere, and, below a heading
// that says so, lines that end in one.
func contents(blocks []*block) {
	inside := false
	for _, b := range blocks {
		text := b.text()
		switch {
		case contentsHead.MatchString(strings.TrimSpace(text)):
			inside = true
		case leaders.MatchString(text) && contentsLine.MatchString(text):
			b.kind, b.level = document.Contents, 0
		case inside && contentsLine.MatchString(text) && utf8.RuneCountInString(text) < 200*len(b.lines):
			b.kind, b.level = document.Contents, 0
		case inside && b.kind != document.Contents:
			inside = false
		}
	}
}
