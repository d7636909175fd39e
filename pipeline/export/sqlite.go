package export

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"rapporteur/pipeline"
)

// SQLite writes a dataset as an SQLite database that people and tools such as Datasette can query: each table of [Tables]
// with its key and references, and "passages", the reports' blocks of text with full-text search over them (FTS5):
//
//	SELECT meeting_id, snippet(passages_text, 0, '[', ']', '…', 20)
//	FROM passages_text JOIN passages ON passages.rowid = passages_text.rowid
//	WHERE passages_text MATCH 'turtle* AND beach'
//
// Lists are joined by "; ", true and false are 1 and 0.
func SQLite(ctx context.Context, w io.Writer, dataset Dataset, o Options) (err error) {
	dir, err := os.MkdirTemp("", "rapporteur-export-*") // SQLite needs a file that it can seek in
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, "outcomes.db")
	if err := fillSQLite(ctx, path, dataset, o); err != nil {
		return fmt.Errorf("sqlite: %w", err)
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = io.Copy(w, file)
	return err
}

func fillSQLite(ctx context.Context, path string, dataset Dataset, o Options) (err error) {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	// Nobody else sees the file before it is whole: neither journal nor waiting for the disk is of use.
	if _, err := db.ExecContext(ctx, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192"); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	tables := Tables(o.Country)
	inserts := make([]*sql.Stmt, len(tables))
	for i := range tables {
		if _, err := tx.ExecContext(ctx, createTable(&tables[i], tables)); err != nil {
			return fmt.Errorf("table %s: %w", tables[i].Name, err)
		}
		marks := strings.TrimSuffix(strings.Repeat("?,", len(tables[i].Columns)), ",")
		if inserts[i], err = tx.PrepareContext(ctx, fmt.Sprintf(`INSERT INTO "%s" VALUES (%s)`, tables[i].Name, marks)); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, createPassages); err != nil {
		return err
	}
	passage, err := tx.PrepareContext(ctx, `INSERT INTO passages (meeting_id, block, kind, start, text) VALUES (?,?,?,?,?)`)
	if err != nil {
		return err
	}
	err = dataset.Entries(ctx, func(e *pipeline.Entry) error {
		for i := range tables {
			for _, row := range tables[i].Rows(e) {
				cells, err := sqliteCells(row.Cells)
				if err == nil {
					_, err = inserts[i].ExecContext(ctx, cells...)
				}
				if err != nil {
					return fmt.Errorf("table %s: %s: %w", tables[i].Name, e.ID, err)
				}
			}
		}
		if e.Record == nil || e.Document == nil {
			return nil
		}
		at, points := 0, 0 // bytes and code points of the text so far
		for i, b := range e.Document.Blocks {
			points += len([]rune(e.Document.Text[at:b.Span.Start]))
			at = b.Span.Start
			if _, err := passage.ExecContext(ctx, e.ID, i, string(b.Kind), points, e.Document.Slice(b.Span)); err != nil {
				return fmt.Errorf("passages: %s: %w", e.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i := range tables {
		for _, c := range tables[i].indexed() {
			if _, err := tx.ExecContext(ctx, fmt.Sprintf(`CREATE INDEX "%[1]s_%[2]s" ON "%[1]s" ("%[2]s")`, tables[i].Name, c)); err != nil {
				return err
			}
		}
	}
	if _, err := tx.ExecContext(ctx, indexPassages); err != nil {
		return err
	}
	return tx.Commit()
}

const (
	createPassages = `
CREATE TABLE passages (meeting_id TEXT REFERENCES meetings (meeting_id), block INTEGER, kind TEXT, start INTEGER, text TEXT);
CREATE VIRTUAL TABLE passages_text USING fts5 (text, content='passages', tokenize='porter unicode61 remove_diacritics 2')`
	indexPassages = `
CREATE INDEX passages_meeting_id ON passages (meeting_id);
INSERT INTO passages_text (passages_text) VALUES ('rebuild')`
)

// createTable is the statement that makes a table. Comments say what a column means.
func createTable(t *Table, all []Table) string {
	keys := map[string]string{}
	for _, other := range all {
		keys[other.Name] = other.Key
	}
	types := map[Type]string{Integer: "INTEGER", Boolean: "INTEGER", Number: "REAL"}
	var out strings.Builder
	fmt.Fprintf(&out, "CREATE TABLE \"%s\" ( -- %s\n", t.Name, t.Doc)
	for i, c := range t.Columns {
		kind := types[c.Type]
		if kind == "" {
			kind = "TEXT"
		}
		fmt.Fprintf(&out, "  \"%s\" %s", c.Name, kind)
		if c.Name == t.Key {
			out.WriteString(" PRIMARY KEY NOT NULL")
		}
		for _, r := range t.References {
			if r.Column == c.Name {
				fmt.Fprintf(&out, " REFERENCES \"%s\" (\"%s\")", r.Table, keys[r.Table])
			}
		}
		if i < len(t.Columns)-1 {
			out.WriteString(",")
		}
		fmt.Fprintf(&out, " -- %s\n", c.Doc)
	}
	out.WriteString(") WITHOUT ROWID")
	return out.String()
}

// indexed are the columns that rows are looked for by: references, and those with a vocabulary or a code.
func (t *Table) indexed() []string {
	var columns []string
	for _, c := range t.Columns {
		switch {
		case c.Name == t.Key:
		case c.Name == "code", c.Name == "party", c.Name == "year", c.Name == "act", c.Name == "role", c.Name == "row_id":
			columns = append(columns, c.Name)
		default:
			for _, r := range t.References {
				if r.Column == c.Name {
					columns = append(columns, c.Name)
				}
			}
		}
	}
	return columns
}

// sqliteCells are cells as the driver takes them.
func sqliteCells(cells []any) ([]any, error) {
	out := make([]any, len(cells))
	for i, cell := range cells {
		switch v := cell.(type) {
		case nil, int, float64, string:
			out[i] = v
		case bool:
			out[i] = map[bool]int{true: 1}[v]
		default:
			text, err := plainText(v)
			if err != nil {
				return nil, err
			}
			out[i] = text
		}
	}
	return out, nil
}
