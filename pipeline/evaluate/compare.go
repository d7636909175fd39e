package evaluate

import (
	"fmt"
	"io"
	"slices"
)

// Change is an item that one of two reports has wrong and the other has not.
type Change struct {
	ID      string `json:"id"`
	Measure string `json:"measure"`
	Gain    bool   `json:"gain"` // the new report is the better one
	What    string `json:"what"` // "found", "missed", "no longer extra", "extra"
	Text    string `json:"text"`
}

// Comparison is what changed between two reports on the same truth.
type Comparison struct {
	Changes []Change `json:"changes"` // by document, measure, losses first
	Scores  []Delta  `json:"scores"`  // of the measures that changed, over the documents that both reports have
	Added   []string `json:"added"`   // documents that only the new report has
	Removed []string `json:"removed"` // documents that only the old report has
}

// Delta is a measure's score in two reports.
type Delta struct {
	Measure string  `json:"measure"`
	Old     float64 `json:"old"`
	New     float64 `json:"new"`
}

// Compare names every item gained and lost from an old report to a new one. Forgiven items do not count, and neither do
// measures that only one of them has: documents and measures may be added without a change of what was there.
func Compare(old, new Report) Comparison {
	c := Comparison{Changes: []Change{}, Scores: []Delta{}, Added: []string{}, Removed: []string{}}
	var oldCommon, newCommon []Document
	before := map[string]*Document{}
	for i := range old.Documents {
		before[old.Documents[i].ID] = &old.Documents[i]
	}
	for i := range new.Documents {
		d := &new.Documents[i]
		was := before[d.ID]
		if was == nil {
			c.Added = append(c.Added, d.ID)
			continue
		}
		delete(before, d.ID)
		oldOnes, newOnes := Document{ID: d.ID, Tallies: map[string]*Tally{}}, Document{ID: d.ID, Tallies: map[string]*Tally{}}
		for _, m := range Measures {
			if was.Tallies[m.Name] == nil || d.Tallies[m.Name] == nil {
				continue
			}
			oldOnes.Tallies[m.Name], newOnes.Tallies[m.Name] = was.Tallies[m.Name], d.Tallies[m.Name]
			add := func(gain bool, what string, from, without []Item) {
				for _, text := range surplus(from, without) {
					c.Changes = append(c.Changes, Change{d.ID, m.Name, gain, what, text})
				}
			}
			add(false, "missed", d.Misses(m.Name), was.Misses(m.Name))
			add(false, "extra", d.Extras(m.Name), was.Extras(m.Name))
			add(true, "found", was.Misses(m.Name), d.Misses(m.Name))
			add(true, "no longer extra", was.Extras(m.Name), d.Extras(m.Name))
		}
		oldCommon, newCommon = append(oldCommon, oldOnes), append(newCommon, newOnes)
	}
	for i := range old.Documents {
		if id := old.Documents[i].ID; before[id] != nil {
			c.Removed = append(c.Removed, id)
		}
	}
	was := Sum(oldCommon)
	for _, l := range Sum(newCommon).Lines {
		if was, _ := was.Line(l.Measure); was.Score != l.Score {
			c.Scores = append(c.Scores, Delta{l.Measure, was.Score, l.Score})
		}
	}
	return c
}

// surplus are the texts of the items that are not forgiven, less those of the other list, each as often as it is there.
func surplus(items, without []Item) []string {
	var other []string
	for _, x := range without {
		if !x.Forgiven {
			other = append(other, x.Text)
		}
	}
	var texts []string
	for _, x := range items {
		if x.Forgiven {
			continue
		}
		if i := slices.Index(other, x.Text); i >= 0 {
			other = slices.Delete(other, i, i+1)
			continue
		}
		texts = append(texts, x.Text)
	}
	return texts
}

// WriteText writes the scores that changed, then the items, gains as > and losses as <.
func (c *Comparison) WriteText(w io.Writer) error {
	var lines []string
	for _, d := range c.Scores {
		lines = append(lines, fmt.Sprintf("%s: %.3f → %.3f (%+.3f)", d.Measure, d.Old, d.New, d.New-d.Old))
	}
	for _, id := range c.Added {
		lines = append(lines, "new document: "+id)
	}
	for _, id := range c.Removed {
		lines = append(lines, "< document is gone: "+id)
	}
	for _, x := range c.Changes {
		sign := "<"
		if x.Gain {
			sign = ">"
		}
		lines = append(lines, fmt.Sprintf("%s %s %s %s: %s", sign, x.ID, x.Measure, x.What, x.Text))
	}
	if len(lines) == 0 {
		lines = []string{"nothing changed"}
	}
	for _, line := range lines {
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}
