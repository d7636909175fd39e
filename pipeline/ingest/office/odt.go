package office

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/pipeline/ingest/outline"
)

// odt is an OpenDocument text that is being read.
type odt struct {
	*story
	styles  map[string]*odtStyle // those of paragraphs and of text, by family and name
	lists   map[string]*odtList  // by name
	outline *odtList             // that numbers headings; nil for none
	counts  map[string]*counts   // of the lists, by the style or the name of the list that they go on
	heads   counts
}

// odtStyle is a style, with what it takes from those that it rests on.
type odtStyle struct {
	look     look
	name     string // of the style that people see: of the automatic ones, that which they rest on
	contents bool
}

// odtList is a style of lists.
type odtList struct{ level [levels]*odtLevel }

type odtLevel struct {
	bullet         string
	format         string // "1", "a", "i"; "" for no number
	prefix, suffix string
	start          int
	shown          int // how many levels are shown
}

// counts are where the numbers of a list stand.
type counts struct {
	of    [levels]int
	begun [levels]bool
}

// within says where paragraphs of an ODT go.
type within struct {
	place
	list  *odtList
	level int     // of the list, from 1; 0 outside of lists
	item  *string // the marker of the item that has not begun yet
	count *counts
}

func readODT(c *container) (*story, error) {
	if err := locked(c); err != nil {
		return nil, err
	}
	content, err := c.xml("content.xml")
	if err != nil {
		return nil, err
	}
	text := content.child("office:body").child("office:text")
	if text == nil {
		return nil, errors.New("it has no text")
	}
	common, err := c.xml("styles.xml")
	if err != nil {
		return nil, err
	}
	about, err := c.xml("meta.xml")
	if err != nil {
		return nil, err
	}
	about = about.child("office:meta")
	d := &odt{story: &story{}, lists: map[string]*odtList{}, counts: map[string]*counts{}}
	d.title, d.created, d.modified = about.child("dc:title").content(), about.child("meta:creation-date").content(), about.child("dc:date").content()
	d.readStyles(common.child("office:styles"), common.child("office:automatic-styles"), content.child("office:automatic-styles"))
	d.blocks(text, within{place: place{to: &d.body}})
	d.furniture(common.child("office:master-styles"))
	return d.story, nil
}

// locked is the failure of a file whose parts are enciphered, nil where they are not.
func locked(c *container) error {
	manifest, err := c.xml("META-INF/manifest.xml")
	if err != nil {
		return err
	}
	if manifest.find("manifest:encryption-data") != nil {
		return &pipeline.Failure{Reason: pipeline.Encrypted, Err: errors.New("it is locked by a password")}
	}
	return nil
}

// readStyles reads the styles of paragraphs, text and lists. Later ones of a name hide the others.
func (d *odt) readStyles(groups ...*node) {
	source := map[string]*node{}
	for _, group := range groups {
		if group == nil {
			continue
		}
		for _, k := range group.kids {
			switch k.name {
			case "style:style":
				source[k.attr("style:family")+" "+k.attr("style:name")] = k
			case "style:default-style":
				source[k.attr("style:family")+" "] = k
			case "text:list-style":
				d.lists[k.attr("style:name")] = readListStyle(k)
			case "text:outline-style":
				d.outline = readListStyle(k)
			}
		}
	}
	d.styles = map[string]*odtStyle{}
	for _, key := range slices.Sorted(maps.Keys(source)) {
		family := source[key].attr("style:family")
		above := func(n *node) string {
			if n.name == "style:default-style" {
				return "none"
			}
			return family + " " + n.attr("style:parent-style-name")
		}
		var chain []string
		seen := map[string]bool{}
		for at := key; source[at] != nil && d.styles[at] == nil && !seen[at]; at = above(source[at]) {
			seen[at] = true
			chain = append(chain, at)
		}
		for i := len(chain) - 1; i >= 0; i-- {
			n := source[chain[i]]
			s := odtStyle{}
			if base := d.styles[above(n)]; base != nil {
				s = *base
			}
			s.read(n)
			d.styles[chain[i]] = &s
		}
	}
}

// read adds what a style says itself.
func (s *odtStyle) read(n *node) {
	properties := n.child("style:text-properties")
	s.look = look{
		said(properties.attr("fo:font-weight"), "normal", "400"), said(properties.attr("style:text-underline-style"), "none"),
		said(properties.attr("fo:font-style"), "normal"), said(properties.attr("text:display"), "true", "condition"),
	}.over(s.look)
	// LibreOffice writes names with "_20_" for a space.
	name := strings.ReplaceAll(n.attr("style:name"), "_20_", " ")
	if headingStyle.MatchString(name) || strings.EqualFold(name, "title") || strings.EqualFold(name, "subtitle") {
		s.name = strings.ToLower(name)
	}
	s.contents = s.contents || contentsStyle.MatchString(name)
}

// said is what a property says: no where it has one of the values, unsaid where it is not there.
func said(value string, not ...string) state {
	if value == "" {
		return unsaid
	}
	for _, v := range not {
		if value == v {
			return no
		}
	}
	return yes
}

func readListStyle(n *node) *odtList {
	l := &odtList{}
	for _, k := range n.kids {
		i, err := strconv.Atoi(k.attr("text:level"))
		if err != nil || i < 1 || i > levels {
			continue
		}
		level := &odtLevel{start: 1, shown: 1}
		switch k.name {
		case "text:list-level-style-bullet":
			level.bullet = bullet(k.attr("text:bullet-char"))
		case "text:list-level-style-number", "text:outline-level-style":
			level.format, level.prefix, level.suffix = k.attr("style:num-format"), short(k.attr("style:num-prefix")), short(k.attr("style:num-suffix"))
			if v, err := strconv.Atoi(k.attr("text:start-value")); err == nil {
				level.start = v
			}
			if v, err := strconv.Atoi(k.attr("text:display-levels")); err == nil {
				level.shown = min(max(v, 1), i)
			}
		}
		l.level[i-1] = level
	}
	return l
}

// short is a text that is printed before or after a number, "" where it is too long for one.
func short(text string) string {
	if len(text) > maxMarker/2 {
		return ""
	}
	return text
}

// next counts on at a level, from 0, and gives the marker.
func (l *odtList) next(c *counts, at int, from string) string {
	if l == nil || at < 0 || at >= levels || l.level[at] == nil {
		return ""
	}
	for i := range at {
		if !c.begun[i] && l.level[i] != nil {
			c.of[i] = l.level[i].start
		}
	}
	if v, err := strconv.Atoi(from); err == nil {
		c.of[at] = v
	} else if c.begun[at] {
		c.of[at]++
	} else {
		c.of[at] = l.level[at].start
	}
	c.begun[at] = true
	for i := at + 1; i < levels; i++ {
		c.begun[i] = false
	}
	level := l.level[at]
	if level.bullet != "" || level.format == "" {
		return level.bullet
	}
	var parts []string
	for i := at + 1 - level.shown; i <= at; i++ {
		if l.level[i] != nil && l.level[i].format != "" {
			parts = append(parts, countAs(odtFormats[l.level[i].format], c.of[i]))
		}
	}
	return strings.Join(strings.Fields(level.prefix+strings.Join(parts, ".")+level.suffix), " ")
}

// odtFormats are Word's names of OpenDocument's formats.
var odtFormats = map[string]string{"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}

// blocks reads what stands right below n.
func (d *odt) blocks(n *node, at within) {
	if n == nil {
		return
	}
	for _, k := range n.kids {
		switch k.name {
		case "text:p":
			d.paragraph(k, at, 0)
		case "text:h":
			level, err := strconv.Atoi(k.attr("text:outline-level"))
			if err != nil {
				level = 1
			}
			d.paragraph(k, at, max(level, 1))
		case "text:list":
			d.listOf(k, at)
		case "text:numbered-paragraph":
			inner := at
			level, err := strconv.Atoi(k.attr("text:level"))
			if err != nil {
				level = 1
			}
			inner.list, inner.level, inner.count = d.lists[k.attr("text:style-name")], min(max(level, 1), levels), d.countsOf(k.attr("text:list-id"))
			d.item(k, inner, k.attr("text:start-value"))
		case "table:table":
			d.tableOf(k, at)
		case "text:table-of-content", "text:illustration-index", "text:table-index", "text:object-index", "text:user-index", "text:alphabetical-index":
			inner := at
			if at.block.Kind == "" {
				inner.block.Kind = document.Contents
			}
			d.blocks(k.child("text:index-body"), inner)
		case "text:section":
			if k.attr("text:display") != "none" {
				d.blocks(k, at)
			}
		case "text:index-title":
			d.blocks(k, at)
		case "draw:frame", "draw:g", "draw:custom-shape", "draw:rect", "draw:a":
			d.boxes(textBoxesOf(k, nil), at)
		}
	}
}

// countsOf are where the numbers of the list of that name stand.
func (d *odt) countsOf(name string) *counts {
	if d.counts[name] == nil {
		d.counts[name] = &counts{}
	}
	return d.counts[name]
}

// listOf reads a list, or a level of one.
func (d *odt) listOf(n *node, at within) {
	style := n.attr("text:style-name")
	if l := d.lists[style]; l != nil {
		at.list = l
	}
	if at.level == 0 {
		id := n.attr("xml:id")
		switch follows := n.attr("text:continue-list"); {
		case follows != "" && d.counts["id "+follows] != nil:
			at.count = d.counts["id "+follows]
		case n.attr("text:continue-numbering") == "true":
			at.count = d.countsOf("style " + style)
		default:
			at.count = &counts{}
		}
		d.counts["style "+style] = at.count
		if id != "" {
			d.counts["id "+id] = at.count
		}
	}
	if at.level++; at.level > levels {
		at.level = levels
	}
	for _, k := range n.kids {
		switch k.name {
		case "text:list-item":
			d.item(k, at, k.attr("text:start-value"))
		case "text:list-header":
			inner := at
			inner.item = nil
			d.blocks(k, inner)
		}
	}
}

// item reads an item of a list. Its first paragraph gets the marker.
func (d *odt) item(n *node, at within, from string) {
	marker := ""
	if opens(n) { // an item that holds only a list within is no item to its readers
		marker = at.list.next(at.count, at.level-1, from)
	}
	at.item = &marker
	d.blocks(n, at)
}

// opens reports whether an item has a paragraph or heading of its own.
func opens(n *node) bool { return n.child("text:p") != nil || n.child("text:h") != nil }

// paragraph reads a paragraph, or where it has a level, a heading.
func (d *odt) paragraph(n *node, at within, level int) {
	s := d.styles["paragraph "+n.attr("text:style-name")]
	if s == nil {
		if s = d.styles["paragraph "]; s == nil {
			s = &odtStyle{}
		}
	}
	var lines outline.Lines
	var boxes []*node
	d.inline(n, &lines, &boxes, s.look)
	marker := ""
	if at.item != nil {
		marker, *at.item = *at.item, ""
	}
	if level == 0 {
		switch s.name {
		case "title":
			level = 1
		case "subtitle":
			level = 2
		}
	}
	block := at.block
	switch {
	case block.Kind == document.Contents || block.Kind == document.Furniture:
		marker = ""
	case block.Kind != "":
	case s.contents:
		block.Kind, marker = document.Contents, ""
	case level > 0 && !longText(&lines):
		block = document.Block{Kind: document.Heading, Level: min(level, 6)}
		if marker == "" && n.name == "text:h" && n.attr("text:is-list-header") != "true" {
			marker = d.outline.next(&d.heads, level-1, n.attr("text:start-value"))
		}
	case outline.Letters(marker) > 0: // a heading's, a paragraph's or an item's: the text around says which
		block.Level = at.level
	case at.level > 0:
		block = document.Block{Kind: document.ListItem, Level: at.level}
	}
	if outline.Letters(marker) == 0 && block.Kind == document.Heading {
		marker = ""
	}
	d.add(at.to, block, marker, &lines)
	d.boxes(boxes, at)
}

// boxes reads text boxes: what they hold stands in no list.
func (d *odt) boxes(boxes []*node, at within) {
	for _, box := range boxes {
		d.blocks(box, within{place: at.place})
	}
}

// inline reads the text right below n into the lines.
func (d *odt) inline(n *node, lines *outline.Lines, boxes *[]*node, set look) {
	for _, k := range n.kids {
		switch k.name {
		case "":
			if set.hidden != yes {
				lines.Add(lineBreaks.Replace(k.text), set.asType())
			}
		case "text:span":
			inner := set
			if s := d.styles["text "+k.attr("text:style-name")]; s != nil {
				inner = s.look.over(set)
			}
			d.inline(k, lines, boxes, inner)
		case "text:s", "text:tab":
			lines.Add(" ", outline.Type{})
		case "text:line-break":
			lines.Break()
		case "text:note":
			if set.hidden != yes {
				d.note(k)
			}
		case "text:ruby":
			if base := k.child("text:ruby-base"); base != nil {
				d.inline(base, lines, boxes, set)
			}
		case "draw:frame", "draw:g", "draw:custom-shape", "draw:rect", "draw:a":
			*boxes = textBoxesOf(k, *boxes)
		case "office:annotation", "office:annotation-end", "text:hidden-text", "text:hidden-paragraph", "text:tracked-changes", "text:ruby-text", "office:event-listeners", "text:script", "office:binary-data":
		default: // links, fields, marks of changes that stand around text
			d.inline(k, lines, boxes, set)
		}
	}
}

// note reads a footnote or endnote.
func (d *odt) note(n *node) {
	var items []outline.Item
	d.blocks(n.child("text:note-body"), within{place: place{to: &items, block: document.Block{Kind: document.Footnote}}})
	if mark := strings.TrimSpace(n.child("text:note-citation").content()); len(items) > 0 && len(mark) <= maxMarker {
		items[0].Marker = mark
	}
	d.notes = append(d.notes, items...)
}

// textBoxesOf adds the boxes and shapes with text below n, but for those within others.
func textBoxesOf(n *node, to []*node) []*node {
	if n.child("text:p") != nil || n.child("text:list") != nil {
		return append(to, n)
	}
	for _, k := range n.kids {
		switch k.name {
		case "draw:text-box":
			to = append(to, k)
		case "draw:object", "draw:image":
		default:
			to = textBoxesOf(k, to)
		}
	}
	return to
}

// tableOf reads a table.
func (d *odt) tableOf(t *node, at within) {
	var cells []cell
	rows := 0
	var walk func(n *node, header bool)
	walk = func(n *node, header bool) {
		for _, k := range n.kids {
			switch k.name {
			case "table:table-header-rows":
				walk(k, true)
			case "table:table-rows", "table:table-row-group":
				walk(k, header)
			case "table:table-row":
				cells = d.row(k, rows, header, cells, at)
				rows++
			}
		}
	}
	walk(t, false)
	if at.block.Kind != "" {
		for _, c := range cells {
			*at.to = append(*at.to, c.items...)
		}
		return
	}
	d.table(at.to, cells, rows)
}

// row reads a table's row.
func (d *odt) row(tr *node, row int, header bool, cells []cell, at within) []cell {
	col := 0
	for _, k := range tr.kids {
		if k.name != "table:table-cell" && k.name != "table:covered-table-cell" {
			continue
		}
		if k.name == "table:table-cell" {
			c := cell{row: row, col: col, header: header}
			d.blocks(k, within{place: place{to: &c.items, block: at.block}})
			cells = append(cells, c)
		}
		repeated, err := strconv.Atoi(k.attr("table:number-columns-repeated"))
		if err != nil {
			repeated = 1
		}
		col += min(max(repeated, 1), 50)
	}
	return cells
}

// furniture reads the running headers and footers of all page styles.
func (d *odt) furniture(masters *node) {
	if masters == nil {
		return
	}
	for _, master := range masters.kids {
		for _, k := range master.kids {
			var items []outline.Item
			d.blocks(k, within{place: place{to: &items, block: document.Block{Kind: document.Furniture}}})
			switch {
			case k.attr("style:display") == "false":
			case strings.HasPrefix(k.name, "style:header"):
				furniture(&d.headers, items)
			case strings.HasPrefix(k.name, "style:footer"):
				furniture(&d.footers, items)
			}
		}
	}
}
