package meeting

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/pattern"
)

// findMode fills in how the parties met: from the titles and the first passages that tell of the meeting.
func (s *survey) findMode(m *extract.Meeting) {
	found := map[string]extract.Evidence{}
	look := func(p *passage, near func(document.Span) bool) {
		for _, is := range []string{"virtual", "hybrid", "in-person"} {
			for _, r := range s.rules[is] {
				for _, match := range r.FindAllIn(p.ready) {
					span := match.Span.Shift(p.span.Start)
					if _, ok := found[is]; !ok && near(span) {
						found[is] = extract.Evidence{Span: span, Rule: r.Name}
					}
				}
			}
		}
	}
	for i := range s.titles {
		look(&s.titles[i], func(document.Span) bool { return true })
	}
	for i := range s.passages[:min(len(s.passages), 16)] {
		p := &s.passages[i]
		look(p, func(span document.Span) bool {
			c, ok := p.governing(span)
			if !ok || c.is == happening {
				// "The next virtual meeting" tells of another: its cue holds the words themselves.
				for _, c := range p.cues {
					if c.is == another && c.span.Overlaps(span) {
						return false
					}
				}
				return ok || p.heading || i < 6
			}
			return false
		})
	}
	mode := ""
	switch _, virtual := found["virtual"]; {
	case has(found, "hybrid"):
		mode = "hybrid"
	case virtual && has(found, "in-person"):
		found["hybrid"], mode = found["virtual"], "hybrid"
	case virtual:
		mode = "virtual"
	case has(found, "in-person"):
		mode = "in-person"
	default:
		return
	}
	m.Mode.Set(mode, found[mode])
}

func has(found map[string]extract.Evidence, is string) bool { _, ok := found[is]; return ok }

// place is a place that may be the meeting's: a city with its country, a country alone.
type place struct {
	city     string
	country  string // ISO 3166-1 alpha-3
	inferred bool   // the country is the gazetteer's, not the text's
	state    document.Span
}

// findWhere fills in city, country and venue.
func (s *survey) findWhere(f *extract.Findings) {
	candidates := s.wheres(f)
	if f.Meeting.Mode.V == "virtual" {
		// A virtual meeting has no place: a city on a line beside it is the secretariat's. But a sentence that says where it
		// was held goes before a word such as "online".
		candidates = slices.DeleteFunc(candidates, func(c candidate[place]) bool { return apart[c.rule] })
	}
	best := pick(candidates)
	if best == nil {
		return
	}
	evidence := extract.Evidence{Span: best.span, Rule: best.rule}
	if best.value.city != "" {
		f.Meeting.City.Set(best.value.city, evidence)
	}
	if best.value.country != "" {
		country := evidence
		country.Inferred = best.value.inferred
		if !best.value.state.Empty() {
			country.Span = best.value.state
		}
		f.Meeting.Country.Set(best.value.country, country)
	}
	s.findVenue(&f.Meeting, best.passage)
}

// apart are the rules that read a place from a line of its own.
var apart = map[string]bool{placeLabel: true, "title-place": true, "place-line": true, "dateline": true, "heading-place": true, "beside-name": true}

// wheres are all places that may be the meeting's, weighed.
func (s *survey) wheres(f *extract.Findings) []candidate[place] {
	var dated []document.Span // where the meeting's date stands
	for _, e := range f.Meeting.Start.Evidence {
		dated = append(dated, e.Span)
	}
	var candidates []candidate[place]
	for _, list := range [][]passage{s.titles, s.passages} {
		for i := range list {
			p := &list[i]
			for j := range p.mentions {
				v, span, ok := s.placeAt(p, j)
				if !ok {
					continue
				}
				c := candidate[place]{value: v, passage: p, span: span}
				c.score, c.rule = s.weighWhere(p, v, span, dated)
				if c.score >= enough {
					candidates = append(candidates, c)
				}
			}
			for _, read := range []func(*passage) (place, document.Span, bool){s.unlistedPlace, s.town} {
				if v, span, ok := read(p); ok {
					c := candidate[place]{value: v, passage: p, span: span}
					c.score, c.rule = s.weighWhere(p, v, span, dated)
					if c.score >= enough {
						candidates = append(candidates, c)
					}
				}
			}
		}
	}
	return candidates
}

// placeAt reads the place that mention j of a passage names, with the country behind it.
func (s *survey) placeAt(p *passage, j int) (place, document.Span, bool) {
	m := p.mentions[j]
	switch {
	case placeOf(m) != nil:
		if end := m.Span.End + len(" City"); end <= p.span.End && s.r.Doc.Text[m.Span.End:end] == " City" {
			m.Span.End = end
		}
		v := place{city: s.r.Text(m.Span), country: s.countryOf(m, p), inferred: true}
		if v.country == "" {
			return place{}, document.Span{}, false // a river or a region
		}
		if j+1 < len(p.mentions) {
			next := p.mentions[j+1]
			if placeOf(next) != nil && strings.TrimSpace(s.r.Text(document.Span{Start: m.Span.End, End: next.Span.Start})) == "in" {
				return place{}, document.Span{}, false // "at Customs House in Lima": the city is the second
			}
			if stateOf(next) != "" && joined(s.r.Text(document.Span{Start: m.Span.End, End: next.Span.Start})) {
				v.country, v.inferred, v.state = stateOf(next), false, next.Span
			}
		}
		return v, m.Span, true
	case stateOf(m) != "":
		if j+1 < len(p.mentions) {
			next := p.mentions[j+1]
			between := s.r.Text(document.Span{Start: m.Span.End, End: next.Span.Start})
			if code := stateOf(next); code != "" && code != stateOf(m) && (between == " (" || between == ", ") && thenWhen.MatchString(p.after(next.Span)) {
				return place{city: s.r.Text(m.Span), country: code, state: next.Span}, m.Span, true // a town named like a state: "in Antigua, Guatemala, on 24 June"
			}
		}
		if j > 0 && placeOf(p.mentions[j-1]) != nil && joined(s.r.Text(document.Span{Start: p.mentions[j-1].Span.End, End: m.Span.Start})) {
			return place{}, document.Span{}, false // read with its city
		}
		before := strings.ToLower(strings.TrimRight(p.before(m.Span), " "))
		if p.label == placeLabel || s.labelOf(p, m.Span) == placeLabel || endsInWord(before, "in", "in the", "in the republic of", "in the kingdom of") {
			return place{country: stateOf(m)}, m.Span, true
		}
		// "NAMIBIA – WINDHOEK": the city behind the country is read by itself.
	}
	return place{}, document.Span{}, false
}

const (
	// nearby is how far from a place, in bytes, its country is named beside it.
	nearby = 60
	// listedBy is by how much another country must be named more often than the best known place's: a list of participants
	// names each once or twice.
	listedBy = 2
)

// countryOf is the country of a place. Of several places of that name it is the one whose country is named beside it, or
// else the best known, unless the report's first passages speak of another's country.
func (s *survey) countryOf(m gazetteer.Mention, p *passage) string {
	var countries []string
	for _, c := range m.Candidates {
		if c.Entry.Kind == gazetteer.Place && !slices.Contains(countries, c.Entry.Country) {
			countries = append(countries, c.Entry.Country)
		}
	}
	if len(countries) < 2 {
		return placeOf(m).Country
	}
	named, bracketed := map[string]int{}, map[string]int{}
	count := func(p *passage, weight int) {
		for _, m := range p.mentions {
			switch code := stateOf(m); {
			case code == "":
			case strings.HasSuffix(p.before(m.Span), "("): // "Chairman: Mr A (Canada)" tells where he is from
				bracketed[code]++
			default:
				named[code] += weight
			}
		}
	}
	for _, other := range p.mentions { // beside the city: "Hamilton, in New Zealand"
		if code := stateOf(other); code != "" && other.Span.Start-m.Span.End < nearby && m.Span.Start-other.Span.End < nearby {
			named[code] += 100
		}
	}
	for i := range s.titles {
		count(&s.titles[i], 5)
	}
	for i := range s.passages[:min(len(s.passages), 12)] {
		if q := &s.passages[i]; len(q.mentions) < 4 {
			count(q, listedBy+1)
		} else {
			count(q, 1)
		}
	}
	if !slices.ContainsFunc(countries, func(code string) bool { return named[code] > 0 }) {
		for code, n := range bracketed {
			named[code] = (n - 1) * (listedBy + 1) // one who came from there tells nothing
		}
	}
	best := countries[0]
	for _, code := range countries[1:] {
		if named[code] > named[best]+listedBy { // one more on a list of participants tells nothing
			best = code
		}
	}
	return best
}

// joined reports whether only a comma, a bracket or "the Republic of" stands between a city and its country.
func joined(between string) bool {
	between = strings.ToLower(strings.Trim(between, " ,(\n–-"))
	switch between {
	case "", "the", "republic of", "the republic of", "kingdom of", "the kingdom of", "capital", "city", "state of":
		return true
	}
	return false
}

func endsInWord(text string, endings ...string) bool {
	for _, e := range endings {
		if rest, ok := strings.CutSuffix(text, e); ok && (rest == "" || strings.HasSuffix(rest, " ") || strings.HasSuffix(rest, "\n") || strings.HasSuffix(rest, ",")) {
			return true
		}
	}
	return false
}

// unlistedPlace reads "in Omoa, Honduras": a city that no list has, before its country.
func (s *survey) unlistedPlace(p *passage) (place, document.Span, bool) {
	for _, m := range p.mentions {
		if stateOf(m) == "" {
			continue
		}
		before := p.before(m.Span)
		trimmed := strings.TrimRight(before, " (")
		rest, ok := strings.CutSuffix(trimmed, ",")
		if in := withinState.FindStringIndex(before); in != nil && !beforeIn.MatchString(before) {
			rest, ok = before[:in[0]], true // "in Omoa in Honduras"
		}
		if !ok && len(trimmed) == len(before) {
			continue
		}
		at := len(rest)
		words := 0
		for words < 4 {
			i := strings.LastIndexAny(rest[:at], " \n")
			word := strings.Trim(rest[i+1:at], ",")
			if words > 0 && strings.HasSuffix(rest[:at], ",") {
				break // "Customs House, Omoa"
			}
			first := []rune(word)
			if word == "and" && words > 0 && i >= 0 {
				at = i
				continue
			}
			if len(first) < 2 || !unicode.IsUpper(first[0]) || strings.Contains(word, ":") {
				break
			}
			at, words = i, words+1
			if i < 0 {
				break
			}
		}
		if words == 0 {
			continue
		}
		// On a line of its own a place needs no "in": "Customs House, Omoa, Honduras".
		line := p.short && p.block < 12 && (at < 0 || strings.HasSuffix(strings.TrimRight(rest[:at], " "), ","))
		if !line && (at < 0 || !endsInWord(strings.ToLower(rest[:at]), "in", "at", "cities of", "city of", "town of")) {
			continue
		}
		start := p.span.Start + at + 1
		span := document.Span{Start: start, End: p.span.Start + len(rest)}
		if cut := strings.Index(s.r.Text(span), " and "); cut > 0 {
			span.End = span.Start + cut
		}
		if span.Empty() || titled.MatchString(s.r.Text(span)) {
			continue // "Chairman: Mr Jone Vula (Fiji)"
		}
		covered := false
		for _, other := range p.mentions {
			covered = covered || other.Span.Overlaps(span)
		}
		if !covered {
			return place{city: s.r.Text(span), country: stateOf(m), state: m.Span}, span, true
		}
	}
	return place{}, document.Span{}, false
}

// withinState stands between a town and its state: "in Omoa in the Republic of Honduras".
var withinState = pattern.MustCompile(` in (?:the )?$`)

// beforeIn ends in what no town is before "in" and its state: "in May in", "at Parliament House in".
var beforeIn = pattern.MustCompile(`(?:(?i:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|winter|Ramadan|English|French|Spanish|Portuguese|Arabic|Russian|German|Chinese|Parliament|House|Hall|Palace|Hotel|Cent(?:re|er)|Building|Office|Headquarters|Province|Region|District|State|Islands?)| at [^,.;]{2,60}) in (?:the )?$`)

// capitals are words in capitals, of which a town's name may be made: "in Tønder", "Chipping Norton, 3 May".
var capitals = pattern.MustCompile(`\p{Lu}[\p{L}'’.-]+(?: (?:(?:de|del|la|las|los|am|an|der|sur|on|upon|el|al) )*\p{Lu}[\p{L}'’.-]+){0,3}`)

// town reads a place that the gazetteer's names leave out and its table of towns has: "met in Tønder", "Tønder, 3 May".
func (s *survey) town(p *passage) (place, document.Span, bool) {
	if len(p.cues) == 0 && !p.short && !p.heading && p.index > 2 {
		return place{}, document.Span{}, false
	}
	for _, loc := range capitals.FindAllStringIndex(p.text, -1) {
		span := document.Span{Start: p.span.Start + loc[0], End: p.span.Start + loc[1]}
		before := strings.ToLower(strings.TrimRight(p.text[:loc[0]], " \n"))
		if before != "" && !strings.HasSuffix(before, ",") && !strings.HasSuffix(before, "(") && !endsInWord(before, "in", "at", "city of", "town of", "village of") {
			continue
		}
		span.End = span.Start + len(strings.TrimRight(s.r.Text(span), "."))
		countries := gazetteer.Town(s.r.Text(span))
		if len(countries) == 0 || slices.ContainsFunc(spansOf(p), span.Overlaps) {
			continue
		}
		v := place{city: s.r.Text(span), inferred: true}
		if len(countries) == 1 {
			v.country = countries[0]
		}
		for _, m := range p.mentions {
			if code := stateOf(m); slices.Contains(countries, code) {
				v.country = code
			}
		}
		return v, span, true
	}
	return place{}, document.Span{}, false
}

// weighWhere says how much speaks for a place, and which rule speaks loudest.
func (s *survey) weighWhere(p *passage, v place, span document.Span, dated []document.Span) (float64, string) {
	score, name := p.position(), ""
	add := func(points float64, rule string) {
		score += points
		if points > 0 && name == "" {
			name = rule
		}
	}
	before := strings.ToLower(strings.TrimRight(p.before(span), " \n"))
	in := endsInWord(before, "in", "at", "in the city of", "in the cities of", "at the", "from", "in the")
	comma := strings.HasSuffix(before, ",") || strings.HasSuffix(before, "(") && len(p.dates) > 0 // "(Lima, Peru, 3 May 2012)"
	if aboutPlace.MatchString(before) || givenTo.MatchString(p.after(span)) {
		return 0, "" // "the situation in Mali" says what was spoken of, "in the Astana format" how
	}
	if c, ok := p.governing(span); ok {
		if c.is == another {
			return 0, ""
		}
		switch after := c.span.Start >= span.End; {
		case in && !after && p.span.Start+len(before) <= c.span.End+len(" in the city of") && !s.ofAnother(p, span):
			add(6.5, c.rule) // directly behind what tells of the meeting, whatever other place the sentence names
		case in:
			add(6, c.rule)
		case comma && !after:
			add(4, c.rule)
		case after && hostsVerb(c.words) && c.span.Start-span.End <= 2:
			add(6, c.rule) // "Bishkek hosted the meeting"
		}
	}
	if s.labelOf(p, span) == placeLabel || p.label == placeLabel && (strings.TrimSpace(before) == "" || comma && p.short) {
		add(6, placeLabel)
	}
	switch {
	case p.index < 0:
		if in || comma || strings.HasSuffix(before, "-") || strings.HasSuffix(before, "–") {
			add(4, "title-place")
		}
	case s.isDateline(p, span) && len(p.dates) == 0 && v.inferred && len(p.text) <= span.Len()+12:
		add(2.5, "place-line") // a city alone may be that of a letterhead
	case s.isDateline(p, span) && (comma || strings.TrimSpace(before) == "" || p.short && len(p.dates) > 0):
		add(4, "dateline")
	case p.heading && (in || comma):
		add(4, "heading-place")
	case name == "" && in && s.namesMeeting(p.before(span)):
		add(3, "beside-name")
	}
	for _, d := range dated {
		if p.span.Contains(d) {
			add(3, "")
		}
	}
	if v.city != "" {
		add(1, "")
	}
	if name == "" {
		return 0, ""
	}
	if s.ofAnother(p, span) {
		score -= 5
	}
	return score, name
}

var aboutPlace = pattern.MustCompile(`\b(?:situations?|developments?|events?|conflicts?|crisis|wars?|peace|security|violence|stability|transition|elections?|progress|interests?|based|headquartered|embassy|mission|presence|office) (?:in|of|at)(?: the)?$`)

// thenWhen goes on from a place with its date.
var thenWhen = pattern.MustCompile(`^\)?,? (?:on|from|during) (?:the )?\d`)

// givenTo is what a place has given its name to.
var givenTo = pattern.MustCompile(`^[- ](?i:format|process|framework|protocol|formula|accords?|declaration|principles|spirit|procedure|agreements?|plan|treaty|convention|round|document|charter|consensus|package|mandate|agenda|commitments?|compromise|guidelines|programme of action)(?:[\s,.;)]|$)`)

func hostsVerb(words string) bool { return strings.HasPrefix(strings.ToLower(words), "host") }

// findVenue fills in the building, from the passage that gives the place.
func (s *survey) findVenue(m *extract.Meeting, p *passage) {
	for _, r := range s.rules["venue"] {
		if found, ok := r.FindIn(p.ready); ok {
			g := found.Groups["venue"].Shift(p.span.Start)
			m.Venue.Set(oneLine(s.r.Text(g)), extract.Evidence{Span: g, Rule: r.Name})
			return
		}
	}
}

// placeOf is the place that a name stands for, or nil.
func placeOf(m gazetteer.Mention) *gazetteer.Entry {
	if c := m.Of(gazetteer.Place); c != nil && m.Candidates[0].Entry.Kind != gazetteer.Organization {
		return c.Entry
	}
	return nil
}

// stateOf is the code of the state that a name stands for, "" for none; a demonym does not name the state.
func stateOf(m gazetteer.Mention) string {
	if c := m.Of(gazetteer.State); c != nil && c.Form != gazetteer.Demonym && m.Candidates[0].Entry.Kind != gazetteer.Organization {
		return c.Entry.Code
	}
	return ""
}
