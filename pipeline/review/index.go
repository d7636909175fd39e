package review

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	_ "modernc.org/sqlite" // the driver

	"rapporteur/pipeline"
	"rapporteur/schemas"
)

// Summary is a document in the list of all.
type Summary struct {
	ID, URI                             string
	Title, Series, Start, City, Country string
	Year                                int
	Participants, Commitments           int
	Statements, Warnings, Uncoded       int
	Acts                                [acts]int // outcomes by act, in the order of schemas.Acts
	Parties                             []string  `json:",omitempty"` // codes, else names, of those who attended or observed
	Lowest                              float64   // confidence of its least sure value; 1 where it has none
	Values, Seen                        int       // how many values there are, and how many of them a person has reviewed
	Conflicts                           int
	State                               pipeline.State // what became of the file
	Reason                              string
	Review                              State
	Pages                               int
	Removed                             bool

	words   string // what is searched, in lower case
	parties []int  // the numbers of Parties
}

// acts is how many acts there are.
const acts = 6

// summarise makes the line of a document.
func summarise(r *Review) *Summary {
	e := r.Entry
	s := &Summary{ID: e.ID, URI: e.URI, State: e.State, Reason: string(e.Reason), Removed: e.Removed, Review: r.State, Lowest: 1}
	if e.Record == nil {
		return s
	}
	rec := r.Record()
	m := &rec.Meeting
	s.Title, s.Series, s.Start, s.City, s.Country = text(m.Title), text(m.Series), text(m.Start), text(m.City), text(m.Country)
	if y := number(s.Start[:min(4, len(s.Start))]); y != nil {
		s.Year = *y
	}
	s.Participants = len(rec.Attendees) + len(rec.Observers) + len(rec.Absentees)
	s.Commitments, s.Statements, s.Warnings, s.Uncoded = len(rec.Commitments), len(rec.Statements), len(rec.Warnings), rec.Coverage.UncodedWithActVerb
	if rec.Source.Pages != nil {
		s.Pages = *rec.Source.Pages
	}
	for _, list := range [][]schemas.Outcome{rec.Commitments, rec.Statements} {
		for _, o := range list {
			if at := slices.Index(schemas.Acts, o.Act); at >= 0 {
				s.Acts[at]++
			}
		}
	}
	taken := map[string]bool{}
	for _, list := range [][]schemas.Party{rec.Attendees, rec.Observers} {
		for _, p := range list {
			name := text(p.Code)
			if name == "" && p.Kind != "person" {
				name = p.Name
			}
			if name != "" && !taken[name] {
				taken[name] = true
				s.Parties = append(s.Parties, name)
			}
		}
	}
	for _, v := range r.Values {
		s.Values++
		if v.Status != Unreviewed {
			s.Seen++
		} else {
			s.Lowest = min(s.Lowest, v.sure())
		}
		s.Conflicts += len(v.Conflicts)
	}
	return s
}

// index is the list of all documents, and their full text. It is kept beside the dataset in a file that can be made anew from
// it at any time.
type index struct {
	store Store
	db    *sql.DB

	refreshing sync.Mutex
	version    int64 // of the dataset, when the list was made of it; belongs to whoever is refreshing

	mu      sync.RWMutex
	all     []*Summary // in the order of their ids
	byURI   map[string]*Summary
	stamps  map[string]string // of what the list was made of
	lasts   map[string]int64  // the last correction that a line made since the start knows
	numbers map[string]int    // of parties
	names   []string          // of parties, by their numbers

	texts   int           // documents whose text can be searched
	changed chan struct{} // tells that there are texts that cannot be searched yet
}

// IndexFile is the index's name in the dataset's folder.
const IndexFile = ".review.db"

const indexVersion = 1 // of the tables below and of Summary

const indexTables = `
CREATE TABLE IF NOT EXISTS documents (uri TEXT PRIMARY KEY, stamp TEXT NOT NULL, summary TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS texts (uri TEXT PRIMARY KEY, stamp TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;
CREATE VIRTUAL TABLE IF NOT EXISTS passages USING fts5(text, uri UNINDEXED, start UNINDEXED, tokenize = 'unicode61 remove_diacritics 2');
`

// openIndex opens the index in dir and brings it up to date; progress is told how many documents of how many are done.
func openIndex(ctx context.Context, dir string, store Store, progress func(done, total int)) (*index, error) {
	path := filepath.Join(dir, IndexFile)
	db, err := openIndexFile(ctx, path)
	if err != nil {
		// It is damaged, or another version's: nothing is lost with it.
		for _, suffix := range []string{"", "-wal", "-shm"} {
			os.Remove(path + suffix)
		}
		if db, err = openIndexFile(ctx, path); err != nil {
			return nil, fmt.Errorf("index %s: %w", path, err)
		}
	}
	x := &index{store: store, db: db, version: -1, lasts: map[string]int64{}, byURI: map[string]*Summary{}, stamps: map[string]string{}, numbers: map[string]int{}, changed: make(chan struct{}, 1)}
	if err := errors.Join(x.load(ctx), x.refresh(ctx, progress)); err != nil {
		return nil, errors.Join(fmt.Errorf("index %s: %w", path, err), db.Close())
	}
	return x, nil
}

func openIndexFile(ctx context.Context, path string) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	// A power cut may cost the index, which is made anew: it need not wait for the disk.
	query := url.Values{"_txlock": {"immediate"}, "_pragma": {"synchronous=OFF", "journal_mode=WAL", "busy_timeout=10000"}}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: query.Encode()}).String())
	if err != nil {
		return nil, err
	}
	var version int
	err = db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	if err == nil && version == 0 {
		_, err = db.ExecContext(ctx, indexTables+fmt.Sprintf("PRAGMA user_version=%d", indexVersion))
		version = indexVersion
	}
	if err == nil && version != indexVersion {
		err = fmt.Errorf("version %d", version)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

func (x *index) close() error { return x.db.Close() }

// load reads what the file holds.
func (x *index) load(ctx context.Context) error {
	rows, err := x.db.QueryContext(ctx, "SELECT uri, stamp, summary FROM documents")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var uri, stamp, data string
		if err := rows.Scan(&uri, &stamp, &data); err != nil {
			return err
		}
		s := &Summary{}
		if err := json.Unmarshal([]byte(data), s); err != nil {
			return err
		}
		x.prepare(s)
		x.byURI[uri], x.stamps[uri] = s, stamp
	}
	return rows.Err()
}

// prepare completes a line by what makes it quick to search and to count.
func (x *index) prepare(s *Summary) {
	s.words = strings.ToLower(strings.Join([]string{s.Title, s.Series, s.City, s.Country, s.ID, s.URI}, "\n"))
	s.parties = make([]int, len(s.Parties))
	for i, name := range s.Parties {
		n, ok := x.numbers[name]
		if !ok {
			n = len(x.names)
			x.numbers[name] = n
			x.names = append(x.names, name)
		}
		s.parties[i] = n
	}
}

// stamp changes when a line of the list would be another.
func stamp(e *pipeline.Entry, last int64) string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%q %q %q %q %q %q %v %d", e.ID, e.SHA256, e.ReadBy, e.CodedBy, e.State, e.Reason, e.Removed, last)
	return hex.EncodeToString(sum.Sum(nil)[:12])
}

// refresh brings the list up to date with the dataset, where another program has changed it. While somebody does so others
// go on with the list as it was.
func (x *index) refresh(ctx context.Context, progress func(done, total int)) error {
	if !x.refreshing.TryLock() {
		return nil
	}
	defer x.refreshing.Unlock()
	version, err := x.store.Version(ctx)
	if err != nil || version == x.version {
		return err
	}
	everything, err := x.store.AllCorrections(ctx)
	if err != nil {
		return err
	}
	corrections := By(everything)
	type line struct{ id, uri, stamp string }
	var lines []line
	stale := 0
	err = x.store.Index(ctx, func(e *pipeline.Entry) error {
		l := line{e.ID, e.URI, stamp(e, lastOf(corrections.Of(e)))}
		lines = append(lines, l)
		if x.stampOf(l.uri) != l.stamp {
			stale++
		}
		return nil
	})
	if err != nil {
		return err
	}
	all := make([]*Summary, 0, len(lines))
	there := make(map[string]bool, len(lines))
	done := 0
	var batch []*Review
	for i, l := range lines {
		there[l.uri] = true
		if x.stampOf(l.uri) != l.stamp {
			e, err := x.store.Get(ctx, l.id)
			if err != nil {
				return err
			}
			batch = append(batch, Fold(e, corrections.Of(e)))
			if done++; progress != nil {
				progress(done, stale)
			}
		}
		if len(batch) == linesAtOnce || i == len(lines)-1 && len(batch) > 0 {
			if err := x.inTransaction(ctx, func(write *sql.Tx) error {
				for _, r := range batch {
					if err := x.put(ctx, write, r); err != nil {
						return err
					}
				}
				return nil
			}); err != nil {
				return err
			}
			batch = nil
		}
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	var gone []string
	for uri := range x.byURI {
		if !there[uri] {
			gone = append(gone, uri)
		}
	}
	for _, uri := range gone {
		if _, err := x.db.ExecContext(ctx, "DELETE FROM documents WHERE uri = ?", uri); err != nil {
			return err
		}
		delete(x.byURI, uri)
		delete(x.stamps, uri)
	}
	for _, l := range lines {
		all = append(all, x.byURI[l.uri])
	}
	x.all, x.version = all, version
	select {
	case x.changed <- struct{}{}:
	default:
	}
	return nil
}

const (
	linesAtOnce = 500 // of the list, to a transaction
	textsAtOnce = 20  // documents whose text is made searchable, to a transaction: requests that write wait for it
)

// inTransaction does something to the file as a whole, or not at all.
func (x *index) inTransaction(ctx context.Context, do func(write *sql.Tx) error) error {
	write, err := x.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(write); err != nil {
		return errors.Join(err, write.Rollback())
	}
	return write.Commit()
}

func lastOf(list []pipeline.Correction) int64 {
	if len(list) == 0 {
		return 0
	}
	return list[len(list)-1].Number
}

// stampOf is what the line of a document was made of.
func (x *index) stampOf(uri string) string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.stamps[uri]
}

// put sets the line of a document, in the file and among those by URI.
func (x *index) put(ctx context.Context, to interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}, r *Review) error {
	s, last := summarise(r), lastOf(r.Log)
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	// The file first: who waits for it while holding the lock would wait for one who holds it and waits for the lock. Where it
	// gets an older line than another puts there at the same time, its stamp tells when it is opened again.
	mark := stamp(r.Entry, last)
	if _, err := to.ExecContext(ctx, "INSERT INTO documents VALUES (?, ?, ?) ON CONFLICT (uri) DO UPDATE SET stamp = excluded.stamp, summary = excluded.summary", s.URI, mark, string(data)); err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if last < x.lasts[s.URI] {
		return nil // it was corrected while this line was made
	}
	x.prepare(s)
	if old := x.byURI[s.URI]; old != nil {
		if at := slices.Index(x.all, old); at >= 0 {
			x.all[at] = s
		}
	}
	x.byURI[s.URI], x.stamps[s.URI], x.lasts[s.URI] = s, mark, last
	return nil
}

// corrected sets the line of a document that was corrected here.
func (x *index) corrected(ctx context.Context, r *Review) error { return x.put(ctx, x.db, r) }

// list is a copy of the list, with the names of parties by their numbers.
func (x *index) list() (all []*Summary, parties []string) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return slices.Clone(x.all), x.names[:len(x.names):len(x.names)]
}

// feed makes the text of documents searchable that is not yet, and forgets that of documents that are gone.
func (x *index) feed(ctx context.Context) error {
	type text struct{ id, uri, stamp string }
	var wanted []text
	have := map[string]string{}
	rows, err := x.db.QueryContext(ctx, "SELECT uri, stamp FROM texts")
	if err != nil {
		return err
	}
	for rows.Next() {
		var uri, stamp string
		if err := rows.Scan(&uri, &stamp); err != nil {
			return errors.Join(err, rows.Close())
		}
		have[uri] = stamp
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	done := 0
	gone := maps.Clone(have)
	err = x.store.Index(ctx, func(e *pipeline.Entry) error {
		mark := e.SHA256 + " " + e.ReadBy
		if have[e.URI] == mark {
			done++
		} else {
			wanted = append(wanted, text{e.ID, e.URI, mark})
		}
		delete(gone, e.URI)
		return nil
	})
	if err != nil {
		return err
	}
	x.setTexts(done)
	for uri := range gone {
		err := x.inTransaction(ctx, func(write *sql.Tx) error {
			_, err := write.ExecContext(ctx, "DELETE FROM passages WHERE rowid BETWEEN (SELECT first FROM texts WHERE uri = ?1) AND (SELECT last FROM texts WHERE uri = ?1); DELETE FROM texts WHERE uri = ?1", uri)
			return err
		})
		if err != nil {
			return err
		}
	}
	for batch := range slices.Chunk(wanted, textsAtOnce) {
		err := x.inTransaction(ctx, func(write *sql.Tx) error {
			for _, t := range batch {
				e, err := x.store.Get(ctx, t.id)
				if errors.Is(err, fs.ErrNotExist) {
					continue // another program took it away just now
				}
				if err == nil {
					err = putText(ctx, write, e, t.stamp)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		done += len(batch)
		x.setTexts(done)
	}
	return nil
}

func (x *index) setTexts(n int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.texts = n
}

// searchable is how many documents there are, and of how many the text can be searched.
func (x *index) searchable() (texts, documents int) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.texts, len(x.all)
}

// putText makes the blocks of a document searchable, in place of what was there of it.
func putText(ctx context.Context, write *sql.Tx, e *pipeline.Entry, mark string) error {
	var first, last int64
	err := write.QueryRowContext(ctx, "SELECT first, last FROM texts WHERE uri = ?", e.URI).Scan(&first, &last)
	switch {
	case err == nil:
		if _, err := write.ExecContext(ctx, "DELETE FROM passages WHERE rowid BETWEEN ? AND ?", first, last); err != nil {
			return err
		}
	case !errors.Is(err, sql.ErrNoRows):
		return err
	}
	if err := write.QueryRowContext(ctx, "SELECT coalesce(max(last), 0) FROM texts").Scan(&last); err != nil {
		return err
	}
	first = last + 1
	if d := e.Document; d != nil {
		insert, err := write.PrepareContext(ctx, "INSERT INTO passages (rowid, text, uri, start) VALUES (?, ?, ?, ?)")
		if err != nil {
			return err
		}
		defer insert.Close()
		points, at := 0, 0 // at is in bytes, and points code points stand before it
		for _, b := range d.Blocks {
			points, at = points+utf8.RuneCountInString(d.Text[at:b.Span.Start]), b.Span.Start
			if !b.Kind.Body() {
				continue
			}
			last++
			if _, err := insert.ExecContext(ctx, last, d.Slice(b.Span), e.URI, points); err != nil {
				return err
			}
		}
	}
	_, err = write.ExecContext(ctx, "INSERT INTO texts VALUES (?, ?, ?, ?) ON CONFLICT (uri) DO UPDATE SET stamp = excluded.stamp, first = excluded.first, last = excluded.last", e.URI, mark, first, last)
	return err
}

// Signs around the words that a search found, in texts that hold no such characters.
const (
	hitStart = "\uE000"
	hitEnd   = "\uE001"
)

// hit is a passage in which a search found its words.
type hit struct {
	uri   string
	start int // code points
	text  string
}

// search finds passages that hold all words; a word in the query stands for all that begin with it, words in quotation
// marks for themselves in this order.
func (x *index) search(ctx context.Context, query string, skip, most int) ([]hit, error) {
	match := matchOf(query)
	if match == "" {
		return nil, nil
	}
	rows, err := x.db.QueryContext(ctx, "SELECT uri, start, snippet(passages, 0, ?, ?, '…', 40) FROM passages WHERE passages MATCH ? ORDER BY rowid LIMIT ? OFFSET ?", hitStart, hitEnd, match, most, skip)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []hit
	for rows.Next() {
		var h hit
		if err := rows.Scan(&h.uri, &h.start, &h.text); err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, rows.Err()
}

// matchOf is a query as FTS5 wants it; what people type has no meaning to it but words and quotation marks.
func matchOf(query string) string {
	var terms []string
	for i, part := range strings.Split(query, `"`) {
		if i%2 == 1 {
			if strings.TrimSpace(part) != "" {
				terms = append(terms, `"`+part+`"`)
			}
			continue
		}
		for _, word := range strings.Fields(part) {
			terms = append(terms, `"`+word+`"*`)
		}
	}
	return strings.Join(terms, " ")
}

// of is the line of the document with the URI, nil where there is none.
func (x *index) of(uri string) *Summary {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.byURI[uri]
}
