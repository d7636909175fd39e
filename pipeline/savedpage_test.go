package pipeline

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPartsOfASavedPageAreSkippedAndDocumentsAreNot(t *testing.T) {
	inputs := []Input{
		{URI: "2015/reefs.html"}, {URI: "2015/reefs_files/frame.html"}, {URI: "2015/reefs_files/a/logo.png"}, {URI: "2015/reefs_files/annex.PDF"},
		{URI: "Seen.htm"}, {URI: "Seen-Dateien/style.css"}, {URI: "old.zip!m.html"}, {URI: "old.zip!m_fichiers/x.htm"},
		{URI: "lakes_files/page.html"}, {URI: "2016/reefs_files/frame.html"}, {URI: "notes_files/x.html"}, {URI: "notes.txt"},
		{URI: "c.warc!https://a.int/b.html", Address: "https://a.int/b.html"}, {URI: "c.warc!https://a.int/b_files/c.html", Address: "https://a.int/b_files/c.html"},
		{URI: "2015/reefs_files/lost.html", Err: errors.New("lost")},
	}
	skipParts(inputs)
	got := map[string]string{}
	for _, in := range inputs {
		var failure *Failure
		if errors.As(in.Err, &failure) && in.skip {
			got[in.URI] = string(failure.Reason) + ": " + failure.Err.Error()
		}
	}
	want := map[string]string{
		"2015/reefs_files/frame.html": "page-part: it is a part of the saved page 2015/reefs.html", "2015/reefs_files/a/logo.png": "page-part: it is a part of the saved page 2015/reefs.html",
		"Seen-Dateien/style.css": "page-part: it is a part of the saved page Seen.htm", "old.zip!m_fichiers/x.htm": "page-part: it is a part of the saved page old.zip!m.html",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
