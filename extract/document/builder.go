package document

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Builder puts a document together block by block, in reading order.
// The zero Builder is ready to use.
type Builder struct {
	text    strings.Builder
	blocks  []Block
	origins []Origin
}

// Run is a stretch of a block's text with the place that it came from.
type Run struct {
	Text   string
	Origin Origin // its Span is set by the builder
}

// Add appends a block whose text is the runs one after the other, normalised by [Normalize] as a whole, with its
// marker, if it has one, before it. A block without text is left out, and Add reports false.
// Each run keeps its own origin; a run that normalises to nothing loses it.
func (b *Builder) Add(block Block, runs ...Run) bool {
	var text strings.Builder
	var origins []Origin
	for _, run := range runs {
		// A run's spaces at the ends matter (they part it from its neighbours), those at the block's ends do not.
		piece := normalizeSpace(Normalize(run.Text), text.Len() == 0 || endsInSpace(text.String()))
		if piece == "" {
			continue
		}
		start := text.Len()
		text.WriteString(piece)
		trimmed := start + len(strings.TrimRightFunc(piece, unicode.IsSpace))
		lead := start + len(piece) - len(strings.TrimLeftFunc(piece, unicode.IsSpace))
		if lead < trimmed && run.Origin != (Origin{}) {
			run.Origin.Span = Span{lead, trimmed}
			origins = append(origins, run.Origin)
		}
	}
	body := strings.TrimRightFunc(text.String(), unicode.IsSpace)
	if body == "" {
		return false
	}
	if b.text.Len() > 0 {
		b.text.WriteString("\n")
	}
	if block.Marker != "" {
		block.Marker = strings.TrimSpace(normalizeSpace(Normalize(block.Marker), true))
		b.text.WriteString(block.Marker + " ")
	}
	at := b.text.Len()
	b.text.WriteString(body)
	block.Span = Span{at, b.text.Len()}
	b.blocks = append(b.blocks, block)
	for _, o := range origins {
		o.Span = o.Span.Shift(at)
		b.origins = append(b.origins, o)
	}
	return true
}

// Len is the number of blocks so far.
func (b *Builder) Len() int { return len(b.blocks) }

// Document is what was built so far, from the given source.
func (b *Builder) Document(source Source, warnings ...Warning) *Document {
	return &Document{Text: b.text.String(), Blocks: b.blocks, Origins: b.origins, Source: source, Warnings: warnings}
}

// Normalize makes text comparable without changing what it says: Unicode NFC, ligatures (ﬁ) written out, soft hyphens,
// zero-width characters and control characters removed, carriage returns as line breaks. Spaces are left to [Builder.Add].
func Normalize(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if isPlainASCII(s) {
		return s
	}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n",
		"ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st").Replace(s)
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\u00AD' || unicode.Is(unicode.Cf, r) || unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(s)
}

func isPlainASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x7F || c < 0x20 && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}

// normalizeSpace turns every stretch of white space into one space, or into one line break where it holds one.
// With trimLeft, it drops the one at the start.
func normalizeSpace(s string, trimLeft bool) string {
	var out strings.Builder
	out.Grow(len(s))
	pending, started := rune(0), !trimLeft
	for _, r := range s {
		if unicode.IsSpace(r) {
			if pending != '\n' {
				pending = ' '
			}
			if r == '\n' {
				pending = '\n'
			}
			continue
		}
		if pending != 0 && started {
			out.WriteRune(pending)
		}
		pending, started = 0, true
		out.WriteRune(r)
	}
	if pending != 0 && started {
		out.WriteRune(pending)
	}
	return out.String()
}

func endsInSpace(s string) bool { return strings.HasSuffix(s, " ") || strings.HasSuffix(s, "\n") }
