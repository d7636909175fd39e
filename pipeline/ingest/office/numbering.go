package office

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/pipeline/ingest/outline"
)

// levels is how many levels a list of Word has.
const levels = 9

// maxMarker is the length of the longest marker, in bytes: "Proposed conclusion 12:". More is no marker.
const maxMarker = 60

// numbering counts the items of a Word document's lists.
type numbering struct {
	nums map[string]*num
}

// num is a list, or a part of one that counts anew.
type num struct {
	of    *list
	level [levels]*numLevel // of its own, where it differs
	start [levels]int       // where it begins anew; -1 for where it goes on
	begun bool
}

// list is a definition of a list, whose nums count on together.
type list struct {
	level [levels]*numLevel
	count [levels]int
	begun [levels]bool
	link  string // the style whose list it takes for its own
	own   string // the style whose list it is
}

type numLevel struct {
	start   int
	format  string
	text    string // "%1.%2"
	restart int    // the level, from 1, at which it begins anew; -1 for any above it
	legal   bool   // all numbers are in digits
	style   string
}

// numbered is what is printed before a paragraph; without text nothing is.
type numbered struct {
	text   string
	level  int // from 0
	bullet bool
}

func readNumbering(part *node) *numbering {
	n := &numbering{nums: map[string]*num{}}
	if part == nil {
		return n
	}
	lists, styled := map[string]*list{}, map[string]*list{}
	for _, k := range part.kids {
		if k.name != "w:abstractNum" {
			continue
		}
		l := &list{link: k.child("w:numStyleLink").attr("w:val"), own: k.child("w:styleLink").attr("w:val")}
		for _, at := range k.kids {
			if i, level := readLevel(at); level != nil {
				l.level[i] = level
			}
		}
		lists[k.attr("w:abstractNumId")] = l
		if l.own != "" {
			styled[l.own] = l
		}
	}
	for _, k := range part.kids {
		if k.name != "w:num" {
			continue
		}
		l := lists[k.child("w:abstractNumId").attr("w:val")]
		if l == nil {
			continue
		}
		if l.link != "" && styled[l.link] != nil {
			l = styled[l.link]
		}
		one := &num{of: l}
		for i := range one.start {
			one.start[i] = -1
		}
		for _, o := range k.kids {
			i, err := strconv.Atoi(o.attr("w:ilvl"))
			if o.name != "w:lvlOverride" || err != nil || i < 0 || i >= levels {
				continue
			}
			if v, err := strconv.Atoi(o.child("w:startOverride").attr("w:val")); err == nil {
				one.start[i] = v
			}
			if at := o.child("w:lvl"); at != nil {
				if _, level := readLevel(at); level != nil {
					one.level[i] = level
				}
			}
		}
		n.nums[k.attr("w:numId")] = one
	}
	return n
}

// readLevel reads a level of a list; nil where the element is none.
func readLevel(n *node) (int, *numLevel) {
	i, err := strconv.Atoi(n.attr("w:ilvl"))
	if n.name != "w:lvl" || err != nil || i < 0 || i >= levels {
		return 0, nil
	}
	level := &numLevel{format: "decimal", restart: -1, legal: on(n.child("w:isLgl")) == yes, style: n.child("w:pStyle").attr("w:val")}
	if f := n.child("w:numFmt").attr("w:val"); f != "" {
		level.format = f
	}
	level.start, _ = strconv.Atoi(n.child("w:start").attr("w:val")) // 0 where it says nothing, as in Word
	if v, err := strconv.Atoi(n.child("w:lvlRestart").attr("w:val")); err == nil {
		level.restart = v
	}
	if level.text = n.child("w:lvlText").attr("w:val"); len(level.text) > maxMarker {
		level.text = ""
	}
	return i, level
}

// levelOf is the level of a list that is a style's.
func (n *numbering) levelOf(id, style string) (int, bool) {
	one := n.nums[id]
	if one == nil || style == "" {
		return 0, false
	}
	for i, l := range one.of.level {
		if l != nil && l.style == style {
			return i, true
		}
	}
	return 0, false
}

// next counts on, and gives what is printed before the next paragraph of a list.
func (n *numbering) next(id string, at int) numbered {
	one := n.nums[id]
	if one == nil || at < 0 || at >= levels {
		return numbered{}
	}
	l := one.of
	if !one.begun {
		one.begun = true
		for i, start := range one.start {
			if start >= 0 {
				l.begun[i] = false
			}
		}
	}
	for i := range at { // levels that were passed over
		if !l.begun[i] {
			l.count[i] = one.first(i)
		}
	}
	if l.begun[at] {
		l.count[at]++
	} else {
		l.count[at], l.begun[at] = one.first(at), true
	}
	for i := at + 1; i < levels; i++ {
		if below := one.at(i); below == nil || below.restart < 0 || at < below.restart {
			l.begun[i] = false
		}
	}
	return numbered{one.print(at), at, one.at(at) != nil && one.at(at).format == "bullet"}
}

func (one *num) at(i int) *numLevel {
	if one.level[i] != nil {
		return one.level[i]
	}
	return one.of.level[i]
}

func (one *num) first(i int) int {
	switch {
	case one.start[i] >= 0:
		return one.start[i]
	case one.at(i) != nil:
		return one.at(i).start
	}
	return 1
}

var counter = regexp.MustCompile(`%[1-9]`)

// print is the marker of a level, as the numbers now stand.
func (one *num) print(i int) string {
	level := one.at(i)
	if level == nil {
		return ""
	}
	if level.format == "bullet" {
		return bullet(level.text)
	}
	text := counter.ReplaceAllStringFunc(level.text, func(of string) string {
		k := int(of[1] - '1')
		from := one.at(k)
		switch {
		case from == nil || k > i:
			return ""
		case level.legal:
			return strconv.Itoa(one.of.count[k])
		}
		return countAs(from.format, one.of.count[k])
	})
	if text = strings.Join(strings.Fields(text), " "); outline.Letters(text) == 0 || len(text) > maxMarker {
		return ""
	}
	return text
}

// bullet writes a bullet as text: the letters of symbol fonts are round ones.
func bullet(text string) string {
	text = strings.TrimSpace(text)
	first, _ := utf8.DecodeRuneInString(text)
	if utf8.RuneCountInString(text) != 1 || unicode.Is(unicode.Co, first) || first == '·' || first == '§' || unicode.IsLetter(first) && first != 'o' {
		return "•"
	}
	return text
}

// countAs writes a number in one of Word's formats; in digits where it is one that few use.
func countAs(format string, n int) string {
	switch format {
	case "none", "bullet":
		return ""
	case "lowerLetter", "upperLetter":
		if n >= 1 && n <= 26*5 {
			text := strings.Repeat(string(rune('a'+(n-1)%26)), 1+(n-1)/26) // after z comes aa, then bb
			if format == "upperLetter" {
				text = strings.ToUpper(text)
			}
			return text
		}
	case "lowerRoman":
		return strings.TrimSuffix(outline.Number(n, "i"), ".")
	case "upperRoman":
		return strings.TrimSuffix(outline.Number(n, "I"), ".")
	case "decimalZero":
		if n >= 0 && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "ordinal":
		return strconv.Itoa(n) + ending(n)
	}
	return strconv.Itoa(n)
}

// ending is that of an English ordinal.
func ending(n int) string {
	switch {
	case n%100 >= 11 && n%100 <= 13:
	case n%10 == 1:
		return "st"
	case n%10 == 2:
		return "nd"
	case n%10 == 3:
		return "rd"
	}
	return "th"
}
