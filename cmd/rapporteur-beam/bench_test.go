package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"rapporteur/pipeline/sample"
)

// BenchmarkCost is the time of the processor that a document takes, of all processes, beside that of a plain run over the same
// files, and the most memory that the program itself has had, which holds the engine here; those for one tenth of the documents
// beside it. RAPPORTEUR_BEAM_REPORTS is how many documents.
func BenchmarkCost(b *testing.B) {
	n := reports(b)
	dir := b.TempDir()
	for name, n := range map[string]int{"few": n / 10, "all": n} {
		if _, err := sample.Archive(filepath.Join(dir, name), 8, n, sample.HTML, sample.Text, sample.Markdown, sample.HTML, sample.PDF); err != nil {
			b.Fatal(err)
		}
	}
	plain := built(b, "../..", "rapporteur", "./cmd/rapporteur")
	var plainCPU, beamCPU time.Duration
	var few, all, plainMemory int
	for i := 0; b.Loop(); i++ {
		out := filepath.Join(dir, fmt.Sprint("out-", i))
		cpu, memory := cost(b, exec.Command(plain, "run", filepath.Join(dir, "all"), "-o", out+"-plain"))
		plainCPU, plainMemory = plainCPU+cpu, max(plainMemory, memory)
		cpu, memory = cost(b, program(b, "run", filepath.Join(dir, "all"), "-o", out+"-all"))
		beamCPU, all = beamCPU+cpu, max(all, memory)
		_, memory = cost(b, program(b, "run", filepath.Join(dir, "few"), "-o", out+"-few"))
		few = max(few, memory)
	}
	b.ReportMetric(float64(beamCPU.Milliseconds())/float64(n*b.N), "ms/document")
	b.ReportMetric(float64(beamCPU)/float64(plainCPU), "times-plain")
	b.ReportMetric(float64(few)/1024, "MB-tenth")
	b.ReportMetric(float64(all)/1024, "MB-all")
	b.ReportMetric(float64(plainMemory)/1024, "MB-plain")
}

// cost runs a program and gives the time of the processor that it and its processes took, and the most memory, in kB, that it
// itself had.
func cost(b *testing.B, cmd *exec.Cmd) (cpu time.Duration, memory int) {
	b.Helper()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	ended := make(chan error)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case err := <-ended:
			if err != nil {
				b.Fatal(err)
			}
			return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), memory
		case <-time.After(20 * time.Millisecond):
			memory = max(memory, peak(cmd.Process.Pid))
		}
	}
}

// peak is the most memory, in kB, that a process has had; 0 where it has ended.
func peak(process int) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", process))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kB, err := strconv.Atoi(strings.TrimSpace(strings.SplitN(after+" kB", "kB", 2)[0]))
	if err != nil {
		return 0 // it has just ended
	}
	return kB
}
