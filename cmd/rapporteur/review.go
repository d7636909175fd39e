package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"rapporteur/cmd/internal/wire"
	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/pipeline"
	"rapporteur/pipeline/objects"
	"rapporteur/pipeline/review"
	"rapporteur/pipeline/store"
)

func reviewCommand(c *console) *cobra.Command {
	v := reviewVerb{}
	cmd := &cobra.Command{
		Use:   "review DATASET",
		Short: "Look at every value on its page, correct it, and keep the correction",
		Long: `Serve a dataset as web pages on this machine, and open them: the list of documents,
and each report beside its record, every value with the passage that it rests on.
Values are accepted, rejected, edited or added; each correction is kept in the
dataset with who made it and when, and nothing is overwritten. Exports have the
corrected values and say which were reviewed. Corrections stay when the reports are
read or extracted anew; where the program then says something else, both are shown.

A document that is done can be saved as a truth file, which 'rapporteur eval' reads:
by the page, or for all documents that have corrections by --export-truth.

The pages open only by the address that is printed, which holds a token. They are
for this machine unless --listen says otherwise; then --token is needed, and what is
sent can be read on its way: put a server with TLS before it.

` + exitHelp,
		Example: `  rapporteur review dataset
  rapporteur review dataset --no-browser --listen 127.0.0.1:8080
  rapporteur review dataset --export-truth fixtures/truth`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return v.run(cmd.Context(), c, args[0]) },
	}
	cmd.Flags().StringVar(&v.listen, "listen", "127.0.0.1:0", "address and port; port 0 is a free one")
	cmd.Flags().StringVar(&v.token, "token", "", "the token of the address, 16 letters at least (default: a new one)")
	cmd.Flags().BoolVar(&v.noBrowser, "no-browser", false, "print the address only")
	cmd.Flags().StringVar(&v.by, "name", "", "your name, which corrections carry (default: that of your account)")
	cmd.Flags().StringVar(&v.fixtures, "fixtures", "", "folder in which the page saves truth files (default: DATASET/truth)")
	cmd.Flags().StringVar(&v.exportTruth, "export-truth", "", "write the truth files of all documents with corrections into this folder,\nand serve nothing")
	cmd.MarkFlagDirname("fixtures")
	cmd.MarkFlagDirname("export-truth")
	v.limits.Flags(cmd)
	v.settings.Flags(cmd)
	return cmd
}

type reviewVerb struct {
	listen, token, by, fixtures, exportTruth string
	noBrowser                                bool
	limits                                   wire.Limits
	settings                                 wire.Settings
}

// shortestToken is how many letters a token that somebody chose has at least.
const shortestToken = 16

func (v *reviewVerb) run(ctx context.Context, c *console, dataset string) (err error) {
	if err := errors.Join(v.check(), v.limits.Check(), v.settings.Check()); err != nil {
		return err
	}
	dir := datasetFolder(dataset)
	data, err := store.OpenToCorrect(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	if v.exportTruth != "" {
		return v.exportAll(ctx, c, data)
	}
	l, err := net.Listen("tcp", v.listen)
	if err != nil {
		return err
	}
	defer l.Close() // Serve has closed it where it came so far
	o, closeDrawer, err := v.options(ctx, c, data, dir)
	if err != nil {
		return err
	}
	defer closeDrawer()
	told := time.Now()
	s, err := review.New(ctx, data, l.Addr(), o, func(done, total int) {
		if time.Since(told) > time.Second {
			told = time.Now()
			c.say("%d of %d documents are listed", done, total)
		}
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	address := (&url.URL{Scheme: "http", Host: l.Addr().String(), Path: "/", RawQuery: url.Values{"token": {o.Token}}.Encode()}).String()
	fmt.Fprintln(c.out, address)
	c.say("Ctrl-C ends it.")
	if !v.noBrowser {
		if err := openBrowser(address); err != nil {
			c.say("no browser was found: open the address above (%v)", err)
		}
	}
	return s.Serve(ctx, l)
}

// check finds wrong calls.
func (v *reviewVerb) check() error {
	host, _, err := net.SplitHostPort(v.listen)
	if err != nil {
		return wire.Usagef("--listen %s: it is ADDRESS:PORT: %w", v.listen, err)
	}
	ip := net.ParseIP(host)
	switch {
	case v.token != "" && len(v.token) < shortestToken:
		return wire.Usagef("--token: it has %d letters at least", shortestToken)
	case v.token == "" && host != "localhost" && (ip == nil || !ip.IsLoopback()):
		return wire.Usagef("--listen %s: others can reach it there, so that it needs --token", v.listen)
	}
	return nil
}

// options are what the pages are made of, and what ends the worker that draws.
func (v *reviewVerb) options(ctx context.Context, c *console, data *store.Store, dir string) (review.Options, func(), error) {
	exports, err := exportOptions(ctx, data, dir)
	if err != nil {
		return review.Options{}, nil, err
	}
	names, _, err := v.settings.Names()
	if err != nil {
		return review.Options{}, nil, err
	}
	root, err := archiveOf(ctx, data, dir)
	if err != nil {
		return review.Options{}, nil, err
	}
	workers, err := v.settings.Workers(&v.limits)
	if err != nil {
		return review.Options{}, nil, err
	}
	drawer, find := pipeline.NewDrawer(workers), finder(root, workers)
	// Rules are compiled when somebody asks for them first: most do not.
	finders := sync.OnceValues(v.settings.Extractor)
	o := review.Options{
		Info: exports.Info, Dir: dir, Token: v.token, By: v.by, Fixtures: v.fixtures, Codes: codes(names), Now: time.Now,
		Guess:   func(name string) (kind, code, canonical string) { return guess(names, name) },
		Explain: func(name string) *review.Rule { return explainRule(finders, name) },
		Gaps: func(doc *document.Document) ([]document.Span, error) {
			x, err := finders()
			if err != nil {
				return nil, err
			}
			_, found := x.Findings(doc)
			return found.Uncoded, nil
		},
		Draw: func(ctx context.Context, uri, sha256 string, page, dpi int) ([]byte, error) {
			in, err := find(ctx, uri)
			if err != nil {
				return nil, err
			}
			return drawer.Draw(ctx, in, sha256, page, dpi)
		},
		Say: func(message string) { c.say("%s", message) },
	}
	if o.Token == "" {
		o.Token = review.NewToken()
	}
	if o.Fixtures == "" {
		o.Fixtures = filepath.Join(dir, "truth")
	}
	if account, err := user.Current(); o.By == "" && err == nil {
		o.By = account.Name
		if o.By == "" {
			o.By = account.Username
		}
	}
	return o, drawer.Close, nil
}

// finder finds where documents lie, each once: an archive is listed for it.
func finder(root string, workers pipeline.Options) func(ctx context.Context, uri string) (pipeline.Input, error) {
	var mu sync.Mutex
	found := map[string]pipeline.Input{}
	return func(ctx context.Context, uri string) (pipeline.Input, error) {
		mu.Lock()
		defer mu.Unlock()
		if in, ok := found[uri]; ok {
			return in, nil
		}
		if objects.Looks(root) {
			return pipeline.Input{}, errors.New("it lies in an object store, of which no pages are drawn")
		}
		in := []pipeline.Input{{URI: uri}}
		if err := locate(ctx, in, root, workers); err != nil {
			return pipeline.Input{}, err
		}
		found[uri] = in[0]
		return in[0], nil
	}
}

// codes are the codes that fields can hold.
func codes(names *gazetteer.Gazetteer) []review.Code {
	var out []review.Code
	for _, kind := range []gazetteer.Kind{gazetteer.State, gazetteer.Organization} {
		for _, e := range names.Entries(kind) {
			out = append(out, review.Code{Code: e.Code, Name: e.Name, Kind: string(kind)})
		}
	}
	return out
}

// guess says what a name most likely means, in the words of a record.
func guess(names *gazetteer.Gazetteer, name string) (kind, code, canonical string) {
	for _, x := range names.Lookup(name) {
		switch x.Entry.Kind {
		case gazetteer.State, gazetteer.Organization, gazetteer.Group:
			return string(x.Entry.Kind), x.Entry.Code, x.Entry.Name
		}
	}
	return "", "", ""
}

// explainRule is a rule as its file has it, nil where no file holds it.
func explainRule(finders func() (*extract.Extractor, error), name string) *review.Rule {
	x, err := finders()
	if err != nil {
		return nil
	}
	r := x.Rule(name)
	if r == nil {
		return nil
	}
	out := &review.Rule{Name: r.Name, Where: r.At(), Pattern: r.Pattern, Ignores: r.Ignores}
	for _, example := range r.Finds {
		out.Finds = append(out.Finds, example["text"])
	}
	return out
}

// exportAll writes the truth files of all documents with corrections.
func (v *reviewVerb) exportAll(ctx context.Context, c *console, data *store.Store) error {
	all, err := data.AllCorrections(ctx)
	if err != nil {
		return err
	}
	corrections := review.By(all)
	written, drafts, failed := 0, 0, false
	err = data.Entries(ctx, func(e *pipeline.Entry) error {
		said := corrections.Of(e)
		if len(said) == 0 || e.Record == nil {
			return nil
		}
		r := review.Fold(e, said)
		path, err := review.SaveTruth(v.exportTruth, r)
		if err != nil {
			c.say("%s: %v", e.URI, err)
			failed = true
			return nil
		}
		written++
		if r.State != review.Finished {
			drafts++
		}
		_, err = fmt.Fprintln(c.out, path)
		return err
	})
	switch {
	case err != nil:
		return err
	case drafts > 0:
		c.say("%d of %d are of documents whose review is not done: 'rapporteur eval' does not read them yet", drafts, written)
	case written == 0 && !failed:
		c.say("no document has corrections")
	}
	if failed {
		return exitCode(exitSomeFailed)
	}
	return nil
}

// openBrowser has the system open an address.
func openBrowser(address string) error {
	var cmd *exec.Cmd
	switch runtime.GOOS {
	case "windows":
		cmd = exec.Command("rundll32", "url.dll,FileProtocolHandler", address)
	case "darwin":
		cmd = exec.Command("open", address)
	default:
		cmd = exec.Command("xdg-open", address)
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait() // it is the browser's affair how it ends
	return nil
}
