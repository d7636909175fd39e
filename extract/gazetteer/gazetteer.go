// Package gazetteer finds the names of states, organisations, places and groups in a text, and says what each may mean.
//
// It takes any valid UTF-8 text and gives mentions: byte spans of whole words, in order and not overlapping, each with
// every entry that the longest name there may stand for, the most likely first. What it knows lies in the .tsv files
// beside this one; README.md describes them.
package gazetteer

import (
	"embed"
	"encoding/binary"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	ac "github.com/petar-dambovaliev/aho-corasick"

	"rapporteur/extract/document"
)

// Kind says what an entry is.
type Kind string

// The kinds of entry.
const (
	State        Kind = "state"        // and territory with an ISO 3166-1 code of its own, and former states
	Organization Kind = "organization" // intergovernmental, or a large non-governmental one
	Place        Kind = "place"        // city, town, resort, province, island; seas and rivers, which have no country
	Group        Kind = "group"        // bloc or group of states; regions, which have no code
)

// Form says what kind of name of its entry a name is.
type Form string

// The forms of a name.
const (
	Official Form = "official" // "the Kingdom of Tonga"
	Short    Form = "short"    // "Tonga"; for organisations, places and groups their usual name
	Former   Form = "former"   // "Swaziland"; the candidate's entry has the dates
	Variant  Form = "variant"  // another spelling, another name in use, a common misspelling
	Demonym  Form = "demonym"  // "Tongan"
	Acronym  Form = "acronym"  // "UAE"
)

// Entry is what a name can mean.
type Entry struct {
	Kind    Kind
	Code    string   // of a state its alpha-3, of an organisation its acronym, of a group its short form; or ""
	Name    string   // the canonical short name
	Country string   // of a place: alpha-3; "" where it lies in none or several
	Since   string   // former states, and entries reached by a former name: the year in which it came into use
	Until   string   // the year in which it fell out of use
	Members []string // of a group, where they are fixed: alpha-3
}

// Candidate is one meaning of a name. Where Form is Former, Entry is a copy with the dates of that name.
type Candidate struct {
	Entry *Entry
	Form  Form
}

// Mention is a name in a text.
type Mention struct {
	Span       document.Span
	Candidates []Candidate // all entries that the longest name here may mean, most likely first; never empty
}

// Of gives the first candidate of a kind, or nil.
func (m Mention) Of(kind Kind) *Candidate {
	for i := range m.Candidates {
		if m.Candidates[i].Entry.Kind == kind {
			return &m.Candidates[i]
		}
	}
	return nil
}

// Gazetteer finds names. It does not change once it is built, and may be used by many goroutines at once.
type Gazetteer struct {
	tables   *tables
	codes    map[string]uint16 // folded word → its code
	meanings [][]meaning       // by pattern
	patterns map[string]int    // the codes of a name's words → pattern
	byCode   map[codeKey]*Entry
	single   []int32 // by word code: the pattern of the name that is this word alone, or -1
	finder   ac.AhoCorasick
	heads    [][]pattern // by the number that the finder gives their first words
}

// pattern is a name as the codes of its words, with its number.
type pattern struct {
	key string
	id  int
}

type codeKey struct {
	kind Kind
	code string
}

// meaning is one spelling of a name with what it stands for.
type meaning struct {
	Candidate
	spelling string
	inverted bool // "Korea, Republic of"
	silent   bool // nothing is to be seen here
}

//go:embed ambiguous.tsv former.tsv groups.tsv organisations.tsv places.tsv regions.tsv silent.tsv states.tsv words.tsv
var embedded embed.FS

// Default builds the gazetteer of the tables that the program carries.
func Default() (*Gazetteer, error) {
	t := &tables{}
	if err := t.read(embedded); err != nil {
		return nil, fmt.Errorf("embedded gazetteer: %w", err)
	}
	return build(t)
}

// Extend builds a gazetteer that knows, besides what g knows, the tables in a folder of the user's. They have the
// names and the columns of the embedded ones; those that are not there are left out. What a user's row says goes
// before what g knew. An error names the file, the line and the reason.
func (g *Gazetteer) Extend(fsys fs.FS) (*Gazetteer, error) {
	t := g.tables.clone()
	if err := t.read(fsys); err != nil {
		return nil, err
	}
	return build(t)
}

func build(t *tables) (*Gazetteer, error) {
	g := &Gazetteer{
		tables:   t,
		codes:    make(map[string]uint16, 3*len(t.names)/2),
		patterns: make(map[string]int, len(t.names)),
		byCode:   make(map[codeKey]*Entry, len(t.entries)),
	}
	s := scan("")
	for _, n := range t.names {
		for spelling := range spellings(n.name) {
			s.restart(spelling)
			key, err := g.learn(&s)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", n.where(), err)
			}
			id, known := g.patterns[string(key)]
			if !known {
				id = len(g.meanings)
				g.patterns[string(key)] = id
				g.meanings = append(g.meanings, nil)
			}
			m := meaning{Candidate: Candidate{n.entry, n.form}, spelling: spelling, silent: n.entry == nil}
			m.inverted = !m.silent && n.entry.Kind == State && inverted(spelling)
			g.meanings[id] = append(g.meanings[id], m)
		}
	}
	for name, order := range t.order {
		if id, ok := g.patterns[g.key(name)]; ok {
			slices.SortStableFunc(g.meanings[id], func(a, b meaning) int { return rank(order, a) - rank(order, b) })
		}
	}
	g.indexCodes()
	g.indexPatterns()
	return g, nil
}

// indexPatterns makes the names findable: those of one word by the word's code, the longer ones by an automaton over
// the codes of their first three words, which is sooner built than one over whole names. It gives
// overlapping matches, of which Find chooses: a longest one that fails on its letters' case must not hide a shorter
// one that holds.
func (g *Gazetteer) indexPatterns() {
	const head = 2 * 3 // bytes: three words
	g.single = slices.Repeat([]int32{-1}, firstWord+len(g.codes))
	heads := make(map[string]int, len(g.patterns)/2)
	var sequences []string
	for key, id := range g.patterns {
		if len(key) == 2 {
			g.single[binary.BigEndian.Uint16([]byte(key))] = int32(id)
			continue
		}
		start := key[:min(len(key), head)]
		at, known := heads[start]
		if !known {
			at = len(sequences)
			heads[start] = at
			sequences = append(sequences, start)
			g.heads = append(g.heads, nil)
		}
		g.heads[at] = append(g.heads[at], pattern{key, id})
	}
	builder := ac.NewAhoCorasickBuilder(ac.Opts{MatchKind: ac.StandardMatch})
	g.finder = builder.Build(sequences)
}

// indexCodes lets each code stand for its entry; where entries share one, for the likeliest that it means in a text.
func (g *Gazetteer) indexCodes() {
	for code, e := range g.tables.alpha2 {
		g.byCode[codeKey{State, code}] = e
	}
	for _, e := range g.tables.entries {
		at := codeKey{e.Kind, e.Code}
		switch {
		case e.Code == "":
		case g.byCode[at] == nil:
			g.byCode[at] = e
		default:
			for _, c := range g.Lookup(e.Code) {
				if c.Entry.Kind == e.Kind && c.Entry.Code == e.Code {
					g.byCode[at] = c.Entry
					break
				}
			}
		}
	}
}

// rank is the place of a meaning in the order given for its name; those that it does not name are from the user's
// tables, and go first.
func rank(order []string, m meaning) int {
	if m.Entry == nil {
		return len(order)
	}
	return slices.Index(order, m.Entry.reference())
}

// reference names an entry among those that share a name: a place by its country, a state by its code, any other by
// its canonical name.
func (e *Entry) reference() string {
	switch {
	case e.Kind == Place && e.Country != "":
		return string(Place) + ":" + e.Country
	case e.Kind == State && e.Code != "":
		return string(State) + ":" + e.Code
	}
	return string(e.Kind) + ":" + e.Name
}

// learn gives the pattern of the name that s is to scan, and a code to each of its words that has none.
func (g *Gazetteer) learn(s *scanner) ([]byte, error) {
	key := make([]byte, 0, 64)
	first, last := uint16(markBreak), uint16(markBreak)
	for s.next() {
		code := s.mark
		if last = code; len(key) == 0 {
			first = code
		}
		if code == noMark {
			if code = g.code(s.word); code == 0 {
				if len(g.codes) >= maxWords {
					return nil, fmt.Errorf("the tables hold more than %d different words", maxWords)
				}
				code = uint16(firstWord + len(g.codes))
				word := string(s.word)
				if alias, ok := aliases[word]; ok {
					word = alias
				}
				g.codes[word] = code
			}
		}
		key = binary.BigEndian.AppendUint16(key, code)
	}
	if first != noMark || last == markBreak || last == markComma {
		return nil, fmt.Errorf("name %q begins or ends with a mark", s.text)
	}
	return key, nil
}

// code is the code of a word, 0 if it is in no name.
func (g *Gazetteer) code(word []byte) uint16 {
	if code := g.codes[string(word)]; code != 0 {
		return code
	}
	if alias, ok := aliases[string(word)]; ok {
		return g.codes[alias]
	}
	return 0
}

// key is the pattern of a text, with the code 0 for each word that is in no name.
func (g *Gazetteer) key(text string) string {
	_, key := g.encode(text)
	return string(key)
}

// token is a word or a mark of a text.
type token struct {
	start, end int
	code       uint16
}

// encode gives the words of a text, and their codes in two bytes each.
func (g *Gazetteer) encode(text string) ([]token, []byte) {
	tokens := make([]token, 0, len(text)/5+4)
	key := make([]byte, 0, 2*(len(text)/5+4))
	for s := scan(text); s.next(); {
		code := s.mark
		if code == noMark {
			code = g.code(s.word)
		}
		tokens = append(tokens, token{s.start, s.end, code})
		key = binary.BigEndian.AppendUint16(key, code)
	}
	return tokens, key
}

// Find gives the names in a text, from left to right; of names that begin at the same word, the longest.
func (g *Gazetteer) Find(text string) []Mention {
	tokens, key := g.encode(text)
	var matches []match
	add := func(m match) {
		if end := tokens[m.last].end; end < len(text) && text[end] == '$' {
			return // "US$ 5,000" is money
		}
		if g.holds(text, tokens, m) {
			matches = append(matches, m)
		}
	}
	for i, t := range tokens {
		if id := g.single[t.code]; id >= 0 {
			add(match{i, i, int(id)})
		}
	}
	found := g.finder.IterOverlappingByte(key)
	for f := found.Next(); f != nil; f = found.Next() {
		if f.Start()%2 != 0 {
			continue // the second half of one word's code and the first of another's
		}
		for _, p := range g.heads[f.Pattern()] {
			if rest := key[f.Start():]; len(rest) >= len(p.key) && string(rest[:len(p.key)]) == p.key {
				add(match{first: f.Start() / 2, last: (f.Start()+len(p.key))/2 - 1, pattern: p.id})
			}
		}
	}
	slices.SortFunc(matches, func(a, b match) int {
		if a.first != b.first {
			return a.first - b.first
		}
		return b.last - a.last
	})
	var mentions []Mention
	next := 0
	for _, m := range matches {
		if m.first < next {
			continue
		}
		end := next
		next = m.last + 1
		c := context{text, tokens, g.tables.words, m}
		candidates := c.filter(g.candidates(c))
		if len(candidates) == 0 {
			continue
		}
		first := m.first
		if first > end && strings.HasPrefix(candidates[0].Entry.Name, "The ") && strings.EqualFold(c.word(first-1), "the") {
			first-- // The Hague
		}
		mentions = append(mentions, Mention{document.Span{Start: tokens[first].start, End: tokens[m.last].end}, candidates})
	}
	preferNeighbours(text, mentions)
	return mentions
}

// match is where a pattern was found: from word to word, both included.
type match struct{ first, last, pattern int }

// holds reports whether at least one spelling of the pattern fits the letters that stand there.
func (g *Gazetteer) holds(text string, tokens []token, m match) bool {
	return slices.ContainsFunc(g.meanings[m.pattern], func(x meaning) bool { return x.fits(text, tokens, m) })
}

// candidates are the entries of the spellings that fit, each once; none where the name is silent.
func (g *Gazetteer) candidates(c context) []Candidate {
	var candidates []Candidate
	meanings := g.meanings[c.pattern]
	written := c.text[c.tokens[c.first].start:c.tokens[c.last].end]
	exact := slices.ContainsFunc(meanings, func(x meaning) bool { return x.spelling == written })
	abbreviation := c.isAbbreviation()
	for _, x := range meanings {
		switch {
		case !x.fits(c.text, c.tokens, c.match):
			continue
		case x.silent:
			return nil
		case x.spelling != written && (exact && strings.EqualFold(x.spelling, written) || abbreviation && x.Entry.Kind == Place):
			continue // ILO is no town in Peru, nor GAO one in Mali
		case x.Form == Demonym && !isASCII(written) && isASCII(x.spelling):
			continue // Germán is a given name
		}
		if !slices.ContainsFunc(candidates, func(c Candidate) bool { return c.Entry == x.Entry }) {
			candidates = append(candidates, x.Candidate)
		}
	}
	return candidates
}

// fits reports whether the letters in the text agree with the spelling in case, as [caseFits] has it.
func (x meaning) fits(text string, tokens []token, m match) bool {
	if x.inverted && runsOn(text, tokens, m.last) {
		return false
	}
	s := scan(x.spelling)
	for _, t := range tokens[m.first : m.last+1] {
		s.next()
		if !caseFits(x.spelling[s.start:s.end], text[t.start:t.end]) {
			return false
		}
	}
	return true
}

// Lookup gives what a name, and nothing but the name, may mean; the case of its letters matters in acronyms only.
func (g *Gazetteer) Lookup(name string) []Candidate {
	tokens, key := g.encode(name)
	for len(tokens) > 0 && tokens[len(tokens)-1].code == markBreak {
		tokens, key = tokens[:len(tokens)-1], key[:len(key)-2]
	}
	if len(tokens) > 1 && strings.EqualFold(name[tokens[0].start:tokens[0].end], "the") {
		tokens, key = tokens[1:], key[2:]
	}
	id, ok := g.patterns[string(key)]
	if !ok {
		return nil
	}
	var candidates []Candidate
	for _, x := range g.meanings[id] {
		s, fits := scan(x.spelling), !x.silent
		for _, t := range tokens {
			s.next()
			have := name[t.start:t.end]
			fits = fits && (caseFits(x.spelling[s.start:s.end], have) || !hasInnerCapital(x.spelling[s.start:s.end]))
		}
		if fits && !slices.ContainsFunc(candidates, func(c Candidate) bool { return c.Entry == x.Entry }) {
			candidates = append(candidates, x.Candidate)
		}
	}
	return candidates
}

// LookupCode gives the entry of a code, or nil. For states it takes ISO 3166-1 alpha-2 codes too.
func (g *Gazetteer) LookupCode(kind Kind, code string) *Entry { return g.byCode[codeKey{kind, code}] }

// Entries are all entries of a kind that have a code, in the order of their codes.
func (g *Gazetteer) Entries(kind Kind) []*Entry {
	var out []*Entry
	for key, e := range g.byCode {
		if key.kind == kind && key.code == e.Code { // states are known by their alpha-2 codes, too
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b *Entry) int { return strings.Compare(a.Code, b.Code) })
	return out
}
