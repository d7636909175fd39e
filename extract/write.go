package extract

import (
	"math"
	"slices"
	"unicode/utf8"

	"rapporteur/extract/document"
	"rapporteur/schemas"
)

// contextLength is how many code points of context stand before and after a quote.
const contextLength = 32

// write makes the record of what was found.
func write(id string, r *Reading, f *Findings, c Confidence) *schemas.Record {
	w := writer{doc: r.Doc, points: codePoints(r.Doc.Text), measured: c}
	rec := &schemas.Record{
		SchemaVersion: schemas.Version,
		ID:            id,
		Source:        source(r.Doc.Source),
		Meeting:       w.meeting(&f.Meeting),
		Attendees:     w.parties(f.Parties, Attendee, "attendees"),
		Observers:     w.parties(f.Parties, Observer, "observers"),
		Absentees:     w.parties(f.Parties, Absentee, "absentees"),
		Areas:         []schemas.Area{},
		Commitments:   []schemas.Outcome{},
		Statements:    []schemas.Outcome{},
		Coverage:      coverage(r, f),
		Warnings:      []schemas.Warning{},
	}
	for _, a := range f.Areas {
		if i := slices.IndexFunc(rec.Areas, func(o schemas.Area) bool { return o.N == a.N }); i >= 0 {
			rec.Areas[i].Evidence = append(rec.Areas[i].Evidence, w.evidence(a.Evidence)...) // the same subject, taken up again
			continue
		}
		rec.Areas = append(rec.Areas, schemas.Area{N: a.N, Title: a.Title, Confidence: w.confidence(w.measured.of("areas", "", a.Evidence, a.Confidence), a.Evidence), Evidence: w.evidence(a.Evidence)})
	}
	for i, o := range f.Outcomes {
		out := w.outcome(outcomeID(id, i+1), &o)
		if schemas.IsStrong(o.Act) {
			rec.Commitments = append(rec.Commitments, out)
		} else {
			rec.Statements = append(rec.Statements, out)
		}
	}
	for _, warning := range append(r.Doc.Warnings[:len(r.Doc.Warnings):len(r.Doc.Warnings)], f.Warnings...) {
		rec.Warnings = append(rec.Warnings, w.warning(warning))
	}
	return rec
}

// codePoints says how many code points stand before each block of blockSize bytes, so that a position is turned from
// bytes to code points without counting from the start of the text.
func codePoints(text string) []int {
	points := []int{0}
	for at := 0; at+blockSize <= len(text); at += blockSize {
		points = append(points, points[len(points)-1]+countStarts(text[at:at+blockSize]))
	}
	return points
}

const blockSize = 4096

// countStarts counts the bytes that begin a code point; unlike utf8.RuneCountInString it may begin inside of one.
func countStarts(s string) int {
	n := 0
	for i := range len(s) {
		if utf8.RuneStart(s[i]) {
			n++
		}
	}
	return n
}

type writer struct {
	doc      *document.Document
	points   []int
	measured Confidence
}

func (w *writer) point(offset int) int {
	block := offset / blockSize
	return w.points[block] + countStarts(w.doc.Text[block*blockSize:offset])
}

func (w *writer) evidence(found []Evidence) []schemas.Evidence {
	out := make([]schemas.Evidence, 0, len(found))
	for _, e := range found {
		out = append(out, w.passage(e))
	}
	return out
}

func (w *writer) passage(e Evidence) schemas.Evidence {
	at := w.doc.Locate(e.Span)
	out := schemas.Evidence{
		Start:    w.point(e.Span.Start),
		End:      w.point(e.Span.End),
		Quote:    w.doc.Slice(e.Span),
		Prefix:   lastRunes(w.doc.Text[:e.Span.Start], contextLength),
		Suffix:   firstRunes(w.doc.Text[e.Span.End:], contextLength),
		Selector: at.Selector,
		Rule:     e.Rule,
		Inferred: e.Inferred,
	}
	if sure := w.doc.Confidence(e.Span); sure < 1 {
		sure = hundredths(sure)
		out.Confidence = &sure
	}
	if at.Page > 0 {
		out.Page = &at.Page
	}
	if at.Box != nil {
		out.Box = &schemas.Box{Left: at.Box.Left, Top: at.Box.Top, Right: at.Box.Right, Bottom: at.Box.Bottom}
	}
	return out
}

// confidence is how sure a value is: how sure its rule is, less where every passage that it rests on was recognised (OCR)
// with doubt.
func (w *writer) confidence(rule float64, evidence []Evidence) float64 {
	best := 0.0
	for _, e := range evidence {
		best = max(best, w.doc.Confidence(e.Span))
	}
	if best == 1 || len(evidence) == 0 {
		return rule
	}
	return hundredths(rule * best)
}

func hundredths(x float64) float64 { return math.Round(100*x) / 100 }

func lastRunes(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}

func firstRunes(s string, n int) string {
	at := 0
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return s[:at]
}

func (w *writer) meeting(m *Meeting) schemas.Meeting {
	out := schemas.Meeting{Chairs: []string{}, Hosts: []string{}, Evidence: map[string][]schemas.Evidence{}}
	put := func(field string, v *Value[string], to **string) {
		if v.Found() {
			*to = &v.V
			out.Evidence[field] = w.evidence(v.Evidence)
		}
	}
	put("title", &m.Title, &out.Title)
	put("series", &m.Series, &out.Series)
	put("type", &m.Type, &out.Type)
	put("start", &m.Start, &out.Start)
	put("end", &m.End, &out.End)
	put("date_text", &m.DateText, &out.DateText)
	put("city", &m.City, &out.City)
	put("country", &m.Country, &out.Country)
	put("venue", &m.Venue, &out.Venue)
	put("mode", &m.Mode, &out.Mode)
	if m.Ordinal.Found() {
		out.Ordinal = &m.Ordinal.V
		out.Evidence["ordinal"] = w.evidence(m.Ordinal.Evidence)
	}
	for _, c := range m.Chairs {
		out.Chairs = append(out.Chairs, c.V)
		out.Evidence["chairs"] = append(out.Evidence["chairs"], w.evidence(c.Evidence)...)
	}
	for _, h := range m.Hosts {
		out.Hosts = append(out.Hosts, h.V)
		out.Evidence["hosts"] = append(out.Evidence["hosts"], w.evidence(h.Evidence)...)
	}
	return out
}

func (w *writer) parties(found []Party, role Role, list string) []schemas.Party {
	out := []schemas.Party{}
	for _, p := range found {
		if p.Role != role {
			continue
		}
		out = append(out, schemas.Party{Name: p.Name, Kind: p.Kind, Code: optional(p.Code), Canonical: optional(p.Canonical),
			Office: optional(p.Office), For: optional(p.For), Confidence: w.confidence(w.measured.of(list, p.Kind, p.Evidence, p.Confidence), p.Evidence), Evidence: w.evidence(p.Evidence)})
	}
	return out
}

func (w *writer) outcome(id string, o *Outcome) schemas.Outcome {
	out := schemas.Outcome{ID: id, Act: o.Act, Verb: o.Verb, Actors: list(o.Actors), Addressees: list(o.Addressees),
		Text: w.doc.Slice(o.Unit), Action: o.Action, Deadline: o.Deadline, Place: o.Place, Instruments: list(o.Instruments),
		Hedged: o.Hedged, Negated: o.Negated, Confidence: w.confidence(w.measured.of("outcomes", o.Act, o.Evidence, o.Confidence), o.Evidence), Evidence: w.evidence(o.Evidence)}
	if o.Area > 0 {
		out.Area = &o.Area
	}
	return out
}

func (w *writer) warning(found document.Warning) schemas.Warning {
	out := schemas.Warning{Code: found.Code, Message: found.Message, Evidence: []schemas.Evidence{}}
	for _, s := range found.Spans {
		out.Evidence = append(out.Evidence, w.passage(Evidence{Span: s, Rule: "warning"}))
	}
	return out
}

func source(s document.Source) schemas.Source {
	out := schemas.Source{URI: s.URI, MediaType: s.MediaType, SHA256: s.SHA256, Bytes: s.Bytes, Language: s.Language, Reader: s.Reader,
		Address: s.Address, Retrieved: s.Retrieved}
	if s.Pages > 0 {
		out.Pages = &s.Pages
	}
	return out
}

// coverage counts sentences, those on which an outcome rests, and those with an act's verb that gave none.
func coverage(r *Reading, f *Findings) schemas.Coverage {
	coded := map[int]bool{}
	for _, o := range f.Outcomes {
		for i := r.SentenceAt(o.Unit.Start); i < len(r.Sentences) && r.Sentences[i].Span.Start < o.Unit.End; i++ {
			coded[i] = true
		}
	}
	return schemas.Coverage{Sentences: len(r.Sentences), Coded: len(coded), UncodedWithActVerb: len(f.Uncoded)}
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}
