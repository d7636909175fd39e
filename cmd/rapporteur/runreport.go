package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"rapporteur/pipeline"
)

// Files of a dataset that say how its last run went.
const (
	reportFile = "run.json"
	reportText = "run.txt"
)

// runReport says how a run went. It is about one run on one machine, so that no other file of a dataset depends on it.
type runReport struct {
	Program   string                  `json:"program"`
	ReadBy    string                  `json:"read_by"`
	CodedBy   string                  `json:"coded_by"`
	Workers   int                     `json:"workers"`
	Started   time.Time               `json:"started"`
	Ended     time.Time               `json:"ended"`
	Outcome   string                  `json:"outcome"` // "complete", "stopped", or what went wrong
	Inputs    int                     `json:"inputs"`
	Bytes     int64                   `json:"bytes"` // of the inputs that were reached
	Counts    map[pipeline.State]int  `json:"counts"`
	Reasons   map[pipeline.Reason]int `json:"reasons"`
	Reused    int                     `json:"reused"`
	Recoded   int                     `json:"recoded"`
	Unreached int                     `json:"unreached"`
	Others    int                     `json:"others"`
	Removed   int                     `json:"removed"`
	Seconds   runSeconds              `json:"seconds"`
	Slowest   []slowDocument          `json:"slowest"`
	Worst     []worstDocument         `json:"worst"`
}

// runSeconds are the times of the stages. Those of workers are sums over all of them.
type runSeconds struct {
	Whole      float64 `json:"whole"`
	Hashing    float64 `json:"hashing"`
	Reading    float64 `json:"reading"`
	Extracting float64 `json:"extracting"`
	Storing    float64 `json:"storing"`
	Exporting  float64 `json:"exporting"`
}

type slowDocument struct {
	URI     string          `json:"uri"`
	State   pipeline.State  `json:"state"`
	Reason  pipeline.Reason `json:"reason,omitempty"`
	Bytes   int64           `json:"bytes"`
	Seconds float64         `json:"seconds"`
}

type worstDocument struct {
	ID      string          `json:"id"`
	URI     string          `json:"uri"`
	State   pipeline.State  `json:"state"`
	Reason  pipeline.Reason `json:"reason"`
	Message string          `json:"message"`
}

// fewWorst is how many documents that failed are named; the workbook's sheet Problems names all.
const fewWorst = 20

// newRunReport begins the report of a run.
func newRunReport(o *pipeline.Options) *runReport {
	return &runReport{Program: programVersion(), ReadBy: o.ReadBy, CodedBy: o.CodedBy, Workers: o.Workers, Started: time.Now().UTC(),
		Slowest: []slowDocument{}, Worst: []worstDocument{}}
}

// note takes a document into the report where it failed.
func (r *runReport) note(e *pipeline.Entry) {
	if len(r.Worst) < fewWorst && failed(e) {
		r.Worst = append(r.Worst, worst(e))
	}
}

func failed(e *pipeline.Entry) bool {
	return e.State == pipeline.Quarantined || e.State == pipeline.Partial
}

func worst(e *pipeline.Entry) worstDocument {
	return worstDocument{e.ID, e.URI, e.State, e.Reason, e.Message}
}

// ended takes in what came of the run.
func (r *runReport) ended(s *pipeline.Summary, err error) {
	r.Ended, r.Outcome = time.Now().UTC(), "complete"
	switch {
	case err != nil && errors.Is(err, context.Canceled):
		r.Outcome = "stopped"
	case err != nil:
		r.Outcome = err.Error()
	}
	r.Inputs, r.Bytes, r.Counts, r.Reasons = s.Inputs, s.Bytes, s.Counts, s.Reasons
	r.Reused, r.Recoded, r.Unreached, r.Others, r.Removed = s.Reused, s.Recoded, s.Unreached, s.Others, s.Removed
	t := s.Stages
	r.Seconds = runSeconds{Whole: r.Ended.Sub(r.Started).Seconds(), Hashing: t.Hashing.Seconds(), Reading: t.Reading.Seconds(),
		Extracting: t.Extracting.Seconds(), Storing: t.Storing.Seconds()}
	for _, d := range s.Slowest {
		r.Slowest = append(r.Slowest, slowDocument{d.URI, d.State, d.Reason, d.Bytes, d.Took.Seconds()})
	}
}

// exported takes in how long the exports took.
func (r *runReport) exported(took time.Duration) {
	r.Ended = time.Now().UTC()
	r.Seconds.Exporting, r.Seconds.Whole = took.Seconds(), r.Ended.Sub(r.Started).Seconds()
}

// write writes the report into the dataset's folder, for programs and for people.
func (r *runReport) write(dir string) error {
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return errors.Join(
		os.WriteFile(filepath.Join(dir, reportFile), append(data, '\n'), 0o666),
		os.WriteFile(filepath.Join(dir, reportText), []byte(r.text()), 0o666))
}

func (r *runReport) text() string {
	var out strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	line("Run of %s, %s", r.Started.Format(time.DateTime), r.Outcome)
	line("by %s, %d workers", r.Program, r.Workers)
	line("")
	line("%d files (%.1f MB): %s", r.Inputs, float64(r.Bytes)/1e6, counted(r.Counts))
	if len(r.Reasons) > 0 {
		line("failed for: %s", counted(r.Reasons))
	}
	line("%d unchanged, %d extracted anew from their texts, %d not reached, %d gone from the archive", r.Reused, r.Recoded, r.Unreached, r.Removed)
	line("")
	line("%.1f s in all, %.1f files a second", r.Seconds.Whole, float64(r.Inputs-r.Unreached)/max(r.Seconds.Whole, 1e-3))
	line("  hashing    %8.1f s", r.Seconds.Hashing)
	line("  reading    %8.1f s, all workers together", r.Seconds.Reading)
	line("  extracting %8.1f s, all workers together", r.Seconds.Extracting)
	line("  storing    %8.1f s", r.Seconds.Storing)
	line("  exporting  %8.1f s", r.Seconds.Exporting)
	if len(r.Slowest) > 0 {
		line("\nThe slowest documents:")
	}
	for _, d := range r.Slowest {
		line("  %7.2f s  %s (%.1f kB, %s)", d.Seconds, d.URI, float64(d.Bytes)/1e3, strings.TrimSpace(string(d.State)+" "+string(d.Reason)))
	}
	if len(r.Worst) > 0 {
		line("\nDocuments that failed (the sheet Problems has all):")
	}
	for _, d := range r.Worst {
		line("  %s: %s: %s: %s", d.URI, d.State, d.Reason, d.Message)
	}
	return out.String()
}
