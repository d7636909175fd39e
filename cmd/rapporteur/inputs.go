package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/cmd/internal/wire"
	"rapporteur/pipeline"
	"rapporteur/pipeline/objects"
)

const (
	standardInput = "-"
	stdinName     = "stdin" // the URI of a document on standard input
)

// inputFlags say what to read beside the arguments, and what of it not.
type inputFlags struct {
	filesFrom []string
	filter    pipeline.Filter
}

func (f *inputFlags) flags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&f.filesFrom, "files-from", nil, "file with more inputs, one a line and no patterns; - is standard input")
	cmd.Flags().StringArrayVar(&f.filter.Include, "include", nil, "pattern of files to read, and no others: of a name ('*.html'), or with a slash\nof a path below the inputs; may be given several times")
	cmd.Flags().StringArrayVar(&f.filter.Exclude, "exclude", nil, "pattern of files, folders or archives to leave out")
}

// inputs are what a run is over.
type inputs struct {
	root  string // the folder, or the address in an object store, that their URIs are below
	files []pipeline.Input
	gone  func(uri string) bool
	spool string // folder for what does not lie on this machine; it is removed by close
}

// close removes what was put aside for the run.
func (in *inputs) close() error {
	if in.spool == "" {
		return nil
	}
	return os.RemoveAll(in.spool)
}

// find finds the inputs that arguments and flags name. Out is the folder of the dataset; most is how many bytes a document
// may have, 0 for no limit.
func (f *inputFlags) find(ctx context.Context, c *console, args []string, out string, most int64) (_ *inputs, err error) {
	if err := f.filter.Check(); err != nil {
		return nil, wire.Usagef("--include, --exclude: %w", err)
	}
	listed, stdin, err := f.listed(c, args)
	if err != nil {
		return nil, err
	}
	args = slices.DeleteFunc(slices.Clone(args), func(a string) bool { return a == standardInput })
	in := &inputs{}
	if in.spool, err = os.MkdirTemp("", "rapporteur-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, in.close())
		}
	}()
	named := slices.Concat(args, listed)
	if i := slices.IndexFunc(named, objects.Looks); i >= 0 {
		if len(named) > 1 || stdin {
			return nil, wire.Usagef("%s: an address in an object store is the only input of its dataset", named[i])
		}
		if err := in.remote(ctx, named[0], most); err != nil {
			return nil, err
		}
	} else if err := in.local(args, listed, out); err != nil {
		return nil, err
	}
	if stdin {
		path := filepath.Join(in.spool, stdinName)
		if err := spooled(path, c.in, most); err != nil {
			return nil, fmt.Errorf("standard input: %w", err)
		}
		in.files = append(in.files, pipeline.Input{URI: stdinName, Path: path})
	}
	in.files = f.filter.Found(in.files, wire.IsArchive)
	return in, nil
}

// listed reads the lists of inputs, and tells whether a document is on standard input.
func (f *inputFlags) listed(c *console, args []string) (names []string, stdin bool, err error) {
	stdin = slices.Contains(args, standardInput)
	for _, list := range f.filesFrom {
		from := c.in
		if list == standardInput {
			if stdin {
				return nil, false, wire.Usagef("standard input is a document (-) or a list of them (--files-from -), not both")
			}
		} else {
			file, err := os.Open(list)
			if err != nil {
				return nil, false, fmt.Errorf("--files-from: %w", err)
			}
			defer file.Close()
			from = file
		}
		lines := bufio.NewScanner(from)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if name := strings.TrimSuffix(lines.Text(), "\r"); name != "" {
				names = append(names, name)
			}
		}
		if err := lines.Err(); err != nil {
			return nil, false, fmt.Errorf("--files-from %s: %w", list, err)
		}
	}
	return names, stdin, nil
}

// local finds inputs on this machine.
func (in *inputs) local(args, listed []string, out string) error {
	for _, names := range [][]string{args, listed} {
		for i, name := range names {
			path, err := objects.Path(name)
			if err != nil {
				return wire.Usagef("%w", err)
			}
			names[i] = path
		}
	}
	found, err := pipeline.FindListed(args, listed, out)
	if err != nil {
		return err
	}
	in.root, in.files, in.gone = found.Root, found.Files, goneFrom(found.Root)
	return nil
}

// goneFrom tells of a document whether its file is gone from the archive. Of a member of a file it is the file that counts;
// what came by standard input never was there.
func goneFrom(root string) func(uri string) bool {
	return func(uri string) bool {
		for _, name := range []string{uri, wire.WithoutMember(uri)} {
			if _, err := os.Lstat(filepath.Join(root, filepath.FromSlash(name))); !errors.Is(err, fs.ErrNotExist) {
				return false
			}
		}
		return uri != stdinName
	}
}

// remote finds inputs in an object store.
func (in *inputs) remote(ctx context.Context, address string, most int64) error {
	bucket, err := objects.Open(ctx, address)
	if err != nil {
		return err
	}
	if in.files, err = wire.Objects(ctx, bucket, most); err != nil {
		return err
	}
	here := map[string]bool{}
	for _, file := range in.files {
		here[file.URI] = true
	}
	in.root = address
	in.gone = func(uri string) bool { return !here[uri] && !here[wire.WithoutMember(uri)] }
	return nil
}

// spooled writes what it reads to a new file; a byte more than a document may have is enough to tell that it is too large.
func spooled(path string, from io.Reader, most int64) (err error) {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if most > 0 {
		from = io.LimitReader(from, most+1)
	}
	_, err = io.Copy(file, from)
	return err
}
