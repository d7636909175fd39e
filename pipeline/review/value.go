package review

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rapporteur/pipeline"
	"rapporteur/pipeline/export"
	"rapporteur/schemas"
)

// The classes of values.
const (
	meetingClass = "meeting"
	partyClass   = "party"
	areaClass    = "area"
	outcomeClass = "outcome"
)

// Value is something that a record says, or that a person says it should, with the passages that it rests on.
type Value struct {
	Key      string // names it within its document
	Class    string
	Field    string // of the meeting
	ID       string // of an outcome
	Fields   pipeline.Fields
	Program  pipeline.Fields // what the program says; nil where it does not find it
	Evidence []schemas.Evidence
	Sure     *float64 // how sure the program is; nil where it does not say

	Status    Status
	Last      int64                 // the last correction of it
	Original  pipeline.Fields       // what the program said when it was corrected last
	History   []pipeline.Correction // those in effect, in order
	Conflicts []Conflict

	target pipeline.Target
}

// Status is what persons did with a value.
type Status string

// What can be done with a value. The words but the first two are those of schemas.Reviews.
const (
	Unreviewed Status = ""
	Rejected   Status = "rejected"
	Accepted   Status = "accepted"
	Edited     Status = "edited"
	Added      Status = "added"
)

// role of a party's list, in the order of the record.
var roles = []string{"attendee", "observer", "absentee"}

// parties are a record's lists of parties, in the order of roles.
func parties(r *schemas.Record) []*[]schemas.Party {
	return []*[]schemas.Party{&r.Attendees, &r.Observers, &r.Absentees}
}

// meetingFields are the fields of a meeting, in the order in which people look for them.
var meetingFields = []string{"title", "series", "ordinal", "type", "start", "end", "date_text", "city", "country", "venue", "mode", "chairs", "hosts"}

// valuesOf are all values of a record as the program made it, in its order. Warnings are none: there is nothing to correct.
func valuesOf(r *schemas.Record) []*Value {
	var out []*Value
	seen := map[string]int{}
	add := func(v *Value) {
		if len(v.Evidence) == 0 {
			return // no such record is made; there is nothing by which it could be found again
		}
		first := v.Evidence[0]
		v.target = pipeline.Target{Class: v.Class, Field: v.Field, Start: first.Start, End: first.End, Quote: first.Quote}
		v.Key = fmt.Sprintf("%s-%d-%d", v.Class, first.Start, first.End)
		if v.Field != "" {
			v.Key = v.Class + "-" + v.Field
		}
		if seen[v.Key]++; seen[v.Key] > 1 {
			v.target.Nth = seen[v.Key]
			v.Key += fmt.Sprintf("-%d", seen[v.Key])
		}
		v.Program = v.Fields
		out = append(out, v)
	}
	for _, field := range meetingFields {
		add(&Value{Class: meetingClass, Field: field, Fields: pipeline.Fields{"value": meetingText(&r.Meeting, field)}, Evidence: r.Meeting.Evidence[field]})
	}
	for i, list := range parties(r) {
		for _, p := range *list {
			add(&Value{Class: partyClass, Fields: partyFields(roles[i], &p), Evidence: p.Evidence, Sure: new(p.Confidence)})
		}
	}
	for _, a := range r.Areas {
		add(&Value{Class: areaClass, Fields: pipeline.Fields{"n": strconv.Itoa(a.N), "title": a.Title}, Evidence: a.Evidence, Sure: new(a.Confidence)})
	}
	for _, list := range [][]schemas.Outcome{r.Commitments, r.Statements} {
		for _, o := range list {
			add(&Value{Class: outcomeClass, ID: o.ID, Fields: outcomeFields(&o), Evidence: o.Evidence, Sure: new(o.Confidence)})
		}
	}
	return out
}

// meetingText is a field of a meeting, a list with a line for each item.
func meetingText(m *schemas.Meeting, field string) string {
	switch field {
	case "chairs":
		return strings.Join(m.Chairs, "\n")
	case "hosts":
		return strings.Join(m.Hosts, "\n")
	case "ordinal":
		if m.Ordinal != nil {
			return strconv.Itoa(*m.Ordinal)
		}
		return ""
	}
	return text(*meetingString(m, field))
}

// meetingString is where a meeting keeps a field that is a text.
func meetingString(m *schemas.Meeting, field string) **string {
	switch field {
	case "title":
		return &m.Title
	case "series":
		return &m.Series
	case "type":
		return &m.Type
	case "start":
		return &m.Start
	case "end":
		return &m.End
	case "date_text":
		return &m.DateText
	case "city":
		return &m.City
	case "country":
		return &m.Country
	case "venue":
		return &m.Venue
	}
	return &m.Mode
}

// setMeeting puts a field into a meeting; "" takes it out.
func setMeeting(m *schemas.Meeting, field, value string) {
	switch field {
	case "chairs":
		m.Chairs = lines(value)
	case "hosts":
		m.Hosts = lines(value)
	case "ordinal":
		m.Ordinal = number(value)
	default:
		*meetingString(m, field) = optional(value)
	}
}

func partyFields(role string, p *schemas.Party) pipeline.Fields {
	return pipeline.Fields{"role": role, "name": p.Name, "kind": p.Kind, "code": text(p.Code), "canonical": text(p.Canonical), "office": text(p.Office), "for": text(p.For)}
}

func outcomeFields(o *schemas.Outcome) pipeline.Fields {
	f := pipeline.Fields{"act": o.Act, "verb": o.Verb, "actors": strings.Join(o.Actors, "\n"), "addressees": strings.Join(o.Addressees, "\n"), "text": o.Text, "action": o.Action,
		"area": "", "deadline": "", "deadline_start": "", "deadline_end": "", "place": "", "place_country": "",
		"instruments": strings.Join(o.Instruments, "\n"), "hedged": yes(o.Hedged), "negated": yes(o.Negated)}
	if o.Area != nil {
		f["area"] = strconv.Itoa(*o.Area)
	}
	if d := o.Deadline; d != nil {
		f["deadline"], f["deadline_start"], f["deadline_end"] = d.Text, text(d.Start), text(d.End)
	}
	if p := o.Place; p != nil {
		f["place"], f["place_country"] = p.Text, text(p.Country)
	}
	return f
}

func (v *Value) party() schemas.Party {
	f := v.Fields
	return schemas.Party{Name: f["name"], Kind: f["kind"], Code: optional(f["code"]), Canonical: optional(f["canonical"]), Office: optional(f["office"]), For: optional(f["for"]),
		Confidence: v.sure(), Evidence: v.Evidence, Reviewed: v.reviewed()}
}

func (v *Value) area() schemas.Area {
	a := schemas.Area{Title: v.Fields["title"], Confidence: v.sure(), Evidence: v.Evidence, Reviewed: v.reviewed()}
	if n := number(v.Fields["n"]); n != nil {
		a.N = *n
	}
	return a
}

func (v *Value) outcome() schemas.Outcome {
	f := v.Fields
	o := schemas.Outcome{ID: v.ID, Act: f["act"], Verb: f["verb"], Actors: lines(f["actors"]), Addressees: lines(f["addressees"]), Text: f["text"], Action: f["action"], Area: number(f["area"]),
		Instruments: lines(f["instruments"]), Hedged: f["hedged"] != "", Negated: f["negated"] != "", Confidence: v.sure(), Evidence: v.Evidence, Reviewed: v.reviewed()}
	if f["deadline"] != "" {
		o.Deadline = &schemas.Deadline{Text: f["deadline"], Start: optional(f["deadline_start"]), End: optional(f["deadline_end"])}
	}
	if f["place"] != "" {
		o.Place = &schemas.Place{Text: f["place"], Country: optional(f["place_country"])}
	}
	return o
}

// sure is how sure the value is; a person who adds one is.
func (v *Value) sure() float64 {
	if v.Sure == nil {
		return 1
	}
	return *v.Sure
}

// reviewed is what a record says of the value's review.
func (v *Value) reviewed() string {
	if !slices.Contains(schemas.Reviews, string(v.Status)) {
		return ""
	}
	return string(v.Status)
}

// Says is the value in a line, for people.
func (v *Value) Says() string {
	f := v.Fields
	switch v.Class {
	case partyClass:
		return f["name"]
	case areaClass:
		return f["n"] + ". " + f["title"]
	case outcomeClass:
		return listed(f["actors"]) + ": " + f["action"]
	}
	return listed(f["value"])
}

// Kind is what the value is, in a word.
func (v *Value) Kind() string {
	switch v.Class {
	case partyClass:
		return v.Fields["kind"]
	case outcomeClass:
		return v.Fields["act"]
	case meetingClass:
		return strings.ReplaceAll(v.Field, "_", " ")
	}
	return v.Class
}

// Group is the group of values with which pages show it.
func (v *Value) Group() export.Group {
	class := v.Class
	switch v.Class {
	case partyClass:
		class = v.Fields["role"]
	case outcomeClass:
		class = "statement"
		if schemas.IsStrong(v.Fields["act"]) {
			class = "commitment"
		}
	}
	for _, g := range export.Groups {
		if g.Class == class {
			return g
		}
	}
	return export.Groups[0]
}

// core is what makes a value this one and no other of its class on the same passage.
func core(class string, f pipeline.Fields) string {
	switch class {
	case partyClass:
		return strings.ToLower(f["name"])
	case areaClass:
		return strings.ToLower(f["title"])
	case outcomeClass:
		return strings.ToLower(f["verb"] + " " + f["action"])
	}
	return ""
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// lines are the items of a list: never nil, as a record wants it.
func lines(s string) []string {
	out := []string{}
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

func listed(s string) string { return strings.Join(lines(s), "; ") }

func number(s string) *int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return nil
	}
	return &n
}
