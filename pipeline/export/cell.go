package export

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// styles are the numbers that excelize knows cell styles by.
type styles struct {
	of                                                             map[Type]int   // of a column's cells
	fills                                                          map[string]int // conditional ones, by their colour
	header, link, guarded, title, heading, label, prose, sheetLink int
}

func (b *book) style() error {
	top := &excelize.Alignment{Vertical: "top"}
	wrapped := &excelize.Alignment{Vertical: "top", WrapText: true}
	middle := &excelize.Alignment{Vertical: "top", Horizontal: "center"} // numbers at the right would touch the text of the next column
	var failed error
	style := func(s excelize.Style) int {
		id, err := b.file.NewStyle(&s)
		if err != nil && failed == nil {
			failed = err
		}
		return id
	}
	// A font without a name and a size is another font in every program.
	font := func(f excelize.Font) *excelize.Font {
		f.Family, f.Size = "Calibri", max(f.Size, 11)
		return &f
	}
	const (
		dark = "1F3864"
		blue = "0563C1"

		asText = 49 // "@": ECMA-376, part 1, 18.8.30
	)
	text := style(excelize.Style{Alignment: wrapped})
	b.styles = styles{
		of: map[Type]int{
			Text: text, List: text, Source: text, Passage: text,
			Mark:    style(excelize.Style{Alignment: middle}),
			Integer: style(excelize.Style{Alignment: middle}),
			Number:  style(excelize.Style{Alignment: middle, CustomNumFmt: new("0.00")}),
			// Excel writes TRUE and FALSE whatever the format; LibreOffice would write 1 and 0.
			Boolean: style(excelize.Style{Alignment: middle, CustomNumFmt: new(`"TRUE";"TRUE";"FALSE"`)}),
			Date:    style(excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}, CustomNumFmt: new("yyyy-mm-dd")}),
		},
		fills: map[string]int{},
		header: style(excelize.Style{Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}, Font: font(excelize.Font{Bold: true, Color: "FFFFFF"}),
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{dark}}}),
		// Who edits such a cell has a text again: without the format Excel would take what begins with = for a formula.
		guarded:   style(excelize.Style{Alignment: wrapped, NumFmt: asText}),
		link:      style(excelize.Style{Alignment: wrapped, Font: font(excelize.Font{Color: blue, Underline: "single"})}),
		title:     style(excelize.Style{Font: font(excelize.Font{Bold: true, Size: 18, Color: dark})}),
		heading:   style(excelize.Style{Font: font(excelize.Font{Bold: true, Size: 13, Color: dark}), Alignment: &excelize.Alignment{Vertical: "bottom"}}),
		label:     style(excelize.Style{Font: font(excelize.Font{Bold: true}), Alignment: top}),
		prose:     style(excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left", WrapText: true}}),
		sheetLink: style(excelize.Style{Font: font(excelize.Font{Bold: true, Color: blue, Underline: "single"}), Alignment: top}),
	}
	vocabularies := [][]Value{letters}
	for _, table := range b.tables {
		for _, column := range table.Columns {
			vocabularies = append(vocabularies, column.Values)
		}
	}
	for _, v := range slices.Concat(vocabularies...) {
		if _, ok := b.styles.fills[v.Colour]; ok || v.Colour == "" {
			continue
		}
		id, err := b.file.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{v.Colour}}})
		if err != nil {
			return err
		}
		b.styles.fills[v.Colour] = id
	}
	return failed
}

// serial is Excel's number of a day written YYYY-MM-DD. Excel counts from 1900, and takes that year for a leap year: only
// from March 1900 on are its days right.
func serial(date string) (int64, bool) {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil || day.Before(time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC)) {
		return 0, false
	}
	return int64(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)) / (24 * time.Hour)), true
}

// Clean leaves out what XML cannot hold or what could deceive a reader: control characters, and marks that turn the
// direction of writing.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r == 0xFFFE, r == 0xFFFF, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// shorten cuts a text to at most so many UTF-16 units, an ellipsis the last of them.
func shorten(s string, most int) (string, bool) {
	if len(s) <= most { // bytes, of which there are never fewer
		return s, false
	}
	units, keep := 0, 0
	for i, r := range s {
		if units <= most-1 {
			keep = i
		}
		if units += utf16.RuneLen(r); units > most {
			return s[:keep] + "…", true
		}
	}
	return s, false
}

// height is about how many lines a text takes in a column so many characters wide. The width counts digits, which are a
// little wider than most letters; the last word of a line seldom fits.
func height(text string, width float64) int {
	fits := max(width*1.15-4, 4)
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		lines += 1 + int(float64(utf8.RuneCountInString(line)-1)/fits)
	}
	return lines
}
