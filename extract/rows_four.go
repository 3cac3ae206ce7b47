package extract

import (
	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// goesOn tells whether a row may belong to what the tables above were about: one of the table in hand does, or it has
// exactly as many cells as the heads above ask for.
func (b *binder) goesOn() bool {
	if !b.bound {
		b.lay()
	}
	return b.bound || len(b.seen) == len(b.context.order)
}

// unlabelled tells whether the row has no label: every cell is a figure, blank or a sign for nothing, a few that
// cannot be read aside.
func (b *binder) unlabelled() bool {
	unreadable := 0
	for i := range b.seen {
		s := &b.seen[i]
		if s.figure {
			continue
		}
		if len(s.words) > 0 || s.item > 0 {
			return false
		}
		if printed.ReadFigure(s.Text).State == report.Unreadable {
			unreadable++
		}
	}
	return unreadable*5 <= len(b.seen)
}

func (b *binder) allEmpty() bool {
	for i := range b.seen {
		if !b.seen[i].Empty || b.seen[i].Media {
			return false
		}
	}
	return true
}

// disputesRow proposes what stands in a line of table four: all three groups side by side, one group in a line,
// or one cell.
func (b *binder) disputesRow(group report.Row, grouped bool, values []seen, result *printed.Word) bool {
	c := &b.context
	b.lay()
	e := Evidence{Table: report.Disputes, Row: group, Uncertain: c.state != "", Across: !grouped}
	if len(b.seen) > 0 {
		e.Place = b.placeOf(&b.seen[0])
		e.Label = b.seen[0].Text
		if w := b.seen[0].word(printed.Row, c); w != nil && b.lexicon.Added(b.seen[0].label, w) != "" {
			e.Doubt = e.Label
		}
	}
	switch {
	case result != nil && len(values) == 1:
		e.Keys = []report.Key{{Table: report.Disputes, Row: group, Column: result.Column}}
		e.Pieces = []Piece{b.piece(&values[0], slot{text: result.Label})}
	case result != nil:
		if !b.turned(&e, result, values) {
			return b.unknownRow()
		}
	case b.allEmpty() && len(values) != len(c.order):
		return false
	default:
		order := c.order
		if grouped {
			c.order = ofRow(order, group)
		}
		b.fill(&e, values, func(s slot) report.Key { return report.Key{Table: report.Disputes, Row: s.row, Column: s.column} })
	}
	b.propose(&e)
	return true
}

// ofRow gives every head of a line the group of the line.
func ofRow(order []slot, group report.Row) []slot {
	if len(order) == 0 {
		order = officialSlots(report.Disputes)[:5]
	}
	out := make([]slot, 0, len(order))
	for _, s := range order {
		s.row = group
		s.known = s.text != "" || s.known
		out = append(out, s)
	}
	return out
}

// turned binds a line of table four that is turned by 90 degrees: results downwards, groups across.
func (b *binder) turned(e *Evidence, result *printed.Word, values []seen) bool {
	var groups []head
	for _, g := range b.context.heads.groups {
		if g.word.Kind == printed.Row {
			groups = append(groups, g)
		}
	}
	if len(groups) != len(values) || len(values) != 3 {
		return false
	}
	for i, g := range groups {
		e.Keys = append(e.Keys, report.Key{Table: report.Disputes, Row: g.word.Row, Column: result.Column})
		e.Pieces = append(e.Pieces, b.piece(&values[i], slot{text: g.text}))
	}
	return true
}
