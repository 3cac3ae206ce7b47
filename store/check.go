package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// Problem is something in the database that must not be.
type Problem struct {
	Where   string // table and row
	Message string
}

const (
	sqlArchive    query = `SELECT digest, size, content FROM archive ORDER BY digest`
	sqlLostProofs query = `SELECT r.id FROM readings r LEFT JOIN proofs p ON p.reading_id = r.id WHERE p.reading_id IS NULL ORDER BY r.id`
	sqlTwoCurrent query = `SELECT body_id, year, scope, sum(CASE WHEN standing = 'current' THEN 1 ELSE 0 END) FROM readings
		WHERE standing IN ('current', 'rival') GROUP BY body_id, year, scope
		HAVING sum(CASE WHEN standing = 'current' THEN 1 ELSE 0 END) <> 1 ORDER BY body_id, year, scope`
	sqlLostVisits query = `SELECT d.id FROM documents d JOIN visits v ON v.id = d.visit_id
		WHERE v.request_id <> d.request_id OR v.digest <> d.digest ORDER BY d.id`
)

const sqlMiscounted query = `SELECT w.host, w.waiting, w.queued FROM (
		SELECT h.host, h.waiting, (SELECT count(*) FROM frontier f JOIN runs r ON r.id = f.run_id
			WHERE r.served = 1 AND f.state = 'queued' AND f.host = h.host) AS queued FROM hosts h) w
	WHERE w.waiting <> w.queued ORDER BY w.host`

// A body of a source without an explanation for a year for which others of the source have one, once there is a ledger.
const sqlUnexplained query = `SELECT b.key, y.year FROM source_bodies s JOIN bodies b ON b.id = s.body_id
	JOIN (SELECT DISTINCT x.source, l.year FROM ledger l JOIN source_bodies x ON x.body_id = l.body_id) y ON y.source = s.source
	WHERE NOT EXISTS (SELECT 1 FROM ledger l WHERE l.body_id = s.body_id AND l.year = y.year) ORDER BY b.key, y.year`

var checkQueries = []query{sqlArchive, sqlLostProofs, sqlTwoCurrent, sqlLostVisits, sqlMiscounted}

// Check looks for damage: SQLite's own check of the file, rows that refer to nothing, pages whose bytes are not those
// of their digest, readings without proof or whose values are not those of their proof, and bodies for which not
// exactly one reading of a year and scope counts, readings that the search leaves out,
// lists and totals that are not what they are made from, and released files whose bytes are not those that were given out. With deep false it leaves out what has to read every page and
// reading. A database without problems gives an empty list.
func (s *Store) Check(ctx context.Context, deep bool) (problems []Problem, err error) {
	c := &checker{deep: deep}
	err = s.read(ctx, "check", func(t *transaction) error {
		c.t = t
		return c.all()
	})
	return c.problems, err
}

type checker struct {
	t        *transaction
	deep     bool
	problems []Problem
}

func (c *checker) all() error {
	steps := []func() error{c.file, c.references, c.proofs, c.standings, c.visits, c.waiting, c.ledger, c.lists, c.index}
	if c.deep {
		steps = append(steps, c.pages, c.readings, c.grams, c.releases)
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) add(where, format string, args ...any) {
	c.problems = append(c.problems, Problem{where, fmt.Sprintf(format, args...)})
}

// file runs https://www.sqlite.org/pragma.html#pragma_integrity_check, or without deep its quick form.
func (c *checker) file() error {
	pragma := query("PRAGMA quick_check")
	if c.deep {
		pragma = "PRAGMA integrity_check"
	}
	return c.t.eachOf(pragma, nil, func(rows *sql.Rows) error {
		var line string
		err := rows.Scan(&line)
		if line != "ok" && err == nil {
			c.add("file", "%s", line)
		}
		return err
	})
}

func (c *checker) references() error {
	return c.t.eachOf("PRAGMA foreign_key_check", nil, func(rows *sql.Rows) error {
		var table, parent string
		var row, key sql.NullInt64
		err := rows.Scan(&table, &row, &parent, &key)
		if err == nil {
			c.add(fmt.Sprintf("%s %d", table, row.Int64), "refers to a row that is not in %s", parent)
		}
		return err
	})
}

func (c *checker) proofs() error {
	return c.t.each(sqlLostProofs, nil, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		c.add(fmt.Sprintf("readings %d", id), "has no proof")
		return err
	})
}

func (c *checker) standings() error {
	return c.t.each(sqlTwoCurrent, nil, func(rows *sql.Rows) error {
		var body, year, current int64
		var scope string
		err := rows.Scan(&body, &year, &scope, &current)
		c.add(fmt.Sprintf("bodies %d", body), "%d readings of %d, scope %s, count instead of one", current, year, scope)
		return err
	})
}

func (c *checker) visits() error {
	return c.t.each(sqlLostVisits, nil, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		c.add(fmt.Sprintf("documents %d", id), "its visit brought something else")
		return err
	})
}

func (c *checker) waiting() error {
	return c.t.each(sqlMiscounted, nil, func(rows *sql.Rows) error {
		var host string
		var waiting, queued int64
		err := rows.Scan(&host, &waiting, &queued)
		c.add("hosts "+host, "counts %d requests that wait, and %d do", waiting, queued)
		return err
	})
}

// ledger looks for bodies that the ledger leaves out, and for states that nobody knows.
func (c *checker) ledger() error {
	err := c.t.each(sqlUnexplained, nil, func(rows *sql.Rows) error {
		var body string
		var year int
		err := rows.Scan(&body, &year)
		c.add("ledger "+body, "has no state for %d", year)
		return err
	})
	if err != nil {
		return err
	}
	known := map[report.State]bool{}
	for _, def := range report.StateDefs() {
		known[def.State] = true
	}
	return c.t.each(sqlLedgerTotals, nil, func(rows *sql.Rows) error {
		var x LedgerTotal
		err := rows.Scan(&x.Year, &x.State, &x.Bodies)
		if !known[x.State] {
			c.add(fmt.Sprintf("ledger %d", x.Year), "has %d bodies in the state %q, which there is not", x.Bodies, x.State)
		}
		return err
	})
}

func (c *checker) pages() error {
	return c.t.each(sqlArchive, nil, func(rows *sql.Rows) error {
		var digest page.Digest
		var size int
		var frame []byte
		if err := rows.Scan(&digest, &size, &frame); err != nil {
			return err
		}
		body, err := c.t.store.unarchive(digest, frame, size)
		if err != nil {
			c.add("archive "+string(digest), "%v", err)
		} else if len(body) != size {
			c.add("archive "+string(digest), "has %d bytes and not %d", len(body), size)
		}
		return nil
	})
}

// readings compares the values in the wide tables with the proofs.
func (c *checker) readings() error {
	var ids []int64
	err := c.t.eachOf("SELECT id FROM readings ORDER BY id", nil, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	for _, id := range ids {
		if err == nil {
			err = c.reading(id)
		}
	}
	return err
}

func (c *checker) reading(id int64) error {
	where := fmt.Sprintf("readings %d", id)
	one, err := c.t.loadOne(id)
	switch {
	case errors.Is(err, ErrCorrupt):
		c.add(where, "%v", err)
		return nil
	case errors.Is(err, ErrNotFound): // without its proof, which was told of
		return nil
	case err != nil:
		return err
	}
	for i := range wideTables {
		if err := c.values(where, id, &wideTables[i], one.Report); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) values(where string, id int64, w *wideTable, r *report.Report) error {
	got := make([]any, len(w.keys))
	into := make([]any, len(got))
	for i := range got {
		into[i] = &got[i]
	}
	found, err := c.t.get(w.selection, []any{id}, into...)
	if err != nil {
		return err
	}
	if wanted := r.Forms[w.table] != report.NoEdition; found != wanted {
		c.add(where, "a row in the table %s: %v, by its form: %v", w.table, found, wanted)
		return nil
	}
	for i, k := range w.keys {
		if found && got[i] != columnValue(k, r.Cells.At(k)) {
			c.add(where, "%s is %v in its table and %v in its proof", k, got[i], columnValue(k, r.Cells.At(k)))
		}
	}
	return nil
}

// releases reads every file that was given out.
func (c *checker) releases() error {
	var files []ReleaseFile
	err := c.t.each(sqlReleasedFiles, nil, func(rows *sql.Rows) error {
		var f ReleaseFile
		err := rows.Scan(&f.Path, &f.Size, &f.Digest)
		files = append(files, f)
		return err
	})
	if err != nil {
		return err
	}
	for _, f := range files {
		err := c.t.copyReleased(f, io.Discard)
		if errors.Is(err, ErrCorrupt) {
			c.add("release_files "+string(f.Digest), "%v", err)
		} else if err != nil {
			return err
		}
	}
	return nil
}
