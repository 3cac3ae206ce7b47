package web_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/web"
)

const statistics2018 = `<html><body><h1>东浔街道2018年度政府信息公开工作年度报告</h1><p>发布日期:2019-01-10</p>
<p>根据《中华人民共和国政府信息公开条例》要求,编制本年度报告。</p>
<table><tr><td>指标名称</td><td>单位</td><td>当年数</td><td>历年累计数</td></tr>
<tr><td>主动公开文件数</td><td>条</td><td>12</td><td>345</td></tr>
<tr><td>受理依申请公开信息总数</td><td>条</td><td>3</td><td>17</td></tr></table></body></html>`

// added serves a database that holds nothing but what a person handed in: reports of one body, years apart, of no source.
func added(t *testing.T) func(address string) string {
	t.Helper()
	from := reader(t, crawled)
	path := filepath.Join(t.TempDir(), "added.db")
	db, err := store.Open(t.Context(), path, store.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // a database of the test
	pages := []pipeline.Addition{
		{Body: []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"), URL: "http://static.zoo.test/2023.pdf", Agency: "东浔街道", Year: 2023, By: store.By{Who: "甲", Why: "试"}},
		{Body: []byte(statistics2018), URL: "http://static.zoo.test/2018.html", Agency: "东浔街道", Year: 2018, By: store.By{Who: "甲", Why: "试"}},
	}
	for _, year := range []int{2022, 2024} {
		found, err := from.Reports(t.Context(), store.Filter{Body: "4", From: year, To: year})
		if err != nil || len(found) != 1 {
			t.Fatalf("%d reports on %d, %v", len(found), year, err)
		}
		p, err := from.Page(t.Context(), found[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, pipeline.Addition{Body: p.Body, URL: p.Facts.URL, Agency: "东浔街道", Year: year, By: store.By{Who: "甲", Why: "试"}})
	}
	reading, err := readingOf(zoo.New(zoo.Config{}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pipeline.Add(t.Context(), db, reading, pages, time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	h, err := web.New(web.Config{Store: reader(t, path), AreaName: reading.Area})
	if err != nil {
		t.Fatal(err)
	}
	return func(address string) string { return get(t, h, address).Body.String() }
}

// TestReportsOfNoSource holds that reports whose bodies no source covers can be found from the first page, that it says why there
// is no ledger of them, and that years of which nothing is known stand between those of which something is.
func TestReportsOfNoSource(t *testing.T) {
	get := added(t)
	for address, words := range map[string][]string{
		"/?lang=en":              {"no source covers the bodies of these reports", `/report/4/2022?lang=en`, `/report/4/2018?lang=en`},
		"/?lang=zh":              {"没有来源覆盖下列报告的机构"},
		"/body/4?lang=en":        {"2019</th>", "2021</th>", "not looked for", "before 2019, the first of the national forms"},
		"/body/4?lang=zh":        {"未查找", "当年尚无此表式", "非表式年报"},
		"/report/4/2023?lang=en": {"The page could not be read. Whether these stand there is not known:"},
		"/report/4/2018?lang=en": {
			`<th scope="row">主动公开文件数</th><td>条</td><td class="n">12</td><td class="n">345</td><td><code>12</code> <code>345</code> <span class="soft">table 1, row 2, column 3</span>`,
		},
	} {
		page := get(address)
		for _, want := range words {
			if !strings.Contains(page, want) {
				t.Errorf("%s lacks %s", address, want)
			}
		}
	}
	if page := get("/report/4/2018?lang=zh"); strings.Contains(page, "页面上没有") {
		t.Error("a report on 2018 is said to lack tables that came in 2019")
	}
	if page := get("/compare?body=4&years=2022&by=normative_issued&lang=en"); !strings.Contains(page, `<span class="soft">number</span>`) {
		t.Error("documents are counted in something else than their number")
	}
}
