package commitment

import (
	"slices"
	"strings"

	"rapporteur/extract"
	"rapporteur/extract/document"
)

// item is a stretch of a sentence after a marker.
type item struct {
	marker string
	segment
}

// inline splits a sentence that enumerates: "The Council (i) endorsed the plan; (ii) asked …", or "The Council: endorsed
// the plan; asked …". It gives the words before
// the first marker and the items; none where there are fewer than two in order.
func (s *survey) inline(ws []word) (before int, items []item) {
	for j := 0; j+1 < len(ws); j++ {
		open := ws[j].text == "("
		at := j
		if open {
			at++
		}
		if at+1 >= len(ws) || ws[at+1].text != ")" || !open && j > 0 && !strings.Contains(",;:", ws[j-1].text) && !connectors[ws[j-1].lower] {
			continue
		}
		marker := ws[at].lower
		switch n := len(items); {
		case n == 0 && (marker == "i" || marker == "a" || marker == "1"):
			before = j
		case n > 0 && follows(items[n-1].marker, marker):
			items[n-1].end = j
		default:
			continue
		}
		items = append(items, item{marker, segment{at + 2, len(ws)}})
	}
	if len(items) < 2 {
		before, items = s.clausesBySemicolon(ws)
	}
	if len(items) < 2 {
		return 0, nil
	}
	for i := range items {
		it := &items[i]
		for it.end > it.start && (!ws[it.end-1].letters() && ws[it.end-1].text != ")" || connectors[ws[it.end-1].lower]) {
			it.end--
		}
	}
	return before, items
}

// clausesBySemicolon splits what follows a colon at its semicolons, where each piece begins with the verb of an act.
func (s *survey) clausesBySemicolon(ws []word) (before int, items []item) {
	for j := 1; j+1 < len(ws); j++ {
		switch {
		case ws[j].text == ":" && len(items) == 0:
			before = j
		case ws[j].text == ";" && len(items) > 0:
			items[len(items)-1].end = j
		default:
			continue
		}
		at := j + 1
		for at < len(ws) && (connectors[ws[at].lower] || adverb(ws[at])) {
			at++
		}
		if at == len(ws) {
			break
		}
		if v := s.words.verbs[ws[at].lower]; v.verb == nil || v.form&(third|past) == 0 || v.act == "-" {
			if len(items) == 0 {
				continue
			}
			return 0, nil
		}
		items = append(items, item{"", segment{at, len(ws)}})
	}
	return before, items
}

// follows reports whether a marker is the next after another.
func follows(marker, next string) bool {
	for _, row := range []string{"i ii iii iv v vi vii viii ix x xi xii", "a b c d e f g h i j k l", "1 2 3 4 5 6 7 8 9 10 11 12"} {
		if fields := strings.Fields(row); marker != next {
			for k := range fields[1:] {
				if fields[k] == marker && fields[k+1] == next {
					return true
				}
			}
		}
	}
	return false
}

// enumeration codes a sentence whose subject stands before verbs that it enumerates: "The Council (i) endorsed …; (ii) asked
// …". Each is read as a bullet, and gives an outcome where none before it in the sentence has the same act and actors. It
// reports whether the sentence is such a one.
func (s *survey) enumeration(sent *extract.Sentence, ws []word, b *document.Block, outer *lead) bool {
	ws = ws[label(ws):]
	before, items := s.inline(ws)
	if len(items) < 2 {
		return false
	}
	l := outer
	if before > 0 {
		if l = s.inlineLead(ws[:before], sent); l == nil || l.act != "" {
			return false
		}
	}
	n := len(s.f.Outcomes)
	for _, it := range items {
		if it.start >= it.end {
			continue
		}
		span := document.Span{Start: ws[it.start].span.Start, End: ws[it.end-1].span.End}
		own := *sent
		own.Span, own.Tokens = span, nil
		for _, t := range sent.Tokens {
			if span.Contains(t.Span) {
				own.Tokens = append(own.Tokens, t)
			}
		}
		from := len(s.f.Outcomes)
		s.sentence(&own, b, l, true)
		for k := from; k < len(s.f.Outcomes); k++ {
			if o := s.f.Outcomes[k]; slices.ContainsFunc(s.f.Outcomes[n:k], func(e extract.Outcome) bool { return e.Act == o.Act && slices.Equal(e.Actors, o.Actors) }) {
				s.f.Outcomes = slices.Delete(s.f.Outcomes, k, k+1)
				k--
			}
		}
	}
	return len(s.f.Outcomes) > n
}

// inlineLead gives the lead-in that the words before the first marker are: a subject, or a clause whose complement is to
// come.
func (s *survey) inlineLead(ws []word, sent *extract.Sentence) *lead {
	s.mentions = sent.Mentions
	end := len(ws)
	for end > 0 && (ws[end-1].text == ":" || ws[end-1].text == "," || dash(ws[end-1])) {
		end--
	}
	if end > 2 && ws[end-2].lower == "inter" && ws[end-1].lower == "alia" {
		for end -= 2; end > 0 && ws[end-1].text == ","; {
			end--
		}
	}
	if end == 0 {
		return nil
	}
	closed := append(append([]word(nil), ws[:end]...), word{span: document.Span{Start: ws[end-1].span.End, End: ws[end-1].span.End}, text: ":", lower: ":", tag: ":"})
	p := s.parse(closed, nil)
	return s.leadOf(p, closed, sent)
}
