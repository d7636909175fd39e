package main

import (
	"os/exec"
	"path/filepath"
	"testing"

	"rapporteur/pipeline/export"
	"rapporteur/pipeline/ingest/pdf"
	"rapporteur/pipeline/programtest"
)

// What the programs that people use make of each form is what counts.
func TestOtherProgramsReadEveryForm(t *testing.T) {
	programtest.Need(t, "python", "frictionless") // the last of the packages that the script needs; see .ci/run
	dir := t.TempDir()
	data, err := createDataset(t.Context(), dir, testdata("reports"))
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	for _, e := range bundledEntries(t, &settings{PDFReader: pdf.PDFium}) {
		if err := data.Put(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range export.Formats() {
		if err := writeExport(t.Context(), data, data, f, filepath.Join(dir, f.Path), export.CSVOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command(programtest.Need(t, "python", "python3"), testdata("check-exports.py"), dir).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}
