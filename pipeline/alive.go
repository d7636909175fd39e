package pipeline

import (
	"context"
	"sync"
)

type aliveKey struct{}

// Alive says that the reader with this context has done one of many long steps, such as recognising a page: its document's
// limits on time and processor begin anew. How many steps there may be is for the reader to bound, by the pages of a file.
// Outside of a worker it does nothing. It may be called by several goroutines.
func Alive(ctx context.Context) {
	if tell, ok := ctx.Value(aliveKey{}).(func()); ok {
		tell()
	}
}

// withAlive gives a context by which Alive calls tell, never twice at a time, and not any more once silent has returned.
func withAlive(tell func()) (ctx context.Context, silent func()) {
	var mu sync.Mutex
	ended := false
	ctx = context.WithValue(context.Background(), aliveKey{}, func() {
		mu.Lock()
		defer mu.Unlock()
		if !ended {
			tell()
		}
	})
	return ctx, func() {
		mu.Lock()
		defer mu.Unlock()
		ended = true
	}
}
