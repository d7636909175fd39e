package rule

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rapporteur/extract/document"
)

const example = `
fragments:
  presence: attended|joined
rules:
  - name: attended-by
    match: '(?i){presence} by (?P<list>[^.]+)'
    unless: not attended
    needs: [attended, joined]
    values: {role: attendee}
    finds:
      - text: It was attended by Fiji.
        list: Fiji
    ignores: [It was not attended by Fiji.]
`

func parse(t *testing.T, data string) *Set {
	t.Helper()
	set, err := Parse("test.yaml", []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestMatchesGiveSpansAndNamedGroups(t *testing.T) {
	found := parse(t, example).Find("It was joined  by Île-de-France.")
	want := []Match{{Rule: "attended-by", Span: document.Span{Start: 7, End: 32}, Groups: map[string]document.Span{"list": {Start: 18, End: 32}}}}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Error(diff)
	}
}

func TestMatchesKeepToWholeWordsInAnyScript(t *testing.T) {
	set := parse(t, "rules:\n  - {name: state, match: tat, finds: [{text: tat}], ignores: [État]}\n")
	if err := set.Verify(); err != nil {
		t.Error(err)
	}
	if _, ok := set.First("État, tat"); !ok {
		t.Error("the word after the part of a word is not found")
	}
}

func TestFindAllGivesEveryMatchOnce(t *testing.T) {
	set := parse(t, "rules:\n  - {name: x, match: '(?P<w>fish)', finds: [{text: fish}], ignores: [fishy]}\n")
	if n := len(set.Rules[0].FindAll("fish, fishes and fish")); n != 2 {
		t.Errorf("found %d, want 2", n)
	}
}

func TestVerifyNamesEveryRuleThatMissesItsExamples(t *testing.T) {
	err := parse(t, strings.ReplaceAll(strings.ReplaceAll(example, "list: Fiji", "list: Tonga"), "attended-by\n", "broken\n")).Verify()
	if err == nil || !strings.Contains(err.Error(), `rule broken: in "It was attended by Fiji." list is "Fiji", want "Tonga"`) {
		t.Errorf("got %v", err)
	}
	if err := parse(t, example).Verify(); err != nil {
		t.Error(err)
	}
}

func TestBadFilesSayFileRuleAndReason(t *testing.T) {
	tests := map[string]struct{ data, want string }{
		"unknown key":      {"rules: [{name: a, matches: b}]", "matches"},
		"its line":         {"rules:\n  - {name: a, match: a}\n\n  - name: b\n    match: '[x'\n", "test.yaml:4: rule b: match: "},
		"a name twice":     {"rules:\n  - {name: a, match: a}\n  - {name: a, match: b}\n", "test.yaml:3: rule \"a\""},
		"an empty rule":    {"rules: [null]", "test.yaml: rule 1 is empty"},
		"no YAML":          {"rules: [\n\n}", "test.yaml: yaml: line 2"},
		"no name":          {"rules: [{match: b}]", "name of its own"},
		"no fragment":      {"rules: [{name: a, match: '{nothing}'}]", "test.yaml:1: rule a: match: no fragment {nothing}"},
		"circle":           {"fragments: {a: '{b}', b: '{a}'}\nrules: [{name: a, match: '{a}'}]", "refer to each other"},
		"ASCII boundaries": {`rules: [{name: a, match: '\bx'}]`, "ASCII"},
		"nameless group":   {"rules: [{name: a, match: '(x)'}]", "group without a name"},
		"no regexp":        {"rules: [{name: a, match: '(?P<x>'}]", "rule a: match"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := Parse("test.yaml", []byte(test.data)); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q in it", err, test.want)
			}
		})
	}
}

func TestAUsersRulesAddAndReplace(t *testing.T) {
	builtin := fstest.MapFS{"x.yaml": {Data: []byte(example)}}
	user := fstest.MapFS{"x.yaml": {Data: []byte(`
rules:
  - {name: attended-by, match: came by, finds: [{text: came by}], ignores: [went by]}
  - {name: own, match: own, finds: [{text: own}], ignores: [owner]}
`)}}
	set, err := Load(builtin, user, "x.yaml", Values{"role": {"attendee"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(set.Rules) != 2 || set.Rule("attended-by").Pattern != "came by" || set.Rule("own") == nil {
		t.Errorf("got %d rules: %+v", len(set.Rules), set.Rules)
	}
	user["x.yaml"].Data = []byte("rules:\n  - {name: own, match: own, finds: [{text: other}], ignores: [owner]}\n")
	if _, err := Load(builtin, user, "x.yaml", Values{"role": {"attendee"}}); err == nil || !strings.Contains(err.Error(), "does not find") {
		t.Errorf("a user's rule that misses its example passes: %v", err)
	}
	for values, want := range map[string]string{
		"{role: guest}":    `x.yaml:2: rule own: value role: "guest" is none of ["attendee"]`,
		"{rolle: observe}": `x.yaml:2: rule own: there is no value "rolle"; there are ["role"]`,
	} {
		user["x.yaml"].Data = []byte("rules:\n  - {name: own, match: own, values: " + values + ", finds: [{text: own}], ignores: [owner]}\n")
		if _, err := Load(builtin, user, "x.yaml", Values{"role": {"attendee"}}); err == nil || err.Error() != want {
			t.Errorf("values %s: %v, want %s", values, err, want)
		}
	}
}

func TestLiteralsAreInEveryMatch(t *testing.T) {
	tests := map[string]struct {
		pattern string
		want    []string
		matches []string
	}{
		"the longest part":         {`(?i)was\s+attended\s+by`, []string{"attended"}, []string{"WAS Attended by"}},
		"one of each branch":       {`(?:hosted|in\s+presence\s+of)`, []string{"hosted", "presence"}, []string{"hosted", "in presence of"}},
		"what may be missing":      {`(?:warmly )?met`, []string{"met"}, []string{"met", "warmly met"}},
		"nothing known":            {`(?:met)?\d+`, nil, []string{"12"}},
		"letters beyond ASCII":     {`(?i)République`, []string{"publique"}, []string{"RÉPUBLIQUE"}},
		"folds of more than cases": {`(?i)session`, []string{"session"}, []string{"ſeſſion"}},
		"a repetition":             {`(?:ab){2}`, []string{"ab"}, []string{"abab"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, literals(test.pattern)); diff != "" {
				t.Error(diff)
			}
			for _, text := range test.matches {
				if !regexp.MustCompile(test.pattern).MatchString(text) {
					t.Fatalf("%q is no match", text)
				}
				if test.want != nil && !slices.ContainsFunc(test.want, func(w string) bool { return strings.Contains(lower(text), w) }) {
					t.Errorf("no literal is in %q", lower(text))
				}
			}
		})
	}
}

func TestNeedsThatSpareAMatchAreTold(t *testing.T) {
	for _, tt := range []struct {
		pattern string
		needs   []string
		want    string
	}{
		{`(?i:hosted(?: kindly| jointly)? by)`, []string{"hosted by"}, "hosted kindly by"},
		{`(?i:hosted(?: kindly| jointly)? by)`, []string{"hosted"}, ""},
		{`(?:attended|attendance of|joined)`, []string{"attended", "joined"}, "attendance of"},
		{`(?:attended|attendance of|joined)`, []string{"attend", "joined"}, ""},
		{`organi[sz]ed a \p{L}+ meeting`, []string{"organised", "organized"}, ""},
		{`the (?P<who>[^,]{3,60}), who (?:chaired|presided)`, []string{"chaired"}, "the … , who presided"},
		{`took\s+part`, []string{"took part"}, ""},
		{`\p{L}+`, []string{"a"}, "…"},
		{`fish`, nil, ""},
	} {
		if got := unneeded(tt.pattern, tt.needs); got != tt.want {
			t.Errorf("%s, which needs %q: got %q, want %q", tt.pattern, tt.needs, got, tt.want)
		}
	}
	set := parse(t, "rules:\n  - {name: host, match: '(?:hosted by|under the host of)', needs: [hosted], finds: [{text: hosted by Fiji}], ignores: [Fiji]}\n")
	if err := set.Verify(); err == nil || !strings.Contains(err.Error(), `"under the host of"`) {
		t.Errorf("got %v", err)
	}
}
