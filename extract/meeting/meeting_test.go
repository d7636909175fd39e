package meeting

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/extracttest"
	"rapporteur/schemas"
)

// report makes a document of lines: "# " before a heading, "title: " before the file's own title, "meta: " before front
// matter, "- " before a list item, "term: " and "is: " before a term and what it means; anything else is a paragraph. " / " is a line break within a block.
func report(lines string) *document.Document {
	var b document.Builder
	for line := range strings.SplitSeq(strings.TrimSpace(lines), "\n") {
		block := document.Block{Kind: document.Paragraph}
		line = strings.TrimSpace(line)
		for prefix, kind := range map[string]document.Kind{"# ": document.Heading, "title: ": document.Title, "meta: ": document.Meta, "- ": document.ListItem, "term: ": document.Term, "is: ": document.Definition} {
			if rest, ok := strings.CutPrefix(line, prefix); ok {
				line, block.Kind, block.Level = rest, kind, 1
			}
		}
		b.Add(block, document.Run{Text: strings.ReplaceAll(line, " / ", "\n")})
	}
	return b.Document(document.Source{URI: "test"})
}

func extractor(t testing.TB) *extract.Extractor {
	t.Helper()
	finder, err := New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return extracttest.Extractor(t, finder)
}

// fields writes what was found of a meeting, one field a line, those that were asked for.
func fields(m *schemas.Meeting, names []string) string {
	var lines []string
	add := func(name string, value any) {
		if slices.Contains(names, name) {
			lines = append(lines, fmt.Sprintf("%s: %v", name, value))
		}
	}
	str := func(s *string) string {
		if s == nil {
			return "null"
		}
		return *s
	}
	add("title", str(m.Title))
	add("series", str(m.Series))
	if m.Ordinal != nil {
		add("ordinal", *m.Ordinal)
	} else {
		add("ordinal", "null")
	}
	add("type", str(m.Type))
	add("start", str(m.Start))
	add("end", str(m.End))
	add("city", str(m.City))
	add("country", str(m.Country))
	add("venue", str(m.Venue))
	add("mode", str(m.Mode))
	add("chairs", strings.Join(m.Chairs, "; "))
	add("hosts", strings.Join(m.Hosts, "; "))
	return strings.Join(lines, "\n")
}

func TestMeetingsAreFoundHoweverTheyAreTold(t *testing.T) {
	x := extractor(t)
	for name, test := range meetings {
		t.Run(name, func(t *testing.T) {
			var names []string
			for line := range strings.SplitSeq(strings.TrimSpace(test.want), "\n") {
				field, _, _ := strings.Cut(strings.TrimSpace(line), ":")
				names = append(names, field)
			}
			got := strings.Split(fields(&x.Extract("x", report(test.report)).Meeting, names), "\n")
			for i := range got {
				got[i] = strings.TrimSpace(got[i])
			}
			var want []string
			for line := range strings.SplitSeq(strings.TrimSpace(test.want), "\n") {
				want = append(want, strings.TrimSpace(line))
			}
			slices.Sort(got)
			slices.Sort(want)
			for i := range want {
				if want[i] != got[i] {
					t.Errorf("want %s\n got %s", want[i], got[i])
				}
			}
		})
	}
}

var meetings = map[string]struct{ report, want string }{
	"a page title made of a site's parts": {`
		title: Harbour affairs - Conferences of Ministers - 15th Conference, Lima 1986
		15th Conference of Ministers of Harbours
		The Ministers held their 15th Conference in Lima from 17 to 19 June 1986.`, `
		title: 15th Conference of Ministers of Harbours
		ordinal: 15`},
	"news, and the name in the text": {`
		title: Harbour ministers stand firm on dues - HF
		# Harbour ministers stand firm on dues
		The ministers wrapped up two days of talks yesterday.
		The 12th Annual Ministerial Meeting of the Harbour Forum, held in Lima on 14-15 June 2017, brought together ministers of five states.`, `
		title: 12th Annual Ministerial Meeting of the Harbour Forum
		ordinal: 12`},
	"a number and kind, and the whole name below": {`
		title: 42nd Session
		# Record of proceedings
		# Forty-Second Session of the Harbour Community
		The session was held in Lima on 3 May 2012.`, `
		title: Forty-Second Session of the Harbour Community
		ordinal: 42`},
	"a full name as the first item of a list, below a body's name": {`
		# Harbour Forum Secretariat
		# Press release
		- Thirty-fifth Session of the Council of Harbours
		- The Council met in Lima on 15 June 1967 for its thirty-fifth session.
		- Thirty-fourth Session of the Council of Ports`, `
		title: Thirty-fifth Session of the Council of Harbours
		ordinal: 35`},
	"a full name with its place and day, below a paper's": {`
		# Unofficial translation
		# Lima communique
		Second Meeting of the Consultation and Follow-up Machinery of the Harbour Consensus of the Southern Seas, held at Lima, Peru, 13-14 September 1984
		1. The Ministers of Peru and Chile met in Lima on 13 and 14 September 1984.`, `
		title: Second Meeting of the Consultation and Follow-up Machinery of the Harbour Consensus of the Southern Seas
		ordinal: 2`},
	"the first of a meeting's sittings": {`
		# Harbour Bank
		# Summary proceedings
		Fifteenth Annual Meeting of the Board of Governors / Suva, Fiji / May 8 and 9, 1985
		# First Session - Wednesday, May 8
		The Meeting was called to order at 10.10 a.m. by the Chairman.`, `
		title: Fifteenth Annual Meeting of the Board of Governors
		ordinal: 15`},
	"the day of a paper, beside its number": {`
		Document number: RC / 160
		Version: final
		Date: 28-Jan-2011
		13th Ordinary Meeting of the Reef Commission
		Suva, Fiji, 9-10 December 2010
		# 1. Opening
		The President welcomed all heads of delegation.`, `
		start: 2010-12-09
		end: 2010-12-10`},
	"the year of a text that was issued": {`
		# Fiji-Tonga Joint Commission Holds First Session
		Following is the text of a joint communique issued at Suva on February 27, 1975.
		The Commission met at Suva on February 26 and 27 under the joint chairmanship of both ministers.`, `
		start: 1975-02-26
		end: 1975-02-27`},
	"what ended today had opened before": {`
		# Final communique of the Seventh Meeting of the Harbour Committee
		Suva, 21st October, 1955
		The Harbour Committee today ended its seventh meeting, which had opened in Suva on 17th October. The ministers were content.`, `
		start: 1955-10-17
		end: 1955-10-21`},
	"a place of another meeting before its own": {`
		# Second Inter-Sessional Meeting on Wrecks
		1. As the Ministers had agreed at the Fourth HRF in Subang Jaya, Malaysia, on 27 July 1997, the Second Inter-Sessional Meeting on Wrecks took place in Bangkok on 18-20 February 1998.`, `
		city: Bangkok
		country: THA
		start: 1998-02-18`},
	"the office whose page it is": {`
		title: HARBOUR FORUM SECRETARIAT
		# HARBOUR FORUM SECRETARIAT
		# PART 2
		# Harbour Economic Ministers Meeting
		1. The Ministers met in Suva, Fiji, on 3 July 2002.`, `
		title: Harbour Economic Ministers Meeting
		start: 2002-07-03`},
	"a gathering": {`
		title: Personal Concluding Remarks by the Chair
		Suva, 24 January 2015
		Informal Harbour Ministerial Gathering, Suva, 24 January 2015
		# Personal Concluding Remarks by the Chair, Mr. Jone Vula
		1. Ministers gathered today in Suva.
		2. They thanked Kenya.`, `
		title: Informal Harbour Ministerial Gathering`},
	"participants are no meeting": {`
		# Customs news
		Participants in the Suva workshop agreed on the rules.
		The Sub-Regional Workshop on Rules of Origin was held in Suva, Fiji, on 3 May 2013.`, `
		title: Sub-Regional Workshop on Rules of Origin`},
	"a place and date are no title": {`
		# Minutes of the RETO Board
		Gaborone, 3 May 2005
		The Board met and agreed on its budget.`, `
		title: Minutes of the RETO Board
		start: 2005-05-03`},
	"the plain form": {`
		# Third Meeting of the Harbour Forum
		The Third Meeting of the Harbour Forum was held in Lima, Peru, on 12-14 March 2019. It was chaired by Ms Ana Souza, Minister of Ports of Brazil.`, `
		title: Third Meeting of the Harbour Forum
		series: Meeting of the Harbour Forum
		ordinal: 3
		type: conference
		start: 2019-03-12
		end: 2019-03-14
		city: Lima
		country: PER
		chairs: Ana Souza; BRA`},
	"a body whose name has a number of its own, and a title that is cut short": {`
		# RA IV Harbour Committee
		# Thirty-Sixth Session
		The thirty-sixth session of the RA IV Harbour Committee was held in Lima, Peru, on 12-14 March 2019. It was co-chaired by H.E. Jone Vula, Minister of Ports of Fiji, and H.E. Engr. Ana Pita, Minister of Reefs of Tonga.`, `
		ordinal: 36
		start: 2019-03-12
		chairs: Jone Vula; Ana Pita; FJI; TON`},
	"several who chair by their offices, and who joined them": {`
		# Third Meeting of the Harbour Forum
		The Third Meeting of the Harbour Forum was held in Lima, Peru, on 12-14 March 2019. It was co-chaired by Fijian Secretary of State Jone Vula, Tongan Secretary of Trade Ana Pita, and Samoan Trade Representative Semi Leota, joined by Commissioner Bo Reed.`, `
		ordinal: 3
		chairs: Jone Vula; Ana Pita; Semi Leota`},
	"the day on which a paper was signed is the last": {`
		# Third Session of the Harbour Forum
		The Harbour Forum held its Third Session at the Reef Hotel in Lima, Republic of Peru, from 22 October to 5 November 2013.
		Done at Lima, 5 November 2013`, `
		ordinal: 3
		start: 2013-10-22`},
	"a body, and below it of which of its meetings this is the report": {`
		# HARBOUR COMMISSION
		# REPORT OF THE FIFTH MEETING
		The Fifth Meeting of the Harbour Commission was held in Lima on 3 May 2012.`, `
		title: HARBOUR COMMISSION
		ordinal: 5`},
	"a presidency shared by those that are represented": {`
		# Third Meeting of the Harbour Forum
		The Third Meeting of the Harbour Forum was held in Lima, Peru, on 12-14 March 2019 under the RHF Co-Presidency of the European Union, represented by the Commissioner for European Coastal Policy, Ms Ana Souza.`, `
		title: Third Meeting of the Harbour Forum
		series: Meeting of the Harbour Forum
		ordinal: 3
		type: conference
		start: 2019-03-12
		end: 2019-03-14
		city: Lima
		country: PER
		chairs: Ana Souza`},
	"a town named like a state": {`
		# Harbour Council
		The 70th meeting of the Harbour Council was held in Antigua, Guatemala, on 24-27 June 2003.`, `
		title: 70th meeting of the Harbour Council
		start: 2003-06-24
		city: Antigua
		country: GTM`},
	"a session by a word for its number, of a commission": {`
		# Third Session of the Reef Commission
		Mr. Jone Vula and Ms. Ana Pita co-chaired the Third Session of the Reef Commission in Gaborone on 3 May 2012.
		The first session was chaired by Ms. Rosa Lund.`, `
		title: Third Session of the Reef Commission
		series: Session of the Reef Commission
		ordinal: 3
		type: committee
		start: 2012-05-03
		end: 2012-05-03
		city: Gaborone
		country: BWA
		chairs: Jone Vula; Ana Pita`},
	"a state's name that begins like a title": {`
		# Third Session of the Harbour Commission
		The Third Session of the Harbour Commission was held in Lima on 3 May 2012. Ms. Ana Pita, Governor of the Central Bank of Sri Lanka, chaired the Session.`, `
		title: Third Session of the Harbour Commission
		series: Session of the Harbour Commission
		ordinal: 3
		type: committee
		start: 2012-05-03
		end: 2012-05-03
		city: Lima
		country: PER
		chairs: Ana Pita`},
	"those chair who led the sides": {`
		# Third Session of the Harbour Commission
		The Third Session of the Harbour Commission was held in Lima on 3 May 2012. The Fijian delegation was led by Ms. Ana Pita, Minister of Ports, and the Peruvian delegation by Smt. Rosa Lima, Minister of Trade. The two Ministers co-chaired the Session.`, `
		title: Third Session of the Harbour Commission
		series: Session of the Harbour Commission
		ordinal: 3
		type: committee
		start: 2012-05-03
		end: 2012-05-03
		city: Lima
		country: PER
		chairs: Ana Pita; Rosa Lima`},
	"a paper's kind in letters set apart, and below it of what": {`
		# COPY NO. 17
		# R E C O R D
		of the ELEVENTH MEETING OF THE HARBOUR COUNCIL, held at the Custom House, Lima, on 2nd March, 1955.`, `
		title: ELEVENTH MEETING OF THE HARBOUR COUNCIL
		series: MEETING OF THE HARBOUR COUNCIL
		ordinal: 11
		type: council
		start: 1955-03-02
		end: 1955-03-02
		city: Lima
		country: PER`},
	"the first hour of a meeting is not what it is called": {`
		# Minutes of the Ninth Harbour Forum
		Lima, 3 May 2012
		# 1. Opening session of the Harbour Forum
		The agenda was adopted.`, `
		title: Ninth Harbour Forum
		series: Harbour Forum
		ordinal: 9
		type: conference
		start: 2012-05-03
		end: 2012-05-03
		city: Lima
		country: PER`},
	"a number on one line, and below it whose": {`
		# REPORT
		# of the
		# NINTH SESSION
		# of the
		# REEF COMMISSION FOR THE CARE OF NETS
		1. The Commission met in Lima from 8 to 9 April 1975.`, `
		title: NINTH SESSION of the REEF COMMISSION FOR THE CARE OF NETS
		ordinal: 9
		start: 1975-04-08
		end: 1975-04-09
		city: Lima
		country: PER`},
	"a name that goes on in the next line, and one that ends in a point": {`
		Reef Union Ministerial Meeting on
		Nets and the Ocean.

		The Ministers met in Lima on 8 April 1975 and spoke of nets.`, `
		title: Reef Union Ministerial Meeting on Nets and the Ocean
		start: 1975-04-08
		city: Lima
		country: PER`},
	"a release's subject": {`
		# NEWS RELEASE NO. 79/88

		SUBJECT: Second Meeting of the Reef Group for the Care of Nets

		Lima, June 8, 1979 -- The Reef Group for the Care of Nets held its second meeting here from June 4 to 8.`, `
		title: Second Meeting of the Reef Group for the Care of Nets
		ordinal: 2
		start: 1979-06-04
		end: 1979-06-08
		city: Lima
		country: PER`},
	"a protocol, and below it of what": {`
		# PROTOCOL

		of the ninth meeting of the Commission of Fiji and Tonga on the Nets and Reefs of the Two Seas and on the Use of Boats of Both Nations on Them

		Lima, 8 April 1975`, `
		title: ninth meeting of the Commission of Fiji and Tonga on the Nets and Reefs of the Two Seas and on the Use of Boats of Both Nations on Them
		ordinal: 9
		start: 1975-04-08
		city: Lima
		country: PER`},
	"the day on which two chaired, and the day of the page": {`
		# Outcome of the 20th Meeting of the Fiji-Tonga Joint Commission

		13 August 2013, 17:42

		On 9-10 August 2013, H.E. Mr. Jone Vula, Minister of Foreign Affairs of the Republic of Fiji, and H.E. Dr. Ana Pita, Minister of Foreign Affairs of the Kingdom of Tonga, co-chaired the 20th Meeting of the Fiji-Tonga Joint Commission in Lima.`, `
		title: 20th Meeting of the Fiji-Tonga Joint Commission
		ordinal: 20
		start: 2013-08-09
		end: 2013-08-10
		chairs: Jone Vula; Ana Pita; FJI; TON`},
	"a protocol that is a treaty, and a subtitle": {`
		# Third Meeting of the Forum on Reefs: from commitment to action
		The Third Meeting of the Forum on Reefs was held in Lima on 8 April 1975.`, `
		title: Third Meeting of the Forum on Reefs: from commitment to action
		ordinal: 3
		start: 1975-04-08`},
	"a line below that tells how many came": {`
		# Fourth Session
		Of the 21 members, 14 were present when the Reef Council met in Lima on 8 April 1975.`, `
		title: Fourth Session
		ordinal: 4`},
	"what is beside the meeting, with a label": {`
		# Meeting of the Parties to the Reef Treaty
		Lima, 8 April 1975
		All were glad of it and said so.
		Event: Gala dinner of the Forum Meeting hosted by the Mayor`, `
		title: Meeting of the Parties to the Reef Treaty`},
	"minutes, and below them of what; a format and its place; a date to come": {`
		# HARBOUR COUNCIL
		# MINUTES No. 33-2008
		of the thirty-third meeting of the Harbour Council in the Lima format
		Suva, 5-6 June 2008
		The thirty-third meeting in the Lima format took place in Suva on 5-6 June 2008. The Harbour Council mandates its group to report by 30 June 2009.`, `
		title: thirty-third meeting of the Harbour Council in the Lima format
		ordinal: 33
		start: 2008-06-05
		end: 2008-06-06
		city: Suva
		country: FJI`},
	"a document type before the name, a dateline behind it": {`
		# FINAL COMMUNIQUÉ OF THE XXI MEETING OF MINISTERS OF FISHERIES, NAIROBI, KENYA, 4 MAY 2015
		1. Ministers responsible for fisheries met for two days to review progress.`, `
		title: XXI MEETING OF MINISTERS OF FISHERIES
		ordinal: 21
		type: ministerial
		start: 2015-05-04
		end: 2015-05-04
		city: NAIROBI
		country: KEN`},
	"a paper's name, and the meeting's in the first sentence": {`
		title: LIMA DECLARATION
		# LIMA DECLARATION
		The Presidents of Peru and Chile, gathered in the city of Lima within the framework of the XI Summit of the Harbour Alliance, on July 1, 2016, agreed to trade.`, `
		title: XI Summit of the Harbour Alliance
		ordinal: 11
		start: 2016-07-01
		city: Lima`},
	"a headline and the way to the page": {`
		title: Home > Documents > 2007
		# Presidents adopt declaration and relaunch integration
		Tarija, June 14, 2007.- The XVII Meeting of the Harbour Council concluded today in this city with the adoption of a declaration.
		# Drugs and the environment
		They spoke at length about drugs.`, `
		title: XVII Meeting of the Harbour Council
		ordinal: 17
		start: 2007-06-14
		city: Tarija
		country: BOL`},
	"a town that only the table of towns has": {`
		# Harbour Conference
		5 February 2014, Tønder
		The ministers of Denmark and Germany agreed to keep the dykes.`, `
		start: 2014-02-05
		city: Tønder
		country: DNK`},
	"a hotel whose name begins as a town's": {`
		# Harbour Conference
		The conference took place at Speke Resort Munyonyo, Kampala, from 25 to 29 March 2019.`, `
		city: Kampala
		country: UGA`},
	"the chair by a clause, by name and by election": {`
		# Harbour Conference
		The conference was held in Lima, Peru, on 3 May 2019. It was attended by the Premier of Fiji, Ms Ana Souza, who presided over it.`, `
		chairs: Ana Souza`},
	"an elected chair where nobody else is said to have chaired": {`
		# Harbour Conference
		The conference was held in Lima, Peru, on 3 May 2019.
		On the nomination of Spain, Mr Jone Vula was elected Chair.`, `
		chairs: Jone Vula`},
	"where they met before": {`
		# Harbour Conference
		The Minister hosted her colleagues in Darwin, Australia for the fourth Harbour Conference on 17 November 2024. They spoke of what had happened since they last met in Singapore in June.`, `
		start: 2024-11-17
		city: Darwin
		country: AUS`},
	"the date in the text goes before the header's": {`
		# Fourth River Conference
		Location: Vienna, Austria
		Date: 29 March 2011
		The Fourth River Conference took place in Vienna, Austria on 29-30 March 2011.`, `
		start: 2011-03-29
		end: 2011-03-30
		city: Vienna
		country: AUT`},
	"of places of one name, the one in the country spoken of": {`
		# Silt Talks of Fiji and Seychelles
		The President of Seychelles received the Prime Minister of Fiji. The talks were held in Victoria on 4 May 2015.`, `
		city: Victoria
		country: SYC`},
	"a dateline that is a sentence of its own": {`
		# Summary of the Silt Dialogue
		Bishkek, Kyrgyzstan – 12 October 2019. Ministers of Fiji and Tonga gathered here and spoke of silt.`, `
		start: 2019-10-12
		end: 2019-10-12
		city: Bishkek
		country: KGZ`},
	"a place that no list has behind the date": {`
		# COMMUNIQUÉ OF THE TENTH MEETING OF THE CONFERENCE OF HARBOURS, 10-11 MARCH 2014, BUTTERCUP BAY, FIJI
		Ministers spoke of silt.`, `
		title: TENTH MEETING OF THE CONFERENCE OF HARBOURS
		start: 2014-03-10
		end: 2014-03-11`},
	"a note of a meeting": {`
		# Note of the 7th Meeting of the Harbour Coordinators:
		Ministers spoke of silt.`, `
		title: 7th Meeting of the Harbour Coordinators
		ordinal: 7`},
	"those who came at an invitation are no hosts": {`
		# Fifth Consultation on Wells
		At the invitation of the Kingdom of Tonga, representatives from Fiji, Samoa and FAO met in Suva.`, `
		hosts: TON`},
	"labels alone": {`
		# Workshop on Silt
		Date
		5 - 6 June 2003
		Venue
		Bangkok, Thailand
		Participants spoke of silt.`, `
		start: 2003-06-05
		end: 2003-06-06
		city: Bangkok
		country: THA
		type: workshop`},
	"next, earlier and adopted things are others": {`
		# Ninth Session of the Delta Commission
		The Commission recalled the Eighth Session held in Rome on 3 May 2011 and the Delta Convention signed in Oslo on 2 June 1999.
		The Ninth Session of the Delta Commission was convened in Hanoi on 7 May 2012.
		The next session will be held in Manila on 9 May 2013.`, `
		ordinal: 9
		start: 2012-05-07
		end: 2012-05-07
		city: Hanoi
		country: VNM`},
	"today, by the page's own date": {`
		meta: date: 2020-09-24
		title: Informal Meeting of the Council of Ports - Ports
		# Informal Meeting of the Council of Ports
		The Informal Meeting of the Council of Ports was held virtually today.`, `
		title: Informal Meeting of the Council of Ports
		start: 2020-09-24
		end: 2020-09-24
		city: null
		country: null
		mode: virtual`},
	"a weekday, by an agency's line": {`
		# Three-Port Committee
		Ministers opened the first Three-Port Committee in Jakarta Monday evening.
		(Harbour News Agency June 22, 2004)`, `
		start: 2004-06-21
		end: 2004-06-21
		city: Jakarta
		country: IDN
		ordinal: 1`},
	"where and when in brackets": {`
		# 12th Meeting of the Lake Trust (Nairobi, Kenya, 2-6 October 2017)
		The meeting was opened by Mr Jone Vula.`, `
		city: Nairobi
		country: KEN
		start: 2017-10-02`},
	"a release's dateline with two hyphens": {`
		# Lake Trust
		WASHINGTON, D.C., June 8, 1979 -- The Lake Trust held its second meeting here from June 4 to 8. It spoke of nets.`, `
		start: 1979-06-04
		end: 1979-06-08`},
	"a continuation of the first": {`
		# Lakes Summit
		We, the leaders of Fiji and Tonga, met in Nadi on 3 May 2016, in continuation of our first Summit which took place in Apia on 8 November 2014.`, `
		start: 2016-05-03
		ordinal: null`},
	"no year anywhere": {`
		# 25th Dialogue of Lakes
		The 25th Dialogue of Lakes was hosted by Malawi on 17 September.`, `
		ordinal: 25
		start: null
		end: null
		city: null
		country: null
		hosts: MWI`},
	"a body, and its minutes below": {`
		Committee of Bank Governors of the Lakes

		Minutes of the 23rd Meeting, Kigali, 19 May 2017

		# Minutes of the previous meeting
		The minutes of the 22nd Meeting were confirmed.`, `
		title: Committee of Bank Governors of the Lakes
		ordinal: 23
		city: Kigali
		start: 2017-05-19`},
	"a report within another's papers": {`
		LAKES TREATY ORGANIZATION

		Thirtieth Assembly
		Geneva, Switzerland
		5 May 2017

		REPORT OF THE FOURTH SESSION OF THE PANEL ON SHORES
		Kigali, Rwanda

		The Panel on Shores held its Fourth Session in Kigali, Rwanda, on 19 May 2017.`, `
		title: FOURTH SESSION OF THE PANEL ON SHORES
		ordinal: 4
		city: Kigali
		start: 2017-05-19`},
	"a name that is spelled out below its short form": {`
		# 46th DLP Conference

		46th Conference of Directors of Lake Parks
		Suva, Fiji, 12 May 2009

		The 46th Conference of Directors of Lake Parks was held in Suva, Fiji, on 12 May 2009.`, `
		title: 46th Conference of Directors of Lake Parks
		ordinal: 46`},
	"a headline about a meeting": {`
		# 4th Lakes Conference closes with call for clean shores
		The 4th Lakes Conference was held in London on 19 May 2017. Canada, Fiji, Samoa and Tonga were represented.`, `
		title: 4th Lakes Conference
		city: London
		country: GBR`},
	"the only year that a text names": {`
		# 25th Dialogue of Lakes
		The 25th Dialogue of Lakes was hosted by Malawi on 17 September. It adopted the Plan of Work 2016 and the levy for 2016.`, `
		start: 2016-09-17
		end: 2016-09-17`},
	"the year of something past": {`
		# 25th Dialogue of Lakes
		The 25th Dialogue of Lakes was hosted by Malawi, a member since 1996, on 17 September.`, `
		start: null`},
	"the year from the header": {`
		# First Lake Conference
		Date: 26 - 28 February 2002
		The first Lake Conference took place in Kampala, Uganda, over 26-28 February.`, `
		start: 2002-02-26
		end: 2002-02-28`},
	"a virtual meeting has no place": {`
		# 12th Meeting of the Board
		Geneva, 4 May 2021
		The 12th Meeting of the Board was held by videoconference on 4 May 2021.`, `
		mode: virtual
		city: null
		country: null
		start: 2021-05-04`},
	"hybrid": {`
		# 5th Ministerial Meeting
		The 5th Ministerial Meeting was held on 2 June 2020 in Accra in hybrid form, under the chairmanship of Ghana.`, `
		mode: hybrid
		city: Accra
		country: GHA
		chairs: GHA`},
	"a range over two months": {`
		# Annual Meeting of the Reef Board
		The Annual Meeting of the Reef Board took place from 30 January to 2 February 2018 in Suva, Fiji.`, `
		start: 2018-01-30
		end: 2018-02-02
		city: Suva
		country: FJI`},
	"a king's government, and a theme": {`
		# 25th Dialogue of Lakes
		The 25th Dialogue of Lakes was held in Suva on 17 September 2019. It was hosted by His Majesty's Government of Fiji, under the theme "Peace: Shared Vision".`, `
		hosts: FJI`},
	"a paper's name behind the meeting's": {`
		# 17th Harbour Ministerial Meeting: Co-Chairmen's Statement
		The ministers met in Suva, Fiji, on 9 May 2017.`, `
		title: 17th Harbour Ministerial Meeting`},
	"an occasion before the meeting's name": {`
		# Joint Statement on the occasion of the Third Harbour Ministerial Meeting
		The ministers met in Suva, Fiji, on 9 May 2017.`, `
		title: Third Harbour Ministerial Meeting`},
	"a meeting that a programme's council held, and its host": {`
		# Eleventh Meeting of the Governing Council of the Reef Programme
		The Eleventh Meeting of the Governing Council of the Reef Programme (RP) was hosted by the Government of Fiji in Suva on 26 May 2008.`, `
		hosts: FJI`},
	"an invitation to another meeting": {`
		# Tenth Meeting of the Reef Board
		The Board met in Suva, Fiji, on 26 May 2008. The ministers agreed to meet again in Apia in 2009 at the invitation of the Government of Samoa.`, `
		hosts:`},
	"a city that hosts": {`
		# 14th session of the Board
		On 9 May 2017, Windhoek hosted the 14th session of the Board.`, `
		city: Windhoek
		country: NAM
		start: 2017-05-09
		ordinal: 14`},
	"a city that no list has": {`
		# Second Hill Dialogue
		The Second Hill Dialogue was held in Quorbury, Ghana, on 3 and 4 May 2009.`, `
		city: Quorbury
		country: GHA
		start: 2009-05-03
		end: 2009-05-04`},
	"two calendars": {`
		# Council of Wells held its 48th session
		The Council of Wells held its 48th session on Wednesday, 15th of Rajab 1430H (July 8, 2009), headed by His Excellency Mr Salim bin Rashid, Minister of Wells of the Sultanate of Oman.`, `
		ordinal: 48
		start: 2009-07-08
		end: 2009-07-08
		chairs: Salim bin Rashid; OMN`},
	"an invitation": {`
		# Special Meeting of the Whale Group
		The Special Meeting was convened by kind invitation of the Government of Chile at the Ministry of Ports, Valparaíso on 5 and 6 March 1984. The proceedings were conducted by the Chairman, Mr T. Holm (Norway).`, `
		hosts: CHL
		chairs: T. Holm; NOR
		city: Valparaíso
		venue: the Ministry of Ports
		start: 1984-03-05
		end: 1984-03-06`},
	"co-chairs and co-hosts that are states": {`
		# Workshop on Ferries
		The Government of Malta and the International Maritime Organization co-hosted a workshop on ferries in Valletta from 4-5 April 2011. Fiji and Ghana co-chaired the workshop.`, `
		hosts: MLT; IMO
		chairs: FJI; GHA
		start: 2011-04-04`},
	"chairs of tables are not chairs of the meeting": {`
		# Meeting of the Dune Group
		The Dune Group met in Ankara on 10 December 2012. Its two round tables were chaired by Malta and Ghana.`, `
		chairs:
		city: Ankara`},
	"thanks to hosts and a dinner name no host": {`
		# Meeting of the Dune Group
		The Dune Group met in Ankara on 10 December 2012. Delegates enjoyed a dinner hosted by Hungary.`, `
		hosts:`},
	"attendance gives no country": {`
		# Seminar on Locks
		The seminar on locks was held on 3 May 2001. It was attended by Ghana, Togo and Benin.`, `
		country: null
		city: null`},
	"site name and agency behind the title": {`
		title: 19th Ministerial Meeting of the Bay Initiative | Bay Initiative
		# Home
		The 19th Ministerial Meeting was held in Dhaka on 9 March 2023.`, `
		title: 19th Ministerial Meeting of the Bay Initiative
		series: Ministerial Meeting of the Bay Initiative`},
	"the name in the first sentence": {`
		# Press Release
		The inaugural Meeting of the Straits Council was held in Manila on 5 July 1990.`, `
		title: inaugural Meeting of the Straits Council
		ordinal: 1`},
	"ordinals in words": {`
		# Thirty-sixth Consultative Meeting on Ice
		Representatives met in Vienna from 3 to 11 June 1996.`, `
		ordinal: 36
		start: 1996-06-03
		end: 1996-06-11
		country: AUT`},
	"the number of another meeting": {`
		# Officials' Meeting on Kelp
		The Officials' Meeting on Kelp was held in Lima on 6 August 2018. It looked ahead to the Ninth Conference of Ministers on 7 August 2018.`, `
		ordinal: null
		start: 2018-08-06
		end: 2018-08-06`},
	"minutes with labels on one line": {`
		# MINUTES OF THE 3RD MEETING OF THE STEERING COMMITTEE
		Date: Tuesday 14 May 2013, 10:00-13:00
		Venue: Conference Room 2, Ministry of Health, Port Vila
		Chair: Dr Len Tari (Vanuatu)
		1. The minutes of 12 February 2013 were adopted.`, `
		title: 3RD MEETING OF THE STEERING COMMITTEE
		ordinal: 3
		type: committee
		start: 2013-05-14
		city: Port Vila
		country: VUT
		chairs: Len Tari; VUT`},
	"what is spoken of is no place": {`
		# Communiqué of the 845th meeting of the Council on the situation in Sudan
		The Council held its 845th meeting on 30 April 2019 on the situation in Sudan.`, `
		country: null
		city: null
		start: 2019-04-30`},
	"at another meeting's side": {`
		# Joint Statement
		On the margins of the 74th session of the Assembly, the Ministers of Greece, Cyprus and Egypt met on 25 September 2019 in Athens.`, `
		ordinal: null
		city: Athens
		start: 2019-09-25`},
	"a building in a city": {`
		# 35th Summit of the Two Shores
		Ministers met at Lancaster House in London on 2 November 2010 for the 35th summit.`, `
		city: London
		venue: Lancaster House
		ordinal: 35`},
	"a city in a person's name": {`
		# Meeting of Ministers for Kelp
		Ministers met on 7-8 November 2014 in Suva, Fiji. The meeting was co-chaired by H.E. Mr. Wang Lin, Minister of Kelp and H.E. Mr. Gao Lin, Minister of Commerce of China.`, `
		chairs: Wang Lin; Gao Lin; CHN
		start: 2014-11-07
		end: 2014-11-08`},
	"yesterday, by a line that says when the page came out": {`
		# Ministers agree on a plan
		Published: 14 June 2019
		Ministers from eight countries agreed a plan yesterday at the 9th Fisheries Dialogue in Victoria, Seychelles.`, `
		start: 2019-06-13
		ordinal: 9
		city: Victoria
		country: SYC`},
	"a paper written after the meeting, with a date of its own": {`
		# PC-RO
		P: Apia, 22 May 2014 PC-RO (2014) 05
		## Committee on Ropes (PC-RO)
		P: 66th meeting, Apia, 13 - 15 May 2014, Harbour building
		P: The Committee agreed to mend ropes.`, `
		start: 2014-05-13
		end: 2014-05-15`},
	"today, by the dateline of a page of another day": {`
		# 20th Council of Ports concludes in Lima
		Published: 28 July 2012
		Lima, 27 July 2012 – The 20th Session of the Council of Ports was held today in Lima, Peru.`, `
		start: 2012-07-27
		end: 2012-07-27
		ordinal: 20
		city: Lima`},
	"lines of one block": {`
		# Harmonization Group
		5th Annual Meeting / Pilots' House, Lima, Peru / 10-12 October 2007`, `
		ordinal: 5
		start: 2007-10-10
		end: 2007-10-12
		city: Lima`},
	"papers of two meetings in one file: the day that most of them bear": {`
		Lima, 8 September 2004 PAPER (04) 54
		# Agreements establishing the Reef Union
		TEXT OF THE REEF ACT
		[Done at Suva on 8 December 2001]
		TEXT OF THE ALMA ATA DECLARATION
		[Done at Alma Ata on 21 December 2001]
		TEXT OF THE PROTOCOL
		[Done at Alma Ata on 21 December 2001]`, `
		start: 2001-12-21
		end: 2001-12-21
		city: Alma Ata
		country: KAZ`},
	"terms over when, where and who, each on a line of its own": {`
		# 9th Meeting of the Steering Committee of the Reef Partnership
		term: Date
		is: 5 June 2014, 9.30 – 15.45
		term: Venue
		is: Ministry of Transport, Suva, Fiji
		term: Co-chairs
		is: Dr. Ana Pita (RLF) / Mr. Jone Vula (Tonga)
		term: Hosted by
		is: Directorate for Reefs, Nets and Quality (DRNQ) / Harbour Office of the Lagoon
		The minutes of SC8, held in Nairobi on 5 December 2013, were approved by all of those who had come to it.`, `
		start: 2014-06-05
		end: 2014-06-05
		city: Suva
		country: FJI
		chairs: Ana Pita; Jone Vula; TON
		hosts: Directorate for Reefs, Nets and Quality; Harbour Office of the Lagoon`},
	"lines below a chair's name and a host's": {`
		# 9th Meeting of the Steering Committee of the Reef Partnership
		term: Date
		is: 5 June 2014
		term: Chair
		is: Ms Ana Pita / Ministry of Nets / Reef Street 5 / Tonga
		term: Hosted by
		is: Directorate for Reefs, Nets and Quality / Coral Hotel / Contact: Jone Vula / Fiji`, `
		chairs: Ana Pita
		hosts: Directorate for Reefs, Nets and Quality`},
	"a workshop that is the meeting, and none that is": {`
		# Pacific officers talk of tuna
		The workshop was held in Suva, Fiji, from 3 to 5 May 2012 and was attended by experts from all isles.
		It reviewed the exercise held in Lima in June 2011.`, `
		start: 2012-05-03
		city: Suva`},
	"a workshop that is spoken of": {`
		# Report of the Fifth Meeting of the Reef Partnership
		Oslo, 30 October 2014
		The task force reviewed the workshop held in London in June, and spoke of nets at some length.`, `
		start: 2014-10-30
		city: Oslo`},
	"who chaired at another meeting": {`
		# Report of the Fifth Meeting of the Reef Partnership
		The Fifth Meeting of the Reef Partnership was held in Suva, Fiji, on 5 June 2014.
		The Chair of SC-4 was Mr. Bo Reed.
		At the first Working Group the chair was taken by Mr. Len Tari. The exhibition was opened by Ana Souza, Chair of the Commission.
		The chair was taken by Ms Ana Pita.`, `
		chairs: Ana Pita`},
	"done at the end": {`
		# Agreed Minutes of the Border Consultation
		The two sides spoke of the border.
		They noted progress.
		Done at Maputo, Mozambique, on the 3rd day of May 1987.`, `
		start: 1987-05-03
		city: Maputo
		country: MOZ`},
}

func TestEveryValueOfAMeetingHasEvidence(t *testing.T) {
	x := extractor(t)
	for name, test := range meetings {
		doc := report(test.report)
		m := x.Extract("x", doc).Meeting
		text := []rune(doc.Text)
		found := map[string]bool{"title": m.Title != nil, "series": m.Series != nil, "ordinal": m.Ordinal != nil, "type": m.Type != nil, "start": m.Start != nil,
			"end": m.End != nil, "city": m.City != nil, "country": m.Country != nil, "venue": m.Venue != nil, "mode": m.Mode != nil, "chairs": len(m.Chairs) > 0, "hosts": len(m.Hosts) > 0}
		for field, is := range found {
			if is != (len(m.Evidence[field]) > 0) {
				t.Errorf("%s: %s: found is %v, evidence %v", name, field, is, m.Evidence[field])
			}
			for _, e := range m.Evidence[field] {
				if e.Rule == "" || string(text[e.Start:e.End]) != e.Quote {
					t.Errorf("%s: %s: evidence %+v does not re-read", name, field, e)
				}
			}
		}
	}
}

func TestConflictingDatesAreWarnedOf(t *testing.T) {
	rec := extractor(t).Extract("x", report(meetings["the date in the text goes before the header's"].report))
	if len(rec.Warnings) != 1 || rec.Warnings[0].Code != "conflicting-dates" || len(rec.Warnings[0].Evidence) != 2 {
		t.Errorf("%+v", rec.Warnings)
	}
	rec = extractor(t).Extract("x", report(meetings["the plain form"].report))
	if len(rec.Warnings) != 0 {
		t.Errorf("a report that does not contradict itself is warned of: %+v", rec.Warnings)
	}
}

func BenchmarkFind(b *testing.B) {
	x := extractor(b)
	var lines strings.Builder
	lines.WriteString(meetings["the plain form"].report)
	for range 300 {
		lines.WriteString("\nThe Meeting noted that the harbours of Ghana were dredged in 2011 and agreed to report by 3 May 2013.")
	}
	doc := report(lines.String())
	r, _ := x.Findings(doc)
	finder, err := New(nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(doc.Text)))
	for b.Loop() {
		finder.Find(r, &extract.Findings{})
	}
}
