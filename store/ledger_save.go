package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"
)

// SaveLedger makes the ledger just these entries, in one transaction: it writes those that changed and drops those
// that are not among them. It tells how many changed. The entries of a body come one after the other; only those of one
// body are held at a time. An error among them leaves the ledger as it was.
func (s *Store) SaveLedger(ctx context.Context, entries iter.Seq2[LedgerEntry, error]) (changed int, err error) {
	err = s.write(ctx, "save the ledger", func(t *transaction) error {
		w := ledgerWriter{transaction: t, saved: map[int64]bool{}}
		for e, err := range entries {
			if err != nil {
				return err
			}
			if err := w.add(e); err != nil {
				return err
			}
		}
		if err := w.flush(); err != nil {
			return err
		}
		err := w.dropOthers()
		changed = w.changed
		return err
	})
	return changed, err
}

// LedgerOf gives entries one after another, as SaveLedger takes them.
func LedgerOf(entries []LedgerEntry) iter.Seq2[LedgerEntry, error] {
	return func(yield func(LedgerEntry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// ledgerWriter writes entries body by body.
type ledgerWriter struct {
	*transaction
	body    []LedgerEntry  // of one body
	saved   map[int64]bool // the bodies before it
	changed int
}

// ledgerRow is how an entry is written.
type ledgerRow struct {
	state, basis, evidence string
	late                   int
}

func (w *ledgerWriter) add(e LedgerEntry) error {
	if len(w.body) > 0 && w.body[0].Body.ID != e.Body.ID {
		if err := w.flush(); err != nil {
			return err
		}
	}
	if w.saved[e.Body.ID] || slices.ContainsFunc(w.body, func(other LedgerEntry) bool { return other.Year == e.Year }) {
		return fmt.Errorf("%s %d stands in it twice, or apart from the other years of the body", e.Body.Key, e.Year)
	}
	w.body = append(w.body, e)
	return nil
}

// flush makes the ledger of one body what was added.
func (w *ledgerWriter) flush() error {
	if len(w.body) == 0 {
		return nil
	}
	id, have, gone := w.body[0].Body.ID, map[int]ledgerRow{}, map[int]bool{}
	err := w.each(sqlLedgerRows, []any{id}, func(rows *sql.Rows) error {
		var year int
		var row ledgerRow
		err := rows.Scan(&year, &row.state, &row.basis, &row.late, &row.evidence)
		have[year], gone[year] = row, true
		return err
	})
	if err != nil {
		return err
	}
	for i := range w.body {
		e := &w.body[i]
		delete(gone, e.Year)
		row := ledgerRow{string(e.State), clean(e.Basis), encode(e.Evidence), lateOf(e.Late)}
		if was, known := have[e.Year]; known && was == row {
			continue
		}
		w.changed++
		if err := w.saveLedger(e, row.evidence); err != nil {
			return fmt.Errorf("%s %d: %w", e.Body.Key, e.Year, err)
		}
	}
	for year := range gone {
		w.changed++
		if _, err := w.exec(sqlDropLedger, id, year); err != nil {
			return err
		}
	}
	w.saved[id], w.body = true, w.body[:0]
	return nil
}

// dropOthers drops the entries of bodies that nothing was added for.
func (w *ledgerWriter) dropOthers() error {
	var others []int64
	err := w.each(sqlLedgerBodies, nil, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		if !w.saved[id] {
			others = append(others, id)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range others {
		n, err := w.exec(sqlDropLedgerOf, id)
		if err != nil {
			return err
		}
		w.changed += int(n)
	}
	return nil
}

func (t *transaction) saveLedger(e *LedgerEntry, evidence string) error {
	var deadline, published string
	if d := e.Evidence.Deadline; d != nil {
		deadline = d.Date.String()
	}
	if r := e.Evidence.Reading; r != nil {
		published = r.Displayed.String()
	}
	var late any
	if e.Late != nil {
		late = *e.Late
	}
	_, err := t.exec(sqlSaveLedger, e.Body.ID, e.Year, string(e.State), clean(e.Basis), deadline, published,
		e.Evidence.FirstSeen.String(), late, evidence)
	return err
}

func lateOf(late *int) int {
	if late == nil {
		return -1
	}
	return *late
}
