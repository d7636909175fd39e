//go:build linux || darwin

package pipeline

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// confine gives up what this process will not need as a worker, for good and for all programs that it starts. On Linux and
// macOS these are: dumping its memory to a file, large files, many open files. What only Linux can do is in confineMore.
func confine(l Limits) error {
	for _, r := range []struct {
		name     string
		resource int
		most     uint64
	}{
		{"size of a core dump", unix.RLIMIT_CORE, 0},
		{"size of a file", unix.RLIMIT_FSIZE, maxWritten},
		{"open files", unix.RLIMIT_NOFILE, maxOpenFiles},
	} {
		if err := lower(r.resource, r.most); err != nil {
			return fmt.Errorf("limit on the %s: %w", r.name, err)
		}
	}
	if err := dieOutOfCPU(); err != nil {
		return fmt.Errorf("limit on the processor: %w", err)
	}
	return confineMore(l)
}

// lower sets a limit of this process for good, unless it is lower already.
func lower(resource int, most uint64) error {
	var now unix.Rlimit
	if err := unix.Getrlimit(resource, &now); err != nil {
		return err
	}
	now.Max = min(now.Max, most)
	now.Cur = min(now.Cur, now.Max)
	return unix.Setrlimit(resource, &now)
}

// limitCPU lets this process use the processor for so long from now on, and have the system end it then. The system
// counts whole seconds.
func limitCPU(more time.Duration) error {
	if more <= 0 {
		return nil
	}
	var used unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &used); err != nil {
		return err
	}
	until := time.Duration(used.Utime.Nano()+used.Stime.Nano()) + more
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_CPU, &limit); err != nil {
		return err
	}
	limit.Cur = min(limit.Max, uint64((until+time.Second-1)/time.Second))
	return unix.Setrlimit(unix.RLIMIT_CPU, &limit)
}

// outOfCPU reports whether a process ended by that limit.
func outOfCPU(ended *os.ProcessState) bool {
	status, ok := ended.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == unix.SIGXCPU || ended.ExitCode() == exitOutOfCPU
}

// separate has the command lead a session of its own: killAll then reaches what it started, and a terminal's Ctrl-C does
// not reach it.
func separate(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setsid = true
	dieWithParent(cmd.SysProcAttr)
}

// killAll kills a separate process with all that it started and that still runs, be it dead itself or not.
func killAll(p *os.Process) { _ = unix.Kill(-p.Pid, unix.SIGKILL) } // fails where none is left
