package html

import (
	"slices"

	"golang.org/x/net/html"

	"rapporteur/extract/document"
	"rapporteur/pipeline/ingest/outline"
)

// cell is one of a table's cells at its place in the grid.
type cell struct {
	node     *html.Node
	row, col int
	header   bool
}

// table walks a table: as cells with their places where it is one, as what the cells hold where it only lays out the page.
func (w *walker) table(n *html.Node, c scope) {
	cells, rows, cols := grid(n)
	settled := c.block.Kind == document.Furniture || c.block.Kind == document.Cell || c.block.Kind == document.Footnote
	if c.block.Kind == document.Heading {
		c.block = document.Block{}
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type == html.ElementNode && k.Data == "caption" && !invisible(k) {
			inner := c
			inner.owner = k
			w.children(k, inner)
			w.flush(inner)
		}
	}
	numbers := numbersParagraphs(cells)
	layout := settled || numbers || w.laysOut(n, cells, rows, cols)
	if !layout {
		w.tables++
		boldHeader(cells)
	}
	table, article := w.tables, w.article(cells)
	var marker *string
	for i, at := range cells {
		if text := textOf(at.node); numbers && at.col == 0 && numberAlone(text) && i+1 < len(cells) && cells[i+1].row == at.row {
			marker = &text
			continue
		}
		inner := c
		inner.owner, inner.item = at.node, nil
		if numbers {
			inner.item, marker = marker, nil
		}
		if w.chrome[at.node] || w.chrome[at.node.Parent] || w.chrome[at.node.Parent.Parent] {
			inner.block = document.Block{Kind: document.Furniture}
		} else if !layout && at.node != article {
			inner.block = document.Block{Kind: document.Cell, Table: table, Row: at.row, Col: at.col, Header: at.header}
		}
		if at.node.Data == "th" {
			inner.strong = true
		}
		w.children(at.node, inner)
		w.flush(inner)
	}
}

// paragraphLength is how many characters the paragraphs of a page have on average that sets their numbers in a column.
const paragraphLength = 80

// numbersParagraphs reports whether a table sets the numbers of a text's paragraphs in a column of their own. Headings may
// stand across both columns.
func numbersParagraphs(cells []cell) bool {
	numbered, length, rows := 0, 0, 0
	for i, at := range cells {
		if at.header || at.col > 1 {
			return false
		}
		if at.col > 0 {
			continue
		}
		text := textOf(at.node)
		rows++
		switch {
		case numberAlone(text) && i+1 < len(cells) && cells[i+1].row == at.row && allStrong(cells[i+1].node) && len(textOf(cells[i+1].node)) < paragraphLength:
			rows-- // a heading between them
		case numberAlone(text) && i+1 < len(cells) && cells[i+1].row == at.row:
			numbered++
			length += len(textOf(cells[i+1].node))
		case text != "" && i+1 < len(cells) && cells[i+1].row == at.row:
			return false
		}
	}
	return numbered > 1 && 2*numbered >= rows && length >= numbered*paragraphLength
}

// boldHeader takes a first row that is bold throughout for the header of a table that names none.
func boldHeader(cells []cell) {
	bold := 0
	for _, at := range cells {
		if at.header || at.row == 0 && outline.Letters(textOf(at.node)) > 0 && !allStrong(at.node) {
			return
		}
		if at.row == 0 {
			bold++
		}
	}
	for i := range cells {
		cells[i].header = cells[i].row == 0 && bold > 1 && bold < len(cells)
	}
}

// allStrong reports whether all text of an element stands out.
func allStrong(n *html.Node) bool {
	var walk func(*html.Node, bool) bool
	walk = func(n *html.Node, strong bool) bool {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				if !strong && outline.Letters(c.Data) > 0 {
					return false
				}
			case c.Type == html.ElementNode && !invisible(c):
				if !walk(c, strongly(c, strong)) {
					return false
				}
			}
		}
		return true
	}
	return walk(n, strongly(n, false))
}

// grid places a table's own cells: columns that a wide or tall cell covers are taken.
func grid(table *html.Node) (cells []cell, rows, cols int) {
	var below []int // for each column, how many more rows a tall cell above covers
	addRow := func(tr *html.Node, head bool) {
		covered := slices.Clone(below)
		for i := range below {
			below[i] = max(below[i]-1, 0)
		}
		col := 0
		for td := tr.FirstChild; td != nil; td = td.NextSibling {
			if td.Type != html.ElementNode || td.Data != "td" && td.Data != "th" || invisible(td) {
				continue
			}
			for col < len(covered) && covered[col] > 0 {
				col++
			}
			cells = append(cells, cell{td, rows, col, head || td.Data == "th"})
			wide, tall := spanOf(td, "colspan"), spanOf(td, "rowspan")
			if tall > 1 && col < maxColumns {
				for len(below) < col+wide {
					below = append(below, 0)
				}
				for k := range wide {
					below[col+k] = tall - 1
				}
			}
			col += wide
		}
		rows, cols = rows+1, max(cols, col)
	}
	var walk func(n *html.Node, head bool)
	walk = func(n *html.Node, head bool) {
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			if k.Type != html.ElementNode || invisible(k) {
				continue
			}
			switch k.Data {
			case "thead":
				walk(k, true)
			case "tbody", "tfoot":
				walk(k, false)
			case "tr":
				addRow(k, head)
			}
		}
	}
	walk(table, false)
	return cells, rows, cols
}

// maxColumns is how far right tall cells are followed.
const maxColumns = 1000

// spanOf is how many columns or rows a cell covers. Pages may claim thousands.
func spanOf(td *html.Node, key string) int {
	if n, ok := atoi(attr(td, key)); ok {
		return min(max(n, 1), 50)
	}
	return 1
}

// article is the cell, alone in its row, that holds a page's text in paragraphs, among rows that each begin with a header and say what it
// is and of when, as the boards of ministries have it; nil for none.
func (w *walker) article(cells []cell) *html.Node {
	total, labelled := 0, 0
	inRow := map[int]int{}
	var largest cell
	for _, at := range cells {
		inRow[at.row]++
		if at.col == 0 && at.node.Data == "th" {
			labelled++
		}
		m := w.measures[at.node].text
		total += m
		if largest.node == nil || m > w.measures[largest.node].text {
			largest = at
		}
	}
	if largest.node == nil || largest.col > 0 || inRow[largest.row] > 1 || labelled != len(inRow)-1 || 10*w.measures[largest.node].text <= 7*total {
		return nil
	}
	paragraphs := 0
	find(largest.node, func(k *html.Node) bool {
		if k.Data == "p" && w.measures[k].text > paragraphLength {
			paragraphs++
		}
		return paragraphs == fewParagraphs
	})
	if paragraphs < fewParagraphs {
		return nil
	}
	return largest.node
}

// fewParagraphs is how many paragraphs make an article at least.
const fewParagraphs = 3

// laysOut reports whether a table only places parts of the page: it has one column or row, or holds whole articles.
func (w *walker) laysOut(n *html.Node, cells []cell, rows, cols int) bool {
	if role := attr(n, "role"); role == "presentation" || role == "none" {
		return true
	}
	filled := map[int]bool{} // columns with text
	total, largest, heads := 0, 0, 0
	for _, at := range cells {
		m := w.measures[at.node]
		if m.text == 0 || w.chrome[at.node] {
			continue
		}
		filled[at.col] = true
		total += m.text
		largest = max(largest, m.text)
		if at.header {
			heads++
		}
		if find(at.node, named("table", "h1", "h2", "article", "main")) != nil {
			return true
		}
	}
	switch {
	case len(filled) < 2:
		return true
	case heads > 0:
		return false
	case rows == 1:
		return largest > 300
	}
	// One cell with most of the text, beside a menu and under a banner.
	return largest > 800 && largest*10 > total*6 && rows <= 4
}
