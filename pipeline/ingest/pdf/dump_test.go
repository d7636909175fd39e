package pdf

import (
	"context"
	"fmt"
	"os"
	"testing"
)

func TestDump(t *testing.T) {
	name := os.Getenv("PDF")
	if name == "" {
		t.Skip()
	}
	data, _ := os.ReadFile(name)
	r := New(Options{Reader: os.Getenv("READER")})
	doc, err := r.Read(context.Background(), name, data)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Check(); err != nil {
		t.Error(err)
	}
	for _, b := range doc.Blocks {
		o := doc.Locate(b.Span)
		extra := ""
		if b.Kind == "cell" {
			extra = fmt.Sprintf(" t%d r%d c%d h=%v", b.Table, b.Row, b.Col, b.Header)
		}
		fmt.Printf("p%d %s/%d%s [%s] %q\n", o.Page, b.Kind, b.Level, extra, b.Marker, doc.Slice(b.Span))
	}
	fmt.Println(doc.Warnings)
}
