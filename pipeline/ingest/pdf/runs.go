package pdf

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/extract/document"
)

// lexicon holds the words of a document, as they stand within lines, so that a hyphen at a line's end can be judged
// by how the document writes the word elsewhere.
type lexicon map[string]bool

func learn(sheets []*sheet) lexicon {
	known := lexicon{}
	broken := false // the line before ended within a word
	for _, s := range sheets {
		for _, l := range s.lines {
			fields := strings.Fields(l.text())
			for i, f := range fields {
				f = bare(f)
				half := i == 0 && broken
				if i == len(fields)-1 {
					broken = hyphenated(fields[i])
					half = half || broken
				}
				if f == "" || half {
					continue
				}
				known[f] = true
				for part := range strings.SplitSeq(f, "-") {
					known[part] = true
				}
			}
		}
	}
	return known
}

func bare(word string) string {
	return strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}

// keeps reports whether the hyphen between the ends of two lines belongs to the word.
func (known lexicon) keeps(before, after string) bool {
	head := before[strings.LastIndexAny(before, " \u2013\u2014/")+1:]
	tail, _, _ := strings.Cut(after, " ")
	first, _ := utf8.DecodeRuneInString(tail)
	if !unicode.IsLower(first) {
		return true // Asia-Pacific, COVID-19
	}
	h, t := bare(head), bare(tail)
	if h == "" || t == "" {
		return true // a dash, not a hyphen
	}
	if last, _ := utf8.DecodeLastRuneInString(h); unicode.IsDigit(last) {
		return true // 12-month
	}
	part := h[strings.LastIndexByte(h, '-')+1:]
	joined, hyphened := h+t, h+"-"+t
	switch {
	case known[joined]:
		return false
	case known[hyphened]:
		return true
	case utf8.RuneCountInString(part) == 1:
		return true // e-mail
	}
	if len(part) >= 3 && among(keepBefore, t) || among(keepAfter, part) && (known[t] || part == "non" || part == "self") {
		return true
	}
	if part == "co" && slices.ContainsFunc(strings.Fields(keepAfterCo), func(stem string) bool { return strings.HasPrefix(t, stem) }) {
		return true // co-hosted, not co-operation: that, each document writes in its own way
	}
	t, _, _ = strings.Cut(t, "-")
	return utf8.RuneCountInString(part) >= 3 && utf8.RuneCountInString(t) >= 3 && known[part] && known[t]
}

// runs turns a block's lines into the runs of its text, with their places: one a line, or one for each stretch of a line
// that was recognised with the same certainty.
func (known lexicon) runs(lines []*line, breaks []bool, sheets map[int]*sheet) []document.Run {
	out := make([]document.Run, 0, len(lines))
	for i, l := range lines {
		s := sheets[l.page]
		parts := l.stretches(s.width, s.height)
		out = append(out, parts...)
		text := &out[len(out)-1].Text
		if i+1 < len(lines) {
			next := lines[i+1].text()
			switch {
			case breaks[i]:
				*text += "\n"
			case hyphenated(*text):
				if !known.keeps(strings.TrimSuffix(*text, "-"), next) {
					*text = strings.TrimSuffix(*text, "-")
				}
			case strings.HasSuffix(*text, "/"), digitDash.MatchString(*text):
			default:
				*text += " "
			}
		}
	}
	return out
}

// stretches are the runs of one line on a page of the given size: the line as a whole where the file says it; stretches of
// words that are sure, and of words that are not, where it was recognised.
func (l *line) stretches(width, height float64) []document.Run {
	if l.words[0].seen == nil {
		box := turnBack(l.direction, width, height, l.box())
		return []document.Run{{Text: l.text(), Origin: document.Origin{Page: l.page, Box: &box}}}
	}
	var out []document.Run
	letters := 0 // of the last stretch
	l.spell(func(w *word, space bool, text string) {
		if space {
			text = " " + text
		}
		text = mend(text)
		n := len(w.text)
		if k := len(out) - 1; k >= 0 && sure(out[k].Origin.Confidence) == sure(w.seen.confidence) {
			o := &out[k].Origin
			*o.Box = o.Box.Union(w.seen.box)
			o.Confidence = (o.Confidence*float64(letters) + w.seen.confidence*float64(n)) / float64(letters+n)
			out[k].Text += text
			letters += n
			return
		}
		box := w.seen.box
		out = append(out, document.Run{Text: text, Origin: document.Origin{Page: l.page, Box: &box, Confidence: w.seen.confidence}})
		letters = n
	})
	return out
}

// sure tells words that tesseract is sure of from those that it doubts.
func sure(confidence float64) bool { return confidence >= 0.8 }

var digitDash = regexp.MustCompile(`[0-9][-–]$`)

// hyphenated reports whether a line ends within a word.
func hyphenated(s string) bool {
	cut, ok := strings.CutSuffix(s, "-")
	if !ok {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(cut)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// mend writes hyphens of every make plain. A soft hyphen that is drawn is a hyphen; some producers write one hyphen as
// two or three characters.
func mend(s string) string {
	return oddHyphens.ReplaceAllString(strings.ReplaceAll(s, "\u00A0", " "), "-")
}

var oddHyphens = regexp.MustCompile(`-*[\x{AD}\x{2010}\x{2011}\x{FFFE}\x{2}][-\x{AD}\x{2010}\x{2011}]*`)

// First and second halves of compounds that keep their hyphen where the document does not say otherwise.
const (
	keepAfter  = " non self ex vice well long short high low mid cross so all half sous procès "
	keepBefore = " related based wide term level oriented led driven specific sharing border range scale state states party " +
		"general president chair chairman chairs verbal "
)

// keepAfterCo are what words begin with that keep their hyphen after "co".
const keepAfterCo = "host chair spons author organi found financ lead presid signator manag rapport conven facilit fund"

// among reports whether a word is in a list of words with spaces around them.
func among(list, word string) bool { return strings.Contains(list, " "+word+" ") }
