// Package plain reads text files and Markdown: bytes in, a document.Document out. Front matter becomes the title and
// Meta blocks; Markdown becomes headings, lists and tables without its marks; the rest is read by how it is laid out.
package plain

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/pipeline/ingest"
	"rapporteur/pipeline/ingest/charset"
	page "rapporteur/pipeline/ingest/html"
	"rapporteur/pipeline/ingest/outline"
)

// Reader reads text and Markdown. It may be used by several goroutines at once.
type Reader struct {
	markdown goldmark.Markdown
}

// New makes a reader.
func New() *Reader {
	return &Reader{goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.DefinitionList, extension.Footnote),
		// Tables and line breaks are often written as HTML; nothing that it makes is ever shown by a browser.
		goldmark.WithRendererOptions(html.WithUnsafe()),
	)}
}

// maxNesting is the deepest that block quotes and lists may be nested in each other.
const maxNesting = 100

// Read implements pipeline.Reader. Its errors are *pipeline.Failure, but for those of the context.
func (r *Reader) Read(ctx context.Context, uri string, data []byte) (*document.Document, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", uri, err)
	}
	text, encoding := charset.Decode(data)
	if encoding == "utf-16le" || encoding == "utf-16be" {
		text = strings.ReplaceAll(text, "\x00", "")
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	var b document.Builder
	front, body := splitFront(text)
	for _, f := range front {
		b.Add(f.block, document.Run{Text: f.text})
	}
	source := document.Source{URI: uri, MediaType: "text/plain", Bytes: int64(len(data)), Reader: "text"}
	var items []outline.Item
	if ingest.Sniff([]byte(text)) == ingest.Markdown {
		source.MediaType, source.Reader = "text/markdown", "markdown"
		var err error
		if items, err = r.readMarkdown(body); err != nil {
			return nil, &pipeline.Failure{URI: uri, Reason: pipeline.TooLarge, Err: err}
		}
	} else {
		items = outline.Layout(body)
	}
	outline.Add(&b, items)
	if b.Len() == 0 {
		return nil, &pipeline.Failure{URI: uri, Reason: pipeline.Empty, Err: errors.New("the file holds no text")}
	}
	return b.Document(source), nil
}

// readMarkdown turns Markdown into HTML, so that lists, tables and bold lines are read as they are on web pages.
func (r *Reader) readMarkdown(body string) ([]outline.Item, error) {
	for line := range strings.SplitSeq(body, "\n") {
		if len(line)-len(strings.TrimLeft(line, "> \t*+-0123456789.)")) > 2*maxNesting && strings.Count(line[:2*maxNesting], ">") > maxNesting/2 {
			return nil, fmt.Errorf("block quotes are nested more than %d deep", maxNesting)
		}
	}
	var markup bytes.Buffer
	if err := r.markdown.Convert([]byte(strings.ReplaceAll(body, "\f", "\n\n")), &markup); err != nil {
		return nil, fmt.Errorf("markdown: %w", err)
	}
	items, err := page.Fragment(markup.String())
	if err != nil {
		return nil, fmt.Errorf("markdown: %w", err)
	}
	return items, nil
}
