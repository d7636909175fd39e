package shards

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"strings"

	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// Dataset is shards as exports and scores read them: entries in the order of their ids, with their documents where texts are
// kept.
type Dataset struct {
	Manifest
	folder Folder
}

// Open reads the manifest of a folder of shards. The error is fs.ErrNotExist where there is none.
func Open(ctx context.Context, folder Folder) (*Dataset, error) {
	file, err := folder.Read(ctx, ManifestFile)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	d := &Dataset{folder: folder}
	if err := json.NewDecoder(file).Decode(&d.Manifest); err != nil {
		return nil, fmt.Errorf("%s: %w", ManifestFile, err)
	}
	if d.Version != Version {
		return nil, fmt.Errorf("%s: it is of version %d, and this program reads %d", ManifestFile, d.Version, Version)
	}
	return d, nil
}

// Entries yields all entries in the order of their ids, until yield fails. It fails where a file is not the one that the
// manifest names.
func (d *Dataset) Entries(ctx context.Context, yield func(*pipeline.Entry) error) (err error) {
	var open []*stream
	defer func() {
		for _, s := range open {
			err = errors.Join(err, s.close())
		}
	}()
	for _, shard := range d.Shards {
		s, err := d.open(ctx, shard)
		open = append(open, s)
		if err == nil {
			err = s.advance()
		}
		if err != nil {
			return err
		}
	}
	for {
		var least *stream // shards are few
		for _, s := range open {
			if s.entry != nil && (least == nil || s.entry.ID < least.entry.ID) {
				least = s
			}
		}
		if least == nil {
			return nil
		}
		if err := errors.Join(yield(least.entry), ctx.Err()); err != nil {
			return err
		}
		if err := least.advance(); err != nil {
			return err
		}
	}
}

// open opens the files of a shard. What it gives is to be closed, also where it fails.
func (d *Dataset) open(ctx context.Context, shard Shard) (s *stream, err error) {
	s = &stream{}
	if s.record, err = d.file(ctx, shard.Records); err != nil {
		return s, err
	}
	if s.letter, err = d.file(ctx, shard.Letters); err != nil || shard.Texts == nil {
		return s, err
	}
	s.text, err = d.file(ctx, *shard.Texts)
	return s, err
}

func (d *Dataset) file(ctx context.Context, f File) (*next, error) {
	content, err := d.folder.Read(ctx, f.Name)
	if err != nil {
		return nil, err
	}
	n := &next{file: f, content: content, sum: sha256.New()}
	var lines io.Reader = bufio.NewReader(io.TeeReader(content, n.sum))
	if strings.HasSuffix(f.Name, ".gz") {
		if lines, err = gzip.NewReader(lines); err != nil {
			return nil, errors.Join(fmt.Errorf("%s: %w", f.Name, err), content.Close())
		}
	}
	n.lines = json.NewDecoder(lines)
	return n, nil
}

// stream is a shard on its way, whose files all are in the order of ids.
type stream struct {
	record, letter, text *next
	entry                *pipeline.Entry // nil at the end
}

func (s *stream) close() error {
	var errs []error
	for _, n := range []*next{s.record, s.letter, s.text} {
		if n != nil {
			errs = append(errs, n.content.Close())
		}
	}
	return errors.Join(errs...)
}

// next is a file with the value on its next line.
type next struct {
	file    File
	content io.ReadCloser
	sum     hash.Hash
	lines   *json.Decoder
	read    int
	value   any // nil where there is none yet, or none more
}

// advance goes to the next entry of the shard: the record, the letter, or both where they are of one document.
func (s *stream) advance() error {
	if s.record.value == nil {
		if err := s.record.load(&schemas.Record{}); err != nil {
			return err
		}
	}
	if s.letter.value == nil {
		if err := s.letter.load(&Letter{}); err != nil {
			return err
		}
	}
	if s.record.value == nil && s.text != nil { // so that the end of the texts is seen, too
		if err := s.text.load(&text{}); err != nil {
			return err
		}
		if s.text.value != nil {
			return fmt.Errorf("%s: there are more texts than records", s.text.file.Name)
		}
	}
	rec, _ := s.record.value.(*schemas.Record)
	letter, _ := s.letter.value.(*Letter)
	if rec != nil && letter != nil {
		switch order := cmp.Compare(rec.ID, letter.ID); {
		case order < 0:
			letter = nil
		case order > 0:
			rec = nil
		}
	}
	s.entry = nil
	if rec != nil {
		src := rec.Source
		s.entry = &pipeline.Entry{
			ID: rec.ID, URI: src.URI, MediaType: src.MediaType, SHA256: src.SHA256, Bytes: src.Bytes, State: pipeline.OK, Also: src.Also, Record: rec,
		}
		s.record.value = nil
		if err := s.addText(); err != nil {
			return err
		}
	}
	if letter != nil {
		if s.entry == nil {
			s.entry = &pipeline.Entry{ID: letter.ID, URI: letter.URI, MediaType: letter.MediaType, SHA256: letter.SHA256, Bytes: letter.Bytes}
		}
		s.entry.State, s.entry.Reason, s.entry.Message = letter.State, letter.Reason, letter.Message
		s.letter.value = nil
	}
	return nil
}

// addText gives the entry the document that its record is of. Texts are of all records, or of none.
func (s *stream) addText() error {
	if s.text == nil {
		return nil
	}
	var t text
	if err := s.text.load(&t); err != nil {
		return err
	}
	if t.ID != s.entry.ID {
		return fmt.Errorf("%s: there is no text of %q", s.text.file.Name, s.entry.ID)
	}
	s.entry.Document, s.text.value = t.Document, nil
	return nil
}

// load reads the next line into a value. At the end of the file it is compared with what the manifest says.
func (n *next) load(value any) error {
	err := n.lines.Decode(value)
	switch {
	case err == nil:
		n.read++
		n.value = value
		return nil
	case !errors.Is(err, io.EOF):
		return fmt.Errorf("%s: line %d: %w", n.file.Name, n.read+1, err)
	case n.read != n.file.Lines || hex.EncodeToString(n.sum.Sum(nil)) != n.file.SHA256:
		return fmt.Errorf("%s: it is not the file that %s names", n.file.Name, ManifestFile)
	}
	return nil
}

// Exists reports whether a folder holds shards of a run that has ended.
func Exists(ctx context.Context, folder Folder) (bool, error) {
	file, err := folder.Read(ctx, ManifestFile)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, file.Close()
}

// Texts reports whether the texts of the records are kept.
func (d *Dataset) Texts() bool {
	for _, s := range d.Shards {
		if s.Records.Lines > 0 && s.Texts == nil {
			return false
		}
	}
	return true
}
