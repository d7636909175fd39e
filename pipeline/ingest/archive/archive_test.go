package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"rapporteur/pipeline"
)

type file struct{ name, content string }

func zipped(t testing.TB, files ...file) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		m, err := w.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(m, f.content)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func tarred(t testing.TB, files ...file) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, f := range files {
		h := &tar.Header{Name: f.name, Size: int64(len(f.content)), Mode: 0o644, Typeflag: tar.TypeReg}
		if link, ok := strings.CutPrefix(f.content, "-> "); ok {
			h = &tar.Header{Name: f.name, Linkname: link, Typeflag: tar.TypeSymlink}
			f.content = ""
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, f.content)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func gzipped(data []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write(data)
	w.Close()
	return out.Bytes()
}

// members tells of each member its name, then what is in it or why that cannot be had.
func members(t testing.TB, r *Reader, data []byte) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "archive")
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	var out []string
	for m, content := range r.Members(path, 0) {
		said := fmt.Sprintf("%s (%s)", m.Name, m.Reason)
		if content != nil {
			data, err := io.ReadAll(content)
			said = m.Name + ": " + string(data)
			var failure *pipeline.Failure
			if errors.As(err, &failure) {
				said = fmt.Sprintf("%s (%s)", m.Name, failure.Reason)
			} else if err != nil {
				said = m.Name + " (broken)"
			}
		}
		if m.Skip {
			said += " skipped"
		}
		if m.Revisit {
			said += " as before"
		}
		out = append(out, said)
	}
	return out
}

func TestMembersComeInOrderWithTheirBytes(t *testing.T) {
	files := []file{{"b.html", "two"}, {"2011/a.txt", "one"}, {"empty", ""}, {"../../etc/x", "three"}, {".hidden", "no"}, {"__MACOSX/a.txt", "no"}, {"dir/.DS_Store", "no"}}
	want := []string{"b.html: two", "2011/a.txt: one", "empty: ", "../../etc/x: three"}
	var packed bytes.Buffer
	z, err := zstd.NewWriter(&packed)
	if err != nil {
		t.Fatal(err)
	}
	z.Write(tarred(t, files...))
	z.Close()
	for name, data := range map[string][]byte{"zip": zipped(t, files...), "tar": tarred(t, files...), "tar.gz": gzipped(tarred(t, files...)), "tar.zst": packed.Bytes()} {
		if diff := cmp.Diff(want, members(t, &Reader{}, data)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestWhatCannotBeReadIsNamedWithItsReason(t *testing.T) {
	whole := gzipped(tarred(t, file{"a", "one"}, file{"b", strings.Repeat("two", 5000)}))
	broken := zipped(t, file{"a", "one"}, file{"b", "two"})
	copy(broken[bytes.Index(broken, []byte("b"))+1:], "\xFF\xFF\xFF")
	locked := zipped(t, file{"a", "one"})
	locked[bytes.LastIndex(locked, []byte("PK\x01\x02"))+8] |= 1 // the flag of encryption
	inner := zipped(t, file{"x", "deep"})
	for name, test := range map[string]struct {
		reader Reader
		data   []byte
		want   []string
	}{
		"cut off":            {Reader{}, whole[:len(whole)-20], []string{"a: one", "b (broken)", " (corrupt)"}},
		"a broken member":    {Reader{}, broken, []string{"a: one", "b (broken)"}},
		"a locked member":    {Reader{}, locked, []string{"a (encrypted)"}},
		"a link":             {Reader{}, tarred(t, file{"a", "-> /etc/passwd"}, file{"b", "two"}), []string{"a (unreadable)", "b: two"}},
		"a large member":     {Reader{Bytes: 4}, zipped(t, file{"a", "one"}, file{"b", "three"}), []string{"a: one", "b (too-large)"}},
		"too many":           {Reader{Files: 2}, zipped(t, file{"a", "1"}, file{"b", "2"}, file{"c", "3"}), []string{"a: 1", "b: 2", " (bomb)"}},
		"too much":           {Reader{Least: 1000, Unfold: 2}, gzipped(tarred(t, file{"a", strings.Repeat("0", 1<<20)})), []string{"a (bomb)"}},
		"within another":     {Reader{Depth: 1}, tarred(t, file{"in.zip", string(inner)}, file{"b", "two"}), []string{"in.zip!x: deep", "b: two"}},
		"too deep":           {Reader{}, tarred(t, file{"in.zip", string(inner)}), []string{"in.zip: " + string(inner)}},
		"broken within":      {Reader{Depth: 1}, tarred(t, file{"in.zip", string(inner[:len(inner)-9])}, file{"b", "two"}), []string{"in.zip (corrupt)", "b: two"}},
		"no archive":         {Reader{}, []byte("The ministers met."), nil},
		"no archive by name": {Reader{Depth: 1}, zipped(t, file{"a.zip", "plain"}), []string{"a.zip: plain"}},
		"nothing":            {Reader{}, nil, nil},
	} {
		if diff := cmp.Diff(test.want, members(t, &test.reader, test.data)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestFilesOfAMessageAreMembersAfterTheMessageItself(t *testing.T) {
	message := func(text, name, content string) string {
		return "Subject: nets\nMessage-ID: <1>\nContent-Type: multipart/mixed; boundary=" + text + "\n\n--" + text + "\n\n" + text + "\n--" + text + "\nContent-Type: application/octet-stream; name=\"" + name + "\"\n\n" + content + "\n--" + text + "--\n"
	}
	short := "Subject: nets\nMessage-ID: <1>\n\nNo files."
	inner := message("inner", "../b.txt", "two")
	outer := message("outer", "a.eml", inner)
	for name, test := range map[string]struct {
		depth int
		data  []byte
		want  []string
	}{
		"a message":         {1, []byte(message("outer", "a.txt", "one")), []string{" ()", "a.txt: one"}},
		"within another":    {1, []byte(outer), []string{" ()", "a.eml: " + inner, "a.eml!b.txt: two"}},
		"too deep":          {0, []byte(outer), []string{" ()", "a.eml: " + inner}},
		"in an archive":     {2, tarred(t, file{"m.eml", outer}, file{"n.eml", short}), []string{"m.eml: " + outer, "m.eml!a.eml: " + inner, "m.eml!a.eml!b.txt: two", "n.eml: " + short}},
		"an archive within": {1, []byte(message("outer", "a.zip", string(zipped(t, file{"x", "deep"})))), []string{" ()", "a.zip!x: deep"}},
		"without files":     {1, []byte(short), nil},
		"too many within":   {30, []byte("Message-ID: <1>\nContent-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\nx\n", 20_000)), nil},
		"a saved page":      {1, []byte("Snapshot-Content-Location: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n\nx\n--b\nContent-Type: image/png\n\ny\n--b--\n"), nil},
	} {
		if diff := cmp.Diff(test.want, members(t, &Reader{Depth: test.depth}, test.data)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	many := strings.Replace(message("outer", "a.txt", "one"), "--outer--", "--outer\nContent-Disposition: attachment; filename=c.txt\n\nx\n--outer--", 1)
	if diff := cmp.Diff([]string{" ()", "a.txt: one", " (bomb)"}, members(t, &Reader{Files: 1}, []byte(many))); diff != "" {
		t.Errorf("more files than may be (-want +got):\n%s", diff)
	}
}

func FuzzMembers(f *testing.F) {
	f.Add(zipped(f, file{"a", "one"}, file{"in.tar", string(tarred(f, file{"b", "two"}))}))
	f.Add(gzipped(tarred(f, file{"a", "one"}, file{"l", "-> b"})))
	f.Add([]byte("Message-ID: <1>\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <2>\n\nx\n--b--\n"))
	f.Add(each(rec("warcinfo", "", "x"), rec("response", "https://a.int/1", page("200 OK", "5\r\nThe m\r\n0\r\n\r\n", "Transfer-Encoding: chunked"))))
	f.Add([]byte(rec("response", "https://a.int/1", page("200 OK", packedAs(f, "br", "two"), "Content-Encoding: br")) + rec("revisit", "https://a.int/2", "")))
	f.Fuzz(func(t *testing.T, data []byte) {
		members(t, &Reader{Bytes: 1 << 20, Files: 100, Unfold: 10, Least: 1 << 20, Depth: 2}, data)
	})
}
