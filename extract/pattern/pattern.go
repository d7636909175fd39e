// Package pattern holds regular expressions that say quickly that a text has no match, which is what most of them say of
// most texts.
//
// It takes the syntax of package regexp and gives its answers, all of them: a [Regexp] first asks an automaton that reads a text
// once, and only where that sees a match a matcher that finds where it lies. The automaton (a deterministic one, built
// state by state as texts ask for it, as in RE2) knows that there is a match, not where. Where either would grow too much,
// regexp answers.
package pattern

import (
	"regexp"
	"sync"
)

// Regexp is a regular expression. It is safe for concurrent use.
type Regexp struct {
	*regexp.Regexp
	matcher func() *matcher // made when first asked: most patterns of a run may never be
}

// Compile reads an expression in the syntax of package regexp.
func Compile(expr string) (*Regexp, error) {
	compiled, err := regexp.Compile(expr)
	if err != nil {
		return nil, err
	}
	return &Regexp{compiled, sync.OnceValue(func() *matcher { return newMatcher(expr) })}, nil
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
	m := r.matcher()
	switch m.any.run(text) {
	case no:
		return false
	case yes:
		if !m.loose {
			return true
		}
	}
	return r.locate(text, 2) != nil
}

// FindString is regexp's, and so are the others.
func (r *Regexp) FindString(text string) string {
	if loc := r.find(text, 2); loc != nil {
		return text[loc[0]:loc[1]]
	}
	return ""
}

func (r *Regexp) FindStringIndex(text string) []int { return r.find(text, 2) }

func (r *Regexp) FindStringSubmatch(text string) []string {
	loc := r.FindStringSubmatchIndex(text)
	if loc == nil {
		return nil
	}
	groups := make([]string, len(loc)/2)
	for i := range groups {
		if loc[2*i] >= 0 {
			groups[i] = text[loc[2*i]:loc[2*i+1]]
		}
	}
	return groups
}

func (r *Regexp) FindStringSubmatchIndex(text string) []int { return r.find(text, 2*(1+r.NumSubexp())) }

func (r *Regexp) FindAllStringIndex(text string, n int) [][]int { return r.findAll(text, n, 2) }

func (r *Regexp) FindAllStringSubmatchIndex(text string, n int) [][]int {
	return r.findAll(text, n, 2*(1+r.NumSubexp()))
}

func (r *Regexp) ReplaceAllString(text, with string) string {
	if r.matcher().any.run(text) == no {
		return text
	}
	return r.Regexp.ReplaceAllString(text, with)
}

// find gives the bounds of the first match and of its first groups, n numbers in all.
func (r *Regexp) find(text string, n int) []int {
	if r.matcher().any.run(text) == no {
		return nil
	}
	return r.locate(text, n)
}

// locate is find where the automaton has seen a match, or does not know.
func (r *Regexp) locate(text string, n int) []int {
	if m := r.matcher(); m.fits(text) {
		return m.find(text, 0, n)
	}
	if loc := r.Regexp.FindStringSubmatchIndex(text); loc != nil {
		return loc[:n]
	}
	return nil
}

// findAll gives n numbers for each of at most limit matches, of all of them where limit is negative: none overlaps, and an
// empty one does not stand where another ended.
func (r *Regexp) findAll(text string, limit, n int) [][]int {
	m := r.matcher()
	if m.any.run(text) == no {
		return nil
	}
	if !m.fits(text) {
		all := r.Regexp.FindAllStringSubmatchIndex(text, limit)
		for i := range all {
			all[i] = all[i][:n]
		}
		return all
	}
	var all [][]int
	for pos, end := 0, -1; pos <= len(text) && (limit < 0 || len(all) < limit); {
		loc := m.find(text, pos, n)
		if loc == nil {
			break
		}
		if loc[0] < loc[1] || loc[0] != end {
			all = append(all, loc)
		}
		end = loc[1]
		if pos = max(end, pos); end == loc[0] {
			_, size := m.at(text, pos)
			pos += size
		}
	}
	return all
}
