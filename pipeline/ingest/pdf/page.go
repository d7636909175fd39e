package pdf

import (
	"math"
	"strings"

	"rapporteur/extract/document"
)

// page is what an engine reads of a page: its characters in the order of the file, its rules and its pictures.
type page struct {
	number   int
	view     view
	glyphs   []glyph
	rules    []document.Box // level or upright strokes, as displayed
	dots     []document.Box // small drawn shapes, as some producers print bullets
	pictures float64        // square points that pictures cover
}

// glyph is one character. Its coordinates are those of the page as displayed, turned so that its text runs to the
// right (see turn): x0 and x1 are where it begins and where the next one would begin, base is its baseline, and y
// grows downwards.
type glyph struct {
	r         rune
	x0, x1    float64
	base      float64
	size      float64 // in points, as displayed
	direction int     // quarter turns clockwise of its text on the displayed page; aslant where it is none
	font      *font
	parted    bool // the engine takes the gap after it for a space
	object    int  // which text object of the page it belongs to
	heading   int  // the level of the heading that the file's structure says it belongs to; 0 for none
}

// aslant is the direction of text that runs neither level nor upright: watermarks and stamps.
const aslant = -1

// font is what the look of a font says.
type font struct {
	name   string
	bold   bool
	italic bool
	mono   bool
	symbol bool // its letters stand for pictures: Wingdings, Symbol, ZapfDingbats

	pictures map[rune]rune // which ones, where engines do not know
}

// The flags of a PDF font descriptor.
const (
	flagFixedPitch = 1 << 0
	flagItalic     = 1 << 6
	flagForceBold  = 1 << 18
)

func newFont(name string, flags, weight int) *font {
	if i := strings.IndexByte(name, '+'); i == 6 {
		name = name[7:] // the tag of a subset
	}
	lower := strings.ToLower(name)
	has := func(parts ...string) bool {
		for _, part := range parts {
			if strings.Contains(lower, part) {
				return true
			}
		}
		return false
	}
	// TeX names its bold fonts cmbx, sfbx, ecbx, and its slanted and italic ones cmti, cmsl.
	bold := has("bold", "black", "heavy", "cmbx", "cmb1", "sfbx", "ecbx", "-demi", "semibd", "lmroman12-bold") || weight >= 600 || flags&flagForceBold != 0
	return &font{
		name:   name,
		bold:   bold,
		italic: has("italic", "oblique", "cmti", "cmsl", "sfti", "ecti") || flags&flagItalic != 0,
		mono:   has("courier", "mono", "cmtt") || flags&flagFixedPitch != 0,
		symbol: has("wingding", "webding", "dingbat", "symbol"),

		pictures: pictures(lower),
	}
}

// view says how a page's own space (points, y upwards, any origin) is displayed: its visible box, and the quarter
// turns clockwise that the page asks for.
type view struct {
	left, top, right, bottom float64
	turns                    int
}

// size is the width and height of the page as displayed.
func (v view) size() (width, height float64) {
	width, height = v.right-v.left, v.top-v.bottom
	if v.turns%2 == 1 {
		return height, width
	}
	return width, height
}

// point maps a point of the page's own space to the displayed page, from its top left corner.
func (v view) point(x, y float64) (float64, float64) {
	switch v.turns {
	case 1:
		return y - v.bottom, x - v.left
	case 2:
		return v.right - x, y - v.bottom
	case 3:
		return v.top - y, v.right - x
	}
	return x - v.left, v.top - y
}

// box maps a rectangle, after the matrix m, to the displayed page.
func (v view) box(m [6]float64, x0, y0, x1, y1 float64) document.Box {
	ax, ay := v.point(apply(m, x0, y0))
	bx, by := v.point(apply(m, x1, y1))
	return document.Box{Left: min(ax, bx), Top: min(ay, by), Right: max(ax, bx), Bottom: max(ay, by)}
}

// direction is the quarter turns clockwise, on the displayed page, of text that runs along (a, b) in the page's space.
func (v view) direction(a, b float64) int {
	if a == 0 && b == 0 {
		return 0
	}
	turns := -math.Atan2(b, a)/(math.Pi/2) + float64(v.turns)
	whole := math.Round(turns)
	if math.Abs(turns-whole) > 0.1 {
		return aslant
	}
	return (int(whole)%4 + 4) % 4
}

// turn maps a point of a displayed page of the given size to the space in which text of the given direction runs to
// the right.
func turn(direction int, width, height, x, y float64) (float64, float64) {
	switch direction {
	case 1: // runs downwards
		return y, width - x
	case 2:
		return width - x, height - y
	case 3: // runs upwards
		return height - y, x
	}
	return x, y
}

// turnBack maps a box of that space back to the displayed page.
func turnBack(direction int, width, height float64, b document.Box) document.Box {
	switch direction {
	case 1:
		return document.Box{Left: width - b.Bottom, Top: b.Left, Right: width - b.Top, Bottom: b.Right}
	case 2:
		return document.Box{Left: width - b.Right, Top: height - b.Bottom, Right: width - b.Left, Bottom: height - b.Top}
	case 3:
		return document.Box{Left: b.Top, Top: height - b.Right, Right: b.Bottom, Bottom: height - b.Left}
	}
	return b
}

// place sets a glyph's coordinates from its box (left, top, right, bottom) and its origin in the page's own space.
func (p *page) place(g *glyph, box [4]float64, originX, originY float64) {
	width, height := p.view.size()
	direction := max(g.direction, 0)
	ax, ay := p.view.point(box[0], box[1])
	bx, by := p.view.point(box[2], box[3])
	ax, ay = turn(direction, width, height, ax, ay)
	bx, by = turn(direction, width, height, bx, by)
	ox, oy := p.view.point(originX, originY)
	_, oy = turn(direction, width, height, ox, oy)
	g.x0, g.x1, g.base = min(ax, bx), max(ax, bx), oy
	if tall := math.Abs(by - ay); g.size < 1 || g.size > 400 {
		g.size = min(max(tall, 1), 400)
	}
}

// write sets a text in its box as viewers do: in lines from the top, or one line in the middle. The letters' widths are
// guessed; the box is the file's.
func (p *page) write(w writing) {
	left, top, right, bottom := w.box[0], w.box[1], w.box[2], w.box[3]
	lines := strings.FieldsFunc(w.text, func(r rune) bool { return r == '\n' || r == '\r' })
	if len(lines) == 0 || top <= bottom || right <= left {
		return
	}
	size := min(11, 0.75*(top-bottom)/float64(len(lines)))
	leading := 1.2 * size
	base := (top+bottom+leading*float64(len(lines)))/2 - 0.95*size
	object := -1 - len(p.glyphs) // no text object of the page
	for i, line := range lines {
		letter := min(size/2, (right-left)/float64(len([]rune(line))+1))
		y := base - leading*float64(i)
		for k, r := range []rune(line) {
			if len(p.glyphs) >= maxGlyphs {
				return
			}
			if r == ' ' {
				if n := len(p.glyphs); n > 0 {
					p.glyphs[n-1].parted = true
				}
				continue
			}
			x := left + 2 + letter*float64(k)
			g := glyph{r: r, size: size, direction: p.view.direction(1, 0), font: &font{name: "form"}, object: object}
			p.place(&g, [4]float64{x, y + size, x + letter, y - size/5}, x, y)
			p.glyphs = append(p.glyphs, g)
		}
	}
}

// apply maps a point by a PDF matrix.
func apply(m [6]float64, x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// multiply is the matrix that does first a, then b.
func multiply(a, b [6]float64) [6]float64 {
	return [6]float64{
		a[0]*b[0] + a[1]*b[2], a[0]*b[1] + a[1]*b[3],
		a[2]*b[0] + a[3]*b[2], a[2]*b[1] + a[3]*b[3],
		a[4]*b[0] + a[5]*b[2] + b[4], a[4]*b[1] + a[5]*b[3] + b[5],
	}
}

// dot reports whether a drawn box is as small and as broad as high as a bullet.
func dot(b document.Box) bool {
	w, h := b.Right-b.Left, b.Bottom-b.Top
	return w > 1.5 && w < 8 && h > 1.5 && h < 8 && w < 1.5*h && h < 1.5*w
}

// thin reports whether a drawn box is a rule: level or upright, and long for its width.
func thin(b document.Box) bool {
	w, h := b.Right-b.Left, b.Bottom-b.Top
	return h <= 2.5 && w >= 8 || w <= 2.5 && h >= 6
}
