// Package plain reads text files and Markdown: bytes in, a document.Document out. Front matter becomes the title and
// Meta blocks; Markdown becomes headings, lists and tables without its marks; the rest is read by how it is laid out.
package plain

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
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
	items, ok := r.readMarkdown(text, body)
	if ok {
		source.MediaType, source.Reader = "text/markdown", "markdown"
	} else {
		items = outline.LayoutFile(body)
	}
	outline.Add(&b, items)
	if b.Len() == 0 {
		return nil, &pipeline.Failure{URI: uri, Reason: pipeline.Empty, Err: errors.New("the file holds no text")}
	}
	return b.Document(source), nil
}

// readMarkdown turns Markdown into HTML, so that lists, tables and bold lines are read as they are on web pages. It
// reports false where the text is no Markdown, or such that only an attacker writes: its lines are read as text then.
func (r *Reader) readMarkdown(text, body string) ([]outline.Item, bool) {
	if ingest.Sniff([]byte(text)) != ingest.Markdown || takesTooLong(body) {
		return nil, false
	}
	var markup bytes.Buffer
	body = boldLabel.ReplaceAllString(strings.ReplaceAll(body, "\f", "\n\n"), "$1  \n$2")
	if err := r.markdown.Convert([]byte(body), &markup); err != nil {
		return nil, false
	}
	items, err := page.Fragment(markup.String())
	return items, err == nil
}

// boldLabel is a line that begins with a bold label ("**Present:** Fiji"): authors mean a line of its own, which Markdown
// would run into the one before.
var boldLabel = regexp.MustCompile(`([^\s\\])[ \t]*\n((?:\*\*|__)\p{L}[^*_\n]{1,40}(?::(?:\*\*|__)|(?:\*\*|__):))`)

// What one line may hold; the parser's time grows with the square of either.
const (
	maxNesting = 100  // block quotes and lists that it opens
	maxLinks   = 1000 // beginnings of links, each of which may reach to the end of the line
)

func takesTooLong(body string) bool {
	for line := range strings.SplitSeq(body, "\n") {
		opens := line[:len(line)-len(strings.TrimLeft(line, "> \t*+-"))]
		if len(strings.Fields(opens))+strings.Count(opens, ">") > maxNesting || strings.Count(line, "](") > maxLinks {
			return true
		}
	}
	return false
}
