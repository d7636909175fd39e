package evaluate

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"rapporteur/schemas"
)

// TruthFile is a truth with the name of the file that holds it.
type TruthFile struct {
	*schemas.Truth
	Name string
}

// LoadTruth reads every truth file (.json) of a folder, keyed by the id of the report that it is the truth of.
// It does not descend into folders. Errors name the file.
func LoadTruth(fsys fs.FS) (map[string]TruthFile, error) {
	names, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		// A folder that does not exist gives no names either; reading it says which of the two it is.
		if _, err := fs.ReadDir(fsys, "."); err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("no truth files (*.json) there")
	}
	truths := map[string]TruthFile{}
	for _, name := range names {
		truth, err := readTruth(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if other, ok := truths[truth.ID]; ok {
			return nil, fmt.Errorf("%s: id %q is that of %s", name, truth.ID, other.Name)
		}
		truths[truth.ID] = TruthFile{truth, name}
	}
	return truths, nil
}

func readTruth(fsys fs.FS, name string) (*schemas.Truth, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	var truth schemas.Truth
	if err := json.Unmarshal(data, &truth); err != nil {
		return nil, err
	}
	if truth.ID == "" {
		truth.ID = strings.TrimSuffix(strings.TrimSuffix(path.Base(name), ".json"), ".truth")
	}
	for i, o := range truth.Outcomes {
		if !slices.Contains(schemas.Acts, o.Act) {
			return nil, fmt.Errorf("outcome %d (%s): unknown act %q", i+1, o.Anchor, o.Act)
		}
		if fold(o.Anchor) == "" {
			return nil, fmt.Errorf("outcome %d: no anchor", i+1)
		}
	}
	for _, list := range [][]schemas.TruthParty{truth.Attendees, truth.Observers, truth.Absentees} {
		for _, p := range list {
			if !slices.Contains(schemas.PartyKinds, p.Kind) {
				return nil, fmt.Errorf("party %s: unknown kind %q", p.Name, p.Kind)
			}
		}
	}
	return &truth, nil
}
