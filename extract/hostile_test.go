package extract_test

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// TestHostilePages holds time, memory and an outcome for pages made to harm. The limits are those of the project,
// with room for slow machines.
func TestHostilePages(t *testing.T) {
	row := "<tr><td>一、本年新收政府信息公开申请数量</td><td>1</td><td>2</td><td>3</td><td>4</td><td>5</td><td>6</td><td>21</td></tr>"
	for name, body := range map[string]string{
		"15 MB of prose":                       "<p>一、总体情况</p>" + strings.Repeat("<p>石桥镇公开工作的说明文字，一段又一段，没有尽头。</p>", 200_000),
		"over 16 MB":                           strings.Repeat("石桥镇", 2<<20),
		"100,000 nested tags":                  strings.Repeat("<div>", 100_000) + "x",
		"100,000 nested formatting tags":       strings.Repeat("<b><i>", 50_000) + row,
		"100,000 nested tables":                strings.Repeat("<table><tr><td>", 100_000) + row,
		"500 nested tables":                    strings.Repeat("<table><tr><td>", 120) + "<table>" + row + "</table>",
		"million-column spans":                 "<table>" + strings.Repeat(`<tr><td colspan="1000000" rowspan="1000000">1</td><td colspan=1000>规章</td></tr>`, 5000) + "</table>",
		"5 MB of td":                           "<table><tr>" + strings.Repeat("<td>", 5<<20/4),
		"5 MB of td with labels":               "<table><tr><td>自然人</td><td>规章</td>" + strings.Repeat("<td>其他", 5<<20/10),
		"a million rows":                       "<table>" + strings.Repeat("<tr><td>规章<td>1", 200_000),
		"a label 200,000 times":                strings.Repeat("1.属于国家秘密\n", 200_000),
		"all labels of a form again and again": strings.Repeat(layouts["a cell a line"].text(report.Edition2021, figures{}), 400),
		"a line of 4 MB of digits":             "一、本年新收政府信息公开申请数量" + strings.Repeat("0", 4<<20),
		"pipes":                                "规章" + strings.Repeat("|", 4<<20),
		"attributes":                           "<table><tr><td " + strings.Repeat("a=1 ", 1<<20) + ">规章</td></tr></table>",
		"unclosed comment":                     "<!--" + strings.Repeat("<td>", 1<<20),
		"entities":                             strings.Repeat("&nbsp;", 1<<20),
		"many headings":                        strings.Repeat("<p>二、主动公开政府信息情况</p>", 100_000),
		"many periods":                         strings.Repeat("<p>统计期限自2023年1月1日起至2023年12月31日</p>", 50_000),
		"a long field line":                    "索引号" + strings.Repeat(" 发布机构 ", 200_000),
		"formatting elements":                  strings.Repeat("<a href=x><font color=1>", 100_000),
		"a table in every cell":                "<table>" + strings.Repeat("<tr><td><table><tr><td>规章</td><td>1</td></tr></table></td></tr>", 30_000),
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := time.Now()
			got := shared.Read(page.Page{Body: []byte(body)}).Report
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			allocated := (after.TotalAlloc - before.TotalAlloc) >> 20
			t.Logf("%5.2f s, %4d MB allocated, %s", took.Seconds(), allocated, got.Status)
			if got.Status == report.Unread {
				t.Error("the page has no outcome")
			}
			if took > 8*time.Second || allocated > 1200 {
				t.Errorf("took %s and %d MB", took, allocated)
			}
		})
	}
}
