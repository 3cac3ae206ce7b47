package portal_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/report/page"
)

func TestPagers(t *testing.T) {
	row := `<a href="t20240116_1.html">甲县2023年政府信息公开工作年度报告</a>`
	script := func(s string) string { return ul(row) + "<script>" + s + "</script>" }
	for name, c := range map[string]struct {
		path, body, next string // path of the next page; empty for none
		total            int
		stop             string
	}{
		"createPageHTML":               {"/nb/", script(`createPageHTML(3, 0, "index", "html");`), "/nb/index_1.html", 3, ""},
		"createPageHTML, page 2":       {"/nb/index_1.html", script(`createPageHTML(3, 1, "index", "html");`), "/nb/index_2.html", 3, ""},
		"createPageHTML, last":         {"/nb/index_2.html", script(`createPageHTML(3, 2, "index", "html");`), "", 3, "page 3 of 3"},
		"createPageHTML, shtml":        {"/nb/list.shtml", script(`createPageHTML(3, 0, "list", "shtml")`), "/nb/list_1.shtml", 3, ""},
		"createPageHTML, three":        {"/nb/", script(`createPageHTML(52, 4, 0, "index", "html")`), "/nb/index_1.html", 4, ""},
		"createPageHTML, element":      {"/nb/", script(`createPageHTML('pages', 2, 0, 'index', 'html', 28);`), "/nb/index_1.html", 2, ""},
		"createPageHTML, definition":   {"/nb/", script(`function createPageHTML(n, i, name, ext) {} createPageHTML(2,0,"index","html")`), "/nb/index_1.html", 2, ""},
		"createPage":                   {"/nb/", script(`createPage(2, 0, "index", "html");`), "/nb/index_1.html", 2, ""},
		"one page":                     {"/nb/", script(`createPageHTML(1, 0, "index", "html");`), "", 1, "page 1 of 1"},
		"zero pages":                   {"/nb/", script(`createPageHTML(0, 0, "index", "html");`), "", 0, "page 1 of 0"},
		"countPage":                    {"/nb/index.shtml", script("var currentPage = 0;\nvar countPage = 5//共多少页"), "/nb/index_1.shtml", 5, ""},
		"countPage, numbered":          {"/nb/1.html", script("var countPage = 3"), "/nb/2.html", 3, ""},
		"countPage, numbered, last":    {"/nb/3.html", script("var countPage = 3"), "", 3, "page 3 of 3"},
		"javascript:next":              {"/nb/", ul(row) + `<a href="javascript:next(2)">2</a><a href="javascript:next(4)">尾页</a>`, "/nb/index_1.html", 4, ""},
		"下一页":                          {"/nb/1.html", ul(row) + `<a href="1.html">1</a><a href="2.html">2</a><a href="2.html">下一页</a>`, "/nb/2.html", -1, ""},
		"下一页 in GBK":                   {"/nb/1.html", gbk(ul(row) + `<a href="2.html">[下一页]</a>`), "/nb/2.html", -1, ""},
		"下一页 to itself":                {"/nb/2.html", ul(row) + `<a href="2.html">下一页</a>`, "", -1, "no further page is named"},
		"下一页 elsewhere":                {"/nb/", ul(row) + `<a href="http://xx.jia.test/2.html">下一页</a>`, "", -1, "no further page is named"},
		"下一页 by script":                {"/nb/", ul(row) + `<a href="javascript:;">下一页</a>`, "", -1, "no further page is named"},
		"base64":                       {"/nb/", ul(row) + `<div id="pages">JTNDYSUyMGhyZWYlM0QlMjJpbmRleF8xLmh0bWwlMjIlM0UlRTQlQjglOEIlRTQlQjglODAlRTklQTElQjUlM0MlMkZhJTNF</div>`, "/nb/index_1.html", -1, ""},
		"base href":                    {"/nb/", strings.Replace(script(`createPageHTML(3, 0, "index", "html");`), "<head>", `<head><base href="/nb/list/">`, 1), "/nb/list/index_1.html", 3, ""},
		"name with a path":             {"/nb/", script(`createPageHTML(3, 0, "../../x", "html");`), "/nb/index_1.html", 3, ""},
		"total beyond the cap":         {"/nb/index_59.html", script(`createPageHTML(999999999999999999999, 0, "index", "html");`), "", 10000, "cap of 60 pages"},
		"no entries past the end":      {"/nb/index_3.html", `<html><body>` + strings.Repeat(" ", 300) + `<script>createPageHTML(9, 3, "index", "html")</script></body></html>`, "", 9, "page 4 has no entries"},
		"no entries on the first page": {"/nb/", `<html><body>暂无信息<script>createPageHTML(9, 0, "index", "html")</script></body></html>`, "", 9, "no entries"},
	} {
		t.Run(name, func(t *testing.T) {
			r := read(c.path, c.body)
			next := ""
			for _, n := range r.Next {
				if n.Kind == page.KindList {
					next += strings.TrimPrefix(n.URL, host)
				}
			}
			if next != c.next || r.Listing.Total != c.total || r.Listing.Stop != c.stop || r.Problem != "" {
				t.Errorf("next %q, total %d, stop %q, problem %q", next, r.Listing.Total, r.Listing.Stop, r.Problem)
			}
		})
	}
}

func gbk(s string) string {
	out, err := simplifiedchinese.GBK.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

// Pages that show nothing and lead elsewhere.
func TestShells(t *testing.T) {
	for name, c := range map[string]struct{ body, next string }{
		"location.replace":    {`<script type="text/javascript">location.replace('./list_1234/');</script>`, "list /nb/list_1234/"},
		"window.location":     {`<html><head><script>window.location = "sub/index.html"</script></head></html>`, "list /nb/sub/index.html"},
		"location.href":       {`<script>document.location.href='./sub/';</script>`, "list /nb/sub/"},
		"refresh":             {`<meta http-equiv="Refresh" content="0; URL='./sub/'">`, "list /nb/sub/"},
		"refresh, bare":       {`<meta http-equiv=refresh content=0;url=sub/>`, "list /nb/sub/"},
		"frame":               {`<body><iframe src="list.html" width="100%"></iframe></body>`, "list /nb/list.html"},
		"out of the column":   {`<script>location.replace('/news/');</script>`, ""},
		"off the site":        {`<script>location.replace('http://clone.example/nb/');</script>`, ""},
		"to itself":           {`<script>location.replace('./');</script>`, ""},
		"a page with links":   {ul(`<a href="t20240116_1.html">植树节活动</a>`, `<a href="b.html">b</a>`) + `<script>location.replace('./x/')</script>`, ""},
		"made of variables":   {`<script>location.replace('./x/' + y);</script>`, ""},
		"to another protocol": {`<script>location.replace('ftp://www.jia.test/nb/x/');</script>`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := read("/nb/", c.body)
			if got := strings.Join(asked(r), " "); got != c.next {
				t.Errorf("asks for %q, want %q (%s)", got, c.next, r.Listing.Stop)
			}
		})
	}
}

func TestTrail(t *testing.T) {
	list := ul(`<a href="/nb/t20240116_1.html">甲县2023年政府信息公开工作年度报告</a>`) + `<script>createPageHTML(9, 0, "index", "html")</script>`
	scope, trail := portal.Scope{Site: jia()}, portal.NewTrail()
	stops := []string{}
	for _, path := range []string{"/nb/", "/nb/", "/nb/index_1.html", "/nb/other/", "/nb/other/index_1.html"} {
		stops = append(stops, portal.Read(scope, seed(path), at(path, list), trail).Listing.Stop)
	}
	repeated := "shows the entries of an earlier page"
	if diff := cmp.Diff([]string{"", "", repeated, "", repeated}, stops); diff != "" {
		t.Error(diff)
	}
}
