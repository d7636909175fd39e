package mail

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"path"
	"regexp"
	"strings"

	xcharset "golang.org/x/net/html/charset"

	"rapporteur/pipeline"
	"rapporteur/pipeline/ingest/charset"
)

// Limits that no message of a person comes near.
const (
	maxNesting = 20     // parts within parts
	maxParts   = 10_000 // of a message
)

// part is a part of a message, or the message as a whole.
type part struct {
	header textproto.MIMEHeader
	media  string // in lower case: "text/html"
	params map[string]string
	kids   []*part // of a multipart
	raw    []byte  // of another, as it is sent
	broken error   // why it ends before its end
}

// parse takes a message apart. One that breaks off has the parts before, and says so.
func parse(data []byte) (*part, error) {
	if bytes.HasPrefix(data, []byte("From ")) { // the line by which mail boxes part messages
		if end := bytes.IndexByte(data, '\n'); end > 0 {
			data = data[end+1:]
		}
	}
	from := bytes.NewReader(data)
	in := bufio.NewReader(from)
	header, err := textproto.NewReader(in).ReadMIMEHeader()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("its headers: %w", err)
	}
	body := data[len(data)-from.Len()-in.Buffered():]
	left := maxParts
	p, err := read(header, in, 0, &left)
	if err == nil && strings.HasPrefix(p.media, "multipart/") && len(p.kids) == 0 {
		// What should part it does not occur: people see its text.
		p.media, p.params, p.raw, p.broken = "text/plain", nil, body, nil
	}
	return p, err
}

// read reads a part, and those within it.
func read(header textproto.MIMEHeader, body io.Reader, depth int, left *int) (*part, error) {
	if *left--; *left < 0 {
		return nil, &pipeline.Failure{Reason: pipeline.TooLarge, Err: fmt.Errorf("over the limit of %d parts of a message", maxParts)}
	}
	if depth > maxNesting {
		return nil, &pipeline.Failure{Reason: pipeline.TooLarge, Err: fmt.Errorf("over the limit of %d parts of a message within each other", maxNesting)}
	}
	p := &part{header: header, media: "text/plain"}
	// Parameters may be broken where the type is not.
	if media, params, err := mime.ParseMediaType(header.Get("Content-Type")); media != "" && (err == nil || errors.Is(err, mime.ErrInvalidMediaParameter)) {
		p.media, p.params = media, params
	}
	if !strings.HasPrefix(p.media, "multipart/") || p.params["boundary"] == "" {
		var err error
		p.raw, err = io.ReadAll(body)
		if err != nil {
			p.broken = fmt.Errorf("it breaks off: %w", err)
		}
		return p, nil
	}
	parts := multipart.NewReader(body, p.params["boundary"])
	for {
		next, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return p, nil
		}
		if err != nil {
			p.broken = fmt.Errorf("it breaks off after %d parts: %w", len(p.kids), err)
			return p, nil
		}
		kid, err := read(next.Header, next, depth+1, left)
		if err != nil {
			return nil, err
		}
		p.kids = append(p.kids, kid)
	}
}

// content gives the bytes of a part, free of what they are wrapped in for their way.
func (p *part) content() io.Reader {
	var out io.Reader = bytes.NewReader(p.raw)
	switch strings.ToLower(strings.TrimSpace(p.header.Get("Content-Transfer-Encoding"))) {
	case "base64":
		out = base64.NewDecoder(base64.StdEncoding, out)
	case "quoted-printable":
		out = quotedprintable.NewReader(out)
	}
	if p.broken == nil {
		return out
	}
	return io.MultiReader(out, failing{p.broken})
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// text is what a part of text says, in UTF-8, with why it does not say all.
func (p *part) text() ([]byte, error) {
	data, err := io.ReadAll(p.content())
	if label := p.params["charset"]; label != "" {
		// What the bytes are counts for more than what is said of them, as on web pages.
		if _, is := charset.Decode(data); is != "utf-8" {
			if encoding, name := xcharset.Lookup(label); encoding != nil && name != "utf-8" && name != "replacement" {
				if decoded, err := encoding.NewDecoder().Bytes(data); err == nil {
					data = decoded
				}
			}
		}
	}
	return data, err
}

// isFile reports whether a part is a file that comes along, and not text to be read in its place.
func (p *part) isFile() bool {
	disposition, _, _ := strings.Cut(p.header.Get("Content-Disposition"), ";")
	return p.name() != "" || strings.EqualFold(strings.TrimSpace(disposition), "attachment") || p.media != "text/plain" && p.media != "text/html"
}

var words = &mime.WordDecoder{CharsetReader: func(label string, in io.Reader) (io.Reader, error) {
	return xcharset.NewReaderLabel(label, in)
}}

// decoded is a header's value as people read it.
func decoded(value string) string {
	if out, err := words.DecodeHeader(value); err == nil {
		value = out
	}
	value, _ = charset.Decode([]byte(value))
	return strings.Join(strings.Fields(value), " ")
}

// name is what a part calls its file, "" where it has no name. It is no path.
func (p *part) name() string {
	_, params, _ := mime.ParseMediaType(p.header.Get("Content-Disposition"))
	name := params["filename"]
	if name == "" {
		name = p.params["name"]
	}
	name = decoded(name)
	if name = path.Base(strings.ReplaceAll(name, `\`, "/")); name == "." || name == ".." || name == "/" {
		return ""
	}
	return name
}

// endings are those of files without a name that matter to what is made of them.
var endings = map[string]string{"message/rfc822": ".eml", "text/html": ".html", "text/plain": ".txt", "application/pdf": ".pdf", "application/zip": ".zip"}

// sift parts the texts of a message, in their order, from the files that come along.
func (p *part) sift() (texts, files []*part) {
	switch {
	case p.media == "multipart/alternative":
		// The same in several forms: mark-up says more than plain text, and what is neither is no other form of it.
		var best []*part
		marked := false
		for _, k := range p.kids {
			t, f := k.sift()
			files = append(files, f...)
			html := false
			for _, one := range t {
				html = html || one.media == "text/html"
			}
			if len(t) > 0 && (html || !marked) {
				best, marked = t, html
			}
		}
		return best, files
	case p.media == "multipart/related":
		root := p.root()
		for _, k := range p.kids {
			t, f := k.sift()
			if k == root {
				texts, files = append(texts, t...), append(files, f...)
			} else {
				files = append(files, append(t, f...)...)
			}
		}
		return texts, files
	case len(p.kids) > 0:
		for _, k := range p.kids {
			t, f := k.sift()
			texts, files = append(texts, t...), append(files, f...)
		}
		return texts, files
	case strings.HasPrefix(p.media, "multipart/"):
		return nil, nil // without parts
	case p.isFile():
		return nil, []*part{p}
	}
	return []*part{p}, nil
}

// root is the part of related ones that the others belong to.
func (p *part) root() *part {
	if start := p.params["start"]; start != "" {
		for _, k := range p.kids {
			if k.header.Get("Content-Id") == start {
				return k
			}
		}
	}
	for _, k := range p.kids {
		if k.media == "text/html" || strings.HasPrefix(k.media, "multipart/") {
			return k
		}
	}
	if len(p.kids) == 0 {
		return nil
	}
	return p.kids[0]
}

// breaks says why a message, or a part within it, ends before its end; nil where none does.
func (p *part) breaks() error {
	if p.broken != nil {
		return p.broken
	}
	for _, k := range p.kids {
		if err := k.breaks(); err != nil {
			return err
		}
	}
	return nil
}

// mimeHeaders are those that programs write, of which one at least says that it is a MIME message: people's memoranda
// have From and To as well.
var mimeHeaders = regexp.MustCompile(`(?is)^(?:from [^\n]*\n)?(from|received|return-path|delivered-to|mime-version|subject|date|message-id|snapshot-content-location|x-[a-z-]+|dkim-signature|arc-[a-z-]+|to|content-type):[^\n]*\n(?:[^\r\n][^\n]*\n){0,200}?(mime-version|content-type|message-id):`)

// Is reports whether a text is a MIME message.
func Is(text string) bool { return mimeHeaders.MatchString(text) }

// isPage reports whether headers are those of a web page that a browser saved, and no message between people.
func isPage(header textproto.MIMEHeader, media string) bool {
	if header.Get("Snapshot-Content-Location") != "" {
		return true
	}
	return media == "multipart/related" && header.Get("To") == "" && header.Get("Received") == "" && header.Get("Message-Id") == ""
}

// IsPage reports whether a file that begins so is a web page that a browser saved (MHTML), and no mail message.
func IsPage(head []byte) bool {
	// A head that is cut off has the headers before all the same.
	header, _ := textproto.NewReader(bufio.NewReader(bytes.NewReader(head))).ReadMIMEHeader()
	media, _, _ := mime.ParseMediaType(header.Get("Content-Type"))
	return isPage(header, media)
}

// File is one that comes along with a message.
type File struct {
	Name    string // without folders
	Content io.Reader
}

// Files are those that come along with a message, in their order; none where the data are no message.
func Files(data []byte) ([]File, error) {
	message, err := parse(data)
	if err != nil || isPage(message.header, message.media) {
		return nil, err
	}
	_, parts := message.sift()
	var files []File
	for i, p := range parts {
		name := p.name()
		if name == "" {
			name = fmt.Sprintf("part-%d%s", i+1, endings[p.media])
		}
		if p.media == "message/rfc822" && !strings.HasSuffix(strings.ToLower(name), ".eml") {
			name += ".eml" // else nobody looks into it
		}
		files = append(files, File{name, p.content()})
	}
	return files, nil
}
