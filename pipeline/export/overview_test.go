package export

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"rapporteur/pipeline"
)

func TestTheOverviewCountsMeetingsActsAndStates(t *testing.T) {
	f := reopen(t, write(t, sample(), info, excel))
	rows, err := f.GetRows(overview)
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string][]string{}
	for _, row := range rows {
		if len(row) > 1 {
			counts[row[0]] = row[1:]
		}
	}
	for label, want := range map[string][]string{"1899": {"1", "2"}, "2011": {"1", "2"}, "1950": {"0", "0"}, "commits": {"2"}, "requests": {"2"}, "welcomes": {"2"}, "notes": {"0"},
		"Slovenia": {"2", "0", "0"}, "MNE": {"0", "0", "2"}} {
		if diff := cmp.Diff(want, counts[label]); diff != "" {
			t.Errorf("%s:\n%s", label, diff)
		}
	}
}

func TestAttendanceMarksStatesByRole(t *testing.T) {
	rows := table(t, reopen(t, write(t, sample(), info, excel)), attendance)
	want := []map[string]string{ // in the order of time
		{"Meeting ID": "b-conference", "Start": "1899-07", "Meeting": "Fourth Meeting of the Upper Sava River Forum", "SVN": "A", "MNE": "X"},
		{"Meeting ID": "a-river", "Start": "2011-05-30", "Meeting": "Fourth Meeting of the Upper Sava River Forum", "SVN": "A", "MNE": "X"}, {"Meeting ID": "c-bare"}}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
}

func TestColumnsWithAVocabularyTakeItsWords(t *testing.T) {
	f := reopen(t, write(t, sample(), info, excel))
	checks, err := f.GetDataValidations("Commitments")
	if err != nil {
		t.Fatal(err)
	}
	var lists []string
	for _, c := range checks {
		lists = append(lists, c.Sqref+" "+c.Formula1)
	}
	column := cellOf(t, f, "Commitments", "Act", 2)
	if want := column + ":" + column[:len(column)-1] + "5 \"commits,decides,requests,recommends\""; !slices.Contains(lists, want) {
		t.Errorf("validations are %q, want %q among them", lists, want)
	}
}

func TestColumnsWithAVocabularyShowItsColours(t *testing.T) {
	f := reopen(t, write(t, sample(), info, excel))
	for sheet, want := range map[string]map[string][]string{
		"Commitments":  {"F2:F5": {"commits", "decides", "requests", "recommends"}, "Y2:Y5": {"accepted", "edited", "added"}},
		"Participants": {"F2:F9": {"attendee", "observer", "absentee"}, "N2:N9": {"accepted", "edited", "added"}},
		attendance:     {"D2:E4": {"A", "O", "X"}},
	} {
		formats, err := f.GetConditionalFormats(sheet)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string][]string{}
		for cells, rules := range formats {
			for _, r := range rules {
				style, err := f.GetConditionalStyle(*r.Format)
				if err != nil || len(style.Fill.Color) != 1 || style.Fill.Color[0] == "" {
					t.Errorf("%s: %s has no colour: %v", sheet, r.Value, err)
				}
				got[cells] = append(got[cells], strings.Trim(r.Value, `"`))
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", sheet, diff)
		}
	}
}

func TestAPivotTableCountsTheCommitments(t *testing.T) {
	undated := river("undated")
	undated.Record.Meeting.Start = nil
	f := reopen(t, write(t, append(sample(), undated), info, excel))
	rows, err := f.GetRows(pivot)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"Commitments by year and act"}, nil, {"Hedged", "(All)"}, {"Negated", "(All)"}, nil, {"Commitments", "Act"}, {"Year", "commits", "requests", "Grand Total"},
		{"1899", "1", "1", "2"}, {"2011", "1", "1", "2"}, {"(blank)", "1", "1", "2"}, {"Grand Total", "3", "3", "6"}}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	tables, err := f.GetPivotTables(pivot)
	if err != nil || len(tables) != 1 || tables[0].DataRange != "Commitments!A1:AF7" || tables[0].PivotTableRange != "Pivot!A6:D11" {
		t.Errorf("%+v, %v", tables, err)
	}
	if sheets := reopen(t, write(t, entries{}, info, excel)).GetSheetList(); slices.Contains(sheets, pivot) {
		t.Errorf("a dataset without commitments has a pivot table of them: %v", sheets)
	}
}

// many is a dataset of reports with a hundred commitments each.
type many int

func (n many) Entries(_ context.Context, yield func(*pipeline.Entry) error) error {
	for i := range int(n) / 100 {
		e := river(fmt.Sprintf("r%06d", i))
		model := e.Record.Commitments[0]
		e.Record.Commitments = nil
		for j := range 100 {
			o := model
			o.ID = fmt.Sprintf("%s-%03d", e.ID, j+1)
			e.Record.Commitments = append(e.Record.Commitments, o)
		}
		if err := yield(e); err != nil {
			return err
		}
	}
	return nil
}

func commitments() string {
	if n := os.Getenv("RAPPORTEUR_COMMITMENTS"); n != "" {
		return n
	}
	return "20000"
}

// BenchmarkManyCommitments writes a workbook of RAPPORTEUR_COMMITMENTS commitments (20,000 where it names no number) and,
// to compare, the same cells with nothing but excelize's stream writer. It tells the most memory that the process had, and
// how many times the other's time, and its time on processors, the workbook took.
func BenchmarkManyCommitments(b *testing.B) {
	n, err := strconv.Atoi(commitments())
	if err != nil {
		b.Fatal(err)
	}
	var took, worked float64 // seconds of one bare run
	for _, test := range []struct {
		name  string
		write func(context.Context, Dataset) error
	}{
		{"bare excelize", bare},
		{"workbook", func(ctx context.Context, data Dataset) error { return Workbook(ctx, io.Discard, data, info) }},
	} {
		b.Run(test.name, func(b *testing.B) {
			runtime.GC()
			debug.FreeOSMemory()
			done, peak := make(chan struct{}), make(chan int)
			go func() {
				most := 0
				for {
					select {
					case <-done:
						peak <- most
						return
					case <-time.After(20 * time.Millisecond):
						most = max(most, resident())
					}
				}
			}()
			before := processor()
			for b.Loop() {
				if err := test.write(b.Context(), many(n)); err != nil {
					b.Fatal(err)
				}
			}
			close(done)
			seconds, busy := b.Elapsed().Seconds()/float64(b.N), (processor()-before)/float64(b.N)
			if test.name == "bare excelize" {
				took, worked = seconds, busy
			} else if took > 0 && worked > 0 {
				b.ReportMetric(seconds/took, "times-bare")
				b.ReportMetric(busy/worked, "times-bare-cpu")
			}
			b.ReportMetric(busy, "cpu-s")
			b.ReportMetric(float64(<-peak)/(1<<20), "MB-peak")
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "commitments/s")
		})
	}
}

// resident is the memory of this process, 0 where the system does not say.
func resident() int {
	data, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	var size, pages int
	fmt.Sscan(string(data), &size, &pages)
	return pages * os.Getpagesize()
}

// processor is the time in seconds that this process had on processors, 0 where the system does not say.
func processor() float64 {
	data, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(data), ") ") // the program's name may hold anything
	fields := strings.Fields(rest)
	const hertz = 100 // of Linux's clock ticks, on all that Go runs on
	var ticks float64
	for _, f := range fields[11:13] { // utime and stime
		n, err := strconv.ParseFloat(f, 64)
		if err != nil {
			return 0
		}
		ticks += n
	}
	return ticks / hertz
}

// bare writes the cells of all tables with excelize's stream writer alone.
func bare(ctx context.Context, data Dataset) error {
	f := excelize.NewFile()
	defer f.Close()
	style, err := f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true}})
	if err != nil {
		return err
	}
	tables := Tables(info.Country)
	streams, rows := make([]*excelize.StreamWriter, len(tables)), make([]int, len(tables))
	sheets := 0
	open := func(i int) error {
		sheets++
		name := fmt.Sprint("S", sheets)
		if _, err := f.NewSheet(name); err != nil {
			return err
		}
		if streams[i] != nil {
			if err := streams[i].Flush(); err != nil {
				return err
			}
		}
		rows[i] = 0
		streams[i], err = f.NewStreamWriter(name)
		return err
	}
	for i := range tables {
		if err := open(i); err != nil {
			return err
		}
	}
	err = data.Entries(ctx, func(e *pipeline.Entry) error {
		for i := range tables {
			for _, row := range tables[i].Rows(e) {
				if rows[i] == excelize.TotalRows {
					if err := open(i); err != nil {
						return err
					}
				}
				rows[i]++
				cells := make([]any, len(row.Cells))
				for j, c := range row.Cells {
					if list, ok := c.([]string); ok {
						c = strings.Join(list, listSeparator)
					}
					if c != nil {
						cells[j] = excelize.Cell{StyleID: style, Value: c}
					}
				}
				if err := streams[i].SetRow(fmt.Sprint("A", rows[i]), cells); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, s := range streams {
		if err := s.Flush(); err != nil {
			return err
		}
	}
	_, err = f.WriteTo(io.Discard)
	return err
}
