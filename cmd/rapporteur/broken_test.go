package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"rapporteur/cmd/internal/wire"
	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// breaks are ways in which scanning, copying and conversion spoil a text.
var breaks = map[string]func(r *rand.Rand, text string) string{
	"wrapped": func(r *rand.Rand, text string) string {
		width, line := 10+r.IntN(60), 0
		var out strings.Builder
		for _, word := range strings.Fields(text) {
			if line += len(word) + 1; line > width {
				out.WriteByte('\n')
				line = len(word)
			}
			out.WriteString(word + " ")
		}
		return out.String()
	},
	"with holes": func(r *rand.Rand, text string) string {
		runes := []rune(text)
		for range 30 {
			at, n := r.IntN(len(runes)), 1+r.IntN(20)
			runes = slices.Delete(runes, at, min(at+n, len(runes)))
		}
		return string(runes)
	},
	"with stray marks": func(r *rand.Rand, text string) string {
		marks := []string{"\n", "(", ")", ",", ";", ":", " – ", "“", "”", ". ", "1. ", "•\n", " and ", " of ", " the ", "\n\n"}
		runes := []rune(text)
		for range 60 {
			runes = slices.Insert(runes, r.IntN(len(runes)), []rune(marks[r.IntN(len(marks))])...)
		}
		return string(runes)
	},
	"shuffled": func(r *rand.Rand, text string) string {
		lines := strings.Split(text, "\n")
		r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		return strings.Join(lines, "\n")
	},
	"in capitals":   func(_ *rand.Rand, text string) string { return strings.ToUpper(text) },
	"in lower case": func(_ *rand.Rand, text string) string { return strings.ToLower(text) },
	"in title case": func(_ *rand.Rand, text string) string {
		before := ' '
		return strings.Map(func(c rune) rune {
			if !unicode.IsLetter(before) {
				c = unicode.ToTitle(c)
			}
			before = c
			return c
		}, text)
	},
}

// TestExtractionHoldsOnBrokenTexts holds that no way of spoiling a report stops extraction, or makes it quote what is not there.
func TestExtractionHoldsOnBrokenTexts(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "series", "reports", "*"))
	if err != nil || len(files) == 0 {
		t.Fatal("no bundled reports", err)
	}
	var s wire.Settings
	finders, err := s.Extractor()
	if err != nil {
		t.Fatal(err)
	}
	reader := s.Reader(pipeline.Limits{})
	for name, spoil := range breaks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(1, uint64(len(name))))
			for range 40 {
				file := files[r.IntN(len(files))]
				whole, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				doc, err := reader.Read(t.Context(), file, whole)
				if err != nil {
					t.Fatal(err)
				}
				text := spoil(r, doc.Text)
				if doc, err = reader.Read(t.Context(), "spoiled.txt", []byte(text)); err != nil {
					continue // said to be no report, or in no language that is read
				}
				func() {
					defer func() {
						if v := recover(); v != nil {
							at := filepath.Join(os.TempDir(), fmt.Sprintf("spoiled-%s.txt", filepath.Base(file)))
							t.Errorf("%s, %s (%s): %v", file, name, at, v)
							_ = os.WriteFile(at, []byte(text), 0o600)
						}
					}()
					if err := schemas.CheckGrounding(finders.Extract("spoiled", doc), doc.Text); err != nil {
						t.Errorf("%s, %s: %v", file, name, err)
					}
				}()
			}
		})
	}
}
