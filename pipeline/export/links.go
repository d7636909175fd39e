package export

import (
	"archive/zip"
	"bufio"
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// write writes the workbook as excelize packs it, with two things mended: the links of streamed sheets, which excelize
// leaves out (and where it takes them, its time grows with the square of their number), and the order of the parts, which
// would be another each time.
func (b *book) write(w io.Writer) error {
	packed, err := b.file.WriteToBuffer()
	if err != nil {
		return err
	}
	in, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	if err != nil {
		return err
	}
	linked := map[string]func(io.Writer, io.Reader) error{}
	for _, s := range b.sheets {
		for _, p := range s.parts {
			if len(p.links) > 0 {
				linked[p.file] = insert("</sheetData>", true, func(w io.Writer) error { return cells(w, p.links) })
				linked[relationships(p.file)] = insert("</Relationships>", false, func(w io.Writer) error { return targets(w, p.links) })
			}
		}
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return cmp.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	for _, file := range in.File {
		change, ok := linked[file.Name]
		if !ok {
			if err := out.Copy(file); err != nil {
				return fmt.Errorf("%s: %w", file.Name, err)
			}
			continue
		}
		delete(linked, file.Name)
		if err := rewrite(out, file, change); err != nil {
			return fmt.Errorf("%s: %w", file.Name, err)
		}
	}
	for name := range linked {
		return fmt.Errorf("%s: excelize made no such part", name)
	}
	return out.Close()
}

// relationships is the part that says what a part's links lead to.
func relationships(part string) string {
	at := strings.LastIndex(part, "/") + 1
	return part[:at] + "_rels/" + part[at:] + ".rels"
}

func rewrite(out *zip.Writer, file *zip.File, change func(io.Writer, io.Reader) error) error {
	r, err := file.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := out.Create(file.Name)
	if err != nil {
		return err
	}
	return change(w, r)
}

// insert copies XML and writes something after, or before, the one tag. It holds no more of it than its buffer.
func insert(tag string, after bool, write func(io.Writer) error) func(io.Writer, io.Reader) error {
	return func(w io.Writer, r io.Reader) error {
		in, out := bufio.NewReaderSize(r, 64<<10), bufio.NewWriter(w)
		for found := false; ; {
			// A tag follows another tag, so that it is a piece of its own, however long the texts are.
			piece, err := in.ReadSlice('>')
			here := string(piece) == tag
			if here && !after {
				if err := write(out); err != nil {
					return err
				}
			}
			if _, err := out.Write(piece); err != nil {
				return err
			}
			if here && after {
				if err := write(out); err != nil {
					return err
				}
			}
			found = found || here
			switch {
			case err == io.EOF && !found:
				return fmt.Errorf("there is no %s", tag)
			case err == io.EOF:
				return out.Flush()
			case err != nil && !errors.Is(err, bufio.ErrBufferFull):
				return err
			}
		}
	}
}

const officeRelationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

// cells says which cells are links.
func cells(w io.Writer, links []link) error {
	if _, err := fmt.Fprintf(w, `<hyperlinks xmlns:r="%s">`, officeRelationships); err != nil {
		return err
	}
	for i, l := range links {
		leads := fmt.Sprintf(`r:id="link%d"`, i+1)
		if l.inside {
			leads = fmt.Sprintf(`location="%s"`, escape(l.target))
		}
		if _, err := fmt.Fprintf(w, `<hyperlink ref="%s" %s/>`, l.cell, leads); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "</hyperlinks>")
	return err
}

func escape(s string) string {
	var escaped strings.Builder
	xml.EscapeText(&escaped, []byte(s)) // a Builder takes all
	return escaped.String()
}

// targets says what the links lead to.
func targets(w io.Writer, links []link) error {
	for i, l := range links {
		if l.inside {
			continue
		}
		if _, err := fmt.Fprintf(w, `<Relationship Id="link%d" Type="%s/hyperlink" Target="%s" TargetMode="External"/>`, i+1, officeRelationships, escape(l.target)); err != nil {
			return err
		}
	}
	return nil
}
