package mail_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
	"rapporteur/pipeline/ingest/html"
	"rapporteur/pipeline/ingest/mail"
	"rapporteur/pipeline/ingest/plain"
)

const prose = "The ministers of the five lake states met in Port Amelie and spoke at length about fisheries, ferries and the joint survey of the northern shore."

func reader() *mail.Reader { return mail.New(html.New(html.Options{}), plain.New()) }

// message is a message of these lines, with the line ends of the mail.
func message(lines ...string) []byte {
	return []byte(strings.ReplaceAll(strings.Join(lines, "\n"), "\n", "\r\n"))
}

func encoded(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

const head = `From: =?iso-8859-1?Q?Andr=E9?= <andre@lake.example>
To: council@lake.example
Subject: =?utf-8?B?UsOpdW5pb24gb2YgdGhlIExha2UgQ291bmNpbA==?=
Date: Sat, 4 May 2019 23:30:00 +0200
Message-ID: <1@lake.example>
MIME-Version: 1.0`

const front = `
			title | Réunion of the Lake Council
			meta | date: 2019-05-04
			meta | from: André <andre@lake.example>
			meta | to: council@lake.example`

func TestMessagesAndSavedPagesReadAsTheyShow(t *testing.T) {
	for name, tt := range map[string]struct {
		data []byte
		want string
	}{
		"plain text in an old charset": {
			message(head, "Content-Type: text/plain; charset=iso-8859-2", "Content-Transfer-Encoding: quoted-printable", "", "Hosts: =A3=F3d=BC and Port =", "Amelie."), front + `
			paragraph | Hosts: Łódź and Port Amelie.`},
		"one of several forms, and files": {
			message(head, "Content-Type: multipart/mixed; boundary=m", "", "--m", "Content-Type: multipart/alternative; boundary=a", "", "--a", "Content-Type: text/plain", "", "Plain.", "--a",
				"Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: base64", "", encoded("<title>x</title><p>"+prose+"</p><ul><li>nets</li></ul>"), "--a--",
				"--m", "Content-Type: text/plain; name=notes.txt", "", "In a file.", "--m", "Content-Type: text/plain", "", "Ada Marr took the chair.", "--m--"), front + `
			paragraph | PROSE
			list-item1 • | nets
			paragraph | Ada Marr took the chair.`},
		"a saved page": {
			message("From: <Saved by Blink>", "Snapshot-Content-Location: https://lake.example/9", "Subject: x", "MIME-Version: 1.0", `Content-Type: multipart/related; type="text/html"; boundary="p"`, "",
				"--p", "Content-Type: text/html", "Content-Transfer-Encoding: quoted-printable", "", `<html><head><title>Lake Council</title></head><body><h1 id=3D"t">Nets</h1><p>`+prose+"</p>",
				"--p", "Content-Type: text/css", "", "p { color: red }", "--p", "Content-Type: text/html", "", "<p>An advertisement.</p>", "--p--"), `
			title | Lake Council
			heading1 | Nets
			paragraph | PROSE`},
		"a saved page whose root is named": {
			message("From: Saved by Windows Internet Explorer 8", "MIME-Version: 1.0", `Content-Type: multipart/related; start="<root>"; boundary=p`, "", "--p", "Content-Type: text/html", "", "<p>A frame.</p>", "--p",
				"Content-Type: text/html; charset=windows-1252", "Content-ID: <root>", "", "<h1>Nets \x96 R\xe9union</h1><p>"+prose, "--p--"), `
			heading1 | Nets – Réunion
			paragraph | PROSE`},
		"one whose boundary does not occur": {
			message(head, "Content-Type: multipart/mixed; boundary=m", "", prose), front + `
			paragraph | PROSE`},
		"one from a mail box": {
			message("From andre@lake.example Sat May  4 23:30:00 2019", head, "", prose), front + `
			paragraph | PROSE`},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := reader().Read(context.Background(), "test", tt.data)
			if err != nil {
				t.Fatal(err)
			}
			if err := doc.Check(); err != nil {
				t.Fatal(err)
			}
			var want, got []string
			for line := range strings.SplitSeq(strings.TrimSpace(tt.want), "\n") {
				want = append(want, strings.ReplaceAll(strings.TrimSpace(line), "PROSE", prose))
			}
			for _, b := range doc.Blocks {
				line := string(b.Kind)
				if b.Level > 0 {
					line += fmt.Sprint(b.Level)
				}
				if b.Marker != "" {
					line += " " + b.Marker
				}
				got = append(got, line+" | "+doc.Slice(b.Span))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if strings.HasPrefix(name, "a saved") != (doc.Source.Reader == "mhtml") {
				t.Errorf("read by %s", doc.Source.Reader)
			}
		})
	}
}

func TestEvidenceOfASavedPageKeepsItsSelectors(t *testing.T) {
	doc, err := reader().Read(context.Background(), "test", message("Snapshot-Content-Location: x", "Content-Type: text/html", "", "<div id=a><p>"+prose+"</p><p>Nets and <b>traps</b>.</p></div>"))
	if err != nil {
		t.Fatal(err)
	}
	last := doc.Blocks[len(doc.Blocks)-1]
	if at := doc.Locate(last.Span); at.Selector != "#a > p:nth-of-type(2)" {
		t.Errorf("got %q", at.Selector)
	}
}

func TestTablesOfSeveralPartsAreToldApart(t *testing.T) {
	const table = "<table><tr><th>State</th><th>Head</th></tr><tr><td>Ostland</td><td>Ada Marr</td></tr></table>"
	doc, err := reader().Read(context.Background(), "test", message(head, "Content-Type: multipart/mixed; boundary=m", "", "--m", "Content-Type: text/html", "", table, "--m", "Content-Type: text/html", "", table, "--m--"))
	if err != nil {
		t.Fatal(err)
	}
	if last := doc.Blocks[len(doc.Blocks)-1]; last.Table != 2 || last.Kind != document.Cell {
		t.Errorf("the last cell is %+v", last)
	}
}

func TestWhatIsBrokenIsToldWithWhatIsLeft(t *testing.T) {
	doc, err := reader().Read(context.Background(), "test", message(head, "Content-Type: multipart/mixed; boundary=m", "", "--m", "Content-Type: text/plain", "", prose, "--m", "Content-Type: application/pdf", "", "%PDF"))
	if err != nil || len(doc.Warnings) != 1 || doc.Warnings[0].Code != "pages-unreadable" {
		t.Errorf("got %v, %v: want the text and a warning", doc, err)
	}
	deep := head
	for i := range 50 {
		deep += fmt.Sprintf("\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d", i, i)
	}
	for name, tt := range map[string]struct {
		data      []byte
		want      pipeline.Reason
		ignorable bool
	}{
		"no headers":         {[]byte("nets\n\nnets"), pipeline.Corrupt, false},
		"no text":            {message(head, "", " "), pipeline.Empty, false},
		"nothing but files":  {message(head, "Content-Type: application/pdf; name=a.pdf", "", "%PDF"), pipeline.Empty, true},
		"parts within parts": {message(deep), pipeline.TooLarge, false},
		"too many parts":     {message(head, "Content-Type: multipart/mixed; boundary=m", "", strings.Repeat("--m\n\nx\n", 20_000)), pipeline.TooLarge, false},
	} {
		_, err := reader().Read(context.Background(), "x.eml", tt.data)
		var failure *pipeline.Failure
		var ignorable interface{ Ignorable() bool }
		if !errors.As(err, &failure) || failure.Reason != tt.want || failure.URI != "x.eml" || errors.As(failure.Err, &ignorable) != tt.ignorable {
			t.Errorf("%s: got %v, want %s", name, err, tt.want)
		}
	}
}

func TestFilesHaveNamesWithoutFolders(t *testing.T) {
	files, err := mail.Files(message(head, "Content-Type: multipart/mixed; boundary=m", "", "--m", "", "Please find the files.",
		"--m", "Content-Type: application/pdf", `Content-Disposition: attachment; filename="../../etc/report.pdf"`, "Content-Transfer-Encoding: base64", "", encoded("%PDF-1.4"),
		"--m", "Content-Type: application/msword; name*=utf-8''R%C3%A9union.doc", "", "x", "--m", "Content-Type: application/pdf", "", "%PDF", "--m", `Content-Type: text/plain; name="C:\notes.txt"`, "", "y",
		"--m", "Content-Type: message/rfc822", "", "Subject: within", "", "z", "--m", "Content-Type: image/png; name=\"=?utf-8?Q?sm=C3=B8rrebr=C3=B8d.png?=\"", "Content-Transfer-Encoding: base64", "", "!!!", "--m--"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range files {
		data, err := io.ReadAll(f.Content)
		got = append(got, fmt.Sprintf("%s: %s %t", f.Name, data, err == nil))
	}
	want := []string{"report.pdf: %PDF-1.4 true", "Réunion.doc: x true", "part-3.pdf: %PDF true", "notes.txt: y true", "part-5.eml: Subject: within\r\n\r\nz true", "smørrebrød.png:  false"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if files, err := mail.Files(message("Snapshot-Content-Location: x", "Content-Type: multipart/related; boundary=p", "", "--p", "", "x", "--p", "Content-Type: image/png", "", "y", "--p--")); err != nil || len(files) > 0 {
		t.Errorf("a saved page has the files %v, %v", files, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(message(head, "Content-Type: multipart/mixed; boundary=m", "", "--m", "Content-Type: text/html; charset=utf-16", "Content-Transfer-Encoding: base64", "", encoded("<p>a"), "--m", "Content-Disposition: attachment; filename=b", "", "c", "--m--"))
	f.Add(message("Snapshot-Content-Location: x", "Content-Type: multipart/related; boundary=p; start=<a>", "", "--p", "Content-ID: <a>", "Content-Transfer-Encoding: quoted-printable", "", "x=3D=", "--p--"))
	r := reader()
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := r.Read(context.Background(), "fuzz", data)
		var failure *pipeline.Failure
		switch {
		case err != nil && !errors.As(err, &failure):
			t.Fatalf("untyped error %v", err)
		case err == nil && doc.Check() != nil:
			t.Fatal(doc.Check())
		}
		files, err := mail.Files(data)
		for _, file := range files {
			if file.Name == "" || strings.ContainsAny(file.Name, `/\`) {
				t.Errorf("a file is named %q", file.Name)
			}
			io.Copy(io.Discard, file.Content)
		}
		if err != nil && len(files) > 0 {
			t.Errorf("files and %v", err)
		}
	})
}
