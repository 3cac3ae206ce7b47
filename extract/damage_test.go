package extract_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

var (
	tableRow  = regexp.MustCompile(`<tr>.*?</tr>`)
	tableCell = regexp.MustCompile(`<td[^>]*>[^<]*</td>`)
)

// damages gives the pages on which one cell or row of the page is deleted, emptied, doubled or merged with the next, for
// every row, or for every second one when a quick look is enough.
func damages(page string, step int) map[string]string {
	all := map[string]string{}
	for i, row := range tableRow.FindAllStringIndex(page, -1) {
		if i%step != 0 {
			continue
		}
		text := page[row[0]:row[1]]
		put := func(name, with string) {
			all[fmt.Sprintf("%s at %d", name, row[0])] = page[:row[0]] + with + page[row[1]:]
		}
		put("row deleted", "")
		put("row doubled", text+text)
		cells := tableCell.FindAllStringIndex(text, -1)
		for i, c := range cells {
			cell := text[c[0]:c[1]]
			open := cell[:strings.IndexByte(cell, '>')+1]
			name := fmt.Sprintf("cell %d", i)
			put(name+" deleted", text[:c[0]]+text[c[1]:])
			put(name+" emptied", text[:c[0]]+open+"</td>"+text[c[1]:])
			put(name+" doubled", text[:c[1]]+cell+text[c[1]:])
			put(name+" made unreadable", text[:c[0]]+open+"？？</td>"+text[c[1]:])
			if i+1 < len(cells) && c[1] == cells[i+1][0] {
				put(name+" merged with the next", text[:c[1]-len("</td>")]+text[strings.IndexByte(text[c[1]:], '>')+c[1]+1:])
			}
		}
	}
	return all
}

// TestDamageIsNeverSilent damages a page in every single place: no cell may then have a wrong number that no finding
// speaks of.
func TestDamageIsNeverSilent(t *testing.T) {
	for e, step := range map[report.Edition]int{report.Edition2019: steps(7), report.Edition2021: steps(3)} {
		f := balancedFigures(e)
		pages := damages(style{}.page(e, f), step)
		if len(pages) < 1000/step {
			t.Fatalf("only %d damages", len(pages))
		}
		silent, lost := 0, 0
		for name, page := range pages {
			got := read(page).Report
			for _, k := range report.Keys() {
				c := got.Cells.At(k)
				if !c.State.HasValue() {
					if k.In(e) {
						lost++
					}
					continue
				}
				if k.In(e) && c.Value.String() == f.at(k) || spokenOf(got, k) {
					continue
				}
				if silent++; silent < 10 {
					t.Errorf("%s %s: %s is %s, printed was %s, and no finding says so", e, name, k, c.Value, f.at(k))
				}
			}
		}
		t.Logf("form %s: %d damages, %d wrong numbers without a finding, %.1f cells lost by each", e, len(pages), silent, float64(lost)/float64(len(pages)))
	}
}

// spokenOf tells whether a warning or an error names the cell, or a row or column without saying which cells.
func spokenOf(r *report.Report, k report.Key) bool {
	if r.Doubts(k) {
		return true
	}
	for _, f := range r.Findings {
		if f.Severity >= report.Warning && len(f.Cells) == 0 && f.Relation != report.RuleYear && f.Relation != report.RuleBody {
			return true
		}
	}
	return false
}
