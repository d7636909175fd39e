package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"fmt"
	"testing"

	"rapporteur/pipeline/sample"
)

// tarOf is an archive of n reports.
func tarOf(t testing.TB, n int) string {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for i := range n {
		data := sample.Report(10, i, sample.Text)
		if err := w.WriteHeader(&tar.Header{Name: fmt.Sprintf("reports/report-%06d.txt", i), Mode: 0o644, Size: int64(len(data))}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// warcOf is what was fetched of n pages, each record packed by itself, with a revisit of the first.
func warcOf(t testing.TB, n int) string {
	t.Helper()
	var out bytes.Buffer
	record := func(kind, address, block, more string) {
		w := gzip.NewWriter(&out)
		fmt.Fprintf(w, "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-%012d>\r\nWARC-Date: 2020-01-02T03:04:05Z\r\n"+
			"WARC-Target-URI: %s\r\n%sContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, out.Len(), address, more, len(block), block)
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for i := range n {
		page := sample.Report(11, i, sample.HTML)
		record("response", fmt.Sprintf("https://example.org/%d/report.html", i), fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s", len(page), page), "")
	}
	record("revisit", "https://example.org/again.html", "HTTP/1.1 304 Not Modified\r\n\r\n", "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/server-not-modified\r\nWARC-Refers-To-Target-URI: https://example.org/0/report.html\r\nWARC-Refers-To-Date: 2020-01-02T03:04:05Z\r\n")
	return out.String()
}
