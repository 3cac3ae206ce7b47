package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"time"
)

// Source is what the store remembers of a source of the registry.
type Source struct {
	ID       string
	Name     string
	Division string
	Family   string
	Home     string
	Status   string
	Expected int // bodies that should report each year; 0 when nobody said
}

// Health tells how a source does.
type Health struct {
	Source
	Years       []YearHealth // with something found, ascending
	Documents   int          // pages that may be reports, archived
	Unread      int          // of these, not read yet
	Failing     int          // requests whose last visit was no success
	LastVisit   time.Time    // by a crawl; zero when there was none
	LastSuccess time.Time    // of a visit that brought a page or learnt that it is unchanged
}

// YearHealth counts what of a source counts in the dataset for a year: found of Source.Expected.
type YearHealth struct {
	Year   int
	Bodies int // with a reading that counts, whatever its status
	Whole  int // of these, consistent or flagged: every table was read
}

const (
	sourcesOfPage = `SELECT x.id FROM sources x ORDER BY x.id LIMIT $1 OFFSET $2`
	didWell       = `('fetched', 'not_modified', 'unchanged')`
	didIll        = `NOT IN ('', 'fetched', 'not_modified', 'unchanged')`
)

const (
	sqlSaveSource query = `INSERT INTO sources (id, name, division, family, home, status, expected) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, division = excluded.division, family = excluded.family,
			home = excluded.home, status = excluded.status, expected = excluded.expected`
	sqlSourceTotals query = `SELECT (SELECT count(*) FROM sources), (SELECT count(*) FROM documents),
			(SELECT count(*) FROM documents WHERE read_by = ''), (SELECT count(*) FROM frontier WHERE outcome ` + didIll + `)`
	sqlAilingSources query = `SELECT s.id FROM sources s
		LEFT JOIN (SELECT source, count(*) AS failing FROM frontier WHERE outcome ` + didIll + ` GROUP BY source) f ON f.source = s.id
		LEFT JOIN (SELECT f.source, count(*) AS unread FROM documents d CROSS JOIN frontier f ON f.id = d.request_id
			WHERE d.read_by = '' GROUP BY f.source) u ON u.source = s.id
		ORDER BY coalesce(f.failing, 0) + coalesce(u.unread, 0) DESC, s.id LIMIT $1`
)

// Statements about the sources of a page, and about one.
var (
	sqlSources     = healthOf(sourcesOfPage)
	sqlSourceYears = yearsOf(sourcesOfPage)
	sqlSource      = healthOf("SELECT $1")
	sqlYearsOfOne  = yearsOf("SELECT $1")
)

// healthOf gives the statement about the sources whose ids another one gives. When the last visit of a request was a
// success, the request tells; else its visits are looked at.
func healthOf(ids string) query {
	return query(`SELECT s.id, s.name, s.division, s.family, s.home, s.status, coalesce(s.expected, 0), coalesce(f.last, ''),
			CASE WHEN coalesce(v.success, '') > coalesce(f.success, '') THEN v.success ELSE coalesce(f.success, '') END,
			coalesce(f.documents, 0), coalesce(u.unread, 0), coalesce(f.failing, 0)
		FROM sources s
		LEFT JOIN (SELECT f.source, max(f.visited_at) AS last, max(CASE WHEN f.outcome IN ` + didWell + ` THEN f.visited_at END) AS success,
				count(d.id) AS documents, sum(CASE WHEN f.outcome ` + didIll + ` THEN 1 ELSE 0 END) AS failing
			FROM frontier f LEFT JOIN documents d ON d.request_id = f.id WHERE f.source IN (` + ids + `) GROUP BY f.source) f ON f.source = s.id
		LEFT JOIN (SELECT f.source, max(v.ended) AS success
			FROM frontier f CROSS JOIN visits v ON v.request_id = f.id
			WHERE f.source IN (` + ids + `) AND f.outcome ` + didIll + ` AND v.run_id IS NOT NULL AND v.outcome IN ` + didWell + ` GROUP BY f.source) v ON v.source = s.id
		LEFT JOIN (SELECT f.source, count(*) AS unread FROM documents d CROSS JOIN frontier f ON f.id = d.request_id
			WHERE d.read_by = '' GROUP BY f.source) u ON u.source = s.id
		WHERE s.id IN (` + ids + `) ORDER BY s.id`)
}

// yearsOf gives the statement about what of these sources counts in each year.
func yearsOf(ids string) query {
	return query(`SELECT f.source, r.year, count(DISTINCT r.body_id),
			count(DISTINCT CASE WHEN r.status IN ('consistent', 'flagged') THEN r.body_id END)
		FROM frontier f CROSS JOIN documents d ON d.request_id = f.id CROSS JOIN readings r ON r.document_id = d.id
		WHERE r.standing = 'current' AND f.source IN (` + ids + `) GROUP BY f.source, r.year ORDER BY f.source, r.year`)
}

var sourceQueries = []query{sqlSaveSource}

// SaveSources enters or renews the sources of the registry. One that is no longer in it is kept.
func (s *Store) SaveSources(ctx context.Context, sources []Source) error {
	return s.write(ctx, "save sources", func(t *transaction) error {
		for _, x := range sources {
			_, err := t.exec(sqlSaveSource, x.ID, clean(x.Name), x.Division, x.Family, x.Home, x.Status, orNull(x.Expected))
			if err != nil {
				return fmt.Errorf("%s: %w", x.ID, err)
			}
		}
		return nil
	})
}

// SourceHealth tells of every saved source how it does, by its id. Pages count for the source of their best hints.
func (s *Store) SourceHealth(ctx context.Context) ([]Health, error) {
	return s.SourceHealthPage(ctx, math.MaxInt32, 0)
}

// SourceHealthPage tells the same of at most limit sources, after the first offset.
func (s *Store) SourceHealthPage(ctx context.Context, limit, offset int) (list []Health, err error) {
	err = s.read(ctx, "health of the sources", func(t *transaction) error {
		list, err = t.health(sqlSources, sqlSourceYears, limit, offset)
		return err
	})
	return list, err
}

// SourceTotals counts over all requests and pages, also those of no source.
type SourceTotals struct{ Sources, Documents, Unread, Failing int }

// SourceTotals counts what Health tells of each source.
func (s *Store) SourceTotals(ctx context.Context) (n SourceTotals, err error) {
	err = s.read(ctx, "count the sources", func(t *transaction) error {
		_, err := t.get(sqlSourceTotals, nil, &n.Sources, &n.Documents, &n.Unread, &n.Failing)
		return err
	})
	return n, err
}

// AilingSources tells how at most limit sources do, those with the most requests that failed and pages that are not read
// first.
func (s *Store) AilingSources(ctx context.Context, limit int) (list []Health, err error) {
	err = s.read(ctx, "sources with trouble", func(t *transaction) error {
		var ids []string
		err := t.each(sqlAilingSources, []any{limit}, func(rows *sql.Rows) error {
			var id string
			err := rows.Scan(&id)
			ids = append(ids, id)
			return err
		})
		if err != nil {
			return err
		}
		for _, id := range ids {
			one, err := t.health(sqlSource, sqlYearsOfOne, id)
			if err != nil {
				return err
			}
			list = append(list, one...)
		}
		return nil
	})
	return list, err
}

// health asks two statements that choose the same sources.
func (t *transaction) health(sources, of query, values ...any) (list []Health, err error) {
	years := map[string][]YearHealth{}
	err = t.each(of, values, func(rows *sql.Rows) error {
		var source string
		var y YearHealth
		err := rows.Scan(&source, &y.Year, &y.Bodies, &y.Whole)
		years[source] = append(years[source], y)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = t.each(sources, values, func(rows *sql.Rows) error {
		h, err := scanHealth(rows)
		h.Years = years[h.ID]
		list = append(list, h)
		return err
	})
	return list, err
}

func scanHealth(rows *sql.Rows) (h Health, err error) {
	var last, success string
	err = rows.Scan(&h.ID, &h.Name, &h.Division, &h.Family, &h.Home, &h.Status, &h.Expected,
		&last, &success, &h.Documents, &h.Unread, &h.Failing)
	if err != nil {
		return h, err
	}
	if h.LastVisit, err = parseMoment(last); err != nil {
		return h, err
	}
	h.LastSuccess, err = parseMoment(success)
	return h, err
}
