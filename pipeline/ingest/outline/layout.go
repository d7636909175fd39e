package outline

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/extract/document"
)

// Layout reads plain text as it is laid out: paragraphs parted by blank lines or indents, hard-wrapped lines, lists,
// underlined titles, page numbers, headers that each page repeats.
func Layout(text string) []Item { return newLayout(text).items() }

// LayoutFile is Layout for a text that is a document of its own: its first line may be its title.
func LayoutFile(text string) []Item {
	items := newLayout(text).items()
	firstTitle(items)
	return items
}

func newLayout(text string) *layout {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n", "\v", "\n").Replace(text)
	text = mendWords(brokenWord.ReplaceAllString(text, ""))
	l := &layout{lines: readLines(text)}
	l.markFurniture()
	l.closeUp()
	l.measure()
	return l
}

type textLine struct {
	raw       string // as it stands, its tabs as spaces
	text      string // without the spaces around it; "" for a blank line
	indent    int    // columns before it
	page      bool   // the first line of a page
	furniture bool
}

type layout struct {
	lines  []textLine
	width  int // of a full line; 0 where lines are not wrapped
	margin int // the indent of most lines
	caps   bool
}

const (
	tabWidth   = 8
	softHyphen = '\u00AD'
)

func readLines(text string) []textLine {
	var lines []textLine
	pages := strings.Split(text, "\f")
	for _, page := range pages {
		for i, raw := range strings.Split(page, "\n") {
			line := textLine{page: len(pages) > 1 && i == 0}
			for _, r := range raw {
				if r == '\t' {
					line.indent += tabWidth - line.indent%tabWidth
				} else if unicode.IsSpace(r) || r == '\uFEFF' {
					line.indent++
				} else {
					break
				}
			}
			line.raw = expandTabs(raw)
			line.text = strings.Join(strings.FieldsFunc(raw, func(r rune) bool { return unicode.IsSpace(r) || r == '\uFEFF' }), " ")
			lines = append(lines, line)
		}
	}
	return lines
}

// brokenWord matches a soft hyphen and the space after it, where a line end was once.
var brokenWord = regexp.MustCompile(`\x{AD}[ \t]+`)

var (
	pageNumber = regexp.MustCompile(`(?i)^[-–—.\s]*(page\s+)?\d{1,4}(\s*(of|/)\s*\d{1,4})?[-–—.\s]*$`)
	pageOfPart = regexp.MustCompile(`^\p{Lu}-\d{1,3}$`) // of a part: "A-1", set far to the right
	ruleLine   = regexp.MustCompile(`^([-=_*~#.+]\s?){3,}$`)
	underline  = regexp.MustCompile(`^(={3,}|-{3,}|~{3,}|_{3,}|\*{3,})$`)
)

// farRight is the column from which on a page's label stands, that of a part.
const farRight = 50

// markFurniture sets page numbers and repeated page headers and footers apart.
func (l *layout) markFurniture() {
	seen := map[string]int{}
	edges := l.pageEdges()
	digits := regexp.MustCompile(`\d+`)
	for _, i := range edges {
		seen[digits.ReplaceAllString(l.lines[i].text, "#")]++
	}
	for _, i := range edges {
		// A header comes back on every page; a word that begins three paragraphs does not stand at three page ends.
		if n := seen[digits.ReplaceAllString(l.lines[i].text, "#")]; n >= 3 {
			l.lines[i].furniture = true
		}
	}
	for i, line := range l.lines {
		alone := (i == 0 || l.lines[i-1].text == "" || line.page) && (i+1 == len(l.lines) || l.lines[i+1].text == "" || l.lines[i+1].page)
		broken := alone || i > 0 && l.lines[i-1].text == "" || i+1 < len(l.lines) && (l.lines[i+1].text == "" || l.lines[i+1].page)
		if alone && pageNumber.MatchString(line.text) || broken && line.indent > farRight && pageOfPart.MatchString(line.text) {
			l.lines[i].furniture = true
		}
	}
}

// pageEdges are the lines at the top and the bottom of pages, where the text marks its pages.
func (l *layout) pageEdges() []int {
	var edges []int
	if len(l.lines) == 0 || !l.lines[0].page {
		return nil // no pages
	}
	for i := range len(l.lines) + 1 {
		if i < len(l.lines) && !l.lines[i].page {
			continue
		}
		for k, n := i, 0; k < len(l.lines) && n < 2; k++ {
			if l.lines[k].text != "" {
				edges, n = append(edges, k), n+1
			}
		}
		for k, n := i-1, 0; k >= 0 && n < 2; k-- {
			if l.lines[k].text != "" {
				edges, n = append(edges, k), n+1
			}
		}
	}
	slices.Sort(edges)
	return slices.Compact(edges) // on a short page, top and bottom are the same
}

// closeUp takes away the blank line behind each line of double-spaced text whose sentence goes on in the next one: typescripts, and
// scans of them.
func (l *layout) closeUp() {
	alone, midst := 0, 0
	var widths []int
	for i, line := range l.lines {
		if line.text == "" || i > 0 && l.lines[i-1].text != "" || i+2 >= len(l.lines) || l.lines[i+1].text != "" {
			continue
		}
		alone++
		widths = append(widths, utf8.RuneCountInString(line.text))
		last, _ := utf8.DecodeLastRuneInString(line.text)
		if first, _ := utf8.DecodeRuneInString(l.lines[i+2].text); unicode.IsLower(first) && unicode.IsLetter(last) {
			midst++
		}
	}
	if midst < 8 || 7*midst < alone {
		return
	}
	slices.Sort(widths)
	full := widths[len(widths)*9/10]
	if full > 130 {
		return // lines that hold a paragraph each
	}
	var lines []textLine
	for i, line := range l.lines {
		if line.text == "" && i > 0 && i+1 < len(l.lines) && l.fills(i-1, i+1, full) {
			continue
		}
		lines = append(lines, line)
	}
	l.lines = lines
}

// fills reports whether line i, which is as wide as a full one but for a word, ends in the midst of a sentence that line next can go
// on.
func (l *layout) fills(i, next, full int) bool {
	above, below := l.lines[i], l.lines[next]
	if above.text == "" || below.text == "" || above.furniture || below.furniture || below.page || endsSentence(above.text) || AllCaps(above.text) != AllCaps(below.text) {
		return false
	}
	_, _, marked := Split(below.text)
	word, _, _ := strings.Cut(below.text, " ")
	if first, _ := utf8.DecodeRuneInString(below.text); !unicode.IsLower(first) && utf8.RuneCountInString(below.text) < 20 {
		return false // a page's end may leave such bits
	}
	return !marked && utf8.RuneCountInString(above.text)+1+utf8.RuneCountInString(word) > full-4
}

// measure finds how wide lines are before they are wrapped, and where the left margin is.
func (l *layout) measure() {
	var widths []int
	margins := map[int]int{}
	var all, capital int
	for i, line := range l.lines {
		if line.text == "" {
			continue
		}
		margins[line.indent]++
		all += len(line.text)
		if AllCaps(line.text) {
			capital += len(line.text)
		}
		// Only a line with another one right below it can have been wrapped.
		if i+1 < len(l.lines) && l.lines[i+1].text != "" {
			widths = append(widths, line.indent+utf8.RuneCountInString(line.text))
		}
	}
	l.caps = capital*2 > all
	best := 0
	for indent, n := range margins {
		if n > best || n == best && indent < l.margin {
			l.margin, best = indent, n
		}
	}
	if len(widths) < 3 {
		return
	}
	slices.Sort(widths)
	width := widths[len(widths)*9/10]
	full := 0
	for _, w := range widths {
		if w > width-15 {
			full++
		}
	}
	// Lines that are wrapped are mostly full; and no line is then far longer than the others.
	if width >= 40 && width <= 130 && 3*full >= len(widths) && !l.hasLongLines(width) {
		l.width = width
	}
}

// hasLongLines reports whether one line in twenty, and two at least, hold a paragraph each.
func (l *layout) hasLongLines(width int) bool {
	long, all := 0, 0
	for _, line := range l.lines {
		if line.text != "" {
			all++
		}
		if utf8.RuneCountInString(line.text) > max(130, 2*width) {
			long++
		}
	}
	return long > 1 && 20*long >= all
}

// annexed is a line that only numbers the annex that the next one names.
var annexed = regexp.MustCompile(`^(?i:annex|appendix|attachment|schedule)[ -]{0,3}[\p{L}\d]{0,4}[.:]?$`)

// hyphenated is a line that ends within a word.
var hyphenated = regexp.MustCompile(`\p{L}{2}-$`)

// wrapped reports whether line i ends because the next word would not have fitted.
func (l *layout) wrapped(i int) bool {
	line, next := l.lines[i], l.lines[i+1]
	word, _, _ := strings.Cut(next.text, " ")
	if document.LeadsIn(line.text) {
		return false // a lead-in
	}
	if hyphenated.MatchString(line.text) {
		return true
	}
	if line.indent > l.margin+4 && next.indent > l.margin+4 && max(line.indent-next.indent, next.indent-line.indent) > 2 && !dangling.MatchString(line.text) && !annexed.MatchString(line.text) {
		return false // lines that are centred
	}
	end := line.indent + utf8.RuneCountInString(line.text)
	if first, _ := utf8.DecodeRuneInString(next.text); unicode.IsLower(first) && !endsSentence(line.text) && end >= max(l.width, 80)*3/5 {
		return true
	}
	if l.width == 0 {
		return false
	}
	// Typists break a little before the margin, and wider lines than the usual one are full as well.
	return end+1+min(utf8.RuneCountInString(word), 12) > l.width-4
}

func endsSentence(s string) bool {
	return strings.ContainsAny(lastOf(strings.TrimRight(s, `"”’)]»`)), ".!?:;")
}

func (l *layout) items() []Item {
	var items []Item
	tables := 0
	gap := true  // a blank line stands before the next one
	entries := 0 // where the entries of a list end whose further lines are set deeper than margin
	margin := 0
	tries := 0 // how often such a list has been looked for since the last blank line
	for i := 0; i < len(l.lines); i++ {
		line := l.lines[i]
		switch {
		case line.text == "" || ruleLine.MatchString(line.text) && !underline.MatchString(line.text):
			gap = true
			continue
		case line.furniture:
			items = append(items, Item{Block: document.Block{Kind: document.Furniture}, Text: line.text})
			continue
		case underline.MatchString(line.text):
			if !gap && len(items) > 0 && l.titleAbove(&items[len(items)-1]) {
				items[len(items)-1].Kind, items[len(items)-1].Level = document.Heading, 2
				if line.text[0] == '=' || line.text[0] == '*' {
					items[len(items)-1].Level = 1
				}
			}
			gap = true
			continue
		}
		previous := len(items) - 1
		for previous >= 0 && items[previous].Kind == document.Furniture {
			previous-- // a page's end may cut a paragraph
		}
		if cells, end := l.table(i); end > i {
			for _, c := range cells {
				c.Table = tables + 1
				items = append(items, c)
			}
			tables, i, gap = tables+1, end-1, true
			continue
		}
		if gap {
			tries = 0
		}
		if i >= entries && tries < maxTries && (gap || previous >= 0 && document.LeadsIn(items[previous].Text)) {
			entries, margin, tries = l.entries(i), line.indent, tries+1
		}
		_, _, marked := Split(line.text)
		switch {
		case previous >= 0 && !gap && i < entries && len(items[previous].Text) <= maxParagraph && !document.LeadsIn(items[previous].Text):
			join := " "
			if line.indent == margin {
				join = "\n"
			}
			items[previous].Text, items[previous].Short = JoinLines(items[previous].Text, join, line.text), false
		case previous >= 0 && !(i < entries && document.LeadsIn(items[previous].Text)) && l.goesOn(&items[previous], i, gap, marked):
			join := " "
			_, _, listed := Split(items[previous].Text)
			hanging := listed && line.indent > items[previous].Indent // set below the item's text, not below its marker
			if !gap && !hanging && i > 0 && !l.begunBefore(&items[previous], i) && !l.midst(&items[previous], i, listed) && (!l.wrapped(i-1) || labelled.MatchString(line.text) && !openName.MatchString(items[previous].Text)) {
				join = "\n"
			}
			items[previous].Text = JoinLines(items[previous].Text, join, line.text)
			items[previous].Short = false
		default:
			items = append(items, Item{Text: line.text, Short: l.alone(i), Indent: line.indent})
		}
		gap = false
	}
	return items
}

// entries is where the entries of a list end that begins with line i: each has its further lines set deeper than its first.
// It is i where there is no such list.
func (l *layout) entries(i int) int {
	end, first, deeper := i, 0, 0
	for ; end < min(len(l.lines), i+maxEntries) && l.lines[end].text != "" && !l.lines[end].furniture && l.lines[end].indent >= l.lines[i].indent; end++ {
		switch _, _, marked := Split(l.lines[end].text); {
		case marked:
			return i
		case l.lines[end].indent == l.lines[i].indent:
			first++
		case end == i || !l.wrapped(end-1):
			return i
		default:
			deeper++
		}
	}
	if first < 2 || deeper == 0 {
		return i
	}
	return end
}

const (
	// maxEntries is how many lines of such a list are looked at, and maxTries how often one is looked for between blank lines:
	// what is no list must not be read to its end from each line.
	maxEntries = 500
	maxTries   = 8
)

// labelled begins a line of its own, however long the one before it: "Observers: Fiji".
var labelled = regexp.MustCompile(`^\p{Lu}[\p{L} ()’'-]{2,40}: `)

// openName ends a line in the midst of a name, which the next line does not begin anew: "(ii) the United | Nations system: …".
var openName = regexp.MustCompile(`(?:^|\s)(?:(?:the|of|and|for|by|an?|to|in|with|from)(?:\s\p{Lu}[\p{L}-]+)?|(?:following|other|all|participating|contracting)(?:\s\p{Ll}+)?|member|observer)$`)

// firstTitle takes the first line for the document's title where it looks like one.
func firstTitle(items []Item) {
	for i := range items {
		it := &items[i]
		if it.Kind == document.Furniture {
			continue
		}
		if _, _, marked := Split(it.Text); it.Kind == "" && it.Short && !marked && TitleLike(it.Text, 30) && !strings.HasSuffix(it.Text, ":") && len(strings.Fields(it.Text)) > 2 && !dated.MatchString(it.Text) {
			it.Kind, it.Level = document.Heading, 1
		}
		return
	}
}

// titleAbove reports whether an item that is underlined is a title, and not the line above a table's rule.
func (l *layout) titleAbove(it *Item) bool {
	return it.Kind == "" && TitleLike(it.Text, 20)
}

// alone reports whether a line stands between blank lines and does not fill its width.
func (l *layout) alone(i int) bool {
	return (i+1 >= len(l.lines) || l.lines[i+1].text == "" || l.lines[i+1].page || underline.MatchString(l.lines[i+1].text)) && len(l.lines[i].text) <= 200
}

// midst reports whether a long item ends in the midst of a sentence above line i, though the next word would have fitted: typists
// keep a name or a date together, "and thanked | Dr. A. Marr", "by | 31 March". A name goes on what has a marker only: elsewhere it
// may begin the next line of a list.
func (l *layout) midst(it *Item, i int, listed bool) bool {
	last, _ := utf8.DecodeLastRuneInString(it.Text)
	if !unicode.IsLower(last) && !(listed && last == ',') || l.width == 0 || 5*len(l.lines[i-1].text) <= 3*l.width {
		return false
	}
	next := l.lines[i].text
	switch {
	case last == ',' || listed && courtesy.MatchString(next):
		return courtesy.MatchString(next)
	case beforeNumber.MatchString(it.Text):
		return strings.ContainsAny(next[:min(20, len(next))], "0123456789")
	}
	return dangling.MatchString(it.Text) || beforeNoun.MatchString(it.Text)
}

// beforeNoun ends in a word behind which a noun is due.
var beforeNoun = regexp.MustCompile(`(?i)\s(?:following|member|contracting|participating|several|all|other|these|those|its|their|our|this|such|both|each|every|new|more)$`)

// beforeNumber ends in a word behind which a date or a number is due.
var beforeNumber = regexp.MustCompile(`(?i)\s(?:before|after|until|till|than|since|between|under|dated|during|early|late|mid|documents?|paragraphs?|resolutions?|decisions?|annex|appendix|item|section)$`)

// maxParagraph is the length at which a paragraph ends wherever it is: no report has one so long, and lines without
// end would take time without end.
const maxParagraph = 1 << 14

// goesOn reports whether line i belongs to the item before it.
func (l *layout) goesOn(it *Item, i int, gap, marked bool) bool {
	if it.Kind != "" || len(it.Text) > maxParagraph {
		return false
	}
	line := l.lines[i].text
	first, _ := utf8.DecodeRuneInString(line)
	mark, _, _ := Split(line)
	if _, _, alone := Split(it.Text + " x"); alone && len(it.Text) <= 6 && !marked && unicode.IsLetter(first) {
		return true // a marker on a line of its own
	}
	if !gap && !l.caps && len(it.Text) < 200 && AllCaps(it.Text) && !AllCaps(line) && TitleLike(it.Text, 12) && (len(line) > 60 || endsSentence(line) || l.lines[i].indent >= l.lines[i-1].indent+2) {
		return false // a title right above its text
	}
	if gap {
		// A blank line in the middle of a sentence: a page's end, or scanned text.
		last, _ := utf8.DecodeLastRuneInString(it.Text)
		cut := unicode.IsLetter(last) || last == ',' || last == '-' || last == softHyphen
		if !marked && unicode.IsLetter(first) && len(it.Text) >= 30 && dangling.MatchString(it.Text) {
			return true
		}
		return cut && !marked && (len(it.Text) >= 30 && unicode.IsLower(first) || len(it.Text) >= 60 && l.caps && unicode.IsUpper(first))
	}
	if marked {
		if mark.Ordinal > 1 && l.wrapped(i-1) && countsWithin(it.Text, mark) {
			return true
		}
		if mark.Sure && !(mark.Ordinal > 0 && unicode.IsLower(first) && len(mark.Text) < len("ii.") && l.wrapped(i-1)) {
			return false
		}
		return l.wrapped(i - 1)
	}
	if l.begunBefore(it, i) {
		return true
	}
	_, _, listed := Split(it.Text)
	switch {
	case !listed && l.lines[i].indent >= l.lines[i-1].indent+3 && endsSentence(it.Text) && len(it.Text) > 60:
		return false // an indented first line
	case l.wrapped(i - 1):
		return true
	case listed:
		// Below a marker, an indented line goes on; one at the margin is a paragraph of its own.
		return l.lines[i].indent > l.margin || unicode.IsLower(first) || l.midst(it, i, true)
	case l.width == 0 && (len(line) > 120 || len(l.lines[i-1].text) > 120):
		return false // lines that are never wrapped are paragraphs
	case endsSentence(it.Text) && len(it.Text) > l.width*2 && l.width > 0 && len(line) > l.width/2:
		return false // a short line ended the paragraph
	}
	return true
}

// begunBefore reports whether the item before line i ends in the first words of a sentence, near the margin, and the line is no label
// or heading.
func (l *layout) begunBefore(it *Item, i int) bool {
	before := l.lines[i-1]
	return l.width > 0 && before.indent+utf8.RuneCountInString(before.text) >= l.width*3/4 && !labelled.MatchString(l.lines[i].text) && !AllCaps(l.lines[i].text) &&
		begun.MatchString(it.Text[max(0, len(it.Text)-80):])
}

// begun ends in the first words of a sentence: "The agenda was adopted. It elected".
var begun = regexp.MustCompile(`(?:\p{L}{2}[)\]]?|(?:Annex|Appendix) \p{Lu})\. (?:It|They|He|She|We|The \p{L}+)(?: \p{Ll}+){1,3}$`)

// inlineMark is a marker in running text: "from (i) the north".
var inlineMark = regexp.MustCompile(`\s(\((?:[ivxl]{1,6}|[a-z]|\d{1,2})\))\s`)

// countsWithin reports whether the marker before one stands within a paragraph's text: "(ii)", where a line of it begins with "(iii)".
func countsWithin(text string, next Marker) bool {
	found := inlineMark.FindAllStringSubmatch(text[max(0, len(text)-600):], -1)
	if len(found) == 0 {
		return false
	}
	last, _, ok := Split(found[len(found)-1][1] + " x")
	return ok && last.Style == next.Style && last.Ordinal == next.Ordinal-1
}

// JoinLines puts two lines together, mending a word that was hyphenated at the line's end.
func JoinLines(text, with, next string) string {
	if before, ok := strings.CutSuffix(text, string(softHyphen)); ok {
		return before + next
	}
	first, _ := utf8.DecodeRuneInString(next)
	before, hyphenated := strings.CutSuffix(text, "-")
	last, _ := utf8.DecodeLastRuneInString(before)
	if hyphenated && with == " " && unicode.IsLower(first) && unicode.IsLower(last) {
		if compound.MatchString(before) {
			return text + next
		}
		return before + next
	}
	return text + with + next
}

// compound matches beginnings that keep their hyphen wherever the line breaks.
var compound = regexp.MustCompile(`(?i)(^|[\s(–—-])(non|co|self|cross|inter|multi|anti|vice|ex|pre|post|sub|well|long|short|high|low|two|three|four|full|half|evidence|people|rules|counter|all|so|on|in|by|sea|land|north|south|east|west|mid|socio|decision|policy|capacity|follow|peer|semi|pro)$`)

func expandTabs(s string) string {
	if !strings.Contains(s, "\t") {
		return s
	}
	var b strings.Builder
	col := 0
	for _, r := range s {
		if r != '\t' {
			b.WriteRune(r)
			col++
			continue
		}
		// A tab parts columns even where its stop is near.
		for n := max(tabWidth-col%tabWidth, columnGap); n > 0; n-- {
			b.WriteByte(' ')
			col++
		}
	}
	return b.String()
}

const columnGap = 3 // spaces at least between columns; justified lines have two

// table reads lines set in columns, from line i on. It gives their cells and where they end, or i where there are
// none: a table has at least two lines with as many columns, which begin below each other.
func (l *layout) table(i int) (cells []Item, end int) {
	first := columns(l.lines[i].raw)
	if len(first) < 2 {
		return nil, i
	}
	starts := make([]int, len(first))
	for k, c := range first {
		starts[k] = c.at
	}
	full := 0 // rows with as many columns as the first
	// The first column's text on the lines above, which goes on, and the first of these.
	held, heldFrom := "", i
	tail := 0 // where the lines end that stand in the first column only
	for end = i; end < len(l.lines); end++ {
		line := l.lines[end]
		if line.text == "" && full > 0 && held == "" && end+1 < len(l.lines) && l.nextRow(end+1, starts) {
			continue // rows set apart by blank lines
		}
		if line.text == "" || line.furniture || line.page && end > i {
			break
		}
		row := columns(line.raw)
		if full > 0 && len(row) == 1 {
			row = closer(line.raw, row, starts, full)
		}
		if full > 0 && len(row) == 1 && row[0].at >= starts[0]-1 && row[0].at <= starts[0]+2 && len(held) < maxParagraph && (cellGoesOn.MatchString(row[0].text) || l.goesOnBelow(end+1, starts)) {
			if held == "" {
				heldFrom = end
			}
			held += row[0].text + " "
			continue
		}
		if first := firstOf(cells); first != nil && len(row) == 1 && held == "" && row[0].at > starts[0] && row[0].at <= starts[0]+4 && cellGoesOn.MatchString(first.Text) {
			first.Text += " " + row[0].text
			continue
		}
		if k := below(starts, row); k > 0 && full > 0 { // the text of a column goes on
			if last := len(cells) - 1; cells[last].Col == k && len(cells[last].Text) <= maxParagraph && (strings.HasSuffix(cells[last].Text, ",") || unicode.IsLower([]rune(row[0].text)[0])) {
				cells[last].Text += " " + row[0].text
				continue
			}
			cells = append(cells, Item{Block: document.Block{Kind: document.Cell, Row: end - i, Col: k}, Text: row[0].text})
			continue
		}
		if full > 1 && held == "" && len(row) == 1 && end >= tail {
			tail = l.lastOfColumn(end, starts)
		}
		if end < tail {
			cells = append(cells, Item{Block: document.Block{Kind: document.Cell, Row: end - i}, Text: row[0].text})
			continue
		}
		at, ok := aligned(&starts, row)
		if !ok {
			break
		}
		if above := firstOf(cells); above != nil && held == "" && len(row) == 2 && at[0] == 0 && cells[len(cells)-1].Col == at[1] && cellGoesOn.MatchString(above.Text) && row[1].at > starts[at[1]] && len(above.Text) <= maxParagraph {
			above.Text += " " + row[0].text // "TRINIDAD AND | - Mr A, Minister", and below it "TOBAGO | of Trade"
			cells[len(cells)-1].Text += " " + row[1].text
			continue
		}
		if len(row) == len(first) {
			full++
		}
		row[0].text, held = held+row[0].text, ""
		for k, c := range row {
			cells = append(cells, Item{Block: document.Block{Kind: document.Cell, Row: end - i, Col: at[k]}, Text: c.text})
		}
	}
	if held != "" {
		end = heldFrom // no row has followed
	}
	if full < 2 {
		return nil, i
	}
	return cells, end
}

// inName begins the rest of a name: "OF AMERICA".
var inName = regexp.MustCompile(`^(?i:of|and|&) `)

// goesOnBelow reports whether a line has a part in each of two columns, of which the first is set deeper than the rows above or
// begins within a name.
func (l *layout) goesOnBelow(i int, starts []int) bool {
	if i >= len(l.lines) || len(starts) != 2 {
		return false
	}
	row := columns(l.lines[i].raw)
	return len(row) == 2 && row[0].at >= starts[0] && row[0].at <= starts[0]+2 && (row[0].at > starts[0] || inName.MatchString(row[0].text)) && row[1].at >= starts[1]-1 && row[1].at <= starts[1]+1
}

// nextRow reports whether a line has a part in each of some columns, of which the first is no label.
func (l *layout) nextRow(i int, starts []int) bool {
	line := l.lines[i]
	row := columns(line.raw)
	if len(row) == 1 && len(starts) > 1 {
		row = closer(line.raw, row, starts, 0)
	}
	if line.furniture || line.page || len(row) != len(starts) || strings.HasSuffix(row[0].text, ":") || !strings.ContainsFunc(row[0].text, unicode.IsLetter) {
		return false
	}
	if !slices.ContainsFunc(row, func(c column) bool { return !AllCaps(c.text) }) {
		return false // the heads of another table
	}
	for k, c := range row {
		if c.at < starts[k]-1 || c.at > starts[k]+1 {
			return false
		}
	}
	return true
}

// lastOfColumn is where a line and those after it end, up to a blank one, that all stand in the first of some columns, which is
// longer than the others; 0 where one of them does not.
func (l *layout) lastOfColumn(i int, starts []int) int {
	for ; i < len(l.lines) && l.lines[i].text != ""; i++ {
		row := columns(l.lines[i].raw)
		if l.lines[i].furniture || l.lines[i].page || len(row) != 1 || row[0].at != starts[0] || row[0].at+utf8.RuneCountInString(row[0].text) > starts[1]-columnGap {
			return 0
		}
	}
	return i
}

// courtesy begins a person's name.
var courtesy = regexp.MustCompile(`^(?:Mrs?|Ms|Dr|Prof|H\. ?E|Hon|Amb)\.? \p{Lu}`)

// nameBehind is what fills a first column to its end, a space, and a name in the second.
var nameBehind = regexp.MustCompile(`^(?:\p{Lu}\p{Ll}+ ){1,4}\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?$`)

// closer parts a row in two where the second column begins below the others' behind a gap of two spaces only, or of one before a
// form of address or, once four rows are read, within a row of names.
func closer(raw string, row []column, starts []int, rows int) []column {
	runes := []rune(raw)
	at := starts[1]
	wide := row[0].at == starts[0] && len(runes) > at && runes[at-1] == ' ' && (courtesy.MatchString(string(runes[at:])) || rows > 3 && nameBehind.MatchString(row[0].text)) // "REPUBLIC OF MOLDOVA Ms Ada Marr", "Russian Federation Ada Marr"
	if !wide && (row[0].at >= at-2 || len(runes) <= at || runes[at] == ' ' || runes[at-1] != ' ' || runes[at-2] != ' ' || runes[at-3] == ' ') {
		return row
	}
	return []column{{row[0].at, strings.Join(strings.Fields(string(runes[:at])), " ")}, {at, strings.Join(strings.Fields(string(runes[at:])), " ")}}
}

// firstOf is the first cell of the last row, nil where there is none.
func firstOf(cells []Item) *Item {
	for k := len(cells) - 1; k >= 0 && cells[k].Row == cells[len(cells)-1].Row; k-- {
		if cells[k].Col == 0 {
			return &cells[k]
		}
	}
	return nil
}

// cellGoesOn is the text of a cell that the next line has more of: "FEDERATION OF".
var cellGoesOn = regexp.MustCompile(`(?i) (?:of|and|the|for|&)$`)

type column struct {
	at   int // runes before it
	text string
}

// leaders are the dots between the columns of a line: "Fiji ........ Ms A. Pita".
var leaders = regexp.MustCompile(` ?\.{3,} ?| \. `)

// columns are the parts of a line that wide gaps set apart. A marker before a text is none.
func columns(raw string) []column {
	if strings.Contains(raw, "...") || strings.Contains(raw, " . ") {
		raw = leaders.ReplaceAllStringFunc(raw, func(dots string) string { return strings.Repeat(" ", max(len(dots), columnGap)) })
	}
	var parts []column
	var text strings.Builder
	at, spaces := 0, 0
	col := 0
	for _, r := range raw {
		if unicode.IsSpace(r) {
			spaces++
		} else {
			if text.Len() > 0 && spaces >= columnGap {
				parts = append(parts, column{at, text.String()})
				text.Reset()
			} else if text.Len() > 0 && spaces > 0 {
				text.WriteByte(' ')
			}
			if text.Len() == 0 {
				at = col
			}
			spaces = 0
			text.WriteRune(r)
		}
		col++
	}
	if text.Len() > 0 {
		parts = append(parts, column{at, text.String()})
	}
	if len(parts) > 0 && len(parts[0].text) <= 5 {
		if _, _, ok := Split(parts[0].text + " x"); ok {
			return nil
		}
	}
	return parts
}

// below is the column, but for the first, in which the only part of a row stands; 0 where there is none.
func below(starts []int, row []column) int {
	if len(row) != 1 {
		return 0
	}
	for k, at := range starts {
		if k > 0 && row[0].at >= at-1 && row[0].at <= at+2 {
			return k
		}
	}
	return 0
}

// aligned tells in which columns the parts of a row stand, and whether each stands in one. Columns but the
// first may be empty, and a row may be the first to have a last one.
func aligned(starts *[]int, row []column) (at []int, ok bool) {
	if len(row) < 2 {
		return nil, false
	}
	k := 0
	for i, c := range row {
		if !hasWord(c.text) && (i == 0 || i == 1 && len(row) == 2 || strings.Trim(c.text, "-–—") != "") {
			return nil, false
		}
		for k < len(*starts) && c.at > (*starts)[k]+2 {
			k++
		}
		switch {
		case k == len(*starts) && k > 1 && i == len(row)-1:
			*starts = append(*starts, c.at)
		case k == len(*starts) || c.at < (*starts)[k]-2 || i == 0 && k != 0:
			return nil, false
		}
		at = append(at, k)
		k++
	}
	return at, true
}
