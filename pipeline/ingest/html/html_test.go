package html

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/pipeline/ingest/charset"
	"rapporteur/pipeline/ingest/outline"
)

// read reads a page and checks what holds for every document.
func read(t *testing.T, page string) *document.Document {
	t.Helper()
	doc, err := New(Options{}).Read(context.Background(), "test.html", []byte(page))
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Check(); err != nil {
		t.Fatal(err)
	}
	return doc
}

// sketch writes a document's blocks one a line: kind, level, marker, text.
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

// printedPage is a page as converters make it from print: each line by its distance from the corner; one with a "^" begins a page.
func printedPage(lines ...string) string {
	var b strings.Builder
	top := 100
	for _, line := range lines {
		if after, ok := strings.CutPrefix(line, "^"); ok {
			line, top = after, 100
		}
		fmt.Fprintf(&b, `<p style="position:absolute;top:%dpx;left:92px;white-space:nowrap" class="ft00">%s&#160;</p>`, top, line)
		top += 19
	}
	return `<div style="position:relative;width:900px;height:1200px">` + b.String() + `</div>`
}

// lines are paragraphs of a line each.
func lines(of ...string) string { return "<p>" + strings.Join(of, "</p><p>") + "</p>" }

func TestBlocks(t *testing.T) {
	for name, tt := range map[string]struct {
		page string
		want string // one block a line
	}{
		"headings and their numbers": {
			`<h1>Lake Council</h1><h2>1. Opening</h2><p>` + prose + `</p><h2>II. Fisheries</h2><h3>2.1 Nets</h3><h3>A) Traps</h3>`, `
			heading1 | Lake Council
			heading2 1. | Opening
			paragraph | PROSE
			heading2 II. | Fisheries
			heading3 2.1 | Nets
			heading3 A) | Traps`},
		"bold paragraphs are headings below the real ones": {
			`<h1>Lake Council</h1><p><b>1. Opening</b></p><p>` + prose + `</p><p><u>Fisheries</u></p><p>` + prose + `</p><p style="font-weight:700">Ferries</p><p>` + prose + `</p>`, `
			heading1 | Lake Council
			heading2 1. | Opening
			paragraph | PROSE
			heading2 | Fisheries
			paragraph | PROSE
			heading2 | Ferries
			paragraph | PROSE`},
		"bold sentences, run-in headings and people are no headings": {
			`<p><b>The council agreed to lower the quota.</b></p><p><b>Nets.</b> ` + prose + `</p><p><b>H.E. Ada Marr</b></p><p><b>The ministers of the five states then agreed to:</b></p><p>` + prose + `</p><p>` + prose + `</p>`, `
			paragraph | The council agreed to lower the quota.
			paragraph | Nets. PROSE
			paragraph | H.E. Ada Marr
			paragraph | The ministers of the five states then agreed to:
			paragraph | PROSE
			paragraph | PROSE`},
		"a wholly bold page has no bold headings": {
			`<b><p>` + prose + `</p><p>Ada Marr and others</p><p>` + prose + `</p></b>`, `
			paragraph | PROSE
			paragraph | Ada Marr and others
			paragraph | PROSE`},
		"lines in capitals": {
			`<p>JOINT STATEMENT</p><p>PORT AMELIE, 4 MAY 2019</p><p>` + prose + `</p><p>FISHERIES AND FERRIES</p><p>` + prose + `</p>`, `
			heading2 | JOINT STATEMENT
			paragraph | PORT AMELIE, 4 MAY 2019
			paragraph | PROSE
			heading2 | FISHERIES AND FERRIES
			paragraph | PROSE`},
		"a row of capitals is a list of names": {
			`<p>` + prose + `</p><p>OSTLAND</p><p>WESTMARK</p><p>SUDERIA</p><p>NORRVIK</p><p>` + prose + `</p>`, `
			paragraph | PROSE
			paragraph | OSTLAND
			paragraph | WESTMARK
			paragraph | SUDERIA
			paragraph | NORRVIK
			paragraph | PROSE`},
		"numbered paragraphs": {
			`<p>11. ` + prose + `</p><p>12.&nbsp;&nbsp;` + prose + `</p><p>2.5 million was spent.</p><p>14 May 2019 was the last day.</p><p>A. Marr spoke.</p>`, `
			paragraph 11. | PROSE
			paragraph 12. | PROSE
			paragraph | 2.5 million was spent.
			paragraph | 14 May 2019 was the last day.
			paragraph | A. Marr spoke.`},
		"bare numbers count where they count on": {
			`<p>1 ` + prose + `</p><p>2 ` + prose + `</p><p>7 Members left early.</p>`, `
			paragraph 1 | PROSE
			paragraph 2 | PROSE
			paragraph | 7 Members left early.`},
		"lists, nested and numbered": {
			`<ul><li>one<ol type="a" start="3"><li>deep</li><li>deeper</li></ol></li><li><p>two</p><p>two goes on</p></li></ul><ol><li value=7>seven</li><li>eight</li></ol><ol reversed><li>b</li><li>a</li></ol>`, `
			list-item1 • | one
			list-item2 c. | deep
			list-item2 d. | deeper
			list-item1 • | two
			list-item1 | two goes on
			list-item1 7. | seven
			list-item1 8. | eight
			list-item1 2. | b
			list-item1 1. | a`},
		"markers typed into list items": {
			`<ul style="list-style:none"><li>(a) nets;</li><li>(b) traps;</li></ul><ul><li>– ferries</li><li>plain</li></ul>`, `
			list-item1 (a) | nets;
			list-item1 (b) | traps;
			list-item1 – | ferries
			list-item1 • | plain`},
		"lists of lines": {
			`<p>The council agreed to:<br>- lower the quota;<br>- buy a ferry, and<br>keep it.</p><p>Nets<br>Traps<br>Lines</p>`, `
			paragraph | The council agreed to:
			list-item1 - | lower the quota;
			list-item1 - | buy a ferry, and / keep it.
			paragraph | Nets / Traps / Lines`},
		"lists of paragraphs, by their markers": {
			`<p>They agreed to:</p><p>• lower the quota;</p><p>o in the north</p><p>o in the south</p><p>• buy a ferry.</p><p>They asked that:</p><p>1. nets be marked;</p><p>2. traps be counted;</p><p>` + prose + `</p>`, `
			paragraph | They agreed to:
			list-item1 • | lower the quota;
			list-item2 o | in the north
			list-item2 o | in the south
			list-item1 • | buy a ferry.
			paragraph | They asked that:
			list-item1 1. | nets be marked;
			list-item1 2. | traps be counted;
			paragraph | PROSE`},
		"letters and Roman numbers": {
			`<p>(g) gulls</p><p>(h) herons</p><p>(i) ibises</p><p>(j) jays</p><p>They asked:</p><p>(i) that nets</p><p>(a) of rope</p><p>(b) of wire</p><p>(ii) that traps</p>`, `
			list-item1 (g) | gulls
			list-item1 (h) | herons
			list-item1 (i) | ibises
			list-item1 (j) | jays
			paragraph | They asked:
			list-item1 (i) | that nets
			list-item2 (a) | of rope
			list-item2 (b) | of wire
			list-item1 (ii) | that traps`},
		"Word's bullets and numbers": {
			`<p class=MsoNormal><span style='mso-list:Ignore'>3.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>` + prose + `</p>
			<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'>·<span>&nbsp;&nbsp; </span></span><![endif]>Ostland;<o:p></o:p></p>
			<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='font-family:"Courier New";mso-list:Ignore'>o<span>&nbsp; </span></span>its north</p>
			<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='font-family:Wingdings'>§</span>Westmark.</p>
			<p class=MsoHeading2>Ferries</p><p class=MsoFooter>Lake Council – Page 1 of 4</p>`, `
			paragraph 3. | PROSE
			list-item1 • | Ostland;
			list-item2 o | its north
			list-item1 • | Westmark.
			heading2 | Ferries
			furniture | Lake Council – Page 1 of 4`},
		"text broken by lines": {
			`<td>` + prose + `<br><br><b>FERRIES</b><br>` + prose + `<br>&nbsp;<br>Nets<br>Traps</td>`, `
			paragraph | PROSE
			heading2 | FERRIES
			paragraph | PROSE
			paragraph | Nets / Traps`},
		"tables with their grid": {
			`<table><caption>Who came</caption><thead><tr><th>State</th><th>Head</th></tr></thead><tr><td rowspan=2>Ostland</td><td>Ada Marr</td></tr><tr><td>Bo Lind<br>for the fleet</td></tr><tr><td colspan=2>None else</td></tr></table><table><tr><th>Nets</th><td>5</td></tr></table>`, `
			paragraph | Who came
			cell(1,0,0)! | State
			cell(1,0,1)! | Head
			cell(1,1,0) | Ostland
			cell(1,1,1) | Ada Marr
			cell(1,2,1) | Bo Lind / for the fleet
			cell(1,3,0) | None else
			cell(2,0,0)! | Nets
			cell(2,0,1) | 5`},
		"a board with an article in one of its rows": {
			`<table><tr><th>Title</th><td colspan=3>Lake ministers meet</td></tr><tr><th>Date</th><td>4 May 2019</td><th>Hit</th><td>12</td></tr><tr><td colspan=4><p>` + prose + `</p><p><b>Fisheries</b></p><p>` + prose + `</p><p>` + prose + `</p></td></tr></table>`, `
			cell(1,0,0)! | Title
			cell(1,0,1) | Lake ministers meet
			cell(1,1,0)! | Date
			cell(1,1,1) | 4 May 2019
			cell(1,1,2)! | Hit
			cell(1,1,3) | 12
			paragraph | PROSE
			heading2 | Fisheries
			paragraph | PROSE
			paragraph | PROSE`},
		"tables that lay out the page": {
			`<table><tr><td><a href=/a>About</a><br><a href=/b>Press</a></td><td><h1>Lake Council</h1><p>` + prose + `</p><table><tr><td>Ostland</td><td>Ada Marr</td></tr></table></td></tr></table><table><tr><td>One column</td></tr><tr><td>of lines</td></tr></table>`, `
			furniture | About / Press
			heading1 | Lake Council
			paragraph | PROSE
			cell(1,0,0) | Ostland
			cell(1,0,1) | Ada Marr
			paragraph | One column
			paragraph | of lines`},
		"definition lists": {
			`<dl><dt>Venue</dt><dd>Town hall</dd><div><dt>Date</dt><dd>4 May 2019<p>and the day after</p></dd></div></dl>`, `
			term | Venue
			definition | Town hall
			term | Date
			definition | 4 May 2019
			definition | and the day after`},
		"words of neighbouring elements": {
			`<div><span>Place: Port Amelie</span><span>Date: 4 May 2019</span></div><p><span>Ost</span><span>land</span> <b>W</b>estmark<i>,</i> 1<sup>st</sup> m<sup>2</sup> CO<sub>2</sub></p><p><strong>Ada</strong><em>Marr</em></p>`, `
			paragraph | Place: Port Amelie / Date: 4 May 2019
			paragraph | Ostland Westmark, 1st m2 CO2
			paragraph | Ada Marr`},
		"note marks are left out, notes are kept apart": {
			`<p>The Committee<sup><a href="#n1">1</a></sup> met in Suderia<sup>[2]</sup>, with guests[3] from 2010<sup>4</sup>.</p><p><a name="_ftn1" href="#_ftnref1">[1]</a> Formerly the Board.</p><ol class="footnotes"><li id="fn2">Since 2001. <a href="#r2">↩</a></li></ol>`, `
			paragraph | The Committee met in Suderia, with guests [3] from 2010.
			footnote [1] | Formerly the Board.
			footnote 1. | Since 2001.`},
		"hidden and invisible": {
			`<p>` + prose + `</p><p hidden>a</p><p style="display: none">b</p><div aria-hidden="true">c</div><script>d</script><style>e</style><template>f</template><noscript><p>g</p></noscript><select><option>h</option></select>`, `
			paragraph | PROSE`},
		"preformatted text": {
			"<pre>LAKE COUNCIL\n\n  1. The ministers of the five lake states met in\n     Port Amelie and spoke of nets.\n  2. They parted friends.\n</pre><p>" + prose + "</p>", `
			heading2 | LAKE COUNCIL
			paragraph 1. | The ministers of the five lake states met in Port Amelie and spoke of nets.
			paragraph 2. | They parted friends.
			paragraph | PROSE`},
		"a table of contents with page numbers": {
			`<p class=MsoToc1><a href="#_Toc1">1. Opening</a></p><p>2. Nets ........ 4</p><p>Traps<span>.....</span>12</p><p>` + prose + `</p>`, `
			contents | 1. Opening
			contents | 2. Nets ........ 4
			contents | Traps.....12
			paragraph | PROSE`},
		"note marks that only a style raises": {
			`<p>Attended by Ostland.<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a> It left early, see <a href="#s2">2</a>.</p>`, `
			paragraph | Attended by Ostland. It left early, see 2.`},
		"a table of contents": {
			`<ul><li><a href="#a">Opening</a></li><li><a href="#b">Nets</a></li><li><a href="#c">Closing</a></li></ul><h2 id=a>Opening</h2><p>` + prose + `</p>`, `
			contents | Opening
			contents | Nets
			contents | Closing
			heading2 | Opening
			paragraph | PROSE`},
		"sentences that lead to their places": {
			`<p>The main results of the meeting were:</p><ul><li><a href="#a">Agreed on a fee for nets.</a></li><li><a href="#b">Approved a report on the traps.</a></li><li><a href="#c">Closed.</a></li></ul><h2 id=a>Nets</h2><p>` + prose + `</p>`, `
			paragraph | The main results of the meeting were:
			list-item1 • | Agreed on a fee for nets.
			list-item1 • | Approved a report on the traps.
			list-item1 • | Closed.
			heading2 | Nets
			paragraph | PROSE`},
		"titles and dates of the page": {
			`<html><head><title>Lake
			Council</title><meta name="DC.date" content="2020-09-24T10:00:00Z"><meta property="article:published_time" content="2020-09-24"><meta property="article:modified_time" content="2021-01-02"><meta name="viewport" content="width=1"></head><body><time datetime="2020-09-23">yesterday</time><p>` + prose + `</p></body></html>`, `
			title | Lake Council
			meta | date: 2020-09-24
			meta | modified: 2021-01-02
			meta | date: 2020-09-23
			paragraph | yesterday
			paragraph | PROSE`},
		"a title that only a class or the title element tells": {
			`<html><head><title>Ninth Meeting of the Lake Council – Lake Council</title></head><body><div>Ninth Meeting of the Lake Council</div><div>` + prose + `</div></body></html>`, `
			title | Ninth Meeting of the Lake Council – Lake Council
			heading1 | Ninth Meeting of the Lake Council
			paragraph | PROSE`},
		"a document from an office on the web": {
			`<b style="font-weight:normal"><p>` + prose + `</p><p><span style="font-weight:700">Nets</span></p><p>` + prose + `</p></b>`, `
			paragraph | PROSE
			heading2 | Nets
			paragraph | PROSE`},
		"numbered headings made lists of one": {
			`<ol><li><b>Opening</b></li></ol><p>` + prose + `</p><ol start=2><li><b>Nets</b></li></ol><p>` + prose + `</p>`, `
			heading2 1. | Opening
			paragraph | PROSE
			heading2 2. | Nets
			paragraph | PROSE`},
		"a first row in bold is a header": {
			`<table><tr><td><b>State</b></td><td><p><strong>Head</strong></p></td></tr><tr><td>Ostland</td><td>Ada Marr</td></tr></table>`, `
			cell(1,0,0)! | State
			cell(1,0,1)! | Head
			cell(1,1,0) | Ostland
			cell(1,1,1) | Ada Marr`},
		"a bold heading with a remark": {
			`<p>` + prose + `</p><p><u>Adoption of the agenda</u> (item 1)</p><p>` + prose + `</p>`, `
			paragraph | PROSE
			heading2 | Adoption of the agenda (item 1)
			paragraph | PROSE`},
		"a definition list of numbers and titles": {
			`<dl><dt>1.</dt><dd>` + prose + `</dd><dt><b>Fisheries</b></dt><dd></dd><dt>2.</dt><dd>They:<ol type="a"><li>agreed on nets;</li><li>thanked Samoa.</li></ol></dd><dt>Place</dt><dd>Port Amelie</dd></dl>`, `
			paragraph 1. | PROSE
			heading2 | Fisheries
			paragraph 2. | They:
			list-item1 a. | agreed on nets;
			list-item1 b. | thanked Samoa.
			term | Place
			definition | Port Amelie`},
		"heads within print": {
			printedPage("AGENDA ITEM 1: NETS", "1. The ministers of the five lake states met in Port Amelie and spoke at", "length about fisheries, ferries, and the northern survey of all the lakes.", "AGENDA ITEM 2: BOATS", "2. The ministers of the five lake states took note of the reports of each,", "which they thought useful.", "Trade in ferries", "3. They agreed on the ferries of the northern lakes and on those of all the", "others.", "4. They thanked Niue for the good care that was taken of each of them on the", "ferries."), `
			heading2 | AGENDA ITEM 1: NETS
			paragraph 1. | The ministers of the five lake states met in Port Amelie and spoke at length about fisheries, ferries, and the northern survey of all the lakes.
			heading2 | AGENDA ITEM 2: BOATS
			paragraph 2. | The ministers of the five lake states took note of the reports of each, which they thought useful.
			paragraph | Trade in ferries
			paragraph 3. | They agreed on the ferries of the northern lakes and on those of all the others.
			paragraph 4. | They thanked Niue for the good care that was taken of each of them on the ferries.`},
		"lines of print": {
			printedPage("<b>1. Opening</b>", "1. The ministers of the five lake states met in Port Amelie and spoke at", "length about fisheries, ferries, and the", "northern_shore_survey_of_all_lakes, which", "they thought useful.", "2. They agreed on nets: Fiji, Samoa,", "1", "^Tonga and Nauru.", "Observers: Niue.", "<i>Guests:</i> Palau.", "3.", "They thanked Niue."), `
			heading2 1. | Opening
			paragraph 1. | The ministers of the five lake states met in Port Amelie and spoke at length about fisheries, ferries, and the northern_shore_survey_of_all_lakes, which they thought useful.
			paragraph 2. | They agreed on nets: Fiji, Samoa, Tonga and Nauru.
			furniture | 1
			paragraph | Observers: Niue.
			paragraph | Guests: Palau.
			paragraph 3. | They thanked Niue.`},
		"lines of print one below the other": {
			`<div>` + lines("<b>REPORT OF THE COUNCIL OF THE FIVE LAKE STATES ON THE SHARED</b>", "<b>FISHERIES OF THE NORTHERN SHORE</b>", "Port Amelie, 3 May 2012", "The ministers of the five lake states met in Port Amelie and spoke",
				"at length about fisheries, ferries and the joint survey of all the", "northern shore.", "•&nbsp;&nbsp;Adopted the plan for nets and traps on the northern shore of", "&nbsp;&nbsp;the lake;", "•&nbsp;&nbsp;Thanked Samoa.",
				"&nbsp;", "They asked the Secretariat to report to the next session of the", "council on nets.", "1") + `</div><div>` + lines("The council also thanked Niue and asked the Secretariat to write", "to Tonga.") + `</div>`, `
			heading2 | REPORT OF THE COUNCIL OF THE FIVE LAKE STATES ON THE SHARED FISHERIES OF THE NORTHERN SHORE
			paragraph | Port Amelie, 3 May 2012
			paragraph | The ministers of the five lake states met in Port Amelie and spoke at length about fisheries, ferries and the joint survey of all the northern shore.
			list-item1 • | Adopted the plan for nets and traps on the northern shore of the lake;
			list-item1 • | Thanked Samoa.
			paragraph | They asked the Secretariat to report to the next session of the council on nets.
			furniture | 1
			paragraph | The council also thanked Niue and asked the Secretariat to write to Tonga.`},
		"lines of print that breaks part": {
			`<b>COMMISSION ON THE PROTECTION OF THE</b><br><b>FIVE LAKES</b><br>&nbsp;<br>Port Amelie, 3 May 2012<br>&nbsp;<br><b>Agenda Item 1.</b>&nbsp; Opening of the meeting<br>The ministers of the five lake states met in Port Amelie and<br>spoke at length about fisheries, ferries and the survey of all<br>
the northern shore. Fiji, Tonga and the Kingdom of all the Long<br>Reefs came.<br>1.1 They took note of the report and commended the Permanent<br>Secretariat for the work that was done in the last year, and<br>for all the nets that the Secretariat had mended by April May.<br>Agenda Item 2.&nbsp; Nets<br>2.1 They asked the Permanent Secretariat to print the charts of<hr>Page 1 of 6<br>Draft Minutes<br>the five lakes.<br>`, `
			heading2 | COMMISSION ON THE PROTECTION OF THE FIVE LAKES
			paragraph | Port Amelie, 3 May 2012
			paragraph | Agenda Item 1. Opening of the meeting
			paragraph | The ministers of the five lake states met in Port Amelie and spoke at length about fisheries, ferries and the survey of all the northern shore. Fiji, Tonga and the Kingdom of all the Long Reefs came.
			paragraph 1.1 | They took note of the report and commended the Permanent Secretariat for the work that was done in the last year, and for all the nets that the Secretariat had mended by April May.
			paragraph | Agenda Item 2. Nets
			paragraph 2.1 | They asked the Permanent Secretariat to print the charts of the five lakes.
			furniture | Page 1 of 6
			furniture | Draft Minutes`},
		"items that begin small are no print": {
			`<div>` + lines("welcomed the new plan for nets on the northern lake", "thanked Niue for the warm welcome to all of them in", "endorsed the budget for the next two years of work", "noted the report of the working group on lake fish",
				"urged the states to send their catch data in good", "welcomed the survey of all the reefs of the north", "thanked Fiji for the loan of its best survey boats", "endorsed the names of the officers for next season",
				"noted the letter of the Reef Trust on its new seat", "urged the partners to pay for the nets they had so", "welcomed the words of the President of Fiji to all", "thanked the staff for all the work in the lake now") + `</div>`, `
			paragraph | welcomed the new plan for nets on the northern lake
			paragraph | thanked Niue for the warm welcome to all of them in
			paragraph | endorsed the budget for the next two years of work
			paragraph | noted the report of the working group on lake fish
			paragraph | urged the states to send their catch data in good
			paragraph | welcomed the survey of all the reefs of the north
			paragraph | thanked Fiji for the loan of its best survey boats
			paragraph | endorsed the names of the officers for next season
			paragraph | noted the letter of the Reef Trust on its new seat
			paragraph | urged the partners to pay for the nets they had so
			paragraph | welcomed the words of the President of Fiji to all
			paragraph | thanked the staff for all the work in the lake now`},
		"page numbers before titles number nothing": {
			`<p>` + prose + `</p><p>11</p><p><b>Fisheries</b></p><p>` + prose + `</p><p>12</p><p><b>Ferries</b></p><p>` + prose + `</p><p>13</p><p><b>Boats</b></p><p>` + prose + `</p>`, `
			paragraph | PROSE
			paragraph | 11
			heading2 | Fisheries
			paragraph | PROSE
			paragraph | 12
			heading2 | Ferries
			paragraph | PROSE
			paragraph | 13
			heading2 | Boats
			paragraph | PROSE`},
		"a number in a row of its own": {
			`<table><tr><td>1.</td><td>` + prose + `</td></tr><tr><td>2.</td></tr><tr><td colspan=2><b>Fisheries</b></td></tr><tr><td>3.</td><td>` + prose + `</td></tr></table>`, `
			paragraph 1. | PROSE
			paragraph | 2.
			heading2 | Fisheries
			paragraph 3. | PROSE`},
		"numbered headings in a table of numbered paragraphs": {
			`<table><tr><td>1</td><td><b>Fisheries</b></td></tr><tr><td>1.</td><td>` + prose + `</td></tr><tr><td>2</td><td><b>Ferries</b></td></tr><tr><td>2.</td><td>` + prose + `</td></tr></table>`, `
			heading2 1 | Fisheries
			paragraph 1. | PROSE
			heading2 2 | Ferries
			paragraph 2. | PROSE`},
		"a table that numbers paragraphs": {
			`<table><tr><td>1.</td><td>` + prose + `</td></tr><tr><td colspan=2><b>Fisheries</b></td></tr><tr><td>2.</td><td>` + prose + `</td></tr></table>`, `
			paragraph 1. | PROSE
			heading2 | Fisheries
			paragraph 2. | PROSE`},
		"a table that numbers people": {
			`<p>` + prose + `</p><table><tr><td>1.</td><td>Ms A. Marr</td></tr><tr><td>2.</td><td>Mr B. Lind</td></tr></table>`, `
			paragraph | PROSE
			cell(1,0,0) | 1.
			cell(1,0,1) | Ms A. Marr
			cell(1,1,0) | 2.
			cell(1,1,1) | Mr B. Lind`},
		"numbers in paragraphs of their own": {
			`<div>1.</div><div>` + prose + `</div><div>A. Fisheries</div><div>2.</div><div>` + prose + `</div><div>3.</div><div>` + prose + `</div>`, `
			paragraph 1. | PROSE
			paragraph | A. Fisheries
			paragraph 2. | PROSE
			paragraph 3. | PROSE`},
		"short lines that are no print": {
			`<div>` + lines(prose, "The ministers spoke about:", "fisheries", "nets", "ferries", "traps", "buoys", "surveys", "the shore", "ice", "wind", prose) + `</div>`, `
			paragraph | PROSE
			paragraph | The ministers spoke about:
			paragraph | fisheries
			paragraph | nets
			paragraph | ferries
			paragraph | traps
			paragraph | buoys
			paragraph | surveys
			paragraph | the shore
			paragraph | ice
			paragraph | wind
			paragraph | PROSE`},
		"preformatted columns": {
			"<p>" + prose + "</p><pre>\nOSTLAND     Ms A. Marr    Minister\nWESTMARK    Mr B. Lind    Envoy\n</pre>", `
			paragraph | PROSE
			cell(1,0,0) | OSTLAND
			cell(1,0,1) | Ms A. Marr
			cell(1,0,2) | Minister
			cell(1,1,0) | WESTMARK
			cell(1,1,1) | Mr B. Lind
			cell(1,1,2) | Envoy`},
		"captions and quotations": {
			`<figure><img src=a alt="not text"><figcaption>The hall</figcaption></figure><blockquote><p>Said <q>never</q>.</p></blockquote>`, `
			paragraph | The hall
			paragraph | Said “never”.`},
	} {
		t.Run(name, func(t *testing.T) {
			var want []string
			for line := range strings.SplitSeq(strings.TrimSpace(tt.want), "\n") {
				want = append(want, strings.ReplaceAll(strings.TrimSpace(line), "PROSE", prose))
			}
			if diff := cmp.Diff(want, sketch(read(t, tt.page))); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestReportIsToldFromThePageAroundIt(t *testing.T) {
	for name, tt := range map[string]struct {
		page      string
		body      []string // what must be part of the report
		furniture []string // what must not
	}{
		"landmarks": {
			`<header><a href=/>Lake Council</a><nav><ul><li><a href=/a>About</a></li></ul></nav></header><main><h1>Ninth Meeting</h1><p>` + prose + `</p></main><aside><h3>Upcoming events</h3><ul><li><a href=/w>Workshop</a></li></ul></aside><footer><p>© Secretariat</p></footer>`,
			[]string{"Ninth Meeting", prose}, []string{"Lake Council", "About", "Upcoming events", "Workshop", "© Secretariat"}},
		"classes": {
			`<div id="cookie-notice">We use cookies. <a href=#>OK</a></div><div class="siteMenu"><a href=/>Home</a><a href=/n>News</a></div><div class="wrap"><div class="breadcrumbs"><a href=/>Home</a> » Ninth Meeting</div><div class="txt">` + prose + `</div><div class="related-posts"><p>See also the tenth meeting</p></div><div class="comments"><p>Anna: well done</p></div></div><div class="foot">All rights reserved. <a href=/p>Privacy</a></div>`,
			[]string{prose}, []string{"We use cookies. OK", "Home News", "Home » Ninth Meeting", "See also the tenth meeting", "Anna: well done", "All rights reserved. Privacy"}},
		"tables of old": {
			`<table><tr><td colspan=2>Lake Council | <a href=/>Home</a> | <a href=/d>Documents</a> | <a href=/s>Search</a></td></tr><tr><td><a href=/a>About</a><br><a href=/p>Press</a></td><td><p>` + prose + `</p></td></tr></table><font size=1>Last updated by webmaster.</font>`,
			[]string{prose}, []string{"Lake Council | Home | Documents | Search", "About / Press", "Last updated by webmaster."}},
		"a header without a landmark": {
			`<div class="ecl-site-header"><div>Union of Isles</div></div><div><h1>Ninth Meeting</h1><p>` + prose + `</p></div>`,
			[]string{"Ninth Meeting", prose}, []string{"Union of Isles"}},
		"attendance in an aside": {
			`<main><h1>Ninth Meeting</h1><p>` + prose + `</p></main><aside class="sidebar"><h3>Participants</h3><ul><li>Ostland</li><li>Westmark</li></ul></aside><aside><h3>Latest news</h3><ul><li><a href=/1>New pier opened</a></li></ul></aside>`,
			[]string{"Participants", "Ostland", "Westmark", prose}, []string{"Latest news", "New pier opened"}},
		"attendance as links": {
			`<div><p>` + prose + `</p><p>The following states attended:</p><ul><li><a href=/o>Ostland</a></li><li><a href=/w>Westmark</a></li></ul><p>` + prose + `</p></div>`,
			[]string{"Ostland", "Westmark"}, nil},
		"attendance among the boxes of a sidebar": {
			`<main><p>` + prose + `</p></main><aside id="secondary"><section><h2>Recent posts</h2><ul><li><a href=/1>One</a></li></ul></section><section><h2>Participating states</h2><p>Ostland, Westmark</p></section><h3>Contact</h3><p>5 Pier Road</p></aside>`,
			[]string{"Participating states", "Ostland, Westmark"}, []string{"Recent posts", "One", "Contact", "5 Pier Road"}},
		"what content managers add to a text": {
			`<article><h1>Ninth Meeting</h1><footer>Submitted by webteam on Monday</footer><div><p>` + prose + `</p><h3>Related</h3></div><ul><li><a href=/u>Log in</a> to post comments</li></ul></article><p>© Lake Council</p>`,
			[]string{"Ninth Meeting", prose}, []string{"Submitted by webteam on Monday", "Related", "Log in to post comments", "© Lake Council"}},
		"an unfolding section": {
			`<div class="accordion"><div><button aria-expanded=false>Annex: Participants</button></div><div><p>` + prose + `</p></div></div>`,
			[]string{"Annex: Participants", prose}, nil},
		"facts beside the text": {
			`<main><p>` + prose + `</p></main><div class="sidebar"><p>Venue: Town hall</p></div>`,
			[]string{"Venue: Town hall", prose}, nil},
		"a hero banner with the title": {
			`<header class="banner"><h1>Ninth Meeting of the Lake Council</h1><nav><a href=/>Home</a></nav></header><article><p>` + prose + `</p></article>`,
			[]string{"Ninth Meeting of the Lake Council", prose}, []string{"Home"}},
		"a page that calls its whole text a menu": {
			`<div class="nav-open sidebar-left footer-fixed"><p>` + prose + `</p><p>` + prose + `</p></div>`,
			[]string{prose}, nil},
		"a form around the whole page": {
			`<form action=/x><div><p>` + prose + `</p></div><input value=go></form>`, []string{prose}, nil},
		"an accordion": {
			`<h2><button>Fisheries</button></h2><div><p>` + prose + `</p></div><details><summary>Ferries</summary><p>They sail.</p></details>`,
			[]string{"Fisheries", "Ferries", "They sail.", prose}, nil},
		"a text that leaves nothing but links": {
			`<nav><p>` + "Ada Marr opened the meeting, then the states spoke, and after long debate they agreed." + `</p></nav>`,
			[]string{"Ada Marr opened the meeting, then the states spoke, and after long debate they agreed."}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			doc := read(t, `<html><body>`+tt.page+`</body></html>`)
			var body, furniture []string
			for _, b := range doc.Blocks {
				text := strings.ReplaceAll(doc.Slice(b.Span), "\n", " / ")
				if b.Kind.Body() {
					body = append(body, text)
				} else if b.Kind == document.Furniture {
					furniture = append(furniture, text)
				}
			}
			for _, want := range tt.body {
				if !contains(body, want) {
					t.Errorf("not in the report: %q\nreport %q\nfurniture %q", want, body, furniture)
				}
			}
			for _, want := range tt.furniture {
				if !contains(furniture, want) {
					t.Errorf("not set apart: %q\nreport %q\nfurniture %q", want, body, furniture)
				}
			}
		})
	}
}

func contains(all []string, want string) bool {
	for _, s := range all {
		if s == want {
			return true
		}
	}
	return false
}

func TestNestingOverTheLimitIsATypedFailure(t *testing.T) {
	for name, page := range map[string]string{
		"divisions": strings.Repeat("<div>", 5000) + "deep",
		"fonts":     strings.Repeat("<font size=2>", 100000) + "deep",
		"tables":    strings.Repeat("<table><tr><td>", 3000) + "deep",
		"lists":     strings.Repeat("<ul><li>", 3000) + "deep",
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := New(Options{}).Read(context.Background(), "deep.html", []byte(page))
			var failure *pipeline.Failure
			if err == nil {
				if !strings.Contains(doc.Text, "deep") {
					t.Error("read without its text")
				}
				return
			}
			if !errors.As(err, &failure) || failure.Reason != pipeline.TooLarge || failure.URI != "deep.html" {
				t.Errorf("got %v, want a failure too-large", err)
			}
		})
	}
}

func TestPagesThatAreAllFurnitureByOurRulesAreKept(t *testing.T) {
	long := strings.Repeat(prose+" ", 4)
	for name, page := range map[string]string{
		"prose in parts named as comments": `<div class="menu"><a href=/a>About us</a> <a href=/b>Press room</a></div><div class="comment"><p>` + long + `</p><p>` + long + `</p></div><div class="comment"><p>` + long + `</p><a href=/x>` + long + `</a></div><div class="respond"><p>` + long + `</p><p><a href=/x>` + long + `</a></p></div>`,
		"nothing but links":                `<nav><ul><li><a href=/a>Report of the first meeting</a></li><li><a href=/b>Report of the second meeting</a></li></ul></nav>`,
	} {
		t.Run(name, func(t *testing.T) {
			doc := read(t, "<html><body>"+page+"</body></html>")
			body := 0
			for _, b := range doc.Blocks {
				if b.Kind.Body() {
					body++
				}
			}
			if body == 0 {
				t.Errorf("nothing is left of the page: %q", sketch(doc))
			}
		})
	}
}

func TestReadabilityLeadsBackToOurElements(t *testing.T) {
	markup := `<html><body><div><a href=/a>About</a></div><div id="text">` + strings.Repeat("<p>"+prose+" "+prose+"</p>", 5) + `</div></body></html>`
	root, err := html.Parse(strings.NewReader(markup))
	if err != nil {
		t.Fatal(err)
	}
	p := newPage(root)
	p.keepOnly(p.readable())
	var body, furniture int
	for _, it := range p.items() {
		switch {
		case it.Kind == document.Furniture:
			furniture++
		case it.Text == prose+" "+prose:
			body++
		}
	}
	if body != 5 || furniture != 1 {
		t.Errorf("got %d paragraphs and %d pieces of furniture, want 5 and 1", body, furniture)
	}
}

func TestOddEncodingsAreWarnedOf(t *testing.T) {
	doc := read(t, "<meta charset=koi8-r><p>\xf7\xd3\xd4\xd2\xc5\xde\xc1</p>")
	if doc.Text != "Встреча" || len(doc.Warnings) != 1 || doc.Warnings[0].Code != "unusual-encoding" {
		t.Errorf("got %q with %v", doc.Text, doc.Warnings)
	}
}

// Each of these once took minutes: time must not grow with the square of what one element holds.
func TestTimeGrowsWithTheSize(t *testing.T) {
	for name, page := range map[string]string{
		"lines":      "<p>" + strings.Repeat("<b>x</b><br>", 20000),
		"headings":   strings.Repeat("<h2>Nets</h2><div class=title>Traps and nets</div>", 4000),
		"tall cells": "<table><tr>" + strings.Repeat("<td colspan=50 rowspan=50>x</td>", 10000),
		"markers":    strings.Repeat("<p>A. x</p><p>v. y</p>", 3000),
		"note marks": "<p>" + strings.Repeat("x<sup>1</sup>", 20000),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			read(t, page)
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("%d bytes took %v", len(page), took)
			}
		})
	}
}

func TestPagesWithoutTextAreEmpty(t *testing.T) {
	for _, page := range []string{"<html></html>", "<p> &nbsp; </p>", "<script>x()</script>", "<img src=a>"} {
		_, err := New(Options{}).Read(context.Background(), "a.html", []byte(page))
		var failure *pipeline.Failure
		if !errors.As(err, &failure) || failure.Reason != pipeline.Empty {
			t.Errorf("%s: got %v, want a failure empty", page, err)
		}
	}
}

// checkSelectors tests that every origin's selector finds one element, and that the element holds the block's words.
func checkSelectors(t *testing.T, page []byte, doc *document.Document) {
	t.Helper()
	text, _ := charset.Decode(page)
	root, err := goquery.NewDocumentFromReader(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range doc.Blocks {
		selector := doc.Locate(b.Span).Selector
		if selector == "" {
			t.Fatalf("no selector for %s %q", b.Kind, doc.Slice(b.Span))
		}
		found := root.Find(selector)
		if found.Length() != 1 {
			t.Fatalf("%s finds %d elements, want 1, for %s %q", selector, found.Length(), b.Kind, doc.Slice(b.Span))
		}
		if b.Kind == document.Meta {
			continue
		}
		have := letterString(document.Normalize(found.Text()))
		for word := range strings.FieldsSeq(doc.Slice(b.Span)) {
			if !strings.Contains(have, letterString(word)) {
				t.Fatalf("%s does not hold %q of %s %q", selector, word, b.Kind, doc.Slice(b.Span))
			}
		}
	}
}

func letterString(s string) string {
	return strings.Map(func(r rune) rune {
		if outline.Letters(string(r)) == 0 {
			return -1
		}
		return r
	}, s)
}

func TestSelectorsFindExactlyTheirElement(t *testing.T) {
	page := `<html><head><title>Council</title><meta name=date content=2020-01-02></head><body><div id="a"><p>one</p><p>two <b>bold</b></p></div><div id="a"><p>three</p></div>
		<div id="1x"><o:p>four</o:p><my-card><p>five</p></my-card></div><section id="only"><ul><li>six<ul><li>seven</li></ul></li></ul><table><tr><td>eight</td><td>nine</td></tr><tr><td>x</td><td>y</td></tr></table></section>
		<P ID="Only">ten</P>eleven<br>twelve<div>thirteen</div>fourteen</body></html>`
	doc := read(t, page)
	checkSelectors(t, []byte(page), doc)
	for _, word := range []string{"one", "five", "seven", "nine", "fourteen"} {
		if !strings.Contains(doc.Text, word) {
			t.Errorf("%q is lost", word)
		}
	}
}

func TestSharedPagesHoldTogether(t *testing.T) {
	names, _ := filepath.Glob("../../../../shared/*/html/*.html")
	more, _ := filepath.Glob("../../../../shared/*/docs/*.html")
	seed, _ := filepath.Glob("../../../../shared/seed/*.html")
	names = append(append(names, more...), seed...)
	if len(names) == 0 {
		t.Skip("../shared is not here")
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		doc := read(t, string(data))
		checkSelectors(t, data, doc)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"<p>one<p>two", "<ul><li>a<li>b</ul>", "<table><tr><td>a<td>b<tr><td>c</table>", "<pre>\n\n 1. a\n</pre>", "<b>1. X</b><br>y<br><br>z",
		"<ol start=-5 reversed><li value=x>a</ol>", "<p style='mso-list:l0 level9'><![if !supportLists]>·<![endif]>x", "\xff\xfe<\x00p\x00>\x00a\x00",
		"<td rowspan=0 colspan=99999>a", "<a href=x>a</a><a href=y>b</a>", "<dl><dt>a<dd>b", "a\u00ad b\u200bc e\u0301<br> \n <br>d", "<svg><title>t</title></svg><title>u</title>v",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := New(Options{}).Read(context.Background(), "fuzz", data)
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

func BenchmarkRead(b *testing.B) {
	page := []byte("<html><body><main>" + strings.Repeat("<h2>1. Nets</h2><p>"+prose+"</p><ul><li>one</li><li>two</li></ul>", 200) + "</main></body></html>")
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if _, err := New(Options{}).Read(context.Background(), "b", page); err != nil {
			b.Fatal(err)
		}
	}
}
