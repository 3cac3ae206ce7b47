package grid_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/extract/grid"
)

func TestFromDivs(t *testing.T) {
	tests := []struct {
		name, page  string
		want, notes []string
	}{
		{
			"roles",
			`<div role=table><div role=rowgroup><div role=row><span role=columnheader aria-colspan=2>项目</span></div></div>
			<div role=rowgroup><div role=row><span role=rowheader aria-rowspan=2>规章</span><span role=cell>1</span></div>
			<div role=row><div class=wrap><span role=cell>2</span></div></div></div></div>`,
			[]string{"项目|项目", "规章|1", "规章|2"},
			nil,
		},
		{
			"display",
			`<div style="display:table"><div style="display:table-row"><p style="display:table-cell">a</p><p style="DISPLAY:TABLE-CELL">b</p></div>
			<div><div style="display:table-row"><p style="display:table-cell">c</p><p style="display:table-cell;display:none">x</p></div></div></div>`,
			[]string{"a|b", "c|·"},
			[]string{"short row at 1,1"},
		},
		{
			"cells without rows",
			`<div style="display:table"><i style="display:table-cell">a</i><i style="display:table-cell">b</i></div>`,
			[]string{"a|b"},
			nil,
		},
		{
			"hidden row",
			`<div role=grid><div role=row hidden><i role=gridcell>x</i></div><div role=row><i role=gridcell>1</i></div></div>`,
			[]string{"1"},
			[]string{"hidden row at 0,0"},
		},
		{
			"table inside a cell",
			`<div role=table><div role=row><div role=cell>a<table><tr><td>x</table></div><div role=cell>b</div></div></div>`,
			[]string{"a|b"},
			nil,
		},
		{
			"div of div",
			`<div><div><div>项目</div><div>数量</div></div> <!-- --> <div><div>规章</div><div><p>3</p></div></div></div>`,
			[]string{"项目|数量", "规章|3"},
			[]string{"guessed at 0,0"},
		},
		{
			"ul of li of span",
			`<ul><li><span>项目</span><b>数量</b></li><li><span>规章</span><b>3</b></li><script>1</script></ul>`,
			[]string{"项目|数量", "规章|3"},
			[]string{"guessed at 0,0"},
		},
		{
			"div of ul",
			`<div><ul><li>a<li>b<li>c</ul><ul><li>1<li>2<li>3</ul><ul><li>x<li>y</ul></div>`,
			[]string{"a|b|c", "1|2|3", "x|y|·"},
			[]string{"short row at 2,2", "guessed at 0,0"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := grid.FromDivs(elements(parse(t, tt.page), "body")[0].FirstChild)
			if g == nil {
				t.Fatal("no grid")
			}
			if got, want := draw(g), lines(tt.want...); got != want {
				t.Errorf("got:\n%swant:\n%s", got, want)
			}
			got := map[string]bool{}
			for _, n := range g.Notes {
				got[n.String()] = true
			}
			for _, n := range tt.notes {
				if !got[n] {
					t.Errorf("no note %q in %v", n, g.Notes)
				}
			}
			if len(got) != len(tt.notes) {
				t.Errorf("notes %v, want %v", g.Notes, tt.notes)
			}
			checkGrid(t, g)
		})
	}
}

func TestFromDivsRefuses(t *testing.T) {
	long := strings.Repeat("公开", 100)
	tests := []struct{ name, page string }{
		{"a table", "<table><tr><td>a<td>b<tr><td>c<td>d</table>"},
		{"one row", "<div><div><i>a</i><i>b</i></div></div>"},
		{"one cell a row", "<ul><li><i>a</i></li><li><i>b</i></li></ul>"},
		{"text beside the rows", "<div>前<div><i>a</i><i>b</i></div><div><i>c</i><i>d</i></div></div>"},
		{"text beside the cells", "<div><div><i>a</i>，<i>b</i></div><div><i>c</i><i>d</i></div></div>"},
		{"rows of different kinds", "<div><div><i>a</i><i>b</i></div><ul><li>c<li>d</ul></div>"},
		{"no width holds", "<div><div><i>a</i><i>b</i></div><div><i>a</i><i>b</i><i>c</i></div></div>"},
		{"paragraphs of spans", "<div><p><i>a</i><i>b</i></p><p><i>c</i><i>d</i></p></div>"},
		{"cells of prose", "<div><div><i>a</i><i>" + long + "</i></div><div><i>c</i><i>" + long + "</i></div></div>"},
		{"page layout", "<div><div><div><ul><li>a<li>b</ul></div><div>x</div></div><div><div><h2>y</h2></div><div>z</div></div></div>"},
		{"tables in the cells", "<div><div><i>a</i><div><table></table></div></div><div><i>c</i><i>d</i></div></div>"},
		{"a role without rows", "<div role=table><p>a</p></div>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if g := grid.FromDivs(elements(parse(t, tt.page), "body")[0].FirstChild); g != nil {
				t.Errorf("a grid:\n%s", draw(g))
			}
		})
	}
	if grid.FromDivs(nil) != nil {
		t.Error("nil gives a grid")
	}
}

func TestFindDivs(t *testing.T) {
	root := parse(t, `<head><title>x</title></head><body><div class=page>
		<div><p>前言</p><div role=table><div role=row><i role=cell>1</i><i role=cell>2</i></div></div></div>
		<table><tr><td><div><div><i>x</i><i>y</i></div><div><i>x</i><i>y</i></div></div></table>
		<div style="display:table"><div style="display:table-cell">边栏</div><div style="display:table-cell">正文
		<ul><li><i>7</i><i>8</i><li><i>9</i><i>0</i></ul></div></div>
		<div hidden><ul><li><i>h</i><i>h</i><li><i>h</i><i>h</i></ul></div>
		<ul><li><i>3</i><i>4</i><li><i>5</i><i>6</i></ul></div></body>`)
	got := ""
	for _, g := range (grid.Config{}).FindDivs(root) {
		got += draw(g)
	}
	if want := lines("1|2", "边栏|正文⏎78⏎90", "3|4", "5|6", "7|8", "9|0"); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}
