package pipeline

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Input is a file to be read, or one that could not be had.
type Input struct {
	URI  string // its path relative to the root of the inputs, with slashes; of a member of an archive, behind the archive's and "!"
	Path string // where it, or its archive, lies on this machine
	Err  error  // why it cannot be read, where that is known already: a *Failure, or it is unreadable

	Fetch  func(ctx context.Context, to io.Writer) error // gets the bytes of a file that does not lie on this machine; else nil
	Size   int64                                         // of such a file, or of the archive that it is in
	Object string                                        // its name in the object store, or that of the archive that it is in, for engines, which fetch it themselves

	Address string // from where it was fetched; "" where nobody says
	Date    string // when, as RFC 3339 has it; "" where nobody says

	member int    // which member of an archive it is, from 1; 0 where it is a file
	at     int64  // the place of the member in the archive; 0 for none
	bytes  int64  // of a member
	sha256 string // of a member
	digest string // what its archive says of the bytes
	skip   bool   // Err is no fault: there is no document

	revisit  bool   // it had been fetched before: digest or refersTo name what has its bytes
	refersTo string // an address, a space and a date
}

// Inputs are the files that the arguments name, in the order of their URIs, each once.
type Inputs struct {
	Root  string // the deepest folder that holds them all, absolute
	Files []Input
}

// FindInputs finds the files that arguments name: a file, a folder with all below it, or a pattern (**, *, ?, [a-z],
// {a,b}) where no file has that name. Names that begin with a dot are left out unless an argument names them, and so are
// the folders in without. Links are followed; a folder is entered once, however many links lead to it. What cannot be read
// becomes an Input with an error, so that it is accounted for.
func FindInputs(arguments []string, without ...string) (*Inputs, error) {
	return FindListed(arguments, nil, without...)
}

// FindListed finds beside what arguments name the files and folders of a list, whose names are no patterns. Where nothing
// is named the root is the working folder.
func FindListed(arguments, listed []string, without ...string) (*Inputs, error) {
	f := finder{found: map[string]error{}, entered: map[string]bool{}}
	for _, dir := range without {
		if real, err := realPath(dir); err == nil {
			f.entered[real] = true
		}
	}
	var bases []string
	for _, argument := range arguments {
		base, err := f.argument(argument, true)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", argument, err)
		}
		bases = append(bases, base)
	}
	for _, name := range listed {
		base, err := f.argument(name, false)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		bases = append(bases, base)
	}
	if len(bases) == 0 {
		here, err := os.Getwd()
		if err != nil {
			return nil, err
		}
		bases = append(bases, here)
	}
	out := &Inputs{Root: commonFolder(bases)}
	for path, err := range f.found {
		relative, relErr := filepath.Rel(out.Root, path)
		if relErr != nil {
			return nil, fmt.Errorf("%s: %w", path, relErr)
		}
		out.Files = append(out.Files, Input{URI: strings.ToValidUTF8(filepath.ToSlash(relative), "\uFFFD"), Path: path, Err: err})
	}
	slices.SortFunc(out.Files, func(a, b Input) int { return cmp.Or(cmp.Compare(a.URI, b.URI), cmp.Compare(a.Path, b.Path)) })
	for i := 1; i < len(out.Files); i++ {
		if out.Files[i].URI == out.Files[i-1].URI { // names of other bytes that look alike once they are text
			out.Files[i].URI += "#" + short(out.Files[i].Path)
		}
	}
	return out, nil
}

type finder struct {
	found   map[string]error // by absolute path
	entered map[string]bool  // folders, by their real path
}

// argument finds what an argument names, which may be a pattern or not, and returns the folder that its files lie under.
func (f *finder) argument(argument string, pattern bool) (base string, err error) {
	path, err := filepath.Abs(argument)
	if err != nil {
		return "", err
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		f.folder(path)
		return path, nil
	case err == nil || !pattern || !strings.ContainsAny(argument, "*?[{"):
		f.found[path] = err
		return filepath.Dir(path), nil
	}
	base, _ = doublestar.SplitPattern(filepath.ToSlash(path))
	matches, err := doublestar.FilepathGlob(path, doublestar.WithNoFollow()) // links that ** follows may lead in circles
	if err != nil {
		return "", fmt.Errorf("the pattern is wrong: %w", err)
	}
	if len(matches) == 0 {
		return "", errors.New("the pattern matches no file")
	}
	for _, match := range matches {
		relative, err := filepath.Rel(base, match)
		if err != nil {
			return "", err
		}
		if hidden(relative) {
			continue
		}
		if info, err := os.Stat(match); err == nil && info.IsDir() {
			f.folder(match)
			continue
		}
		f.found[match] = nil
	}
	return base, nil
}

// folder finds the files in a folder and below. Folders that links lead to come last, so that a file that can be reached
// both ways has the path without the link.
func (f *finder) folder(path string) {
	queue := []string{path}
	var links []string
	for len(queue) > 0 || len(links) > 0 {
		if len(queue) == 0 {
			queue, links = links[:1], links[1:]
		}
		dir := queue[0]
		queue = queue[1:]
		real, err := realPath(dir)
		if err != nil {
			f.found[dir] = err
			continue
		}
		if f.entered[real] {
			continue
		}
		f.entered[real] = true
		entries, err := os.ReadDir(dir)
		if err != nil {
			f.found[dir] = err
		}
		for _, e := range entries {
			path := filepath.Join(dir, e.Name())
			switch {
			case hidden(e.Name()):
			case e.IsDir():
				queue = append(queue, path)
			case e.Type()&fs.ModeSymlink != 0 && isFolder(path):
				links = append(links, path)
			default:
				f.found[path] = nil
			}
		}
	}
}

// hidden reports whether a part of a relative path begins with a dot.
func hidden(path string) bool {
	for part := range strings.SplitSeq(filepath.ToSlash(path), "/") {
		if strings.HasPrefix(part, ".") && part != "." && part != ".." {
			return true
		}
	}
	return false
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func realPath(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(path)
}

// commonFolder is the deepest folder that holds all the folders given, or is one of them.
func commonFolder(folders []string) string {
	common := filepath.Clean(folders[0])
	for _, folder := range folders[1:] {
		for !within(common, folder) && common != filepath.Dir(common) {
			common = filepath.Dir(common)
		}
	}
	return common
}

func within(folder, path string) bool {
	relative, err := filepath.Rel(folder, path)
	return err == nil && relative != ".." && !strings.HasPrefix(relative, ".."+string(filepath.Separator))
}

// ids gives every input its id: the file's name without its ending, and a part of the hash of its URI where two would
// share it, be they two of these or one of them and a document of the dataset. Taken holds the ids of the dataset's
// documents that are not among the inputs, in lower case.
func ids(inputs []Input, taken map[string]bool) []string {
	users := map[string]int{}
	names := make([]string, len(inputs))
	for i, in := range inputs {
		name := in.URI
		if in.member > 0 {
			name = name[strings.LastIndex(name, "!")+1:]
		}
		if in.Address != "" {
			name, _, _ = strings.Cut(name, "?")
			name = strings.TrimRight(name, "/")
		}
		name = name[strings.LastIndex(name, "/")+1:]
		if stem := strings.TrimSuffix(name, filepath.Ext(name)); stem != "" {
			name = stem
		}
		names[i] = name
		users[strings.ToLower(name)]++
	}
	for i, in := range inputs {
		// Whether case tells two ids apart depends on the file system that they may become names on.
		if key := strings.ToLower(names[i]); users[key] > 1 || taken[key] {
			names[i] += "-" + short(in.URI)
		}
	}
	return names
}

// short is a part of the hash of a text: 32 bits, enough for the few that share a name.
func short(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:4])
}
