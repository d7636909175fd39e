package export

import (
	"slices"

	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// Table is one table of a dataset.
type Table struct {
	Name       string // stable: the name of files
	Title      string // for people: the name of the sheet
	Doc        string // what a row is
	Columns    []Column
	Key        string // the column that no two rows share
	References []Reference

	// Rows are the rows that an entry gives.
	Rows func(*pipeline.Entry) []Row
}

// Row is a row of a table.
type Row struct {
	Cells    []any              // one for every column: nil where there is no value, else a string, int, float64, bool or []string as the column's type says
	Evidence []schemas.Evidence // the passages that it rests on
}

// Reference says that the cells of a column, where there are any, are keys of another table.
type Reference struct{ Column, Table string }

// Column is a column of a [Table].
type Column struct {
	Name   string // stable: the key in formats for programs
	Title  string // for people: the column's header
	Type   Type
	Doc    string
	Width  float64 // on a sheet, in characters
	Values []Value // the words of its vocabulary, explained
	Open   bool    // other words than Values occur, too
}

// Value is a word of a vocabulary.
type Value struct {
	Value  string
	Doc    string
	Colour string // of its cells, as RRGGBB, "" for none; never the only sign of the value
}

// Type says what the cells of a column hold.
type Type string

// The types of columns.
const (
	Text    Type = "text"
	List    Type = "list"    // of texts
	Integer Type = "integer" // whole number
	Number  Type = "number"
	Boolean Type = "true or false"
	Date    Type = "date"     // ISO 8601, as short as the source is: YYYY, YYYY-MM, YYYY-MM-DD
	Source  Type = "source"   // URI of the document
	Passage Type = "evidence" // key of the table evidence
	Mark    Type = "mark"     // a letter of a vocabulary
)

// listSeparator stands between the texts of a list where a format has one text for a cell.
const listSeparator = "; "

// row is a value of a record with what stands around it.
type row[T any] struct {
	id       string // no other row of any table has it, but for a meeting, whose id is its record's
	entry    *pipeline.Entry
	record   *schemas.Record // nil only in problems
	value    T
	evidence citation
}

// citation is the passages that a row rests on, and the first of them with its name; all are empty where it rests on none.
type citation struct {
	id      string
	passage *schemas.Evidence
	all     []schemas.Evidence
}

// cite gives the first of the passages that a value, whose name is given, rests on.
func cite(of string, found []schemas.Evidence) citation {
	if len(found) == 0 {
		return citation{}
	}
	return citation{evidenceID(of, 0), &found[0], found}
}

// column is a column with the way in which it is filled.
type column[T any] struct {
	Column
	cell func(*row[T]) any
}

// define makes a table of its columns.
func define[T any](name, title, doc string, rows func(*pipeline.Entry) []row[T], columns ...[]column[T]) Table {
	all := slices.Concat(columns...)
	table := Table{Name: name, Title: title, Doc: doc, Key: all[0].Name}
	for _, c := range all {
		table.Columns = append(table.Columns, c.Column)
		if key, ok := keys[c.Name]; ok && key != name {
			table.References = append(table.References, Reference{c.Name, key})
		}
	}
	table.Rows = func(e *pipeline.Entry) []Row {
		var out []Row
		for _, r := range rows(e) {
			cells := make([]any, len(all))
			for i, c := range all {
				cells[i] = plain(c.cell(&r))
			}
			out = append(out, Row{cells, r.evidence.all})
		}
		return out
	}
	return table
}

// keys are the columns that name a row of a table, wherever they stand: a table's own comes first in it.
var keys = map[string]string{"meeting_id": "meetings", "area_id": "areas", "evidence_id": "evidence", "commitment_id": "commitments"}

// plain is a cell's value without pointers; what is absent or empty is nil.
func plain(v any) any {
	switch v := v.(type) {
	case *string:
		if v != nil {
			return plain(*v)
		}
		return nil
	case *int:
		if v != nil {
			return *v
		}
		return nil
	case string:
		if v == "" {
			return nil
		}
	case []string:
		if len(v) == 0 {
			return nil
		}
	}
	return v
}
