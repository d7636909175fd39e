package schemas

import (
	"bytes"
	_ "embed" // for the schema files
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// RecordSchema is the JSON Schema of a [Record], as users read it.
//
//go:embed record.schema.json
var RecordSchema string

// TruthSchema is the JSON Schema of a [Truth], as users read it.
//
//go:embed truth.schema.json
var TruthSchema string

// The schemas are compiled once, when the first record or truth is validated: most verbs of the program never do.
var (
	recordSchema = sync.OnceValues(func() (*jsonschema.Schema, error) { return compile("record.schema.json", RecordSchema) })
	truthSchema  = sync.OnceValues(func() (*jsonschema.Schema, error) { return compile("truth.schema.json", TruthSchema) })
)

func compile(name, text string) (*jsonschema.Schema, error) {
	schema, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(name, schema); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return compiler.Compile(name)
}

// ValidateRecord tells how data, one record as JSON, departs from [RecordSchema]. The error joins one error a departure,
// each with the path of the value.
func ValidateRecord(data []byte) error { return validate(recordSchema, data) }

// ValidateTruth tells how data, one truth file, departs from [TruthSchema], as [ValidateRecord] does.
func ValidateTruth(data []byte) error { return validate(truthSchema, data) }

func validate(compiled func() (*jsonschema.Schema, error), data []byte) error {
	schema, err := compiled()
	if err != nil {
		return err
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("not JSON: %w", err)
	}
	err = schema.Validate(value)
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return err
	}
	return errors.Join(departures(invalid, message.NewPrinter(language.English))...)
}

// departures are the innermost causes of a validation error: the outer ones only say that something inside is wrong.
func departures(e *jsonschema.ValidationError, printer *message.Printer) []error {
	if len(e.Causes) == 0 {
		return []error{fmt.Errorf("%s: %s", path(e.InstanceLocation), e.ErrorKind.LocalizedString(printer))}
	}
	var found []error
	for _, cause := range e.Causes {
		found = append(found, departures(cause, printer)...)
	}
	return found
}

// path writes a place in a JSON value as people do: attendees[3].code.
func path(steps []string) string {
	if len(steps) == 0 {
		return "the whole"
	}
	var out strings.Builder
	for _, step := range steps {
		switch {
		case strings.Trim(step, "0123456789") == "":
			out.WriteString("[" + step + "]")
		case out.Len() > 0:
			out.WriteString("." + step)
		default:
			out.WriteString(step)
		}
	}
	return out.String()
}
