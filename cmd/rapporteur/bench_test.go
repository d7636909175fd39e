package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/net/html"

	"rapporteur/cmd/internal/wire"
	"rapporteur/extract/document"
	"rapporteur/pipeline"
)

// BenchmarkExtract is the way from a document to its record on one core, over the bundled web pages. It tells megabytes
// of the documents' text a second, and how many times the parse of the same pages it takes.
func BenchmarkExtract(b *testing.B) {
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "reports", "*.html"))
	if err != nil || len(files) == 0 {
		b.Fatal("no bundled pages", err)
	}
	var s wire.Settings
	finders, err := s.Extractor()
	if err != nil {
		b.Fatal(err)
	}
	reader := s.Reader(pipeline.Limits{})
	var (
		pages  [][]byte
		docs   []*document.Document
		length int64
	)
	for _, file := range files {
		page, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		doc, err := reader.Read(b.Context(), file, page)
		if err != nil {
			b.Fatal(err)
		}
		pages, docs, length = append(pages, page), append(docs, doc), length+int64(len(doc.Text))
	}
	var parsing, extracting time.Duration
	for b.Loop() {
		start := time.Now()
		for _, page := range pages {
			if _, err := html.Parse(bytes.NewReader(page)); err != nil {
				b.Fatal(err)
			}
		}
		parsing += time.Since(start)
		start = time.Now()
		for i, doc := range docs {
			finders.Extract(files[i], doc)
		}
		extracting += time.Since(start)
	}
	b.ReportMetric(float64(length)*float64(b.N)/1e6/extracting.Seconds(), "MB/s")
	b.ReportMetric(extracting.Seconds()/parsing.Seconds(), "times-parsing")
}
