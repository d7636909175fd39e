package main

import (
	"io"

	"github.com/spf13/cobra"

	"rapporteur/schemas"
)

func schemaCommand(c *console) *cobra.Command {
	return &cobra.Command{
		Use:       "schema [record|truth]",
		Short:     "Print the JSON Schema of records or of truth files",
		Long:      "Print the JSON Schema (draft 2020-12) of the records that 'run' writes, or of the\ntruth files that 'eval' takes.\n\n" + exitHelp,
		Example:   "  rapporteur schema > record.schema.json\n  rapporteur schema truth",
		ValidArgs: []string{"record", "truth"},
		Args:      cobra.MatchAll(cobra.MaximumNArgs(1), cobra.OnlyValidArgs),
		RunE: func(_ *cobra.Command, args []string) error {
			schema := schemas.RecordSchema
			if len(args) == 1 && args[0] == "truth" {
				schema = schemas.TruthSchema
			}
			_, err := io.WriteString(c.out, schema)
			return err
		},
	}
}
