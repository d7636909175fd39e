package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// scanner is how a page comes out of the machine.
type scanner struct {
	dpi   int
	turns int     // quarter turns clockwise
	skew  float64 // degrees clockwise
	noise float64 // share of the dots that turn black or white
	layer string  // a text that a program of the scanner's put there, invisibly
}

// scan prints a file and scans it: the same pages as pictures only. It is what the tests of recognition read.
func (s scanner) scan(t *testing.T, data []byte) []byte {
	t.Helper()
	in, err := shared.engine.acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer shared.engine.release(in)
	f, err := shared.open(in, data)
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	var pages []*image.Gray
	for i := range f.pages {
		img, _, err := f.picture(i, s.dpi)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, s.distort(img))
	}
	return photographed(pages, s.dpi, s.layer)
}

// distort turns a page and makes it noisy, always the same way.
func (s scanner) distort(img *image.Gray) *image.Gray {
	for range s.turns {
		turned := image.NewGray(image.Rect(0, 0, img.Rect.Dy(), img.Rect.Dx()))
		for y := range img.Rect.Dy() {
			for x := range img.Rect.Dx() {
				turned.SetGray(img.Rect.Dy()-1-y, x, img.GrayAt(x, y))
			}
		}
		img = turned
	}
	out := image.NewGray(img.Rect)
	random := rand.New(rand.NewPCG(3, 5))
	sin, cos := math.Sincos(s.skew * math.Pi / 180)
	w, h := img.Rect.Dx(), img.Rect.Dy()
	for y := range h {
		for x := range w {
			dx, dy := float64(x-w/2), float64(y-h/2)
			fromX, fromY := int(math.Round(cos*dx+sin*dy))+w/2, int(math.Round(cos*dy-sin*dx))+h/2
			v := byte(0xFF)
			if image.Pt(fromX, fromY).In(img.Rect) {
				v = img.GrayAt(fromX, fromY).Y
			}
			if s.noise > 0 && random.Float64() < s.noise {
				v = byte(random.IntN(2) * 0xFF)
			}
			out.Pix[y*out.Stride+x] = v
		}
	}
	return out
}

// photographed is a PDF file of pictures, a page each, with an invisible text over each of them.
func photographed(pages []*image.Gray, dpi int, layer string) []byte {
	var out bytes.Buffer
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", len(offsets), fmt.Sprintf(format, args...))
	}
	out.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	var kids []string
	for i := range pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", 4+3*i))
	}
	object("<< /Type /Pages /Count %d /Kids [%s] >>", len(pages), strings.Join(kids, " "))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 /Widths [%s] >>", helvetica)
	for _, img := range pages {
		w, h := float64(img.Rect.Dx())*72/float64(dpi), float64(img.Rect.Dy())*72/float64(dpi)
		var packed bytes.Buffer
		z := zlib.NewWriter(&packed)
		z.Write(img.Pix)
		z.Close()
		n := len(offsets)
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %g %g] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /I %d 0 R >> >> >>", w, h, n+2, n+3)
		content := fmt.Sprintf("q %g 0 0 %g 0 0 cm /I Do Q\nBT 3 Tr /F1 10 Tf\n", w, h)
		for i, line := range strings.Split(layer, "\n") {
			content += fmt.Sprintf("1 0 0 1 72 %g Tm (%s) Tj\n", h-100-14*float64(i), strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(line))
		}
		content += "ET"
		object("<< /Length %d >>\nstream\n%s\nendstream", len(content), content)
		object("<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream",
			img.Rect.Dx(), img.Rect.Dy(), packed.Len(), packed.String())
	}
	at := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, at)
	return out.Bytes()
}
