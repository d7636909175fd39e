package pdf

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"rapporteur/pipeline/programtest"
)

// comparedPages is about how many pages are read in a comparison.
const comparedPages = 250

// BenchmarkBesidePdftotext reads some 250 pages of PDFs with a text layer, and has pdftotext read the same ones in the same
// run. It tells the processor time that each takes, and their ratio: pages/s is for one core. The pages are those of the
// real reports where they are there, else of the bundled ones.
func BenchmarkBesidePdftotext(b *testing.B) {
	pdftotext := programtest.Need(b, "poppler", "pdftotext")
	paths, data, pages := textFiles(b)
	var ours, theirs time.Duration
	for b.Loop() {
		before := processor(b)
		for i, d := range data {
			if _, err := shared.Read(b.Context(), paths[i], d); err != nil {
				b.Fatal(err)
			}
		}
		ours += processor(b) - before
		for _, path := range paths {
			cmd := exec.Command(pdftotext, "-layout", path, "-")
			if err := cmd.Run(); err != nil {
				b.Fatal(path, err)
			}
			theirs += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		}
	}
	b.ReportMetric(float64(pages*b.N)/ours.Seconds(), "pages/s")
	b.ReportMetric(float64(pages*b.N)/theirs.Seconds(), "pdftotext-pages/s")
	b.ReportMetric(ours.Seconds()/theirs.Seconds(), "times-pdftotext")
}

// textFiles are PDFs with a text layer, again and again until they have the pages to compare, and how many they have.
func textFiles(b *testing.B) (paths []string, data [][]byte, pages int) {
	b.Helper()
	found, _ := filepath.Glob(filepath.Join("..", "..", "..", "..", "shared", "real", "docs", "*.pdf"))
	if len(found) == 0 {
		found, _ = filepath.Glob(filepath.Join("..", "..", "..", "testdata", "reports", "*.pdf"))
	}
	for pages < comparedPages {
		before := pages
		for _, path := range found {
			file, err := os.ReadFile(path)
			if err != nil {
				b.Fatal(err)
			}
			doc, err := shared.Read(b.Context(), path, file)
			if err != nil || len(doc.Warnings) > 0 {
				continue // a scan, or mended: no text layer to compare
			}
			paths, data, pages = append(paths, path), append(data, file), pages+doc.Source.Pages
		}
		if pages == before {
			b.Skip("there is no PDF with a text layer here")
		}
	}
	return paths, data, pages
}

// processor is the processor time that this process has taken.
func processor(b *testing.B) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Skip(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
