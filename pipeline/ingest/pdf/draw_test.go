package pdf

import (
	"bytes"
	"image/png"
	"testing"
)

func TestAPageIsDrawnInItsSizeAndOthersAreErrors(t *testing.T) {
	data := sketched(nil, (&sketch{}).picture())
	drawn, err := shared.Draw(data, 1, 72)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(drawn))
	if err != nil {
		t.Fatal(err)
	}
	whole, err := shared.Draw(data, 1, 144)
	if err != nil {
		t.Fatal(err)
	}
	large, err := png.Decode(bytes.NewReader(whole))
	if err != nil {
		t.Fatal(err)
	}
	if a, b := img.Bounds(), large.Bounds(); a.Dx() == 0 || b.Dx() < 2*a.Dx()-2 || b.Dx() > 2*a.Dx()+2 {
		t.Errorf("%v at 72 dots per inch, %v at 144", a, b)
	}
	for _, page := range []int{-1, 0, 2} {
		if _, err := shared.Draw(data, page, 72); err == nil {
			t.Errorf("page %d was drawn", page)
		}
	}
	if _, err := shared.Draw([]byte("no PDF"), 1, 72); err == nil {
		t.Error("what is no PDF was drawn")
	}
}
