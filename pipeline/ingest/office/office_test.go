package office

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
)

// zipped are parts in a ZIP.
func zipped(t testing.TB, parts map[string]string) []byte { return packed(t, parts, zip.Deflate) }

func packed(t testing.TB, parts map[string]string, method uint16) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(parts[name]))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
	`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" ` +
	`xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`

// wordParts are the parts of a DOCX with this body, and with styles, numbering and notes to refer to.
func wordParts(body string) map[string]string {
	relation := func(id, kind, target string) string {
		return fmt.Sprintf(`<Relationship Id="%s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>`, id, kind, target)
	}
	level := func(at int, format, text, more string) string {
		return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/>%s<w:lvlText w:val="%s"/></w:lvl>`, at, format, more, text)
	}
	const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	return map[string]string{
		"_rels/.rels": relations + relation("a", "officeDocument", "word/document.xml") + `</Relationships>`,
		"word/_rels/document.xml.rels": relations + relation("s", "styles", "styles.xml") + relation("n", "numbering", "/word/numbering.xml") +
			relation("f", "footnotes", "footnotes.xml") + relation("e", "endnotes", "endnotes.xml") + relation("h", "header", "header1.xml") + relation("g", "footer", "footer1.xml") +
			`<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="file:///etc/passwd" TargetMode="External"/></Relationships>`,
		"word/document.xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ` + wordSpace + `><w:body>` + body + `</w:body></w:document>`,
		"word/styles.xml": `<w:styles ` + wordSpace + `><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
			<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
			<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr></w:style>
			<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Our own"/><w:basedOn w:val="Titre1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
			<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
			<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
			<w:style w:type="paragraph" w:styleId="Counted"><w:name w:val="Counted"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
			<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
			<w:style w:type="paragraph" w:styleId="Round"><w:basedOn w:val="Trip"/></w:style><w:style w:type="paragraph" w:styleId="Trip"><w:basedOn w:val="Round"/></w:style>
			</w:styles>`,
		"word/numbering.xml": `<w:numbering ` + wordSpace + `>
			<w:abstractNum w:abstractNumId="0">` + level(0, "decimal", "%1.", "") + level(1, "lowerLetter", "(%2)", "") + level(2, "lowerRoman", "%1.%2.%3", "<w:isLgl/>") + `</w:abstractNum>
			<w:abstractNum w:abstractNumId="1">` + level(0, "bullet", "\uF0B7", "") + level(1, "bullet", "–", "") + `</w:abstractNum>
			<w:abstractNum w:abstractNumId="2">` + level(0, "upperRoman", "Item %1:", `<w:pStyle w:val="Counted"/>`) + `</w:abstractNum>
			<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
			<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num></w:numbering>`,
		"word/footnotes.xml": `<w:footnotes ` + wordSpace + `><w:footnote w:id="0" w:type="separator"><w:p><w:r><w:t>no note</w:t></w:r></w:p></w:footnote>
			<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Of the lake.</w:t></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>Of the river.</w:t></w:r></w:p></w:footnote></w:footnotes>`,
		"word/endnotes.xml": `<w:endnotes ` + wordSpace + `><w:endnote w:id="1"><w:p><w:r><w:t>At the end.</w:t></w:r></w:p></w:endnote></w:endnotes>`,
		"word/header1.xml":  `<w:hdr ` + wordSpace + `><w:p><w:r><w:t>LAKE/12/Rev.1</w:t></w:r></w:p></w:hdr>`,
		"word/footer1.xml":  `<w:ftr ` + wordSpace + `><w:p><w:r><w:t>Page 1</w:t></w:r></w:p></w:ftr>`,
		"docProps/app.xml":  `<not read`,
	}
}

// odtParts are the parts of an ODT with this text, and with styles to refer to.
func odtParts(text string) map[string]string {
	const space = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" ` +
		`xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"`
	return map[string]string{
		"mimetype": "application/vnd.oasis.opendocument.text",
		"content.xml": `<office:document-content ` + space + `><office:automatic-styles>
			<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
			<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
			<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
			<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
				<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>
				<text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="3"/></text:list-style>
			<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="&#xF0B7;"/></text:list-style>
			</office:automatic-styles><office:body><office:text>` + text + `</office:text></office:body></office:document-content>`,
		"styles.xml": `<office:document-styles ` + space + `><office:styles>
			<style:style style:name="Title" style:family="paragraph"/><style:style style:name="Contents_20_1" style:family="paragraph"/>
			<style:style style:name="Round" style:family="paragraph" style:parent-style-name="Trip"/><style:style style:name="Trip" style:family="paragraph" style:parent-style-name="Round"/>
			<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/><text:outline-level-style text:level="2" style:num-format=""/></text:outline-style>
			</office:styles><office:master-styles><style:master-page style:name="Standard"><style:header><text:p>LAKE/12/Rev.1</text:p></style:header><style:footer><text:p>Page 1</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>`,
	}
}

func read(t *testing.T, r *Reader, data []byte) *document.Document {
	t.Helper()
	doc, err := r.Read(context.Background(), "test", data)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Check(); err != nil {
		t.Fatal(err)
	}
	return doc
}

func sketch(doc *document.Document) []string {
	var lines []string
	for _, b := range doc.Blocks {
		line := string(b.Kind)
		if b.Level > 0 {
			line += fmt.Sprint(b.Level)
		}
		if b.Kind == document.Cell {
			line += fmt.Sprintf("(%d,%d,%d)", b.Table, b.Row, b.Col)
		}
		if b.Header {
			line += "!"
		}
		if b.Marker != "" {
			line += " " + b.Marker
		}
		lines = append(lines, line+" | "+strings.ReplaceAll(doc.Slice(b.Span), "\n", " / "))
	}
	return lines
}

const prose = "The ministers of the five lake states met in Port Amelie and spoke at length about fisheries, ferries and the joint survey of the northern shore."

// same compares a document with what is wanted of it, a block a line.
func same(t *testing.T, want string, doc *document.Document) {
	t.Helper()
	var lines []string
	for line := range strings.SplitSeq(strings.TrimSpace(want), "\n") {
		lines = append(lines, strings.ReplaceAll(strings.TrimSpace(line), "PROSE", prose))
	}
	if diff := cmp.Diff(lines, sketch(doc)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// p is a paragraph of Word with these properties and runs; a run without mark-up is its text.
func p(properties string, runs ...string) string {
	out := "<w:p><w:pPr>" + properties + "</w:pPr>"
	for _, r := range runs {
		if !strings.HasPrefix(r, "<") {
			r = `<w:r><w:t xml:space="preserve">` + r + "</w:t></w:r>"
		}
		out += r
	}
	return out + "</w:p>"
}

func styled(id string) string { return `<w:pStyle w:val="` + id + `"/>` }

func listed(num, level int) string {
	return fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level, num)
}

func tc(properties, text string) string {
	return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + p("", text) + "</w:tc>"
}

func TestWordsDocumentsReadAsTheyShow(t *testing.T) {
	bold := func(text string) string { return "<w:r><w:rPr><w:b/></w:rPr><w:t>" + text + "</w:t></w:r>" }
	const deleted = `<w:del w:id="1"><w:r><w:delText>four </w:delText></w:r></w:del>`
	box := `<w:txbxContent>` + p("", "In a box.") + `</w:txbxContent>`
	for name, tt := range map[string]struct{ body, want string }{
		"headings, in whatever language the styles are named": {
			p(styled("Titel"), "Lake Council") + p(styled("Titre1"), "Nets") + p(styled("Own"), "Mesh") + p(styled("Own")+`<w:outlineLvl w:val="9"/>`, prose) + p(styled("none"), prose) + p(styled("Round"), prose), `
			heading1 | Lake Council
			heading1 | Nets
			heading2 | Mesh
			paragraph | PROSE
			paragraph | PROSE
			paragraph | PROSE`},
		"headings that only look like it": {
			p("", bold("Nets")) + p("", prose) + p("", `<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>Traps</w:t></w:r>`) + p("", prose), `
			heading2 | Nets
			paragraph | PROSE
			heading2 | Traps
			paragraph | PROSE`},
		"numbers as Word prints them": {
			p(listed(1, 0), "mark the nets") + p(listed(1, 1), "in red") + p(listed(1, 1), "in blue") + p(listed(1, 2), "dark") + p(listed(1, 0), "count the boats") + p(listed(1, 1), "by hand") +
				p("", "They also agreed:") + p(listed(1, 0), "meet again") + p(listed(4, 0), "begin anew") + p(listed(4, 0), "go on") + p(listed(0, 0), "without a number") + p(listed(99, 0), "of no list"), `
			list-item1 1. | mark the nets
			list-item2 (a) | in red
			list-item2 (b) | in blue
			list-item3 1.2.1 | dark
			list-item1 2. | count the boats
			list-item2 (a) | by hand
			paragraph | They also agreed:
			list-item1 3. | meet again
			list-item1 7. | begin anew
			list-item1 8. | go on
			paragraph | without a number
			paragraph | of no list`},
		"numbered paragraphs are no list": {
			p(listed(1, 0), prose) + p(listed(1, 0), prose) + p(styled("Counted"), prose), `
			paragraph 1. | PROSE
			paragraph 2. | PROSE
			paragraph Item I: | PROSE`},
		"bullets": {
			p(listed(2, 0), "nets") + p(listed(2, 1), "red ones") + p(listed(2, 0), "traps"), `
			list-item1 • | nets
			list-item2 – | red ones
			list-item1 • | traps`},
		"tracked changes, comments and what is hidden": {
			p("", "The ", deleted, `<w:ins w:id="2"><w:r><w:t xml:space="preserve">five </w:t></w:r></w:ins>`, "states ", `<w:moveFrom w:id="3"><w:r><w:t>never </w:t></w:r></w:moveFrom>`,
				`<w:r><w:rPr><w:vanish/></w:rPr><w:t>secretly </w:t></w:r>`, `<w:r><w:commentReference w:id="1"/></w:r>`, "met.") +
				p(`<w:rPr><w:del w:id="4"/></w:rPr>`, "They parted ") + p("", "friends.") + p(`<w:rPr><w:del w:id="5"/></w:rPr>`, deleted) + p(listed(1, 0), "nets") + p(listed(1, 0), "traps"), `
			paragraph | The five states met.
			paragraph | They parted friends.
			list-item1 1. | nets
			list-item1 2. | traps`},
		"links, fields, breaks and hyphens": {
			p("", "See ", `<w:hyperlink r:id="x"><w:r><w:t>the site</w:t></w:r></w:hyperlink>`, " on ",
				`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:t>hidden</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, "4 May",
				`<w:r><w:fldChar w:fldCharType="end"/></w:r>`, `<w:r><w:br/><w:t>co</w:t><w:noBreakHyphen/><w:t>opera</w:t><w:softHyphen/><w:t>tion&#xAD;al</w:t><w:tab/><w:t>x</w:t><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>`) +
				p("", `<w:r><w:fldChar w:fldCharType="begin"/></w:r>`, "lost") + p("", "found") + p("", "Before the page.", `<w:r><w:br w:type="page"/></w:r>`, "After it."), `
			paragraph | See the site on 4 May / co-operational x
			paragraph | found
			paragraph | Before the page.
			paragraph | After it.`},
		"notes stand apart, once": {
			p("", "Of Ostland", `<w:r><w:footnoteReference w:id="2"/></w:r>`, " and Westmark", `<w:r><w:footnoteReference w:id="1"/></w:r>`, `<w:r><w:footnoteReference w:id="2"/></w:r>`, ".",
				`<w:r><w:endnoteReference w:id="1"/></w:r>`) + p("", prose), `
			paragraph | Of Ostland and Westmark.
			paragraph | PROSE
			footnote 1 | Of the river.
			footnote 2 | Of the lake.
			footnote i | At the end.`},
		"running headers and footers": {
			p(`<w:sectPr><w:headerReference r:id="h"/></w:sectPr>`, prose) + `<w:sectPr><w:headerReference r:id="h"/><w:headerReference r:id="x"/><w:footerReference r:id="g"/></w:sectPr>`, `
			furniture | LAKE/12/Rev.1
			paragraph | PROSE
			furniture | Page 1`},
		"text boxes, once though they are written twice": {
			p("", "Before.", `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>`+box+`</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>`+box+`</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`) +
				p("", `<w:r><mc:AlternateContent><mc:Choice Requires="new"/><mc:Fallback><w:pict><v:textbox><w:txbxContent>`+p("", "In an old box.")+`</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`) + p("", "After."), `
			paragraph | Before.
			paragraph | In a box.
			paragraph | In an old box.
			paragraph | After.`},
		"a table with merged cells": {
			`<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>` + tc("", "State") + tc("", "Head") + tc("", "Note") + `</w:tr>
			<w:tr>` + tc(`<w:vMerge w:val="restart"/>`, "Ostland") + tc("", "Ada Marr") + tc("", "chair") + `</w:tr>
			<w:tr>` + tc(`<w:vMerge/>`, "") + tc(`<w:gridSpan w:val="2"/>`, "Bo Lund") + `</w:tr>
			<w:tr><w:trPr><w:del w:id="1"/></w:trPr>` + tc("", "struck") + tc("", "out") + `</w:tr>
			<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>` + tc("", "Cy Ost") + `<w:tc>` + p(listed(2, 0), "guest") + p(listed(1, 0), "speaker") + `</w:tc></w:tr></w:tbl>`, `
			cell(1,0,0)! | State
			cell(1,0,1)! | Head
			cell(1,0,2)! | Note
			cell(1,1,0) | Ostland
			cell(1,1,1) | Ada Marr
			cell(1,1,2) | chair
			cell(1,2,1) | Bo Lund
			cell(1,3,1) | Cy Ost
			cell(1,3,2) | guest
			cell(1,3,2) 1. | speaker`},
		"a table that only lays out the page": {
			`<w:tbl><w:tr><w:tc>` + p(styled("Titre1"), "Lake Council") + `</w:tc>` + tc("", "12 May") + `</w:tr></w:tbl>` + p("", prose), `
			heading1 | Lake Council
			paragraph | 12 May
			paragraph | PROSE`},
		"contents lists, controls and formulas": {
			p(styled("TOC1"), "Nets") + `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>` + p("", "Traps") + `</w:sdtContent></w:sdt>` +
				`<w:sdt><w:sdtContent>` + p("", "Held in ", `<w:sdt><w:sdtContent><w:r><w:t>Suva</w:t></w:r></w:sdtContent></w:sdt>`, `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt>`, `<m:oMath><m:r><m:t> x=1</m:t></m:r></m:oMath>`, ".") + `</w:sdtContent></w:sdt>`, `
			contents | Nets
			contents | Traps
			paragraph | Held in Suva x=1.`},
	} {
		t.Run(name, func(t *testing.T) {
			same(t, tt.want, read(t, NewDOCX(Options{}), zipped(t, wordParts(tt.body))))
		})
	}
}

func TestOpenDocumentsReadAsTheyShow(t *testing.T) {
	item := func(text string) string { return "<text:list-item><text:p>" + text + "</text:p></text:list-item>" }
	for name, tt := range map[string]struct{ text, want string }{
		"headings and their numbers": {
			`<text:p text:style-name="P1">Lake Council</text:p><text:h text:outline-level="1">Nets</text:h><text:h text:outline-level="2">Mesh</text:h><text:h text:outline-level="1">Traps</text:h><text:p text:style-name="Round">` + prose + `</text:p>`, `
			heading1 | Lake Council
			heading1 I. | Nets
			heading2 | Mesh
			heading1 II. | Traps
			paragraph | PROSE`},
		"lists and where they go on": {
			`<text:list text:style-name="L1" xml:id="one">` + item("mark the nets") + `<text:list-item><text:p>count</text:p><text:list><text:list-item><text:p>by hand</text:p><text:list>` + item("twice") + `</text:list></text:list-item></text:list></text:list-item></text:list>
			<text:p>They also agreed:</text:p><text:list text:style-name="L1" text:continue-numbering="true">` + item("meet again") + `</text:list>
			<text:p>And:</text:p><text:list text:style-name="L1"><text:list-item text:start-value="7"><text:p>rest</text:p></text:list-item>` + item("eat") + `</text:list>
			<text:p>Then:</text:p><text:list text:style-name="L1" text:continue-list="one">` + item("go home") + `</text:list><text:list text:style-name="L2">` + item("nets") + item("traps") + `</text:list>`, `
			list-item1 1. | mark the nets
			list-item1 2. | count
			list-item2 (a) | by hand
			list-item3 2.a.1 | twice
			paragraph | They also agreed:
			list-item1 3. | meet again
			paragraph | And:
			list-item1 7. | rest
			list-item1 8. | eat
			paragraph | Then:
			list-item1 4. | go home
			list-item1 • | nets
			list-item1 • | traps`},
		"tracked changes, comments, notes and what is hidden": {
			`<text:tracked-changes><text:changed-region><text:deletion><text:p>Never again.</text:p></text:deletion></text:changed-region></text:tracked-changes>
			<text:p>The <text:change text:change-id="c"/>five<office:annotation><text:p>Really?</text:p></office:annotation> states<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Of the lake.</text:p></text:note-body></text:note> <text:span text:style-name="H">secretly </text:span>met<text:s text:c="3"/>on <text:a>4 May</text:a><text:line-break/>and parted.</text:p>`, `
			paragraph | The five states met on 4 May / and parted.
			footnote 1 | Of the lake.`},
		"bold lines, boxes, contents": {
			`<text:p><text:span text:style-name="B">Nets</text:span></text:p><text:p>` + prose + `<draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame></text:p>
			<text:table-of-content><text:index-body><text:index-title><text:p>Contents</text:p></text:index-title><text:p>Nets</text:p></text:index-body></text:table-of-content><text:p text:style-name="Contents_20_1">Traps</text:p><text:section><text:p>Last.</text:p></text:section>`, `
			heading2 | Nets
			paragraph | PROSE
			paragraph | In a box.
			contents | Contents
			contents | Nets
			contents | Traps
			paragraph | Last.`},
		"a table": {
			`<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>State</text:p></table:table-cell><table:table-cell><text:p>Head</text:p></table:table-cell></table:table-row></table:table-header-rows>
			<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>Ostland</text:p></table:table-cell><table:table-cell><text:p>Ada Marr</text:p></table:table-cell></table:table-row>
			<table:table-row><table:covered-table-cell/><table:table-cell><text:p>Bo Lund</text:p></table:table-cell></table:table-row></table:table>`, `
			cell(1,0,0)! | State
			cell(1,0,1)! | Head
			cell(1,1,0) | Ostland
			cell(1,1,1) | Ada Marr
			cell(1,2,1) | Bo Lund`},
	} {
		t.Run(name, func(t *testing.T) {
			same(t, "furniture | LAKE/12/Rev.1\n"+strings.TrimSpace(tt.want)+"\nfurniture | Page 1", read(t, NewODT(Options{}), zipped(t, odtParts(tt.text))))
		})
	}
}

func TestTheFilesOwnTitleAndDateAreKeptWhereTheySaySomething(t *testing.T) {
	const space = `xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"`
	for _, tt := range []struct{ title, created, modified, want string }{
		{"Ninth Lake Council", "2019-05-04T10:00:00Z", "2019-06-01T10:00:00Z", "title | Ninth Lake Council\nmeta | date: 2019-05-04\nparagraph | PROSE"},
		{"report_final.docx", "2011-05-04T10:00:00Z", "2019-06-01T10:00:00Z", "paragraph | PROSE"},
		{"Microsoft Word - Lake report.doc", "1601-01-01T00:00:00Z", "", "title | Lake report\nparagraph | PROSE"},
		{"Document 1", "soon", "", "paragraph | PROSE"},
	} {
		parts := wordParts(p("", prose))
		parts["docProps/core.xml"] = `<cp:coreProperties ` + space + `><dc:title>` + tt.title + `</dc:title><dcterms:created>` + tt.created + `</dcterms:created><dcterms:modified>` + tt.modified + `</dcterms:modified></cp:coreProperties>`
		same(t, tt.want, read(t, NewDOCX(Options{}), zipped(t, parts)))
	}
}

func TestNamespacesCountAndNotTheirPrefixes(t *testing.T) {
	parts := map[string]string{"word/document.xml": `<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>` + prose + `</x:t></x:r></x:p></x:body></x:document>`}
	same(t, "paragraph | PROSE", read(t, NewDOCX(Options{}), zipped(t, parts)))
}

func TestWhatIsBrokenOrMadeToHarmHasItsReason(t *testing.T) {
	with := func(parts map[string]string, name, data string) map[string]string {
		parts[name] = data
		return parts
	}
	limits := Options{MaxNesting: 100, Unfold: 200, Least: 1 << 20}
	whole := zipped(t, wordParts(p("", prose)))
	locked := bytes.Clone(whole)
	for at := 0; ; {
		i := bytes.Index(locked[at:], []byte("PK\x01\x02"))
		if i < 0 {
			break
		}
		locked[at+i+8] |= 1
		at += i + 4
	}
	const laughs = `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>`
	for name, tt := range map[string]struct {
		reader *Reader
		data   []byte
		want   pipeline.Reason
	}{
		"no ZIP":                     {NewDOCX(limits), []byte("PK\x03\x04"), pipeline.Corrupt},
		"cut off":                    {NewDOCX(limits), whole[:len(whole)-30], pipeline.Corrupt},
		"locked":                     {NewDOCX(limits), locked, pipeline.Encrypted},
		"without a main part":        {NewDOCX(limits), zipped(t, map[string]string{"a": "b"}), pipeline.Corrupt},
		"broken XML":                 {NewDOCX(limits), zipped(t, with(wordParts(""), "word/styles.xml", "<w:styles")), pipeline.Corrupt},
		"without text":               {NewDOCX(limits), zipped(t, wordParts(p("", " "))), pipeline.Empty},
		"entities":                   {NewDOCX(limits), zipped(t, with(wordParts(""), "word/document.xml", laughs+`<w>&b;</w>`)), pipeline.Corrupt},
		"outer entities":             {NewODT(limits), zipped(t, with(odtParts(""), "content.xml", `<!DOCTYPE w SYSTEM "file:///etc/passwd"><w>&passwd;</w>`)), pipeline.Corrupt},
		"a bomb":                     {NewDOCX(limits), zipped(t, wordParts(strings.Repeat(p("", "Nets."), 1<<16))), pipeline.Bomb},
		"a bomb in a lesser part":    {NewODT(limits), zipped(t, with(odtParts("<text:p>Nets.</text:p>"), "styles.xml", "<a>"+strings.Repeat(" ", 4<<20)+"</a>")), pipeline.Bomb},
		"elements within others":     {NewODT(limits), zipped(t, odtParts(strings.Repeat("<text:section>", 200)+strings.Repeat("</text:section>", 200))), pipeline.TooLarge},
		"two documents in one":       {NewODT(limits), zipped(t, with(odtParts(""), "content.xml", "<a/><b/>")), pipeline.Corrupt},
		"an enciphered ODT":          {NewODT(limits), zipped(t, with(odtParts(""), "META-INF/manifest.xml", `<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>`)), pipeline.Encrypted},
		"too many characters a byte": {NewDOCX(Options{Expansion: 1}), zipped(t, wordParts(strings.Repeat(p("", prose), 10000))), pipeline.Bomb},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := tt.reader.Read(context.Background(), "x.docx", tt.data)
			var failure *pipeline.Failure
			if !errors.As(err, &failure) || failure.Reason != tt.want || failure.URI != "x.docx" {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestARealDocumentReadsWhole(t *testing.T) {
	data, err := os.ReadFile("../../../../shared/real/docs/unfccc-art62-sbsta-dd.docx")
	if err != nil {
		t.Skip("../shared/real is not here")
	}
	doc := read(t, NewDOCX(Options{MaxNesting: 512, Unfold: 200, Least: 64 << 20}), data)
	kinds := map[document.Kind]int{}
	markers := map[string]int{}
	for _, b := range doc.Blocks {
		kinds[b.Kind]++
		if b.Kind == document.Footnote {
			markers[b.Marker]++
		}
	}
	for kind, least := range map[document.Kind]int{document.Heading: 30, document.Paragraph: 60, document.ListItem: 100, document.Cell: 200, document.Footnote: 20, document.Furniture: 5} {
		if kinds[kind] < least {
			t.Errorf("%d blocks of kind %s, want %d at least", kinds[kind], kind, least)
		}
	}
	for _, want := range []string{"1", "14", "i", "xi"} {
		if markers[want] != 1 {
			t.Errorf("%d notes are numbered %s, want 1", markers[want], want)
		}
	}
}

// fuzz reads parts that a fuzzer makes.
func fuzz(f *testing.F, r *Reader, parts func(main, other string) map[string]string) {
	f.Fuzz(func(t *testing.T, main, other string) {
		doc, err := r.Read(context.Background(), "fuzz", packed(t, parts(main, other), zip.Store))
		if err != nil {
			var failure *pipeline.Failure
			if !errors.As(err, &failure) {
				t.Fatalf("untyped error %v", err)
			}
			return
		}
		if err := doc.Check(); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzDOCX(f *testing.F) {
	whole := wordParts("")
	f.Add(p(listed(1, 0), "a", `<w:r><w:footnoteReference w:id="1"/><w:br/></w:r>`)+p(`<w:rPr><w:del/></w:rPr>`, "b"), whole["word/numbering.xml"])
	f.Add(`<w:tbl><w:tr>`+tc(`<w:gridSpan w:val="9"/>`, "c")+tc(`<w:vMerge/>`, "d")+`</w:tr></w:tbl>`+p(styled("Own"), "e"), whole["word/numbering.xml"])
	fuzz(f, NewDOCX(Options{MaxNesting: 100, Unfold: 200, Least: 1 << 20}), func(main, other string) map[string]string {
		parts := wordParts(main)
		parts["word/numbering.xml"] = other
		return parts
	})
}

func FuzzODT(f *testing.F) {
	whole := odtParts("")
	f.Add(`<text:list text:style-name="L1"><text:list-item><text:p>a</text:p></text:list-item></text:list><text:h>b</text:h>`, whole["styles.xml"])
	f.Add(`<table:table><table:table-row><table:table-cell table:number-columns-repeated="9"><text:p>c<text:s/></text:p></table:table-cell></table:table-row></table:table>`, whole["styles.xml"])
	fuzz(f, NewODT(Options{MaxNesting: 100, Unfold: 200, Least: 1 << 20}), func(main, other string) map[string]string {
		parts := odtParts(main)
		parts["styles.xml"] = other
		return parts
	})
}
