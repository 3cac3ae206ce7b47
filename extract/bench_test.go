package extract_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/extract"
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
