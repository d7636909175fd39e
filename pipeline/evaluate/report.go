package evaluate

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// Count is how many items are right, missed (or wrong) and extra.
type Count struct {
	Right  int `json:"right"`
	Missed int `json:"missed"`
	Extra  int `json:"extra"`
}

func (c Count) plus(d Count) Count {
	return Count{c.Right + d.Right, c.Missed + d.Missed, c.Extra + d.Extra}
}

// Items is how many items there were to get right or wrong.
func (c Count) Items() int { return c.Right + c.Missed + c.Extra }

// Precision is the share of what the record has that is right: 1 where it has nothing.
func (c Count) Precision() float64 { return share(c.Right, c.Right+c.Extra) }

// Recall is the share of the truth that the record has: 1 where there is none. For an accuracy, it is the accuracy.
func (c Count) Recall() float64 { return share(c.Right, c.Right+c.Missed) }

// F1 is the harmonic mean of precision and recall.
func (c Count) F1() float64 { return share(2*c.Right, 2*c.Right+c.Missed+c.Extra) }

func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// Line is a measure summed over documents. The figures forgive what is ambiguous, those named Strict do not.
type Line struct {
	Measure   string  `json:"measure"`
	Accuracy  bool    `json:"accuracy,omitempty"`
	Documents int     `json:"documents"` // in which there was anything to score
	Count     Count   `json:"count"`
	Strict    Count   `json:"strict"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	Score     float64 `json:"score"` // F1, or accuracy
	StrictOf  float64 `json:"strict_score"`
	Macro     float64 `json:"macro"` // the mean of the documents' scores
}

// Report is how a set of records fares: the sums, and each document in the order of the ids.
type Report struct {
	Lines     []Line     `json:"lines"`
	Documents []Document `json:"documents"`
}

// Sum adds up documents.
func Sum(documents []Document) Report {
	r := Report{Documents: slices.SortedStableFunc(slices.Values(documents), func(a, b Document) int { return strings.Compare(a.ID, b.ID) })}
	for _, m := range Measures {
		line := Line{Measure: m.Name, Accuracy: m.Accuracy}
		var scores float64
		for i := range r.Documents {
			t := r.Documents[i].Tallies[m.Name]
			if t == nil {
				continue
			}
			main, strict := t.Count(false), t.Count(true)
			line.Count, line.Strict = line.Count.plus(main), line.Strict.plus(strict)
			if main.Items() > 0 {
				line.Documents++
				scores += m.score(main)
			}
		}
		line.Precision, line.Recall = line.Count.Precision(), line.Count.Recall()
		line.Score, line.StrictOf, line.Macro = m.score(line.Count), m.score(line.Strict), 1
		if line.Documents > 0 {
			line.Macro = scores / float64(line.Documents)
		}
		r.Lines = append(r.Lines, line)
	}
	return r
}

func (m Measure) score(c Count) float64 {
	if m.Accuracy {
		return c.Recall()
	}
	return c.F1()
}

// Line gives the sums of a measure.
func (r *Report) Line(measure string) (Line, bool) {
	i := slices.IndexFunc(r.Lines, func(l Line) bool { return l.Measure == measure })
	if i < 0 {
		return Line{}, false
	}
	return r.Lines[i], true
}

// String is the report as a table.
func (r Report) String() string {
	var b strings.Builder
	_ = r.WriteText(&b) // a strings.Builder does not fail
	return b.String()
}

// WriteText writes the sums as a table: F1 or accuracy first, then what it is made of.
func (r *Report) WriteText(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "measure\tscore\tstrict\tmacro\tprecision\trecall\tright\tmissed\textra\tdocuments\t")
	for _, l := range r.Lines {
		precision, recall := fmt.Sprintf("%.3f", l.Precision), fmt.Sprintf("%.3f", l.Recall)
		if l.Accuracy {
			precision, recall = "", ""
		}
		fmt.Fprintf(t, "%s\t%.3f\t%.3f\t%.3f\t%s\t%s\t%d\t%d\t%d\t%d\t\n",
			l.Measure, l.Score, l.StrictOf, l.Macro, precision, recall, l.Count.Right, l.Count.Missed, l.Count.Extra, l.Documents)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	without := 0
	for _, d := range r.Documents {
		if d.NoRecord {
			without++
		}
	}
	_, err := fmt.Fprintf(w, "%d documents, %d of them without a record. Score: F1, or accuracy where no precision is given; strict: ambiguous points count too.\n",
		len(r.Documents), without)
	return err
}

// WriteErrors lists what was missed (-) and what is extra (+), document by document, of the measures named or of all.
// What is forgiven stands in brackets.
func (r *Report) WriteErrors(w io.Writer, measures ...string) error {
	for _, d := range r.Documents {
		for _, m := range Measures {
			t := d.Tallies[m.Name]
			if t == nil || len(measures) > 0 && !slices.Contains(measures, m.Name) {
				continue
			}
			for _, list := range []struct {
				sign  string
				items []Item
			}{{"-", t.Misses}, {"+", t.Extras}} {
				for _, item := range list.items {
					line := fmt.Sprintf("%s %s", list.sign, item.Text)
					if item.Forgiven {
						line = "(" + line + ")"
					}
					if _, err := fmt.Fprintf(w, "%s\t%s\t%s\n", d.ID, m.Name, line); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}
