package archive

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"github.com/nlnwa/gowarc/v3"
)

// rec is a WARC record of a kind, with more lines for its header.
func rec(kind, address, block string, more ...string) string {
	media := "application/octet-stream"
	if kind == "response" {
		media = "application/http; msgtype=response"
	}
	head := fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2021-03-11T09:30:00.123Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n", kind, address, media, len(block))
	for _, line := range more {
		head += line + "\r\n"
	}
	return head + "\r\n" + block + "\r\n\r\n"
}

// page is a server's answer.
func page(status, body string, header ...string) string {
	return "HTTP/1.1 " + status + "\r\n" + strings.Join(append(header, ""), "\r\n") + "\r\n" + body
}

// packedAs is a body in an encoding that servers use.
func packedAs(t testing.TB, encoding, body string) string {
	t.Helper()
	var out bytes.Buffer
	var w io.WriteCloser
	switch encoding {
	case "gzip":
		w = gzip.NewWriter(&out)
	case "br":
		w = brotli.NewWriter(&out)
	case "zlib":
		w = zlib.NewWriter(&out)
	case "deflate":
		w, _ = flate.NewWriter(&out, 6)
	case "zstd":
		w, _ = zstd.NewWriter(&out)
	default:
		t.Fatal(encoding)
	}
	io.WriteString(w, body)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// each packs parts by gzip one by one, as WARC files are.
func each(parts ...string) []byte {
	var out []byte
	for _, part := range parts {
		out = append(out, gzipped([]byte(part))...)
	}
	return out
}

func TestWhatWasFetchedComesAsItsAuthorWroteIt(t *testing.T) {
	text := "The ministers met. " + strings.Repeat("They agreed to count the boats. ", 300)
	chunks := "5\r\nThe m\r\n7;x=y\r\ninister\r\n0\r\n\r\n"
	for name, test := range map[string]struct {
		block string
		want  string
	}{
		"plain":               {page("200 OK", text), text},
		"chunks":              {page("200 OK", chunks, "Transfer-Encoding: chunked"), "The minister"},
		"chunks undone":       {page("200 OK", text, "Transfer-Encoding: chunked"), text},
		"gzip":                {page("200 OK", packedAs(t, "gzip", text), "Content-Encoding: gzip"), text},
		"gzip undone":         {page("200 OK", text, "Content-Encoding: gzip"), text},
		"br":                  {page("200 OK", packedAs(t, "br", text), "content-encoding:br"), text},
		"br undone":           {page("200 OK", "<html>"+text, "Content-Encoding: br"), "<html>" + text},
		"deflate":             {page("200 OK", packedAs(t, "deflate", text), "Content-Encoding: deflate"), text},
		"deflate with a head": {page("200 OK", packedAs(t, "zlib", text), "Content-Encoding: deflate"), text},
		"deflate undone":      {page("200 OK", "<p>"+text, "Content-Encoding: deflate"), "<p>" + text},
		"zstd":                {page("200 OK", packedAs(t, "zstd", text), "Content-Encoding: zstd"), text},
		"gzip in gzip":        {page("200 OK", packedAs(t, "gzip", packedAs(t, "gzip", text)), "Content-Encoding: gzip, gzip"), text},
		"lines without CR":    {"HTTP/1.0 200\nA: b\nbroken line\n\n" + text, text},
		"a long header":       {page("200 OK", text, "Content-Security-Policy: "+strings.Repeat("self ", 9000)), text},
	} {
		for form, data := range map[string][]byte{"plain": []byte(rec("response", "https://a.int/x", test.block)), "packed": each(rec("response", "https://a.int/x", test.block))} {
			if diff := cmp.Diff([]string{"https://a.int/x: " + test.want}, members(t, &Reader{}, data)); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", name, form, diff)
			}
		}
	}
}

func TestRecordsOfTheWebAreAllAccountedFor(t *testing.T) {
	records := []string{
		rec("warcinfo", "", "software: x"),
		rec("request", "https://a.int/1", "GET /1 HTTP/1.1\r\n\r\n"),
		rec("response", "https://a.int/1", page("200 OK", "one")),
		rec("response", "<https://a.int/old>", page("301 Moved Permanently", "", "Location: /1")),
		rec("response", "https://a.int/gone", page("404 Not Found", "gone")),
		rec("response", "https://a.int/robots.txt", page("200 OK", "User-agent: *")),
		rec("response", "https://a.int/half", page("206 Partial Content", "ha")),
		rec("response", "https://a.int/odd", "ICY 200 OK\r\n\r\n"),
		rec("response", "https://a.int/packed", page("200 OK", "x", "Content-Encoding: compress")),
		rec("response", "https://a.int/cut", page("200 OK", "o"), "WARC-Truncated: length"),
		rec("response", "https://a.int/long", page("200 OK", "o"), "WARC-Segment-Number: 1"),
		strings.Replace(rec("response", "dns:a.int", "20210311 a.int. A 10.0.0.1"), "application/http; msgtype=response", "text/dns", 1),
		rec("revisit", "https://a.int/1", page("200 OK", ""), "WARC-Refers-To-Target-URI: https://a.int/1"),
		rec("resource", "file:///a.txt", "two"),
		rec("metadata", "https://a.int/1", "via: x"),
		rec("conversion", "https://a.int/1", "three"),
	}
	want := []string{
		"https://a.int/1: one",
		"https://a.int/old (redirect) skipped",
		"https://a.int/gone (error-page) skipped",
		"https://a.int/robots.txt (unsupported) skipped",
		"https://a.int/half (corrupt)",
		"https://a.int/odd (corrupt)",
		"https://a.int/packed (corrupt)",
		"https://a.int/cut (corrupt)",
		"https://a.int/long (unsupported)",
		"https://a.int/1 () as before",
		"file:///a.txt: two",
		"https://a.int/1: three",
	}
	var crawl bytes.Buffer
	z := zip.NewWriter(&crawl)
	for name, data := range map[string][]byte{"archive/data.warc.gz": each(records...), "datapackage.json": []byte("{}"), "pages/pages.jsonl": []byte("{}")} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		w.Write(data)
	}
	z.Close()
	for name, data := range map[string][]byte{"warc": []byte(strings.Join(records, "")), "warc.gz": each(records...), "in one": gzipped([]byte(strings.Join(records, ""))), "wacz": crawl.Bytes(),
		"zip": zipped(t, file{"archive/data.warc.gz", string(each(records...))}), "tar": tarred(t, file{"archive/data.warc.gz", string(each(records...))})} {
		prefix := ""
		if name == "wacz" || name == "zip" || name == "tar" {
			prefix = "archive/data.warc.gz!"
		}
		var prefixed []string
		for _, line := range want {
			prefixed = append(prefixed, prefix+line)
		}
		if diff := cmp.Diff(prefixed, members(t, &Reader{Depth: 1}, data)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestABrokenRecordCostsItselfAndIsTold(t *testing.T) {
	twos := "" // gzip holds back what is little
	for i := range 3000 {
		twos += fmt.Sprintf("%x ", uint32(i*i)*2654435761)
	}
	one, two, three := rec("response", "https://a.int/1", page("200 OK", "one")), rec("response", "https://a.int/2", page("200 OK", twos)), rec("response", "https://a.int/3", page("200 OK", "three"))
	spoilt := func(data []byte, at int) []byte {
		data = bytes.Clone(data)
		copy(data[at:], "\xFF\xFF\xFF\xFF")
		return data
	}
	first := len(each(one))
	for name, test := range map[string]struct {
		reader Reader
		data   []byte
		want   []string
	}{
		"a part that cannot be unpacked": {Reader{}, spoilt(each(one, two, three), first+len(each(two))/2), []string{"https://a.int/1: one", "https://a.int/2 (broken)", "https://a.int/3: three", " (corrupt)"}},
		"a part without a head":          {Reader{}, spoilt(each(one, two, three), first), []string{"https://a.int/1: one", "https://a.int/3: three", " (corrupt)"}},
		"a wrong length":                 {Reader{}, []byte(one + strings.Replace(two, "Content-Length: 2", "Content-Length: x", 1) + three), []string{"https://a.int/1: one", "https://a.int/3: three", " (corrupt)"}},
		"cut off":                        {Reader{}, each(one, two)[:first+len(each(two))-40], []string{"https://a.int/1: one", "https://a.int/2 (broken)", " (corrupt)"}},
		"a large one":                    {Reader{Bytes: 100}, each(one, two, three), []string{"https://a.int/1: one", "https://a.int/2 (too-large)", "https://a.int/3: three"}},
		"a bomb":                         {Reader{Least: 10_000, Unfold: 1, Bytes: 1000}, each(one, two, three), []string{"https://a.int/1: one", "https://a.int/2 (too-large)", " (bomb)"}},
		"a packed bomb":                  {Reader{Least: 10_000, Unfold: 2}, each(rec("response", "https://a.int/1", page("200 OK", packedAs(t, "br", strings.Repeat("0", 1<<20)), "Content-Encoding: br"))), []string{"https://a.int/1 (bomb)"}},
		"nothing":                        {Reader{}, each(rec("warcinfo", "", "")), []string{" (empty)"}},
		"within, nothing":                {Reader{Depth: 1}, zipped(t, file{"a.warc", rec("warcinfo", "", "")}, file{"b.warc", "no"}), []string{"a.warc (empty)", "b.warc: no"}},
	} {
		if diff := cmp.Diff(test.want, members(t, &test.reader, test.data)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// A member that has a place is read from there alone, and nothing before it.
func TestAMemberIsReachedFromItsPlace(t *testing.T) {
	names := []string{"https://a.int/1", "https://a.int/2", "https://a.int/3"}
	var records []string
	for _, name := range names {
		records = append(records, rec("warcinfo", "", "x"), rec("response", name, page("200 OK", "this is "+name)))
	}
	long := strings.Repeat("long/", 60) + "name.txt" // a header of several blocks
	tarball := tarred(t, file{"a", "this is a"}, file{long, "this is long"}, file{"b", "this is b"})
	for form, test := range map[string]struct {
		data   []byte
		placed int
	}{
		"warc":    {[]byte(strings.Join(records, "")), 3},
		"warc.gz": {each(records...), 3},
		"wacz":    {crawlOf(t, each(records...)), 3},
		"tar":     {tarball, 2}, // the first is reached as it is
		"tar.gz":  {gzipped(tarball), 0},
	} {
		path := filepath.Join(t.TempDir(), "archive")
		if err := os.WriteFile(path, test.data, 0o666); err != nil {
			t.Fatal(err)
		}
		reader := &Reader{Depth: 1}
		placed := 0
		for m := range reader.Members(path, 0) {
			if m.At == 0 {
				continue
			}
			placed++
			for there, content := range reader.Members(path, m.At) {
				got, err := io.ReadAll(content)
				if err != nil || !strings.HasSuffix(m.Name, there.Name) || !strings.HasPrefix(string(got), "this is ") {
					t.Errorf("%s: at the place of %s is %s: %s, %v", form, m.Name, there.Name, got, err)
				}
				break
			}
		}
		if placed != test.placed {
			t.Errorf("%s: %d members have a place, want %d", form, placed, test.placed)
		}
	}
}

func crawlOf(t *testing.T, warc []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range []file{{"datapackage.json", "{}"}, {"archive/data.warc.gz", string(warc)}} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, f.content)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// What another program writes, the one of Norway's National Library, is read: packed and not, with its own digests.
func TestFilesOfAnotherWriterAreRead(t *testing.T) {
	for _, packed := range []bool{true, false} {
		dir := t.TempDir()
		w := gowarc.NewWarcFileWriter(gowarc.WithCompression(packed), gowarc.WithFileNameGenerator(&gowarc.PatternNameGenerator{Directory: dir}))
		for i := range 3 {
			b := gowarc.NewRecordBuilder(gowarc.Response, gowarc.WithAddMissingDigest(true))
			b.AddWarcHeader(gowarc.WarcTargetURI, fmt.Sprintf("https://a.int/%d", i))
			b.AddWarcHeader(gowarc.WarcDate, "2021-03-11T09:30:00Z")
			b.AddWarcHeader(gowarc.ContentType, "application/http;msgtype=response")
			if _, err := b.WriteString(page("200 OK", fmt.Sprint("body ", i))); err != nil {
				t.Fatal(err)
			}
			record, _, err := b.Build()
			if err != nil {
				t.Fatal(err)
			}
			for _, response := range w.Write(record) {
				if response.Err != nil {
					t.Fatal(response.Err)
				}
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(dir, "*.warc*"))
		if err != nil || len(files) != 1 {
			t.Fatal(files, err)
		}
		var got []string
		for m, content := range (&Reader{}).Members(files[0], 0) {
			body, err := io.ReadAll(content)
			got = append(got, fmt.Sprintln(m.Name, m.Date, m.Digest != "", string(body), err))
		}
		var want []string
		for i := range 3 {
			want = append(want, fmt.Sprintln(fmt.Sprintf("https://a.int/%d", i), "2021-03-11T09:30:00Z", true, fmt.Sprint("body ", i), nil))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("packed %v (-want +got):\n%s", packed, diff)
		}
	}
}
