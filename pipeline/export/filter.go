package export

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// Condition is something that a record, or an outcome of it, meets or does not.
type Condition struct {
	field string
	words []string // of which one must be met
	from  int      // year
	to    int
}

// Fields of conditions, explained.
const ConditionHelp = `series=WORDS   the meeting's series or title holds the words
year=2011      or a range: year=2009..2013
state=FJI      takes part or observes: a code, or a name as written
act=commits    outcomes of this act only, and the meetings that have any
area=WORDS     outcomes under areas whose title holds the words, these areas, and the meetings that have any`

// ParseCondition reads FIELD=VALUE; several values, of which one must be met, are separated by commas.
func ParseCondition(text string) (Condition, error) {
	field, value, ok := strings.Cut(text, "=")
	c := Condition{field: strings.TrimSpace(field)}
	for word := range strings.SplitSeq(value, ",") {
		if word = strings.ToLower(strings.TrimSpace(word)); word != "" {
			c.words = append(c.words, word)
		}
	}
	if !ok || len(c.words) == 0 {
		return c, fmt.Errorf("condition %q: it is FIELD=VALUE", text)
	}
	switch c.field {
	case "series", "state", "area":
	case "act":
		for _, word := range c.words {
			if !slices.Contains(schemas.Acts, word) {
				return c, fmt.Errorf("condition %q: an act is one of %s", text, strings.Join(schemas.Acts, ", "))
			}
		}
	case "year":
		first, last, isRange := strings.Cut(value, "..")
		if !isRange {
			last = first
		}
		var errs [2]error
		c.from, errs[0] = strconv.Atoi(strings.TrimSpace(first))
		c.to, errs[1] = strconv.Atoi(strings.TrimSpace(last))
		if errs[0] != nil || errs[1] != nil || c.from > c.to {
			return c, fmt.Errorf("condition %q: it is year=2011 or year=2009..2013", text)
		}
	default:
		return c, fmt.Errorf("condition %q: a field is series, year, state, act or area", text)
	}
	return c, nil
}

// Select is a part of a dataset: the documents whose records meet all conditions and whose meetings began on the day since
// (YYYY-MM-DD, or shorter; "" for any) or later. Documents without a record are in no part.
func Select(dataset Dataset, since string, conditions ...Condition) Dataset {
	return selection{dataset, since, conditions}
}

type selection struct {
	Dataset
	since      string
	conditions []Condition
}

// Entries gives the entries of the part, with records that hold what meets the conditions.
func (s selection) Entries(ctx context.Context, yield func(*pipeline.Entry) error) error {
	return s.Dataset.Entries(ctx, func(e *pipeline.Entry) error {
		if e.Record == nil || s.since != "" && !startsSince(e.Record, s.since) {
			return nil
		}
		record := *e.Record
		for _, c := range s.conditions {
			if !c.narrow(&record) {
				return nil
			}
		}
		part := *e
		part.Record = &record
		return yield(&part)
	})
}

// startsSince compares as many digits of the dates as both have.
func startsSince(r *schemas.Record, since string) bool {
	if r.Meeting.Start == nil {
		return false
	}
	n := min(len(since), len(*r.Meeting.Start))
	return (*r.Meeting.Start)[:n] >= since[:n]
}

// narrow takes out of a record what does not meet the condition, and reports whether the record is still of the part.
func (c *Condition) narrow(r *schemas.Record) bool {
	switch c.field {
	case "series":
		return c.holds(r.Meeting.Series) || c.holds(r.Meeting.Title)
	case "year":
		y, ok := year(r).(int)
		return ok && c.from <= y && y <= c.to
	case "state":
		return slices.ContainsFunc(slices.Concat(r.Attendees, r.Observers), func(p schemas.Party) bool {
			return c.is(p.Name) || p.Code != nil && c.is(*p.Code) || p.Canonical != nil && c.is(*p.Canonical)
		})
	case "act":
		return keepOutcomes(r, func(o schemas.Outcome) bool { return c.is(o.Act) })
	case "area":
		areas := keep(r.Areas, func(a schemas.Area) bool { return c.holds(&a.Title) })
		keepOutcomes(r, func(o schemas.Outcome) bool {
			at := areaOf(r, &o)
			return at >= 0 && c.holds(&r.Areas[at].Title)
		})
		r.Areas = areas
		return len(areas) > 0
	}
	return false
}

func keepOutcomes(r *schemas.Record, wanted func(schemas.Outcome) bool) bool {
	r.Commitments, r.Statements = keep(r.Commitments, wanted), keep(r.Statements, wanted)
	return len(r.Commitments)+len(r.Statements) > 0
}

func keep[T any](all []T, wanted func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(all), func(x T) bool { return !wanted(x) })
}

func (c *Condition) is(text string) bool { return slices.Contains(c.words, strings.ToLower(text)) }

func (c *Condition) holds(text *string) bool {
	return text != nil && slices.ContainsFunc(c.words, func(word string) bool { return strings.Contains(strings.ToLower(*text), word) })
}
