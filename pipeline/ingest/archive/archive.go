// Package archive reads what lies in ZIP and tar archives (tar also packed by gzip or Zstandard), in archives of the web (WARC,
// and WACZ, which is a ZIP of them), what comes along with mail messages, and in archives within them. Nothing is ever written to the disk, and no name in an
// archive is taken for a path of this machine.
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
	"rapporteur/pipeline/ingest/mail"
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
// There are none where the file is no archive. The first of a mail message has neither name nor reason: it is the message
// itself. From is 0, or where a member said that it can be reached: it is then the
// first, and without the names of the archives around it.
func (a *Reader) Members(name string, from int64) iter.Seq2[pipeline.Member, io.Reader] {
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
		err = w.archive("", part(file, from, info.Size()-from, from), 0)
		var failure *pipeline.Failure
		switch {
		case err == nil || errors.Is(err, errStop):
		case errors.As(err, &failure):
			yield(pipeline.Member{Reason: failure.Reason, Message: failure.Err.Error()}, nil)
		default:
			yield(pipeline.Member{Reason: pipeline.Corrupt, Message: w.breaks(err, 0)}, nil)
		}
	}
}

// source is the bytes of an archive.
type source struct {
	once io.Reader
	at   io.ReaderAt // the same from anywhere; nil where they can be read once only
	size int64       // with at
	base int64       // where they begin in the file on the disk; negative where they do not lie there as they are
}

// part is a part of what can be read from anywhere.
func part(of io.ReaderAt, from, size, base int64) source {
	section := io.NewSectionReader(of, from, size)
	return source{section, section, size, base}
}

// breaks says that an archive breaks off, of which the first member came after before others.
func (w *walk) breaks(err error, before int) string {
	if lost := (*lostError)(nil); errors.As(err, &lost) {
		return err.Error()
	}
	return fmt.Sprintf("the archive breaks off after %d files: %v", w.members-before, err)
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
	for _, ending := range []string{".zip", ".tar", ".tar.gz", ".tgz", ".tar.zst", ".warc", ".warc.gz", ".wacz", ".eml"} {
		if strings.HasSuffix(name, ending) {
			return true
		}
	}
	return false
}

var zstdMagic = []byte{0x28, 0xB5, 0x2F, 0xFD}

// archive walks through an archive. A ZIP's table stands at its end, so that one that can be read once only is no archive.
func (w *walk) archive(prefix string, from source, depth int) error {
	buffered := bufio.NewReaderSize(from.once, 4096)
	head, _ := buffered.Peek(4096) // what is wrong with it comes back below
	from.once = buffered
	switch {
	case bytes.HasPrefix(head, []byte("PK")) && from.at != nil:
		return w.zip(prefix, from, depth)
	case bytes.HasPrefix(head, []byte("WARC/")):
		return w.warc(prefix, from, depth)
	case bytes.HasPrefix(head, gzipMagic):
		unpacked, err := gzip.NewReader(bytes.NewReader(head))
		if err != nil {
			return err
		}
		first := make([]byte, 5)
		if io.ReadFull(unpacked, first); string(first) == "WARC/" { // what is wrong with it comes back below
			return w.warc(prefix, from, depth)
		}
		if unpacked, err = gzip.NewReader(buffered); err != nil {
			return err
		}
		return w.tar(prefix, unpacked, -1, depth)
	case bytes.HasPrefix(head, zstdMagic):
		unpacked, err := zstd.NewReader(buffered, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(128<<20))
		if err != nil {
			return err
		}
		defer unpacked.Close()
		return w.tar(prefix, unpacked, -1, depth)
	case len(head) > 262 && string(head[257:262]) == "ustar":
		if from.at != nil { // one that can be gone through without reading all of it
			return w.tar(prefix, io.NewSectionReader(from.at, 0, from.size), from.base, depth)
		}
		return w.tar(prefix, buffered, -1, depth)
	case mail.Is(string(head)):
		return w.mail(prefix, buffered, depth)
	}
	return nil
}

// mail walks through the files that come along with a mail message, after the message itself: its text is a document. One
// without files is no archive, and neither is one that cannot be read, of which its reader tells.
func (w *walk) mail(prefix string, from io.Reader, depth int) error {
	data, err := io.ReadAll(w.bounded(from))
	if err != nil {
		return err
	}
	files, err := mail.Files(data)
	if err != nil || len(files) == 0 {
		return nil
	}
	if prefix == "" { // the file on the disk
		if !w.yield(pipeline.Member{}, nil) {
			return errStop
		}
	} else if err := w.hand(pipeline.Member{Name: strings.TrimSuffix(prefix, "!"), Bytes: int64(len(data))}, bytes.NewReader(data)); err != nil {
		return err
	}
	for _, f := range files {
		if err := w.member(pipeline.Member{Name: prefix + f.Name}, f.Content, source{base: -1}, depth); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) zip(prefix string, from source, depth int) error {
	archive, err := zip.NewReader(from.at, from.size)
	if err != nil {
		return err
	}
	files := archive.File
	if crawls := crawls(files); crawls != nil {
		files = crawls
	}
	for _, f := range files {
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
		within := source{base: -1}
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
			if offset, err := f.DataOffset(); err == nil && f.Method == zip.Store {
				base := int64(-1)
				if from.base >= 0 {
					base = from.base + offset
				}
				within = part(from.at, offset, int64(min(f.CompressedSize64, 1<<62)), base)
			}
		}
		err := w.member(m, content, within, depth)
		if closer, ok := content.(io.Closer); ok {
			closer.Close() // what was wrong with it, its reader has been told
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// crawls are the files of a WACZ that hold what was fetched; nil where the ZIP is none. The others say how it was fetched,
// and where in the first it lies.
func crawls(files []*zip.File) []*zip.File {
	var out []*zip.File
	described := false
	for _, f := range files {
		switch {
		case f.Name == "datapackage.json":
			described = true
		case strings.HasPrefix(f.Name, "archive/") && isWARC(f.Name):
			out = append(out, f)
		}
	}
	if !described {
		return nil
	}
	return out
}

func isWARC(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, ".warc") || strings.HasSuffix(name, ".warc.gz")
}

// tar walks through a tar. Where it lies in the file on the disk as it is, it begins there at base, and can be sought in.
func (w *walk) tar(prefix string, from io.Reader, base int64, depth int) error {
	archive := tar.NewReader(from)
	for next := base; ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		m := pipeline.Member{Name: prefix + header.Name, Bytes: header.Size, At: max(next, 0)}
		if next >= 0 {
			// Where this one ends the next begins. Of a sparse file nobody can tell.
			here, err := from.(io.Seeker).Seek(0, io.SeekCurrent)
			if next = base + here + (header.Size+511)/512*512; err != nil || sparse(header) {
				next = -1
			}
		}
		var content io.Reader = archive
		switch header.Typeflag {
		case tar.TypeDir, tar.TypeXGlobalHeader:
			continue
		case tar.TypeReg:
		default:
			m.Reason, m.Message, content = pipeline.Unreadable, "it is no ordinary file in its archive", nil
		}
		if err := w.member(m, content, source{base: -1}, depth); err != nil {
			return err
		}
	}
}

func sparse(h *tar.Header) bool {
	if h.Typeflag == tar.TypeGNUSparse {
		return true
	}
	for key := range h.PAXRecords {
		if strings.HasPrefix(key, "GNU.sparse") {
			return true
		}
	}
	return false
}

// member hands on a member, or what is in it where it is an archive, of which within are the bytes where they can be read
// from anywhere.
func (w *walk) member(m pipeline.Member, content io.Reader, within source, depth int) error {
	if m.Address == "" && junk(m.Name) {
		return nil
	}
	m.Name = strings.ToValidUTF8(m.Name, "\uFFFD")
	if content != nil && Looks(m.Name) && depth < w.Depth {
		before := w.members
		var err error
		switch {
		case isWARC(m.Name) && within.at == nil:
			content = bufio.NewReaderSize(w.passing(content), 4096) // what archive looks at stays in it
			err = w.archive(m.Name+"!", source{once: content, base: -1}, depth+1)
		case within.at != nil:
			err = w.archive(m.Name+"!", within, depth+1)
		default:
			var data []byte
			if data, err = io.ReadAll(w.bounded(content)); err == nil {
				err = w.archive(m.Name+"!", part(bytes.NewReader(data), 0, int64(len(data)), -1), depth+1)
				content = bytes.NewReader(data)
			}
		}
		var failure *pipeline.Failure
		switch over := errors.As(err, &failure); {
		case errors.Is(err, errStop) || over && failure.Reason == pipeline.Bomb:
			return err
		case over:
			m.Reason, m.Message, content = failure.Reason, failure.Err.Error(), nil
		case err != nil:
			m.Reason, m.Message, content = pipeline.Corrupt, w.breaks(err, before), nil
		case w.members > before:
			return nil
		}
		m.At = 0 // there would be what is in it
	}
	return w.hand(m, content)
}

// hand hands on a member, if there are not too many.
func (w *walk) hand(m pipeline.Member, content io.Reader) error {
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
func (w *walk) bounded(content io.Reader) io.Reader {
	return &bounded{walk: w, from: content, most: w.Bytes}
}

// passing reads what is no member itself, up to what may come out of the archive.
func (w *walk) passing(content io.Reader) io.Reader { return &bounded{walk: w, from: content} }

type bounded struct {
	*walk
	from io.Reader
	most int64 // 0 for no limit
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
	case b.most > 0 && b.read > b.most:
		return n, &pipeline.Failure{Reason: pipeline.TooLarge, Err: fmt.Errorf("over the limit of %d MB of a file", b.most>>20)}
	}
	return n, err
}
