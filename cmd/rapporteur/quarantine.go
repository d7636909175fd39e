package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"rapporteur/cmd/internal/wire"
	"rapporteur/pipeline"
	"rapporteur/pipeline/objects"
)

// manifestFile says which document each exported file is.
const manifestFile = "manifest.json"

func quarantineCommand(c *console) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "quarantine",
		Short: "Name or copy the files that failed",
		Long: `Name the files of a dataset that could not be read, or not wholly, or copy them
into a folder, to look at them or to send them to somebody.

` + exitHelp,
		Example: `  rapporteur quarantine list dataset --reason timeout
  rapporteur quarantine export dataset -o failed`,
	}
	var q quarantine
	list := &cobra.Command{
		Use:     "list DATASET",
		Short:   "Name the files that failed",
		Long:    "Name the files of a dataset that failed, a line each: URI, state, reason and\nmessage, parted by tabs.\n\n" + exitHelp,
		Example: `  rapporteur quarantine list dataset --reason corrupt,encrypted`,
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return q.list(cmd.Context(), c, args[0]) },
	}
	list.Flags().BoolVar(&q.json, "json", false, "print them as JSON")
	export := &cobra.Command{
		Use:   "export DATASET -o DIR",
		Short: "Copy the files that failed",
		Long: `Copy the files of a dataset that failed into a new or empty folder, under names
of their own (0001.pdf): whatever a file was called, no name leads out of the
folder. Files in archives are taken out of them. ` + manifestFile + ` there says which
document each is, and what became of it.

` + exitHelp,
		Example: `  rapporteur quarantine export dataset -o failed --reason crashed,internal`,
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return q.export(cmd.Context(), c, args[0]) },
	}
	export.Flags().StringVarP(&q.out, "out", "o", "", "folder for the copies")
	export.MarkFlagDirname("out")
	for _, verb := range []*cobra.Command{list, export} {
		verb.Flags().StringSliceVar(&q.reasons, "reason", nil, "only those that failed for these reasons")
		cmd.AddCommand(verb)
	}
	return cmd
}

type quarantine struct {
	reasons []string
	json    bool
	out     string
}

// read gives the documents that failed, in the order of their ids, and the folder of their files.
func (q *quarantine) read(ctx context.Context, dataset string) (entries []*pipeline.Entry, root string, err error) {
	wanted, err := reasonsNamed(q.reasons)
	if err != nil {
		return nil, "", err
	}
	data, err := openDataset(ctx, dataset)
	if err != nil {
		return nil, "", err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	err = data.Index(ctx, func(e *pipeline.Entry) error {
		if failed(e) && (len(wanted) == 0 || slices.Contains(wanted, e.Reason)) {
			entries = append(entries, e)
		}
		return nil
	})
	if err != nil {
		return nil, "", err
	}
	root, err = archiveOf(ctx, data, datasetFolder(dataset))
	return entries, root, err
}

func (q *quarantine) list(ctx context.Context, c *console, dataset string) error {
	entries, _, err := q.read(ctx, dataset)
	if err != nil {
		return err
	}
	all := []worstDocument{}
	for _, e := range entries {
		all = append(all, worst(e))
	}
	if q.json {
		return c.json(all)
	}
	for _, d := range all {
		fmt.Fprintf(c.out, "%s\t%s\t%s\t%s\n", d.URI, d.State, d.Reason, d.Message)
	}
	return nil
}

// exported is a line of the manifest.
type exported struct {
	File    string          `json:"file,omitempty"` // "" where it could not be copied: Error says why
	URI     string          `json:"uri"`
	State   pipeline.State  `json:"state"`
	Reason  pipeline.Reason `json:"reason"`
	Message string          `json:"message"`
	SHA256  string          `json:"sha256,omitempty"` // of the copy
	Bytes   int64           `json:"bytes"`
	Changed bool            `json:"changed,omitempty"` // the copy is not what the run saw
	Error   string          `json:"error,omitempty"`
}

func (q *quarantine) export(ctx context.Context, c *console, dataset string) (err error) {
	if q.out == "" {
		return wire.Usagef("-o DIR is missing: where to copy the files")
	}
	entries, root, err := q.read(ctx, dataset)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(q.out, 0o777); err != nil {
		return err
	}
	if there, err := os.ReadDir(q.out); err != nil || len(there) > 0 {
		return errors.Join(err, fmt.Errorf("%s holds files already: name a new or an empty folder", q.out))
	}
	elsewhere, done, err := q.elsewhere(ctx, entries, root)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	manifest, missing := []exported{}, 0
	for i, e := range entries {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		x := exported{URI: e.URI, State: e.State, Reason: e.Reason, Message: e.Message}
		name := fmt.Sprintf("%04d%s", i+1, ending(e.MediaType))
		if content := elsewhere[e.URI]; content != nil {
			x.SHA256, x.Bytes, err = writeContent(content, filepath.Join(q.out, name))
		} else {
			x.SHA256, x.Bytes, err = copyFile(filepath.Join(root, filepath.FromSlash(e.URI)), filepath.Join(q.out, name))
		}
		if err != nil {
			x.Error = err.Error()
			missing++
			c.say("%s: %v", e.URI, err)
		} else {
			x.File, x.Changed = name, e.SHA256 != "" && e.SHA256 != x.SHA256
		}
		manifest = append(manifest, x)
	}
	data, err := json.MarshalIndent(manifest, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(q.out, manifestFile), append(data, '\n'), 0o666); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "%d files copied\n%s\n", len(entries)-missing, filepath.Join(q.out, manifestFile))
	if missing > 0 {
		return exitCode(exitSomeFailed)
	}
	return nil
}

// elsewhere finds the documents that are no files of this machine: members of archives, and what lies in an object store. It
// gives for each how its bytes are had.
func (q *quarantine) elsewhere(ctx context.Context, entries []*pipeline.Entry, root string) (content map[string]func() ([]byte, error), done func() error, err error) {
	content = map[string]func() ([]byte, error){}
	var wanted []pipeline.Input
	for _, e := range entries {
		if objects.Looks(root) || wire.WithoutMember(e.URI) != e.URI {
			wanted = append(wanted, pipeline.Input{URI: e.URI})
		}
	}
	if len(wanted) == 0 {
		return content, func() error { return nil }, nil
	}
	var s wire.Settings
	l := wire.Limits{Workers: 1}
	defaults := &cobra.Command{} // flags are what they are where none is given
	s.Flags(defaults)
	l.Flags(defaults)
	o, err := s.Workers(&l)
	if err != nil {
		return nil, nil, err
	}
	if o.Spool, err = os.MkdirTemp("", "rapporteur-"); err != nil {
		return nil, nil, err
	}
	done = func() error { return os.RemoveAll(o.Spool) }
	if err := locate(ctx, wanted, root, o); err != nil {
		return nil, nil, errors.Join(err, done())
	}
	for _, in := range wanted {
		content[in.URI] = func() ([]byte, error) { return pipeline.Content(ctx, in, o) }
	}
	return content, done, nil
}

// writeContent writes bytes to a new file, and gives their hash and number.
func writeContent(content func() ([]byte, error), to string) (sum string, n int64, err error) {
	data, err := content()
	if err != nil {
		return "", 0, err
	}
	hash := sha256.Sum256(data)
	return hex.EncodeToString(hash[:]), int64(len(data)), os.WriteFile(to, data, 0o666)
}

// ending is that of a copy's name: of its format as it was told by the bytes, never of the name that it came with.
func ending(mediaType string) string {
	switch mediaType {
	case "application/pdf":
		return ".pdf"
	case "text/html", "application/xhtml+xml": // no browser is to open it by a mere click
		return ".html.txt"
	case "text/plain", "text/markdown":
		return ".txt"
	}
	return ".bin"
}

// copyFile copies an ordinary file, and gives the hash and the number of its bytes.
func copyFile(from, to string) (sum string, n int64, err error) {
	info, err := os.Stat(from)
	if err != nil {
		return "", 0, err
	}
	if !info.Mode().IsRegular() { // a pipe would never end
		return "", 0, errors.New("it is no ordinary file")
	}
	in, err := os.Open(from)
	if err != nil {
		return "", 0, err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return "", 0, err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	hash := sha256.New()
	n, err = io.Copy(io.MultiWriter(out, hash), in)
	return hex.EncodeToString(hash.Sum(nil)), n, err
}
