package export

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// Info is what a workbook says about itself. All of it may be left empty.
type Info struct {
	Program string                   // name and version
	Rules   string                   // what tells this set of rules from another
	Made    time.Time                // noted in the file's properties; the zero time gives a constant, so that the bytes depend on the dataset alone
	Country func(code string) string // name for an ISO 3166-1 alpha-3 code, "" for one that it does not know
	Link    func(uri string) string  // where a click on a source leads, "" for nowhere; see [Links]
}

// limits are Excel's. A test sets lower ones.
type limits struct {
	rows       int // of a sheet, the header among them
	links      int // of a sheet
	characters int // of a cell, in UTF-16
	address    int // characters of a link
}

var excel = limits{rows: excelize.TotalRows, links: excelize.TotalSheetHyperlinks, characters: excelize.TotalCellChars, address: 2079}

// Workbook writes a dataset as an Excel workbook: a sheet a table of [Tables], before them one that says what there is,
// after them one that explains every column. What Excel cannot hold is cut or left out with a row on the sheet Problems.
//
// The workbook is made in memory, where a row takes about 11 kB: records.jsonl is for datasets of more than a few
// 100,000 rows.
func Workbook(ctx context.Context, w io.Writer, dataset Dataset, info Info) error {
	return workbook(ctx, w, dataset, info, excel)
}

func workbook(ctx context.Context, w io.Writer, dataset Dataset, info Info, limits limits) (err error) {
	b := &book{file: excelize.NewFile(), info: info, limits: limits, tables: Tables(info.Country), counts: map[pipeline.State]int{}}
	defer func() {
		if failed := b.file.Close(); err == nil {
			err = failed
		}
	}()
	if err := b.begin(); err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	err = dataset.Entries(ctx, func(e *pipeline.Entry) error {
		if err := b.add(e); err != nil {
			return fmt.Errorf("workbook: %s: %w", e.ID, err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := b.end(); err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	if err := b.file.Write(w); err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	return nil
}

// book is a workbook that is being made.
type book struct {
	file   *excelize.File
	info   Info
	limits limits
	tables []Table
	sheets []*sheet // one a table
	styles styles
	counts map[pipeline.State]int
	notes  []note
}

// note is something that the workbook could not hold.
type note struct{ id, code, message string }

// sheet is a table that is being written. One that outgrows Excel's sheets goes on in another: "Statements (2)".
type sheet struct {
	*Table
	parts []part
}

type part struct {
	name  string
	rows  int // the header among them
	links int
}

func (s *sheet) last() *part { return &s.parts[len(s.parts)-1] }

// total is the number of rows on all sheets of a table, without headers.
func (s *sheet) total() int {
	n := 0
	for _, p := range s.parts {
		n += p.rows - 1
	}
	return n
}

const (
	readMe   = "Read me"
	codebook = "Codebook"
)

// begin makes the sheets that every workbook has, in order.
func (b *book) begin() error {
	if err := b.file.SetSheetName("Sheet1", readMe); err != nil {
		return err
	}
	if err := b.style(); err != nil {
		return err
	}
	for i := range b.tables {
		s := &sheet{Table: &b.tables[i]}
		b.sheets = append(b.sheets, s)
		if err := b.open(s, s.Title); err != nil {
			return fmt.Errorf("sheet %s: %w", s.Title, err)
		}
	}
	return nil
}

// open begins a sheet for rows of a table: header, widths, styles of columns.
func (b *book) open(s *sheet, name string) error {
	if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	s.parts = append(s.parts, part{name: name, rows: 1})
	for i, c := range s.Columns {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := b.file.SetColWidth(name, column, column, c.Width); err != nil {
			return err
		}
		if err := b.file.SetColStyle(name, column, b.styles.of[c.Type]); err != nil {
			return err
		}
		if err := b.file.SetCellStr(name, column+"1", c.Title); err != nil {
			return err
		}
		if err := b.file.SetCellStyle(name, column+"1", column+"1", b.styles.header); err != nil {
			return err
		}
	}
	return b.file.SetRowHeight(name, 1, 2*lineHeight)
}

func (b *book) add(e *pipeline.Entry) error {
	b.counts[e.State]++
	for _, s := range b.sheets {
		for _, cells := range s.Rows(e) {
			if err := b.row(s, e.ID, cells); err != nil {
				return fmt.Errorf("sheet %s: %w", s.last().name, err)
			}
		}
	}
	return nil
}

// row writes one row, on a new sheet where the last one is full. The id names it in notes.
func (b *book) row(s *sheet, id string, cells []any) error {
	if s.last().rows == b.limits.rows {
		name := fmt.Sprintf("%s (%d)", s.Title, len(s.parts)+1)
		b.note("", "sheet-full", fmt.Sprintf("The sheet %s is full: %s goes on with the rows that follow.", s.last().name, name))
		if err := b.open(s, name); err != nil {
			return err
		}
	}
	p := s.last()
	p.rows++
	lines := 1
	for i, value := range cells {
		if value == nil {
			continue
		}
		name, err := excelize.CoordinatesToCellName(i+1, p.rows)
		if err != nil {
			return err
		}
		used, err := b.cell(s, id, &s.Columns[i], name, value)
		if err != nil {
			return fmt.Errorf("cell %s: %w", name, err)
		}
		lines = max(lines, used)
	}
	// Excel sets heights by itself, but as high as the longest cell: one long quote would fill the screen.
	return b.file.SetRowHeight(p.name, p.rows, float64(min(lines, mostLines))*lineHeight)
}

const (
	lineHeight = 15.0 // points
	mostLines  = 8    // that a row shows
)

// cell writes a value, and says how many lines it takes.
func (b *book) cell(s *sheet, id string, c *Column, name string, value any) (lines int, err error) {
	p := s.last()
	switch v := value.(type) {
	case int:
		return 1, b.file.SetCellInt(p.name, name, int64(v))
	case float64:
		return 1, b.file.SetCellFloat(p.name, name, v, -1, 64)
	case bool:
		return 1, b.file.SetCellBool(p.name, name, v)
	case []string:
		return b.text(s, id, c, name, strings.Join(v, "; "))
	case string:
		if c.Type == Date {
			if day, ok := serial(v); ok {
				return 1, b.file.SetCellInt(p.name, name, day)
			}
		}
		if lines, err = b.text(s, id, c, name, v); err != nil {
			return 0, err
		}
		if style, ok := b.styles.filled[c.colour(v)]; ok {
			return lines, b.file.SetCellStyle(p.name, name, name, style)
		}
		if c.Type == Source {
			return lines, b.link(p, name, v)
		}
		return lines, nil
	}
	return 0, fmt.Errorf("column %s: cannot write a %T", c.Name, value)
}

// text writes a text as text, whatever it begins with: excelize makes formulas by another method only.
func (b *book) text(s *sheet, id string, c *Column, name, text string) (lines int, err error) {
	text, cut := shorten(escape(clean(text)), b.limits.characters)
	if cut {
		b.note(id, "cell-cut", fmt.Sprintf("The cell %s of the sheet %s (%s) is cut at %d characters, as many as Excel takes; records.jsonl has it whole.",
			name, s.last().name, c.Title, b.limits.characters))
	}
	return height(text, c.Width), b.file.SetCellStr(s.last().name, name, text)
}

func (b *book) link(p *part, name, uri string) error {
	if b.info.Link == nil {
		return nil
	}
	target := b.info.Link(uri)
	switch {
	case target == "" || len(target) > b.limits.address:
		return nil
	case p.links == b.limits.links:
		p.links++ // so that this is said once
		b.note("", "links-full", fmt.Sprintf("From row %s on the sources on the sheet %s are no links: Excel takes %d on a sheet.",
			strings.TrimLeft(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), p.name, b.limits.links))
		return nil
	case p.links > b.limits.links:
		return nil
	}
	p.links++
	if err := b.file.SetCellHyperLink(p.name, name, target, "External"); err != nil {
		return err
	}
	return b.file.SetCellStyle(p.name, name, name, b.styles.link)
}

func (b *book) note(id, code, message string) { b.notes = append(b.notes, note{id, code, message}) }

// end writes what is known only when all rows are there.
func (b *book) end() error {
	problems := b.sheets[len(b.sheets)-1]
	for i := 0; i < len(b.notes); i++ { // writing a note may add another
		cells := make([]any, len(problems.Columns))
		for j, c := range problems.Columns {
			switch c.Name {
			case "document_id":
				cells[j] = plain(b.notes[i].id)
			case "kind":
				cells[j] = "export"
			case "code":
				cells[j] = b.notes[i].code
			case "message":
				cells[j] = b.notes[i].message
			}
		}
		if err := b.row(problems, b.notes[i].id, cells); err != nil {
			return fmt.Errorf("sheet %s: %w", problems.Title, err)
		}
	}
	if err := b.order(); err != nil {
		return err
	}
	for _, s := range b.sheets {
		for i := range s.parts {
			if err := b.finish(s, i); err != nil {
				return fmt.Errorf("sheet %s: %w", s.parts[i].name, err)
			}
		}
	}
	if err := b.codebook(); err != nil {
		return fmt.Errorf("sheet %s: %w", codebook, err)
	}
	if err := b.readMe(); err != nil {
		return fmt.Errorf("sheet %s: %w", readMe, err)
	}
	return b.properties()
}

// finish makes a sheet's rows an Excel table.
func (b *book) finish(s *sheet, i int) error {
	name := s.Title
	if i > 0 {
		name = fmt.Sprintf("%s_%d", s.Title, i+1)
	}
	return b.table(s.parts[i].name, name, len(s.Columns), s.parts[i].rows)
}

// table makes the cells from A1 an Excel table with a frozen header, and lays the sheet out for printing.
func (b *book) table(sheet, name string, columns, rows int) error {
	last, err := excelize.CoordinatesToCellName(columns, max(rows, 2)) // Excel wants one row below the header
	if err != nil {
		return err
	}
	if err := b.file.AddTable(sheet, &excelize.Table{Range: "A1:" + last, Name: name, StyleName: "TableStyleLight1"}); err != nil {
		return err
	}
	if err := b.file.SetPanes(sheet, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: "A2", ActiveCell: "A2", Pane: "bottomRight"}}}); err != nil {
		return err
	}
	if err := b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: sheet,
		RefersTo: fmt.Sprintf("'%s'!$1:$1", sheet)}); err != nil {
		return err
	}
	return b.layOut(sheet)
}

// layOut has a sheet printed across, as wide as the paper.
func (b *book) layOut(sheet string) error {
	if err := b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: new(true)}); err != nil {
		return err
	}
	const a4 = 9
	return b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: new(a4), Orientation: new("landscape"), FitToWidth: new(1), FitToHeight: new(0)})
}

// order puts sheets that go on with another one behind it. It comes before the names that belong to a sheet (what to print
// on every page), which know it by its place.
func (b *book) order() error {
	for _, s := range b.sheets {
		for i := 1; i < len(s.parts); i++ {
			after := s.parts[i-1].name
			sheets := b.file.GetSheetList()
			for j, name := range sheets {
				if name == after && j+1 < len(sheets) && sheets[j+1] != s.parts[i].name {
					if err := b.file.MoveSheet(s.parts[i].name, sheets[j+1]); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

// codebook writes the sheet that explains every column.
func (b *book) codebook() error {
	columns := []Column{
		{Title: "Sheet", Type: Text, Width: 16}, {Title: "Column", Type: Text, Width: 22}, {Title: "Name", Type: Text, Width: 20},
		{Title: "Type", Type: Text, Width: 14}, {Title: "Meaning", Type: Text, Width: 70}, {Title: "Values", Type: Text, Width: 80},
	}
	s := &sheet{Table: &Table{Title: codebook, Columns: columns}}
	if err := b.open(s, codebook); err != nil {
		return err
	}
	for _, table := range b.tables {
		for _, c := range table.Columns {
			var values []string
			for _, v := range c.Values {
				values = append(values, strings.TrimSuffix(v.Value+": "+v.Doc, ": "))
			}
			separator := "\n"
			if len(c.Values) > 0 && c.Values[0].Doc == "" {
				separator = "; "
			}
			cells := []any{table.Title, c.Title, c.Name, string(c.Type), c.Doc, plain(strings.Join(values, separator))}
			if err := b.row(s, "", cells); err != nil {
				return err
			}
			// Here every line is wanted.
			if lines := height(strings.Join(values, separator), 80); lines > mostLines {
				if err := b.file.SetRowHeight(codebook, s.last().rows, float64(lines)*lineHeight); err != nil {
					return err
				}
			}
		}
	}
	return b.finish(s, 0)
}

// readMe writes the first sheet: what the file is, what it holds, how to read and cite it.
func (b *book) readMe() error {
	if err := b.file.SetColWidth(readMe, "A", "A", 22); err != nil {
		return err
	}
	if err := b.file.SetColWidth(readMe, "B", "B", 110); err != nil {
		return err
	}
	at := 0
	write := func(style int, label string, value any) error {
		at++
		a, v := fmt.Sprintf("A%d", at), fmt.Sprintf("B%d", at)
		if err := b.file.SetCellStr(readMe, a, label); err != nil {
			return err
		}
		if err := b.file.SetCellStyle(readMe, a, a, style); err != nil {
			return err
		}
		if err := b.file.SetCellStyle(readMe, v, v, b.styles.prose); err != nil {
			return err
		}
		switch value := value.(type) {
		case int:
			return b.file.SetCellInt(readMe, v, int64(value))
		case string:
			if err := b.file.SetRowHeight(readMe, at, float64(height(value, 110))*lineHeight); err != nil {
				return err
			}
			return b.file.SetCellStr(readMe, v, clean(value))
		}
		return nil
	}
	documents := 0
	for _, n := range b.counts {
		documents += n
	}
	type line struct {
		style int
		label string
		value any
	}
	lines := []line{
		{b.styles.title, "Outcomes of meetings", nil},
		{b.styles.label, "What this is", "What the reports of intergovernmental meetings say: who met, when and where, who came, and what they committed to, decided, requested, recommended, welcomed and noted. Every row gives the passage of the report that it rests on."},
		{b.styles.label, "Made by", orUnknown(b.info.Program)},
		{b.styles.label, "Rules", orUnknown(b.info.Rules)},
		{b.styles.label, "Record schema", schemas.Version},
		{b.styles.heading, "Documents", nil},
		{b.styles.label, "All", documents},
	}
	for _, state := range states {
		if n := b.counts[pipeline.State(state.Value)]; n > 0 {
			lines = append(lines, line{b.styles.label, state.Value, fmt.Sprintf("%d: %s", n, state.Doc)})
		}
	}
	lines = append(lines, line{b.styles.heading, "Sheets", nil})
	links := map[int]string{}
	for _, s := range b.sheets {
		for i, p := range s.parts {
			doc := fmt.Sprintf("%d rows. %s", p.rows-1, s.Doc)
			if i > 0 {
				doc = fmt.Sprintf("%d rows, which the sheet before could not hold.", p.rows-1)
			}
			lines = append(lines, line{b.styles.sheetLink, p.name, doc})
			links[len(lines)] = p.name
		}
	}
	lines = append(lines, line{b.styles.sheetLink, codebook, "What every column of every sheet means, and the words that it can hold."})
	links[len(lines)] = codebook
	lines = append(lines,
		line{b.styles.heading, "How to read it", nil},
		line{b.styles.label, "Evidence", "Quote is a passage of the report to the letter; Page or Selector say where it stands; Source leads to the report. Where Inferred is true the value follows from the quote but is not written in it. Check the quote before you rely on a row: Confidence says how sure the rule is, not whether it is right."},
		line{b.styles.label, "Empty cells", "The report does not say it. Nothing is guessed."},
		line{b.styles.label, "Joining sheets", "Meeting ID names a meeting on every sheet; with Area no. it names an area. Outcome ID names an outcome. The IDs stay the same from one run to the next."},
		line{b.styles.label, "Dates", "A cell is a real date where the report gives the day, and text (2011-05, 2011) where it gives only month or year; the column of the precision says which. Days before 1900 are text too: Excel knows none."},
		line{b.styles.label, "Lists", "Several values in one cell are joined by \"; \"."},
		line{b.styles.label, "Colours", "Of acts, roles and states: they repeat the word in the cell and say nothing more."},
		line{b.styles.label, "What is missing", "Documents without a record are on the sheet Problems with the reason, and in no other. Sentences that may hold an outcome that was missed are counted in Meetings, column Uncoded."},
		line{b.styles.heading, "How to cite it", nil},
		line{b.styles.label, "Citation", fmt.Sprintf("Outcomes of meetings: a dataset of %d reports, extracted by %s (record schema %d, rules %s). Cite a single statement by its report, with the page where there is one.",
			b.sheets[0].total(), orUnknown(b.info.Program), schemas.Version, orUnknown(b.info.Rules))},
	)
	for _, l := range lines {
		if err := write(l.style, l.label, l.value); err != nil {
			return err
		}
	}
	for row := range len(lines) {
		name, ok := links[row+1]
		if !ok {
			continue
		}
		if err := b.file.SetCellHyperLink(readMe, fmt.Sprintf("A%d", row+1), fmt.Sprintf("'%s'!A1", name), "Location"); err != nil {
			return err
		}
	}
	if err := b.file.SetSheetView(readMe, 0, &excelize.ViewOptions{ShowGridLines: new(false)}); err != nil {
		return err
	}
	b.file.SetActiveSheet(0)
	return b.layOut(readMe)
}

func orUnknown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}

// properties sets what excelize would else take from the clock.
func (b *book) properties() error {
	made := b.info.Made
	if made.IsZero() {
		made = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	stamp := made.UTC().Format(time.RFC3339)
	return b.file.SetDocProps(&excelize.DocProperties{Title: "Outcomes of meetings", Creator: b.info.Program, LastModifiedBy: b.info.Program,
		Created: stamp, Modified: stamp})
}

// styles are the numbers that excelize knows cell styles by.
type styles struct {
	of                                                    map[Type]int   // of a column's cells
	filled                                                map[string]int // of cells with a colour, by the colour
	header, link, title, heading, label, prose, sheetLink int
}

func (b *book) style() error {
	top := &excelize.Alignment{Vertical: "top"}
	wrapped := &excelize.Alignment{Vertical: "top", WrapText: true}
	var failed error
	style := func(s excelize.Style) int {
		id, err := b.file.NewStyle(&s)
		if err != nil && failed == nil {
			failed = err
		}
		return id
	}
	const (
		dark = "1F3864"
		blue = "0563C1"
	)
	text := style(excelize.Style{Alignment: wrapped})
	b.styles = styles{
		of: map[Type]int{
			Text: text, List: text, Source: text,
			Integer: style(excelize.Style{Alignment: top}),
			Boolean: style(excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "center"}}),
			Number:  style(excelize.Style{Alignment: top, CustomNumFmt: new("0.00")}),
			Date:    style(excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}, CustomNumFmt: new("yyyy-mm-dd")}),
		},
		filled: map[string]int{},
		header: style(excelize.Style{Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}, Font: &excelize.Font{Bold: true, Color: "FFFFFF"},
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{dark}}}),
		link:      style(excelize.Style{Alignment: wrapped, Font: &excelize.Font{Color: blue, Underline: "single"}}),
		title:     style(excelize.Style{Font: &excelize.Font{Bold: true, Size: 18, Color: dark}}),
		heading:   style(excelize.Style{Font: &excelize.Font{Bold: true, Size: 13, Color: dark}, Alignment: &excelize.Alignment{Vertical: "bottom"}}),
		label:     style(excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: top}),
		prose:     style(excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left", WrapText: true}}),
		sheetLink: style(excelize.Style{Font: &excelize.Font{Bold: true, Color: blue, Underline: "single"}, Alignment: top}),
	}
	for _, table := range b.tables {
		for _, column := range table.Columns {
			for _, v := range column.Values {
				if _, ok := b.styles.filled[v.Colour]; !ok && v.Colour != "" {
					b.styles.filled[v.Colour] = style(excelize.Style{Alignment: wrapped, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{v.Colour}}})
				}
			}
		}
	}
	return failed
}

// serial is Excel's number of a day written YYYY-MM-DD. Excel counts from 1900, and takes that year for a leap year: only
// from March 1900 on are its days right.
func serial(date string) (int64, bool) {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil || day.Before(time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC)) {
		return 0, false
	}
	return int64(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)) / (24 * time.Hour)), true
}

// clean leaves out what XML cannot hold or what could deceive a reader: control characters, and marks that turn the
// direction of writing.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r == 0xFFFE, r == 0xFFFF, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// escape keeps Excel from reading a character's code (_x0041_) where a text happens to look like one. Excelize leaves that
// to its callers.
func escape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var out strings.Builder
	for i := range len(s) {
		if code.MatchString(s[i:min(len(s), i+len("_x0041_"))]) {
			out.WriteString("_x005F")
		}
		out.WriteByte(s[i])
	}
	return out.String()
}

var code = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_$`)

// shorten cuts a text to at most so many UTF-16 units, an ellipsis the last of them.
func shorten(s string, most int) (string, bool) {
	if len(s) <= most { // bytes, of which there are never fewer
		return s, false
	}
	units, keep := 0, 0
	for i, r := range s {
		if units <= most-1 {
			keep = i
		}
		if units += utf16.RuneLen(r); units > most {
			return s[:keep] + "…", true
		}
	}
	return s, false
}

// height is about how many lines a text takes in a column so many characters wide.
func height(text string, width float64) int {
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		// Words are not cut, so a line holds a little less than fits.
		lines += 1 + int(float64(len([]rune(line)))*1.08/width)
	}
	return lines
}
