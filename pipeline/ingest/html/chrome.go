package html

import (
	"regexp"
	"slices"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"rapporteur/pipeline/ingest/outline"
)

// Words of classes and ids that name what surrounds a page's text. The doubtful ones name places where attendance
// lists stand as well; what they hold must look like furniture too.
var (
	chromeWords = set("nav navbar navigation navi menu menus submenu megamenu dropdown breadcrumb breadcrumbs crumbs cookie cookies consent gdpr " +
		"share sharing sharedaddy social socials addthis addtoany related relatedposts comments comment respond disqus newsletter subscribe subscription " +
		"login signin search searchbox pager pagination paginator pagenav prevnext skip skiplink toolbar feedback advert adverts ads " +
		"advertisement sponsor sponsors promo popup modal logo logos brand branding masthead colophon copyright footer foot mso-footer " +
		"sitemap backtotop totop print langswitch languages tagcloud rating jetpack hamburger msofooter msoheader noprint offcanvas")
	doubtfulWords = set("sidebar side aside widget widgets banner header topbar top bottom rail column-right secondary complementary utility utilities " +
		"tags categories archive archives teaser teasers tools actions buttons contact credits legal sidenav left right meta-nav")
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

var (
	// What attendance lists and the facts of a meeting are called. Where one of these stands in an aside, it stays.
	reportCue = regexp.MustCompile(`(?i)\b(participa(nts?|ted|ting|tion)|attend(ed|ees|ance)|delegat(es?|ions?)|represent(ed|atives?|ation)|observers?|present|apologies|absent|signator(y|ies)|heads of (state|government|delegation)|member (states|countries|governments)|co-?chairs?|chaired|chairperson|venue|location|place|date|dates|hosted|agenda items?|outcomes?|decisions?|recommendations?|commitments?|ministers)\b`)
	// What the boxes beside a text are headed.
	boxTitle = regexp.MustCompile(`(?i)^\W*(related|see also|read (more|next|also)|more (on|from|news|in)|latest|recent|popular|upcoming|next events?|trending|share|follow( us)?|subscribe|newsletter|search|tags?|categories|archives?|navigation|menu|in this section|on this site|quick ?links?|useful links|downloads?|contact( us)?|language|sign up|log ?in|advertisement|sponsored|you may also|recommended|comments?|leave a (reply|comment)|print|email this|connect|stay connected|tools and information|site ?map|social media|cookies?|about us)\b`)
	linkRow  = regexp.MustCompile(`\s*[|»›>•·/]\s*|\s{2,}`)
	leadIn   = regexp.MustCompile(`:\s*$`)
	footnote = regexp.MustCompile(`(?i)\b(foot|end)notes?( text)?\b|msofootnotetext|msoendnotetext`)
)

// findChrome marks the elements that hold what is not the report.
func (p *page) findChrome() {
	main := p.landmark()
	p.walkChrome(p.body, main)
	if main != nil {
		p.markOutside(main)
	}
}

// landmark is the element that the page itself calls its main part, if it does so once and the part holds anything.
func (p *page) landmark() *html.Node {
	var found []*html.Node
	for _, is := range []func(*html.Node) bool{
		func(n *html.Node) bool { return n.Data == "main" || attr(n, "role") == "main" },
		named("article"),
	} {
		found = found[:0]
		var walk func(*html.Node)
		walk = func(n *html.Node) {
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				if c.Type != html.ElementNode || invisible(c) {
					continue
				}
				if is(c) {
					found = append(found, c)
				} else {
					walk(c)
				}
			}
		}
		walk(p.body)
		if len(found) == 1 && p.measures[found[0]].text*3 > p.measures[p.body].text {
			return found[0]
		}
	}
	return nil
}

func (p *page) walkChrome(n *html.Node, main *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || invisible(c) {
			continue
		}
		if c != main && p.isChrome(c) {
			p.chrome[c] = true
			continue
		}
		p.walkChrome(c, main)
	}
}

// markOutside marks what stands beside the main part, unless it has the looks of report: a page's title, the facts of
// the meeting, a list of who attended.
func (p *page) markOutside(main *html.Node) {
	for n := main; n != p.body && n.Parent != nil; n = n.Parent {
		for c := n.Parent.FirstChild; c != nil; c = c.NextSibling {
			if c != n && c.Type == html.ElementNode && !invisible(c) && !p.chrome[c] && !p.sift(c) {
				p.chrome[c] = true
			}
		}
	}
}

// worthKeeping reports whether an element beside the text looks like a part of the report.
func (p *page) worthKeeping(n *html.Node) bool {
	m := p.measures[n]
	if m.text == 0 {
		return false
	}
	if n.Data == "h1" || find(n, named("h1")) != nil && m.density() < 0.5 {
		return true
	}
	if m.density() > 0.5 {
		return false
	}
	title := textOf(n)
	if boxTitle.MatchString(title) {
		return false
	}
	return m.prose > 300 || reportCue.MatchString(title)
}

// isChrome decides about one element by its name, its role, its class, and how much of it leads elsewhere.
func (p *page) isChrome(n *html.Node) bool {
	m := p.measures[n]
	if m.text == 0 {
		return false
	}
	whole := p.measures[p.body]
	// However an element is called, it is no furniture if most of the page's prose is in it.
	if m.prose*2 > whole.prose && m.prose > 200 && m.density() < 0.5 || m.text*10 > whole.text*9 && m.links == 0 {
		return false
	}
	if footnote.MatchString(attr(n, "class")) || strings.HasPrefix(attr(n, "role"), "doc-") {
		return false
	}
	switch n.Data {
	case "nav", "dialog", "search":
		return true
	case "footer":
		return !within(n, "article", "section", "blockquote") || m.density() > 0.3 || outline.Boilerplate(textOf(n))
	case "menu", "button":
		return ancestor(n, func(a *html.Node) bool { return headingLevel(a) > 0 || a.Data == "summary" || unfolds(a) }) == nil
	case "aside":
		return !p.sift(n)
	case "header":
		return !within(n, "article", "main", "section") && !p.holdsTitle(n)
	}
	switch attr(n, "role") {
	case "navigation", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar":
		return true
	case "banner":
		return !p.holdsTitle(n)
	case "complementary":
		return !p.sift(n)
	}
	if headingLevel(n) == 0 && n.Data != "li" && n.Data != "tr" {
		names := words(n)
		if slices.ContainsFunc(names, func(w string) bool { return chromeWords[w] }) && !p.holdsTitle(n) && (m.prose < 400 || m.density() > 0.3) {
			return true
		}
		if slices.Contains(names, "header") && (slices.Contains(names, "site") || slices.Contains(names, "global")) && m.prose == 0 && !p.holdsTitle(n) {
			return true
		}
		if slices.ContainsFunc(names, func(w string) bool { return doubtfulWords[w] }) && block(n) && !p.holdsTitle(n) && p.boxed(n) && !p.sift(n) {
			return true
		}
	}
	return p.leadsElsewhere(n)
}

// unfolds reports whether an element shows and hides parts of the text.
func unfolds(n *html.Node) bool {
	return slices.ContainsFunc(words(n), func(w string) bool {
		return w == "accordion" || w == "accordeon" || w == "collapsible" || w == "expander"
	})
}

// sift looks through the boxes of an element beside the text. It reports whether any is worth keeping, and marks the
// others if so.
func (p *page) sift(n *html.Node) bool {
	var boxes [][]*html.Node // each a heading with what follows it, or an element of its own
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || invisible(c) || p.measures[c].text == 0 {
			continue
		}
		if level := headingLevel(c); level > 0 || len(boxes) == 0 || headingLevel(boxes[len(boxes)-1][0]) == 0 {
			boxes = append(boxes, nil)
		}
		boxes[len(boxes)-1] = append(boxes[len(boxes)-1], c)
	}
	if len(boxes) <= 1 {
		if len(boxes) == 1 && len(boxes[0]) == 1 && headingLevel(boxes[0][0]) == 0 {
			return p.sift(boxes[0][0])
		}
		return p.worthKeeping(n)
	}
	kept := make([]bool, len(boxes))
	any := false
	for i, box := range boxes {
		kept[i] = p.boxWorthKeeping(box)
		any = any || kept[i]
	}
	for i, box := range boxes {
		for _, c := range box {
			if any && !kept[i] {
				p.chrome[c] = true
			}
		}
	}
	return any
}

// boxWorthKeeping is worthKeeping for a heading with what follows it.
func (p *page) boxWorthKeeping(box []*html.Node) bool {
	if len(box) == 1 && headingLevel(box[0]) == 0 {
		return p.sift(box[0])
	}
	var text strings.Builder
	var m measure
	for _, c := range box {
		k := p.measures[c]
		if c.Data == "h1" && k.density() < 0.5 {
			return true
		}
		m.text, m.linked, m.prose = m.text+k.text, m.linked+k.linked, m.prose+k.prose
		text.WriteString(textOf(c) + " ")
	}
	return m.density() <= 0.5 && !boxTitle.MatchString(text.String()) && (m.prose > 300 || reportCue.MatchString(text.String()))
}

// boxed reports whether an element that may stand beside the text holds furniture alone.
func (p *page) boxed(n *html.Node) bool {
	m := p.measures[n]
	if m.prose > 200 && m.density() < 0.3 {
		return false
	}
	return m.density() > 0.5 || boxTitle.MatchString(textOf(n)) || outline.Boilerplate(textOf(n))
}

// holdsTitle reports whether an element at the head of the page holds the report's title and not just the site's.
func (p *page) holdsTitle(n *html.Node) bool {
	h := n
	if headingLevel(n) == 0 {
		h = find(n, func(c *html.Node) bool { return headingLevel(c) == 1 || headingLevel(c) == 2 })
	}
	if h == nil || p.measures[h].density() > 0.5 || p.measures[n].density() > 0.7 {
		return false
	}
	text := strings.ToLower(textOf(h))
	if len(text) < 12 || boxTitle.MatchString(text) {
		return false
	}
	// The title element names the page first and the site last.
	return headingLevel(h) == 1 || strings.HasPrefix(strings.ToLower(p.title), text)
}

// leadsElsewhere reports whether a block is a list or row of links.
func (p *page) leadsElsewhere(n *html.Node) bool {
	m := p.measures[n]
	if m.links < 2 || !block(n) || m.inPage*2 > m.links {
		return false
	}
	switch n.Data {
	case "ul", "ol", "dl", "p", "div", "td", "center", "section", "tr", "table", "form", "blockquote":
	default:
		return false
	}
	if m.prose > 0 && m.density() < 0.9 || m.linked/m.links > 80 {
		return false
	}
	// A sentence or heading that leads in to a list of links makes them part of the text.
	before := ""
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		if before = strings.TrimSpace(textOfNode(s)); before != "" {
			break
		}
	}
	if leadIn.MatchString(before) || len(before) < 80 && reportCue.MatchString(before) && !boxTitle.MatchString(before) {
		return false
	}
	own := textOf(n)
	if reportCue.MatchString(own) && m.density() < 0.8 && len(own) > 120 {
		return false
	}
	if m.density() > 0.8 || m.density() > 0.6 && m.links >= 3 {
		return true
	}
	// "Site name | Home | Documents | Search"
	parts := linkRow.Split(own, -1)
	return len(own) < 250 && len(parts) >= 3 && m.links*2 >= len(parts)
}

func textOfNode(n *html.Node) string {
	switch n.Type {
	case html.TextNode:
		return n.Data
	case html.ElementNode:
		if !invisible(n) {
			return textOf(n)
		}
	}
	return ""
}

func within(n *html.Node, names ...string) bool { return ancestor(n, named(names...)) != nil }

func ancestor(n *html.Node, ok func(*html.Node) bool) *html.Node {
	for a := n.Parent; a != nil; a = a.Parent {
		if a.Type == html.ElementNode && ok(a) {
			return a
		}
	}
	return nil
}

// keepAll takes back what was marked: everything is report.
func (p *page) keepAll() { clear(p.chrome) }

// keepOnly marks the leaves of the page that are in none of the elements.
func (p *page) keepOnly(main map[*html.Node]bool) {
	p.keepAll()
	var walk func(*html.Node) bool // whether any of n is kept
	walk = func(n *html.Node) bool {
		if main[n] {
			return true
		}
		var dropped []*html.Node
		kept := false
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode || invisible(c) {
				continue
			}
			if walk(c) {
				kept = true
			} else {
				dropped = append(dropped, c)
			}
		}
		if kept {
			for _, c := range dropped {
				p.chrome[c] = true
			}
		}
		return kept
	}
	walk(p.body)
}

// trace is the attribute by which readability's result is led back to our own tree.
const trace = "data-rapporteur-node"

// readable asks readability for the main content, where our own rules found none: the elements that hold text of it.
func (p *page) readable() map[*html.Node]bool {
	var order []*html.Node
	var number func(*html.Node) *html.Node
	number = func(n *html.Node) *html.Node {
		c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace, Attr: slices.Clone(n.Attr)}
		if n.Type == html.ElementNode {
			c.Attr = append(c.Attr, html.Attribute{Key: trace, Val: itoa(len(order))})
			order = append(order, n)
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			c.AppendChild(number(k))
		}
		return c
	}
	article, err := readability.FromDocument(number(p.root), nil)
	if err != nil || article.Node == nil {
		return nil
	}
	found := map[*html.Node]bool{}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" {
				if at, ok := atoi(attr(n, trace)); ok && at < len(order) {
					found[order[at]] = true
				}
			}
			walk(c)
		}
	}
	walk(article.Node)
	return found
}
