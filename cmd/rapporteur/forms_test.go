package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapporteur/cmd/internal/wire"
	"rapporteur/pipeline"
	"rapporteur/pipeline/export"
	"rapporteur/pipeline/ingest/pdf"
	"rapporteur/pipeline/programtest"
)

// nastyTexts are what forms, and the programs that read them, trip over.
var nastyTexts = []string{`=HYPERLINK("http://example.org","x")`, "+1+1", "-2+3", "@SUM(A1)", "line\nbreak", "carriage\r\nreturn", `a "quoted" word`, "comma, semicolon; tab\tend", "emoji 🌊 and 中文",
	"שלום עולם", "turned \u202egpj.exe", "bell \a and escape \x1b[31m", " spaces around ", "e\u0301", strings.Repeat("long ", 8000), "'apostrophe", "0012", "1e5", "TRUE", "NA", "1871-01-18", "<b>&amp;</b>"}

// nasty is the entry of a report from before 1900 that commits to such texts.
func nasty(t *testing.T) *pipeline.Entry {
	t.Helper()
	all := bundledEntries(t, &wire.Settings{PDFReader: pdf.PDFium})
	e := *all[slices.IndexFunc(all, func(e *pipeline.Entry) bool { return len(e.Record.Commitments) > 0 })]
	r := *e.Record
	e.ID, e.URI, e.Record, e.SHA256 = "nasty", "nasty.html", &r, strings.Repeat("0", 64)
	model := r.Commitments[0]
	model.Area = nil
	r.ID, r.Meeting.Title, r.Meeting.Start, r.Meeting.End = e.ID, new("=1+1"), new("1871-01-18"), new("1871-02")
	r.Commitments, r.Statements, r.Areas, r.Warnings = nil, nil, nil, nil
	for i, text := range nastyTexts {
		o := model
		o.ID, o.Text, o.Action = fmt.Sprintf("nasty-%03d", i+1), text, text
		r.Commitments = append(r.Commitments, o)
	}
	return &e
}

// What the programs that people use make of each form is what counts.
func TestOtherProgramsReadEveryForm(t *testing.T) {
	programtest.Need(t, "python", "openxml-audit") // of the packages that the script needs; see .ci/run
	dir := t.TempDir()
	data, err := createDataset(t.Context(), dir, testdata("reports"))
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	for _, e := range bundledEntries(t, &wire.Settings{PDFReader: pdf.PDFium}) {
		if err := data.Put(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	if err := data.Put(t.Context(), nasty(t)); err != nil {
		t.Fatal(err)
	}
	for _, f := range export.Formats() {
		if err := writeExport(t.Context(), data, data, f, filepath.Join(dir, f.Path), export.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command(programtest.Need(t, "python", "python3"), testdata("check-exports.py"), dir).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

func TestSourcesLeadToWhatCanBeOpened(t *testing.T) {
	for uri, want := range map[string]string{"a/b.html": "a/b.html", "2011.tar.gz!a/b.html": "2011.tar.gz", "1.zip!2.zip!kyiv.html": "1.zip", "yes!no.html": "yes!no.html",
		"crawl.warc.gz!https://example.org/a": "https://example.org/a"} {
		if got := wire.Openable(uri); got != want {
			t.Errorf("%s: a click opens %s, want %s", uri, got, want)
		}
	}
}
