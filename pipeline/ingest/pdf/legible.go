package pdf

import (
	"fmt"
	"strings"
	"unicode"

	"rapporteur/extract/document"
	"rapporteur/pipeline"
)

// What makes a page one to recognise rather than to read.
const (
	pictureShare = 0.3 // of the page that pictures cover, with fewer characters than…
	fewGlyphs    = 20
	enoughGlyphs = 150  // fewer are not judged
	fewVowels    = 0.22 // of the Latin letters; pages of the real reports at hand have .28 to .46, most of them .38 to .42
	strayGlyphs  = 0.05 // where no more of the file's characters than this can be read, the file cannot be
)

// missingText judges pages without text that can be read: pictures, and text layers that are rubbish because the
// file does not say what its letters are. All of them is a failure, some are a warning.
func missingText(sheets []*sheet, warnings *[]document.Warning) error {
	var pictures, rubbish []string
	blank, readable, all := 0, 0, 0
	for _, s := range sheets {
		all += s.glyphs
		switch {
		case s.scanned:
			pictures = append(pictures, fmt.Sprint(s.page.number))
		case s.glyphs == 0:
			blank++
		case s.rubbish:
			rubbish = append(rubbish, fmt.Sprint(s.page.number))
		default:
			readable += s.glyphs
		}
	}
	bad := len(pictures) + len(rubbish)
	switch {
	case bad == 0:
		return nil
	case bad+blank == len(sheets) && len(rubbish) == 0:
		return fail(pipeline.NeedsOCR, fmt.Errorf("none of the %d pages has text: they are pictures", len(sheets)))
	case len(rubbish) > 0 && float64(readable) <= strayGlyphs*float64(all):
		return fail(pipeline.NeedsOCR, fmt.Errorf("the text of pages %s cannot be read: the file does not say what its letters are", strings.Join(rubbish, ", ")))
	}
	if len(pictures) > 0 {
		*warnings = append(*warnings, document.Warning{
			Code:    "pages-without-text",
			Message: "pages that are pictures without text: " + strings.Join(pictures, ", "),
		})
	}
	if len(rubbish) > 0 {
		*warnings = append(*warnings, document.Warning{
			Code:    "pages-with-unreadable-text",
			Message: "pages whose text cannot be read, because the file does not say what its letters are: " + strings.Join(rubbish, ", "),
		})
	}
	return nil
}

// scanned reports whether the page is a picture with no text worth the name.
func (p *page) scanned() bool {
	width, height := p.view.size()
	return p.pictures > pictureShare*width*height && len(p.glyphs) < fewGlyphs
}

// rubbish reports whether the page's characters make no language: too many that stand for nothing, too few letters
// and digits among the signs, or too few vowels among the letters. A font whose letters are all shifted by 29, the
// commonest accident, has one vowel in seven letters; languages in Latin letters have one in three.
func (p *page) rubbish() bool {
	nothing, plain, signs := 0, 0, 0
	latin, vowels := 0, 0
	for _, g := range p.glyphs {
		switch r := g.r; {
		case unicode.IsSpace(r) || strings.ContainsRune("._-…·—–", r): // leaders, fields to fill in
		case r == unicode.ReplacementChar || unicode.IsControl(r) || unicode.Is(unicode.Co, r) && !g.font.symbol:
			nothing++
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			plain++
			if unicode.Is(unicode.Latin, r) {
				latin++
				if strings.ContainsRune("aeiouyAEIOUY", r) || r >= 0xC0 {
					vowels++
				}
			}
		default:
			signs++
		}
	}
	all := nothing + plain + signs
	switch {
	case all >= fewGlyphs && 3*nothing > all:
		return true
	case all < enoughGlyphs:
		return false
	case signs > plain:
		return true
	}
	return latin >= enoughGlyphs && float64(vowels) < fewVowels*float64(latin)
}
