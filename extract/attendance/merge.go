package attendance

import (
	"slices"
	"strings"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/pattern"
)

// merge makes one party of those that are the same in the same role, with the evidence of all.
func merge(found []extract.Party) []extract.Party {
	var merged []extract.Party
	at := map[string]int{}
	for _, p := range found {
		key := string(p.Role) + "\x00" + identity(p)
		i, ok := at[key]
		if !ok && p.Kind == "person" {
			i, ok = surnameOf(merged, p)
		}
		if !ok {
			at[key] = len(merged)
			merged = append(merged, p)
			continue
		}
		join(&merged[i], p)
	}
	var kept []extract.Party
	for k, p := range merged {
		if p.Kind == "person" {
			if i, ok := spelledOut(merged, p); ok {
				full := &merged[i]
				if i < k {
					full = &kept[slices.IndexFunc(kept, func(o extract.Party) bool { return o.Kind == "person" && o.Role == p.Role && o.Name == merged[i].Name })]
				}
				join(full, p)
				continue
			}
		}
		kept = append(kept, p)
	}
	return kept
}

// join adds to a party what another mention of it says.
func join(to *extract.Party, p extract.Party) {
	for _, e := range p.Evidence {
		if !hasSpan(to.Evidence, e.Span) {
			to.Evidence = append(to.Evidence, e)
		}
	}
	if to.Office == "" {
		to.Office = p.Office
	}
	if to.For == "" {
		to.For = p.For
	}
	to.Confidence = max(to.Confidence, p.Confidence)
}

// asTold has those observe, with the people who came for them, of whom a sentence tells so, though a list of all participants
// has them, too.
func asTold(parties []extract.Party) []extract.Party {
	told := map[string]bool{}
	for _, p := range parties {
		if p.Role == extract.Observer && p.Kind != "person" && !onlyListed(p) {
			told[identity(p)] = true
		}
	}
	whom := map[string]bool{}
	out := slices.DeleteFunc(slices.Clone(parties), func(p extract.Party) bool {
		both := p.Role == extract.Attendee && p.Kind != "person" && told[identity(p)] && onlyListed(p)
		if both {
			whom[p.Code], whom[p.Name] = true, true
		}
		return both
	})
	delete(whom, "")
	for i := range out {
		if p := &out[i]; p.Role == extract.Attendee && p.Kind == "person" && whom[p.For] && onlyListed(*p) {
			p.Role = extract.Observer
		}
	}
	return out
}

// awayWithAll has those states stay away for which a list of participants has nobody but people who did.
func awayWithAll(parties []extract.Party) []extract.Party {
	away, came := map[string]bool{}, map[string]bool{} // for whom
	for _, p := range parties {
		switch {
		case p.Kind != "person" || p.For == "":
		case p.Role == extract.Absentee:
			away[p.For] = true
		default:
			came[p.For] = true
		}
	}
	for i := range parties {
		if p := &parties[i]; p.Role == extract.Attendee && p.Kind == "state" && away[p.Code] && !came[p.Code] && onlyListed(*p) {
			p.Role = extract.Absentee
		}
	}
	return parties
}

// onlyListed reports whether nothing but a list of participants has a party.
func onlyListed(p extract.Party) bool {
	return !slices.ContainsFunc(p.Evidence, func(e extract.Evidence) bool {
		return e.Rule != "heading-participants" && e.Rule != "attendance-table" && e.Rule != "heading-line"
	})
}

// identity is equal for two mentions of the same party.
func identity(p extract.Party) string {
	if p.Code != "" && p.Kind != "group" {
		return p.Kind + " " + p.Code
	}
	return p.Kind + " " + strings.Join(strings.Fields(strings.ToLower(strings.Map(func(r rune) rune {
		if r == '.' || r == ',' {
			return ' '
		}
		return r
	}, p.Name))), " ")
}

func hasSpan(evidence []extract.Evidence, s document.Span) bool {
	for _, e := range evidence {
		if e.Span == s {
			return true
		}
	}
	return false
}

// warn says where one state or organisation is found in two roles.
func (s *search) warn(out *extract.Findings) {
	roles := map[string]extract.Party{}
	for _, p := range out.Parties {
		if p.Code == "" || p.Kind == "group" {
			continue
		}
		if other, ok := roles[identity(p)]; ok && other.Role != p.Role {
			out.Warn("party-in-two-roles", p.Canonical+" is named as "+string(other.Role)+" and as "+string(p.Role),
				other.Evidence[0].Span, p.Evidence[0].Span)
			continue
		}
		roles[identity(p)] = p
	}
}

// surnameOf gives the party whose name ends with a person's surname, where that is all that is given.
func surnameOf(merged []extract.Party, p extract.Party) (int, bool) {
	if strings.Contains(p.Name, " ") {
		return 0, false
	}
	for i, m := range merged {
		if m.Kind == "person" && m.Role == p.Role && strings.HasSuffix(m.Name, " "+p.Name) {
			return i, true
		}
	}
	return 0, false
}

// byInitials is a name with initials for the given names: "J. K. Vula".
var byInitials = pattern.MustCompile(`^((?:\p{Lu}\.[ -]?)+)(\p{Lu}[\p{L}’' -]+)$`)

// spelledOut gives the one party whose given names have the initials that a person's are given by, and whose surname is the same:
// "J. K. Vula", who has signed, is Jone Kini Vula.
func spelledOut(merged []extract.Party, p extract.Party) (int, bool) {
	m := byInitials.FindStringSubmatch(p.Name)
	if m == nil {
		return 0, false
	}
	initials := strings.FieldsFunc(m[1], func(r rune) bool { return r == '.' || r == ' ' || r == '-' })
	found := -1
	for i, o := range merged {
		given, ok := strings.CutSuffix(o.Name, " "+m[2])
		names := strings.Fields(given)
		if o.Kind != "person" || o.Role != p.Role || !ok || len(names) != len(initials) || byInitials.MatchString(o.Name) {
			continue
		}
		same := true
		for k := range names {
			same = same && strings.HasPrefix(names[k], initials[k])
		}
		if same && found >= 0 {
			return 0, false // of two, one cannot tell
		}
		if same {
			found = i
		}
	}
	return found, found >= 0
}
