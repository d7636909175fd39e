package review

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// saga is the text of the entry that tests correct. It holds letters of more than one byte.
const saga = "Third Réunion of the Ñandú Group, Zürich, 3 May 2011\nGhana, Peru and the Ñandú Bank attended. Fiji sent apologies.\nMembers agreed to publish a map by 2012. They welcomed the host."

// on is evidence for a part of a text.
func on(text, quote string) []schemas.Evidence {
	before, after, ok := strings.Cut(text, quote)
	if !ok {
		panic(quote)
	}
	start := utf8.RuneCountInString(before)
	pre, post := []rune(before), []rune(after)
	return []schemas.Evidence{{Start: start, End: start + utf8.RuneCountInString(quote), Quote: quote, Prefix: string(pre[max(0, len(pre)-32):]), Suffix: string(post[:min(32, len(post))]), Rule: "listed"}}
}

func entry(text string) *pipeline.Entry {
	doc := &document.Document{Text: text, Source: document.Source{MediaType: "text/plain"}}
	at := 0
	for line := range strings.SplitSeq(text, "\n") {
		doc.Blocks = append(doc.Blocks, document.Block{Kind: document.Paragraph, Span: document.Span{Start: at, End: at + len(line)}})
		at += len(line) + 1
	}
	state := func(name, code string) schemas.Party {
		return schemas.Party{Name: name, Kind: "state", Code: &code, Canonical: &name, Confidence: .9, Evidence: on(text, name)}
	}
	outcome := func(id, act, verb, action, quote string) schemas.Outcome {
		return schemas.Outcome{ID: id, Act: act, Verb: verb, Actors: []string{"ALL"}, Addressees: []string{}, Text: quote, Action: action, Instruments: []string{}, Confidence: .8, Evidence: on(text, quote)}
	}
	made := outcome("saga-001", "commits", "agreed to", "publish a map by 2012", "Members agreed to publish a map by 2012.")
	made.Deadline = &schemas.Deadline{Text: "2012", Start: new("2012"), End: new("2012")}
	return &pipeline.Entry{ID: "saga", URI: "saga.txt", State: pipeline.OK, MediaType: "text/plain", Document: doc, Record: &schemas.Record{
		SchemaVersion: schemas.Version, ID: "saga", Source: schemas.Source{URI: "saga.txt", MediaType: "text/plain", SHA256: strings.Repeat("0", 64), Language: "en", Reader: "plain"},
		Meeting: schemas.Meeting{Title: new("Third Réunion of the Ñandú Group"), Start: new("2011-05-03"), City: new("Zürich"), Chairs: []string{}, Hosts: []string{},
			Evidence: map[string][]schemas.Evidence{"title": on(text, "Third Réunion of the Ñandú Group"), "start": on(text, "3 May 2011"), "city": on(text, "Zürich")}},
		Attendees: []schemas.Party{state("Ghana", "GHA"), state("Peru", "PER")}, Observers: []schemas.Party{}, Absentees: []schemas.Party{state("Fiji", "FJI")},
		Areas: []schemas.Area{}, Commitments: []schemas.Outcome{made}, Statements: []schemas.Outcome{outcome("saga-002", "welcomes", "welcomed", "the host", "They welcomed the host.")},
		Coverage: schemas.Coverage{Sentences: 5, Coded: 2}, Warnings: []schemas.Warning{}}}
}

// desk makes corrections as the page does.
type desk struct {
	t    *testing.T
	e    *pipeline.Entry
	said []pipeline.Correction
}

func (d *desk) fold() *Review { return Fold(d.e, d.said) }

// value is the one that says a text; nil where none does.
func (d *desk) value(says string) *Value {
	for _, v := range d.fold().Values {
		if v.Says() == says {
			return v
		}
	}
	return nil
}

// seen corrects a value having seen its correction number.
func (d *desk) seen(number int64, says string, action pipeline.Action, change pipeline.Fields) int64 {
	d.t.Helper()
	v := d.value(says)
	if v == nil {
		d.t.Fatalf("there is no value %q", says)
	}
	return d.add(pipeline.Correction{Action: action, Target: v.target, Original: v.Program, Change: change, Seen: number})
}

func (d *desk) say(says string, action pipeline.Action, change pipeline.Fields) int64 {
	d.t.Helper()
	v := d.value(says)
	if v == nil {
		d.t.Fatalf("there is no value %q", says)
	}
	return d.seen(v.Last, says, action, change)
}

func (d *desk) add(c pipeline.Correction) int64 {
	c.Number, c.URI, c.By, c.At = int64(len(d.said)+1), d.e.URI, "Ana", time.Unix(1700000000, 0)
	d.said = append(d.said, c)
	return c.Number
}

// record is what comes out, which must be as valid and as grounded as a record by rules.
func (d *desk) record() *schemas.Record {
	d.t.Helper()
	rec := d.fold().Record()
	line, err := json.Marshal(rec)
	if err != nil {
		d.t.Fatal(err)
	}
	if err := schemas.ValidateRecord(line); err != nil {
		d.t.Error(err)
	}
	if err := schemas.CheckGrounding(rec, d.e.Document.Text); err != nil {
		d.t.Error(err)
	}
	if err := schemas.CheckReferences(rec); err != nil {
		d.t.Error(err)
	}
	return rec
}

func names(list []schemas.Party) string {
	var out []string
	for _, p := range list {
		out = append(out, p.Name+" "+p.Reviewed)
	}
	return strings.Join(out, ", ")
}

func TestWithoutCorrectionsARecordStaysAsItIs(t *testing.T) {
	d := &desk{t: t, e: entry(saga)}
	if diff := cmp.Diff(d.e.Record, d.record()); diff != "" {
		t.Error(diff)
	}
}

func TestCorrectionsAreInEffectAndSaidInTheRecord(t *testing.T) {
	d := &desk{t: t, e: entry(saga)}
	d.say("Ghana", pipeline.Accept, nil)
	d.say("Peru", pipeline.Edit, pipeline.Fields{"role": "observer"})
	d.say("Fiji", pipeline.Reject, nil)
	d.say("ALL: the host", pipeline.Edit, pipeline.Fields{"act": "decides", "actors": "GHA\nPER"})
	d.say("2011-05-03", pipeline.Edit, pipeline.Fields{"value": "2011-05-04"})
	bank := on(saga, "the Ñandú Bank")[0]
	d.add(pipeline.Correction{Action: pipeline.Add, Target: pipeline.Target{Class: partyClass, Start: bank.Start, End: bank.End, Quote: bank.Quote},
		Change: pipeline.Fields{"role": "attendee", "name": "Ñandú Bank", "kind": "organization"}})
	rec := d.record()
	if got, want := names(rec.Attendees), "Ghana accepted, Ñandú Bank added"; got != want {
		t.Errorf("attendees %q, want %q", got, want)
	}
	if got, want := names(rec.Observers), "Peru edited"; got != want {
		t.Errorf("observers %q, want %q", got, want)
	}
	if len(rec.Absentees) != 0 || len(rec.Statements) != 0 || len(rec.Commitments) != 2 {
		t.Errorf("%d absentees, %d statements, %d commitments", len(rec.Absentees), len(rec.Statements), len(rec.Commitments))
	}
	if o := rec.Commitments[1]; o.Act != "decides" || !cmp.Equal(o.Actors, []string{"GHA", "PER"}) || o.Reviewed != "edited" {
		t.Errorf("the edited outcome is %+v", o)
	}
	if *rec.Meeting.Start != "2011-05-04" || !maps.Equal(rec.Meeting.Reviewed, map[string]string{"start": "edited"}) {
		t.Errorf("start %s, reviewed %v", *rec.Meeting.Start, rec.Meeting.Reviewed)
	}
	if len(rec.Warnings) != 1 || rec.Warnings[0].Code != "rejected" || !strings.Contains(rec.Warnings[0].Message, "Fiji") {
		t.Errorf("warnings %+v: a value that was rejected is to be told", rec.Warnings)
	}
}

func TestUndoTakesBackOneCorrectionAndKeepsIt(t *testing.T) {
	d := &desk{t: t, e: entry(saga)}
	d.say("Ghana", pipeline.Edit, pipeline.Fields{"code": "GUY"})
	n := d.say("Ghana", pipeline.Reject, nil)
	d.add(pipeline.Correction{Action: pipeline.Undo, Of: n})
	if got, want := names(d.record().Attendees), "Ghana edited, Peru "; got != want {
		t.Errorf("attendees %q, want %q", got, want)
	}
	if r := d.fold(); len(r.Log) != 3 || !r.Undone[n] {
		t.Errorf("log of %d, undone %v", len(r.Log), r.Undone)
	}
}

func TestTwoWhoEditOneValueLoseNeither(t *testing.T) {
	d := &desk{t: t, e: entry(saga)}
	d.seen(0, "2011-05-03", pipeline.Edit, pipeline.Fields{"value": "2011-05-04"})
	d.seen(0, "2011-05-04", pipeline.Edit, pipeline.Fields{"value": "2011-05-05"})
	v := d.value("2011-05-04")
	if v == nil || len(v.Conflicts) != 1 || v.Conflicts[0].Alternative["value"] != "2011-05-05" {
		t.Fatalf("the first is not in effect, or the second is no alternative: %+v", v)
	}
	d.say("2011-05-04", pipeline.Edit, pipeline.Fields{"value": "2011-05-05"})
	if v := d.value("2011-05-05"); v == nil || len(v.Conflicts) != 0 {
		t.Errorf("the conflict was decided, but stays: %+v", v)
	}
}

func TestTwoWhoEditOtherFieldsOfOneValueAgree(t *testing.T) {
	d := &desk{t: t, e: entry(saga)}
	d.seen(0, "Ghana", pipeline.Edit, pipeline.Fields{"office": "Minister"})
	d.seen(0, "Ghana", pipeline.Edit, pipeline.Fields{"role": "observer"})
	v := d.value("Ghana")
	if v.Fields["office"] != "Minister" || v.Fields["role"] != "observer" || len(v.Conflicts) != 0 {
		t.Errorf("%+v", v)
	}
}

func TestAnAcceptanceThatMissedARejectionIsAConflict(t *testing.T) {
	d := &desk{t: t, e: entry(saga)}
	d.seen(0, "Ghana", pipeline.Reject, nil)
	d.seen(0, "Ghana", pipeline.Accept, nil)
	if v := d.value("Ghana"); v.Status != Rejected || len(v.Conflicts) != 1 {
		t.Errorf("%+v", v)
	}
}

func TestCorrectionsSurviveAnotherExtraction(t *testing.T) {
	d := &desk{t: t, e: entry(saga)}
	d.say("Ghana", pipeline.Accept, nil)
	d.say("Fiji", pipeline.Reject, nil)
	d.say("ALL: publish a map by 2012", pipeline.Edit, pipeline.Fields{"deadline_end": "2012-06"})
	before := d.record()

	d.e = entry("A new heading\n" + saga) // all stands elsewhere now
	if diff := cmp.Diff(names(before.Attendees), names(d.record().Attendees)); diff != "" {
		t.Error(diff)
	}
	if got := d.record(); len(got.Absentees) != 0 || *got.Commitments[0].Deadline.End != "2012-06" {
		t.Errorf("absentees %v, deadline %v", got.Absentees, got.Commitments[0].Deadline)
	}

	d.e = entry(saga)
	d.e.Record.Commitments[0].Actors = []string{"GHA"} // what nobody touched follows the program
	if o := d.record().Commitments[0]; !cmp.Equal(o.Actors, []string{"GHA"}) || *o.Deadline.End != "2012-06" {
		t.Errorf("%+v", o)
	}

	d.e.Record.Commitments[0].Deadline.End = new("2012-07") // what somebody touched does not, and is told
	v := d.value("GHA: publish a map by 2012")
	if v.Fields["deadline_end"] != "2012-06" || len(v.Conflicts) != 1 || v.Conflicts[0].Alternative["deadline_end"] != "2012-07" {
		t.Errorf("%+v", v)
	}
}

func TestAnAcceptedValueThatTheProgramLosesIsKeptAndTold(t *testing.T) {
	d := &desk{t: t, e: entry(saga)}
	d.say("Ghana", pipeline.Accept, nil)
	d.e = entry(saga)
	d.e.Record.Attendees = d.e.Record.Attendees[1:]
	rec := d.record()
	if got, want := names(rec.Attendees), "Peru , Ghana accepted"; got != want {
		t.Errorf("attendees %q, want %q", got, want)
	}
	if len(rec.Warnings) != 1 || rec.Warnings[0].Code != "review-conflict" {
		t.Errorf("warnings %+v", rec.Warnings)
	}
	d.say("Ghana", pipeline.Accept, nil)
	if v := d.value("Ghana"); len(v.Conflicts) != 0 {
		t.Errorf("it was accepted again, and is still a conflict: %+v", v)
	}
}

func TestAValueThatWasAddedAndIsFoundNowIsOne(t *testing.T) {
	d := &desk{t: t, e: entry(saga)}
	ghana := d.e.Record.Attendees[0]
	d.e.Record.Attendees = d.e.Record.Attendees[1:]
	at := ghana.Evidence[0]
	d.add(pipeline.Correction{Action: pipeline.Add, Target: pipeline.Target{Class: partyClass, Start: at.Start, End: at.End, Quote: at.Quote}, Change: partyFields("attendee", &ghana)})
	if got, want := names(d.record().Attendees), "Peru , Ghana added"; got != want {
		t.Errorf("attendees %q, want %q", got, want)
	}
	d.e = entry(saga)
	if got, want := names(d.record().Attendees), "Ghana accepted, Peru "; got != want {
		t.Errorf("attendees %q, want %q", got, want)
	}
}

func TestAReviewedValueWhoseTextIsGoneIsTold(t *testing.T) {
	d := &desk{t: t, e: entry(saga)}
	d.say("Ghana", pipeline.Accept, nil)
	d.e = entry(saga)
	text := strings.Replace(saga, "Ghana", "Gabon", 1)
	d.e.Document.Text, d.e.Record = text, &schemas.Record{SchemaVersion: schemas.Version, ID: "saga", Source: d.e.Record.Source, Areas: []schemas.Area{}, Warnings: []schemas.Warning{},
		Meeting: schemas.Meeting{Chairs: []string{}, Hosts: []string{}, Evidence: map[string][]schemas.Evidence{}}}
	if rec := d.record(); len(rec.Attendees) != 0 || !strings.Contains(rec.Warnings[len(rec.Warnings)-1].Message, "Ghana") {
		t.Errorf("attendees %v, warnings %v", rec.Attendees, rec.Warnings)
	}
}

func TestCorrectionsFollowAFileThatWasMoved(t *testing.T) {
	all := By([]pipeline.Correction{{Number: 1, URI: "a.txt", SHA256: "1f"}, {Number: 2, URI: "new/a.txt", SHA256: "1f"}, {Number: 3, URI: "b.txt"}})
	for _, test := range []struct {
		e    pipeline.Entry
		want []int64
	}{
		{pipeline.Entry{URI: "new/a.txt", SHA256: "1f"}, []int64{1, 2}},
		{pipeline.Entry{URI: "a.txt", SHA256: "2e"}, []int64{1}}, // its bytes are others now
		{pipeline.Entry{URI: "b.txt"}, []int64{3}},
		{pipeline.Entry{URI: "c.txt", SHA256: "3d"}, nil},
	} {
		var got []int64
		for _, c := range all.Of(&test.e) {
			got = append(got, c.Number)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%+v: %s", test.e, diff)
		}
	}
}
