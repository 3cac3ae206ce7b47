package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"github.com/nianbao/nianbao/report"
)

// Loaded is a reading with everything.
type Loaded struct {
	Summary
	Report     *report.Report
	Resolution Resolution
}

const loadedColumns = `, r.rest, r.resolution, p.key_list_id, p.cells`

const sqlLoadOne = query("SELECT " + summaryColumns + loadedColumns + summaryTables +
	" JOIN proofs p ON p.reading_id = r.id WHERE r.id = $1")

const sqlFindingsOf query = `SELECT relation, severity, fault, cells, message, left_side, right_side, suspects, candidates
	FROM findings WHERE reading_id = $1 ORDER BY ordinal`

var readQueries = []query{sqlRuns, sqlRun, sqlKeyList, sqlPending, sqlContent, sqlContents, sqlAnyCorrection, sqlHanded, sqlPageOf, sqlLoadOne, sqlFindingsOf}

// Report gives a report as it was saved, with the proof of every cell, its findings and sections.
func (s *Store) Report(ctx context.Context, reading int64) (*report.Report, error) {
	var one Loaded
	err := s.read(ctx, fmt.Sprintf("reading %d", reading), func(t *transaction) (err error) {
		one, err = t.loadOne(reading)
		return err
	})
	return one.Report, err
}

func (t *transaction) loadOne(reading int64) (one Loaded, err error) {
	found := false
	err = t.each(sqlLoadOne, []any{reading}, func(rows *sql.Rows) (err error) {
		found = true
		one, err = t.scanLoaded(rows)
		return err
	})
	if err == nil && !found {
		err = ErrNotFound
	}
	return one, err
}

// ReportsOf gives reports as Report does, by the ids of their readings and all of them at one state of the database.
func (s *Store) ReportsOf(ctx context.Context, readings []int64) (map[int64]*report.Report, error) {
	all := make(map[int64]*report.Report, len(readings))
	err := s.read(ctx, "load reports", func(t *transaction) error {
		for _, id := range readings {
			one, err := t.loadOne(id)
			if err != nil {
				return fmt.Errorf("reading %d: %w", id, err)
			}
			all[id] = one.Report
		}
		return nil
	})
	return all, err
}

// errStop ends a walk whose reader has seen enough.
var errStop = errors.New("stop")

// Load gives readings with everything, one after another in natural order and all of them at one state of the
// database. After an error it ends.
func (s *Store) Load(ctx context.Context, filter Filter) iter.Seq2[Loaded, error] {
	return func(yield func(Loaded, error) bool) {
		err := s.read(ctx, "load reports", func(t *transaction) error {
			return t.load(&filter, func(one Loaded) error {
				if !yield(one, nil) {
					return errStop
				}
				return nil
			})
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(Loaded{}, err)
		}
	}
}

// load sorts the ids alone: whole rows, with their blobs, would fill the disk while they are sorted.
func (t *transaction) load(filter *Filter, each func(Loaded) error) error {
	text, values := filter.rows(rowsOfReadings)
	var ids []int64
	err := t.eachOf(query("SELECT r.id"+text), values, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range ids {
		one, err := t.loadOne(id)
		if err != nil {
			return fmt.Errorf("reading %d: %w", id, err)
		}
		if err := each(one); err != nil {
			return err
		}
	}
	return nil
}

func (t *transaction) scanLoaded(rows *sql.Rows) (l Loaded, err error) {
	var rest, cells []byte
	var resolution string
	var list int64
	if l.Summary, err = scanSummary(rows, &rest, &resolution, &list, &cells); err != nil {
		return l, err
	}
	if err := decodeAll(&decoding{resolution, &l.Resolution}); err != nil {
		return l, err
	}
	text, err := t.store.zipper.unzip(rest, 0)
	if err != nil {
		return l, err
	}
	l.Report = &report.Report{}
	if err := l.Report.UnmarshalJSON(text); err != nil {
		return l, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	l.Report.Reader, l.Report.Page.Fetched = l.Reader, l.Fetched
	keys, err := t.keysOf(list)
	if err != nil {
		return l, err
	}
	if err := t.store.zipper.unpack(cells, keys, &l.Report.Cells); err != nil {
		return l, err
	}
	if l.Notes+l.Warnings+l.Errors > 0 {
		l.Report.Findings, err = t.findingsOf(l.ID)
	}
	return l, err
}

func (t *transaction) findingsOf(reading int64) (findings []report.Finding, err error) {
	err = t.each(sqlFindingsOf, []any{reading}, func(rows *sql.Rows) error {
		f, err := scanFinding(rows)
		findings = append(findings, f)
		return err
	})
	return findings, err
}
