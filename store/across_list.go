package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/nianbao/nianbao/report"
)

const (
	sqlDumpAcross query = `SELECT coalesce(b.key, ''), r.year, r.scope, d.request, coalesce(p.key, ''), coalesce(o.year, 0),
			coalesce(e.request, ''), ` + acrossColumns + `
		FROM across x JOIN readings r ON r.id = x.reading_id JOIN documents d ON d.id = r.document_id
		LEFT JOIN bodies b ON b.id = r.body_id LEFT JOIN readings o ON o.id = x.other_id
		LEFT JOIN documents e ON e.id = o.document_id LEFT JOIN bodies p ON p.id = o.body_id
		WHERE r.standing = 'current'
		ORDER BY coalesce(b.key, ''), r.year, r.scope, d.request, r.digest, x.ordinal`
)

var acrossReadQueries = []query{sqlDumpAcross}

// AcrossFound is a finding between reports, with the report that it is about and the other one.
type AcrossFound struct {
	Summary
	Ordinal int   // among those of the report
	Other   int64 // id of the reading on the other side; 0 where that is several
	report.Finding
}

// Place is where the finding stands in lists.
func (f *AcrossFound) Place() Place { return Place{f.Body.Key, f.Year, f.Scope, f.Ordinal} }

// Across lists the findings between reports about the readings that the filter chooses, in natural order.
// Filter.Relation leaves only findings of that relation; Filter.Limit counts findings.
func (s *Store) Across(ctx context.Context, filter Filter) (list []AcrossFound, err error) {
	text, values := filter.rows(rowsOfAcross)
	q := query("SELECT " + summaryColumns + ", x.ordinal, coalesce(x.other_id, 0), " + acrossColumns + text)
	err = s.read(ctx, "list findings between reports", func(t *transaction) error {
		return t.eachOf(q, values, func(rows *sql.Rows) error {
			var text findingText
			var found AcrossFound
			var err error
			if found.Summary, err = scanSummary(rows, append([]any{&found.Ordinal, &found.Other}, text.into()...)...); err != nil {
				return err
			}
			found.Finding, err = text.finding()
			list = append(list, found)
			return err
		})
	})
	return list, err
}

// dumpAcrossLine is a line of the canonical dump.
type dumpAcrossLine struct {
	Type      string       `json:"type"`
	Body      string       `json:"body"`
	Year      int          `json:"year"`
	Scope     report.Scope `json:"scope"`
	URL       string       `json:"url"`
	OtherBody string       `json:"other_body"`
	OtherYear int          `json:"other_year"`
	OtherURL  string       `json:"other_url"`
	report.Finding
}

// dumpAcross writes the findings between reports.
func (t *transaction) dumpAcross(lines *json.Encoder) error {
	return t.each(sqlDumpAcross, nil, func(rows *sql.Rows) (err error) {
		l := dumpAcrossLine{Type: "across"}
		var scope string
		var text findingText
		into := append([]any{&l.Body, &l.Year, &scope, &l.URL, &l.OtherBody, &l.OtherYear, &l.OtherURL}, text.into()...)
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if err := unmarshalTexts([]textInto{{scope, &l.Scope}}); err != nil {
			return err
		}
		if l.Finding, err = text.finding(); err != nil {
			return err
		}
		return lines.Encode(l)
	})
}
