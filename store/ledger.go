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
	sqlSaveLedger query = `INSERT INTO ledger (body_id, year, state, basis, deadline, published, first_seen, late, evidence, body_key, area)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, (SELECT key FROM bodies WHERE id = $1), (SELECT substr(division, 1, 6) FROM bodies WHERE id = $1))
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
	// Limit is the largest number of entries, after the first Offset; 0 for all, and then no offset and place either.
	Limit, Offset int
	// After leaves what stands behind a place, Before the last ones in front of one; nil for no bound.
	After, Before *Place
}

// Place is where the entry stands in the ledger.
func (e *LedgerEntry) Place() Place { return Place{Body: e.Body.Key, Year: e.Year} }

// Ledger lists the entries by body and year.
func (s *Store) Ledger(ctx context.Context, f LedgerFilter) ([]LedgerEntry, error) {
	return gather(s.WalkLedger(ctx, f))
}

// rows gives what stands behind the columns, with its values. Of a list of which only a part is wanted its entries alone
// are found first: by their state, which is rare, or through the bodies in their order.
func (f *LedgerFilter) rows() (text string, values []any) {
	const order = " ORDER BY b.key, l.year"
	if f.Limit <= 0 {
		w := &where{}
		text = f.part().bodies(w) + " CROSS JOIN ledger l ON l.body_id = b.id"
		f.conditions(w)
		return text + w.text() + order, w.values
	}
	chosen, values := f.chosen()
	return " FROM (" + chosen + ") chosen CROSS JOIN bodies b ON b.id = chosen.body CROSS JOIN ledger l ON l.body_id = b.id AND l.year = chosen.year" + order, values
}

func (f *LedgerFilter) part() *part { return &part{f.Division, f.Limit, f.Offset, f.After, f.Before} }

func (f *LedgerFilter) chosen() (text string, values []any) {
	w, p := &where{}, f.part()
	from, columns := " FROM ledger l", []string{"l.body_key", "l.year"}
	if len(f.States) != 1 || f.Division+f.Body+f.Kind != "" {
		from, columns = p.bodies(w)+" CROSS JOIN ledger l ON l.body_id = b.id", []string{"b.key", "l.year"}
	}
	f.conditions(w)
	p.within(w, columns)
	return "SELECT l.body_id AS body, l.year AS year" + from + w.text() + p.order(w, columns), w.values
}

// conditions are those on entries l and bodies b but for the division.
func (f *LedgerFilter) conditions(w *where) {
	if f.Body != "" {
		w.add("b.key = ?", f.Body)
	}
	if f.Kind != "" {
		w.add("b.kind = ?", f.Kind)
	}
	if f.From == f.To && f.From != 0 {
		w.add("l.year = ?", f.From)
	} else {
		(&Filter{From: f.From, To: f.To}).years(w, "l.year")
	}
	states := make([]any, len(f.States))
	for i, state := range f.States {
		states[i] = string(state)
	}
	w.addList("l.state", states)
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

const sqlLedgerTotals query = `SELECT year, state, bodies FROM ledger_totals WHERE area = '*' ORDER BY year, state`

// LedgerTotals counts the ledger by year and state.
func (s *Store) LedgerTotals(ctx context.Context) ([]LedgerTotal, error) {
	return collect(ctx, s, "count the ledger", sqlLedgerTotals, nil, func(rows *sql.Rows, x *LedgerTotal) error {
		return rows.Scan(&x.Year, &x.State, &x.Bodies)
	})
}
