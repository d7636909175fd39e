package export

import (
	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// The vocabularies of the record, explained. Tests hold them equal to those of schemas and pipeline.
var (
	acts = []Value{
		{"commits", "undertakes a future action of its own: agreed to, will host, pledged", "E2F0D9"},
		{"decides", "brings something into effect: adopted, approved, established, elected", "DDEBF7"},
		{"requests", "asks somebody else: requested, tasked, called on, invited, urged", "FCE4D6"},
		{"recommends", "proposes: recommended, suggested, should", "FFF2CC"},
		{"welcomes", "takes an attitude: welcomed, commended, thanked, congratulated", "E4DFEC"},
		{"notes", "states or stresses: noted, recognised, reaffirmed, underlined, expressed concern", "EDEDED"},
	}
	roles = []Value{
		{"attendee", "said to attend, take part or be represented, or listed as a participant", "E2F0D9"},
		{"observer", "attended with the status of an observer", "DDEBF7"},
		{"absentee", "expected, but said to be absent, unable to attend, or sending apologies", "FCE4D6"},
	}
	kinds = []Value{
		{"state", "a country or territory", ""},
		{"organization", "an organization, agency or body that attends as such", ""},
		{"person", "somebody named", ""},
		{"group", "several whose names are not given: representatives of civil society", ""},
	}
	modes = []Value{
		{"in-person", "in one place", ""},
		{"virtual", "by video or telephone", ""},
		{"hybrid", "both", ""},
	}
	meetingTypes = func() []Value {
		var values []Value
		for _, t := range schemas.MeetingTypes {
			values = append(values, Value{Value: t})
		}
		return values
	}()
	precisions = []Value{
		{"day", "the source gives the day: the cell is a date", ""},
		{"month", "the source gives month and year: the cell is the text YYYY-MM", ""},
		{"year", "the source gives the year: the cell is the text YYYY", ""},
	}
	states = []Value{
		{string(pipeline.OK), "read and extracted", ""},
		{string(pipeline.Partial), "a record exists, but a part of the document could not be read", "FFF2CC"},
		{string(pipeline.Quarantined), "no record: the reason says why", "FCE4D6"},
		{string(pipeline.Skipped), "not a report by its format", "EDEDED"},
		{string(pipeline.Duplicate), "the same bytes as another document", "EDEDED"},
	}
	reasons = []Value{
		{string(pipeline.Unreadable), "the bytes could not be had; look at the file's permissions and the disk", ""},
		{string(pipeline.Empty), "no bytes, or no text where the format holds text", ""},
		{string(pipeline.Unsupported), "a format that no reader takes; convert it to PDF, HTML or text", ""},
		{string(pipeline.Corrupt), "the content is broken; fetch the file again", ""},
		{string(pipeline.Encrypted), "a password is needed; save it without one", ""},
		{string(pipeline.NeedsOCR), "pages are pictures without text; have their text recognised first", ""},
		{string(pipeline.TooLarge), "over a limit on bytes, pages or nesting; split it", ""},
		{string(pipeline.ErrorPage), "a web server's error message where a report was expected; fetch the file again", ""},
		{string(pipeline.Timeout), "reading took too long and was stopped", ""},
		{string(pipeline.OutOfMemory), "reading took too much memory and was stopped", ""},
		{string(pipeline.Crashed), "the reader died on it; please report it", ""},
		{string(pipeline.Internal), "a defect of this program; please report it", ""},
	}
	problemKinds = []Value{
		{"document", "the document is not ok: its state and reason say what became of it", "FCE4D6"},
		{"warning", "something that a user of the document's record should know", "FFF2CC"},
		{"export", "this file cannot hold all that the dataset holds; records.jsonl does", "DDEBF7"},
	}
)

// participant is a party in its role.
type participant struct {
	role string
	*schemas.Party
}

// outcome is an outcome with the area that it stands under, nil where it stands under none.
type outcome struct {
	*schemas.Outcome
	area *schemas.Area
}

// problem is what a reader of the dataset should know about a document.
type problem struct {
	kind, code, message string
	state               pipeline.State
}

// Tables are the tables of a dataset. Country gives the name for an ISO 3166-1 alpha-3 code, "" for one that it does not
// know; where it is nil the columns of names stay empty.
func Tables(country func(code string) string) []Table {
	if country == nil {
		country = func(string) string { return "" }
	}
	return []Table{
		meetings(country),
		participants(),
		areas(),
		outcomes(country, "commitments", "Commitments",
			"What the meeting or a participant commits to, decides, requests or recommends. One row an outcome.",
			acts[:len(schemas.StrongActs)], func(r *schemas.Record) []schemas.Outcome { return r.Commitments }),
		outcomes(country, "statements", "Statements",
			"What the meeting or a participant welcomes or notes. One row an outcome.",
			acts[len(schemas.StrongActs):], func(r *schemas.Record) []schemas.Outcome { return r.Statements }),
		problems(),
	}
}

func meetings(country func(string) string) Table {
	rows := func(e *pipeline.Entry) []row[*schemas.Meeting] {
		if e.Record == nil {
			return nil
		}
		m := &e.Record.Meeting
		return []row[*schemas.Meeting]{{e, e.Record, m, first(m.Evidence["title"])}}
	}
	type r = *row[*schemas.Meeting]
	quote := func(x r, field string) any {
		if e := first(x.value.Evidence[field]); e != nil {
			return e.Quote
		}
		return nil
	}
	return define("meetings", "Meetings", "The meetings that the reports are of. One row a report.", rows, []column[*schemas.Meeting]{
		{Column{Name: "meeting_id", Title: "Meeting ID", Type: Text, Width: 24, Doc: "Name of the report's record: the same on every sheet."}, func(x r) any { return x.record.ID }},
		{Column{Name: "title", Title: "Title", Type: Text, Width: 46, Doc: "The meeting's name, as written."}, func(x r) any { return x.value.Title }},
		{Column{Name: "series", Title: "Series", Type: Text, Width: 30, Doc: "The title without what tells one meeting of a row from another."}, func(x r) any { return x.value.Series }},
		{Column{Name: "ordinal", Title: "Ordinal", Type: Integer, Width: 9, Doc: "The meeting's number in its series."}, func(x r) any { return x.value.Ordinal }},
		{Column{Name: "type", Title: "Type", Type: Text, Width: 15, Doc: "What kind of meeting it is by its name.", Values: meetingTypes}, func(x r) any { return x.value.Type }},
		{Column{Name: "start", Title: "Start", Type: Date, Width: 12, Doc: "First day of the meeting; shorter where the report gives only year or month."}, func(x r) any { return x.value.Start }},
		{Column{Name: "end", Title: "End", Type: Date, Width: 12, Doc: "Last day of the meeting."}, func(x r) any { return x.value.End }},
		{Column{Name: "date_precision", Title: "Date precision", Type: Text, Width: 11, Doc: "How exact the start is.", Values: precisions}, func(x r) any { return precision(x.value.Start) }},
		{Column{Name: "year", Title: "Year", Type: Integer, Width: 8, Doc: "Year of the start."}, func(x r) any { return year(x.record) }},
		{Column{Name: "city", Title: "City", Type: Text, Width: 16, Doc: "Where it met."}, func(x r) any { return x.value.City }},
		{Column{Name: "country", Title: "Country code", Type: Text, Width: 10, Doc: "Where it met: ISO 3166-1 alpha-3."}, func(x r) any { return x.value.Country }},
		{Column{Name: "country_name", Title: "Country", Type: Text, Width: 16, Doc: "Name of that country."}, func(x r) any { return named(country, x.value.Country) }},
		{Column{Name: "venue", Title: "Venue", Type: Text, Width: 24, Doc: "Building or site where it met."}, func(x r) any { return x.value.Venue }},
		{Column{Name: "mode", Title: "Mode", Type: Text, Width: 11, Doc: "Whether the parties met in one place.", Values: modes}, func(x r) any { return x.value.Mode }},
		{Column{Name: "chairs", Title: "Chairs", Type: List, Width: 26, Doc: "Who chaired: names, else offices, else codes."}, func(x r) any { return x.value.Chairs }},
		{Column{Name: "hosts", Title: "Hosts", Type: List, Width: 20, Doc: "Who is said to have hosted."}, func(x r) any { return x.value.Hosts }},
		{Column{Name: "attendees", Title: "Attendees", Type: Integer, Width: 11, Doc: "Number of attendees on the sheet Participants."}, func(x r) any { return len(x.record.Attendees) }},
		{Column{Name: "observers", Title: "Observers", Type: Integer, Width: 11, Doc: "Number of observers there."}, func(x r) any { return len(x.record.Observers) }},
		{Column{Name: "absentees", Title: "Absentees", Type: Integer, Width: 11, Doc: "Number of absentees there."}, func(x r) any { return len(x.record.Absentees) }},
		{Column{Name: "areas", Title: "Areas", Type: Integer, Width: 8, Doc: "Number of rows on the sheet Areas."}, func(x r) any { return len(x.record.Areas) }},
		{Column{Name: "commitments", Title: "Commitments", Type: Integer, Width: 14, Doc: "Number of rows on the sheet Commitments."}, func(x r) any { return len(x.record.Commitments) }},
		{Column{Name: "statements", Title: "Statements", Type: Integer, Width: 12, Doc: "Number of rows on the sheet Statements."}, func(x r) any { return len(x.record.Statements) }},
		{Column{Name: "warnings", Title: "Warnings", Type: Integer, Width: 11, Doc: "Number of warnings on the sheet Problems."}, func(x r) any { return len(x.record.Warnings) }},
		{Column{Name: "sentences", Title: "Sentences", Type: Integer, Width: 11, Doc: "Sentences of the report's body."}, func(x r) any { return x.record.Coverage.Sentences }},
		{Column{Name: "uncoded", Title: "Uncoded", Type: Integer, Width: 10, Doc: "Sentences that hold a verb of an act but gave no outcome: where to look for what was missed."}, func(x r) any { return x.record.Coverage.UncodedWithActVerb }},
		{Column{Name: "language", Title: "Language", Type: Text, Width: 10, Doc: "ISO 639-1 code of the report's language."}, func(x r) any { return x.record.Source.Language }},
		{Column{Name: "pages", Title: "Pages", Type: Integer, Width: 8, Doc: "Number of pages; empty where the format has none."}, func(x r) any { return x.record.Source.Pages }},
		{Column{Name: "state", Title: "State", Type: Text, Width: 10, Doc: "What became of the document.", Values: states}, func(x r) any { return string(x.entry.State) }},
		{Column{Name: "date_text", Title: "Dates as written", Type: Text, Width: 22, Doc: "The words that give the dates."}, func(x r) any { return x.value.DateText }},
		{Column{Name: "date_quote", Title: "Quote for the date", Type: Text, Width: 30, Doc: "The passage that the start rests on."}, func(x r) any { return quote(x, "start") }},
		{Column{Name: "country_quote", Title: "Quote for the country", Type: Text, Width: 30, Doc: "The passage that the country rests on."}, func(x r) any { return quote(x, "country") }},
	}, passage[*schemas.Meeting]("The passage that the title rests on."))
}

func participants() Table {
	rows := func(e *pipeline.Entry) []row[participant] {
		var out []row[participant]
		if e.Record == nil {
			return nil
		}
		for i, parties := range [][]schemas.Party{e.Record.Attendees, e.Record.Observers, e.Record.Absentees} {
			for j := range parties {
				p := &parties[j]
				out = append(out, row[participant]{e, e.Record, participant{roles[i].Value, p}, first(p.Evidence)})
			}
		}
		return out
	}
	type r = *row[participant]
	return define("participants", "Participants", "Who took part, observed or stayed away. One row a party and role.", rows,
		about[participant](), []column[participant]{
			{Column{Name: "role", Title: "Role", Type: Text, Width: 11, Doc: "How the party stands to the meeting.", Values: roles}, func(x r) any { return x.value.role }},
			{Column{Name: "name", Title: "Name", Type: Text, Width: 32, Doc: "The name as written."}, func(x r) any { return x.value.Name }},
			{Column{Name: "kind", Title: "Kind", Type: Text, Width: 13, Doc: "What kind of party it is.", Values: kinds}, func(x r) any { return x.value.Kind }},
			{Column{Name: "code", Title: "Code", Type: Text, Width: 10, Doc: "A state's ISO 3166-1 alpha-3 code, or an organization's acronym; empty for persons and where it is not known."}, func(x r) any { return x.value.Code }},
			{Column{Name: "canonical", Title: "Usual name", Type: Text, Width: 28, Doc: "The party's usual English name: the same however a report writes it."}, func(x r) any { return x.value.Canonical }},
			{Column{Name: "office", Title: "Office", Type: Text, Width: 28, Doc: "The office that a person is given with."}, func(x r) any { return x.value.Office }},
			{Column{Name: "for", Title: "For", Type: Text, Width: 12, Doc: "Whom a person came for: a code, or a name as written."}, func(x r) any { return x.value.For }},
			{Column{Name: "confidence", Title: "Confidence", Type: Number, Width: 12, Doc: "How sure the rule is, from 0 to 1."}, func(x r) any { return x.value.Confidence }},
		}, passage[participant]("The passage that the row rests on."))
}

func areas() Table {
	rows := func(e *pipeline.Entry) []row[*schemas.Area] {
		var out []row[*schemas.Area]
		if e.Record == nil {
			return nil
		}
		for i := range e.Record.Areas {
			a := &e.Record.Areas[i]
			out = append(out, row[*schemas.Area]{e, e.Record, a, first(a.Evidence)})
		}
		return out
	}
	type r = *row[*schemas.Area]
	under := func(list []schemas.Outcome, n int) int {
		count := 0
		for _, o := range list {
			if o.Area != nil && *o.Area == n {
				count++
			}
		}
		return count
	}
	return define("areas", "Areas", "Subjects in which the parties cooperate, or under which the report sets its outcomes. One row an area.", rows,
		about[*schemas.Area](), []column[*schemas.Area]{
			{Column{Name: "area", Title: "Area no.", Type: Integer, Width: 10, Doc: "The report's own number of the area, else 1, 2, 3. With the meeting's ID it joins to the sheets of outcomes."}, func(x r) any { return x.value.N }},
			{Column{Name: "area_title", Title: "Area", Type: Text, Width: 46, Doc: "The area's name, as written."}, func(x r) any { return x.value.Title }},
			{Column{Name: "commitments", Title: "Commitments", Type: Integer, Width: 14, Doc: "Commitments under it."}, func(x r) any { return under(x.record.Commitments, x.value.N) }},
			{Column{Name: "statements", Title: "Statements", Type: Integer, Width: 12, Doc: "Statements under it."}, func(x r) any { return under(x.record.Statements, x.value.N) }},
			{Column{Name: "confidence", Title: "Confidence", Type: Number, Width: 12, Doc: "How sure the rule is, from 0 to 1."}, func(x r) any { return x.value.Confidence }},
		}, passage[*schemas.Area]("The passage that the row rests on."))
}

func outcomes(country func(string) string, name, title, doc string, vocabulary []Value, list func(*schemas.Record) []schemas.Outcome) Table {
	rows := func(e *pipeline.Entry) []row[outcome] {
		var out []row[outcome]
		if e.Record == nil {
			return nil
		}
		found := list(e.Record)
		for i := range found {
			o := &found[i]
			out = append(out, row[outcome]{e, e.Record, outcome{o, areaOf(e.Record, o)}, first(o.Evidence)})
		}
		return out
	}
	type r = *row[outcome]
	deadline := func(get func(*schemas.Deadline) any) func(r) any {
		return func(x r) any {
			if x.value.Deadline == nil {
				return nil
			}
			return get(x.value.Deadline)
		}
	}
	place := func(get func(*schemas.Place) any) func(r) any {
		return func(x r) any {
			if x.value.Place == nil {
				return nil
			}
			return get(x.value.Place)
		}
	}
	return define(name, title, doc, rows, []column[outcome]{
		{Column{Name: "outcome_id", Title: "Outcome ID", Type: Text, Width: 26, Doc: "Name of the outcome: no other has it."}, func(x r) any { return x.value.ID }},
	}, about[outcome](), []column[outcome]{
		{Column{Name: "act", Title: "Act", Type: Text, Width: 13, Doc: "What is done by saying it.", Values: vocabulary}, func(x r) any { return x.value.Act }},
		{Column{Name: "verb", Title: "Verb", Type: Text, Width: 16, Doc: "The verb as written."}, func(x r) any { return x.value.Verb }},
		{Column{Name: "actors", Title: "Actors", Type: List, Width: 16, Doc: "Who does it: ALL for the meeting as a whole, else codes or names."}, func(x r) any { return x.value.Actors }},
		{Column{Name: "addressees", Title: "Addressees", Type: List, Width: 18, Doc: "Of whom something is asked."}, func(x r) any { return x.value.Addressees }},
		{Column{Name: "text", Title: "Text", Type: Text, Width: 60, Doc: "The sentence, clause or bullet."}, func(x r) any { return x.value.Text }},
		{Column{Name: "action", Title: "Action", Type: Text, Width: 44, Doc: "What follows the verb."}, func(x r) any { return x.value.Action }},
		{Column{Name: "area", Title: "Area no.", Type: Integer, Width: 10, Doc: "Number of the area that it stands under: joins, with the meeting's ID, to the sheet Areas."}, func(x r) any { return x.value.Area }},
		{Column{Name: "area_title", Title: "Area", Type: Text, Width: 26, Doc: "Name of that area."}, func(x r) any {
			if x.value.area == nil {
				return nil
			}
			return x.value.area.Title
		}},
		{Column{Name: "deadline", Title: "Deadline", Type: Text, Width: 18, Doc: "When it is to be done, as written."}, deadline(func(d *schemas.Deadline) any { return d.Text })},
		{Column{Name: "deadline_start", Title: "Deadline from", Type: Date, Width: 12, Doc: "First day of the time that is meant, where the words give one."}, deadline(func(d *schemas.Deadline) any { return d.Start })},
		{Column{Name: "deadline_end", Title: "Deadline until", Type: Date, Width: 12, Doc: "Last day of the time that is meant, where the words give one."}, deadline(func(d *schemas.Deadline) any { return d.End })},
		{Column{Name: "deadline_precision", Title: "Deadline precision", Type: Text, Width: 11, Doc: "How exact the deadline's last day is, or its first where it has no last.", Values: precisions}, deadline(func(d *schemas.Deadline) any {
			if d.End != nil {
				return precision(d.End)
			}
			return precision(d.Start)
		})},
		{Column{Name: "place", Title: "Place", Type: Text, Width: 18, Doc: "Where it is to be done, as written."}, place(func(p *schemas.Place) any { return p.Text })},
		{Column{Name: "place_country", Title: "Place country code", Type: Text, Width: 14, Doc: "Country of that place: ISO 3166-1 alpha-3."}, place(func(p *schemas.Place) any { return p.Country })},
		{Column{Name: "place_country_name", Title: "Place country", Type: Text, Width: 16, Doc: "Name of that country."}, place(func(p *schemas.Place) any { return named(country, p.Country) })},
		{Column{Name: "instruments", Title: "Instruments", Type: List, Width: 26, Doc: "Treaties, declarations and plans that it names."}, func(x r) any { return x.value.Instruments }},
		{Column{Name: "hedged", Title: "Hedged", Type: Boolean, Width: 9, Doc: "The act is weakened: would consider, where appropriate."}, func(x r) any { return x.value.Hedged }},
		{Column{Name: "negated", Title: "Negated", Type: Boolean, Width: 10, Doc: "The act is denied: did not agree to."}, func(x r) any { return x.value.Negated }},
		{Column{Name: "confidence", Title: "Confidence", Type: Number, Width: 12, Doc: "How sure the rule is, from 0 to 1."}, func(x r) any { return x.value.Confidence }},
	}, passage[outcome]("The passage that the row rests on."))
}

func problems() Table {
	rows := func(e *pipeline.Entry) []row[problem] {
		var out []row[problem]
		if e.State != pipeline.OK {
			out = append(out, row[problem]{e, e.Record, problem{"document", string(e.Reason), e.Message, e.State}, nil})
		}
		if e.Record == nil {
			return out
		}
		for _, w := range e.Record.Warnings {
			out = append(out, row[problem]{e, e.Record, problem{"warning", w.Code, w.Message, e.State}, first(w.Evidence)})
		}
		return out
	}
	type r = *row[problem]
	return define("problems", "Problems", "Documents that are not ok, warnings about those that are, and what this file could not hold. One row a problem.", rows, []column[problem]{
		{Column{Name: "document_id", Title: "Document ID", Type: Text, Width: 24, Doc: "Name of the document; the meeting's ID where it has a record."}, func(x r) any { return x.entry.ID }},
		{Column{Name: "kind", Title: "Kind", Type: Text, Width: 12, Doc: "What kind of problem it is.", Values: problemKinds}, func(x r) any { return x.value.kind }},
		{Column{Name: "state", Title: "State", Type: Text, Width: 13, Doc: "What became of the document.", Values: states}, func(x r) any { return string(x.value.state) }},
		{Column{Name: "code", Title: "Reason", Type: Text, Width: 16, Doc: "Why the document is not ok (the words at the right), or the warning's code.", Values: reasons}, func(x r) any { return x.value.code }},
		{Column{Name: "message", Title: "Message", Type: Text, Width: 70, Doc: "What it is, for people."}, func(x r) any { return x.value.message }},
	}, passage[problem]("The passage that a warning is about."))
}

// about are the columns that say which meeting a row belongs to.
func about[T any]() []column[T] {
	return []column[T]{
		{Column{Name: "meeting_id", Title: "Meeting ID", Type: Text, Width: 24, Doc: "The meeting's row on the sheet Meetings."}, func(x *row[T]) any { return x.record.ID }},
		{Column{Name: "meeting", Title: "Meeting", Type: Text, Width: 32, Doc: "The meeting's title."}, func(x *row[T]) any { return x.record.Meeting.Title }},
		{Column{Name: "start", Title: "Start", Type: Date, Width: 12, Doc: "First day of the meeting; shorter where the report gives only year or month."}, func(x *row[T]) any { return x.record.Meeting.Start }},
		{Column{Name: "year", Title: "Year", Type: Integer, Width: 8, Doc: "Year of the start."}, func(x *row[T]) any { return year(x.record) }},
	}
}

// passage are the columns that say where in which source a row's evidence stands.
func passage[T any](doc string) []column[T] {
	evidence := func(get func(*schemas.Evidence) any) func(*row[T]) any {
		return func(x *row[T]) any {
			if x.evidence == nil {
				return nil
			}
			return get(x.evidence)
		}
	}
	return []column[T]{
		{Column{Name: "quote", Title: "Quote", Type: Text, Width: 50, Doc: doc}, evidence(func(e *schemas.Evidence) any { return e.Quote })},
		{Column{Name: "inferred", Title: "Inferred", Type: Boolean, Width: 10, Doc: "True where the value follows from the quote but is not written in it."}, evidence(func(e *schemas.Evidence) any { return e.Inferred })},
		{Column{Name: "page", Title: "Page", Type: Integer, Width: 8, Doc: "Page of the source on which the quote stands; empty where the source has no pages."}, evidence(func(e *schemas.Evidence) any { return e.Page })},
		{Column{Name: "selector", Title: "Selector", Type: Text, Width: 20, Doc: "CSS selector of the element that holds the quote, in HTML."}, evidence(func(e *schemas.Evidence) any { return e.Selector })},
		{Column{Name: "rule", Title: "Rule", Type: Text, Width: 22, Doc: "Name of the rule that found it."}, evidence(func(e *schemas.Evidence) any { return e.Rule })},
		{Column{Name: "source", Title: "Source", Type: Source, Width: 36, Doc: "The document: its path or address."}, func(x *row[T]) any { return x.entry.URI }},
	}
}

func areaOf(r *schemas.Record, o *schemas.Outcome) *schemas.Area {
	for i := range r.Areas {
		if o.Area != nil && r.Areas[i].N == *o.Area {
			return &r.Areas[i]
		}
	}
	return nil
}

func named(country func(string) string, code *string) any {
	if code == nil {
		return nil
	}
	return country(*code)
}

// precision names how much of an ISO 8601 date there is.
func precision(date *string) any {
	if date == nil {
		return nil
	}
	switch len(*date) {
	case len("2006"):
		return "year"
	case len("2006-01"):
		return "month"
	}
	return "day"
}

func year(r *schemas.Record) any {
	start := r.Meeting.Start
	if start == nil || len(*start) < 4 {
		return nil
	}
	n := 0
	for _, digit := range (*start)[:4] {
		if digit < '0' || digit > '9' {
			return nil
		}
		n = 10*n + int(digit-'0')
	}
	return n
}
