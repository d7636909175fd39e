package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"rapporteur/pipeline"
)

// correctionsTable is made by the first who opens a dataset to correct it. Rows are never changed, and a run leaves them alone.
const correctionsTable = `
CREATE TABLE IF NOT EXISTS corrections (
	number   INTEGER PRIMARY KEY AUTOINCREMENT,
	uri      TEXT NOT NULL,    -- of the document
	sha256   TEXT NOT NULL,    -- of its bytes then
	made_by  TEXT NOT NULL,
	made_at  TEXT NOT NULL,    -- RFC 3339, UTC
	action   TEXT NOT NULL,
	target   TEXT NOT NULL,    -- JSON: the value and its passage
	original TEXT,             -- JSON: what the program said
	change   TEXT,             -- JSON: what the person set
	seen     INTEGER NOT NULL, -- the last correction of the value that the person had seen
	undoes   INTEGER NOT NULL  -- the correction that is taken back; 0 for none
) STRICT;
CREATE INDEX IF NOT EXISTS corrections_uri ON corrections (uri);
CREATE INDEX IF NOT EXISTS corrections_sha256 ON corrections (sha256);
`

// OpenToCorrect opens the dataset in dir to read it and to add corrections. Unlike Create it does not keep others out: a run
// that begins meanwhile has the dataset to itself until it ends, and is then seen by [Store.Version].
func OpenToCorrect(ctx context.Context, dir string) (*Store, error) {
	if _, err := os.Stat(filepath.Join(dir, FileName)); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("dataset %s: there is no %s: %w", dir, FileName, fs.ErrNotExist)
		}
		return nil, fmt.Errorf("dataset %s: %w", dir, err)
	}
	s, err := open(ctx, dir, "rw", "synchronous=FULL", "busy_timeout=2000")
	if err != nil {
		return nil, fmt.Errorf("dataset %s: %w", dir, told(dir, err))
	}
	if err = s.check(ctx); err == nil {
		_, err = s.db.ExecContext(ctx, correctionsTable)
	}
	if err == nil {
		err = s.prepareReads(ctx)
	}
	if errors.Is(err, errNew) {
		err = errors.New("the file holds no dataset yet")
	}
	if err != nil {
		return nil, fmt.Errorf("dataset %s: %w", dir, errors.Join(told(dir, err), s.db.Close()))
	}
	return s, nil
}

// Version is a number that is another one after another program has changed the dataset.
func (s *Store) Version(ctx context.Context) (int64, error) {
	var version int64
	if err := s.db.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version); err != nil {
		return 0, fmt.Errorf("dataset %s: %w", s.dir, told(s.dir, err))
	}
	return version, nil
}

// Correct adds a correction and gives it its number. It is on the disk when Correct returns.
func (s *Store) Correct(ctx context.Context, c *pipeline.Correction) error {
	if err := s.correct(ctx, c); err != nil {
		return fmt.Errorf("dataset %s: correcting %s: %w", s.dir, c.URI, told(s.dir, err))
	}
	return nil
}

func (s *Store) correct(ctx context.Context, c *pipeline.Correction) error {
	switch {
	case c.URI == "" || c.By == "" || c.At.IsZero():
		return errors.New("a correction needs a document, a person and a time")
	case !slices.Contains(pipeline.Actions, c.Action):
		return fmt.Errorf("action %q is unknown", c.Action)
	}
	target, err := json.Marshal(c.Target)
	if err != nil {
		return err
	}
	original, err := fieldsText(c.Original)
	if err != nil {
		return err
	}
	change, err := fieldsText(c.Change)
	if err != nil {
		return err
	}
	made, err := s.db.ExecContext(ctx, "INSERT INTO corrections VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		c.URI, c.SHA256, c.By, c.At.UTC().Format(time.RFC3339), c.Action, string(target), original, change, c.Seen, c.Of)
	if err != nil {
		return err
	}
	c.Number, err = made.LastInsertId()
	return err
}

// fieldsText is fields as JSON, NULL where there are none.
func fieldsText(f pipeline.Fields) (sql.NullString, error) {
	if f == nil {
		return sql.NullString{}, nil
	}
	data, err := json.Marshal(f)
	return sql.NullString{String: string(data), Valid: true}, err
}

// Corrections are those of a document, in the order in which they were made.
func (s *Store) Corrections(ctx context.Context, e *pipeline.Entry) ([]pipeline.Correction, error) {
	found, err := s.corrections(ctx, "WHERE uri = ? OR sha256 = ? AND sha256 <> ''", e.URI, e.SHA256)
	if err != nil {
		return nil, fmt.Errorf("dataset %s: corrections of %s: %w", s.dir, e.URI, told(s.dir, err))
	}
	return found, nil
}

// AllCorrections are those of all documents, in the order in which they were made.
func (s *Store) AllCorrections(ctx context.Context) ([]pipeline.Correction, error) {
	found, err := s.corrections(ctx, "")
	if err != nil {
		return nil, fmt.Errorf("dataset %s: corrections: %w", s.dir, told(s.dir, err))
	}
	return found, nil
}

func (s *Store) corrections(ctx context.Context, where string, args ...any) (out []pipeline.Correction, err error) {
	var there int
	err = s.db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE name = 'corrections'").Scan(&there)
	if err != nil || there == 0 { // nobody has corrected it yet
		return out, err
	}
	rows, err := s.db.QueryContext(ctx, "SELECT number, uri, sha256, made_by, made_at, action, target, original, change, seen, undoes FROM corrections "+where+" ORDER BY number", args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var c pipeline.Correction
		var at, target string
		var original, change sql.NullString
		if err := rows.Scan(&c.Number, &c.URI, &c.SHA256, &c.By, &at, &c.Action, &target, &original, &change, &c.Seen, &c.Of); err != nil {
			return nil, err
		}
		if c.At, err = time.Parse(time.RFC3339, at); err != nil {
			return nil, fmt.Errorf("correction %d: %w", c.Number, err)
		}
		for _, part := range []struct {
			text sql.NullString
			to   any
		}{{sql.NullString{String: target, Valid: true}, &c.Target}, {original, &c.Original}, {change, &c.Change}} {
			if !part.text.Valid {
				continue
			}
			if err := json.Unmarshal([]byte(part.text.String), part.to); err != nil {
				return nil, fmt.Errorf("correction %d: %w", c.Number, err)
			}
		}
		out = append(out, c)
	}
	return out, rows.Err()
}
