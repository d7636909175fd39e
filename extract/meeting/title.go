package meeting

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/extract"
	"rapporteur/extract/date"
	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/ordinal"
	"rapporteur/extract/pattern"
)

// heads are what a meeting is called, each with its type; where a name holds several, the first of the list decides.
var heads = []struct {
	word string
	kind string
}{
	{"summit", "summit"}, {"heads of state", "summit"}, {"heads of government", "summit"}, {"leaders", "summit"},
	{"senior officials", "senior-officials"}, {"som", "senior-officials"},
	{"working group", "working-group"}, {"working party", "working-group"}, {"task force", "working-group"}, {"taskforce", "working-group"},
	{"workshop", "workshop"}, {"webinar", "workshop"}, {"seminar", "workshop"}, {"symposium", "workshop"}, {"training", "workshop"},
	{"ministers", "ministerial"}, {"ministerial", "ministerial"}, {"minister", "ministerial"},
	{"assembly", "assembly"}, {"board", "board"}, {"committee", "committee"}, {"commission", "committee"},
	{"bilateral", "bilateral"}, {"consultation", "consultation"}, {"consultations", "consultation"},
	{"dialogue", "dialogue"}, {"council", "council"}, {"session", "session"}, {"conference", "conference"}, {"congress", "conference"},
	{"convention", "conference"}, {"forum", "conference"}, {"round table", "dialogue"}, {"roundtable", "dialogue"}, {"visit", "bilateral"},
	{"meeting", "meeting"}, {"gathering", "meeting"}, {"group", "working-group"},
}

// typeOf is the type of a meeting by its name, "" where the name holds no word that tells.
func typeOf(name string) string {
	folded := " " + strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) }), " ") + " "
	for _, h := range heads {
		if strings.Contains(folded, " "+h.word+" ") || strings.Contains(folded, " "+h.word+"s ") {
			return h.kind
		}
	}
	return ""
}

// title is a candidate for the meeting's name.
type title struct {
	span  document.Span
	score float64
	rule  string
}

// reportOf ends a title whose last line says of which meeting this is the report.
var reportOf = pattern.MustCompile(`(?i)\s*\n\s*(?:reports?|minutes|records?|proceedings) (?:of|on) (?:the )?(?:\S+ ){1,4}(?:session|meeting)$`)

// findTitle fills in the title, the ordinal, the series and the type.
func (s *survey) findTitle(m *extract.Meeting) {
	best := s.bestTitle()
	whole := best
	if tail := reportOf.FindStringIndex(s.r.Text(best.span)); tail != nil && best.rule == "two-lines" {
		best.span.End = best.span.Start + tail[0] // "STATISTICAL COMMISSION", and below "REPORT ON THE TENTH SESSION"
	}
	name := ""
	if best.rule != "" {
		name = oneLine(s.r.Text(best.span))
		m.Title.Set(name, extract.Evidence{Span: best.span, Rule: best.rule})
	}
	if n, evidence := s.findOrdinal(whole); n != 0 {
		s.ordinal = n
		m.Ordinal.Set(n, evidence)
	}
	if series := seriesOf(name); series != "" {
		m.Series.Set(series, extract.Evidence{Span: best.span, Rule: "title-without-number", Inferred: true})
	}
	if kind := typeOf(name); kind != "" {
		m.Type.Set(kind, extract.Evidence{Span: best.span, Rule: "type-by-title", Inferred: true})
		return
	}
	for i := range s.passages[:min(len(s.passages), 5)] {
		p := &s.passages[i]
		if own, ok := s.ownName(p); ok && typeOf(s.r.Text(own)) != "" {
			m.Type.Set(typeOf(s.r.Text(own)), extract.Evidence{Span: own, Rule: "type-by-name", Inferred: true})
			return
		}
	}
}

// ofTheMeeting begins the line below a paper's kind that says of which meeting it is.
var ofTheMeeting = pattern.MustCompile(`^(?i:(?:(?:up)?on the (?:results?|outcomes?|proceedings|conclusion) )?of the) `)

// spaced is a word whose letters are set apart: "R E C O R D".
var spaced = pattern.MustCompile(`^\p{L}(?: \p{L})+$`)

// isPaper reports whether a line is no more than what kind of paper this is: "MINUTES No. 3", "R E C O R D".
func isPaper(line string) bool {
	if spaced.MatchString(line) {
		line = strings.ReplaceAll(line, " ", "")
	}
	return len(strings.Fields(line)) < 5 && (documentType.MatchString(line) || strings.EqualFold(line, "protocol"))
}

// anotherMeeting is a heading of what a meeting does about one that was or will be, or of its own first or last hour.
var anotherMeeting = pattern.MustCompile(`^(?i:(?:the )?(?:opening|closing) (?:session|ceremony|plenary|segment)|(?:the )?(?:previous|last|next|preceding|forthcoming|future|upcoming) (?:\p{L}+ ){0,2}(?:meetings?|sessions?|summits?|conferences?))\b|^(?i:organi[sz]ation of the (?:meeting|session|conference)(?: of (?:the )?(?:states )?parties)?)$`)

// titleLabel stands before the name of what a paper is about.
var titleLabel = pattern.MustCompile(`^(?i:subject|re|event|title|meeting|name of (?:the )?(?:meeting|event)|title of (?:the )?(?:meeting|event)) ?: ?`)

// mayBeOther is such a label of what may be beside the meeting, further down.
var mayBeOther = pattern.MustCompile(`^(?i:event|meeting) ?:`)

// ofWhose begins the line below a meeting's number and kind that says whose meeting it is.
var ofWhose = pattern.MustCompile(`^(?i:of the)(?: |$)`)

// officialRecords reports whether a line names the records of another body that a report was printed in: "OFFICIAL RECORDS: THIRTY-FOURTH
// SESSION".
func (s *survey) officialRecords(at document.Span) bool {
	text := s.r.Doc.Text
	start := strings.LastIndexByte(text[:at.Start], '\n') + 1
	return inRecords.MatchString(text[start:at.End])
}

var inRecords = pattern.MustCompile(`(?i)\bofficial records\b[^\n]*\bsession`)

// withoutPoint leaves out the point at the end of a title that was a sentence's.
func (s *survey) withoutPoint(at document.Span) document.Span {
	text := s.r.Text(at)
	if before, ok := strings.CutSuffix(text, "."); ok && !strings.Contains(before, ".") {
		if _, last := cutLast(before); len(last) > 3 {
			at.End--
		}
	}
	return at
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// bestTitle weighs the file's titles, the first headings, the first lines, and the name that the first sentences give.
func (s *survey) bestTitle() title {
	var best title
	var all []title
	consider := func(t title) {
		t.span = s.withoutPoint(t.span)
		if anotherMeeting.MatchString(s.r.Text(t.span)) || s.onlyDateline(t.span) || s.officialRecords(t.span) {
			return
		}
		all = append(all, t)
		if text := s.r.Text(t.span); t.score > best.score && len(text) >= 6 && len(strings.Fields(text)) >= 2 {
			best = t
		}
	}
	for i := range s.titles {
		span := s.titles[i].span
		if isFileName(s.r.Text(span)) {
			continue
		}
		own := withoutSite(s.r.Text(span), span)
		consider(title{s.trimTitle(own), 4 + s.weighTitle(own), "file-title"})
	}
	headings := 0
	head := s.head()
	for i, p := range head {
		switch {
		case p.heading && headings < 3:
			headings++
			score := 4.5 - 0.6*float64(headings) + s.weighTitle(p.span)
			if s.isReportOf(p) {
				score += 2
			}
			if p.index > 0 {
				score-- // a heading behind running text is one of its parts
				if !s.namesMeeting(p.text) && typeOf(p.text) == "" {
					score -= 3
				}
			}
			if b := s.r.Doc.Blocks[p.block]; b.Marker != "" && b.Marker[0] >= '0' && b.Marker[0] <= '9' {
				score -= 2 // an item of the agenda
			}
			if s.isFileTitle(p.span) {
				score += 1.5
			}
			if words := len(strings.Fields(p.text)); words >= 6 && len(s.numbered(p.text)) > 0 && s.namesMeeting(p.text) {
				score += 0.5 // the page's own full name goes before a short one in its title bar
			}
			whole := s.wholeName(head[i:])
			if whole != p.span {
				score++
			}
			consider(title{s.trimTitle(whole), score, "heading"})
		case i > 0 && i < 8 && (p.short || len(strings.Fields(p.text)) < 45) && ofTheMeeting.MatchString(p.text) && isPaper(head[i-1].text):
			consider(title{s.trimTitle(p.span), 5.5 + s.weighTitle(p.span), "first-lines"}) // "MINUTES No. 3", and below "of the Third Meeting of the Forum"
		case i < 12 && titleLabel.MatchString(p.text) && (i < 3 || !mayBeOther.MatchString(p.text)):
			own := p.span
			own.Start += len(titleLabel.FindString(p.text))
			consider(title{s.trimTitle(own), 4 + s.weighTitle(own), "labelled-title"})
		case p.short && i < 8 && s.isReportOf(p):
			whole := s.wholeName(head[i:])
			consider(title{s.trimTitle(whole), 5.5 + s.weighTitle(whole), "first-lines"})
		case p.short && i < 8 && (i < 4 || s.namesMeeting(p.text)) && !strings.HasSuffix(p.text, ".") && !strings.HasSuffix(p.text, ":"):
			whole := s.wholeName(head[i:])
			score := 2.5 - 0.2*float64(i) + s.weighTitle(whole)
			if whole != p.span {
				score++
			}
			consider(title{s.trimTitle(whole), score, "first-lines"})
		}
		if !p.short && !p.heading && i < 12 && len(strings.Fields(p.text)) <= 45 && (!strings.HasSuffix(p.text, ".") || strings.HasSuffix(p.text, ".m.")) && documentType.MatchString(p.text) {
			consider(title{s.trimTitle(p.span), 3.5 + s.weighTitle(p.span), "first-lines"})
		}
		if i < 12 && !p.heading && s.beginsNumbered(p) {
			consider(title{s.trimTitle(p.span), 3 - 0.2*float64(i) + s.weighTitle(p.span), "first-lines"})
		}
		if i > 0 && i < 12 {
			if both, ok := s.twoLines(head[i-1], p); ok {
				consider(title{both, 5.5 - 0.3*float64(i) + s.weighTitle(both), "two-lines"})
			}
		}
		if !p.heading && !p.short && i < 8 {
			for _, n := range s.numbered(p.text) {
				at := document.Span{Start: n.span.Start, End: n.span.Start + len(n.name)}.Shift(p.span.Start)
				if c, ok := p.governing(at); ok && c.is == happening && !beside.MatchString(strings.TrimSpace(strings.ToLower(p.before(at)))) && strings.HasPrefix(p.text[n.span.Start:], n.name) {
					consider(title{s.trimTitle(at), 0.2 - 0.3*float64(p.index) + s.weighTitle(at), "numbered-name"})
					break
				}
			}
		}
		if own, ok := s.ownName(p); ok && i < 24 {
			consider(title{own, 3 - 0.3*float64(p.index) + s.weighTitle(own), "own-name"})
		} else if own, ok := s.nameBy("purpose", p); ok && i < 12 {
			// A reader would rather cite the page's headline, where it says what met.
			consider(title{own, 1 - 0.3*float64(p.index) + s.weighTitle(own), "met-for"})
		}
	}
	// "9th Annual Meeting" and, elsewhere, "9th Annual Meeting of the Harbour Forum": the whole name is the better one.
	for _, t := range all {
		if rest, ok := cutPrefixFold(s.r.Text(t.span), siteBefore.ReplaceAllString(s.r.Text(best.span), "")); ok && strings.HasPrefix(strings.ToLower(rest), " of ") && t.score > 3 {
			return t
		}
	}
	if whole, ok := s.ofWhom(best, all); ok {
		return whole
	}
	if full, ok := s.spelledOut(best, all); ok {
		return full
	}
	if plain, ok := s.plainer(best, all); ok {
		return plain
	}
	if best.rule == "" {
		// A paper that names no meeting is called what it calls itself: "Ministerial Declaration".
		for _, t := range all {
			if text := s.r.Text(t.span); t.rule == "heading" && len(strings.Fields(text)) >= 2 && !generic.MatchString(text) {
				return t
			}
		}
	}
	return best
}

// beginsNumbered reports whether a passage is a meeting's full name and what stands behind one, a place and a day, however long.
func (s *survey) beginsNumbered(p *passage) bool {
	all := s.numbered(p.text)
	return len(all) > 0 && all[0].span.Start == 0 && len(strings.Fields(all[0].name)) >= 4 && len(strings.Fields(p.text)) <= 45 && len(p.cues) == 0 && !s.tellsNews(p.span)
}

// paperWord names a paper, which may be a title for want of a meeting's.
var paperWord = pattern.MustCompile(`(?i)\b(?:declaration|communiqu[eé]|statement|agenda|pathway|accord|agreement|plan|programme|pact|consensus|protocol|charter|resolution|minutes|report|summary|conclusions|record)s?\b`)

// onlyDateline reports whether a text is a date with a place at most: "Gaborone, 3 May 2005".
func (s *survey) onlyDateline(at document.Span) bool {
	text := s.r.Text(at)
	dates := date.Find(text)
	if len(dates) == 0 || s.namesMeeting(text) || paperWord.MatchString(text) {
		return false
	}
	rest := text[:dates[0].Span.Start] + text[dates[len(dates)-1].Span.End:]
	return len(strings.Fields(rest)) < 4 && dates[0].HasDay()
}

// wholeName is a name that begins on the first of some lines: those that follow belong to it as long as one goes on in the next
// or, under a meeting's number and kind, says whose it was.
func (s *survey) wholeName(lines []*passage) document.Span {
	whole := lines[0].span
	for i := range min(len(lines)-1, 3) {
		line, next := lines[i], lines[i+1]
		on := goesOn.MatchString(line.text) || ofWhose.MatchString(next.text) && s.onlyNumbered(line.text) && !strings.ContainsAny(next.text, "0123456789") && !s.tellsNews(next.span)
		if !on || next.block != line.block && !next.short && !next.heading {
			break
		}
		whole.End = next.span.End
	}
	return whole
}

// goesOn ends a line whose name goes on in the next.
var goesOn = pattern.MustCompile(`(?i)(?:^|\s)(?:of|of the|on|on the|for|for the|and|to the|between)$`)

// head are the passages among which the meeting's name stands: the first that are no items of a list, such as a menu's, but for the
// document's first that is a meeting's full name.
func (s *survey) head() []*passage {
	var head []*passage
	items := 0
	for i := range s.passages {
		p := &s.passages[i]
		if len(head) == 25 {
			break
		}
		if s.r.Doc.Blocks[p.block].Kind == document.ListItem {
			if items++; items > 1 || !s.beginsNumbered(p) || i+1 < len(s.passages) && s.beginsNumbered(&s.passages[i+1]) {
				continue // nor a list of meetings
			}
		}
		head = append(head, p)
	}
	return head
}

// isReportOf reports whether a line says that the paper is that of a meeting with a number: "Report of the Ninth Session of".
func (s *survey) isReportOf(p *passage) bool {
	text := p.text
	kind := documentType.FindString(text)
	if kind == "" || !strings.HasSuffix(strings.ToLower(strings.TrimSpace(kind)), " of the") {
		return false
	}
	rest := text[len(kind):]
	all := s.numbered(rest)
	return len(all) > 0 && all[0].span.Start < 4 && s.namesMeeting(rest) && !strings.HasSuffix(text, ".") && len(strings.Fields(s.r.Text(s.trimTitle(p.span)))) > 3
}

// ofWhom finds the name that says whose meeting one is of which the best title gives the number and kind alone: "42nd Session",
// "Forty-Second Session of the Harbour Forum".
func (s *survey) ofWhom(best title, all []title) (title, bool) {
	text := s.r.Text(best.span)
	if !s.onlyNumbered(text) || len(strings.Fields(text)) > 3 {
		return title{}, false
	}
	short := s.numbered(text)[0]
	for _, t := range all {
		if n := s.numbered(s.r.Text(t.span)); len(n) > 0 && n[0].number == short.number && n[0].span.Start == 0 && strings.Contains(n[0].name, " of ") && t.score > 3 {
			return t, true
		}
	}
	return title{}, false
}

// spelledOut finds a title's own name with what it shortens written out: "46th DGCA Conference", "46th Conference of Directors
// General of Civil Aviation".
func (s *survey) spelledOut(short title, all []title) (title, bool) {
	number := s.numbered(s.r.Text(short.span))
	if len(number) == 0 || strings.ToUpper(s.r.Text(short.span)) == s.r.Text(short.span) || !initials.MatchString(withoutNumerals(s.r.Text(short.span))) {
		return title{}, false
	}
	best, found := title{}, false
	for _, t := range all {
		text := s.r.Text(t.span)
		own := s.numbered(text)
		if t.score > 5 && t.score > best.score && len(own) > 0 && own[0].number == number[0].number && !initials.MatchString(withoutNumerals(text)) && !strings.Contains(text, "(") &&
			len(strings.Fields(text)) >= len(strings.Fields(s.r.Text(short.span)))+2 {
			best, found = t, true
		}
	}
	return best, found
}

// plainer finds a name of the meeting in the text where the best title has it among the names of a site's parts, "Legal affairs -
// Conferences - 15th Conference", or tells news and no name: "Ministers stand firm".
func (s *survey) plainer(best title, all []title) (title, bool) {
	news := !s.namesMeeting(s.r.Text(best.span)) && s.tellsNews(best.span)
	if !news && (best.rule != "file-title" || !siteParts.MatchString(s.r.Text(best.span))) {
		return title{}, false
	}
	text, from := s.r.Text(best.span), 0
	number := s.numbered(text)
	var plain, numbered title
	for _, t := range all {
		own := s.r.Text(t.span)
		if t.rule == "file-title" || !s.namesMeeting(own) || len(strings.Fields(own)) < 4 || siteParts.MatchString(own) || headline.MatchString(own) || s.tellsNews(t.span) {
			continue
		}
		if t.score > plain.score {
			plain = t
		}
		if n := s.numbered(own); len(number) > 0 && len(n) > 0 && n[0].number == number[0].number && t.score > numbered.score {
			numbered = t
		}
	}
	if numbered.score > 2 {
		return numbered, true
	}
	for _, m := range append(siteParts.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		if part := text[from:m[0]]; len(s.numbered(part)) > 0 && s.namesMeeting(part) && len(strings.Fields(part)) > 2 {
			best.span = s.trimTitle(document.Span{Start: best.span.Start + from, End: best.span.Start + m[0]})
			return best, !s.onlyNumbered(s.r.Text(best.span)) // "ICWC: Ninth Meeting" says more than "Ninth Meeting"
		}
		from = m[1]
	}
	return plain, plain.score > 2 || news && plain.score > 0
}

// siteParts are between the names of a site's parts, which a page's title has: "Council | Press: 12th Session".
var siteParts = pattern.MustCompile(`\s*(?:\s[-–—|]|:+)\s+`)

// initials is a body's short name.
var initials = pattern.MustCompile(`\b\p{Lu}{3,8}\b`)

// withoutNumerals is a text without its Roman numerals.
func withoutNumerals(text string) string { return numerals.ReplaceAllString(text, "") }

var numerals = pattern.MustCompile(`\b[IVXLC]+\b`)

// siteBefore is the body's short name that a page's title begins with: "RCM - XVII Meeting".
var siteBefore = pattern.MustCompile(`^\p{Lu}[\p{L}]{1,8} [-–—:] `)

// twoLines reads a name set on two lines: the body, and under it "Ninth Session", or "Minutes of the Ninth Session, Suva".
func (s *survey) twoLines(above, below *passage) (document.Span, bool) {
	short := func(p *passage) bool { return p.short || p.heading }
	line := s.trimTitle(below.span)
	if !short(above) || !short(below) || !s.onlyNumbered(s.r.Text(line)) || len(strings.Fields(s.r.Text(line))) > 4 {
		return document.Span{}, false
	}
	words := strings.Fields(above.text)
	if len(words) < 2 || len(words) > 14 || len(above.dates) > 0 || generic.MatchString(above.text) || len(s.numbered(above.text)) > 0 || strings.HasSuffix(above.text, ".") ||
		documentType.MatchString(above.text) || goesOn.MatchString(above.text) {
		return document.Span{}, false
	}
	if between := s.r.Text(document.Span{Start: above.span.End, End: below.span.Start}); strings.TrimSpace(between) != "" {
		return document.Span{}, false
	}
	start := s.nameFrom(above)
	if start == above.span.Start && shoutedOn.MatchString(above.text) {
		return document.Span{}, false // the second line of a name: "AND MITIGATION SYSTEM"
	}
	return document.Span{Start: start, End: line.End}, true
}

// nameFrom is where a name begins whose last line is given: earlier lines of the same heading go on in it.
func (s *survey) nameFrom(last *passage) int {
	start := last.span.Start
	heading := s.r.Doc.Blocks[last.block]
	if heading.Kind != document.Heading {
		return start
	}
	for i := range s.passages[1:] {
		if p := &s.passages[i]; s.passages[i+1].span == last.span && p.block == last.block && (joinedLine.MatchString(last.text) || goesOn.MatchString(p.text)) && documentType.FindString(p.text) == "" {
			return s.nameFrom(p)
		}
	}
	return start
}

// shoutedOn begins a line in capitals that goes on with the one before.
var shoutedOn = pattern.MustCompile(`^(?:AND|OF|FOR|IN|ON|WITH|TO|BY|FROM) `)

// joinedLine begins a line that goes on with the name on the one before.
var joinedLine = pattern.MustCompile(`^(?i:of|and|for|on|in|to|by|with|from|at|among|between)\s`)

// onlyNumbered reports whether a text is a meeting's number and kind, and nothing else: "Ninth Session".
func (s *survey) onlyNumbered(text string) bool {
	found := s.numbered(text)
	return len(found) == 1 && len(found[0].name) == len(text)
}

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return "", false
	}
	return s[len(prefix):], true
}

// isFileTitle reports whether the file's own title says the same.
func (s *survey) isFileTitle(span document.Span) bool {
	text := strings.ToLower(oneLine(s.r.Text(span)))
	for _, t := range s.titles {
		if strings.HasPrefix(strings.ToLower(oneLine(t.text)), text) {
			return true
		}
	}
	return false
}

// weighTitle says how much a text looks like the name of a meeting.
func (s *survey) weighTitle(span document.Span) float64 {
	text := s.r.Text(span)
	score := 0.0
	if s.namesMeeting(text) {
		score += 2.5
	}
	if len(s.numbered(text)) > 0 {
		score += 1.5
	}
	switch n := len(strings.Fields(text)); {
	case n <= 2:
		score--
	case n > 40:
		score -= 3
	case n >= 4:
		score += 0.5
	}
	if documentType.MatchString(text) && len(strings.Fields(documentType.ReplaceAllString(text, ""))) < 2 {
		score -= 4 // "Final Communiqué": a paper, and not what met
	}
	if (documentType.MatchString(text) || documentType.MatchString(strings.TrimPrefix(text, sitePrefix.FindString(text)))) && !s.namesMeeting(text) {
		score -= 2
	}
	if named := s.trimTitle(span); headline.MatchString(s.r.Text(named)) || s.tellsNews(named) {
		score -= 2
		if typeOf(s.r.Text(named)) == "" {
			score -= 2 // "Countries want cleaner bags" tells not even who met
		}
	}
	if m := typeBehind.FindStringIndex(text); m != nil && len(strings.Fields(text[:m[0]])) < 3 && !strings.ContainsAny(text[:m[0]], "0123456789") {
		score -= 2 // "Reef Council communique 1976"
	}
	if paperName.MatchString(text) && !s.namesMeeting(text) {
		score--
	}
	if fileDate.MatchString(text) && len(strings.Fields(text)) < 6 {
		score -= 3 // "Outcome of meeting final 190309"
	}
	if crumbs.MatchString(text) || paperNumber.MatchString(text) {
		score -= 5
	}
	if generic.MatchString(strings.TrimSpace(text)) || spaced.MatchString(strings.TrimSpace(text)) {
		score -= 5
	}
	if goesOn.MatchString(text) {
		score -= 2 // cut off where the line ends: "GENERAL AGREEMENT ON"
	}
	if sitting.MatchString(text) {
		score -= 2 // of a meeting whose name stands before
	}
	if houseOf.MatchString(text) && len(s.numbered(text)) == 0 {
		score -= 2.5 // "Reef Forum Secretariat": whose page it is
	}
	if s.onlyBody(span) {
		score -= 2 // a letterhead: whose meeting it was
	}
	return score
}

// onlyBody reports whether a title is the name of a known organisation, in whatever languages, and nothing else.
func (s *survey) onlyBody(span document.Span) bool {
	covered, all := 0, 0
	for _, m := range s.r.Mentions(span) {
		if m.Of(gazetteer.Organization) != nil {
			covered += m.Span.Len()
		}
	}
	for _, word := range strings.Fields(s.r.Text(span)) {
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsLetter(first) {
			all += len(word) + 1
		}
	}
	return covered > 0 && 10*covered >= 9*(all-1)
}

// houseOf is a body's own office, by whatever name.
var houseOf = pattern.MustCompile(`(?i)(?:^|\s)(?:secretariat|(?:headquarters|liaison|regional|press|information) (?:office|service|bureau))$|^(?:(?:general )?secretariat|ministry|department) of `)

// sitting is the heading of one of the sittings of a meeting: "FIRST SESSION - Wednesday, May 8".
var sitting = pattern.MustCompile(`(?i)^(?:opening|first|second|third|fourth|fifth|sixth|morning|afternoon|closing|\d{1,2}(?:st|nd|rd|th)) (?:\p{L}+ )?(?:session|meeting|sitting)[ ,:–—-]+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|morning|afternoon)\b`)

// sitePrefix is a site's name before that of a page: "Reef e-Library: ".
var sitePrefix = pattern.MustCompile(`^[^:|\d]{3,30}: `)

// fileDate is a date in the name of a file.
var fileDate = pattern.MustCompile(`\s\d{6,8}$`)

var (
	// paperName ends in what a paper is, which is not what met: "LIMA DECLARATION".
	paperName = pattern.MustCompile(`(?i)\b(?:declaration|communiqu[eé]|statement|charter|resolution|appeal)$`)
	// paperNumber begins the number of a paper: "Res. 8916".
	paperNumber = pattern.MustCompile(`^(?i:(?:res(?:olution)?s?|dec(?:ision)?s?|doc(?:ument)?s?)\.? (?:no\.? ?)?[\d/]+)|^\p{Lu}{2,}[-/][\p{Lu}\d/().\s-]*\d[\p{Lu}\d/().\s-]*$|^\p{Lu}{2,}-DOC |^(?i:copy no)\b|^\((?:[^()]+)\)`)
	// crumbs are the way to a page, or the places that it leads to: "Home > Documents > 2011", "Calendar : Papers : Links : Us".
	crumbs = pattern.MustCompile(`\s[>»›]\s.*\s[>»›]\s|\s[:|·•]\s.*\s[:|·•]\s.*\s[:|·•]\s`)
)

// headline is a title that tells what happened: "Presidents adopt declaration".
var headline = pattern.MustCompile(`^\S.{3,80} (?:takes? prior|take |adopts?|adopted|concludes?|concluded|takes? place|took place|discuss(?:es|ed)?|agrees?|agreed|meets?|met|gathers?|calls?|pledges?|vows?|ends?|opens?|opened|brings? together|reaffirms?|hosts?|launch(?:es)?|endorses?|approves?|welcomes?|strengthens?|urges?|wraps? up)\s`)

// tellsNews reports whether a title is a sentence with a finite verb: "Norway takes over the chairmanship".
func (s *survey) tellsNews(span document.Span) bool {
	i := s.r.SentenceAt(span.Start)
	if i == len(s.r.Sentences) {
		return false
	}
	for _, t := range s.r.Sentences[i].Tokens {
		first, _ := utf8.DecodeRuneInString(t.Text)
		if (t.Tag == "VBZ" || t.Tag == "VBP" || t.Tag == "VBD") && span.Contains(t.Span) && unicode.IsLower(first) && t.Text != "held" {
			return true
		}
	}
	return false
}

var (
	generic = pattern.MustCompile(`(?i)^(?:home|agenda item \d.*|photo (?:archive|gallery)s?|(?:un)?official translation|(?:courtesy |informal |provisional )?translation|background(?: (?:notes?|information))?|part (?:\d+|[ivx]+|one|two|three|[a-h])|restricted.*|confidential|(?:for )?immediate release|provisional.{0,12}|(?:united nations|general assembly|security council|economic and social council)(?:\s+(?:general assembly|security council|economic and social council))*|(?:internet |official )?(?:portal|web ?site)(?: of .*)?|news|press releases?|press room|documents?|events?|untitled.*|about us|minutes(?: \d{4})?|report|agenda|contents|introduction|opening|summary|annex.*|appendix.*|extract|media release|joint press release|joint media release|\(from.*|date and place.*|date, place.*|list of participants|participants|(?:the )?following (?:is|are).*|attendance|welcome.*|(?:adopted|done|given|signed|held|published|posted)\s(?:at|in|on|by)\s.*|issued\s(?:in|on)\s.*|(?:dates?|venue|place|location|time|chair\w*|co-chairs?|hosts?|present|subject|from|to|ref\w*)\s*:.*|(?:approval|adoption|opening|election|closing|confirmation) of.*|microsoft word.*)$`)
	// documentType stands before a meeting's name: "Final communiqué of the", "Report of the".
	documentType = pattern.MustCompile(`(?i)^(?:(?:the|draft|final|agreed|joint|official|summary|outcome|co-?chairs[’']?s?|chair(?:man|person)?[’']?s|press|media|concluding|ministerial|leaders[’']?|ministers[’']?|trilateral|bilateral|quadrilateral|common|full|information bulletin|information|webinar|text of(?: the)?|issued|\s)+\s)?(?:issued by|adopted by|communiqu[eé]|statement|(?:meeting )?report|declaration|minutes|record|summary|proceedings|press release|media release|outcomes?|conclusions|release|bulletin|text|document|notes?|chairman[’']s report)(?:\s+(?:issued )?(?:at the (?:end|close) of|at the conclusion of|on the results of|on the outcomes? of|on the occasion of|adopted by|adopted at|of|from|on|by|at|following|for|after|:|[-–—])(?:\s+the\b)?|\s*[:–—-])?`)
	fileName     = pattern.MustCompile(`(?i)^(?:microsoft (?:word|powerpoint)|\d+[-_]doc[-_]|\S+\.(?:docx?|pdf|html?|txt|rtf|odt|indd|pub)$)|\.(?:docx?|pdf|rtf|odt|indd)$`)
	siteMark     = pattern.MustCompile(`\s+(?:\||>|–|—|-|»|::|•|·)\s+`)
)

func isFileName(text string) bool { return fileName.MatchString(strings.TrimSpace(text)) }

// withoutSite leaves the site's name out of a file's title: of the parts between marks such as "|", the longest that names
// a meeting, else the first.
func withoutSite(text string, span document.Span) document.Span {
	marks := siteMark.FindAllStringIndex(text, -1)
	if len(marks) == 0 {
		return span
	}
	// The site stands at the end, behind the last mark; a bar is always one, a dash only before few words.
	last := marks[len(marks)-1]
	mark, tail := strings.TrimSpace(text[last[0]:last[1]]), text[last[1]:]
	if mark == "|" || mark == "»" || mark == "::" || len(strings.Fields(tail)) <= 5 && typeOf(tail) == "" && !strings.ContainsAny(tail, "0123456789") {
		return document.Span{Start: span.Start, End: span.Start + last[0]}
	}
	return span
}

// trimTitle leaves out a document type before a meeting's name, and a place and date behind it, where a name remains.
func (s *survey) trimTitle(whole document.Span) document.Span {
	if trimmed, known := s.trimmed[whole]; known {
		return trimmed
	}
	span := whole
	text := s.r.Text(span)
	if m := documentType.FindStringIndex(text); m != nil {
		rest := text[m[1]:]
		if by := byWhom.FindStringIndex(rest); by != nil && strings.HasSuffix(strings.ToLower(strings.TrimSpace(text[:m[1]])), "by the") {
			rest = rest[by[1]:] // "by the Ministers of A and B on the Third Meeting"
		}
		rest = strings.TrimLeftFunc(rest, notWord)
		if len(strings.Fields(rest)) >= 2 && s.namesMeeting(rest) && !ofParties.MatchString(rest) {
			span.Start = span.End - len(rest)
		}
	}
	if all := s.numbered(s.r.Text(span)); len(all) > 0 && paperBefore.MatchString(s.r.Text(span)[:all[0].span.Start]) {
		span.Start += all[0].span.Start // "LIMA DECLARATION First Meeting of Ministers"
	}
	if all := s.numbered(s.r.Text(span)); len(all) > 0 && whoIssued.MatchString(s.r.Text(span)[:all[0].span.Start]) {
		span.Start += all[0].span.Start // "Ministers for the 11th Joint Committee"
	}
	if m := newsBehind.FindStringSubmatchIndex(s.r.Text(span)); m != nil && len(s.numbered(s.r.Text(span)[:m[2]])) > 0 && s.namesMeeting(s.r.Text(span)[:m[2]]) && len(strings.Fields(s.r.Text(span)[:m[2]])) > 3 {
		span.End = span.Start + m[2] // "47th Committee meeting: hours of rest"
	}
	if m := ministryBefore.FindString(s.r.Text(span)); m != "" && s.namesMeeting(s.r.Text(span)[len(m):]) {
		span.Start += len(m)
	}
	if m := article.FindString(s.r.Text(span)); m != "" {
		span.Start += len(m)
	}
	span.End -= len(typeInBrackets.FindString(s.r.Text(span)))
	span.End -= len(shortFor.FindString(s.r.Text(span)))
	span = s.withoutDateline(span)
	if m := heldBehind.FindStringIndex(s.r.Text(span)); m != nil && s.namesMeeting(s.r.Text(span)[:m[0]]) && len(strings.Fields(s.r.Text(span)[:m[0]])) >= 3 {
		span.End = span.Start + m[0]
	}
	if m := typeBehind.FindStringIndex(s.r.Text(span)); m != nil && len(strings.Fields(s.r.Text(span)[:m[0]])) >= 3 && s.namesMeeting(s.r.Text(span)[:m[0]]) {
		span.End = span.Start + m[0]
	}
	if before, word := cutLast(s.r.Text(span)); results.MatchString(word) {
		if _, kind := cutLast(before); isHead(strings.ToLower(kind)) {
			span.End = span.Start + len(before) // "Ports Ministers Meeting Outcomes", but "Workshop on Learning Outcomes"
		}
	}
	s.trimmed[whole] = span
	return span
}

var (
	// paperBefore is the name of a paper, or of its site, that goes before a meeting's own.
	paperBefore = pattern.MustCompile(`(?i)(?:declaration|communiqu[eé]|statement|report|minutes|conclusions|[>»])\s*$`)
	// whoIssued are those who issued a paper, before the meeting at which they did.
	whoIssued = pattern.MustCompile(`(?i)^(?:(?:the )?(?:ministers|leaders|(?:co-?)?chairs?|chair(?:man|person)|heads of delegations?) (?:for|of|at|to|on)|protocol of) the $`)
	// newsBehind is what a headline tells behind a meeting's name.
	newsBehind = pattern.MustCompile(`(?i:(?:meeting|session|summit|conference|forum|council|assembly)|(?-i:\p{Lu}{3,}))(: (?-i:\p{Ll})[^:]+)$`)
	// ofParties follows a document type that belongs to the name: "Joint Statement between A and B on the visit".
	ofParties = pattern.MustCompile(`^(?i:between|among|amongst)\s`)
	article   = pattern.MustCompile(`(?i)^(?:(?:(?:of|on|at)\s+)?(?:the\s+occasion\s+of\s+)?the|an?)\s+`)
	// heldBehind is what tells of a meeting behind its name: "…, held at the Town Hall".
	heldBehind = pattern.MustCompile(`(?i),?\s+(?:(?:was\s+)?(?:held|convened)(?:\s+(?:at|in|on|from|by|via|virtually)\b.*)?|(?:takes?|took) place(?:\s.*)?|(?:meets|convenes|opens|opened|closes|closed|concludes|concluded|ends|ended|begins|began|gets underway|kicks off|wraps up)(?:\s(?:at|in|on|with|by|after|today|successfully)\b.*)?)$`)
	// typeInBrackets is a document type in brackets behind a name: "Harbour Forum (Chair's Summary)".
	typeInBrackets = pattern.MustCompile(`(?i)\s*\((?:[\p{L}’'-]+ ){0,3}(?:communiqu[eé]|statement|press release|report|minutes|summary|declaration|outcomes?)\)$`)
	// shortFor tells how a text calls the meeting from there on.
	shortFor = pattern.MustCompile(`(?i)\s*\((?:hereinafter|hereafter|henceforth|further(?: on)?)[ ,][^()]*\)$`)
	// ministryBefore is a ministry that keeps the page, before what it is about: "MOFA: ".
	ministryBefore = pattern.MustCompile(`^(?:MOFA|MFA|DFA|MEA|MAEC|DFAT|FCDO|FCO|GOV\.UK): `)
	// typeBehind is a document type behind a meeting's name: "Harbour Forum: Joint Press Release".
	typeBehind = pattern.MustCompile(`(?i)[\s:,–—-]+(?:(?:final|joint|draft|official|agreed|press|media|summary|co-?chairs[’']?s?|co-?chairmen[’']s|chair(?:man|person)?[’']?s)\s+)*(?:communiqu[eé]|statement|press release|media release|report|minutes|summary)\.?(?: (?:19|20)\d\d)?$|(?i)(?:[:,–—-]\s*|\s(?:final|joint|draft|official|agreed|summary|co-?chairs[’']?s?|chair(?:man|person)?[’']?s)\s+)(?:conclusions|outcomes?(?: document)?)\.?(?: (?:19|20)\d\d)?$`)
)

// results are what a page that gives them has behind the meeting's name.
var results = pattern.MustCompile(`^(?i:outcomes|conclusions)$`)

// cutLast parts a text's last word from what stands before it.
func cutLast(text string) (before, word string) {
	i := strings.LastIndexByte(text, ' ')
	return strings.TrimSpace(text[:max(i, 0)]), text[i+1:]
}

// byWhom is the rest of who issued a paper, before what the paper is about.
var byWhom = pattern.MustCompile(`(?i)^.{3,120}? (?:on|at|following|after) the (?:\p{L}+ )?`)

// withoutDateline cuts the place and the date off a title's end: "…, Tokyo, December 1977". A place alone is cut only where
// it is a city, for a country may belong to the name.
func (s *survey) withoutDateline(span document.Span) document.Span {
	text := s.r.Text(span)
	dates := date.Find(text)
	for _, d := range dates {
		head := strings.TrimRight(text[:d.Span.Start], " \n")
		rest := strings.TrimRight(head, " ,:(–—-\n")
		if d.HasDay() && rest != head && onlyPlace(text[d.Span.End:]) && (len(strings.Fields(rest)) >= 3 || s.onlyNumbered(rest)) && s.namesMeeting(rest) && strings.Count(rest, "(") == strings.Count(rest, ")") {
			span.End = span.Start + len(rest) // "…, 3 May 2014, Sandy Bay, Fiji": the place may be in no list
			text = rest
			dates = dates[:0]
			break
		}
	}
	cut, dated, city := len(text), false, false
	parts := map[int]int{} // end → start of what a dateline is made of
	for _, m := range dates {
		parts[m.Span.End] = m.Span.Start
	}
	days := len(parts) > 0
	states := map[int]bool{}
	for _, m := range s.r.Names(text) {
		if placeOf(m) != nil || stateOf(m) != "" {
			parts[m.Span.End] = m.Span.Start
			states[m.Span.Start] = placeOf(m) == nil
		}
	}
	for {
		rest := strings.TrimRight(text[:cut], " ,.()–-\n")
		if m := joining.FindStringIndex(rest); m != nil {
			rest = strings.TrimRight(rest[:m[0]], " ,.()–-\n")
		}
		start, ok := parts[len(rest)]
		if !ok {
			break
		}
		cut = start
		if state, ok := states[start]; ok {
			city = city || !state
		} else {
			dated = days
		}
	}
	if cut == len(text) || !dated && !city {
		span.End = span.Start + len(strings.TrimRight(text, " :,;\n"))
		return span
	}
	rest := strings.TrimRight(text[:cut], " ,.(–-\n")
	if m := heldAt.FindStringIndex(rest); m != nil {
		rest = strings.TrimRight(rest[:m[0]], " ,.(–-\n")
	}
	if belongs.MatchString(rest) || len(strings.Fields(rest)) < 3 && !s.onlyNumbered(rest) || !s.namesMeeting(rest) {
		return span
	}
	if strings.Count(rest, "(") > strings.Count(rest, ")") {
		return span
	}
	span.End = span.Start + len(rest)
	return span
}

// onlyPlace reports whether what follows a title's date is at most the name of a place: a few words in capitals.
func onlyPlace(tail string) bool {
	words := strings.Fields(tail)
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(first) && len(w) > 3 {
			return false
		}
	}
	return len(words) < 9
}

var (
	joining = pattern.MustCompile(`(?i)(?:[\s,]+(?:held|the|republic of|in|on|at|from|of))+$`)
	heldAt  = pattern.MustCompile(`(?i)(?:[\s,]+(?:was|held|in|on|at|from|hosted|the))+$`)
	belongs = pattern.MustCompile(`(?i)\b(?:of|between|and|for|with|to|the)$`)
)

func notWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '“' && r != '"' && r != '‘' && r != '('
}

// namesMeeting reports whether a text holds a word for a meeting.
func (s *survey) namesMeeting(text string) bool {
	kind := typeOf(text)
	if kind == "" {
		return false
	}
	lower := strings.ToLower(text)
	for _, h := range []string{"meeting", "session", "summit", "conference", "forum", "workshop", "assembl", "council", "dialogue", "consultation", "seminar",
		"symposium", "round table", "roundtable", "committee", "congress", "task force", "taskforce", "working group", "working party", "visit", "retreat", "gathering"} {
		if strings.Contains(lower, h) {
			return true
		}
	}
	return false
}

// ownName is the meeting's name as the subject of a passage that tells of it: "The Third Meeting of the Forum was held in …".
func (s *survey) ownName(p *passage) (document.Span, bool) { return s.nameBy("name", p) }

// nameBy is the meeting's name as the rules of a kind find it.
func (s *survey) nameBy(kind string, p *passage) (document.Span, bool) {
	at := len(releaseLine.FindString(p.text)) // "Lima, 3 May 2012 – The Forum was held"
	ready := p.ready
	if at > 0 {
		ready = s.set.Read(p.text[at:])
	}
	for _, r := range s.rules[kind] {
		m, ok := r.FindIn(ready)
		if !ok || r.Name == "own-name-acts" && p.index > 1 {
			continue
		}
		name := m.Groups["name"].Shift(at)
		if m := relative.FindStringIndex(p.text[name.Start:name.End]); m != nil {
			name.End = name.Start + m[0]
		}
		if own := p.text[name.Start:name.End]; s.namesMeeting(own) && !peopleOf.MatchString(own) && !adverbial.MatchString(own) && len(strings.Fields(own)) <= 30 {
			return name.Shift(p.span.Start), true
		}
	}
	return document.Span{}, false
}

// peopleOf are those who take part in a meeting, and not the meeting: "Participants in the Suva workshop".
var peopleOf = pattern.MustCompile(`^(?i:(?:the |all |senior |other |(?:interior|foreign|trade|defence|health) )*(?:participants|delegates|ministers|members|representatives|officials|leaders|delegations|experts|attendees) (?:in|of|at|from|to) )`)

// releaseLine is a place and day before a release's first sentence.
var releaseLine = pattern.MustCompile(`^(?:[\p{Lu}(\d][^–—:]{3,60}?\d{4}[)]?(?: \(\p{Lu}[^()]{1,20}\))?(?:\.-|\.? ?[–—:-]) ?|\p{Lu}[\p{Lu}\s]{2,20}, [\p{L}.\d ]{3,20} ?(?:\(\p{Lu}{2,6}\) ?)?(?:--|–|—) ?)`)

// relative is where a clause begins that tells of a name before it.
var relative = pattern.MustCompile(`(?i),?\s+(?:which|that|who)$|\s+\*?$`)

// adverbial is a phrase before a subject, which is then not the meeting's name: "On the margins of the Session, Ministers".
var adverbial = pattern.MustCompile(`(?i)^(?:(?:on|in|at|during|after|following|under|with|by|from|for|as|pursuant|further|according)\s|(?:\d+|one|two|three|four|five)-day )`)

// numberedName is a meeting named by its number.
type numberedName struct {
	number int
	name   string // with the number
	span   document.Span
}

// numbered are the meetings that a text names by number, in order. Spans are of the text.
func (s *survey) numbered(text string) []numberedName {
	if !mayNumber(text) {
		return nil
	}
	found, known := s.numbers[text]
	if known {
		return found
	}
	ready := s.set.Read(text)
	for _, r := range s.rules["numbered"] {
		for _, m := range r.FindAllIn(ready) {
			g := m.Groups["number"]
			if bareRoman.MatchString(text[g.Start:g.End]) && ofPart.MatchString(text[:g.Start]) {
				continue // "REGIONAL ASSOCIATION V", "RA IV": a number that a body has
			}
			if n := ordinal.Value(text[g.Start:g.End]); n > 0 {
				found = append(found, numberedName{n, text[m.Span.Start:m.Span.End], g})
			}
		}
	}
	s.numbers[text] = found
	return found
}

var (
	// ofPart ends in what a Roman number tells apart.
	ofPart    = pattern.MustCompile(`(?i)(?:association|region|part|annex|group|chapter|zone|area|section|title|category|table|phase|\b(?:ra|wg|sc|tc))\s$`)
	bareRoman = pattern.MustCompile(`^[IVX]+$`)
)

// mayNumber spares texts without an ordinal the cost of the rule.
func mayNumber(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9' && i+2 < len(text) && text[i+1] >= 'A', c == 'I' || c == 'V' || c == 'X' || c == 'L' || c == 'C':
			return true
		}
	}
	lower := strings.ToLower(text)
	for _, ending := range []string{"th", "first", "second", "third", "inaugural", "maiden"} {
		for at := 0; ; {
			i := strings.Index(lower[at:], ending)
			if i < 0 {
				break
			}
			at += i + len(ending)
			if at == len(lower) || lower[at] == ' ' || lower[at] == '-' || lower[at] == '\n' {
				return true
			}
		}
	}
	return false
}

// findOrdinal takes the number from the title; else from the first passages that tell of the meeting, those before all
// whose words the title shares.
func (s *survey) findOrdinal(best title) (int, extract.Evidence) {
	name := ""
	if best.rule != "" {
		name = s.r.Text(best.span)
		if found := s.numbered(name); len(found) > 0 {
			return found[0].number, extract.Evidence{Span: found[0].span.Shift(best.span.Start), Rule: "number-in-title"}
		}
	}
	shared := func(n numberedName) (count, of int) {
		for word := range strings.FieldsSeq(strings.ToLower(n.name)) {
			if len(word) <= 3 || isHead(word) || word == "ministerial" || ordinal.Value(word) > 0 {
				continue
			}
			of++
			if strings.Contains(strings.ToLower(name), word) {
				count++
			}
		}
		return count, of
	}
	var number int
	var evidence extract.Evidence
	bestScore := 0.0
	take := func(p *passage, rule string, base float64) {
		for _, n := range s.numbered(p.text) {
			span := n.span.Shift(p.span.Start)
			if c, ok := p.governing(span); ok && c.is == another && rule != "number-said" {
				continue
			}
			if before := strings.TrimSpace(strings.ToLower(p.before(span))); strings.HasSuffix(before, "for the") && base < 4 || beside.MatchString(before) {
				continue
			}
			if strings.HasPrefix(p.text[n.span.Start+len(n.name):], " to be ") {
				continue // "the first such meeting to be held in the region"
			}
			count, of := shared(n)
			if base < 1 && (of == 0 || 5*count < 3*of) {
				continue
			}
			if score := base + 0.5*float64(count); score > bestScore {
				number, evidence, bestScore = n.number, extract.Evidence{Span: span, Rule: rule}, score
			}
		}
	}
	for i := range s.titles {
		take(&s.titles[i], "number-in-file-title", 5)
	}
	for i := range s.passages[:min(len(s.passages), 60)] {
		p := &s.passages[i]
		tells := false
		for _, c := range p.cues {
			tells = tells || c.is == happening
		}
		if _, named := s.ownName(p); named && p.index < 2 {
			tells = true // "The Third Congress today adopted"
		}
		far := 0.3 * float64(p.index)
		switch {
		case said.MatchString(p.text):
			take(p, "number-said", 4-far)
		case tells && p.index < 8:
			take(p, "number-beside-cue", 4.5-far)
		case tells:
			// Further down, a number counts only where its meeting is called as the title is.
			take(p, "number-beside-cue", 0.4)
		case p.heading && p.index < 8, p.short && p.index < 3 && !strings.ContainsAny(p.text, "()\"“"):
			take(p, "number-in-heading", 4-far)
		}
	}
	if bestScore < 0.8 {
		return 0, extract.Evidence{}
	}
	return number, evidence
}

func isHead(word string) bool { return typeOf(word) != "" && word != "ministerial" }

// beside is what stands before a meeting at whose side another was held.
var beside = pattern.MustCompile(`(?:margins?|sidelines?|occasion|eve|opening|conclusion) of(?: the)?$|preparations? (?:of|for)(?: the)?$`)

// said is how a report tells the meeting's number in a sentence of its own.
var said = pattern.MustCompile(`(?i)^(?:this|it) (?:is|was|being) (?:also )?the `)

var seriesNoise = pattern.MustCompile(`(?i)\b(?:\d{1,3}(?:st|nd|rd|th)|(?:19|20)\d\d)\b`)

// seriesOf is a title without its number and year: what all meetings of the series share. "" where nothing of it was number
// or year, for then the title is the series' name.
func seriesOf(name string) string {
	if name == "" {
		return ""
	}
	series := seriesNoise.ReplaceAllString(name, " ")
	var kept []string
	for _, word := range strings.Fields(series) {
		bare := strings.Trim(word, ".,:;()")
		if n := ordinal.Value(bare); n > 0 && (len(bare) > 1) && strings.ToLower(bare) != "and" && strings.ToLower(bare) != "one" {
			continue
		}
		kept = append(kept, word)
	}
	return strings.Trim(strings.Join(kept, " "), " ,:-–")
}
