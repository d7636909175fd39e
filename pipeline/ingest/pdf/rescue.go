package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
)

// load has the file read by the engine that was asked for. What PDFium refuses is given to the rescues, one after the
// other; the one that succeeds leaves a warning.
func (r *Reader) load(ctx context.Context, data []byte) (*raw, []document.Warning, error) {
	if r.options.Reader == Ledongthuc {
		got, err := r.ledongthuc(ctx, data)
		return got, nil, err
	}
	got, first := r.pdfium(ctx, data)
	if first == nil || !rescuable(first) {
		return got, nil, first
	}
	again := func(mend func([]byte) ([]byte, error)) func() (*raw, error) {
		return func() (*raw, error) {
			mended, err := mend(data)
			if err != nil {
				return nil, fail(pipeline.Corrupt, err)
			}
			return r.pdfium(ctx, mended)
		}
	}
	said := "PDFium: " + gist(first)
	for _, rescue := range []struct {
		by, code string
		read     func() (*raw, error)
	}{
		{"repair by pdfcpu", "repaired", again(repair)},
		{"a new table of objects", "repaired", again(retable)},
		{"ledongthuc/pdf", "second-reader", func() (*raw, error) { return r.ledongthuc(ctx, data) }},
	} {
		got, err := rescue.read()
		if err == nil && !hasText(got.sheets) {
			err = fail(pipeline.Corrupt, errors.New("no text found"))
		}
		if err == nil {
			return got, []document.Warning{{
				Code:    rescue.code,
				Message: fmt.Sprintf("the file is damaged (%s); it was read by the help of %s", said, rescue.by),
			}}, nil
		}
		if !rescuable(err) {
			return nil, nil, err
		}
		said += "; " + rescue.by + ": " + gist(err)
	}
	return nil, nil, fail(pipeline.Corrupt, fmt.Errorf("damaged beyond repair (%s)", said))
}

// rescuable reports whether another reader may do better.
func rescuable(err error) bool {
	var f *pipeline.Failure
	return errors.As(err, &f) && f.Reason == pipeline.Corrupt
}

// gist is the end of what a reader said, for people: libraries put a word before the error at each step of their way.
func gist(err error) string {
	var f *pipeline.Failure
	if errors.As(err, &f) {
		err = f.Err
	}
	parts := slices.Compact(strings.Split(err.Error(), ": "))
	return strings.Join(parts[max(0, len(parts)-gistParts):], ": ")
}

const gistParts = 3

func hasText(sheets []*sheet) bool {
	for _, s := range sheets {
		if s.glyphs > 0 || s.scanned {
			return true
		}
	}
	return false
}

// repair has pdfcpu read the file leniently and write it anew, in memory.
func repair(data []byte) (out []byte, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("pdfcpu panicked: %v", v)
		}
	}()
	// Not NewDefaultConfiguration: that one writes into the user's configuration folder.
	config := &model.Configuration{
		Cmd:                       model.OPTIMIZE,
		Reader15:                  true,
		ValidationMode:            model.ValidationRelaxed,
		UnsupportedResourcePolicy: model.UnsupportedResourceSkip,
		Eol:                       types.EolLF,
		Offline:                   true,
		Limits:                    model.DefaultResourceLimits(),
	}
	file, err := api.ReadContext(bytes.NewReader(data), config)
	if err != nil {
		return nil, err
	}
	// pdfcpu counts up to the size that the trailer claims, however large.
	if limit := 1000 + 10*len(data); file.Size == nil || *file.Size > limit {
		file.Size = &limit
	}
	if err := api.ValidateContext(file); err != nil {
		return nil, err
	}
	var buffer bytes.Buffer
	if err := api.WriteContext(file, &buffer); err != nil {
		return nil, err
	}
	return buffer.Bytes(), nil
}

var (
	catalogObject = regexp.MustCompile(`(?s)(?:^|[\r\n ])([0-9]{1,9} [0-9]{1,5}) obj.{0,400}?/Type\s*/Catalog\b`)
	encryptEntry  = regexp.MustCompile(`/Encrypt\s+[0-9]+ [0-9]+ R`)
)

// retable cuts a file after its last whole object and puts a trailer there that points at its catalog: PDFium then
// looks for the objects itself. It mends downloads that broke off.
func retable(data []byte) ([]byte, error) {
	end := bytes.LastIndex(data, []byte("endobj"))
	catalog := catalogObject.FindSubmatch(data)
	switch {
	case end < 0 || catalog == nil:
		return nil, errors.New("no catalog found among the objects")
	case encryptEntry.Match(data):
		return nil, errors.New("the file is encrypted")
	}
	out := bytes.Clone(data[:end+len("endobj")])
	if !bytes.HasPrefix(out, []byte("%PDF-")) {
		out = append([]byte("%PDF-1.4\n"), out...)
	}
	return fmt.Appendf(out, "\ntrailer\n<< /Root %s R >>\nstartxref\n0\n%%%%EOF\n", catalog[1]), nil
}
