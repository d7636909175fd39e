package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rapporteur/cmd/internal/wire"
	"rapporteur/pipeline"
	"rapporteur/pipeline/objects"
	"rapporteur/pipeline/shards"
)

type runVerb struct {
	out       string
	shards    int
	filter    pipeline.Filter
	limits    wire.Limits
	settings  wire.Settings
	texts     bool
	overwrite bool
	verbose   bool
}

func runCommand() *cobra.Command {
	var r runVerb
	cmd := &cobra.Command{
		Use:   "run INPUT... -o DIR",
		Short: "Read reports into shards of records",
		Long: `Read reports and write shards to DIR, or to s3://BUCKET/PATH, gs://BUCKET/PATH or
azblob://CONTAINER/PATH:

  records-00002-of-00016.jsonl   one record a line, in the order of their ids
  texts-00002-of-00016.jsonl.gz  the reports' texts with their layout
  letters-00002-of-00016.jsonl   dead letters: documents that are not ok, and why
  ` + shards.CountsFile + `                    how many there are, by state and reason
  ` + shards.ManifestFile + `                  written last: all the others, with their hashes

'rapporteur export DIR' and 'rapporteur eval' read them as they read a dataset.

An INPUT is a file, a folder or a pattern on a file system that all workers share, or
what lies below one address in an object store, where the program was built with
-tags cloud. What is read, and what is found in it, is as with 'rapporteur run'.

Without --runner the pipeline runs in this process, on Prism. --runner universal
with --endpoint submits it to a job service: that of Flink, of Spark, or a Prism of
its own; --runner dataflow to Google Cloud. Workers are this process itself
(--environment_type LOOPBACK), pools that 'rapporteur-beam pool' serves (EXTERNAL),
or containers (DOCKER).

` + exitHelp,
		Example: `  rapporteur-beam run archive -o shards
  rapporteur-beam run archive -o shards --runner universal --endpoint localhost:8099 \
      --environment_type LOOPBACK --parallelism 8`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return r.run(cmd.Context(), cmd, args) },
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVarP(&r.out, "out", "o", "", "folder or address for the shards")
	flags.IntVar(&r.shards, "shards", 16, "files to spread records over: about one for 10,000 documents")
	flags.BoolVar(&r.texts, "texts", true, "write the reports' texts: 'rapporteur export' makes pages and full-text search\nof them")
	flags.BoolVar(&r.overwrite, "overwrite", false, "write where a run has ended before")
	flags.StringArrayVar(&r.filter.Include, "include", nil, "pattern of files to read, and no others; may be given several times")
	flags.StringArrayVar(&r.filter.Exclude, "exclude", nil, "pattern of files, folders or archives to leave out")
	flags.IntVarP(&r.limits.Workers, "workers", "j", 0, "documents to work on at the same time on each machine; 0 for as many\nas it has processors")
	r.limits.Flags(cmd)
	r.settings.Flags(cmd)
	flags.BoolVar(&r.verbose, "verbose", false, "show what the engine logs")
	beams := pflag.NewFlagSet("", pflag.ContinueOnError)
	beams.AddGoFlagSet(flag.CommandLine)
	flags.AddFlagSet(beams)
	grouped(cmd, beams)
	return cmd
}

func (r *runVerb) check() error {
	if r.out == "" {
		return wire.Usagef("-o DIR is missing: where to write the shards")
	}
	if r.shards < 1 || r.shards > 10_000 {
		return wire.Usagef("--shards %d: it is from 1 to 10000", r.shards)
	}
	if err := r.filter.Check(); err != nil {
		return wire.Usagef("--include, --exclude: %w", err)
	}
	if err := errors.Join(r.limits.Check(), r.settings.Check()); err != nil {
		return err
	}
	if len(r.settings.Passwords) > 0 {
		return wire.Usagef("--password: engines keep and show what a job is told; locked files become dead letters (encrypted), which 'rapporteur run' opens")
	}
	return nil
}

// job is what the engine is told.
func (r *runVerb) job(args []string) (j Job, err error) {
	j = Job{Inputs: args, Filter: r.filter, Out: r.out, Shards: r.shards, Texts: r.texts, Workers: r.limits.Workers, Settings: r.settings, Limits: r.limits.Limits()}
	for i, name := range args {
		if objects.Looks(name) {
			if len(args) > 1 {
				return j, wire.Usagef("%s: an address in an object store is the only input", name)
			}
			continue
		}
		if j.Inputs[i], err = objects.Path(name); err != nil {
			return j, wire.Usagef("%w", err)
		}
		if j.Inputs[i], err = filepath.Abs(j.Inputs[i]); err != nil {
			return j, err
		}
	}
	if !objects.Looks(j.Out) {
		if j.Out, err = filepath.Abs(j.Out); err != nil {
			return j, err
		}
	}
	j.Manifest = shards.Manifest{Program: programVersion(), Of: r.shards}
	if j.Manifest.ReadBy, j.Manifest.CodedBy, err = r.settings.Made(); err != nil {
		return j, err
	}
	j.Manifest.Rules, err = r.settings.RulesName()
	return j, err
}

func (r *runVerb) run(ctx context.Context, cmd *cobra.Command, args []string) error {
	if err := r.check(); err != nil {
		return err
	}
	j, err := r.job(args)
	if err != nil {
		return err
	}
	folder, err := j.folder(ctx)
	if err != nil {
		return err
	}
	switch ended, err := shards.Exists(ctx, folder); {
	case err != nil:
		return fmt.Errorf("%s: %w", r.out, err)
	case ended && !r.overwrite:
		return fmt.Errorf("%s holds the shards of a run that has ended: name another folder, or give --overwrite", r.out)
	}
	if !r.verbose {
		log.LogLevel = "warn"
	}
	if err := flag.CommandLine.Parse(nil); err != nil { // cobra has set what was given
		return err
	}
	if err := stageSelf(); err != nil {
		return err
	}
	beam.Init()
	err = beamx.Run(ctx, build(j))
	if err := errors.Join(err, hired.disband()); err != nil {
		return err
	}
	if *jobopts.Async {
		fmt.Fprintf(cmd.OutOrStdout(), "submitted; %s is written when all is done\n", shards.ManifestFile)
		return nil
	}
	return r.tell(ctx, cmd, folder)
}

// stageSelf has engines run this very program on their workers, where they start these. Beam would compile another one, from
// sources that may not be there and without the tags that this one was built with.
func stageSelf() (err error) {
	if *jobopts.WorkerBinary == "" && runtime.GOOS == "linux" {
		*jobopts.WorkerBinary, err = os.Executable()
	}
	return err
}

// tell prints what became of the documents.
func (r *runVerb) tell(ctx context.Context, cmd *cobra.Command, folder shards.Folder) error {
	data, err := shards.Open(ctx, folder)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: the engine says that all is done, and there is no %s: is it a folder that the workers share?", r.out, shards.ManifestFile)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%d files%s\n%s\n", data.Counts.Documents, pipeline.Sum(data.Counts.States), r.out)
	if data.Counts.States[pipeline.Quarantined]+data.Counts.States[pipeline.Partial] > 0 {
		return someFailed{}
	}
	return nil
}

// programVersion is what shards are signed with.
func programVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return "rapporteur-beam " + info.Main.Version
	}
	return "rapporteur-beam devel"
}
