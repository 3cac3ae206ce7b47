package report_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

func TestCheckDocuments(t *testing.T) {
	licensing := report.Key{Table: report.Disclosure, Row: report.RowLicensing, Column: report.ColumnDecisions}
	received := report.Key{Table: report.Applications, Row: report.RowReceived, Column: report.ColumnTotal}
	page := func(change func(*report.Report)) *report.Report {
		r := &report.Report{Year: 2023, Page: report.Origin{URL: "http://a.test/2"}}
		for _, table := range report.Tables() {
			r.Forms[table] = report.Edition2021
		}
		for _, k := range r.Forms.Keys() {
			*r.Cells.At(k) = report.Cell{State: report.Printed, Value: report.Int(7)}
		}
		change(r)
		return r
	}
	counts := page(func(*report.Report) {})
	for name, c := range map[string]struct {
		change func(*report.Report)
		cells  []report.Key
		words  string
	}{
		"the same":             {func(*report.Report) {}, nil, ""},
		"a digit":              {func(r *report.Report) { r.Cells.At(licensing).Value = report.Int(8) }, []report.Key{licensing}, "7 ≠ 8"},
		"a blank":              {func(r *report.Report) { *r.Cells.At(received) = report.Cell{State: report.Blank} }, []report.Key{received}, "7 ≠ blank"},
		"implied and the same": {func(r *report.Report) { r.Cells.At(received).State = report.Implied }, nil, ""},
		"two": {func(r *report.Report) {
			r.Cells.At(received).Value, r.Cells.At(licensing).Value = report.Int(1), report.Int(2)
		}, []report.Key{licensing, received}, "2 处"},
		"a table is missing": {func(r *report.Report) {
			r.Forms[report.Disclosure] = report.NoEdition
			r.Cells.At(licensing).Value = report.Int(8)
		}, nil, ""},
		"another year":  {func(r *report.Report) { r.Year, r.Cells.At(licensing).Value = 2022, report.Int(8) }, nil, ""},
		"another scope": {func(r *report.Report) { r.Agency.Scope, r.Cells.At(licensing).Value = report.ScopeArea, report.Int(8) }, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := report.CheckDocuments(counts, page(c.change))
			if len(c.cells) == 0 {
				if len(got) != 0 {
					t.Fatalf("%+v", got)
				}
				return
			}
			if len(got) != 1 || got[0].Relation != report.RuleDocuments || !slices.Equal(got[0].Cells, c.cells) ||
				!strings.Contains(got[0].Message, c.words) || !strings.Contains(got[0].Message, "http://a.test/2") {
				t.Errorf("%+v", got)
			}
		})
	}
}
