package pdf

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/extract/document"
)

// word is a run of characters without a gap between them, all of one look. Its coordinates are those of its glyphs.
type word struct {
	text   string
	x0, x1 float64
	base   float64
	size   float64
	font   *font
	space  bool // the file sets a space before it
	sticky bool // that space is one at which no line breaks
	raised bool // a superscript of the word before it

	heading int   // as of its glyphs
	seen    *mark // where it was recognised; nil where the file says it
}

// line is what stands on one baseline within one column.
type line struct {
	words     []word
	x0, x1    float64
	base      float64
	size      float64 // of most of its characters
	page      int
	direction int
	under     bool // a rule runs right below it, as long as it is

	said        string  // its text, once it was asked for
	left, right float64 // edges of its column; 0 where the page's hold
}

// top and bottom are the edges of the band that the line's letters fill.
func (l *line) top() float64    { return l.base - 0.8*l.size }
func (l *line) bottom() float64 { return l.base + 0.25*l.size }

// box is the line's box in the space in which its text runs to the right.
func (l *line) box() document.Box {
	b := document.Box{Left: l.x0, Top: l.top(), Right: l.x1, Bottom: l.bottom()}
	for _, w := range l.words {
		b.Top = min(b.Top, w.base-0.8*w.size)
	}
	return b
}

// Gaps, in parts of the font's size.
const (
	wordGap  = 0.17 // wider than this is a space, where no space glyph stands; TeX shrinks its spaces to .22
	hintGap  = 0.07 // the same where the engine, which knows the font's space, takes the gap for one
	letterUp = 0.12 // a baseline that moves by more begins a new word: a superscript, a new line
)

// words puts the glyphs of one direction, in the order of the file, together.
func words(glyphs []glyph) []word {
	var (
		out    = make([]word, 0, len(glyphs)/5)
		text   strings.Builder
		w      word
		space  bool
		hint   bool
		sticky bool
		struck = make(map[strike]int, len(glyphs)) // the object that printed it
	)
	// Some producers write every space as one at which no line breaks: there it says nothing.
	breaking, binding := 0, 0
	for _, g := range glyphs {
		switch g.r {
		case ' ':
			breaking++
		case '\u00A0':
			binding++
		}
	}
	flush := func() {
		if text.Len() > 0 {
			w.text = text.String()
			out = append(out, w)
			text.Reset()
		}
	}
	for _, g := range glyphs {
		if unicode.IsSpace(g.r) || g.r == '\u00A0' {
			flush()
			space, hint, sticky = true, false, g.r == '\u00A0' && breaking > 3*binding
			continue
		}
		// Bold type is often faked by printing a letter again, a hair's breadth away. The letters of a ligature stand
		// at one place too, but come from one object.
		at := strike{g.r, int(math.Round(g.x0)), int(math.Round(g.base))}
		if again(struck, at, g.object) {
			continue
		}
		struck[at] = g.object
		fresh := text.Len() == 0 || g.heading != w.heading || g.font != w.font || math.Abs(g.size-w.size) > 0.05*w.size ||
			math.Abs(g.base-w.base) > letterUp*g.size || g.x0-w.x1 > wordGap*g.size || g.x0 < w.x1-0.5*g.size
		if hint && g.x0-w.x1 > hintGap*g.size {
			fresh, space = true, true
		}
		if fresh {
			flush()
			w = word{x0: g.x0, x1: g.x1, base: g.base, size: g.size, font: g.font, space: space, sticky: sticky, heading: g.heading}
		}
		space, hint, sticky = false, g.parted, false
		text.WriteRune(g.font.means(g.r))
		w.x0, w.x1 = min(w.x0, g.x0), max(w.x1, g.x1)
	}
	flush()
	return out
}

// strike is a letter at a place, to the point.
type strike struct {
	r    rune
	x, y int
}

// again reports whether another object has printed the letter at the place, or a point beside it.
func again(struck map[strike]int, at strike, object int) bool {
	for dx := -1; dx <= 1; dx++ {
		if by, ok := struck[strike{at.r, at.x + dx, at.y}]; ok && by != object {
			return true
		}
	}
	return false
}

// rows groups words by their baselines: all that stands level with one another over the whole width of the page.
// They come from top to bottom, their words from left to right.
func rows(words []word, page, direction int) []*line {
	// Large type first, so that superscripts find the line that they belong to.
	order := make([]*word, len(words))
	for i := range words {
		order[i] = &words[i]
	}
	slices.SortStableFunc(order, func(a, b *word) int {
		if c := cmp.Compare(math.Round(b.size/2), math.Round(a.size/2)); c != 0 {
			return c
		}
		return cmp.Compare(a.x0, b.x0)
	})
	type row struct {
		words []*word
		base  float64
		size  float64
	}
	var all []*row
	near := map[int][]*row{} // by the baseline's 8 points
	for _, w := range order {
		var best *row
		distance := math.Inf(1)
		for k := int(w.base/8) - 2; k <= int(w.base/8)+2; k++ {
			for _, r := range near[k] {
				// The nearest word of the row decides: scanned pages lie askew, and their baselines drift.
				n := nearest(r.words, w)
				d := math.Abs(w.base - n.base)
				gap := max(w.x0-n.x1, n.x0-w.x1)
				level := d <= 0.35*min(w.size, n.size) && math.Abs(w.base-r.base) <= 0.7*r.size
				reach := 0.5 * n.size
				if len(w.text) <= 3 && n.x0 > w.x1 {
					reach = 3 * n.size // the mark of a footnote, before its text
				}
				raised := w.seen == nil && w.size < 0.85*n.size && gap < reach &&
					w.base-0.25*w.size > n.base-0.85*n.size && w.base-0.25*w.size < n.base+0.2*n.size
				if (level || raised) && d < distance {
					best, distance = r, d
				}
			}
		}
		if best == nil {
			best = &row{base: w.base, size: w.size}
			all = append(all, best)
			k := int(w.base / 8)
			near[k] = append(near[k], best)
		}
		best.words = slices.Insert(best.words, after(best.words, w.x0), w)
	}
	out := make([]*line, 0, len(all))
	for _, r := range all {
		l := &line{page: page, direction: direction}
		for _, w := range r.words {
			l.words = append(l.words, *w)
		}
		l.measure()
		out = append(out, l)
	}
	slices.SortStableFunc(out, func(a, b *line) int {
		if c := cmp.Compare(a.base, b.base); c != 0 {
			return c
		}
		return cmp.Compare(a.x0, b.x0)
	})
	return out
}

// after is the place in a row, sorted from left to right, behind all words that begin at x or before.
func after(row []*word, x float64) int {
	return sort.Search(len(row), func(i int) bool { return row[i].x0 > x })
}

// nearest is the word of a row, sorted from left to right, that stands closest to w on the line.
func nearest(row []*word, w *word) *word {
	at := after(row, w.x0)
	best := row[max(0, at-1)]
	if at < len(row) && max(w.x0-row[at].x1, row[at].x0-w.x1) < max(w.x0-best.x1, best.x0-w.x1) {
		best = row[at]
	}
	return best
}

// measure sets the line's edges, size and baseline from its words, and marks its superscripts.
func (l *line) measure() {
	weight := map[float64]int{}
	bases := map[float64]int{}
	l.x0, l.x1 = l.words[0].x0, l.words[0].x1
	for _, w := range l.words {
		weight[math.Round(w.size*4)/4] += len(w.text)
		l.x0, l.x1 = min(l.x0, w.x0), max(l.x1, w.x1)
	}
	l.size = heaviest(weight)
	for _, w := range l.words {
		if w.size >= 0.9*l.size {
			bases[w.base] += len(w.text)
		}
	}
	l.base = heaviest(bases)
	for i := range l.words {
		w := &l.words[i]
		w.raised = w.size < 0.85*l.size && w.base < l.base-0.15*l.size
	}
}

// heaviest is the key with the greatest weight, the greater key where two weigh the same.
func heaviest(weights map[float64]int) float64 {
	best, most := 0.0, -1
	for k, n := range weights {
		if n > most || n == most && k > best {
			best, most = k, n
		}
	}
	return best
}

// text is what the line says, its words parted by single spaces.
func (l *line) text() string {
	if l.said != "" {
		return l.said
	}
	var b strings.Builder
	l.spell(func(_ *word, space bool, text string) {
		if space {
			b.WriteByte(' ')
		}
		b.WriteString(text)
	})
	l.said = mend(b.String())
	return l.said
}

// spell writes the line word by word, each with whether a space stands before it.
func (l *line) spell(write func(w *word, space bool, text string)) {
	letters := 0 // words of one letter that go on from here, or 0
	wide := 0.0  // the gap between them beyond which a word ends
	for i := range l.words {
		w := &l.words[i]
		if letters--; letters <= 0 {
			letters, wide = l.spelled(i)
		} else if w.x0-l.words[i-1].x1 <= wide {
			write(w, false, w.text)
			continue
		}
		write(w, i > 0 && l.parted(i), w.print(i > 0))
	}
}

// spelled counts the words of one letter that begin at word i. Four or more are letter-spaced type, "F I J I": their
// words end where the gap is clearly wider than the usual one.
func (l *line) spelled(i int) (letters int, wide float64) {
	n := i
	var gaps []float64
	for n < len(l.words) {
		r, size := utf8.DecodeRuneInString(l.words[n].text)
		if size != len(l.words[n].text) || !unicode.IsLetter(r) {
			break
		}
		if n > i {
			gaps = append(gaps, l.words[n].x0-l.words[n-1].x1)
		}
		n++
	}
	if n-i < 4 {
		return 0, 0
	}
	slices.Sort(gaps)
	return n - i, 1.6*gaps[len(gaps)/2] + 0.05*l.size
}

// parted reports whether a space stands before word i.
func (l *line) parted(i int) bool {
	w, before := l.words[i], l.words[i-1]
	gap := w.x0 - before.x1
	if w.space && gap > -0.3*w.size {
		return true
	}
	return gap > wordGap*min(w.size, before.size)
}

// print is the word's text; raised digits after another word (references to notes, squares) are written as
// superscripts, so that "report" with a note 2 does not become "report2".
func (w word) print(after bool) string {
	if !w.raised || !after {
		return w.text
	}
	for _, r := range w.text {
		if r < '0' || r > '9' {
			return w.text
		}
	}
	return strings.Map(func(r rune) rune { return []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[r-'0'] }, w.text)
}

// share is the part of the line's characters for which the font's look holds.
func (l *line) share(holds func(*font) bool) float64 {
	all, some := 0, 0
	for _, w := range l.words {
		all += len(w.text)
		if w.font != nil && holds(w.font) {
			some += len(w.text)
		}
	}
	return float64(some) / float64(max(1, all))
}

func (l *line) bold() bool   { return l.share(func(f *font) bool { return f.bold }) > 0.8 }
func (l *line) italic() bool { return l.share(func(f *font) bool { return f.italic }) > 0.8 }

// heading is the level of the heading that the file's structure says the line belongs to as a whole; 0 for none.
func (l *line) heading() int {
	level := l.words[0].heading
	for _, w := range l.words {
		if w.heading != level {
			return 0
		}
	}
	return level
}

// from is the line without its first n words.
func (l *line) from(n int) *line {
	rest := *l
	rest.words, rest.said = l.words[n:], ""
	rest.x0 = rest.words[0].x0
	return &rest
}
