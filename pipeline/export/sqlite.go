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
	"unicode/utf8"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"rapporteur/extract/text"
	"rapporteur/pipeline"
)

// SQLite writes a dataset as an SQLite database that people and tools such as Datasette can query: each table of [Tables]
// with its key and references, and "sentences", all that the reports say, with full-text search over them (FTS5):
//
//	SELECT meeting_id, snippet(sentences_text, 0, '[', ']', '…', 20)
//	FROM sentences_text JOIN sentences ON sentences.rowid = sentences_text.rowid
//	WHERE sentences_text MATCH 'turtle* AND beach'
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
	if _, err := tx.ExecContext(ctx, createSentences); err != nil {
		return err
	}
	sentence, err := tx.PrepareContext(ctx, `INSERT INTO sentences (meeting_id, block, kind, "start", "end", page, text) VALUES (?,?,?,?,?,?,?)`)
	if err != nil {
		return err
	}
	splitter, err := text.New()
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
		count := func(to int) int {
			points += utf8.RuneCountInString(e.Document.Text[at:to])
			at = to
			return points
		}
		for i, b := range e.Document.Blocks {
			for _, bound := range splitter.Bounds(e.Document.Slice(b.Span)) {
				span := bound.Shift(b.Span.Start)
				start, end := count(span.Start), count(span.End)
				var page any // none where the source keeps no pages
				if p := e.Document.Locate(span).Page; p > 0 {
					page = p
				}
				if _, err := sentence.ExecContext(ctx, e.ID, i, string(b.Kind), start, end, page, e.Document.Slice(span)); err != nil {
					return fmt.Errorf("sentences: %s: %w", e.ID, err)
				}
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
	if _, err := tx.ExecContext(ctx, indexSentences); err != nil {
		return err
	}
	return tx.Commit()
}

// Datasette knows the search by the quotes about the table's name. Start and end count code points, as evidence does.
const (
	createSentences = `
CREATE TABLE sentences ( -- What the reports say, in order: one row a sentence, heading or cell of a table.
  meeting_id TEXT REFERENCES meetings (meeting_id),
  block INTEGER, -- number of the paragraph, from 0
  kind TEXT, -- title, meta, heading, paragraph, list-item, cell, term, definition, footnote, contents, furniture
  "start" INTEGER, -- where it begins in the report's text: Unicode characters from 0, as in evidence
  "end" INTEGER, -- the first character after it
  page INTEGER, -- on which it begins, where the source has pages
  text TEXT
);
CREATE VIRTUAL TABLE sentences_text USING fts5 (text, content="sentences", tokenize='porter unicode61 remove_diacritics 2')`
	indexSentences = `
CREATE INDEX sentences_meeting_id ON sentences (meeting_id, "start");
INSERT INTO sentences_text (sentences_text) VALUES ('rebuild')`
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
