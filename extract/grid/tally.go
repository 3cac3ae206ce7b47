package grid

import (
	"slices"

	"golang.org/x/net/html"
)

// tally counts the cells that lie in one column alone.
type tally struct {
	hidden int
	wide   int // cells that claim some width, or none at all
	narrow int // empty cells of zero width
	filled int // cells of zero width that hold something
	text   bool
	node   *html.Node
}

// visible reports whether the column has a cell that is not hidden.
func (t tally) visible() bool { return t.wide+t.narrow+t.filled > 0 }

// tally counts what the cells say of their columns; nil when no column can be
// unseen, which is the usual case and costs one look at each cell.
func (f *former) tally() []tally {
	g := f.grid
	odd := f.gone || slices.ContainsFunc(f.columns, func(c column) bool { return c.gone || c.narrow })
	for i := range g.Cells {
		odd = odd || g.Cells[i].Hidden || g.Cells[i].Narrow
	}
	if !odd {
		return nil
	}
	tallies := make([]tally, g.Columns)
	for i := range g.Cells {
		cell := &g.Cells[i]
		if cell.marks&markGone != 0 {
			for c := range cell.ColumnSpan {
				tallies[cell.Column+c].add(cell)
			}
		} else if cell.ColumnSpan == 1 {
			tallies[cell.Column].add(cell)
		}
	}
	return tallies
}

func (t *tally) add(cell *Cell) {
	if t.node == nil {
		t.node = cell.Node
	}
	t.text = t.text || !cell.Empty || cell.Media
	switch {
	case cell.Hidden:
		t.hidden++
	case !cell.Narrow:
		t.wide++
	case cell.Empty && !cell.Media:
		t.narrow++
	default:
		t.filled++
	}
}

// verdict says whether and why column c is left out; 0 when it stays.
func (f *former) verdict(c int, t *tally) Kind {
	var col column
	if c < len(f.columns) {
		col = f.columns[c]
	}
	switch {
	case col.gone, t.hidden > 0 && !t.visible():
		return HiddenColumn
	case t.filled > 0 && t.wide == 0:
		return NarrowText
	case t.narrow > 0 && t.wide == 0:
		return NarrowColumn
	case col.narrow && t.text:
		return NarrowText
	case col.narrow:
		return NarrowColumn
	}
	return 0
}

// spareText keeps columns in which alone a wide cell with text lies.
func (f *former) spareText(drop []Kind) {
	for i := range f.grid.Cells {
		cell := &f.grid.Cells[i]
		columns := drop[cell.Column:][:cell.ColumnSpan]
		if cell.Empty || cell.ColumnSpan == 1 || slices.Contains(columns, 0) || slices.Contains(columns, NarrowText) {
			continue
		}
		narrow := slices.Contains(columns, NarrowColumn)
		for c := range columns {
			if columns[c] == NarrowColumn {
				columns[c] = NarrowText
			} else if !narrow {
				columns[c] = 0
			}
		}
	}
}

// spareNarrow keeps the columns of zero width when zero is plainly not meant:
// because others hold text, or because nothing else is left.
func spareNarrow(drop []Kind) {
	if slices.Contains(drop, 0) && !slices.Contains(drop, NarrowText) {
		return
	}
	for c := range drop {
		if drop[c] == NarrowColumn {
			drop[c] = 0
		}
	}
}
