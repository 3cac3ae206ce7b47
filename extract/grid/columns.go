package grid

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// columnsOf takes in a col, or a colgroup with its cols.
func (f *former) columnsOf(n *html.Node) {
	if n.DataAtom == atom.Col {
		f.column(n, column{})
		return
	}
	group := lookOfColumn(n)
	cols := false
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Col {
			f.column(c, group)
			cols = true
		}
	}
	if !cols {
		f.column(n, column{})
	}
}

// column notes as many columns as a col spans, within the standard's limits.
func (f *former) column(n *html.Node, group column) {
	own := lookOfColumn(n)
	own.gone = own.gone || group.gone
	span := 1
	for i := range n.Attr {
		if n.Attr[i].Key == "span" {
			if s, ok := parseSpan(n.Attr[i].Val, maxColumnSpan); ok && s > 0 {
				span = min(s, maxColumnSpan)
			}
		}
	}
	for range span {
		if len(f.columns) < f.config.MaxSlots {
			f.columns = append(f.columns, own)
		}
	}
}

func lookOfColumn(n *html.Node) column {
	l := lookOf(n)
	return column{gone: l.gone || l.collapsed, narrow: l.narrow}
}

// dropUnseen takes out what nobody can see: columns that are hidden, columns of
// zero width without text, and single hidden cells.
func (f *former) dropUnseen() {
	tallies := f.tally()
	if tallies == nil {
		return
	}
	if f.gone && !f.goneByColumn(tallies) {
		f.dropGoneCells()
		f.place()
		if tallies = f.tally(); tallies == nil {
			return
		}
	}
	g := f.grid
	drop := make([]Kind, g.Columns)
	for c := range drop {
		drop[c] = f.verdict(c, &tallies[c])
	}
	f.spareText(drop)
	spareNarrow(drop)
	f.dropColumns(drop, tallies)
}

// goneByColumn reports whether each hidden cell stands in a column without any
// visible cell, so that whole columns are hidden and spans above them count
// the hidden columns too.
func (f *former) goneByColumn(tallies []tally) bool {
	g := f.grid
	for i := range g.Cells {
		cell := &g.Cells[i]
		columns := tallies[cell.Column:][:cell.ColumnSpan]
		if cell.marks&markGone != 0 {
			if slices.ContainsFunc(columns, tally.visible) {
				return false
			}
		} else if !slices.ContainsFunc(columns, func(t tally) bool { return t.hidden == 0 || t.visible() }) {
			return false // a visible cell lies in hidden columns only
		}
	}
	return true
}

// dropGoneCells takes hidden cells out of their rows.
func (f *former) dropGoneCells() {
	for i := range f.grid.Cells {
		if cell := &f.grid.Cells[i]; cell.marks&markGone != 0 {
			f.note(HiddenCell, cell.Row, cell.Column, cell.Node)
		}
	}
	f.grid.keepCells(func(cell *Cell) bool { return cell.marks&markGone == 0 })
	f.gone = false
}

// dropColumns takes the columns out and closes the gaps.
func (f *former) dropColumns(drop []Kind, tallies []tally) {
	g := f.grid
	left := make([]int, len(drop)+1) // columns kept left of each
	for c, kind := range drop {
		left[c+1] = left[c]
		if kind == 0 || kind == NarrowText {
			left[c+1]++
		}
		if kind != 0 {
			f.note(kind, 0, left[c], tallies[c].node)
		}
	}
	if g.Columns = left[len(drop)]; g.Columns == len(drop) {
		return
	}
	g.keepCells(func(cell *Cell) bool {
		from, to := left[cell.Column], left[cell.Column+cell.ColumnSpan]
		cell.Column, cell.ColumnSpan = from, to-from
		return to > from
	})
}

// keepCells takes the cells out that keep refuses, and tells the rows.
func (g *Grid) keepCells(keep func(*Cell) bool) {
	kept := int32(0)
	for r := range g.rows {
		first, last := g.rows[r].first, g.rows[r].last
		g.rows[r].first = kept
		for i := first; i < last; i++ {
			if keep(&g.Cells[i]) {
				g.Cells[kept] = g.Cells[i]
				kept++
			}
		}
		g.rows[r].last = kept
	}
	clear(g.Cells[kept:])
	g.Cells = g.Cells[:kept]
}
