//go:build unix

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/web"
)

var (
	loadReports = flag.Int("load", 0, "measure the pages of so many invented reports, which -scaledb has or which are loaded first, and print figures")
	loadTime    = flag.Duration("loadtime", time.Minute, "how long -load measures")
	loadReaders = flag.Int("loadreaders", 20, "how many readers ask at once in -load")
	loadPause   = flag.Duration("loadpause", 0, "how long a reader of -load looks at a page, on average, before asking for the next")
	loadWrites  = flag.Duration("loadwrites", 6*time.Second, "how often -load stores the 140 reports of another county")
)

// TestLoad lets readers ask a server for every kind of page at once while reports are being stored. Without -load the
// panel is small, every page is asked for once, and only the answers are looked at.
func TestLoad(t *testing.T) {
	made := panelMade{seed: 1, counties: max(1, (*loadReports+reportsCounty-1)/reportsCounty)}
	path := *scaleDB
	if path == "" {
		path = filepath.Join(t.TempDir(), "load.db")
	}
	m := &measuring{t: t, made: made, path: path, silent: *loadReports == 0}
	if _, err := os.Stat(path); err != nil {
		m.load()
	}
	writer, err := store.Open(t.Context(), path, store.Config{Gap: -1, Batch: reportsCounty})
	m.must(err)
	defer writer.Close() //nolint:errcheck // what it stored is not looked at
	l := &loading{measuring: m, took: map[string][]time.Duration{}, worked: map[string][]time.Duration{}}
	l.serve()
	if *loadReports == 0 {
		random := rand.New(rand.NewPCG(1, 1)) //nolint:gosec // nothing is secret
		for _, k := range l.kinds() {
			m.must(l.ask(t.Context(), http.DefaultClient, k, random))
		}
		return
	}
	l.run(writer)
	l.tell()
}

// loading is one run of TestLoad.
type loading struct {
	*measuring
	site   string
	mu     sync.Mutex
	took   map[string][]time.Duration
	worked map[string][]time.Duration // processor time, where one reader asks alone
	stored int
}

// serve listens on loopback.
func (l *loading) serve() {
	ctx, stop := context.WithCancel(l.t.Context())
	db, err := store.OpenReadOnly(ctx, l.path, store.Config{Readers: 10})
	l.must(err)
	handler, err := web.New(web.Config{Store: db, Program: "test", Fresh: 5 * time.Second, Log: slog.New(slog.NewTextHandler(l.t.Output(), nil))})
	l.must(err)
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	l.must(err)
	l.site = "http://" + listener.Addr().String()
	done := make(chan error, 1)
	go func() { done <- web.Serve(ctx, listener, handler) }()
	l.t.Cleanup(func() {
		stop()
		if err := errors.Join(<-done, db.Close()); err != nil {
			l.t.Error(err)
		}
	})
}

// pageKind is a kind of page and how to choose one of it.
type pageKind struct {
	name    string
	address func(*rand.Rand) string
}

// kinds lists every kind of page, with addresses all over the panel.
func (l *loading) kinds() []pageKind {
	always := func(address string) func(*rand.Rand) string {
		return func(*rand.Rand) string { return address }
	}
	county := func(r *rand.Rand) string { return l.made.county(r.IntN(l.made.counties)) }
	body := func(r *rand.Rand) string {
		return l.made.body(r.IntN(l.made.counties), r.IntN(bodiesACounty)).Key
	}
	year := func(r *rand.Rand) int { return firstYear + r.IntN(yearsMade) }
	report := func(rest string) func(*rand.Rand) string {
		return func(r *rand.Rand) string { return fmt.Sprintf("/report/%s/%d%s", body(r), year(r), rest) }
	}
	in := func(format string, length int) func(*rand.Rand) string {
		return func(r *rand.Rand) string { return fmt.Sprintf(format, county(r)[:length]) }
	}
	paged := func(format string) func(*rand.Rand) string {
		return func(r *rand.Rand) string { return fmt.Sprintf(format, 100*r.IntN(1+l.made.counties/4)) }
	}
	// later is far down a list, as the link to the page after it has it.
	later := func(path, rest string) func(*rand.Rand) string {
		return func(r *rand.Rand) string {
			return path + "after=" + url.QueryEscape(fmt.Sprintf("%s~%d~%s", body(r), year(r), rest))
		}
	}
	word := func(r *rand.Rand) string {
		return "/search?q=" + url.QueryEscape([]string{common[r.IntN(len(common))], seldom[r.IntN(len(seldom))], l.made.name(r.IntN(l.made.counties), r.IntN(bodiesACounty))}[r.IntN(3)])
	}
	return []pageKind{
		{"overview", always("/")},
		{"overview-year", func(r *rand.Rand) string { return fmt.Sprintf("/?year=%d", year(r)) }},
		{"province", in("/area/%s", 2)},
		{"prefecture", in("/area/%s", 4)},
		{"county", in("/area/%s", 6)},
		{"body", func(r *rand.Rand) string { return "/body/" + body(r) }},
		{"body-all", func(r *rand.Rand) string { return "/body/" + body(r) + "?all=1" }},
		{"report", report("")},
		{"proof", report("/cell/applications.received.total")},
		{"archived", report("/page")},
		{"raw", report("/raw")},
		{"evidence", report("/evidence.zip")},
		{"compare", func(r *rand.Rand) string { return fmt.Sprintf("/compare?in=%s&years=%d", county(r), year(r)) }},
		{"compare-years", in("/compare?in=%s&years=2018-2024", 6)},
		{"compare-csv", in("/compare.csv?in=%s&years=2022-2024", 6)},
		{"findings", always("/findings")},
		{"findings-relation", always("/findings?relation=applications.balance.total")},
		{"findings-later", later("/findings?from=5000&", "organ~0")},
		{"findings-passed", paged("/findings?from=%d")},
		{"findings-county", in("/findings?in=%s", 6)},
		{"findings-province", func(r *rand.Rand) string { return fmt.Sprintf("/findings?in=%s&year=%d", county(r)[:2], year(r)) }},
		{"ledger", always("/ledger")},
		{"ledger-state", func(r *rand.Rand) string { return fmt.Sprintf("/ledger?state=consistent&year=%d", year(r)) }},
		{"ledger-later", later("/ledger?from=9000&", "unknown~0")},
		{"ledger-passed", paged("/ledger?from=%d")},
		{"ledger-province", in("/ledger?in=%s", 2)},
		{"ledger-county", in("/ledger?in=%s", 6)},
		{"sources", always("/sources")},
		{"run", always("/runs/1")},
		{"search", word},
		{"downloads", always("/downloads")},
		{"downloads-csv", in("/downloads/reports.csv?in=%s", 6)},
		{"codebook", always("/codebook")},
		{"api-report", func(r *rand.Rand) string { return fmt.Sprintf("/api/v1/reports/%s/%d", body(r), year(r)) }},
		{"api-reports-later", later("/api/v1/reports?year=2021&", "organ~0")},
		{"api-reports-passed", func(r *rand.Rand) string {
			return fmt.Sprintf("/api/v1/reports?year=%d&from=%d", year(r), 100*r.IntN(1+l.made.counties/10))
		}},
		{"api-findings-later", later("/api/v1/findings?", "organ~0")},
		{"api-ledger", in("/api/v1/ledger?in=%s", 4)},
		{"api-sources", always("/api/v1/sources")},
		{"metrics", always("/metrics")},
	}
}

// ask gets one page whole, packed as browsers want it.
func (l *loading) ask(ctx context.Context, client *http.Client, kind pageKind, random *rand.Rand) error {
	address := kind.address(random)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, l.site+address, nil)
	if err != nil {
		return err
	}
	r.Header.Set("Accept-Encoding", "gzip") // set by hand, it is not undone here
	began, before := time.Now(), processor()
	answer, err := client.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close() //nolint:errcheck // only read
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", address, answer.Status)
	}
	l.mu.Lock()
	l.took[kind.name] = append(l.took[kind.name], time.Since(began))
	l.worked[kind.name] = append(l.worked[kind.name], processor()-before)
	l.mu.Unlock()
	return nil
}

// run lets all readers ask, each for every kind in its own order, while another county is stored now and then.
func (l *loading) run(writer *store.Store) {
	ctx, stop := context.WithTimeout(l.t.Context(), *loadTime)
	defer stop()
	var group sync.WaitGroup
	for n := range *loadReaders {
		group.Go(func() {
			random := rand.New(rand.NewPCG(uint64(n), 3)) //nolint:gosec // nothing is secret
			client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 1}}
			defer client.CloseIdleConnections()
			for ctx.Err() == nil {
				kinds := l.kinds()
				random.Shuffle(len(kinds), func(i, k int) { kinds[i], kinds[k] = kinds[k], kinds[i] })
				for _, kind := range kinds {
					if err := l.ask(ctx, client, kind, random); err != nil && ctx.Err() == nil {
						l.t.Error(err)
					}
					if *loadPause > 0 {
						wait(ctx, time.Duration(random.Int64N(2*int64(*loadPause))))
					}
				}
			}
		})
	}
	group.Go(func() { l.write(ctx, writer) })
	group.Wait()
}

func wait(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// write stores further counties, as a crawl would.
func (l *loading) write(ctx context.Context, writer *store.Store) {
	run, err := writer.StartRun(ctx, store.RunInfo{Kind: "load", Program: "test"}, nightOfScale)
	if err != nil {
		l.t.Error(err)
		return
	}
	for county := l.made.counties; ctx.Err() == nil; county++ {
		if _, err := writer.BodyByKey(ctx, l.made.body(county, 0).Key); !errors.Is(err, store.ErrNotFound) {
			continue // of an earlier measurement
		}
		if _, err := l.made.load(context.WithoutCancel(ctx), writer, run, county, county+1); err != nil { // whole, so that a later measurement finds it so
			l.t.Error(err)
		}
		l.stored += reportsCounty
		wait(ctx, *loadWrites)
	}
}

// tell prints how long the answers took.
func (l *loading) tell() {
	all, answers := []string{}, 0
	for name, took := range l.took {
		all, answers = append(all, name), answers+len(took)
	}
	slices.Sort(all)
	for _, name := range all {
		l.tellOf(name, l.took[name])
		if *loadReaders == 1 { // of several, each would be given the work for the others too
			l.tellOf(name+"-processor", l.worked[name])
		}
	}
	fmt.Printf("figure load/%d/answers %.1f answers/s, %.1f reports/s stored, %d readers\n", l.made.counties*reportsCounty,
		float64(answers)/loadTime.Seconds(), float64(l.stored)/loadTime.Seconds(), *loadReaders)
}

func (l *loading) tellOf(name string, took []time.Duration) {
	slices.Sort(took)
	at := func(part int) float64 { return took[max(0, len(took)*part-1)/100].Seconds() * 1000 }
	fmt.Printf("figure load/%d/%s p50 %.1f p99 %.1f max %.1f ms of %d\n", l.made.counties*reportsCounty, name, at(50), at(99), at(100), len(took))
}
