package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"

	"rapporteur/cmd/internal/wire"
	"rapporteur/extract/gazetteer"
	"rapporteur/pipeline"
	"rapporteur/pipeline/export"
	"rapporteur/pipeline/objects"
	"rapporteur/pipeline/shards"
	"rapporteur/pipeline/store"
)

// Files of a dataset, beside store.FileName.
const (
	recordsFile  = export.RecordsFile
	workbookFile = export.WorkbookFile
)

// Notes of a dataset.
const (
	noteInputs = "inputs" // the folder of the inputs, relative to the dataset's: the two may move together
	noteRules  = "rules"  // those of the last run

	noteExports = "exports" // the files made of the dataset as it is; "" where they may be of another state of it
)

// takeNote reads a note of a dataset, and takes it away.
func takeNote(ctx context.Context, data *store.Store, key string) (string, error) {
	note, err := data.Meta(ctx, key)
	if err != nil || note == "" {
		return note, err
	}
	return note, data.SetMeta(ctx, key, "")
}

// createDataset opens the dataset in dir to write; it is of files below root and of no other folder.
func createDataset(ctx context.Context, dir, root string) (*store.Store, error) {
	inputs, err := relative(dir, root)
	if err != nil {
		return nil, err
	}
	data, err := store.Create(ctx, dir, programVersion())
	if err != nil {
		return nil, err
	}
	before, err := data.Meta(ctx, noteInputs)
	if err == nil && before != "" && before != inputs {
		err = fmt.Errorf("%s holds the dataset of another archive (%s): name another folder", dir, rootOf(dir, before))
	}
	if err == nil {
		err = data.SetMeta(ctx, noteInputs, inputs)
	}
	if err != nil {
		return nil, errors.Join(err, data.Close())
	}
	return data, nil
}

// relative is the path from one folder to another, with slashes; where the other is in an object store, its address.
func relative(from, to string) (string, error) {
	if objects.Looks(to) {
		return to, nil
	}
	from, err := filepath.Abs(from)
	if err != nil {
		return "", err
	}
	to, err = filepath.Abs(to)
	if err != nil {
		return "", err
	}
	path, err := filepath.Rel(from, to)
	return filepath.ToSlash(path), err
}

// openDataset opens the dataset that a folder, or a path to its file, names.
func openDataset(ctx context.Context, path string) (*store.Store, error) {
	return store.Open(ctx, datasetFolder(path))
}

// readable is what can be exported: a dataset, or the shards that an engine wrote.
type readable interface {
	export.Dataset
	AllCorrections(ctx context.Context) ([]pipeline.Correction, error)
	Meta(ctx context.Context, key string) (string, error)
	Close() error
}

// openReadable opens the dataset or the shards that a folder names.
func openReadable(ctx context.Context, path string) (readable, error) {
	data, err := shards.Open(ctx, shards.Local(strings.TrimSuffix(path, shards.ManifestFile)))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return openDataset(ctx, path)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return sharded{data}, nil
}

// sharded is shards with the notes of a dataset.
type sharded struct{ *shards.Dataset }

// Meta is a note.
func (s sharded) Meta(_ context.Context, key string) (string, error) {
	return map[string]string{noteInputs: s.Inputs, noteRules: s.Rules}[key], nil
}

// AllCorrections gives none: nobody reviews shards.
func (sharded) AllCorrections(context.Context) ([]pipeline.Correction, error) { return nil, nil }

// Close does nothing: files are open while entries are read.
func (sharded) Close() error { return nil }

// exportOptions are what the files made from a dataset say about themselves. They lie in dir.
func exportOptions(ctx context.Context, data readable, dir string) (export.Options, error) {
	names, err := gazetteer.Default()
	if err != nil {
		return export.Options{}, err
	}
	inputs, err := data.Meta(ctx, noteInputs)
	if err != nil {
		return export.Options{}, err
	}
	rules, err := data.Meta(ctx, noteRules)
	if err != nil {
		return export.Options{}, err
	}
	root := rootOf(dir, inputs)
	link := export.Links(dir, root)
	if objects.Looks(root) { // programs that open links know no object stores
		link = func(string) string { return "" }
	}
	return export.Options{Info: export.Info{
		Program: programVersion(),
		Rules:   rules,
		Country: func(code string) string {
			if state := names.LookupCode(gazetteer.State, code); state != nil {
				return state.Name
			}
			return ""
		},
		Link: func(uri string) string { return link(wire.Openable(uri)) },
	}}, nil
}
