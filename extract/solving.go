package extract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/extract/solve"
	"github.com/nianbao/nianbao/report"
)

// stretch is a run of digits that one row of the page proposes, with what is needed to write its numbers back.
type stretch struct {
	row    int // of the evidence, from 0
	pieces []Piece
}

// runOf makes a run of a row whose text does not part into its cells; false when something else than digits stands
// there, or when a grid already says where each number belongs.
func runOf(e *Evidence, keys []report.Key) (run solve.Run, pieces []Piece, ok bool) {
	switch {
	case e.Text != "":
		pieces = e.Pieces
	case e.Shape == oneCell:
		pieces = fieldsOf(e.Pieces)
	}
	if len(pieces) == 0 || len(pieces) > len(keys) {
		return run, nil, false
	}
	run.Keys = keys
	for i := range pieces {
		digits, ok := digitsOf(pieces[i].Raw, keys)
		if !ok || pieces[i].Open {
			return run, nil, false
		}
		run.Chunks = append(run.Chunks, digits)
	}
	return run, pieces, true
}

// fieldsOf cuts the only filled cell of a row at its blanks.
func fieldsOf(pieces []Piece) (fields []Piece) {
	for i := range pieces {
		for _, field := range strings.Fields(pieces[i].Raw) {
			p := pieces[i]
			p.Raw = field
			fields = append(fields, p)
		}
	}
	return fields
}

// digitsOf gives a piece as the solver takes it: ASCII digits with the points, commas and signs of numbers. Full-width
// digits are folded. The unit 元 behind an amount is left to the cell.
func digitsOf(raw string, keys []report.Key) (string, bool) {
	digits := 0
	text := strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			r -= '０' - '0'
		}
		if r >= '0' && r <= '9' {
			digits++
		}
		return r
	}, raw)
	if slices.ContainsFunc(keys, report.Key.Money) {
		text = strings.TrimSuffix(text, "元")
	}
	return text, digits > 0 && strings.Trim(text, "0123456789.,+-") == ""
}

// solve reads the rows whose digits stand glued and works out the empty cells, by the relations of the forms. What it
// used is spent; what it could not decide becomes a finding.
func (s *session) solve() {
	r := s.report
	result := solve.Solve(&r.Cells, r.Forms, s.runs, solve.Config{})
	r.Spent = append(r.Spent, result.Spent...)
	for i := range s.stretches {
		s.place(i, result.Cuts)
		s.tellOneCell(&s.out.rows[s.stretches[i].row])
	}
	for i := range result.Doubts {
		f := result.Doubts[i].Finding()
		switch result.Doubts[i].Reason {
		case solve.Short, solve.Long, solve.Uncuttable:
			f.Relation, f.Fault = report.RuleShape, report.FaultReader
		}
		r.Findings = append(r.Findings, f)
	}
}

// place says where each number of a run stood, and in which unit an amount is.
func (s *session) place(at int, cuts [][]solve.Cut) {
	st := &s.stretches[at]
	e := &s.out.rows[st.row]
	for j, k := range s.runs[at].Keys {
		cell := s.report.Cells.At(k)
		cell.Uncertain = e.Uncertain
		if !cell.State.HasValue() {
			cell.Raw, cell.Place = whole(st.pieces)
			continue
		}
		cut := cuts[at][j]
		p := &st.pieces[cut.Chunk]
		cell.Raw, cell.Place = p.cut(cut.Start, cut.End)
		unit := ""
		if strings.HasSuffix(p.Raw, "元") && k.Money() {
			unit = "元"
		}
		cell.Unit = unitOf(k, s.report.Forms[k.Table], unit, p.Unit)
	}
}

// cut gives a number out of a piece as it was printed, and where it stood. The solver takes a sign for each sign of the piece,
// full-width ones as narrow ones, so that its counts are of signs.
func (p *Piece) cut(start, end int) (raw string, at report.Place) {
	signs := []rune(p.Raw)
	raw, at = string(signs[start:end]), p.Place
	if at.End-at.Start == len(p.Raw) {
		at.Start += len(string(signs[:start]))
		at.End = at.Start + len(raw)
	}
	return raw, at
}

// whole gives all that was printed of a run, without the label before it, and where it stood. What goes on in another line
// keeps the place of its beginning.
func whole(pieces []Piece) (raw string, at report.Place) {
	raws := make([]string, len(pieces))
	for i := range pieces {
		raws[i] = pieces[i].Raw
	}
	at = pieces[0].Place
	if last := pieces[len(pieces)-1].Place; at.End > 0 && at.Table == last.Table && at.Row == last.Row {
		at.End = max(at.End, last.End)
	}
	return strings.Join(raws, " "), at
}

// tellOneCell notes a row of a grid whose numbers stood in one cell.
func (s *session) tellOneCell(e *Evidence) {
	if e.Shape == oneCell {
		s.report.Findings = append(s.report.Findings, report.Finding{
			Relation: report.RuleShape, Severity: report.Note, Fault: report.FaultUndetermined,
			Message: fmt.Sprintf("row %q: %s", e.Label, e.Shape),
		})
	}
}
