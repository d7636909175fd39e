package export

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/xuri/excelize/v2"

	"rapporteur/pipeline"
	"rapporteur/schemas"
)

const (
	overview   = "Overview"
	attendance = "Attendance"
)

// letters stand for roles in the matrix of attendance.
var letters = []Value{{"A", "attended", "E2F0D9"}, {"O", "observed", "DDEBF7"}, {"X", "stayed away", "FCE4D6"}}

// tally is what the first sheets count. Of every meeting it keeps its states, a few bytes each.
type tally struct {
	years    map[int]*yearCount
	acts     map[string]int
	states   map[string]*[3]int // by code: times attended, observed, stayed away
	meetings []met
	first    string // day on which the first meeting began, "" where none is known
	last     string

	commitments     pivotCounts
	mostCommitments int // on one sheet
}

type yearCount struct{ meetings, commitments int }

// met is a meeting in the matrix of attendance.
type met struct {
	id     string
	start  *string
	title  string
	states []present
}

type present struct {
	code string
	role int8 // place in letters
}

func newTally(mostCommitments int) *tally {
	return &tally{mostCommitments: mostCommitments, years: map[int]*yearCount{}, acts: map[string]int{}, states: map[string]*[3]int{}}
}

func (t *tally) add(e *pipeline.Entry) {
	r := e.Record
	if r == nil {
		return
	}
	if y, ok := year(r).(int); ok {
		if t.years[y] == nil {
			t.years[y] = &yearCount{}
		}
		t.years[y].meetings++
		t.years[y].commitments += len(r.Commitments)
	}
	for _, list := range [][]schemas.Outcome{r.Commitments, r.Statements} {
		for _, o := range list {
			t.acts[o.Act]++
		}
	}
	title, _ := shorten(Clean(orElse(r.Meeting.Title, "")), longestExample)
	t.commitments.add(r, t.mostCommitments)
	m := met{id: r.ID, start: r.Meeting.Start, title: title}
	if start := orElse(m.start, ""); start != "" {
		t.first, t.last = min(cmp.Or(t.first, start), start), max(t.last, start)
	}
	for role, list := range [][]schemas.Party{r.Attendees, r.Observers, r.Absentees} {
		for _, p := range list {
			if p.Kind != "state" || p.Code == nil || slices.ContainsFunc(m.states, func(s present) bool { return s.code == *p.Code }) {
				continue
			}
			m.states = append(m.states, present{*p.Code, int8(role)})
			if t.states[*p.Code] == nil {
				t.states[*p.Code] = &[3]int{}
			}
			t.states[*p.Code][role]++
		}
	}
	t.meetings = append(t.meetings, m)
}

// ranked are the codes of states, those that took part most often first.
func (t *tally) ranked() []string {
	return slices.SortedFunc(maps.Keys(t.states), func(a, b string) int {
		return cmp.Or(cmp.Compare(t.states[b][0]+t.states[b][1], t.states[a][0]+t.states[a][1]), cmp.Compare(a, b))
	})
}

// attendance writes the matrix of meetings, in the order of time, and states.
func (b *book) attendance() error {
	columns := []Column{{Title: "Meeting ID", Type: Text, Width: 26}, {Title: "Start", Type: Date, Width: 12}, {Title: "Meeting", Type: Text, Width: 40}}
	column := map[string]int{}
	for _, code := range b.tally.ranked() {
		if len(columns) == excelize.MaxColumns {
			break // codes are of three letters, so that there are fewer than 17,576 of them
		}
		column[code] = len(columns)
		columns = append(columns, Column{Name: code, Title: code, Type: Mark, Width: 6, Values: letters})
	}
	s := &sheet{Table: &Table{Title: attendance, Columns: columns}}
	b.sheets = append(b.sheets, s)
	if err := b.open(s, attendance); err != nil {
		return err
	}
	slices.SortStableFunc(b.tally.meetings, func(a, b met) int { return cmp.Compare(orElse(a.start, "9999"), orElse(b.start, "9999")) })
	for _, m := range b.tally.meetings {
		cells := make([]any, len(columns))
		cells[0], cells[1], cells[2] = m.id, plain(m.start), plain(m.title)
		for _, p := range m.states {
			cells[column[p.code]] = letters[p.role].Value
		}
		if err := b.row(s, m.id, cells); err != nil {
			return err
		}
	}
	return nil
}

// mostStates is how many states the overview charts.
const mostStates = 25

// overview writes the sheet of counts and charts.
func (b *book) overview() error {
	if _, err := b.file.NewSheet(overview); err != nil {
		return err
	}
	b.made++
	for column, width := range map[string]float64{"A": 24, "B": 14, "C": 14, "D": 14, "E": 4} {
		if err := b.file.SetColWidth(overview, column, column, width); err != nil {
			return err
		}
	}
	if err := b.file.SetSheetView(overview, 0, &excelize.ViewOptions{ShowGridLines: new(false)}); err != nil {
		return err
	}
	w := counts{book: b}
	w.line(b.styles.title, "Overview")

	var years [][]any
	if len(b.tally.years) > 0 {
		span := slices.Sorted(maps.Keys(b.tally.years))
		for y := span[0]; y <= span[len(span)-1]; y++ { // years without a meeting leave a gap in the chart
			n := b.tally.years[y]
			if n == nil && span[len(span)-1]-span[0] > 200 {
				continue
			}
			if n == nil {
				n = &yearCount{}
			}
			years = append(years, []any{fmt.Sprint(y), n.meetings, n.commitments})
		}
	}
	w.table("Meetings by year", []string{"Year", "Meetings", "Commitments"}, years, excelize.Col, 1)

	var byAct [][]any
	for _, act := range acts {
		byAct = append(byAct, []any{act.Value, b.tally.acts[act.Value]})
	}
	w.table("Outcomes by act", []string{"Act", "Outcomes"}, byAct, excelize.Bar, 1)

	var byState [][]any
	for _, code := range b.tally.ranked() {
		if len(byState) == mostStates {
			break
		}
		name := code
		if b.info.Country != nil && b.info.Country(code) != "" {
			name = b.info.Country(code)
		}
		n := b.tally.states[code]
		byState = append(byState, []any{name, n[0], n[1], n[2]})
	}
	title := "Participation by state"
	if len(b.tally.states) > mostStates {
		title = fmt.Sprintf("Participation by state: the %d most frequent of %d", mostStates, len(b.tally.states))
	}
	w.do(b.file.InsertPageBreak(overview, cellName(0, w.at+1)))
	w.table(title, []string{"State", "Attended", "Observed", "Stayed away"}, byState, excelize.BarStacked, 3)
	if w.err != nil {
		return w.err
	}
	return b.layOut(overview, 24+3*14+100)
}

// counts writes tables of counts below each other, each with a chart beside it.
type counts struct {
	*book
	at  int // last row written
	err error
}

func (w *counts) do(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *counts) line(style int, cells ...any) {
	w.at++
	for i, c := range cells {
		name := cellName(i, w.at)
		w.do(w.file.SetCellValue(overview, name, c))
		w.do(w.file.SetCellStyle(overview, name, name, style))
	}
}

// chartRows is how many rows of the sheet a chart covers at least.
const chartRows = 16

func (w *counts) table(title string, header []string, rows [][]any, kind excelize.ChartType, series int) {
	w.at++
	w.line(w.styles.heading, title)
	top := w.at
	head := make([]any, len(header))
	for i, h := range header {
		head[i] = h
	}
	w.line(w.styles.header, head...)
	first := w.at + 1
	for _, row := range rows {
		w.line(w.styles.prose, row...)
	}
	if len(rows) == 0 {
		w.line(w.styles.prose, "none")
		return
	}
	height := chartRows // in rows of the sheet
	if kind != excelize.Col {
		height = max(height, len(rows)+4) // a bar a row
	}
	chart := &excelize.Chart{Type: kind, Title: excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: title}}}, Legend: excelize.ChartLegend{Position: "bottom"},
		Dimension: excelize.ChartDimension{Width: 640, Height: uint(height * 20)}, VaryColors: new(false)}
	if series == 1 {
		chart.Legend.Position = "none"
	}
	for _, axis := range []*excelize.ChartAxis{&chart.XAxis, &chart.YAxis} {
		axis.Font = excelize.Font{Color: "404040", Size: 9}
	}
	chart.YAxis.MajorGridLines = true
	chart.YAxis.NumFmt = excelize.ChartNumFmt{CustomNumFmt: "0"} // there are no half meetings
	for i := range series {
		column := string(rune('B' + i))
		chart.Series = append(chart.Series, excelize.ChartSeries{Name: fmt.Sprintf("%s!$%s$%d", overview, column, first-1),
			Categories: fmt.Sprintf("%s!$A$%d:$A$%d", overview, first, w.at), Values: fmt.Sprintf("%s!$%s$%d:$%s$%d", overview, column, first, column, w.at),
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{[]string{"1F3864", "8FAADC", "F4B183"}[i]}}})
	}
	if kind == excelize.Col {
		chart.XAxis.TickLabelSkip = 1 + len(rows)/30
		if len(rows) > 12 {
			chart.XAxis.Alignment.TextRotation = -90
		}
	} else { // the first row on top, as in the table
		chart.XAxis.ReverseOrder = true
	}
	w.do(w.file.AddChart(overview, fmt.Sprintf("F%d", top), chart))
	w.at = max(w.at, top+height)
}
