package ordinal

import "testing"

func TestOrdinalsAreReadInFiguresWordsAndRomanNumerals(t *testing.T) {
	for text, want := range map[string]int{"157th": 157, "first": 1, "Thirty-sixth": 36, "twenty first": 21, "XXI": 21, "IV": 4, "XXXIXth": 39, "inaugural": 1, "hundredth": 100,
		"one hundred and fifty-seventh": 157, "fortieth": 40, "II": 2} {
		if got := Value(text); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
}
