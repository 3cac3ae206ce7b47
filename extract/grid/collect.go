package grid

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// former gathers the rows of a table and forms its grid. The logical cells go
// straight into grid.Cells; a RowSpan of 0 there means "to the end of the
// group" until the cells are placed.
type former struct {
	config    Config
	grid      *Grid
	collector collector
	gone      bool // some cells take no place: display:none
	columns   []column
	until     []int32 // per column: the first row below what covers it
}

// column is what a col element says of a column.
type column struct{ gone, narrow bool }

func newFormer(c Config, n *html.Node) *former {
	if c.Validate() != nil {
		c = Config{}
	}
	if c.MaxSlots == 0 {
		c.MaxSlots = DefaultMaxSlots
	}
	return &former{config: c, grid: &Grid{Node: n}}
}

// table gathers the children of a table in the order of the standard: as
// written, but the rows of each tfoot at the end.
func (f *former) table(t *html.Node) {
	var feet []*html.Node
	moved := 0 // of the feet, those that were written above other rows
	bare := -1 // where a run of rows without a group began
	caption := false
	for n := t.FirstChild; n != nil; n = n.NextSibling {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Caption:
			if !caption && !isGone(n) {
				f.grid.Caption = f.collector.text(n, new(Cell))
			}
			caption = true
		case atom.Col, atom.Colgroup:
			f.columnsOf(n)
		case atom.Tr:
			moved = len(feet)
			if bare < 0 {
				bare = len(f.grid.rows)
			}
			f.tableRow(n, Body, false)
		case atom.Thead, atom.Tbody:
			moved = len(feet)
			bare = f.endGroup(bare)
			f.group(n)
		case atom.Tfoot:
			bare = f.endGroup(bare)
			feet = append(feet, n)
		}
	}
	f.endGroup(bare)
	for i, foot := range feet {
		if i < moved {
			f.note(FootMoved, len(f.grid.rows), 0, foot)
		}
		f.group(foot)
	}
}

// group gathers the rows of a thead, tbody or tfoot.
func (f *former) group(group *html.Node) {
	l := lookOf(group)
	if l.gone || l.collapsed {
		f.noteHidden(group)
		return
	}
	section := Body
	switch group.DataAtom {
	case atom.Thead:
		section = Head
	case atom.Tfoot:
		section = Foot
	}
	start := len(f.grid.rows)
	for n := group.FirstChild; n != nil; n = n.NextSibling {
		if n.Type == html.ElementNode && n.DataAtom == atom.Tr {
			f.tableRow(n, section, l.unseen)
		}
	}
	f.endGroup(start)
}

// endGroup tells the rows from start on where their group ends. A negative
// start means no group. It returns -1.
func (f *former) endGroup(start int) int {
	if start >= 0 {
		bottom := int32(len(f.grid.rows))
		for i := start; i < len(f.grid.rows); i++ {
			f.grid.rows[i].bottom = bottom
		}
	}
	return -1
}

// tableRow gathers the cells of a tr.
func (f *former) tableRow(tr *html.Node, section Section, unseen bool) {
	l := lookOf(tr)
	if l.gone || l.collapsed {
		f.noteHidden(tr)
		return
	}
	if !f.startRow(tr, section) {
		return
	}
	for n := tr.FirstChild; n != nil; n = n.NextSibling {
		if n.Type == html.ElementNode && (n.DataAtom == atom.Td || n.DataAtom == atom.Th) {
			if !f.cell(n, n.DataAtom == atom.Th, unseen || l.unseen, spanNames{"colspan", "rowspan"}) {
				return
			}
		}
	}
	f.endRow()
}

// startRow opens a row; false when the table is too large already.
func (f *former) startRow(n *html.Node, section Section) bool {
	g := f.grid
	if g.Truncated || len(g.rows) >= f.config.MaxSlots {
		f.truncate(len(g.rows))
		return false
	}
	cells := int32(len(g.Cells))
	g.rows = append(g.rows, row{node: n, first: cells, last: cells, section: section})
	return true
}

// endRow closes the row.
func (f *former) endRow() {
	g := f.grid
	g.rows[len(g.rows)-1].last = int32(len(g.Cells))
}

// noteHidden notes a row or group that is left out; too many of them count as
// too large a table.
func (f *former) noteHidden(n *html.Node) {
	if len(f.grid.Notes) >= f.config.MaxSlots {
		f.truncate(len(f.grid.rows))
		return
	}
	f.note(HiddenRow, len(f.grid.rows), 0, n)
}

func (f *former) note(kind Kind, r, c int, n *html.Node) {
	f.grid.Notes = append(f.grid.Notes, Note{Kind: kind, Row: r, Column: c, Node: n})
}

// truncate notes, once, that rows from r on are left out.
func (f *former) truncate(r int) {
	if !f.grid.Truncated {
		f.grid.Truncated = true
		f.note(Truncated, r, 0, nil)
	}
}
