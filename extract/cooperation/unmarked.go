package cooperation

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/pattern"
)

// few is how many subjects of a kind that no heading marks must stand in a report to be taken for such.
const few = 2

// unmarked gives the subjects that head text without being headings: lines of their own above it, terms before their
// definitions, the words before the first full stop of paragraphs, the first cells of rows. Each kind counts where it
// recurs, and where what it heads says what the meeting holds or does.
func (s *search) unmarked() []area {
	var found []area
	for _, kind := range [][]area{s.lines(), s.terms(), s.openings(), s.beforeColons(), s.rows(), s.bands()} {
		positions := 0
		for _, a := range kind {
			under := document.Span{Start: a.title.End, End: a.scope.End}
			if head, _, _ := strings.Cut(s.r.Text(a.scope), "\n"); s.saysPosition(under) || onWhatToLine.MatchString(head) || a.own != "" && (s.acts(under) || ofResolution.MatchString(s.r.Text(a.scope))) {
				positions++
			}
		}
		if len(kind) >= few && positions >= few && 2*positions >= len(kind) {
			found = append(found, kind...)
		}
	}
	if len(found) == 0 {
		found = s.shouted()
	}
	return found
}

// shoutedHead is a title in capitals before the first colon of a paragraph: "EMISSIONS AND RELEASES: Delegates".
var shoutedHead = pattern.MustCompile(`^\p{Lu}[\p{Lu}\p{N} ,&'’/()–-]{6,90}: ["“]?\p{Lu}`)

// speaker reports whether a title ends in the state of whoever speaks: "JONE VULA (FIJI)".
func (s *search) speaker(title document.Span) bool {
	return slices.ContainsFunc(s.r.Mentions(title), func(m gazetteer.Mention) bool {
		return m.Of(gazetteer.State) != nil && m.Span.End == title.End-1 && s.r.Doc.Text[m.Span.End] == ')'
	})
}

// ofTalks is a title of who speaks, or of when: "WORKING GROUP I", "FIRST DAY".
var ofTalks = pattern.MustCompile(`(?i)\b(?:day|morning|afternoon|evening|group(?: [IVX\d]+)?|secretariat|delegation|president|chair\p{L}*|minister|director|ambassador|committee(?: [IVX\d]+)?)$`)

// longParagraph is how many words a paragraph has at least that tells at length of what its head names.
const longParagraph = 25

// shouted gives the titles in capitals before the first colons of long paragraphs, as bulletins on talks have them, whoever speaks there.
func (s *search) shouted() []area {
	var found []area
	open := false
	for _, b := range s.r.Doc.Blocks {
		text := s.r.Text(b.Span)
		head := b.Kind == document.Paragraph && b.Marker == "" && len(strings.Fields(text)) >= longParagraph && shoutedHead.MatchString(text)
		if open && (head || b.Kind == document.Heading) {
			found[len(found)-1].scope.End, open = b.Span.Start, false
		}
		if title := (document.Span{Start: b.Span.Start, End: b.Span.Start + strings.IndexByte(text, ':')}); head && s.isSubject(title) && !ofTalks.MatchString(s.r.Text(title)) && !s.speaker(title) {
			found = append(found, area{title: title, scope: document.Span{Start: b.Span.Start, End: len(s.r.Doc.Text)}, rule: "opening", confidence: 0.6})
			open = true
		}
	}
	if len(found) < few {
		return nil
	}
	return found
}

func (s *search) saysPosition(at document.Span) bool {
	text := s.r.Text(at)
	m, ok := s.finder.position.Find(text)
	if who := byInitials.FindString(text[m.Span.Start:]); ok && who != "" {
		ok = strings.Contains(s.title, who) || strings.Contains(s.r.Doc.Text[:min(len(s.r.Doc.Text), headBytes)], "("+who+")") // another's "UNESCO recommended"
	}
	return ok || actLine.MatchString(text) || operative.MatchString(strings.TrimLeft(text, " .:\n•▪●○◦·*–-"))
}

// headBytes is how far into a report the initials of those who meet are explained.
const headBytes = 4000

// byInitials begins with a body's initials.
var byInitials = pattern.MustCompile(`^\p{Lu}{3,8}\b`)

// acts reports whether a line of what stands under a number says what the meeting does: "Urges Parties".
func (s *search) acts(at document.Span) bool {
	for line := range strings.SplitSeq(s.r.Text(at), "\n") {
		if operative.MatchString(strings.TrimLeft(line, " .:")) {
			return true
		}
	}
	return false
}

// operative begins a paragraph that says what the meeting does, with no subject: "Notes with concern".
var operative = pattern.MustCompile(`(?i)^(?:\(?[\da-z]{1,3}[.)] )?(?:express|note|welcome|adopt|request|urge|call|decide|approve|endorse|recogni[sz]e|commend|encourage|invite|agree|reaffirm|recall|take|underline|emphasi[sz]e|stress|direct|mandate|recommend|thank|condemn|support|instruct|acknowledge|appeal|appreciate|applaud|congratulate|commit|confirm|demand|deplore|pledge|regret|reiterate|resolve|task)(?:s|es|ed|d|ted)? `)

// line reports whether a paragraph is a line that heads the text below it.
func (s *search) line(i int) bool {
	b := s.r.Doc.Blocks[i]
	if _, _, labelled := s.underLabel(b); labelled && b.Kind == document.Paragraph {
		return true
	}
	text := s.r.Text(b.Span)
	next := s.r.Below(i)
	if _, ok := s.onWhatTo(b); ok && b.Kind == document.Paragraph && next >= 0 && s.r.Doc.Blocks[next].Kind == document.ListItem {
		return true
	}
	parent := s.lettered(b, i, next)
	if (b.Kind != document.Paragraph || b.Marker != "" && !section.MatchString(b.Marker)) && !parent || next < 0 || strings.Contains(text, "\n") || len(strings.Fields(text)) > 14 || strings.ContainsAny(text[len(text)-1:], ".,;?!") {
		return false
	}
	switch below := s.r.Doc.Blocks[next]; below.Kind {
	case document.Paragraph, document.ListItem:
		first, _ := utf8.DecodeRuneInString(s.r.Text(below.Span))
		if deeper := parent && below.Kind == document.ListItem && operative.MatchString(s.r.Text(below.Span)); !deeper && (len(strings.Fields(s.r.Text(below.Span))) < 10 && !s.saysPosition(below.Span) && !(b.Kind == document.Paragraph && s.leadsToActs(next)) || unicode.IsLower(first)) {
			return false
		}
		if document.LeadsIn(text) && below.Kind == document.ListItem && operative.MatchString(s.r.Text(below.Span)) && (!about.MatchString(text) || withActor.MatchString(text)) {
			return false // "The Council:", "On nets, the Council:" lead in to what it did
		}
	default:
		return false
	}
	if document.LeadsIn(text) && operative.MatchString(text) {
		return false // "Urges Member States to:"
	}
	title, _ := s.titleOf(b)
	return s.unspoken(b.Span) && s.namesSubject(title) && !papers.MatchString(text)
}

// leadsToActs reports whether a paragraph leads in to a list of what the meeting does: "5. Ministers:".
func (s *search) leadsToActs(i int) bool {
	below := s.r.Below(i)
	return document.LeadsIn(s.r.Text(s.r.Doc.Blocks[i].Span)) && below >= 0 && s.r.Doc.Blocks[below].Kind == document.ListItem && operative.MatchString(s.r.Text(s.r.Doc.Blocks[below].Span))
}

// section is a letter or a Roman number in capitals, as parts of a text have and its numbered paragraphs do not.
var section = pattern.MustCompile(`^(?:[A-Z]|[IVX]{1,5})[.)]$`)

// papers begins a line that names the papers before a meeting.
var papers = pattern.MustCompile(`^(?i:(?:informal |reference )?(?:documents?|docs?|papers?|references?))\.? ?[:(]`)

// lettered reports whether an item with a letter or number of its own heads the paragraph or the deeper items below it:
// "(b) Cybersecurity"; one with a bullet does where it is the only one, "* Cybersecurity", in a report without headings.
func (s *search) lettered(b document.Block, i, next int) bool {
	if b.Kind != document.ListItem || b.Marker == "" || next < 0 {
		return false
	}
	below := s.r.Doc.Blocks[next]
	if len(b.Marker) < 2 {
		return !s.headed && below.Kind == document.Paragraph && i > 0 && s.r.Doc.Blocks[i-1].Kind == document.Paragraph
	}
	return below.Kind == document.Paragraph || below.Kind == document.ListItem && below.Level > b.Level
}

// labelOnly is a line that numbers what the next line names: "Decision IV".
var labelOnly = pattern.MustCompile(`^(?i:decision|resolution|recommendation|agenda item|item|theme|session)s? (?:[Nn][o°º]\.? ?)?(?:\p{Lu}[\p{Lu}\p{N}.-]*/)?([\p{N}][\p{N}./-]*|[IVX]+)[.:]?$`)

// underLabel gives the title below such a line, and its number, where a block is nothing but the two.
func (s *search) underLabel(b document.Block) (title document.Span, own string, ok bool) {
	label, name, two := strings.Cut(s.r.Text(b.Span), "\n")
	m := labelOnly.FindStringSubmatch(label)
	title = trim(s.r.Doc.Text, document.Span{Start: b.Span.End - len(name), End: b.Span.End})
	if !two || m == nil || strings.Contains(name, "\n") || !s.namesSubject(title) {
		return document.Span{}, "", false
	}
	return title, m[1], true
}

// titleOf gives the title that a line or term holds, without the label before it ("Agenda item 4 – Nets"), and its number.
func (s *search) titleOf(b document.Block) (title document.Span, own string) {
	if title, ok := s.onWhatTo(b); ok {
		return title, ""
	}
	if m, ok := s.finder.label.Find(s.r.Text(b.Span)); ok {
		return trim(s.r.Doc.Text, m.Groups["title"].Shift(b.Span.Start)), s.r.Text(m.Groups["number"].Shift(b.Span.Start))
	}
	return s.bare(b.Span), ""
}

// onWhatToLine is a line that leads in to what is asked on a subject.
var onWhatToLine = pattern.MustCompile(`^(?i:on|regarding|concerning|with regard to|as regards) ([^,;:]{3,70}), to:?$`)

// onWhatTo gives the subject of a line that leads in to what is asked on it: "Regarding Trade in Nets, to".
func (s *search) onWhatTo(b document.Block) (document.Span, bool) {
	m := onWhatToLine.FindStringSubmatchIndex(s.r.Text(b.Span))
	if m == nil {
		return document.Span{}, false
	}
	title := document.Span{Start: b.Span.Start + m[2], End: b.Span.Start + m[3]}
	return title, s.namesSubject(title)
}

// unspoken reports whether words are no sentence: they begin with a capital and have no finite verb.
func (s *search) unspoken(at document.Span) bool {
	if first, _ := utf8.DecodeRuneInString(s.r.Text(at)); !unicode.IsUpper(first) && !unicode.IsDigit(first) {
		return false
	}
	for i := s.r.SentenceAt(at.Start); i < len(s.r.Sentences) && s.r.Sentences[i].Span.Start < at.End; i++ {
		for _, t := range s.r.Sentences[i].Tokens {
			switch t.Tag {
			case "VBD", "VBZ", "VBP", "MD":
				if at.Contains(t.Span) && t.Text == strings.ToLower(t.Text) {
					return false
				}
			}
		}
	}
	return true
}

// about begins a line that says on what the meeting acts: "On institutional matters:".
var about = pattern.MustCompile(`^(?i:on|regarding|concerning|with regard to|as regards)\s`)

// withActor ends in who acts on what a line is about.
var withActor = pattern.MustCompile(`, (?:the )?\p{Lu}[\p{L} ]+:$`)

// bare is a title without the words and marks around it.
func (s *search) bare(at document.Span) document.Span {
	at.Start += len(about.FindString(s.r.Text(at)))
	return trim(s.r.Doc.Text, at)
}

// firstLine gives the title that stands in a line of its own over the text of its paragraph, as where a page has breaks
// only.
func (s *search) firstLine(b document.Block) (title document.Span, ok bool) {
	head, rest, two := strings.Cut(s.r.Text(b.Span), "\n")
	words := len(strings.Fields(head))
	first, _ := utf8.DecodeRuneInString(rest)
	if !two || b.Kind != document.Paragraph || b.Marker != "" || words == 0 || words > 10 || strings.ContainsAny(head[len(head)-1:], ".,;:?!") ||
		len(strings.Fields(rest)) < 10 || unicode.IsLower(first) || 2*len(head) > len(rest) || goesOn.MatchString(head) {
		return document.Span{}, false
	}
	title = s.bare(document.Span{Start: b.Span.Start, End: b.Span.Start + len(head)})
	return title, s.unspoken(title) && s.namesSubject(title) && !papers.MatchString(head) && s.saysPosition(document.Span{Start: title.End, End: b.Span.End})
}

// goesOn ends a line that goes on in the next.
var goesOn = pattern.MustCompile(`(?i)\s(?:of|the|and|or|for|in|on|to|by|with|from|at|a|an|as|that)$`)

// operativeHead is a part of a resolution, set apart like a heading: "CONSIDERING:", "RESOLVES:".
var operativeHead = pattern.MustCompile(`^(?i:(?:hereby |and |therefore )*(?:considering|recalling|noting|recogni[sz]ing|bearing in mind|whereas|resolves?|decides?|agrees?|declares?|recommends?|requests?|urges?|invites?)(?: (?:that|to|as follows))?)[ ]?:?$`)

// ofResolution begins a line that numbers and names a resolution, or a decision.
var ofResolution = pattern.MustCompile(`^(?:(?i:resolution|decision|recommendation)s?|(?:\p{Lu}[\p{Lu}\d.-]*/)+(?:R|RES|DEC|D)\d+)\P{L}`)

// resolution reports whether a line numbers and names a resolution, whatever stands below it.
func (s *search) resolution(b document.Block) bool {
	text := s.r.Text(b.Span)
	if b.Kind != document.Paragraph || !ofResolution.MatchString(text) || len(strings.Fields(text)) > 20 || strings.ContainsAny(text[len(text)-1:], ".,;:?!") {
		return false
	}
	if _, _, ok := s.underLabel(b); ok {
		return true
	}
	m, ok := s.finder.label.Find(text)
	return ok && !strings.Contains(text, "\n") && s.unspoken(b.Span) && s.namesSubject(m.Groups["title"].Shift(b.Span.Start))
}

func (s *search) lines() []area {
	var found []area
	begun := false
	last, from := -1, 0 // the last area, and its block
	for i, b := range s.r.Doc.Blocks {
		if b.Kind == document.Heading && last >= 0 && !s.isActor(b) && !(s.resolution(s.r.Doc.Blocks[from]) && operativeHead.MatchString(s.r.Text(b.Span))) {
			found[last].scope.End, last = b.Span.Start, -1
		}
		begun = begun || (b.Kind == document.Paragraph || b.Kind == document.ListItem) && len(strings.Fields(s.r.Text(b.Span))) > 14
		title, over := s.firstLine(b)
		if !begun || !over && !s.line(i) && !s.resolution(b) {
			continue
		}
		if last >= 0 {
			found[last].scope.End = b.Span.Start
		}
		a := area{scope: document.Span{Start: b.Span.Start, End: len(s.r.Doc.Text)}, rule: "line", confidence: 0.6}
		if under, number, ok := s.underLabel(b); ok {
			a.title, a.own = under, number
		} else if over {
			a.title = title
		} else {
			a.title, a.own = s.titleOf(b)
		}
		last, from = len(found), i
		found = append(found, a)
	}
	return found
}

func (s *search) terms() []area {
	var found []area
	for i, b := range s.r.Doc.Blocks {
		next := s.r.Below(i)
		if next >= 0 && s.isActor(s.r.Doc.Blocks[next]) {
			next = s.r.Below(next)
		}
		if b.Kind != document.Term || next < 0 || s.r.Doc.Blocks[next].Kind != document.Definition || len(strings.Fields(s.r.Text(s.r.Doc.Blocks[next].Span))) < 8 {
			continue
		}
		end := next
		for j := s.r.Below(end); j > 0 && s.r.Doc.Blocks[j].Kind == document.Definition; j = s.r.Below(j) {
			end = j
		}
		title, own := s.titleOf(b)
		if s.namesSubject(title) {
			found = append(found, area{title: title, own: own, scope: document.Span{Start: b.Span.Start, End: s.r.Doc.Blocks[end].Span.End}, rule: "term", confidence: 0.7})
		}
	}
	return found
}

// colonTitle is what a paragraph with a number begins with, before its text: "Instrument Testing of Nets: The Committee …".
var colonTitle = pattern.MustCompile(`^\p{Lu}[^.:;,?!]{3,90}: \p{Lu}`)

// beforeColons gives the titles before the first colon of numbered paragraphs: no sentences.
func (s *search) beforeColons() []area {
	var found []area
	open := false // the last area's paragraphs go on
	for _, b := range s.r.Doc.Blocks {
		text := s.r.Text(b.Span)
		if b.Kind != document.Paragraph && b.Kind != document.ListItem || value(b.Marker) == 0 || !colonTitle.MatchString(text) {
			continue
		}
		head, _, _ := strings.Cut(text, ":")
		if len(strings.Fields(head)) > 12 || noTitle.MatchString(head) || !inCapitals(head) && !s.unspoken(document.Span{Start: b.Span.Start, End: b.Span.Start + len(head)}) {
			continue
		}
		if open {
			found[len(found)-1].scope.End = b.Span.Start
		}
		title := document.Span{Start: b.Span.Start, End: b.Span.Start + len(head)}
		if open = s.namesSubject(title); open {
			found = append(found, area{title: title, own: b.Marker, scope: document.Span{Start: b.Span.Start, End: len(s.r.Doc.Text)}, rule: "opening", confidence: 0.6})
		}
	}
	if len(found) <= few {
		return nil
	}
	return found
}

// noTitle begins what stands before a colon and names no subject: "The following points", "As for the boats".
var noTitle = pattern.MustCompile(`^(?i:the following|as for|questions?|answers?|in reply|reply|on behalf|for example|notes?|likewise|in particular)(?:[^\p{L}]|$)`)

// inCapitals reports whether the longer words of a title begin with capitals.
func inCapitals(title string) bool {
	for word := range strings.FieldsSeq(title) {
		if first, _ := utf8.DecodeRuneInString(word); len(word) > 4 && unicode.IsLower(first) {
			return false
		}
	}
	return true
}

// openings gives the first sentences of paragraphs that are none but a title: "Environment. The Council agreed".
func (s *search) openings() []area {
	var found []area
	for i, b := range s.r.Doc.Blocks {
		if b.Kind != document.Paragraph && b.Kind != document.ListItem {
			continue
		}
		of := s.r.Of(i)
		if len(of) < 2 || len(strings.Fields(s.r.Text(of[0].Span))) > 10 || !strings.HasSuffix(s.r.Text(of[0].Span), ".") || len(strings.Fields(s.r.Text(of[1].Span))) < 6 {
			continue
		}
		title := s.bare(of[0].Span)
		if strings.ContainsAny(s.r.Text(title), ".,:") || !s.unspoken(title) || !s.namesSubject(title) {
			continue
		}
		if n := len(found); n > 0 {
			found[n-1].scope.End = b.Span.Start
		}
		found = append(found, area{title: title, scope: b.Span, rule: "opening", confidence: 0.6})
	}
	if len(found) <= few {
		return nil
	}
	return found
}

// rows gives the first cells of a table's rows whose second cell is running text.
func (s *search) rows() []area {
	var found []area
	blocks := s.r.Doc.Blocks
	for i, b := range blocks {
		if b.Kind != document.Cell || b.Header || len(strings.Fields(s.r.Text(b.Span))) > 12 || i+1 >= len(blocks) {
			continue
		}
		next := blocks[i+1]
		first := true
		for j := i - 1; j >= 0 && blocks[j].Kind == document.Cell && blocks[j].Table == b.Table && blocks[j].Row == b.Row; j-- {
			first = first && !hasWords.MatchString(s.r.Text(blocks[j].Span))
		}
		if !first || next.Kind != document.Cell || next.Table != b.Table || next.Row != b.Row || !s.unspoken(b.Span) {
			continue
		}
		beside := next.Span // all that stands in the second cell
		for _, more := range blocks[i+2:] {
			if more.Kind != document.Cell || more.Table != next.Table || more.Row != next.Row || more.Col != next.Col {
				break
			}
			beside.End = more.Span.End
		}
		if len(strings.Fields(s.r.Text(beside))) < 12 {
			continue
		}
		a := area{title: s.bare(b.Span), scope: document.Span{Start: b.Span.Start, End: beside.End}, rule: "row", confidence: 0.6}
		if m := ownNumber.FindStringSubmatch(s.r.Text(b.Span)); m != nil {
			a.own = m[1] + m[2]
			a.title = trim(s.r.Doc.Text, document.Span{Start: b.Span.Start + len(m[0]), End: b.Span.End})
		} else if before := i - 1; before >= 0 && blocks[before].Kind == document.Cell && blocks[before].Table == b.Table && blocks[before].Row == b.Row {
			a.own = s.r.Text(blocks[before].Span) // a number in a column of its own
		}
		if s.namesSubject(a.title) {
			found = append(found, a)
		}
	}
	return found
}

// bands gives the cells that stand alone in their rows, over rows of running text: "A. Ports", across a table of decisions.
func (s *search) bands() []area {
	var found []area
	end := -1 // of the table
	blocks := s.r.Doc.Blocks
	for i, b := range blocks {
		if b.Kind != document.Cell || i == 0 || i+1 >= len(blocks) {
			continue
		}
		if before, next := blocks[i-1], blocks[i+1]; before.Kind != document.Cell || before.Table != b.Table || before.Row == b.Row || next.Kind != document.Cell || next.Table != b.Table || next.Row == b.Row {
			continue
		}
		text := s.r.Text(b.Span)
		if n := len(found); n > 0 && len(strings.Fields(text)) <= 12 {
			found[n-1].scope.End = min(found[n-1].scope.End, b.Span.Start)
		}
		if len(strings.Fields(text)) > 12 || strings.HasSuffix(text, ".") || !s.unspoken(b.Span) {
			continue
		}
		a := area{title: s.bare(b.Span), rule: "row", confidence: 0.6}
		if m := ownNumber.FindStringSubmatch(text); m != nil {
			a.own = m[1] + m[2]
			a.title = trim(s.r.Doc.Text, document.Span{Start: b.Span.Start + len(m[0]), End: b.Span.End})
		}
		if end < i {
			for end = i; end+1 < len(blocks) && blocks[end+1].Kind == document.Cell && blocks[end+1].Table == b.Table; {
				end++
			}
		}
		if a.scope = (document.Span{Start: b.Span.Start, End: blocks[end].Span.End}); s.namesSubject(a.title) {
			found = append(found, a)
		}
	}
	return found
}
