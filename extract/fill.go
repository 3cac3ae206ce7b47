package extract

import (
	"cmp"
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// fill lays the cells of a row under its heads. As many cells as heads bind by order, wherever spans put them:
// publishers get spans wrong more often than the order. Otherwise the places decide, and only when they leave
// nothing open; then cells that fill the place of spans fall away. What cannot be laid is kept whole, with the
// reason in Shape.
func (b *binder) fill(e *Evidence, values []seen, key func(slot) report.Key) {
	order := b.context.order
	if b.context.muddled {
		e.Shape = "the heads over the row contradict each other"
		b.fillWithoutHeads(e, values)
		return
	}
	if len(order) == 0 {
		b.fillWithoutHeads(e, values)
		return
	}
	if len(values) != len(order) {
		laid, ok := spread(values, order)
		if !ok {
			laid, ok = byPlace(values, order)
		}
		if !ok {
			e.Shape = fmt.Sprintf("the row has %d cells under %d heads", len(values), len(order))
			laid = values
			order = nil
		}
		values = laid
	}
	if order != nil && e.Shape == "" && shifted(values, order) {
		e.Shape = "the row begins with an empty cell left of its heads and ends before them: a cell is missing"
		order = nil
	}
	if order != nil && oneForAll(values) {
		e.Shape = oneCell
		order = nil
	}
	e.Pieces = make([]Piece, 0, len(values))
	if order != nil {
		e.Keys = make([]report.Key, 0, len(values))
	}
	for i := range values {
		s := slot{}
		if order != nil {
			s = order[i]
		}
		if order != nil && !s.known {
			b.leaveOver("column", s.text, []string{e.Label, values[i].Text}, b.placeOf(&values[i]))
			continue
		}
		e.Pieces = append(e.Pieces, b.piece(&values[i], s))
		if order != nil {
			e.Keys = append(e.Keys, key(s))
		}
	}
}

// oneCell says that the boundaries between the numbers of a row are lost.
const oneCell = "all numbers of the row stand in one cell"

// fillWithoutHeads keeps the cells in their order; the form says later what they are.
func (b *binder) fillWithoutHeads(e *Evidence, values []seen) {
	for i := range values {
		e.Pieces = append(e.Pieces, b.piece(&values[i], slot{}))
	}
	e.Uncertain, e.Headless = true, b.context.unread == ""
	e.Doubt = cmp.Or(e.Doubt, b.context.unread)
}

// shifted tells whether a row has as many cells as heads only because an empty cell of its label counts as one: it
// begins left of the first head, behind a label that is one column wide, and ends before the last head does.
func shifted(values []seen, order []slot) bool {
	first, last, end := &values[0], &values[len(values)-1], order[len(order)-1]
	return len(values) == len(order) && first.Empty && order[0].width > 0 && first.Column+first.ColumnSpan <= order[0].x &&
		last.Column+last.ColumnSpan < end.x+end.width
}

// spread takes one cell across all columns that says there is nothing: 无, or "/". A number there belongs to none.
func spread(values []seen, order []slot) ([]seen, bool) {
	if len(values) != 1 || len(order) < 2 || values[0].ColumnSpan < len(order) {
		return nil, false
	}
	if printed.ReadFigure(values[0].Text).State != report.NA {
		return nil, false
	}
	laid := make([]seen, len(order))
	for i := range laid {
		laid[i] = values[0]
	}
	return laid, true
}

// byPlace lays cells under heads by the grid columns. Every head must have exactly one cell, empty cells beside
// a filled one under the same head aside; filled cells outside of all heads are not allowed.
func byPlace(values []seen, order []slot) ([]seen, bool) {
	laid := make([]seen, len(order))
	found := make([]bool, len(order))
	for _, v := range values {
		at := slotAt(order, v.Column)
		switch {
		case at < 0 && v.Empty:
			continue
		case at < 0, v.Column+v.ColumnSpan > order[at].x+order[at].width && !v.Empty && !isLast(order, at):
			return nil, false
		case !found[at] || laid[at].Empty:
			laid[at], found[at] = v, true
		case !v.Empty:
			return nil, false
		}
	}
	for i := range found {
		if !found[i] || order[i].width == 0 {
			return nil, false
		}
	}
	return laid, true
}

func isLast(order []slot, at int) bool {
	for i := range order {
		if order[i].x > order[at].x {
			return false
		}
	}
	return true
}

func slotAt(order []slot, x int) int {
	for i := range order {
		if x >= order[i].x && x < order[i].x+order[i].width {
			return i
		}
	}
	return -1
}

// oneForAll tells whether one cell of the row is filled and seems to hold the numbers of all of them.
func oneForAll(values []seen) bool {
	filled := -1
	for i := range values {
		if !values[i].Empty {
			if filled >= 0 {
				return false
			}
			filled = i
		}
	}
	if filled < 0 || len(values) < 3 {
		return false
	}
	text := values[filled].Text
	return len(strings.Fields(text)) >= 3 || len(text) >= len(values) && values[filled].figure && !strings.ContainsAny(text, ".,")
}

// piece takes over what is printed in a cell.
func (b *binder) piece(s *seen, under slot) Piece {
	media := ""
	if n := s.Node.FirstChild; n != nil && (n.Type != html.TextNode || n.NextSibling != nil) {
		media = mediaIn(s.Node)
	}
	return Piece{
		Raw: s.Text, Place: b.placeOf(s), Unit: under.unit, Head: under.text, Doubt: under.doubt, Merged: b.merged(s),
		Media: media,
		Open:  media != "" || b.looks.veiled(s.Node, b.block.node) || s.Media && !s.figure || s.Empty && s.Media || !s.Empty && b.looks.unclear(s.Node),
	}
}

// placeOf says where a cell stands, counting from 1.
func (b *binder) placeOf(s *seen) report.Place {
	p := report.Place{Table: b.block.Place.Table, Row: s.Row + 1, Column: s.Column + 1}
	if s.index < len(b.block.spans) {
		p.Start, p.End = b.block.spans[s.index].Start, b.block.spans[s.index].End
	}
	return p
}

// leaveOver keeps a row or column that no form knows.
func (b *binder) leaveOver(kind, label string, cells []string, place report.Place) {
	if len(b.out.unconsumed) >= mostLeftOver {
		return
	}
	u := report.Unconsumed{Table: b.context.table.String(), Kind: kind, Label: label, Cells: cells, Place: place}
	b.out.unconsumed = append(b.out.unconsumed, u)
	b.out.findings = append(b.out.findings, report.Finding{
		Relation: report.RuleUnconsumed, Severity: report.Warning, Fault: report.FaultReader,
		Message: fmt.Sprintf("%s %q of table %d is in no form: %s", kind, label, place.Table, strings.Join(cells, " | ")),
	})
}

// mostLeftOver bounds what is kept of tables that are no statutory ones after all.
const mostLeftOver = 100

// damagedLabel records that a label was recognised in spite of damage.
func (b *binder) damagedLabel(s *seen, match printed.Match) {
	b.out.findings = append(b.out.findings, report.Finding{
		Relation: report.RuleLabel, Severity: report.Note, Fault: report.FaultUndetermined,
		Message: fmt.Sprintf("table %d row %d: %q was taken by %s for %q", b.block.Place.Table, b.row+1, s.Text, match.How, match.Label),
	})
	if match.Foreign != "" {
		b.out.findings = append(b.out.findings, report.Finding{
			Relation: report.RuleForeign, Severity: report.Warning, Fault: report.FaultUndetermined,
			Message: fmt.Sprintf("table %d row %d: %q stands inside the label %q", b.block.Place.Table, b.row+1, match.Foreign, match.Label),
		})
	}
}
