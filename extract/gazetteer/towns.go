package gazetteer

import (
	_ "embed"
	"sort"
	"strings"
)

// towns is a table of some hundred thousand towns, sorted by their folded names. It is searched where it lies, so that it
// costs nothing to those who ask for no town; its names are too many, and too many of them words and surnames, to be
// sought in every text.
//
//go:embed towns.tsv
var towns string

// Town gives the countries (alpha-3) that have a town of that name, the one with the largest first, or nil. Much smaller
// namesakes are left out. It is for a name that the text itself says to be a place's ("held in Tønder"): [Gazetteer.Find]
// does not see towns.
func Town(name string) []string {
	key := string(foldedName(name))
	if key == "" {
		return nil
	}
	at := sort.Search(len(towns), func(i int) bool { return rowAt(i) >= key })
	found, countries, ok := strings.Cut(rowAt(at), "\t")
	if !ok || found != key {
		return nil
	}
	return strings.Split(countries, "|")
}

// rowAt is the first row of towns that begins at or after a byte, or, behind the last, what sorts after every name.
func rowAt(i int) string {
	if i > 0 {
		next := strings.IndexByte(towns[i-1:], '\n')
		if next < 0 || i+next >= len(towns) {
			return "\xff"
		}
		i += next
	} else {
		i = strings.IndexByte(towns, '\n') + 1 // the head
	}
	row, _, _ := strings.Cut(towns[i:], "\n")
	return row
}
