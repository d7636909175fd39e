package commitment

import (
	"slices"
	"strings"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/pattern"
)

// Rules of lines that lead to lists, by name: to tasks, and to what is resolved.
const (
	actionsRule  = "actions"
	resolvedRule = "resolve-as-follows"
)

// taskLine matches a line of two or three parts: who, what and perhaps by when, or what, who and by when.
var taskLine = pattern.MustCompile(`(?m)^(?:\(?\d{1,3}[.)]\s*)?([^\n–—|]{2,200}?)(?: [–—|-] |: )([^\n–—|]{2,200}?)(?: [–—|-] ([^\n–—|]{2,60}?))?[.;]?$`)

// taskLines codes a block each line of which gives somebody a task, and reports whether it is one.
func (s *survey) taskLines(b *document.Block) bool {
	text := s.r.Text(b.Span)
	lines := taskLine.FindAllStringSubmatchIndex(text, -1)
	if len(lines) == 0 || len(lines) != strings.Count(strings.TrimSpace(text), "\n")+1 {
		return false
	}
	part := func(m []int, k int) document.Span {
		return document.Span{Start: b.Span.Start + m[2*k], End: b.Span.Start + m[2*k+1]}
	}
	var found []extract.Outcome
	for _, m := range lines {
		who, what := part(m, 1), part(m, 2)
		if !s.names(who) {
			who, what = what, who
		}
		if !s.names(who) {
			return false
		}
		unit := document.Span{Start: b.Span.Start + m[0], End: b.Span.Start + m[1]}
		o := extract.Outcome{Act: "commits", Verb: "Action", Actors: s.responsible(who), Unit: unit, Action: s.r.Text(what), Confidence: 0.8,
			Instruments: s.instruments(what), Evidence: []extract.Evidence{{Span: unit, Rule: "task-line"}}}
		s.mentions = s.r.Mentions(what)
		o.Place = s.place(what, o.Act)
		if m[6] >= 0 {
			o.Deadline = s.due(part(m, 3))
		}
		if o.Deadline == nil {
			o.Deadline = s.deadline(what.Start, what, true)
		}
		found = append(found, o)
	}
	s.f.Outcomes = append(s.f.Outcomes, found...)
	return true
}

// names reports whether a passage is the name of somebody who can be given a task, and nothing else.
func (s *survey) names(span document.Span) bool {
	text := strings.TrimSpace(s.r.Text(span))
	name := strings.TrimPrefix(strings.ToLower(text), "the ")
	if everybody.MatchString(text) || s.words.subjects[name] != "" && s.words.subjects[name] != background {
		return true
	}
	if _, ok := s.fullName(text); ok {
		return true
	}
	if words := strings.Fields(name); len(words) < 4 {
		if class := s.words.subjects[words[len(words)-1]]; class == office || class == body || class == all {
			return true
		}
	}
	rest := text
	for _, m := range s.r.Mentions(span) {
		rest = strings.Replace(rest, s.r.Text(m.Span), "", 1)
	}
	return strings.Trim(strings.ReplaceAll(rest, " and ", ""), " ,;/&") == ""
}

// initials are those who are to do something, as minutes put them behind it: "Draft the manual (AB, CD)".
var initials = pattern.MustCompile(`\((\p{Lu}{2,4}(?:(?:, ?|/| ?& ?| and )\p{Lu}{2,4})*)\)[.;]?$`)

// initialled codes a line without a verb of its own that ends with the initials of people who attended; one in three may
// be somebody else, who then is named as the line does.
func (s *survey) initialled(sent *extract.Sentence, p *sentence) bool {
	text := s.r.Text(sent.Span)
	m := initials.FindStringSubmatchIndex(text)
	if m == nil {
		return false
	}
	var actors []string
	strangers := 0
	for _, short := range between.Split(text[m[2]:m[3]], -1) {
		name := s.initialsOf(short)
		if name == "" {
			name = short
			strangers++
		}
		actors = append(actors, name)
	}
	if 3*strangers > len(actors) {
		return false
	}
	s.put(sent, p, sent.Span, reading{act: "commits", actors: actors, action: 0, confidence: 0.6, rule: "initials"}, nil)
	return true
}

// initialsOf gives the one person known whose initials these are, or "".
func (s *survey) initialsOf(short string) string {
	found := ""
	for _, p := range s.people {
		var letters strings.Builder
		for _, word := range strings.Fields(p.name) {
			if first := []rune(word)[0]; !greetings[strings.ToLower(word)] {
				letters.WriteString(strings.ToUpper(string(first)))
			}
		}
		if letters.String() != short || p.name == found {
			continue
		}
		if found != "" {
			return ""
		}
		found = p.name
	}
	return found
}

// labelledAct codes what stands behind "Decision 4:" or "NOTED:" and says by no verb of its own that it is decided or noted.
func (s *survey) labelledAct(sent *extract.Sentence) bool {
	text := s.r.Text(sent.Span)
	ready := s.ready(text)
	for _, r := range s.rules["label"] {
		m, ok := r.FindIn(ready)
		if !ok || m.Span.Start > 0 {
			continue
		}
		ws := tokens(sent)
		for len(ws) > 0 && ws[0].span.Start < sent.Span.Start+m.Span.End {
			ws = ws[1:]
		}
		if len(ws) < 3 {
			return false
		}
		p := s.parse(ws, nil)
		act := r.Values["act"]
		label := strings.Fields(strings.ToLower(text[:m.Span.End]))
		saysSo := slices.Contains(label, "was") || slices.Contains(label, "were") // "Also approved was the plan"
		if len(p.groups) == 0 && act != "notes" && !saysSo {
			return false // a title
		}
		return s.inherit(sent, p, &lead{subject: everyone, act: act, rule: "label"})
	}
	return false
}
