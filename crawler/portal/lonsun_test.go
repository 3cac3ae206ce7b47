package portal_test

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/report/page"
)

const labelScript = `<script>
$(function () { Ls.ajax({ type: "get", url: "/site/label/8888", dataType: "html",
  data: { IsAjax: 1, dataType: "html", _: Math.random(), labelName: "publicInfoList", siteId: 6791, organId: '2417', type: "3",
    pageSize: 15, pageIndex: 1, action: "list", isDate: true, dateFormat: "yyyy-MM-dd", length: 12, result: "暂无相关信息", file: "/jia/publicInfoList-nb" } }); });
</script>`

const labelQuery = "IsAjax=1&dataType=html&labelName=publicInfoList&siteId=6791&organId=2417&type=3&pageSize=15&action=list&isDate=true" +
	"&dateFormat=yyyy-MM-dd&length=12&result=%E6%9A%82%E6%97%A0%E7%9B%B8%E5%85%B3%E4%BF%A1%E6%81%AF&file=%2Fjia%2FpublicInfoList-nb&pageIndex="

func TestLonsunColumn(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		next []string
	}{
		"rows by script": {"<html><head><title>政府信息公开年报</title></head><body><div id=list></div>" + labelScript, []string{"/site/label/8888?" + labelQuery + "1"}},
		"rows are there": {
			ul(`<a title="2023年年报" href="/public/2417/8.html">2023年年…</a>`) + `<div id="page_public_info"><a paged="2">2</a><a paged="3">尾页</a></div>` + labelScript,
			[]string{"/site/label/8888?" + labelQuery + "2"},
		},
		"one page":              {ul(`<a title="2023年年报" href="/public/2417/8.html">2023年年…</a>`) + `<div id="page_public_info"><a paged="1">1</a></div>` + labelScript, nil},
		"pages by address":      {ul(`<a title="2023年年报" href="/public/2417/8.html">x</a>`) + `<div class="xxgk_navli"></div><a href="/nb/column/2417?pageIndex=2">下一页</a>`, []string{"/nb/column/2417?pageIndex=2"}},
		"a call to other hosts": {ul(`<a title="2023年年报" href="/public/2417/8.html">x</a>`) + `<script>Ls.ajax({url:"http://clone.example/site/label/1",data:{a:1}})</script>`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			r := recognised(t, "lonsun", "/nb/column/2417?type=3", c.body)
			if diff := cmp.Diff(c.next, lists(r)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A fragment is read as a part of the column whose script asked for it.
func TestLonsunFragment(t *testing.T) {
	fragment := `<div class="xxgk_navli"><ul><li><a href="/public/2417/5108.html" title="2023年年报">2023年…</a><span class="date">
																	2024-01-16
		</span><span class="syh"></span></li></ul></div><div id="page_public_info"><a paged="1">1</a><a paged="2">2</a></div>`
	path := "/site/label/8888?" + labelQuery
	request := seed(path + "1")
	request.Method, request.Referer = http.MethodGet, host+"/nb/column/2417?type=3"
	trail := portal.NewTrail()
	r := portal.Read(portal.Scope{Site: jia()}, request, at(path+"1", fragment), trail)
	if diff := cmp.Diff([]page.Link{{URL: host + "/public/2417/5108.html", Title: "2023年年报", Date: "2024-01-16", Class: page.LinkReport}}, r.Links); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{path + "2"}, lists(r)); diff != "" || r.Family != "lonsun" || r.Listing.Total != 2 {
		t.Error(r.Family, r.Listing.Total, diff)
	}
	next := r.Next[len(r.Next)-1]
	if next.Referer != request.Referer {
		t.Errorf("page 2 is asked for from %s", next.Referer)
	}
	// The interface shows its first page for every number.
	again := portal.Read(portal.Scope{Site: jia()}, next, at(path+"2", fragment+`<a paged="9">9</a>`), trail)
	if again.Listing.Stop != "shows the entries of an earlier page" || len(lists(again)) != 0 {
		t.Errorf("stop %q, next %v", again.Listing.Stop, lists(again))
	}
}
