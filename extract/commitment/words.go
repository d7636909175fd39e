package commitment

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"rapporteur/schemas"
)

// verb is what a verb that may carry an act means.
type verb struct {
	lemma, act, kind string
	line             int
}

// The kinds of verb, by what they need after them to be an act.
const (
	plain     = "plain"     // nothing: adopted, welcomed
	thing     = "thing"     // an object; with "that" they only say something: confirmed, concluded
	asking    = "ask"       // somebody and what to do: asked the Secretariat to
	saying    = "say"       // a view: said that
	thinking  = "that"      // a that-clause: considered that
	agreeing  = "agree"     // the complement decides
	deciding  = "decide"    // the complement decides
	telling   = "tell"      // informed the meeting that it would
	promising = "to"        // an infinitive: undertook to
	carrying  = "noun"      // a noun that holds the act: expressed concern
	calling   = "call"      // called on, called for; called attention to
	looking   = "look"      // looked forward
	taking    = "take"      // took note, took a decision
	drawing   = "draw"      // drew attention
	paying    = "pay"       // paid tribute
	adjective = "adjective" // are committed to, are convinced that
)

var kinds = []string{plain, thing, asking, saying, thinking, telling, agreeing, deciding, promising, carrying, calling, looking, taking, drawing, paying, adjective}

// form is a form of a verb, as spelling shows it.
type form int

const (
	base       form = 1 << iota // agree
	third                       // agrees
	past                        // agreed, took
	participle                  // agreed, taken
	ing                         // agreeing
)

// inflected is a verb in one of its forms.
type inflected struct {
	*verb
	form form
}

// words is the vocabulary. It does not change once it is loaded.
type words struct {
	verbs      map[string]inflected // by form, in lower case
	adjectives map[string]*verb
	subjects   map[string]string // head noun → class
	nouns      map[string]string // noun → act
}

// actOf is the act of a verb that a table has, "" of another.
func (v inflected) actOf() string {
	if v.verb == nil {
		return ""
	}
	return v.verb.act
}

const (
	verbsFile    = "verbs.tsv"
	subjectsFile = "subjects.tsv"
	nounsFile    = "nouns.tsv"
)

// The classes of subjects.
const (
	all        = "all"        // the meeting as a whole, or its participants
	body       = "body"       // the meeting itself where it is the one that met; else a body of its own
	office     = "office"     // somebody with an office, or the state or body that is named with it
	background = "background" // never acts
	partners   = "partners"   // a party among others, known by what it is
	titled     = "titled"     // the meeting itself where its title has the word; else a party among others
)

// loadWords reads the built-in tables and the user's after them: a user's line replaces a built-in one of the same word.
func loadWords(builtin, user fs.FS) (*words, error) {
	w := &words{verbs: map[string]inflected{}, adjectives: map[string]*verb{}, subjects: map[string]string{}, nouns: map[string]string{}}
	for _, from := range []fs.FS{builtin, user} {
		if from == nil {
			continue
		}
		err := table(from, verbsFile, 4, func(line int, f []string) error {
			v := &verb{lemma: f[0], act: f[1], kind: f[2], line: line}
			if !slices.Contains(schemas.Acts, v.act) && v.act != "-" {
				return fmt.Errorf("%q is no act", v.act)
			}
			if !slices.Contains(kinds, v.kind) {
				return fmt.Errorf("%q is no complement", v.kind)
			}
			if v.kind == adjective {
				w.adjectives[v.lemma] = v
				return nil
			}
			for spelled, fm := range forms(v.lemma, strings.Fields(f[3])) {
				w.verbs[spelled] = inflected{v, fm}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		err = table(from, subjectsFile, 2, func(_ int, f []string) error {
			if !slices.Contains([]string{all, body, office, background, partners, titled}, f[1]) {
				return fmt.Errorf("%q is no class of subjects", f[1])
			}
			w.subjects[f[0]] = f[1]
			return nil
		})
		if err != nil {
			return nil, err
		}
		err = table(from, nounsFile, 2, func(_ int, f []string) error {
			if !slices.Contains(schemas.Acts, f[1]) && f[1] != agreement {
				return fmt.Errorf("%q is no act", f[1])
			}
			w.nouns[f[0]] = f[1]
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	for spelled, v := range maps.Clone(w.verbs) {
		if again := "re-" + spelled; w.verbs[again].verb == nil && v.verb.act == "decides" && v.verb.kind == plain {
			w.verbs[again] = v // "re-appointed"
		}
	}
	for spelled, v := range maps.Clone(w.verbs) {
		if whole, ok := strings.CutPrefix(spelled, "re"); ok && w.verbs["re-"+whole].verb == nil && w.verbs[whole].verb != nil {
			w.verbs["re-"+whole] = v // "re-affirmed"
		}
	}
	return w, nil
}

// agreement is the act of nouns that, like the verb agree, have it from their complement.
const agreement = "agreement"

// table reads a file of tab-separated lines, of which the last columns may be missing; a file that is not there is empty.
func table(from fs.FS, name string, columns int, add func(line int, fields []string) error) error {
	data, err := fs.ReadFile(from, name)
	if err != nil {
		return nil
	}
	line := 0
	for scanner := bufio.NewScanner(bytes.NewReader(data)); scanner.Scan(); {
		line++
		text := strings.TrimRight(scanner.Text(), " \r")
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		fields := strings.Split(text, "\t")
		if len(fields) > columns || len(fields) < min(columns, 3) {
			return fmt.Errorf("%s:%d: %d columns, want %d", name, line, len(fields), columns)
		}
		for len(fields) < columns {
			fields = append(fields, "")
		}
		if err := add(line, fields); err != nil {
			return fmt.Errorf("%s:%d: %w", name, line, err)
		}
	}
	return nil
}

// forms gives the forms of a verb: by the rules of spelling, or as they are given (third, past, participle, -ing; the
// past stands for a participle that is not given).
func forms(lemma string, given []string) map[string]form {
	out := map[string]form{}
	stem := strings.TrimSuffix(lemma, "e")
	s, ed, en, gerund := lemma+"s", stem+"ed", stem+"ed", stem+"ing"
	last := lemma[len(lemma)-1]
	switch {
	case last == 'y' && !strings.ContainsRune("aeou", rune(lemma[len(lemma)-2])):
		s, ed, en = lemma[:len(lemma)-1]+"ies", lemma[:len(lemma)-1]+"ied", lemma[:len(lemma)-1]+"ied"
	case strings.ContainsRune("sxz", rune(last)), strings.HasSuffix(lemma, "ch"), strings.HasSuffix(lemma, "sh"):
		s = lemma + "es"
	}
	if strings.HasSuffix(lemma, "ee") {
		gerund = lemma + "ing"
	}
	switch len(given) {
	case 2: // set: sets setting
		s, ed, en, gerund = given[0], lemma, lemma, given[1]
	case 3:
		s, ed, en, gerund = given[0], given[1], given[1], given[2]
	case 4:
		s, ed, en, gerund = given[0], given[1], given[2], given[3]
	}
	for spelled, fm := range map[string]form{lemma: base} {
		out[spelled] |= fm
	}
	out[s] |= third
	out[ed] |= past
	out[en] |= participle
	out[gerund] |= ing
	return out
}

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}
