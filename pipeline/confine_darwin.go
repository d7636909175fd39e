package pipeline

import (
	"os"
	"os/signal"
	"syscall"
)

// dieOutOfCPU ends the process when the system says that its time on the processor is over.
func dieOutOfCPU() error {
	over := make(chan os.Signal, 1)
	signal.Notify(over, syscall.SIGXCPU)
	go func() {
		<-over
		os.Exit(exitOutOfCPU)
	}()
	return nil
}

// confineMore has nothing to add: macOS neither counts memory as Linux does nor filters calls.
func confineMore(Limits) error { return nil }

// dieWithParent is not to be had: a worker without its parent ends when its standard input does.
func dieWithParent(*syscall.SysProcAttr) {}
