package evaluate

import (
	"regexp"
	"slices"
	"strings"
)

// points are a truth's ambiguous points, made ready to be asked about an item.
type points []point

type point struct {
	text   string
	folded string     // with a space at either end, so that words can be looked up whole
	quotes [][]string // each quotation's pieces between dots, compacted
}

// quoted finds 'words in single quotes': a quotation begins after a space and ends before one or a mark.
var quoted = regexp.MustCompile(`(?:^|[\s(])['‘](.+?)['’](?:[\s,;:.)]|$)`)

func readPoints(ambiguous []string) points {
	var ps points
	for _, text := range ambiguous {
		p := point{text: text, folded: " " + fold(text) + " "}
		for _, m := range quoted.FindAllStringSubmatch(text, -1) {
			var pieces []string
			words := 0
			for piece := range strings.SplitSeq(strings.ReplaceAll(m[1], "…", "..."), "...") {
				if c := compact(piece); c != "" {
					pieces, words = append(pieces, c), words+len(strings.Fields(piece))
				}
			}
			if words >= 2 { // one word alone ("'stated'") would forgive too much
				p.quotes = append(p.quotes, pieces)
			}
		}
		ps = append(ps, p)
	}
	return ps
}

// names reports whether a point names a party: its name, its code in capitals, or a person's surname.
func (ps points) name(n name) bool {
	folded := fold(n.text)
	return slices.ContainsFunc(ps, func(p point) bool {
		if folded != "" && strings.Contains(p.folded, " "+folded+" ") || n.code != "" && hasWord(p.text, n.code) {
			return true
		}
		if !n.person {
			return false
		}
		surname := words(n.text, courtesies)
		return slices.ContainsFunc(surname, func(w string) bool { return len(w) >= 4 && strings.Contains(p.folded, " "+w+" ") })
	})
}

// quote reports whether a point quotes the text, or gives the first words of it.
func (ps points) quote(text string) bool {
	c := compact(text)
	first := strings.Fields(fold(text))
	opening := " " + strings.Join(first[:min(5, len(first))], " ") + " "
	return slices.ContainsFunc(ps, func(p point) bool {
		if len(first) >= 4 && strings.Contains(p.folded, opening) {
			return true
		}
		return slices.ContainsFunc(p.quotes, func(pieces []string) bool { return inOrder(c, pieces) })
	})
}

// about gives the points that speak of one of the subjects, and contain one of the values.
func (ps points) about(subjects []string, values ...string) bool {
	return slices.ContainsFunc(ps, func(p point) bool {
		if !slices.ContainsFunc(subjects, func(s string) bool { return strings.Contains(p.folded, " "+s) }) {
			return false
		}
		return slices.ContainsFunc(values, func(v string) bool {
			return v != "" && (hasWord(p.text, v) || strings.Contains(p.folded, " "+fold(v)+" ") && fold(v) != "")
		})
	})
}

func inOrder(text string, pieces []string) bool {
	for _, piece := range pieces {
		i := strings.Index(text, piece)
		if i < 0 {
			return false
		}
		text = text[i+len(piece):]
	}
	return true
}

// hasWord reports whether text holds the word as it is written, not as a part of another.
func hasWord(text, word string) bool {
	isLetter := func(b byte) bool {
		return b == '-' || b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b >= 0x80
	}
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		i += from
		end := i + len(word)
		if (i == 0 || !isLetter(text[i-1])) && (end == len(text) || !isLetter(text[end])) {
			return true
		}
		from = i + 1
	}
}
