package pipeline_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/report/page"
)

// BenchmarkWholeWay crawls the zoo without pauses, reads and stores: list pages and documents a second.
func BenchmarkWholeWay(b *testing.B) {
	web := serve(b)
	pages := 0
	for i := range b.N {
		summary, err := crawl(b.Context(), web.address, filepath.Join(b.TempDir(), fmt.Sprint(i, ".db")))
		if err != nil {
			b.Fatal(err)
		}
		pages += summary.Crawl.Lists + summary.Crawl.Documents
	}
	b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkReadPage reads the report pages of the zoo and resolves their bodies.
func BenchmarkReadPage(b *testing.B) {
	reading, err := pipeline.NewReading(nil)
	if err != nil {
		b.Fatal(err)
	}
	pages := reportPages(b)
	b.ResetTimer()
	for i := range b.N {
		if document := reading.Read(pages[i%len(pages)]); !document.Report.Status.IsReport() {
			b.Fatal(document.Report.Status)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

func reportPages(b *testing.B) []page.Page {
	b.Helper()
	var pages []page.Page
	web := zoo.New(zoo.Config{})
	for _, r := range web.Truth().Reports() {
		pages = append(pages, page.Page{Body: fetch(b, web, r.URL), Facts: page.Facts{URL: r.URL}})
	}
	if len(pages) < 40 {
		b.Fatalf("%d report pages", len(pages))
	}
	return pages
}

// fetch takes a page out of the zoo without a network.
func fetch(t testing.TB, web *zoo.Zoo, url string) []byte {
	t.Helper()
	answer := httptest.NewRecorder()
	web.Handler().ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodGet, url, nil))
	if answer.Code != 200 || !strings.Contains(answer.Header().Get("Content-Type"), "html") {
		t.Fatalf("%s: %d", url, answer.Code)
	}
	return answer.Body.Bytes()
}
