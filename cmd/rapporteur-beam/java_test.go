package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rapporteur/pipeline/programtest"
	"rapporteur/pipeline/sample"
)

// restarts is what Flink must be told to do again what has failed, which it does not by itself where there are no checkpoints.
const restarts = "restart-strategy.type: fixed-delay\nrestart-strategy.fixed-delay.attempts: 3\n"

// flink starts Beam's job server for Flink, which begins a Flink of its own for each job, and gives its address and process.
func flink(t testing.TB) (address string, process *os.Process) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "flink-conf.yaml"), []byte(restarts), 0o666); err != nil {
		t.Fatal(err)
	}
	return java(t, "flink", "BEAM_FLINK", []string{"-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"},
		"org.apache.beam.runners.flink.FlinkJobServerDriver", "--flink-master=[local]", "--flink-conf-dir="+dir)
}

// opened are the packages of Java that Spark looks into, some only when a task has failed.
var opened = []string{"java.lang", "java.lang.invoke", "java.lang.reflect", "java.io", "java.net", "java.nio", "java.util", "java.util.concurrent",
	"java.util.concurrent.atomic", "sun.nio.ch", "sun.nio.cs", "sun.security.action", "sun.util.calendar"}

// spark starts that for Spark, with a Spark in it that tries a task four times.
func spark(t testing.TB) (address string) {
	t.Helper()
	options := []string{"-Dspark.ui.enabled=false", "-Dspark.driver.host=localhost", "-Dspark.driver.bindAddress=127.0.0.1"}
	for _, name := range opened {
		options = append(options, "--add-opens=java.base/"+name+"=ALL-UNNAMED")
	}
	address, _ = java(t, "spark", "BEAM_SPARK", options, "org.apache.beam.runners.spark.SparkJobServerDriver", "--spark-master-url=local[2,4]")
	return address
}

// java starts a job server of Beam's that is written in Java. The variable names the file of its class path, as Maven makes it of
// flink.xml or spark.xml.
func java(t testing.TB, what, variable string, options []string, main string, args ...string) (address string, process *os.Process) {
	t.Helper()
	classpath, err := os.ReadFile(programtest.NeedFile(t, what, variable))
	if err != nil {
		t.Fatal(err)
	}
	dir, port := t.TempDir(), freePort(t)
	cmd := exec.Command("java", slices.Concat([]string{"-Xmx512m", "-Djava.io.tmpdir=" + dir, "-cp", strings.TrimSpace(string(classpath))}, options, []string{main}, args,
		[]string{"--artifacts-dir=" + filepath.Join(dir, "artifacts"), "--job-host=localhost", "--job-port=" + port, "--artifact-port=0", "--expansion-port=0"})...)
	serve(t, cmd, false)
	address = "localhost:" + port
	listens(t, address)
	return address, cmd.Process
}

// Flink and Spark carry out again what a killed worker had under way. The second is killed in the midst of what is done again.
func TestFlinkAndSparkDoAgainWhatKilledWorkersHadUnderWay(t *testing.T) {
	in := archive(t, 300)
	want := locally(t, in)
	for name, engine := range map[string]func(t *testing.T) []string{
		"Flink": func(t *testing.T) []string {
			endpoint, _ := flink(t)
			return []string{"--endpoint", endpoint, "--parallelism", "2"}
		},
		"Spark": func(t *testing.T) []string { return []string{"--endpoint", spark(t)} },
	} {
		t.Run(name, func(t *testing.T) {
			flags := engine(t)
			address, pool := workers(t)
			out := filepath.Join(t.TempDir(), "shards")
			var said bytes.Buffer
			job := program(t, append([]string{"run", in, "-o", out, "--shards", "7", "--runner", "universal",
				"--environment_type", "EXTERNAL", "--environment_config", address}, flags...)...)
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
		})
	}
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
