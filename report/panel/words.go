package panel

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/report"
)

// Marks of figures, in the order in which they are explained.
const (
	MarkFlagged  = "!" // a finding of weight names one of the numbers
	MarkInferred = "*" // a number was split or implied
	MarkEntered  = "†" // a person entered a number
	MarkSmall    = "°" // the denominator is below the minimum: no rank, no part in the median
)

// Figure writes a measure: a total as it is, a quotient always with its n/N; without a value the n/N alone where
// both are known, else a dash.
func Figure(i report.Indicator, m report.Measure) string {
	switch {
	case !m.Counted():
		return "—"
	case len(i.Denominator) == 0:
		return m.Numerator.String()
	case !m.Known:
		return m.Numerator.String() + "/" + m.Denominator.String()
	}
	return share(i, m.Value()) + " (" + m.Numerator.String() + "/" + m.Denominator.String() + ")"
}

// share writes a quotient as the indicator's unit wants it.
func share(i report.Indicator, value float64) string {
	if i.Percent() {
		return fmt.Sprintf("%.1f%%", 100*value)
	}
	return fmt.Sprintf("%.2f", value)
}

// Mark gives the marks of a figure; small tells that its denominator is below the minimum.
func Mark(m report.Measure, small bool) string {
	mark := ""
	for _, part := range []struct {
		is   bool
		mark string
	}{{m.Flagged, MarkFlagged}, {m.Split || m.Implied, MarkInferred}, {m.Entered, MarkEntered}, {small, MarkSmall}} {
		if part.is {
			mark += part.mark
		}
	}
	return mark
}

// Mark gives the marks of the i-th figure of a row.
func (r Row) Mark(i int) string { return Mark(r.Measures[i], r.Unranked[i] == report.NullBelow) }

// StateIn says what is known of the row: the status of its report, or why there is none.
func (r Row) StateIn(l report.Lang) string {
	if r.Report == nil {
		return l.State(r.State)
	}
	return l.Status(r.Report.Status)
}

// Legend explains the marks that a comparison uses, one line each.
func (p Panel) Legend(l report.Lang, config Config) []string {
	used := ""
	for _, row := range p.Rows {
		for i := range row.Measures {
			used += row.Mark(i)
		}
	}
	var lines []string
	for _, mark := range []struct{ mark, text string }{
		{MarkFlagged, l.Say("a finding names one of the numbers, for instance that they do not balance", "有提示涉及该数字,如数据不平衡")},
		{MarkInferred, l.Say("not printed alone: inferred from the arithmetic of the form", "并非单独印出,由勾稽关系推得")},
		{MarkEntered, l.Say("entered by a person", "人工录入")},
		{MarkSmall, fmt.Sprintf(l.Say("N is below %s: shown, neither ranked nor in the median", "分母小于 %s:照列,不排名,不计入中位数"), config.Minimum())},
	} {
		if strings.Contains(used, mark.mark) {
			lines = append(lines, mark.mark+" "+mark.text)
		}
	}
	return lines
}

// MedianText writes a median alone; empty when there is none.
func (s Summary) MedianText(i report.Indicator) string {
	switch {
	case s.Withheld || !s.HasMedian:
		return ""
	case len(i.Denominator) == 0:
		return strconv.FormatFloat(s.Median, 'f', -1, 64)
	}
	return share(i, s.Median)
}

// Text writes a summary with every count behind it: of how many bodies the median is, how many have something to
// count, how many published and how many should have.
func (s Summary) Text(l report.Lang, i report.Indicator, config Config) string {
	of := fmt.Sprintf(l.Say("of %d published, of %d expected", "已发布 %d,应有 %d"), s.Published, s.Expected)
	switch {
	case s.Withheld:
		return fmt.Sprintf(l.Say("no median: %s (%s)", "不计中位数:%s(%s)"), l.Null(s.Why), of)
	case !s.HasMedian && s.Known == 0:
		return fmt.Sprintf(l.Say("no figure (%s)", "无数值(%s)"), of)
	case len(i.Denominator) == 0:
		return fmt.Sprintf(l.Say("median %s of %d bodies (%d with N > 0, %s); sum %s", "中位数 %s(%d 个机构,其中 N > 0 的 %d,%s);合计 %s"),
			s.MedianText(i), s.Of, s.Positive, of, s.Numerator)
	}
	together := fmt.Sprintf(l.Say("together %s/%s", "合并 %s/%s"), s.Numerator, s.Denominator)
	if !s.HasMedian {
		return fmt.Sprintf(l.Say("no median, no N is %s or more (%d with N > 0, %s); %s", "无分母 ≥ %s 的机构,不计中位数(N > 0 的 %d,%s);%s"),
			config.Minimum(), s.Positive, of, together)
	}
	return fmt.Sprintf(l.Say("median %s of %d bodies with N ≥ %s (%d with N > 0, %s); %s", "中位数 %s(%d 个机构,分母 ≥ %s;N > 0 的 %d,%s);%s"),
		s.MedianText(i), s.Of, config.Minimum(), s.Positive, of, together)
}

// Warnings says of each year in which reports of different scopes or kinds stand together that they do.
func (p Panel) Warnings(l report.Lang, config Config) []string {
	var lines []string
	for _, y := range p.Years {
		var what []string
		for _, s := range y.Mixed {
			what = append(what, l.Scope(s))
		}
		for _, kind := range y.MixedKinds {
			what = append(what, l.Kind(kind))
		}
		if len(what) == 0 {
			continue
		}
		consequence := l.Say("compared all the same, as asked", "按要求一并比较")
		if config.forbids(y.Mixed, y.MixedKinds) {
			consequence = l.Say("no rank, median or sum", "不排名,不计中位数与合计")
		}
		lines = append(lines, fmt.Sprintf(l.Say("%d: different scopes or kinds stand together (%s): %s", "%d 年度:统计范围或机构类型不同(%s):%s"),
			y.Year, strings.Join(what, l.Say(", ", "、")), consequence))
	}
	return lines
}
