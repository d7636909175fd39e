package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"rapporteur/cmd/internal/wire"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == wire.WorkerVerb { // tests that run the pipeline start workers of this binary
		main()
	}
	testscript.Main(m, map[string]func(){"rapporteur": main})
}

// Every verb has scripts in testdata/script: what it does to files, what it prints, how it ends.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			reports, err := filepath.Abs(filepath.Join("..", "..", "testdata"))
			env.Setenv("TESTDATA", reports)
			cache, cacheErr := os.UserCacheDir() // PDFium is compiled once for all scripts
			if cacheErr == nil {
				env.Setenv("XDG_CACHE_HOME", cache)
			}
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			// "code 3 rapporteur run …" wants an exit code; standard output and error are as after exec.
			"code": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) < 2 {
					ts.Fatalf("usage: code N program args...")
				}
				err := ts.Exec(args[1], args[2:]...)
				got := "0"
				if err != nil {
					got = strings.TrimPrefix(err.Error(), "exit status ")
				}
				if got != args[0] {
					ts.Fatalf("exit code %s, want %s", got, args[0])
				}
			},
			// "lacks FILE text" wants a file, also a binary one, not to hold a text.
			"lacks": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) != 2 {
					ts.Fatalf("usage: lacks file text")
				}
				if strings.Contains(ts.ReadFile(args[0]), args[1]) {
					ts.Fatalf("%s holds %q", args[0], args[1])
				}
			},
		},
	})
}

func TestEveryVerbHasAScriptAndHelpWithExamples(t *testing.T) {
	for _, verb := range command(&console{}).Commands() {
		if verb.Name() == "help" || verb.Name() == "completion" {
			continue
		}
		if verb.Long == "" || verb.Example == "" || !strings.Contains(verb.Long, "Exit codes:") {
			t.Errorf("%s: its help lacks a description, examples or the exit codes", verb.Name())
		}
		scripts, err := filepath.Glob(filepath.Join("..", "..", "testdata", "script", verb.Name()+"*.txtar"))
		if err != nil || len(scripts) == 0 {
			t.Errorf("%s: there is no testdata/script/%s.txtar", verb.Name(), verb.Name())
		}
	}
}

// forbidden are the import directions: a package below from never imports, even by another, one below to.
var forbidden = []struct{ from, to, reason string }{
	{"rapporteur/extract", "rapporteur/pipeline", "extraction is pure: what does I/O must not come in by the back door"},
	{"rapporteur/extract", "rapporteur/cmd", "a library does not know its program"},
	{"rapporteur/pipeline", "rapporteur/cmd", "a library does not know its program"},
	{"rapporteur/extract/document", "rapporteur", "the document is what all others share: a leaf"},
	{"rapporteur/schemas", "rapporteur", "the record is a contract with the world outside: a leaf"},
	{"rapporteur/extract/pattern", "rapporteur", "patterns are of any text: a leaf"},
	{"rapporteur/extract/text", "rapporteur/extract/gazetteer", "sentences do not depend on names"},
	{"rapporteur/extract/text", "rapporteur/extract/rule", "sentences do not depend on rules"},
	{"rapporteur/extract/gazetteer", "rapporteur/extract/text", "names are found in any text, not in sentences"},
	{"rapporteur/extract/gazetteer", "rapporteur/extract/rule", "names are facts, rules are judgement"},
	{"rapporteur/extract/rule", "rapporteur/extract/gazetteer", "rules are patterns over text; finders join them with names"},
	{"rapporteur/pipeline/ingest", "rapporteur/pipeline/store", "a reader gives a document; where it goes is not its affair"},
	{"rapporteur/pipeline/ingest", "rapporteur/pipeline/export", "a reader gives a document; where it goes is not its affair"},
	{"rapporteur/pipeline/store", "rapporteur/pipeline/export", "the store is the dataset, exports are made from it"},
	{"rapporteur/pipeline/export", "rapporteur/pipeline/store", "an export reads any dataset, wherever it is stored"},
	{"rapporteur/pipeline/review", "rapporteur/pipeline/ingest", "the pages show what workers read: the program itself parses nothing"},
	{"rapporteur/pipeline/review", "rapporteur/pipeline/store", "the pages are of any dataset, wherever it is stored"},
	{"rapporteur/pipeline/store", "rapporteur/pipeline/review", "the store keeps corrections, and does not know what they mean"},
	{"rapporteur/pipeline/export", "rapporteur/pipeline/review", "an export is told what to write, corrected or not"},
	{"rapporteur/pipeline/evaluate", "rapporteur/extract/rule", "scores must not depend on what they judge"},
	{"rapporteur/pipeline/evaluate", "rapporteur/extract/meeting", "scores must not depend on what they judge"},
}

func TestImportsRunOneWay(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Deps " "}}`, "rapporteur/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	below := func(path, root string) bool { return path == root || strings.HasPrefix(path, root+"/") }
	packages := 0
	for line := range strings.SplitSeq(strings.TrimSpace(string(out)), "\n") {
		fields := strings.Fields(line)
		path, deps := fields[0], fields[1:]
		packages++
		for _, edge := range forbidden {
			if !below(path, edge.from) {
				continue
			}
			for _, dep := range deps {
				if below(dep, edge.to) && !below(dep, edge.from) {
					t.Errorf("%s imports %s: %s", path, dep, edge.reason)
				}
			}
		}
		if path == "rapporteur/pipeline" && slices.ContainsFunc(deps, func(d string) bool { return strings.HasPrefix(d, "rapporteur/pipeline/") }) {
			t.Errorf("%s imports a package below it: it knows readers and stores by their interfaces only", path)
		}
	}
	if packages < 10 {
		t.Errorf("go list names %d packages only", packages)
	}
}

// The program itself never parses what it is given: readers are made and called by workers only.
func TestOnlyWorkersParseFiles(t *testing.T) {
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	paths = append(paths, filepath.Join("..", "internal", "wire", "wire.go"))
	readers := []string{"ingest", "html", "mail", "office", "plain", "pdf"}
	seen := 0
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			function, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			ast.Inspect(function, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				called, ok := call.Fun.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				of, _ := called.X.(*ast.Ident)
				if called.Sel.Name != "Reader" && (of == nil || !slices.Contains(readers, of.Name)) {
					return true
				}
				seen++
				if name := function.Name.Name; name != "Worker" && name != "Reader" {
					t.Errorf("%s: %s calls %s", path, name, called.Sel.Name)
				}
				return true
			})
		}
	}
	if seen < 5 {
		t.Errorf("%d calls of readers found only: where are they now?", seen)
	}
}

// A fact's finder sees the others' findings, never their code; and prose, whose names would leak everywhere, is known to one
// package only.
func TestFindersDoNotImportEachOtherAndTextAloneImportsProse(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "rapporteur/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	finders := map[string][]string{} // what imports package extract, inside of its folder
	for line := range strings.SplitSeq(string(out), "\n") {
		path, imports, _ := strings.Cut(line, " ")
		if strings.Contains(imports, "jdkato/prose") && path != "rapporteur/extract/text" {
			t.Errorf("%s imports prose", path)
		}
		if imports := strings.Fields(imports); strings.HasPrefix(path, "rapporteur/extract/") && slices.Contains(imports, "rapporteur/extract") {
			finders[path] = imports
		}
	}
	for path, imports := range finders {
		for _, imported := range imports {
			if finders[imported] != nil {
				t.Errorf("%s imports %s", path, imported)
			}
		}
	}
	if len(finders) < 2 {
		t.Errorf("found %d finders only", len(finders))
	}
}
