package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/pipeline"
	"rapporteur/pipeline/store"
	"rapporteur/schemas"
)

func validateCommand(c *console) *cobra.Command {
	var v validateVerb
	cmd := &cobra.Command{
		Use:   "validate DATASET|FILE",
		Short: "Check records against their schema, and every quote against its report",
		Long: `Check that every record keeps to its schema, that names inside it lead somewhere,
and, for a DATASET, that every quote stands in the stored text of its report at
the place where the record says it does. A FILE is a record (.json) or records
(` + recordsFile + `), or truth files with --truth; it is checked against the schema only.

` + exitHelp + `
     'validate' fails with 1 where anything is wrong.`,
		Example: `  rapporteur validate dataset
  rapporteur validate ` + recordsFile + ` --json
  rapporteur validate --truth truth/report.json`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return v.run(cmd.Context(), c, args[0]) },
	}
	cmd.Flags().BoolVar(&v.truth, "truth", false, "FILE is a truth file")
	cmd.Flags().BoolVar(&v.json, "json", false, "print JSON")
	return cmd
}

type validateVerb struct {
	truth, json bool
	records     int
	grounded    int
	wrong       []fault
}

// fault is something wrong with a record.
type fault struct {
	ID    string `json:"id"`
	Error string `json:"error"`
}

func (v *validateVerb) run(ctx context.Context, c *console, path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return err
	case info.IsDir() || filepath.Base(path) == store.FileName:
		err = v.dataset(ctx, path)
	default:
		err = v.file(path)
	}
	if err != nil {
		return err
	}
	if v.json {
		if v.wrong == nil {
			v.wrong = []fault{}
		}
		err = c.json(map[string]any{"records": v.records, "grounded": v.grounded, "wrong": v.wrong})
	} else {
		for _, f := range v.wrong {
			c.say("%s: %s", f.ID, f.Error)
		}
		_, err = fmt.Fprintf(c.out, "%d records checked, %d of them against their text: %d errors\n", v.records, v.grounded, len(v.wrong))
	}
	if err == nil && len(v.wrong) > 0 {
		return exitCode(exitFailed)
	}
	return err
}

func (v *validateVerb) add(id string, err error) {
	if err == nil {
		return
	}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		v.wrong = append(v.wrong, fault{id, line})
	}
}

func (v *validateVerb) dataset(ctx context.Context, path string) (err error) {
	data, err := openDataset(ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	return data.Entries(ctx, func(e *pipeline.Entry) error {
		if e.Record == nil {
			return ctx.Err()
		}
		v.records++
		record, err := json.Marshal(e.Record)
		if err != nil {
			return err
		}
		v.add(e.ID, schemas.ValidateRecord(record))
		v.add(e.ID, schemas.CheckReferences(e.Record))
		if e.Record.ID != e.ID {
			v.add(e.ID, fmt.Errorf("id: the record's is %q", e.Record.ID))
		}
		if e.Document == nil {
			v.add(e.ID, errors.New("there is a record, but no text"))
			return ctx.Err()
		}
		v.grounded++
		v.add(e.ID, e.Document.Check())
		v.add(e.ID, schemas.CheckGrounding(e.Record, e.Document.Text))
		return ctx.Err()
	})
}

func (v *validateVerb) file(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	values := json.NewDecoder(bufio.NewReader(file))
	for {
		var value json.RawMessage
		switch err := values.Decode(&value); {
		case err == io.EOF && v.records == 0:
			return fmt.Errorf("%s: there is no record in it", path)
		case err == io.EOF:
			return nil
		case err != nil:
			return fmt.Errorf("%s: after %d records: %w", path, v.records, err)
		}
		v.records++
		var named struct {
			ID string `json:"id"`
		}
		name := fmt.Sprintf("%s: record %d", path, v.records)
		if json.Unmarshal(value, &named) == nil && named.ID != "" {
			name = named.ID
		}
		if v.truth {
			v.add(name, schemas.ValidateTruth(value))
			continue
		}
		v.add(name, schemas.ValidateRecord(value))
		var rec schemas.Record
		if json.NewDecoder(bytes.NewReader(value)).Decode(&rec) == nil {
			v.add(name, schemas.CheckReferences(&rec))
		}
	}
}
