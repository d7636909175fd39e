package export

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// parts are the parts of a workbook as excelize makes them: all but rows and links, so that they are small.
type parts map[string]*bytes.Buffer

// Create has parts take what excelize would pack.
func (p parts) Create(name string) (io.Writer, error) {
	p[name] = &bytes.Buffer{}
	return p[name], nil
}

// AddFS is no part of what excelize asks for here.
func (parts) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close does nothing: nothing is open.
func (parts) Close() error { return nil }

// write packs the workbook, with the rows and links of its sheets put in their places, and the parts in an order that is
// the same each time.
func (b *book) write(w io.Writer) error {
	made := parts{}
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return made })
	if _, err := b.file.WriteToBuffer(); err != nil {
		return err
	}
	change := map[string]func(io.Writer, []byte) error{"[Content_Types].xml": sorted}
	for _, s := range b.sheets {
		for _, p := range s.parts {
			change[p.file] = p.sheet
			if slices.ContainsFunc(p.links, func(l link) bool { return !l.inside }) {
				change[relationships(p.file)] = p.relationships
			}
		}
	}
	if b.commitments().total() > 0 {
		change["xl/pivotCache/pivotCacheDefinition1.xml"], change["xl/pivotTables/pivotTable1.xml"] = b.pivotCache, b.pivotTable
	}
	out := zip.NewWriter(w)
	for _, name := range slices.Sorted(maps.Keys(made)) {
		part, err := out.Create(name)
		if err != nil {
			return err
		}
		write := change[name]
		if write == nil {
			write = func(w io.Writer, content []byte) error {
				_, err := w.Write(content)
				return err
			}
		}
		if err := write(part, made[name].Bytes()); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		delete(change, name)
	}
	for name := range change {
		return fmt.Errorf("%s: excelize made no such part", name)
	}
	return out.Close()
}

var partType = regexp.MustCompile(`<(?:Override|Default) [^>]*>(?:</(?:Override|Default)>)?`)

// sorted writes the list of the parts' types, which excelize has in another order each time.
func sorted(w io.Writer, content []byte) error {
	all := partType.FindAll(content, -1)
	slices.SortFunc(all, bytes.Compare)
	at := 0
	_, err := w.Write(partType.ReplaceAllFunc(content, func([]byte) []byte {
		at++
		return all[at-1]
	}))
	return err
}

// sheet writes a sheet's part: what excelize made, with rows and links.
func (p *part) sheet(w io.Writer, content []byte) error {
	data := bytes.Index(content, []byte("</sheetData>"))
	if data < 0 {
		return errors.New("there is no </sheetData>")
	}
	// Elements stand in the order of the standard: ECMA-376, part 1, 18.3.1.99.
	links := before(content, data, "<printOptions", "<pageMargins", "<pageSetup", "<headerFooter", "<drawing", "<legacyDrawing", "<tableParts", "<extLst", "</worksheet>")
	if _, err := w.Write(content[:data]); err != nil {
		return err
	}
	if err := p.data.copyTo(w); err != nil {
		return err
	}
	drawing := before(content, links, "<drawing", "<legacyDrawing", "<tableParts", "<extLst", "</worksheet>")
	if _, err := w.Write(content[data:links]); err != nil {
		return err
	}
	if len(p.links) > 0 {
		if err := cells(w, p.links); err != nil {
			return err
		}
	}
	if _, err := w.Write(content[links:drawing]); err != nil {
		return err
	}
	// Excel would mark years and the like in cells of text as numbers that went wrong.
	if _, err := fmt.Fprintf(w, `<ignoredErrors><ignoredError sqref="%s" numberStoredAsText="1"/></ignoredErrors>`, p.cells); err != nil {
		return err
	}
	_, err := w.Write(content[drawing:])
	return err
}

// before is where the first of some elements begins, from a place on.
func before(content []byte, from int, elements ...string) int {
	first := len(content)
	for _, e := range elements {
		if at := bytes.Index(content[from:], []byte(e)); at >= 0 {
			first = min(first, from+at)
		}
	}
	return first
}

// relationships writes the part that says where a sheet's links lead.
func (p *part) relationships(w io.Writer, content []byte) error {
	head, found := bytes.CutSuffix(bytes.TrimSpace(content), []byte("</Relationships>"))
	if !found {
		return errors.New("there is no </Relationships>")
	}
	if _, err := w.Write(head); err != nil {
		return err
	}
	if err := targets(w, p.links); err != nil {
		return err
	}
	_, err := io.WriteString(w, "</Relationships>")
	return err
}

// relationships is the name of the part that says what a part's links lead to.
func relationships(part string) string {
	at := strings.LastIndex(part, "/") + 1
	return part[:at] + "_rels/" + part[at:] + ".rels"
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
