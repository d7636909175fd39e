// Package text splits a block of a document into sentences and tokens with part-of-speech tags. It is the only importer
// of prose.
//
// It takes a block's text and the position of its first byte; every span that it gives is a byte range of the document.
// Sentences are in order, do not overlap, and neither begin nor end with a space; a sentence's tokens lie within it.
package text

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jdkato/prose/v3/segment"
	"github.com/jdkato/prose/v3/tag"
	"github.com/jdkato/prose/v3/tokenize"

	"rapporteur/extract/document"
	"rapporteur/extract/pattern"
)

// Token is a word or a mark of punctuation.
type Token struct {
	Span document.Span
	Text string
	Tag  string // Penn Treebank
}

// Sentence is a stretch of one block that ends where a sentence does, or where the block does.
type Sentence struct {
	Span   document.Span
	Tokens []Token
}

// Splitter splits blocks. It is safe for concurrent use.
type Splitter struct {
	segmenter *segment.Segmenter
	tokenizer *tokenize.Tokenizer
	tagger    *tag.Tagger
}

// New returns a Splitter for English.
func New() (*Splitter, error) {
	segmenter, err := segment.New()
	if err != nil {
		return nil, fmt.Errorf("sentence model: %w", err)
	}
	tagger, err := tag.New()
	if err != nil {
		return nil, fmt.Errorf("tagging model: %w", err)
	}
	return &Splitter{segmenter: segmenter, tokenizer: tokenize.New(), tagger: tagger}, nil
}

// Sentences splits a block whose first byte stands at position at of the document.
func (s *Splitter) Sentences(block string, at int) []Sentence {
	var sentences []Sentence
	for _, span := range s.bounds(block) {
		sentence := Sentence{Span: span.Shift(at)}
		words := withPoints(s.tokenizer.Tokenize(block[span.Start:span.End]))
		s.tag(words)
		for _, w := range words {
			start := at + span.Start + w.Start
			sentence.Tokens = append(sentence.Tokens, Token{Span: document.Span{Start: start, End: start + len(w.Text)}, Text: w.Text, Tag: w.Tag})
		}
		sentences = append(sentences, sentence)
	}
	return sentences
}

// withPoints gives titles ("Prof", "Capt") the points behind them that prose takes for the ends of sentences.
func withPoints(words []tokenize.Token) []tokenize.Token {
	out := words[:0]
	for i, w := range words {
		if last := len(out) - 1; w.Text == "." && last >= 0 && i+1 < len(words) && out[last].Start+len(out[last].Text) == w.Start && titles[strings.ToLower(out[last].Text)] {
			out[last].Text += "."
			continue
		}
		out = append(out, w)
	}
	return out
}

// Bounds are the sentences of a block, without their tokens, as byte ranges of the block.
func (s *Splitter) Bounds(block string) []document.Span { return s.bounds(block) }

// tag gives words their tags; a sentence in capitals is tagged as if it were not, for the tagger takes a capital for a
// name. A verb in the third person ends in s and has no article before it: what else the tagger takes for one is a noun
// ("programme", "the reports").
func (s *Splitter) tag(words []tokenize.Token) {
	small := slices.Clone(words)
	if capitals(words) {
		for i := range small {
			small[i].Text = strings.ToLower(small[i].Text)
		}
	}
	s.tagger.TagTokens(small)
	for i, w := range small {
		words[i].Tag = w.Tag
		switch {
		case w.Tag != "VBZ":
		case !strings.HasSuffix(strings.ToLower(w.Text), "s"):
			words[i].Tag = "NN"
		case i > 0 && (w.Text == "States" || beforeNoun[strings.ToLower(words[i-1].Text)]):
			words[i].Tag = "NNS"
		}
	}
}

// beforeNoun are words that no verb follows.
var beforeNoun = map[string]bool{"the": true, "these": true, "those": true, "its": true, "their": true, "our": true, "his": true}

// capitals reports whether four words or more are all set in capitals.
func capitals(words []tokenize.Token) bool {
	n := 0
	for _, w := range words {
		if strings.ToLower(w.Text) == w.Text {
			continue
		}
		if strings.ToUpper(w.Text) != w.Text {
			return false
		}
		n++
	}
	return n > 3
}

// bounds are the sentences of a block: prose's, cut where it misses an end, joined where it sees one in an abbreviation.
func (s *Splitter) bounds(block string) []document.Span {
	var bounds []document.Span
	for line := range lines(block) {
		for _, found := range s.segmenter.Segment(block[line.Start:line.End]) {
			for _, part := range cut(block, document.Span{Start: found.Start, End: found.End()}.Shift(line.Start)) {
				if n := len(bounds); n > 0 && bounds[n-1].Start >= line.Start && joins(block[bounds[n-1].Start:bounds[n-1].End], block[part.Start:part.End]) {
					bounds[n-1].End = part.End
					continue
				}
				bounds = append(bounds, part)
			}
		}
	}
	return bounds
}

// lines are the stretches of a block between line breaks at which a sentence may end: a break in mid-sentence
// (the line ends with a comma or a joining word, or the next one goes on in lower case) is no end.
func lines(block string) func(yield func(document.Span) bool) {
	return func(yield func(document.Span) bool) {
		start := 0
		for i := 0; i < len(block); i++ {
			if block[i] != '\n' || goesOn(block[start:i], block[i+1:]) {
				continue
			}
			if i > start && !yield(document.Span{Start: start, End: i}) {
				return
			}
			start = i + 1
		}
		if start < len(block) {
			yield(document.Span{Start: start, End: len(block)})
		}
	}
}

var joiningEnd = pattern.MustCompile(`(?:[,/(&]|\S[\-–—]|(?:^|\s)(?i:and|or|of|the|in|on|at|to|for|by|with|from|a|an|as|that))$`)

func goesOn(line, next string) bool {
	first, _ := utf8.DecodeRuneInString(next)
	return !enumerated.MatchString(next) && (unicode.IsLower(first) || joiningEnd.MatchString(line))
}

var enumerated = pattern.MustCompile(`^\(?(?:[a-z]|[ivx]+|\d{1,2})[.)]\s`)

// missedEnd is an end of a sentence without a space after it ("today.The meeting"), after a closing quotation mark, or after a
// letter that stands alone ("Region H. The meeting", "Washington, D.C. A paper") or behind a hyphen ("Electro-L. The meeting").
var missedEnd = pattern.MustCompile(`(?:\p{Ll}{2}|[)\]”"’])[.!?]["”’)\]]?()\s*(?:[“"(]?\p{Lu}[\p{Ll}\s])|\p{Lu}{4}[.!?]()(?:THE|IT|THEY) |[\p{Lu}\p{Nd}]{2}[.!?]()(?:The|It|They|This|These|In|On|At|He|She|We|Ministers|Participants|Members|Delegates|Leaders) |[\s.]\p{Lu}\.()\s+(?:The|It|They|This|These|A|An)\s\p{L}|\p{L}{3}-\p{Lu}\.()\s+(?:\p{Lu}{2,}\s\p{Ll}{2,}ed|The|It|They|This|These|A|An)\s|\s(?:Annex|Appendix|Attachment|Schedule) \p{Lu}\.()\s+\p{Lu}\p{Ll}`)

// cut splits a sentence where prose has missed an end.
func cut(block string, span document.Span) []document.Span {
	var parts []document.Span
	text := block[span.Start:span.End]
	start := 0
	for _, m := range missedEnd.FindAllStringSubmatchIndex(text, -1) {
		end := max(m[2], m[4], m[6], m[8], m[10], m[12])
		if end < start || m[8] < 0 && m[10] < 0 && m[12] < 0 && abbreviated(text[start:end]) {
			continue
		}
		parts = append(parts, document.Span{Start: start, End: end})
		start = end + len(text[end:]) - len(strings.TrimLeftFunc(text[end:], unicode.IsSpace))
	}
	parts = append(parts, document.Span{Start: start, End: len(text)})
	for i := range parts {
		parts[i] = parts[i].Shift(span.Start)
	}
	return parts
}

// joins reports whether a sentence goes on in the next: it ends in an abbreviation, a number's or an initial's point,
// or the next begins as none does.
func joins(sentence, next string) bool {
	first, _ := utf8.DecodeRuneInString(next)
	switch {
	case bareNumber.MatchString(sentence) || doubleInitial.MatchString(sentence) || unitAtEnd.MatchString(sentence) && unicode.IsDigit(first):
		return true
	case abbreviated(sentence):
		word := strings.ToLower(lastWord.FindStringSubmatch(sentence)[1])
		return !endsAndStarts(sentence, next) && (!references[word] || startsNumber.MatchString(next))
	case unicode.IsLower(first) && !enumerated.MatchString(next):
		return true
	case strings.ContainsRune(")]”,;:", first):
		return true
	}
	return openBrackets(sentence) && len(sentence) < 400
}

func openBrackets(s string) bool {
	return strings.Count(s, "(") > strings.Count(s, ")") && !strings.HasSuffix(s, ":")
}

// endsAndStarts: an abbreviation that may also end a sentence does so where a new one clearly begins.
func endsAndStarts(sentence, next string) bool {
	if first, _ := utf8.DecodeRuneInString(next); unicode.IsUpper(first) && endsInLetter.MatchString(sentence) {
		return true
	}
	return mayEnd.MatchString(sentence) && startsSentence.MatchString(next)
}

// endsInLetter ends in the letter of a part: "in Appendix B."
var endsInLetter = pattern.MustCompile(`\s(?:Annex|Appendix|Attachment|Schedule|Table|Addendum) [A-Z]\.$`)

var (
	mayEnd         = pattern.MustCompile(`(?i)(?:etc|et al|a\.m|p\.m|\bInc|\bLtd|U\.N|U\.S|U\.S\.A|U\.K|E\.U|D\.C|Jr|Sr|\d{4} ?H|\bA\.?H|\b(?:Region|Annex|Appendix|Part|Group|Section|Schedule|Option|Area|Zone|Class|Category|Division|Phase|Table|Panel|Protocol|Item) [A-Z])\.$`)
	startsSentence = pattern.MustCompile(`^(?:The|It|They|He|She|In|On|At|We|This|These|Those|A|An|For|As|To|During|Following|After|Also|His|Her|Its|Their|Ministers|Participants|Members|Delegates|Leaders)\s`)
	startsNumber   = pattern.MustCompile(`^[(“"]?(?:\d|[IVXLC]+\b|[A-Z]\b|\p{Lu}{2,}[\p{Lu}./-]*\d)`)
	lastWord       = pattern.MustCompile(`(?:(?:^|[\s(\[“"'’/])(\p{L}[\p{L}.]*)|\p{L}[-–](\p{Lu}\.\p{Lu}))\.$`) // "Fiji-U.S."
	unitAtEnd      = pattern.MustCompile(`\d ?(?:s|d|ft|in|lbs?|cwts?|yds?|hrs?|mins?)\.$`)                     // "12s. 6d."
	doubleInitial  = pattern.MustCompile(`\p{Lu}\.-\p{Lu}\.$`)                                                  // "M.-A."
	bareNumber     = pattern.MustCompile(`^\(?(?:\d+(?:\.\d+)*|[A-Za-z]|[IVXLivxl]+)\.$`)
)

// abbreviated reports whether a stretch of text ends in an abbreviation's point, or is nothing but a number with one.
func abbreviated(s string) bool {
	if bareNumber.MatchString(s) || doubleInitial.MatchString(s) {
		return true
	}
	last := wordAtEnd(s)
	word := strings.ToLower(last)
	if utf8.RuneCountInString(word) == 1 && last != word {
		return true // an initial
	}
	if strings.Contains(word, ".") && len(word) <= 8 {
		return true // H.E., U.N., e.g., Ph.D.
	}
	return titles[word] || references[word]
}

// wordAtEnd is the word before the point at the end of a text, "" where there is none.
func wordAtEnd(s string) string {
	m := lastWord.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	return m[1] + m[2]
}

// titles stand before a name, references before a number; both in lower case, without the last point. References that
// are words of their own ("no.", "art.") join only what begins with a number.
var (
	titles = setOf(`pol ybhg yb yab engr barr acad adm al amb smt kum mdm pt arch arq brig cllr cmdre dra eng ing lic nat secy sra srta approx asst atty aug bgen brig bros capt cf cmdr comdr corp cpl dept dr drs ed eds eg esp est etc
		exc excl feb ft gen gov govt hon hons hr ht ie incl insp jan jr lt ltd maj messrs mfr mgr mohd mme mlle mr mrs ms msgr mt nb
		nov oct pres prof profs rear ret rev revd rt sen sens sept sgt sr st ste supt tel univ viz vs ya yu zh sh kh ts`)
	references = setOf(`app apps art arts ch chap chaps doc docs fig figs no nos nr op p para paras pp pt rec recs ref reg regs res
		sec rs frs dfl secs sect ser sess subpara subparas sup supp v vol vols`)
)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
