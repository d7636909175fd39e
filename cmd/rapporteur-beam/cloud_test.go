//go:build cloud

package main

import (
	"bytes"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"rapporteur/pipeline/shards"
)

// What lies in an object store comes out as what lies in a folder, and shards can be written there.
func TestArchivesAndShardsMayLieInAnObjectStore(t *testing.T) {
	in := archive(t, 40)
	want := locally(t, in)
	backend := s3mem.New()
	server := httptest.NewServer(gofakes3.New(backend).Server())
	defer server.Close()
	t.Setenv("AWS_ACCESS_KEY_ID", "nobody")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "nothing")
	if err := backend.CreateBucket("reports"); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(in, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(in, path)
		if err != nil {
			return err
		}
		_, err = backend.PutObject("reports", "archive/"+filepath.ToSlash(name), map[string]string{}, bytes.NewReader(data), int64(len(data)), nil)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	query := "?region=us-east-1&use_path_style=true&request_checksum_calculation=when_required&response_checksum_validation=when_required&endpoint=" + server.URL
	copies := t.TempDir()
	t.Setenv("TMPDIR", copies)

	local := filepath.Join(t.TempDir(), "shards")
	sharded(t, "s3://reports/archive"+query, "-o", local)
	compare(t, want, local)

	remote := "s3://reports/out" + query
	for range 2 {
		sharded(t, "s3://reports/archive"+query, "-o", remote, "--overwrite")
	}
	bucket, err := (&Job{Out: remote}).folder(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	data, err := shards.Open(t.Context(), bucket)
	if err != nil {
		t.Fatal(err)
	}
	fetched := t.TempDir()
	for _, name := range names(data) {
		object, err := backend.GetObject("reports", "out/"+name, nil)
		if err != nil {
			t.Fatal(err)
		}
		file, err := os.Create(filepath.Join(fetched, name))
		if err == nil {
			_, err = file.ReadFrom(object.Contents)
		}
		if err != nil {
			t.Fatal(err)
		}
		file.Close()
	}
	compare(t, want, fetched)
	objects, err := backend.ListBucket("reports", &gofakes3.Prefix{HasPrefix: true, Prefix: "out/"}, gofakes3.ListBucketPage{})
	if err != nil || len(objects.Contents) != len(names(data)) {
		t.Errorf("%d objects, want %d: %v", len(objects.Contents), len(names(data)), err)
	}
	if left, err := filepath.Glob(filepath.Join(copies, "rapporteur-*")); err != nil || len(left) > 0 {
		t.Errorf("copies stay behind: %v %v", left, err)
	}
	if said, err := program(t, "run", "s3://reports/archive"+query, "-o", remote).CombinedOutput(); err == nil || !strings.Contains(string(said), "a run that has ended") {
		t.Errorf("%v: %s", err, said)
	}
}

// names are the files that a manifest names, and itself.
func names(data *shards.Dataset) []string {
	out := []string{shards.CountsFile, shards.ManifestFile}
	for _, s := range data.Shards {
		out = append(out, s.Records.Name, s.Letters.Name)
		if s.Texts != nil {
			out = append(out, s.Texts.Name)
		}
	}
	return out
}
