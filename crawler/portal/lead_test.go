package portal_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

// Which links of a portal's page lead to a column of yearly reports, and which do not.
func TestOversee(t *testing.T) {
	site := source.Site{Name: "棠溪县人民政府", Bodies: []source.Body{{Name: "橘洲镇"}, {Name: "棠湖街道办事处", Aliases: []string{"棠湖街道"}}}}
	rows := []struct{ title, address, want string }{
		{"政府信息公开年报", "/zw/zfxxgknb/", "column 98"},
		{"【政府信息公开工作年度报告】", "/x/1/", "column 90"},
		{"年报", "/x/2/", "column 70"},
		{"年报", "/x/ndbg/", "column 78"},
		{"棠湖街道政府信息公开年报", "/x/3/", "column 90 棠湖街道办事处"},
		{"橘洲镇人民政府", "/jzz/", "body 45 橘洲镇"},
		{"棠溪县橘洲镇", "/jzz2/", "body 45 橘洲镇"},
		{"乡镇街道", "/xz/", "branch 55"},
		{"2023年", "/x/2023n/", "year 40 2023"},
		{"政务公开", "/zwgk/", "platform 50"},
		{"政府信息公开专栏", "/zl/", "platform 50"},
		{"网站地图", "/map.html", "map 25"},
		{"政府信息公开指南", "/zn.html", ""},
		{"政府工作报告", "/gzbg/", ""},
		{"领导之窗", "/ld/", ""},
		{"年报", "/nb.pdf", ""},
		{"政府信息公开年报", "/a/a/a/", ""},
		{"政务公开", "/zwgk/?date=2024-01", ""},
		{"政府信息公开年报", "javascript:void(0)", ""},
		{"2023年橘洲镇政府信息公开工作年度报告", "/nb/202401/t20240116_1.html", "report"},
	}
	var html strings.Builder
	html.WriteString(`<html><head><title>棠溪县人民政府</title><meta name="SiteName" content="棠溪县人民政府"><meta name="SiteIDCode" content="9901310001"></head><body>`)
	for _, r := range rows {
		fmt.Fprintf(&html, `<p><a href="%s">%s</a></p>`, r.address, r.title)
	}
	o, err := portal.Oversee(page.Page{Body: []byte(html.String()), Facts: page.Facts{URL: "http://www.tangxi.test/"}}, &site)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, l := range o.Leads {
		text := fmt.Sprint(l.Kind, " ", l.Score)
		if l.Body != "" {
			text += " " + l.Body
		}
		if l.Year != 0 {
			text += fmt.Sprint(" ", l.Year)
		}
		got[strings.TrimPrefix(l.URL, "http://www.tangxi.test")] = text
	}
	want := map[string]string{}
	for _, r := range rows {
		if r.want != "" && r.want != "report" {
			want[r.address] = r.want
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(o.Reports) != 1 || o.SiteName != "棠溪县人民政府" || o.SiteCode != "9901310001" {
		t.Errorf("reports %q, site %s %s", o.Reports, o.SiteName, o.SiteCode)
	}
}
