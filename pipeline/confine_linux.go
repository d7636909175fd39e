package pipeline

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// confineMore has Linux refuse memory far over the limit, new rights by programs that it starts, the network, and a hand
// on other processes.
func confineMore(l Limits) error {
	if err := limitMemory(l.Memory); err != nil {
		return fmt.Errorf("limit on memory: %w", err)
	}
	if err := filterCalls(); err != nil {
		return fmt.Errorf("filter of system calls: %w", err)
	}
	return nil
}

// dieOutOfCPU has the kernel end the process when its time on the processor is over. Go would take the signal and do
// nothing about it; and while it waits for a thread in PDFium's code, which does not stop for it, no watch of ours runs.
func dieOutOfCPU() error {
	var byDefault [8]uintptr // at least as large as the kernel's struct sigaction; all zero is the default action
	_, _, errno := unix.RawSyscall6(unix.SYS_RT_SIGACTION, uintptr(unix.SIGXCPU), uintptr(unsafe.Pointer(&byDefault)), 0, 8, 0, 0)
	if errno != 0 {
		return errno
	}
	return nil
}

// limitMemory has the kernel refuse memory where a worker's own watch comes too late: one huge allocation, or a runtime
// that is held up. The measure is memory that is mapped to be written, and not the address space, of which Go and wazero
// reserve far more than they ever use. It holds what Go has given back as well, so that twice the limit and some room for
// stacks of threads are allowed beyond what the process has now.
func limitMemory(limit int64) error {
	if limit <= 0 {
		return nil
	}
	var pages [6]uint64 // size, resident, shared, text, lib, data and stack
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return err
	}
	for i, field := range strings.Fields(string(statm)[:min(len(statm), 200)]) {
		if i < len(pages) {
			if _, err := fmt.Sscan(field, &pages[i]); err != nil {
				return err
			}
		}
	}
	return lower(unix.RLIMIT_DATA, pages[5]*uint64(os.Getpagesize())+2*uint64(limit)+256<<20)
}

// architectures are those for which the filter is right: the numbers of their calls mean one thing each.
var architectures = map[string]uint32{"amd64": unix.AUDIT_ARCH_X86_64, "arm64": unix.AUDIT_ARCH_AARCH64}

// forbidden are the system calls that no reader needs: they open connections, or reach into other processes.
var forbidden = [...]uint32{
	unix.SYS_SOCKET, unix.SYS_IO_URING_SETUP, // the latter opens connections without the former
	unix.SYS_PTRACE, unix.SYS_PROCESS_VM_READV, unix.SYS_PROCESS_VM_WRITEV, unix.SYS_PIDFD_GETFD,
}

// filterCalls has the kernel refuse the forbidden calls, with the error EPERM, to this process and all that it starts. A
// kernel without such filters is left as it is.
func filterCalls() error {
	architecture, ok := architectures[runtime.GOARCH]
	if !ok {
		return nil
	}
	const (
		load    = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS
		equal   = unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K
		atLeast = unix.BPF_JMP | unix.BPF_JGE | unix.BPF_K
		give    = unix.BPF_RET | unix.BPF_K

		callAt, architectureAt = 0, 4 // in struct seccomp_data
		otherABI               = 0x40000000
	)
	refuse := uint8(len(forbidden)) // how many steps after the last test
	program := []unix.SockFilter{
		{Code: load, K: architectureAt},
		{Code: equal, K: architecture, Jf: refuse + 3}, // calls of 32-bit programs have other numbers
		{Code: load, K: callAt},
		{Code: atLeast, K: otherABI, Jt: refuse + 1}, // and so have those of x32
	}
	for i, call := range forbidden {
		program = append(program, unix.SockFilter{Code: equal, K: call, Jt: refuse - uint8(i)})
	}
	program = append(program,
		unix.SockFilter{Code: give, K: unix.SECCOMP_RET_ALLOW},
		unix.SockFilter{Code: give, K: unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)})

	// The rights are given up by one thread, and the filter is then set for all: they must be the same thread.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	filter := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&filter)))
	runtime.KeepAlive(program)
	if errno != 0 && !errors.Is(errno, unix.ENOSYS) && !errors.Is(errno, unix.EINVAL) {
		return errno
	}
	return nil
}

// dieWithParent has the kernel kill the process when the thread ends that started it.
func dieWithParent(attributes *syscall.SysProcAttr) { attributes.Pdeathsig = syscall.SIGKILL }
