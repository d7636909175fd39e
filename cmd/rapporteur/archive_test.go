package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/cmd/internal/wire"
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

// A message is a document and so are the reports that came with it, the parts of a saved page are neither; all are told.
func TestMailAndSavedPagesGiveTheirReportsOnce(t *testing.T) {
	dir := t.TempDir()
	report := func(name string) string {
		data, err := os.ReadFile(testdata("reports", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	encoded := func(name string) string {
		return "Content-Type: application/octet-stream; name=" + name + "\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte(report(name))) + "\n"
	}
	message := func(boundary, text string, parts ...string) string {
		out := "From: a@lakes.example\nMessage-ID: <1>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n\n" + text + "\n"
		for _, p := range parts {
			out += "--" + boundary + "\n" + p + "\n"
		}
		return out + "--" + boundary + "--\n"
	}
	inner := message("inner", "", encoded("squid-commission.pdf"))
	for name, text := range map[string]string{
		"mail.eml": message("outer", "The ministers of Fiji and Tonga met in Suva on 9 May 2011. They agreed to count the boats.",
			encoded("lakes-summit.html"), "Content-Type: message/rfc822; name=forwarded\n\n"+inner, "Content-Type: image/png; name=logo.png\n\n\x89PNG\r\n\x1a\n"),
		"page.mht":                "From: <Saved by Blink>\nSnapshot-Content-Location: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=p\n\n--p\nContent-Type: text/html\n\n" + report("volcano-cochairs.html") + "\n--p--\n",
		"saved.html":              report("police-chiefs.html"),
		"saved_files/advert.html": report("space-heads.html"),
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	out := t.TempDir()
	for _, workers := range []int{1, 2} {
		entries, summary := runExpanded(t, dir, out, workers)
		got := map[string]string{}
		for uri, e := range entries {
			got[uri] = strings.TrimSpace(fmt.Sprint(e.State, " ", e.Reason))
		}
		want := map[string]string{
			"mail.eml": "ok", "mail.eml!lakes-summit.html": "ok", "mail.eml!forwarded.eml": "skipped empty", "mail.eml!forwarded.eml!squid-commission.pdf": "ok", "mail.eml!logo.png": "skipped unsupported",
			"page.mht": "ok", "saved.html": "ok", "saved_files/advert.html": "skipped page-part",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("-want +got\n%s", diff)
		}
		if workers == 2 && summary.Reused != len(want) {
			t.Errorf("%d of %d unchanged files were not read again", summary.Reused, len(want))
		}
		if got := entries["mail.eml!lakes-summit.html"].Document.Text; !strings.Contains(got, "RIFT LAKES COMPACT") {
			t.Errorf("the report in the mail reads %q", got)
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
	s := &wire.Settings{PDFReader: pdf.PDFium}
	o, err := s.Workers(&wire.Limits{Workers: workers, Time: 2 * time.Minute, CPU: time.Minute, Memory: 768, Pages: 5000, Nesting: 512, Expansion: 100})
	if err != nil {
		t.Fatal(err)
	}
	inputs, err := pipeline.FindInputs([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	if inputs.Files, err = pipeline.Expand(t.Context(), inputs.Files, wire.IsArchive, o); err != nil {
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

// record is one of a WARC file: what a server answered, or another kind.
func warcRecord(kind, address, date, block string, more ...string) string {
	head := "WARC/1.1\r\nWARC-Type: " + kind + "\r\nWARC-Target-URI: " + address + "\r\nWARC-Date: " + date +
		"\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: " + strconv.Itoa(len(block)) + "\r\n"
	for _, line := range more {
		head += line + "\r\n"
	}
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write([]byte(head + "\r\n" + block + "\r\n\r\n"))
	w.Close()
	return out.String()
}

// What was fetched from the web is read as in a folder, and says from where and when; what was found again is a duplicate,
// be it in another archive; redirects and errors are skipped with their reasons.
func TestAnArchiveOfTheWebGivesReportsWithTheirAddresses(t *testing.T) {
	report, err := os.ReadFile(filepath.Join("..", "..", "testdata", "reports", "lakes-summit.html"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name string, records ...string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(strings.Join(records, "")), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	text := "The ministers of Fiji and Tonga met in Suva on 9 May 2011. They agreed to count the boats."
	ok := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
	write("a.warc.gz",
		warcRecord("response", "https://lakes.example/summit/", "2021-03-11T09:30:00Z", ok+string(report), "WARC-Payload-Digest: sha1:LAKES"),
		warcRecord("response", "https://lakes.example/old", "2021-03-11T09:31:00Z", "HTTP/1.1 302 Found\r\nLocation: /summit/\r\n\r\n"),
		warcRecord("response", "https://lakes.example/gone", "2021-03-11T09:32:00Z", "HTTP/1.1 404 Not Found\r\n\r\nNot found"),
		warcRecord("revisit", "https://boats.example/print?id=7", "2021-03-12T09:30:00Z", "", "WARC-Refers-To-Target-URI: https://boats.example/report.php?id=7", "WARC-Refers-To-Date: 2021-03-10T09:30:00Z"),
		warcRecord("revisit", "https://lakes.example/lost", "2021-03-12T09:30:00Z", "", "WARC-Payload-Digest: sha1:NOWHERE"))
	write("b.warc.gz",
		warcRecord("response", "https://boats.example/report.php?id=7", "2021-03-10T09:30:00Z", ok+text),
		warcRecord("revisit", "https://lakes.example/summit/", "2021-04-11T09:30:00Z", "", "WARC-Payload-Digest: sha1:LAKES"))
	entries, summary := runExpanded(t, dir, t.TempDir(), 2)
	for uri, want := range map[string]string{
		"a.warc.gz!https://lakes.example/summit/":         "ok  summit",
		"a.warc.gz!https://lakes.example/old":             "skipped redirect old",
		"a.warc.gz!https://lakes.example/gone":            "skipped error-page gone",
		"a.warc.gz!https://boats.example/print?id=7":      "ok  print",
		"a.warc.gz!https://lakes.example/lost":            "quarantined unreadable lost",
		"b.warc.gz!https://boats.example/report.php?id=7": "duplicate  report",
		"b.warc.gz!https://lakes.example/summit/":         "duplicate  summit",
	} {
		e := entries[uri]
		if e == nil {
			t.Errorf("%s is not in the dataset", uri)
			continue
		}
		if id, _, _ := strings.Cut(e.ID, "-"); fmt.Sprint(e.State, " ", e.Reason, " ", id) != want {
			t.Errorf("%s: %s %s %s: %s, want %s", uri, e.State, e.Reason, e.ID, e.Message, want)
		}
	}
	if summary.Inputs != 7 || len(entries) != 7 {
		t.Errorf("%d inputs, %d entries", summary.Inputs, len(entries))
	}
	if s := entries["a.warc.gz!https://lakes.example/summit/"].Record.Source; s.Address != "https://lakes.example/summit/" || s.Retrieved != "2021-03-11T09:30:00Z" {
		t.Errorf("source %+v", s)
	}
}

// Files that failed are taken out of their archives, to be looked at.
func TestFilesThatFailedAreCopiedOutOfTheirArchives(t *testing.T) {
	dir := t.TempDir()
	files := map[string][]byte{"a.pdf": []byte("%PDF-1.4\nbroken"), "b.pdf": []byte("%PDF-1.7\nbroken, too"), "c.txt": []byte("The ministers of Fiji and Tonga met in Suva on 9 May 2011.")}
	if err := os.WriteFile(filepath.Join(dir, "2011.zip"), packed(t, files, []string{"a.pdf", "b.pdf", "c.txt"}), 0o666); err != nil {
		t.Fatal(err)
	}
	out, failed := filepath.Join(t.TempDir(), "out"), filepath.Join(t.TempDir(), "failed")
	if said, err := program(t, "run", dir, "-o", out).CombinedOutput(); err == nil {
		t.Fatalf("nothing failed: %s", said)
	}
	if said, err := program(t, "quarantine", "export", out, "-o", failed).CombinedOutput(); err != nil || !strings.HasPrefix(string(said), "2 files copied") {
		t.Fatalf("%v: %s", err, said)
	}
	for name, want := range map[string]string{"0001.pdf": "a.pdf", "0002.pdf": "b.pdf"} {
		got, err := os.ReadFile(filepath.Join(failed, name))
		if err != nil || !bytes.Equal(got, files[want]) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}
