package evaluate

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"rapporteur/schemas"
)

// anchorWords is how many words of a sentence or bullet an anchor has.
const anchorWords = 8

// Draft makes a truth of what a record says, for a person to correct. It is marked as not reviewed: until someone has read
// it against the report, it says nothing about how right the record is.
func Draft(rec *schemas.Record) *schemas.Truth {
	m := &rec.Meeting
	truth := &schemas.Truth{
		ID:         rec.ID,
		Unreviewed: true,
		Source:     map[string]any{"uri": rec.Source.URI, "sha256": rec.Source.SHA256},
		Meeting: schemas.TruthMeeting{Title: m.Title, Ordinal: m.Ordinal, Start: m.Start, End: m.End, City: m.City, Country: m.Country,
			Chairs: slices.Concat([]string{}, m.Chairs), Hosts: slices.Concat([]string{}, m.Hosts)},
		Attendees: draftParties(rec.Attendees),
		Observers: draftParties(rec.Observers),
		Absentees: draftParties(rec.Absentees),
		Areas:     []schemas.TruthArea{},
		Outcomes:  []schemas.TruthOutcome{},
		Ambiguous: []string{},
	}
	for _, a := range rec.Areas {
		truth.Areas = append(truth.Areas, schemas.TruthArea{N: a.N, Title: a.Title})
	}
	outcomes := slices.Concat(rec.Commitments, rec.Statements)
	slices.SortStableFunc(outcomes, func(a, b schemas.Outcome) int { return firstStart(a.Evidence) - firstStart(b.Evidence) })
	seen := map[string]bool{}
	for i := range outcomes {
		o := &outcomes[i]
		draft := schemas.TruthOutcome{Anchor: firstWords(o.Text), Act: o.Act, Actors: o.Actors, Area: o.Area}
		if o.Deadline != nil {
			deadline := deadlineText(o.Deadline)
			draft.Deadline = &deadline
		}
		if o.Place != nil {
			draft.Place = o.Place.Country
		}
		// The second outcome of a sentence is told from the first by the words of its own that follow the verb.
		if key := compact(o.Text); seen[key] && compact(o.Action) != "" {
			draft.Clause = firstWords(o.Verb + " " + o.Action)
		} else {
			seen[key] = true
		}
		truth.Outcomes = append(truth.Outcomes, draft)
	}
	return truth
}

func firstStart(evidence []schemas.Evidence) int {
	if len(evidence) == 0 {
		return 0
	}
	return evidence[0].Start
}

func draftParties(parties []schemas.Party) []schemas.TruthParty {
	drafts := []schemas.TruthParty{}
	for _, p := range parties {
		drafts = append(drafts, schemas.TruthParty{Name: p.Name, Kind: p.Kind, Code: p.Code})
	}
	return drafts
}

func firstWords(s string) string {
	words := strings.Fields(s)
	return strings.Join(words[:min(len(words), anchorWords)], " ")
}

// WriteTruth writes a truth as people like to correct it: one participant, area or outcome a line.
func WriteTruth(w io.Writer, truth *schemas.Truth) error {
	var indented bytes.Buffer
	out := json.NewEncoder(&indented)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if err := out.Encode(truth); err != nil {
		return err
	}
	const item = "    " // an item of a list stands two levels deep
	var b strings.Builder
	inside := false
	for line := range strings.Lines(indented.String()) {
		text := strings.TrimSpace(line)
		switch {
		case line == item+"{\n":
			inside = true
			b.WriteString(item + "{")
		case inside && (line == item+"},\n" || line == item+"}\n"):
			inside = false
			b.WriteString(text + "\n")
		case inside:
			b.WriteString(text)
			if strings.HasSuffix(text, ",") {
				b.WriteByte(' ')
			}
		default:
			b.WriteString(line)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
