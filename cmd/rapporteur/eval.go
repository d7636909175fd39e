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
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/cmd/internal/wire"
	"rapporteur/extract"
	"rapporteur/pipeline"
	"rapporteur/pipeline/evaluate"
	"rapporteur/pipeline/export"
	"rapporteur/pipeline/shards"
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
truth'; 'rapporteur truth init' writes drafts). Printed are F1, precision and
recall for lists, accuracy for values that have one right answer; points that the
truth names ambiguous are forgiven.

--min MEASURE=VALUE fails where a figure is lower. A measure may be followed by
.precision, .recall, .strict or .macro. --save keeps the figures; --baseline lists
what was gained and lost since they were kept, and fails where a figure fell or a
document is gone. Documents that are new count for neither.

--by-rule prints a table: of how many values that a rule gave, by kind of value, the
truth says that they are right or wrong, and the confidence that follows. The
program's own confidences are such a table (extract/confidence.tsv).

--errors lists what is wrong. --coverage lists, for each document, the sentences
with an act's verb that gave nothing; '-' stands before those that the truth has
an outcome of. For CI services, --junit writes the figures and documents as test
cases, and --github (on by itself within GitHub Actions) writes the reasons of a
failure as annotations of the truth files, to standard error.

` + exitHelp + `
     'eval' fails with 1 where a minimum is not reached, a figure fell below the
     baseline, or nothing could be scored. A document without a record is no
     failure: it counts as missed.`,
		Example: `  rapporteur eval --truth testdata/truth out
  rapporteur eval --truth truth dataset --min attendees.f1=0.9 --min meeting.start=0.95
  rapporteur eval --truth truth dataset --save before.json
  rapporteur eval --truth truth dataset --baseline before.json --junit eval.xml
  rapporteur eval --truth truth dataset --errors attendees,outcomes --coverage`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return v.run(cmd.Context(), c, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&v.truth, "truth", nil, "folder of truth files; may be given again")
	flags.StringArrayVar(&v.minimums, "min", nil, "a figure to reach, as attendees.f1=0.9; may be given again")
	flags.StringVar(&v.baseline, "baseline", "", "figures kept by --save: fail where one fell, list gains and losses")
	flags.StringVar(&v.save, "save", "", "keep the figures in this file")
	flags.StringVar(&v.junit, "junit", "", "write the figures and documents as test cases to this file (JUnit XML)")
	flags.BoolVar(&v.github, "github", os.Getenv("GITHUB_ACTIONS") == "true", "annotate the truth files of what fails, as GitHub Actions reads it")
	flags.StringSliceVar(&v.errors, "errors", nil, "list what is missed (-) and extra (+) of these measures, or of 'all'")
	flags.BoolVar(&v.coverage, "coverage", false, "list sentences with an act's verb that gave nothing")
	flags.BoolVar(&v.byRule, "by-rule", false, "print how often each rule was right, and the confidence that follows")
	flags.StringVar(&v.settings.Rules, "rules", "", "for --coverage: the folder of rules that 'run' was given")
	flags.BoolVar(&v.json, "json", false, "print JSON")
	cmd.MarkFlagDirname("truth")
	cmd.MarkFlagDirname("rules")
	return cmd
}

type evalVerb struct {
	truth, minimums, errors        []string
	baseline, save, junit          string
	github, coverage, byRule, json bool
	settings                       wire.Settings
}

// evaluation is what eval prints.
type evaluation struct {
	*evaluate.Report
	Change   *evaluate.Comparison `json:"change,omitempty"`
	Faults   []evaluate.Fault     `json:"faults"`
	Coverage []covered            `json:"coverage,omitempty"`
}

func (v *evalVerb) run(ctx context.Context, c *console, dataset string) error {
	minimums, err := v.check()
	if err != nil {
		return err
	}
	truths, err := v.reviewed(c)
	if err != nil {
		return err
	}
	result, err := v.score(ctx, dataset, truths)
	if err != nil {
		return err
	}
	if v.baseline != "" {
		before, err := readReport(v.baseline)
		if err != nil {
			return fmt.Errorf("--baseline %s: %w", v.baseline, err)
		}
		change := evaluate.Compare(*before, *result.Report)
		result.Change = &change
	}
	result.Faults = slices.Concat([]evaluate.Fault{}, result.Report.Faults(minimums, result.Change))
	if err := v.print(c, result); err != nil {
		return err
	}
	if err := v.write(result); err != nil {
		return err
	}
	return v.fail(c, result.Faults, truths)
}

// check finds what is wrong with the call, and reads the minimums.
func (v *evalVerb) check() ([]evaluate.Minimum, error) {
	if len(v.truth) == 0 {
		return nil, wire.Usagef("--truth DIR is missing: what people coded")
	}
	var minimums []evaluate.Minimum
	for _, text := range v.minimums {
		m, err := evaluate.ParseMinimum(text)
		if err != nil {
			return nil, &wire.UsageError{Err: fmt.Errorf("--min: %w", err)}
		}
		minimums = append(minimums, m)
	}
	measures := []string{"all"}
	for _, m := range evaluate.Measures {
		measures = append(measures, m.Name)
	}
	for _, name := range v.errors {
		if !slices.Contains(measures, name) {
			return nil, wire.Usagef("--errors: there is no measure %q", name)
		}
	}
	if v.settings.Rules != "" && !v.coverage {
		return nil, wire.Usagef("--rules is for --coverage: records are scored as they are")
	}
	if v.byRule && (v.json || v.coverage || len(v.errors) > 0) {
		return nil, wire.Usagef("--by-rule prints its table only: it does not go with --json, --coverage, --errors")
	}
	return minimums, nil
}

// reviewed reads the truths that a person has looked at.
func (v *evalVerb) reviewed(c *console) (map[string]evaluate.TruthFile, error) {
	truths := map[string]evaluate.TruthFile{}
	for _, dir := range v.truth {
		files, err := evaluate.LoadTruth(os.DirFS(dir))
		if err != nil {
			return nil, fmt.Errorf("--truth %s: %w", dir, err)
		}
		for _, id := range slices.Sorted(maps.Keys(files)) {
			truth := files[id]
			truth.Name = filepath.Join(dir, truth.Name)
			if other, ok := truths[id]; ok {
				return nil, fmt.Errorf("%s: id %q is that of %s", truth.Name, id, other.Name)
			}
			if truth.Unreviewed {
				c.say("%s: not scored: nobody has reviewed it", truth.Name)
				continue
			}
			truths[id] = truth
		}
	}
	if len(truths) == 0 {
		return nil, fmt.Errorf("--truth %s: there is no reviewed truth", strings.Join(v.truth, ", "))
	}
	return truths, nil
}

// score compares the records of a dataset with the truths, in the order of their ids. Reports without a record count as
// missed.
func (v *evalVerb) score(ctx context.Context, dataset string, truths map[string]evaluate.TruthFile) (*evaluation, error) {
	var finders *extract.Extractor
	if v.coverage {
		var err error
		if finders, err = v.settings.Extractor(); err != nil {
			return nil, err
		}
	}
	result := &evaluation{}
	scored := map[string]evaluate.Document{}
	for id, truth := range truths {
		scored[id] = evaluate.Score(nil, truth.Truth)
	}
	found, withText := 0, 0
	err := eachEntry(ctx, dataset, func(e *pipeline.Entry) {
		truth, ok := truths[e.Record.ID]
		if !ok {
			return
		}
		scored[e.Record.ID] = evaluate.Score(e.Record, truth.Truth)
		found++
		if v.coverage && e.Document != nil {
			withText++
			report := coveredOf(finders, e.Record.ID, e)
			for i := range report.Passed {
				report.Passed[i].Missed = evaluate.Codes(truth.Truth, report.Passed[i].Sentence)
			}
			result.Coverage = append(result.Coverage, report)
		}
	})
	switch {
	case err != nil:
		return nil, err
	case found == 0:
		return nil, fmt.Errorf("%s: none of the %d truth files is of a record in it", dataset, len(truths))
	case v.coverage && withText == 0:
		return nil, wire.Usagef("--coverage wants a dataset with its texts: %s has records only", dataset)
	}
	var documents []evaluate.Document
	for _, id := range slices.Sorted(maps.Keys(scored)) {
		documents = append(documents, scored[id])
	}
	report := evaluate.Sum(documents)
	result.Report = &report
	slices.SortFunc(result.Coverage, func(a, b covered) int { return strings.Compare(a.File, b.File) })
	return result, nil
}

func readReport(path string) (*evaluate.Report, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var report evaluate.Report
	if err := json.Unmarshal(data, &report); err != nil {
		return nil, err
	}
	if len(report.Documents) == 0 {
		return nil, errors.New("these are no figures kept by --save")
	}
	return &report, nil
}

// print prints the report and what the flags ask for beside it.
func (v *evalVerb) print(c *console, result *evaluation) error {
	switch {
	case v.json:
		return c.json(result)
	case v.byRule:
		return evaluate.WriteByRule(c.out, result.Report)
	}
	if len(v.errors) > 0 {
		measures := v.errors
		if slices.Contains(measures, "all") {
			measures = nil
		}
		if err := result.WriteErrors(c.out, measures...); err != nil {
			return err
		}
		fmt.Fprintln(c.out)
	}
	if v.coverage {
		if err := writeCovered(c.out, result.Coverage); err != nil {
			return err
		}
		fmt.Fprintln(c.out)
	}
	if err := result.WriteText(c.out); err != nil {
		return err
	}
	if result.Change != nil {
		fmt.Fprintln(c.out)
		return result.Change.WriteText(c.out)
	}
	return nil
}

// write writes the files that are asked for.
func (v *evalVerb) write(result *evaluation) error {
	if v.save != "" {
		if err := export.WriteFile(v.save, func(w io.Writer) error { return json.NewEncoder(w).Encode(result.Report) }); err != nil {
			return err
		}
	}
	if v.junit == "" {
		return nil
	}
	return export.WriteFile(v.junit, func(w io.Writer) error { return result.WriteJUnit(w, result.Faults) })
}

// fail tells the faults, if there are any, and fails.
func (v *evalVerb) fail(c *console, faults []evaluate.Fault, truths map[string]evaluate.TruthFile) error {
	if len(faults) == 0 {
		return nil
	}
	var errs []error
	for _, f := range faults {
		if f.ID == "" || f.Measure == "" { // what it owes to which document is for --errors and CI services
			errs = append(errs, errors.New(f.String()))
		}
	}
	if v.github {
		path := func(id string) string {
			if truth, ok := truths[id]; ok {
				return filepath.ToSlash(truth.Name)
			}
			return ""
		}
		if err := evaluate.WriteAnnotations(c.err, faults, path); err != nil {
			return err
		}
	}
	return errors.Join(errs...)
}

// eachEntry yields the entries of a dataset that have a record, or the records of a file.
func eachEntry(ctx context.Context, path string, yield func(*pipeline.Entry)) (err error) {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if name := filepath.Base(path); info.IsDir() || name == store.FileName || name == shards.ManifestFile {
		data, err := openReadable(ctx, path)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, data.Close()) }()
		return data.Entries(ctx, func(e *pipeline.Entry) error {
			if e.Record != nil {
				yield(e)
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
		yield(&pipeline.Entry{ID: rec.ID, Record: &rec})
	}
}
