package extract_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// TestAnotherReportBelow does not fill the gaps of a report from another one on the same page.
func TestAnotherReportBelow(t *testing.T) {
	f := balancedFigures(report.Edition2021)
	own := style{skip: [3]bool{false, false, true}}.body(report.Edition2021, f)
	other := style{}.body(report.Edition2021, figures{"disputes.suit_after.total": "9"})
	for name, below := range map[string]string{
		"of another year":      "<h1>2022年云岭县石桥镇人民政府政府信息公开工作年度报告</h1>",
		"of another body":      "<p align=center>2023年云岭县柳溪乡人民政府政府信息公开工作年度报告</p>",
		"of the county itself": "<h2>2023年云岭县政府信息公开工作年度报告</h2>",
	} {
		got := read("<body><h1>" + testTitle + "</h1>" + own + below + other + "</body>").Report
		wantCells(t, "", withoutSpans(got), report.Forms{report.Edition2021, report.Edition2021}, f)
		if got.Status != report.Partial || !has(got, report.RuleTwoReports) || !has(got, report.RuleTableMissing) {
			t.Errorf("%s: %s %+v", name, got.Status, got.Findings)
		}
	}
	again := read("<body><h1>" + testTitle + "</h1>" + style{}.body(report.Edition2021, f) + "<p>上一篇：2022年云岭县石桥镇人民政府政府信息公开工作年度报告</p></body>").Report
	if again.Status != report.Consistent || has(again, report.RuleDuplicate) || has(again, report.RuleTwoReports) {
		t.Errorf("a link to another report: %s %+v", again.Status, again.Findings)
	}
}

// TestLabelsOfAnotherYear raises a warning for the cells under a head that names another year.
func TestLabelsOfAnotherYear(t *testing.T) {
	f := balancedFigures(report.Edition2021)
	for label, cell := range map[string]string{"总计": "applications.granted.total", "行政许可": "disclosure.licensing.decisions", "现行有效件数": "disclosure.rules.in_force"} {
		got := read(style{label: func(s string) string {
			if s == label {
				return "2022年" + s
			}
			return s
		}}.page(report.Edition2021, f)).Report
		k, _ := report.ParseKey(cell)
		if !got.Doubts(k) && got.Cells.At(k).State.HasValue() {
			t.Errorf("2022年%s: %s is not doubted: %+v", label, cell, got.Findings)
		}
	}
	got := read(style{section: func(n int, title string) string {
		return "<p>" + string([]rune("一二三四五六")[n-1]) + "、2022年" + title + "</p>"
	}}.page(report.Edition2021, f)).Report
	if !has(got, report.RuleYear) {
		t.Errorf("headings of another year: %+v", got.Findings)
	}
}

// TestAmbiguousThousands does not decide whether 1.000 is one or a thousand.
func TestAmbiguousThousands(t *testing.T) {
	f := balancedFigures(report.Edition2021)
	f["disclosure.licensing.decisions"] = "1.000"
	got := read(style{}.page(report.Edition2021, f)).Report
	k, _ := report.ParseKey("disclosure.licensing.decisions")
	if c := got.Cells.At(k); c.State != report.Unreadable {
		t.Errorf("1.000 is %s %s", c.State, c.Value)
	}
	i := slices.IndexFunc(got.Findings, func(f report.Finding) bool { return f.Relation == report.RuleUnreadable })
	if i < 0 || strings.Join(got.Findings[i].Candidates, " ") != "1 1000" {
		t.Errorf("findings %+v", got.Findings)
	}
}

// TestLineEnds reads lines that end in any of the usual ways.
func TestLineEnds(t *testing.T) {
	f := balancedFigures(report.Edition2021)
	for name, end := range map[string]string{"LF": "\n", "CR LF": "\r\n", "CR": "\r", "U+2028": "\u2028", "form feed": "\f"} {
		text := strings.ReplaceAll(layouts["a cell a line"].text(report.Edition2021, f), "\n", end)
		got := read(text).Report
		wantCells(t, text, got, both(report.Edition2021), f)
		if got.Status != report.Consistent || got.Published.String() != "2024-01-18" || got.Agency.Name != "石桥镇" {
			t.Errorf("%s: %s, %s, %q", name, got.Status, got.Published, got.Agency.Name)
		}
	}
}

// TestDatesAfterTheFetch notices a date of publication that had not come yet when the page was fetched.
func TestDatesAfterTheFetch(t *testing.T) {
	body := strings.ReplaceAll(style{}.page(report.Edition2021, balancedFigures(report.Edition2021)), "2024-01-18", "2032-01-18")
	p := page.Page{Body: []byte(body), Facts: page.Facts{Fetched: time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)}}
	if got := shared.Read(p).Report; got.Published.String() != "2032-01-18" || !has(got, report.RulePublished) || got.Status != report.Flagged {
		t.Errorf("%s %s %+v", got.Published, got.Status, got.Findings)
	}
}

// TestFindingsAreBounded keeps a page with a hundred thousand faults small.
func TestFindingsAreBounded(t *testing.T) {
	got := read("<table><tr><td>第二十条第(一)项</td></tr>" + strings.Repeat("<tr><td>规章</td><td>1</td></tr>", 20_000)).Report
	if len(got.Findings) > 1100 {
		t.Errorf("%d findings", len(got.Findings))
	}
}
