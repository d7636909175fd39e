package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
)

// shared is one PDFium for all tests of the package.
var shared = New(Options{})

func TestMain(m *testing.M) {
	code := m.Run()
	if err := shared.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// minutes is a short report on two pages, with a running header and page numbers.
func minutes() []byte {
	p1 := (&sketch{}).text(72, 40, 9, "Lake Basin Council").
		bold(180, 100, 18, "Report of the Third Meeting").
		lines(72, 150, 11,
			"The Lake Basin Council met in Port Orla from 4 to 6 May 2011. The delegates of the",
			"five member states took part, and the Secretariat of the River Commission was pre-",
			"sent as an observer. The Chair thanked the host for the arrangements that it had made.").
		bold(72, 220, 13, "1. Opening").
		lines(72, 250, 11, "The Council agreed:").
		lines(90, 272, 11, "(a) to publish the survey of wells;").
		lines(90, 290, 11, "(b) to meet again in the spring of the following year, in a place that the Secretariat",
			"      is to propose to the members.").
		text(290, 800, 9, "1")
	p2 := (&sketch{}).text(72, 40, 9, "Lake Basin Council").
		lines(72, 100, 11, "It also asked the Secretariat to write to the members.").
		text(290, 800, 9, "2")
	return sketched([]string{"Title", "Third Meeting", "CreationDate", "D:20110601120000Z"}, p1, p2)
}

func TestReportReadsAsThePageDoes(t *testing.T) {
	doc := read(t, shared, minutes())
	want := []string{
		"title Third Meeting",
		"meta date: 2011-06-01",
		"heading 1 Report of the Third Meeting",
		"paragraph The Lake Basin Council met in Port Orla from 4 to 6 May 2011. The delegates of the five member states " +
			"took part, and the Secretariat of the River Commission was present as an observer. The Chair thanked the host " +
			"for the arrangements that it had made.",
		"heading 2 [1.] Opening",
		"paragraph The Council agreed:",
		"list-item 1 [(a)] to publish the survey of wells;",
		"list-item 1 [(b)] to meet again in the spring of the following year, in a place that the Secretariat is to propose to the members.",
		"furniture Lake Basin Council",
		"furniture 1",
		"paragraph It also asked the Secretariat to write to the members.",
		"furniture Lake Basin Council",
		"furniture 2",
	}
	if diff := cmp.Diff(want, outline(doc)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	if doc.Source.Pages != 2 || doc.Source.Reader != PDFium || doc.Source.MediaType != "application/pdf" {
		t.Errorf("source: %+v", doc.Source)
	}
}

func TestEveryLineKeepsItsPageAndBox(t *testing.T) {
	doc := read(t, shared, minutes())
	at := strings.Index(doc.Text, "Opening")
	o := doc.Locate(document.Span{Start: at, End: at + len("Opening")})
	if o.Page != 1 || o.Box == nil || o.Box.Left < 72 || o.Box.Left > 90 || o.Box.Top < 205 || o.Box.Bottom > 226 {
		t.Errorf("Opening stands at page %d, %+v", o.Page, o.Box)
	}
	for _, b := range doc.Blocks {
		if b.Kind == document.Title || b.Kind == document.Meta {
			continue
		}
		if o := doc.Locate(b.Span); o.Page == 0 || o.Box == nil || o.Box.Right <= o.Box.Left || o.Box.Bottom <= o.Box.Top {
			t.Errorf("%s %q has no place: %+v", b.Kind, doc.Slice(b.Span), o)
		}
	}
}

func TestSecondReaderGivesTheSameText(t *testing.T) {
	light := New(Options{Reader: Ledongthuc})
	if diff := cmp.Diff(outline(read(t, shared, minutes())), outline(read(t, light, minutes()))); diff != "" {
		t.Errorf("blocks (-PDFium +ledongthuc):\n%s", diff)
	}
}

func TestFailuresAreTyped(t *testing.T) {
	blank := sketched(nil, &sketch{})
	scan := sketched(nil, (&sketch{}).picture(), (&sketch{}).picture())
	for _, c := range []struct {
		name string
		data []byte
		want pipeline.Reason
	}{
		{"no bytes", nil, pipeline.Empty},
		{"blank page", blank, pipeline.Empty},
		{"pictures only", scan, pipeline.NeedsOCR},
		{"header only", []byte("%PDF-1.7\n"), pipeline.Corrupt},
		{"rubbish", append([]byte("%PDF-1.4\n"), bytes.Repeat([]byte("\x00\xffobj<<"), 500)...), pipeline.Corrupt},
		{"password", encrypt(t, minutes(), "secret"), pipeline.Encrypted},
	} {
		_, err := shared.Read(context.Background(), c.name, c.data)
		var f *pipeline.Failure
		if !errors.As(err, &f) || f.Reason != c.want || f.URI != c.name {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

func TestTooManyPagesAreRefused(t *testing.T) {
	for _, reader := range []string{PDFium, Ledongthuc} {
		r := New(Options{MaxPages: 1, Reader: reader})
		_, err := r.Read(context.Background(), "long.pdf", minutes())
		var f *pipeline.Failure
		if !errors.As(err, &f) || f.Reason != pipeline.TooLarge {
			t.Errorf("%s: got %v", reader, err)
		}
		r.Close()
	}
}

func TestPasswordsOpenEncryptedFiles(t *testing.T) {
	want := slices.Delete(outline(read(t, shared, minutes())), 1, 2) // pdfcpu writes the file's date anew, of which the pages do not know
	for _, c := range []struct{ name, user string }{{"empty user password", ""}, {"given", "secret"}} {
		r := New(Options{Passwords: []string{"wrong", "secret"}})
		got := outline(read(t, r, encrypt(t, minutes(), c.user)))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		r.Close()
	}
}

func TestScannedPagesAmongOthersAreNamed(t *testing.T) {
	text := (&sketch{}).lines(72, 100, 11, "The members agreed on the plan of work for the coming year.")
	doc := read(t, shared, sketched(nil, text, (&sketch{}).picture(), (&sketch{}).picture()))
	want := []document.Warning{{Code: "pages-without-text", Message: "pages that are pictures without text: 2, 3"}}
	if diff := cmp.Diff(want, doc.Warnings); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

func TestTitlesAreTitlesAndDatesAreDates(t *testing.T) {
	page := (&sketch{}).text(72, 100, 11, "The members agreed on the plan of work for 2011.")
	for _, c := range []struct {
		title, date, maker string
		want               []string
	}{
		{"Third Meeting of the Council", "D:20110506", "Writer", []string{"title Third Meeting of the Council", "meta date: 2011-05-06"}},
		{"Microsoft Word - Third Meeting.doc", "D:19700101", "Writer", []string{"title Third Meeting"}},
		{"agm13_minutes_approved.docx", "yesterday", "Writer", nil},
		{"  -  ", "D:20111399", "Writer", nil},
		{"", "D:20180506", "Writer", nil},                    // made again in a year of which the report does not know
		{"", "D:20110506", "Mozilla/5.0 Chrome/156", nil},    // printed by a reader
		{"", "D:20110506", "Acrobat 8.0 Paper Capture", nil}, // from paper
	} {
		want := append(c.want, "paragraph The members agreed on the plan of work for 2011.")
		if diff := cmp.Diff(want, outline(read(t, shared, sketched([]string{"Title", c.title, "CreationDate", c.date, "Creator", c.maker}, page)))); diff != "" {
			t.Errorf("%q, %s, %s (-want +got):\n%s", c.title, c.date, c.maker, diff)
		}
	}
}

func TestPDFiumStartsWithTheFirstFile(t *testing.T) {
	r := New(Options{})
	if r.engine.pool != nil {
		t.Error("PDFium runs before any file has come")
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}

func TestReadersServeManyAtOnce(t *testing.T) {
	want := outline(read(t, shared, minutes()))
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for range 5 {
				doc, err := shared.Read(context.Background(), "x.pdf", minutes())
				if err != nil {
					t.Error(err)
					return
				}
				if diff := cmp.Diff(want, outline(doc)); diff != "" {
					t.Errorf("blocks (-want +got):\n%s", diff)
				}
			}
		})
	}
	wait.Wait()
}

func TestReadStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := shared.Read(ctx, "x.pdf", minutes()); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func encrypt(t *testing.T, data []byte, user string) []byte {
	t.Helper()
	api.DisableConfigDir()
	var out bytes.Buffer
	if err := api.Encrypt(bytes.NewReader(data), &out, model.NewAESConfiguration(user, "owner", 256)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
