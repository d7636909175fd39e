package text

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func splitter(t testing.TB) *Splitter {
	t.Helper()
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func texts(block string, sentences []Sentence, at int) []string {
	var out []string
	for _, s := range sentences {
		out = append(out, block[s.Span.Start-at:s.Span.End-at])
	}
	return out
}

func TestSentencesEndWhereAReaderWouldEndThem(t *testing.T) {
	tests := []struct {
		name, block string
		want        []string
	}{
		{"plain", "The forum met. It agreed on fish.", []string{"The forum met.", "It agreed on fish."}},
		{"titles", "H.E. Dr. Ana Pita spoke. Hon. J. B. Tui replied.", []string{"H.E. Dr. Ana Pita spoke.", "Hon. J. B. Tui replied."}},
		{"references", "See para. 4 and Art. 12 of Res. 5. Nothing else is new.", []string{"See para. 4 and Art. 12 of Res. 5.", "Nothing else is new."}},
		{"a reference that is a word", "They spoke of art. The rest was silence.", []string{"They spoke of art.", "The rest was silence."}},
		{"no space after an acronym's or a year's point", "Fiji joined the RLC.The Forum met in 2018.It met again. See RLC.Secretariat for more.",
			[]string{"Fiji joined the RLC.", "The Forum met in 2018.", "It met again.", "See RLC.Secretariat for more."}},
		{"shillings and pence", "It was set at £20 12s. 6d. for each vote. 12 members paid 5s. They left.", []string{"It was set at £20 12s. 6d. for each vote.", "12 members paid 5s.", "They left."}},
		{"a year of the Hijra", "They met in Rajab 1434 H. It was said that nets matter.", []string{"They met in Rajab 1434 H.", "It was said that nets matter."}},
		{"a letter behind a hyphen", "ROSH spoke on Electro-L. CGMS welcomed it, and so did Jean-L. Pita.",
			[]string{"ROSH spoke on Electro-L.", "CGMS welcomed it, and so did Jean-L. Pita."}},
		{"a letter that stands alone", "Ana reviewed Region H. The Meeting met in Washington, D.C. A paper was adopted.",
			[]string{"Ana reviewed Region H.", "The Meeting met in Washington, D.C.", "A paper was adopted."}},
		{"no space after the point", "They met today.The minutes follow.", []string{"They met today.", "The minutes follow."}},
		{"nor one in capitals", "THEY PAID THEIR DUES.THE SUMMIT NOTED THIS.", []string{"THEY PAID THEIR DUES.", "THE SUMMIT NOTED THIS."}},
		{"an abbreviation at the end", "They came from the U.N. The rest stayed.", []string{"They came from the U.N.", "The rest stayed."}},
		{"lines are entries", "Fiji\nTonga\nNew Zealand", []string{"Fiji", "Tonga", "New Zealand"}},
		{"a line that goes on", "The ministers of Fiji and\nTonga met.", []string{"The ministers of Fiji and\nTonga met."}},
		{"a number is no sentence", "1. Fiji agreed.", []string{"1. Fiji agreed."}},
		{"brackets hold together", "Fiji (see the note. It is long) agreed.", []string{"Fiji (see the note. It is long) agreed."}},
	}
	s := splitter(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, texts(test.block, s.Sentences(test.block, 7), 7)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// check holds the package's invariants for one block.
func check(t testing.TB, s *Splitter, block string, at int) {
	t.Helper()
	end, covered := at, 0
	for _, sentence := range s.Sentences(block, at) {
		span := sentence.Span.Shift(-at)
		if sentence.Span.Start < end || sentence.Span.Empty() || span.End > len(block) {
			t.Fatalf("sentence %v of %q overlaps the one before, is empty, or leaves the block", sentence.Span, block)
		}
		text := block[span.Start:span.End]
		if text != strings.TrimSpace(text) || !utf8.ValidString(text) {
			t.Fatalf("sentence %q begins or ends with a space, or cuts a character", text)
		}
		covered += len(strings.Join(strings.Fields(text), ""))
		from := sentence.Span.Start
		for _, token := range sentence.Tokens {
			if token.Span.Start < from || !sentence.Span.Contains(token.Span) || block[token.Span.Start-at:token.Span.End-at] != token.Text {
				t.Fatalf("token %q at %v is not the text there, or not in order", token.Text, token.Span)
			}
			from = token.Span.End
		}
		end = sentence.Span.End
	}
	if all := len(strings.Join(strings.Fields(block), "")); covered != all {
		t.Fatalf("sentences hold %d of %d bytes of %q", covered, all, block)
	}
}

func TestSentencesAndTokensAreExactOrderedAndLoseNothing(t *testing.T) {
	pieces := []string{"Fiji", "Türkiye", "Île", "para.", "No.", "5", "H.E.", "agreed", ". ", "? ", "\n", " ", ", ", "(", ")", "“", "”", "U.N.", "The", "the", "—", "日本", "e.g.", ";", ":", "a) ", "1. "}
	s := splitter(t)
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		var block strings.Builder
		for range 1 + random.IntN(30) {
			block.WriteString(pieces[random.IntN(len(pieces))])
			if random.IntN(2) == 0 {
				block.WriteString(" ")
			}
		}
		if text := strings.TrimSpace(block.String()); text != "" {
			check(t, s, text, random.IntN(1000))
		}
	}
}

func FuzzSentences(f *testing.F) {
	f.Add("The forum met. It agreed on fish.\nFiji")
	s := splitter(f)
	f.Fuzz(func(t *testing.T, block string) {
		if utf8.ValidString(block) && strings.TrimSpace(block) != "" {
			check(t, s, block, 3)
		}
	})
}

func BenchmarkSentences(b *testing.B) {
	block := strings.Repeat("The ministers of Fiji and Tonga met in Apia on 3 May 2019. They agreed to share data (see para. 4). ", 20)
	s := splitter(b)
	b.SetBytes(int64(len(block)))
	for b.Loop() {
		s.Sentences(block, 0)
	}
}
