package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"rapporteur/pipeline"
	"rapporteur/pipeline/store"
)

func statusCommand(c *console) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "status DATASET",
		Short: "Say what came of every file of a dataset",
		Long: `Say how many documents of a dataset are in each state, for which reasons, and
name some that failed. The states add up to the documents; a run that was stopped
has reached only a part of its files, and goes on when it is given again.

  ok           there is a record
  partial      there is a record, but a part of the document could not be read
  quarantined  there is none, for the reason given
  skipped      no report by its format: an image, a script
  duplicate    the same bytes, or the same text, as another file

` + exitHelp,
		Example: `  rapporteur status dataset
  rapporteur status dataset --json | jq .reasons.quarantined`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			data, err := openDataset(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, data.Close()) }()
			l, err := readLedger(cmd.Context(), data)
			if err != nil {
				return err
			}
			if asJSON {
				return c.json(l)
			}
			l.print(c)
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print it as JSON")
	return cmd
}

// ledger is what came of the documents of a dataset: Documents is the sum of Counts.
type ledger struct {
	Documents int                                        `json:"documents"`
	Bytes     int64                                      `json:"bytes"`
	Counts    map[pipeline.State]int                     `json:"counts"`
	Reasons   map[pipeline.State]map[pipeline.Reason]int `json:"reasons"`
	Removed   int                                        `json:"removed"` // of the documents, those that the archive has no more
	Worst     []worstDocument                            `json:"worst"`
}

func readLedger(ctx context.Context, data *store.Store) (*ledger, error) {
	l := &ledger{Counts: map[pipeline.State]int{}, Reasons: map[pipeline.State]map[pipeline.Reason]int{}, Worst: []worstDocument{}}
	err := data.Index(ctx, func(e *pipeline.Entry) error {
		l.Documents++
		l.Bytes += e.Bytes
		l.Counts[e.State]++
		if e.Reason != "" {
			if l.Reasons[e.State] == nil {
				l.Reasons[e.State] = map[pipeline.Reason]int{}
			}
			l.Reasons[e.State][e.Reason]++
		}
		if e.Removed {
			l.Removed++
		}
		if failed(e) && len(l.Worst) < fewWorst {
			l.Worst = append(l.Worst, worst(e))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	sum := 0
	for _, state := range pipeline.States {
		sum += l.Counts[state]
	}
	if sum != l.Documents {
		return nil, fmt.Errorf("%d documents, but %d in states that there are: the dataset is damaged", l.Documents, sum)
	}
	return l, nil
}

func (l *ledger) print(c *console) {
	fmt.Fprintf(c.out, "%d documents%s\n", l.Documents, pipeline.Sum(l.Counts))
	for _, state := range pipeline.States {
		if reasons := counted(l.Reasons[state]); reasons != "" {
			fmt.Fprintf(c.out, "%s: %s\n", state, reasons)
		}
	}
	if l.Removed > 0 {
		fmt.Fprintf(c.out, "%d of them gone from the archive\n", l.Removed)
	}
	for _, d := range l.Worst {
		fmt.Fprintf(c.out, "  %s: %s: %s: %s\n", d.URI, d.State, d.Reason, d.Message)
	}
	if more := l.Counts[pipeline.Quarantined] + l.Counts[pipeline.Partial] - len(l.Worst); more > 0 {
		fmt.Fprintf(c.out, "  and %d more: 'rapporteur quarantine list' names all\n", more)
	}
}
