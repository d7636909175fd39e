package html

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"rapporteur/pipeline/ingest/outline"
)

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// style is the element's own style, in lower case and without spaces.
func style(n *html.Node) string {
	s := attr(n, "style")
	if s == "" {
		return ""
	}
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s))
}

var (
	wordEdge  = regexp.MustCompile(`([a-z])([A-Z])`)
	wordBreak = regexp.MustCompile(`[^\p{L}]+`)
)

// words are the words of the element's class and id: "site-header", "siteHeader" and "site_header" all give two.
func words(n *html.Node) []string {
	names := attr(n, "class") + " " + attr(n, "id")
	if names == " " {
		return nil
	}
	return strings.Fields(wordBreak.ReplaceAllString(strings.ToLower(wordEdge.ReplaceAllString(names, "$1 $2")), " "))
}

// squeeze makes every stretch of white space one space and drops those at the ends.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// Elements that never show text of the page.
func invisible(n *html.Node) bool {
	switch n.Data {
	case "script", "style", "template", "noscript", "head", "svg", "math", "canvas", "iframe", "object", "embed", "applet",
		"audio", "video", "map", "select", "datalist", "textarea", "input", "meter", "progress", "frameset", "noframes", "title", "rp":
		return true
	}
	if hasAttr(n, "hidden") && attr(n, "hidden") != "until-found" || strings.EqualFold(attr(n, "aria-hidden"), "true") {
		return true
	}
	s := style(n)
	return s != "" && (strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") || strings.Contains(s, "mso-hide:all"))
}

// block reports whether the element begins and ends a line of its own.
func block(n *html.Node) bool {
	switch n.Data {
	case "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
		"fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
		"legend", "li", "main", "menu", "nav", "ol", "optgroup", "p", "pre", "search", "section", "summary", "table", "tbody",
		"td", "tfoot", "th", "thead", "tr", "ul", "listing", "plaintext", "xmp":
		return true
	}
	s := style(n)
	return s != "" && (strings.Contains(s, "display:block") || strings.Contains(s, "display:flex") || strings.Contains(s, "display:grid") ||
		strings.Contains(s, "display:table") || strings.Contains(s, "display:list-item"))
}

func headingLevel(n *html.Node) int {
	if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
		return int(n.Data[1] - '0')
	}
	if attr(n, "role") == "heading" {
		if l := attr(n, "aria-level"); len(l) == 1 && l[0] >= '1' && l[0] <= '6' {
			return int(l[0] - '0')
		}
		return 2
	}
	return 0
}

// measure is how much text an element shows, and how much of it leads elsewhere.
type measure struct {
	text   int // letters and digits
	linked int // of these, within links to other pages
	links  int
	inPage int // links to places of this page
	prose  int // letters in paragraphs of some length that are not links
	blocks int // block elements within
}

func (m measure) density() float64 {
	if m.text == 0 {
		return 0
	}
	return float64(m.linked) / float64(m.text)
}

func (p *page) measure(n *html.Node) measure {
	var m measure
	own := 0 // letters of this element outside of blocks within it
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			k := outline.Letters(c.Data)
			m.text += k
			own += k
		case c.Type != html.ElementNode || invisible(c):
		default:
			k := p.measure(c)
			m.text, m.linked, m.links, m.inPage, m.prose, m.blocks = m.text+k.text, m.linked+k.linked, m.links+k.links, m.inPage+k.inPage, m.prose+k.prose, m.blocks+k.blocks
			if block(c) {
				m.blocks++
			} else if c.Data != "a" {
				own += k.text - k.linked
			}
		}
	}
	if n.Data == "a" && hasAttr(n, "href") {
		if href := attr(n, "href"); strings.HasPrefix(href, "#") && len(href) > 1 {
			m.inPage++
		} else {
			m.links++
			m.linked = m.text
		}
	}
	if block(n) && own > 80 {
		m.prose += own
	}
	p.measures[n] = m
	return m
}

// textOf is the text that an element shows, its blocks parted by spaces.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data)
			case c.Type == html.ElementNode && !invisible(c):
				if block(c) || c.Data == "br" {
					b.WriteByte(' ')
				}
				walk(c)
				if block(c) {
					b.WriteByte(' ')
				}
			}
		}
	}
	walk(n)
	return squeeze(b.String())
}

// find is the first element below n, in order, for which ok holds.
func find(n *html.Node, ok func(*html.Node) bool) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		if ok(c) {
			return c
		}
		if f := find(c, ok); f != nil {
			return f
		}
	}
	return nil
}

func named(names ...string) func(*html.Node) bool {
	return func(n *html.Node) bool {
		for _, name := range names {
			if n.Data == name {
				return true
			}
		}
		return false
	}
}
