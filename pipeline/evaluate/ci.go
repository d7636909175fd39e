package evaluate

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
)

// WriteJUnit writes a report as JUnit XML, which CI services show as a table of tests: a suite of the figures, a case a
// measure, and a suite a document. The cases that fail are those that a fault names; the others carry what they miss or
// have beside the truth as output, so that it can be read without failing.
func (r *Report) WriteJUnit(w io.Writer, faults []Fault) error {
	all := junitSuites{Name: "rapporteur eval"}
	figures := junitSuite{Name: "figures"}
	for _, l := range r.Lines {
		if l.Documents > 0 || slices.ContainsFunc(faults, func(f Fault) bool { return f.ID == "" && f.Measure == l.Measure }) {
			c := junitCase{Class: "figures", Name: l.Measure, Output: fmt.Sprintf("score %.4f: %d right, %d missed, %d extra", l.Score, l.Count.Right, l.Count.Missed, l.Count.Extra)}
			figures.add(c, faultsOf(faults, "", l.Measure))
		}
	}
	all.add(figures)
	for i := range r.Documents {
		d := &r.Documents[i]
		suite := junitSuite{Name: d.ID}
		for _, m := range Measures {
			if d.Tallies[m.Name] != nil {
				c := junitCase{Class: d.ID, Name: m.Name, Output: strings.Join(d.wrong(m.Name, false), "\n")}
				suite.add(c, faultsOf(faults, d.ID, m.Name))
			}
		}
		all.add(suite)
	}
	for _, f := range faults {
		if f.ID != "" && f.Measure == "" {
			suite := junitSuite{Name: f.ID}
			suite.add(junitCase{Class: f.ID, Name: "document"}, []Fault{f})
			all.add(suite)
		}
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	out := xml.NewEncoder(w)
	out.Indent("", "  ")
	if err := out.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func faultsOf(faults []Fault, id, measure string) []Fault {
	var of []Fault
	for _, f := range faults {
		if f.ID == id && f.Measure == measure {
			of = append(of, f)
		}
	}
	return of
}

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class    string         `xml:"classname,attr"`
	Name     string         `xml:"name,attr"`
	Failures []junitFailure `xml:"failure"`
	Output   string         `xml:"system-out,omitempty"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

func (s *junitSuite) add(c junitCase, faults []Fault) {
	for _, f := range faults {
		c.Failures = append(c.Failures, junitFailure{f.What, strings.Join(f.Items, "\n")})
		s.Failures++
	}
	s.Tests++
	s.Cases = append(s.Cases, c)
}

func (s *junitSuites) add(suite junitSuite) {
	s.Tests += suite.Tests
	s.Failures += suite.Failures
	s.Suites = append(s.Suites, suite)
}

// WriteAnnotations writes faults as workflow commands of GitHub Actions, which shows them beside the files that they are
// about. file gives the path of a document's truth, or "" where it has none. GitHub shows ten errors of a step: those of
// the figures go first.
func WriteAnnotations(w io.Writer, faults []Fault, file func(id string) string) error {
	ordered := slices.Clone(faults)
	slices.SortStableFunc(ordered, func(a, b Fault) int { return min(len(a.ID), 1) - min(len(b.ID), 1) })
	for _, f := range ordered {
		at := ""
		if path := file(f.ID); f.ID != "" && path != "" {
			at = "file=" + escapeProperty.Replace(path) + ","
		}
		message := strings.Join(append([]string{f.What}, f.Items...), "\n")
		if _, err := fmt.Fprintf(w, "::error %stitle=%s::%s\n", at, escapeProperty.Replace(f.title()), escapeMessage.Replace(message)); err != nil {
			return err
		}
	}
	return nil
}

func (f Fault) title() string { return strings.TrimSpace(f.ID + " " + f.Measure) }

// What GitHub reads as its own in a workflow command.
var (
	escapeMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	escapeProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
