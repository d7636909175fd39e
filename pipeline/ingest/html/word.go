package html

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"rapporteur/pipeline/ingest/outline"
)

// Word saves its lists as paragraphs with the marker as text, in a symbol font and padded with spaces.

var (
	msoLevel   = regexp.MustCompile(`mso-list:[^;]*level(\d)`)
	msoHeading = regexp.MustCompile(`(?i)^(?:mso)?heading([1-9])$`)
	symbolFont = regexp.MustCompile(`font-family:["']?(symbol|wingdings)`)
)

// wordLevel is the depth of a paragraph that Word means as an item of a list, or 0.
func wordLevel(n *html.Node) int {
	if n.Data != "p" && n.Data != "div" {
		return 0
	}
	if m := msoLevel.FindStringSubmatch(style(n)); m != nil {
		level, _ := strconv.Atoi(m[1])
		return level
	}
	class := attr(n, "class")
	if strings.HasPrefix(class, "MsoListParagraph") || strings.HasPrefix(class, "MsoListBullet") || strings.HasPrefix(class, "MsoListNumber") {
		return 1
	}
	return 0
}

// wordHeading is the level of a paragraph that Word means as a heading, or 0.
func wordHeading(n *html.Node) int {
	for class := range strings.FieldsSeq(attr(n, "class")) {
		if m := msoHeading.FindStringSubmatch(class); m != nil {
			return min(int(m[1][0]-'0'), 6)
		}
		switch class {
		case "MsoTitle":
			return 1
		case "MsoSubtitle":
			return 2
		}
	}
	return 0
}

// wordMarker reports whether an inline element holds nothing but the marker of a list item, and gives the marker.
func wordMarker(n *html.Node) (string, bool) {
	s := style(n)
	text := textOf(n)
	switch {
	case strings.Contains(s, "mso-list:ignore"):
	case symbolFont.MatchString(s) && len([]rune(text)) == 1:
	default:
		return "", false
	}
	return plainMarker(text, n), text != ""
}

// plainMarker writes a marker as text: the letters of symbol fonts are bullets.
func plainMarker(text string, n *html.Node) string {
	text = squeeze(text)
	if len([]rune(text)) != 1 {
		return text
	}
	if _, _, ok := outline.Split(text + " x"); ok && text != "·" && text != "§" {
		return text
	}
	if text == "o" || n == nil {
		return text
	}
	return "•"
}

func atoi(s string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	return n, err == nil && n > -100000 && n < 100000
}

func itoa(n int) string { return strconv.Itoa(n) }
