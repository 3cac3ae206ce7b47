package grid_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/nianbao/nianbao/extract/grid"
)

// formCase is a table, the slots it must give, and what must be noted.
type formCase struct {
	name, table string
	want, notes []string
}

func runForm(t *testing.T, cases []formCase) {
	t.Helper()
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			g := grid.Form(firstTable(t, tt.table))
			if got, want := draw(g), lines(tt.want...); got != want {
				t.Errorf("slots:\n%swant:\n%s", got, want)
			}
			if got, want := notes(g), lines(tt.notes...); got != want {
				t.Errorf("notes:\n%swant:\n%s", got, want)
			}
			checkGrid(t, g)
		})
	}
}

// The corner cases of the standard's "forming a table".
func TestFormStandard(t *testing.T) {
	runForm(t, []formCase{
		{
			"plain", "<table><tr><td>a<td>b<tr><td>c<td>d</table>",
			[]string{"a|b", "c|d"},
			nil,
		},
		{
			"spans", "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>",
			[]string{"a|b|b", "a|c|d"},
			nil,
		},
		{
			"two rowspans meet", "<table><tr><td>a<td rowspan=3>b<td>c<tr><td rowspan=2>d<td>e<tr><td>f</table>",
			[]string{"a|b|c", "d|b|e", "d|b|f"},
			nil,
		},
		{
			"row covered from above", "<table><tr><td rowspan=2>a<td rowspan=2>b<tr></tr><tr><td>c<td>d</table>",
			[]string{"a|b", "a|b", "c|d"},
			[]string{"empty row at 1,0"},
		},
		{
			"overlap", "<table><tr><td>a<td rowspan=2>b<tr><td colspan=2>c<td>d</table>",
			[]string{"a|b|·", "c|b|d"},
			[]string{"overlap at 1,1", "short row at 0,2"},
		},
		{
			"overlap outlives", "<table><tr><td>a<td rowspan=2>b<tr><td colspan=2 rowspan=2>c<tr><td>d</table>",
			[]string{"a|b|·", "c|b|·", "c|c|d"},
			[]string{"overlap at 1,1", "short row at 0,2", "short row at 1,2"},
		},
		{
			"rowspan zero", "<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c<tbody><tr><td>d<td>e</table>",
			[]string{"a|b", "a|c", "d|e"},
			nil,
		},
		{
			"rowspan too long", "<table><tr><td rowspan=22>a<td>b<tr><td>c</table>",
			[]string{"a|b", "a|c"},
			[]string{"span cut at 0,0"},
		},
		{
			"rowspan meets its group", "<table><tbody><tr><td rowspan=3>a<td>b<tbody><tr><td>c<tr><td>d</table>",
			[]string{"a|b", "c|·", "d|·"},
			[]string{"short row at 1,1", "short row at 2,1", "group cut at 0,0"},
		},
		{
			"colspan zero and words", "<table><tr><td colspan=0>a<td colspan=x>b<td colspan=-2>c<td colspan=' +2px'>d</table>",
			[]string{"a|b|c|d|d"},
			[]string{"span invalid at 0,0", "span invalid at 0,1", "span invalid at 0,2"},
		},
		{
			"full-width digit is no number", "<table><tr><td rowspan=２>a<tr><td>b</table>",
			[]string{"a", "b"},
			[]string{"span invalid at 0,0"},
		},
		{
			"foot written first", "<table><thead><tr><th>h<tfoot><tr><td>f<tbody><tr><td>b</table>",
			[]string{"h", "b", "f"},
			[]string{"foot moved at 2,0"},
		},
		{
			"foot written last", "<table><tbody><tr><td>b<tfoot><tr><td>f</table>",
			[]string{"b", "f"},
			nil,
		},
		{
			"head written late stays", "<table><tbody><tr><td>b<thead><tr><td>h</table>",
			[]string{"b", "h"},
			nil,
		},
		{
			"ragged rows", "<table><tr><td>a<tr><td>b<td>c<td>d<tr><td>e<td>f</table>",
			[]string{"a|·|·", "b|c|d", "e|f|·"},
			[]string{"short row at 0,1", "short row at 2,2"},
		},
		{
			"rows without cells only", "<table><tr></tr><tr></tr></table>",
			[]string{"", ""},
			[]string{"empty row at 0,0", "empty row at 1,0"},
		},
		{"nothing", "<table></table>", nil, nil},
	})
}

func TestFormClampsColumns(t *testing.T) {
	g := grid.Form(firstTable(t, "<table><tr><td colspan=1000000>a<td>b</table>"))
	if g.Columns != 1001 || g.At(0, 999) != 0 || g.At(0, 1000) != 1 {
		t.Errorf("columns %d, cells %d %d; want 1001, 0 1", g.Columns, g.At(0, 999), g.At(0, 1000))
	}
	if got := notes(g); got != "span invalid at 0,0\n" {
		t.Errorf("notes %q", got)
	}
}

func TestFormJoinGroups(t *testing.T) {
	table := firstTable(t, "<table><tbody><tr><td rowspan=3>a<td>b<tbody><tr><td>c<tr><td>d</table>")
	g := grid.Config{JoinGroups: true}.Form(table)
	if got, want := draw(g), lines("a|b", "a|c", "a|d"); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
	if len(g.Notes) != 0 {
		t.Errorf("notes %v", g.Notes)
	}
}

// Trees need not come from the parser: rows may hang in the table itself.
func TestFormBareRows(t *testing.T) {
	table := element("table",
		element("tr", element("td", text("a"), attr("rowspan", "9")), element("td", text("b"))),
		element("tr", element("td", text("c"))),
		element("tbody", element("tr", element("td", text("d")), element("td", text("e")))))
	g := grid.Form(table)
	if got, want := draw(g), lines("a|b", "a|c", "d|e"); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
	if got := notes(g); got != "group cut at 0,0\n" {
		t.Errorf("notes %q", got)
	}
}

// element builds a node from attributes and children, text one of text, attr
// one of attributes.
func element(name string, parts ...any) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name))}
	for _, p := range parts {
		switch p := p.(type) {
		case *html.Node:
			n.AppendChild(p)
		case html.Attribute:
			n.Attr = append(n.Attr, p)
		}
	}
	return n
}

func text(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

func attr(key, value string) html.Attribute { return html.Attribute{Key: key, Val: value} }

func TestAccess(t *testing.T) {
	g := grid.Form(firstTable(t, `<table><caption> 表<b>一</b> </caption><caption>二</caption>
		<thead><tr><th rowspan=2>a<th>b</thead><tr><td>c<td>d<tfoot><tr><td>e</table>`))
	if g.Caption != "表一" {
		t.Errorf("caption %q", g.Caption)
	}
	if g.Section(0) != grid.Head || g.Section(1) != grid.Body || g.Section(2) != grid.Foot || g.Section(3) != grid.Body {
		t.Error("sections are wrong")
	}
	if !g.Cells[0].Header || g.Cells[2].Header {
		t.Error("headers are wrong")
	}
	if g.First(1) != 2 || g.First(9) != len(g.Cells) || g.Row(9) != nil || g.Row(-1) != nil {
		t.Errorf("rows are wrong: first %d", g.First(1))
	}
	if g.RowNode(2).Parent.Data != "tfoot" || g.RowNode(3) != nil {
		t.Error("row nodes are wrong")
	}
	for _, slot := range [][2]int{{-1, 0}, {0, -1}, {3, 0}, {0, 2}} {
		if i := g.At(slot[0], slot[1]); i != -1 {
			t.Errorf("At%v = %d outside the grid", slot, i)
		}
	}
	if g := grid.Form(nil); g.Rows != 0 || g.At(0, 0) != -1 || g.Covering(0) != nil {
		t.Error("nil table is no empty grid")
	}
}

func TestCovering(t *testing.T) {
	g := grid.Form(firstTable(t, "<table><tr><td rowspan=2>a<td>b<td rowspan=2>c<td>x<tr><td>d</table>"))
	got := ""
	for _, i := range g.Covering(1) {
		got += g.Cells[i].Text
	}
	if got != "adc" {
		t.Errorf("row 1 is covered by %q, want adc", got)
	}
}

func TestTooLarge(t *testing.T) {
	tests := []struct {
		name, table   string
		rows, columns int
	}{
		{"cells in a row", "<table><tr><td>a<tr>" + strings.Repeat("<td>", 150) + "</table>", 1, 1},
		{"slots", "<table>" + strings.Repeat("<tr>"+strings.Repeat("<td>", 10), 20) + "</table>", 10, 10},
		{"span wider than all", "<table><tr><td>a<td>b<tr><td colspan=900><tr><td>c</table>", 1, 2},
		{"rows", "<table>" + strings.Repeat("<tr></tr>", 150) + "</table>", 100, 0},
		{"hidden rows", "<table><tr><td>a" + strings.Repeat("<tr hidden>", 150) + "</table>", 1, 1},
		{"tall spans", "<table><tr><td rowspan=50>a" + strings.Repeat("<tr><td>b", 70) + "</table>", 50, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := grid.Config{MaxSlots: 100}.Form(firstTable(t, tt.table))
			if g.Rows != tt.rows || g.Columns != tt.columns || !g.Truncated {
				t.Errorf("%d × %d, truncated %v; want %d × %d", g.Rows, g.Columns, g.Truncated, tt.rows, tt.columns)
			}
			if !strings.Contains(notes(g), "truncated at ") {
				t.Errorf("notes: %s", notes(g))
			}
			checkGrid(t, g)
		})
	}
}

func TestValidate(t *testing.T) {
	if err := (grid.Config{}).Validate(); err != nil {
		t.Error(err)
	}
	for _, n := range []int{-1, 1<<30 + 1} {
		if err := (grid.Config{MaxSlots: n}).Validate(); err == nil {
			t.Errorf("MaxSlots %d is valid", n)
		}
	}
}
