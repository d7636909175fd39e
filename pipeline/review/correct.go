package review

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// field is a field of a value as a form has it.
type field struct {
	Name, Label, Hint string
	Kind              string // text, long, list, date, number, check, choice, code, country
	Choices           []string
	Needed            bool
}

var (
	partyForm = []field{
		{Name: "role", Label: "Role", Kind: "choice", Choices: roles, Needed: true},
		{Name: "name", Label: "Name", Hint: "as written", Kind: "text", Needed: true},
		{Name: "kind", Label: "Kind", Kind: "choice", Choices: schemas.PartyKinds, Needed: true},
		{Name: "code", Label: "Code", Hint: "a state's ISO 3166-1 alpha-3, an organization's acronym", Kind: "code"},
		{Name: "canonical", Label: "Usual name", Kind: "text"},
		{Name: "office", Label: "Office", Kind: "text"},
		{Name: "for", Label: "For", Hint: "whom a person came for", Kind: "code"},
	}
	areaForm = []field{
		{Name: "n", Label: "Number", Kind: "number", Needed: true},
		{Name: "title", Label: "Title", Hint: "as written", Kind: "text", Needed: true},
	}
	outcomeForm = []field{
		{Name: "act", Label: "Act", Kind: "choice", Choices: schemas.Acts, Needed: true},
		{Name: "verb", Label: "Verb", Hint: "as written", Kind: "text"},
		{Name: "actors", Label: "Actors", Hint: "one a line: ALL for the meeting as a whole, else codes or names", Kind: "list", Needed: true},
		{Name: "addressees", Label: "Addressees", Hint: "one a line", Kind: "list"},
		{Name: "action", Label: "Action", Hint: "what follows the verb", Kind: "long"},
		{Name: "area", Label: "Area", Hint: "its number", Kind: "number"},
		{Name: "deadline", Label: "Deadline", Hint: "as written", Kind: "text"},
		{Name: "deadline_start", Label: "Deadline from", Kind: "date"},
		{Name: "deadline_end", Label: "Deadline until", Kind: "date"},
		{Name: "place", Label: "Place", Hint: "as written", Kind: "text"},
		{Name: "place_country", Label: "Country of the place", Kind: "country"},
		{Name: "instruments", Label: "Instruments", Hint: "one a line", Kind: "list"},
		{Name: "hedged", Label: "Hedged", Kind: "check"},
		{Name: "negated", Label: "Negated", Kind: "check"},
	}
	meetingForm = map[string]field{
		"title": {Kind: "text"}, "series": {Kind: "text"}, "ordinal": {Kind: "number"}, "type": {Kind: "choice", Choices: schemas.MeetingTypes},
		"start": {Kind: "date"}, "end": {Kind: "date"}, "date_text": {Kind: "text", Hint: "as written"}, "city": {Kind: "text"}, "country": {Kind: "country"},
		"venue": {Kind: "text"}, "mode": {Kind: "choice", Choices: schemas.Modes}, "chairs": {Kind: "list", Hint: "one a line"}, "hosts": {Kind: "list", Hint: "one a line"},
	}
)

// fieldsOf are the fields of a class of values; a value of the meeting has one.
func fieldsOf(class, name string) []field {
	switch class {
	case partyClass:
		return partyForm
	case areaClass:
		return areaForm
	case outcomeClass:
		return outcomeForm
	}
	f, ok := meetingForm[name]
	if !ok {
		return nil
	}
	f.Name, f.Label, f.Needed = "value", label(name), true
	return []field{f}
}

// label is the name of a field of the meeting, for people.
func label(name string) string {
	name = strings.ReplaceAll(name, "_", " ")
	return strings.ToUpper(name[:1]) + name[1:]
}

var (
	isDate    = regexp.MustCompile(`^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$`)
	isCountry = regexp.MustCompile(`^[A-Z]{3}$`)
)

// check says what is wrong with a text for the field, in words for whoever typed it.
func (f *field) check(text string) error {
	switch {
	case text == "" && f.Needed:
		return fmt.Errorf("%s: it is needed", f.Label)
	case text == "":
		return nil
	case !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' }):
		return fmt.Errorf("%s: it holds characters that are none", f.Label)
	case strings.Contains(text, "\n") && f.Kind != "list" && f.Kind != "long":
		return fmt.Errorf("%s: it is one line", f.Label)
	}
	switch f.Kind {
	case "date":
		_, err := time.Parse(time.DateOnly, text)
		if !isDate.MatchString(text) || len(text) == len(time.DateOnly) && err != nil {
			return fmt.Errorf("%s: a date is YYYY, YYYY-MM or YYYY-MM-DD", f.Label)
		}
	case "country":
		if !isCountry.MatchString(text) {
			return fmt.Errorf("%s: a country is its three capital letters by ISO 3166-1", f.Label)
		}
	case "number":
		if n, err := strconv.Atoi(text); err != nil || n < 0 || f.Name == "value" && n < 1 {
			return fmt.Errorf("%s: it is a whole number", f.Label)
		}
	case "check":
		if text != "yes" {
			return fmt.Errorf("%s: it is yes or nothing", f.Label)
		}
	case "choice":
		if !slices.Contains(f.Choices, text) {
			return fmt.Errorf("%s: it is one of %s", f.Label, strings.Join(f.Choices, ", "))
		}
	}
	return nil
}

// checkFields says what is wrong with what a value would say.
func (r *Review) checkFields(class, name string, fields pipeline.Fields) error {
	var errs []error
	for _, f := range fieldsOf(class, name) {
		if err := f.check(fields[f.Name]); err != nil {
			errs = append(errs, err)
		}
	}
	if class == partyClass && fields["kind"] == "state" && fields["code"] != "" && !isCountry.MatchString(fields["code"]) {
		errs = append(errs, errors.New("the code of a state is its three capital letters by ISO 3166-1"))
	}
	if class == outcomeClass && fields["area"] != "" && !slices.ContainsFunc(r.Values, func(v *Value) bool {
		return v.Class == areaClass && v.Status != Rejected && v.Fields["n"] == fields["area"]
	}) {
		errs = append(errs, fmt.Errorf("the record has no area %s", fields["area"]))
	}
	return errors.Join(errs...)
}

// form is a value to edit or to add.
type form struct {
	Key, Heading, Quote string
	Fields              []formField
	Start, End          int
	Class, Field        string
}

type formField struct {
	field
	Value string
}

func newForm(class, name string, fields pipeline.Fields) form {
	f := form{Class: class, Field: name}
	for _, x := range fieldsOf(class, name) {
		f.Fields = append(f.Fields, formField{x, fields[x.Name]})
	}
	return f
}

func (s *Server) edit(w http.ResponseWriter, r *http.Request) error {
	review, err := s.review(r)
	if err != nil {
		return err
	}
	v, err := review.find(r.URL.Query().Get("key"))
	if err != nil {
		return err
	}
	f := newForm(v.Class, v.Field, v.Fields)
	f.Key, f.Heading = v.Key, "Edit "+v.Kind()
	if len(v.Evidence) > 0 {
		f.Quote = v.Evidence[0].Quote
	}
	return s.show(w, "form", f)
}

// kindsToAdd are the kinds of values that can be added; fields of the meeting where it has none.
func kindsToAdd(r *Review) []kindChoice {
	out := []kindChoice{{"party:attendee", "Attendee"}, {"party:observer", "Observer"}, {"party:absentee", "Absentee"}, {"area:", "Area"}}
	for _, act := range schemas.Acts {
		out = append(out, kindChoice{"outcome:" + act, "Outcome: " + act})
	}
	have := map[string]bool{}
	for _, v := range r.Values {
		have[v.Field] = have[v.Field] || v.Status != Rejected
	}
	for _, name := range meetingFields {
		if !have[name] {
			out = append(out, kindChoice{"meeting:" + name, "Meeting: " + strings.ToLower(label(name))})
		}
	}
	return out
}

// add gives the form of a value that a person selected, filled as well as can be.
func (s *Server) add(w http.ResponseWriter, r *http.Request) error {
	review, err := s.review(r)
	if err != nil {
		return err
	}
	get := r.URL.Query().Get
	kind, quote := get("kind"), strings.TrimSpace(get("quote"))
	if !slices.ContainsFunc(kindsToAdd(review), func(k kindChoice) bool { return k.Value == kind }) {
		return refuse(http.StatusBadRequest, "there is no such kind of value, or the record has it already")
	}
	class, what, _ := strings.Cut(kind, ":")
	words := strings.Join(strings.Fields(quote), " ")
	fields, name := pipeline.Fields{}, ""
	switch class {
	case partyClass:
		fields["role"], fields["name"], fields["kind"] = what, words, "person"
		if s.Guess != nil {
			if kind, code, canonical := s.Guess(words); kind != "" {
				fields["kind"], fields["code"], fields["canonical"] = kind, code, canonical
			}
		}
	case areaClass:
		most := 0
		for _, v := range review.Values {
			if n := number(v.Fields["n"]); v.Class == areaClass && n != nil {
				most = max(most, *n)
			}
		}
		fields["n"], fields["title"] = strconv.Itoa(most+1), words
	case outcomeClass:
		fields["act"], fields["actors"], fields["action"] = what, "ALL", words
	default:
		name = what
		fields["value"] = words
		if s.Guess != nil && what == "country" {
			_, fields["value"], _ = s.Guess(words)
		}
	}
	f := newForm(class, name, fields)
	f.Heading, f.Quote = "Add "+strings.ToLower(cmp.Or(label(cmp.Or(what, class)), class)), quote
	return s.show(w, "form", f)
}

// request is a correction as the page sends it.
type request struct {
	Action string          `json:"action"` // one of pipeline.Actions; keep or take decide a conflict
	Key    string          `json:"key"`
	Change pipeline.Fields `json:"change"`
	Seen   int64           `json:"seen"`
	By     string          `json:"by"`
	Of     int64           `json:"of"`
	Which  int             `json:"which"` // of the conflicts, from 0

	Class string `json:"class"` // of a value that is added, with the passage that was selected
	Field string `json:"field"`
	Start int    `json:"start"`
	Quote string `json:"quote"`
}

const longestName = 100

// answered is what the page is told of a correction.
type answered struct {
	Message  string `json:"message"`
	Key      string `json:"key"`      // of the value
	Conflict bool   `json:"conflict"` // somebody else said something else meanwhile
}

func (s *Server) correct(w http.ResponseWriter, r *http.Request) error {
	var q request
	in := json.NewDecoder(r.Body)
	in.DisallowUnknownFields()
	if err := in.Decode(&q); err != nil {
		return refuse(http.StatusBadRequest, "this is no correction: %v", err)
	}
	review, err := s.review(r)
	if err != nil {
		return err
	}
	c, review, err := s.keep(r, review, &q)
	if err != nil {
		return err
	}
	a := answered{Message: said[c.Action], Key: q.Key}
	for _, v := range review.Values {
		if c.Action == pipeline.Add && v.Last == c.Number {
			a.Key = v.Key
		}
		if v.Key == q.Key && len(v.Conflicts) > 0 {
			a.Conflict, a.Message = true, "Somebody said something else of this value meanwhile: decide which it is."
		}
	}
	return answer(w, a)
}

var said = map[pipeline.Action]string{pipeline.Accept: "Accepted.", pipeline.Reject: "Rejected.", pipeline.Edit: "Changed.", pipeline.Add: "Added.",
	pipeline.Undo: "Taken back.", pipeline.Done: "Marked as done.", pipeline.Reopen: "Open again."}

// keep stores what a person said of a value, and gives the review with it.
func (s *Server) keep(r *http.Request, review *Review, q *request) (*pipeline.Correction, *Review, error) {
	c, err := s.correction(review, q)
	if err != nil {
		return nil, nil, err
	}
	if err := s.store.Correct(r.Context(), c); err != nil {
		return nil, nil, err
	}
	if review, err = s.review(r); err != nil {
		return nil, nil, err
	}
	return c, review, s.index.corrected(r.Context(), review)
}

// correction checks what the page sends, and makes a correction of it.
func (s *Server) correction(review *Review, q *request) (*pipeline.Correction, error) {
	c := &pipeline.Correction{URI: review.Entry.URI, SHA256: review.Entry.SHA256, By: strings.Join(strings.Fields(q.By), " "), At: s.Now(), Action: pipeline.Action(q.Action), Change: q.Change, Seen: q.Seen}
	switch {
	case review.Entry.Record == nil:
		return nil, refuse(http.StatusConflict, "the document has no record to correct")
	case c.By == "":
		return nil, refuse(http.StatusBadRequest, "type your name first: every correction says whose it is")
	case utf8.RuneCountInString(c.By) > longestName:
		return nil, refuse(http.StatusBadRequest, "the name is longer than %d letters", longestName)
	}
	switch c.Action {
	case pipeline.Done, pipeline.Reopen:
		c.Change = nil
		return c, nil
	case pipeline.Undo:
		return c, review.undo(c, q.Of)
	case pipeline.Add:
		return c, review.adding(c, q)
	}
	v, err := review.find(q.Key)
	if err != nil {
		return nil, err
	}
	c.Target, c.Original = v.target, v.Program
	if len(v.History) > 0 && v.History[0].Action == pipeline.Add {
		c.Target.Added = v.History[0].Number
	}
	switch q.Action {
	case "keep", "take":
		if q.Which < 0 || q.Which >= len(v.Conflicts) {
			return nil, refuse(http.StatusConflict, "this conflict has been decided: load the page again")
		}
		v.decide(c, q.Action == "take", &v.Conflicts[q.Which])
	case string(pipeline.Accept), string(pipeline.Reject):
		c.Change = nil
	case string(pipeline.Edit):
		if err := review.editing(c, v); err != nil {
			return nil, err
		}
	default:
		return nil, refuse(http.StatusBadRequest, "there is no action %q", q.Action)
	}
	return c, nil
}

// undo takes back a correction; with 0 the last that was made and not taken back.
func (r *Review) undo(c *pipeline.Correction, of int64) error {
	c.Change = nil
	for i := len(r.Log) - 1; i >= 0; i-- {
		last := &r.Log[i]
		if last.Action == pipeline.Undo || r.Undone[last.Number] || of != 0 && last.Number != of {
			continue
		}
		c.Of, c.Target = last.Number, last.Target
		return nil
	}
	return refuse(http.StatusConflict, "there is nothing to take back")
}

// adding completes a correction that adds a value, with the passage that was selected.
func (r *Review) adding(c *pipeline.Correction, q *request) error {
	if !slices.ContainsFunc(kindsToAdd(r), func(k kindChoice) bool {
		class, what, _ := strings.Cut(k.Value, ":")
		return class == q.Class && (class != meetingClass || what == q.Field)
	}) {
		return refuse(http.StatusBadRequest, "there is no such kind of value, or the record has it already")
	}
	found, ok := r.selected(q.Start, q.Quote)
	if !ok {
		return refuse(http.StatusBadRequest, "the selected words are not in the text: select them within one paragraph or cell")
	}
	c.Target = pipeline.Target{Class: q.Class, Field: q.Field, Start: found.Start, End: found.End, Quote: found.Quote}
	if q.Class == outcomeClass && c.Change != nil {
		c.Change["text"] = found.Quote
	}
	if err := r.checkKnown(c); err != nil {
		return err
	}
	if q.Class == areaClass && slices.ContainsFunc(r.Values, func(v *Value) bool {
		return v.Class == areaClass && v.Status != Rejected && v.Fields["n"] == c.Change["n"]
	}) {
		return refuse(http.StatusBadRequest, "Number: there is an area %s already", c.Change["n"])
	}
	if err := r.checkFields(q.Class, q.Field, c.Change); err != nil {
		return refuse(http.StatusBadRequest, "%v", err)
	}
	return nil
}

// selected finds the words that were selected on the page near the place that it gives: the page shows white space otherwise
// than the text has it.
func (r *Review) selected(start int, quote string) (schemas.Evidence, bool) {
	words := strings.Fields(quote)
	if len(words) == 0 || r.Entry.Document == nil {
		return schemas.Evidence{}, false
	}
	for i := range words {
		words[i] = regexp.QuoteMeta(words[i])
	}
	pattern, err := regexp.Compile(strings.Join(words, `\s+`))
	if err != nil {
		return schemas.Evidence{}, false
	}
	text := r.Entry.Document.Text
	at := max(0, r.bytesAt(start))
	best := []int(nil)
	for _, found := range pattern.FindAllStringIndex(text, -1) {
		if best == nil || distance(found[0], at) < distance(best[0], at) {
			best = found
		}
	}
	if best == nil {
		return schemas.Evidence{}, false
	}
	points := utf8.RuneCountInString(text[:best[0]])
	found := text[best[0]:best[1]]
	return r.passage(points, points+utf8.RuneCountInString(found), found)
}

// editing checks a change of a value, and leaves in it only what it changes.
func (r *Review) editing(c *pipeline.Correction, v *Value) error {
	if err := r.checkKnown(c); err != nil {
		return err
	}
	fields := maps.Clone(v.Fields)
	maps.Copy(fields, c.Change)
	if err := r.checkFields(v.Class, v.Field, fields); err != nil {
		return refuse(http.StatusBadRequest, "%v", err)
	}
	if v.Class == areaClass && slices.ContainsFunc(r.Values, func(o *Value) bool {
		return o != v && o.Class == areaClass && o.Status != Rejected && o.Fields["n"] == fields["n"]
	}) {
		return refuse(http.StatusBadRequest, "Number: there is an area %s already", fields["n"])
	}
	return nil
}

// checkKnown cleans what was typed, and refuses fields that the class does not have.
func (r *Review) checkKnown(c *pipeline.Correction) error {
	known := fieldsOf(c.Target.Class, c.Target.Field)
	for name, value := range c.Change {
		if !slices.ContainsFunc(known, func(f field) bool { return f.Name == name }) && !(c.Action == pipeline.Add && name == "text") {
			return refuse(http.StatusBadRequest, "there is no field %q", name)
		}
		c.Change[name] = strings.TrimSpace(strings.ReplaceAll(value, "\r\n", "\n"))
	}
	if len(c.Change) == 0 {
		return refuse(http.StatusBadRequest, "nothing is changed")
	}
	return nil
}

// decide makes a correction that settles a conflict: for what stands there, or for the alternative.
func (v *Value) decide(c *pipeline.Correction, take bool, x *Conflict) {
	c.Seen, c.Change = v.Last, nil
	differs := func(from, to pipeline.Fields) pipeline.Fields {
		out := pipeline.Fields{}
		for name, value := range to {
			if from[name] != value {
				out[name] = value
			}
		}
		return out
	}
	switch {
	case take && x.Alternative == nil:
		c.Action = pipeline.Reject
	case take && x.Action == pipeline.Accept && x.By == "":
		c.Action = pipeline.Accept
	case take:
		c.Action, c.Change = pipeline.Edit, differs(v.Fields, x.Alternative)
	case v.Status == Rejected:
		c.Action = pipeline.Reject
	case v.Status == Accepted && v.Program != nil && !maps.Equal(v.Fields, v.Program):
		c.Action, c.Change = pipeline.Edit, differs(v.Program, v.Fields)
	default:
		c.Action = pipeline.Accept
	}
}

// fixture saves what the document's corrected record says as a truth file: with it the review is done.
func (s *Server) fixture(w http.ResponseWriter, r *http.Request) error {
	var q request
	if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
		return refuse(http.StatusBadRequest, "this is no request: %v", err)
	}
	review, err := s.review(r)
	if err != nil {
		return err
	}
	if review.State != Finished {
		q.Action = string(pipeline.Done)
		if _, review, err = s.keep(r, review, &q); err != nil {
			return err
		}
	}
	path, err := SaveTruth(s.Fixtures, review)
	if err != nil {
		return refuse(http.StatusConflict, "%v", err)
	}
	return answer(w, answered{Message: "Saved as " + path + "."})
}
