package schemas

// Truth is what a person coded for one report by the codebook. A null list means that it was not coded for this file.
type Truth struct {
	ID         string         `json:"id"`
	Source     map[string]any `json:"source,omitempty"`     // where the report is from, for people; any keys
	Unreviewed bool           `json:"unreviewed,omitempty"` // a program wrote it, and nobody has corrected it yet
	Truncated  bool           `json:"truncated"`            // the text stops before the report does
	Meeting    TruthMeeting   `json:"meeting"`
	Attendees  []TruthParty   `json:"attendees"`
	Observers  []TruthParty   `json:"observers"`
	Absentees  []TruthParty   `json:"absentees"`
	Areas      []TruthArea    `json:"areas"`
	Outcomes   []TruthOutcome `json:"outcomes"`
	Ambiguous  []string       `json:"ambiguous"` // points on which a careful reader could differ
}

// TruthMeeting is the coded meeting.
type TruthMeeting struct {
	Title   *string  `json:"title"`
	Ordinal *int     `json:"ordinal"`
	Start   *string  `json:"start"`
	End     *string  `json:"end"`
	City    *string  `json:"city"`
	Country *string  `json:"country"`
	Chairs  []string `json:"chairs"`
	Hosts   []string `json:"hosts"`
}

// TruthParty is a coded participant.
type TruthParty struct {
	Name string  `json:"name"`
	Kind string  `json:"kind"`
	Code *string `json:"code"`
}

// TruthArea is a coded cooperation area.
type TruthArea struct {
	N     int    `json:"n"`
	Title string `json:"title"`
}

// TruthOutcome is a coded outcome. Anchor is the first 8 words of its sentence or bullet, Clause the first words of the
// sentence's second half where that is the outcome.
type TruthOutcome struct {
	Anchor   string   `json:"anchor"`
	Clause   string   `json:"clause,omitempty"`
	Act      string   `json:"act"`
	Actors   []string `json:"actors"`
	Deadline *string  `json:"deadline"`
	Place    *string  `json:"place"`
	Area     *int     `json:"area"`
}
