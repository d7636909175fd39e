package pdf

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/extract/document"
)

// compose lays the file's pages out and adds their blocks to the builder in reading order.
func compose(b *document.Builder, got *raw) {
	sheets := got.sheets
	byNumber := map[int]*sheet{}
	for _, s := range sheets {
		byNumber[s.page.number] = s
	}
	furnish(sheets)
	m := measure(sheets)
	set := new(setting)
	for _, s := range sheets {
		s.annotate(m)
		s.arrange(set)
	}
	m.lead(sheets)
	m.edge(sheets)
	known := learn(sheets)

	var flow []item
	for _, s := range sheets {
		flow = append(flow, s.items...)
	}
	blocks := gather(flow, m)
	classify(blocks, m, got.outline)
	contents(blocks)

	// A page's notes and furniture stand after the block that its body ends with, so that no sentence is interrupted.
	next := 0
	edge := func(upTo int) {
		for ; next < len(sheets) && sheets[next].page.number <= upTo; next++ {
			s := sheets[next]
			for _, n := range gather(items(s.notes), m) {
				n.kind = document.Footnote
				known.add(b, n, byNumber)
			}
			for _, l := range slices.Concat(s.struck, s.furniture) {
				f := &block{kind: document.Furniture, lines: []*line{l}, breaks: []bool{false}}
				known.add(b, f, byNumber)
			}
		}
	}
	var last *table   // the one added last, its number and how many rows it has had
	var header []cell // its first row
	number, rows := 0, 0
	for i, block := range blocks {
		if t := block.table; t != nil {
			if last == nil || i == 0 || blocks[i-1].table != last || !t.continues(last) {
				number, rows, header = number+1, 0, t.top()
				t.headed()
			} else if t.repeats(header) {
				known.dropHeader(b, t, byNumber)
			}
			if rows > 0 && t.broken() {
				rows-- // a row that the page's end cut in two
			}
			known.addTable(b, t, number, rows, byNumber, m)
			last, rows = t, rows+t.rows
		} else {
			known.add(b, block, byNumber)
		}
		if i+1 < len(blocks) {
			edge(blocks[i+1].page() - 1)
		}
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

// dropHeader takes a header that is printed again at the top of a page out of the table: it is furniture.
func (known lexicon) dropHeader(b *document.Builder, t *table, sheets map[int]*sheet) {
	for _, c := range t.top() {
		known.add(b, &block{kind: document.Furniture, lines: c.lines, breaks: make([]bool, len(c.lines))}, sheets)
	}
	t.cells = t.cells[len(t.top()):]
	for i := range t.cells {
		t.cells[i].row--
	}
	t.rows--
}

// addTable adds a table's cells; its rows are counted on from those of the table that it continues.
func (known lexicon) addTable(b *document.Builder, t *table, number, rows int, sheets map[int]*sheet, m measures) {
	for _, c := range t.cells {
		var runs []document.Run
		for i, part := range gather(items(c.lines), m) {
			made := known.runs(part.lines, part.breaks, sheets)
			if part.marker != nil {
				made[0].Text = part.marker.text + " " + made[0].Text
			}
			if i > 0 {
				runs[len(runs)-1].Text += "\n"
			}
			runs = append(runs, made...)
		}
		b.Add(document.Block{Kind: document.Cell, Table: number, Row: rows + c.row, Col: c.col, Header: c.header}, runs...)
	}
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
		if b.table != nil {
			inside = false
			continue
		}
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
