// Package ingest takes the bytes of a file to a document: it decides by content what the file is, has the reader for
// that format read it, and completes what the document says of its source. Readers of single formats are in the
// folders below; which of them there are is decided where the program is wired together.
package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/abadojack/whatlanggo"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
)

// Mux reads a file of any format by the reader for it.
type Mux struct {
	readers map[Format]pipeline.Reader
}

// New makes a reader of all the formats for which there is one.
func New(readers map[Format]pipeline.Reader) *Mux { return &Mux{readers} }

// FormatError says that no reader takes a file's format.
type FormatError struct{ Format Format }

func (e *FormatError) Error() string {
	if e.Format == Binary {
		return "binary data of no known format"
	}
	return fmt.Sprintf("no reader for %s files", e.Format)
}

// Ignorable reports whether such files are to be skipped, and not reported as a problem.
func (e *FormatError) Ignorable() bool { return e.Format.Ignorable() }

// MediaType is the format's registered name.
func (e *FormatError) MediaType() string { return e.Format.MediaType() }

// Read implements pipeline.Reader. Its errors are *pipeline.Failure, but for those of the context. Where no reader
// takes the format, the failure holds a *FormatError.
func (m *Mux) Read(ctx context.Context, uri string, data []byte) (*document.Document, error) {
	fail := func(reason pipeline.Reason, err error) (*document.Document, error) {
		return nil, &pipeline.Failure{URI: uri, Reason: reason, Err: err}
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", uri, err)
	}
	format := Sniff(data)
	if format == Empty {
		return fail(pipeline.Empty, errors.New("the file holds nothing"))
	}
	reader, ok := m.readers[format]
	if !ok {
		return fail(pipeline.Unsupported, &FormatError{format})
	}
	doc, err := reader.Read(ctx, uri, data)
	if err != nil {
		return nil, err
	}
	body := bodyText(doc)
	if format == HTML || format == MHTML {
		if says := errorPage(doc, body); says != "" {
			return fail(pipeline.ErrorPage, fmt.Errorf("the page is a web server's message: %q", says))
		}
	}
	if body == "" {
		return fail(pipeline.Empty, fmt.Errorf("the %s file holds no text", format))
	}
	sum := sha256.Sum256(data)
	doc.Source.URI = uri
	doc.Source.MediaType = format.MediaType()
	doc.Source.SHA256 = hex.EncodeToString(sum[:])
	doc.Source.Bytes = int64(len(data))
	if doc.Source.Language == "" {
		doc.Source.Language = language(body)
	}
	return doc, nil
}

// Draw draws a page of a file, by its number from 1, as a PNG image, where its format has pages.
func (m *Mux) Draw(data []byte, page, dpi int) ([]byte, error) {
	format := Sniff(data)
	reader, ok := m.readers[format].(interface {
		Draw(data []byte, page, dpi int) ([]byte, error)
	})
	if !ok {
		return nil, &pipeline.Failure{Reason: pipeline.Unsupported, Err: &FormatError{format}}
	}
	return reader.Draw(data, page, dpi)
}

// bodyText is what the report itself says, block by block.
func bodyText(doc *document.Document) string {
	var body strings.Builder
	for _, b := range doc.Blocks {
		if b.Kind.Body() {
			body.WriteString(doc.Slice(b.Span))
			body.WriteByte('\n')
		}
	}
	return body.String()
}

const (
	enoughToTell = 120  // bytes; shorter texts are told wrongly too often
	sample       = 2000 // of longer ones whatlanggo's confidence is wrong (it overflows), so that parts are asked
)

// language is the ISO 639-1 code of the text's language, or "" where it cannot be told with confidence: what most of
// three samples, from the beginning, the middle and the end, are in.
func language(text string) string {
	if len(text) < enoughToTell {
		return ""
	}
	votes := map[whatlanggo.Lang]int{}
	asked := 0
	for _, at := range []int{0, len(text)/2 - sample/2, len(text) - sample} {
		if at < 0 || asked > 0 && len(text) <= sample {
			continue
		}
		part := text[at:min(at+sample, len(text))]
		asked++
		// Names in capitals are of no language; in lower case they weigh less.
		if info := whatlanggo.Detect(strings.ToLower(strings.ToValidUTF8(part, ""))); info.IsReliable() {
			votes[info.Lang]++
		}
	}
	for lang, n := range votes {
		if n*2 > asked {
			return lang.Iso6391()
		}
	}
	return ""
}

var (
	// Titles and headings that only a server writes. The plain words count only where a title begins with them:
	// reports speak of forbidden nets and unauthorised fishing too.
	serverTitle = regexp.MustCompile(`(?i)^\W*(http\s*)?(error\s*)?(40[0134578]|410|429|50[0234])\W*($|error|not found|page|file|forbidden|unauthori[sz]ed|access|bad|internal|gone|too many|service|method|request|permission)|^\W*(forbidden|unauthori[sz]ed|not found|login|log in|sign in|just a moment|attention required)\b|\b(page|file|document|url|resource|object)\s+(was\s+|is\s+|could\s+not\s+be\s+|cannot\s+be\s+|can't\s+be\s+|you\s+requested\s+\w+\s+)?(not\s+found|unavailable|no\s+longer\s+available)\b|\b(access|permission)\s+(is\s+|was\s+)?denied\b|\b(bad\s+(gateway|request)|internal\s+server\s+error|service\s+(temporarily\s+)?unavailable|gateway\s+time-?out|site\s+under\s+maintenance)\b|\bcloudflare\b|\blogin\s+required\b|page introuvable|acc[eè]s refus[ée]|p[aá]gina no encontrada`)
	// What such pages say, where the title does not.
	serverText = regexp.MustCompile(`(?i)the requested (url|page|resource|document)\b|(was|were) not found on this server|you (do not|don't) have (permission|access|authori[sz]ation)|please (log|sign) ?in|enable (javascript|cookies)|verify(ing)? (that )?you are (a )?human|checking your browser|(page|link|document) has (moved|been (re)?moved|expired)|(page|file|document) you (are|were) looking for|incident id|reference (#|number)|session has expired|must be logged in|request blocked|captcha`)
)

const (
	shortPage = 700  // characters of body that an error page with a telling title stays below
	barePage  = 1200 // the same for pages that name the error and describe it
)

// errorPage gives what a web server's message says where a page is one, or "". Only pages with almost no content can
// be: a report may have "Access denied" in its title.
func errorPage(doc *document.Document, body string) string {
	if len(body) > barePage {
		return ""
	}
	var title string
	first := true
	for _, b := range doc.Blocks {
		text := doc.Slice(b.Span)
		if (b.Kind == document.Title || b.Kind == document.Heading || first && b.Kind.Body()) && serverTitle.MatchString(text) {
			title = text
			break
		}
		first = first && !b.Kind.Body()
	}
	said := serverText.FindString(body)
	switch {
	case title != "" && (said != "" || len(body) <= shortPage):
		return title
	case said != "" && len(body) <= shortPage/2:
		return said
	}
	return ""
}
