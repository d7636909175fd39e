package commitment

import (
	"slices"
	"strings"

	"rapporteur/extract"
	"rapporteur/extract/date"
	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/pattern"
	"rapporteur/schemas"
)

// The heads of an action table's columns.
var (
	whatHead = pattern.MustCompile(`(?i)^(?:(?:agreed|key|main|proposed|next|follow[- ]?up|decisions?(?: ?/ ?| and | or )?)\s*)*(?:actions?(?: ?/ ?decisions?)?(?: (?:points?|items?|required|to be taken|agreed|needed))?|tasks?|activit(?:y|ies)|steps?|what|follow[- ]?up|commitments?|deliverables?|undertakings?|measures?|to do|resolutions?|decisions?|conclusions?)$`)
	whoHead  = pattern.MustCompile(`(?i)^(?:(?:lead |person\(?s?\)? |part(?:y|ies) |entit(?:y|ies) |countr(?:y|ies) )?responsib(?:le|ility|ilities)(?: (?:part(?:y|ies)|person|persons|body|bodies|entit(?:y|ies)|countr(?:y|ies)|organi[sz]ations?|for action))?|who|by whom|lead(?: (?:agency|country|party|entity))?|owner|actors?|assigned to|action by|by|focal points?|implementers?|party|parties)$`)
	whenHead = pattern.MustCompile(`(?i)^(?:deadlines?|due(?: date| by)?|by|when|by when|by date|time ?lines?|time ?frames?|(?:target|expected|planned|proposed|agreed)(?: (?:dates?|completion|delivery|end|deadline))+|timing|(?:date of )?(?:completion|delivery)(?: date)?|(?:end )?dates?|to be (?:completed|done|delivered)(?: by)?)$`)
)

// hasTask tells a task from a mark or a reference: it has two words or more.
var hasTask = pattern.MustCompile(`(?i)^[^\p{L}]*(?:[^s\P{L}]|s[^e]|se[^e])[\p{L}’'.-]*[ /,]+.*\p{L}{2}`)

// datesBelow reports whether most cells of a column, below its head, have a figure, as dates do: "By", where another column says who.
func (s *survey) datesBelow(cells []document.Block, head *document.Block) bool {
	dates, all := 0, 0
	for _, b := range cells {
		if b.Col == head.Col && b.Row > head.Row {
			if all++; strings.ContainsAny(s.r.Text(b.Span), "0123456789") {
				dates++
			}
		}
	}
	return 2*dates > all
}

// actionTables codes the rows of tables that say what is to be done and by whom or by when. It gives the blocks that it
// has read.
func (s *survey) actionTables() map[int]bool {
	read := map[int]bool{}
	blocks := s.r.Doc.Blocks
	for i := 0; i < len(blocks); {
		if blocks[i].Kind != document.Cell {
			i++
			continue
		}
		end := i
		for end < len(blocks) && blocks[end].Kind == document.Cell && blocks[end].Table == blocks[i].Table {
			end++
		}
		if s.actionTable(i, end) {
			for ; i < end; i++ {
				read[i] = true
			}
		}
		i = end
	}
	return read
}

// actionTable codes the table whose cells are the blocks from first to end, and reports whether it is one of actions.
func (s *survey) actionTable(first, end int) bool {
	if s.labelledActions(first, end) {
		return true
	}
	blocks := s.r.Doc.Blocks
	top := blocks[first].Row
	what, who, when := -1, -1, -1
	for _, b := range blocks[first:end] {
		head := strings.Trim(s.r.Text(b.Span), " .:*")
		switch {
		case b.Row != top:
		case what < 0 && whatHead.MatchString(head):
			what = b.Col
		case who < 0 && whoHead.MatchString(head):
			who = b.Col
		case strings.EqualFold(head, "by") && !s.datesBelow(blocks[first:end], &b):
		case when < 0 && whenHead.MatchString(head):
			when = b.Col
		}
	}
	for _, b := range blocks[first:end] { // heads that say little by themselves, beside one that says who
		switch head := strings.Trim(s.r.Text(b.Span), " .:*"); {
		case b.Row != top || who < 0:
		case what < 0 && strings.EqualFold(head, "outcome"):
			what = b.Col
		case when < 0 && (strings.EqualFold(head, "time") || strings.EqualFold(head, "target")):
			when = b.Col
		}
	}
	if what < 0 || who < 0 && when < 0 && !s.rulings(blocks[first:end], what) {
		return false
	}
	rows := map[int]map[int]int{}
	var order []int
	for i := first; i < end; i++ {
		b := &blocks[i]
		if b.Row == top {
			continue
		}
		if rows[b.Row] == nil {
			rows[b.Row] = map[int]int{}
			order = append(order, b.Row)
		}
		if _, ok := rows[b.Row][b.Col]; !ok {
			rows[b.Row][b.Col] = i
		}
	}
	for _, row := range order {
		cells := rows[row]
		at, ok := cells[what]
		if !ok || len(cells) < 2 || len(s.r.Of(at)) == 0 || !hasTask.MatchString(s.r.Text(blocks[at].Span)) {
			continue // a row with a label: "Secretariat", or one that tells no task: "–", "see text", "5/8"
		}
		o := extract.Outcome{Act: "commits", Verb: "Action", Unit: blocks[at].Span, Action: strings.TrimRight(s.r.Text(blocks[at].Span), " .;"), Confidence: 0.85,
			Instruments: s.instruments(blocks[at].Span), Evidence: []extract.Evidence{{Span: blocks[at].Span, Rule: "action-table"}}}
		s.mentions = s.r.Mentions(blocks[at].Span)
		o.Place = s.place(o.Unit, o.Act)
		by := ""
		if cell, ok := cells[who]; ok {
			by = s.r.Text(blocks[cell].Span)
		}
		if beDone.MatchString(o.Action) || isDone.MatchString(o.Action) || thoseWhoMeet.MatchString(by) && doneBehind.MatchString(o.Action) && !notYet.MatchString(o.Action) {
			o.Act = "decides" // "That the plan be approved", "Approved with one change": whoever is to see to it
		} else if cell, ok := cells[who]; ok {
			o.Actors = s.responsible(blocks[cell].Span)
			o.Evidence = append(o.Evidence, extract.Evidence{Span: blocks[cell].Span, Rule: "action-table"})
		} else if ws := tokens(&s.r.Of(at)[0]); who < 0 {
			if p := s.parse(ws, nil); len(p.clauses) > 0 && p.clauses[0].tense == future {
				o.Actors = p.clauses[0].subject.actors // "Mr. Pita will send the charts"
			}
		}
		if len(o.Actors) == 0 {
			o.Actors = []string{"ALL"}
		}
		if cell, ok := cells[when]; ok {
			if o.Deadline = s.due(blocks[cell].Span); o.Deadline != nil {
				o.Evidence = append(o.Evidence, extract.Evidence{Span: blocks[cell].Span, Rule: "action-table"})
			}
		}
		if o.Deadline == nil {
			o.Deadline = s.deadline(o.Unit.Start, o.Unit, true)
		}
		s.f.Outcomes = append(s.f.Outcomes, o)
	}
	return true
}

var (
	actionLabel = pattern.MustCompile(`^(?i:(?:agreed )?action(?: (?:item|point))?)(?: (?:[Nn]o\.? ?)?[\p{L}\d./-]*\d)?[ :.]*$`)
	whoThenWhat = pattern.MustCompile(`^(\p{Lu}[^\n–—:.;]{1,80}?) [–—-] (\p{Ll}[^\n]{4,})$`)
)

// leadingWords is how many words the name of who is to act has at most.
const leadingWords = 6

// labelledActions codes a table each row of which has a label, who is to do what, and perhaps by when: "Action: | Secretariat – send
// an invoice | 7 November". It reports whether it is one.
func (s *survey) labelledActions(first, end int) bool {
	var found []extract.Outcome
	cells := s.r.Doc.Blocks[first:end]
	for i := 0; i < len(cells); {
		row := cells[i:]
		if n := slices.IndexFunc(row, func(b document.Block) bool { return b.Row != row[0].Row }); n > 0 {
			row = row[:n]
		}
		i += len(row)
		if len(row) < 2 || !actionLabel.MatchString(s.r.Text(row[0].Span)) {
			return false
		}
		m := whoThenWhat.FindStringSubmatchIndex(s.r.Text(row[1].Span))
		if m == nil {
			return false
		}
		who, what := document.Span{Start: m[2], End: m[3]}.Shift(row[1].Span.Start), document.Span{Start: m[4], End: m[5]}.Shift(row[1].Span.Start)
		if len(strings.Fields(s.r.Text(who))) > leadingWords {
			return false
		}
		o := extract.Outcome{Act: "commits", Verb: "Action", Actors: s.responsible(who), Unit: row[1].Span, Action: strings.TrimRight(s.r.Text(what), " .;"), Confidence: 0.8,
			Instruments: s.instruments(what), Evidence: []extract.Evidence{{Span: row[1].Span, Rule: "action-table"}}}
		s.mentions = s.r.Mentions(what)
		o.Place = s.place(what, o.Act)
		if len(row) > 2 {
			if o.Deadline = s.due(row[2].Span); o.Deadline != nil {
				o.Evidence = append(o.Evidence, extract.Evidence{Span: row[2].Span, Rule: "action-table"})
			}
		}
		if o.Deadline == nil {
			o.Deadline = s.deadline(what.Start, what, true)
		}
		found = append(found, o)
	}
	s.f.Outcomes = append(s.f.Outcomes, found...)
	return len(found) > 0
}

// rulings reports whether most cells of a column below its head say what was decided of what their rows name: "Not approved; the
// applicant may try again".
func (s *survey) rulings(cells []document.Block, col int) bool {
	done, all := 0, 0
	for _, b := range cells {
		if b.Col != col || b.Row == cells[0].Row {
			continue
		}
		all++
		if isDone.MatchString(s.r.Text(b.Span)) {
			done++
		}
	}
	return done > 1 && 2*done > all
}

// isDone begins what has been brought into effect: "Approved with one change".
var isDone = pattern.MustCompile(`^(?i:(?:not )?(?:approved|adopted|endorsed|agreed|accepted|rejected|postponed|deferred|declined|refused))(?:$|[,.;:]| (?:with|as|at|by|subject|without|unanimously|in principle|until|for)(?:$|[ ,.;]))`)

var (
	// doneBehind ends what those who meet have brought into effect: "Audited accounts approved"; for others it is a task.
	doneBehind = pattern.MustCompile(`^\p{Lu}[^.;:]{2,80}[^.;: ] (?:approved|adopted|endorsed|accepted|rejected|postponed|deferred)\.?$`)
	// notYet is in what is still to be brought into effect: "Accounts to be approved".
	notYet = pattern.MustCompile(`(?i)\b(?:be|being|get|have|has|until|once|if|when|as) (?:\p{L}+ly )?\p{L}+ed\.?$`)
	// thoseWhoMeet are they in a column that says who is to act.
	thoseWhoMeet = pattern.MustCompile(`(?i)^(?:the )?(?:(?:executive|steering|standing|joint) )?(?:council|committee|commission|board|meeting|plenary|assembly|conference|all|members|ministers)$`)
)

// beDone begins what is resolved: "That the plan be approved".
var beDone = pattern.MustCompile(`^(?i:that) [^.;]{3,160}? be \p{L}+(?:ed|en|t|n)(?:[^\p{L}]|$)`)

var (
	between   = pattern.MustCompile(`\s*(?:[,;/&\n]|\band\b|\bwith\b)\s*`)
	everybody = pattern.MustCompile(`(?i)^(?:all|everyone)(?:$|\s)`)
	noTime    = pattern.MustCompile(`(?i)^(?:[–—-]*|n/?a|tb[cd]|none|not applicable|open|ongoing|continuous(?:ly)?|done|completed?|closed)\.?$`)
)

// responsible gives those whom a cell names.
func (s *survey) responsible(cell document.Span) []string {
	s.mentions = s.r.Mentions(cell)
	text := s.r.Text(cell)
	var actors []string
	at := 0
	for _, cut := range append(between.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		span := document.Span{Start: cell.Start + at, End: cell.Start + cut[0]}
		if cut[0] < len(text) && slices.ContainsFunc(s.mentions, func(m gazetteer.Mention) bool {
			return m.Span.Start < cell.Start+cut[0] && cell.Start+cut[1] < m.Span.End
		}) {
			continue // within a name: "Trinidad and Tobago"
		}
		at = cut[1]
		name := strings.Trim(strings.TrimPrefix(strings.TrimPrefix(s.r.Text(span), "The "), "the "), " .:()*")
		if name == "" || noTime.MatchString(name) {
			continue
		}
		if full, ok := s.fullName(name); ok {
			name = full
		} else if code := s.mentionIn(span); code != "" && !s.withinBody(span) {
			name = code
		}
		if everybody.MatchString(name) || s.words.subjects[strings.ToLower(name)] == all {
			return []string{"ALL"}
		}
		if !slices.Contains(actors, name) {
			actors = append(actors, name)
		}
	}
	return actors
}

// withinBody reports whether a name is that of a part or an office of the organisation that it begins with: "IHO Secretariat",
// "FAO Director-General". Those of a state speak for it.
func (s *survey) withinBody(name document.Span) bool {
	for _, m := range s.mentions {
		if name.Contains(m.Span) && m.Of(gazetteer.Organization) != nil {
			words := strings.Fields(s.r.Text(document.Span{Start: m.Span.End, End: name.End}))
			if len(words) == 0 {
				return false
			}
			class := s.words.subjects[strings.ToLower(words[len(words)-1])]
			return class == body || class == office
		}
	}
	return false
}

// due reads a cell that holds nothing but when something is to be done.
func (s *survey) due(cell document.Span) *schemas.Deadline {
	text := strings.TrimRight(s.r.Text(cell), " .;")
	if noTime.MatchString(text) {
		return nil
	}
	for _, m := range date.Find(text) {
		if d := s.dated(text, m); d != nil {
			return d
		}
	}
	return s.resolved(text)
}
