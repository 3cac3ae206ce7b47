package grid_test

import (
	"testing"

	"github.com/nianbao/nianbao/extract/grid"
)

// The kinds of markup that report pages are known to have, as far as they
// concern the grid.
func TestQuirks(t *testing.T) {
	runForm(t, []formCase{
		{
			"break inside a label",
			`<table><tr><td nowrap style="width:20%"><p align="center">本年新<br/>制作数量</p></td><td><p>5</p></td></tr></table>`,
			[]string{"本年新⏎制作数量|5"},
			nil,
		},
		{
			"zero as blank entity, blank total",
			"<table><tr><td>规章</td><td>&nbsp;</td><td></td><td>0</td></tr></table>",
			[]string{"规章|_|_|0"},
			nil,
		},
		{
			"header spans 1 1 2 1 over data 1 2 1 1",
			`<table><tr><td>信息内容<td>上一年<td colspan=2>本年增/减<td>处理</tr>
			<tr><td>行政许可<td colspan=2>3<td>4<td>5</tr></table>`,
			[]string{"信息内容|上一年|本年增/减|本年增/减|处理", "行政许可|3|3|4|5"},
			nil,
		},
		{
			"fillers in place of spans",
			"<table><tr><td>结果维持<td></td><td></td><td>总计</tr><tr><td>1<td>2<td>3<td>6</table>",
			[]string{"结果维持|_|_|总计", "1|2|3|6"},
			nil,
		},
		{
			"rowspan 20 where 22 rows follow",
			"<table><tr><td rowspan=2>三<td>a<td>1<tr><td>b<td>2<tr><td>c<td>3</table>",
			[]string{"三|a|1", "三|b|2", "c|3|·"},
			[]string{"short row at 2,2"},
		},
		{
			"one cell filled, the rest empty",
			"<table><tr><td>1 2 3<td><td></tr><tr><td>a<td>b<td>c</table>",
			[]string{"1 2 3|_|_", "a|b|c"},
			nil,
		},
		{
			"fifteen cells in a row",
			"<table><tr><td>1<td>2<td>3<td>4<td>5<td>6<td>7<td>8<td>9<td>10<td>11<td>12<td>13<td>14<td>15</table>",
			[]string{"1|2|3|4|5|6|7|8|9|10|11|12|13|14|15"},
			nil,
		},
		{
			"fifteen cells as five and ten",
			"<table><tr><td>1<td>2<td>3<td>4<td>5<tr><td>6<td>7<td>8<td>9<td>10<td>11<td>12<td>13<td>14<td>15</table>",
			[]string{"1|2|3|4|5|·|·|·|·|·", "6|7|8|9|10|11|12|13|14|15"},
			[]string{"short row at 0,5"},
		},
		{
			"unclosed p and a, table inside p",
			"<p>前<table><tr><td><p>1<a href=x>2<td><p>3</table>",
			[]string{"12|3"},
			nil,
		},
		{
			"digits split over spans, office tags",
			`<table class=MsoNormalTable><tr><td><p class=MsoNormal><span lang=EN-US>1<span style='mso-x:y'>2</span></span><span>3</span><o:p></o:p></p></td></table>`,
			[]string{"123"},
			nil,
		},
		{
			"comments of a word processor",
			"<table><tr><td><!--[if gte mso 9]>9<![endif]-->1<!-- 7 -->2</td></table>",
			[]string{"12"},
			nil,
		},
		{
			"spacer rows stay",
			"<table><tr height=1><td></td><td>&#8203;</td></tr><tr><td>a<td>b</table>",
			[]string{"_|_", "a|b"},
			[]string{"blank row at 0,0"},
		},
		{
			"th for all, no tbody", "<table><tr><th>a<th>b<tr><th>1<th>2</table>",
			[]string{"a|b", "1|2"},
			nil,
		},
		{
			"zero-width characters", "<table><tr><td>\ufeff\u200b12\u200b\u00a0\u3000</td></table>",
			[]string{"12"},
			nil,
		},
	})
}

// Where the spans of header and data do not fit, the order of the logical
// cells still does.
func TestLogicalRows(t *testing.T) {
	g := grid.Form(firstTable(t, `<table><tr><td rowspan=3>三<td>信息内容<td>上一年<td colspan=2>本年增/减
		<tr><td>行政许可<td colspan=2>3<td>4</tr><tr><td>行政处罚<td>5<td colspan=2>6</tr></table>`))
	if got, want := own(g), lines("三|信息内容|上一年|本年增/减", "行政许可|3|4", "行政处罚|5|6"); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

func TestNestedTables(t *testing.T) {
	page := `<table><tr><td>外<table><caption>题</caption><tr><td rowspan=2>内1<td>5<tr><td>6</table>部</td><td>7</td></tr></table>`
	tables := elements(parse(t, page), "table")
	outer, inner := grid.Form(tables[0]), grid.Form(tables[1])
	if got, want := draw(outer), lines("外⏎部|7"); got != want {
		t.Errorf("outer table: %s", got)
	}
	if !outer.Cells[0].Nested || outer.Cells[1].Nested {
		t.Error("the flag Nested is wrong")
	}
	if got, want := draw(inner), lines("内1|5", "内1|6"); got != want || inner.Caption != "题" {
		t.Errorf("inner table %q: %s", inner.Caption, got)
	}
}

func TestUnseen(t *testing.T) {
	runForm(t, []formCase{
		{
			"hidden column under a wide header",
			`<table><tr><td>a<td colspan=3>b<td>c</tr>
			<tr><td>1<td>2<td style="display:none">id<td>3<td>4</tr></table>`,
			[]string{"a|b|b|c", "1|2|3|4"},
			[]string{"hidden column at 0,2"},
		},
		{
			"hidden column at the end",
			"<table><tr><td>a<td>b</tr><tr><td>1<td>2<td hidden>x</tr></table>",
			[]string{"a|b", "1|2"},
			[]string{"hidden column at 0,2"},
		},
		{
			"hidden cells without a column: as a browser",
			`<table><tr><td>名<td>数</tr><tr><td>1<td style="DISPLAY: none">id<td>2</tr></table>`,
			[]string{"名|数", "1|2"},
			[]string{"hidden cell at 1,1"},
		},
		{
			"visible cell over hidden columns only",
			`<table><tr><td>a<td colspan=2>b</tr><tr><td>1<td hidden>x<td hidden>y<td>2</tr></table>`,
			[]string{"a|b|b", "1|2|·"},
			[]string{"hidden cell at 1,1", "hidden cell at 1,2", "short row at 1,2"},
		},
		{
			"visibility keeps the place",
			`<table><tr><td>a<td style="visibility:hidden">b<td>c<tr><td>1<td>2<td>3</table>`,
			[]string{"a|_|c", "1|2|3"},
			nil,
		},
		{
			"hidden rows and groups",
			`<table><tr style="display:none"><td>x</tr><tr><td>a</tr><tbody hidden><tr><td>y</tr></tbody>
			<tbody><tr style="visibility:collapse"><td>z</tr><tr><td>b</tr></tbody></table>`,
			[]string{"a", "b"},
			[]string{"hidden row at 0,0", "hidden row at 1,0", "hidden row at 1,0"},
		},
		{
			"all hidden", "<table><tr><td hidden>a<td hidden>b</table>",
			[]string{""},
			[]string{"hidden column at 0,0", "hidden column at 0,0", "empty row at 0,0"},
		},
		{
			"columns by col",
			`<table><colgroup><col><col style="visibility:collapse"></colgroup><col span=2 style="display:none"><col>
			<tr><td>a<td>x<td>y<td>z<td>b</table>`,
			[]string{"a|b"},
			[]string{"hidden column at 0,1", "hidden column at 0,1", "hidden column at 0,1"},
		},
		{
			"narrow column of a word processor",
			"<table><tr><td>a<td>b<td width=0></td></tr><tr><td>1<td>2<td style='width:.3pt'>&nbsp;</td></tr></table>",
			[]string{"a|b", "1|2"},
			[]string{"narrow column at 0,2"},
		},
		{
			"narrow col without text under a span",
			"<table><col><col width=0><col><tr><td colspan=2>a<td>b<tr><td>1<td></td><td>2</table>",
			[]string{"a|b", "1|2"},
			[]string{"narrow column at 0,1"},
		},
		{
			"narrow column with text stays",
			"<table><tr><td>a<td width=0>b</tr><tr><td>1<td width=0>2</tr></table>",
			[]string{"a|b", "1|2"},
			[]string{"narrow text at 0,1"},
		},
		{
			"zero width everywhere means nothing",
			"<table><tr><td width=0>a<td width=0></td><td width=0>c</table>",
			[]string{"a|_|c"},
			[]string{"narrow text at 0,0", "narrow text at 0,2"},
		},
		{
			"an empty cell of zero width in a column in use",
			"<table><tr><td>a<td>b</tr><tr><td>1<td width=0></td></tr></table>",
			[]string{"a|b", "1|_"},
			nil,
		},
		{
			"width of the style counts before the attribute",
			"<table><tr><td>a<td width=0 style='width:20pt'></td><td>c</table>",
			[]string{"a|_|c"},
			nil,
		},
	})
}

func TestUnseenFlags(t *testing.T) {
	g := grid.Form(firstTable(t, `<table><tr><td>a<td style="visibility:hidden">b<td width=0><tr><td>1<td>2<td>3</table>`))
	if x := g.Cells[1]; !x.Hidden || !x.Empty {
		t.Errorf("hidden cell: %+v", x)
	}
	if x := g.Cells[2]; !x.Narrow || !x.Empty || x.Hidden {
		t.Errorf("narrow cell: %+v", x)
	}
}
