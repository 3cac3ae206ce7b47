package store

import (
	"context"
	"database/sql"

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
	sqlDropLedger   query = `DELETE FROM ledger WHERE body_id = $1 AND year = $2`
	sqlDropLedgerOf query = `DELETE FROM ledger WHERE body_id = $1`
	sqlLedgerRows   query = `SELECT year, state, basis, coalesce(late, -1), evidence FROM ledger WHERE body_id = $1 ORDER BY year`
	sqlLedgerBodies query = `SELECT DISTINCT body_id FROM ledger ORDER BY body_id`
)

const ledgerColumns = `SELECT b.id, b.key, b.name, b.kind, b.division, b.credit_code, b.parent,
		CASE WHEN b.source = 'register' THEN 1 ELSE 0 END, l.year, l.state, l.basis, coalesce(l.late, -1), l.evidence`

var (
	ledgerQueries     = []query{sqlSaveLedger, sqlDropLedger, sqlDropLedgerOf, sqlLedgerRows, sqlLedgerBodies, sqlScopeYears, sqlDropScope, sqlInsertScope}
	ledgerReadQueries = []query{sqlLedgerTotals, sqlScopes, sqlSoughtBodies, sqlSoughtIn, sqlCounted, sqlListRuns, sqlUnexplained}
)

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
