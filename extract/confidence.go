package extract

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

// Confidence says how often values of one sort that a rule gave were right, from 0 to 1, measured on reports that people
// coded. The sort is the record's list and, where it has several, the sort in it: "attendees state", "outcomes commits".
type Confidence map[sortAndRule]float64

type sortAndRule struct{ sort, rule string }

// confidence.tsv is written by .ci/confidence and by nothing else: what was right and wrong, counted by rule on all truth at
// hand, and the confidence that follows (see evaluate.ByRule).
//
//go:embed confidence.tsv
var confidenceTable string

// MeasuredConfidence gives the confidences that the program carries.
func MeasuredConfidence() (Confidence, error) {
	measured := Confidence{}
	line := 0
	for text := range strings.Lines(confidenceTable) {
		line++
		fields := strings.Split(strings.TrimSpace(text), "\t")
		if strings.HasPrefix(text, "#") || fields[0] == "what" {
			continue
		}
		if len(fields) != 5 {
			return nil, fmt.Errorf("confidence.tsv:%d: %d columns where 5 are due", line, len(fields))
		}
		value, err := strconv.ParseFloat(fields[4], 64)
		if err != nil {
			return nil, fmt.Errorf("confidence.tsv:%d: %w", line, err)
		}
		measured[sortAndRule{fields[0], fields[1]}] = value
	}
	return measured, nil
}

// of gives the confidence of a value by the rule that saw its first evidence, "verb" standing for "verb:adopted". A rule that
// no truth has judged, as a user's own, keeps the finder's estimate.
func (c Confidence) of(list, sort string, evidence []Evidence, estimate float64) float64 {
	if len(evidence) == 0 {
		return estimate
	}
	rule, _, _ := strings.Cut(evidence[0].Rule, ":")
	if measured, ok := c[sortAndRule{strings.TrimSpace(list + " " + sort), rule}]; ok {
		return measured
	}
	return estimate
}
