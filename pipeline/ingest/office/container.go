package office

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"rapporteur/pipeline"
)

// container is the ZIP of parts that an office file is.
type container struct {
	Options
	parts map[string]*zip.File // by name; names are only compared, never taken for paths of this machine
	total int64                // bytes that may come out of all parts; 0 for no limit
	left  int64
}

func open(data []byte, o Options) (*container, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	c := &container{Options: o, parts: map[string]*zip.File{}}
	if o.Unfold > 0 {
		c.total = max(o.Least, o.Unfold*int64(len(data)))
		c.left = c.total
	}
	for _, f := range archive.File {
		name := strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
		if c.parts[name] == nil { // of two of one name the first counts, as in the programs
			c.parts[name] = f
		}
	}
	return c, nil
}

// xml parses a part; nil where the file has none of that name.
func (c *container) xml(name string) (*node, error) {
	f := c.parts[name]
	if f == nil {
		return nil, nil
	}
	if f.Flags&1 != 0 {
		return nil, &pipeline.Failure{Reason: pipeline.Encrypted, Err: errors.New("it is locked by a password")}
	}
	opened, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer opened.Close() // what is wrong with it, reading has told
	var from io.Reader = opened
	if c.total > 0 {
		from = io.LimitReader(opened, c.left+1)
	}
	data, err := io.ReadAll(from)
	c.left -= int64(len(data))
	switch {
	case c.total > 0 && c.left < 0:
		return nil, &pipeline.Failure{Reason: pipeline.Bomb, Err: fmt.Errorf("over the limit of %d MB out of a file of this size", c.total>>20)}
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	root, err := parse(data, c.MaxNesting)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return root, nil
}

// relation is what a part of a DOCX names: another part, by its kind.
type relation struct {
	id, kind, target string
}

// relations are those of a part of a DOCX, in their order. What lies outside of the file is not among them.
func (c *container) relations(part string) ([]relation, error) {
	dir, base := path.Split(part)
	root, err := c.xml(dir + "_rels/" + base + ".rels")
	if err != nil || root == nil {
		return nil, err
	}
	var found []relation
	for _, k := range root.kids {
		if k.name != "rel:Relationship" || k.attr("TargetMode") == "External" {
			continue
		}
		target := k.attr("Target")
		if strings.HasPrefix(target, "/") {
			target = path.Clean(target)[1:]
		} else {
			target = path.Join(dir, target)
		}
		found = append(found, relation{k.attr("Id"), path.Base(k.attr("Type")), target})
	}
	return found, nil
}
