package export

import (
	"fmt"
	"maps"
	"slices"
	"strings"

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
	reviews = []Value{
		{"accepted", "a person read it and agreed", "E2F0D9"},
		{"edited", "a person changed it: the original is kept in the dataset", "FFF2CC"},
		{"added", "a person found it in the report; no rule did", "DDEBF7"},
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
		{string(pipeline.Duplicate), "the same bytes or the same text as another document, whose record counts", "EDEDED"},
	}
	reasons = []Value{
		{string(pipeline.Unreadable), "the bytes could not be had; look at the file's permissions and the disk", ""},
		{string(pipeline.Empty), "no bytes, or no text where the format holds text", ""},
		{string(pipeline.Unsupported), "a format that no reader takes; convert it to PDF, HTML or text", ""},
		{string(pipeline.Corrupt), "the content is broken; fetch the file again", ""},
		{string(pipeline.Encrypted), "a password is needed; give it with --password-file", ""},
		{string(pipeline.NeedsOCR), "pages are pictures without text; have their text recognised first", ""},
		{string(pipeline.TooLarge), "over a limit on bytes, pages or nesting; split it", ""},
		{string(pipeline.Bomb), "a small file that unfolds to an enormous text, as no report does", ""},
		{string(pipeline.ErrorPage), "a web server's error message where a report was expected; fetch the file again", ""},
		{string(pipeline.Redirect), "a web server led to another address; the report is there", ""},
		{string(pipeline.PagePart), "a part of a saved web page, which is a document of its own", ""},
		{string(pipeline.Timeout), "reading took too long and was stopped", ""},
		{string(pipeline.OutOfCPU), "reading used too much of the processor's time and was stopped", ""},
		{string(pipeline.OutOfMemory), "reading took too much memory and was stopped", ""},
		{string(pipeline.Crashed), "the reader died on it; please report it", ""},
		{string(pipeline.Internal), "a defect of this program; please report it", ""},
	}
	sides = []Value{
		{"actor", "does what the commitment says", ""},
		{"addressee", "is asked to do it", ""},
	}
	evidenced = []Value{{Value: "meetings"}, {Value: "participants"}, {Value: "areas"}, {Value: "commitments"}, {Value: "statements"}, {Value: "problems"}}

	problemKinds = []Value{
		{"removed", "the archive has the file no more; what was read from it is kept", "E7E6E6"},
		{"document", "the document is not ok: its state and reason say what became of it", "FCE4D6"},
		{"warning", "something that a user of the document's record should know", "FFF2CC"},
		{"export", "this file cannot hold all that the dataset holds; records.jsonl does", "DDEBF7"},
	}
)

// outcome is an outcome with the place in its record's areas of the one that it stands under, -1 where it stands under none.
type outcome struct {
	*schemas.Outcome
	area int
}

// actor is a party of a commitment: who does it, or who is asked.
type actor struct {
	commitment *schemas.Outcome
	part       string
	party      string
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
		outcomes(country, "commitments", "Commitments", "commitment",
			"What the meeting or a participant commits to, decides, requests or recommends. One row an outcome.",
			acts[:len(schemas.StrongActs)], func(r *schemas.Record) []schemas.Outcome { return r.Commitments }),
		outcomes(country, "statements", "Statements", "statement",
			"What the meeting or a participant welcomes or notes. One row an outcome.",
			acts[len(schemas.StrongActs):], func(r *schemas.Record) []schemas.Outcome { return r.Statements }),
		actors(country),
		evidence(),
		problems(),
	}
}

func meetings(country func(string) string) Table {
	rows := func(e *pipeline.Entry) []row[*schemas.Meeting] {
		if e.Record == nil {
			return nil
		}
		m := &e.Record.Meeting
		return []row[*schemas.Meeting]{{e.Record.ID, e, e.Record, m, cite(fieldID(e.Record, "title"), m.Evidence["title"])}}
	}
	type r = *row[*schemas.Meeting]
	quote := func(x r, field string) any {
		if found := x.value.Evidence[field]; len(found) > 0 {
			return found[0].Quote
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
		{Column{Name: "country_name", Title: "Country", Type: Text, Width: 16, Doc: "Name of that country."}, func(x r) any { return countryName(country, x.value.Country) }},
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
		{Column{Name: "address", Title: "Address", Type: Text, Width: 30, Doc: "From where the report was fetched, where the archive says."}, func(x r) any { return x.record.Source.Address }},
		{Column{Name: "retrieved", Title: "Retrieved", Type: Text, Width: 21, Doc: "When it was, by the clock of Greenwich: ISO 8601."}, func(x r) any { return x.record.Source.Retrieved }},
		{Column{Name: "language", Title: "Language", Type: Text, Width: 10, Doc: "ISO 639-1 code of the report's language."}, func(x r) any { return x.record.Source.Language }},
		{Column{Name: "pages", Title: "Pages", Type: Integer, Width: 8, Doc: "Number of pages; empty where the format has none."}, func(x r) any { return x.record.Source.Pages }},
		{Column{Name: "state", Title: "State", Type: Text, Width: 10, Doc: "What became of the document.", Values: states}, func(x r) any { return string(x.entry.State) }},
		{Column{Name: "reviewed", Title: "Reviewed", Type: List, Width: 18, Doc: "The columns of this row that a person has accepted, edited or added, by their names in the record."}, func(x r) any { return slices.Sorted(maps.Keys(x.value.Reviewed)) }},
		{Column{Name: "date_text", Title: "Dates as written", Type: Text, Width: 22, Doc: "The words that give the dates."}, func(x r) any { return x.value.DateText }},
		{Column{Name: "date_quote", Title: "Quote for the date", Type: Text, Width: 30, Doc: "The passage that the start rests on."}, func(x r) any { return quote(x, "start") }},
		{Column{Name: "country_quote", Title: "Quote for the country", Type: Text, Width: 30, Doc: "The passage that the country rests on."}, func(x r) any { return quote(x, "country") }},
	}, passage[*schemas.Meeting]("The passage that the title rests on."))
}

func participants() Table {
	rows := func(e *pipeline.Entry) []row[participant] {
		if e.Record == nil {
			return nil
		}
		var out []row[participant]
		for _, p := range parties(e.Record) {
			out = append(out, row[participant]{p.id, e, e.Record, p, cite(p.id, p.Evidence)})
		}
		return out
	}
	type r = *row[participant]
	return define("participants", "Participants", "Who took part, observed or stayed away. One row a party and role.", rows,
		named[participant]("participant_id", "Participant ID"), about[participant](), []column[participant]{
			{Column{Name: "role", Title: "Role", Type: Text, Width: 11, Doc: "How the party stands to the meeting.", Values: roles}, func(x r) any { return x.value.role }},
			{Column{Name: "name", Title: "Name", Type: Text, Width: 32, Doc: "The name as written."}, func(x r) any { return x.value.Name }},
			{Column{Name: "kind", Title: "Kind", Type: Text, Width: 13, Doc: "What kind of party it is.", Values: kinds}, func(x r) any { return x.value.Kind }},
			{Column{Name: "code", Title: "Code", Type: Text, Width: 10, Doc: "A state's ISO 3166-1 alpha-3 code, or an organization's acronym; empty for persons and where it is not known."}, func(x r) any { return x.value.Code }},
			{Column{Name: "canonical", Title: "Usual name", Type: Text, Width: 28, Doc: "The party's usual English name: the same however a report writes it."}, func(x r) any { return x.value.Canonical }},
			{Column{Name: "office", Title: "Office", Type: Text, Width: 28, Doc: "The office that a person is given with."}, func(x r) any { return x.value.Office }},
			{Column{Name: "for", Title: "For", Type: Text, Width: 12, Doc: "Whom a person came for: a code, or a name as written."}, func(x r) any { return x.value.For }},
			{Column{Name: "confidence", Title: "Confidence", Type: Number, Width: 12, Doc: "How sure the rule is, from 0 to 1."}, func(x r) any { return x.value.Confidence }},
			reviewed(func(x r) string { return x.value.Reviewed }),
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
			id := areaID(e.Record, i)
			out = append(out, row[*schemas.Area]{id, e, e.Record, a, cite(id, a.Evidence)})
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
		named[*schemas.Area]("area_id", "Area ID"), about[*schemas.Area](), []column[*schemas.Area]{
			{Column{Name: "area", Title: "Area no.", Type: Integer, Width: 10, Doc: "The report's own number of the area, else 1, 2, 3."}, func(x r) any { return x.value.N }},
			{Column{Name: "area_title", Title: "Area", Type: Text, Width: 46, Doc: "The area's name, as written."}, func(x r) any { return x.value.Title }},
			{Column{Name: "commitments", Title: "Commitments", Type: Integer, Width: 14, Doc: "Commitments under it."}, func(x r) any { return under(x.record.Commitments, x.value.N) }},
			{Column{Name: "statements", Title: "Statements", Type: Integer, Width: 12, Doc: "Statements under it."}, func(x r) any { return under(x.record.Statements, x.value.N) }},
			{Column{Name: "confidence", Title: "Confidence", Type: Number, Width: 12, Doc: "How sure the rule is, from 0 to 1."}, func(x r) any { return x.value.Confidence }},
			reviewed(func(x r) string { return x.value.Reviewed }),
		}, passage[*schemas.Area]("The passage that the row rests on."))
}

func outcomes(country func(string) string, name, title, singular, doc string, vocabulary []Value, list func(*schemas.Record) []schemas.Outcome) Table {
	rows := func(e *pipeline.Entry) []row[outcome] {
		var out []row[outcome]
		if e.Record == nil {
			return nil
		}
		found := list(e.Record)
		for i := range found {
			o := &found[i]
			out = append(out, row[outcome]{o.ID, e, e.Record, outcome{o, areaOf(e.Record, o)}, cite(o.ID, o.Evidence)})
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
	return define(name, title, doc, rows, named[outcome](singular+"_id", strings.ToUpper(singular[:1])+singular[1:]+" ID"), about[outcome](), []column[outcome]{
		{Column{Name: "act", Title: "Act", Type: Text, Width: 13, Doc: "What is done by saying it.", Values: vocabulary}, func(x r) any { return x.value.Act }},
		{Column{Name: "verb", Title: "Verb", Type: Text, Width: 16, Doc: "The verb as written."}, func(x r) any { return x.value.Verb }},
		{Column{Name: "actors", Title: "Actors", Type: List, Width: 16, Doc: "Who does it: ALL for the meeting as a whole, else codes or names."}, func(x r) any { return x.value.Actors }},
		{Column{Name: "addressees", Title: "Addressees", Type: List, Width: 18, Doc: "Of whom something is asked."}, func(x r) any { return x.value.Addressees }},
		{Column{Name: "text", Title: "Text", Type: Text, Width: 60, Doc: "The sentence, clause or bullet."}, func(x r) any { return x.value.Text }},
		{Column{Name: "action", Title: "Action", Type: Text, Width: 44, Doc: "What follows the verb."}, func(x r) any { return x.value.Action }},
		{Column{Name: "area_id", Title: "Area ID", Type: Text, Width: 20, Doc: "The area that it stands under: its row on the sheet Areas."}, func(x r) any {
			if x.value.area < 0 {
				return nil
			}
			return areaID(x.record, x.value.area)
		}},
		{Column{Name: "area_title", Title: "Area", Type: Text, Width: 26, Doc: "Name of that area."}, func(x r) any {
			if x.value.area < 0 {
				return nil
			}
			return x.record.Areas[x.value.area].Title
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
		{Column{Name: "place_country_name", Title: "Place country", Type: Text, Width: 16, Doc: "Name of that country."}, place(func(p *schemas.Place) any { return countryName(country, p.Country) })},
		{Column{Name: "instruments", Title: "Instruments", Type: List, Width: 26, Doc: "Treaties, declarations and plans that it names."}, func(x r) any { return x.value.Instruments }},
		{Column{Name: "hedged", Title: "Hedged", Type: Boolean, Width: 9, Doc: "The act is weakened: would consider, where appropriate."}, func(x r) any { return x.value.Hedged }},
		{Column{Name: "negated", Title: "Negated", Type: Boolean, Width: 10, Doc: "The act is denied: did not agree to."}, func(x r) any { return x.value.Negated }},
		{Column{Name: "confidence", Title: "Confidence", Type: Number, Width: 12, Doc: "How sure the rule is, from 0 to 1."}, func(x r) any { return x.value.Confidence }},
		reviewed(func(x r) string { return x.value.Reviewed }),
	}, passage[outcome]("The passage that the row rests on."))
}

func problems() Table {
	rows := func(e *pipeline.Entry) []row[problem] {
		var out []row[problem]
		if e.State != pipeline.OK {
			out = append(out, row[problem]{e.ID + "-w0", e, e.Record, problem{"document", string(e.Reason), e.Message, e.State}, citation{}})
		}
		if e.Removed {
			out = append(out, row[problem]{e.ID + "-removed", e, e.Record, problem{"removed", "", "the archive has the file no more", e.State}, citation{}})
		}
		if e.Record == nil {
			return out
		}
		for i, w := range e.Record.Warnings {
			id := warningID(e, i)
			out = append(out, row[problem]{id, e, e.Record, problem{"warning", w.Code, w.Message, e.State}, cite(id, w.Evidence)})
		}
		return out
	}
	type r = *row[problem]
	return define("problems", "Problems", "Documents that are not ok, warnings about those that are, and what this file could not hold. One row a problem.", rows, named[problem]("problem_id", "Problem ID"), []column[problem]{
		{Column{Name: "document_id", Title: "Document ID", Type: Text, Width: 24, Doc: "Name of the document; the meeting's ID where it has a record."}, func(x r) any { return x.entry.ID }},
		{Column{Name: "kind", Title: "Kind", Type: Text, Width: 12, Doc: "What kind of problem it is.", Values: problemKinds}, func(x r) any { return x.value.kind }},
		{Column{Name: "state", Title: "State", Type: Text, Width: 13, Doc: "What became of the document.", Values: states}, func(x r) any { return string(x.value.state) }},
		{Column{Name: "code", Title: "Reason", Type: Text, Width: 16, Doc: "Why the document is not ok (the words at the right), or the warning's code.", Values: reasons, Open: true}, func(x r) any { return x.value.code }},
		{Column{Name: "message", Title: "Message", Type: Text, Width: 70, Doc: "What it is, for people."}, func(x r) any { return x.value.message }},
	}, passage[problem]("The passage that a warning is about."))
}

// actors has a row for each party of a commitment, so that commitments can be counted by party.
func actors(country func(string) string) Table {
	rows := func(e *pipeline.Entry) []row[actor] {
		var out []row[actor]
		if e.Record == nil {
			return nil
		}
		for i := range e.Record.Commitments {
			o := &e.Record.Commitments[i]
			n := 0
			for _, side := range []struct {
				part    string
				parties []string
			}{{"actor", o.Actors}, {"addressee", o.Addressees}} {
				for _, party := range side.parties {
					n++
					out = append(out, row[actor]{fmt.Sprintf("%s-%d", o.ID, n), e, e.Record, actor{o, side.part, party}, cite(o.ID, o.Evidence)})
				}
			}
		}
		return out
	}
	type r = *row[actor]
	return define("commitment_actors", "Commitment actors", "Who does what the sheet Commitments holds, and who is asked. One row a commitment and party.", rows,
		named[actor]("commitment_actor_id", "Commitment actor ID"), []column[actor]{
			{Column{Name: "commitment_id", Title: "Commitment ID", Type: Text, Width: 26, Doc: "The commitment's row on the sheet Commitments."}, func(x r) any { return x.value.commitment.ID }},
		}, about[actor](), []column[actor]{
			{Column{Name: "part", Title: "Part", Type: Text, Width: 12, Doc: "How the party stands to the commitment.", Values: sides}, func(x r) any { return x.value.part }},
			{Column{Name: "party", Title: "Party", Type: Text, Width: 28, Doc: "ALL for the meeting as a whole, else a code, or a name as written."}, func(x r) any { return x.value.party }},
			{Column{Name: "party_name", Title: "Country", Type: Text, Width: 22, Doc: "Name of the country, where the party is one."}, func(x r) any { return countryName(country, &x.value.party) }},
			{Column{Name: "act", Title: "Act", Type: Text, Width: 13, Doc: "What is done by saying it.", Values: acts[:len(schemas.StrongActs)]}, func(x r) any { return x.value.commitment.Act }},
			{Column{Name: "action", Title: "Action", Type: Text, Width: 60, Doc: "What follows the verb."}, func(x r) any { return x.value.commitment.Action }},
			{Column{Name: "deadline_end", Title: "Deadline until", Type: Date, Width: 12, Doc: "Last day of the time that is meant, where the words give one."}, func(x r) any {
				if d := x.value.commitment.Deadline; d != nil {
					return d.End
				}
				return nil
			}},
		})
}

// evidenceTable is the table to which cells of the type Passage lead.
const evidenceTable = "evidence"

// evidence has a row for each passage that a value rests on: the other tables show the first of them only.
func evidence() Table {
	rows := func(e *pipeline.Entry) []row[*value] {
		var out []row[*value]
		for _, v := range values(e) {
			for i := range v.evidence {
				id := evidenceID(v.id, i)
				out = append(out, row[*value]{id, e, e.Record, &v, citation{id, &v.evidence[i], nil}})
			}
		}
		return out
	}
	type r = *row[*value]
	at := func(get func(*schemas.Evidence) any) func(r) any {
		return func(x r) any { return get(x.evidence.passage) }
	}
	side := func(get func(*schemas.Box) float64) func(r) any {
		return at(func(e *schemas.Evidence) any {
			if e.Box == nil {
				return nil
			}
			return get(e.Box)
		})
	}
	return define(evidenceTable, "Evidence", "Every passage that a value rests on. One row a passage and value.", rows,
		named[*value]("evidence_id", "Evidence ID"), []column[*value]{
			{Column{Name: "meeting_id", Title: "Meeting ID", Type: Text, Width: 24, Doc: "The meeting's row on the sheet Meetings."}, func(x r) any { return x.record.ID }},
			{Column{Name: "table", Title: "Table", Type: Text, Width: 14, Doc: "Name of the table whose row rests on it.", Values: evidenced}, func(x r) any { return x.value.table }},
			{Column{Name: "row_id", Title: "Row ID", Type: Text, Width: 26, Doc: "That row: its first column."}, func(x r) any { return x.value.row }},
			{Column{Name: "field", Title: "Field", Type: Text, Width: 12, Doc: "The field of the meeting that it gives; empty where the whole row rests on it."}, func(x r) any { return x.value.field }},
			{Column{Name: "prefix", Title: "Before", Type: Text, Width: 24, Doc: "Up to 32 characters before the quote."}, at(func(e *schemas.Evidence) any { return e.Prefix })},
			{Column{Name: "quote", Title: "Quote", Type: Text, Width: 60, Doc: "The passage, to the letter."}, at(func(e *schemas.Evidence) any { return e.Quote })},
			{Column{Name: "suffix", Title: "After", Type: Text, Width: 24, Doc: "Up to 32 characters after it."}, at(func(e *schemas.Evidence) any { return e.Suffix })},
			{Column{Name: "start", Title: "From", Type: Integer, Width: 9, Doc: "Where the quote begins in the report's text: Unicode characters from 0."}, at(func(e *schemas.Evidence) any { return e.Start })},
			{Column{Name: "end", Title: "To", Type: Integer, Width: 9, Doc: "Where it ends: the first character after it."}, at(func(e *schemas.Evidence) any { return e.End })},
			{Column{Name: "left", Title: "Left", Type: Number, Width: 9, Doc: "Left side of the quote's box on its page, in points from the page's top left corner."}, side(func(b *schemas.Box) float64 { return b.Left })},
			{Column{Name: "top", Title: "Top", Type: Number, Width: 9, Doc: "Its upper side."}, side(func(b *schemas.Box) float64 { return b.Top })},
			{Column{Name: "right", Title: "Right", Type: Number, Width: 9, Doc: "Its right side."}, side(func(b *schemas.Box) float64 { return b.Right })},
			{Column{Name: "bottom", Title: "Bottom", Type: Number, Width: 9, Doc: "Its lower side."}, side(func(b *schemas.Box) float64 { return b.Bottom })},
		}, where[*value]())
}

// reviewed is the column that says what a person did with a row.
func reviewed[T any](get func(*row[T]) string) column[T] {
	return column[T]{Column{Name: "reviewed", Title: "Reviewed", Type: Text, Width: 11, Doc: "What a person did with the row; empty where nobody has reviewed it.", Values: reviews}, func(x *row[T]) any { return get(x) }}
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

// named is the column that names a row.
func named[T any](name, title string) []column[T] {
	return []column[T]{{Column{Name: name, Title: title, Type: Text, Width: 26, Doc: "Names the row: no other row has it."}, func(x *row[T]) any { return x.id }}}
}

// passage are the columns that say what a row rests on and where that stands.
func passage[T any](doc string) []column[T] {
	return append([]column[T]{
		{Column{Name: "quote", Title: "Quote", Type: Text, Width: 50, Doc: doc}, cited[T](func(e *schemas.Evidence) any { return e.Quote })},
		{Column{Name: "evidence_id", Title: "Evidence", Type: Passage, Width: 26, Doc: "The quote's row on the sheet Evidence, with its position and what stands around it; further passages follow it there."}, func(x *row[T]) any { return x.evidence.id }},
	}, where[T]()...)
}

// where are the columns that say where in which source a row's evidence stands.
func where[T any]() []column[T] {
	return []column[T]{
		{Column{Name: "inferred", Title: "Inferred", Type: Boolean, Width: 10, Doc: "True where the value follows from the quote but is not written in it."}, cited[T](func(e *schemas.Evidence) any { return e.Inferred })},
		{Column{Name: "page", Title: "Page", Type: Integer, Width: 8, Doc: "Page of the source on which the quote stands; empty where the source has no pages."}, cited[T](func(e *schemas.Evidence) any { return e.Page })},
		{Column{Name: "selector", Title: "Selector", Type: Text, Width: 20, Doc: "CSS selector of the element that holds the quote, in HTML."}, cited[T](func(e *schemas.Evidence) any { return e.Selector })},
		{Column{Name: "rule", Title: "Rule", Type: Text, Width: 22, Doc: "Name of the rule that found it."}, cited[T](func(e *schemas.Evidence) any { return e.Rule })},
		{Column{Name: "source", Title: "Source", Type: Source, Width: 36, Doc: "The document: its path or address."}, func(x *row[T]) any { return x.entry.URI }},
	}
}

// cited is a cell of the passage that a row rests on, empty where it rests on none.
func cited[T any](get func(*schemas.Evidence) any) func(*row[T]) any {
	return func(x *row[T]) any {
		if x.evidence.passage == nil {
			return nil
		}
		return get(x.evidence.passage)
	}
}

// areaOf is the place of an outcome's area in its record, -1 where it has none.
func areaOf(r *schemas.Record, o *schemas.Outcome) int {
	return slices.IndexFunc(r.Areas, func(a schemas.Area) bool { return o.Area != nil && a.N == *o.Area })
}

func countryName(country func(string) string, code *string) any {
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
