package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

const (
	sqlRest       query = `UPDATE hosts SET next_at = $2 WHERE host = $1`
	sqlCloseHost  query = `UPDATE hosts SET closed_run = $2, closed_outcome = $3, closed_detail = $4 WHERE host = $1`
	sqlSaveRobots query = `INSERT INTO hosts (host, robots_fetched, robots_status, robots_body, robots_detail, crawl_delay)
		VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (host) DO UPDATE SET robots_fetched = excluded.robots_fetched, robots_status = excluded.robots_status,
			robots_body = excluded.robots_body, robots_detail = excluded.robots_detail, crawl_delay = excluded.crawl_delay`
	sqlRestAtLeast query = `UPDATE hosts SET next_at = $2 WHERE host = $1 AND next_at < $2`
	sqlGapOf       query = `SELECT CASE WHEN coalesce(gap, $2) > crawl_delay THEN coalesce(gap, $2) ELSE crawl_delay END
		FROM hosts WHERE host = $1`
	sqlSetPace query = `INSERT INTO hosts (host, gap, budget, quiet_from, quiet_to) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (host) DO UPDATE SET gap = excluded.gap, budget = excluded.budget,
			quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to`
	sqlOpenHosts query = `SELECT h.host, CASE WHEN coalesce(h.gap, $1) > h.crawl_delay THEN coalesce(h.gap, $1) ELSE h.crawl_delay END
		FROM hosts h WHERE EXISTS (SELECT 1 FROM manners m WHERE m.host = h.host AND m.ended = '' AND m.next_at >= h.next_at)
		ORDER BY h.host`
)

var hostQueries = []query{sqlRest, sqlCloseHost, sqlSaveRobots, sqlRestAtLeast, sqlGapOf, sqlSetPace, sqlOpenHosts}

// Pace is how a host may be asked.
type Pace struct {
	Gap    time.Duration // between the end of a request and the start of the next; 0 for none
	Budget int           // requests a calendar day of China; 0 for no cap
	Quiet  report.Hours  // in which the host is not asked
}

// SetPace sets the pace of a host, in place of Config.Gap. A Crawl-delay of its robots.txt that is longer counts all the same.
func (s *Store) SetPace(ctx context.Context, host string, pace Pace) error {
	if host == "" || pace.Gap < 0 || pace.Budget < 0 {
		return errors.New("set pace: a host, a gap and a budget that are not negative are needed")
	}
	return s.write(ctx, "set the pace of "+host, func(t *transaction) error {
		_, err := t.exec(sqlSetPace, host, int64(pace.Gap), pace.Budget, pace.Quiet.From, pace.Quiet.To)
		return err
	})
}

// SaveRobots keeps the robots.txt of a host, or that there is none, with the pause that it asks for, and lets the
// host rest for its gap from now: asking for robots.txt is a request like any other.
func (s *Store) SaveRobots(ctx context.Context, host string, robots page.Robots, crawlDelay time.Duration, now time.Time) error {
	return s.write(ctx, fmt.Sprintf("save robots.txt of %s", host), func(t *transaction) error {
		_, err := t.exec(sqlSaveRobots, host, moment(robots.Fetched), robots.Status, robots.Body, clean(robots.Detail), int64(crawlDelay))
		if err != nil {
			return err
		}
		var gap int64
		if _, err := t.get(sqlGapOf, []any{host, int64(t.store.config.Gap)}, &gap); err != nil {
			return err
		}
		if _, err := t.exec(sqlRestAtLeast, host, moment(now.Add(time.Duration(gap)))); err != nil {
			return err
		}
		return t.ended(t.store.served(), robots.Sent)
	})
}

// restUntil keeps a host from being asked before the moment.
func (s *Store) restUntil(ctx context.Context, host string, until time.Time) error {
	return s.write(ctx, "let "+host+" rest", func(t *transaction) error {
		_, err := t.exec(sqlRestAtLeast, host, moment(until))
		return err
	})
}

// restAfterDeath lets every host rest for its gap to which a request was under way when the program died: the request
// ended then, at the latest now.
func (t *transaction) restAfterDeath(now time.Time) error {
	type host struct {
		name string
		gap  int64
	}
	var open []host
	err := t.each(sqlOpenHosts, []any{int64(t.store.config.Gap)}, func(rows *sql.Rows) error {
		var h host
		err := rows.Scan(&h.name, &h.gap)
		open = append(open, h)
		return err
	})
	for _, h := range open {
		if err == nil {
			_, err = t.exec(sqlRestAtLeast, h.name, moment(now.Add(time.Duration(h.gap))))
		}
	}
	return err
}
