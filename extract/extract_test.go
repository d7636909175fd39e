package extract_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/extracttest"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/text"
	"rapporteur/schemas"
)

// quoter is a finder that takes every sentence for an outcome and every mention for an attendee.
type quoter struct{}

func (quoter) Name() string { return "quoter" }

func (quoter) Find(r *extract.Reading, f *extract.Findings) {
	for _, s := range r.Sentences {
		f.Outcomes = append(f.Outcomes, extract.Outcome{Act: "notes", Verb: "is", Unit: s.Span, Actors: []string{"ALL"}, Confidence: 1,
			Evidence: []extract.Evidence{{Span: s.Span, Rule: "quoter"}}})
		for _, m := range s.Mentions {
			f.Parties = append(f.Parties, extract.Party{Role: extract.Attendee, Name: r.Text(m.Span), Kind: "state", Confidence: 1,
				Evidence: []extract.Evidence{{Span: m.Span, Rule: "quoter"}}})
		}
		f.Meeting.Title.Set(r.Text(s.Span), extract.Evidence{Span: s.Span, Rule: "quoter"})
	}
}

func extractor(t testing.TB) *extract.Extractor {
	t.Helper()
	return extracttest.Extractor(t, quoter{})
}

func build(blocks ...string) *document.Document {
	var b document.Builder
	for i, s := range blocks {
		b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: s, Origin: document.Origin{Page: i + 1, Box: &document.Box{Right: 10, Bottom: 5}}})
	}
	return b.Document(document.Source{URI: "x.html", MediaType: "text/html", SHA256: strings.Repeat("0", 64)})
}

func TestQuotesReReadFromTheTextByCodePoints(t *testing.T) {
	long := strings.Repeat("Türkiye and Côte d’Ivoire met. 日本 came. ", 400)
	for _, doc := range []*document.Document{build("Türkiye met. Fiji stayed.", "São Tomé came 😀 too."), build(long, long)} {
		rec := extractor(t).Extract("x", doc)
		if err := schemas.CheckGrounding(rec, doc.Text); err != nil {
			t.Error(err)
		}
		if len(rec.Statements) == 0 || len(rec.Attendees) == 0 {
			t.Fatalf("nothing found in %.40q", doc.Text)
		}
		last := rec.Statements[len(rec.Statements)-1].Evidence[0]
		if last.Page == nil || *last.Page != 2 || last.Box == nil {
			t.Errorf("evidence without its page and box: %+v", last)
		}
		if utf8.RuneCountInString(last.Prefix) > 32 {
			t.Errorf("prefix of %d code points", utf8.RuneCountInString(last.Prefix))
		}
	}
}

func TestNoSentenceEndsWithinAName(t *testing.T) {
	doc := build("Fiji, the United Kingdom, the Federal\nRepublic of Germany, Ivory\nCoast and Tonga met. Samoa stayed.")
	sentences := finder(func(r *extract.Reading, _ *extract.Findings) {
		for _, s := range r.Sentences {
			for _, m := range s.Mentions {
				if !s.Span.Contains(m.Span) {
					t.Errorf("%q is not within %q", r.Text(m.Span), r.Text(s.Span))
				}
			}
		}
		if len(r.Sentences) != 2 {
			t.Errorf("%d sentences", len(r.Sentences))
		}
	})
	extracttest.Extractor(t, sentences).Extract("x", doc)
}

// dated is a finder that takes a meeting to have been held in a year.
type dated string

func (dated) Name() string { return "dated" }

func (d dated) Find(r *extract.Reading, f *extract.Findings) {
	f.Meeting.Start.Set(string(d)+"-05-03", extract.Evidence{Span: r.Sentences[0].Span, Rule: "dated"})
}

func TestAUnionThatHasEndedIsTwoStates(t *testing.T) {
	for year, want := range map[string]string{"2004": "Serbia and Montenegro", "2017": "Serbia, Montenegro"} {
		rec := extracttest.Extractor(t, dated(year), quoter{}).Extract("x", build("The ministers of Serbia and Montenegro came."))
		var names []string
		for _, p := range rec.Attendees {
			names = append(names, p.Name)
		}
		if got := strings.Join(names, ", "); got != want {
			t.Errorf("%s: %s, want %s", year, got, want)
		}
	}
}

func TestARecordHoldsNoNullLists(t *testing.T) {
	data, err := json.Marshal(extract.New(nil, mustNames(t)).Extract("x", &document.Document{}))
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range []string{"attendees", "observers", "absentees", "areas", "commitments", "statements", "warnings"} {
		if !strings.Contains(string(data), `"`+list+`":[]`) {
			t.Errorf("%s is not an empty list in %s", list, data)
		}
	}
}

func mustNames(t testing.TB) *gazetteer.Gazetteer {
	t.Helper()
	names, err := gazetteer.Default()
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestFurnitureIsNeverCoded(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Furniture}, document.Run{Text: "Fiji runs this site."})
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "Tonga met."})
	rec := extractor(t).Extract("x", b.Document(document.Source{}))
	if len(rec.Attendees) != 1 || rec.Attendees[0].Name != "Tonga" {
		t.Errorf("got %+v", rec.Attendees)
	}
}

func TestAnOutcomeStandsUnderTheInnermostArea(t *testing.T) {
	doc := build("Trade", "Fish", "They agreed to fish.")
	areas := finder(func(r *extract.Reading, f *extract.Findings) {
		whole := document.Span{Start: 0, End: len(doc.Text)}
		inner := document.Span{Start: doc.Blocks[1].Span.Start, End: len(doc.Text)}
		for i, scope := range []document.Span{whole, inner} {
			f.Areas = append(f.Areas, extract.Area{N: i + 1, Title: r.Text(doc.Blocks[i].Span), Scope: scope, Confidence: 1,
				Evidence: []extract.Evidence{{Span: doc.Blocks[i].Span, Rule: "test"}}})
		}
	})
	splitter, err := text.New()
	if err != nil {
		t.Fatal(err)
	}
	rec := extract.New(splitter, mustNames(t), areas, quoter{}).Extract("x", doc)
	if got := rec.Statements[2].Area; got == nil || *got != 2 {
		t.Errorf("area %v, want 2", got)
	}
}

type finder func(r *extract.Reading, f *extract.Findings)

func (finder) Name() string                                     { return "test" }
func (f finder) Find(r *extract.Reading, out *extract.Findings) { f(r, out) }

// What was recognised with doubt is less sure than what the file says, and its evidence says how much.
func TestRecognitionLowersConfidence(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "Fiji came.", Origin: document.Origin{Page: 1, Confidence: 0.5}})
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: "Tonga came.", Origin: document.Origin{Page: 2}})
	rec := extractor(t).Extract("x", b.Document(document.Source{}))
	if len(rec.Attendees) != 2 || len(rec.Statements) != 2 {
		t.Fatalf("found %d parties, %d statements", len(rec.Attendees), len(rec.Statements))
	}
	for i, want := range []float64{0.5, 1} {
		if rec.Attendees[i].Confidence != want || rec.Statements[i].Confidence != want {
			t.Errorf("page %d: confidence %g and %g, want %g", i+1, rec.Attendees[i].Confidence, rec.Statements[i].Confidence, want)
		}
		for _, e := range append(rec.Attendees[i].Evidence, rec.Statements[i].Evidence...) {
			if got := e.Confidence; (got == nil) != (want == 1) || got != nil && *got != want {
				t.Errorf("page %d: the evidence has the confidence %v", i+1, got)
			}
		}
	}
	if e := rec.Meeting.Evidence["title"][0]; e.Confidence == nil || *e.Confidence != 0.5 {
		t.Errorf("the title's evidence has the confidence %v", e.Confidence)
	}
}

func TestInitialsMeanWhatTheDocumentSays(t *testing.T) {
	tests := map[string]string{
		"The Multinational Advisory Group (MAG) met. The MAG agreed.": "Multinational Advisory Group",
		"The Mines Advisory Group (MAG) came. The MAG spoke.":         "Mines Advisory Group",
		"The MAG agreed.": "Mines Advisory Group",
		"The International Labor Organization (ILO) came. The ILO spoke.":           "International Labour Organization",
		"The group of Makers and Growers (MAG) met. The MAG agreed.":                "Mines Advisory Group",
		"The Makers’ Alliance of Growers, Ministers and others (MAG) met. MAG sat.": "Mines Advisory Group",
	}
	for text, want := range tests {
		r, _ := extractor(t).Findings(build(text))
		last := r.Sentences[len(r.Sentences)-1]
		if len(last.Mentions) != 1 || last.Mentions[0].Candidates[0].Entry.Name != want {
			t.Errorf("%s: %+v; want %s", text, last.Mentions, want)
		}
	}
}
