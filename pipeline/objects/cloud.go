//go:build cloud

package objects

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"strings"

	"gocloud.dev/blob"
	_ "gocloud.dev/blob/azureblob"
	_ "gocloud.dev/blob/gcsblob"
	_ "gocloud.dev/blob/s3blob"
	"gocloud.dev/gcerrors"
)

// Bucket is the objects below a URL.
type Bucket struct {
	address string
	bucket  *blob.Bucket
	prefix  string // "", or it ends with a slash, or it is the key of one object
}

// Open opens what a URL names: SCHEME://BUCKET, or with a path what lies below it or the one object of that name. What
// comes behind a question mark is for the store's driver.
func Open(ctx context.Context, address string) (*Bucket, error) {
	parsed, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	prefix := strings.TrimPrefix(parsed.Path, "/")
	parsed.Path, parsed.RawPath = "", ""
	bucket, err := blob.OpenBucket(ctx, parsed.String())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	if prefix != "" && !strings.HasSuffix(prefix, "/") {
		switch exists, err := bucket.Exists(ctx, prefix); {
		case err != nil:
			return nil, errors.Join(fmt.Errorf("%s: %w", address, err), bucket.Close())
		case !exists:
			prefix += "/"
		}
	}
	return &Bucket{address, bucket, prefix}, nil
}

// List tells of all objects but the hidden ones. It is an error where there is none.
func (b *Bucket) List(ctx context.Context, tell func(Object)) error {
	folder := b.prefix[:strings.LastIndex(b.prefix, "/")+1]
	found := false
	for list := b.bucket.List(&blob.ListOptions{Prefix: b.prefix}); ; {
		o, err := list.Next(ctx)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("%s: %w", b.address, err)
		}
		if folder != b.prefix && o.Key != b.prefix { // it is of one object
			continue
		}
		if name := strings.TrimPrefix(o.Key, folder); !o.IsDir && !hidden(name) {
			found = true
			tell(Object{name, o.Size})
		}
	}
	if !found {
		return fmt.Errorf("%s: there is no object", b.address)
	}
	return nil
}

// Fetch writes the bytes of an object. The error is fs.ErrNotExist where it is gone.
func (b *Bucket) Fetch(ctx context.Context, name string, to io.Writer) error {
	return absent(b.bucket.Download(ctx, b.key(name), to, nil))
}

// Read opens an object. The error is fs.ErrNotExist where there is none.
func (b *Bucket) Read(ctx context.Context, name string) (io.ReadCloser, error) {
	r, err := b.bucket.NewReader(ctx, b.key(name), nil)
	if err != nil {
		return nil, absent(err)
	}
	return r, nil
}

// Write makes an object of what write writes, in place of what was there before: stores show an object when all of it is
// there, and never a part.
func (b *Bucket) Write(ctx context.Context, name string, write func(io.Writer) error) error {
	ctx, drop := context.WithCancel(ctx)
	defer drop()
	w, err := b.bucket.NewWriter(ctx, b.key(name), nil)
	if err != nil {
		return err
	}
	if err := write(w); err != nil {
		drop() // Close then makes no object, and says so
		w.Close()
		return fmt.Errorf("%s: %w", name, err)
	}
	return w.Close()
}

// Tidy does nothing: what was not written whole is not there.
func (*Bucket) Tidy(context.Context) error { return nil }

// key is an object's name in the store.
func (b *Bucket) key(name string) string { return b.prefix[:strings.LastIndex(b.prefix, "/")+1] + name }

// absent tells an object that is not there from a store that cannot be had.
func absent(err error) error {
	if gcerrors.Code(err) == gcerrors.NotFound {
		return fmt.Errorf("%w: %w", fs.ErrNotExist, err)
	}
	return err
}

// hidden reports whether a name, or a folder on it, begins with a dot, or is the mark of a folder: such are left out.
func hidden(name string) bool {
	if name == "" || strings.HasSuffix(name, "/") {
		return true
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") {
			return true
		}
	}
	return false
}
