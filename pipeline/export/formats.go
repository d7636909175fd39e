package export

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"rapporteur/pipeline"
)

// Format is a form that a dataset can be exported in.
type Format struct {
	Name   string // as users ask for it
	Path   string // the file that it makes, or the folder of its files
	Folder bool
	Doc    string
	Texts  bool // it is made of the texts of reports, and not of their records alone

	// Write writes the form. Create opens a file by its name within the folder, or Path for a form of one file; Write
	// closes every file that it opens.
	Write func(ctx context.Context, create Create, dataset Dataset, o Options) error
}

// Create opens a file to write.
type Create func(name string) (io.WriteCloser, error)

// Options are what an export says about itself and how it is written.
type Options struct {
	Info
	CSV CSVOptions
}

// Files that a run writes.
const (
	RecordsFile  = "records.jsonl"
	WorkbookFile = "outcomes.xlsx"
)

// Formats are all forms, those that a run writes by itself first.
func Formats() []Format {
	return []Format{
		{Name: "jsonl", Path: RecordsFile, Doc: "one record a line (JSON Lines)", Write: file(RecordsFile, func(ctx context.Context, w io.Writer, data Dataset, _ Options) error {
			return JSONL(ctx, w, data)
		})},
		{Name: "xlsx", Path: WorkbookFile, Doc: "a workbook for Excel and LibreOffice", Write: file(WorkbookFile, func(ctx context.Context, w io.Writer, data Dataset, o Options) error {
			return Workbook(ctx, w, data, o.Info)
		})},
		{Name: "csv", Path: "csv", Folder: true, Doc: "a file of comma-separated values a table, with a data package (Frictionless) that describes them", Write: CSV},
		{Name: "parquet", Path: "parquet", Folder: true, Doc: "a typed file a table, with all evidence (Parquet)", Write: Parquet},
		{Name: "sqlite", Path: "outcomes.db", Doc: "tables and full-text search for SQL and Datasette (SQLite)", Texts: true, Write: file("outcomes.db", SQLite)},
		{Name: "json", Path: "records", Folder: true, Doc: "a file a record (JSON)", Write: split},
		{Name: "brief", Path: "briefs", Folder: true, Doc: "a brief of each report, to read (HTML) and to paste (Markdown)", Write: briefs},
		{Name: "html", Path: "html", Folder: true, Doc: "each report with its evidence marked, beside its record: pages that need no program", Texts: true, Write: pages},
		{Name: "annotations", Path: "annotations.jsonld", Doc: "the evidence as W3C Web Annotations (JSON-LD)", Write: file("annotations.jsonld", func(ctx context.Context, w io.Writer, data Dataset, _ Options) error {
			return Annotations(ctx, w, data)
		})},
	}
}

// Find gives the format of a name.
func Find(name string) (Format, error) {
	var names []string
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return Format{}, fmt.Errorf("there is no format %q: it is one of %s", name, strings.Join(names, ", "))
}

// file makes the Write of a form that is one file.
func file(path string, write func(context.Context, io.Writer, Dataset, Options) error) func(context.Context, Create, Dataset, Options) error {
	return func(ctx context.Context, create Create, data Dataset, o Options) error {
		w, err := create(path)
		if err != nil {
			return err
		}
		if err := write(ctx, w, data, o); err != nil {
			return err
		}
		return w.Close()
	}
}

// split writes each record to a file of its own, ID.json.
func split(ctx context.Context, create Create, data Dataset, _ Options) error {
	return data.Entries(ctx, func(e *pipeline.Entry) error {
		if e.Record == nil {
			return nil
		}
		w, err := create(e.ID + ".json")
		if err != nil {
			return err
		}
		out := json.NewEncoder(w)
		out.SetEscapeHTML(false)
		out.SetIndent("", "  ")
		if err := out.Encode(e.Record); err != nil {
			return fmt.Errorf("record %s: %w", e.ID, err)
		}
		return w.Close()
	})
}
