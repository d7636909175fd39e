package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rapporteur/cmd/internal/wire"
	"rapporteur/pipeline/export"
	"rapporteur/pipeline/review"
	"rapporteur/pipeline/shards"
	"rapporteur/pipeline/store"
)

// runFormats are the forms that a run writes by itself.
var runFormats = []string{"jsonl", "xlsx"}

type exportVerb struct {
	out     string
	formats []string
	where   []string
	since   string
	split   bool
	csv     export.CSVOptions
}

func exportCommand(c *console) *cobra.Command {
	var x exportVerb
	var forms strings.Builder
	for _, f := range export.Formats() {
		path := f.Path
		if f.Folder {
			path += "/"
		}
		fmt.Fprintf(&forms, "  %-12s %-19s %s\n", f.Name, path, f.Doc)
	}
	cmd := &cobra.Command{
		Use:   "export DATASET",
		Short: "Write a dataset, or a part of it, in other forms",
		Long: `Write what a dataset holds, in one form or several:

` + forms.String() + `
Files go into the dataset's folder, or the one that -o names; for one form of one
file, -o may name the file. Without -f it writes what 'rapporteur run' writes by
itself: ` + strings.Join(runFormats, " and ") + `.

--where keeps a part of the dataset; given several times, all must be met:

` + indent(export.ConditionHelp) + `

Values stand in every form as the report has them. Texts that a spreadsheet would
take for formulas are texts in the workbook; in CSV they are raw, as programs want
them, unless --csv-safe puts an apostrophe before them. What a workbook cannot hold
(cells over 32,767 characters, control characters, more rows or links than a sheet
takes) is named on its sheet Problems.

` + exitHelp,
		Example: `  rapporteur export dataset
  rapporteur export dataset -f xlsx -o outcomes-2011.xlsx --where year=2011
  rapporteur export dataset -f csv -o tables --where state=FJI --where act=commits,decides`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return x.run(cmd.Context(), c, args[0]) },
	}
	cmd.Flags().StringSliceVarP(&x.formats, "format", "f", runFormats, "forms to write")
	cmd.Flags().StringVarP(&x.out, "out", "o", "", "folder for the files, or the file (default: the dataset's folder)")
	cmd.Flags().StringArrayVar(&x.where, "where", nil, "keep what meets FIELD=VALUE[,VALUE…]")
	cmd.Flags().StringVar(&x.since, "since", "", "keep meetings that began on this day or later: YYYY, YYYY-MM or YYYY-MM-DD")
	cmd.Flags().BoolVar(&x.split, "split", false, "write each record to a file of its own: the form json in place of jsonl")
	cmd.Flags().BoolVar(&x.csv.BOM, "csv-bom", false, "begin CSV files with a byte order mark, by which Excel knows UTF-8")
	cmd.Flags().BoolVar(&x.csv.Safe, "csv-safe", false, "put an apostrophe before texts in CSV that a spreadsheet would take for a formula")
	var names []string
	for _, f := range export.Formats() {
		names = append(names, f.Name)
	}
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// indent puts two spaces before every line.
func indent(text string) string { return "  " + strings.ReplaceAll(text, "\n", "\n  ") }

func (x *exportVerb) run(ctx context.Context, c *console, dataset string) (err error) {
	var formats []export.Format
	if x.split && !slices.Contains(x.formats, "jsonl") && !slices.Contains(x.formats, "json") {
		return wire.Usagef("--split: it is for the form jsonl")
	}
	for _, name := range x.formats {
		if x.split && name == "jsonl" {
			name = "json"
		}
		f, err := export.Find(name)
		if err != nil {
			return wire.Usagef("--format: %w", err)
		}
		formats = append(formats, f)
	}
	conditions := make([]export.Condition, len(x.where))
	for i, text := range x.where {
		if conditions[i], err = export.ParseCondition(text); err != nil {
			return wire.Usagef("--where: %w", err)
		}
	}
	if err := checkSince(x.since); err != nil {
		return err
	}
	data, err := openReadable(ctx, dataset)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	for _, f := range formats {
		if s, ok := data.(sharded); ok && f.Texts && !s.Texts() {
			return fmt.Errorf("--format %s: it is made of the reports' texts, which these shards were written without", f.Name)
		}
	}
	part, err := review.Corrected(ctx, data)
	if err != nil {
		return err
	}
	options := export.Options{CSV: x.csv}
	if x.since != "" || len(conditions) > 0 {
		options.Part = x.part()
		part = export.Select(part, x.since, conditions...)
	}
	out := x.out
	if out == "" {
		out = strings.TrimSuffix(strings.TrimSuffix(filepath.Clean(dataset), store.FileName), shards.ManifestFile)
	}
	for _, f := range formats {
		to := filepath.Join(out, f.Path)
		if x.out != "" && len(formats) == 1 {
			to = target(x.out, f)
		}
		if err := writeExport(ctx, data, part, f, to, options); err != nil {
			return err
		}
		fmt.Fprintln(c.out, to)
	}
	return nil
}

// part is the part of the dataset that is asked for, as it was asked for.
func (x *exportVerb) part() string {
	var asked []string
	if x.since != "" {
		asked = append(asked, "--since "+x.since)
	}
	for _, text := range x.where {
		asked = append(asked, fmt.Sprintf("--where %q", text))
	}
	return strings.Join(asked, " ")
}

// target is where the one form goes that -o is given for: the folder or file that it names, or a file in that folder.
func target(out string, f export.Format) string {
	info, err := os.Stat(out)
	isFolder := err == nil && info.IsDir() || strings.HasSuffix(out, "/") || strings.HasSuffix(out, string(filepath.Separator))
	if !f.Folder && (isFolder || filepath.Ext(out) == "") {
		return filepath.Join(out, f.Path)
	}
	return filepath.Clean(out)
}

func checkSince(day string) error {
	if day == "" {
		return nil
	}
	for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
		if _, err := time.Parse(layout, day); err == nil {
			return nil
		}
	}
	return wire.Usagef("--since %s: it is YYYY, YYYY-MM or YYYY-MM-DD", day)
}

// writeExports makes what a run writes by itself: each file whole, or as it was before.
func writeExports(ctx context.Context, data *store.Store, dir string) error {
	all, err := review.Corrected(ctx, data)
	if err != nil {
		return err
	}
	for _, name := range runFormats {
		f, err := export.Find(name)
		if err != nil {
			return err
		}
		if err := writeExport(ctx, data, all, f, filepath.Join(dir, f.Path), export.Options{}); err != nil {
			return err
		}
	}
	return nil
}

// exportsNote tells the files of a run in dir, by their sizes and times and by what made them, from others: where nothing has
// changed they need not be written again. It is "" where one is missing.
func exportsNote(dir, madeBy string) string {
	note := madeBy + ", " + os.Getenv("SOURCE_DATE_EPOCH")
	for _, name := range []string{recordsFile, workbookFile} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			return ""
		}
		note += fmt.Sprintf(", %s %d %d", name, info.Size(), info.ModTime().UnixNano())
	}
	return note
}

// writeExport makes one form of a dataset, or of a part of it: a file, or a folder's files. What is asked of it is how CSV is
// written, and what the part is called.
func writeExport(ctx context.Context, data readable, part export.Dataset, f export.Format, to string, asked export.Options) error {
	dir := to
	if !f.Folder {
		dir = filepath.Dir(to)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	options, err := exportOptions(ctx, data, dir)
	if err != nil {
		return err
	}
	options.CSV, options.Part = asked.CSV, asked.Part
	if options.Made, err = sourceDate(); err != nil {
		return err
	}
	err = export.WriteFiles(dir, func(create export.Create) error {
		named := func(name string) (io.WriteCloser, error) {
			if !f.Folder {
				name = filepath.Base(to)
			}
			return create(name)
		}
		// An interrupted export must not leave a file that is valid and half empty.
		return errors.Join(f.Write(ctx, named, part, options), ctx.Err())
	})
	if err != nil {
		return fmt.Errorf("%s: %w", to, err)
	}
	return nil
}

// sourceDate is the time that files say they were made at, for those who want one: see https://reproducible-builds.org.
func sourceDate() (time.Time, error) {
	text := os.Getenv("SOURCE_DATE_EPOCH")
	if text == "" {
		return time.Time{}, nil
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return time.Time{}, wire.Usagef("SOURCE_DATE_EPOCH %q: it is a number of seconds", text)
	}
	return time.Unix(seconds, 0).UTC(), nil
}
