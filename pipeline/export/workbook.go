package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"rapporteur/pipeline"
)

// Info is what a workbook says about itself. All of it may be left empty.
type Info struct {
	Program string                   // name and version
	Part    string                   // in words, what it holds of a dataset; "" for all
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

var excel = limits{rows: excelize.TotalRows, links: 65_530, characters: excelize.TotalCellChars, address: 2079}

// Workbook writes a dataset as an Excel workbook: a sheet a table of [Tables], before them one that says what there is,
// after them one that explains every column. What Excel cannot hold is cut or left out with a row on the sheet Problems.
//
// Rows go to temporary files and from there into the workbook. Memory holds the links, 65,530 a sheet at most, and nothing
// else that grows with the dataset.
func Workbook(ctx context.Context, w io.Writer, dataset Dataset, info Info) error {
	return workbook(ctx, w, dataset, info, excel)
}

func workbook(ctx context.Context, w io.Writer, dataset Dataset, info Info, limits limits) (err error) {
	b := &book{file: excelize.NewFile(), info: info, limits: limits, tables: Tables(info.Country), counts: map[pipeline.State]int{}, tally: newTally(limits.rows - 1)}
	if b.temp, err = os.MkdirTemp("", "rapporteur-workbook-*"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.close()) }()
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
	if err := b.write(w); err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	return nil
}

// book is a workbook that is being made.
type book struct {
	file   *excelize.File // everything but rows and links
	temp   string         // folder of the rows
	info   Info
	limits limits
	tables []Table
	sheets []*sheet // one a table, at last the codebook
	made   int      // sheets so far
	styles styles
	counts map[pipeline.State]int
	notes  []note            // not yet on the sheet Problems
	noted  int               // those that are
	cited  map[string]string // passages of the document at hand → their cells
	tally  *tally
}

// note is something that the workbook could not hold.
type note struct{ id, code, message string }

// sheet is a table that is being written. One that outgrows Excel's sheets goes on in another: "Statements (2)".
type sheet struct {
	*Table
	parts    []*part
	examples []any // the first cell of each column that holds anything, for the codebook
}

type part struct {
	name  string
	file  string // in the package, as excelize names it
	data  *rowFile
	rows  int    // the header among them
	cells string // all of them, once they are there
	links []link // at most as many as Excel takes
	full  bool   // there were more links
}

// link is a cell that leads somewhere: to an address, or to a cell of the workbook.
type link struct {
	cell, target string
	inside       bool
}

func (s *sheet) last() *part { return s.parts[len(s.parts)-1] }

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
	b.made = 1
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

// open begins a sheet for rows of a table: layout, widths, header.
func (b *book) open(s *sheet, name string) error {
	if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	b.made++
	width := 0.0
	for _, c := range s.Columns {
		width += c.Width
	}
	if err := b.layOut(name, width); err != nil {
		return err
	}
	for i, c := range s.Columns {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := b.file.SetColWidth(name, column, column, c.Width); err != nil {
			return err
		}
		if err := b.file.SetCellStr(name, column+"1", c.Title); err != nil {
			return err
		}
		if err := b.file.SetCellStyle(name, column+"1", column+"1", b.styles.header); err != nil {
			return err
		}
	}
	if err := b.file.SetRowHeight(name, 1, 2*lineHeight); err != nil {
		return err
	}
	if err := b.file.SetPanes(name, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: "B2", ActiveCell: "B2", Pane: "bottomRight"}}}); err != nil {
		return err
	}
	data, err := newRowFile(b.temp)
	if err != nil {
		return err
	}
	s.parts = append(s.parts, &part{name: name, data: data, file: fmt.Sprintf("xl/worksheets/sheet%d.xml", b.made), rows: 1})
	return nil
}

// close removes what was on the disk.
func (b *book) close() error {
	errs := []error{b.file.Close()}
	for _, s := range b.sheets {
		for _, p := range s.parts {
			errs = append(errs, p.data.close())
		}
	}
	return errors.Join(append(errs, os.RemoveAll(b.temp))...)
}

func (b *book) add(e *pipeline.Entry) error {
	b.counts[e.State]++
	b.tally.add(e)
	b.cited = map[string]string{}
	for _, passages := range []bool{true, false} { // passages first: the other rows lead to theirs
		for _, s := range b.sheets {
			if (s.Name == evidenceTable) != passages {
				continue
			}
			for _, row := range s.Rows(e) {
				if err := b.row(s, e.ID, row.Cells); err != nil {
					return fmt.Errorf("sheet %s: %w", s.last().name, err)
				}
				if id, ok := row.Cells[0].(string); ok && passages {
					b.cited[id] = fmt.Sprintf("'%s'!A%d", s.last().name, s.last().rows)
				}
			}
		}
	}
	return b.writeNotes()
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
	row := make([]cell, len(cells))
	if s.examples == nil {
		s.examples = make([]any, len(cells))
	}
	for i, value := range cells {
		if value == nil {
			continue
		}
		if s.examples[i] == nil {
			s.examples[i] = value
		}
		c, used, err := b.cell(s, id, i, value)
		if err != nil {
			return fmt.Errorf("row %d: %w", p.rows, err)
		}
		row[i], lines = c, max(lines, used)
	}
	// Excel sets heights by itself, but as high as the longest cell: one long quote would fill the screen.
	shown := min(lines, s.mostLines())
	return p.data.row(p.rows, float64(shown)*lineHeight, row)
}

const lineHeight = 15.0 // points

// mostLines is how many lines a row shows; the rest is seen in the cell.
func (s *sheet) mostLines() int {
	if s.Title == codebook {
		return 25
	}
	return 8
}

// cell makes the cell of a value in a column, and says how many lines it takes.
func (b *book) cell(s *sheet, id string, column int, value any) (made cell, lines int, err error) {
	c := &s.Columns[column]
	made = cell{b.styles.of[c.Type], value}
	var text string
	switch v := value.(type) {
	case int, float64, bool:
		return made, 1, nil
	case []string:
		text = strings.Join(v, listSeparator)
	case string:
		text = v
	default:
		return made, 0, fmt.Errorf("column %s: cannot write a %T", c.Name, value)
	}
	p := s.last()
	name := cellName(column, p.rows)
	switch c.Type {
	case Date:
		if day, ok := serial(text); ok {
			made.value = day
			return made, 1, nil
		}
	case Source:
		if b.link(p, link{cell: name, target: b.address(text)}) {
			made.style = b.styles.link
		}
	case Passage:
		if b.link(p, link{cell: name, target: b.cited[text], inside: true}) {
			made.style = b.styles.link
		}
	}
	whole := text
	if text = Clean(text); text != whole {
		b.note(id, "characters-left-out", fmt.Sprintf("The cell %s of the sheet %s (%s) is without %d control characters or marks that turn the direction of writing: a workbook holds none, or they would deceive. records.jsonl has it whole.",
			name, p.name, c.Title, utf8.RuneCountInString(whole)-utf8.RuneCountInString(text)))
	}
	text, cut := shorten(text, b.limits.characters)
	if cut {
		b.note(id, "cell-cut", fmt.Sprintf("The cell %s of the sheet %s (%s) is cut at %d characters, as many as Excel takes; records.jsonl has it whole.",
			name, p.name, c.Title, b.limits.characters))
	}
	made.value = text // a text whatever it begins with: formulas are another field of the cell
	if made.style == b.styles.of[Text] && looksLikeFormula(text) {
		made.style = b.styles.guarded
	}
	return made, height(text, c.Width), nil
}

// address is where a click on a source leads, "" for nowhere.
func (b *book) address(uri string) string {
	if b.info.Link == nil {
		return ""
	}
	return b.info.Link(uri)
}

// link has a cell lead somewhere, and reports whether it does.
func (b *book) link(p *part, l link) bool {
	if l.target == "" || len(l.target) > b.limits.address {
		return false
	}
	if len(p.links) == b.limits.links {
		if !p.full {
			b.note("", "links-full", fmt.Sprintf("From row %d on sources and evidence on the sheet %s are no links: Excel takes %d on a sheet.", p.rows, p.name, b.limits.links))
		}
		p.full = true
		return false
	}
	p.links = append(p.links, l)
	return true
}

func (b *book) note(id, code, message string) { b.notes = append(b.notes, note{id, code, message}) }

// writeNotes moves the notes to the sheet Problems, so that they do not fill the memory.
func (b *book) writeNotes() error {
	problems := b.sheets[len(b.tables)-1]
	// What a note itself loses is no note: it would lose the same again, for ever.
	fit := func(text string) string {
		text, _ = shorten(Clean(text), b.limits.characters)
		return text
	}
	for len(b.notes) > 0 { // writing a note may add another
		n := b.notes[0]
		b.notes = b.notes[1:]
		b.noted++
		cells := make([]any, len(problems.Columns))
		for j, c := range problems.Columns {
			switch c.Name {
			case "problem_id":
				cells[j] = fmt.Sprintf("export-w%d", b.noted)
			case "document_id":
				cells[j] = plain(fit(n.id))
			case "kind":
				cells[j] = "export"
			case "code":
				cells[j] = n.code
			case "message":
				cells[j] = fit(n.message)
			}
		}
		if err := b.row(problems, n.id, cells); err != nil {
			return fmt.Errorf("sheet %s: %w", problems.Title, err)
		}
	}
	return nil
}

// end writes what is known only when all rows are there.
func (b *book) end() error {
	if err := b.attendance(); err != nil {
		return fmt.Errorf("sheet %s: %w", attendance, err)
	}
	if err := b.overview(); err != nil {
		return fmt.Errorf("sheet %s: %w", overview, err)
	}
	if err := b.codebook(); err != nil {
		return fmt.Errorf("sheet %s: %w", codebook, err)
	}
	if err := b.pivot(); err != nil {
		return fmt.Errorf("sheet %s: %w", pivot, err)
	}
	if err := b.writeNotes(); err != nil {
		return err
	}
	if err := b.order(); err != nil {
		return err
	}
	if err := b.readMe(); err != nil {
		return fmt.Errorf("sheet %s: %w", readMe, err)
	}
	if err := b.properties(); err != nil {
		return err
	}
	for _, s := range b.sheets {
		for i := range s.parts {
			if err := b.finish(s, i); err != nil {
				return fmt.Errorf("sheet %s: %w", s.parts[i].name, err)
			}
		}
	}
	return nil
}

// finish makes a sheet's rows an Excel table, whose header and first column are printed on every page. Nothing can be added after it.
func (b *book) finish(s *sheet, i int) error {
	p := s.parts[i]
	name := strings.ReplaceAll(s.Title, " ", "_")
	if i > 0 {
		name = fmt.Sprintf("%s_%d", name, i+1)
	}
	last, err := excelize.CoordinatesToCellName(len(s.Columns), max(p.rows, 2)) // Excel wants one row below the header
	if err != nil {
		return err
	}
	p.cells = "A1:" + last
	if err := b.file.AddTable(p.name, &excelize.Table{Range: p.cells, Name: name, StyleName: "TableStyleLight1"}); err != nil {
		return err
	}
	if err := b.file.SetSheetDimension(p.name, p.cells); err != nil {
		return err
	}
	for first := 0; first < len(s.Columns); {
		c := &s.Columns[first]
		after := first + 1 // neighbours with the same vocabulary, as in the matrix of attendance, are one range
		for after < len(s.Columns) && len(c.Values) > 0 && len(s.Columns[after].Values) > 0 && &s.Columns[after].Values[0] == &c.Values[0] {
			after++
		}
		cells := cellName(first, 2) + ":" + cellName(after-1, max(p.rows, 2))
		if err := b.validate(p, c, cells); err != nil {
			return fmt.Errorf("column %s: %w", c.Name, err)
		}
		if err := b.colour(p, c, cells); err != nil {
			return fmt.Errorf("column %s: %w", c.Name, err)
		}
		first = after
	}
	if err := b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: p.name, RefersTo: fmt.Sprintf("'%[1]s'!$A:$A,'%[1]s'!$1:$1", p.name)}); err != nil {
		return err
	}
	return nil
}

// validate has a column with a vocabulary take its words only, so that people who correct the workbook keep it countable.
func (b *book) validate(p *part, c *Column, cells string) error {
	if len(c.Values) == 0 || c.Open {
		return nil
	}
	words := make([]string, len(c.Values))
	for i, v := range c.Values {
		words[i] = v.Value
	}
	check := excelize.NewDataValidation(true)
	check.SetSqref(cells)
	if err := check.SetDropList(words); err != nil {
		return err
	}
	check.SetError(excelize.DataValidationErrorStyleWarning, c.Title, "The word is none of this column's; see the sheet "+codebook+".")
	return b.file.AddDataValidation(p.name, check)
}

// colour has words of a vocabulary shown in their colours, also where people correct them.
func (b *book) colour(p *part, c *Column, cells string) error {
	var rules []excelize.ConditionalFormatOptions
	for _, v := range c.Values {
		if v.Colour != "" {
			rules = append(rules, excelize.ConditionalFormatOptions{Type: "cell", Criteria: "==", Value: fmt.Sprintf("%q", v.Value), Format: new(b.styles.fills[v.Colour])})
		}
	}
	if len(rules) == 0 {
		return nil
	}
	return b.file.SetConditionalFormat(p.name, cells, rules)
}

// layOut has a sheet of so many characters across printed on as many pages side by side as keep it readable.
func (b *book) layOut(sheet string, width float64) error {
	if err := b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: new(true)}); err != nil {
		return err
	}
	const (
		a4   = 9
		page = 190 // characters across it that can still be read
	)
	if err := b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: new(a4), Orientation: new("landscape"),
		FitToWidth: new(1 + int(width/page)), FitToHeight: new(0)}); err != nil {
		return err
	}
	return b.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&L&A&RPage &P of &N"})
}

// order puts the overview second and sheets that go on with another one behind it. It comes before the names that belong to a sheet (what to print
// on every page), which know it by its place.
func (b *book) order() error {
	if err := b.file.MoveSheet(overview, b.file.GetSheetList()[1]); err != nil {
		return err
	}
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

// properties sets what excelize would else take from the clock.
func (b *book) properties() error {
	made := b.info.Made
	if made.IsZero() {
		made = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	stamp := made.UTC().Format(time.RFC3339)
	return b.file.SetDocProps(&excelize.DocProperties{Title: "Outcomes of meetings",
		Subject: "What reports of intergovernmental meetings say: who met, and what they agreed", Keywords: "meetings, participants, commitments, statements, evidence",
		Description: fmt.Sprintf("%d reports. Rules: %s. Every row gives the passage of the report that it rests on; the sheet %s explains the rest.", b.sheets[0].total(), orUnknown(b.info.Rules), readMe),
		Category:    "Dataset", Language: "en", Creator: b.info.Program, LastModifiedBy: b.info.Program,
		Created: stamp, Modified: stamp})
}
