package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"rapporteur/pipeline"
	"rapporteur/pipeline/evaluate"
	"rapporteur/pipeline/export"
	"rapporteur/pipeline/store"
	"rapporteur/schemas"
)

func evalCommand(c *console) *cobra.Command {
	var v evalVerb
	cmd := &cobra.Command{
		Use:   "eval --truth DIR DATASET",
		Short: "Score a dataset against what people coded by hand",
		Long: `Score the records of a DATASET (its folder, or a ` + recordsFile + `) against truth files:
what a person coded for the same reports, one .json each (see 'rapporteur schema
truth'). Printed are F1, precision and recall for lists, accuracy for values that
have one right answer; points that the truth names ambiguous are forgiven.

--min MEASURE=VALUE fails where a figure is lower. A measure may be followed by
.precision, .recall, .strict or .macro. --save keeps the figures, --baseline
tells what was gained and lost since they were kept.

` + exitHelp,
		Example: `  rapporteur eval --truth testdata/truth out
  rapporteur eval --truth truth dataset --min attendees.f1=0.9 --min meeting.start=0.95
  rapporteur eval --truth truth dataset --baseline before.json --errors attendees,outcomes`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return v.run(cmd.Context(), c, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&v.truth, "truth", "", "folder of truth files")
	flags.StringArrayVar(&v.minimums, "min", nil, "a figure to reach, as attendees.f1=0.9; may be given again")
	flags.StringVar(&v.baseline, "baseline", "", "compare with figures kept by --save")
	flags.StringVar(&v.save, "save", "", "keep the figures in this file")
	flags.StringSliceVar(&v.errors, "errors", nil, "list what is missed (-) and extra (+) of these measures, or of 'all'")
	flags.BoolVar(&v.json, "json", false, "print JSON")
	cmd.MarkFlagDirname("truth")
	return cmd
}

type evalVerb struct {
	truth, baseline, save string
	minimums, errors      []string
	json                  bool
}

func (v *evalVerb) run(ctx context.Context, c *console, dataset string) error {
	if v.truth == "" {
		return usagef("--truth DIR is missing: what people coded")
	}
	var minimums []evaluate.Minimum
	for _, text := range v.minimums {
		m, err := evaluate.ParseMinimum(text)
		if err != nil {
			return &usageError{fmt.Errorf("--min: %w", err)}
		}
		minimums = append(minimums, m)
	}
	measures := []string{"all"}
	for _, m := range evaluate.Measures {
		measures = append(measures, m.Name)
	}
	for _, name := range v.errors {
		if !slices.Contains(measures, name) {
			return usagef("--errors: there is no measure %q", name)
		}
	}
	truths, err := evaluate.LoadTruth(os.DirFS(v.truth))
	if err != nil {
		return fmt.Errorf("--truth %s: %w", v.truth, err)
	}
	if len(truths) == 0 {
		return fmt.Errorf("--truth %s: there are no truth files (.json)", v.truth)
	}
	report, err := score(ctx, dataset, truths)
	if err != nil {
		return err
	}
	if err := v.print(c, report); err != nil {
		return err
	}
	if v.save != "" {
		if err := export.WriteFile(v.save, func(w io.Writer) error { return json.NewEncoder(w).Encode(report) }); err != nil {
			return err
		}
	}
	return report.Check(minimums)
}

// print prints the report and what the flags ask for beside it.
func (v *evalVerb) print(c *console, report *evaluate.Report) error {
	var change *evaluate.Comparison
	if v.baseline != "" {
		data, err := os.ReadFile(v.baseline)
		if err != nil {
			return fmt.Errorf("--baseline: %w", err)
		}
		var before evaluate.Report
		if err := json.Unmarshal(data, &before); err != nil {
			return fmt.Errorf("--baseline %s: %w", v.baseline, err)
		}
		compared := evaluate.Compare(before, *report)
		change = &compared
	}
	if v.json {
		return c.json(struct {
			*evaluate.Report
			Change *evaluate.Comparison `json:"change,omitempty"`
		}{report, change})
	}
	if len(v.errors) > 0 {
		measures := v.errors
		if slices.Contains(measures, "all") {
			measures = nil
		}
		if err := report.WriteErrors(c.out, measures...); err != nil {
			return err
		}
		fmt.Fprintln(c.out)
	}
	if err := report.WriteText(c.out); err != nil {
		return err
	}
	if change != nil {
		fmt.Fprintln(c.out)
		return change.WriteText(c.out)
	}
	return nil
}

// score compares the records of a dataset with the truths, in the order of their ids. Reports without a record count as
// missed.
func score(ctx context.Context, dataset string, truths map[string]*schemas.Truth) (*evaluate.Report, error) {
	scored := map[string]evaluate.Document{}
	for id, truth := range truths {
		scored[id] = evaluate.Score(nil, truth)
	}
	found := 0
	err := eachRecord(ctx, dataset, func(rec *schemas.Record) {
		if truth, ok := truths[rec.ID]; ok {
			scored[rec.ID] = evaluate.Score(rec, truth)
			found++
		}
	})
	if err != nil {
		return nil, err
	}
	if found == 0 {
		return nil, fmt.Errorf("%s: none of the %d truth files is of a record in it", dataset, len(truths))
	}
	var documents []evaluate.Document
	for _, id := range slices.Sorted(maps.Keys(scored)) {
		documents = append(documents, scored[id])
	}
	report := evaluate.Sum(documents)
	return &report, nil
}

// eachRecord yields the records of a dataset, or of a file of records.
func eachRecord(ctx context.Context, path string, yield func(*schemas.Record)) (err error) {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.IsDir() || filepath.Base(path) == store.FileName {
		data, err := openDataset(ctx, path)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, data.Close()) }()
		return data.Entries(ctx, func(e *pipeline.Entry) error {
			if e.Record != nil {
				yield(e.Record)
			}
			return ctx.Err()
		})
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	records := json.NewDecoder(bufio.NewReader(file))
	for n := 1; ; n++ {
		var rec schemas.Record
		switch err := records.Decode(&rec); {
		case err == io.EOF:
			return nil
		case err != nil:
			return fmt.Errorf("%s: record %d: %w", path, n, err)
		}
		yield(&rec)
	}
}
