package pipeline_test

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/store/export"
)

// way is how a crawl goes about the same web.
type way struct {
	when    time.Time
	reverse bool // sources and their columns from the last to the first
	workers int  // hosts at once
	cores   int
}

// crawlThis crawls the web in this way, in simulated time and at the pace of real hosts, and gives the database and the
// order in which the hosts were asked for pages.
func crawlThis(t *testing.T, w way, database string) (asked []string) {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(w.cores))
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(w.when))
		web := zoo.New(wide)
		crawlInMemory(t, web, database, func(c *pipeline.Crawl) {
			c.Config.Workers = w.workers
			for i := range c.Sites {
				if c.Sites[i].Pace = polite; w.reverse {
					slices.Reverse(c.Sites[i].Columns)
				}
			}
			if w.reverse {
				slices.Reverse(c.Sites)
			}
		})
		for _, e := range web.Log() {
			asked = append(asked, e.Host+e.Path)
		}
	})
	return asked
}

// TestTwoCrawlsGiveTheSameFiles crawls the same web three times. The second crawl takes sources and columns in another
// order, one host at a time and on one core, some hours later: every file of every format has the same bytes. The third
// is on another day: only the basis in the ledger names it.
func TestTwoCrawlsGiveTheSameFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("crawls in simulated time: the race detector makes them ten times as long")
	}
	folder := t.TempDir()
	one, other, later := filepath.Join(folder, "one.db"), filepath.Join(folder, "other.db"), filepath.Join(folder, "later.db")
	first := crawlThis(t, way{when: faultyYear, workers: 64, cores: 2}, one)
	second := crawlThis(t, way{when: faultyYear.Add(5 * time.Hour), reverse: true, workers: 1, cores: 1}, other)
	if slices.Equal(first, second) || len(first) < 200 || !slices.Equal(slices.Sorted(slices.Values(first)), slices.Sorted(slices.Values(second))) {
		t.Fatalf("%d and %d requests; in the same order: %t", len(first), len(second), slices.Equal(first, second))
	}
	for _, f := range export.Formats() {
		t.Run(f.Name, func(t *testing.T) {
			a, b := exported(t, one, f), exported(t, other, f)
			if len(a) == 0 {
				t.Fatal("no files")
			}
			if diff := cmp.Diff(a, b); diff != "" {
				t.Error(diff)
			}
		})
	}
	crawlThis(t, way{when: faultyYear.AddDate(0, 0, 45), workers: 3, cores: 2}, later)
	f, _ := export.FormatByName("csv")
	a, b := exported(t, one, f), exported(t, later, f)
	if a["ledger.csv"] == b["ledger.csv"] {
		t.Error("the ledger names no day of the crawl: say so in docs/data.md")
	}
	for day, files := range map[string]map[string]string{"2025-09-02": a, "2025-10-17": b} { // in China
		files["ledger.csv"] = strings.ReplaceAll(files["ledger.csv"], "read to their end, not there on "+day, "read to their end, not there on DAY")
	}
	if diff := cmp.Diff(a, b); diff != "" {
		t.Error(diff)
	}
}

// exported writes a format and gives its files.
func exported(t *testing.T, database string, f export.Format) map[string]string {
	t.Helper()
	folder := t.TempDir()
	stage, err := export.NewStage(folder)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(t.Context(), open(t, database), stage, export.Options{}, export.Settings{}); err != nil {
		t.Fatal(err)
	}
	if err := stage.Commit(); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		content, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(content)
	}
	return files
}
