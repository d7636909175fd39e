package gazetteer

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// show writes a mention as "text=kind:CODE kind:CODE", with the form where it is a demonym, an acronym or former.
func show(text string, m Mention) string {
	var out strings.Builder
	out.WriteString(text[m.Span.Start:m.Span.End] + "=")
	for i, c := range m.Candidates {
		if i > 0 {
			out.WriteByte(' ')
		}
		e := c.Entry
		switch e.Kind {
		case State:
			out.WriteString(e.Code)
			if e.Code == "" {
				out.WriteString("former " + e.Name)
			}
		case Place:
			out.WriteString("place")
			if e.Country != "" {
				out.WriteString(":" + e.Country)
			}
		case Organization:
			out.WriteString("org:" + e.Code)
			if e.Code == "" {
				out.WriteString(e.Name)
			}
		case Group:
			out.WriteString("group:" + e.Name)
		}
		switch c.Form {
		case Demonym:
			out.WriteString("~")
		case Former:
			out.WriteString("@" + e.Since + "-" + e.Until)
		}
	}
	return out.String()
}

func found(t *testing.T, g *Gazetteer, text string) []string {
	t.Helper()
	var all []string
	for _, m := range g.Find(text) {
		all = append(all, show(text, m))
	}
	return all
}

func mustDefault(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestNamesAreToldApart(t *testing.T) {
	g := mustDefault(t)
	for _, c := range []struct {
		text string
		want []string
	}{
		// States whose names hold one another.
		{"Niger and Nigeria", []string{"Niger=NER", "Nigeria=NGA"}},
		{"Guinea, Guinea-Bissau, Equatorial Guinea, Papua New Guinea", []string{"Guinea=GIN", "Guinea-Bissau=GNB", "Equatorial Guinea=GNQ", "Papua New Guinea=PNG"}},
		{"Republic of Korea; Democratic People's Republic of Korea; Democratic Republic of Korea", []string{"Republic of Korea=KOR", "Democratic People's Republic of Korea=PRK", "Democratic Republic of Korea=PRK"}},
		{"Korea, Republic of", []string{"Korea, Republic of=KOR"}},
		{"Korea, Republic of Moldova", []string{"Korea=KOR PRK", "Republic of Moldova=MDA"}},
		{"Republic of the Congo and Democratic Republic of the Congo", []string{"Republic of the Congo=COG", "Democratic Republic of the Congo=COD"}},
		{"Congo, Democratic Republic of the", []string{"Congo, Democratic Republic of the=COD"}},
		{"Comoros, Congo, Democratic Republic of the Congo, Côte d’Ivoire", []string{"Comoros=COM", "Congo=COG COD", "Democratic Republic of the Congo=COD", "Côte d’Ivoire=CIV"}},
		{"Sudan, South Sudan", []string{"Sudan=SDN", "South Sudan=SSD"}},
		{"Samoa and American Samoa", []string{"Samoa=WSM", "American Samoa=ASM"}},
		{"Dominica, Dominican Republic", []string{"Dominica=DMA", "Dominican Republic=DOM"}},
		{"Ireland and Northern Ireland", []string{"Ireland=IRL", "Northern Ireland=place:GBR"}},
		{"the United Kingdom of Great Britain and Northern Ireland", []string{"United Kingdom of Great Britain and Northern Ireland=GBR"}},
		{"Virgin Islands, British Virgin Islands, US Virgin Islands, Virgin Islands (U.S.)", []string{"Virgin Islands=VIR VGB", "British Virgin Islands=VGB", "US Virgin Islands=VIR", "Virgin Islands (U.S.)=VIR"}},
		{"Micronesia (Federated States of) and Micronesia", []string{"Micronesia (Federated States of)=FSM", "Micronesia=FSM group:Micronesia Region"}},
		{"Bahamas, The Gambia", []string{"Bahamas=BHS", "Gambia=GMB"}},
		{"Saint Vincent & the Grenadines, Antigua & Barbuda, Trinidad and Tobago, Bosnia and Herzegovina", []string{"Saint Vincent & the Grenadines=VCT", "Antigua & Barbuda=ATG", "Trinidad and Tobago=TTO", "Bosnia and Herzegovina=BIH"}},
		{"St. Kitts and Nevis, St Lucia and Saint Helena", []string{"St. Kitts and Nevis=KNA", "St Lucia=LCA", "Saint Helena=SHN"}},
		{"Iran (Islamic Republic of), Bolivia, Plurinational State of", []string{"Iran (Islamic Republic of)=IRN", "Bolivia, Plurinational State of=BOL"}},
		{"São Tomé and Príncipe; Sao Tome & Principe", []string{"São Tomé and Príncipe=STP", "Sao Tome & Principe=STP"}},
		{"Hong Kong, China and Macao, China", []string{"Hong Kong, China=HKG", "Macao, China=MAC"}},
		{"Taiwan, Province of China; Chinese Taipei", []string{"Taiwan, Province of China=TWN", "Chinese Taipei=TWN"}},
		{"People’s Republic of China", []string{"People’s Republic of China=CHN"}},
		{"Lao PDR, Lao P.D.R., Lao People’s Democratic Republic", []string{"Lao PDR=LAO", "Lao P.D.R.=LAO", "Lao People’s Democratic Republic=LAO"}},
		// Spelling, spaces, case.
		{"Cote d'Ivoire, CÔTE D’IVOIRE, Türkiye, Turkey", []string{"Cote d'Ivoire=CIV", "CÔTE D’IVOIRE=CIV", "Türkiye=TUR", "Turkey=TUR"}},
		{"UNITED REPUBLIC OF\nTANZANIA", []string{"UNITED REPUBLIC OF\nTANZANIA=TZA"}},
		{"Timor  Leste, Viet\nNam, Guinea-\nBissau", []string{"Timor  Leste=TLS", "Viet\nNam=VNM", "Guinea-\nBissau=GNB"}},
		{"turkey, china, polish, jordan and us", nil},
		{"Fiji’s minister and Tonga's", []string{"Fiji=FJI", "Tonga=TON"}},
		{"Nigeriaa, xFiji, Fiji2", nil},
		{"Co\u0302te d'Ivoire", []string{"Co\u0302te d'Ivoire=CIV"}},
		{"Phillipines, Kyrgystan, Khazakstan, Afganistan, Marshal Islands", []string{"Phillipines=PHL", "Kyrgystan=KGZ", "Khazakstan=KAZ", "Afganistan=AFG", "Marshal Islands=MHL"}},
		// Acronyms.
		{"WHO is the one who came", []string{"WHO=org:WHO"}},
		{"WHO SHOULD ATTEND", nil},
		{"the U.N., the U.S.A., the U.K. and the E.U.", []string{"U.N.=org:UN", "U.S.A.=USA", "U.K.=GBR", "E.U.=org:EU"}},
		{"US and UK joined us; IT IS HERE", []string{"US=USA", "UK=GBR"}},
		{"FSM, PNG, DRC, DPRK, ROK, UAE, KSA, PRC, RSA, BiH, NZ", []string{"FSM=FSM", "PNG=PNG", "DRC=COD", "DPRK=PRK", "ROK=KOR", "UAE=ARE", "KSA=SAU", "PRC=CHN", "RSA=ZAF", "BiH=BIH", "NZ=NZL"}},
		{"ILO, OSH and GAO", []string{"ILO=org:ILO"}},
		{"OECD/OCDE", []string{"OECD=org:OECD", "OCDE=org:OECD"}},
		// Former names, and states that are no more.
		{"Burma, Swaziland and Zaire", []string{"Burma=MMR@1948-1989", "Swaziland=SWZ@1968-2018", "Zaire=COD@1971-1997"}},
		{"the USSR, Yugoslavia, Czechoslovakia and East Germany", []string{"USSR=former Soviet Union", "Yugoslavia=former Yugoslavia", "Czechoslovakia=former Czechoslovakia", "East Germany=former East Germany"}},
		{"German Federal Republic and the Federal Republic of Germany", []string{"German Federal Republic=DEU", "Federal Republic of Germany=DEU"}},
		// A state is not seen inside another name.
		{"Indian Ocean, South China Sea, Gulf of Guinea, Sea of Japan, Jordan River", []string{"Indian Ocean=place", "South China Sea=place", "Gulf of Guinea=place", "Sea of Japan=place", "Jordan River=place"}},
		{"Latin America, South America, Latin American, Central African Republic", []string{"Latin America=group:Latin America", "South America=group:South America", "Latin American=group:Latin America~", "Central African Republic=CAF"}},
		{"New Mexico, New Jersey, Mexico City", []string{"New Mexico=place:USA", "New Jersey=place:USA", "Mexico City=place:MEX"}},
		{"New Delhi Declaration, Bali Action Plan, Kyoto Protocol, Singapore Convention, SAMOA Pathway", nil},
		{"Bank of England, University of Cambridge, the Bank of Thailand", nil},
		{"guinea pig, Brazil nuts, Guinea worm", nil},
		{"in English, French and Spanish; the Chinese language; Portuguese-speaking", nil},
		{"Mr Jordan and Dr. Chad", nil},
		{"Thai, Chinese, Bhutanese, Dutch, British, Burmese and Kyrgyz delegates", []string{"Thai=THA~", "Chinese=CHN~", "Bhutanese=BTN~", "Dutch=NLD~", "British=GBR~", "Burmese=MMR~", "Kyrgyz=KGZ~"}},
		{"the Lao delegation", []string{"Lao=LAO~"}},
		// City and state, or cities of one name.
		{"in Singapore, Djibouti, Luxembourg and Monaco", []string{"Singapore=SGP place:SGP", "Djibouti=DJI place:DJI", "Luxembourg=LUX place:LUX", "Monaco=MCO place:MCO"}},
		{"Washington, D.C.", []string{"Washington, D.C.=place:USA"}},
		{"in Hyderabad", []string{"Hyderabad=place:IND place:PAK"}},
		{"in Hyderabad, Pakistan", []string{"Hyderabad=place:PAK place:IND", "Pakistan=PAK"}},
		{"in Tripoli, Lebanon", []string{"Tripoli=place:LBN place:LBY", "Lebanon=LBN"}},
		{"in Cambridge, Massachusetts", []string{"Cambridge=place:USA place:GBR", "Massachusetts=place:USA"}},
		{"in Atlanta, Georgia", []string{"Atlanta=place:USA", "Georgia=place:USA GEO"}},
		{"Germany, Georgia, United States", []string{"Germany=DEU", "Georgia=GEO place:USA", "United States=USA"}},
		{"Victoria, Seychelles, 3 May 2010", []string{"Victoria=place:SYC place:CAN place:AUS", "Seychelles=SYC"}},
		{"Reading of the report by David Hamilton", nil},
		{"Hamilton, 3-5 May 2009", []string{"Hamilton=place:CAN place:NZL place:BMU"}},
		{"Malé, Maldives; male participants", []string{"Malé=place:MDV", "Maldives=MDV"}},
		{"Nuku’alofa, Nukualofa, NUKU'ALOFA", []string{"Nuku’alofa=place:TON", "Nukualofa=place:TON", "NUKU'ALOFA=place:TON"}},
		{"in The Hague and in the Hague", []string{"The Hague=place:NLD", "the Hague=place:NLD"}},
		{"Germán Umaña, Adama Barrow, Michael Jordan, C. Hamilton and Jordan Smithson came with NARA", nil},
		{"Prime Minister of India Ram Gupta and President of Georgia Ana Beridze", []string{"India=IND", "Georgia=GEO place:USA"}},
		{"SUVA, FIJI", []string{"SUVA=place:FJI", "FIJI=FJI"}},
		{"Reunion, reunion of the REUNION PARTY, La Réunion", []string{"Reunion=REU", "La Réunion=REU"}},
		{"Georgia, Jordan and Chad agreed", []string{"Georgia=GEO place:USA", "Jordan=JOR", "Chad=TCD"}},
	} {
		if diff := cmp.Diff(c.want, found(t, g, c.text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}
