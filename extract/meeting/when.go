package meeting

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rapporteur/extract"
	"rapporteur/extract/date"
	"rapporteur/extract/document"
	"rapporteur/extract/pattern"
)

// enough is the score below which no date or place is taken: nothing in particular speaks for it.
const enough = 5

// findWhen fills in start, end and the words that say them.
func (s *survey) findWhen(f *extract.Findings) {
	candidates := s.whens()
	best := pick(candidates)
	if best == nil {
		return
	}
	if days := daysBefore(candidates, best); days != nil {
		best = days
	}
	chosen := best.value
	evidence := []extract.Evidence{{Span: best.span, Rule: best.rule}}
	if chosen.Relative.Known {
		day, rule := s.page, "page-date"
		if own, ok := s.dayOf(best.passage, best.span); ok {
			day, rule = own, "dateline"
		} else if line, ok := s.dayAbove(candidates, best); ok {
			day, rule = pageDate{line.value.Start, line.span}, line.rule
		}
		chosen = chosen.On(day.date)
		evidence = []extract.Evidence{{Span: best.span, Rule: best.rule, Inferred: true}, {Span: day.span, Rule: rule, Inferred: true}}
	}
	if other := s.fuller(candidates, best); other != nil {
		chosen = other.value
		evidence = append([]extract.Evidence{{Span: other.span, Rule: other.rule}}, evidence...)
	}
	if !chosen.HasYear() {
		year, from := s.yearFor(candidates, best)
		if year == 0 {
			f.Meeting.DateText.Set(s.r.Text(best.span), evidence...)
			return
		}
		chosen = chosen.In(year)
		for i := range evidence {
			evidence[i].Inferred = true
		}
		evidence = append(evidence, from)
	}
	if last, ok := s.untilToday(candidates, best, chosen); ok {
		chosen.End = last.date
		f.Meeting.End.Set(chosen.End.String(), extract.Evidence{Span: last.span, Rule: "until-today", Inferred: true})
	}
	f.Meeting.Start.Set(chosen.Start.String(), evidence...)
	f.Meeting.End.Set(chosen.End.String(), evidence...)
	f.Meeting.DateText.Set(s.r.Text(evidence[0].Span), evidence[0])
	s.warnOfConflict(f, candidates, chosen, evidence[0].Span)
}

// daysBefore are the days that a line gives as those of the meeting, where the dateline chosen is that of a paper written soon after:
// "Suva, 22 May 2014", over "Third meeting, Suva, 13-15 May 2014"; nil for none.
func daysBefore(candidates []candidate[date.Mention], dateline *candidate[date.Mention]) *candidate[date.Mention] {
	if dateline.rule != "dateline" || !dateline.value.HasYear() || dateline.value.Start != dateline.value.End {
		return nil
	}
	for i := range candidates {
		c := &candidates[i]
		m, written := c.value, dateline.value.Start
		if c.passage.short && m.HasDay() && m.HasYear() && m.Start != m.End && m.End.Before(written) &&
			(m.End.Year == written.Year && written.Month-m.End.Month <= monthsToWrite || m.End.Year+1 == written.Year && written.Month+12-m.End.Month <= monthsToWrite) {
			return c
		}
	}
	return nil
}

// monthsToWrite is how long after a meeting its report bears a date of its own.
const monthsToWrite = 3

// endedToday is a sentence that tells that a meeting ended on the day of its paper, and opened when behind it stands.
var endedToday = pattern.MustCompile(`(?i)\b(?:today (?:ended|concluded|closed|completed)|(?:ended|concluded|closed|completed) (?:[\p{L}\d-]+ ){0,8}today)\b.*\b(?:opened|began|begun|started|commenced|convened)\b[^.;]{0,60}$`)

// longestMeeting is how many days a meeting takes at most.
const longestMeeting = 31

// untilToday is the last day of a meeting of which a sentence tells that it ended "today", and gives the first: the day of the dateline above.
func (s *survey) untilToday(candidates []candidate[date.Mention], best *candidate[date.Mention], chosen date.Mention) (pageDate, bool) {
	if chosen.Start != chosen.End || !chosen.HasDay() || !endedToday.MatchString(best.passage.before(best.span)) {
		return pageDate{}, false
	}
	day := s.page
	if line, ok := s.dayAbove(candidates, best); ok {
		day = pageDate{line.value.Start, line.span}
	}
	return day, day.date.Day != 0 && chosen.Start.Before(day.date) && !chosen.Start.AddDays(longestMeeting).Before(day.date)
}

// dayOf is the day of a report's dateline, from which its "today" counts: "Lima, 3 May 2012 – The Forum met today".
func (s *survey) dayOf(p *passage, before document.Span) (pageDate, bool) {
	for _, m := range p.dates {
		if m.Span.End <= before.Start && m.HasDay() && m.HasYear() && m.Start == m.End && dash.MatchString(p.after(m.Span)) && s.isDateline(p, m.Span) {
			return pageDate{m.Start, m.Span}, true
		}
	}
	return pageDate{}, false
}

// dayAbove is the day that a line of its own, above the sentence that says "today", gives as the meeting's: a page may
// have been put up some days later.
func (s *survey) dayAbove(candidates []candidate[date.Mention], best *candidate[date.Mention]) (candidate[date.Mention], bool) {
	for _, c := range slices.Backward(candidates) {
		m := c.value
		if c.span.End <= best.span.Start && !m.Relative.Known && m.HasDay() && m.HasYear() && m.Start == m.End && !s.page.date.Before(m.Start) &&
			(c.rule == "date-line" || c.rule == "dateline" || c.rule == "heading-date") && c.passage.index >= 0 {
			return c, true
		}
	}
	return candidate[date.Mention]{}, false
}

// whens are all dates that may be the meeting's, weighed.
func (s *survey) whens() []candidate[date.Mention] {
	var candidates []candidate[date.Mention]
	for _, list := range [][]passage{s.titles, s.passages} {
		for i := range list {
			p := &list[i]
			for _, m := range p.dates {
				c := candidate[date.Mention]{value: m, passage: p, span: m.Span}
				c.score, c.rule = s.weighWhen(p, m)
				if c.score >= enough {
					candidates = append(candidates, c)
				}
			}
		}
	}
	return weighRepeats(candidates)
}

// weighRepeats gives candidates a little more for each that says the same: of two papers' dates as strong as each other, in one file,
// the one that most of them bear is the meeting's.
func weighRepeats(candidates []candidate[date.Mention]) []candidate[date.Mention] {
	type days struct{ start, end date.Date }
	times := map[days]int{}
	for _, c := range candidates {
		times[days{c.value.Start, c.value.End}]++
	}
	for i := range candidates {
		c := &candidates[i]
		c.score += 0.01 * float64(times[days{c.value.Start, c.value.End}])
	}
	return candidates
}

// weighWhen says how much speaks for a date, and which rule speaks loudest.
func (s *survey) weighWhen(p *passage, m date.Mention) (float64, string) {
	if m.Relative.Known && (s.page.date.Year == 0 || m.Relative.Year) || s.published(p) || strings.HasPrefix(p.text, "That ") {
		return 0, "" // "That on 3 May 2011 the Council convened this Organ": what a preamble considers has been
	}
	score, name := p.position(), ""
	add := func(points float64, rule string) {
		score += points
		if points > 0 && name == "" {
			name = rule
		}
	}
	if c, ok := p.governing(m.Span); ok {
		if c.is == another {
			return 0, ""
		}
		// "Suva, 12 February 2021 – Some 84 people joined": the paper's date, not that of what it tells.
		if !(c.span.Start >= m.Span.End && dash.MatchString(p.after(m.Span)) && s.isDateline(p, m.Span)) {
			add(8, c.rule)
			if c.span.Start >= m.Span.End && slices.ContainsFunc(p.dates, func(d date.Mention) bool {
				return d.Span.Start >= c.span.End && d.Span.Start-c.span.End < 30
			}) {
				score -= 0.05 // "As agreed in Lima on 3 May, the Forum was held on 5 June"
			}
		}
	}
	// What stands apart from the sentences says less: a page has dates of its own.
	switch before := p.before(m.Span); {
	case s.labelOf(p, m.Span) == dateLabel || p.label == dateLabel && strings.TrimSpace(before) == "":
		add(5, dateLabel)
	case p.index < 0:
		add(5, "title-date")
	case s.isDateline(p, m.Span) && len(p.mentions) > 0:
		add(4, "dateline")
	case p.heading:
		add(4, "heading-date")
	case s.isDateline(p, m.Span):
		add(2, "date-line")
		if m.Start != m.End && m.HasDay() {
			add(0.5, "") // several days are those of a meeting, not of a paper
		}
	case name == "" && !p.short && p.index >= 0 && p.index < 4 && strings.EqualFold(strings.TrimSpace(before), "on") && tellsMeeting.MatchString(p.text):
		add(4, "on-the-day")
	case name == "" && s.namesMeeting(before) && !byThen.MatchString(before):
		add(3, "beside-name")
	}
	switch {
	case m.Relative.Known && m.Relative.OnDay:
		add(1, "")
	case m.Relative.Known:
		add(3, "")
	case m.HasDay() && m.HasYear():
		add(3, "")
	case m.HasDay():
		add(1.5, "")
	case m.Start.Month == 0:
		add(-3, "")
	}
	if m.Vague {
		add(-3, "")
	}
	if name == "" {
		return 0, "" // a date that nothing speaks for but its place in the report
	}
	if s.ofAnother(p, m.Span) {
		score -= 5
	}
	return score, name
}

// tellsMeeting is what a sentence that begins with a day says of a meeting: "On 9 August A and B co-chaired the Ninth Session".
var tellsMeeting = pattern.MustCompile(`(?i:chaired|presided (?:over|at)|hosted|held|attended|convened|took part in|participated in) (?:the|their|an?) (?:[\p{L}\d’'-]+ ){0,8}(?:meetings?|sessions?|summit|conference|forum|consultations?|talks|dialogue|round)`)

// byThen ends in what stands before the date of something to come or gone by.
var byThen = pattern.MustCompile(`(?i)(?:^|\s)(?:by|before|until|till|than|since|after|(?:end|beginning|middle|close) of) (?:the )?$`)

var dash = pattern.MustCompile(`^[)\s.]*(?:\(\p{Lu}[^()]{1,20}\) ?)?(?:[–—-]|--)\s`)

// isDateline reports whether a passage, or what of it stands before the first colon or dash behind the date, holds little
// but dates and places: "Lima, Peru, 3-5 May 2012", "Lima, 3 May 2012: The Forum …".
func (s *survey) isDateline(p *passage, span document.Span) bool {
	if actLine.MatchString(p.text) || !p.short && span.Start-p.span.Start > 60 || s.r.Doc.Blocks[p.block].Kind == document.ListItem {
		return false
	}
	if styled.MatchString(p.text[:span.Start-p.span.Start]) {
		return false // a person's name: "The Hon. W. Perth"
	}
	head := p.text
	if !p.short {
		rest := strings.TrimLeft(p.after(span), " )")
		if !strings.HasPrefix(rest, ":") && !strings.HasPrefix(rest, "–") && !strings.HasPrefix(rest, "—") && !strings.HasPrefix(rest, "-") && !strings.HasPrefix(rest, ".-") && (strings.TrimSpace(rest) != "." || p.index > 8) {
			// "30 June 2012, Lima Capital, Peru – The Forum …": the dash may stand a few words further on.
			i := strings.IndexAny(rest, "–—:")
			for _, dash := range []string{".-", " -- "} {
				if at := strings.Index(rest, dash); at >= 0 && i < 0 {
					i = at
				}
			}
			if (i < 0 || i > 50) && !p.nothingBut(span) {
				return false
			}
		}
		head = p.text[:span.End-p.span.Start]
	}
	masked := []byte(head)
	mask := func(x document.Span) {
		for i := max(0, x.Start-p.span.Start); i < min(len(masked), x.End-p.span.Start); i++ {
			masked[i] = ' '
		}
	}
	mask(span)
	for _, known := range spansOf(p) {
		mask(known)
	}
	letters := 0
	for _, word := range strings.FieldsFunc(string(masked), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(word) > 3 {
			letters += len(word)
		}
	}
	return letters <= 24
}

// styled holds how a person is styled.
var styled = pattern.MustCompile(`\b(?:Mr|Mrs|Ms|Dr|Prof|Hon|Messrs)\b`)

// actLine begins what is to be done, and by when: "ACTION 15/6: Fiji to write to ports (31 March 2015)".
var actLine = pattern.MustCompile(`^(?i:(?:agreed )?actions?|deadlines?|due)(?: (?:no\.? ?)?[\d./-]+)?\s*[:–—]`)

// nothingBut reports whether a passage is a place with a date, and no sentence: "Kirkenes, 14-15 October 2013."
func (p *passage) nothingBut(place document.Span) bool {
	letters := func(from, to int) bool {
		return strings.ContainsFunc(p.text[from-p.span.Start:to-p.span.Start], unicode.IsLetter)
	}
	at := p.span.Start
	for _, known := range append([]document.Span{place}, spansOf(p)...) {
		if known.Start < at {
			continue
		}
		if letters(at, known.Start) {
			return false
		}
		at = known.End
	}
	return len(p.dates) > 0 && !letters(at, p.span.End)
}

// spansOf are the dates and names of a passage in order.
func spansOf(p *passage) []document.Span {
	var spans []document.Span
	for _, d := range p.dates {
		spans = append(spans, d.Span)
	}
	for _, m := range p.mentions {
		spans = append(spans, m.Span)
	}
	slices.SortFunc(spans, func(a, b document.Span) int { return a.Start - b.Start })
	return spans
}

func lastLine(s string) string {
	return strings.TrimSpace(s[strings.LastIndexByte(s, '\n')+1:])
}

// pick is the best candidate: the highest score, then the first.
func pick[T any](candidates []candidate[T]) *candidate[T] {
	if len(candidates) == 0 {
		return nil
	}
	best := slices.MaxFunc(candidates, func(a, b candidate[T]) int {
		return cmp.Or(cmp.Compare(a.score, b.score), b.span.Start-a.span.Start)
	})
	return &best
}

// fuller is a candidate that says the same as the best one, and more: the year, the day, or the range around the day.
func (s *survey) fuller(candidates []candidate[date.Mention], best *candidate[date.Mention]) *candidate[date.Mention] {
	b := best.value
	if b.Relative.Known {
		b = b.On(s.page.date)
	}
	var found *candidate[date.Mention]
	for i := range candidates {
		c := &candidates[i]
		m := c.value
		if m.Relative.Known || c.span == best.span || !m.HasDay() {
			continue
		}
		same := m.Start.Month == b.Start.Month && (b.Start.Year == 0 || m.Start.Year == 0 || m.Start.Year == b.Start.Year)
		exacter := same && !b.HasDay() && m.HasYear()
		dated := same && b.HasDay() && !b.HasYear() && m.HasYear() && m.Start.Day == b.Start.Day && m.End.Day == b.End.Day
		wider := (same || m.End == b.End) && b.HasDay() && m.HasYear() && b.Start == b.End && m.Start != m.End && !b.Start.Before(m.Start) && !m.End.Before(b.End)
		if (exacter || dated || wider) && (found == nil || c.score > found.score) {
			found = c
		}
	}
	return found
}

// yearFor gives the year of a date that has none: from another date of the meeting in the same month, from the page, or
// from the one year that the text names.
func (s *survey) yearFor(candidates []candidate[date.Mention], best *candidate[date.Mention]) (int, extract.Evidence) {
	if held := best.value.In(s.page.date.Year); s.page.date.Day != 0 && s.page.date.Month == held.Start.Month && s.page.date.Year != 0 && !s.page.date.Before(held.Start) {
		return s.page.date.Year, extract.Evidence{Span: s.page.span, Rule: "page-date", Inferred: true} // published in the same month
	}
	for _, c := range candidates {
		if c.value.HasYear() && (c.value.Start.Month == best.value.Start.Month || c.value.Start.Month == 0) {
			return c.value.Start.Year, extract.Evidence{Span: c.span, Rule: "year-of-same-month", Inferred: true}
		}
	}
	page := s.page
	if page.date.Year == 0 {
		return s.onlyYear()
	}
	year := page.date.Year
	if held := best.value.In(year); page.date.Before(held.Start) && page.date.Month < held.Start.Month {
		year-- // a page of January tells of a meeting in December
	}
	return year, extract.Evidence{Span: page.span, Rule: "page-date", Inferred: true}
}

var (
	aYear = pattern.MustCompile(`\b(?:19|20)\d\d\b`)
	// years are several, of which none tells when anything was: "2025-2030", "2016/17".
	years = pattern.MustCompile(`\b(?:19|20)\d\d ?[-–—/] ?\d\d(?:\d\d)?\b`)
)

// onlyYear is the year that a text names twice or more, where it names no other; 0 else. One that is named once may be
// that of something past: "dialogue partners since 1996".
func (s *survey) onlyYear() (int, extract.Evidence) {
	var found document.Span
	times := 0
	for _, b := range s.r.Doc.Blocks {
		if !b.Kind.Body() && b.Kind != document.Title {
			continue
		}
		text := s.r.Text(b.Span)
		ranges := years.FindAllStringIndex(text, -1)
		for _, at := range aYear.FindAllStringIndex(text, -1) {
			span := document.Span{Start: at[0], End: at[1]}
			switch {
			case slices.ContainsFunc(ranges, func(r []int) bool { return span.Overlaps(document.Span{Start: r[0], End: r[1]}) }):
			case times == 0:
				found, times = span.Shift(b.Span.Start), 1
			case text[at[0]:at[1]] == s.r.Text(found):
				times++
			default:
				return 0, extract.Evidence{}
			}
		}
	}
	year, err := strconv.Atoi(s.r.Text(found))
	if err != nil || times < 2 {
		return 0, extract.Evidence{}
	}
	return year, extract.Evidence{Span: found, Rule: "only-year", Inferred: true}
}

// warnOfConflict warns where another passage that tells of the meeting gives other days.
func (s *survey) warnOfConflict(f *extract.Findings, candidates []candidate[date.Mention], chosen date.Mention, span document.Span) {
	for _, c := range candidates {
		m := c.value
		strong := c.rule == dateLabel || c.rule == "title-date" || c.rule == "heading-date" || c.score >= 10
		if !strong || !m.HasDay() || !m.HasYear() || m.Relative.Known || c.passage.position() < 2 && c.passage.index >= 0 {
			continue
		}
		if !c.passage.short && m.Start == m.End && !m.Start.Before(chosen.Start) && !chosen.End.Before(m.Start) && s.isDateline(c.passage, c.span) {
			continue // the paper is of one of the days
		}
		if m.Start != chosen.Start || m.End != chosen.End {
			f.Warn("conflicting-dates", fmt.Sprintf("the report gives %s and %s as the date of the meeting", s.r.Text(span), s.r.Text(c.span)), span, c.span)
			return
		}
	}
}
