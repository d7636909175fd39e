package attendance

import "testing"

func TestRulesDoWhatTheirExamplesSay(t *testing.T) {
	f, err := New(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.rules.Verify(); err != nil {
		t.Error(err)
	}
}
