package store

import (
	"context"
	"fmt"
	"math"
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
	sqlFindRequest query = `SELECT id, kind, hints, coalesce(run_id, 0), outcome, probe_at FROM frontier WHERE request = $1`
	sqlRequeue     query = `UPDATE frontier SET run_id = $2, state = 'queued', attempts = 0, due_at = $3, referer = $4,
			family = $5, depth = $6 WHERE id = $1`
	sqlWaiting        query = `UPDATE hosts SET waiting = waiting + $2 WHERE host = $1`
	sqlBetterHints    query = `UPDATE frontier SET hints = $2, source = $3 WHERE id = $1`
	sqlDocumentsHints query = `UPDATE documents SET hints = $2, read_by = '' WHERE request_id = $1`
)

var frontierQueries = []query{sqlInsertHost, sqlInsertRequest, sqlFindRequest, sqlRequeue, sqlWaiting, sqlBetterHints, sqlDocumentsHints, sqlRevisit}

// Enqueue makes the columns of a source due in the run. One that is known is made due again with its validators, unless
// the run had it already. A planned run leaves all of them alone until one of them is due by the plan: what a list
// leads to is only known when all lists are read. It tells how many became due. The run must be the one that was
// started or resumed last.
func (s *Store) Enqueue(ctx context.Context, run int64, requests []page.Request, now time.Time) (added int, err error) {
	if served := s.served(); run == 0 || run != served {
		return 0, fmt.Errorf("enqueue: run %d: %w", run, ErrNoRun)
	}
	err = s.write(ctx, "enqueue", func(t *transaction) error {
		added = 0
		if due, err := t.anyDue(requests, now); err != nil || !due {
			return err
		}
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
	probe   string // moment from which a planned run asks again
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
	if _, err := t.get(sqlFindRequest, []any{r.ID()}, &k.id, &k.kind, &k.hints, &k.run, &k.outcome, &k.probe); err != nil {
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

// anyDue tells whether one of the requests is unknown or due by the plan; in a run without a plan all are.
func (t *transaction) anyDue(requests []page.Request, now time.Time) (bool, error) {
	if !t.store.byPlan() {
		return true, nil
	}
	for i := range requests {
		var k known
		found, err := t.get(sqlFindRequest, []any{requests[i].ID()}, &k.id, &k.kind, &k.hints, &k.run, &k.outcome, &k.probe)
		if err != nil || !found || k.probe <= moment(now) {
			return err == nil, err
		}
	}
	return false, nil
}

// listedAgain decides about a request of an earlier run that a list of this run leads to: further list pages are
// read whenever the list is, documents whose last visit was no success are asked for again, and others in a planned
// run when they are due.
func (s *Store) listedAgain(now time.Time) func(known) bool {
	planned := s.byPlan()
	return func(k known) bool {
		def, _ := k.outcome.Def()
		return !planned || k.kind == page.KindList || def.Class != report.ClassOK || k.probe <= moment(now)
	}
}

const sqlRevisit query = `UPDATE frontier SET run_id = $2, state = 'queued', attempts = 0, due_at = $3
	WHERE source = $1 AND kind = 'document' AND run_id IS NOT NULL AND run_id <> $2
		AND ($4 = 1 AND state = 'queued' OR known IS NOT NULL AND (probe_at <= $3 OR $4 = 0 AND state = 'done'))
		AND NOT EXISTS (SELECT 1 FROM documents d JOIN readings r ON r.document_id = d.id
			WHERE d.request_id = frontier.id AND r.standing <> 'superseded' AND r.year > 0 AND (r.year < $5 OR r.year > $6))`

// Revisit makes documents of the sources due that no list of the run led to: those that an earlier run left unasked, and
// those that were had before, so that a page that was withdrawn or moved is noticed. A planned run takes of the latter
// those that are due by the plan. From and to bound the years reported on, as far as they are known; 0 for no bound.
// It is called when everything else of the run is done, and tells how many became due.
func (s *Store) Revisit(ctx context.Context, run int64, sources []string, from, to int, now time.Time) (added int64, err error) {
	if served := s.served(); run == 0 || run != served {
		return 0, fmt.Errorf("revisit: run %d: %w", run, ErrNoRun)
	}
	if to == 0 {
		to = math.MaxInt32
	}
	err = s.write(ctx, "revisit", func(t *transaction) error {
		added = 0
		for _, source := range sources {
			n, err := t.exec(sqlRevisit, source, run, moment(now), bit(s.byPlan()), from, to)
			if err != nil {
				return fmt.Errorf("%s: %w", source, err)
			}
			added += n
		}
		_, err := t.exec(sqlWhoWaits, run)
		return err
	})
	return added, err
}
