package charset

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

func TestDecode(t *testing.T) {
	latin := func(s string) string {
		b, err := charmap.Windows1252.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	wide := func(order unicode.Endianness, bom unicode.BOMPolicy, s string) string {
		b, err := unicode.UTF16(order, bom).NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	cyrillic, _ := charmap.Windows1251.NewEncoder().String("Встреча министров прошла в Астане")
	jis, _ := japanese.ISO2022JP.NewEncoder().String("東京で会合")
	late := "<!-- " + strings.Repeat("x", 3000) + " -->"
	for name, tt := range map[string]struct{ in, want, charset string }{
		"plain ASCII":                       {"met in Lima", "met in Lima", "utf-8"},
		"UTF-8":                             {"Côte d’Ivoire", "Côte d’Ivoire", "utf-8"},
		"UTF-8 with a byte order mark":      {"\xEF\xBB\xBFÎle", "Île", "utf-8"},
		"UTF-8, first sign after byte 1024": {late + "São Tomé", late + "São Tomé", "utf-8"},
		"UTF-8 that claims to be Latin-1":   {`<meta charset="iso-8859-1">Türkiye`, `<meta charset="iso-8859-1">Türkiye`, "utf-8"},
		"windows-1252 undeclared":           {latin("Côte d’Ivoire – São Tomé"), "Côte d’Ivoire – São Tomé", "windows-1252"},
		"Latin-1 label means windows-1252":  {latin(`<meta charset=iso-8859-1>“Île”`), `<meta charset=iso-8859-1>“Île”`, "windows-1252"},
		"meta after byte 1024":              {late + `<meta charset="windows-1251">` + cyrillic, late + `<meta charset="windows-1251">Встреча министров прошла в Астане`, "windows-1251"},
		"XML declaration":                   {`<?xml version="1.0" encoding="windows-1251"?>` + cyrillic, `<?xml version="1.0" encoding="windows-1251"?>Встреча министров прошла в Астане`, "windows-1251"},
		"UTF-8 label on windows-1252":       {latin(`<meta charset=utf-8>Québec`), `<meta charset=utf-8>Québec`, "windows-1252"},
		"unknown label":                     {latin(`<meta charset=klingon>Québec`), `<meta charset=klingon>Québec`, "windows-1252"},
		"UTF-16 little-endian with mark":    {wide(unicode.LittleEndian, unicode.UseBOM, "Perú, met"), "Perú, met", "utf-16le"},
		"UTF-16 big-endian with mark":       {wide(unicode.BigEndian, unicode.UseBOM, "Perú, met"), "Perú, met", "utf-16be"},
		"UTF-16 without mark":               {wide(unicode.LittleEndian, unicode.IgnoreBOM, "Peru met in Lima"), "Peru met in Lima", "utf-16le"},
		"escape-coded Japanese":             {"<meta charset=iso-2022-jp>" + jis, "<meta charset=iso-2022-jp>東京で会合", "iso-2022-jp"},
		"one stray byte in UTF-8":           {"Côte d’Ivoire, São Tomé, Curaçao, Réunion" + "\x92s", "Côte d’Ivoire, São Tomé, Curaçao, Réunion’s", "utf-8"},
		"read twice":                        {"Ã‰tats, donâ€™t, \u00e2\u0080\u00a2 item", "États, don’t, • item", "utf-8"},
		"not read twice":                    {"Âge, Île, État, São", "Âge, Île, État, São", "utf-8"},
		"empty":                             {"", "", "utf-8"},
	} {
		t.Run(name, func(t *testing.T) {
			got, charset := Decode([]byte(tt.in))
			if got != tt.want || charset != tt.charset {
				t.Errorf("got %q in %s, want %q in %s", got, charset, tt.want, tt.charset)
			}
		})
	}
}

func FuzzDecodedTextIsValid(f *testing.F) {
	for _, s := range []string{"", "a\x00b\x00c\x00d\x00e\x00", "\xFF\xFE\x00\xD8", "\xC3", "<meta charset=gb18030>\x81", "â€™Ã"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text, name := Decode(data)
		if !utf8.ValidString(text) || name == "" {
			t.Fatalf("%q in %q", text, name)
		}
	})
}
