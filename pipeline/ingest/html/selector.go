package html

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// selectors writes for an element the CSS selector that finds it and no other: a path of children from the nearest
// element above whose id is the only one of its kind, or from the root.
type selectors struct {
	ids   map[string]int
	place map[*html.Node]place
}

// place is where an element stands among its siblings.
type place struct {
	child int // from 1, among all elements
	typed int // from 1, among those of its name
	alone bool
}

var (
	plainID   = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`)
	plainName = regexp.MustCompile(`^[a-z][a-z0-9]*$`)
)

func newSelectors(root *html.Node) *selectors {
	s := &selectors{ids: map[string]int{}, place: map[*html.Node]place{}}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode {
			// Old pages (quirks mode) know no upper and lower case in ids, so that Foo and foo are two of a kind.
			s.ids[strings.ToLower(attr(n, "id"))]++
		}
		child, typed := 0, map[string]int{}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode {
				child++
				typed[c.Data]++
				s.place[c] = place{child: child, typed: typed[c.Data]}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if at, ok := s.place[c]; ok {
				at.alone = typed[c.Data] == 1
				s.place[c] = at
			}
			walk(c)
		}
	}
	walk(root)
	return s
}

// of is the selector of an element, "" for none.
func (s *selectors) of(n *html.Node) string {
	var steps []string
	for ; n != nil && n.Type == html.ElementNode; n = n.Parent {
		if id := attr(n, "id"); plainID.MatchString(id) && s.ids[strings.ToLower(id)] == 1 {
			steps = append(steps, "#"+id)
			break
		}
		at := s.place[n]
		step := n.Data
		switch {
		case !plainName.MatchString(n.Data):
			step = ":nth-child(" + strconv.Itoa(at.child) + ")" // Word's o:p, custom elements
		case !at.alone:
			step += ":nth-of-type(" + strconv.Itoa(at.typed) + ")"
		}
		steps = append(steps, step)
	}
	var b strings.Builder
	for i := len(steps) - 1; i >= 0; i-- {
		b.WriteString(steps[i])
		if i > 0 {
			b.WriteString(" > ")
		}
	}
	return b.String()
}
