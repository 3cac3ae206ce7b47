package portal_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/report/page"
)

const (
	jpageCall  = `$('#%s').jpage({totalRecord:%d,proxyUrl:'/module/web/jpage/dataproxy.jsp',perPage:2,ajaxParam:{col:1,appid:1,webid:3,path:'/',columnid:77,sourceContentType:1,unitid:'%s',webname:'%%25E7%%2594',permissiontype:0}});`
	jpageQuery = "/module/web/jpage/dataproxy.jsp?col=1&appid=1&webid=3&path=%2F&columnid=77&sourceContentType=1&unitid=9&webname=%2525E7%252594&permissiontype=0"
)

// record is a row as it stands in XML; the one of a year.
func record(year int) string {
	return fmt.Sprintf("<record><![CDATA[<li style=<br/><a href=\"/art/2024/1/16/art_77_%d.html\" title=\"甲县%d年政府信息公开工作年度报告\">甲县%d年政府…</a><b>2024-01-16\n</b></li>]]></record><br>", year, year, year)
}

func records(from, to int) string {
	var out strings.Builder
	for y := from; y >= to; y-- {
		out.WriteString(record(y))
	}
	return "<recordset>" + out.String() + "</recordset>"
}

func storedIn(id, xml string) string {
	return `<div id="` + id + `"><script type="text/xml"><datastore>` + xml + `</datastore></script></div>`
}

// Rows inside a script are found, whatever their markup, and the following group is asked for as the page says.
func TestHanwebPage(t *testing.T) {
	call := func(id string, total int) string {
		return "<script>" + fmt.Sprintf(jpageCall, id, total, id) + "</script>"
	}
	group := "/module/jpage/dataproxy.jsp?page=1&appid=1&appid=1&webid=3&path=/&columnid=77&unitid=9&webname=%25E7%2594&permissiontype=0"
	next := `<nextgroup><![CDATA[<a href="` + strings.ReplaceAll(group, "&", "&amp;") + `"></a>]]></nextgroup>`
	news := "<recordset><record><![CDATA[<li><a href='/art/2024/1/1/art_5_1.html'>春耕</a>2024-01-01</li>]]></record></recordset>"
	for name, c := range map[string]struct {
		body  string
		next  []string
		found int
	}{
		"a call":               {storedIn("9", records(2023, 2020)) + call("9", 14), []string{jpageQuery + "&startrecord=5&endrecord=10&perpage=2&totalrecord=14"}, 4},
		"its last group":       {storedIn("9", records(2023, 2020)) + call("9", 6), []string{jpageQuery + "&startrecord=5&endrecord=6&perpage=2&totalrecord=6"}, 4},
		"everything is here":   {storedIn("9", records(2023, 2020)) + call("9", 4), nil, 4},
		"nobody counts":        {storedIn("9", records(2023, 2020)) + strings.Replace(call("9", 1), "totalRecord:1,", "", 1), []string{jpageQuery + "&startrecord=5&endrecord=10&perpage=2"}, 4},
		"a named group":        {storedIn("9", next+records(2023, 2020)), []string{group}, 4},
		"a named group, count": {storedIn("9", next+records(2023, 2020)+"<totalrecord>7</totalrecord>"), []string{group + "&startrecord=5&endrecord=7&perpage=15&totalrecord=7"}, 4},
		"news beside it":       {storedIn("8", news) + call("8", 99) + storedIn("9", records(2023, 2020)) + call("9", 4), nil, 4},
		"rows of a table": {
			storedIn("9", `<recordset><record><![CDATA[<tr><td><a href="/art/2024/1/16/art_77_1.html" title="甲县2023年政府信息公开工作年度报告">甲…</a></td><td>2024-01-16</td></tr>]]></record></recordset>`) + call("9", 1), nil, 1,
		},
		"without CDATA":      {storedIn("9", `<record>&lt;li&gt;&lt;a href="/art/2024/1/16/art_77_1.html"&gt;甲县2023年政府信息公开工作年度报告&lt;/a&gt;2024-01-16&lt;/li&gt;</record>`) + call("9", 1), nil, 1},
		"empty, but counted": {storedIn("9", "<recordset></recordset>") + call("9", 3), []string{jpageQuery + "&startrecord=1&endrecord=3&perpage=2&totalrecord=3"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			r := recognised(t, "hanweb", "/nb/col77/", "<html><title>政府信息公开年报</title><body>"+c.body)
			if diff := cmp.Diff(c.next, lists(r)); diff != "" || r.Listing.Found != c.found {
				t.Errorf("found %d, next %s", r.Listing.Found, diff)
			}
			for _, l := range r.Links {
				if l.Class == page.LinkReport && (l.Date != "2024-01-16" || !strings.HasSuffix(l.Title, "年政府信息公开工作年度报告")) {
					t.Errorf("row %+v", l)
				}
			}
		})
	}
}

// An answer without rows is the end only where the portal did not say that there are more.
func TestHanwebAnswer(t *testing.T) {
	const nothing = "<datastore><recordset></recordset></datastore>"
	group := "/module/jpage/dataproxy.jsp?page=%d&columnid=77&unitid=9"
	for name, c := range map[string]struct {
		path, body    string
		next          []string
		stop, problem string
	}{
		"by number":       {jpageQuery + "&startrecord=5&endrecord=10&perpage=2&totalrecord=14", records(2023, 2018), []string{jpageQuery + "&startrecord=11&endrecord=14&perpage=2&totalrecord=14"}, "", ""},
		"fewer than that": {jpageQuery + "&startrecord=5&endrecord=10&perpage=2&totalrecord=14", records(2023, 2021), []string{jpageQuery + "&startrecord=8&endrecord=13&perpage=2&totalrecord=14"}, "", ""},
		"the last":        {jpageQuery + "&startrecord=11&endrecord=14&perpage=2&totalrecord=14", records(2023, 2020), nil, "page 3 of 3", ""},
		"empty, more were said to be there": {
			jpageQuery + "&startrecord=11&endrecord=14&perpage=2&totalrecord=14", nothing, nil, "page 3 has no entries", "no entries from number 11 on although the list has 14",
		},
		"empty, nobody counted":   {jpageQuery + "&startrecord=11&endrecord=16&perpage=2", nothing, nil, "page 3 has no entries", ""},
		"by group":                {fmt.Sprintf(group, 1), records(2023, 2021), []string{fmt.Sprintf(group, 2)}, "", ""},
		"by group, its own next":  {fmt.Sprintf(group, 1), `<nextgroup><![CDATA[<a href="/x/dataproxy.jsp?page=2&k=v"></a>]]></nextgroup>` + records(2023, 2021), []string{"/x/dataproxy.jsp?page=2&k=v"}, "", ""},
		"by group, pages counted": {fmt.Sprintf(group, 3), "<totalpage>3</totalpage>" + records(2023, 2021), nil, "page 4 of 4", ""},
		"by group, rows counted": {
			fmt.Sprintf(group, 1) + "&startrecord=4&endrecord=6&perpage=1&totalrecord=8", records(2023, 2021),
			[]string{fmt.Sprintf(group, 2) + "&startrecord=7&endrecord=8&perpage=1&totalrecord=8"},
			"", "",
		},
		"by group, all rows seen": {fmt.Sprintf(group, 2) + "&startrecord=7&endrecord=8&perpage=1&totalrecord=8", records(2023, 2022), nil, "page 3 of 3", ""},
		"on a host that is none of the site's": {
			fmt.Sprintf(group, 1), `<nextgroup><![CDATA[<a href="http://elsewhere.example/dataproxy.jsp?page=2"></a>]]></nextgroup>` + records(2023, 2021), nil, "the following page is on another host", "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := answered("hanweb", http.MethodGet, c.path, "", c.body, nil)
			if diff := cmp.Diff(c.next, lists(r)); diff != "" || r.Listing.Stop != c.stop {
				t.Errorf("stop %q, next %s", r.Listing.Stop, diff)
			}
			if (r.Problem == "") != (c.problem == "") || !strings.Contains(r.Problem, c.problem) {
				t.Errorf("problem %q", r.Problem)
			}
		})
	}
}

// One address a body and year is asked for with the years that the page offers, under the body's name.
func TestXxgkYears(t *testing.T) {
	const report = "/module/xxgk/xxgkAnnualReport.jsp"
	body := `<html><body><select><option>2024年</option><option>2023年</option><option>2031年</option></select>` +
		ul(`<a href="`+report+`?area=119901010000000015">青石镇</a>`) + `<select><option value="11990101000000002X">白水乡</option><option value="1">全部</option></select>`
	r := recognised(t, "hanweb", "/nb/", body)
	got := map[string]string{}
	for _, n := range r.Next {
		got[strings.TrimPrefix(n.URL, host+report)] = n.Hints.Agency
	}
	want := map[string]string{
		"?area=119901010000000015&fbtime=2024": "青石镇", "?area=119901010000000015&fbtime=2023": "青石镇",
		"?area=11990101000000002X&fbtime=2024": "白水乡", "?area=11990101000000002X&fbtime=2023": "白水乡",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	scope := portal.Scope{Site: jia(), From: 2023, To: 2023} // which may have come out in that year or the next
	if r := readIn(scope, "/nb/", strings.Replace(body, "2031", "2022", 1)); len(r.Next) != 4 {
		t.Errorf("%d requests for one year", len(r.Next))
	}
	// Without a choice: all years until the day of the fetch.
	if r := read("/nb/", ul(`<a href="`+report+`?area=119901010000000015">青石镇</a>`)); len(r.Next) != 2024-2008+1 {
		t.Errorf("%d requests for all years", len(r.Next))
	}
}

// What stands at such an address is a report, old ones without headings too, or that there is none.
func TestXxgkReport(t *testing.T) {
	path := "/module/xxgk/xxgkAnnualReport.jsp?area=119901010000000015&fbtime=2012"
	back := `<div><a href="/module/xxgk/xxgkAnnualReport.jsp?area=119901010000000015">青石镇</a></div>`
	if r := read(path, "<html><body>"+back+"<p>"+strings.Repeat("本年度我镇依法公开政府信息。", 20)); !r.Document {
		t.Errorf("a narrative report: %+v", r)
	}
	if r := read(path, "<html><body>"+back+"<p>暂无信息</p>"+strings.Repeat("<p>本网站由办公室主办。</p>", 20)); r.Document || r.Problem != "" || len(r.Next) > 0 {
		t.Errorf("nothing: %+v", r)
	}
}

// The tree of a body's columns leads to a search, whose answers hold what was not asked for as well.
func TestXxgkSearch(t *testing.T) {
	tree := `<ul><li><a infotypeId="A01">机构职能</a></li><li><a infotypeId="A05">政府信息公开年报</a></li></ul>`
	r := recognised(t, "hanweb", "/module/xxgk/tree.jsp?area=119901010000000015", "<html>"+tree)
	if len(r.Next) != 1 || r.Next[0].Method != http.MethodPost || r.Next[0].URL != host+"/module/xxgk/search.jsp" ||
		!strings.HasPrefix(r.Next[0].Body, "infotypeId=A05&area=119901010000000015&") || !strings.HasSuffix(r.Next[0].Body, "&currpage=1") {
		t.Fatalf("requests %+v", r.Next)
	}
	first := r.Next[0]
	answer := `<table><tr class="tr_main_value_odd"><td><a class="bt_link" href="/art/2024/1/16/art_5_1.html" title="青石镇2023年政府信息公开工作年度报告">青…</a></td><td>2024-01-16</td></tr>
<tr><td><a class="bt_link" href="/art/2024/1/17/art_6_2.html" title="青石镇2023年年报">青…</a></td><td>2024-01-17</td></tr></table><div>共9条 共3页</div>`
	r = answered("hanweb", http.MethodPost, "/module/xxgk/search.jsp", first.Body, answer, nil)
	if r.Listing.Found != 1 || r.Listing.Total != 3 || r.Listing.Rows != 2 {
		t.Errorf("listing %+v", r.Listing)
	}
	second := r.Next[len(r.Next)-1]
	if second.Body != strings.Replace(first.Body, "currpage=1", "currpage=2", 1) || second.ID() == first.ID() {
		t.Errorf("second page %+v", second)
	}
	last := answered("hanweb", http.MethodPost, "/module/xxgk/search.jsp", strings.Replace(first.Body, "currpage=1", "currpage=3", 1), answer, nil)
	if last.Listing.Stop != "page 3 of 3" || len(lists(last)) > 0 {
		t.Errorf("last page: %+v", last.Listing)
	}
	if r := read("/module/xxgk/tree.jsp?area=1", "<html><li><a infotypeId=A01>机构职能</a></li>"); !strings.Contains(r.Problem, "no column of yearly reports") {
		t.Errorf("a tree without the column: %q", r.Problem)
	}
}

// Columns are numbered, not nested: a body's column belongs to the body wherever its address lies, and a list that it
// names beside itself does not.
func TestHanwebColumnsElsewhere(t *testing.T) {
	request := seed("/nb/")
	request.Family = "hanweb"
	request.Hints = page.Hints{Source: "jia", Division: "990101101", Agency: "青石镇", Own: true}
	r := portal.Read(portal.Scope{Site: jia()}, request, at("/col/col78/index.html", "<html><title>政府信息公开年报</title>"+ul(
		`<a href="/col/col79/index.html">白水乡</a>`, `<a href="/col/col80/index.html">2023年</a>`, `<a href="/col/col81/index.html">各乡镇年报</a>`,
		`<a href="/news/col/index.html">石镇</a>`, `<a href="http://elsewhere.example/col/col82/index.html">石镇</a>`)), nil)
	agencies := map[string]string{}
	for _, n := range r.Next {
		agencies[strings.TrimPrefix(n.URL, host)] = n.Hints.Division + n.Hints.Agency
	}
	want := map[string]string{"/col/col79/index.html": "990101201白水乡", "/col/col80/index.html": "990101101青石镇", "/col/col81/index.html": "990101"}
	if diff := cmp.Diff(want, agencies); diff != "" {
		t.Error(diff)
	}
}

// A family that is pinned and that the page is surely not of has drifted; one whose page shows little has not.
func TestDrift(t *testing.T) {
	for name, c := range map[string]struct{ family, body, drift string }{
		"another family":   {"hanweb", ul(`<a href="t20240116_1.html">甲县2023年政府信息公开工作年度报告</a>`) + `<script>createPageHTML(1,0,"index","html")</script>`, "the source says hanweb, the page shows static (createPageHTML(1,0,\"index\",\"html\"))"},
		"nobody's":         {"hanweb", ul(`<a href="/x/2024.html">甲县2023年政府信息公开工作年度报告</a>`), ""},
		"its own":          {"hanweb", storedIn("9", records(2023, 2023)) + fmt.Sprintf(jpageCall, "9", 1, "9"), ""},
		"its own, unclear": {"static", ul(`<a href="./qsz/">青石镇</a>`), ""},
	} {
		request := seed("/nb/")
		request.Family = c.family
		r := portal.Read(portal.Scope{Site: jia()}, request, at("/nb/", "<html><body>"+c.body), nil)
		if r.Listing.Drift != c.drift || !r.Listing.Pinned || r.Family != c.family {
			t.Errorf("%s: drift %q", name, r.Listing.Drift)
		}
	}
}
