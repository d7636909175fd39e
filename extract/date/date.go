// Package date finds the dates that a text names: days, ranges of days, months, quarters, years, in all the forms that
// English reports use, and words such as "today" that need another date to mean one.
//
// It takes a text and gives mentions in order, which do not overlap; each span is a byte range of the text. A mention says
// no more than its words do: what they leave out (a year, a day) is zero, and only its caller may fill it in.
package date

import (
	"fmt"
	"time"

	"rapporteur/extract/document"
)

// Date is a day, a month or a year. Parts that are not said are 0.
type Date struct {
	Year, Month, Day int
}

// String is the date in ISO 8601, as short as what is said: 2014-05-07, 2014-05, 2014; "" where the year is not said.
func (d Date) String() string {
	switch {
	case d.Year == 0:
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Before reports whether d is earlier than e, by the parts that both say.
func (d Date) Before(e Date) bool {
	if d.Year != e.Year && d.Year != 0 && e.Year != 0 {
		return d.Year < e.Year
	}
	if d.Month != e.Month && d.Month != 0 && e.Month != 0 {
		return d.Month < e.Month
	}
	return d.Day < e.Day && d.Day != 0 && e.Day != 0
}

// AddDays moves a whole day by n days; a date that is no whole day stays as it is.
func (d Date) AddDays(n int) Date {
	if d.Year == 0 || d.Day == 0 {
		return d
	}
	t := time.Date(d.Year, time.Month(d.Month), d.Day+n, 0, 0, 0, 0, time.UTC)
	return Date{t.Year(), int(t.Month()), t.Day()}
}

// AddMonths gives the day n months after a whole day; the last day of the month where that has no such day.
func (d Date) AddMonths(n int) Date {
	if d.Year == 0 || d.Day == 0 {
		return d
	}
	first := time.Date(d.Year, time.Month(d.Month+n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{first.Year(), int(first.Month()), min(d.Day, last)}
}

// Weekday is the weekday of a whole day.
func (d Date) Weekday() time.Weekday {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Weekday()
}

// valid reports whether the calendar has the date; 29 February without a year is in it.
func (d Date) valid() bool {
	if d.Month < 0 || d.Month > 12 || d.Day < 0 || d.Month == 0 && d.Day != 0 {
		return false
	}
	year := d.Year
	if year == 0 {
		year = 2000
	}
	return d.Day == 0 || time.Date(year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Day() == d.Day
}

// Mention is a date, or a range of dates, that a text names. Start and End are the same for a single date.
type Mention struct {
	Span       document.Span
	Start, End Date
	Relative   Relative // with it, Start and End are zero
	Vague      bool     // "mid-March", "late in 2015": somewhere within
}

// Relative is a date that another one, such as that of the page, gives a meaning to.
type Relative struct {
	Known   bool
	Days    int          // "yesterday" is -1
	Years   int          // "this year" is 0, "next year" 1, where Year is true
	Year    bool         // the year, not the day
	Weekday time.Weekday // "on Monday", where OnDay is true
	OnDay   bool
}

// HasYear reports whether the mention says the year.
func (m Mention) HasYear() bool { return m.Start.Year != 0 }

// HasDay reports whether the mention names days.
func (m Mention) HasDay() bool { return m.Start.Day != 0 }

// In gives a mention that says no year the year; a range over New Year's Eve ends in the next one.
func (m Mention) In(year int) Mention {
	if m.HasYear() || m.Relative.Known {
		return m
	}
	m.Start.Year, m.End.Year = year, year
	if m.End.Before(m.Start) {
		m.End.Year++
	}
	return m
}

// On gives a relative mention its meaning on a day. "Monday" is the last Monday before it, or the day itself.
func (m Mention) On(day Date) Mention {
	r := m.Relative
	if !r.Known || day.Year == 0 || day.Day == 0 && !r.Year {
		return m
	}
	m.Relative = Relative{}
	switch {
	case r.Year:
		m.Start = Date{Year: day.Year + r.Years}
	case r.OnDay:
		m.Start = day.AddDays(-(int(day.Weekday()-r.Weekday) + 7) % 7)
	default:
		m.Start = day.AddDays(r.Days)
	}
	m.End = m.Start
	return m
}

// Parse reads a date in ISO 8601 alone: "2014", "2014-05", "2014-05-07".
func Parse(iso string) (Date, bool) {
	var d Date
	switch len(iso) {
	case 10:
		if _, err := fmt.Sscanf(iso, "%4d-%2d-%2d", &d.Year, &d.Month, &d.Day); err != nil || d.Day == 0 {
			return Date{}, false
		}
	case 7:
		if _, err := fmt.Sscanf(iso, "%4d-%2d", &d.Year, &d.Month); err != nil || d.Month == 0 {
			return Date{}, false
		}
	case 4:
		if _, err := fmt.Sscanf(iso, "%4d", &d.Year); err != nil {
			return Date{}, false
		}
	}
	return d, d.Year != 0 && d.valid() && d.String() == iso
}
