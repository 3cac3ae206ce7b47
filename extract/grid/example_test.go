package grid_test

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/extract/grid"
)

func Example() {
	page := `<table>
		<tr><td rowspan="2">行政许可</td><td><p> <span>1</span><span>2</span> </p></td></tr>
		<tr><td>&nbsp;</td></tr>
	</table>`
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		fmt.Println(err)
		return
	}
	for n := range root.Descendants() {
		if n.Data != "table" {
			continue
		}
		g := grid.Form(n)
		spans := grid.Locate(page, root).Spans(g)
		for i, cell := range g.Cells {
			fmt.Printf("%d,%d %q from %q\n", cell.Row, cell.Column, cell.Text, page[spans[i].Start:spans[i].End])
		}
	}
	// Output:
	// 0,0 "行政许可" from "行政许可"
	// 0,1 "12" from "1</span><span>2"
	// 1,1 "" from ""
}
