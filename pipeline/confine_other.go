//go:build !linux && !darwin

package pipeline

import (
	"os"
	"os/exec"
	"time"
)

// On other systems than Linux and macOS a worker is bounded by what the program does itself: it kills it when its time is over, and
// the worker watches its memory.

func confine(Limits) error { return nil }

func limitCPU(time.Duration) error { return nil }

func outOfCPU(*os.ProcessState) bool { return false }

func separate(*exec.Cmd) {}

func killAll(p *os.Process) { _ = p.Kill() } // fails where it is dead already
