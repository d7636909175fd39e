package attendance

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/extracttest"
)

func extractor(t testing.TB) *extract.Extractor {
	t.Helper()
	f, err := New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return extracttest.Extractor(t, f)
}

// parties writes what is found as "role kind name code", one a line.
func parties(t testing.TB, x *extract.Extractor, doc *document.Document) []string {
	t.Helper()
	_, found := x.Findings(doc)
	var out []string
	for _, p := range found.Parties {
		out = append(out, strings.TrimSpace(strings.Join([]string{string(p.Role), p.Kind, p.Name, p.Code}, " ")))
		for _, e := range p.Evidence {
			if doc.Slice(e.Span) == "" || e.Rule == "" {
				t.Errorf("%s: evidence %v without text or rule", p.Name, e)
			}
		}
	}
	return out
}

func TestPartiesAndTheirRoles(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"who led a team, and how many it had", "The Fijian delegation of eleven was led by Mr Jone Vula. Admiral Ana Pita led the Tonga team. Mr Semi Sione stood at the head of the seven delegates from Samoa.",
			"attendee state Fijian FJI; attendee person Jone Vula; attendee person Ana Pita; attendee state Tonga TON; attendee person Semi Sione; attendee state Samoa WSM"},
		{"where those came from who are counted", "More than 80 experts took part, coming from Fiji, Tonga and the European Union.",
			"attendee state Fiji FJI; attendee state Tonga TON; attendee organization European Union EU"},
		{"governors and premiers, each with whose they are", "Also attending were Governor Ana Pita of Reefland, Premier Jone Lord of Prince Vula Island and Governor Sione Tau of the Lagoon Bank.",
			"attendee person Ana Pita; attendee organization Reefland; attendee person Jone Lord; attendee organization Prince Vula Island; attendee person Sione Tau; attendee organization Lagoon Bank"},
		{"banks of states, in their own tongues", "The meeting was attended by the Governor of the Banque de France, Mr. Vula; the Governor of the Banque Nationale de Belgique, Mr. Pita; and the President of the Deutsche Bundesbank, Mr. Tau.",
			"attendee organization Banque de France; attendee person Vula; attendee organization Banque Nationale de Belgique; attendee person Pita; attendee organization Deutsche Bundesbank; attendee person Tau"},
		{"motions, buildings, papers and warnings bring nobody", "The motion was seconded by Kenya. The Committee was assisted by Japan and the World Bank in preparing the study. The new building was flanked by the Ministry of Trade of Fiji. " +
			"Accompanying the report were letters from Japan and Kenya. With them came a warning from Japan and Kenya. With her were memories of Japan. We are pleased to have with us the report of the World Bank.", ""},
		{"who answered a survey, told the history of a treaty or sent observers to elections", "The Secretariat had sent a survey. The following states responded: Fiji, Samoa and Tonga. Dr Amy Lee led the officials from Peru through the history of the treaty. " +
			"Observers had been sent by Norway and Japan to the elections in Kenya. The artist sat for Kenya's portrait. Guests of the Conference were Fiji's dancers and Tonga's choir.", ""},
		{"a roll, votes, and who did not answer it", "The roll was called and the following Governments answered, the figure being the votes held by each: Fiji 20, Samoa 30. Tonga did not answer. The seats for observers were taken by Kenya and FAO.",
			"attendee state Fiji FJI; attendee state Samoa WSM; absentee state Tonga TON; observer state Kenya KEN; observer organization FAO FAO"},
		{"a question without an answer", "The Chair asked about nets. Tonga did not answer.", ""},
		{"a capacity that is not observers'", "Ministers of finance serve as governors of the Bank. There in this capacity were Peru and Chile.", ""},
		{"observers who stayed away", "The observer of the Reef Board (RB) sent apologies. FAO, also invited as an observer, was unable to send anyone and conveyed its regrets. For the first time the Reef Trust (RT) and the Lagoon Club sat in as observers.",
			"absentee organization Reef Board RB; absentee organization FAO FAO; observer organization Reef Trust RT; observer organization Lagoon Club"},
		{"those who, meeting in a place, decided", "Meeting in Apia on 11 May 2016, as the Reef Group, FAO, Fiji, Samoa and Tonga decided that nets shall be marked. The Ministers met their counterparts from Japan and Kenya at the 4th AMRM+3.",
			"attendee organization FAO FAO; attendee state Fiji FJI; attendee state Samoa WSM; attendee state Tonga TON"},
		{"one of several who was there as an observer", "Also in attendance were Mr. Jone Vula of the Reef Office and, for one item only, Ms. Ana Pita from the Lagoon Secretariat, who sat in as an observer. With him on the Fijian delegation were Hon. Semi Sione and Hon. Vai Leota.",
			"attendee person Jone Vula; observer person Ana Pita; attendee person Semi Sione; attendee person Vai Leota"},
		{"those in the room for one side, and a service of a state", "Fiji and Tonga met. In the room for the Reef Union: Kenya, Mr Jone Vula; Nauru, Ms Ana Pita. The Fiji Fish and Reef Service followed the sessions as an observer.",
			"attendee state Kenya KEN; attendee person Jone Vula; attendee state Nauru NRU; attendee person Ana Pita; observer organization Fiji Fish and Reef Service"},
		{"all those who belong to what met, listed elsewhere, but one", "All of the participating governments except Kenya were represented in Apia.\nThe RSG participating governments are: Fiji, Kenya, Nauru, Samoa, Tonga and Japan.",
			"absentee state Kenya KEN; attendee state Fiji FJI; attendee state Nauru NRU; attendee state Samoa WSM; attendee state Tonga TON; attendee state Japan JPN"},
		{"people who attended for states", "Marian Whitcombe attended for Fiji and Jone Vula for Tonga. Samoa attended for the first time.",
			"attendee person Marian Whitcombe; attendee state Fiji FJI; attendee person Jone Vula; attendee state Tonga TON; attendee state Samoa WSM"},
		{"states that open a report", "Round the fire sat Fiji, Samoa, Tonga, Nauru and Kenya.",
			"attendee state Fiji FJI; attendee state Samoa WSM; attendee state Tonga TON; attendee state Nauru NRU; attendee state Kenya KEN"},
		{"people that open a report, each with a state", "Round the fire: Jone Vula (Fiji), Ana Pita (Tonga), Semi Sione (Samoa).",
			"attendee person Jone Vula; attendee state Fiji FJI; attendee person Ana Pita; attendee state Tonga TON; attendee person Semi Sione; attendee state Samoa WSM"},
		{"who led a delegation, and where they work", "The delegation of Fiji was led by J. Vula, Deputy Head of the Federal Agency for Nets. The delegation of Tonga was led by Ms Ana Pita, Representative of the Government of Tonga on the Nets Commission.",
			"attendee state Fiji FJI; attendee person J. Vula; attendee state Tonga TON; attendee person Ana Pita"},
		{"whom it brought together that was hosted", "The Consultation was the first. It was hosted by the Government of Fiji and brought together delegates from Samoa and Tonga, alongside United Nations agencies.",
			"attendee state Samoa WSM; attendee state Tonga TON; attendee group United Nations agencies"},
		{"a body with its members", "The following members were represented:\nExporting members: Fiji, Samoa, Tonga.\nImporting members: Japan, Norway; and the European Union, together with its member States France and Italy.",
			"attendee state Fiji FJI; attendee state Samoa WSM; attendee state Tonga TON; attendee state Japan JPN; attendee state Norway NOR; attendee organization European Union EU; attendee state France FRA; attendee state Italy ITA"},
		{"those who are counted, behind a dash", "Delegations of five member Authorities took part – Fiji, Samoa, Tonga, Nauru and Japan. Kenya was not able to attend.",
			"attendee state Fiji FJI; attendee state Samoa WSM; attendee state Tonga TON; attendee state Nauru NRU; attendee state Japan JPN; absentee state Kenya KEN"},
		{"observers before those who came", "Delegates from Fiji and Samoa attended. As observers, Japan and FAO took part. Kenya was invited as observer and attended. Observers from Nauru, and the Reef Trust were also present.",
			"attendee state Fiji FJI; attendee state Samoa WSM; observer state Japan JPN; observer organization FAO FAO; observer state Kenya KEN; observer state Nauru NRU; observer organization Reef Trust"},
		{"members of another body, in another year, and a side that is nobody's", "Fiji and Tonga took part in the meeting of May 2019. The parties to the Reef Treaty, Samoa and Nauru, convened their third session in 1998. The road was lit by the lamps and on the far north side, by Kenya.",
			"attendee state Fiji FJI; attendee state Tonga TON"},
		{"members of a body, between dashes without spaces", "The members of the Reef Pact (RP)—Fiji, the Kingdom of Tonga, and Samoa—met in Apia.",
			"attendee state Fiji FJI; attendee state Kingdom of Tonga TON; attendee state Samoa WSM"},
		{"a name with an apostrophe for the talks", "The Honourable Dato’ Seri Jone Vula, Prime Minister of Fiji, and His Majesty King Ana Pita, King of Tonga, held the 3rd Annual Leaders’ Consultation in Apia.",
			"attendee person Jone Vula; attendee state Fiji FJI; attendee person Ana Pita; attendee state Tonga TON"},
		{"the side of a state of two words, and a first name that is an office", "The Committee was attended on the Fijian side by Mr. Jone Vula, Head of the Planning Agency. On the Sri Lankan side there were present Mr. Dean Pita, Secretary of State; and Ms. Ana Leota, Head of the Reef Office.",
			"attendee state Fijian FJI; attendee person Jone Vula; attendee state Sri Lankan LKA; attendee person Dean Pita; attendee person Ana Leota"},
		{"bodies named before those that are listed below, and an and within a name that its initials tell", "Fiji and Tonga were represented.\nThe observers of the Reef Trust (RT) and the Lagoon Board, and the following organizations also followed the session as observers: Reef Union (RU), Federation of Makers of Nets and Traps (FMNI) and International Confederation of Societies of Divers and Coasts (CISDC).",
			"attendee state Fiji FJI; attendee state Tonga TON; observer organization Reef Trust RT; observer organization Lagoon Board; observer organization Reef Union RU; observer organization Federation of Makers of Nets and Traps FMNI; observer organization International Confederation of Societies of Divers and Coasts CISDC"},
		{"observers, by one word behind them all", "Also in attendance were the Reef Trust, the Reef Board and FAO as observers.",
			"observer organization Reef Trust; observer organization Reef Board; observer organization FAO FAO"},
		{"observers whose names end in that of a state, and secretariats", "The following attended: Fiji and Tonga. Observers: Bat Conservation Samoa, Reef Trust (RT) and the Secretariat of the Bern Convention.",
			"observer organization Bat Conservation Samoa; observer organization Reef Trust RT; observer organization Secretariat of the Bern Convention; attendee state Fiji FJI; attendee state Tonga TON"},
		{"an observer elsewhere", "Fiji and Tonga attended. Fiji told of the Reef Board, and pointed out that Samoa takes part in it as an observer.",
			"attendee state Fiji FJI; attendee state Tonga TON"},
		{"what an office is for, in several words", "In attendance were the Minister of Finance, Planning and Development of Tonga, Dr Ana Pita; the Minister for Agriculture, Fisheries and Forestry, Senator the Hon Jone Vula; and Kenyan Head of Delegation Mele Tau.",
			"attendee state Tonga TON; attendee person Ana Pita; attendee person Jone Vula; attendee person Mele Tau; attendee state Kenyan KEN"},
		{"who came on behalf of others", "The meeting was attended by the Ministers of Fiji and Tonga, joined by the European Commissioner for Research on behalf of the European Union.",
			"attendee state Fiji FJI; attendee state Tonga TON; attendee organization European Union EU"},
		{"observers beside those who came", "Delegates of Fiji attended, together with observers from Samoa, the Reef Trust and Tonga.",
			"attendee state Fiji FJI; observer state Samoa WSM; observer organization Reef Trust; observer state Tonga TON"},
		{"partners behind observers", "The ministers of Fiji and Niue met in Apia. They were joined by the Ministers of the Associate Members, Samoa and Tonga, of the Observers, Nauru and Kenya, and of the Associate Partners, Chad and Mali.",
			"attendee state Fiji FJI; attendee state Niue NIU; attendee state Samoa WSM; attendee state Tonga TON; attendee state Chad TCD; attendee state Mali MLI; observer state Nauru NRU; observer state Kenya KEN"},
		{"names with initials and no space", "The meeting was attended by Prime Minister of the Republic of Fiji J.Vula, Deputy Prime Minister of Tonga Ya.Pita and Minister of Trade of Samoa K. Sione.",
			"attendee person J.Vula; attendee state Republic of Fiji FJI; attendee person Ya.Pita; attendee state Tonga TON; attendee person K. Sione; attendee state Samoa WSM"},
		{"a surname that is a state", "The following attended:\nFiji – Jone Vula\nNew Zealand – Adam Greenland", "attendee state Fiji FJI; attendee person Jone Vula; attendee state New Zealand NZL; attendee person Adam Greenland"},
		{"offices before their holders", "The Presidents of Fiji, Jone Vula, and of Tonga, Ana Leota, and the Vice President of Samoa, Semi Sione, met in Apia.",
			"attendee state Fiji FJI; attendee person Jone Vula; attendee state Tonga TON; attendee person Ana Leota; attendee state Samoa WSM; attendee person Semi Sione"},
		{"a title within a name", "The meeting was attended by His Excellency Ngwazi Prof. Bingu wa Mutharika, President of the Republic of Malawi.", "attendee person Bingu wa Mutharika; attendee state Republic of Malawi MWI"},
		{"names with an and in them", "Observers from the International Association of Theoretical and Applied Limnology (SIL) attended, as did the European Federation of Clean Air and Environmental Protection Associations (EFCA).",
			"observer organization International Association of Theoretical and Applied Limnology SIL; attendee organization European Federation of Clean Air and Environmental Protection Associations EFCA"},
		{"for whom somebody observed", "Mr. Jone Vula sat as observer for the Kingdom of Tonga. Observers attended on behalf of the Reef Commission; and the World Health Organization.",
			"observer person Jone Vula; observer state Kingdom of Tonga TON; observer organization Reef Commission; observer organization World Health Organization WHO"},
		{"whom a president was accompanied by", "His Excellency, Mr Jone Vula, President of the Republic of Fiji, paid a Working Visit to Tonga. President Vula was accompanied to the Session by the Minister of Trade, Ms Ana Leota, and the Minister of Transport, Dr Semi Sione.",
			"attendee person Jone Vula; attendee state Republic of Fiji FJI; attendee state Tonga TON; attendee person Ana Leota; attendee person Semi Sione"},
		{"governments represented at a meeting", "We, the Governments of the Republic of Fiji, the Kingdom of Tonga and Samoa, represented by our Ministers at the Fourth Meeting in Apia, agree on the plan.",
			"attendee state Republic of Fiji FJI; attendee state Kingdom of Tonga TON; attendee state Samoa WSM"},
		{"consultations held with others", "Mr. Taro Kono, Minister for Foreign Affairs, held the Eighth Japan-Fiji Ministerial Consultations in Suva with the Hon. Jone Vula, Minister for Defence, of Fiji.",
			"attendee person Taro Kono; attendee state Japan JPN; attendee state Fiji FJI; attendee person Jone Vula"},
		{"presidents who signed", "Joint declaration signed by Presidents Oscar Arias of Costa Rica and Jone Vula of Fiji in Suva.",
			"attendee person Oscar Arias; attendee state Costa Rica CRI; attendee state Fiji FJI; attendee person Jone Vula"},
		{"those who are called Save", "The following partners took part:\nNorway\nSave the Children (USA)\nUNDP", "attendee state Norway NOR; attendee organization Save the Children SCI; attendee organization UNDP UNDP"},
		{"observers at the opening", "Representatives of Fiji, Samoa and Tonga attended the Opening Session as observers.",
			"observer state Fiji FJI; observer state Samoa WSM; observer state Tonga TON"},
		{"at what level states were represented", "Palau and Tonga were represented by Ministers or senior officials.", "attendee state Palau PLW; attendee state Tonga TON"},
		{"observers, as did", "Fiji took part in the Meeting, as did observers from the following organizations:\nReef Commission (RC)\nGreenpeace International",
			"attendee state Fiji FJI; observer organization Reef Commission RC; observer organization Greenpeace International"},
		{"whom a minister hosted", "The Australian Minister for Foreign Affairs, Penny Wong, hosted the U.S. Secretary of State, Antony J. Blinken, in Brisbane on 29 July 2023 for the 33rd Australia-U.S. Ministerial Consultations.",
			"attendee state Australian AUS; attendee person Penny Wong; attendee state U.S. USA; attendee person Antony J. Blinken"},
		{"observers who are to be invited", "They agreed to invite observers from Fiji and Tonga.", ""},
		{"since when they had not met", "The Ministers of Fiji and Tonga spoke of what was done since they last met in 2014.", ""},
		{"what delegations held", "The delegations were at one in the view that Fiji has much to gain.", ""},
		{"a first name like a rank", "The meeting was attended by Ms. Maj Lund and Maj. Bo Lund.", "attendee person Maj Lund; attendee person Bo Lund"},
		{"a name of one word among bodies, parts of the United Nations", "The Reef Trust, the Reef Fund, Hedaya and the Reef Board took part, as did the UN Interregional Crime and Justice Research Institute.",
			"attendee organization Reef Trust; attendee organization Reef Fund; attendee organization Hedaya; attendee organization Reef Board; attendee organization UN Interregional Crime and Justice Research Institute UNICRI"},
		{"a person by initials, and in full", "The meeting was attended by Mr Jone Kini Vula and Ms Ana Pita. The delegation of Fiji was led by J. K. Vula, and that of Tonga by A. B. Pita.",
			"attendee person Jone Kini Vula; attendee person Ana Pita; attendee state Fiji FJI; attendee state Tonga TON; attendee person A. B. Pita"},
		{"letters that are nobody's", "The meeting was attended by Fiji and Samoa.\nAddress: Washington, D.C.", "attendee state Fiji FJI; attendee state Samoa WSM"},
		{"who hosted an event of another year", "Samoa hosted the Pacific Health Ministers Meeting in 2013. Nauru hosted the Fisheries Ministers Conference.", ""},
		{"who came beside the leader", "The delegation of Kenya was led by Ms Ida Otieno, accompanied by the Kenya Ports Authority.", "attendee state Kenya KEN; attendee person Ida Otieno; attendee organization Kenya Ports Authority"},
		{"members that open a report", "The members are: Fiji, Samoa, Tonga, Nauru and Kenya.", ""},
		{"parties to a treaty that open a report", "The Convention was ratified by Fiji, Samoa, Tonga, Nauru and Kenya.", ""},
		{"states of which something is", "The stocks lie in Fiji, Samoa, Tonga, Nauru and Kenya.", ""},
		{"winners that open a report", "Winners of the prize: Ana Pita (Fiji), Jone Vula (Tonga), Semi Sione (Samoa).", ""},
		{"authors that open a report", "Prepared by Ana Pita (Fiji), Jone Vula (Tonga) and Semi Sione (Samoa).", ""},
		{"what observed", "The truce that Fiji and Tonga observed held for a year.", ""},
		{"delegations that speak in minutes that list nobody", "The representative of Fiji said that it had fish. The representatives of Samoa and Tonga supported the plan. The delegate of Nauru, who spoke last, left.",
			"attendee state Fiji FJI; attendee state Samoa WSM; attendee state Tonga TON"},
		{"who they were that are counted", "Of the members, four signed the register, namely Fiji, Samoa, Tonga and Nauru. Three sent apologies (Kenya, Chad and Mali).",
			"attendee state Fiji FJI; attendee state Samoa WSM; attendee state Tonga TON; attendee state Nauru NRU; absentee state Kenya KEN; absentee state Chad TCD; absentee state Mali MLI"},
		{"in what states something was attended", "Twenty people attended the courses that are given in three states (Fiji, Samoa and Tonga).", "attendee group Twenty people"},
		{"who the members are", "The meeting was attended by 30 delegates. The Member States are Fiji, Samoa, Tonga and Nauru.", "attendee group 30 delegates"},
		{"in what states something is", "All members heard of the survey, which covers three states (Fiji, Samoa and Tonga).", ""},
		{"nothing heard of what", "No reply was received from Fiji and Tonga to the letter on the nets.", ""},
		{"judges", "The session was attended by Justice Jone Vula of Fiji and the Minister of Justice of Tonga.", "attendee person Jone Vula; attendee state Fiji FJI; attendee state Tonga TON"},
		{"letters behind a name", "Apologies were received from Jone Vula MLA and Ana Pita TD.", "absentee person Jone Vula MLA; absentee person Ana Pita TD"},
		{"parliaments", "The session was attended by the Fijian Parliament, the Chamber of Deputies of Chile and Samoa.",
			"attendee organization Fijian Parliament; attendee organization Chamber of Deputies of Chile; attendee state Samoa WSM"},
		{"people in brackets behind the bodies that sent them", "In attendance: FAO (Ms. Ana Pita), the Reef Trust (Dr Jone Vula).",
			"attendee organization FAO FAO; attendee person Ana Pita; attendee organization Reef Trust; attendee person Jone Vula"},
		{"ministers who came to a conclusion", "At the end of their work the Ministers came to the conclusions below.", ""},
		{"a label of other things left undone", "Not ratified: Chad, Mali and Niger.", ""},
		{"a label of what is at present", "Present situation: Japan has seen a fall in catches.", ""},
		{"a label of events", "Side events: Fiji and Tonga.", ""},
		{"a task for a state", "For Tonga: Director to submit the report by May.", ""},
		{"bodies that did not come", "Apologies: Fiji, Samoa. International organisations: FAO, UNEP.",
			"absentee state Fiji FJI; absentee state Samoa WSM; absentee organization FAO FAO; absentee organization UNEP UNEP"},
		{"members of another body in a list", "It was attended by Fiji, Samoa, members of the European Parliament and FAO.",
			"attendee state Fiji FJI; attendee state Samoa WSM; attendee organization European Parliament EP; attendee organization FAO FAO"},
		{"a day and a place before who came", "On 3 May 2005 in Samoa, Fiji and Tonga attended the meeting.", "attendee state Fiji FJI; attendee state Tonga TON"},
		{"one observer behind a list", "It was attended by Fiji, Samoa, Tonga and FAO as observers.",
			"attendee state Fiji FJI; attendee state Samoa WSM; attendee state Tonga TON; observer organization FAO FAO"},
		{"a body that another founded", "It was attended by Fiji, Samoa and the ASEAN Foundation.",
			"attendee state Fiji FJI; attendee state Samoa WSM; attendee organization ASEAN Foundation"},
		{"M. as Monsieur", "M. Vula of Fiji, M. Pita of Tonga and Mr. Sione of Samoa took part.",
			"attendee person Vula; attendee state Fiji FJI; attendee person Pita; attendee state Tonga TON; attendee person Sione; attendee state Samoa WSM"},
		{"M. as an initial", "M. Vula (Fiji), J. Pita (Tonga) and S. Sione (Samoa) took part.",
			"attendee person M. Vula; attendee state Fiji FJI; attendee person J. Pita; attendee state Tonga TON; attendee person S. Sione; attendee state Samoa WSM"},
		{"members by name with their states", "Members: Mr. Jone Vula, Fiji; Ms. Ana Pita, Tonga.",
			"attendee person Jone Vula; attendee state Fiji FJI; attendee person Ana Pita; attendee state Tonga TON"},
		{"members of which nothing is said", "Members: Fiji, Samoa and Tonga.", ""},
		{"all but those named", "All RLC members took part except Fiji and Tonga.",
			"absentee state Fiji FJI; absentee state Tonga TON"},
		{"an observer at the end of a list", "The meeting was attended by Fiji, Samoa and, as an observer, Tonga.",
			"attendee state Fiji FJI; attendee state Samoa WSM; observer state Tonga TON"},
		{"a ruler by the office", "President Vula (Fiji), President Pita (Tonga) and President Sione (Samoa) were present.",
			"attendee person Vula; attendee state Fiji FJI; attendee person Pita; attendee state Tonga TON; attendee person Sione; attendee state Samoa WSM"},
		{"who heads a body known by its initials", "The Director General of RLC and the Secretary General of NRC were also present.",
			"attendee organization RLC; attendee organization NRC NRC"},
		{"a label that says how they came", "Members attending in person: Fiji, Samoa. Members attending by video link: Niue, Tonga.",
			"attendee state Fiji FJI; attendee state Samoa WSM; attendee state Niue NIU; attendee state Tonga TON"},
		{"two letters", "Present: FJ, WS, TO, UK. Missing: NZ, AU, PG.",
			"attendee state FJ FJI; attendee state WS WSM; attendee state TO TON; attendee state UK GBR; absentee state NZ NZL; absentee state AU AUS; absentee state PG PNG"},
		{"people for a state", "For Fiji: Mr Jone Vula, Minister of Trade; Ms Ana Pita, Director.",
			"attendee state Fiji FJI; attendee person Jone Vula; attendee person Ana Pita"},
		{"a body's branch", "The meeting was attended by Fiji, Samoa and the Fisheries Division of FAO.",
			"attendee state Fiji FJI; attendee state Samoa WSM; attendee organization Fisheries Division of FAO"},
		{"one word among bodies", "Observers were UNDP, FAO and Oceanis.",
			"observer organization UNDP UNDP; observer organization FAO FAO; observer organization Oceanis"},
		{"Messrs", "The meeting was attended by Messrs. Jone Vula of Fiji and Semi Pita of Tonga.",
			"attendee person Jone Vula; attendee state Fiji FJI; attendee state Tonga TON; attendee person Semi Pita"},
		{"the clause behind a list", "The session was attended by Fiji and Samoa; Tonga took part as an observer; Nauru was absent.",
			"attendee state Fiji FJI; attendee state Samoa WSM; observer state Tonga TON; absentee state Nauru NRU"},
		{"a group with its members in brackets", "All parties (Fiji, Samoa and Tonga) were represented.",
			"attendee state Fiji FJI; attendee state Samoa WSM; attendee state Tonga TON"},
		{"people of states that open a report", "High authorities of fishing from Fiji, Samoa, Tonga and Nauru saw each other again in Apia.",
			"attendee state Fiji FJI; attendee state Samoa WSM; attendee state Tonga TON; attendee state Nauru NRU"},
		{"levels", "Fiji and Tonga were represented at ministerial level; Niue and Samoa by senior officials.",
			"attendee state Fiji FJI; attendee state Tonga TON; attendee state Niue NIU; attendee state Samoa WSM"},
		{"a plain list", "The meeting was attended by Fiji, Tonga and Trinidad and Tobago.",
			"attendee state Fiji FJI; attendee state Tonga TON; attendee state Trinidad and Tobago TTO"},
		{"observers after a semicolon", "In attendance were delegates from Fiji and Tonga; and Japan and Kenya as observers.",
			"attendee state Fiji FJI; attendee state Tonga TON; observer state Japan JPN; observer state Kenya KEN"},
		{"all three roles", "Fiji and Tonga attended. Japan attended as an observer. Apologies were received from Samoa and Nauru.",
			"attendee state Fiji FJI; attendee state Tonga TON; observer state Japan JPN; absentee state Samoa WSM; absentee state Nauru NRU"},
		{"all but one", "All members were represented except Samoa.", "absentee state Samoa WSM"},
		{"labels inside a sentence", "It was attended by Members: Fiji, Tonga; Observers: Japan, Kenya.",
			"observer state Japan JPN; observer state Kenya KEN; attendee state Fiji FJI; attendee state Tonga TON"},
		{"gathered in the presence", "Ministers from Fiji and Tonga gathered in the presence of the Ambassador of Samoa.",
			"attendee state Fiji FJI; attendee state Tonga TON; attendee state Samoa WSM"},
		{"met together with", "The Heads of State of the Reef States, gathered in Apia on 3 May 2012, together with the Director-General of FAO, Ana Pita, and the Administrator of UNDP;",
			"attendee organization FAO FAO; attendee person Ana Pita; attendee organization UNDP UNDP"},
		{"together with nobody named", "The Foreign Ministers of Fiji and Tonga met in Apia on 3 May 2012, together with experts, to discuss trade with Samoa.",
			"attendee state Fiji FJI; attendee state Tonga TON"},
		{"how the body that met was formed", "The Mixed Commission, formed by UNDP at the request of Presidents Jone Vula and Ana Pita, held its second meeting in Apia.", ""},
		{"what somebody was", "The delegation of Fiji was led by Mr Jone Vula, Minister of Trade, and that of Tonga by Ms Ana Pita, former Administrator of UNDP.",
			"attendee state Fiji FJI; attendee person Jone Vula; attendee state Tonga TON; attendee person Ana Pita"},
		{"the department that somebody heads", "The Fijian delegation was led by Mr Jone Vula, Head of the Reef Department of the Trade Office.",
			"attendee state Fijian FJI; attendee person Jone Vula"},
		{"names in brackets before their offices", "In attendance were Fiji (Jone Vula, Federal Minister of Trade) and Tonga (Ana Pita, Ambassador).",
			"attendee state Fiji FJI; attendee person Jone Vula; attendee state Tonga TON; attendee person Ana Pita"},
		{"a name spelt out before its initials", "Represented were FAO, the Union of Reef and Lagoon Studies (URLS) and UNDP.",
			"attendee organization FAO FAO; attendee organization Union of Reef and Lagoon Studies URLS; attendee organization UNDP UNDP"},
		{"those who were where", "No boats are let in from countries where the ministers found that delegates from Fiji and Tonga were present.", ""},
		{"an observer at a list's end", "Fiji, Samoa and Tonga, as well as an observer from FAO, also attended the session.",
			"observer organization FAO FAO; attendee state Fiji FJI; attendee state Samoa WSM; attendee state Tonga TON"},
		{"the status of one", "Fiji attended. The Kingdom of Tonga, which has the status of an observer state, was represented by Mr Sione Moa.",
			"attendee state Fiji FJI; observer state Kingdom of Tonga TON; observer person Sione Moa"},
		{"the status of several", "It was attended by Fiji, as well as Samoa and Tonga, which have observer status.",
			"attendee state Fiji FJI; observer state Samoa WSM; observer state Tonga TON"},
		{"offices before names, three times", "It was attended by the President of Fiji, Jone Vula, the President of Tonga, Ana Pita, and the President of Samoa, Sione Mika.",
			"attendee state Fiji FJI; attendee person Jone Vula; attendee state Tonga TON; attendee person Ana Pita; attendee state Samoa WSM; attendee person Sione Mika"},
		{"who met to do what", "The President of Fiji, Jone Vula; the President of Tonga, Ana Pita; and Ambassador Sione Mika, on behalf of Samoa, gathered to talk about nets.",
			"attendee state Fiji FJI; attendee person Jone Vula; attendee state Tonga TON; attendee person Ana Pita; attendee person Sione Mika; attendee state Samoa WSM"},
		{"observers who were represented", "Fiji, represented by its Minister of Trade, Jone Vula; and Tonga, represented by its Ambassador Ana Pita, took part as observers.",
			"observer state Fiji FJI; observer person Jone Vula; observer state Tonga TON; observer person Ana Pita"},
		{"who represented, in brackets", "Present were Fiji (represented by its Minister of Trade, Jone Vula) and Tonga (represented by Ms Ana Pita).",
			"attendee state Fiji FJI; attendee person Jone Vula; attendee state Tonga TON; attendee person Ana Pita"},
		{"delegations of several", "The delegations of Fiji and Tonga were headed by Mr Jone Vula and Ms Ana Pita. All members but Samoa took part.",
			"attendee state Fiji FJI; attendee state Tonga TON; attendee person Jone Vula; attendee person Ana Pita; absentee state Samoa WSM"},
		{"for whom people came", "The Council was represented by Ana Pita for the European Union and Jone Vula for Fiji.",
			"attendee person Ana Pita; attendee organization European Union EU; attendee person Jone Vula; attendee state Fiji FJI"},
		{"regions and who stands for them", "The meeting was attended by the regional representatives of Europe (Portugal), North America (Canada) and Oceania (Fiji).",
			"attendee state Portugal PRT; attendee state Canada CAN; attendee state Fiji FJI"},
		{"who was seated and who did not come", "Fiji was seated; the Vice-Chair, Samoa, was prevented from attending.", "absentee state Samoa WSM"},
		{"a state's own council", "It was attended by Ana Pita, Chairperson of the Transitional Council of Tonga, and Jone Vula, member of the Federal Executive Council.",
			"attendee person Ana Pita; attendee state Tonga TON; attendee person Jone Vula"},
		{"the sides of a commission", "Taking part on the Fijian side were Secretary of Commerce Jone Vula and Secretary of Energy Ana Pita. On the Tongan side there took part Minister of Energy Sione Moa.",
			"attendee state Fijian FJI; attendee person Jone Vula; attendee person Ana Pita; attendee state Tongan TON; attendee person Sione Moa"},
		{"several offices of many states", "We, the Ministers, Secretaries and Commissioner of Health for Canada, the European Union and France, met in Apia today.",
			"attendee state Canada CAN; attendee organization European Union EU; attendee state France FRA"},
		{"those named and those listed", "Representatives of Fiji, of Tonga and of the following bodies participated in the meeting as observers: FAO; UNDP.",
			"observer state Fiji FJI; observer state Tonga TON; observer organization FAO FAO; observer organization UNDP UNDP"},
		{"observers are several", "The Summit was also attended by Amb. Jone Vula, Minister of Trade of Fiji, Hon. Ana Pita, Minister of Trade of Tonga and H.E. Sione Moa, Ambassador of Samoa, as observers.",
			"observer person Jone Vula; observer state Fiji FJI; observer person Ana Pita; observer state Tonga TON; observer person Sione Moa; observer state Samoa WSM"},
		{"where somebody works", "The meeting was attended by H.E. Ms Ana Pita, Vice Chairman, National Reef Commission, Tonga, and Mr Jone Vula, Minister of Trade, Fiji.",
			"attendee person Ana Pita; attendee state Tonga TON; attendee person Jone Vula; attendee state Fiji FJI"},
		{"medicines that are registered", "The ministries of the three countries will exchange lists of registered medicines.", ""},
		{"those who registered, and what did not", "Fiji and Tonga attended the meeting and reviewed the list of registered vessels; Samoa registered objections.",
			"attendee state Fiji FJI; attendee state Tonga TON"},
		{"absentees between semicolons", "The delegations of Kenya; Uganda; and Rwanda did not attend.", "absentee state Kenya KEN; absentee state Uganda UGA; absentee state Rwanda RWA"},
		{"ministers appointed in a year", "The Ministers of Fiji, appointed in 2011, Tonga and Samoa met in Apia on 3 May 2012.",
			"attendee state Fiji FJI; attendee state Tonga TON; attendee state Samoa WSM"},
		{"bodies of a region, with their seats", "The meeting was attended by the Economic Commission for Africa (Ethiopia) and FAO (Italy).",
			"attendee organization Economic Commission for Africa UNECA; attendee organization FAO FAO"},
		{"a body of its own behind an office", "The meeting was attended by Mr John Bell, Chairman, Pacific Islands Forum, Australia and Fiji.",
			"attendee person John Bell; attendee organization Pacific Islands Forum PIF; attendee state Australia AUS; attendee state Fiji FJI"},
		{"together with their delegations", "The leaders of Fiji and Tonga met on 3 May 2012, together with their delegations, and discussed ties with Japan.",
			"attendee state Fiji FJI; attendee state Tonga TON"},
		{"thanked, and observers attended", "The Council thanked Fiji and Tonga, and two observers from Japan attended the closing.", "observer state Japan JPN"},
		{"an apology of another kind", "Fiji demanded an apology from Japan.", ""},
		{"both as observers", "Delegates from Fiji and Tonga came together with FAO and UNDP, both as observers.",
			"attendee state Fiji FJI; attendee state Tonga TON; observer organization FAO FAO; observer organization UNDP UNDP"},
		{"a surname that is a word of bodies, too", "The members present were: Hon. Victor Banks, Minister of Trade of Fiji, and Hon. Ana Pita of Tonga.",
			"attendee person Victor Banks; attendee state Fiji FJI; attendee person Ana Pita; attendee state Tonga TON"},
		{"people whom their states own", "Those present included Tonga’s Ana Pita and Fiji’s Jone Vula.",
			"attendee state Tonga TON; attendee person Ana Pita; attendee state Fiji FJI; attendee person Jone Vula"},
		{"one observer in brackets", "Representatives of Fiji, Tonga (as acceding Party) and Samoa (as observer) were present.",
			"attendee state Fiji FJI; attendee state Tonga TON; observer state Samoa WSM"},
		{"with a part of it", "The meeting was attended by Fiji, Denmark (including Greenland) and China (Macau SAR).",
			"attendee state Fiji FJI; attendee state Denmark DNK; attendee state China (Macau SAR) MAC"},
		{"parties counted", "Twenty-two Parties to the Convention were represented.", "attendee group Twenty-two Parties to the Convention"},
		{"one who is represented", "President Jone Vula of Fiji was represented by Hon. Ana Pita, Minister of Trade.",
			"attendee state Fiji FJI; attendee person Ana Pita"},
		{"a body by the initials behind its name", "The session was attended by Fiji and the spokesperson of the Front de Libération du Lac (FLL) of Tonga.",
			"attendee state Fiji FJI; attendee organization Front de Libération du Lac FLL; attendee state Tonga TON"},
		{"a body of technical people", "Also present were the heads of the Reef Lagoon Technical Office (RLTO) and of the World Bank.",
			"attendee organization Reef Lagoon Technical Office RLTO; attendee organization World Bank WB"},
		{"observers listed behind a name of the session", "Observers from the following organizations attended RLC15: FAO, UNDP and the Reef Trust.",
			"observer organization FAO FAO; observer organization UNDP UNDP; observer organization Reef Trust"},
		{"also along with", "Delegations of Fiji and Tonga took part. The Secretary General participated as well, along with the World Bank.",
			"attendee state Fiji FJI; attendee state Tonga TON; attendee organization World Bank WB"},
		{"titled people who met", "H.E. Mr VULA Jone, Minister of Trade of Fiji, and the Hon Ana Pita, Minister of Trade of Tonga (“the Ministers”), met in Apia.",
			"attendee person VULA Jone; attendee state Fiji FJI; attendee person Ana Pita; attendee state Tonga TON"},
		{"bodies in brackets behind what they are", "The direct operators (RLC, REEF3, the University of Apia) and the Reef Trust were also represented.",
			"attendee organization RLC RLC; attendee organization REEF3 REEF3; attendee organization University of Apia; attendee organization Reef Trust"},
		{"codes of states and observers in brackets", "Participating were the countries of the basin (DE, AT, HU) and three observers (WWF, DEF and IAWD).",
			"attendee state DE DEU; attendee state AT AUT; attendee state HU HUN; observer organization WWF WWF; observer organization DEF DEF; observer organization IAWD IAWD"},
		{"presidents by their states", "The Presidents of Fiji Jone Vula, the Republic of Kenya Ram Tui and Tonga Ana Pita met on 3 May 2014 in Apia.",
			"attendee person Jone Vula; attendee state Fiji FJI; attendee state Republic of Kenya KEN; attendee person Ram Tui; attendee state Tonga TON; attendee person Ana Pita"},
		{"observers who are represented", "Fiji, represented by Ms Ana Pita, State Secretary, and Tonga, represented by its Ambassador, took part as observer states.",
			"observer state Fiji FJI; observer person Ana Pita; observer state Tonga TON"},
		{"a body of which a half is known", "The meeting was attended by FAO/RAC and REEF.", "attendee organization FAO/RAC FAO/RAC; attendee organization REEF REEF"},
		{"represented by observers", "Fiji and Tonga were represented by observers.", "observer state Fiji FJI; observer state Tonga TON"},
		{"observers admitted, who were present", "The Council decided to admit the observers listed in the document, namely Fiji, the Reef Trust and FAO, all of which were present.",
			"observer state Fiji FJI; observer organization Reef Trust; observer organization FAO FAO"},
		{"members by kind", "Delegations were in attendance from the following Members: exporting Members – Fiji and Tonga; importing Members – Japan and Kenya.",
			"attendee state Fiji FJI; attendee state Tonga TON; attendee state Japan JPN; attendee state Kenya KEN"},
		{"they were represented", "Credentials were received from the following Members: Fiji, Samoa and Tonga. They were represented at the Session.",
			"attendee state Fiji FJI; attendee state Samoa WSM; attendee state Tonga TON"},
		{"a minister's portfolio", "The members present were: Mr. José Pita, Minister of Environment, Nature Conservation and Tourism of Fiji; and Ms. Ana Tui of Tonga.",
			"attendee person José Pita; attendee state Fiji FJI; attendee person Ana Tui; attendee state Tonga TON"},
		{"a body of a state", "Delegates from Fiji and the PDP of Tonga attended.",
			"attendee state Fiji FJI; attendee organization PDP PDP"},
		{"leaders of a bloc", "Nine of the fifteen ECOWAS Heads of State attended.",
			"attendee group Nine of the fifteen ECOWAS Heads of State ECOWAS"},
		{"an observer by brackets", "Present: Fiji; Tonga; FAO (observer).",
			"attendee state Fiji FJI; attendee state Tonga TON; observer organization FAO FAO"},
		{"observers of bodies with on in their names", "Observers attended from the Agreement on Coral Gardens (ACG), Japan and FAO.",
			"observer organization Agreement on Coral Gardens ACG; observer state Japan JPN; observer organization FAO FAO"},
		{"guests", "Delegates from Fiji took part, together with Japan and Kenya. Samoa joined virtually.",
			"attendee state Fiji FJI; attendee state Japan JPN; attendee state Kenya KEN; attendee state Samoa WSM"},
		{"delegations by their people's name", "The Tongan delegation was headed by Ms Ana Pita, Undersecretary of State in the Ministry of Trade.",
			"attendee state Tongan TON; attendee person Ana Pita"},
		{"delegations that met, each with its head", "A Delegation of Fiji, headed by Mr Jone VULA, and a Delegation of Tonga, headed by Ms Ana LEOTA, met in Suva on 3 May 2016 to talk about nets.",
			"attendee state Fiji FJI; attendee person Jone VULA; attendee state Tonga TON; attendee person Ana LEOTA"},
		{"heads of delegations, each behind an office of its own", "Delegations from Fiji, Samoa and Tonga took part, headed respectively by Speaker of the Great Fono Mr. Jone Vula, Ariki of the Small Moot Ms. Ana Pita and Speaker Mr. Len Tari.",
			"attendee state Fiji FJI; attendee state Samoa WSM; attendee state Tonga TON; attendee person Jone Vula; attendee person Ana Pita; attendee person Len Tari"},
		{"what is absent by somebody's word", "Fiji and Tonga took part. Samoa stressed that without tests it could not prove that pests were absent. It was regretted that Nauru was absent.",
			"attendee state Fiji FJI; attendee state Tonga TON; absentee state Nauru NRU"},
		{"somebody who was to lead", "Mr Jone Vula, who was to have led the delegation of Fiji, was unable to come.",
			"absentee person Jone Vula"},
		{"one represented by each", "Fiji was represented by the Right Honourable Jone Vula, Minister of Trade, and Tonga by Dr. the Honourable Ana Pita.",
			"attendee state Fiji FJI; attendee person Jone Vula; attendee state Tonga TON; attendee person Ana Pita"},
		{"being absent", "Delegates attended from five of the six member countries, Samoa and Nauru being absent.",
			"attendee group five of the six member countries; absentee state Samoa WSM; absentee state Nauru NRU"},
		{"office, country, name", "Taking part in the talks were Foreign Minister of Nepal Ram Bahadur Thapa and the Prime Minister of Bhutan, Tashi Wangdi.",
			"attendee person Ram Bahadur Thapa; attendee state Nepal NPL; attendee state Bhutan BTN; attendee person Tashi Wangdi"},
		{"name, office, country", "The summit was attended by H.E. Dr Ana Pita, President of Tonga, and Hon. Jone Vula, Minister of Trade and Industry of Fiji.",
			"attendee person Ana Pita; attendee state Tonga TON; attendee person Jone Vula; attendee state Fiji FJI"},
		{"a name before its country", "The talks were attended by President Ana Pita of Tonga.", "attendee person Ana Pita; attendee state Tonga TON"},
		{"an ambassador is not of where he serves", "The meeting was attended by the Ambassador of Japan to Fiji.", "attendee state Japan JPN"},
		{"a mediator is not of what he mediates in", "The meeting was attended by Dr Jo Bell, Mediator for Mali.", "attendee person Jo Bell"},
		{"bodies with and without a country", "Also present were the World Health Organization (WHO), the Lake Fisheries Institute (LFI) and civil society organisations.",
			"attendee organization World Health Organization WHO; attendee organization Lake Fisheries Institute LFI; attendee group civil society organisations"},
		{"led the delegation", "Minister Ana Pita led the Tongan delegation.", "attendee person Ana Pita; attendee state Tongan TON"},
		{"capitals", "THE SUMMIT WAS ATTENDED BY H.E. PRESIDENT JUMA MWANDE OF THE REPUBLIC OF MALAWI.", "attendee person JUMA MWANDE; attendee state REPUBLIC OF MALAWI MWI"},
		{"we met", "We, the ministers of Fiji, Tonga and Samoa, met in Apia on 3 May.", "attendee state Fiji FJI; attendee state Tonga TON; attendee state Samoa WSM"},
		{"where and when are not who", "The workshop was attended by Tonga and Fiji in Paris, France on 3 May 2019.", "attendee state Tonga TON; attendee state Fiji FJI"},
		{"things to come", "Fiji and Tonga will attend the next meeting.", ""},
		{"talked about", "The meeting welcomed the progress of Fiji and the help of Japan.", ""},
		{"condolences", "The meeting expressed its condolences to Japan.", ""},
		{"membership alone", "The group comprises Fiji, Tonga and Samoa.", ""},
		{"membership that came", "The group comprises Fiji, Tonga and Samoa, all of whom were represented.",
			"attendee state Fiji FJI; attendee state Tonga TON; attendee state Samoa WSM"},
		{"speakers where nobody else is named", "Statements were made by Fiji and Tonga.", "attendee state Fiji FJI; attendee state Tonga TON"},
		{"speakers behind a colon where nobody else is named", "The following States Parties delivered general statements: Fiji, Tonga and Samoa.",
			"attendee state Fiji FJI; attendee state Tonga TON; attendee state Samoa WSM"},
		{"those besides whom others came", "In addition to the ministers of Fiji and Tonga, the following also attended: Ms Ana Pita, Director of the Reef Trust.",
			"attendee state Fiji FJI; attendee state Tonga TON; attendee person Ana Pita; attendee organization Reef Trust"},
		{"all of those whose presence is noted as observers", "Noting the presence of representatives of FAO and of the coast guards of Japan and Kenya as observers, we resolve as follows.",
			"observer organization FAO FAO; observer state Japan JPN; observer state Kenya KEN"},
		{"all but one took part", "All member governments, except Samoa, participated.", "absentee state Samoa WSM"},
		{"an absent person of a state that came", "Fiji and Tonga attended. Apologies were received from Ms Ana Pita (Tonga).",
			"attendee state Fiji FJI; attendee state Tonga TON; absentee person Ana Pita"},
		{"a territory in brackets", "The workshop was attended by China, China (Macau SAR) and Fiji.",
			"attendee state China CHN; attendee state China (Macau SAR) MAC; attendee state Fiji FJI"},
		{"a count of people and of where they come from", "The meeting gathered 81 participants from 38 countries and six international agencies.",
			"attendee group 81 participants from 38 countries and six international agencies"},
		{"letters of honour behind a name", "The session was attended by H.E. Ana Pita, MP, OBE, SC, President of Tonga.", "attendee person Ana Pita; attendee state Tonga TON"},
		{"committees without a name", "Present were Fiji and the Chair of the Executive Committee.", "attendee state Fiji FJI"},
		{"membership between sessions", "The Board acts for the Assembly between the heads of delegations, some 60 parliamentarians from 47 states.", ""},
		{"a correction", "Correction: an earlier version of this page said that Fiji had attended.", ""},
		{"several labels in one line", "Place: Suva Present: Jone Vula (Director), Ana Pita (TO), Sione Lolo (TO), Vai Leota (WS) Excused: Mele Tau Observers: Aki Mori (FAO) Minute taker: Bo Lund",
			"attendee person Jone Vula; attendee person Ana Pita; attendee state TO TON; attendee person Sione Lolo; attendee person Vai Leota; attendee state WS WSM; absentee person Mele Tau; observer person Aki Mori; observer organization FAO FAO"},
		{"people with their states in brackets", "Participating ministers: Jone Vula (Fiji), Ana Pita (Tonga) and Vai Leota (Samoa). Nauru was absent.",
			"attendee person Jone Vula; attendee state Fiji FJI; attendee person Ana Pita; attendee state Tonga TON; attendee person Vai Leota; attendee state Samoa WSM; absentee state Nauru NRU"},
		{"initials before a surname are no acronym", "The talks were attended by Prime Minister of Fiji A.U. Vula and President of Tonga S.I. Pita.",
			"attendee person A.U. Vula; attendee state Fiji FJI; attendee person S.I. Pita; attendee state Tonga TON"},
		{"all who were present as observers", "FAO, Mr Jone Vula and the Lake Bank were also present as observers.",
			"observer organization FAO FAO; observer person Jone Vula; observer organization Lake Bank"},
		{"a visit, its host and whom the visitor called on",
			"The Minister of Trade of Fiji, Hon. Jone Vula, visited Tonga from 3 to 5 May 2001 at the invitation of his counterpart, Hon. Ana Pita, accompanied by Mr Ram Tui. While there he paid a courtesy call on H.E. Sione Lolo, Speaker of the Assembly. He was also received by the Minister of Mines, Hon. Mele Fifita.",
			"attendee state Fiji FJI; attendee person Jone Vula; attendee state Tonga TON; attendee person Ana Pita; attendee person Ram Tui; attendee person Sione Lolo; attendee person Mele Fifita"},
		{"generals, and a dash behind the colon", "The Forum was attended by the Chiefs of Police:-\na. Fiji, led by General Ana Pita, Commissioner General;\nb. Tonga, led by Police General Jone Vula.",
			"attendee state Fiji FJI; attendee person Ana Pita; attendee state Tonga TON; attendee person Jone Vula"},
		{"a body for three things", "The Forum was attended by FAO, the Reef Social, Economic and Technical Council and Tonga.",
			"attendee organization FAO FAO; attendee organization Reef Social, Economic and Technical Council; attendee state Tonga TON"},
		{"a body for two things", "The Forum was attended by FAO, the Reef Travel and Tourism Association and Tonga.",
			"attendee organization FAO FAO; attendee organization Reef Travel and Tourism Association; attendee state Tonga TON"},
		{"those who are counted, then listed", "Four signatories took part in the meeting, as rule 44 allows: Fiji, Samoa and Tonga. The specialised agencies were represented as follows: FAO; the Reef Trust (RT).",
			"attendee state Fiji FJI; attendee state Samoa WSM; attendee state Tonga TON; attendee organization FAO FAO; attendee organization Reef Trust RT"},
		{"who sits for whom, two lines each", "There took part in the Conference:\nfor the Republic of Fiji:\nMr Jone VULA, Federal Minister for Nature\nfor Tonga:\nMs Ana LEOTA, Member of the Commission",
			"attendee state Republic of Fiji FJI; attendee person Jone VULA; attendee state Tonga TON; attendee person Ana LEOTA"},
		{"a list behind a dash", "Delegations from the following were present -\nFIJI\nSAMOA\nTONGA",
			"attendee state FIJI FJI; attendee state SAMOA WSM; attendee state TONGA TON"},
		{"a state that two represent", "Hon. Jone Vula, Minister of Trade, represented Fiji; and Hon. Ana Pita represented Tonga.",
			"attendee person Jone Vula; attendee state Fiji FJI; attendee person Ana Pita; attendee state Tonga TON"},
		{"all but those excepted", "With the exception of Nauru, all member states (Fiji, Tonga and Samoa) attended.",
			"absentee state Nauru NRU; attendee state Fiji FJI; attendee state Tonga TON; attendee state Samoa WSM"},
		{"an envoy in a city", "Fiji was represented by its High Commissioner in Wellington, Mr Jone Vula; Tonga by Ms Ana Pita.",
			"attendee state Fiji FJI; attendee person Jone Vula; attendee state Tonga TON; attendee person Ana Pita"},
		{"observers, as was another", "Fiji and Samoa were represented by observers, as was FAO.",
			"observer state Fiji FJI; observer state Samoa WSM; observer organization FAO FAO"},
		{"ministers named behind their states", "The Ministers of Fiji and of Tonga, Jone Vula and Ana d'Escoto Pita, met in Apia.",
			"attendee state Fiji FJI; attendee state Tonga TON; attendee person Jone Vula; attendee person Ana d'Escoto Pita"},
		{"participants who see a port", "The delegates of Fiji and Tonga met in Lima. They visited the port of Callao and were received by Mr Juan Ticona.",
			"attendee state Fiji FJI; attendee state Tonga TON"},
		{"a visit", "At the invitation of H.E. Ana Pita, President of Tonga, Hon. Jone Vula, Prime Minister of Fiji, paid an official visit to Tonga. He was accompanied by Mr Sione Lolo, Minister of Trade.",
			"attendee person Ana Pita; attendee state Tonga TON; attendee person Jone Vula; attendee state Fiji FJI; attendee person Sione Lolo"},
		{"speakers in minutes that list nobody", "Ana Pita (Tonga) pointed out that tides matter. Jone Vula suggested a map. IHO Drafting Guide was described.",
			"attendee person Ana Pita; attendee state Tonga TON; attendee person Jone Vula"},
		{"a statement by those who are not said to have come", "The workshop ended with a Joint Statement by Fiji and Tonga.", ""},
		{"the portfolio of an office is no body", "Fiji was represented by Hon. Jone Vula, Minister of Foreign Affairs and Regional Cooperation.", "attendee state Fiji FJI; attendee person Jone Vula"},
		{"observers of what is listed behind a colon", "Fiji attended. Observers representing the following bodies attended: FAO, the Reef Trust.",
			"attendee state Fiji FJI; observer organization FAO FAO; observer organization Reef Trust"},
		{"those who were not there, as the sentence begins", "Absent with apologies were the Governor of the Bank of Fiji and Tonga.",
			"absentee organization Bank of Fiji; absentee state Tonga TON"},
		{"states but for some", "It met with the participation of delegations from all Member States except Samoa and Nauru.", "absentee state Samoa WSM; absentee state Nauru NRU"},
		{"not in attendance", "Samoa and Nauru were not in attendance.", "absentee state Samoa WSM; absentee state Nauru NRU"},
		{"entries that say who came", "Attendance: Fiji: J. Vula; Tonga: apologies; Samoa: V. Leota (observer); Reef Trust: B. Lund.",
			"attendee state Fiji FJI; attendee person J. Vula; absentee state Tonga TON; observer state Samoa WSM; observer person V. Leota; attendee person B. Lund; attendee organization Reef Trust"},
		{"a body and its partners", "3 May 2019, Apia – The Lake Chad Basin Commission (LCBC) and its Development Partners (donors) held their annual meeting.",
			"attendee organization Lake Chad Basin Commission LCBC; attendee group Development Partners"},
		{"those who met at an invitation", "At the invitation of Ana Pita, Queen of the Kingdom of Tonga, the leaders of Fiji and Samoa met today in Apia.",
			"attendee state Fiji FJI; attendee state Samoa WSM"},
		{"a report that was presented elsewhere", "We welcome the report of the Reef Trust that was presented in a joint workshop by Fiji.", ""},
		{"a part of an island", "Japan and the Turkish Cypriot State took part as observers.", "observer state Japan JPN"},
		{"capitals tell no name", "THE MINISTERS RECALLED THE STATEMENTS MADE BY THE COUNCIL SINCE ITS TENTH YEAR, WHICH HAVE SERVED ALL GOVERNMENTS.", ""},
		{"speakers by name and origin", "Mr. PITA (Tonga), agreeing with the representative of Fiji, supported it. Ms. VULA (Fiji) said she saw no need.",
			"attendee person PITA; attendee state Tonga TON; attendee person VULA; attendee state Fiji FJI"},
		{"those who came to an earlier meeting", "The Council approved the minutes of its 13th meeting, which was attended by Fiji and Tonga.", ""},
		{"two parties, each with an office before the name", "It met with the participation of, for Fiji, the Minister of Trade, Jone Vula, and the Deputy Minister of Foreign Affairs, Ana Pita.",
			"attendee state Fiji FJI; attendee person Jone Vula; attendee person Ana Pita"},
		{"ministers by what they do", "The session, chaired by Samoa's Minister of Water, Hon. Vai Leota, brought together ministers in charge of water from Fiji and Tonga.",
			"attendee state Fiji FJI; attendee state Tonga TON"},
		{"an accent before the last letter of a name", "Present: Peru: Ambassador Carlos Román.", "attendee state Peru PER; attendee person Carlos Román"},
		{"what a speaker speaks about", "It heard presentations by Fiji and Tonga on lessons from Samoa and Nauru.", "attendee state Fiji FJI; attendee state Tonga TON"},
		{"leaders of delegations, a sentence each", "The leaders of the delegations to the Fourth Meeting were: Fiji: Right Hon. Jone Vula, Minister of Mines. Tonga: H.E. Ana Pita, High Commissioner in Samoa. Japan (Observer): Dr. Aki Mori, Envoy.",
			"attendee state Fiji FJI; attendee person Jone Vula; attendee state Tonga TON; attendee person Ana Pita; observer state Japan JPN; observer person Aki Mori"},
		{"provinces", "The meeting was attended by Queensland, Tasmania and New South Wales.",
			"attendee organization Queensland; attendee organization Tasmania; attendee organization New South Wales"},
		{"two states by the meeting's name, of which one is said to have come", "The Fiji and Tonga Joint Trade Forum met. It was attended by Jone Vula, Minister of Trade of Fiji.",
			"attendee person Jone Vula; attendee state Fiji FJI; attendee state Tonga TON"},
		{"those who were not able to come", "Jone Vula (Co-chair) and the delegation of the Peoples Republic of China were not able to attend, and sent their regrets.",
			"absentee person Jone Vula; absentee state Peoples Republic of China CHN"},
		{"two speakers with their states", "Jone Vula (Fiji) and Ana Pita (Tonga) welcomed all. Bo Lund suggested a map.",
			"attendee person Jone Vula; attendee state Fiji FJI; attendee person Ana Pita; attendee state Tonga TON; attendee person Bo Lund"},
		{"people in brackets behind those who sent them", "The delegates of Fiji (Mr. Jone Vula) and Tonga (Ms. Ana Pita and Mr. Sione Lolo) took part; Samoa was absent.",
			"attendee state Fiji FJI; attendee person Jone Vula; attendee state Tonga TON; attendee person Ana Pita; attendee person Sione Lolo; absentee state Samoa WSM"},
		{"an office in the brackets", "Present were the ministers of Fiji, Jone Vula; Tonga (Vice-Minister Ana Pita) and Samoa (Deputy Minister of Trade of Samoa Vai Leota).",
			"attendee state Fiji FJI; attendee person Jone Vula; attendee state Tonga TON; attendee person Ana Pita; attendee state Samoa WSM; attendee person Vai Leota"},
		{"for which of its parts a state came", "Present were Denmark (in respect of Greenland), Fiji and Tonga.",
			"attendee state Denmark DNK; attendee state Fiji FJI; attendee state Tonga TON"},
		{"those who came or sent somebody", "It was attended by the ministers of Fiji and Tonga, or their representatives.",
			"attendee state Fiji FJI; attendee state Tonga TON"},
		{"a second clause says who else attended", "Ministers from Fiji and Tonga took part in the meeting, which was also attended by the Director of FAO.",
			"attendee state Fiji FJI; attendee state Tonga TON; attendee organization FAO FAO"},
		{"associate members and observers behind semicolons", "Took part in the works of the session: Fiji, Tonga; Niue, associate member; Japan and Kenya, observers. Samoa had asked to be excused.",
			"attendee state Fiji FJI; attendee state Tonga TON; attendee state Niue NIU; observer state Japan JPN; observer state Kenya KEN; absentee state Samoa WSM"},
		{"names behind the states whose ministers they are", "It was attended by the foreign ministers of Fiji, Jone Vula; of Tonga, Ana Pita, and of Samoa, Vai Leota.",
			"attendee state Fiji FJI; attendee person Jone Vula; attendee state Tonga TON; attendee person Ana Pita; attendee state Samoa WSM; attendee person Vai Leota"},
		{"who came, told in the next sentence", "Two ministers came to the meeting. They included the ministers of Fiji, Jone Vula, and Tonga, Ana Pita.",
			"attendee group Two ministers; attendee state Fiji FJI; attendee person Jone Vula; attendee state Tonga TON; attendee person Ana Pita"},
		{"somebody who represents another", "It was attended by the ambassador of Fiji, Mr Jone Vula, in representation of Minister Ana Pita.", "attendee state Fiji FJI; attendee person Jone Vula"},
		{"as others did", "Japan was present as an observer, as were Kenya and FAO.", "observer state Japan JPN; observer state Kenya KEN; observer organization FAO FAO"},
		{"an observer within a list", "Participating were Fiji, Tonga and, as observer, the Reef Trust.", "attendee state Fiji FJI; attendee state Tonga TON; observer organization Reef Trust"},
		{"a list that goes on behind a clause", "It was attended by the President of Fiji Mr Jone Vula, who presided over the session, and also the Director of FAO Ms Vai Leota.",
			"attendee person Jone Vula; attendee state Fiji FJI; attendee person Vai Leota; attendee organization FAO FAO"},
		{"others behind a label's semicolon", "Participation: Heads of Delegation from Fiji and Tonga; apologies from Samoa.", "absentee state Samoa WSM; attendee state Fiji FJI; attendee state Tonga TON"},
		{"invited as observers, and who of them came", "FAO, the World Bank and IUCN were invited to attend as observers. FAO and IUCN attended.", "observer organization FAO FAO; observer organization IUCN IUCN"},
		{"a list within a clause", "Some 95 persons came together, of which the focal points of the following Contracting Parties: Fiji, Tonga, Samoa and Kenya.",
			"attendee state Fiji FJI; attendee state Tonga TON; attendee state Samoa WSM; attendee state Kenya KEN"},
		{"a clause set against the list", "The session witnessed the participation of Fiji, Tonga and Kenya, while Samoa and Nauru were absent. The observers which attended were Japan and the World Bank.",
			"attendee state Fiji FJI; attendee state Tonga TON; attendee state Kenya KEN; absentee state Samoa WSM; absentee state Nauru NRU; observer state Japan JPN; observer organization World Bank WB"},
		{"a list that goes on behind a clause", "Attending the meeting were the Presidents of Fiji, Jone Vula, who chaired it; Tonga, Ana Pita; and Samoa, Eli Tui, whilst Nauru was represented by its Foreign Minister, Vai Leota.",
			"attendee state Fiji FJI; attendee person Jone Vula; attendee state Tonga TON; attendee person Ana Pita; attendee state Samoa WSM; attendee person Eli Tui; attendee state Nauru NRU; attendee person Vai Leota"},
		{"all the members, by name", "The Contracting Parties, Fiji, Tonga and Samoa, were all represented.", "attendee state Fiji FJI; attendee state Tonga TON; attendee state Samoa WSM"},
		{"an exception among states", "The session was held with the participation of all Member States except Nauru, the World Bank and the FAO.",
			"attendee organization World Bank WB; attendee organization FAO FAO; absentee state Nauru NRU"},
		{"one thing of two owners, and who was heard", "Ministers heard from the Reef Pilots’ and Divers’ Association and the Law Trust, which were present as observers.",
			"observer organization Reef Pilots’ and Divers’ Association; observer organization Law Trust"},
		{"some who registered and did not come", "Nauru and Samoa, which had registered, were prevented from attending by the weather.", "absentee state Nauru NRU; absentee state Samoa WSM"},
		{"a demonym of a body", "Present were Fiji and the German cooperation agency GIZ.", "attendee state Fiji FJI; attendee organization GIZ GIZ"},
		{"names with their states, in a list of offices", "It was attended by Presidents Jone Vula of Fiji, Ana Pita of Tonga and Eli Tui of Samoa.",
			"attendee person Jone Vula; attendee state Fiji FJI; attendee state Tonga TON; attendee person Ana Pita; attendee state Samoa WSM; attendee person Eli Tui"},
		{"bodies of states, in a list of bodies", "It was attended by the Reef Trust and the Reserve Bank of Fiji.", "attendee organization Reef Trust; attendee organization Reserve Bank of Fiji"},
		{"an organ by its initials", "The ECOWAS Clearing House (ECH) also attended.", "attendee organization ECOWAS Clearing House ECH"},
		{"a label that is a subject", "At the Session, RLC Participating States:", ""},
		{"what a party is", "Fiji, a Cooperating Non-Member, was present. Tonga was represented by Ministers or Heads of delegation.", "attendee state Fiji FJI; attendee state Tonga TON"},
		{"the body itself, at an invitation", "At the invitation of H.E. Jone Vula, President of Fiji and Chairman of the RLC, the Conference of Leaders and Heads of State of the Community met in Apia.", ""},
		{"counts that a lead belongs to", "Delegations of 42 member States were present, and so was the World Bank.", "attendee group Delegations of 42 member States; attendee organization World Bank WB"},
		{"many who came for a state each", "The Council Directors for Fiji, Samoa and Tonga attended the Meeting.", "attendee state Fiji FJI; attendee state Samoa WSM; attendee state Tonga TON"},
		{"one who came about a state", "The Mediator for Mali attended the Meeting.", ""},
		{"a portfolio that and parts", "Fiji was represented by Deputy Minister of Foreign Affairs and European Integration Ana Pita.", "attendee state Fiji FJI; attendee person Ana Pita"},
		{"a person who was absent, whose state was not", "The Prime Minister of Fiji, the Honourable Jone Vula, was unable to attend and was represented by the Honourable Ana Pita.",
			"attendee state Fiji FJI; absentee person Jone Vula; attendee person Ana Pita"},
		{"counts of where they came from", "The Session drew Directors General of Reefs from 171 Members, as well as representatives of the FAO and the World Bank.",
			"attendee organization FAO FAO; attendee organization World Bank WB"},
		{"who was involved", "The meeting was chaired by Minister of Culture of Fiji Jone Vula and involved Minister of Culture of Tonga Ana Pita.",
			"attendee person Ana Pita; attendee state Tonga TON"},
		{"a Council of Ministers within a list", "The Meeting was attended by Premier of Fiji Jone Vula, Chairman of the Council of Ministers of Bosnia and Herzegovina Ana Pita and Premier of Tonga Eli Tui.",
			"attendee person Jone Vula; attendee state Fiji FJI; attendee person Ana Pita; attendee state Bosnia and Herzegovina BIH; attendee person Eli Tui; attendee state Tonga TON"},
		{"a gap in the list", "Over ninety delegates attended representing Fiji, , Tonga, , and Samoa.",
			"attendee state Fiji FJI; attendee state Tonga TON; attendee state Samoa WSM"},
	}
	x := extractor(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var b document.Builder
			b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: test.text})
			got := strings.Join(parties(t, x, b.Document(document.Source{})), "; ")
			if diff := cmp.Diff(strings.Split(test.want, "; "), strings.Split(got, "; ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestListsBelowHeadingsAndLeadIns(t *testing.T) {
	type line struct {
		kind document.Kind
		text string
	}
	tests := []struct {
		name  string
		lines []line
		want  []string
	}{
		{"a sentence in paragraphs", []line{{document.Paragraph, "We, the Ministers of Fiji, Tonga and Samoa,"}, {document.Paragraph, "met in Apia for the Third Forum."}},
			[]string{"attendee state Fiji FJI", "attendee state Tonga TON", "attendee state Samoa WSM"}},
		{"lines below a lead-in", []line{{document.Paragraph, "The summit was attended by:"}, {document.Paragraph, "H.E. Ana Pita, President of Tonga\nHon. Jone Vula, Minister of Trade of Fiji"}, {document.Paragraph, "The summit thanked Japan for its help."}},
			[]string{"attendee person Ana Pita", "attendee state Tonga TON", "attendee person Jone Vula", "attendee state Fiji FJI"}},
		{"states by their long names, a line each", []line{{document.Paragraph, "The Governments of the following States were represented at the Conference:"}, {document.Paragraph, "the Republic of Fiji\nthe Kingdom of Tonga\nSamoa"}},
			[]string{"attendee state Republic of Fiji FJI", "attendee state Kingdom of Tonga TON", "attendee state Samoa WSM"}},
		{"a list in parts below the last line of a block", []line{{document.Paragraph, "APPENDIX B\nLIST OF DELEGATES AND OBSERVERS"}, {document.Heading, "MEMBERS OF THE COMMITTEE"},
			{document.Paragraph, "TONGA\nSra Ana Pita\nDirectora de Pesca\nCasa Grande"}, {document.Heading, "OBSERVERS FROM NON-MEMBER STATES"}, {document.Paragraph, "JAPAN\nMr Aki Mori\nCounsellor"},
			{document.Heading, "NON-GOVERNMENTAL ORGANIZATIONS"}, {document.Paragraph, "Project Turtle"}, {document.Heading, "Closing"}, {document.Paragraph, "The Chair thanked Fiji."}},
			[]string{"attendee state TONGA TON", "attendee person Ana Pita", "observer state JAPAN JPN", "observer person Aki Mori", "observer organization Project Turtle"}},
		{"what stands behind the terms", []line{{document.Term, "Present"}, {document.Definition, "Fiji, Tonga"}, {document.Term, "Apologies"}, {document.Definition, "Samoa"}, {document.Paragraph, "Officials gathered in Apia, hosted by the Government of Nauru."}},
			[]string{"attendee state Fiji FJI", "attendee state Tonga TON", "absentee state Samoa WSM"}},
		{"people under the terms of a roll that names who sent regrets", []line{{document.Term, "Fijian Section"}, {document.Definition, "Jone Vula, Chairman\nAna Pita, Commissioner"}, {document.Term, "Reef Office"}, {document.Definition, "Semi Sione, Director"}, {document.Term, "Rapporteur"}, {document.Definition, "Mr Tui Fau, Adviser"}, {document.Term, "Regrets"}, {document.Definition, "Vai Leota, Commissioner"}},
			[]string{"absentee person Vai Leota", "attendee person Jone Vula", "attendee person Ana Pita", "attendee organization Reef Office", "attendee person Semi Sione"}},
		{"terms of other things, beside observers", []line{{document.Term, "Pending accessions"}, {document.Definition, "Chad, Mali, Niger"}, {document.Term, "Previous members"}, {document.Definition, "Japan, China, India"}, {document.Term, "Observers"}, {document.Definition, "Tonga"}, {document.Term, "Press contact"}, {document.Definition, "Ms Ana Pita, Director"}},
			[]string{"observer state Tonga TON"}},
		{"a party that was not represented on something else", []line{{document.Heading, "List of participants"}, {document.Paragraph, "Fiji\nMr Jone Vula\nKenya\n[Not represented on the Bureau]\nPeru\nExcused"}},
			[]string{"attendee state Fiji FJI", "attendee person Jone Vula", "attendee state Kenya KEN", "absentee state Peru PER"}},
		{"territories present, and ministers attending a meeting by its initials", []line{{document.Term, "Countries and territories present"}, {document.Definition, "Fiji, Guam, Tonga"}, {document.Paragraph, "The Ministers attending the 25th AMEM were:"}, {document.ListItem, "H.E. Jone Vula, Minister of Energy, Samoa"}},
			[]string{"attendee state Fiji FJI", "attendee state Guam GUM", "attendee state Tonga TON", "attendee person Jone Vula", "attendee state Samoa WSM"}},
		{"states under a term that says nothing, beside others", []line{{document.Term, "Languages"}, {document.Definition, "Spain, France, Japan"}, {document.Term, "The Three"}, {document.Definition, "Fiji, Tonga, Samoa"}, {document.Term, "Excused"}, {document.Definition, "Nauru"}},
			[]string{"absentee state Nauru NRU", "attendee state Fiji FJI", "attendee state Tonga TON", "attendee state Samoa WSM"}},
		{"states over whom they sent, and one over a word", []line{{document.Paragraph, "The Commission met for a day in Apia."}, {document.Term, "Fiji"}, {document.Definition, "DIRMAR: Commander Jone Vula"}, {document.Term, "Tonga"}, {document.Definition, "Absent (with notice)"}, {document.Term, "Samoa"}, {document.Definition, "Ms. Ana Pita"}},
			[]string{"absentee state Tonga TON", "attendee state Fiji FJI", "attendee person Jone Vula", "attendee state Samoa WSM", "attendee person Ana Pita"}},
		{"states whose people all sent regrets", []line{{document.Heading, "List of participants / Liste des participants"}, {document.Paragraph, "FIJI / FIDJI\nMr Jone Vula, Director"}, {document.Heading, "TONGA"}, {document.Paragraph, "Apologised / Excusé"}, {document.Heading, "KENYA"}, {document.Paragraph, "Ms Ana Pita, Director – Apologised / Excusée"}},
			[]string{"attendee state FIJI FJI", "attendee person Jone Vula", "absentee state TONGA TON", "absentee state KENYA KEN", "absentee person Ana Pita"}},
		{"a state that sent regrets, in two languages, and towns in capitals", []line{{document.Heading, "List of participants / Liste des participants"}, {document.Paragraph, "FIJI / FIDJI\nMr Jone VULA, Ministry of Nets, SUVA."}, {document.Paragraph, "MALTA / MALTE\n[Apologised for absence / Excusé]"}, {document.Heading, "II. INTERNATIONAL ORGANISATIONS AND SECRETARIATS OF CONVENTIONS"}, {document.Paragraph, "Reef Trust (RT)\nMs Ana LEOTA, Officer, BONN."}},
			[]string{"attendee state FIJI FJI", "attendee person Jone VULA", "absentee state MALTA MLT", "attendee organization Reef Trust RT", "attendee person Ana LEOTA"}},
		{"a body over its people behind the states", []line{{document.Paragraph, "In attendance were:"}, {document.Heading, "FIJI"}, {document.ListItem, "Dr. Jone Vula"}, {document.Heading, "JOINT REEF AUTHORITY (JRA)"}, {document.ListItem, "Engr. Ana Pita, Director"}, {document.Paragraph, "The Council met for a day."}},
			[]string{"attendee state FIJI FJI", "attendee person Jone Vula", "attendee organization JOINT REEF AUTHORITY JRA", "attendee person Ana Pita"}},
		{"lines behind their labels", []line{{document.Paragraph, "Heads of Delegation:\nFiji: Mr Jone Vula\nTonga: Ms Ana Pita\nCouncil of Reefs (CR): Ms Vai Leota"}, {document.Paragraph, "Observers attending: Japan;\nFAO"}, {document.Paragraph, "Regrets: Samoa"}},
			[]string{"attendee state Fiji FJI", "attendee person Jone Vula", "attendee state Tonga TON", "attendee person Ana Pita", "attendee person Vai Leota", "attendee organization Council of Reefs CR", "observer state Japan JPN", "observer organization FAO FAO", "absentee state Samoa WSM"}},
		{"a state that is an address", []line{{document.Heading, "List of participants"}, {document.Heading, "FIJI"}, {document.Paragraph, "Jan HALE\nRoyal Fijian Institute of Reefs"}, {document.Heading, "Observers"}, {document.Paragraph, "Sara DOLE\nJapan"}, {document.Paragraph, "Mark SIMS\nHumane Reef Society"}},
			[]string{"attendee state FIJI FJI", "attendee person Jan HALE", "observer person Sara DOLE", "observer state Japan JPN", "observer person Mark SIMS", "observer organization Humane Reef Society"}},
		{"a line that breaks off within a name", []line{{document.Paragraph, "The summit was attended by:"}, {document.Paragraph, "H.E. Ana Pita, High Commissioner of the Republic of\nFiji to Tonga\nHon. Jone Vula, Minister of Trade of Samoa"}},
			[]string{"attendee person Ana Pita", "attendee state Republic of\nFiji FJI", "attendee person Jone Vula", "attendee state Samoa WSM"}},
		{"people under their countries", []line{{document.Heading, "List of participants"}, {document.Heading, "TONGA"}, {document.Paragraph, "Ms Ana Pita\nNational Fisheries Institute"}, {document.Heading, "FIJI"}, {document.Paragraph, "Mr Jone Vula"}},
			[]string{"attendee state TONGA TON", "attendee person Ana Pita", "attendee state FIJI FJI", "attendee person Jone Vula"}},
		{"a list whose lines end in and", []line{{document.Paragraph, "The summit was attended by:"}, {document.Paragraph, "(a) H.E. Ana Pita, President of Tonga; and\n(b) Hon. Jone Vula, Minister of Trade of Fiji"}},
			[]string{"attendee person Ana Pita", "attendee state Tonga TON", "attendee person Jone Vula", "attendee state Fiji FJI"}},
		{"addresses below names", []line{{document.Heading, "List of participants"}, {document.Heading, "PERU"}, {document.Paragraph, "Ms Ana Vela\nDirección de Fauna Silvestre\nBuenos Aires"}},
			[]string{"attendee state PERU PER", "attendee person Ana Vela"}},
		{"observers below", []line{{document.Paragraph, "Observers were present from:"}, {document.ListItem, "Japan"}, {document.ListItem, "Greenpeace"}},
			[]string{"observer state Japan JPN", "observer organization Greenpeace"}},
		{"state and person lines without a cue", []line{{document.ListItem, "Fiji: Mr Jone Vula, Director"}, {document.ListItem, "Tonga: Ms Ana Pita, Director"}, {document.ListItem, "Samoa: Mr Eli Tui, Director"}},
			[]string{"attendee state Fiji FJI", "attendee person Jone Vula", "attendee state Tonga TON", "attendee person Ana Pita", "attendee state Samoa WSM", "attendee person Eli Tui"}},
		{"headings in several languages", []line{{document.Paragraph, "LIST OF PARTICIPANTS\nLISTE DES PARTICIPANTS"}, {document.Heading, "CHAIRPERSON – PRÉSIDENTE"}, {document.Paragraph, "Ms Vai Leota"}, {document.Heading, "EGYPT - ÉGYPTE - EGIPTO"}, {document.Paragraph, "Mr Jone Vula\nCairo"},
			{document.Paragraph, "INTERNATIONAL ORGANIZATIONS\nORGANISATIONS INTERNATIONALES"}, {document.Heading, "REEF ENGINEERS’ SOCIETY (RES)"}, {document.Paragraph, "Ms Ana Pita\nLondon, United Kingdom"}},
			[]string{"attendee person Vai Leota", "attendee state EGYPT EGY", "attendee person Jone Vula", "attendee organization REEF ENGINEERS’ SOCIETY RES", "attendee person Ana Pita"}},
		{"members of two bodies", []line{{document.Paragraph, "The following were present:"}, {document.Heading, "For the RLC"}, {document.Paragraph, "Mr Jone Vula, President of Fiji"}, {document.Heading, "For NRC"}, {document.Paragraph, "Ms Ana Pita, President of Tonga"}},
			[]string{"attendee person Jone Vula", "attendee state Fiji FJI", "attendee person Ana Pita", "attendee state Tonga TON"}},
		{"a list before running text", []line{{document.Heading, "Countries represented"}, {document.Paragraph, "Fiji; Tonga; Samoa; Nauru. Kenya sent its apologies."}},
			[]string{"attendee state Fiji FJI", "attendee state Tonga TON", "attendee state Samoa WSM", "attendee state Nauru NRU", "absentee state Kenya KEN"}},
		{"signatures below their names", []line{{document.Paragraph, "Jone Vula\nfor Fiji"}, {document.Paragraph, "Ana Pita\nfor Tonga"}, {document.Paragraph, "Done at Apia."}},
			[]string{"attendee state Fiji FJI", "attendee person Jone Vula", "attendee state Tonga TON", "attendee person Ana Pita"}},
		{"titled people that open a report", []line{{document.Paragraph, "Mr Jone Vula, Fiji"}, {document.Paragraph, "Ms Ana Pita, TONGA"}, {document.Paragraph, "Dr Semi Sione, FAO"}, {document.Paragraph, "Nets from Samoa were discussed."}},
			[]string{"attendee person Jone Vula", "attendee state Fiji FJI", "attendee person Ana Pita", "attendee state TONGA TON", "attendee person Semi Sione", "attendee organization FAO FAO"}},
		{"labels of groups below who came", []line{{document.Paragraph, "The Forum was attended by Fiji and Samoa."}, {document.Paragraph, "Agencies: FAO, UNDP."}},
			[]string{"attendee state Fiji FJI", "attendee state Samoa WSM", "attendee organization FAO FAO", "attendee organization UNDP UNDP"}},
		{"delegations under their names", []line{{document.Heading, "Annex 1"}, {document.Paragraph, "Fijian delegation"}, {document.ListItem, "Hon. Jone Vula, Minister of Trade"}, {document.ListItem, "Mr Bo Lund, Adviser, Ministry of Trade"}, {document.Paragraph, "Delegation of Tonga"}, {document.ListItem, "Ms Ana Pita, Minister of Ports"}},
			[]string{"attendee state Fijian FJI", "attendee person Jone Vula", "attendee person Bo Lund", "attendee state Tonga TON", "attendee person Ana Pita"}},
		{"labels under a lead-in to observers", []line{{document.Paragraph, "The following attended as observers:"}, {document.ListItem, "Cooperating States: Japan, Norway;"}, {document.ListItem, "Organizations: FAO, UNDP."}},
			[]string{"observer state Japan JPN", "observer state Norway NOR", "observer organization FAO FAO", "observer organization UNDP UNDP"}},
		{"an observer whom the list of all has", []line{{document.Paragraph, "The session was attended by Fiji and Samoa. FAO attended as an observer."}, {document.Heading, "List of participants"}, {document.Heading, "FIJI"}, {document.Paragraph, "Mr Jone Vula"}, {document.Heading, "FAO"}},
			[]string{"attendee state FIJI FJI", "attendee person Jone Vula", "attendee state Samoa WSM", "observer organization FAO FAO"}},
		{"prose ends the observers of a lead-in", []line{{document.Paragraph, "The following organizations attended as observers:"}, {document.Paragraph, "Organizations: FAO, UNDP."}, {document.Paragraph, "The list of those present is below."}, {document.Paragraph, "Heads of delegation: Mr Jone Vula (Fiji), Ms Ana Pita (Tonga)"}},
			[]string{"attendee person Jone Vula", "attendee state Fiji FJI", "attendee person Ana Pita", "attendee state Tonga TON", "observer organization FAO FAO", "observer organization UNDP UNDP"}},
		{"acts below whose they are", []line{{document.Paragraph, "Participants:"}, {document.ListItem, "Recognize that nets tear;"}, {document.ListItem, "Underline that losing land may mean losing standing as a people;"}}, nil},
		{"what stands behind definitions", []line{{document.Paragraph, "Attended by the following heads of delegation:"}, {document.Term, "Fiji"}, {document.Definition, "Hon. Jone Vula, Minister"}, {document.Paragraph, "Having noted the message of the Republic of Samoa;"}},
			[]string{"attendee state Fiji FJI", "attendee person Jone Vula"}},
		{"the positions of a side", []line{{document.Heading, "Fijian side"}, {document.Paragraph, "The ministers proposed a fee on nets."}, {document.Heading, "Tongan side"}, {document.Paragraph, "They opposed it."}}, nil},
		{"lines that open a report, each with a state", []line{{document.Heading, "Notes"}, {document.Paragraph, "FIJI Jone Vula\nTONGA Ana Pita\nSAMOA Semi Sione\nNAURU Bo Lund\nKENYA Aki Mori"}, {document.Paragraph, "Nets were discussed."}},
			[]string{"attendee state FIJI FJI", "attendee person Jone Vula", "attendee state TONGA TON", "attendee person Ana Pita", "attendee state SAMOA WSM", "attendee person Semi Sione", "attendee state NAURU NRU", "attendee person Bo Lund", "attendee state KENYA KEN", "attendee person Aki Mori"}},
		{"an observer under a line of its own, and who served", []line{{document.Heading, "PRESENT:"}, {document.Paragraph, "FIJI\nMr. Jone Vula, Bank of Fiji\nMs. Ana Pita, Ministry of Trade"}, {document.Paragraph, "OBSERVER FOR TONGA\nMr. Semi Sione, Tongan Legation"}, {document.Paragraph, "Joint Secretaries: Mr. Bo Lund"}},
			[]string{"attendee state FIJI FJI", "attendee person Jone Vula", "attendee person Ana Pita", "observer state TONGA TON", "observer person Semi Sione", "observer person Bo Lund"}},
		{"those who are counted, in a note", []line{{document.Paragraph, "Ministers representing four RLC Members* gathered in Apia for talks."}, {document.Paragraph, "India said that trade grows."}, {document.Paragraph, "* Fiji; Hong Kong, China; Samoa; Tonga"}},
			[]string{"attendee state Fiji FJI", "attendee state Hong Kong, China HKG", "attendee state Samoa WSM", "attendee state Tonga TON"}},
		{"who signed a joint statement", []line{{document.Paragraph, "We, the Prime Ministers of Fiji and Tonga, met in Apia."}, {document.Paragraph, "We agree to build a road."}, {document.Paragraph, "Jone VULA, Prime Minister of the Republic of Fiji"}, {document.Paragraph, "Ana LEOTA, Prime Minister of the Kingdom of Tonga"}},
			[]string{"attendee state Fiji FJI", "attendee state Tonga TON", "attendee person Jone VULA", "attendee person Ana LEOTA"}},
		{"one who is named at the end", []line{{document.Paragraph, "We, the Prime Ministers of Fiji and Tonga, met in Apia."}, {document.Paragraph, "Jone VULA, Prime Minister of the Republic of Fiji"}},
			[]string{"attendee state Fiji FJI", "attendee state Tonga TON"}},
		{"signatures behind a mark", []line{{document.Paragraph, "The Commission met in Apia."}, {document.Paragraph, "(Signed) J. F. FRIEDKIN\nCommissioner of Fiji"}, {document.Paragraph, "(Signed) D. HERRERA J.\nCommissioner of Tonga"}, {document.Paragraph, "(Signed) on behalf of all\nThe Bank"}},
			[]string{"attendee person J. F. FRIEDKIN", "attendee state Fiji FJI", "attendee person D. HERRERA J.", "attendee state Tonga TON"}},
		{"signatures", []line{{document.Paragraph, "For the Republic of Fiji\nJone Vula"}, {document.Paragraph, "For the Kingdom of Tonga\nAna Pita"}},
			[]string{"attendee state Republic of Fiji FJI", "attendee person Jone Vula", "attendee state Kingdom of Tonga TON", "attendee person Ana Pita"}},
	}
	x := extractor(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var b document.Builder
			for _, l := range test.lines {
				b.Add(document.Block{Kind: l.kind, Level: 1}, document.Run{Text: l.text})
			}
			if diff := cmp.Diff(test.want, parties(t, x, b.Document(document.Source{}))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestListsGoOnBehindThem(t *testing.T) {
	var b document.Builder
	for _, text := range []string{"The Forum was attended by:", "Hon. Jone Vula, Minister of Trade of Fiji;", "Ms Ana Pita of Tonga.", "and by representatives of FAO and the Reef Trust.", "It adopted its agenda.",
		"Member countries present: Fiji, Samoa", "International organisations: FAO, UNDP"} {
		kind := document.Paragraph
		if strings.HasPrefix(text, "Hon.") || strings.HasPrefix(text, "Ms") {
			kind = document.ListItem
		}
		b.Add(document.Block{Kind: kind}, document.Run{Text: text})
	}
	want := []string{"attendee state Fiji FJI", "attendee state Samoa WSM", "attendee organization FAO FAO", "attendee organization UNDP UNDP", "attendee person Jone Vula", "attendee person Ana Pita", "attendee state Tonga TON", "attendee organization Reef Trust"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestRowsOfATableAreOfWhomTheirLabelsSay(t *testing.T) {
	rows := [][]string{{"Member States represented", "Fiji, Samoa"}, {"Member States absent", "Nauru; Tonga"}, {"Observers (organizations)", "FAO, UNDP"}, {"Partners not present", "Kenya"}}
	var b document.Builder
	addTable(&b, rows)
	want := []string{"attendee state Fiji FJI", "attendee state Samoa WSM", "absentee state Nauru NRU", "absentee state Tonga TON", "observer organization FAO FAO", "observer organization UNDP UNDP", "absentee state Kenya KEN"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestPeopleOfABodyStandBesideItsLabel(t *testing.T) {
	var b document.Builder
	addTable(&b, [][]string{{"Members present:", "Fiji, Samoa"}, {"Observers:", "Tonga, Japan"}, {"FAO:", "Mr Jone Vula, Director"}, {"Venue:", "Mr Pita's hall"}})
	want := []string{"attendee state Fiji FJI", "attendee state Samoa WSM", "observer state Tonga TON", "observer state Japan JPN", "attendee organization FAO FAO", "attendee person Jone Vula"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestColumnsOfSidesHoldTheirPeople(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "Appendix 1. Delegations"})
	addTable(&b, [][]string{{"Fijian delegation", "Tongan delegation"}, {"J. Vula, head of delegation", "A. V. Pita, head of delegation"}, {"S. Sione, Directorate of Nets", "B. Lund, Reef Institute"}})
	want := []string{"attendee state Fijian FJI", "attendee person J. Vula", "attendee person S. Sione", "attendee state Tongan TON", "attendee person A. V. Pita", "attendee person B. Lund"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestAColumnMayBeOfOneRole(t *testing.T) {
	var b document.Builder
	addTable(&b, [][]string{{"Members in attendance", "Observers in attendance", "Excused"}, {"Fiji\nSamoa", "FAO\nJapan", "Tonga"}, {"Nauru", "", ""}})
	want := []string{"attendee state Fiji FJI", "attendee state Samoa WSM", "attendee state Nauru NRU", "observer organization FAO FAO", "observer state Japan JPN", "absentee state Tonga TON"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestRowsOfRegionsSayWhichMembersCame(t *testing.T) {
	var b document.Builder
	addTable(&b, [][]string{{"Region", "Members attending"}, {"North", "Fiji, Samoa, Japan; absent: Kenya"}, {"South", "Tonga"}})
	want := []string{"attendee state Fiji FJI", "attendee state Samoa WSM", "attendee state Japan JPN", "absentee state Kenya KEN", "attendee state Tonga TON"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestABodyMayHaveAStateInItsName(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "Attendance"})
	addTable(&b, [][]string{{"Name", "Organization"}, {"Jone Vula", "Reefs and Lagoons Fiji (RLF)"}, {"Ana Pita", "Ministry of Nets, Tonga (MN)"}})
	want := []string{"attendee person Jone Vula", "attendee organization Reefs and Lagoons Fiji RLF", "attendee person Ana Pita", "attendee state Tonga TON"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestWeAreThoseListedBelow(t *testing.T) {
	for list, want := range map[string][]string{
		"the Prime Minister of Fiji, Jone Vula,\nthe King of Tonga, Ana Pita,": {"attendee state Fiji FJI", "attendee person Jone Vula", "attendee state Tonga TON", "attendee person Ana Pita"},
		"encouraged the FAO to go on;\nthanked Japan;":                         nil,
	} {
		var b document.Builder
		b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "We,"})
		for line := range strings.SplitSeq(list, "\n") {
			b.Add(document.Block{Kind: document.ListItem, Marker: "•"}, document.Run{Text: line})
		}
		b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "recalling the retreat to which Japan, Kenya, China and Brazil came;"})
		if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
			t.Error(diff)
		}
	}
}

func TestDelegationsMayFillTheCellsOfAGrid(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "ATTENDEES - ASISTENTES"})
	addTable(&b, [][]string{{"FIJI\nJONE VULA\nMinisterio de Redes", "TONGA\nROSA LUND\nSEMI SIONE"}, {"SAMOA\nBO LUND", "JAPAN\nAKI MORI"}, {"OBSERVERS"}, {"FAO\nEVA MARU", "KENYA\nOLGA OTIENO"}})
	want := []string{"attendee state FIJI FJI", "attendee person JONE VULA", "attendee state TONGA TON", "attendee person ROSA LUND", "attendee person SEMI SIONE",
		"attendee state SAMOA WSM", "attendee person BO LUND", "attendee state JAPAN JPN", "attendee person AKI MORI",
		"observer organization FAO FAO", "observer person EVA MARU", "observer state KENYA KEN", "observer person OLGA OTIENO"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestCellsTellWhoObservedAndWhoWasThere(t *testing.T) {
	var b document.Builder
	addTable(&b, [][]string{{"Venue", "Apia"}, {"Ground Segment Providers and User States represented", "Fiji, Samoa"}, {"Observers", "FAO, UNDP"}})
	want := []string{"attendee state Fiji FJI", "attendee state Samoa WSM", "observer organization FAO FAO", "observer organization UNDP UNDP"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
	var list document.Builder
	list.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "List of participants"})
	addTable(&list, [][]string{{"Country", "Name"}, {"Fiji", "Mr Jone Vula"}, {"Observer: Tonga", "Ms Ana Pita"}})
	want = []string{"attendee state Fiji FJI", "attendee person Jone Vula", "observer state Tonga TON", "observer person Ana Pita"}
	if diff := cmp.Diff(want, parties(t, extractor(t), list.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestARowMayBeALabel(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "List of participants"})
	addTable(&b, [][]string{{"PARTIES"}, {"Fiji", "Mr Jone Vula"}, {"OBSERVERS / OBSERVATEURS"}, {"Tonga", "Ms Ana Pita"}, {"SECRETARIAT"}, {"FAO", "Mr Bo Lund"}})
	want := []string{"attendee state Fiji FJI", "attendee person Jone Vula", "observer state Tonga TON", "observer person Ana Pita", "attendee person Bo Lund", "attendee organization FAO FAO"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestACellMaySpanTheRowsOfARole(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "Participants"})
	head := []string{"Seat", "Country or organisation", "Name"}
	for i, row := range [][]string{head, {"Members: Pacific", "Fiji", "Mr Jone Vula"}, {"Observers", "Tonga", "Ms Ana Pita"}, {"", "FAO", "Mr Bo Lund"}, {"Ex officio", "UNDP", "Ms Mele Tau"}} {
		for j, cell := range row {
			if cell != "" { // what a cell above spans
				b.Add(document.Block{Kind: document.Cell, Table: 1, Row: i, Col: j, Header: i == 0}, document.Run{Text: cell})
			}
		}
	}
	want := []string{"attendee state Fiji FJI", "attendee person Jone Vula", "observer state Tonga TON", "observer person Ana Pita", "observer person Bo Lund", "observer organization FAO FAO", "attendee person Mele Tau", "attendee organization UNDP UNDP"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestRowsOfCountriesAndOfBodiesUnderParticipants(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "Participants"})
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "In all, some 90 people came."})
	addTable(&b, [][]string{{"Countries and regions", "Fiji, Samoa, Tonga"}, {"International organizations", "FAO, UNDP"}, {"Languages", "English, French"}})
	want := []string{"attendee state Fiji FJI", "attendee state Samoa WSM", "attendee state Tonga TON", "attendee organization FAO FAO", "attendee organization UNDP UNDP"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestConstituenciesWithWhoeverHoldsTheirSeat(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "Attendance"})
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "The Board met in the old hall. The Chair rang the bell. The members who sat are shown below."})
	addTable(&b, [][]string{{"Constituency", "Seat held by"}, {"Fiji and Tonga", "Mr Jone Vula (Fiji)"}, {"Private Nets", "Ms Ana Pita"}, {"Western Reefs", "absent"}})
	want := []string{"attendee state Fiji FJI", "attendee state Tonga TON", "attendee person Jone Vula", "attendee group Private Nets", "attendee person Ana Pita", "absentee group Western Reefs"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestGroupsBelowATableOfDelegates(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "List of attendees"})
	b.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "Policy Group Delegates"})
	addTable(&b, [][]string{{"Fiji:", "Jone Vula"}, {"Tonga:", "Ana Pita"}})
	b.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "Secretariat"})
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "Len Tari, Ada Souza"})
	b.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "1. Opening"})
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "Bo Reed, Chair, opened the meeting."})
	want := []string{"attendee person Len Tari", "attendee person Ada Souza", "attendee state Fiji FJI", "attendee person Jone Vula", "attendee state Tonga TON", "attendee person Ana Pita"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestATableOfMembersAndOfObservers(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "Attachment: Members and Observers present in Suva"})
	addTable(&b, [][]string{{"Members"}, {"Pacific Islands Forum", "Fiji", "Tonga"}, {"NRC Observers"}, {"INTERPOL", "OECD", ""}})
	want := []string{"attendee organization Pacific Islands Forum PIF", "attendee state Fiji FJI", "attendee state Tonga TON", "observer organization INTERPOL INTERPOL", "observer organization OECD OECD"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestTablesThatGoOnBehindALine(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "List of participants"})
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "Reef members"})
	addNumbered(&b, 1, [][]string{{"Jone VULA (Chair)", "Reef Office, Fiji"}, {"Semi MOALA", "Tonga"}})
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "Ex officio"})
	addNumbered(&b, 2, [][]string{{"Len TARI", "Samoa"}, {"Ada LEOTA", "Nauru"}})
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "Observers"})
	addNumbered(&b, 3, [][]string{{"Bo REED", "Japan"}, {"Tui FAU", "Kenya"}})
	b.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "1. Opening"})
	addNumbered(&b, 4, [][]string{{"Nets", "Malta"}, {"Traps", "Chile"}})
	want := []string{"attendee person Jone VULA", "attendee state Fiji FJI", "attendee person Semi MOALA", "attendee state Tonga TON", "attendee person Len TARI", "attendee state Samoa WSM", "attendee person Ada LEOTA", "attendee state Nauru NRU",
		"observer person Bo REED", "observer state Japan JPN", "observer person Tui FAU", "observer state Kenya KEN"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestBodiesInAColumnOfCountriesAndInOneOfUtilities(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "Register of delegates"})
	addNumbered(&b, 5, [][]string{{"Country / Institution", "Name"}, {"FIJI", "Mr. Jone Vula"}, {"OBSERVERS"}, {"REEF TRADE EAST", "Ms. Ana Pita"}})
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "The attendance register shows the following utilities:"})
	addNumbered(&b, 6, [][]string{{"Utility", "Country", "Head of delegation"}, {"SBXE", "Benin", "Mr. Len Tari"}})
	want := []string{"attendee state FIJI FJI", "attendee person Jone Vula", "observer organization REEF TRADE EAST", "observer person Ana Pita", "attendee organization SBXE SBXE", "attendee state Benin BEN", "attendee person Len Tari"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestATableOfDelegationsUnderTheNameOfATable(t *testing.T) {
	var b document.Builder
	addTable(&b, [][]string{{"Delegation", "Executive Table"}, {"Fiji", "Jone Vula, Director General, REEFCO (head of delegation); Semi Sione, LAGCOM"}, {"Tonga", "Ana Pita, Commissioner; Vai Leota"}})
	addNumbered(&b, 2, [][]string{{"Delegation", "Fleet"}, {"Fiji", "40 boats"}, {"Tonga", "12 boats"}})
	want := []string{"attendee state Fiji FJI", "attendee person Jone Vula", "attendee person Semi Sione", "attendee state Tonga TON", "attendee person Ana Pita", "attendee person Vai Leota"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestFootnotesThatSayWhoCame(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "The Group commended the secretariat on its work and on its speed."})
	b.Add(document.Block{Kind: document.Footnote}, document.Run{Text: "1 The following members took part: Mr. Jone Vula (Fiji) and Ms. Ana Pita (Tonga). Mr. Bo Reed (Japan) could not attend."})
	b.Add(document.Block{Kind: document.Footnote}, document.Run{Text: "2 The survey was attended by Kenya and Malta."})
	want := []string{"attendee person Jone Vula", "attendee state Fiji FJI", "attendee person Ana Pita", "attendee state Tonga TON", "absentee person Bo Reed", "absentee state Japan JPN"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestTermsThatSayOfWhomThoseAreWhoCame(t *testing.T) {
	var b document.Builder
	for _, row := range [][2]string{{"Members present – Reef Parliament", "Mr Jone VULA, Vice-President; Ms Ana LEOTA"}, {"Members present – Eastern Partners", "Mr Len TARI (Fiji), Vice-President"}, {"Apologies", "Mr Bo REED (Tonga)"}} {
		b.Add(document.Block{Kind: document.Term}, document.Run{Text: row[0]})
		b.Add(document.Block{Kind: document.Definition}, document.Run{Text: row[1]})
	}
	want := []string{"attendee person Jone VULA", "attendee person Ana LEOTA", "attendee person Len TARI", "attendee state Fiji FJI", "absentee person Bo REED", "absentee state Tonga TON"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestARowMayNameAnObserverInBrackets(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "Participants:"})
	addTable(&b, [][]string{{"Country", "Head of delegation"}, {"Fiji", "Jone Vula, Minister of Defence"}, {"Tonga", "Ana Pita, Minister of Defence"}, {"Kenya (observer)", "Amina Oloo, Under Secretary of State"}})
	want := []string{"observer person Amina Oloo", "observer state Kenya KEN", "attendee state Fiji FJI", "attendee person Jone Vula", "attendee state Tonga TON", "attendee person Ana Pita"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestRowsOfMembersAndOfObserversAmongOthers(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "Participants"})
	addTable(&b, [][]string{{"Members", "Fiji, Tonga"}, {"Other countries", "China, Kenya (observers)"}})
	want := []string{"attendee state Fiji FJI", "attendee state Tonga TON", "observer state China CHN", "observer state Kenya KEN"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestAPersonBehindAndCameForNobodyBefore(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "Apologies had been received from Fiji, Tonga and Dr Ana Pita."})
	_, found := extractor(t).Findings(b.Document(document.Source{}))
	if p := found.Parties[len(found.Parties)-1]; p.Name != "Ana Pita" || p.For != "" {
		t.Errorf("%s came for %q", p.Name, p.For)
	}
}

func TestPeopleHaveTheirOfficesAndWhomTheyCameFor(t *testing.T) {
	for text, want := range map[string][]string{
		"The meeting was attended by Fiji, represented by Mr Jone Vula, Director of Nets; and Tonga, represented by Dr Ana Pita.": {"Jone Vula FJI Director of Nets", "Ana Pita TON"},
		"Participating were Fiji (The Honourable Jone Vula, Minister of Nets) and Tonga (Dr Ana Pita).":                           {"Jone Vula FJI Minister of Nets", "Ana Pita TON"},
		"The observer of RLC, Ana Pita, attended.": {"Ana Pita RLC"},
	} {
		var b document.Builder
		b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: text})
		_, found := extractor(t).Findings(b.Document(document.Source{}))
		var got []string
		for _, p := range found.Parties {
			if p.Kind == "person" {
				got = append(got, strings.TrimSpace(p.Name+" "+p.For+" "+p.Office))
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestTicksTellWhoStayedAway(t *testing.T) {
	rows := [][]string{{"Member", "Present", "Absent"}, {"Fiji", "X", ""}, {"Nauru", "", "X"}}
	var b document.Builder
	addTable(&b, rows)
	want := []string{"attendee state Fiji FJI", "absentee state Nauru NRU"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestBodiesInCapitalsOverThosePeopleWhoCameForThem(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "Representatives of RLCA and FAO took part as observers."})
	for _, line := range []string{"APPENDIX A - LIST OF PARTICIPANTS", "FIJI", "Mr. Jone Vula", "RLCA", "Ms. Ana Pita", "FAO", "Capt. Semi Sione"} {
		kind := document.Paragraph
		if strings.ToUpper(line) == line {
			kind = document.Heading
		}
		b.Add(document.Block{Kind: kind, Level: 2}, document.Run{Text: line})
	}
	want := []string{"attendee state FIJI FJI", "attendee person Jone Vula", "observer person Ana Pita", "observer person Semi Sione", "observer organization RLCA RLCA", "observer organization FAO FAO"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestGroupsOfPeopleAtAReportsHead(t *testing.T) {
	want := []string{"attendee state Fiji FJI", "attendee person Jone Vula", "attendee organization Reef Office RO", "attendee person Ana Pita", "attendee organization FAO FAO", "attendee state Tonga TON", "attendee person Semi Sione", "attendee person Vai Leota"}
	rows := [][]string{{"Members for Fiji"}, {"Jone Vula", "Reef Office (RO)", "Suva"}, {"Ana Pita", "FAO", "Suva"}, {"Members for Tonga"}, {"Semi Sione", "Director", "Neiafu"}, {"Also in the room"}, {"Vai Leota", "Landowner", "Apia"}}
	var b document.Builder
	b.Add(document.Block{Kind: document.Heading, Level: 1}, document.Run{Text: "Minutes of the Reef Board"})
	addTable(&b, rows)
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
	var catch document.Builder
	catch.Add(document.Block{Kind: document.Heading, Level: 1}, document.Run{Text: "Minutes of the Reef Board"})
	addTable(&catch, [][]string{{"Members for Fiji"}, {"Tiger shark", "12"}, {"Blue shark", "14"}, {"Reef shark", "15"}, {"Members for Tonga"}, {"Tiger shark", "9"}})
	if got := parties(t, extractor(t), catch.Document(document.Source{})); len(got) > 0 {
		t.Errorf("a table of the catch: %v", got)
	}
}

func TestMarksMeanWhatALineBesideTheTableSays(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "Presence"})
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "P = present; T = by telephone; A = apologies received; O = observer"})
	addTable(&b, [][]string{{"Country", "Name", "P/T/A"}, {"Fiji", "Jone Vula", "P"}, {"Tonga", "Ana Pita", "T"}, {"Nauru", "Semi Sione", "A"}, {"Kenya", "Vai Leota", "O"}})
	want := []string{"attendee state Fiji FJI", "attendee person Jone Vula", "attendee state Tonga TON", "attendee person Ana Pita",
		"absentee state Nauru NRU", "absentee person Semi Sione", "observer state Kenya KEN", "observer person Vai Leota"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

// addTable adds a table whose first row is its header.
func addTable(b *document.Builder, rows [][]string) { addNumbered(b, 1, rows) }

// addNumbered adds one of several tables.
func addNumbered(b *document.Builder, n int, rows [][]string) {
	for i, row := range rows {
		for j, cell := range row {
			b.Add(document.Block{Kind: document.Cell, Table: n, Row: i, Col: j, Header: i == 0}, document.Run{Text: cell})
		}
	}
}

func TestCellsTellWhoStayedAwayWhateverTheirColumnIsCalled(t *testing.T) {
	votes := [][]string{{"Fiji", "Y"}, {"Nauru", "N"}, {"Tonga", "Y"}, {"Tonga", "Y"}}
	for i, rows := range [][][]string{
		{{"Member", "Council member or delegate", "Status"}, {"Fiji", "Dr Jone Vula", "present"}, {"Nauru", "–", "absent"}, {"Tonga", "Ms Ana Pita", "present"}},
		{{"Parliament", "Men", "Women"}, {"Fiji", "3", "4"}, {"Nauru", "not attending (regrets)"}, {"Tonga", "2", "2"}},
		votes,
	} {
		var b document.Builder
		if i == 2 {
			b.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "Attendance"})
		}
		addTable(&b, rows)
		got := slices.DeleteFunc(parties(t, extractor(t), b.Document(document.Source{})), func(line string) bool { return strings.Contains(line, "person") })
		want := []string{"attendee state Fiji FJI", "absentee state Nauru NRU", "attendee state Tonga TON"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	var b document.Builder
	addTable(&b, votes)
	if got := parties(t, extractor(t), b.Document(document.Source{})); len(got) > 0 {
		t.Errorf("letters that may say anything gave %q", got)
	}
}

func TestTheColumnOfThosePresentMayHoldTheirNames(t *testing.T) {
	for _, head := range []string{"Present", "In the room"} {
		rows := [][]string{{"Country", head, "Remote"}, {"Fiji", "Jone Vula, Ana Pita", ""}, {"Tonga", "", "Semi Sione"}, {"Samoa", "Mele Tau", "Sina Lui"}}
		var b document.Builder
		b.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "Participants"})
		addTable(&b, rows)
		want := []string{"attendee state Fiji FJI", "attendee person Jone Vula", "attendee person Ana Pita", "attendee state Tonga TON", "attendee person Semi Sione",
			"attendee state Samoa WSM", "attendee person Mele Tau", "attendee person Sina Lui"}
		got := parties(t, extractor(t), b.Document(document.Source{}))
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", head, diff)
		}
	}
}

func TestTheColumnOfThoseAbsentMayHoldTheirNames(t *testing.T) {
	rows := [][]string{{"Country", "Present", "Absent"}, {"Fiji", "Mr Jone Vula; Ms Ana Pita", ""}, {"Tonga", "Dr Semi Sione", "Ms Mele Tau"}, {"Samoa", "", "Mr Tui Lui (apologies)"},
		{"Vanuatu", "–", "Mr Jean Kalo"}}
	var b document.Builder
	b.Add(document.Block{Kind: document.Heading, Level: 2}, document.Run{Text: "Participants"})
	addTable(&b, rows)
	want := []string{"attendee state Fiji FJI", "attendee person Jone Vula", "attendee person Ana Pita", "attendee state Tonga TON", "attendee person Semi Sione",
		"absentee person Mele Tau", "absentee state Samoa WSM", "absentee person Tui Lui", "absentee state Vanuatu VUT", "absentee person Jean Kalo"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestATableOfContactsTellsNotWhoCame(t *testing.T) {
	rows := [][]string{{"State", "Focal point"}, {"Fiji", "Jone Vula, Minister for Culture"}, {"Tonga", "Ms Ana Pita, Ambassador"}, {"Samoa", "Semi Sione, State Secretary"}}
	var b document.Builder
	b.Add(document.Block{Kind: document.Heading, Level: 1}, document.Run{Text: "Notes"})
	addTable(&b, rows)
	if got := parties(t, extractor(t), b.Document(document.Source{})); len(got) > 0 {
		t.Errorf("got %q", got)
	}
}

func TestATableOfStatesAndTheirPeopleMayOpenAReport(t *testing.T) {
	rows := [][]string{{"Fiji", "Jone Vula, Minister for Culture"}, {"Tonga", "Ms Ana Pita, Ambassador"}, {"Samoa", "Semi Sione, State Secretary"}}
	var b document.Builder
	b.Add(document.Block{Kind: document.Heading, Level: 1}, document.Run{Text: "Notes"})
	addTable(&b, rows)
	want := []string{"attendee state Fiji FJI", "attendee person Jone Vula", "attendee state Tonga TON", "attendee person Ana Pita", "attendee state Samoa WSM", "attendee person Semi Sione"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestATableOfDaysIsOfThoseWhoCameOnOne(t *testing.T) {
	rows := [][]string{{"Member", "Monday", "Tuesday"}, {"Fiji", "x", "x"}, {"Nauru", "absent", "absent"}, {"Tonga", "x", "absent"}}
	var b document.Builder
	addTable(&b, rows)
	want := []string{"attendee state Fiji FJI", "absentee state Nauru NRU", "attendee state Tonga TON"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestTableOfStatesBesideOrganizations(t *testing.T) {
	rows := [][]string{{"States/Administrations", "International Organizations"}, {"Fiji", "FAO"}, {"Tonga", "UNICEF"}, {"Japan", ""}}
	var b document.Builder
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "The Conference was attended by 40 delegates from the following:"})
	addTable(&b, rows)
	got := parties(t, extractor(t), b.Document(document.Source{}))
	slices.Sort(got)
	want := []string{"attendee organization FAO FAO", "attendee organization UNICEF UNICEF", "attendee state Fiji FJI", "attendee state Japan JPN", "attendee state Tonga TON"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTablesTellWhoCame(t *testing.T) {
	rows := [][]string{{"Country", "Name", "Position", "Present"}, {"Fiji", "Mr Jone Vula", "Director", "yes"}, {"Tonga", "Ana Pita", "Head of Unit", "no"}, {"Observers", "", "", ""}, {"Japan", "Ms Aki Mori", "Counsellor", "yes"}}
	var b document.Builder
	addTable(&b, rows)
	want := []string{"attendee state Fiji FJI", "attendee person Jone Vula", "absentee state Tonga TON", "absentee person Ana Pita", "observer state Japan JPN", "observer person Aki Mori"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestMembersBesideThoseOfThemWhoCame(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "The following delegates were present:"})
	for i, row := range [][]string{{"Member States", "Fiji – Jone Vula", "Samoa – Semi Sione"}, {"Associate Members", "Cook Islands – Ned Howard", "Tonga – Ana Pita"}, {"Apologies", "Nauru"}} {
		for j, text := range row {
			b.Add(document.Block{Kind: document.Cell, Table: 1, Row: i, Col: min(j, 1)}, document.Run{Text: text})
		}
	}
	want := []string{"attendee state Fiji FJI", "attendee person Jone Vula", "attendee state Samoa WSM", "attendee person Semi Sione", "attendee state Cook Islands COK", "attendee person Ned Howard",
		"attendee state Tonga TON", "attendee person Ana Pita", "absentee state Nauru NRU"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestStatesOverTitledPeopleNeedNoAnnouncement(t *testing.T) {
	rows := [][]string{{"Fiji", "Tonga"}, {"Ms Ana Vula", "Mr Jone Pita"}, {"Mr Semi Sione", "Puan Rohana Jalil"}}
	var b document.Builder
	addTable(&b, rows)
	want := []string{"attendee state Fiji FJI", "attendee person Ana Vula", "attendee person Semi Sione", "attendee state Tonga TON", "attendee person Jone Pita", "attendee person Rohana Jalil"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestAStateMayHaveAColumn(t *testing.T) {
	rows := [][]string{{"Fiji", "Tonga"}, {"Mr Jone Vula (Leader)", "Ms Ana Pita (Leader)"}, {"Col. Tevita Tui, Defence Force", "Mr Sione Moa, Reef Department"}}
	var b document.Builder
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "The meeting was attended by the following delegations:"})
	addTable(&b, rows)
	want := []string{"attendee state Fiji FJI", "attendee person Jone Vula", "attendee person Tevita Tui", "attendee state Tonga TON", "attendee person Ana Pita", "attendee person Sione Moa"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestTheFirstRowOfATableMayBeALabelledList(t *testing.T) {
	rows := [][]string{{"Members", "Fiji, Samoa, Tonga"}, {"Observers", "Japan, Kenya"}}
	var b document.Builder
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "The following delegations attended the meeting:"})
	addTable(&b, rows)
	want := []string{"observer state Japan JPN", "observer state Kenya KEN", "attendee state Fiji FJI", "attendee state Samoa WSM", "attendee state Tonga TON"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestGivenNamesAndSurnamesAreOfOnePerson(t *testing.T) {
	rows := [][]string{{"Delegation", "Last name", "First name"}, {"Fiji", "Vula", "Jone"}, {"Tonga", "Pita", "Ana"}, {"RCL", "", ""}}
	var b document.Builder
	addTable(&b, rows)
	want := []string{"attendee state Fiji FJI", "attendee person Jone Vula", "attendee state Tonga TON", "attendee person Ana Pita", "attendee organization RCL RCL"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestRowsOfBodiesAndLabels(t *testing.T) {
	rows := [][]string{{"CRC", "Community of Reef Companies"}, {"ILT", "International Lagoon Committee"}, {"Observers: Japan; Kenya"}}
	var b document.Builder
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "The following bodies attended the meeting:"})
	addTable(&b, rows)
	want := []string{"attendee organization Community of Reef Companies CRC", "attendee organization International Lagoon Committee ILT", "observer state Japan JPN", "observer state Kenya KEN"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestPeopleInATableAreOfTheStateAboveThem(t *testing.T) {
	rows := [][]string{{"Delegation", "Name", "Office"}, {"European Union", "Mr Jan Bos", "Head of Delegation"}, {"", "Ms Ana Ruiz", "Scientific Adviser, Instituto de las Mareas"}}
	var b document.Builder
	addTable(&b, rows)
	want := []string{"attendee organization European Union EU", "attendee person Jan Bos", "attendee person Ana Ruiz"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestWherePeopleWorkIsNotWhoCame(t *testing.T) {
	rows := [][]string{{"Name", "Affiliation"}, {"Jone Vula", "SevenSeas"}, {"Ana Pita", "Ministry of Transport, Tonga"}, {"Bo Lund", "Tide Charts Ltd"}, {"Aki Mori", "FAO"}}
	var b document.Builder
	addTable(&b, rows)
	want := []string{"attendee person Jone Vula", "attendee person Ana Pita", "attendee state Tonga TON", "attendee person Bo Lund", "attendee person Aki Mori", "attendee organization FAO FAO"}
	if diff := cmp.Diff(want, parties(t, extractor(t), b.Document(document.Source{}))); diff != "" {
		t.Error(diff)
	}
}

func TestAnyTextIsReadWithoutHarm(t *testing.T) {
	x := extractor(t)
	files, _ := filepath.Glob("../../testdata/reports/*.[ht][tx]*")
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for cut := 0; cut < len(data); cut += 211 { // broken anywhere, brackets and names included
			var b document.Builder
			b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: string(data[cut:min(cut+600, len(data))])})
			doc := b.Document(document.Source{})
			for _, line := range parties(t, x, doc) {
				if strings.HasSuffix(line, "person") || strings.HasSuffix(line, "state") {
					t.Fatalf("a party without a name in %q", doc.Text)
				}
			}
		}
	}
}

// FuzzFind reads lines as blocks of all kinds; whatever they are, no party is without a name or evidence.
func FuzzFind(f *testing.F) {
	f.Add("The session was attended by:\nfor Fiji,\n- Tonga; apologies\nAnnex: list of participants\nFIJI / FIDJI\nMs Ana Pita, Minister")
	f.Add("Jone Vula\nfor Fiji,\nfor Tonga\nAna Pita")
	f.Add("A and B attended, while , but Samoa was absent, who were; all except")
	x := extractor(f)
	kinds := []document.Kind{document.Paragraph, document.Heading, document.ListItem, document.Cell, document.Term, document.Definition}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 3000 {
			return
		}
		var b document.Builder
		for i, line := range strings.Split(text, "\n") {
			b.Add(document.Block{Kind: kinds[(i+len(line))%len(kinds)], Level: 1 + i%3, Table: 1, Row: i}, document.Run{Text: line})
		}
		for _, line := range parties(t, x, b.Document(document.Source{})) {
			if strings.HasSuffix(line, " person") || strings.HasSuffix(line, " state") {
				t.Errorf("a party without a name: %q", line)
			}
		}
	})
}
