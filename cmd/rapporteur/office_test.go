package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"rapporteur/cmd/internal/wire"
	"rapporteur/pipeline/ingest/pdf"
	"rapporteur/pipeline/programtest"
	"rapporteur/schemas"
)

// What another program than the one that wrote it reads from the workbook is what counts.
func TestLibreOfficeReadsTheWorkbook(t *testing.T) {
	office := programtest.Need(t, "office", "soffice")
	dir := t.TempDir()
	data, err := createDataset(t.Context(), dir, testdata("reports"))
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	s := &wire.Settings{PDFReader: pdf.PDFium}
	for _, e := range bundledEntries(t, s) {
		if err := data.Put(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	if err := data.Put(t.Context(), nasty(t)); err != nil {
		t.Fatal(err)
	}
	if err := writeExports(t.Context(), data, dir); err != nil {
		t.Fatal(err)
	}
	again := t.TempDir()
	cmd := exec.Command(office, "--headless", "-env:UserInstallation=file://"+t.TempDir(), "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", again, filepath.Join(dir, workbookFile))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	written, saved := openWorkbook(t, filepath.Join(dir, workbookFile)), openWorkbook(t, filepath.Join(again, workbookFile))
	for _, sheet := range written.GetSheetList() {
		if sheet == "Pivot" {
			continue // its cells are made by the program that opens it
		}
		if diff := cmp.Diff(cellsOf(t, written, sheet), cellsOf(t, saved, sheet)); diff != "" {
			t.Errorf("%s (-written +saved by LibreOffice):\n%s", sheet, diff)
		}
	}
	if rows := cellsOf(t, saved, "Meetings"); len(rows) != len(bundled(t))+2 {
		t.Errorf("the sheet Meetings has %d rows, want a header and %d", len(rows), len(bundled(t))+1)
	}
	turned := cellsOf(t, saved, "Pivot")
	if total := turned[len(turned)-1]; total[len(total)-1] != fmt.Sprint(len(cellsOf(t, saved, "Commitments"))-1) {
		t.Errorf("the pivot table's last row is %v", total)
	}
}

func openWorkbook(t *testing.T, path string) *excelize.File {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// cellsOf are the raw values of a sheet's cells, without empty ones at the ends of rows; numbers as short as they go.
func cellsOf(t *testing.T, f *excelize.File, sheet string) [][]string {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for i, cell := range row {
			if n, err := strconv.ParseFloat(cell, 64); err == nil {
				row[i] = strconv.FormatFloat(n, 'g', 12, 64)
			}
		}
	}
	return rows
}

// What a report says does not depend on the program that saved it: LibreOffice makes documents of web pages, and the
// records are those of the pages.
func TestOneReportInFourFormatsGivesOneRecord(t *testing.T) {
	office := programtest.Need(t, "office", "soffice")
	dir := t.TempDir()
	in := func(form string) string { return filepath.Join(dir, form) } // each format by itself: the same text twice is a duplicate
	if err := os.Mkdir(in("html"), 0o777); err != nil {
		t.Fatal(err)
	}
	// Pages without menus, which are text like other text once they are saved as a document.
	names := []string{"lakes-summit", "health-forum", "police-chiefs", "standards-tabular", "leaders-br", "customs-word"}
	for _, name := range names {
		data, err := os.ReadFile(testdata("reports", name+".html"))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(in("html"), name+".html"), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	profile := "-env:UserInstallation=file://" + t.TempDir()
	convert := func(from, to string, how ...string) {
		t.Helper()
		files, err := filepath.Glob(filepath.Join(in(from), "*"))
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(office, slices.Concat([]string{"--headless", profile, "--convert-to"}, how, []string{"--outdir", in(to)}, files)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	convert("html", "odt", "odt:writer8", "--infilter=HTML (StarWriter)")
	convert("odt", "docx", "docx:MS Word 2007 XML")
	convert("odt", "pdf", "pdf")
	pages := runOver(t, in("html"))
	for _, form := range []string{"odt", "docx", "pdf"} {
		entries := runOver(t, in(form))
		for _, name := range names {
			page, e := pages[name+".html"], entries[name+"."+form]
			if page == nil || page.Record == nil || e == nil || e.Record == nil {
				t.Errorf("%s: no record: %+v, %+v", name, page, e)
				continue
			}
			if diff := cmp.Diff(said(page.Record), said(e.Record)); diff != "" {
				t.Errorf("%s (-html +%s):\n%s", name, form, diff)
			}
		}
	}
}

// said is what a record says of the meeting, without where it stands.
func said(r *schemas.Record) []string {
	var lines []string
	for i, parties := range [][]schemas.Party{r.Attendees, r.Observers, r.Absentees} {
		for _, p := range parties {
			lines = append(lines, fmt.Sprint([]string{"attendee ", "observer ", "absentee "}[i], p.Name))
		}
	}
	for _, a := range r.Areas {
		lines = append(lines, "area "+a.Title)
	}
	for _, outcomes := range [][]schemas.Outcome{r.Commitments, r.Statements} {
		for _, o := range outcomes {
			lines = append(lines, fmt.Sprint(o.Act, " ", o.Actors, " ", o.Text))
		}
	}
	return lines
}
