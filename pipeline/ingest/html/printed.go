package html

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"rapporteur/extract/document"
	"rapporteur/pipeline/ingest/outline"
)

// Converters turn a PDF into a page on which each line of print is an element of its own, set by its distance from the
// top and the left or just below the one before. Here the lines of a paragraph are put together again.

// printing is how lines of print are set on a page; the zero value is that of a page without any.
type printing struct {
	spots map[*html.Node]spot
	pitch int // from one line to the next
	full  int // characters of a line that is full
}

// spot is where a line of print stands: in pixels, or, where the page does not say, in lines.
type spot struct{ top, left int }

// fewLines is how many lines of print a page has at least: other pages set a thing or two by distance.
const fewLines = 10

var distance = regexp.MustCompile(`(?:^|;)(top|left):(-?\d+)(?:\.\d+)?(?:px|pt)?(?:;|$)`)

// lineSpot is where an element is set that is a line of print, false where it is none.
func lineSpot(n *html.Node) (spot, bool) {
	if n.Type != html.ElementNode || n.Data != "p" && n.Data != "div" && n.Data != "span" {
		return spot{}, false
	}
	s := style(n)
	if !strings.Contains(s, "position:absolute") {
		return spot{}, false
	}
	at := map[string]int{}
	for _, m := range distance.FindAllStringSubmatch(strings.ReplaceAll(s, ";", ";;"), -1) {
		at[m[1]], _ = strconv.Atoi(m[2]) // figures, by the pattern
	}
	_, hasTop := at["top"]
	_, hasLeft := at["left"]
	return spot{at["top"], at["left"]}, hasTop && hasLeft && find(n, func(c *html.Node) bool { return c != n && block(c) }) == nil
}

// findPrint finds a page's lines of print and measures them.
func findPrint(body *html.Node) printing {
	if set := findSet(body); set.pitch > 0 {
		return set
	}
	return findRunning(body)
}

// findSet finds lines that are set by their distance from the corner.
func findSet(body *html.Node) printing {
	spots := map[*html.Node]spot{}
	var lengths []int
	pitches := map[int]int{} // to how often each is met
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		last, follows := spot{}, false
		for k := range n.ChildNodes() {
			at, ok := lineSpot(k)
			if !ok {
				walk(k)
				continue
			}
			spots[k] = at
			lengths = append(lengths, utf8.RuneCountInString(textOf(k)))
			if follows && at.top > last.top {
				pitches[at.top-last.top]++
			}
			last, follows = at, true
		}
	}
	walk(body)
	if len(lengths) < fewLines || len(pitches) == 0 {
		return printing{}
	}
	pitch := slices.MaxFunc(slices.Collect(maps.Keys(pitches)), func(a, b int) int {
		return cmp.Or(cmp.Compare(pitches[a], pitches[b]), cmp.Compare(b, a))
	})
	return printing{spots: spots, pitch: pitch, full: fullLine(lengths)}
}

// findRunning finds lines that are elements one below the other: many a one is full and goes on, in small letters, in the
// next.
func findRunning(body *html.Node) printing {
	spots := map[*html.Node]spot{}
	var lengths []int
	var texts []string // "" between the lines of two parents
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		top := 0
		for k := range n.ChildNodes() {
			if k.Type != html.ElementNode || invisible(k) {
				continue
			}
			if k.Data != "p" && k.Data != "div" || find(k, func(c *html.Node) bool { return c != k && (block(c) || c.Data == "br") }) != nil {
				walk(k)
				continue
			}
			top++
			if text := strings.TrimSpace(textOf(k)); text != "" {
				spots[k] = spot{top: top}
				lengths = append(lengths, utf8.RuneCountInString(text))
				texts = append(texts, text)
			}
		}
		texts = append(texts, "")
	}
	walk(body)
	if len(lengths) < fewLines {
		return printing{}
	}
	if full := width(lengths, texts); full > 0 {
		return printing{spots: spots, pitch: 1, full: full}
	}
	return printing{}
}

// width is how long a full line of a text is that is set in lines of print, 0 where it is not: then many a line is full
// and goes on in the next. Lines of different parents have "" between them.
func width(lengths []int, texts []string) int {
	if len(lengths) < fewLines {
		return 0
	}
	full := fullLine(lengths)
	run, filled, small := 0, 0, 0
	for _, n := range lengths {
		if 20*n >= 17*full {
			filled++
		}
	}
	for i, text := range texts {
		first, _ := utf8.DecodeRuneInString(text)
		if !unicode.IsLower(first) {
			continue
		}
		small++
		if i > 0 && !ended(texts[i-1]) && !strings.HasSuffix(texts[i-1], ",") && fills(utf8.RuneCountInString(texts[i-1]), text, full) {
			run++
		}
	}
	if 5*small > 4*len(lengths) {
		return 0 // items of a list, each with a small letter
	}
	if run < 3 || 6*run < len(lengths) && 5*filled < 2*len(lengths) || full < 40 || 4*slices.Max(lengths) > 5*full {
		return 0
	}
	return full
}

// reflow puts the lines of print together that only breaks part, and makes a paragraph of each run.
func (w *walker) reflow() {
	var lengths []int
	var texts []string
	for i := range w.out {
		if w.out[i].Kind != "" {
			continue
		}
		for line := range strings.SplitSeq(w.out[i].Text, "\n") {
			lengths, texts = append(lengths, utf8.RuneCountInString(line)), append(texts, line)
		}
		texts = append(texts, "")
	}
	full := width(lengths, texts)
	if full == 0 {
		return
	}
	var out []outline.Item
	for _, it := range w.out {
		lines := strings.Split(it.Text, "\n")
		if it.Kind != "" || len(lines) == 1 {
			out = append(out, it)
			continue
		}
		it.Text = lines[0]
		for i, line := range lines[1:] {
			heads := i+2 < len(lines) && headline(it.Text, line, lines[i+2], full)
			if len(it.Text) < longestParagraph && !heads && (it.Strong && joining.MatchString(it.Text) || runsOn(it.Text, lines[i], line, full)) {
				it.Text = outline.JoinLines(it.Text, " ", line)
				continue
			}
			out = append(out, it)
			it.Text, it.Marker = line, ""
		}
		out = append(out, it)
	}
	w.out = overPages(out)
}

// runsOn reports whether a line of print goes on with a paragraph, whose last line is given.
func runsOn(paragraph, last, line string, full int) bool {
	if marker, _, marked := outline.Split(line); marked && (marker.Sure || ended(paragraph) || countsOn(paragraph, marker)) {
		return false
	}
	if itemLabel.MatchString(line) && ended(paragraph) || entry.MatchString(line) && entry.MatchString(paragraph) || paperNumber.MatchString(line) || line == strings.ToUpper(line) && paragraph != strings.ToUpper(paragraph) {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(line); unicode.IsLower(first) && !ended(paragraph) && 2*utf8.RuneCountInString(last) > full {
		return true
	}
	return fills(utf8.RuneCountInString(last), line, full) && !document.LeadsIn(paragraph)
}

// headline reports whether a short line between the end of a paragraph and a numbered one heads the latter.
func headline(before, line, next string, full int) bool {
	marker, _, marked := outline.Split(next)
	return marked && marker.Ordinal > 1 && ended(before) && !ended(line) && outline.TitleLike(line, 8) && 2*utf8.RuneCountInString(line) < full
}

// itemLabel begins a line that names a part of the text: "Agenda Item 4. Nets".
var itemLabel = regexp.MustCompile(`^(?i:(?:agenda )?item|annex|appendix|chapter|part|section) (?:\d{1,2}|[IVX]{1,4})[.:\s–-]`)

// entry begins an entry of a list of those present: "New Zealand: Hon. Ana Pita, Minister of Trade".
var entry = regexp.MustCompile(`^\p{Lu}[\p{L}’'-]+(?: (?:of|the|and|\p{Lu}[\p{L}’'-]*)){0,5}: \p{Lu}`)

// paperNumber is the number of the paper, as it stands at the head or foot of each page: "RLC/COM/15/11".
var paperNumber = regexp.MustCompile(`^\p{Lu}[\p{Lu}\d]*[/\d][\p{Lu}\d/.\s()-]*$`)

// runningNumber is one at the head of a page that has stood on another before: "GESAMP V/10", "RLC/COM/15/11".
var runningNumber = regexp.MustCompile(`^\p{Lu}[\p{Lu}\d]*(?:[ /.-]+[\p{Lu}\d]+)*[ /.-]*\d[\p{Lu}\d/.\s()-]*$`)

// joining ends a line of a title that goes on in the next.
var joining = regexp.MustCompile(`(?i)(?:^|\s)(?:of|the|and|for|on|in|to|by|with|from|at|a|an|&)$`)

// joined begins a line of a title that goes on from the one before.
var joined = regexp.MustCompile(`^(?i:of|and|for|on|in|to|by|with|from|at|among|between)\s`)

// overPages puts together what the end of a page parts: behind it stand the page's number and the head of the next.
func overPages(items []outline.Item) []outline.Item {
	var out []outline.Item
	for i := 0; i < len(items); i++ {
		it := items[i]
		if folio.MatchString(it.Text) {
			it.Kind = document.Furniture
		}
		out = append(out, it)
		if it.Kind != "" || it.Strong || ended(it.Text) {
			continue
		}
		foot := false // a page's number, or that of the paper, has been passed
		for next := i + 1; next < len(items) && next < i+5; next++ {
			text := items[next].Text
			first, _ := utf8.DecodeRuneInString(text)
			goesOn := unicode.IsLower(first) || strings.HasSuffix(it.Text, ",") && utf8.RuneCountInString(text) > runningHead
			if items[next].Kind != "" && items[next].Kind != document.Furniture || items[next].Marker != "" || items[next].Strong {
				break
			}
			if foot && goesOn && items[next].Kind == "" {
				out[len(out)-1].Text = outline.JoinLines(it.Text, " ", text)
				for _, between := range items[i+1 : next] {
					between.Kind = document.Furniture
					out = append(out, between)
				}
				i = next
				break
			}
			if utf8.RuneCountInString(text) > runningHead || ended(text) && !folio.MatchString(text) {
				break
			}
			foot = foot || folio.MatchString(text) || paperNumber.MatchString(text)
		}
	}
	return out
}

// twoPages is how many lines they have at most.
const twoPages = 200

// runningHead is how many characters the head of a page has at most.
const runningHead = 60

// fullLine is the length of a line that is full, of the lengths of all.
func fullLine(lengths []int) int {
	slices.Sort(lengths)
	return lengths[len(lengths)*9/10]
}

// longestParagraph is how many bytes a paragraph has at most: adding line after line to one without an end would take a
// time that grows with the square of their number.
const longestParagraph = 20_000

// lastLine is the line of print that was read last.
type lastLine struct {
	spot
	item   int    // that it ends, in walker.out
	before string // what stood in the item before it
	text   string
	length int // in characters
	page   *html.Node
}

// printed walks a line of print, and adds it to the paragraph that it goes on with.
func (w *walker) printed(n *html.Node, at spot, c scope) {
	w.flush(c)
	from := len(w.out)
	w.block(n, c)
	if len(w.out) != from+1 || w.out[from].Kind != "" {
		return
	}
	it := &w.out[from]
	again := func(o outline.Item) bool { return o.Text == it.Text }
	if folio.MatchString(it.Text) || runningNumber.MatchString(it.Text) && slices.ContainsFunc(w.out[max(0, from-twoPages):from], again) {
		it.Kind = document.Furniture
		return
	}
	length := utf8.RuneCountInString(it.Text)
	if w.line.page != nil && onlyFurniture(w.out[w.line.item+1:from]) && w.goesOn(at, n.Parent, it) {
		before := &w.out[w.line.item]
		w.line = lastLine{at, w.line.item, before.Text, it.Text, length, n.Parent}
		before.Text = outline.JoinLines(before.Text, " ", it.Text)
		w.out = w.out[:from]
		return
	}
	text := it.Text // it may be moved
	if w.line.page != nil && headline(w.line.before, w.line.text, text, w.print.full) {
		head := w.out[w.line.item]
		head.Text, head.Marker = w.line.text, ""
		w.out[w.line.item].Text = w.line.before
		w.out = slices.Insert(w.out, w.line.item+1, head)
		from++
	}
	w.line = lastLine{at, from, "", text, length, n.Parent}
}

var folio = regexp.MustCompile(`^[-–—.\s|]*(?i:page )?\d{1,3}(?: ?(?:of|/) ?\d{1,3})?[-–—\s|]*$`) // "1." numbers a paragraph

func onlyFurniture(items []outline.Item) bool {
	return !slices.ContainsFunc(items, func(it outline.Item) bool { return it.Kind != document.Furniture })
}

// goesOn reports whether a line of print goes on with the paragraph of the last one.
func (w *walker) goesOn(at spot, page *html.Node, it *outline.Item) bool {
	before := &w.out[w.line.item]
	if before.Strong != it.Strong || len(before.Text) > longestParagraph {
		return false
	}
	marker, _, marked := outline.Split(it.Text)
	first, _ := utf8.DecodeRuneInString(it.Text)
	text := strings.TrimRight(before.Text, ` "”’)]`)
	ended := ended(before.Text)
	if turned := page != w.line.page || at.top < w.line.top; turned {
		return !ended && !before.Strong && !marked && (unicode.IsLower(first) || strings.HasSuffix(text, ",") || w.isFull(it.Text))
	}
	switch step := at.top - w.line.top; {
	case numberAlone(before.Text):
		return !marked && 5*step <= 8*w.print.pitch
	case marked && (marker.Sure || it.Strong || ended || countsOn(before.Text, marker)), document.LeadsIn(text), label.MatchString(it.Text) && ended, itemLabel.MatchString(it.Text) && ended, ended && outline.AllCaps(it.Text) && !outline.AllCaps(before.Text), entry.MatchString(it.Text) && entry.MatchString(before.Text):
		return false
	case 2*step < w.print.pitch:
		return at.left > w.line.left // one line, whose parts are set apart
	case 5*step > 8*w.print.pitch:
		return false // a blank line
	case before.Strong:
		return !ended
	case outline.AllCaps(it.Text) && outline.AllCaps(before.Text) && !ended:
		// A heading on two lines.
		_, _, numbered := outline.Split(before.Text)
		return numbered || joining.MatchString(before.Text) || joined.MatchString(it.Text) || w.isFull(it.Text)
	}
	return w.isFull(it.Text) || unicode.IsLower(first) && !ended
}

// countsOn reports whether a marker counts on from the one that a paragraph begins with.
func countsOn(paragraph string, marker outline.Marker) bool {
	before, _, ok := outline.Split(paragraph)
	return ok && before.Style == marker.Style && before.Ordinal == marker.Ordinal-1
}

// ended reports whether a line ends a sentence or a clause.
func ended(line string) bool {
	text := strings.TrimRight(line, ` "”’)]`)
	return strings.HasSuffix(text, ".") || document.LeadsIn(text) || strings.HasSuffix(text, ";")
}

// isFull reports whether the next word would not have fitted into the last line of print.
func (w *walker) isFull(next string) bool { return fills(w.line.length, next, w.print.full) }

// fills reports whether a line of a length is full, as the next one's first word would not have fitted. Letters differ in
// width: one full line has a tenth less of them than another.
func fills(length int, next string, full int) bool {
	word, _, _ := strings.Cut(next, " ")
	return 10*(length+1+utf8.RuneCountInString(word)) >= 9*full
}
