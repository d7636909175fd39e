package pdf

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rapporteur/extract/document"
)

// scattered is a page of words, numbers and rules at places of which some stand in line by chance: tables, lists, columns
// and their like, none of them right.
func scattered(random *rand.Rand, number int) (*page, string) {
	p := &page{number: number, view: view{right: 595, top: 842}}
	fonts := []*font{newFont("Times", 0, 0), newFont("Times-Bold", 0, 0), newFont("Courier", 0, 0)}
	words := strings.Fields("Arland Borland agreed to the (a) 1. 2. 3. iv) • – - A. B. of and For Name Country Present 12 ........ co- pre- Mr. wells: Done")
	edges := []float64{72, 90, 150, 210, 300, 310, 420}
	var all strings.Builder
	set := func(text string, x, y, size float64, f *font, direction int) {
		width, height := p.view.size()
		for _, r := range text {
			g := glyph{r: r, size: size, direction: direction, font: f, object: len(p.glyphs)}
			g.x0, g.x1, g.base = x, x+0.5*size, y
			if direction%2 == 1 && x > height || direction%2 == 0 && x > width {
				return
			}
			p.glyphs = append(p.glyphs, g)
			all.WriteRune(r)
			x += 0.5 * size
		}
	}
	y := 40.0
	for range 5 + random.IntN(60) {
		size := []float64{7, 9, 10, 11, 11, 11, 16}[random.IntN(7)]
		y += []float64{4, 12, 14, 14, 14, 20, 30}[random.IntN(7)]
		if y > 830 {
			break
		}
		x := edges[random.IntN(len(edges))]
		f := fonts[[]int{0, 0, 0, 1, 2}[random.IntN(5)]]
		direction := []int{0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3, aslant}[random.IntN(12)]
		for range 1 + random.IntN(12) {
			w := words[random.IntN(len(words))]
			set(w, x, y, size, f, direction)
			x += size*0.5*float64(len([]rune(w))) + []float64{0.3, 0.3, 0.3, 0.3, 0.5, 1, 4, 10}[random.IntN(8)]*size
		}
		if random.IntN(4) == 0 {
			from := edges[random.IntN(len(edges))]
			p.rules = append(p.rules, document.Box{Left: from, Right: from + 20 + 300*random.Float64(), Top: y + 3, Bottom: y + 3.5})
		}
		if random.IntN(6) == 0 {
			at := edges[random.IntN(len(edges))] - 3
			p.rules = append(p.rules, document.Box{Left: at, Right: at + 0.5, Top: y, Bottom: y + 100})
		}
	}
	return p, all.String()
}

// letters are the letters and digits of a text, sorted.
func letters(text string) string {
	var out []rune
	for _, r := range norm.NFKC.String(document.Normalize(text)) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			out = append(out, r)
		}
	}
	slices.Sort(out)
	return string(out)
}

// lostSeeds is how many files of scattered pages are made.
const lostSeeds = 500

// Whatever stands on a page, each of its letters comes out once, in some block or its marker.
func TestNoLetterIsLostWhateverTheLayout(t *testing.T) {
	for seed := range uint64(lostSeeds) {
		random := rand.New(rand.NewPCG(seed, 3))
		got := &raw{}
		want := ""
		for n := range 1 + random.IntN(3) {
			p, text := scattered(random, n+1)
			want += text
			got.sheets = append(got.sheets, spread(p))
		}
		var b document.Builder
		compose(&b, got)
		doc := b.Document(document.Source{})
		if err := doc.Check(); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		have := ""
		for _, block := range doc.Blocks {
			have += block.Marker + " " + doc.Slice(block.Span) + "\n"
		}
		if letters(have) != letters(want) {
			t.Errorf("seed %d: %d bytes of letters became %d", seed, len(letters(want)), len(letters(have)))
		}
	}
}
