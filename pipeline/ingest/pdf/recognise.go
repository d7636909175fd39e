package pdf

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/pipeline/ingest/ocr"
)

// When pages are recognised.
const (
	OCROff   = "off"
	OCRAuto  = "auto"  // pages without text that can be read
	OCRForce = "force" // all pages
)

// Defaults of recognition.
const (
	DefaultOCRLanguages = "eng"
	DefaultOCRDPI       = 300
)

// OCR says whether and how the text of pages is recognised from their pictures. The zero value never does.
type OCR struct {
	When      string        // OCROff (also ""), OCRAuto or OCRForce
	Languages string        // tesseract's names, joined by "+"; "" is DefaultOCRLanguages
	DPI       int           // dots per inch of the pictures; 0 is DefaultOCRDPI
	AtOnce    int           // pages that are recognised at the same time; 0 is 1
	PageTime  time.Duration // for one page; 0 is no limit
}

func (o *OCR) complete() {
	o.When = cmp.Or(o.When, OCROff)
	o.Languages = cmp.Or(o.Languages, DefaultOCRLanguages)
	o.DPI = cmp.Or(o.DPI, DefaultOCRDPI)
	o.AtOnce = max(1, o.AtOnce)
}

// reading is a page's picture as tesseract reads it.
type reading struct {
	sheet *sheet
	words []ocr.Word
	broad []float64 // of each word, how broad its strokes are, in points
	rules []document.Box
	dpi   int // of the picture
	err   error
}

// recognise has tesseract read the pages that need it and puts what it sees in the place of their text. A page that it
// cannot read stays as it was. The second result says why pages were not recognised that should have been, nil where all
// were.
func (r *Reader) recognise(ctx context.Context, got *raw) (warnings []document.Warning, why error, err error) {
	var wanted []*sheet
	for _, s := range got.sheets {
		if s.wanted(r.options.OCR.When) {
			wanted = append(wanted, s)
		}
	}
	if len(wanted) == 0 {
		return nil, nil, nil
	}
	program, err := ocr.Find(ctx)
	if err == nil {
		err = program.Check(r.options.OCR.Languages)
	}
	if err != nil {
		return nil, err, ctx.Err()
	}
	readings, err := r.readPictures(ctx, got, wanted, program)
	if err != nil {
		return nil, nil, err
	}
	var done []reading
	var failed []string
	for _, page := range readings {
		if page.err != nil {
			failed = append(failed, fmt.Sprint(page.sheet.page.number))
			why = page.err
			continue
		}
		if page.sheet.betterThan(page.words) {
			continue
		}
		done = append(done, page)
	}
	typeset(done)
	if len(failed) > 0 {
		warnings = append(warnings, document.Warning{
			Code:    "ocr-failed",
			Message: fmt.Sprintf("pages that could not be recognised: %s (%v)", strings.Join(failed, ", "), why),
		})
	}
	if len(done) > 0 {
		got.reader += " and tesseract " + program.Version
		warnings = append(warnings, document.Warning{
			Code:    "ocr",
			Message: fmt.Sprintf("recognised from their pictures by tesseract %s (%s, %d dpi): %s", program.Version, r.options.OCR.Languages, r.options.OCR.DPI, told(done)),
		})
	}
	return warnings, why, nil
}

// readPictures draws the pages, one after the other, and has so many tesseracts read them at the same time as the options
// say.
func (r *Reader) readPictures(ctx context.Context, got *raw, wanted []*sheet, program *ocr.Program) ([]reading, error) {
	in, err := r.engine.acquire()
	if err != nil {
		return nil, err
	}
	defer r.engine.release(in)
	f, err := r.open(in, got.data)
	if err != nil {
		return nil, fmt.Errorf("drawing pages: %w", err)
	}
	defer f.close()
	out := make([]reading, len(wanted))
	var running sync.WaitGroup
	defer running.Wait()
	places := make(chan struct{}, r.options.OCR.AtOnce)
	for i, s := range wanted {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case places <- struct{}{}:
		}
		out[i].sheet = s
		img, dpi, err := f.picture(s.page.number-1, r.options.OCR.DPI)
		if in.err != nil {
			return nil, fail(pipeline.Corrupt, in.err)
		}
		if err != nil {
			out[i].err = err
			<-places
			continue
		}
		out[i].dpi = dpi
		running.Go(func() {
			defer func() { <-places }()
			limited, cancel := ctx, func() {}
			if r.options.OCR.PageTime > 0 {
				limited, cancel = context.WithTimeout(ctx, r.options.OCR.PageTime)
			}
			defer cancel()
			printed := inkOf(img)
			out[i].rules = printed.rules(dpi)
			out[i].words, out[i].err = program.Read(limited, img, dpi, r.options.OCR.Languages)
			out[i].weigh(printed)
			pipeline.Alive(ctx)
		})
	}
	running.Wait()
	return out, ctx.Err()
}

// weigh adds how broad the words' strokes are.
func (r *reading) weigh(k ink) {
	for _, w := range r.words {
		r.broad = append(r.broad, pointsPerInch/float64(r.dpi)*k.stroke(w.Box))
	}
}

// told names the pages that were recognised, with how sure tesseract is of them.
func told(done []reading) string {
	var parts []string
	for _, page := range done {
		if len(page.words) == 0 {
			parts = append(parts, fmt.Sprintf("page %d (nothing found)", page.sheet.page.number))
			continue
		}
		parts = append(parts, fmt.Sprintf("page %d (confidence %.2f)", page.sheet.page.number, certainty(page.words)))
	}
	return strings.Join(parts, ", ")
}

// certainty is the mean confidence of words, by their letters.
func certainty(words []ocr.Word) float64 {
	sum, n := 0.0, 0
	for _, w := range words {
		sum += w.Confidence * float64(len(w.Text))
		n += len(w.Text)
	}
	return sum / float64(max(1, n))
}

// Parts of a font's size: how high its letters stand, and how far those with a tail reach below the line. They are between
// those of Times and Helvetica.
const (
	tallHeight   = 0.70 // capitals, digits, letters such as b
	unevenHeight = 0.64 // letters such as t and i
	smallHeight  = 0.48 // letters such as x
	tailDepth    = 0.21
)

const (
	tallLetters   = "bdfhklßþ"
	unevenLetters = "tijéèêàâáíóúöüäñçôîû'\"’“”"
	tails         = "gjpqyQçþ,;()[]{}|/@$_"
	evenSize      = 0.12 // lines whose size differs by less, in parts of it, are of one size: recognised boxes are inexact
	evenRoughly   = 0.35 // the same for lines whose letters do not tell their size well
	mostSkew      = 0.08 // more is no page that lies askew
)

// typeset gives the sheets the words that were recognised on their pictures, as if the file had said them: turned
// upright, level, with fonts whose size is judged by the height of their letters and whose weight by their strokes.
func typeset(pages []reading) {
	var all []*seenPage
	var lines []*seenLine
	for _, from := range pages {
		p := from.turned(flow(from.words))
		p.straighten()
		for _, l := range p.lines {
			l.measure()
		}
		all, lines = append(all, p), append(lines, p.lines...)
	}
	evenOut(lines)
	embolden(lines)
	for _, p := range all {
		p.sheet.recognised(p)
	}
}

// flow is the direction in which most lines of words run, in quarter turns clockwise.
func flow(words []ocr.Word) int {
	x, y := 0, 0
	for i := 1; i < len(words); i++ {
		if a, b := words[i-1], words[i]; a.Line == b.Line {
			x += b.Box.Min.X + b.Box.Max.X - a.Box.Min.X - a.Box.Max.X
			y += b.Box.Min.Y + b.Box.Max.Y - a.Box.Min.Y - a.Box.Max.Y
		}
	}
	switch {
	case y > max(x, -x):
		return 1
	case -y > max(x, -x):
		return 3
	case x < 0:
		return 2
	}
	return 0
}

// seenPage is a page as its picture shows it, turned so that its text runs to the right.
type seenPage struct {
	sheet         *sheet
	direction     int     // of its text on the displayed page
	width, height float64 // after turning
	lines         []*seenLine
	rules         []document.Box
}

// seenLine is a line as tesseract sees it.
type seenLine struct {
	words      []seenWord
	base, size float64
	rough      bool // its letters do not tell its size well
}

// seenWord is a word of such a line.
type seenWord struct {
	mark
	text                     string
	broad                    float64 // how broad its strokes are, in points
	bold                     bool
	left, top, right, bottom float64 // in points, in the space in which the text runs to the right
}

// mark says where on the displayed page a word was seen, and how surely it was recognised.
type mark struct {
	box        document.Box
	confidence float64
}

// turned is the page in points, turned so that text of the direction runs to the right.
func (r *reading) turned(direction int) *seenPage {
	s := r.sheet
	scale := pointsPerInch / float64(r.dpi)
	p := &seenPage{sheet: s, direction: direction, width: s.width, height: s.height}
	if direction%2 == 1 {
		p.width, p.height = s.height, s.width
	}
	for _, rule := range r.rules {
		p.rules = append(p.rules, turnBox(direction, s.width, s.height, rule))
	}
	last := -1
	for i, w := range r.words {
		if speck(w) {
			continue
		}
		box := document.Box{
			Left: scale * float64(w.Box.Min.X), Top: scale * float64(w.Box.Min.Y),
			Right: scale * float64(w.Box.Max.X), Bottom: scale * float64(w.Box.Max.Y),
		}
		if strings.Trim(w.Text, "|¦!_-–—=[](){}") == "" && slices.ContainsFunc(r.rules, func(rule document.Box) bool { return meet(rule, box) }) {
			continue // the rule, taken for a sign
		}
		if w.Line != last {
			p.lines, last = append(p.lines, &seenLine{}), w.Line
		}
		b := turnBox(direction, s.width, s.height, box)
		l := p.lines[len(p.lines)-1]
		l.words = append(l.words, seenWord{
			mark: mark{box, max(0.01, w.Confidence)}, text: tilde.ReplaceAllString(w.Text, "$1-$2"), broad: r.broad[i],
			left: b.Left, top: b.Top, right: b.Right, bottom: b.Bottom,
		})
	}
	return p
}

// tilde finds the sign for which tesseract takes the hyphens of old typewriters.
var tilde = regexp.MustCompile(`(\p{L})[-~]*~[-~]*(\p{L})`)

// turnBox maps a box of a displayed page to the space in which text of the direction runs to the right.
func turnBox(direction int, width, height float64, b document.Box) document.Box {
	ax, ay := turn(direction, width, height, b.Left, b.Top)
	bx, by := turn(direction, width, height, b.Right, b.Bottom)
	return document.Box{Left: min(ax, bx), Top: min(ay, by), Right: max(ax, bx), Bottom: max(ay, by)}
}

// meet reports whether a rule runs through a box, or along it.
func meet(rule, box document.Box) bool {
	return rule.Left < box.Right+1 && box.Left < rule.Right+1 && rule.Top < box.Bottom+1 && box.Top < rule.Bottom+1
}

// speck reports whether a word is dirt, a stroke of a pen or a piece of a picture that tesseract took for letters.
func speck(w ocr.Word) bool {
	letters := 0
	for _, r := range w.Text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			letters++
		}
	}
	return w.Confidence < 0.3 && (letters < 3 || !wordlike(w.Text))
}

// stands reports whether a word's box ends on its baseline.
func (w *seenWord) stands() bool {
	return !strings.ContainsAny(w.text, tails) && strings.ContainsFunc(w.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// straighten turns a page that lies askew.
func (p *seenPage) straighten() {
	slopes := map[float64]int{}
	for _, l := range p.lines {
		var standing []seenWord
		for _, w := range l.words {
			if w.stands() {
				standing = append(standing, w)
			}
		}
		if n := len(standing); n > 3 {
			a, b := standing[0], standing[n-1]
			if run := (b.left + b.right - a.left - a.right) / 2; run > 100 {
				slopes[(b.bottom-a.bottom)/run] += int(run)
			}
		}
	}
	slope := weightedMedian(slopes)
	if math.Abs(slope) > mostSkew {
		slope = 0
	}
	// The page turns about its middle.
	shift := func(left, top, right, bottom float64) (x, y float64) {
		return slope * ((top+bottom)/2 - p.height/2), -slope * ((left+right)/2 - p.width/2)
	}
	for _, l := range p.lines {
		for i := range l.words {
			w := &l.words[i]
			x, y := shift(w.left, w.top, w.right, w.bottom)
			w.left, w.right, w.top, w.bottom = w.left+x, w.right+x, w.top+y, w.bottom+y
		}
	}
	// A rule that lies askew fills a box; straightened, it is its middle.
	for i := range p.rules {
		r := &p.rules[i]
		x, y := shift(r.Left, r.Top, r.Right, r.Bottom)
		if r.Right-r.Left > r.Bottom-r.Top {
			middle := (r.Top+r.Bottom)/2 + y
			r.Left, r.Right, r.Top, r.Bottom = r.Left+x, r.Right+x, middle-ruleHalf, middle+ruleHalf
		} else {
			middle := (r.Left+r.Right)/2 + x
			r.Left, r.Right, r.Top, r.Bottom = middle-ruleHalf, middle+ruleHalf, r.Top+y, r.Bottom+y
		}
	}
}

const ruleHalf = 0.25 // of a straightened rule's breadth, in points

// measure judges a line's size and baseline by its letters.
func (l *seenLine) measure() {
	sizes, rough, bases := map[float64]int{}, map[float64]int{}, map[float64]int{}
	for i := range l.words {
		w := &l.words[i]
		size, exact := w.size()
		if exact {
			sizes[size] += len(w.text)
		} else {
			rough[size] += len(w.text)
		}
		if w.stands() {
			bases[w.bottom] += len(w.text)
		}
	}
	if l.rough = len(sizes) == 0; l.rough {
		sizes = rough
	}
	l.size = min(max(weightedMedian(sizes), 2), 200)
	if len(bases) == 0 {
		for _, w := range l.words {
			bases[w.bottom-tailDepth*l.size] += len(w.text)
		}
	}
	l.base = weightedMedian(bases)
}

// size is the font's size by which a word would be as high as it is, and whether its letters tell.
func (w *seenWord) size() (size float64, exact bool) {
	height := smallHeight
	for _, r := range w.text {
		switch {
		case unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune(tallLetters, r):
			height = tallHeight
		case strings.ContainsRune(unevenLetters, r):
			height = max(height, unevenHeight)
		}
	}
	exact = height != unevenHeight && strings.ContainsFunc(w.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	if strings.ContainsAny(w.text, tails) {
		height += tailDepth
	}
	return (w.bottom - w.top) / height, exact
}

// evenOut gives lines of nearly the same size the same size: first those of the size of most text, then the others.
func evenOut(lines []*seenLine) {
	rest := slices.Clone(lines)
	for len(rest) > 0 {
		weights := map[float64]int{}
		for _, l := range rest {
			for _, w := range l.words {
				weights[l.size] += len(w.text)
			}
		}
		usual := weightedMedian(weights)
		var others []*seenLine
		for _, l := range rest {
			most := evenSize
			if l.rough {
				most = evenRoughly
			}
			if math.Abs(l.size-usual) <= most*usual {
				l.size = half(usual)
			} else {
				others = append(others, l)
			}
		}
		rest = others
	}
}

const (
	boldStroke   = 1.28 // times as broad as most strokes are those of bold type; plain type has up to 1.2, bold from 1.33
	fewBoldSigns = 3    // words with fewer are as bold as their neighbours
)

// embolden tells bold words from plain ones by how broad their strokes are for their size.
func embolden(lines []*seenLine) {
	weights := map[float64]int{}
	for _, l := range lines {
		for _, w := range l.words {
			weights[w.broad/l.size] += len(w.text)
		}
	}
	usual := weightedMedian(weights)
	for _, l := range lines {
		judged := -1
		for i := range l.words {
			w := &l.words[i]
			if utf8.RuneCountInString(w.text) < fewBoldSigns {
				w.bold = judged >= 0 && l.words[judged].bold
				continue
			}
			w.bold = w.broad > boldStroke*usual*l.size
			if judged < 0 { // those at the line's beginning are as the first that tells
				for k := range i {
					l.words[k].bold = w.bold
				}
			}
			judged = i
		}
	}
}

// weightedMedian is the middle of values by their weights, 0 where there are none.
func weightedMedian(weights map[float64]int) float64 {
	values := make([]float64, 0, len(weights))
	all := 0
	for v, n := range weights {
		values = append(values, v)
		all += n
	}
	slices.SortFunc(values, cmp.Compare)
	for _, v := range values {
		if all -= 2 * weights[v]; all <= 0 {
			return v
		}
	}
	return 0
}

// recognised puts what was seen in the place of the sheet's own text.
func (s *sheet) recognised(seen *seenPage) {
	plain, bold := &font{}, &font{bold: true}
	var ws []word
	s.glyphs = 0
	for _, l := range seen.lines {
		for _, w := range l.words {
			look := plain
			if w.bold {
				look = bold
			}
			ws = append(ws, word{text: w.text, x0: w.left, x1: w.right, base: l.base, size: l.size, font: look, space: true, seen: &w.mark})
			s.glyphs += len([]rune(w.text))
		}
	}
	s.lines, s.furniture = rows(ws, s.page.number, seen.direction), nil
	s.scanned, s.rubbish = false, false
	s.page.rules = nil
	for _, r := range seen.rules {
		s.page.rules = append(s.page.rules, turnBack(seen.direction, s.width, s.height, r))
	}
	s.grids = grids(s.rules(seen.direction))
}

// wanted reports whether a page is to be recognised.
func (s *sheet) wanted(when string) bool {
	switch when {
	case OCRForce:
		return s.glyphs > 0 || s.page.pictures > 0
	case OCRAuto:
		return s.scanned || s.rubbish || s.doubtful()
	}
	return false
}

// betterThan reports whether the sheet's own text reads better than what was recognised: of two text layers that
// programs made of a picture the one with more words in it that look like words is kept.
func (s *sheet) betterThan(words []ocr.Word) bool {
	if s.scanned || s.rubbish {
		return false
	}
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.Text
	}
	seen, n := wordlikeShare(texts)
	if !s.doubtful() {
		return n == 0
	}
	own, _ := s.wordlike()
	return n < fewWords || seen <= own
}
