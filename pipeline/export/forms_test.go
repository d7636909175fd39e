package export

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// folder is a folder in memory.
type folder map[string]*bytes.Buffer

func (f folder) create(name string) (io.WriteCloser, error) {
	f[name] = &bytes.Buffer{}
	return nopCloser{f[name]}, nil
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

func export(t *testing.T, name string, data Dataset, o Options) folder {
	t.Helper()
	format, err := Find(name)
	if err != nil {
		t.Fatal(err)
	}
	out := folder{}
	if err := format.Write(t.Context(), out.create, data, o); err != nil {
		t.Fatal(err)
	}
	return out
}

// nasty is a dataset of texts that formats trip over.
func nasty() entries {
	e := river("nasty")
	for _, text := range nastyTexts {
		o := e.Record.Commitments[0]
		o.ID, o.Text, o.Action = fmt.Sprintf("nasty-%03d", len(e.Record.Commitments)+1), text, text
		e.Record.Commitments = append(e.Record.Commitments, o)
	}
	e.Record.Commitments = e.Record.Commitments[2:]
	return entries{e}
}

var nastyTexts = []string{"=HYPERLINK(\"http://example.org\")", "+1", "-2+3", "@sum", "line\nbreak", "carriage\r\nreturn", "a \"quoted\" word", "comma, semicolon; tab\tend",
	"emoji 🌊 and 中文", "שלום עולם", " spaces around ", "é", strings.Repeat("long ", 8000), "'apostrophe", "0012", "1e5", "TRUE", "1899-12-31"}

func TestCSVGivesTextsUnaltered(t *testing.T) {
	for name, o := range map[string]CSVOptions{"raw": {}, "with a byte order mark": {BOM: true}} {
		t.Run(name, func(t *testing.T) {
			data := export(t, "csv", nasty(), Options{CSV: o})["commitments.csv"].String()
			if data, found := strings.CutPrefix(data, "\uFEFF"); found != o.BOM {
				t.Errorf("byte order mark: %v", found)
			} else if got := fields(t, data, "action"); !slices.EqualFunc(got, nastyTexts, func(got, want string) bool { return got == strings.ReplaceAll(want, "\r\n", "\n") }) {
				// encoding/csv, which reads here, takes CR LF in a field for LF; the bytes are looked at below
				t.Error(cmp.Diff(nastyTexts, got))
			}
			if !strings.Contains(data, "\"carriage\r\nreturn\"") || !strings.Contains(data, "\"line\nbreak\"") {
				t.Error("a line break within a field is another one")
			}
			if lines := strings.Count(data, "\r\n"); lines < len(nastyTexts)+1 {
				t.Errorf("%d lines end in CR LF", lines)
			}
		})
	}
}

func TestSafeCSVHoldsNoFormula(t *testing.T) {
	for name, file := range export(t, "csv", nasty(), Options{CSV: CSVOptions{Safe: true}}) {
		if name == DataPackage {
			if !strings.Contains(file.String(), "have an apostrophe before them") {
				t.Error("the data package does not say what was changed")
			}
			continue
		}
		rows, err := csv.NewReader(file).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					t.Errorf("a cell is %q", cell)
				}
			}
		}
	}
	if got := fields(t, export(t, "csv", nasty(), Options{CSV: CSVOptions{Safe: true}})["commitments.csv"].String(), "action")[0]; got != "'"+nastyTexts[0] {
		t.Errorf("a formula became %q", got)
	}
}

// fields reads a column.
func fields(t *testing.T, data, column string) []string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(rows[0], column)
	var out []string
	for _, row := range rows[1:] {
		out = append(out, row[at])
	}
	return out
}

func TestTheDataPackageDescribesTheFiles(t *testing.T) {
	files := export(t, "csv", sample(), Options{Info: info})
	var p dataPackage
	if err := json.Unmarshal(files[DataPackage].Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	if len(p.Resources) != len(Tables(nil)) || len(files) != len(p.Resources)+1 {
		t.Fatalf("%d resources, %d files", len(p.Resources), len(files))
	}
	for _, r := range p.Resources {
		rows, err := csv.NewReader(bytes.NewReader(files[r.Path].Bytes())).ReadAll()
		if err != nil || len(rows) != r.Rows+1 || int64(files[r.Path].Len()) != r.Bytes {
			t.Errorf("%s: %d rows and %d bytes, said are %d and %d; %v", r.Path, len(rows)-1, files[r.Path].Len(), r.Rows, r.Bytes, err)
		}
		for i, f := range r.Schema.Fields {
			if rows[0][i] != f.Name {
				t.Errorf("%s: column %d is %s, said is %s", r.Path, i, rows[0][i], f.Name)
			}
		}
	}
}

func TestEveryRecordHasAFileOfItsOwn(t *testing.T) {
	var names []string
	for name, data := range export(t, "json", sample(), Options{}) {
		var record struct{ ID string }
		if err := json.Unmarshal(data.Bytes(), &record); err != nil || record.ID+".json" != name {
			t.Errorf("%s holds record %q, %v", name, record.ID, err)
		}
		names = append(names, name)
	}
	slices.Sort(names)
	if diff := cmp.Diff([]string{"a-river.json", "b-conference.json", "c-bare.json"}, names); diff != "" {
		t.Error(diff)
	}
}

func TestAnnotationsAreThoseOfTheEvidence(t *testing.T) {
	var page struct {
		Context string `json:"@context"`
		Items   []annotation
	}
	if err := json.Unmarshal(export(t, "annotations", sample(), Options{})["annotations.jsonld"].Bytes(), &page); err != nil {
		t.Fatal(err)
	}
	rows := 0
	for _, table := range Tables(nil) {
		if table.Name == evidenceTable {
			for _, e := range sample() {
				rows += len(table.Rows(e))
			}
		}
	}
	if len(page.Items) != rows || page.Context != "http://www.w3.org/ns/anno.jsonld" {
		t.Errorf("%d annotations of %q, want one for each of %d rows of evidence", len(page.Items), page.Context, rows)
	}
	at := slices.IndexFunc(page.Items, func(a annotation) bool { return a.ID == "urn:rapporteur:a-river-001:1" })
	want := annotation{ID: "urn:rapporteur:a-river-001:1", Type: "Annotation", Motivation: "classifying",
		Body: []annotationBody{{Type: "TextualBody", Purpose: "classifying", Value: "commits"},
			{Type: "TextualBody", Purpose: "describing", Value: "ALL: exchange gauge readings every hour", Format: "text/plain"}},
		Target: annotationTarget{Source: "archive/a-river.pdf", Selector: selector{Type: "FragmentSelector", ConformsTo: "http://tools.ietf.org/rfc/rfc3778", Value: "page=2",
			RefinedBy: &selector{Type: "TextQuoteSelector", Prefix: "“", Exact: "Members agreed to exchange gauge readings every hour by the end of 2012.", Suffix: "”"}}}}
	if diff := cmp.Diff(want, page.Items[at]); diff != "" {
		t.Error(diff)
	}
}

func TestAnnotationsAreNamedByIRIs(t *testing.T) {
	e := river("réunion no 3")
	e.URI = "archive/réunion no 3.pdf"
	for uri, want := range map[string]string{"archive/réunion no 3.pdf": "archive/r%C3%A9union%20no%203.pdf", "https://example.org/a b": "https://example.org/a%20b", "odd:name.html": "./odd:name.html"} {
		e.URI = uri
		a := annotate(e, &values(e)[0], 0)
		if a.ID != "urn:rapporteur:r%C3%A9union%20no%203:country:1" || a.Target.Source != want {
			t.Errorf("%s: the annotation %s is of %s, want %s", uri, a.ID, a.Target.Source, want)
		}
	}
}

func TestAPartHoldsWhatMeetsItsConditions(t *testing.T) {
	for name, test := range map[string]struct {
		since string
		where []string
		want  []string // meetings with their commitments and statements
	}{
		"all":            {"", nil, []string{"a-river 2 1", "b-conference 2 1", "c-bare 0 0"}},
		"since a month":  {"2011-05", nil, []string{"a-river 2 1"}},
		"since a year":   {"1899", nil, []string{"a-river 2 1", "b-conference 2 1"}},
		"since later":    {"2011-06-01", nil, nil},
		"a year":         {"", []string{"year=1899"}, []string{"b-conference 2 1"}},
		"years":          {"", []string{"year=2000..2012"}, []string{"a-river 2 1"}},
		"a series":       {"", []string{"series=sava river"}, []string{"a-river 2 1", "b-conference 2 1"}},
		"a state":        {"", []string{"state=srb,svn"}, []string{"a-river 2 1", "b-conference 2 1"}},
		"not an absent":  {"", []string{"state=MNE"}, nil},
		"an act":         {"", []string{"act=requests"}, []string{"a-river 1 0", "b-conference 1 0"}},
		"an area":        {"", []string{"area=flood"}, []string{"a-river 1 0", "b-conference 1 0"}},
		"two conditions": {"", []string{"area=flood", "act=requests"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var conditions []Condition
			for _, text := range test.where {
				c, err := ParseCondition(text)
				if err != nil {
					t.Fatal(err)
				}
				conditions = append(conditions, c)
			}
			whole := sample()
			var got []string
			err := Select(whole, test.since, conditions...).Entries(context.Background(), func(e *pipeline.Entry) error {
				got = append(got, fmt.Sprintf("%s %d %d", e.ID, len(e.Record.Commitments), len(e.Record.Statements)))
				return nil
			})
			if diff := cmp.Diff(test.want, got); err != nil || diff != "" {
				t.Error(err, diff)
			}
			if diff := cmp.Diff(sample(), whole); diff != "" {
				t.Errorf("the dataset is another one:\n%s", diff)
			}
		})
	}
}

func TestWrongConditionsSayWhatIsRight(t *testing.T) {
	for text, want := range map[string]string{"year": "FIELD=VALUE", "year=": "FIELD=VALUE", "year=soon": "year=2009..2013", "year=2013..2009": "year=2009..2013",
		"act=agrees": "commits, decides", "colour=red": "a field is"} {
		if _, err := ParseCondition(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q in it", text, err, want)
		}
	}
}

func TestParquetGivesValuesUnaltered(t *testing.T) {
	file := export(t, "parquet", nasty(), Options{})["commitments.parquet"]
	type row struct {
		ID       string            `parquet:"commitment_id"`
		Year     int               `parquet:"year"`
		Actors   []string          `parquet:"actors,list"`
		Action   string            `parquet:"action"`
		Hedged   bool              `parquet:"hedged"`
		Place    *string           `parquet:"place_country_name,optional"`
		Evidence []parquetEvidence `parquet:"evidence,list"`
	}
	rows, err := parquet.Read[row](bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	want := nasty()[0].Record.Commitments
	if len(rows) != len(want) {
		t.Fatalf("%d rows, want %d", len(rows), len(want))
	}
	for i, r := range rows {
		if r.ID != want[i].ID || r.Year != 2011 || r.Action != want[i].Action || r.Hedged || r.Place != nil || !slices.Equal(r.Actors, want[i].Actors) {
			t.Errorf("row %d is %+v", i, r)
		}
		if diff := cmp.Diff([]parquetEvidence{parquetPassage(&want[i].Evidence[0])}, r.Evidence); diff != "" {
			t.Error(diff)
		}
	}
}

func TestSQLiteGivesValuesUnalteredAndItsReferencesHold(t *testing.T) {
	data := append(sample(), nasty()...)
	var report document.Builder
	report.Add(document.Block{Kind: document.Heading}, document.Run{Text: "Überall"})
	report.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "They met in Split. The turtles of the beach were counted."})
	data[0].Document = report.Document(document.Source{})
	path := filepath.Join(t.TempDir(), "outcomes.db")
	if err := os.WriteFile(path, export(t, "sqlite", data, Options{})["outcomes.db"].Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	query := func(query string) []string {
		t.Helper()
		rows, err := db.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		var out []string
		for rows.Next() {
			var text string
			if err := rows.Scan(&text); err != nil {
				t.Fatal(err)
			}
			out = append(out, text)
		}
		return out
	}
	if diff := cmp.Diff(nastyTexts, query("SELECT action FROM commitments WHERE meeting_id = 'nasty' ORDER BY commitment_id")); diff != "" {
		t.Error(diff)
	}
	if broken := query("SELECT \"table\" FROM pragma_foreign_key_check"); len(broken) > 0 {
		t.Errorf("references lead nowhere: %v", broken)
	}
	for _, table := range Tables(nil) {
		want := 0
		for _, e := range data {
			want += len(table.Rows(e))
		}
		if got := query("SELECT count(*) FROM " + table.Name); got[0] != fmt.Sprint(want) {
			t.Errorf("%s: %s rows, want %d", table.Name, got[0], want)
		}
	}
	found := query(`SELECT sentences.text || ' ' || "start" || ' ' || "end" FROM sentences_text JOIN sentences ON sentences.rowid = sentences_text.rowid WHERE sentences_text MATCH 'turtle AND beach'`)
	if len(found) != 1 {
		t.Fatalf("found are %q", found)
	}
	sentence, place, _ := strings.Cut(found[0], ".")
	var start, end int
	fmt.Sscan(place, &start, &end)
	if sentence != "The turtles of the beach were counted" || string([]rune(data[0].Document.Text)[start:end]) != sentence+"." {
		t.Errorf("found is %q, its place %d to %d", sentence, start, end)
	}
}

func TestEveryFormHasTheSameBytesEachTime(t *testing.T) {
	for _, f := range Formats() {
		t.Run(f.Name, func(t *testing.T) {
			a, b := export(t, f.Name, sample(), Options{Info: info}), export(t, f.Name, sample(), Options{Info: info})
			for name, data := range a {
				if !bytes.Equal(data.Bytes(), b[name].Bytes()) || data.Len() == 0 {
					t.Errorf("%s: %d bytes, then %d others", name, data.Len(), b[name].Len())
				}
			}
		})
	}
}

func TestABriefHasNoMarkupButItsOwn(t *testing.T) {
	e := river("brief")
	e.Record.Meeting.Title = new("Meeting <script>alert(1)</script> | [x](http://example.org) *and* # more")
	e.Record.Commitments[0].Action = "line\nbreak | pipe & <b>bold</b> `code` ![](http://example.org/x.png)"
	out := export(t, "brief", entries{e}, Options{Info: info})
	page := out["brief.html"].String()
	for _, bad := range []string{"<script", "<b>bold", "href=", "<img", "src=", "<em>", "<code>"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %s", bad)
		}
	}
	for _, want := range []string{"<h1>Meeting &lt;script&gt;alert(1)&lt;/script&gt; | [x](http://example.org) *and* # more</h1>", "line break | pipe &amp; &lt;b&gt;bold&lt;/b&gt; `code` ![](http://example.org/x.png)",
		"<strong>Date:</strong> 2011-05-30 to 2011-06-01", "<strong>Place:</strong> Ljubljana, Slovenia", "by the end of 2012", "(page 2)"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if !strings.HasPrefix(out["brief.md"].String(), "# Meeting &lt;script") {
		t.Error(out["brief.md"])
	}
}

// printed gives an entry a document in which each of its passages is a paragraph.
func printed(e *pipeline.Entry) *pipeline.Entry {
	var b document.Builder
	for _, v := range values(e) {
		for k := range v.evidence {
			b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: v.evidence[k].Quote})
		}
	}
	e.Document = b.Document(document.Source{})
	at := 0
	for _, v := range values(e) {
		for k := range v.evidence {
			start := at + strings.Index(e.Document.Text[at:], v.evidence[k].Quote)
			at = start + len(v.evidence[k].Quote)
			v.evidence[k].Start, v.evidence[k].End = len([]rune(e.Document.Text[:start])), len([]rune(e.Document.Text[:at]))
		}
	}
	return e
}

var (
	pageLink   = regexp.MustCompile(`href="#([^"]+)"`)
	pageAnchor = regexp.MustCompile(` id="([^"]+)"`)
)

func TestAPageMarksEachPassageAndLeadsBothWays(t *testing.T) {
	e := printed(river("river"))
	out := export(t, "html", entries{e}, Options{Info: info})
	page := out["river.html"].String()
	anchors := map[string]bool{}
	for _, m := range pageAnchor.FindAllStringSubmatch(page, -1) {
		if anchors[m[1]] {
			t.Errorf("two elements have the id %s", m[1])
		}
		anchors[m[1]] = true
	}
	for _, m := range pageLink.FindAllStringSubmatch(page, -1) {
		if !anchors[m[1]] {
			t.Errorf("nothing has the id %s", m[1])
		}
	}
	passages := 0
	for i, v := range values(e) {
		for k := range v.evidence {
			passages++
			if anchor := fmt.Sprintf("e%d-%d", i+1, k+1); !anchors[anchor] {
				t.Errorf("the passage %q of %s is not marked", v.evidence[k].Quote, v.id)
			}
		}
	}
	if passages == 0 {
		t.Error("the sample has no evidence")
	}
	if !strings.Contains(out["index.html"].String(), `<a href="river.html">`) {
		t.Error("the list does not lead to the page")
	}
}

func TestAPageFoldsMenusButNoPassage(t *testing.T) {
	e := river("menus")
	var b document.Builder
	for _, text := range []string{"Home", "About us", "Reports", "Montenegro sent apologies", "Imprint", "Contact"} {
		b.Add(document.Block{Kind: document.Furniture}, document.Run{Text: text})
	}
	e.Document = b.Document(document.Source{})
	at := strings.Index(e.Document.Text, "Montenegro")
	e.Record = &schemas.Record{ID: e.ID, Absentees: []schemas.Party{{Name: "Montenegro", Kind: "state", Evidence: []schemas.Evidence{{Start: at, End: at + len("Montenegro"), Quote: "Montenegro"}}}}}
	page := export(t, "html", entries{e}, Options{Info: info})["menus.html"].String()
	folded, rest, found := strings.Cut(page, "</details>")
	if !found || !strings.Contains(folded, "3 lines of menus") || !strings.Contains(folded, ">Reports</p>") {
		t.Errorf("three lines of a menu are not folded:\n%s", page)
	}
	for _, shown := range []string{">Montenegro</a> sent apologies", ">Imprint</p>", ">Contact</p>"} {
		if !strings.Contains(rest, shown) || strings.Contains(rest, "<details") {
			t.Errorf("%s is not shown", shown)
		}
	}
}

func TestAPageHoldsNoMarkupOfTheReport(t *testing.T) {
	e := printed(river("river"))
	hostile := "<script>alert(1)</script> <img src=http://example.org/x.png onerror=alert(1)> \u202egnp.exe"
	e.Document.Text += "\n\n" + hostile
	start := len(e.Document.Text) - len(hostile)
	e.Document.Blocks = append(e.Document.Blocks, document.Block{Kind: document.Paragraph, Span: document.Span{Start: start, End: len(e.Document.Text)}})
	e.Record.Meeting.Title, e.URI = new(hostile), "javascript:alert(1)"
	for name, file := range export(t, "html", entries{e}, Options{Info: info}) {
		for _, bad := range []string{"<script", "<img", "onerror=alert(1)>", `href="javascript`, "\u202e"} {
			if strings.Contains(file.String(), bad) {
				t.Errorf("%s holds %q", name, bad)
			}
		}
	}
}
