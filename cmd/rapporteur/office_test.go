package main

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

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
	// 44 comma, 34 quote, 76 UTF-8, then defaults; -1 at the end: every sheet to a file of its own.
	filter := `csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1`
	cmd := exec.Command(office, "--headless", "-env:UserInstallation=file://"+t.TempDir(), "--convert-to", filter, "--outdir", dir, filepath.Join(dir, workbookFile))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	file, err := os.Open(filepath.Join(dir, "outcomes-Meetings.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if want := len(bundled(t)); len(rows) != want+1 {
		t.Errorf("the sheet Meetings has %d rows, want a header and %d", len(rows), want)
	}
	for _, row := range rows {
		for _, cell := range row {
			if slices.Contains([]string{"#REF!", "#NAME?", "#VALUE!", "#N/A", "#DIV/0!"}, cell) || strings.HasPrefix(cell, "Err:") {
				t.Errorf("a cell reads %q", cell)
			}
		}
	}
}
