package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// perSecond adds the figure that the benchmark is about.
func perSecond(b *testing.B, what string) {
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), what+"/s")
}

// stocked gives a store with documents that wait to be read.
func stocked(b *testing.B, documents int) (*store.Store, []store.Pending) {
	s, run := started(b, store.Config{Gap: -1, Batch: 1 << 20})
	requests := make([]page.Request, documents)
	for i := range requests {
		requests[i] = document(fmt.Sprintf("http://a.test/%d", i))
		requests[i].Hints.Division = fmt.Sprintf("990101%03d", i%400)
	}
	archived(b, s, run, noon, requests...)
	waiting, err := s.Pending(ctx, "1", documents)
	must(b, err)
	return s, waiting
}

// prose is as long as that of a usual report.
var prose = []report.Section{
	{Number: 1, Title: "总体情况", Text: strings.Repeat("本年度围绕群众关心的事项及时公开信息。", 30)},
	{Number: 5, Title: "存在的主要问题及改进情况", Text: strings.Repeat("栏目更新不够及时，将加强培训。", 30)},
}

func readingsOf(waiting []store.Pending) []store.Reading {
	readings := make([]store.Reading, len(waiting))
	for i, p := range waiting {
		readings[i] = readingOf(p)
		r := readings[i].Report
		r.Year = 2000 + i/400
		for _, k := range r.Forms.Keys() { // a township's usual year
			c := r.Cells.At(k)
			c.Value, c.Raw = report.Int(0), "0"
		}
		r.Findings = report.Check(r)
		r.Sections = prose
	}
	return readings
}

// BenchmarkSaveReading saves reports of 200 cells with proof, each in a transaction of its own.
func BenchmarkSaveReading(b *testing.B) {
	s, waiting := stocked(b, b.N)
	readings := readingsOf(waiting)
	b.ResetTimer()
	for i := range readings {
		must(b, save(s, readings[i]))
	}
	perSecond(b, "reports")
}

// BenchmarkSaveReadings saves the same a hundred a transaction.
func BenchmarkSaveReadings(b *testing.B) {
	s, waiting := stocked(b, b.N)
	readings := readingsOf(waiting)
	b.ResetTimer()
	for len(readings) > 0 {
		n := min(100, len(readings))
		must(b, s.SaveReadings(ctx, readings[:n]))
		readings = readings[n:]
	}
	perSecond(b, "reports")
}

// BenchmarkRecord goes through what the crawler does with a document of 40 kB: Lease, Begin, Record, Release.
func BenchmarkRecord(b *testing.B) {
	s, run := started(b, store.Config{Gap: -1})
	requests := make([]page.Request, b.N)
	for i := range requests {
		requests[i] = document(fmt.Sprintf("http://h%d.test/%d", i%300, i))
	}
	enqueue(b, s, run, noon, requests...)
	text := strings.Repeat("<tr><td>二、主动公开政府信息情况</td><td>0</td></tr>\n", 600)
	b.ResetTimer()
	n := 0
	for moment := noon; n < b.N; moment = moment.Add(time.Second) {
		l := lease(b, s, moment)
		for _, r := range l.Requests {
			must(b, s.Begin(ctx, l, sentAt(r.URL, moment, moment)))
			record(b, s, l, fetched(r, r.URL+text), moment)
			n++
		}
		release(b, s, l)
	}
	perSecond(b, "visits")
}

// BenchmarkLease asks for a lease among 3,000 hosts with 40,000 requests.
func BenchmarkLease(b *testing.B) {
	s, run := started(b, store.Config{})
	requests := make([]page.Request, 40_000)
	for i := range requests {
		requests[i] = document(fmt.Sprintf("http://h%d.test/%d", i%3000, i))
	}
	enqueue(b, s, run, noon, requests...)
	b.ResetTimer()
	for range b.N {
		release(b, s, lease(b, s, noon))
	}
	perSecond(b, "leases")
}

// BenchmarkReport reads one report with its proof.
func BenchmarkReport(b *testing.B) {
	s, waiting := stocked(b, 1000)
	must(b, s.SaveReadings(ctx, readingsOf(waiting)))
	all, err := s.Reports(ctx, store.Filter{})
	must(b, err)
	b.ResetTimer()
	for i := range b.N {
		_, err := s.Report(ctx, all[i%len(all)].ID)
		must(b, err)
	}
	perSecond(b, "reports")
}
