package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
)

// body is the outline without furniture.
func body(doc *document.Document) []string {
	var out []string
	for _, l := range outline(doc) {
		if !strings.HasPrefix(l, "furniture") {
			out = append(out, l)
		}
	}
	return out
}

func TestRuledTablesBecomeCells(t *testing.T) {
	p := (&sketch{}).bold(72, 80, 13, "List of participants")
	for _, y := range []float64{100, 120, 154, 174} {
		p.rule(72, y, 500, y)
	}
	for _, x := range []float64{72, 160, 300, 500} {
		p.rule(x, 100, x, 174)
	}
	p.bold(78, 114, 11, "State").bold(166, 114, 11, "Name").bold(306, 114, 11, "Office").
		text(78, 134, 11, "Arland").text(166, 134, 11, "Ms. Ada Berg").text(306, 134, 11, "Permanent Secretary, Ministry of").text(306, 148, 11, "the Sea and of Ports").
		text(78, 168, 11, "Borland").text(306, 168, 11, "Ambassador").
		text(72, 200, 11, "The list was closed on the first day.")
	want := []string{
		"heading 1 List of participants",
		"cell 1/0/0h State", "cell 1/0/1h Name", "cell 1/0/2h Office",
		"cell 1/1/0 Arland", "cell 1/1/1 Ms. Ada Berg", "cell 1/1/2 Permanent Secretary, Ministry of the Sea and of Ports",
		"cell 1/2/0 Borland", "cell 1/2/2 Ambassador",
		"paragraph The list was closed on the first day.",
	}
	if diff := cmp.Diff(want, body(read(t, shared, sketched(nil, p)))); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestTablesWithoutRulesBecomeCells(t *testing.T) {
	p := (&sketch{}).text(72, 80, 11, "The following took part:")
	for i, row := range [][3]string{
		{"Country", "Delegate", "Title"},
		{"Arland", "Ms. Ada Berg", "Minister"},
		{"Borland", "Mr. Jon Roe", "Director of Rivers"},
		{"Corland", "Dr. Li Wei", "High Commissioner"},
	} {
		y := 104 + 16*float64(i)
		p.text(72, y, 11, row[0]).text(170, y, 11, row[1]).text(300, y, 11, row[2])
	}
	p.text(300, 104+16*3+13, 11, "to the Basin")
	want := []string{
		"paragraph The following took part:",
		"cell 1/0/0h Country", "cell 1/0/1h Delegate", "cell 1/0/2h Title",
		"cell 1/1/0 Arland", "cell 1/1/1 Ms. Ada Berg", "cell 1/1/2 Minister",
		"cell 1/2/0 Borland", "cell 1/2/1 Mr. Jon Roe", "cell 1/2/2 Director of Rivers",
		"cell 1/3/0 Corland", "cell 1/3/1 Dr. Li Wei", "cell 1/3/2 High Commissioner to the Basin",
	}
	got := body(read(t, shared, sketched(nil, p)))
	for i := range got {
		got[i] = strings.ReplaceAll(got[i], "|", " ")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestTablesGoOnOverThePage(t *testing.T) {
	var pages []*sketch
	for i, rows := range [][]string{{"Arland", "Borland", "Corland"}, {"Dorland", "Esteria"}} {
		p := &sketch{}
		top := 100.0
		if i == 0 {
			p.text(72, 80, 11, "The members and their delegates are these:")
		}
		for k := range len(rows) + 1 {
			p.rule(72, top+20*float64(k), 400, top+20*float64(k))
		}
		for _, x := range []float64{72, 200, 400} {
			p.rule(x, top, x, top+20*float64(len(rows)))
		}
		for k, r := range rows {
			p.text(78, top+14+20*float64(k), 11, r).text(206, top+14+20*float64(k), 11, "Delegate of "+r)
		}
		pages = append(pages, p)
	}
	doc := read(t, shared, sketched(nil, pages...))
	for _, b := range doc.Blocks {
		if b.Kind == document.Cell && (b.Table != 1 || doc.Slice(b.Span) == "Esteria" && b.Row != 4) {
			t.Errorf("%q stands in table %d, row %d", doc.Slice(b.Span), b.Table, b.Row)
		}
	}
}

func TestHeadersOfTablesThatComeBackAreNoPageHeaders(t *testing.T) {
	var pages []*sketch
	for i := range 3 {
		p := (&sketch{}).text(72, 40, 9, "LBC/2011/INF.1").bold(72, 80, 11, "Country").bold(200, 80, 11, "Name").bold(360, 80, 11, "Title")
		for k := range 6 {
			y := 100 + 16*float64(k)
			p.text(72, y, 11, []string{"Arland", "Borland", "Corland"}[i]).text(200, y, 11, "Ms. Ada Berg").text(360, y, 11, "Adviser")
		}
		pages = append(pages, p)
	}
	got := body(read(t, shared, sketched(nil, pages...)))
	if len(got) != 3+3*6*3 || got[0] != "cell 1/0/0h Country" || got[len(got)-3] != "cell 1/18/0 Corland" {
		t.Errorf("%d blocks: %q", len(got), got)
	}
}

// columns sets a text in two columns between a heading and a closing line; lower sets the second that many points
// lower, so that its lines do not stand level with those of the first.
func columns(lower float64) *sketch {
	return (&sketch{}).bold(72, 80, 16, "Joint statement of the ministers of the basin").
		lines(72, 120, 10, "The ministers of the basin met in Port Orla",
			"and reviewed the work of the commission in",
			"the two years since their last meeting. They",
			"agreed to extend its mandate and to give it",
			"the means that it needs. They thanked the",
			"outgoing Secretary for her work.").
		lines(72, 218, 10, "They asked the commission to draw up a plan",
			"for the repair of the canals, with costs and",
			"a calendar, and to report on it before the end").
		lines(310, 120+lower, 10, "of the year to all of the governments.",
			"The ministers welcomed the accession of",
			"Esteria, which brings the number of members",
			"to nine, and the offer of its government to",
			"host a training centre for hydrologists. The",
			"centre is to open its doors in the autumn of",
			"the coming year and will take in some forty",
			"students from all over the region and beyond.",
			"It is to be paid for by the regional fund.").
		text(72, 290, 10, "Done at Port Orla on the sixth day of May in the year two thousand and eleven, in two copies, both authentic.")
}

func TestColumnsAreReadOneAfterTheOther(t *testing.T) {
	want := []string{
		"heading 1 Joint statement of the ministers of the basin",
		"paragraph The ministers of the basin met in Port Orla and reviewed the work of the commission in the two years " +
			"since their last meeting. They agreed to extend its mandate and to give it the means that it needs. They thanked the outgoing Secretary for her work.",
		"paragraph They asked the commission to draw up a plan for the repair of the canals, with costs and a calendar, " +
			"and to report on it before the end of the year to all of the governments.",
		"paragraph The ministers welcomed the accession of Esteria, which brings the number of members to nine, and the offer " +
			"of its government to host a training centre for hydrologists. The centre is to open its doors in the autumn of the " +
			"coming year and will take in some forty students from all over the region and beyond. It is to be paid for by the regional fund.",
		"paragraph Done at Port Orla on the sixth day of May in the year two thousand and eleven, in two copies, both authentic.",
	}
	for _, lower := range []float64{0, 5, 8} {
		if diff := cmp.Diff(want, body(read(t, shared, sketched(nil, columns(lower))))); diff != "" {
			t.Errorf("second column %g lower (-want +got):\n%s", lower, diff)
		}
	}
}

func TestThreeColumnsAreReadOneAfterTheOther(t *testing.T) {
	p := (&sketch{}).bold(60, 80, 16, "Bulletin of the river commission").
		lines(60, 120, 9, "The commission met in the spring", "and went through the reports of", "its members. It found that the", "dredging had fallen behind, and", "asked for a new calendar of the",
			"works that are still to be done.").
		lines(225, 120, 9, "The delegates of the two upper", "states asked for more time, since", "the floods of the winter had cut", "the roads to the sites. The chair", "gave them until the first of June",
			"to hand in their own proposals.").
		lines(390, 120, 9, "The secretariat then showed the", "new gauges, which send the level", "of the water every hour. Members", "welcomed them and decided to buy", "forty more from the regional fund",
			"before the end of the next year.")
	want := []string{
		"heading 1 Bulletin of the river commission",
		"paragraph The commission met in the spring and went through the reports of its members. It found that the dredging had fallen behind, and asked for a new calendar of the works that are still to be done.",
		"paragraph The delegates of the two upper states asked for more time, since the floods of the winter had cut the roads to the sites. The chair gave them until the first of June to hand in their own proposals.",
		"paragraph The secretariat then showed the new gauges, which send the level of the water every hour. Members welcomed them and decided to buy forty more from the regional fund before the end of the next year.",
	}
	if diff := cmp.Diff(want, body(read(t, shared, sketched(nil, p)))); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestContentsListsAreMarked(t *testing.T) {
	p := (&sketch{}).bold(72, 80, 13, "Contents").
		text(72, 110, 11, "1. Opening of the session ........................................ 2").
		text(72, 126, 11, "2. Adoption of the agenda . . . . . . . . . . . . . . . . . . . . . 3").
		text(72, 142, 11, "3. Other business").text(400, 142, 11, "14").
		bold(72, 190, 13, "1. Opening of the session").
		text(72, 220, 11, "The session was opened by the Chair.")
	want := []string{
		"heading 1 Contents",
		"contents [1.] Opening of the session 2", "contents [2.] Adoption of the agenda 3", "contents [3.] Other business 14",
		"heading 1 [1.] Opening of the session", "paragraph The session was opened by the Chair.",
	}
	if diff := cmp.Diff(want, body(read(t, shared, sketched(nil, p)))); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestFootnotesStandApartFromTheSentenceTheyInterrupt(t *testing.T) {
	p1 := (&sketch{}).
		lines(72, 100, 11, "The delegates heard what the experts had written on harbours and on the tables in it,").
		text(72, 114, 11, "and asked the Secretariat to publish them").text(72+width("and asked the Secretariat to publish them", 11), 110, 7, "1").
		text(290, 114, 11, "in the languages of all the members, and").
		rule(72, 700, 200, 700).text(72, 712, 5, "1").text(77, 715, 8, "Document 12 of the session.")
	p2 := (&sketch{}).text(72, 100, 11, "to send them to the governments.")
	want := []string{
		"paragraph The delegates heard what the experts had written on harbours and on the tables in it, and asked the " +
			"Secretariat to publish them¹ in the languages of all the members, and to send them to the governments.",
		"footnote [1] Document 12 of the session.",
	}
	got := body(read(t, shared, sketched(nil, p1, p2)))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestWhatComesBackOnEveryPageIsFurniture(t *testing.T) {
	var pages []*sketch
	for i, text := range []string{"The first day was given to reports.", "The second day was given to the budget.", "The third day was given to elections.", "The last day was given to drafting."} {
		left := 72.0
		if i%2 == 1 {
			left = 420 // even pages have their header at the other edge
		}
		pages = append(pages, (&sketch{}).text(left, 40, 9, "LBC/2011/14").text(left, 52, 9, "page "+string(rune('1'+i))).
			text(72, 100, 11, text).text(250, 810, 9, "Lake Basin Council"))
	}
	want := []string{
		"paragraph The first day was given to reports.", "paragraph The second day was given to the budget.",
		"paragraph The third day was given to elections.", "paragraph The last day was given to drafting.",
	}
	if diff := cmp.Diff(want, body(read(t, shared, sketched(nil, pages...)))); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestHyphensAtLineEndsAreMendedAndTrueOnesStay(t *testing.T) {
	p := (&sketch{}).lines(72, 100, 11,
		"The members agreed on a long-term plan, on steps against the pollution of the lake, on co-",
		"operation among the customs services of the shores, in a meeting that two of them co-",
		"hosted, and on the nomination of a vice-",
		"chair. They noted that co-operation with the Asia-",
		"Pacific network, which had been in the making for some time, would begin with an ex-",
		"change of data on the levels of the wells in all of the states, and that the long-",
		"term plan would take this into account.")
	want := "paragraph The members agreed on a long-term plan, on steps against the pollution of the lake, on co-operation among " +
		"the customs services of the shores, in a meeting that two of them co-hosted, and on the nomination of a vice-chair. They noted that co-operation with the " +
		"Asia-Pacific network, which had been in the making for some time, would begin with an exchange of data on the levels " +
		"of the wells in all of the states, and that the long-term plan would take this into account."
	if diff := cmp.Diff([]string{want}, body(read(t, shared, sketched(nil, p)))); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestShortLinesStaySeparate(t *testing.T) {
	p := (&sketch{}).text(72, 80, 11, "Members present:").
		lines(72, 108, 11, "Ms. Ada Berg, Arland", "Mr. Jon Roe, Borland", "Dr. Li Wei, Director of the Office of Rivers, Corland", "H.E. Juan Ruiz, Dorland").
		lines(72, 200, 11, "The Chair opened the meeting and recalled that the previous one had left three questions open,",
			"and that the members had been asked to come with instructions on each of them.")
	got := body(read(t, shared, sketched(nil, p)))
	want := []string{
		"paragraph Members present:",
		"paragraph Ms. Ada Berg, Arland|Mr. Jon Roe, Borland|Dr. Li Wei, Director of the Office of Rivers, Corland|H.E. Juan Ruiz, Dorland",
		"paragraph The Chair opened the meeting and recalled that the previous one had left three questions open, and that the " +
			"members had been asked to come with instructions on each of them.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestTextLayersOfRubbishNeedOCR(t *testing.T) {
	line := strings.Map(func(r rune) rune {
		if r > ' ' {
			return r - 29
		}
		return r
	}, "The members considered the state of the wells and agreed that the measures of the previous year")
	line = strings.Map(func(r rune) rune {
		if r < ' ' {
			return '#'
		}
		return r
	}, line)
	p := (&sketch{}).lines(72, 100, 10, line, line, line, line)
	_, err := shared.Read(context.Background(), "x.pdf", sketched(nil, p))
	var f *pipeline.Failure
	if !errors.As(err, &f) || f.Reason != pipeline.NeedsOCR {
		t.Errorf("got %v", err)
	}
}

func TestLetterSpacedWordsAreClosedUp(t *testing.T) {
	p := (&sketch{}).text(72, 100, 11, "The delegate of F I J I spoke first.")
	p.text(72, 130, 11, "A").text(84, 130, 11, "R").text(96, 130, 11, "L").text(108, 130, 11, "A").text(120, 130, 11, "N").text(132, 130, 11, "D").
		text(160, 130, 11, "took the floor.").
		text(72, 160, 11, "J o i n t").text(72+width("J o i n t", 11)+9, 160, 11, "r e p o r t")
	want := []string{"paragraph The delegate of FIJI spoke first.", "paragraph ARLAND took the floor.", "paragraph Joint report"}
	if diff := cmp.Diff(want, body(read(t, shared, sketched(nil, p)))); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestCellsThatFillTheirColumnEndWhereTheNextBegins(t *testing.T) {
	p := (&sketch{}).text(72, 80, 11, "The session was attended by:")
	var want []string
	for i, row := range [][3]string{{"Arland", "H.E. Ms. Ada Berg", "President"}, {"Borland", "H.E. Mr. Jon Roe", "Minister"},
		{"Federal Republic of Corland", "H.E. Mr. Juan Ruiz de Alarcon", "Deputy Prime Minister"}, {"Dorland", "H.E. Dr. Li Wei", "Minister"}} {
		y := 104 + 16*float64(i)
		second := 80 + width("Federal Republic of Corland", 11) + 3
		third := second + width("H.E. Mr. Juan Ruiz de Alarcon", 11) + 3
		p.text(80, y, 11, row[0]).text(second, y, 11, row[1]).text(third, y, 11, row[2])
		for c, cell := range row {
			want = append(want, fmt.Sprintf("cell 1/%d/%d %s", i, c, cell))
		}
	}
	want = append([]string{"paragraph The session was attended by:"}, want...)
	if diff := cmp.Diff(want, body(read(t, shared, sketched(nil, p)))); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestLinesInTheMiddleOfATypedPageAreHeadings(t *testing.T) {
	text := []string{"The members shall keep watch over the wells of the basin, each on its own shore, and shall", "send what they find to the Secretariat before the first day of June of each year."}
	page := func() *sketch {
		p := &sketch{}
		for i, head := range []string{"Article 1", "Signed in 1964"} {
			y := 100 + 90*float64(i)
			p.text(300-width(head, 11)/2, y, 11, head).lines(72, y+28, 11, text...)
		}
		return p
	}
	flow := "paragraph " + strings.Join(text, " ")
	for name, c := range map[string]struct {
		page *sketch
		want []string
	}{
		"typed": {page().picture(), []string{"heading 1 Article 1", flow, "paragraph Signed in 1964", flow}},
		"set":   {page(), []string{"paragraph Article 1", flow, "paragraph Signed in 1964", flow}},
	} {
		if diff := cmp.Diff(c.want, body(read(t, shared, sketched(nil, c.page)))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestNumbersMissingAmongThoseOfHeadingsAreHeadings(t *testing.T) {
	prose := "The members heard the report of the Secretariat and thanked it for its work on the wells."
	p := &sketch{}
	for i, title := range []string{"Welcome", "Status of the wells", "IEHG", "Next meeting"} {
		y := 100 + 60*float64(i)
		number := fmt.Sprint(i + 1)
		// The full stop is of another font than the number.
		p.text(72, y, 11, number).bold(72+width(number, 11), y, 11, ".")
		if i == 1 {
			p.bold(90, y, 11, "Status").text(90+width("Status ", 11)+4, y, 11, "of the wells")
		} else {
			p.bold(90, y, 11, title)
		}
		p.text(72, y+20, 11, prose)
	}
	var want []string
	for i, title := range []string{"Welcome", "Status of the wells", "IEHG", "Next meeting"} {
		want = append(want, fmt.Sprintf("heading 1 [%d.] %s", i+1, title), "paragraph "+prose)
	}
	if diff := cmp.Diff(want, body(read(t, shared, sketched(nil, p)))); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestSignsOfSymbolFontsAreWhatTheyShow(t *testing.T) {
	p := (&sketch{}).bold(80, 100, 11, "Name").bold(210, 100, 11, "Country").bold(340, 100, 11, "Present")
	for i, row := range [][2]string{{"Ada Berg", "Arland"}, {"Jon Roe", "Borland"}, {"Eva Lind", "Corland"}} {
		y := 120 + 20*float64(i)
		p.text(80, y, 11, row[0]).text(210, y, 11, row[1]).sign(360, y, 11, []byte{0xFC, 0xFB, 0xFE}[i])
	}
	p.text(72, 220, 11, "Members send their comments").sign(72+width("Members send their comments ", 11), 220, 11, 0xE0).
		text(72+width("Members send their comments ", 11)+14, 220, 11, "the Secretariat publishes them")
	want := []string{
		"cell 1/0/0h Name", "cell 1/0/1h Country", "cell 1/0/2h Present",
		"cell 1/1/0 Ada Berg", "cell 1/1/1 Arland", "cell 1/1/2 ✓",
		"cell 1/2/0 Jon Roe", "cell 1/2/1 Borland", "cell 1/2/2 ✗",
		"cell 1/3/0 Eva Lind", "cell 1/3/1 Corland", "cell 1/3/2 ☑",
		"paragraph Members send their comments → the Secretariat publishes them",
	}
	if diff := cmp.Diff(want, body(read(t, shared, sketched(nil, p)))); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	for code, want := range map[rune]rune{0xF0FC: '✓', 0xF0B7: 0xF0B7} {
		if got := newFont("ABCDEF+Wingdings-Regular", 0, 0).means(code); got != want {
			t.Errorf("Wingdings %X is %q, not %q", code, got, want)
		}
	}
	for _, name := range []string{"SymbolMT", "Symbol"} {
		if got := newFont(name, 0, 0).means(0xF0B3); got != '≥' {
			t.Errorf("%s F0B3 is %q", name, got)
		}
	}
	if got := newFont("SegoeUISymbol", 0, 0).means('a'); got != 'a' {
		t.Errorf("a letter of a font with symbols is %q", got)
	}
}

func TestWordsStruckOutLeaveTheTextAndUnderlinedOnesStay(t *testing.T) {
	p := (&sketch{}).text(72, 100, 11, "The members agreed on a map and on a flag for the lake.").
		rule(72+width("The members agreed on a map ", 11), 96.7, 72+width("The members agreed on a map and on a flag", 11), 96.7).
		rule(72, 101.5, 72+width("The members", 11), 101.5)
	want := []string{"paragraph The members agreed on a map for the lake.", "furniture and on a flag"}
	if diff := cmp.Diff(want, outline(read(t, shared, sketched(nil, p)))); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestNestedListsHaveDepth(t *testing.T) {
	p := (&sketch{}).text(72, 80, 11, "The Council:").
		text(90, 100, 11, "1.").text(108, 100, 11, "decides to meet every year;").
		text(90, 120, 11, "2.").text(108, 120, 11, "asks the Secretariat:").
		text(108, 140, 11, "(a)").text(130, 140, 11, "to publish the survey, with a summary in plain words that schools can use, and to send it to").
		text(130, 154, 11, "all members;").
		text(130, 174, 11, "•").text(142, 174, 11, "by post, and").
		text(130, 194, 11, "•").text(142, 194, 11, "by mail;").
		text(108, 214, 11, "(b)").text(130, 214, 11, "to report;").
		text(90, 234, 11, "3.").text(108, 234, 11, "thanks the host.")
	want := []string{
		"paragraph The Council:",
		"list-item 1 [1.] decides to meet every year;",
		"list-item 1 [2.] asks the Secretariat:",
		"list-item 2 [(a)] to publish the survey, with a summary in plain words that schools can use, and to send it to all members;",
		"list-item 3 [•] by post, and",
		"list-item 3 [•] by mail;",
		"list-item 2 [(b)] to report;",
		"list-item 1 [3.] thanks the host.",
	}
	if diff := cmp.Diff(want, body(read(t, shared, sketched(nil, p)))); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestWhatABrowserPrintsAroundAPageIsFurniture(t *testing.T) {
	p := (&sketch{}).text(40, 22, 8, "5/11/24, 9:14 AM").text(300, 22, 8, "Statement of the Council").
		text(72, 100, 11, "The Council met on 5 May 2024.").text(72, 120, 11, "It adopted the agenda.").
		text(40, 828, 8, "https://council.example/statement").text(540, 828, 8, "1/1")
	want := []string{"paragraph The Council met on 5 May 2024.", "paragraph It adopted the agenda."}
	if diff := cmp.Diff(want, body(read(t, shared, sketched(nil, p)))); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestPagesThatLieOnTheirSideReadAsDisplayed(t *testing.T) {
	upright := sketched(nil, (&sketch{}).bold(72, 80, 16, "Statement of the Council").
		lines(72, 120, 11, "The Council met in Port Orla and agreed on the plan of work for the coming year, which the Sec-", "retariat is to publish."))
	want := body(read(t, shared, upright))
	for _, turns := range []string{"90", "180", "270"} {
		turned := bytes.Replace(upright, []byte("/MediaBox"), []byte("/Rotate "+turns+" /MediaBox"), 1)
		// The offsets of the table of objects are wrong now, as they often are; PDFium finds the objects all the same.
		doc := read(t, shared, turned)
		if diff := cmp.Diff(want, body(doc)); diff != "" {
			t.Errorf("turned by %s (-want +got):\n%s", turns, diff)
		}
		for _, b := range doc.Blocks {
			o := doc.Locate(b.Span)
			wide := o.Box.Right-o.Box.Left > o.Box.Bottom-o.Box.Top
			if upright := turns == "180"; wide != upright {
				t.Errorf("turned by %s: %q has the box %+v", turns, doc.Slice(b.Span), *o.Box)
			}
		}
	}
}

func TestFormFieldsAndNotesAreRead(t *testing.T) {
	p := (&sketch{}).text(72, 100, 11, "Name of the delegation:")
	p.entries = " /Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Arland) /F 4 /Rect [220 735 320 750] " +
		"/AP << /N 8 0 R >> >>]"
	appearance := "8 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 100 15] /Resources << /Font << /F1 3 0 R >> >> /Length 44 >>\n" +
		"stream\nBT /F1 11 Tf 1 0 0 1 2 4 Tm (Arland) Tj ET   \nendstream\nendobj\n"
	data := sketched(nil, p)
	data = bytes.Replace(data, []byte("xref\n0"), []byte(appearance+"xref\n0"), 1)
	doc := read(t, shared, data)
	if !strings.Contains(doc.Text, "Name of the delegation: Arland") {
		t.Errorf("the field is lost: %q", doc.Text)
	}
}

func TestFieldsThatTheFileDoesNotDrawAreRead(t *testing.T) {
	p := (&sketch{}).text(72, 100, 11, "Name of the delegation:").text(72, 130, 11, "Head:").
		text(72, 200, 11, "The members agreed to count the turtles.")
	p.entries = " /Annots [" +
		"<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Republic of Arland) /F 4 /Rect [220 735 420 750] >> " +
		"<< /Type /Annot /Subtype /Widget /FT /Tx /T (head) /V (Ana Pita) /F 4 /Rect [220 705 420 720] >> " +
		"<< /Type /Annot /Subtype /Widget /FT /Tx /T (secret) /V (not shown) /F 2 /Rect [220 675 420 690] >> " +
		"<< /Type /Annot /Subtype /Widget /FT /Btn /T (tick) /V /Yes /F 4 /Rect [60 675 70 690] >> " +
		"<< /Type /Annot /Subtype /FreeText /Contents (Draft for comment) /F 4 /Rect [72 560 420 580] >>]"
	doc := read(t, shared, sketched(nil, p))
	want := "Name of the delegation: Republic of Arland\nHead: Ana Pita\nThe members agreed to count the turtles.\nDraft for comment"
	if got := strings.Join(strings.FieldsFunc(doc.Text, func(r rune) bool { return r == '\n' }), "\n"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCapitalsAreMarkersInOrderAndInitialsAreNot(t *testing.T) {
	p := (&sketch{}).bold(72, 80, 11, "I. Trade").lines(72, 100, 11, "The two sides noted that trade had grown by a tenth in the past year.").
		bold(72, 130, 11, "II. Transport").lines(72, 150, 11, "The two sides agreed to open a ferry between the ports in the spring.").
		text(72, 180, 11, "V. Holm, for Arland").text(72, 210, 11, "C. Marin, for Borland")
	want := []string{
		"heading 1 [I.] Trade", "paragraph The two sides noted that trade had grown by a tenth in the past year.",
		"heading 1 [II.] Transport", "paragraph The two sides agreed to open a ferry between the ports in the spring.",
		"paragraph V. Holm, for Arland", "paragraph C. Marin, for Borland",
	}
	if diff := cmp.Diff(want, body(read(t, shared, sketched(nil, p)))); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

// TestReportsOfOursAreReadWhole reads the PDFs of testdata: nothing fails, every line has its place, and each report
// has headings and prose.
func TestReportsOfOursAreReadWhole(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "testdata", "reports", "*.pdf"))
	if len(files) == 0 {
		t.Skip("no PDF among the reports of testdata")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := shared.Read(context.Background(), file, data)
		var f *pipeline.Failure
		if errors.As(err, &f) && f.Reason == pipeline.NeedsOCR {
			continue // a scan, which is another reader's
		}
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if err := doc.Check(); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		kinds := map[document.Kind]int{}
		for _, b := range doc.Blocks {
			kinds[b.Kind]++
			if o := doc.Locate(b.Span); b.Kind != document.Title && b.Kind != document.Meta && (o.Page == 0 || o.Box == nil) {
				t.Errorf("%s: %q has no place", file, doc.Slice(b.Span))
			}
		}
		if kinds[document.Heading] == 0 || kinds[document.Paragraph] == 0 {
			t.Errorf("%s: %v", file, kinds)
		}
	}
}
