package grid_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/extract/grid"
)

// Pages made to cost much: each must end soon, with an outcome. A cost that
// grows with the square would run for minutes here.
func TestHostile(t *testing.T) {
	rep := strings.Repeat
	tests := []struct {
		name, page    string
		rows, columns int
		truncated     bool
		known         bool // the first cell has a place
	}{
		{"cells without end", "<table><tr>" + rep("<td>", 450_000), 0, 0, true, false},
		{"rows without end", "<table>" + rep("<tr><td>1", 25_000), 20_000, 1, true, true},
		{"largest spans", "<table>" + rep("<tr><td rowspan=65534 colspan=1000>", 10_000), 0, 0, true, true},
		{"million-column spans", "<table><tr>" + rep("<td rowspan=65534 colspan=1000000>", 19), 1, 19_000, false, true},
		{"overlaps", "<table><tr>" + rep("<td>", 99) + "<td rowspan=99>" + rep("<tr><td rowspan=99 colspan=100>", 98), 5, 400, true, true},
		{"feet", "<table><tbody><tr><td>1</tbody>" + rep("<tfoot>", 60_000), 1, 1, false, true},
		{"columns", "<table>" + rep("<col span=1000 width=0>", 10_000) + "<tr><td>1", 1, 1, false, true},
		{"breaks in a cell", "<table><td>" + rep("1<br>", 30_000), 1, 1, false, true},
		{"references in a cell", "<table><td>" + rep("&#x20;&nbsp;&", 30_000), 1, 1, false, true},
		{"equals signs in a tag", "<table><td " + rep("= ", 100_000) + ">1", 1, 1, false, true},
		{"scripts in comments", "<script><!--" + rep("<script></script>", 50_000) + "</script><table><td>1", 1, 1, false, true},
		{"comment ends", "<!--" + rep(">", 1_000_000) + "--><table><td>1", 1, 1, false, true},
		{"alike beside a dropped cell", "<table><table></table><td>0</td></table><table><tr>" + rep("<td>0", 19_000), 1, 19_000, false, false},
		{"declarations", "<table><td style='" + rep("width:0;visibility:visible;", 50_000) + "'>1", 1, 1, false, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root := parse(t, tt.page)
			tables := elements(root, "table")
			g := grid.Config{MaxSlots: 20_000}.Form(tables[len(tables)-1])
			if g.Rows != tt.rows || g.Columns != tt.columns || g.Truncated != tt.truncated {
				t.Errorf("%d × %d, truncated %v; want %d × %d, %v", g.Rows, g.Columns, g.Truncated, tt.rows, tt.columns, tt.truncated)
			}
			if known := grid.Locate(tt.page, root).Cell(elements(root, "td")[0]).Known(); known != tt.known {
				t.Errorf("place known: %v", known)
			}
		})
	}
}

// Trees made by hand may be deeper than any stack.
func TestDeepTree(t *testing.T) {
	td := element("td")
	deep := td
	for range 100_000 {
		child := element("div")
		deep.AppendChild(child)
		deep = child
	}
	deep.AppendChild(text("1"))
	table := element("table", element("tbody", element("tr", td)))
	if g := grid.Form(table); g.Cells[0].Text != "1" {
		t.Errorf("text %q", g.Cells[0].Text)
	}
	source := "<table><td>" + strings.Repeat("<div>", 100_000) + "1"
	if s := grid.Locate(source, table).Cell(td); s.Start != len(source)-1 {
		t.Errorf("place %v", s)
	}
	if found := (grid.Config{}).FindDivs(td); found != nil {
		t.Errorf("%d tables", len(found))
	}
}

// FindDivs looks at every element; lists of many rows must not cost more than
// their length.
func TestFindDivsIsLinear(t *testing.T) {
	rows := strings.Repeat("<div><i>a</i><i>b</i></div>", 15_000)
	page := strings.Repeat("<div>", 200) + "<p>x</p><div>" + rows + "</div>"
	found := grid.Config{MaxSlots: 200_000}.FindDivs(parse(t, page))
	if len(found) != 1 || found[0].Rows != 15_000 || found[0].Columns != 2 {
		t.Errorf("%d tables", len(found))
	}
}
