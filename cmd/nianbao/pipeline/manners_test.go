package pipeline_test

import (
	"flag"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/manners"
	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// copies is how often the whole simulated web is there when the manners are looked at; each is some 2,400 requests.
var copies = flag.Int("copies", 1, "how often the simulated web is there in the test of manners")

// polite is the pace of every host in the test of manners.
var polite = source.NewPace(3*time.Second, 2*time.Second, 0)

// crowd is the simulated web of all families and faults, many times over, and a store, in the time of a bubble.
type crowd struct {
	*zoo.Zoo
	db    *store.Store
	sites []source.Site
}

func newCrowd(t *testing.T) *crowd {
	t.Helper()
	time.Sleep(time.Until(faultyYear))
	c := &crowd{Zoo: zoo.New(zoo.Config{
		Counties: append(zoo.Counties(), zoo.FaultyCounty), Copies: *copies, Delay: 300 * time.Millisecond,
	})}
	var err error
	if c.sites, err = source.Parse("zoo", []byte(c.SourcesYAML())); err != nil {
		t.Fatal(err)
	}
	for i := range c.sites {
		c.sites[i].Pace = polite
	}
	if c.db, err = store.Open(t.Context(), filepath.Join(t.TempDir(), "a.db"), store.Config{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.db.Close() })
	return c
}

// night is a run: what the hosts saw of it, what the crawler wrote down, and how each address ended.
type night struct {
	seen  []zoo.Entry
	proof manners.Proof
	sent  map[string]int // requests by host and path, as written down
	last  map[string]report.Outcome
}

// crawl goes once over all sources, without reading what comes.
func (c *crowd) crawl(t *testing.T) night {
	t.Helper()
	c.Reset()
	dial, stop := c.Memory()
	defer stop()
	n := night{sent: map[string]int{}, last: map[string]report.Outcome{}}
	var mu sync.Mutex
	config := crawler.Config{Dial: dial, Authorities: authoritiesOf(t, c.Zoo), Contact: "https://nianbao.test/about", Progress: func(e crawler.Event) {
		mu.Lock()
		defer mu.Unlock()
		n.last[e.URL] = e.Outcome
	}}
	crawl, err := crawler.New(config, c.db, c.db, c.sites)
	if err != nil {
		t.Fatal(err)
	}
	run, err := c.db.StartRun(t.Context(), store.RunInfo{Kind: "test"}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	for host, pace := range crawl.Paces() {
		if err := c.db.SetPace(t.Context(), host, store.Pace{Gap: pace.Gap}); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range c.sites {
		if _, err := c.db.Enqueue(t.Context(), run, portal.Seeds(s), time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := crawl.Run(t.Context(), run); err != nil {
		t.Fatal(err)
	}
	if err := c.db.FinishRun(t.Context(), run, store.RunResult{Result: store.ResultDone}, time.Now()); err != nil {
		t.Fatal(err)
	}
	n.seen = c.Log()
	check := manners.NewChecker(manners.Rules{Gap: func(string) time.Duration { return *polite.Gap }})
	for sent, err := range c.db.Manners(t.Context(), run) {
		if err != nil {
			t.Fatal(err)
		}
		check.Add(sent)
		n.sent[addressOf(sent.URL)]++
	}
	n.proof = check.Proof()
	return n
}

// addressOf is host and path of a URL, as the hosts see it.
func addressOf(url string) string {
	url = strings.TrimPrefix(strings.TrimPrefix(url, "http://"), "https://")
	if !strings.Contains(url, "/") {
		url += "/"
	}
	return url
}

// TestManners crawls all families and all faults twice, in simulated time and at the pace that real hosts are asked
// with, and holds from what the hosts saw that nobody was pressed. What the crawler wrote down itself must show the same.
func TestManners(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(t)
		first := c.crawl(t)
		second := c.crawl(t)
		asked := len(first.seen) + len(second.seen)
		if asked < 2000*(*copies) {
			t.Errorf("only %d requests", asked)
		}
		for _, n := range []night{first, second} {
			n.check(t)
		}
		checkRobots(t, slices.Concat(first.seen, second.seen))
		checkWalls(t, c.Truth(), first.seen)
		conditional := checkConditional(t, first, second)
		t.Logf("%d requests to %d hosts, shortest pause %s; the second night %d, of which %d conditional",
			asked, first.proof.Hosts, min(first.proof.ShortestGap, second.proof.ShortestGap), len(second.seen), conditional)
	})
}

// check looks at one night: no two requests of a host open at once, no pause too short, nothing that is forbidden, and
// nothing that was not written down.
func (n night) check(t *testing.T) {
	t.Helper()
	for _, b := range n.proof.Breaches {
		t.Error(b)
	}
	seen := map[string]int{}
	before := map[string]zoo.Entry{}
	for _, e := range n.seen {
		seen[e.Host+e.Path]++
		if e.Concurrent > 1 {
			t.Errorf("%s%s: %d requests open at once", e.Host, e.Path, e.Concurrent)
		}
		if last, ok := before[e.Host]; ok && e.Time.Sub(last.Done) < *polite.Gap {
			t.Errorf("%s%s came %s after the end of %s", e.Host, e.Path, e.Time.Sub(last.Done), last.Path)
		}
		before[e.Host] = e
		if zoo.Forbidden(e.Path) {
			t.Errorf("%s%s is forbidden", e.Host, e.Path)
		}
		if !strings.HasPrefix(e.UserAgent, "nianbao (+https://nianbao.test/about)") {
			t.Errorf("%s%s: user agent %q", e.Host, e.Path, e.UserAgent)
		}
	}
	for address, times := range seen {
		if n.sent[address] < times {
			t.Errorf("%s was asked %d times, and %d are written down", address, times, n.sent[address])
		}
	}
}

// robotsLife is how long a robots.txt may be used (RFC 9309 section 2.4), and the pause after which the last request
// that it allowed may be sent.
const robotsLife = 24*time.Hour + time.Minute

// checkRobots holds that nothing is asked of a host before its robots.txt, nor when that is older than a day.
func checkRobots(t *testing.T, log []zoo.Entry) {
	t.Helper()
	read := map[string]time.Time{}
	for _, e := range log {
		switch at, ok := read[e.Host]; {
		case e.Path == "/robots.txt":
			read[e.Host] = e.Done
		case !ok:
			t.Errorf("%s%s was asked for before robots.txt", e.Host, e.Path)
		case e.Time.Sub(at) > robotsLife:
			t.Errorf("%s%s was asked for by a robots.txt %s old", e.Host, e.Path, e.Time.Sub(at))
		}
	}
}

// checkWalls holds that nothing more is asked of a host in the night after a wall, and that there were walls.
func checkWalls(t *testing.T, truth *zoo.Truth, log []zoo.Entry) {
	t.Helper()
	walls := map[string]string{} // by host of the web itself
	for _, f := range truth.Faults() {
		if f.Outcome == report.OutcomeBlocked {
			walls[strings.TrimSuffix(f.Host, ".zoo.test")] = f.URL
		}
	}
	behind := map[string]bool{}
	for _, e := range log {
		name, _, _ := strings.Cut(e.Host, ".")
		if behind[e.Host] {
			t.Errorf("%s%s was asked for after a wall", e.Host, e.Path)
		}
		if url, ok := walls[name]; ok && (strings.HasSuffix(url, e.Path) && e.Path != "/" || e.Status == http.StatusPreconditionFailed) {
			behind[e.Host] = true
		}
	}
	if len(behind) < 8*(*copies) {
		t.Errorf("only %d walls were met", len(behind))
	}
}

// checkConditional holds that whatever came whole in the first night and can be asked for conditionally is asked for so
// in the second.
func checkConditional(t *testing.T, first, second night) (conditional int) {
	t.Helper()
	had := map[string]bool{}
	for _, e := range first.seen {
		address := e.Host + e.Path
		def, _ := first.last["http://"+address].Def()
		had[address] = def.Class == report.ClassOK && e.Validator && e.Status == http.StatusOK && e.Method == http.MethodGet
	}
	for _, e := range second.seen {
		if e.Conditional {
			conditional++
		} else if had[e.Host+e.Path] && e.Path != "/robots.txt" {
			t.Errorf("%s%s was there before and is asked for unconditionally", e.Host, e.Path)
		}
	}
	if conditional < len(second.seen)/2 {
		t.Errorf("only %d of %d requests of the second night were conditional", conditional, len(second.seen))
	}
	return conditional
}
