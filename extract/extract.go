// Package extract turns a Document into a Record. It is pure: no input or output, no clock; the same document gives the
// same record.
//
// A document is read once into sentences ([Reading]); finders, one a kind of fact, look at the reading and add what they
// find to the [Findings], each value with the byte span that it rests on and the name of the rule that saw it; at the
// end the findings are written out as a record, with spans turned into code points once.
package extract

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/rule"
	"rapporteur/extract/text"
	"rapporteur/schemas"
)

// Finder finds one kind of fact.
type Finder interface {
	Name() string
	Find(r *Reading, f *Findings)
}

// Extractor reads documents and runs finders over them, in order: a finder sees what those before it have found.
type Extractor struct {
	splitter  *text.Splitter
	gazetteer *gazetteer.Gazetteer
	finders   []Finder

	confidence Confidence
}

// New returns an Extractor of the finders given.
func New(splitter *text.Splitter, gaz *gazetteer.Gazetteer, finders ...Finder) *Extractor {
	return &Extractor{splitter: splitter, gazetteer: gaz, finders: finders}
}

// Measured returns an Extractor whose records have the confidences given in place of the finders' estimates.
func (e *Extractor) Measured(c Confidence) *Extractor {
	measured := *e
	measured.confidence = c
	return &measured
}

// Extract gives the record of a document.
func (e *Extractor) Extract(id string, doc *document.Document) *schemas.Record {
	r, f := e.Findings(doc)
	return write(id, r, f, e.confidence)
}

// Findings gives what the finders found, and the reading they found it in.
func (e *Extractor) Findings(doc *document.Document) (*Reading, *Findings) {
	r := read(doc, e.splitter, e.gazetteer)
	f := &Findings{}
	dated := false
	for _, finder := range e.finders {
		finder.Find(r, f)
		if start := f.Meeting.Start.V; !dated && len(start) >= len("2006") {
			r.partUnions(start[:len("2006")])
			dated = true
		}
	}
	f.tidy(r)
	return r, f
}

// Rule is the rule of that name that a finder has in a file, nil where there is none: some are code.
func (e *Extractor) Rule(name string) *rule.Rule {
	for _, finder := range e.finders {
		f, ok := finder.(interface{ Rules() []*rule.Rule })
		if !ok {
			continue
		}
		for _, r := range f.Rules() {
			if r.Name == name {
				return r
			}
		}
	}
	return nil
}

// Reading is a document as the finders see it.
type Reading struct {
	Doc       *document.Document
	Sentences []Sentence // of the blocks that are part of what the report says, in order
	Gazetteer *gazetteer.Gazetteer
	Own       map[string]*gazetteer.Entry // by initials: bodies that the document explains, where the gazetteer knows others

	ofBlock map[int][2]int // block → its sentences, half-open
}

// Sentence is a sentence of a block with the names in it.
type Sentence struct {
	text.Sentence
	Index    int                 // in Reading.Sentences
	Block    int                 // in Document.Blocks
	Mentions []gazetteer.Mention // spans are of the document
}

func read(doc *document.Document, splitter *text.Splitter, gaz *gazetteer.Gazetteer) *Reading {
	r := &Reading{Doc: doc, Gazetteer: gaz, Own: ownInitials(doc, gaz), ofBlock: map[int][2]int{}}
	for i, b := range doc.Blocks {
		if !b.Kind.Body() {
			continue
		}
		content := doc.Slice(b.Span)
		mentions := r.Names(content)
		for j := range mentions {
			mentions[j].Span = mentions[j].Span.Shift(b.Span.Start)
		}
		first := len(r.Sentences)
		within := 0 // where the last name ends
		for _, s := range splitter.Sentences(content, b.Span.Start) {
			if s.Span.Start < within { // no sentence ends within a name: "Federal" on one line, "Republic of Germany" on the next
				last := &r.Sentences[len(r.Sentences)-1]
				last.Span.End, last.Tokens = s.Span.End, append(last.Tokens, s.Tokens...)
			} else {
				r.Sentences = append(r.Sentences, Sentence{Sentence: s, Index: len(r.Sentences), Block: i})
			}
			sentence := &r.Sentences[len(r.Sentences)-1]
			for len(mentions) > 0 && mentions[0].Span.Start < sentence.Span.End {
				within = mentions[0].Span.End
				sentence.Mentions = append(sentence.Mentions, mentions[0])
				mentions = mentions[1:]
			}
		}
		r.ofBlock[i] = [2]int{first, len(r.Sentences)}
	}
	return r
}

// Names are the names in a text, as the gazetteer and the document explain them.
func (r *Reading) Names(text string) []gazetteer.Mention {
	names := r.Gazetteer.Find(text)
	if len(r.Own) == 0 {
		return names
	}
	for i, m := range names {
		if own := r.Own[text[m.Span.Start:m.Span.End]]; own != nil {
			names[i].Candidates = []gazetteer.Candidate{{Entry: own, Form: gazetteer.Acronym}}
		}
	}
	return names
}

// Text is the document's text in a span.
func (r *Reading) Text(s document.Span) string { return r.Doc.Slice(s) }

// Block is the block that a sentence stands in.
func (r *Reading) Block(s *Sentence) *document.Block { return &r.Doc.Blocks[s.Block] }

// Of gives the sentences of a block.
func (r *Reading) Of(block int) []Sentence {
	bounds := r.ofBlock[block]
	return r.Sentences[bounds[0]:bounds[1]]
}

// Below is the index of the next block of the body after a block, -1 behind the last.
func (r *Reading) Below(block int) int {
	for i := block + 1; i < len(r.Doc.Blocks); i++ {
		if r.Doc.Blocks[i].Kind.Body() {
			return i
		}
	}
	return -1
}

// SentenceAt is the index of the first sentence that ends behind an offset into the text: the one around it, or else the
// next; it is the number of sentences behind the last.
func (r *Reading) SentenceAt(offset int) int {
	return sort.Search(len(r.Sentences), func(i int) bool { return r.Sentences[i].Span.End > offset })
}

// Mentions are the names within a span, in order.
func (r *Reading) Mentions(s document.Span) []gazetteer.Mention {
	var found []gazetteer.Mention
	for i := r.SentenceAt(s.Start); i < len(r.Sentences) && r.Sentences[i].Span.Start < s.End; i++ {
		for _, m := range r.Sentences[i].Mentions {
			if s.Contains(m.Span) {
				found = append(found, m)
			}
		}
	}
	return found
}

// partUnions parts the name of each union of two states that had ended before a year: "Serbia and Montenegro" are two in 2017.
func (r *Reading) partUnions(year string) {
	for i := range r.Sentences {
		sentence := &r.Sentences[i]
		for j := len(sentence.Mentions) - 1; j >= 0; j-- {
			if both := r.halves(sentence.Mentions[j], year); both != nil {
				sentence.Mentions = slices.Replace(sentence.Mentions, j, j+1, both...)
			}
		}
	}
}

// halves are the two states by whose names a union is called that had ended before a year, or nil.
func (r *Reading) halves(m gazetteer.Mention, year string) []gazetteer.Mention {
	state := m.Of(gazetteer.State)
	if state == nil || state.Entry.Until == "" || state.Entry.Until >= year {
		return nil
	}
	name := r.Text(m.Span)
	first, second, ok := strings.Cut(name, " and ")
	if !ok {
		return nil
	}
	of := func(half string, from int) []gazetteer.Mention {
		found := r.Gazetteer.Find(half)
		if len(found) != 1 || found[0].Span.Len() != len(half) || found[0].Of(gazetteer.State) == nil {
			return nil
		}
		found[0].Span = found[0].Span.Shift(from)
		return found
	}
	a, b := of(first, m.Span.Start), of(second, m.Span.End-len(second))
	if a == nil || b == nil {
		return nil
	}
	return append(a, b...)
}

// Evidence is the passage that a value rests on, and the rule that saw it.
type Evidence struct {
	Span     document.Span
	Rule     string
	Inferred bool // the value follows from the passage but is not written in it
}

// Value is a value with its evidence; without evidence it is absent.
type Value[T any] struct {
	V        T
	Evidence []Evidence
}

// Set gives the value, once: a value that is already there stays.
func (v *Value[T]) Set(value T, evidence ...Evidence) {
	if len(v.Evidence) == 0 {
		v.V, v.Evidence = value, evidence
	}
}

// Found reports whether there is a value.
func (v *Value[T]) Found() bool { return len(v.Evidence) > 0 }

// Findings are what the finders found so far.
type Findings struct {
	Meeting  Meeting
	Parties  []Party
	Areas    []Area
	Outcomes []Outcome
	Uncoded  []document.Span // sentences with an act's verb that gave no outcome
	Warnings []document.Warning
}

// Meeting says what met, when and where; the fields are those of schemas.Meeting.
type Meeting struct {
	Title, Series, Type, Start, End, DateText, City, Country, Venue, Mode Value[string]
	Ordinal                                                               Value[int]
	Chairs, Hosts                                                         []Value[string]
}

// Role is how a party stands to the meeting.
type Role string

// The roles of a party.
const (
	Attendee Role = "attendee"
	Observer Role = "observer"
	Absentee Role = "absentee"
)

// Party is a state, organization, person or group with its role. Empty strings are absent values.
type Party struct {
	Role       Role
	Name       string // as written
	Kind       string // one of schemas.PartyKinds
	Code       string // ISO 3166-1 alpha-3, or the organization's acronym
	Canonical  string
	Office     string
	For        string  // whom a person came for: a code, or a name as written
	Confidence float64 // the finder's estimate, for a rule that was never measured
	Evidence   []Evidence
}

// Area is a subject of cooperation; those with one number are one subject that the report takes up again.
type Area struct {
	N          int
	Title      string
	Scope      document.Span // the text that stands under it; empty where the area heads nothing
	Confidence float64
	Evidence   []Evidence
}

// Outcome is a statement by which the meeting or a participant does something. Empty strings are absent values.
type Outcome struct {
	Act, Verb   string
	Actors      []string // "ALL" for the meeting as a whole; else codes or names
	Addressees  []string
	Unit        document.Span // the sentence or bullet, or the clause of it, that it is
	Action      string
	Area        int // n of its area; 0 where it has none
	Deadline    *schemas.Deadline
	Place       *schemas.Place
	Instruments []string
	Hedged      bool
	Negated     bool
	Confidence  float64
	Evidence    []Evidence
}

// Warn adds a warning about passages of the document.
func (f *Findings) Warn(code, message string, spans ...document.Span) {
	f.Warnings = append(f.Warnings, document.Warning{Code: code, Message: message, Spans: spans})
}

// tidy puts findings in the order of the document and gives outcomes the innermost area under which they stand.
func (f *Findings) tidy(r *Reading) {
	slices.SortStableFunc(f.Outcomes, func(a, b Outcome) int { return a.Unit.Start - b.Unit.Start })
	for i := range f.Outcomes {
		o := &f.Outcomes[i]
		innermost := -1
		for j, a := range f.Areas {
			if a.Scope.Contains(o.Unit) && (innermost < 0 || a.Scope.Len() < f.Areas[innermost].Scope.Len()) {
				innermost = j
			}
		}
		if innermost >= 0 && o.Area == 0 {
			o.Area = f.Areas[innermost].N
		}
	}
}

// outcomeID is the name of the nth outcome (from 1) of a document.
func outcomeID(id string, n int) string { return fmt.Sprintf("%s-%03d", id, n) }
