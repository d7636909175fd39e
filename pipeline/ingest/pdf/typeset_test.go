package pdf

import (
	"context"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rapporteur/pipeline/programtest"
)

// manuscript is a text as its author knows it. Typesetters make PDF files of it, each in its own way.
type manuscript struct {
	name      string
	landscape bool
	running   string // printed at the head of each page; its foot has the page's number
	parts     []part
}

// part is a piece of a manuscript.
type part struct {
	kind   partKind
	level  int    // of a heading, or the depth of an item
	marker string // of an item
	text   string
	note   string   // a footnote to the text's end
	struck string   // struck out at the text's end
	spaced bool     // its letters are set apart
	table  *tabular // of a table
	count  int      // of columns
	parts  []part   // in columns or a side bar
}

type partKind int

const (
	headline partKind = iota
	para
	listed
	tabled
	columned
	sidebar // set beside the parts that follow it
	entryOf // of a contents list, its page number last
	signed  // two blocks of short lines side by side: signatures
)

// tabular is a table: cells by row and column; "" is an empty one.
type tabular struct {
	ruled  bool
	middle bool // cells stand in the middle of their rows, not at the top
	header bool
	widths []int // of the columns, in hundredths of the text's width
	rows   [][]string
}

// typesetter makes PDF files.
type typesetter struct {
	name  string
	notes bool // it sets footnotes
	set   func(t *testing.T, all []manuscript) map[string][]byte
}

var typesetters = []typesetter{{"LaTeX", true, latex}, {"Chromium", false, browser}, {"LibreOffice", true, office}}

// run calls a program and fails the test with its words where it fails.
func run(t *testing.T, dir, program string, arguments ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, arguments...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", program, err, out)
	}
}

// collect writes a source a manuscript, calls make, and reads the PDF files that it made.
func collect(t *testing.T, all []manuscript, ending string, source func(manuscript) string, make func(dir string, files []string)) map[string][]byte {
	t.Helper()
	dir := t.TempDir()
	var files []string
	for _, m := range all {
		file := m.name + ending
		if err := os.WriteFile(filepath.Join(dir, file), []byte(source(m)), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	make(dir, files)
	out := map[string][]byte{}
	for _, m := range all {
		data, err := os.ReadFile(filepath.Join(dir, m.name+".pdf"))
		if err != nil {
			t.Fatal(err)
		}
		out[m.name] = data
	}
	return out
}

// latex sets manuscripts with pdfLaTeX.
func latex(t *testing.T, all []manuscript) map[string][]byte {
	program := programtest.Need(t, "latex", "pdflatex")
	return collect(t, all, ".tex", latexSource, func(dir string, files []string) {
		for _, file := range files {
			for range 2 { // long tables know their widths at the second go
				run(t, dir, program, "-interaction=nonstopmode", "-halt-on-error", file)
			}
		}
	})
}

func latexSource(m manuscript) string {
	var b strings.Builder
	paper := "a4paper"
	if m.landscape {
		paper += ",landscape"
	}
	b.WriteString("\\documentclass[11pt]{article}\n\\usepackage[" + paper + ",margin=25mm]{geometry}\n" +
		"\\usepackage{multicol,longtable,array,fancyhdr}\n\\setcounter{secnumdepth}{0}\n\\pagestyle{fancy}\\fancyhf{}\n" +
		"\\renewcommand{\\headrulewidth}{0pt}\\fancyhead[C]{" + latexText(m.running) + "}\\fancyfoot[C]{\\thepage}\n" +
		"\\setlength{\\parindent}{0pt}\\setlength{\\parskip}{6pt}\\setlength{\\columnsep}{24pt}\\emergencystretch=2em\n\\begin{document}\n")
	latexParts(&b, m.parts)
	b.WriteString("\\end{document}\n")
	return b.String()
}

func latexText(s string) string {
	return strings.NewReplacer("&", `\&`, "%", `\%`, "#", `\#`, "_", `\_`, "•", `\textbullet{}`, "–", "--").Replace(s)
}

func latexParts(b *strings.Builder, parts []part) {
	for i := 0; i < len(parts); i++ {
		switch p := parts[i]; p.kind {
		case headline:
			fmt.Fprintf(b, "\\%s{%s}\n\n", []string{"section", "subsection", "subsubsection"}[p.level-1], latexText(p.text))
		case para:
			text := latexText(p.text)
			if p.spaced {
				text = strings.ReplaceAll(strings.Join(strings.Split(text, ""), " "), "   ", "\\quad ")
			}
			b.WriteString(text)
			if p.struck != "" {
				b.WriteString(" \\setbox0\\hbox{" + latexText(p.struck) + "}\\rlap{\\rule[0.6ex]{\\wd0}{0.4pt}}\\box0")
			}
			if p.note != "" {
				b.WriteString("\\footnote{" + latexText(p.note) + "}")
			}
			b.WriteString("\n\n")
		case listed:
			n := leading(parts[i:])
			latexList(b, parts[i:i+n], 1)
			i += n - 1
		case tabled:
			latexTable(b, p.table)
		case columned:
			fmt.Fprintf(b, "\\begin{multicols}{%d}\n", p.count)
			latexParts(b, p.parts)
			b.WriteString("\\end{multicols}\n\n")
		case sidebar:
			b.WriteString("\\begin{minipage}[t]{0.62\\textwidth}\\parskip=6pt\n")
			latexParts(b, parts[i+1:])
			b.WriteString("\\end{minipage}\\hfill\\begin{minipage}[t]{0.3\\textwidth}\\parskip=6pt\\small\\raggedright\n")
			latexParts(b, p.parts)
			b.WriteString("\\end{minipage}\n\n")
			return
		case entryOf:
			text, page := p.text[:strings.LastIndexByte(p.text, ' ')], p.text[strings.LastIndexByte(p.text, ' ')+1:]
			fmt.Fprintf(b, "\\noindent %s \\dotfill\\ %s\\par\n", latexText(text), page)
		case signed:
			b.WriteString("\\noindent\n")
			for _, side := range p.parts {
				b.WriteString("\\begin{minipage}[t]{0.5\\textwidth}\\raggedright " + strings.ReplaceAll(latexText(side.text), "\n", "\\\\\n") + "\\end{minipage}")
			}
			b.WriteString("\n\n")
		}
	}
}

// leading counts the items that a list begins with.
func leading(parts []part) int {
	n := slices.IndexFunc(parts, func(p part) bool { return p.kind != listed })
	if n < 0 {
		return len(parts)
	}
	return n
}

func latexList(b *strings.Builder, items []part, level int) {
	b.WriteString("\\begin{itemize}\n")
	for i := 0; i < len(items); i++ {
		fmt.Fprintf(b, "\\item[%s] %s\n", latexText(items[i].marker), latexText(items[i].text))
		n := 0
		for i+1+n < len(items) && items[i+1+n].level > level {
			n++
		}
		if n > 0 {
			latexList(b, items[i+1:i+1+n], level+1)
			i += n
		}
	}
	b.WriteString("\\end{itemize}\n\n")
}

func latexTable(b *strings.Builder, table *tabular) {
	rule, side := "", ""
	if table.ruled {
		rule, side = "\\hline\n", "|"
	}
	kind := "p"
	if table.middle {
		kind = "m"
	}
	b.WriteString("\\begin{longtable}{" + side)
	for _, w := range table.widths {
		fmt.Fprintf(b, ">{\\raggedright\\arraybackslash}%s{%.3f\\textwidth}%s", kind, float64(w)/100-0.035, side)
	}
	b.WriteString("}\n" + rule)
	for i, row := range table.rows {
		cells := make([]string, len(row))
		for c, text := range row {
			cells[c] = latexText(text)
			if i == 0 && table.header {
				cells[c] = "\\textbf{" + cells[c] + "}"
			}
		}
		b.WriteString(strings.Join(cells, " & ") + " \\\\")
		switch {
		case table.ruled:
		case table.middle:
			b.WriteString("\\noalign{\\vskip 4pt}")
		default:
			b.WriteString("[4pt]") // swallowed below cells of several lines: there only the other columns tell the rows apart
		}
		b.WriteString("\n" + rule)
		if i == 0 && table.header {
			b.WriteString("\\endhead\n")
		}
	}
	b.WriteString("\\end{longtable}\n\n")
}

// browser prints manuscripts with Chromium.
func browser(t *testing.T, all []manuscript) map[string][]byte {
	program := programtest.Need(t, "browser", "chromium", "chromium-browser", "google-chrome")
	return collect(t, all, ".html", htmlSource, func(dir string, files []string) {
		profile := t.TempDir()
		for _, file := range files {
			run(t, dir, program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--user-data-dir="+profile,
				"--no-pdf-header-footer", "--print-to-pdf="+filepath.Join(dir, strings.TrimSuffix(file, ".html")+".pdf"), "file://"+filepath.Join(dir, file))
		}
	})
}

const htmlStyle = `body { font: 11pt/1.3 serif; margin: 0 }
h1 { font-size: 18pt; column-span: all } h2 { font-size: 14pt } h3 { font-size: 12pt }
p { margin: 0 0 8pt } table { width: 100%%; border-collapse: collapse; margin: 10pt 0 }
thead { display: table-header-group } tr { break-inside: avoid }
td, th { text-align: left; padding: 3pt 6pt; vertical-align: top }
.ruled td, .ruled th { border: 1px solid black } .middle td { vertical-align: middle }
.columns { column-gap: 24pt; margin-bottom: 10pt } aside { float: right; width: 28%%; margin-left: 6%%; font-size: 9pt }
.entry { display: flex } .entry i { flex: 1; overflow: hidden; white-space: nowrap; font-style: normal }
.signed { display: flex } .signed div { flex: 1; white-space: pre-line }
@page { size: A4%s; margin: 25mm; @top-center { content: "%s" } @bottom-center { content: counter(page) } }
`

func htmlSource(m manuscript) string {
	var b strings.Builder
	turn := ""
	if m.landscape {
		turn = " landscape"
	}
	fmt.Fprintf(&b, "<!DOCTYPE html><html lang=en><meta charset=utf-8><style>"+htmlStyle+"</style><body>\n", turn, m.running)
	htmlParts(&b, m.parts)
	return b.String()
}

func htmlParts(b *strings.Builder, parts []part) {
	for i := 0; i < len(parts); i++ {
		text := html.EscapeString(parts[i].text)
		switch p := parts[i]; p.kind {
		case headline:
			fmt.Fprintf(b, "<h%d>%s</h%d>\n", p.level, text, p.level)
		case para:
			if p.spaced {
				text = "<span style='letter-spacing: 0.4em'>" + text + "</span>"
			}
			b.WriteString("<p>" + text)
			if p.struck != "" {
				b.WriteString(" <s>" + html.EscapeString(p.struck) + "</s>")
			}
			b.WriteString("</p>\n")
		case listed:
			n := leading(parts[i:])
			htmlList(b, parts[i:i+n], 1)
			i += n - 1
		case tabled:
			htmlTable(b, p.table)
		case columned:
			fmt.Fprintf(b, "<div class=columns style='column-count: %d'>\n", p.count)
			htmlParts(b, p.parts)
			b.WriteString("</div>\n")
		case sidebar:
			b.WriteString("<aside>\n")
			htmlParts(b, p.parts)
			b.WriteString("</aside>\n")
		case entryOf:
			cut := strings.LastIndexByte(text, ' ')
			fmt.Fprintf(b, "<div class=entry><span>%s</span><i>%s</i><span>%s</span></div>\n", text[:cut], strings.Repeat(".", 300), text[cut:])
		case signed:
			b.WriteString("<div class=signed>")
			for _, side := range p.parts {
				b.WriteString("<div>" + html.EscapeString(side.text) + "</div>")
			}
			b.WriteString("</div>\n")
		}
	}
}

func htmlList(b *strings.Builder, items []part, level int) {
	b.WriteString("<ul>\n")
	for i := 0; i < len(items); i++ {
		fmt.Fprintf(b, "<li style=\"list-style-type: '%s  '\">%s", items[i].marker, html.EscapeString(items[i].text))
		n := 0
		for i+1+n < len(items) && items[i+1+n].level > level {
			n++
		}
		if n > 0 {
			htmlList(b, items[i+1:i+1+n], level+1)
			i += n
		}
		b.WriteString("</li>\n")
	}
	b.WriteString("</ul>\n")
}

func htmlTable(b *strings.Builder, table *tabular) {
	class := ""
	if table.ruled {
		class += " ruled"
	}
	if table.middle {
		class += " middle"
	}
	fmt.Fprintf(b, "<table class=%q>", strings.TrimSpace(class))
	for i, row := range table.rows {
		cell := "td"
		if i == 0 && table.header {
			cell = "th"
			b.WriteString("<thead>")
		}
		b.WriteString("<tr>")
		for c, text := range row {
			fmt.Fprintf(b, "<%s style='width: %d%%'>%s</%s>", cell, table.widths[c], html.EscapeString(text), cell)
		}
		b.WriteString("</tr>\n")
		if i == 0 && table.header {
			b.WriteString("</thead>")
		}
	}
	b.WriteString("</table>\n")
}

// office sets manuscripts with LibreOffice.
func office(t *testing.T, all []manuscript) map[string][]byte {
	program := programtest.Need(t, "office", "soffice")
	return collect(t, all, ".fodt", officeSource, func(dir string, files []string) {
		run(t, dir, program, append([]string{"--headless", "-env:UserInstallation=file://" + t.TempDir(), "--convert-to", "pdf", "--outdir", dir}, files...)...)
	})
}

const officeHead = `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:default-style style:family="paragraph"><style:text-properties fo:font-family="Liberation Serif" fo:font-size="11pt" fo:language="en" fo:country="GB"/></style:default-style>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="6pt"/></style:style>
<style:style style:name="Line" style:family="paragraph"/>
<style:style style:name="Small" style:family="text"><style:text-properties fo:font-size="9pt"/></style:style>
<style:style style:name="SmallBold" style:family="text"><style:text-properties fo:font-size="9pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Footnote" style:family="paragraph"><style:text-properties fo:font-size="9pt"/></style:style>
<style:style style:name="Middle" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-size="9pt"/></style:style>
<style:style style:name="Head" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="H1" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="10pt" fo:keep-with-next="always"/><style:text-properties fo:font-size="18pt" fo:font-weight="bold"/></style:style>
<style:style style:name="H2" style:family="paragraph"><style:paragraph-properties fo:margin-top="10pt" fo:margin-bottom="6pt" fo:keep-with-next="always"/><style:text-properties fo:font-size="14pt" fo:font-weight="bold"/></style:style>
<style:style style:name="H3" style:family="paragraph"><style:paragraph-properties fo:margin-top="8pt" fo:margin-bottom="4pt" fo:keep-with-next="always"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Entry" style:family="paragraph"><style:paragraph-properties><style:tab-stops><style:tab-stop style:position="16cm" style:type="right" style:leader-style="dotted" style:leader-text="."/></style:tab-stops></style:paragraph-properties></style:style>
<style:style style:name="Struck" style:family="text"><style:text-properties style:text-line-through-style="solid" style:text-line-through-type="single"/></style:style>
<style:style style:name="Spaced" style:family="text"><style:text-properties fo:letter-spacing="0.15cm"/></style:style>
<style:style style:name="Frame" style:family="graphic"><style:graphic-properties text:anchor-type="paragraph" svg:x="0cm" svg:y="0cm"/></style:style>
<style:style style:name="Raised" style:family="text"><style:text-properties style:text-position="super 58%%"/></style:style>
<text:notes-configuration text:note-class="footnote" style:num-format="1" text:start-numbering-at="document" text:citation-style-name="Raised" text:citation-body-style-name="Raised"/>
</office:styles>
<office:automatic-styles>
<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="%s" fo:page-height="%s" style:print-orientation="%s" fo:margin-top="1.5cm" fo:margin-bottom="1.5cm" fo:margin-left="2.5cm" fo:margin-right="2.5cm"/>
<style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.5cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.5cm"/></style:footer-style></style:page-layout>
<style:style style:name="Columns2" style:family="section"><style:section-properties><style:columns fo:column-count="2" fo:column-gap="0.8cm"/></style:section-properties></style:style>
<style:style style:name="Columns3" style:family="section"><style:section-properties><style:columns fo:column-count="3" fo:column-gap="0.7cm"/></style:section-properties></style:style>
<style:style style:name="Bar" style:family="graphic" style:parent-style-name="Frame"><style:graphic-properties style:wrap="parallel" style:number-wrapped-paragraphs="no-limit" style:horizontal-pos="right" style:horizontal-rel="paragraph" style:vertical-pos="top" style:vertical-rel="paragraph" fo:margin-left="0.7cm" fo:padding="0cm" fo:border="none"/></style:style>
<style:style style:name="Ruled" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>
<style:style style:name="RuledMiddle" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.1cm" style:vertical-align="middle"/></style:style>
<style:style style:name="Plain" style:family="table-cell"><style:table-cell-properties fo:border="none" fo:padding="0.1cm"/></style:style>
<style:style style:name="PlainMiddle" style:family="table-cell"><style:table-cell-properties fo:border="none" fo:padding="0.1cm" style:vertical-align="middle"/></style:style>
<style:style style:name="Row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>
`

const officeBody = `</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">
<style:header><text:p text:style-name="Middle">%s</text:p></style:header>
<style:footer><text:p text:style-name="Middle"><text:page-number text:select-page="current"/></text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>
`

func officeSource(m manuscript) string {
	var b strings.Builder
	page := []any{"21cm", "29.7cm", "portrait"}
	if m.landscape {
		page = []any{"29.7cm", "21cm", "landscape"}
	}
	fmt.Fprintf(&b, officeHead, page...)
	for _, p := range flat(m.parts) {
		if p.kind == tabled {
			officeColumns(&b, p.table)
		}
	}
	officeLists(&b)
	fmt.Fprintf(&b, officeBody, html.EscapeString(m.running))
	n := 0
	officeParts(&b, m.parts, "P", &n)
	b.WriteString("</office:text></office:body></office:document>\n")
	return b.String()
}

// flat are all parts, with those within others.
func flat(parts []part) []part {
	var out []part
	for _, p := range parts {
		out = append(append(out, p), flat(p.parts)...)
	}
	return out
}

// officeColumns makes the styles of a table's columns.
func officeColumns(b *strings.Builder, table *tabular) {
	for _, w := range table.widths {
		fmt.Fprintf(b, "<style:style style:name=\"C%d\" style:family=\"table-column\"><style:table-column-properties style:rel-column-width=\"%d*\"/></style:style>\n", w, w)
	}
}

// listStyle is the name of the style of a marker's list, and the marker's place in it.
func listStyle(marker string) (name string, ordinal int) {
	bare := strings.Trim(marker, "(). ")
	switch {
	case strings.Trim(bare, "0123456789") == "":
		_, _ = fmt.Sscan(bare, &ordinal)
		return "Decimal", ordinal
	case strings.Trim(bare, "ivx") == "":
		return "Roman", romanValue(bare)
	case len(bare) == 1:
		return "Letter", int(bare[0]-'a') + 1
	}
	return "Bullet", 1
}

// officeLists are the styles of lists: hanging markers, a step further in for each level.
func officeLists(b *strings.Builder) {
	for name, format := range map[string]string{"Decimal": `style:num-format="1" style:num-suffix="."`,
		"Letter": `style:num-format="a" style:num-prefix="(" style:num-suffix=")"`, "Roman": `style:num-format="i" style:num-prefix="(" style:num-suffix=")"`} {
		fmt.Fprintf(b, "<text:list-style style:name=%q>", name)
		for level := 1; level <= 3; level++ {
			fmt.Fprintf(b, "<text:list-level-style-number text:level=\"%d\" %s>%s</text:list-level-style-number>", level, format, listPlace(level))
		}
		b.WriteString("</text:list-style>\n")
	}
	b.WriteString("<text:list-style style:name=\"Bullet\">")
	for level := 1; level <= 3; level++ {
		fmt.Fprintf(b, "<text:list-level-style-bullet text:level=\"%d\" text:bullet-char=\"•\">%s</text:list-level-style-bullet>", level, listPlace(level))
	}
	b.WriteString("</text:list-style>\n")
}

func listPlace(level int) string {
	left := 0.9 * float64(level)
	return fmt.Sprintf("<style:list-level-properties text:list-level-position-and-space-mode=\"label-alignment\"><style:list-level-label-alignment "+
		"text:label-followed-by=\"listtab\" text:list-tab-stop-position=\"%.1fcm\" fo:margin-left=\"%.1fcm\" fo:text-indent=\"-0.9cm\"/></style:list-level-properties>", left, left)
}

func officeParts(b *strings.Builder, parts []part, style string, notes *int) {
	p := func(style, text string) { fmt.Fprintf(b, "<text:p text:style-name=%q>%s</text:p>\n", style, text) }
	for i := 0; i < len(parts); i++ {
		text := html.EscapeString(parts[i].text)
		switch part := parts[i]; part.kind {
		case headline:
			fmt.Fprintf(b, "<text:h text:style-name=\"H%d\" text:outline-level=\"%d\">%s</text:h>\n", part.level, part.level, text)
		case para:
			if part.note != "" {
				*notes++
				text += fmt.Sprintf("<text:note text:note-class=\"footnote\"><text:note-citation>%d</text:note-citation><text:note-body><text:p text:style-name=\"Footnote\">%s</text:p></text:note-body></text:note>", *notes, html.EscapeString(part.note))
			}
			if part.struck != "" {
				text += " <text:span text:style-name=\"Struck\">" + html.EscapeString(part.struck) + "</text:span>"
			}
			if part.spaced {
				text = "<text:span text:style-name=\"Spaced\">" + text + "</text:span>"
			}
			p(style, text)
		case listed:
			name, ordinal := listStyle(part.marker)
			b.WriteString(strings.Repeat("<text:list text:style-name=\""+name+"\"><text:list-item>", part.level-1))
			fmt.Fprintf(b, "<text:list text:style-name=%q><text:list-item text:start-value=\"%d\"><text:p text:style-name=%q>%s</text:p></text:list-item></text:list>", name, ordinal, style, text)
			b.WriteString(strings.Repeat("</text:list-item></text:list>", part.level-1) + "\n")
		case tabled:
			officeTable(b, part.table)
		case columned:
			fmt.Fprintf(b, "<text:section text:style-name=\"Columns%d\" text:name=\"S%d\">\n", part.count, i)
			officeParts(b, part.parts, style, notes)
			b.WriteString("</text:section>\n")
		case sidebar:
			var inner strings.Builder
			for _, p := range part.parts {
				face := "Small" // the paragraphs of a frame do not keep the sizes of their styles
				if p.kind == headline {
					face = "SmallBold"
				}
				fmt.Fprintf(&inner, "<text:p text:style-name=\"P\"><text:span text:style-name=%q>%s</text:span></text:p>", face, html.EscapeString(p.text))
			}
			fmt.Fprintf(b, "<text:p text:style-name=\"Line\"><draw:frame draw:style-name=\"Bar\" draw:name=\"B\" text:anchor-type=\"paragraph\" svg:width=\"4.5cm\"><draw:text-box fo:min-height=\"2cm\">%s</draw:text-box></draw:frame></text:p>\n", inner.String())
		case entryOf:
			cut := strings.LastIndexByte(text, ' ')
			p("Entry", text[:cut]+"<text:tab/>"+text[cut+1:])
		case signed:
			rows := make([][]string, 1)
			for _, side := range part.parts {
				rows[0] = append(rows[0], side.text)
			}
			officeTable(b, &tabular{widths: []int{50, 50}, rows: rows})
		}
	}
}

func officeTable(b *strings.Builder, table *tabular) {
	cell := "Plain"
	if table.ruled {
		cell = "Ruled"
	}
	if table.middle {
		cell += "Middle"
	}
	b.WriteString("<table:table>\n")
	for _, w := range table.widths {
		fmt.Fprintf(b, "<table:table-column table:style-name=\"C%d\"/>", w)
	}
	for i, row := range table.rows {
		style := "Line"
		if i == 0 && table.header {
			style = "Head"
			b.WriteString("<table:table-header-rows>")
		}
		b.WriteString("<table:table-row table:style-name=\"Row\">")
		for _, text := range row {
			text = strings.ReplaceAll(html.EscapeString(text), "\n", "<text:line-break/>")
			fmt.Fprintf(b, "<table:table-cell table:style-name=%q office:value-type=\"string\"><text:p text:style-name=%q>%s</text:p></table:table-cell>", cell, style, text)
		}
		b.WriteString("</table:table-row>\n")
		if i == 0 && table.header {
			b.WriteString("</table:table-header-rows>\n")
		}
	}
	b.WriteString("</table:table>\n")
}
