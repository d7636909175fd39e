package pipeline_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"rapporteur/pipeline/sample"
)

// soakEnv is how many reports BenchmarkMemory runs over; few where it is not set.
const soakEnv = "RAPPORTEUR_SOAK"

// BenchmarkMemory is a run over many small reports. It tells the most memory that the program and its workers together
// had resident while each tenth of the reports was done, and then while the exports were written. That memory does not
// grow with the archive is what the figures are to show.
func BenchmarkMemory(b *testing.B) {
	reports := 2000
	if wanted := os.Getenv(soakEnv); wanted != "" {
		n, err := strconv.Atoi(wanted)
		if err != nil {
			b.Fatalf("%s: %v", soakEnv, err)
		}
		reports = n
	}
	rapporteur := program(b)
	dir := b.TempDir()
	if _, err := sample.Archive(filepath.Join(dir, "archive"), 6, reports, sample.HTML, sample.Text, sample.Markdown); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		out := filepath.Join(dir, "out")
		if err := os.RemoveAll(out); err != nil {
			b.Fatal(err)
		}
		peaks := watched(b, exec.Command(rapporteur, "run", filepath.Join(dir, "archive"), "-o", out, "--log-format", "json"), reports/10)
		for i, peak := range peaks {
			b.Logf("%7d reports: %d MB", min((i+1)*(reports/10), reports), peak>>20)
		}
		b.ReportMetric(float64(max(peaks[0], 1)>>20), "MB/first-tenth")
		b.ReportMetric(float64(peaks[len(peaks)-2]>>20), "MB/last-tenth")
		b.ReportMetric(float64(peaks[len(peaks)-1]>>20), "MB/exports")
	}
}

// watched runs a command that logs as JSON, and gives the most bytes that it and its children had resident while each step
// of so many documents was done; the last are those after all documents.
func watched(b *testing.B, cmd *exec.Cmd, step int) []int64 {
	b.Helper()
	log, err := cmd.StderrPipe()
	if err != nil {
		b.Fatal(err)
	}
	var out bytes.Buffer
	cmd.Stdout = &out
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	var mu sync.Mutex
	var peaks []int64
	done, last := 0, ""
	ended := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		for {
			select {
			case <-ended:
				return
			case <-time.After(20 * time.Millisecond):
			}
			now := residentTree(cmd.Process.Pid)
			mu.Lock()
			for len(peaks) <= done/step {
				peaks = append(peaks, 0)
			}
			peaks[done/step] = max(peaks[done/step], now)
			mu.Unlock()
		}
	})
	for lines := bufio.NewScanner(log); lines.Scan(); {
		var line struct {
			Msg    string
			Number int
		}
		last = lines.Text()
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "done" {
			mu.Lock()
			done = line.Number
			mu.Unlock()
		}
	}
	err = cmd.Wait()
	close(ended)
	watching.Wait()
	if err != nil {
		b.Fatalf("%v\n%s\n%s", err, last, out.String())
	}
	return peaks
}

// residentTree is how many bytes a process and its children have resident.
func residentTree(pid int) int64 {
	total := int64(0)
	for _, pid := range append(childrenOf(pid), pid) {
		data, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
		if err != nil {
			continue // it has ended
		}
		if fields := strings.Fields(string(data)); len(fields) > 1 {
			pages, err := strconv.ParseInt(fields[1], 10, 64)
			if err == nil {
				total += pages * int64(os.Getpagesize())
			}
		}
	}
	return total
}

// childrenOf are the processes that a process has started, from any of its threads.
func childrenOf(pid int) []int {
	files, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	if err != nil {
		return nil
	}
	var out []int
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		for _, field := range strings.Fields(string(data)) {
			if child, err := strconv.Atoi(field); err == nil {
				out = append(out, child)
			}
		}
	}
	return out
}
