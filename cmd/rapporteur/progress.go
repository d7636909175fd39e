package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"rapporteur/pipeline"
)

// The forms of messages.
const (
	logText = "text"
	logJSON = "json"
)

// progress shows how far a run is: a bar on a terminal, elsewhere a line now and then, or a line of JSON for each document.
// Files that fail are named as they come.
type progress struct {
	c        *console
	log      *slog.Logger  // nil unless messages are JSON
	bars     *mpb.Progress // nil where there is no terminal
	bar      *mpb.Bar
	start    time.Time
	lastLine time.Time

	mu      sync.Mutex // for what the bar asks while a document is reported
	last    pipeline.Report
	reasons map[pipeline.Reason]int
}

const betweenLines = 5 * time.Second

func newProgress(c *console, total int, log string) *progress {
	p := &progress{c: c, start: time.Now(), lastLine: time.Now(), reasons: map[pipeline.Reason]int{}}
	switch {
	case log == logJSON:
		p.log = slog.New(slog.NewJSONHandler(c.err, nil))
	case terminal(c.err):
		p.bars = mpb.New(mpb.WithOutput(c.err), mpb.WithWidth(32))
		p.bar = p.bars.AddBar(int64(total), mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.CountersNoUnit("%d of %d ")),
			mpb.AppendDecorators(decor.Any(func(decor.Statistics) string { return " " + p.state() })))
	}
	return p
}

// begin tells of a document that a worker begins: what was under way when a machine lost its power stands at the log's end.
func (p *progress) begin(uri string) {
	if p.log != nil {
		p.log.Info("begun", "uri", uri)
	}
}

func (p *progress) report(r pipeline.Report) {
	e := r.Entry
	p.mu.Lock()
	p.last = r
	failed := e.State == pipeline.Quarantined || e.State == pipeline.Partial
	if failed {
		p.reasons[e.Reason]++
	}
	p.mu.Unlock()
	if p.log != nil {
		level := slog.LevelInfo
		if failed {
			level = slog.LevelWarn
		}
		p.log.Log(context.Background(), level, "done", "uri", e.URI, "id", e.ID, "state", e.State, "reason", e.Reason, "message", e.Message,
			"bytes", e.Bytes, "seconds", r.Took.Seconds(), "reused", r.Reused, "number", r.Done, "of", r.Total)
		return
	}
	var to io.Writer = p.c.err
	if p.bars != nil {
		to = p.bars // above the bar
	}
	if failed {
		fmt.Fprintf(to, "%s: %s: %s: %s\n", e.URI, e.State, e.Reason, e.Message)
	}
	switch {
	case p.bars != nil:
		p.bar.SetCurrent(int64(r.Done))
	case time.Since(p.lastLine) >= betweenLines:
		p.lastLine = time.Now()
		fmt.Fprintf(to, "%d of %d files done, %s\n", r.Done, r.Total, p.state())
	}
}

// state says how fast it goes, how long it will take, and what failed so far.
func (p *progress) state() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.last.Done == 0 {
		return ""
	}
	took := time.Since(p.start)
	parts := []string{fmt.Sprintf("%.0f/s, %.1f MB/s", float64(p.last.Done)/took.Seconds(), float64(p.last.Bytes)/1e6/took.Seconds())}
	// Large files come first, so bytes tell better than documents how much is done.
	if p.last.Bytes > 0 && p.last.TotalBytes > p.last.Bytes {
		left := time.Duration(float64(took) * float64(p.last.TotalBytes-p.last.Bytes) / float64(p.last.Bytes))
		parts = append(parts, left.Round(time.Second).String()+" left")
	}
	if failures := counted(p.reasons); failures != "" {
		parts = append(parts, "failed: "+failures)
	}
	return strings.Join(parts, ", ")
}

// counted is a list of how often there is what, the most frequent first.
func counted[K ~string](counts map[K]int) string {
	keys := slices.SortedFunc(maps.Keys(counts), func(a, b K) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	var parts []string
	for _, k := range keys {
		parts = append(parts, fmt.Sprintf("%d %s", counts[k], k))
	}
	return strings.Join(parts, ", ")
}

// stop ends the showing.
func (p *progress) stop() {
	if p.bars != nil {
		p.bar.Abort(true)
		p.bars.Wait()
	}
}
