package review

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"rapporteur/pipeline"
	"rapporteur/schemas"
)

const (
	rowsToAPage = 50
	lowSure     = 0.6 // a confidence below which a value should be looked at first
	topParties  = 12
	mostYears   = 60 // columns of the chart
	yearsHeight = 40 // of the chart, to a width of 100
)

// problems are what the list can be narrowed to, with what they mean.
var problems = []struct {
	name, label string
	has         func(*Summary) bool
}{
	{"conflicts", "conflicts to decide", func(s *Summary) bool { return s.Conflicts > 0 }},
	{"low", "low confidence", func(s *Summary) bool { return s.Lowest < lowSure }},
	{"warnings", "warnings", func(s *Summary) bool { return s.Warnings > 0 }},
	{"gaps", "act verbs that gave nothing", func(s *Summary) bool { return s.Uncoded > 0 }},
	{"failed", "not read, or not wholly", func(s *Summary) bool { return s.State == pipeline.Quarantined || s.State == pipeline.Partial }},
	{"removed", "gone from the archive", func(s *Summary) bool { return s.Removed }},
}

// orders are the columns by which the list can be sorted.
var orders = map[string]func(a, b *Summary) int{
	"title":        func(a, b *Summary) int { return cmp.Compare(a.Title, b.Title) },
	"date":         func(a, b *Summary) int { return cmp.Compare(a.Start, b.Start) },
	"place":        func(a, b *Summary) int { return cmp.Or(cmp.Compare(a.Country, b.Country), cmp.Compare(a.City, b.City)) },
	"participants": func(a, b *Summary) int { return a.Participants - b.Participants },
	"commitments":  func(a, b *Summary) int { return a.Commitments - b.Commitments },
	"statements":   func(a, b *Summary) int { return a.Statements - b.Statements },
	"confidence":   func(a, b *Summary) int { return cmp.Compare(a.Lowest, b.Lowest) },
	"warnings":     func(a, b *Summary) int { return a.Warnings - b.Warnings },
	"review":       func(a, b *Summary) int { return cmp.Or(cmp.Compare(a.Review, b.Review), a.Seen-b.Seen) },
}

// query is what the list is narrowed to and sorted by.
type query struct {
	Text, Series, State, Act, Problem, Review string
	From, Until                               int
	Sort                                      string
	Down                                      bool
	Page                                      int
}

func parseQuery(values url.Values) query {
	get := func(name string) string { return strings.TrimSpace(values.Get(name)) }
	q := query{Text: get("q"), Series: get("series"), State: get("state"), Act: get("act"), Problem: get("problem"), Review: get("review"), Sort: get("sort"), Down: get("order") == "down", Page: 1}
	q.From, _ = strconv.Atoi(get("from")) // what is no number narrows nothing
	q.Until, _ = strconv.Atoi(get("until"))
	if n, err := strconv.Atoi(get("page")); err == nil && n > 1 {
		q.Page = n
	}
	if orders[q.Sort] == nil {
		q.Sort, q.Down = "date", true
	}
	return q
}

// values is the query as an address has it, with some of it changed: name, value, name, value …
func (q query) values(changes ...string) string {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" && value != "0" {
			v.Set(name, value)
		}
	}
	order := ""
	if q.Down {
		order = "down"
	}
	for name, value := range map[string]string{"q": q.Text, "series": q.Series, "state": q.State, "act": q.Act, "problem": q.Problem, "review": q.Review,
		"from": strconv.Itoa(q.From), "until": strconv.Itoa(q.Until), "sort": q.Sort, "order": order} {
		set(name, value)
	}
	for i := 0; i+1 < len(changes); i += 2 {
		v.Del(changes[i])
		set(changes[i], changes[i+1])
	}
	return "?" + v.Encode()
}

// wanted makes a test of the query.
func (q query) wanted() func(*Summary) bool {
	words := strings.Fields(strings.ToLower(q.Text))
	series := strings.ToLower(q.Series)
	act := slices.Index(schemas.Acts, q.Act)
	var problem func(*Summary) bool
	for _, p := range problems {
		if p.name == q.Problem {
			problem = p.has
		}
	}
	return func(s *Summary) bool {
		for _, word := range words {
			if !strings.Contains(s.words, word) {
				return false
			}
		}
		switch {
		case series != "" && !strings.Contains(strings.ToLower(s.Series), series),
			q.From > 0 && s.Year < q.From,
			q.Until > 0 && (s.Year > q.Until || s.Year == 0),
			q.State != "" && !slices.ContainsFunc(s.Parties, func(p string) bool { return strings.EqualFold(p, q.State) }),
			q.Act != "" && (act < 0 || s.Acts[act] == 0),
			q.Review != "" && string(s.Review) != q.Review,
			problem != nil && !problem(s):
			return false
		}
		return true
	}
}

// narrow gives the documents that the query wants, in its order.
func (q query) narrow(all []*Summary) []*Summary {
	wanted := q.wanted()
	out := slices.DeleteFunc(all, func(s *Summary) bool { return !wanted(s) })
	order := orders[q.Sort]
	slices.SortFunc(out, func(a, b *Summary) int {
		if q.Down {
			return cmp.Or(order(b, a), cmp.Compare(a.ID, b.ID))
		}
		return cmp.Or(order(a, b), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// bar is a bar of a chart: its length is in hundredths of the longest.
type bar struct {
	Label, Link string
	Count       int
	Length      float64
	X, Y        float64 // of columns
}

// archivePage is the list of all documents.
type archivePage struct {
	frame
	Query                                      query
	Rows                                       []*Summary
	All, Found, From, To                       int
	Meetings, Commitments, Statements, Parties int
	Values, Seen, Done                         int
	Years, ActBars, TopParties                 []bar
	YearWidth                                  float64
	Columns                                    []columnHead
	Problems                                   []choice
	Acts, Reviews                              []choice
	Next, Before                               string
	Texts                                      int
}

type choice struct {
	Value, Label string
	Chosen       bool
}

type columnHead struct {
	Name, Title, Link, Order string
	Number                   bool
}

func (s *Server) archive(w http.ResponseWriter, r *http.Request) error {
	q := parseQuery(r.URL.Query())
	all, parties := s.index.list()
	p := &archivePage{frame: s.frame("Archive"), Query: q, All: len(all)}
	p.Texts, _ = s.index.searchable()
	found := q.narrow(all)
	p.Found = len(found)
	p.count(found, parties, s.Info.Country)
	first := min((q.Page-1)*rowsToAPage, len(found))
	p.Rows = found[first:min(first+rowsToAPage, len(found))]
	p.From, p.To = min(first+1, len(found)), first+len(p.Rows)
	if p.To < len(found) {
		p.Next = q.values("page", strconv.Itoa(q.Page+1))
	}
	if q.Page > 1 {
		p.Before = q.values("page", strconv.Itoa(q.Page-1))
	}
	for _, c := range []columnHead{{Name: "title", Title: "Meeting"}, {Name: "date", Title: "Date"}, {Name: "place", Title: "Place"}, {Name: "participants", Title: "Participants", Number: true},
		{Name: "commitments", Title: "Commitments", Number: true}, {Name: "statements", Title: "Statements", Number: true}, {Name: "confidence", Title: "Lowest confidence", Number: true},
		{Name: "warnings", Title: "Warnings", Number: true}, {Name: "review", Title: "Review"}} {
		order := ""
		c.Order = "none"
		if c.Name == q.Sort {
			c.Order = "ascending"
			if q.Down {
				c.Order = "descending"
			} else {
				order = "down"
			}
		}
		c.Link = q.values("sort", c.Name, "order", order)
		p.Columns = append(p.Columns, c)
	}
	for _, x := range problems {
		p.Problems = append(p.Problems, choice{x.name, x.label, x.name == q.Problem})
	}
	for _, act := range schemas.Acts {
		p.Acts = append(p.Acts, choice{act, act, act == q.Act})
	}
	for _, state := range []State{Untouched, InReview, Finished} {
		p.Reviews = append(p.Reviews, choice{string(state), string(state), string(state) == q.Review})
	}
	return s.show(w, "archive", p)
}

// count makes totals and charts of the documents that were found.
func (p *archivePage) count(found []*Summary, names []string, country func(string) string) {
	years, byAct, parties := map[int]int{}, [acts]int{}, make([]int, len(names))
	for _, s := range found {
		if s.State == pipeline.OK || s.State == pipeline.Partial {
			p.Meetings++
		}
		p.Commitments, p.Statements = p.Commitments+s.Commitments, p.Statements+s.Statements
		p.Values, p.Seen = p.Values+s.Values, p.Seen+s.Seen
		if s.Review == Finished {
			p.Done++
		}
		if s.Year > 0 {
			years[s.Year]++
		}
		for act, n := range s.Acts {
			byAct[act] += n
		}
		for _, party := range s.parties {
			parties[party]++
		}
	}
	if len(years) > 0 {
		first, last, most := 9999, 0, 0
		for y, n := range years {
			first, last, most = min(first, y), max(last, y), max(most, n)
		}
		first = max(first, last-mostYears+1)
		p.YearWidth = 100 / float64(last-first+1)
		for y := first; y <= last; y++ {
			year := strconv.Itoa(y)
			length := yearsHeight * float64(years[y]) / float64(most)
			p.Years = append(p.Years, bar{year, p.Query.values("from", year, "until", year), years[y], length, float64(y-first) * p.YearWidth, yearsHeight - length})
		}
	}
	most := 1
	for _, n := range byAct {
		most = max(most, n)
	}
	for i, act := range schemas.Acts {
		p.ActBars = append(p.ActBars, bar{Label: act, Link: p.Query.values("act", act), Count: byAct[i], Length: 100 * float64(byAct[i]) / float64(most)})
	}
	for party, n := range parties {
		if n > 0 {
			p.Parties++
			p.TopParties = append(p.TopParties, bar{Label: names[party], Count: n})
		}
	}
	slices.SortFunc(p.TopParties, func(a, b bar) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Label, b.Label)) })
	p.TopParties = p.TopParties[:min(topParties, len(p.TopParties))]
	for i := range p.TopParties {
		b := &p.TopParties[i]
		b.Link = p.Query.values("state", b.Label)
		b.Length = 100 * float64(b.Count) / float64(p.TopParties[0].Count)
		if country != nil && country(b.Label) != "" {
			b.Label = country(b.Label)
		}
	}
}

// Name is how the list calls a document.
func (s *Summary) Name() string { return cmp.Or(s.Title, s.ID) }

// Place is where it met.
func (s *Summary) Place() string {
	if s.City != "" && s.Country != "" {
		return s.City + ", " + s.Country
	}
	return s.City + s.Country
}

// Sure is the lowest confidence, as text.
func (s *Summary) Sure() string {
	if s.Values == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", s.Lowest)
}

// Low reports whether a value should be looked at.
func (s *Summary) Low() bool { return s.Values > 0 && s.Lowest < lowSure }

// sentencesPage is what a search over the texts found.
type sentencesPage struct {
	frame
	Query            string
	Hits             []sentence
	Next, Before     string
	Texts, Documents int
}

type sentence struct {
	ID, Name, Date string
	At             int // code points of the text
	Runs           []hitRun
}

type hitRun struct {
	Text string
	Hit  bool
}

func (s *Server) sentences(w http.ResponseWriter, r *http.Request) error {
	q := strings.TrimSpace(r.URL.Query().Get("q"))
	page, _ := strconv.Atoi(r.URL.Query().Get("page"))
	page = max(1, page)
	p := &sentencesPage{frame: s.frame("Sentences"), Query: q}
	p.Texts, p.Documents = s.index.searchable()
	hits, err := s.index.search(r.Context(), q, (page-1)*rowsToAPage, rowsToAPage+1)
	if err != nil {
		return err
	}
	at := func(n int) string { return "?" + url.Values{"q": {q}, "page": {strconv.Itoa(n)}}.Encode() }
	if len(hits) > rowsToAPage {
		hits, p.Next = hits[:rowsToAPage], at(page+1)
	}
	if page > 1 {
		p.Before = at(page - 1)
	}
	for _, h := range hits {
		d := s.index.of(h.uri)
		if d == nil {
			continue // it was deleted just now
		}
		found := sentence{ID: d.ID, Name: d.Name(), Date: d.Start, At: h.start}
		for i, part := range strings.Split(h.text, hitStart) {
			hit, rest, ok := strings.Cut(part, hitEnd)
			if i == 0 || !ok {
				found.Runs = append(found.Runs, hitRun{Text: part})
				continue
			}
			found.Runs = append(found.Runs, hitRun{hit, true}, hitRun{Text: rest})
		}
		p.Hits = append(p.Hits, found)
	}
	return s.show(w, "sentences", p)
}

func (s *Server) codes(w http.ResponseWriter, _ *http.Request) error {
	return s.show(w, "codes", s.Codes)
}
