//go:build !cloud

package objects

import (
	"context"
	"fmt"
	"io"
	"io/fs"
)

// Bucket is the objects below a URL. There is none in this program.
type Bucket struct{}

// Open says how to get a program that reads object stores.
func Open(_ context.Context, address string) (*Bucket, error) {
	return nil, fmt.Errorf("%s: this program was built without object stores: go build -tags cloud ./cmd/rapporteur makes one with them", address)
}

// List does nothing.
func (*Bucket) List(context.Context, func(Object)) error { return nil }

// Fetch does nothing.
func (*Bucket) Fetch(context.Context, string, io.Writer) error { return nil }

// Read does nothing.
func (*Bucket) Read(context.Context, string) (io.ReadCloser, error) { return nil, fs.ErrNotExist }

// Write does nothing.
func (*Bucket) Write(context.Context, string, func(io.Writer) error) error { return nil }

// Tidy does nothing.
func (*Bucket) Tidy(context.Context) error { return nil }
