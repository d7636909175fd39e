package export

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// entries is a dataset in memory.
type entries []*pipeline.Entry

func (all entries) Entries(_ context.Context, yield func(*pipeline.Entry) error) error {
	for _, e := range all {
		if err := yield(e); err != nil {
			return err
		}
	}
	return nil
}

func on(quote string) []schemas.Evidence {
	return []schemas.Evidence{{Start: 1, End: 1 + len([]rune(quote)), Prefix: "“", Quote: quote, Suffix: "”", Page: new(2),
		Box: &schemas.Box{Left: 72, Top: 90, Right: 300, Bottom: 102}, Rule: "sample/rule"}}
}

// river is the entry of a report with a row for every sheet.
func river(id string) *pipeline.Entry {
	return &pipeline.Entry{ID: id, URI: "archive/" + id + ".pdf", MediaType: "application/pdf", State: pipeline.OK, Record: &schemas.Record{
		SchemaVersion: schemas.Version, ID: id,
		Source: schemas.Source{URI: "archive/" + id + ".pdf", MediaType: "application/pdf", Pages: new(4), Address: "https://example.org/river.pdf", Retrieved: "2011-07-01T08:00:00Z", Language: "en", Reader: "pdfium"},
		Meeting: schemas.Meeting{Title: new("Fourth Meeting of the Upper Sava River Forum"), Series: new("Meeting of the Upper Sava River Forum"), Ordinal: new(4),
			Type: new("meeting"), Start: new("2011-05-30"), End: new("2011-06-01"), DateText: new("30 May to 1 June 2011"), City: new("Ljubljana"), Country: new("SVN"),
			Mode: new("in-person"), Chairs: []string{"Ms Jana Novak", "Mr Ivo Horvat"}, Hosts: []string{"SVN"},
			Evidence: map[string][]schemas.Evidence{"title": on("Fourth Meeting of the Upper Sava River Forum"), "start": on("30 May to 1 June 2011"), "country": on("Ljubljana")}, Reviewed: map[string]string{"start": "edited"}},
		Attendees: []schemas.Party{
			{Name: "Slovenia", Kind: "state", Code: new("SVN"), Canonical: new("Slovenia"), Confidence: .95, Evidence: on("Slovenia, Croatia and Serbia took part"), Reviewed: "accepted"},
			{Name: "Jana Novak", Kind: "person", Office: new("Director of Waters"), For: new("SVN"), Confidence: .8, Evidence: on("Ms Jana Novak, Director of Waters (Slovenia)")}},
		Observers: []schemas.Party{{Name: "Danube Commission", Kind: "organization", Code: new("DC"), Confidence: .9, Evidence: on("The Danube Commission attended as an observer")}},
		Absentees: []schemas.Party{{Name: "Montenegro", Kind: "state", Code: new("MNE"), Canonical: new("Montenegro"), Confidence: .9, Evidence: on("Montenegro sent apologies")}},
		Areas:     []schemas.Area{{N: 1, Title: "Flood warning", Confidence: .9, Evidence: on("1. Flood warning"), Reviewed: "added"}, {N: 2, Title: "Navigation", Confidence: .9, Evidence: on("2. Navigation")}},
		Commitments: []schemas.Outcome{
			{ID: id + "-001", Act: "commits", Verb: "agreed to", Actors: []string{"ALL"}, Text: "Members agreed to exchange gauge readings every hour by the end of 2012.",
				Action: "exchange gauge readings every hour", Area: new(1), Deadline: &schemas.Deadline{Text: "by the end of 2012", End: new("2012-12-31")},
				Place: &schemas.Place{Text: "Zagreb", Country: new("HRV")}, Confidence: .9, Evidence: on("Members agreed to exchange gauge readings every hour by the end of 2012."), Reviewed: "edited"},
			{ID: id + "-003", Act: "requests", Verb: "requested", Actors: []string{"ALL"}, Addressees: []string{"SRB", "HRV"}, Text: "The Forum requested Serbia and Croatia to survey the bend at Jamena.",
				Action: "survey the bend at Jamena", Area: new(2), Deadline: &schemas.Deadline{Text: "in the spring of 2013", Start: new("2013"), End: nil},
				Hedged: true, Instruments: []string{"Sava Accord", "Protocol on Navigation"}, Confidence: .7, Evidence: on("The Forum requested Serbia and Croatia to survey the bend at Jamena.")}},
		Statements: []schemas.Outcome{{ID: id + "-002", Act: "welcomes", Verb: "thanked", Actors: []string{"ALL"}, Text: "It thanked the host.", Action: "the host",
			Confidence: .9, Evidence: on("It thanked the host.")}},
		Coverage: schemas.Coverage{Sentences: 40, Coded: 3, UncodedWithActVerb: 2},
		Warnings: []schemas.Warning{{Code: "year-inferred", Message: "The year is that of the page.", Evidence: on("30 May")}},
	}}
}

func sample() entries {
	early := river("b-conference")
	early.Record.Meeting.Start, early.Record.Meeting.End = new("1899-07"), new("1899")
	early.URI = "https://example.org/reports/b conference.html"
	bare := &pipeline.Entry{ID: "c-bare", URI: "c.txt", State: pipeline.Partial, Reason: pipeline.NeedsOCR, Message: "pages 2 and 3 are pictures",
		Record: &schemas.Record{ID: "c-bare"}}
	return entries{river("a-river"), early, bare,
		{ID: "d-locked", URI: "d.pdf", State: pipeline.Quarantined, Reason: pipeline.Encrypted, Message: "a password is needed"},
		{ID: "e-logo", URI: "e.png", State: pipeline.Skipped, Reason: pipeline.Unsupported, Message: "image/png"},
		{ID: "f-twin", URI: "f.pdf", State: pipeline.Duplicate, Message: "the same bytes as archive/a-river.pdf"}}
}

var info = Info{Program: "rapporteur 1.2.3", Rules: "5f3a", Link: Links("/data/out", "/data"),
	Country: func(code string) string { return map[string]string{"SVN": "Slovenia", "HRV": "Croatia"}[code] }}

func write(t testing.TB, data Dataset, info Info, limits limits) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := workbook(context.Background(), &out, data, info, limits); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func reopen(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// table reads a sheet as rows by the titles of its columns.
func table(t testing.TB, f *excelize.File, sheet string) []map[string]string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, cells := range rows[1:] {
		row := map[string]string{}
		for i, c := range cells {
			if c != "" {
				row[rows[0][i]] = c
			}
		}
		out = append(out, row)
	}
	return out
}

func cellOf(t testing.TB, f *excelize.File, sheet, title string, row int) string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	name, err := excelize.CoordinatesToCellName(slices.Index(rows[0], title)+1, row)
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func TestTablesAreWellDefined(t *testing.T) {
	names := map[string]bool{}
	for _, table := range Tables(nil) {
		if names[table.Name] || table.Name == "" || table.Doc == "" || len(table.Title) > 25 {
			t.Errorf("table %q: name, title or meaning is missing, double or too long", table.Name)
		}
		names[table.Name] = true
		seen := map[string]bool{}
		for _, c := range table.Columns {
			if seen[c.Name] || seen[c.Title] || c.Name == "" || c.Title == "" || c.Doc == "" || c.Type == "" || c.Width < float64(len(c.Title))/2 {
				t.Errorf("%s: column %+v: something is missing, double or too narrow", table.Name, c)
			}
			seen[c.Name], seen[c.Title] = true, true
		}
	}
}

func TestCellsHaveTheTypesOfTheirColumns(t *testing.T) {
	types := map[Type]reflect.Kind{Text: reflect.String, Date: reflect.String, Source: reflect.String, List: reflect.Slice,
		Passage: reflect.String, Integer: reflect.Int, Number: reflect.Float64, Boolean: reflect.Bool}
	for _, table := range Tables(info.Country) {
		filled := make([]bool, len(table.Columns))
		for _, e := range sample() {
			for _, found := range table.Rows(e) {
				cells := found.Cells
				if len(cells) != len(table.Columns) {
					t.Fatalf("%s: %d cells for %d columns", table.Name, len(cells), len(table.Columns))
				}
				for i, c := range cells {
					if c == nil {
						continue
					}
					filled[i] = true
					if got := reflect.TypeOf(c).Kind(); got != types[table.Columns[i].Type] {
						t.Errorf("%s.%s: a %v in a column of type %s", table.Name, table.Columns[i].Name, got, table.Columns[i].Type)
					}
				}
			}
		}
		for i, ok := range filled {
			if table.Name == "statements" {
				continue // its columns are those of commitments
			}
			if c := table.Columns[i].Name; !ok && c != "venue" && c != "selector" {
				t.Errorf("%s.%s is filled by no sample", table.Name, c)
			}
		}
	}
}

func TestVocabulariesAreThoseOfTheRecord(t *testing.T) {
	words := func(values []Value) []string {
		var out []string
		for _, v := range values {
			out = append(out, v.Value)
		}
		return out
	}
	var stateWords []string
	for _, s := range pipeline.States {
		stateWords = append(stateWords, string(s))
	}
	for name, test := range map[string][2][]string{
		"acts": {schemas.Acts, words(acts)}, "kinds": {schemas.PartyKinds, words(kinds)}, "modes": {schemas.Modes, words(modes)},
		"types": {schemas.MeetingTypes, words(meetingTypes)}, "reviews": {schemas.Reviews, words(reviews)}, "states": {stateWords, words(states)},
	} {
		if diff := cmp.Diff(test[0], test[1]); diff != "" {
			t.Errorf("%s (-record +here):\n%s", name, diff)
		}
	}
}

func TestRecordsAreLinesInOrder(t *testing.T) {
	var out bytes.Buffer
	if err := JSONL(t.Context(), &out, sample()); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for line := range strings.Lines(out.String()) {
		var rec schemas.Record
		if err := json.Unmarshal([]byte(line), &rec); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, rec.ID)
	}
	if diff := cmp.Diff([]string{"a-river", "b-conference", "c-bare"}, ids); diff != "" {
		t.Error(diff)
	}
}

func TestTheSameDatasetGivesTheSameBytes(t *testing.T) {
	if !bytes.Equal(write(t, sample(), info, excel), write(t, sample(), info, excel)) {
		t.Error("two workbooks of one dataset differ")
	}
}

func TestTemporaryFilesAreRemoved(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	write(t, rivers(200), info, excel) // enough for rows to leave the buffers
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestSheetsAreTablesWithFrozenHeaders(t *testing.T) {
	f := reopen(t, write(t, sample(), info, excel))
	want := []string{"Read me", "Overview", "Meetings", "Participants", "Areas", "Commitments", "Statements", "Commitment actors", "Evidence", "Problems", "Attendance", "Codebook", "Pivot"}
	if diff := cmp.Diff(want, f.GetSheetList()); diff != "" {
		t.Fatal(diff)
	}
	for _, sheet := range want[2 : len(want)-1] {
		tables, err := f.GetTables(sheet)
		if err != nil || len(tables) != 1 || tables[0].Name != strings.ReplaceAll(sheet, " ", "_") {
			t.Errorf("%s: tables %+v, %v", sheet, tables, err)
		}
		panes, err := f.GetPanes(sheet)
		if err != nil || !panes.Freeze || panes.YSplit != 1 {
			t.Errorf("%s: panes %+v, %v", sheet, panes, err)
		}
	}
	for sheet, rows := range map[string]int{"Meetings": 3, "Participants": 8, "Areas": 4, "Commitments": 4, "Statements": 2, "Commitment actors": 8, "Evidence": 26, "Problems": 6} {
		if got := len(table(t, f, sheet)); got != rows {
			t.Errorf("%s: %d rows, want %d", sheet, got, rows)
		}
	}
}

func TestARowHoldsWhatTheRecordSays(t *testing.T) {
	f := reopen(t, write(t, sample(), info, excel))
	for sheet, want := range map[string]map[string]string{
		"Meetings": {"Evidence": "a-river:title:1", "Meeting ID": "a-river", "Title": "Fourth Meeting of the Upper Sava River Forum", "Series": "Meeting of the Upper Sava River Forum", "Ordinal": "4", "Type": "meeting",
			"Start": "2011-05-30", "End": "2011-06-01", "Date precision": "day", "Year": "2011", "City": "Ljubljana", "Country code": "SVN", "Country": "Slovenia", "Mode": "in-person",
			"Chairs": "Ms Jana Novak; Mr Ivo Horvat", "Hosts": "SVN", "Attendees": "2", "Observers": "1", "Absentees": "1", "Areas": "2", "Commitments": "2", "Statements": "1", "Warnings": "1",
			"Sentences": "40", "Uncoded": "2", "Address": "https://example.org/river.pdf", "Retrieved": "2011-07-01T08:00:00Z", "Language": "en", "Pages": "4", "State": "ok", "Dates as written": "30 May to 1 June 2011", "Quote for the date": "30 May to 1 June 2011",
			"Quote for the country": "Ljubljana", "Reviewed": "start", "Quote": "Fourth Meeting of the Upper Sava River Forum", "Inferred": "FALSE", "Page": "2", "Rule": "sample/rule", "Source": "archive/a-river.pdf"},
		"Participants": {"Participant ID": "a-river-p001", "Evidence": "a-river-p001:1", "Meeting ID": "a-river", "Meeting": "Fourth Meeting of the Upper Sava River Forum", "Start": "2011-05-30", "Year": "2011", "Role": "attendee", "Name": "Slovenia",
			"Kind": "state", "Code": "SVN", "Usual name": "Slovenia", "Confidence": "0.95", "Reviewed": "accepted", "Quote": "Slovenia, Croatia and Serbia took part", "Inferred": "FALSE", "Page": "2",
			"Rule": "sample/rule", "Source": "archive/a-river.pdf"},
		"Areas": {"Area ID": "a-river-a01", "Evidence": "a-river-a01:1", "Meeting ID": "a-river", "Meeting": "Fourth Meeting of the Upper Sava River Forum", "Start": "2011-05-30", "Year": "2011", "Area no.": "1", "Area": "Flood warning",
			"Commitments": "1", "Statements": "0", "Confidence": "0.90", "Reviewed": "added", "Quote": "1. Flood warning", "Inferred": "FALSE", "Page": "2", "Rule": "sample/rule", "Source": "archive/a-river.pdf"},
		"Commitments": {"Commitment ID": "a-river-001", "Evidence": "a-river-001:1", "Meeting ID": "a-river", "Meeting": "Fourth Meeting of the Upper Sava River Forum", "Start": "2011-05-30", "Year": "2011", "Act": "commits",
			"Verb": "agreed to", "Actors": "ALL", "Text": "Members agreed to exchange gauge readings every hour by the end of 2012.", "Action": "exchange gauge readings every hour",
			"Area ID": "a-river-a01", "Area": "Flood warning", "Deadline": "by the end of 2012", "Deadline until": "2012-12-31", "Deadline precision": "day", "Place": "Zagreb",
			"Place country code": "HRV", "Place country": "Croatia", "Hedged": "FALSE", "Negated": "FALSE", "Confidence": "0.90", "Reviewed": "edited",
			"Quote": "Members agreed to exchange gauge readings every hour by the end of 2012.", "Inferred": "FALSE", "Page": "2", "Rule": "sample/rule", "Source": "archive/a-river.pdf"},
		"Commitment actors": {"Commitment actor ID": "a-river-001-1", "Commitment ID": "a-river-001", "Meeting ID": "a-river", "Meeting": "Fourth Meeting of the Upper Sava River Forum",
			"Start": "2011-05-30", "Year": "2011", "Part": "actor", "Party": "ALL", "Act": "commits", "Action": "exchange gauge readings every hour", "Deadline until": "2012-12-31"},
		"Evidence": {"Evidence ID": "a-river:country:1", "Meeting ID": "a-river", "Table": "meetings", "Row ID": "a-river", "Field": "country", "Before": "“", "Quote": "Ljubljana", "After": "”",
			"From": "1", "To": "10", "Left": "72.00", "Top": "90.00", "Right": "300.00", "Bottom": "102.00", "Inferred": "FALSE", "Page": "2", "Rule": "sample/rule", "Source": "archive/a-river.pdf"},
		"Problems": {"Problem ID": "a-river-w1", "Evidence": "a-river-w1:1", "Document ID": "a-river", "Kind": "warning", "State": "ok", "Reason": "year-inferred", "Message": "The year is that of the page.", "Quote": "30 May", "Inferred": "FALSE",
			"Page": "2", "Rule": "sample/rule", "Source": "archive/a-river.pdf"},
	} {
		if diff := cmp.Diff(want, table(t, f, sheet)[0]); diff != "" {
			t.Errorf("%s (-want +written):\n%s", sheet, diff)
		}
	}
}

func TestDocumentsThatAreNotOkAreProblems(t *testing.T) {
	var got []string
	for _, row := range table(t, reopen(t, write(t, sample(), info, excel)), "Problems") {
		if row["Kind"] == "document" {
			got = append(got, strings.Join([]string{row["Document ID"], row["State"], row["Reason"], row["Message"]}, "|"))
		}
	}
	want := []string{"c-bare|partial|needs-ocr|pages 2 and 3 are pictures", "d-locked|quarantined|encrypted|a password is needed",
		"e-logo|skipped|unsupported|image/png", "f-twin|duplicate||the same bytes as archive/a-river.pdf"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDaysAreDatesAndShorterDatesAreText(t *testing.T) {
	f := reopen(t, write(t, sample(), info, excel))
	for _, test := range []struct {
		title, raw string
		row        int
		typ        excelize.CellType
	}{
		{"Start", "40693", 2, excelize.CellTypeUnset}, // 30 May 2011, a number
		{"Start", "1899-07", 3, excelize.CellTypeInlineString},
		{"End", "1899", 3, excelize.CellTypeInlineString},
	} {
		name := cellOf(t, f, "Meetings", test.title, test.row)
		raw, err := f.GetCellValue("Meetings", name, excelize.Options{RawCellValue: true})
		if err != nil || raw != test.raw {
			t.Errorf("%s: %q, %v, want %q", name, raw, err, test.raw)
		}
		if typ, err := f.GetCellType("Meetings", name); err != nil || typ != test.typ {
			t.Errorf("%s: type %v, %v, want %v", name, typ, err, test.typ)
		}
	}
	for date, ok := range map[string]bool{"1900-02-28": false, "1900-03-01": true, "1871-01-18": false, "2011-05": false} {
		if _, got := serial(date); got != ok {
			t.Errorf("%s becomes a date cell: %v", date, got)
		}
	}
}

func TestSourcesAreLinks(t *testing.T) {
	f := reopen(t, write(t, sample(), info, excel))
	for row, want := range map[int]string{2: "../archive/a-river.pdf", 3: "https://example.org/reports/b%20conference.html"} {
		linked, target, err := f.GetCellHyperLink("Meetings", cellOf(t, f, "Meetings", "Source", row))
		if err != nil || !linked || target != want {
			t.Errorf("row %d: link %v to %q, %v, want %q", row, linked, target, err, want)
		}
	}
}

func TestRowsLeadToTheirEvidence(t *testing.T) {
	f := reopen(t, write(t, sample(), info, excel))
	for _, sheet := range []string{"Meetings", "Participants", "Areas", "Commitments", "Statements"} {
		for i, row := range table(t, f, sheet) {
			linked, target, err := f.GetCellHyperLink(sheet, cellOf(t, f, sheet, "Evidence", i+2))
			if row["Evidence"] == "" && !linked {
				continue // the document that is bare
			}
			if err != nil || !linked || !strings.HasPrefix(target, "'Evidence'!A") {
				t.Fatalf("%s, row %d: link %v to %q, %v", sheet, i+2, linked, target, err)
			}
			id, err := f.GetCellValue("Evidence", strings.TrimPrefix(target, "'Evidence'!"))
			if err != nil || id != row["Evidence"] {
				t.Errorf("%s: evidence %s leads to that of %q, %v", sheet, row["Evidence"], id, err)
			}
		}
	}
}

func TestKeysAreUniqueAndReferencesLead(t *testing.T) {
	tables := Tables(nil)
	keys := map[string]map[any]bool{}
	each := func(yield func(table *Table, row map[string]any)) {
		for i := range tables {
			for _, e := range sample() {
				for _, found := range tables[i].Rows(e) {
					row := map[string]any{}
					for j, c := range found.Cells {
						row[tables[i].Columns[j].Name] = c
					}
					yield(&tables[i], row)
				}
			}
		}
	}
	each(func(table *Table, row map[string]any) {
		if keys[table.Name] == nil {
			keys[table.Name] = map[any]bool{}
		}
		key := row[table.Key]
		if key == nil || keys[table.Name][key] {
			t.Errorf("%s: two rows, or none, are named %v", table.Name, key)
		}
		keys[table.Name][key] = true
	})
	followed := map[string]int{}
	each(func(table *Table, row map[string]any) {
		for _, r := range table.References {
			if value := row[r.Column]; value != nil {
				followed[table.Name]++
				if !keys[r.Table][value] {
					t.Errorf("%s.%s: %s has no row %v", table.Name, r.Column, r.Table, value)
				}
			}
		}
	})
	for _, table := range tables {
		if followed[table.Name] == 0 {
			t.Errorf("%s refers to no other table", table.Name)
		}
	}
}

func TestLinksAreRelativeAndEscaped(t *testing.T) {
	link := Links("/data/out", "/data/in")
	for uri, want := range map[string]string{
		"a/b c#1.pdf":           "../in/a/b%20c%231.pdf",
		"/elsewhere/ü.html":     "../../elsewhere/%C3%BC.html",
		"https://example.org/?": "https://example.org/?",
		"https://bad host\x7f/": "",
		"javascript:alert(1)":   "../in/javascript:alert%281%29",
	} {
		if got := link(uri); got != want {
			t.Errorf("%q leads to %q, want %q", uri, got, want)
		}
	}
}

func TestTextIsNeverAFormula(t *testing.T) {
	data := sample()
	texts := []string{`=HYPERLINK("http://evil.example","x")`, "+1+1", "-2+3", "@SUM(A1)", "\t=1", "_x0041_ and _x005F_x0041_", "{=1}", "'quoted", " spaced "}
	for i, text := range texts {
		e := river(fmt.Sprintf("x%d", i))
		e.Record.Meeting.Title = &text
		data = append(data, e)
	}
	file := write(t, data, info, excel)
	f := reopen(t, file)
	var got []string
	for _, row := range table(t, f, "Meetings")[3:] {
		got = append(got, row["Title"])
	}
	if diff := cmp.Diff(texts, got); diff != "" {
		t.Errorf("(-put +read):\n%s", diff)
	}
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range archive.File {
		if strings.Contains(part.Name, "worksheets/sheet") && strings.Contains(read(t, part), "<f>") {
			t.Errorf("%s holds a formula", part.Name)
		}
	}
}

func read(t testing.TB, part *zip.File) string {
	t.Helper()
	r, err := part.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestWhatCouldHarmOrDeceiveIsTakenOut(t *testing.T) {
	if got, want := Clean("a\x00b\x1b[31m\u202egpj.exe\nc\td\xff\ufffe"), "ab[31mgpj.exe\nc\td\ufffd"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestLongCellsAreCutAloud(t *testing.T) {
	e := river("long")
	e.Record.Commitments[0].Text = strings.Repeat("𝔸 word ", 9000) // 𝔸 takes two UTF-16 units
	f := reopen(t, write(t, entries{e}, info, excel))
	text := table(t, f, "Commitments")[0]["Text"]
	units := 0
	for _, r := range text {
		units++
		if r > 0xFFFF {
			units++
		}
	}
	if !strings.HasSuffix(text, "…") || units > excel.characters || units < excel.characters-1 {
		t.Errorf("cut at %d units, ends in %q", units, text[len(text)-10:])
	}
	rows := table(t, f, "Problems")
	last := rows[len(rows)-1]
	if last["Kind"] != "export" || last["Reason"] != "cell-cut" || last["Document ID"] != "long" || !strings.Contains(last["Message"], "Commitments (Text)") {
		t.Errorf("the last problem is %v", last)
	}
}

func TestWhatIsLeftOutOfACellIsSaid(t *testing.T) {
	e := river("odd")
	e.Record.Commitments[0].Action = "ring \a the \x1bbell"
	f := reopen(t, write(t, entries{e}, info, excel))
	if text := table(t, f, "Commitments")[0]["Action"]; text != "ring  the bell" {
		t.Errorf("the cell is %q", text)
	}
	said := map[string]string{} // cells
	for _, row := range table(t, f, "Problems") {
		if row["Kind"] == "export" && row["Document ID"] == "odd" {
			said[strings.SplitN(row["Message"], " is without ", 2)[0]] = row["Reason"] + strings.SplitN(row["Message"], " is without ", 2)[1][:2]
		}
	}
	want := map[string]string{"The cell K2 of the sheet Commitments (Action)": "characters-left-out2 ", "The cell K2 of the sheet Commitment actors (Action)": "characters-left-out2 "}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Error(diff)
	}
}

// An id that is not fit for a cell is not fit for the note that says so, either; the note is one, not endless ones.
func TestNotesOnDocumentsOfOddNamesEnd(t *testing.T) {
	f := reopen(t, write(t, entries{{ID: "bell\a\x1b[2J", URI: "bell\a\x1b[2J.pdf", State: pipeline.Quarantined, Reason: pipeline.Corrupt, Message: "broken"}}, info, excel))
	notes := 0
	for _, row := range table(t, f, "Problems") {
		if row["Kind"] == "export" {
			notes++
			if row["Document ID"] != "bell[2J" || row["Reason"] != "characters-left-out" {
				t.Errorf("a note is %v", row)
			}
		}
	}
	if notes == 0 || notes > 4 {
		t.Errorf("%d notes", notes)
	}
}

func TestTheFirstSheetSaysWhenItWasMadeAndWhatItCovers(t *testing.T) {
	for _, test := range []struct {
		made time.Time
		want string
	}{{time.Time{}, "Not noted"}, {time.Date(2026, 11, 28, 23, 0, 0, 0, time.UTC), "2026-11-28"}} {
		made := info
		made.Made, made.Part = test.made, `--where "year=2011"`
		f := reopen(t, write(t, sample(), made, excel))
		said := map[string]string{}
		rows, err := f.GetRows(readMe)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			if len(row) == 2 {
				said[row[0]] = row[1]
			}
		}
		if !strings.HasPrefix(said["Made on"], test.want) || said["Covers"] != "Meetings that began from 1899-07 to 2011-05-30." || !strings.Contains(said["Holds"], made.Part) {
			t.Errorf("made on %q, covers %q, holds %q", said["Made on"], said["Covers"], said["Holds"])
		}
	}
}

func TestTextsAreCutBetweenCharacters(t *testing.T) {
	for _, test := range []struct {
		text string
		most int
		want string
	}{{"abcd", 4, "abcd"}, {"abcde", 4, "abc…"}, {"äöüß", 4, "äöüß"}, {"äöüßa", 4, "äöü…"}, {"ab𝔸c", 5, "ab𝔸c"}, {"ab𝔸cd", 5, "ab𝔸…"}, {"ab𝔸𝔸", 4, "ab…"}, {"abc𝔸𝔸", 5, "abc…"}} {
		if got, _ := shorten(test.text, test.most); got != test.want {
			t.Errorf("%q cut to %d: %q, want %q", test.text, test.most, got, test.want)
		}
	}
}

func TestFullSheetsGoOnInOthersAloud(t *testing.T) {
	var data entries
	for i := range 5 {
		data = append(data, river(fmt.Sprintf("r%d", i)))
	}
	small := excel
	small.rows, small.links = 8, 6 // seven rows a sheet below the header
	f := reopen(t, write(t, data, info, small))
	want := []string{"Read me", "Overview", "Meetings", "Participants", "Participants (2)", "Participants (3)", "Areas", "Areas (2)", "Commitments", "Commitments (2)",
		"Statements", "Commitment actors", "Commitment actors (2)", "Commitment actors (3)", "Evidence", "Evidence (2)", "Problems", "Problems (2)", "Problems (3)", "Attendance", "Codebook", "Pivot"}
	far := regexp.MustCompile(`^(?:Evidence|Problems) \((?:[4-9]|[1-9]\d|3)\)|^Codebook \(`)
	got := f.GetSheetList()
	if diff := cmp.Diff(want, slices.DeleteFunc(slices.Clone(got), func(s string) bool { return far.MatchString(s) && s != "Problems (3)" })); diff != "" {
		t.Fatal(diff)
	}
	if n := len(table(t, f, "Participants")) + len(table(t, f, "Participants (2)")) + len(table(t, f, "Participants (3)")); n != 20 {
		t.Errorf("%d participants, want 20", n)
	}
	said := map[string]int{}
	for _, sheet := range got {
		if strings.HasPrefix(sheet, "Problems") {
			for _, row := range table(t, f, sheet) {
				said[row["Reason"]]++
			}
		}
	}
	if said["sheet-full"] < 4 || said["links-full"] < 4 || said["year-inferred"] != 5 {
		t.Errorf("problems are %v", said)
	}
	if linked, _, err := f.GetCellHyperLink("Meetings", cellOf(t, f, "Meetings", "Source", 5)); linked || err != nil {
		t.Errorf("the fourth source is a link: %v, %v", linked, err)
	}
	if linked, target, err := f.GetCellHyperLink("Participants (2)", cellOf(t, f, "Participants (2)", "Source", 4)); target != "../archive/r2.pdf" || !linked || err != nil {
		t.Errorf("a source on a sheet that goes on with another leads to %q: %v, %v", target, linked, err)
	}
	names := map[string]bool{}
	for _, name := range f.GetDefinedName() {
		names[name.Scope+" "+name.RefersTo] = true
	}
	for _, sheet := range want[2 : len(want)-1] {
		if !names[fmt.Sprintf("%[1]s '%[1]s'!$A:$A,'%[1]s'!$1:$1", sheet)] {
			t.Errorf("%s does not print its header on every page: %v", sheet, names)
		}
	}
}

func TestTheCodebookExplainsEveryColumn(t *testing.T) {
	rows := table(t, reopen(t, write(t, entries{}, Info{}, excel)), codebook)
	i := 0
	for _, table := range Tables(nil) {
		for _, c := range table.Columns {
			if rows[i]["Sheet"] != table.Title || rows[i]["Column"] != c.Title || rows[i]["Name"] != c.Name || rows[i]["Meaning"] != c.Doc {
				t.Errorf("row %d is %v, want that of %s.%s", i, rows[i], table.Name, c.Name)
			}
			for _, v := range c.Values {
				if !strings.Contains(rows[i]["Values"], v.Value) {
					t.Errorf("%s.%s: %s is not explained", table.Name, c.Name, v.Value)
				}
			}
			i++
		}
	}
	if len(rows) != i {
		t.Errorf("%d rows, want %d", len(rows), i)
	}
}

func TestTheCodebookShowsTheFirstValueOfEachColumn(t *testing.T) {
	f := reopen(t, write(t, sample(), info, excel))
	shown := map[string]string{}
	for _, row := range table(t, f, codebook) {
		shown[row["Sheet"]+": "+row["Column"]] = row["Example"]
	}
	for _, of := range []string{"Meetings: Title", "Participants: Name", "Commitments: Act", "Problems: Message"} {
		sheet, column, _ := strings.Cut(of, ": ")
		if first := table(t, f, sheet)[0][column]; first == "" || shown[of] != first {
			t.Errorf("%s: the example is %q, the first value %q", of, shown[of], first)
		}
	}
}

func TestTheFirstSheetCountsDocumentsAndRows(t *testing.T) {
	f := reopen(t, write(t, sample(), info, excel))
	rows, err := f.GetRows(readMe)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, row := range rows {
		if len(row) == 2 {
			said[row[0]] = row[1]
		}
	}
	for label, want := range map[string]string{"Made by": "rapporteur 1.2.3", "Rules": "5f3a", "All": "6", "ok": "2: ", "partial": "1: ", "quarantined": "1: ", "skipped": "1: ", "duplicate": "1: ",
		"Participants": "8 rows. ", "Citation": "Outcomes of meetings: a dataset of 3 reports, extracted by rapporteur 1.2.3"} {
		if !strings.HasPrefix(said[label], want) {
			t.Errorf("%s: %q, want %q", label, said[label], want)
		}
	}
}

func TestFilesAreWrittenWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "records.jsonl")
	put := func(text string, err error) error {
		return WriteFile(path, func(w io.Writer) error {
			if _, failed := io.WriteString(w, text); failed != nil {
				return failed
			}
			return err
		})
	}
	if err := put("whole", nil); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken off")
	if err := put("half", broken); !errors.Is(err, broken) || !strings.Contains(err.Error(), path) {
		t.Errorf("error %v", err)
	}
	if data, err := os.ReadFile(path); string(data) != "whole" || err != nil {
		t.Errorf("the file holds %q, %v", data, err)
	}
	if files, _ := os.ReadDir(dir); len(files) != 1 {
		t.Errorf("left behind: %v", files)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if err := WriteFile(filepath.Join(dir, "none", "x"), nil); err == nil {
		t.Error("a folder that is not there was written")
	}
}

func TestAnErrorOfTheDatasetStopsTheExport(t *testing.T) {
	broken := errors.New("broken")
	for name, write := range map[string]func(Dataset) error{
		"JSONL":    func(d Dataset) error { return JSONL(context.Background(), io.Discard, d) },
		"Workbook": func(d Dataset) error { return Workbook(context.Background(), io.Discard, d, Info{}) },
	} {
		if err := write(failing{broken}); !errors.Is(err, broken) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

type failing struct{ err error }

func (f failing) Entries(context.Context, func(*pipeline.Entry) error) error { return f.err }

// rivers is a dataset of so many reports that are made as they are read, so that a benchmark measures the export alone.
type rivers int

const rowsOfRiver = 1 + 4 + 2 + 2 + 1 + 1 // over all sheets

func (n rivers) Entries(_ context.Context, yield func(*pipeline.Entry) error) error {
	for i := range int(n) {
		if err := yield(river(fmt.Sprintf("r%06d", i))); err != nil {
			return err
		}
	}
	return nil
}

func BenchmarkWorkbook(b *testing.B) {
	for _, reports := range []rivers{100, 1000, 10_000} {
		b.Run(fmt.Sprint(reports*rowsOfRiver, " rows"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := Workbook(b.Context(), io.Discard, reports, info); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(int(reports)*rowsOfRiver*b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

func BenchmarkJSONL(b *testing.B) {
	const reports = rivers(1000)
	for b.Loop() {
		if err := JSONL(b.Context(), io.Discard, reports); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(int(reports)*b.N)/b.Elapsed().Seconds(), "records/s")
}

// TestWriteSample leaves a workbook for people to look at where RAPPORTEUR_SAMPLE names a file.
func TestWriteSample(t *testing.T) {
	path := os.Getenv("RAPPORTEUR_SAMPLE")
	if path == "" {
		t.Skip("RAPPORTEUR_SAMPLE names no file")
	}
	if err := os.WriteFile(path, write(t, sample(), info, excel), 0o644); err != nil {
		t.Fatal(err)
	}
}
