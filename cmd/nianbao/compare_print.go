package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/panel"
)

// printPanel writes the comparison for a terminal.
func printPanel(a *app, p panel.Panel, config panel.Config) {
	t := &textTable{header: []string{a.say("body", "机构"), a.say("year", "年度")}, right: map[int]bool{}}
	for i, indicator := range p.Indicators {
		t.header = append(t.header, a.say(indicator.English, indicator.Label))
		t.right[i+2] = true
	}
	t.header = append(t.header, a.say("status", "状态"), a.say("findings", "提示"))
	marks := map[string]bool{}
	for _, row := range p.Rows {
		cells := []string{row.Name, strconv.Itoa(row.Year)}
		for i, m := range row.Measures {
			text, mark := measureText(p.Indicators[i], m)
			marks[mark] = true
			cells = append(cells, text+mark)
		}
		t.add(append(cells, rowStatus(row), findingsText(a, row))...)
	}
	a.printf("%s", t)
	printSummaries(a, p, config)
	if marks["!"] {
		a.printf("! %s\n", a.say("a finding names one of the numbers (数据不平衡: numbers do not balance)", "有提示涉及该数字(数据不平衡等)"))
	}
	if marks["*"] {
		a.printf("* %s\n", a.say("a number was inferred from the relations, not printed alone", "数字由勾稽关系推得,并非单独印出"))
	}
}

// rowStatus is that of the report, or says why there is none.
func rowStatus(row panel.Row) string {
	if row.Report == nil {
		return string(row.State)
	}
	return row.Report.Status.String()
}

// measureText writes a total as it is, and a rate with its counts; — where a number is missing, n/0 for nothing to divide by.
func measureText(i report.Indicator, m report.Measure) (text, mark string) {
	switch {
	case m.Flagged:
		mark = "!"
	case m.Inferred:
		mark = "*"
	}
	switch {
	case len(m.Missing) > 0:
		return "—", ""
	case len(i.Denominator) == 0:
		return m.Numerator.String(), mark
	case !m.Known:
		return m.Numerator.String() + "/" + m.Denominator.String(), mark
	}
	return fmt.Sprintf("%.1f%% %s/%s", 100*m.Value(), m.Numerator, m.Denominator), mark
}

func findingsText(a *app, row panel.Row) string {
	if row.Findings == 0 && row.Notes == 0 {
		return ""
	}
	var parts []string
	if row.Findings > 0 {
		parts = append(parts, fmt.Sprintf(a.say("%d to check", "待核 %d"), row.Findings))
	}
	if row.Notes > 0 {
		parts = append(parts, fmt.Sprintf(a.say("%d noted", "备注 %d"), row.Notes))
	}
	return strings.Join(parts, ", ")
}

// printSummaries writes medians and sums with the counts that belong to them, year by year. How many bodies were
// expected is said where the ledger knows it.
func printSummaries(a *app, p panel.Panel, config panel.Config) {
	for _, y := range p.Years {
		expected := ""
		if n, known := config.Expected[y.Year]; known {
			expected = fmt.Sprintf(a.say(", %d expected", ",应有 %d"), n)
		}
		if len(p.Years) > 1 {
			a.printf("%d\n", y.Year)
		}
		for i, s := range y.Summaries {
			name := a.say(p.Indicators[i].English, p.Indicators[i].Label)
			a.printf("%s: %s\n", name, summaryText(a, p.Indicators[i], s, expected))
			for _, b := range y.Breaks[i] {
				a.printf("  %s %d: %s\n", a.say("break", "口径变化"), b.Year, b.Text)
			}
		}
	}
}

// summaryText writes a summary; published is followed by how many bodies were expected, empty when nobody knows.
func summaryText(a *app, i report.Indicator, s panel.Summary, expected string) string {
	published := fmt.Sprintf(a.say("%d published", "已发布 %d"), s.Published) + expected
	switch {
	case s.Withheld:
		return fmt.Sprintf(a.say("no median: %s (%s)", "不计中位数:%s(%s)"), a.say(s.Why.Meaning(), s.Why.Label()), published)
	case !s.HasMedian:
		return fmt.Sprintf(a.say("no median, no body qualifies (%s)", "无符合条件的机构,不计中位数(%s)"), published)
	case len(i.Denominator) == 0:
		return fmt.Sprintf(a.say("median %g of %d bodies (%d with N > 0, %s), sum %s", "%[2]d 个机构的中位数 %[1]g(其中 N > 0 的 %[3]d,%[4]s),合计 %[5]s"),
			s.Median, s.Of, s.Positive, published, s.Numerator)
	}
	return fmt.Sprintf(a.say("median %.1f%% of %d bodies with N ≥ %d (%d with N > 0, %s), together %s/%s", "分母 ≥ %[3]d 的 %[2]d 个机构的中位数 %.1[1]f%%(N > 0 的 %[4]d,%[5]s),合并 %[6]s/%[7]s"),
		100*s.Median, s.Of, smallestDenominator, s.Positive, published, s.Numerator, s.Denominator)
}

// smallestDenominator is the least N of a rate that takes part in a median.
const smallestDenominator = 10
