package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/pipeline/programtest"
)

// restarts is what Flink must be told to do again what has failed, which it does not by itself where there are no checkpoints.
const restarts = "restart-strategy.type: fixed-delay\nrestart-strategy.fixed-delay.attempts: 3\n"

// flink starts Beam's job server for Flink, which begins a Flink of its own for each job, and gives its address. BEAM_FLINK names
// the file of its class path; flink.xml tells how that is made.
func flink(t testing.TB) string {
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
	serve(t, exec.Command("java", "-Djava.io.tmpdir="+dir, "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", strings.TrimSpace(string(classpath)),
		"org.apache.beam.runners.flink.FlinkJobServerDriver", "--flink-master=[local]", "--flink-conf-dir="+dir, "--artifacts-dir="+filepath.Join(dir, "artifacts"),
		"--job-host=localhost", "--job-port="+port, "--artifact-port=0", "--expansion-port=0"), false)
	address := "localhost:" + port
	listens(t, address)
	return address
}

// Flink carries out again what a killed worker had under way. The second is killed in the midst of what is done again.
func TestFlinkDoesAgainWhatKilledWorkersHadUnderWay(t *testing.T) {
	endpoint := flink(t)
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
