package export

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"

	"github.com/xuri/excelize/v2"

	"rapporteur/schemas"
)

const pivot = "Pivot"

// Where the pivot table stands: its title, its filters, and its upper left cell, with a row free before it.
const (
	pivotTitle   = 1
	pivotFilters = 3
	pivotTop     = 6
)

// The columns of the sheet Commitments that the pivot table is made of: rows, columns and filters.
var (
	pivotAxes  = [2]string{"year", "act"}
	pivotPages = [2]string{"hedged", "negated"}
)

// pivotCounts counts the commitments of each year and act. The year 0 stands for none.
type pivotCounts struct {
	cells map[pivotCell]int
	total int
}

type pivotCell struct {
	year int
	act  string
}

// add counts the commitments of a record, but for those that are beyond the most that there is room for on one sheet.
func (p *pivotCounts) add(r *schemas.Record, most int) {
	if p.cells == nil {
		p.cells = map[pivotCell]int{}
	}
	y, _ := year(r).(int)
	for _, o := range r.Commitments {
		if p.total == most {
			return
		}
		p.total++
		p.cells[pivotCell{y, o.Act}]++
	}
}

// years are the years of commitments in order, the one that is not known last.
func (p *pivotCounts) years() []int {
	found := map[int]bool{}
	for c := range p.cells {
		found[c.year] = true
	}
	return slices.SortedFunc(maps.Keys(found), func(a, b int) int {
		return cmp.Or(-cmp.Compare(min(a, 1), min(b, 1)), cmp.Compare(a, b))
	})
}

// acts are those that occur, in the order of the codebook.
func (p *pivotCounts) acts() []string {
	var found []string
	for _, act := range schemas.StrongActs {
		if slices.ContainsFunc(slices.Collect(maps.Keys(p.cells)), func(c pivotCell) bool { return c.act == act }) {
			found = append(found, act)
		}
	}
	return found
}

// pivot writes a sheet with a pivot table of the commitments, for people to turn. Its cells are there, too: programs that
// do not know pivot tables, and Excel while it protects its user from a file of the internet, make none of their own.
func (b *book) pivot() error {
	commitments := b.commitments()
	if commitments.total() == 0 {
		return nil
	}
	if _, err := b.file.NewSheet(pivot); err != nil {
		return err
	}
	b.made++
	if err := b.file.SetColWidth(pivot, "A", "H", 15); err != nil {
		return err
	}
	if err := b.layOut(pivot, 8*15); err != nil {
		return err
	}
	if len(commitments.parts) > 1 {
		b.note("", "pivot-partial", fmt.Sprintf("The sheet %s counts the commitments of the sheet %s alone: a pivot table is made of one sheet.", pivot, commitments.parts[0].name))
	}
	cells := [][]any{pivotTitle: {"Commitments by year and act"}, pivotFilters: {"Hedged", "(All)"}, {"Negated", "(All)"}}
	cells = append(cells, make([][]any, pivotTop-len(cells))...)
	cells = append(cells, b.tally.commitments.table()...)
	for row, values := range cells { // none in row 0
		for column, v := range values {
			if err := b.file.SetCellValue(pivot, cellName(column, row), v); err != nil {
				return err
			}
		}
	}
	if err := b.file.SetCellStyle(pivot, "A1", "A1", b.styles.title); err != nil {
		return err
	}
	// Excelize makes the parts and what leads to them; what they hold is in [book.pivotCache] and [book.pivotTable].
	return b.file.AddPivotTable(&excelize.PivotTableOptions{
		DataRange:       b.pivotSource(),
		PivotTableRange: pivot + "!" + b.pivotRange(),
		Rows:            []excelize.PivotTableField{{Data: "Year"}},
		Columns:         []excelize.PivotTableField{{Data: "Act"}},
		Data:            []excelize.PivotTableField{{Data: "Commitment ID", Name: "Commitments", Subtotal: "Count"}},
	})
}

// table is the pivot table as cells: two rows of headers, a row a year, and the totals.
func (p *pivotCounts) table() [][]any {
	const total = "Grand Total"
	count := func(n int) any {
		if n == 0 {
			return nil
		}
		return n
	}
	header := []any{"Year"}
	for _, act := range p.acts() {
		header = append(header, act)
	}
	rows := [][]any{{"Commitments", "Act"}, append(header, total)}
	sums := make([]int, len(p.acts()))
	for _, y := range p.years() {
		row := []any{any(y)}
		if y == 0 {
			row[0] = "(blank)"
		}
		sum := 0
		for i, act := range p.acts() {
			n := p.cells[pivotCell{y, act}]
			sum += n
			sums[i] += n
			row = append(row, count(n))
		}
		rows = append(rows, append(row, sum))
	}
	last := []any{total}
	for _, n := range sums {
		last = append(last, n)
	}
	return append(rows, append(last, p.total))
}

func (b *book) commitments() *sheet {
	return b.sheets[slices.IndexFunc(b.sheets, func(s *sheet) bool { return s.Name == "commitments" })]
}

// pivotSource is the range that the pivot table is made of.
func (b *book) pivotSource() string {
	s := b.commitments()
	return fmt.Sprintf("%s!A1:%s", s.parts[0].name, cellName(len(s.Columns)-1, s.parts[0].rows))
}

// pivotRange is the range of its cells, without those of its filters.
func (b *book) pivotRange() string {
	p := &b.tally.commitments
	return fmt.Sprintf("A%d:%s", pivotTop, cellName(len(p.acts())+1, pivotTop+len(p.years())+2))
}

// pivotCache writes the part that says what a pivot table is made of: ECMA-376, part 1, 18.10.1.67. The rows themselves are
// not in the file a second time: it is read anew when it is opened.
func (b *book) pivotCache(w io.Writer, _ []byte) error {
	s, p := b.commitments(), &b.tally.commitments
	out := xmlWriter{w: w}
	out.add(xml.Header+`<pivotCacheDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" saveData="0" refreshOnLoad="1" refreshedBy="%s" createdVersion="3" refreshedVersion="3" minRefreshableVersion="3" recordCount="%d">`,
		escape(b.info.Program), p.total)
	out.add(`<cacheSource type="worksheet"><worksheetSource ref="A1:%s" sheet="%s"/></cacheSource><cacheFields count="%d">`, cellName(len(s.Columns)-1, s.parts[0].rows), escape(s.parts[0].name), len(s.Columns))
	for _, c := range s.Columns {
		out.add(`<cacheField name="%s" numFmtId="0">`, escape(c.Title))
		switch c.Name {
		case pivotAxes[0]:
			years := p.years()
			known := years
			if years[len(years)-1] == 0 {
				known = years[:len(years)-1]
			}
			switch {
			case len(known) == 0:
				out.add(`<sharedItems containsNonDate="0" containsString="0" containsBlank="1" count="1">`)
			case len(known) < len(years):
				out.add(`<sharedItems containsString="0" containsBlank="1" containsNumber="1" containsInteger="1" minValue="%d" maxValue="%d" count="%d">`, known[0], known[len(known)-1], len(years))
			default:
				out.add(`<sharedItems containsSemiMixedTypes="0" containsString="0" containsNumber="1" containsInteger="1" minValue="%d" maxValue="%d" count="%d">`, known[0], known[len(known)-1], len(years))
			}
			for _, y := range known {
				out.add(`<n v="%d"/>`, y)
			}
			if len(known) < len(years) {
				out.add(`<m/>`)
			}
			out.add(`</sharedItems>`)
		case pivotAxes[1]:
			out.add(`<sharedItems count="%d">`, len(p.acts()))
			for _, act := range p.acts() {
				out.add(`<s v="%s"/>`, escape(act))
			}
			out.add(`</sharedItems>`)
		default:
			out.add(`<sharedItems/>`)
		}
		out.add(`</cacheField>`)
	}
	out.add(`</cacheFields></pivotCacheDefinition>`)
	return out.err
}

// cacheID is the number under which the workbook knows what a pivot table is made of.
var cacheID = regexp.MustCompile(`cacheId="(\d+)"`)

// pivotTable writes the part that says how the pivot table is laid out: ECMA-376, part 1, 18.10.1.73.
func (b *book) pivotTable(w io.Writer, content []byte) error {
	cache := cacheID.FindSubmatch(content)
	if cache == nil {
		return errors.New("it names no cache")
	}
	s, p := b.commitments(), &b.tally.commitments
	at := func(name string) int {
		return slices.IndexFunc(s.Columns, func(c Column) bool { return c.Name == name })
	}
	out := xmlWriter{w: w}
	out.add(xml.Header+`<pivotTableDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" name="Commitments by year and act" cacheId="%s" applyNumberFormats="0" applyBorderFormats="0" applyFontFormats="0" applyPatternFormats="0" applyAlignmentFormats="0" applyWidthHeightFormats="1" dataCaption="Values" updatedVersion="3" minRefreshableVersion="3" showCalcMbrs="0" useAutoFormatting="1" itemPrintTitles="1" createdVersion="3" indent="0" outline="1" outlineData="1" multipleFieldFilters="0" rowHeaderCaption="Year" colHeaderCaption="Act">`,
		cache[1])
	out.add(`<location ref="%s" firstHeaderRow="1" firstDataRow="2" firstDataCol="1" rowPageCount="%d" colPageCount="1"/>`, b.pivotRange(), len(pivotPages))
	out.add(`<pivotFields count="%d">`, len(s.Columns))
	axis := func(name string, items int) {
		out.add(`<pivotField axis="%s" showAll="0"><items count="%d">`, name, items+1)
		for i := range items {
			out.add(`<item x="%d"/>`, i)
		}
		out.add(`<item t="default"/></items></pivotField>`)
	}
	for i, c := range s.Columns {
		switch {
		case i == 0:
			out.add(`<pivotField dataField="1" showAll="0"/>`)
		case c.Name == pivotAxes[0]:
			axis("axisRow", len(p.years()))
		case c.Name == pivotAxes[1]:
			axis("axisCol", len(p.acts()))
		case slices.Contains(pivotPages[:], c.Name):
			axis("axisPage", 0)
		default:
			out.add(`<pivotField showAll="0"/>`)
		}
	}
	out.add(`</pivotFields>`)
	lines := func(kind, name string, items int) {
		out.add(`<%[1]sFields count="1"><field x="%[2]d"/></%[1]sFields><%[1]sItems count="%[3]d"><i><x/></i>`, kind, at(name), items+1)
		for i := 1; i < items; i++ {
			out.add(`<i><x v="%d"/></i>`, i)
		}
		out.add(`<i t="grand"><x/></i></%sItems>`, kind)
	}
	lines("row", pivotAxes[0], len(p.years()))
	lines("col", pivotAxes[1], len(p.acts()))
	out.add(`<pageFields count="%d">`, len(pivotPages))
	for _, name := range pivotPages {
		out.add(`<pageField fld="%d" hier="-1"/>`, at(name))
	}
	out.add(`</pageFields><dataFields count="1"><dataField name="Commitments" fld="0" subtotal="count" baseField="0" baseItem="0"/></dataFields>`)
	out.add(`<pivotTableStyleInfo name="PivotStyleLight16" showRowHeaders="1" showColHeaders="1" showRowStripes="0" showColStripes="0" showLastColumn="1"/></pivotTableDefinition>`)
	return out.err
}

// xmlWriter keeps the first error.
type xmlWriter struct {
	w   io.Writer
	err error
}

func (x *xmlWriter) add(format string, args ...any) {
	if x.err == nil {
		_, x.err = fmt.Fprintf(x.w, format, args...)
	}
}
