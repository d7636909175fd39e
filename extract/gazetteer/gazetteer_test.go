package gazetteer

import "testing"

func TestFindsNamesOfEveryKind(t *testing.T) {
	g, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	text := "WHO and the U.S. met in Nuku’alofa, Kingdom of\nTonga, with Fiji's delegation; who came from the Indian Ocean?"
	var got []string
	for _, m := range g.Find(text) {
		got = append(got, text[m.Span.Start:m.Span.End])
	}
	t.Logf("%q", got)
	if len(got) != 6 {
		t.Errorf("found %q", got)
	}
}
