package grid_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/extract/grid"
)

// seeds are pages that reach into the corners of forming and locating.
var seeds = []string{
	"<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>",
	"<table><tr><td>a<td rowspan=2>b<tr><td colspan=2 rowspan=2>c<td>d<tr><td>e</table>",
	"<table><tfoot><tr><td rowspan=0>f<tbody><tr><td rowspan=70000 colspan=5000>x<tr><td rowspan=-1>y</table>",
	"<table><col width=0><col style=display:none span=3><tr><td hidden>a<td width=0>b<td style='visibility:hidden'>c<tr><td>d</table>",
	"<table><td>a<table><td>b</table>c<table><table></table><td>0</td></table>",
	"<div role=table><div role=row><i role=cell aria-colspan=2>a</i></div></div><ul><li><i>a</i><i>b</i><li><i>c</i><i>d</i></ul>",
	"<table>x<tr><td>&nbsp;&#49;<b>&lt;</font>2</td><script><!--<script></script><td>--></script></table>",
	"<!--><td><svg><td><![CDATA[<td>]]></svg><title><td></title><textarea></p></textarea><table><td a='>'b=\">1",
	"<table><tr><td>1</td></tr><template><td>2</template><caption>c</caption></table><plaintext><td>",
}

func FuzzGrid(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, uint16(0))
		f.Add(s, uint16(7))
	}
	f.Fuzz(func(t *testing.T, page string, most uint16) {
		root, err := html.Parse(strings.NewReader(page))
		if err != nil {
			return
		}
		config := grid.Config{MaxSlots: int(most), JoinGroups: most%2 == 1}
		for _, n := range elements(root, "table") {
			g := config.Form(n)
			checkGrid(t, g)
			if limit := config.MaxSlots; limit > 0 && (g.Rows*g.Columns > limit || g.Rows > limit) {
				t.Fatalf("%d × %d slots, limit %d", g.Rows, g.Columns, limit)
			}
			if !config.JoinGroups && !g.Truncated && g.Rows*g.Columns < 20_000 && !sometimesUnseen(n) {
				checkPlaces(t, g)
			}
		}
		for _, g := range config.FindDivs(root) {
			checkGrid(t, g)
		}
	})
}

func FuzzSources(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, page string) {
		if utf8.ValidString(page) { // as every decoded page is
			checkSources(t, page)
		}
	})
}

// sometimesUnseen reports whether anything under a table may be left out.
func sometimesUnseen(table *html.Node) bool {
	for n := range table.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "hidden" || a.Key == "style" || a.Key == "width" {
				return true
			}
		}
	}
	return false
}
