package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/cmd/internal/wire"
	"rapporteur/pipeline"
	"rapporteur/pipeline/programtest"
	"rapporteur/pipeline/sample"
	"rapporteur/pipeline/shards"
	"rapporteur/pipeline/store"
)

// asProgram is the name under which tests start this binary as the program.
const asProgram = "rapporteur-beam"

func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) == asProgram || len(os.Args) > 1 && slices.Contains([]string{wire.WorkerVerb, poolWorkerVerb}, os.Args[1]) || isBeamWorker(os.Args[1:]) {
		main()
	}
	os.Exit(m.Run())
}

// program is a call of the program.
func program(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Args[0] = asProgram
	return cmd
}

// sharded runs the program over an archive and gives what it printed; it fails where documents failed only if none may.
func sharded(t testing.TB, args ...string) string {
	t.Helper()
	out, err := program(t, append([]string{"run"}, args...)...).CombinedOutput()
	if exit, ok := err.(*exec.ExitError); err != nil && (!ok || exit.ExitCode() != exitSomeFailed) {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

// built is a program of another package, built for the test.
func built(t testing.TB, dir, name, path string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), name)
	cmd := exec.Command("go", "build", "-o", to, path)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return to
}

// reports is how many generated reports the engines are compared over.
func reports(t testing.TB) int {
	t.Helper()
	text := os.Getenv("RAPPORTEUR_BEAM_REPORTS")
	if text == "" {
		return 200
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// written are the folders of reports that people wrote.
var written = []string{"../../testdata/reports", "../../../shared/reports/html", "../../../shared/real/docs"}

// archive is a folder of generated reports, of others, and of all that is hard about archives: broken files, duplicates by
// bytes and by words, namesakes, parts of pages, archives of files and of the web.
func archive(t testing.TB, n int, others ...string) string {
	t.Helper()
	dir := t.TempDir()
	if _, err := sample.Archive(filepath.Join(dir, "sample"), 8, n, sample.HTML, sample.Text, sample.Markdown, sample.HTML, sample.PDF); err != nil {
		t.Fatal(err)
	}
	for i, from := range others {
		if _, err := os.Stat(from); err != nil {
			t.Logf("%s is not here: it is not compared", from)
			continue
		}
		if err := os.CopyFS(filepath.Join(dir, fmt.Sprint("others-", i)), os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	page := string(sample.Report(9, 1, sample.HTML))
	files := map[string]string{
		"hard/broken.pdf": "%PDF-1.7 broken", "hard/broken-too.pdf": "%PDF-1.7 broken", "hard/empty.html": "", "hard/empty-too.html": "",
		"hard/picture.png": "\x89PNG\r\n\x1a\n", "hard/report.html": page, "hard/2012/report.html": page, "hard/zz.html": "\n" + page,
		"hard/report_files/frame.html": "<p>The ministers met.", "hard/mail.eml": "From: a@example.org\r\nSubject: Report\r\n\r\nFiji and Tonga attended.\r\n",
		"hard/packed.tar": tarOf(t, 30), "hard/crawl.warc.gz": warcOf(t, 250), "hard/cut.warc.gz": warcOf(t, 20)[:9000],
	}
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// outcome is what came of an archive: records as they are written, dead letters, counts.
type outcome struct {
	Records string
	Letters []shards.Letter
	Counts  map[pipeline.State]int
}

// locally is what a run on this machine makes of an archive, by the command rapporteur.
func locally(t testing.TB, archive string) outcome {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	said, err := exec.CommandContext(t.Context(), built(t, "../..", "rapporteur", "./cmd/rapporteur"), "run", archive, "-o", out).CombinedOutput()
	if exit, ok := err.(*exec.ExitError); err != nil && (!ok || exit.ExitCode() != exitSomeFailed) {
		t.Fatalf("%v\n%s", err, said)
	}
	data, err := store.Open(t.Context(), out)
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	o := outcome{Counts: map[pipeline.State]int{}}
	err = data.Entries(t.Context(), func(e *pipeline.Entry) error {
		o.Counts[e.State]++
		if e.State != pipeline.OK {
			o.Letters = append(o.Letters, shards.Letter{ID: e.ID, URI: e.URI, State: e.State, Reason: e.Reason, Message: e.Message, MediaType: e.MediaType, SHA256: e.SHA256, Bytes: e.Bytes})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	records, err := os.ReadFile(filepath.Join(out, "records.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	o.Records = string(records)
	return o
}

// inShards is what lies in a folder of shards, read without the package that wrote them.
func inShards(t testing.TB, dir string) outcome {
	t.Helper()
	var o outcome
	var counts shards.Counts
	data, err := os.ReadFile(filepath.Join(dir, shards.CountsFile))
	if err == nil {
		err = json.Unmarshal(data, &counts)
	}
	if err != nil {
		t.Fatal(err)
	}
	o.Counts = counts.States
	lines := func(pattern string) (all []string) {
		names, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(string(data)) {
				all = append(all, line)
			}
		}
		return all
	}
	byID := map[string]string{}
	for _, line := range lines("records-*.jsonl") {
		var r struct{ ID string }
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		if byID[r.ID] != "" {
			t.Errorf("%s has two records", r.ID)
		}
		byID[r.ID] = line
	}
	for _, id := range slices.Sorted(maps.Keys(byID)) {
		o.Records += byID[id]
	}
	for _, line := range lines("letters-*.jsonl") {
		var l shards.Letter
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		o.Letters = append(o.Letters, l)
	}
	slices.SortFunc(o.Letters, func(a, b shards.Letter) int { return strings.Compare(a.ID, b.ID) })
	if left, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(left) > 0 {
		t.Errorf("temporary files are left: %v %v", left, err)
	}
	return o
}

// compare tells how shards differ from what a local run made.
func compare(t testing.TB, want outcome, dir string) {
	t.Helper()
	got := inShards(t, dir)
	if diff := cmp.Diff(want.Counts, got.Counts); diff != "" {
		t.Errorf("counts (-local +shards):\n%s", diff)
	}
	if diff := cmp.Diff(want.Letters, got.Letters); diff != "" {
		t.Errorf("dead letters (-local +shards):\n%s", diff)
	}
	if want.Records != got.Records {
		t.Errorf("the records are others (-local +shards):\n%s", cmp.Diff(strings.Split(want.Records, "\n"), strings.Split(got.Records, "\n")))
	}
}

// serve starts a server, which the end of the test ends, and gives the first line that it prints.
func serve(t testing.TB, cmd *exec.Cmd, printed bool) string {
	t.Helper()
	var log bytes.Buffer
	cmd.Stderr = &log
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.WaitDelay = 10 * time.Second
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(os.Interrupt) // at which a pool ends its workers
		defer time.AfterFunc(10*time.Second, func() { cmd.Process.Kill() }).Stop()
		cmd.Wait()
		if t.Failed() {
			t.Logf("%s:\n%s", cmd.Path, log.String())
		}
	})
	if !printed {
		return ""
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("%v\n%s", err, log.String())
	}
	return strings.TrimSpace(line)
}

// freePort is a port that nobody listens at. It lies below those that systems hand out to whoever asks for any port (from 32768 on
// Linux, 49152 elsewhere): one of these may be gone before the server that is told to listen there does.
func freePort(t testing.TB) string {
	t.Helper()
	for range 100 {
		port := strconv.Itoa(20000 + rand.IntN(10000))
		if listener, err := net.Listen("tcp", "localhost:"+port); err == nil {
			listener.Close()
			return port
		}
	}
	t.Fatal("no port from 20000 to 29999 is free")
	return ""
}

// listens waits until something listens at an address.
func listens(t testing.TB, address string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for ctx.Err() == nil {
		conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
		if err == nil {
			conn.Close()
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("nothing listens at %s", address)
}

// prism starts the engine of Beam's Go SDK as a server, and gives its address.
func prism(t testing.TB) string {
	t.Helper()
	port := freePort(t)
	serve(t, exec.Command(built(t, ".", "prism", "github.com/apache/beam/sdks/v2/go/cmd/prism"), "-job_port", port, "-serve_http=false", "-log_level", "warn"), false)
	address := "localhost:" + port
	listens(t, address)
	return address
}

// workers starts a pool of workers, and gives its address and process.
func workers(t testing.TB) (address string, process *os.Process) {
	t.Helper()
	cmd := program(t, "pool", "--listen", "localhost:0")
	address = serve(t, cmd, true)
	return address, cmd.Process
}

// twice is the engine of Beam's Python SDK as a server that carries out each bundle twice, and drops what the first time gave: as
// an engine does with a bundle whose machine it has lost.
const twice = `
import sys
from apache_beam.runners.portability import local_job_service, local_job_service_main
class Twice(local_job_service.fn_runner.FnApiRunner):
    def __init__(self, **options):
        super().__init__(bundle_repeat=1, **options)
local_job_service.fn_runner.FnApiRunner = Twice
local_job_service_main.run(sys.argv[1:])
`

// python starts that engine, and gives its address.
func python(t testing.TB) string {
	t.Helper()
	port := freePort(t)
	serve(t, exec.Command(programtest.NeedFile(t, "beam", "BEAM_PYTHON"), "-c", twice, "--port", port), false)
	address := "localhost:" + port
	listens(t, address)
	return address
}

func external(t testing.TB) []string {
	t.Helper()
	address, _ := workers(t)
	return []string{"--environment_type", "EXTERNAL", "--environment_config", address}
}

var loopback = []string{"--environment_type", "LOOPBACK"}

func TestEveryEngineMakesOfAnArchiveWhatALocalRunMakes(t *testing.T) {
	in := archive(t, reports(t), written...)
	want := locally(t, in)
	for _, state := range pipeline.States {
		if want.Counts[state] == 0 && state != pipeline.Partial {
			t.Errorf("the archive has no document that is %s", state)
		}
	}
	for name, flags := range map[string]func(t *testing.T) []string{
		"in this process":    func(*testing.T) []string { return nil },
		"Prism, in loopback": func(t *testing.T) []string { return append([]string{"--endpoint", prism(t)}, loopback...) },
		"Prism, with a pool": func(t *testing.T) []string { return append([]string{"--endpoint", prism(t)}, external(t)...) },
		"Flink, in loopback": func(t *testing.T) []string {
			endpoint, _ := flink(t)
			return append([]string{"--endpoint", endpoint, "--parallelism", "2"}, loopback...)
		},
		"Flink, with a pool": func(t *testing.T) []string {
			endpoint, _ := flink(t)
			return append([]string{"--endpoint", endpoint, "--parallelism", "2"}, external(t)...)
		},
		"Spark, with a pool": func(t *testing.T) []string { return append([]string{"--endpoint", spark(t)}, external(t)...) },
		"each bundle twice":  func(t *testing.T) []string { return append([]string{"--endpoint", python(t)}, external(t)...) },
		"the one that is named": func(t *testing.T) []string {
			endpoint := os.Getenv("BEAM_ENDPOINT")
			if endpoint == "" {
				t.Skip("BEAM_ENDPOINT names no job service: that of a cluster, say")
			}
			return append([]string{"--endpoint", endpoint}, loopback...)
		},
	} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "shards")
			more := flags(t)
			if more != nil {
				more = append(more, "--runner", "universal")
			}
			start := time.Now()
			said := sharded(t, append([]string{in, "-o", out, "--shards", "7"}, more...)...)
			t.Logf("%v: %s", time.Since(start).Round(time.Millisecond), said)
			compare(t, want, out)
			if lines := strings.Count(said, "\n"); lines != 2 {
				t.Errorf("it is not quiet: %d lines\n%s", lines, said)
			}
		})
	}
}

// A job whose worker is killed leaves no manifest, so that nobody takes what is there for the whole; given again, it ends as if
// nothing had been.
func TestAJobThatLostItsWorkerIsSeenAsSuchAndEndsTheSameWhenItIsGivenAgain(t *testing.T) {
	in := archive(t, 150)
	want := locally(t, in)
	endpoint := prism(t)
	address, process := workers(t)
	out := filepath.Join(t.TempDir(), "shards")
	args := []string{"run", in, "-o", out, "--runner", "universal", "--endpoint", endpoint, "--environment_type", "EXTERNAL", "--environment_config", address}
	ended := make(chan error)
	go func() {
		said, err := program(t, args...).CombinedOutput()
		if err == nil {
			err = fmt.Errorf("it succeeded: %s", said)
		} else {
			err = nil
		}
		ended <- err
	}()
	killed := killWorker(t, process.Pid)
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if !killed {
		t.Fatal("there was no worker to be killed")
	}
	if _, err := os.Stat(filepath.Join(out, shards.ManifestFile)); !os.IsNotExist(err) {
		t.Errorf("there is a manifest: %v", err)
	}
	sharded(t, args[1:]...)
	compare(t, want, out)
}

// killWorker kills a worker of a pool in the midst of its reading, and its processes with it.
func killWorker(t testing.TB, pool int) bool {
	t.Helper()
	for range 2400 {
		time.Sleep(50 * time.Millisecond)
		for _, worker := range children(t, pool) {
			readers := children(t, worker)
			if spent(t, readers) > 2*time.Second {
				process, err := os.FindProcess(worker)
				if err == nil {
					err = process.Kill()
				}
				if err != nil {
					t.Fatal(err)
				}
				time.Sleep(time.Second)
				for _, reader := range readers {
					status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", reader))
					if err == nil && !strings.Contains(string(status), "State:\tZ") { // who is to bury it takes its time
						t.Errorf("the process %d of the worker lives on:\n%s", reader, status)
					}
				}
				return true
			}
		}
	}
	return false
}

// spent is the time of the processor that processes have had.
func spent(t testing.TB, processes []int) (sum time.Duration) {
	t.Helper()
	for _, id := range processes {
		data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", id))
		if err != nil {
			continue // it has ended
		}
		_, after, _ := strings.Cut(string(data), ") ")
		fields := strings.Fields(after)
		for _, field := range fields[11:13] { // of the user and of the system, in hundredths of a second
			n, err := strconv.Atoi(field)
			if err != nil {
				t.Error(err)
			}
			sum += time.Duration(n) * 10 * time.Millisecond
		}
	}
	return sum
}

// children are the processes that a process started.
func children(t testing.TB, parent int) (out []int) {
	t.Helper()
	files, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", parent))
	if err != nil {
		t.Error(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			continue // it has ended
		}
		for field := range strings.FieldsSeq(string(data)) {
			if n, err := strconv.Atoi(field); err == nil {
				out = append(out, n)
			}
		}
	}
	return out
}

func TestAFolderWhereARunHasEndedIsNotWrittenToUnasked(t *testing.T) {
	in, out := t.TempDir(), filepath.Join(t.TempDir(), "shards")
	if _, err := sample.Archive(in, 1, 3, sample.Text); err != nil {
		t.Fatal(err)
	}
	sharded(t, in, "-o", out)
	said, err := program(t, "run", in, "-o", out).CombinedOutput()
	if err == nil || !strings.Contains(string(said), "a run that has ended") {
		t.Errorf("%v: %s", err, said)
	}
	if said := sharded(t, in, "-o", out, "--overwrite", "--exclude", "*-000001.txt", "--texts=false"); !strings.HasPrefix(said, "2 files = 2 ok") {
		t.Error(said)
	}
	if data, err := shards.Open(t.Context(), shards.Local(out)); err != nil || data.Texts() || data.Counts.Documents != 2 {
		t.Error(data, err)
	}
}

func TestWrongCallsAreToldBeforeAnythingBegins(t *testing.T) {
	for _, args := range [][]string{
		{"run"}, {"run", "archive"}, {"run", "archive", "-o", "out", "--shards", "0"}, {"run", "archive", "-o", "out", "--no-such-flag"},
		{"run", "archive", "-o", "out", "--password", "secret"}, {"run", "archive", "-o", "out", "--include", "[a"}, {"run", "s3://a/b", "archive", "-o", "out"},
		{"run", "archive", "-o", "out", "--pdf-reader", "none"},
	} {
		said, err := program(t, args...).CombinedOutput()
		if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != exitUsage || !strings.HasPrefix(string(said), "rapporteur-beam: ") {
			t.Errorf("%q: %v: %s", args, err, said)
		}
	}
}

func TestHelpTellsOwnFlagsFromBeams(t *testing.T) {
	said, err := program(t, "help", "run").CombinedOutput()
	if err != nil {
		t.Fatal(err)
	}
	own, beams, ok := strings.Cut(string(said), "\nFlags of Beam and of its engines:\n")
	if !ok || !strings.Contains(own, "--max-cpu") || strings.Contains(own, "--dataflow_endpoint") || !strings.Contains(beams, "--endpoint") || strings.Contains(beams, "--max-cpu") {
		t.Error(string(said))
	}
}

// Each flag that Beam's own launchers give a worker leads there, and not to cobra.
func TestWorkersOfAnEngineAreKnownByTheirFlags(t *testing.T) {
	for args, want := range map[string]bool{
		"--worker=true --id=1-1 --logging_endpoint=localhost:1 --control_endpoint=localhost:2 --semi_persist_dir=/tmp": true,
		"--worker --id=1": true, "-worker": true, "run archive -o out --workers 3": false, "run archive -o out --worker_binary=x": false, "--worker=false": false, "": false,
	} {
		if got := isBeamWorker(strings.Fields(args)); got != want {
			t.Errorf("%q: %v", args, got)
		}
	}
}
