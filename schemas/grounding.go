package schemas

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// CheckGrounding tells where a record says something that text, the stored text of its document, does not bear out:
// a value without evidence, evidence for a value that is not there, or a quote, prefix or suffix that differs from the
// text at its offsets. The error joins one error a place.
func CheckGrounding(rec *Record, text string) error {
	c := grounding{text: []rune(text)}
	c.meeting(&rec.Meeting)
	for _, list := range []struct {
		name    string
		parties []Party
	}{{"attendees", rec.Attendees}, {"observers", rec.Observers}, {"absentees", rec.Absentees}} {
		for i, p := range list.parties {
			c.passages(fmt.Sprintf("%s[%d]", list.name, i), p.Evidence)
		}
	}
	for i, a := range rec.Areas {
		c.passages(fmt.Sprintf("areas[%d]", i), a.Evidence)
	}
	for i, o := range rec.Commitments {
		c.passages(fmt.Sprintf("commitments[%d]", i), o.Evidence)
	}
	for i, o := range rec.Statements {
		c.passages(fmt.Sprintf("statements[%d]", i), o.Evidence)
	}
	for i, w := range rec.Warnings {
		for j := range w.Evidence {
			c.passage(fmt.Sprintf("warnings[%d].evidence[%d]", i, j), &w.Evidence[j])
		}
	}
	return errors.Join(c.errs...)
}

// CheckReferences tells where names inside a record lead nowhere or to two places: an outcome under an area that the
// record does not have, two outcomes of one id.
func CheckReferences(rec *Record) error {
	var errs []error
	areas := map[int]bool{}
	for _, a := range rec.Areas {
		areas[a.N] = true
	}
	seen := map[string]bool{}
	for _, o := range slices.Concat(rec.Commitments, rec.Statements) {
		if seen[o.ID] {
			errs = append(errs, fmt.Errorf("outcome %s: its id is that of another", o.ID))
		}
		seen[o.ID] = true
		if o.Area != nil && !areas[*o.Area] {
			errs = append(errs, fmt.Errorf("outcome %s: stands under area %d, which the record does not have", o.ID, *o.Area))
		}
	}
	return errors.Join(errs...)
}

// grounding is one check of a record against a text.
type grounding struct {
	text []rune // code points, as offsets count them
	errs []error
}

func (c *grounding) fail(where, format string, args ...any) {
	c.errs = append(c.errs, fmt.Errorf("%s: %w", where, fmt.Errorf(format, args...)))
}

// meeting checks that exactly the fields that have a value have evidence.
func (c *grounding) meeting(m *Meeting) {
	present := map[string]bool{
		"title": m.Title != nil, "series": m.Series != nil, "ordinal": m.Ordinal != nil, "type": m.Type != nil,
		"start": m.Start != nil, "end": m.End != nil, "date_text": m.DateText != nil, "city": m.City != nil,
		"country": m.Country != nil, "venue": m.Venue != nil, "mode": m.Mode != nil,
		"chairs": len(m.Chairs) > 0, "hosts": len(m.Hosts) > 0,
	}
	for _, field := range slices.Sorted(maps.Keys(present)) {
		if present[field] {
			c.passages("meeting."+field, m.Evidence[field])
		}
	}
	for _, field := range slices.Sorted(maps.Keys(m.Evidence)) {
		if !present[field] {
			c.fail("meeting."+field, "has evidence, but no value")
		}
	}
}

func (c *grounding) passages(where string, evidence []Evidence) {
	if len(evidence) == 0 {
		c.fail(where, "has no evidence")
	}
	for i := range evidence {
		c.passage(fmt.Sprintf("%s evidence[%d]", where, i), &evidence[i])
	}
}

func (c *grounding) passage(where string, e *Evidence) {
	if e.Start < 0 || e.End <= e.Start || e.End > len(c.text) {
		c.fail(where, "%d:%d is no stretch of the text, which has %d code points", e.Start, e.End, len(c.text))
		return
	}
	before, after := []rune(e.Prefix), []rune(e.Suffix)
	c.equal(where, "quote", e.Quote, e.Start, e.End)
	c.equal(where, "prefix", e.Prefix, e.Start-len(before), e.Start)
	c.equal(where, "suffix", e.Suffix, e.End, e.End+len(after))
}

// equal checks that the text from start to end is what the evidence says it is.
func (c *grounding) equal(where, what, said string, start, end int) {
	if start < 0 || end > len(c.text) {
		c.fail(where, "%s %q reaches over the text's end", what, said)
		return
	}
	if stands := string(c.text[start:end]); stands != said {
		c.fail(where, "%s is %q, but at %d:%d the text has %q", what, said, start, end, stands)
	}
}
