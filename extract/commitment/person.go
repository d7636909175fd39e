package commitment

import (
	"slices"
	"strings"

	"rapporteur/extract"
	"rapporteur/extract/document"
	"rapporteur/extract/pattern"
)

// known is a person that the report has named, with the words of the office.
type known struct {
	name   string
	office string
}

var honorifics = wordSet(`h.e. h.e he mr mr. mrs mrs. ms ms. dr dr. prof prof. hon hon. honourable honorable his her excellency
	majesty highness sir dame lord lady the rt rt. right mme m. sheikh shaikh dato dato' datuk tan sri gen gen. col col. lt lt. capt maj
	lyonpo senator rev rev. amb amb. sayyid eng eng. engr engr. barr. ambassador deputy acting former first vice prime foreign state interim`)

// personIn gives the name of a person at the end of a phrase: "Minister of Trade Prof. A.B. Silva".
func (s *survey) personIn(ws []word, lo, end int) (string, bool) {
	stop := end
	for j := lo; j < end; j++ {
		if ws[j].text == "(" || ws[j].text == "," {
			stop = j
			break
		}
	}
	if stop-lo == 2 && officeInitials.MatchString(ws[lo].text) && !s.insideMention(ws[lo]) && ws[lo+1].capital() {
		if full, ok := s.fullName(ws[lo+1].text); ok {
			return full, true // "DPM Heng"
		}
	}
	if stop > lo && ws[stop-1].lower == "majesty" {
		return s.monarch()
	}
	start := stop
	honored := false
	for j := stop - 1; j >= lo; j-- {
		w := ws[j]
		if endsInitial(ws, j) {
			continue
		}
		if !w.capital() && !particles[w.lower] || !w.letters() {
			break
		}
		if honorifics[w.lower] || honorifics[strings.TrimSuffix(w.lower, ".")] {
			honored = true
			break
		}
		if class, ok := s.words.subjects[w.lower]; ok {
			honored = honored || class == office && j < stop-1
			break
		}
		if s.insideMention(w) || prepositions[w.lower] || notNames[w.lower] {
			if stop-start >= 2 && s.insideMention(w) {
				honored = true
			}
			break
		}
		start = j
	}
	if start < stop && particles[ws[start].lower] && start+1 < stop {
		start++
	}
	n := stop - start
	for j := start; j < stop; j++ {
		if endsInitial(ws, j) {
			n--
		}
	}
	if n == 0 || n > 5 {
		return "", false
	}
	// "… of Regional Cooperation Tharaka Silva": what follows "of" belongs to the office, save the last two words.
	if start > lo && ws[start-1].lower == "of" || start > lo && ws[start-1].lower == "and" || start > lo && ws[start-1].lower == "for" {
		if n < 3 {
			return "", false
		}
		start = stop - 2
		honored = true
	}
	name := s.r.Text(document.Span{Start: ws[start].span.Start, End: ws[stop-1].span.End})
	if full, ok := s.fullName(name); ok {
		return full, true
	}
	if !honored && (start > lo || n < 2 && !honored || n > 4) {
		return "", false
	}
	for j := start; j < stop; j++ {
		if strings.ToUpper(ws[j].text) == ws[j].text && len(ws[j].text) > 1 && n == 1 {
			return "", false // an acronym
		}
	}
	return name, true
}

// officeInitials are those of an office before a surname: "DPM".
var officeInitials = pattern.MustCompile(`^\p{Lu}{2,4}$`)

// reigns begins the office of whoever is a Majesty.
var reigns = pattern.MustCompile(`(?i)^(?:the )?(?:king|queen|sultan|emir|amir|emperor|yang di-pertuan)\b`)

// monarch gives the one person known who reigns.
func (s *survey) monarch() (string, bool) {
	name := ""
	for _, p := range s.people {
		if !reigns.MatchString(p.office) || p.name == name {
			continue
		}
		if name != "" {
			return "", false
		}
		name = p.name
	}
	return name, name != ""
}

// initial is the initial of a name, or of a name of two: "M.-A".
var initial = pattern.MustCompile(`^\p{Lu}(?:\.-\p{Lu})?$`)

// endsInitial reports whether a word is the point behind the initial of a name that goes on: "Jone V. Vula".
func endsInitial(ws []word, j int) bool {
	return ws[j].text == "." && j > 0 && initial.MatchString(ws[j-1].text) && j+1 < len(ws) && ws[j+1].capital()
}

var particles = wordSet("bin al de da der van von el ben ibn la le du dos of_")

// notNames are capitalised words that end phrases which are no persons.
var notNames = wordSet(`declaration agreement convention protocol plan strategy statement report charter treaty framework act law programme program
	project policy resolution document paper study review communique communiqué text annex article chapter section table figure fund agenda today
	yesterday monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
	in on at the this these that there it during following background introduction conclusion mechanism system initiative concept note process action secretariat review vision roadmap
	day week month year decade season festival exhibition prize award`)

// introduce notes the persons that a sentence names with an honorific, whoever its subject is.
func (s *survey) introduce(ws []word) {
	for j := 0; j+1 < len(ws); j++ {
		if !greetings[ws[j].lower] && !(ws[j].text == "Ambassador" && j+2 < len(ws) && ws[j+1].capital() && ws[j+2].capital()) || greetings[ws[j+1].lower] {
			continue
		}
		end := j + 1
		for end < len(ws) && (endsInitial(ws, end) || (ws[end].capital() || particles[ws[end].lower]) && ws[end].letters() && !s.insideMention(ws[end])) {
			end++
		}
		if name, ok := s.personIn(ws, j, end); ok {
			s.person(name, s.officeBehind(ws, end))
		}
	}
}

// officeBehind is the office that a comma parts from the name before it: "Dr. Ana Pita, President of the Republic of Fiji,".
func (s *survey) officeBehind(ws []word, comma int) string {
	if comma+2 < len(ws) && ws[comma].text == "," && postNominal[ws[comma+1].text] && ws[comma+2].text == "," {
		comma += 2
	}
	from := comma + 1
	head := from
	for head < len(ws) && head < from+3 && ws[head].capital() && s.words.subjects[ws[head].lower] != office {
		head++ // "Prime Minister", "Deputy Foreign Minister"
	}
	if head >= len(ws) || ws[comma].text != "," || s.words.subjects[ws[head].lower] != office {
		return ""
	}
	if next := head + 1; next < len(ws) && ws[next].capital() && ws[next].letters() && s.words.subjects[ws[next].lower] != office {
		return "" // "Mr. A, Prime Minister B and Ms. C"
	}
	to := from
	for to < len(ws) && to < from+10 && ws[to].letters() {
		to++
	}
	return strings.ToLower(s.text(ws, from, to))
}

// postNominal are letters behind a name, before its office.
var postNominal = map[string]bool{"M.P": true, "M.P.": true, "MP": true, "MEP": true, "MLA": true, "Q.C": true, "Q.C.": true, "QC": true, "PhD": true, "Ph.D": true, "Jr": true, "Jr.": true}

// fullName gives the full name of a person named before by a part of it.
func (s *survey) fullName(part string) (string, bool) {
	words := strings.Fields(part)
	for i := len(s.people) - 1; i >= 0; i-- {
		full := strings.Fields(s.people[i].name)
		if len(full) <= len(words) {
			if s.people[i].name == part {
				return part, true
			}
			continue
		}
		if strings.EqualFold(full[len(full)-1], words[len(words)-1]) || len(words) == 1 && strings.EqualFold(full[0], words[0]) {
			return s.people[i].name, true
		}
	}
	return "", false
}

// person notes a person, so that "he", the surname and the office lead back to the name.
func (s *survey) person(name, officeText string) subject {
	if i := strings.Index(officeText, strings.ToLower(name)); i > 0 {
		officeText = officeText[:i]
	}
	s.people = append(s.people, known{name, officeText})
	subj := subject{actors: []string{name}, person: true}
	s.lastPerson = subj
	return subj
}

// holds reports whether somebody's office is or holds one that is spoken of, which is not that of whom they stand in for: "Deputy Prime
// Minister" is no "Prime Minister".
func holds(office, spokenOf string) bool {
	at := strings.Index(office, spokenOf)
	if of, ok := strings.CutSuffix(spokenOf, " minister"); at < 0 && ok && !strings.Contains(of, " ") {
		for _, joint := range []string{"minister of ", "minister for "} { // "Minister for Foreign Affairs", and then "the Foreign Minister"
			if i := strings.Index(office, joint+of); i >= 0 && headsOffice.MatchString(office[:i]) && endsOffice.MatchString(office[i+len(joint+of):]) {
				return true
			}
		}
	}
	return at >= 0 && office != "" && !standsIn.MatchString(office[:at]) && !possessive.MatchString(office[at+len(spokenOf):])
}

// headsOffice and endsOffice stand before an office and behind what it is for, where somebody holds it and no other.
var (
	headsOffice = pattern.MustCompile(`^(?:(?:the )?(?:deputy )?prime minister (?:and|&) )?(?:the )?$`)
	endsOffice  = pattern.MustCompile(`^(?: affairs)?(?:$|,| and | of )`)
)

// possessive goes on from an office that is somebody else's: "Minister at the Prime Minister's Office".
var possessive = pattern.MustCompile(`^['’]s`)

// standsIn ends in a word for whom somebody else's office is only done.
var standsIn = pattern.MustCompile(`(?:^|[ -])(?:deputy|vice|former|assistant|second|under)[ -]$`)

// holder gives the person who was named with an office, or the one chair that the meeting has.
func (s *survey) holder(officeText string) (subject, bool) {
	officeText = strings.TrimSpace(officeText)
	chair := func() (subject, bool) {
		chairs := slices.DeleteFunc(slices.Clone(s.f.Meeting.Chairs), func(v extract.Value[string]) bool { return s.isState(v.V) })
		if len(chairs) != 1 {
			return subject{}, false
		}
		return subject{actors: []string{chairs[0].V}, person: true}, true
	}
	bare := strings.TrimSuffix(officeText, "-in-office")
	switch bare {
	case "chair", "chairman", "chairperson", "chairwoman": // before the chairs of others
		if subj, ok := chair(); ok {
			return subj, true
		}
	}
	for i := len(s.people) - 1; i >= 0; i-- {
		if holds(s.people[i].office, officeText) {
			return subject{actors: []string{s.people[i].name}, person: true}, true
		}
	}
	if bare == "president" {
		if subj, ok := chair(); ok {
			return subj, true
		}
	}
	// "the Secretary General", of the one who attended as such
	name := ""
	for _, p := range s.f.Parties {
		if held := strings.ToLower(p.Office); p.Kind != "person" || !strings.HasPrefix(held, officeText) || len(held) > len(officeText) && held[len(officeText)] != ' ' {
			continue
		}
		if name != "" && name != p.Name || !strings.Contains(officeText, " ") && !strings.Contains(officeText, "-") {
			return subject{}, false
		}
		name = p.Name
	}
	return subject{actors: []string{name}, person: true}, name != ""
}
