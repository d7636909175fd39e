// Package pattern holds regular expressions that say quickly that a text has no match, which is what most of them say of
// most texts.
//
// It takes the syntax of package regexp and gives its answers, all of them: a [Regexp] first asks an automaton that reads a text
// once, and regexp only where that sees a match. The automaton (a deterministic one, built state by state as texts ask for
// it, as in RE2) knows that there is a match, not where.
package pattern

import (
	"regexp"
	"regexp/syntax"
	"sync"
)

// Regexp is a regular expression. It is safe for concurrent use.
type Regexp struct {
	*regexp.Regexp
	automaton func() *automaton // made when first asked: most patterns of a run may never be
}

// Compile reads an expression in the syntax of package regexp.
func Compile(expr string) (*Regexp, error) {
	compiled, err := regexp.Compile(expr)
	if err != nil {
		return nil, err
	}
	return &Regexp{compiled, sync.OnceValue(func() *automaton { return newAutomaton(expr) })}, nil
}

// MustCompile is Compile for expressions of the program's own; it panics on an error.
func MustCompile(expr string) *Regexp {
	r, err := Compile(expr)
	if err != nil {
		panic(err)
	}
	return r
}

// MatchString reports whether text holds a match.
func (r *Regexp) MatchString(text string) bool {
	switch r.automaton().run(text) {
	case yes:
		return true
	case no:
		return false
	}
	return r.Regexp.MatchString(text)
}

// FindString is regexp's, and so are the others.
func (r *Regexp) FindString(text string) string {
	if r.automaton().run(text) == no {
		return ""
	}
	return r.Regexp.FindString(text)
}

func (r *Regexp) FindStringIndex(text string) []int {
	if r.automaton().run(text) == no {
		return nil
	}
	return r.Regexp.FindStringIndex(text)
}

func (r *Regexp) FindStringSubmatch(text string) []string {
	if r.automaton().run(text) == no {
		return nil
	}
	return r.Regexp.FindStringSubmatch(text)
}

func (r *Regexp) FindStringSubmatchIndex(text string) []int {
	if r.automaton().run(text) == no {
		return nil
	}
	return r.Regexp.FindStringSubmatchIndex(text)
}

func (r *Regexp) FindAllStringIndex(text string, n int) [][]int {
	if r.automaton().run(text) == no {
		return nil
	}
	return r.Regexp.FindAllStringIndex(text, n)
}

func (r *Regexp) FindAllStringSubmatchIndex(text string, n int) [][]int {
	if r.automaton().run(text) == no {
		return nil
	}
	return r.Regexp.FindAllStringSubmatchIndex(text, n)
}

func (r *Regexp) ReplaceAllString(text, with string) string {
	if r.automaton().run(text) == no {
		return text
	}
	return r.Regexp.ReplaceAllString(text, with)
}

func newAutomaton(expr string) *automaton {
	parsed, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		panic(err) // regexp has compiled it
	}
	prog, err := syntax.Compile(parsed.Simplify())
	if err != nil {
		panic(err)
	}
	return build(prog)
}
