package portal_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

const host = "http://www.jia.test"

// at makes a page of a path.
func at(path, body string) page.Page {
	return page.Page{Body: []byte(body), Facts: page.Facts{
		URL: host + path, Status: 200, Header: http.Header{"Content-Type": {"text/html"}},
		Fetched: time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC),
	}}
}

func jia() source.Site {
	return source.Site{
		ID: "jia", Name: "甲县人民政府", Division: "990101", Hosts: []string{"xx.jia.test"},
		Columns: []source.Column{
			{URL: host + "/nb/", Kind: source.ColumnList, Division: "990101"},
			{URL: host + "/zwgk/dz/nb/", Kind: source.ColumnBody, Division: "990101109", Agency: "丁庄镇人民政府", Prefix: "/zwgk/dz"},
		},
		Bodies: []source.Body{
			{Name: "青石镇", Division: "990101101"},
			{Name: "白水乡", Division: "990101201", Aliases: []string{"白水回族乡"}},
			{Name: "新城街道", Division: "990101001"},
			{Name: "石镇", Division: "990101103"},
		},
	}
}

func read(path, body string) portal.Reading { return readIn(portal.Scope{Site: jia()}, path, body) }

func readIn(scope portal.Scope, path, body string) portal.Reading {
	return portal.Read(scope, seed(path), at(path, body), nil)
}

func seed(path string) page.Request {
	return page.Request{
		URL: host + path, Kind: page.KindList, Depth: 1,
		Hints: page.Hints{Source: "jia", Division: "990101", ListTitle: "not to be handed on"},
	}
}

// asked gives "kind path" of the further requests.
func asked(r portal.Reading) []string {
	var out []string
	for _, n := range r.Next {
		out = append(out, string(n.Kind)+" "+strings.TrimPrefix(n.URL, host))
	}
	return out
}

func ul(rows ...string) string {
	return "<html><head><title>政府信息公开年报</title></head><body><ul><li>" + strings.Join(rows, "</li>\n<li>") + "</li></ul></body></html>"
}

func TestRows(t *testing.T) {
	r := read("/nb/index.html", ul(
		`<a href="./202401/t20240116_1.html" title="甲县2023年政府信息公开工作年度报告">甲县2023年政府信息公开工…</a><span>2024-01-16</span>`,
		`<a href="202401/t20240117_2.shtml"><em>甲县2022年政府信息公开工作年度报告</em> <b>2023年1月7日</b></a>`,
		`<a href="/nb/202401/t20240118_3_wap.html">甲县2021年政府信息公开工作年度报告</a> [2022/1/8]`,
		`<a href="http://www.jia.test/nb/202401/t20240118_3.html"> 手机版 </a>`,
		`<a title="" href='t20200116_4.html?_=0.123&amp;id=7#top'>甲县2019年政府信息公开工作年度报告</a>`,
		`<a href="P020190116.pdf">甲县2018年政府信息公开工作年度报告</a>`,
		`<a href="t20240116_5.html">甲县2023年政府信息公开工作年度报告解读</a>`,
		`<a href="t20240116_6.html">甲县2024年政府工作报告</a><span>2024-01-20</span>`,
		`<a href="t20240116_7.html">植树节活动</a>`,
		`<a href="http://clone.example/t20240116_8.html">甲县2023年政府信息公开工作年度报告</a>`,
		`<a href="http://xx.jia.test/t20240116_9.html">乙局2023年政府信息公开工作年度报告</a>`,
		`<a href="javascript:void(0)">甲县2017年政府信息公开工作年度报告</a>`,
		`<a href="mailto:a@jia.test">甲县2016年政府信息公开工作年度报告</a>`,
		`<a href="/">首页</a>`,
	))
	link := func(path, title, date, class string) page.Link {
		if strings.HasPrefix(path, "/") {
			path = host + path
		}
		return page.Link{URL: path, Title: title, Date: date, Class: class}
	}
	title := func(year string) string { return "甲县" + year + "年政府信息公开工作年度报告" }
	want := []page.Link{
		link("/nb/202401/t20240116_1.html", title("2023"), "2024-01-16", page.LinkReport),
		link("/nb/202401/t20240117_2.shtml", title("2022"), "2023-01-07", page.LinkReport),
		link("/nb/202401/t20240118_3.html", title("2021"), "2022-01-08", page.LinkReport),
		link("/nb/t20200116_4.html?id=7", title("2019"), "", page.LinkReport),
		link("/nb/P020190116.pdf", title("2018"), "", page.LinkReport),
		link("/nb/t20240116_5.html", title("2023")+"解读", "", page.LinkLookalike),
		link("/nb/t20240116_6.html", "甲县2024年政府工作报告", "2024-01-20", page.LinkLookalike),
		link("/nb/t20240116_7.html", "植树节活动", "", page.LinkOther),
		link("http://clone.example/t20240116_8.html", title("2023"), "", page.LinkOffsite),
		link("http://xx.jia.test/t20240116_9.html", "乙局2023年政府信息公开工作年度报告", "", page.LinkReport),
	}
	if diff := cmp.Diff(want, r.Links); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{
		"document /nb/202401/t20240116_1.html", "document /nb/202401/t20240117_2.shtml", "document /nb/202401/t20240118_3.html",
		"document /nb/t20200116_4.html?id=7", "document /nb/P020190116.pdf", "document /nb/t20240116_5.html",
		"document http://xx.jia.test/t20240116_9.html",
	}, asked(r)); diff != "" {
		t.Error(diff)
	}
	wantRequest := page.Request{
		URL: host + "/nb/202401/t20240116_1.html", Kind: page.KindDocument, Referer: host + "/nb/index.html", Depth: 1,
		Hints: page.Hints{Source: "jia", Division: "990101", ListTitle: title("2023"), ListDate: "2024-01-16"},
	}
	if diff := cmp.Diff(wantRequest, r.Next[0]); diff != "" {
		t.Error(diff)
	}
	wantListing := page.Listing{
		Family: "static", Found: 7, Total: -1, Stop: "no further page is named",
		Rows: 10, Score: 80, Sign: "articles named t<date>_<number>",
	}
	if diff := cmp.Diff(wantListing, r.Listing); diff != "" {
		t.Error(diff)
	}
}

func TestYearsWanted(t *testing.T) {
	body := ul(
		`<a href="t20240116_1.html">甲县2023年政府信息公开工作年度报告</a>`, `<a href="t20230116_2.html">甲县2022年政府信息公开工作年度报告</a>`,
		`<a href="t20220116_3.html">甲县2021年政府信息公开工作年度报告</a>`, `<a href="t20220116_4.html">青石镇政府信息公开工作年度报告</a>`,
		`<a href="2023n/">2023年</a>`, `<a href="2022n/">2022年</a>`, `<a href="2021n/">2021年</a>`, `<a href="2019n/">2019</a>`,
	)
	r := readIn(portal.Scope{Site: jia(), From: 2022, To: 2022}, "/nb/", body)
	// A year's folder may be that of publication.
	want := []string{"document /nb/t20230116_2.html", "document /nb/t20220116_4.html", "list /nb/2023n/", "list /nb/2022n/"}
	if diff := cmp.Diff(want, asked(r)); diff != "" {
		t.Error(diff)
	}
	if len(r.Links) != 4 || r.Listing.Found != 4 {
		t.Errorf("what is not wanted is still seen: %d links, %d found", len(r.Links), r.Listing.Found)
	}
}

// Which links are followed to further list pages, and what is then known of the documents behind them.
func TestFollow(t *testing.T) {
	county := page.Hints{Source: "jia", Division: "990101"}
	body := func(name, division string) page.Hints {
		return page.Hints{Source: "jia", Division: division, Agency: name, Own: true}
	}
	for name, c := range map[string]struct {
		href, text string
		want       *page.Hints // nil when it is not followed as a list
	}{
		"year":                        {"./2023n52/", "2023年", &county},
		"year, bare":                  {"./gknb2018/index.html", "2018", &county},
		"year with words":             {"./2022nb/", "2022年政府信息公开年报", &page.Hints{Source: "jia", Division: "990101", ListTitle: "2022年政府信息公开年报"}},
		"year of the future":          {"./2031/", "2031年", nil},
		"year before the first":       {"./2001/", "2001年", nil},
		"branch":                      {"./xzjd/", "乡镇街道", &county},
		"branch in brackets":          {"./xzjd/", "【乡镇（街道）】", &county},
		"branch with words":           {"./xz/", "各乡镇人民政府", &county},
		"column":                      {"./bm/", "部门政府信息公开年报", &county},
		"history":                     {"./ls/", "历年年报", &county},
		"body":                        {"./qsz_12/", "青石镇", &[]page.Hints{body("青石镇", "990101101")}[0]},
		"body, the longest name wins": {"./qsz_12/", "青石镇人民政府", &[]page.Hints{body("青石镇", "990101101")}[0]},
		"body, a shorter name":        {"./sz_12/", "石镇", &[]page.Hints{body("石镇", "990101103")}[0]},
		"body by another name":        {"./bsx/", "白水回族乡", &[]page.Hints{body("白水乡", "990101201")}[0]},
		"body with the county":        {"./xc/", "甲县新城街道办事处", &[]page.Hints{body("新城街道", "990101001")}[0]},
		"body with the column":        {"./qsz/", "青石镇政府信息公开年报", &[]page.Hints{body("青石镇", "990101101")}[0]},
		"body that nobody names":      {"./hsz/", "黑水镇", nil},
		"news of a body":              {"./qsz/", "青石镇举行运动会", nil},
		"another column's folder":     {"/zwgk/dz/nb/2023/", "2023年", &[]page.Hints{{Source: "jia", Division: "990101109", Agency: "丁庄镇人民政府", Own: true}}[0]},
		"outside of all columns":      {"/news/2023/", "2023年", nil},
		"another host":                {"http://xx.jia.test/nb/2023/", "2023年", nil},
		"an article":                  {"./202401/t20240101_1.html", "2023年", nil},
		"a file":                      {"./2023.pdf", "2023年", nil},
		"nested in itself":            {"./a/a/a/2023/", "2023年", nil},
		"a calendar's folder":         {"./2031/01/", "乡镇街道", nil},
		"a calendar":                  {"./?date=2023-01", "2023年", nil},
		"home":                        {"/", "首页", nil},
		"empty":                       {"./x/", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			r := read("/nb/", ul(`<a href="`+c.href+`">`+c.text+`</a>`, `<a href="t20240116_1.html">植树节活动</a>`))
			var got *page.Hints
			for _, n := range r.Next {
				if n.Kind == page.KindList {
					got = &n.Hints
					if n.Depth != 2 || n.Referer != host+"/nb/" {
						t.Errorf("depth %d, referer %s", n.Depth, n.Referer)
					}
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What belongs to a body stays its own in the folders below.
func TestHintsBelowABody(t *testing.T) {
	request := seed("/nb/qsz/")
	request.Hints = page.Hints{Source: "jia", Division: "990101101", Agency: "青石镇"}
	r := portal.Read(portal.Scope{Site: jia()}, request, at("/nb/qsz/", ul(
		`<a href="./2023n/">2023年</a>`, `<a href="t20230116_2.html">2022年政府信息公开工作年度报告</a>`, `<a href="/nb/bsx/">白水乡</a>`,
		`<a href="/nb/">政府信息公开年报</a>`)), nil)
	agencies := map[string]string{}
	for _, n := range r.Next {
		agencies[strings.TrimPrefix(n.URL, host)] = n.Hints.Division + n.Hints.Agency
	}
	want := map[string]string{
		"/nb/qsz/2023n/": "990101101青石镇", "/nb/qsz/t20230116_2.html": "990101101青石镇", "/nb/bsx/": "990101201白水乡", "/nb/": "990101",
	}
	if diff := cmp.Diff(want, agencies); diff != "" {
		t.Error(diff)
	}
}

// What a list names as a report and what is no list is taken to be the report, whatever its form: the index of a folder
// whose report has no sections. It must show something, and lead to nothing below.
func TestNamedAsAReport(t *testing.T) {
	prose := "<p>" + strings.Repeat("本镇全年主动公开政府信息若干条。", 12) + "</p>"
	named := seed("/nb/22918/22928/")
	named.Hints.ListTitle, named.Hints.ListDate = "甲县2011年政府信息公开工作年度报告", "2012-03-01"
	for name, c := range map[string]struct {
		body     string
		request  page.Request
		document bool
	}{
		"prose":             {"<html><body>" + prose + `<a href="/nb/">政府信息公开年报</a>`, named, true},
		"not named":         {"<html><body>" + prose + `<a href="/nb/">政府信息公开年报</a>`, seed("/nb/22918/22928/"), false},
		"nothing to see":    {`<html><body>维护中<a href="/nb/">政府信息公开年报</a>`, named, false},
		"says 暂无":           {"<html><body>暂无相关信息" + prose + `<a href="/nb/">政府信息公开年报</a>`, named, false},
		"a list":            {"<html><body>" + prose + `<a href="./t20120301_1.html">甲县2011年政府信息公开工作年度报告</a>`, named, false},
		"a folder below":    {"<html><body>" + prose + `<a href="./xz/">乡镇</a>`, named, false},
		"a list in a frame": {"<html><body>" + prose + `<a href="/nb/">政府信息公开年报</a><iframe src="list.html"></iframe>`, named, false},
	} {
		r := portal.Read(portal.Scope{Site: jia()}, c.request, at("/nb/22918/22928/", c.body), nil)
		if r.Document != c.document || r.Document && len(r.Next) > 0 {
			t.Errorf("%s: document %v, stop %q, next %v", name, r.Document, r.Listing.Stop, asked(r))
		}
		if frame := slices.Contains(asked(r), "list /nb/22918/22928/list.html"); frame != strings.Contains(name, "frame") {
			t.Errorf("%s: the frame is asked for: %v", name, frame)
		}
	}
}

// A list that is itself a report is a document; a page of which no family knows anything is a problem.
func TestOtherPages(t *testing.T) {
	sections := "<p>一、总体情况</p><p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>四、政府信息公开行政复议情况</p>"
	if r := read("/nb/2024013110470592735/", "<html><title>2023年</title>"+sections); !r.Document || len(r.Next) > 0 || r.Problem != "" {
		t.Errorf("a report: %+v", r)
	}
	for name, body := range map[string]string{
		"nothing": "", "text": "hello", "pdf": "%PDF-1.7 ...", "no links": "<html><body><p>欢迎</p></body></html>",
		"binary": "\x00\x01\x02\x03\xff\xfe", "foreign links": `<html><body><a href="/x.html">新闻</a></body></html>`,
	} {
		if r := read("/nb/", body); r.Problem == "" || len(r.Next) > 0 || r.Document {
			t.Errorf("%s: %+v", name, r)
		}
	}
	request := seed("/nb/")
	request.Family = "static"
	r := portal.Read(portal.Scope{Site: jia()}, request, at("/nb/", `<html><body><a href="/x.html">新闻</a></body></html>`), nil)
	if !strings.Contains(r.Problem, "family static finds nothing that it knows (neither a pager call") {
		t.Errorf("a pinned family that knows nothing: %q", r.Problem)
	}
}

func TestDetect(t *testing.T) {
	for name, c := range map[string]struct {
		body, family string
		least, most  portal.Score
	}{
		"pager call":    {ul() + `<script>createPageHTML(1,0,"index","html")</script>`, "static", 90, 90},
		"article names": {ul(`<a href="t20240116_1.html">x</a>`), "static", 60, 60},
		"shell":         {`<script>location.replace('./sub/')</script>`, "static", 20, 20},
		"links":         {ul(`<a href="a.html">x</a>`), "generic", 1, 5},
		"nothing":       {"<html></html>", "generic", 0, 0},
		"no HTML":       {"%PDF-1.4", "generic", 0, 0},
	} {
		f, score, reason := portal.Detect(at("/nb/", c.body))
		if f.Name() != c.family || score < c.least || score > c.most || reason == "" {
			t.Errorf("%s: %s %d %q", name, f.Name(), score, reason)
		}
	}
}

func TestSeeds(t *testing.T) {
	site := jia()
	site.Columns[1].Family = "static"
	want := []page.Request{
		{URL: host + "/nb/", Kind: page.KindList, Hints: page.Hints{Source: "jia", Division: "990101"}},
		{
			URL: host + "/zwgk/dz/nb/", Kind: page.KindList, Family: "static",
			Hints: page.Hints{Source: "jia", Division: "990101109", Agency: "丁庄镇人民政府", Own: true},
		},
	}
	if diff := cmp.Diff(want, portal.Seeds(site)); diff != "" {
		t.Error(diff)
	}
	if err := portal.Check(site); err != nil {
		t.Error(err)
	}
	site.Columns[0].Family = "nobody"
	if err := portal.Check(site); err == nil || !strings.Contains(err.Error(), `"nobody"`) {
		t.Errorf("an unknown family: %v", err)
	}
}

func TestLook(t *testing.T) {
	s, ok := portal.Look(at("/", `<html><head><title> 登录 </title><script>x</script></head><body>请<b>登录</b><style>p{}</style><form><input type="PassWord"></form></body></html>`))
	want := portal.Sight{Title: "登录", Text: "请 登录", Content: 1, Scripts: 1, Password: true}
	s.Mark = ""
	if diff := cmp.Diff(want, s); diff != "" || !ok {
		t.Error(diff, ok)
	}
	if _, ok := portal.Look(at("/", "%PDF-1.4")); ok {
		t.Error("a PDF was looked at")
	}
}

// Hostile pages come to an end: work that grows with the square of their size would take hours.
func TestLargePages(t *testing.T) {
	for name, body := range map[string]string{
		"links in one row": "<table><tr>" + strings.Repeat(`<a href="t20240116_1.html?n=1">甲</a>`, 50000) + "</tr></table>",
		"deep":             strings.Repeat("<div>", 100000) + "<a href=x.html>y</a>",
		"deep links":       strings.Repeat(`<ul><li><a href="t20240116_1.html">x`, 20000),
		"one long title":   `<a href="t20240116_1.html">` + strings.Repeat("年报", 300000) + "</a>",
		"many scripts":     strings.Repeat(`<script>createPageHTML(</script>`, 50000),
		"many metas":       strings.Repeat(`<meta name=x content=y>`, 50000),
		"one long pager":   `<script>createPageHTML(` + strings.Repeat("1,", 300000) + `)</script>`,
	} {
		t.Run(name, func(t *testing.T) {
			r := read("/nb/", body)
			if len(r.Links) > 6000 {
				t.Errorf("%d links", len(r.Links))
			}
		})
	}
}
