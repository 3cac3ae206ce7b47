package store

import (
	"context"
	"fmt"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

const (
	sqlInsertHost    query = `INSERT INTO hosts (host) VALUES ($1) ON CONFLICT (host) DO NOTHING`
	sqlInsertRequest query = `INSERT INTO frontier (request, url, host, kind, method, body, type, referer, family, depth,
			source, hints, run_id, state, due_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'queued', $14)
		ON CONFLICT (request) DO NOTHING RETURNING id`
	sqlFindRequest query = `SELECT id, kind, hints, coalesce(run_id, 0), outcome, visited_at FROM frontier WHERE request = $1`
	sqlRequeue     query = `UPDATE frontier SET run_id = $2, state = 'queued', attempts = 0, due_at = $3, referer = $4,
			family = $5, depth = $6 WHERE id = $1`
	sqlWaiting        query = `UPDATE hosts SET waiting = waiting + $2 WHERE host = $1`
	sqlBetterHints    query = `UPDATE frontier SET hints = $2, source = $3 WHERE id = $1`
	sqlDocumentsHints query = `UPDATE documents SET hints = $2, read_by = '' WHERE request_id = $1`
)

var frontierQueries = []query{sqlInsertHost, sqlInsertRequest, sqlFindRequest, sqlRequeue, sqlWaiting, sqlBetterHints, sqlDocumentsHints}

// Enqueue makes requests due in the run: seeds and re-probes. One that is known is made due again with its
// validators, unless the run had it already. It tells how many became due. The run must be the one that was started
// or resumed last.
func (s *Store) Enqueue(ctx context.Context, run int64, requests []page.Request, now time.Time) (added int, err error) {
	if served := s.served(); run == 0 || run != served {
		return 0, fmt.Errorf("enqueue: run %d: %w", run, ErrNoRun)
	}
	err = s.write(ctx, "enqueue", func(t *transaction) error {
		added = 0
		for i := range requests {
			queued, err := t.enqueue(run, &requests[i], now, func(known) bool { return true })
			if err != nil {
				return fmt.Errorf("%s: %w", requests[i].URL, err)
			}
			if queued {
				added++
			}
		}
		return nil
	})
	return added, err
}

// known is a request that the frontier has already.
type known struct {
	id      int64
	kind    page.Kind
	hints   string
	run     int64
	outcome report.Outcome
	visited string // moment
}

// enqueue adds a request or, when again agrees, makes one of an earlier run due in this run.
func (t *transaction) enqueue(run int64, r *page.Request, now time.Time, again func(known) bool) (queued bool, err error) {
	host := r.Host()
	if host == "" {
		return false, fmt.Errorf("%q has no host", r.URL)
	}
	if _, err := t.exec(sqlInsertHost, host); err != nil {
		return false, err
	}
	var id int64
	queued, err = t.get(sqlInsertRequest, []any{
		r.ID(), r.URL, host, string(r.Kind), r.Method, []byte(r.Body), r.Type, r.Referer, r.Family, r.Depth,
		r.Hints.Source, encodeHints(r.Hints), run, moment(now),
	}, &id)
	if err == nil && !queued {
		queued, err = t.enqueueKnown(run, r, now, again)
	}
	if err == nil && queued {
		_, err = t.exec(sqlWaiting, host, 1)
	}
	return queued, err
}

// enqueueKnown makes a known request due again unless the run had it; the hints of both sightings compete.
func (t *transaction) enqueueKnown(run int64, r *page.Request, now time.Time, again func(known) bool) (queued bool, err error) {
	var k known
	if _, err := t.get(sqlFindRequest, []any{r.ID()}, &k.id, &k.kind, &k.hints, &k.run, &k.outcome, &k.visited); err != nil {
		return false, err
	}
	if err := t.improveHints(k, r.Hints); err != nil {
		return false, err
	}
	if k.run == run || !again(k) {
		return false, nil
	}
	_, err = t.exec(sqlRequeue, k.id, run, moment(now), r.Referer, r.Family, r.Depth)
	return err == nil, err
}

// improveHints keeps the hints of another sighting when they say more. A document that was read with fewer is
// read again.
func (t *transaction) improveHints(k known, seen page.Hints) error {
	have, err := decodeHints(k.hints)
	if err != nil || !better(seen, have) {
		return err
	}
	text := encodeHints(seen)
	if _, err := t.exec(sqlBetterHints, k.id, text, seen.Source); err != nil {
		return err
	}
	_, err = t.exec(sqlDocumentsHints, k.id, text)
	return err
}

// listedAgain decides about a request of an earlier run that a list of this run leads to: further list pages are
// read in every run, a document when its last visit was no success or is older than Config.Recheck.
func (s *Store) listedAgain(now time.Time) func(known) bool {
	return func(k known) bool {
		def, _ := k.outcome.Def()
		if k.kind == page.KindList || def.Class != report.ClassOK {
			return true
		}
		return k.visited <= moment(now.Add(-s.config.Recheck))
	}
}
