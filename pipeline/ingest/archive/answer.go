package archive

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"rapporteur/pipeline"
)

// answer reads a server's answer and gives its body as its author wrote it. Where the answer holds no document, the member
// says why, and there is none.
func answer(m *pipeline.Member, r *bufio.Reader) (io.Reader, error) {
	status, f, err := readFields(r)
	if err != nil {
		return nil, fmt.Errorf("the server's answer: %w", err)
	}
	_, said, _ := strings.Cut(status, " ")
	digits, _, _ := strings.Cut(said, " ")
	code, err := strconv.Atoi(digits)
	switch {
	case err != nil || !strings.HasPrefix(status, "HTTP/"):
		return nil, fmt.Errorf("the server's answer begins with %.40q", status)
	case code == 206:
		m.Reason, m.Message = pipeline.Corrupt, "the server gave a part of it"
	case code/100 == 3:
		m.Skip, m.Reason, m.Message = true, pipeline.Redirect, "the server led to "+f["location"]
	case code/100 != 2:
		m.Skip, m.Reason, m.Message = true, pipeline.ErrorPage, "the server answered "+said
	case forCrawlers(m.Address):
		m.Skip, m.Reason, m.Message = true, pipeline.Unsupported, "it tells crawlers what to fetch"
	default:
		return decoded(f, r)
	}
	return nil, nil
}

// forCrawlers reports whether an address is that of a site's rules for crawlers, which every crawl fetches.
func forCrawlers(address string) bool {
	parsed, err := url.Parse(address)
	return err == nil && parsed.Path == "/robots.txt"
}

// decoded undoes what a server did to a body on its way. Some crawlers undo it themselves and leave the header as it was,
// so the bytes are asked too.
func decoded(f fields, body *bufio.Reader) (io.Reader, error) {
	if strings.Contains(strings.ToLower(f["transfer-encoding"]), "chunked") && chunked(body) {
		body = bufio.NewReader(httputil.NewChunkedReader(body))
	}
	encodings := strings.Split(strings.ToLower(f["content-encoding"]), ",")
	for i := len(encodings) - 1; i >= 0; i-- { // the last one was done last
		var err error
		if body, err = undone(strings.TrimSpace(encodings[i]), body); err != nil {
			return nil, err
		}
	}
	return body, nil
}

// undone undoes one encoding where there is one.
func undone(encoding string, body *bufio.Reader) (*bufio.Reader, error) {
	head, _ := body.Peek(4096) // what is wrong comes back with the body
	var out io.Reader
	var err error
	switch encoding {
	case "", "identity", "none", "utf-8": // a charset is a frequent mistake
		return body, nil
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(head, gzipMagic) {
			return body, nil
		}
		out, err = gzip.NewReader(body)
	case "deflate":
		switch {
		case len(head) > 1 && head[0]&0xF == 8 && (int(head[0])<<8|int(head[1]))%31 == 0:
			out, err = zlib.NewReader(body)
		case begins(flate.NewReader(bytes.NewReader(head))):
			out = flate.NewReader(body)
		default:
			return body, nil
		}
	case "br":
		if !begins(brotli.NewReader(bytes.NewReader(head))) {
			return body, nil
		}
		out = brotli.NewReader(body)
	case "zstd":
		if !bytes.HasPrefix(head, zstdMagic) {
			return body, nil
		}
		out, err = zstd.NewReader(body, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(128<<20))
	default:
		return nil, fmt.Errorf("the server packed it by %.20q", encoding)
	}
	if err != nil {
		return nil, err
	}
	return bufio.NewReader(out), nil
}

// begins reports whether a beginning of packed bytes, which may break off, can be unpacked.
func begins(unpacked io.Reader) bool {
	_, err := io.Copy(io.Discard, io.LimitReader(unpacked, 1<<20))
	return err == nil || errors.Is(err, io.ErrUnexpectedEOF)
}

// chunked reports whether a body begins as one in chunks: with a number of bytes, on a line.
func chunked(body *bufio.Reader) bool {
	head, _ := body.Peek(64) // what is wrong comes back with the body
	line, _, ok := bytes.Cut(head, []byte("\n"))
	size, _, _ := bytes.Cut(bytes.TrimSpace(line), []byte(";"))
	_, err := strconv.ParseUint(string(bytes.TrimSpace(size)), 16, 63)
	return ok && err == nil
}
