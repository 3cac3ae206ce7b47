package pipeline_test

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/gocolly/colly/v2"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/store"
)

// BenchmarkBesideAPlainCollector goes the whole way over some 1,700 pages of 62 hosts without pauses: robots.txt, crawling, archive,
// reading with proof, storing, findings, ledger. Beside it, in turns, a collector of a few lines asks for the very same
// pages and writes the cells of their tables into a CSV file. Both go through the same server in the same process. With
// -cpu 1 it is what one core does.
func BenchmarkBesideAPlainCollector(b *testing.B) {
	config := zoo.Config{Counties: wide.Counties, Hosts: 60}
	web := serveZoo(b, config)
	way := newWholeWay(b, web)
	way.run(b) // makes the portals, and shows which pages there are
	var urls []string
	for _, e := range web.Log() {
		if e.Status == http.StatusOK && e.Path != "/robots.txt" {
			urls = append(urls, "http://"+e.Host+e.Path)
		}
	}
	if len(urls) < 1000 {
		b.Fatalf("only %d pages", len(urls))
	}
	whole, plain := took{}, took{}
	b.ResetTimer()
	for range b.N {
		web.Reset()
		plain.add(b, func() int { return collectPlainly(b, web.address, urls) })
		web.Reset()
		whole.add(b, func() int { return way.run(b) })
	}
	b.ReportMetric(whole.rate(), "pages/s")
	b.ReportMetric(plain.rate(), "plain-pages/s")
	b.ReportMetric(whole.perCPU(), "pages/cpu-s")
	b.ReportMetric(plain.perCPU(), "plain-pages/cpu-s")
}

// took is how long so many pages took, by the clock and by processor.
type took struct {
	pages     int
	time, cpu time.Duration
}

func (k *took) add(b *testing.B, f func() int) {
	began, used := time.Now(), processorTime(b)
	k.pages += f()
	k.time += time.Since(began)
	k.cpu += processorTime(b) - used
}

func (k *took) rate() float64   { return float64(k.pages) / k.time.Seconds() }
func (k *took) perCPU() float64 { return float64(k.pages) / max(k.cpu, 1).Seconds() }

// wholeWay is what a crawl needs, made once.
type wholeWay struct {
	sites   []source.Site
	reading *pipeline.Reading
	hosts   func(string) (string, bool)
	runs    int
	folder  string
}

func newWholeWay(b *testing.B, web *served) *wholeWay {
	b.Helper()
	sites, err := source.Parse("zoo", []byte(web.SourcesYAML()))
	if err != nil {
		b.Fatal(err)
	}
	reading, err := readingOf(web.Zoo)
	if err != nil {
		b.Fatal(err)
	}
	hosts, stop, err := hostsAt(b.Context(), web.Zoo, web.address)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(stop)
	return &wholeWay{sites: sites, reading: reading, hosts: hosts, folder: b.TempDir()}
}

// run goes the way into a database of its own and gives the number of pages.
func (w *wholeWay) run(b *testing.B) int {
	w.runs++
	summary, err := wholeNight(b.Context(), w, filepath.Join(w.folder, fmt.Sprint(w.runs, ".db")))
	if err != nil {
		b.Fatal(err)
	}
	if summary.Read.Pages < 500 {
		b.Fatalf("only %d pages were read", summary.Read.Pages)
	}
	return summary.Crawl.Lists + summary.Crawl.Documents
}

// wholeNight is one run.
func wholeNight(ctx context.Context, w *wholeWay, database string) (pipeline.Summary, error) {
	db, err := store.Open(ctx, database, store.Config{})
	if err != nil {
		return pipeline.Summary{}, err
	}
	run := pipeline.Crawl{
		Store: db, Reading: w.reading, Sites: w.sites, Config: crawler.Config{Map: w.hosts, RetryWait: 10 * time.Millisecond},
		Info: store.RunInfo{Kind: "test"},
	}
	summary, err := run.Run(ctx)
	return summary, errors.Join(err, db.Close())
}

// collectPlainly is what one writes in an afternoon: every page, every cell of every table, into a CSV file.
func collectPlainly(b *testing.B, address string, urls []string) (pages int) {
	b.Helper()
	file, err := os.Create(filepath.Join(b.TempDir(), "cells.csv"))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	out := csv.NewWriter(file)
	c := colly.NewCollector()
	c.WithTransport(&http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, address)
	}})
	c.OnHTML("html", func(e *colly.HTMLElement) {
		pages++
		title := strings.TrimSpace(e.DOM.Find("title").Text())
		e.DOM.Find("table").Each(func(n int, table *goquery.Selection) {
			table.Find("tr").Each(func(row int, tr *goquery.Selection) {
				line := []string{e.Request.URL.String(), title, fmt.Sprint(n), fmt.Sprint(row)}
				tr.Find("td, th").Each(func(_ int, cell *goquery.Selection) { line = append(line, strings.TrimSpace(cell.Text())) })
				_ = out.Write(line) // Flush tells
			})
		})
	})
	for _, u := range urls {
		if err := c.Visit(u); err != nil {
			b.Fatal(err)
		}
	}
	if out.Flush(); out.Error() != nil || pages != len(urls) {
		b.Fatalf("%d of %d pages: %v", pages, len(urls), out.Error())
	}
	return pages
}
