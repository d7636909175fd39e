package pipeline_test

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/pipeline"
)

func TestPagesAreDrawnByAWorkerThatAFileCannotTurn(t *testing.T) {
	dir := files(t, map[string]string{"good.pdf": "good", "crash.pdf": "crash", "none.pdf": "no pages", "astray.pdf": "astray"})
	start, err := pipeline.Self(workerVerb)
	if err != nil {
		t.Fatal(err)
	}
	d := pipeline.NewDrawer(pipeline.Options{Worker: start, Settings: testSettings{}})
	defer d.Close()
	for _, test := range []struct{ name, content, want string }{
		{"good.pdf", "good", ""},
		{"good.pdf", "other bytes", "the file changed"},
		{"none.pdf", "no pages", "there is no page 3"},
		{"crash.pdf", "crash", "exit status 7"},
		{"astray.pdf", "astray", "a picture that is none"},
		{"missing.pdf", "", "unreadable"},
		{"good.pdf", "good", ""}, // after all that
	} {
		sum := sha256.Sum256([]byte(test.content))
		got, err := d.Draw(t.Context(), pipeline.Input{URI: test.name, Path: filepath.Join(dir, test.name)}, hex.EncodeToString(sum[:]), 3, 72)
		switch {
		case test.want == "" && (err != nil || !strings.HasSuffix(string(got), "good, page 3")):
			t.Errorf("%s: %q, %v", test.name, got, err)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
}
