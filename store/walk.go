package store

import (
	"context"
	"database/sql"
	"errors"
	"iter"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// walked gives the rows of a statement one after another, at one state of the database; after an error it ends.
func walked[T any](ctx context.Context, s *Store, what string, q query, values []any, scan func(*sql.Rows) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		err := s.read(ctx, what, func(t *transaction) error {
			return t.eachOf(q, values, func(rows *sql.Rows) error {
				one, err := scan(rows)
				if err == nil && !yield(one, nil) {
					return errStop
				}
				return err
			})
		})
		if err != nil && !errors.Is(err, errStop) {
			var none T
			yield(none, err)
		}
	}
}

// gather makes a list of what a walk gives.
func gather[T any](walk iter.Seq2[T, error]) (list []T, err error) {
	for one, err := range walk {
		if err != nil {
			return list, err
		}
		list = append(list, one)
	}
	return list, nil
}

// WalkReports gives what Reports lists, one after another.
func (s *Store) WalkReports(ctx context.Context, filter Filter) iter.Seq2[Summary, error] {
	text, values := filter.rows(rowsOfReadings)
	return walked(ctx, s, "list reports", query("SELECT "+summaryColumns+text), values, func(rows *sql.Rows) (Summary, error) { return scanSummary(rows) })
}

// WalkLedger gives what Ledger lists, one after another.
func (s *Store) WalkLedger(ctx context.Context, f LedgerFilter) iter.Seq2[LedgerEntry, error] {
	text, values := f.rows()
	return walked(ctx, s, "list the ledger", query(ledgerColumns+text), values, scanLedger)
}

// WalkAttributes gives what Attributes lists, one after another.
func (s *Store) WalkAttributes(ctx context.Context, f AttributeFilter) iter.Seq2[Attribute, error] {
	w := f.where()
	return walked(ctx, s, "list attributes of bodies", query(f.selection()+w.text()+attributeOrder), w.values, scanAttribute)
}

// OtherFinding is a finding between a report and another one.
type OtherFinding struct {
	// Body, Year and URL name the other report; all of them are zero where it is several.
	Body string
	Year int
	URL  string
	report.Finding
}

const sqlAcrossOf query = `SELECT coalesce(b.key, ''), coalesce(o.year, 0), coalesce(d.request, ''), ` + acrossColumns + `
	FROM across x LEFT JOIN readings o ON o.id = x.other_id LEFT JOIN documents d ON d.id = o.document_id
	LEFT JOIN bodies b ON b.id = o.body_id WHERE x.reading_id = $1 ORDER BY x.ordinal`

var walkQueries = []query{sqlAcrossOf}

// AcrossOf lists the findings between one report, by the id of its reading, and others.
func (s *Store) AcrossOf(ctx context.Context, reading int64) ([]OtherFinding, error) {
	return collect(ctx, s, "findings between reports", sqlAcrossOf, []any{reading}, func(rows *sql.Rows, f *OtherFinding) (err error) {
		var text findingText
		if err := rows.Scan(append([]any{&f.Body, &f.Year, &f.URL}, text.into()...)...); err != nil {
			return err
		}
		f.Finding, err = text.finding()
		return err
	})
}

// ArchivedVisit is a visit that brought a page.
type ArchivedVisit struct {
	ID      int64
	Request page.Request
	Page    page.Page // with its body
	By      []By      // who handed it in; empty for one that was fetched
}

const visitColumns = `SELECT v.id, f.url, f.method, coalesce(f.body, x''), f.type, f.referer, f.kind, v.digest, v.facts, v.headers, f.hints,
		coalesce(h.who, ''), coalesce(h.why, ''), coalesce(h.file, '')
	FROM visits v JOIN frontier f ON f.id = v.request_id LEFT JOIN handed h ON h.visit_id = v.id`

// WalkVisits gives the visits that brought a page, with the page, by request and then in order of time. A filter
// that chooses something leaves only the pages from which the chosen readings were made.
func (s *Store) WalkVisits(ctx context.Context, filter Filter) iter.Seq2[ArchivedVisit, error] {
	w := &where{}
	if !filter.everything() {
		w = filter.where(rowsOfReadings)
		w.parts = []string{"EXISTS (SELECT 1" + summaryTables + w.text() + " AND d.request_id = v.request_id AND r.digest = v.digest)"}
	}
	w.add("v.outcome = 'fetched' AND v.digest IS NOT NULL")
	q := query(visitColumns + w.text() + " ORDER BY f.request, v.ended, v.id")
	return func(yield func(ArchivedVisit, error) bool) {
		for v, err := range walked(ctx, s, "list visits", q, w.values, scanVisit) {
			if err == nil {
				v.Page.Body, err = s.Archived(ctx, v.digest)
			}
			if !yield(v.ArchivedVisit, err) || err != nil {
				return
			}
		}
	}
}

// everything tells whether the filter chooses nothing in particular.
func (f *Filter) everything() bool {
	return f.Division == "" && f.Body == "" && f.Kind == "" && f.From == 0 && f.To == 0 && len(f.Scopes) == 0 &&
		len(f.Statuses) == 0 && f.Relation == "" && f.Limit == 0
}

// visitRow is a visit whose page has not been taken from the archive.
type visitRow struct {
	ArchivedVisit
	digest page.Digest
}

func scanVisit(rows *sql.Rows) (v visitRow, err error) {
	var body []byte
	var facts, headers, hints string
	var by By
	r := &v.Request
	err = rows.Scan(&v.ID, &r.URL, &r.Method, &body, &r.Type, &r.Referer, &r.Kind, &v.digest, &facts, &headers, &hints, &by.Who, &by.Why, &by.File)
	if err != nil {
		return v, err
	}
	r.Body = string(body)
	if v.Page.Facts, err = decodeFacts(facts, headers); err != nil {
		return v, err
	}
	if by.Who != "" {
		by.When = v.Page.Facts.Fetched
		v.By = []By{by}
	}
	v.Page.Hints, err = decodeHints(hints)
	r.Hints = v.Page.Hints
	return v, err
}
