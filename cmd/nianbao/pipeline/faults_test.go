package pipeline_test

import (
	"crypto/x509"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

var faulty = zoo.Config{Counties: []string{zoo.FaultyCounty}}

// faultyYear is a moment after everything was published.
var faultyYear = time.Date(2025, time.September, 1, 20, 0, 0, 0, time.UTC)

// ending is how a request ended.
type ending struct {
	outcome report.Outcome
	detail  string
}

// crawlFaults crawls the zoo in memory, in the time of the bubble, and gives the last outcome of every address.
func crawlFaults(t *testing.T, web *zoo.Zoo, database string) map[string]ending {
	t.Helper()
	events := make(chan crawler.Event, 1<<16)
	crawlInMemory(t, web, database, func(c *pipeline.Crawl) {
		c.Config.Progress = func(e crawler.Event) { events <- e }
	})
	close(events)
	last := map[string]ending{}
	for e := range events {
		last[e.URL] = ending{e.Outcome, e.Detail}
	}
	return last
}

// crawlInMemory crawls the zoo once over connections in memory, in the time of the bubble that it runs in.
func crawlInMemory(t *testing.T, web *zoo.Zoo, database string, change func(*pipeline.Crawl)) {
	t.Helper()
	sites, err := source.Parse("zoo", []byte(web.SourcesYAML()))
	if err != nil {
		t.Fatal(err)
	}
	reading, err := readingOf(web)
	if err != nil {
		t.Fatal(err)
	}
	dial, stop := web.Memory()
	defer stop()
	db, err := store.Open(t.Context(), database, store.Config{})
	if err != nil {
		t.Fatal(err)
	}
	run := pipeline.Crawl{
		Store: db, Reading: reading, Sites: sites, Resume: time.Hour, Info: store.RunInfo{Kind: "test"},
		Config: crawler.Config{Dial: dial, Authorities: authoritiesOf(t, web), Contact: "https://nianbao.test/about"},
	}
	change(&run)
	_, err = run.Run(t.Context())
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

// authoritiesOf gives what a crawler of the zoo trusts.
func authoritiesOf(t *testing.T, web *zoo.Zoo) *x509.CertPool {
	t.Helper()
	trusted := x509.NewCertPool()
	if !trusted.AppendCertsFromPEM([]byte(web.Authority())) {
		t.Fatal("the zoo's authority has no certificate")
	}
	return trusted
}

// TestEveryFaultEndsInItsOutcome crawls a county in which every township has a portal of its own with one fault each.
// Every fault ends in exactly its outcome, costs exactly what it must, is met with the manners that it asks for, and
// keeps nothing else from being read: what is stored equals the truth cell by cell.
func TestEveryFaultEndsInItsOutcome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(faultyYear))
		web, database := zoo.New(faulty), filepath.Join(t.TempDir(), "a.db")
		last := crawlFaults(t, web, database)
		truth, kinds := web.Truth(), map[report.Outcome]int{}
		for _, f := range truth.Faults() {
			got := last[f.URL]
			if got.outcome != f.Outcome {
				t.Errorf("%s (%s): %s (%s), want %s", f.Name, f.Text, got.outcome, got.detail, f.Outcome)
			}
			kinds[f.Outcome]++
			mannersOf(t, web, f)
		}
		if n := len(truth.Faults()); n < 70 || len(kinds) < 20 {
			t.Errorf("%d faults end in %d outcomes", n, len(kinds))
		}
		db := open(t, database)
		compareWithTruth(t, db, truth)
		compareLedger(t, db, web, time.Now())
	})
}

// mannersOf checks from the zoo's log how a fault was met.
func mannersOf(t *testing.T, web *zoo.Zoo, f zoo.PlantedFault) {
	t.Helper()
	var log []zoo.Entry
	at := 0
	for _, e := range web.Log() {
		if e.Host != f.Host {
			continue
		}
		if log = append(log, e); strings.HasSuffix(f.URL, f.Host+e.Path) {
			at++
		}
		if e.Concurrent > 1 || zoo.Forbidden(e.Path) || f.Outcome == report.OutcomeRobotsDenied && f.Lost == zoo.LosesAll && e.Path != "/robots.txt" {
			t.Errorf("%s: %s is forbidden, or %d requests at once", f.Name, e.Path, e.Concurrent)
		}
	}
	if f.Most > 0 && at > f.Most || f.All > 0 && len(log) > f.All {
		t.Errorf("%s: %d requests for it, %d of the host", f.Name, at, len(log))
	}
	def, _ := f.Outcome.Def()
	if n := len(log); def.CloseHost && f.Part == zoo.PartReport && !strings.HasSuffix(f.URL, f.Host+log[n-1].Path) {
		t.Errorf("%s: %s was asked for after a wall", f.Name, log[n-1].Path)
	}
	if len(log) > 0 && log[0].Path != "/robots.txt" {
		t.Errorf("%s: robots.txt was not asked for first but %s", f.Name, log[0].Path)
	}
	for i := 1; f.Wait > 0 && i < len(log); i++ {
		if slow := log[i-1].Status == 429 || strings.Contains(f.Name, "delay"); slow && log[i].Time.Sub(log[i-1].Done) < f.Wait {
			t.Errorf("%s: %s came %s after the answer that asked for %s", f.Name, log[i].Path, log[i].Time.Sub(log[i-1].Done), f.Wait)
		}
	}
	if testing.Verbose() {
		fmt.Printf("%-18s %-20s %2d requests\n", f.Name, f.Outcome, len(log))
	}
}
