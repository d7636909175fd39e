// Command rapporteur-beam does over many machines what rapporteur's run does over one: it reads an archive of reports into
// records, on an engine that Apache Beam knows (Flink, Spark, Dataflow; Prism on this machine). Reading, extraction and records
// are those of the command rapporteur, called from the same packages. It is a module of its own, so that nothing of Beam is in
// that command.
//
// The program has four lives, told apart by its first arguments before any flag is parsed: what a user calls; a worker that an
// engine starts (--worker, with flags that are Beam's own); one that a pool starts; and a process that reads documents, one at a
// time, for a worker.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rapporteur/cmd/internal/wire"
)

// Exit codes, as the help says.
const (
	exitOK         = 0
	exitFailed     = 1
	exitUsage      = 2
	exitSomeFailed = 3
)

const exitHelp = `Exit codes:
  0  all is well
  1  the command failed
  2  it was called wrongly
  3  it went through, but some documents failed (they are named in the dead
     letters)`

func main() {
	if len(os.Args) > 1 && os.Args[1] == wire.WorkerVerb {
		os.Exit(wire.Worker())
	}
	registerSteps()
	if len(os.Args) == 5 && os.Args[1] == poolWorkerVerb {
		os.Exit(poolWorker(os.Args[2], os.Args[3], os.Args[4]))
	}
	if isBeamWorker(os.Args[1:]) {
		flag.Parse()
		beam.Init() // does not return
	}
	os.Exit(run(os.Args[1:]))
}

// isBeamWorker reports whether an engine has started this program.
func isBeamWorker(args []string) bool {
	return slices.ContainsFunc(args, func(arg string) bool {
		name, value, _ := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		return strings.HasPrefix(arg, "-") && name == "worker" && value != "false"
	})
}

// run runs the command line and gives the exit code.
func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	defer stop()

	started := false
	root := command(&started)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	var failed someFailed
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &failed):
		return exitSomeFailed
	}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		fmt.Fprintf(os.Stderr, "rapporteur-beam: %s\n", line)
	}
	var usage *wire.UsageError
	if errors.As(err, &usage) || !started {
		fmt.Fprintln(os.Stderr, "Try 'rapporteur-beam help run'.")
		return exitUsage
	}
	return exitFailed
}

// someFailed ends the program when all is said, and some documents failed.
type someFailed struct{}

func (someFailed) Error() string { return "some documents failed" }

func command(started *bool) *cobra.Command {
	root := &cobra.Command{
		Use:   "rapporteur-beam",
		Short: "Turn archives of meeting reports into records, on many machines",
		Long: `rapporteur-beam reads archives that outgrow one machine, on an engine that Apache
Beam knows: Flink, Spark, Dataflow, or Prism on this machine. It finds in a report
what 'rapporteur run' finds in it, by the same code.

` + exitHelp,
		SilenceErrors:    true,
		SilenceUsage:     true,
		PersistentPreRun: func(*cobra.Command, []string) { *started = true },
	}
	root.AddCommand(runCommand(), poolCommand())
	return root
}

// grouped prints a command's own flags and those of Beam apart.
func grouped(cmd *cobra.Command, beams *pflag.FlagSet) {
	cmd.SetUsageFunc(func(cmd *cobra.Command) error {
		own := pflag.NewFlagSet("", pflag.ContinueOnError)
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if beams.Lookup(f.Name) == nil {
				own.AddFlag(f)
			}
		})
		out := cmd.OutOrStdout()
		fmt.Fprintf(out, "Usage:\n  %s\n", cmd.UseLine())
		if cmd.HasExample() {
			fmt.Fprintf(out, "\nExamples:\n%s\n", cmd.Example)
		}
		_, err := fmt.Fprintf(out, "\nFlags:\n%s\nFlags of Beam and of its engines:\n%s", own.FlagUsages(), beams.FlagUsagesWrapped(100))
		return err
	})
}
