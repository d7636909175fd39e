package rule

import (
	"regexp/syntax"
	"slices"
	"strings"
)

// maxExpansions is how many texts a part of a pattern may stand for to be looked at one by one.
const maxExpansions = 3000

// unneeded gives a text that a pattern finds though it holds none of the words that its rule needs: the rule would never
// look at it. It is "" where there is none that can be told.
func unneeded(pattern string, needs []string) string {
	if len(needs) == 0 {
		return ""
	}
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return "" // compiling it says why
	}
	text, _ := without(parsed.Simplify(), needs)
	for strings.Contains(text, "\x00\x00") {
		text = strings.ReplaceAll(text, "\x00\x00", "\x00")
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "\x00", " … ")), " ")
}

// without looks for a text of an expression that holds none of some words; covered tells that there is none.
func without(re *syntax.Regexp, needs []string) (text string, covered bool) {
	if all := expand(re); all != nil {
		for _, s := range all {
			if !slices.ContainsFunc(needs, func(need string) bool { return strings.Contains(s, need) }) {
				return s, false
			}
		}
		return "", true
	}
	switch re.Op {
	case syntax.OpCapture, syntax.OpPlus:
		return without(re.Sub[0], needs)
	case syntax.OpRepeat:
		if re.Min > 0 {
			return without(re.Sub[0], needs)
		}
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			if text, covered := without(sub, needs); !covered {
				return text, false
			}
		}
		return "", true
	case syntax.OpConcat:
		var texts strings.Builder
		for _, sub := range re.Sub {
			text, covered := without(sub, needs)
			if covered {
				return "", true
			}
			texts.WriteString(text)
		}
		if s := texts.String(); !slices.ContainsFunc(needs, func(need string) bool { return strings.Contains(s, need) }) {
			return s, false
		}
		return "", true // parts of which each lacks the words, and which hold one together
	}
	return "\x00", false
}

// expand gives all texts that an expression stands for, in lower case, with "\x00" where anything may stand; nil where they
// are too many.
func expand(re *syntax.Regexp) []string {
	if blank(re) {
		return []string{" "}
	}
	switch re.Op {
	case syntax.OpLiteral:
		return []string{strings.ToLower(string(re.Rune))}
	case syntax.OpEmptyMatch, syntax.OpBeginText, syntax.OpEndText, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return []string{""}
	case syntax.OpCapture:
		return expand(re.Sub[0])
	case syntax.OpQuest:
		if all := expand(re.Sub[0]); all != nil {
			return append([]string{""}, all...)
		}
		return nil
	case syntax.OpCharClass:
		n := 0
		for i := 0; i+1 < len(re.Rune); i += 2 {
			n += int(re.Rune[i+1]-re.Rune[i]) + 1
		}
		if n > 8 {
			return []string{"\x00"}
		}
		var all []string
		for i := 0; i+1 < len(re.Rune); i += 2 {
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				if s := strings.ToLower(string(r)); !slices.Contains(all, s) && r != 'ſ' && r != 'K' { // which fold to s and k
					all = append(all, s)
				}
			}
		}
		return all
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL, syntax.OpStar:
		return []string{"\x00"}
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			found := expand(sub)
			if found == nil || len(all)+len(found) > maxExpansions {
				return nil
			}
			all = append(all, found...)
		}
		return all
	case syntax.OpConcat:
		all := []string{""}
		for _, sub := range re.Sub {
			found := expand(sub)
			if found == nil || len(all)*len(found) > maxExpansions {
				return nil
			}
			var next []string
			for _, a := range all {
				for _, b := range found {
					next = append(next, a+b)
				}
			}
			all = next
		}
		return all
	}
	return nil
}

// blank reports whether an expression stands for white space.
func blank(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpPlus, syntax.OpRepeat:
		return blank(re.Sub[0])
	case syntax.OpCharClass:
		holds := func(r rune) bool {
			for i := 0; i+1 < len(re.Rune); i += 2 {
				if re.Rune[i] <= r && r <= re.Rune[i+1] {
					return true
				}
			}
			return false
		}
		return holds(' ') && !holds('a') && !holds('A') && !holds('.') && !holds(',')
	}
	return false
}
