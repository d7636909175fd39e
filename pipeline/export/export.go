// Package export turns a dataset into files for people and programs; [Formats] are their forms.
//
// What the tables of a dataset are (their columns, what each means, how it is filled) is defined once, by [Tables]; a
// format only decides how a cell is written. The same dataset gives the same bytes: nothing here reads a clock.
package export

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"rapporteur/pipeline"
)

// Dataset is what an export reads: entries in the order of their ids. Every pipeline.Store is one.
type Dataset interface {
	Entries(ctx context.Context, yield func(*pipeline.Entry) error) error
}

// JSONL writes the records of a dataset, each on a line of its own, in the order of their ids. Documents without a record
// are left out.
func JSONL(ctx context.Context, w io.Writer, dataset Dataset) error {
	out := bufio.NewWriter(w)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false) // "<" stays readable: no browser takes this file for a page
	err := dataset.Entries(ctx, func(e *pipeline.Entry) error {
		if e.Record == nil {
			return nil
		}
		if err := lines.Encode(e.Record); err != nil {
			return fmt.Errorf("record %s: %w", e.ID, err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// WriteFile makes the file at path of what write writes: whole, in place of what was there before, or not at all.
func WriteFile(path string, write func(io.Writer) error) error {
	return WriteFiles(filepath.Dir(path), func(create Create) error {
		w, err := create(filepath.Base(path))
		if err != nil {
			return err
		}
		if err := write(w); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return w.Close()
	})
}

// WriteFiles makes the files of a folder that write creates: all of them whole, in place of what was there before, or none.
func WriteFiles(dir string, write func(create Create) error) (err error) {
	var made []*os.File
	names := map[string]string{} // temporary → final
	defer func() {
		for _, f := range made {
			if err != nil {
				f.Close() // where it is still open
				os.Remove(f.Name())
			}
		}
	}()
	err = write(func(name string) (io.WriteCloser, error) {
		if name != filepath.Base(name) {
			return nil, fmt.Errorf("%s is no name of a file", name)
		}
		f, err := os.CreateTemp(dir, "."+name+"-*")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Join(dir, name), err)
		}
		made = append(made, f)
		names[f.Name()] = filepath.Join(dir, name)
		return whole{f}, nil
	})
	if err != nil {
		return err
	}
	for _, f := range made {
		if err := os.Rename(f.Name(), names[f.Name()]); err != nil {
			return err
		}
	}
	return nil
}

// whole is a file that is on the disk when it is closed.
type whole struct{ *os.File }

func (f whole) Close() error {
	return errors.Join(f.Chmod(0o644), f.Sync(), f.File.Close()) // temporary files are for their owner alone, this one is not
}

// Links gives the link to a source from a file in the folder exported: an address as it is, a file of the folder inputs by
// its relative path. It gives "" where there is no such link.
func Links(exported, inputs string) func(uri string) string {
	return func(uri string) string {
		if strings.HasPrefix(uri, "https://") || strings.HasPrefix(uri, "http://") {
			address, err := url.Parse(uri)
			if err != nil {
				return ""
			}
			return address.String() // spaces and the like escaped
		}
		path := filepath.FromSlash(uri)
		if !filepath.IsAbs(path) {
			path = filepath.Join(inputs, path)
		}
		// Rel needs both to be absolute, or both to be relative.
		from, err := filepath.Abs(exported)
		if err != nil {
			return ""
		}
		if path, err = filepath.Abs(path); err != nil {
			return ""
		}
		relative, err := filepath.Rel(from, path)
		if err != nil {
			return ""
		}
		return (&url.URL{Path: filepath.ToSlash(relative)}).String()
	}
}
