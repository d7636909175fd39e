package evaluate

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"rapporteur/schemas"
)

// Judgement is a value of a record that the truth says is right or wrong. An outcome is right if truth has it with the same
// act; a party in the same role; an area by its title. Values that ambiguous points name are not judged.
type Judgement struct {
	What       string // the list of the record and the sort of value in it: "attendees state", "outcomes commits", "areas"
	Rule       string // the rule that saw the first evidence, without the word that it was seen by: "verb", not "verb:adopted"
	Confidence float64
	Right      bool
}

func (s *scorer) judge(list, sort string, confidence float64, evidence []schemas.Evidence, right bool) {
	if len(evidence) == 0 {
		return
	}
	rule, _, _ := strings.Cut(evidence[0].Rule, ":")
	s.doc.Judged = append(s.doc.Judged, Judgement{strings.TrimSpace(list + " " + sort), rule, confidence, right})
}

// RuleRow is how the values of one sort that one rule gave fared.
type RuleRow struct {
	What, Rule   string
	Right, Wrong int
	Confidence   float64
}

// weight is how many judgements what is known of the values of a sort counts for beside those of a rule, so that a rule that
// was right twice is not certain.
const weight = 5

// ByRule counts judgements by sort of value and by rule. The confidence is the share that was right, drawn to that of all
// values of the sort, and this to that of all values, the more the fewer there are (additive smoothing), in hundredths; never
// more than 0.99, since no truth is large enough for more.
func ByRule(judged []Judgement) []RuleRow {
	type key struct{ what, rule string }
	rows := map[key]*RuleRow{}
	add := func(what, rule string, right bool) {
		k := key{what, rule}
		if rows[k] == nil {
			rows[k] = &RuleRow{What: what, Rule: rule}
		}
		if right {
			rows[k].Right++
		} else {
			rows[k].Wrong++
		}
	}
	for _, j := range judged {
		add("", "", j.Right)
		add(j.What, "", j.Right)
		add(j.What, j.Rule, j.Right)
	}
	smooth := func(r *RuleRow, prior float64) float64 {
		return (float64(r.Right) + weight*prior) / (float64(r.Right+r.Wrong) + weight)
	}
	var table []RuleRow
	for k, r := range rows {
		if k.rule == "" {
			continue
		}
		r.Confidence = min(0.99, math.Round(100*smooth(r, smooth(rows[key{k.what, ""}], smooth(rows[key{"", ""}], 0.5))))/100)
		table = append(table, *r)
	}
	slices.SortFunc(table, func(a, b RuleRow) int {
		return cmp.Or(strings.Compare(a.What, b.What), strings.Compare(a.Rule, b.Rule))
	})
	return table
}

// LowestTenth gives how many of the errors stand in the tenth of the values with the lowest confidence, and how many errors
// there are. Of values that share a confidence at the tenth's edge, errors count by their share.
func LowestTenth(judged []Judgement) (low float64, errors int) {
	sorted := slices.SortedFunc(slices.Values(judged), func(a, b Judgement) int { return cmp.Compare(a.Confidence, b.Confidence) })
	left := float64(len(sorted)) / 10
	for from := 0; from < len(sorted); {
		to, wrong := from, 0
		for ; to < len(sorted) && sorted[to].Confidence == sorted[from].Confidence; to++ {
			if !sorted[to].Right {
				wrong++
			}
		}
		errors += wrong
		taken := min(left, float64(to-from))
		low += float64(wrong) * taken / float64(to-from)
		left -= taken
		from = to
	}
	return low, errors
}

// heldOutFolds is in how many parts reports are taken apart to judge confidences by reports that had no part in them.
const heldOutFolds = 4

// withConfidences gives judgements the confidences that others lead to. A rule that those do not judge keeps its own.
func withConfidences(judged, others []Judgement) []Judgement {
	known := map[[2]string]float64{}
	for _, r := range ByRule(others) {
		known[[2]string{r.What, r.Rule}] = r.Confidence
	}
	judged = slices.Clone(judged)
	for i, j := range judged {
		if c, ok := known[[2]string{j.What, j.Rule}]; ok {
			judged[i].Confidence = c
		}
	}
	return judged
}

// heldOut gives, like [LowestTenth], how many errors are in the lowest tenth of each part of the reports, with the
// confidences that the other parts give.
func heldOut(documents []Document) (low float64, errors int) {
	for fold := range heldOutFolds {
		var learnt, asked []Judgement
		for i := range documents {
			if i%heldOutFolds == fold {
				asked = append(asked, documents[i].Judged...)
			} else {
				learnt = append(learnt, documents[i].Judged...)
			}
		}
		l, e := LowestTenth(withConfidences(asked, learnt))
		low, errors = low+l, errors+e
	}
	return low, errors
}

// WriteByRule writes the table of [ByRule] over a report's documents, below what sorting by confidence is worth.
func WriteByRule(w io.Writer, r *Report) error {
	var judged []Judgement
	for i := range r.Documents {
		judged = append(judged, r.Documents[i].Judged...)
	}
	var b strings.Builder
	low, errors := LowestTenth(withConfidences(judged, judged))
	other, _ := heldOut(r.Documents)
	fmt.Fprintf(&b, "# %d values of %d reports, %d of them wrong. In the tenth of lowest confidence are %.0f of these, or %.0f with the\n"+
		"# confidences that other reports lead to; by chance there would be %.0f.\n", len(judged), len(r.Documents), errors, low, other, float64(errors)/10)
	b.WriteString("what\trule\tright\twrong\tconfidence\n")
	for _, row := range ByRule(judged) {
		fmt.Fprintf(&b, "%s\t%s\t%d\t%d\t%.2f\n", row.What, row.Rule, row.Right, row.Wrong, row.Confidence)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
