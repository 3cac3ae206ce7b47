package extract

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/extract/blank"
	"github.com/nianbao/nianbao/extract/flat"
	"github.com/nianbao/nianbao/extract/grid"
	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// readFlat looks for statutory tables in the running text, for those that stood in no grid.
func (s *session) readFlat() {
	if !s.missing() || !s.hasFlatLabels() || s.tooLong() {
		return
	}
	var have [3]bool
	for i := range s.out.rows {
		have[s.out.rows[i].Table] = true
	}
	lines, blocks := s.lines()
	found := s.reader.flat.Read(lines, func(t report.Table) bool { return !have[t] })
	for i, used := range found.Used {
		if used {
			s.outline.skip[blocks[i]] = true
		}
	}
	for t, e := range found.Editions {
		if e != report.NoEdition && found.Decided[t] {
			s.out.votes[t][e] += len(found.Rows)
		}
	}
	for i := range found.Rows {
		s.flatRow(&found.Rows[i], found.Before[found.Rows[i].Table])
	}
}

// tooLong tells that there is more running text than is looked through for rows.
func (s *session) tooLong() bool {
	n := 0
	for i := range s.doc.blocks {
		if b := &s.doc.blocks[i]; (b.Kind == Paragraph || b.Kind == Heading) && !s.outline.skip[i] {
			n += len(b.Text) + 1
		}
	}
	return n > flat.MaxBytes
}

// hasFlatLabels is a quick look for words that only statutory tables have.
func (s *session) hasFlatLabels() bool {
	for i := range s.doc.blocks {
		b := &s.doc.blocks[i]
		if b.Kind != TableKind && len(b.Text) < flat.MaxBytes {
			for _, word := range []string{"第二十", "本年新收", "上年结转", "结果维持", "予以公开", "结果"} {
				if strings.Contains(b.Text, word) {
					return true
				}
			}
		}
	}
	return false
}

// lines gives the running text, with the block of each line. A line of HTML that stands in the source as it is, in one
// piece and without references, knows its place there.
func (s *session) lines() (lines []flat.Line, blocks []int) {
	var places *grid.Sources
	if s.doc.root != nil {
		places = grid.Locate(s.doc.text, s.doc.root)
	}
	for i := range s.doc.blocks {
		if b := &s.doc.blocks[i]; (b.Kind == Paragraph || b.Kind == Heading) && !s.outline.skip[i] {
			if places != nil && b.node != nil {
				if at := places.Text(b.node); at.Known() && s.doc.text[at.Start:at.End] == b.Text {
					b.Place.Start, b.Place.End = at.Start, at.End
				}
			}
			lines = append(lines, flat.Line{Text: b.Text, Place: b.Place, Turned: b.Turned, Edge: b.Edge})
			blocks = append(blocks, i)
		}
	}
	return lines, blocks
}

// flatRow proposes a row of text. What does not fall into as many pieces as the form has cells keeps its text whole.
func (s *session) flatRow(r *flat.Row, before string) {
	e := Evidence{
		Table: r.Table, Row: r.Row, Across: r.Across, Label: r.Label, How: r.How, Place: r.Place, Uncertain: r.Headless || r.ByOrder, Text: r.Text,
		Ahead: r.Ahead,
	}
	if r.BySum {
		for _, row := range rowsOf(r) {
			s.report.Spent = append(s.report.Spent, r.Table.String()+".row."+row.String())
		}
	}
	if r.ByOrder {
		s.out.findings = append(s.out.findings, report.Finding{
			Relation: report.RuleLabel, Severity: report.Note, Fault: report.FaultUndetermined,
			Message: "line " + strconv.Itoa(r.Place.Row) + ": the numbers of " + shorten(r.Label) + " stand away from their label and were taken by their order",
		})
	}
	e.Doubt, e.Above = cmp.Or(s.flatDoubt(r), doubtOfUnit(before)), linesIn(before)
	for i, p := range r.Pieces {
		piece := Piece{Raw: p.Raw, Place: p.Place, Open: p.Turned, Folio: p.Folio}
		if len(r.Heads) == len(r.Pieces) {
			piece.Head = r.Heads[i]
			piece.Unit = unitOfHead(printed.ReadLabel(piece.Head))
		}
		e.Pieces = append(e.Pieces, piece)
	}
	if !r.Fits() {
		e.Shape = "the text does not part into the cells of the form"
	}
	if r.How >= printed.ByKeyword {
		s.out.findings = append(s.out.findings, report.Finding{
			Relation: report.RuleLabel, Severity: report.Note, Fault: report.FaultUndetermined,
			Message: "line " + strconv.Itoa(r.Place.Row) + ": " + shorten(r.Label) + " was taken by " + r.How.String(),
		})
	}
	s.out.rows = append(s.out.rows, e)
}

// linesIn gives the whole lines of the text in front of a table that may be its title, as they stand over one in a grid.
func linesIn(before string) (lines []string) {
	_, before, _ = strings.Cut(before, "\n") // the first may be cut off
	for line := range strings.SplitSeq(before, "\n") {
		if line = blank.Trim(line); line != "" && !strings.Contains(line, "。") {
			lines = append(lines, line)
		}
	}
	return lines
}

// flatDoubt gives the text over or in the label of a row of text that makes its numbers others: another year or area, a
// unit of hundreds, heads in another order than the form's.
func (s *session) flatDoubt(r *flat.Row) string {
	remark := remarkOf(r.Label)
	switch {
	case s.strange(carriedOn.Replace(remark)) != "", remark != "" && printed.OddUnit("单位:"+remark) != "":
		return r.Label
	case s.strange(carriedOn.Replace(r.Over)) != "":
		return r.Over + r.Label
	case r.Muddled, s.strange(carriedOn.Replace(r.Heading)) != "", printed.OddUnit(r.Heading) != "":
		return r.Heading
	}
	return ""
}

// remarkOf gives what stands in brackets behind a label.
func remarkOf(label string) string {
	_, remark := printed.CutRemark(printed.Normal(label))
	return remark
}

// rowsOf gives the rows of the form that a row of text holds: all of table four's, side by side, or one.
func rowsOf(r *flat.Row) (rows []report.Row) {
	if !r.Across {
		return []report.Row{r.Row}
	}
	form, _ := report.FormOf(r.Table, r.Edition)
	for _, def := range form.Blocks[0].Rows {
		rows = append(rows, def.Row)
	}
	return rows
}
