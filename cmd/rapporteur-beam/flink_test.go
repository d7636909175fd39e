package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapporteur/pipeline/programtest"
	"rapporteur/pipeline/sample"
)

// restarts is what Flink must be told to do again what has failed, which it does not by itself where there are no checkpoints.
const restarts = "restart-strategy.type: fixed-delay\nrestart-strategy.fixed-delay.attempts: 3\n"

// flink starts Beam's job server for Flink, which begins a Flink of its own for each job, and gives its address and
// process. BEAM_FLINK names the file of its class path; flink.xml tells how that is made.
func flink(t testing.TB) (address string, process *os.Process) {
	t.Helper()
	classpath, err := os.ReadFile(programtest.NeedFile(t, "flink", "BEAM_FLINK"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "flink-conf.yaml"), []byte(restarts), 0o666); err != nil {
		t.Fatal(err)
	}
	port := freePort(t)
	cmd := exec.Command("java", "-Xmx512m", "-Djava.io.tmpdir="+dir, "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", strings.TrimSpace(string(classpath)),
		"org.apache.beam.runners.flink.FlinkJobServerDriver", "--flink-master=[local]", "--flink-conf-dir="+dir, "--artifacts-dir="+filepath.Join(dir, "artifacts"),
		"--job-host=localhost", "--job-port="+port, "--artifact-port=0", "--expansion-port=0")
	serve(t, cmd, false)
	address = "localhost:" + port
	listens(t, address)
	return address, cmd.Process
}

// Flink carries out again what a killed worker had under way. The second is killed in the midst of what is done again.
func TestFlinkDoesAgainWhatKilledWorkersHadUnderWay(t *testing.T) {
	endpoint, _ := flink(t)
	in := archive(t, 300)
	want := locally(t, in)
	address, pool := workers(t)
	out := filepath.Join(t.TempDir(), "shards")
	var said bytes.Buffer
	job := program(t, "run", in, "-o", out, "--shards", "7", "--runner", "universal", "--endpoint", endpoint,
		"--environment_type", "EXTERNAL", "--environment_config", address, "--parallelism", "2")
	job.Stdout, job.Stderr = &said, &said
	if err := job.Start(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if !killWorker(t, pool.Pid) {
			t.Fatal("there was no worker to be killed")
		}
	}
	if err := job.Wait(); job.ProcessState.ExitCode() != exitSomeFailed {
		t.Fatalf("%v\n%s", err, said.String())
	}
	compare(t, want, out)
}

// BenchmarkFlink is the time of the processor that a document takes on Flink, of all processes, beside that of a plain run over the
// same files, and the most memory that the job server with Flink in it, and a worker, have had. RAPPORTEUR_BEAM_REPORTS is how
// many documents.
func BenchmarkFlink(b *testing.B) {
	n, in, dir := reports(b), b.TempDir(), b.TempDir()
	if _, err := sample.Archive(in, 8, n, sample.HTML, sample.Text, sample.Markdown, sample.HTML, sample.PDF); err != nil {
		b.Fatal(err)
	}
	plain, _ := cost(b, exec.Command(built(b, "../..", "rapporteur", "./cmd/rapporteur"), "run", in, "-o", filepath.Join(dir, "plain")))
	var cpu time.Duration
	var atServer, atWorker int
	for i := 0; b.Loop(); i++ {
		endpoint, server := flink(b)
		address, pool := workers(b)
		job := program(b, "run", in, "-o", filepath.Join(dir, fmt.Sprint("shards-", i)), "--runner", "universal", "--endpoint", endpoint,
			"--environment_type", "EXTERNAL", "--environment_config", address, "--parallelism", "2")
		had := map[int]time.Duration{} // by process: those of workers come and go
		over, watched := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(watched)
			for {
				select {
				case <-over:
					return
				case <-time.After(100 * time.Millisecond):
				}
				had[server.Pid], atServer = spent(b, []int{server.Pid}), max(atServer, peak(server.Pid))
				for _, worker := range children(b, pool.Pid) {
					atWorker = max(atWorker, peak(worker))
					for _, process := range append(children(b, worker), worker) {
						had[process] = max(had[process], spent(b, []int{process}))
					}
				}
			}
		}()
		own, _ := cost(b, job)
		close(over)
		<-watched
		cpu += own
		for _, took := range had {
			cpu += took
		}
	}
	b.ReportMetric(float64(cpu.Milliseconds())/float64(n*b.N), "ms/document")
	b.ReportMetric(float64(cpu)/float64(plain)/float64(b.N), "times-plain")
	b.ReportMetric(float64(atServer)/1024, "MB-server")
	b.ReportMetric(float64(atWorker)/1024, "MB-worker")
}
