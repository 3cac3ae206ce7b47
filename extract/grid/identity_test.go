package grid_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/extract/grid"
)

// junk is what stands between the cells of a random page.
var junk = []string{
	"<!-- <td>0</td> -->", "<script>'<td>0</td>'</script>", "<p>0", "</p>", "<table><tr>", "</table>", "</tr><tr>",
	"<table><table></table>", "<td>0</td>", "<b>", "</b>", "0", "1", "&nbsp;", "<a title='<td>0'>", "</a>", "<select><td>0</select>",
	"<template><tr><td>0</template>", "<caption>0</caption>", "<tbody>", "<svg><td>0</svg>", "<style><td></style>", "说明", "合计", "<br>",
	"</th>", "</td>", "</thead>", "</tbody>", "<thead>", "</caption>", "<col>", "</template>", "<template>", "<object>", "<button>", "</select>",
	"<th>0", "<svg>", "</svg>", "<math>", "<svg><path>", "<svg><desc>", "<noscript><td>0</noscript>", "<!-- ", "-->", "<table>0<tr>", "<td><table>",
	"<textarea><td>0</textarea>", "<div>", "</div>", "<i hidden>0</i>", "<h3>三、收到和处理政府信息公开申请情况</h3>",
}

// randomPage writes cells that look alike, each with its number as id, between
// junk. Of the places that a text alone can't tell apart, a wrong one would be
// under another id.
func randomPage(r *rand.Rand, junkEvery int) string {
	texts := []string{"0", "0", "0", "1", "", "&nbsp;", "行政许可", "行政处罚", "<p> 0 </p>", "<b>0</b>", "12"}
	var b strings.Builder
	b.WriteString("<table><tr>")
	for i := range 30 + r.IntN(40) {
		fmt.Fprintf(&b, "<td id=%d>%s", i, texts[r.IntN(len(texts))])
		if r.IntN(3) > 0 {
			b.WriteString("</td>")
		}
		if r.IntN(5) == 0 {
			b.WriteString("</tr><tr>")
		}
		if junkEvery > 0 && r.IntN(junkEvery) == 0 {
			b.WriteString(junk[r.IntN(len(junk))])
		}
	}
	return b.String()
}

// TestSpansAreTheCellsOwn checks on random pages that no cell ever gets the
// place of another one, however alike they are, and that most get one.
func TestSpansAreTheCellsOwn(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, tt := range []struct{ junkEvery, percent int }{{0, 100}, {40, 80}, {8, 45}, {2, 8}} {
		cells, known := 0, 0
		for range 120 {
			page := randomPage(r, tt.junkEvery)
			root := parse(t, page)
			s := grid.Locate(page, root)
			for _, n := range elements(root, "td") {
				id := attribute(n, "id")
				if id == "" || n.Namespace != "" || len(elements(n, "table", "td")) > 0 {
					continue
				}
				cells++
				span := s.Cell(n)
				if !span.Known() {
					continue
				}
				known++
				if got := idBefore(page, span.Start); got != id {
					t.Fatalf("cell %s got the place of cell %s:\n%s", id, got, page)
				}
			}
			checkSources(t, page)
		}
		t.Logf("junk every %d cells: %d of %d cells have a place", tt.junkEvery, known, cells)
		if known*100 < cells*tt.percent {
			t.Errorf("junk every %d cells: only %d of %d cells have a place", tt.junkEvery, known, cells)
		}
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// idBefore returns the id of the last cell that begins before a place.
func idBefore(page string, at int) string {
	const tag = "<td id="
	i := strings.LastIndex(page[:at], tag)
	if i < 0 {
		return ""
	}
	rest := page[i+len(tag):]
	id := rest[:strings.IndexByte(rest, '>')]
	if _, err := strconv.Atoi(id); err != nil {
		return ""
	}
	return id
}
