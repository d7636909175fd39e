package pipeline

import (
	"context"
	"errors"
	"time"
)

// idleDrawer is how long a worker that draws pages waits for the next one before it ends.
const idleDrawer = time.Minute

// Drawer has a worker draw pages of files, one after the other. The worker is started for the first page and ends when none
// was wanted for a while.
type Drawer struct {
	wanted chan drawing
	ended  chan struct{}
}

type drawing struct {
	task *task
	made chan *result
}

// NewDrawer makes a Drawer. Of the options it takes those that are about workers.
func NewDrawer(o Options) *Drawer {
	d := &Drawer{make(chan drawing), make(chan struct{})}
	go d.serve(&o)
	return d
}

func (d *Drawer) serve(o *Options) {
	defer close(d.ended)
	p, done := o.place()
	defer done()
	idle := time.NewTimer(idleDrawer)
	defer idle.Stop()
	for {
		select {
		case w, ok := <-d.wanted:
			if !ok {
				return
			}
			w.made <- p.do(w.task)
			idle.Reset(idleDrawer)
		case <-idle.C:
			p.stop()
		}
	}
}

// Draw gives a page of an input, by its number from 1, as a PNG image. The input's bytes must be those of the SHA-256 given.
func (d *Drawer) Draw(ctx context.Context, in Input, sha256 string, page, dpi int) ([]byte, error) {
	if in.Err != nil {
		return nil, &Failure{URI: in.URI, Reason: Unreadable, Err: in.Err}
	}
	w := drawing{&task{URI: in.URI, Path: []byte(in.Path), Member: in.member, SHA256: sha256, Page: page, DPI: dpi}, make(chan *result, 1)}
	select {
	case d.wanted <- w:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	made := <-w.made
	if made.Reason != "" {
		return nil, &Failure{URI: in.URI, Reason: made.Reason, Err: errors.New(made.Message)}
	}
	return made.Picture, nil
}

// Close ends the worker, when it has drawn what it was asked for. Nothing may be asked for any more.
func (d *Drawer) Close() {
	close(d.wanted)
	<-d.ended
}
