package grid_test

import (
	"testing"

	"github.com/nianbao/nianbao/extract/blank"
	"github.com/nianbao/nianbao/extract/grid"
)

// checkGrid holds what must be true of every grid: each slot names a cell that
// covers it, each cell owns its slots except where an overlap is noted, and
// the rows hold the cells that start in them.
func checkGrid(tb testing.TB, g *grid.Grid) {
	tb.Helper()
	owned := make([]int, len(g.Cells))
	for r := range g.Rows {
		for c := range g.Columns {
			i := g.At(r, c)
			if i < 0 {
				continue
			}
			owned[i]++
			if x := g.Cells[i]; r < x.Row || r >= x.Row+x.RowSpan || c < x.Column || c >= x.Column+x.ColumnSpan {
				tb.Fatalf("slot %d,%d names cell %d at %d,%d of %d × %d", r, c, i, x.Row, x.Column, x.RowSpan, x.ColumnSpan)
			}
		}
	}
	noted := map[any]bool{}
	for _, n := range g.Notes {
		if n.Kind == grid.Overlap {
			noted[n.Node] = true
		}
		if n.Row < 0 || n.Row > g.Rows || n.Column < 0 || n.Kind.String() == "" {
			tb.Fatalf("note out of range: %v in %d × %d", n, g.Rows, g.Columns)
		}
	}
	for i, x := range g.Cells {
		if x.RowSpan < 1 || x.ColumnSpan < 1 || x.Row+x.RowSpan > g.Rows || x.Column+x.ColumnSpan > g.Columns {
			tb.Fatalf("cell %d at %d,%d of %d × %d leaves the grid %d × %d", i, x.Row, x.Column, x.RowSpan, x.ColumnSpan, g.Rows, g.Columns)
		}
		if (owned[i] != x.RowSpan*x.ColumnSpan) != noted[x.Node] {
			tb.Fatalf("cell %d owns %d of %d slots, overlap noted: %v", i, owned[i], x.RowSpan*x.ColumnSpan, noted[x.Node])
		}
		if x.Empty != (x.Text == "") || blank.Trim(x.Text) != x.Text {
			tb.Fatalf("cell %d: text %q, empty %v", i, x.Text, x.Empty)
		}
	}
	checkRows(tb, g)
}

// checkRows checks the logical rows.
func checkRows(tb testing.TB, g *grid.Grid) {
	tb.Helper()
	next := 0
	for r := range g.Rows {
		if g.First(r) != next {
			tb.Fatalf("row %d starts at cell %d, want %d", r, g.First(r), next)
		}
		column := -1
		for _, x := range g.Row(r) {
			if x.Row != r || x.Column <= column {
				tb.Fatalf("row %d holds a cell of row %d, column %d after %d", r, x.Row, x.Column, column)
			}
			column = x.Column
		}
		next += len(g.Row(r))
	}
	if next != len(g.Cells) {
		tb.Fatalf("rows hold %d cells of %d", next, len(g.Cells))
	}
}
