package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// SourceTrouble is something that is wrong with a source. Source, Kind and Host name it.
type SourceTrouble struct {
	Source string
	Kind   string // an outcome, or the name of a drift
	Host   string // empty when it is not about one host
	Actor  report.Actor
	Count  int    // requests or pages
	URL    string // an example
	Detail string // of the example
	// What follows is known of stored ones. FirstRun found it, LastRun found it last, OverRun found it over, 0 while it
	// lasts; Since is when FirstRun ended.
	FirstRun, LastRun, OverRun int64
	Since                      time.Time
	Known                      *Acknowledgement // nil when nobody knows of it, or no longer
}

// Acknowledgement says that a person knows of a trouble, until a day.
type Acknowledgement struct {
	Source  string
	Kind    string      // empty for every trouble of the source
	Until   report.Date // included
	Who     string
	Why     string
	Entered time.Time
}

const (
	sqlSaveTrouble query = `INSERT INTO troubles (source, kind, host, actor, first_run, last_run, since, count, example, detail)
		VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9)
		ON CONFLICT (source, kind, host) DO UPDATE SET actor = excluded.actor, count = excluded.count, example = excluded.example,
			detail = excluded.detail, last_run = excluded.last_run,
			first_run = CASE WHEN troubles.over_run IS NULL THEN troubles.first_run ELSE excluded.first_run END,
			since = CASE WHEN troubles.over_run IS NULL THEN troubles.since ELSE excluded.since END, over_run = NULL`
	sqlEndTroubles query = `UPDATE troubles SET over_run = $2 WHERE source = $1 AND over_run IS NULL AND last_run <> $2`
	sqlTroublesOf  query = `SELECT t.source, t.kind, t.host, t.actor, t.count, t.example, t.detail, t.first_run, t.last_run,
			coalesce(t.over_run, 0), t.since, coalesce(a.kind, ''), coalesce(a.until, ''), coalesce(a.who, ''), coalesce(a.why, ''),
			coalesce(a.entered, '')
		FROM troubles t LEFT JOIN acknowledgements a ON a.source = t.source AND a.until >= $1
			AND a.kind = (SELECT max(b.kind) FROM acknowledgements b WHERE b.source = t.source AND b.kind IN ('', t.kind) AND b.until >= $1)
		ORDER BY t.source, t.kind, t.host`
	sqlAcknowledge query = `INSERT INTO acknowledgements (source, kind, until, who, why, entered) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (source, kind) DO UPDATE SET until = excluded.until, who = excluded.who, why = excluded.why, entered = excluded.entered`
	sqlSourceKnown query = `SELECT 1 FROM sources WHERE id = $1`
	sqlEndedSo     query = `SELECT f.source, f.host, v.outcome, count(*), min(f.url), min(v.detail)
		FROM visits v JOIN frontier f ON f.id = v.request_id
		WHERE v.run_id = $1 AND v.id = (SELECT max(w.id) FROM visits w WHERE w.request_id = v.request_id AND w.run_id = $1)
		GROUP BY f.source, f.host, v.outcome ORDER BY f.source, f.host, v.outcome`
	sqlListVisits query = `SELECT f.source, f.url, f.depth, v.outcome, v.listing, coalesce(b.listing, '')
		FROM visits v JOIN frontier f ON f.id = v.request_id
		LEFT JOIN visits b ON b.id = (SELECT max(w.id) FROM visits w JOIN runs r ON r.id = w.run_id
			WHERE w.request_id = v.request_id AND w.run_id < $1 AND w.listing <> '' AND w.outcome <> 'list_unreadable')
		WHERE v.run_id = $1 AND v.listing <> ''
			AND v.id = (SELECT max(w.id) FROM visits w WHERE w.request_id = v.request_id AND w.run_id = $1)
		ORDER BY f.source, f.depth, f.request`
)

var (
	troubleQueries     = []query{sqlSaveTrouble, sqlEndTroubles, sqlAcknowledge, sqlSourceKnown}
	troubleReadQueries = []query{sqlTroublesOf, sqlEndedSo}
)

// SaveTroubles enters what a run found wrong with the sources that it visited, at its end. What was wrong with one of
// them before and is no longer among it is over.
func (s *Store) SaveTroubles(ctx context.Context, run int64, visited []string, found []SourceTrouble, now time.Time) error {
	return s.write(ctx, fmt.Sprintf("save the troubles of run %d", run), func(t *transaction) error {
		for i := range found {
			x := &found[i]
			_, err := t.exec(sqlSaveTrouble, x.Source, x.Kind, x.Host, string(x.Actor), run, moment(now), x.Count, clean(x.URL), clean(x.Detail))
			if err != nil {
				return fmt.Errorf("%s %s: %w", x.Source, x.Kind, err)
			}
		}
		for _, source := range visited {
			if _, err := t.exec(sqlEndTroubles, source, run); err != nil {
				return err
			}
		}
		return nil
	})
}

// SourceTroubles gives what is or was wrong with sources, by source, kind and host; today decides which acknowledgements
// still hold.
func (s *Store) SourceTroubles(ctx context.Context, today report.Date) ([]SourceTrouble, error) {
	return collect(ctx, s, "troubles of the sources", sqlTroublesOf, []any{today.String()}, func(rows *sql.Rows, x *SourceTrouble) error {
		var since, until, entered string
		a := Acknowledgement{}
		err := rows.Scan(&x.Source, &x.Kind, &x.Host, &x.Actor, &x.Count, &x.URL, &x.Detail, &x.FirstRun, &x.LastRun, &x.OverRun, &since,
			&a.Kind, &until, &a.Who, &a.Why, &entered)
		if err == nil {
			x.Since, err = parseMoment(since)
		}
		if err != nil || until == "" {
			return err
		}
		a.Source, x.Known = x.Source, &a
		if a.Entered, err = parseMoment(entered); err != nil {
			return err
		}
		a.Until, err = report.ParseDate(until)
		return err
	})
}

// Acknowledge keeps that a person knows of a trouble; an earlier one about the same is replaced. The source must be
// known: ErrNotFound.
func (s *Store) Acknowledge(ctx context.Context, a Acknowledgement) error {
	if a.Until.IsZero() || a.Why == "" {
		return errors.New("acknowledge: a day and a reason are needed")
	}
	return s.write(ctx, "acknowledge "+a.Source, func(t *transaction) error {
		var one int
		if found, err := t.get(sqlSourceKnown, []any{a.Source}, &one); err != nil || !found {
			return orErr(err, fmt.Errorf("source %q: %w", a.Source, ErrNotFound))
		}
		_, err := t.exec(sqlAcknowledge, a.Source, a.Kind, a.Until.String(), clean(a.Who), clean(a.Why), moment(a.Entered))
		return err
	})
}

// EndedSo counts the requests of a source to a host whose last visit in a run ended so, with an example.
type EndedSo struct {
	Source, Host string
	Outcome      report.Outcome
	Requests     int
	URL, Detail  string
}

// EndedSo tells by source, host and outcome how the requests of a run ended.
func (s *Store) EndedSo(ctx context.Context, run int64) ([]EndedSo, error) {
	return collect(ctx, s, "how the requests ended", sqlEndedSo, []any{run}, func(rows *sql.Rows, e *EndedSo) error {
		return rows.Scan(&e.Source, &e.Host, &e.Outcome, &e.Requests, &e.URL, &e.Detail)
	})
}

// ListVisit is how a list page was read in a run, and how in the run before that read it last.
type ListVisit struct {
	Source, URL string
	Depth       int // list pages between the column and this one
	Outcome     report.Outcome
	Now         page.Listing
	Before      *page.Listing // nil when it was never read before
}

// WalkListVisits gives the list pages that were read in a run, by source.
func (s *Store) WalkListVisits(ctx context.Context, run int64) iter.Seq2[ListVisit, error] {
	return walked(ctx, s, "list pages of a run", sqlListVisits, []any{run}, func(rows *sql.Rows) (l ListVisit, err error) {
		var now, before string
		if err := rows.Scan(&l.Source, &l.URL, &l.Depth, &l.Outcome, &now, &before); err != nil {
			return l, err
		}
		if before != "" {
			l.Before = &page.Listing{}
			if err := decodeAll(&decoding{before, l.Before}); err != nil {
				return l, err
			}
		}
		return l, decodeAll(&decoding{now, &l.Now})
	})
}
