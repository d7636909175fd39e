package commitment

import (
	"testing"

	"rapporteur/extract/rule"
)

func TestRulesDoWhatTheirExamplesSay(t *testing.T) {
	set, err := rule.Load(files, nil, rulesFile, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range set.Rules {
		one := rule.Set{Rules: []*rule.Rule{r}}
		if err := one.Verify(); err != nil {
			t.Error(err)
		}
	}
}
