package store

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/pipeline"
)

func TestCorrectionsComeBackAsTheyWereMadeAndOutliveARun(t *testing.T) {
	ctx, dir := t.Context(), filepath.Join(t.TempDir(), "out")
	put := func(e *pipeline.Entry) {
		t.Helper()
		s, err := Create(ctx, dir, "test")
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Put(ctx, e); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	put(&pipeline.Entry{ID: "a", URI: "a.txt", State: pipeline.OK})

	read, err := Open(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	if none, err := read.AllCorrections(ctx); err != nil || len(none) != 0 {
		t.Errorf("a dataset that nobody corrected has corrections %v, %v", none, err)
	}
	if err := read.Close(); err != nil {
		t.Fatal(err)
	}

	s, err := OpenToCorrect(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	first := pipeline.Correction{URI: "a.txt", SHA256: "1f", By: "Ana", At: time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC), Action: pipeline.Edit, Seen: 3,
		Target: pipeline.Target{Class: "party", Start: 1, End: 4, Quote: "Ñan"}, Original: pipeline.Fields{"name": "Ñan"}, Change: pipeline.Fields{"name": "Nan"}}
	second := pipeline.Correction{URI: "a.txt", By: "Ben", At: first.At, Action: pipeline.Undo, Of: 1}
	for _, c := range []*pipeline.Correction{&first, &second} {
		if err := s.Correct(ctx, c); err != nil {
			t.Fatal(err)
		}
	}
	before, err := s.Version(ctx)
	if err != nil {
		t.Fatal(err)
	}
	put(&pipeline.Entry{ID: "a", URI: "a.txt", State: pipeline.OK, Message: "read anew"}) // while the dataset is open to correct
	got, err := s.Corrections(ctx, &pipeline.Entry{URI: "a.txt"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]pipeline.Correction{first, second}, got); diff != "" {
		t.Error(diff)
	}
	if moved, err := s.Corrections(ctx, &pipeline.Entry{URI: "b.txt", SHA256: "1f"}); err != nil || len(moved) != 1 {
		t.Errorf("a file that was moved has the corrections %v, %v", moved, err)
	}
	if other, err := s.Corrections(ctx, &pipeline.Entry{URI: "b.txt"}); err != nil || len(other) != 0 {
		t.Errorf("another file has the corrections %v, %v", other, err)
	}
	if first.Number != 1 || second.Number != 2 {
		t.Errorf("numbers %d, %d", first.Number, second.Number)
	}
	if after, err := s.Version(ctx); err != nil || after == before {
		t.Errorf("the run changed the dataset, its version did not: %d, %v", after, err)
	}
	if e, err := s.Get(ctx, "a"); err != nil || e.Message != "read anew" {
		t.Errorf("%+v, %v", e, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestACorrectionOfNobodyIsRefused(t *testing.T) {
	ctx, dir := t.Context(), filepath.Join(t.TempDir(), "out")
	s, err := Create(ctx, dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = OpenToCorrect(ctx, dir); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, c := range []pipeline.Correction{
		{URI: "a.txt", At: time.Now(), Action: pipeline.Accept},
		{URI: "a.txt", By: "Ana", Action: pipeline.Accept},
		{URI: "a.txt", By: "Ana", At: time.Now(), Action: "paint"},
	} {
		if err := s.Correct(ctx, &c); err == nil {
			t.Errorf("%+v was kept", c)
		}
	}
}
