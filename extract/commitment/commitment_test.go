package commitment

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/ordinal"
	"rapporteur/extract/text"
)

// bench is what a test needs to read documents.
type bench struct {
	splitter  *text.Splitter
	gazetteer *gazetteer.Gazetteer
	finder    *Finder
}

func newBench(t testing.TB) *bench {
	t.Helper()
	splitter, err := text.New()
	if err != nil {
		t.Fatal(err)
	}
	gaz, err := gazetteer.Default()
	if err != nil {
		t.Fatal(err)
	}
	finder, err := New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &bench{splitter, gaz, finder}
}

// block is a block of a test's document.
type block struct {
	kind   document.Kind
	level  int
	marker string
	text   string
}

func report(blocks ...block) *document.Document {
	var b document.Builder
	for _, x := range blocks {
		b.Add(document.Block{Kind: x.kind, Level: x.level, Marker: x.marker}, document.Run{Text: x.text})
	}
	return b.Document(document.Source{})
}

func (b *bench) find(doc *document.Document) *extract.Findings {
	_, f := extract.New(b.splitter, b.gazetteer, preset{}, b.finder).Findings(doc)
	return f
}

// preset says what the finders that run before this one would.
type preset struct{}

func (preset) Name() string { return "preset" }
func (preset) Find(_ *extract.Reading, f *extract.Findings) {
	f.Meeting.Title.Set("Fifth Meeting of the Council of the Lakes", extract.Evidence{})
	f.Meeting.Ordinal.Set(5, extract.Evidence{})
	f.Meeting.Start.Set("2014-05-06", extract.Evidence{})
}

// summary is the acts of outcomes with their actors: "requests ALL, welcomes KEN".
func summary(f *extract.Findings) string {
	var parts []string
	for _, o := range f.Outcomes {
		parts = append(parts, o.Act+" "+strings.Join(o.Actors, "+"))
	}
	return strings.Join(parts, ", ")
}

func TestSentencesAreCodedByVerbSubjectAndComplement(t *testing.T) {
	b := newBench(t)
	for _, c := range sentences {
		t.Run(c.text, func(t *testing.T) {
			doc := report(block{document.Paragraph, 0, "", c.text})
			if diff := cmp.Diff(c.want, summary(b.find(doc))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestListsInheritFromTheirLeadIn(t *testing.T) {
	const p, h, l = document.Paragraph, document.Heading, document.ListItem
	b := newBench(t)
	for _, c := range []struct {
		name   string
		blocks []block
		want   string
	}{
		{"results, and what was talked about; a list of how and that", []block{
			{p, 0, "", "The main results of the meeting were:"},
			{l, 1, "", "Approved a report on the traps."},
			{l, 1, "", "Discussed the effects of nets on trade."},
			{p, 0, "", "The Ministers agreed that:"},
			{l, 1, "", "a study of how the boats are to be equipped be put in hand;"}},
			"decides ALL, decides ALL"},
		{"a bare subject: items bring their verbs, nested items are parts", []block{
			{p, 0, "", "The Council:"},
			{l, 1, "(a)", "Takes note of the accounts;"},
			{l, 1, "(b)", "Requests the Secretariat to submit a plan;"},
			{l, 1, "(c)", "Decides to set up a task force, composed of:"},
			{l, 2, "(i)", "two members from each State;"},
			{l, 1, "(d)", "Invites Kenya to host the next session."}},
			"notes ALL, requests ALL, decides ALL, requests ALL"},
		{"what is adopted by consensus, item by item", []block{
			{p, 0, "", "The Council adopted by consensus:"},
			{l, 1, "•", "Measure 1 on nets, with new areas;"},
			{l, 1, "•", "Measure 2 on boats."}},
			"decides ALL, decides ALL"},
		{"what is decided to be so", []block{
			{p, 0, "", "The following were decided:"},
			{l, 1, "•", "the unit is denoted by the name kelvin;"},
			{l, 1, "•", "the term of the Secretary is renewed."}},
			"decides ALL, decides ALL"},
		{"what is agreed to be so", []block{
			{p, 0, "", "Ministers agreed that:"},
			{l, 1, "•", "the unit is denoted by the name kelvin;"}},
			"notes ALL"},
		{"a number behind what leads in", []block{
			{h, 2, "", "RESOLVED (31/1)"},
			{l, 1, "-", "that the allocation remain at 50 per cent;"},
			{l, 1, "-", "to review the allocation again in November 2014."}},
			"decides ALL, commits ALL"},
		{"officers who were elected are no acts", []block{
			{p, 0, "", "The Meeting elected the following Bureau:"}, {l, 1, "-", "Chairperson: Fiji"}, {l, 1, "-", "Vice Chairperson: Samoa"}, {l, 1, "-", "Rapporteur: Tonga"}},
			"decides ALL"},
		{"who acts, above headings", []block{{p, 0, "5.", "After having examined its agenda, the Council :"}, {h, 2, "", "On food"}, {l, 1, "-", "urged Member States and their partners to put the plans into effect;"},
			{h, 2, "", "On boats"}, {l, 1, "-", "set up a committee of three Ministers."}}, "requests ALL, decides ALL"},
		{"what is agreed to be recommended", []block{{p, 0, "", "The Council agreed to recommend to both Governments:"}, {p, 0, "", "that catches be counted each week; and"}, {p, 0, "", "that the closure be kept in 2016."}},
			"recommends ALL, recommends ALL"},
		{"items of several states", []block{{p, 0, "", "The representatives of the Republic of Fiji, the Kingdom of Tonga and the Independent State of Samoa as guarantors:"},
			{l, 1, "1.", "Examined in detail the state of the lake and agreed to take measures to protect it;"}, {l, 1, "2.", "Discussed the state of the shore. Declared their readiness to support the office."}},
			"commits ALL, commits ALL"},
		{"views among what is agreed", []block{{p, 0, "", "The Meeting agreed:"}, {l, 1, "(a)", "to issue new cards in March;"}, {l, 1, "(b)", "on the importance of telling the villagers of them."}}, "commits ALL, notes ALL"},
		{"who is charged, and where to meet", []block{{p, 0, "", "The Council decided:"}, {l, 1, "1.", "To charge the Secretariat with drafting a text."}, {l, 1, "2.", "To hold the 34th meeting of the Council in Lima."}}, "requests ALL, decides ALL"},
		{"a second sentence of an item", []block{{p, 0, "", "We, the Leaders of the Lakes:"}, {l, 1, "1.", "Agree that the search for boats is a duty. Invite our offices to open their archives."}}, "notes ALL, requests ALL"},
		{"a paper that is then printed", []block{{p, 0, "", "The Ministers reviewed the state of the lakes and adopted the following Declaration:"}, {p, 0, "1.", "The Ministers recalled the first Declaration."}}, "decides ALL, notes ALL"},
		{"subjects before a colon are no offices", []block{{p, 0, "", "The Council agreed to the following:"}, {l, 1, "-", "Fisheries: The fund be closed in May"}, {l, 1, "-", "Ferries: The route be kept in June"}},
			"decides ALL, decides ALL"},
		{"a resolution that is a list of acts", []block{{p, 0, "", "The Council adopted the following resolution:"}, {l, 1, "-", "urges Kenya to pay;"}, {l, 1, "-", "invites Fiji to join."}},
			"requests ALL, requests ALL"},
		{"what they said they did", []block{{p, 0, "", "In a closing statement, the ministers said that they:"}, {l, 1, "--", "Welcomed the results of the exercise;"}, {l, 1, "--", "Decided to hold another one."}},
			"welcomes ALL, commits ALL"},
		{"what they decided to do", []block{{p, 0, "", "They decided to:"}, {l, 1, "-", "suspend military cooperation;"}, {l, 1, "-", "step up the pace of exercises."}},
			"commits ALL, commits ALL"},
		{"articles of a decision, as definitions", []block{{p, 0, "", "The Meeting of Ministers DECIDES:"}, {document.Term, 0, "", "ARTICLE ONE"}, {document.Definition, 0, "", "To approve the plan of work."},
			{document.Term, 0, "", "ARTICLE TWO"}, {document.Definition, 0, "", "To thank Fiji for its offer."}}, "decides ALL, welcomes ALL"},
		{"a lead-in that breaks off at an infinitive", []block{{p, 0, "", "The delegate of Kenya said that his country was willing to"}, {l, 1, "-", "host the office"}}, ""},
		{"verbs whose past is spelled as they are", []block{{p, 0, "", "The Council RECOMMENDS that the governments:"}, {l, 1, "(a)", "set up guidance services for schools;"}, {l, 1, "(b)", "put in place a fund;"}, {l, 1, "(c)", "train teachers."},
			{p, 0, "", "It REQUESTS the Secretariat to:"}, {l, 1, "(a)", "set up a group of experts;"}, {l, 1, "(b)", "report in 2017."}},
			"recommends ALL, recommends ALL, recommends ALL, requests ALL, requests ALL"},
		{"nobody is not they", []block{{p, 0, "", "Not all could run, and no independent observers were on hand. They urge Kenya to hold a vote."}}, "requests ALL"},
		{"who acts, before a semicolon", []block{{p, 0, "1.", "The Committee;"}, {l, 1, "i)", "Commended members for their speed;"}, {l, 1, "ii)", "Urged members to mend nets."}},
			"welcomes ALL, requests ALL"},
		{"a text that stops above the foot of its page", []block{{p, 0, "", "The Council welcomed the plan."}, {p, 0, "", "It also thanked Tonga for the wa"}, {p, 0, "", "Reef House, 5 Shore Street, Apia"}, {p, 0, "", "Visitors: 20417"}},
			"welcomes ALL"},
		{"what is resolved stands under headings, as infinitives", []block{
			{h, 2, "", "HEREBY RESOLVE AS FOLLOWS:"}, {h, 2, "1.0", "THEFT OF BOATS"},
			{l, 1, "1.1", "To exchange lists of stolen boats;"}, {l, 1, "1.2", "To urge makers to stamp numbers;"},
			{h, 2, "2.0", "SMUGGLING"}, {l, 1, "2.1", "To welcome the new centre;"}, {l, 1, "2.2", "Not to publish names."}},
			"commits ALL, requests ALL, welcomes ALL, commits ALL"},
		{"an infinitive with a second act, and one that leads to more", []block{
			{h, 2, "", "RESOLVE:"},
			{l, 1, "1.", "To demand an immediate truce, and to stress that trade goes on;"},
			{l, 1, "2.", "To request the Bank:"}, {l, 2, "a)", "to print the charts;"}, {l, 2, "b)", "to report in May;"},
			{l, 1, "3.", "To thank the host."}},
			"requests ALL, notes ALL, requests ALL, requests ALL, welcomes ALL"},
		{"results as gerunds", []block{
			{p, 0, "", "The results were as follows:"}, {h, 2, "", "Budget"},
			{l, 1, "-", "Approving the budget for 2014;"}, {l, 1, "-", "Electing Fiji to the Presidency;"}, {l, 1, "-", "Requesting Tonga to submit its report in June;"}, {l, 1, "-", "Discussing the report of Samoa."}},
			"decides ALL, decides ALL, requests ALL"},
		{"an act before the lead-in, and whom it asks", []block{
			{p, 0, "", "Participants welcomed the draft and requested the Secretariat:"}, {l, 1, "–", "to shorten the text;"}, {l, 1, "–", "to print it in May."}},
			"welcomes ALL, requests ALL, requests ALL"},
		{"what members are recommended", []block{
			{p, 0, "", "The workshop recommended that Member States:"}, {l, 1, "a)", "grant access to the ports;"}, {l, 1, "b)", "keep records of catches."}},
			"recommends ALL, recommends ALL"},
		{"a heading is no actor", []block{
			{h, 2, "", "Technical Assistance and Typologies:"}, {l, 1, "-", "Agreed to hold a workshop in Doha."}},
			"commits ALL"},
		{"what a body should do", []block{
			{p, 0, "", "The Office should:"}, {l, 1, "(a)", "promote the Convention;"}, {l, 1, "(b)", "strengthen the capacity of ports."}},
			"recommends ALL, recommends ALL"},
		{"things adopted", []block{
			{p, 0, "", "The Committee adopted the:"}, {l, 1, "(a)", "Resolution on Food;"}, {l, 1, "(b)", "Resolution on Tourism."}},
			"decides ALL, decides ALL"},
		{"understandings reached", []block{
			{p, 0, "", "The following understandings have been reached:"}, {l, 1, "1)", "to continue negotiations on the draft;"}, {l, 1, "2)", "to instruct the administrations to report."}},
			"commits ALL, requests ALL"},
		{"a lead-in within a clause, with a colon and a dash", []block{
			{p, 0, "", "The Heads adopted the Declaration, by which they have resolved to:-"}, {l, 1, "(a)", "Hold an exercise every year."}, {l, 1, "(b)", "Exchange alerts within 24 hours."}},
			"decides ALL, commits ALL, commits ALL"},
		{"recommendations by whom they are addressed to", []block{
			{p, 0, "", "The Ministers made the following recommendations:"}, {h, 2, "", "To Member States:"}, {l, 1, "-", "Harmonise the calendars;"}, {h, 2, "", "To the Commission:"}, {l, 1, "-", "Mobilise resources for a fair."}},
			"recommends ALL, recommends ALL"},
		{"infinitives under other headings are aims", []block{
			{h, 2, "1.0", "OBJECTIVES"}, {l, 1, "1.1", "To exchange lists of stolen boats;"}, {p, 0, "", "It rained."}},
			""},
		{"an item that begins with its topic", []block{
			{p, 0, "", "The Council:"}, {l, 1, "-", "minutes: approved the minutes of May;"}, {l, 1, "-", "fees: a paper was printed."}},
			"decides ALL"},
		{"agreed to: do, or a thing", []block{
			{p, 0, "", "The Ministers agreed to:"},
			{l, 1, "-", "hold annual consultations;"},
			{l, 1, "-", "the text of the annex;"},
			{l, 1, "-", "request the World Bank to finance a study."}},
			"commits ALL, decides ALL, requests ALL"},
		{"agreed to do something with each", []block{
			{p, 0, "", "The Ministers agreed to study the following at an early date:-"},
			{l, 1, "(a)", "a food centre, proposed by Fiji;"},
			{l, 1, "(b)", "the pool of experts of Tonga."}},
			"commits ALL, commits ALL"},
		{"agreed that: each item's own verb decides", []block{
			{p, 0, "", "The meeting agreed that:"},
			{l, 1, "i.", "the hotline should be tested monthly;"},
			{l, 1, "ii.", "Poland would chair the pilot group;"},
			{l, 1, "iii.", "smuggling is a shared threat;"},
			{l, 1, "iv.", "a contact list be drawn up."}},
			"recommends ALL, commits POL, notes ALL, decides ALL"},
		{"recommends that: the verbs of the items are no acts", []block{
			{p, 0, "", "The Commission recommends that:"},
			{l, 1, "1.", "member countries name a coordinator by June 2016;"},
			{l, 1, "2.", "the Bank go on with its support."}},
			"recommends ALL, recommends ALL"},
		{"resolved: that somebody be urged", []block{
			{p, 0, "", "The Council RESOLVED:"},
			{l, 1, "1.", "That the report be adopted;"},
			{l, 1, "2.", "That both Governments be urged to pay."}},
			"decides ALL, requests ALL"},
		{"agreed on actions, in whatever words", []block{
			{p, 0, "", "The meeting agreed on the following actions:"},
			{l, 1, "•", "Train nurses"},
			{l, 1, "•", "Draft code of conduct"}},
			"commits ALL, commits ALL"},
		{"a heading that names what its items are", []block{
			{h, 2, "", "Recommendations"},
			{l, 1, "1.", "Training of observers in each port."},
			{h, 2, "", "Closing"},
			{l, 1, "2.", "A song by the choir."}},
			"recommends ALL"},
		{"what the lead-in announces is of its act", []block{
			{p, 0, "", "Leaders endorsed the following declarations:"},
			{l, 1, "•", "Declaration on Clean Rivers"},
			{l, 1, "•", "Declaration on Safe Bridges"}},
			"decides ALL, decides ALL"},
		{"lines in one paragraph are items", []block{
			{p, 0, "", "The Council adopted the following decisions:\n(a) a joint fund is created;\n(b) the seat is in Lyon."},
			{p, 0, "", "Mayors discussed housing."}},
			"decides ALL, decides ALL"},
		{"verbs in capitals after a bare subject and its comma", []block{
			{p, 0, "", "The Council,"},
			{p, 0, "", "RECALLING its decision 12;"},
			{p, 0, "1.", "WELCOMES the efforts of Ethiopia;"},
			{p, 0, "2.", "URGES Member States to contribute."}},
			"notes ALL, welcomes ALL, requests ALL"},
		{"capitals alone lead in to what is declared and agreed", []block{
			{h, 2, "", "DECLARE"},
			{l, 1, "a)", "Their conviction that reefs are worth keeping."},
			{l, 1, "b)", "That nets are a matter of each state."},
			{l, 1, "c)", "Their satisfaction at the survey."},
			{h, 2, "", "AND AGREE"},
			{l, 1, "d)", "To finance a survey."}},
			"notes ALL, notes ALL, welcomes ALL, commits ALL"},
		{"members of whom something is asked are no tasks of theirs", []block{
			{p, 0, "", "The Assembly,"},
			{p, 0, "", "Encourage Members to ratify the agreements on nets;"},
			{p, 0, "", "Urge Member States to fund the survey;"}},
			"requests ALL, requests ALL"},
		{"tasks by name", []block{
			{l, 1, "•", "Secretariat to book a venue"},
			{l, 1, "•", "Action: Kenya – send the list"},
			{l, 1, "•", "Next meeting: 3 May 2015, Oslo."}},
			"commits Secretariat, commits KEN, decides ALL"},
		{"an item with a subject of its own ends what the lead-in gives", []block{
			{l, 1, "•", "Notable proposals include:"},
			{l, 1, "•", "Opening a joint office."},
			{l, 1, "•", "Members welcomed the film."},
			{l, 1, "•", "A break for lunch."}},
			"recommends ALL, welcomes ALL"},
		{"items of an item inherit, too, and each names its rule", []block{
			{p, 0, "", "The Council requests the Secretariat to:"},
			{l, 1, "(1)", "Continue the survey through the following steps:"},
			{l, 2, "(a)", "A first step of which maps are a part"},
			{l, 2, "(b)", "A second step of which charts are a part"}},
			"requests ALL, requests ALL, requests ALL"},
		{"paragraphs of a declaration begin with their verbs, and may hold two", []block{
			{p, 0, "", "The Ministers, meeting in Rome on 3 May 2014,"},
			{l, 1, "1.", "Reaffirm the need for peace in all of the world;"},
			{l, 1, "2.", "Recall the plan of the last meeting, and therefore commit ourselves to a plan of action;"},
			{l, 1, "3.", "Call on the banks to align their lending, and suggest that the Fund consider a window for cities;"},
			{l, 1, "4.", "Commend the hosts for their zeal and task the Board with a report."}},
			"notes ALL, notes ALL, commits ALL, requests ALL, recommends ALL, welcomes ALL, requests ALL"},
		{"conclusions that a body numbers by its initials", []block{
			{document.Heading, 2, "", "RLC Conclusion 50/1 - Tracking"},
			{p, 0, "", "That the Regional Director, Africa:"},
			{l, 1, "a)", "forward the plan to Kenya; and"},
			{l, 1, "b)", "report to RLC/51."},
			{p, 0, "", "RLC Decision 50/2 - Bulletin"},
			{p, 0, "", "That the States and users apply the targets."},
			{document.Heading, 2, "", "RLC Conclusion 50/3 - Trial"},
			{p, 0, "", "That:"},
			{l, 1, "a)", "the plan at Appendix D is endorsed;"},
			{l, 1, "b)", "States operating in the north be invited to update their charts."},
			{document.Heading, 2, "", "RLC Conclusion 50/4 - Road"},
			{p, 0, "", "That, considering that half of the deviations could be prevented by data links, States around the lake be requested to mend it."}},
			"requests ALL, requests ALL, decides ALL, decides ALL, requests ALL, requests ALL"},
		{"what is asked for under headings", []block{
			{p, 0, "", "Ask the governments in the region, where appropriate, to:"},
			{document.Heading, 3, "", "Regarding trade"},
			{l, 1, "1.", "Follow up the Year with a Decade led by the Bank;"},
			{l, 1, "2.", "Set up a chamber of commerce."},
			{document.Heading, 3, "", "Regarding health"},
			{l, 1, "3.", "Dr. Jone Vula introduced the paper."}},
			"requests ALL, requests ALL"},
		{"what two will do in particular", []block{
			{p, 0, "", "Both countries will in particular:"},
			{l, 1, "•", "co-fund two centres;"},
			{l, 1, "•", "share aircraft and crews."}},
			"commits ALL, commits ALL"},
		{"what was decided, in whatever form", []block{
			{p, 0, "", "The following was decided on codes:"},
			{l, 1, "(a)", "the list is to be held by the Bank alone;"},
			{l, 1, "(b)", "a small group, led by Kenya, is formed to look into types."}},
			"decides ALL, decides ALL"},
		{"what was recommended that members do", []block{
			{p, 0, "", "It was recommended that countries:"},
			{l, 1, "•", "report seed released to the wild;"},
			{l, 1, "•", "name the waters of each farm."}},
			"recommends ALL, recommends ALL"},
		{"recommendations for some, and whom they name", []block{
			{p, 0, "", "Recommendations for development partners:"},
			{l, 1, "•", "The Bank to cost a scheme."}},
			"recommends ALL"},
		{"recommendations under headings", []block{
			{p, 0, "", "The Meeting discussed the nets and put forward the following proposals and recommendations:"},
			{h, 3, "", "At once"},
			{l, 1, "•", "Give more boats to the islands;"},
			{h, 3, "", "In the long run"},
			{l, 1, "•", "Strengthen the watch on the reef."}},
			"recommends ALL, recommends ALL"},
		{"a declaration's verbs, behind the items of one of them", []block{
			{p, 0, "", "We, the Ministers of Reefs, meeting in Suva:"},
			{p, 0, "", "Recognise that the reefs are dying;"},
			{p, 0, "", "Call upon the governments to:"},
			{l, 1, "a.", "Mark the nets of all boats;"},
			{p, 0, "", "Urge the donors to raise their support for the reefs;"},
			{p, 0, "", "Recommend that the boats be counted."}},
			"notes ALL, requests ALL, requests ALL, recommends ALL"},
		{"a declaration's numbered verbs", []block{
			{p, 0, "", "We, Ministers of Reefs, meeting in Suva on 3 May 2019;"},
			{p, 0, "", "Aware that the reefs are dying;"},
			{l, 1, "1.", "Approve the plan of action for the reefs;"},
			{l, 1, "2.", "Undertake to meet again in Tonga;"},
			{l, 1, "3.", "Request the Chair to report to the leaders."}},
			"decides ALL, commits ALL, requests ALL"},
		{"what those who act will do", []block{
			{p, 0, "", "To this end the Council:"},
			{l, 1, "(a)", "established a task force;"},
			{l, 1, "(b)", "will, through that task force, draw the lines."}},
			"decides ALL, commits ALL"},
		{"attendance is no list of acts", []block{
			{p, 0, "", "The following attended:"},
			{l, 1, "•", "Kenya"},
			{l, 1, "•", "Uganda"}},
			""},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := b.find(report(c.blocks...))
			if diff := cmp.Diff(c.want, summary(found)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			for _, o := range found.Outcomes {
				if o.Verb == "" || o.Evidence[0].Rule == "" {
					t.Errorf("incomplete: %+v", o)
				}
			}
		})
	}
}

func TestPronounsFollowTheSubjectBefore(t *testing.T) {
	b := newBench(t)
	doc := report(
		block{document.Paragraph, 0, "", "The Council noted that rain was late. It urged haste. The Food and Agriculture Organization (FAO) stressed that seed was short. It welcomed the harvest fund."},
		block{document.Paragraph, 0, "", "Ms. Ada Brook, Minister for Water of Uganda, thanked the hosts. She called for patience. Minister Brook recalled the flood."},
		block{document.Paragraph, 0, "", "The representative of Kenya asked for early papers. It recommended a survey."})
	want := "notes ALL, requests ALL, notes FAO, welcomes FAO, welcomes Ada Brook, requests Ada Brook, notes Ada Brook, requests KEN, recommends ALL"
	if diff := cmp.Diff(want, summary(b.find(doc))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestDetailsAreReadFromTheAction(t *testing.T) {
	b := newBench(t)
	for _, c := range []struct{ text, verb, action, addressees, deadline, place, instruments, flags string }{
		{"Members were urged to submit reports no later than 30 June 2015.", "were urged", "to submit reports no later than 30 June 2015", "Members", "2015-06-30", "", "", ""},
		{"India offered to host the next meeting in Jaipur in March 2015.", "offered", "to host the next meeting in Jaipur in March 2015", "", "2015-03", "IND", "", ""},
		{"The Council directed Fiji and Tonga to ratify the Apia Convention within six months.", "directed", "Fiji and Tonga to ratify the Apia Convention within six months", "FJI TON", "within six months", "", "Apia Convention", ""},
		{"The Council agreed to consider a levy.", "agreed to", "consider a levy", "", "", "", "", "hedged"},
		{"The Council adopted the plan of 3 May 2011.", "adopted", "the plan of 3 May 2011", "", "", "", "", ""},
		{"By 2016, members will report their catches.", "will report", "report their catches", "", "2016", "", "", ""},
		{"The Council decided at its fifth session to raise fees.", "decided", "at its fifth session to raise fees", "", "", "", "", ""},
		{"The Council requested Peru to report back at its sixth session.", "requested", "Peru to report back at its sixth session", "PER", "at its sixth session", "", "", ""},
		{"Fiji offered to receive the experts in Apia.", "offered", "to receive the experts in Apia", "", "", "WSM", "", ""},
		{"The Council agreed to open a Consulate in Nadi.", "agreed to", "open a Consulate in Nadi", "", "", "FJI", "", ""},
		{"The Council urged the authorities in Apia to act.", "urged", "the authorities in Apia to act", "authorities in Apia", "", "", "", ""},
		{"Members were urged to send the list to the Institute in Nadi.", "were urged", "to send the list to the Institute in Nadi", "Members", "", "", "", ""},
		{"The Director was instructed to have the audit carried out within three months.", "was instructed", "to have the audit carried out within three months", "Director", "within three months", "", "", ""},
		{"The Council requested members to report cases within 48 hours.", "requested", "members to report cases within 48 hours", "members", "within 48 hours", "", "", ""},
		{"The Council accepted the offer and fixed the dates of 20 - 21 June 2017.", "accepted", "the offer and fixed the dates of 20 - 21 June 2017", "", "2017-06-21", "", "", ""},
		{"The Council decided not to reopen the talks.", "decided", "reopen the talks", "", "", "", "", "negated"},
	} {
		t.Run(c.text, func(t *testing.T) {
			f := b.find(report(block{document.Paragraph, 0, "", c.text}))
			if len(f.Outcomes) != 1 {
				t.Fatalf("outcomes: %s", summary(f))
			}
			o := f.Outcomes[0]
			deadline, place, flags := "", "", ""
			if o.Deadline != nil {
				deadline = o.Deadline.Text
				if o.Deadline.End != nil {
					deadline = *o.Deadline.End
				}
			}
			if o.Place != nil {
				place = *o.Place.Country
			}
			if o.Hedged {
				flags = "hedged"
			}
			if o.Negated {
				flags += "negated"
			}
			got := []string{o.Verb, o.Action, strings.Join(o.Addressees, " "), deadline, place, strings.Join(o.Instruments, "; "), flags}
			want := []string{c.verb, c.action, c.addressees, c.deadline, c.place, c.instruments, c.flags}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestADeadlineMayStandBehindItsSentenceWithALabel(t *testing.T) {
	b := newBench(t)
	for text, want := range map[string]string{
		"Action 2: Fiji to inform the Secretariat of changes. (Deadline: 31 December 2019)": "31 December 2019 2019-12-31",
		"Fiji to inform the Secretariat of changes. Deadline: 31 December 2019.":            "31 December 2019 2019-12-31",
		"Fiji to inform the Secretariat of changes. Deadline: RLC-XII.":                     "RLC-XII",
	} {
		f := b.find(report(block{document.Paragraph, 0, "", text}))
		if len(f.Outcomes) != 1 || f.Outcomes[0].Deadline == nil {
			t.Errorf("%s: outcomes: %s", text, summary(f))
			continue
		}
		got := f.Outcomes[0].Deadline.Text
		if start := f.Outcomes[0].Deadline.Start; start != nil {
			got += " " + *start
		}
		if got != want {
			t.Errorf("%s: deadline %q, want %q", text, got, want)
		}
		if e := f.Outcomes[0].Evidence; e[len(e)-1].Rule != "deadline-behind" {
			t.Errorf("%s: evidence: %v", text, e)
		}
	}
}

func TestDeadlinesAreThoseOfTheAct(t *testing.T) {
	b := newBench(t)
	for sentence, want := range map[string]string{
		"The Council asked the Secretariat to write to the States concerned within 60 days.":             "within 60 days",
		"The Ministers agreed to meet again no later than 2021.":                                         "2021",
		"It was agreed that members would give their answer before the session of 14 December 2018.":     "14 December 2018",
		"The Council asked the Secretariat to report on what members which met on 3 May 2018 had tried.": "",
		"The Ministers urged members to pay as early as possible.":                                       "as early as possible",
	} {
		f := b.find(report(block{document.Paragraph, 0, "", sentence}))
		got := ""
		if len(f.Outcomes) == 1 && f.Outcomes[0].Deadline != nil {
			got = f.Outcomes[0].Deadline.Text
		}
		if got != want || len(f.Outcomes) != 1 {
			t.Errorf("%s: %q, want %q, of %d outcomes", sentence, got, want, len(f.Outcomes))
		}
	}
}

func TestCutOffSentenceIsNotCoded(t *testing.T) {
	b := newBench(t)
	doc := report(block{document.Paragraph, 0, "", "Members welcomed the report. Members agreed to hold a"})
	if diff := cmp.Diff("welcomes ALL", summary(b.find(doc))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestUnitsLieWithinSentencesOnRuneBoundaries(t *testing.T) {
	b := newBench(t)
	var blocks []block
	for _, c := range sentences {
		blocks = append(blocks, block{document.Paragraph, 0, "", c.text + " Côte d’Ivoire – “Île” – remercia l’État."})
	}
	doc := report(blocks...)
	r, f := extract.New(b.splitter, b.gazetteer, b.finder).Findings(doc)
	if len(f.Outcomes) < 50 {
		t.Fatalf("only %d outcomes", len(f.Outcomes))
	}
	for _, o := range f.Outcomes {
		within := false
		for i := range r.Sentences {
			within = within || r.Sentences[i].Span.Contains(o.Unit)
		}
		if !within {
			t.Errorf("%q lies in no sentence", doc.Slice(o.Unit))
		}
		if !utf8.RuneStart(doc.Text[o.Unit.Start]) || o.Unit.End < len(doc.Text) && !utf8.RuneStart(doc.Text[o.Unit.End]) {
			t.Errorf("%q cuts a letter", doc.Slice(o.Unit))
		}
		if len(o.Evidence) == 0 || o.Verb == "" || len(o.Actors) == 0 || o.Confidence <= 0 || o.Confidence > 1 {
			t.Errorf("incomplete: %+v", o)
		}
	}
}

func TestTablesAreSortedAndWithoutDoubles(t *testing.T) {
	for name, columns := range map[string]int{verbsFile: 4, subjectsFile: 2, nounsFile: 2} {
		before := ""
		err := table(files, name, columns, func(line int, f []string) error {
			key := f[0]
			if name == verbsFile {
				key = f[0] + "\t" + f[1] + "\t" + f[2]
			}
			if key <= before {
				return fmt.Errorf("%q stands after %q", key, before)
			}
			if f[0] != strings.ToLower(f[0]) {
				return fmt.Errorf("%q is not in lower case", f[0])
			}
			before = key
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func TestFormsOfVerbsAreSpelledRight(t *testing.T) {
	w, err := loadWords(files, nil)
	if err != nil {
		t.Fatal(err)
	}
	for spelled, lemma := range map[string]string{"agreeing": "agree", "agreed": "agree", "urges": "urge", "urging": "urge", "ratified": "ratify", "committed": "commit",
		"paid": "pay", "undertook": "undertake", "took": "take", "regretted": "regret", "conveyed": "convey", "stressing": "stress", "establishes": "establish"} {
		if v := w.verbs[spelled]; v.verb == nil || v.lemma != lemma {
			t.Errorf("%s: not a form of %s", spelled, lemma)
		}
	}
}

func TestUserTablesAddAndReplace(t *testing.T) {
	b := newBench(t)
	finder, err := New(fstest.MapFS{verbsFile: {Data: []byte("rubberstamp\tdecides\tplain\trubberstamps rubberstamped rubberstamping\n")}})
	if err != nil {
		t.Fatal(err)
	}
	b.finder = finder
	f := b.find(report(block{document.Paragraph, 0, "", "Members rubberstamped the budget."}))
	if diff := cmp.Diff("decides ALL", summary(f)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, bad := range []string{"nod\tnods\tplain\n", "nod\tdecides\tloudly\n", "nod\n"} {
		if _, err := New(fstest.MapFS{verbsFile: {Data: []byte(bad)}}); err == nil || !strings.Contains(err.Error(), verbsFile+":1") {
			t.Errorf("%q: error is %v, want one that names file and line", bad, err)
		}
	}
}

func TestUncodedSentencesAreListed(t *testing.T) {
	b := newBench(t)
	f := b.find(report(block{document.Paragraph, 0, "", "The text, which was adopted in 2004, is long."}))
	if len(f.Outcomes) != 0 || len(f.Uncoded) != 1 {
		t.Errorf("outcomes %q, uncoded %d; want none and 1", summary(f), len(f.Uncoded))
	}
}

func BenchmarkFind(bm *testing.B) {
	b := newBench(bm)
	var blocks []block
	for _, c := range sentences {
		blocks = append(blocks, block{document.Paragraph, 0, "", c.text})
	}
	doc := report(blocks...)
	x := extract.New(b.splitter, b.gazetteer)
	r, _ := x.Findings(doc)
	bm.SetBytes(int64(len(doc.Text)))
	for bm.Loop() {
		b.finder.Find(r, &extract.Findings{})
	}
}

func TestThingsAndOtherMeetingsDoNotAct(t *testing.T) {
	b := newBench(t)
	for _, text := range []string{
		"The platform is a set of servers. It will use open standards.",
		"The third session requested a study.",
		"The 2009 Conference adopted a plan.",
		"The last meeting urged members to pay.",
		"The plan notes that stocks are low. It should therefore help.",
	} {
		f := b.find(report(block{document.Paragraph, 0, "", text}))
		for _, o := range f.Outcomes {
			if o.Act != "recommends" {
				t.Errorf("%s: %s", text, summary(f))
			}
		}
	}
}

func TestSentencesThatEnumerateGiveAnOutcomeAnItem(t *testing.T) {
	tests := map[string]string{
		"In its decision (TID-7/1), the Council, inter alia: approves the workplan; requests Kenya to count the boats; and decides to meet in Apia.":        "decides ALL, requests ALL, commits ALL",
		"The Council: adopted the workplan; and noted that funds were low.":                                                                                 "decides ALL, notes ALL",
		"The Council had three tasks: the workplan; the budget; and boats.":                                                                                 "",
		"The Council (i) endorsed the workplan; (ii) requested Kenya to count the boats; and (iii) noted that funds were low; and (iv) adopted the budget.": "decides ALL, requests ALL, notes ALL",
		"Members agreed to: (a) survey the lake; (b) share the gauge data by June 2015; and (c) meet again in Kisumu.":                                      "commits ALL",
		"The Council noted the report on (a) the lake and (b) the river.":                                                                                   "notes ALL",
		"They further agreed to fund the plan.":                                                                                                             "commits ALL",
		"There was no consensus on the quota. The Council could not reach agreement on the levy.":                                                           "notes ALL, notes ALL",
		"The Council agreed that the catch shall not exceed 400 tonnes.":                                                                                    "decides ALL",
		"The Ministers called on the Speaker. The Ministers called upon donors to ring-fence budgets.":                                                      "requests ALL",
		"On Friday, delegates adopted the report.":                                                                                                          "decides ALL",
		"THE SUMMIT RECEIVED THE REPORT OF THE COUNCIL AND DIRECTED IT TO CONCLUDE TALKS.":                                                                  "notes ALL, requests ALL",
		"Kenya and Uganda each committed to sending four keepers.":                                                                                          "commits KEN+UGA",
		"Kenya would, subject to the arrival of fuel, send two planes.":                                                                                     "commits KEN",
		"Uganda offered 300 photographs for testing. Kenya offered comments.":                                                                               "commits UGA",
		"Members that have no maps were urged to ask for the kit.":                                                                                          "requests ALL",
		"NOTES WITH CONCERN the slow pace of reform;":                                                                                                       "notes ALL",
		"Kenya to pilot the form and report back by December 2014.":                                                                                         "commits KEN",
	}
	b := newBench(t)
	for text, want := range tests {
		if got := summary(b.find(report(block{document.Paragraph, 0, "", text}))); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
}

func TestInitialsBehindTheNameOfWhosePageItIs(t *testing.T) {
	b := newBench(t)
	doc := report(block{document.Heading, 1, "", "European Commission for the Care of Reefs (CEPER)"}, block{document.Paragraph, 0, "", "The CEPER adopted the agenda. The CIPER adopted the plan."})
	if diff := cmp.Diff("decides ALL, decides CIPER", summary(b.find(doc))); diff != "" {
		t.Error(diff)
	}
}

func TestItemsOfStepsAndNounsThatAsk(t *testing.T) {
	b := newBench(t)
	steps := report(block{document.Paragraph, 0, "", "The members of the Reef Pact took the following steps:"}, block{document.ListItem, 0, "-", "Set up a fund for nets;"}, block{document.ListItem, 0, "-", "a request to the chambers of commerce to name their members."})
	if diff := cmp.Diff("decides ALL, requests ALL", summary(b.find(steps))); diff != "" {
		t.Error(diff)
	}
}

func TestItemsThatSayWhatIsNotToBeDoneAreNegated(t *testing.T) {
	f := newBench(t).find(report(block{document.Paragraph, 0, "", "It was agreed:"}, block{document.ListItem, 0, "-", "to share the data;"}, block{document.ListItem, 0, "-", "not to extend the network."}))
	var got []bool
	for _, o := range f.Outcomes {
		got = append(got, o.Negated)
	}
	if diff := cmp.Diff([]bool{false, true}, got); diff != "" {
		t.Error(diff)
	}
}

func TestItemsInheritWhomTheirLeadInAsksAndNameItAsEvidence(t *testing.T) {
	f := newBench(t).find(report(
		block{document.Paragraph, 0, "", "The Council REQUESTS the Commission, in collaboration with the Reef Trust, to:"},
		block{document.Paragraph, 0, "", "i) develop a framework on drones;"},
		block{document.Paragraph, 0, "", "ii) count the boats."}))
	if len(f.Outcomes) != 2 {
		t.Fatalf("%d outcomes, not 2", len(f.Outcomes))
	}
	for _, o := range f.Outcomes {
		if diff := cmp.Diff([]string{"Commission"}, o.Addressees); diff != "" {
			t.Error(diff)
		}
		if last := o.Evidence[len(o.Evidence)-1]; last.Rule != "lead-in" || last.Span.Start >= o.Unit.Start {
			t.Errorf("evidence %+v", o.Evidence)
		}
	}
}

func TestActionTablesSayWhoDoesWhatByWhen(t *testing.T) {
	rows := [][]string{
		{"Item", "Decision / Action", "Responsible", "Deadline"},
		{"4.1", "Finish the protocol on gauges", "Secretariat", "31 March 2015"},
		{"4.2", "Name members of the task force", "All members", "September"},
		{"Boats", "", "", ""},
		{"5.1", "Survey Mwanza harbour", "Kenya and Uganda", "Next meeting"},
		{"5.2", "Translate the plan", "Trinidad and Tobago", "ongoing"},
	}
	var b document.Builder
	for i, row := range rows {
		for j, cell := range row {
			if cell != "" {
				b.Add(document.Block{Kind: document.Cell, Table: 1, Row: i, Col: j, Header: i == 0}, document.Run{Text: cell})
			}
		}
	}
	var got []string
	for _, o := range newBench(t).find(b.Document(document.Source{})).Outcomes {
		line := o.Act + " " + strings.Join(o.Actors, "+") + ": " + o.Action
		if d := o.Deadline; d != nil {
			line += ", " + d.Text
			if d.End != nil {
				line += " = " + *d.End
			}
		}
		got = append(got, line)
	}
	want := []string{
		"commits Secretariat: Finish the protocol on gauges, 31 March 2015 = 2015-03-31",
		"commits ALL: Name members of the task force, September",
		"commits KEN+UGA: Survey Mwanza harbour, Next meeting",
		"commits TTO: Translate the plan",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestActionTablesTellWhatIsDoneAlreadyAndWhoWithoutAColumn(t *testing.T) {
	for name, c := range map[string]struct {
		rows [][]string
		want string
	}{
		"done": {[][]string{{"Item", "Outcome", "Who"}, {"Budget", "Approved at 400 dollars", "Council"}, {"Accounts", "Audited accounts approved", "Executive Committee"}, {"Grants", "Grant agreements approved", "UNICEF"}, {"Dues", "Accounts to be approved", "Council"}},
			"decides ALL, decides ALL, commits UNICEF, commits Council"},
		"no column of who": {[][]string{{"No.", "Action", "Due"}, {"1", "Ms. Ana Pita will send the charts", "May 6"}, {"2", "Kenya will book the rooms", "June 1"}}, "commits Ana Pita, commits KEN"},
	} {
		var b document.Builder
		for i, row := range c.rows {
			for j, cell := range row {
				b.Add(document.Block{Kind: document.Cell, Table: 1, Row: i, Col: j, Header: i == 0}, document.Run{Text: cell})
			}
		}
		if diff := cmp.Diff(c.want, summary(newBench(t).find(b.Document(document.Source{})))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestTasksAreReadFromLinesAndInitials(t *testing.T) {
	const p, h = document.Paragraph, document.Heading
	b := newBench(t)
	for _, c := range []struct {
		name   string
		blocks []block
		want   string
	}{
		{"who, what, by when", []block{{h, 2, "", "Action points"}, {p, 0, "", "Secretariat – circulate the minutes – by 30 April 2015\nUganda – host the buoy workshop – March 2016\nAll members – name pilots"}},
			"commits Secretariat by 30 April 2015, commits UGA by March 2016, commits ALL"},
		{"what, who", []block{{h, 2, "", "Action points"}, {p, 0, "", "Circulate the minutes – Secretariat"}}, "commits Secretariat"},
		{"lines that name nobody", []block{{h, 2, "", "Action points"}, {p, 0, "", "Buoys – state of play – see annex"}}, ""},
		{"no heading of actions", []block{{h, 2, "", "Annexes"}, {p, 0, "", "Uganda – buoys – page 4"}}, ""},
		{"initials of those who came", []block{{p, 0, "", "Draft of the buoy manual (AH, JO)"}}, "commits Ana Hart+Jan Otto"},
		{"initials of two who came and one who did not", []block{{p, 0, "", "Tide gauge at the new pier (AH, JO, KL)"}}, "commits Ana Hart+Jan Otto+KL"},
		{"objectives that were agreed", []block{{p, 0, "", "The group agreed to the following set of objectives:"}, {document.ListItem, 0, "1.", "To review the charts."}}, "decides ALL"},
		{"the office of one who was named", []block{{p, 0, "", "The Meeting was declared open by H.E. Field Marshal Jone Vula, Prime Minister and Minister of Trade of Fiji."}, {p, 0, "", "In his address the Prime Minister stressed that trade matters."}}, "notes Jone Vula"},
		{"an office said otherwise", []block{{p, 0, "", "The Hon. Jone Vula, M.P, Minister for Foreign Affairs, opened the meeting."}, {p, 0, "", "In his address, the Foreign Minister reviewed trade. He stressed that it matters."}}, "notes Jone Vula"},
		{"the office of another", []block{{p, 0, "", "The meeting was opened by Mr. Jone Vula, Deputy Minister of Trade."}, {p, 0, "", "The Trade Minister stressed that it matters."}}, "notes Trade Minister"},
		{"what a meeting expects of others", []block{{p, 0, "", "Ministers also expected the port authorities to:"}, {document.ListItem, 0, "-", "stop all sales of nets;"}}, "requests ALL"},
		{"what is asked on a subject", []block{{p, 0, "", "Regarding Trade in Nets, to"}, {document.ListItem, 0, "1.", "keep the ports open;"}}, "requests ALL"},
		{"recommendations that are submitted", []block{{p, 0, "", "The Commission then submits the following recommendations for the approval of both Governments:"}, {document.ListItem, 0, "1.", "That each Section present a list of what is to be done."}}, "recommends ALL"},
		{"a future that leads to items", []block{{p, 0, "", "We will:"}, {document.ListItem, 0, "•", "establish a council of ports;"}}, "commits ALL"},
		{"conclusions below their numbers", []block{{document.Term, 0, "", "Conclusion 25/2 – Nets"}, {document.Definition, 0, "", "That, States be urged to mend their nets."}, {h, 2, "", "Decision 25/4 – Traps"}, {p, 0, "", "That the Traps Task Force be dissolved."}}, "requests ALL, decides ALL"},
		{"acts set like headings", []block{{h, 3, "", "ACTION 15/7: Uganda to write to all ports"}, {h, 3, "", "DECISION 15/5: The Nets Plan is endorsed"}, {h, 3, "", "Action on nets"}}, "commits UGA, decides ALL"},
		{"a heading over what was talked of and settled", []block{{h, 2, "", "Deliberations and decisions"}, {p, 0, "", "The group heard how nets are made and how they are used in all ports."}}, ""},
		{"what only announces", []block{{p, 0, "", "The Council reviewed the plan and stressed the following:"}, {p, 0, "", "Joint action in the coming years of the Council"}}, ""},
		{"actions that were agreed", []block{{p, 0, "", "The group agreed to the following actions:"}, {document.ListItem, 0, "1.", "To review the charts."}}, "commits ALL"},
		{"initials of nobody", []block{{p, 0, "", "Draft of the buoy manual (AH, ISO)"}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, f := extract.New(b.splitter, b.gazetteer, preset{}, guests{"Ana Hart", "Jan Otto"}, b.finder).Findings(report(append(c.blocks, block{p, 0, "", "It rained."})...))
			var got []string
			for _, o := range f.Outcomes {
				line := o.Act + " " + strings.Join(o.Actors, "+")
				if o.Deadline != nil {
					line += " by " + o.Deadline.Text
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(c.want, strings.Join(got, ", ")); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// guests are the people whom the finder of participants would have found.
type guests []string

func (guests) Name() string { return "guests" }
func (g guests) Find(_ *extract.Reading, f *extract.Findings) {
	for _, name := range g {
		f.Parties = append(f.Parties, extract.Party{Name: name, Kind: "person"})
	}
}

// announced is the finder of areas where a list announces some that head no text.
type announced []string

func (announced) Name() string { return "announced" }
func (a announced) Find(r *extract.Reading, f *extract.Findings) {
	for i, title := range a {
		at := strings.Index(r.Doc.Text, title)
		f.Areas = append(f.Areas, extract.Area{N: i + 1, Title: title, Evidence: []extract.Evidence{{Span: document.Span{Start: at, End: at + len(title)}}}})
	}
}

func TestAParagraphThatTurnsToAnAnnouncedAreaStandsUnderIt(t *testing.T) {
	b := newBench(t)
	_, f := extract.New(b.splitter, b.gazetteer, preset{}, announced{"payment systems", "statistics"}, b.finder).Findings(report(
		block{document.Paragraph, 0, "", "On payment systems, Governors agreed to meet. They welcomed the report."},
		block{document.Paragraph, 0, "", "With regard to statistics, Governors urged banks to report."},
		block{document.Paragraph, 0, "", "On Monday, Governors thanked Togo."}))
	var got []int
	for _, o := range f.Outcomes {
		got = append(got, o.Area)
	}
	if diff := cmp.Diff([]int{1, 1, 2, 0}, got); diff != "" {
		t.Errorf("areas (-want +got)\n%s", diff)
	}
}

func TestAListOfAreasIsNoListOfActs(t *testing.T) {
	b := newBench(t)
	_, f := extract.New(b.splitter, b.gazetteer, preset{}, announced{"Trade in nets", "Repair of boats"}, b.finder).Findings(report(
		block{document.Paragraph, 0, "", "The Ministers adopted the plan of two years, which covers the following areas of cooperation:"},
		block{document.ListItem, 1, "(i)", "Trade in nets;"}, block{document.ListItem, 1, "(ii)", "Repair of boats."}))
	if got := summary(f); got != "decides ALL" {
		t.Errorf("got %q, want one outcome", got)
	}
}

func TestAReportInAnotherLanguageIsSaidToBeUnsupported(t *testing.T) {
	b := newBench(t)
	for lang, want := range map[string]string{"fr": "unsupported-language", "en": "", "": ""} {
		doc := report(block{document.Paragraph, 0, "", "Le Conseil approuve le budget et décide de créer un fonds."})
		doc.Source.Language = lang
		f := b.find(doc)
		got := ""
		for _, w := range f.Warnings {
			got += w.Code
		}
		if got != want || len(f.Outcomes) > 0 {
			t.Errorf("language %q: warnings %q, outcomes %q; want %q and none", lang, got, summary(f), want)
		}
	}
}

func TestTablesOfWhatWasDecidedOnEachApplication(t *testing.T) {
	var b document.Builder
	for i, row := range [][]string{{"No.", "Title", "Decision"}, {"P/1", "Nets for Fiji", "Approved, subject to a review of the budget"}, {"P/2", "Traps", "Not approved; the applicant may try again"}} {
		for j, cell := range row {
			b.Add(document.Block{Kind: document.Cell, Table: 1, Row: i, Col: j}, document.Run{Text: cell})
		}
	}
	var got []string
	for _, o := range newBench(t).find(b.Document(document.Source{})).Outcomes {
		got = append(got, o.Act+" "+strings.Join(o.Actors, "+"))
	}
	if diff := cmp.Diff([]string{"decides ALL", "decides ALL"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatAnEarlierSessionDidIsNoOutcome(t *testing.T) {
	b := newBench(t)
	doc := report(block{document.Paragraph, 0, "", "At its third session the Council agreed that a panel on nets be convened."},
		block{document.Paragraph, 0, "", "At its 2nd meeting, on 3 May, the Council adopted its agenda."})
	for title, want := range map[string]int{"Fifth Session of the Council of the Lakes": 1, "Third Session of the Council of the Lakes": 2, "Fifth Meeting of the Council of the Lakes": 2} {
		_, f := extract.New(b.splitter, b.gazetteer, titledPreset(title), b.finder).Findings(doc)
		if len(f.Outcomes) != want {
			t.Errorf("%s: %d outcomes, not %d", title, len(f.Outcomes), want)
		}
	}
}

// titledPreset is a meeting by its title.
type titledPreset string

func (titledPreset) Name() string { return "titled" }
func (p titledPreset) Find(_ *extract.Reading, f *extract.Findings) {
	f.Meeting.Title.Set(string(p), extract.Evidence{})
	f.Meeting.Ordinal.Set(ordinal.Value(strings.Fields(string(p))[0]), extract.Evidence{})
}

func TestAListWithinACellIsLedInByTheTextAboveIt(t *testing.T) {
	var b document.Builder
	for row, paragraphs := range [][]string{{"DP4", "The Board noted the plan.", "The Board requests the Secretariat to:", "i. bring the nets into use by 1 June 2015;", "ii. tell all ports."}, {"DP5", "All ports were told of it."}} {
		for k, text := range paragraphs {
			b.Add(document.Block{Kind: document.Cell, Table: 1, Row: row, Col: min(k, 1)}, document.Run{Text: text})
		}
	}
	var got []string
	for _, o := range newBench(t).find(b.Document(document.Source{})).Outcomes {
		got = append(got, o.Act+": "+o.Action)
	}
	if diff := cmp.Diff([]string{"notes: the plan", "requests: bring the nets into use by 1 June 2015", "requests: tell all ports"}, got); diff != "" {
		t.Error(diff)
	}
}
