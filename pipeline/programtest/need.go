// Package programtest finds the programs that tests call beside the project's own: LibreOffice, a browser, LaTeX.
package programtest

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// Need is the path of the first of the programs that is there. Where none is, it skips the test with the reason, and
// fails it where RAPPORTEUR_REQUIRE, a list with commas, names what the programs are for ("office", "browser", "latex",
// "ocr", "poppler", "python"): a machine that is meant to run all tests must not pass by skipping.
func Need(t testing.TB, what string, programs ...string) string {
	t.Helper()
	for _, program := range programs {
		if path, err := exec.LookPath(program); err == nil {
			return path
		}
	}
	if slices.Contains(strings.Split(os.Getenv("RAPPORTEUR_REQUIRE"), ","), what) {
		t.Fatalf("RAPPORTEUR_REQUIRE names %s, but there is no %s", what, strings.Join(programs, ", no "))
	}
	t.Skipf("there is no %s on this machine", strings.Join(programs, ", no "))
	return ""
}
