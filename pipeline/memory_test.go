package pipeline_test

import (
	"archive/tar"
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
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
// grow with the archive is what the figures are to show. Then it runs again, and tells how long the same reports take when
// nothing has changed.
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
		start := time.Now()
		again, err := exec.Command(rapporteur, "run", filepath.Join(dir, "archive"), "-o", out).Output()
		if want := fmt.Sprintf("%d had not changed", reports); err != nil || !strings.Contains(string(again), want) {
			b.Fatalf("the second run: %v\n%s", err, again)
		}
		b.ReportMetric(time.Since(start).Seconds(), "s/again")
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

// largeEnv is how many megabytes the archive of BenchmarkLargeArchive has; few where it is not set.
const largeEnv = "RAPPORTEUR_SOAK_MB"

// BenchmarkLargeArchive is a run over one large tar: pages that hold their pictures, pictures, and small reports. It tells the
// most memory that the program and its workers together had resident.
func BenchmarkLargeArchive(b *testing.B) {
	size := int64(64)
	if wanted := os.Getenv(largeEnv); wanted != "" {
		var err error
		if size, err = strconv.ParseInt(wanted, 10, 64); err != nil {
			b.Fatalf("%s: %v", largeEnv, err)
		}
	}
	rapporteur := program(b)
	dir := b.TempDir()
	path := filepath.Join(dir, "archive.tar")
	members := largeArchive(b, path, size<<20)
	b.SetBytes(size << 20)
	for b.Loop() {
		peak := int64(0)
		for _, p := range watched(b, exec.Command(rapporteur, "run", path, "-o", filepath.Join(b.TempDir(), "out"), "--log-format", "json"), members) {
			peak = max(peak, p)
		}
		b.ReportMetric(float64(members), "members")
		b.ReportMetric(float64(peak>>20), "MB")
	}
}

// largeArchive writes a tar of at least so many bytes, and says how many members it has.
func largeArchive(b *testing.B, path string, size int64) (members int) {
	b.Helper()
	file, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	archive, chance := tar.NewWriter(file), rand.NewChaCha8([32]byte{6})
	add := func(name string, data []byte) {
		if err := archive.WriteHeader(&tar.Header{Name: name, Size: int64(len(data)), Mode: 0o644, Typeflag: tar.TypeReg}); err != nil {
			b.Fatal(err)
		}
		if _, err := archive.Write(data); err != nil {
			b.Fatal(err)
		}
		members++
		size -= int64(len(data))
	}
	pixels := make([]byte, 4<<20)
	for i := 0; size > 0; i++ {
		chance.Read(pixels)
		page := bytes.Replace(sample.Report(6, i, sample.HTML), []byte("</body>"), fmt.Appendf(nil, `<img alt="" src="data:image/png;base64,%s"></body>`, base64.StdEncoding.EncodeToString(pixels)), 1)
		add(fmt.Sprintf("pages/%06d.html", i), page)
		add(fmt.Sprintf("pictures/%06d.png", i), append([]byte("\x89PNG\r\n\x1a\n"), pixels...))
		for n := range 3 {
			add(fmt.Sprintf("reports/%06d-%d.txt", i, n), sample.Report(7, i*3+n, sample.Text))
		}
	}
	if err := errors.Join(archive.Close(), file.Close()); err != nil {
		b.Fatal(err)
	}
	return members
}
