// Package mail reads what is written as MIME messages: web pages that browsers save as one file (MHTML) and mail (EML).
// Of a saved page the root part is read like a page from the web. Of a mail message its text is, after its subject and
// date; the files that come along with it are members, as those of archives are.
//
// Nothing that a message names is fetched, and no name in it is taken for a path of this machine.
package mail

import (
	"context"
	"errors"
	"fmt"
	netmail "net/mail"
	"time"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
)

// Reader reads saved pages and mail. It may be used by several goroutines at once.
type Reader struct {
	html, text pipeline.Reader
}

// New makes a reader whose parts are read by these.
func New(html, text pipeline.Reader) *Reader { return &Reader{html, text} }

// onlyFiles says that a message has no text of its own.
type onlyFiles int

func (n onlyFiles) Error() string {
	return fmt.Sprintf("the message says nothing: it carries %d files, which are read by themselves", int(n))
}

// Ignorable reports that such a message is no problem.
func (onlyFiles) Ignorable() bool { return true }

// Read implements pipeline.Reader. Its errors are *pipeline.Failure, but for those of the context.
func (r *Reader) Read(ctx context.Context, uri string, data []byte) (*document.Document, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", uri, err)
	}
	message, err := parse(data)
	var failure *pipeline.Failure
	switch {
	case errors.As(err, &failure):
		return nil, &pipeline.Failure{URI: uri, Reason: failure.Reason, Err: failure.Err}
	case err != nil:
		return nil, &pipeline.Failure{URI: uri, Reason: pipeline.Corrupt, Err: err}
	}
	source := document.Source{URI: uri, Bytes: int64(len(data)), MediaType: "message/rfc822", Reader: "mail"}
	var b document.Builder
	page := isPage(message.header, message.media)
	if page {
		source.MediaType, source.Reader = "multipart/related", "mhtml"
	} else {
		message.front(&b)
	}
	front := b.Len()
	texts, files := message.sift()
	var warnings []document.Warning
	tables := 0
	for _, t := range texts {
		doc, lost, err := r.part(ctx, uri, t)
		warnings = append(warnings, lost...)
		if errors.As(err, &failure) && failure.Reason == pipeline.Empty {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, w := range doc.Warnings {
			w.Spans = nil // they are of the part's text
			warnings = append(warnings, w)
		}
		tables = add(&b, doc, page, tables)
	}
	if err := message.breaks(); err != nil {
		warnings = append(warnings, document.Warning{Code: "pages-unreadable", Message: err.Error()})
	}
	if b.Len() == front {
		fail := &pipeline.Failure{URI: uri, Reason: pipeline.Empty, Err: errors.New("the message holds no text")}
		if len(files) > 0 && !page {
			fail.Err = onlyFiles(len(files))
		}
		return nil, fail
	}
	return b.Document(source, warnings...), nil
}

// part reads a part of text, with warnings of what of it is lost.
func (r *Reader) part(ctx context.Context, uri string, p *part) (*document.Document, []document.Warning, error) {
	data, err := p.text()
	var warnings []document.Warning
	if err != nil && p.broken == nil {
		warnings = append(warnings, document.Warning{Code: "pages-unreadable", Message: fmt.Sprintf("a part breaks off: %v", err)})
	}
	reader := r.text
	if p.media == "text/html" {
		reader = r.html
	}
	doc, err := reader.Read(ctx, uri, data)
	return doc, warnings, err
}

// front adds what the headers say: the subject as title, the date, and between whom.
func (p *part) front(b *document.Builder) {
	b.Add(document.Block{Kind: document.Title}, document.Run{Text: decoded(p.header.Get("Subject"))})
	if at, err := netmail.ParseDate(p.header.Get("Date")); err == nil {
		b.Add(document.Block{Kind: document.Meta}, document.Run{Text: "date: " + at.Format(time.DateOnly)})
	}
	for _, key := range []string{"from", "to"} {
		if value := decoded(p.header.Get(key)); value != "" {
			b.Add(document.Block{Kind: document.Meta}, document.Run{Text: key + ": " + value})
		}
	}
}

// add appends the blocks of a part's document, and gives how many tables there are now. Of a mail message's mark-up its
// own title is left out: the subject is it.
func add(b *document.Builder, doc *document.Document, title bool, tables int) int {
	origins, before := doc.Origins, tables
	for _, block := range doc.Blocks {
		if block.Kind == document.Title && !title {
			continue
		}
		if block.Table > 0 {
			block.Table += before
			tables = max(tables, block.Table)
		}
		var runs []document.Run
		at := block.Span.Start
		for len(origins) > 0 && origins[0].Span.End <= at {
			origins = origins[1:]
		}
		for i := 0; i < len(origins) && origins[i].Span.Start < block.Span.End; i++ {
			o := origins[i]
			start, end := max(o.Span.Start, at), min(o.Span.End, block.Span.End)
			if start > at {
				runs = append(runs, document.Run{Text: doc.Text[at:start]})
			}
			runs = append(runs, document.Run{Text: doc.Text[start:end], Origin: o})
			at = end
		}
		if at < block.Span.End {
			runs = append(runs, document.Run{Text: doc.Text[at:block.Span.End]})
		}
		b.Add(block, runs...)
	}
	return tables
}
