package pattern

import (
	"fmt"
	"reflect"
	"regexp"
	"regexp/syntax"
	"strings"
	"testing"
	"time"
)

var expressions = []string{
	`a`, `^a`, `a$`, `^a$`, `(?m)^a$`, `\ba`, `a\b`, `\Ba`, `a\B`, ``, `^`, `$`, `(?m)$`, `\z`, `x*`, `^x*$`, `(?:^|\P{L})the\P{L}`,
	`(?i)straße|ſet|K`, `(?s)a.b`, `a.b`, `[^a]`, `[^\n]b`, `(?i)[^k]s`, `\p{Lu}\p{L}+`, `é+`, `�`, `a{2,5}b`, `(?:a|b)*c{3}`, `\s+of\s+`,
	`(?i)(?P<who>\p{L}+) (?:was|were) (?:not )?(?P<what>present|absent)`, `(?U)a+b`, `\Qa.b\E`, `[[:alpha:]]{3}$`, `.{0,60}end`, `^.{0,60}end`, `(?:ab?){2,9}c`, `\ba{4}\b`, `(a{1,4}?)(a{0,9})b`, `\p{Cs}a|\x{FFFD}b`, `[\x{D7FF}-\x{D800}]|[\x{D7FF}-\x{FFFD}]c`,
}

var texts = []string{
	"", "a", "b", "ab", "ba", "\n", "a\n", "\na", "a\nb", "ab\na\nb", "the", "of the Île", "other", "STRASSE", "straße", "set", "ſ", "K", "k", "\u212a", "a_b", "é", "É",
	"\xff", "a\xffb", "aaab", "aaaaaab", "abccc", "bbcc", "Fiji was present", "all were not absent", "xxx", "x y", "a of b", "a . b", "a.b", "\u2028", "\uFFFDb", "\ue000c", "end", strings.Repeat("a ", 40) + "end",
}

func TestAnswersAreThoseOfRegexp(t *testing.T) {
	for _, expr := range expressions {
		for _, text := range texts {
			compare(t, expr, text)
		}
	}
}

func FuzzAnswersAreThoseOfRegexp(f *testing.F) {
	for i, expr := range expressions {
		f.Add(expr, texts[i%len(texts)])
	}
	f.Fuzz(func(t *testing.T, expr, text string) {
		if len(expr) > 60 || len(text) > 200 {
			return
		}
		parsed, err := syntax.Parse(expr, syntax.Perl)
		if err != nil {
			return
		}
		// A large program takes regexp so long that go test's own time runs out within one text.
		if prog, err := syntax.Compile(parsed.Simplify()); err == nil && len(prog.Inst) < 200 {
			compare(t, expr, text)
		}
	})
}

// compare asks twice: the second time the states are there.
func compare(t *testing.T, expr, text string) {
	t.Helper()
	plain, quick := regexp.MustCompile(expr), MustCompile(expr)
	for range 2 {
		for what, pair := range map[string][2]any{
			"MatchString":                {plain.MatchString(text), quick.MatchString(text)},
			"FindString":                 {plain.FindString(text), quick.FindString(text)},
			"FindStringIndex":            {plain.FindStringIndex(text), quick.FindStringIndex(text)},
			"FindStringSubmatch":         {plain.FindStringSubmatch(text), quick.FindStringSubmatch(text)},
			"FindStringSubmatchIndex":    {plain.FindStringSubmatchIndex(text), quick.FindStringSubmatchIndex(text)},
			"FindAllStringIndex":         {plain.FindAllStringIndex(text, -1), quick.FindAllStringIndex(text, -1)},
			"FindAllStringSubmatchIndex": {plain.FindAllStringSubmatchIndex(text, -1), quick.FindAllStringSubmatchIndex(text, -1)},
			"ReplaceAllString":           {plain.ReplaceAllString(text, "-"), quick.ReplaceAllString(text, "-")},
		} {
			if !reflect.DeepEqual(pair[0], pair[1]) {
				t.Errorf("%s of %q in %q: regexp says %v, we say %v", what, expr, text, pair[0], pair[1])
			}
		}
	}
}

func TestAnAutomatonThatGrowsTooMuchLeavesTheAnswerToTheMatcher(t *testing.T) {
	expr := "a" + strings.Repeat(".", 16) + "[xyz]$" // 2^16 states
	quick, plain := MustCompile(expr), regexp.MustCompile(expr)
	for i := range 3000 {
		text := strings.NewReplacer("0", "a", "1", "b").Replace(fmt.Sprintf("%016b%016b", i*7919%65536, i*31%65536)) + "x"
		if quick.MatchString(text) != plain.MatchString(text) || !reflect.DeepEqual(quick.FindStringIndex(text), plain.FindStringIndex(text)) {
			t.Fatalf("%q", text)
		}
	}
	if !quick.matcher().any.vain.Load() {
		t.Error("the automaton is still asked")
	}
	if n := len(quick.matcher().any.states); n > maxStates {
		t.Errorf("%d states", n)
	}
}

func TestTextsThatAreTooLongAreLeftToRegexp(t *testing.T) {
	const expr = `(?:a|bc|de)+(f)`
	quick, plain := MustCompile(expr), regexp.MustCompile(expr)
	text := strings.Repeat("abc", maxTried/4) + "f de f"
	if quick.matcher().fits(text) {
		t.Fatal("the text fits")
	}
	if diff := reflect.DeepEqual(plain.FindStringSubmatchIndex(text), quick.FindStringSubmatchIndex(text)); !diff {
		t.Error("another match")
	}
	if !reflect.DeepEqual(plain.FindAllStringSubmatchIndex(text, 1), quick.FindAllStringSubmatchIndex(text, 1)) || !reflect.DeepEqual(plain.FindAllStringIndex("af bcf def", 2), quick.FindAllStringIndex("af bcf def", 2)) {
		t.Error("other matches")
	}
}

func TestConcurrentUse(t *testing.T) {
	r := MustCompile(`(?i)(?:was|were) (?:not )?(?:present|absent)`)
	done := make(chan int)
	for range 8 {
		go func() {
			n := 0
			for i := range 1000 {
				if loc := r.FindStringIndex("some were present"); loc == nil || loc[0] != 5 || loc[1] != 17 {
					continue
				}
				if r.MatchString(fmt.Sprintf("%d members were %c present", i, 'a'+i%50)) || r.MatchString("all WERE NOT Absent") {
					n++
				}
			}
			done <- n
		}()
	}
	for range 8 {
		if n := <-done; n != 1000 {
			t.Errorf("%d of 1000", n)
		}
	}
}

// BenchmarkNoMatch tells what it costs to find out that a sentence has no match, for each of its bytes, and how many times as
// much it costs regexp.
func BenchmarkNoMatch(b *testing.B) {
	const expr = `(?i)(?:attended|participated|graced)(?:, as [^,]{3,30},)? (?:also |in person |virtually |online )?by|(?:with|and) (?:the )?(?:full |active )?(?:participation|attendance|presence) (?:of|from)`
	const text = "The Committee, having considered the report of its working group on the alignment of provisions and with all due attention to costs, decided to postpone the matter to the next session, at which it would be taken up again."
	quick, plain := MustCompile(expr), regexp.MustCompile(expr)
	var ours, theirs time.Duration
	for b.Loop() {
		start := time.Now()
		for range 100 {
			if quick.FindStringSubmatchIndex(text) != nil {
				b.Fatal("a match")
			}
		}
		ours += time.Since(start)
		start = time.Now()
		for range 100 {
			plain.FindStringSubmatchIndex(text)
		}
		theirs += time.Since(start)
	}
	b.ReportMetric(float64(ours.Nanoseconds())/float64(100*b.N*len(text)), "ns/byte")
	b.ReportMetric(theirs.Seconds()/ours.Seconds(), "times-quicker")
}
