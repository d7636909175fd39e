package export

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// value is something that a record says, with the passages that it rests on.
type value struct {
	id         string // names it: its evidence is id:1, id:2 …
	table, row string // the row that holds it
	field      string // of the meeting; empty where it is the whole row
	kind       string // what it is: the field, the role, "area", the act, "warning"
	says       string // the value, for people
	evidence   []schemas.Evidence
}

// values are all that an entry's record says, in the order of the tables; none where there is no record.
func values(e *pipeline.Entry) []value {
	r := e.Record
	if r == nil {
		return nil
	}
	var out []value
	add := func(id, table, kind, says string, found []schemas.Evidence) {
		out = append(out, value{id: id, table: table, row: id, kind: kind, says: says, evidence: found})
	}
	for _, field := range slices.Sorted(maps.Keys(r.Meeting.Evidence)) {
		out = append(out, value{id: fieldID(r, field), table: "meetings", row: r.ID, field: field, kind: field, says: fieldText(&r.Meeting, field), evidence: r.Meeting.Evidence[field]})
	}
	for _, p := range parties(r) {
		add(p.id, "participants", p.role, p.Name, p.Evidence)
	}
	for i := range r.Areas {
		add(areaID(r, i), "areas", "area", r.Areas[i].Title, r.Areas[i].Evidence)
	}
	for _, o := range r.Commitments {
		add(o.ID, "commitments", o.Act, strings.Join(o.Actors, listSeparator)+": "+o.Action, o.Evidence)
	}
	for _, o := range r.Statements {
		add(o.ID, "statements", o.Act, strings.Join(o.Actors, listSeparator)+": "+o.Action, o.Evidence)
	}
	for i, w := range r.Warnings {
		add(warningID(e, i), "problems", "warning", w.Message, w.Evidence)
	}
	return out
}

// participant is a party in its role.
type participant struct {
	id, role string
	*schemas.Party
}

func parties(r *schemas.Record) []participant {
	var out []participant
	for i, list := range [][]schemas.Party{r.Attendees, r.Observers, r.Absentees} {
		for j := range list {
			out = append(out, participant{fmt.Sprintf("%s-p%03d", r.ID, len(out)+1), roles[i].Value, &list[j]})
		}
	}
	return out
}

// areaID names an area of a record, in which no two have the same number.
func areaID(r *schemas.Record, at int) string { return fmt.Sprintf("%s-a%02d", r.ID, r.Areas[at].N) }

// warningID names a warning of a document.
func warningID(e *pipeline.Entry, at int) string { return fmt.Sprintf("%s-w%d", e.ID, at+1) }

// fieldID names a field of a meeting.
func fieldID(r *schemas.Record, field string) string { return r.ID + ":" + field }

// evidenceID names the passage at a place of the list that a value rests on.
func evidenceID(of string, at int) string { return fmt.Sprintf("%s:%d", of, at+1) }

// fieldText is a field of a meeting, named as in its JSON, as text.
func fieldText(m *schemas.Meeting, field string) string {
	switch field {
	case "ordinal":
		if m.Ordinal != nil {
			return strconv.Itoa(*m.Ordinal)
		}
	case "chairs":
		return strings.Join(m.Chairs, listSeparator)
	case "hosts":
		return strings.Join(m.Hosts, listSeparator)
	}
	texts := map[string]*string{"title": m.Title, "series": m.Series, "type": m.Type, "start": m.Start, "end": m.End, "date_text": m.DateText,
		"city": m.City, "country": m.Country, "venue": m.Venue, "mode": m.Mode}
	if text := texts[field]; text != nil {
		return *text
	}
	return ""
}
