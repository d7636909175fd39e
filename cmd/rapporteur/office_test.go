package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"rapporteur/pipeline/ingest/pdf"
	"rapporteur/pipeline/programtest"
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
	s := &settings{PDFReader: pdf.PDFium}
	for _, e := range bundledEntries(t, s) {
		if err := data.Put(t.Context(), e); err != nil {
			t.Fatal(err)
		}
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
	if rows := cellsOf(t, saved, "Meetings"); len(rows) != len(bundled(t))+1 {
		t.Errorf("the sheet Meetings has %d rows, want a header and %d", len(rows), len(bundled(t)))
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
