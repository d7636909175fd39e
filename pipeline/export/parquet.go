package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"

	"github.com/parquet-go/parquet-go"

	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// Parquet writes each table of [Tables] as a typed Parquet file, NAME.parquet. Rows that rest on passages have them all in
// a list of structs, "evidence". Dates are texts, ISO 8601 and as short as the source is.
func Parquet(ctx context.Context, create Create, dataset Dataset, o Options) error {
	tables := Tables(o.Country)
	files := make([]*parquetFile, len(tables))
	for i := range tables {
		w, err := create(tables[i].Name + ".parquet")
		if err != nil {
			return err
		}
		files[i] = newParquetFile(w, &tables[i])
	}
	err := dataset.Entries(ctx, func(e *pipeline.Entry) error {
		for _, f := range files {
			for _, row := range f.table.Rows(e) {
				if err := f.row(row); err != nil {
					return fmt.Errorf("%s.parquet: %s: %w", f.table.Name, e.ID, err)
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := errors.Join(f.out.Close(), f.to.Close()); err != nil {
			return fmt.Errorf("%s.parquet: %w", f.table.Name, err)
		}
	}
	return nil
}

// rowGroup is how many rows are held in memory before they are written.
const rowGroup = 10_000

// parquetFile is a file that is being written. Its rows are structs of a type made from the table's columns, which is how
// the library keeps them in order.
type parquetFile struct {
	table    *Table
	to       io.Closer
	out      *parquet.GenericWriter[any]
	rowType  reflect.Type
	evidence bool
}

// parquetEvidence is schemas.Evidence in Parquet.
type parquetEvidence struct {
	Start    int      `parquet:"start"`
	End      int      `parquet:"end"`
	Quote    string   `parquet:"quote"`
	Prefix   string   `parquet:"prefix"`
	Suffix   string   `parquet:"suffix"`
	Page     *int     `parquet:"page,optional"`
	Left     *float64 `parquet:"left,optional"`
	Top      *float64 `parquet:"top,optional"`
	Right    *float64 `parquet:"right,optional"`
	Bottom   *float64 `parquet:"bottom,optional"`
	Selector string   `parquet:"selector"`
	Rule     string   `parquet:"rule"`
	Inferred bool     `parquet:"inferred"`
}

func newParquetFile(w io.WriteCloser, table *Table) *parquetFile {
	f := &parquetFile{table: table, to: w, evidence: table.Name != evidenceTable}
	types := map[Type]reflect.Type{Text: reflect.TypeFor[*string](), Date: reflect.TypeFor[*string](), Source: reflect.TypeFor[*string](), Passage: reflect.TypeFor[*string](),
		List: reflect.TypeFor[[]string](), Integer: reflect.TypeFor[*int](), Number: reflect.TypeFor[*float64](), Boolean: reflect.TypeFor[*bool]()}
	var columns []reflect.StructField
	for i, c := range table.Columns {
		tag := c.Name + ",optional"
		if c.Type == List {
			tag = c.Name + ",list"
		}
		columns = append(columns, parquetColumn(i, types[c.Type], tag))
	}
	if f.evidence {
		columns = append(columns, parquetColumn(len(columns), reflect.TypeFor[[]parquetEvidence](), "evidence,list"))
	}
	f.rowType = reflect.StructOf(columns)
	f.out = parquet.NewGenericWriter[any](w, parquet.SchemaOf(reflect.New(f.rowType).Interface()), parquet.MaxRowsPerRowGroup(rowGroup), parquet.Compression(&parquet.Zstd),
		parquet.CreatedBy("rapporteur", "", ""))
	return f
}

func parquetColumn(i int, t reflect.Type, tag string) reflect.StructField {
	return reflect.StructField{Name: fmt.Sprintf("C%d", i), Type: t, Tag: reflect.StructTag(fmt.Sprintf(`parquet:%q`, tag))}
}

func (f *parquetFile) row(row Row) error {
	p := reflect.New(f.rowType)
	for i, cell := range row.Cells {
		if cell == nil {
			continue
		}
		field, v := p.Elem().Field(i), reflect.ValueOf(cell)
		if field.Kind() == reflect.Pointer {
			field.Set(reflect.New(field.Type().Elem()))
			field = field.Elem()
		}
		if !v.Type().AssignableTo(field.Type()) {
			return fmt.Errorf("column %s: cannot write a %T", f.table.Columns[i].Name, cell)
		}
		field.Set(v)
	}
	if f.evidence {
		list := make([]parquetEvidence, len(row.Evidence))
		for i := range row.Evidence {
			list[i] = parquetPassage(&row.Evidence[i])
		}
		p.Elem().Field(len(row.Cells)).Set(reflect.ValueOf(list))
	}
	_, err := f.out.Write([]any{p.Interface()})
	return err
}

func parquetPassage(e *schemas.Evidence) parquetEvidence {
	p := parquetEvidence{Start: e.Start, End: e.End, Quote: e.Quote, Prefix: e.Prefix, Suffix: e.Suffix, Page: e.Page, Selector: e.Selector, Rule: e.Rule, Inferred: e.Inferred}
	if b := e.Box; b != nil {
		p.Left, p.Top, p.Right, p.Bottom = &b.Left, &b.Top, &b.Right, &b.Bottom
	}
	return p
}
