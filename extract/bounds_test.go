package extract_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

// TestLinesAreBounded reads the first lines of a page without end, and says that it stopped.
func TestLinesAreBounded(t *testing.T) {
	f := balancedFigures(report.Edition2021)
	text := layouts["a cell a line"].text(report.Edition2021, f)
	got := read(text + strings.Repeat("\n7", 2_000_000)).Report
	if !has(got, report.RuleGivenUp) || got.Status == report.Consistent {
		t.Errorf("lines: %s %+v", got.Status, got.Findings)
	}
	got = read("<html><body><p>" + strings.ReplaceAll(text, "\n", "</p><p>") + strings.Repeat("<p>7</p>", 1_000_000)).Report
	if !has(got, report.RuleGivenUp) || !has(got, report.RuleFlattened) || got.Status == report.Consistent {
		t.Errorf("paragraphs: %s %+v", got.Status, got.Findings)
	}
	if got = read(text).Report; has(got, report.RuleGivenUp) {
		t.Errorf("a report of some hundred lines: %+v", got.Findings)
	}
}

// TestRowsAreBounded reads the first rows of a table without end, and says that it stopped.
func TestRowsAreBounded(t *testing.T) {
	got := read("<table>" + strings.Repeat("<tr><td>行政许可</td><td>1</td></tr>", 30_000) + "</table>").Report
	if !has(got, report.RuleGivenUp) {
		t.Errorf("%s %+v", got.Status, got.Findings)
	}
}

// TestFindingsOfARuleAreBounded keeps what many faults of one kind say small, and every cell named.
func TestFindingsOfARuleAreBounded(t *testing.T) {
	rows := strings.Repeat("<tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr>", 5_000) + "<tr><td>规章</td><td>1</td><td>2</td><td>4</td></tr>"
	got := read("<table><tr><td>第二十条第(一)项</td></tr><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>" + rows + "</table>").Report
	count := map[string]int{}
	for _, f := range got.Findings {
		count[f.Relation]++
	}
	if n := count[report.RuleDuplicate]; n != 201 {
		t.Errorf("%d findings of one rule", n)
	}
	k, _ := report.ParseKey("disclosure.rules.in_force")
	if !got.Doubts(k) {
		t.Errorf("the last row, which differs, is not named: %+v", got.Findings[len(got.Findings)-5:])
	}
	if last := got.Findings; !strings.Contains(last[len(last)-1].Message+last[len(last)-2].Message+last[len(last)-3].Message, "further findings") {
		t.Errorf("nothing says that findings are left out: %+v", last[len(last)-3:])
	}
}

// TestSpansOfYears does not take a title of two years for one of the second.
func TestSpansOfYears(t *testing.T) {
	for _, title := range []string{"2021-2022年", "2021—2022年度", "2021年至2022年", "2021 至 2022 年", "二〇二一—二〇二二年", "2021～2022年", "2021、2022年"} {
		got := read(withHead("", "<h1>石桥镇"+title+"政府信息公开工作年度报告</h1>")).Report
		if got.Year != 0 || !has(got, report.RuleYear) || got.Status != report.Flagged {
			t.Errorf("%s: year %d, %s %+v", title, got.Year, got.Status, got.Findings)
		}
	}
	got := read(withHead("", "<h1>石桥镇2021-2022年政府信息公开工作年度报告</h1><p>统计期限自2022年1月1日起至2022年12月31日止。</p>")).Report
	if got.Year != 2022 {
		t.Errorf("a period of one year: %d", got.Year)
	}
}
