package archive

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"rapporteur/pipeline"
)

// maxFields bounds the header of a record, and that of a server's answer.
const maxFields = 1 << 20

// mostBreaks is how often a walk goes on behind a broken record: each time it has to look for the next.
const mostBreaks = 1000

// warc walks through the records of a WARC file, of which each may be packed by gzip on its own. Members are what was
// fetched: bodies of responses, free of chunks and compression, and resources. What a server answered that is no document,
// such as a redirect, is a member to be skipped. After a record that is broken the walk goes on with the next that it
// finds, and tells at its end what was lost.
func (w *walk) warc(prefix string, from source, depth int) error {
	var lost error
	before, at := w.members, int64(0)
	for breaks := 1; ; breaks++ {
		stream := newStream(from.once, at)
		err := w.records(prefix, from.base, stream, depth)
		var failure *pipeline.Failure
		switch {
		case errors.Is(err, errStop) || errors.As(err, &failure):
			return err
		case err == nil && lost == nil && w.members == before:
			return &pipeline.Failure{Reason: pipeline.Empty, Err: errors.New("it holds nothing that was fetched")}
		case err == nil:
			return lost
		case lost == nil:
			lost = &lostError{stream.began, w.members - before, err}
		}
		if from.at == nil || breaks == mostBreaks {
			return lost
		}
		next, found := nextRecord(io.NewSectionReader(from.at, stream.began+1, from.size-stream.began-1))
		if !found {
			return lost
		}
		at = stream.began + 1 + next
		from.once = io.NewSectionReader(from.at, at, from.size-at)
	}
}

// lostError says from where on records of an archive were lost.
type lostError struct {
	at    int64
	files int
	err   error
}

func (e *lostError) Error() string {
	return fmt.Sprintf("the archive is broken at byte %d, after %d files: %v", e.at, e.files, e.err)
}

func (e *lostError) Unwrap() error { return e.err }

// stream is bytes that are read once, and where in them one is.
type stream struct {
	*bufio.Reader
	read  int64
	began int64 // where the record under way began
}

func newStream(from io.Reader, at int64) *stream {
	s := &stream{read: at, began: at}
	s.Reader = bufio.NewReaderSize(io.TeeReader(from, (*counter)(&s.read)), 64<<10)
	return s
}

// counter counts what is written to it.
type counter int64

// Write implements io.Writer.
func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// records walks through records up to the end of a stream, or to what is broken. Base is where the stream's archive begins
// in the file on the disk, negative where it does not lie there as it is.
func (w *walk) records(prefix string, base int64, s *stream, depth int) error {
	var packed *gzip.Reader
	for {
		if err := skipLines(s.Reader); err != nil {
			return ended(err)
		}
		s.began = s.read - int64(s.Buffered())
		place := int64(0)
		if base >= 0 {
			place = base + s.began
		}
		head, err := s.Peek(2)
		if err != nil {
			return io.ErrUnexpectedEOF
		}
		if !bytes.Equal(head, gzipMagic) {
			if err := w.record(prefix, s.Reader, place, depth); err != nil {
				return err
			}
			continue
		}
		if packed == nil {
			packed, err = gzip.NewReader(s)
		} else {
			err = packed.Reset(s)
		}
		if err != nil {
			return broken(err)
		}
		packed.Multistream(false)
		// Mostly a part holds one record; where it holds more, only the first can be reached from outside.
		for inside := bufio.NewReader(w.passing(packed)); ; place = 0 {
			if err := skipLines(inside); err == io.EOF {
				break
			} else if err != nil {
				return broken(err)
			}
			if err := w.record(prefix, inside, place, depth); err != nil {
				return err
			}
		}
	}
}

var gzipMagic = []byte{0x1F, 0x8B}

// ended is nil for the end of a file.
func ended(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

// broken is err, in which the end of a file comes too early.
func broken(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// skipLines goes past empty lines.
func skipLines(r *bufio.Reader) error {
	for {
		head, err := r.Peek(1)
		if err != nil {
			return err
		}
		if head[0] != '\r' && head[0] != '\n' {
			return nil
		}
		r.Discard(1)
	}
}

// nextRecord finds where in bytes the next record may begin.
func nextRecord(in io.Reader) (at int64, found bool) {
	r := bufio.NewReaderSize(in, 64<<10)
	for last := byte('\n'); ; at++ {
		head, err := r.Peek(8)
		if len(head) < 8 || err != nil {
			return 0, false
		}
		if bytes.HasPrefix(head, []byte{0x1F, 0x8B, 8}) && head[3]&^0x1F == 0 || last == '\n' && bytes.HasPrefix(head, []byte("WARC/1.")) {
			return at, true
		}
		last = head[0]
		r.Discard(1)
	}
}

// fields are the lines of a header, by their names in lower case. Of several with one name the first counts.
type fields map[string]string

// readFields reads a line and the header after it, up to the empty line. Lines that are no field are passed over.
func readFields(r *bufio.Reader) (first string, f fields, err error) {
	f = fields{}
	left, name := maxFields, ""
	for n := 0; ; n++ {
		line, err := readLine(r, left)
		if err != nil {
			return "", nil, err
		}
		left -= len(line)
		switch key, value, ok := strings.Cut(line, ":"); {
		case n == 0:
			first = line
		case line == "":
			return first, f, nil
		case (line[0] == ' ' || line[0] == '\t') && name != "":
			f[name] += " " + strings.TrimSpace(line)
		case ok:
			if name = strings.ToLower(strings.TrimSpace(key)); f[name] == "" {
				f[name] = strings.TrimSpace(value)
			}
		}
	}
}

// readLine reads a line of so many bytes at most, and gives it without its end.
func readLine(r *bufio.Reader, most int) (string, error) {
	var line []byte
	for {
		more, err := r.ReadSlice('\n')
		line = append(line, more...)
		switch {
		case len(line) > most:
			return "", errors.New("a header is too long")
		case err == nil:
			return strings.TrimRight(string(line), "\r\n"), nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return "", broken(err)
		}
	}
}

// record walks past a record, and hands on what it holds. It can be reached from outside at a place that is not 0.
func (w *walk) record(prefix string, r *bufio.Reader, place int64, depth int) error {
	if head, _ := r.Peek(5); string(head) != "WARC/" { // what is wrong with it, the next reading tells
		return errors.New("no record begins where one should")
	}
	_, f, err := readFields(r)
	if err != nil {
		return err
	}
	length, err := strconv.ParseInt(f["content-length"], 10, 64)
	if err != nil || length < 0 {
		return fmt.Errorf("a record has no length, but %q", f["content-length"])
	}
	block := &exactly{r, length}
	if m, content := member(f, block); m != nil {
		m.At = place
		m.Name = prefix + m.Name
		if err := w.member(*m, content, source{base: -1}, depth); err != nil {
			return err
		}
	}
	_, err = io.Copy(io.Discard, block)
	return err
}

// member is the member that a record with these fields is; nil where it holds nothing that was fetched.
func member(f fields, block io.Reader) (m *pipeline.Member, content io.Reader) {
	kind, media := strings.ToLower(f["warc-type"]), strings.ToLower(f["content-type"])
	switch kind {
	case "response", "revisit", "resource", "conversion":
	default:
		return nil, nil
	}
	if strings.HasPrefix(media, "text/dns") { // a crawler asked for a server's number
		return nil, nil
	}
	m = &pipeline.Member{Address: bare(f["warc-target-uri"]), Date: date(f["warc-date"]), Digest: strings.ToLower(f["warc-payload-digest"])}
	if m.Name = m.Address; m.Name == "" {
		m.Name = bare(f["warc-record-id"])
	}
	switch {
	case kind == "revisit":
		m.Revisit = true
		if to := bare(f["warc-refers-to-target-uri"]); to != "" {
			m.RefersTo = to + " " + date(f["warc-refers-to-date"])
		}
	case f["warc-segment-number"] != "":
		m.Reason, m.Message = pipeline.Unsupported, "it lies in several records"
	case f["warc-truncated"] != "":
		m.Reason, m.Message = pipeline.Corrupt, "it was cut off when it was fetched: "+f["warc-truncated"]
	case kind == "response" && strings.HasPrefix(media, "application/http"):
		var err error
		if content, err = answer(m, bufio.NewReader(block)); err != nil {
			m.Reason, m.Message = pipeline.Corrupt, err.Error()
		}
	default:
		content = block
	}
	return m, content
}

// bare is an address or name without the brackets in which some programs write it.
func bare(name string) string { return strings.TrimSuffix(strings.TrimPrefix(name, "<"), ">") }

// date is a moment as RFC 3339 has it, in UTC, without parts of seconds; "" where it is none.
func date(text string) string {
	moment, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return ""
	}
	return moment.UTC().Format(time.RFC3339)
}

// exactly reads so many bytes; an end before that comes too early.
type exactly struct {
	from io.Reader
	left int64
}

// Read implements io.Reader.
func (e *exactly) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n, err := e.from.Read(p[:min(int64(len(p)), e.left)])
	if e.left -= int64(n); err == io.EOF && e.left > 0 {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}
