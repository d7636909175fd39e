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
// fails it where RAPPORTEUR_REQUIRE, a list with commas, names what the programs are for ("axe", "beam", "browser",
// "flink", "latex", "ocr", "office", "poppler", "python", "spark"): a machine that is meant to run all tests must not pass by skipping.
func Need(t testing.TB, what string, programs ...string) string {
	t.Helper()
	for _, program := range programs {
		if path, err := exec.LookPath(program); err == nil {
			return path
		}
	}
	missing(t, what, strings.Join(programs, ", no "))
	return ""
}

// NeedFile is the path of a file that is fetched for tests, as an environment variable gives it. Where the variable is empty
// it does as Need.
func NeedFile(t testing.TB, what, variable string) string {
	t.Helper()
	path := os.Getenv(variable)
	if path == "" {
		missing(t, what, "file named by "+variable)
	}
	return path
}

func missing(t testing.TB, what, name string) {
	t.Helper()
	if slices.Contains(strings.Split(os.Getenv("RAPPORTEUR_REQUIRE"), ","), what) {
		t.Fatalf("RAPPORTEUR_REQUIRE names %s, but there is no %s", what, name)
	}
	t.Skipf("there is no %s on this machine", name)
}
