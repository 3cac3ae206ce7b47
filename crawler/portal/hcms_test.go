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
	channel  = "0123456789abcdef0123456789abcdef"
	searched = "?_isAgg=true&_isJson=true&_pageSize=15&_template=index&_rangeTimeGte=&_channelName=&page="
)

// The page of a channel asks the service that it names; a list of files is followed as it stands.
func TestHCMSPage(t *testing.T) {
	meta := `<meta name="channelid" content="` + channel + `">`
	row := `<a href="/jx/202401/` + channel + `.shtml">甲县2023年政府信息公开工作年度报告</a> 2024-01-16`
	for name, c := range map[string]struct {
		path, body string
		next       []string
		least      int
	}{
		"service named":   {"/nb/list.shtml", meta + `<script>load("/searchList/"+id)</script>`, []string{"/searchList/" + channel + searched + "1"}, 95},
		"another service": {"/nb/list.shtml", meta + `<script>load("/common/search/"+id)</script>`, []string{"/common/search/" + channel + searched + "1"}, 95},
		"none named":      {"/nb/list.shtml", meta, []string{"/common/search/" + channel + searched + "1"}, 85},
		"rows are here":   {"/nb/common_list.shtml", meta + ul(row), nil, 85},
		"a list of files": {"/nb/common_list.shtml", ul(row) + `<a href="common_list_2.shtml">下一页</a>`, []string{"/nb/common_list_2.shtml"}, 60},
		"the last file":   {"/nb/common_list_2.shtml", ul(row) + `<a href="common_list.shtml">上一页</a>`, nil, 60},
		"no channel":      {"/nb/common_list.shtml", `<meta name="channelid" content="12">` + ul(row), nil, 60},
	} {
		t.Run(name, func(t *testing.T) {
			r := recognised(t, "hcms", c.path, "<html><head>"+c.body)
			if diff := cmp.Diff(c.next, lists(r)); diff != "" || int(r.Score) < c.least {
				t.Error(r.Score, diff)
			}
		})
	}
}

// answered reads what a script of the page /nb/ was given.
func answered(family, method, path, form, body string, trail *portal.Trail) portal.Reading {
	request := seed(path)
	request.Method, request.Body, request.Family, request.Referer = method, form, family, host+"/nb/"
	return portal.Read(portal.Scope{Site: jia()}, request, at(path, body), trail)
}

func TestHCMSAnswer(t *testing.T) {
	path := "/common/search/" + channel + searched
	results := func(n int) string {
		var rows []string
		for i := range n {
			rows = append(rows, fmt.Sprintf(`{"title":"<em>甲县</em>%d年政府信息公开工作年度报告","url":"//www.jia.test/jx/%d.shtml","publishedTimeStr":"2024-01-1%d 10:00:00",
				"contentHtml":"<table><tr><td>1","resList":[{"fileName":"附件.pdf","filePath":"/files/%d.pdf"},{}]}`, 2023-i, i, i, i))
		}
		return "[" + strings.Join(rows, ",") + "]"
	}
	answer := func(page string, rows, total, results string) string {
		return `{"data":{"page":` + page + `,"rows":` + rows + `,"total":` + total + `,"channelId":"` + channel + `","results":` + results + `}}`
	}
	for name, c := range map[string]struct {
		page    int
		body    string
		next    []string
		found   int
		stop    string
		problem string
	}{
		"first":             {1, answer("1", "2", "5", results(2)), []string{path + "2"}, 2, "", ""},
		"numbers as texts":  {1, answer(`"1"`, `"2"`, `"5"`, results(2)), []string{path + "2"}, 2, "", ""},
		"last":              {3, answer("3", "2", "5", results(1)), nil, 1, "page 3 of 3", ""},
		"rows are not told": {1, answer("1", "0", "5", results(2)), []string{path + "2"}, 2, "", ""},
		"empty in between":  {2, answer("2", "2", "5", "[]"), nil, 0, "page 2 has no entries", "family hcms: page 2 is empty although the list has 5 entries"},
		"nothing at all":    {1, answer("1", "15", "0", "[]"), nil, 0, "page 1 of 0", ""},
		"no answer":         {1, `<html><body>出错了`, nil, 0, "no further page is named", "family hcms finds nothing that it knows"},
	} {
		t.Run(name, func(t *testing.T) {
			r := answered("hcms", http.MethodGet, fmt.Sprint(path, c.page), "", c.body, nil)
			if diff := cmp.Diff(c.next, lists(r)); diff != "" || r.Listing.Found != c.found || r.Listing.Stop != c.stop {
				t.Errorf("found %d, stop %q, next %s", r.Listing.Found, r.Listing.Stop, diff)
			}
			if (r.Problem == "") != (c.problem == "") || !strings.Contains(r.Problem, c.problem) {
				t.Errorf("problem %q", r.Problem)
			}
			for _, n := range r.Next {
				if n.Kind == page.KindList && (!n.Script() || n.Family != "hcms" || n.Referer != host+"/nb/") {
					t.Errorf("not asked as the page's script would: %+v", n)
				}
			}
		})
	}
	r := answered("hcms", http.MethodGet, path+"1", "", answer("1", "2", "5", results(1)), nil)
	want := []page.Link{
		{URL: host + "/jx/0.shtml", Title: "甲县2023年政府信息公开工作年度报告", Date: "2024-01-10", Class: page.LinkReport},
		{URL: host + "/files/0.pdf", Title: "附件.pdf", Class: page.LinkAttachment},
	}
	if diff := cmp.Diff(want, r.Links); diff != "" {
		t.Error(diff)
	}
}
