package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"rapporteur/cmd/internal/wire"
	"rapporteur/extract"
	"rapporteur/pipeline"
)

func coverageCommand(c *console) *cobra.Command {
	v := coverageVerb{}
	cmd := &cobra.Command{
		Use:   "coverage INPUT...",
		Short: "List the sentences with an act's verb that gave nothing",
		Long: `List the sentences that hold a verb of an act (agreed, decided, requested, ...) and
yet gave no commitment and no statement: what the rules pass over, rightly or not.
Each is worth a look; those passed over wrongly are examples for new rules.

` + exitHelp,
		Example: `  rapporteur coverage archive/
  rapporteur coverage report.html --json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return v.run(cmd.Context(), c, args) },
	}
	v.limits.Flags(cmd)
	v.settings.Flags(cmd)
	cmd.Flags().BoolVar(&v.json, "json", false, "print JSON")
	return cmd
}

type coverageVerb struct {
	limits   wire.Limits
	settings wire.Settings
	json     bool
}

// passedOver is a sentence that gave nothing.
type passedOver struct {
	Start    int    `json:"start"` // code points
	End      int    `json:"end"`
	Sentence string `json:"sentence"`
	Missed   bool   `json:"missed,omitempty"` // the truth, where one is known, has an outcome of it
}

// covered is how much of a report was coded.
type covered struct {
	File      string       `json:"file"`
	Sentences int          `json:"sentences"`
	Coded     int          `json:"coded"`
	Passed    []passedOver `json:"passed_over"`
}

func (v *coverageVerb) run(ctx context.Context, c *console, args []string) error {
	inputs, err := pipeline.FindInputs(args)
	if err != nil {
		return err
	}
	finders, err := v.settings.Extractor()
	if err != nil {
		return err
	}
	all, failed := []covered{}, false
	for _, in := range inputs.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		e, err := readOne(&v.settings, &v.limits, in.Path)
		var failure *pipeline.Failure
		if errors.As(err, &failure) {
			c.say("%v", err)
			failed = true
			continue
		}
		if err != nil {
			return err
		}
		all = append(all, coveredOf(finders, in.URI, e))
	}
	if v.json {
		err = c.json(all)
	} else {
		err = writeCovered(c.out, all)
	}
	if err == nil && failed {
		return exitCode(exitSomeFailed)
	}
	return err
}

// coveredOf tells what of a document gave nothing. What the finders see beside their findings is not in the record, so they
// look again.
func coveredOf(finders *extract.Extractor, name string, e *pipeline.Entry) covered {
	_, findings := finders.Findings(e.Document)
	report := covered{File: name, Sentences: e.Record.Coverage.Sentences, Coded: e.Record.Coverage.Coded, Passed: []passedOver{}}
	for _, span := range findings.Uncoded {
		start := utf8.RuneCountInString(e.Document.Text[:span.Start])
		sentence := e.Document.Slice(span)
		report.Passed = append(report.Passed, passedOver{Start: start, End: start + utf8.RuneCountInString(sentence), Sentence: sentence})
	}
	return report
}

// writeCovered lists sentences for people, document by document.
func writeCovered(w io.Writer, all []covered) error {
	for _, r := range all {
		if _, err := fmt.Fprintf(w, "%s: %d sentences, %d coded, %d passed over\n", r.File, r.Sentences, r.Coded, len(r.Passed)); err != nil {
			return err
		}
		for _, p := range r.Passed {
			sign := ' '
			if p.Missed {
				sign = '-'
			}
			if _, err := fmt.Fprintf(w, "%c %d:%d  %s\n", sign, p.Start, p.End, strings.Join(strings.Fields(p.Sentence), " ")); err != nil {
				return err
			}
		}
	}
	return nil
}
