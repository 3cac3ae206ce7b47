package portal_test

import (
	"reflect"
	"testing"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/report/page"
)

// FuzzRead: whatever the bytes are, every family comes back with the same answer twice, and asks for nothing outside
// of the site.
func FuzzRead(f *testing.F) {
	f.Add("/nb/", []byte(ul(`<a href="./2023n/">2023年</a>`, `<a href="t20240116_1.html" title="x">甲县2023年政府信息公开工作年度报告</a> 2024-01-16`)))
	f.Add("/nb/index_1.html", []byte(`<base href="//x/"><script>createPageHTML(3,1,"index","html")</script><a href="\\x\y">2023年</a>`))
	f.Add("/nb", []byte(`<meta http-equiv=refresh content="0;url=./x/"><iframe src=y></iframe><div id=pages>PGE+</div>`))
	f.Add("/nb/?page=2", []byte("\xff\xfe<\x00a\x00"))
	f.Add("/module/web/jpage/dataproxy.jsp?startrecord=3&totalrecord=9", []byte(records(2023, 2020)))
	f.Add("/nb/", []byte(storedIn("9", records(2023, 2020))+"$('#9').jpage({totalRecord:9,perPage:2,ajaxParam:{columnid:7}})"))
	f.Add("/module/xxgk/tree.jsp?area=1", []byte(`<a infotypeId="A05">政府信息公开年报</a><a href="/module/xxgk/xxgkAnnualReport.jsp?area=1">青石镇</a>`))
	f.Add("/nb/", []byte(unitScript(`{'pageId':'1','tagId':'列表'}`)))
	f.Add("/api-gateway/jpaas-publish-server/x?paramJson={}", []byte(`{"success":true,"data":{"html":"<li><a href=/art/2024/1/1/art_1_2.html>x</a>count=9"}}`))
	f.Add("/common/search/x?page=1", []byte(`{"data":{"page":1,"rows":"2","total":9,"channelId":"x","results":[{"url":"//www.jia.test/a.shtml"}]}}`))
	f.Fuzz(func(t *testing.T, path string, body []byte) {
		if len(path) > 200 || len(body) > 1<<16 {
			return
		}
		site, p := jia(), at(path, string(body))
		for _, family := range portal.Families() {
			if s, _ := family.Detect(p); s < 0 || s > 100 {
				t.Fatalf("%s: score %d", family.Name(), s)
			}
			request := seed(path)
			request.Family = family.Name()
			r := portal.Read(portal.Scope{Site: site}, request, p, nil)
			if again := portal.Read(portal.Scope{Site: site}, request, p, nil); !reflect.DeepEqual(r, again) {
				t.Fatalf("%s reads the same page in two ways", family.Name())
			}
			for _, n := range r.Next {
				canonical, err := page.Canonical(n.URL)
				if err != nil || canonical != n.URL || !site.Owns(n.Host()) || n.Hints.Source != "jia" {
					t.Fatalf("%s asks for %+v", family.Name(), n)
				}
			}
		}
		portal.Look(p)
	})
}

func FuzzTitle(f *testing.F) {
	f.Add("二〇二三年 政府信息公开工作年度报告")
	f.Add("20230116")
	f.Fuzz(func(t *testing.T, title string) {
		if y := portal.Year(title); y != 0 && (y < 2000 || y > 2099) {
			t.Fatalf("year %d", y)
		}
		for _, in := range []bool{false, true} {
			if class, fetched := portal.Classify(title, in); fetched && class != page.LinkLookalike {
				t.Fatalf("%s is fetched as a lookalike", class)
			}
		}
	})
}
