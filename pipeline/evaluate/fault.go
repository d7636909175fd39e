package evaluate

import (
	"fmt"
	"slices"
)

// Fault is a reason why a report does not pass: a figure that is too low, or a document that has a part in it.
type Fault struct {
	ID      string   `json:"id,omitempty"` // of the document; "" where the figure itself is meant
	Measure string   `json:"measure,omitempty"`
	What    string   `json:"what"`
	Items   []string `json:"items,omitempty"` // what is wrong in the document
}

func (f Fault) String() string {
	switch {
	case f.Measure == "":
		return f.ID + ": " + f.What
	case f.ID == "":
		return f.Measure + ": " + f.What
	}
	return f.ID + ": " + f.Measure + ": " + f.What
}

// Faults tells what keeps the report from passing: minimums that it does not reach and, where change is given, figures
// that fell and documents that are gone. Each figure is followed by the documents that it owes to; a minimum with
// nothing to score is not reached, since a figure from no document would be a promise without ground.
func (r *Report) Faults(minimums []Minimum, change *Comparison) []Fault {
	var faults []Fault
	for _, m := range Measures {
		low, strict := r.below(m, minimums)
		faults = append(faults, low...)
		var fell []Fault
		if change != nil {
			fell = change.fell(m.Name)
			faults = append(faults, fell...)
		}
		for i := range r.Documents {
			d := &r.Documents[i]
			var items []string
			switch {
			case len(low) > 0:
				items = d.wrong(m.Name, strict)
			case len(fell) > 0:
				items = change.lost(d.ID, m.Name)
			}
			if len(items) > 0 {
				faults = append(faults, Fault{d.ID, m.Name, counted(len(items), "error"), items})
			}
		}
	}
	if change != nil {
		for _, id := range change.Removed {
			faults = append(faults, Fault{ID: id, What: "the baseline has this document, and it is gone"})
		}
	}
	return faults
}

// below are the minimums of a measure that the report does not reach, and whether one of them counts ambiguous points too.
func (r *Report) below(m Measure, minimums []Minimum) (faults []Fault, strict bool) {
	for _, minimum := range minimums {
		if minimum.Measure != m.Name {
			continue
		}
		line, ok := r.Line(m.Name)
		if !ok || line.Documents == 0 {
			faults = append(faults, Fault{Measure: m.Name, What: fmt.Sprintf("nothing was scored, the minimum is %s", minimum)})
			continue
		}
		if got := line.figure(minimum.Figure); got < minimum.Value {
			faults = append(faults, Fault{Measure: m.Name, What: fmt.Sprintf("reached %.4f, the minimum is %s", got, minimum)})
			strict = strict || minimum.Figure == "strict"
		}
	}
	return faults, strict
}

func (c *Comparison) fell(measure string) []Fault {
	i := slices.IndexFunc(c.Scores, func(d Delta) bool { return d.Measure == measure && d.New < d.Old })
	if i < 0 {
		return nil
	}
	return []Fault{{Measure: measure, What: fmt.Sprintf("fell from %.4f to %.4f", c.Scores[i].Old, c.Scores[i].New)}}
}

// lost are the items of a document that the baseline had right.
func (c *Comparison) lost(id, measure string) []string {
	var items []string
	for _, x := range c.Changes {
		if x.ID == id && x.Measure == measure && !x.Gain {
			items = append(items, x.What+": "+x.Text)
		}
	}
	return items
}

// wrong are the items that a document misses or has beside the truth.
func (d *Document) wrong(measure string, strict bool) []string {
	var items []string
	for _, list := range []struct {
		what  string
		items []Item
	}{{"missed", d.Misses(measure)}, {"extra", d.Extras(measure)}} {
		for _, item := range list.items {
			if strict || !item.Forgiven {
				items = append(items, list.what+": "+item.Text)
			}
		}
	}
	return items
}

// counted is "1 error" or "2 errors".
func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// figure gives the figure of a line that a minimum names.
func (l Line) figure(name string) float64 {
	return map[string]float64{"f1": l.Score, "accuracy": l.Score, "precision": l.Precision, "recall": l.Recall, "strict": l.StrictOf, "macro": l.Macro}[name]
}
