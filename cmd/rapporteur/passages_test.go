package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rapporteur/cmd/internal/wire"
	"rapporteur/pipeline"
	"rapporteur/pipeline/ingest/pdf"
	"rapporteur/schemas"
)

// passage is a small page on who came to a meeting, with what people who had not seen the rules coded for it: the code of a
// state, else a party's name.
type passage struct {
	ID                              string
	HTML                            string
	Attendees, Observers, Absentees []string
}

// Nearly a thousand ways in which secretariats say who came: what a rule does to the others shows here.
func TestBundledPassagesScoreAsTheyDid(t *testing.T) {
	s := &wire.Settings{PDFReader: pdf.PDFium}
	reader := s.Reader(pipeline.Limits{})
	finders, err := s.Extractor()
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(testdata("passages", "attendance.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all [3]tally
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var p passage
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		doc, err := reader.Read(t.Context(), p.ID+".html", []byte(p.HTML))
		if err != nil {
			t.Fatalf("%s: %v", p.ID, err)
		}
		rec := finders.Extract(p.ID, doc)
		all[0].add(rec.Attendees, p.Attendees)
		all[1].add(rec.Observers, p.Observers)
		all[2].add(rec.Absentees, p.Absentees)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	var scores strings.Builder
	for i, role := range []string{"attendees", "observers", "absentees"} {
		fmt.Fprintf(&scores, "%s %v\n", role, all[i])
	}
	golden(t, "passages/scores.txt", scores.String())
}

// tally counts the parties that are right, missed and found besides. Of people it counts those alone that the truth has: it
// names heads of delegation and few others.
type tally struct{ right, missed, extra int }

func (c *tally) add(found []schemas.Party, want []string) {
	left := make([]string, len(want))
	for i, name := range want {
		left[i] = plainName(name)
	}
	for _, p := range found {
		names := []string{plainName(p.Name)}
		for _, other := range []*string{p.Code, p.Canonical} {
			if other != nil {
				names = append(names, plainName(*other))
			}
		}
		i := slices.IndexFunc(left, func(name string) bool { return slices.Contains(names, name) })
		switch {
		case i >= 0:
			c.right++
			left = slices.Delete(left, i, i+1)
		case p.Kind != "person":
			c.extra++
		}
	}
	c.missed += len(left)
}

func (c tally) String() string {
	return fmt.Sprintf("%.3f, %d right, %d missed, %d extra", 2*float64(c.right)/float64(2*c.right+c.missed+c.extra), c.right, c.missed, c.extra)
}

var notLetters = regexp.MustCompile(`[^\p{L}\p{N}]+`)

// plainName is a name without its article, capitals and signs.
func plainName(name string) string {
	return strings.TrimSpace(notLetters.ReplaceAllString(strings.TrimPrefix(strings.ToLower(name), "the "), " "))
}
