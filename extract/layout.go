package extract

import (
	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/extract/grid"
	"github.com/nianbao/nianbao/report"
)

// table forms the grid of a table and tells whether the walk goes into it: a layout table is only a way to
// arrange other things.
func (w *blockWriter) table(n *html.Node) bool {
	if !w.open(n) {
		return false
	}
	g := formGrid(n)
	if isLayout(g) {
		w.doc.layouts = append(w.doc.layouts, g)
		return true
	}
	w.tables++
	w.doc.blocks = append(w.doc.blocks, Block{Kind: TableKind, Grid: g, Place: report.Place{Table: w.tables}, Veiled: w.veil != nil, node: n})
	return false
}

// formGrid forms the grid of a table. Where row groups cut a rowspan, as in pages that open a tbody for every row,
// the rows count as one group.
func formGrid(n *html.Node) *grid.Grid {
	g := grid.Form(n)
	for _, note := range g.Notes {
		if note.Kind == grid.GroupCut {
			return grid.Config{JoinGroups: true}.Form(n)
		}
	}
	return g
}

// isLayout tells whether a table arranges paragraphs or other tables.
func isLayout(g *grid.Grid) bool {
	long := 0
	for i := range g.Cells {
		if g.Cells[i].Nested {
			return true
		}
		if len(g.Cells[i].Text) > longestCell {
			long++
		}
	}
	return long > 0 && long*4 >= len(g.Cells) || len(g.Cells) == 1
}

// longestCell is how many bytes a cell of a table of numbers has at most; the longest statutory label has 140.
const longestCell = 600
