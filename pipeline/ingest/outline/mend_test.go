package outline

import "testing"

func TestWordsThatASpaceBreaksAreClosedUp(t *testing.T) {
	const rest = "\nDelegations of the United Kingdom, and others along the coast. The Council has an invitation; the Council agreed to it. We know.\n"
	for text, want := range map[string]string{
		"The heads of the d elegations met.":               "The heads of the delegations met.",
		"The C ouncil met in the United King dom.":         "The Council met in the United Kingdom.",
		"It took up the invi tation, which was a long one": "It took up the invitation, which was a long one",
		"a greed and a long list":                          "a greed and a long list", // the letter is a word
		"d\nelegations":                                    "d\nelegations",           // so is what a line ends with
		"plan b included":                                  "plan b included",         // the text has no such word
		"d  elegations":                                    "d  elegations",           // columns
		"The x council":                                    "The x council",
		"":                                                 "",
	} {
		if got := mendWords(text + rest); got != want+rest {
			t.Errorf("%q: %q", text, got[:len(got)-len(rest)])
		}
	}
}

func TestWhoActsIsPartedFromTheWordBehind(t *testing.T) {
	for text, want := range map[string]string{
		"Panama and the United Statesgathered in Omoa": "Panama and the United States gathered in Omoa",
		"The Member Countriessee with concern":         "The Member Countries see with concern",
		"The Council (Committee)met":                   "The Council (Committee) met",
		"Statesman, Membership, Councillors, Sessions": "Statesman, Membership, Councillors, Sessions",
	} {
		if got := Unglue(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
