package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"rapporteur/cmd/internal/wire"
	"rapporteur/pipeline"
	"rapporteur/pipeline/objects"
	"rapporteur/pipeline/store"
)

func retryCommand(c *console) *cobra.Command {
	var r runVerb
	var reasons []string
	cmd := &cobra.Command{
		Use:   "retry DATASET --reason REASON[,REASON...]",
		Short: "Read the files again that failed for some reason",
		Long: `Read again the files of a dataset that failed for one of the reasons given, with
the limits and settings of this call, and write the dataset's files anew. All
else in the dataset stays as it is. 'rapporteur status' tells the reasons.

` + exitHelp,
		Example: `  rapporteur retry dataset --reason timeout,out-of-memory --timeout 10m --memory 4096
  rapporteur retry dataset --reason encrypted --password-file passwords.txt`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return r.retry(cmd.Context(), c, args[0], reasons) },
	}
	cmd.Flags().StringSliceVar(&reasons, "reason", nil, "the reasons for which files failed")
	r.flags(cmd)
	return cmd
}

func (r *runVerb) retry(ctx context.Context, c *console, dataset string, reasons []string) (err error) {
	wanted, err := reasonsNamed(reasons)
	if err != nil {
		return err
	}
	if len(wanted) == 0 {
		return wire.Usagef("--reason is missing: which failures to try again")
	}
	if err := r.check(); err != nil {
		return err
	}
	r.out = datasetFolder(dataset)
	if _, err := os.Stat(filepath.Join(r.out, store.FileName)); err != nil { // else it would be made
		return err
	}
	data, err := store.Create(ctx, r.out, programVersion())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	root, err := archiveOf(ctx, data, r.out)
	if err != nil {
		return err
	}
	var inputs []pipeline.Input
	err = data.Index(ctx, func(e *pipeline.Entry) error {
		if e.Reason != "" && slices.Contains(wanted, e.Reason) {
			inputs = append(inputs, pipeline.Input{URI: e.URI})
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(inputs) == 0 {
		fmt.Fprintln(c.out, "no document failed for these reasons")
		return nil
	}
	options, err := r.options(len(inputs))
	if err != nil {
		return err
	}
	if options.Spool, err = os.MkdirTemp("", "rapporteur-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(options.Spool)) }()
	if err := locate(ctx, inputs, root, options); err != nil {
		return err
	}
	options.Inputs, options.Again = inputs, true
	return r.do(ctx, c, data, options)
}

// locate finds where documents of a dataset lie: the files, and the members of archives, which are listed anew.
func locate(ctx context.Context, wanted []pipeline.Input, root string, o pipeline.Options) error {
	var files []pipeline.Input
	there := map[string]pipeline.Input{}
	if objects.Looks(root) {
		found := &inputs{}
		if err := found.remote(ctx, root, o.Limits.Bytes); err != nil {
			return err
		}
		for _, in := range found.files {
			there[in.URI] = in
		}
	}
	taken := map[string]bool{}
	for _, in := range wanted {
		uri := wire.WithoutMember(in.URI)
		if taken[uri] {
			continue
		}
		taken[uri] = true
		file, ok := there[uri]
		switch {
		case !objects.Looks(root):
			file = pipeline.Input{URI: uri, Path: filepath.Join(root, filepath.FromSlash(uri))}
		case !ok:
			continue
		}
		files = append(files, file)
	}
	files, err := pipeline.Expand(ctx, files, wire.IsArchive, o)
	if err != nil {
		return err
	}
	byURI := map[string]pipeline.Input{}
	for _, in := range files {
		byURI[in.URI] = in
	}
	for i, in := range wanted {
		if there, ok := byURI[in.URI]; ok {
			wanted[i] = there
			continue
		}
		wanted[i].Err = fs.ErrNotExist // its archive has it no more
	}
	return nil
}

// archiveOf is the folder of a dataset's inputs, or their address in an object store.
func archiveOf(ctx context.Context, data *store.Store, dir string) (string, error) {
	inputs, err := data.Meta(ctx, noteInputs)
	return rootOf(dir, inputs), err
}

// rootOf is the folder, or the address in an object store, that a dataset in dir notes as that of its inputs.
func rootOf(dir, noted string) string {
	if objects.Looks(noted) {
		return noted
	}
	return filepath.Join(dir, filepath.FromSlash(noted))
}

// datasetFolder is the folder of the dataset that a folder, or a path to its file, names.
func datasetFolder(path string) string {
	if filepath.Base(path) == store.FileName {
		return filepath.Dir(path)
	}
	return path
}

// reasonsNamed are reasons by their names.
func reasonsNamed(names []string) ([]pipeline.Reason, error) {
	var out []pipeline.Reason
	for _, name := range names {
		reason := pipeline.Reason(name)
		if !slices.Contains(pipeline.Reasons, reason) {
			return nil, wire.Usagef("--reason %s: there are %s", name, listed(pipeline.Reasons))
		}
		out = append(out, reason)
	}
	return out, nil
}

func listed[S ~string](values []S) string {
	out := ""
	for i, v := range values {
		if i > 0 {
			out += ", "
		}
		out += string(v)
	}
	return out
}
