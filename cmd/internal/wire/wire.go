// Package wire builds what reads files, what finds facts in them, and the worker processes that do both, from the flags that
// users give. It alone names concrete readers and finders, for every program in cmd: what one of them reads and codes, the
// others do by the same code.
package wire

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"rapporteur/extract"
	"rapporteur/extract/attendance"
	"rapporteur/extract/commitment"
	"rapporteur/extract/cooperation"
	"rapporteur/extract/gazetteer"
	"rapporteur/extract/meeting"
	"rapporteur/extract/text"
	"rapporteur/pipeline"
	"rapporteur/pipeline/ingest"
	"rapporteur/pipeline/ingest/archive"
	"rapporteur/pipeline/ingest/html"
	"rapporteur/pipeline/ingest/mail"
	"rapporteur/pipeline/ingest/ocr"
	"rapporteur/pipeline/ingest/office"
	"rapporteur/pipeline/ingest/pdf"
	"rapporteur/pipeline/ingest/plain"
	"rapporteur/pipeline/objects"
)

// Settings decide what is read from a file and what is found in it. Worker processes get them as JSON.
type Settings struct {
	PDFReader string   `json:"pdf_reader,omitempty"`
	Rules     string   `json:"rules,omitempty"`     // the user's folder of rules, "" for none
	Passwords []string `json:"passwords,omitempty"` // for locked files, tried in turn

	OCR          string `json:"ocr,omitempty"`
	OCRLanguages string `json:"ocr_languages,omitempty"`
	OCRDPI       int    `json:"ocr_dpi,omitempty"`
	OCRAtOnce    int    `json:"ocr_at_once,omitempty"` // pages of one document

	passwordFile string
}

// Flags are those of verbs that read or extract.
func (s *Settings) Flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.PDFReader, "pdf-reader", pdf.PDFium, "what reads PDF files: "+pdf.PDFium+" or "+pdf.Ledongthuc)
	cmd.Flags().StringVar(&s.Rules, "rules", "", "folder with rules and names of your own, in files named as the built-in ones")
	cmd.Flags().StringArrayVar(&s.Passwords, "password", nil, "opens locked PDF files; may be given several times, and is seen by other\nusers of this machine: --password-file is not")
	cmd.Flags().StringVar(&s.passwordFile, "password-file", "", "file with passwords for locked PDF files, one a line")
	cmd.Flags().StringVar(&s.OCR, "ocr", pdf.OCRAuto, "recognise the text of PDF pages by tesseract: "+pdf.OCRAuto+" (of those without text\nthat can be read), "+pdf.OCROff+" or "+pdf.OCRForce+" (of all)")
	cmd.Flags().StringVar(&s.OCRLanguages, "ocr-lang", pdf.DefaultOCRLanguages, "tesseract's names of their languages, as in eng+fra")
	cmd.Flags().IntVar(&s.OCRDPI, "ocr-dpi", pdf.DefaultOCRDPI, "dots per inch at which pages are recognised")
	cmd.RegisterFlagCompletionFunc("ocr", cobra.FixedCompletions([]string{pdf.OCRAuto, pdf.OCROff, pdf.OCRForce}, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("pdf-reader", cobra.FixedCompletions([]string{pdf.PDFium, pdf.Ledongthuc}, cobra.ShellCompDirectiveNoFileComp))
	cmd.MarkFlagDirname("rules")
}

// Check finds wrong settings before anything is begun: a rule that does not compile, or misses its own examples.
func (s *Settings) Check() error {
	if s.PDFReader != pdf.PDFium && s.PDFReader != pdf.Ledongthuc {
		return Usagef("--pdf-reader %s: it is %s or %s", s.PDFReader, pdf.PDFium, pdf.Ledongthuc)
	}
	if err := s.checkOCR(); err != nil {
		return err
	}
	if err := s.readPasswords(); err != nil {
		return err
	}
	if s.Rules == "" {
		return nil
	}
	_, err := s.Extractor()
	return err
}

// checkOCR finds wrong settings of recognition. Where tesseract is missing only those who insist on it are told at once:
// an archive may have no scan.
func (s *Settings) checkOCR() error {
	switch {
	case !slices.Contains([]string{pdf.OCRAuto, pdf.OCROff, pdf.OCRForce}, s.OCR):
		return Usagef("--ocr %s: it is %s, %s or %s", s.OCR, pdf.OCRAuto, pdf.OCROff, pdf.OCRForce)
	case s.OCRDPI < 70 || s.OCRDPI > 1200:
		return Usagef("--ocr-dpi %d: it is from 70 to 1200", s.OCRDPI)
	case s.OCR == pdf.OCROff:
		return nil
	}
	program, err := ocr.Find(context.Background())
	switch {
	case errors.Is(err, ocr.ErrMissing) && s.OCR == pdf.OCRAuto:
		return nil
	case err != nil:
		return err
	}
	if err := program.Check(s.OCRLanguages); err != nil {
		return Usagef("--ocr-lang %s: %w", s.OCRLanguages, err)
	}
	return nil
}

// ocrName tells one way of recognising pages from another.
func (s *Settings) ocrName() string {
	if s.OCR == pdf.OCROff {
		return "no ocr"
	}
	by := "nothing"
	if program, err := ocr.Find(context.Background()); err == nil {
		by = "tesseract " + program.Version
	}
	return fmt.Sprintf("ocr %s by %s in %s at %d dpi", s.OCR, by, s.OCRLanguages, s.OCRDPI)
}

// readPasswords adds those of the file to those of the command line.
func (s *Settings) readPasswords() error {
	if s.passwordFile == "" {
		return nil
	}
	data, err := os.ReadFile(s.passwordFile)
	if err != nil {
		return fmt.Errorf("--password-file: %w", err)
	}
	for line := range strings.Lines(string(data)) {
		if password := strings.TrimRight(line, "\r\n"); password != "" {
			s.Passwords = append(s.Passwords, password)
		}
	}
	s.passwordFile = "" // once is enough
	return nil
}

// Reader reads every format that the program knows, within the limits that a reader keeps by itself. It starts nothing
// before the first file.
func (s *Settings) Reader(l pipeline.Limits) *ingest.Mux {
	page, plain := html.New(html.Options{MaxNesting: l.Nesting}), plain.New()
	unpacked := office.Options{MaxNesting: l.Nesting, Unfold: maxUnfold, Least: leastUnfold, Expansion: l.Expansion}
	message := mail.New(page, plain)
	return ingest.New(map[ingest.Format]pipeline.Reader{
		ingest.HTML:     page,
		ingest.Text:     plain,
		ingest.Markdown: plain,
		ingest.DOCX:     office.NewDOCX(unpacked),
		ingest.ODT:      office.NewODT(unpacked),
		ingest.MHTML:    message,
		ingest.Mail:     message,
		ingest.PDF: pdf.New(pdf.Options{
			Reader: s.PDFReader, Passwords: s.Passwords, MaxPages: l.Pages, Expansion: l.Expansion,
			Memory: l.Memory / 2, // the rest is for what is made of the file
			OCR: pdf.OCR{When: s.OCR, Languages: s.OCRLanguages, DPI: s.OCRDPI, AtOnce: s.OCRAtOnce,
				PageTime: l.Time / 2, // a page that takes longer costs itself, not the document
			},
		}),
	})
}

// WithPDFium reports whether PDF files are read by PDFium, which is compiled before the first of them.
func (s *Settings) WithPDFium() bool { return s.PDFReader == pdf.PDFium }

// Extractor runs all finders, each seeing what those before it have found.
func (s *Settings) Extractor() (*extract.Extractor, error) {
	splitter, err := text.New()
	if err != nil {
		return nil, err
	}
	names, user, err := s.Names()
	if err != nil {
		return nil, err
	}
	met, err := meeting.New(user)
	if err != nil {
		return nil, err
	}
	subjects, err := cooperation.New(user)
	if err != nil {
		return nil, err
	}
	done, err := commitment.New(user)
	if err != nil {
		return nil, err
	}
	present, err := attendance.New(user)
	if err != nil {
		return nil, err
	}
	measured, err := extract.MeasuredConfidence()
	if err != nil {
		return nil, err
	}
	return extract.New(splitter, names, met, present, subjects, done).Measured(measured), nil
}

// Names is the gazetteer with the user's tables, and the user's folder; nil where there is none.
func (s *Settings) Names() (*gazetteer.Gazetteer, fs.FS, error) {
	names, err := gazetteer.Default()
	if err != nil || s.Rules == "" {
		return names, nil, err
	}
	if info, err := os.Stat(s.Rules); err != nil || !info.IsDir() {
		return nil, nil, Usagef("--rules %s: there is no such folder", s.Rules)
	}
	user := os.DirFS(s.Rules)
	if err := checkRuleFiles(user); err != nil {
		return nil, nil, fmt.Errorf("--rules %s: %w", s.Rules, err)
	}
	if names, err = names.Extend(user); err != nil {
		return nil, nil, fmt.Errorf("--rules %s: %w", s.Rules, err)
	}
	return names, user, nil
}

// RuleFiles are the files that a folder of rules may hold.
func RuleFiles() []string {
	return []string{
		"ambiguous.tsv", "former.tsv", "groups.tsv", "organisations.tsv", "places.tsv", "regions.tsv", "silent.tsv", "states.tsv", "words.tsv",
		"nouns.tsv", "subjects.tsv", "verbs.tsv",
		"attendance.yaml", "commitment.yaml", "cooperation.yaml", "meeting.yaml",
	}
}

// checkRuleFiles finds tables and rules that nothing would read for their name; a file of another kind is the user's own
// affair.
func checkRuleFiles(user fs.FS) error {
	entries, err := fs.ReadDir(user, ".")
	if err != nil {
		return err
	}
	found := false
	for _, e := range entries {
		switch ext := strings.ToLower(filepath.Ext(e.Name())); {
		case slices.Contains(RuleFiles(), e.Name()):
			found = true
		case ext == ".tsv" || ext == ".yaml" || ext == ".yml":
			return fmt.Errorf("%s: nothing reads a file of that name; there are %s", e.Name(), strings.Join(RuleFiles(), ", "))
		}
	}
	if !found {
		return fmt.Errorf("there is none of the files %s", strings.Join(RuleFiles(), ", "))
	}
	return nil
}

// Objects are the inputs that lie in an object store, in the order of their names. Most is how many bytes a document may have,
// 0 for no limit.
func Objects(ctx context.Context, bucket *objects.Bucket, most int64) ([]pipeline.Input, error) {
	var files []pipeline.Input
	err := bucket.List(ctx, func(o objects.Object) {
		file := pipeline.Input{
			URI: o.Name, Object: o.Name, Size: o.Bytes,
			Fetch: func(ctx context.Context, to io.Writer) error { return bucket.Fetch(ctx, o.Name, to) },
		}
		if most > 0 && o.Bytes > most && !IsArchive(o.Name) {
			file.Err = &pipeline.Failure{URI: o.Name, Reason: pipeline.TooLarge, Err: fmt.Errorf("over the limit of %d MB of a file: it has %d", most>>20, o.Bytes>>20)}
		}
		files = append(files, file)
	})
	slices.SortFunc(files, func(a, b pipeline.Input) int { return strings.Compare(a.URI, b.URI) })
	return files, err
}

// IsArchive reports whether a file's name is that of an archive, whose members are inputs.
func IsArchive(name string) bool { return archive.Looks(name) }

// WithoutMember is the URI of the archive that holds a document, or the document's own: programs that follow links know
// files only.
func WithoutMember(uri string) string {
	for i := range uri {
		if uri[i] == '!' && IsArchive(uri[:i]) {
			return uri[:i]
		}
	}
	return uri
}

// Openable is what a click on a document's source can open: the document, the archive that holds it, or the address that an
// archive of the web has it from.
func Openable(uri string) string {
	file := WithoutMember(uri)
	if member, ok := strings.CutPrefix(uri, file+"!"); ok && (strings.HasPrefix(member, "https://") || strings.HasPrefix(member, "http://")) {
		return member
	}
	return file
}

// The limits on archives, and on documents that are archives of parts, that nobody needs to change.
const (
	maxMembers  = 1_000_000
	maxUnfold   = 200      // bytes for each byte of an archive: reports shrink to a tenth
	leastUnfold = 64 << 20 // bytes out of a document, however small
	maxDepth    = 3        // archives within archives
)

// WorkerVerb is the first argument of a worker process. It is no verb for people, and not known to cobra, whose start
// would be paid by every worker.
const WorkerVerb = "__worker"

// Worker is the life of a worker process: settings and tasks on standard input, results on standard output.
func Worker() int {
	// Ctrl-C goes to all processes of a terminal. What is under way is to be finished; when the program ends, so does
	// standard input, and with it the worker.
	signal.Ignore(os.Interrupt, syscall.SIGTERM)
	results := os.Stdout
	os.Stdout = os.Stderr // what a library may print is no result
	err := pipeline.Serve(os.Stdin, results, func(told []byte, l pipeline.Limits) (pipeline.Worker, error) {
		var s Settings
		if err := json.Unmarshal(told, &s); err != nil {
			return pipeline.Worker{}, err
		}
		finders, err := s.Extractor()
		files := s.Reader(l)
		return pipeline.Worker{
			Reader:    files,
			Draw:      files.Draw,
			Extractor: finders,
			MediaType: func(data []byte) string { return ingest.Sniff(data).MediaType() },
			Archive:   &archive.Reader{Bytes: l.Bytes, Files: maxMembers, Unfold: maxUnfold, Least: 1 << 30, Depth: maxDepth},
		}, err
	})
	if err != nil {
		fmt.Fprintf(os.Stderr, "rapporteur: %v\n", err)
		return 1
	}
	return 0
}

// Workers are the options of a run that are about its workers.
func (s *Settings) Workers(l *Limits) (pipeline.Options, error) {
	start, err := pipeline.Self(WorkerVerb)
	if s.OCRAtOnce == 0 {
		s.OCRAtOnce = runtime.NumCPU()
	}
	return pipeline.Options{Worker: start, Settings: s, Workers: l.Workers, Limits: l.Limits()}, err
}

// Made names what reads and what codes: this very program, and its settings. Programs of other bytes may do either
// otherwise, so the program is known by its bytes.
func (s *Settings) Made() (readBy, codedBy string, err error) {
	path, err := os.Executable()
	if err != nil {
		return "", "", err
	}
	file, err := os.Open(path)
	if err != nil {
		return "", "", err
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return "", "", err
	}
	program := hex.EncodeToString(sum.Sum(nil)[:8])
	rules, err := s.RulesName()
	if err != nil {
		return "", "", err
	}
	return "program " + program + ", pdf by " + s.PDFReader + ", " + s.ocrName(), "program " + program + ", rules " + rules, nil
}

// RulesName tells one set of rules from another.
func (s *Settings) RulesName() (string, error) {
	if s.Rules == "" {
		return "built-in", nil
	}
	sum := sha256.New()
	err := fs.WalkDir(os.DirFS(s.Rules), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(s.Rules, path))
		fmt.Fprintf(sum, "%s %d\n%s", path, len(data), data)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("--rules: %w", err)
	}
	return "built-in and " + filepath.Base(s.Rules) + " " + hex.EncodeToString(sum.Sum(nil)[:6]), nil
}

// Limits are flags that bound what a document may take.
type Limits struct {
	Workers     int // documents to work on at the same time
	Time, CPU   time.Duration
	Memory, Max int // megabytes: of a worker, of a file
	Pages       int
	Nesting     int
	Expansion   int
}

// Flags are those of verbs that read.
func (l *Limits) Flags(cmd *cobra.Command) {
	cmd.Flags().DurationVar(&l.Time, "timeout", 2*time.Minute, "for one document; 0 for no limit")
	cmd.Flags().DurationVar(&l.CPU, "max-cpu", 2*time.Minute, "of the processor for one document, by the worker and by each program\nthat it starts; 0 for no limit")
	cmd.Flags().IntVar(&l.Memory, "memory", 1536, "megabytes that a worker may have; 0 for no limit")
	cmd.Flags().IntVar(&l.Max, "max-size", 512, "megabytes that a file may have; 0 for no limit")
	cmd.Flags().IntVar(&l.Pages, "max-pages", pdf.DefaultMaxPages, "that a file may have")
	cmd.Flags().IntVar(&l.Nesting, "max-nesting", html.MaxNesting, "elements of a web page, DOCX or ODT within each other; no more than\nthis default")
	cmd.Flags().IntVar(&l.Expansion, "max-expansion", 100, "characters of text for each byte of a file, where it is longer than\na million; 0 for no limit")
}

// WorkerFlag is that of verbs that read many documents.
func (l *Limits) WorkerFlag(cmd *cobra.Command) {
	cmd.Flags().IntVarP(&l.Workers, "workers", "j", runtime.NumCPU(), "documents to work on at the same time")
}

// Check finds limits that are none.
func (l *Limits) Check() error {
	switch {
	case min(l.Workers, l.Memory, l.Max, l.Expansion) < 0 || min(l.Time, l.CPU) < 0:
		return Usagef("limits are not negative")
	case l.Pages < 1:
		return Usagef("--max-pages %d: it is 1 at least", l.Pages)
	case l.Nesting < 1 || l.Nesting > html.MaxNesting:
		return Usagef("--max-nesting %d: it is from 1 to %d", l.Nesting, html.MaxNesting)
	}
	return nil
}

// Limits are those of a document.
func (l *Limits) Limits() pipeline.Limits {
	return pipeline.Limits{
		Time: l.Time, CPU: l.CPU, Memory: int64(l.Memory) << 20, Bytes: int64(l.Max) << 20,
		Pages: l.Pages, Nesting: l.Nesting, Expansion: pipeline.Expansion(l.Expansion),
	}
}

// UsageError is an error of the call.
type UsageError struct{ Err error }

func (u *UsageError) Error() string { return u.Err.Error() }

func (u *UsageError) Unwrap() error { return u.Err }

// Usagef makes an error of the call.
func Usagef(format string, args ...any) error { return &UsageError{Err: fmt.Errorf(format, args...)} }
