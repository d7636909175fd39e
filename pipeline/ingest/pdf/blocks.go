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

// measures are what is usual in a document: the size of its text and the distance between its lines.
type measures struct {
	body    float64             // size of most characters
	leading map[float64]float64 // usual distance between baselines, by size
	right   map[int]float64     // right edge of the text, by page
	left    map[int]float64     // left edge of the text, by page
}

// measure finds the size of the body's text.
func measure(sheets []*sheet) measures {
	sizes := map[float64]int{}
	for _, s := range sheets {
		for _, l := range s.lines {
			sizes[half(l.size)] += len(l.text())
		}
	}
	return measures{body: max(1, heaviest(sizes)), leading: map[float64]float64{}, right: map[int]float64{}, left: map[int]float64{}}
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

// block is a stretch of lines that belong together.
type block struct {
	kind   document.Kind
	lines  []*line
	breaks []bool // breaks[i]: the source sets a line break after line i, to be kept
	marker *marker
	level  int
	indent float64 // where the first line begins, its marker included
	hang   float64 // where its text begins
	gap    float64 // white space above it, in lines; 0 at the top of a page
	table  *table  // instead of lines
}

// page is the page on which the block begins.
func (b *block) page() int {
	if b.table != nil {
		return b.table.page
	}
	return b.lines[0].page
}

func (b *block) text() string {
	var parts []string
	for _, l := range b.lines {
		parts = append(parts, l.text())
	}
	return strings.Join(parts, " ")
}

// verdict says how a line follows the one before it.
type verdict int

const (
	apart   verdict = iota // a new block
	below                  // a line of its own in the same block
	running                // the same paragraph goes on
)

// gather makes blocks of a flow of lines and tables in reading order.
func gather(flow []item, m measures) []*block {
	var out []*block
	var current *block
	var before *line
	capital := 0
	for _, it := range flow {
		if it.table != nil {
			out = append(out, &block{kind: document.Cell, table: it.table})
			current, before = nil, nil
			continue
		}
		l := it.line
		mark, marked := markerOf(l)
		if marked && mark.capital() {
			// Initials look like markers: a list's come in order.
			marked = mark.ordinal == 1 || mark.ordinal == capital+1
			if marked {
				capital = mark.ordinal
			}
		}
		v := apart
		if current != nil {
			v = m.follow(current, before, l, marked, mark)
		}
		if v == apart {
			current = &block{kind: document.Paragraph, indent: l.x0, hang: l.x0}
			if before != nil && before.page == l.page && before.base < l.base {
				current.gap = (l.base - before.base) / m.usualGap(l.size)
			}
			before = l
			if marked {
				current.marker = &mark
				rest := l.from(mark.words)
				current.hang = rest.x0
				l = rest
			}
			current.lines = []*line{l}
			out = append(out, current)
			continue
		}
		before = l
		current.breaks = append(current.breaks, v == below)
		current.lines = append(current.lines, l)
	}
	for _, b := range out {
		b.breaks = append(b.breaks, false)
	}
	return out
}

// follow judges how line b follows line a, the last of the block so far.
func (m measures) follow(block *block, a, b *line, marked bool, mark marker) verdict {
	em := max(a.size, 1)
	if math.Abs(a.size-b.size) > 0.12*max(a.size, b.size) || a.heading() != b.heading() {
		return apart
	}
	if a.under != b.under && len(block.lines) == 1 && a.under && !unfinished(a.text()) {
		return apart // an underlined heading
	}
	if a.bold() != b.bold() {
		// Within a sentence the weight may change: a bold lead, a bold last word.
		heavy := !slices.ContainsFunc(block.lines, func(l *line) bool { return !l.bold() })
		if len(a.text()) <= 40 || heavy && !lower(b.text()) && !unfinished(a.text()) || ended(a.text()) {
			return apart
		}
	}
	samePage := a.page == b.page && b.base > a.base // a new column is as good as a new page
	gap := b.base - a.base
	usual := m.usualGap(a.size)
	if len(block.lines) > 1 {
		// The block's own lines say best what its leading is.
		if p := block.lines[len(block.lines)-2]; p.page == a.page && a.base > p.base {
			usual = max(a.base-p.base, 0.9*a.size)
		}
	}
	if samePage && gap > 1.28*usual+0.5 {
		return apart
	}
	_, right := m.edges(a)
	if entry(a) && (leaders.MatchString(a.text()) || entry(b)) {
		return apart
	}
	// Would b's first word have stood at the end of a? Then the break between them was meant.
	fits := a.x1+0.3*em+b.head() < right-0.6*em && (!unfinished(a.text()) || shortLine(a, right, em))
	if marked {
		switch {
		case mark.kind == bullet && !(mark.text == "-" || mark.text == "–" || mark.text == "—"):
			return apart
		case fits || ended(a.text()) || block.marker != nil && block.marker.kind == mark.kind && (mark.kind == bullet || mark.ordinal == block.marker.ordinal+1):
			return apart
		case b.x0 < block.lines[0].x0-0.5*em && b.x0 < a.x0-0.5*em:
			return apart
		}
	}
	if !samePage {
		// A paragraph goes on over the page if it was not at its end.
		if fits || ended(a.text()) && !lower(b.text()) {
			return apart
		}
		if upper(b.text()) && !unfinished(a.text()) && shortLine(a, right, em) {
			return apart
		}
		return running
	}
	first := len(block.lines) == 1
	start := block.hang
	if !first {
		start = a.x0
	}
	centred := m.centred(a) && m.centred(b)
	if !centred {
		switch {
		case b.x0 > start+0.8*em && (ended(a.text()) || fits) && block.marker == nil:
			return apart // a first line's indent
		case block.marker != nil && b.x0 > start+2.5*em && fits:
			return apart
		case block.marker != nil && b.x0 < block.indent-0.5*em && (fits || ended(a.text()) && !lower(b.text())):
			return apart // out of the list
		case block.marker != nil && b.x0 < block.hang-0.8*em && fits:
			return apart
		case !first && b.x0 < start-0.8*em && block.marker == nil && (ended(a.text()) || fits):
			return apart
		}
	}
	if hyphenated(a.text()) && !marked {
		return running
	}
	if a.tabbed() && b.tabbed() && !lower(b.text()) {
		return below
	}
	if !fits {
		if strings.HasSuffix(a.text(), ":") && upper(b.text()) && shortLine(b, right, em) {
			return apart // what the colon announces
		}
		return running
	}
	if (lower(b.text()) || unfinished(a.text())) && !shortLine(a, right, em) {
		return running
	}
	if centred && unfinished(a.text()) || strings.HasSuffix(a.text(), "-") && lower(b.text()) {
		return running
	}
	if ended(a.text()) && !marked {
		return apart
	}
	return below
}

// tabbed reports whether a line has a wide gap within, as a line of labels and values has.
func (l *line) tabbed() bool {
	from := 1
	if m, ok := markerOf(l); ok {
		from += m.words
	}
	for i := from; i < len(l.words); i++ {
		if l.words[i].x0-l.words[i-1].x1 > 1.8*l.size {
			return true
		}
	}
	return false
}

// head is the width of what would have to stand on the line before: the first word, with those that stick to it.
func (l *line) head() float64 {
	n := 1
	for n < len(l.words) && (l.words[n].sticky || !l.parted(n)) {
		n++
	}
	return l.words[n-1].x1 - l.words[0].x0
}

// edges are those of a line's column.
func (m measures) edges(l *line) (left, right float64) {
	if l.right > 0 {
		return l.left, l.right
	}
	left, right = m.left[l.page], m.right[l.page]
	if right == 0 {
		return l.x0, l.x1
	}
	return left, right
}

// entry reports whether a line ends in a number well apart from the rest, as those of a contents list do.
func entry(l *line) bool {
	n := len(l.words)
	return n > 1 && pageRef.MatchString(l.words[n-1].text) &&
		(l.words[n-1].x0-l.words[n-2].x1 > 1.5*l.size || leaders.MatchString(l.text()))
}

// centred reports whether a line stands in the middle of its column, well away from both edges.
func (m measures) centred(l *line) bool {
	left, right := m.edges(l)
	if right <= left {
		return false
	}
	before, after := l.x0-left, right-l.x1
	return before > 2*l.size && math.Abs(before-after) < 1.5*l.size+0.05*(before+after)
}

// shortLine reports whether a line ends well before the right edge.
func shortLine(l *line, right, em float64) bool {
	return l.x1 < right-0.25*(right-l.x0) && l.x1 < right-6*em
}

// ended reports whether a text closes a sentence.
func ended(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)]⁰¹²³⁴⁵⁶⁷⁸⁹ ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?:;", r)
}

var openWord = regexp.MustCompile(`(?i)(\b(of|the|and|on|for|in|to|by|with|at|from|or|a|an|de|la|le|les|des|du|et|el|en|y|los|las|der|die|das|und)|,|[-–—/(&])$`)

// unfinished reports whether a text cannot end where it does: after a word that leads on, or within brackets.
func unfinished(s string) bool {
	return openWord.MatchString(s) || strings.LastIndexByte(s, '(') > strings.LastIndexByte(s, ')')
}

func lower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

func upper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

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
		if (ended(text) && !strings.HasSuffix(text, ";") || strings.HasSuffix(text, ":")) && len(strings.Fields(text)) >= 8 {
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
		return s, false
	case s.bold:
		return s, !stop && len(text) < 200 && len(b.lines) <= 3
	case s.caps && !stop && len(b.lines) <= 3 && letters >= 5 && len(text) < 160:
		return s, b.gap > 1.2 || b.gap == 0 || bodyFollows && len(b.lines) == 1 && len(strings.Fields(text)) > 1
	case (under || s.italic) && !stop && len(b.lines) == 1 && len(text) < 100 && b.gap > 1.2 && upper(text):
		return s, !strings.HasSuffix(end, ":") || under
	}
	return s, false
}

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
