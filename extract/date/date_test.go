package date

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// found writes mentions as "words = start/end", one a line.
func found(text string) string {
	var lines []string
	for _, m := range Find(text) {
		value := iso(m.Start)
		if m.End != m.Start {
			value += "/" + iso(m.End)
		}
		if m.Relative.Known {
			value = "relative"
		}
		lines = append(lines, text[m.Span.Start:m.Span.End]+" = "+value)
	}
	return strings.Join(lines, "\n")
}

// iso writes a date without a year too.
func iso(d Date) string {
	if d.Year != 0 {
		return d.String()
	}
	return strings.TrimPrefix(Date{2000, d.Month, d.Day}.String(), "2000")
}

func TestDatesAreFoundInAllTheirForms(t *testing.T) {
	tests := map[string]string{
		"held on 12-14 March 2019 in Lima":                            "12-14 March 2019 = 2019-03-12/2019-03-14",
		"held 12 to 14 March":                                         "12 to 14 March = -03-12/-03-14",
		"on March 12–14, 2019.":                                       "March 12–14, 2019 = 2019-03-12/2019-03-14",
		"from 30 January to 2 February 2018":                          "30 January to 2 February 2018 = 2018-01-30/2018-02-02",
		"on Wednesday, 2nd March, and Thursday, 3rd March, 1955":      "Wednesday, 2nd March, and Thursday, 3rd March, 1955 = 1955-03-02/1955-03-03",
		"from Monday, 2 March, to Friday, 6 March 2015":               "Monday, 2 March, to Friday, 6 March 2015 = 2015-03-02/2015-03-06",
		"by 2 March, and 9 March 2015":                                "2 March = -03-02\n9 March 2015 = 2015-03-09",
		"30 January – 2 February 2018":                                "30 January – 2 February 2018 = 2018-01-30/2018-02-02",
		"30 December to 2 January 2018":                               "30 December to 2 January 2018 = 2017-12-30/2018-01-02",
		"on 31 December 2019 and 1 January 2020":                      "31 December 2019 and 1 January 2020 = 2019-12-31/2020-01-01",
		"on 26 June and 3 July 2024":                                  "26 June = -06-26\n3 July 2024 = 2024-07-03",
		"between 26 June and 3 July 2024":                             "26 June and 3 July 2024 = 2024-06-26/2024-07-03",
		"Monday, 4th July 2011":                                       "Monday, 4th July 2011 = 2011-07-04",
		"4th to 6th of July":                                          "4th to 6th of July = -07-04/-07-06",
		"from Monday 4 to Wednesday, 6 July 2011":                     "Monday 4 to Wednesday, 6 July 2011 = 2011-07-04/2011-07-06",
		"on the 3rd day of May 1987":                                  "the 3rd day of May 1987 = 1987-05-03",
		"this third day of May, 1987":                                 "third day of May, 1987 = 1987-05-03",
		"dated 2019-03-12":                                            "2019-03-12 = 2019-03-12",
		"on the eighth day of June, nineteen hundred and ninety-nine": "the eighth day of June, nineteen hundred and ninety-nine = 1999-06-08",
		"5 and 6 June of two thousand and thirteen":                   "5 and 6 June of two thousand and thirteen = 2013-06-05/2013-06-06",
		"3 May in the year two thousand":                              "3 May in the year two thousand = 2000-05-03",
		"two thousand and five hundred delegates":                     "",
		"2019-03-12T10:00:00Z":                                        "2019-03-12T10:00:00Z = 2019-03-12",
		"2018-11-05/2018-11-07":                                       "2018-11-05/2018-11-07 = 2018-11-05/2018-11-07",
		"on the fourth to eighth days of July, 1979":                  "the fourth to eighth days of July, 1979 = 1979-07-04/1979-07-08",
		"25/03/2019":                          "25/03/2019 = 2019-03-25",
		"03/25/2019":                          "03/25/2019 = 2019-03-25",
		"12/03/2019":                          "12/03/2019 = 2019",
		"12.03.2019":                          "12.03.2019 = 2019-03-12",
		"in mid-March":                        "mid-March = -03",
		"mid-2002":                            "mid-2002 = 2002",
		"in the first quarter of 2016":        "first quarter of 2016 = 2016-01/2016-03",
		"second half of 2016":                 "second half of 2016 = 2016-07/2016-12",
		"a roundtable late in 2015 on models": "late in 2015 = 2015",
		"a review in the course of 2018":      "2018 = 2018",
		"a golf course of 1998 acres":         "",
		"by the end of April 2014":            "end of April 2014 = 2014-04",
		"in November":                         "November = -11",
		"in November 2012":                    "November 2012 = 2012-11",
		"by 2030":                             "2030 = 2030",
		"for 2015-17":                         "2015-17 = 2015/2017",
		"March to May 2018":                   "March to May 2018 = 2018-03/2018-05",
		"15 Rajab 1430H corresponding to 8 July 2009":       "8 July 2009 = 2009-07-08",
		"on 12 Febuary 2013":                                "12 Febuary 2013 = 2013-02-12",
		"6 Setpember 2010":                                  "6 Setpember 2010 = 2010-09-06",
		"Dec. 12, 1991":                                     "Dec. 12, 1991 = 1991-12-12",
		"9 MARCH, 2001":                                     "9 MARCH, 2001 = 2001-03-09",
		"17th AUGUST 2024":                                  "17th AUGUST 2024 = 2024-08-17",
		"17August 2024":                                     "17August 2024 = 2024-08-17",
		"12-Mar-2019":                                       "12-Mar-2019 = 2019-03-12",
		"May 5, 6 and 7, 2009":                              "May 5, 6 and 7, 2009 = 2009-05-05/2009-05-07",
		"March 30 to 2 April 2009":                          "March 30 to 2 April 2009 = 2009-03-30/2009-04-02",
		"April 29 to May 6, 1975":                           "April 29 to May 6, 1975 = 1975-04-29/1975-05-06",
		"12 and 13\nJanuary 2012":                           "12 and 13\nJanuary 2012 = 2012-01-12/2012-01-13",
		"held virtually today":                              "today = relative",
		"met on Monday evening":                             "Monday = relative",
		"On August 12th, 2021 Senior":                       "August 12th, 2021 = 2021-08-12",
		"on July 18 and 1 9 , 19 8 3.":                      "July 18 and 1 9 , 19 8 3 = 1983-07-18/1983-07-19",
		"in September 1 9 8 3":                              "September 1 9 8 3 = 1983-09",
		"in May 12 of 19 83 members":                        "May 12 = -05-12",
		"on 30 February 2012":                               "February 2012 = 2012-02", // the day is a slip, the month may stand
		"le 20 juin 2023":                                   "20 juin 2023 = 2023-06-20",
		"On 4 May 2009 and the Third Council on 5 May 2009": "4 May 2009 = 2009-05-04\n5 May 2009 = 2009-05-05",
	}
	for text, want := range tests {
		if diff := cmp.Diff(want, found(text)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestOtherNumbersAndWordsAreNoDates(t *testing.T) {
	for _, text := range []string{
		"Members may agree on 5 points.", "They march on.", "an august body of 30", "Resolution 1325 (2000)", "No. 5", "1,200 people", "2015 Workshops",
		"paragraph 12.3", "31 June", "the 45th session", "22 Safar 1445H", "Ms. May spoke.", "+41 22 917 1234", "10:30", "Agenda 2030",
		"the second meeting of the Committee",
	} {
		if got := found(text); got != "" {
			t.Errorf("%q: found %s", text, got)
		}
	}
}

func TestWhatIsNotSaidIsFilledInOnlyWhenAsked(t *testing.T) {
	m := Find("31 December to 2 January")[0]
	if got := m.In(2019); got.Start.String() != "2019-12-31" || got.End.String() != "2020-01-02" {
		t.Errorf("%v", got)
	}
	if m.Start.String() != "" {
		t.Errorf("a date without a year is written %q", m.Start)
	}
	page := Date{2004, 6, 22} // a Tuesday
	for text, want := range map[string]string{"today": "2004-06-22", "yesterday": "2004-06-21", "on Monday": "2004-06-21", "Tuesday": "2004-06-22", "Wednesday": "2004-06-16",
		"this year": "2004", "next year": "2005"} {
		if got := Find(text)[0].On(page); got.Start.String() != want || got.End.String() != want {
			t.Errorf("%s on %s: %s", text, page, got.Start)
		}
	}
}

func TestISODatesSurviveParsing(t *testing.T) {
	for _, text := range []string{"2014", "2014-05", "2014-05-07", "2016-02-29"} {
		if d, ok := Parse(text); !ok || d.String() != text {
			t.Errorf("%s: %v, %v", text, d, ok)
		}
	}
	for _, text := range []string{"", "14", "2014-13", "2015-02-29", "2014-00", "2014-5-7", "2014-05-0x", "May 2014", "0000"} {
		if d, ok := Parse(text); ok {
			t.Errorf("%s is read as %v", text, d)
		}
	}
}

func FuzzMentionsAreOrderedAndValid(f *testing.F) {
	for _, text := range []string{"12-14 March 2019", "Dec. 12, 1991 – 1 Jan. 1992", "mid-é", "31/12/2019", "&-–, of May\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, m := range Find(text) {
			if m.Span.Start < end || m.Span.Empty() || m.Span.End > len(text) {
				t.Fatalf("span %v after %d in %q", m.Span, end, text)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[m.Span.Start:m.Span.End]) {
				t.Fatalf("span %v cuts a character of %q", m.Span, text)
			}
			if !m.Start.valid() || !m.End.valid() || m.HasYear() && m.End.Before(m.Start) {
				t.Fatalf("%q is %v to %v", text[m.Span.Start:m.Span.End], m.Start, m.End)
			}
			end = m.Span.End
		}
	})
}
