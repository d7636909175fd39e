package attendance

import (
	"maps"
	"slices"
	"strings"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/pattern"
	"rapporteur/extract/rule"
)

// table is the cells of one table, by row and column.
type table struct {
	rows  map[int]map[int][]document.Span
	order []int
	first int // block
	last  int

	marks map[string]extract.Role // what its marks mean, as a line beside it explains them: "P = present; A = apologies"
}

// The columns of an attendance table.
var columns = []struct {
	role string
	head *pattern.Regexp
}{
	{"absence", pattern.MustCompile(`(?i)^(?:absent|absence|apolog(?:y|ies)|excused|regrets|not present)\??$`)},
	{"presence", pattern.MustCompile(`(?i)^(?:present|presence|attended|attendance|in attendance|participat(?:ed|ion)|(?:number|no\.?|nos?) of (?:delegates|participants|representatives))\??$`)},
	{"status", pattern.MustCompile(`(?i)^(?:status|role|capacity|type|category)$`)},
	{"given", pattern.MustCompile(`(?i)^(?:first|given|fore) ?names?(?:\(s\))?$`)},
	{"surname", pattern.MustCompile(`(?i)^(?:(?:last|family) names?|sur ?names?)$`)},
	{"others", pattern.MustCompile(`(?i)^(?:(?:non-?country|inter-?governmental|non-?governmental|international|regional|partner|observer|invited|other|un|united nations)(?:,? and |,? )?)+(?:organi[sz]ations|agencies|bodies|institutions|partners|members)$`)},
	{"others", pattern.MustCompile(`(?i)^(?:member )?(?:utilit(?:y|ies)|operators?|railways?|airlines?|carriers?|power pools?|central banks?)$`)},
	{"state", pattern.MustCompile(`(?i)^(?:countr(?:y|ies)(?: (?:partners?|members?|parties))?|(?:member )?states? ?/ ?(?:administrations?|territor(?:y|ies)|econom(?:y|ies))|states?|member(?: states?| countr(?:y|ies)|s)?|part(?:y|ies)|delegations?|contracting part(?:y|ies)|government|represent(?:ing|s)|countr(?:y|ies) ?/ ?(?:organi[sz]ations?|institutions?|agenc(?:y|ies)|bod(?:y|ies))|nationality|member economy|econom(?:y|ies))$`)},
	{"person", pattern.MustCompile(`(?i)^(?:(?:full )?names?|participants?(?: name)?|(?:principal |chief |head |lead |national )?delegates?|(?:(?:[\p{L}/-]+ )?(?:parliament|congress|assembly|council|commission|government) |(?-i:\p{Lu}{2,8}) )?representatives?|representative\(s\)|heads? of delegation|(?:represented|(?:(?:seat|place|chair)s? )?(?:held|occupied|filled|taken)) by|attendees?|person|minister|name of (?:the )?(?:participant|delegate|representative).*|name and (?:title|position|function|designation))$`)},
	{"office", pattern.MustCompile(`(?i)^(?:titles?|positions?|functions?|offices?|designation|post|rank|job title)$`)},
	{"group", pattern.MustCompile(`(?i)^(?:constituency|(?:regional |electoral )?groups?|(?:sub-?)?regions?)$`)},
	{"employer", pattern.MustCompile(`(?i)^(?:affiliations?|compan(?:y|ies)|employer)$`)},
	{"body", pattern.MustCompile(`(?i)^(?:organi[sz]ations? ?/ ?(?:affiliation|institution|agency|company)|affiliation ?/ ?organi[sz]ation|organi[sz]ations?|institutions?|affiliations?|agenc(?:y|ies)|compan(?:y|ies)|ministry|ministries|department|employer|institute|body|bodies|entity|observers?)$`)},
}

var (
	absent  = pattern.MustCompile(`(?i)^(?:[–-] ?)?\(?(?:no|absent|not present|apolog(?:y|ies)|regrets|excused|a|n|–|✗|✘|x?0)\)?\.?$`)
	ticked  = pattern.MustCompile(`(?i)^(?:x|✓|✔|√|•|\*|yes|y)$`)
	watched = pattern.MustCompile(`(?i)observer`)
)

// tables reads attendance tables: those whose columns name people, countries or bodies with their presence, and those
// under a heading or lead-in that says so.
func (s *search) tables() {
	var before *table // the announced one above, whose role was
	var above extract.Role
	for _, t := range s.tablesOf() {
		labelled := s.labelledRows(t)
		heads := s.heads(t)
		role, announced := s.announced(t)
		s.readMarks(t, heads, announced)
		if !announced && before != nil && len(heads) == 0 {
			role, announced = s.goesOn(before, t, above)
		}
		if before = nil; announced {
			before, above = t, role
		}
		if !announced && s.tellsDelegations(t, heads) {
			role, announced = extract.Attendee, true
		}
		if !announced && len(heads) == 0 && s.groupsOfPeople(t) {
			role, announced = extract.Attendee, true
		}
		tells := s.headsByContent(t, heads, announced)
		if s.columnsOfRoles(t) || s.columnsOfStates(t, role, announced) || announced && s.gridOfDelegations(t, role) {
			continue
		}
		people := heads["person"] != nil || heads["surname"] != nil
		if next, ok := s.label(t.rows[t.order[0]]); ok && !announced && next == extract.Observer {
			role, announced = next, true // "Observers", in a row of its own
		}
		if !announced && !(people && (heads["state"] != nil || heads["body"] != nil || heads["employer"] != nil || heads["office"] != nil) || heads["state"] != nil && (tells || heads["presence"] != nil)) {
			continue
		}
		if !announced {
			role = extract.Attendee
		}
		start, current, whom := 0, role, ""
		spanned := false // a cell of the first column has set the role
		if side, ok := s.sideAbove(t); ok && len(heads["state"]) == 0 {
			if whom = side.Of(gazetteer.State).Entry.Code; whom == "" {
				whom = s.r.Text(side.Span)
			}
			s.addState(side, role, "attendance-table")
			s.done = append(s.done, side.Span)
		}
		if len(heads) > 0 && !s.isState(t.rows[t.order[0]][0]) {
			start = 1
		}
		for _, row := range t.order[min(start, len(t.order)):] {
			if labelled[row] {
				continue
			}
			if next, ok := s.label(t.rows[row]); ok {
				current = next
				continue
			}
			if only := s.only(t.rows[row]); !only.Empty() && announced && groupHeading.MatchString(s.r.Text(only)) && !s.namesParty(only) {
				current = role
				continue
			} else if !only.Empty() && (s.cellLabel(only) || len(heads) > 1 && substitutes.MatchString(s.r.Text(only))) {
				continue
			}
			if s.bodyByInitials(t.rows[row], heads, current) {
				continue
			}
			if len(t.rows[row]) == 1 && len(heads) > 1 {
				current = role // another label: "Secretariat"
			}
			if cells := t.rows[row][0]; len(cells) == 1 && !hasAny(slices.Concat(heads["state"], heads["person"], heads["body"], heads["surname"], heads["given"]), 0) {
				next, ok := plainRole(strings.Trim(s.r.Text(cells[0]), " :"))
				switch {
				case ok:
					current, spanned = next, true // "Observers", over the rows beside it
				case spanned:
					current, spanned = role, false
				}
			}
			if next := s.row(t, row, heads, current, whom); len(heads["state"]) > 0 {
				whom = next
			}
		}
	}
}

// readMarks learns what the marks of a table mean from a line right above or below it, and which column holds them: the last in which
// there is nothing else. Where nothing announces the table, that column's head must not be what something else is present in.
func (s *search) readMarks(t *table, heads map[string][]int, announced bool) {
	for _, i := range []int{t.first - 1, t.first - 2, t.last + 1} {
		if i < 0 || i >= len(s.r.Doc.Blocks) || !s.r.Doc.Blocks[i].Kind.Body() {
			continue
		}
		marks, away := map[string]extract.Role{}, false
		text := s.r.Text(s.r.Doc.Blocks[i].Span)
		for _, m := range markMeans.FindAllStringSubmatchIndex(text, -1) {
			mark, meaning := text[m[2]:m[3]], text[m[4]:m[5]]
			switch {
			case stayedAway.MatchString(meaning):
				marks[mark], away = extract.Absentee, true
			case watched.MatchString(meaning):
				marks[mark] = extract.Observer
			case present.MatchString(meaning) || howTheyCame.MatchString(meaning):
				marks[mark] = extract.Attendee
			}
		}
		if len(marks) < 2 || !away && len(marks) < 3 {
			continue
		}
		widest := 0
		for _, cells := range t.rows {
			for col := range cells {
				widest = max(widest, col)
			}
		}
		for col := widest; col > 0; col-- {
			if !announced && slices.ContainsFunc(t.rows[t.order[0]][col], func(head document.Span) bool { return !markedHead.MatchString(s.r.Text(head)) }) {
				continue
			}
			rows, marked := 0, 0
			for _, row := range t.order[1:] {
				for _, cell := range t.rows[row][col] {
					if rows++; marks[s.r.Text(cell)] != "" {
						marked++
					}
				}
			}
			if marked > 1 && marked == rows {
				for kind := range heads {
					if heads[kind] = slices.DeleteFunc(heads[kind], func(c int) bool { return c == col }); len(heads[kind]) == 0 {
						delete(heads, kind)
					}
				}
				heads["presence"] = append(heads["presence"], col)
				t.marks = marks
				return
			}
		}
	}
}

var (
	// markMeans explains a mark: "P = present".
	markMeans = pattern.MustCompile(`(?:^|[\s(,;.])(\p{Lu}{1,2}|[x✓✗–*-])\s?[=:–]\s?((?:by )?\p{L}[\p{L} ]{2,30})`)
	present   = pattern.MustCompile(`(?i)^(?:present|attended|in attendance|participated|in person)(?: |$)`)
	// markedHead is the head of a column whose marks tell who came.
	markedHead = pattern.MustCompile(`(?i)^(?:present|presence|attendance|attended|status|\p{L}{1,2}(?: ?[/,] ?\p{L}{1,2}){1,4}|day .{1,9}|.{0,20}(?:meeting|session|sitting).{0,20}|[^\p{L}]*|[^\p{L}]*\p{L}{3,9}[^\p{L}]*\d[^\p{L}]*)$`)
)

// groupsOfPeople reports whether a table at a report's head has people in its first column, in groups over which a row of one cell
// says who they are: "Members for Canada", "Also in the room".
func (s *search) groupsOfPeople(t *table) bool {
	if t.first > headBlocks || !groupOfPeople.MatchString(s.r.Text(s.only(t.rows[t.order[0]]))) {
		return false
	}
	groups, people, rows := 0, 0, 0
	for _, row := range t.order {
		if !s.only(t.rows[row]).Empty() {
			groups++
			continue
		}
		rows++
		if cells := t.rows[row][0]; len(cells) == 1 {
			if who := s.list.read(cells[0], extract.Attendee, "attendance-table", true, true); len(who) == 1 && who[0].Kind == "person" && who[0].Evidence[0].Span.Len() > cells[0].Len()/2 {
				people++
			}
		}
	}
	return groups > 1 && rows > 3 && 4*people >= 3*rows
}

// headBlocks is how many blocks the head of a report has at most, before what was said and done.
const headBlocks = 24

// groupOfPeople is who people of a table are, over them.
var groupOfPeople = pattern.MustCompile(`^(?i:(?:board |council |committee |voting )?(?:members|commissioners|delegates|representatives|delegation|delegations)(?: (?:for|of|from) (?:the )?)?)(?:\p{Lu}[\p{L} .-]{1,40})?:?$`)

// ownNumber begins what a report numbers.
var ownNumber = pattern.MustCompile(`^\(?\d+[.)]`)

// tellsDelegations reports whether a table has a state and whom it sent in each row, or most of them, under a head that speaks of
// delegations, and names the column of people: "Delegation | Executive Table".
func (s *search) tellsDelegations(t *table, heads map[string][]int) bool {
	head := t.rows[t.order[0]]
	if len(head) != 2 || len(head[0]) != 1 || !delegationHead.MatchString(s.r.Text(head[0][0])) || len(heads["person"]) > 0 {
		return false
	}
	sent := 0
	for _, row := range t.order[1:] {
		cells := t.rows[row]
		if len(cells[1]) != 1 || !s.isState(cells[0]) {
			continue
		}
		for _, entry := range s.entries(cells[1][0]) {
			if who := s.list.read(entry, extract.Attendee, "attendance-table", true, true); len(who) > 0 && who[0].Kind == "person" {
				sent++
				break
			}
		}
	}
	if sent < 2 || 2*sent < len(t.order)-1 {
		return false
	}
	heads["person"], heads["people"] = []int{1}, []int{1}
	return true
}

// delegationHead heads a column of those who sent people.
var delegationHead = pattern.MustCompile(`(?i)^(?:national )?delegations?[ :]*$`)

// betweenParts is how much stands between the parts of a table at most, and in a cell that names a person.
const betweenParts = 80

// goesOn reports whether a table of people goes on with the one above it, behind no more than a few words, and the role that they
// tell: "Ex officio", "Observers".
func (s *search) goesOn(above, t *table, role extract.Role) (extract.Role, bool) {
	between := document.Span{Start: s.r.Doc.Blocks[above.last].Span.End, End: s.r.Doc.Blocks[t.first].Span.Start}
	lines := splitLines(s.r.Doc.Text, between)
	if len(lines) == 0 || between.Len() > betweenParts || s.saysSomething(between) {
		return "", false
	}
	for _, row := range t.rows {
		first := row[0]
		if len(row) < 2 || len(first) != 1 || first[0].Len() > betweenParts {
			return "", false
		}
		if who := s.list.read(first[0], role, "attendance-table", true, true); len(who) == 0 || who[0].Kind != "person" {
			return "", false
		}
	}
	for i := above.last + 1; i < t.first; i++ {
		if b := s.r.Doc.Blocks[i]; b.Kind == document.Heading && b.Marker != "" || ownNumber.MatchString(s.r.Text(b.Span)) {
			return "", false // "1. Opening"
		}
	}
	label := strings.Trim(s.r.Text(lines[len(lines)-1]), " :")
	if next, ok := s.roleHeading(lines[len(lines)-1]); ok {
		return next, true
	}
	if next, ok := plainRole(label); ok {
		return next, true
	}
	return role, len(strings.Fields(label)) < 4
}

// substitutes is a row over those who sit for others.
var substitutes = pattern.MustCompile(`(?i)^(?:alternates?|alternate members|(?:full )?members|deputies|substitutes)[ :]*$`)

// columnsOfRoles reads a table whose columns each list those of one role, and reports whether it is one: "Present | Apologies".
func (s *search) columnsOfRoles(t *table) bool {
	head := t.rows[t.order[0]]
	if len(head) < 2 || len(t.order) < 2 {
		return false
	}
	roles, kinds := map[int]extract.Role{}, map[extract.Role]bool{}
	for col, cells := range head {
		role, ok := s.roleHeading(cells[0])
		if !ok {
			role, ok = plainRole(s.r.Text(cells[0]))
		}
		if len(cells) > 1 || !ok {
			return false
		}
		roles[col], kinds[role] = role, true
	}
	if len(kinds) < 2 {
		return false
	}
	for _, row := range t.order[1:] {
		for col, cells := range t.rows[row] {
			if roles[col] == "" || !s.titledIn(cells) && !slices.ContainsFunc(cells, func(cell document.Span) bool { return len(s.r.Mentions(cell)) > 0 }) {
				return false
			}
		}
	}
	for _, col := range slices.Sorted(maps.Keys(roles)) {
		c := cue{Match: rule.Match{Span: head[col][0], Rule: "attendance-table"}, role: roles[col], side: "under"}
		for _, row := range t.order[1:] {
			cells := t.rows[row][col]
			for _, cell := range cells {
				s.lines(cell, c, true, s.titledIn(cells))
				s.done = append(s.done, cell)
			}
		}
	}
	return true
}

// columnsOfStates reads a table in which each state has a column with the people that it sent, and reports whether it is one.
func (s *search) columnsOfStates(t *table, role extract.Role, announced bool) bool {
	head := t.rows[t.order[0]]
	if !announced && s.madeUp(t) {
		role, announced = extract.Attendee, true
	}
	if len(head) < 2 || len(t.order) < 2 {
		return false
	}
	states := map[int]gazetteer.Mention{}
	labels := len(head) > 2 && len(head[0]) == 1 && strings.TrimSpace(s.r.Text(head[0][0])) == "" || len(head) > 1 && len(head[0]) == 0 // a first column that says as what they came
	for col, cells := range head {
		if col == 0 && labels {
			continue
		}
		m := s.r.Mentions(cells[0])
		if len(cells) > 1 || len(m) != 1 || m[0].Of(gazetteer.State) == nil || m[0].Of(gazetteer.State).Entry.Code == "" || len(wordsOf(s.r.Doc.Text, cells[0])) > len(wordsOf(s.r.Doc.Text, m[0].Span))+3 { // "Delegation of Fiji"
			return false
		}
		states[col] = m[0]
	}
	titled, all := 0, 0
	for _, row := range t.order[1:] {
		for col, cells := range t.rows[row] {
			for _, cell := range cells {
				if words := wordsOf(s.r.Doc.Text, cell); len(words) > 0 && states[col].Span.Len() > 0 {
					all++
					name, _, _ := strings.Cut(s.r.Text(cell), ",")
					if s.list.isTitle(words[0].text) || initialsAndName.MatchString(s.r.Text(cell)) || announced && signerName.MatchString(name) {
						titled++
					}
				}
			}
		}
	}
	if 2*titled < all || !announced && (all < 2 || 10*titled < 9*all) {
		return false
	}
	if !announced {
		role = extract.Attendee // states over people, each with a title
	}
	for _, col := range slices.Sorted(maps.Keys(states)) {
		s.addState(states[col], role, "attendance-table")
		own := *s.list
		own.country = states[col].Of(gazetteer.State).Entry.Code
		for _, row := range t.order[1:] {
			as := role
			if label := t.rows[row][0]; labels && len(label) == 1 {
				if other, ok := plainRole(strings.Trim(s.r.Text(label[0]), " :")); ok {
					as = other // "Regrets", before those of each state
				}
				s.done = append(s.done, label[0])
			}
			for _, cell := range t.rows[row][col] {
				for _, line := range splitLines(s.r.Doc.Text, cell) {
					s.found = append(s.found, own.read(line, as, "attendance-table", true, true)...)
				}
				s.done = append(s.done, cell)
			}
		}
	}
	return true
}

// gridOfDelegations reads a table whose cells each hold a state or body in a line of its own and its people below, and reports
// whether it is one.
func (s *search) gridOfDelegations(t *table, role extract.Role) bool {
	delegations, filled := 0, 0
	for _, row := range t.order {
		for _, cells := range t.rows[row] {
			lines := splitLines(s.r.Doc.Text, cells[0])
			if s.only(t.rows[row]).Empty() && len(lines) > 0 {
				filled++
				if len(cells) == 1 && len(lines) > 1 && s.onlyParty(lines[0]) {
					delegations++
				}
			}
		}
	}
	if delegations < 4 || 10*delegations < 7*filled {
		return false
	}
	c := cue{Match: rule.Match{Rule: "attendance-table"}, role: role, side: "under"}
	for _, row := range t.order {
		if only := s.only(t.rows[row]); !only.Empty() {
			if next, ok := s.roleHeading(only); ok {
				c.role = next
				continue
			} else if groupHeading.MatchString(s.r.Text(only)) {
				c.role = role
				continue
			}
		}
		for _, col := range slices.Sorted(maps.Keys(t.rows[row])) {
			for _, cell := range t.rows[row][col] {
				c.Match.Span = cell
				c := c
				switch text := s.r.Text(cell); {
				case sentApologies.MatchString(text):
					c.role = extract.Absentee
				case inBrackets.MatchString(text) && c.role == extract.Attendee:
					c.role = extract.Observer
				}
				s.lines(cell, c, true, s.titledIn(splitLines(s.r.Doc.Text, cell)))
				s.list.country = ""
				s.done = append(s.done, cell)
			}
		}
	}
	return true
}

// initialsAndName begins a person's name: "V. I. Vula".
var initialsAndName = pattern.MustCompile(`^(?:\p{Lu}\.[ -]?){1,3}\p{Lu}\p{Ll}`)

// madeUp reports whether what stands before a table says that it lists whom delegations are made up of.
func (s *search) madeUp(t *table) bool {
	for i := t.first - 1; i >= 0 && i > t.first-4; i-- {
		if b := s.r.Doc.Blocks[i]; b.Kind.Body() {
			return madeUpOf.MatchString(s.r.Text(b.Span))
		}
	}
	return false
}

// madeUpOf leads to those whom delegations are made up of.
var madeUpOf = pattern.MustCompile(`(?i)(?:delegations?|sides|parties) (?:consisted|were composed|comprised|were made up|included|were constituted)[^.:]{0,40}:$`)

// labelledRows reads the rows whose first cell is a label such as "Observers" and whose other cell is a list, and tells which.
func (s *search) labelledRows(t *table) map[int]bool {
	read := map[int]bool{}
	beside := false  // a row of observers
	present := false // the second column is of those present, whatever the first calls them
	for _, cell := range t.rows[t.order[0]][1] {
		present = present || whoWasThere.MatchString(s.r.Text(cell))
	}
	for _, cell := range t.rows[t.order[0]][0] {
		present = present && !otherEvents.MatchString(s.r.Text(cell))
	}
	role, announced := s.announced(t)
	for _, row := range t.order {
		if len(t.rows[row]) != 2 || len(t.rows[row][0]) != 1 || len(t.rows[row][1]) == 0 {
			continue
		}
		name, list := t.rows[row][0][0], t.rows[row][1][0]
		if len(t.rows[row][1]) > 1 {
			read[row] = s.labelledCell(name, t.rows[row][1], announced)
			continue
		}
		role, ok := s.roleHeading(name)
		if words := s.r.Text(name); !ok && (len(strings.Fields(words)) < 6 || len(strings.Fields(words)) < 10 && saysWho.MatchString(words)) && !s.namesParty(name) {
			role, ok = plainRole(strings.Trim(bracketsInLabel.ReplaceAllString(words, " $1 "), " :")) // "Observers (States)", "Partners not present"
		}
		if !ok && present && row != t.order[0] && (len(s.r.Mentions(list)) > 2 || s.beginsWithState(list)) {
			role, ok = extract.Attendee, true
		}
		if ok && (len(s.list.parts(list)) > 1 || s.namesParty(list)) {
			s.labelled(list, cue{Match: rule.Match{Span: name, Rule: "label-cell"}, role: role, side: "right"})
			if before, _, ok := strings.Cut(s.r.Text(name), "("); ok && before != "" {
				if party := (document.Span{Start: name.Start, End: name.Start + len(before)}); s.namesParty(party) {
					s.found = append(s.found, s.list.read(party, role, "label-cell", false, false)...) // "Fiji (observer)"
					s.done = append(s.done, name)
				}
			}
			if !s.namesParty(name) {
				s.done = append(s.done, name) // "Observers from other bodies"
			}
			read[row] = true
			beside = beside || role == extract.Observer
		}
	}
	kinds := false
	for _, row := range t.order {
		// "Countries and regions | Fiji, Tonga", under "Participants"
		if cells := t.rows[row]; announced && !read[row] && len(cells) == 2 && len(cells[0]) == 1 && len(cells[1]) == 1 && (kindOfParties.MatchString(s.r.Text(cells[0][0])) || membersRow.MatchString(s.r.Text(cells[0][0]))) && len(s.list.parts(cells[1][0])) > 1 && len(s.r.Mentions(cells[1][0])) > 1 {
			as := role
			if allObserved.MatchString(s.r.Text(cells[1][0])) {
				as = extract.Observer
			}
			s.labelled(cells[1][0], cue{Match: rule.Match{Span: cells[0][0], Rule: "label-cell"}, role: as, side: "right"})
			read[row], kinds = true, kinds || kindOfParties.MatchString(s.r.Text(cells[0][0]))
		}
	}
	for _, row := range t.order {
		if cells := t.rows[row]; kinds && len(cells) == 2 && len(cells[0]) == 1 && !s.namesParty(cells[0][0]) {
			read[row] = true // "Languages | English, French", among them
		}
		// "REEF: | Mr Jone Vula, Director": a body's people, among rows that say who was there.
		if cells := t.rows[row]; len(read) > 1 && !read[row] && len(cells) == 2 && len(cells[0]) == 1 && len(cells[1]) == 1 && s.onlyParty(cells[0][0]) && s.titledIn(cells[1]) && !s.saysSomething(cells[1][0]) && !sentApologies.MatchString(s.r.Text(cells[1][0])) {
			s.found = append(s.found, s.list.read(cells[0][0], extract.Attendee, "label-cell", false, false)...)
			own := *s.list
			own.country = strings.Trim(s.r.Text(cells[0][0]), " :")
			for _, line := range splitLines(s.r.Doc.Text, cells[1][0]) {
				s.found = append(s.found, own.read(line, extract.Attendee, "label-cell", true, true)...)
			}
			s.done = append(s.done, cells[0][0], cells[1][0])
			read[row] = true
		}
		if cells := t.rows[row]; beside && !read[row] && len(cells) == 2 && len(cells[0]) == 1 && len(cells[1]) == 1 && membersRow.MatchString(s.r.Text(cells[0][0])) && len(s.list.parts(cells[1][0])) > 1 {
			s.labelled(cells[1][0], cue{Match: rule.Match{Span: cells[0][0], Rule: "label-cell"}, role: extract.Attendee, side: "right"})
			read[row] = true
		}
	}
	return read
}

// allObserved ends a list of those who observed, each of them: "China, Kenya (observers)".
var allObserved = pattern.MustCompile(`(?i)\(observers\)[ .]*$`)

// kindOfParties says of what kind those are that a list names.
var kindOfParties = pattern.MustCompile(`(?i)^(?:(?:participating|member|partner|other) )*(?:countries|states|economies|governments|administrations|parties|(?:(?:inter-?governmental|non-?governmental|international|regional|other)(?:,? and |,? )?)*(?:organi[sz]ations|agencies|institutions|bodies))(?: ?(?:and|/|&) ?(?:regions|territories|areas|economies|entities))?[ :]*$`)

// labelledCell reads the paragraphs of a cell beside a label, an entry each, and reports whether the label says that they list
// parties: "Members" does in a table of those who came.
func (s *search) labelledCell(name document.Span, entries []document.Span, announced bool) bool {
	role, ok := s.roleHeading(name)
	if label := s.r.Text(name); !ok && announced && (membersRow.MatchString(label) || kindOfParties.MatchString(label)) {
		role, ok = extract.Attendee, true
	}
	if !ok {
		return false
	}
	c := cue{Match: rule.Match{Span: name, Rule: "label-cell"}, role: role, side: "under"}
	for _, at := range entries {
		s.lines(at, c, true, s.titledIn(entries))
	}
	s.done = append(s.done, name)
	return true
}

// sentApologies says that somebody stayed away.
var sentApologies = pattern.MustCompile(`(?i)apolog|absent|excused|regrets`)

// onlyParty reports whether a cell holds the name of a party that the gazetteer knows and nothing else but a colon.
func (s *search) onlyParty(cell document.Span) bool {
	m := s.r.Mentions(cell)
	return len(m) == 1 && m[0].Span.Len() >= len(strings.TrimRight(s.r.Text(cell), " :")) && (m[0].Of(gazetteer.State) != nil || m[0].Of(gazetteer.Organization) != nil)
}

// saysWho ends a label that says who was there, or not.
var saysWho = pattern.MustCompile(`(?i) (?:represented|present|attending|absent|in attendance)[ :]*$`)

// bracketsInLabel are brackets around words of a label.
var bracketsInLabel = pattern.MustCompile(`[(]([^()]*)[)]`)

// membersRow is the label of a row of members, in a table that has one of observers, too.
var membersRow = pattern.MustCompile(`(?i)^(?:(?:alternate|full|associate|regional|ordinary|board) )?(?:members?|parties|member (?:states|countries|parties))[ :]*$`)

// otherEvents heads a column of what is no part of the meeting.
var otherEvents = pattern.MustCompile(`(?i)^(?:[\p{L}-]+ )?(?:courses?|workshops?|groups?|projects?|events?|trainings?|activit(?:y|ies)|seminars?|missions?|programmes?)$`)

// whoWasThere heads a column of those present.
var whoWasThere = pattern.MustCompile(`(?i)^(?:(?:those|members|states|parties|countries|delegations) )?(?:represented(?: by)?|present|in attendance|attending|attended|participating|participants|who attended)(?: (?:at|in) (?:the )?(?:session|meeting|plenary|conference))?[ :]*$`)

// label reads a row with nothing in it but a role: "Observers".
func (s *search) label(row map[int][]document.Span) (extract.Role, bool) {
	return s.roleHeading(s.firstLanguage(s.only(row)))
}

// only is the cell of a row that has but one, however many columns it covers; it is empty for other rows.
func (s *search) only(row map[int][]document.Span) document.Span {
	var only document.Span
	for _, cells := range row {
		for _, cell := range cells {
			if !only.Empty() && s.r.Text(cell) != s.r.Text(only) {
				return document.Span{}
			}
			only = cell
		}
	}
	return only
}

// cellLabel reads a cell that begins with a label: "Observers: A; B".
func (s *search) cellLabel(cell document.Span) bool {
	labels := s.labelsIn(cell)
	if len(labels) == 0 || labels[0].Span.Start != cell.Start {
		return false
	}
	for i, c := range labels {
		list := document.Span{Start: c.Span.End, End: cell.End}
		if i+1 < len(labels) {
			list.End = labels[i+1].Span.Start
		}
		s.labelled(list, c)
	}
	s.done = append(s.done, cell)
	return true
}

// bodyByInitials reads a row of a body's initials and its name, in a table without headings.
func (s *search) bodyByInitials(row map[int][]document.Span, heads map[string][]int, role extract.Role) bool {
	if len(heads) > 0 || len(row) != 2 || len(row[0]) != 1 || len(row[1]) != 1 {
		return false
	}
	acronym, name := s.r.Text(row[0][0]), row[1][0]
	if len(acronym) < 3 || noise.MatchString(acronym) || s.namesParty(name) || !acronymOnly.MatchString(acronym) || s.r.Gazetteer.LookupCode(gazetteer.State, acronym) != nil || !hasClass(s.list, name, body) || len(s.list.parts(name)) > 2 {
		return false
	}
	s.found = append(s.found, extract.Party{Role: role, Name: s.r.Text(name), Kind: "organization", Code: acronym, Confidence: 0.8,
		Evidence: []extract.Evidence{{Span: name, Rule: "attendance-table"}, {Span: row[0][0], Rule: "attendance-table"}}})
	s.done = append(s.done, row[0][0], name)
	return true
}

func (s *search) tablesOf() []*table {
	var tables []*table
	number := 0
	for i, b := range s.r.Doc.Blocks {
		if b.Kind != document.Cell {
			continue
		}
		if b.Table != number || len(tables) == 0 {
			tables = append(tables, &table{rows: map[int]map[int][]document.Span{}, first: i})
			number = b.Table
		}
		t := tables[len(tables)-1]
		if t.rows[b.Row] == nil {
			t.rows[b.Row] = map[int][]document.Span{}
			t.order = append(t.order, b.Row)
		}
		t.rows[b.Row][b.Col] = append(t.rows[b.Row][b.Col], b.Span)
		t.last = i
	}
	return tables
}

// heads gives the columns of each kind, from the first row, unless that holds a list of parties.
func (s *search) heads(t *table) map[string][]int {
	heads := map[string][]int{}
	row := t.rows[t.order[0]]
	if len(row) == 1 && len(t.order) > 1 && len(t.rows[t.order[1]]) > 1 {
		return heads // "Present", over all columns
	}
	for _, cells := range row {
		for _, cell := range cells {
			if m := s.r.Mentions(cell); len(m) > 2 || len(m) == 1 && m[0].Span == cell && m[0].Of(gazetteer.State) != nil && len(row) > 1 {
				return heads
			}
		}
	}
	for col := range 40 {
		for _, cell := range row[col] {
			text := strings.Trim(s.r.Text(cell), " .:*")
			for _, c := range columns {
				if c.head.MatchString(text) {
					heads[c.role] = append(heads[c.role], col)
					break
				}
			}
			came, away := hasAny(heads["presence"], col) || howTheyCame.MatchString(text), hasAny(heads["absence"], col)
			if !came && !away {
				continue
			}
			if names := s.namesIn(t, col); names > 1 || away && names > 0 {
				if away {
					heads["away"] = append(heads["away"], col)
				}
				for _, kind := range []string{"presence", "absence"} {
					if heads[kind] = slices.DeleteFunc(heads[kind], func(c int) bool { return c == col }); len(heads[kind]) == 0 {
						delete(heads, kind)
					}
				}
				heads["person"] = append(heads["person"], col)
				heads["people"] = append(heads["people"], col) // several in a cell
			}
		}
	}
	if heads["state"] == nil && heads["body"] == nil {
		if s.areParties(t, heads["group"]) {
			heads["state"], heads["group"] = heads["group"], nil // constituencies that are states
		} else if heads["person"] != nil {
			heads["seat"], heads["group"] = heads["group"], nil // constituencies, each with whoever holds its seat
		}
	}
	if given, surname := heads["given"], heads["surname"]; len(given) != len(surname) {
		heads["person"] = append(append(heads["person"], given...), surname...)
		delete(heads, "given")
		delete(heads, "surname")
	}
	return heads
}

// howTheyCame heads a column of those who came in one way.
var howTheyCame = pattern.MustCompile(`(?i)^(?:(?:present |attending |participating )?(?:in (?:the room|person)|on[- ]?site|remote(?:ly)?|online|virtual(?:ly)?|physical(?:ly)?|by (?:video|telephone|proxy)))$`)

// namesIn counts the cells of a column that hold names of people, where but a few of those that say something do.
func (s *search) namesIn(t *table, col int) int {
	names, filled := 0, 0
	for _, row := range t.order[1:] {
		for _, cell := range t.rows[row][col] {
			text := strings.TrimSpace(s.r.Text(cell))
			if text == "" || absent.MatchString(text) {
				continue
			}
			filled++
			if first, _, _ := strings.Cut(text, ","); len(s.r.Mentions(cell)) == 0 && (signerName.MatchString(first) || s.titledIn([]document.Span{cell})) {
				names++
			}
		}
	}
	if 10*names < 7*filled {
		return 0
	}
	return names
}

// areParties reports whether most cells of the columns are the names of states and bodies.
func (s *search) areParties(t *table, columns []int) bool {
	parties, filled := 0, 0
	for _, row := range t.order[1:] {
		for _, col := range columns {
			for _, cell := range t.rows[row][col] {
				filled++
				if s.namesParty(cell) {
					parties++
				}
			}
		}
	}
	return parties > 1 && 2*parties > filled
}

// headsByContent adds the columns that their cells tell: the first one of states, and one that says of each whether it was
// there, in words unless the text above announces the table: crosses and noughts may say anything. It tells whether the
// table says of its states that they came or stayed away, which a word in any column does.
func (s *search) headsByContent(t *table, heads map[string][]int, announced bool) bool {
	if len(t.order) < 4 || len(heads["state"]) > 0 && len(heads["presence"]) > 0 {
		return false
	}
	above := s.above(s.r.Doc.Blocks[t.first].Span)
	states, rows, tells := 0, 0, false
	presence, inWords := map[int]bool{}, map[int]bool{}
	for _, row := range t.order[1:] {
		cells := t.rows[row]
		if len(cells[0]) != 1 || len(cells) < 2 {
			continue
		}
		rows++
		if s.isState(cells[0]) {
			states++
		}
		for col, spans := range cells {
			text := s.r.Text(spans[0])
			away := col > 0 && stayedAway.MatchString(text)
			tells = tells || away
			inWords[col] = inWords[col] || away || cameToo.MatchString(text) || len(text) > 3 && absent.MatchString(text)
			is := col > 0 && (away || absent.MatchString(text) || ticked.MatchString(text) || cameToo.MatchString(text) || fromAfar.MatchString(text))
			if before, known := presence[col]; !known || before {
				presence[col] = is
			}
		}
	}
	if states < 3 || 10*states < 7*rows {
		return false
	}
	tells = tells || len(heads["presence"]) > 0
	for _, col := range slices.Sorted(maps.Keys(presence)) {
		if presence[col] && (inWords[col] || announced || ofPresence.MatchString(above)) && !hasAny(heads["presence"], col) && !hasAny(heads["absence"], col) {
			heads["presence"] = append(heads["presence"], col)
			tells = true
		}
	}
	if tells && len(heads["state"]) == 0 {
		heads["state"] = []int{0}
	}
	if known := slices.Concat(heads["person"], heads["surname"], heads["office"], heads["body"]); tells && len(known) == 0 && !presence[1] {
		heads["person"] = []int{1}
	}
	return tells
}

// isState reports whether a cell holds a state's name alone.
func (s *search) isState(cells []document.Span) bool {
	if len(cells) != 1 {
		return false
	}
	m := s.r.Mentions(cells[0])
	return len(m) == 1 && m[0].Of(gazetteer.State) != nil && len(wordsOf(s.r.Doc.Text, cells[0])) <= len(wordsOf(s.r.Doc.Text, m[0].Span))+1
}

var (
	// cameToo is a cell that says that somebody came.
	cameToo = pattern.MustCompile(`(?i)^(?:was |is )?(?:present|represented|in attendance|attending|attended)(?: \([^()]*\))?\.?$`)
	// ofPresence are words above a table that tell what its crosses and noughts say.
	ofPresence = pattern.MustCompile(`(?i)\b(?:present|presence|attend\p{L}*|absen\p{L}+|roll|quorum)\b`)
	// fromAfar is a cell that says how.
	fromAfar = pattern.MustCompile(`(?i)^(?:in person|online|virtual(?:ly)?|by proxy)(?: \([^()]*\))?\.?$`)
)

// sideAbove is the state whose people a table holds, as the label right above it says: "For Canada".
func (s *search) sideAbove(t *table) (gazetteer.Mention, bool) {
	for i := t.first - 1; i >= 0; i-- {
		if b := s.r.Doc.Blocks[i]; b.Kind.Body() {
			if m := s.r.Mentions(b.Span); len(m) == 1 && m[0].Of(gazetteer.State) != nil && b.Kind != document.Cell && s.isSide(b.Span) && m[0].Span.Len()+24 > b.Span.Len() {
				return m[0], true
			}
			break
		}
	}
	return gazetteer.Mention{}, false
}

// isSide reports whether a line is the label of a side: "For Canada", "CANADA".
func (s *search) isSide(line document.Span) bool {
	return sideLabel.MatchString(s.r.Text(line)) || s.isState([]document.Span{line})
}

// sideLabel is a line over a part of those present, of one side or of those beside: "For Canada", "By invitation".
var sideLabel = pattern.MustCompile(`^(?i:for|from|on the part of|on behalf of) (?i:the )?\p{Lu}[^,;.:]{2,50}:?$|^(?i:by invitation|secretariat|advisers|guests):?$`)

// sideBlocks is how many blocks the sides of those present have at most.
const sideBlocks = 400

// aboveSides is the first block of the labels and tables, one under the other, that end with the table which begins at a block.
func (s *search) aboveSides(first int) int {
	labels := 0
	for i, top := first-1, max(0, first-sideBlocks); i >= top; i-- {
		b := s.r.Doc.Blocks[i]
		switch {
		case !b.Kind.Body() || b.Kind == document.Cell && labels > 0:
		case labels > 0 && b.Kind == document.Paragraph && b.Span.Len() < 300 && s.titledIn([]document.Span{b.Span}) && !s.saysSomething(b.Span):
		case b.Kind != document.Cell && b.Span.Len() < 70 && s.isSide(b.Span):
			if _, ok := s.roleHeading(b.Span); ok {
				return first
			}
			first = i
			labels++
		default:
			return first
		}
	}
	return first
}

// announced reports whether the block before a table says that it lists parties, and in which role.
func (s *search) announced(t *table) (extract.Role, bool) {
	first := s.aboveSides(t.first)
	for i := first - 1; i >= 0 && i > first-4; i-- {
		b := s.r.Doc.Blocks[i]
		if !b.Kind.Body() {
			continue
		}
		if role, ok := s.roleHeading(s.firstLanguage(b.Span)); ok {
			return role, true
		}
		if b.Kind != document.Heading && b.Kind != document.Cell && s.isDone(b.Span) && i > 0 {
			continue // one who is named before the rest
		}
		for _, sentence := range s.r.Of(i) {
			text := s.r.Text(sentence.Span)
			if first < t.first && madeUpOf.MatchString(text) {
				return extract.Attendee, true
			}
			if !document.LeadsIn(text) && !strings.Contains(text, "following") && !strings.Contains(text, "below") {
				continue
			}
			if cues := s.cues(text, sentence.Span.Start); len(cues) > 0 && !cues[0].opening {
				return cues[0].role, true
			}
		}
		if b.Kind == document.Paragraph && i > 0 && s.r.Doc.Blocks[i-1].Kind == document.Heading && (len(s.r.Of(i)) < 3 || shownBelow.MatchString(s.r.Text(b.Span))) {
			return s.roleHeading(s.r.Doc.Blocks[i-1].Span) // "Participants", over a sentence that counts them
		}
		return "", false
	}
	return "", false
}

// onlyParties reports whether two or more cells of a row hold the name of a party each, and no other holds anything.
func (s *search) onlyParties(cells map[int][]document.Span) bool {
	parties := 0
	for _, col := range cells {
		for _, cell := range col {
			switch {
			case cell.Empty():
			case !s.onlyParty(cell):
				return false
			default:
				parties++
			}
		}
	}
	return parties > 1
}

// constituency heads a column of groups that hold a seat together.
var constituency = pattern.MustCompile(`(?i)^constituenc`)

// shownBelow ends in words that lead to what stands below.
var shownBelow = pattern.MustCompile(`(?i)(?:shown|listed|given|named|set out|recorded|as) (?:below|follows?)[.:]?$|in the (?:table|list) below[.:]?$`)

// row reads the parties of a row. Where its cell for the state is empty or missing, its people are of the state of the
// row above; it gives the state of this row.
func (s *search) row(t *table, row int, heads map[string][]int, role extract.Role, above string) (whom string) {
	cells := t.rows[row]
	names := func(cell document.Span) bool { return !cell.Empty() && !absent.MatchString(s.r.Text(cell)) }
	holds := func(columns []int, what func(document.Span) bool) bool {
		return slices.ContainsFunc(columns, func(col int) bool { return slices.ContainsFunc(cells[col], what) })
	}
	for _, kind := range []string{"absence", "presence", "status"} {
		for _, col := range heads[kind] {
			for _, cell := range cells[col] {
				switch text := s.r.Text(cell); {
				case kind == "absence" && ticked.MatchString(text):
					role = extract.Absentee
				case t.marks[text] != "":
					role = t.marks[text]
				case kind == "presence" && absent.MatchString(text) && !s.cameOnce(cells, heads["presence"]):
					role = extract.Absentee
				case watched.MatchString(text) && role == extract.Attendee:
					role = extract.Observer
				}
			}
		}
	}
	if first := cells[0]; len(first) > 0 && observerFirst.MatchString(s.r.Text(first[0])) && role == extract.Attendee {
		role = extract.Observer
	}
	for _, cells := range cells {
		for _, cell := range cells {
			switch text := s.r.Text(cell); {
			case inBrackets.MatchString(text) && role == extract.Attendee:
				role = extract.Observer
			case stayedAway.MatchString(text) && !s.cameOnce(t.rows[row], heads["presence"]):
				role = extract.Absentee
			}
		}
	}
	if away := heads["away"]; role == extract.Attendee && holds(away, names) && !holds(slices.DeleteFunc(slices.Clone(heads["person"]), func(col int) bool { return hasAny(away, col) }), names) {
		role = extract.Absentee // all whom it has named stayed away
	}
	if len(heads) == 0 && s.onlyParties(cells) {
		for _, col := range slices.Sorted(maps.Keys(cells)) {
			for _, cell := range cells[col] {
				s.found = append(s.found, s.list.read(cell, role, "attendance-table", false, false)...)
				s.done = append(s.done, cell)
			}
		}
		return ""
	}
	r := &reader{list: s.list, line: true, names: true, rule: "attendance-table", role: role, person: -1}
	if len(heads["state"]) > 0 && heads["state"][0] == 0 && len(t.rows[row]) > 1 && !holds(heads["state"], func(cell document.Span) bool { return !cell.Empty() }) {
		r.whom, r.state = above, above != ""
	}
	if len(heads["state"]) == 0 && above != "" {
		r.whom = above // the side that the table is of
	}
	// The country goes first, so that it is known when the person comes.
	var given, surname document.Span
	for _, cell := range s.cellsOf(cells, heads) {
		if hasAny(heads["given"], cell.col) || hasAny(heads["surname"], cell.col) {
			if hasAny(heads["given"], cell.col) {
				given = cell.span
			} else {
				surname = cell.span
			}
			if !given.Empty() && !surname.Empty() {
				s.person(r, given, surname)
				given, surname = document.Span{}, document.Span{}
			}
			continue
		}
		if hasAny(heads["group"], cell.col) || hasAny(heads["absence"], cell.col) || hasAny(heads["presence"], cell.col) || hasAny(heads["status"], cell.col) {
			continue
		}
		if hasAny(heads["others"], cell.col) {
			s.found = append(s.found, s.list.read(cell.span, role, "attendance-table", false, false)...) // in a column of their own, beside any state
			s.done = append(s.done, cell.span)
			continue
		}
		if hasAny(heads["seat"], cell.col) && !s.namesParty(cell.span) {
			if constituency.MatchString(s.r.Text(t.rows[t.order[0]][cell.col][0])) && len(wordsOf(s.r.Doc.Text, cell.span)) > 0 {
				r.parties = append(r.parties, extract.Party{Role: role, Name: s.r.Text(cell.span), Kind: "group", Confidence: 0.9,
					Evidence: []extract.Evidence{{Span: cell.span, Rule: "attendance-table"}}})
			}
			s.done = append(s.done, cell.span)
			continue
		}
		if hasAny(heads["state"], cell.col) && !s.namesKnown(cell.span) && orBody.MatchString(s.r.Text(t.rows[t.order[0]][cell.col][0])) && len(wordsOf(s.r.Doc.Text, cell.span)) > 1 && !hasClass(s.list, cell.span, title|office) {
			name := s.r.Text(cell.span)
			r.whom, r.state = name, true
			r.parties = append(r.parties, extract.Party{Role: role, Name: name, Kind: "organization", Confidence: 0.7, Evidence: []extract.Evidence{{Span: cell.span, Rule: "attendance-table"}}})
			s.done = append(s.done, cell.span)
			continue // "REEF TRADE EAST", under "Country / Institution"
		}
		r.names = len(heads) == 0 || hasAny(heads["person"], cell.col)
		if r.role = role; hasAny(heads["away"], cell.col) {
			r.role = extract.Absentee
		}
		r.people = hasAny(heads["person"], cell.col)
		r.employers = hasAny(heads["employer"], cell.col)
		for _, line := range splitLines(s.r.Doc.Text, cell.span) {
			if hasAny(heads["state"], cell.col) && s.code(r, line) {
				continue
			}
			if m := bodyWithInitials.FindStringSubmatchIndex(s.r.Text(line)); m != nil && hasAny(heads["body"], cell.col) && !governmental.MatchString(s.r.Text(line)) {
				name := document.Span{Start: line.Start, End: line.Start + m[3]}
				if within := s.r.Mentions(name); len(within) == 1 && within[0].Of(gazetteer.State) != nil && within[0].Span != name {
					r.addBody(name)
					line.Start = name.End + 1 // "Environment Canada (EC)"
				}
			}
			parts := s.list.parts(line)
			if hasAny(heads["person"], cell.col) && !hasAny(heads["people"], cell.col) && len(parts) == 2 && parts[1].after == "," && s.surnameFirst(parts) {
				parts = []part{{span: document.Span{Start: parts[0].span.Start, End: parts[1].span.End}}}
				r.parties = append(r.parties, extract.Party{Role: role, Name: s.r.Text(parts[0].span), Kind: "person", For: r.whom,
					Confidence: 0.9, Evidence: []extract.Evidence{{Span: parts[0].span, Rule: "attendance-table"}}})
				r.person = len(r.parties) - 1
				continue
			}
			for i, p := range parts {
				if i > 0 && p.after == "," && p.span.Len() == 2 && (hasAny(heads["body"], cell.col) || r.employers) && s.code(r, p.span) {
					continue // "Ministry of Transport, AT"
				}
				var next *part
				if i+1 < len(parts) {
					next = &parts[i+1]
				}
				if hasAny(heads["office"], cell.col) && r.person >= 0 && r.parties[r.person].Office == "" {
					r.parties[r.person].Office = s.r.Text(p.span)
				}
				if hasAny(heads["office"], cell.col) && len(heads["body"]) > 0 {
					continue // its unit within the body that the row names
				}
				r.part(p, next)
			}
		}
		s.done = append(s.done, cell.span)
	}
	for _, alone := range []document.Span{given, surname} {
		r.names = true
		for _, p := range s.list.parts(alone) {
			r.part(p, nil) // the whole name in one of the two
		}
	}
	whom = r.whom
	r.endEntry()
	s.found = append(s.found, r.parties...)
	return whom
}

// orBody heads a column of countries that holds bodies, too.
var orBody = pattern.MustCompile(`(?i)/ ?(?:organi[sz]ation|institution|agenc|bod)`)

// namesKnown reports whether a stretch holds the name of a state, body or group that the gazetteer knows.
func (s *search) namesKnown(at document.Span) bool {
	return slices.ContainsFunc(s.r.Mentions(at), func(m gazetteer.Mention) bool {
		return m.Of(gazetteer.State) != nil || m.Of(gazetteer.Organization) != nil || m.Of(gazetteer.Group) != nil
	})
}

// bodyWithInitials is a body's name and, in brackets, its initials.
var bodyWithInitials = pattern.MustCompile(`^(\p{Lu}[^(),;:]+) \(\p{Lu}{2,8}\)$`)

// cameOnce reports whether one of the columns that tell of presence, a day each, says that a row's party was there.
func (s *search) cameOnce(cells map[int][]document.Span, presence []int) bool {
	return slices.ContainsFunc(presence, func(col int) bool {
		return slices.ContainsFunc(cells[col], func(cell document.Span) bool {
			text := s.r.Text(cell)
			return text != "" && !absent.MatchString(text) && !stayedAway.MatchString(text)
		})
	})
}

// person adds a person whose given names and surname stand in cells of their own.
func (s *search) person(r *reader, given, surname document.Span) {
	given, surname = s.bareName(given), s.bareName(surname)
	if len(wordsOf(s.r.Doc.Text, given)) == 0 && len(wordsOf(s.r.Doc.Text, surname)) == 0 {
		return // a dash in each
	}
	r.person = len(r.parties)
	r.parties = append(r.parties, extract.Party{Role: r.role, Name: s.r.Text(given) + " " + s.r.Text(surname), Kind: "person", For: r.whom, Confidence: 0.9,
		Evidence: []extract.Evidence{{Span: given, Rule: r.rule}, {Span: surname, Rule: r.rule}}})
	s.done = append(s.done, given, surname)
}

// bareName is a name without the titles before it and what stands in brackets behind it.
func (s *search) bareName(at document.Span) document.Span {
	if bracket := strings.IndexAny(s.r.Text(at), "(["); bracket > 0 {
		at.End = at.Start + bracket
	}
	words := wordsOf(s.r.Doc.Text, at)
	for len(words) > 1 && s.list.isTitle(words[0].text) {
		words = words[1:]
	}
	if len(words) == 0 {
		return at
	}
	return document.Span{Start: words[0].span.Start, End: words[len(words)-1].span.End}
}

var stayedAway = pattern.MustCompile(`(?i)^(?:was |were |is )?(?:absent|apolog(?:y|ies|i[sz]ed)|excused|regrets|not (?:present|attending|represented|in attendance)|did not (?:attend|come)|unable to attend|(?:sent|sends) apologies)(?:$|[ (,;.])`)

// observerFirst is a cell that says of its party that it observed: "Observer: Fiji".
var observerFirst = pattern.MustCompile(`^(?i:observers?) ?: `)

var inBrackets = pattern.MustCompile(`(?i)\(observer`)

// code reads a country column's letters: "AT".
func (s *search) code(r *reader, cell document.Span) bool {
	text := s.r.Text(cell)
	if len(text) > 3 || len(text) < 2 || strings.ToUpper(text) != text {
		return false
	}
	state := s.r.Gazetteer.LookupCode(gazetteer.State, text)
	if state == nil {
		return false
	}
	r.state, r.whom = true, state.Code
	r.add(extract.Party{Role: r.role, Name: text, Kind: "state", Code: state.Code, Canonical: state.Name, Confidence: 0.85,
		Evidence: []extract.Evidence{{Span: cell, Rule: r.rule}}})
	return true
}

// surnameFirst reports whether two parts are a surname and the given names: "FEI, Weijun".
func (s *search) surnameFirst(parts []part) bool {
	for _, p := range parts {
		words := wordsOf(s.r.Doc.Text, p.span)
		if len(words) > 3 {
			return false
		}
		for _, w := range words {
			if !s.list.words.isNameWord(w.text) {
				return false
			}
		}
	}
	return true
}

type tableCell struct {
	col  int
	span document.Span
}

func (s *search) cellsOf(cells map[int][]document.Span, heads map[string][]int) []tableCell {
	var ordered []tableCell
	take := func(state bool) {
		for col := range 40 {
			for _, span := range cells[col] {
				if hasAny(heads["state"], col) == state {
					ordered = append(ordered, tableCell{col, span})
				}
			}
		}
	}
	take(true)
	take(false)
	return ordered
}

func hasAny(cols []int, col int) bool {
	for _, c := range cols {
		if c == col {
			return true
		}
	}
	return false
}
