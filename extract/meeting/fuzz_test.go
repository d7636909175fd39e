package meeting

import (
	"testing"
	"unicode/utf8"
)

// FuzzFind holds that no lines, however broken, stop the finder, and that what it finds re-reads.
func FuzzFind(f *testing.F) {
	x := extractor(f)
	for _, m := range meetings {
		f.Add(m.report)
	}
	f.Add("and Omoa, Honduras")
	f.Fuzz(func(t *testing.T, lines string) {
		if !utf8.ValidString(lines) || len(lines) > 2000 {
			t.Skip()
		}
		doc := report(lines)
		text := []rune(doc.Text)
		for field, evidence := range x.Extract("x", doc).Meeting.Evidence {
			for _, e := range evidence {
				if e.Start < 0 || e.End > len(text) || string(text[e.Start:e.End]) != e.Quote {
					t.Fatalf("%s: evidence %+v does not re-read", field, e)
				}
			}
		}
	})
}
