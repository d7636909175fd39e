package gazetteer

import (
	"slices"
	"strings"
	"testing"
)

func TestTownsAreFoldedAndSorted(t *testing.T) {
	rows := strings.Split(strings.TrimSuffix(towns, "\n"), "\n")[1:]
	g, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	before := ""
	for _, row := range rows {
		name, countries, _ := strings.Cut(row, "\t")
		if name <= before {
			t.Fatalf("%q stands after %q", name, before)
		}
		before = name
		if folded := string(foldedName(name)); folded != name {
			t.Errorf("%q is folded to %q", name, folded)
		}
		for code := range strings.SplitSeq(countries, "|") {
			if g.LookupCode(State, code) == nil {
				t.Errorf("%s: no state has the code %q", name, code)
			}
		}
	}
}

func TestEveryTownIsFoundAndNoOther(t *testing.T) {
	for i, row := range strings.Split(strings.TrimSuffix(towns, "\n"), "\n")[1:] {
		if name, countries, _ := strings.Cut(row, "\t"); i%97 == 0 && strings.Join(Town(name), "|") != countries {
			t.Errorf("%s: %v, want %s", name, Town(name), countries)
		}
	}
	for name, want := range map[string][]string{"Tønder": {"DNK"}, "TONDER": {"DNK"}, "": nil, "Tønderby-an-der-Nirgends": nil, "zzzz": nil, "aaaa": nil} {
		if got := Town(name); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
	}
}
