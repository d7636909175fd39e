package pipeline_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/pipeline"
)

// byParts does over a folder what an engine does: every step on what crossed to another machine, in an order that chance
// gave it.
func byParts(t *testing.T, in string, chance *rand.Rand) map[string]*pipeline.Entry {
	t.Helper()
	inputs, err := pipeline.FindInputs([]string{in})
	if err != nil {
		t.Fatal(err)
	}
	worker, err := pipeline.Self(workerVerb)
	if err != nil {
		t.Fatal(err)
	}
	place := pipeline.NewPlace(pipeline.Options{Worker: worker, ReadBy: "r1", CodedBy: "c1",
		Limits: pipeline.Limits{Time: 20 * time.Second, Memory: 256 << 20, Bytes: 1 << 20}})
	defer place.Close()

	files := crossed(t, inputs.Files)
	chance.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	pipeline.Arrange(files)
	ids := pipeline.IDs(files)
	entries, alike, magnitudes := map[string]*pipeline.Entry{}, map[string][]*pipeline.Entry{}, map[*pipeline.Entry]int{}
	for _, i := range chance.Perm(len(files)) {
		e, _, err := place.Entry(ids[i], crossed(t, files)[i])
		if err != nil {
			t.Fatal(err)
		}
		entries[e.URI], magnitudes[e] = e, files[i].Magnitude()
		if key := e.Likeness(); key != "" {
			alike[key] = append(alike[key], e)
		}
	}
	for _, group := range alike {
		pipeline.Settle(group, magnitudes)
	}
	return entries
}

// crossed are inputs as another machine sees them.
func crossed(t *testing.T, inputs []pipeline.Input) []pipeline.Input {
	t.Helper()
	data, err := json.Marshal(inputs)
	if err != nil {
		t.Fatal(err)
	}
	var out []pipeline.Input
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTheWorkDoneByPartsGivesWhatARunGives(t *testing.T) {
	in := files(t, map[string]string{
		"2011/report.txt": "Fiji attended.", "2012/report.txt": "Tonga attended.", "same.txt": "Fiji attended.", "spaced.txt": "Fiji  attended.",
		"zz.txt": "Fiji  attended.", "crash.txt": "crash", "crash-too.txt": "crash", "corrupt.txt": "corrupt", "half.txt": "half a report",
		"half-too.txt": "half a report", "picture.txt": "picture", "picture-too.txt": "picture", "empty.txt": "", "empty-too.txt": "",
		"large.txt": strings.Repeat("x", 1<<20+1), "large-too.txt": strings.Repeat("x", 1<<20+1), "unruly.txt": "unruly", "unruly-too.txt": "unruly",
		"page.html": "Palau attended.", "page_files/frame.html": "a part", "page_files/annex.pdf": "Samoa attended.",
	})
	_, want, err := do(t, t.Context(), in, t.TempDir(), func(o *pipeline.Options) {
		var err error
		if o.Inputs, err = pipeline.Expand(t.Context(), o.Inputs, func(string) bool { return false }, *o); err != nil {
			t.Fatal(err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(3) {
		got := byParts(t, in, rand.New(rand.NewPCG(seed, 0)))
		for _, uri := range slices.Sorted(maps.Keys(want)) {
			for _, e := range []*pipeline.Entry{want[uri], got[uri]} {
				e.Document, e.TextSHA256 = nil, ""
				if e.Record != nil {
					e.Record.Source.Also = e.Also
				}
			}
			if diff := cmp.Diff(want[uri], got[uri]); diff != "" {
				t.Errorf("seed %d, %s (-run +by parts):\n%s", seed, uri, diff)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%d entries, want %d", len(got), len(want))
		}
	}
}

func TestAWorkerThatCannotBeStartedIsNoFaultOfADocument(t *testing.T) {
	in := files(t, map[string]string{"a.txt": "Fiji attended."})
	inputs, err := pipeline.FindInputs([]string{in})
	if err != nil {
		t.Fatal(err)
	}
	place := pipeline.NewPlace(pipeline.Options{Worker: func() *exec.Cmd { return exec.Command(filepath.Join(in, "nowhere")) }})
	defer place.Close()
	if e, _, err := place.Entry("a", inputs.Files[0]); !errors.Is(err, fs.ErrNotExist) || e.State != "" {
		t.Errorf("%+v, %v", e, err)
	}
}

func TestADocumentWhoseWorkerIsKilledFromOutsideIsTriedOnceMore(t *testing.T) {
	kills := filepath.Join(t.TempDir(), "kills")
	in := files(t, map[string]string{"once.txt": "die " + kills + " 1", "always.txt": "die " + kills + " 9"})
	inputs, err := pipeline.FindInputs([]string{in})
	if err != nil {
		t.Fatal(err)
	}
	worker, err := pipeline.Self(workerVerb)
	if err != nil {
		t.Fatal(err)
	}
	place := pipeline.NewPlace(pipeline.Options{Worker: worker, Limits: pipeline.Limits{Time: 20 * time.Second}})
	defer place.Close()
	for i, want := range []pipeline.Reason{pipeline.Crashed, ""} { // always, once
		if e, _, err := place.Entry("x", inputs.Files[i]); err != nil || e.Reason != want {
			t.Errorf("%s: %+v, %v", inputs.Files[i].URI, e, err)
		}
		os.Remove(kills)
	}
}
