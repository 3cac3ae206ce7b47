package portal_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/crawler/portal"
)

// A list page of 20 rows between the usual menus, about 60 kB.
func BenchmarkRead(b *testing.B) {
	menu := strings.Repeat(`<li><a href="/news/" title="要闻">要闻动态</a></li>`, 300)
	rows := strings.Repeat(`<li><a href="./202401/t20240116_1.html" title="青石镇2023年政府信息公开工作年度报告">青石镇2023年政府信息…</a><span>2024-01-16</span></li>`, 20)
	p := at("/nb/", "<html><head><title>政府信息公开年报</title></head><body><ul>"+menu+"</ul>"+strings.Repeat("<div class=x style='color:red'>文字</div>", 600)+
		"<ul>"+rows+"</ul><script>createPageHTML(3,0,'index','html')</script></body></html>")
	scope, request := portal.Scope{Site: jia()}, seed("/nb/")
	b.SetBytes(int64(len(p.Body)))
	b.ReportAllocs()
	for b.Loop() {
		if r := portal.Read(scope, request, p, nil); len(r.Next) != 2 {
			b.Fatal(len(r.Next))
		}
	}
}
