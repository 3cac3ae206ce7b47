package extract

import (
	"fmt"
	"slices"

	"github.com/nianbao/nianbao/report"
)

// ownership tells which tables of a page are those of the report. A table that stands in its section is; other tables
// of the kind only when none does. A table that was cut may go on in the next one, but a second table of the kind is a
// copy, of another body or year perhaps, and gives no cell that the first one lacks.
type ownership struct {
	sectioned [3]bool          // a table of the kind stands in its section
	grid      [3]int           // the <table> that is read for each kind; 0 for none
	copies    map[int]bool     // <table> → it is a copy
	lacks     []report.Key     // cells that only copies have
	foreign   map[int]struct{} // the tables that have them
}

// sectionOf is the number of the section in which a table belongs.
func sectionOf(t report.Table) int { return int(t) + 2 }

func (o *ownership) find(rows []Evidence) {
	o.copies, o.foreign = map[int]bool{}, map[int]struct{}{}
	for i := range rows {
		if e := &rows[i]; e.Section == sectionOf(e.Table) {
			o.sectioned[e.Table] = true
		}
	}
}

// has tells whether the row stands where the report has its table.
func (o *ownership) has(e *Evidence) bool {
	return e.Section == 0 || !o.sectioned[e.Table] || e.Section == sectionOf(e.Table)
}

// isCopy tells whether the row stands in a second table of its kind: one of which most rows are known already.
func (s *settler) isCopy(at int) bool {
	e := &s.rows[at]
	if e.Grid == 0 {
		return false
	}
	if s.own.grid[e.Table] == 0 || s.own.grid[e.Table] == e.Grid {
		s.own.grid[e.Table] = e.Grid
		return false
	}
	id := e.Grid*len(s.own.grid) + int(e.Table)
	known, decided := s.own.copies[id]
	if !decided {
		known = s.repeats(at)
		s.own.copies[id] = known
	}
	return known
}

// repeats tells whether half of the rows of a <table> were read before, from another one.
func (s *settler) repeats(at int) bool {
	first, rows, again := &s.rows[at], 0, 0
	for i := at; i < len(s.rows) && s.rows[i].Grid == first.Grid; i++ {
		e := &s.rows[i]
		if e.Table != first.Table {
			continue
		}
		rows++
		if slices.ContainsFunc(s.keysOf(e), func(k report.Key) bool { return s.report.Cells.At(k).State != report.NotInForm }) {
			again++
		}
	}
	return again > 0 && again*2 >= rows
}

// keysOf gives the cells that the row is about.
func (s *settler) keysOf(e *Evidence) []report.Key {
	keys := e.Keys
	if len(keys) == 0 {
		keys = formKeys(e, s.report.Forms[e.Table])
	}
	return slices.DeleteFunc(slices.Clone(keys), func(k report.Key) bool { return !k.Valid() || !k.In(s.report.Forms[e.Table]) })
}

// copyOf compares a row of another table of the kind with what was read, and fills nothing from it. Only a copy in the
// same section takes the number away from a cell when it differs; a table elsewhere on the page casts doubt on it.
func (s *settler) copyOf(at int) {
	e := &s.rows[at]
	inSection := s.own.has(e)
	for i, k := range e.Keys {
		if !k.Valid() || !k.In(s.report.Forms[e.Table]) || i >= len(e.Pieces) {
			continue
		}
		old := s.report.Cells.At(k)
		cell, _ := readCell(&e.Pieces[i], k, s.report.Forms[e.Table], joinUnits(e.Pieces[i].Unit, e.Unit))
		switch {
		case old.State == report.NotInForm:
			s.own.lacks = append(s.own.lacks, k)
			s.own.foreign[e.Grid] = struct{}{}
		case inSection:
			s.again(old, cell, k)
		case old.State != cell.State || old.Value != cell.Value:
			s.find(report.Finding{
				Relation: report.RuleDuplicate, Severity: report.Warning, Cells: []report.Key{k}, Candidates: []string{old.Raw, cell.Raw},
				Fault: report.FaultUndetermined, Message: fmt.Sprintf("%s stands with other contents in a table outside of its section", k),
			})
		}
	}
	if len(e.Keys) == 0 {
		for _, k := range s.keysOf(e) {
			if s.report.Cells.At(k).State == report.NotInForm {
				s.own.lacks = append(s.own.lacks, k)
				s.own.foreign[e.Grid] = struct{}{}
			}
		}
	}
	s.noteCopy(e)
}

// noteCopy says that a row stands on the page more than once.
func (s *settler) noteCopy(e *Evidence) {
	s.find(report.Finding{
		Relation: report.RuleDuplicate, Severity: report.Note, Fault: report.FaultUndetermined,
		Message: fmt.Sprintf("row %q stands on the page twice", e.Label),
	})
}

// lacking names the cells that stand only in a table that is not the report's own.
func (s *settler) lacking() {
	if len(s.own.lacks) == 0 {
		return
	}
	s.find(report.Finding{
		Relation: report.RuleDuplicate, Severity: report.Warning, Cells: s.own.lacks, Fault: report.FaultUndetermined,
		Message: fmt.Sprintf("%d cells stand only in a second table of the kind or outside of their section and were not taken", len(s.own.lacks)),
	})
}
