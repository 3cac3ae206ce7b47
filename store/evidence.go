package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// Scope is what the ledger has to explain for a source: its bodies in its years.
type Scope struct {
	Source   string
	From, To int // 0 where no run named a bound
	// Bodies are those that the source names, those that lie in its division, and those of which a report that counts
	// was found in it.
	Bodies []ScopeBody
}

// ScopeBody is a body of a source.
type ScopeBody struct {
	Body
	Named bool // the source names it as a publisher
	Found bool // a report of it that counts was found in the source
}

const (
	sqlScopeYears query = `UPDATE sources SET
			from_year = CASE WHEN $2 = 0 THEN from_year WHEN coalesce(from_year, $2) < $2 THEN from_year ELSE $2 END,
			to_year = CASE WHEN $3 = 0 THEN to_year WHEN coalesce(to_year, $3) > $3 THEN to_year ELSE $3 END
		WHERE id = $1`
	sqlDropScope   query = `DELETE FROM source_bodies WHERE source = $1`
	sqlInsertScope query = `INSERT INTO source_bodies (source, body_id, named) VALUES ($1, $2, $3) ON CONFLICT (source, body_id) DO NOTHING`
	sqlScopes      query = `SELECT id, coalesce(from_year, 0), coalesce(to_year, 0) FROM sources ORDER BY id`
	sqlScopeBodies query = `SELECT x.source, max(x.named), max(x.found), b.id, b.key, b.name, b.kind, b.division, b.credit_code, b.parent,
			CASE WHEN b.source = 'register' THEN 1 ELSE 0 END
		FROM (SELECT source, body_id, named, 0 AS found FROM source_bodies
			UNION ALL SELECT DISTINCT f.source, r.body_id, 0, 1 FROM readings r JOIN documents d ON d.id = r.document_id
				JOIN frontier f ON f.id = d.request_id WHERE r.standing = 'current') x JOIN bodies b ON b.id = x.body_id
		GROUP BY x.source, b.id ORDER BY x.source, b.key`
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
		WHERE r.standing = 'current' ORDER BY r.body_id, r.year, r.scope`
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

// Trail is everything that the store knows about how the reports of its sources were looked for.
type Trail struct {
	Scopes  []Scope
	Counted []Counted
	Lists   []ListPage
	Missing []MissingPage
}

// Trail reads it at one state of the database.
func (s *Store) Trail(ctx context.Context) (trail Trail, err error) {
	err = s.read(ctx, "the trail of the sources", func(t *transaction) error {
		return errors.Join(t.scopes(&trail), t.counted(&trail), t.lists(&trail), t.missing(&trail))
	})
	return trail, err
}

func (t *transaction) scopes(trail *Trail) error {
	at := map[string]int{}
	err := t.each(sqlScopes, nil, func(rows *sql.Rows) error {
		var s Scope
		err := rows.Scan(&s.Source, &s.From, &s.To)
		at[s.Source] = len(trail.Scopes)
		trail.Scopes = append(trail.Scopes, s)
		return err
	})
	if err != nil {
		return err
	}
	return t.each(sqlScopeBodies, nil, func(rows *sql.Rows) error {
		var source string
		var b ScopeBody
		err := rows.Scan(&source, &b.Named, &b.Found, &b.ID, &b.Key, &b.Name, &b.Kind, &b.Division, &b.CreditCode, &b.Parent, &b.Register)
		if n, known := at[source]; known {
			trail.Scopes[n].Bodies = append(trail.Scopes[n].Bodies, b)
		}
		return err
	})
}

func (t *transaction) counted(trail *Trail) error {
	return t.each(sqlCounted, nil, func(rows *sql.Rows) (err error) {
		var c Counted
		var scope, status, published, first, seen string
		err = rows.Scan(&c.Source, &c.Referer, &c.Body, &c.Year, &scope, &status, &published, &c.PublishedSource, &c.URL, &c.Digest, &first, &seen)
		if err != nil {
			return err
		}
		if c.FirstSeen, err = parseMoment(seen); err != nil {
			return err
		}
		err = unmarshalTexts([]textInto{{scope, &c.Scope}, {status, &c.Status}, {published, &c.Published}, {first, &c.FirstDisplayed}})
		trail.Counted = append(trail.Counted, c)
		return err
	})
}

func (t *transaction) lists(trail *Trail) error {
	return t.each(sqlListPages, nil, func(rows *sql.Rows) (err error) {
		var l ListPage
		var hints, state, ended, listing string
		if err := rows.Scan(&l.Source, &l.URL, &hints, &l.Depth, &state, &l.Run, &l.Outcome, &ended, &listing, &l.Digest); err != nil {
			return err
		}
		l.Waiting = state == stateQueued
		if l.Hints, err = decodeHints(hints); err != nil {
			return err
		}
		if l.Ended, err = parseMoment(ended); err != nil {
			return err
		}
		if listing != "" {
			l.Listing = &page.Listing{}
			err = json.Unmarshal([]byte(listing), l.Listing)
		}
		trail.Lists = append(trail.Lists, l)
		return err
	})
}

func (t *transaction) missing(trail *Trail) error {
	return t.each(sqlMissingPages, nil, func(rows *sql.Rows) (err error) {
		var m MissingPage
		var hints string
		if err := rows.Scan(&m.Source, &m.URL, &hints, &m.Run, &m.Outcome); err != nil {
			return err
		}
		m.Hints, err = decodeHints(hints)
		trail.Missing = append(trail.Missing, m)
		return err
	})
}
