package crawler_test

import (
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

const reportPage = `<html><head><meta charset="utf-8"><title>青石镇2023年政府信息公开工作年度报告</title></head><body>
<h1>青石镇2023年政府信息公开工作年度报告</h1><p>一、总体情况。本年度共收到申请三件。</p><p>二、主动公开政府信息情况</p>
<p>三、收到和处理政府信息公开申请情况</p><p>四、行政复议、行政诉讼情况</p></body></html>`

// county is a small portal of the family static.
func county() pages {
	return pages{
		"/robots.txt": "User-agent: *\nDisallow: /nb/secret/\n",
		"/nb/": `<html><head><title>政府信息公开年报</title></head><body><ul>
<li><a href="./qsz_12/">青石镇</a></li>
<li><a href="./202401/t20240116_1.html" title="甲县2023年政府信息公开工作年度报告">甲县2023年政府信息公开…</a><span>2024-01-16</span></li>
<li><a href="./202401/t20240117_2.html">甲县2023年政府信息公开工作年度报告解读</a><span>2024-01-17</span></li>
<li><a href="./202401/t20240118_3.html">甲县2024年政府工作报告</a><span>2024-01-18</span></li>
<li><a href="./secret/t20240118_4.html">甲县2022年政府信息公开工作年度报告</a><span>2023-01-18</span></li>
<li><a href="http://clone.example/t20240118_4.html">甲县2021年政府信息公开工作年度报告</a></li>
</ul><script>createPageHTML(1, 0, "index", "html");</script></body></html>`,
		"/nb/qsz_12/": `<html><head><title>政府信息公开年报</title></head><body><ul>
<li><a href="./202401/t20240116_9.html">2023年政府信息公开年报</a><span>2024-01-16</span></li>
</ul><script>createPageHTML(2, 0, "index", "html");</script></body></html>`,
		"/nb/qsz_12/index_1.html": `<html><head><title>政府信息公开年报</title></head><body><ul>
<li><a href="./202301/t20230116_8.html">2022年政府信息公开年报</a><span>2023-01-16</span></li>
</ul><script>createPageHTML(2, 1, "index", "html");</script></body></html>`,
		"/nb/202401/t20240116_1.html":        reportPage,
		"/nb/202401/t20240117_2.html":        "<html><title>解读</title><p>" + reportPage,
		"/nb/qsz_12/202401/t20240116_9.html": reportPage,
		"/nb/qsz_12/202301/t20230116_8.html": reportPage,
	}
}

func TestCrawl(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		b.site("www.jia.test", county())
		sum := b.crawl(t.Context(), t)

		at := func(p string) string { return "http://www.jia.test/nb/" + p }
		want := map[string]report.Outcome{
			at(""):                               report.OutcomeFetched,
			at("qsz_12/"):                        report.OutcomeFetched,
			at("qsz_12/index_1.html"):            report.OutcomeFetched,
			at("202401/t20240116_1.html"):        report.OutcomeFetched,
			at("202401/t20240117_2.html"):        report.OutcomeFetched,
			at("secret/t20240118_4.html"):        report.OutcomeRobotsDenied,
			at("qsz_12/202401/t20240116_9.html"): report.OutcomeFetched,
			at("qsz_12/202301/t20230116_8.html"): report.OutcomeFetched,
		}
		if diff := cmp.Diff(want, b.outcomes()); diff != "" {
			t.Error(diff)
		}
		v := b.visit(at("qsz_12/202301/t20230116_8.html"))
		hints := page.Hints{
			Source: "www-jia", Division: "990101101", Agency: "青石镇", ListTitle: "2022年政府信息公开年报", ListDate: "2023-01-16", Own: true,
		}
		if diff := cmp.Diff(hints, v.Page.Hints); diff != "" {
			t.Error(diff)
		}
		if string(v.Page.Body) != reportPage || v.Page.Facts.Status != 200 || v.Page.Facts.URL != v.Request.URL || v.Attempts != 1 {
			t.Errorf("the page is not kept as sent: %+v", v.Page.Facts)
		}
		if sum.Visits != 8 || sum.Sent != 7 || sum.Robots != 1 || sum.Lists != 3 || sum.Documents != 5 {
			t.Errorf("summary %+v", sum)
		}
	})
}
