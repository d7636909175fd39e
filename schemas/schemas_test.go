package schemas

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// node is a schema, or a part of one, as JSON.
type node = map[string]any

// mirror compares a schema with a Go type and collects where they differ.
type mirror struct {
	root      node
	nullLists bool // a list without omitempty may be null: it is so in truth files
	enums     map[string][]string
	differs   []string
	seen      []string // paths of all enums
}

func (m *mirror) fail(path, format string, args ...any) {
	m.differs = append(m.differs, path+": "+fmt.Sprintf(format, args...))
}

// resolve follows $ref and the oneOf by which a $ref may be null, and tells whether null is allowed.
func (m *mirror) resolve(n node) (resolved node, null bool) {
	if ref, ok := n["$ref"].(string); ok {
		target := m.root["$defs"].(node)[strings.TrimPrefix(ref, "#/$defs/")].(node)
		merged := maps.Clone(target)
		for k, v := range n {
			if k == "properties" {
				properties := maps.Clone(merged["properties"].(node))
				for name, more := range v.(node) {
					property := maps.Clone(properties[name].(node))
					maps.Copy(property, more.(node))
					properties[name] = property
				}
				v = properties
			}
			merged[k] = v
		}
		delete(merged, "$ref")
		return m.resolve(merged)
	}
	if any, ok := n["oneOf"].([]any); ok {
		resolved, _ := m.resolve(any[0].(node))
		return resolved, any[1].(node)["type"] == "null"
	}
	if enum, ok := n["enum"].([]any); ok {
		return n, slices.Contains(enum, nil)
	}
	if types, ok := n["type"].([]any); ok {
		one := maps.Clone(n)
		one["type"] = types[0]
		return one, slices.Contains(types, any("null"))
	}
	return n, false
}

func (m *mirror) compare(path string, typ reflect.Type, n node, omitempty bool) {
	n, null := m.resolve(n)
	pointer := typ.Kind() == reflect.Pointer
	if pointer {
		typ = typ.Elem()
	}
	wantNull := pointer && !omitempty || m.nullLists && typ.Kind() == reflect.Slice && !omitempty
	if m.nullLists && strings.HasSuffix(path, "[].actors") {
		wantNull = false // an outcome without an actor is no outcome
	}
	if null != wantNull {
		m.fail(path, "null in the schema: %v, in Go: %v", null, wantNull)
	}
	kind := n["type"]
	switch typ.Kind() {
	case reflect.Struct:
		m.object(path, typ, n)
	case reflect.Map:
		if kind != "object" {
			m.fail(path, "is a map in Go, %v in the schema", kind)
		}
		values, _ := n["patternProperties"].(node)
		for _, v := range values {
			m.compare(path+"{}", typ.Elem(), v.(node), false)
		}
	case reflect.Slice:
		if kind != "array" {
			m.fail(path, "is a list in Go, %v in the schema", kind)
			return
		}
		m.compare(path+"[]", typ.Elem(), n["items"].(node), false)
	case reflect.String:
		if enum, ok := n["enum"].([]any); ok {
			m.enum(path, enum)
		} else if kind != "string" {
			m.fail(path, "is a string in Go, %v in the schema", kind)
		}
	case reflect.Int, reflect.Int64:
		if version, ok := n["const"]; ok {
			if version != float64(Version) {
				m.fail(path, "is %v in the schema, %d in Go", version, Version)
			}
		} else if kind != "integer" {
			m.fail(path, "is an integer in Go, %v in the schema", kind)
		}
	case reflect.Float64:
		if kind != "number" {
			m.fail(path, "is a number in Go, %v in the schema", kind)
		}
	case reflect.Bool:
		if kind != "boolean" {
			m.fail(path, "is a boolean in Go, %v in the schema", kind)
		}
	default:
		m.fail(path, "has Go type %v, which this test does not know", typ)
	}
}

func (m *mirror) object(path string, typ reflect.Type, n node) {
	if n["additionalProperties"] != false {
		m.fail(path, "is open: any property would pass")
	}
	properties, _ := n["properties"].(node)
	var inGo, required []string
	for i := range typ.NumField() {
		field := typ.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		inGo = append(inGo, name)
		if options == "" {
			required = append(required, name)
		}
		property, ok := properties[name].(node)
		if !ok {
			continue // told below
		}
		if property["description"] == nil && path != "" || property["description"] == "" {
			m.fail(path+"."+name, "has no description")
		}
		m.compare(strings.TrimPrefix(path+"."+name, "."), field.Type, property, options == "omitempty")
	}
	if diff := cmp.Diff(slices.Sorted(slices.Values(inGo)), slices.Sorted(maps.Keys(properties))); diff != "" {
		m.fail(path, "properties differ (-Go +schema):\n%s", diff)
	}
	var said []string
	for _, name := range n["required"].([]any) {
		said = append(said, name.(string))
	}
	if m.nullLists {
		// A truth file may leave the ambiguous points out.
		required = slices.DeleteFunc(required, func(name string) bool { return name == "ambiguous" })
	}
	slices.Sort(said)
	slices.Sort(required)
	if diff := cmp.Diff(required, said); diff != "" {
		m.fail(path, "required properties differ (-Go +schema):\n%s", diff)
	}
}

func (m *mirror) enum(path string, enum []any) {
	var values []string
	for _, v := range enum {
		if v != nil {
			values = append(values, v.(string))
		}
	}
	m.seen = append(m.seen, path)
	if diff := cmp.Diff(m.enums[path], values); diff != "" {
		m.fail(path, "vocabularies differ (-Go +schema):\n%s", diff)
	}
}

func TestSchemasAndGoMirrorsAgree(t *testing.T) {
	for _, test := range []struct {
		name string
		text string
		typ  reflect.Type
		mirror
	}{
		{"record", RecordSchema, reflect.TypeFor[Record](), mirror{enums: map[string][]string{
			"meeting.type": MeetingTypes, "meeting.mode": Modes,
			"attendees[].kind": PartyKinds, "observers[].kind": PartyKinds, "absentees[].kind": PartyKinds,
			"commitments[].act": StrongActs, "statements[].act": Acts[len(StrongActs):],
			"attendees[].reviewed": Reviews, "observers[].reviewed": Reviews, "absentees[].reviewed": Reviews, "areas[].reviewed": Reviews,
			"commitments[].reviewed": Reviews, "statements[].reviewed": Reviews, "meeting.reviewed{}": Reviews,
		}}},
		{"truth", TruthSchema, reflect.TypeFor[Truth](), mirror{nullLists: true, enums: map[string][]string{
			"attendees[].kind": PartyKinds, "observers[].kind": PartyKinds, "absentees[].kind": PartyKinds,
			"outcomes[].act": Acts,
		}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := test.mirror
			if err := json.Unmarshal([]byte(test.text), &m.root); err != nil {
				t.Fatal(err)
			}
			m.compare("", test.typ, m.root, false)
			for _, d := range m.differs {
				t.Error(d)
			}
			if diff := cmp.Diff(slices.Sorted(maps.Keys(m.enums)), slices.Sorted(slices.Values(m.seen))); diff != "" {
				t.Errorf("the schema closes other vocabularies than Go does (-Go +schema):\n%s", diff)
			}
		})
	}
}

func TestEvidenceOfAMeetingIsKeyedByItsFields(t *testing.T) {
	var root node
	if err := json.Unmarshal([]byte(RecordSchema), &root); err != nil {
		t.Fatal(err)
	}
	properties := root["$defs"].(node)["meeting"].(node)["properties"].(node)
	about := []string{"evidence", "reviewed"} // fields that are about the others
	fields := slices.DeleteFunc(slices.Sorted(maps.Keys(properties)), func(name string) bool { return slices.Contains(about, name) })
	for _, name := range about {
		var keys []string
		for pattern := range properties[name].(node)["patternProperties"].(node) {
			keys = strings.Split(strings.Trim(pattern, "^()$"), "|")
		}
		if diff := cmp.Diff(fields, slices.Sorted(slices.Values(keys))); diff != "" {
			t.Errorf("fields and keys of %s differ (-fields +keys):\n%s", name, diff)
		}
	}
}

// reportText is the stored text of the report that sample is the record of. It holds letters of more than one byte, so
// that offsets in bytes would fail.
const reportText = "Second Réunion of the Ñandú Group, 3 May 2011, Zürich\nGhana and the Ñandú Bank attended.\nMembers agreed to publish a map by 2012."

// passage is the evidence for a part of reportText, which must hold it.
func passage(quote string) Evidence {
	before, after, ok := strings.Cut(reportText, quote)
	if !ok {
		panic("not in the text: " + quote)
	}
	prefix, suffix := []rune(before), []rune(after)
	start := len(prefix)
	return Evidence{Start: start, End: start + len([]rune(quote)), Quote: quote, Rule: "sample",
		Prefix: string(prefix[max(0, start-32):]), Suffix: string(suffix[:min(32, len(suffix))])}
}

// sample is a record that is right in every way.
func sample() *Record {
	on := func(quote string) []Evidence { return []Evidence{passage(quote)} }
	return &Record{
		SchemaVersion: Version,
		ID:            "nandu-2",
		Source:        Source{URI: "nandu-2.html", MediaType: "text/html", SHA256: strings.Repeat("0a", 32), Bytes: 900, Pages: new(3), Language: "en", Reader: "html"},
		Meeting: Meeting{Title: new("Second Réunion of the Ñandú Group"), Ordinal: new(2), Type: new("meeting"), Start: new("2011-05-03"),
			Country: new("CHE"), Chairs: []string{}, Hosts: []string{}, Evidence: map[string][]Evidence{
				"title": on("Second Réunion of the Ñandú Group"), "ordinal": on("Second"), "type": on("Réunion"),
				"start": on("3 May 2011"), "country": on("Zürich")}},
		Attendees: []Party{
			{Name: "Ghana", Kind: "state", Code: new("GHA"), Canonical: new("Ghana"), Confidence: .9, Evidence: on("Ghana")},
			{Name: "Ñandú Bank", Kind: "organization", Confidence: .5, Evidence: on("Ñandú Bank")}},
		Observers: []Party{},
		Absentees: []Party{},
		Areas:     []Area{{N: 1, Title: "map", Confidence: .4, Evidence: on("map")}},
		Commitments: []Outcome{{ID: "nandu-2-001", Act: "commits", Verb: "agreed to", Actors: []string{"ALL"}, Addressees: []string{},
			Text: "Members agreed to publish a map by 2012.", Action: "publish a map by 2012", Area: new(1),
			Deadline: &Deadline{Text: "by 2012", End: new("2012")}, Instruments: []string{}, Confidence: .9,
			Evidence: on("Members agreed to publish a map by 2012.")}},
		Statements: []Outcome{},
		Coverage:   Coverage{Sentences: 3, Coded: 1},
		Warnings:   []Warning{{Code: "odd-date", Message: "told by the page", Evidence: []Evidence{}}},
	}
}

func TestARightRecordPassesAllChecks(t *testing.T) {
	rec := sample()
	data, err := json.Marshal(rec)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(ValidateRecord(data), CheckGrounding(rec, reportText), CheckReferences(rec)); err != nil {
		t.Error(err)
	}
}

func TestDeparturesFromTheSchemaAreToldWithTheirPlace(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*Record)
		want   string
	}{
		"a month of 13":              {func(r *Record) { r.Meeting.Start = new("2011-13") }, "meeting.start: "},
		"a date with a time":         {func(r *Record) { r.Meeting.End = new("2011-05-03T10:00") }, "meeting.end: "},
		"a country by name":          {func(r *Record) { r.Meeting.Country = new("Switzerland") }, "meeting.country: "},
		"a state by acronym":         {func(r *Record) { r.Attendees[0].Code = new("GH") }, "attendees[0].code: "},
		"an unknown kind":            {func(r *Record) { r.Attendees[1].Kind = "company" }, "attendees[1].kind: "},
		"a party without evidence":   {func(r *Record) { r.Attendees[1].Evidence = []Evidence{} }, "attendees[1].evidence: "},
		"a statement as commitment":  {func(r *Record) { r.Commitments[0].Act = "notes" }, "commitments[0].act: "},
		"a commitment as statement":  {func(r *Record) { r.Statements = r.Commitments }, "statements[0].act: "},
		"too sure":                   {func(r *Record) { r.Areas[0].Confidence = 1.5 }, "areas[0].confidence: "},
		"a list that is null":        {func(r *Record) { r.Observers = nil }, "observers: "},
		"evidence of an unknown key": {func(r *Record) { r.Meeting.Evidence["town"] = r.Meeting.Evidence["country"] }, "meeting.evidence"},
		"another version":            {func(r *Record) { r.SchemaVersion = 9 }, "schema_version: "},
		"a hash that is none":        {func(r *Record) { r.Source.SHA256 = "abc" }, "source.sha256: "},
	} {
		rec := sample()
		test.change(rec)
		data, err := json.Marshal(rec)
		if err != nil {
			t.Fatal(err)
		}
		if err := ValidateRecord(data); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one at %s", name, err, test.want)
		}
	}
}

func TestAnUnknownPropertyIsADeparture(t *testing.T) {
	data, err := json.Marshal(sample())
	if err != nil {
		t.Fatal(err)
	}
	odd := strings.Replace(string(data), `"kind":`, `"colour":"red","kind":`, 1)
	if err := ValidateRecord([]byte(odd)); err == nil || !strings.Contains(err.Error(), "colour") {
		t.Errorf("error %v, want one that names the property", err)
	}
	for _, rubbish := range []string{"", "{", "[]", `"text"`, string(data) + string(data)} {
		if ValidateRecord([]byte(rubbish)) == nil {
			t.Errorf("%.20q passes for a record", rubbish)
		}
	}
}

func TestUngroundedValuesAreTold(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*Record)
		want   string
	}{
		"a quote that differs":      {func(r *Record) { r.Attendees[0].Evidence[0].Quote = "Guyana" }, "attendees[0] evidence[0]: quote"},
		"offsets in bytes":          {func(r *Record) { e := &r.Attendees[1].Evidence[0]; e.Start += 3; e.End += 3 }, "attendees[1] evidence[0]: quote"},
		"a prefix that differs":     {func(r *Record) { r.Areas[0].Evidence[0].Prefix = "a road " }, "areas[0] evidence[0]: prefix"},
		"a suffix over the end":     {func(r *Record) { r.Commitments[0].Evidence[0].Suffix = "." }, "commitments[0] evidence[0]: suffix"},
		"a prefix before the start": {func(r *Record) { r.Meeting.Evidence["ordinal"][0].Prefix = "The " }, "meeting.ordinal evidence[0]: prefix"},
		"an end after the text":     {func(r *Record) { r.Areas[0].Evidence[0].End = 1000 }, "areas[0] evidence[0]: "},
		"an empty stretch":          {func(r *Record) { e := &r.Areas[0].Evidence[0]; e.End = e.Start }, "areas[0] evidence[0]: "},
		"a field without evidence":  {func(r *Record) { r.Meeting.City = new("Zürich") }, "meeting.city: has no evidence"},
		"a list without evidence":   {func(r *Record) { r.Meeting.Chairs = []string{"Ghana"} }, "meeting.chairs: has no evidence"},
		"evidence without a value":  {func(r *Record) { r.Meeting.Country = nil }, "meeting.country: has evidence, but no value"},
		"an area without evidence":  {func(r *Record) { r.Areas[0].Evidence = nil }, "areas[0]: has no evidence"},
		"a warning's quote":         {func(r *Record) { r.Warnings[0].Evidence = []Evidence{{Start: 0, End: 2, Quote: "xx"}} }, "warnings[0].evidence[0]: quote"},
	} {
		rec := sample()
		test.change(rec)
		if err := CheckGrounding(rec, reportText); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, test.want)
		}
	}
}

func TestNamesThatLeadNowhereAreTold(t *testing.T) {
	rec := sample()
	rec.Commitments[0].Area = new(7)
	rec.Statements = append(rec.Statements, rec.Commitments[0])
	err := CheckReferences(rec)
	for _, want := range []string{"area 7", "its id is that of another"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

func TestSharedTruthFilesKeepTheSchema(t *testing.T) {
	var files []string
	for _, pattern := range []string{"reports/truth/*.json", "real/truth/*.json", "seed/*.truth.json"} {
		found, err := filepath.Glob(filepath.Join("..", "..", "shared", pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		t.Skip("no truth files at ../../shared: only this project's engineers have them")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := ValidateTruth(data); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestWrongTruthIsTold(t *testing.T) {
	const truth = `{"id": "a", "truncated": false, "attendees": null, "observers": [], "absentees": [], "areas": [], "ambiguous": [],
		"meeting": {"title": null, "ordinal": null, "start": "2011", "end": null, "city": null, "country": null, "chairs": [], "hosts": []},
		"outcomes": [{"anchor": "Members agreed to publish", "act": "commits", "actors": ["ALL"], "deadline": "by spring", "place": null, "area": null}]}`
	if err := ValidateTruth([]byte(truth)); err != nil {
		t.Fatalf("a right file: %v", err)
	}
	for _, change := range [][3]string{
		{`"commits"`, `"promises"`, "outcomes[0].act"},
		{`"attendees"`, `"atendees"`, "atendees"},
		{`"2011"`, `"May 2011"`, "meeting.start"},
		{`["ALL"]`, `[]`, "outcomes[0].actors"},
		{`"place": null, `, ``, "place"},
	} {
		err := ValidateTruth([]byte(strings.Replace(truth, change[0], change[1], 1)))
		if err == nil || !strings.Contains(err.Error(), change[2]) {
			t.Errorf("%s for %s: error %v, want one with %s", change[1], change[0], err, change[2])
		}
	}
}

func BenchmarkValidateRecord(b *testing.B) {
	data, err := json.Marshal(sample())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := ValidateRecord(data); err != nil {
			b.Fatal(err)
		}
	}
}
