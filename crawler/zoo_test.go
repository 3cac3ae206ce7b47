package crawler_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// zooBed is the zoo, its sources and a frontier.
func zooBed(t testing.TB) (*zoo.Zoo, *memory, crawler.Config, []source.Site) {
	z := zoo.New(zoo.Config{})
	_, stop, err := z.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	sites, err := source.Parse("zoo.yaml", []byte(z.SourcesYAML()))
	if err != nil {
		t.Fatal(err)
	}
	return z, newMemory(), crawler.Config{Contact: "https://nianbao.test/", Map: z.Map}, sites
}

func crawlZoo(t testing.TB, m *memory, config crawler.Config, sites []source.Site) crawler.Summary {
	c, err := crawler.New(config, m, m, sites)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sites {
		m.enqueue(portal.Seeds(s)...)
	}
	sum, err := c.Run(t.Context(), m.run)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// Every report and every paper with a report's name is brought, with the hints of its township, and nothing that
// the portal forbids; the second run only asks whether something changed.
func TestZoo(t *testing.T) {
	z, m, config, sites := zooBed(t)
	crawlZoo(t, m, config, sites)

	want, got := map[string]page.Hints{}, map[string]page.Hints{}
	for _, r := range z.Truth().Reports() {
		want[r.URL] = page.Hints{Source: "zoo-static", Division: r.Body.Division, Agency: r.Body.Short, ListTitle: r.Title, ListDate: r.Published.String(), Own: true}
	}
	papers := map[string]bool{}
	for _, p := range z.Truth().Papers() {
		papers[p.URL] = true
	}
	for _, v := range m.visits {
		switch {
		case v.Outcome == report.OutcomeRobotsDenied:
		case v.Outcome != report.OutcomeFetched:
			t.Errorf("%s: %s %s", v.Request.URL, v.Outcome, v.Detail)
		case v.Request.Kind == page.KindDocument && !papers[v.Request.URL]:
			got[v.Request.URL] = v.Page.Hints
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, e := range z.Log() {
		if u, err := url.Parse(e.Path); err != nil || zoo.Forbidden(u.Path) || e.Concurrent > 1 {
			t.Errorf("%s %s: forbidden, or %d at once", e.Host, e.Path, e.Concurrent)
		}
	}

	first := len(m.visits)
	m.next()
	began := time.Now()
	crawlZoo(t, m, config, sites)
	if len(m.visits) != first {
		t.Errorf("%d visits in the second run, %d in the first", len(m.visits), first)
	}
	for _, e := range z.Log() {
		if e.Time.After(began) && (!e.Conditional || e.Status != 304) {
			t.Errorf("second run: %s %s: conditional %v, status %d", e.Host, e.Path, e.Conditional, e.Status)
		}
	}
}
