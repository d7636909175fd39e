package attendance

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/pattern"
)

// part is a stretch of a list between two separators.
type part struct {
	span     document.Span
	bracket  bool   // it stands in brackets after the part before
	after    string // the separator before it: ",", ";", "and", "by", ":", "–", "\n", or "" at the start
	mentions []gazetteer.Mention
}

// list is a stretch of a document that enumerates parties.
type list struct {
	text    string
	words   vocabulary
	reading *extract.Reading
	country string // code of the state under whose name the entries stand, or ""
	french  bool   // "M." is Monsieur
}

// singleInitial is a surname behind one initial.
var singleInitial = pattern.MustCompile(`(?:^|[^\p{L}. ] ?|\p{Ll} )(\p{Lu})\. (\p{Lu}\p{Ll}[\p{L}’'-]+)`)

// saysMonsieur reports whether a text has several surnames behind "M." and fewer behind all other initials.
func saysMonsieur(text string) bool {
	if strings.Count(text, "M. ") < 2 {
		return false
	}
	names, others := map[string]bool{}, 0
	for _, m := range singleInitial.FindAllStringSubmatchIndex(text, -1) {
		if text[m[2]:m[3]] == "M" {
			names[text[m[4]:m[5]]] = true
		} else {
			others++
		}
	}
	return len(names) > 1 && len(names) > others
}

// parts splits a stretch at the separators that do not stand within a name.
func (l *list) parts(at document.Span) []part {
	var parts []part
	mentions := slices.DeleteFunc(slices.Clone(l.reading.Mentions(at)), l.isInitialsOfPerson)
	start, after := at.Start, ""
	cutAt := func(end, next int, sep string) {
		if p, ok := l.part(document.Span{Start: start, End: end}, mentions); ok {
			p.after = after
			parts = append(parts, p)
			after = sep
		} else if sep == ";" || sep == "and" && after == "," || after == "" {
			after = sep
		}
		start = next
	}
	for i := at.Start; i < at.End; {
		if m := mentionAt(mentions, i); m != nil {
			i = m.Span.End
			continue
		}
		r, size := utf8.DecodeRuneInString(l.text[i:])
		if r == ',' {
			size = max(size, l.severalAims(start, i, at.End, mentions))
		}
		switch {
		case r == ',' && size == 1 || r == ';' || r == '\n' || r == ':' && !isDigitAt(l.text, i+1) || r == '|' || r == '•':
			cutAt(i, i+size, string(r))
		case (r == '–' || r == '—' || r == '-') && spaceAround(l.text, i, size):
			cutAt(i, i+size, "–")
		case r == '(' || r == '[':
			end := closing(l.text[:at.End], i)
			cutAt(i, i+size, "(")
			if p, ok := l.part(document.Span{Start: i + size, End: end}, mentions); ok {
				p.bracket, p.after = true, "("
				parts = append(parts, p)
			}
			start, i = min(end+1, at.End), min(end+1, at.End)
			after = ","
			continue
		case l.joinerAt(i, at.Start) > 0:
			n := min(l.joinerAt(i, at.Start), at.End-i) // the space after it may lie beyond the list
			if !l.withinName(document.Span{Start: start, End: i}, i+n, mentions) {
				cutAt(i, i+n, joined(l.text[i:i+n]))
			}
			i += n
			continue
		}
		i += size
	}
	cutAt(at.End, at.End, "")
	return parts
}

var (
	// anAim ends a name that goes on with others: "Reef Social".
	anAim = pattern.MustCompile(`\p{Lu}\p{L}+(?:al|ic|ive|ary|ory)$`)
	// moreAims are those, and the body: ", Economic and Technical Council".
	moreAims = pattern.MustCompile(`^, (?:\p{Lu}\p{L}+(?:al|ic|ive|ary|ory),? )*and \p{Lu}\p{L}+(?:al|ic|ive|ary|ory) (?:Organi[sz]ation|Commission|Council|Committee|Union|Agency|Authority|Cent(?:re|er)|Board|Fund|Office|Association|Institute|Bureau|Forum|Federation|Programme|Community)`)
)

// severalAims is the length of what stands behind a comma within the name of a body for several things, 0 where none does:
// "the Reef Social, Economic and Technical Council".
func (l *list) severalAims(start, comma, end int, mentions []gazetteer.Mention) int {
	if n := l.severalPortfolios(start, comma, end, mentions); n > 0 {
		return n
	}
	if !anAim.MatchString(l.text[start:comma]) || slices.ContainsFunc(mentions, func(m gazetteer.Mention) bool { return m.Span.End == comma }) {
		return 0
	}
	return len(moreAims.FindString(l.text[comma:end]))
}

// officeFor ends in an office and the first of what it is for: "Minister of Finance".
var officeFor = pattern.MustCompile(`(?i)(?:minister|ministry|secretary|secretariat|department|commissioner|director|directorate)(?: of state)? (?:of|for) (?:the )?(?-i:\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+){0,2})$`)

// severalPortfolios is the length of what stands behind a comma within what one office is for, 0 where nothing does: "Minister of
// Finance, Planning and Development".
func (l *list) severalPortfolios(start, comma, end int, mentions []gazetteer.Mention) int {
	if !officeFor.MatchString(l.text[start:comma]) {
		return 0
	}
	length, last := 0, false // last: behind the "and"
	for _, w := range wordsOf(l.text, document.Span{Start: comma + 1, End: min(end, comma+120)}) {
		name := strings.TrimRight(w.text, ",;.:)")
		c := l.words.of(name)
		switch {
		case !last && (w.text == "and" || w.text == "&"):
			last = true
			continue
		case !isUpper(name) || c&portfolio == 0 || c&(title|people) != 0 || mentionAt(mentions, w.span.Start) != nil:
			return length
		}
		stop := strings.TrimPrefix(w.text, name)
		if last {
			length = w.span.Start + len(name) - comma
		}
		if last && stop != "" || stop != "" && stop != "," {
			return length
		}
	}
	return length
}

// joined is the separator that a joining word is.
func joined(word string) string {
	if strings.EqualFold(strings.TrimSpace(word), "by") {
		return "by" // "Fiji by its ambassador"
	}
	return "and"
}

// dotted are initials that may be an acronym's.
var dotted = pattern.MustCompile(`^(?:\p{Lu}\.){2,3}$`)

// isInitialsOfPerson reports whether what the gazetteer takes for an acronym are the initials before a surname: "A.U. Mamedov".
func (l *list) isInitialsOfPerson(m gazetteer.Mention) bool {
	name := l.text[m.Span.Start:m.Span.End]
	if !dotted.MatchString(name) || strings.HasPrefix(name, "U.") || name == "E.U." {
		return false
	}
	next := wordsOf(l.text, document.Span{Start: m.Span.End, End: min(len(l.text), m.Span.End+40)})
	return len(next) > 0 && isUpper(next[0].text) && l.words.of(next[0].text)&(office|body|portfolio|people) == 0
}

func (l *list) part(span document.Span, mentions []gazetteer.Mention) (part, bool) {
	span = trim(l.text, span)
	if span.Empty() {
		return part{}, false
	}
	p := part{span: span}
	for _, m := range mentions {
		if span.Contains(m.Span) {
			p.mentions = append(p.mentions, m)
		}
	}
	return p, true
}

// trim takes spaces and stray punctuation off both ends.
func trim(text string, span document.Span) document.Span {
	s := text[span.Start:span.End]
	left := strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:]})*•·–—-\"“”", r) })
	span.Start += len(s) - len(left)
	right := strings.TrimRightFunc(left, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:[{(*–—-\"“”]", r) })
	if strings.HasSuffix(right, ".") && !initialEnd.MatchString(right) {
		right = right[:len(right)-1]
	}
	span.End = span.Start + len(right)
	return span
}

var initialEnd = pattern.MustCompile(`(?:(?:^|[\s.-])\p{L}|\b[A-Z]\.[A-Z]|Jr|Sr|Inc|Ltd)\.$`)

func mentionAt(mentions []gazetteer.Mention, at int) *gazetteer.Mention {
	for i := range mentions {
		if mentions[i].Span.Start == at {
			return &mentions[i]
		}
	}
	return nil
}

func isDigitAt(s string, i int) bool { return i < len(s) && s[i] >= '0' && s[i] <= '9' }

func spaceAround(s string, i, size int) bool {
	return i > 0 && s[i-1] == ' ' && i+size < len(s) && s[i+size] == ' '
}

// closing is where the bracket that opens at i closes, or the end of the text where it does not.
func closing(text string, i int) int {
	depth := 0
	for j := i; j < len(text); j++ {
		switch text[j] {
		case '(', '[':
			depth++
		case ')', ']':
			if depth--; depth == 0 {
				return j
			}
		case ';', '\n':
			return j
		}
	}
	return len(text)
}

var joiner = pattern.MustCompile(`^(?:and also|and|as well as|along with|alongside|together with|plus|&|including|namely|such as|among (?:whom|which|them)|while|with|by|AND|AS WELL AS|BY|INCLUDING|TOGETHER WITH)\s`)

// joinerAt is the length of the joining word at i, or 0.
func (l *list) joinerAt(i, start int) int {
	if i > start && !unicode.IsSpace(rune(l.text[i-1])) && l.text[i-1] != ',' {
		return 0
	}
	if i >= len(l.text) || !strings.ContainsRune("apt&inswmbABIT", rune(l.text[i])) {
		return 0
	}
	return len(joiner.FindString(l.text[i:min(len(l.text), i+24)]))
}

// withinName reports whether an "and" between before and what follows stands inside the name of an office or body:
// "Minister of Trade and Industry of Fiji", "Office for Food and Water".
func (l *list) withinName(before document.Span, next int, mentions []gazetteer.Mention) bool {
	if m := mentionAt(mentions, next); m != nil && m.Of(gazetteer.Place) == nil {
		return false
	}
	rest := wordsOf(l.text, document.Span{Start: next, End: min(len(l.text), next+60)})
	if len(rest) == 0 {
		return false
	}
	first := l.words.of(rest[0].text)
	if !isUpper(rest[0].text) && !l.countsOn(before, rest) || first&title != 0 {
		return false
	}
	if first&office != 0 && first&portfolio == 0 {
		return false
	}
	if len(rest) > 1 && l.words.of(rest[1].text)&office != 0 {
		return false
	}
	if l.countsOn(before, rest) || owns.MatchString(l.text[before.Start:before.End]) || l.spelt(before, next) {
		return true
	}
	opened := false // an office or a body with "of" or "for" after it, whose objects go on
	classes := 0
	for _, w := range wordsOf(l.text, before) {
		c := l.words.of(w.text)
		opened = opened || c&(office|body) != 0
		classes |= c
	}
	for _, m := range mentions {
		if before.Contains(m.Span) && before.End-m.Span.End < 3 {
			return false // the name before "and" is whole
		}
	}
	if isUpper(rest[0].text) && endsInAdjective.MatchString(l.text[before.Start:before.End]) {
		return true // "Association of Theoretical and Applied Limnology"
	}
	if len(rest) > 1 && isUpper(rest[0].text) && l.words.of(strings.TrimRight(rest[1].text, ",;.:)"))&body != 0 && l.startsWithState(before, mentions) {
		return true // "United States Fish and Wildlife Service"
	}
	if first&portfolio != 0 && classes&(title|office|body|people) == 0 && len(rest) > 1 && isUpper(rest[0].text) && (l.words.of(rest[1].text)&body != 0 || len(rest) > 2 && isUpper(rest[1].text) && l.words.of(rest[2].text)&body != 0) {
		return true // "Reef Travel and Tourism Association"
	}
	return opened && (first&portfolio != 0 || first == 0 && !l.words.startsName(rest))
}

// endsInAdjective is a name that lacks its last noun: "Union of Pure", "Society for Mechanical".
var endsInAdjective = pattern.MustCompile(`\p{Lu}\p{L}+ (?:of|for|on|in) \p{Lu}?\p{L}*(?:Pure|Applied|[io]nal|ical|ural|ental|omic)\s*$`)

// startsWithState reports whether a stretch is a state's name and words of a body's name behind it.
func (l *list) startsWithState(at document.Span, mentions []gazetteer.Mention) bool {
	return slices.ContainsFunc(mentions, func(m gazetteer.Mention) bool {
		if !at.Contains(m.Span) || m.Of(gazetteer.State) == nil || m.Span.Start-at.Start > len(" the ") {
			return false
		}
		behind := wordsOf(l.text, document.Span{Start: m.Span.End, End: at.End})
		return len(behind) > 0 && !slices.ContainsFunc(behind, func(w word) bool { return !isUpper(w.text) || l.words.of(w.text)&(title|office|body|people) != 0 })
	})
}

// owns ends with an owner in the plural, whose thing comes after another owner: "the Magistrates’ and Judges’ Association".
var owns = pattern.MustCompile(`\p{Lu}\p{L}+s[’']\s*$`)

// spelt reports whether a name with "and" in it is that of which the initials stand behind it in brackets, in this or another
// order, "the Union of Reef and Lagoon Studies (URLS)", or of its part before "and"; or, for the name of a body, whether behind "and" stands one word that does
// not begin as they do, so that they are not its own: "the Federation of Makers of Nets and Traps (FMNI)".
func (l *list) spelt(before document.Span, next int) bool {
	m := acronymNext.FindStringSubmatchIndex(l.text[next:])
	if m == nil {
		return false
	}
	first, rest, initials := capitals(l.text[before.Start:before.End]), strings.TrimSpace(l.text[next:next+m[2]-1]), l.text[next+m[2]:next+m[3]]
	letters := []byte(first + capitals(rest))
	if string(letters) == initials || len(first) > 2 && first == initials {
		return true
	}
	slices.Sort(letters)
	sorted := []byte(initials)
	slices.Sort(sorted)
	if slices.Equal(letters, sorted) {
		return true
	}
	ofBody := slices.ContainsFunc(wordsOf(l.text, before), func(w word) bool { return l.words.of(w.text)&body != 0 })
	return len(first) > 2 && (ofBody || initials[0] == first[0]) && initials[0] != rest[0] && !strings.ContainsAny(rest, " -")
}

// acronymNext is the rest of a name and its initials in brackets.
var acronymNext = pattern.MustCompile(`^\p{Lu}[^,;:()\n]{2,60} ?\((\p{Lu}{3,})\)`)

// capitals are the initials of a text's words that begin with a capital.
func capitals(text string) string {
	var initials strings.Builder
	for word := range strings.FieldsFuncSeq(text, func(c rune) bool { return c == ' ' || c == '-' }) {
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(first) {
			initials.WriteRune(first)
		}
	}
	return initials.String()
}

// countsOn reports whether what follows "and" belongs to the count before it: "80 people from 42 countries and six agencies",
// "7 agencies and international organisations".
func (l *list) countsOn(before document.Span, rest []word) bool {
	words := wordsOf(l.text, before)
	if len(words) < 2 || !isNumber(words[0].text) && (!roughly[strings.ToLower(words[0].text)] || !isNumber(words[1].text) && !roughly[strings.ToLower(words[1].text)]) {
		return false
	}
	counted := isNumber(rest[0].text)
	if counted && !strings.Contains(l.text[before.Start:before.End], " from ") {
		return false
	}
	for _, w := range rest[:min(3, len(rest))] {
		if isUpper(w.text) {
			return false
		}
		if bodies[strings.Trim(strings.ToLower(w.text), ".,;:")] {
			return true
		}
	}
	return false
}

func isNumber(w string) bool {
	return isDigitAt(w, 0) || numeral.MatchString(w) && !roughly[strings.ToLower(w)]
}

// roughly stand before a number that is not exact.
var roughly = map[string]bool{"over": true, "some": true, "about": true, "around": true, "approximately": true, "more": true, "than": true,
	"nearly": true, "almost": true, "roughly": true, "all": true, "several": true, "many": true}

// bodies are the words for what people come from, in the plural.
var bodies = map[string]bool{"countries": true, "states": true, "organisations": true, "organizations": true, "agencies": true, "entities": true,
	"institutions": true, "bodies": true, "economies": true}

// startsName reports whether two name words follow each other: a person, rather than one more object of an office.
func (v vocabulary) startsName(words []word) bool {
	return len(words) > 1 && v.of(words[0].text) == 0 && v.of(words[1].text) == 0 && isUpper(words[1].text)
}

// officeLess reports whether no word of a stretch is that of an office.
func (l *list) officeLess(at document.Span) bool {
	return !slices.ContainsFunc(wordsOf(l.text, at), func(w word) bool { return l.words.of(w.text)&office != 0 })
}
