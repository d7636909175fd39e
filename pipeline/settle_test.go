package pipeline_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/pipeline"
)

// fates tells of every entry what became of it, and what it says of others.
func fates(entries map[string]*pipeline.Entry) map[string]string {
	out := map[string]string{}
	for uri, e := range entries {
		out[uri] = fmt.Sprint(e.State, " ", e.Message, " ", e.Also)
		if (e.Record != nil) != (e.State == pipeline.OK || e.State == pipeline.Partial) {
			out[uri] += " but with the wrong record"
		} else if e.Record != nil && (!slices.Equal(e.Record.Source.Also, e.Also) || e.Record.ID != e.ID) {
			out[uri] += " which the record does not say"
		}
	}
	return out
}

// The same report under several addresses, with other bytes (as a page and its version for printing have) or the same.
var alike = map[string]string{
	"a.txt": "slow  one", "b.txt": "slow one ", "c.txt": "slow one", "d/a.txt": "slow one", "e.txt": "two", "f.txt": "two",
	"g.txt": "three", "h.txt": "half of it", "i.txt": "half  of it",
}

var wantAlike = map[string]string{
	"a.txt": "ok  [b.txt c.txt d/a.txt]", "b.txt": "duplicate the same text as a.txt []", "c.txt": "duplicate the same text as a.txt []",
	"d/a.txt": "duplicate the same bytes as c.txt []", "e.txt": "ok  [f.txt]", "f.txt": "duplicate the same bytes as e.txt []",
	"g.txt": "ok  []", "h.txt": "partial pages that could not be loaded: 2 []", "i.txt": "partial pages that could not be loaded: 2 []",
}

func TestReportsWithTheSameTextCountOnceWithEveryAddress(t *testing.T) {
	in := files(t, alike)
	for _, workers := range []int{1, 4} {
		summary, entries, err := do(t, t.Context(), in, t.TempDir(), func(o *pipeline.Options) { o.Workers = workers })
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(wantAlike, fates(entries)); diff != "" {
			t.Errorf("%d workers (-want +got):\n%s", workers, diff)
		}
		if diff := cmp.Diff(map[pipeline.State]int{pipeline.OK: 3, pipeline.Partial: 2, pipeline.Duplicate: 4}, nonzero(summary.Counts)); diff != "" {
			t.Errorf("%d workers, counts (-want +got):\n%s", workers, diff)
		}
	}
}

func nonzero(counts map[pipeline.State]int) map[pipeline.State]int {
	counts = maps.Clone(counts)
	maps.DeleteFunc(counts, func(_ pipeline.State, n int) bool { return n == 0 })
	return counts
}

// Whether files come one by one, the last first, or a run is stopped in between: what counts in the end is the same.
func TestWhichOfTheSameCountsDoesNotDependOnHowTheyCame(t *testing.T) {
	in, out := t.TempDir(), t.TempDir()
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(alike))) {
		path := filepath.Join(in, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(alike[name]), 0o666); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		_, _, err := do(t, ctx, in, out, func(o *pipeline.Options) {
			o.Report = func(pipeline.Report) {
				if name == "b.txt" {
					stop()
				}
			}
		})
		stop()
		if err != nil && name != "b.txt" {
			t.Fatal(err)
		}
	}
	summary, entries, err := do(t, t.Context(), in, out)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wantAlike, fates(entries)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if summary.Reused != len(alike) {
		t.Errorf("%d of %d were left as they are", summary.Reused, len(alike))
	}
}

// When the file that counted goes, or is moved, another one counts: its text is in the dataset, and is not read again.
func TestWhenTheOneThatCountsGoesAnotherDoes(t *testing.T) {
	in, out := files(t, map[string]string{"a.txt": "one", "b.txt": "one ", "c.txt": "two"}), t.TempDir()
	gone := func(o *pipeline.Options) {
		o.Gone = func(uri string) bool {
			_, err := os.Stat(filepath.Join(in, uri))
			return err != nil
		}
	}
	if _, _, err := do(t, t.Context(), in, out, gone); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(in, "a.txt")); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(in, "c.txt"), filepath.Join(in, "d.txt")); err != nil {
		t.Fatal(err)
	}
	begun := 0
	summary, entries, err := do(t, t.Context(), in, out, gone, func(o *pipeline.Options) { o.Begin = func(string) { begun++ } })
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"a.txt": "duplicate the same text as b.txt []", "b.txt": "ok  [a.txt]", "c.txt": "duplicate the same text as d.txt []", "d.txt": "ok  [c.txt]",
	}
	if diff := cmp.Diff(want, fates(entries)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if begun != 1 || summary.Removed != 2 || summary.Counts[pipeline.OK] != 2 {
		t.Errorf("%d files were read, want the one with a new name; %+v", begun, summary)
	}
}
