// Package sample makes reports of meetings that never were, for tests and benchmarks of whole archives. The same seed gives
// the same bytes. Reports vary in what they say, how they say it, their length and their format; they are not for judging
// extraction, whose fixtures people wrote.
package sample

import (
	"bytes"
	"fmt"
	"html"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// The formats of reports.
const (
	HTML     = "html"
	Text     = "txt"
	Markdown = "md"
	PDF      = "pdf"
)

// Archive writes n reports in the formats given, in turn, into folders of a thousand each below dir, and says how many
// bytes they have.
func Archive(dir string, seed uint64, n int, formats ...string) (total int64, err error) {
	for i := range n {
		format := formats[i%len(formats)]
		data := Report(seed, i, format)
		folder := filepath.Join(dir, fmt.Sprintf("%03d", i/1000))
		if err := os.MkdirAll(folder, 0o777); err != nil {
			return 0, err
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("report-%06d.%s", i, format)), data, 0o666); err != nil {
			return 0, err
		}
		total += int64(len(data))
	}
	return total, nil
}

// Report is the report of a number in a format.
func Report(seed uint64, number int, format string) []byte {
	r := rand.New(rand.NewPCG(seed, uint64(number)))
	t := tell(r, number)
	switch format {
	case HTML:
		return t.page(r)
	case Markdown:
		return t.markdown()
	case PDF:
		return t.pdf()
	}
	return t.text()
}

// story is what a report says.
type story struct {
	title, place string
	lead         []string
	present      []string // nil where the lead names them
	sections     []section
}

type section struct {
	heading string
	lines   []string
	bullets []string
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

// some are a few different ones.
func some(r *rand.Rand, from []string, least, most int) []string {
	var out []string
	for _, i := range r.Perm(len(from))[:least+r.IntN(most-least+1)] {
		out = append(out, from[i])
	}
	return out
}

func list(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

func tell(r *rand.Rand, number int) story {
	body := pick(r, qualities) + " " + pick(r, bodies) + " on " + pick(r, subjects)
	city := pick(r, cities)
	year, month, day := 1995+r.IntN(30), pick(r, months), 1+r.IntN(26)
	states := some(r, states, 2, 9)
	var s story
	s.title = fmt.Sprintf("Report of the %s %s of the %s", pick(r, ordinals), pick(r, kinds), body)
	s.place = fmt.Sprintf("%s, %d-%d %s %d", city, day, day+2, month, year)
	s.lead = append(s.lead, fmt.Sprintf("The meeting no. %d of the %s was held in %s from %d to %d %s %d.", number+1, body, city, day, day+2, month, year))
	if r.IntN(2) == 0 {
		s.present = states
	} else {
		s.lead = append(s.lead, fmt.Sprintf("It was attended by %s.", list(states)))
	}
	if r.IntN(3) == 0 {
		s.lead = append(s.lead, fmt.Sprintf("%s attended as an observer.", pick(r, observers)))
	}
	for _, subject := range some(r, subjects, 1, 4) {
		at := section{heading: strings.ToUpper(subject[:1]) + subject[1:]}
		for range 1 + r.IntN(4) {
			at.lines = append(at.lines, sentence(r, states, subject, year))
		}
		if r.IntN(3) == 0 {
			at.lines = append(at.lines, "Members agreed to:")
			for range 2 + r.IntN(3) {
				at.bullets = append(at.bullets, pick(r, deeds)+" by "+pick(r, months)+" "+fmt.Sprint(year+1+r.IntN(4))+";")
			}
		}
		s.sections = append(s.sections, at)
	}
	return s
}

func sentence(r *rand.Rand, states []string, subject string, year int) string {
	by := fmt.Sprintf("%s %d", pick(r, months), year+1+r.IntN(5))
	switch r.IntN(8) {
	case 0:
		return fmt.Sprintf("The meeting decided to %s by %s.", pick(r, deeds), by)
	case 1:
		return fmt.Sprintf("%s undertook to %s before the end of %s.", pick(r, states), pick(r, deeds), by)
	case 2:
		return fmt.Sprintf("The meeting requested the Secretariat to %s.", pick(r, deeds))
	case 3:
		return fmt.Sprintf("Participants recommended that every member should %s.", pick(r, deeds))
	case 4:
		return fmt.Sprintf("The meeting welcomed the progress of %s on %s.", pick(r, states), subject)
	case 5:
		return fmt.Sprintf("The meeting noted that %d stations now report on %s.", 2+r.IntN(90), subject)
	case 6:
		return fmt.Sprintf("In the discussion %s recalled how much %s had cost in %d, and asked for patience.", pick(r, states), subject, year-1)
	}
	return fmt.Sprintf("%s will %s.", list(some(r, states, 1, 2)), pick(r, deeds))
}

func (s story) text() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s\n\n%s\n\n", strings.ToUpper(s.title), s.place)
	for _, line := range s.lead {
		fmt.Fprintf(&out, "%s\n\n", line)
	}
	if s.present != nil {
		fmt.Fprintf(&out, "Participants:\n\n")
		for _, name := range s.present {
			fmt.Fprintf(&out, "  - %s\n", name)
		}
		fmt.Fprintln(&out)
	}
	for i, at := range s.sections {
		fmt.Fprintf(&out, "%d. %s\n\n", i+1, at.heading)
		for _, line := range at.lines {
			fmt.Fprintf(&out, "%s\n\n", line)
		}
		for _, line := range at.bullets {
			fmt.Fprintf(&out, "  - %s\n", line)
		}
		fmt.Fprintln(&out)
	}
	return out.Bytes()
}

func (s story) markdown() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# %s\n\n*%s*\n\n%s\n\n", s.title, s.place, strings.Join(s.lead, " "))
	if s.present != nil {
		fmt.Fprintf(&out, "## Participants\n\n* %s\n\n", strings.Join(s.present, "\n* "))
	}
	for _, at := range s.sections {
		fmt.Fprintf(&out, "## %s\n\n%s\n\n", at.heading, strings.Join(at.lines, "\n\n"))
		for _, line := range at.bullets {
			fmt.Fprintf(&out, "* %s\n", line)
		}
		fmt.Fprintln(&out)
	}
	return out.Bytes()
}

// page is a web page in one of several layouts.
func (s story) page(r *rand.Rand) []byte {
	var out bytes.Buffer
	e := html.EscapeString
	open, end := "<main>", "</main>"
	switch r.IntN(3) {
	case 0:
		open, end = `<div id="content"><article>`, "</article></div>"
	case 1:
		open, end = "<table><tr><td>", "</td></tr></table>"
	}
	fmt.Fprintf(&out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title></head><body>\n", e(s.title))
	fmt.Fprintf(&out, "<nav><a href=\"/\">Home</a> <a href=\"/news\">News</a></nav>\n%s\n<h1>%s</h1>\n<p>%s</p>\n", open, e(s.title), e(s.place))
	for _, line := range s.lead {
		fmt.Fprintf(&out, "<p>%s</p>\n", e(line))
	}
	if s.present != nil {
		fmt.Fprintf(&out, "<h2>Participants</h2>\n<ul>\n")
		for _, name := range s.present {
			fmt.Fprintf(&out, "<li>%s</li>\n", e(name))
		}
		fmt.Fprintf(&out, "</ul>\n")
	}
	for _, at := range s.sections {
		fmt.Fprintf(&out, "<h2>%s</h2>\n", e(at.heading))
		for _, line := range at.lines {
			fmt.Fprintf(&out, "<p>%s</p>\n", e(line))
		}
		if at.bullets != nil {
			fmt.Fprintf(&out, "<ul>\n<li>%s</li>\n</ul>\n", strings.Join(at.bullets, "</li>\n<li>"))
		}
	}
	fmt.Fprintf(&out, "%s\n<footer>Printed on recycled paper</footer>\n</body></html>\n", end)
	return out.Bytes()
}

// pdf is the text, line by line, in one of the fonts that every reader has.
func (s story) pdf() []byte {
	const width, perPage = 90, 54
	var lines []string
	for paragraph := range strings.SplitSeq(string(s.text()), "\n") {
		line := ""
		for _, word := range strings.Fields(paragraph) {
			if len(line)+1+len(word) > width {
				lines, line = append(lines, line), ""
			}
			line = strings.TrimSpace(line + " " + word)
		}
		lines = append(lines, line)
	}
	var out bytes.Buffer
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", len(offsets), fmt.Sprintf(format, args...))
	}
	out.WriteString("%PDF-1.4\n")
	pages := (len(lines) + perPage - 1) / perPage
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 4+2*i)
	}
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), pages)
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	escape := strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`)
	for i := range pages {
		var content strings.Builder
		content.WriteString("BT /F1 10 Tf 13 TL 60 780 Td\n")
		for _, line := range lines[i*perPage : min(len(lines), (i+1)*perPage)] {
			fmt.Fprintf(&content, "(%s) Tj T*\n", escape.Replace(line))
		}
		content.WriteString("ET")
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>", 5+2*i)
		object("<< /Length %d >>\nstream\n%s\nendstream", content.Len(), content.String())
	}
	at := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, offset := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, at)
	return out.Bytes()
}
