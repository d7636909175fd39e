package pipeline

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Filter says which inputs are wanted, by patterns (**, *, ?, [a-z], {a,b}). A pattern with a slash is of the path below the
// root of the inputs, one without is of the name of a file or of any folder or archive around it; it then holds for all
// within.
type Filter struct {
	Include []string // where there are any, what none of them matches is not wanted
	Exclude []string // what one of them matches is not wanted
}

// Check finds patterns that are none.
func (f *Filter) Check() error {
	for _, pattern := range slices.Concat(f.Include, f.Exclude) {
		if !doublestar.ValidatePattern(pattern) || pattern == "" {
			return fmt.Errorf("%q is no pattern", pattern)
		}
	}
	return nil
}

// Excludes reports whether an input is unwanted whatever else holds.
func (f *Filter) Excludes(uri string) bool { return matches(f.Exclude, uri) }

// Wants reports whether an input is wanted.
func (f *Filter) Wants(uri string) bool {
	return !f.Excludes(uri) && (len(f.Include) == 0 || matches(f.Include, uri))
}

// Found leaves out files that are unwanted whatever they hold. Archive knows those by their names of which some may be wanted.
func (f *Filter) Found(files []Input, archive func(uri string) bool) []Input {
	return slices.DeleteFunc(files, func(file Input) bool {
		return f.Excludes(file.URI) || !archive(file.URI) && !f.Wants(file.URI)
	})
}

// Opened leaves out members of archives that are not wanted. Of an archive that could not be read whole it is to be told.
func (f *Filter) Opened(files []Input, archive func(uri string) bool) []Input {
	return slices.DeleteFunc(files, func(file Input) bool {
		return !f.Wants(file.URI) && (file.Err == nil || !archive(file.URI))
	})
}

// matches reports whether a pattern matches a path, or a folder or an archive on it.
func matches(patterns []string, uri string) bool {
	for _, pattern := range patterns {
		for end := 1; end <= len(uri); end++ {
			if end < len(uri) && uri[end] != '/' && uri[end] != '!' {
				continue
			}
			part := strings.ReplaceAll(uri[:end], "!", "/")
			if !strings.Contains(pattern, "/") {
				part = path.Base(part)
			}
			if doublestar.MatchUnvalidated(strings.TrimPrefix(pattern, "/"), part) {
				return true
			}
		}
	}
	return false
}
