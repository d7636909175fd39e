// Package review serves a dataset as web pages on this machine: an analyst sees every value beside the passage that it rests
// on, corrects it, and keeps the correction. [Fold] puts corrections together with what the program says, [Corrected] gives
// exports the result.
//
// Corrections are only ever added to the dataset; the program's record stays as it is. What reports say is data on these
// pages and never markup: templates escape it, and a policy lets no script run but the server's own.
package review

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"time"

	"rapporteur/extract/document"
	"rapporteur/pipeline/export"
)

// Options are what the pages are made of beside the dataset.
type Options struct {
	Info     export.Info
	Dir      string // the dataset's folder
	Token    string // opens the pages
	By       string // the name that is offered to those who correct
	Fixtures string // folder for truth files

	Codes   []Code                                                                               // for completion
	Guess   func(name string) (kind, code, canonical string)                                     // what a name means, "" where it is not known
	Explain func(rule string) *Rule                                                              // nil for a rule that no file holds
	Gaps    func(doc *document.Document) ([]document.Span, error)                                // sentences with an act's verb that gave nothing
	Draw    func(ctx context.Context, uri, sha256 string, page, dpi int) (png []byte, err error) // a page of a source
	Now     func() time.Time                                                                     // when corrections are made
	Say     func(message string)                                                                 // is told what goes wrong in the background
}

// Code is a code that a field can hold, with its name.
type Code struct{ Code, Name, Kind string }

// Rule is a rule as its file has it.
type Rule struct {
	Name, Where, Pattern string
	Finds, Ignores       []string
}

// Server serves the pages of one dataset.
type Server struct {
	Options
	store Store
	index *index
	guard *guard
	http  *http.Server
}

//go:embed *.html review.css review.js
var files embed.FS

// templates show what reports say through "clean", which takes out what could deceive a reader.
var templates = template.Must(export.PartsTemplate().Funcs(template.FuncMap{
	"clean": export.Clean, "lines": lines, "path": url.PathEscape,
	"add": func(a, b int) int { return a + b },
}).ParseFS(files, "*.html"))

// New makes the server of a dataset, for pages at an address. It brings the list of documents up to date; progress is told
// how many of how many are done.
func New(ctx context.Context, store Store, at net.Addr, o Options, progress func(done, total int)) (*Server, error) {
	x, err := openIndex(ctx, o.Dir, store, progress)
	if err != nil {
		return nil, err
	}
	s := &Server{Options: o, store: store, index: x}
	mux := http.NewServeMux()
	for pattern, serve := range map[string]func(http.ResponseWriter, *http.Request) error{
		"GET /{$}":                 s.archive,
		"GET /sentences":           s.sentences,
		"GET /codes":               s.codes,
		"GET /d/{id}":              s.document,
		"GET /d/{id}/edit":         s.edit,
		"GET /d/{id}/add":          s.add,
		"GET /d/{id}/explain":      s.explain,
		"GET /d/{id}/gaps":         s.gaps,
		"GET /d/{id}/pages/{page}": s.page,
		"POST /d/{id}/corrections": s.correct,
		"POST /d/{id}/fixture":     s.fixture,
		"GET /assets/{name}":       s.asset,
	} {
		mux.HandleFunc(pattern, s.serve(serve))
	}
	s.guard = newGuard(o.Token, at, mux)
	s.http = &http.Server{Handler: s.guard, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	return s, nil
}

// Handler is what serves the pages.
func (s *Server) Handler() http.Handler { return s.guard }

// Serve serves the pages until ctx ends. Meanwhile it makes the text of all documents searchable.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	background, stop := context.WithCancel(ctx)
	fed := make(chan struct{})
	go func() {
		defer close(fed)
		for {
			if err := s.index.feed(background); err != nil && background.Err() == nil {
				s.Say(fmt.Sprintf("full-text search: %v", err))
			}
			select {
			case <-s.index.changed:
			case <-background.Done():
				return
			}
		}
	}()
	ended := make(chan error, 1)
	go func() { ended <- s.http.Serve(l) }()
	var err error
	select {
	case err = <-ended:
	case <-ctx.Done():
		quick, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
		err = s.http.Shutdown(quick)
		cancel()
		<-ended
	}
	stop()
	<-fed
	if errors.Is(err, http.ErrServerClosed) || errors.Is(err, context.DeadlineExceeded) {
		err = nil
	}
	return err
}

// Close closes the list of documents. The store is the caller's.
func (s *Server) Close() error { return s.index.close() }

// refusal is an error that is the request's.
type refusal struct {
	status  int
	message string
}

func (r *refusal) Error() string { return r.message }

func refuse(status int, format string, args ...any) error {
	return &refusal{status, fmt.Sprintf(format, args...)}
}

// serve brings the list up to date, and tells the browser of errors.
func (s *Server) serve(do func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := s.index.refresh(r.Context(), nil)
		if err == nil {
			err = do(w, r)
		}
		if err == nil || r.Context().Err() != nil {
			return
		}
		status, message := http.StatusInternalServerError, err.Error()
		var no *refusal
		switch {
		case errors.As(err, &no):
			status = no.status
		case errors.Is(err, fs.ErrNotExist):
			status = http.StatusNotFound
		}
		http.Error(w, export.Clean(message), status)
	}
}

// show writes a page, or a part of one: whole, or not at all.
func (s *Server) show(w http.ResponseWriter, name string, data any) error {
	var out bytes.Buffer
	if err := templates.ExecuteTemplate(&out, name, data); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, err := out.WriteTo(w)
	return err
}

func (s *Server) asset(w http.ResponseWriter, r *http.Request) error {
	var data []byte
	var err error
	switch name := r.PathValue("name"); name {
	case "review.css":
		data, err = files.ReadFile(name)
		data = append([]byte(export.MarksCSS), data...)
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
	case "review.js":
		data, err = files.ReadFile(name)
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	default:
		err = fs.ErrNotExist
	}
	if err == nil {
		_, err = w.Write(data)
	}
	return err
}

// answer writes JSON.
func answer(w http.ResponseWriter, value any) error {
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(value)
}

// review is the document that a request names, with its corrections.
func (s *Server) review(r *http.Request) (*Review, error) {
	e, err := s.store.Get(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	said, err := s.store.Corrections(r.Context(), e)
	if err != nil {
		return nil, err
	}
	return Fold(e, said), nil
}

// frame is what all pages share.
type frame struct {
	Title, CSRF, By, Program string
}

func (s *Server) frame(title string) frame {
	return frame{export.Clean(title), s.guard.csrf(), s.By, s.Info.Program}
}
