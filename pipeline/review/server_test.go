package review

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/pipeline/evaluate"
	"rapporteur/pipeline/export"
	"rapporteur/pipeline/store"
	"rapporteur/schemas"
)

const testToken = "a-token-of-the-tests"

// dataset stores entries and opens them to correct.
func dataset(t testing.TB, entries ...*pipeline.Entry) (*store.Store, string) {
	t.Helper()
	ctx, dir := t.Context(), filepath.Join(t.TempDir(), "dataset")
	s, err := store.Create(ctx, dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if err := s.Put(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = store.OpenToCorrect(ctx, dir); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, dir
}

var at = &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080}

func options(dir string) Options {
	return Options{Dir: dir, Token: testToken, By: "Ana", Fixtures: filepath.Join(dir, "truth"), Now: func() time.Time { return time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC) }, Say: func(string) {},
		Info:  export.Info{Program: "rapporteur test"},
		Guess: func(name string) (kind, code, canonical string) { return "", "", "" },
		Gaps:  func(d *document.Document) ([]document.Span, error) { return []document.Span{d.Blocks[1].Span}, nil }}
}

func server(t testing.TB, entries ...*pipeline.Entry) (*Server, *store.Store) {
	t.Helper()
	data, dir := dataset(t, entries...)
	s, err := New(t.Context(), data, at, options(dir), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, data
}

// ask asks the server as its own pages do, but for what change does to the request.
func ask(t testing.TB, s *Server, method, path, body string, change func(*http.Request)) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, "http://127.0.0.1:8080"+path, strings.NewReader(body))
	r.AddCookie(&http.Cookie{Name: "rapporteur-8080", Value: testToken})
	if method == http.MethodPost {
		r.Header.Set("Origin", "http://127.0.0.1:8080")
		r.Header.Set("X-CSRF-Token", s.guard.csrf())
	}
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w
}

func TestOnlyTheAddressThatWasPrintedOpensThePages(t *testing.T) {
	s, _ := server(t, entry(saga))
	for name, test := range map[string]struct {
		path   string
		change func(*http.Request)
		want   int
	}{
		"with the cookie":            {"/", nil, 200},
		"by another name of ours":    {"/", func(r *http.Request) { r.Host = "localhost:8080" }, 200},
		"without the cookie":         {"/", func(r *http.Request) { r.Header.Del("Cookie") }, 401},
		"with another cookie":        {"/", func(r *http.Request) { r.Header.Set("Cookie", "rapporteur-8080=guess") }, 401},
		"with a token that is wrong": {"/?token=guess", nil, 403},
		"of a foreign host":          {"/", func(r *http.Request) { r.Host = "evil.example:8080" }, 421},
		"of another port":            {"/", func(r *http.Request) { r.Host = "127.0.0.1:9090" }, 421},
		"of no host":                 {"/", func(r *http.Request) { r.Host = "" }, 421},
		"from a foreign origin":      {"/", func(r *http.Request) { r.Header.Set("Origin", "http://evil.example") }, 403},
		"from no origin at all":      {"/", func(r *http.Request) { r.Header.Set("Origin", "null") }, 403},
		"from a page of another":     {"/", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, 403},
		"by another method":          {"/", func(r *http.Request) { r.Method = http.MethodDelete }, 405},
		"a document that is none":    {"/d/none", nil, 404},
		"a folder":                   {"/assets/", nil, 404},
		"a file that is not ours":    {"/assets/..%2freview.go", nil, 404},
	} {
		w := ask(t, s, http.MethodGet, test.path, "", test.change)
		if w.Code != test.want {
			t.Errorf("%s: %d, want %d: %s", name, w.Code, test.want, w.Body)
		}
		if w.Header().Get("Content-Security-Policy") != policy || w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: headers %v", name, w.Header())
		}
	}
	w := ask(t, s, http.MethodGet, "/d/saga?token="+testToken+"&x=1", "", func(r *http.Request) { r.Header.Del("Cookie") })
	cookie := w.Header().Get("Set-Cookie")
	if w.Code != 303 || w.Header().Get("Location") != "/d/saga?x=1" || !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Strict") {
		t.Errorf("the token gives %d, %v", w.Code, w.Header())
	}
}

func TestOnOtherAddressesThanLoopbackNoNameOfOthersLeadsIn(t *testing.T) {
	g := newGuard(testToken, &net.TCPAddr{IP: net.IPv4zero, Port: 8080}, nil)
	for host, want := range map[string]bool{"192.0.2.7:8080": true, "[2001:db8::1]:8080": true, "localhost:8080": true, "evil.example:8080": false, "192.0.2.7:80": false} {
		if g.hosts(host) != want {
			t.Errorf("%s: %v, want %v", host, !want, want)
		}
	}
}

func TestWritesNeedThePagesOwnSecretAndOriginAndSize(t *testing.T) {
	s, data := server(t, entry(saga))
	body := `{"action":"accept","key":"meeting-city","by":"Ana"}`
	for name, test := range map[string]struct {
		body   string
		change func(*http.Request)
		want   int
	}{
		"without the secret": {body, func(r *http.Request) { r.Header.Del("X-CSRF-Token") }, 403},
		"without an origin":  {body, func(r *http.Request) { r.Header.Del("Origin") }, 403},
		"from another":       {body, func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1:9090") }, 403},
		"too large":          {`{"by":"` + strings.Repeat("x", maxBody) + `"}`, nil, 400},
		"no JSON":            {"action=accept", nil, 400},
	} {
		if w := ask(t, s, http.MethodPost, "/d/saga/corrections", test.body, test.change); w.Code != test.want {
			t.Errorf("%s: %d, want %d: %s", name, w.Code, test.want, w.Body)
		}
	}
	if said, err := data.AllCorrections(t.Context()); err != nil || len(said) != 0 {
		t.Errorf("something was written: %v, %v", said, err)
	}
	if w := ask(t, s, http.MethodPost, "/d/saga/corrections", body, nil); w.Code != 200 {
		t.Errorf("%d: %s", w.Code, w.Body)
	}
}

// post makes a correction and wants a status.
func post(t *testing.T, s *Server, want int, correction map[string]any) answered {
	t.Helper()
	if correction["by"] == nil {
		correction["by"] = "Ana"
	}
	body, err := json.Marshal(correction)
	if err != nil {
		t.Fatal(err)
	}
	w := ask(t, s, http.MethodPost, "/d/saga/corrections", string(body), nil)
	if w.Code != want {
		t.Fatalf("%s: %d, want %d: %s", body, w.Code, want, w.Body)
	}
	var a answered
	if want == 200 {
		if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

func TestCorrectionsAreCheckedBeforeTheyAreKept(t *testing.T) {
	s, data := server(t, entry(saga))
	for _, c := range []map[string]any{
		{"action": "accept", "key": "meeting-city", "by": "  "},
		{"action": "accept", "key": "meeting-city", "by": strings.Repeat("x", 101)},
		{"action": "paint", "key": "meeting-city"},
		{"action": "edit", "key": "meeting-city"},
		{"action": "edit", "key": "meeting-city", "change": map[string]string{"value": ""}},
		{"action": "edit", "key": "meeting-city", "change": map[string]string{"colour": "red"}},
		{"action": "edit", "key": "meeting-start", "change": map[string]string{"value": "2011-02-30"}},
		{"action": "edit", "key": "meeting-start", "change": map[string]string{"value": "May 2011"}},
		{"action": "edit", "key": "party-53-58", "change": map[string]string{"code": "Ghana"}},
		{"action": "edit", "key": "party-53-58", "change": map[string]string{"role": "guest"}},
		{"action": "edit", "key": "party-53-58", "change": map[string]string{"name": "Gha\x00na"}},
		{"action": "add", "class": "meeting", "field": "city", "start": 0, "quote": "Third", "change": map[string]string{"value": "Third"}}, // it has one
		{"action": "add", "class": "party", "start": 0, "quote": "Atlantis", "change": map[string]string{"role": "attendee", "name": "Atlantis", "kind": "state"}},
		{"action": "add", "class": "outcome", "start": 0, "quote": "Ghana", "change": map[string]string{"act": "commits", "actors": "ALL", "area": "7"}},
	} {
		post(t, s, 400, c)
	}
	post(t, s, 404, map[string]any{"action": "accept", "key": "party-1-2"})
	post(t, s, 409, map[string]any{"action": "undo"})
	post(t, s, 409, map[string]any{"action": "keep", "key": "meeting-city"})
	if said, err := data.AllCorrections(t.Context()); err != nil || len(said) != 0 {
		t.Errorf("something was written: %v, %v", said, err)
	}
}

func TestAReviewFromListToFixture(t *testing.T) {
	s, data := server(t, entry(saga))
	if got := ask(t, s, http.MethodGet, "/?review=new", "", nil).Body.String(); !strings.Contains(got, "/d/saga") {
		t.Errorf("the list lacks the document:\n%s", got)
	}
	post(t, s, 200, map[string]any{"action": "accept", "key": "meeting-city"})
	post(t, s, 200, map[string]any{"action": "edit", "key": "meeting-start", "change": map[string]string{"value": "2011-05-04"}})
	added := post(t, s, 200, map[string]any{"action": "add", "class": "party", "start": 60, "quote": "the\n Ñandú   Bank", "change": map[string]string{"role": "attendee", "name": "Ñandú Bank", "kind": "organization"}})
	post(t, s, 200, map[string]any{"action": "reject", "key": added.Key})
	post(t, s, 200, map[string]any{"action": "undo"})
	page := ask(t, s, http.MethodGet, "/d/saga", "", nil).Body.String()
	for _, want := range []string{`id="` + added.Key + `"`, "2011-05-04", "3 of 9 values reviewed", "in review"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if got := ask(t, s, http.MethodGet, "/?review=new", "", nil).Body.String(); strings.Contains(got, "/d/saga") {
		t.Error("the list calls it new")
	}

	w := ask(t, s, http.MethodPost, "/d/saga/fixture", `{"by":"Ben"}`, nil)
	if w.Code != 200 {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	truths, err := evaluate.LoadTruth(os.DirFS(s.Fixtures))
	if err != nil {
		t.Fatal(err)
	}
	truth := truths["saga"]
	if truth.Unreviewed || *truth.Meeting.Start != "2011-05-04" || len(truth.Attendees) != 3 {
		t.Errorf("%+v", truth.Truth)
	}
	file, err := os.ReadFile(filepath.Join(s.Fixtures, "saga.json"))
	if err != nil || schemas.ValidateTruth(file) != nil {
		t.Errorf("%v, %v", err, schemas.ValidateTruth(file))
	}
	if w := ask(t, s, http.MethodPost, "/d/saga/fixture", `{"by":"Ben"}`, nil); w.Code != 200 {
		t.Errorf("its own file cannot be saved again: %s", w.Body)
	}
	if err := os.WriteFile(filepath.Join(s.Fixtures, "saga.json"), []byte(`{"id":"saga"}`), 0o666); err != nil {
		t.Fatal(err)
	}
	if w := ask(t, s, http.MethodPost, "/d/saga/fixture", `{"by":"Ben"}`, nil); w.Code != 409 {
		t.Errorf("somebody's file was written over: %d", w.Code)
	}

	part, err := Corrected(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := export.JSONL(t.Context(), &out, part); err != nil {
		t.Fatal(err)
	}
	if err := schemas.ValidateRecord([]byte(out.String())); err != nil || !strings.Contains(out.String(), `"reviewed":{"city":"accepted","start":"edited"}`) {
		t.Errorf("%v: %s", err, out.String())
	}
}

func TestTwoTabsThatEditOneValueAreToldAndLoseNeither(t *testing.T) {
	s, _ := server(t, entry(saga))
	post(t, s, 200, map[string]any{"action": "edit", "key": "meeting-start", "change": map[string]string{"value": "2011-05-04"}})
	a := post(t, s, 200, map[string]any{"action": "edit", "key": "meeting-start", "change": map[string]string{"value": "2011-05-05"}, "by": "Ben"})
	if !a.Conflict {
		t.Error("the second is not told")
	}
	page := ask(t, s, http.MethodGet, "/d/saga", "", nil).Body.String()
	if !strings.Contains(page, "2011-05-04") || !strings.Contains(page, "2011-05-05") || !strings.Contains(page, "1 to decide") {
		t.Error("one of the two is not on the page")
	}
	if a := post(t, s, 200, map[string]any{"action": "take", "key": "meeting-start", "which": 0}); a.Conflict {
		t.Error("it was decided, and is told again")
	}
	if page := ask(t, s, http.MethodGet, "/d/saga", "", nil).Body.String(); strings.Contains(page, "to decide") {
		t.Error("the page still asks")
	}
}

// hostile is what a report may try: markup, handlers, links, marks that turn text around.
const hostile = `<script>document.title="owned"</script><img src=x onerror="document.title='owned'"> javascript:alert(1) "' --> ]]> \u202Eevil`

func TestWhatAReportSaysIsTextOnEveryPage(t *testing.T) {
	bad := strings.ReplaceAll(hostile, `\u202E`, "\u202E")
	e := entry(saga + "\n" + bad)
	quote := on(e.Document.Text, bad)
	e.ID, e.URI = `x"><script>1</script>`, `a/"><script>2<`+`/script>.txt`
	e.Record.Meeting.Title, e.Record.Meeting.City = &bad, &bad
	e.Record.Attendees[0].Name, e.Record.Attendees[0].Evidence, e.Record.Attendees[0].Code = bad, quote, nil
	e.Record.Commitments[0].Action = bad
	e.Record.Warnings = []schemas.Warning{{Code: "odd", Message: bad, Evidence: quote}}
	s, _ := server(t, e)
	s.Explain = func(string) *Rule {
		return &Rule{Name: bad, Where: bad, Pattern: bad, Finds: []string{bad}, Ignores: []string{bad}}
	}
	s.Gaps = func(d *document.Document) ([]document.Span, error) {
		return []document.Span{d.Blocks[len(d.Blocks)-1].Span}, nil
	}
	if err := s.index.feed(t.Context()); err != nil {
		t.Fatal(err)
	}
	id := "/d/x%22%3E%3Cscript%3E1%3C%2Fscript%3E"
	for _, path := range []string{"/", "/?q=owned", "/sentences?q=owned", "/sentences?q=%22%3E%3Cscript%3E", id, id + "/edit?key=meeting-title", id + "/explain?key=meeting-title", id + "/gaps", id + "/add?kind=area:&quote=%3Cscript%3E"} {
		w := ask(t, s, http.MethodGet, path, "", nil)
		page := w.Body.String()
		if w.Code != 200 {
			t.Errorf("%s: %d: %s", path, w.Code, page)
		}
		page = strings.Replace(page, `<script src="/assets/review.js" defer></script>`, "", 1)
		for _, sign := range []string{"<script", "<img src=x", "\u202E", `href="javascript:`, " onerror=\""} {
			if strings.Contains(page, sign) {
				t.Errorf("%s holds %q", path, sign)
			}
		}
	}
}

func TestTheListIsNarrowedSortedAndPaged(t *testing.T) {
	var all []*pipeline.Entry
	for i := range 120 {
		e := entry(saga)
		e.ID, e.URI = fmt.Sprintf("saga-%03d", i), fmt.Sprintf("saga-%03d.txt", i)
		e.Record.ID = e.ID
		e.Record.Meeting.Start = new(fmt.Sprintf("%d-05-03", 1900+i))
		if i%2 == 1 {
			e.Record.Attendees = e.Record.Attendees[:1] // without Peru
		}
		all = append(all, e)
	}
	all = append(all, &pipeline.Entry{ID: "locked", URI: "locked.pdf", State: pipeline.Quarantined, Reason: pipeline.Encrypted})
	s, _ := server(t, all...)
	for path, want := range map[string]struct {
		found string
		first string
	}{
		"/":                                {"121", "saga-119"},
		"/?sort=date":                      {"121", "locked"},
		"/?sort=title&order=down":          {"121", "saga-000"},
		"/?page=3":                         {"121", "saga-019"},
		"/?state=per":                      {"60", "saga-118"},
		"/?from=1950&until=1959":           {"10", "saga-059"},
		"/?q=saga-03":                      {"10", "saga-039"},
		"/?q=ñandú+zürich":                 {"120", "saga-119"},
		"/?act=requests":                   {"0", ""},
		"/?problem=failed":                 {"1", "locked"},
		"/?series=none":                    {"0", ""},
		"/?review=done":                    {"0", ""},
		"/?from=x&page=-1&sort=x&order=up": {"121", "saga-119"},
	} {
		page := ask(t, s, http.MethodGet, path, "", nil).Body.String()
		_, after, _ := strings.Cut(page, `<dd id="found">`)
		found, _, _ := strings.Cut(after, "<")
		_, after, _ = strings.Cut(page, `<th scope="row"><a href="/d/`)
		first, _, _ := strings.Cut(after, `"`)
		if strings.TrimSpace(found) != want.found || first != want.first {
			t.Errorf("%s: %q documents, the first %q; want %q, %q", path, found, first, want.found, want.first)
		}
	}
}

func TestTheListFollowsARunAndOtherReviewers(t *testing.T) {
	ctx := t.Context()
	s, data := server(t, entry(saga))
	other, err := store.Create(ctx, s.Dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	second := entry(saga)
	second.ID, second.URI, second.Record.ID = "second", "second.txt", "second"
	if err := other.Put(ctx, second); err != nil {
		t.Fatal(err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if got := ask(t, s, http.MethodGet, "/", "", nil).Body.String(); !strings.Contains(got, "/d/second") {
		t.Error("what the run added is not listed")
	}
	colleague, err := store.OpenToCorrect(ctx, s.Dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := colleague.Correct(ctx, &pipeline.Correction{URI: "second.txt", By: "Ben", At: time.Now(), Action: pipeline.Done}); err != nil {
		t.Fatal(err)
	}
	if err := colleague.Close(); err != nil {
		t.Fatal(err)
	}
	if got := ask(t, s, http.MethodGet, "/?review=done", "", nil).Body.String(); !strings.Contains(got, "/d/second") {
		t.Error("what a colleague did is not listed")
	}
	// The list is kept, and is right when it is opened again.
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	made := 0
	again, err := New(ctx, data, at, options(s.Dir), func(done, _ int) { made = done })
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if got := ask(t, again, http.MethodGet, "/?review=done", "", nil).Body.String(); made != 0 || !strings.Contains(got, "/d/second") {
		t.Errorf("%d lines were made anew", made)
	}
}

func TestReviewersARunAndTheSearchDoNotWaitForEachOtherForEver(t *testing.T) {
	ctx := t.Context()
	var all []*pipeline.Entry
	for i := range 40 {
		e := entry(saga)
		e.ID, e.URI = fmt.Sprintf("saga-%02d", i), fmt.Sprintf("saga-%02d.txt", i)
		e.Record.ID = e.ID
		all = append(all, e)
	}
	s, _ := server(t, all...)
	colleague, err := store.OpenToCorrect(ctx, s.Dir)
	if err != nil {
		t.Fatal(err)
	}
	defer colleague.Close()
	var work sync.WaitGroup
	work.Go(func() {
		if err := s.index.feed(ctx); err != nil {
			t.Error(err)
		}
	})
	work.Go(func() {
		for i := range 40 {
			if err := colleague.Correct(ctx, &pipeline.Correction{URI: all[i].URI, By: "Ben", At: time.Now(), Action: pipeline.Done}); err != nil {
				t.Error(err)
			}
		}
	})
	for range 2 {
		work.Go(func() {
			for i := range 40 {
				if w := ask(t, s, http.MethodPost, "/d/"+all[i].ID+"/corrections", `{"action":"accept","key":"meeting-city","by":"Ana"}`, nil); w.Code != 200 {
					t.Errorf("%d: %s", w.Code, w.Body)
				}
				if w := ask(t, s, http.MethodGet, "/", "", nil); w.Code != 200 {
					t.Errorf("%d: %s", w.Code, w.Body)
				}
			}
		})
	}
	work.Wait()
	page := ask(t, s, http.MethodGet, "/?review=done", "", nil).Body.String()
	if !strings.Contains(page, `<dd id="found">40<`) {
		t.Error("the list lost what somebody did")
	}
}

func TestADamagedIndexIsMadeAnew(t *testing.T) {
	data, dir := dataset(t, entry(saga))
	if err := os.WriteFile(filepath.Join(dir, IndexFile), []byte("not SQLite at all, but long enough to be taken for something"), 0o666); err != nil {
		t.Fatal(err)
	}
	s, err := New(t.Context(), data, at, options(dir), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := ask(t, s, http.MethodGet, "/", "", nil).Body.String(); !strings.Contains(got, "/d/saga") {
		t.Error("the document is not listed")
	}
}

func TestSentencesAreFoundByWordsAndPhrases(t *testing.T) {
	s, _ := server(t, entry(saga))
	if err := s.index.feed(t.Context()); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]bool{"publish map": true, "publi": true, `"a map by"`: true, `"map a by"`: false, "nandu": true, "whale": false, `"`: false, `* OR (`: false, "": false} {
		hits, err := s.index.search(t.Context(), query, 0, 10)
		if err != nil {
			t.Errorf("%q: %v", query, err)
		}
		if got := len(hits) > 0; got != want {
			t.Errorf("%q: found %v, want %v", query, got, want)
		}
	}
	hits, err := s.index.search(t.Context(), "publish", 0, 10)
	if err != nil || len(hits) != 1 || !strings.HasPrefix(string([]rune(saga)[hits[0].start:]), "Members agreed") {
		t.Errorf("%+v, %v: a hit says where its block begins", hits, err)
	}
}

func TestServeEndsInGoodOrder(t *testing.T) {
	s, _ := server(t, entry(saga))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	ctx, stop := context.WithCancel(t.Context())
	go func() { ended <- s.Serve(ctx, l) }()
	for range 100 {
		r, err := http.Get("http://" + l.Addr().String())
		if err == nil {
			io.Copy(io.Discard, r.Body)
			r.Body.Close()
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
