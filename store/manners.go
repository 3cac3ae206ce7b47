package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/nianbao/nianbao/report/page"
)

const (
	sqlEndSent query = `UPDATE manners SET ended = $5, status = $6, outcome = $7
		WHERE id = (SELECT min(id) FROM manners WHERE host = $1 AND began = $2 AND url = $3 AND run_id = $4 AND ended = '')`
	sqlForgetSent query = `DELETE FROM manners WHERE began < $1`
	sqlManners    query = `SELECT run_id, host, url, purpose, conditional, allowed, robots, began, next_at, ended, status, outcome
		FROM manners WHERE run_id = $1 ORDER BY id`
	// The last request for the address that answered which began before the visit that brought the content ended.
	sqlSentFor query = `SELECT m.run_id, m.host, m.url, m.purpose, m.conditional, m.allowed, m.robots, m.began, m.next_at, m.ended, m.status, m.outcome
		FROM readings r JOIN documents d ON d.id = r.document_id
		JOIN visits v ON v.id = (SELECT min(x.id) FROM visits x WHERE x.request_id = d.request_id AND x.digest = r.digest AND x.outcome = 'fetched')
		JOIN manners m ON m.run_id = v.run_id AND m.url IN (r.url, d.request)
		WHERE r.id = $1 AND m.began <= v.ended ORDER BY CASE WHEN m.url = r.url THEN 0 ELSE 1 END, m.began DESC, m.id DESC LIMIT 1`
)

// ended completes what Begin wrote down.
func (t *transaction) ended(run int64, sent []page.Sent) error {
	for i := range sent {
		x := &sent[i]
		_, err := t.exec(sqlEndSent, x.Host, moment(x.Began), clean(x.URL), run, moment(x.Ended), x.Status, string(x.Outcome))
		if err != nil {
			return err
		}
	}
	return nil
}

// SentFor gives the request that brought the content of a reading, with what robots.txt said when it was sent; false
// where none was written down, as for pages that people handed in.
func (s *Store) SentFor(ctx context.Context, reading int64) (sent page.Sent, found bool, err error) {
	err = s.read(ctx, fmt.Sprintf("request of reading %d", reading), func(t *transaction) error {
		return t.each(sqlSentFor, []any{reading}, func(rows *sql.Rows) (err error) {
			found = true
			sent, err = scanSent(rows)
			return err
		})
	})
	return sent, found, err
}

// Manners gives every request that a run sent, in the order in which they were. One that was under way when the
// program died has no end.
func (s *Store) Manners(ctx context.Context, run int64) iter.Seq2[page.Sent, error] {
	return func(yield func(page.Sent, error) bool) {
		err := s.read(ctx, fmt.Sprintf("manners of run %d", run), func(t *transaction) error {
			return t.each(sqlManners, []any{run}, func(rows *sql.Rows) error {
				x, err := scanSent(rows)
				if err == nil && !yield(x, nil) {
					return errStop
				}
				return err
			})
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(page.Sent{}, err)
		}
	}
}

func scanSent(rows *sql.Rows) (x page.Sent, err error) {
	var began, next, ended string
	err = rows.Scan(&x.Run, &x.Host, &x.URL, &x.For, &x.Conditional, &x.Allowed, &x.Robots, &began, &next, &ended, &x.Status, &x.Outcome)
	for _, m := range []struct {
		text string
		into *time.Time
	}{{began, &x.Began}, {next, &x.Next}, {ended, &x.Ended}} {
		if err == nil {
			*m.into, err = parseMoment(m.text)
		}
	}
	return x, err
}
