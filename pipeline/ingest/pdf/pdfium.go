package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode/utf16"

	pdfium "github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"rapporteur/pipeline"
)

// The errors by which PDFium refuses a file.
var (
	errPassword = errors.New("a password is needed")
	errFormat   = errors.New("it cannot open the file")
)

const (
	defaultMemory = 1 << 30 // what one instance may grow to
	minMemory     = 64 << 20
	keepMemory    = 192 << 20 // an instance that has grown beyond this is not used again: WebAssembly memory never shrinks
	borrowTimeout = time.Minute
)

// engine runs PDFium's WebAssembly build. It compiles the module at the first call of acquire (wazero keeps the
// compiled form in cacheDir) and keeps instances for later documents. An instance serves one document at a time.
type engine struct {
	cacheDir string
	memory   int64 // bytes that an instance may grow to; 0 is defaultMemory

	mu    sync.Mutex
	pool  pdfium.Pool
	cache wazero.CompilationCache
	fresh api.Module // the module of the instance that is just being made
	grown *memory    // and its memory
	idle  []*instance
}

// instance is one running PDFium. Its calls go straight to the module's exported functions: go-pdfium's own methods
// take a lock, a handle lookup and several allocations for each property of each character.
//
// The first error of any call is kept in err; from then on calls do nothing and return 0, so that callers check once,
// after a page. An instance with an error is thrown away.
type instance struct {
	handle pdfium.Pdfium
	module api.Module
	funcs  map[string]api.Function
	ctx    context.Context
	stack  [16]uint64
	buffer uint32 // 256 bytes in the module's memory, for results
	memory *memory
	err    error
}

// memory is what a module's memory lies in. It is of the Go heap, as wazero's own is, and knows whether the module wanted
// more than it may have: PDFium then gives up by a trap that looks like any other.
type memory struct {
	bytes   []byte
	limit   uint64
	refused bool
}

// Reallocate implements experimental.LinearMemory.
func (m *memory) Reallocate(size uint64) []byte {
	if size > m.limit {
		m.refused = true
		return nil
	}
	if more := int(size) - len(m.bytes); more > 0 {
		m.bytes = append(m.bytes, make([]byte, more)...)
	}
	return m.bytes
}

// Free implements experimental.LinearMemory.
func (m *memory) Free() { m.bytes = nil }

const bufferSize = 256

func (e *engine) acquire() (*instance, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if n := len(e.idle); n > 0 {
		in := e.idle[n-1]
		e.idle = e.idle[:n-1]
		return in, nil
	}
	if e.pool == nil {
		if err := e.start(); err != nil {
			return nil, fmt.Errorf("start PDFium: %w", err)
		}
	}
	handle, err := e.pool.GetInstance(borrowTimeout)
	if err != nil {
		return nil, fmt.Errorf("start PDFium: %w", err)
	}
	in := &instance{handle: handle, module: e.fresh, funcs: map[string]api.Function{}, ctx: context.Background(), memory: e.grown}
	if in.module == nil {
		return nil, errors.New("start PDFium: its module was not seen to start")
	}
	in.buffer = uint32(in.call("malloc", bufferSize))
	return in, in.err
}

// start compiles the module. The caller holds the lock.
func (e *engine) start() error {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling)
	if dir, err := cacheFolder(e.cacheDir); err == nil {
		// Without a folder to keep it in, the module is compiled anew in every process: slow, but right.
		if cache, err := wazero.NewCompilationCacheWithDir(dir); err == nil {
			e.cache = cache
			config = config.WithCompilationCache(cache)
		}
	}
	// go-pdfium does not hand out its module; a listener on the one function that it calls for each new instance does.
	seen := experimental.FunctionListenerFunc(func(_ context.Context, m api.Module, _ api.FunctionDefinition, _ []uint64, _ experimental.StackIterator) {
		e.fresh = m
	})
	ctx := experimental.WithFunctionListenerFactory(context.Background(),
		experimental.FunctionListenerFactoryFunc(func(def api.FunctionDefinition) experimental.FunctionListener {
			for _, name := range def.ExportNames() {
				if name == "FPDF_InitLibrary" {
					return seen
				}
			}
			return nil
		}))
	ctx = experimental.WithMemoryAllocator(ctx, experimental.MemoryAllocatorFunc(func(capacity, _ uint64) experimental.LinearMemory {
		e.grown = &memory{bytes: make([]byte, 0, capacity), limit: e.limit()}
		return e.grown
	}))
	pool, err := webassembly.Init(webassembly.Config{
		Context:       ctx,
		MaxTotal:      -1,
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig(), // the module sees no files
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
	if err != nil {
		return err
	}
	e.pool = pool
	return nil
}

// limit is what an instance may grow to, never less than PDFium needs to start.
func (e *engine) limit() uint64 {
	if e.memory <= 0 {
		return defaultMemory
	}
	return uint64(max(e.memory, minMemory))
}

func cacheFolder(dir string) (string, error) {
	if dir == "" {
		base, err := os.UserCacheDir()
		if err != nil {
			return "", err
		}
		dir = filepath.Join(base, "rapporteur")
	}
	return dir, os.MkdirAll(dir, 0o755)
}

// release gives an instance back, or throws it away if it failed or has grown too large.
func (e *engine) release(in *instance) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if in.err == nil && in.module.Memory().Size() <= keepMemory && e.pool != nil {
		e.idle = append(e.idle, in)
		return
	}
	// A module that trapped may fail again when it is taken down; it is gone either way.
	_ = in.handle.Close()
}

func (e *engine) close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pool == nil {
		return nil
	}
	err := e.pool.Close()
	if e.cache != nil {
		err = errors.Join(err, e.cache.Close(context.Background()))
	}
	e.pool, e.cache, e.idle = nil, nil, nil
	return err
}

// failure is an error of PDFium on a file, with its reason.
func (in *instance) failure(err error) error {
	if in.err != nil && in.memory.refused {
		return fail(pipeline.OutOfMemory, fmt.Errorf("over the limit of %d MB of memory for PDFium", in.memory.limit>>20))
	}
	return fail(pipeline.Corrupt, err)
}

// call runs an exported function. Integers, pointers and float64 bits go in as they are.
func (in *instance) call(name string, args ...uint64) uint64 {
	if in.err != nil {
		return 0
	}
	f, ok := in.funcs[name]
	if !ok {
		if f = in.module.ExportedFunction(name); f == nil {
			in.err = fmt.Errorf("PDFium has no function %s", name)
			return 0
		}
		in.funcs[name] = f
	}
	copy(in.stack[:], args)
	if err := f.CallWithStack(in.ctx, in.stack[:]); err != nil {
		line, _, _ := strings.Cut(err.Error(), "\n") // what follows is a stack of the module
		in.err = fmt.Errorf("PDFium failed in %s: %s", name, line)
		return 0
	}
	return in.stack[0]
}

// count is the result of a function that counts, never negative.
func (in *instance) count(name string, args ...uint64) int {
	return max(0, int(int32(in.call(name, args...))))
}

// floats reads n float32 from the buffer.
func (in *instance) floats(out []float64) {
	for i := range out {
		v, _ := in.module.Memory().ReadFloat32Le(in.buffer + uint32(4*i))
		out[i] = float64(v)
	}
}

func (in *instance) double(i int) float64 {
	v, _ := in.module.Memory().ReadFloat64Le(in.buffer + uint32(8*i))
	return v
}

// wide reads a string that PDFium gives as UTF-16 with its length in bytes, by a function of the form
// f(args…, buffer, length) → length.
func (in *instance) wide(name string, args ...uint64) string {
	n := in.count(name, append(args, 0, 0)...)
	if n <= 2 || n > 1<<20 {
		return ""
	}
	at := in.call("malloc", uint64(n))
	if at == 0 {
		return ""
	}
	defer in.call("free", at)
	in.call(name, append(args, at, uint64(n))...)
	raw, ok := in.module.Memory().Read(uint32(at), uint32(n))
	if !ok {
		return ""
	}
	units := make([]uint16, 0, n/2)
	for i := 0; i+1 < len(raw); i += 2 {
		if u := uint16(raw[i]) | uint16(raw[i+1])<<8; u != 0 {
			units = append(units, u)
		}
	}
	return string(utf16.Decode(units))
}

// file is a document that an instance has open.
type file struct {
	in    *instance
	data  uint64
	doc   uint64
	pages int
	fonts map[uint64]*font
}

// open hands the bytes to PDFium. The errors are errPassword, errFormat and the instance's own.
func (in *instance) open(data []byte, password string) (*file, error) {
	f := &file{in: in, fonts: map[uint64]*font{}}
	f.data = in.call("malloc", uint64(max(1, len(data))))
	secret := in.call("malloc", uint64(len(password)+1))
	defer in.call("free", secret)
	if in.err != nil {
		return nil, in.err
	}
	memory := in.module.Memory()
	if f.data == 0 || secret == 0 || !memory.Write(uint32(f.data), data) || !memory.Write(uint32(secret), append([]byte(password), 0)) {
		in.err = errors.New("PDFium has no memory for the file")
		return nil, in.err
	}
	f.doc = in.call("FPDF_LoadMemDocument", f.data, uint64(len(data)), secret)
	if f.doc == 0 && in.err == nil {
		reason := in.call("FPDF_GetLastError")
		in.call("free", f.data)
		switch {
		case in.err != nil:
			return nil, in.err
		case reason == 4: // FPDF_ERR_PASSWORD
			return nil, errPassword
		case reason == 5: // FPDF_ERR_SECURITY
			return nil, fmt.Errorf("%w: its encryption is unknown", errPassword)
		}
		return nil, errFormat
	}
	f.pages = in.count("FPDF_GetPageCount", f.doc)
	return f, in.err
}

func (f *file) close() {
	f.in.call("FPDF_CloseDocument", f.doc)
	f.in.call("free", f.data)
}

// meta is an entry of the Info dictionary.
func (f *file) meta(tag string) string { return f.in.entry("FPDF_GetMetaText", f.doc, tag) }

// entry is the string that a function of the form f(of, key, buffer, length) → length gives for a key.
func (in *instance) entry(function string, of uint64, key string) string {
	name := in.call("malloc", uint64(len(key)+1))
	if name == 0 {
		return ""
	}
	defer in.call("free", name)
	in.module.Memory().Write(uint32(name), append([]byte(key), 0))
	return in.wide(function, of, name)
}

// page reads the characters, rules and pictures of a page, by its index from 0.
func (f *file) page(index int) (*page, error) {
	in := f.in
	handle := in.call("FPDF_LoadPage", f.doc, uint64(index))
	if in.err != nil {
		return nil, in.err
	}
	if handle == 0 {
		return nil, fmt.Errorf("page %d cannot be loaded", index+1)
	}
	written, undrawn := in.annotations(handle)
	if written {
		// Fields and notes are drawn over the page; flattened, their text is the page's.
		in.call("FPDFPage_Flatten", handle, 0)
		in.call("FPDF_ClosePage", handle)
		if handle = in.call("FPDF_LoadPage", f.doc, uint64(index)); handle == 0 {
			return nil, errors.Join(fmt.Errorf("page %d cannot be loaded", index+1), in.err)
		}
	}
	defer in.call("FPDF_ClosePage", handle)

	p := &page{number: index + 1, view: f.view(handle)}

	text := in.call("FPDFText_LoadPage", handle)
	if text != 0 {
		f.glyphs(p, text, f.tags(handle))
		in.call("FPDFText_ClosePage", text)
	}
	for _, w := range undrawn {
		p.write(w)
	}
	f.graphics(p, handle)
	return p, in.err
}

// maxAnnotations bounds how many annotations of a page are looked at.
const maxAnnotations = 2000

// The subtypes of annotations that hold text of their own.
const (
	annotationFreeText = 3
	annotationWidget   = 20
)

// The flags of annotations that no reader shows.
const annotationHidden, annotationNoView = 1 << 1, 1 << 5

// writing is a text that a file puts in a box and leaves to the viewer to draw.
type writing struct {
	text string
	box  [4]float64 // left, top, right, bottom, in the page's own space
}

// annotations looks for form fields and notes that are written on a page: whether there are any, and what is in those
// that the file does not draw itself.
func (in *instance) annotations(page uint64) (written bool, undrawn []writing) {
	for i := range uint64(min(in.count("FPDFPage_GetAnnotCount", page), maxAnnotations)) {
		annotation := in.call("FPDFPage_GetAnnot", page, i)
		if annotation == 0 {
			continue
		}
		kind := in.count("FPDFAnnot_GetSubtype", annotation)
		if kind == annotationFreeText || kind == annotationWidget {
			written = true
			if w, ok := in.undrawn(annotation, kind); ok {
				undrawn = append(undrawn, w)
			}
		}
		in.call("FPDFPage_CloseAnnot", annotation)
	}
	return written, undrawn
}

// undrawn is what a field or note holds of which the file has no drawing.
func (in *instance) undrawn(annotation uint64, kind int) (writing, bool) {
	const normal = 0
	if in.wide("FPDFAnnot_GetAP", annotation, normal) != "" || in.count("FPDFAnnot_GetFlags", annotation)&(annotationHidden|annotationNoView) != 0 {
		return writing{}, false
	}
	key := "Contents"
	if kind == annotationWidget {
		key = "V"
		if of := in.entry("FPDFAnnot_GetStringValue", annotation, "FT"); of != "Tx" && of != "Ch" {
			return writing{}, false // a button, whose value is no text
		}
	}
	w := writing{text: strings.TrimSpace(in.entry("FPDFAnnot_GetStringValue", annotation, key))}
	if w.text == "" || in.call("FPDFAnnot_GetRect", annotation, uint64(in.buffer)) == 0 {
		return writing{}, false
	}
	in.floats(w.box[:])
	return w, true
}

// maxGlyphs bounds what one page may cost; a page of the densest print holds some 20,000.
const maxGlyphs = 100_000

func (f *file) glyphs(p *page, text uint64, tags map[int]int) {
	in := f.in
	n := min(in.count("FPDFText_CountChars", text), maxGlyphs)
	p.glyphs = make([]glyph, 0, n)
	var (
		object    uint64 // the text object of the last character: its font, size and direction hold for all of its characters
		style     glyph
		box       [4]float64
		matrix    [6]float64
		direction int
		objects   int
	)
	for i := range uint64(n) {
		code := rune(int32(in.call("FPDFText_GetUnicode", text, i)))
		if code == '\r' || code == '\n' || code == 0 {
			continue
		}
		of := in.call("FPDFText_GetTextObject", text, i)
		if of == 0 {
			// Made up by PDFium: a hint, for gaps that are too narrow to tell.
			if k := len(p.glyphs); k > 0 && code == ' ' {
				p.glyphs[k-1].parted = true
			}
			continue
		}
		if code == 2 {
			code = '-' // PDFium's sign for a hyphen at a line's end
		}
		if of != object {
			object = of
			size := math.Float64frombits(in.call("FPDFText_GetFontSize", text, i))
			in.call("FPDFText_GetMatrix", text, i, uint64(in.buffer))
			in.floats(matrix[:])
			style = glyph{font: f.font(text, i, object), size: size * math.Hypot(matrix[2], matrix[3])}
			direction = p.view.direction(matrix[0], matrix[1])
			style.direction = direction
			objects++
			style.object = objects
			if len(tags) > 0 {
				style.heading = tags[int(int32(in.call("FPDFPageObj_GetMarkedContentID", object)))]
			}
		}
		in.call("FPDFText_GetLooseCharBox", text, i, uint64(in.buffer))
		in.floats(box[:]) // left, top, right, bottom
		in.call("FPDFText_GetCharOrigin", text, i, uint64(in.buffer), uint64(in.buffer+8))
		g := style
		g.r = code
		p.place(&g, box, in.double(0), in.double(1))
		if in.err != nil {
			return
		}
		p.glyphs = append(p.glyphs, g)
	}
}

// maxElements bounds how much of a page's structure is looked at.
const maxElements = 20_000

// tags reads the structure of a tagged page: which pieces of its content (by their marked-content number) belong to
// headings, and of which level.
func (f *file) tags(page uint64) map[int]int {
	in := f.in
	tree := in.call("FPDF_StructTree_GetForPage", page)
	if tree == 0 {
		return nil
	}
	defer in.call("FPDF_StructTree_Close", tree)
	out := map[int]int{}
	left := maxElements
	var walk func(element uint64, level, depth int)
	walk = func(element uint64, level, depth int) {
		left--
		if element == 0 || depth > 40 || left < 0 || in.err != nil {
			return
		}
		if l := headingTag(in.wide("FPDF_StructElement_GetType", element)); l > 0 {
			level = l
		}
		for i := range uint64(min(in.count("FPDF_StructElement_CountChildren", element), left)) {
			if child := in.call("FPDF_StructElement_GetChildAtIndex", element, i); child != 0 {
				walk(child, level, depth+1)
				continue
			}
			if id := int(int32(in.call("FPDF_StructElement_GetChildMarkedContentID", element, i))); id >= 0 && level > 0 {
				out[id] = level
			}
		}
	}
	for i := range uint64(min(in.count("FPDF_StructTree_CountChildren", tree), maxElements)) {
		walk(in.call("FPDF_StructTree_GetChildAtIndex", tree, i), 0, 0)
	}
	return out
}

// headingTag is the level that a structure type gives, 0 if it is not a heading's.
func headingTag(kind string) int {
	if m := headingType.FindStringSubmatch(kind); m != nil {
		if m[1] == "" {
			return 1
		}
		return int(m[1][0] - '0')
	}
	return 0
}

var headingType = regexp.MustCompile(`^(?:H|Heading[ _]?|Title)([1-6]?)$`)

// maxBookmarks bounds how much of a file's outline is read.
const maxBookmarks = 5000

// outline reads the file's bookmarks: the level of each title, by its shape.
func (f *file) outline() map[string]int {
	in := f.in
	out := map[string]int{}
	left := maxBookmarks
	var walk func(parent uint64, level int)
	walk = func(parent uint64, level int) {
		for mark := in.call("FPDFBookmark_GetFirstChild", f.doc, parent); mark != 0 && left > 0 && level <= 6; mark = in.call("FPDFBookmark_GetNextSibling", f.doc, mark) {
			left--
			if k := titleShape(in.wide("FPDFBookmark_GetTitle", mark)); k != "" && out[k] == 0 {
				out[k] = level
			}
			walk(mark, level+1)
		}
	}
	walk(0, 1)
	return out
}

// font is the font of a character, read once for the whole document.
func (f *file) font(text, char, object uint64) *font {
	in := f.in
	handle := in.call("FPDFTextObj_GetFont", object)
	if known, ok := f.fonts[handle]; ok {
		return known
	}
	n := min(in.count("FPDFText_GetFontInfo", text, char, 0, 0, uint64(in.buffer)), bufferSize-8)
	in.call("FPDFText_GetFontInfo", text, char, uint64(in.buffer+8), uint64(n), uint64(in.buffer))
	flags, _ := in.module.Memory().ReadUint32Le(in.buffer)
	name := ""
	if raw, ok := in.module.Memory().Read(in.buffer+8, uint32(max(0, n))); ok {
		name = strings.TrimRight(string(raw), "\x00")
	}
	made := newFont(name, int(flags), in.count("FPDFText_GetFontWeight", text, char))
	f.fonts[handle] = made
	return made
}

// The types of page object that matter here.
const (
	objectPath  = 2
	objectImage = 3
	objectForm  = 5
)

// maxObjects bounds how many drawn objects of a page are looked at: a map or a plot has hundreds of thousands.
const maxObjects = 20_000

// graphics collects the page's straight rules and the share of it that pictures cover.
func (f *file) graphics(p *page, handle uint64) {
	in := f.in
	n := min(in.count("FPDFPage_CountObjects", handle), maxObjects)
	for i := range uint64(n) {
		object := in.call("FPDFPage_GetObject", handle, i)
		f.graphic(p, object, [6]float64{1, 0, 0, 1, 0, 0}, 0)
		if in.err != nil {
			return
		}
	}
}

func (f *file) graphic(p *page, object uint64, outer [6]float64, depth int) {
	in := f.in
	if object == 0 {
		return
	}
	switch in.call("FPDFPageObj_GetType", object) {
	case objectPath, objectImage:
		kind := in.call("FPDFPageObj_GetType", object)
		if in.call("FPDFPageObj_GetBounds", object, uint64(in.buffer), uint64(in.buffer+4), uint64(in.buffer+8), uint64(in.buffer+12)) == 0 {
			return
		}
		var b [4]float64
		in.floats(b[:]) // left, bottom, right, top
		box := p.view.box(outer, b[0], b[1], b[2], b[3])
		if kind == objectImage {
			p.pictures += (box.Right - box.Left) * (box.Bottom - box.Top)
			return
		}
		if thin(box) {
			p.rules = append(p.rules, box)
			return
		}
		if dot(box) {
			p.dots = append(p.dots, box)
			return
		}
		f.path(p, object, outer)
	case objectForm:
		if depth > 4 {
			return
		}
		in.call("FPDFPageObj_GetMatrix", object, uint64(in.buffer))
		var m [6]float64
		in.floats(m[:])
		inner := multiply(m, outer)
		for i := range uint64(min(in.count("FPDFFormObj_CountObjects", object), maxObjects)) {
			f.graphic(p, in.call("FPDFFormObj_GetObject", object, i), inner, depth+1)
		}
	}
}

// maxSegments is the longest path that is looked into for rules: longer ones are drawings.
const maxSegments = 400

// path adds the level and upright strokes of a path.
func (f *file) path(p *page, object uint64, outer [6]float64) {
	in := f.in
	n := in.count("FPDFPath_CountSegments", object)
	if n > maxSegments {
		return
	}
	in.call("FPDFPageObj_GetMatrix", object, uint64(in.buffer))
	var m [6]float64
	in.floats(m[:])
	m = multiply(m, outer)
	var at, start [2]float64
	stroke := func(to [2]float64) {
		if box := p.view.box(m, at[0], at[1], to[0], to[1]); thin(box) {
			p.rules = append(p.rules, box)
		}
		at = to
	}
	for i := range uint64(n) {
		segment := in.call("FPDFPath_GetPathSegment", object, i)
		kind := int32(in.call("FPDFPathSegment_GetType", segment))
		in.call("FPDFPathSegment_GetPoint", segment, uint64(in.buffer), uint64(in.buffer+4))
		var to [2]float64
		in.floats(to[:])
		switch kind {
		case 0: // line to
			stroke(to)
		case 1: // Bézier to: no rule
			at = to
		case 2: // move to
			at, start = to, to
		}
		if in.call("FPDFPathSegment_GetClose", segment) != 0 {
			stroke(start)
		}
		if in.err != nil {
			return
		}
	}
}
