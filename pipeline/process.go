package pipeline

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// process is a place for a worker: it starts one when a task comes, and another when that one has died. It is used by
// one goroutine at a time.
type process struct {
	command func() *exec.Cmd
	limits  Limits

	cmd    *exec.Cmd // nil while none runs
	in     io.WriteCloser
	tasks  *bufio.Writer
	out    io.Reader
	stderr *tail
}

// do has a worker do a task. Whatever the worker does, do returns within the time limit and a moment.
func (p *process) do(t *task) *result {
	if p.cmd == nil {
		if err := p.start(); err != nil {
			return &result{State: Quarantined, Reason: Internal, Message: fmt.Sprintf("starting a worker: %v", err)}
		}
	}
	p.stderr.reset()
	t.Memory = p.limits.Memory
	type answer struct {
		result
		err error
	}
	answered := make(chan answer, 1)
	go func() {
		var a answer
		// Where the write fails the worker has died; what its death looks like is read below.
		if a.err = writeFrame(p.tasks, t); a.err == nil {
			a.err = readFrame(p.out, &a.result)
		}
		answered <- a
	}()
	var expired <-chan time.Time
	if p.limits.Time > 0 {
		timer := time.NewTimer(p.limits.Time)
		defer timer.Stop()
		expired = timer.C
	}
	select {
	case a := <-answered:
		if a.err == nil {
			return &a.result
		}
		return p.bury(a.err)
	case <-expired:
		p.stop()
		<-answered
		return &result{State: Quarantined, Reason: Timeout, Message: fmt.Sprintf("not done after %v", p.limits.Time)}
	}
}

func (p *process) start() error {
	cmd := p.command()
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	p.stderr = &tail{}
	cmd.Stderr = p.stderr
	cmd.WaitDelay = time.Second // for a child of the worker that keeps its pipes
	if err := cmd.Start(); err != nil {
		return err
	}
	p.cmd, p.in, p.tasks, p.out = cmd, in, bufio.NewWriter(in), bufio.NewReader(out)
	return nil
}

// stop ends the worker, if there is one, at once.
func (p *process) stop() error {
	if p.cmd == nil {
		return nil
	}
	p.in.Close()
	p.cmd.Process.Kill() // fails where it is dead already
	err := p.cmd.Wait()
	p.cmd = nil
	return err
}

// bury says of what a worker died that gave no result, only err.
func (p *process) bury(err error) *result {
	// A worker that is dying by itself is given the time to: its exit code says why.
	dead := time.AfterFunc(time.Second, func() { p.cmd.Process.Kill() })
	p.in.Close()
	died := p.cmd.Wait()
	dead.Stop()
	p.cmd = nil
	last := p.stderr.String()
	r := &result{State: Quarantined, Reason: Crashed}
	var exit *exec.ExitError
	if errors.As(died, &exit) && exit.ExitCode() == exitOutOfMemory || strings.Contains(last, "out of memory") || strings.Contains(last, "cannot allocate memory") {
		r.Reason = OutOfMemory
		r.Message = fmt.Sprintf("it needs more than the %d MB of memory that a worker may have", p.limits.Memory>>20)
		return r
	}
	r.Message = lastWords(last)
	switch {
	case r.Message == "" && died != nil:
		r.Message = died.Error()
	case r.Message == "":
		r.Message = err.Error()
	}
	return r
}

// lastWords is the line of what a Go program printed when it died that says of what, else the last line.
func lastWords(printed string) string {
	last := ""
	for line := range strings.SplitSeq(strings.TrimSpace(printed), "\n") {
		last = strings.TrimSpace(line)
		for _, sign := range []string{"panic: ", "fatal error: ", "runtime: goroutine stack exceeds", "SIG"} {
			if strings.HasPrefix(last, sign) {
				return last
			}
		}
	}
	return last
}

// tail keeps the beginning and the end of what a worker prints: a Go program says first of what it dies, then where; what
// it printed before that may be long.
type tail struct {
	mu    sync.Mutex
	first []byte
	last  []byte
}

const tailLength = 16 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	rest := p
	if room := tailLength - len(t.first); room > 0 {
		n := min(room, len(rest))
		t.first, rest = append(t.first, rest[:n]...), rest[n:]
	}
	t.last = append(t.last, rest...)
	if over := len(t.last) - tailLength; over > 0 {
		t.last = append(t.last[:0], t.last[over:]...)
	}
	return len(p), nil
}

func (t *tail) reset() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.first, t.last = nil, nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(bytes.ToValidUTF8(append(t.first[:len(t.first):len(t.first)], t.last...), []byte("\uFFFD")))
}

// Self gives the usual command of a worker: this program, started again with the arguments given.
func Self(arguments ...string) (func() *exec.Cmd, error) {
	path, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("finding this program, to start workers: %w", err)
	}
	return func() *exec.Cmd { return exec.Command(path, arguments...) }, nil
}
