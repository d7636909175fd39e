package document

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

func TestTextIsNormalised(t *testing.T) {
	for name, tt := range map[string]struct {
		runs []string
		want string
	}{
		"spaces":                             {[]string{"  a \t b\u00A0c  "}, "a b c"},
		"line breaks stay, their spaces not": {[]string{"a \n\n b\r\nc"}, "a\nb\nc"},
		"runs join as they stand":            {[]string{"Ost", "land ", " and", " Westmark"}, "Ostland and Westmark"},
		"a break between runs":               {[]string{"a", "\n", "b"}, "a\nb"},
		"a break after a space":              {[]string{"a ", "\nb"}, "a\nb"},
		"a break before a space":             {[]string{"a\n", " b"}, "a\nb"},
		"ligatures":                          {[]string{"ﬁsheries o\uFB03ce"}, "fisheries office"},
		"soft hyphens and zero widths":       {[]string{"fish\u00ADeries\u200B \uFEFFnet\u0007s"}, "fisheries nets"},
		"composed letters":                   {[]string{"Cote d'Ivoire Co\u0302te"}, "Cote d'Ivoire Côte"},
		"letters composed across runs":       {[]string{"Co", "\u0302te"}, "Côte"},
		"invalid bytes":                      {[]string{"a\xffb"}, "a\uFFFDb"},
		"nothing":                            {[]string{" \n", "\u200B"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var b Builder
			var runs []Run
			for _, s := range tt.runs {
				runs = append(runs, Run{Text: s, Origin: Origin{Page: 1}})
			}
			added := b.Add(Block{Kind: Paragraph}, runs...)
			doc := b.Document(Source{})
			if added != (tt.want != "") || doc.Text != tt.want {
				t.Errorf("got %q (added: %v), want %q", doc.Text, added, tt.want)
			}
			if err := doc.Check(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestMarkersStandInTheTextButOutsideTheSpan(t *testing.T) {
	var b Builder
	b.Add(Block{Kind: Heading, Level: 2, Marker: " II.\u00A0"}, Run{Text: "Nets"})
	b.Add(Block{Kind: ListItem, Level: 1, Marker: "•"}, Run{Text: "traps"})
	doc := b.Document(Source{})
	if want := "II. Nets\n• traps"; doc.Text != want {
		t.Fatalf("got %q, want %q", doc.Text, want)
	}
	var got []string
	for _, block := range doc.Blocks {
		got = append(got, block.Marker+"|"+doc.Slice(block.Span))
	}
	if diff := cmp.Diff([]string{"II.|Nets", "•|traps"}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestOriginsFollowTheirRuns(t *testing.T) {
	var b Builder
	box := func(left, right float64) *Box { return &Box{Left: left, Top: 1, Right: right, Bottom: 2} }
	b.Add(Block{Kind: Paragraph},
		Run{Text: "  The council ", Origin: Origin{Page: 1, Box: box(10, 20)}},
		Run{Text: " \u200B", Origin: Origin{Page: 9}},
		Run{Text: "met in ", Origin: Origin{Page: 1, Box: box(30, 40)}},
		Run{Text: "May.", Origin: Origin{Page: 2, Box: box(50, 60)}})
	doc := b.Document(Source{})
	var got []string
	for _, o := range doc.Origins {
		got = append(got, doc.Slice(o.Span))
	}
	if diff := cmp.Diff([]string{"The council", "met in", "May."}, got); diff != "" {
		t.Fatalf("-want +got\n%s", diff)
	}
	found := doc.Locate(Span{4, len(doc.Text)})
	if want := (Origin{Span: Span{4, len(doc.Text)}, Page: 1, Box: box(10, 40)}); !cmp.Equal(want, found) {
		t.Errorf("a span over two pages is on the first, in the box around its part there:\n%s", cmp.Diff(want, found))
	}
	if found := doc.Locate(Span{0, 3}); found.Box == nil || *found.Box != *box(10, 20) {
		t.Errorf("got %+v, want the first run's box", found)
	}
	if *doc.Origins[0].Box != *box(10, 20) {
		t.Error("locating changed an origin's box")
	}
	if found := (&Document{Text: "x"}).Locate(Span{0, 1}); found.Page != 0 || found.Selector != "" || found.Box != nil {
		t.Errorf("got %+v from a document without origins", found)
	}
}

func TestBlockAtFindsTheBlockOfEachByte(t *testing.T) {
	var b Builder
	b.Add(Block{Kind: Paragraph, Marker: "1."}, Run{Text: "ab"})
	b.Add(Block{Kind: Paragraph}, Run{Text: "cd"})
	doc := b.Document(Source{}) // "1. ab\ncd"
	var got []int
	for i := range len(doc.Text) + 1 {
		got = append(got, doc.BlockAt(i))
	}
	if diff := cmp.Diff([]int{-1, -1, -1, 0, 0, -1, 1, 1, -1}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestCheckNamesWhatIsBroken(t *testing.T) {
	for want, doc := range map[string]*Document{
		"not valid UTF-8": {Text: "\xff"},
		"is empty":        {Text: "ab", Blocks: []Block{{Span: Span{1, 1}}}},
		"begins before":   {Text: "ab", Blocks: []Block{{Span: Span{0, 2}}, {Span: Span{1, 2}}}},
		"ends after":      {Text: "ab", Blocks: []Block{{Span: Span{0, 3}}}},
		"cuts a character": {
			Text: "aé", Blocks: []Block{{Span: Span{0, 2}}}},
		"has spaces at an end":    {Text: "a b", Blocks: []Block{{Span: Span{0, 2}}}},
		"is empty or has spaces":  {Text: "a\n\nb", Blocks: []Block{{Span: Span{0, 4}}}},
		"origin 1: span":          {Text: "abc", Origins: []Origin{{Span: Span{0, 2}}, {Span: Span{1, 3}}}},
		"origin 0: span 0:9 ends": {Text: "abc", Origins: []Origin{{Span: Span{0, 9}}}},
	} {
		if err := doc.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want an error with %q", err, want)
		}
	}
}

func TestSpans(t *testing.T) {
	s := Span{2, 5}
	if s.Len() != 3 || s.Empty() || !(Span{3, 3}).Empty() || s.Shift(2) != (Span{4, 7}) {
		t.Error("length, emptiness or shift is wrong")
	}
	if !s.Contains(Span{2, 5}) || s.Contains(Span{1, 3}) || !s.Overlaps(Span{4, 9}) || s.Overlaps(Span{5, 9}) || s.Overlaps(Span{0, 2}) {
		t.Error("half-open ranges touch without overlapping, and contain themselves")
	}
}

func FuzzBuilderKeepsTheInvariants(f *testing.F) {
	for _, s := range []string{"a b\nc", " \u00a0x\u2028", "e|\u0301", "fi|\u00AD|sh", "\u2000|\u0344", "\u1100\u1161|\u11A8", "\r|\n", "\uFFFE\uFB1D", "|\n |a |\nb"} {
		f.Add(s, "1.")
	}
	f.Fuzz(func(t *testing.T, text, marker string) {
		var b Builder
		for _, paragraph := range strings.Split(text, "¶") {
			var runs []Run
			for run := range strings.SplitSeq(paragraph, "|") {
				runs = append(runs, Run{Text: run, Origin: Origin{Page: len(runs) + 1}})
			}
			b.Add(Block{Kind: Paragraph, Marker: marker}, runs...)
		}
		doc := b.Document(Source{})
		if err := doc.Check(); err != nil {
			t.Fatalf("%v in %q", err, doc.Text)
		}
		for _, block := range doc.Blocks {
			if s := doc.Slice(block.Span); !norm.NFC.IsNormalString(s) {
				t.Fatalf("%q is not normalised", s)
			}
		}
		for _, o := range doc.Origins {
			if doc.BlockAt(o.Span.Start) < 0 {
				t.Fatalf("origin %v lies in no block of %q", o.Span, doc.Text)
			}
		}
	})
}

func TestConfidenceIsThatOfTheText(t *testing.T) {
	doc := &Document{Text: "the old lake", Origins: []Origin{{Span: Span{0, 4}}, {Span: Span{4, 8}, Confidence: 0.5}, {Span: Span{8, 12}, Confidence: 0.9}}}
	for _, c := range []struct {
		span Span
		want float64
	}{{Span{0, 3}, 1}, {Span{4, 7}, 0.5}, {Span{8, 12}, 0.9}, {Span{4, 12}, 0.7}, {Span{2, 6}, 0.75}, {Span{3, 3}, 1}} {
		if got := doc.Confidence(c.span); got < c.want-1e-9 || got > c.want+1e-9 {
			t.Errorf("%v: %g, want %g", c.span, got, c.want)
		}
	}
}
