// Package outline gives paragraphs their structure by how they look: which are headings though nothing says so, which
// are items of a list, what marker stands before them, how deep they are. Readers of mark-up and of plain text share
// it: they say what the source says and leave open what it does not.
//
// No text is lost: every item that goes in comes out, whole or split at its line breaks, with its marker apart.
package outline

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/extract/document"
)

// Item is a paragraph on its way to becoming a block.
type Item struct {
	document.Block        // with Kind "" where the source does not say what it is; the Span is not set yet
	Text           string // a line break that the source sets is a "\n"
	Strong         bool   // wholly bold, underlined or enlarged
	Short          bool   // stands alone like a title: plain text has no bold type to show it
	Indent         int    // columns before the text, where it was laid out in columns
	Origin         document.Origin
}

// Add resolves the items and adds them to the builder as blocks.
func Add(b *document.Builder, items []Item) {
	for _, it := range Resolve(items) {
		b.Add(it.Block, document.Run{Text: it.Text, Origin: it.Origin})
	}
}

// Resolve decides what the open items are.
func Resolve(items []Item) []Item {
	items = splitLines(items)
	r := &resolver{items: items, marks: make([]Marker, len(items))}
	r.findFurniture()
	r.survey()
	r.findMarkers()
	r.findHeadings()
	r.findLists()
	r.setDepths()
	return r.items
}

// splitLines makes items of the lines of open items that are clearly lists, headings or numbered paragraphs.
func splitLines(items []Item) []Item {
	out := make([]Item, 0, len(items))
	for _, it := range items {
		it.Text = strings.TrimSpace(it.Text)
		if it.Kind == "" {
			it.Text = breakAtBullets(it.Text)
		}
		if it.Kind != "" || it.Marker != "" || !strings.Contains(it.Text, "\n") {
			out = append(out, it)
			continue
		}
		lines := strings.Split(it.Text, "\n")
		if len(lines) < 4 && numberAlone.MatchString(lines[0]) && AllCaps(it.Text) && TitleLike(strings.Join(lines, " "), 25) {
			it.Kind, it.Level = document.Heading, 2
			out = append(out, it)
			continue
		}
		if AllCaps(lines[0]) && TitleLike(lines[0], 12) && !AllCaps(lines[1]) && (len(lines[1]) > 60 || strings.HasSuffix(lines[1], ".")) {
			head := it
			head.Text = lines[0]
			out = append(out, head)
			lines = lines[1:]
			it.Text = strings.Join(lines, "\n")
		}
		marked := 0
		for _, line := range lines {
			if m, _, ok := Split(strings.TrimSpace(line)); ok && (m.Sure || m.Ordinal > 0 && m.Style != "1") {
				marked++
			}
		}
		first, _, firstMarked := Split(strings.TrimSpace(lines[0]))
		firstMarked = firstMarked && first.Sure
		// A list shows in two marked lines, or in one below a lead-in.
		if marked < 2 && (firstMarked || marked == 0 || !document.LeadsIn(strings.TrimSpace(lines[0]))) {
			out = append(out, it)
			continue
		}
		start := len(out)
		for _, line := range lines {
			line = strings.TrimSpace(line)
			if line == "" {
				continue
			}
			_, _, ok := Split(line)
			if !ok && len(out) > start {
				out[len(out)-1].Text += "\n" + line
				continue
			}
			part := it
			part.Text = line
			out = append(out, part)
		}
	}
	return out
}

// numberAlone is a line that only numbers what the next one names: "RESOLUTION CM-5-1".
var numberAlone = regexp.MustCompile(`^(?:RESOLUTION|DECISION|RECOMMENDATION|OPINION|DECLARATION|ARTICLE|CHAPTER|PART|SECTION)S? (?:N[Oo°º]\.? ?)?[\dA-Z][\dA-Z./()-]*[.:]?$`)

// inlineBullet matches a bullet in the middle of a line, where a list was pasted as running text.
var inlineBullet = regexp.MustCompile(`\s+([•●▪■◦])\s+`)

// breakAtBullets puts each item of a list that is set as running text on a line of its own.
func breakAtBullets(text string) string {
	if _, _, ok := Split(text); ok || len(inlineBullet.FindAllStringIndex(text, 2)) == 2 {
		return inlineBullet.ReplaceAllString(text, "\n$1 ")
	}
	return text
}

type resolver struct {
	items   []Item
	marks   []Marker // of the items that have one
	capital bool     // the text is in capitals throughout, so that capitals mean nothing
	strong  bool     // the text is bold throughout
	level   int      // of headings that only look like headings
}

// open reports whether the source leaves it open what the item is.
func (r *resolver) open(i int) bool { return i >= 0 && i < len(r.items) && r.items[i].Kind == "" }

// body reports whether the item is part of the report's text.
func (r *resolver) body(i int) bool { return r.items[i].Kind == "" || r.items[i].Kind.Body() }

// findFurniture sets apart what is never part of a report, lines without a letter or digit, and contents lists.
func (r *resolver) findFurniture() {
	for i := range r.items {
		it := &r.items[i]
		switch it.Kind {
		case "", document.Paragraph, document.ListItem:
			if leader.MatchString(it.Text) && len(it.Text) < 300 {
				it.Kind, it.Level = document.Contents, 0
			} else if !hasWord(it.Text) || (it.Marker == "" || it.Marker == "•") && Boilerplate(it.Text) {
				it.Block = document.Block{Kind: document.Furniture}
			}
		}
	}
}

// survey measures what is common in the text, against which a heading must stand out.
func (r *resolver) survey() {
	var all, capital, strong int
	r.level = 1
	for i, it := range r.items {
		if it.Kind == document.Heading {
			r.level = max(r.level, it.Level)
		}
		if !r.open(i) && it.Kind != document.ListItem {
			continue
		}
		all += len(it.Text)
		if AllCaps(it.Text) {
			capital += len(it.Text)
		}
		if it.Strong {
			strong += len(it.Text)
		}
	}
	r.level = min(r.level+1, 6)
	r.capital, r.strong = capital*2 > all, strong*2 > all
}

// findMarkers parts markers from the texts of open items, list items and headings.
func (r *resolver) findMarkers() {
	type candidate struct {
		at   int
		mark Marker
		rest string
	}
	var found []candidate
	for i := range r.items {
		it := &r.items[i]
		if it.Kind != "" && it.Kind != document.ListItem && it.Kind != document.Heading && it.Kind != document.Footnote {
			continue
		}
		if it.Marker != "" {
			if m, _, ok := Split(it.Marker + " x"); ok {
				r.marks[i] = m
			} else if m, _, ok := Split(it.Marker + ". x"); ok {
				r.marks[i] = m // a bare number that its source knows
			}
			if it.Kind == "" {
				continue
			}
		}
		m, rest, ok := Split(it.Text)
		if !ok || it.Kind == document.Heading && m.Bullet() {
			continue
		}
		if it.Kind == document.ListItem && it.Marker != "" && !(m.Sure && r.marks[i].Bullet()) && m.Text != it.Marker {
			continue // a computed number beats a number that the text begins with
		}
		if it.Kind == document.Heading || it.Strong {
			m.Sure = m.Sure || m.Ordinal > 0 && m.Style != "1"
		}
		m.Sure = m.Sure || it.Kind == document.Footnote
		found = append(found, candidate{i, m, rest})
	}
	last := map[string]int{} // the ordinal of the last candidate of each style
	for k, c := range found {
		sure := c.mark.Sure || c.mark.Ordinal == 1 && c.at > 0 && document.LeadsIn(r.items[c.at-1].Text)
		if !sure {
			before, ok := last[c.mark.Style]
			sure = ok && before == c.mark.Ordinal-1
			if c.mark.Bullet() && k > 0 {
				sure = found[k-1].at == c.at-1 && found[k-1].mark.Style == c.mark.Style
			}
			for _, next := range found[k+1:] {
				if next.mark.Style == c.mark.Style {
					sure = sure || next.mark.Ordinal == c.mark.Ordinal+1 || c.mark.Bullet() && next.at == c.at+1
					break
				}
			}
		}
		last[c.mark.Style] = c.mark.Ordinal
		if sure {
			r.marks[c.at] = c.mark
			r.items[c.at].Marker, r.items[c.at].Text = c.mark.Text, c.rest
		}
	}
	r.readLettersInOrder()
}

// readLettersInOrder takes an i, v or x for a letter where the letter before it comes next before: (h), (i).
func (r *resolver) readLettersInOrder() {
	for i := range r.marks {
		m := &r.marks[i]
		if len(strings.Trim(m.Text, "().[]:")) != 1 || !strings.ContainsAny(m.Style, "iI") {
			continue
		}
		letter := strings.Trim(m.Text, "().[]:")
		style := strings.NewReplacer("i", "a", "I", "A").Replace(m.Style)
		n := int(strings.ToLower(letter)[0]-'a') + 1
		for k := i - 1; k >= 0; k-- {
			if r.marks[k].Style == m.Style {
				break
			}
			if r.marks[k].Style == style {
				if r.marks[k].Ordinal == n-1 {
					m.Style, m.Ordinal = style, n
				}
				break
			}
		}
	}
}

// findHeadings makes headings of open items that look like one.
func (r *resolver) findHeadings() {
	heading := make([]bool, len(r.items))
	for i := range r.items {
		heading[i] = r.open(i) && r.looksLikeHeading(i)
	}
	prose := false
	for i := 0; i < len(r.items); i++ {
		if !heading[i] {
			prose = prose || r.body(i) && len(r.items[i].Text) > 120
			continue
		}
		end := i + 1
		for end < len(r.items) && heading[end] {
			end++
		}
		// Title lines may follow each other at the top; further down, a row of them is a list of names.
		if end-i > 3 && prose && !r.counted(i, end) {
			for k := i; k < end; k++ {
				heading[k] = false
			}
		}
		i = end - 1
	}
	// A short numbered line that counts on from a heading is one, though nothing follows it where a text breaks off.
	last := map[string]int{}
	for i, is := range heading {
		mark := r.marks[i]
		if is || r.items[i].Kind == document.Heading {
			last[mark.Style] = mark.Ordinal
		} else if mark.Ordinal > 1 && last[mark.Style] == mark.Ordinal-1 && r.open(i) && TitleLike(r.items[i].Text, 10) && i+1 < len(r.items) && !r.open(i+1) {
			is, last[mark.Style] = true, mark.Ordinal
		}
		if is {
			r.items[i].Kind, r.items[i].Level = document.Heading, min(r.level+r.depth(i), 6)
		}
	}
}

// counted reports whether most of the items are numbered.
func (r *resolver) counted(from, to int) bool {
	n := 0
	for i := from; i < to; i++ {
		if r.marks[i].Ordinal > 0 {
			n++
		}
	}
	return n*2 > to-from
}

// depth is how many levels a heading's number shows below the first: 1 for "2.3".
func (r *resolver) depth(i int) int { return strings.Count(r.marks[i].Style, ".1") }

func (r *resolver) looksLikeHeading(i int) bool {
	it, mark := r.items[i], r.marks[i]
	if it.Marker != "" && mark.Bullet() || mark.Style != "" && !mark.decimal() && !mark.capital() && !mark.worded() {
		return it.Strong && !r.strong && mark.Ordinal > 0 && TitleLike(it.Text, 12)
	}
	if !it.Strong && saysWhatTheyDid.MatchString(it.Text) {
		return false
	}
	if honorific.MatchString(it.Text) && !generalities.MatchString(it.Text) || listedName.MatchString(it.Text) || dateline(it.Text) {
		return false
	}
	switch {
	case it.Strong && !r.strong:
		return TitleLike(it.Text, 30)
	case AllCaps(it.Text) && !r.capital:
		return TitleLike(it.Text, 25)
	case it.Marker != "" && !r.sibling(i, -1) && !r.sibling(i, 1):
		return TitleLike(it.Text, 10) && r.followedByProse(i)
	case it.Short:
		return TitleLike(it.Text, 14) && !dated.MatchString(it.Text) && r.followedByProse(i)
	}
	return false
}

// saysWhatTheyDid begins a sentence, of which a page's end may have cut a line off: "The Ministers warmly welcomed the".
var saysWhatTheyDid = regexp.MustCompile(`^(?:The |Both )?(?:\p{L}+ ){0,3}(?i:ministers|members|participants|delegates|delegations|leaders|governments|parties|council|committee|commission|conference|meeting|sides) (?:\p{L}+ly |also |further |then )?(?:welcomed|agreed|noted|adopted|approved|decided|endorsed|expressed|stressed|recalled|reaffirmed|recognised|recognized|requested|urged|considered|discussed|thanked|emphasised|emphasized|took|were|was) `)

// sibling reports whether the next item in the direction carries the number next to this one's.
func (r *resolver) sibling(i, direction int) bool {
	k := i + direction
	return k >= 0 && k < len(r.items) && r.marks[k].Style == r.marks[i].Style && r.marks[k].Ordinal == r.marks[i].Ordinal+direction &&
		// Sections may be a sentence long; a list's items are like each other.
		len(r.items[k].Text) < 200
}

// followedByProse reports whether the next item is a paragraph or list, and not another line like this one.
func (r *resolver) followedByProse(i int) bool {
	if i+1 >= len(r.items) || !r.body(i+1) {
		return false
	}
	next := r.items[i+1]
	if first, _ := utf8.DecodeRuneInString(next.Text); unicode.IsLower(first) && next.Kind == "" && next.Marker == "" {
		return false // the same sentence
	}
	return len(next.Text) > 80 || next.Kind == document.ListItem || r.marks[i+1].Style != "" && len(next.Text) > 40 || strings.HasSuffix(next.Text, ".") && len(next.Text) > 40 || strings.HasSuffix(next.Text, ":") ||
		strings.HasSuffix(next.Text, ",") && whoActs.MatchString(strings.TrimSuffix(next.Text, ",")+":") // "The Conference,"
}

// findLists decides which of the remaining items with a marker are items of a list, and which numbered paragraphs.
func (r *resolver) findLists() {
	for i := 0; i < len(r.items); i++ {
		if !r.open(i) {
			continue
		}
		it, mark := &r.items[i], r.marks[i]
		switch {
		case it.Marker == "", mark.Style == "" && !fragment(it.Text): // one that only its source knows: "Article 3"
			it.Kind, it.Level = document.Paragraph, 0
		case mark.decimal() || mark.capital() || mark.worded():
			end := r.sequence(i)
			kind := document.Paragraph
			if r.fragments(i, end) {
				kind = document.ListItem
			}
			for k := i; k < end; k++ {
				if r.open(k) && r.marks[k].Style == mark.Style {
					if r.items[k].Kind = kind; kind == document.Paragraph {
						r.items[k].Level = 0
					}
				}
			}
		default:
			it.Kind = document.ListItem
		}
	}
}

// sequence is the end of the row of items that begins at i and counts on; items with other markers may stand between.
func (r *resolver) sequence(i int) int {
	n, end := r.marks[i].Ordinal, i+1
	for k := i + 1; k < len(r.items) && r.open(k) && r.items[k].Marker != ""; k++ {
		if r.marks[k].Style != r.marks[i].Style {
			continue
		}
		if r.marks[k].Ordinal != n+1 {
			break
		}
		n, end = n+1, k+1
	}
	return end
}

// fragments reports whether the numbered items are parts of a list rather than paragraphs: they go on from a lead-in,
// or are no whole sentences.
func (r *resolver) fragments(from, to int) bool {
	all, part := 0, 0
	for k := from; k < to; k++ {
		if r.marks[k].Style != r.marks[from].Style {
			continue
		}
		all++
		if fragment(r.items[k].Text) {
			part++
		}
	}
	return part*2 > all && (all > 1 || from > 0 && document.LeadsIn(r.items[from-1].Text))
}

// fragment reports whether a text is no whole sentence.
func fragment(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(first) || !strings.ContainsAny(lastOf(text), ".?!:”\"")
}

func lastOf(s string) string {
	_, size := utf8.DecodeLastRuneInString(s)
	return s[len(s)-size:]
}

// setDepths gives list items their level within the list that they stand in. Where the source nests them, that counts,
// but not how deep the whole list stands: converters wrap lists in empty ones. Elsewhere a marker of a style not yet
// seen in the list goes one deeper, as does a wider indent; a style seen before goes back to where it was.
func (r *resolver) setDepths() {
	type list struct {
		level  int // that the source gives, 0 for none
		style  string
		indent int
	}
	var stack []list
	for i := range r.items {
		it := &r.items[i]
		if it.Kind != document.ListItem {
			if it.Kind != document.Furniture {
				stack = stack[:0]
			}
			continue
		}
		here := list{it.Level, r.marks[i].Style, it.Indent}
		for len(stack) > 0 {
			top := stack[len(stack)-1]
			if here.level > 0 && (top.level == 0 || top.level >= here.level) || here.level == 0 && top.level == 0 && top.indent > here.indent+1 {
				stack = stack[:len(stack)-1]
				continue
			}
			break
		}
		for k, above := range stack {
			if here.level == 0 && above.level == 0 && above.style == here.style && above.indent >= here.indent-1 {
				stack = stack[:k]
				break
			}
		}
		if here.level == 0 && len(stack) == 1 && stack[0].level > 0 {
			stack = stack[:0] // beside the list that mark-up made, not in it
		}
		stack = append(stack, here)
		it.Level = len(stack)
	}
}

var (
	honorific = regexp.MustCompile(`^(Mr|Mrs|Ms|Miss|Mme|Dr|Prof|Sir|Dame|Lord|Hon|Amb|H\.\s?E|H\.\s?R\.\s?H|The Hon|The Rt|Rt|His|Her|Their|Ambassador|Minister|Professor|General|Senator|Dato|Datuk|Tan Sri|Shri|Sheikh|Sr|Sra|Chair)\b`)
	// generalities are no rank with a name: "General Economic Situation", "General debate".
	generalities = regexp.MustCompile(`^General (?i:economic|political|financial|social|situation|debate|discussions?|issues|matters|points|principles|provisions|business|information|polic(?:y|ies)|remarks|observations|comments|conclusions?|recommendations?|statements?|reports?|review|overview|outlook|trends|affairs|conditions|framework|obligations|commitments|agreement|assembly|secretariat|council|conference|session|services|administration|budget|fund|questions|aspects|considerations|approach|objectives|summary|background)\b`)
	listedName   = regexp.MustCompile(`^(?:\p{Lu}[\p{Ll}.'’-]*\s+)+\p{Lu}[\p{Lu}'’-]+(?:\s+\p{Lu}[\p{Lu}'’-]+)*(?:\s+\([^()]*\))?,`) // "Ada MARR, Minister"
	dated        = regexp.MustCompile(`\b(1[89]|20)\d\d\b|^\W*\d+[\s./-]`)
	leader       = regexp.MustCompile(`\p{L}.*(?:\.{4,}|(?:\. ){3,}\.?|…{2,}|_{5,})\s*\d{1,4}$`) // "Opening ........ 3"
	closing      = regexp.MustCompile(`[.;,]["”’)]?$`)
	dangling     = regexp.MustCompile(`(?i)\s(the|of|and|to|in|for|by|with|a|an|or|that|on|at|from)(?:[ ]?:[-–—]?)?$`)
	numeral      = regexp.MustCompile(`(?i:annex|appendix|part|chapter|section|article|group|table|phase|category|resolution) \p{Lu}\.$`)
	initials     = regexp.MustCompile(`(\b\p{Lu}\.|\b(Inc|Ltd|Co|etc|No|Jr|Sr))$`)
)

// dateline reports whether a line gives little more than a date, perhaps with a place before it.
func dateline(text string) bool {
	return len(text) < 80 && year.MatchString(text) && len(strings.Fields(text)) <= 8 && (monthWord.MatchString(text) || numericDate.MatchString(text))
}

var (
	year        = regexp.MustCompile(`\b(1[3-9]|20)\d\d`)
	monthWord   = regexp.MustCompile(`(?i)\b(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)\b`)
	numericDate = regexp.MustCompile(`\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{2}-\d{2}`)
)

// What lines begin with that web servers and page makers put beneath or beside a text, in lower case.
var serverLine = regexp.MustCompile(`^\W*(?:©|\(c\) ?(?:\d|by)|copyright\b|(?:page )?last (?:updated?|modified|reviewed)\b|back to (?:the )?top\b|skip to (?:main |the )?(?:content|navigation)|` +
	`(?:print|email|share) (?:this|page|article)\b|share (?:on|via|this)\b|follow us\b|(?:read|learn|view|show|see) (?:more|less|all)\W*$|(?:subscribe|sign up) (?:to|for)\b.*\b(?:newsletter|updates|alerts)|` +
	`(?:powered|designed|hosted|developed|website) by [^,]*$|(?:loading|please wait)\b.{0,5}$|privacy(?: policy)?\W*$|terms (?:of|and) (?:use|service|conditions)\W*$|you are here\b|printer.friendly|` +
	`download (?:pdf|as pdf|\d+(?:\.\d+)? ?[kmg]b)\b|(?:javascript|scripts?) (?:is|are|must be) |(?:page )?\d{1,4} (?:of|/) \d{1,4}\W*$|page \d{1,4}\W*$|(?:previous|next)(?: (?:page|article|post))?\W*$|home\W*$|` +
	`(?:size)?\s*\d+(?:\.\d+)? ?[kmg]b\W*$|official websites use \.gov|secure \.gov websites|send (?:us )?(?:your )?comments\b|(?:home|top|main|start)\s*[|•·»]\s*\w|-?\d+(?:/-?\d+)? ?°[cf]\W*$|` +
	`(?:submitted|posted) (?:by [^:]{1,40} )?(?:on|in)\b|(?:log|sign) ?in\b.{0,40}$|leave a (?:reply|comment)\b|\S+@\S+\.[a-z]{2,}\W*$)`)

// What such lines hold anywhere.
var serverPhrases = []string{"all rights reserved", "best viewed at", "best viewed with", "best viewed in", "best viewed on", "uses cookies", "use cookies",
	"external links should not be construed", "links to other internet sites should not be", "archival site", "archived page", "archived content", "archived version", "| site map |", "| sitemap |", "| search |", "| help |", "| privacy |"}

// Boilerplate reports whether a short text is one that is never part of a report: a copyright line, "Back to top",
// "Page 2 of 5", a row of a site's links.
func Boilerplate(text string) bool {
	if len(text) >= 200 {
		return false
	}
	text = strings.ToLower(text)
	return serverLine.MatchString(text) || slices.ContainsFunc(serverPhrases, func(p string) bool { return strings.Contains(text, p) })
}

// TitleLike reports whether a text reads like a title: one line of at most so many words that does not end like a
// sentence or a lead-in.
func TitleLike(text string, words int) bool {
	if strings.Contains(text, "\n") {
		return false
	}
	n := len(strings.Fields(text))
	letters := strings.IndexFunc(text, unicode.IsLetter)
	if n == 0 || n > words || letters < 0 || len(text) > 12*words+20 {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(text[letters:]); unicode.IsLower(first) {
		return false
	}
	switch {
	case dangling.MatchString(text):
		return false // the line goes on elsewhere
	case document.LeadsIn(text) && whoActs.MatchString(text):
		return false // "The Conference:" leads in to what it did
	case document.LeadsIn(text):
		return n <= 2 || n <= 6 && capitalised(text) // "Other matters covered included:" leads in to a list
	case closing.MatchString(text):
		return initials.MatchString(text) && !numeral.MatchString(text)
	}
	return true
}

// whoActs begins a line that names those who met.
var whoActs = regexp.MustCompile(`^(?:The|That|This|They|It|We|In|Having|Leaders|Heads|Ministers|Members|Delegates|Delegations|Participants|Parties|Governors|Commissioners)(?:$|[\s,:])`)

// capitalised reports whether most of a text's longer words begin with a capital.
func capitalised(text string) bool {
	all, upper := 0, 0
	for word := range strings.FieldsSeq(text) {
		first, _ := utf8.DecodeRuneInString(word)
		if len(word) > 3 && unicode.IsLetter(first) {
			all++
			if unicode.IsUpper(first) {
				upper++
			}
		}
	}
	return upper*2 > all
}

// AllCaps reports whether a text of at least four letters has them all in capitals, but for short words between.
func AllCaps(text string) bool {
	upper, lower := 0, 0
	for word := range strings.FieldsSeq(text) {
		var u, l int
		for _, r := range word {
			switch {
			case unicode.IsUpper(r):
				u++
			case unicode.IsLower(r):
				l++
			}
		}
		if u == 0 && l <= 3 {
			l = 0 // "of", "and", "4th"
		}
		upper, lower = upper+u, lower+l
	}
	return upper >= 4 && lower*12 <= upper
}
