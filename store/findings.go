package store

import (
	"context"
	"database/sql"

	"github.com/nianbao/nianbao/report"
)

// Found is a finding with the report that it is about.
type Found struct {
	Summary
	Ordinal int // among those of the report
	report.Finding
}

// Place is where the finding stands in lists.
func (f *Found) Place() Place { return Place{f.Body.Key, f.Year, f.Scope, f.Ordinal} }

const findingColumns = `, f.ordinal, f.relation, f.severity, f.fault, f.cells, f.message, f.left_side, f.right_side, f.suspects, f.candidates`

// Findings lists the findings of the readings that the filter chooses, in natural order and for one report in the
// order of the report. Filter.Relation leaves only findings of that relation; Filter.Limit counts findings.
func (s *Store) Findings(ctx context.Context, filter Filter) (list []Found, err error) {
	text, values := filter.rows(rowsOfFindings)
	err = s.read(ctx, "list findings", func(t *transaction) error {
		return t.eachOf(query("SELECT "+summaryColumns+findingColumns+text), values, func(rows *sql.Rows) error {
			var text findingText
			var one Found
			if one.Summary, err = scanSummary(rows, append([]any{&one.Ordinal}, text.into()...)...); err != nil {
				return err
			}
			one.Finding, err = text.finding()
			list = append(list, one)
			return err
		})
	})
	return list, err
}

// findingText is a finding as the database has it.
type findingText struct {
	severity, fault, cells, suspects, candidates string
	left, right                                  *string
	relation, message                            string
}

func (x *findingText) into() []any {
	return []any{&x.relation, &x.severity, &x.fault, &x.cells, &x.message, &x.left, &x.right, &x.suspects, &x.candidates}
}

func (x *findingText) finding() (f report.Finding, err error) {
	f.Relation, f.Message = x.relation, x.message
	if err := unmarshalTexts([]textInto{{x.severity, &f.Severity}, {x.fault, &f.Fault}}); err != nil {
		return f, err
	}
	if f.Left, err = number(x.left); err != nil {
		return f, err
	}
	if f.Right, err = number(x.right); err != nil {
		return f, err
	}
	err = decodeAll(&decoding{x.cells, &f.Cells}, &decoding{x.suspects, &f.Suspects}, &decoding{x.candidates, &f.Candidates})
	return f, err
}

func scanFinding(rows *sql.Rows) (report.Finding, error) {
	var text findingText
	if err := rows.Scan(text.into()...); err != nil {
		return report.Finding{}, err
	}
	return text.finding()
}
