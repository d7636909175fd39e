// Package schemas holds the contracts of rapporteur's data: the record that a report becomes and the truth that a
// person codes for it, each as a JSON Schema (draft 2020-12) and as its Go mirror. A test proves that the two agree.
//
// Offsets in a record count Unicode code points, half-open, so that text[start:end] works in Python and in
// W3C Web Annotation's TextPositionSelector.
package schemas

// Version is the record's schema_version.
const Version = 1

// Record is everything that was found in one report. Lists are never null; what the text does not give is null or empty.
type Record struct {
	SchemaVersion int       `json:"schema_version"`
	ID            string    `json:"id"`
	Source        Source    `json:"source"`
	Meeting       Meeting   `json:"meeting"`
	Attendees     []Party   `json:"attendees"`
	Observers     []Party   `json:"observers"`
	Absentees     []Party   `json:"absentees"`
	Areas         []Area    `json:"areas"`
	Commitments   []Outcome `json:"commitments"` // acts commits, decides, requests, recommends
	Statements    []Outcome `json:"statements"`  // acts welcomes, notes
	Coverage      Coverage  `json:"coverage"`
	Warnings      []Warning `json:"warnings"`
}

// Source describes the bytes that the record was read from.
type Source struct {
	URI       string `json:"uri"`
	MediaType string `json:"media_type"`
	SHA256    string `json:"sha256"` // hexadecimal
	Bytes     int64  `json:"bytes"`
	Pages     *int   `json:"pages"`    // null where the format has no pages
	Language  string `json:"language"` // ISO 639-1, "" where it could not be told
	Reader    string `json:"reader"`

	Address   string   `json:"address,omitempty"`   // from where the bytes were fetched, "" where nobody says
	Retrieved string   `json:"retrieved,omitempty"` // when, as RFC 3339 has it, in UTC
	Also      []string `json:"also,omitempty"`      // URIs of other documents with the same bytes or text
}

// Evidence is the passage that a value rests on. Quote equals the stored text at [Start:End].
type Evidence struct {
	Start    int    `json:"start"` // code points
	End      int    `json:"end"`
	Quote    string `json:"quote"`
	Prefix   string `json:"prefix"` // up to 32 code points before
	Suffix   string `json:"suffix"` // up to 32 code points after
	Page     *int   `json:"page,omitempty"`
	Box      *Box   `json:"box,omitempty"`
	Selector string `json:"selector,omitempty"`
	Rule     string `json:"rule"`               // name of the rule that fired
	Inferred bool   `json:"inferred,omitempty"` // the value follows from the passage but is not written in it

	Confidence *float64 `json:"confidence,omitempty"` // how sure the recognition (OCR) of the passage is; nil where the source itself says its text
}

// Box is a rectangle on a page in points (1/72 inch), from the page's top left corner.
type Box struct {
	Left   float64 `json:"left"`
	Top    float64 `json:"top"`
	Right  float64 `json:"right"`
	Bottom float64 `json:"bottom"`
}

// Meeting says what met, when and where. Evidence is keyed by the name of the field.
type Meeting struct {
	Title    *string               `json:"title"`
	Series   *string               `json:"series"`
	Ordinal  *int                  `json:"ordinal"`
	Type     *string               `json:"type"`  // as in MeetingTypes
	Start    *string               `json:"start"` // ISO 8601, as short as the text is: YYYY, YYYY-MM, YYYY-MM-DD
	End      *string               `json:"end"`
	DateText *string               `json:"date_text"`
	City     *string               `json:"city"`
	Country  *string               `json:"country"` // ISO 3166-1 alpha-3
	Venue    *string               `json:"venue"`
	Mode     *string               `json:"mode"` // in-person, virtual, hybrid
	Chairs   []string              `json:"chairs"`
	Hosts    []string              `json:"hosts"`
	Evidence map[string][]Evidence `json:"evidence"`
	Reviewed map[string]string     `json:"reviewed,omitempty"` // what a person did with a field, as in Reviews
}

// Party is a state, organization, person or group that took part, observed or stayed away.
type Party struct {
	Name       string     `json:"name"`      // as written
	Kind       string     `json:"kind"`      // state, organization, person, group
	Code       *string    `json:"code"`      // ISO 3166-1 alpha-3, or the organization's acronym
	Canonical  *string    `json:"canonical"` // the gazetteer's name
	Office     *string    `json:"office,omitempty"`
	For        *string    `json:"for,omitempty"` // whom a person came for: a code, or a name as written
	Confidence float64    `json:"confidence"`    // 0 to 1
	Evidence   []Evidence `json:"evidence"`
	Reviewed   string     `json:"reviewed,omitempty"` // what a person did with it, as in Reviews
}

// Area is a subject in which the parties cooperate, or under which the report sets its outcomes.
type Area struct {
	N          int        `json:"n"` // the document's own number, else 1, 2, 3
	Title      string     `json:"title"`
	Confidence float64    `json:"confidence"`
	Evidence   []Evidence `json:"evidence"`
	Reviewed   string     `json:"reviewed,omitempty"` // what a person did with it, as in Reviews
}

// Outcome is a statement by which the meeting or a participant does something.
type Outcome struct {
	ID          string     `json:"id"`
	Act         string     `json:"act"`
	Verb        string     `json:"verb"`       // as written: "agreed to", "was adopted"
	Actors      []string   `json:"actors"`     // ["ALL"] for the meeting as a whole; else codes or names
	Addressees  []string   `json:"addressees"` // of whom something is asked
	Text        string     `json:"text"`       // the sentence or bullet
	Action      string     `json:"action"`     // what follows the verb
	Area        *int       `json:"area"`       // n of the area that it stands under
	Deadline    *Deadline  `json:"deadline"`
	Place       *Place     `json:"place"`
	Instruments []string   `json:"instruments"` // treaties, declarations, plans named
	Hedged      bool       `json:"hedged"`
	Negated     bool       `json:"negated"`
	Confidence  float64    `json:"confidence"`
	Evidence    []Evidence `json:"evidence"`
	Reviewed    string     `json:"reviewed,omitempty"` // what a person did with it, as in Reviews
}

// Deadline is when an action is to be done: the words, and the dates where they give any.
type Deadline struct {
	Text  string  `json:"text"`
	Start *string `json:"start"` // ISO 8601, as short as the text is
	End   *string `json:"end"`
}

// Place is where an action is to be done.
type Place struct {
	Text    string  `json:"text"`
	Country *string `json:"country"` // ISO 3166-1 alpha-3
}

// Coverage counts what the extraction made of the text.
type Coverage struct {
	Sentences          int `json:"sentences"`
	Coded              int `json:"coded"`
	UncodedWithActVerb int `json:"uncoded_with_act_verb"`
}

// Warning is something that a user of the record should know.
type Warning struct {
	Code     string     `json:"code"`
	Message  string     `json:"message"`
	Evidence []Evidence `json:"evidence"`
}

// The closed vocabularies of the record.
var (
	Acts         = []string{"commits", "decides", "requests", "recommends", "welcomes", "notes"}
	StrongActs   = Acts[:4]
	PartyKinds   = []string{"state", "organization", "person", "group"}
	Modes        = []string{"in-person", "virtual", "hybrid"}
	MeetingTypes = []string{"summit", "ministerial", "senior-officials", "session", "conference", "committee", "working-group",
		"workshop", "assembly", "council", "dialogue", "consultation", "board", "bilateral", "meeting"}
	Reviews = []string{"accepted", "edited", "added"}
)

// IsStrong reports whether an act makes a commitment rather than a statement.
func IsStrong(act string) bool {
	for _, a := range StrongActs {
		if a == act {
			return true
		}
	}
	return false
}
