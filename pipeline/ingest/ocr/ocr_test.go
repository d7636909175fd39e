package ocr

import (
	"bytes"
	"image"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"rapporteur/pipeline/programtest"
)

const table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n" +
	"1\t1\t0\t0\t0\t0\t0\t0\t2550\t3300\t-1\t\n" +
	"4\t1\t1\t1\t1\t0\t10\t20\t300\t30\t-1\t\n" +
	"5\t1\t1\t1\t1\t1\t10\t20\t100\t30\t96.5\tLake\n" +
	"5\t1\t1\t1\t1\t2\t120\t21\t90\t29\t-1\tBasin\n" +
	"5\t1\t1\t1\t1\t3\t220\t21\t400\t2\t95.0\t \n" + // a rule
	"5\t1\t1\t1\t2\t1\t10\t60\t50\t30\t101\t\"5\"\t\u00bd\n"

func TestTablesGiveWordsWithBoxesAndLines(t *testing.T) {
	got, err := parse(table)
	if err != nil {
		t.Fatal(err)
	}
	want := []Word{
		{Text: "Lake", Box: image.Rect(10, 20, 110, 50), Confidence: 0.965, Line: 0},
		{Text: "Basin", Box: image.Rect(120, 21, 210, 50), Confidence: 0, Line: 0},
		{Text: "\"5\" \u00bd", Box: image.Rect(10, 60, 60, 90), Confidence: 1, Line: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
}

func TestBrokenTablesAreErrors(t *testing.T) {
	for _, row := range []string{"5", "5\t1\t1\t1\t1\t1\t10\t20\t100\t30", "5\t1\t1\t1\t1\t1\tx\t20\t100\t30\t96\tLake", "5\t1\t1\t1\t1\t1\t1\t20\t100\t30\tsure\tLake"} {
		if words, err := parse(row); err == nil {
			t.Errorf("%q gives %v", row, words)
		}
	}
	if words, err := parse(""); err != nil || len(words) > 0 {
		t.Errorf("nothing gives %v, %v", words, err)
	}
}

func TestTesseractSaysWhatItIs(t *testing.T) {
	got := describe("/bin/tesseract", "tesseract v5.3.0.20221214\n leptonica-1.82\n", "List of available languages in \"/x y/\" (3):\nosd\nfra\neng\n")
	want := &Program{Path: "/bin/tesseract", Version: "5.3.0.20221214", Languages: []string{"eng", "fra"}, orients: true}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(Program{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := got.Check("fra+eng"); err != nil {
		t.Error(err)
	}
	for _, languages := range []string{"deu", "eng+deu", "", "--help"} {
		err := got.Check(languages)
		if err == nil || !strings.Contains(err.Error(), "it has eng, fra") {
			t.Errorf("%q: %v", languages, err)
		}
	}
}

func TestImagesArePortable(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 4, 2))
	copy(img.Pix, "abcdefgh")
	for _, c := range []struct {
		img  *image.Gray
		want string
	}{{img, "P5 4 2 255\nabcdefgh"}, {img.SubImage(image.Rect(0, 0, 3, 2)).(*image.Gray), "P5 3 2 255\nabcefg"}} {
		if got, err := io.ReadAll(portable(c.img)); err != nil || string(got) != c.want {
			t.Errorf("got %q, %v; want %q", got, err, c.want)
		}
	}
}

func TestMessagesAreCut(t *testing.T) {
	b := beginning{limit: 10}
	for range 100 {
		if n, err := b.Write(bytes.Repeat([]byte("x"), 7)); n != 7 || err != nil {
			t.Fatal(n, err)
		}
	}
	if b.Len() != 10 {
		t.Errorf("%d bytes are kept", b.Len())
	}
}

func TestABlankImageHasNoWords(t *testing.T) {
	programtest.Need(t, "ocr", "tesseract")
	program, err := Find(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	img := image.NewGray(image.Rect(0, 0, 400, 600))
	for i := range img.Pix {
		img.Pix[i] = 0xFF
	}
	words, err := program.Read(t.Context(), img, 72, "eng")
	if err != nil || len(words) > 0 {
		t.Errorf("got %v, %v", words, err)
	}
	if _, err := program.Read(t.Context(), img, 72, "xyz"); err == nil {
		t.Error("a language that is not there is no error")
	}
}

// Whatever a table says, its words have a place, a certainty and a line, or it is an error.
func FuzzTables(f *testing.F) {
	f.Add(table)
	for _, row := range []string{"5", "5\t1\t1\t1\t1\t1\tx\t20\t100\t30\t96\tLake", "5\t1\t1\t1\t1\t1\t1\t20\t100\t30\tNaN\tLake", "5\t1\t1\t1\t1\t1\t9223372036854775807\t20\t100\t30\t96\tLake"} {
		f.Add(row)
	}
	f.Fuzz(func(t *testing.T, table string) {
		words, err := parse(table)
		if err != nil {
			return
		}
		line := 0
		for _, w := range words {
			if w.Text != strings.Join(strings.Fields(w.Text), " ") || w.Text == "" || !utf8.ValidString(w.Text) {
				t.Errorf("a word is %q", w.Text)
			}
			if !(w.Confidence >= 0 && w.Confidence <= 1) {
				t.Errorf("%s: its confidence is %v", w.Text, w.Confidence)
			}
			if w.Box.Empty() {
				t.Errorf("%s: its box is %v", w.Text, w.Box)
			}
			if w.Line < line || w.Line > line+1 {
				t.Errorf("%s: line %d comes after %d", w.Text, w.Line, line)
			}
			line = w.Line
		}
	})
}
