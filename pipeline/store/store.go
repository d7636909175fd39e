// Package store keeps a dataset on disk: DIR/dataset.db, an SQLite file with one row a document (what came of it, its
// text, its record). It implements pipeline.Store.
//
// The file is the dataset; records.jsonl, outcomes.xlsx and the like are made from it. A row is written whole or not at
// all, and is on the disk when Put returns. One program at a time writes: it holds the file's exclusive lock from Create
// to Close, and the system frees the lock should it die.
//
// Text and record are stored readable, for anyone with an SQLite client; the layout (blocks, origins and the rest of the
// Document) is gzipped JSON.
package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// FileName is the name of the dataset's file in its folder.
const FileName = "dataset.db"

const (
	applicationID = 0x72617070 // "rapp": marks the file as ours, see https://sqlite.org/pragma.html#pragma_application_id
	layoutVersion = 3          // of the tables below
)

const tables = `
CREATE TABLE meta (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE documents (
	id         TEXT PRIMARY KEY,
	uri        TEXT NOT NULL UNIQUE,
	media_type TEXT NOT NULL,
	sha256     TEXT NOT NULL,
	bytes      INTEGER NOT NULL,
	state      TEXT NOT NULL,
	reason     TEXT NOT NULL,
	message    TEXT NOT NULL,
	read_by    TEXT NOT NULL,
	coded_by   TEXT NOT NULL,
	removed    INTEGER NOT NULL, -- 1 where the archive has it no more
	text_sha256 TEXT NOT NULL, -- of the report's own words; empty where it was not read
	also       TEXT NOT NULL, -- URIs of its duplicates, one a line
	text       TEXT, -- NULL where it was not read
	layout     BLOB, -- the rest of the document: gzipped JSON
	record     TEXT  -- JSON by record.schema.json; NULL where nothing was extracted
) STRICT;
`

// Store is an open dataset. It is safe for use by several goroutines.
type Store struct {
	db   *sql.DB
	dir  string
	put  *sql.Stmt // nil where it was opened to read
	next *sql.Stmt
}

var _ pipeline.Store = (*Store)(nil)

// Create opens the dataset in dir to write, and makes folder and dataset where there are none; createdBy, the program
// and its version, is noted in a new one. It refuses a folder with files of others, a dataset of another version, and one
// that another program is using. Where it fails it leaves nothing behind that it made.
func Create(ctx context.Context, dir, createdBy string) (*Store, error) {
	made, err := prepare(dir)
	if err != nil {
		return nil, err
	}
	s, err := create(ctx, dir, createdBy)
	if err != nil {
		if !busy(err) { // else another program made it at the same moment
			for _, path := range slices.Backward(made) {
				os.Remove(path) // a folder in which others wrote meanwhile stays
			}
		}
		return nil, fmt.Errorf("dataset %s: %w", dir, told(dir, err))
	}
	return s, nil
}

// prepare makes sure that dir is a folder for a dataset, and returns what it made and what SQLite will make, outermost
// first.
func prepare(dir string) (made []string, err error) {
	for path := filepath.Clean(dir); ; path = filepath.Dir(path) {
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) || path == filepath.Dir(path) {
			break
		}
		made = append(made, path)
	}
	slices.Reverse(made)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("dataset %s: %w", dir, err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("dataset %s: %w", dir, err)
	}
	var others []string
	for _, e := range entries {
		switch {
		case e.Name() == FileName:
			return made, nil
		case !strings.HasPrefix(e.Name(), ".") && e.Name() != "lost+found": // the system's own, as .DS_Store, do no harm
			others = append(others, e.Name())
		}
	}
	if len(others) > 0 {
		return nil, fmt.Errorf("dataset %s: the folder holds no dataset but other files (%s): name a new or an empty folder", dir, some(others))
	}
	return append(made, filepath.Join(dir, FileName)), nil
}

// some names the first few of names, and says how many there are beside them.
func some(names []string) string {
	const few = 3
	if len(names) <= few {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:few], ", "), len(names)-few)
}

func create(ctx context.Context, dir, createdBy string) (*Store, error) {
	// The exclusive mode keeps the lock that the first transaction takes until the file is closed.
	s, err := open(ctx, dir, "rwc", "locking_mode=EXCLUSIVE", "synchronous=FULL")
	if err != nil {
		return nil, err
	}
	if err := s.begin(ctx, createdBy); err != nil {
		return nil, errors.Join(err, s.db.Close())
	}
	if err := os.WriteFile(filepath.Join(dir, ownerFile), []byte(owner()), 0o666); err != nil {
		return nil, errors.Join(err, s.db.Close())
	}
	return s, nil
}

// begin takes the lock, makes the tables in a new file, and prepares the statements.
func (s *Store) begin(ctx context.Context, createdBy string) error {
	if _, err := s.db.ExecContext(ctx, "BEGIN EXCLUSIVE"); err != nil {
		return err
	}
	err := s.check(ctx)
	if errors.Is(err, errNew) {
		_, err = s.db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id=%d; PRAGMA user_version=%d;", applicationID, layoutVersion)+tables)
		if err == nil {
			_, err = s.db.ExecContext(ctx, "INSERT INTO meta VALUES ('created_by', ?), ('record_schema', ?)", createdBy, schemas.Version)
		}
	}
	if err != nil {
		_, rollback := s.db.ExecContext(ctx, "ROLLBACK")
		return errors.Join(err, rollback)
	}
	// A write-ahead log makes one write to the disk of the two or three that a rollback journal needs. The change is
	// written to the file, so it waits until the file is known to be ours.
	if _, err := s.db.ExecContext(ctx, "COMMIT; PRAGMA journal_mode=WAL"); err != nil {
		return err
	}
	s.put, err = s.db.PrepareContext(ctx, `
		INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (uri) DO UPDATE SET id = excluded.id, media_type = excluded.media_type, sha256 = excluded.sha256,
			bytes = excluded.bytes, state = excluded.state, reason = excluded.reason, message = excluded.message,
			read_by = excluded.read_by, coded_by = excluded.coded_by, removed = excluded.removed,
			text_sha256 = excluded.text_sha256, also = excluded.also, text = excluded.text, layout = excluded.layout, record = excluded.record`)
	if err != nil {
		return err
	}
	return s.prepareReads(ctx)
}

// Open opens the dataset in dir to read. The folder may be read-only.
func Open(ctx context.Context, dir string) (*Store, error) {
	if _, err := os.Stat(filepath.Join(dir, FileName)); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("dataset %s: there is no %s: %w", dir, FileName, fs.ErrNotExist)
		}
		return nil, fmt.Errorf("dataset %s: %w", dir, err)
	}
	// rw, not ro: where a run was killed, SQLite first has to finish or undo what it had begun. On a file that may not
	// be written it opens to read by itself.
	s, err := open(ctx, dir, "rw", "query_only=ON")
	if err != nil {
		return nil, fmt.Errorf("dataset %s: %w", dir, told(dir, err))
	}
	if err = s.check(ctx); err == nil {
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

func open(ctx context.Context, dir, mode string, pragmas ...string) (*Store, error) {
	path, err := filepath.Abs(filepath.Join(dir, FileName))
	if err != nil {
		return nil, err
	}
	query := url.Values{"mode": {mode}, "_pragma": pragmas}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: query.Encode()}).String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // the lock belongs to a connection, so there is one
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Store{db: db, dir: dir}, nil
}

var errNew = errors.New("the file is new")

// check tells whether the file is a dataset that this program can use; errNew means that it is empty.
func (s *Store) check(ctx context.Context) error {
	var application, version, objects int
	err := s.db.QueryRowContext(ctx, `SELECT a.application_id, v.user_version, (SELECT count(*) FROM sqlite_schema)
		FROM pragma_application_id a, pragma_user_version v`).Scan(&application, &version, &objects)
	switch {
	case err != nil:
		return err
	case application == 0 && version == 0 && objects == 0:
		return errNew
	case application != applicationID:
		return fmt.Errorf("%s is another program's: name a new or an empty folder", FileName)
	case version != layoutVersion:
		return fmt.Errorf("%s has layout %d, this program uses %d: make it anew in another folder", FileName, version, layoutVersion)
	}
	record, err := s.Meta(ctx, "record_schema")
	if err != nil {
		return err
	}
	if want := fmt.Sprint(schemas.Version); record != want {
		return fmt.Errorf("%s holds records of schema %s, this program makes schema %s: make it anew in another folder", FileName, record, want)
	}
	return nil
}

func (s *Store) prepareReads(ctx context.Context) (err error) {
	s.next, err = s.db.PrepareContext(ctx, "SELECT * FROM documents WHERE id > ? ORDER BY id LIMIT 1")
	return err
}

// Close frees the dataset. One that was written is then a single file again.
func (s *Store) Close() error {
	var err error
	if s.put != nil {
		_, err = s.db.Exec("PRAGMA journal_mode=DELETE")
		err = errors.Join(err, os.Remove(filepath.Join(s.dir, ownerFile))) // while the lock is held: the next owner's stays
	}
	if err = errors.Join(err, s.db.Close()); err != nil {
		return fmt.Errorf("dataset %s: %w", s.dir, explain(err))
	}
	return nil
}

// ownerFile says who has the dataset open to write. It is no lock: that is SQLite's, which dies with its process, so that a
// file left behind by one that was killed misleads nobody.
const ownerFile = ".running"

func owner() string {
	host, err := os.Hostname()
	if err != nil {
		host = "this machine"
	}
	return fmt.Sprintf("process %d on %s, since %s", os.Getpid(), host, time.Now().Format(time.DateTime))
}

// told explains an error of opening the dataset in dir, and says who uses it where somebody does.
func told(dir string, err error) error {
	explained := explain(err)
	if !busy(err) {
		return explained
	}
	by, readErr := os.ReadFile(filepath.Join(dir, ownerFile))
	if readErr != nil || len(by) == 0 { // it is opening it just now
		return explained
	}
	return fmt.Errorf("%s: %w", by, explained)
}

// layout is what of a Document is not in columns of its own.
type layout struct {
	Blocks   []document.Block   `json:"blocks"`
	Origins  []document.Origin  `json:"origins"`
	Source   document.Source    `json:"source"`
	Warnings []document.Warning `json:"warnings,omitempty"`
}

// Put adds an entry, or replaces the one with the same URI. It is on the disk when Put returns; where Put fails, what was
// there stays.
func (s *Store) Put(ctx context.Context, e *pipeline.Entry) error {
	if err := s.putEntry(ctx, e); err != nil {
		return fmt.Errorf("dataset %s: storing %s: %w", s.dir, e.URI, explain(err))
	}
	return nil
}

func (s *Store) putEntry(ctx context.Context, e *pipeline.Entry) error {
	switch {
	case s.put == nil:
		return errors.New("the dataset was opened to read")
	case e.ID == "" || e.URI == "":
		return fmt.Errorf("an entry needs an id and a URI, this has %q and %q", e.ID, e.URI)
	case !slices.Contains(pipeline.States, e.State):
		return fmt.Errorf("state %q is unknown", e.State)
	}
	var text, record sql.NullString
	var blocks []byte
	if d := e.Document; d != nil {
		text = sql.NullString{String: d.Text, Valid: true}
		var err error
		if blocks, err = pack(layout{d.Blocks, d.Origins, d.Source, d.Warnings}); err != nil {
			return err
		}
	}
	if e.Record != nil {
		told := *e.Record
		told.Source.Also = e.Also
		data, err := json.Marshal(told)
		if err != nil {
			return err
		}
		record = sql.NullString{String: string(data), Valid: true}
	}
	_, err := s.put.ExecContext(ctx, e.ID, e.URI, e.MediaType, e.SHA256, e.Bytes, e.State, e.Reason, e.Message, e.ReadBy, e.CodedBy, e.Removed,
		e.TextSHA256, strings.Join(e.Also, "\n"), text, blocks, record)
	var failure *sqlite.Error
	if errors.As(err, &failure) && failure.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY {
		return fmt.Errorf("its id %q is that of another document", e.ID)
	}
	return err
}

// Mark notes of the entry with the URI whether the archive has lost it. It is on the disk when Mark returns.
func (s *Store) Mark(ctx context.Context, uri string, removed bool) error {
	if _, err := s.db.ExecContext(ctx, "UPDATE documents SET removed = ? WHERE uri = ?", removed, uri); err != nil {
		return fmt.Errorf("dataset %s: marking %s: %w", s.dir, uri, explain(err))
	}
	return nil
}

// Entries yields all entries in the order of their ids, one at a time in memory, until yield fails. Yield may call Put:
// a run with new rules replaces records as it goes.
func (s *Store) Entries(ctx context.Context, yield func(*pipeline.Entry) error) error {
	for id := ""; ; {
		// One query an entry: rows that stay open would keep the only connection from Put.
		e, err := scan(s.next.QueryRowContext(ctx, id))
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("dataset %s: after %q: %w", s.dir, id, explain(err))
		}
		if err := yield(e); err != nil {
			return err
		}
		id = e.ID
	}
}

// Index yields all entries in the order of their ids, without their Document and Record, until yield fails. Yield may
// not use the store.
func (s *Store) Index(ctx context.Context, yield func(*pipeline.Entry) error) error {
	rows, err := s.db.QueryContext(ctx, "SELECT id, uri, media_type, sha256, bytes, state, reason, message, read_by, coded_by, removed, text_sha256, also FROM documents ORDER BY id")
	if err != nil {
		return fmt.Errorf("dataset %s: %w", s.dir, explain(err))
	}
	defer rows.Close()
	for rows.Next() {
		var e pipeline.Entry
		var also string
		if err := rows.Scan(&e.ID, &e.URI, &e.MediaType, &e.SHA256, &e.Bytes, &e.State, &e.Reason, &e.Message, &e.ReadBy, &e.CodedBy, &e.Removed, &e.TextSHA256, &also); err != nil {
			return fmt.Errorf("dataset %s: %w", s.dir, err)
		}
		e.Also = uris(also)
		if err := yield(&e); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Get is the entry with the id; the error is fs.ErrNotExist where there is none.
func (s *Store) Get(ctx context.Context, id string) (*pipeline.Entry, error) {
	return s.one(ctx, "SELECT * FROM documents WHERE id = ?", id)
}

// Find is the entry with the URI; the error is fs.ErrNotExist where there is none.
func (s *Store) Find(ctx context.Context, uri string) (*pipeline.Entry, error) {
	return s.one(ctx, "SELECT * FROM documents WHERE uri = ?", uri)
}

func (s *Store) one(ctx context.Context, query, name string) (*pipeline.Entry, error) {
	e, err := scan(s.db.QueryRowContext(ctx, query, name))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("dataset %s: %s: %w", s.dir, name, fs.ErrNotExist)
	}
	if err != nil {
		return nil, fmt.Errorf("dataset %s: %s: %w", s.dir, name, explain(err))
	}
	return e, nil
}

// scan reads a row of documents.
func scan(row *sql.Row) (*pipeline.Entry, error) {
	var e pipeline.Entry
	var text, record sql.NullString
	var blocks []byte
	var also string
	err := row.Scan(&e.ID, &e.URI, &e.MediaType, &e.SHA256, &e.Bytes, &e.State, &e.Reason, &e.Message, &e.ReadBy, &e.CodedBy, &e.Removed, &e.TextSHA256, &also, &text, &blocks, &record)
	if err != nil {
		return nil, err
	}
	e.Also = uris(also)
	if text.Valid {
		var l layout
		if err := unpack(blocks, &l); err != nil {
			return nil, fmt.Errorf("%s: layout: %w", e.ID, err)
		}
		e.Document = &document.Document{Text: text.String, Blocks: l.Blocks, Origins: l.Origins, Source: l.Source, Warnings: l.Warnings}
	}
	if record.Valid {
		e.Record = &schemas.Record{}
		if err := json.Unmarshal([]byte(record.String), e.Record); err != nil {
			return nil, fmt.Errorf("%s: record: %w", e.ID, err)
		}
	}
	return &e, nil
}

// uris are those of a column that holds one a line.
func uris(lines string) []string {
	if lines == "" {
		return nil
	}
	return strings.Split(lines, "\n")
}

// Counts says how many entries have each state. States that none has are left out.
func (s *Store) Counts(ctx context.Context) (map[pipeline.State]int, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT state, count(*) FROM documents GROUP BY state")
	if err != nil {
		return nil, fmt.Errorf("dataset %s: %w", s.dir, explain(err))
	}
	defer rows.Close()
	counts := map[pipeline.State]int{}
	for rows.Next() {
		var state pipeline.State
		var n int
		if err := rows.Scan(&state, &n); err != nil {
			return nil, fmt.Errorf("dataset %s: %w", s.dir, err)
		}
		counts[state] = n
	}
	return counts, rows.Err()
}

// Meta is a note about the dataset, "" where there is none. The store's own are created_by and record_schema.
func (s *Store) Meta(ctx context.Context, key string) (string, error) {
	var value string
	err := s.db.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = ?", key).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, err
}

// SetMeta notes something about the dataset: what it is made from, with which rules. It is on the disk when SetMeta returns.
func (s *Store) SetMeta(ctx context.Context, key, value string) error {
	_, err := s.db.ExecContext(ctx, "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value)
	if err != nil {
		return fmt.Errorf("dataset %s: noting %s: %w", s.dir, key, explain(err))
	}
	return nil
}

func pack(value any) ([]byte, error) {
	var out bytes.Buffer
	zip, err := gzip.NewWriterLevel(&out, gzip.BestSpeed) // a fifth larger than by the usual level, in a third of the time
	if err != nil {
		return nil, err
	}
	if err := json.NewEncoder(zip).Encode(value); err != nil {
		return nil, err
	}
	if err := zip.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func unpack(data []byte, value any) error {
	zip, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return err
	}
	return json.NewDecoder(zip).Decode(value)
}

// explain puts what SQLite says in its own terms into those of the person at the keyboard. The cause stays wrapped.
func explain(err error) error {
	switch code(err) {
	case sqlite3.SQLITE_BUSY:
		return fmt.Errorf("another program is using the dataset: wait until it has ended (%w)", err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("the disk is full (%w)", err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN:
		return fmt.Errorf("the folder cannot be written (%w)", err)
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%s is not a dataset or is damaged (%w)", FileName, err)
	case sqlite3.SQLITE_IOERR:
		return fmt.Errorf("the disk failed (%w)", err)
	}
	return err
}

// code is the primary code of an error of SQLite, 0 of another error.
func code(err error) int {
	var failure *sqlite.Error
	if !errors.As(err, &failure) {
		return 0
	}
	return failure.Code() & 0xFF // the higher bits tell variants apart
}

func busy(err error) bool { return code(err) == sqlite3.SQLITE_BUSY }
