package commitment

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/text"
	"rapporteur/schemas"
)

// word is a token of a sentence.
type word struct {
	span  document.Span
	text  string
	lower string
	tag   string
}

func (w word) capital() bool {
	for _, r := range w.text {
		return unicode.IsUpper(r)
	}
	return false
}

func (w word) letters() bool {
	for _, r := range w.text {
		return unicode.IsLetter(r)
	}
	return false
}

// tense is when a group's verb happens, as its form shows.
type tense int

const (
	pastTense   tense = iota // adopted, has adopted, were adopted
	present                  // adopts, agree
	pluperfect               // had adopted
	future                   // will, shall
	conditional              // would
	advice                   // should, ought to
	necessity                // must, needs to
	possibility              // may, can, could, might
	none                     // an infinitive or a participle: no tense of its own
)

// group is a verb with what belongs to it: "has also been adopted", "would like to thank".
type group struct {
	start, end  int // words, half-open
	head        int
	verb        *verb // nil where the verb carries no act
	form        form
	tense       tense
	passive     bool
	progressive bool
	negated     bool
	copula      bool // "is", with no verb after it
	finite      bool
	doubtful    bool // perhaps a participle that belongs to a noun: "the texts presented"
}

// Closed classes of words.
var (
	modals       = map[string]tense{"will": future, "shall": future, "would": conditional, "should": advice, "ought": advice, "must": necessity, "may": possibility, "can": possibility, "could": possibility, "might": possibility, "cannot": possibility}
	beForms      = wordSet("is are was were be been being am")
	haveForms    = wordSet("has have had having")
	negations    = wordSet("not never n't")
	pronouns     = wordSet("we they it he she i")
	partsOfTime  = wordSet("morning afternoon evening week month year")
	determiner   = wordSet("the a an this that these those both all each every some several many most no any its their his her our other another")
	prepositions = wordSet(`in on at with during for as by after following through under upon to from of since before within
		without via despite regarding concerning about towards toward into over among amongst between against per throughout given including alongside until`)
	subordinators = wordSet(`that which who whom whose where when while as if because since after before until whether how what why
		once although though unless whereby whereas whatever lest`)
	connectors = wordSet("and or but then nor yet")
	// An adverb that ends in -ly is seen by its ending.
	adverbs = wordSet("also further furthermore again therefore thus hereby therein now then not never always still too likewise moreover hence already once subsequently thereby both nevertheless however accordingly instead indeed even just well very much highly today thereafter soon in-principle unanimously")
)

// shout reports whether a word is set in capitals, as some minutes set their verbs.
func shout(w word) bool { return len(w.text) > 3 && w.letters() && w.text == strings.ToUpper(w.text) }

// notAdverbs end in -ly all the same.
var notAdverbs = wordSet("family assembly apply supply reply rely comply imply multiply ally july italy early daily weekly monthly quarterly yearly friendly timely likely costly elderly")

func adverb(w word) bool {
	if adverbs[w.lower] || negations[w.lower] {
		return true
	}
	if w.lower == "upon" {
		return false // whatever the tagger takes it for
	}
	if w.capital() {
		return w.tag == "RB" && len(w.text) > 6 && strings.HasSuffix(w.lower, "ly") // not Italy or July
	}
	return w.tag == "RB" && w.letters() || strings.HasSuffix(w.lower, "ly") && len(w.lower) > 3 && !notAdverbs[w.lower]
}

// tokens are a sentence's words; a slash parts words ("approved/endorsed").
func tokens(s *extract.Sentence) []word {
	out := make([]word, 0, len(s.Tokens))
	inCapitals := !slices.ContainsFunc(s.Tokens, func(t text.Token) bool { return strings.ToUpper(t.Text) != t.Text })
	for _, t := range s.Tokens {
		at := t.Span.Start
		text := t.Text
		if i := strings.IndexByte(text, '/'); i > 2 && i < len(text)-3 && !strings.Contains(text, "://") {
			out = append(out, word{document.Span{Start: at, End: at + i}, text[:i], strings.ToLower(text[:i]), t.Tag},
				word{document.Span{Start: at + i, End: at + i + 1}, "/", "/", "SYM"})
			at, text = at+i+1, text[i+1:]
		}
		if i := strings.IndexByte(text, ','); i > 2 && i < len(text)-2 && letter(text[i-1]) && letter(text[i+1]) { // "the law,and"
			out = append(out, word{document.Span{Start: at, End: at + i}, text[:i], strings.ToLower(text[:i]), "NN"},
				word{document.Span{Start: at + i, End: at + i + 1}, ",", ",", ","})
			at, text = at+i+1, text[i+1:]
			if connectors[text] {
				t.Tag = "CC"
			}
		}
		if before, ok := strings.CutSuffix(text, ":-"); ok && before != "" {
			out = append(out, word{document.Span{Start: at, End: at + len(before)}, before, strings.ToLower(before), t.Tag})
			at, text, t.Tag = at+len(before), ":", ":"
		}
		if i := runOn(text); i > 0 {
			out = append(out, word{document.Span{Start: at, End: at + i}, text[:i], strings.ToLower(text[:i]), t.Tag},
				word{document.Span{Start: at + i, End: at + i}, ";", ";", ":"})
			at, text = at+i, text[i:]
			t.Tag = "DT"
		}
		lower := strings.ToLower(text)
		if text == "WHO" && !inCapitals {
			lower = text // the organization
		}
		out = append(out, word{document.Span{Start: at, End: at + len(text)}, text, lower, t.Tag})
	}
	return out
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// runOn is where in a token another sentence begins for want of a space ("meetingThe"), or 0.
func runOn(text string) int {
	for _, next := range []string{"The", "It", "In", "They", "We", "This"} {
		if i := len(text) - len(next); i > 3 && strings.HasSuffix(text, next) && text[i-1] >= 'a' && text[i-1] <= 'z' {
			return i
		}
	}
	return 0
}

// groups gives the verbs of a sentence in order.
func (x *Finder) groups(ws []word) []group {
	var out []group
	for i := 0; i < len(ws); {
		g, ok := x.group(ws, i)
		if !ok {
			i++
			continue
		}
		out = append(out, g)
		i = max(g.end, i+1)
	}
	return out
}

// skip passes adverbs, and notes a negation among them.
func skip(ws []word, i int, negated *bool) int {
	for i < len(ws) && (adverb(ws[i]) || ws[i].lower == "more" && i > 0 && ws[i-1].lower == "once") {
		if negations[ws[i].lower] && negated != nil {
			*negated = true
		}
		i++
	}
	return i
}

func (x *Finder) group(ws []word, i int) (group, bool) {
	w := ws[i]
	g := group{start: i, finite: true}
	if !w.letters() {
		return g, false // the tagger takes an apostrophe for a verb
	}
	if w.lower == "states" && i > 0 && ws[i-1].lower == "member" || w.lower == "task" && i+1 < len(ws) && strings.HasPrefix(ws[i+1].lower, "force") {
		return g, false
	}
	if w.lower == "present" && i > 0 && x.words.subjects[ws[i-1].lower] == all && verbAt(ws, i+1) {
		return g, false // "The parties present approved"
	}
	if w.lower == "should" && i+1 < len(ws) && (ws[i+1].tag == "NNP" || ws[i+1].tag == "PRP") && !adverb(ws[i+1]) {
		return g, false // "should Fiji so wish": a condition
	}
	if t, ok := modals[w.lower]; ok && (w.tag == "MD" || i > 0 && w.text == w.lower && (t != possibility || w.lower == "cannot")) {
		g.tense = t
		if w.lower == "cannot" {
			g.negated = true
		}
		j := skip(ws, i+1, &g.negated)
		if j+1 < len(ws) && floating[ws[j].lower] {
			j = skip(ws, j+1, &g.negated) // "Fiji and Tonga will each send a ship"
		}
		if j+1 < len(ws) && ws[j].text == "," && asides[ws[j+1].lower] {
			if comma := indexOf(ws, j+2, 10, ","); comma > 0 { // "would, subject to funds, send"
				j = skip(ws, comma+1, &g.negated)
			}
		}
		if j < len(ws) && w.lower == "ought" && ws[j].lower == "to" {
			j++
		}
		return x.after(ws, g, j)
	}
	switch {
	case w.lower == "to" && i+1 < len(ws):
		j := skip(ws, i+1, nil)
		if j >= len(ws) || !(ws[j].tag == "VB" || x.words.verbs[ws[j].lower].form&base != 0 && ws[j].tag != "NNS" || beForms[ws[j].lower] || haveForms[ws[j].lower] || shout(ws[j]) && ws[i].text == ws[i].lower ||
			ws[j].tag == "NN" && j+1 < len(ws) && determiner[ws[j+1].lower] && !prepositions[ws[j+1].lower]) {
			return g, false
		}
		g.finite, g.tense, g.head, g.end = false, none, j, j+1
		g.verb, g.form = x.words.verbs[ws[j].lower].verb, base
		return g, true
	case beForms[w.lower]:
		g.tense = present
		if w.lower == "was" || w.lower == "were" {
			g.tense = pastTense
		}
		g.finite = w.lower != "being" && w.lower != "been" && w.lower != "be"
		return x.afterBe(ws, g, skip(ws, i+1, &g.negated))
	case haveForms[w.lower]:
		g.tense = pastTense
		switch w.lower {
		case "had":
			g.tense = pluperfect
		case "having":
			g.tense, g.finite = none, false
		}
		j := skip(ws, i+1, &g.negated)
		if j < len(ws) && ws[j].lower == "been" {
			return x.afterBe(ws, g, skip(ws, j+1, &g.negated))
		}
		if j < len(ws) && (ws[j].tag == "VBN" || ws[j].tag == "VBD" || x.words.verbs[ws[j].lower].form&participle != 0) {
			return x.headed(ws, g, j, participle), true
		}
		if g.finite && j < len(ws) && (determiner[ws[j].lower] || ws[j].tag == "CD" || strings.HasPrefix(ws[j].tag, "N") || strings.HasPrefix(ws[j].tag, "J")) { // a verb of its own: "had a full discussion"
			g.tense = present
			if w.lower == "had" {
				g.tense = pastTense
			}
		}
		g.head, g.end = i, i+1
		return g, true
	case w.lower == "did" || w.lower == "does" || w.lower == "do":
		j := skip(ws, i+1, &g.negated)
		g.tense = present
		if w.lower == "did" {
			g.tense = pastTense
		}
		if j < len(ws) && (ws[j].tag == "VB" || ws[j].tag == "VBP" || x.words.verbs[ws[j].lower].form&base != 0) {
			return x.headed(ws, g, j, base), true
		}
		g.head, g.end = i, i+1
		return g, true
	}
	if j := occasion(ws, i); j > 0 {
		g.tense = pastTense
		if w.lower == "takes" || w.lower == "seizes" || w.lower == "take" || w.lower == "seize" {
			g.tense = present
		}
		if f := x.words.verbs[ws[j].lower].form & (base | ing); f != 0 {
			return x.headed(ws, g, j, f), true
		}
	}
	v, known := x.words.verbs[w.lower]
	verbal := strings.HasPrefix(w.tag, "VB") || known && v.form&third != 0 && i > 0 && i+1 < len(ws) && ws[i+1].lower == "that" && shout(ws[i-1]) && !shout(w) || // "The RLCX notes that"
		known && v.form&(base|third) != 0 && i > 0 && i+1 < len(ws) && ws[i+1].lower == "that" && ws[i-1].lower == "and" && !w.capital() // "We welcome the plan, and stress that"
	if known {
		return x.bare(ws, g, i, v, verbal)
	}
	g.head, g.end = i, i+1
	if x.words.subjects[w.lower] == all && verbAt(ws, skip(ws, i+1, nil)) {
		return g, false // "delegates agreed": whoever acts is no verb
	}
	if particles[w.lower] && i > 0 && i+1 < len(ws) && ws[i-1].capital() && ws[i+1].capital() {
		return g, false // "President dos Santos"
	}
	if prepositions[w.lower] || adverbs[w.lower] { // whatever the tagger takes them for: "They further agreed"
		return g, false
	}
	if i > 0 && w.capital() && w.text != strings.ToUpper(w.text) && ws[i-1].letters() && (w.tag == "VBZ" || w.tag == "VBP") {
		return g, false // part of a name: "all Central Banks"
	}
	if w.tag == "VB" && whoseVerb(ws, i) {
		g.tense, g.form = present, third
		return g, true
	}
	switch w.tag {
	case "VBD":
		g.tense, g.form = pastTense, past
		if j := skip(ws, i+1, nil); w.lower == "remained" && j < len(ws) && x.words.adjectives[ws[j].lower] != nil {
			return x.afterBe(ws, g, j)
		}
		if wishes[w.lower] && i+2 < len(ws) && ws[i+1].lower == "to" {
			if j := skip(ws, i+2, &g.negated); j < len(ws) && x.words.verbs[ws[j].lower].form&base != 0 {
				return x.headed(ws, g, j, base), true
			}
		}
		return g, true
	case "VBZ", "VBP":
		g.tense, g.form = present, third
		if j := skip(ws, i+1, nil); (w.lower == "remain" || w.lower == "remains") && j < len(ws) && x.words.adjectives[ws[j].lower] != nil {
			return x.afterBe(ws, g, j)
		}
		// "wishes to thank" and the like are the verb after them
		if wishes[w.lower] && i+2 < len(ws) && ws[i+1].lower == "to" {
			j := skip(ws, i+2, &g.negated)
			if j < len(ws) && x.words.verbs[ws[j].lower].form&base != 0 {
				return x.headed(ws, g, j, base), true
			}
		}
		return g, true
	case "VBG":
		g.tense, g.finite, g.form = none, false, ing
		return g, true
	case "VBN":
		g.tense, g.form, g.doubtful = pastTense, past, true
		return g, i > 0
	}
	return g, false
}

// occasion gives the verb of what somebody took an opportunity to do, or 0.
func occasion(ws []word, i int) int {
	switch ws[i].lower {
	case "closed", "concluded", "ended", "finished", "began", "opened", "started", "continued":
		if i+2 < len(ws) && ws[i+1].lower == "by" && strings.HasSuffix(ws[i+2].lower, "ing") {
			return i + 2 // "closed by emphasising"
		}
		return 0
	case "took", "takes", "take", "seized", "seizes", "seize", "used", "uses":
	default:
		return 0
	}
	for j := i + 1; j < len(ws)-2 && j < i+4; j++ {
		if occasions[ws[j].lower] && ws[j+1].lower == "to" {
			return j + 2
		}
	}
	return 0
}

// verbAt reports whether the word at i is tagged as a finite verb or an auxiliary.
func verbAt(ws []word, i int) bool {
	if i >= len(ws) {
		return false
	}
	switch ws[i].tag {
	case "VBD", "VBN", "VBP", "VBZ", "MD":
		return true
	}
	return false
}

// floats reports whether a word between a subject and its verb belongs to the subject: "they each", "the Council itself".
func floats(ws []word, i int) bool {
	return i > 0 && floating[ws[i].lower] && (strings.HasPrefix(ws[i-1].tag, "N") || strings.HasPrefix(ws[i-1].tag, "PRP"))
}

var floating = wordSet("each both all itself themselves himself herself ourselves")

var wishes = wordSet("wish wishes like want wants continue continues continued wished")

// occasions are what is taken to do something: "seized the opportunity to appeal".
var occasions = wordSet("opportunity occasion liberty trouble time")

// bare is a verb that may carry an act, without an auxiliary.
func (x *Finder) bare(ws []word, g group, i int, v inflected, verbal bool) (group, bool) {
	w := ws[i]
	g.head, g.end, g.verb, g.form = i, i+1, v.verb, v.form
	if i > 0 && ws[i-1].text == "(" && i+1 < len(ws) && ws[i+1].text == ")" {
		return g, false // an acronym: "the Action Network (BAN)"
	}
	if i > 0 && w.capital() && w.text != strings.ToUpper(w.text) && ws[i-1].letters() {
		return g, false // part of a name: "Regional Support Office"
	}
	switch {
	case v.form&ing != 0:
		g.finite, g.tense = false, none
		return g, verbal || i == 0
	case v.form&past != 0:
		g.tense = pastTense
		// adopted as an adjective: "the adopted text"
		before := i - 1
		for before > 0 && (adverb(ws[before]) || floats(ws, before)) {
			before--
		}
		if before >= 0 && ws[before].lower == "as" || i+1 < len(ws) && v.lemma == "direct" && (ws[i+1].lower == "at" || ws[i+1].lower == "against" || ws[i+1].lower == "towards" || ws[i+1].lower == "to") {
			return g, false // "as adopted by", "measures directed at"
		}
		if before >= 0 && (determiner[ws[before].lower] && !manyDo(ws, before, i) || ws[before].tag == "PRP$" || ws[before].tag == "JJ" && w.tag != "VBD" && x.words.subjects[ws[before].lower] == "") {
			return g, false
		}
		return g, true
	case v.form&third != 0:
		g.tense = present
		requesting := i == 0 && i+1 < len(ws) && v.act == "requests" && !w.capital() && (x.words.subjects[ws[i+1].lower] != "" || ws[i+1].capital()) // "(b) requests members to report"
		if i == 0 && w.text == "States" && i+1 < len(ws) && ws[1].lower != "that" && !determiner[ws[1].lower] && !slices.ContainsFunc(ws[1:min(len(ws), 5)], func(w word) bool { return w.lower == "that" }) {
			return g, false // "States operating in the north be invited"
		}
		if i == 0 && i+2 < len(ws) && ws[1].lower == "that" && w.capital() && (haveForms[ws[2].lower] || beForms[ws[2].lower]) {
			return g, false // "States that have joined"
		}
		if i == 0 && i+1 < len(ws) && !requesting && (x.words.subjects[ws[i+1].lower] != "" && !onlyVerbs[w.lower] && !(shout(w) && !shout(ws[i+1])) || beForms[ws[i+1].lower] || haveForms[ws[i+1].lower]) {
			return g, false // "States Parties are", "Calls were made"
		}
		if i > 0 && i+1 < len(ws) && (beForms[ws[i+1].lower] || haveForms[ws[i+1].lower]) {
			return g, false // "Three member institutes have systems"
		}
		if i > 0 && (determiner[ws[i-1].lower] || prepositions[ws[i-1].lower] || ws[i-1].tag == "CD" && ws[i-1].text[0] <= '9') || !verbal && !x.surelyVerb(ws, i) && !requesting && (!x.actsBefore(ws, i) || i > 0 && !takesObject(ws, i+1)) {
			return g, false
		}
		return g, true
	}
	// The form is also that of a noun ("a request") and of an infinitive.
	g.tense = present
	if i > 0 && helping[ws[i-1].lower] {
		return g, false // "by helping address their needs"
	}
	if i > 0 && (determiner[ws[i-1].lower] || prepositions[ws[i-1].lower] || subordinators[ws[i-1].lower] && !whoseVerb(ws, i) || ws[i-1].tag == "JJ" || ws[i-1].tag == "POS" || ws[i-1].tag == "PRP$") ||
		!verbal && !x.actsBefore(ws, i) || i == 0 && i+1 < len(ws) && (x.words.subjects[ws[i+1].lower] != "" && !asks[w.lower] || beForms[ws[i+1].lower]) {
		return g, false
	}
	return g, true
}

// helping goes before what it helps to do.
var helping = wordSet("help helps helped helping")

// manyDo reports whether a verb is what the many or few at the beginning of a clause do: "Many stressed that".
func manyDo(ws []word, at, verb int) bool {
	return few[ws[at].lower] && (at == 0 || !ws[at-1].letters()) && verb+1 < len(ws) && (ws[verb+1].lower == "that" || determiner[ws[verb+1].lower])
}

// surelyVerb reports whether a word in -s is a verb by itself or by what follows it, whatever the tagger takes it for: "and
// encourages partners", "and calls on members".
func (x *Finder) surelyVerb(ws []word, i int) bool {
	return onlyVerbs[ws[i].lower] || (ws[i].lower == "pledges" || ws[i].lower == "promises" || ws[i].lower == "offers") && i+1 < len(ws) && ws[i+1].lower == "to" || ws[i].lower == "calls" && i+1 < len(ws) && (ws[i+1].lower == "on" || ws[i+1].lower == "upon")
}

// whoseVerb reports whether a word stands right behind "which" or "who", whose verb it is whatever the tagger takes it for.
func whoseVerb(ws []word, i int) bool {
	return i > 0 && (ws[i-1].lower == "which" || ws[i-1].lower == "who")
}

// onlyVerbs end in s, and are never nouns in the plural.
var onlyVerbs = wordSet("expresses decides agrees adopts approves endorses recognises recognizes reaffirms affirms emphasises emphasizes underlines underscores acknowledges considers determines recommends reiterates elects establishes expects urges encourages invites instructs directs reminds asks commends congratulates thanks welcomes mandates authorizes authorises admits appoints undertakes proposes suggests announces declares believes confirms insists opposes intends informs reiterates")

// asks are verbs that are no nouns and have those who are asked behind them: "Urge Members to ratify".
var asks = wordSet("urge encourage invite instruct ask remind recommend advise commend congratulate thank authorize authorise oblige")

// takesObject reports whether what stands at i may be what a verb before it is about.
func takesObject(ws []word, i int) bool {
	if i >= len(ws) {
		return false
	}
	w := ws[i]
	return w.letters() && w.tag != "NN" && w.tag != "NNS" && !connectors[w.lower] || w.text == ":" || adverb(w) || shout(ws[i-1])
}

// actsBefore reports whether a word that the tagger takes for a noun may be a verb all the same: somebody who acts
// stands before it, or nothing does.
func (x *Finder) actsBefore(ws []word, i int) bool {
	j := i - 1
	for j >= 0 && (adverb(ws[j]) || floats(ws, j)) {
		j--
	}
	if j < 0 {
		return true
	}
	class, known := x.words.subjects[ws[j].lower]
	if ws[0].lower == "we" && (ws[j].text == "," || connectors[ws[j].lower] && j > 0 && ws[j-1].text == "," && i+1 < len(ws) && ws[i+1].lower == "ourselves") {
		return true // "We, the Ministers, commit ourselves", "We note that trade fell, and commit ourselves"
	}
	if ws[0].lower == "we" && connectors[ws[j].lower] && j > 0 && ws[j-1].text == "," && i+1 < len(ws) && (ws[i+1].lower == "on" || ws[i+1].lower == "upon" || ws[i+1].lower == "for") && x.words.verbs[ws[i].lower].actOf() == "requests" {
		return true // "We agreed on a fund, and call on the banks to pay"
	}
	if first := x.words.verbs[ws[0].lower]; (connectors[ws[j].lower] || ws[j].text == "," || ws[j].text == ";") && first.verb != nil && first.form&(base|third) != 0 && first.act != "-" &&
		i+1 < len(ws) && (determiner[ws[i+1].lower] || ws[i+1].lower == "that" || ws[i+1].tag == "PRP" || ws[i+1].tag == "PRP$" || ws[i+1].tag == "NNP" || ws[i+1].lower == "for" || x.words.nouns[ws[i+1].lower] != "") {
		return true // "Commends members for their speed and appeals for more"
	}
	if next := i + 1; connectors[ws[j].lower] && j > 0 && ws[j-1].text == "," && next < len(ws) && (ws[next].tag == "NNP" || determiner[ws[next].lower] || ws[next].tag == "PRP$") && x.words.verbs[ws[i].lower].actOf() == "requests" {
		for k := range ws[:j] {
			if v := x.words.verbs[ws[k].lower]; ws[k].tag == "VBP" && schemas.IsStrong(v.actOf()) {
				return true // "The Parties agree to trade, and invite Fiji to join"
			}
		}
	}
	if next := i + 1; j > 0 && ws[j].capital() && connectors[ws[j-1].lower] && !ws[i].capital() && next < len(ws) && (determiner[ws[next].lower] || ws[next].tag == "PRP$" || ws[next].tag == "NNP" || x.words.nouns[ws[next].lower] != "") {
		return true // "The Presidents of Chad and Mali thank the host"
	}
	return pronouns[ws[j].lower] || known && class != background || ws[i].text == strings.ToUpper(ws[i].text) || connectors[ws[j].lower] && (ws[i].tag == "NNP" || j > 0 && x.words.verbs[ws[j-1].lower].verb != nil)
}

// after reads what follows a modal.
func (x *Finder) after(ws []word, g group, j int) (group, bool) {
	if j >= len(ws) {
		g.head, g.end = g.start, j
		return g, true
	}
	switch {
	case ws[j].lower == "be":
		return x.afterBe(ws, g, skip(ws, j+1, &g.negated))
	case ws[j].lower == "have":
		k := skip(ws, j+1, &g.negated)
		if k < len(ws) && (ws[k].lower == "been" || ws[k].tag == "VBN") {
			g.tense = possibility // "would have gone" is not to come
			return x.headed(ws, g, k, participle), true
		}
	case ws[j].lower == "like" && j+1 < len(ws) && ws[j+1].lower == "to":
		k := skip(ws, j+2, &g.negated)
		if k < len(ws) {
			g.tense = present
			return x.headed(ws, g, k, base), true
		}
	}
	if ws[j].text == "," {
		// "would, subject to the arrival of fuel, send": what is set in commas is passed over.
		if k := indexOf(ws, j+1, 14, ","); k > 0 && k+1 < len(ws) && (ws[k+1].lower == "be" || ws[k+1].tag == "VB" || ws[k+1].tag == "VBP") {
			return x.after(ws, g, k+1)
		}
	}
	if !ws[j].letters() {
		g.head, g.end = g.start, j
		return g, true
	}
	return x.headed(ws, g, j, base), true
}

// afterBe reads what follows a form of be: a participle makes a passive, one in -ing goes on, an adjective is a state.
func (x *Finder) afterBe(ws []word, g group, j int) (group, bool) {
	if j >= len(ws) {
		g.head, g.end, g.copula = g.start, j, true
		return g, true
	}
	w := ws[j]
	v := x.words.verbs[w.lower]
	adj := x.words.adjectives[w.lower]
	if adj != nil && adj.act == "commits" && j+1 < len(ws) && ws[j+1].lower == "by" {
		adj = nil // "be prepared by May"
	}
	if adj != nil && !(ws[max(g.start-1, 0)].lower == "it" && v.verb != nil) && j+1 < len(ws) && behindAdjective[ws[j+1].lower] {
		g.head, g.end, g.verb, g.form = j, j+1, adj, base
		return g, true
	}
	switch {
	case w.lower == "being":
		g.progressive = true
		return x.afterBe(ws, g, skip(ws, j+1, &g.negated))
	case v.verb != nil && v.lemma == "direct" && j+1 < len(ws) && (ws[j+1].lower == "at" || ws[j+1].lower == "against" || ws[j+1].lower == "towards"):
		g.head, g.end, g.copula = j-1, j, true // "is not directed against anybody"
		return g, true
	case v.verb != nil && v.form&participle != 0, w.tag == "VBN", w.tag == "VBD" && strings.HasSuffix(w.lower, "ed"):
		g.passive = true
		return x.headed(ws, g, j, participle), true
	case w.tag == "VBG" && w.lower != "following" && w.lower != "including":
		g.progressive = true
		return x.headed(ws, g, j, ing), true
	case w.lower == "to" && j+1 < len(ws): // "is to be held", "are to report"
		k := skip(ws, j+1, &g.negated)
		if k < len(ws) && (ws[k].tag == "VB" || ws[k].lower == "be") && g.tense == present {
			g.tense = future
			return x.after(ws, g, k)
		}
	}
	g.head, g.end, g.copula = j-1, j, true
	return g, true
}

// behindAdjective begins what an adjective of attitude is about.
var behindAdjective = wordSet("to that for of about by at over with")

// headed gives the group its head; a second participle after "and" ("considered and adopted") is a group of its own.
func (x *Finder) headed(ws []word, g group, head int, f form) group {
	g.head, g.end, g.form = head, head+1, f
	g.verb = x.words.verbs[ws[head].lower].verb
	if g.verb != nil && x.words.verbs[ws[head].lower].form&f == 0 {
		g.verb = nil
	}
	return g
}

// text is the document's words from a to b, half-open.
func (s *survey) text(ws []word, a, b int) string {
	if a >= b || a >= len(ws) {
		return ""
	}
	return s.r.Text(document.Span{Start: ws[a].span.Start, End: ws[b-1].span.End})
}
