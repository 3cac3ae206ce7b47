package bundle

import (
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
)

// Why a row of an earlier release differs.
const (
	causeDocument = "document" // another document counts
	causePage     = "page"     // the content of the page changed, as published or as a person handed it in
	causeReader   = "reader"   // another version of the reader
	causeBoth     = "both"     // the content of the page changed, and another version of the reader read it
	causeOther    = "other"    // entered values, or what is known of the body
	causeLooked   = "looked"   // of the ledger: another look at the portals, another day, or what is known of the body
)

// Changes counts how a release differs from the one before.
type Changes struct {
	// Counts are rows by table and what became of them ("wide added", "wide removed", "wide changed"), and values by table
	// and cause ("wide values by page"). Causes are document, page, reader, both, other and, in the ledger, looked, as in changes.csv.
	Counts map[string]int `json:"counts"`
	// Columns are those that are no longer there, and new ones, as "wide.x is new".
	Columns []string `json:"columns"`
}

// changeLog counts what it writes into changes.csv.
type changeLog struct {
	out    *csv.Writer
	counts map[string]int
	lost   []string // columns that are no longer there, and new ones
	// causes are those of the reports that differ, by body and year: they are why the ledger differs, too.
	causes map[[2]string]string
}

// writeChanges compares tables wide, wide_states and ledger with those of the release before, row by row in their
// common order, and writes changes.csv and CHANGES.md.
func writeChanges(ctx context.Context, db *store.Store, stage *export.Stage, before *store.Release, earlier, now *Manifest) (*Changes, error) {
	c := &changeLog{counts: map[string]int{}, lost: []string{}, causes: map[[2]string]string{}}
	err := create(stage, "changes.csv", func(w io.Writer) error {
		c.out = csv.NewWriter(w)
		if err := c.out.Write([]string{"table", "body", "year", "scope", "change", "column", "old", "new", "cause"}); err != nil {
			return err
		}
		if before != nil {
			for _, t := range comparedTables {
				if err := c.compare(ctx, db, stage, before, t); err != nil {
					return fmt.Errorf("%s: %w", t.name, err)
				}
			}
		}
		c.out.Flush()
		return c.out.Error()
	})
	if err != nil {
		return nil, err
	}
	err = create(stage, "CHANGES.md", func(w io.Writer) error { return c.summary(w, earlier, now) })
	if before == nil {
		return nil, err
	}
	return &Changes{c.counts, c.lost}, err
}

// comparedTable is a table whose rows are compared by a key that stands in their order.
type comparedTable struct {
	name  string
	key   []string
	cells bool // only the columns of cells: the others stand in another table too
}

var comparedTables = []comparedTable{
	{"wide", []string{"body", "year", "scope"}, false},
	{"wide_states", []string{"body", "year", "scope"}, true},
	{"ledger", []string{"body", "year"}, false},
}

// compare walks through both versions of a table side by side.
func (c *changeLog) compare(ctx context.Context, db *store.Store, stage *export.Stage, before *store.Release, t comparedTable) error {
	i := slices.IndexFunc(before.Files, func(f store.ReleaseFile) bool { return f.Path == dataFolder+"/"+t.name+".csv" })
	if i < 0 {
		return nil
	}
	file, err := os.Open(stage.Path(before.Files[i].Path))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // only read
	reader, writer := io.Pipe()
	done := make(chan struct{})
	go func() {
		defer close(done)
		writer.CloseWithError(db.CopyReleased(ctx, before.Files[i], writer)) //nolint:errcheck // it never fails
	}()
	err = c.compareRows(t, reader, file)
	_ = reader.CloseWithError(err)
	<-done
	return err
}

func (c *changeLog) compareRows(t comparedTable, old, fresh io.Reader) error {
	a, err := newTableReader(old, t.key)
	if err != nil {
		return err
	}
	b, err := newTableReader(fresh, t.key)
	if err != nil {
		return err
	}
	c.columns(t, a, b)
	for a.row != nil || b.row != nil {
		switch order := compareKeys(a, b); {
		case order < 0:
			err = errors.Join(c.whole(t, a, "removed"), a.next())
		case order > 0:
			err = errors.Join(c.whole(t, b, "added"), b.next())
		default:
			err = errors.Join(c.cells(t, a, b), a.next(), b.next())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// columns notes which columns came and went.
func (c *changeLog) columns(t comparedTable, a, b *tableReader) {
	for _, name := range slices.Sorted(maps.Keys(a.at)) {
		if _, there := b.at[name]; !there {
			c.lost = append(c.lost, t.name+"."+name+" is gone")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b.at)) {
		if _, there := a.at[name]; !there {
			c.lost = append(c.lost, t.name+"."+name+" is new")
		}
	}
}

func (c *changeLog) whole(t comparedTable, r *tableReader, what string) error {
	c.counts[t.name+" "+what]++
	if t.cells { // wide says so already
		return nil
	}
	return c.out.Write([]string{t.name, r.value("body"), r.value("year"), r.value("scope"), what, "", "", "", ""})
}

// cells writes a line for every value that differs.
func (c *changeLog) cells(t comparedTable, a, b *tableReader) error {
	cause := ""
	changed := false
	for _, name := range b.head {
		if _, both := a.at[name]; !both || t.cells && !isCellName(name) || a.value(name) == b.value(name) {
			continue
		}
		changed = true
		if cause == "" {
			cause = c.causeOf(t, a, b)
		}
		c.counts[t.name+" values by "+cause]++
		if err := c.out.Write([]string{t.name, b.value("body"), b.value("year"), b.value("scope"), "changed", name, a.value(name), b.value(name), cause}); err != nil {
			return err
		}
	}
	if changed {
		c.counts[t.name+" changed"]++
	}
	return nil
}

func isCellName(name string) bool {
	return strings.HasPrefix(name, "dis_") || strings.HasPrefix(name, "app_") || strings.HasPrefix(name, "dsp_")
}

// causeOf says why a row differs. The ledger knows no readings: a state that follows from a report has the cause of the report.
func (c *changeLog) causeOf(t comparedTable, a, b *tableReader) string {
	at := [2]string{b.value("body"), b.value("year")}
	if t.name == "ledger" {
		switch cause := c.causes[at]; {
		case a.value("url") != b.value("url"):
			return causeDocument
		case cause != "":
			return cause
		}
		return causeLooked
	}
	cause := causeOther
	page, reader := a.value("page_sha256") != b.value("page_sha256"), a.value("reader") != b.value("reader")
	switch {
	case a.value("url") != b.value("url"):
		cause = causeDocument
	case page && reader:
		cause = causeBoth
	case page:
		cause = causePage
	case reader:
		cause = causeReader
	}
	c.causes[at] = cause
	return cause
}

// summary writes the counts for people.
func (c *changeLog) summary(w io.Writer, earlier, now *Manifest) error {
	var out strings.Builder
	add := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	add("# Changes of %s", now.Name)
	if earlier == nil {
		add("\nThis is the first release of this selection (%s).", now.Chosen)
	} else {
		add("\nCompared with %s. `changes.csv` has a line for every value that differs.\n", earlier.Name)
		add("| | %s | %s |\n| --- | --- | --- |", earlier.Name, now.Name)
		for _, row := range []struct {
			name     string
			old, new any
		}{
			{"bodies", earlier.Totals.Bodies, now.Totals.Bodies},
			{"reports", earlier.Totals.Reports, now.Totals.Reports},
			{"consistent reports", earlier.Totals.Consistent, now.Totals.Consistent},
			{"numbers", earlier.Totals.Cells, now.Totals.Cells},
			{"program", earlier.Program, now.Program},
			{"readers", readersText(earlier), readersText(now)},
			{"codebook", shortSum(earlier.Codebook), shortSum(now.Codebook)},
		} {
			add("| %s | %v | %v |", row.name, row.old, row.new)
		}
		add("")
		for _, name := range slices.Sorted(maps.Keys(c.counts)) {
			add("- %s: %d", countWords(name), c.counts[name])
		}
		for _, column := range c.lost {
			add("- column %s", column)
		}
		if len(c.counts)+len(c.lost) == 0 {
			add("- no value differs")
		}
	}
	for _, b := range now.Broken {
		add("\nPromise not kept: %s.", b)
	}
	if now.Despite != "" {
		add("\nMade all the same, because: %s", now.Despite)
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// countWords says what a count is of; a cause in words, beside its code in changes.csv.
func countWords(name string) string {
	what, cause, caused := strings.Cut(name, " values by ")
	if !caused {
		return name
	}
	return fmt.Sprintf("%s: values that differ because %s (`%s`)", what, map[string]string{
		causeDocument: "another document counts", causePage: "the content of the page changed", causeReader: "another version of the reader reads it otherwise",
		causeBoth:   "the content of the page changed and another version of the reader read it",
		causeOther:  "people entered or withdrew values, or more is known of the body",
		causeLooked: "the portals were looked at again, another day has come, or more is known of the body",
	}[cause], cause)
}

func readersText(m *Manifest) string {
	return strings.Join(slices.Sorted(maps.Keys(m.Readers)), " ")
}

func shortSum(sum string) string { return sum[:min(len(sum), 12)] }

// pagesSum gives the digest of the list of pages: a line "SHA-256 URL" a report.
func pagesSum(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		if errors.Is(err, os.ErrNotExist) {
			return "", nil
		}
		return "", err
	}
	defer file.Close() //nolint:errcheck // only read
	t, err := newTableReader(file, nil)
	hash := sha256.New()
	for ; err == nil && t.row != nil; err = t.next() {
		fmt.Fprintf(hash, "%s %s\n", t.value("page_sha256"), t.value("url"))
	}
	return hex.EncodeToString(hash.Sum(nil)), err
}
