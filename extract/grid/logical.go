package grid

import "golang.org/x/net/html"

// The largest spans the standard allows.
const (
	maxColumnSpan = 1000
	maxRowSpan    = 65534
)

// cell takes a logical cell in; false when the table is too large, and then
// the row it stands in is dropped.
func (f *former) cell(n *html.Node, header, unseen bool, names spanNames) bool {
	g := f.grid
	r := len(g.rows) - 1
	if len(g.Cells) >= f.config.MaxSlots {
		g.Cells = g.Cells[:g.rows[r].first]
		g.rows = g.rows[:r]
		f.truncate(r)
		return false
	}
	g.Cells = append(g.Cells, Cell{Node: n, Row: r, RowSpan: 1, ColumnSpan: 1, Header: header, Hidden: unseen})
	cell := &g.Cells[len(g.Cells)-1]
	if len(n.Attr) > 0 {
		f.attributes(cell, names)
	}
	if cell.Hidden {
		cell.Empty = true
	} else {
		f.collector.cell(cell)
	}
	return true
}

// spanNames are the attributes that hold the spans.
type spanNames struct{ column, row string }

// attributes reads the spans and the look of a cell.
func (f *former) attributes(cell *Cell, names spanNames) {
	l := lookOf(cell.Node)
	cell.Narrow = l.narrow
	if l.gone {
		cell.marks |= markGone
		f.gone = true
	}
	if l.gone || l.unseen || l.collapsed {
		cell.Hidden = true
	}
	for i := range cell.Node.Attr {
		switch a := &cell.Node.Attr[i]; a.Key {
		case names.column:
			cell.ColumnSpan = readSpan(cell, a.Val, 1, maxColumnSpan)
		case names.row:
			cell.RowSpan = readSpan(cell, a.Val, 0, maxRowSpan)
		}
	}
}

// readSpan reads one span and marks the cell when it had to be clamped.
func readSpan(cell *Cell, value string, least, most int) int {
	n, ok := parseSpan(value, most)
	switch {
	case !ok || n < least:
		n = 1
	case n > most:
		n = most
	default:
		return n
	}
	cell.marks |= markSpan
	return n
}
