package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"rapporteur/schemas"
)

func versionCommand(c *console) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Print the program's version",
		Long:    "Print the program's version, that of the records that it writes, and that of Go.\n\n" + exitHelp,
		Example: "  rapporteur version\n  rapporteur version --json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if asJSON {
				return c.json(map[string]any{"version": buildVersion(), "schema_version": schemas.Version, "go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH})
			}
			_, err := fmt.Fprintf(c.out, "%s, records of schema %d, %s %s/%s\n", programVersion(), schemas.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// programVersion is the name and version that datasets and workbooks are signed with.
func programVersion() string { return "rapporteur " + buildVersion() }

// buildVersion is the version that Go noted when it built the program: a tag, or one made of the commit; "devel" where it
// noted none, as under go run.
func buildVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "devel"
}
