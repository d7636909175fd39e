package outline

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lines gathers the text of a paragraph line by line, with the type that it is set in. The zero value is empty.
type Lines struct{ lines []line }

// Type is how a stretch of text is set.
type Type struct {
	Strong bool // bold, underlined or enlarged
	Italic bool
}

type line struct {
	text           strings.Builder
	bold, ordinary int // letters
	upright        int // of the ordinary ones, those not in italics
}

// Break ends the line.
func (l *Lines) Break() {
	if len(l.lines) == 0 {
		l.lines = append(l.lines, line{})
	}
	l.lines = append(l.lines, line{})
}

// Add appends a stretch of text to the last line.
func (l *Lines) Add(text string, set Type) {
	if len(l.lines) == 0 {
		l.lines = append(l.lines, line{})
	}
	last := &l.lines[len(l.lines)-1]
	last.text.WriteString(text)
	n := Letters(text)
	switch {
	case set.Strong:
		last.bold += n
	case set.Italic:
		last.ordinary += n
	default:
		last.ordinary += n
		last.upright += n
	}
}

// Last is the last character of the last line, utf8.RuneError where it is empty.
func (l *Lines) Last() rune {
	if len(l.lines) == 0 {
		return utf8.RuneError
	}
	last, _ := utf8.DecodeLastRuneInString(l.lines[len(l.lines)-1].text.String())
	return last
}

// Group is a row of lines without a blank one between them, all bold or none: what one paragraph of the source is to its
// readers.
type Group struct {
	Text   string // its lines parted by "\n"
	Strong bool
	Italic bool
}

// Groups parts the lines at blank ones, and where a bold title and ordinary lines meet.
func (l *Lines) Groups() []Group {
	var groups []Group
	var lines []string // of the last group
	title := ""
	gap := true
	end := func() {
		if len(groups) > 0 {
			groups[len(groups)-1].Text = strings.Join(lines, "\n")
		}
	}
	for i := range l.lines {
		l := &l.lines[i]
		text := strings.Join(strings.Fields(l.text.String()), " ")
		if text == "" {
			gap = true
			continue
		}
		strong, italic := l.strong(text), l.upright == 0 && l.ordinary > 0
		if !gap {
			last := &groups[len(groups)-1]
			// The bold one of the two sides may be a title.
			if !last.Strong {
				title = text
			}
			if last.Strong == strong || last.Strong && len(lines) > 1 || !TitleLike(title, 25) {
				lines = append(lines, text)
				last.Strong, last.Italic = last.Strong && strong, last.Italic && italic
				continue
			}
		}
		end()
		groups, lines, title, gap = append(groups, Group{Strong: strong, Italic: italic}), []string{text}, text, false
	}
	end()
	return groups
}

// strong reports whether a line is bold throughout, but for a remark in brackets after it.
func (l *line) strong(text string) bool {
	return l.bold > 0 && (l.ordinary == 0 || l.ordinary < l.bold && remark.MatchString(text))
}

var remark = regexp.MustCompile(`^[^()]+\([^()]*\)$`)

// Letters is the number of letters and digits in a text.
func Letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
