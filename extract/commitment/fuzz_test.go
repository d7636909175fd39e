package commitment

import (
	"testing"
	"unicode/utf8"

	"rapporteur/extract"
	"rapporteur/extract/document"
)

// FuzzFind holds that no text, however broken, stops the finder or gives an outcome outside of it.
func FuzzFind(f *testing.F) {
	b := newBench(f)
	for _, c := range sentences {
		f.Add(c.text, "•", true)
	}
	f.Add("agreed to:", "(a)", true)
	f.Add(": ; , that to by ( “ will be", "1.", false)
	f.Fuzz(func(t *testing.T, text, marker string, item bool) {
		if !utf8.ValidString(text) || !utf8.ValidString(marker) || len(text) > 2000 {
			t.Skip()
		}
		kind := document.Paragraph
		if item {
			kind = document.ListItem
		}
		doc := report(block{document.Paragraph, 0, "", "The Council agreed to:"}, block{kind, 1, "", text}, block{document.Heading, 2, marker, text})
		_, found := extract.New(b.splitter, b.gazetteer, preset{}, b.finder).Findings(doc)
		for _, o := range found.Outcomes {
			if o.Unit.Start < 0 || o.Unit.End > len(doc.Text) || o.Unit.Empty() {
				t.Fatalf("unit %v of %d bytes", o.Unit, len(doc.Text))
			}
		}
	})
}
