package pipeline_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/discover"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/store"
)

// TestWhatIsDiscoveredIsReadCompletely starts at the home page of every county of the zoo, takes the source that is
// proposed as it is written, crawls it, and compares every report with what was published.
func TestWhatIsDiscoveredIsReadCompletely(t *testing.T) {
	for _, id := range zoo.Counties() {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			web := zoo.New(zoo.Config{Counties: []string{id}})
			_, stop, err := web.Start(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer stop()
			register, err := web.Register()
			if err != nil {
				t.Fatal(err)
			}
			county, config := web.Truth().Counties[0], crawler.Config{Map: web.Map, Pace: source.NewPace(0, 0, 0)}
			proposal, err := discover.Find(t.Context(), discover.Config{Crawler: config, Register: register}, county.Home)
			if err != nil {
				t.Fatal(err)
			}
			yaml := proposal.YAML()
			t.Log(yaml)
			if sent := len(web.Log()); sent > discover.DefaultRequests || sent != proposal.Requests {
				t.Errorf("%d requests, %d by its own count", sent, proposal.Requests)
			}
			for _, entry := range web.Log() {
				if zoo.Forbidden(entry.Path) {
					t.Errorf("%s is forbidden by robots.txt", entry.Path)
				}
			}
			sites, err := source.Parse("proposal.yaml", []byte(yaml))
			if err != nil {
				t.Fatal(err)
			}
			reading, err := readingOf(web)
			if err != nil {
				t.Fatal(err)
			}
			db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "a.db"), store.Config{})
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close() //nolint:errcheck // a test
			run := pipeline.Crawl{Store: db, Reading: reading, Sites: sites, Resume: time.Hour, Config: config, Info: store.RunInfo{Kind: "test"}}
			if _, err := run.Run(t.Context()); err != nil {
				t.Fatal(err)
			}
			compareWithTruth(t, db, web.Truth())
			if proposal.Site.Family != county.Family {
				t.Errorf("family %s, want %s", proposal.Site.Family, county.Family)
			}
			for _, p := range listsOf(t, db) {
				if p.Listing != nil && p.Listing.Drift != "" {
					t.Errorf("%s: %s", p.URL, p.Listing.Drift)
				}
			}
		})
	}
}
