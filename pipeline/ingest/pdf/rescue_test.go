package pdf

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"rapporteur/pipeline"
)

func TestDamagedFilesAreRescuedAndSaySo(t *testing.T) {
	whole := minutes()
	table := bytes.LastIndex(whole, []byte("xref\n0"))
	for _, c := range []struct {
		name string
		data []byte
		by   string // "" where PDFium needs no help
	}{
		{"whole", whole, ""},
		{"wrong offsets", bytes.ReplaceAll(whole, []byte("\n"), []byte("\r\n")), ""},
		{"cut before its table of objects", whole[:table], "pdfcpu"},
		{"cut within its table of objects", whole[:table+30], "pdfcpu"},
		{"junk before its header", append(bytes.Repeat([]byte("junk\n"), 300), whole...), "pdfcpu"},
		{"cut within its last page", whole[:table-200], "a new table of objects"},
		{"no header", whole[9:], "a new table of objects"},
		{"no root", bytes.Replace(whole, []byte("/Root 1 0 R"), []byte("/Xoot 1 0 R"), 1), "a new table of objects"},
	} {
		doc := read(t, shared, c.data)
		if !strings.Contains(doc.Text, "The Lake Basin Council met in Port Orla") {
			t.Errorf("%s: the first page is lost: %q", c.name, doc.Text)
		}
		said := ""
		for _, w := range doc.Warnings {
			if w.Code == "repaired" {
				said = w.Message
			}
		}
		if c.by == "" && said != "" || !strings.HasSuffix(said, c.by) {
			t.Errorf("%s: the warning is %q, want help of %q", c.name, said, c.by)
		}
	}
}

func TestPagesThatCannotBeLoadedAreNamed(t *testing.T) {
	data := minutes()
	// The second page's object is no longer one.
	data = bytes.Replace(data, []byte("8 0 obj\n<< /Type /Page "), []byte("8 0 obj\n(( /Type /Page "), 1)
	doc := read(t, shared, data)
	if len(doc.Warnings) != 1 || doc.Warnings[0].Code != "pages-unreadable" || !strings.HasSuffix(doc.Warnings[0].Message, ": 2") {
		t.Errorf("warnings: %v", doc.Warnings)
	}
}

func TestCorruptFilesSayWhatEachReaderSaid(t *testing.T) {
	_, err := shared.Read(context.Background(), "x.pdf", bytes.ReplaceAll(minutes(), []byte("/Pages 2 0 R"), []byte("/Pxges 2 0 R")))
	var f *pipeline.Failure
	if !errors.As(err, &f) || f.Reason != pipeline.Corrupt {
		t.Fatalf("got %v", err)
	}
	for _, who := range []string{"PDFium:", "pdfcpu:", "a new table of objects:", "ledongthuc/pdf:"} {
		if !strings.Contains(f.Error(), who) {
			t.Errorf("%q does not say what %s", f.Error(), who)
		}
	}
}
