package grid

// Join returns a grid with the rows of b below those of a, as for a table that
// was cut in two. It looks at nothing: whether the two belong together, and
// whether b repeats a header, is for the caller to see. The grids need not be
// equally wide; rows of the narrower one get a ShortRow note. Node and Caption
// are those of a. Neither a nor b is changed; a nil grid counts as empty.
func Join(a, b *Grid) *Grid {
	if a == nil {
		a = &Grid{}
	}
	if b == nil {
		b = &Grid{}
	}
	g := &Grid{
		Node: a.Node, Caption: a.Caption, Rows: a.Rows + b.Rows, Columns: max(a.Columns, b.Columns),
		Truncated: a.Truncated || b.Truncated,
		Cells:     make([]Cell, 0, len(a.Cells)+len(b.Cells)),
		rows:      make([]row, 0, len(a.rows)+len(b.rows)),
	}
	g.appendRows(a)
	g.appendRows(b)
	g.fill()
	return g
}

// appendRows adds the rows of another grid, with its notes except those that
// fill finds anew.
func (g *Grid) appendRows(other *Grid) {
	down, cells := len(g.rows), int32(len(g.Cells))
	for _, r := range other.rows {
		r.first, r.last, r.bottom = r.first+cells, r.last+cells, r.bottom+int32(down)
		g.rows = append(g.rows, r)
	}
	for _, cell := range other.Cells {
		cell.Row += down
		g.Cells = append(g.Cells, cell)
	}
	for _, n := range other.Notes {
		switch n.Kind {
		case Overlap, ShortRow, EmptyRow, BlankRow:
		default:
			n.Row += down
			g.Notes = append(g.Notes, n)
		}
	}
}
