// Package cooperation finds the areas in which the parties of a meeting cooperate: the subjects that its report has as
// headings, and those that it announces as a list.
package cooperation

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/pattern"
	"rapporteur/extract/rule"
)

//go:embed cooperation.yaml
var builtin embed.FS

// Finder finds areas.
type Finder struct {
	rules                             *rule.Set
	label, procedural, act, announced *rule.Rule
	runIn, position, agenda, closing  *rule.Rule
}

// New returns the finder with the built-in rules and those of the user's folder, which may be nil.
func New(user fs.FS) (*Finder, error) {
	rules, err := rule.Load(builtin, user, "cooperation.yaml", nil)
	if err != nil {
		return nil, fmt.Errorf("cooperation: %w", err)
	}
	for _, r := range rules.Rules {
		if !slices.Contains([]string{"label", "procedural", "act", "announced", "run-in", "position", "agenda", "closing"}, r.Name) {
			return nil, fmt.Errorf("cooperation: %s: rule %s: there is no use for it: a built-in rule can be replaced, none be added", r.At(), r.Name)
		}
	}
	return &Finder{rules: rules, label: rules.Rule("label"), procedural: rules.Rule("procedural"), act: rules.Rule("act"),
		announced: rules.Rule("announced"), runIn: rules.Rule("run-in"), position: rules.Rule("position"), agenda: rules.Rule("agenda"),
		closing: rules.Rule("closing")}, nil
}

// Name is the finder's name in messages.
func (*Finder) Name() string { return "cooperation" }

// Rules are the rules that files hold.
func (f *Finder) Rules() []*rule.Rule { return f.rules.Rules }

// Find adds the areas of a document.
func (f *Finder) Find(r *extract.Reading, out *extract.Findings) {
	s := &search{finder: f, r: r, title: out.Meeting.Title.V, parties: out.Parties, times: map[string]int{}, letters: map[string]int{}, numbersAct: map[int]bool{}}
	s.listed = s.lists()
	for _, e := range append(slices.Clone(out.Meeting.Start.Evidence), out.Meeting.City.Evidence...) {
		s.opening = append(s.opening, e.Span)
	}
	numbered := 0
	for i, b := range r.Doc.Blocks {
		if b.Kind != document.Heading {
			continue
		}
		s.times[strings.ToLower(r.Text(b.Span))]++
		if m := letterNumber.FindStringSubmatch(r.Text(b.Span)); m != nil {
			s.letters[m[1]]++
		}
		if b.Marker != "" {
			numbered++
		} else if s.times[strings.ToLower(r.Text(b.Span))] > 1 && partsSubject.MatchString(r.Text(b.Span)) {
			s.parts = true
		}
		if next := r.Below(i); next >= 0 && numberedAct.MatchString(r.Text(b.Span)) && strings.HasPrefix(r.Text(r.Doc.Blocks[next].Span), "That") {
			s.numbersAct[b.Span.Start] = true
		}
	}
	s.parts = s.parts && numbered >= few
	headings := append(s.headings(), s.runIns()...)
	s.headed = len(headings) >= few
	for _, u := range s.unmarked() {
		if !slices.ContainsFunc(headings, func(h area) bool { return h.title.Overlaps(u.title) }) {
			headings = append(headings, u)
		}
	}
	listed := append(slices.Clone(s.listed), s.agenda(headings)...)
	for _, all := range [][]area{headings, listed} {
		for i := range all {
			all[i].first = all[i].title.Start
		}
	}
	listed = slices.DeleteFunc(listed, func(l area) bool {
		again := false
		for i := range headings {
			if h := &headings[i]; sameTitle(s.r.Text(h.title), s.r.Text(l.title)) {
				again, h.first = true, min(h.first, l.first)
			}
		}
		return again
	})
	if slices.ContainsFunc(headings, func(h area) bool { return h.first == h.title.Start }) {
		for i := range headings {
			headings[i].first = headings[i].title.Start // a list that leaves some out gives no order
		}
	}
	found := append(headings, listed...)
	slices.SortStableFunc(found, func(a, b area) int { return a.first - b.first })
	s.number(found)
	s.close(found)
	for _, a := range found {
		out.Areas = append(out.Areas, extract.Area{N: a.n, Title: r.Text(a.title), Scope: a.scope, Confidence: a.confidence,
			Evidence: []extract.Evidence{{Span: a.title, Rule: a.rule}}})
	}
}

// closingBlocks is how many blocks a report's closing has at most.
const closingBlocks = 4

// close ends the last area where the report's closing begins: thanks to the host, the next meeting.
func (s *search) close(areas []area) {
	if len(areas) == 0 {
		return
	}
	last := &areas[0]
	for i := range areas {
		if areas[i].scope.End >= last.scope.End {
			last = &areas[i]
		}
	}
	var within []document.Block // those of the area that its closing may be
	for _, b := range s.r.Doc.Blocks {
		if b.Kind.Body() && b.Kind != document.Heading && last.scope.Contains(b.Span) && b.Span.Start > last.title.End {
			within = append(within, b)
		}
	}
	for i := len(within) - 1; i > 0 && i >= len(within)-closingBlocks; i-- {
		if _, ok := s.finder.closing.Find(s.r.Text(within[i].Span)); ok {
			last.scope.End = within[i].Span.Start
		}
	}
}

type search struct {
	finder     *Finder
	r          *extract.Reading
	title      string          // the meeting's
	headed     bool            // the report has headings that name subjects
	times      map[string]int  // how often the report has a heading, in lower case
	numbersAct map[int]bool    // where headings begin that number what was concluded below them
	letters    map[string]int  // how many headings begin with a letter and a number
	parts      bool            // one of them, without a number, recurs under those that have one and parts what they hold
	listed     []area          // subjects that the report announces as a list
	opening    []document.Span // where the report says when or where the meeting was

	parties []extract.Party
}

// area is a subject before it has its number.
type area struct {
	title, scope document.Span
	first        int    // where the report names it first
	own          string // the document's own number: "3", "IV", "b"
	n            int
	rule         string
	confidence   float64
}

// headings gives the subjects that head text: headings of a level at which the report has two or more.
func (s *search) headings() []area {
	blocks := s.r.Doc.Blocks
	atLevel := map[int]int{}
	begun := false  // running text has begun: before it stand titles
	listed := false // a list of participants has begun, at the report's end
	var candidates []int
	for i, b := range blocks {
		switch {
		case b.Kind == document.Paragraph && len(strings.Fields(s.r.Text(b.Span))) > 11, b.Kind == document.ListItem:
			begun = true
		case b.Kind == document.Heading && !s.isActor(b) && !s.isLead(b):
			atLevel[b.Level]++
			listed = listed || 2*i > len(blocks) && whoCame.MatchString(s.r.Text(b.Span))
			if s.headsPeople(i) || listed && !s.headsPosition(i, soon) {
				continue // "II. MEMBERS", over those who came
			}
			if begun || b.Marker != "" || s.labelled(b) || s.headsText(i) && s.headsPosition(i, soon) && i > 2 {
				candidates = append(candidates, i)
			}
		}
	}
	siblings := map[int]int{} // subjects at a level: a name beside them is one, too
	for _, i := range candidates {
		if s.isSubject(trim(s.r.Doc.Text, blocks[i].Span)) && s.headsText(i) {
			siblings[blocks[i].Level]++
		}
	}
	for level, states := range s.situations(candidates) {
		siblings[level] += states
	}
	var found []area
	for _, i := range candidates {
		b := blocks[i]
		if atLevel[b.Level] < 2 && b.Marker == "" && !s.headsPosition(i, 1) {
			continue
		}
		a := area{title: b.Span, own: b.Marker, rule: "heading", confidence: 0.75}
		if m, ok := s.finder.label.Find(s.r.Text(b.Span)); ok {
			a.title, a.rule = m.Groups["title"].Shift(b.Span.Start), "label"
			a.own = s.r.Text(m.Groups["number"].Shift(b.Span.Start))
			if _, after, ok := strings.Cut(a.own, "/"); ok {
				a.own = after
			}
		} else if m := ownNumber.FindStringSubmatch(s.r.Text(b.Span)); m != nil && a.own == "" {
			a.own = m[1] + m[2]
			a.title.Start += len(m[0])
		}
		if m := letterNumber.FindStringSubmatch(s.r.Text(a.title)); m != nil && s.letters[m[1]] > few {
			a.title.Start += len(m[0])
		}
		a.title = trim(s.r.Doc.Text, a.title)
		if b.Marker != "" {
			a.confidence = 0.85
		}
		a.scope = document.Span{Start: b.Span.Start, End: s.end(i)}
		if s.isParent(i, a.title, siblings[b.Level] > 0) {
			found = append(found, a)
			continue
		}
		numbered, position := b.Marker != "", s.headsPosition(i, soon)
		beside := siblings[b.Level] > 0 || siblings[b.Level-1] > 0 && s.under(i, found) // "Namibia", under "Southern Africa"
		subject := s.isSubject(a.title) || (numbered || beside) && position && s.namesSubject(a.title) || s.isListed(a.title)
		if len(found) == 0 && !numbered && s.headsOpening(i) {
			continue
		}
		if subject && s.headsText(i) && (numbered || position || s.substance(a.scope)) {
			found = append(found, a)
		}
	}
	return found
}

// situations counts, by level, the headings that are the name of a state over what the meeting holds of it, where a level has
// two or more.
func (s *search) situations(candidates []int) map[int]int {
	states := map[int]int{}
	for _, i := range candidates {
		title := trim(s.r.Doc.Text, s.r.Doc.Blocks[i].Span)
		next := s.r.Below(i)
		named := s.r.Mentions(title)
		if len(named) != 1 || named[0].Span != title || named[0].Of(gazetteer.State) == nil || next < 0 || !s.headsPosition(i, soon) {
			continue
		}
		below := s.r.Text(s.r.Doc.Blocks[next].Span)
		if words := strings.Fields(below); !strings.Contains(strings.Join(words[:min(len(words), 4)], " "), s.r.Text(title)) && !aDelegation.MatchString(below) { // nor what a state said
			states[s.r.Doc.Blocks[i].Level]++
		}
	}
	maps.DeleteFunc(states, func(_, n int) bool { return n < few })
	return states
}

// aDelegation begins what one of those who meet said.
var aDelegation = pattern.MustCompile(`^(?:The|An?|Its) (?i:delegat|representative|minister |ambassador|observer|president|government)`)

// isListed reports whether a title is one of the subjects that the report announces.
func (s *search) isListed(title document.Span) bool {
	return slices.ContainsFunc(s.listed, func(l area) bool { return strings.EqualFold(s.r.Text(l.title), s.r.Text(title)) })
}

// headsOpening reports whether a heading stands over a report's first paragraph, which tells of the meeting: it is a title.
func (s *search) headsOpening(i int) bool {
	if slices.ContainsFunc(s.r.Doc.Blocks[:i], func(b document.Block) bool {
		text := s.r.Text(b.Span)
		return b.Kind == document.Paragraph && len(strings.Fields(text)) > 11 && strings.ContainsAny(text[len(text)-1:], ".;:")
	}) {
		return false // the report's text has begun
	}
	next := s.r.Below(i)
	return next >= 0 && slices.ContainsFunc(s.opening, s.r.Doc.Blocks[next].Span.Contains)
}

// under reports whether a heading stands in the scope of a subject.
func (s *search) under(i int, found []area) bool {
	return slices.ContainsFunc(found, func(a area) bool { return a.scope.Contains(s.r.Doc.Blocks[i].Span) })
}

// whoCame heads the list of those who came.
var whoCame = pattern.MustCompile(`(?i)^(?:(?:annex|appendix)[ \p{L}\d]{0,4}[ :.–-]*(?:(?:provisional |final )?list of )?|(?:provisional |final )?list of )(?:participants|delegates|delegations|attendance|attendees)[ .:]*$`)

// isParent reports whether a heading, numbered or beside other subjects, names one whose text stands under headings of its own.
func (s *search) isParent(i int, title document.Span, beside bool) bool {
	b := s.r.Doc.Blocks[i]
	next := s.r.Below(i)
	if b.Marker == "" && !beside || next < 0 || !s.isSubject(title) && !(beside && s.namesSubject(title)) {
		return false
	}
	below := s.r.Doc.Blocks[next]
	return below.Kind == document.Heading && below.Level > b.Level && s.headsPosition(next, soon)
}

var ownNumber = pattern.MustCompile(`^(?:§ ?)?(?:(?:[1-9]\d-)?(\d+)(?:\.\d+)*(?:[.)]| ?§)?|([A-Z])(?:[.)]|\.\d+(?:\.\d+)*[.)]?))\s+`)

// letterNumber is a number of a letter and figures, before titles: "A2 Trade in Nets".
var letterNumber = pattern.MustCompile(`^([A-Z])\d{1,2}[.)]?\s+`)

func (s *search) labelled(b document.Block) bool {
	_, ok := s.finder.label.Find(s.r.Text(b.Span))
	return ok
}

// substance reports whether a stretch holds a sentence of some length, as a report does and the boxes beside it do not.
func (s *search) substance(at document.Span) bool {
	for i := range s.r.Sentences {
		if sentence := &s.r.Sentences[i]; at.Contains(sentence.Span) && len(sentence.Tokens) > 9 && s.r.Block(sentence).Kind != document.Heading {
			return true
		}
	}
	return false
}

// headsPeople reports whether a heading names a party that stands over a person who came: "JOINT AUTHORITY (JA)".
func (s *search) headsPeople(i int) bool {
	next := s.r.Below(i)
	if next < 0 {
		return false
	}
	told := func(at document.Span, kind func(string) bool) bool {
		return slices.ContainsFunc(s.parties, func(p extract.Party) bool {
			return kind(p.Kind) && slices.ContainsFunc(p.Evidence, func(e extract.Evidence) bool { return at.Contains(e.Span) })
		})
	}
	return told(s.r.Doc.Blocks[i].Span, func(kind string) bool { return kind != "person" }) &&
		told(s.r.Doc.Blocks[next].Span, func(kind string) bool { return kind == "person" })
}

// headsText reports whether text stands directly under a heading, rather than another heading of its own.
func (s *search) headsText(i int) bool {
	next := s.r.Below(i)
	if next >= 0 && s.isActLine(s.r.Doc.Blocks[next]) {
		return true
	}
	if next >= 0 && (s.isActor(s.r.Doc.Blocks[next]) || s.isLead(s.r.Doc.Blocks[next]) || s.isPart(i, next)) {
		next = s.r.Below(next)
	}
	if next < 0 || s.r.Doc.Blocks[next].Kind == document.Heading || s.r.Doc.Blocks[next].Kind == document.Cell && !s.headsPosition(i, soon) {
		return false // cells that say what was done are a list that is set as a table
	}
	return s.r.Doc.Blocks[next].Kind == document.ListItem || !s.line(next)
}

// actor is who acts, set apart like a heading above what it does: "The Conference of the Parties,".
var actor = pattern.MustCompile(`^(?:(?:Following|After|Upon|Having|Accordingly)[^,:]{0,60}, |(?:Furthermore|Moreover|Also|Finally|In addition|Lastly),? )?(?:(?:The|THE|the) )?((?:\p{Lu}[\p{L}-]+ ){0,3})(?i:(meeting|summit|conference|session|council|committee|commission|assembly|authority|board|ministers)(?: of (?:the )?(?:contracting |states )?(?:parties|ministers|governors|directors|heads [\p{L} ]+))?)(?:[,:]|:[-–])?$`)

// shortName leads in to what those with these initials did: "12. RLC:".
var shortName = pattern.MustCompile(`^(?:\d+[.)]? )?(\p{Lu}[\p{Lu}&/-]{1,9}) ?:$`)

func (s *search) isActor(b document.Block) bool {
	return (b.Kind == document.Heading || b.Kind == document.Definition) && s.namesActor(s.r.Text(b.Span))
}

// namesActor reports whether a text is the name of those who meet: what else it holds is part of the meeting's name.
func (s *search) namesActor(text string) bool {
	if m := shortName.FindStringSubmatch(text); m != nil {
		return strings.Contains(s.title, m[1]) || strings.Contains(s.r.Doc.Text, "("+m[1]+")")
	}
	m := actor.FindStringSubmatch(text)
	if m == nil {
		return false
	}
	title := strings.ToLower(s.title)
	for word := range strings.FieldsSeq(m[1]) {
		if !strings.Contains(title, strings.ToLower(word)) {
			return false
		}
	}
	return m[1] == "" || strings.Contains(title, strings.ToLower(m[2])) || !lasting[strings.ToLower(m[2])] // "Reef Commission", of the Reef Forum, is another
}

// lasting are the kinds of bodies that are more than those who meet.
var lasting = map[string]bool{"commission": true, "committee": true, "council": true, "authority": true, "board": true, "assembly": true}

// numberOfAct stands over one of the acts under a subject: "DECISION B.27/03", "Resolution no. 4".
var numberOfAct = pattern.MustCompile(`^(?i:resolution|decision|recommendation|opinion|measure|conclusion)s?(?i: (?:no|nr|number)[.°]?)? ?(?:\p{Lu}{1,6}[./ -]?)?\d[\p{L}\d/.()-]*:?$`)

// numberedAct is the number and the title of what a body, by its initials, has concluded: "RLC Conclusion 50/1 - Nets".
var numberedAct = pattern.MustCompile(`^(?:\p{Lu}[\p{Lu}/-]{1,9} ){1,3}(?i:(?:draft )?(?:conclusion|decision|resolution|recommendation)) (?:no\.? ?)?[\p{L}]{0,8}[/. -]?\d[\p{L}\d/.-]* ?[:–—-] `)

// partsSubject is a heading that recurs under several subjects, and names none.
var partsSubject = pattern.MustCompile(`^(?i:(?:background|introduction|discussions?|debate|conclusions?|decisions?|actions?|summary|recommendations?|comments|outcomes?|resolutions?)(?: and (?:recommendations?|conclusions?|decisions?))?(?: (?:(?:taken|made|adopted|reached) )?(?:by|of|in) (?:the )?(?:\p{L}+ ){0,2}\p{L}+)?)[ .:]*$`)

// actLine is an act set like a heading: "ACTION: The Secretariat will write to ports."
var actLine = pattern.MustCompile(`^(?i:(?:agreed )?actions?|decisions?|recommendations?|agreed|resolved)(?: (?:no\.? ?)?[\d./-]+)?\s*[:–—-]\s*\p{Lu}.*\s(?:will|shall|should|must|would|to|is|are|be|that)\s`)

func (s *search) isActLine(b document.Block) bool {
	return b.Kind == document.Heading && actLine.MatchString(s.r.Text(b.Span))
}

// isPart reports whether the heading at j parts what stands under the one at i: "Recommendations", under "Ports".
func (s *search) isPart(i, j int) bool {
	above, b := s.r.Doc.Blocks[i], s.r.Doc.Blocks[j]
	return b.Kind == document.Heading && b.Marker == "" && (b.Level > above.Level || j == s.r.Below(i)) && partsSubject.MatchString(s.r.Text(b.Span))
}

// isLead reports whether a heading says what the meeting does under the one above it, "DECIDED:", "Decision 4", or parts what it
// holds there, "Discussion:".
func (s *search) isLead(b document.Block) bool {
	text := s.r.Text(b.Span)
	if s.isActLine(b) || s.numbersAct[b.Span.Start] {
		return true
	}
	if b.Kind == document.Heading && papers.MatchString(text) {
		return true
	}
	if b.Kind != document.Heading || !document.LeadsIn(text) {
		return b.Kind == document.Heading && (numberOfAct.MatchString(text) || b.Marker == "" && (s.parts && !strings.Contains(text, " ") || s.times[strings.ToLower(text)] > 1) && partsSubject.MatchString(text))
	}
	_, acts := s.finder.act.Find(text)
	_, parts := s.finder.procedural.Find(text)
	return acts || parts
}

// soon is how many blocks below its heading a text says at the latest what the meeting holds or does.
const soon = 3

// headsPosition reports whether one of the first blocks of text under a heading says what the meeting holds or does: so
// much tells a subject even where the report has one heading only.
func (s *search) headsPosition(i, blocks int) bool {
	for j := i + 1; j < len(s.r.Doc.Blocks); j++ {
		b := s.r.Doc.Blocks[j]
		if s.isActLine(b) {
			return true
		}
		if !b.Kind.Body() || s.isActor(b) || s.isLead(b) || s.isPart(i, j) {
			continue
		}
		if blocks == 0 || b.Kind == document.Heading {
			return false
		}
		if s.saysPosition(b.Span) || b.Kind == document.Cell && headsActs.MatchString(s.r.Text(b.Span)) {
			return true
		}
		blocks--
	}
	return false
}

// headsActs heads the column of a table that says what is to be done or was decided.
var headsActs = pattern.MustCompile(`(?i)^(?:(?:agreed|key|main|next|follow-up) )*(?:actions?|tasks?|steps?|commitments?|decisions?|recommendations?|resolutions?)(?: (?:points?|items?|required|agreed|taken))?[ .:*]*$`)

// runIns gives the subjects that stand in one line with a numbered paragraph, before its number: "Fish stocks 12. The
// ministers …". The numbers go up through the report, which tells them from numbers in a sentence.
func (s *search) runIns() []area {
	var found []area
	last := 0
	for _, b := range s.r.Doc.Blocks {
		if b.Kind != document.Paragraph {
			continue
		}
		m, ok := s.finder.runIn.Find(s.r.Text(b.Span))
		if !ok {
			continue
		}
		title := m.Groups["title"].Shift(b.Span.Start)
		n := value(s.r.Text(m.Groups["number"].Shift(b.Span.Start)))
		if n <= last || !s.namesSubject(title) {
			continue
		}
		last = n
		if len(found) > 0 {
			found[len(found)-1].scope.End = b.Span.Start
		}
		found = append(found, area{title: title, scope: document.Span{Start: b.Span.Start, End: len(s.r.Doc.Text)}, rule: "run-in", confidence: 0.7})
	}
	if len(found) < 3 {
		return nil
	}
	return found
}

// end is where the text under a heading ends: at the next heading of the same level or above.
func (s *search) end(i int) int {
	level := s.r.Doc.Blocks[i].Level
	for j := i + 1; j < len(s.r.Doc.Blocks); j++ {
		if b := s.r.Doc.Blocks[j]; b.Kind == document.Heading && b.Level <= level && !s.isActor(b) && !s.isLead(b) && !s.isPart(i, j) {
			return b.Span.Start
		}
	}
	return len(s.r.Doc.Text)
}

var (
	hasDate  = pattern.MustCompile(`(?i)^(?:\p{L}+,? )?(?:\d{1,2}(?:st|nd|rd|th)?\b.*)?(?:january|february|march|april|may|june|july|august|september|october|november|december)\b.{0,20}\d{4}`)
	dateline = pattern.MustCompile(`(?i)^[^.;:]{2,60}\d{1,2}(?: (?:january|february|march|april|may|june|july|august|september|october|november|december))? ?(?:[–—-]|to|and) ?\d{1,2} (?:\p{L}+ ){1,3}(?:\d{4}|\d{4}H)\b`)
	hasWords = pattern.MustCompile(`\p{L}{3}`)
	meeting  = pattern.MustCompile(`(?i)\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|annual|joint|ministerial|inaugural|extraordinary)\s.*\b(?:meeting|session|conference|summit|council|assembly|forum|dialogue)\b`)
)

// initialled is a person's name with initials: "L. P. Voigt".
var initialled = pattern.MustCompile(`^(?:\p{Lu}\. ?)+\p{Lu}\p{L}+(?:-\p{Lu}\p{L}+)?$`)

// slogan is what a meeting stands under: “Towards one Reef”.
var slogan = pattern.MustCompile(`^[“"](?:[^\s“”"]+\s+){3,}[^\s“”"]+[”"]$`)

// paper is the name of what the meeting adopted: "Nadi Ministerial Declaration".
var paper = pattern.MustCompile(`^(?:The )?(?:(?:\p{Lu}[\p{L}’'-]*|de|es) ){1,6}(?i:declaration|communiqu[eé])$`)

// onWhatWho leads in to what a meeting holds on a subject: "On the work program, Ministers".
var onWhatWho = pattern.MustCompile(`^(?i:on|regarding|concerning|with regard to|as regards|in respect of) [^,]{3,80}, (?i:(?:the )?(?:ministers|leaders|members|parties|participants|delegates|heads of (?:state|government|delegation)[\p{L} ]*|council|committee|commission|conference|meeting|summit|assembly|board))[ :]*$`)

// preparation is work on a meeting to come.
var preparation = pattern.MustCompile(`^(?i:preparations?) (?i:of|for|to(?:wards)?) `)

// isSubject reports whether a title names a subject and is more than the name of a state, body or place: that may stand
// over its people or sites, unless it is numbered and stands over what the meeting holds.
func (s *search) isSubject(at document.Span) bool {
	if !s.namesSubject(at) {
		return false
	}
	covered := 0
	for _, m := range s.r.Mentions(at) {
		if c := m.Candidates[0]; c.Entry.Kind != gazetteer.Group && c.Form != gazetteer.Demonym {
			covered += m.Span.Len()
		}
	}
	return covered < at.Len()*3/4
}

// namesSubject reports whether a title names a subject: not procedure, not the meeting, nor a date or sentence.
func (s *search) namesSubject(at document.Span) bool {
	text := s.r.Text(at)
	words := len(strings.Fields(text))
	switch {
	case initialled.MatchString(text):
		return false // a person
	case words == 1 && strings.Count(text, "/") > 1 && strings.ContainsAny(text, "0123456789"):
		return false // the number of a paper
	case words == 0 || words > 22 || !hasWords.MatchString(text) || strings.ContainsAny(text, "@§"):
		return false
	case preparation.MatchString(text):
		return true // "Preparation for the seventh session of the Assembly": a matter like others
	case words > 1 && (sameTitle(text, s.title) || len(strings.Fields(s.title)) > 3 && strings.HasPrefix(text, s.title)) || onWhatWho.MatchString(text) || hasDate.MatchString(text) || meeting.MatchString(text) || dateline.MatchString(text):
		return false
	case strings.HasSuffix(text, ".") && words > 8, strings.HasPrefix(text, "To "), s.namesActor(text), slogan.MatchString(text), paper.MatchString(text):
		return false
	}
	if _, ok := s.finder.procedural.Find(text); ok {
		return false
	}
	_, ok := s.finder.act.Find(text)
	return !ok
}

// lists gives the subjects of announced lists: "three main areas: a, b and c", or the items below the colon.
func (s *search) lists() []area {
	var found []area
	for i := range s.r.Sentences {
		sentence := &s.r.Sentences[i]
		block := s.r.Block(sentence)
		if block.Kind != document.Paragraph && block.Kind != document.ListItem {
			continue
		}
		m, ok := s.finder.announced.Find(s.r.Text(sentence.Span))
		if !ok {
			continue
		}
		list := m.Groups["list"].Shift(sentence.Span.Start)
		if !list.Empty() {
			found = append(found, s.inline(list)...)
			continue
		}
		found = append(found, s.items(sentence.Block, block)...)
	}
	return found
}

// agenda gives the items that a report says were discussed, where it has one of them as a heading: it breaks off, or
// tells of the others without one.
func (s *search) agenda(headings []area) []area {
	for i := range s.r.Sentences[:min(len(s.r.Sentences), agendaSentences)] {
		sentence := &s.r.Sentences[i]
		if _, ok := s.finder.agenda.Find(s.r.Text(sentence.Span)); !ok {
			continue
		}
		found := s.items(sentence.Block, s.r.Block(sentence))
		if slices.ContainsFunc(found, func(a area) bool {
			return slices.ContainsFunc(headings, func(h area) bool { return sameTitle(s.r.Text(h.title), s.r.Text(a.title)) })
		}) {
			return found
		}
	}
	return nil
}

// agendaSentences is how far into a report its agenda stands.
const agendaSentences = 60

var inlineMarker = pattern.MustCompile(`\(?(?:[ivx]+|[a-h]|\d)\)\s*`)

var (
	bySemicolons = pattern.MustCompile(`;\s*(?:and )?`)
	byCommas     = pattern.MustCompile(`,\s*(?:and )?|\s+and\s+`)
)

// longestItem is how many words name a subject; what is longer says something about it.
const longestItem = 16

// inline reads "(i) a; (ii) b", "a; b; and c" or "a, b and c".
func (s *search) inline(at document.Span) []area {
	text := s.r.Text(at)
	var pieces []document.Span
	switch marks := inlineMarker.FindAllStringIndex(text, -1); {
	case len(marks) > 1:
		for j, mark := range marks {
			end := len(text)
			if j+1 < len(marks) {
				end = marks[j+1][0]
			}
			pieces = append(pieces, document.Span{Start: mark[1], End: end})
		}
	case strings.Contains(text, ";"):
		pieces = split(text, bySemicolons)
	default:
		pieces = split(text, byCommas)
	}
	if len(pieces) < 2 {
		return nil
	}
	var found []area
	for _, p := range pieces {
		title := trimEnd(s.r.Doc.Text, p.Shift(at.Start))
		if n := len(strings.Fields(s.r.Text(title))); n == 0 || n > longestItem || cutsQuote(s.r.Text(title)) {
			return nil
		}
		found = append(found, area{title: title, rule: "announced", confidence: 0.7})
	}
	return found
}

// cutsQuote reports whether a quotation begins or ends within a title, and not both: a motto was cut up.
func cutsQuote(title string) bool {
	return strings.Count(title, `"`)%2 == 1 || strings.Contains(title, "“") != strings.Contains(title, "”")
}

func split(text string, at *pattern.Regexp) []document.Span {
	var pieces []document.Span
	start := 0
	for _, m := range at.FindAllStringIndex(text, -1) {
		pieces = append(pieces, document.Span{Start: start, End: m[0]})
		start = m[1]
	}
	return append(pieces, document.Span{Start: start, End: len(text)})
}

// items reads the list below a block.
func (s *search) items(from int, lead *document.Block) []area {
	var found []area
	level := 0
	for i := from + 1; i < len(s.r.Doc.Blocks); i++ {
		b := s.r.Doc.Blocks[i]
		if !b.Kind.Body() {
			continue
		}
		if b.Kind != document.ListItem || b.Level < level {
			break
		}
		if level == 0 {
			level = b.Level
		}
		if b.Level > level {
			continue
		}
		title, own := b.Span, b.Marker
		if m, ok := s.finder.label.Find(s.r.Text(b.Span)); ok {
			title, own = m.Groups["title"].Shift(b.Span.Start), s.r.Text(m.Groups["number"].Shift(b.Span.Start))
		}
		if cut := runIn.FindStringIndex(s.r.Text(title)); cut != nil {
			title.End = title.Start + cut[0]
		}
		title = trimEnd(s.r.Doc.Text, title)
		if len(strings.Fields(s.r.Text(title))) > longestItem {
			return nil
		}
		found = append(found, area{title: title, own: own, rule: "announced", confidence: 0.75})
	}
	if len(found) < 2 {
		return nil
	}
	return found
}

var runIn = pattern.MustCompile(`:\s|\s[–—]\s|\.\s`)

// agendaItem says behind a subject where it stood in the agenda, or which paper it was about.
var agendaItem = pattern.MustCompile(`(?i)\s*[(\[](?:(?:provisional )?agenda )?items? \d[\d.,;()a-e &-]*(?:and \d[\d.]*)?[)\]][ .:]*$|\s*[(\[](?:\p{L}+ ?\d+ )?(?:doc(?:ument)?|paper)s?\.? ?(?:no\.? ?)?[\p{L}/.-]*\d[\d.,;/ -]*(?:\(?(?:rev|add|corr)\.? ?\d*\)?)?[)\]][ .:]*$`)

// leadMarks are the marks before a title: "■ Boats".
const leadMarks = " .:–—-■□◆◇●○▶►"

// inMarks is a title between a pair of marks: "< Trade in Nets >".
var inMarks = pattern.MustCompile(`^[<«【] ?([^<>«»【】]+?) ?[>»】]$`)

func trim(text string, at document.Span) document.Span {
	s := text[at.Start:at.End]
	s = s[:len(s)-len(agendaItem.FindString(s))]
	at.Start += len(s) - len(strings.TrimLeft(s, leadMarks))
	at.End = at.Start + len(strings.TrimRight(strings.TrimLeft(s, leadMarks), " .:;·]"))
	if m := inMarks.FindStringSubmatchIndex(text[at.Start:at.End]); m != nil {
		at = document.Span{Start: at.Start + m[2], End: at.Start + m[3]}
	}
	return at
}

func trimEnd(text string, at document.Span) document.Span {
	at = trim(text, at)
	s := text[at.Start:at.End]
	for _, end := range []string{", and", "; and", " and", ","} {
		s = strings.TrimSuffix(s, end)
	}
	at.End = at.Start + len(s)
	return at
}

// number gives each area the document's own number where all have one of their own, else 1, 2, 3; those of one title under
// one subject, or none, share the number of the first.
func (s *search) number(areas []area) {
	own := make([]int, len(areas))
	seen := map[int]bool{}
	usable := true
	for i, a := range areas {
		own[i] = value(a.own)
		if own[i] == 0 || seen[own[i]] {
			usable = false
		}
		seen[own[i]] = true
	}
	titles := map[string]int{}
	for i := range areas {
		if usable {
			areas[i].n = own[i]
			continue
		}
		title := strings.ToLower(strings.Join(strings.Fields(s.r.Text(areas[i].title)), " "))
		for _, above := range areas[:i] {
			if above.scope.Contains(areas[i].scope) {
				title += "\x00" + strconv.Itoa(above.n) // "Tuna", under "Western Zone", is not that under "Eastern Zone"
			}
		}
		if titles[title] == 0 {
			titles[title] = len(titles) + 1
		}
		areas[i].n = titles[title]
	}
}

// numerals are numbers in words and in Roman figures.
var numerals = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}

// numberOfResolution is that of the paper's symbol: "R4".
var numberOfResolution = pattern.MustCompile(`^(?:r|res|dec|d)(\p{N}+)$`)

// value is the number that a marker stands for: "3." → 3, "IV" → 4, "(b)" → 2; 0 where it is none.
func value(marker string) int {
	marker = strings.ToLower(strings.Trim(marker, " .():–—-"))
	if m := numberOfResolution.FindStringSubmatch(marker); m != nil {
		marker = m[1]
	}
	if n, err := strconv.Atoi(strings.TrimSuffix(marker, ".0")); err == nil && n > 0 && n < 200 {
		return n
	}
	if n, ok := numerals[marker]; ok {
		return n
	}
	if len(marker) == 1 && marker[0] >= 'a' && marker[0] <= 'z' {
		return int(marker[0]-'a') + 1
	}
	return 0
}

// sameTitle reports whether two titles are of the same words, or one holds the other's.
func sameTitle(a, b string) bool {
	in := func(s string) []string {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return strings.ContainsRune(" ,.;:–—-()’'\n", r) })
	}
	x, y := in(a), in(b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	common := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			common++
		}
	}
	return common == len(x) && 2*len(x) >= len(y)
}
