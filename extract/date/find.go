package date

import (
	"strings"
	"time"

	"rapporteur/extract/document"
)

// Find gives the dates that text names, in order.
func Find(text string) []Mention {
	if !mayHoldDate(text) {
		return nil
	}
	p := parser{text: text, tokens: tokenize(text)}
	var mentions []Mention
	for i := 0; i < len(p.tokens); {
		m, next := p.mention(i)
		if next == i {
			i++
			continue
		}
		m.Span = document.Span{Start: p.tokens[i].start, End: p.tokens[next-1].end}
		mentions = append(mentions, m)
		i = next
	}
	return mentions
}

// mayHoldDate spares texts without a figure and without a name of a day or month the work of looking closer.
func mayHoldDate(text string) bool {
	if strings.ContainsAny(text, "0123456789") {
		return true
	}
	lower := strings.ToLower(text)
	for word := range relatives {
		if strings.Contains(lower, word) {
			return true
		}
	}
	for word := range months {
		if strings.Contains(lower, word) {
			return true
		}
	}
	return strings.Contains(lower, "day") || strings.Contains(lower, "year")
}

type parser struct {
	text   string
	tokens []token
}

// at is the kind of the token at i.
func (p *parser) at(i int) kind {
	if i < 0 || i >= len(p.tokens) {
		return other
	}
	return p.tokens[i].kind
}

// skip gives the position after a token of one of the kinds, or i where there is none.
func (p *parser) skip(i int, kinds ...kind) int {
	for _, k := range kinds {
		if p.at(i) == k && k != other {
			return i + 1
		}
	}
	return i
}

// mention reads the longest date that begins at token i. It ends before the position given back, which is i where there is none.
func (p *parser) mention(i int) (Mention, int) {
	var best Mention
	end := i
	for _, read := range []func(int) (Mention, int){p.figures, p.span, p.days, p.months, p.years, p.vague, p.quarters, p.relative} {
		if m, next := read(i); next > end && m.Start.valid() && m.End.valid() {
			best, end = m, next
		}
	}
	return best, end
}

func single(d Date) Mention { return Mention{Start: d, End: d} }

// figures reads "2019-03-12", and two of them with a dash or a word between; of the first, the day may stand alone: "3-4.05.2011".
func (p *parser) figures(i int) (Mention, int) {
	if p.at(i) == number && p.at(i+1) == dash && p.at(i+2) == whole && p.tokens[i].value < p.tokens[i+2].date.Day {
		last := p.tokens[i+2].date
		return Mention{Start: Date{Year: last.Year, Month: last.Month, Day: p.tokens[i].value}, End: last}, i + 3
	}
	if p.at(i) != whole {
		return Mention{}, i
	}
	m := single(p.tokens[i].date)
	j := p.skip(i+1, dash, to)
	if p.word(j) == "/" {
		j++ // ISO 8601's own range
	}
	if j > i+1 && p.at(j) == whole && m.Start.Before(p.tokens[j].date) {
		m.End = p.tokens[j].date
		return m, j + 1
	}
	return m, i + 1
}

// days reads a day, or days of one month: "Monday, 4th of July 2011", "March 12–14, 2019", "12, 13 and 14 March".
func (p *parser) days(i int) (Mention, int) {
	if m, next := p.dayFirst(i); next > i {
		return m, next
	}
	return p.monthFirst(i)
}

func (p *parser) dayFirst(i int) (Mention, int) {
	first, j := p.day(i)
	if first == 0 {
		return Mention{}, i
	}
	last := first
	for {
		next := p.skip(j, dash, to, and, comma)
		if next > j && p.at(j) == comma {
			next = p.skip(next, and)
		}
		day, after := p.day(next)
		if next == j || day <= last {
			break
		}
		last, j = day, after
	}
	j = p.skip(j, dayWord)
	k := p.skip(j, of, dash)
	if p.at(k) != month {
		return Mention{}, i
	}
	m := Mention{Start: Date{Month: p.tokens[k].value, Day: first}, End: Date{Month: p.tokens[k].value, Day: last}}
	return p.withYear(m, k+1)
}

func (p *parser) monthFirst(i int) (Mention, int) {
	j := p.weekday(i)
	if p.at(j) != month {
		return Mention{}, i
	}
	name := p.tokens[j].value
	first, j := p.day(p.skip(j+1, dash))
	if first == 0 {
		return Mention{}, i
	}
	last := first
	for {
		next := p.skip(j, dash, to, and, comma)
		if next > j && p.at(j) == comma {
			next = p.skip(next, and)
		}
		day, after := p.day(next)
		// "March 30 to 2 April": the second number is a day of the next month.
		if next == j || day <= last || p.at(p.skip(after, of)) == month && !p.tokens[p.skip(after, of)].short {
			break
		}
		last, j = day, after
	}
	m := Mention{Start: Date{Month: name, Day: first}, End: Date{Month: name, Day: last}}
	return p.withYear(m, j)
}

// day reads a number that may be a day, with what may stand before it; 0 where there is none.
func (p *parser) day(i int) (int, int) {
	j := p.skip(p.weekday(i), the)
	switch p.at(j) {
	case number:
		return p.tokens[j].value, j + 1
	case ordinal:
		// "the fourth to eighth days of July": more ordinals may stand between the first and the month.
		k := j + 1
		for {
			next := p.skip(p.skip(k, to, and, dash, comma), the)
			if next == k || p.at(next) != ordinal {
				break
			}
			k = next + 1
		}
		if m := p.skip(p.skip(k, dayWord), of); m > k && p.at(m) == month {
			return p.tokens[j].value, j + 1
		}
	}
	return 0, i
}

func (p *parser) weekday(i int) int {
	if p.at(i) != weekday {
		return i
	}
	return p.skip(p.skip(i+1, comma), the)
}

// withYear reads a year behind a date.
func (p *parser) withYear(m Mention, i int) (Mention, int) {
	j := p.skip(i, comma, of, dash)
	j = p.skip(j, the)
	if p.at(j) != year {
		return m, i
	}
	y := p.yearAt(j)
	m.Start.Year, m.End.Year = y, y
	return m, j + 1
}

func (p *parser) yearAt(i int) int { return p.tokens[i].value }

// span reads two dates of different months as one range: "30 January – 2 February 2018", "31 December 2019 to 1 January 2020".
// "and" joins two days only where one follows the other: else they are two dates.
func (p *parser) span(i int) (Mention, int) {
	a, j := p.days(i)
	if j == i {
		return Mention{}, i
	}
	if p.at(j) == comma && (p.at(j+1) == and || p.at(j+1) == to && p.at(i-1) == from) {
		j++ // "Wednesday, 2nd March, and Thursday, 3rd March, 1955"
	}
	k := p.skip(j, dash, to, and)
	if k == j {
		return Mention{}, i
	}
	b, end := p.days(k)
	if end == k || a.End != a.Start && p.at(j) == and {
		return Mention{}, i
	}
	m := Mention{Start: a.Start, End: b.End}
	if m.Start.Year == 0 && m.End.Year != 0 {
		m.Start.Year = m.End.Year
		if m.End.Before(m.Start) { // "30 December to 2 January 2018"
			m.Start.Year--
		}
	}
	if m.End.Year == 0 && m.Start.Year != 0 {
		m = Mention{Start: m.Start, End: Date{m.Start.Year, m.End.Month, m.End.Day}}
		if m.End.Before(m.Start) {
			m.End.Year++
		}
	}
	if m.End.Before(m.Start) && m.Start.Year != 0 {
		return Mention{}, i
	}
	if p.at(j) == and && !follows(m.Start, m.End) && p.at(i-1) != from {
		return Mention{}, i
	}
	return m, end
}

func follows(a, b Date) bool {
	if a.Year == 0 {
		a.Year, b.Year = 2000, 2000
		if b.Before(a) {
			b.Year++
		}
	}
	return a.AddDays(1) == b
}

// months reads "March 2019", "March to May 2019", and, behind a word such as "in", "November" alone.
func (p *parser) months(i int) (Mention, int) {
	if p.at(i) != month {
		return Mention{}, i
	}
	m := single(Date{Month: p.tokens[i].value})
	dated, next := p.withYear(m, i+1)
	if k := p.skip(next, dash, to, and); k > next && p.at(k) == month {
		end, after := p.withYear(single(Date{Month: p.tokens[k].value}), k+1)
		if end.HasYear() {
			r := Mention{Start: dated.Start, End: end.End}
			if r.Start.Year == 0 {
				r.Start.Year = r.End.Year
				if r.End.Before(r.Start) {
					r.Start.Year--
				}
			}
			if r.Start.Before(r.End) {
				return r, after
			}
		}
	}
	if dated.HasYear() {
		return dated, next
	}
	if before := p.at(p.back(i)); (before == inWord || before == part || before == from || before == of && p.at(p.back(i)-1) == part || p.inCourse(i) || p.laterThan(i)) && !p.tokens[i].short {
		return m, i + 1
	}
	return Mention{}, i
}

// back is the position before i, a dash left out ("mid-March").
func (p *parser) back(i int) int {
	if p.at(i-1) == dash {
		return i - 2
	}
	return i - 1
}

// laterThan reports whether "no later than" stands before i.
func (p *parser) laterThan(i int) bool { return p.word(i-1) == "than" && p.word(i-2) == "later" }

// inCourse reports whether "in the course of" stands before i.
func (p *parser) inCourse(i int) bool {
	return p.word(i-1) == "of" && p.word(i-2) == "course" && p.word(i-3) == "the"
}

// years reads a year behind a word such as "in", and a range of years.
func (p *parser) years(i int) (Mention, int) {
	if p.at(i) != year {
		return Mention{}, i
	}
	before := p.at(p.skip(i - 1))
	if before == the {
		before = p.at(i - 2)
	}
	if before != inWord && before != from && before != to && before != part && !p.inCourse(i) && !p.laterThan(i) {
		return Mention{}, i
	}
	m := single(Date{Year: p.yearAt(i)})
	if j := p.skip(i+1, dash, to, and); j > i+1 {
		switch {
		case p.at(j) == year && p.yearAt(j) > m.Start.Year && (p.at(j-1) != and || before == from):
			m.End = Date{Year: p.yearAt(j)}
			return m, j + 1
		case p.at(j) == number && p.at(j-1) == dash && p.tokens[j].value > m.Start.Year%100:
			m.End = Date{Year: m.Start.Year/100*100 + p.tokens[j].value}
			return m, j + 1
		}
	}
	return m, i + 1
}

// vague reads "mid-March 2019", "late in 2015", "the end of April", "early 2016", "summer of 2016".
func (p *parser) vague(i int) (Mention, int) {
	if p.at(i) != part {
		return Mention{}, i
	}
	j := p.skip(i+1, dash, of)
	if p.word(j) == "in" {
		j++
	}
	j = p.skip(j, the)
	if p.word(j) == "year" {
		j++
	}
	switch p.at(j) {
	case month:
		m, next := p.withYear(single(Date{Month: p.tokens[j].value}), j+1)
		if p.tokens[j].short && !m.HasYear() || p.at(next) == number {
			return Mention{}, i
		}
		m.Vague = true
		return m, next
	case year:
		return Mention{Start: Date{Year: p.yearAt(j)}, End: Date{Year: p.yearAt(j)}, Vague: true}, j + 1
	}
	return Mention{}, i
}

func (p *parser) word(i int) string {
	if i < 0 || i >= len(p.tokens) {
		return ""
	}
	return strings.ToLower(p.text[p.tokens[i].start:p.tokens[i].end])
}

// quarters reads "first quarter of 2016", "second half of 2016" and "last quarter of 2016".
func (p *parser) quarters(i int) (Mention, int) {
	if p.at(i) != ordinal && p.at(i) != number && p.word(i) != "last" || p.at(i+1) != quarter {
		return Mention{}, i
	}
	n, length := p.tokens[i].value, p.tokens[i+1].value
	if p.word(i) == "last" {
		n = 12 / length
	}
	j := p.skip(p.skip(i+2, of), the)
	if p.word(j) == "year" {
		j++
	}
	if p.at(j) != year || n*length > 12 {
		return Mention{}, i
	}
	y := p.yearAt(j)
	return Mention{Start: Date{Year: y, Month: (n-1)*length + 1}, End: Date{Year: y, Month: n * length}}, j + 1
}

// relative reads "today", "this year", "on Monday".
func (p *parser) relative(i int) (Mention, int) {
	switch p.at(i) {
	case relative:
		return Mention{Relative: Relative{Known: true, Days: p.tokens[i].value}}, i + 1
	case weekday:
		if p.tokens[i].short {
			return Mention{}, i
		}
		return Mention{Relative: Relative{Known: true, OnDay: true, Weekday: time.Weekday(p.tokens[i].value)}}, i + 1
	case inWord:
		if years, ok := map[string]int{"this": 0, "next": 1, "last": -1}[p.word(i)]; ok && p.word(i+1) == "year" {
			return Mention{Relative: Relative{Known: true, Year: true, Years: years}}, i + 2
		}
	}
	return Mention{}, i
}
