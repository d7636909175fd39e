package cooperation

import (
	"testing"
	"unicode/utf8"

	"rapporteur/extract/document"
)

// FuzzFind holds that no blocks, however broken, stop the finder or give an area outside of them.
func FuzzFind(f *testing.F) {
	x := extractor(f)
	f.Add("Energy", "1.", "The Ministers agreed to cooperate in three areas: (a) trade; (b) transport and (c) R/V surveys.")
	f.Add("Resolution 3/R1 – Environment.", "(a)", "Environment. The Council agreed. Four pillars – a, b, c and d")
	f.Add(":", "", "I. – ; , :")
	f.Fuzz(func(t *testing.T, heading, marker, body string) {
		if !utf8.ValidString(heading) || !utf8.ValidString(marker) || !utf8.ValidString(body) || len(heading)+len(body) > 2000 {
			t.Skip()
		}
		var b document.Builder
		for _, block := range []document.Block{{Kind: document.Heading, Level: 1}, {Kind: document.Paragraph, Marker: marker}, {Kind: document.ListItem, Level: 1, Marker: marker}} {
			b.Add(block, document.Run{Text: heading})
			b.Add(block, document.Run{Text: body})
		}
		doc := b.Document(document.Source{})
		_, found := x.Findings(doc)
		for _, a := range found.Areas {
			for _, e := range a.Evidence {
				if e.Span.Start < 0 || e.Span.End > len(doc.Text) || e.Span.Empty() {
					t.Fatalf("area %q at %v of %d bytes", a.Title, e.Span, len(doc.Text))
				}
			}
		}
	})
}
