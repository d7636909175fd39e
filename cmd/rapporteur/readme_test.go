package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"rapporteur/cmd/internal/wire"
	"rapporteur/pipeline/export"
)

func readFile(t *testing.T, elem ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(append([]string{"..", ".."}, elem...)...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The script rules.txtar runs these files; the README shows them.
func TestTheReadmeShowsTheExampleRulesAsTheyAre(t *testing.T) {
	readme := readFile(t, "README.md")
	for _, name := range []string{"organisations.tsv", "states.tsv", "verbs.tsv", "meeting.yaml"} {
		if !strings.Contains(readme, name+"\n"+readFile(t, "testdata", "rules", name)) {
			t.Errorf("README.md does not show testdata/rules/%s as it is", name)
		}
	}
	_, body, _ := strings.Cut(readFile(t, "testdata", "rules", "report.txt"), "2011\n\n")
	if !strings.Contains(readme, body) {
		t.Error("README.md does not show what testdata/rules/report.txt says")
	}
}

// The tables that the README lists are those that the workbook's sheets, the data package and the codebook are made of.
func TestTheReadmeListsTheTablesAndColumns(t *testing.T) {
	const begin, end = "<!-- tables: written by go test ./cmd/rapporteur -run Readme -update -->\n", "<!-- end of tables -->"
	readme := readFile(t, "README.md")
	before, rest, found := strings.Cut(readme, begin)
	listed, after, ended := strings.Cut(rest, end)
	if !found || !ended {
		t.Fatal("README.md has no marks around its list of tables")
	}
	var want strings.Builder
	for _, table := range export.Tables(nil) {
		var columns []string
		for _, c := range table.Columns {
			columns = append(columns, "`"+c.Name+"`")
		}
		fmt.Fprintf(&want, "- **%s** (`%s`): %s\n  %s\n", table.Title, table.Name, table.Doc, strings.Join(columns, ", "))
	}
	if *update {
		if err := os.WriteFile(filepath.Join("..", "..", "README.md"), []byte(before+begin+want.String()+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want.String(), listed); diff != "" {
		t.Errorf("README.md lists other tables (-want +listed); go test ./cmd/rapporteur -run Readme -update writes it anew:\n%s", diff)
	}
}

// What a user may write in a folder of rules is what the program carries, but for words that only the finder of
// participants knows, and the towns, which places.tsv adds to.
func TestEveryTableAndRuleFileCanBeTheUsers(t *testing.T) {
	var files []string
	for _, pattern := range []string{"*.tsv", "*.yaml"} {
		paths, err := filepath.Glob(filepath.Join("..", "..", "extract", "*", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			if slash := filepath.ToSlash(path); slash != "../../extract/attendance/words.tsv" && slash != "../../extract/gazetteer/towns.tsv" {
				files = append(files, filepath.Base(path))
			}
		}
	}
	slices.Sort(files)
	known := slices.Sorted(slices.Values(wire.RuleFiles()))
	if !slices.Equal(files, known) {
		t.Errorf("the program carries %v, a folder of rules may hold %v", files, known)
	}
}

// The workflow's own steps are run here as GitHub runs them, in a clone of this project.
func TestTheWorkflowForFixturesWorksAsItStands(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program and reads all bundled reports")
	}
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash here")
	}
	var workflow struct {
		Env  map[string]string `yaml:"env"`
		Jobs map[string]struct {
			Steps []struct{ Name, Run, Uses string } `yaml:"steps"`
		} `yaml:"jobs"`
	}
	if err := yaml.Unmarshal([]byte(readFile(t, ".github", "workflows", "fixtures.yml")), &workflow); err != nil {
		t.Fatal(err)
	}
	temp := t.TempDir()
	env := append(os.Environ(), "RUNNER_TEMP="+temp, "GITHUB_ACTIONS=true")
	for name, value := range workflow.Env {
		env = append(env, name+"="+value)
	}
	// step runs one, and gives what it says and whether it passes.
	step := func(script string, env []string) (string, error) {
		cmd := exec.CommandContext(t.Context(), bash, "-eo", "pipefail", "-c", script)
		cmd.Dir, cmd.Env = filepath.Join("..", ".."), env
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	ran, last := 0, ""
	for _, s := range workflow.Jobs["fixtures"].Steps {
		if s.Run == "" {
			continue
		}
		if out, err := step(s.Run, env); err != nil {
			t.Fatalf("%s: %v\n%s", s.Name, err, out)
		}
		ran, last = ran+1, s.Run
	}
	if ran < 3 {
		t.Fatalf("%d steps ran", ran)
	}
	if report, err := os.ReadFile(filepath.Join(temp, "fixtures.xml")); err != nil || !strings.Contains(string(report), "<testsuites") {
		t.Errorf("no report for the service: %v", err)
	}
	out, err := step(last, append(env, "MINIMUMS=meeting.title.exact=1 areas.precision=1"))
	if err == nil || !strings.Contains(out, "::error file=testdata/truth/") {
		t.Errorf("a figure that is not reached passes, or is not told: %v\n%s", err, out)
	}
}
