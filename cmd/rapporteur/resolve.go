package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/cmd/internal/wire"
	"rapporteur/extract/gazetteer"
)

func resolveCommand(c *console) *cobra.Command {
	v := resolveVerb{in: os.Stdin}
	cmd := &cobra.Command{
		Use:   "resolve [NAME...]",
		Short: "Say what the program makes of names of states, organisations, places and groups",
		Long: `Say what each NAME is to the program, or each line of standard input where no NAME
is given: so that a list can be checked before a run. Printed are lines with tabs:

  name         as given
  kind         state, organization, place, group; unknown
  code         of a state ISO 3166-1 alpha-3, else the acronym
  canonical    the name that records use
  country      of a place, ISO 3166-1 alpha-3
  match        exact      as a table writes it
               folded     but for capitals, diacritics, hyphens, spelling of words
               code       it is a code
               inverted   as "Tanzania, United Republic of"
               trimmed    without brackets, numbers, marks, "Government of"
  form         what name it is: short, official, former, variant, demonym, acronym
  years        in which a former name was in use
  suggestions  for an unknown name: those that differ in few letters, or are
               a part of it, with their code

A name with several meanings has a line for each, the likeliest first.

` + exitHelp + `
     'resolve' ends with 3 where a name is unknown.`,
		Example: `  rapporteur resolve "Lao PDR" Türkiye 'Korea, Republic of'
  rapporteur resolve < names.txt > resolved.tsv
  rapporteur resolve --rules my-rules --json < names.txt`,
		RunE: func(cmd *cobra.Command, args []string) error { return v.run(cmd.Context(), c, args) },
	}
	cmd.Flags().StringVar(&v.settings.Rules, "rules", "", "folder with names of your own, in files named as the built-in ones")
	cmd.Flags().BoolVar(&v.json, "json", false, "print JSON")
	cmd.MarkFlagDirname("rules")
	return cmd
}

type resolveVerb struct {
	in       *os.File
	settings wire.Settings
	json     bool
}

// resolved is what a name is.
type resolved struct {
	Name        string       `json:"name"`
	Meanings    []meaning    `json:"meanings"`    // the likeliest first; none where it is unknown
	Suggestions []suggestion `json:"suggestions"` // for an unknown name
}

type meaning struct {
	Kind      gazetteer.Kind  `json:"kind"`
	Code      string          `json:"code,omitempty"`
	Canonical string          `json:"canonical"`
	Country   string          `json:"country,omitempty"`
	Match     gazetteer.Match `json:"match"`
	Form      gazetteer.Form  `json:"form,omitempty"` // none of a code
	Since     string          `json:"since,omitempty"`
	Until     string          `json:"until,omitempty"`
}

type suggestion struct {
	Name      string         `json:"name"`
	Kind      gazetteer.Kind `json:"kind"`
	Code      string         `json:"code,omitempty"`
	Canonical string         `json:"canonical"`
	Distance  int            `json:"distance"` // letters that differ
}

func (v *resolveVerb) run(ctx context.Context, c *console, names []string) error {
	known, _, err := v.settings.Names()
	if err != nil {
		return err
	}
	if len(names) == 0 {
		if terminal(v.in) {
			return wire.Usagef("there is no name: give some, or a file of them as standard input")
		}
		if names, err = readNames(v.in); err != nil {
			return err
		}
	}
	all, unknown := []resolved{}, false
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return err
		}
		r := resolve(known, name)
		unknown = unknown || len(r.Meanings) == 0
		all = append(all, r)
	}
	if v.json {
		err = c.json(all)
	} else {
		err = writeResolved(c.out, all)
	}
	if err == nil && unknown {
		return exitCode(exitSomeFailed)
	}
	return err
}

// readNames reads a name a line; empty lines are none.
func readNames(in io.Reader) ([]string, error) {
	var names []string
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		if name := strings.TrimPrefix(lines.Text(), "\ufeff"); strings.TrimSpace(name) != "" {
			names = append(names, name)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("standard input: line %d: %w", len(names)+1, err)
	}
	return names, nil
}

// mostSuggestions is how many names are suggested for one that is unknown.
const mostSuggestions = 3

func resolve(known *gazetteer.Gazetteer, name string) resolved {
	r := resolved{Name: name, Meanings: []meaning{}, Suggestions: []suggestion{}}
	for _, f := range known.Resolve(name) {
		r.Meanings = append(r.Meanings, meaning{Kind: f.Entry.Kind, Code: f.Entry.Code, Canonical: f.Entry.Name, Country: f.Entry.Country,
			Match: f.Match, Form: f.Form, Since: f.Entry.Since, Until: f.Entry.Until})
	}
	if len(r.Meanings) > 0 {
		return r
	}
	for _, s := range known.Near(name, mostSuggestions) {
		r.Suggestions = append(r.Suggestions, suggestion{Name: s.Name, Kind: s.Entry.Kind, Code: s.Entry.Code, Canonical: s.Entry.Name, Distance: s.Distance})
	}
	return r
}

// writeResolved writes a line a meaning, with tabs, below a line of headers.
func writeResolved(w io.Writer, all []resolved) error {
	out := bufio.NewWriter(w)
	line := func(cells ...string) {
		for i, cell := range cells {
			cells[i] = cellSpaces.Replace(cell)
		}
		fmt.Fprintln(out, strings.Join(cells, "\t")) // an error is kept until Flush
	}
	line("name", "kind", "code", "canonical", "country", "match", "form", "years", "suggestions")
	for _, r := range all {
		for _, m := range r.Meanings {
			years := ""
			if m.Since+m.Until != "" {
				years = m.Since + "–" + m.Until
			}
			line(r.Name, string(m.Kind), m.Code, m.Canonical, m.Country, string(m.Match), string(m.Form), years, "")
		}
		if len(r.Meanings) == 0 {
			var near []string
			for _, s := range r.Suggestions {
				text := s.Name
				if s.Code != "" {
					text += " (" + s.Code + ")"
				}
				near = append(near, text)
			}
			line(r.Name, "unknown", "", "", "", "", "", "", strings.Join(near, "; "))
		}
	}
	return out.Flush()
}

// cellSpaces keeps a name from beginning another cell or line.
var cellSpaces = strings.NewReplacer("\t", " ", "\n", " ", "\r", "")
