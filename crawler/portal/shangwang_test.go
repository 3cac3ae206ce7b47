package portal_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/report/page"
)

func TestShangwang(t *testing.T) {
	const folder = "/nb/XxgkContent/showList/12/305/"
	row := `<html><head><title>政府信息公开年报</title></head><body><section class="m-tglist"><ul><li><a href="/nb/XxgkAnnualReport/show/5848.html" title="甲县2023年政府信息公开工作年度报告">甲县2023年…</a><span>2024-01-16</span></li></ul></section>`
	table := `<html><body><div class="search-list"><table><tbody><tr><td>1</td><td class="bt"><a href="/nb/XxgkAnnualReport/show/5848.html">甲县2023年政府信息公开工作年度报告</a></td><td class="cwrq">2024-01-16</td></tr></tbody></table></div>`
	for name, c := range map[string]struct {
		path, body string
		next       []string
		total      int
		stop       string
	}{
		"first of three":         {folder + "page_1.html", row + `<p>共3页</p>`, []string{folder + "page_2.html"}, 3, ""},
		"second of three":        {folder + "page_2.html", table + `<p>2/3页</p>`, []string{folder + "page_3.html"}, 3, ""},
		"last":                   {folder + "page_3.html", row + `<p>共 3 页</p>`, nil, 3, "page 3 of 3"},
		"by link":                {folder + "page_1.html", row + `<a href="page_2.html">下一页</a>`, []string{folder + "page_2.html"}, -1, ""},
		"without a page's name":  {"/nb/XxgkContent/branch_12.html", row + `<a href="XxgkContent/showList/12/305/page_1.html">政府信息公开年报</a>`, []string{"/nb/XxgkContent/XxgkContent/showList/12/305/page_1.html"}, -1, "no further page is named"},
		"past the end, no rows":  {folder + "page_4.html", `<html><body><a href="/nb/OpennessContent/showList/1/2/page_1.html">x</a>暂无信息`, nil, -1, "page 4 has no entries"},
		"total without a number": {folder + "page_1.html", row + `<p>共页</p>`, nil, -1, "no further page is named"},
	} {
		t.Run(name, func(t *testing.T) {
			r := recognised(t, "shangwang", c.path, c.body)
			if diff := cmp.Diff(c.next, lists(r)); diff != "" || r.Listing.Total != c.total || r.Listing.Stop != c.stop {
				t.Errorf("total %d, stop %q, next %s", r.Listing.Total, r.Listing.Stop, diff)
			}
			want := page.Link{URL: host + "/nb/XxgkAnnualReport/show/5848.html", Title: "甲县2023年政府信息公开工作年度报告", Date: "2024-01-16", Class: page.LinkReport}
			if r.Listing.Found > 0 && r.Links[0] != want || r.Listing.Found == 0 && c.stop != "page 4 has no entries" {
				t.Errorf("links %+v", r.Links)
			}
		})
	}
}
