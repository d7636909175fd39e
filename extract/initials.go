package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/pattern"
)

// ownInitials gives the initials that a document explains by a name of its own while the gazetteer knows another body by them,
// each with the body that they mean here: who writes "Multinational Advisory Group (MAG)" does not mean the Mines Advisory Group.
func ownInitials(doc *document.Document, gaz *gazetteer.Gazetteer) map[string]*gazetteer.Entry {
	own := map[string]*gazetteer.Entry{}
	for _, b := range doc.Blocks {
		text := doc.Slice(b.Span)
		for open := strings.IndexByte(text, '('); open >= 0; {
			rest := text[open+1:]
			if end := strings.IndexByte(rest, ')'); end > 1 && end <= maxInitials && rest[:end] == strings.Map(capital, rest[:end]) && own[rest[:end]] == nil {
				if name := spelled(text[max(0, open-maxName):open], rest[:end]); name != "" && anothers(gaz, name, rest[:end]) {
					own[rest[:end]] = &gazetteer.Entry{Kind: gazetteer.Organization, Code: rest[:end], Name: name}
				}
			}
			next := strings.IndexByte(rest, '(')
			if next < 0 {
				break
			}
			open += 1 + next
		}
	}
	for _, b := range doc.Blocks[:min(len(doc.Blocks), headBlocks)] {
		if b.Kind != document.Title && b.Kind != document.Heading {
			continue
		}
		name, short := whoMeets(doc.Slice(b.Span))
		if name == "" || own[short] != nil || !saysThe(doc.Text, short) || !unnamed(gaz, doc.Text, short) {
			continue
		}
		own[short] = &gazetteer.Entry{Kind: gazetteer.Organization, Code: short, Name: name}
	}
	return own
}

// headBlocks is how many blocks the head of a document has at most, in which its titles stand.
const headBlocks = 12

// organ is the name of an organ that meets, in its title: "Executive Committee Meeting".
var organ = pattern.MustCompile(`((?:\p{Lu}\p{Ll}+ ){1,3}(?:Committee|Council|Commission|Board|Group|Panel))(?: (?:Meeting|Session|Conference)| [-–—]|,|$)`)

// whoMeets is the name of the organ whose meeting a title tells of, and its initials; "" for none.
func whoMeets(title string) (name, short string) {
	m := organ.FindStringSubmatch(title)
	if m == nil {
		return "", ""
	}
	for word := range strings.FieldsSeq(m[1]) {
		first, _ := utf8.DecodeRuneInString(word)
		short += string(first)
	}
	return m[1], short
}

// saysThe reports whether a text speaks of a body by its initials alone, more than once.
func saysThe(text, short string) bool {
	return strings.Count(text, "The "+short+" ")+strings.Count(text, "the "+short+" ") > 1
}

// unnamed reports whether the gazetteer knows bodies by some initials of which a text spells out none.
func unnamed(gaz *gazetteer.Gazetteer, text, short string) bool {
	known := gaz.Find(short)
	return len(known) == 1 && !strings.Contains(text, "("+short+")") && !slices.ContainsFunc(known[0].Candidates, func(c gazetteer.Candidate) bool {
		return c.Entry.Kind != gazetteer.Organization || strings.Contains(text, c.Entry.Name)
	})
}

const (
	maxInitials = 8   // how many letters initials have at most,
	maxName     = 240 // how many bytes the name has that they stand for,
	maxWords    = 16  // and how many words
)

func capital(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		return r
	}
	return -1
}

// spelled is the name at the end of a text whose words with capitals begin with the initials given, "" where there is none.
func spelled(text, initials string) string {
	words := strings.Fields(text)
	for i, left := len(words)-1, len(initials); i >= 0 && len(words)-i <= maxWords; i-- {
		first, _ := utf8.DecodeRuneInString(words[i])
		switch {
		case first == rune(initials[left-1]):
			if left--; left == 0 {
				return strings.Join(words[i:], " ")
			}
		case unicode.IsUpper(first) || !withinNames[words[i]]:
			return ""
		}
	}
	return ""
}

// withinNames are the words that initials pass over.
var withinNames = map[string]bool{"of": true, "on": true, "for": true, "and": true, "the": true, "in": true, "to": true, "&": true}

// anothers reports whether all that the gazetteer knows by some initials are bodies whose names share no word with the name given
// but for those that many bodies have.
func anothers(gaz *gazetteer.Gazetteer, name, initials string) bool {
	known := gaz.Find(initials)
	if len(known) != 1 || known[0].Span.Len() != len(initials) {
		return false
	}
	stem := func(word string) string {
		word = strings.ToLower(word)
		return word[:min(len(word), stemLength)]
	}
	var telling []string
	for _, word := range strings.Fields(name) {
		if s := stem(word); !withinNames[word] && !ofManyBodies[s] {
			telling = append(telling, s)
		}
	}
	for _, c := range known[0].Candidates {
		if c.Entry.Kind != gazetteer.Organization || c.Form != gazetteer.Acronym ||
			slices.ContainsFunc(strings.Fields(c.Entry.Name), func(word string) bool { return slices.Contains(telling, stem(word)) }) {
			return false
		}
		for _, m := range gaz.Find(name) {
			if slices.ContainsFunc(m.Candidates, func(n gazetteer.Candidate) bool { return n.Entry.Code == c.Entry.Code }) {
				return false
			}
		}
	}
	return len(telling) > 0
}

// stemLength is how many letters tell words apart: "Labor" and "Labour" are one.
const stemLength = 4

// ofManyBodies are the stems of words that say what kind of body something is.
var ofManyBodies = func() map[string]bool {
	stems := map[string]bool{}
	for _, w := range strings.Fields(`advisory group committee commission council organization international world regional joint working board forum conference association
		union centre center network programme agency authority office fund bank institute technical scientific permanent standing executive general assembly ministerial
		steering coordination national intergovernmental global secretariat community cooperation meeting party parties states members special experts`) {
		stems[w[:min(len(w), stemLength)]] = true
	}
	return stems
}()
