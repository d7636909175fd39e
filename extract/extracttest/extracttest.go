// Package extracttest gives the tests of finders an extractor to run them in.
package extracttest

import (
	"testing"

	"rapporteur/extract"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/text"
)

// Extractor runs finders, in order, over texts as the program splits them, with its own names. It ends the test where either
// cannot be had.
func Extractor(t testing.TB, finders ...extract.Finder) *extract.Extractor {
	t.Helper()
	splitter, err := text.New()
	if err != nil {
		t.Fatal(err)
	}
	names, err := gazetteer.Default()
	if err != nil {
		t.Fatal(err)
	}
	return extract.New(splitter, names, finders...)
}
