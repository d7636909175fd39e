package commitment

import (
	"slices"
	"strconv"
	"strings"

	"rapporteur/extract"
	"rapporteur/extract/date"
	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/pattern"
	"rapporteur/schemas"
)

// put adds an outcome with what it says beside its act; g is its verb, nil where a lead-in has it.
func (s *survey) put(sent *extract.Sentence, p *sentence, unit document.Span, out reading, g *group) {
	ws := p.words
	o := extract.Outcome{Act: out.act, Actors: append([]string(nil), out.actors...), Unit: unit, Area: s.area, Hedged: out.hedged, Negated: out.negated, Confidence: out.confidence}
	end := unit.End
	for i := len(ws) - 1; i >= 0 && (ws[i].text == "." || ws[i].text == ";"); i-- {
		end = ws[i].span.Start
	}
	if out.until > 0 && out.until < len(ws) {
		last := out.until - 1
		for last > 0 && (ws[last].text == "," || connectors[ws[last].lower]) {
			last--
		}
		end = max(ws[last].span.End, unit.Start)
	}
	action := document.Span{Start: min(unit.Start, end), End: end}
	if out.action < len(ws) && ws[out.action].span.Start < end {
		action.Start = ws[out.action].span.Start
	}
	o.Action = strings.TrimSpace(s.r.Text(action))
	evidence := extract.Evidence{Span: unit, Rule: out.rule}
	if g != nil && g.start < len(ws) {
		o.Negated = g.negated
		verbEnd := min(max(g.end, g.head+1), len(ws))
		if verbEnd < len(ws) && verbEnd < out.action && (ws[verbEnd].lower == "to" || ws[verbEnd].lower == "that" || ws[verbEnd].lower == "on" || ws[verbEnd].lower == "for" || ws[verbEnd].lower == "upon") {
			verbEnd++
		}
		o.Verb = s.text(ws, g.start, verbEnd)
		if out.rule == "verb" || out.rule == "passive" {
			evidence.Rule = out.rule + ":" + strings.ToLower(ws[g.head].text)
		}
	} else {
		o.Verb = out.rule
	}
	o.Evidence = []extract.Evidence{evidence}
	if unit != sent.Span {
		o.Evidence = append(o.Evidence, extract.Evidence{Span: sent.Span, Rule: "sentence"})
	}
	if out.addressees.end > out.addressees.start && out.act == "requests" {
		o.Addressees = s.named(ws, out.addressees)
	}
	if !o.Hedged && schemas.IsStrong(o.Act) {
		_, o.Hedged = s.first("hedge", s.r.Text(unit))
	}
	if !strings.HasPrefix(out.rule, "ended") { // a meeting that has ended with an act tells when and where it was
		o.Deadline = s.deadline(unit.Start, beforePast(p, action, g), schemas.IsStrong(out.act))
		if o.Deadline == nil && g != nil && g.start > 0 && g.start < len(ws) && schemas.IsStrong(out.act) {
			o.Deadline = s.leadingDeadline(document.Span{Start: unit.Start, End: max(unit.Start, ws[g.start].span.Start)})
		}
		if o.Deadline != nil && g != nil && g.verb != nil && appointing[g.verb.lemma] && termBegins.MatchString(s.r.Text(unit)) {
			o.Deadline = nil
		}
		o.Place = s.place(document.Span{Start: unit.Start, End: end}, out.act)
		s.deadlineBehind(sent, &o)
	}
	o.Instruments = s.instruments(unit)
	if !slices.Contains(o.Actors, "") {
		s.f.Outcomes = append(s.f.Outcomes, o)
	}
}

// appointing are verbs that give an office; from when to when it is held is no deadline.
var appointing = wordSet("elect reelect appoint reappoint name choose designate")

var termBegins = pattern.MustCompile(`(?i)\b(?:from|beginning(?: on)?|starting(?: on)?|commencing(?: on)?|as (?:of|from)|with effect from|until|till|up to|for) (?:the )?(?:(?:end|beginning|middle) of |(?:period|years?|term) )?(?:\d|january|february|march|april|may|june|july|august|september|october|november|december)`)

// codeParties gives states that attended by another short name, as "SK" in a table, the code that they have there.
func (s *survey) codeParties() {
	codes := map[string]string{}
	for _, p := range s.f.Parties {
		if p.Kind == "state" && p.Code != "" {
			codes[p.Name] = p.Code
		}
	}
	for i := range s.f.Outcomes {
		for _, names := range [][]string{s.f.Outcomes[i].Actors, s.f.Outcomes[i].Addressees} {
			for k, name := range names {
				if code := codes[name]; code != "" {
					names[k] = code
				}
			}
		}
	}
}

// named gives the codes or names of those addressed; nothing where the meeting addresses all.
func (s *survey) named(ws []word, seg segment) []string {
	for seg.end > seg.start && !ws[seg.end-1].letters() {
		seg.end--
	}
	if seg.end <= seg.start {
		return nil
	}
	keep := [2]subject{s.last, s.lastPerson}
	subj, ok := s.conjuncts(ws, seg.start, seg.end)
	s.last, s.lastPerson = keep[0], keep[1]
	if ok && !subj.whole {
		return subj.actors
	}
	lo := seg.start
	for lo < seg.end-1 && determiner[ws[lo].lower] {
		lo++
	}
	if seg.end-lo > 12 {
		return nil
	}
	return []string{s.text(ws, lo, seg.end)}
}

// deadline finds when the action is to be done: a date to come that a word such as "by" leads to, else words of time.
func (s *survey) deadline(from int, action document.Span, strong bool) *schemas.Deadline {
	text := s.r.Text(action)
	before := func(at int) string { return s.r.Text(document.Span{Start: from, End: action.Start + at}) }
	start, _ := date.Parse(s.f.Meeting.Start.V)
	whole := text + yearBehind.FindString(s.r.Doc.Text[action.End:])
	for _, m := range date.Find(whole) {
		ofMeeting := meetingOfDate.MatchString(before(m.Span.Start)) && meetingBehind.MatchString(whole[m.Span.End:])
		inBrackets := strong && strings.HasSuffix(before(m.Span.Start), "(") && closesItem.MatchString(whole[m.Span.End:])
		if m.Relative.Known || !m.Vague && !ofMeeting && !inBrackets && !s.cued(before(m.Span.Start)) {
			continue
		}
		if end, ok := date.Parse(s.f.Meeting.End.V); m.HasYear() && m.HasDay() && (ok && !end.Before(m.Start) || m.Start == start) {
			continue // the meeting's own days
		}
		if !strong && !m.HasYear() {
			continue // what a statement tells of has mostly been
		}
		if m.HasYear() && (start.Year != 0 && m.End.Before(start) || !strong && (m.End.Year < start.Year || m.End.Year == start.Year && !start.Before(m.Start))) {
			continue
		}
		return s.dated(whole, m)
	}
	ready := s.ready(text)
	for _, r := range s.rules["deadline"] {
		if m, ok := r.FindIn(ready); ok && (strong || r.Values["strong"] == "") {
			w := m.Groups["when"]
			if s.thisMeeting(text[w.Start:w.End]) || s.wasBefore(text[w.Start:w.End]) {
				continue
			}
			return s.resolved(text[w.Start:w.End])
		}
	}
	return nil
}

// closesItem ends an item whose last words are a time in brackets: "ROK to circulate the note (March 2013)."
var closesItem = pattern.MustCompile(`^\)[.;]?\s*$`)

// meetingOfDate and meetingBehind stand around the date of a meeting to come: "at its November 2017 session".
var (
	meetingOfDate = pattern.MustCompile(`(?i)\b(?:at|by|before|until|to|for|prior to|ahead of|in time for) (?:its|their|our|the) $`)
	meetingBehind = pattern.MustCompile(`^ (?i:meeting|session|summit|conference|plenary|council)s?\b`)
)

// deadlineBehind gives an outcome without a deadline the one that a label behind its sentence tells: "(Deadline: 31 December 2019)",
// "Deadline: next meeting."
func (s *survey) deadlineBehind(sent *extract.Sentence, o *extract.Outcome) {
	if o.Deadline != nil || !schemas.IsStrong(o.Act) || o.Act == "decides" || o.Unit.End < sent.Span.End {
		return
	}
	rest := document.Span{Start: sent.Span.End, End: s.r.Block(sent).Span.End}
	m := labelledDue.FindStringSubmatchIndex(s.r.Text(rest))
	if m == nil {
		return
	}
	at := m[2:4]
	if at[0] < 0 {
		at = m[4:6]
	}
	when := document.Span{Start: rest.Start + at[0], End: rest.Start + at[1]}
	if o.Deadline = s.due(when); o.Deadline == nil {
		return
	}
	o.Evidence = append(o.Evidence, extract.Evidence{Span: when, Rule: "deadline-behind"})
}

// labelledDue is a deadline with its label, in brackets or in a sentence of its own.
var labelledDue = pattern.MustCompile(`^\s*(?:[(\[](?i:deadline|due(?: date)?|time ?line|time ?frame|target date|by when)[ ]?: ?([^()\[\]\n]{3,50})[)\]]|(?i:deadline|due(?: date)?|time ?line|time ?frame|target(?: date)?|by when)[ ]?: ?([^()\[\]\n.]{3,50})(?:\.|$))`)

// yearBehind is the year of a month at whose comma an action seems to end: "in September, 2005".
var yearBehind = pattern.MustCompile(`^, (?:19|20)\d\d`)

var (
	thisYear = pattern.MustCompile(`(?i)(?:the|this)(?: (?:current|calendar|present))* year$|year-end$`)
	nextYear = pattern.MustCompile(`(?i)next(?: calendar)? year$`)
	// nextMonth is the one after the meeting's.
	nextMonth = pattern.MustCompile(`(?i)^next month$`)
	// withinTime is a stretch of time that the meeting begins.
	withinTime = pattern.MustCompile(`(?i)^within (?:no more than |at most |not more than )?(?:the (?:next|coming) )?(?:a period of )?([\p{L}-]+|\d{1,3})(?: \(\d{1,3}\))?(?: calendar)? (day|week|month|year)s?(?: (?:of|from|after)(?: the date of)? (?:the|this) (?:meeting|session|summit|conference))?$`)
	// counts are the numbers of such a stretch in words.
	counts = map[string]int{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
		"twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-four": 24, "thirty": 30, "thirty-six": 36, "sixty": 60, "ninety": 90}
)

// resolved is a deadline in words, with the time that the meeting's own date gives them: "before the end of the year", "within
// 90 days". Words that another event gives a date ("within a month of its approval") keep none.
func (s *survey) resolved(when string) *schemas.Deadline {
	d := &schemas.Deadline{Text: when}
	start, ok := date.Parse(s.f.Meeting.Start.V)
	end, _ := date.Parse(s.f.Meeting.End.V)
	if !ok {
		return d
	}
	set := func(from, to date.Date) {
		first, last := from.String(), to.String()
		d.Start, d.End = &first, &last
	}
	switch {
	case thisYear.MatchString(when):
		set(date.Date{Year: start.Year}, date.Date{Year: start.Year})
	case nextYear.MatchString(when):
		set(date.Date{Year: start.Year + 1}, date.Date{Year: start.Year + 1})
	case nextMonth.MatchString(when) && end.Day != 0:
		month := end.AddMonths(1)
		set(date.Date{Year: month.Year, Month: month.Month}, date.Date{Year: month.Year, Month: month.Month})
	case ofMonth.MatchString(when) && end.Month != 0:
		month := months[strings.ToLower(ofMonth.FindStringSubmatch(when)[1])]
		year := end.Year
		if month <= end.Month {
			year++
		}
		set(date.Date{Year: year, Month: month}, date.Date{Year: year, Month: month})
	case ofYear.MatchString(when):
		year, _ := strconv.Atoi(ofYear.FindStringSubmatch(when)[1])
		set(date.Date{Year: year}, date.Date{Year: year})
	default:
		m := withinTime.FindStringSubmatch(when)
		if m == nil || end.Day == 0 {
			return d
		}
		n := counts[strings.ToLower(m[1])]
		if n == 0 {
			n, _ = strconv.Atoi(m[1])
		}
		if n == 0 {
			return d
		}
		last := map[string]date.Date{"day": end.AddDays(n), "week": end.AddDays(7 * n), "month": end.AddMonths(n), "year": end.AddMonths(12 * n)}[strings.ToLower(m[2])]
		set(end, last)
	}
	return d
}

// dated is a deadline on a date that a text names; one without a year is of the first such day after the meeting's.
func (s *survey) dated(text string, m date.Mention) *schemas.Deadline {
	if start, _ := date.Parse(s.f.Meeting.Start.V); !m.HasYear() && start.Year != 0 {
		m = m.In(start.Year)
		if m.End.Before(start) {
			m.Start.Year++
			m.End.Year++
		}
	}
	d := &schemas.Deadline{Text: strings.TrimSpace(text[m.Span.Start:m.Span.End])}
	if v := m.Start.String(); v != "" {
		d.Start = &v
	}
	if v := m.End.String(); v != "" {
		d.End = &v
	}
	return d
}

// ofMonth is a meeting by its month: "before its November session".
var ofMonth = pattern.MustCompile(`(?i)\s(?:the|its|their|our) (january|february|march|april|may|june|july|august|september|october|november|december) \p{Ll}`)

var months = map[string]int{"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12}

// ofYear is a meeting or a time by its year: "before the 2024 Summit", "early in 2024".
var ofYear = pattern.MustCompile(`(?i)(?:\sthe |^early in )((?:19|20)\d\d)(?: \p{L}|$)`)

// wasBefore reports whether words name a meeting or a time of a year before this one, or this meeting.
func (s *survey) wasBefore(when string) bool {
	m := ofYear.FindStringSubmatch(when)
	return m != nil && (yearOf(m[1]) < s.year || yearOf(m[1]) == s.year && strings.HasPrefix(when, "at "))
}

// thisMeeting reports whether words of time name the meeting itself by its number.
func (s *survey) thisMeeting(when string) bool {
	title := strings.ToLower(s.f.Meeting.Title.V)
	return slices.ContainsFunc(strings.Fields(strings.ToLower(when)), func(w string) bool {
		return ordinalWord.MatchString(w) && strings.Contains(title, w)
	})
}

// leadingDeadline reads what stands before the verb: "By 2015, members will"; meetings named there are where it was
// decided, not when it is to be done.
func (s *survey) leadingDeadline(before document.Span) *schemas.Deadline {
	text := s.r.Text(before)
	comma := strings.IndexByte(text, ',')
	if comma < 0 {
		return nil
	}
	before.End = before.Start + comma
	d := s.deadline(before.Start, before, true)
	if d == nil {
		return nil
	}
	if d.Start == nil {
		_, meeting := s.first("gathering", d.Text)
		if meeting {
			return nil
		}
	}
	return d
}

func (s *survey) cued(before string) bool {
	if len(before) > 60 {
		before = before[len(before)-60:]
		before = strings.ToValidUTF8(before, "")
	}
	_, ok := s.first("cue", before)
	return ok
}

// beforePast is the part of an action before its first verb in the past: what that tells of is done, unless an infinitive
// follows ("those that had not signed to do so by June").
func beforePast(p *sentence, action document.Span, g *group) document.Span {
	for i := range p.groups {
		q := &p.groups[i]
		if q.start >= len(p.words) || p.words[q.start].span.Start <= action.Start || g != nil && q.start <= g.start {
			continue
		}
		if (q.tense == pastTense || q.tense == pluperfect) && q.finite && (q.verb == nil || q.form&participle == 0 || q.start < q.head) && !q.doubtful {
			if concerned[p.words[q.head].lower] && q.start == q.head {
				continue // "the States concerned"
			}
			if q.start == q.head && i > 0 && !p.groups[i-1].finite && causes[p.words[p.groups[i-1].head].lower] && q.start-p.groups[i-1].end < 8 {
				continue // "to have the audit carried out"
			}
			if next := i + 1; next < len(p.groups) && p.groups[next].tense == present && !connectors[p.words[p.groups[next].start-1].lower] && q.start > 0 && relatives[p.words[q.start-1].lower] {
				continue // "that Parties which had not done so send it by June"
			}
			if next := i + 1; next < len(p.groups) && (p.words[p.groups[next].start].lower == "to" && !p.groups[next].finite || p.groups[next].tense == advice) {
				continue
			}
			action.End = min(action.End, p.words[q.start].span.Start)
			break
		}
	}
	return action
}

// causes are verbs with which somebody has something done.
var causes = wordSet("have get see")

// concerned are participles behind those whom a matter touches.
var concerned = wordSet("concerned involved affected interested")

// place finds where the action is to be done: a place or state after "in" that an event's words lead to, or a town where
// somebody is to do something.
func (s *survey) place(unit document.Span, act string) *schemas.Place {
	text := s.r.Text(unit)
	start, _ := date.Parse(s.f.Meeting.Start.V)
	for _, m := range s.mentions {
		if !unit.Contains(m.Span) {
			continue
		}
		if act == "notes" {
			continue
		}
		before := text[:m.Span.Start-unit.Start]
		seat := asSeat.MatchString(text[m.Span.End-unit.Start:])
		if !seat && !leadsToPlace(before) {
			continue
		}
		if len(before) > 240 {
			before = strings.ToValidUTF8(before[len(before)-240:], "")
		}
		if m := wasThere.FindString(before); m != "" && !strings.Contains(m, "be ") && !strings.Contains(m, "being ") {
			continue // "the minutes of the meeting held in Suva", "what was promised in Suva"
		}
		if _, ok := s.first("event", before); !ok && !seat && (act == "welcomes" || !isTown(m) || !actsIn(before)) {
			continue
		}
		country := ""
		for _, c := range m.Candidates {
			switch {
			case c.Entry.Kind == gazetteer.Place:
				country = c.Entry.Country
			case c.Entry.Kind == gazetteer.State && c.Form != gazetteer.Demonym:
				country = c.Entry.Code
			}
			if country != "" {
				break
			}
		}
		if country == "" {
			continue
		}
		// What was held before this meeting is no action of its own.
		past := false
		at := m.Span.Start - unit.Start
		for _, d := range date.Find(text) {
			if near := d.Span.End < at && at-d.Span.End < 40 || d.Span.Start > at && d.Span.Start-at < 40; !near {
				continue
			}
			if d.HasYear() && (start.Year != 0 && d.End.Before(start) || start.Year != 0 && d.End == start) {
				past = true
			}
		}
		if past {
			continue
		}
		return &schemas.Place{Text: s.r.Text(m.Span), Country: &country}
	}
	return nil
}

// asSeat follows the place that is chosen for something: "agreed on Suva as the venue".
var asSeat = pattern.MustCompile(`^(?:, \p{Lu}[\p{L} ]{2,20},?)? as (?:the |its |their )?(?:\p{L}+ )?(?:venue|place|seat|site|location|headquarters)(?:[^\p{L}\s]|$|\s(?:of|for|from|and|in|until)(?:\s|$))`)

// wasThere ends what stands before a place where something was, by a participle or a verb in the past.
var wasThere = pattern.MustCompile(`(?i)(?:^|[^\p{L}])(?:(?:be|being) )?(?:held|given|signed|worked out|convened|conducted|organi[sz]ed|launched|concluded|made|reached|taken)(?:,| \p{L}+ly)? (?:in|at) (?:the )?(?:city of )?$`)

// leadsToPlace reports whether a preposition of place stands at a text's end; it spares the rules what cannot match.
func leadsToPlace(before string) bool {
	before = strings.TrimSuffix(strings.TrimSuffix(before, "the "), "city of ")
	before = strings.TrimSuffix(before, "the ")
	return strings.HasSuffix(before, " in ") || strings.HasSuffix(before, " at ") || strings.HasSuffix(before, " to ") || strings.HasSuffix(before, " visit ") || strings.HasSuffix(before, " waters of ")
}

func isTown(m gazetteer.Mention) bool {
	return slices.ContainsFunc(m.Candidates, func(c gazetteer.Candidate) bool { return c.Entry.Kind == gazetteer.Place })
}

// actsIn reports whether the words before a town's name say that something is done there: not what is there already
// ("the authorities in", "the situation in", "the Institute in").
func actsIn(before string) bool {
	before, ok := strings.CutSuffix(before, " in ")
	if !ok {
		if before, ok = strings.CutSuffix(before, " at "); !ok {
			return false
		}
	}
	words := strings.Fields(before)
	i := len(words) - 1
	if i < 0 || there[words[i]] {
		return false
	}
	if strings.ToLower(words[i]) == words[i] {
		return true
	}
	for i > 0 && strings.ToLower(words[i]) != words[i] { // "a Consulate in"
		i--
	}
	return newThing[words[i]]
}

// newThing are words before a thing that is not there yet.
var newThing = wordSet("a an another new one two three")

// there are words for what a place has, or had, before anything is done in it.
var there = wordSet(`situation crisis conflict war fighting violence unrest events developments incident attack attacks earthquake
	negotiations talks process discussions conference summit authorities leaders government governments ambassadors representatives missions
	mission forces schools hospitals prisoners hostages elections interest invest investing people peoples population citizens residents office offices delegation secretariat
	based located situated met held signed adopted agreed concluded born lives living made taken reached launched opened established set`)

// instruments are the treaties, declarations and plans that a unit names.
func (s *survey) instruments(unit document.Span) []string {
	var out []string
	seen := map[string]bool{}
	text := s.r.Text(unit)
	ready := s.ready(text)
	for _, r := range s.rules["instrument"] {
		for _, m := range r.FindAllIn(ready) {
			w := m.Groups["name"]
			name := strings.TrimPrefix(strings.TrimRight(text[w.Start:w.End], ".,’'"), "The ")
			if strings.ContainsRune(name, ' ') && !seen[name] {
				seen[name] = true
				out = append(out, name)
			}
		}
	}
	return out
}
