package cooperation

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/extracttest"
)

func TestRulesDoWhatTheirExamplesSay(t *testing.T) {
	f, err := New(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.rules.Verify(); err != nil {
		t.Error(err)
	}
}

type block struct {
	kind   document.Kind
	level  int
	marker string
	text   string
}

func areas(t *testing.T, blocks ...block) []string {
	t.Helper()
	var b document.Builder
	for _, x := range blocks {
		b.Add(document.Block{Kind: x.kind, Level: x.level, Marker: x.marker}, document.Run{Text: x.text})
	}
	return areasOf(t, b.Document(document.Source{}))
}

// extractor finds areas.
func extractor(t testing.TB) *extract.Extractor {
	t.Helper()
	f, err := New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return extracttest.Extractor(t, f)
}

func areasOf(t *testing.T, doc *document.Document) []string {
	t.Helper()
	_, found := extractor(t).Findings(doc)
	var out []string
	for _, a := range found.Areas {
		out = append(out, string(rune('0'+a.N))+" "+a.Title)
	}
	return out
}

func TestAreasAreSubjectsNotProcedure(t *testing.T) {
	prose := block{document.Paragraph, 0, "", "The ministers met for two days and spoke at length about all of the matters that lay before them."}
	h := func(level int, marker, text string) block { return block{document.Heading, level, marker, text} }
	li := func(marker, text string) block { return block{document.ListItem, 1, marker, text} }
	p := func(text string) block { return block{document.Paragraph, 0, "", text} }
	act := p("The ministers welcomed the survey of all the reefs and asked for a second one next year.")
	tests := []struct {
		name   string
		blocks []block
		want   []string
	}{
		{"numbered headings", []block{h(1, "", "Third Meeting of Ministers"), prose, h(2, "1.", "Opening of the meeting"), prose, h(2, "2.", "Fish stocks"), prose, h(2, "3.", "Any other business"), prose},
			[]string{"2 Fish stocks"}},
		{"heads that part what is held under a subject", []block{h(1, "", "Third Meeting of Ministers"), prose, h(2, "", "2.0 State of the coasts"), h(2, "", "Discussion Highlights:"), prose, h(2, "", "Decisions:"), act, h(2, "", "3.0 Joint purpose enterprises"), h(2, "", "Discussion Highlights:"), act},
			[]string{"2 State of the coasts", "3 Joint purpose enterprises"}},
		{"working groups that were set up", []block{h(1, "", "Third Meeting of Ministers"), p("The Committee set up three working groups:"), li("", "Clean Energy"), li("", "Health"), li("", "Tourism")},
			[]string{"1 Clean Energy", "2 Health", "3 Tourism"}},
		{"plain headings", []block{h(1, "", "Communiqué"), prose, h(2, "", "Trade"), prose, h(2, "", "Energy"), prose, h(2, "", "Next meeting"), prose},
			[]string{"1 Trade", "2 Energy"}},
		{"labels", []block{prose, h(2, "", "Theme A: Plots"), prose, h(2, "", "Theme B: Herds"), prose}, []string{"1 Plots", "2 Herds"}},
		{"resolutions with their numbers, whatever leads in below them", []block{h(1, "", "Final Act"), prose,
			p("RESOLUTION Nº 3\nBUOYS AND DREDGING"), h(2, "", "RESOLVES:"), li("1º)", "To recommend to the Governments that they name the bodies in charge."),
			p("RLC/MC54/R4: Nets and traps"), p("The Conference,"), p("Urges Member States to:"), li("1.", "Remove the fees for nets by 2013;")},
			[]string{"3 BUOYS AND DREDGING", "4 Nets and traps"}},
		{"numbered paragraphs that begin with a title and a colon", []block{h(1, "", "Final Statement"),
			li("1.", "Opening: The President opened the meeting and spoke of nets, of traps and of the sea at large."),
			li("2.", "Nets and Traps: The Committee welcomed the survey of all the reefs and asked for a second one next year."),
			li("3.", "Testing of Nets: The Committee agreed that nets be tested in all the ports that have the means for it."),
			li("4.", "Natural Fibres: Members noted that natural fibres last and asked the panel to tell everybody about it.")},
			[]string{"2 Nets and Traps", "3 Testing of Nets", "4 Natural Fibres"}},
		{"a list of states is no list of subjects", []block{prose, h(2, "", "Fiji"), prose, h(2, "", "Tonga"), prose}, nil},
		{"lettered lines over their text", []block{h(1, "", "Communiqué"), prose, li("(a)", "Cybersecurity"), act, li("(b)", "Radio and television"), act},
			[]string{"1 Cybersecurity", "2 Radio and television"}},
		{"a heading over cells that say what was done", []block{prose, h(2, "I.", "Cyber-crime"), {document.Cell, 0, "", "The ministers welcomed the survey of all the reefs."}, h(2, "II.", "Prisons"), {document.Cell, 0, "", "The ministers urged the banks to report."}},
			[]string{"1 Cyber-crime", "2 Prisons"}},
		{"headings over tables of actions", []block{prose, h(2, "I.", "Reef maps"), {document.Cell, 0, "", "No"}, {document.Cell, 0, "", "Action required"}, {document.Cell, 0, "", "Write to ports"}, h(2, "II.", "Prisons"), {document.Cell, 0, "", "Age"}, {document.Cell, 0, "", "Number"}},
			[]string{"1 Reef maps"}},
		{"headings over recommendations of their own", []block{prose, h(2, "", "Reef maps"), h(3, "", "Recommendations"), p("1. Members should share their maps."), h(2, "", "Ports"), p("ACTION: Fiji to write to all of them.")},
			[]string{"1 Reef maps", "2 Ports"}},
		{"recommendations set like the subject that they stand under", []block{prose, h(2, "", "Reef maps"), h(2, "", "Recommendations"), p("1. Members should share their maps."), h(2, "", "Ports"), act},
			[]string{"1 Reef maps", "2 Ports"}},
		{"a label before a subject", []block{prose, h(2, "", "Action: Climate and Health in Islands"), act, h(2, "", "Recommendations – Nets and Traps of the North"), act},
			[]string{"1 Action: Climate and Health in Islands", "2 Recommendations – Nets and Traps of the North"}},
		{"acts set like headings", []block{prose, h(2, "", "Reef maps"), h(2, "", "ACTION: The Bank will write to ports."), h(2, "", "Ports and harbours"), h(2, "", "ACTION: The Bank will write to towns.")},
			[]string{"1 Reef maps", "2 Ports and harbours"}},
		{"where a subject stood in the agenda", []block{prose, h(2, "", "Reef maps (Agenda item 5)"), act, h(2, "", "Ports and harbours [items 6 and 7]"), act},
			[]string{"1 Reef maps", "2 Ports and harbours"}},
		{"tables have captions", []block{prose, h(2, "", "Reef maps"), act, h(2, "", "Table 2. Shares"), act, h(2, "", "ACTION TABLE"), act},
			[]string{"1 Reef maps"}},
		{"one heading over a position", []block{prose, h(2, "", "Fish stocks"), p("The ministers welcomed the survey.")}, []string{"1 Fish stocks"}},
		{"one heading over a telling", []block{prose, h(2, "", "Fish stocks"), p("Boats go out at dawn.")}, nil},
		{"run in before numbered paragraphs", []block{p("Fish stocks 3. The ministers met."), p("4. They went on."), p("Tonga 5. The ministers met."), p("Women in trade 6. They met.")},
			[]string{"1 Fish stocks", "2 Tonga", "3 Women in trade"}},
		{"numbers in sentences", []block{p("Room 3. The ministers met."), p("Room 2. They met."), p("Room 1. They met.")}, nil},
		{"announced below", []block{p("They chose three main areas of work:"), li("•", "trade"), li("•", "fish; and"), li("•", "roads.")}, []string{"1 trade", "2 fish", "3 roads"}},
		{"announced with labels that headings repeat", []block{p("They spoke of two priorities:"), li("•", "Priority 1: Boats"), li("•", "Priority 2: Nets"), h(2, "", "Priority 1: Boats"), prose, h(2, "", "Priority 2: Nets"), prose},
			[]string{"1 Boats", "2 Nets"}},
		{"announced, and a heading for each but one", []block{prose, p("They adopted programmes in three fields:"), li("-", "Participation and Stable Growth;"), li("-", "Trade in Nets;"), li("-", "Clean Seas."), h(2, "", "Participation and Stable Growth"), act, h(2, "", "Clean Seas"), act},
			[]string{"1 Participation and Stable Growth", "2 Trade in Nets", "3 Clean Seas"}},
		{"what the meeting holds of states", []block{prose, h(2, "", "Tonga"), p("4. The ministers heard a report. They welcomed the vote in Tonga."), h(2, "", "Fiji"), p("5. The Group reviewed the matter. Ministers urged all sides to talk.")}, []string{"1 Tonga", "2 Fiji"}},
		{"what states said", []block{prose, h(2, "", "Tonga"), p("Tonga said that members welcomed the vote."), h(2, "", "Fiji"), p("Fiji said that ministers urged all sides to talk.")}, nil},
		{"papers below a subject", []block{prose, h(2, "", "Agenda Item 2 Marine litter"), h(3, "", "Documents: 2-1, 2-2"), act, h(2, "", "Agenda Item 3 Ships"), h(3, "", "Documents: 3-1, 3-2"), act}, []string{"2 Marine litter", "3 Ships"}},
		{"a paper in brackets", []block{prose, h(2, "", "Rules of Procedure (RC45 Doc. 2)"), act, h(2, "", "Reef maps (RC45 Doc. 3 (Rev. 1))"), act}, []string{"1 Reef maps"}},
		{"resolutions in boxes", []block{prose, h(2, "1.", "Floods"), prose, h(2, "", "Resolution"), act, h(2, "2.", "Dams"), prose, h(2, "", "Discussion"), prose, h(2, "", "Resolution"), act}, []string{"1 Floods", "2 Dams"}},
		{"a line over what ministers do in a list", []block{prose, p("Trade in nets"), act, p("Money laundering"), p("5. Ministers:"), li("•", "urged members to bring in laws by the end of 2002;"), p("Boats"), act}, []string{"1 Trade in nets", "2 Money laundering", "3 Boats"}},
		{"titles in capitals before colons", []block{h(2, "", "DAY TWO"), p("NETS AND TRAPS: The Secretariat introduced the draft articles on nets. Fiji, for the islands, supported a list of nets that are to be given up, with a date for each, and Tonga asked for more time."),
			p("BOATS (BTS): Fiji said that masters must first be trained. Tonga and Samoa, opposed by Chad, suggested that boats be counted in all the ports of the lagoon before any of them is sold to others."),
			h(2, "", "IN THE CORRIDORS"), prose}, []string{"1 NETS AND TRAPS", "2 BOATS (BTS)"}},
		{"what ministers hold on a subject, as a heading", []block{h(1, "", "Informal Gathering"), prose, h(2, "4.", "On the post-Suva work program, Ministers"), li("•", "reaffirmed the deadline of July;"), h(2, "5.", "Boats"), act}, []string{"5 Boats"}},
		{"letters with numbers", []block{prose, h(2, "", "A1 Opening of the Conference and adoption of the agenda"), act, h(2, "", "A2 Nets and traps"), act, h(2, "", "A3 Presidency 2009-2010"), act}, []string{"1 Nets and traps"}},
		{"what is asked on a subject", []block{prose, p("call on the governments of the region,"), p("Regarding Trade in Nets, to"), li("1.", "keep all the ports of the lagoon open for the people who live and work there;"), p("Regarding Boats, to"), li("2.", "lay down a plan for all the boats that are older than the men who sail them;")},
			[]string{"1 Trade in Nets", "2 Boats"}},
		{"titles before colons in small letters", []block{prose, {document.Paragraph, 0, "4.", "Sharing of the Waters of the Lake and other Rivers: The Commission decided to set up a group."}, {document.Paragraph, 0, "5.", "Flood warning: The Commission welcomed the data."}, {document.Paragraph, 0, "6.", "River bank erosion: The Commission urged both sides to mend their dams."}},
			[]string{"4 Sharing of the Waters of the Lake and other Rivers", "5 Flood warning", "6 River bank erosion"}},
		{"announced within", []block{p("The plan has three pillars – trade, fish and roads.")}, []string{"1 trade", "2 fish", "3 roads"}},
		{"an agenda of which one item is a heading", []block{p("The Meeting discussed the following items:"), li("-", "The price of nets"), li("-", "The issue of Tonga"), h(2, "", "THE PRICE OF NETS"), p("The ministers welcomed the survey.")},
			[]string{"1 THE PRICE OF NETS", "2 The issue of Tonga"}},
		{"an agenda of which none is", []block{p("The Meeting discussed the following items:"), li("-", "The price of nets"), li("-", "The issue of Tonga"), prose}, nil},
		{"sections about a state, numbered", []block{prose, h(2, "First:", "Joint action"), p("The Council welcomed the survey."), h(2, "Second:", "Tonga"), p("The Council condemned the raid.")},
			[]string{"1 Joint action", "2 Tonga"}},
		{"lines above text", []block{prose, p("Trade in nets"), act, p("On the use of boats:"), act}, []string{"1 Trade in nets", "2 the use of boats"}},
		{"first lines of paragraphs", []block{prose, p("Trade in nets\n" + act.text), p("Use of boats\n" + act.text)}, []string{"1 Trade in nets", "2 Use of boats"}},
		{"lines that go on", []block{prose, p("The Ministers of Trade of\nFiji and Tonga. " + act.text), p("Ministers and the\nChair. " + act.text)}, nil},
		{"numbered lines over bullets", []block{prose, li("1.", "On trade in nets:"), {document.ListItem, 2, "•", "Adopt the plan for all the nets of the northern lakes and shores;"},
			li("2.", "On boats:"), {document.ListItem, 2, "•", "Welcome the offer of Fiji to train the masters of all the boats."}}, []string{"1 trade in nets", "2 boats"}},
		{"lines that say who acts", []block{prose, p("On trade in nets, the Council:"), {document.ListItem, 1, "•", "Adopts the plan for all the nets of the northern lakes and shores;"},
			p("On boats, the Council:"), {document.ListItem, 1, "•", "Welcomes the offer of Fiji to train the masters of all the boats."}}, nil},
		{"decisions, each with who acts", []block{prose, p("DECISION COP5/1\nTrade in nets"), h(2, "", "The Conference of the Parties"), li("1.", "Adopts the plan;"),
			p("DECISION COP5/2\nBoats"), h(2, "", "The Conference of the Parties"), li("1.", "Welcomes the offer.")}, []string{"1 Trade in nets", "2 Boats"}},
		{"numbers of acts under subjects", []block{prose, h(2, "", "Trade in nets"), h(3, "", "DECISION B.27/01"), act, h(2, "", "Boats"), h(3, "", "Resolution no. 4"), act, h(3, "", "Resolution no. 5"), act}, []string{"1 Trade in nets", "2 Boats"}},
		{"who speaks to a subject", []block{prose, h(2, "", "Trade in nets"), p("Rapporteur: Ms Ana Pita (Fiji)"), act, h(2, "", "Boats"), p("Rapporteur: Mr Bo Lund (Norway)"), act}, []string{"1 Trade in nets", "2 Boats"}},
		{"who acts, before a dash", []block{prose, h(2, "1.", "TRADE IN NETS"), prose, h(3, "", "THE COUNCIL:-"), act, h(2, "2.", "BOATS"), prose, h(3, "", "THE COUNCIL:-"), act}, []string{"1 TRADE IN NETS", "2 BOATS"}},
		{"a roll call", []block{prose, h(2, "1.", "ROLL CALL AND APOLOGIES"), act, h(2, "2.", "BOATS"), act}, []string{"2 BOATS"}},
		{"the name of a paper", []block{prose, h(2, "", "Nadi Ministerial Declaration"), act, h(2, "", "Boats"), act}, []string{"1 Boats"}},
		{"lettered parts over numbered paragraphs", []block{prose, {document.Paragraph, 0, "A.", "Trade in nets"}, {document.Paragraph, 0, "1.", act.text}, {document.Paragraph, 0, "B.", "Boats"}, {document.Paragraph, 0, "2.", act.text}},
			[]string{"1 Trade in nets", "2 Boats"}},
		{"numbered lines over what was done", []block{prose, p("The Committee:"), li("1.", "Trade in nets"), {document.ListItem, 2, "a.", "welcomed the survey;"}, li("2.", "Boats"), {document.ListItem, 2, "a.", "agreed to buy three."}},
			[]string{"1 Trade in nets", "2 Boats"}},
		{"agenda items with their number and name", []block{prose, p("Agenda Item 3. Trade in nets"), act, p("Agenda Item 4. Boats"), act, p("Agenda Item 5. Closing"), prose}, []string{"3 Trade in nets", "4 Boats"}},
		{"a slogan", []block{prose, h(2, "", "“Towards one Reef for All”"), act, h(2, "", "Boats"), act}, []string{"1 Boats"}},
		{"lines above what no meeting says", []block{prose, p("Trade in nets"), prose, p("Use of boats"), prose}, nil},
		{"one line", []block{prose, p("Trade in nets"), act, prose}, nil},
		{"terms", []block{{document.Term, 0, "", "Trade in nets"}, {document.Definition, 0, "", act.text}, {document.Term, 0, "", "Boats"}, {document.Definition, 0, "", act.text}},
			[]string{"1 Trade in nets", "2 Boats"}},
		{"terms over who acts", []block{{document.Term, 0, "", "TOP 1 Trade in nets"}, {document.Definition, 0, "", "The Council"}, {document.Definition, 0, "1.", act.text}, {document.Term, 0, "", "TOP 2 Boats"}, {document.Definition, 0, "", act.text}},
			[]string{"1 Trade in nets", "2 Boats"}},
		{"headings over what was decided", []block{prose, {document.Heading, 2, "", "On trade in nets"}, {document.Heading, 2, "", "DECIDED:"}, act, {document.Heading, 2, "", "On boats"}, {document.Heading, 2, "", "DECIDED:"}, act},
			[]string{"1 On trade in nets", "2 On boats"}},
		{"headings over a lead by initials", []block{p("The Reef and Lagoon Council (RLC) met in Apia."), {document.Heading, 2, "", "AGENDA ITEM 2 – NETS"}, prose, {document.Heading, 3, "5.", "RLC:"}, {document.ListItem, 0, "i.", "noted the report;"}, {document.Heading, 2, "", "AGENDA ITEM 3 – BOATS"}, {document.Heading, 3, "6.", "RLC:"}, {document.ListItem, 0, "i.", "agreed to meet again."}},
			[]string{"2 NETS", "3 BOATS"}},
		{"terms of a page's head", []block{{document.Term, 0, "", "When"}, {document.Definition, 0, "", "3 May 2014"}, {document.Term, 0, "", "Where"}, {document.Definition, 0, "", "Suva, Fiji"}}, nil},
		{"first words of paragraphs", []block{p("Trade. " + act.text), p("Use of boats. " + act.text), p("Nets. " + act.text)}, []string{"1 Trade", "2 Use of boats", "3 Nets"}},
		{"people in the first words", []block{p("The Chair spoke. " + act.text), p("Fiji agreed. " + act.text), p("All went home. " + act.text)}, nil},
		{"a state beside subjects", []block{prose, h(2, "", "Joint action"), act, h(2, "", "Tonga"), act}, []string{"1 Joint action", "2 Tonga"}},
		{"boxes beside the report", []block{prose, h(2, "", "Trade"), act, h(2, "", "Who is online"), p("We are few.")}, []string{"1 Trade"}},
		{"an agenda is no list of subjects", []block{p("The agenda was:"), li("•", "trade"), li("•", "fish")}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, areas(t, test.blocks...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRowsOfATableAreSubjectsBesideTheirText(t *testing.T) {
	var b document.Builder
	for i, row := range [][]string{{"Item", "Discussion"}, {"1. Trade in nets", "The ministers welcomed the survey of all the reefs and asked for a second one."}, {"2. Boats", "The ministers noted that few boats had gone out in the year under review."}} {
		for j, cell := range row {
			b.Add(document.Block{Kind: document.Cell, Table: 1, Row: i, Col: j, Header: i == 0}, document.Run{Text: cell})
		}
	}
	if diff := cmp.Diff([]string{"1 Trade in nets", "2 Boats"}, areasOf(t, b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestCellsAcrossATableAreSubjectsOverItsRows(t *testing.T) {
	var b document.Builder
	for i, row := range [][]string{{"No.", "Decision"}, {"D1", "The Board approved its agenda for the session of that day."}, {"A. Nets and traps"}, {"D2", "The Board welcomed the survey of all the reefs and asked for a second one."}, {"B. Change of Chair"}, {"D3", "The Board elected Ms Pita."}, {"C. Ports"}, {"D4", "The Board urged all ports to open their gates by the end of the year."}} {
		for j, cell := range row {
			b.Add(document.Block{Kind: document.Cell, Table: 1, Row: i, Col: j, Header: i == 0}, document.Run{Text: cell})
		}
	}
	if diff := cmp.Diff([]string{"1 Nets and traps", "3 Ports"}, areasOf(t, b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}
