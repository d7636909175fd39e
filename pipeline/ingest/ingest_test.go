package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
)

func zipped(t *testing.T, names ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if name == "mimetype" {
			f.Write([]byte("application/vnd.oasis.opendocument.text"))
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSniffDecidesByContent(t *testing.T) {
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("<html><body><p>nets</p></body></html>")
	if err != nil {
		t.Fatal(err)
	}
	prose := strings.Repeat("The ministers of the five lake states met and spoke of nets; they parted friends (at noon). ", 5)
	for name, tt := range map[string]struct {
		data string
		want Format
	}{
		"nothing":                {"", Empty},
		"white space":            {" \r\n\t\uFEFF", Empty},
		"page":                   {"<!DOCTYPE html>\n<html><body>x</body></html>", HTML},
		"page in capitals":       {"<HTML><HEAD>", HTML},
		"page after a comment":   {"<!-- saved -->\n<html>", HTML},
		"XHTML":                  {`<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html xmlns="y">`, HTML},
		"piece of a page":        {"Nets <p>one</p> <p>two<br>three</p>", HTML},
		"page in UTF-16":         {wide, HTML},
		"text with one tag":      {prose + " <b>x</b>", Text},
		"PDF":                    {"%PDF-1.7\n\x00\x01", PDF},
		"PDF after rubbish":      {"\r\n\r\nrubbish%PDF-1.4", PDF},
		"text":                   {prose, Text},
		"text in windows-1252":   {"R\xe9union des \xc9tats \x96 " + prose, Text},
		"short text":             {"nets", Text},
		"typed titles":           {"NETS\n====\n\nOstland      Ms Ada Marr\nWestmark     Mr Bo Lind\n\nBOATS\n-----\n\nNone came.\n", Text},
		"text with front matter": {"---\ntitle: x\n---\n" + prose, Text},
		"Markdown":               {"# Nets\n\n- one\n- two\n", Markdown},
		"Markdown by its table":  {"Nets\n\n| a | b |\n|---|---|\n| c | d |\n", Markdown},
		"Markdown with long underlines, which are no comparisons": {"Nets; and traps; of 2001;\n=====================\n\n| a | b |\n|---|---|\n| c | d |\n", Markdown},
		"Markdown by two signs":                                   {prose + "\n\n**Nets**\n\n" + prose + "\n\n**Traps**\n", Markdown},
		"a number sign":                                           {"The ministers met.\n#5 was dropped.\n" + prose, Text},
		"RTF":                                                     {`{\rtf1\ansi nets}`, RTF},
		"zip":                                                     {zipped(t, "a.txt"), Zip},
		"Word":                                                    {zipped(t, "[Content_Types].xml", "word/document.xml"), DOCX},
		"Excel":                                                   {zipped(t, "xl/workbook.xml"), XLSX},
		"OpenDocument":                                            {zipped(t, "mimetype", "content.xml"), ODT},
		"broken zip":                                              {"PK\x03\x04rubbish", Zip},
		"old Word":                                                {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00", OLE},
		"PNG":                                                     {"\x89PNG\r\n\x1a\n\x00", PNG},
		"JPEG":                                                    {"\xFF\xD8\xFF\xE0", JPEG},
		"GIF":                                                     {"GIF89a\x01", GIF},
		"WebP":                                                    {"RIFF\x00\x00\x00\x00WEBP", WebP},
		"TIFF":                                                    {"II*\x00\x08", TIFF},
		"gzip":                                                    {"\x1f\x8b\x08", Gzip},
		"tar":                                                     {strings.Repeat("\x00", 257) + "ustar", Tar},
		"WARC":                                                    {"WARC/1.0\r\n", WARC},
		"saved mail":                                              {"From: <saved by a browser>\nSubject: Nets\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\nx", MHTML},
		"mail":                                                    {"Received: from a\n by b\nTo: ada@lake.example\nSubject: Nets\nMessage-ID: <1@lake.example>\n\nPlease find the nets.", Mail},
		"mail from a box":                                         {"From ada@lake.example Sat Nov 28 15:00:00 2015\nTo: x\nMIME-Version: 1.0\n\nNets.", Mail},
		"a memorandum":                                            {"From: Ada Marr\nTo: the Council\nSubject: Nets\n\nMessage-ID: none. The nets are torn.", Text},
		"XML":                                                     {`<?xml version="1.0"?><feed><entry/></feed>`, XML},
		"SVG":                                                     {`<svg xmlns="x"><path/></svg>`, SVG},
		"JSON":                                                    {`{"a": [1, 2]}`, JSON},
		"a bracket in a text":                                     {"[Translation] The ministers met.", Text},
		"style sheet":                                             {"body { margin: 0; color: #333 }\n.a > p:hover { top: 1px; }\n@media print { a { color: red } }", CSS},
		"script":                                                  {"(function(){\n var a = 1;\n if (a === 2) { return b; }\n window.x = function (y) { return y; };\n})();", JavaScript},
		"binary":                                                  {"\x00\x01\x02\x03\x7f\x80\x81\x90\x00\x01\x02", Binary},
		"LibreOffice's lock file":                                 {",ada,desk,04.05.2019 10:00,file:///home/ada/.config;", Lock},
		"Word's lock file":                                        {"\x03Ada" + strings.Repeat("\x20\x00", 79), Lock},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Sniff([]byte(tt.data)); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestSharedFilesAreWhatTheirNamesSay(t *testing.T) {
	names, _ := filepath.Glob("../../../shared/*/*/*.*")
	if len(names) == 0 {
		t.Skip("../shared is not here")
	}
	formats := map[string][]Format{".html": {HTML}, ".pdf": {PDF}, ".txt": {Text, Empty}, ".md": {Markdown, Text}, ".docx": {DOCX}, ".json": {JSON}}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		ok := false
		got := Sniff(data)
		for _, f := range formats[filepath.Ext(name)] {
			ok = ok || f == got
		}
		if !ok {
			t.Errorf("%s: got %s", name, got)
		}
	}
}

func TestMediaTypesAndWhatIsSkipped(t *testing.T) {
	if HTML.MediaType() != "text/html" || Empty.MediaType() != "" || Binary.MediaType() != "application/octet-stream" {
		t.Error("media types are wrong")
	}
	for _, f := range []Format{PNG, CSS, JavaScript, Lock, Font, SVG} {
		if !f.Ignorable() {
			t.Errorf("%s is not skipped", f)
		}
	}
	for _, f := range []Format{HTML, PDF, DOCX, Zip, Binary, JSON, TIFF, Empty} {
		if f.Ignorable() {
			t.Errorf("%s is skipped", f)
		}
	}
}

// lines is a reader that makes a title of the first line and a paragraph of the rest.
type lines struct{}

func (lines) Read(_ context.Context, _ string, data []byte) (*document.Document, error) {
	var b document.Builder
	text := strings.NewReplacer("<html>", "", "<p>", "").Replace(string(data))
	title, rest, _ := strings.Cut(text, "\n")
	b.Add(document.Block{Kind: document.Title}, document.Run{Text: title})
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: rest})
	return b.Document(document.Source{Reader: "lines"}), nil
}

func TestMuxCompletesTheSource(t *testing.T) {
	data := []byte("<html>Lake Council\n" + strings.Repeat("The ministers of the five lake states met and spoke of nets and of the joint survey. ", 100))
	doc, err := New(map[Format]pipeline.Reader{HTML: lines{}}).Read(context.Background(), "a/b.pdf", data)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	want := document.Source{URI: "a/b.pdf", MediaType: "text/html", SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(data)), Language: "en", Reader: "lines"}
	if doc.Source != want {
		t.Errorf("got %+v, want %+v", doc.Source, want)
	}
}

func TestFailuresHaveTheirReason(t *testing.T) {
	mux := New(map[Format]pipeline.Reader{HTML: lines{}})
	long := strings.Repeat("The ministers spoke of nets. ", 80)
	for name, tt := range map[string]struct {
		data string
		want pipeline.Reason
	}{
		"nothing":                  {"", pipeline.Empty},
		"a page without text":      {"<html>\n", pipeline.Empty},
		"a format without reader":  {"{\\rtf1}", pipeline.Unsupported},
		"404":                      {"<html>404 - Page not found\nGo home.", pipeline.ErrorPage},
		"403":                      {"<html>403 Forbidden\nnginx", pipeline.ErrorPage},
		"denied":                   {"<html>Access Denied\nYou don't have permission to access this. Reference #18.2f", pipeline.ErrorPage},
		"French":                   {"<html>Page introuvable\nRetour", pipeline.ErrorPage},
		"a login wall":             {"<html>Lake Council\nPlease log in to read this document.", pipeline.ErrorPage},
		"a robot check":            {"<html>Just a moment...\nEnable JavaScript and cookies to continue", pipeline.ErrorPage},
		"a report on access":       {"<html>Access denied: the ferry case\n" + long, ""},
		"a report of 404 days":     {"<html>Nets\n404 delegates met in Port Amelie and spoke of nets, of which none were found.", ""},
		"a short report":           {"<html>Ninth Meeting\nThe council met on 4 May.", ""},
		"a report of forbidden":    {"<html>Meeting on forbidden nets\nThe council met on 4 May.", ""},
		"a report on unauthorised": {"<html>Statement on unauthorised fishing\nThe council met on 4 May and it asked that nets be marked.", ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := mux.Read(context.Background(), "x.html", []byte(tt.data))
			var failure *pipeline.Failure
			if tt.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if !errors.As(err, &failure) || failure.Reason != tt.want || failure.URI != "x.html" {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestUnsupportedFormatsAreNamed(t *testing.T) {
	_, err := New(nil).Read(context.Background(), "x.html", []byte("\x89PNG\r\n\x1a\n"))
	var format *FormatError
	if !errors.As(err, &format) || format.Format != PNG || !format.Ignorable() || format.MediaType() != "image/png" || !strings.Contains(err.Error(), "png") {
		t.Errorf("got %v, want an error that names png and says that it can be skipped", err)
	}
}

func TestCancelledReadsStop(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := New(nil).Read(ctx, "x", []byte("y")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
}

func TestLanguageIsToldOnlyFromEnoughText(t *testing.T) {
	english := "The ministers of the five lake states met in the capital and spoke of fisheries, of the ferries and of a joint survey that the northern state had asked for. "
	french := "Les ministres des cinq États du lac se sont réunis dans la capitale et ont parlé de la pêche, des navires et d'une étude commune que le Nord avait demandée. "
	for text, want := range map[string]string{
		"met in Lima":                 "",
		english:                       "en",
		french:                        "fr",
		strings.Repeat(english, 2000): "en", // whatlanggo's confidence falls below zero on texts of this size
		strings.Repeat(french, 2000):  "fr",
	} {
		if got := language(text); got != want {
			t.Errorf("%.30q of %d bytes: got %q, want %q", text, len(text), got, want)
		}
	}
}

func FuzzSniff(f *testing.F) {
	for _, s := range []string{"", "PK\x03\x04", "<", "{", "---\n", "\xff\xfe", "From: x\nMIME-Version:", "a{b:c}", "\x1a"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if Sniff(data) == "" {
			t.Fatal("no format")
		}
	})
}
