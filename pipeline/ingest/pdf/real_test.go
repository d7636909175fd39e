package pdf

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
)

// realFloor is the least that a document's text may agree with poppler's, by words and by pairs of words in order.
// The exceptions are explained beside them.
var realFloor = map[string]struct{ words, pairs float64 }{
	"": {words: 0.99, pairs: 0.96},
	// A typed list in columns, badly recognised: the order of its cells is a matter of taste, and its words break at odd places.
	"atcm-1964-docs": {words: 0.97, pairs: 0.86},
	// Half of its first page is struck out and stands apart from the text here, in the midst of it there.
	"hssc-addition-report": {words: 0.99, pairs: 0.95},
}

// TestRealDocumentsAgreeWithPoppler reads the real PDFs that lie beside the project and holds their text against that
// of poppler's pdftotext.
func TestRealDocumentsAgreeWithPoppler(t *testing.T) {
	root := filepath.Join("..", "..", "..", "..", "shared", "real")
	files, _ := filepath.Glob(filepath.Join(root, "docs", "*.pdf"))
	if len(files) == 0 {
		t.Skip("the real documents of ../shared are not here")
	}
	for _, reader := range []string{PDFium, Ledongthuc} {
		t.Run(reader, func(t *testing.T) {
			r := New(Options{Reader: reader})
			defer r.Close()
			var sumWords, sumPairs float64
			n, least := 0, 1.0
			for _, file := range files {
				name := strings.TrimSuffix(filepath.Base(file), ".pdf")
				data, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				doc, err := r.Read(context.Background(), name, data)
				var failure *pipeline.Failure
				if errors.As(err, &failure) {
					t.Logf("%-26s %v", name, err)
					if reader == PDFium && failure.Reason != pipeline.NeedsOCR {
						t.Errorf("%s: %v", name, err)
					}
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				if err := doc.Check(); err != nil {
					t.Errorf("%s: %v", name, err)
				}
				want, err := os.ReadFile(filepath.Join(root, "text", name+".txt"))
				if err != nil {
					t.Fatal(err)
				}
				a, b := tokens(flowText(doc)), tokens(string(want))
				words, pairs := agreement(a, b), agreement(bigrams(a), bigrams(b))
				t.Logf("%-26s words %.4f  pairs %.4f", name, words, pairs)
				sumWords, sumPairs, n, least = sumWords+words, sumPairs+pairs, n+1, min(least, words)
				floor, ok := realFloor[name]
				if !ok {
					floor = realFloor[""]
				}
				if reader == PDFium && (words < floor.words || pairs < floor.pairs) {
					t.Errorf("%s: words %.4f, pairs %.4f: below %v", name, words, pairs, floor)
				}
			}
			t.Logf("%-26s words %.4f  pairs %.4f  least words %.4f", "mean", sumWords/float64(n), sumPairs/float64(n), least)
		})
	}
}

// flowText is the document's text without its title and meta lines, which stand on no page.
func flowText(doc *document.Document) string {
	var b strings.Builder
	for _, block := range doc.Blocks {
		if block.Kind != document.Title && block.Kind != document.Meta {
			b.WriteString(block.Marker + " " + doc.Slice(block.Span) + "\n")
		}
	}
	return b.String()
}

// tokens are the words and numbers of a text, in lower case, ligatures and superscripts plain. Hyphens within words do
// not count, since poppler does not say which of those at its lines' ends are true ones; other tests do.
func tokens(s string) []string {
	s = strings.ReplaceAll(norm.NFKC.String(s), "\u00AD", "")
	s = innerHyphen.ReplaceAllString(s, "$1$2")
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

var innerHyphen = regexp.MustCompile(`(\pL)[-\x{2010}\x{2011}]+\n?(\pL)`)

func bigrams(words []string) []string {
	var out []string
	for i := 1; i < len(words); i++ {
		out = append(out, words[i-1]+" "+words[i])
	}
	return out
}

// agreement is the F1 of two bags.
func agreement(a, b []string) float64 {
	bag := map[string]int{}
	for _, w := range b {
		bag[w]++
	}
	same := 0
	for _, w := range a {
		if bag[w] > 0 {
			bag[w]--
			same++
		}
	}
	if len(a)+len(b) == 0 {
		return 1
	}
	return 2 * float64(same) / float64(len(a)+len(b))
}
