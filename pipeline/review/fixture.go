package review

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"rapporteur/pipeline/evaluate"
	"rapporteur/pipeline/export"
	"rapporteur/schemas"
)

// reviewedBy is the key of a truth's source that says whose review wrote the file.
const reviewedBy = "reviewed_by"

// SaveTruth writes what a document's corrected record says as a truth file, ID.json, into a folder, and gives its path. Until
// the review is done the truth says that nobody has reviewed it, and 'rapporteur eval' does not score against it. A file that
// a review wrote is replaced; another one stays, and is an error.
func SaveTruth(dir string, r *Review) (path string, err error) {
	if r.Entry.Record == nil {
		return "", errors.New("the document has no record")
	}
	truth := evaluate.Draft(r.Record())
	truth.Unreviewed = r.State != Finished
	var by []string
	for _, c := range r.Log {
		if !slices.Contains(by, c.By) {
			by = append(by, c.By)
		}
	}
	truth.Source[reviewedBy] = by
	path = filepath.Join(dir, filepath.Base(truth.ID)+".json")
	old, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = os.MkdirAll(dir, 0o777)
	case err == nil:
		var there schemas.Truth
		if json.Unmarshal(old, &there) != nil || there.Source[reviewedBy] == nil {
			err = fmt.Errorf("%s is there already, and no review wrote it: it stays as it is", path)
		}
	}
	if err != nil {
		return "", err
	}
	return path, export.WriteFile(path, func(w io.Writer) error { return evaluate.WriteTruth(w, truth) })
}
