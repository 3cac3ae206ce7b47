package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// Scope is the years that the ledger covers for a source.
type Scope struct {
	Source   string
	From, To int // 0 where no run named a bound
}

// Sought is a body with all that the store knows of it for the ledger.
type Sought struct {
	Body
	In      []SoughtIn // the sources that have it in their scope, by id
	Counted []Counted  // its readings that count, by year and scope
}

// SoughtIn is a source that has a body in its scope: one that it names, or one that lies in its division.
type SoughtIn struct {
	Source string
	Named  bool // the source names it as a publisher
}

const (
	sqlScopeYears query = `UPDATE sources SET
			from_year = CASE WHEN $2 = 0 THEN from_year WHEN coalesce(from_year, $2) < $2 THEN from_year ELSE $2 END,
			to_year = CASE WHEN $3 = 0 THEN to_year WHEN coalesce(to_year, $3) > $3 THEN to_year ELSE $3 END
		WHERE id = $1`
	sqlDropScope    query = `DELETE FROM source_bodies WHERE source = $1`
	sqlInsertScope  query = `INSERT INTO source_bodies (source, body_id, named) VALUES ($1, $2, $3) ON CONFLICT (source, body_id) DO NOTHING`
	sqlScopes       query = `SELECT id, coalesce(from_year, 0), coalesce(to_year, 0) FROM sources ORDER BY id`
	sqlSoughtBodies query = `SELECT id, key, name, kind, division, credit_code, parent, CASE WHEN source = 'register' THEN 1 ELSE 0 END
		FROM bodies WHERE id > $1 ORDER BY id LIMIT $2`
	sqlSoughtIn query = `SELECT body_id, source, named FROM source_bodies WHERE body_id >= $1 AND body_id <= $2 ORDER BY body_id, source`
	sqlSights   query = `SELECT r.body_id, r.year, f.source, f.referer, r.url
		FROM readings r CROSS JOIN documents d ON d.id = r.document_id CROSS JOIN frontier f ON f.id = d.request_id
		WHERE r.standing = 'current' ORDER BY r.body_id, r.year, r.scope`
	// The first displayed date and the first sight are those of all documents about the body and year: a page that
	// shows the report once more makes nobody late. Of each content the newest reading is asked.
	sqlCounted query = `SELECT f.source, f.referer, r.body_id, r.year, r.scope, r.status, r.published, r.published_source, r.url, r.digest,
			coalesce((SELECT min(x.published) FROM readings x WHERE x.body_id = r.body_id AND x.year = r.year AND x.scope = r.scope
				AND x.published <> '' AND x.published_source IN ('page', 'list')
				AND NOT EXISTS (SELECT 1 FROM readings y WHERE y.document_id = x.document_id AND y.digest = x.digest
					AND y.reader_rank > x.reader_rank)), ''),
			(SELECT min(v.ended) FROM readings x JOIN documents e ON e.id = x.document_id
				JOIN visits v ON v.request_id = e.request_id
				WHERE x.body_id = r.body_id AND x.year = r.year AND x.scope = r.scope AND v.outcome = 'fetched')
		FROM readings r JOIN documents d ON d.id = r.document_id JOIN frontier f ON f.id = d.request_id
		WHERE r.standing = 'current' AND r.body_id >= $1 AND r.body_id <= $2 ORDER BY r.body_id, r.year, r.scope`
	sqlListRuns query = `SELECT f.source, coalesce(f.run_id, 0), count(*), sum(CASE WHEN f.state = 'queued' THEN 1 ELSE 0 END)
		FROM frontier f WHERE f.kind = 'list' AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.request_id = f.id)
		GROUP BY f.source, coalesce(f.run_id, 0) ORDER BY f.source, coalesce(f.run_id, 0)`
	// What waits for a host that is closed for its run ended as the host did.
	sqlListPages query = `SELECT f.source, f.url, f.hints, f.depth, f.state, coalesce(f.run_id, 0),
			CASE WHEN h.host IS NOT NULL THEN h.closed_outcome ELSE coalesce(v.outcome, '') END,
			coalesce(v.ended, ''), coalesce(v.listing, ''), coalesce(v.digest, '')
		FROM frontier f LEFT JOIN visits v ON v.id = (SELECT max(w.id) FROM visits w WHERE w.request_id = f.id)
		LEFT JOIN hosts h ON h.host = f.host AND f.state = 'queued' AND h.closed_run = f.run_id
		WHERE f.kind = 'list' AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.request_id = f.id)
		ORDER BY f.source, f.depth, f.request`
	sqlMissingPages query = `SELECT f.source, f.url, f.hints, coalesce(f.run_id, 0),
			CASE WHEN h.host IS NOT NULL THEN h.closed_outcome ELSE f.outcome END
		FROM frontier f LEFT JOIN hosts h ON h.host = f.host AND f.state = 'queued' AND h.closed_run = f.run_id
		WHERE f.kind = 'document' AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.request_id = f.id)
		ORDER BY f.source, f.request`
)

// SaveScope enters the bodies that a source names as publishers, and others within its division that the ledger is to
// explain too, in place of those that it had before, and widens the years that the ledger covers for it; 0 for a bound that nobody named. The source must be saved before.
func (s *Store) SaveScope(ctx context.Context, source string, named, within []BodyRef, from, to int) error {
	return s.write(ctx, "save the scope of "+source, func(t *transaction) error {
		n, err := t.exec(sqlScopeYears, source, from, to)
		if err != nil || n == 0 {
			return orErr(err, fmt.Errorf("source %s: %w", source, ErrNotFound))
		}
		if _, err := t.exec(sqlDropScope, source); err != nil {
			return err
		}
		if err := t.insertScope(source, named, true); err != nil {
			return err
		}
		return t.insertScope(source, within, false)
	})
}

func (t *transaction) insertScope(source string, bodies []BodyRef, named bool) error {
	for i := range bodies {
		body, err := t.keepBody(&bodies[i], false)
		if err != nil {
			return fmt.Errorf("%s: %w", bodies[i].Key, err)
		}
		if _, err := t.exec(sqlInsertScope, source, body.ID, bit(named)); err != nil {
			return err
		}
	}
	return nil
}

// Counted is a reading that counts, as the ledger needs it.
type Counted struct {
	Source          string
	Referer         string // the list that led to it last
	Body            int64  // id
	Year            int
	Scope           report.Scope
	Status          report.Status
	Published       report.Date
	PublishedSource string
	URL             string
	Digest          page.Digest
	// FirstDisplayed is the earliest date of publication that any page about the body and year displays.
	FirstDisplayed report.Date
	FirstSeen      time.Time // when the first such page was fetched
}

// ListPage is a list page as it was visited last.
type ListPage struct {
	Source  string
	URL     string
	Hints   page.Hints
	Depth   int
	Waiting bool  // it is queued
	Run     int64 // that queued it last
	Outcome report.Outcome
	Ended   time.Time     // zero when it was never visited
	Listing *page.Listing // nil when it was not read as a list
	Digest  page.Digest   // of its content; empty when there is none
}

// MissingPage is a page that a list named as a report and that is not in the archive.
type MissingPage struct {
	Source  string
	URL     string
	Hints   page.Hints
	Run     int64          // that queued it last
	Outcome report.Outcome // empty when it was not asked for yet
}

// Sight is a reading that counts, as it was found.
type Sight struct {
	Body    int64 // id
	Year    int
	Source  string
	Referer string // the list that led to it last
	URL     string // that answered
}

// ListRun counts the list pages of a source that a run queued last.
type ListRun struct {
	Source         string
	Run            int64 // 0 for none
	Pages, Waiting int   // Waiting of Pages are queued
}

// Scopes lists the years of every source, by its id.
func (s *Store) Scopes(ctx context.Context) ([]Scope, error) {
	return collect(ctx, s, "scopes of the sources", sqlScopes, nil, func(rows *sql.Rows, x *Scope) error {
		return rows.Scan(&x.Source, &x.From, &x.To)
	})
}

// ListRuns counts the list pages by source and run, in this order.
func (s *Store) ListRuns(ctx context.Context) ([]ListRun, error) {
	return collect(ctx, s, "count list pages", sqlListRuns, nil, func(rows *sql.Rows, x *ListRun) error {
		return rows.Scan(&x.Source, &x.Run, &x.Pages, &x.Waiting)
	})
}

// WalkSights gives the readings that count, by body, year and scope.
func (s *Store) WalkSights(ctx context.Context) iter.Seq2[Sight, error] {
	return walked(ctx, s, "what was found", sqlSights, nil, func(rows *sql.Rows) (f Sight, err error) {
		err = rows.Scan(&f.Body, &f.Year, &f.Source, &f.Referer, &f.URL)
		return f, err
	})
}

// WalkLists gives the list pages that are no documents, by source, depth and request.
func (s *Store) WalkLists(ctx context.Context) iter.Seq2[ListPage, error] {
	return walked(ctx, s, "list pages of the sources", sqlListPages, nil, scanListPage)
}

// WalkMissing gives the pages that lists named as reports and that are not in the archive, by source and request.
func (s *Store) WalkMissing(ctx context.Context) iter.Seq2[MissingPage, error] {
	return walked(ctx, s, "missing pages of the sources", sqlMissingPages, nil, func(rows *sql.Rows) (m MissingPage, err error) {
		var hints string
		if err := rows.Scan(&m.Source, &m.URL, &hints, &m.Run, &m.Outcome); err != nil {
			return m, err
		}
		m.Hints, err = decodeHints(hints)
		return m, err
	})
}

// Sought gives at most limit bodies in the order of their ids, after the given one.
func (s *Store) Sought(ctx context.Context, after int64, limit int) (list []Sought, err error) {
	err = s.read(ctx, "what is sought of bodies", func(t *transaction) error {
		at := map[int64]int{}
		err := t.each(sqlSoughtBodies, []any{after, limit}, func(rows *sql.Rows) error {
			var x Sought
			err := rows.Scan(&x.ID, &x.Key, &x.Name, &x.Kind, &x.Division, &x.CreditCode, &x.Parent, &x.Register)
			at[x.ID] = len(list)
			list = append(list, x)
			return err
		})
		if err != nil || len(list) == 0 {
			return err
		}
		ids := []any{list[0].ID, list[len(list)-1].ID}
		err = t.each(sqlSoughtIn, ids, func(rows *sql.Rows) error {
			var body int64
			var in SoughtIn
			err := rows.Scan(&body, &in.Source, &in.Named)
			list[at[body]].In = append(list[at[body]].In, in)
			return err
		})
		if err != nil {
			return err
		}
		return t.each(sqlCounted, ids, func(rows *sql.Rows) error {
			c, err := scanCounted(rows)
			list[at[c.Body]].Counted = append(list[at[c.Body]].Counted, c)
			return err
		})
	})
	return list, err
}

func scanCounted(rows *sql.Rows) (c Counted, err error) {
	var scope, status, published, first, seen string
	err = rows.Scan(&c.Source, &c.Referer, &c.Body, &c.Year, &scope, &status, &published, &c.PublishedSource, &c.URL, &c.Digest, &first, &seen)
	if err != nil {
		return c, err
	}
	if c.FirstSeen, err = parseMoment(seen); err != nil {
		return c, err
	}
	return c, unmarshalTexts([]textInto{{scope, &c.Scope}, {status, &c.Status}, {published, &c.Published}, {first, &c.FirstDisplayed}})
}

func scanListPage(rows *sql.Rows) (l ListPage, err error) {
	var hints, state, ended, listing string
	if err := rows.Scan(&l.Source, &l.URL, &hints, &l.Depth, &state, &l.Run, &l.Outcome, &ended, &listing, &l.Digest); err != nil {
		return l, err
	}
	l.Waiting = state == stateQueued
	if l.Hints, err = decodeHints(hints); err != nil {
		return l, err
	}
	if l.Ended, err = parseMoment(ended); err != nil {
		return l, err
	}
	if listing != "" {
		l.Listing = &page.Listing{}
		err = decodeAll(&decoding{listing, l.Listing})
	}
	return l, err
}
