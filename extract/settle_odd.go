package extract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// again compares a cell that the page prints twice. The same content confirms nothing and harms nothing;
// different contents leave the cell unreadable, with both as candidates.
func (s *settler) again(old *report.Cell, cell report.Cell, k report.Key) {
	if old.State == cell.State && old.Value == cell.Value && old.Unit == cell.Unit {
		return
	}
	candidates := []string{old.Raw, cell.Raw}
	if old.State == report.Unreadable {
		candidates = []string{cell.Raw}
	}
	old.State, old.Value, old.Unit = report.Unreadable, report.Number{}, report.Unit{}
	s.find(report.Finding{
		Relation: report.RuleDuplicate, Severity: report.Error, Cells: []report.Key{k}, Candidates: candidates,
		Message: fmt.Sprintf("%s stands on the page twice with different contents", k),
	})
}

// oddCell reports what is odd about a cell that was just read, beside which media may stand.
func (s *settler) oddCell(cell *report.Cell, figure printed.Figure, k report.Key, unit, media string) {
	if cell.State == report.Unreadable {
		message := fmt.Sprintf("%s: %q is no number", k, shorten(cell.Raw))
		if media != "" {
			message = fmt.Sprintf("%s: %q beside %s, which is no text", k, shorten(cell.Raw), media)
		}
		s.find(report.Finding{
			Relation: report.RuleUnreadable, Severity: report.Warning, Cells: []report.Key{k}, Candidates: figure.Candidates,
			Message: message,
		})
		return
	}
	s.oddDress(cell, figure, k)
	if k.Money() && unit == printed.UnclearUnit && cell.Unit.Source == report.UnitUnknown && cell.State == report.Printed {
		s.find(report.Finding{
			Relation: report.RuleUnit, Severity: report.Warning, Cells: []report.Key{k},
			Message: fmt.Sprintf("the page does not say clearly in which of 元, 万元 and 亿元 %s is printed", k),
		})
		return
	}
	if cell.Unit.Source != report.UnitPrinted {
		return
	}
	_, column, _ := k.Definition(s.report.Forms[k.Table])
	if column.Unit == cell.Unit.Name || k.Money() && column.Unit == "" {
		return
	}
	severity := report.Note
	if k.Money() || strings.HasSuffix(cell.Unit.Name, "元") {
		severity = report.Warning
	}
	s.find(report.Finding{
		Relation: report.RuleUnit, Severity: severity, Cells: []report.Key{k},
		Message: fmt.Sprintf("%s is printed in %s, the form counts %s", k, cell.Unit.Name, column.Unit),
	})
}

// oddDress reports what stands around a number and may make it mean something else: 10.5(不含3), 57(全县), 57(百件), +2 where
// no change is counted. A remark that names a part of the number, 10.5(其中3), is only noted.
func (s *settler) oddDress(cell *report.Cell, figure printed.Figure, k report.Key) {
	part := strings.HasPrefix(figure.Remark, "其中") || strings.HasPrefix(figure.Remark, "含") || strings.HasPrefix(figure.Remark, "包括")
	part = part && strings.ContainsAny(figure.Remark, "0123456789")
	signed := figure.Signed && !k.Signed() && figure.Value.Sign() >= 0
	severity := report.Warning
	switch {
	case cell.State != report.Printed, !signed && figure.Remark == "":
		return
	case part && !signed:
		severity = report.Note
	}
	s.find(report.Finding{
		Relation: report.RuleRemark, Severity: severity, Cells: []report.Key{k},
		Message: fmt.Sprintf("%s: %q says more than the number %s", k, shorten(cell.Raw), cell.Value),
	})
}

// unreadable keeps a row whose pieces cannot be told apart: every cell unreadable, the text of the row in each.
func (s *settler) unreadable(at int, keys []report.Key) {
	e := &s.rows[at]
	raws := make([]string, len(e.Pieces))
	for i := range e.Pieces {
		raws[i] = e.Pieces[i].Raw
	}
	raw, place := shorten(strings.Join(raws, " | ")), e.Place
	if e.Text != "" && len(e.Pieces) > 0 {
		_, place = whole(e.Pieces)
	}
	var touched []report.Key
	for _, k := range keys {
		cell := s.report.Cells.At(k)
		if cell.State != report.NotInForm {
			continue
		}
		*cell = report.Cell{State: report.Unreadable, Raw: raw, Place: place}
		s.source[k.Index()] = origin{row: int32(at + 1)}
		touched = append(touched, k)
	}
	if run, pieces, ok := runOf(e, keys); ok && len(touched) == len(keys) {
		run.Apart = s.apart && e.Text != ""
		s.runs, s.stretches = append(s.runs, run), append(s.stretches, stretch{at, pieces})
		return
	}
	s.find(report.Finding{
		Relation: report.RuleShape, Severity: report.Warning, Cells: touched, Fault: report.FaultReader,
		Message: fmt.Sprintf("row %q: %s: %s", e.Label, e.Shape, raw),
	})
}

// leftOver keeps a piece whose cell the form does not have.
func (s *settler) leftOver(e *Evidence, piece int) {
	p := &e.Pieces[piece]
	s.report.Unconsumed = append(s.report.Unconsumed, report.Unconsumed{
		Table: e.Table.String(), Kind: "column", Label: strings.TrimSpace(e.Label + " " + p.Head), Cells: []string{p.Raw}, Place: p.Place,
	})
	s.find(report.Finding{
		Relation: report.RuleUnconsumed, Severity: report.Warning, Fault: report.FaultReader,
		Message: fmt.Sprintf("%q under %q: the %s form of table %s has no such cell", p.Raw, e.Label+" "+p.Head, s.report.Forms[e.Table], e.Table),
	})
}

// missing reports the cells of the forms that the page does not have, one finding a table, and missing tables.
func (s *settler) missing() {
	if !s.report.Forms.Any() {
		return
	}
	for _, t := range report.Tables() {
		form, ok := report.FormOf(t, s.report.Forms[t])
		if !ok {
			s.find(report.Finding{
				Relation: report.RuleTableMissing, Severity: report.Warning, Fault: report.FaultUndetermined,
				Message: fmt.Sprintf("the page has no table %s", t),
			})
			continue
		}
		keys := slices.DeleteFunc(form.Keys(), func(k report.Key) bool { return s.report.Cells.At(k).State != report.Missing })
		if len(keys) > 0 {
			s.find(report.Finding{
				Relation: report.RuleMissing, Severity: report.Warning, Cells: keys,
				Message: fmt.Sprintf("the page does not have %d of the %d cells of table %s", len(keys), len(form.Keys()), t),
			})
		}
	}
}
