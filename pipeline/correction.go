package pipeline

import "time"

// Correction is what a person said of a value of a document, or of the document. Corrections are only ever added: one that
// is taken back stays, and another says so.
type Correction struct {
	Number   int64     `json:"number"` // the order in which they were made, from 1; the store gives it
	URI      string    `json:"uri"`    // of the document
	SHA256   string    `json:"sha256"` // of its bytes then: by them it is known where the file was moved
	By       string    `json:"by"`     // the name that the person typed
	At       time.Time `json:"at"`
	Action   Action    `json:"action"`
	Target   Target    `json:"target"`             // the value that it is about; zero where it is about the document
	Original Fields    `json:"original,omitempty"` // what the program said of the value then; nil where it did not find it
	Change   Fields    `json:"change,omitempty"`   // the fields that the person set
	Seen     int64     `json:"seen,omitempty"`     // the last correction of the value that the person had seen
	Of       int64     `json:"of,omitempty"`       // the correction that is taken back
}

// Action is what a person does.
type Action string

// The actions of persons.
const (
	Accept Action = "accept" // the value is right
	Reject Action = "reject" // it is none
	Edit   Action = "edit"   // it is another
	Add    Action = "add"    // there is one that the program did not find
	Undo   Action = "undo"   // a correction is taken back
	Done   Action = "done"   // the document has been reviewed
	Reopen Action = "reopen" // it has not
)

// Actions are all actions.
var Actions = []Action{Accept, Reject, Edit, Add, Undo, Done, Reopen}

// Fields are what a value says, by the names of its fields; lists have a line for each item.
type Fields map[string]string

// Target names a value by what it is and by the passage that it rests on, so that it is found again when the record is made
// anew. Offsets are code points.
type Target struct {
	Class string `json:"class"`           // meeting, party, area, outcome
	Field string `json:"field,omitempty"` // of the meeting
	Start int    `json:"start"`
	End   int    `json:"end"`
	Quote string `json:"quote"`
	Nth   int    `json:"nth,omitempty"`   // from 1, where several values of the class rest on the same passage
	Added int64  `json:"added,omitempty"` // the correction that added it, where the program did not find it
}
