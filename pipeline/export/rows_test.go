package export

import (
	"os"
	"runtime"
	"strings"
	"testing"
)

func TestRowsLeaveNothingBehindWhereAProcessIsKilled(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows removes no file that is open")
	}
	dir := t.TempDir()
	f, err := newRowFile(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.row(1, 15, []cell{{value: "Fiji"}}); err != nil {
		t.Fatal(err)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 0 {
		t.Errorf("while rows are written: %v, %v in the folder", files, err)
	}
	var rows strings.Builder
	if err := f.copyTo(&rows); err != nil || !strings.Contains(rows.String(), "Fiji") {
		t.Errorf("rows %q, %v", &rows, err)
	}
	if err := f.close(); err != nil {
		t.Error(err)
	}
}
