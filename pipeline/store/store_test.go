package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/schemas"
)

const program = "rapporteur test"

func mustCreate(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Create(t.Context(), dir, program)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func mustPut(t testing.TB, s *Store, entries ...*pipeline.Entry) {
	t.Helper()
	for _, e := range entries {
		if err := s.Put(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
}

func mustClose(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func all(t testing.TB, s *Store) []*pipeline.Entry {
	t.Helper()
	var found []*pipeline.Entry
	err := s.Entries(t.Context(), func(e *pipeline.Entry) error {
		found = append(found, e)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// report is an entry with all that an entry can hold.
func report(id string) *pipeline.Entry {
	var b document.Builder
	b.Add(document.Block{Kind: document.Heading, Level: 1}, document.Run{Text: "Troisième réunion, " + id, Origin: document.Origin{Selector: "h1"}})
	b.Add(document.Block{Kind: document.ListItem, Level: 1, Marker: "1."},
		document.Run{Text: "Ghana attended.", Origin: document.Origin{Page: 2, Box: &document.Box{Left: 1.5, Right: 20}}})
	source := document.Source{URI: "in/" + id + ".html", MediaType: "text/html", SHA256: "ab", Bytes: 30, Language: "en", Reader: "html"}
	doc := b.Document(source, document.Warning{Code: "odd", Message: "an oddity", Spans: []document.Span{{Start: 0, End: 3}}})
	return &pipeline.Entry{ID: id, URI: "in/" + id + ".html", MediaType: "text/html", SHA256: "ab", Bytes: 30, State: pipeline.OK, Document: doc,
		Record: &schemas.Record{SchemaVersion: schemas.Version, ID: id, Meeting: schemas.Meeting{Title: new("Troisième <réunion> & more"), Chairs: []string{}},
			Attendees: []schemas.Party{{Name: "Ghana", Kind: "state", Code: new("GHA"), Confidence: .9,
				Evidence: []schemas.Evidence{{Start: 3, End: 8, Quote: "Ghana", Page: new(2), Box: &schemas.Box{Left: 1.5}}}}}}}
}

func failed(id string) *pipeline.Entry {
	return &pipeline.Entry{ID: id, URI: "in/" + id + ".pdf", State: pipeline.Quarantined, Reason: pipeline.Encrypted, Message: "needs a password"}
}

func TestWhatIsPutIsReadBackInTheOrderOfIds(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "new folder #1?")
	s := mustCreate(t, dir)
	want := []*pipeline.Entry{failed("Zürich"), report("a"), report("b-10"), report("b-2"), failed("é")}
	mustPut(t, s, want[3], want[0], want[4], want[1], want[2])
	if diff := cmp.Diff(want, all(t, s)); diff != "" {
		t.Errorf("while it is written (-put +read):\n%s", diff)
	}
	mustClose(t, s)

	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if diff := cmp.Diff(want, all(t, s)); diff != "" {
		t.Errorf("opened again (-put +read):\n%s", diff)
	}
	counts, err := s.Counts(t.Context())
	if diff := cmp.Diff(map[pipeline.State]int{pipeline.OK: 3, pipeline.Quarantined: 2}, counts); err != nil || diff != "" {
		t.Errorf("counts: %v\n%s", err, diff)
	}
	if by, err := s.Meta(t.Context(), "created_by"); by != program || err != nil {
		t.Errorf("created by %q, %v", by, err)
	}
}

func TestADatasetIsOneFile(t *testing.T) {
	dir := t.TempDir()
	s := mustCreate(t, dir)
	mustPut(t, s, report("a"))
	mustClose(t, s)
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 || files[0].Name() != FileName {
		t.Errorf("the folder holds %v, %v", files, err)
	}
}

func TestPutReplacesTheEntryWithTheSameURI(t *testing.T) {
	s := mustCreate(t, t.TempDir())
	defer s.Close()
	e := report("a")
	mustPut(t, s, failed("b"), e)
	e.ID, e.Record, e.State, e.Reason = "c", nil, pipeline.Quarantined, pipeline.Timeout
	mustPut(t, s, e)
	if diff := cmp.Diff([]*pipeline.Entry{failed("b"), e}, all(t, s)); diff != "" {
		t.Error(diff)
	}
}

func TestAnEntryThatCannotBeStoredIsRefusedAndChangesNothing(t *testing.T) {
	s := mustCreate(t, t.TempDir())
	defer s.Close()
	mustPut(t, s, report("a"))
	for _, test := range []struct {
		want  string
		entry *pipeline.Entry
	}{
		{`its id "a" is that of another document`, &pipeline.Entry{ID: "a", URI: "elsewhere", State: pipeline.OK}},
		{"needs an id and a URI", &pipeline.Entry{ID: "x", State: pipeline.OK}},
		{`state "fine" is unknown`, &pipeline.Entry{ID: "x", URI: "x", State: "fine"}},
	} {
		if err := s.Put(t.Context(), test.entry); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("error %v, want %s", err, test.want)
		}
	}
	if diff := cmp.Diff([]*pipeline.Entry{report("a")}, all(t, s)); diff != "" {
		t.Error(diff)
	}
}

func TestEntriesMayBeReplacedWhileTheyAreRead(t *testing.T) {
	s := mustCreate(t, t.TempDir())
	defer s.Close()
	for i := range 20 {
		mustPut(t, s, report(fmt.Sprintf("r%02d", i)))
	}
	visited := 0
	err := s.Entries(t.Context(), func(e *pipeline.Entry) error {
		visited++
		e.Message = "again"
		return s.Put(t.Context(), e)
	})
	if err != nil || visited != 20 {
		t.Fatalf("visited %d, %v", visited, err)
	}
	for _, e := range all(t, s) {
		if e.Message != "again" {
			t.Errorf("%s was not replaced", e.ID)
		}
	}
}

func TestEntriesStopsWhereYieldFails(t *testing.T) {
	s := mustCreate(t, t.TempDir())
	defer s.Close()
	mustPut(t, s, report("a"), report("b"), report("c"))
	enough := errors.New("enough")
	var seen []string
	err := s.Entries(t.Context(), func(e *pipeline.Entry) error {
		seen = append(seen, e.ID)
		if e.ID == "b" {
			return enough
		}
		return nil
	})
	if err != enough || !slices.Equal(seen, []string{"a", "b"}) {
		t.Errorf("saw %v, %v", seen, err)
	}
}

func TestEntriesAreFoundByNameAndByURI(t *testing.T) {
	s := mustCreate(t, t.TempDir())
	defer s.Close()
	mustPut(t, s, report("a"), failed("b"))
	if e, err := s.Get(t.Context(), "b"); err != nil || e.ID != "b" {
		t.Errorf("got %v, %v", e, err)
	}
	if e, err := s.Find(t.Context(), "in/a.html"); err != nil || e.ID != "a" {
		t.Errorf("found %v, %v", e, err)
	}
	if _, err := s.Find(t.Context(), "in/a"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v, want fs.ErrNotExist", err)
	}
}

func TestFoldersOfOthersAreRefusedAndLeftAlone(t *testing.T) {
	for name, test := range map[string]struct {
		file, content, want string
	}{
		"other files":          {"thesis.docx", "years of work", "holds no dataset but other files (thesis.docx)"},
		"not SQLite":           {FileName, strings.Repeat("not a database ", 100), "is not a dataset or is damaged"},
		"exports of a dataset": {"records.jsonl", "{}\n", "holds no dataset but other files (records.jsonl)"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, test.file)
			if err := os.WriteFile(path, []byte(test.content), 0o666); err != nil {
				t.Fatal(err)
			}
			if _, err := Create(t.Context(), dir, program); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
			if content, err := os.ReadFile(path); string(content) != test.content || err != nil {
				t.Errorf("the file was changed: %q, %v", content, err)
			}
			if files, _ := os.ReadDir(dir); len(files) != 1 {
				t.Errorf("files were left behind: %v", files)
			}
		})
	}
}

func TestDatasetsOfOtherVersionsAndProgramsAreRefused(t *testing.T) {
	for _, test := range []struct{ change, want string }{
		{"PRAGMA application_id=7", "another program's"},
		{"PRAGMA user_version=99", "has layout 99"},
		{"UPDATE meta SET value='9' WHERE key='record_schema'", "records of schema 9"},
	} {
		dir := t.TempDir()
		s := mustCreate(t, dir)
		if _, err := s.db.Exec(test.change); err != nil {
			t.Fatal(err)
		}
		mustClose(t, s)
		before, err := os.ReadFile(filepath.Join(dir, FileName))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Create(t.Context(), dir, program); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: Create: error %v, want %q", test.change, err, test.want)
		}
		if after, err := os.ReadFile(filepath.Join(dir, FileName)); err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s: the file was changed (%v)", test.change, err)
		}
		if _, err := Open(t.Context(), dir); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: Open: error %v, want %q", test.change, err, test.want)
		}
	}
}

func TestOpenNeedsADataset(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	if _, err := Open(t.Context(), dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v, want fs.ErrNotExist", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder was made: %v", err)
	}
}

func TestAFolderThatIsAFileIsRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "sub")} {
		if _, err := Create(t.Context(), dir, program); err == nil || !strings.Contains(err.Error(), "not a directory") {
			t.Errorf("error %v", err)
		}
	}
}

func TestACreateThatFailsLeavesNothingBehind(t *testing.T) {
	parent := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Create(ctx, filepath.Join(parent, "a", "b"), program); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if left, err := os.ReadDir(parent); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestTwoRunsInOneDatasetAreRefused(t *testing.T) {
	dir := t.TempDir()
	first := mustCreate(t, dir)
	mustPut(t, first, report("a"))
	for name, open := range map[string]func() (*Store, error){
		"Create": func() (*Store, error) { return Create(t.Context(), dir, program) },
		"Open":   func() (*Store, error) { return Open(t.Context(), dir) },
	} {
		if _, err := open(); err == nil || !strings.Contains(err.Error(), "another program is using the dataset") {
			t.Errorf("%s: error %v", name, err)
		}
	}
	mustPut(t, first, report("b"))
	mustClose(t, first)
	second := mustCreate(t, dir)
	defer second.Close()
	if n := len(all(t, second)); n != 2 {
		t.Errorf("%d entries, want 2", n)
	}
}

func TestADatasetOpenedToReadIsNotWritten(t *testing.T) {
	dir := t.TempDir()
	mustClose(t, mustCreate(t, dir))
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Put(t.Context(), report("a")); err == nil {
		t.Error("Put wrote")
	}
	if err := s.SetMeta(t.Context(), "key", "value"); err == nil {
		t.Error("SetMeta wrote")
	}
}

func TestNotesAreKept(t *testing.T) {
	dir := t.TempDir()
	s := mustCreate(t, dir)
	for _, value := range []string{"first", "second"} {
		if err := s.SetMeta(t.Context(), "rules", value); err != nil {
			t.Fatal(err)
		}
	}
	mustClose(t, s)
	s = mustCreate(t, dir)
	defer s.Close()
	if got, err := s.Meta(t.Context(), "rules"); got != "second" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestAFullDiskIsToldAndLeavesWhatWasThere(t *testing.T) {
	s := mustCreate(t, t.TempDir())
	defer s.Close()
	mustPut(t, s, report("a"))
	if _, err := s.db.Exec("PRAGMA max_page_count=20"); err != nil { // fails as a full disk does: SQLITE_FULL
		t.Fatal(err)
	}
	big := report("b")
	big.Message = strings.Repeat("words ", 100_000)
	if err := s.Put(t.Context(), big); err == nil || !strings.Contains(err.Error(), "disk is full") {
		t.Errorf("error %v", err)
	}
	if diff := cmp.Diff([]*pipeline.Entry{report("a")}, all(t, s)); diff != "" {
		t.Error(diff)
	}
	mustPut(t, s, failed("c"))
}

func TestAReadOnlyFolderCanBeReadButNotWritten(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	dir := t.TempDir()
	s := mustCreate(t, dir)
	mustPut(t, s, report("a"))
	mustClose(t, s)
	for _, path := range []string{filepath.Join(dir, FileName), dir} {
		if err := os.Chmod(path, 0o555); err != nil {
			t.Fatal(err)
		}
		defer os.Chmod(path, 0o755)
	}
	if _, err := Create(t.Context(), dir, program); err == nil || !strings.Contains(err.Error(), "cannot be written") {
		t.Errorf("Create: error %v", err)
	}
	if _, err := Create(t.Context(), filepath.Join(dir, "sub"), program); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("Create below: error %v", err)
	}
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if n := len(all(t, s)); n != 1 {
		t.Errorf("%d entries, want 1", n)
	}
}

// TestARunThatIsKilledLeavesWhatWasPut runs itself as a process that puts entries and is killed between two of them.
func TestARunThatIsKilledLeavesWhatWasPut(t *testing.T) {
	const variable = "RAPPORTEUR_TEST_STORE"
	if dir := os.Getenv(variable); dir != "" {
		s := mustCreate(t, dir)
		mustPut(t, s, report("a"), report("b"))
		self, err := os.FindProcess(os.Getpid())
		if err != nil {
			t.Fatal(err)
		}
		self.Kill()
		select {}
	}
	for name, open := range map[string]func(context.Context, string) (*Store, error){
		"to read":  Open,
		"to write": func(ctx context.Context, dir string) (*Store, error) { return Create(ctx, dir, program) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			run := exec.Command(os.Args[0], "-test.run=^TestARunThatIsKilledLeavesWhatWasPut$")
			run.Env = append(os.Environ(), variable+"="+dir)
			if err := run.Run(); err == nil || !strings.Contains(err.Error(), "killed") {
				t.Fatalf("the process ended by itself: %v", err)
			}
			s, err := open(t.Context(), dir)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if diff := cmp.Diff([]*pipeline.Entry{report("a"), report("b")}, all(t, s)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCancellingStopsPutAndEntries(t *testing.T) {
	s := mustCreate(t, t.TempDir())
	defer s.Close()
	mustPut(t, s, report("a"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Put(ctx, report("b")); !errors.Is(err, context.Canceled) {
		t.Errorf("Put: %v", err)
	}
	if err := s.Entries(ctx, func(*pipeline.Entry) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("Entries: %v", err)
	}
	mustPut(t, s, report("b"))
}

func BenchmarkPut(b *testing.B) {
	s := mustCreate(b, b.TempDir())
	defer s.Close()
	e := report("a")
	e.Document.Text = strings.Repeat("The meeting agreed to publish a map of the river. ", 400) // 20 kB
	for i := 0; b.Loop(); i++ {
		e.ID = fmt.Sprintf("r%08d", i)
		e.URI = e.ID
		mustPut(b, s, e)
	}
}

func BenchmarkEntries(b *testing.B) {
	s := mustCreate(b, b.TempDir())
	defer s.Close()
	e := report("a")
	e.Document.Text = strings.Repeat("The meeting agreed to publish a map of the river. ", 400)
	for i := range 1000 {
		e.ID = fmt.Sprintf("r%08d", i)
		e.URI = e.ID
		mustPut(b, s, e)
	}
	for b.Loop() {
		all(b, s)
	}
}
