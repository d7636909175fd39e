// Command rapporteur turns archives of intergovernmental meeting reports into a dataset: a record a report, with evidence
// for every value, and a workbook.
//
// One file holds one verb. Package wire alone knows which readers and finders there are, dataset.go what belongs to a dataset;
// main.go runs a verb and turns its error into a message and an exit code.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/term"

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
  3  it went through, but some documents failed (they are named in the
     dataset, on the workbook's sheet Problems and on standard error)`

func main() {
	if len(os.Args) > 1 && os.Args[1] == wire.WorkerVerb {
		os.Exit(wire.Worker())
	}
	os.Exit(run(os.Args[1:]))
}

// run runs the command line and gives the exit code.
func run(args []string) int {
	// The first Ctrl-C ends the verb in good order; after it signals have their usual effect, so that a second one ends
	// the program at once.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	defer stop()

	c := &console{in: os.Stdin, out: os.Stdout, err: os.Stderr}
	root := command(c)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	var code exitCode
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &code):
		return int(code)
	}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		fmt.Fprintf(c.err, "rapporteur: %s\n", line)
	}
	var usage *wire.UsageError
	if errors.As(err, &usage) || !c.started {
		fmt.Fprintln(c.err, "Try 'rapporteur --help', or 'rapporteur help' and a command.")
		return exitUsage
	}
	return exitFailed
}

func command(c *console) *cobra.Command {
	root := &cobra.Command{
		Use:   "rapporteur",
		Short: "Turn archives of meeting reports into a dataset with evidence for every value",
		Long: `rapporteur reads reports of intergovernmental meetings (web pages, PDF, text,
Markdown) and writes a dataset: one JSON record a report, saying what met, when
and where, who took part, in which areas they work together and what they
committed themselves to; and a workbook for analysts. Every value comes with the
passage of the report that it rests on. Nothing leaves this machine.

` + exitHelp,
		Example: `  rapporteur run archive/ -o dataset
  rapporteur explain archive/report.html`,
		SilenceErrors: true,
		SilenceUsage:  true,
		// Cobra has checked flags and arguments when it comes here: errors before were of the call.
		PersistentPreRun: func(*cobra.Command, []string) { c.started = true },
	}
	root.SetOut(c.out)
	root.SetErr(c.err)
	root.AddCommand(runCommand(c), statusCommand(c), retryCommand(c), quarantineCommand(c), exportCommand(c), reviewCommand(c), explainCommand(c), coverageCommand(c), validateCommand(c), evalCommand(c), truthCommand(c), resolveCommand(c), schemaCommand(c), versionCommand(c))
	return root
}

// console is where results and messages go.
type console struct {
	in       io.Reader
	out, err io.Writer
	started  bool // a verb has begun
}

// say gives a message for people, on standard error.
func (c *console) say(format string, args ...any) { fmt.Fprintf(c.err, format+"\n", args...) }

// json gives a result for programs.
func (c *console) json(value any) error {
	out := json.NewEncoder(c.out)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(value)
}

// terminal reports whether w is a screen that a person looks at.
func terminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd())) && os.Getenv("TERM") != "dumb"
}

// colours reports whether w is a screen that colours are wanted on (https://no-color.org).
func colours(w io.Writer) bool { return os.Getenv("NO_COLOR") == "" && terminal(w) }

// exitCode ends the program with a code of its own, all being said already.
type exitCode int

func (c exitCode) Error() string { return fmt.Sprintf("exit code %d", int(c)) }
