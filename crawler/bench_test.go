package crawler_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/crawler/source"
)

// BenchmarkCrawl brings 20 hosts × 5 lists × 20 documents of 30 kB from a loopback server, without pauses and into
// memory, and tells pages a second.
func BenchmarkCrawl(b *testing.B) {
	const hosts, lists, rows = 20, 5, 20
	body := strings.Replace(reportPage, "</body>", strings.Repeat("<p>本镇全年主动公开政府信息若干条，均已发布。</p>", 480)+"</body>", 1)
	address := loopback(b, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		switch n := 0; {
		case strings.Contains(r.URL.Path, "/t2"):
			_, _ = w.Write([]byte(body))
		case r.URL.Path == "/nb/":
			writeList(w, n, lists, rows)
		case strings.HasPrefix(r.URL.Path, "/nb/index_"):
			_, _ = fmt.Sscanf(r.URL.Path, "/nb/index_%d.html", &n)
			writeList(w, n, lists, rows)
		default:
			http.NotFound(w, r)
		}
	}))
	config := crawler.Config{
		Map:  func(string) (string, bool) { return address.String(), true },
		Pace: source.NewPace(0, 0, 0),
	}
	var sites []source.Site
	for i := range hosts {
		sites = append(sites, source.Site{
			ID: fmt.Sprintf("s%d", i), Name: "甲县", Division: "990101",
			Columns: []source.Column{{URL: fmt.Sprintf("http://h%d.test/nb/", i)}},
		})
	}
	pages, took := 0, time.Duration(0)
	for b.Loop() {
		m := newMemory()
		c, err := crawler.New(config, m, m, sites)
		if err != nil {
			b.Fatal(err)
		}
		for _, s := range sites {
			m.enqueue(portal.Seeds(s)...)
		}
		began := time.Now()
		sum, err := c.Run(b.Context(), m.run)
		if err != nil || sum.Visits != hosts*lists*(rows+1) {
			b.Fatalf("%d visits, %v", sum.Visits, err)
		}
		pages, took = pages+sum.Visits, took+time.Since(began)
	}
	b.ReportMetric(float64(pages)/took.Seconds(), "pages/s")
}

func writeList(w http.ResponseWriter, n, lists, rows int) {
	_, _ = fmt.Fprint(w, "<html><head><title>政府信息公开年报</title></head><body><ul>")
	for i := range rows {
		_, _ = fmt.Fprintf(w, `<li><a href="./202401/t20240116_%d.html">甲县%d局2023年政府信息公开工作年度报告</a><span>2024-01-16</span></li>`, n*rows+i, i)
	}
	_, _ = fmt.Fprintf(w, `</ul><script>createPageHTML(%d, %d, "index", "html")</script></body></html>`, lists, n)
}
