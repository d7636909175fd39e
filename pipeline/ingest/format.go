package ingest

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/pipeline/ingest/charset"
	"rapporteur/pipeline/ingest/mail"
)

// Format is what a file is by its content.
type Format string

// The formats that Sniff knows.
const (
	Empty      Format = "empty" // no bytes, or nothing but white space
	HTML       Format = "html"
	PDF        Format = "pdf"
	Text       Format = "text"
	Markdown   Format = "markdown"
	RTF        Format = "rtf"
	DOCX       Format = "docx"
	XLSX       Format = "xlsx"
	PPTX       Format = "pptx"
	ODT        Format = "odt"
	EPUB       Format = "epub"
	OLE        Format = "ole" // Word, Excel and PowerPoint before 2007
	Zip        Format = "zip"
	Gzip       Format = "gzip"
	Bzip2      Format = "bzip2"
	XZ         Format = "xz"
	SevenZip   Format = "7z"
	RAR        Format = "rar"
	Tar        Format = "tar"
	WARC       Format = "warc"
	MHTML      Format = "mhtml" // a web page with its parts, as a MIME message
	Mail       Format = "mail"  // other MIME messages
	PostScript Format = "postscript"
	SQLite     Format = "sqlite"
	XML        Format = "xml"
	JSON       Format = "json"
	JavaScript Format = "javascript"
	CSS        Format = "css"
	SVG        Format = "svg"
	PNG        Format = "png"
	JPEG       Format = "jpeg"
	GIF        Format = "gif"
	WebP       Format = "webp"
	BMP        Format = "bmp"
	TIFF       Format = "tiff"
	Icon       Format = "icon"
	Font       Format = "font"
	Sound      Format = "sound" // audio or video
	Lock       Format = "lock"  // an office program's note that a document is open
	Binary     Format = "binary"
)

var mediaTypes = map[Format]string{
	HTML: "text/html", PDF: "application/pdf", Text: "text/plain", Markdown: "text/markdown", RTF: "application/rtf",
	DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	ODT:  "application/vnd.oasis.opendocument.text", EPUB: "application/epub+zip", OLE: "application/x-ole-storage",
	Zip: "application/zip", Gzip: "application/gzip", Bzip2: "application/x-bzip2", XZ: "application/x-xz",
	SevenZip: "application/x-7z-compressed", RAR: "application/vnd.rar", Tar: "application/x-tar", WARC: "application/warc",
	MHTML: "multipart/related", Mail: "message/rfc822", PostScript: "application/postscript", SQLite: "application/vnd.sqlite3", XML: "application/xml",
	JSON: "application/json", JavaScript: "text/javascript", CSS: "text/css", SVG: "image/svg+xml", PNG: "image/png",
	JPEG: "image/jpeg", GIF: "image/gif", WebP: "image/webp", BMP: "image/bmp", TIFF: "image/tiff", Icon: "image/x-icon",
	Font: "font/sfnt",
}

// MediaType is the format's registered name ("text/html"), "application/octet-stream" where it has none, and "" for
// a file without content.
func (f Format) MediaType() string {
	if f == Empty {
		return ""
	}
	if name, ok := mediaTypes[f]; ok {
		return name
	}
	return "application/octet-stream"
}

// Ignorable reports whether files of this format are never reports but come along with them: pictures, style sheets,
// scripts, fonts, lock files. They are skipped, where other formats without a reader are a problem to report.
func (f Format) Ignorable() bool {
	switch f {
	case CSS, JavaScript, SVG, PNG, JPEG, GIF, WebP, BMP, Icon, Font, Sound, Lock:
		return true
	}
	return false
}

var magic = []struct {
	at     int
	bytes  string
	format Format
}{
	{0, "\x89PNG\r\n\x1a\n", PNG}, {0, "\xFF\xD8\xFF", JPEG}, {0, "GIF87a", GIF}, {0, "GIF89a", GIF}, {8, "WEBP", WebP},
	{0, "II*\x00", TIFF}, {0, "MM\x00*", TIFF}, {0, "\x00\x00\x01\x00", Icon}, {0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", OLE},
	{0, "\x1F\x8B", Gzip}, {0, "BZh", Bzip2}, {0, "\xFD7zXZ\x00", XZ}, {0, "7z\xBC\xAF\x27\x1C", SevenZip}, {0, "Rar!\x1A\x07", RAR},
	{257, "ustar", Tar}, {0, "WARC/", WARC}, {0, "{\\rtf", RTF}, {0, "%!PS", PostScript}, {0, "SQLite format 3\x00", SQLite},
	{0, "wOFF", Font}, {0, "wOF2", Font}, {0, "\x00\x01\x00\x00\x00", Font}, {0, "OTTO\x00", Font}, {0, "ID3", Sound}, {0, "OggS", Sound},
	{4, "ftyp", Sound}, {8, "WAVE", Sound}, {8, "AVI ", Sound}, {0, "fLaC", Sound}, {0, "\x1A\x45\xDF\xA3", Sound},
}

// sniffed is how much of a file is looked at where its format shows in the text.
const sniffed = 1 << 16

// Sniff decides by content what a file is. Names play no part: archives hold web servers' error messages named .pdf.
func Sniff(data []byte) Format {
	for _, m := range magic {
		if len(data) >= m.at+len(m.bytes) && string(data[m.at:m.at+len(m.bytes)]) == m.bytes {
			return m.format
		}
	}
	if bytes.HasPrefix(data, []byte("BM")) && len(data) > 14 && bytes.Equal(data[6:10], make([]byte, 4)) {
		return BMP
	}
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06")) {
		return sniffZip(data)
	}
	// Readers of PDF accept rubbish before the header, and so do real archives.
	if bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
		return PDF
	}
	if isLock(data) {
		return Lock
	}
	text, _ := charset.Decode(data[:min(len(data), sniffed)])
	if strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == 0 || unicode.Is(unicode.Cf, r) }) == "" {
		return Empty
	}
	if !isText(text) {
		return Binary
	}
	return sniffText(text, data)
}

// isLock reports whether the file is a note that an office program keeps beside an open document: LibreOffice's line
// of user, computer and date, or Word's 162 bytes with the user's name twice.
func isLock(data []byte) bool {
	if len(data) == 162 || len(data) == 165 {
		n := int(data[0])
		if n > 0 && n < 54 && bytes.ContainsRune(data, 0) {
			return utf8.Valid(data[1:1+n]) && !bytes.ContainsRune(data[1:1+n], 0)
		}
	}
	return len(data) < 1024 && libreOfficeLock.Match(data)
}

var libreOfficeLock = regexp.MustCompile(`^,[^\n]*,[^\n]*,\d\d\.\d\d\.\d{4} \d\d:\d\d,file://[^\n]*;\s*$`)

func sniffZip(data []byte) Format {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return Zip
	}
	for _, f := range archive.File {
		switch {
		case strings.HasPrefix(f.Name, "word/document") && strings.HasSuffix(f.Name, ".xml"): // some call it document2.xml
			return DOCX
		case f.Name == "xl/workbook.xml":
			return XLSX
		case f.Name == "ppt/presentation.xml":
			return PPTX
		case f.Name == "mimetype": // of OpenDocument and EPUB
			switch said := mimetype(f); {
			case strings.Contains(said, "opendocument.text"):
				return ODT
			case strings.Contains(said, "epub+zip"):
				return EPUB
			}
		}
	}
	return Zip
}

// mimetype is what the first part of some packages says of them.
func mimetype(f *zip.File) string {
	opened, err := f.Open()
	if err != nil {
		return ""
	}
	defer opened.Close() // what is wrong with it, reading has told
	said, _ := io.ReadAll(io.LimitReader(opened, 100))
	return string(said)
}

// isText reports whether what was decoded is writing: next to no control characters, few that could not be decoded.
func isText(text string) bool {
	total, odd := 0, 0
	for _, r := range text {
		total++
		if r == utf8.RuneError || r < 0x20 && r != '\n' && r != '\r' && r != '\t' && r != '\f' && r != 0x1B || r >= 0x7F && r < 0xA0 {
			odd++
		}
	}
	return odd*50 <= total
}

var (
	htmlStart   = regexp.MustCompile(`(?i)^(\s|<!--(?s:.*?)-->|<\?xml[^>]*>)*<(!doctype\s+html|html|head|body|title|meta|script|table|div|h[1-6]|p|center|font)[\s>]`)
	htmlTag     = regexp.MustCompile(`(?i)</?(a|b|body|br|center|dd|div|dl|dt|em|font|form|h[1-6]|head|hr|html|i|img|li|link|main|meta|nav|ol|p|script|section|span|strong|table|tbody|td|th|title|tr|ul)(\s[^<>]{0,400})?/?>`)
	cssRule     = regexp.MustCompile(`(?s)[\w.#*:>\-\[\]="', @()]+\{\s*([\w-]+\s*:[^{};]+;?\s*)*\}`)
	scriptMark  = regexp.MustCompile(`\bfunction\s*[\w$]*\s*\(|=>|\b(var|let|const)\s+[\w$]+\s*=|[^=\s][ \t]*===[ \t]*[^=\s]|\breturn\b[^.\n]*;|"use strict"|\b(window|document|module)\.\w+|\);`)
	atxHeading  = regexp.MustCompile(`(?m)^ {0,3}#{1,6} +\S`)
	strongMarks = regexp.MustCompile(`(?:^|[\s(])(\*\*|__)\S[^*_\n]*\S(\*\*|__)(?:$|[\s.,;:)])`)
	inlineLink  = regexp.MustCompile(`\[[^\]\n]+\]\((https?://|/|#|\.\.?/|mailto:)[^)\s]*\)`)
	ruleOfTable = regexp.MustCompile(`(?m)^ {0,3}\|?( *:?-{3,}:? *\|)+( *:?-{3,}:? *)?$`)
	codeFence   = regexp.MustCompile("(?m)^ {0,3}```")
	htmlComment = regexp.MustCompile(`(?m)^<!--.*-->\s*$`)
	paddedItem  = regexp.MustCompile(`(?m)^[-*+] {3}\S`) // pandoc's way of setting a list
	underlined  = regexp.MustCompile(`(?m)^\S[^\n]*\n(={4,}|-{4,})[ \t]*$`)
)

func sniffText(text string, data []byte) Format {
	trimmed := strings.TrimLeft(text, " \t\r\n\f")
	if htmlStart.MatchString(trimmed) {
		return HTML
	}
	if strings.HasPrefix(trimmed, "<?xml") || strings.HasPrefix(trimmed, "<!DOCTYPE") || strings.HasPrefix(trimmed, "<svg") {
		head := trimmed[:min(len(trimmed), 2000)]
		switch {
		case strings.Contains(head, "<html") || strings.Contains(head, "DOCTYPE HTML"):
			return HTML
		case strings.Contains(head, "<svg"):
			return SVG
		}
		return XML
	}
	if c := trimmed[0]; (c == '{' || c == '[') && json.Valid(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))) {
		return JSON
	}
	if mail.Is(trimmed) {
		if mail.IsPage([]byte(trimmed)) {
			return MHTML
		}
		return Mail
	}
	if code := sniffCode(trimmed); code != "" {
		return code
	}
	tags := len(htmlTag.FindAllStringIndex(trimmed, 400))
	if tags >= 3 && tags*400 >= len(trimmed) || tags >= 100 {
		// Markdown may hold a tag here and there; mark-up has one every few lines at least.
		return HTML
	}
	if isMarkdown(trimmed) {
		return Markdown
	}
	return Text
}

// sniffCode tells style sheets and scripts from prose by how much of the text their own constructions make up.
func sniffCode(text string) Format {
	head := text[:min(len(text), 8192)]
	covered := 0
	for _, at := range cssRule.FindAllStringIndex(head, -1) {
		if strings.Contains(head[at[0]:at[1]], ":") {
			covered += at[1] - at[0]
		}
	}
	if covered*2 > len(head) {
		return CSS
	}
	marks := len(scriptMark.FindAllStringIndex(head, -1))
	if marks >= 3 && marks*150 > len(head) && strings.Count(head, "{")+strings.Count(head, ";") >= 3 {
		return JavaScript
	}
	return ""
}

func isMarkdown(text string) bool {
	if _, body, ok := strings.Cut(text, "\n---"); ok && strings.HasPrefix(text, "---") {
		text = body
	}
	signs := 0
	for _, p := range []*regexp.Regexp{atxHeading, strongMarks, inlineLink, ruleOfTable, codeFence, htmlComment, paddedItem} {
		signs += min(2, len(p.FindAllStringIndex(text, 2)))
	}
	if signs > 0 && underlined.MatchString(text) {
		signs++ // alone, it is as often a typed text's, whose columns Markdown would run together
	}
	// A single sign can be chance: "# 5", a line of dashes under a title in a typed text.
	return signs >= 2 || slices.ContainsFunc([]*regexp.Regexp{atxHeading, inlineLink, ruleOfTable}, func(p *regexp.Regexp) bool { return p.MatchString(text) })
}
