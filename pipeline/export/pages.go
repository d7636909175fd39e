package export

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// longestExample is how many characters of a value the codebook shows.
const longestExample = 80

// codebook writes the sheet that explains every column, with an example from this dataset.
func (b *book) codebook() error {
	columns := []Column{
		{Title: "Sheet", Type: Text, Width: 16}, {Title: "Column", Type: Text, Width: 22}, {Title: "Name", Type: Text, Width: 20},
		{Title: "Type", Type: Text, Width: 14}, {Title: "Meaning", Type: Text, Width: 60}, {Title: "Example", Type: Text, Width: 36}, {Title: "Values", Type: Text, Width: 80},
	}
	s := &sheet{Table: &Table{Title: codebook, Columns: columns}}
	b.sheets = append(b.sheets, s)
	if err := b.open(s, codebook); err != nil {
		return err
	}
	for i, table := range b.tables {
		for j, c := range table.Columns {
			var values []string
			for _, v := range c.Values {
				values = append(values, strings.TrimSuffix(v.Value+": "+v.Doc, ": "))
			}
			separator := "\n"
			if len(c.Values) > 0 && c.Values[0].Doc == "" {
				separator = "; "
			}
			example, err := b.sheets[i].example(j)
			if err != nil {
				return err
			}
			cells := []any{table.Title, c.Title, c.Name, string(c.Type), c.Doc, plain(example), plain(strings.Join(values, separator))}
			if err := b.row(s, "", cells); err != nil {
				return err
			}
		}
	}
	return nil
}

// example is the first value of a column, shortened where it is long; "" where none of its cells holds one.
func (s *sheet) example(column int) (string, error) {
	if s.examples == nil {
		return "", nil
	}
	text, err := plainText(s.examples[column])
	text = Clean(text)
	if characters := []rune(text); len(characters) > longestExample {
		text = string(characters[:longestExample]) + "…"
	}
	return text, err
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
		case nil: // a title or a heading: some space above it
			return b.file.SetRowHeight(readMe, at, 2*lineHeight)
		case int:
			return b.file.SetCellInt(readMe, v, int64(value))
		case string:
			if err := b.file.SetRowHeight(readMe, at, float64(height(value, 110))*lineHeight); err != nil {
				return err
			}
			return b.file.SetCellStr(readMe, v, Clean(value))
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
		{b.styles.label, "Holds", holds(b.info.Part)},
		{b.styles.label, "Made by", orUnknown(b.info.Program)},
		{b.styles.label, "Rules", orUnknown(b.info.Rules)},
		{b.styles.label, "Record schema", schemas.Version},
		{b.styles.label, "Made on", madeOn(b.info.Made)},
		{b.styles.label, "Covers", covers(b.tally)},
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
	leads := func(name, doc string) {
		lines = append(lines, line{b.styles.sheetLink, name, doc})
		links[len(lines)] = name
	}
	leads(overview, "Meetings by year, outcomes by act and participation by state, counted and charted.")
	for _, s := range b.sheets[:len(b.tables)] {
		for i, p := range s.parts {
			doc := fmt.Sprintf("%d rows. %s", p.rows-1, s.Doc)
			if i > 0 {
				doc = fmt.Sprintf("%d rows, which the sheet before could not hold.", p.rows-1)
			}
			leads(p.name, doc)
		}
	}
	leads(attendance, "Meetings and states: A attended, O observed, X stayed away. The meetings are in the order of time, the states by how often they came.")
	if slices.Contains(b.file.GetSheetList(), pivot) {
		leads(pivot, "A pivot table of the commitments, by year and act, to turn as you need it.")
	}
	leads(codebook, "What every column of every sheet means, and the words that it can hold.")
	lines = append(lines,
		line{b.styles.heading, "How to read it", nil},
		line{b.styles.label, "Evidence", "Quote is a passage of the report to the letter; Page or Selector say where it stands; Source leads to the report. Where Inferred is true the value follows from the quote but is not written in it. Check the quote before you rely on a row: Confidence says how sure the rule is, not whether it is right."},
		line{b.styles.label, "Empty cells", "The report does not say it. Nothing is guessed."},
		line{b.styles.label, "Joining sheets", "Meeting ID names a meeting on every sheet; the first column of a sheet names its rows, and other sheets name them so. Evidence leads to the passage as the file was written: after sorting that sheet, filter it by the ID instead."},
		line{b.styles.label, "Dates", "A cell is a real date where the report gives the day, and text (2011-05, 2011) where it gives only month or year; the column of the precision says which. Days before 1900 are text too: Excel knows none."},
		line{b.styles.label, "What was changed", "A text longer than Excel takes is cut, and control characters and marks that turn the direction of writing are left out; the sheet Problems names each such cell (kind: export). All else is as the report has it."},
		line{b.styles.label, "Lists", "Several values in one cell are joined by \"; \"."},
		line{b.styles.label, "Colours", "Of acts, roles and states: they repeat the word in the cell and say nothing more, and follow it when you correct it."},
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
	if err := b.file.SetSheetDimension(readMe, fmt.Sprintf("A1:B%d", len(lines))); err != nil {
		return err
	}
	return b.layOut(readMe, 22+110)
}

func holds(part string) string {
	if part == "" {
		return "All of a dataset."
	}
	return fmt.Sprintf("The part of a dataset that was asked for by %s, and no document without a record.", part)
}

func madeOn(day time.Time) string {
	if day.IsZero() {
		return "Not noted, so that the same dataset gives the same file on any day. The environment's SOURCE_DATE_EPOCH has it noted."
	}
	return day.UTC().Format(time.DateOnly)
}

func covers(t *tally) string {
	if t.first == "" {
		return "No meeting whose date is known."
	}
	return fmt.Sprintf("Meetings that began from %s to %s.", t.first, t.last)
}

func orUnknown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}
