package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"rapporteur/cmd/internal/wire"
	"rapporteur/pipeline"
	"rapporteur/pipeline/objects"
)

// explainWhy says what came of a file, and what the next run does about it. It reads no document.
func (r *runVerb) explainWhy(ctx context.Context, c *console) (err error) {
	if r.out == "" {
		return wire.Usagef("-o DIR is missing: which dataset")
	}
	if err := r.check(); err != nil {
		return err
	}
	data, err := openDataset(ctx, r.out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	root, err := archiveOf(ctx, data, datasetFolder(r.out))
	if err != nil {
		return err
	}
	uri := r.why
	if !objects.Looks(root) {
		if uri, err = relative(root, r.why); err != nil {
			return err
		}
	}
	in := pipeline.Input{URI: uri, Path: r.why}
	old, err := data.Find(ctx, uri)
	if errors.Is(err, fs.ErrNotExist) { // it may be named as the dataset names it
		if old, err = data.Find(ctx, r.why); err == nil {
			in = pipeline.Input{URI: r.why, Path: filepath.Join(root, filepath.FromSlash(r.why))}
		}
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		fmt.Fprintf(c.out, "%s is not in the dataset.\n", in.URI)
		if strings.HasPrefix(in.URI, "../") {
			fmt.Fprintf(c.out, "It lies outside of %s, the archive of this dataset.\n", root)
			return nil
		}
	case err != nil:
		return err
	default:
		fmt.Fprintf(c.out, "%s is %s", in.URI, old.State)
		if old.Reason != "" {
			fmt.Fprintf(c.out, ", %s", old.Reason)
		}
		if old.Message != "" {
			fmt.Fprintf(c.out, ": %s", old.Message)
		}
		fmt.Fprintf(c.out, ".\nIts id is %s.\n", old.ID)
		if old.Document != nil {
			fmt.Fprintf(c.out, "Read by %s; extracted by %s.\n", old.ReadBy, old.CodedBy)
		}
		if old.Removed {
			fmt.Fprintln(c.out, "It was gone from the archive when the last run looked.")
		}
	}
	if wire.WithoutMember(in.URI) != in.URI || objects.Looks(root) { // only workers open archives, and only a run fetches
		return nil
	}
	o := pipeline.Options{Limits: r.limits.Limits()}
	if o.ReadBy, o.CodedBy, err = r.settings.Made(); err != nil {
		return err
	}
	fmt.Fprintln(c.out, pipeline.Why(in, old, o))
	return nil
}
