package extract

import (
	"fmt"
	"strings"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/extract/solve"
	"github.com/nianbao/nianbao/report"
)

// settler writes the proposals of a page into the cells of the report.
type settler struct {
	report *report.Report
	rows   []Evidence
	source *[report.KeyCount]origin
	own    ownership
	apart  bool // text keeps the numbers of most rows apart
	// runs are the rows whose digits are left to the solver, with their pieces in stretches.
	runs      []solve.Run
	stretches []stretch
}

// origin says which piece of which row filled a cell, both from 1.
type origin struct{ row, piece int32 }

// settle decides the edition of each table and fills the cells. What is printed is taken as printed; a row whose
// pieces do not stand for its cells one to one is unreadable, never shifted.
func settle(r *report.Report, e *evidence, t *Trace) ([]solve.Run, []stretch) {
	s := &settler{report: r, rows: e.rows, source: &t.source}
	r.Findings = append(r.Findings, e.findings...)
	r.Unconsumed = append(r.Unconsumed, e.unconsumed...)
	var present [3]bool
	for i := range e.rows {
		present[e.rows[i].Table] = true
	}
	r.Forms = editions(e.votes, present)
	s.own.find(e.rows)
	s.apart = keepsApart(e.rows)
	for i := range e.rows {
		if s.own.has(&e.rows[i]) {
			s.row(i)
		}
	}
	for i := range e.rows {
		if !s.own.has(&e.rows[i]) {
			s.copyOf(i)
		}
	}
	s.lacking()
	for t, edition := range r.Forms {
		if form, ok := report.FormOf(report.Table(t), edition); ok {
			r.Cells.Require(form)
		}
	}
	s.missing()
	return s.runs, s.stretches
}

// editions picks the form of each table by the labels that only one edition prints. A table that prints none of
// them (table four never does) is taken for that of its neighbours, and for the form in force without any.
func editions(votes [3][3]int, present [3]bool) (forms report.Forms) {
	own := func(t report.Table) report.Edition {
		v := votes[t]
		switch {
		case v[report.Edition2019] > v[report.Edition2021]:
			return report.Edition2019
		case v[report.Edition2021] > v[report.Edition2019]:
			return report.Edition2021
		}
		return report.NoEdition
	}
	for _, t := range report.Tables() {
		if !present[t] {
			continue
		}
		for _, like := range []report.Table{t, report.Applications, report.Disclosure} {
			if forms[t] == report.NoEdition {
				forms[t] = own(like)
			}
		}
		if forms[t] == report.NoEdition {
			forms[t] = report.Edition2021
		}
	}
	return forms
}

// row writes the cells of one row.
func (s *settler) row(at int) {
	e := &s.rows[at]
	edition := s.report.Forms[e.Table]
	if s.isCopy(at) {
		s.copyOf(at)
		return
	}
	keys := e.Keys
	if len(keys) == 0 || e.Shape != "" {
		keys = formKeys(e, edition)
		if e.Shape == "" && len(e.Pieces) != len(keys) {
			e.Shape = fmt.Sprintf("the row has %d cells, the form has %d", len(e.Pieces), len(keys))
		}
		if e.Shape != "" {
			s.unreadable(at, keys)
			return
		}
		e.Keys = keys
	}
	if e.Headless {
		s.find(report.Finding{
			Relation: report.RuleLabel, Severity: report.Note, Cells: keys, Fault: report.FaultUndetermined,
			Message: fmt.Sprintf("row %q stands under no heads; the order of the form was taken", e.Label),
		})
	}
	if len(keys) > 0 && keys[0].Valid() && s.report.Cells.At(keys[0]).State != report.NotInForm {
		s.find(report.Finding{
			Relation: report.RuleDuplicate, Severity: report.Note, Fault: report.FaultUndetermined,
			Message: fmt.Sprintf("row %q stands on the page twice", e.Label),
		})
	}
	for i, k := range keys {
		if !k.Valid() || !k.In(edition) {
			s.leftOver(e, i)
			continue
		}
		s.cell(at, i, k)
	}
}

// formKeys gives the cells that the form has in the row.
func formKeys(e *Evidence, edition report.Edition) []report.Key {
	form, _ := report.FormOf(e.Table, edition)
	var keys []report.Key
	for _, k := range form.Keys() {
		if k.Row == e.Row || e.Across {
			keys = append(keys, k)
		}
	}
	return keys
}

// cell reads one piece into its cell.
func (s *settler) cell(at, piece int, k report.Key) {
	e, p := &s.rows[at], &s.rows[at].Pieces[piece]
	unit := p.Unit
	if k.Money() {
		unit = joinUnits(unit, e.Unit)
	}
	cell, figure := readCell(p, k, s.report.Forms[e.Table], unit)
	cell.Uncertain = e.Uncertain || e.How >= printed.ByKeyword
	old := s.report.Cells.At(k)
	if old.State != report.NotInForm {
		s.again(old, cell, k)
		return
	}
	*old = cell
	s.source[k.Index()] = origin{int32(at + 1), int32(piece + 1)}
	s.oddCell(&cell, figure, k, unit, p.Media)
}

// readCell reads what is printed in a cell. A count of 1.000 may be one or a thousand.
func readCell(p *Piece, k report.Key, edition report.Edition, inHead string) (report.Cell, printed.Figure) {
	figure := printed.ReadFigure(p.Raw)
	if p.Open {
		figure = printed.Figure{State: report.Unreadable}
	}
	if figure.State == report.Printed && !k.Money() && strings.Contains(p.Raw, ".000") {
		figure = printed.Figure{State: report.Unreadable, Candidates: []string{figure.Value.String(), strings.ReplaceAll(p.Raw, ".", "")}}
	}
	cell := report.Cell{State: figure.State, Value: figure.Value, Raw: p.Raw, Place: p.Place}
	if cell.State == report.Printed {
		cell.Unit = unitOf(k, edition, figure.Unit, inHead)
	}
	return cell, figure
}

// unitOf says in what a number counts, and who says so. The unit of a count is only kept where one is printed in
// the cell.
func unitOf(k report.Key, edition report.Edition, inCell, inHead string) report.Unit {
	switch {
	case inCell != "":
		return report.Unit{Name: inCell, Source: report.UnitPrinted}
	case !k.Money():
		return report.Unit{}
	case inHead == printed.UnclearUnit:
		return report.Unit{}
	case inHead != "":
		return report.Unit{Name: inHead, Source: report.UnitPrinted}
	}
	_, column, _ := k.Definition(edition)
	if column.Unit == "" {
		return report.Unit{}
	}
	return report.Unit{Name: column.Unit, Source: report.UnitForm}
}

func (s *settler) find(f report.Finding) { s.report.Findings = append(s.report.Findings, f) }

// shorten bounds a text that is quoted in a message.
func shorten(s string) string {
	const most = 200
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && s[cut]&0xC0 == 0x80 {
		cut--
	}
	return s[:cut] + "…"
}

// keepsApart tells whether most rows of running text that have several numbers fall into them at visible boundaries.
func keepsApart(rows []Evidence) bool {
	fit, glued := 0, 0
	for i := range rows {
		switch e := &rows[i]; {
		case e.Text == "":
		case e.Shape == "" && len(e.Pieces) > 1:
			fit++
		case e.Shape != "" && len(e.Pieces) == 1:
			glued++
		}
	}
	return fit > glued
}
