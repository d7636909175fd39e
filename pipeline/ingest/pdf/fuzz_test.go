package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"rapporteur/pipeline"
)

// seeds are small files of different make.
func seeds() [][]byte {
	table := (&sketch{}).rule(72, 100, 400, 100).rule(72, 130, 400, 130).rule(72, 160, 400, 160).
		rule(72, 100, 72, 160).rule(200, 100, 200, 160).rule(400, 100, 400, 160).
		text(80, 120, 11, "Arland").text(210, 120, 11, "Ms. Ada Berg").text(80, 150, 11, "Borland").text(210, 150, 11, "Mr. Jon Roe")
	return [][]byte{
		minutes(),
		sketched(nil, table, (&sketch{}).picture()),
		sketched(nil, (&sketch{}).lines(72, 100, 9, "• one", "– two", "1. three", "iv) four ........ 12")),
		[]byte("%PDF-1.4\n"),
		nil,
	}
}

// checked reads any bytes and reports what must never be: a document that breaks its invariants, an untyped error, a
// defect of this package.
func checked(t *testing.T, r *Reader, data []byte) {
	t.Helper()
	doc, err := r.Read(context.Background(), "x.pdf", data)
	var failure *pipeline.Failure
	switch {
	case err == nil:
		if err := doc.Check(); err != nil {
			t.Errorf("the document is broken: %v", err)
		}
	case !errors.As(err, &failure):
		t.Errorf("the error has no type: %v", err)
	case failure.Reason == pipeline.Internal:
		t.Errorf("a defect: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, data []byte) { checked(t, shared, data) })
}

// FuzzPages draws whatever on a page of a file that is sound, so that the layout has to make sense of it.
func FuzzPages(f *testing.F) {
	table := (&sketch{}).bold(80, 100, 11, "Name").bold(210, 100, 11, "Country").text(80, 120, 11, "Ada Berg").text(210, 120, 11, "Arland").
		text(80, 140, 11, "Jon Roe").text(210, 140, 11, "Borland").rule(72, 146, 400, 146).rule(72, 104, 400, 104)
	list := (&sketch{}).lines(72, 100, 9, "1. one", "(a) two-", "three", "- four ..... 12").sign(72, 300, 11, 0xFC).text(90, 300, 11, "five").picture()
	for _, s := range []*sketch{table, list, columns(0)} {
		f.Add(s.ops.String(), uint8(0))
	}
	f.Add("BT /F1 9 Tf 0 1 -1 0 300 300 Tm (upright) Tj 1 0 0 1 0 -1e9 Tm (far) Tj 1e-9 0 0 1e9 9 9 Tm (thin) Tj ET", uint8(3))
	f.Fuzz(func(t *testing.T, content string, turns uint8) {
		page := &sketch{entries: fmt.Sprintf(" /Rotate %d", 90*int(turns%4))}
		page.ops.WriteString(content)
		checked(t, shared, sketched(nil, page, page))
	})
}

// TestMutantsAreReadOrRefused damages small files in a few hundred ways, the same ones every time.
func TestMutantsAreReadOrRefused(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	for _, seed := range seeds()[:3] {
		for range 100 {
			data := bytes.Clone(seed)
			for range 1 + random.IntN(8) {
				if len(data) < 60 {
					break
				}
				at := random.IntN(max(1, len(data)))
				switch random.IntN(4) {
				case 0:
					data[at] = byte(random.IntN(256))
				case 1:
					data = append(data[:at], data[min(len(data), at+random.IntN(40)):]...)
				case 2:
					data = append(data[:at], append([]byte("99999999999"), data[at:]...)...)
				case 3:
					data = data[:min(len(data), max(20, at))]
				}
			}
			checked(t, shared, data)
		}
	}
}
