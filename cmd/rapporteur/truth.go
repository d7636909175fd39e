package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"rapporteur/cmd/internal/wire"
	"rapporteur/pipeline"
	"rapporteur/pipeline/evaluate"
	"rapporteur/pipeline/store"
	"rapporteur/schemas"
)

func truthCommand(c *console) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "truth",
		Short: "Write truth files for a person to correct",
		Long: `Truth files say what a person coded for a report; 'rapporteur eval' scores records
against them. 'rapporteur truth init' writes the first draft of one.

` + exitHelp,
		Example: "  rapporteur truth init report.pdf -o truth",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return wire.Usagef("truth: there is no command %q", args[0])
			}
			return cmd.Help()
		},
	}
	cmd.AddCommand(truthInitCommand(c))
	return cmd
}

func truthInitCommand(c *console) *cobra.Command {
	v := truthInitVerb{}
	cmd := &cobra.Command{
		Use:   "init FILE... -o DIR",
		Short: "Write truth files from records or reports, for a person to correct",
		Long: `Write a truth file for each FILE into DIR: what the program finds, one participant,
area or outcome a line, for a person to correct. A FILE is a report, a record
(.json), records (` + recordsFile + `) or a dataset.

A draft says "unreviewed": true, and 'eval' does not score against it, since the
program would judge itself. Read it against the report, correct it, add what is
missing (every field is explained by 'rapporteur schema truth'), then take that
line out.

A truth file that is there already is never overwritten: it is left as it is, the
others are written, and the exit code is 3.

` + exitHelp,
		Example: `  rapporteur truth init reports/*.pdf -o truth
  rapporteur truth init dataset -o truth`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return v.run(cmd.Context(), c, args) },
	}
	cmd.Flags().StringVarP(&v.out, "out", "o", "", "folder for the truth files; made where there is none")
	cmd.MarkFlagDirname("out")
	v.limits.Flags(cmd)
	v.settings.Flags(cmd)
	return cmd
}

type truthInitVerb struct {
	out      string
	limits   wire.Limits
	settings wire.Settings
	failed   bool // some were not written
}

func (v *truthInitVerb) run(ctx context.Context, c *console, args []string) error {
	if v.out == "" {
		return wire.Usagef("-o DIR is missing: where to write truth files")
	}
	if err := os.MkdirAll(v.out, 0o777); err != nil {
		return err
	}
	for _, path := range args {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := v.file(ctx, c, path); err != nil {
			return err
		}
	}
	if v.failed {
		return exitCode(exitSomeFailed)
	}
	return nil
}

// file writes the drafts of a dataset, of a file of records, or of a report.
func (v *truthInitVerb) file(ctx context.Context, c *console, path string) error {
	records, err := holdsRecords(path)
	if err != nil {
		return err
	}
	if !records {
		e, err := readOne(&v.settings, &v.limits, path)
		var failure *pipeline.Failure
		if errors.As(err, &failure) {
			c.say("%v", err)
			v.failed = true
			return nil
		}
		if err != nil {
			return err
		}
		return v.draft(c, e.Record)
	}
	var failed error
	err = eachEntry(ctx, path, func(e *pipeline.Entry) {
		if failed == nil {
			failed = v.draft(c, e.Record)
		}
	})
	return errors.Join(err, failed)
}

// holdsRecords reports whether a path is of a dataset or of a file of records, and not of a report.
func holdsRecords(path string) (bool, error) {
	info, err := os.Stat(path)
	if err != nil {
		return false, err
	}
	if info.IsDir() || filepath.Base(path) == store.FileName {
		return true, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer file.Close()
	// A report may be of any size and bytes; the first of them tell it from JSON.
	in := bufio.NewReader(file)
	if start, _ := in.Peek(1); len(start) == 0 || start[0] != '{' {
		return false, nil
	}
	var rec schemas.Record
	return json.NewDecoder(in).Decode(&rec) == nil && rec.SchemaVersion != 0, nil
}

// draft writes the draft of one record, unless there is a file already.
func (v *truthInitVerb) draft(c *console, rec *schemas.Record) error {
	path := filepath.Join(v.out, filepath.Base(rec.ID)+".json")
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		c.say("%s: is there already, and stays as it is", path)
		v.failed = true
		return nil
	}
	if err != nil {
		return err
	}
	if err := errors.Join(evaluate.WriteTruth(file, evaluate.Draft(rec)), file.Close()); err != nil {
		return errors.Join(fmt.Errorf("%s: %w", path, err), os.Remove(path)) // half a draft would never be written over
	}
	_, err = fmt.Fprintln(c.out, path)
	return err
}
