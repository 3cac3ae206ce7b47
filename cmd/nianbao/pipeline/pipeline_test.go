package pipeline_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// childAddress and childDatabase make the test binary a crawler that a test can kill.
const (
	childAddress  = "PIPELINE_TEST_ADDRESS"
	childDatabase = "PIPELINE_TEST_DATABASE"
)

func TestMain(m *testing.M) {
	if address := os.Getenv(childAddress); address != "" {
		if err := crawlAsChild(context.Background(), address, os.Getenv(childDatabase)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// crawlAsChild crawls once, or as often and as many hosts as TestNights asks for.
func crawlAsChild(ctx context.Context, address, database string) error {
	if hosts, err := strconv.Atoi(os.Getenv(childHosts)); err == nil {
		return threeNights(ctx, hosts, address, database)
	}
	_, err := crawl(ctx, address, database)
	return err
}

// crawl goes the way once over the zoo that listens at the address.
func crawl(ctx context.Context, address, database string) (pipeline.Summary, error) {
	return crawlOf(ctx, wide, address, database)
}

func crawlOf(ctx context.Context, config zoo.Config, address, database string, change ...func(*source.Site)) (pipeline.Summary, error) {
	web := zoo.New(config)
	sites, err := source.Parse("zoo", []byte(web.SourcesYAML()))
	if err != nil {
		return pipeline.Summary{}, err
	}
	for i := range sites {
		for _, f := range change {
			f(&sites[i])
		}
	}
	reading, err := readingOf(web)
	if err != nil {
		return pipeline.Summary{}, err
	}
	hosts, stop, err := hostsAt(ctx, web, address)
	if err != nil {
		return pipeline.Summary{}, err
	}
	defer stop()
	db, err := store.Open(ctx, database, store.Config{})
	if err != nil {
		return pipeline.Summary{}, err
	}
	run := pipeline.Crawl{
		Store: db, Reading: reading, Sites: sites, Resume: time.Hour,
		Config: crawler.Config{Map: hosts, RetryWait: 10 * time.Millisecond},
		Info:   store.RunInfo{Kind: "test"},
	}
	summary, err := run.Run(ctx)
	return summary, errors.Join(err, db.Close())
}

// wide is the zoo with the usual county and the one in which everything befalls somebody.
var wide = zoo.Config{Counties: []string{"static", "ledger"}}

// readingOf reads with the zoo's register over time. What the zoo knows of events its editions do not say in full.
func readingOf(web *zoo.Zoo) (*pipeline.Reading, error) {
	register, err := web.Register()
	if err != nil {
		return nil, err
	}
	return pipeline.NewReading(register)
}

// hostsAt maps the hosts of the zoo to the address, and those that are down to where the zoo says: nowhere.
func hostsAt(ctx context.Context, web *zoo.Zoo, address string) (hosts func(string) (string, bool), stop func(), err error) {
	own, stop, err := web.Start(ctx)
	return func(host string) (string, bool) {
		at, ok := web.Map(host)
		if at == own {
			at = address
		}
		return at, ok
	}, stop, err
}

// served is the zoo behind a real listener, with a hook before every answer.
type served struct {
	*zoo.Zoo
	address string
	hook    atomic.Pointer[func(n int64)]
	count   atomic.Int64
}

func serve(t testing.TB) *served { return serveZoo(t, wide) }

func serveZoo(t testing.TB, config zoo.Config) *served {
	t.Helper()
	s := &served{Zoo: zoo.New(config)}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := s.count.Add(1)
		if hook := s.hook.Load(); hook != nil {
			(*hook)(n)
		}
		s.Handler().ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	s.address = server.Listener.Addr().(*net.TCPAddr).String()
	return s
}

// crawledZoo is a zoo that was crawled once, with the database.
func crawledZoo(t *testing.T, config zoo.Config) (web *served, database string) {
	t.Helper()
	web, database = serveZoo(t, config), filepath.Join(t.TempDir(), "a.db")
	if _, err := crawlOf(t.Context(), config, web.address, database); err != nil {
		t.Fatal(err)
	}
	return web, database
}

func open(t *testing.T, database string) *store.Store {
	t.Helper()
	db, err := store.OpenReadOnly(t.Context(), database, store.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func dump(t *testing.T, database string) string {
	t.Helper()
	var out bytes.Buffer
	if err := open(t, database).Dump(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	if out.Len() < 100_000 {
		t.Fatalf("the dump has only %d bytes", out.Len())
	}
	for _, part := range []string{"body", "attribute", "event", "page", "reading", "across", "ledger"} {
		if !bytes.Contains(out.Bytes(), []byte(`{"type":"`+part+`",`)) {
			t.Fatalf("the dump has nothing of the type %s", part)
		}
	}
	return out.String()
}

// TestStoredReportsEqualTheTruth crawls the zoo and compares every report, cell by cell, with what was published.
func TestStoredReportsEqualTheTruth(t *testing.T) {
	web, database := serve(t), filepath.Join(t.TempDir(), "a.db")
	if _, err := crawl(t.Context(), web.address, database); err != nil {
		t.Fatal(err)
	}
	db, truth := open(t, database), web.Truth()
	if len(truth.Reports()) < 90 {
		t.Errorf("only %d reports are published", len(truth.Reports()))
	}
	compareWithTruth(t, db, truth)
	explanationsAreAside(t, db, truth)
}

// compareWithTruth compares every stored report, cell by cell, with what was published. A report is in its body's own
// column unless the body's column is the county's.
func compareWithTruth(t *testing.T, db *store.Store, truth *zoo.Truth) {
	t.Helper()
	stored := map[string]store.Loaded{}
	for loaded, err := range db.Load(t.Context(), store.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if s := loaded.Report.Status; s != report.Unsupported && s != report.ImageOnly { // nobody has read such a report
			stored[fmt.Sprint(loaded.Body.CreditCode, " ", loaded.Year)] = loaded
		}
	}
	if len(stored) != len(truth.Reports()) {
		t.Errorf("%d reports stored, %d published", len(stored), len(truth.Reports()))
	}
	flat := map[string]bool{}
	for _, c := range truth.Counties {
		flat[c.Column] = true
	}
	for _, want := range counting(truth) {
		got, ok := stored[fmt.Sprint(want.Body.CreditCode, " ", want.Year)]
		if !ok {
			t.Errorf("%s %d is not stored", want.Body.Name, want.Year)
			continue
		}
		for _, difference := range want.Differences(got.Report) {
			t.Errorf("%s %d: %s", want.Body.Name, want.Year, difference)
		}
		if got.Report.Agency.Division != want.Body.Division || got.URL != want.URL && (want.Former == "" || got.URL != want.Former) || got.Own == flat[want.Body.Column] {
			t.Errorf("%s %d: division %s, URL %s, own column %v", want.Body.Name, want.Year, got.Report.Agency.Division, got.URL, got.Own)
		}
	}
}

// counting lists the reports that are the dataset's: of those with further pages the page that counts.
func counting(truth *zoo.Truth) []*zoo.Report {
	reports := truth.Reports()
	for _, c := range truth.Copies() {
		if c.Counts {
			reports[slices.Index(reports, c.Of)] = c.Report
		}
	}
	return reports
}

// explanationsAreAside checks that what is no report is known as such and counts for nothing.
func explanationsAreAside(t *testing.T, db *store.Store, truth *zoo.Truth) {
	t.Helper()
	all, err := db.Reports(t.Context(), store.Filter{All: true, Statuses: []report.Status{report.NotAReport}})
	if err != nil {
		t.Fatal(err)
	}
	var urls []string
	for _, s := range all {
		urls = append(urls, s.URL)
		if s.Standing != store.Aside {
			t.Errorf("%s is no report and is %s", s.URL, s.Standing)
		}
	}
	explanation := func(p *zoo.Paper) bool { return strings.Contains(p.Title, "解读") }
	i := slices.IndexFunc(truth.Papers(), explanation)
	if i < 0 || !slices.Contains(urls, truth.Papers()[i].URL) {
		t.Errorf("the explanation is not among %q", urls)
	}
}

func TestASecondCrawlAsksOnlyConditionallyAndChangesNothing(t *testing.T) {
	web, database := serve(t), filepath.Join(t.TempDir(), "a.db")
	if _, err := crawl(t.Context(), web.address, database); err != nil {
		t.Fatal(err)
	}
	before := dump(t, database)
	first := len(web.Log())
	web.Reset()
	summary, err := crawl(t.Context(), web.address, database)
	if err != nil {
		t.Fatal(err)
	}
	if summary.Resumed || summary.Read.Pages != 0 {
		t.Errorf("resumed %v, read %d pages again", summary.Resumed, summary.Read.Pages)
	}
	log := web.Log()
	if len(log) < first/2 {
		t.Errorf("only %d requests after %d", len(log), first)
	}
	for _, entry := range log {
		if entry.Status != http.StatusNotModified && entry.Path != "/robots.txt" || !entry.Conditional && entry.Path != "/robots.txt" {
			t.Errorf("%s: conditional %v, answered %d", entry.Path, entry.Conditional, entry.Status)
		}
	}
	if after := dump(t, database); after != before {
		t.Error("the dataset changed")
	}
}

func TestMannersOfARun(t *testing.T) {
	web := serve(t)
	if _, err := crawl(t.Context(), web.address, filepath.Join(t.TempDir(), "a.db")); err != nil {
		t.Fatal(err)
	}
	log := web.Log()
	if log[0].Path != "/robots.txt" {
		t.Errorf("the first request is %s", log[0].Path)
	}
	for _, entry := range log {
		if entry.Concurrent > 1 {
			t.Errorf("%s: %d requests open at once", entry.Path, entry.Concurrent)
		}
		if zoo.Forbidden(entry.Path) {
			t.Errorf("%s is forbidden by robots.txt", entry.Path)
		}
		if entry.UserAgent != log[0].UserAgent {
			t.Errorf("%s: user agent %q after %q", entry.Path, entry.UserAgent, log[0].UserAgent)
		}
	}
}

// TestKilledCrawlsEndInTheSameDataset kills the crawler with SIGKILL at given requests, starts it again until it
// ends by itself, and compares the dataset with that of an undisturbed crawl.
func TestKilledCrawlsEndInTheSameDataset(t *testing.T) {
	web, folder := serve(t), t.TempDir()
	undisturbed := filepath.Join(folder, "undisturbed.db")
	if _, err := crawl(t.Context(), web.address, undisturbed); err != nil {
		t.Fatal(err)
	}
	want, requests := dump(t, undisturbed), len(web.Log())
	all := map[string][]int64{
		"at the first request": {1}, "in the middle": {50}, "near the end": {95},
		"again and again": {3, 4, 5, 20, 20, 20, 7},
	}
	if testing.Short() { // under the race detector every crawl takes ten times as long
		all = map[string][]int64{"in the middle": {50}}
	}
	for name, kills := range all {
		t.Run(name, func(t *testing.T) {
			database := filepath.Join(t.TempDir(), "killed.db")
			web.Reset()
			for _, at := range kills {
				killedAt(t, web, database, at)
			}
			web.hook.Store(nil)
			summary, err := crawl(t.Context(), web.address, database)
			if err != nil {
				t.Fatal(err)
			}
			if !summary.Resumed {
				t.Error("a new run was begun instead of going on with the killed one")
			}
			if got := dump(t, database); got != want {
				t.Errorf("the dataset differs from that of an undisturbed crawl:\n%s", firstDifference(want, got))
			}
			// A kill may cost each of the hosts the request that was under way, and robots.txt once more.
			if sent, hosts := len(web.Log()), len(web.Truth().Counties); sent > requests+2*hosts*len(kills) {
				t.Errorf("%d requests after %d kills; undisturbed %d", sent, len(kills), requests)
			}
			if problems, err := open(t, database).Check(t.Context(), true); err != nil || len(problems) > 0 {
				t.Error(err, problems)
			}
		})
	}
}

// killedAt runs the crawler as a process of its own and kills it when its n-th request has arrived.
func killedAt(t *testing.T, web *served, database string, n int64) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), childAddress+"="+web.address, childDatabase+"="+database)
	var stderr bytes.Buffer
	child.Stderr = &stderr
	web.count.Store(0)
	started := make(chan struct{})
	kill := func(count int64) {
		if count == n {
			<-started
			_ = child.Process.Kill()
		}
	}
	web.hook.Store(&kill)
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	close(started)
	err := child.Wait()
	if child.ProcessState.Success() || child.ProcessState.Exited() {
		t.Fatalf("the crawler was not killed: %v %s", err, stderr.String())
	}
}

// firstDifference gives the first lines of two dumps that are not the same.
func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d\nwant %.2000s\n got %.2000s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d and %d lines", len(a), len(b))
}
