package gazetteer

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// codes are the 249 alpha-3 codes of ISO 3166-1, and Kosovo's in use.
const codes = `ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM
BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE
DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC
GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR
KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ
MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT
PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC
SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM
XKX YEM ZAF ZMB ZWE`

func TestEveryStateHasItsEntry(t *testing.T) {
	g := mustDefault(t)
	want := strings.Fields(codes)
	if len(want) != 250 {
		t.Fatalf("the test lists %d codes", len(want))
	}
	var got []string
	alpha2 := map[string]string{}
	for _, e := range g.tables.entries {
		if e.Kind == State && e.Code != "" {
			got = append(got, e.Code)
		}
	}
	for code, e := range g.tables.alpha2 {
		if other, ok := alpha2[e.Code]; ok {
			t.Errorf("%s has two alpha-2 codes, %s and %s", e.Code, code, other)
		}
		alpha2[e.Code] = code
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("codes (-want +got):\n%s", diff)
	}
	for _, code := range want {
		e := g.LookupCode(State, code)
		if e == nil || e.Code != code {
			t.Errorf("%s: LookupCode gives %v", code, e)
			continue
		}
		if alpha2[code] == "" || g.LookupCode(State, alpha2[code]) != e {
			t.Errorf("%s: alpha-2 code %q does not lead to it", code, alpha2[code])
		}
	}
}

// TestTablesAreInOrder holds that a diff of a table shows what changed: rows sorted, none twice, none with spaces at an
// end of a field.
func TestTablesAreInOrder(t *testing.T) {
	for _, f := range files() {
		data, err := embedded.ReadFile(f.file)
		if err != nil {
			t.Fatal(err)
		}
		rows := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")[1:]
		for i, row := range rows {
			if i > 0 && rows[i-1] >= row {
				t.Errorf("%s:%d: %q does not come after %q", f.file, i+2, row, rows[i-1])
			}
			for field := range strings.SplitSeq(row, "\t") {
				if field != strings.TrimSpace(field) {
					t.Errorf("%s:%d: %q has spaces at an end", f.file, i+2, field)
				}
			}
		}
	}
}

func TestTablesHoldWhatTheyPromise(t *testing.T) {
	count := map[Kind]int{}
	countries := map[string]bool{}
	former := 0
	for _, e := range mustDefault(t).tables.entries {
		count[e.Kind]++
		countries[e.Country] = true
		if e.Kind == State && e.Code == "" {
			former++
		}
	}
	for kind, least := range map[Kind]int{State: 250, Organization: 400, Place: 1000, Group: 50} {
		if count[kind] < least {
			t.Errorf("%d of kind %s, want at least %d", count[kind], kind, least)
		}
	}
	t.Logf("%v, of them %d former states; places in %d countries", count, former, len(countries))
}

// TestEveryNameHasOneMeaningOrAnOrder holds that no name means two things by accident: those that do are listed in
// ambiguous.tsv, with exactly their meanings.
func TestEveryNameHasOneMeaningOrAnOrder(t *testing.T) {
	g := mustDefault(t)
	ordered := map[string][]string{}
	for name, order := range g.tables.order {
		key := g.key(name)
		if _, twice := ordered[key]; twice {
			t.Errorf("ambiguous.tsv: %q is there twice", name)
		}
		ordered[key] = order
	}
	for key, id := range g.patterns {
		var meanings []string
		spellings := map[string]string{}
		for _, m := range g.meanings[id] {
			reference := "silent"
			if !m.silent {
				reference = m.Entry.reference()
			}
			if !slices.Contains(meanings, reference) {
				meanings = append(meanings, reference)
			}
			entry := reference
			if !m.silent {
				entry += m.Entry.Name
			}
			if other := spellings[entry+m.spelling]; other != "" {
				t.Errorf("%q stands twice for %s", m.spelling, entry)
			}
			spellings[entry+m.spelling] = m.spelling
		}
		name := g.meanings[id][0].spelling
		order, listed := ordered[key]
		switch {
		case len(meanings) == 1 && listed:
			t.Errorf("ambiguous.tsv: %q means %s only", name, meanings[0])
		case len(meanings) > 1 && !listed:
			t.Errorf("%q means %q, and is not in ambiguous.tsv", name, meanings)
		case len(meanings) > 1 && !cmp.Equal(order, meanings):
			t.Errorf("ambiguous.tsv: %q is said to mean %q, and means %q", name, order, meanings)
		}
		delete(ordered, key)
	}
	for _, order := range ordered {
		t.Errorf("ambiguous.tsv: a name for %q is no name at all", order)
	}
}

// TestEveryNameIsFound holds that each row of each table can match: alone on a line, each name is one mention of the
// whole, and means its entry. The names that only stand for their entry in company are told.
func TestEveryNameIsFound(t *testing.T) {
	g := mustDefault(t)
	for _, n := range g.tables.names {
		text := strings.TrimPrefix(strings.TrimPrefix(n.name, "the "), "The ")
		got := g.Find(text)
		if n.entry == nil {
			if len(got) != 0 {
				t.Errorf("%s: %q is to be silent, and gives %s", n.where(), n.name, show(text, got[0]))
			}
			continue
		}
		if n.form == Demonym && len(got) == 0 {
			continue
		}
		if len(got) != 1 || got[0].Span.Start != 0 || got[0].Span.End < len(strings.TrimRight(text, ".")) {
			t.Errorf("%s: %q gives %q", n.where(), n.name, found(t, g, text))
			continue
		}
		if !slices.ContainsFunc(got[0].Candidates, func(c Candidate) bool { return c.Entry.Code == n.entry.Code && c.Entry.Name == n.entry.Name }) {
			t.Errorf("%s: %q does not give its entry but %s", n.where(), n.name, show(text, got[0]))
		}
		if len(g.Lookup(n.name)) == 0 {
			t.Errorf("%s: Lookup of %q gives nothing", n.where(), n.name)
		}
	}
}

func TestGroupsHaveStatesAsMembers(t *testing.T) {
	g := mustDefault(t)
	for _, e := range g.tables.entries {
		if !slices.IsSorted(e.Members) {
			t.Errorf("members of %s are not in order: %v", e.Name, e.Members)
		}
		for _, m := range e.Members {
			if g.LookupCode(State, m) == nil {
				t.Errorf("member %s of %s is no state", m, e.Name)
			}
		}
	}
}

func TestSharedCodeStandsForItsLikeliestEntry(t *testing.T) {
	g := mustDefault(t)
	for code, want := range map[string]string{"ICC": "International Criminal Court", "IOC": "Intergovernmental Oceanographic Commission", "EU": "European Union", "WB": "World Bank"} {
		if e := g.LookupCode(Organization, code); e == nil || e.Name != want {
			t.Errorf("%s stands for %v, want %s", code, e, want)
		}
	}
	if e := g.LookupCode(State, "SUN"); e != nil {
		t.Errorf("the Soviet Union has no code, but SUN gives %v", e)
	}
}

func TestUserTablesAddToOurs(t *testing.T) {
	ours := mustDefault(t)
	g, err := ours.Extend(fstest.MapFS{
		"organisations.tsv": {Data: []byte("code\tname\tacronyms\tvariants\nLSRO\tLake Sarn Rivers Office\tLSRO\tSarn Office\nWHO\tWorld Health Organization\t\tGlobal Health House\n")},
		"places.tsv":        {Data: []byte("name\tcountry\tvariants\nGeorgia\tNZL\t\nSarnport\tFJI\t\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	text := "The Lake Sarn Rivers Office (LSRO) and the Global Health House met in Sarnport, in Georgia, with Fiji."
	want := []string{"Lake Sarn Rivers Office=org:LSRO", "LSRO=org:LSRO", "Global Health House=org:WHO", "Sarnport=place:FJI", "Georgia=place:NZL GEO place:USA", "Fiji=FJI"}
	if diff := cmp.Diff(want, found(t, g, text)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Georgia=GEO place:USA", "Fiji=FJI"}, found(t, ours, text)); diff != "" {
		t.Errorf("the gazetteer that was extended changed (-want +got):\n%s", diff)
	}
}

func TestBadUserTablesAreNamedWithLineAndReason(t *testing.T) {
	g := mustDefault(t)
	for _, c := range []struct{ file, content, want string }{
		{"states.tsv", "code\tname\n", "states.tsv:1: the first line must name the columns code, alpha2, name, official, acronyms, variants, demonyms, parted by tabs"},
		{"places.tsv", "name\tcountry\tvariants\nA\tFJI\n", "places.tsv:2: 2 columns where 3 are due"},
		{"places.tsv", "name\tcountry\tvariants\nA\tFJI\t\nB\tXXX\t\n", `places.tsv:3: country "XXX" is of no state`},
		{"places.tsv", "name\tcountry\tvariants\nA\tFJI\tB| C\n", `places.tsv:2: name " C" is empty or has spaces at an end`},
		{"places.tsv", "name\tcountry\tvariants\n***\tFJI\t\n", `places.tsv:2: name "***" begins or ends with a mark`},
		{"former.tsv", "name\tcode\tsince\tuntil\tvariants\tdemonyms\nOld Fiji\tFJI\t1970\t1960\t\t\n", `former.tsv:2: "1970" to "1960" are not years in order`},
		{"groups.tsv", "name\tcode\tvariants\tmembers\nMine\t\t\tFiji\n", `groups.tsv:2: member "Fiji" is not three capital letters`},
		{"ambiguous.tsv", "name\tmeanings\nGeorgia\tplace:XXX\n", `ambiguous.tsv:2: meaning "place:XXX" is of no entry`},
		{"words.tsv", "word\troles\nharbor\tsea\n", `words.tsv:2: no role is called "sea"`},
		{"places.tsv", "name\tcountry\tvariants\nA\xff\tFJI\t\n", "places.tsv: not UTF-8"},
	} {
		_, err := g.Extend(fstest.MapFS{c.file: {Data: []byte(c.content)}})
		if got := fmt.Sprint(err); got != c.want {
			t.Errorf("%q:\ngot  %s\nwant %s", c.content, got, c.want)
		}
	}
}
