package grid

import "slices"

// finish places the cells and returns the grid.
func (f *former) finish() *Grid {
	g := f.grid
	f.place()
	f.dropUnseen()
	g.fill()
	for i := range g.Cells {
		g.noteMarks(&g.Cells[i])
	}
	return g
}

// place gives each cell its column: the first one in its row that no cell from
// above covers. It keeps, for each column, the row where it gets free again,
// so that the cost is rows × columns whatever the spans are. Rows from the
// first one that does not fit into MaxSlots are dropped.
func (f *former) place() {
	g := f.grid
	f.until = f.until[:0]
	width, area := 0, 0
	for r := range g.rows {
		covered, ok := f.placeRow(r, area)
		if !ok {
			f.cutAt(r)
			break
		}
		area, width = covered, len(f.until)
	}
	g.Rows, g.Columns = len(g.rows), width
}

// placeRow places the cells of row r and returns the slots that all cells up
// to here cover; false when the grid would be larger than MaxSlots. Cells that
// overlap may cover twice the slots, not more.
func (f *former) placeRow(r, area int) (int, bool) {
	most := f.config.MaxSlots
	cells := f.grid.Row(r)
	column := 0
	for i := range cells {
		cell := &cells[i]
		for column < len(f.until) && int(f.until[column]) > r {
			column++
		}
		cell.Column = column
		column += cell.ColumnSpan
		f.clampRows(cell)
		area += cell.ColumnSpan * cell.RowSpan
		if (r+1)*max(column, len(f.until)) > most || area > 2*most {
			return area, false
		}
		f.cover(cell)
	}
	return area, (r+1)*len(f.until) <= most
}

// clampRows ends a rowspan where its row group ends.
func (f *former) clampRows(cell *Cell) {
	bottom := int(f.grid.rows[cell.Row].bottom)
	if f.config.JoinGroups {
		bottom = len(f.grid.rows)
	}
	left := bottom - cell.Row
	switch {
	case cell.RowSpan == 0:
		cell.RowSpan = left
	case cell.RowSpan > left && bottom < len(f.grid.rows):
		cell.RowSpan = left
		cell.marks |= markGroupCut
	case cell.RowSpan > left:
		cell.RowSpan = left
		cell.marks |= markCut
	}
}

// cover marks the columns of a cell as taken.
func (f *former) cover(cell *Cell) {
	end := cell.Column + cell.ColumnSpan
	for len(f.until) < end {
		f.until = append(f.until, 0)
	}
	bottom := int32(cell.Row + cell.RowSpan)
	for i := cell.Column; i < end; i++ {
		f.until[i] = max(f.until[i], bottom)
	}
}

// cutAt drops the rows from r on, and what was noted about them.
func (f *former) cutAt(r int) {
	g := f.grid
	g.Cells = g.Cells[:g.rows[r].first]
	g.rows = g.rows[:r]
	kept := g.Notes[:0]
	for _, n := range g.Notes {
		if n.Row < r {
			kept = append(kept, n)
		}
	}
	g.Notes = kept
	g.Truncated = false
	f.truncate(r)
	for i := range g.Cells {
		g.Cells[i].RowSpan = min(g.Cells[i].RowSpan, r-g.Cells[i].Row)
	}
}

// fill lays the cells over the slots and notes overlaps and slots that stay
// free. The first cell keeps a slot.
func (g *Grid) fill() {
	g.slots = make([]int32, g.Rows*g.Columns)
	for i := range g.slots {
		g.slots[i] = -1
	}
	for i := range g.Cells {
		cell := &g.Cells[i]
		overlap := Note{Kind: Overlap, Row: -1, Node: cell.Node}
		for r := cell.Row; r < cell.Row+cell.RowSpan; r++ {
			slots := g.slots[r*g.Columns:][:g.Columns]
			for c := cell.Column; c < cell.Column+cell.ColumnSpan; c++ {
				if slots[c] < 0 {
					slots[c] = int32(i)
				} else if overlap.Row < 0 {
					overlap.Row, overlap.Column = r, c
				}
			}
		}
		if overlap.Row >= 0 {
			g.Notes = append(g.Notes, overlap)
		}
	}
	for r := range g.Rows {
		g.noteRow(r)
	}
}

// noteRow notes when a row has no cells, only empty ones, or free slots.
func (g *Grid) noteRow(r int) {
	note := Note{Row: r, Node: g.rows[r].node}
	if cells := g.Row(r); len(cells) == 0 {
		note.Kind = EmptyRow
	} else if !slices.ContainsFunc(cells, func(c Cell) bool { return !c.Empty }) {
		note.Kind = BlankRow
	}
	if note.Kind != 0 {
		g.Notes = append(g.Notes, note)
	}
	if c := slices.Index(g.slots[r*g.Columns:][:g.Columns], -1); c >= 0 {
		g.Notes = append(g.Notes, Note{Kind: ShortRow, Row: r, Column: c, Node: g.rows[r].node})
	}
}

// noteMarks notes what was wrong with the spans of a cell.
func (g *Grid) noteMarks(cell *Cell) {
	if cell.marks == 0 {
		return
	}
	for _, m := range [...]struct {
		mark marks
		kind Kind
	}{{markSpan, SpanInvalid}, {markCut, SpanCut}, {markGroupCut, GroupCut}} {
		if cell.marks&m.mark != 0 {
			g.Notes = append(g.Notes, Note{Kind: m.kind, Row: cell.Row, Column: cell.Column, Node: cell.Node})
		}
	}
}
