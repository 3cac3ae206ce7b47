package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/nianbao/nianbao/report"
)

// indexedColumns and indexedTables give what gramsOf reads.
const (
	indexedColumns = `SELECT r.id, r.year, r.agency, r.title, r.rest, coalesce(b.division, ''), coalesce(b.kind, '')`
	indexedTables  = ` FROM readings r LEFT JOIN bodies b ON b.id = r.body_id`
)

const (
	sqlIndexReading query = `INSERT OR REPLACE INTO search (rowid, grams) VALUES ($1, $2)`
	sqlEmptyIndex   query = `INSERT INTO search (search) VALUES ('delete-all')`
	sqlIndexedUpTo  query = `SELECT version, upto FROM search_progress`
	sqlSetIndexed   query = `UPDATE search_progress SET version = $1, upto = $2`
	sqlToIndex      query = indexedColumns + indexedTables + ` WHERE r.id > $1 ORDER BY r.id LIMIT 200`
	sqlOneToIndex   query = indexedColumns + indexedTables + ` WHERE r.id = $1`
	sqlBodyToIndex  query = indexedColumns + indexedTables + ` WHERE r.body_id = $1 ORDER BY r.id`
)

const (
	sqlNotIndexed query = `SELECT r.id FROM readings r LEFT JOIN search_docsize s ON s.id = r.id WHERE s.id IS NULL ORDER BY r.id`
	sqlOnlyIndex  query = `SELECT s.id FROM search_docsize s LEFT JOIN readings r ON r.id = s.id WHERE r.id IS NULL ORDER BY s.id`
	sqlIndexSizes query = indexedColumns + `, s.sz` + indexedTables + ` JOIN search_docsize s ON s.id = r.id ORDER BY r.id`
)

var (
	searchQueries     = []query{sqlIndexReading, sqlIndexedUpTo, sqlEmptyIndex, sqlSetIndexed, sqlToIndex, sqlOneToIndex, sqlBodyToIndex}
	searchReadQueries = []query{sqlIndexedUpTo, sqlHit, sqlMatchSaid, sqlMatchSaidSigns, sqlMatchSigns, sqlNotIndexed, sqlOnlyIndex, sqlIndexSizes}
)

// indexed gives the grams of a reading.
func indexed(year int, agency, title string, sections []report.Section) grams {
	g := grams{gramOfYear(year)}
	g.addText(seedName, agency)
	for _, text := range []string{agency, title} {
		g.addText(seedGram, text)
	}
	for _, s := range sections {
		g.addText(seedGram, s.Title)
		g.addText(seedGram, s.Text)
	}
	return g
}

// indexReadings puts the readings into the index that were kept before there was one, or by another rule. It goes on
// where it was killed.
func (s *Store) indexReadings(ctx context.Context) error {
	for done := false; !done; {
		err := s.write(ctx, "index", func(t *transaction) (err error) {
			done, err = t.indexSome()
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *transaction) indexSome() (done bool, err error) {
	var version int
	var upto sql.NullInt64
	if _, err := t.get(sqlIndexedUpTo, nil, &version, &upto); err != nil {
		return false, err
	}
	switch {
	case version != gramsVersion:
		if _, err := t.exec(sqlEmptyIndex); err != nil {
			return false, err
		}
		upto = sql.NullInt64{Valid: true}
	case !upto.Valid:
		return true, nil
	}
	count := 0
	err = t.each(sqlToIndex, []any{upto.Int64}, func(rows *sql.Rows) error {
		count++
		g, err := t.gramsOf(rows, &upto.Int64)
		if err == nil {
			_, err = t.exec(sqlIndexReading, upto.Int64, g.String())
		}
		return err
	})
	if err != nil {
		return false, err
	}
	upto.Valid = count > 0
	_, err = t.exec(sqlSetIndexed, gramsVersion, upto)
	return !upto.Valid, err
}

// indexAgain indexes readings anew whose body is another one or stands elsewhere now: those that a query of
// indexedColumns chooses by one value.
func (t *transaction) indexAgain(q query, value int64) error {
	return t.each(q, []any{value}, func(rows *sql.Rows) error {
		var id int64
		g, err := t.gramsOf(rows, &id)
		if err == nil {
			_, err = t.exec(sqlIndexReading, id, g.String())
		}
		return err
	})
}

// searchable fails with ErrOlder as long as the index is of another rule or not whole: what it does not find may be there.
func (t *transaction) searchable() error {
	var version int
	var upto sql.NullInt64
	if _, err := t.get(sqlIndexedUpTo, nil, &version, &upto); err != nil {
		return err
	}
	if version != gramsVersion || upto.Valid {
		return fmt.Errorf("%w: its index of words is not whole; bring it up by nianbao reread --changed, or by the next crawl", ErrOlder)
	}
	return nil
}

// written is what the index has of a reading.
type written struct {
	grams grams
	place string
}

// String writes it as words of the index.
func (w written) String() string { return w.grams.String() + w.place }

// count tells how many words String writes.
func (w written) count() int { return w.grams.count() + len(strings.Fields(w.place)) }

// gramsOf reads a row of indexedColumns, and what else is asked for.
func (t *transaction) gramsOf(rows *sql.Rows, id *int64, more ...any) (w written, err error) {
	var year int
	var agency, title, division, kind string
	var rest []byte
	if err := rows.Scan(append([]any{id, &year, &agency, &title, &rest, &division, &kind}, more...)...); err != nil {
		return w, err
	}
	p, err := t.store.zipper.prose(rest)
	if err != nil {
		return w, fmt.Errorf("reading %d: %w", *id, err)
	}
	return written{indexed(year, agency, title, p.Sections), placed(division, kind)}, nil
}

// index looks for readings that the search leaves out, and for what it finds that is gone.
func (c *checker) index() error {
	for _, x := range []struct {
		q      query
		format string
	}{{sqlNotIndexed, "is not in the index of the search"}, {sqlOnlyIndex, "is in the index of the search, and not there"}} {
		err := c.t.each(x.q, nil, func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			c.add(fmt.Sprintf("readings %d", id), "%s", x.format)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// grams compares how many grams a reading has with how many the index has of it.
func (c *checker) grams() error {
	return c.t.each(sqlIndexSizes, nil, func(rows *sql.Rows) error {
		var id int64
		var size []byte
		g, err := c.t.gramsOf(rows, &id, &size)
		if errors.Is(err, ErrCorrupt) { // which was told of
			return nil
		}
		if err != nil {
			return err
		}
		if has, want := sizeOf(size), g.count(); has != want {
			c.add(fmt.Sprintf("readings %d", id), "has %d grams and %d in the index of the search", want, has)
		}
		return nil
	})
}

// sizeOf reads the size of a document in a docsize table of FTS5: https://www.sqlite.org/fts5.html, appendix B; a
// number in groups of seven bits, the highest first.
func sizeOf(blob []byte) (n int) {
	for _, b := range blob {
		n = n<<7 | int(b&0x7F)
	}
	return n
}
