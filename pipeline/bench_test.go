package pipeline_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"rapporteur/pipeline"
	"rapporteur/pipeline/sample"
	"rapporteur/pipeline/store"
)

// program builds the command once a benchmark needs it: what is measured is what users run.
func program(b *testing.B) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "rapporteur")
	if out, err := exec.Command("go", "build", "-o", path, "rapporteur/cmd/rapporteur").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return path
}

// pages are the bundled web pages, each copied until there are n files, each with a text of its own.
func pages(b *testing.B, n int) (dir string, total int64) {
	b.Helper()
	sources, err := filepath.Glob(filepath.Join("..", "testdata", "reports", "*.html"))
	if err != nil || len(sources) == 0 {
		b.Fatal("no bundled reports", err)
	}
	dir = b.TempDir()
	for i := range n {
		data, err := os.ReadFile(sources[i%len(sources)])
		if err != nil {
			b.Fatal(err)
		}
		data = bytes.Replace(data, []byte("<p>"), fmt.Appendf(nil, "<p>(Copy %d.) ", i), 1)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.html", i)), data, 0o666); err != nil {
			b.Fatal(err)
		}
		total += int64(len(data))
	}
	return dir, total
}

const copies = 400

// BenchmarkRun is the whole way from files to dataset, records and workbook, with all cores.
func BenchmarkRun(b *testing.B) {
	rapporteur := program(b)
	dir, total := pages(b, copies)
	b.SetBytes(total)
	var parse, whole time.Duration
	for b.Loop() {
		start := time.Now()
		cmd := exec.Command(rapporteur, "run", dir, "-o", filepath.Join(b.TempDir(), "out"))
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		whole += time.Since(start)
		parse += parseOnly(b, dir)
	}
	b.ReportMetric(copies*float64(b.N)/whole.Seconds(), "reports/s")
	b.ReportMetric(whole.Seconds()/parse.Seconds(), "times-parsing")
}

// BenchmarkFormats is the same over generated reports, by their formats.
func BenchmarkFormats(b *testing.B) {
	rapporteur := program(b)
	for name, formats := range map[string][]string{"html": {sample.HTML}, "pdf": {sample.PDF}, "mixed": {sample.HTML, sample.PDF, sample.Text, sample.Markdown}} {
		b.Run(name, func(b *testing.B) {
			dir := b.TempDir()
			total, err := sample.Archive(dir, 6, copies, formats...)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(total)
			for b.Loop() {
				if out, err := exec.Command(rapporteur, "run", dir, "-o", filepath.Join(b.TempDir(), "out")).CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
			}
			b.ReportMetric(copies*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
		})
	}
}

// parseOnly is how long x/net/html takes to parse the same files on one core.
func parseOnly(b *testing.B, dir string) time.Duration {
	start := time.Now()
	files, err := filepath.Glob(filepath.Join(dir, "*.html"))
	if err != nil {
		b.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := html.Parse(bytes.NewReader(data)); err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(start)
}

// BenchmarkResume is a run over an archive that has not changed.
func BenchmarkResume(b *testing.B) {
	rapporteur := program(b)
	dir, _ := pages(b, copies)
	out := filepath.Join(b.TempDir(), "out")
	for i := 0; b.Loop(); i++ {
		if said, err := exec.Command(rapporteur, "run", dir, "-o", out).CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, said)
		}
		if i == 0 {
			b.ResetTimer() // the first one read everything
		}
	}
}

// BenchmarkFirstPage is the start of the program until the first web page, or the first PDF, is a record, without the
// exports. PDFium's compiled code is in its cache from the second time on, as it is on a machine where the program has run.
func BenchmarkFirstPage(b *testing.B) {
	rapporteur := program(b)
	for kind, name := range map[string]string{"html": "lakes-summit.html", "pdf": "squid-commission.pdf"} {
		path := filepath.Join("..", "testdata", "reports", name)
		b.Run(kind, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				if out, err := exec.Command(rapporteur, "explain", path).CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
				if i == 0 {
					b.ResetTimer()
				}
			}
		})
	}
}

// BenchmarkStart is the start of the program alone.
func BenchmarkStart(b *testing.B) {
	rapporteur := program(b)
	for b.Loop() {
		if out, err := exec.Command(rapporteur, "version").CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
	}
}

// BenchmarkWorkerMemory reports the most memory that a worker had resident, over web pages and over the bundled PDFs.
func BenchmarkWorkerMemory(b *testing.B) {
	rapporteur := program(b)
	web, _ := pages(b, copies)
	pdf, err := filepath.Abs(filepath.Join("..", "testdata", "reports"))
	if err != nil {
		b.Fatal(err)
	}
	for _, test := range []struct{ name, input string }{{"html", filepath.Join(web, "*.html")}, {"pdf", filepath.Join(pdf, "*.pdf")}} {
		b.Run(test.name, func(b *testing.B) {
			inputs, err := pipeline.FindInputs([]string{test.input})
			if err != nil {
				b.Fatal(err)
			}
			peak := 0
			for b.Loop() {
				data, err := store.Create(b.Context(), filepath.Join(b.TempDir(), "out"), "bench")
				if err != nil {
					b.Fatal(err)
				}
				var worker *exec.Cmd
				_, err = pipeline.Run(b.Context(), pipeline.Options{
					Inputs: inputs.Files, Store: data, Workers: 1,
					Worker: func() *exec.Cmd { worker = exec.Command(rapporteur, "__worker"); return worker }, Settings: struct{}{},
					Report: func(r pipeline.Report) {
						if r.Done < r.Total { // after the last one the worker may be gone
							peak = max(peak, resident(worker.Process.Pid))
						}
					},
				})
				if err != nil {
					b.Fatal(err)
				}
				if err := data.Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(peak)/1024, "MB/worker")
		})
	}
}

// resident is the most memory in kB that a process had so far, 0 where the system does not tell.
func resident(pid int) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kilobytes, _, _ := strings.Cut(strings.TrimSpace(after), " ")
	n, err := strconv.Atoi(kilobytes)
	if err != nil {
		return 0
	}
	return n
}
