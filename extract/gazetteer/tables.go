package gazetteer

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// tables are what the .tsv files say. A user's tables add to the entries and names; nothing is taken away.
type tables struct {
	entries []*Entry
	names   []name              // a user's before ours
	order   map[string][]string // a name with several meanings → references, most likely first
	known   map[string]*Entry   // by reference; of a place also by its name
	means   map[string]bool     // the references of all entries
	alpha2  map[string]*Entry
	words   map[string]roles
}

// name is one name of an entry with the line that says so; the entry is nil for a phrase in which nothing is to be seen.
type name struct {
	name  string
	entry *Entry
	form  Form
	file  string
	line  int
}

func (n name) where() string { return fmt.Sprintf("%s:%d", n.file, n.line) }

func (t *tables) clone() *tables {
	return &tables{entries: slices.Clone(t.entries), names: slices.Clone(t.names), order: maps.Clone(t.order), known: maps.Clone(t.known), means: maps.Clone(t.means), alpha2: maps.Clone(t.alpha2), words: maps.Clone(t.words)}
}

// row is a line of a table.
type row struct {
	file   string
	line   int
	fields []string
}

func (r row) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %w", r.file, r.line, fmt.Errorf(format, args...))
}

// table is a file with its columns and what a row of it adds.
type table struct {
	file    string
	columns string // as in its first line, parted by spaces here
	add     func(*tables, row) ([]name, error)
}

// files are the tables in the order in which they are read: a row may only speak of entries of the rows before it.
func files() []table {
	return []table{
		{"states.tsv", "code alpha2 name official acronyms variants demonyms", (*tables).addState},
		{"former.tsv", "name code since until variants demonyms", (*tables).addFormer},
		{"organisations.tsv", "code name acronyms variants", (*tables).addOrganisation},
		{"groups.tsv", "name code variants members", (*tables).addGroup},
		{"regions.tsv", "name kind variants demonyms", (*tables).addRegion},
		{"places.tsv", "name country variants", (*tables).addPlace},
		{"silent.tsv", "phrase", (*tables).addSilent},
		{"ambiguous.tsv", "name meanings", (*tables).addOrder},
		{"words.tsv", "word roles", (*tables).addWord},
	}
}

// read adds the tables of a folder to t; those that it does not hold are left out.
func (t *tables) read(fsys fs.FS) error {
	if t.order == nil {
		t.order, t.known = map[string][]string{}, map[string]*Entry{}
		t.means, t.alpha2, t.words = map[string]bool{}, map[string]*Entry{}, map[string]roles{}
	}
	var names []name
	for _, f := range files() {
		data, err := fs.ReadFile(fsys, f.file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if !utf8.Valid(data) {
			return fmt.Errorf("%s: not UTF-8", f.file)
		}
		columns := strings.Fields(f.columns)
		line := 0
		for text := range strings.Lines(string(data)) {
			line++
			r := row{f.file, line, strings.Split(strings.TrimRight(text, "\r\n"), "\t")}
			if line == 1 {
				if !slices.Equal(r.fields, columns) {
					return r.errorf("the first line must name the columns %s, parted by tabs", strings.Join(columns, ", "))
				}
				continue
			}
			if len(r.fields) != len(columns) {
				return r.errorf("%d columns where %d are due", len(r.fields), len(columns))
			}
			added, err := f.add(t, r)
			if err != nil {
				return err
			}
			names = append(names, added...)
		}
	}
	t.names = append(names, t.names...)
	return nil
}

// entry adds an entry, or gives the one that is known by the same kind, code and name.
func (t *tables) entry(e Entry) *Entry {
	key := e.reference()
	t.means[key] = true
	if e.Kind == Place {
		key += ":" + e.Name
	}
	if known, ok := t.known[key]; ok {
		return known
	}
	t.known[key] = &e
	t.entries = append(t.entries, &e)
	return &e
}

// namesOf gives the names in the columns of a row; forms has the form of the names of each column, "" where it has none.
func (r row) namesOf(e *Entry, forms ...Form) ([]name, error) {
	var names []name
	for i, form := range forms {
		if form == "" || r.fields[i] == "" {
			continue
		}
		for n := range strings.SplitSeq(r.fields[i], "|") {
			if n == "" || n != strings.TrimSpace(n) {
				return nil, r.errorf("name %q is empty or has spaces at an end", n)
			}
			names = append(names, name{n, e, form, r.file, r.line})
		}
	}
	return names, nil
}

func (t *tables) addState(r row) ([]name, error) {
	code, alpha2, title := r.fields[0], r.fields[1], r.fields[2]
	if !isCode(code, 3) {
		return nil, r.errorf("code %q is not three capital letters", code)
	}
	if alpha2 != "" && !isCode(alpha2, 2) {
		return nil, r.errorf("code %q is not two capital letters", alpha2)
	}
	if title == "" {
		return nil, r.errorf("no name")
	}
	e := t.entry(Entry{Kind: State, Code: code, Name: title})
	if alpha2 != "" {
		t.alpha2[alpha2] = e
	}
	return r.namesOf(e, "", "", Short, Official, Acronym, Variant, Demonym)
}

func (t *tables) addFormer(r row) ([]name, error) {
	title, code, since, until := r.fields[0], r.fields[1], r.fields[2], r.fields[3]
	if title == "" {
		return nil, r.errorf("no name")
	}
	if !isYear(since) || !isYear(until) || since > until && until != "" {
		return nil, r.errorf("%q to %q are not years in order", since, until)
	}
	e := &Entry{Kind: State, Code: code, Name: title, Since: since, Until: until}
	if code == "" {
		e = t.entry(*e)
	} else {
		now, ok := t.known[e.reference()]
		if !ok {
			return nil, r.errorf("code %q is of no state", code)
		}
		e.Name = now.Name
	}
	names, err := r.namesOf(e, Former, "", "", "", Former, Demonym)
	for i := range names {
		if names[i].form == Former && code == "" {
			names[i].form = Short
		}
	}
	return names, err
}

func (t *tables) addOrganisation(r row) ([]name, error) {
	if r.fields[1] == "" {
		return nil, r.errorf("no name")
	}
	e := t.entry(Entry{Kind: Organization, Code: r.fields[0], Name: r.fields[1]})
	names, err := r.namesOf(e, "", Short, Acronym, Variant)
	if rest, ok := strings.CutPrefix(r.fields[1], "United Nations "); err == nil && ok && strings.Contains(rest, " ") && !strings.Contains(r.fields[3], "UN "+rest) {
		short := names[0]
		short.name, short.form = "UN "+rest, Variant
		names = append(names, short) // "UN Institute for Training and Research"
	}
	return names, err
}

func (t *tables) addGroup(r row) ([]name, error) {
	if r.fields[0] == "" {
		return nil, r.errorf("no name")
	}
	members := strings.Fields(r.fields[3])
	for _, m := range members {
		if !isCode(m, 3) {
			return nil, r.errorf("member %q is not three capital letters", m)
		}
	}
	e := t.entry(Entry{Kind: Group, Code: r.fields[1], Name: r.fields[0], Members: members})
	names, err := r.namesOf(e, Short, Acronym, Variant)
	if len(names) > 1 && names[0].name == names[1].name {
		names = names[1:]
	}
	return names, err
}

func (t *tables) addRegion(r row) ([]name, error) {
	kind := Kind(r.fields[1])
	if r.fields[0] == "" || kind != Group && kind != Place {
		return nil, r.errorf("a region has a name, and is a group (of states) or a place (sea, river, land)")
	}
	e := t.entry(Entry{Kind: kind, Name: r.fields[0]})
	return r.namesOf(e, Short, "", Variant, Demonym)
}

func (t *tables) addPlace(r row) ([]name, error) {
	if r.fields[0] == "" {
		return nil, r.errorf("no name")
	}
	if country := r.fields[1]; t.known[string(State)+":"+country] == nil {
		return nil, r.errorf("country %q is of no state", country)
	}
	e := t.entry(Entry{Kind: Place, Name: r.fields[0], Country: r.fields[1]})
	return r.namesOf(e, Short, "", Variant)
}

func (t *tables) addSilent(r row) ([]name, error) { return r.namesOf(nil, Short) }

func (t *tables) addOrder(r row) ([]name, error) {
	for meaning := range strings.SplitSeq(r.fields[1], "|") {
		if !t.means[meaning] {
			return nil, r.errorf("meaning %q is of no entry", meaning)
		}
	}
	t.order[r.fields[0]] = strings.Split(r.fields[1], "|")
	return nil, nil
}

func (t *tables) addWord(r row) ([]name, error) {
	word := r.fields[0]
	if word == "" || word != strings.ToLower(word) {
		return nil, r.errorf("%q is no word in small letters", word)
	}
	known := roleNames()
	for role := range strings.FieldsSeq(r.fields[1]) {
		if known[role] == 0 {
			return nil, r.errorf("no role is called %q", role)
		}
		t.words[word] |= known[role]
	}
	return nil, nil
}

func isCode(code string, letters int) bool {
	return len(code) == letters && strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

func isYear(s string) bool {
	return s == "" || len(s) == 4 && strings.Trim(s, "0123456789") == ""
}
