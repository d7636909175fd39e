package main

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"rapporteur/cmd/internal/wire"
	"rapporteur/pipeline"
	"rapporteur/pipeline/ingest/pdf"
	"rapporteur/pipeline/store"
)

// hostileEnv is how many mutants of PDF files TestHostileFilesCostThemselvesOnly makes. From fullCorpus on, the files that
// are made to be large are as large as an attacker would have them.
const (
	hostileEnv  = "RAPPORTEUR_HOSTILE"
	fewMutants  = 40
	fullCorpus  = 1000
	fewerCopies = 100 // by how much less there is of everything before
)

// What honest people wrote comes out the same, whatever lies beside it in the archive; and whatever that is ends in one
// state, with a reason where it is not read.
func TestHostileFilesCostThemselvesOnly(t *testing.T) {
	mutants, scale := fewMutants, fewerCopies
	if wanted := os.Getenv(hostileEnv); wanted != "" {
		n, err := strconv.Atoi(wanted)
		if err != nil {
			t.Fatalf("%s: %v", hostileEnv, err)
		}
		if mutants = n; n >= fullCorpus {
			scale = 1
		}
	}
	honest, hostile := honestFiles(t), hostileFiles(t, mutants, scale)
	alone, among := t.TempDir(), t.TempDir()
	for name, data := range honest {
		for _, dir := range []string{alone, among} {
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, data := range hostile {
		if err := os.WriteFile(filepath.Join(among, name), data(), 0o666); err != nil {
			t.Fatal(err)
		}
	}

	want := runOver(t, alone)
	got := runOver(t, among)
	if len(want) != len(honest) || len(got) != len(honest)+len(hostile) {
		t.Fatalf("%d honest files gave %d entries alone; with %d hostile ones %d", len(honest), len(want), len(hostile), len(got))
	}
	for uri, e := range want {
		if e.State != pipeline.OK {
			t.Errorf("%s: alone, it is %s, %s: %s", uri, e.State, e.Reason, e.Message)
		}
		if g := got[uri]; g != nil { // it names the mutants that have kept its text
			g.Also = nil
			if g.Record != nil {
				g.Record.Source.Also = nil
			}
		}
		if diff := cmp.Diff(e, got[uri]); diff != "" {
			t.Errorf("%s: (-alone +among hostile files):\n%s", uri, diff)
		}
	}
	outcomes := map[string]int{}
	for uri, e := range got {
		if want[uri] != nil {
			continue
		}
		outcomes[strings.TrimSpace(fmt.Sprint(e.State, " ", e.Reason))]++
		switch {
		case (e.State == pipeline.Quarantined || e.State == pipeline.Partial) && (e.Reason == "" || e.Message == ""):
			t.Errorf("%q: %s without a reason", uri, e.State)
		case e.Reason == pipeline.Internal || e.Reason == pipeline.Unreadable:
			t.Errorf("%q: a defect of ours: %s", uri, e.Message)
		case e.State != pipeline.Quarantined && e.State != pipeline.Skipped && e.State != pipeline.Duplicate && e.Record == nil:
			t.Errorf("%q: %s without a record", uri, e.State)
		}
		if e.Reason == pipeline.Crashed || e.Reason == pipeline.Timeout || e.Reason == pipeline.OutOfCPU {
			t.Logf("%q: %s: %s", uri, e.Reason, e.Message)
		}
	}
	for _, outcome := range slices.Sorted(maps.Keys(outcomes)) {
		t.Logf("%4d %s", outcomes[outcome], outcome)
	}
}

// runOver runs over a folder with worker processes, into a dataset and its exports, and gives the entries by their URIs.
func runOver(t *testing.T, dir string) map[string]*pipeline.Entry {
	t.Helper()
	s := &wire.Settings{PDFReader: pdf.PDFium}
	o, err := s.Workers(&wire.Limits{Workers: 2, Time: 2 * time.Minute, CPU: 10 * time.Second, Memory: 768, Pages: 5000, Nesting: 512, Expansion: 100})
	if err != nil {
		t.Fatal(err)
	}
	inputs, err := pipeline.FindInputs([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	data, err := store.Create(t.Context(), out, "test")
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	o.Inputs, o.Store = inputs.Files, data
	if _, err := pipeline.Run(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	entries := map[string]*pipeline.Entry{}
	if err := data.Entries(t.Context(), func(e *pipeline.Entry) error { entries[e.URI] = e; return nil }); err != nil {
		t.Fatal(err)
	}
	if err := writeExports(t.Context(), data, out); err != nil {
		t.Error(err)
	}
	return entries
}

// honestFiles are the bundled reports, under names that stand before those of the hostile files: of a mutant with the very
// text of a report, the report is the one that counts. They are read among the others all the same, which go by size.
func honestFiles(t *testing.T) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("..", "..", "testdata", "reports", "*"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no bundled reports", err)
	}
	files := map[string][]byte{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files["00-honest-"+filepath.Base(path)] = data
	}
	return files
}

// hostileFiles are files that are broken by chance or made to do harm: by name, what makes their bytes.
func hostileFiles(t *testing.T, mutants, scale int) map[string]func() []byte {
	t.Helper()
	made := hostilePages(scale)
	maps.Copy(made, hostileTexts(scale))
	maps.Copy(made, hostilePDFs(scale))
	maps.Copy(made, hostileOffice(scale))
	maps.Copy(made, hostileMail(scale))
	files := map[string]func() []byte{}
	for i, name := range slices.Sorted(maps.Keys(made)) {
		files[fmt.Sprintf("%02d-made-%s", i*100/len(made), name)] = made[name]
	}
	var seeds [][]byte
	for _, folder := range []string{"reports", "hostile"} {
		paths, err := filepath.Glob(filepath.Join("..", "..", "testdata", folder, "*.pdf"))
		if err != nil || len(paths) == 0 {
			t.Fatal("no bundled PDF files", err)
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			seeds = append(seeds, data)
		}
	}
	for i := range mutants {
		files[fmt.Sprintf("%02d-mutant-%04d.pdf", i*100/mutants, i)] = func() []byte {
			return mutant(rand.New(rand.NewPCG(uint64(i), 20261124)), seeds)
		}
	}
	return files
}

// mutant is one of the seeds, damaged in a few ways: as transfers and editors damage files, and as attackers do.
func mutant(random *rand.Rand, seeds [][]byte) []byte {
	data := bytes.Clone(seeds[random.IntN(len(seeds))])
	numbers := []string{"0", "-1", "1", "65536", "2147483647", "2000000000", "4294967296", "99999999999999999999", "1e30"}
	for range 1 + random.IntN(12) {
		if len(data) < 100 {
			break
		}
		at := random.IntN(len(data))
		end := min(len(data), at+1+random.IntN(200))
		switch random.IntN(8) {
		case 0:
			data[at] = byte(random.IntN(256))
		case 1:
			data[at] ^= 1 << random.IntN(8)
		case 2:
			data = slices.Delete(data, at, end)
		case 3:
			data = slices.Insert(data, at, data[at:end]...)
		case 4: // a piece of another file
			other := seeds[random.IntN(len(seeds))]
			from := random.IntN(len(other))
			data = slices.Insert(data, at, other[from:min(len(other), from+random.IntN(2000))]...)
		case 5: // the next number is another: an offset, a length, a count, an object
			from := bytes.IndexAny(data[at:], "0123456789")
			if from < 0 {
				break
			}
			from += at
			to := from
			for to < len(data) && '0' <= data[to] && data[to] <= '9' {
				to++
			}
			data = slices.Replace(data, from, to, []byte(numbers[random.IntN(len(numbers))])...)
		case 6: // an object in place of another
			data = bytes.Replace(data, fmt.Appendf(nil, " %d 0 R", 1+random.IntN(30)), fmt.Appendf(nil, " %d 0 R", 1+random.IntN(30)), 1)
		case 7:
			if random.IntN(4) == 0 {
				data = data[:at]
			}
		}
	}
	return append(data, "\n%"...) // it is another file than its seed, even where the damage undid itself
}

const sentence = "The Ministers of Arland and Borland met in Port Orla on 3 and 4 May 2012 and agreed to share survey data by June 2013. "

// hostilePages are web pages. In a smaller corpus there is scale times less of what is too much in them.
func hostilePages(scale int) map[string]func() []byte {
	page := func(parts ...string) func() []byte {
		return func() []byte { return []byte("<html><body><h1>Report</h1>" + strings.Join(parts, "")) }
	}
	times := func(n int, what string) string { return strings.Repeat(what, n/scale) }
	numbered := func(n int, format string) string {
		var b strings.Builder
		for i := range n / scale {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	return map[string]func() []byte{
		"line.html":       func() []byte { return page("<p>", times(100<<20/len(sentence), sentence))() },
		"word.html":       func() []byte { return page("<p>", times(100<<20, "x"))() },
		"divisions.html":  page(times(100_000, "<div>"), sentence),
		"cells.html":      page("<p>", sentence, "</p><table>", times(1000, "<tr>"+strings.Repeat("<td>Arland</td>", 1000)+"</tr>"), "</table>"),
		"row.html":        page("<p>", sentence, "</p><table><tr>", times(1_000_000, "<td>Arland"), "</table>"),
		"spans.html":      page("<p>", sentence, "</p><table>", times(200, "<tr>"+strings.Repeat("<td rowspan=65534 colspan=1000>Arland</td>", 100)+"</tr>"), "</table>"),
		"items.html":      page("<p>The meeting agreed to:<ul>", times(200_000, "<li>meet again</li>"), "</ul>"),
		"bold.html":       page("<p>", times(500_000, "<b>x</b>")),
		"breaks.html":     page("<p>", times(500_000, "Arland<br>")),
		"attributes.html": page("<p ", numbered(200_000, "a%d=1 "), ">", sentence),
		"formatting.html": page(numbered(20_000, "<a><b id=%d><p>x")),
		"unclosed.html":   page(numbered(2000, "<p><font size=%d>"+sentence)),
		"comments.html":   page(sentence, times(2_000_000, "<!--")),
		"tags.html":       page(sentence, times(10_000_000, "<")),
		"entities.html":   page("<p>", sentence, times(1_000_000, "&NotNestedGreaterGreater;")),
		"zeros.html":      page("<p>", times(100_000, sentence+"\x00")),
		"accents.html":    page("<p>", sentence, "a", times(3_000_000, "\u0301")),
		"ligatures.html":  page("<p>", sentence, times(3_000_000, "\uFDFA")), // each of 18 letters, once normalised
		"directions.html": page("<p>\u202E", sentence, times(100_000, "\u2066\u202A")),
		"bad-utf8.html":   page("<p>", sentence, times(500_000, "\xff\xc0\x80\xed\xa0\x80\xf5\x80\x80\x80")),
		"bad-utf16.html": func() []byte {
			return append(utf16LE("<html><body><p>"+sentence+sentence), times(500_000, "\x00\xd8 \x00")+"x"...)
		},
		"half-utf16.html":    func() []byte { return append(utf16LE("<html><body><p>"+sentence), '<') },
		"charset.html":       page("<meta charset=utf-7><p>+ADw-script+AD4- ", sentence),
		"bell\a\x1b[2J.html": page("<p>", sentence, "\x1b[2J\a", sentence),
		"line\nbreak.html":   page("<p>A name of two lines. ", sentence),
		"\xff\xfe\x80.html":  page("<p>A name that is no text. ", sentence),
		"=cmd|' '!A1.html":   page("<p>A name that is a formula. ", sentence),
		"\u202Elmth.html":    page("<p>A name that reads backwards. ", sentence),
	}
}

func utf16LE(text string) []byte {
	out := []byte("\xff\xfe")
	for _, unit := range utf16.Encode([]rune(text)) {
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return out
}

// hostileTexts are texts and Markdown.
func hostileTexts(scale int) map[string]func() []byte {
	times := func(n int, what string) string { return strings.Repeat(what, n/scale) }
	markdown := func(what string) func() []byte {
		return func() []byte { return []byte("# Report\n\n" + sentence + "\n\n## Annex\n\n" + what + "\n") }
	}
	return map[string]func() []byte{
		"line.txt":   func() []byte { return []byte(times(10<<20/len(sentence), sentence)) },
		"lines.txt":  func() []byte { return []byte(times(5<<20/len(sentence), sentence+"\n")) },
		"blank.txt":  func() []byte { return []byte(sentence + times(10_000_000, "\n") + sentence) },
		"spaces.txt": func() []byte { return []byte(sentence + times(10_000_000, " ") + sentence) },
		"stairs.txt": func() []byte {
			var b strings.Builder
			for i := range 20_000 / scale {
				fmt.Fprintf(&b, "%*s%d. word\n", i%3000, "", i)
			}
			return []byte(b.String())
		},
		"zeros.txt":    func() []byte { return []byte(sentence + "\x00" + sentence + "\x00\x00") },
		"quotes.md":    markdown(times(100_000, "> ") + "x"),
		"stars.md":     markdown(times(200_000, "*a **b ")),
		"brackets.md":  markdown(times(200_000, "[a](")),
		"images.md":    markdown(times(200_000, "![")),
		"ticks.md":     markdown(times(2000, "`") + times(200_000, "`a``b```c")),
		"tables.md":    markdown(times(20_000, "|a") + "|\n" + times(20_000, "|-") + "|\n" + times(1000, times(1000, "|b")+"|\n")),
		"notes.md":     markdown(times(100_000, "[^1] ") + "\n\n[^1]: [^1]\n"),
		"links.md":     markdown(times(50_000, "[a]: b\n") + times(50_000, "[a] ")),
		"aliases.md":   func() []byte { return []byte("---\n" + aliases() + "title: *k\n---\n# Report\n\n" + sentence) },
		"items.md":     markdown(times(300_000, "- a\n")),
		"emphasis.txt": func() []byte { return []byte(times(300_000, "**a** __b__ ")) },
	}
}

// hostileOffice are documents of office programs.
func hostileOffice(scale int) map[string]func() []byte {
	const (
		word = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>`
		text = `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>`
		line = `<w:p><w:r><w:t>` + sentence + `</w:t></w:r></w:p>`
	)
	times := func(n int, what string) string { return strings.Repeat(what, n/scale) }
	zipped := func(parts ...string) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for i := 0; i+1 < len(parts); i += 2 {
			if w, err := z.Create(parts[i]); err == nil {
				w.Write([]byte(parts[i+1]))
			}
		}
		z.Close()
		return b.Bytes()
	}
	docx := func(body string, more ...string) func() []byte {
		return func() []byte {
			return zipped(append([]string{"word/document.xml", word + line + body + `</w:body></w:document>`}, more...)...)
		}
	}
	odt := func(body string) func() []byte {
		return func() []byte {
			return zipped("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", text+`<text:p>`+sentence+`</text:p>`+body+`</office:text></office:body></office:document-content>`)
		}
	}
	relations := func(of string) string {
		return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + of + `</Relationships>`
	}
	related := func(kind, target string) string {
		return `<Relationship Id="` + kind + `" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + kind + `" Target="` + target + `"/>`
	}
	const rels = "word/_rels/document.xml.rels"
	nine := ""
	for i := range 9 {
		nine += fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="2147483647"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%s"/></w:lvl>`, i, strings.Repeat("%1", 25))
	}
	return map[string]func() []byte{
		"bomb.docx":      docx(times(1_000_000, line+strings.Repeat(" ", 1000))),
		"elements.docx":  docx(times(20_000_000, "<w:p/>")),
		"nesting.docx":   docx(times(100_000, "<w:sdt><w:sdtContent>")),
		"attribute.docx": docx(`<w:p w:x="` + times(50_000_000, "x") + `"/>`),
		"laughs.docx": func() []byte {
			return zipped("word/document.xml", `<!DOCTYPE w [<!ENTITY a "`+times(1_000_000, "ha")+`"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>`+word+`<w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>`)
		},
		"outside.docx": docx(`<w:sectPr><w:headerReference r:id="header"/></w:sectPr>`, rels, relations(related("header", "../../../../../../etc/passwd")+related("styles", "file:///etc/passwd")+related("footnotes", "/etc/passwd")),
			"../../../../tmp/rapporteur-was-here", "x", "/etc/cron.d/x", "x", "word/document.xml", "twice"),
		"headers.docx": docx(times(200_000, `<w:sectPr><w:headerReference r:id="header"/></w:sectPr>`), rels, relations(related("header", "document.xml"))),
		"notes.docx": docx(times(200_000, `<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>`), rels, relations(related("footnotes", "footnotes.xml")), "word/footnotes.xml",
			strings.Replace(word, "w:document ", "w:footnotes ", 1)+`</w:body><w:footnote w:id="1">`+times(1000, line)+`<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p></w:footnote></w:footnotes>`),
		"markers.docx": docx(times(100_000, `<w:p><w:pPr><w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Arland</w:t></w:r></w:p>`), rels, relations(related("numbering", "n.xml")), "word/n.xml",
			strings.Replace(strings.TrimSuffix(word, "<w:body>"), "w:document ", "w:numbering ", 1)+`<w:abstractNum w:abstractNumId="1">`+nine+`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>`),
		"tables.docx":   docx(times(20_000, `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>`+line+`</w:tc><w:tc>`+line+`</w:tc></w:tr></w:tbl>`)),
		"boxes.docx":    docx(`<w:p><w:r><w:pict>` + times(100_000, `<w:txbxContent>`+line+`</w:txbxContent>`) + `</w:pict></w:r></w:p>`),
		"fields.docx":   docx(`<w:p>` + times(300_000, `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`) + times(300_000, `<w:r><w:t>x</w:t></w:r>`) + `</w:p>`),
		"cut.docx":      func() []byte { return docx(line)()[:300] },
		"zeros.docx":    docx(`<w:p><w:r><w:t>` + times(1_000_000, "\x00") + `</w:t></w:r></w:p>`),
		"repeated.odt":  odt(`<table:table>` + times(10_000, `<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000000"><text:p>Arland</text:p></table:table-cell></table:table-row>`) + `</table:table>`),
		"spaces.odt":    odt(`<text:p>` + times(100_000, `x<text:s text:c="2000000000"/>`) + `</text:p>`),
		"lists.odt":     odt(times(100_000, `<text:list><text:list-item>`)),
		"counting.odt":  odt(times(100_000, `<text:list text:style-name="L" text:continue-list="x"><text:list-item text:start-value="99999999999"><text:p>Arland</text:p></text:list-item></text:list>`)),
		"sections.odt":  odt(strings.Repeat(`<text:section>`, 600) + strings.Repeat(`</text:section>`, 600)),
		"frames.odt":    odt(strings.Repeat(`<text:p>`, 200) + sentence + strings.Repeat(`</text:p>`, 200)),
		"enormous.docx": func() []byte { return zipped("word/document.xml", times(500_000_000, " ")) },
	}
}

// hostileMail are mail messages and saved pages.
func hostileMail(scale int) map[string]func() []byte {
	const head = "From: a@arland.example\nMessage-ID: <1>\nMIME-Version: 1.0\n"
	times := func(n int, what string) string { return strings.Repeat(what, n/scale) }
	mail := func(parts ...string) func() []byte {
		return func() []byte { return []byte(head + strings.Join(parts, "")) }
	}
	nested := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
		}
		return b.String()
	}
	mixed := "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n" + sentence + "\n"
	return map[string]func() []byte{
		"nested.eml":       mail(nested(50_000/scale), "\n", sentence),
		"parts.eml":        mail(mixed, times(1_000_000, "--b\n\nx\n")),
		"headers.eml":      mail(times(1_000_000, "X-Header: x\n"), "\n", sentence),
		"header.eml":       mail("Subject: ", times(20_000_000, "=?utf-8?B?QQ==?= "), "\n\n", sentence),
		"parameters.eml":   mail("Content-Type: text/plain", times(1_000_000, "; a=b"), "\n\n", sentence),
		"boundary.eml":     mail("Content-Type: multipart/mixed; boundary=\"", times(1_000_000, "-"), "\"\n\n", times(10_000_000, "-"), sentence),
		"cut.eml":          mail(mixed, "--b\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPGgx"),
		"quoted.eml":       mail("Content-Transfer-Encoding: quoted-printable\n\n", sentence, times(10_000_000, "=")),
		"charset.eml":      mail("Content-Type: text/html; charset=utf-7\n\n+ADw-script+AD4- ", sentence),
		"alternatives.eml": mail("Content-Type: multipart/alternative; boundary=b\n\n", times(9_000, "--b\nContent-Type: text/html\n\n"+sentence+"\n"), "--b--\n"),
		"paths.eml":        mail(mixed, "--b\nContent-Disposition: attachment; filename=\"../../../tmp/rapporteur-was-here\"\n\nx\n--b--\n"),
		"related.mht":      mail("Snapshot-Content-Location: file:///etc/passwd\nContent-Type: multipart/related; start=\"<none>\"; boundary=b\n\n--b\nContent-Type: text/html\nContent-Location: file:///etc/passwd\n\n<iframe src=file:///etc/passwd></iframe>", sentence, "\n--b--\n"),
		"divisions.mht":    mail("Snapshot-Content-Location: x\nContent-Type: text/html\n\n<html><body>", times(100_000, "<div>"), sentence),
	}
}

// aliases is YAML of a few lines that unfolds to 10¹¹ values.
func aliases() string {
	var b strings.Builder
	b.WriteString("a: &a [x, x, x, x, x, x, x, x, x, x]\n")
	for i := range 10 {
		fmt.Fprintf(&b, "%c: &%c [%s]\n", 'b'+i, 'b'+i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c, ", 'a'+i), 10), ", "))
	}
	return b.String()
}

// hostilePDFs are PDF files that are well made, but for what makes them hostile.
func hostilePDFs(scale int) map[string]func() []byte {
	const (
		catalog = "<< /Type /Catalog /Pages 2 0 R >>"
		font    = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
		text    = "BT /F1 12 Tf 72 700 Td (" + sentence + ") Tj ET\n"
	)
	times := func(n int, what string) string { return strings.Repeat(what, n/scale) }
	stream := func(entries, content string) string {
		return fmt.Sprintf("<< /Length %d %s >>\nstream\n%s\nendstream", len(content), entries, content)
	}
	packed := func(layers int, content string) string {
		for range layers {
			var b bytes.Buffer
			w := zlib.NewWriter(&b)
			w.Write([]byte(content)) // into memory: cannot fail
			w.Close()
			content = b.String()
		}
		return stream("/Filter ["+strings.Repeat("/FlateDecode ", layers)+"]", content)
	}
	// file is a file of one page, if kids are [3 0 R]: its tree, the page with further entries, its content, other objects.
	file := func(kids, count, entries, content string, others ...string) string {
		objects := append([]string{
			catalog, "<< /Type /Pages /Kids " + kids + " /Count " + count + " >>",
			"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> " + entries + " >>",
			content, font,
		}, others...)
		return written(objects)
	}
	simple := func(content string, others ...string) func() []byte {
		return func() []byte { return []byte(file("[3 0 R]", "1", "", content, others...)) }
	}
	form := func(content string, next int) string {
		return stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << /Font << /F1 5 0 R >> /XObject << /X %d 0 R >> >>", next), content)
	}
	var deep []string // forms that each draw the next one ten times: 10²⁴ letters
	for i := range 24 {
		deep = append(deep, form(strings.Repeat("/X Do ", 10)+text, 7+i))
	}
	whole := file("[3 0 R]", "1", "", stream("", text))
	at := strings.LastIndex(whole, "xref\n0")
	return map[string]func() []byte{
		"count.pdf":        func() []byte { return []byte(file("[3 0 R]", "2000000000", "", stream("", text))) },
		"negative.pdf":     func() []byte { return []byte(file("[3 0 R]", "-5", "", stream("", text))) },
		"tree-cycle.pdf":   func() []byte { return []byte(file("[2 0 R 3 0 R 2 0 R]", "3", "", stream("", text))) },
		"parent-cycle.pdf": func() []byte { return []byte(file("[3 0 R]", "1 /Parent 3 0 R", "", stream("", text))) },
		"kids.pdf": func() []byte {
			return []byte(file("["+times(100_000, "3 0 R ")+"]", fmt.Sprint(100_000/scale), "", stream("", text)))
		},
		"same-page.pdf": func() []byte {
			return []byte(file("["+times(4000, "3 0 R ")+"]", fmt.Sprint(4000/scale), "", packed(1, strings.Repeat(text, 500))))
		},
		"prev-loop.pdf": func() []byte {
			return []byte(strings.Replace(whole, "/Root 1 0 R", fmt.Sprintf("/Root 1 0 R /Prev %d", at), 1))
		},
		"prev-outside.pdf": func() []byte {
			return []byte(strings.Replace(whole, "/Root 1 0 R", "/Root 1 0 R /Prev 99999999999", 1))
		},
		"length-itself.pdf":   simple("<< /Length 4 0 R >>\nstream\n" + text + "\nendstream"),
		"bomb.pdf":            func() []byte { return simple(packed(1, times(1<<30, " ")))() },
		"bomb-in-bomb.pdf":    func() []byte { return simple(packed(2, times(1<<30, " ")))() },
		"bomb-of-text.pdf":    func() []byte { return simple(packed(1, times(1_000_000, text)))() },
		"form-loop.pdf":       simple(stream("", "/X Do "+text), form("/X Do "+text, 6)),
		"forms.pdf":           simple(stream("", "/X Do "+text), deep...),
		"arrays.pdf":          simple(stream("", times(1_000_000, "[")+text)),
		"states.pdf":          simple(stream("", times(2_000_000, "q ")+text)),
		"deep-array.pdf":      func() []byte { return []byte(file("[3 0 R]", "1", "/A "+times(500_000, "["), stream("", text))) },
		"deep-dictionary.pdf": func() []byte { return []byte(file("[3 0 R]", "1", "/A "+times(200_000, "<</A "), stream("", text))) },
		"box.pdf":             func() []byte { return []byte(strings.Replace(whole, "595 842", "1e30 -1e30", 1)) },
		"rules.pdf":           simple(stream("", text+times(300_000, "9 9 m 400 700 l S 80 90 5 5 re f\n"))),
		"letters.pdf":         simple(stream("", "BT /F1 1 Tf "+times(100_000, "7 3 Td (a) Tj -6 -2 Td (b) Tj ")+"ET")),
		"object-streams.pdf":  func() []byte { return []byte(objectStreams()) },
	}
}

// written is a PDF file of the objects, numbered from 1, the first of which is its catalog.
func written(objects []string) string {
	var b strings.Builder
	b.WriteString("%PDF-1.5\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, at)
	return b.String()
}

// objectStreams is a file whose catalog lies in a stream of objects that, by its table, lies in itself.
func objectStreams() string {
	var b strings.Builder
	b.WriteString("%PDF-1.5\n")
	tree := b.Len()
	b.WriteString("2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n")
	b.WriteString("6 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Extends 6 0 R /Length 37 >>\nstream\n1 0 << /Type /Catalog /Pages 2 0 R >>\nendstream\nendobj\n")
	at := b.Len()
	const inFile, inStream = 1, 2
	var table []byte
	for _, e := range [][3]int{{0, 0, 0}, {inStream, 6, 0}, {inFile, tree, 0}, {inStream, 6, 1}, {inStream, 6, 2}, {inStream, 6, 3}, {inStream, 6, 0}, {inFile, at, 0}} {
		table = append(table, byte(e[0]))
		table = binary.BigEndian.AppendUint32(table, uint32(e[1]))
		table = append(table, byte(e[2]))
	}
	fmt.Fprintf(&b, "7 0 obj\n<< /Type /XRef /Size 8 /W [1 4 1] /Root 1 0 R /Length %d >>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", len(table), table, at)
	return b.String()
}
