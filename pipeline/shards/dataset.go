package shards

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"

	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// Dataset is shards as exports and scores read them: entries in the order of their ids. They have no texts.
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
		s := &stream{}
		for _, file := range []struct {
			File
			next **next
		}{{shard.Records, &s.record}, {shard.Letters, &s.letter}} {
			content, err := d.folder.Read(ctx, file.Name)
			if err != nil {
				return errors.Join(err, s.close())
			}
			sum := sha256.New()
			*file.next = &next{file: file.File, content: content, sum: sum, lines: json.NewDecoder(bufio.NewReader(io.TeeReader(content, sum)))}
		}
		open = append(open, s)
		if err := s.advance(); err != nil {
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

// AllCorrections gives none: nobody reviews shards.
func (d *Dataset) AllCorrections(context.Context) ([]pipeline.Correction, error) { return nil, nil }

// Close does nothing: files are open while entries are read.
func (d *Dataset) Close() error { return nil }

// stream is a shard on its way, whose files both are in the order of ids.
type stream struct {
	record, letter *next
	entry          *pipeline.Entry // nil at the end
}

func (s *stream) close() error {
	var errs []error
	for _, n := range []*next{s.record, s.letter} {
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
