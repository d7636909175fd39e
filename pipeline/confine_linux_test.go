package pipeline_test

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"rapporteur/pipeline"
)

// one has a worker do a file with the content, and tells what came of it.
func one(t *testing.T, content string, o pipeline.Options) (*pipeline.Entry, error) {
	t.Helper()
	worker, err := pipeline.Self(workerVerb)
	if err != nil {
		t.Fatal(err)
	}
	o.Worker = worker
	path := filepath.Join(files(t, map[string]string{"a.txt": content}), "a.txt")
	return pipeline.One(pipeline.Input{URI: "a.txt", Path: path}, o)
}

func TestEveryLimitIsKeptAndNamedWithItsValue(t *testing.T) {
	generous := pipeline.Limits{Time: 5 * time.Minute, CPU: 5 * time.Minute, Memory: 1 << 30, Expansion: 100}
	for name, test := range map[string]struct {
		content string
		change  func(*pipeline.Limits)
		reason  pipeline.Reason
		message string
	}{
		"time":            {"slow", func(l *pipeline.Limits) { l.Time = time.Millisecond }, pipeline.Timeout, "over the limit of 1ms of time"},
		"processor":       {"hang", func(l *pipeline.Limits) { l.CPU = time.Second }, pipeline.OutOfCPU, "over the limit of 1s of processor time"},
		"memory, growing": {"grow", func(l *pipeline.Limits) { l.Memory = 128 << 20 }, pipeline.OutOfMemory, "over the limit of 128 MB of memory"},
		"memory, at once": {"allocate", func(l *pipeline.Limits) { l.Memory = 1 << 30 }, pipeline.OutOfMemory, "over the limit of 1024 MB of memory"},
		"expansion":       {"unfold", func(l *pipeline.Limits) {}, pipeline.Bomb, "over the limit of 100 characters for each of its 6 bytes"},
		"result":          {"flood", func(l *pipeline.Limits) { l.Expansion = 0 }, pipeline.TooLarge, "over the limit of one message, 1 MB"},
		"written file":    {"dump", func(l *pipeline.Limits) {}, pipeline.Internal, "file too large"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			limits := generous
			test.change(&limits)
			start := time.Now()
			_, err := one(t, test.content, pipeline.Options{Limits: limits})
			var failure *pipeline.Failure
			if !errors.As(err, &failure) || failure.Reason != test.reason || !strings.Contains(failure.Err.Error(), test.message) {
				t.Errorf("got %v, want %s: %s", err, test.reason, test.message)
			}
			if took := time.Since(start); took > 2*time.Minute {
				t.Errorf("it took %v", took)
			}
		})
	}
}

func TestAWorkerSeesNoSecretsOfTheProgram(t *testing.T) {
	t.Setenv("SECRET_TOKEN", "open-sesame")
	t.Setenv("HTTPS_PROXY", "http://user:open-sesame@localhost")
	e, err := one(t, "surroundings", pipeline.Options{Settings: testSettings{Rules: " and open-sesame"}})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(e.Document.Text, "open-sesame") {
		t.Errorf("arguments and environment of a worker: %s", e.Document.Text)
	}
	if !strings.Contains(e.Document.Text, "PATH=") {
		t.Errorf("a worker that cannot find programs: %s", e.Document.Text)
	}
	if !strings.HasSuffix(*e.Record.Meeting.Title, " and open-sesame") {
		t.Error("the settings did not reach the worker")
	}
}

func TestAWorkerOpensNoConnection(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	e, err := one(t, "dial "+listener.Addr().String(), pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(e.Document.Text, "operation not permitted") {
		t.Errorf("dialling, a worker got: %s", e.Document.Text)
	}
}

// gone waits until a process is no more, or a corpse that nobody has buried.
func gone(pid int) bool {
	for range 100 {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil || strings.Contains(string(stat), ") Z ") {
			return true
		}
		time.Sleep(50 * time.Millisecond)
	}
	return false
}

// pids reads those of a worker and its child from the file that "spawn" writes.
func pids(t *testing.T, path string) (worker, child int) {
	t.Helper()
	for range 200 {
		data, err := os.ReadFile(path)
		if n, _ := fmt.Sscan(string(data), &worker, &child); err == nil && n == 2 {
			return worker, child
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the worker did not start")
	return 0, 0
}

func TestWhatAWorkerStartedDiesWithIt(t *testing.T) {
	for name, limits := range map[string]pipeline.Limits{
		"killed":         {Time: 3 * time.Second},
		"dead by itself": {Time: time.Minute, CPU: time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			said := filepath.Join(t.TempDir(), "pids")
			if _, err := one(t, "spawn "+said, pipeline.Options{Limits: limits}); err == nil {
				t.Fatal("it ended well")
			}
			worker, child := pids(t, said)
			if !gone(worker) || !gone(child) {
				t.Errorf("worker %d or its child %d lives on", worker, child)
			}
		})
	}
}

// The test below starts this test binary to run this test, and kills it while its worker hangs.
const victimEnv = "RAPPORTEUR_TEST_VICTIM"

func TestAWorkerDiesWithAProgramThatIsKilled(t *testing.T) {
	if said := os.Getenv(victimEnv); said != "" {
		_, err := one(t, "spawn "+said, pipeline.Options{})
		t.Fatalf("the worker came back: %v", err)
	}
	said := filepath.Join(t.TempDir(), "pids")
	program := exec.Command(os.Args[0], "-test.run", "^"+t.Name()+"$")
	program.Env = append(os.Environ(), victimEnv+"="+said)
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	worker, child := pids(t, said)
	if err := program.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	program.Wait()
	if !gone(worker) {
		syscall.Kill(worker, syscall.SIGKILL)
		t.Errorf("worker %d lives on", worker)
	}
	syscall.Kill(child, syscall.SIGKILL) // nobody is left who would
}
