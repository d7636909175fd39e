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

// style is the look of a heading; headings of one look have one level.
type style struct {
	size   float64
	bold   bool
	caps   bool
	italic bool
	told   int // the level that the file's structure or outline gives it; 0 where neither does
}

// told is the level that the file itself gives the block as a heading, 0 if it gives none.
func (b *block) told(outline map[string]int) int {
	text := b.text()
	if strings.HasSuffix(text, ".") && len(text) > 100 {
		return 0 // a sentence, whatever its author's word processor took it for
	}
	if len(b.lines) > 6 || utf8.RuneCountInString(text) > 300 || !strings.ContainsFunc(text, unicode.IsLetter) {
		return 0
	}
	level := b.lines[0].heading()
	for _, l := range b.lines {
		if l.heading() != level {
			level = 0
		}
	}
	if level > 0 {
		return level
	}
	if b.marker != nil {
		if level := outline[titleShape(b.marker.text+text)]; level > 0 {
			return level
		}
	}
	return outline[titleShape(text)]
}

// titleShape is what a heading and its bookmark share: its letters and digits, in lower case.
func titleShape(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, document.Normalize(s))
}

func (s style) compare(t style) int {
	weight := func(s style) int {
		w := 0
		if s.bold {
			w += 2
		}
		if s.caps {
			w++
		}
		if s.italic {
			w--
		}
		return w
	}
	if math.Abs(s.size-t.size) > 0.7 {
		return cmp.Compare(t.size, s.size)
	}
	return cmp.Compare(weight(t), weight(s))
}

// classify decides what each block is.
func classify(blocks []*block, m measures, outline map[string]int) {
	styles := map[*block]style{}
	for i, b := range blocks {
		if b.table != nil {
			continue
		}
		s, ok := m.heading(b, blocks, i)
		s.size = m.plain(s.size)
		told := b.told(outline)
		if ok || told > 0 {
			b.kind = document.Heading
			s.told = told
			styles[b] = s
		}
	}
	crowds(blocks, styles, m)
	m.numbered(blocks, styles)
	series(blocks, styles)
	level(blocks, styles)
	for i := 0; i < len(blocks); {
		j := i + 1
		for ; j < len(blocks) && sibling(blocks[i], blocks[j]); j++ {
		}
		if isList(blocks, i, j) {
			for _, b := range blocks[i:j] {
				b.kind = document.ListItem
			}
		}
		i = j
	}
	m.nest(blocks)
}

// numbered finds headings that nothing but their number and their shortness shows: "2. Approval of the minutes", with
// prose below, in a row of others like it that count on.
func (m measures) numbered(blocks []*block, styles map[*block]style) {
	type place struct {
		indent float64
		form   string
	}
	rowsOf := map[place][]*block{}
	for i, b := range blocks {
		if b.kind != document.Paragraph || b.marker == nil || b.marker.kind != decimal || strings.ContainsAny(b.marker.text, "()") {
			continue
		}
		text := b.text()
		words := len(strings.Fields(text))
		if words > 12 || len(b.lines) > 2 || !upper(text) || strings.ContainsAny(text[len(text)-1:], ".;:,!?") || i+1 >= len(blocks) {
			continue
		}
		next := blocks[i+1]
		if next.table != nil || next.marker != nil || len(next.text()) < 20 || i > 0 && sibling(blocks[i-1], b) {
			continue
		}
		left, _ := m.edges(b.lines[0])
		k := place{math.Round((b.indent - left) / 4), strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return '1'
			}
			return r
		}, strings.TrimLeft(b.marker.text, "0123456789"))}
		rowsOf[k] = append(rowsOf[k], b)
	}
	for _, row := range rowsOf {
		rising := 1
		for i := 1; i < len(row); i++ {
			if row[i].marker.ordinal > row[i-1].marker.ordinal {
				rising++
			}
		}
		if len(row) < 2 || rising < len(row) {
			continue
		}
		for _, b := range row {
			b.kind = document.Heading
			styles[b] = style{size: m.plain(half(b.lines[0].size)), bold: b.lines[0].bold()}
		}
	}
}

// series makes headings of the blocks whose numbers are missing among those of headings: where 8. and 10. are headings,
// 9. between them is one, though half of it is set light. All of one series have the look of its first: an acronym among
// them ranks no higher for its capitals.
func series(blocks []*block, styles map[*block]style) {
	var heads []*block // with numbers, so far
	last := func(b *block) *block {
		for _, h := range slices.Backward(heads) {
			if h.marker.form() == b.marker.form() && math.Abs(h.indent-b.indent) < 4 {
				return h
			}
		}
		return nil
	}
	next := func(i int) bool { // a heading goes on from the block's number
		for _, b := range blocks[i+1:] {
			if _, ok := styles[b]; ok && b.marker != nil && b.marker.form() == blocks[i].marker.form() && math.Abs(b.indent-blocks[i].indent) < 4 {
				return b.marker.ordinal == blocks[i].marker.ordinal+1
			}
		}
		return false
	}
	for i, b := range blocks {
		if b.table != nil || b.marker == nil || b.marker.ordinal == 0 {
			continue
		}
		s, ok := styles[b]
		before := last(b)
		follows := before != nil && before.marker.ordinal+1 == b.marker.ordinal
		switch {
		case ok:
		case follows && b.marker.kind == decimal && len(b.lines) <= 3 && len(b.text()) < 200 && !strings.HasSuffix(b.text(), ".") &&
			b.lines[0].words[0].font == before.lines[0].words[0].font && next(i):
			b.kind = document.Heading
			styles[b] = styles[before]
		default:
			continue
		}
		if ok && follows && s.told == 0 && math.Abs(s.size-styles[before].size) < 0.7 && s.bold == styles[before].bold {
			styles[b] = styles[before]
		}
		heads = append(heads, b)
	}
}

// crowd is how many headings of one look, no larger than the text, can follow each other: more of them are a list of
// names set in bold.
const crowd = 4

// crowds takes back what looks like a heading but stands among too many of its like.
func crowds(blocks []*block, styles map[*block]style, m measures) {
	begun := false // a title page's lines may be many
	for i := 0; i < len(blocks); {
		s, ok := styles[blocks[i]]
		begun = begun || !ok
		j := i + 1
		for ; ok && j < len(blocks); j++ {
			next, also := styles[blocks[j]]
			if !also || next.compare(s) != 0 || blocks[j].marker != nil || next.told > 0 {
				break
			}
		}
		if ok && begun && j-i > crowd && s.told == 0 && s.size < 1.1*m.body {
			for _, b := range blocks[i:j] {
				b.kind = document.Paragraph
				delete(styles, b)
			}
		}
		i = j
	}
}

// sibling reports whether two blocks are numbered items of one list.
func sibling(a, b *block) bool {
	return a.kind == document.Paragraph && b.kind == document.Paragraph && a.marker != nil && b.marker != nil &&
		a.marker.kind == decimal && b.marker.kind == decimal && b.marker.ordinal > a.marker.ordinal
}

// isList judges whether the marked blocks i to j are a list's, or numbered paragraphs: those have decimal numbers, are
// not led in by a colon, and most of them are sentences.
func isList(blocks []*block, i, j int) bool {
	first := blocks[i]
	if first.kind != document.Paragraph || first.marker == nil {
		return false
	}
	if first.marker.kind != decimal || strings.ContainsAny(first.marker.text, "()") {
		return true
	}
	if i > 0 && strings.HasSuffix(blocks[i-1].text(), ":") {
		return true
	}
	sentences := 0
	for _, b := range blocks[i:j] {
		text := b.text()
		if words := len(strings.Fields(text)); strings.HasSuffix(text, ":") && words >= 3 || ended(text) && !strings.HasSuffix(text, ";") && words >= 8 {
			sentences++
		}
	}
	return 2*sentences < j-i
}

// plain is the body's size for a size that hardly differs from it: there the weight ranks headings, not the size.
func (m measures) plain(size float64) float64 {
	if math.Abs(size-m.body) < 0.13*m.body {
		return m.body
	}
	return size
}

// heading judges whether a block is a heading, and what it looks like.
func (m measures) heading(b *block, blocks []*block, i int) (style, bool) {
	text := b.text()
	letters, capitals := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
			if unicode.IsUpper(r) {
				capitals++
			}
		}
	}
	if letters < 2 || len(b.lines) > 5 || utf8.RuneCountInString(text) > 250 {
		return style{}, false
	}
	if b.marker != nil && b.marker.kind == bullet {
		return style{}, false
	}
	s := style{size: half(b.lines[0].size), bold: true, italic: true, caps: letters >= 4 && float64(capitals) > 0.85*float64(letters)}
	under := true
	for _, l := range b.lines {
		s.bold = s.bold && l.bold()
		s.italic = s.italic && l.italic()
		under = under && l.under
	}
	end := strings.TrimRight(text, " ")
	stop := strings.HasSuffix(end, ".") || strings.HasSuffix(end, ";") || strings.HasSuffix(end, ",")
	bodyFollows := i+1 < len(blocks) && (blocks[i+1].table != nil || !blocks[i+1].lines[0].bold())
	switch {
	case s.size >= 1.15*m.body && s.size >= m.body+1:
		return s, len(b.lines) <= 4 && (!stop || len(text) < 80)
	case s.size < 0.85*m.body:
		// Small print has headings of its own: in side bars.
		return s, s.bold && !stop && len(b.lines) == 1 && bodyFollows && blocks[i+1].table == nil && blocks[i+1].page() == b.page() &&
			math.Abs(blocks[i+1].lines[0].size-b.lines[0].size) < 0.5 && len(blocks[i+1].text()) > 40
	case s.bold:
		return s, !stop && len(text) < 200 && len(b.lines) <= 3
	case s.caps && !stop && len(b.lines) <= 3 && letters >= 5 && len(text) < 160:
		return s, b.gap > 1.2 || b.gap == 0 || bodyFollows && len(b.lines) == 1 && len(strings.Fields(text)) > 1
	case (under || s.italic) && !stop && len(b.lines) == 1 && len(text) < 100 && b.gap > 1.2 && upper(text):
		return s, !strings.HasSuffix(end, ":") || under
	}
	return s, !stop && m.above(b, blocks, i)
}

// above reports whether a block on a typed page stands above running text, in the middle of its lines, as typists set
// headings, who have no other type.
func (m measures) above(b *block, blocks []*block, i int) bool {
	text := b.text()
	if !m.typed[b.page()] || b.marker != nil || b.gap < 1.2 && b.gap > 0 || i+1 >= len(blocks) || len(b.lines) > 2 || len(text) > 120 || !upper(text) || dated.MatchString(text) {
		return false
	}
	next := blocks[i+1]
	if next.table != nil || next.page() != b.page() || next.gap < 1.2 || len(next.text()) < 80 {
		return false
	}
	for _, l := range b.lines {
		if l.direction != 0 || !m.centred(l) {
			return false
		}
	}
	left, right := m.edges(next.lines[0])
	return next.lines[0].x1-left > 0.8*(right-left)
}

// dated is a line that says when, which letters set in the middle, too.
var dated = regexp.MustCompile(`\b(1[89]|20)[0-9]{2}\b`)

// level ranks the looks of headings: the largest and heaviest is level 1. Numbers with parts (2.1) go below those
// without.
func level(blocks []*block, styles map[*block]style) {
	var looks []style
	for _, b := range blocks {
		s, ok := styles[b]
		if ok && !slices.ContainsFunc(looks, func(t style) bool { return s.compare(t) == 0 }) {
			looks = append(looks, s)
		}
	}
	slices.SortStableFunc(looks, style.compare)
	numbered := map[int]bool{} // levels whose headings bear numbers: letters go below them
	for b, s := range styles {
		if b.marker != nil && b.marker.kind == decimal {
			numbered[1+slices.IndexFunc(looks, func(t style) bool { return s.compare(t) == 0 })] = true
		}
	}
	// A title that the file's own levels leave out stands above them.
	largest, above := 0.0, 0
	for _, s := range styles {
		if s.told > 0 {
			largest = max(largest, s.size)
		}
	}
	for _, s := range styles {
		if s.told == 0 && s.size > largest+0.7 {
			above = 1
		}
	}
	for _, b := range blocks {
		s, ok := styles[b]
		if !ok {
			continue
		}
		if s.told > 0 {
			b.level = min(s.told+above, 6)
			continue
		}
		b.level = 1 + slices.IndexFunc(looks, func(t style) bool { return s.compare(t) == 0 })
		if b.marker != nil && b.marker.kind == decimal {
			b.level += strings.Count(strings.Trim(b.marker.text, ".()[]: "), ".")
		}
		if b.marker != nil && b.marker.kind != decimal && numbered[b.level] {
			b.level++
		}
		b.level = min(b.level, 6)
	}
}

// nest gives list items their depth, by how far they stand in within a stretch of items.
func (m measures) nest(blocks []*block) {
	var stack []float64
	for _, b := range blocks {
		if b.table != nil {
			stack = nil
			continue
		}
		left, _ := m.edges(b.lines[0])
		indent := b.indent - left
		if b.kind != document.ListItem {
			if b.kind == document.Heading || b.marker == nil && len(stack) > 0 && indent < stack[0]+1 {
				stack = nil
			}
			continue
		}
		for len(stack) > 0 && indent < stack[len(stack)-1]-3 {
			stack = stack[:len(stack)-1]
		}
		if len(stack) == 0 || indent > stack[len(stack)-1]+3 {
			stack = append(stack, indent)
		}
		b.level = len(stack)
	}
}
