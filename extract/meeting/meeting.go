// Package meeting finds what met, when and where, who chaired and who hosted.
//
// It weighs candidates: every date and place that the report names is a candidate, and the words around it (rules in
// meeting.yaml), its place in the report and its exactness say how likely it is the meeting's own, and not that of the next
// meeting, of an earlier one, of a treaty or of the page. The best candidate is taken if anything speaks for it; what
// speaks against it as strongly becomes a warning. Nothing is taken from attendance lists.
//
// meeting.go surveys the report, when.go and where.go weigh dates and places, title.go reads names and numbers,
// people.go chairs and hosts.
package meeting

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"rapporteur/extract"
	"rapporteur/extract/date"
	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/pattern"
	"rapporteur/extract/rule"
)

const rulesFile = "meeting.yaml"

//go:embed meeting.yaml
var files embed.FS

// Finder finds the meeting. It is safe for concurrent use.
type Finder struct {
	set   *rule.Set
	rules map[string][]*rule.Rule // of the set, by what they mean: the value "is"
}

// New returns a Finder with the built-in rules and those of the user's folder, which may be nil.
func New(user fs.FS) (*Finder, error) {
	kinds := []string{happening, another, dateLabel, placeLabel, chairLabel, hostLabel, "virtual", "hybrid", "in-person", "chair", "elected-chair", "host", "published", "numbered", "name", "purpose", "venue"}
	set, err := rule.Load(files, user, rulesFile, rule.Values{"is": kinds})
	if err != nil {
		return nil, err
	}
	f := &Finder{set: set, rules: map[string][]*rule.Rule{}}
	for _, r := range set.Rules {
		if r.Values["is"] == "" {
			return nil, fmt.Errorf("%s: rule %s: values need an \"is\"", r.At(), r.Name)
		}
		f.rules[r.Values["is"]] = append(f.rules[r.Values["is"]], r)
	}
	for _, is := range kinds {
		if len(f.rules[is]) == 0 {
			return nil, fmt.Errorf("%s: no rule says what is %q", rulesFile, is)
		}
	}
	return f, nil
}

// What rules mean that are asked for in more than one place.
const (
	happening  = "happening"
	another    = "another"
	dateLabel  = "date-label"
	placeLabel = "place-label"
	chairLabel = "chair-label"
	hostLabel  = "host-label"
)

// Name is the finder's name.
func (*Finder) Name() string { return "meeting" }

// Rules are the rules that files hold.
func (x *Finder) Rules() []*rule.Rule {
	var out []*rule.Rule
	for _, is := range slices.Sorted(maps.Keys(x.rules)) {
		out = append(out, x.rules[is]...)
	}
	return out
}

// Find adds the meeting to the findings.
func (x *Finder) Find(r *extract.Reading, f *extract.Findings) {
	s := x.survey(r)
	s.findPageDate()
	s.findTitle(&f.Meeting)
	s.findWhen(f)
	s.findMode(&f.Meeting)
	s.findWhere(f)
	s.findPeople(&f.Meeting)
}

// reach is how many passages from the report's start are looked at: what a report says of its meeting stands near the front.
const reach = 120

// passage is a sentence, a heading or a title with what it holds. Spans are of the document.
type passage struct {
	span     document.Span
	text     string
	ready    *rule.Text // the text, for rules
	index    int        // how many passages of the body stand before it, short ones not counted; -1 for the file's own title
	block    int
	heading  bool
	short    bool   // a line of its own without a verb: a heading in all but style, a dateline, a row
	label    string // dateLabel or placeLabel, where a label stands before it
	dates    []date.Mention
	mentions []gazetteer.Mention
	cues     []cue
}

// cue says that the words near it tell of the meeting, or of something else.
type cue struct {
	span  document.Span
	is    string
	rule  string
	words string
}

type survey struct {
	*Finder
	r        *extract.Reading
	titles   []passage // the file's own titles
	passages []passage // of the body
	page     pageDate
	ordinal  int // of the meeting; 0 where it has none

	headed  map[string]bool                 // whether a heading names a thing that may be held
	numbers map[string][]numberedName       // by text,
	trimmed map[document.Span]document.Span // and titles: the same lines are looked at again and again
}

// pageDate is the date that the page itself carries.
type pageDate struct {
	date date.Date
	span document.Span
}

func (x *Finder) survey(r *extract.Reading) *survey {
	s := &survey{Finder: x, r: r, headed: map[string]bool{}, numbers: map[string][]numberedName{}, trimmed: map[document.Span]document.Span{}}
	label, several, long := "", false, 0
	for i := range r.Doc.Blocks {
		b := &r.Doc.Blocks[i]
		text := r.Doc.Slice(b.Span)
		switch {
		case b.Kind == document.Title:
			s.titles = append(s.titles, s.passage(b.Span, r.Names(text), i, -1))
		case b.Kind == document.Meta:
			s.meta(b.Span, text, i)
		}
		if !b.Kind.Body() || len(s.passages) >= reach {
			continue
		}
		for k, sentence := range r.Of(i) {
			p := s.passage(sentence.Span, nil, i, long)
			p.mentions = sentence.Mentions
			p.heading = b.Kind == document.Heading
			if k == 0 || p.short && (b.Kind == document.Cell || b.Kind == document.Definition) && (label == hostLabel && (hostLine.MatchString(p.text) || orgLine(sentence.Mentions, sentence.Span)) || label == chairLabel && (titled.MatchString(p.text) || several && named.MatchString(p.text))) {
				p.label = label
			}
			if !p.short {
				long++
			}
			s.passages = append(s.passages, p)
		}
		label, several = s.labelled(text), severals.MatchString(text)
		if n := len(s.passages) - 2; label == chairLabel && b.Kind == document.Cell && b.Col > 0 && i > 0 && !strings.Contains(text, ":") && (i+1 == len(r.Doc.Blocks) || r.Doc.Blocks[i+1].Row != b.Row) && r.Doc.Blocks[i-1].Table == b.Table && r.Doc.Blocks[i-1].Row == b.Row && n >= 0 && s.passages[n].block == i-1 {
			s.passages[n].label, label = chairLabel, "" // "General A. Pita | Chairman"
		}
	}
	return s
}

// orgLine reports whether a line is the name of a body that the gazetteer has, and nothing else.
func orgLine(mentions []gazetteer.Mention, line document.Span) bool {
	return len(mentions) == 1 && mentions[0].Of(gazetteer.Organization) != nil && mentions[0].Span.Len() >= line.Len()-1
}

func (s *survey) passage(span document.Span, mentions []gazetteer.Mention, block, index int) passage {
	text := s.r.Doc.Slice(span)
	p := passage{span: span, text: text, ready: s.set.Read(text), index: index, block: block, dates: date.Find(text)}
	for i := range p.dates {
		p.dates[i].Span = p.dates[i].Span.Shift(span.Start)
	}
	for _, m := range mentions {
		m.Span = m.Span.Shift(span.Start)
		p.mentions = append(p.mentions, m)
	}
	words := len(strings.Fields(p.text))
	p.short = s.wholeLines(span, s.r.Doc.Blocks[block].Span) && words <= 16 && (words <= 8 || !strings.HasSuffix(p.text, "."))
	p.cues = s.cues(p.ready, span.Start)
	return p
}

// Lines behind a label's first that name somebody else, and do not say where to find whom the first names.
var (
	titled   = pattern.MustCompile(`^(?i:H\. ?E\.|(?:Mr|Ms|Mrs|Dr|Prof|Hon)\.? )`)
	named    = pattern.MustCompile(`^\p{Lu}\p{L}+(?: \p{Lu}\.)? \p{Lu}[\p{L}’'-]+(?:$|,| \()`) // below "Co-Chairs"
	hostLine = pattern.MustCompile(`^(?i:the )?(?:\p{Lu}[\p{L}’'-]+ )*(?:Ministry|Department|Directorate|Institute|University|Agency|Authority|Council|Commission|Association|Society|Organi[sz]ation|Bureau|Bank|Government|Service|Board|Foundation|Network|Secretariat|Federation|Union|Office)(?: [^\d:]*)?$`)
	// hostedMeeting goes on from a body that had a meeting in its house, and not a website.
	hostedMeeting = pattern.MustCompile(`^ (?i:(?:jointly |kindly )?(?:co-)?hosted) (?:[\p{L}\d-]+ ){0,6}?(?i:meeting|session|conference|summit|forum|workshop|seminar|dialogue|symposium|congress|consultations?|talks|roundtable|event)(?:[ ,.;]|$)`)
	severals      = pattern.MustCompile(`(?i)chair(?:s|men|women|persons)\b`)
)

// wholeLines reports whether a span begins and ends where lines of its block do.
func (s *survey) wholeLines(span, block document.Span) bool {
	text := s.r.Doc.Text
	before, after := strings.TrimRight(text[block.Start:span.Start], " "), strings.TrimLeft(text[span.End:max(block.End, span.End)], " ")
	return (before == "" || strings.HasSuffix(before, "\n")) && (after == "" || strings.HasPrefix(after, "\n"))
}

// meta reads a line of front matter: the title, and the page's own date.
func (s *survey) meta(span document.Span, text string, block int) {
	key, value, ok := strings.Cut(text, ":")
	if !ok {
		return
	}
	at := span.End - len(strings.TrimSpace(value))
	own := document.Span{Start: at, End: span.End}
	if own.Empty() {
		return
	}
	key = strings.ToLower(strings.TrimSpace(key))
	switch {
	case key == "title":
		s.titles = append(s.titles, s.passage(own, s.r.Names(s.r.Doc.Slice(own)), block, -1))
	case strings.Contains(key, "date") || strings.Contains(key, "time") || strings.Contains(key, "published"):
		for _, m := range date.Find(s.r.Doc.Slice(own)) {
			if m.HasYear() && m.HasDay() && (s.page.date.Year == 0 || m.Start.Before(s.page.date)) {
				s.page = pageDate{m.Start, m.Span.Shift(at)}
			}
		}
	}
}

// findPageDate takes, where the page's front matter has no date, that of a line that says when it was published, else that
// of a line near the top that is a date and nothing else.
func (s *survey) findPageDate() {
	var bare pageDate
	for i := range s.passages {
		p := &s.passages[i]
		if s.page.date.Year != 0 {
			return
		}
		for _, m := range p.dates {
			switch whole := m.HasYear() && m.HasDay() && m.Start == m.End; {
			case whole && s.published(p):
				s.page = pageDate{m.Start, m.Span}
			case whole && bare.date.Year == 0 && p.index < 6 && p.short && len(p.mentions) == 0 && s.isDateline(p, m.Span):
				bare = pageDate{m.Start, m.Span}
			}
		}
	}
	if s.page.date.Year == 0 {
		s.page = bare
	}
}

// published reports whether a passage is a line that says when or by whom the page was published, or a sentence that says when
// the text below it was.
func (s *survey) published(p *passage) bool {
	if textIssued.MatchString(p.text) || dateLine.MatchString(p.text) && s.besidePaper(p) {
		return true
	}
	return p.short && slices.ContainsFunc(s.rules["published"], func(r *rule.Rule) bool { _, ok := r.FindIn(p.ready); return ok })
}

// textIssued begins a page that gives what was published elsewhere: "Following is the text of a communiqué issued at Lima on 3 May".
var textIssued = pattern.MustCompile(`^(?i:(?:the )?following is (?:the |an? )?(?:\p{L}+ )?text of )[^.]{1,120} (?i:issued|released|published) (?i:at|in|on) [^.]{2,50}\d{4}[.:]?$`)

// dateLine is a line that a label says to be a date, and paperLine one of those that say of a paper which one it is.
var (
	dateLine  = pattern.MustCompile(`^(?i:date) ?:`)
	paperLine = pattern.MustCompile(`^(?i:doc(?:ument)? (?:no|nr|number|id|code)|version|symbol|revision)\.? ?:`)
)

// besidePaper reports whether the line before a date, or behind it, is one of those that tell of the paper: so the date is the paper's.
func (s *survey) besidePaper(p *passage) bool {
	i := slices.IndexFunc(s.passages, func(q passage) bool { return q.span == p.span })
	return i > 0 && paperLine.MatchString(s.passages[i-1].text) || i >= 0 && i+1 < len(s.passages) && paperLine.MatchString(s.passages[i+1].text)
}

// labelled tells which label a text is, "" for none.
func (s *survey) labelled(text string) string {
	if len(text) > 40 {
		return ""
	}
	ready := s.set.Read(text)
	for _, is := range []string{dateLabel, placeLabel, chairLabel, hostLabel} {
		for _, r := range s.rules[is] {
			if _, ok := r.FindIn(ready); ok {
				return is
			}
		}
	}
	return ""
}

// labelOf tells which label the line of a passage begins with that a span stands in: "Venue: Room 2, Lima".
func (s *survey) labelOf(p *passage, span document.Span) string {
	line, _, _ := strings.Cut(lastLine(p.before(span)), ":")
	return s.labelled(line)
}

// cues are the words of a text that tell of the meeting or of something else, in order. Where two overlap, the one that
// tells of something else stands: "the last summit held in Lima" holds "held in" too.
func (s *survey) cues(text *rule.Text, at int) []cue {
	var found []cue
	for _, is := range []string{another, happening} {
		for _, r := range s.rules[is] {
			for _, m := range r.FindAllIn(text) {
				span := m.Span.Shift(at)
				if is == happening && slices.ContainsFunc(found, func(c cue) bool { return c.is == another && c.span.Overlaps(span) }) {
					continue
				}
				c := cue{span, is, r.Name, text.Slice(m.Span)}
				if is == happening && s.ofOtherThing(s.r.Doc.Text[at:span.Start]) {
					c.is = another
				}
				found = append(found, c)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b cue) int { return a.span.Start - b.span.Start })
	return found
}

// otherThing ends in what was held and is talked of at a meeting, but where a heading says that it is the one reported of: "reviewed
// the workshop", "decided that the vote be".
var otherThing = pattern.MustCompile(`(?i)\b(?:reviewed|noted|recalled|welcomed|discussed|examined|considered|commended|that|about|of|on|for|from|during|after|at) (?:the|an?|its|their) (?:[\p{L}-]+ ){0,3}?(workshop|vote|training|seminar|webinar|exercise|exhibition|referendum|elections?|hearing|competition|course|survey|festival|fair)s?(?: on [^,;.:]{3,60})?(?:,? (?:(?:that|which) (?:was|were|had been|will be) )?|(?: was| were| had been| will be| would be| be| to be) )$`)

func (s *survey) ofOtherThing(before string) bool {
	found := otherThing.FindStringSubmatch(before[max(0, len(before)-100):])
	if found == nil {
		return false
	}
	thing := strings.ToLower(found[1])
	headed, known := s.headed[thing]
	if !known {
		headed = slices.ContainsFunc(s.r.Doc.Blocks, func(b document.Block) bool {
			return (b.Kind == document.Heading || b.Kind == document.Title) && strings.Contains(strings.ToLower(s.r.Text(b.Span)), thing)
		})
		s.headed[thing] = headed
	}
	return !headed
}

// far is how many bytes a cue reaches.
const far = 220

// governing is the cue that a passage's words at span stand under: one that they are a part of, else the last one before
// them, else the first one after.
func (p *passage) governing(span document.Span) (cue, bool) {
	for _, c := range p.cues {
		if c.span.Overlaps(span) {
			return c, true
		}
	}
	for _, c := range slices.Backward(p.cues) {
		if c.span.End <= span.Start && span.Start-c.span.End < far {
			return c, true
		}
	}
	for _, c := range p.cues {
		if c.span.Start >= span.End {
			return c, c.span.Start-span.End < far
		}
	}
	return cue{}, false
}

// before is the text of the passage in front of a span.
func (p *passage) before(span document.Span) string { return p.text[:span.Start-p.span.Start] }

// after is the text of the passage behind a span.
func (p *passage) after(span document.Span) string { return p.text[span.End-p.span.Start:] }

// candidate is a date or a place with what speaks for it.
type candidate[T any] struct {
	value   T
	passage *passage
	span    document.Span
	score   float64
	rule    string
}

// position is what a passage's place in the report is worth.
func (p *passage) position() float64 {
	switch {
	case p.index < 0:
		return 0
	case p.index < 4:
		return 3
	case p.index < 10:
		return 2
	case p.index < 30:
		return 1
	}
	return 0
}

// initialsHeld ends in where or when a meeting was that its initials and number name: "SC8, held in Oslo on".
var initialsHeld = pattern.MustCompile(`(?:^|\s)\p{Lu}[\p{L}]{1,7}[- ]?(\d{1,3}),? (?:(?:which|that) )?(?:was |were )?(?:held|convened)(?: [^.;]{0,60})?$`)

// ofAnother reports whether the words before span name a meeting by another number than this one's.
func (s *survey) ofAnother(p *passage, span document.Span) bool {
	if s.ordinal == 0 {
		return false
	}
	if m := initialsHeld.FindStringSubmatch(p.before(span)); m != nil && m[1] != strconv.Itoa(s.ordinal) {
		return true
	}
	last, lastName := 0, ""
	for _, m := range s.numbered(p.before(span)) {
		last, lastName = m.number, m.name
	}
	return last != 0 && last != s.ordinal && !strings.Contains(strings.ToLower(lastName), "such")
}
