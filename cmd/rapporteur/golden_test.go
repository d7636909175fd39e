package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/cmd/internal/wire"
	"rapporteur/pipeline"
	"rapporteur/pipeline/evaluate"
	"rapporteur/pipeline/ingest/pdf"
	"rapporteur/schemas"
)

var update = flag.Bool("update", false, "write testdata/golden and the scores in testdata anew")

// testdata is the path of a file in the project's testdata.
func testdata(elem ...string) string {
	return filepath.Join(append([]string{"..", "..", "testdata"}, elem...)...)
}

// bundledEntries reads and extracts the bundled reports as run does, but in this process.
func bundledEntries(t *testing.T, s *wire.Settings) []*pipeline.Entry {
	t.Helper()
	return entriesIn(t, s, testdata("reports"))
}

func entriesIn(t *testing.T, s *wire.Settings, folder string) []*pipeline.Entry {
	t.Helper()
	inputs, err := pipeline.FindInputs([]string{folder})
	if err != nil {
		t.Fatal(err)
	}
	reader := s.Reader(pipeline.Limits{})
	finders, err := s.Extractor()
	if err != nil {
		t.Fatal(err)
	}
	var entries []*pipeline.Entry
	for _, in := range inputs.Files {
		data, err := os.ReadFile(in.Path)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := reader.Read(t.Context(), in.URI, data)
		if err != nil {
			t.Errorf("%s: %v", in.URI, err)
			continue
		}
		id := strings.TrimSuffix(in.URI, filepath.Ext(in.URI))
		entries = append(entries, &pipeline.Entry{ID: id, URI: in.URI, SHA256: doc.Source.SHA256, MediaType: doc.Source.MediaType,
			Bytes: doc.Source.Bytes, State: pipeline.OK, Document: doc, Record: finders.Extract(id, doc)})
	}
	return entries
}

// bundled gives the records of the bundled reports, each checked as validate does.
func bundled(t *testing.T) []*schemas.Record {
	t.Helper()
	return recordsIn(t, testdata("reports"))
}

func recordsIn(t *testing.T, folder string) []*schemas.Record {
	t.Helper()
	var records []*schemas.Record
	for _, e := range entriesIn(t, &wire.Settings{PDFReader: pdf.PDFium}, folder) {
		line, err := json.Marshal(e.Record)
		if err != nil {
			t.Fatal(err)
		}
		err = errors.Join(e.Document.Check(), schemas.ValidateRecord(line), schemas.CheckReferences(e.Record), schemas.CheckGrounding(e.Record, e.Document.Text))
		if err != nil {
			t.Errorf("%s: %v", e.URI, err)
		}
		records = append(records, e.Record)
	}
	return records
}

// Goldens are what the program does today: a change of them is to be looked at, line by line, and then kept by -update.
func TestBundledReportsGiveTheirGoldens(t *testing.T) {
	records := bundled(t)
	wanted := map[string]bool{}
	for _, rec := range records {
		var got bytes.Buffer
		out := json.NewEncoder(&got)
		out.SetEscapeHTML(false)
		out.SetIndent("", " ")
		if err := out.Encode(rec); err != nil {
			t.Fatal(err)
		}
		golden(t, filepath.Join("golden", rec.ID+".json"), got.String())
		wanted[rec.ID+".json"] = true
	}
	entries, err := os.ReadDir(testdata("golden"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !wanted[e.Name()] {
			t.Errorf("golden/%s is of no bundled report", e.Name())
		}
	}
}

// The scores are checked in, so that a change's diff shows what it does to them. They may fall only with a reason in the
// commit's message.
func TestBundledReportsScoreAsTheyDid(t *testing.T) {
	for _, set := range []struct{ reports, truth, scores string }{
		{"reports", "truth", "scores.txt"},
		{"series/reports", "series/truth", "series/scores.txt"},
	} {
		truths, err := evaluate.LoadTruth(os.DirFS(testdata(set.truth)))
		if err != nil {
			t.Fatal(err)
		}
		var scored []evaluate.Document
		for _, rec := range recordsIn(t, testdata(set.reports)) {
			truth, ok := truths[rec.ID]
			if !ok {
				t.Errorf("%s has no truth", rec.ID)
				continue
			}
			scored = append(scored, evaluate.Score(rec, truth.Truth))
			delete(truths, rec.ID)
		}
		for id := range truths {
			t.Errorf("%s/%s.json is of no report", set.truth, id)
		}
		golden(t, set.scores, evaluate.Sum(scored).String())
	}
}

// A draft that lost something on the way would make a person code it again, or worse, miss it.
func TestDraftsOfTruthSayAllThatTheRecordSays(t *testing.T) {
	for _, rec := range bundled(t) {
		var draft bytes.Buffer
		if err := evaluate.WriteTruth(&draft, evaluate.Draft(rec)); err != nil {
			t.Fatal(err)
		}
		if err := schemas.ValidateTruth(draft.Bytes()); err != nil {
			t.Errorf("%s: %v", rec.ID, err)
		}
		var truth schemas.Truth
		if err := json.Unmarshal(draft.Bytes(), &truth); err != nil {
			t.Fatal(err)
		}
		for _, l := range evaluate.Sum([]evaluate.Document{evaluate.Score(rec, &truth)}).Lines {
			if l.StrictOf != 1 {
				t.Errorf("%s: %s: %v against its own draft", rec.ID, l.Measure, l.StrictOf)
			}
		}
	}
}

// golden compares with a file of testdata, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := testdata(name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-golden +now); if it is meant, go test ./cmd/rapporteur -update:\n%s", name, diff)
	}
}

// extract/confidence.tsv is measured on more reports than are bundled. On these it must do what it is for: whoever reads the
// values with the lowest confidence first meets errors at least twice as often as by chance.
func TestSortingBundledValuesByConfidenceBringsErrorsFirst(t *testing.T) {
	truths, err := evaluate.LoadTruth(os.DirFS(testdata("truth")))
	if err != nil {
		t.Fatal(err)
	}
	var judged []evaluate.Judgement
	for _, rec := range bundled(t) {
		judged = append(judged, evaluate.Score(rec, truths[rec.ID].Truth).Judged...)
	}
	low, wrong := evaluate.LowestTenth(judged)
	t.Logf("%.1f of %d errors are in the tenth of %d values with the lowest confidence", low, wrong, len(judged))
	if wrong > 0 && low < 0.2*float64(wrong) {
		t.Errorf("%.1f of %d errors only are in the lowest tenth: measure anew with .ci/confidence", low, wrong)
	}
}

// The table is what its counts lead to, and no one's wish.
func TestConfidencesFollowFromTheirCounts(t *testing.T) {
	table := readFile(t, "extract", "confidence.tsv")
	var judged []evaluate.Judgement
	var rows []string
	for line := range strings.Lines(table) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || fields[0] == "what" {
			continue
		}
		rows = append(rows, strings.TrimSpace(line))
		for i, right := range []bool{true, false} {
			n, err := strconv.Atoi(fields[2+i])
			if err != nil {
				t.Fatal(err)
			}
			for range n {
				judged = append(judged, evaluate.Judgement{What: fields[0], Rule: fields[1], Right: right})
			}
		}
	}
	var want []string
	for _, r := range evaluate.ByRule(judged) {
		want = append(want, fmt.Sprintf("%s\t%s\t%d\t%d\t%.2f", r.What, r.Rule, r.Right, r.Wrong, r.Confidence))
	}
	if diff := cmp.Diff(want, rows); diff != "" || len(rows) == 0 {
		t.Errorf("extract/confidence.tsv (-as counted +as written):\n%s", diff)
	}
}
