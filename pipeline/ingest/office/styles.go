package office

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rapporteur/pipeline/ingest/outline"
)

// state is what a style says of a property.
type state int

const (
	unsaid state = iota
	yes
	no
)

// or is the state, or where it says nothing, that of what it rests on.
func (s state) or(below state) state {
	if s == unsaid {
		return below
	}
	return s
}

// on is the state of a property that is there or not, or says so.
func on(n *node) state {
	if n == nil {
		return unsaid
	}
	switch n.attr("w:val") {
	case "0", "false", "off", "none":
		return no
	}
	return yes
}

// look is how text is set, as far as it matters.
type look struct{ bold, underlined, italic, hidden state }

func (l look) over(below look) look {
	return look{l.bold.or(below.bold), l.underlined.or(below.underlined), l.italic.or(below.italic), l.hidden.or(below.hidden)}
}

func (l look) asType() outline.Type {
	return outline.Type{Strong: l.bold == yes || l.underlined == yes, Italic: l.italic == yes}
}

// readLook reads the properties of a run.
func readLook(n *node) look {
	return look{on(n.child("w:b")), on(n.child("w:u")), on(n.child("w:i")), on(n.child("w:vanish"))}
}

// style is a named style of Word, with what it takes from those that it rests on.
type style struct {
	id       string
	level    int  // of a heading, 0 for none
	contents bool // of the entries of a contents list
	num      string
	numLevel int
	look     look
}

var (
	headingStyle  = regexp.MustCompile(`(?i)^heading ([1-9])$`)
	contentsStyle = regexp.MustCompile(`(?i)^(toc|contents) (\d|heading)`)
)

// readStyles reads the styles by their ids, the default one of paragraphs as "" too.
func readStyles(part *node) map[string]*style {
	styles := map[string]*style{"": {}}
	if part == nil {
		return styles
	}
	source := map[string]*node{}
	var usual string
	for _, k := range part.kids {
		if k.name != "w:style" {
			continue
		}
		id := k.attr("w:styleId")
		source[id] = k
		if k.attr("w:type") == "paragraph" && (k.attr("w:default") == "1" || k.attr("w:default") == "true") {
			usual = id
		}
	}
	defaults := readLook(part.child("w:docDefaults").child("w:rPrDefault").child("w:rPr"))
	for _, id := range slices.Sorted(maps.Keys(source)) {
		// From the style up to one that is known, or to where a chain bites its tail; then down again.
		var chain []string
		seen := map[string]bool{}
		for at := id; source[at] != nil && styles[at] == nil && !seen[at]; at = source[at].child("w:basedOn").attr("w:val") {
			seen[at] = true
			chain = append(chain, at)
		}
		for i := len(chain) - 1; i >= 0; i-- {
			n := source[chain[i]]
			s := style{look: defaults}
			if n.attr("w:type") == "character" {
				s.look = look{}
			}
			if base := styles[n.child("w:basedOn").attr("w:val")]; base != nil && n.child("w:basedOn") != nil {
				s = *base
			}
			s.id = chain[i]
			s.read(n)
			styles[chain[i]] = &s
		}
	}
	if s := styles[usual]; s != nil {
		styles[""] = s
	}
	return styles
}

// read adds what a style says itself.
func (s *style) read(n *node) {
	s.look = readLook(n.child("w:rPr")).over(s.look)
	properties := n.child("w:pPr")
	if num := properties.child("w:numPr"); num != nil {
		if id := num.child("w:numId"); id != nil {
			s.num = id.attr("w:val")
		}
		if l, err := strconv.Atoi(num.child("w:ilvl").attr("w:val")); err == nil {
			s.numLevel = l
		}
	}
	if level := properties.child("w:outlineLvl"); level != nil {
		s.level = outlineLevel(level)
	}
	if n.attr("w:type") != "paragraph" {
		return
	}
	name := n.child("w:name").attr("w:val")
	switch m := headingStyle.FindStringSubmatch(name); {
	case m != nil:
		s.level = int(m[1][0] - '0')
	case strings.EqualFold(name, "title"):
		s.level = 1
	case strings.EqualFold(name, "subtitle"):
		s.level = 2
	case contentsStyle.MatchString(name):
		s.contents, s.level = true, 0
	}
}

// outlineLevel is the level of a heading, from 1; 0 for running text.
func outlineLevel(n *node) int {
	if v, err := strconv.Atoi(n.attr("w:val")); err == nil && v >= 0 && v < 9 {
		return v + 1
	}
	return 0
}

// styleOf is the style of a paragraph.
func (d *docx) styleOf(properties *node) *style {
	if s := d.styles[properties.child("w:pStyle").attr("w:val")]; s != nil {
		return s
	}
	return d.styles[""]
}

// lookOf is the look of a run: its own, over that of its style, over that of its paragraph's.
func (d *docx) lookOf(paragraph, run *node) look {
	l := readLook(run)
	if id := run.child("w:rStyle").attr("w:val"); id != "" && d.styles[id] != nil {
		l = l.over(d.styles[id].look)
	}
	return l.over(d.styleOf(paragraph).look)
}
