package outline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/extract/document"
)

func TestSplitTellsMarkersFromWords(t *testing.T) {
	for line, want := range map[string]string{
		"First. To thank":      "First. sure|To thank",
		"First to thank":       "",
		"-- Welcomed nets":     "-- sure|Welcomed nets",
		"--nets":               "",
		"1. The council":       "1. sure|The council",
		"1.The council":        "1. sure|The council",
		"12) nets":             "12) sure|nets",
		"1º) To approve":       "1º) sure|To approve",
		"2° To thank":          "2° sure|To thank",
		"3.- Approved it":      "3.- sure|Approved it",
		"1- To condemn it":     "1- sure|To condemn it",
		"5- 7 May":             "",
		"x- Ray":               "",
		"SECOND.- Both sides":  "SECOND.- sure|Both sides",
		"Second.- Both sides":  "Second.- sure|Both sides",
		"§ mobilise leaders":   "§ sure|mobilise leaders",
		"§ 5 of the Act":       "",
		"(3) nets":             "(3) sure|nets",
		"[4] Formerly":         "[4] sure|Formerly",
		"3.2 The council":      "3.2 sure|The council",
		"3.2. The council":     "3.2. sure|The council",
		"3 The council":        "3|The council",
		"• nets":               "• sure|nets",
		"•nets":                "• sure|nets",
		"– nets":               "– sure|nets",
		"\uF0B7 nets":          "• sure|nets",
		"o nets":               "o|nets",
		"(a) nets":             "(a) sure|nets",
		"a) nets":              "a) sure|nets",
		"a. nets":              "a.|nets",
		"A. Nets":              "A.|Nets",
		"(iv) nets":            "(iv) sure|nets",
		"iv. Nets":             "iv. sure|Nets",
		"II. Nets":             "II. sure|Nets",
		"II.Nets":              "",
		"–nets":                "",
		"-5 degrees":           "",
		"2.5 million":          "",
		"14 May 2019":          "",
		"14. May 2019":         "",
		"20.X.2016":            "",
		"2019. The year":       "",
		"A council":            "",
		"Mr. Marr":             "",
		"mix. nets":            "",
		"civil. servants":      "",
		"1.":                   "",
		"1. –":                 "",
		"• ":                   "",
		"":                     "",
		"U.S. delegates":       "",
		"Second: Trade":        "Second: sure|Trade",
		"Firstly – Trade":      "Firstly – sure|Trade",
		"Second: the boats":    "",
		"Chair: Ana Pita":      "",
		"17 member states met": "",
		"0. Nought":            "",
		"(see above) and":      "",
		"(UNHCR) said":         "",
	} {
		m, rest, ok := Split(line)
		got := ""
		if ok {
			got = m.Text
			if m.Sure {
				got += " sure"
			}
			got += "|" + rest
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", line, got, want)
		}
	}
}

func TestRomanNumbersReadBack(t *testing.T) {
	for n := 1; n < 90; n++ {
		if got := romanValue(roman(n)); got != n {
			t.Errorf("%s: got %d, want %d", roman(n), got, n)
		}
	}
	for _, s := range []string{"iiii", "vx", "civil", "dim", "xc", ""} {
		if n := romanValue(s); n != 0 {
			t.Errorf("%q: got %d, want none", s, n)
		}
	}
}

func TestNumberPrintsAsBrowsersDo(t *testing.T) {
	for kind, want := range map[string]string{"1": "3.", "a": "c.", "A": "C.", "i": "iii.", "I": "III.", "": "3."} {
		if got := Number(3, kind); got != want {
			t.Errorf("%q: got %q, want %q", kind, got, want)
		}
	}
	if got := Number(-2, "a"); got != "-2." {
		t.Errorf("got %q, want a plain number where the letters end", got)
	}
}

func TestTitleLike(t *testing.T) {
	for text, want := range map[string]bool{
		"Fisheries and ferries":         true,
		"Nets:":                         true,
		"Report by Mr A. B.":            true,
		"The council met.":              false,
		"The agenda is in Annex I.":     false,
		"nets and traps":                false,
		"Nets, traps,":                  false,
		"The ministers also agreed to:": false,
		"Urges Member States to:":       false,
		"Matters of Fisheries:":         true,
		"The ministers of the five states went on to ask that:": false,
		"The ministers met with the":                            false,
		"One\nTwo":                                              false,
		"2019":                                                  false,
		"Marr, leader of the delegation":                        true,
	} {
		if got := TitleLike(text, 10); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}

func TestAllCaps(t *testing.T) {
	for text, want := range map[string]bool{"FISHERIES AND FERRIES": true, "REPORT of the 4th MEETING": true, "IOM": false, "Lake Council": false, "UNHCR and IOM staff met": false, "ÉTAT ET ÎLES": true, "1. 2.": false} {
		if got := AllCaps(text); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}

func sketch(items []Item) []string {
	var lines []string
	for _, it := range items {
		line := string(it.Kind)
		if it.Level > 0 {
			line += fmt.Sprint(it.Level)
		}
		if it.Marker != "" {
			line += " " + it.Marker
		}
		lines = append(lines, line+" | "+strings.ReplaceAll(it.Text, "\n", " / "))
	}
	return lines
}

func expect(t *testing.T, want string, items []Item) {
	t.Helper()
	var lines []string
	for line := range strings.SplitSeq(strings.TrimSpace(want), "\n") {
		lines = append(lines, strings.TrimSpace(line))
	}
	if diff := cmp.Diff(lines, sketch(items)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestLayout(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"wrapped lines": {`
The ministers of the five lake states met in Port Amelie on 4 May and spoke
of fisheries, ferries and the joint survey of the northern shore, which Ost-
land had asked for. They also heard the head of the fishers' union and a
guest.

They parted as friends.
`, `
			paragraph | The ministers of the five lake states met in Port Amelie on 4 May and spoke of fisheries, ferries and the joint survey of the northern shore, which Ostland had asked for. They also heard the head of the fishers' union and a guest.
			paragraph | They parted as friends.`},
		"lines that are not wrapped": {`
Lake Council, Ninth Meeting

Place: Port Amelie
Date: 4 May 2019

The ministers of the five lake states met in Port Amelie on 4 May and spoke of fisheries, ferries and the joint survey of the northern shore, which Ostland had asked for.
They also heard the head of the fishers' union and a guest from Suderia, who spoke for an hour about nets and about the price of rope in the southern ports of the lake.
`, `
			heading1 | Lake Council, Ninth Meeting
			paragraph | Place: Port Amelie / Date: 4 May 2019
			paragraph | The ministers of the five lake states met in Port Amelie on 4 May and spoke of fisheries, ferries and the joint survey of the northern shore, which Ostland had asked for.
			paragraph | They also heard the head of the fishers' union and a guest from Suderia, who spoke for an hour about nets and about the price of rope in the southern ports of the lake.`},
		"lists with indents": {`
The ministers agreed to:

  • lower the quota for the year, if the survey of the northern
    shore shows that the stocks have gone down;
     - in the north
     - in the south
  • buy a ferry.
`, `
			paragraph | The ministers agreed to:
			list-item1 • | lower the quota for the year, if the survey of the northern shore shows that the stocks have gone down;
			list-item2 - | in the north
			list-item2 - | in the south
			list-item1 • | buy a ferry.`},
		"headings underlined, numbered, in capitals": {`
Lake Council
============

1. Opening

Ada Marr opened the meeting and greeted the delegations of the five states.

2. Nets

The ministers spoke at length of nets, and of how they are to be marked.

FERRIES AND PIERS

The ministers spoke at length of ferries, and of who is to pay for them.

Traps
-----
The ministers spoke at length of traps, and of how they are to be counted.
`, `
			heading1 | Lake Council
			heading3 1. | Opening
			paragraph | Ada Marr opened the meeting and greeted the delegations of the five states.
			heading3 2. | Nets
			paragraph | The ministers spoke at length of nets, and of how they are to be marked.
			heading3 | FERRIES AND PIERS
			paragraph | The ministers spoke at length of ferries, and of who is to pay for them.
			heading2 | Traps
			paragraph | The ministers spoke at length of traps, and of how they are to be counted.`},
		"pages": {"Lake Council LC/9/12\n\nThe ministers spoke at length of nets, of traps, of the\nprice of rope and of\n\n- 1 -\n\fLake Council LC/9/12\n\nferries, and parted.\n\n2\n\fLake Council LC/9/12\n\nAnnex of states that came to the meeting and stayed on:\nOstland\nWestmark\n\nPage 3 of 3\n", `
			furniture | Lake Council LC/9/12
			paragraph | The ministers spoke at length of nets, of traps, of the price of rope and of ferries, and parted.
			furniture | - 1 -
			furniture | Lake Council LC/9/12
			furniture | 2
			furniture | Lake Council LC/9/12
			paragraph | Annex of states that came to the meeting and stayed on: / Ostland / Westmark
			furniture | Page 3 of 3`},
		"an agenda is a list": {`
The agenda was as follows:

1. Opening
2. Nets
3. Closing
`, `
			paragraph | The agenda was as follows:
			list-item1 1. | Opening
			list-item1 2. | Nets
			list-item1 3. | Closing`},
		"a sentence cut by a blank line": {`
The ministers of the five lake states met in Port Amelie and spoke of the

joint survey of the northern shore.
`, `
			paragraph | The ministers of the five lake states met in Port Amelie and spoke of the joint survey of the northern shore.`},
		"an indented first line begins a paragraph": {`
   The ministers of the five lake states met in Port Amelie on the fourth
of May and spoke of fisheries and of the ferries that had been late.
   They also heard the head of the fishers' union, who spoke for an hour
about nets, and then about the price of rope in the ports of the south.
`, `
			paragraph | The ministers of the five lake states met in Port Amelie on the fourth of May and spoke of fisheries and of the ferries that had been late.
			paragraph | They also heard the head of the fishers' union, who spoke for an hour about nets, and then about the price of rope in the ports of the south.`},
		"a title right above its text": {"OSTLAND\nOstland agrees with the proposal and asks for more.\n\n(a)\n\nnets;\n\n(b)\n\ntraps.\n", `
			heading2 | OSTLAND
			paragraph | Ostland agrees with the proposal and asks for more.
			list-item1 (a) | nets;
			list-item1 (b) | traps.`},
		"columns": {"The following took part in the meeting:\n\n   Ostland       Ms Ada Marr     Minister\n   Westmark      Mr Bo Lind      Envoy\n\n  (a)   nets   \n  (b)   traps\n", `
			paragraph | The following took part in the meeting:
			cell | Ostland
			cell | Ms Ada Marr
			cell | Minister
			cell | Westmark
			cell | Mr Bo Lind
			cell | Envoy
			list-item1 (a) | nets
			list-item1 (b) | traps`},
		"dots between columns": {"ROLL\n\n   Ostland ........... Ms Ada Marr\n   Westmark .......... apology\n   The Lakes Council . not represented\n", `
			paragraph | ROLL
			cell | Ostland
			cell | Ms Ada Marr
			cell | Westmark
			cell | apology
			cell | The Lakes Council
			cell | not represented`},
		"columns whose text goes on": {"The list:\n\nOstland          Lakes Office\n                 Mr Bo Lind\nWestmark         Ms Ada Marr,\n                 Minister for the Lakes\n", `
			paragraph | The list:
			cell | Ostland
			cell | Lakes Office
			cell | Mr Bo Lind
			cell | Westmark
			cell | Ms Ada Marr, Minister for the Lakes`},
		"a column with dashes between others": {"The list:\n\nOstland     Ms Ada Marr     present\nWestmark    Mr Bo Lind      present\nSuderia     -               apology\nNorderia    Mr Cai Ness     present\n", `
			paragraph | The list:
			cell | Ostland
			cell | Ms Ada Marr
			cell | present
			cell | Westmark
			cell | Mr Bo Lind
			cell | present
			cell | Suderia
			cell | -
			cell | apology
			cell | Norderia
			cell | Mr Cai Ness
			cell | present`},
		"columns with dashes, behind which text goes on": {"The list:\n\n   OSTLAND      - Ms Ada Marr, Minister of Trade\n                  and Industry\n   WESTMARK     - Mr Bo Lind, Envoy\n   LAKES AND    - Mr Cai Ness, Minister\n   LAGOONS        of Nets\n   SUDERIA      - Ms Di Orr\n", `
			paragraph | The list:
			cell | OSTLAND
			cell | - Ms Ada Marr, Minister of Trade and Industry
			cell | WESTMARK
			cell | - Mr Bo Lind, Envoy
			cell | LAKES AND LAGOONS
			cell | - Mr Cai Ness, Minister of Nets
			cell | SUDERIA
			cell | - Ms Di Orr`},
		"a row as wide as its column": {"The list:\n\nOstland          Ms Ada Marr\nWestmark         Mr Bo Lind\nLand of Lagoons  Mr Cai Ness\nSuderia          Ms Di Orr\n", `
			paragraph | The list:
			cell | Ostland
			cell | Ms Ada Marr
			cell | Westmark
			cell | Mr Bo Lind
			cell | Land of Lagoons
			cell | Mr Cai Ness
			cell | Suderia
			cell | Ms Di Orr`},
		"a row of names that fills its column, and rows behind a blank line": {"The list:\n\nOstland            Ada Marr\nWestmark           Bo Lind\nSuderia            Di Orr\nNorderia           Cai Ness\nEastern Federation Eva Maru\n\nLakes Secretariat  Tor Falk\n", `
			paragraph | The list:
			cell | Ostland
			cell | Ada Marr
			cell | Westmark
			cell | Bo Lind
			cell | Suderia
			cell | Di Orr
			cell | Norderia
			cell | Cai Ness
			cell | Eastern Federation
			cell | Eva Maru
			cell | Lakes Secretariat
			cell | Tor Falk`},
		"a column longer than the others": {"The list:\n\n   Ostland          Ms Ada Marr\n   Westmark         Mr Bo Lind\n   Suderia\n   Norderia\n\nOstland:         Ms Di Orr\n", `
			paragraph | The list:
			cell | Ostland
			cell | Ms Ada Marr
			cell | Westmark
			cell | Mr Bo Lind
			cell | Suderia
			cell | Norderia
			paragraph | Ostland: Ms Di Orr`},
		"a name kept together, below a number": {"The Council of the Lakes met in Ostland in the spring of 1971.\n\n4.1  The chairman of the nets panel, who had come by the lake,\npresented its report. The Council approved it and thanked\nDr. Ada Marr and her colleagues for their work.\n\n4.2  The Council asked for comments on the nets and traps by\n31 March 1972 and closed the item.\n", `
			paragraph | The Council of the Lakes met in Ostland in the spring of 1971.
			paragraph 4.1 | The chairman of the nets panel, who had come by the lake, presented its report. The Council approved it and thanked Dr. Ada Marr and her colleagues for their work.
			paragraph 4.2 | The Council asked for comments on the nets and traps by 31 March 1972 and closed the item.`},
		"officers below one another, and a noun that is due": {"1.  The Council of the Lakes met in Ostland in the spring of 1971, and\n    those who had come by the lake were greeted by the chairman, who\n    had brought nets and traps.\n\n2.  The Council elected Captain Bo Lind (Ostland) as chairman,\nMs Ada Marr (Westmark) as deputy and Mr Cai Ness as rapporteur.\n\n3.  It was attended by delegates of the following Member\nGovernments: Ostland, Westmark and the Lakes.\n", `
			paragraph 1. | The Council of the Lakes met in Ostland in the spring of 1971, and those who had come by the lake were greeted by the chairman, who had brought nets and traps.
			paragraph 2. | The Council elected Captain Bo Lind (Ostland) as chairman, Ms Ada Marr (Westmark) as deputy and Mr Cai Ness as rapporteur.
			paragraph 3. | It was attended by delegates of the following Member Governments: Ostland, Westmark and the Lakes.`},
		"numbers behind a stop": {"The Council:\n\n    .1  endorsed the plan on nets, as set out in\n        annex III; and\n\n    .2  asked for a study.\n", `
			paragraph | The Council:
			list-item1 .1 | endorsed the plan on nets, as set out in annex III; and
			list-item1 .2 | asked for a study.`},
		"a date kept together": {"The Council of the Lakes met in Ostland in the spring of 1971, and\nthose who had come by the lake were greeted by the chairman, who had\nbrought nets and traps.\n\n    The Council asked the nets panel to report on traps no later than\n    1 March 1972; it closed the item, and then it went to see the nets\n    that the chairman had brought.\n", `
			paragraph | The Council of the Lakes met in Ostland in the spring of 1971, and those who had come by the lake were greeted by the chairman, who had brought nets and traps.
			paragraph | The Council asked the nets panel to report on traps no later than 1 March 1972; it closed the item, and then it went to see the nets that the chairman had brought.`},
		"a party or a sentence of its own, below a number that has no stop": {"The Council of the Lakes met in Ostland in the spring of 1971, and\nthose who had come by the lake were greeted by the chairman, who had\nbrought nets and traps.\n\n4.1  The chairman of the nets panel reported\nWestmark offered to pay for it.\n\n4.2  The states that came were these below\nSuderia\nNorderia\n", `
			paragraph | The Council of the Lakes met in Ostland in the spring of 1971, and those who had come by the lake were greeted by the chairman, who had brought nets and traps.
			paragraph 4.1 | The chairman of the nets panel reported
			paragraph | Westmark offered to pay for it.
			paragraph 4.2 | The states that came were these below
			paragraph | Suderia / Norderia`},
		"a general subject is no general": {"The Council of the Lakes met in Ostland in the spring of 1971, and\nthose who had come by the lake were greeted by the chairman.\n\n                  General Economic Situation\n\nThe Council asked the nets panel to report on traps, and it thanked all of those who had come.\n", `
			paragraph | The Council of the Lakes met in Ostland in the spring of 1971, and those who had come by the lake were greeted by the chairman.
			heading2 | General Economic Situation
			paragraph | The Council asked the nets panel to report on traps, and it thanked all of those who had come.`},
		"lines that are centred are lines": {"            PROCEEDINGS OF THE EIGHTH REGULAR SESSION\n        Port Ost, Ostland, 10 - 14 December 1985\n\nThe session was opened by the chairman, who had come by the lake\nand who spoke of nets, of traps, and of what both of them cost to\nthose who fish with them.\n", `
			paragraph | PROCEEDINGS OF THE EIGHTH REGULAR SESSION / Port Ost, Ostland, 10 - 14 December 1985
			paragraph | The session was opened by the chairman, who had come by the lake and who spoke of nets, of traps, and of what both of them cost to those who fish with them.`},
		"a line in the first words of a sentence": {"The session of the Lakes Council was opened by the minister of Ostland, who spoke of the nets.\n\n4.   The Council adopted the agenda in Annex A. It elected\nMr. Bo Lind (Westmark) as its Chairman.\n\n5.1   The Council noted the report\n      (LC-5/3).\n\n5.2   The Council noted the plan\n      (LC-5/4).\n", `
			paragraph | The session of the Lakes Council was opened by the minister of Ostland, who spoke of the nets.
			paragraph 4. | The Council adopted the agenda in Annex A. It elected Mr. Bo Lind (Westmark) as its Chairman.
			paragraph 5.1 | The Council noted the report (LC-5/3).
			paragraph 5.2 | The Council noted the plan (LC-5/4).`},
		"a noun on the next line, before a colon": {"The ministers of the five lake states met in Port Amelie on 4 May and spoke of\nfisheries, ferries and the survey of the northern shore, which all had asked for.\n\nThe session was attended by the delegations that came from the following member\nStates: Ostland, Westmark and Suderia, which had all sent their ministers to it.\n\nThe observers of the Lakes came from all parts of the shore, and with them came\nall the others who live on it, which is far, and they spoke for long of the nets\nthat they had there.\n", `
			paragraph | The ministers of the five lake states met in Port Amelie on 4 May and spoke of fisheries, ferries and the survey of the northern shore, which all had asked for.
			paragraph | The session was attended by the delegations that came from the following member States: Ostland, Westmark and Suderia, which had all sent their ministers to it.
			paragraph | The observers of the Lakes came from all parts of the shore, and with them came all the others who live on it, which is far, and they spoke for long of the nets that they had there.`},
		"rows set apart by blank lines": {"The list:\n\nOSTLAND        Ms Ada Marr, Envoy\n               of the Lakes\n\nWESTMARK       Mr Bo Lind\n\nThe end.\n", `
			paragraph | The list:
			cell | OSTLAND
			cell | Ms Ada Marr, Envoy of the Lakes
			cell | WESTMARK
			cell | Mr Bo Lind
			paragraph | The end.`},
		"marks and names within a paragraph at the head of a line": {"The ministers of the five lake states met in Port Amelie on 4 May and spoke of\nfisheries, ferries and the survey of the northern shore, which all had asked for.\n\nThe observers of the Lakes came from all parts of the shore, (i) the north; (ii)\nthe south of it, which is far, and they spoke for long of the nets that they had;\n(iii) the east; (iv) the whole long shore of the west, and with them the United\nLakes system: four of them.\n", `
			paragraph | The ministers of the five lake states met in Port Amelie on 4 May and spoke of fisheries, ferries and the survey of the northern shore, which all had asked for.
			paragraph | The observers of the Lakes came from all parts of the shore, (i) the north; (ii) the south of it, which is far, and they spoke for long of the nets that they had; (iii) the east; (iv) the whole long shore of the west, and with them the United Lakes system: four of them.`},
		"names over several lines of a column": {"The list:\n\nOstland          Ms Ada Marr\nWestmark         Mr Bo Lind\nFEDERATION OF\n  THE FIVE AND\n  NINE LAKES     Mr Cai Ness\nIsles of         Ms Di Orr\n   the North\nUnion of\n", `
			paragraph | The list:
			cell | Ostland
			cell | Ms Ada Marr
			cell | Westmark
			cell | Mr Bo Lind
			cell | FEDERATION OF THE FIVE AND NINE LAKES
			cell | Mr Cai Ness
			cell | Isles of the North
			cell | Ms Di Orr
			paragraph | Union of`},
		"columns that end early": {"The roll:\n\nOstland        absent    by letter\nWestmark       present\nSuderia        present   online\n", `
			paragraph | The roll:
			cell | Ostland
			cell | absent
			cell | by letter
			cell | Westmark
			cell | present
			cell | Suderia
			cell | present
			cell | online`},
		"entries whose further lines are set deeper": {`
The ministers of the five lake states met in Port Amelie on 4 May and spoke
of fisheries, ferries and the joint survey of the northern shore, which the
neighbours had asked for. The meeting was attended by:

   H.E. Ada Marr, Minister for the Lakes, Fisheries and Ferries of the
     Republic of Ostland
   H.E. Bo Lind, Minister for the Shore of the Kingdom of the Westmark
   H.E. Cai Ness, Minister for the Shore and the Northern Ports of the
     Republic of Suderia
`, `
			paragraph | The ministers of the five lake states met in Port Amelie on 4 May and spoke of fisheries, ferries and the joint survey of the northern shore, which the neighbours had asked for. The meeting was attended by:
			paragraph | H.E. Ada Marr, Minister for the Lakes, Fisheries and Ferries of the Republic of Ostland / H.E. Bo Lind, Minister for the Shore of the Kingdom of the Westmark / H.E. Cai Ness, Minister for the Shore and the Northern Ports of the Republic of Suderia`},
		"a sentence whose line a page's end has cut off": {"The lake states spoke of their ferries for a day, and of the fish that are caught in the lake by night, as they had in the years before.\n\nThe lake Ministers warmly welcomed the Suderian\n\nGovernment's decision to lend two more ferries this year to the islands of the northern shore, which have had none since the storm.\n", `
			paragraph | The lake states spoke of their ferries for a day, and of the fish that are caught in the lake by night, as they had in the years before.
			paragraph | The lake Ministers warmly welcomed the Suderian
			paragraph | Government's decision to lend two more ferries this year to the islands of the northern shore, which have had none since the storm.`},
		"double-spaced text": {`
JOINT COMMUNIQUE OF THE LAKE MINISTERS

The lake Ministers met in Port Amelie and spoke for two days

of their ferries, of the fish that are caught by night and of

the survey, for which more money was sought by both. The Lake

Ministers thanked their neighbours for a new ship, which had

been built in a year and had cost less than the one that had

come before it, and looked to the plan for the years 1978 to

1981 as a guide. They asked for a fee on nets, for lights on

all of the piers and for a map of the northern shore, and so

parted as the friends that they had been, with thanks to those

who had come from afar and to all who had kept the roads open

in the storm.

Delegates

Ostland The Hon. A. Marr

Westmark The Hon. B. Lind
`, `
			heading1 | JOINT COMMUNIQUE OF THE LAKE MINISTERS
			paragraph | The lake Ministers met in Port Amelie and spoke for two days of their ferries, of the fish that are caught by night and of the survey, for which more money was sought by both. The Lake Ministers thanked their neighbours for a new ship, which had been built in a year and had cost less than the one that had come before it, and looked to the plan for the years 1978 to 1981 as a guide. They asked for a fee on nets, for lights on all of the piers and for a map of the northern shore, and so parted as the friends that they had been, with thanks to those who had come from afar and to all who had kept the roads open in the storm.
			paragraph | Delegates
			paragraph | Ostland The Hon. A. Marr
			paragraph | Westmark The Hon. B. Lind`},
		"the number of a resolution over its title": {"RESOLUTION LC-5-1\nON THE TAX ON FERRIES\n\nThe Council resolves to keep the tax on ferries as it stands, and to look at it again in a year.\n", `
			heading2 | RESOLUTION LC-5-1 / ON THE TAX ON FERRIES
			paragraph | The Council resolves to keep the tax on ferries as it stands, and to look at it again in a year.`},
		"rules and rows of links": {"* * *\n\nThey parted.\n\n-----\n\nHome | Links | Search\n\n© Lake Council\n", `
			paragraph | They parted.
			furniture | Home | Links | Search
			furniture | © Lake Council`},
	} {
		t.Run(name, func(t *testing.T) { expect(t, tt.want, Resolve(LayoutFile(tt.text))) })
	}
}

func TestBulletsInRunningTextAreItems(t *testing.T) {
	expect(t, `
		paragraph | They agreed to:
		list-item1 • | mark nets;
		list-item1 • | count traps.`, Resolve([]Item{{Text: "They agreed to: • mark nets; • count traps."}}))
}

func TestWhatTheSourceSaysStands(t *testing.T) {
	items := []Item{
		{Block: document.Block{Kind: document.Cell, Table: 1}, Text: "1. FISHERIES"},
		{Block: document.Block{Kind: document.Paragraph}, Text: "FERRIES AND PIERS"},
		{Block: document.Block{Kind: document.ListItem, Level: 3, Marker: "4."}, Text: "5. nets"},
	}
	expect(t, `
		cell | 1. FISHERIES
		paragraph | FERRIES AND PIERS
		list-item1 4. | 5. nets`, Resolve(items))
}

func TestLevelsAreThoseWithinTheList(t *testing.T) {
	item := func(level int, text string) Item {
		return Item{Block: document.Block{Kind: document.ListItem, Level: level, Marker: "•"}, Text: text}
	}
	expect(t, `
		list-item1 • | a
		list-item2 • | b
		list-item3 • | c
		list-item2 • | d
		list-item1 • | e
		paragraph | f
		list-item1 • | g
		list-item1 - | h
		list-item1 - | i`, Resolve([]Item{item(3, "a"), item(5, "b"), item(6, "c"), item(4, "d"), item(1, "e"), {Text: "f"}, item(2, "g"), {Text: "- h"}, {Text: "- i"}}))
}

// FuzzNoTextIsLost checks that every letter and digit of a text is in the blocks that are made of it, in order.
func FuzzNoTextIsLost(f *testing.F) {
	for _, s := range []string{"1. a\n2. b", "Title\n=====\n\nx\fy\n\n3\n", "• a\n  b\n• c", "a\u00ad\nb - c", "(i) x\n(ii) y\n  (a) z", "A B\n\n---\nC", "o a\no b", "a-\nb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var b document.Builder
		Add(&b, Layout(text))
		doc := b.Document(document.Source{})
		if err := doc.Check(); err != nil {
			t.Fatal(err)
		}
		if got, want := signs(doc.Text), signs(document.Normalize(text)); got < want {
			t.Fatalf("%d letters and digits of %d are left: %q", got, want, doc.Text)
		}
	})
}

func signs(s string) int {
	n := 0
	for _, r := range s {
		if hasWord(string(r)) {
			n++
		}
	}
	return n
}
