package shards_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/pipeline/export"
	"rapporteur/pipeline/shards"
	"rapporteur/schemas"
)

// entries are of every state, in the order of their ids.
func entries() []*pipeline.Entry {
	var out []*pipeline.Entry
	for i := range 200 {
		e := &pipeline.Entry{ID: fmt.Sprintf("é-%03d", i), URI: fmt.Sprintf("<%d>.html", i), SHA256: fmt.Sprint(i), Bytes: int64(i), State: pipeline.OK}
		record := func() *schemas.Record {
			return &schemas.Record{ID: e.ID, Source: schemas.Source{URI: e.URI, SHA256: e.SHA256, Bytes: e.Bytes, Also: e.Also}}
		}
		switch i % 5 {
		case 0:
			e.State, e.Reason, e.Message = pipeline.Quarantined, pipeline.Corrupt, "broken at <3>"
		case 1:
			e.State, e.Reason, e.Message = pipeline.Partial, pipeline.NeedsOCR, "page 2"
			e.Record, e.Document = record(), &document.Document{Text: e.URI}
		case 2:
			e.State, e.Message = pipeline.Duplicate, "the same bytes as another"
		default:
			e.Also = []string{"other.html"}
			e.Record, e.Document = record(), &document.Document{Text: "<é>"}
		}
		out = append(out, e)
	}
	return out
}

// written writes the entries as so many shards, in an order that chance gives them.
func written(t *testing.T, to shards.Folder, all []*pipeline.Entry, of int, chance *rand.Rand) shards.Manifest {
	t.Helper()
	m := shards.Manifest{Of: of}
	for number := range of {
		w, err := shards.NewWriter()
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		for _, i := range chance.Perm(len(all)) {
			if shards.Of(all[i].ID, of) == number {
				text, err := shards.Text(all[i])
				if err != nil {
					t.Fatal(err)
				}
				if err := w.Add(t.Context(), all[i], text); err != nil {
					t.Fatal(err)
				}
			}
		}
		shard, err := w.Write(t.Context(), to, number, of)
		if err != nil {
			t.Fatal(err)
		}
		m.Shards = append(m.Shards, shard)
	}
	m, err := shards.Finish(t.Context(), to, m, len(all))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestShardsReadAsTheDatasetThatTheyAreOf(t *testing.T) {
	for _, of := range []int{1, 7, 300} {
		to := shards.Local(t.TempDir())
		m := written(t, to, entries(), of, rand.New(rand.NewPCG(1, 2)))
		if want := map[pipeline.State]int{pipeline.OK: 80, pipeline.Partial: 40, pipeline.Quarantined: 40, pipeline.Duplicate: 40}; !cmp.Equal(m.Counts.States, want) {
			t.Error(m.Counts.States)
		}
		data, err := shards.Open(t.Context(), to)
		if err != nil {
			t.Fatal(err)
		}
		var got []*pipeline.Entry
		if err := data.Entries(t.Context(), func(e *pipeline.Entry) error { got = append(got, e); return nil }); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(entries(), got); diff != "" {
			t.Errorf("%d shards (-written +read):\n%s", of, diff)
		}
		var lines bytes.Buffer
		if err := export.JSONL(t.Context(), &lines, data); err != nil || strings.Count(lines.String(), "\n") != 120 {
			t.Errorf("%d lines, %v", strings.Count(lines.String(), "\n"), err)
		}
	}
}

func TestTheSameDocumentsGiveTheSameBytesHoweverOftenTheyAreWritten(t *testing.T) {
	once, twice := t.TempDir(), t.TempDir()
	written(t, shards.Local(once), entries(), 5, rand.New(rand.NewPCG(1, 1)))
	for seed := range uint64(2) {
		written(t, shards.Local(twice), entries(), 5, rand.New(rand.NewPCG(seed, 7)))
	}
	for _, dir := range []string{once, twice} { // what a writer left that was killed
		if names, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(names) != 17 {
			t.Error(names, err)
		}
	}
	if diff := cmp.Diff(contents(t, once), contents(t, twice)); diff != "" {
		t.Error(diff)
	}
}

func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name()] = string(data)
	}
	return out
}

func TestWhatKilledWritersLeftIsRemovedAtTheEnd(t *testing.T) {
	dir := t.TempDir()
	left := filepath.Join(dir, ".records-00001-of-00002.jsonl-123")
	if err := os.WriteFile(left, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	written(t, shards.Local(dir), entries(), 2, rand.New(rand.NewPCG(1, 1)))
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

func TestADocumentThatIsLostOrComesTwiceIsAnError(t *testing.T) {
	w, err := shards.NewWriter()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	e := entries()[0]
	if err := w.Add(t.Context(), e, nil); err != nil {
		t.Fatal(err)
	}
	shard, err := w.Write(t.Context(), shards.Local(t.TempDir()), 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	to := shards.Local(t.TempDir())
	if _, err := shards.Finish(t.Context(), to, shards.Manifest{Shards: []shards.Shard{shard}}, 2); err == nil {
		t.Error("a lost document is no error")
	}
	if exists, err := shards.Exists(t.Context(), to); exists || err != nil {
		t.Error("there is a manifest of a run that lost a document", err)
	}
	if err := w.Add(t.Context(), e, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(t.Context(), to, 0, 1); err == nil || !strings.Contains(err.Error(), "two documents have the id") {
		t.Error(err)
	}
}

func TestAShardThatWasChangedIsAnError(t *testing.T) {
	dir := t.TempDir()
	m := written(t, shards.Local(dir), entries(), 2, rand.New(rand.NewPCG(1, 1)))
	change := func(name string, by func([]byte) []byte) error {
		path := filepath.Join(dir, name)
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		defer os.WriteFile(path, before, 0o666)
		if err := os.WriteFile(path, by(bytes.Clone(before)), 0o666); err != nil {
			t.Fatal(err)
		}
		data, err := shards.Open(t.Context(), shards.Local(dir))
		if err != nil {
			t.Fatal(err)
		}
		return export.JSONL(context.Background(), io.Discard, data)
	}
	for name, by := range map[string]func([]byte) []byte{
		"cut":     func(data []byte) []byte { return data[:bytes.LastIndexByte(data[:len(data)-1], '\n')+1] },
		"other":   func(data []byte) []byte { return bytes.Replace(data, []byte("broken"), []byte("Broken"), 1) },
		"garbage": func([]byte) []byte { return []byte("<html>") },
	} {
		if err := change(m.Shards[1].Letters.Name, by); err == nil || !strings.Contains(err.Error(), m.Shards[1].Letters.Name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	other := m.Shards[0].Texts.Name
	for name, by := range map[string]func([]byte) []byte{
		"cut":     func(data []byte) []byte { return data[:len(data)/2] },
		"empty":   func([]byte) []byte { return nil },
		"another": func([]byte) []byte { data, _ := os.ReadFile(filepath.Join(dir, other)); return data },
	} {
		if err := change(m.Shards[1].Texts.Name, by); err == nil || !strings.Contains(err.Error(), m.Shards[1].Texts.Name) {
			t.Errorf("texts, %s: %v", name, err)
		}
	}
	if err := change(m.Shards[1].Letters.Name, func(data []byte) []byte { return data }); err != nil {
		t.Error(err)
	}
}
