package office

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"rapporteur/pipeline"
	"rapporteur/pipeline/ingest/charset"
)

// node is an element of a part, or a stretch of text.
type node struct {
	name  string // "w:p": the local name behind the usual prefix of its namespace; "" of a text
	attrs []attribute
	kids  []*node
	text  string
}

type attribute struct{ name, value string }

// prefixes are the namespaces that are known, by the prefixes that the standards use: files may use others.
var prefixes = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":            "w",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":                        "w",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":     "r",
	"http://purl.oclc.org/ooxml/officeDocument/relationships":                 "r",
	"http://schemas.openxmlformats.org/package/2006/relationships":            "rel",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":             "mc",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":              "m",
	"http://purl.oclc.org/ooxml/officeDocument/math":                          "m",
	"urn:schemas-microsoft-com:vml":                                           "v",
	"http://schemas.microsoft.com/office/word/2010/wordprocessingShape":       "wps",
	"http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
	"http://purl.org/dc/elements/1.1/":                                        "dc",
	"http://purl.org/dc/terms/":                                               "dcterms",
	"urn:oasis:names:tc:opendocument:xmlns:office:1.0":                        "office",
	"urn:oasis:names:tc:opendocument:xmlns:text:1.0":                          "text",
	"urn:oasis:names:tc:opendocument:xmlns:table:1.0":                         "table",
	"urn:oasis:names:tc:opendocument:xmlns:style:1.0":                         "style",
	"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0":                       "draw",
	"urn:oasis:names:tc:opendocument:xmlns:meta:1.0":                          "meta",
	"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0":                      "manifest",
	"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0":             "fo",
	"http://www.w3.org/XML/1998/namespace":                                    "xml",
}

// parse reads a part. Its declarations of entities are refused, and so are references to them: nothing unfolds, and
// nothing is fetched.
func parse(data []byte, maxNesting int) (*node, error) {
	text, _ := charset.Decode(data)
	d := xml.NewDecoder(strings.NewReader(text))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is UTF-8 by now
	names := map[xml.Name]string{}
	called := func(n xml.Name) string {
		name, ok := names[n]
		if !ok {
			if name = n.Local; n.Space != "" {
				prefix := prefixes[n.Space]
				if prefix == "" {
					prefix = "?"
				}
				name = prefix + ":" + n.Local
			}
			names[n] = name
		}
		return name
	}
	var root *node
	var open []*node
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			if root == nil {
				return nil, errors.New("it holds no element")
			}
			return root, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			n := &node{name: called(t.Name)}
			for _, a := range t.Attr {
				if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
					n.attrs = append(n.attrs, attribute{called(a.Name), a.Value})
				}
			}
			switch {
			case len(open) > 0:
				above := open[len(open)-1]
				above.kids = append(above.kids, n)
			case root == nil:
				root = n
			default:
				return nil, errors.New("it holds two documents")
			}
			if open = append(open, n); maxNesting > 0 && len(open) > maxNesting {
				return nil, &pipeline.Failure{Reason: pipeline.TooLarge, Err: fmt.Errorf("over the limit of %d elements within each other", maxNesting)}
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				above := open[len(open)-1]
				above.kids = append(above.kids, &node{text: string(t)})
			}
		case xml.Directive:
			if bytes.Contains(t, []byte("ENTITY")) {
				return nil, errors.New("it declares entities, which office files may not")
			}
		}
	}
}

// attr is the value of an attribute, "" where there is none.
func (n *node) attr(name string) string {
	if n != nil {
		for _, a := range n.attrs {
			if a.name == name {
				return a.value
			}
		}
	}
	return ""
}

// child is the first element of that name right below n, nil where there is none; below nil there is nothing.
func (n *node) child(name string) *node {
	if n != nil {
		for _, k := range n.kids {
			if k.name == name {
				return k
			}
		}
	}
	return nil
}

// find is the first element of that name anywhere below n, nil where there is none.
func (n *node) find(name string) *node {
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
		if found := k.find(name); found != nil {
			return found
		}
	}
	return nil
}

// content is all text below n.
func (n *node) content() string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	var walk func(*node)
	walk = func(n *node) {
		b.WriteString(n.text)
		for _, k := range n.kids {
			walk(k)
		}
	}
	walk(n)
	return b.String()
}
