package pipeline

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"rapporteur/extract/document"
)

// How duplicates say of what.
const (
	sameBytes = "the same bytes as "
	sameText  = "the same text as "
)

// textSHA256 is the hash of the words of the report itself, without what a page has around it; "" where there is none.
func textSHA256(doc *document.Document) string {
	if doc == nil {
		return ""
	}
	sum := sha256.New()
	for _, b := range doc.Blocks {
		if b.Kind.Body() {
			for word := range strings.FieldsSeq(doc.Slice(b.Span)) {
				fmt.Fprintln(sum, word)
			}
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// settle decides at the end of a whole run which of documents with the same text counts: the first by its URI, of those
// that the archive still has. It is told the URIs of the others, which become duplicates without a record; their texts
// stay, so that one of them can count when the first is gone. What it decides depends on what the dataset holds only, and
// not on the order in which that came there. It also asserts that the dataset holds every input, and what it held before.
func (r *run) settle(ctx context.Context) error {
	r.before, r.first = nil, nil // they are large, and done with
	var all []*Entry
	if err := r.Store.Index(ctx, func(e *Entry) error { all = append(all, e); return nil }); err != nil {
		return err
	}
	if want := r.summary.Inputs + r.summary.Others; len(all) != want {
		return fmt.Errorf("the dataset has %d documents, want %d: a defect of this program", len(all), want)
	}
	for _, alike := range groups(all) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := r.settleGroup(ctx, alike); err != nil {
			return err
		}
	}
	return nil
}

// groups are documents that hold the same report, each group with those first that have its text, and among them the one
// that counts. Groups of one are left out where nothing is to be changed about them.
func groups(all []*Entry) [][]*Entry {
	texts := map[string]string{} // by hashes of bytes
	for _, e := range all {
		if e.TextSHA256 != "" && (e.State == OK || e.State == Duplicate) {
			texts[e.SHA256] = e.TextSHA256
		}
	}
	// What could be read in part only is like what has the same bytes, and nothing else.
	like := func(e *Entry) string { return cmp.Or(texts[e.SHA256], e.SHA256) }
	members := map[string][]*Entry{}
	for _, e := range all {
		if e.State == OK || e.State == Partial || e.State == Duplicate {
			members[like(e)] = append(members[like(e)], e)
		}
	}
	var out [][]*Entry
	for _, e := range all { // in an order that does not change
		group := members[like(e)]
		if group == nil || group[0] != e {
			continue
		}
		if len(group) == 1 && e.State != Duplicate && len(e.Also) == 0 {
			continue
		}
		group = slices.Clone(group)
		slices.SortFunc(group, func(a, b *Entry) int {
			return cmp.Or(first(a.TextSHA256 != "", b.TextSHA256 != ""), first(!a.Removed, !b.Removed), cmp.Compare(a.URI, b.URI))
		})
		out = append(out, group)
	}
	return out
}

// first compares by a property: what has it comes first.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// settleGroup makes the first of documents that hold the same report the one that counts.
func (r *run) settleGroup(ctx context.Context, alike []*Entry) error {
	counts := alike[0]
	if counts.TextSHA256 == "" { // nobody has the text: these are duplicates of a file that could not be read
		return nil
	}
	also := others(alike)
	if counts.State == Duplicate || !slices.Equal(counts.Also, also) {
		err := r.change(ctx, counts, func(whole *Entry) {
			whole.Also = also
			if whole.State == Duplicate {
				whole.CodedBy = r.CodedBy
				p, done := r.place()
				defer done()
				whole.fill(p.do(&task{ID: whole.ID, URI: whole.URI, Document: whole.Document}))
			}
		})
		if err != nil {
			return err
		}
	}
	for _, e := range alike[1:] {
		message := sameText + counts.URI
		if e.TextSHA256 == "" || e.State == Duplicate && e.Message == message {
			continue
		}
		err := r.change(ctx, e, func(whole *Entry) {
			whole.State, whole.Reason, whole.Message = Duplicate, "", message
			whole.Record, whole.Also = nil, nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// others are the URIs of all but the one that counts.
func others(alike []*Entry) []string {
	var also []string
	for _, e := range alike[1:] {
		also = append(also, e.URI)
	}
	slices.Sort(also)
	return also
}

// change changes an entry in the store, and in the summary where it is of an input.
func (r *run) change(ctx context.Context, e *Entry, by func(whole *Entry)) error {
	whole, err := r.Store.Find(ctx, e.URI)
	if err != nil {
		return err
	}
	by(whole)
	if err := r.Store.Put(ctx, whole); err != nil {
		return err
	}
	r.summary.Written++
	if r.given[e.URI] && whole.State != e.State {
		r.summary.Counts[e.State]--
		r.summary.Counts[whole.State]++
		if whole.Reason != "" {
			r.summary.Reasons[whole.Reason]++
		}
	}
	return nil
}
