package extract_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

// TestArrangements reads tables that are arranged in other ways than the official one, each number in its place.
func TestArrangements(t *testing.T) {
	for _, q := range []struct {
		quirk
		uncertain bool // the places of some numbers are inferred
	}{
		{quirk: quirk{name: "T3 spans of heads and cells differ", edit: func(s string) string {
			return regexp.MustCompile(`<td colspan="4">(本年制发件数|本年新制作数量)</td><td colspan="4">`).ReplaceAllString(s, `<td colspan="7">$1</td><td colspan="1">`)
		}}},
		{quirk: quirk{name: "T4 empty cells in place of rowspans in the head of table four", edit: func(s string) string {
			s = regexp.MustCompile(`<td rowspan="2">(结果维持|结果纠正|其他结果|尚未审结|总计)</td>`).ReplaceAllString(s, `<td>$1</td>`)
			return strings.Replace(s, "<tr><td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td><td>结果维持</td>",
				"<tr><td></td><td></td><td></td><td></td><td></td><td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td><td>结果维持</td>", 1)
		}}},
		{quirk: quirk{name: "T4 empty cells in place of the spans of labels", edit: func(s string) string {
			s = regexp.MustCompile(`<td colspan="3">([一二四]、[^<]*)</td>`).ReplaceAllString(s, `<td>$1</td><td></td><td></td>`)
			return regexp.MustCompile(`<td colspan="2">(\([一二七]\)[^<]*)</td>`).ReplaceAllString(s, `<td>$1</td><td></td>`)
		}}},
		{quirk: quirk{name: "T4 empty cells in place of wide values", edit: func(s string) string {
			return regexp.MustCompile(`<td colspan="12">([^<]*)</td>`).ReplaceAllString(s, `<td colspan="4">$1</td><td colspan="4"></td><td colspan="4"></td>`)
		}}},
		{quirk: quirk{name: "heads of table three beside their columns", edit: replace(`<td colspan="5">法人或其他组织</td>`, `<td>法人或其他组织</td>`)}, uncertain: true},
		{quirk: quirk{name: "heads of table four beside their columns", edit: replace(`<td colspan="5">未经复议直接起诉</td>`, `<td>未经复议直接起诉</td>`)}, uncertain: true},
		{quirk: quirk{name: "T20 table three cut in two without a head", edit: func(s string) string {
			return strings.Replace(s, "<tr><td rowspan=\"3\">(四)无法提供", "</tbody></table><table><tbody><tr><td rowspan=\"3\">(四)无法提供", 1)
		}}},
		{quirk: quirk{name: "T20 table three cut in two inside of a group", edit: func(s string) string {
			return strings.Replace(s, "<tr><td>3.危及", "</tbody></table><p>- 3 -</p><table><tbody><tr><td>3.危及", 1)
		}}},
		{quirk: quirk{name: "all in one table", edit: func(s string) string {
			s = regexp.MustCompile(`</tbody></table>\s*<p>([三四]、[^<]*)</p>\s*<table border="1"><tbody>`).ReplaceAllString(s, `<tr><td colspan="15">$1</td></tr>`)
			return s
		}}},
		{quirk: quirk{name: "table two in a table a block", edit: replace(`<tr><td colspan="13">`, `</tbody></table><table><tbody><tr><td colspan="13">`)}},
		{quirk: quirk{name: "captions in front of their block", edit: func(s string) string {
			return regexp.MustCompile(`<tr><td colspan="13">([^<]*)</td></tr>\s*<tr>`).ReplaceAllString(s, `<tr><td rowspan="3">$1</td>`)
		}}},
		{quirk: quirk{name: "T15 table four in three", edit: threeDisputes}},
		{quirk: quirk{name: "T15 table four in two", edit: twoDisputes}},
		{quirk: quirk{name: "table four downwards", edit: downwards}},
		{quirk: quirk{name: "table four with its groups downwards", edit: groupsDownwards}},
		{quirk: quirk{name: "table four turned", edit: turned}},
		{quirk: quirk{name: "T15 table four without heads", edit: func(s string) string {
			start := strings.Index(s, `<table border="1"><tbody><tr><td colspan="5">行政复议`)
			row := s[strings.LastIndex(s[:strings.LastIndex(s, "</tbody>")], "<tr>"):strings.LastIndex(s, "</tbody>")]
			return s[:start] + "<table>" + row + "</table>" + s[strings.LastIndex(s, "</table>")+len("</table>"):]
		}}, uncertain: true},
		{quirk: quirk{name: "columns exchanged with their heads", edit: func(s string) string {
			s = strings.Replace(s, "<td>商业企业</td><td>科研机构</td>", "<td>科研机构</td><td>商业企业</td>", 1)
			return regexp.MustCompile(`(?m)^(<tr>.*<td[^>]*>[^<\d][^<]*</td><td>\d+</td>)(<td>\d+</td>)(<td>\d+</td>)((?:<td>\d+</td>){4}</tr>)$`).ReplaceAllString(s, "$1$3$2$4")
		}}},
		{quirk: quirk{name: "a row of numbers of columns above the data", edit: func(s string) string {
			return strings.Replace(s, `<tr><td colspan="3">一、本年新收`, `<tr><td colspan="3">栏次</td><td>甲</td><td>乙</td><td>丙</td><td>丁</td><td>戊</td><td>己</td><td>庚</td></tr><tr><td colspan="3">一、本年新收`, 1)
		}}},
		{quirk: quirk{name: "divs with ARIA roles", edit: ariaTable}},
	} {
		for _, e := range []report.Edition{report.Edition2019, report.Edition2021} {
			t.Run(q.name+" "+e.String(), func(t *testing.T) {
				f := balancedFigures(e)
				before := style{}.page(e, f)
				page := q.edit(before)
				if page == before && e == report.Edition2021 {
					t.Fatal("the quirk changes nothing")
				}
				got := read(page).Report
				wantCells(t, page, got, both(e), f)
				only(t, got, report.RuleEdition, report.RuleLabel)
				uncertain := false
				for _, k := range got.Forms.Keys() {
					uncertain = uncertain || got.Cells.At(k).Uncertain
				}
				if uncertain != q.uncertain {
					t.Errorf("uncertain %v, want %v", uncertain, q.uncertain)
				}
			})
		}
	}
}

// disputesCells gives the fifteen cells of the line of table four, and the page around the table.
func disputesCells(s string) (before string, cells []string, after string) {
	start := strings.Index(s, `<table border="1"><tbody><tr><td colspan="5">行政复议`)
	end := start + strings.Index(s[start:], "</table>") + len("</table>")
	all := regexp.MustCompile(`<td>([^<]*)</td>`).FindAllStringSubmatch(s[start:end], -1)
	for _, c := range all[len(all)-15:] {
		cells = append(cells, c[1])
	}
	return s[:start], cells, s[end:]
}

var disputeColumns = []string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"}

func tds(texts []string) string { return "<td>" + strings.Join(texts, "</td><td>") + "</td>" }

func threeDisputes(s string) string {
	before, cells, after := disputesCells(s)
	for i, group := range []string{"行政复议", "未经复议直接起诉", "复议后起诉"} {
		before += "<table><tr><td colspan=5>" + group + "</td></tr><tr>" + tds(disputeColumns) + "</tr><tr>" + tds(cells[i*5:i*5+5]) + "</tr></table>"
	}
	return before + after
}

func twoDisputes(s string) string {
	before, cells, after := disputesCells(s)
	return before + "<table><tr><td colspan=5>行政复议</td></tr><tr>" + tds(disputeColumns) + "</tr><tr>" + tds(cells[:5]) + "</tr></table>" +
		"<table><tr><td colspan=10>行政诉讼</td></tr><tr><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr><tr>" +
		tds(disputeColumns) + tds(disputeColumns) + "</tr><tr>" + tds(cells[5:]) + "</tr></table>" + after
}

func downwards(s string) string {
	before, cells, after := disputesCells(s)
	before += "<table>"
	for i, group := range []string{"行政复议", "未经复议直接起诉", "复议后起诉"} {
		for j, column := range disputeColumns {
			before += "<tr>"
			if j == 0 {
				before += "<td rowspan=5>" + group + "</td>"
			}
			before += tds([]string{column, cells[i*5+j]}) + "</tr>"
		}
	}
	return before + "</table>" + after
}

func groupsDownwards(s string) string {
	before, cells, after := disputesCells(s)
	before += "<table><tr><td></td>" + tds(disputeColumns) + "</tr>"
	for i, group := range []string{"行政复议", "未经复议直接起诉", "复议后起诉"} {
		before += "<tr><td>" + group + "</td>" + tds(cells[i*5:i*5+5]) + "</tr>"
	}
	return before + "</table>" + after
}

func turned(s string) string {
	before, cells, after := disputesCells(s)
	before += "<table><tr><td></td><td>行政复议</td><td>未经复议直接起诉</td><td>复议后起诉</td></tr>"
	for j, column := range disputeColumns {
		before += "<tr>" + tds([]string{column, cells[j], cells[5+j], cells[10+j]}) + "</tr>"
	}
	return before + "</table>" + after
}

func ariaTable(s string) string {
	return replace("<table", `<div role="table"`, "</table>", "</div>", "<tbody>", "", "</tbody>", "", "<tr>", `<div role="row">`, "</tr>", "</div>",
		"<td", `<div role="cell"`, "</td>", "</div>", "colspan", "aria-colspan", "rowspan", "aria-rowspan")(s)
}
