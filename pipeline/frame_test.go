package pipeline

import (
	"bufio"
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/extract/document"
)

func TestFramesCarryDocumentsWhole(t *testing.T) {
	var b document.Builder
	b.Add(document.Block{Kind: document.Heading, Level: 1}, document.Run{Text: "Île & \"État\" <b>\u2028"})
	sent := task{ID: "a", URI: "é.txt", Document: b.Document(document.Source{Pages: 3})}
	var pipe bytes.Buffer
	for range 2 {
		if err := writeFrame(bufio.NewWriter(&pipe), &sent); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		var got task
		if err := readFrame(&pipe, &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(sent, got); diff != "" {
			t.Errorf("(-sent +got):\n%s", diff)
		}
	}
}

func TestBrokenFramesAreErrors(t *testing.T) {
	for name, frame := range map[string]string{
		"nothing":                "",
		"half a length":          "\x00\x00",
		"a length without value": "\x00\x00\x00\x09{}",
		"an endless length":      "\xff\xff\xff\xff" + strings.Repeat("x", 100),
		"no JSON":                "\x00\x00\x00\x03abc",
	} {
		if err := readFrame(strings.NewReader(frame), &result{}); err == nil {
			t.Errorf("%s is taken for a frame", name)
		}
	}
}

func TestLastWordsSayOfWhatAProgramDied(t *testing.T) {
	for printed, want := range map[string]string{
		"": "",
		"noise\npanic: index out of range [3]\n\ngoroutine 1 [running]:\nmain.main()\n": "panic: index out of range [3]",
		"fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [select]:":   "fatal error: all goroutines are asleep - deadlock!",
		"SIGSEGV: segmentation violation\nPC=0x0\n":                                     "SIGSEGV: segmentation violation",
		"rapporteur: worker: meeting.yaml: rule x: match is empty\n":                    "rapporteur: worker: meeting.yaml: rule x: match is empty",
	} {
		if got := lastWords(printed); got != want {
			t.Errorf("%q: %q, want %q", printed, got, want)
		}
	}
}

func TestTheTailKeepsBothEnds(t *testing.T) {
	var kept tail
	kept.Write([]byte("panic: first"))
	for range 10000 {
		kept.Write([]byte("and more of it, line by line\n"))
	}
	kept.Write([]byte("last"))
	got := kept.String()
	if !strings.HasPrefix(got, "panic: first") || !strings.HasSuffix(got, "last") || len(got) != 2*tailLength {
		t.Errorf("%d bytes: %q … %q", len(got), got[:20], got[len(got)-20:])
	}
}

// The program reads what workers send, and those have read anything: a frame is a value or an error, and costs no more
// memory than it is long.
func FuzzFrames(f *testing.F) {
	var pipe bytes.Buffer
	if err := writeFrame(bufio.NewWriter(&pipe), &result{State: Quarantined, Reason: Corrupt, Message: "broken"}); err != nil {
		f.Fatal(err)
	}
	f.Add(pipe.Bytes())
	f.Add([]byte("\xff\xff\xff\xff{}"))
	f.Add([]byte("\x00\x00\x00\x43{\"State\":\"ok\",\"Document\":{\"text\":\"a\",\"blocks\":[{\"span\":{\"end\":9}}]}}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var r result
		if err := readFrame(bytes.NewReader(data), &r); err != nil || r.check(&task{}) != nil {
			return
		}
		if r.Document != nil {
			for _, b := range r.Document.Blocks {
				_ = r.Document.Slice(b.Span)
			}
		}
	})
}
