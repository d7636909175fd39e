package ocr

import (
	"os/exec"
	"syscall"
)

// dieWithParent has the kernel kill the command when the thread that starts it ends: a worker that is killed leaves
// nothing behind.
func dieWithParent(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
