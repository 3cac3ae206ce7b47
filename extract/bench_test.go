package extract_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/extract"
	"github.com/nianbao/nianbao/fixtures/gallery"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// benchPage is a report of about 100 kB as editors write them.
func benchPage() string {
	return wordStyle.page(report.Edition2021, balancedFigures(report.Edition2021))
}

// BenchmarkParseOnly is what x/net/html needs for the page alone.
func BenchmarkParseOnly(b *testing.B) {
	text := benchPage()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := html.Parse(strings.NewReader(text)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRead is the whole reading: decoding, tree, tables, proof, relations.
func BenchmarkRead(b *testing.B) {
	p := page.Page{Body: []byte(benchPage())}
	reader := extract.New(extract.Config{})
	if got := reader.Read(p).Report; got.Status != report.Consistent {
		b.Fatalf("the page is %s: %v", got.Status, got.Findings)
	}
	b.SetBytes(int64(len(p.Body)))
	b.ReportAllocs()
	for b.Loop() {
		reader.Read(p)
	}
}

// BenchmarkReadGlued reads every page of the gallery whose numbers stand glued, and tells the time of the slowest.
func BenchmarkReadGlued(b *testing.B) {
	var pages []page.Page
	for p := range gallery.Flattened(4) {
		if strings.Contains(p.Name, "-glued/") {
			pages = append(pages, page.Page{Body: p.Bytes})
		}
	}
	reader := extract.New(extract.Config{})
	quickest := make([]time.Duration, len(pages)) // other programs slow single runs down
	for b.Loop() {
		for i := range pages {
			start := time.Now()
			reader.Read(pages[i])
			if took := time.Since(start); quickest[i] == 0 || took < quickest[i] {
				quickest[i] = took
			}
		}
	}
	b.ReportMetric(float64(len(pages)), "pages")
	b.ReportMetric(slices.Max(quickest).Seconds()*1000, "ms/slowest")
}
