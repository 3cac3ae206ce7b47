package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/nianbao/nianbao/report"
)

// RunInfo says what a run is.
type RunInfo struct {
	Kind      string   // crawl, reread, demo
	Program   string   // version of the program
	Arguments []string // what it was called with; runs with equal arguments continue each other
	// Planned runs ask only for what is due by the plan of the season; others for everything.
	Planned bool
}

// RunResult says how a run ended.
type RunResult struct {
	Result string           // ResultDone, ResultInterrupted or ResultFailed
	Counts map[string]int64 // whatever the run counted
	// Stopped says why it ended before its work did; empty when it did not.
	Stopped string
}

// The results of a run. A run that was killed has none.
const (
	ResultDone        = "done"
	ResultInterrupted = "interrupted" // stopped by a person, the hour or a full disk; may be resumed
	ResultFailed      = "failed"
)

// Run is a run as it is remembered.
type Run struct {
	ID int64
	RunInfo
	RunResult
	Started  time.Time
	Finished time.Time // zero while it runs and after it was killed
}

const (
	sqlInsertRun query = `INSERT INTO runs (kind, program, arguments, planned, started) VALUES ($1, $2, $3, $4, $5) RETURNING id`
	sqlFinishRun query = `UPDATE runs SET finished = $2, result = $3, counts = $4, stopped = $5 WHERE id = $1`
	sqlOpenRun   query = `SELECT id FROM runs
		WHERE kind = $1 AND arguments = $2 AND started >= $3 AND planned = $4 AND result IN ('', 'interrupted')
			AND id = (SELECT max(id) FROM runs WHERE kind = $1 AND arguments = $2)`
	sqlReopenRun  query = `UPDATE runs SET finished = '', result = '', stopped = '' WHERE id = $1`
	sqlFreshHosts query = `UPDATE hosts SET closed_run = NULL, closed_outcome = '', closed_detail = ''
		WHERE closed_run = $1 AND closed_outcome = $2 AND day <> $3`
	sqlServe       query = `UPDATE runs SET served = CASE WHEN id = $1 THEN 1 ELSE 0 END WHERE id = $1 OR served = 1`
	sqlNobodyWaits query = `UPDATE hosts SET waiting = 0 WHERE waiting > 0`
	sqlWhoWaits    query = `UPDATE hosts SET waiting = (SELECT count(*) FROM frontier f
			WHERE f.state = 'queued' AND f.run_id = $1 AND f.host = hosts.host)
		WHERE host IN (SELECT f.host FROM frontier f WHERE f.state = 'queued' AND f.run_id = $1)`
	runColumns       = `SELECT id, kind, program, arguments, planned, started, finished, result, counts, stopped FROM runs`
	sqlRuns    query = runColumns + ` ORDER BY id DESC LIMIT $1`
	sqlRun     query = runColumns + ` WHERE id = $1`
)

var runQueries = []query{sqlInsertRun, sqlFinishRun, sqlOpenRun, sqlReopenRun, sqlFreshHosts, sqlServe, sqlNobodyWaits, sqlWhoWaits, sqlForgetSent}

// StartRun begins a run. Leases are given out for the run that was started or resumed last.
func (s *Store) StartRun(ctx context.Context, info RunInfo, now time.Time) (run int64, err error) {
	arguments, err := json.Marshal(append([]string{}, info.Arguments...))
	if err != nil {
		return 0, err
	}
	err = s.write(ctx, "start a run", func(t *transaction) error {
		if _, err := t.get(sqlInsertRun, []any{info.Kind, info.Program, string(arguments), bit(info.Planned), moment(now)}, &run); err != nil {
			return err
		}
		if err := t.restAfterDeath(now); err != nil {
			return err
		}
		if _, err := t.exec(sqlForgetSent, moment(now.Add(-s.config.KeepManners))); err != nil {
			return err
		}
		return t.serve(run)
	})
	if err == nil {
		s.serve(run, info.Planned)
	}
	return run, err
}

// ResumeRun goes on with the latest run of the same kind and arguments when it was killed or interrupted and began
// at or after since; it gives 0 when there is none. What the run has done stays done: only what it still owes is
// leased again. A host that was closed because its requests of an earlier day were spent is open again.
func (s *Store) ResumeRun(ctx context.Context, info RunInfo, since, now time.Time) (run int64, err error) {
	arguments, err := json.Marshal(append([]string{}, info.Arguments...))
	if err != nil {
		return 0, err
	}
	err = s.write(ctx, "resume a run", func(t *transaction) error {
		found, err := t.get(sqlOpenRun, []any{info.Kind, string(arguments), moment(since), bit(info.Planned)}, &run)
		if err != nil || !found {
			return err
		}
		if _, err := t.exec(sqlFreshHosts, run, string(report.OutcomeBudget), dayOf(now)); err != nil {
			return err
		}
		if _, err := t.exec(sqlReopenRun, run); err != nil {
			return err
		}
		if err := t.restAfterDeath(now); err != nil {
			return err
		}
		return t.serve(run)
	})
	if err == nil && run != 0 {
		s.serve(run, info.Planned)
	}
	return run, err
}

// serve makes the counts of waiting requests those of the run.
func (t *transaction) serve(run int64) error {
	if _, err := t.exec(sqlServe, run); err != nil {
		return err
	}
	if _, err := t.exec(sqlNobodyWaits); err != nil {
		return err
	}
	_, err := t.exec(sqlWhoWaits, run)
	return err
}

// serve gives out leases for the run from now on.
func (s *Store) serve(run int64, planned bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.run, s.planned = run, planned
}

// byPlan tells whether the run that is served asks only for what is due by the plan.
func (s *Store) byPlan() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.planned
}

func (s *Store) served() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.run
}

// FinishRun ends a run.
func (s *Store) FinishRun(ctx context.Context, id int64, result RunResult, now time.Time) error {
	counts, err := json.Marshal(result.Counts)
	if err != nil {
		return err
	}
	if result.Counts == nil {
		counts = []byte("{}")
	}
	return s.write(ctx, fmt.Sprintf("finish run %d", id), func(t *transaction) error {
		changed, err := t.exec(sqlFinishRun, id, moment(now), result.Result, string(counts), clean(result.Stopped))
		if err == nil && changed == 0 {
			err = ErrNotFound
		}
		return err
	})
}

// Runs lists the latest runs, the newest first.
func (s *Store) Runs(ctx context.Context, limit int) ([]Run, error) {
	return collect(ctx, s, "list runs", sqlRuns, []any{limit}, scanRun)
}

// Run gives one run; ErrNotFound when there is none.
func (s *Store) Run(ctx context.Context, id int64) (Run, error) {
	runs, err := collect(ctx, s, fmt.Sprintf("run %d", id), sqlRun, []any{id}, scanRun)
	if err != nil || len(runs) == 0 {
		return Run{}, orErr(err, fmt.Errorf("run %d: %w", id, ErrNotFound))
	}
	return runs[0], nil
}

func scanRun(rows *sql.Rows, r *Run) error {
	var arguments, started, finished, counts string
	if err := rows.Scan(&r.ID, &r.Kind, &r.Program, &arguments, &r.Planned, &started, &finished, &r.Result,
		&counts, &r.Stopped); err != nil {
		return err
	}
	err := decodeAll(&decoding{arguments, &r.Arguments}, &decoding{counts, &r.Counts})
	if err == nil {
		r.Started, err = parseMoment(started)
	}
	if err == nil {
		r.Finished, err = parseMoment(finished)
	}
	return err
}

// decoding is a JSON text of the database and where it goes.
type decoding struct {
	text string
	into any
}

func decodeAll(list ...*decoding) error {
	for _, d := range list {
		if err := json.Unmarshal([]byte(d.text), d.into); err != nil {
			return fmt.Errorf("%w: %w", ErrCorrupt, err)
		}
	}
	return nil
}

// dayOf names the day for which requests to a host are counted: a calendar day in China.
func dayOf(now time.Time) string { return report.DateOf(now).String() }
