package extract

import (
	"fmt"

	"github.com/nianbao/nianbao/report"
)

// gaps doubts the numbers beside an empty cell where nothing but the place of the cells says whose they are: in a row of table
// two, or in a group of table four, whose sum then cannot be worked out. Where a table prints its zeros, an empty cell is one
// whose number was lost, and the numbers beside it may have moved. A table that leaves its zeros empty, sums aside, has no doubt.
func (s *session) gaps() {
	for _, t := range []report.Table{report.Disclosure, report.Disputes} {
		form, ok := report.FormOf(t, s.report.Forms[t])
		if !ok {
			continue
		}
		var odd []gap
		rows, zero := 0, false
		for _, b := range form.Blocks {
			for _, r := range b.Rows {
				g := gap{label: r.Label}
				for _, c := range b.Columns {
					zero = g.take(s.report, report.Key{Table: t, Row: r.Row, Column: c.Column}) || zero
				}
				if rows++; g.blank && g.number {
					odd = append(odd, g)
				}
			}
		}
		if zero && len(odd)*3 <= rows {
			for i := range odd {
				s.report.Findings = append(s.report.Findings, odd[i].finding())
			}
		}
	}
}

// gap is a row with what stands in its cells.
type gap struct {
	label         string
	cells         []report.Key
	blank, number bool
}

// take adds a cell of the row; true when it is a printed 0 and no sum.
func (g *gap) take(r *report.Report, k report.Key) (zero bool) {
	c := r.Cells.At(k)
	switch {
	case c.State == report.Blank:
		g.blank = true
	case c.State.HasValue():
		zero = c.State == report.Printed && c.Value.Sign() == 0 && k.Column != report.ColumnTotal
		g.number = true
	}
	g.cells = append(g.cells, k)
	return zero
}

func (g *gap) finding() report.Finding {
	return report.Finding{
		Relation: report.RuleShape, Severity: report.Warning, Cells: g.cells, Fault: report.FaultUndetermined,
		Message: fmt.Sprintf("row %q has an empty cell in a table that prints its zeros: its numbers may have moved", g.label),
	}
}
