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
	var space rune // the white space since the last letter; what stands at the block's ends is never written
	for i, piece := range composed(runs) {
		start := -1
		for _, r := range piece {
			if unicode.IsSpace(r) {
				if r == '\n' || space == 0 {
					space = r
				}
				if space != '\n' {
					space = ' '
				}
				continue
			}
			if space != 0 && text.Len() > 0 {
				text.WriteRune(space)
			}
			space = 0
			if start < 0 {
				start = text.Len()
			}
			text.WriteRune(r)
		}
		if start >= 0 && runs[i].Origin != (Origin{}) {
			origin := runs[i].Origin
			origin.Span = Span{start, text.Len()}
			origins = append(origins, origin)
		}
	}
	if text.Len() == 0 {
		return false
	}
	if b.text.Len() > 0 {
		b.text.WriteString("\n")
	}
	if block.Marker = strings.Join(strings.Fields(Normalize(block.Marker)), " "); block.Marker != "" {
		b.text.WriteString(block.Marker + " ")
	}
	at := b.text.Len()
	b.text.WriteString(text.String())
	block.Span = Span{at, b.text.Len()}
	b.blocks = append(b.blocks, block)
	for _, o := range origins {
		o.Span = o.Span.Shift(at)
		b.origins = append(b.origins, o)
	}
	return true
}

// composed normalises the runs as one text: a combining sign that begins a run belongs to the letter that ends the
// run before it.
func composed(runs []Run) []string {
	pieces := make([]string, len(runs))
	last := -1 // the piece that a combining sign would join
	for i, run := range runs {
		piece := clean(run.Text)
		if last >= 0 && !isPlainASCII(piece) {
			n := norm.NFC.FirstBoundaryInString(piece)
			if n < 0 {
				n = len(piece)
			}
			pieces[last] += piece[:n]
			piece = piece[n:]
		}
		if pieces[i] = piece; piece != "" {
			last = i
		}
	}
	for i := range pieces {
		pieces[i] = norm.NFC.String(pieces[i])
	}
	return pieces
}

// Len is the number of blocks so far.
func (b *Builder) Len() int { return len(b.blocks) }

// Document is what was built so far, from the given source.
func (b *Builder) Document(source Source, warnings ...Warning) *Document {
	return &Document{Text: b.text.String(), Blocks: b.blocks, Origins: b.origins, Source: source, Warnings: warnings}
}

// Normalize makes text comparable without changing what it says: Unicode NFC, ligatures (ﬁ) written out, soft hyphens,
// zero-width characters and control characters removed, carriage returns as line breaks. Spaces are left to [Builder.Add].
func Normalize(s string) string { return norm.NFC.String(clean(s)) }

// clean is Normalize but for the composition of letters.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if isPlainASCII(s) {
		return s
	}
	s = written.Replace(s)
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\u00AD' || unicode.Is(unicode.Cf, r) || unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
}

// written spells out line ends and ligatures.
var written = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n",
	"ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")

func isPlainASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x7F || c < 0x20 && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}
