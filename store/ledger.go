package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/nianbao/nianbao/report"
)

// LedgerEntry is what is known of a body in a year.
type LedgerEntry struct {
	Body Body
	Year int
	report.Verdict
	Evidence report.Evidence
}

const (
	sqlSaveLedger query = `INSERT INTO ledger (body_id, year, state, basis, deadline, published, first_seen, late, evidence)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (body_id, year) DO UPDATE SET state = excluded.state, basis = excluded.basis, deadline = excluded.deadline,
			published = excluded.published, first_seen = excluded.first_seen, late = excluded.late, evidence = excluded.evidence`
	sqlDropLedger query = `DELETE FROM ledger WHERE body_id = $1 AND year = $2`
	sqlLedgerRows query = `SELECT body_id, year, state, basis, coalesce(late, -1), evidence FROM ledger ORDER BY body_id, year`
)

const ledgerColumns = `SELECT b.id, b.key, b.name, b.kind, b.division, b.credit_code, b.parent,
		CASE WHEN b.source = 'register' THEN 1 ELSE 0 END, l.year, l.state, l.basis, coalesce(l.late, -1), l.evidence`

var (
	ledgerQueries     = []query{sqlSaveLedger, sqlDropLedger, sqlLedgerRows, sqlScopeYears, sqlDropScope, sqlInsertScope}
	ledgerReadQueries = []query{sqlLedgerTotals, sqlScopes, sqlScopeBodies, sqlCounted, sqlListPages, sqlMissingPages, sqlUnexplained}
)

// SaveLedger makes the ledger just these entries, in one transaction: it writes those that changed and drops those
// that are not among them. It tells how many changed.
func (s *Store) SaveLedger(ctx context.Context, entries []LedgerEntry) (changed int, err error) {
	type seat struct {
		body int64
		year int
	}
	type row struct {
		state, basis, evidence string
		late                   int
	}
	wanted := make(map[seat]row, len(entries))
	for i := range entries {
		e := &entries[i]
		at := seat{e.Body.ID, e.Year}
		if _, twice := wanted[at]; twice {
			return 0, fmt.Errorf("save the ledger: %s %d stands in it twice", e.Body.Key, e.Year)
		}
		wanted[at] = row{string(e.State), clean(e.Basis), encode(e.Evidence), lateOf(e.Late)}
	}
	err = s.write(ctx, "save the ledger", func(t *transaction) error {
		changed = 0
		var gone []seat
		err := t.each(sqlLedgerRows, nil, func(rows *sql.Rows) error {
			var at seat
			var have row
			err := rows.Scan(&at.body, &at.year, &have.state, &have.basis, &have.late, &have.evidence)
			if want, kept := wanted[at]; !kept {
				gone = append(gone, at)
			} else if want == have {
				delete(wanted, at)
			}
			return err
		})
		if err != nil {
			return err
		}
		for _, at := range gone {
			if _, err := t.exec(sqlDropLedger, at.body, at.year); err != nil {
				return err
			}
		}
		changed = len(gone)
		for i := range entries {
			e := &entries[i]
			want, other := wanted[seat{e.Body.ID, e.Year}]
			if !other {
				continue
			}
			changed++
			if err := t.saveLedger(e, want.evidence); err != nil {
				return fmt.Errorf("%s %d: %w", e.Body.Key, e.Year, err)
			}
		}
		return nil
	})
	return changed, err
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

// LedgerFilter chooses entries of the ledger. The zero filter chooses all.
type LedgerFilter struct {
	Body     string // natural key
	Division string // prefix of the body's division code
	Kind     string // kind of the body
	From, To int    // years reported on, both included; 0 for open
	States   []report.State
	// Limit is the largest number of entries, after the first Offset; 0 for all.
	Limit, Offset int
}

// Ledger lists the entries by body and year.
func (s *Store) Ledger(ctx context.Context, f LedgerFilter) ([]LedgerEntry, error) {
	return gather(s.WalkLedger(ctx, f))
}

// tables goes through the bodies in their order and not through every entry of a year, unless states are asked for,
// which are rare.
func (f *LedgerFilter) tables() string {
	if len(f.States) > 0 {
		return " FROM ledger l JOIN bodies b ON b.id = l.body_id"
	}
	return " FROM bodies b CROSS JOIN ledger l ON l.body_id = b.id"
}

// where gives the condition on entries l and bodies b.
func (f *LedgerFilter) where() *where {
	w := &where{}
	if f.Body != "" {
		w.add("b.key = ?", f.Body)
	}
	if f.Division != "" {
		w.add("b.division >= ? AND b.division < ?", f.Division, f.Division+"\U0010FFFF")
	}
	if f.Kind != "" {
		w.add("b.kind = ?", f.Kind)
	}
	if f.From != 0 {
		w.add("l.year >= ?", f.From)
	}
	if f.To != 0 {
		w.add("l.year <= ?", f.To)
	}
	states := make([]any, len(f.States))
	for i, state := range f.States {
		states[i] = string(state)
	}
	w.addList("l.state", states)
	return w
}

func scanLedger(rows *sql.Rows) (e LedgerEntry, err error) {
	var evidence string
	var late int
	b := &e.Body
	err = rows.Scan(&b.ID, &b.Key, &b.Name, &b.Kind, &b.Division, &b.CreditCode, &b.Parent, &b.Register, &e.Year, &e.State,
		&e.Basis, &late, &evidence)
	if err != nil {
		return e, err
	}
	if late >= 0 {
		e.Late = &late
	}
	return e, decodeAll(&decoding{evidence, &e.Evidence})
}

// LedgerTotal is how many bodies are in a state in a year.
type LedgerTotal struct {
	Year   int
	State  report.State
	Bodies int
}

const sqlLedgerTotals query = `SELECT year, state, count(*) FROM ledger GROUP BY year, state ORDER BY year, state`

// LedgerTotals counts the ledger by year and state.
func (s *Store) LedgerTotals(ctx context.Context) ([]LedgerTotal, error) {
	return collect(ctx, s, "count the ledger", sqlLedgerTotals, nil, func(rows *sql.Rows, x *LedgerTotal) error {
		return rows.Scan(&x.Year, &x.State, &x.Bodies)
	})
}
