package sample

import (
	"bytes"
	"crypto/sha256"
	"testing"
)

func TestTheSameSeedGivesTheSameReportsAndNumbersDiffer(t *testing.T) {
	for _, format := range []string{HTML, Text, Markdown, PDF} {
		seen := map[[32]byte]bool{}
		for i := range 1000 {
			data := Report(1, i, format)
			if i < 20 && !bytes.Equal(data, Report(1, i, format)) {
				t.Errorf("%s %d: two reports of one seed and number differ", format, i)
			}
			seen[sha256.Sum256(data)] = true
		}
		if len(seen) != 1000 {
			t.Errorf("%s: %d different reports of 1000", format, len(seen))
		}
		if bytes.Equal(Report(1, 0, format), Report(2, 0, format)) {
			t.Errorf("%s: two seeds give the same report", format)
		}
	}
}
