package review

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// The list of 50,000 documents, sorted and narrowed in turn.
func BenchmarkArchiveViewOf50000Documents(b *testing.B) {
	s, _ := server(b, entry(saga))
	s.index.all = nil
	for i := range 50_000 {
		parties := make([]string, 20)
		for k := range parties {
			parties[k] = fmt.Sprintf("P%02d", (i*7+k*3)%190)
		}
		line := &Summary{ID: fmt.Sprintf("report-%05d", i), URI: fmt.Sprintf("%03d/report-%05d.pdf", i/1000, i), Title: fmt.Sprintf("%dth Meeting of the Committee on Matter %d", i%40, i%700), Series: fmt.Sprintf("Meeting of the Committee on Matter %d", i%700),
			Start: fmt.Sprintf("%d-%02d-%02d", 1970+i%54, 1+i%12, 1+i%28), Year: 1970 + i%54, City: "Lima", Country: "PER", Participants: 20, Commitments: i % 60, Statements: i % 30, Values: 120,
			Acts: [acts]int{i % 60, 0, 0, 0, i % 30}, Parties: parties, Lowest: float64(i%100) / 100, State: pipeline.OK, Review: Untouched}
		s.index.prepare(line)
		s.index.all = append(s.index.all, line)
	}
	paths := []string{"/", "/?sort=title", "/?q=committee+lima&sort=confidence", "/?state=P30&act=commits&from=1990", "/?page=900"}
	for i := 0; b.Loop(); i++ {
		if w := ask(b, s, http.MethodGet, paths[i%len(paths)], "", nil); w.Code != 200 {
			b.Fatal(w.Body)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/page")
}

// A report of 300 pages with four values on each, boxes and all.
func BenchmarkDocumentViewOf300Pages(b *testing.B) {
	var text strings.Builder
	e := &pipeline.Entry{ID: "long", URI: "long.pdf", MediaType: "application/pdf", State: pipeline.OK, Record: &schemas.Record{SchemaVersion: schemas.Version, ID: "long",
		Source: schemas.Source{MediaType: "application/pdf", Pages: new(300)}, Meeting: schemas.Meeting{Evidence: map[string][]schemas.Evidence{}}}}
	doc := &document.Document{}
	for page := 1; page <= 300; page++ {
		for k := range 24 {
			start := text.Len()
			fmt.Fprintf(&text, "Paragraph %d of page %d: members took note of matters that fill the lines of such a report, and went on. ", k, page)
			begin := text.Len()
			fmt.Fprintf(&text, "Members agreed to publish map %d.", page*100+k)
			end := text.Len()
			doc.Blocks = append(doc.Blocks, document.Block{Kind: document.Paragraph, Span: document.Span{Start: start, End: end}})
			for at := start; at < end; at += 70 {
				doc.Origins = append(doc.Origins, document.Origin{Span: document.Span{Start: at, End: min(end, at+70)}, Page: page, Box: &document.Box{Left: 72, Top: float64(30 * k), Right: 500, Bottom: float64(30*k + 12)}})
			}
			if k%6 == 0 {
				e.Record.Commitments = append(e.Record.Commitments, schemas.Outcome{ID: fmt.Sprintf("long-%d-%d", page, k), Act: "commits", Verb: "agreed to", Actors: []string{"ALL"}, Action: fmt.Sprintf("publish map %d", page*100+k), Confidence: .8,
					Evidence: []schemas.Evidence{{Start: begin, End: end, Quote: text.String()[begin:end], Page: new(page), Rule: "verb:agreed", Box: &schemas.Box{Left: 72, Top: 80, Right: 500, Bottom: 92}}}})
			}
			text.WriteByte('\n')
		}
	}
	doc.Text = text.String()
	e.Document = doc
	s, _ := server(b, e)
	for b.Loop() {
		if w := ask(b, s, http.MethodGet, "/d/long", "", nil); w.Code != 200 {
			b.Fatal(w.Body)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/page")
}
