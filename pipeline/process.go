package pipeline

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"time"
)

// process is a place for a worker: it starts one when a task comes, and another when that one has died. It is used by
// one goroutine, which is locked to its thread: when that thread ends, Linux kills the worker.
type process struct {
	command  func() *exec.Cmd
	settings any // of the worker, as JSON
	limits   Limits

	cmd     *exec.Cmd // nil while none runs
	in      io.WriteCloser
	tasks   *bufio.Writer
	out     io.Reader
	stderr  *tail
	greeted bool // it was told its settings
}

// do has a worker do a task. Whatever the worker does, do returns within the time limit and a moment; each sign of life
// from a long job begins the limit anew, as often as a file may have pages, or an archive members.
func (p *process) do(t *task) *result {
	if p.cmd == nil {
		if err := p.start(); err != nil {
			return &result{State: Quarantined, Reason: Internal, Message: fmt.Sprintf("starting a worker: %v", err)}
		}
	}
	p.stderr.reset()
	type answer struct {
		result
		err error
	}
	answered, alive := make(chan answer, 1), make(chan struct{}, 1)
	go func() {
		var a answer
		// Where a write fails the worker has died; what its death looks like is read below.
		a.err = p.ask(t)
		var members []Member
		for more := a.err == nil; more; {
			a.result = result{}
			a.err = readFrame(p.out, &a.result)
			members = append(members, a.Members...)
			if more = a.err == nil && a.Alive; more {
				select {
				case alive <- struct{}{}:
				default: // the one before it has not been seen yet
				}
			}
		}
		a.Members = members
		answered <- a
	}()
	var timer *time.Timer
	var expired <-chan time.Time
	if p.limits.Time > 0 {
		timer = time.NewTimer(p.limits.Time)
		defer timer.Stop()
		expired = timer.C
	}
	for signs := 0; ; {
		select {
		case a := <-answered:
			if a.err != nil {
				return p.bury(a.err)
			}
			if err := a.result.check(t); err != nil {
				p.stop()
				return &result{State: Quarantined, Reason: Crashed, Message: fmt.Sprintf("the worker went astray: what it sent is no result: %v", err)}
			}
			return &a.result
		case <-alive:
			if signs++; timer != nil && (t.List || p.limits.Pages == 0 || signs <= p.limits.Pages) {
				timer.Reset(p.limits.Time)
			}
		case <-expired:
			p.stop()
			<-answered
			return &result{State: Quarantined, Reason: Timeout, Message: fmt.Sprintf("over the limit of %v of time", p.limits.Time)}
		}
	}
}

// check reports what no worker sends that is in its right mind: one that a file has taken over may send anything, and what
// comes after relies on spans that lie within their text.
func (r *result) check(t *task) error {
	if r.Document != nil {
		if err := r.Document.Check(); err != nil {
			return err
		}
	}
	switch r.State {
	case OK, Partial:
		switch {
		case t.List, t.Content:
		case t.Page > 0:
			if !bytes.HasPrefix(r.Picture, []byte("\x89PNG\r\n\x1a\n")) {
				return errors.New("a picture that is none")
			}
		case r.Document == nil || r.Record == nil:
			return errors.New("a success without a record")
		}
	case Quarantined, Skipped:
		if r.Reason == "" {
			return errors.New("a failure without a reason")
		}
	default:
		return fmt.Errorf("there is no state %q", r.State)
	}
	return nil
}

// ask sends the worker a task, and before the first one its settings.
func (p *process) ask(t *task) error {
	if !p.greeted {
		settings, err := json.Marshal(p.settings)
		if err != nil {
			return err
		}
		if err := writeFrame(p.tasks, greeting{settings, p.limits}); err != nil {
			return err
		}
		p.greeted = true
	}
	return writeFrame(p.tasks, t)
}

func (p *process) start() error {
	cmd := p.command()
	separate(cmd)
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
	p.cmd, p.in, p.tasks, p.out, p.greeted = cmd, in, bufio.NewWriter(in), bufio.NewReader(out), false
	return nil
}

// stop ends the worker, if there is one, and all that it started, at once.
func (p *process) stop() error {
	if p.cmd == nil {
		return nil
	}
	p.in.Close()
	killAll(p.cmd.Process)
	err := p.cmd.Wait()
	p.cmd = nil
	return err
}

// bury says of what a worker died that gave no result, only err.
func (p *process) bury(err error) *result {
	// A worker that is dying by itself is given the time to: its exit code says why.
	dead := time.AfterFunc(time.Second, func() { killAll(p.cmd.Process) })
	p.in.Close()
	died := p.cmd.Wait()
	byUs := !dead.Stop()
	killAll(p.cmd.Process) // programs that it started
	p.cmd = nil
	printed := p.stderr.String()
	reason, message := p.limits.exceeded(died, printed)
	if reason != "" {
		return &result{State: Quarantined, Reason: reason, Message: message}
	}
	message = lastWords(printed)
	outside := false
	switch {
	case message == "" && died != nil:
		message = died.Error()
		if outside = message == "signal: killed" && !byUs; outside {
			message = "killed from outside: by the system when memory ran out, or by somebody"
		}
	case message == "":
		message = err.Error()
	}
	return &result{State: Quarantined, Reason: Crashed, Message: message, outside: outside}
}

// exceeded says by which limit a worker died, by how it ended and what it printed last; "" where by none.
func (l Limits) exceeded(died error, printed string) (reason Reason, message string) {
	var exit *exec.ExitError
	switch {
	case errors.As(died, &exit) && exit.ExitCode() == exitOutOfMemory,
		strings.Contains(printed, "out of memory"), strings.Contains(printed, "cannot allocate memory"),
		strings.Contains(printed, "failed to allocate"): // so says Go's race detector
		return OutOfMemory, fmt.Sprintf("over the limit of %d MB of memory", l.Memory>>20)
	case errors.As(died, &exit) && outOfCPU(exit.ProcessState):
		return OutOfCPU, fmt.Sprintf("over the limit of %v of processor time", l.CPU)
	}
	return "", ""
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

// Self gives the usual command of a worker: this program, started again with the arguments given, and with no more of
// the environment than a reader may need.
func Self(arguments ...string) (func() *exec.Cmd, error) {
	path, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("finding this program, to start workers: %w", err)
	}
	environment := needed(os.Environ())
	return func() *exec.Cmd {
		cmd := exec.Command(path, arguments...)
		cmd.Env = environment
		return cmd
	}, nil
}

// needed are the variables of an environment that workers get: where programs, caches and temporary files are, and where
// tesseract has its languages. Keys, tokens and proxies are none of their business.
func needed(environment []string) []string {
	wanted := []string{
		"PATH", "HOME", "XDG_CACHE_HOME", "TMPDIR", "TESSDATA_PREFIX",
		"SYSTEMROOT", "LOCALAPPDATA", "USERPROFILE", "TEMP", "TMP", "PATHEXT", // Windows
	}
	kept := []string{} // nil would be the whole environment
	for _, variable := range environment {
		name, _, _ := strings.Cut(variable, "=")
		if slices.Contains(wanted, strings.ToUpper(name)) {
			kept = append(kept, variable)
		}
	}
	return kept
}
