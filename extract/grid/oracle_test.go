package grid_test

import (
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/extract/grid"
)

// oracle forms a table step by step as the standard words it, with a map for
// the slots, and nothing in common with the package but the rule that a group
// has no more rows than were written.
type oracle struct {
	slots    map[[2]int]bool // x, y
	xwidth   int
	ycurrent int
	ends     map[*html.Node]int // the row after the last of a row's group
	place    map[*html.Node][4]int
}

// checkPlaces compares the places of a grid's cells with the oracle's.
func checkPlaces(tb testing.TB, g *grid.Grid) {
	tb.Helper()
	o := &oracle{slots: map[[2]int]bool{}, place: map[*html.Node][4]int{}, ends: map[*html.Node]int{}}
	groups := o.groups(g.Node)
	rows := 0
	for _, rs := range groups {
		rows += len(rs)
		for _, r := range rs {
			o.ends[r] = rows
		}
	}
	for _, rs := range groups {
		for _, r := range rs {
			o.row(r)
		}
	}
	if len(o.place) != len(g.Cells) || o.xwidth != g.Columns || o.ycurrent != g.Rows {
		tb.Fatalf("%d cells in %d × %d, the standard has %d in %d × %d",
			len(g.Cells), g.Rows, g.Columns, len(o.place), o.ycurrent, o.xwidth)
	}
	for _, x := range g.Cells {
		if got := [4]int{x.Column, x.Row, x.ColumnSpan, x.RowSpan}; got != o.place[x.Node] {
			tb.Fatalf("cell %q: column, row, spans %v, the standard has %v", x.Text, got, o.place[x.Node])
		}
	}
}

// groups returns the rows of the table by group, feet last.
func (o *oracle) groups(table *html.Node) [][]*html.Node {
	var groups, feet [][]*html.Node
	for c := range table.ChildNodes() {
		var rows []*html.Node
		for r := range c.ChildNodes() {
			if r.Type == html.ElementNode && r.Data == "tr" {
				rows = append(rows, r)
			}
		}
		switch c.Data {
		case "thead", "tbody":
			groups = append(groups, rows)
		case "tfoot":
			feet = append(feet, rows)
		}
	}
	return append(groups, feet...)
}

// row is the algorithm for processing rows.
func (o *oracle) row(tr *html.Node) {
	xcurrent := 0
	for cell := range tr.ChildNodes() {
		if cell.Type != html.ElementNode || cell.Data != "td" && cell.Data != "th" {
			continue
		}
		for xcurrent < o.xwidth && o.slots[[2]int{xcurrent, o.ycurrent}] {
			xcurrent++
		}
		colspan, rowspan := number(cell, "colspan", 1), number(cell, "rowspan", 1)
		if colspan == 0 {
			colspan = 1
		}
		colspan, rowspan = min(colspan, 1000), min(rowspan, 65534)
		if left := o.ends[tr] - o.ycurrent; rowspan == 0 || rowspan > left {
			rowspan = left
		}
		o.xwidth = max(o.xwidth, xcurrent+colspan)
		for x := xcurrent; x < xcurrent+colspan; x++ {
			for y := o.ycurrent; y < o.ycurrent+rowspan; y++ {
				o.slots[[2]int{x, y}] = true
			}
		}
		o.place[cell] = [4]int{xcurrent, o.ycurrent, colspan, rowspan}
		xcurrent += colspan
	}
	o.ycurrent++
}

// number parses an attribute by the rules for non-negative integers.
func number(n *html.Node, key string, missing int) int {
	for _, a := range n.Attr {
		if a.Key != key {
			continue
		}
		s := strings.TrimPrefix(strings.TrimLeft(a.Val, " \t\n\f\r"), "+")
		if end := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }); end >= 0 {
			s = s[:end]
		}
		v, err := strconv.Atoi(s)
		if err != nil && len(s) > 9 {
			return 1 << 30
		}
		if err != nil {
			return missing
		}
		return v
	}
	return missing
}
