package pdf

import (
	"context"
	"fmt"
	"testing"
)

// long is a report of n pages, each with some 2,700 characters.
func long(n int) []byte {
	var pages []*sketch
	for i := range n {
		p := (&sketch{}).text(72, 40, 9, "Lake Basin Council").text(290, 800, 9, fmt.Sprint(i+1)).
			bold(72, 80, 13, fmt.Sprintf("%d. Matters of the basin", i+1))
		for k := range 5 {
			p.lines(72, 110+130*float64(k), 11,
				"The members considered the state of the wells and agreed that the measurements of the",
				"previous year had shown a decline in the northern part of the basin. They asked the",
				"Secretariat to publish the figures, and to inform the ministers of each member state of",
				"the steps that had been taken. One member noted that the cost of the work was higher",
				"than expected and proposed that it be shared. The Chair undertook to consult with the",
				"others before the next meeting.")
		}
		pages = append(pages, p)
	}
	return sketched(nil, pages...)
}

const benchPages = 50

// BenchmarkRead reads a report as the pipeline does.
func BenchmarkRead(b *testing.B) {
	data := long(benchPages)
	for b.Loop() {
		if _, err := shared.Read(context.Background(), "bench.pdf", data); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(benchPages*b.N)/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkStart starts PDFium, its compiled code in the cache, and reads a page.
func BenchmarkStart(b *testing.B) {
	data, cache := long(1), b.TempDir()
	warm := New(Options{CacheDir: cache})
	if _, err := warm.Read(b.Context(), "bench.pdf", data); err != nil {
		b.Fatal(err)
	}
	warm.Close()
	for b.Loop() {
		r := New(Options{CacheDir: cache})
		if _, err := r.Read(b.Context(), "bench.pdf", data); err != nil {
			b.Fatal(err)
		}
		r.Close()
	}
}

// BenchmarkExtractText has PDFium give the text of each page and nothing else: what reading would cost without layout.
func BenchmarkExtractText(b *testing.B) {
	data := long(benchPages)
	in, err := shared.engine.acquire()
	if err != nil {
		b.Fatal(err)
	}
	defer shared.engine.release(in)
	for b.Loop() {
		f, err := in.open(data, "")
		if err != nil {
			b.Fatal(err)
		}
		for i := range uint64(f.pages) {
			page := in.call("FPDF_LoadPage", f.doc, i)
			text := in.call("FPDFText_LoadPage", page)
			n := in.call("FPDFText_CountChars", text)
			at := in.call("malloc", 2*(n+1))
			in.call("FPDFText_GetText", text, 0, n, at)
			in.call("free", at)
			in.call("FPDFText_ClosePage", text)
			in.call("FPDF_ClosePage", page)
		}
		f.close()
		if in.err != nil {
			b.Fatal(in.err)
		}
	}
	b.ReportMetric(float64(benchPages*b.N)/b.Elapsed().Seconds(), "pages/s")
}
