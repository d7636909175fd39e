package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/pipeline/sample"
	"rapporteur/pipeline/store"
)

// killsEnv is how often TestARunThatIsKilledAnywhereEndsTheSame kills. From manyKills on its archive has 500 reports, PDF
// files among them.
const (
	killsEnv  = "RAPPORTEUR_KILLS"
	fewKills  = 10
	manyKills = 100
)

// program starts this test binary as the program itself.
func program(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Args[0] = "rapporteur" // by which testscript tells it from a test run
	return cmd
}

// A run is killed at points of its life that chance names, and begun again each time, until it has ended: what it made has
// the bytes of what a run made that nobody killed, and no worker had to do more than one document again for each kill.
func TestARunThatIsKilledAnywhereEndsTheSame(t *testing.T) {
	const workers = 2
	kills, reports, formats := fewKills, 120, []string{sample.HTML, sample.Text, sample.Markdown}
	if wanted := os.Getenv(killsEnv); wanted != "" {
		n, err := strconv.Atoi(wanted)
		if err != nil {
			t.Fatalf("%s: %v", killsEnv, err)
		}
		if kills = n; n >= manyKills {
			reports, formats = 500, append(formats, sample.HTML, sample.PDF)
		}
	}
	dir := t.TempDir()
	archive := filepath.Join(dir, "archive")
	if _, err := sample.Archive(archive, 6, reports, formats...); err != nil {
		t.Fatal(err)
	}
	reports += printed(t, archive)
	arguments := func(out string) []string {
		return []string{"run", archive, "-o", out, "-j", strconv.Itoa(workers), "--log-format", "json", "--timeout", "10m", "--max-cpu", "10m"}
	}
	start := time.Now()
	whole := filepath.Join(dir, "whole")
	if out, err := program(t, arguments(whole)...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	took := time.Since(start)
	want := madeBy(t, whole)

	chance := rand.New(rand.NewPCG(6, 6))
	killed, rounds := 0, 0
	for killed < kills {
		rounds++
		out := filepath.Join(dir, "killed-"+strconv.Itoa(rounds)) // as deep as the other: links in the workbook are relative
		begun, killedHere := 0, 0
		for ended := false; !ended; {
			patience := time.Duration(chance.Int64N(int64(took / 4)))
			if killed+killedHere >= kills {
				patience = time.Hour // it is left in peace
			}
			cmd := program(t, arguments(out)...)
			var log bytes.Buffer
			cmd.Stderr = &log
			cmd.WaitDelay = time.Minute
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			kill := time.AfterFunc(patience, func() { cmd.Process.Kill() })
			err := cmd.Wait()
			kill.Stop()
			begun += begunIn(&log)
			var exit *exec.ExitError
			switch {
			case err == nil:
				ended = true
			case errors.As(err, &exit) && exit.ExitCode() == -1:
				killedHere++
			default:
				t.Fatalf("after %d kills: %v\n%s", killed+killedHere, err, log.String())
			}
		}
		killed += killedHere
		if most := reports + workers*killedHere; begun > most {
			t.Errorf("round %d: %d documents were begun, want at most %d: %d, and one a worker for each of %d kills", rounds, begun, most, reports, killedHere)
		}
		got := madeBy(t, out)
		for name := range want {
			if !bytes.Equal(want[name], got[name]) {
				t.Errorf("round %d: %s has other bytes after %d kills", rounds, name, killedHere)
			}
		}
		if err := os.RemoveAll(out); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d kills in %d rounds over %d reports", killed, rounds, reports)
}

// printed adds to an archive some reports with other bytes and the same text, as pages for printing are, and says how many:
// which of the same counts is decided when all have been read.
func printed(t *testing.T, archive string) int {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(archive, "*", "*1.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		folder := filepath.Join(archive, "print")
		if err := os.MkdirAll(folder, 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, "print-"+filepath.Base(path)), append(data, '\n'), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return len(files)
}

// madeBy are the files that people use of a dataset, as bytes: those that a run writes, and tables by export.
func madeBy(t *testing.T, dataset string) map[string][]byte {
	t.Helper()
	tables := filepath.Join(t.TempDir(), "tables")
	if out, err := program(t, "export", dataset, "-f", "csv", "-o", tables).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	made := map[string][]byte{}
	paths := []string{filepath.Join(dataset, recordsFile), filepath.Join(dataset, workbookFile)}
	more, err := filepath.Glob(filepath.Join(tables, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	direct, err := filepath.Glob(filepath.Join(tables, "*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	paths = append(append(paths, more...), direct...)
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		made[filepath.Base(path)] = data
	}
	if len(made) < 5 {
		t.Fatalf("%d files were made only", len(made))
	}
	return made
}

// begunIn counts the documents that a log of JSON lines says were given to workers. The last line may be cut.
func begunIn(log *bytes.Buffer) int {
	n := 0
	for lines := bufio.NewScanner(log); lines.Scan(); {
		var line struct{ Msg string }
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "begun" {
			n++
		}
	}
	return n
}

// The second of two runs in one dataset is refused, and told who has it.
func TestTwoRunsInOneDatasetAreRefusedAndToldWho(t *testing.T) {
	dir := t.TempDir()
	if _, err := sample.Archive(filepath.Join(dir, "archive"), 1, 2, sample.Text); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	data, err := store.Create(t.Context(), out, "test")
	if err != nil {
		t.Fatal(err)
	}
	said, err := program(t, "run", filepath.Join(dir, "archive"), "-o", out).CombinedOutput()
	if err == nil || !strings.Contains(string(said), "process "+strconv.Itoa(os.Getpid())+" on ") || !strings.Contains(string(said), "another program is using the dataset") {
		t.Errorf("%v\n%s", err, said)
	}
	if err := data.Close(); err != nil {
		t.Fatal(err)
	}
	if said, err := program(t, "run", filepath.Join(dir, "archive"), "-o", out).CombinedOutput(); err != nil {
		t.Errorf("after the other has ended: %v\n%s", err, said)
	}
}

// A disk that fills up ends the run with its name; once there is room, the same command goes on and ends the same.
func TestARunOnAFullDiskSaysSoAndGoesOnLater(t *testing.T) {
	dir := t.TempDir()
	disk := filepath.Join(dir, "disk")
	if err := os.Mkdir(disk, 0o777); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", disk).CombinedOutput(); err != nil {
		t.Skipf("a small disk cannot be made here (mount needs root's rights): %v: %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", disk).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	})
	archive := filepath.Join(dir, "archive")
	if _, err := sample.Archive(archive, 3, 120, sample.HTML, sample.Text); err != nil {
		t.Fatal(err)
	}
	whole := filepath.Join(dir, "whole")
	if out, err := program(t, "run", archive, "-o", whole).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	out := filepath.Join(disk, "out")
	said, err := program(t, "run", archive, "-o", out).CombinedOutput()
	if err == nil || !strings.Contains(string(said), "disk is full") && !strings.Contains(string(said), "no space left") {
		t.Fatalf("%v\n%s", err, said)
	}
	if out, err := exec.Command("mount", "-o", "remount,size=200m", disk).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	said, err = program(t, "run", archive, "-o", out).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	if !strings.Contains(string(said), "had not changed since the last run") {
		t.Errorf("nothing of the first run was kept:\n%s", said)
	}
	if diff := cmp.Diff(madeBy(t, whole)[recordsFile], madeBy(t, out)[recordsFile]); diff != "" {
		t.Error("the records differ from those of a run with room")
	}
}
