package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// workerEnv makes this test binary a worker process.
const workerEnv = "RAPPORTEUR_TEST_WORKER"

func TestMain(m *testing.M) {
	if os.Getenv(workerEnv) == "" {
		os.Exit(m.Run())
	}
	results := os.Stdout
	os.Stdout = os.Stderr
	err := pipeline.Serve(os.Stdin, results, pipeline.Worker{
		Reader: misreader{}, Extractor: fakeExtractor{}, MediaType: func([]byte) string { return "text/plain" },
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// testWorker starts this test binary as a worker.
func testWorker() *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), workerEnv+"=1", "GOTRACEBACK=single")
	return cmd
}

// misreader does to its process what the file tells it to: what real readers do on broken files.
type misreader struct{}

type ignorable struct{ error }

func (ignorable) Ignorable() bool { return true }

var grown [][]byte

func (misreader) Read(_ context.Context, uri string, data []byte) (*document.Document, error) {
	fail := func(reason pipeline.Reason, err error) (*document.Document, error) {
		return nil, &pipeline.Failure{URI: uri, Reason: reason, Err: err}
	}
	text := string(data)
	var warnings []document.Warning
	switch word, _, _ := strings.Cut(text, " "); word {
	case "hang":
		//lint:ignore SA5002 busy, as a parser that goes round in circles
		for {
		}
	case "slow":
		time.Sleep(100 * time.Millisecond)
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
	case "half":
		warnings = []document.Warning{{Code: "pages-unreadable", Message: "pages that could not be loaded: 2"}}
	}
	var b document.Builder
	b.Add(document.Block{Kind: document.Paragraph}, document.Run{Text: text})
	return b.Document(document.Source{URI: uri, MediaType: "text/plain"}, warnings...), nil
}

//lint:ignore SA5007 as a parser of nested objects that trusts the file
func recurse(n int) int { return recurse(n+1) + 1 }

// fakeExtractor gives the text as the meeting's title, and fails where it is told to.
type fakeExtractor struct{}

func (fakeExtractor) Extract(id string, doc *document.Document) *schemas.Record {
	if strings.HasPrefix(doc.Text, "unruly") {
		panic("a rule that panics")
	}
	by := doc.Text + os.Getenv("RAPPORTEUR_TEST_RULES")
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
