package export

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"
	"strings"

	"rapporteur/pipeline"
)

// CSVOptions say how files of comma-separated values are written. The zero value is what programs want.
type CSVOptions struct {
	BOM  bool // begin with a byte order mark, by which Excel knows UTF-8
	Safe bool // put an apostrophe before texts that a spreadsheet would take for a formula; they are then no longer as written
}

// DataPackage is the name of the file that describes the others.
const DataPackage = "datapackage.json"

// CSV writes each table of [Tables] as a file of comma-separated values (RFC 4180, UTF-8), NAME.csv, and a Frictionless
// data package that describes their columns, keys and references.
//
// Lists are joined by "; ", dates are ISO 8601 and as short as the source is, what is absent is empty.
func CSV(ctx context.Context, create Create, dataset Dataset, o Options) error {
	tables := Tables(o.Country)
	files := make([]*csvFile, len(tables))
	for i := range tables {
		w, err := create(tables[i].Name + ".csv")
		if err != nil {
			return err
		}
		files[i] = newCSVFile(w, &tables[i], o.CSV)
	}
	err := dataset.Entries(ctx, func(e *pipeline.Entry) error {
		for _, f := range files {
			for _, row := range f.table.Rows(e) {
				if err := f.row(row.Cells); err != nil {
					return fmt.Errorf("%s.csv: %s: %w", f.table.Name, e.ID, err)
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := errors.Join(f.out.Flush(), f.to.Close()); err != nil {
			return fmt.Errorf("%s.csv: %w", f.table.Name, err)
		}
	}
	w, err := create(DataPackage)
	if err != nil {
		return err
	}
	return errors.Join(describe(w, files, o), w.Close())
}

// csvFile is a file that is being written.
type csvFile struct {
	table *Table
	to    io.Closer
	out   *bufio.Writer
	safe  bool
	line  bytes.Buffer
	lines *csv.Writer // into line
	hash  hash.Hash
	bytes int64
	rows  int
}

func newCSVFile(w io.WriteCloser, table *Table, o CSVOptions) *csvFile {
	f := &csvFile{table: table, to: w, safe: o.Safe, hash: sha256.New()}
	f.out = bufio.NewWriter(io.MultiWriter(w, f.hash, (*counter)(&f.bytes)))
	f.lines = csv.NewWriter(&f.line)
	if o.BOM {
		f.out.WriteString("\uFEFF") // errors stay, and come back from Flush
	}
	header := make([]string, len(table.Columns))
	for i, c := range table.Columns {
		header[i] = c.Name
	}
	f.record(header)
	return f
}

// counter counts the bytes that are written to it.
type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

func (f *csvFile) row(cells []any) error {
	record := make([]string, len(cells))
	for i, cell := range cells {
		text, err := plainText(cell)
		if err != nil {
			return fmt.Errorf("column %s: %w", f.table.Columns[i].Name, err)
		}
		if _, isNumber := cell.(int); f.safe && !isNumber {
			text = defuse(text)
		}
		record[i] = text
	}
	f.rows++
	return f.record(record)
}

// record writes a line. Lines end in CR and LF, but a line break within a field stays what it is, which csv.Writer would
// not have.
func (f *csvFile) record(fields []string) error {
	f.line.Reset()
	if err := f.lines.Write(fields); err != nil {
		return err
	}
	f.lines.Flush()
	if _, err := f.out.Write(bytes.TrimSuffix(f.line.Bytes(), []byte("\n"))); err != nil {
		return err
	}
	_, err := f.out.WriteString("\r\n")
	return err
}

// plainText is a cell as text.
func plainText(cell any) (string, error) {
	switch v := cell.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case []string:
		return strings.Join(v, listSeparator), nil
	case int:
		return strconv.Itoa(v), nil
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), nil
	case bool:
		return strconv.FormatBool(v), nil
	}
	return "", fmt.Errorf("cannot write a %T", cell)
}

// defuse has spreadsheets take a text for a text. See "CSV Injection", OWASP.
func defuse(text string) string {
	if looksLikeFormula(text) {
		return "'" + text
	}
	return text
}

func looksLikeFormula(text string) bool {
	return text != "" && strings.ContainsRune("=+-@\t\r\n", rune(text[0]))
}

// Frictionless Data Package, version 1: https://specs.frictionlessdata.io
type (
	dataPackage struct {
		Profile     string         `json:"profile"`
		Name        string         `json:"name"`
		Title       string         `json:"title"`
		Description string         `json:"description"`
		Resources   []dataResource `json:"resources"`
	}
	dataResource struct {
		Profile     string     `json:"profile"`
		Name        string     `json:"name"`
		Title       string     `json:"title"`
		Description string     `json:"description"`
		Path        string     `json:"path"`
		Format      string     `json:"format"`
		MediaType   string     `json:"mediatype"`
		Encoding    string     `json:"encoding"`
		Bytes       int64      `json:"bytes"`
		Hash        string     `json:"hash"`
		Rows        int        `json:"rows"`
		Schema      dataSchema `json:"schema"`
	}
	dataSchema struct {
		Fields        []dataField  `json:"fields"`
		MissingValues []string     `json:"missingValues"`
		PrimaryKey    string       `json:"primaryKey"`
		ForeignKeys   []foreignKey `json:"foreignKeys,omitempty"`
	}
	dataField struct {
		Name        string         `json:"name"`
		Title       string         `json:"title"`
		Type        string         `json:"type"`
		Description string         `json:"description"`
		Constraints map[string]any `json:"constraints,omitempty"`
	}
	foreignKey struct {
		Fields    string `json:"fields"`
		Reference struct {
			Resource string `json:"resource"`
			Fields   string `json:"fields"`
		} `json:"reference"`
	}
)

// describe writes the data package of files.
func describe(w io.Writer, files []*csvFile, o Options) error {
	encoding := "utf-8"
	if o.CSV.BOM {
		encoding = "utf-8-sig"
	}
	keys := map[string]string{}
	for _, f := range files {
		keys[f.table.Name] = f.table.Key
	}
	p := dataPackage{Profile: "tabular-data-package", Name: "outcomes-of-meetings", Title: "Outcomes of meetings",
		Description: fmt.Sprintf("What reports of intergovernmental meetings say, each value with the passage that it rests on. Made by %s, rules %s.",
			orUnknown(o.Program), orUnknown(o.Rules))}
	if o.Part != "" {
		p.Description += " " + holds(o.Part)
	}
	if o.CSV.Safe {
		p.Description += " Texts that a spreadsheet would take for formulas (they begin with =, +, -, @, a tab or a line break) have an apostrophe before them that the report has not."
	}
	for _, f := range files {
		r := dataResource{Profile: "tabular-data-resource", Name: f.table.Name, Title: f.table.Title, Description: f.table.Doc, Path: f.table.Name + ".csv",
			Format: "csv", MediaType: "text/csv", Encoding: encoding, Bytes: f.bytes, Hash: "sha256:" + hex.EncodeToString(f.hash.Sum(nil)), Rows: f.rows,
			Schema: dataSchema{MissingValues: []string{""}, PrimaryKey: f.table.Key}}
		for i := range f.table.Columns {
			r.Schema.Fields = append(r.Schema.Fields, f.table.field(&f.table.Columns[i]))
		}
		for _, ref := range f.table.References {
			key := foreignKey{Fields: ref.Column}
			key.Reference.Resource, key.Reference.Fields = ref.Table, keys[ref.Table]
			r.Schema.ForeignKeys = append(r.Schema.ForeignKeys, key)
		}
		p.Resources = append(p.Resources, r)
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(p)
}

// field describes a column in the words of Table Schema.
func (t *Table) field(c *Column) dataField {
	f := dataField{Name: c.Name, Title: c.Title, Type: "string", Description: c.Doc}
	constraints := map[string]any{}
	switch c.Type {
	case Integer, Number:
		f.Type = string(c.Type)
	case Boolean:
		f.Type = "boolean"
	case Date:
		constraints["pattern"] = `\d{4}(-\d{2}(-\d{2})?)?` // Table Schema's dates have a day
	case List:
		f.Description += " Joined by \"" + listSeparator + "\"."
	}
	if c.Name == t.Key {
		constraints["required"], constraints["unique"] = true, true
	}
	if len(c.Values) > 0 && !c.Open {
		words := make([]string, len(c.Values))
		for i, v := range c.Values {
			words[i] = v.Value
		}
		constraints["enum"] = words
	}
	if len(constraints) > 0 {
		f.Constraints = constraints
	}
	return f
}
