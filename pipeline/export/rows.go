package export

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"unicode/utf8"
)

// cell is a cell of a sheet: a string, int, int64, float64 or bool, or nil for none.
type cell struct {
	style int
	value any
}

// rowFile holds a sheet's rows as SpreadsheetML in a temporary file. Excelize would keep up to 32 MB of each sheet in
// memory, and leaves out what is not a row.
type rowFile struct {
	file *os.File
	out  *bufio.Writer
	text []byte // of one cell
}

func newRowFile(dir string) (*rowFile, error) {
	file, err := os.CreateTemp(dir, "rows-*")
	if err != nil {
		return nil, err
	}
	os.Remove(file.Name()) // a process that is killed then leaves no gigabytes; where an open file cannot be removed, close does
	return &rowFile{file: file, out: bufio.NewWriterSize(file, 64<<10)}, nil
}

// row adds a row. Its number is its place on the sheet, from 1; its height is in points.
func (f *rowFile) row(number int, height float64, cells []cell) error {
	fmt.Fprintf(f.out, `<row r="%d" ht="%g" customHeight="1">`, number, height) // errors stay, and come back at the end
	for i, c := range cells {
		if c.value == nil {
			continue
		}
		f.text = append(f.text[:0], `<c r="`...)
		f.text = append(f.text, cellName(i, number)...)
		f.text = append(f.text, `" s="`...)
		f.text = strconv.AppendInt(f.text, int64(c.style), 10)
		switch v := c.value.(type) {
		case string:
			f.text = append(f.text, `" t="inlineStr"><is><t xml:space="preserve">`...)
			f.text = appendText(f.text, v)
			f.text = append(f.text, `</t></is></c>`...)
		case bool:
			f.text = append(f.text, `" t="b"><v>`...)
			f.text = append(f.text, map[bool]byte{true: '1', false: '0'}[v])
			f.text = append(f.text, `</v></c>`...)
		case int:
			f.text = appendNumber(f.text, strconv.Itoa(v))
		case int64:
			f.text = appendNumber(f.text, strconv.FormatInt(v, 10))
		case float64:
			f.text = appendNumber(f.text, strconv.FormatFloat(v, 'g', -1, 64))
		default:
			return fmt.Errorf("cell %s: cannot write a %T", cellName(i, number), v)
		}
		f.out.Write(f.text)
	}
	_, err := f.out.WriteString("</row>")
	return err
}

func appendNumber(to []byte, digits string) []byte {
	to = append(to, `"><v>`...)
	to = append(to, digits...)
	return append(to, `</v></c>`...)
}

// looksEscaped is what SpreadsheetML takes for a character by its number: a text that holds it would come out another.
var looksEscaped = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

// appendText adds a text that [Clean] has passed as XML.
func appendText(to []byte, text string) []byte {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '&':
			to = append(to, "&amp;"...)
		case r == '<':
			to = append(to, "&lt;"...)
		case r == '>':
			to = append(to, "&gt;"...)
		case r == '_' && looksEscaped.MatchString(text[i:]):
			to = append(to, "_x005F_"...)
		default:
			to = append(to, text[i:i+size]...)
		}
		i += size
	}
	return to
}

// copyTo writes all rows.
func (f *rowFile) copyTo(w io.Writer) error {
	if err := f.out.Flush(); err != nil {
		return err
	}
	if _, err := f.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(w, f.file)
	return err
}

func (f *rowFile) close() error {
	err := f.file.Close()
	if removed := os.Remove(f.file.Name()); !errors.Is(removed, fs.ErrNotExist) {
		err = errors.Join(err, removed)
	}
	return err
}

// cellName is a cell's name: the column is counted from 0, the row from 1.
func cellName(column, row int) string {
	var letters [3]byte // Excel's last column is XFD
	at := len(letters)
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		at--
		letters[at] = byte('A' + (n-1)%26)
	}
	return string(letters[at:]) + strconv.Itoa(row)
}
