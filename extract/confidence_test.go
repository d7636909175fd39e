package extract

import "testing"

func TestConfidenceIsThatOfTheFirstRuleWithoutItsWord(t *testing.T) {
	measured := Confidence{{"outcomes commits", "verb"}: 0.9, {"areas", "heading"}: 0.8}
	verb := []Evidence{{Rule: "verb:pledged"}, {Rule: "sentence"}}
	for _, x := range []struct {
		list, sort string
		evidence   []Evidence
		want       float64
	}{
		{"outcomes", "commits", verb, 0.9},
		{"outcomes", "notes", verb, 0.3},
		{"areas", "", []Evidence{{Rule: "heading"}}, 0.8},
		{"areas", "", []Evidence{{Rule: "my-own"}, {Rule: "heading"}}, 0.3},
		{"areas", "", nil, 0.3},
	} {
		if got := measured.of(x.list, x.sort, x.evidence, 0.3); got != x.want {
			t.Errorf("%s %s by %v: %v, want %v", x.list, x.sort, x.evidence, got, x.want)
		}
	}
}

func TestTheTableOfConfidencesCanBeRead(t *testing.T) {
	measured, err := MeasuredConfidence()
	if err != nil || len(measured) < 50 {
		t.Fatalf("%d rows, %v", len(measured), err)
	}
	for row, c := range measured {
		if !(c > 0 && c < 1) {
			t.Errorf("%v: %v is no confidence", row, c)
		}
	}
}
