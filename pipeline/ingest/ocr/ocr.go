// Package ocr recognises the text of page images by the tesseract program, where it is installed: a grey image in, words
// with their boxes and how sure tesseract is of each out. The same image, settings and tesseract give the same words.
//
// tesseract runs as a process of its own for each image, with a fixed list of arguments and the image on its standard
// input: no shell, no files. It is killed when the context ends.
package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"math"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ErrMissing says that there is no tesseract, and how to come by it.
var ErrMissing = errors.New("the program tesseract, which recognises the text of scans, is not installed " +
	"(Debian, Ubuntu: apt install tesseract-ocr; macOS: brew install tesseract; Windows: winget install UB-Mannheim.TesseractOCR)")

// Program is an installed tesseract.
type Program struct {
	Path      string
	Version   string   // "5.3.0"
	Languages []string // its languages and scripts, sorted

	orients bool // it can tell how a page is turned
}

// Word is a word of an image.
type Word struct {
	Text       string
	Box        image.Rectangle // in pixels, from the image's top left corner
	Confidence float64         // 0 to 1
	Line       int             // words of a line share it; lines count from 0 in tesseract's reading order
}

const askTimeout = 20 * time.Second

// Find finds tesseract in the PATH and asks it what it is. The error is ErrMissing where there is none.
func Find(ctx context.Context) (*Program, error) {
	path, err := exec.LookPath("tesseract")
	if err != nil {
		return nil, ErrMissing
	}
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	// Older versions print both to standard error.
	version, err := exec.CommandContext(ctx, path, "--version").CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("%s --version: %w", path, err)
	}
	languages, err := exec.CommandContext(ctx, path, "--list-langs").CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("%s --list-langs: %w", path, err)
	}
	return describe(path, string(version), string(languages)), nil
}

// describe reads what tesseract says of itself.
func describe(path, version, languages string) *Program {
	p := &Program{Path: path, Version: "of unknown version"}
	if fields := strings.Fields(version); len(fields) > 1 && fields[0] == "tesseract" {
		p.Version = strings.TrimPrefix(fields[1], "v")
	}
	_, list, _ := strings.Cut(languages, "\n") // the first line is a heading
	for name := range strings.FieldsSeq(list) {
		if name == "osd" {
			p.orients = true // data to tell orientation and script, no language
			continue
		}
		p.Languages = append(p.Languages, name)
	}
	slices.Sort(p.Languages)
	return p
}

// Check says whether tesseract has the languages, as in "eng" or "eng+fra".
func (p *Program) Check(languages string) error {
	for name := range strings.SplitSeq(languages, "+") {
		if !slices.Contains(p.Languages, name) {
			return fmt.Errorf("tesseract has no language %q; it has %s (Debian, Ubuntu: apt install tesseract-ocr-%s; macOS: brew install tesseract-lang)",
				name, strings.Join(p.Languages, ", "), strings.ReplaceAll(name, "_", "-"))
		}
	}
	return nil
}

// Modes of tesseract's page segmentation.
const (
	segmentTurned = "1" // automatic, after finding out how the page is turned
	segment       = "3" // automatic
)

// Read recognises the words of an image of so many dots per inch. Turned pages are recognised, too, where tesseract's data
// for that are installed: the words of a line then follow one another downwards, upwards or to the left.
func (p *Program) Read(ctx context.Context, img *image.Gray, dpi int, languages string) ([]Word, error) {
	mode := segment
	if p.orients {
		mode = segmentTurned
	}
	cmd := exec.CommandContext(ctx, p.Path, "-", "-", "-l", languages, "--dpi", strconv.Itoa(dpi), "--psm", mode, "-c", "tessedit_create_tsv=1")
	// One thread an image is fastest for many images; and tesseract's messages are for us, in English.
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1", "LC_ALL=C")
	cmd.Stdin = portable(img)
	var out bytes.Buffer
	said := &beginning{limit: 4 << 10}
	cmd.Stdout, cmd.Stderr = &out, said
	cmd.WaitDelay = time.Second
	dieWithParent(cmd)
	// The kernel takes the end of the thread that started a process for the end of the parent.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("tesseract: %w", ctx.Err())
		}
		if last := said.lastLine(); last != "" {
			return nil, fmt.Errorf("tesseract: %w: %s", err, last)
		}
		return nil, fmt.Errorf("tesseract: %w", err)
	}
	return parse(out.String())
}

// portable is the image as a binary portable graymap.
func portable(img *image.Gray) io.Reader {
	size := img.Rect.Size()
	parts := []io.Reader{strings.NewReader(fmt.Sprintf("P5 %d %d 255\n", size.X, size.Y))}
	if img.Stride == size.X {
		return io.MultiReader(parts[0], bytes.NewReader(img.Pix[:size.X*size.Y]))
	}
	for y := range size.Y {
		parts = append(parts, bytes.NewReader(img.Pix[y*img.Stride:][:size.X]))
	}
	return io.MultiReader(parts...)
}

// beginning keeps the first bytes that are written.
type beginning struct {
	limit int
	bytes.Buffer
}

func (b *beginning) Write(p []byte) (int, error) {
	b.Buffer.Write(p[:min(len(p), max(0, b.limit-b.Len()))])
	return len(p), nil
}

func (b *beginning) lastLine() string {
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	return strings.ToValidUTF8(strings.TrimSpace(lines[len(lines)-1]), "\uFFFD")
}

// Columns of tesseract's tables.
const (
	columnLevel = iota
	columnPage
	columnBlock
	columnParagraph
	columnLine
	columnWord
	columnLeft
	columnTop
	columnWidth
	columnHeight
	columnConfidence
	columnText
	columns
)

const levelWord = "5"

// maxDots is more than any picture that tesseract takes is wide or high.
const maxDots = 1 << 20

// parse reads tesseract's table of what it recognised: a row each page, block, paragraph, line and word.
func parse(table string) ([]Word, error) {
	var words []Word
	line, last := -1, ""
	for row := range strings.Lines(table) {
		fields := strings.SplitN(strings.TrimRight(row, "\r\n"), "\t", columns)
		if len(fields) == 0 || fields[columnLevel] != levelWord {
			continue
		}
		if len(fields) < columns {
			return nil, fmt.Errorf("tesseract: a word's row has %d columns, not %d: %q", len(fields), columns, row)
		}
		text := strings.Join(strings.Fields(strings.ToValidUTF8(fields[columnText], "\uFFFD")), " ")
		if text == "" {
			continue // a rule, a speck
		}
		var numbers [columnHeight + 1]int
		for i := columnLeft; i <= columnHeight; i++ {
			n, err := strconv.Atoi(fields[i])
			if err != nil || n < 0 || n > maxDots {
				return nil, fmt.Errorf("tesseract: a word's row has no place or size in column %d: %q", i+1, row)
			}
			numbers[i] = n
		}
		sure, err := strconv.ParseFloat(fields[columnConfidence], 64)
		if err != nil || math.IsNaN(sure) {
			return nil, fmt.Errorf("tesseract: a word's row has no confidence: %q", row)
		}
		if key := strings.Join(fields[columnPage:columnWord], " "); key != last {
			line, last = line+1, key
		}
		at := image.Pt(numbers[columnLeft], numbers[columnTop])
		words = append(words, Word{
			Text:       text,
			Box:        image.Rectangle{Min: at, Max: at.Add(image.Pt(max(1, numbers[columnWidth]), max(1, numbers[columnHeight])))},
			Confidence: min(max(sure/100, 0), 1),
			Line:       line,
		})
	}
	return words, nil
}
