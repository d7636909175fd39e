package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"rapporteur/pipeline/evaluate"
	"rapporteur/pipeline/programtest"
	"rapporteur/schemas"
)

// reviewed is a dataset of some reports with its pages being served.
type reviewed struct {
	t       *testing.T
	dir     string // of the dataset
	address string // with the token
	base    string // without it
}

// serveReview makes a dataset of reports, given by their names and bytes, and serves it until the test ends.
func serveReview(t *testing.T, reports map[string][]byte) *reviewed {
	t.Helper()
	archive, dir := t.TempDir(), filepath.Join(t.TempDir(), "out")
	for name, data := range reports {
		if err := os.WriteFile(filepath.Join(archive, name), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	rerun(t, archive, dir)
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		cmd := command(&console{out: in, err: io.Discard})
		cmd.SetArgs([]string{"review", dir, "--no-browser", "--name", "Ana", "--fixtures", filepath.Join(dir, "truth")})
		ended <- cmd.ExecuteContext(ctx)
		in.Close()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err, <-ended)
	}
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	address := strings.TrimSpace(line)
	base, _, _ := strings.Cut(address, "/?")
	return &reviewed{t, dir, address, base}
}

// rerun runs over an archive.
func rerun(t *testing.T, archive, dir string, flags ...string) {
	t.Helper()
	var said bytes.Buffer
	cmd := command(&console{out: &said, err: &said})
	cmd.SetArgs(append([]string{"run", archive, "-o", dir}, flags...))
	if err := cmd.ExecuteContext(t.Context()); err != nil {
		t.Fatalf("%v: %s", err, &said)
	}
}

func bundledReports(t *testing.T, names ...string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, name := range names {
		data, err := os.ReadFile(testdata("reports", name))
		if err != nil {
			t.Fatal(err)
		}
		out[name] = data
	}
	return out
}

// tab is a tab of a real browser. What it waits for is asked again and again, since the pages' policy lets no script of the
// test's wait in them.
type tab struct {
	t   *testing.T
	ctx context.Context
}

// browse starts Chromium and opens an address.
func browse(t *testing.T, address string) *tab {
	t.Helper()
	program := programtest.Need(t, "browser", "chromium", "chromium-browser", "google-chrome")
	allocator, stop := chromedp.NewExecAllocator(t.Context(), chromedp.Headless, chromedp.NoSandbox, chromedp.ExecPath(program))
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(allocator)
	t.Cleanup(closeTab)
	b := &tab{t, ctx}
	b.do(chromedp.EmulateViewport(1400, 900))
	b.open(address)
	return b
}

// another opens an address in a tab beside.
func (b *tab) another(address string) *tab {
	b.t.Helper()
	ctx, closeTab := chromedp.NewContext(b.ctx)
	b.t.Cleanup(closeTab)
	other := &tab{b.t, ctx}
	other.do(chromedp.EmulateViewport(1400, 900))
	other.open(address)
	return other
}

func (b *tab) open(address string) {
	b.t.Helper()
	b.do(chromedp.Navigate(address), chromedp.WaitReady("#main"))
}

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// js is what an expression gives.
func js[T any](b *tab, expression string) T {
	b.t.Helper()
	got, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return got
}

// until waits for an expression to be true. It may fail meanwhile, as when the page is left for another.
func (b *tab) until(expression string) {
	b.t.Helper()
	expression = `document.readyState === "complete" && (` + expression + ")" // scripts are deferred
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		done, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](expression))
		if err == nil && done {
			return
		}
		if time.Now().After(deadline) {
			b.t.Fatalf("never came true: %s: %v\nthe page says: %s", expression, err, js[string](b, `document.querySelector("#said").textContent + " | " + document.body.innerText.slice(0, 1500)`))
		}
	}
}

func (b *tab) click(selector string) {
	b.t.Helper()
	b.until(fmt.Sprintf(`(() => { const e = document.querySelector(%q); if (!e) return false; e.scrollIntoView({ block: "center" }); return true; })()`, selector))
	b.do(chromedp.Click(chromedp.CSS(selector)))
}

func (b *tab) keys(keys string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// clear empties the field that has the focus. The driver sends a letter after its key even where the page took the key for
// itself, which no keyboard does.
func (b *tab) clear() {
	b.t.Helper()
	js[chromedp.Void](b, `document.activeElement.value = ""`)
}

// value is a selector of the value in the record that says a text; the test names it by data-value.
func (b *tab) value(says string) string {
	b.t.Helper()
	key := js[string](b, fmt.Sprintf(`(() => { const v = [...document.querySelectorAll(".value")].find(v => v.querySelector(".says").firstElementChild.textContent === %q); return v ? v.dataset.value : ""; })()`, says))
	if key == "" {
		b.t.Fatalf("the record has no value %q", says)
	}
	return fmt.Sprintf(`.value[data-value="%s"]`, key)
}

func (b *tab) has(selector string) string {
	return fmt.Sprintf("!!document.querySelector(%q)", selector)
}

// set types into a field of the form that is open.
func (b *tab) set(name, text string) {
	b.t.Helper()
	b.until(b.has("dialog[open] [name=" + name + "]"))
	js[chromedp.Void](b, fmt.Sprintf(`document.querySelector("dialog [name=%s]").value = %q`, name, text))
}

// choose selects words of the report as a mouse would.
func (b *tab) choose(words string) {
	b.t.Helper()
	ok := js[bool](b, fmt.Sprintf(`(() => {
		const walker = document.createTreeWalker(document.querySelector("#main"), NodeFilter.SHOW_TEXT);
		for (let node; (node = walker.nextNode());) {
			const at = node.data.indexOf(%[1]q);
			if (at < 0) continue;
			const range = document.createRange();
			range.setStart(node, at);
			range.setEnd(node, at + %[1]q.length);
			getSelection().removeAllRanges();
			getSelection().addRange(range);
			return true;
		}
		return false;
	})()`, words))
	if !ok {
		b.t.Fatalf("the report does not show %q", words)
	}
	b.until(`!document.querySelector("#selection").hidden`)
}

func TestAReviewInABrowser(t *testing.T) {
	s := serveReview(t, bundledReports(t, "locust-board.html", "night-trains.pdf", "lakes-summit.html"))
	b := browse(t, s.address)
	if at := js[string](b, "location.href"); strings.Contains(at, "token") {
		t.Errorf("the token stays in the address: %s", at)
	}

	// Filter the list, and open a document.
	b.until(`document.querySelectorAll("[data-row]").length === 3`)
	js[chromedp.Void](b, `document.querySelector("#q").value = "locust"`)
	b.click(".filters button")
	b.until(`document.querySelectorAll("[data-row]").length === 1`)
	b.click("[data-row] a")
	b.until(b.has(".value"))

	// A value leads to its passage, a passage to its value.
	yemen := b.value("Yemen")
	b.click(yemen + " .says > a")
	b.until(`document.querySelector(` + fmt.Sprintf("%q", yemen) + `).classList.contains("picked")`)
	inView := `(() => { const box = document.querySelector("a.m.on").getBoundingClientRect(); return box.top > 0 && box.bottom < innerHeight; })()`
	if text := js[string](b, `document.querySelector("a.m.on").textContent`); text != "Yemen" {
		t.Errorf("the passage of Yemen is %q", text)
	}
	b.until(inView)
	kenya := b.value("Kenya")
	b.click(`a.m[href="#` + strings.TrimSuffix(strings.TrimPrefix(kenya, `.value[data-value="`), `"]`) + `"]`)
	b.until(`document.querySelector(` + fmt.Sprintf("%q", kenya) + `).classList.contains("picked")`)

	// Accept, reject, edit with a code from the list, change a role.
	b.click(yemen + " [data-do=accept]")
	b.until(b.has(yemen + ".accepted"))
	b.click(kenya + " [data-do=reject]")
	b.until(b.has(kenya + ".rejected"))
	b.until(b.has("a.m.gone"))
	b.click(b.value("Egypt") + " [data-do=edit]")
	b.until(b.has(`#codes option[value="EGY"]`))
	b.set("role", "observer")
	b.set("code", "not a code")
	b.click("dialog form button.main")
	b.until(`!!document.querySelector("dialog .error")?.textContent.includes("ISO 3166")`)
	b.set("code", "EGY")
	b.click("dialog form button.main")
	b.until(b.has(`.value.edited[data-class=observer]`))

	// Add a value by selecting it.
	b.choose("pesticide")
	js[chromedp.Void](b, `document.querySelector("#add-kind").value = "area:"`)
	b.click("#add-go")
	b.until(`document.querySelector("dialog[open] [name=title]")?.value === "pesticide"`)
	b.click("dialog form button.main")
	b.until(b.has(".value.added[data-class=area]"))

	// Undo, twice: the addition and the edit.
	b.keys("u")
	b.until(`!document.querySelector(".value.added")`)
	b.keys("u")
	b.until(`!document.querySelector(".value.edited")`)

	// Explain shows the rule.
	b.click(yemen + " [data-do=explain]")
	b.until(`!!document.querySelector("dialog[open]")?.textContent.includes("Rule")`)
	b.click("dialog [data-close]")

	// What gave nothing is shown when it is asked for, and leads to its place.
	b.click("#gaps summary")
	b.until(b.has("#gaps a"))
	b.click("#gaps a")
	b.until(b.has(".found"))

	// Save as a fixture, load again: all is there.
	b.click("[data-do=fixture]")
	b.until(`document.querySelector("#said").textContent.includes("Saved as")`)
	b.open(s.base + "/d/locust-board")
	b.until(b.has(yemen + ".accepted"))
	b.until(b.has(kenya + ".rejected"))
	b.until(`document.querySelector("#state").textContent === "done"`)
	truths, err := evaluate.LoadTruth(os.DirFS(filepath.Join(s.dir, "truth")))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range truths["locust-board"].Observers {
		if p.Name == "Kenya" {
			t.Error("the truth has what was rejected")
		}
	}
	var said bytes.Buffer
	eval := command(&console{out: &said, err: &said})
	eval.SetArgs([]string{"eval", "--truth", filepath.Join(s.dir, "truth"), s.dir})
	if err := eval.ExecuteContext(t.Context()); err != nil || !strings.Contains(said.String(), "observers") {
		t.Errorf("eval does not read the fixture: %v: %s", err, &said)
	}

	// The truth of all documents with corrections is that of the page.
	said.Reset()
	all := command(&console{out: &said, err: &said})
	all.SetArgs([]string{"review", s.dir, "--export-truth", filepath.Join(s.dir, "all")})
	if err := all.ExecuteContext(t.Context()); err != nil {
		t.Fatal(err)
	}
	saved, err := os.ReadFile(filepath.Join(s.dir, "truth", "locust-board.json"))
	if err != nil {
		t.Fatal(err)
	}
	exported, err := os.ReadFile(filepath.Join(s.dir, "all", "locust-board.json"))
	if err != nil || !bytes.Equal(saved, exported) || strings.Count(said.String(), "\n") != 1 {
		t.Errorf("--export-truth wrote another truth than the page, or more: %v: %s", err, &said)
	}

	// Exports have the corrections, and say so.
	export := command(&console{out: io.Discard, err: io.Discard})
	export.SetArgs([]string{"export", s.dir, "-f", "json", "-o", filepath.Join(s.dir, "records")})
	if err := export.ExecuteContext(t.Context()); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(s.dir, "records", "locust-board.json"))
	if err != nil {
		t.Fatal(err)
	}
	var rec schemas.Record
	if err := json.Unmarshal(data, &rec); err != nil {
		t.Fatal(err)
	}
	for _, p := range rec.Absentees {
		if want := map[bool]string{true: "accepted"}[p.Name == "Yemen"]; p.Reviewed != want {
			t.Errorf("%s is reviewed %q, want %q", p.Name, p.Reviewed, want)
		}
	}
}

func TestPagesOfAPDFAreShownInStepWithTheText(t *testing.T) {
	s := serveReview(t, bundledReports(t, "night-trains.pdf"))
	b := browse(t, s.address)
	b.open(s.base + "/d/night-trains")
	b.keys("p")
	b.until(`document.querySelector("#page-image").naturalWidth > 500`)
	b.until(`document.querySelectorAll("#page-boxes .box").length > 5`)
	b.click(b.value("2022-09-26") + " .says > a")
	b.until(b.has("#page-boxes .box.on"))
	// The box lies on the words: on the upper half of the first page, within its margins.
	if !js[bool](b, `(() => { const on = document.querySelector("#page-boxes .box.on").getBoundingClientRect(), sheet = document.querySelector(".sheet").getBoundingClientRect(); return on.top > sheet.top && on.bottom < sheet.top + sheet.height / 2 && on.left > sheet.left && on.right < sheet.right; })()`) {
		t.Error("the box is not where the words are")
	}
	js[chromedp.Void](b, `[...document.querySelectorAll(".leaf")].at(-1).scrollIntoView({ behavior: "instant" })`)
	b.until(`document.querySelector("#page-number").textContent.startsWith("Page 2")`)

	// The picture is of the bytes that were read, or there is none.
	archive, err := archiveIn(t, s.dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(archive, "night-trains.pdf"), []byte("%PDF-1.4 another"), 0o666); err != nil {
		t.Fatal(err)
	}
	b.open(s.base + "/d/night-trains")
	js[chromedp.Void](b, `document.querySelector("#page-image").src = "/d/night-trains/pages/2.png?anew"`)
	b.until(`document.querySelector("#page-error").textContent.includes("the file changed")`)
}

func TestTheKeyboardAloneIsEnough(t *testing.T) {
	s := serveReview(t, bundledReports(t, "locust-board.html", "lakes-summit.html"))
	b := browse(t, s.address)
	b.keys("j")
	b.until(`document.activeElement.closest("[data-row]") !== null`)
	b.keys("/")
	b.until(`document.activeElement.id === "q"`)
	b.clear()
	b.keys("locust\r")
	b.until(`document.querySelectorAll("[data-row]").length === 1`)
	b.keys("j")
	b.until(`document.activeElement.closest("[data-row]") !== null`)
	b.keys("\r")
	b.until(b.has(".value"))
	b.keys("j")
	b.until(b.has(".value.picked"))
	b.keys("a")
	b.until(b.has(".value.accepted.picked"))
	b.keys("j")
	b.keys("j")
	b.keys("k")
	b.until(`[...document.querySelectorAll(".value")].indexOf(document.querySelector(".picked")) === 1`)
	b.keys("r")
	b.until(b.has(".value.rejected.picked"))
	b.keys("u")
	b.until(`!document.querySelector(".value.rejected")`)
	b.keys("j")
	b.keys("e")
	b.until(b.has("dialog[open] [name=value]"))
	js[chromedp.Void](b, `document.querySelector("dialog [name=value]").select()`)
	b.keys("28\r")
	b.until(`document.querySelector(".value.edited .says a")?.textContent === "28"`)
	b.until(`!document.querySelector("dialog[open]")`)
	b.keys("x")
	b.until(b.has("dialog[open] blockquote"))
	b.keys("\u001b")
	b.until(`!document.querySelector("dialog[open]")`)
	b.keys("?")
	b.until(b.has("#help[open]"))
	b.keys("\u001b")
	b.until(`!document.querySelector("dialog[open]")`)
	b.keys("/")
	b.until(`document.activeElement.id === "find"`)
	b.clear()
	b.keys("yemen")
	b.until(`(() => { const shown = [...document.querySelectorAll(".value")].filter(v => v.offsetParent); return shown.length > 0 && shown.every(v => /yemen/i.test(v.textContent)); })()`)
}

// trap is a report that tries to run something.
const trap = `<html><head><title>Second Meeting of the <script>owned=1</script> Group</title></head><body>
<h1>Second Meeting of the &lt;script&gt;owned=2&lt;/script&gt; Group</h1>
<p onclick="owned=3">The meeting was held in Lima, Peru, on 9 June 2011. Chile, Peru and &lt;img src=x onerror=owned=4&gt; took part.</p>
<p>The meeting agreed to publish &lt;script&gt;window.owned=5&lt;/script&gt; and &lt;a href="javascript:owned=6"&gt;a link&lt;/a&gt; by December 2012.</p>
<p><a href="javascript:owned=7">It welcomed</a> the ` + "\u202E" + `tsoh.</p><script>owned=8</script></body></html>`

func TestAHostileReportShowsAsTextAndRunsNothing(t *testing.T) {
	s := serveReview(t, map[string][]byte{"trap.html": []byte(trap)})
	b := browse(t, s.address)
	for _, path := range []string{"/", "/d/trap", "/sentences?q=script"} {
		b.open(s.base + path)
		b.until(`document.readyState === "complete"`)
		if js[bool](b, `"owned" in window`) {
			t.Errorf("%s: something ran", path)
		}
		if js[int](b, `document.scripts.length`) != 1 || js[int](b, `document.querySelectorAll("[onclick], [onerror], a[href^='javascript:'], #main img").length`) != 0 {
			t.Errorf("%s: the report brought markup", path)
		}
	}
	b.open(s.base + "/d/trap")
	text := js[string](b, `document.querySelector("#main").textContent`)
	if !strings.Contains(text, "<script>window.owned=5</script>") || strings.Contains(text, "\u202E") {
		t.Errorf("the report is not shown as text: %s", text)
	}
	b.keys("j")
	b.keys("x")
	b.until(b.has("dialog[open]"))
	if js[bool](b, `"owned" in window`) {
		t.Error("explain: something ran")
	}
}

func TestForeignHostsAndOriginsAreRefused(t *testing.T) {
	s := serveReview(t, bundledReports(t, "lakes-summit.html"))
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	get := func(change func(*http.Request)) int {
		t.Helper()
		r, err := http.NewRequest(http.MethodGet, s.base+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		change(r)
		answer, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, answer.Body)
		answer.Body.Close()
		return answer.StatusCode
	}
	if got := get(func(*http.Request) {}); got != http.StatusUnauthorized {
		t.Errorf("without the token: %d", got)
	}
	if answer, err := client.Get(s.address); err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("with the token: %v, %v", answer, err)
	}
	if got := get(func(r *http.Request) { r.Host = "rebound.example" }); got != http.StatusMisdirectedRequest {
		t.Errorf("a foreign host: %d", got)
	}
	if got := get(func(r *http.Request) { r.Header.Set("Origin", "http://other.example") }); got != http.StatusForbidden {
		t.Errorf("a foreign origin: %d", got)
	}
}

func TestTwoTabsThatEditOneValueLoseNeither(t *testing.T) {
	s := serveReview(t, bundledReports(t, "locust-board.html"))
	first := browse(t, s.address)
	first.open(s.base + "/d/locust-board")
	second := first.another(s.base + "/d/locust-board")
	for i, b := range []*tab{first, second} {
		b.click(`.value[data-value="meeting-ordinal"] [data-do=edit]`)
		b.set("value", fmt.Sprint(28+i))
	}
	first.click("dialog form button.main")
	first.until(first.has(`.value.edited[data-value="meeting-ordinal"]`))
	second.click("dialog form button.main")
	second.until(second.has(".conflict"))
	text := js[string](second, `document.querySelector('.value[data-value="meeting-ordinal"]').textContent`)
	if !strings.Contains(text, "28") || !strings.Contains(text, "29") {
		t.Errorf("one of the two is lost: %s", text)
	}
	second.click(".conflict [data-do=take]")
	second.until(`!document.querySelector(".conflict")`)
	if got := js[string](second, `document.querySelector('.value[data-value="meeting-ordinal"] .says a').textContent`); got != "29" {
		t.Errorf("the second was taken, and the value is %s", got)
	}
}

func TestCorrectionsStayWhenReportsAreReadAnew(t *testing.T) {
	s := serveReview(t, bundledReports(t, "locust-board.html"))
	b := browse(t, s.address)
	b.open(s.base + "/d/locust-board")
	yemen := b.value("Yemen")
	b.click(yemen + " [data-do=reject]")
	b.until(b.has(yemen + ".rejected"))
	archive, err := archiveIn(t, s.dir)
	if err != nil {
		t.Fatal(err)
	}
	rejected := func() bool {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(s.dir, recordsFile))
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(string(data), `"code":"rejected"`)
	}
	rerun(t, archive, s.dir) // nothing else has changed
	if !rejected() {
		t.Error("the run's own exports lack the correction")
	}
	rerun(t, archive, s.dir, "--rules", testdata("rules")) // other rules: the record is made anew while the pages are open
	b.open(s.base + "/d/locust-board")
	b.until(b.has(yemen + ".rejected"))
	if !rejected() {
		t.Error("the exports lost the correction with other rules")
	}
}

// archiveIn is the folder of a dataset's inputs.
func archiveIn(t *testing.T, dir string) (string, error) {
	t.Helper()
	data, err := openDataset(t.Context(), dir)
	if err != nil {
		return "", err
	}
	defer data.Close()
	return archiveOf(t.Context(), data, dir)
}

// Both views are held to WCAG 2.2 AA as far as axe-core can tell, in light and dark, wide and narrow.
func TestThePagesAreAccessible(t *testing.T) {
	script := axe(t)
	s := serveReview(t, bundledReports(t, "locust-board.html", "night-trains.pdf"))
	b := browse(t, s.address)
	for _, look := range []struct {
		scheme string
		width  int64
	}{{"light", 1400}, {"dark", 1400}, {"light", 400}} {
		b.do(emulate(look.scheme), chromedp.EmulateViewport(look.width, 900))
		for _, view := range []struct{ path, before, after string }{
			{"/", "", ""}, {"/sentences?q=agreed", "", ""}, {"/d/locust-board", "", ""},
			{"/d/locust-board", `document.querySelector("[data-tab=record]").click()`, "true"},
			{"/d/locust-board", `document.querySelector(".value [data-do=edit]").click()`, b.has("dialog[open] form")},
			{"/d/locust-board", `document.querySelector(".value [data-do=explain]").click()`, b.has("dialog[open] blockquote")},
			{"/d/night-trains", `document.querySelector("#page-toggle").click()`, b.has("#page-boxes .box")},
		} {
			b.open(s.base + view.path)
			b.until(`document.readyState === "complete"`)
			if view.before != "" {
				js[chromedp.Void](b, view.before+"; null")
				b.until(view.after)
			}
			js[chromedp.Void](b, script+"; null")
			found, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](`axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(r => r.violations.flatMap(v => v.nodes.map(n => v.id + ": " + n.html.slice(0, 200) + " " + n.failureSummary)))`, chromedp.EvalAwaitPromise))
			if err != nil {
				t.Fatal(err)
			}
			for i, violation := range found {
				if i < 5 {
					t.Errorf("%s %s, %s, %d pixels: %s", view.path, view.before, look.scheme, look.width, violation)
				}
			}
		}
	}
}

// axe is the script of axe-core (MPL 2.0, https://github.com/dequelabs/axe-core), which .ci/run has npm fetch; it is no part of
// the project.
func axe(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(programtest.NeedFile(t, "axe", "AXE"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// emulate has the browser prefer light or dark.
func emulate(scheme string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		return chromedp.Void{}, err
	}
}
