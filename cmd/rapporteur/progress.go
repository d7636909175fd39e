package main

import (
	"fmt"
	"io"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"rapporteur/pipeline"
)

// progress shows how far a run is: a bar on a terminal, elsewhere a line now and then. Files that fail are named as they
// come.
type progress struct {
	c        *console
	bars     *mpb.Progress // nil where there is no terminal
	bar      *mpb.Bar
	lastLine time.Time
}

const betweenLines = 10 * time.Second

func newProgress(c *console, total int) *progress {
	p := &progress{c: c, lastLine: time.Now()}
	if terminal(c.err) {
		p.bars = mpb.New(mpb.WithOutput(c.err), mpb.WithWidth(48))
		p.bar = p.bars.AddBar(int64(total), mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.CountersNoUnit("%d of %d ")),
			mpb.AppendDecorators(decor.OnComplete(decor.AverageETA(decor.ET_STYLE_GO), "")))
	}
	return p
}

func (p *progress) report(r pipeline.Report) {
	var to io.Writer = p.c.err
	if p.bars != nil {
		to = p.bars // above the bar
	}
	if e := r.Entry; e.State == pipeline.Quarantined || e.State == pipeline.Partial {
		fmt.Fprintf(to, "%s: %s: %s: %s\n", e.URI, e.State, e.Reason, e.Message)
	}
	switch {
	case p.bars != nil:
		p.bar.SetCurrent(int64(r.Done))
	case time.Since(p.lastLine) >= betweenLines:
		p.lastLine = time.Now()
		fmt.Fprintf(to, "%d of %d files done\n", r.Done, r.Total)
	}
}

// stop ends the showing.
func (p *progress) stop() {
	if p.bars != nil {
		p.bar.Abort(true)
		p.bars.Wait()
	}
}
