package portal_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/report/page"
)

func TestGkmlptIndex(t *testing.T) {
	index := func(tree string) string {
		return `<html><head><title>信息公开平台</title></head><body><div id="app"></div><script>window._CONFIG={"HOST":"www.jia.test","SID":"755017","TREE":` + tree + `};</script>`
	}
	for name, c := range map[string]struct {
		tree string
		next []string
	}{
		"a column":            {`[{"id":1,"name":"指南"},{"id":"2590","name":"政府信息公开年报","parent":0,"post_count":12}]`, []string{"/nb/qsz/gkmlpt/api/all/2590?page=1&sid=755017"}},
		"a column below":      {`[{"id":7,"name":"政务公开","children":[{"id":8,"name":"历年年报","children":[]}]}]`, []string{"/nb/qsz/gkmlpt/api/all/8?page=1&sid=755017"}},
		"two columns":         {`[{"id":3,"name":"年度报告"},{"id":4,"name":"部门年报"}]`, []string{"/nb/qsz/gkmlpt/api/all/3?page=1&sid=755017", "/nb/qsz/gkmlpt/api/all/4?page=1&sid=755017"}},
		"none: everything":    {`[{"id":1,"name":"指南"}]`, []string{"/nb/qsz/gkmlpt/api/all/0?page=1&sid=755017"}},
		"broken: everything":  {`[{"id":1,`, []string{"/nb/qsz/gkmlpt/api/all/0?page=1&sid=755017"}},
		"without a tree":      {`null`, []string{"/nb/qsz/gkmlpt/api/all/0?page=1&sid=755017"}},
		"a number as a child": {`[{"id":1,"name":"指南","children":null}]`, []string{"/nb/qsz/gkmlpt/api/all/0?page=1&sid=755017"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := recognised(t, "gkmlpt", "/nb/qsz/gkmlpt/index", index(c.tree))
			if diff := cmp.Diff(c.next, lists(r)); diff != "" || r.Listing.Stop != "" {
				t.Error(r.Listing.Stop, diff)
			}
		})
	}
}

func TestGkmlptAnswers(t *testing.T) {
	const path = "/nb/qsz/gkmlpt/api/all/2590"
	article := func(n int) string {
		return fmt.Sprintf(`{"id":%d,"title":"青石镇%d年政府信息公开工作年度报告","url":"%s/nb/qsz/gkmlpt/content/0/%d/mpost_%d.html","display_publish_time":"2024-01-16 09:30:00","date":1705368600}`, n, 2000+n, host, n, n)
	}
	articles := func(n int) string {
		var all []string
		for i := range n {
			all = append(all, article(i+8))
		}
		return strings.Join(all, ",")
	}
	answer := func(count int, rows string) string {
		return fmt.Sprintf(`{"classify":{"id":2590,"name":"政府信息公开年报","post_count":%d},"articles":[%s]}`, count, rows)
	}
	for name, c := range map[string]struct {
		query, body string
		next        []string
		found       int
		stop        string
	}{
		"a first page":       {"?page=1&sid=7", answer(150, articles(16)), []string{path + "?page=2&sid=7"}, 16, ""},
		"page 0 is the same": {"?page=0&sid=7", answer(150, articles(16)), []string{path + "?page=2&sid=7"}, 16, ""},
		"the last page":      {"?page=2&sid=7", answer(150, articles(3)), nil, 3, "page 2 of 2"},
		"fewer than said":    {"?page=2&sid=7", answer(205, ""), nil, 0, "page 2 has no entries"},
		"nothing":            {"?page=1&sid=7", answer(0, ""), nil, 0, "no further page is named"},
		"an entry elsewhere": {"?page=1", answer(1, `{"title":"青石镇2023年政府信息公开工作年度报告","url":"http://clone.example/a.html","is_jump":true}`), nil, 1, "page 1 of 1"},
	} {
		t.Run(name, func(t *testing.T) {
			r := recognised(t, "gkmlpt", path+c.query, c.body)
			if diff := cmp.Diff(c.next, lists(r)); diff != "" || r.Listing.Found != c.found || r.Listing.Stop != c.stop {
				t.Errorf("found %d, stop %q, next %s", r.Listing.Found, r.Listing.Stop, diff)
			}
			if c.found > 0 {
				want := page.Link{URL: host + "/nb/qsz/gkmlpt/content/0/8/post_8.html", Title: "青石镇2008年政府信息公开工作年度报告", Date: "2024-01-16", Class: page.LinkReport}
				if strings.Contains(c.body, "clone") {
					want = page.Link{URL: "http://clone.example/a.html", Title: "青石镇2023年政府信息公开工作年度报告", Class: page.LinkOffsite}
				}
				if r.Links[0] != want || want.Class == page.LinkOffsite && len(r.Next) > 0 {
					t.Errorf("%+v", r.Links[0])
				}
			}
		})
	}
	if r := read(path+"?page=1", `{"articles": "none"}`); r.Problem == "" {
		t.Error("an answer of another shape was taken")
	}
}

// Dates come as text, as a number, or as a number in a text; none is earlier than the portals.
func TestGkmlptDates(t *testing.T) {
	for fields, want := range map[string]string{
		`"display_publish_time":"2024-01-16"`:                         "2024-01-16",
		`"date":1705368600`:                                           "2024-01-16",
		`"date":"1705368600"`:                                         "2024-01-16",
		`"display_publish_time":1705334400,"created_at":"2020-01-01"`: "2024-01-16",
		`"display_publish_time":null,"created_at":"2024-01-17 08:00"`: "2024-01-17",
		`"display_publish_time":"","date":{},"created_at":"很久以前"`:     "",
		`"date":0`: "",
	} {
		r := read("/nb/gkmlpt/api/all/1?page=1", `{"articles":[{"title":"甲县2023年政府信息公开工作年度报告","post_url":"/nb/content/post_1.html",`+fields+`}]}`)
		if len(r.Links) != 1 || r.Links[0].Date != want {
			t.Errorf("%s: %+v %s", fields, r.Links, r.Problem)
		}
	}
}

// The static columns of the same portals count their pages from 1.
func TestNFCMS(t *testing.T) {
	row := ul(`<a href="/nb/content/post_1.html">甲县2023年政府信息公开工作年度报告</a><span>2024-01-16</span>`, `<a href="/nb/content/mpost_1.html">手机版</a>`) + `<script>var NFCMS_SITE_ID = '755';</script>`
	r := recognised(t, "gkmlpt", "/nb/index.html", row+`<a href="index_2.html">下一页</a>`)
	if diff := cmp.Diff([]string{"document /nb/content/post_1.html", "list /nb/index_2.html"}, asked(r)); diff != "" {
		t.Error(diff)
	}
	r = recognised(t, "gkmlpt", "/nb/index_2.html", `<html><body><script>var NFCMS_SITE_ID = '755';</script><a href="index.html">上一页</a></body></html>`)
	if r.Listing.Stop != "page 2 has no entries" {
		t.Errorf("stop %q", r.Listing.Stop)
	}
}
