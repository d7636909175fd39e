//go:build cloud

package main

import (
	"bytes"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// objectStore is a store that speaks as S3 does, on this machine, with files; it gives the address of what lies in them.
func objectStore(t *testing.T, files map[string][]byte) (address string, backend gofakes3.Backend) {
	t.Helper()
	backend = s3mem.New()
	server := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(server.Close)
	t.Setenv("AWS_ACCESS_KEY_ID", "nobody")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "nothing")
	if err := backend.CreateBucket("reports"); err != nil {
		t.Fatal(err)
	}
	for name, data := range files {
		if _, err := backend.PutObject("reports", name, map[string]string{}, bytes.NewReader(data), int64(len(data)), nil); err != nil {
			t.Fatal(err)
		}
	}
	return "?region=us-east-1&use_path_style=true&response_checksum_validation=when_required&endpoint=" + server.URL, backend
}

// Reports in an object store come out as in a folder, archives among them; what is gone is marked, what failed is tried
// again from there, and no copy of them stays.
func TestReportsInAnObjectStoreComeOutAsInAFolder(t *testing.T) {
	names := []string{"customs-council.md", "governors-minutes.txt", "lakes-summit.html", "solar-ministers.html", "squid-commission.pdf"}
	folder, remote, contents := t.TempDir(), map[string][]byte{}, map[string][]byte{}
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "reports", name))
		if err != nil {
			t.Fatal(err)
		}
		contents[name] = data
		if err := os.MkdirAll(filepath.Join(folder, "sub"), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, "sub", name), data, 0o666); err != nil {
			t.Fatal(err)
		}
		remote["2011/sub/"+name] = data
	}
	zip := packed(t, contents, names)
	if err := os.WriteFile(filepath.Join(folder, "all.zip"), append(zip, 0), 0o666); err != nil {
		t.Fatal(err)
	}
	remote["2011/all.zip"] = append(zip, 0)
	remote["2011/.hidden"], remote["2011/folder/"], remote["2012/other.txt"] = []byte("x"), nil, []byte("The ministers met.")
	query, backend := objectStore(t, remote)
	copies := t.TempDir()
	t.Setenv("TMPDIR", copies)

	run := func(args ...string) string {
		t.Helper()
		said, err := program(t, args...).CombinedOutput()
		if _, failed := err.(*exec.ExitError); err != nil && !failed {
			t.Fatalf("%v\n%s", err, said)
		}
		return string(said)
	}
	local, out := filepath.Join(t.TempDir(), "out"), filepath.Join(t.TempDir(), "out")
	run("run", folder, "-o", local)
	address := "s3://reports/2011" + query
	said := run("run", address, "-o", out)
	if !strings.HasPrefix(said, "10 files = 5 ok + 5 duplicate") {
		t.Fatal(said)
	}
	records := func(dataset string) string {
		data, err := os.ReadFile(filepath.Join(dataset, recordsFile))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	if diff := cmp.Diff(records(local), records(out)); diff != "" {
		t.Errorf("(-folder +object store):\n%s", diff)
	}
	if _, err := backend.DeleteObject("reports", "2011/sub/lakes-summit.html"); err != nil {
		t.Fatal(err)
	}
	// The member of the archive with the same name has its id for itself now, and is extracted anew under it.
	if said := run("run", address, "-o", out); !strings.Contains(said, "8 had not changed") || !strings.Contains(said, "1 were extracted anew") || !strings.Contains(said, "1 of them gone from the archive") {
		t.Error(said)
	}
	if said := run("run", address, "-o", filepath.Join(t.TempDir(), "small"), "--timeout", "1ms"); !strings.Contains(said, "timeout") {
		t.Error(said)
	} else if said := run("retry", said[strings.Index(said, "/"):strings.Index(said, "/dataset.db")], "--reason", "timeout"); !strings.Contains(said, " ok") {
		t.Error(said)
	}
	if said := run("run", "s3://reports/2012/other.txt"+query, "-o", filepath.Join(t.TempDir(), "one")); !strings.HasPrefix(said, "1 files = 1 ok") {
		t.Error(said)
	}
	if said := run("run", "s3://reports/2013"+query, "-o", filepath.Join(t.TempDir(), "none")); !strings.Contains(said, "there is no object") {
		t.Error(said)
	}
	if left, err := filepath.Glob(filepath.Join(copies, "rapporteur-*")); err != nil || len(left) > 0 {
		t.Errorf("copies stay behind: %v %v", left, err)
	}
}
