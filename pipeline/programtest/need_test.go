package programtest

import (
	"testing"
)

// witness is a test that notes how Need ends it.
type witness struct {
	testing.TB
	failed, skipped bool
}

func (*witness) Helper()                 {}
func (w *witness) Fatalf(string, ...any) { w.failed = true }
func (w *witness) Skipf(string, ...any)  { w.skipped = true }

func TestAMissingProgramSkipsUnlessItIsRequired(t *testing.T) {
	t.Setenv("RAPPORTEUR_REQUIRE", "latex,loom")
	for _, c := range []struct {
		what, program   string
		failed, skipped bool
	}{
		{"office", "no-such-program", false, true},
		{"loom", "no-such-program", true, true}, // a true test ends with its failure
		{"loom", "go", false, false},
	} {
		w := &witness{TB: t}
		path := Need(w, c.what, "no-such-program-either", c.program)
		if w.failed != c.failed || w.skipped != c.skipped || (path != "") == (c.failed || c.skipped) {
			t.Errorf("%s %s: failed %t, skipped %t, found at %q", c.what, c.program, w.failed, w.skipped, path)
		}
	}
}

func TestAMissingFileSkipsUnlessItIsRequired(t *testing.T) {
	t.Setenv("RAPPORTEUR_REQUIRE", "loom")
	t.Setenv("NO_SUCH_FILE", "")
	t.Setenv("SOME_FILE", "shuttle.js")
	for _, c := range []struct {
		what, variable  string
		failed, skipped bool
	}{
		{"office", "NO_SUCH_FILE", false, true},
		{"loom", "NO_SUCH_FILE", true, true}, // a true test ends with its failure
		{"loom", "SOME_FILE", false, false},
	} {
		w := &witness{TB: t}
		path := NeedFile(w, c.what, c.variable)
		if w.failed != c.failed || w.skipped != c.skipped || (path != "") == (c.failed || c.skipped) {
			t.Errorf("%s %s: failed %t, skipped %t, path %q", c.what, c.variable, w.failed, w.skipped, path)
		}
	}
}
