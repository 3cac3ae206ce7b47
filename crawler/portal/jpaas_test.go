package portal_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const gatewayPath = "/api-gateway/jpaas-publish-server/front/page/build/unit"

func unitScript(data string) string {
	return `<script src="/js/unitbuild.js" url="` + gatewayPath + `" queryData="` + data + `"></script>`
}

// The parameters of a unit are copied as the page spells them; what it leaves out is what portals usually have.
func TestJPaaSPage(t *testing.T) {
	const data = `{'webId':'5','pageId':'p1','tplSetId':'t1','tagId':'当前栏目_list'%s}`
	turn := func(size int) string { return url.QueryEscape(fmt.Sprintf(`{"pageNo":1,"pageSize":%d}`, size)) }
	unit := func(more string, size int) string {
		return gatewayPath + "?webId=5&pageId=p1&tplSetId=t1&tagId=" + url.QueryEscape("当前栏目_list") + more + "&paramJson=" + turn(size)
	}
	for name, c := range map[string]struct {
		body string
		next []string
	}{
		"parseType is left out":       {unitScript(fmt.Sprintf(data, "")), []string{unit("&parseType=bulidstatic&pageType=column&editType=null", 15)}},
		"its usual spelling":          {unitScript(fmt.Sprintf(data, ",'parseType':'bulidstatic'")), []string{unit("&parseType=bulidstatic&pageType=column&editType=null", 15)}},
		"its right spelling":          {unitScript(fmt.Sprintf(data, ",'parseType':'buildstatic','pageType':'column'")), []string{unit("&parseType=buildstatic&pageType=column&editType=null", 15)}},
		"elsewhere in the page":       {`<script>var q={parseType:'buildstatic',pageSize:20}</script>` + unitScript(fmt.Sprintf(data, "")), []string{unit("&parseType=buildstatic&pageType=column&editType=null", 20)}},
		"lists before other units":    {unitScript(strings.NewReplacer("_list", "", "p1", "p0").Replace(fmt.Sprintf(data, ""))) + unitScript(fmt.Sprintf(data, "")), []string{unit("&parseType=bulidstatic&pageType=column&editType=null", 15)}},
		"a unit without a page's id":  {unitScript(`{'webId':'5','tagId':'x'}`) + ul(`<a href="x.html">甲县2023年政府信息公开工作年度报告</a>`), nil},
		"a gateway on another host":   {strings.Replace(unitScript(fmt.Sprintf(data, "")), gatewayPath, "http://elsewhere.example/unit", 1), nil},
		"six units, of which we take": {strings.Repeat(unitScript(fmt.Sprintf(data, "")), 6), []string{unit("&parseType=bulidstatic&pageType=column&editType=null", 15)}},
	} {
		t.Run(name, func(t *testing.T) {
			r := recognised(t, "jpaas", "/nb/", "<html><body>"+c.body)
			got := lists(r)
			for len(got) > 1 && got[0] == got[1] {
				got = got[1:]
			}
			if diff := cmp.Diff(c.next, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestJPaaSAnswer(t *testing.T) {
	path := func(n, size int) string {
		return gatewayPath + "?pageId=p1&paramJson=" + url.QueryEscape(fmt.Sprintf(`{"pageNo":%d,"pageSize":%d}`, n, size))
	}
	rows := func(from, n int) string {
		var out strings.Builder
		for i := range n {
			fmt.Fprintf(&out, `<li><a href="/col/col1/art/2024/art_%032x.html" title="甲县%d年政府信息公开工作年度报告">甲县…</a><b>2024-01-16</b></li>`, from+i, 2023-from-i)
		}
		return "<ul>" + out.String() + "</ul>"
	}
	answer := func(html string) string {
		text, err := json.Marshal(map[string]any{"success": true, "code": 200, "data": map[string]string{"html": html}})
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	const count = `<div id="page" data-count="7"></div>`
	for name, c := range map[string]struct {
		path, body    string
		next          []string
		found         int
		stop, problem string
	}{
		"first of three":         {path(1, 3), answer(rows(0, 3) + count), []string{path(2, 3)}, 3, "", ""},
		"fewer than asked for":   {path(1, 15), answer(rows(0, 3) + count), []string{path(2, 3)}, 3, "", ""},
		"last":                   {path(3, 3), answer(rows(6, 1) + count), nil, 1, "page 3 of 3", ""},
		"count in a script":      {path(1, 3), answer(rows(0, 3) + `<script>page({count: 7, limit: 3})</script>`), []string{path(2, 3)}, 3, "", ""},
		"no count":               {path(1, 3), answer(rows(0, 3)), []string{path(2, 3)}, 3, "", ""},
		"no count, the end":      {path(4, 3), answer(`<ul></ul>`), nil, 0, "page 4 has no entries", ""},
		"empty in between":       {path(2, 3), answer(`<ul></ul>` + count), nil, 0, "page 2 has no entries", "page 2 is empty although the list has 7 entries"},
		"refused by the gateway": {path(1, 3), `{"success":false,"message":"参数 错误"}`, nil, 0, "no further page is named", "the gateway has no list: 参数 错误"},
		"no JSON":                {path(1, 3), `{"success":`, nil, 0, "not readable", "no answer of the gateway"},
	} {
		t.Run(name, func(t *testing.T) {
			r := answered("jpaas", http.MethodGet, c.path, "", c.body, nil)
			if diff := cmp.Diff(c.next, lists(r)); diff != "" || r.Listing.Found != c.found || r.Listing.Stop != c.stop {
				t.Errorf("found %d, stop %q, next %s", r.Listing.Found, r.Listing.Stop, diff)
			}
			if (r.Problem == "") != (c.problem == "") || !strings.Contains(r.Problem, c.problem) {
				t.Errorf("problem %q", r.Problem)
			}
		})
	}
}
