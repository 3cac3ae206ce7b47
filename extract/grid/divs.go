package grid

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// FromDivs forms a grid with the zero Config.
func FromDivs(n *html.Node) *Grid {
	return Config{}.FromDivs(n)
}

// FromDivs forms the grid of an element that is a table without being a
// <table>, and returns nil when it is none. It is one when
//
//   - it says so: role table, grid or treegrid, or display:table, with rows
//     (role row, display:table-row) and cells (role cell, gridcell,
//     columnheader, rowheader, display:table-cell) below, at any depth;
//     aria-colspan and aria-rowspan are its spans; or
//   - its structure is regular: it has two or more children of one kind and
//     nothing else, each with two or more short, flat children, and most of
//     them with equally many (div of div, div of ul, ul of li of span). Lists
//     of news look like that too; such a grid carries the note Guessed.
//
// A <table> inside is never read; it makes its cell Nested.
func (c Config) FromDivs(n *html.Node) *Grid {
	if n == nil || n.Type != html.ElementNode || n.DataAtom == atom.Table || roleOf(n) == unshown {
		return nil
	}
	f := newFormer(c, n)
	if partOf(n) == partTable {
		f.markedRows(n)
	} else if f.regular(n) {
		f.note(Guessed, 0, 0, n)
	}
	if len(f.grid.rows) == 0 || len(f.grid.Cells) == 0 {
		return nil
	}
	f.endGroup(0)
	return f.finish()
}

// maxDivDepth is how many tables of this kind FindDivs sees inside each other.
const maxDivDepth = 8

// FindDivs forms the grids of all elements under root that are tables without
// being a <table>, see [Config.FromDivs]: the outer ones in document order, then
// those inside their cells, and so on. What stands in a <table> is not looked at.
func (c Config) FindDivs(root *html.Node) []*Grid {
	var found []*Grid
	level := []*html.Node{root}
	for range maxDivDepth {
		var inner []*html.Node
		for _, n := range level {
			for _, g := range c.findDivs(n) {
				found = append(found, g)
				if partOf(g.Node) != partTable {
					continue // a guessed one has nothing inside
				}
				for i := range g.Cells {
					inner = append(inner, g.Cells[i].Node)
				}
			}
		}
		level = inner
	}
	return found
}

// findDivs forms the outermost grids under root.
func (c Config) findDivs(root *html.Node) []*Grid {
	var found []*Grid
	walk(root, func(n *html.Node) bool {
		if n.Type == html.DocumentNode {
			return true
		}
		if n.Type != html.ElementNode || roleOf(n) >= table || isGone(n) {
			return false
		}
		g := c.FromDivs(n)
		if g != nil {
			found = append(found, g)
		}
		return g == nil
	})
	return found
}

// walk visits root and all below in document order without recursion; visit
// says whether to go into a node.
func walk(root *html.Node, visit func(*html.Node) bool) {
	for n := root; n != nil; {
		if visit(n) && n.FirstChild != nil {
			n = n.FirstChild
			continue
		}
		for n != root && n.NextSibling == nil {
			n = n.Parent
		}
		if n == root {
			return
		}
		n = n.NextSibling
	}
}

// part is the part of a table an element claims to be.
type part uint8

const (
	partNone part = iota
	partTable
	partRow
	partCell
	partHeader
)

// partOf returns the part an element claims to be, by its role first.
func partOf(n *html.Node) part {
	display := partNone
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "role":
			if p := partByRole(strings.ToLower(strings.TrimSpace(a.Val))); p != 0 {
				return p
			}
		case "style":
			if strings.Contains(a.Val, "able") || strings.Contains(a.Val, "ABLE") {
				display = partByDisplay(strings.ToLower(lookOf(n).display))
			}
		}
	}
	return display
}

// partByRole reads a role of WAI-ARIA.
func partByRole(role string) part {
	switch role {
	case "table", "grid", "treegrid":
		return partTable
	case "row":
		return partRow
	case "cell", "gridcell":
		return partCell
	case "columnheader", "rowheader":
		return partHeader
	}
	return partNone
}

// partByDisplay reads a value of the property display.
func partByDisplay(display string) part {
	switch display {
	case "table", "inline-table":
		return partTable
	case "table-row":
		return partRow
	case "table-cell":
		return partCell
	}
	return partNone
}

// markedRows gathers the rows of an element whose parts say what they are.
// Cells without a row around them make one row of their parent.
func (f *former) markedRows(root *html.Node) {
	walk(root, func(n *html.Node) bool {
		switch {
		case n == root:
			if !hasCells(n) {
				return true
			}
		case n.Type != html.ElementNode || roleOf(n) >= table:
			return false
		case isGone(n):
			f.noteHidden(n)
			return false
		case partOf(n) == partTable:
			return false
		case partOf(n) != partRow && !hasCells(n):
			return true
		}
		f.markedRow(n)
		return false
	})
}

// hasCells reports whether a child of n claims to be a cell.
func hasCells(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && len(c.Attr) > 0 && partOf(c) >= partCell {
			return true
		}
	}
	return false
}

// markedRow gathers the cells of one row, also when they are wrapped.
func (f *former) markedRow(root *html.Node) {
	if !f.startRow(root, Body) {
		return
	}
	full := false
	walk(root, func(n *html.Node) bool {
		if n == root {
			return true
		}
		if full || n.Type != html.ElementNode || roleOf(n) >= table {
			return false
		}
		p := partOf(n)
		if p >= partCell {
			full = !f.cell(n, p == partHeader, false, spanNames{"aria-colspan", "aria-rowspan"})
		}
		return p == partNone && !isGone(n)
	})
	if !full {
		f.endRow()
	}
}
