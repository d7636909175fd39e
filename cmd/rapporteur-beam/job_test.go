package main

import (
	"io/fs"
	"path/filepath"
	"testing"

	"rapporteur/cmd/internal/wire"
	"rapporteur/pipeline/ingest/pdf"
)

func TestPDFiumIsCompiledBeforeTheProcessesOfAMachineRead(t *testing.T) {
	cache := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	j := &Job{Inputs: []string{"archive"}, Out: "out", Workers: 2, Settings: wire.Settings{PDFReader: pdf.PDFium, OCR: pdf.OCROff}}
	for range 2 { // a second bundle joins the same crew
		if _, err := hired.join(t.Context(), j); err != nil {
			t.Fatal(err)
		}
		defer hired.leave(j)
	}
	var compiled int64
	err := filepath.WalkDir(cache, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			var info fs.FileInfo
			if info, err = d.Info(); err == nil {
				compiled += info.Size()
			}
		}
		return err
	})
	if err != nil || compiled < 1<<20 {
		t.Errorf("there are %d bytes in the cache: %v", compiled, err)
	}
}
