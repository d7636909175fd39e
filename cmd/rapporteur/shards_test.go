package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/pipeline"
	"rapporteur/pipeline/export"
	"rapporteur/pipeline/shards"
)

// asShards writes a dataset as an engine would, over three shards, with or without texts.
func asShards(t *testing.T, dataset, to string, texts bool) {
	t.Helper()
	data, err := openDataset(t.Context(), dataset)
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	m := shards.Manifest{Of: 3, Inputs: "../reports", Rules: "built-in"}
	documents := 0
	for number := range m.Of {
		w, err := shards.NewWriter()
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		err = data.Entries(t.Context(), func(e *pipeline.Entry) error {
			if shards.Of(e.ID, m.Of) != number {
				return nil
			}
			documents++
			var text []byte
			if texts {
				if text, err = shards.Text(e); err != nil {
					return err
				}
			}
			return w.Add(t.Context(), e, text)
		})
		if err != nil {
			t.Fatal(err)
		}
		shard, err := w.Write(t.Context(), shards.Local(to), number, m.Of)
		if err != nil {
			t.Fatal(err)
		}
		m.Shards = append(m.Shards, shard)
	}
	if _, err := shards.Finish(t.Context(), shards.Local(to), m, documents); err != nil {
		t.Fatal(err)
	}
}

func TestShardsAreExportedAndScoredAsTheDatasetThatTheyAreOf(t *testing.T) {
	dir := t.TempDir()
	testdata, err := filepath.Abs(filepath.Join("..", "..", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	reports := filepath.Join(dir, "reports")
	if err := os.CopyFS(reports, os.DirFS(filepath.Join(testdata, "reports"))); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"broken.pdf": "%PDF-1.7 broken", "picture.png": "\x89PNG\r\n\x1a\n", "empty.html": ""} {
		if err := os.WriteFile(filepath.Join(reports, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	run := func(args ...string) string {
		t.Helper()
		cmd := program(t, args...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if _, failed := err.(*exec.ExitError); err != nil && !failed {
			t.Fatalf("%v\n%s", err, out)
		}
		return string(out)
	}
	if said := run("run", "reports", "-o", "dataset"); !strings.Contains(said, "2 quarantined") {
		t.Fatal(said)
	}
	asShards(t, filepath.Join(dir, "dataset"), filepath.Join(dir, "shards"), true)
	asShards(t, filepath.Join(dir, "dataset"), filepath.Join(dir, "records"), false)

	var forms, short []string
	for _, f := range export.Formats() {
		forms = append(forms, f.Name)
		if !f.Texts {
			short = append(short, f.Name)
		}
	}
	for from, formats := range map[string][]string{"shards": forms, "records": short} {
		run("export", "dataset", "-f", strings.Join(formats, ","), "-o", from+"-want")
		run("export", filepath.Join(from, shards.ManifestFile), "-f", strings.Join(formats, ","), "-o", from+"-got")
		want, got := filesBelow(t, filepath.Join(dir, from+"-want")), filesBelow(t, filepath.Join(dir, from+"-got"))
		if len(want) < len(formats) {
			t.Errorf("%s: %d files", from, len(want))
		}
		for name := range want {
			if !bytes.Equal(want[name], got[name]) {
				t.Errorf("%s: %s is another", from, name)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: %d files, want %d", from, len(got), len(want))
		}
		truth := filepath.Join(testdata, "truth")
		if diff := cmp.Diff(run("eval", "--truth", truth, "dataset"), run("eval", "--truth", truth, from)); diff != "" {
			t.Errorf("%s (-dataset +shards):\n%s", from, diff)
		}
	}
	if said := run("export", "records", "-f", "html"); !strings.Contains(said, "texts, which these shards were written without") {
		t.Error(said)
	}
	if said := run("eval", "--truth", filepath.Join(testdata, "truth"), "shards", "--coverage"); !strings.Contains(said, "attendees") {
		t.Error(said)
	}
}

// filesBelow are the contents of all files in a folder and below.
func filesBelow(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err == nil {
			out[name], err = os.ReadFile(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
