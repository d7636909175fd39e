package pipeline_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// workerVerb as its first argument makes this test binary a worker process.
const workerVerb = "worker"

func TestMain(m *testing.M) {
	if len(os.Args) < 2 || os.Args[1] != workerVerb {
		os.Exit(m.Run())
	}
	results := os.Stdout
	os.Stdout = os.Stderr
	err := pipeline.Serve(os.Stdin, results, func(settings []byte, _ pipeline.Limits) (pipeline.Worker, error) {
		var told testSettings
		err := json.Unmarshal(settings, &told)
		return pipeline.Worker{Reader: misreader{}, Extractor: fakeExtractor{told.Rules}, MediaType: func([]byte) string { return "text/plain" }, Draw: misdraw}, err
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// testSettings are what the tests' workers are told.
type testSettings struct{ Rules string }

// misreader does to its process what the file tells it to: what real readers do on broken files.
type misreader struct{}

type ignorable struct{ error }

func (ignorable) Ignorable() bool { return true }

var grown [][]byte

func (misreader) Read(ctx context.Context, uri string, data []byte) (*document.Document, error) {
	fail := func(reason pipeline.Reason, err error) (*document.Document, error) {
		return nil, &pipeline.Failure{URI: uri, Reason: reason, Err: err}
	}
	text := string(data)
	var warnings []document.Warning
	word, argument, _ := strings.Cut(text, " ")
	switch word {
	case "hang":
		//lint:ignore SA5002 busy, as a parser that goes round in circles
		for {
		}
	case "allocate": // at once what no watch sees coming
		grown = append(grown, make([]byte, 64<<30))
	case "surroundings": // what an attacker would look at first
		command, err := os.ReadFile("/proc/self/cmdline")
		if err != nil {
			return nil, err
		}
		text = strings.Join(append(os.Environ(), string(command)), "\n")
	case "dial":
		conn, err := net.Dial("tcp", argument)
		if err == nil {
			conn.Close()
			text = "connected"
		} else {
			text = err.Error()
		}
	case "dump": // a hole, so that the test is quick; the limit is on the length
		file, err := os.CreateTemp("", "dump")
		if err != nil {
			return nil, err
		}
		os.Remove(file.Name())
		return nil, file.Truncate(1 << 30)
	case "unfold":
		text = strings.Repeat("word ", 1<<19)
	case "flood":
		pipeline.LowerMaxFrame(1 << 20) // in this process, a worker
		text = strings.Repeat("<", 1<<20)
	case "spawn": // a program that outlives its worker
		child := exec.Command("sleep", "600")
		if err := child.Start(); err != nil {
			return nil, err
		}
		if err := os.WriteFile(argument, fmt.Appendf(nil, "%d %d", os.Getpid(), child.Process.Pid), 0o666); err != nil {
			return nil, err
		}
		//lint:ignore SA5002 busy, as above
		for {
		}
	case "steps": // many that are long, each told
		for range 8 {
			time.Sleep(400 * time.Millisecond)
			pipeline.Alive(ctx)
		}
		if argument == "and stuck" {
			time.Sleep(time.Minute)
		}
	case "slow":
		time.Sleep(100 * time.Millisecond)
	case "die": // as the system kills, so many times
		path, times, _ := strings.Cut(argument, " ")
		killed, _ := os.ReadFile(path)
		if fmt.Sprint(len(killed)) < times {
			if err := os.WriteFile(path, append(killed, '.'), 0o666); err != nil {
				return nil, err
			}
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	case "crash":
		go panic("a goroutine that nobody catches")
		time.Sleep(time.Minute)
	case "exit":
		os.Exit(7)
	case "recurse":
		return nil, errors.New(fmt.Sprint(recurse(1)))
	case "grow":
		for {
			block := make([]byte, 8<<20)
			for i := 0; i < len(block); i += 4096 { // touched, page by page: else the system gives none
				block[i] = 1
			}
			grown = append(grown, block)
		}
	case "chatter":
		fmt.Println("a library that prints")
		fmt.Fprintln(os.Stderr, strings.Repeat("and prints ", 1<<16))
	case "corrupt":
		return fail(pipeline.Corrupt, errors.New("broken at byte 3"))
	case "picture":
		return fail(pipeline.Unsupported, ignorable{errors.New("no reader for pictures")})
	case "untyped":
		return nil, errors.New("a reader that breaks its contract")
	case "astray": // what no builder makes
		return &document.Document{Text: "short", Blocks: []document.Block{{Kind: document.Paragraph, Span: document.Span{Start: 2, End: 1 << 30}}}}, nil
	case "half":
		warnings = []document.Warning{{Code: "pages-unreadable", Message: "pages that could not be loaded: 2"}}
	}
	var b document.Builder
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: text})
	return b.Document(document.Source{URI: uri, MediaType: "text/plain"}, warnings...), nil
}

// misdraw draws what the file tells it to.
func misdraw(data []byte, page, _ int) ([]byte, error) {
	switch string(data) {
	case "crash":
		os.Exit(7)
	case "no pages":
		return nil, fmt.Errorf("there is no page %d", page)
	case "astray":
		return []byte("<script>no picture</script>"), nil
	}
	return []byte(fmt.Sprintf("\x89PNG\r\n\x1a\n%s, page %d", data, page)), nil
}

//lint:ignore SA5007 as a parser of nested objects that trusts the file
func recurse(n int) int { return recurse(n+1) + 1 }

// fakeExtractor gives the text as the meeting's title, and fails where it is told to.
type fakeExtractor struct{ rules string }

func (f fakeExtractor) Extract(id string, doc *document.Document) *schemas.Record {
	if strings.HasPrefix(doc.Text, "unruly") {
		panic("a rule that panics")
	}
	by := doc.Text + f.rules
	return &schemas.Record{ID: id, Meeting: schemas.Meeting{Title: &by}}
}

// files writes files into a new folder: name → content.
func files(t *testing.T, contents map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range contents {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
