// Package commitment finds the outcomes of a report: the statements by which the meeting or a participant commits,
// decides, requests, recommends, welcomes or notes.
//
// It takes a reading and what the other finders found, and adds outcomes: each is a sentence or a bullet, or the clause
// of one that holds a second act; its unit lies within a sentence. An outcome needs a verb that does something (verbs.tsv)
// in a clause of its own, and a subject that can do it (subjects.tsv): what reports, treaties and earlier meetings said
// is none.
//
// words.go loads the vocabulary, group.go sees the verbs of a sentence with their auxiliaries, clause.go tells main from
// subordinate clauses, subject.go and person.go say who acts. Which act it is: complement.go, agreed.go (what is agreed or
// decided) and future.go (will, should, adjectives, phrases). units.go goes through the document, lists.go follows lead-ins
// into their lists, lines.go reads labels and quotations, tasks.go tasks that name who; details.go what an outcome says beside its act.
package commitment

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"rapporteur/extract"
	"rapporteur/extract/rule"
	"rapporteur/schemas"
)

//go:embed *.tsv *.yaml
var files embed.FS

const rulesFile = "commitment.yaml"

// Finder finds outcomes. It is safe for concurrent use.
type Finder struct {
	words *words
	set   *rule.Set
	rules map[string][]*rule.Rule // of the set, by what they mean: the value "is"
}

// New returns a Finder with the built-in vocabulary and rules and those of the user's folder, which may be nil.
func New(user fs.FS) (*Finder, error) {
	w, err := loadWords(files, user)
	if err != nil {
		return nil, err
	}
	set, err := rule.Load(files, user, rulesFile, rule.Values{
		"is":  {"action", "another", "cue", "dated", "deadline", "done", "event", "gathering", "hedge", "instrument", "label", "lead", "phrase"},
		"act": schemas.Acts, "agreed": {"true"}, "hedged": {"true"}, "strong": {"true"}, "actors": {"all", "body", "whole"},
	})
	if err != nil {
		return nil, err
	}
	x := &Finder{words: w, set: set, rules: map[string][]*rule.Rule{}}
	for _, r := range set.Rules {
		is := r.Values["is"]
		if is == "" {
			return nil, fmt.Errorf("%s: rule %s: values need an \"is\"", r.At(), r.Name)
		}
		if (is == "phrase" || is == "lead" || is == "label") && r.Values["act"] == "" {
			return nil, fmt.Errorf("%s: rule %s: values need an \"act\"", r.At(), r.Name)
		}
		x.rules[is] = append(x.rules[is], r)
	}
	return x, nil
}

// Name is the finder's name.
func (*Finder) Name() string { return "commitment" }

// Rules are the rules that files hold.
func (x *Finder) Rules() []*rule.Rule {
	var out []*rule.Rule
	for _, is := range slices.Sorted(maps.Keys(x.rules)) {
		out = append(out, x.rules[is]...)
	}
	return out
}

// Find adds the outcomes to the findings.
func (x *Finder) Find(r *extract.Reading, f *extract.Findings) {
	if lang := r.Doc.Source.Language; lang != "" && lang != "en" {
		f.Warn("unsupported-language", "most of the report is in the language "+lang+": only what it says in English is read for outcomes")
	}
	s := &survey{Finder: x, r: r, f: f}
	s.readOpening()
	s.walk()
	s.codeParties()
}

// first gives the match of the first rule of a kind that matches.
func (s *survey) first(is, text string) (rule.Match, bool) {
	ready := s.ready(text)
	for _, r := range s.rules[is] {
		if m, ok := r.FindIn(ready); ok {
			return m, true
		}
	}
	return rule.Match{}, false
}

// ready is a text ready for the rules: mostly the one that was asked for last.
func (s *survey) ready(text string) *rule.Text {
	if s.asked == nil || s.askedFor != text {
		s.asked, s.askedFor = s.set.Read(text), text
	}
	return s.asked
}
