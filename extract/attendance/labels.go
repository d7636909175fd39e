package attendance

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
)

// labels reads the lists behind labels, one a line or several in a line: "Present: A, B. Apologies: C".
func (s *search) labels() {
	for i, b := range s.r.Doc.Blocks {
		if !b.Kind.Body() || b.Kind == document.Cell || b.Kind == document.Footnote {
			continue
		}
		lines := splitLines(s.r.Doc.Text, b.Span)
		for j, line := range lines {
			labels := s.labelsIn(line)
			for k, label := range labels {
				list := document.Span{Start: label.Span.End, End: line.End}
				if k+1 < len(labels) {
					list.End = labels[k+1].Span.Start
				}
				if end := s.sentenceEnd(label.Span.Start); end > label.Span.End {
					list.End = min(list.End, end)
				}
				if end := otherLabel.FindStringIndex(s.r.Text(list)); end != nil {
					list.End = list.Start + end[0]
				}
				rest := lines[j+1:]
				if trimSpace(s.r.Doc.Text, list).Empty() {
					s.belowLabel(i, rest, label)
					continue
				}
				for len(rest) > 0 && list.End >= line.End && unfinished.MatchString(s.r.Text(list)) && len(s.labelsIn(rest[0])) == 0 {
					list.End, rest = rest[0].End, rest[1:]
				}
				s.labelled(trimSpace(s.r.Doc.Text, list), label)
			}
		}
	}
}

// sentenceEnd is where the sentence around a position ends.
func (s *search) sentenceEnd(at int) int {
	i, _ := slices.BinarySearchFunc(s.r.Sentences, at, func(x extract.Sentence, at int) int { return x.Span.End - at - 1 })
	return s.r.Sentences[min(i, len(s.r.Sentences)-1)].Span.End
}

var (
	// otherLabel begins what a minute's head tells besides its people.
	otherLabel = regexp.MustCompile(`(?:^|\s)(?:Date|Time|Place|Venue|Location|Chair(?:man|person|ed by|s)?|Co-[Cc]hairs?|Secretary|Rapporteur|Minute[- ]taker|Minutes(?: by)?|Agenda|Host|Hosted by|Next meeting|Subject|Language|Documents?)[ ]?:`)
	unfinished = regexp.MustCompile(`(?:[,;&]|\s(?:and|of|the))\s*$`)
)

// labelsIn gives the labels of a line, in order.
func (s *search) labelsIn(line document.Span) []cue {
	text := s.r.Text(line)
	if !strings.Contains(text, ":") {
		return nil
	}
	var found []cue
	for _, r := range s.finder.rules.Rules {
		if r.Values["side"] != "label" {
			continue
		}
		for _, m := range r.FindAll(text) {
			first, _ := utf8.DecodeRuneInString(text[m.Span.Start:])
			before, _ := utf8.DecodeLastRuneInString(text[:m.Span.Start])
			if m.Span.Start > 0 && (!unicode.IsUpper(first) || !unicode.IsSpace(before)) {
				continue
			}
			m.Span = m.Span.Shift(line.Start)
			c := cue{Match: m, role: extract.Role(r.Values["role"]), side: "right"}
			if i := slices.IndexFunc(found, func(o cue) bool { return o.Span.Overlaps(c.Span) }); i >= 0 {
				if c.Span.Len() > found[i].Span.Len() {
					found[i] = c
				}
				continue
			}
			found = append(found, c)
		}
	}
	slices.SortFunc(found, func(a, b cue) int { return a.Span.Start - b.Span.Start })
	return found
}

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
	start := list.Start
	text := s.r.Text(list)
	entries := strings.Split(text, ";")
	for _, entry := range entries {
		at := trimSpace(s.r.Doc.Text, document.Span{Start: start, End: start + len(entry)})
		start += len(entry) + 1
		if at.Empty() {
			continue
		}
		s.found = append(s.found, s.list.read(at, label.role, label.Match.Rule, len(entries) > 1 && isOneEntry(s, at), true)...)
	}
	s.done = append(s.done, list)
}

// speakerVerb is what people and delegations do in minutes that list nobody.
var speakerVerb = regexp.MustCompile(`^(.{3,90}?)[ ](?:then |also |further |briefly )?(?:said|noted|pointed out|emphasi[sz]ed|suggested|explained|reported|presented|introduced|thanked|opened|stated|mentioned|described|proposed|outlined|summari[sz]ed|stressed|highlighted|commented|moved|seconded|replied|added|briefed|underlined|underscored|supported|opposed|called for|called on|gave an?|provided an?|asked|informed|expressed|urged|observed|recalled|welcomed)[ ,]`)

// itemMark stands before a sentence that is an item.
var itemMark = regexp.MustCompile(`^(?:[-•–*·]|\(?(?:\d+(?:\.\d+)*|[a-z])[.)]|\d+(?:\.\d+)+)\s+`)

// speakers takes those who speak at the head of a sentence, in a report that names its participants in no other way.
func (s *search) speakers() {
	var found []extract.Party
	speaking := map[string]bool{}
	for i := range s.r.Sentences {
		sentence := &s.r.Sentences[i]
		block := s.r.Block(sentence)
		if block.Kind == document.Footnote || block.Kind == document.Heading {
			continue
		}
		at := sentence.Span
		at.Start += len(itemMark.FindString(s.r.Text(at)))
		m := speakerVerb.FindStringSubmatchIndex(s.r.Text(at))
		if m == nil {
			continue
		}
		subject := document.Span{Start: at.Start, End: at.Start + m[3]}
		subject.Start += len(chairing.FindString(s.r.Text(subject)))
		if subject.Empty() || !s.isSpeaker(subject) {
			continue
		}
		for _, p := range s.list.read(subject, extract.Attendee, "speaks", false, true) {
			if p.Kind == "person" || p.Kind == "state" || p.Code == "EU" {
				found = append(found, p)
				speaking[identity(p)] = true
			}
		}
	}
	if len(speaking) > 1 {
		s.found = append(s.found, found...)
	}
}

var chairing = regexp.MustCompile(`^(?i:(?:the )?(?:co-)?chair(?:man|person|woman|s)?,? )`)

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
