package crawler_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/nianbao/nianbao/report"
)

// Portals that make up pages without end are left after a bounded number of requests.
func TestTraps(t *testing.T) {
	list := func(links ...string) string {
		return "<html><head><title>政府信息公开年报</title></head><body><ul><li>" + strings.Join(links, "</li><li>") + "</li></ul></body></html>"
	}
	link := func(href, text string) string { return `<a href="` + href + `">` + text + `</a>` }
	n := 0
	for name, c := range map[string]struct {
		page func(r *http.Request) string
		most int // list pages
	}{
		"nested in itself":  {func(*http.Request) string { return list(link("nb/", "历年年报")) }, 3},
		"deeper and deeper": {func(*http.Request) string { n++; return list(link(fmt.Sprintf("d%d/", n), "2023年")) }, 10},
		"ever more branches": {func(*http.Request) string {
			n += 9
			var links []string
			for i := range 9 {
				links = append(links, link(fmt.Sprintf("d%d/", n+i), "2023年"))
			}
			return list(links...)
		}, 500},
		"calendar": {func(r *http.Request) string { n++; return list(link(fmt.Sprintf("?date=2023-%d", n), "2023年")) }, 1},
		"sessions in the path": {func(*http.Request) string {
			n++
			return list(link(fmt.Sprintf("/nb/index.html;jsessionid=%d", n), "政府信息公开年报"))
		}, 1},
		"random parameters": {func(*http.Request) string {
			n++
			return list(link(fmt.Sprintf("/nb/?_=%d", n), "政府信息公开年报"))
		}, 1},
		"sorted and filtered": {func(*http.Request) string {
			n++
			return list(link(fmt.Sprintf("/nb/?sort=%d&order=a", n), "政府信息公开年报"))
		}, 1},
		"the same page for ever": {func(*http.Request) string {
			return list(link("/nb/t20240101_1.html", "甲县2023年政府信息公开工作年度报告")) + `<script>createPageHTML(5000, 0, "index", "html")</script>`
		}, 2},
		"new entries for ever": {func(*http.Request) string {
			n++
			return list(link(fmt.Sprintf("/nb/t20240101_%d.html", n), "植树节")) + `<script>createPageHTML(5000, 0, "index", "html")</script>`
		}, 60},
		"下一页 for ever": {func(*http.Request) string {
			n++
			return list(link(fmt.Sprintf("/nb/t20240101_%d.html", n), "植树节"), link(fmt.Sprintf("/nb/p%d.html", n), "下一页"))
		}, 101},
		"stubs past the end": {func(r *http.Request) string {
			if r.URL.Path != "/nb/" {
				return "<html><body></body></html>"
			}
			return list(link("/nb/t20240101_1.html", "植树节")) + `<script>createPageHTML(50, 0, "index", "html")</script>`
		}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n = 0
				b := newBed(t)
				b.config.Lists = 500
				b.site("www.jia.test", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					switch {
					case r.URL.Path == "/robots.txt":
						http.NotFound(w, r)
					case strings.Contains(r.URL.Path, "/t2"):
						plain(200, reportPage)(w, r)
					default:
						plain(200, c.page(r))(w, r)
					}
				}))
				sum := b.crawl(t.Context(), t)
				if sum.Lists > c.most || sum.Lists < min(c.most, 2) {
					t.Errorf("%d list pages, want at most %d", sum.Lists, c.most)
				}
				// A page that leads to nothing but itself is none that anybody could read.
				if sum.Outcomes[report.OutcomeFetched]+sum.Outcomes[report.OutcomeFamilyUnreadable] != sum.Visits {
					t.Errorf("outcomes %v", sum.Outcomes)
				}
			})
		})
	}
}
