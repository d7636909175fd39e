package html

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"rapporteur/extract/document"
)

// The names under which pages state dates of their own, without what marks their vocabulary.
var (
	dateNames = regexp.MustCompile(`^((dc|dcterms|dct|article|og|sailthru|parsely|citation|bt|cxenseparse:recs)[.:_-])?(date|pubdate|publish[_-]?date|publication[_-]?date|published([_-]time)?|release[_-]date|issued|created|date[._-]?(issued|created|published)|online[_-]date|datepublished)$`)
	modNames  = regexp.MustCompile(`^((dc|dcterms|dct|article|og)[.:_-])?(modified([_-]time)?|updated[_-]time|last[_-]modified|date[._-]?modified|revised|datemodified)$`)
	isoDate   = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})(T.*|\s.*)?$`)
)

// addFront adds the page's title and the dates that it states of itself, each once, as "date: 2020-09-24".
func (p *page) addFront(b *document.Builder) {
	seen := map[string]bool{}
	add := func(n *html.Node, key, value string) {
		value = squeeze(value)
		if m := isoDate.FindStringSubmatch(value); m != nil {
			value = m[1]
		}
		line := key + ": " + value
		if value == "" || len(value) > 80 || seen[line] || !strings.ContainsAny(value, "0123456789") {
			return
		}
		seen[line] = true
		b.Add(document.Block{Kind: document.Meta}, document.Run{Text: line, Origin: document.Origin{Selector: p.selectors.of(n)}})
	}
	if title := find(p.root, func(n *html.Node) bool { return n.Data == "title" && n.Parent != nil && n.Parent.Data == "head" }); title != nil {
		b.Add(document.Block{Kind: document.Title}, document.Run{Text: squeeze(p.title), Origin: document.Origin{Selector: p.selectors.of(title)}})
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if p.chrome[n] {
			return // the dates of other pages' teasers
		}
		switch n.Data {
		case "meta":
			for _, key := range []string{"name", "property", "itemprop", "http-equiv"} {
				switch name := strings.ToLower(attr(n, key)); {
				case key == "http-equiv": // the server's clock
				case dateNames.MatchString(name):
					add(n, "date", attr(n, "content"))
				case modNames.MatchString(name):
					add(n, "modified", attr(n, "content"))
				}
			}
		case "time":
			if !invisible(n) {
				add(n, "date", attr(n, "datetime"))
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && (c.Data == "head" || !invisible(c)) {
				walk(c)
			}
		}
	}
	walk(p.root)
}
