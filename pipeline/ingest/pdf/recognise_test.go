package pdf

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/pipeline/programtest"
)

// recogniser reads scans, two pages at a time.
func recogniser(t *testing.T, when string) *Reader {
	t.Helper()
	r := New(Options{OCR: OCR{When: when, AtOnce: 2}})
	r.engine = shared.engine // started already
	return r
}

// scannable is a report on two pages with enough on each to tell how it is turned.
func scannable() []byte {
	p1 := (&sketch{}).text(72, 40, 9, "Lake Basin Council").
		bold(180, 100, 18, "Report of the Third Meeting").
		lines(72, 150, 11,
			"The Lake Basin Council met in Port Orla from 4 to 6 May 2011. The delegates of the",
			"five member states took part, and the Secretariat of the River Commission was pre-",
			"sent as an observer. The Chair thanked the host for the arrangements that it had made.").
		bold(72, 220, 13, "1. Opening").
		lines(72, 250, 11, "The Council agreed:").
		lines(90, 272, 11, "(a) to publish the survey of wells;").
		lines(90, 290, 11, "(b) to meet again in the spring of the following year, in a place that the Secretariat",
			"      is to propose to the members.").
		text(290, 800, 9, "1")
	p2 := (&sketch{}).text(72, 40, 9, "Lake Basin Council").
		bold(72, 100, 13, "2. Water levels").
		lines(72, 130, 11,
			"The Secretariat presented the levels of the past dry season, which were lower than in any",
			"year since the gauges were set up. The Council asked the Secretariat to write to the members",
			"about the sluices at the northern shore before the rains begin.").
		text(290, 800, 9, "2")
	return sketched(nil, p1, p2)
}

func TestScansReadAsTheirPagesDo(t *testing.T) {
	programtest.Need(t, "ocr", "tesseract")
	want := slices.DeleteFunc(outline(read(t, shared, scannable())), func(line string) bool {
		return strings.HasPrefix(line, "furniture ") && len(line) < 12 // tesseract takes a number that stands alone for dirt
	})
	for _, c := range []struct {
		name string
		scanner
	}{
		{"straight", scanner{dpi: 300}},
		{"coarse", scanner{dpi: 200}},
		{"turned to the right", scanner{dpi: 300, turns: 1}},
		{"upside down", scanner{dpi: 300, turns: 2}},
		{"turned to the left", scanner{dpi: 300, turns: 3}},
		{"askew and noisy", scanner{dpi: 300, skew: 1, noise: 0.002}},
	} {
		doc := read(t, recogniser(t, OCRAuto), c.scan(t, scannable()))
		if diff := cmp.Diff(want, outline(doc)); diff != "" {
			t.Errorf("%s: blocks (-printed +scanned):\n%s", c.name, diff)
		}
		if doc.Source.Reader == PDFium || len(doc.Warnings) != 1 || doc.Warnings[0].Code != "ocr" || !strings.Contains(doc.Warnings[0].Message, "page 2 (confidence 0.9") {
			t.Errorf("%s: read by %q with %v", c.name, doc.Source.Reader, doc.Warnings)
		}
	}
}

func TestRecognisedWordsKeepTheirPlaces(t *testing.T) {
	programtest.Need(t, "ocr", "tesseract")
	printed := read(t, shared, minutes())
	place := func(doc *document.Document, text string) document.Box {
		at := strings.Index(doc.Text, text)
		o := doc.Locate(document.Span{Start: at, End: at + len(text)})
		if at < 0 || o.Page != 1 || o.Box == nil {
			t.Fatalf("%q is not on the first page", text)
		}
		return *o.Box
	}
	const line = "The Council agreed:"
	want := place(printed, line)
	for turns := range 4 {
		got := place(read(t, recogniser(t, OCRAuto), scanner{dpi: 300, turns: turns}.scan(t, minutes())), line)
		b := want
		width, height := 595.0, 842.0
		for range turns {
			b = document.Box{Left: height - b.Bottom, Top: b.Left, Right: height - b.Top, Bottom: b.Right}
			width, height = height, width
		}
		for _, d := range []float64{got.Left - b.Left, got.Top - b.Top, got.Right - b.Right, got.Bottom - b.Bottom} {
			if d < -4 || d > 4 {
				t.Errorf("after %d quarter turns the line stands at %+v, want %+v", turns, got, b)
				break
			}
		}
	}
}

func TestCertaintyComesWithTheText(t *testing.T) {
	programtest.Need(t, "ocr", "tesseract")
	doc := read(t, recogniser(t, OCRAuto), scanner{dpi: 300}.scan(t, minutes()))
	for _, o := range doc.Origins {
		if o.Confidence <= 0 || o.Confidence > 1 {
			t.Errorf("%q has the confidence %g", doc.Slice(o.Span), o.Confidence)
		}
	}
	if c := read(t, shared, minutes()).Confidence(document.Span{Start: 20, End: 200}); c != 1 {
		t.Errorf("a text that the file says has the confidence %g", c)
	}
}

// A layer that a scanner's program wrote is kept where it reads well, and recognised anew where it does not.
func TestGoodLayersStayAndBadOnesGo(t *testing.T) {
	programtest.Need(t, "ocr", "tesseract")
	page := (&sketch{}).lines(72, 100, 11,
		"The Lake Basin Council met in Port Orla from 4 to 6 May 2011. The delegates of the",
		"five member states took part, and the Secretariat of the River Commission was there,",
		"too, as an observer. The Chair thanked the host for the arrangements that it had made.")
	good := strings.Repeat("The members of another council took note of what this layer says.\n", 8)
	bad := strings.Repeat("Tlie nieinbcrs 0f thc C0uncil t00k n0te 0f wbat tbis 1ayer saysv iii tbc ~nd~ m'b1e.\n", 8)
	for _, c := range []struct {
		name, layer, when string
		kept              bool
	}{
		{"good", good, OCRAuto, true},
		{"bad", bad, OCRAuto, false},
		{"bad, and recognition is off", bad, OCROff, true},
		{"good, and recognition is forced", good, OCRForce, false},
	} {
		doc := read(t, recogniser(t, c.when), scanner{dpi: 200, layer: c.layer}.scan(t, sketched(nil, page)))
		if kept := strings.Contains(doc.Text, "ayer says"); kept != c.kept {
			t.Errorf("%s: the layer is kept: %v; %q", c.name, kept, doc.Text)
		}
		if seen := strings.Contains(doc.Text, "Lake Basin Council met"); seen == c.kept {
			t.Errorf("%s: the page is recognised: %v", c.name, seen)
		}
	}
}

func TestOnlyPagesThatNeedItAreRecognised(t *testing.T) {
	programtest.Need(t, "ocr", "tesseract")
	text := (&sketch{}).lines(72, 100, 11, "The members agreed on the plan of work for the coming year.")
	doc := read(t, recogniser(t, OCRAuto), sketched(nil, text, (&sketch{}).picture()))
	if want := []string{"paragraph The members agreed on the plan of work for the coming year."}; cmp.Diff(want, outline(doc)) != "" {
		t.Errorf("blocks: %q", outline(doc))
	}
	if len(doc.Warnings) != 1 || !strings.HasSuffix(doc.Warnings[0].Message, "dpi): page 2 (nothing found)") {
		t.Errorf("warnings: %v", doc.Warnings)
	}
	for _, o := range doc.Origins {
		if o.Confidence != 0 {
			t.Errorf("%q is the file's own text, but has the confidence %g", doc.Slice(o.Span), o.Confidence)
		}
	}
}

func TestWithoutTesseractScansSayHowToComeByIt(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := recogniser(t, OCRAuto).Read(t.Context(), "x.pdf", sketched(nil, (&sketch{}).picture()))
	var f *pipeline.Failure
	if !errors.As(err, &f) || f.Reason != pipeline.NeedsOCR || !strings.Contains(f.Error(), "apt install tesseract-ocr") {
		t.Errorf("got %v", err)
	}
	text := (&sketch{}).lines(72, 100, 11, "The members agreed on the plan of work for the coming year.")
	doc := read(t, recogniser(t, OCRAuto), sketched(nil, text, (&sketch{}).picture()))
	if len(doc.Warnings) != 1 || doc.Warnings[0].Code != "pages-without-text" || !strings.Contains(doc.Warnings[0].Message, "apt install tesseract-ocr") {
		t.Errorf("warnings: %v", doc.Warnings)
	}
}

// fake puts a program that is named tesseract in the place of the real one.
func fake(t *testing.T, script string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("no shell scripts here")
	}
	dir := t.TempDir()
	script = "#!/bin/sh\ncase \"$1\" in --version) echo tesseract 9.9;; --list-langs) echo languages; echo eng;; *) " + script + ";; esac\n"
	if err := os.WriteFile(filepath.Join(dir, "tesseract"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
}

func TestAPageThatHangsOrFailsCostsItself(t *testing.T) {
	text := (&sketch{}).lines(72, 100, 11, "The members agreed on the plan of work for the coming year.")
	for script, says := range map[string]string{
		"exec sleep 60":             "deadline exceeded",
		"echo no good >&2; exit 3":  "exit status 3: no good",
		"kill -9 $$":                "signal: killed",
		"printf '5\\t1\\t1\\t1\\n'": "columns",
	} {
		fake(t, script)
		r := recogniser(t, OCRAuto)
		if says == "deadline exceeded" {
			r.options.OCR.PageTime = 300 * time.Millisecond
		}
		doc := read(t, r, sketched(nil, text, (&sketch{}).picture()))
		var codes []string
		for _, w := range doc.Warnings {
			codes = append(codes, w.Code)
		}
		if diff := cmp.Diff([]string{"ocr-failed", "pages-without-text"}, codes); diff != "" || !strings.Contains(doc.Warnings[0].Message, says) {
			t.Errorf("%s: warnings %v", script, doc.Warnings)
		}
	}
}

func TestRecognitionEndsWithItsContext(t *testing.T) {
	fake(t, "exec sleep 60")
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	began := time.Now()
	_, err := recogniser(t, OCRAuto).Read(ctx, "x.pdf", sketched(nil, (&sketch{}).picture(), (&sketch{}).picture(), (&sketch{}).picture()))
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > 10*time.Second {
		t.Errorf("after %v: %v", time.Since(began), err)
	}
}

func TestWordsLookLikeWords(t *testing.T) {
	for _, w := range strings.Fields("The Côte-d'Ivoire (2011) U.S.S.R. Doc.2/rev.1 WP12 A4 MacArthur's McDonald 4th états, re-elected CDL(94)54 «oui» Москва I.L.M. SADC's e-mail") {
		switch w {
		case "MacArthur's", "McDonald", "4th", "CDL(94)54": // built otherwise than most words are
			continue
		}
		if !wordlike(w) {
			t.Errorf("%q does not look like a word", w)
		}
	}
	for _, w := range strings.Fields("CONSlILTIVA DOCm~ENTS jUin TPETbE C0uncil bctwccnthc1r lVI.van .,; thrgh~t tXe xkrdt") {
		if w != "bctwccnthc1r" && w != "tXe" && wordlike(w) {
			t.Errorf("%q looks like a word", w)
		}
	}
}

// TestRealScansAgreeWithTesseract holds what is made of the real scans that lie beside the project against the words that
// tesseract alone gives for poppler's pictures of their pages.
func TestRealScansAgreeWithTesseract(t *testing.T) {
	root := filepath.Join("..", "..", "..", "..", "shared", "real", "docs")
	for _, name := range []string{"un-fleischhauer-19dec1991", "atcm-2001-docs"} {
		data, err := os.ReadFile(filepath.Join(root, name+".pdf"))
		if err != nil {
			t.Skip("the real documents of ../shared are not here")
		}
		tesseract, draw := programtest.Need(t, "ocr", "tesseract"), programtest.Need(t, "poppler", "pdftoppm")
		doc := read(t, recogniser(t, OCRAuto), data)
		dir := t.TempDir()
		if out, err := exec.Command(draw, "-r", "300", "-gray", filepath.Join(root, name+".pdf"), filepath.Join(dir, "page")).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		pages, err := filepath.Glob(filepath.Join(dir, "*.pgm"))
		if err != nil || len(pages) != doc.Source.Pages {
			t.Fatalf("%s: %d pictures of %d pages: %v", name, len(pages), doc.Source.Pages, err)
		}
		var alone bytes.Buffer
		for _, page := range pages {
			// Mode 1 asks how the page is turned; without that, turned pages are rubbish.
			cmd := exec.Command(tesseract, page, "-", "--dpi", "300", "--psm", "1")
			cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
			cmd.Stdout = &alone
			if err := cmd.Run(); err != nil {
				t.Fatal(err)
			}
		}
		a, b := tokens(flowText(doc)), tokens(strings.ReplaceAll(alone.String(), "-\n", ""))
		words := agreement(a, b)
		t.Logf("%-26s words %.4f  pairs %.4f", name, words, agreement(bigrams(a), bigrams(b)))
		if words < 0.9 {
			t.Errorf("%s: words %.4f", name, words)
		}
	}
}

// What a picture shows beside its letters: underlines do no harm, rules make tables, and bold type headings.
func TestScansKeepTheirTablesAndBoldType(t *testing.T) {
	programtest.Need(t, "ocr", "tesseract")
	page := (&sketch{}).bold(72, 90, 11, "Members of the Basin Council").
		lines(72, 120, 11, "The following delegations were present at the opening of the session, which the",
			"Minister of Water of the host state chaired on the first and on the second day.").
		text(72, 170, 11, "The session was opened on 19 December 1991").rule(205, 172, 300, 172)
	for i, row := range [][2]string{{"State", "Delegate"}, {"Arland", "Ada Berg"}, {"Borland", "Jon Roe"}, {"Corland", "Eva Lind"}} {
		y := 220 + 20*float64(i)
		page.text(80, y, 11, row[0]).text(210, y, 11, row[1]).rule(72, y-14, 400, y-14)
	}
	page.rule(72, 286, 400, 286).rule(72, 206, 72, 286).rule(200, 206, 200, 286).rule(400, 206, 400, 286)
	data := sketched(nil, page)
	want := outline(read(t, shared, data))
	for _, c := range []scanner{{dpi: 300}, {dpi: 300, skew: -0.7}, {dpi: 300, turns: 1}} {
		if diff := cmp.Diff(want, outline(read(t, recogniser(t, OCRAuto), c.scan(t, data)))); diff != "" {
			t.Errorf("%+v: blocks (-printed +scanned):\n%s", c, diff)
		}
	}
}
