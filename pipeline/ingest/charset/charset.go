// Package charset turns a file's bytes into text. The result is always valid UTF-8, without a byte order mark.
//
// What the bytes are counts for more than what the file says of itself: a byte order mark, then a body that is UTF-8
// from end to end, then the charset that a meta tag or an XML declaration names wherever it stands, then windows-1252.
package charset

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	htmlcharset "golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// Decode gives the text of the bytes and the name of the encoding that they were read in.
func Decode(data []byte) (text, name string) {
	text, name = decode(data)
	return mend(strings.TrimPrefix(text, "\uFEFF")), name
}

func decode(data []byte) (string, string) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		return lenient(data[3:]), "utf-8"
	case bytes.HasPrefix(data, []byte("\xFF\xFE\x00\x00")):
		return convert(utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), data), "utf-32le"
	case bytes.HasPrefix(data, []byte("\x00\x00\xFE\xFF")):
		return convert(utf32.UTF32(utf32.BigEndian, utf32.UseBOM), data), "utf-32be"
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		return convert(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), data[2:]), "utf-16le"
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return convert(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), data[2:]), "utf-16be"
	}
	if order, ok := wide(data); ok {
		name := "utf-16le"
		if order == unicode.BigEndian {
			name = "utf-16be"
		}
		return convert(unicode.UTF16(order, unicode.IgnoreBOM), data), name
	}
	label := declared(data)
	// ISO-2022-JP and HZ are made of ASCII bytes, so being valid UTF-8 says nothing against them.
	escaped := strings.HasPrefix(label, "iso-2022") && bytes.IndexByte(data, 0x1B) >= 0
	if !escaped && utf8.Valid(data) {
		return string(data), "utf-8"
	}
	enc, name := htmlcharset.Lookup(label)
	switch {
	case enc == nil, name == "utf-8", name == "replacement", strings.HasPrefix(name, "utf-16"), name == "windows-1252":
		if mostlyUTF8(data) {
			return lenient(data), "utf-8"
		}
		return convert(charmap.Windows1252, data), "windows-1252"
	}
	if !escaped && mostlyUTF8(data) {
		return lenient(data), "utf-8"
	}
	return convert(enc, data), name
}

func convert(enc encoding.Encoding, data []byte) string {
	// A decoder replaces what it cannot read; an error leaves what came before it.
	out, _ := enc.NewDecoder().Bytes(data)
	return strings.ToValidUTF8(string(out), "\uFFFD")
}

// wide tells UTF-16 without a byte order mark by its zeros: in text of the Latin script every second byte is one.
func wide(data []byte) (unicode.Endianness, bool) {
	head := data[:min(len(data), 2048)&^1]
	if len(head) < 8 {
		return unicode.LittleEndian, false
	}
	var even, odd int
	for i := 0; i < len(head); i += 2 {
		if head[i] == 0 {
			even++
		}
		if head[i+1] == 0 {
			odd++
		}
	}
	half := len(head) / 2
	switch {
	case odd*10 > half*7 && even*10 < half:
		return unicode.LittleEndian, true
	case even*10 > half*7 && odd*10 < half:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

var (
	metaTag        = regexp.MustCompile(`(?i)<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([a-z0-9_:.-]+)`)
	xmlDeclaration = regexp.MustCompile(`(?i)^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([a-z0-9_:.-]+)`)
)

// declared is the charset that the file names, in lower case, or "". Browsers look no further than byte 1,024; real
// pages have their meta tag after long comments and scripts.
func declared(data []byte) string {
	head := data[:min(len(data), 1<<18)]
	for _, pattern := range []*regexp.Regexp{xmlDeclaration, metaTag} {
		if m := pattern.FindSubmatch(head); m != nil {
			return strings.ToLower(string(m[1]))
		}
	}
	return ""
}

// mostlyUTF8 reports whether the bytes beyond ASCII are UTF-8 but for a few: a page that someone pasted a stray
// windows-1252 character into, or that was cut in the middle of one.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		data = data[size:]
	}
	return good > 4*bad
}

// lenient reads UTF-8, and each byte that is not as windows-1252.
func lenient(data []byte) string {
	if utf8.Valid(data) {
		return string(data)
	}
	var out strings.Builder
	out.Grow(len(data))
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			r = charmap.Windows1252.DecodeByte(data[0])
		}
		out.WriteRune(r)
		data = data[size:]
	}
	return out.String()
}

// mojibake matches what UTF-8 looks like that was once read as windows-1252 or Latin-1 and written out again.
var mojibake = regexp.MustCompile(`[\x{C2}-\x{F4}][\x{80}-\x{BF}ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]{1,3}`)

// mend undoes such a second reading. A lead byte's letter before the right number of trail bytes' characters is no
// spelling of any language ("Ã©", "â€™"), so that text which was read right stays as it is.
func mend(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return r >= 0xC2 && r <= 0xF4 }) {
		return text
	}
	return mojibake.ReplaceAllStringFunc(text, func(s string) string {
		raw := make([]byte, 0, 8)
		width := []int{0}
		for i, r := range s {
			b, ok := narrow(r)
			if !ok {
				return s
			}
			raw = append(raw, b)
			width = append(width, i+utf8.RuneLen(r))
		}
		r, size := utf8.DecodeRune(raw)
		if r == utf8.RuneError || size < 2 {
			return s
		}
		return string(r) + s[width[size]:]
	})
}

func narrow(r rune) (byte, bool) {
	if r < 0x100 {
		return byte(r), true
	}
	return charmap.Windows1252.EncodeRune(r)
}
