package grid

import "golang.org/x/net/html"

// Grid is a table as rows and columns of slots, each covered by at most one
// cell of Cells. Rows and columns count from 0. A Grid is not changed after it
// was made and may be read by several goroutines.
type Grid struct {
	// Node is the element the grid was formed from.
	Node *html.Node
	// Caption is the text of the first visible caption, trimmed.
	Caption string
	// Rows and Columns are the size of the grid.
	Rows, Columns int
	// Cells holds the logical cells row by row, inside a row in the order of
	// the source. That is the order of the source altogether, except that the
	// rows of a tfoot stand last wherever it was written.
	Cells []Cell
	// Notes tells what is odd, in the order it was met.
	Notes []Note
	// Truncated says that rows were left out because the table is larger than
	// Config.MaxSlots. The rows present are complete.
	Truncated bool

	rows  []row
	slots []int32 // Rows × Columns, index into Cells or -1
}

// Cell is one logical cell: a td or th, or what stands for one.
type Cell struct {
	// Node is the element of the cell.
	Node *html.Node
	// Text is the visible text of the cell, without blanks at both ends (package blank).
	// Texts of inline elements are joined as they stand; a br, the border of a
	// block and the borders of sup and sub become one "\n". White space inside
	// is kept. Text of a table inside the cell is not part of it.
	Text string
	// Row and Column are the slot where the cell starts.
	Row, Column int
	// RowSpan and ColumnSpan are the rows and columns it covers in the grid,
	// at least 1, after clamping and after the loss of unseen columns.
	RowSpan, ColumnSpan int
	// Header is set for th and what stands for one. Pages use td for headers
	// and th for everything, so it proves nothing.
	Header bool
	// Nested says that another table stands inside the cell.
	Nested bool
	// Empty says that Text is "". Such a cell may stand for a blank or fill
	// the place of a span: the reader decides.
	Empty bool
	// Hidden says that the cell takes its place but shows nothing
	// (visibility:hidden); its Text is "".
	Hidden bool
	// Narrow says that the cell claims a width of zero.
	Narrow bool
	// Media says that the cell holds something that can show a value and is no
	// text: a picture, a drawing, a form control, an embedded page.
	Media bool

	marks marks
}

// marks are what the steps of forming a grid tell each other about a cell.
type marks uint8

const (
	markGone     marks = 1 << iota // takes no place
	markSpan                       // a span was written wrong
	markCut                        // its rowspan met the end of the table
	markGroupCut                   // its rowspan met the end of the group
)

// Section is the part of a table a row belongs to.
type Section uint8

// The sections. Rows outside of thead and tfoot are Body.
const (
	Body Section = iota
	Head
	Foot
)

// row is what the grid knows of a row.
type row struct {
	node    *html.Node
	first   int32 // index of its first cell
	last    int32 // index after its last cell
	bottom  int32 // the row after the last row of its group
	section Section
}

// Row returns the logical cells that start in row r, in order; nil when there
// are none or r is out of range. The slice is part of Cells.
func (g *Grid) Row(r int) []Cell {
	if r < 0 || r >= len(g.rows) {
		return nil
	}
	return g.Cells[g.rows[r].first:g.rows[r].last:g.rows[r].last]
}

// First returns the index in Cells of the first cell of Row(r).
func (g *Grid) First(r int) int {
	if r < 0 || r >= len(g.rows) {
		return len(g.Cells)
	}
	return int(g.rows[r].first)
}

// At returns the index in Cells of the cell that covers the slot, -1 when none
// does or the slot is out of range. Where cells overlap (see [Overlap]) it is
// the one that came first.
func (g *Grid) At(r, c int) int {
	if r < 0 || r >= g.Rows || c < 0 || c >= g.Columns {
		return -1
	}
	return int(g.slots[r*g.Columns+c])
}

// Covering returns the indices in Cells of all cells that cover a slot of row
// r, from left to right, each once. Cells that started above are among them.
func (g *Grid) Covering(r int) []int {
	if r < 0 || r >= g.Rows {
		return nil
	}
	var all []int
	for c := 0; c < g.Columns; {
		i := g.At(r, c)
		if i < 0 {
			c++
			continue
		}
		all = append(all, i)
		for c < g.Columns && g.At(r, c) == i {
			c++
		}
	}
	return all
}

// Section returns the part of the table that row r belongs to.
func (g *Grid) Section(r int) Section {
	if r < 0 || r >= len(g.rows) {
		return Body
	}
	return g.rows[r].section
}

// RowNode returns the element of row r, nil when r is out of range.
func (g *Grid) RowNode(r int) *html.Node {
	if r < 0 || r >= len(g.rows) {
		return nil
	}
	return g.rows[r].node
}
