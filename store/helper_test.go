package store_test

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

var (
	ctx  = context.Background()
	noon = time.Date(2025, 2, 1, 4, 0, 0, 0, time.UTC) // 12:00 in China
)

// at gives the moment some seconds after noon.
func at(seconds float64) time.Time { return noon.Add(time.Duration(seconds * float64(time.Second))) }

func open(t testing.TB, path string, config store.Config) *store.Store {
	t.Helper()
	s, err := store.Open(ctx, path, config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func fresh(t testing.TB, config store.Config) *store.Store {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "test.db"), config)
}

// started gives a store with a run.
func started(t testing.TB, config store.Config) (*store.Store, int64) {
	t.Helper()
	s := fresh(t, config)
	run, err := s.StartRun(ctx, store.RunInfo{Kind: "crawl"}, noon)
	must(t, err)
	return s, run
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// want fails unless err is the error and its text has all the words.
func want(t testing.TB, err, target error, words ...string) {
	t.Helper()
	if !errors.Is(err, target) {
		t.Fatalf("error %v, want %v", err, target)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("error %q does not name %q", err, w)
		}
	}
}

func list(url string) page.Request {
	return page.Request{URL: url, Kind: page.KindList, Family: "static"}
}

func document(url string) page.Request {
	return page.Request{URL: url, Kind: page.KindDocument, Depth: 1}
}

// hinted is a document of a town's own column.
func hinted(url string) page.Request {
	r := document(url)
	r.Hints = page.Hints{Source: "s", Division: county.Division, ListTitle: "2023年政府信息公开工作年度报告", ListDate: "2024-01-15"}
	return r
}

func enqueue(t testing.TB, s *store.Store, run int64, now time.Time, requests ...page.Request) int {
	t.Helper()
	n, err := s.Enqueue(ctx, run, requests, now)
	must(t, err)
	return n
}

func lease(t testing.TB, s *store.Store, now time.Time) page.Lease {
	t.Helper()
	l, err := s.Lease(ctx, now)
	must(t, err)
	return l
}

// sentAt is a request that goes out.
func sentAt(url string, now, next time.Time) page.Sent {
	r := page.Request{URL: url}
	return page.Sent{Host: r.Host(), URL: url, For: page.SentForPage, Allowed: true, Robots: "no rule", Began: now, Next: next}
}

// urls lists what a lease asks for.
func urls(l page.Lease) string {
	var all []string
	for _, r := range l.Requests {
		all = append(all, r.URL)
	}
	return strings.Join(all, " ")
}

// fetched is a visit that brought a page.
func fetched(r page.Request, body string, next ...page.Request) page.Visit {
	return page.Visit{
		Request: r, Outcome: report.OutcomeFetched, Attempts: 1, Next: next,
		Page: page.Page{Body: []byte(body), Hints: r.Hints, Facts: page.Facts{
			URL: r.URL, Requested: r.URL, Status: 200, Fetched: noon, Took: time.Second,
			Header: http.Header{"Etag": {etag(body)}, "Content-Type": {"text/html"}},
		}},
	}
}

func etag(body string) string { return `"` + string(page.DigestOf([]byte(body))[:8]) + `"` }

func ended(r page.Request, outcome report.Outcome) page.Visit {
	return page.Visit{Request: r, Outcome: outcome, Attempts: 1, Detail: string(outcome)}
}

func record(t testing.TB, s *store.Store, l page.Lease, v page.Visit, now time.Time) {
	t.Helper()
	must(t, s.Record(ctx, l, v, now))
}

func release(t testing.TB, s *store.Store, l page.Lease) {
	t.Helper()
	must(t, s.Release(ctx, l))
}

// archived puts pages into the store as a crawl would, each in its own content.
func archived(t testing.TB, s *store.Store, run int64, now time.Time, requests ...page.Request) {
	t.Helper()
	enqueue(t, s, run, now, requests...)
	for {
		l := lease(t, s, now)
		if l.Empty() {
			return
		}
		for _, r := range l.Requests {
			record(t, s, l, fetched(r, "page of "+r.URL), now)
		}
		release(t, s, l)
		now = now.Add(time.Minute)
	}
}

func pending(t testing.TB, s *store.Store, reader string) []store.Pending {
	t.Helper()
	all, err := s.Pending(ctx, reader, 1000)
	must(t, err)
	return all
}

// save keeps one reading in a transaction of its own.
func save(s *store.Store, r store.Reading) error { return s.SaveReadings(ctx, []store.Reading{r}) }
