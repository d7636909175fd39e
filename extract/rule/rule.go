// Package rule turns rule files into matchers. A rule is data: a name, a pattern put together from named fragments, and
// sentences that it finds and ignores, which are its tests.
//
// A rule file is YAML:
//
//	fragments:
//	  presence: attended|participated|was present
//	rules:
//	  - name: attended-by
//	    match: (?i)attended by (?P<list>.+)
//	    unless: (?i)not attended by
//	    not_before: (?i)video
//	    needs: [attended]
//	    finds:
//	      - text: The meeting was attended by Fiji and Tonga.
//	        list: Fiji and Tonga
//	    ignores: [The lesson was attended to.]
//
// {presence} in a pattern stands for the fragment, a space for any white space, " ?" for white space or none. A match, and each of its named groups,
// begins and ends where words do, so that Île and État need no \b, which Go has for ASCII only.
package rule

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"rapporteur/extract/document"
	"rapporteur/extract/pattern"
)

// Match is what a rule found: byte ranges of the text that it was given.
type Match struct {
	Rule   string
	Span   document.Span
	Groups map[string]document.Span // the named groups that took part
}

// Rule is one named pattern.
type Rule struct {
	Name    string            `yaml:"name"`
	Pattern string            `yaml:"match"`
	Except  string            `yaml:"unless"`     // a text in which this matches is not for the rule
	Next    string            `yaml:"not_before"` // nor is a match that this follows
	Needs   []string          `yaml:"needs"`      // lower-case words of which every match holds one, which is checked; spares the pattern's cost
	Values  map[string]string `yaml:"values"`     // what a finder needs to know beside the match, such as the act of a verb
	Finds   []Example         `yaml:"finds"`
	Ignores []string          `yaml:"ignores"`

	match, unless, next *pattern.Regexp
	source              *source
	literals            []string // of which every text that match matches holds one in lower case; nil where none are known
	number              int      // of the rule in the one set that it belongs to
}

// Example is a text that a rule finds: "text", and what each named group holds.
type Example map[string]string

// Set is the rules of one file, in its order.
type Set struct {
	Rules []*Rule

	once  sync.Once
	index *index
}

// Text is a text with what spares the rules of a set looking at it: which of them may match.
type Text struct {
	text string
	may  []uint64 // rules by their numbers, as bits; nil: all
}

// Read makes a text ready for the rules of the set.
func (s *Set) Read(text string) *Text {
	s.once.Do(func() { s.index = newIndex(s.Rules) })
	return &Text{text, s.index.read(text)}
}

// Slice is the text in a span.
func (t *Text) Slice(s document.Span) string { return t.text[s.Start:s.End] }

type file struct {
	Fragments map[string]string `yaml:"fragments"`
	Rules     []*Rule           `yaml:"rules"`
}

// source is the file that a rule stands in.
type source struct {
	name string
	data []byte
}

// At is where the rule stands, as "file:line". Lines are looked up when they are asked for: only errors do, and every start
// of the program would pay.
func (r *Rule) At() string {
	var top struct {
		Rules []yaml.Node `yaml:"rules"`
	}
	if r.source == nil || yaml.Unmarshal(r.source.data, &top) != nil {
		return r.Name
	}
	for _, node := range top.Rules {
		var named struct {
			Name  string `yaml:"name"`
			Match string `yaml:"match"`
		}
		if node.Decode(&named) == nil && named.Name == r.Name && named.Match == r.Pattern {
			return fmt.Sprintf("%s:%d", r.source.name, node.Line)
		}
	}
	return r.source.name
}

// Parse reads a rule file. Errors name the file, the line of the rule, the rule and the reason.
func Parse(name string, data []byte) (*Set, error) {
	var f file
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	if err := decoder.Decode(&f); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	seen := map[string]bool{}
	from := &source{name, data}
	for i, r := range f.Rules {
		if r == nil {
			return nil, fmt.Errorf("%s: rule %d is empty", name, i+1)
		}
		r.source = from
		if r.Name == "" || seen[r.Name] {
			return nil, fmt.Errorf("%s: rule %q: a rule needs a name of its own", r.At(), r.Name)
		}
		seen[r.Name] = true
		if err := r.compile(f.Fragments); err != nil {
			return nil, fmt.Errorf("%s: rule %s: %w", r.At(), r.Name, err)
		}
	}
	return &Set{Rules: f.Rules}, nil
}

// Values are what the values of a finder's rules may be, by their names.
type Values map[string][]string

// Load reads the rule file of that name and, where the user's folder holds one of the same name, adds its rules after
// the built-in ones; a user's rule replaces a built-in one of the same name. The user's are checked: that their examples
// hold, and that the finder knows their values, since a rule that nothing asks for would do nothing without a word.
func Load(builtin fs.FS, user fs.FS, name string, known Values) (*Set, error) {
	data, err := fs.ReadFile(builtin, name)
	if err != nil {
		return nil, err
	}
	set, err := Parse(name, data)
	if err != nil || user == nil {
		return set, err
	}
	data, err = fs.ReadFile(user, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return set, nil
	case err != nil:
		return nil, err
	}
	own, err := Parse(name, data)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(own.Verify(), own.checkValues(known)); err != nil {
		return nil, err
	}
	for _, r := range own.Rules {
		if i := slices.IndexFunc(set.Rules, func(b *Rule) bool { return b.Name == r.Name }); i >= 0 {
			set.Rules[i] = r
			continue
		}
		set.Rules = append(set.Rules, r)
	}
	return set, nil
}

// checkValues tells which values of rules no finder asks for.
func (s *Set) checkValues(known Values) error {
	var errs []error
	for _, r := range s.Rules {
		for _, key := range slices.Sorted(maps.Keys(r.Values)) {
			switch list, ok := known[key]; {
			case !ok:
				errs = append(errs, fmt.Errorf("%s: rule %s: there is no value %q; there are %q", r.At(), r.Name, key, slices.Sorted(maps.Keys(known))))
			case !slices.Contains(list, r.Values[key]):
				errs = append(errs, fmt.Errorf("%s: rule %s: value %s: %q is none of %q", r.At(), r.Name, key, r.Values[key], list))
			}
		}
	}
	return errors.Join(errs...)
}

var (
	fragmentUse  = pattern.MustCompile(`\{([a-z][a-z-]*)\}`)
	asciiClasses = pattern.MustCompile(`\\[bBwW]`)
)

// spaces turns a pattern's spaces into white space of any kind; " ?" is white space that may be missing.
var spaces = strings.NewReplacer(" ?", `\s*`, "[ ]?", `\s*`, " ", `\s+`)

func (r *Rule) compile(fragments map[string]string) error {
	if r.Pattern == "" {
		return fmt.Errorf("match is empty")
	}
	var err error
	if r.match, err = compile(r.Pattern, fragments); err != nil {
		return fmt.Errorf("match: %w", err)
	}
	r.literals = literals(r.match.String())
	if r.Except != "" {
		if r.unless, err = compile(r.Except, fragments); err != nil {
			return fmt.Errorf("unless: %w", err)
		}
	}
	if r.Next != "" {
		if r.next, err = compile(`^\s*(?:`+r.Next+`)`, fragments); err != nil {
			return fmt.Errorf("not_before: %w", err)
		}
	}
	return nil
}

func compile(expr string, fragments map[string]string) (*pattern.Regexp, error) {
	for depth := 0; fragmentUse.MatchString(expr); depth++ {
		if depth == 10 {
			return nil, fmt.Errorf("fragments refer to each other")
		}
		var unknown string
		expr = fragmentUse.ReplaceAllStringFunc(expr, func(use string) string {
			fragment, ok := fragments[use[1:len(use)-1]]
			if !ok {
				unknown = use
			}
			return "(?:" + strings.TrimSpace(fragment) + ")"
		})
		if unknown != "" {
			return nil, fmt.Errorf("no fragment %s", unknown)
		}
	}
	if bad := asciiClasses.FindString(expr); bad != "" {
		return nil, fmt.Errorf(`%s knows ASCII letters only: use \p{L}; matches keep to whole words anyway`, bad)
	}
	compiled, err := pattern.Compile(spaces.Replace(expr))
	if err != nil {
		return nil, err
	}
	if slices.Contains(compiled.SubexpNames()[1:], "") {
		return nil, fmt.Errorf("a group without a name: use (?P<name>…) or (?:…)")
	}
	return compiled, nil
}

// Find gives the first match of every rule that matches text, in the order of the rules.
func (s *Set) Find(text string) []Match {
	var found []Match
	t := s.Read(text)
	for _, r := range s.Rules {
		if m, ok := r.FindIn(t); ok {
			found = append(found, m)
		}
	}
	return found
}

// First gives the match of the first rule that matches text.
func (s *Set) First(text string) (Match, bool) {
	t := s.Read(text)
	for _, r := range s.Rules {
		if m, ok := r.FindIn(t); ok {
			return m, true
		}
	}
	return Match{}, false
}

// Rule gives the rule of that name, or nil.
func (s *Set) Rule(name string) *Rule {
	for _, r := range s.Rules {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// Find gives the rule's first match in text.
func (r *Rule) Find(text string) (Match, bool) { return r.FindIn(&Text{text: text}) }

// FindIn is Find in a text that its set has read.
func (r *Rule) FindIn(t *Text) (Match, bool) {
	if !t.mayMatch(r) {
		return Match{}, false
	}
	m, ok := r.from(t.text, 0)
	if !ok || r.unless != nil && r.unless.MatchString(t.text) {
		return Match{}, false
	}
	return m, true
}

// FindAll gives the rule's matches in text, none overlapping.
func (r *Rule) FindAll(text string) []Match { return r.FindAllIn(&Text{text: text}) }

// FindAllIn is FindAll in a text that its set has read.
func (r *Rule) FindAllIn(t *Text) []Match {
	var found []Match
	text := t.text
	if !t.mayMatch(r) {
		return nil
	}
	for at := 0; at <= len(text); {
		m, ok := r.from(text, at)
		if !ok {
			break
		}
		if found == nil && r.unless != nil && r.unless.MatchString(text) {
			return nil
		}
		found = append(found, m)
		at = max(m.Span.End, m.Span.Start+1)
	}
	return found
}

// mayMatch reports whether nothing yet speaks against a match of the rule.
func (t *Text) mayMatch(r *Rule) bool {
	return t.may == nil || t.may[r.number/64]>>(r.number%64)&1 != 0
}

// from gives the first match at or after a position that begins and ends where words do.
func (r *Rule) from(text string, at int) (Match, bool) {
	for at <= len(text) {
		loc := r.match.FindStringSubmatchIndex(text[at:])
		if loc == nil {
			return Match{}, false
		}
		m := Match{Rule: r.Name, Span: document.Span{Start: at + loc[0], End: at + loc[1]}}
		whole := wholeWords(text, m.Span)
		for i, name := range r.match.SubexpNames() {
			if name == "" || loc[2*i] < 0 {
				continue
			}
			if m.Groups == nil {
				m.Groups = map[string]document.Span{}
			}
			g := document.Span{Start: at + loc[2*i], End: at + loc[2*i+1]}
			m.Groups[name] = g
			whole = whole && wholeWords(text, g)
		}
		if whole && (r.next == nil || !r.next.MatchString(text[m.Span.End:])) {
			return m, true
		}
		_, size := utf8.DecodeRuneInString(text[m.Span.Start:])
		at = m.Span.Start + max(size, 1)
	}
	return Match{}, false
}

// wholeWords reports whether a span cuts no word at either end.
func wholeWords(text string, s document.Span) bool {
	return !(inWord(text, s.Start) || inWord(text, s.End)) || s.Empty()
}

func inWord(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return isWord(before) && isWord(after)
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// Verify tells which rules do not do what their examples say, or have none.
func (s *Set) Verify() error {
	var errs []error
	for _, r := range s.Rules {
		if err := r.verify(); err != nil {
			errs = append(errs, fmt.Errorf("%s: rule %s: %w", r.At(), r.Name, err))
		}
	}
	return errors.Join(errs...)
}

func (r *Rule) verify() error {
	if len(r.Finds) == 0 || len(r.Ignores) == 0 {
		return fmt.Errorf("needs an example that it finds and a near miss that it ignores")
	}
	for _, example := range r.Finds {
		text := example["text"]
		m, ok := r.Find(text)
		if !ok {
			return fmt.Errorf("does not find %q", text)
		}
		for group, want := range example {
			if group == "text" {
				continue
			}
			if g := m.Groups[group]; text[g.Start:g.End] != want {
				return fmt.Errorf("in %q %s is %q, want %q", text, group, text[g.Start:g.End], want)
			}
		}
	}
	if text := unneeded(r.match.String(), r.Needs); text != "" {
		return fmt.Errorf("needs: match finds texts that hold none of the words needed, such as %q", text)
	}
	for _, text := range r.Ignores {
		if m, ok := r.Find(text); ok {
			return fmt.Errorf("finds %q in %q", text[m.Span.Start:m.Span.End], text)
		}
	}
	return nil
}
