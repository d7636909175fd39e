package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/pipeline"
	"rapporteur/pipeline/store"
)

// do runs over a folder into a dataset, with limits that the tests can wait for.
func do(t *testing.T, ctx context.Context, in, out string, change ...func(*pipeline.Options)) (*pipeline.Summary, map[string]*pipeline.Entry, error) {
	t.Helper()
	inputs, err := pipeline.FindInputs([]string{in})
	if err != nil {
		t.Fatal(err)
	}
	data, err := store.Create(t.Context(), out, "test")
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	worker, err := pipeline.Self(workerVerb)
	if err != nil {
		t.Fatal(err)
	}
	o := pipeline.Options{Inputs: inputs.Files, Store: data, Worker: worker, Workers: 2, ReadBy: "r1", CodedBy: "c1",
		Limits: pipeline.Limits{Time: 20 * time.Second, Memory: 256 << 20, Bytes: 1 << 20}}
	for _, c := range change {
		c(&o)
	}
	summary, err := pipeline.Run(ctx, o)
	entries := map[string]*pipeline.Entry{}
	if err := data.Entries(t.Context(), func(e *pipeline.Entry) error { entries[e.URI] = e; return nil }); err != nil {
		t.Fatal(err)
	}
	return summary, entries, err
}

func TestAFailureCostsOneDocumentAndSaysWhy(t *testing.T) {
	in := files(t, map[string]string{
		"a-good.txt": "Fiji attended.", "b-hang.txt": "hang", "c-good.txt": "Tonga attended.", "d-crash.txt": "crash",
		"e-grow.txt": "grow", "f-exit.txt": "exit", "g-recurse.txt": "recurse", "h-chatter.txt": "chatter about nothing",
		"i-corrupt.txt": "corrupt", "j-picture.txt": "picture", "k-untyped.txt": "untyped", "l-half.txt": "half a report",
		"m-empty.txt": "", "n-large.txt": strings.Repeat("x", 1<<20+1), "o-same.txt": "Fiji attended.", "p-unruly.txt": "unruly",
		"q-good.txt": "Samoa attended.", "t-astray.txt": "astray", "u-good.txt": "Palau attended.",
	})
	if err := os.Symlink("nowhere", filepath.Join(in, "r-gone.txt")); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(filepath.Join(in, "s-pipe.txt"), 0o666); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	summary, entries, err := do(t, t.Context(), in, t.TempDir(), func(o *pipeline.Options) { o.Limits.Time = 8 * time.Second })
	if err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > 60*time.Second {
		t.Errorf("took %v", took)
	}
	for uri, want := range map[string]struct {
		state   pipeline.State
		reason  pipeline.Reason
		message string
	}{
		"a-good.txt":    {pipeline.OK, "", ""},
		"b-hang.txt":    {pipeline.Quarantined, pipeline.Timeout, "over the limit of 8s of time"},
		"c-good.txt":    {pipeline.OK, "", ""},
		"d-crash.txt":   {pipeline.Quarantined, pipeline.Crashed, "panic: a goroutine that nobody catches"},
		"e-grow.txt":    {pipeline.Quarantined, pipeline.OutOfMemory, "256 MB"},
		"f-exit.txt":    {pipeline.Quarantined, pipeline.Crashed, "exit status 7"},
		"g-recurse.txt": {pipeline.Quarantined, "", ""},
		"h-chatter.txt": {pipeline.OK, "", ""},
		"i-corrupt.txt": {pipeline.Quarantined, pipeline.Corrupt, "broken at byte 3"},
		"j-picture.txt": {pipeline.Skipped, pipeline.Unsupported, "no reader for pictures"},
		"k-untyped.txt": {pipeline.Quarantined, pipeline.Internal, "breaks its contract"},
		"l-half.txt":    {pipeline.Partial, pipeline.Corrupt, "pages that could not be loaded: 2"},
		"m-empty.txt":   {pipeline.Quarantined, pipeline.Empty, "no bytes"},
		"n-large.txt":   {pipeline.Quarantined, pipeline.TooLarge, "over the limit of 1 MB"},
		"o-same.txt":    {pipeline.Duplicate, "", "the same bytes as a-good.txt"},
		"p-unruly.txt":  {pipeline.Quarantined, pipeline.Internal, "a rule that panics"},
		"q-good.txt":    {pipeline.OK, "", ""},
		"t-astray.txt":  {pipeline.Quarantined, pipeline.Crashed, "ends after the text, which has 5 bytes"},
		"u-good.txt":    {pipeline.OK, "", ""},
		"r-gone.txt":    {pipeline.Quarantined, pipeline.Unreadable, "no such file"},
		"s-pipe.txt":    {pipeline.Quarantined, pipeline.Unreadable, "no ordinary file"},
	} {
		e := entries[uri]
		if e == nil {
			t.Errorf("%s: not in the dataset", uri)
			continue
		}
		if uri == "g-recurse.txt" { // by whichever limit it meets first: the runtime's on stacks, or ours on memory
			if e.Reason != pipeline.Crashed && e.Reason != pipeline.OutOfMemory {
				t.Errorf("%s: %s: %s", uri, e.Reason, e.Message)
			}
			continue
		}
		if e.State != want.state || e.Reason != want.reason || !strings.Contains(e.Message, want.message) {
			t.Errorf("%s: %s, %s: %q; want %s, %s: %q", uri, e.State, e.Reason, e.Message, want.state, want.reason, want.message)
		}
		if hasRecord := want.state == pipeline.OK || want.state == pipeline.Partial; hasRecord != (e.Record != nil) {
			t.Errorf("%s: record: %v", uri, e.Record != nil)
		}
		if strings.Contains(e.Message, in) {
			t.Errorf("%s: the message holds a path of this machine: %s", uri, e.Message)
		}
	}
	if entries["p-unruly.txt"].Document == nil {
		t.Error("a text whose extraction failed is not kept")
	}
	want := map[pipeline.State]int{pipeline.OK: 5, pipeline.Partial: 1, pipeline.Quarantined: 13, pipeline.Skipped: 1, pipeline.Duplicate: 1}
	if diff := cmp.Diff(want, summary.Counts); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
}

// titles are the records' titles by URI.
func titles(entries map[string]*pipeline.Entry) map[string]string {
	out := map[string]string{}
	for uri, e := range entries {
		if e.Record != nil {
			out[uri] = e.ID + ": " + *e.Record.Meeting.Title
		}
	}
	return out
}

func TestASecondRunDoesWhatIsNewOnly(t *testing.T) {
	in, out := files(t, map[string]string{"a.txt": "Fiji", "b.txt": "Tonga", "c.txt": "crash", "d.txt": "corrupt", "e.txt": "Fiji"}), t.TempDir()
	check := func(what string, reused, recoded int, change ...func(*pipeline.Options)) map[string]*pipeline.Entry {
		t.Helper()
		summary, entries, err := do(t, t.Context(), in, out, change...)
		if err != nil {
			t.Fatal(err)
		}
		if summary.Reused != reused || summary.Recoded != recoded {
			t.Errorf("%s: %d reused and %d recoded, want %d and %d", what, summary.Reused, summary.Recoded, reused, recoded)
		}
		return entries
	}
	check("first run", 0, 0)
	check("the same again: the crash alone is tried again", 4, 0)

	if err := os.WriteFile(filepath.Join(in, "b.txt"), []byte("Samoa"), 0o666); err != nil {
		t.Fatal(err)
	}
	entries := check("a changed file", 3, 0)
	if got := titles(entries)["b.txt"]; got != "b: Samoa" {
		t.Errorf("the changed file's record is of %q", got)
	}

	unread := func(o *pipeline.Options) { o.CodedBy, o.Settings = "c2", testSettings{" by new rules"} }
	entries = check("other rules: extracted anew from the stored text", 0, 2, unread)
	if diff := cmp.Diff(map[string]string{"a.txt": "a: Fiji by new rules", "b.txt": "b: Samoa by new rules"}, titles(entries)); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	check("another reader: read anew", 0, 0, unread, func(o *pipeline.Options) { o.ReadBy = "r2" })
}

func TestAStoppedRunFinishesWhatIsInFlightAndGoesOnLater(t *testing.T) {
	contents := map[string]string{}
	for i := range 30 {
		contents[fmt.Sprintf("%02d.txt", i)] = fmt.Sprintf("slow report %d", i)
	}
	in, out, whole := files(t, contents), t.TempDir(), t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	summary, entries, err := do(t, ctx, in, out, func(o *pipeline.Options) {
		o.Report = func(r pipeline.Report) {
			if r.Done == 3 {
				stop()
			}
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v", err)
	}
	if summary.Unreached == 0 || len(entries)+summary.Unreached != 30 {
		t.Errorf("%d entries and %d unreached of 30", len(entries), summary.Unreached)
	}
	for uri, e := range entries {
		if e.State != pipeline.OK {
			t.Errorf("%s: %s: %s", uri, e.Reason, e.Message)
		}
	}
	before := len(entries)
	summary, resumed, err := do(t, t.Context(), in, out)
	if err != nil {
		t.Fatal(err)
	}
	if summary.Reused != before {
		t.Errorf("%d of %d entries were done again", before-summary.Reused, before)
	}
	_, once, err := do(t, t.Context(), in, whole)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(once, resumed); diff != "" {
		t.Errorf("a run that was stopped and one that was not differ (-whole +resumed):\n%s", diff)
	}
}

func TestTheDatasetDoesNotDependOnTheNumberOfWorkers(t *testing.T) {
	contents := map[string]string{}
	for i := range 40 {
		contents[fmt.Sprintf("%02d.txt", i)] = []string{"slow", "quick", "corrupt", "exit"}[i%4] + fmt.Sprintf(" report %d", i/5*5)
	}
	in := files(t, contents)
	_, one, err := do(t, t.Context(), in, t.TempDir(), func(o *pipeline.Options) { o.Workers = 1 })
	if err != nil {
		t.Fatal(err)
	}
	_, many, err := do(t, t.Context(), in, t.TempDir(), func(o *pipeline.Options) { o.Workers = 7 })
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(one, many); diff != "" {
		t.Errorf("(-1 worker +7 workers):\n%s", diff)
	}
}

func TestIDsStayApartWhenTheArchiveGrows(t *testing.T) {
	in, out := files(t, map[string]string{"2001/report.txt": "one"}), t.TempDir()
	_, entries, err := do(t, t.Context(), in, out)
	if err != nil {
		t.Fatal(err)
	}
	if id := entries["2001/report.txt"].ID; id != "report" {
		t.Fatalf("id %q", id)
	}
	for name, text := range map[string]string{"2002/report.txt": "two", "Report.txt": "three"} {
		path := filepath.Join(in, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	_, entries, err = do(t, t.Context(), in, out)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for uri, e := range entries {
		if len(e.ID) != len("report-12345678") || seen[e.ID] || e.Record == nil || e.Record.ID != e.ID {
			t.Errorf("%s: id %q", uri, e.ID)
		}
		seen[e.ID] = true
	}
	_, fresh, err := do(t, t.Context(), in, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(titles(fresh), titles(entries)); diff != "" {
		t.Errorf("an archive that grew and one that was whole at once differ (-whole +grown):\n%s", diff)
	}
	// Two of the three go: the one that stays in the archive keeps out of the way of those that stay in the dataset.
	for _, name := range []string{"2001", "2002"} {
		if err := os.RemoveAll(filepath.Join(in, name)); err != nil {
			t.Fatal(err)
		}
	}
	summary, entries, err := do(t, t.Context(), in, out)
	if err != nil {
		t.Fatal(err)
	}
	if summary.Others != 2 || len(entries) != 3 {
		t.Errorf("%d others, %d entries", summary.Others, len(entries))
	}
}

// failing is a store on a disk that is full after a few entries.
type failing struct {
	pipeline.Store
	mu   sync.Mutex
	room int
}

var errFull = errors.New("no space left on device")

func (f *failing) Put(ctx context.Context, e *pipeline.Entry) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.room == 0 {
		return errFull
	}
	f.room--
	return f.Store.Put(ctx, e)
}

func TestAFullDiskEndsTheRunWithItsError(t *testing.T) {
	contents := map[string]string{}
	for i := range 50 {
		contents[fmt.Sprintf("%02d.txt", i)] = fmt.Sprintf("report %d", i)
	}
	_, entries, err := do(t, t.Context(), files(t, contents), t.TempDir(), func(o *pipeline.Options) { o.Store = &failing{Store: o.Store, room: 5} })
	if !errors.Is(err, errFull) || len(entries) != 5 {
		t.Errorf("error %v with %d entries", err, len(entries))
	}
}

func TestAProgramThatIsNoWorkerIsAnErrorOfEveryDocument(t *testing.T) {
	for name, program := range map[string]string{"one that ends": "/bin/true", "one that talks": "/bin/ls", "none": "/nowhere/at/all"} {
		t.Run(name, func(t *testing.T) {
			_, entries, err := do(t, t.Context(), files(t, map[string]string{"a.txt": "Fiji"}), t.TempDir(), func(o *pipeline.Options) {
				o.Worker = func() *exec.Cmd { return exec.Command(program) }
			})
			if err != nil {
				t.Fatal(err)
			}
			if e := entries["a.txt"]; e.State != pipeline.Quarantined {
				t.Errorf("%s: %s", e.State, e.Message)
			}
		})
	}
}

func TestFindingInputs(t *testing.T) {
	dir := files(t, map[string]string{
		"b.html": "b", "a.txt": "a", "sub/c.pdf": "c", "sub/deep/d.txt": "d", ".hidden.txt": "h", ".git/config": "g",
		"out/records.jsonl": "old", "sub.txt": "s",
	})
	link := func(to, name string) {
		t.Helper()
		if err := os.Symlink(to, filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Fatal(err)
		}
	}
	link("..", "sub/deep/loop")
	link("sub/deep", "alias")
	link("a.txt", "same.txt")
	for _, test := range []struct {
		name      string
		arguments []string
		want      []string
	}{
		{"a folder, links and all, without loops", []string{""}, []string{"a.txt", "b.html", "same.txt", "sub.txt", "sub/c.pdf", "sub/deep/d.txt"}},
		{"a folder twice", []string{"", "sub"}, []string{"a.txt", "b.html", "same.txt", "sub.txt", "sub/c.pdf", "sub/deep/d.txt"}},
		{"a file", []string{"sub/c.pdf"}, []string{"c.pdf"}},
		{"files of two folders", []string{"sub/deep/d.txt", "b.html"}, []string{"b.html", "sub/deep/d.txt"}},
		{"a pattern", []string{"**/*.{txt,pdf}"}, []string{"a.txt", "same.txt", "sub.txt", "sub/c.pdf", "sub/deep/d.txt"}},
		{"a pattern of folders", []string{"su[b]"}, []string{"sub/c.pdf", "sub/deep/d.txt"}},
		{"a hidden file by name", []string{".hidden.txt"}, []string{".hidden.txt"}},
		{"a file that is not there", []string{"x.txt", "a.txt"}, []string{"a.txt", "x.txt !"}},
	} {
		var arguments []string
		for _, a := range test.arguments {
			arguments = append(arguments, filepath.Join(dir, filepath.FromSlash(a)))
		}
		got, err := pipeline.FindInputs(arguments, filepath.Join(dir, "out"))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		var uris []string
		for _, in := range got.Files {
			if in.Err != nil {
				in.URI += " !"
			}
			uris = append(uris, in.URI)
		}
		if diff := cmp.Diff(test.want, uris); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
	for _, wrong := range []string{"*.docx", "[a"} {
		if got, err := pipeline.FindInputs([]string{filepath.Join(dir, wrong)}); err == nil {
			t.Errorf("%s: %v", wrong, got.Files)
		}
	}
}

func TestEveryInputHasOneState(t *testing.T) {
	in := files(t, map[string]string{"a.txt": "Fiji", "b.txt": "exit", "c.txt": "Fiji"})
	var done []int
	summary, entries, err := do(t, t.Context(), in, t.TempDir(), func(o *pipeline.Options) {
		o.Report = func(r pipeline.Report) { done = append(done, r.Done*10+r.Total) }
	})
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for n := range maps.Values(summary.Counts) {
		sum += n
	}
	if sum != summary.Inputs || len(entries) != sum {
		t.Errorf("%d inputs, %d states, %d entries", summary.Inputs, sum, len(entries))
	}
	if diff := cmp.Diff([]int{13, 23, 33}, done); diff != "" {
		t.Errorf("reports (-want +got):\n%s", diff)
	}
}

func TestALongJobThatTellsOfItsStepsIsGivenTheTime(t *testing.T) {
	in := files(t, map[string]string{"a.txt": "steps", "b.txt": "steps and stuck"})
	limited := func(pages int) map[string]*pipeline.Entry {
		_, entries, err := do(t, t.Context(), in, t.TempDir(), func(o *pipeline.Options) { o.Limits.Time, o.Limits.Pages = 2*time.Second, pages })
		if err != nil {
			t.Fatal(err)
		}
		return entries
	}
	entries := limited(0)
	if e := entries["a.txt"]; e.State != pipeline.OK {
		t.Errorf("eight steps in time: %s: %s", e.State, e.Message)
	}
	if e := entries["b.txt"]; e.Reason != pipeline.Timeout {
		t.Errorf("stuck after its steps: %s: %s", e.State, e.Message)
	}
	if e := limited(1)["a.txt"]; e.Reason != pipeline.Timeout {
		t.Errorf("eight steps where one page is allowed: %s: %s", e.State, e.Message)
	}
}

// No long document is left for the end, when the other workers have nothing to do.
func TestLargeFilesAreBegunFirst(t *testing.T) {
	in := files(t, map[string]string{"a.txt": "Fiji", "b.txt": strings.Repeat("Tonga ", 9000), "c.txt": strings.Repeat("Samoa ", 400), "d.txt": "Chad", "e.txt": strings.Repeat("Niue ", 10000)})
	var begun []string
	_, _, err := do(t, t.Context(), in, t.TempDir(), func(o *pipeline.Options) {
		o.Workers, o.Begin = 1, func(uri string) { begun = append(begun, uri) }
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"b.txt", "e.txt", "c.txt", "a.txt", "d.txt"}, begun); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What does not lie on this machine is fetched as workers come to it, and no copy stays longer than it is needed.
func TestFilesFromElsewhereAreFetchedAsTheyAreNeeded(t *testing.T) {
	const workers, reports = 2, 20
	spool, out := t.TempDir(), t.TempDir()
	copies := func() int {
		t.Helper()
		entries, err := os.ReadDir(spool)
		if err != nil {
			t.Error(err)
		}
		return len(entries)
	}
	var inputs []pipeline.Input
	for i := range reports {
		inputs = append(inputs, pipeline.Input{URI: fmt.Sprintf("%02d.txt", i), Size: 9, Fetch: func(_ context.Context, to io.Writer) error {
			if i == 3 {
				return errors.New("the store does not answer")
			}
			_, err := fmt.Fprintf(to, "slow %d", i)
			return err
		}})
	}
	elsewhere := func(o *pipeline.Options) {
		o.Inputs, o.Spool, o.Workers = inputs, spool, workers
		o.Begin = func(uri string) {
			if n := copies(); n > workers+1 {
				t.Errorf("%s: %d copies at a time", uri, n)
			}
		}
	}
	for _, wantReused := range []int{0, reports - 1} {
		summary, entries, err := do(t, t.Context(), t.TempDir(), out, elsewhere)
		if err != nil {
			t.Fatal(err)
		}
		if e := entries["03.txt"]; summary.Counts[pipeline.OK] != reports-1 || e.Reason != pipeline.Unreadable || !strings.Contains(e.Message, "does not answer") {
			t.Errorf("%+v: %+v", summary.Counts, e)
		}
		if summary.Reused != wantReused || copies() > 0 {
			t.Errorf("%d reused, want %d; %d copies stay", summary.Reused, wantReused, copies())
		}
	}
}
