package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/pipeline/export"
	"rapporteur/pipeline/store"
)

func exportCommand(c *console) *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "export DATASET",
		Short: "Write a dataset's files again",
		Long: `Write ` + recordsFile + ` and ` + workbookFile + ` from what a dataset holds, into its folder or
another. 'rapporteur run' does so by itself.

` + exitHelp,
		Example: `  rapporteur export dataset
  rapporteur export dataset -o for-colleagues`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			ctx := cmd.Context()
			data, err := openDataset(ctx, args[0])
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, data.Close()) }()
			dir := out
			if dir == "" {
				dir = strings.TrimSuffix(filepath.Clean(args[0]), store.FileName)
			}
			if err := os.MkdirAll(dir, 0o777); err != nil {
				return err
			}
			if err := writeExports(ctx, data, dir); err != nil {
				return err
			}
			for _, name := range []string{recordsFile, workbookFile} {
				fmt.Fprintln(c.out, filepath.Join(dir, name))
			}
			return nil
		},
	}
	cmd.Flags().StringVarP(&out, "out", "o", "", "folder for the files (default: the dataset's)")
	cmd.MarkFlagDirname("out")
	return cmd
}

// writeExports makes a dataset's files in a folder: each whole, or as it was before.
func writeExports(ctx context.Context, data *store.Store, dir string) error {
	files, err := exports(ctx, data, dir)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		// An interrupted export must not leave a file that is valid and half empty.
		whole := func(w io.Writer) error { return errors.Join(files[name](w), ctx.Err()) }
		if err := export.WriteFile(filepath.Join(dir, name), whole); err != nil {
			return err
		}
	}
	return nil
}
