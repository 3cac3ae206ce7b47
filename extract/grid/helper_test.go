package grid_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/extract/grid"
)

// parse parses a page.
func parse(tb testing.TB, page string) *html.Node {
	tb.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		tb.Fatal(err)
	}
	return root
}

// elements returns the elements of a name under root, in document order.
func elements(root *html.Node, names ...string) []*html.Node {
	var found []*html.Node
	for n := range root.Descendants() {
		for _, name := range names {
			if n.Type == html.ElementNode && n.Data == name {
				found = append(found, n)
			}
		}
	}
	return found
}

// firstTable returns the first table of a page.
func firstTable(tb testing.TB, page string) *html.Node {
	tb.Helper()
	tables := elements(parse(tb, page), "table")
	if len(tables) == 0 {
		tb.Fatal("no table")
	}
	return tables[0]
}

// draw writes a grid as lines: the slots of a row between bars, "_" for an
// empty cell, "·" for a slot without a cell, "⏎" for a border inside a text.
func draw(g *grid.Grid) string {
	var b strings.Builder
	for r := range g.Rows {
		for c := range g.Columns {
			if c > 0 {
				b.WriteString("|")
			}
			text := "·"
			if i := g.At(r, c); i >= 0 {
				text = strings.ReplaceAll(g.Cells[i].Text, "\n", "⏎")
				if text == "" {
					text = "_"
				}
			}
			b.WriteString(text)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// own writes the logical cells that start in each row, in order.
func own(g *grid.Grid) string {
	var b strings.Builder
	for r := range g.Rows {
		for i, cell := range g.Row(r) {
			if i > 0 {
				b.WriteString("|")
			}
			b.WriteString(strings.ReplaceAll(cell.Text, "\n", "⏎"))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// notes writes the notes of a grid, one a line.
func notes(g *grid.Grid) string {
	var b strings.Builder
	for _, n := range g.Notes {
		b.WriteString(n.String() + "\n")
	}
	return b.String()
}

// lines joins lines, each ended by a newline.
func lines(l ...string) string {
	if len(l) == 0 {
		return ""
	}
	return strings.Join(l, "\n") + "\n"
}
