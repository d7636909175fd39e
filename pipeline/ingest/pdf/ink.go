package pdf

import (
	"image"
	"slices"

	"rapporteur/extract/document"
)

// ink is a picture's black and white: what of it is printed.
type ink struct {
	img  *image.Gray
	dark byte // printed are the dots that are no lighter
}

const darkness = 0.6 // of the paper's brightness: what is darker is printed

// inkOf tells the print on a page from its paper, which is what most of the page is.
func inkOf(img *image.Gray) ink {
	var counts [256]int
	for _, v := range img.Pix {
		counts[v]++
	}
	middle, sum := 0, 0
	for ; middle < 255; middle++ {
		if sum += counts[middle]; 2*sum >= len(img.Pix) {
			break
		}
	}
	return ink{img, byte(darkness * float64(middle))}
}

// stroke is how broad the strokes of what is printed in a box are, in dots; 0 where nothing is.
func (k ink) stroke(box image.Rectangle) float64 {
	box = box.Intersect(k.img.Rect)
	printed, edges := 0, 0
	above := make([]bool, box.Dx())
	for y := box.Min.Y; y < box.Max.Y; y++ {
		row := k.img.Pix[y*k.img.Stride:]
		before := false
		for x := box.Min.X; x < box.Max.X; x++ {
			is := row[x] <= k.dark
			if is {
				printed++
				if !before {
					edges++
				}
				if !above[x-box.Min.X] {
					edges++
				}
			}
			before, above[x-box.Min.X] = is, is
		}
	}
	if edges == 0 {
		return 0
	}
	return 2 * float64(printed) / float64(edges) // the mean length of its runs, along and across
}

// Rules on a picture, in points.
const (
	ruleLength   = 24.0 // shorter ones may be strokes of letters
	ruleBreadth  = 3.0  // broader ones are bars
	mostRules    = 1000 // a page with more shows a drawing
	askewBreadth = 0.08 // of its length that a rule may rise, as mostSkew
	fray         = 2    // dots by which a printed rule may be broader in places
)

// rules finds the level and upright lines on a picture of so many dots per inch, on the page as displayed. Those that
// stand alone it takes off the picture: tesseract misreads what is underlined. The lines of tables it knows better than
// what their removal leaves. The box of a line that lies askew is as broad as it rises.
func (k ink) rules(dpi int) []document.Box {
	scale := pointsPerInch / float64(dpi)
	var found [2][]stripe
	for i, upright := range []bool{false, true} {
		found[i] = k.stripes(upright, ruleLength/scale)
		if len(found[i]) > mostRules {
			return nil
		}
	}
	var out []document.Box
	for i, upright := range []bool{false, true} {
		for _, s := range found[i] {
			r := flipped(s.box, upright)
			near := r.Inset(-int(touch / scale))
			if !slices.ContainsFunc(found[1-i], func(other stripe) bool { return flipped(other.box, !upright).Overlaps(near) }) {
				k.erase(s, upright)
			}
			out = append(out, document.Box{Left: scale * float64(r.Min.X), Top: scale * float64(r.Min.Y), Right: scale * float64(r.Max.X), Bottom: scale * float64(r.Max.Y)})
		}
	}
	return out
}

// stripe is a line on a picture: runs of print in neighbouring rows that touch. Of an upright line, x and y are exchanged.
type stripe struct {
	box  image.Rectangle
	runs []image.Rectangle // each one row high
	ink  int               // dots of all runs
}

// flipped exchanges x and y, of upright stripes.
func flipped(r image.Rectangle, upright bool) image.Rectangle {
	if upright {
		return image.Rect(r.Min.Y, r.Min.X, r.Max.Y, r.Max.X)
	}
	return r
}

// breadth is how broad the stripe is, be it level or not.
func (s *stripe) breadth() float64 { return float64(s.ink) / float64(s.box.Dx()) }

// at is the dot at a place, of which x and y are exchanged for upright stripes.
func (k ink) at(x, y int, upright bool) *byte {
	if upright {
		x, y = y, x
	}
	return &k.img.Pix[y*k.img.Stride+x]
}

// size is the picture's, the other way round for upright stripes.
func (k ink) size(upright bool) (width, height int) {
	if upright {
		return k.img.Rect.Dy(), k.img.Rect.Dx()
	}
	return k.img.Rect.Dx(), k.img.Rect.Dy()
}

// stripes finds the lines of one direction that are so many dots long, and not too broad.
func (k ink) stripes(upright bool, least float64) []stripe {
	_, height := k.size(upright)
	var growing, done []stripe
	for y := range height {
		runs := k.runs(y, upright, int(least))
		var still []stripe
		for _, s := range growing {
			last := s.runs[len(s.runs)-1]
			grown := false
			var others []image.Rectangle
			for _, r := range runs {
				if r.Min.X > last.Max.X+fray || last.Min.X > r.Max.X+fray {
					others = append(others, r)
					continue
				}
				s.box, s.runs, s.ink, grown = s.box.Union(r), append(s.runs, r), s.ink+r.Dx(), true
			}
			if runs = others; grown {
				still = append(still, s)
			} else {
				done = append(done, s)
			}
		}
		for _, r := range runs {
			still = append(still, stripe{r, []image.Rectangle{r}, r.Dx()})
		}
		growing = still
	}
	broadest := ruleBreadth / ruleLength * least
	return slices.DeleteFunc(append(done, growing...), func(s stripe) bool {
		return s.breadth() > broadest || float64(s.box.Dy()) > broadest+askewBreadth*float64(s.box.Dx())
	})
}

// runs are the stretches of print in a row, so many dots long at least; a dot or two in them may be missing.
func (k ink) runs(y int, upright bool, least int) []image.Rectangle {
	width, _ := k.size(upright)
	var out []image.Rectangle
	start, end := -1, 0 // of the run, after its last printed dot
	for x := 0; x <= width; x++ {
		switch {
		case x < width && *k.at(x, y, upright) <= k.dark:
			if start < 0 {
				start = x
			}
			end = x + 1
		case start >= 0 && (x-end >= fray || x == width):
			if end-start >= least {
				out = append(out, image.Rect(start, y, end, y+1))
			}
			start = -1
		}
	}
	return out
}

// erase takes a stripe off the picture but for the places where a letter crosses it.
func (k ink) erase(s stripe, upright bool) {
	_, height := k.size(upright)
	most := int(s.breadth()) + 2*fray
	printed := func(x, y int) bool { return y >= 0 && y < height && *k.at(x, y, upright) <= k.dark }
	for _, r := range s.runs {
		for x := r.Min.X; x < r.Max.X; x++ {
			top, bottom := r.Min.Y, r.Min.Y
			for printed(x, top) && bottom-top <= most {
				top--
			}
			for printed(x, bottom) && bottom-top <= most+1 {
				bottom++
			}
			if bottom-top-1 > most {
				continue
			}
			for y := top + 1; y < bottom; y++ {
				*k.at(x, y, upright) = 0xFF
			}
		}
	}
}
