package portal_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/report/page"
)

// lists gives the paths of the further list pages that are asked for.
func lists(r portal.Reading) []string {
	var out []string
	for _, n := range r.Next {
		if n.Kind == page.KindList {
			out = append(out, strings.TrimPrefix(n.URL, host))
		}
	}
	return out
}

// recognised reads a page that no family is pinned to and checks which one takes it.
func recognised(t *testing.T, family, path, body string) portal.Reading {
	t.Helper()
	r := read(path, body)
	if r.Family != family || r.Problem != "" {
		t.Fatalf("%s: read by %s at %d: %s", path, r.Family, r.Score, r.Problem)
	}
	return r
}

func TestVSB(t *testing.T) {
	row := `<a href="../info/1031/2210.htm" title="甲县2023年政府信息公开工作年度报告">甲县2023年政府信息…</a><span>2024年01月16日</span>`
	pager := func(place string, links ...string) string {
		return ul(row) + `<div class="p_pages"><span class="p_t">` + place + `</span>` + strings.Join(links, "") + `</div>`
	}
	next, back := func(to string) string { return `<a href="` + to + `">下页</a>` }, func(to string) string { return `<a href="` + to + `">上页</a>` }
	for name, c := range map[string]struct {
		path, body string
		next       []string
		total      int
		stop       string
	}{
		"the first of seven":      {"/nb/list.htm", pager("共7页 1/7", next("list/6.htm"), `<a href="list/1.htm">尾页</a>`), []string{"/nb/list/6.htm"}, -1, ""},
		"the second":              {"/nb/list/6.htm", pager("共7页 2/7", back("../list.htm"), next("5.htm")), []string{"/nb/list/5.htm", "/nb/list.htm"}, -1, ""},
		"the second, grown since": {"/nb/list/6.htm", pager("共8页 3/8", back("7.htm"), next("5.htm")), []string{"/nb/list/5.htm", "/nb/list/7.htm"}, -1, ""},
		"the last":                {"/nb/list/1.htm", pager("共7页 7/7", back("2.htm")), nil, 7, "page 7 of 7"},
		"the only one":            {"/nb/list.htm", pager("共1页"), nil, 1, "page 1 of 1"},
		"nothing is said":         {"/nb/list.htm", ul(row), nil, -1, "no further page is named"},
	} {
		t.Run(name, func(t *testing.T) {
			r := recognised(t, "vsb", c.path, c.body)
			if diff := cmp.Diff(c.next, lists(r)); diff != "" || r.Listing.Total != c.total || r.Listing.Stop != c.stop {
				t.Errorf("total %d, stop %q, next %s", r.Listing.Total, r.Listing.Stop, diff)
			}
			want := page.Link{URL: host + "/info/1031/2210.htm", Title: "甲县2023年政府信息公开工作年度报告", Date: "2024-01-16", Class: page.LinkReport}
			if strings.Contains(c.path, "/list/") {
				want.URL = host + "/nb/info/1031/2210.htm"
			}
			if len(r.Links) != 1 || r.Links[0] != want {
				t.Errorf("links %+v", r.Links)
			}
		})
	}
}

func TestVSBSigns(t *testing.T) {
	for name, body := range map[string]string{
		"publisher field": ul(`<a href="a.htm">x</a>`) + `<form name="_newscontent_fromname"></form>`,
		"article":         ul(`<a href="a.htm">x</a>`) + `<div id="vsb_content_2">`,
		"attachment":      ul(`<a href="/system/_content/download.jsp?urltype=news.DownloadAttachUrl">附件</a>`),
		"counter":         ul(`<a href="a.htm">x</a>`) + `<script>_showDynClicks("wbnews", 1, 2)</script>`,
		"article names":   ul(`<a href="info/1001/2345.htm">x</a>`),
		"by script":       ul(`<a href="a.htm" onclick="NewsvoteDWR.getNewsLinkUrl(1)">x</a>`),
	} {
		if f, score, reason := portal.Detect(at("/nb/list.htm", body)); f.Name() != "vsb" || score < 60 || reason == "" {
			t.Errorf("%s: %s %d %s", name, f.Name(), score, reason)
		}
	}
}
