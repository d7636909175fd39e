// Package archive reads what lies in ZIP and tar archives (tar also packed by gzip or Zstandard), and in archives within
// them. Nothing is ever written to the disk, and no name in an archive is taken for a path of this machine.
package archive

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path"
	"strings"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/charmap"

	"rapporteur/pipeline"
)

// Reader reads archives. Its zero value has no limits.
type Reader struct {
	Bytes  int64 // of a member; one that is larger is named and not read
	Files  int   // members of an archive
	Unfold int64 // bytes out of all members for each byte of the archive
	Depth  int   // archives within archives
	Least  int64 // bytes that may come out of any archive, however small
}

var _ pipeline.Archive = (*Reader)(nil)

// errStop ends a walk because the caller has had enough.
var errStop = errors.New("stopped")

// Members gives the members of an archive in its order, each with its bytes, which are there until the next one is asked
// for. One that cannot be read has a reason and no bytes. A last one without a name says where the archive breaks off.
// There are none where the file is no archive.
func (a *Reader) Members(name string) iter.Seq2[pipeline.Member, io.Reader] {
	return func(yield func(pipeline.Member, io.Reader) bool) {
		file, err := os.Open(name)
		if err != nil {
			yield(pipeline.Member{Reason: pipeline.Unreadable, Message: err.Error()}, nil)
			return
		}
		defer file.Close()
		info, err := file.Stat()
		if err != nil {
			yield(pipeline.Member{Reason: pipeline.Unreadable, Message: err.Error()}, nil)
			return
		}
		total := max(a.Least, a.Unfold*info.Size())
		w := &walk{Reader: a, yield: yield, total: total, left: total}
		err = w.archive("", file, file, info.Size(), 0)
		var failure *pipeline.Failure
		switch {
		case err == nil || errors.Is(err, errStop):
		case errors.As(err, &failure):
			yield(pipeline.Member{Reason: failure.Reason, Message: failure.Err.Error()}, nil)
		default:
			yield(pipeline.Member{Reason: pipeline.Corrupt, Message: fmt.Sprintf("the archive breaks off after %d files: %v", w.members, err)}, nil)
		}
	}
}

// walk is one way through an archive and those in it.
type walk struct {
	*Reader
	yield   func(pipeline.Member, io.Reader) bool
	members int
	total   int64 // bytes that may come out
	left    int64 // of these, those that have not yet
}

// Looks reports whether a name is that of an archive.
func Looks(name string) bool {
	name = strings.ToLower(name)
	for _, ending := range []string{".zip", ".tar", ".tar.gz", ".tgz", ".tar.zst"} {
		if strings.HasSuffix(name, ending) {
			return true
		}
	}
	return false
}

// archive walks through an archive whose bytes are read once, or where at is there, anywhere.
func (w *walk) archive(prefix string, once io.Reader, at io.ReaderAt, size int64, depth int) error {
	buffered := bufio.NewReaderSize(once, 4096)
	head, _ := buffered.Peek(300) // what is wrong with it comes back below
	switch {
	case bytes.HasPrefix(head, []byte("PK")):
		return w.zip(prefix, at, size, depth)
	case bytes.HasPrefix(head, []byte{0x1F, 0x8B}):
		unpacked, err := gzip.NewReader(buffered)
		if err != nil {
			return err
		}
		return w.tar(prefix, unpacked, depth)
	case bytes.HasPrefix(head, []byte{0x28, 0xB5, 0x2F, 0xFD}):
		unpacked, err := zstd.NewReader(buffered, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(128<<20))
		if err != nil {
			return err
		}
		defer unpacked.Close()
		return w.tar(prefix, unpacked, depth)
	case len(head) > 262 && string(head[257:262]) == "ustar":
		return w.tar(prefix, buffered, depth)
	}
	return nil
}

func (w *walk) zip(prefix string, at io.ReaderAt, size int64, depth int) error {
	archive, err := zip.NewReader(at, size)
	if err != nil {
		return err
	}
	for _, f := range archive.File {
		name := f.Name
		if f.NonUTF8 {
			if name, err = charmap.CodePage437.NewDecoder().String(f.Name); err != nil {
				name = f.Name
			}
		}
		if f.Mode().IsDir() || strings.HasSuffix(name, "/") {
			continue
		}
		m := pipeline.Member{Name: prefix + name, Bytes: int64(min(f.UncompressedSize64, 1<<62))}
		var content io.Reader
		switch {
		case !f.Mode().IsRegular():
			m.Reason, m.Message = pipeline.Unreadable, "it is no ordinary file in its archive"
		case f.Flags&1 != 0:
			m.Reason, m.Message = pipeline.Encrypted, "it is locked by a password in its archive"
		default:
			if opened, err := f.Open(); err != nil {
				m.Reason, m.Message = pipeline.Corrupt, err.Error()
			} else {
				content = opened
			}
		}
		err := w.member(m, content, depth)
		if closer, ok := content.(io.Closer); ok {
			closer.Close() // what was wrong with it, its reader has been told
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) tar(prefix string, packed io.Reader, depth int) error {
	archive := tar.NewReader(packed)
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		m := pipeline.Member{Name: prefix + header.Name, Bytes: header.Size}
		var content io.Reader = archive
		switch header.Typeflag {
		case tar.TypeDir, tar.TypeXGlobalHeader:
			continue
		case tar.TypeReg:
		default:
			m.Reason, m.Message, content = pipeline.Unreadable, "it is no ordinary file in its archive", nil
		}
		if err := w.member(m, content, depth); err != nil {
			return err
		}
	}
}

// member hands on a member, or what is in it where it is an archive.
func (w *walk) member(m pipeline.Member, content io.Reader, depth int) error {
	if junk(m.Name) {
		return nil
	}
	m.Name = strings.ToValidUTF8(m.Name, "\uFFFD")
	if content != nil && Looks(m.Name) && depth < w.Depth {
		// A ZIP's table stands at its end: one within another archive has to be in memory.
		data, err := io.ReadAll(w.bounded(content))
		before := w.members
		if err == nil {
			err = w.archive(m.Name+"!", bytes.NewReader(data), bytes.NewReader(data), int64(len(data)), depth+1)
			content = bytes.NewReader(data)
		}
		var failure *pipeline.Failure
		switch over := errors.As(err, &failure); {
		case errors.Is(err, errStop) || over && failure.Reason == pipeline.Bomb:
			return err
		case over:
			m.Reason, m.Message, content = failure.Reason, failure.Err.Error(), nil
		case err != nil:
			m.Reason, m.Message, content = pipeline.Corrupt, fmt.Sprintf("the archive breaks off after %d files: %v", w.members-before, err), nil
		case w.members > before:
			return nil
		}
	}
	if w.members++; w.Files > 0 && w.members > w.Files {
		return &pipeline.Failure{Reason: pipeline.Bomb, Err: fmt.Errorf("over the limit of %d files in an archive", w.Files)}
	}
	if content != nil {
		content = w.bounded(content)
	}
	if !w.yield(m, content) {
		return errStop
	}
	return nil
}

// junk reports whether a member is one that systems add for themselves, or hidden.
func junk(name string) bool {
	if strings.HasPrefix(name, "__MACOSX/") {
		return true
	}
	inner := name[strings.LastIndexByte(name, '!')+1:]
	return strings.HasPrefix(path.Base(inner), ".")
}

// bounded reads a member up to what a file may hold, and all members up to what may come out of the archive.
func (w *walk) bounded(content io.Reader) io.Reader { return &bounded{walk: w, from: content} }

type bounded struct {
	*walk
	from io.Reader
	read int64
}

// Read implements io.Reader. Over a limit, its error is a *pipeline.Failure.
func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.from.Read(p)
	b.read += int64(n)
	b.left -= int64(n)
	switch {
	case b.total > 0 && b.left < 0:
		return n, &pipeline.Failure{Reason: pipeline.Bomb, Err: fmt.Errorf("over the limit of %d MB out of an archive of this size", b.total>>20)}
	case b.Bytes > 0 && b.read > b.Bytes:
		return n, &pipeline.Failure{Reason: pipeline.TooLarge, Err: fmt.Errorf("over the limit of %d MB of a file", b.Bytes>>20)}
	}
	return n, err
}
