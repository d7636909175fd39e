package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"rapporteur/cmd/internal/wire"
	"rapporteur/pipeline"
	"rapporteur/pipeline/store"
)

func runCommand(c *console) *cobra.Command {
	var r runVerb
	cmd := &cobra.Command{
		Use:   "run INPUT... -o DIR",
		Short: "Read reports and write a dataset",
		Long: `Read reports and write a dataset to DIR:

  ` + store.FileName + `     what came of every file, its text and its record (SQLite)
  ` + recordsFile + `  one record a line (JSON; see 'rapporteur schema')
  ` + workbookFile + `  the same as sheets for analysts, with the files that failed
  ` + reportFile + `       how the run went: counts, time by stage, the slowest documents
                 (` + reportText + ` is the same to be read)

An INPUT is a file, a folder with all below it, a pattern such as
'archive/**/*.html', - for a document on standard input, or file:///PATH; or, where
the program was built with -tags cloud, what lies below s3://BUCKET/PATH,
gs://BUCKET/PATH or azblob://CONTAINER/PATH. Web pages, PDF, DOCX, ODT, MHTML, mail,
text and Markdown are read. What a file is, is decided by its content, not by its
name. Names that begin with a dot are left out, and the parts of a saved page
(page_files) are skipped. Files in ZIP and tar archives (.zip, .tar, .tar.gz, .tgz,
.tar.zst, also one within another), and what archives of the web hold (.warc,
.warc.gz, .wacz) or comes along with mail (.eml), are inputs of their own, named
ARCHIVE!FILE.

Every file is read by a worker process with limits on time and memory, so that
a broken one costs itself only. A run that was stopped goes on where it was when
the same command is given again; files that have not changed are not read again.
A failure for lack of time or memory is tried again by every run. What is gone
from the archive stays in the dataset, and is marked. Ctrl-C ends a run in good
order; 'rapporteur status' tells how far it came.

--why FILE reads nothing: it says what came of a file of the dataset, and what the
next run with the same flags does about it.

` + exitHelp,
		Example: `  rapporteur run testdata/reports -o out
  rapporteur run 'archive/**/*.pdf' notes.txt -o dataset --workers 8 --timeout 30s
  rapporteur run archive -o dataset --include '*.pdf' --exclude drafts
  find archive -newer stamp -type f | rapporteur run --files-from - -o dataset
  rapporteur run reports-2011.zip crawl.warc.gz -o dataset
  rapporteur run archive -o dataset --json | jq .counts
  rapporteur run --why archive/2015/report.pdf -o dataset`,
		Args: func(cmd *cobra.Command, args []string) error {
			if r.why != "" {
				return cobra.NoArgs(cmd, args)
			}
			if len(r.inputs.filesFrom) > 0 {
				return nil
			}
			return cobra.MinimumNArgs(1)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if r.why != "" {
				return r.explainWhy(cmd.Context(), c)
			}
			return r.run(cmd.Context(), c, args)
		},
	}
	cmd.Flags().StringVarP(&r.out, "out", "o", "", "folder for the dataset; made where there is none")
	cmd.MarkFlagDirname("out")
	cmd.Flags().StringVar(&r.why, "why", "", "say what came of this file, and what the next run does about it")
	r.inputs.flags(cmd)
	r.flags(cmd)
	return cmd
}

// flags are those of all verbs that run over documents.
func (r *runVerb) flags(cmd *cobra.Command) {
	r.limits.WorkerFlag(cmd)
	r.limits.Flags(cmd)
	r.settings.Flags(cmd)
	cmd.Flags().BoolVar(&r.json, "json", false, "print the summary as JSON")
	cmd.Flags().StringVar(&r.log, "log-format", logText, "messages on standard error: "+logText+", or "+logJSON+" for a line of JSON each")
	cmd.RegisterFlagCompletionFunc("log-format", cobra.FixedCompletions([]string{logText, logJSON}, cobra.ShellCompDirectiveNoFileComp))
}

// check finds wrong flags before anything is begun.
func (r *runVerb) check() error {
	if r.log != logText && r.log != logJSON {
		return wire.Usagef("--log-format %s: it is %s or %s", r.log, logText, logJSON)
	}
	return errors.Join(r.limits.Check(), r.settings.Check())
}

type runVerb struct {
	inputs   inputFlags
	out      string
	limits   wire.Limits
	settings wire.Settings
	json     bool
	log      string
	why      string
}

func (r *runVerb) run(ctx context.Context, c *console, args []string) (err error) {
	if r.out == "" {
		return wire.Usagef("-o DIR is missing: where to write the dataset")
	}
	if err := r.check(); err != nil {
		return err
	}
	found, err := r.inputs.find(ctx, c, args, r.out, r.limits.Limits().Bytes)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, found.close()) }()
	if !slices.ContainsFunc(found.files, func(in pipeline.Input) bool { return in.Err == nil }) {
		for _, in := range found.files {
			c.say("%s: %v", in.Path, in.Err)
		}
		return errors.New("there is no file to read")
	}
	options, err := r.options(len(found.files))
	if err != nil {
		return err
	}
	options.Spool = found.spool
	files, err := pipeline.Expand(ctx, found.files, wire.IsArchive, options)
	if err != nil {
		return err
	}
	data, err := createDataset(ctx, r.out, found.root)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, data.Close()) }()

	options.Inputs, options.Gone = r.inputs.filter.Opened(files, wire.IsArchive), found.gone
	return r.do(ctx, c, data, options)
}

// do runs over the inputs of the options, shows how it goes, writes the exports and the reports of the run, and tells what
// came of it.
func (r *runVerb) do(ctx context.Context, c *console, data *store.Store, options pipeline.Options) error {
	report := newRunReport(&options)
	progress := newProgress(c, len(options.Inputs), r.log)
	options.Store, options.Begin = data, progress.begin
	options.Report = func(done pipeline.Report) {
		progress.report(done)
		report.note(done.Entry)
	}
	exported, err := takeNote(ctx, data, noteExports) // until they are written again nobody knows what they hold
	if err != nil {
		return err
	}
	summary, err := pipeline.Run(ctx, options)
	progress.stop()
	if summary != nil {
		report.ended(summary, err)
		err = errors.Join(err, report.write(r.out))
	}
	switch {
	case ctx.Err() != nil && summary != nil && errors.Is(err, ctx.Err()):
		return fmt.Errorf("stopped with %d of %d files done; give the same command again to go on", summary.Inputs-summary.Unreached, summary.Inputs)
	case err != nil:
		return err
	}
	rules, err := r.settings.RulesName()
	if err != nil {
		return err
	}
	if err := data.SetMeta(ctx, noteRules, rules); err != nil {
		return err
	}
	corrections, err := data.AllCorrections(ctx)
	if err != nil {
		return err
	}
	madeBy := fmt.Sprintf("%s, %d corrections", options.CodedBy, len(corrections))
	if summary.Written > 0 || exported == "" || exported != exportsNote(r.out, madeBy) {
		start := time.Now()
		if err := writeExports(ctx, data, r.out); err != nil {
			return err
		}
		report.exported(time.Since(start))
	}
	if err := data.SetMeta(ctx, noteExports, exportsNote(r.out, madeBy)); err != nil {
		return err
	}
	if err := report.write(r.out); err != nil {
		return err
	}
	return r.tell(c, summary)
}

// options are those of a run over so many files.
func (r *runVerb) options(files int) (pipeline.Options, error) {
	readBy, codedBy, err := r.settings.Made()
	if err != nil {
		return pipeline.Options{}, err
	}
	r.settings.OCRAtOnce = max(1, r.limits.Workers/files) // pages, where there are fewer documents than workers
	o, err := r.settings.Workers(&r.limits)
	o.ReadBy, o.CodedBy = readBy, codedBy
	return o, err
}

// tell prints what became of the inputs.
func (r *runVerb) tell(c *console, s *pipeline.Summary) error {
	if r.json {
		if err := c.json(map[string]any{
			"inputs": s.Inputs, "counts": s.Counts, "reasons": s.Reasons, "reused": s.Reused, "recoded": s.Recoded, "others": s.Others, "removed": s.Removed, "out": r.out,
		}); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(c.out, "%d files%s\n", s.Inputs, pipeline.Sum(s.Counts))
		if s.Reused > 0 {
			fmt.Fprintf(c.out, "%d had not changed since the last run\n", s.Reused)
		}
		if s.Recoded > 0 {
			fmt.Fprintf(c.out, "%d were extracted anew from the text in the dataset\n", s.Recoded)
		}
		if s.Others > 0 {
			fmt.Fprintf(c.out, "%d documents of earlier runs stay in the dataset", s.Others)
			if s.Removed > 0 {
				fmt.Fprintf(c.out, ", %d of them gone from the archive", s.Removed)
			}
			fmt.Fprintln(c.out)
		}
		for _, name := range []string{store.FileName, recordsFile, workbookFile} {
			fmt.Fprintln(c.out, filepath.Join(r.out, name))
		}
	}
	if s.Failed() > 0 {
		return exitCode(exitSomeFailed)
	}
	return nil
}
