package pdf

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"rapporteur/extract/document"
)

// sketch draws a page for a test: an A4 page, coordinates in points from the top left corner.
type sketch struct {
	ops     strings.Builder
	entries string // further entries of the page's dictionary
}

const sketchHeight = 842

// helvetica holds the widths of the letters from space to tilde.
const helvetica = "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 " +
	"1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 " +
	"333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"

// width is how wide a line of ASCII letters is set.
func width(line string, size float64) float64 {
	sum := 0.0
	widths := strings.Fields(helvetica)
	for _, c := range line {
		var w float64
		fmt.Sscan(widths[c-' '], &w)
		sum += w
	}
	return sum * size / 1000
}

// text sets a line of Helvetica with its baseline at y.
func (s *sketch) text(x, y, size float64, line string) *sketch { return s.set("F1", x, y, size, line) }

// bold sets a line of Helvetica-Bold.
func (s *sketch) bold(x, y, size float64, line string) *sketch { return s.set("F2", x, y, size, line) }

// sign sets a letter of Wingdings.
func (s *sketch) sign(x, y, size float64, code byte) *sketch {
	fmt.Fprintf(&s.ops, "BT /F3 %g Tf 1 0 0 1 %g %g Tm <%02x> Tj ET\n", size, x, sketchHeight-y, code)
	return s
}

func (s *sketch) set(font string, x, y, size float64, line string) *sketch {
	line = strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`, "•", `\225`, "–", `\226`, "é", `\351`).Replace(line)
	fmt.Fprintf(&s.ops, "BT /%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n", font, size, x, sketchHeight-y, line)
	return s
}

// lines sets lines one below the other, 14 points apart.
func (s *sketch) lines(x, y, size float64, lines ...string) *sketch {
	for i, l := range lines {
		s.text(x, y+14*float64(i), size, l)
	}
	return s
}

// rule draws a line.
func (s *sketch) rule(x0, y0, x1, y1 float64) *sketch {
	fmt.Fprintf(&s.ops, "0.5 w %g %g m %g %g l S\n", x0, sketchHeight-y0, x1, sketchHeight-y1)
	return s
}

// picture covers the page with an image, as a scanner does.
func (s *sketch) picture() *sketch {
	fmt.Fprintf(&s.ops, "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q\n")
	return s
}

// bytes is the PDF file of the sketches, a page each. The pairs of info (key, value) go into its Info dictionary.
func sketched(info []string, pages ...*sketch) []byte {
	var out bytes.Buffer
	var offsets []int
	object := func(body string) int {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", len(offsets), body)
		return len(offsets)
	}
	out.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	const catalog, tree, first = 1, 2, 5
	object("<< /Type /Catalog /Pages 2 0 R >>")
	var kids []string
	for i := range pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", first+1+2*i))
	}
	object(fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(pages), strings.Join(kids, " ")))
	for _, name := range []string{"Helvetica", "Helvetica-Bold"} {
		object(fmt.Sprintf("<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 /Widths [%s] >>", name, helvetica))
	}
	var dict strings.Builder
	for i := 0; i+1 < len(info); i += 2 {
		fmt.Fprintf(&dict, "/%s (%s) ", info[i], info[i+1])
	}
	object("<< " + dict.String() + ">>")
	for _, p := range pages {
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 << /Type /Font /Subtype /Type1 /BaseFont /Wingdings /Encoding /WinAnsiEncoding /FirstChar 251 /LastChar 254 /Widths [800 800 800 800] >> >> >>%s >>", len(offsets)+2, p.entries))
		object(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", p.ops.Len(), p.ops.String()))
	}
	at := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, catalog, first, at)
	return out.Bytes()
}

// read reads a file with a reader of its own options and fails the test where it cannot.
func read(t *testing.T, r *Reader, data []byte) *document.Document {
	t.Helper()
	doc, err := r.Read(context.Background(), "test.pdf", data)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Check(); err != nil {
		t.Fatal(err)
	}
	return doc
}

// outline lists a document's blocks, a line each: kind, level where it has one, marker in brackets, text.
func outline(doc *document.Document) []string {
	var out []string
	for _, b := range doc.Blocks {
		s := string(b.Kind)
		if b.Kind == document.Cell {
			s += fmt.Sprintf(" %d/%d/%d", b.Table, b.Row, b.Col)
			if b.Header {
				s += "h"
			}
		} else if b.Level > 0 {
			s += fmt.Sprint(" ", b.Level)
		}
		if b.Marker != "" {
			s += " [" + b.Marker + "]"
		}
		out = append(out, s+" "+strings.ReplaceAll(doc.Slice(b.Span), "\n", "|"))
	}
	return out
}
