package office

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rapporteur/extract/document"
	"rapporteur/pipeline/ingest/outline"
)

// docx is a Word document that is being read.
type docx struct {
	*container
	*story
	styles    map[string]*style
	numbering *numbering
	related   map[string]string    // the parts that the main one names, by id
	marks     map[string]*noteKind // by the element that refers to them
	running   map[string]bool      // headers and footers that have been read
	fields    []bool               // those that are open; true while their instruction goes on, which is not shown

	instructions int // of fields, that are open
}

// noteKind are footnotes or endnotes.
type noteKind struct {
	format string
	count  int
	texts  map[string]*node // by id; nil for those that have been read
}

// place says where paragraphs go, and what they are where that is settled.
type place struct {
	to    *[]outline.Item
	block document.Block
}

func readDOCX(c *container) (*story, error) {
	root, err := c.relations("")
	if err != nil {
		return nil, err
	}
	main, core := "word/document.xml", "docProps/core.xml"
	for _, r := range root {
		switch r.kind {
		case "officeDocument":
			main = r.target
		case "core-properties":
			core = r.target
		}
	}
	d := &docx{container: c, story: &story{}, related: map[string]string{}, running: map[string]bool{}}
	related, err := c.relations(main)
	if err != nil {
		return nil, err
	}
	for _, r := range related {
		d.related[r.id] = r.target
	}
	if err := d.prepare(related, core); err != nil {
		return nil, err
	}
	text, err := c.xml(main)
	if err != nil {
		return nil, err
	}
	body := text.child("w:body")
	if body == nil {
		return nil, errors.New("it has no body")
	}
	d.blocks(body, place{to: &d.body})
	return d.story, d.furniture(body)
}

// prepare reads the parts that the main one rests on.
func (d *docx) prepare(related []relation, core string) error {
	var failed error
	part := func(kind string) *node {
		var n *node
		if i := slices.IndexFunc(related, func(r relation) bool { return r.kind == kind }); i >= 0 && failed == nil {
			n, failed = d.xml(related[i].target)
		}
		return n
	}
	d.styles = readStyles(part("styles"))
	d.numbering = readNumbering(part("numbering"))
	settings := part("settings")
	d.marks = map[string]*noteKind{
		"w:footnoteReference": readNotes(part("footnotes"), "w:footnote", settings.child("w:footnotePr"), "decimal"),
		"w:endnoteReference":  readNotes(part("endnotes"), "w:endnote", settings.child("w:endnotePr"), "lowerRoman"),
	}
	if failed != nil {
		return failed
	}
	about, err := d.xml(core)
	d.title, d.created, d.modified = about.child("dc:title").content(), about.child("dcterms:created").content(), about.child("dcterms:modified").content()
	return err
}

func readNotes(part *node, name string, settings *node, format string) *noteKind {
	kind := &noteKind{format: format, texts: map[string]*node{}}
	if f := settings.child("w:numFmt").attr("w:val"); f != "" {
		kind.format = f
	}
	if part != nil {
		for _, n := range part.kids {
			if t := n.attr("w:type"); n.name == name && (t == "" || t == "normal") {
				kind.texts[n.attr("w:id")] = n
			}
		}
	}
	return kind
}

// blocks reads the paragraphs and tables right below n. A paragraph whose end was deleted goes on in the next one.
func (d *docx) blocks(n *node, at place) {
	if n == nil {
		return
	}
	var begun *paragraph
	for _, k := range n.kids {
		if k.name == "w:p" {
			if begun == nil {
				begun = &paragraph{}
			}
			begun.properties = k.child("w:pPr")
			d.inline(k, begun)
			d.closeFields()
			if begun.properties.child("w:rPr").child("w:del") == nil {
				d.end(begun, at)
				begun = nil
			}
			continue
		}
		if begun != nil && k.name == "w:tbl" {
			d.end(begun, at)
			begun = nil
		}
		switch k.name {
		case "w:tbl":
			d.tableOf(k, at)
		case "w:sdt":
			inner := at
			if strings.EqualFold(k.child("w:sdtPr").child("w:docPartObj").child("w:docPartGallery").attr("w:val"), "Table of Contents") && at.block.Kind == "" {
				inner.block.Kind = document.Contents
			}
			d.blocks(k.child("w:sdtContent"), inner)
		case "w:customXml", "w:smartTag", "w:ins", "w:moveTo":
			d.blocks(k, at)
		case "mc:AlternateContent":
			d.blocks(chosen(k), at)
		case "w:altChunk":
			d.warnings = append(d.warnings, document.Warning{Code: "pages-unreadable", Message: "a document that is pasted in as a file of its own was not read"})
		}
	}
	if begun != nil {
		d.end(begun, at)
	}
}

// paragraph is one that is being gathered.
type paragraph struct {
	properties *node
	lines      outline.Lines
	boxes      []*node // text boxes that hang on it
}

// end makes items of a paragraph, and of the text boxes that hang on it.
func (d *docx) end(p *paragraph, at place) {
	s := d.styleOf(p.properties)
	block, marker := at.block, d.marker(p.properties, s)
	level := s.level
	if own := p.properties.child("w:outlineLvl"); own != nil {
		level = outlineLevel(own)
	}
	switch {
	case block.Kind == document.Contents || block.Kind == document.Furniture:
		marker = numbered{}
	case block.Kind != "":
	case s.contents:
		block.Kind, marker = document.Contents, numbered{}
	case level > 0 && !longText(&p.lines):
		block = document.Block{Kind: document.Heading, Level: min(level, 6)}
	case marker.text == "":
	case marker.bullet:
		block = document.Block{Kind: document.ListItem, Level: marker.level + 1}
	default: // a number may be a heading's, a paragraph's or an item's: the text around says which
		block.Level = marker.level + 1
	}
	d.add(at.to, block, marker.text, &p.lines)
	for _, box := range p.boxes {
		d.blocks(box, at)
	}
}

// longText reports whether lines are too long for a heading: some authors number their paragraphs by headings' styles.
func longText(lines *outline.Lines) bool {
	groups := lines.Groups()
	return len(groups) > 0 && len(groups[0].Text) > 250
}

// marker is what Word prints before a paragraph, counted on.
func (d *docx) marker(properties *node, s *style) numbered {
	num, level := s.num, s.numLevel
	if own := properties.child("w:numPr"); own != nil {
		if id := own.child("w:numId"); id != nil {
			num = id.attr("w:val")
		}
		if l, err := strconv.Atoi(own.child("w:ilvl").attr("w:val")); err == nil {
			level = l
		}
	} else if linked, ok := d.numbering.levelOf(num, s.id); ok {
		level = linked
	}
	return d.numbering.next(num, level)
}

// inline reads the runs right below n into a paragraph.
func (d *docx) inline(n *node, p *paragraph) {
	if n == nil {
		return
	}
	for _, k := range n.kids {
		switch k.name {
		case "w:r":
			d.run(k, p)
		case "w:hyperlink", "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:fldSimple", "w:dir", "w:bdo":
			d.inline(k, p)
		case "w:sdt":
			if k.child("w:sdtPr").child("w:showingPlcHdr") == nil { // "Click here to enter text"
				d.inline(k.child("w:sdtContent"), p)
			}
		case "m:oMath", "m:oMathPara":
			p.lines.Add(formula(k), outline.Type{})
		case "mc:AlternateContent":
			d.inline(chosen(k), p)
		}
	}
}

// formula is the text of a formula, its parts in order.
func formula(n *node) string {
	var b strings.Builder
	var walk func(*node)
	walk = func(n *node) {
		if n.name == "m:t" {
			b.WriteString(n.content())
			return
		}
		for _, k := range n.kids {
			walk(k)
		}
	}
	walk(n)
	return b.String()
}

// run reads a run: a stretch of text of one look.
func (d *docx) run(r *node, p *paragraph) {
	set := d.lookOf(p.properties, r.child("w:rPr"))
	d.pieces(r, p, set)
}

func (d *docx) pieces(r *node, p *paragraph, set look) {
	if r == nil {
		return
	}
	add := func(text string) {
		if set.hidden != yes && d.instructions == 0 {
			p.lines.Add(lineBreaks.Replace(text), set.asType())
		}
	}
	for _, k := range r.kids {
		switch k.name {
		case "w:t":
			add(k.content())
		case "w:tab", "w:ptab":
			add(" ")
		case "w:noBreakHyphen":
			add("-")
		case "w:sym":
			add(symbol(k))
		case "w:br", "w:cr":
			p.lines.Break()
			if t := k.attr("w:type"); t == "page" || t == "column" {
				p.lines.Break() // what follows is a paragraph of its own
			}
		case "w:fldChar":
			d.field(k.attr("w:fldCharType"))
		case "w:footnoteReference", "w:endnoteReference":
			if set.hidden != yes {
				d.note(d.marks[k.name], k.attr("w:id"))
			}
		case "w:ruby":
			d.inline(k.child("w:rubyBase"), p)
		case "mc:AlternateContent":
			d.pieces(chosen(k), p, set)
		case "w:drawing", "w:pict", "w:object":
			p.boxes = textBoxes(k, p.boxes)
		}
	}
}

// lineBreaks makes spaces of those in XML, which mean no more.
var lineBreaks = strings.NewReplacer("\r", " ", "\n", " ", "\u2028", " ", "\u2029", " ")

// symbol is the character of a symbol font, "" where only the font knows what it shows.
func symbol(k *node) string {
	n, err := strconv.ParseUint(k.attr("w:char"), 16, 32)
	if err != nil || n > unicode.MaxRune || unicode.Is(unicode.Co, rune(n)) {
		return ""
	}
	return string(rune(n))
}

// textBoxes adds the text boxes below n, but for those within others.
func textBoxes(n *node, to []*node) []*node {
	for _, k := range n.kids {
		switch k.name {
		case "w:txbxContent":
			to = append(to, k)
		case "mc:AlternateContent":
			to = textBoxes(chosen(k), to)
		default:
			to = textBoxes(k, to)
		}
	}
	return to
}

// chosen is the form of an element that is read: new programs write what old ones do not know in two.
func chosen(n *node) *node {
	choice, fallback := n.child("mc:Choice"), n.child("mc:Fallback")
	if choice == nil || fallback != nil && choice.find("w:t") == nil && fallback.find("w:t") != nil {
		choice = fallback
	}
	if choice == nil {
		return &node{}
	}
	return choice
}

// field notes where a field begins, ends, and goes on from its instruction to what is shown.
func (d *docx) field(what string) {
	last := len(d.fields) - 1
	switch {
	case what == "begin":
		d.fields = append(d.fields, true)
		d.instructions++
	case last < 0:
	case what == "separate" && d.fields[last]:
		d.fields[last] = false
		d.instructions--
	case what == "end":
		if d.fields[last] {
			d.instructions--
		}
		d.fields = d.fields[:last]
	}
}

// closeFields ends the fields whose instructions go on at a paragraph's end: one that is never closed hides no more.
func (d *docx) closeFields() {
	for d.instructions > 0 {
		d.field("end")
	}
}

// note reads a note when its first mark is met.
func (d *docx) note(kind *noteKind, id string) {
	text := kind.texts[id]
	if text == nil {
		return
	}
	kind.texts[id] = nil
	kind.count++
	fields, instructions := d.fields, d.instructions
	d.fields, d.instructions = nil, 0
	var items []outline.Item
	d.blocks(text, place{to: &items, block: document.Block{Kind: document.Footnote}})
	d.fields, d.instructions = fields, instructions
	if len(items) > 0 {
		items[0].Marker = countAs(kind.format, kind.count)
	}
	d.notes = append(d.notes, items...)
}

// tableOf reads a table.
func (d *docx) tableOf(t *node, at place) {
	var cells []cell
	rows := 0
	var walkRows func(n *node)
	walkRows = func(n *node) {
		for _, k := range n.kids {
			switch k.name {
			case "w:tr":
				if k.child("w:trPr").child("w:del") == nil {
					cells = d.row(k, rows, cells, at)
					rows++
				}
			case "w:sdt":
				if content := k.child("w:sdtContent"); content != nil {
					walkRows(content)
				}
			case "w:customXml", "w:ins", "w:moveTo":
				walkRows(k)
			}
		}
	}
	walkRows(t)
	if at.block.Kind != "" {
		for _, c := range cells {
			*at.to = append(*at.to, c.items...)
		}
		return
	}
	d.table(at.to, cells, rows)
}

// row reads a table's row.
func (d *docx) row(tr *node, row int, cells []cell, at place) []cell {
	properties := tr.child("w:trPr")
	col := count(properties.child("w:gridBefore"), 0)
	var walkCells func(n *node)
	walkCells = func(n *node) {
		for _, k := range n.kids {
			switch k.name {
			case "w:tc":
				about := k.child("w:tcPr")
				merged := about.child("w:vMerge")
				if (merged == nil || merged.attr("w:val") == "restart") && about.child("w:cellDel") == nil {
					c := cell{row: row, col: col, header: on(properties.child("w:tblHeader")) == yes}
					d.blocks(k, place{to: &c.items, block: at.block})
					cells = append(cells, c)
				}
				col += count(about.child("w:gridSpan"), 1)
			case "w:sdt":
				if content := k.child("w:sdtContent"); content != nil {
					walkCells(content)
				}
			case "w:customXml", "w:ins", "w:moveTo":
				walkCells(k)
			}
		}
	}
	walkCells(tr)
	return cells
}

// count is the value of an element that counts columns. Files may claim thousands.
func count(n *node, without int) int {
	if v, err := strconv.Atoi(n.attr("w:val")); err == nil {
		return min(max(v, 0), 50)
	}
	return without
}

// furniture reads the running headers and footers of all sections.
func (d *docx) furniture(body *node) error {
	var failed error
	var walk func(*node)
	walk = func(n *node) {
		for _, k := range n.kids {
			if k.name != "w:headerReference" && k.name != "w:footerReference" {
				walk(k)
				continue
			}
			part := d.related[k.attr("r:id")]
			if part == "" || d.running[part] || failed != nil {
				continue
			}
			d.running[part] = true
			var root *node
			if root, failed = d.xml(part); root == nil {
				continue
			}
			var items []outline.Item
			d.blocks(root, place{to: &items, block: document.Block{Kind: document.Furniture}})
			if k.name == "w:headerReference" {
				furniture(&d.headers, items)
			} else {
				furniture(&d.footers, items)
			}
		}
	}
	walk(body)
	return failed
}
