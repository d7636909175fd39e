package commitment

import (
	"strings"

	"rapporteur/extract"
	"rapporteur/extract/pattern"
)

// turning is how a sentence turns to a subject.
var turning = pattern.MustCompile(`^(?i:on|as regards|as for|regarding|concerning|with (?:regard|respect) to|in (?:the (?:field|area|sector)s? of|relation to|terms of)|under|turning to|in) (?:(?i:the) )?([^,]{3,80}),`)

// enterArea notes the area that a sentence turns to: one that is announced in a list and heads no text of its own. It
// holds until the paragraph ends.
func (s *survey) enterArea(sent *extract.Sentence, text string) {
	if sent.Block != s.areaBlock {
		s.area, s.areaBlock = 0, sent.Block
	}
	if len(s.f.Areas) == 0 {
		return
	}
	m := turning.FindStringSubmatch(text)
	if m == nil {
		return
	}
	for _, a := range s.f.Areas {
		if a.Scope.Len() == 0 && strings.EqualFold(strings.TrimPrefix(strings.ToLower(a.Title), "the "), m[1]) {
			s.area = a.N
			return
		}
	}
}
