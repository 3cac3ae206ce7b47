package store

import (
	"context"
	"database/sql"
	"slices"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// AreaTotal is how many bodies of an area are in a state of the ledger in a year.
type AreaTotal struct {
	Area   string // the leading digits of their division codes; shorter where a code is
	State  report.State
	Bodies int
}

const (
	sqlAreaTotals query = `SELECT substr(area, 1, $1), state, sum(bodies) FROM ledger_totals
		WHERE year = $2 AND area >= $3 AND area < $4 AND area <> '*'
		GROUP BY substr(area, 1, $1), state ORDER BY substr(area, 1, $1), state`
	// From each year to the one before it, so that not every entry is looked at.
	sqlYears query = `WITH RECURSIVE l (year) AS (SELECT max(year) FROM ledger
				UNION ALL SELECT (SELECT max(x.year) FROM ledger x WHERE x.year < l.year) FROM l WHERE l.year IS NOT NULL),
			r (year) AS (SELECT max(year) FROM readings
				UNION ALL SELECT (SELECT max(x.year) FROM readings x WHERE x.year < r.year) FROM r WHERE r.year IS NOT NULL)
		SELECT year FROM l WHERE year > 0
		UNION SELECT year FROM r WHERE year > 0 AND EXISTS (SELECT 1 FROM readings x WHERE x.year = r.year AND x.standing = 'current')
		ORDER BY year DESC`
	sqlBodiesIn query = `SELECT id, key, name, kind, division, credit_code, parent, CASE WHEN source = 'register' THEN 1 ELSE 0 END
		FROM bodies WHERE division >= $1 AND division < $2 ORDER BY division, key LIMIT $3`
	sqlNewest query = "SELECT " + summaryColumns + summaryTables + ` WHERE r.standing = 'current' ORDER BY r.id DESC LIMIT $1`
	sqlRobots query = `SELECT robots_fetched, robots_status, robots_body, robots_detail FROM hosts WHERE host = $1`
)

var browseQueries = []query{sqlAreaTotals, sqlYears, sqlBodiesIn, sqlNewest, sqlRobots}

// AreaTotals counts the ledger of a year by area and state: areas are told apart by so many leading digits of the
// division codes that begin with the prefix; both have at most six.
func (s *Store) AreaTotals(ctx context.Context, year int, prefix string, digits int) ([]AreaTotal, error) {
	values := []any{digits, year, prefix, prefix + "\U0010FFFF"}
	return collect(ctx, s, "count the ledger by area", sqlAreaTotals, values, func(rows *sql.Rows, x *AreaTotal) error {
		return rows.Scan(&x.Area, &x.State, &x.Bodies)
	})
}

// Years lists the years of the ledger and of the reports that count, the newest first.
func (s *Store) Years(ctx context.Context) ([]int, error) {
	return collect(ctx, s, "list years", sqlYears, nil, func(rows *sql.Rows, year *int) error { return rows.Scan(year) })
}

// BodiesIn lists the bodies whose division code begins with the prefix, by code, limit at most.
func (s *Store) BodiesIn(ctx context.Context, prefix string, limit int) ([]Body, error) {
	return collect(ctx, s, "list bodies", sqlBodiesIn, []any{prefix, prefix + "\U0010FFFF", limit}, func(rows *sql.Rows, b *Body) error {
		return rows.Scan(b.into()...)
	})
}

// Newest lists the reports that count and were read, or read otherwise, last.
func (s *Store) Newest(ctx context.Context, limit int) ([]Summary, error) {
	return collect(ctx, s, "list the newest reports", sqlNewest, []any{limit}, func(rows *sql.Rows, one *Summary) (err error) {
		*one, err = scanSummary(rows)
		return err
	})
}

// Robots gives the robots.txt of a host as it was fetched last; a zero one when it never was.
func (s *Store) Robots(ctx context.Context, host string) (robots page.Robots, err error) {
	err = s.read(ctx, "robots.txt of "+host, func(t *transaction) error {
		var fetched string
		var body []byte
		found, err := t.get(sqlRobots, []any{host}, &fetched, &robots.Status, &body, &robots.Detail)
		if err != nil || !found {
			return err
		}
		robots.Body = slices.Clone(body)
		robots.Fetched, err = parseMoment(fetched)
		return err
	})
	return robots, err
}
