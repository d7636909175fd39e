package pdf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapporteur/extract/document"
)

// passage is the nth paragraph of an invented report: two to five sentences, none like any other's.
func passage(n int) string {
	who := []string{"The delegation of Arland", "The Secretariat", "The observer for Borland", "The working group on gauges", "The Chair of the panel",
		"The representative of Corland", "The expert from Dorland", "The engineer of the commission", "The host government"}
	did := []string{"reported that", "recalled that", "explained that", "drew attention to the fact that", "reminded the meeting that", "told the members that", "was of the view that"}
	what := []string{"the survey of the northern canal", "the repair of the lower weir", "the training of the young hydrologists", "the exchange of readings between the ports",
		"the inventory of wells", "the new timetable for the ferries", "the fund for flooded villages", "the plan for the marshes", "the agreement on fishing licences", "the review of the tariffs", "the map of the dry valleys"}
	how := []string{"had taken seven months longer than foreseen", "would need a further contribution of its members", "could be closed before the rains set in", "had been welcomed in the villages along the shore",
		"depended on instruments that were still being calibrated", "was ready to be handed over to the provinces", "had to be brought into line with the convention", "remained without a coordinator"}
	then := []string{"It asked for comments in writing before the summer.", "Several members supported this and offered their help.", "No member spoke against it.",
		"The figures are to be checked by an independent auditor.", "A shorter version will be translated for the press.", "This was left open for the session that follows."}
	var b strings.Builder
	for i := range 2 + n%3 {
		k := 7*n + 3*i
		fmt.Fprintf(&b, "%s %s %s %s in district %d. ", who[k%len(who)], did[(k+n)%len(did)], what[(k+2*n)%len(what)], how[(k+i)%len(how)], 10*n+i)
	}
	return b.String() + then[n%len(then)]
}

// paragraphs are those from the nth to before the mth.
func paragraphs(from, to int) []part {
	var out []part
	for n := from; n < to; n++ {
		out = append(out, part{kind: para, text: passage(n)})
	}
	return out
}

func head(level int, text string) part { return part{kind: headline, level: level, text: text} }
func plain(text string) part           { return part{kind: para, text: text} }
func list(level int, pairs ...string) []part {
	var out []part
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(out, part{kind: listed, level: level, marker: pairs[i], text: pairs[i+1]})
	}
	return out
}

// attendance is a table of who came, as reports have them: some cells over several lines, some empty.
func attendance(ruled, middle bool, people int) part {
	names := []string{"Ms. Ada Berg", "Mr. Jon Roe", "Dr. Li Wei", "H.E. Juan Ruiz", "Ms. Odile Faye", "Prof. Ines Marques da Silva", "Mr. Pavel Holm", "Ms. Grace Tembo", "Mr. Ito Ken"}
	states := []string{"Arland", "Borland", "Corland", "Dorland", "Esteria", "United Isles of the Western Sea", "Fenland", "Gorland"}
	offices := []string{"Minister", "Permanent Secretary, Ministry of the Sea and of Inland Ports", "Director of Rivers", "Ambassador", "Deputy Head of the Department of International Waters", "Adviser"}
	presence := []string{"Present", "Present", "Excused", "Present", "Represented by the Deputy Minister", "Absent"}
	rows := [][]string{{"Name", "Country", "Office", "Presence"}}
	for i := range people {
		row := []string{fmt.Sprintf("%s %c.", names[i%len(names)], 'A'+rune(i%26)), states[i%len(states)], offices[i%len(offices)], presence[(i+i/7)%len(presence)]}
		if i%9 == 4 {
			row[2] = ""
		}
		rows = append(rows, row)
	}
	return part{kind: tabled, table: &tabular{ruled: ruled, middle: middle, header: true, widths: []int{28, 22, 30, 20}, rows: rows}}
}

// shortRows is a table of short cells in columns of one width; its rows are parted by bars.
func shortRows(header bool, width int, cells ...string) part {
	t := &tabular{header: header, rows: [][]string{nil}}
	for _, cell := range cells {
		end, next, last := strings.Cut(cell, "|")
		t.rows[len(t.rows)-1] = append(t.rows[len(t.rows)-1], end)
		if last {
			t.rows = append(t.rows, []string{next})
		}
	}
	for range t.rows[0] {
		t.widths = append(t.widths, width)
	}
	return part{kind: tabled, table: t}
}

// delegation is a state and those whom it sent, each with an office, as lists of participants have them.
func delegation(state string, people ...string) []part {
	t := &tabular{widths: []int{45, 50}}
	for i := 0; i < len(people); i += 2 {
		t.rows = append(t.rows, people[i:i+2])
	}
	return []part{head(3, state), {kind: tabled, table: t}}
}

// decisions is a table of two narrow columns and a broad one of prose.
func decisions(ruled, middle bool) part {
	rows := [][]string{{"No.", "Decision", "Deadline"}}
	for i := range 7 {
		rows = append(rows, []string{fmt.Sprint(i + 1), passage(60 + i), []string{"1 March 2012", "End of 2013", "Next session of the commission"}[i%3]})
	}
	return part{kind: tabled, table: &tabular{ruled: ruled, middle: middle, header: true, widths: []int{10, 65, 25}, rows: rows}}
}

// budget is a table of numbers without a header.
func budget(ruled bool) part {
	return part{kind: tabled, table: &tabular{ruled: ruled, widths: []int{40, 20, 20, 20}, rows: [][]string{
		{"Gauges", "12,500", "13,000", "14,250"}, {"Training of hydrologists", "4,000", "", "4,600"}, {"Publications", "900", "950", "1,000"},
		{"Travel of the members of the panel to its sessions", "21,000", "22,500", "19,800"}, {"Reserve", "2,000", "2,000", "2,000"},
	}}}
}

var manuscripts = []manuscript{
	{name: "two-columns", running: "Lake Basin Council, eleventh session", parts: slices.Concat(
		[]part{head(1, "Report of the eleventh session of the Council on the waters of the basin"), plain(passage(0)),
			{kind: columned, count: 2, parts: slices.Concat([]part{head(2, "Opening")}, paragraphs(1, 5), []part{head(2, "State of the wells and canals")}, paragraphs(5, 9))},
			head(1, "Finances of the Council"), budget(true),
			{kind: columned, count: 2, parts: slices.Concat([]part{head(2, "Statements of members")}, paragraphs(9, 21), []part{head(2, "Closing")}, paragraphs(21, 24))}})},
	{name: "three-columns", running: "Bulletin of the commission", parts: []part{
		head(1, "The week on the river"),
		{kind: columned, count: 3, parts: slices.Concat([]part{head(2, "Floods")}, paragraphs(24, 28), []part{head(2, "Ferries"), plain("The ministers agreed on four steps:")},
			list(1, "•", "to reopen the crossing at Port Orla before the harvest;", "•", "to lend two boats to the villages of the delta;", "•", "to publish tariffs;", "•", "to meet again in the autumn."),
			paragraphs(28, 33), []part{head(2, "Fisheries")}, paragraphs(33, 42))}}},
	{name: "landscape-columns", landscape: true, running: "Bulletin of the commission", parts: []part{
		head(1, "The year on the river"), {kind: columned, count: 3, parts: paragraphs(42, 58)}}},
	{name: "side-bar", parts: slices.Concat(
		[]part{head(1, "Ministers meet on the lake"),
			{kind: sidebar, parts: []part{head(3, "Facts"), plain("Nine members share the lake and the four rivers that feed it."), plain("The commission was founded in 1974 and has its seat in Port Orla."), plain("Its budget is paid by the members in equal parts.")}}},
		paragraphs(70, 76))},
	{name: "lists", parts: slices.Concat(
		[]part{head(1, "Conclusions of the session"), plain("The Council:")},
		list(1, "1.", "decides to meet every year, in turn in each of the member states, and to invite observers from the states that lie downstream of the lake;", "2.", "asks the Secretariat:"),
		list(2, "(a)", "to publish the survey, with a summary in plain words that schools can use, and to send it to all of the members before the end of the year;", "(b)", "to report on:"),
		list(3, "(i)", "the levels of the wells;", "(ii)", "the catch of each port, by month and by the kind of fish, with the prices that were paid for it on the quays;"),
		list(2, "(c)", "to keep a register;"),
		list(1, "3.", "thanks the host."),
		[]part{plain(passage(80)), plain("The members named three concerns:")},
		list(1, "•", "the wells of the northern shore, which have fallen for the third year in a row and which the survey had not taken into account;", "•", "the ferries;", "•", "the cost of fuel."),
		paragraphs(81, 83))},
	{name: "ruled-top", running: "Lake Basin Council", parts: []part{head(1, "List of participants"), plain(passage(90)), attendance(true, false, 9), plain(passage(91)), decisions(true, false), plain(passage(92)), budget(true)}},
	{name: "ruled-middle", running: "Lake Basin Council", parts: []part{head(1, "List of participants"), plain(passage(90)), attendance(true, true, 9), plain(passage(91)), decisions(true, true), plain(passage(92))}},
	{name: "unruled-top", running: "Lake Basin Council", parts: []part{head(1, "List of participants"), plain(passage(90)), attendance(false, false, 9), plain(passage(91)), decisions(false, false), plain(passage(92)), budget(false)}},
	{name: "unruled-middle", running: "Lake Basin Council", parts: []part{head(1, "List of participants"), plain(passage(90)), attendance(false, true, 9), plain(passage(91)), decisions(false, true), plain(passage(92))}},
	{name: "ruled-long", running: "Lake Basin Council", parts: []part{head(1, "List of participants"), attendance(true, false, 60), plain(passage(93))}},
	{name: "unruled-long", running: "Lake Basin Council", parts: []part{head(1, "List of participants"), attendance(false, false, 60), plain(passage(93))}},
	{name: "landscape-table", landscape: true, parts: []part{head(1, "Plan of work"), plain(passage(94)), decisions(true, false), plain(passage(95)), attendance(false, false, 12)}},
	{name: "small-tables", parts: []part{head(1, "Lists of the session"),
		plain("The following states were represented:"), shortRows(false, 25, "Arland", "Ada Berg", "Present|Borland", "Jon Roe", "Excused|Corland", "Li Wei", "Present"),
		plain(passage(140)), shortRows(true, 25, "State", "Vote|Arland", "Yes|Borland", "No|Corland", "Yes"),
		plain(passage(141)), shortRows(true, 22, "No.", "Name", "Country", "Present|1", "Ada Berg", "Arland", "Yes|2", "Jon Roe", "Borland", "No"),
		plain(passage(142)), shortRows(false, 45, "Ms. Ada Berg", "Minister of Rivers|Mr. Jon Roe", "Adviser to the Permanent Secretary|Dr. Li Wei", "Ambassador"),
		plain(passage(143))}},
	{name: "delegations", parts: slices.Concat([]part{head(1, "List of participants")},
		delegation("Arland", "Ms. Ada Berg", "Minister of Rivers", "Mr. Pavel Holm", "Director of Ports", "Ms. Grace Tembo", "Adviser"),
		delegation("Borland", "Mr. Jon Roe", "Permanent Secretary, Ministry of the Sea", "Dr. Ines Marques", "Ambassador"),
		delegation("United Isles of the Western Sea", "H.E. Juan Ruiz", "Deputy Minister", "Mr. Ito Ken", "Head of Department", "Ms. Odile Faye", "Legal Adviser", "Mr. Li Wei", "Expert"),
		[]part{plain(passage(150))})},
	{name: "notes", running: "Lake Basin Council, eleventh session", parts: slices.Concat(
		[]part{head(1, "Contents"), {kind: entryOf, text: "Opening of the session 1"}, {kind: entryOf, text: "Statements of the members and of the observers 2"}, {kind: entryOf, text: "Closing 3"},
			head(2, "Opening of the session")}, noted(100, 107), []part{head(2, "Statements of the members and of the observers")}, noted(107, 116), []part{head(2, "Closing")}, paragraphs(116, 118))},
	{name: "draft", parts: []part{head(1, "Draft of the conclusions"), plain(passage(130)), {kind: para, text: passage(131), struck: "The ferries will run at night."},
		{kind: para, spaced: true, text: "Arland"}, plain(passage(132)), {kind: para, spaced: true, text: "Upper Dorland"}, plain(passage(133)), {kind: para, text: "The members agreed on a map.", struck: "and on a flag"}}},
	{name: "signatures", parts: []part{head(1, "Done at Port Orla"), plain(passage(120)),
		{kind: signed, parts: []part{plain("For the Government of Arland\nMs. Ada Berg\nMinister of Rivers"), plain("For the Government of Borland\nMr. Jon Roe\nMinister of the Sea")}},
		plain(passage(121))}},
}

// noted are paragraphs of which every third bears a footnote.
func noted(from, to int) []part {
	out := paragraphs(from, to)
	for i := range out {
		if i%3 == 0 {
			kinds := []string{"Document %d, of which a corrected version was sent out in May.", "See also paragraph %d of the report on the tenth session.",
				"Treaty Series, volume %d, in the library of the Secretariat.", "Not counting the %d wells that fell dry in the year before.",
				"Annex %d to the same document.", "Kilometre %d below the weir.", "Adopted by vote number %d of the tenth session, with one abstention."}
			out[i].note = fmt.Sprintf(kinds[(from+i)/3%len(kinds)], from+i)
		}
	}
	return out
}

// truth is what a reader must make of a manuscript's parts, in the form of outline: flow in reading order, cells with
// their places, notes.
type truth struct{ flow, aside, cells, notes, struck []string }

func (w *truth) add(parts []part, tables *int) {
	for _, p := range parts {
		switch p.kind {
		case headline:
			w.flow = append(w.flow, "heading "+p.text)
		case para:
			text := p.text
			if p.struck != "" {
				w.struck = append(w.struck, p.struck)
			}
			if p.note != "" {
				w.notes = append(w.notes, p.note)
				text += string([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[len(w.notes)])
			}
			w.flow = append(w.flow, "paragraph "+text)
		case listed:
			w.flow = append(w.flow, fmt.Sprintf("list-item %d [%s] %s", p.level, p.marker, p.text))
		case tabled:
			*tables++
			w.flow = append(w.flow, fmt.Sprintf("table %d", *tables))
			for r, row := range p.table.rows {
				for c, text := range row {
					if text != "" {
						w.cells = append(w.cells, fmt.Sprintf("cell %d/%d/%d%s %s", *tables, r, c, map[bool]string{true: "h"}[r == 0 && p.table.header], text))
					}
				}
			}
		case columned:
			w.add(p.parts, tables)
		case sidebar:
			var beside truth
			beside.add(p.parts, tables)
			w.aside = beside.flow
		case entryOf:
			w.flow = append(w.flow, "contents "+p.text)
		case signed:
			for _, side := range p.parts {
				w.flow = append(w.flow, "paragraph "+strings.ReplaceAll(side.text, "\n", "|"))
			}
		}
	}
}

// found is what the reader made of a file, in the same form.
func found(doc *document.Document) truth {
	var w truth
	tables := 0
	for _, b := range doc.Blocks {
		text := strings.ReplaceAll(doc.Slice(b.Span), "\n", "|")
		switch b.Kind {
		case document.Cell:
			if b.Table > tables {
				tables = b.Table
				w.flow = append(w.flow, fmt.Sprintf("table %d", tables))
			}
			w.cells = append(w.cells, fmt.Sprintf("cell %d/%d/%d%s %s", b.Table, b.Row, b.Col, map[bool]string{true: "h"}[b.Header], text))
		case document.Footnote:
			w.notes = append(w.notes, text)
		case document.Contents:
			w.flow = append(w.flow, "contents "+text)
		case document.ListItem:
			w.flow = append(w.flow, fmt.Sprintf("list-item %d [%s] %s", b.Level, b.Marker, text))
		case document.Heading, document.Paragraph:
			if b.Marker != "" {
				text = b.Marker + " " + text
			}
			w.flow = append(w.flow, string(b.Kind)+" "+text)
		}
	}
	return w
}

// plain leaves out what a typesetter cannot set.
func (s typesetter) plain(parts []part) []part {
	out := slices.Clone(parts)
	for i := range out {
		if !s.notes {
			out[i].note = ""
		}
	}
	return out
}

// differences are the entries of one list that the other lacks, in order: "-" wanted, "+" found.
func differences(want, got []string) string {
	common := make([][]int, len(want)+1) // the longest common subsequence from i and j on
	for i := range common {
		common[i] = make([]int, len(got)+1)
	}
	for i := len(want) - 1; i >= 0; i-- {
		for j := len(got) - 1; j >= 0; j-- {
			common[i][j] = max(common[i+1][j], common[i][j+1])
			if want[i] == got[j] {
				common[i][j] = 1 + common[i+1][j+1]
			}
		}
	}
	var b strings.Builder
	for i, j := 0, 0; i < len(want) || j < len(got); {
		switch {
		case i < len(want) && j < len(got) && want[i] == got[j]:
			i, j = i+1, j+1
		case i < len(want) && (j == len(got) || common[i+1][j] >= common[i][j+1]):
			b.WriteString("\n\t- " + want[i])
			i++
		default:
			b.WriteString("\n\t+ " + got[j])
			j++
		}
	}
	return b.String()
}

// rejoined joins what nothing on the page can show to be one paragraph: a sentence that ends with its column or page
// where lines are not justified, and the sentence after it.
func rejoined(want, got []string) []string {
	for i := 0; i+1 < len(got); i++ {
		rest, ok := strings.CutPrefix(got[i+1], "paragraph ")
		if whole := got[i] + " " + rest; ok && strings.HasSuffix(got[i], ".") && slices.Contains(want, whole) {
			return slices.Replace(slices.Clone(got), i, i+2, whole) // once at most
		}
	}
	return got
}

// agree compares what the reader made of a file with its manuscript, and counts the cells that are right.
func (m manuscript) agree(t *testing.T, data []byte) (right, all int) {
	t.Helper()
	var want truth
	want.add(m.parts, new(int))
	doc := read(t, shared, data)
	got := found(doc)
	for _, s := range want.struck {
		if !strings.Contains(doc.Text, s) {
			t.Errorf("what was struck out is not kept: %s", s)
		}
	}
	// A side bar may come before or after what it stands beside, but in one piece.
	for i := range got.flow {
		if n := len(want.aside); n > 0 && i+n <= len(got.flow) && slices.Equal(got.flow[i:i+n], want.aside) {
			got.flow, want.aside = slices.Delete(got.flow, i, i+n), nil
			break
		}
	}
	if len(want.aside) > 0 {
		t.Errorf("the side bar is not in one piece: %q", want.aside)
	}
	got.flow = rejoined(want.flow, got.flow)
	if diff := differences(want.flow, got.flow); diff != "" {
		t.Errorf("text:%s", diff)
	}
	if diff := differences(want.notes, got.notes); diff != "" {
		t.Errorf("footnotes:%s", diff)
	}
	for _, c := range got.cells {
		if slices.Contains(want.cells, c) {
			right++
		}
	}
	all = max(len(want.cells), len(got.cells))
	if right < all {
		t.Logf("%d of %d cells are right:%s", right, all, differences(want.cells, got.cells))
	}
	return right, all
}

// leastCells is the least share of a typesetter's cells that must be right: row, column, header and text.
const leastCells = 0.95

// Each manuscript is set by three typesetters. Its paragraphs, headings and list items must come out whole, one for
// one, in its order; its cells at their rows and columns.
func TestTypesetPagesReadAsTheirAuthorsWroteThem(t *testing.T) {
	for _, setter := range typesetters {
		t.Run(setter.name, func(t *testing.T) {
			t.Parallel()
			files := setter.set(t, manuscripts)
			right, all := 0, 0
			for _, m := range manuscripts {
				t.Run(m.name, func(t *testing.T) {
					m.parts = setter.plain(m.parts)
					r, n := m.agree(t, files[m.name])
					right, all = right+r, all+n
				})
			}
			share := float64(right) / float64(all)
			t.Logf("%d of %d cells are right: %.3f", right, all, share)
			if share < leastCells {
				t.Errorf("fewer than %.2f of the cells are right", leastCells)
			}
		})
	}
}
