// Package html reads web pages: bytes in, a document.Document out, its blocks in the order in which the page has
// them, each with a CSS selector that finds its element and no other.
//
// The report is told from the page around it (menus, banners, cookie notes, related links, footers) by rules of our
// own, which keep what is doubtful; what they leave out stays in the document as furniture. Superscript note marks
// and what the page hides are left out altogether.
package html

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/pipeline/ingest/charset"
	"rapporteur/pipeline/ingest/outline"
)

// MaxNesting is how deep elements may stand within each other at most. The parser takes no more: its time grows with the
// square of the depth.
const MaxNesting = 512

// Options say how to read. The zero value takes all that the parser takes.
type Options struct {
	MaxNesting int // pages with deeper elements are TooLarge; 0 is MaxNesting
}

// Reader reads web pages. It keeps nothing between them and may be used by several goroutines at once.
type Reader struct{ options Options }

// New makes a reader.
func New(options Options) *Reader {
	if options.MaxNesting == 0 {
		options.MaxNesting = MaxNesting
	}
	return &Reader{options}
}

// Read implements pipeline.Reader. Its errors are *pipeline.Failure, but for those of the context.
func (r *Reader) Read(ctx context.Context, uri string, data []byte) (*document.Document, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", uri, err)
	}
	text, encoding := charset.Decode(data)
	root, err := html.Parse(strings.NewReader(text))
	// Reading from memory does not fail: what is left is the parser's own limit on nesting.
	if err != nil || deeper(root, r.options.MaxNesting) {
		err := fmt.Errorf("over the limit of %d elements within each other", r.options.MaxNesting)
		return nil, &pipeline.Failure{URI: uri, Reason: pipeline.TooLarge, Err: err}
	}
	p := newPage(root)
	items := p.items()
	var warnings []document.Warning
	if len(items) > 0 && !hasBody(items) {
		// Our rules took everything for furniture: a second opinion, or else the whole page.
		p.keepOnly(p.readable())
		if items = p.items(); !hasBody(items) {
			p.keepAll()
			items = p.items()
		}
		warnings = append(warnings, document.Warning{Code: "main-content-doubtful", Message: "no part of the page stands out as its main text"})
	}
	if !usual(encoding) {
		warnings = append(warnings, document.Warning{Code: "unusual-encoding", Message: "the page was read as " + encoding})
	}
	var b document.Builder
	p.addFront(&b)
	front := b.Len()
	outline.Add(&b, items)
	if b.Len() == front {
		return nil, &pipeline.Failure{URI: uri, Reason: pipeline.Empty, Err: errors.New("the page shows no text")}
	}
	return b.Document(document.Source{
		URI:       uri,
		MediaType: "text/html",
		Bytes:     int64(len(data)),
		Reader:    "html",
	}, warnings...), nil
}

// deeper reports whether a node has descendants of more than so many generations that are elements.
func deeper(n *html.Node, generations int) bool {
	for child := range n.ChildNodes() {
		if child.Type == html.ElementNode && (generations == 0 || deeper(child, generations-1)) {
			return true
		}
	}
	return false
}

// Fragment gives the items of mark-up that is all report and no page, such as Markdown turned into HTML. They have no
// selectors: the file does not hold the elements.
func Fragment(markup string) ([]outline.Item, error) {
	root, err := html.Parse(strings.NewReader(markup))
	if err != nil {
		return nil, fmt.Errorf("parse: %w", err)
	}
	p := newPage(root)
	p.keepAll()
	items := p.items()
	for i := range items {
		items[i].Origin = document.Origin{}
	}
	return items, nil
}

func hasBody(items []outline.Item) bool {
	for _, it := range items {
		if it.Kind.Body() && strings.TrimSpace(it.Text) != "" {
			return true
		}
	}
	return false
}

// page is a parsed page with what the rules found out about its elements.
type page struct {
	root      *html.Node
	body      *html.Node
	selectors *selectors
	measures  map[*html.Node]measure
	chrome    map[*html.Node]bool // roots of what is furniture
	title     string
	hasH1     bool
}

func newPage(root *html.Node) *page {
	doc := goquery.NewDocumentFromNode(root)
	p := &page{root: root, selectors: newSelectors(root), measures: map[*html.Node]measure{}, chrome: map[*html.Node]bool{}}
	if body := doc.Find("body"); body.Length() > 0 {
		p.body = body.Get(0)
	} else {
		p.body = root // a frameset
	}
	p.title = squeeze(doc.Find("head title").First().Text())
	p.hasH1 = doc.Find("h1").Length() > 0
	p.measure(p.body)
	p.findChrome()
	return p
}

// usual reports whether an encoding is one that is seldom guessed wrongly.
func usual(encoding string) bool {
	return encoding == "utf-8" || encoding == "windows-1252" || strings.HasPrefix(encoding, "utf-16")
}
