package store

import (
	"context"
	"database/sql"

	"github.com/nianbao/nianbao/report"
)

// OutcomeCount is how often something ended so.
type OutcomeCount struct {
	Outcome report.Outcome
	Visits  int64
}

// ClosedHost is a host that refused, or could not be reached, and rests for the run.
type ClosedHost struct {
	Host    string
	Outcome report.Outcome
	Detail  string
	Waiting int64 // requests of the run that wait for it
}

// Trouble is a request whose last visit of a run was no success.
type Trouble struct {
	URL     string
	Source  string
	Outcome report.Outcome
	Detail  string
}

// StatusCount is how many readings of a standing have a status in a year.
type StatusCount struct {
	Standing Standing
	Year     int
	Status   report.Status
	Reports  int64
}

// RelationCount is how many findings about readings that count are of a relation or rule.
type RelationCount struct {
	Relation string
	Across   bool // a rule between reports
	Findings int64
}

// Progress tells how far a run is.
type Progress struct {
	Queued, Done, Failed int64
}

const (
	sqlOutcomes query = `SELECT outcome, visits FROM run_visits WHERE run_id = $1 ORDER BY outcome`
	sqlClosed   query = `SELECT h.host, h.closed_outcome, h.closed_detail, (SELECT count(*) FROM frontier f
			WHERE f.state = 'queued' AND f.run_id = $1 AND f.host = h.host)
		FROM hosts h WHERE h.closed_run = $1 ORDER BY h.host`
	sqlTroubles query = `SELECT f.url, f.source, v.outcome, v.detail
		FROM visits v JOIN frontier f ON f.id = v.request_id
		WHERE v.run_id = $1 AND v.outcome NOT IN ('fetched', 'not_modified', 'unchanged')
			AND v.id = (SELECT max(w.id) FROM visits w WHERE w.request_id = v.request_id AND w.run_id = $1)
		ORDER BY f.url`
	sqlStatuses query = `SELECT standing, year, status, count(*) FROM readings WHERE standing <> 'superseded'
		GROUP BY standing, year, status ORDER BY standing, year, status`
	sqlRelations query = `SELECT relation, across, sum(findings) FROM finding_totals
		WHERE area >= $1 AND area < $2 AND ($3 = 0 OR year = $3) GROUP BY across, relation ORDER BY across, relation`
	// Of a township, of which there is no total.
	sqlRelationsOfFew query = `SELECT l.relation, l.across, count(*) FROM bodies b CROSS JOIN finding_list l ON l.across IN (0, 1) AND l.body_key = b.key
		WHERE b.division >= $1 AND b.division < $2 AND ($3 = 0 OR l.year = $3) GROUP BY l.across, l.relation ORDER BY l.across, l.relation`
	sqlProgress query = `SELECT (SELECT count(*) FROM frontier WHERE run_id = $1 AND state = 'queued'),
			(SELECT count(*) FROM frontier WHERE run_id = $1 AND state = 'done'),
			(SELECT count(*) FROM frontier WHERE run_id = $1 AND state = 'failed')`
)

var statusQueries = []query{
	sqlOutcomes, sqlClosed, sqlTroubles, sqlStatuses, sqlRelations, sqlRelationsOfFew, sqlProgress, sqlSources, sqlSourceYears, sqlSource, sqlYearsOfOne,
	sqlSourceTotals, sqlAilingSources,
}

// Outcomes counts the visits of a run by their outcome.
func (s *Store) Outcomes(ctx context.Context, run int64) ([]OutcomeCount, error) {
	return collect(ctx, s, "count outcomes", sqlOutcomes, []any{run}, func(rows *sql.Rows, o *OutcomeCount) error {
		return rows.Scan(&o.Outcome, &o.Visits)
	})
}

// ClosedHosts lists the hosts that are closed for a run, by name.
func (s *Store) ClosedHosts(ctx context.Context, run int64) ([]ClosedHost, error) {
	return collect(ctx, s, "list closed hosts", sqlClosed, []any{run}, func(rows *sql.Rows, h *ClosedHost) error {
		return rows.Scan(&h.Host, &h.Outcome, &h.Detail, &h.Waiting)
	})
}

// Troubles lists the requests whose last visit in the run was no success, by URL.
func (s *Store) Troubles(ctx context.Context, run int64) ([]Trouble, error) {
	return collect(ctx, s, "list troubles", sqlTroubles, []any{run}, func(rows *sql.Rows, x *Trouble) error {
		return rows.Scan(&x.URL, &x.Source, &x.Outcome, &x.Detail)
	})
}

// Statuses counts the readings that are not superseded by standing, year and status.
func (s *Store) Statuses(ctx context.Context) ([]StatusCount, error) {
	return collect(ctx, s, "count statuses", sqlStatuses, nil, func(rows *sql.Rows, c *StatusCount) error {
		var status string
		if err := rows.Scan(&c.Standing, &c.Year, &status, &c.Reports); err != nil {
			return err
		}
		return unmarshalTexts([]textInto{{status, &c.Status}})
	})
}

// Relations counts the findings about readings that count, those between reports too, by their relation or rule: in a
// division, by the leading digits of its code, and for a year reported on; an empty prefix and 0 are everything.
func (s *Store) Relations(ctx context.Context, division string, year int) ([]RelationCount, error) {
	q, values := sqlRelations, []any{division, division + "\U0010FFFF", year}
	switch {
	case division == "":
		values = []any{"*", "+", year} // the total, and nothing that begins otherwise
	case len(division) > 6:
		q = sqlRelationsOfFew
	}
	return collect(ctx, s, "count findings", q, values, func(rows *sql.Rows, c *RelationCount) error {
		return rows.Scan(&c.Relation, &c.Across, &c.Findings)
	})
}

// Progress counts the requests of a run by their state; those of hosts that are closed are among the queued.
func (s *Store) Progress(ctx context.Context, run int64) (p Progress, err error) {
	err = s.read(ctx, "progress of a run", func(t *transaction) error {
		_, err := t.get(sqlProgress, []any{run}, &p.Queued, &p.Done, &p.Failed)
		return err
	})
	return p, err
}

// collect reads the rows of one statement into a list.
func collect[T any](ctx context.Context, s *Store, what string, q query, values []any, scan func(*sql.Rows, *T) error) (all []T, err error) {
	err = s.read(ctx, what, func(t *transaction) error {
		return t.each(q, values, func(rows *sql.Rows) error {
			var one T
			err := scan(rows, &one)
			all = append(all, one)
			return err
		})
	})
	return all, err
}
