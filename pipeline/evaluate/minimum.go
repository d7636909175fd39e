package evaluate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Minimum is a figure that a report must reach.
type Minimum struct {
	Measure string
	Figure  string // "f1", "accuracy", "precision", "recall", "strict" or "macro"
	Value   float64
}

func (m Minimum) String() string { return fmt.Sprintf("%s.%s=%v", m.Measure, m.Figure, m.Value) }

// ParseMinimum reads "attendees.f1=0.9", "meeting.start.accuracy=0.95", "outcomes.strict=0.7" or, for the main figure,
// "attendees=0.9".
func ParseMinimum(s string) (Minimum, error) {
	path, value, ok := strings.Cut(s, "=")
	if !ok {
		return Minimum{}, fmt.Errorf("minimum %q: want MEASURE.FIGURE=VALUE, as in attendees.f1=0.9", s)
	}
	v, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || !(v >= 0 && v <= 1) {
		return Minimum{}, fmt.Errorf("minimum %q: the value must be a number from 0 to 1", s)
	}
	path = strings.TrimSpace(path)
	var names []string
	for _, m := range Measures {
		main := "f1"
		if m.Accuracy {
			main = "accuracy"
		}
		figures := []string{main, "strict", "macro"}
		if !m.Accuracy {
			figures = append(figures, "precision", "recall")
		}
		if path == m.Name {
			return Minimum{m.Name, main, v}, nil
		}
		if figure, ok := strings.CutPrefix(path, m.Name+"."); ok && slices.Contains(figures, figure) {
			return Minimum{m.Name, figure, v}, nil
		}
		names = append(names, m.Name)
	}
	return Minimum{}, fmt.Errorf("minimum %q: there is no such figure; measures are %s; figures are f1, precision, recall (accuracy for single fields), strict, macro",
		s, strings.Join(names, ", "))
}
