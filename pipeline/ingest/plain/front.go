package plain

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"rapporteur/extract/document"
)

// field is a line of front matter.
type field struct {
	block document.Block
	text  string
}

var (
	yamlFront = regexp.MustCompile(`(?s)^\s*---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)`)
	tomlFront = regexp.MustCompile(`(?s)^\s*\+\+\+[ \t]*\n(.*?\n)?\+\+\+[ \t]*(?:\n|$)`)
	pair      = regexp.MustCompile(`^\s*["']?([\p{L}_][\p{L}\d_ -]*)["']?\s*[:=]\s*(.*)$`)
	dateTime  = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})([T ].*)?$`)
)

// splitFront parts front matter from the body. Without any, the body is the text.
func splitFront(text string) ([]field, string) {
	if m := yamlFront.FindStringSubmatch(text); m != nil {
		if fields := readYAML(m[1]); len(fields) > 0 {
			return fields, text[len(m[0]):]
		}
	}
	if m := tomlFront.FindStringSubmatch(text); m != nil {
		if fields := readPairs(m[1]); len(fields) > 0 {
			return fields, text[len(m[0]):]
		}
	}
	return nil, text
}

// readYAML reads the fields in their order. What is no YAML (a colon too many in a title) is read line by line.
func readYAML(src string) []field {
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(src), &root); err != nil {
		return readPairs(src)
	}
	if len(root.Content) == 0 || root.Content[0].Kind != yaml.MappingNode {
		return nil
	}
	var fields []field
	nodes := root.Content[0].Content
	for i := 0; i+1 < len(nodes); i += 2 {
		if value := flatten(nodes[i+1], 0); value != "" {
			fields = append(fields, newField(nodes[i].Value, value))
		}
	}
	return titleFirst(fields)
}

// flatten writes a value on one line, the parts of lists parted by semicolons.
func flatten(n *yaml.Node, depth int) string {
	if depth > 4 {
		return ""
	}
	switch n.Kind {
	case yaml.ScalarNode:
		if n.Tag == "!!null" {
			return ""
		}
		return n.Value
	case yaml.SequenceNode, yaml.MappingNode:
		var parts []string
		for i, c := range n.Content {
			if n.Kind == yaml.MappingNode && i%2 == 0 {
				continue
			}
			if s := flatten(c, depth+1); s != "" {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, "; ")
	}
	return "" // an alias repeats what stands elsewhere
}

// readPairs reads lines of "key: value" or "key = value".
func readPairs(src string) []field {
	var fields []field
	for line := range strings.SplitSeq(src, "\n") {
		m := pair.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		value := strings.Trim(strings.TrimSpace(m[2]), `"'`)
		if list, ok := strings.CutPrefix(value, "["); ok {
			value = strings.NewReplacer(`"`, "", `'`, "", ",", ";").Replace(strings.TrimSuffix(list, "]"))
		}
		if value != "" {
			fields = append(fields, newField(m[1], value))
		}
	}
	return titleFirst(fields)
}

func newField(key, value string) field {
	value = strings.Join(strings.Fields(value), " ")
	key = strings.ToLower(strings.TrimSpace(key))
	if key == "title" {
		return field{document.Block{Kind: document.Title}, value}
	}
	// A date that pretends to a time of day is still a date.
	if m := dateTime.FindStringSubmatch(value); m != nil {
		if _, err := time.Parse(time.DateOnly, m[1]); err == nil {
			value = m[1]
		}
	}
	return field{document.Block{Kind: document.Meta}, fmt.Sprintf("%s: %s", key, value)}
}

// titleFirst puts the title before the other fields, wherever the file has it.
func titleFirst(fields []field) []field {
	slices.SortStableFunc(fields, func(a, b field) int {
		switch {
		case a.block.Kind == b.block.Kind:
			return 0
		case a.block.Kind == document.Title:
			return -1
		}
		return 1
	})
	return fields
}
