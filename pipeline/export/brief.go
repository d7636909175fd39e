package export

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// briefs writes a brief of each report, as Markdown to paste (ID.md) and as a page to read (ID.html).
func briefs(ctx context.Context, create Create, data Dataset, o Options) error {
	put := func(name string, content []byte) error {
		w, err := create(name)
		if err != nil {
			return err
		}
		if _, err := w.Write(content); err != nil {
			return err
		}
		return w.Close()
	}
	return data.Entries(ctx, func(e *pipeline.Entry) error {
		if e.Record == nil {
			return nil
		}
		text := brief(e, o.Info)
		if err := put(e.ID+".md", text); err != nil {
			return err
		}
		var page bytes.Buffer
		if err := briefPage(&page, e, text); err != nil {
			return fmt.Errorf("record %s: %w", e.ID, err)
		}
		return put(e.ID+".html", page.Bytes())
	})
}

// brief is what a record says, in Markdown.
func brief(e *pipeline.Entry, info Info) []byte {
	r, m := e.Record, &e.Record.Meeting
	var out bytes.Buffer
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	line("# %s\n", md(orElse(m.Title, r.ID)))
	for _, field := range []struct{ label, text string }{
		{"Date", dates(m)}, {"Place", placeOf(m, info)}, {"Chairs", strings.Join(m.Chairs, listSeparator)}, {"Hosts", strings.Join(m.Hosts, listSeparator)},
		{"Attendees", partyNames(r.Attendees)}, {"Observers", partyNames(r.Observers)}, {"Absentees", partyNames(r.Absentees)},
	} {
		if field.text != "" {
			line("- **%s:** %s", field.label, md(field.text))
		}
	}
	if len(r.Areas) > 0 {
		line("\n## Areas\n")
		for _, a := range r.Areas {
			line("- %s", md(a.Title)) // its number may begin anywhere: Markdown would count anew
		}
	}
	for _, list := range []struct {
		title    string
		outcomes []schemas.Outcome
	}{{"Commitments", r.Commitments}, {"Statements", r.Statements}} {
		if len(list.outcomes) == 0 {
			continue
		}
		line("\n## %s\n\n| Act | Who | What | Until | As written |\n|---|---|---|---|---|", list.title)
		for _, o := range list.outcomes {
			line("| %s | %s | %s | %s | %s |", o.Act, md(strings.Join(o.Actors, listSeparator)), md(o.Action), md(until(&o)), md(written(&o)))
		}
	}
	line("\n---\n\nSource: %s. Extracted by %s, rules %s; each row is a passage of the report.", md(e.URI), md(orUnknown(info.Program)), md(orUnknown(info.Rules)))
	return out.Bytes()
}

// marks are what Markdown gives a meaning to. A text of a report has none.
var marks = strings.NewReplacer("\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;", "|", "\\|", "#", "\\#", "~", "\\~", "!", "\\!",
	"&", "&amp;", "\r", " ", "\n", " ")

func md(text string) string { return marks.Replace(Clean(text)) }

func orElse(text *string, otherwise string) string {
	if text == nil {
		return otherwise
	}
	return *text
}

func dates(m *schemas.Meeting) string {
	start, end := orElse(m.Start, ""), orElse(m.End, "")
	if start == end || end == "" {
		return start
	}
	return start + " to " + end
}

func placeOf(m *schemas.Meeting, info Info) string {
	country := orElse(m.Country, "")
	if info.Country != nil && info.Country(country) != "" {
		country = info.Country(country)
	}
	var parts []string
	for _, part := range []string{orElse(m.Venue, ""), orElse(m.City, ""), country} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

func partyNames(parties []schemas.Party) string {
	names := make([]string, len(parties))
	for i, p := range parties {
		names[i] = p.Name
	}
	return strings.Join(names, listSeparator)
}

func until(o *schemas.Outcome) string {
	if o.Deadline == nil {
		return ""
	}
	return o.Deadline.Text
}

func written(o *schemas.Outcome) string {
	if len(o.Evidence) == 0 {
		return o.Text
	}
	if page := o.Evidence[0].Page; page != nil {
		return fmt.Sprintf("%s (page %d)", o.Evidence[0].Quote, *page)
	}
	return o.Evidence[0].Quote
}

//go:embed brief.html
var briefHTML string

var briefTemplate = template.Must(template.New("brief").Parse(briefHTML))

// briefPage writes the Markdown of a brief as a page that needs nothing from elsewhere.
func briefPage(w io.Writer, e *pipeline.Entry, text []byte) error {
	var body bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.Table)).Convert(text, &body); err != nil {
		return err
	}
	language := e.Record.Source.Language
	if language == "" {
		language = "en"
	}
	// All text went through md: the Markdown has no markup but the brief's own.
	return briefTemplate.Execute(w, map[string]any{"Title": orElse(e.Record.Meeting.Title, e.ID), "Language": language, "Body": template.HTML(body.String())})
}
