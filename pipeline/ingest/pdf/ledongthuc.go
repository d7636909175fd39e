package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"

	light "github.com/ledongthuc/pdf"

	"rapporteur/pipeline"
)

// ledongthuc reads the file with ledongthuc/pdf. That library knows no fonts' looks beyond their names, no form
// objects and no rules, and panics on many broken files; a file on which it hangs is left to whoever runs the worker.
func (r *Reader) ledongthuc(ctx context.Context, data []byte) (got *raw, err error) {
	defer func() {
		if v := recover(); v != nil {
			got, err = nil, fail(pipeline.Corrupt, fmt.Errorf("it panicked: %v", v))
		}
	}()
	left := r.options.Passwords
	file, err := light.NewReaderEncrypted(bytes.NewReader(data), int64(len(data)), func() string {
		if len(left) == 0 {
			return ""
		}
		next := left[0]
		left = left[1:]
		return next
	})
	switch {
	case errors.Is(err, light.ErrInvalidPassword):
		return nil, fail(pipeline.Encrypted, errPassword)
	case err != nil:
		return nil, fail(pipeline.Corrupt, err)
	}
	n := file.NumPage()
	if n > r.options.MaxPages {
		return nil, r.tooMany(n)
	}
	got = &raw{reader: Ledongthuc, data: data}
	info := file.Trailer().Key("Info")
	got.describe(info.Key("Title").Text(), info.Key("CreationDate").Text(), info.Key("Creator").Text()+" "+info.Key("Producer").Text())
	fonts := map[string]*font{}
	characters := 0
	for i := 1; i <= n; i++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p := lightPage(file.Page(i), i, fonts)
		characters += len(p.glyphs)
		if err := r.options.Expansion.Check(len(data), characters); err != nil {
			return nil, err
		}
		got.sheets = append(got.sheets, spread(p))
	}
	if len(got.sheets) == 0 {
		return nil, fail(pipeline.Corrupt, errors.New("it finds no pages"))
	}
	return got, nil
}

// lightPage takes a page's characters. A page on which the library panics is left empty: the others may be sound.
func lightPage(from light.Page, number int, fonts map[string]*font) (p *page) {
	p = &page{number: number, view: view{right: 612, top: 792}}
	defer func() {
		if recover() != nil {
			p.glyphs = nil
		}
	}()
	box := inherited(from, "CropBox")
	if box.Len() != 4 {
		box = inherited(from, "MediaBox")
	}
	if box.Len() == 4 {
		x0, y0, x1, y1 := box.Index(0).Float64(), box.Index(1).Float64(), box.Index(2).Float64(), box.Index(3).Float64()
		p.view = view{left: min(x0, x1), bottom: min(y0, y1), right: max(x0, x1), top: max(y0, y1)}
	}
	p.view.turns = int((inherited(from, "Rotate").Int64()/90%4 + 4) % 4)
	// The text's matrix is lost; its direction is taken to be the page's own.
	direction := p.view.direction(1, 0)
	var last *glyph
	var lastX float64
	texts := from.Content().Text
	for i, t := range texts[:min(len(texts), maxGlyphs)] {
		for _, r := range t.S {
			if r == '\n' || r == '\r' || r == 0 {
				continue
			}
			name := t.Font
			if fonts[name] == nil {
				fonts[name] = newFont(name, 0, 0)
			}
			size := math.Abs(t.FontSize)
			wide := math.Abs(t.W)
			x := t.X
			g := glyph{r: r, size: size, direction: direction, font: fonts[name], object: i}
			if wide == 0 {
				// The widths of CID fonts are not read: letters of one string all stand at its start.
				wide = 0.5 * size
				if last != nil && t.X == lastX && math.Abs(last.size-size) < 0.01 {
					x = last.x1 + p.view.left
				}
			}
			p.place(&g, [4]float64{x, t.Y + 0.8*size, x + wide, t.Y - 0.2*size}, x, t.Y)
			p.glyphs = append(p.glyphs, g)
			last, lastX = &p.glyphs[len(p.glyphs)-1], t.X
		}
	}
	return p
}

// inherited is an entry of a page's dictionary, or of the nearest of its parents that has it.
func inherited(page light.Page, key string) light.Value {
	v := page.V
	for range 32 { // a page tree may go round in circles
		if found := v.Key(key); !found.IsNull() {
			return found
		}
		v = v.Key("Parent")
	}
	return light.Value{}
}
