package review

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"rapporteur/pipeline"
	"rapporteur/pipeline/export"
	"rapporteur/schemas"
)

// Store is a dataset with its corrections.
type Store interface {
	export.Dataset
	Get(ctx context.Context, id string) (*pipeline.Entry, error)
	Index(ctx context.Context, yield func(*pipeline.Entry) error) error
	Corrections(ctx context.Context, e *pipeline.Entry) ([]pipeline.Correction, error)
	AllCorrections(ctx context.Context) ([]pipeline.Correction, error)
	Correct(ctx context.Context, c *pipeline.Correction) error
	Version(ctx context.Context) (int64, error)
}

// Corrected is a dataset with the corrections in effect: what exports are made of. Records say of each value whether a person
// reviewed it; values that were rejected are told as warnings.
func Corrected(ctx context.Context, data interface {
	export.Dataset
	AllCorrections(ctx context.Context) ([]pipeline.Correction, error)
}) (export.Dataset, error) {
	all, err := data.AllCorrections(ctx)
	if err != nil || len(all) == 0 {
		return data, err
	}
	return corrected{data, By(all)}, nil
}

type corrected struct {
	export.Dataset
	corrections Corrections
}

// Corrections are those of many documents.
type Corrections struct {
	byURI, bySHA256 map[string][]pipeline.Correction
}

// By puts corrections in order by their documents.
func By(all []pipeline.Correction) Corrections {
	c := Corrections{map[string][]pipeline.Correction{}, map[string][]pipeline.Correction{}}
	for _, one := range all {
		c.byURI[one.URI] = append(c.byURI[one.URI], one)
		if one.SHA256 != "" {
			c.bySHA256[one.SHA256] = append(c.bySHA256[one.SHA256], one)
		}
	}
	return c
}

// Of are the corrections of a document, in the order in which they were made.
func (c Corrections) Of(e *pipeline.Entry) []pipeline.Correction {
	out := slices.Clone(c.byURI[e.URI])
	for _, one := range c.bySHA256[e.SHA256] {
		if one.URI != e.URI {
			out = append(out, one)
		}
	}
	slices.SortFunc(out, func(a, b pipeline.Correction) int { return cmp.Compare(a.Number, b.Number) })
	return out
}

// Entries gives the entries with corrected records.
func (c corrected) Entries(ctx context.Context, yield func(*pipeline.Entry) error) error {
	return c.Dataset.Entries(ctx, func(e *pipeline.Entry) error {
		if said := c.corrections.Of(e); len(said) > 0 && e.Record != nil {
			fixed := *e
			fixed.Record = Fold(e, said).Record()
			e = &fixed
		}
		return yield(e)
	})
}

// Record is the record with the corrections in effect.
func (r *Review) Record() *schemas.Record {
	rec := *r.Entry.Record
	rec.Meeting.Evidence = maps.Clone(rec.Meeting.Evidence)
	rec.Meeting.Reviewed = map[string]string{}
	rec.Attendees, rec.Observers, rec.Absentees = []schemas.Party{}, []schemas.Party{}, []schemas.Party{}
	rec.Areas, rec.Commitments, rec.Statements = []schemas.Area{}, []schemas.Outcome{}, []schemas.Outcome{}
	rec.Warnings = rec.Warnings[:len(rec.Warnings):len(rec.Warnings)]
	lists := parties(&rec)
	areas := map[int]bool{}
	for _, v := range r.Values {
		for _, c := range v.Conflicts {
			rec.Warnings = append(rec.Warnings, warn("review-conflict", fmt.Sprintf("%s: %s", v.Says(), c.Message), v.Evidence))
		}
		switch {
		case v.Status == Rejected:
			rec.Warnings = append(rec.Warnings, warn("rejected", fmt.Sprintf("%s, which a rule found, was rejected by %s: %s", strings.TrimSpace(v.Group().Title+" "+v.Field), v.by(), v.Says()), v.Evidence))
			if v.Class == meetingClass {
				setMeeting(&rec.Meeting, v.Field, "")
				delete(rec.Meeting.Evidence, v.Field)
			}
			continue
		case len(v.Evidence) == 0:
			rec.Warnings = append(rec.Warnings, warn("review-lost", fmt.Sprintf("the passage of a value that %s reviewed is not in the text any more: %s", v.by(), v.Says()), nil))
			continue
		}
		switch v.Class {
		case meetingClass:
			setMeeting(&rec.Meeting, v.Field, v.Fields["value"])
			rec.Meeting.Evidence[v.Field] = v.Evidence
			if said := v.reviewed(); said != "" {
				rec.Meeting.Reviewed[v.Field] = said
			}
		case partyClass:
			for i, role := range roles {
				if role == v.Fields["role"] {
					*lists[i] = append(*lists[i], v.party())
				}
			}
		case areaClass:
			a := v.area()
			areas[a.N] = true
			rec.Areas = append(rec.Areas, a)
		case outcomeClass:
			o := v.outcome()
			if o.ID == "" {
				o.ID = fmt.Sprintf("%s-r%d", rec.ID, v.History[0].Number)
			}
			if schemas.IsStrong(o.Act) {
				rec.Commitments = append(rec.Commitments, o)
			} else {
				rec.Statements = append(rec.Statements, o)
			}
		}
	}
	// What stood under an area that was rejected stands under none.
	for _, list := range [][]schemas.Outcome{rec.Commitments, rec.Statements} {
		for i := range list {
			if list[i].Area != nil && !areas[*list[i].Area] {
				list[i].Area = nil
			}
		}
	}
	if len(rec.Meeting.Reviewed) == 0 {
		rec.Meeting.Reviewed = nil
	}
	return &rec
}

// by is who corrected the value last.
func (v *Value) by() string {
	if n := len(v.History); n > 0 {
		return v.History[n-1].By
	}
	return "nobody"
}

func warn(code, message string, evidence []schemas.Evidence) schemas.Warning {
	if evidence == nil {
		evidence = []schemas.Evidence{}
	}
	return schemas.Warning{Code: code, Message: message, Evidence: evidence}
}
