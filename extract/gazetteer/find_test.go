package gazetteer

import (
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"
)

// checkMentions fails unless the mentions are whole words of the text, in order, disjoint, and each means something.
func checkMentions(t *testing.T, text string, mentions []Mention) {
	t.Helper()
	end := 0
	for _, m := range mentions {
		s := m.Span
		if s.Start < end || s.End <= s.Start || s.End > len(text) {
			t.Fatalf("%q: span %v after %d is empty, out of order or outside", text, s, end)
		}
		end = s.End
		if utf8.ValidString(text) && !utf8.ValidString(text[s.Start:s.End]) {
			t.Fatalf("%q: span %v cuts a character", text, s)
		}
		before, _ := utf8.DecodeLastRuneInString(text[:s.Start])
		after, _ := utf8.DecodeRuneInString(text[s.End:])
		first, _ := utf8.DecodeRuneInString(text[s.Start:])
		last, _ := utf8.DecodeLastRuneInString(text[:s.End])
		if isWordRune(before) && isWordRune(first) || isWordRune(last) && isWordRune(after) {
			t.Fatalf("%q: %q is no whole word", text, text[s.Start:s.End])
		}
		if unicode.IsSpace(first) || unicode.IsSpace(last) {
			t.Fatalf("%q: %q has a space at an end", text, text[s.Start:s.End])
		}
		if len(m.Candidates) == 0 {
			t.Fatalf("%q: %q means nothing", text, text[s.Start:s.End])
		}
		for _, c := range m.Candidates {
			if c.Entry == nil || m.Of(c.Entry.Kind) == nil {
				t.Fatalf("%q: %q has a candidate without entry", text, text[s.Start:s.End])
			}
		}
	}
}

func FuzzMentionsAreWholeWordsInOrder(f *testing.F) {
	g := mustDefault(f)
	for _, seed := range []string{
		"", "Fiji", "U.S.", "the U.N", "Co\u0302te d\u2019Ivoire,\nHong Kong, China", "\xff\xfeFiji\x80", "S.-Korea - North Korea",
		"Guinea-\nBissau\u00ad", "İstanbul Ǆ ß ﬁ", "Tonga’s 'Eua", "A.B.C.D", "Rep. of Korea", strings.Repeat("Korea, Republic of ", 50),
		"Nuku\u02BBalofa", "é\u0301\u0301", "St. St. St. Lucia", "G-7/G 20+China", "ＦＩＪＩ",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkMentions(t, text, g.Find(text))
		g.Lookup(text)
	})
}

// TestNamesSideBySideAreAllFound joins every ten names of the tables by commas: what is found holds the property, and
// misses few.
func TestMentionsAreWholeWordsInOrder(t *testing.T) {
	g := mustDefault(t)
	for i := 0; i+10 <= len(g.tables.names); i += 10 {
		var names []string
		for _, n := range g.tables.names[i : i+10] {
			names = append(names, n.name)
		}
		for _, sep := range []string{", ", "\n", " ", ". ", "–"} {
			text := strings.Join(names, sep)
			checkMentions(t, text, g.Find(text))
			upper := strings.ToUpper(text)
			checkMentions(t, upper, g.Find(upper))
		}
	}
}

func TestOneGazetteerServesManyAtOnce(t *testing.T) {
	g := mustDefault(t)
	text := "Fiji, the U.S. and the Republic of Korea met in Hyderabad, Pakistan."
	want := len(g.Find(text))
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				if got := len(g.Find(text)); got != want {
					t.Errorf("found %d names, want %d", got, want)
				}
			}
		})
	}
	group.Wait()
}

func TestMentionGivesTheFirstOfAKind(t *testing.T) {
	m := mustDefault(t).Find("in Singapore")[0]
	if s := m.Of(State); s == nil || s.Entry.Code != "SGP" {
		t.Errorf("state: %v", s)
	}
	if p := m.Of(Place); p == nil || p.Entry.Country != "SGP" {
		t.Errorf("place: %v", p)
	}
	if o := m.Of(Organization); o != nil {
		t.Errorf("organisation: %v", o)
	}
}

func TestLookupTakesTheWholeNameOnly(t *testing.T) {
	g := mustDefault(t)
	for name, want := range map[string]string{"fiji": "FJI", "The Gambia": "GMB", "the gambia.": "GMB", "Cote d'Ivoire": "CIV", "Iran (Islamic Republic of)": "IRN"} {
		c := g.Lookup(name)
		if len(c) == 0 || c[0].Entry.Code != want {
			t.Errorf("%q gives %v, want %s", name, c, want)
		}
	}
	for _, name := range []string{"", "who", "us", "Fiji and Tonga", "the", "guinea pig", "no such name"} {
		if c := g.Lookup(name); len(c) != 0 {
			t.Errorf("%q gives %v", name, c[0].Entry)
		}
	}
}
