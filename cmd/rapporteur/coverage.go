package main

import (
	"context"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/spf13/cobra"

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
	v.limits.flags(cmd)
	v.settings.flags(cmd)
	cmd.Flags().BoolVar(&v.json, "json", false, "print JSON")
	return cmd
}

type coverageVerb struct {
	limits   limits
	settings settings
	json     bool
}

// passedOver is a sentence that gave nothing.
type passedOver struct {
	Start    int    `json:"start"` // code points
	End      int    `json:"end"`
	Sentence string `json:"sentence"`
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
	finders, err := v.settings.extractor()
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
		// The document was read by a worker; what the finders see in it is not in the record, so they look again here.
		_, findings := finders.Findings(e.Document)
		report := covered{File: in.URI, Sentences: e.Record.Coverage.Sentences, Coded: e.Record.Coverage.Coded, Passed: []passedOver{}}
		for _, span := range findings.Uncoded {
			start := utf8.RuneCountInString(e.Document.Text[:span.Start])
			sentence := e.Document.Slice(span)
			report.Passed = append(report.Passed, passedOver{start, start + utf8.RuneCountInString(sentence), sentence})
		}
		all = append(all, report)
	}
	if v.json {
		err = c.json(all)
	} else {
		for _, r := range all {
			fmt.Fprintf(c.out, "%s: %d sentences, %d coded, %d passed over\n", r.File, r.Sentences, r.Coded, len(r.Passed))
			for _, p := range r.Passed {
				_, err = fmt.Fprintf(c.out, "  %d:%d  %s\n", p.Start, p.End, p.Sentence)
			}
		}
	}
	if err == nil && failed {
		return exitCode(exitSomeFailed)
	}
	return err
}
