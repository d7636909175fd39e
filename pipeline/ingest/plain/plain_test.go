package plain

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	page "rapporteur/pipeline/ingest/html"
)

func read(t *testing.T, text string) *document.Document {
	t.Helper()
	doc, err := New().Read(context.Background(), "test.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Check(); err != nil {
		t.Fatal(err)
	}
	return doc
}

func sketch(doc *document.Document) []string {
	var lines []string
	for _, b := range doc.Blocks {
		line := string(b.Kind)
		if b.Level > 0 {
			line += fmt.Sprint(b.Level)
		}
		if b.Kind == document.Cell {
			line += fmt.Sprintf("(%d,%d,%d)", b.Table, b.Row, b.Col)
		}
		if b.Header {
			line += "!"
		}
		if b.Marker != "" {
			line += " " + b.Marker
		}
		lines = append(lines, line+" | "+strings.ReplaceAll(doc.Slice(b.Span), "\n", " / "))
	}
	return lines
}

const prose = "The ministers of the five lake states met in Port Amelie and spoke at length about fisheries, ferries and the joint survey of the northern shore."

func TestBlocks(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"labels below a long line": {`
Date: 4 May 2019
Participants: eighty-four delegates from thirty-one states and twelve bodies
Apologies: Ostland
`, `
			paragraph | Date: 4 May 2019 / Participants: eighty-four delegates from thirty-one states and twelve bodies / Apologies: Ostland
		`},
		"bold labels in Markdown": {`
# Lake Council

**Date:** 4 May 2019
**Present:** Ada Marr
**Excused**: Bo Lund
`, `
			heading1 | Lake Council
			paragraph | Date: 4 May 2019 / Present: Ada Marr / Excused: Bo Lund
		`},
		"Markdown": {`
# Lake Council

**Port Amelie**, *4 May* 2019, see [the site](https://lake.example/) and ` + "`code`" + `

Nets
----
1. Mark them;
   in red
2. count them:
   - by hand
   - twice

12. ` + prose + `

| State   | Head     |
|---------|----------|
| Ostland | Ada Marr |

**Ferries**

` + prose + `  
on a line of its own

<!-- no text -->
> quoted
`, `
			heading1 | Lake Council
			paragraph | Port Amelie, 4 May 2019, see the site and code
			heading2 | Nets
			list-item1 1. | Mark them; in red
			list-item1 2. | count them:
			list-item2 • | by hand
			list-item2 • | twice
			list-item1 3. | PROSE
			cell(1,0,0)! | State
			cell(1,0,1)! | Head
			cell(1,1,0) | Ostland
			cell(1,1,1) | Ada Marr
			heading3 | Ferries
			paragraph | PROSE / on a line of its own
			paragraph | quoted`},
		"YAML front matter": {`---
date: 2019-05-04T10:00:00Z
states: [Ostland, Westmark]
heads:
  - Ada Marr
empty:
title: "Ninth \
  Meeting"
---

` + prose + "\n", `
			title | Ninth Meeting
			meta | date: 2019-05-04
			meta | states: Ostland; Westmark
			meta | heads: Ada Marr
			paragraph | PROSE`},
		"front matter that is no YAML": {"---\ntitle: Nets: a report\ndate: 2019-05-04\n---\n" + prose, `
			title | Nets: a report
			meta | date: 2019-05-04
			paragraph | PROSE`},
		"TOML front matter": {"+++\ndate = 2019-05-04\ntitle = 'Ninth Meeting'\ntags = [\"nets\", \"traps\"]\n+++\n# Nets\n\n" + prose, `
			title | Ninth Meeting
			meta | date: 2019-05-04
			meta | tags: nets; traps
			heading1 | Nets
			paragraph | PROSE`},
		"rules are not front matter": {"---\n\n" + prose + "\n\n---\n\n" + prose, `
			paragraph | PROSE
			paragraph | PROSE`},
		"the charset": {"R\xe9union \x96 C\xf4te", `
			heading1 | Réunion – Côte`},
		"text": {"LAKE COUNCIL\r\n\r\n* Nets\r\n* Traps\r\n", `
			heading2 | LAKE COUNCIL
			list-item1 * | Nets
			list-item1 * | Traps`},
	} {
		t.Run(name, func(t *testing.T) {
			var want []string
			for line := range strings.SplitSeq(strings.TrimSpace(tt.want), "\n") {
				want = append(want, strings.ReplaceAll(strings.TrimSpace(line), "PROSE", prose))
			}
			if diff := cmp.Diff(want, sketch(read(t, tt.text))); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// The owner's example is there as a page and as text: what the report says must come out the same.
func TestTextAndPageOfOneReportAgree(t *testing.T) {
	seed := "../../../../shared/seed/second-ahg-2009"
	text, err := os.ReadFile(seed + ".txt")
	if err != nil {
		t.Skip("../shared/seed is not here")
	}
	markup, err := os.ReadFile(seed + ".html")
	if err != nil {
		t.Fatal(err)
	}
	web, err := page.New(page.Options{}).Read(context.Background(), "seed.html", markup)
	if err != nil {
		t.Fatal(err)
	}
	body := func(doc *document.Document) []string {
		var blocks []string
		for _, b := range doc.Blocks {
			text := doc.Slice(b.Span)
			if b.Kind.Body() && !strings.HasPrefix(text, "Location:") { // the text file has it glued to the date
				blocks = append(blocks, fmt.Sprintf("%s %s | %s", b.Kind, b.Marker, text))
			}
		}
		return blocks
	}
	if diff := cmp.Diff(body(web), body(read(t, string(text)))); diff != "" {
		t.Errorf("-page +text\n%s", diff)
	}
}

func TestSharedTextsHoldTogether(t *testing.T) {
	var names []string
	for _, pattern := range []string{"docs/*.txt", "docs/*.md", "text/*.txt"} {
		found, _ := filepath.Glob("../../../../shared/real/" + pattern)
		names = append(names, found...)
	}
	if len(names) == 0 {
		t.Skip("../shared/real is not here")
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if len(strings.TrimSpace(string(data))) == 0 {
			continue // a scan without text
		}
		doc := read(t, string(data))
		// Rules and the keys of front matter may go, words may not.
		if got, want := len(strings.Fields(doc.Text)), len(strings.Fields(string(data))); got*100 < want*95 {
			t.Errorf("%s: %d words of %d are left", name, got, want)
		}
	}
}

func TestDeepNestingLosesNoText(t *testing.T) {
	for name, text := range map[string]string{
		"quotes": strings.Repeat(">", 50000) + " deep\n",
		"lists":  strings.Repeat("- ", 50000) + "deep\n",
		"links":  strings.Repeat("[", 20000) + "deep",
		"begun":  strings.Repeat("[a](", 100000) + "deep",
		"stars":  strings.Repeat("*a **b ", 20000) + "deep",
	} {
		t.Run(name, func(t *testing.T) {
			if doc := read(t, "# a\n\n"+text); !strings.Contains(doc.Text, "deep") {
				t.Error("read without its text")
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"# a\n- b\n", "---\na: [b, {c: d}]\n---\nx", "+++\na = 1\n+++\n", "---\na: &a [*a]\n---\nx", "|a|b|\n|---|---|\n|c|d|", "**b**\n\nx[^1]\n\n[^1]: note", "<b>x</b>\n\n# y", "\xff\xfea\x00", "a\fb\n\n1\n"} {
		f.Add([]byte(s))
	}
	reader := New()
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := reader.Read(context.Background(), "fuzz", data)
		if err != nil {
			var failure *pipeline.Failure
			if !errors.As(err, &failure) {
				t.Fatalf("untyped error %v", err)
			}
			return
		}
		if err := doc.Check(); err != nil {
			t.Fatal(err)
		}
	})
}
