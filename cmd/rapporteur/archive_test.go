package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/pipeline"
	"rapporteur/pipeline/ingest/pdf"
	"rapporteur/pipeline/store"
)

// packed are files in a ZIP, and in a tar within it.
func packed(t *testing.T, files map[string][]byte, names []string) []byte {
	t.Helper()
	var inner, out bytes.Buffer
	squeezed := gzip.NewWriter(&inner)
	in, z := tar.NewWriter(squeezed), zip.NewWriter(&out)
	for i, name := range names {
		if i%2 == 0 {
			w, err := z.Create("reports/" + name)
			if err != nil {
				t.Fatal(err)
			}
			w.Write(files[name])
			continue
		}
		if err := in.WriteHeader(&tar.Header{Name: name, Size: int64(len(files[name])), Mode: 0o644, Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		in.Write(files[name])
	}
	in.Close()
	squeezed.Close()
	w, err := z.Create("more.tar.gz")
	if err != nil {
		t.Fatal(err)
	}
	w.Write(inner.Bytes())
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Reports in an archive give what they give in a folder, whatever the number of workers, and once: an archive that has not
// changed is not read again.
func TestReportsInAnArchiveComeOutAsInAFolder(t *testing.T) {
	names := []string{"customs-council.md", "governors-minutes.txt", "lakes-summit.html", "solar-ministers.html", "squid-commission.pdf"}
	files := map[string][]byte{}
	plain, archives := t.TempDir(), t.TempDir()
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "reports", name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = data
		if err := os.WriteFile(filepath.Join(plain, name), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(archives, "2011.zip"), packed(t, files, names), 0o666); err != nil {
		t.Fatal(err)
	}
	want := map[string]*pipeline.Entry{}
	for uri, e := range runOver(t, plain) {
		want[uri] = e
	}
	out := t.TempDir()
	for _, workers := range []int{1, 3} {
		entries, summary := runExpanded(t, archives, out, workers)
		if len(entries) != len(names) {
			t.Fatalf("%d entries, want %d: %v", len(entries), len(names), entries)
		}
		if workers == 3 && summary.Reused != len(names) {
			t.Errorf("%d of %d unchanged reports were not read again", summary.Reused, len(names))
		}
		for i, name := range names {
			uri := "2011.zip!reports/" + name
			if i%2 == 1 {
				uri = "2011.zip!more.tar.gz!" + name
			}
			got := entries[uri]
			if got == nil {
				t.Errorf("%s is not in the dataset", uri)
				continue
			}
			got.URI, got.Document.Source.URI, got.Record.Source.URI = name, name, name
			if diff := cmp.Diff(want[name], got); diff != "" {
				t.Errorf("%s (-folder +archive):\n%s", name, diff)
			}
		}
	}
}

func TestAnArchiveThatBreaksOffLosesNothingSilently(t *testing.T) {
	dir := t.TempDir()
	var whole bytes.Buffer
	squeezed := gzip.NewWriter(&whole)
	w := tar.NewWriter(squeezed)
	for i := range 3 {
		text := fmt.Sprintf("The %d ministers of Fiji and Tonga met in Suva on %d May 2011. They agreed to count the boats.\n", i, i+1)
		for range 2000 { // gzip holds back what is little
			text += fmt.Sprintf("%x ", time.Duration(len(text)*7919))
		}
		w.WriteHeader(&tar.Header{Name: fmt.Sprintf("%d.txt", i), Size: int64(len(text)), Mode: 0o644, Typeflag: tar.TypeReg})
		w.Write([]byte(text))
	}
	w.Close()
	squeezed.Close()
	os.WriteFile(filepath.Join(dir, "cut.tgz"), whole.Bytes()[:whole.Len()*2/3], 0o666)
	os.WriteFile(filepath.Join(dir, "not.zip"), []byte("The ministers of Fiji and Tonga met in Suva on 9 May 2011."), 0o666)
	entries, summary := runExpanded(t, dir, t.TempDir(), 1)
	for uri, want := range map[string]string{"cut.tgz!0.txt": "ok ", "cut.tgz": "quarantined corrupt", "not.zip": "ok "} {
		if e := entries[uri]; e == nil || fmt.Sprint(e.State, " ", e.Reason) != want {
			t.Errorf("%s: %+v, want %s", uri, e, want)
		}
	}
	if summary.Inputs != len(entries) || !strings.Contains(entries["cut.tgz"].Message, "breaks off") {
		t.Errorf("%d inputs, %d entries: %s", summary.Inputs, len(entries), entries["cut.tgz"].Message)
	}
}

// runExpanded runs over a folder whose archives are opened.
func runExpanded(t *testing.T, dir, out string, workers int) (map[string]*pipeline.Entry, *pipeline.Summary) {
	t.Helper()
	s := &settings{PDFReader: pdf.PDFium}
	o, err := s.workers(&limits{workers: workers, time: 2 * time.Minute, cpu: time.Minute, memory: 768, pages: 5000, nesting: 512, expansion: 100})
	if err != nil {
		t.Fatal(err)
	}
	inputs, err := pipeline.FindInputs([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	if inputs.Files, err = pipeline.Expand(t.Context(), inputs.Files, isArchive, o); err != nil {
		t.Fatal(err)
	}
	data, err := store.Create(t.Context(), out, "test")
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	o.Inputs, o.Store = inputs.Files, data
	summary, err := pipeline.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	entries := map[string]*pipeline.Entry{}
	if err := data.Entries(t.Context(), func(e *pipeline.Entry) error { entries[e.URI] = e; return nil }); err != nil {
		t.Fatal(err)
	}
	return entries, summary
}
