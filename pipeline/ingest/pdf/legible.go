package pdf

import (
	"errors"
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
	underShare   = 0.6  // of the page that pictures cover under a text that was recognised by a scanner's program
	fewWords     = 30   // fewer are not judged
	fewWordlike  = 0.85 // of the words; reports that were never printed have .95 and more, well recognised ones .97
)

// missingText judges pages without text that can be read: pictures, and text layers that are rubbish because the
// file does not say what its letters are. All of them is a failure, some are a warning. Why says for what reason they
// were not recognised, if that was to be done.
func missingText(sheets []*sheet, why error, warnings *[]document.Warning) error {
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
		return fail(pipeline.NeedsOCR, because(fmt.Sprintf("none of the %d pages has text: they are pictures", len(sheets)), why))
	case len(rubbish) > 0 && float64(readable) <= strayGlyphs*float64(all):
		return fail(pipeline.NeedsOCR, because(fmt.Sprintf("the text of pages %s cannot be read: the file does not say what its letters are", strings.Join(rubbish, ", ")), why))
	}
	if len(pictures) > 0 {
		*warnings = append(*warnings, document.Warning{
			Code:    "pages-without-text",
			Message: because("pages that are pictures without text: "+strings.Join(pictures, ", "), why).Error(),
		})
	}
	if len(rubbish) > 0 {
		*warnings = append(*warnings, document.Warning{
			Code:    "pages-with-unreadable-text",
			Message: because("pages whose text cannot be read, because the file does not say what its letters are: "+strings.Join(rubbish, ", "), why).Error(),
		})
	}
	return nil
}

// because adds to what is missing why it was not recognised.
func because(what string, why error) error {
	if why == nil {
		return errors.New(what)
	}
	return fmt.Errorf("%s; %w", what, why)
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

// covered reports whether a picture lies under the page's text.
func (p *page) covered() bool {
	width, height := p.view.size()
	return p.pictures > underShare*width*height
}

// doubtful reports whether the sheet's text was recognised by some program before, and badly.
func (s *sheet) doubtful() bool {
	if !s.covered {
		return false
	}
	share, n := s.wordlike()
	return n >= fewWords && share < fewWordlike
}

// wordlike is the share of the sheet's words that look like words.
func (s *sheet) wordlike() (share float64, n int) {
	var texts []string
	for _, l := range s.lines {
		texts = append(texts, strings.Fields(l.text())...)
	}
	return wordlikeShare(texts)
}

// wordlikeShare is the share of words that look like words among the n that have letters.
func wordlikeShare(texts []string) (share float64, n int) {
	good := 0
	for _, t := range texts {
		if !strings.ContainsFunc(t, unicode.IsLetter) {
			continue
		}
		n++
		if wordlike(t) {
			good++
		}
	}
	return float64(good) / float64(max(1, n)), n
}

// wordlike reports whether a text is built as a word is, without asking which words there are: letters of one case but for
// the first, some vowel in four of them, no digits or signs between. "Doc.2/rev.1" is two words with their numbers,
// "CONSlILTIVA" and "2~6-19" are none.
func wordlike(text string) bool {
	inner := strings.TrimFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	parts := strings.FieldsFunc(inner, func(r rune) bool { return strings.ContainsRune("-'’/.&,–—:", r) })
	for _, part := range parts {
		if !wordPart(part) {
			return false
		}
	}
	return len(parts) > 0
}

func wordPart(part string) bool {
	letters, digits, capitals, vowels := 0, 0, 0, 0
	latin, capital := true, false // the first is a capital
	for i, r := range part {
		switch {
		case unicode.IsLetter(r):
			letters++
			if unicode.IsUpper(r) {
				capitals++
				capital = capital || i == 0
			}
			if !unicode.Is(unicode.Latin, r) {
				latin = false
			}
			if r >= 0xC0 || strings.ContainsRune("aeiouyAEIOUY", r) {
				vowels++
			}
		case unicode.IsDigit(r):
			digits++
		case unicode.IsMark(r):
		default:
			return false
		}
	}
	switch {
	case letters == 0 || digits == 0 && letters == 1:
		return true
	case digits > 0:
		return capitals == letters && letters <= 3 // A4, WP12: a sign of its own
	case capitals > 0 && capitals < letters && !(capital && capitals == 1):
		return false
	case letters > 24:
		return false
	}
	return !latin || vowels > 0 || letters <= 3 || capitals == letters
}
