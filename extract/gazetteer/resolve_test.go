package gazetteer

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestResolveForgivesHowListsAreTyped(t *testing.T) {
	g := mustDefault(t)
	for name, want := range map[string]string{
		"Fiji":                               "state FJI exact short",
		"  Fiji\t":                           "state FJI exact short",
		"the Philippines":                    "state PHL exact short",
		"TURKEY":                             "state TUR folded variant",
		"cote d’ivoire":                      "state CIV folded short",
		"Viet-nam":                           "state VNM folded short",
		"St Kitts & Nevis":                   "state KNA folded short",
		"swaziland":                          "state SWZ folded former",
		"asean secretariat":                  "organization ASEAN folded variant",
		"who":                                "organization WHO folded acronym",
		"Tongan":                             "state TON exact demonym",
		"TZA":                                "state TZA code ",
		"tz":                                 "state TZA code ",
		"Congo (Democratic Republic of the)": "state COD exact variant",
		"Egypt, Arab Rep.":                   "state EGY inverted official",
		"Micronesia, Fed. Sts.":              "state FSM inverted official",
		"Kenya (Chair)":                      "state KEN trimmed short",
		"12. Kenya*":                         "state KEN trimmed short",
		"• “Kenya”;":                         "state KEN trimmed short",
		"Government of the Republic of Fiji": "state FJI trimmed official",
		"Permanent Mission of Kenya (tbc)":   "state KEN trimmed short",
		"World Health Organization (WHO)":    "organization WHO trimmed short",
		"Organisation of Bells (UNESCO)":     "organization UNESCO trimmed acronym",
		"Bern":                               "place  exact short",
		"Atlantis":                           "",
		"guinea pig":                         "",
		"":                                   "",
		"(":                                  "",
		"of the, ()":                         "",
	} {
		got := ""
		if found := g.Resolve(name); len(found) > 0 {
			r := found[0]
			got = fmt.Sprintf("%s %s %s %s", r.Entry.Kind, r.Entry.Code, r.Match, r.Form)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestResolveListsEveryMeaningOnce(t *testing.T) {
	g := mustDefault(t)
	for name, want := range map[string][]string{
		"Georgia": {"state:GEO", "place:USA"},
		"CAF":     {"organization:Development Bank of Latin America and the Caribbean", "state:CAF"},
	} {
		var got []string
		for _, r := range g.Resolve(name) {
			got = append(got, r.Entry.reference())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// A name that the tables hold means at least the entry that holds it.
func TestEveryNameOfTheTablesResolvesToItsEntry(t *testing.T) {
	g := mustDefault(t)
	for _, n := range g.tables.names {
		if n.entry == nil {
			continue
		}
		found := g.Resolve(n.name)
		silent := slices.ContainsFunc(g.tables.names, func(s name) bool { return s.entry == nil && s.name == n.name })
		if !silent && !slices.ContainsFunc(found, func(r Resolution) bool { return r.Entry == n.entry && r.Match == MatchExact }) {
			t.Errorf("%s: %q does not resolve to %s as it is written", n.where(), n.name, n.entry.reference())
		}
	}
}

func TestASlipOfOneLetterInAStatesNameIsSuggested(t *testing.T) {
	g := mustDefault(t)
	names := 0
	for _, e := range g.tables.entries {
		letters := []rune(e.Name)
		if e.Kind != State || len(letters) < 5 {
			continue
		}
		names++
		slipped := string(letters[:2]) + string(letters[3:])
		meant := func(o *Entry) bool { return o.Kind == State && o.Name == e.Name }
		if slices.ContainsFunc(g.Resolve(slipped), func(r Resolution) bool { return meant(r.Entry) }) {
			continue // a misspelling that the tables have
		}
		if !slices.ContainsFunc(g.Near(slipped, 3), func(s Suggestion) bool { return meant(s.Entry) }) {
			t.Errorf("%q: %v, want %s among them", slipped, g.Near(slipped, 3), e.Name)
		}
	}
	if names < 200 {
		t.Errorf("%d states only", names)
	}
}

func TestSuggestionsAreFewNearAndAlwaysTheSame(t *testing.T) {
	g := mustDefault(t)
	for _, name := range []string{"Untied Kingdm", "Boznia", "World Heath Organization", "Xq", "", "Côte dIvoyre", "Tanzania / United Republic of Tanzania"} {
		near := g.Near(name, 3)
		if len(near) > 3 || !slices.IsSortedFunc(near, Suggestion.compare) {
			t.Errorf("%q: %v", name, near)
		}
		for range 5 {
			if diff := cmp.Diff(near, g.Near(name, 3)); diff != "" {
				t.Errorf("%q again:\n%s", name, diff)
			}
		}
	}
	if near := g.Near("Tanzania / United Republic of Tanzania", 3); len(near) != 1 || near[0].Entry.Code != "TZA" {
		t.Errorf("of a name with two parts: %v", near)
	}
	if near := g.Near("Mary", 3); len(near) != 0 {
		t.Errorf("a short name is taken for %v", near)
	}
}

func TestDistanceCountsLettersLeftOutAddedChangedOrSwapped(t *testing.T) {
	for _, x := range []struct {
		a, b  string
		limit int
		want  int
	}{{"fiji", "fiji", 3, 0}, {"fiji", "fji", 3, 1}, {"fiji", "fijji", 3, 1}, {"fiji", "fiki", 3, 1}, {"fiji", "fjii", 3, 1}, {"fiji", "tonga", 3, 4}, {"fiji", "fi", 1, 2}, {"", "ab", 2, 2}} {
		if got := distance([]rune(x.a), []rune(x.b), x.limit, nil); min(got, x.limit+1) != x.want {
			t.Errorf("%s, %s: %d, want %d", x.a, x.b, got, x.want)
		}
	}
}

func TestNamesOfTheUserResolveBeforeOurs(t *testing.T) {
	g, err := mustDefault(t).Extend(fstest.MapFS{"organisations.tsv": {Data: []byte("code\tname\tacronyms\tvariants\nBFW\tBell Founders of the World\tBFW\tKenya\n")}})
	if err != nil {
		t.Fatal(err)
	}
	if found := g.Resolve("bell founders of the world"); len(found) != 1 || found[0].Entry.Code != "BFW" || found[0].Match != MatchFolded {
		t.Errorf("%+v", found)
	}
	if found := g.Resolve("Kenya"); len(found) != 2 || found[0].Entry.Code != "BFW" {
		t.Errorf("%+v", found)
	}
}

func FuzzResolveTakesAnyText(f *testing.F) {
	g := mustDefault(f)
	for _, name := range []string{"Fiji", "Korea, Rep.", "(a) x", "1. ", "\xff", "Côte d’Ivoire (the)"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if !utf8.ValidString(name) || len(name) > 200 {
			t.Skip()
		}
		for _, r := range g.Resolve(name) {
			if r.Entry == nil || r.Match == "" {
				t.Errorf("%q: %+v", name, r)
			}
		}
		g.Near(name, 3)
	})
}
