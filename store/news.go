package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/nianbao/nianbao/report/page"
)

// News is what the runs after a given one brought.
type News struct {
	New       int        // how many pages were not in the archive before
	Changed   []NewsItem // pages that say something else than before
	Withdrawn []NewsItem // pages that were had and are gone; kept with their history
	Moved     []NewsItem // pages whose address leads to another one now
}

// NewsItem is a document that may be a report.
type NewsItem struct {
	URL    string
	Source string
	Body   string // key of the body it was read as; empty when it is not known
	Name   string
	Year   int
	When   time.Time
	To     string // where it is now: where its address leads, or where the report of the same body and year stands
}

// Where a page is now: at the document that counts for the same body and year, or at one that says the same or was not there
// before, when its own address counts on; none of them may be gone itself.
// The visits of the runs come first: most of a night bring nothing new.
const newsColumns = `SELECT f.url, f.source, coalesce(b.key, ''), coalesce(b.name, ''), coalesce(r.year, 0), v.ended, v.facts, coalesce(c.url, '')
	FROM visits v CROSS JOIN documents d ON d.request_id = v.request_id CROSS JOIN frontier f ON f.id = d.request_id
	LEFT JOIN readings r ON r.id = (SELECT max(x.id) FROM readings x WHERE x.document_id = d.id AND x.standing <> 'superseded')
	LEFT JOIN bodies b ON b.id = r.body_id
	LEFT JOIN readings c ON c.id = (SELECT x.id FROM readings x JOIN documents y ON y.id = x.document_id
		WHERE x.body_id = r.body_id AND x.year = r.year AND x.scope = r.scope AND x.document_id <> d.id
			AND (x.standing = 'current' OR x.standing = 'rival' AND (x.digest = r.digest OR $1 > 0 AND NOT EXISTS (SELECT 1 FROM visits w
				WHERE w.request_id = y.request_id AND w.run_id <= $1 AND w.outcome = 'fetched')))
			AND NOT EXISTS (SELECT 1 FROM visits w WHERE w.id = (SELECT max(z.id) FROM visits z WHERE z.request_id = y.request_id)
				AND w.outcome IN ('not_found', 'gone', 'soft_404'))
		ORDER BY x.standing = 'current' DESC, x.id LIMIT 1)
	WHERE v.run_id > $1 AND `

const (
	lastVisit = `v.id = (SELECT max(w.id) FROM visits w WHERE w.request_id = v.request_id AND w.run_id > $1)`
	fetchedBy = `EXISTS (SELECT 1 FROM visits w WHERE w.request_id = v.request_id AND w.id < v.id AND w.outcome = 'fetched')`
)

const (
	sqlNewPages query = `SELECT count(*) FROM visits v CROSS JOIN documents d ON d.request_id = v.request_id
		WHERE v.run_id > $1 AND v.outcome = 'fetched' AND d.visit_id = v.id AND NOT ` + fetchedBy
	sqlChangedPages query = newsColumns + `v.outcome = 'fetched' AND d.visit_id = v.id AND ` + fetchedBy + ` ORDER BY f.request`
	sqlGonePages    query = newsColumns + `v.outcome IN ('not_found', 'gone', 'soft_404') AND ` + lastVisit + `
		AND NOT EXISTS (SELECT 1 FROM visits w WHERE w.id = (SELECT max(x.id) FROM visits x
			WHERE x.request_id = d.request_id AND x.run_id <= $1) AND w.outcome IN ('not_found', 'gone', 'soft_404'))
		ORDER BY f.request`
	sqlLedPages query = newsColumns + `v.outcome IN ('fetched', 'not_modified', 'unchanged') AND ` + lastVisit + `
		AND v.facts LIKE '%"hops":%' AND EXISTS (SELECT 1 FROM visits w WHERE w.request_id = d.request_id AND w.run_id <= $1
			AND w.outcome IN ('fetched', 'not_modified', 'unchanged'))
		AND NOT EXISTS (SELECT 1 FROM visits w WHERE w.id = (SELECT max(x.id) FROM visits x WHERE x.request_id = d.request_id
			AND x.run_id <= $1 AND x.outcome IN ('fetched', 'not_modified', 'unchanged')) AND w.facts LIKE '%"hops":%')
		ORDER BY f.request`
)

var newsQueries = []query{sqlNewPages, sqlChangedPages, sqlGonePages, sqlLedPages, sqlWhereabouts}

// News tells what the runs after the given one brought; 0 for all.
func (s *Store) News(ctx context.Context, since int64) (n News, err error) {
	err = s.read(ctx, fmt.Sprintf("news since run %d", since), func(t *transaction) error {
		if _, err := t.get(sqlNewPages, []any{since}, &n.New); err != nil {
			return err
		}
		return errors.Join(
			t.news(sqlChangedPages, since, false, &n.Changed),
			t.news(sqlGonePages, since, false, &n.Withdrawn), t.news(sqlLedPages, since, true, &n.Moved))
	})
	return n, err
}

func (t *transaction) news(q query, since int64, led bool, into *[]NewsItem) error {
	return t.each(q, []any{since}, func(rows *sql.Rows) error {
		var n NewsItem
		var ended, facts string
		err := rows.Scan(&n.URL, &n.Source, &n.Body, &n.Name, &n.Year, &ended, &facts, &n.To)
		if err == nil {
			n.When, err = parseMoment(ended)
		}
		if err == nil && led {
			n.To, err = answeredBy(facts)
		}
		*into = append(*into, n)
		return err
	})
}

// answeredBy gives the address that answered.
func answeredBy(facts string) (string, error) {
	var in jsonFacts
	if err := json.Unmarshal([]byte(facts), &in); err != nil {
		return "", fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	return in.URL, nil
}

// Whereabouts tells what became of the address of a document.
type Whereabouts struct {
	Asked time.Time // when it was asked last; zero for a page that was only handed in
	Gone  bool      // it answered that there is no such page
	To    string    // another address that answered for it; empty for none
}

const sqlWhereabouts query = `SELECT v.ended, v.outcome, v.facts FROM documents d
	JOIN visits v ON v.id = (SELECT max(w.id) FROM visits w WHERE w.request_id = d.request_id AND w.run_id IS NOT NULL
		AND w.outcome IN ('fetched', 'not_modified', 'unchanged', 'not_found', 'gone', 'soft_404'))
	WHERE d.id = $1`

// Whereabouts tells what became of the address of a document, by the last answer that says so.
func (s *Store) Whereabouts(ctx context.Context, d Document) (w Whereabouts, err error) {
	err = s.read(ctx, "whereabouts of "+d.URL, func(t *transaction) error {
		var ended, facts string
		var outcome string
		found, err := t.get(sqlWhereabouts, []any{d.ID}, &ended, &outcome, &facts)
		if err != nil || !found {
			return err
		}
		if w.Asked, err = parseMoment(ended); err != nil {
			return err
		}
		w.Gone = outcome == "not_found" || outcome == "gone" || outcome == "soft_404"
		at, err := answeredBy(facts)
		request := page.Request{URL: d.URL}
		if !w.Gone && at != "" && at != request.ID() {
			w.To = at
		}
		return err
	})
	return w, err
}
