package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// A host is free when its next moment has come, it is not closed in the run and its day is not spent.
const freeHost = `h.waiting > 0 AND h.next_at <= $2
			AND (h.closed_run IS NULL OR h.closed_run <> $1 OR h.closed_outcome = 'budget_spent' AND h.day <> $3)
			AND (h.budget = 0 OR h.day <> $3 OR h.spent < h.budget)
			AND EXISTS (SELECT 1 FROM frontier f
				WHERE f.state = 'queued' AND f.run_id = $1 AND f.host = h.host AND f.due_at <= $2)`

const (
	sqlHottest query = `SELECT h.host FROM hosts h WHERE ` + freeHost + ` ORDER BY h.day, h.waiting DESC, h.host LIMIT $4`
	sqlIsFree  query = `SELECT 1 FROM hosts h WHERE h.host = $4 AND ` + freeHost
	sqlSoonest query = `SELECT w.host, CASE WHEN w.next_at > w.due_at THEN w.next_at ELSE w.due_at END AS ready
		FROM (SELECT h.host, h.next_at, (SELECT min(f.due_at) FROM frontier f
				WHERE f.state = 'queued' AND f.run_id = $1 AND f.host = h.host) AS due_at
			FROM hosts h WHERE h.waiting > 0
				AND (h.closed_run IS NULL OR h.closed_run <> $1 OR h.closed_outcome = 'budget_spent' AND h.day <> $2)
				AND (h.budget = 0 OR h.day <> $2 OR h.spent < h.budget)) w
		ORDER BY ready, w.host LIMIT $3`
	sqlLeaseHost query = `SELECT next_at, coalesce(gap, $2), crawl_delay, budget, CASE WHEN day = $3 THEN spent ELSE 0 END,
			quiet_from, quiet_to, robots_fetched, robots_status, robots_body, robots_detail
		FROM hosts WHERE host = $1`
	sqlLeaseRequests query = `SELECT url, kind, method, body, type, referer, family, depth, hints, etag, last_modified,
			coalesce(known, '')
		FROM frontier WHERE state = 'queued' AND run_id = $1 AND host = $2 AND due_at <= $3
		ORDER BY failed_at, CASE kind WHEN 'list' THEN 0 ELSE 1 END, due_at, id LIMIT $4`
)

var leaseQueries = []query{sqlHottest, sqlIsFree, sqlSoonest, sqlLeaseHost, sqlLeaseRequests, sqlRuns, sqlHasBlob, sqlBlob}

// poll is the pause after which to ask again while the only hosts with work are leased to others, who may yet
// find more.
const poll = 100 * time.Millisecond

// Lease gives a host that may be asked at now, has a request that is due in the current run and is not leased: of those
// the one that was asked the longest ago, by days, so that none is kept waiting for ever by others; of one day the one
// with the most requests queued; among equals the first by name. Its requests come in the order of their last failure,
// those without one first, so that what a host always refuses keeps nothing else from being asked; then lists before
// documents, then as they were due. A host in its quiet hours rests until their end. A lease without a host says in
// Until when to ask again, and with a zero Until that the run has nothing left to do: what is still queued waits for
// closed hosts.
func (s *Store) Lease(ctx context.Context, now time.Time) (page.Lease, error) {
	for {
		run, held := s.leased()
		if run == 0 {
			return page.Lease{}, fmt.Errorf("lease: %w", ErrNoRun)
		}
		lease, err := s.choose(ctx, run, held, now)
		if err != nil || lease.Empty() {
			return lease, err
		}
		if !s.reserve(lease) {
			continue // somebody was faster
		}
		free, quiet := false, report.Hours{}
		err = s.read(ctx, "lease", func(t *transaction) (err error) {
			free, quiet, err = t.fill(&lease, now)
			return err
		})
		if end, within := quiet.End(now); err == nil && within {
			free, err = false, s.restUntil(ctx, lease.Host, end)
		}
		if err == nil && free {
			return lease, nil
		}
		s.giveBack(lease.Host)
		if err != nil {
			return page.Lease{Run: run}, err
		}
	}
}

// leased gives the run that is served and the hosts that somebody talks to.
func (s *Store) leased() (run int64, held map[string]struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.run, maps.Clone(s.leases)
}

// reserve takes the host, unless it was taken, or another run is served, since it was chosen.
func (s *Store) reserve(lease page.Lease) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, taken := s.leases[lease.Host]; taken || s.run != lease.Run {
		return false
	}
	s.leases[lease.Host] = struct{}{}
	return true
}

func (s *Store) giveBack(host string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.leases, host)
}

// choose gives a lease with the host alone, or one that says when to ask again.
func (s *Store) choose(ctx context.Context, run int64, held map[string]struct{}, now time.Time) (page.Lease, error) {
	lease := page.Lease{Run: run}
	err := s.read(ctx, "lease", func(t *transaction) (err error) {
		err = t.each(sqlHottest, []any{run, moment(now), dayOf(now), len(held) + 1}, func(rows *sql.Rows) error {
			var host string
			err := rows.Scan(&host)
			if _, taken := held[host]; !taken && lease.Empty() {
				lease.Host = host
			}
			return err
		})
		if err == nil && lease.Empty() {
			lease.Until, err = t.until(run, held, now)
		}
		return err
	})
	return lease, err
}

// until gives the earliest moment at which a lease may be had.
func (t *transaction) until(run int64, held map[string]struct{}, now time.Time) (until time.Time, err error) {
	if len(held) > 0 {
		until = now.Add(poll)
	}
	err = t.each(sqlSoonest, []any{run, dayOf(now), len(held) + 1}, func(rows *sql.Rows) error {
		var host, ready string
		if err := rows.Scan(&host, &ready); err != nil {
			return err
		}
		at, err := parseMoment(ready)
		if _, taken := held[host]; !taken && (until.IsZero() || at.Before(until)) {
			until = at
		}
		return err
	})
	return until, err
}

// fill reads what the holder of the lease needs to know; false when the host is free no longer.
func (t *transaction) fill(lease *page.Lease, now time.Time) (free bool, quiet report.Hours, err error) {
	var one int
	if free, err := t.get(sqlIsFree, []any{lease.Run, moment(now), dayOf(now), lease.Host}, &one); err != nil || !free {
		return false, quiet, err
	}
	var next, robotsAt string
	var gap, delay int64
	_, err = t.get(sqlLeaseHost, []any{lease.Host, int64(t.store.config.Gap), dayOf(now)}, &next, &gap, &delay,
		&lease.Budget, &lease.Spent, &quiet.From, &quiet.To, &robotsAt, &lease.Robots.Status, &lease.Robots.Body, &lease.Robots.Detail)
	if err != nil {
		return false, quiet, err
	}
	lease.Gap = time.Duration(max(gap, delay))
	if lease.NotBefore, err = parseMoment(next); err != nil {
		return false, quiet, err
	}
	if lease.Robots.Fetched, err = parseMoment(robotsAt); err != nil {
		return false, quiet, err
	}
	values := []any{lease.Run, lease.Host, moment(now), t.store.config.Batch}
	err = t.each(sqlLeaseRequests, values, func(rows *sql.Rows) error {
		r, err := scanRequest(rows)
		lease.Requests = append(lease.Requests, r)
		return err
	})
	return err == nil, quiet, err
}

func scanRequest(rows *sql.Rows) (r page.Request, err error) {
	var body []byte
	var hints string
	err = rows.Scan(&r.URL, &r.Kind, &r.Method, &body, &r.Type, &r.Referer, &r.Family, &r.Depth, &hints,
		&r.ETag, &r.LastModified, &r.Known)
	if err != nil {
		return r, err
	}
	r.Body = string(body)
	r.Hints, err = decodeHints(hints)
	return r, err
}

const (
	sqlBegin query = `UPDATE hosts SET next_at = CASE WHEN next_at > $2 THEN next_at ELSE $2 END,
			spent = CASE WHEN day = $3 THEN spent + 1 ELSE 1 END, day = $3
		WHERE host = $1`
	sqlInsertSent query = `INSERT INTO manners (run_id, host, url, purpose, conditional, allowed, robots, began, next_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
)

// Begin writes down, before a request is sent, what is asked and the moment before which its host must not be asked
// again should the program die, and counts it for the host's day. It is called for every request that goes out, that
// for robots.txt and each redirect included, also to another host than that of the lease.
func (s *Store) Begin(ctx context.Context, lease page.Lease, sent page.Sent) error {
	host := cmp.Or(sent.Host, lease.Host)
	what := "begin " + cmp.Or(sent.URL, host)
	if err := s.holds(lease); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return s.write(ctx, what, func(t *transaction) error {
		if host != lease.Host {
			if _, err := t.exec(sqlInsertHost, host); err != nil {
				return err
			}
		}
		if _, err := t.exec(sqlBegin, host, moment(sent.Next), dayOf(sent.Began)); err != nil {
			return err
		}
		_, err := t.exec(sqlInsertSent, lease.Run, host, clean(sent.URL), string(sent.For), bit(sent.Conditional),
			bit(sent.Allowed), clean(sent.Robots), moment(sent.Began), moment(sent.Next))
		return err
	})
}

// Release gives the host back. To release what is not held does nothing.
func (s *Store) Release(_ context.Context, lease page.Lease) error {
	s.giveBack(lease.Host)
	return nil
}

func (s *Store) holds(lease page.Lease) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, held := s.leases[lease.Host]; !held || lease.Run != s.run {
		return fmt.Errorf("%s: %w", lease.Host, ErrNotLeased)
	}
	return nil
}
