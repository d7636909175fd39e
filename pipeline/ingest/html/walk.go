package html

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"rapporteur/extract/document"
	"rapporteur/pipeline/ingest/outline"
)

// scope is what the elements above say about the text below them.
type scope struct {
	owner  *html.Node     // the block that the text belongs to
	block  document.Block // its kind where the mark-up says so, and a cell's place
	strong bool
	italic bool
	depth  int     // of lists
	item   *string // the marker of the list item that has not begun yet; shared by all that is in the item
}

type walker struct {
	*page
	out     []outline.Item
	flow    flow
	tables  int
	counted string // the number that a definition list has in place of a term
	print   printing
	line    lastLine // of print
}

// items are the page's paragraphs, in order.
func (p *page) items() []outline.Item {
	w := &walker{page: p, print: findPrint(p.body)}
	c := scope{owner: p.body}
	w.children(p.body, c)
	w.flush(c)
	w.reflow()
	w.joinNumbers()
	w.dropBoxTitles()
	return w.out
}

// joinNumbers gives paragraphs the numbers that stand above them as paragraphs of their own, where a page has several.
func (w *walker) joinNumbers() {
	pairs := 0
	number := func(i int) bool {
		return i+1 < len(w.out) && w.out[i].Kind == "" && w.out[i].Marker == "" && numberAlone(w.out[i].Text) && !folio.MatchString(w.out[i].Text) && w.out[i+1].Kind == "" && w.out[i+1].Marker == "" && !numberAlone(w.out[i+1].Text)
	}
	for i := range w.out {
		if number(i) {
			pairs++
		}
	}
	if pairs < 3 {
		return
	}
	var out []outline.Item
	for i := 0; i < len(w.out); i++ {
		it := w.out[i]
		if number(i) {
			i++
			marker := it.Text
			it = w.out[i]
			it.Marker = marker
		}
		out = append(out, it)
	}
	w.out = out
}

// dropBoxTitles sets the titles of boxes apart whose content is furniture: "Related", "Share this".
func (w *walker) dropBoxTitles() {
	for i := range w.out {
		it := &w.out[i]
		if len(it.Text) >= 40 || !(it.Kind == document.Heading && it.Level > 1 || it.Strong && it.Kind == "") || !boxTitle.MatchString(it.Text) {
			continue
		}
		if i+1 == len(w.out) || w.out[i+1].Kind == document.Furniture || outline.Boilerplate(w.out[i+1].Text) {
			it.Block = document.Block{Kind: document.Furniture}
		}
	}
}

// element walks one element.
func (w *walker) element(n *html.Node, c scope) {
	if invisible(n) {
		return
	}
	if w.chrome[n] && c.block.Kind != document.Furniture {
		w.furniture(n, c)
		return
	}
	c.strong = strongly(n, c.strong)
	c.italic = c.italic || n.Data == "i" || n.Data == "em"
	if at, ok := w.print.spots[n]; ok && c.block.Kind == "" {
		w.printed(n, at, c)
		return
	}
	switch n.Data {
	case "br":
		w.flow.line()
		return
	case "wbr", "img", "area", "link", "meta", "col":
		return
	case "sup":
		if noteMark(n) {
			return
		}
	case "a":
		if backReference(n) || w.flow.begun && noteReference(n) {
			return
		}
	case "q":
		w.flow.text("“", c)
		w.children(n, c)
		w.flow.text("”", c)
		return
	}
	if !block(n) {
		w.flow.open(n)
		if marker, ok := wordMarker(n); ok && !w.flow.begun {
			w.flow.marker = marker
		} else {
			w.children(n, c)
		}
		w.flow.close(n)
		return
	}
	w.flush(c)
	w.block(n, c)
}

// block walks a block element: what is within begins and ends there.
func (w *walker) block(n *html.Node, c scope) {
	c.owner = n
	settled := c.block.Kind == document.Furniture || c.block.Kind == document.Cell
	if !settled && (footnote.MatchString(attr(n, "class")+" "+attr(n, "role")) || isNote(n)) || strings.Contains(style(n), "mso-element:footnote;") {
		c.block = document.Block{Kind: document.Footnote}
		settled = true
	}
	switch level := headingLevel(n); {
	case settled:
	case level > 0:
		c.block = document.Block{Kind: document.Heading, Level: level}
		c.strong = false
	case strings.HasPrefix(attr(n, "class"), "MsoToc"):
		c.block = document.Block{Kind: document.Contents}
	case wordHeading(n) > 0:
		c.block = document.Block{Kind: document.Heading, Level: wordHeading(n)}
	case w.calledTitle(n):
		c.block = document.Block{Kind: document.Heading, Level: 1}
	}
	switch n.Data {
	case "ul", "ol", "menu", "dir":
		w.list(n, c)
	case "li":
		w.item(n, c, "•")
	case "table":
		w.table(n, c)
	case "dt":
		switch {
		case settled:
		case countsItem(n):
			w.counted = textOf(n)
			return
		case !undefined(n):
			c.block = document.Block{Kind: document.Term}
		}
		w.children(n, c)
	case "dd":
		switch {
		case settled:
		case w.counted != "":
			marker := w.counted
			w.counted, c.item = "", &marker
		default:
			c.block = document.Block{Kind: document.Definition}
		}
		w.children(n, c)
	case "pre", "listing", "plaintext", "xmp":
		w.preformatted(n, c)
	case "hr":
	default:
		if level := wordLevel(n); level > 0 && !settled {
			c.depth = level
			w.flow.listed = level
		}
		w.children(n, c)
	}
	w.flush(c)
}

func (w *walker) children(n *html.Node, c scope) {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		switch k.Type {
		case html.TextNode:
			w.flow.text(k.Data, c)
		case html.ElementNode:
			w.element(k, c)
		case html.CommentNode:
			// Word writes the marker of a list item between comments, for readers that know no lists.
			if strings.HasPrefix(k.Data, "[if !supportLists]") && !w.flow.begun {
				var marker strings.Builder
				end := k.NextSibling
				for ; end != nil && !(end.Type == html.CommentNode && strings.HasPrefix(end.Data, "[endif]")); end = end.NextSibling {
					marker.WriteString(" " + textOfNode(end))
				}
				if end != nil {
					w.flow.marker = plainMarker(marker.String(), k.NextSibling)
					k = end
				}
			}
		}
	}
}

// countsItem reports whether a term is nothing but the number of the paragraph that is its definition.
func countsItem(term *html.Node) bool {
	next := nextElement(term)
	return numberAlone(textOf(term)) && next != nil && next.Data == "dd" && textOf(next) != ""
}

// longestNumber is how many bytes a marker has at most: "(xxxviii)", "12.3.14.2.".
const longestNumber = 16

// numberAlone reports whether a text is nothing but a marker, as "3." or "(a)".
func numberAlone(text string) bool {
	if len(text) > longestNumber {
		return false
	}
	marker, _, ok := outline.Split(text + " X")
	return ok && marker.Text == text
}

// undefined reports whether a term's definition is empty: it is a title within the list.
func undefined(term *html.Node) bool {
	next := nextElement(term)
	return next != nil && next.Data == "dd" && textOf(next) == ""
}

// nextElement is the element that follows a node among its siblings, or nil.
func nextElement(n *html.Node) *html.Node {
	for n = n.NextSibling; n != nil && n.Type != html.ElementNode; n = n.NextSibling {
	}
	return n
}

// furniture walks an element that is no part of the report.
func (w *walker) furniture(n *html.Node, c scope) {
	within := scope{owner: c.owner, block: document.Block{Kind: document.Furniture}}
	if !block(n) {
		// A link or button amid text stands apart from it.
		saved := w.flow
		w.flow = flow{}
		within.owner = n
		w.children(n, within)
		w.flush(within)
		w.flow = saved
		return
	}
	w.flush(c)
	within.owner = n
	w.block(n, within)
}

// list walks a list's items with the markers that a browser prints before them.
func (w *walker) list(n *html.Node, c scope) {
	contents := c.block.Kind == "" && w.isContents(n)
	if contents {
		c.block = document.Block{Kind: document.Contents}
	}
	if c.block.Kind == document.Heading {
		c.block = document.Block{}
	}
	c.depth++
	next, step := 1, 1
	if start, ok := atoi(attr(n, "start")); ok && n.Data == "ol" {
		next = start
	}
	if n.Data == "ol" && hasAttr(n, "reversed") {
		step = -1
		if !hasAttr(n, "start") {
			next = 0
			for k := n.FirstChild; k != nil; k = k.NextSibling {
				if k.Type == html.ElementNode && k.Data == "li" {
					next++
				}
			}
		}
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		switch {
		case k.Type == html.TextNode:
			w.flow.text(k.Data, c)
		case k.Type != html.ElementNode:
		case k.Data == "li" && !invisible(k) && !w.chrome[k]:
			w.flush(c)
			marker := listMarker(n, k)
			if n.Data == "ol" && marker == "•" {
				if v, ok := atoi(attr(k, "value")); ok {
					next = v
				}
				marker = outline.Number(next, listType(n, k))
				next += step
			}
			inner := c
			inner.owner, inner.strong = k, strongly(k, c.strong)
			w.item(k, inner, marker)
			w.flush(inner)
		default:
			// Some pages put a list straight into a list, without an item around it.
			w.element(k, c)
		}
	}
	w.flush(c)
}

// listMarker is what the list prints before an item: nothing where its style says so, else "•"; numbers are the list's.
func listMarker(list, item *html.Node) string {
	for _, n := range []*html.Node{item, list} {
		if s := style(n); strings.Contains(s, "list-style:none") || strings.Contains(s, "list-style-type:none") {
			return ""
		}
	}
	return "•"
}

func listType(list, item *html.Node) string {
	for _, n := range []*html.Node{item, list} {
		if t := attr(n, "type"); t != "" {
			return t
		}
		s := style(n)
		for name, t := range map[string]string{"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i", "upper-roman": "I"} {
			if strings.Contains(s, name) {
				return t
			}
		}
	}
	return "1"
}

// item walks a list item. The first paragraph within gets the marker, the others belong to the same item without one.
func (w *walker) item(n *html.Node, c scope, marker string) {
	c.item = &marker
	switch c.block.Kind {
	case document.Furniture, document.Cell, document.Contents, document.Footnote, document.Definition:
	default:
		c.block = document.Block{Kind: document.ListItem, Level: max(c.depth, 1)}
		if w.headingItem(n) {
			c.block = document.Block{} // its bold type decides
		}
	}
	w.children(n, c)
	w.flush(c)
}

// headingItem reports whether an item is the only one of its list and bold throughout: converters number headings so.
func (w *walker) headingItem(n *html.Node) bool {
	list := n.Parent
	if list == nil || list.Data != "ol" || ancestor(list, named("li")) != nil {
		return false
	}
	for k := list.FirstChild; k != nil; k = k.NextSibling {
		if k != n && k.Type == html.ElementNode && k.Data == "li" {
			return false
		}
	}
	if find(n, named("ul", "ol", "br")) != nil || w.measures[n].blocks > 1 {
		return false
	}
	return outline.TitleLike(textOf(n), 20)
}

// isContents reports whether a list is a table of contents: links to places of the same page, and no sentences that lead there.
func (w *walker) isContents(n *html.Node) bool {
	m := w.measures[n]
	return m.inPage >= 3 && m.links == 0 && m.inPage >= countItems(n) && !areSentences(n)
}

// areSentences reports whether most items of a list are some words with a full stop.
func areSentences(list *html.Node) bool {
	sentences, items := 0, 0
	for k := list.FirstChild; k != nil; k = k.NextSibling {
		if k.Type != html.ElementNode || k.Data != "li" {
			continue
		}
		items++
		if text := textOf(k); strings.HasSuffix(text, ".") && len(strings.Fields(text)) > 4 {
			sentences++
		}
	}
	return 2*sentences > items
}

func countItems(n *html.Node) int {
	count := 0
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type == html.ElementNode {
			if k.Data == "li" {
				count++
			}
			count += countItems(k)
		}
	}
	return count
}

// preformatted reads text that is set line by line like a plain text file.
func (w *walker) preformatted(n *html.Node, c scope) {
	var text strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			switch {
			case k.Type == html.TextNode:
				text.WriteString(k.Data)
			case k.Type != html.ElementNode || invisible(k):
			case k.Data == "br":
				text.WriteByte('\n')
			default:
				walk(k)
			}
		}
	}
	walk(n)
	tables := w.tables
	for _, it := range outline.Layout(text.String()) {
		if it.Kind == document.Cell {
			it.Table += tables
			w.tables = it.Table
		}
		if c.block.Kind != "" && c.block.Kind != document.ListItem {
			it.Block = c.block
		}
		it.Origin = document.Origin{Selector: w.selectors.of(n)}
		w.out = append(w.out, it)
	}
}

// flush ends the paragraph that is being gathered and makes items of it.
func (w *walker) flush(c scope) {
	f := w.flow
	w.flow = flow{}
	for _, group := range f.lines.Groups() {
		it := outline.Item{Block: c.block, Origin: document.Origin{Selector: w.selectors.of(c.owner)}}
		it.Text, it.Strong, it.Short = group.Text, group.Strong, group.Italic
		switch {
		case c.item != nil:
			it.Marker = *c.item
			*c.item = ""
		case f.marker != "":
			it.Marker, f.marker = f.marker, ""
			if m, _, ok := outline.Split(it.Marker + " x"); c.block.Kind == "" && ok && (m.Bullet() || f.listed > 0) {
				it.Kind, it.Level = document.ListItem, max(f.listed, 1)
			}
		}
		if it.Marker != "" && (it.Kind == document.Cell || it.Kind == document.Furniture || it.Kind == document.Contents) && it.Marker == "•" {
			it.Marker = ""
		}
		w.out = append(w.out, it)
	}
}

var titleWords = set("title heading headline pagetitle subtitle subheading subhead")

// calledTitle reports whether a paragraph or division is the page's title by its class, or by saying what the title
// element says.
func (w *walker) calledTitle(n *html.Node) bool {
	if n.Data != "div" && n.Data != "p" && n.Data != "center" && n.Data != "header" || w.hasH1 || w.measures[n].blocks > 0 || w.measures[n].text > 200 {
		return false
	}
	text := textOf(n)
	if len(text) < 8 {
		return false
	}
	for _, word := range words(n) {
		if titleWords[word] && outline.TitleLike(text, 40) {
			return true
		}
	}
	return len(text) > 15 && len(text)*2 > len(w.title) && strings.HasPrefix(strings.ToLower(w.title), strings.ToLower(text))
}

// strongly reports whether text in an element stands out, given whether it does so around it.
func strongly(n *html.Node, around bool) bool {
	if s := style(n); s != "" {
		switch {
		case strings.Contains(s, "font-weight:normal"), strings.Contains(s, "font-weight:400"), strings.Contains(s, "font-weight:300"):
			return false
		case heavy.MatchString(s):
			return true
		}
	}
	switch n.Data {
	case "b", "strong", "u", "big", "button":
		return true
	case "font":
		size := attr(n, "size")
		return around || strings.HasPrefix(size, "+") || size == "5" || size == "6" || size == "7"
	}
	return around
}

var heavy = regexp.MustCompile(`font-weight:(bold|bolder|[6-9]00)|text-decoration(-line)?:underline`)

var noteText = regexp.MustCompile(`^[\s\[(]*(\d{1,3}|[*†‡§¶]+|[ivx]{1,4}|[a-z])[\])]?([\s,]+[\[(]?\d{1,3}[\])]?)*\s*$`)

// noteMark reports whether a superscript is the mark of a note. Ordinals' endings (1st), squares and powers are not.
func noteMark(n *html.Node) bool {
	text := textOf(n)
	if !noteText.MatchString(text) {
		return false
	}
	if find(n, named("a")) != nil || within(n, "a") {
		return true
	}
	before := ""
	for s := n.PrevSibling; s != nil && before == ""; s = s.PrevSibling {
		before = textOfNode(s)
	}
	before = strings.TrimRight(before, " ")
	switch {
	case len(text) == 1 && text[0] >= 'a' && text[0] <= 'z' || text == "er" || text == "e":
		return !endsInDigit.MatchString(before) // 2e, 1o
	case unit.MatchString(before):
		return text != "2" && text != "3"
	case power.MatchString(before):
		return false
	}
	return before != ""
}

var (
	returnLink  = regexp.MustCompile(`(?i)^\W*(return|back|go back|retour) (to|au|à) (the )?(text|reference|document|texte)\W*$`)
	endsInDigit = regexp.MustCompile(`\d$`)
	power       = regexp.MustCompile(`(?:^|\D)10$`)
	unit        = regexp.MustCompile(`(?:^|[\s\d(/])(m|km|cm|mm|ft|mi|dm|nm)$`)
)

var noteID = regexp.MustCompile(`(?i)^_?(fn|ftn|edn|footnote|endnote|note)[-_:.]?\d+$`)

// isNote reports whether a paragraph or list item is a note: it is named as one where it begins, and leads back to
// its mark.
func isNote(n *html.Node) bool {
	if n.Data != "p" && n.Data != "li" && n.Data != "div" || find(n, block) != nil && n.Data != "li" {
		return false
	}
	back := find(n, func(c *html.Node) bool { return c.Data == "a" && strings.HasPrefix(attr(c, "href"), "#") })
	if back == nil {
		return false
	}
	named := func(c *html.Node) bool {
		return noteID.MatchString(attr(c, "id")) || noteID.MatchString(attr(c, "name"))
	}
	if named(n) {
		return true
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && (named(c) || find(c, named) != nil) {
			return true
		}
		if strings.TrimSpace(textOfNode(c)) != "" {
			return false
		}
	}
	return false
}

// noteReference reports whether a link is the mark of a note though it is not raised: Word raises it by a style.
func noteReference(n *html.Node) bool {
	if !strings.HasPrefix(attr(n, "href"), "#") || !noteText.MatchString(textOf(n)) {
		return false
	}
	return noteRefID.MatchString(attr(n, "id")) || noteRefID.MatchString(attr(n, "name")) || noteID.MatchString(attr(n, "href")[1:])
}

var noteRefID = regexp.MustCompile(`(?i)^_?(fn|ftn|edn|footnote|endnote|note)[-_:.]?ref[-_:.]?\d+$`)

// backReference reports whether a link leads from a note back to its mark, or to the head of the page.
func backReference(n *html.Node) bool {
	if !strings.HasPrefix(attr(n, "href"), "#") {
		return false
	}
	text := strings.TrimSpace(textOf(n))
	return returnLink.MatchString(text) || text == "↩" || text == "↑" || text == "^" || text == "↩︎"
}

// flow gathers the text of a paragraph line by line.
type flow struct {
	lines  outline.Lines
	marker string // printed before the text by mark-up that knows no lists
	listed int    // the depth of a list that only a style makes one
	begun  bool   // whether there is text other than spaces
	closed string // the inline element that ended where the text stands
	opened string // the inline element that began there
}

func (f *flow) line() {
	f.lines.Break()
	f.closed, f.opened = "", ""
}

func (f *flow) open(n *html.Node)  { f.opened = n.Data }
func (f *flow) close(n *html.Node) { f.closed, f.opened = n.Data, "" }

var (
	lineBreaks = strings.NewReplacer("\r", " ", "\n", " ", "\u2028", " ", "\u2029", " ")
	label      = regexp.MustCompile(`^\p{Lu}[\p{L} ]{1,24}:`)
	softBreak  = regexp.MustCompile(`\x{AD}\s+`)
	gluedNote  = regexp.MustCompile(`([\p{L}.,;:)”"’])(\[\d{1,3}\])`)
)

// text adds a stretch of text. In one element after another, words that only their style parts are parted here too.
func (f *flow) text(s string, c scope) {
	if s == "" {
		return
	}
	s = lineBreaks.Replace(s)
	if strings.Contains(s, "[") {
		s = gluedNote.ReplaceAllString(s, "$1 $2")
	}
	if strings.Contains(s, "\u00AD") {
		s = softBreak.ReplaceAllString(s, "")
	}
	if f.closed != "" && f.opened != "" {
		last := f.lines.Last()
		first, _ := utf8.DecodeRuneInString(s)
		wordy := (unicode.IsLetter(last) || unicode.IsDigit(last)) && (unicode.IsLetter(first) || unicode.IsDigit(first))
		switch {
		case wordy && f.opened == "span" && f.closed == "span" && label.MatchString(s):
			f.lines.Break()
		case wordy && (unicode.IsLower(last) || unicode.IsDigit(last)) && unicode.IsUpper(first), wordy && f.opened == "a" && f.closed == "a":
			f.lines.Add(" ", outline.Type{})
		}
	}
	s = outline.Unglue(s)
	f.lines.Add(s, outline.Type{Strong: c.strong, Italic: c.italic})
	if strings.TrimSpace(s) == "" {
		return
	}
	f.begun = true
	f.closed, f.opened = "", ""
}
