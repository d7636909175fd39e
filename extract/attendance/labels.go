package attendance

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/pattern"
	"rapporteur/extract/rule"
)

// labels reads the lists behind labels, one a line or several in a line: "Present: A, B. Apologies: C".
func (s *search) labels() {
	last, role := -2, extract.Attendee // the block with a label that was read last, and its role
	section := extract.Role("")        // what the heading above, or a lead-in, says of all labels under it
	for i, b := range s.r.Doc.Blocks {
		if b.Kind == document.Heading {
			section, _ = s.roleHeading(b.Span)
		}
		if b.Kind == document.Paragraph && watching.MatchString(s.r.Text(b.Span)) {
			section = extract.Observer
		} else if b.Kind == document.Paragraph && len(s.labelsIn(b.Span)) == 0 {
			section = ""
		}
		if !b.Kind.Body() || b.Kind == document.Cell || b.Kind == document.Footnote || b.Kind == document.Heading && s.firstLanguage(b.Span) != b.Span {
			continue
		}
		if b.Kind == document.Term && s.termOf(b.Span) != b.Span {
			continue // its people are in the definition
		}
		lines := splitLines(s.r.Doc.Text, b.Span)
		for j, line := range lines {
			labels := s.labelsIn(line)
			if len(labels) > 0 || i == last+1 {
				if len(labels) > 0 {
					role = labels[0].role
				}
				for _, group := range groupLabel.FindAllStringSubmatchIndex(s.r.Text(line), -1) {
					c := cue{Match: rule.Match{Span: document.Span{Start: group[2], End: group[3]}.Shift(line.Start), Rule: "label"}, role: role, side: "right"}
					if strings.HasPrefix(strings.ToLower(s.r.Text(c.Span)), "other") && role == extract.Absentee {
						c.role = extract.Attendee // "Others:", behind those who did not come
					}
					if !slices.ContainsFunc(labels, func(o cue) bool { return o.Span.Overlaps(c.Span) || o.Span.Start > c.Span.Start }) {
						labels = append(labels, c)
					}
				}
			}
			for k, label := range labels {
				if section == extract.Observer && label.role == extract.Attendee && !ofThosePresent.MatchString(s.r.Text(label.Span)) {
					label.role = section // "IV. OBSERVERS", and below "Member States: Fiji"
				}
				last, role = i, label.role
				list := document.Span{Start: label.Span.End, End: line.End}
				if k+1 < len(labels) {
					list.End = labels[k+1].Span.Start
				}
				if s.runIn(list, label) || label.role == extract.Attendee && butFor.MatchString(s.r.Text(list)) {
					continue
				}
				if end := s.sentenceEnd(label.Span.Start); end > label.Span.End {
					list.End = min(list.End, end)
				}
				if end := otherLabel.FindStringIndex(s.r.Text(list)); end != nil {
					list.End = list.Start + end[0]
				}
				list.End = s.beforeOthers(list, label)
				rest := lines[j+1:]
				if trimSpace(s.r.Doc.Text, list).Empty() {
					s.belowLabel(i, rest, label)
					continue
				}
				for len(rest) > 0 && list.End >= line.End && unfinished.MatchString(s.r.Text(list)) && len(s.labelsIn(rest[0])) == 0 {
					list.End, rest = rest[0].End, rest[1:]
				}
				if m := s.r.Mentions(label.Span); len(m) > 0 && m[0].Of(gazetteer.State) != nil {
					s.named(label) // "Those present for Fiji: Mr A"
					s.list.country = m[0].Of(gazetteer.State).Entry.Code
				}
				s.labelled(trimSpace(s.r.Doc.Text, list), label)
				s.list.country = ""
				s.done = append(s.done, label.Span, trimSpace(s.r.Doc.Text, list))
				if j+1 == len(lines) && k+1 == len(labels) && s.titledIn([]document.Span{trimSpace(s.r.Doc.Text, list)}) {
					s.titledBelow(i, label)
				}
			}
		}
	}
}

// watching leads in to those who observed: "The following attended as observers:".
var watching = pattern.MustCompile(`^(?i:the following [^.:;]{0,80}(?:as|by|through) observers[^.:;]{0,30}:)$`)

// ofThosePresent is a label that says itself who came, whatever stands above.
var ofThosePresent = pattern.MustCompile(`(?i)delegat|represent|present|attend`)

// butFor names behind a label those who did not come: "Delegates: all were represented with the exception of Fiji".
var butFor = pattern.MustCompile(`(?i)represented[^.;:]* (?:except|with the exception)`)

// titledBelow reads the paragraphs below a label's list that go on with it, each with a person's title at its head.
func (s *search) titledBelow(block int, label cue) {
	for next := s.r.Below(block); next >= 0; next = s.r.Below(next) {
		b := s.r.Doc.Blocks[next]
		if b.Kind != document.Paragraph && b.Kind != document.ListItem || b.Span.Len() > 160 || len(s.labelsIn(b.Span)) > 0 || !s.titledIn([]document.Span{b.Span}) || s.saysSomething(b.Span) {
			return
		}
		s.labelled(b.Span, label)
	}
}

// groupLabels reads the lists behind the labels of groups of those present that stand below a paragraph that says who came.
func (s *search) groupLabels() {
	for i, b := range s.r.Doc.Blocks {
		if b.Kind != document.Paragraph && b.Kind != document.ListItem || s.isDone(b.Span) || i == 0 {
			continue
		}
		before := s.r.Doc.Blocks[i-1].Span
		m := groupLabel.FindStringSubmatchIndex(s.r.Text(b.Span))
		inTable := s.r.Doc.Blocks[i-1].Kind == document.Cell
		if m == nil || m[2] > 0 || !slices.ContainsFunc(s.found, func(p extract.Party) bool {
			return (p.Role != extract.Absentee || inTable) && before.Contains(p.Evidence[0].Span)
		}) {
			continue
		}
		list := trimSpace(s.r.Doc.Text, document.Span{Start: b.Span.Start + m[3], End: min(b.Span.End, s.sentenceEnd(b.Span.Start+m[3]))})
		if (len(s.r.Mentions(list)) > 0 || initialsAndName.MatchString(s.r.Text(list)) || s.titledIn([]document.Span{list})) && !s.saysSomething(list) {
			s.labelled(list, cue{Match: rule.Match{Span: document.Span{Start: m[2], End: m[3]}.Shift(b.Span.Start), Rule: "label"}, role: extract.Attendee, side: "right"})
		}
	}
}

// groupLabel is the label of one group of those present, under that of another: "International organisations: …".
var groupLabel = pattern.MustCompile(`(?:^|[.;] )((?i:(?:[\p{L}/-]+ ){0,4}(?:[\p{L}-]+/)?(?:organi[sz]ations?|agencies|partners|institutions|secretariats?|bodies|donors|persons|stakeholders|others|affiliates|companies|sector))[ ]?:)`)

// beforeOthers is where a label's list ends because words say of others what they did: "Austria and Chad; apologies from Mali".
// Those are read, too.
func (s *search) beforeOthers(list document.Span, label cue) int {
	for _, c := range s.cues(s.r.Text(list), list.Start) {
		if c.role != label.role && c.side == "right" && strings.HasSuffix(strings.TrimSpace(s.r.Doc.Text[list.Start:c.Span.Start]), ";") {
			s.readRight(document.Span{Start: c.Span.End, End: list.End}, list.End, c)
			return c.Span.Start
		}
	}
	return list.End
}

// sentenceEnd is where the sentence around a position ends.
func (s *search) sentenceEnd(at int) int {
	i := s.r.SentenceAt(at)
	return s.r.Sentences[min(i, len(s.r.Sentences)-1)].Span.End
}

var (
	// otherLabel begins what a minute's head tells besides its people.
	otherLabel = pattern.MustCompile(`(?:^|\s)(?:Date|Time|Place|Venue|Location|Chair(?:man|person|ed by|s)?|Co-[Cc]hairs?|Secretary|Rapporteur|Minute[- ]taker|Minutes(?: by)?|Agenda|Host|Hosted by|Next meeting|Subject|Language|Documents?)[ ]?:`)
	unfinished = pattern.MustCompile(`(?:[,;&]|\s(?:and|of|the))\s*$`)
)

// clauseBegins is what makes of the words of a label the subject of what follows: "At the Plenary, Participating States:",
// or its verb's object: "RECOMMENDS that Member countries:".
var clauseBegins = pattern.MustCompile(`^(?:\d+[.)]? )?(?i:at|in|on|during|after|following|accordingly|therefore|to this end|having)(?: [^:.;]*)?, ?(?:[\p{Lu}\d]+ )?(?:the )?$|(?:^|[\s(])(?:that|\p{Lu}{3,}S)(?: that| the| all| its| their)? $`)

// labelsIn gives the labels of a line, in order.
func (s *search) labelsIn(line document.Span) []cue {
	text := s.r.Text(line)
	if !strings.ContainsAny(text, ":–—-") {
		return s.plainLabels(line)
	}
	var found []cue
	ready := s.finder.rules.Read(text)
	for _, r := range s.finder.labels {
		for _, m := range r.FindAllIn(ready) {
			first, _ := utf8.DecodeRuneInString(text[m.Span.Start:])
			before, _ := utf8.DecodeLastRuneInString(text[:m.Span.Start])
			dashed := text[m.Span.End-1] == ' '
			if dashed && !namesFollow.MatchString(text[m.Span.End:]) {
				continue // "Participants – most of them from the isles – agreed"
			}
			if m.Span.Start > 0 && (dashed || !unicode.IsUpper(first) || !unicode.IsSpace(before) || clauseBegins.MatchString(text[:m.Span.Start])) {
				continue
			}
			m.Span = m.Span.Shift(line.Start)
			c := cue{Match: m, role: r.role, side: "right"}
			words := text[strings.LastIndexAny(text[:c.Span.Start-line.Start], ".;:")+1 : c.Span.End-line.Start]
			switch {
			case saysAway.MatchString(words):
				c.role = extract.Absentee // "Excused observers:"
			case saysWatched.MatchString(words):
				c.role = extract.Observer // "Observer organisations present:"
			}
			if i := slices.IndexFunc(found, func(o cue) bool { return o.Span.Overlaps(c.Span) }); i >= 0 {
				if c.Span.Len() > found[i].Span.Len() {
					found[i] = c
				}
				continue
			}
			found = append(found, c)
		}
	}
	for _, c := range s.plainLabels(line) {
		if !slices.ContainsFunc(found, func(o cue) bool { return o.Span.Overlaps(c.Span) && o.Span.Len() >= c.Span.Len() }) {
			found = append(slices.DeleteFunc(found, func(o cue) bool { return o.Span.Overlaps(c.Span) }), c)
		}
	}
	slices.SortFunc(found, func(a, b cue) int { return a.Span.Start - b.Span.Start })
	return found
}

var (
	// aLabel is a few words at a line's head and a colon, or a full stop that ends nothing else.
	aLabel      = pattern.MustCompile(`^(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2}(?:\.\d{1,2})?)[.)] ?)?(\p{Lu}[\p{L}’'/-]*(?: [\p{L}’'/-]+){0,6})(?: ?: |\. )`)
	saysCame    = pattern.MustCompile(`(?i)(?:^|\s)(?:present|attending|participating|participants|in attendance|in the room|at the table|represented|taking part|delegates|delegations|attendees)(?:$| (?:at|in|on|from|of|online|virtually|remotely) )|(?:^|\s)(?:online|connected|joining|seated|present|attending|participating|cooperating|co-operating|side)(?:$| (?:[\p{L}-]+ ){0,2}(?:members?|part(?:y|ies)|states?|countries|country|delegations?|entit(?:y|ies)|by|from|for|via|with|online|virtually|remotely)(?:\s|$))|(?:^|\s)(?:in the room|at the table|around the table) for `)
	saysWatched = pattern.MustCompile(`(?i)(?:^|\s)(?:observers?|observing)(?:\s|$)`)
	saysAway    = pattern.MustCompile(`(?i)(?:^|\s)(?:not (?:present|represented|attending|participating|in attendance|able|there|in the room|taking part|joining|connected|seated)|non-(?:attending|participating|represented)|absent|absentees|apolog(?:y|ies)|regrets?|excused?|unable|declined|prevented)(?:[\s:]|$)|(?:^|\s)missing(?:[ :]*$| (?:members|parties|delegations|states|countries)$)`)
	saysClause  = pattern.MustCompile(`(?i)(?:^|\s)(?:will|shall|should|would|that|which|who|agreed|noted|said|decided|welcomed|next|previous|last|future|papers?|documents?|invite[ds]?|by|presented|if|when|for|were|was|are|is|attended|participated)(?:\s|$)`)
)

// plainLabels are the labels at the head of a line or of a sentence within it that plainLabel reads.
func (s *search) plainLabels(line document.Span) []cue {
	var found []cue
	at := line
	for {
		if c, ok := s.plainLabel(at); ok {
			found = append(found, c)
		}
		stop := strings.Index(s.r.Text(at), ". ")
		if stop < 0 {
			return found
		}
		at.Start += stop + len(". ")
	}
}

var theFirst = pattern.MustCompile(`^(?i:the )`)

// forState is a label for the people of one state: "For Fiji:".
var forState = pattern.MustCompile(`^(?:(?:(?:[\p{L}-]+ ){0,2}(?:[Mm]embers|[Dd]elegates|[Rr]epresentatives|[Cc]ommissioners) (?:attending |present )?)?(?:For|for|from)|On behalf of) (?:the )?(\p{Lu}[\p{L} ’'/-]{2,50})$`)

// plainLabel reads the words at a line's head as a label by what they say, where no rule knows them: "Members in the room: A, B",
// "Observer organisations. C and D."
func (s *search) plainLabel(line document.Span) (cue, bool) {
	text := s.r.Text(line)
	m := aLabel.FindStringSubmatchIndex(text)
	if m == nil {
		return cue{}, false
	}
	words := text[m[2]:m[3]]
	c := cue{Match: rule.Match{Span: document.Span{Start: line.Start + m[2], End: line.Start + m[1]}, Rule: "label"}, role: extract.Attendee, side: "right"}
	list := document.Span{Start: c.Span.End, End: min(line.End, s.sentenceEnd(c.Span.End))}
	if of := forState.FindStringSubmatchIndex(words); of != nil && s.namesParty(document.Span{Start: of[2], End: of[3]}.Shift(c.Span.Start)) {
		return c, s.cameForState(list, words)
	}
	role, says := plainRole(words)
	if !says && (!membersAre.MatchString(words) || saysClause.MatchString(words)) {
		return cue{}, false
	}
	mentions := s.r.Mentions(list)
	if !says {
		titled := s.titledIn([]document.Span{list}) && !s.saysSomething(list)
		return c, len(mentions) > 1 && (titled || s.besideLabel(line, m[1]) && s.onlyNames(list))
	}
	c.role = role
	if text[m[1]-2] == '.' {
		return c, s.onlyNames(list) || role == extract.Observer && len(mentions) > 0 && !s.saysSomething(list)
	}
	return c, len(mentions) > 0 && mentions[0].Span.Start < list.Start+60 && !s.saysSomething(list) || onlyCodes.MatchString(s.r.Text(list)) || !list.Empty() && strings.HasSuffix(words, "side") && s.titledIn([]document.Span{list})
}

// cameForState reports whether those listed behind a label for a state, "For Fiji:", are people.
func (s *search) cameForState(list document.Span, label string) bool {
	people := trimSpace(s.r.Doc.Text, list)
	people.Start += len(theFirst.FindString(s.r.Text(people)))
	words := wordsOf(s.r.Doc.Text, people)
	if len(words) == 0 || !isUpper(words[0].text) || s.saysSomething(people) || s.toDo(people) {
		return false // "For Fiji: Director to report by May"
	}
	first, _, _ := strings.Cut(s.r.Text(people), ";")
	comma := strings.IndexByte(first, ',')
	return s.list.words.of(words[0].text)&title != 0 || !strings.HasPrefix(strings.ToLower(label), "for ") && peoplesNames.MatchString(s.r.Text(people)) ||
		comma > 0 && hasClass(s.list, document.Span{Start: people.Start + comma, End: people.Start + len(first)}, office)
}

// onlyCodes is a list of codes: " HR, IS, NO, TR.".
var onlyCodes = pattern.MustCompile(`^ ?[A-Z]{2,3}(?:(?:, | and |; )[A-Z]{2,3}){2,}\.? ?$`)

// byMeans is how, or for whom, those came whom a label is of: "Members attending by video link".
var byMeans = pattern.MustCompile(`(?i)(?: by (?:video|tele|phone|internet|web|zoom|correspondence|invitation)[\p{L} -]*$|(?:attending|present|in the room|at the table) for )`)

// peoplesNames is a list of first names and surnames: "Jone Vula, Ana Pita and Semi Sione."
var peoplesNames = pattern.MustCompile(`^\p{Lu}[\p{L}’'.-]*(?: (?:\p{Ll}{2,3} )?\p{Lu}[\p{L}’'.-]*){1,3}(?:(?:,| and|, and) \p{Lu}[\p{L}’'.-]*(?: (?:\p{Ll}{2,3} )?\p{Lu}[\p{L}’'.-]*){1,3})+$`)

// toDo reports whether a stretch says what somebody is to do.
func (s *search) toDo(at document.Span) bool {
	i := s.r.SentenceAt(at.Start)
	if i == len(s.r.Sentences) {
		return false
	}
	tokens := s.r.Sentences[i].Tokens
	for j := range tokens[:max(len(tokens)-1, 0)] {
		if at.Contains(tokens[j].Span) && tokens[j].Text == "to" && tokens[j+1].Tag == "VB" {
			return true
		}
	}
	return false
}

// plainRole is the role of those whom a label's words tell of.
func plainRole(words string) (extract.Role, bool) {
	switch {
	case saysClause.MatchString(byMeans.ReplaceAllString(words, "")):
		return "", false
	case saysAway.MatchString(words):
		return extract.Absentee, true
	case saysWatched.MatchString(words):
		return extract.Observer, true
	}
	return extract.Attendee, saysCame.MatchString(words)
}

// besideLabel reports whether another label of a list stands behind one in its line, or in the paragraph above or below: what
// is set out by groups of members is who came.
func (s *search) besideLabel(line document.Span, from int) bool {
	if groupBefore.MatchString(s.r.Doc.Text[max(0, line.Start-400):line.Start]) && len(s.r.Mentions(document.Span{Start: max(0, line.Start-400), End: line.Start})) > 1 {
		return true
	}
	if other := strings.Index(s.r.Text(line)[from:], ". "); other >= 0 && otherGroup.MatchString(s.r.Text(line)[from+other+2:]) {
		return true
	}
	i := s.r.SentenceAt(line.Start)
	if i == len(s.r.Sentences) {
		return false
	}
	block := s.r.Sentences[i].Block
	return slices.ContainsFunc([]int{block - 1, s.r.Below(block)}, func(near int) bool {
		return near >= 0 && s.r.Doc.Blocks[near].Kind == s.r.Doc.Blocks[block].Kind && otherGroup.MatchString(s.r.Text(s.r.Doc.Blocks[near].Span))
	})
}

var (
	groupBefore = pattern.MustCompile(`(?i)[\p{L}-]+ (?:members|parties|states|countries) ?: [^\n]*$`)
	membersAre  = pattern.MustCompile(`^(?i:(?:[\p{L}-]+ )?(?:members?(?: of the (?-i:\p{Lu}\p{L}+(?: \p{Lu}\p{L}+){0,3}))?|parties|member (?:states|countries|economies|parties)))$`)
	otherGroup  = pattern.MustCompile(`^(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)] ?)?(?i:[\p{L}/-]+(?: [\p{L}/-]+){0,3} (?:members?|parties|states|organi[sz]ations|countries)|observers?(?: \p{L}+)?|apologies|absent|excused|no representative|regrets) ?: `)
)

// namesFollow begins a list behind a dash.
var namesFollow = pattern.MustCompile(`^(?:the )?[\p{Lu}\d]`)

// belowLabel reads the lines after a label that ends its line.
func (s *search) belowLabel(block int, rest []document.Span, label cue) {
	read, stopped := 0, false
	for i, line := range rest {
		if len(s.labelsIn(line)) > 0 || otherLabel.MatchString(s.r.Text(line)) {
			return
		}
		var n int
		n, label.role, stopped = s.lines(line, label, true, s.titledIn(rest[i:]))
		read += n
		if stopped {
			return
		}
	}
	s.following(block+1, label, 99, read)
}

// labelled reads a list behind a label, whose names of two words are people.
func (s *search) labelled(list document.Span, label cue) {
	if s.codes(list, label) {
		return
	}
	entries := s.entries(list)
	for _, at := range entries {
		role := label.role
		if role == extract.Attendee && stayedHome.MatchString(s.r.Text(at)) {
			role = extract.Absentee
		}
		if role == extract.Attendee && len(entries) > 1 && inBrackets.MatchString(s.r.Text(at)) {
			role = extract.Observer
		}
		s.found = append(s.found, s.list.read(at, role, label.Match.Rule, len(entries) > 1 && isOneEntry(s, at), true)...)
	}
	s.done = append(s.done, list)
}

// codes reads a list of nothing but the two letters of states, three or more: "BR, CO, CU".
func (s *search) codes(list document.Span, label cue) bool {
	parts := s.list.parts(list)
	r := &reader{list: s.list, rule: label.Match.Rule, role: label.role, person: -1}
	for _, p := range parts {
		if p.span.Len() != 2 || !s.code(r, p.span) && !(len(p.mentions) == 1 && p.mentions[0].Span == p.span && r.mentions(p, p.span, true)) { // "UK" is none of ISO's
			return false
		}
	}
	if len(parts) < 3 {
		return false
	}
	s.found = append(s.found, r.parties...)
	s.done = append(s.done, list)
	return true
}

// entries are the stretches between semicolons.
func (s *search) entries(list document.Span) []document.Span {
	var entries []document.Span
	start := list.Start
	for entry := range strings.SplitSeq(s.r.Text(list), ";") {
		at := trimSpace(s.r.Doc.Text, document.Span{Start: start, End: start + len(entry)})
		start += len(entry) + 1
		if !at.Empty() {
			entries = append(entries, at)
		}
	}
	return entries
}

// stayedHome ends an entry of those who did not come: "Fiji: apologies".
var stayedHome = pattern.MustCompile(`(?i)(?:[:–—,-] ?|\()(?:apologies|apology received|apologi[sz]ed|absent|excused|regrets|not (?:represented|present)|sent apologies|–|—)(?: ?/ ?\p{L}{3,12})?[.)]*$`)

// speaks are what people and delegations do in minutes that list nobody.
var speaks = setOf(`said noted pointed emphasised emphasized suggested explained reported presented introduced thanked opened stated
	mentioned described proposed outlined summarised summarized stressed highlighted commented moved seconded replied added briefed
	underlined underscored supported opposed called gave provided asked informed expressed urged observed recalled welcomed`)

// beforeVerb may stand between a name and its verb.
var beforeVerb = setOf(`then also further briefly`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// speaker is the stretch of capitalised words at the head of a sentence, up to a verb of speaking; empty where there is none.
func speaker(text string, at document.Span) document.Span {
	at.End = min(at.End, at.Start+110)
	end, open := at.Start, false
	for _, w := range wordsOf(text, at) {
		lower := strings.TrimRight(w.text, ",.;:")
		open = open || strings.HasPrefix(w.text, "(")
		switch {
		case open, isUpper(w.text), w.text == "and", smallWord[w.text], particles[w.text]:
			end = w.span.End
		case beforeVerb[lower]:
		case speaks[lower] && end > at.Start:
			return document.Span{Start: at.Start, End: end}
		default:
			return document.Span{}
		}
		open = open && !strings.Contains(w.text, ")")
	}
	return document.Span{}
}

// speakerFrom is a speaker by name and origin at the head of a sentence: "Mr. PITA (Tonga), agreeing with Fiji, said".
var speakerFrom = pattern.MustCompile(`^([^.,;:()]{0,12}\.?[^.,;:()]{2,50} \(([^()]{2,50})\))[, ]`)

// itemMark stands before a sentence that is an item.
var itemMark = pattern.MustCompile(`^(?:[-•–*·]|\(?(?:\d+(?:\.\d+)*|[a-z])[.)]|\d+(?:\.\d+)+)\s+`)

// speakers takes those who speak at the head of a sentence, in a report that names its participants in no other way.
func (s *search) speakers() {
	var found []extract.Party
	speaking := map[string]bool{}
	others := 0
	listed := false // some of the speakers are listed
	for _, p := range s.found {
		switch {
		case p.Role != extract.Attendee:
		case strings.HasPrefix(p.Evidence[0].Rule, "speakers"):
			listed = true
		case p.Kind != "group":
			others++
		case sentBy.MatchString(p.Name) && strings.HasPrefix(p.Evidence[0].Rule, "attended"):
			return
		}
	}
	for i := range s.r.Sentences {
		sentence := &s.r.Sentences[i]
		block := s.r.Block(sentence)
		if block.Kind == document.Footnote || block.Kind == document.Heading {
			continue
		}
		at := sentence.Span
		at.Start += len(itemMark.FindString(s.r.Text(at)))
		for _, p := range s.delegates(at) {
			found = append(found, p)
			speaking[identity(p)] = true
		}
		subject := speaker(s.r.Doc.Text, at)
		if b := speakerFrom.FindStringSubmatchIndex(s.r.Text(at)); subject.Empty() && b != nil && len(s.r.Mentions(document.Span{Start: at.Start + b[4], End: at.Start + b[5]})) > 0 {
			subject = document.Span{Start: at.Start, End: at.Start + b[3]}
		}
		if subject.Empty() {
			continue
		}
		subject.Start += len(chairing.FindString(s.r.Text(subject)))
		if subject.Empty() || !s.isSpeaker(subject) {
			continue
		}
		for _, p := range s.list.read(subject, extract.Attendee, "speaks", false, true) {
			if p.Kind == "person" || p.Kind == "state" || p.Kind == "organization" && p.Canonical != "" {
				if full := s.inFull(p.Name); p.Kind == "person" && !full.Empty() {
					p.Name, p.Evidence = s.r.Text(full), append([]extract.Evidence{{Span: full, Rule: "speaks"}}, p.Evidence...)
				}
				found = append(found, p)
				speaking[identity(p)] = true
			}
		}
	}
	if len(speaking) > 1 && (others == 0 && !listed || len(speaking) > 4 && len(speaking) > 2*others) {
		s.found = append(s.found, found...)
	}
}

// spokeFor begins a sentence with those who speak for others: "The representatives of Fiji and Tonga supported the plan".
var spokeFor = pattern.MustCompile(`^(?i:the )?(?i:(?:representative|delegate|delegation|observer)s? (?:of|for|from) (?:the )?)`)

// holdsView are what delegations do besides, of which people are not known by name.
var holdsView = setOf(`shared considered reserved agreed hoped felt wished pledged undertook offered announced confirmed indicated declared requested
	regretted endorsed appealed remarked reaffirmed reiterated spoke associated joined believed drew referred acknowledged`)

// delegates are the states and bodies for which those speak who begin a sentence.
func (s *search) delegates(at document.Span) []extract.Party {
	lead := spokeFor.FindString(s.r.Text(at))
	if lead == "" {
		return nil
	}
	list := document.Span{Start: at.Start + len(lead), End: at.Start + len(lead)}
	spoke := false
	for _, w := range wordsOf(s.r.Doc.Text, document.Span{Start: list.Start, End: at.End}) {
		lower := strings.TrimRight(w.text, ",.;:")
		if spoke = speaks[lower] || holdsView[lower]; spoke {
			break
		}
		if !isUpper(w.text) && w.text != "and" && w.text != "the" && w.text != "of" && !particles[w.text] || strings.HasSuffix(w.text, ".") {
			return nil // "The representative of Fiji in the group"
		}
		list.End = w.span.End
	}
	if !spoke {
		return nil
	}
	role := extract.Attendee
	if strings.Contains(strings.ToLower(lead), "observer") {
		role = extract.Observer
	}
	var parties []extract.Party
	for _, p := range s.list.read(list, role, "speaks", false, false) {
		if p.Kind == "state" || p.Kind == "organization" && p.Canonical != "" {
			parties = append(parties, p)
		}
	}
	return parties
}

// inFull is where a report names somebody in full, with a title, whom it calls by the surname elsewhere; it is empty where it does not.
func (s *search) inFull(surname string) document.Span {
	if strings.Contains(surname, " ") || len(s.looked) > maxLooked {
		return document.Span{}
	}
	if s.looked == nil {
		s.looked = map[string]document.Span{}
	}
	full, known := s.looked[surname]
	if !known {
		full = s.find(surname)
		s.looked[surname] = full
	}
	return full
}

// maxLooked is for how many surnames a report is searched: no honest one has more speakers.
const maxLooked = 500

// find is where a report has a surname behind a title and given names.
func (s *search) find(surname string) document.Span {
	text := s.r.Doc.Text
	for at := 0; ; {
		i := strings.Index(text[at:], " "+surname)
		if i < 0 {
			return document.Span{}
		}
		at += i + 1 + len(surname)
		if next, _ := utf8.DecodeRuneInString(text[at:]); unicode.IsLetter(next) {
			continue
		}
		words := wordsOf(text, document.Span{Start: max(0, at-80), End: at})
		from := len(words) - 1
		for from > 0 && from > len(words)-4 && isUpper(words[from-1].text) && s.list.words.isNameWord(words[from-1].text) && !s.list.isTitle(words[from-1].text) {
			from--
		}
		if from > 0 && from < len(words)-1 && s.list.isTitle(words[from-1].text) {
			return document.Span{Start: words[from].span.Start, End: at}
		}
	}
}

// sentBy is in the name of a group that says by whom those who came were sent: who spoke among them is not all who came.
var sentBy = pattern.MustCompile(`(?i)\b(?:members?|parliaments?|countries|states|parties|governments?|chambers?|organi[sz]ations?|delegations?)\b`)

var chairing = pattern.MustCompile(`^(?i:(?:the )?(?:co-)?chair(?:man|person|woman|s)?,? )`)

// isSpeaker reports whether the words before a verb of speaking are nothing but names, in brackets where they come from.
func (s *search) isSpeaker(subject document.Span) bool {
	for _, p := range s.list.parts(subject) {
		if p.bracket {
			continue
		}
		states := 0
		for _, m := range p.mentions {
			if m.Of(gazetteer.State) != nil {
				states += m.Span.Len()
			}
		}
		words := wordsOf(s.r.Doc.Text, p.span)
		if text := s.r.Text(p.span); acronymOnly.MatchString(words[0].text) && strings.ToUpper(text) != text {
			return false // "IHO Drafting Guide"
		}
		if states > 0 && states+5 > p.span.Len() {
			continue
		}
		for _, w := range words {
			if !s.list.words.isNameWord(w.text) && s.list.words.of(w.text)&title == 0 {
				return false
			}
		}
		if len(words) < 2 {
			return false
		}
	}
	return true
}
