package pipeline_test

import (
	"context"
	"net"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/manners"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// nights crawls the zoo night by night in simulated time.
type nights struct {
	*zoo.Zoo
	dial     func(ctx context.Context, host string) (net.Conn, error)
	database string
	sites    []source.Site
	reading  *pipeline.Reading
	sent     []page.Sent // of the last night
}

const (
	nightGap    = 3 * time.Second
	nightBudget = 80 // fewer than the portal has pages, so that the first nights break off
)

func newNights(t *testing.T) *nights {
	n := &nights{Zoo: zoo.New(zoo.Config{}), database: filepath.Join(t.TempDir(), "a.db")}
	dial, stop := n.Memory()
	n.dial = dial
	t.Cleanup(stop)
	var err error
	if n.sites, err = source.Parse("zoo", []byte(n.SourcesYAML())); err != nil {
		t.Fatal(err)
	}
	office, err := report.ParseHours("23:00-23:30")
	if err != nil {
		t.Fatal(err)
	}
	for i := range n.sites {
		n.sites[i].Pace = source.NewPace(nightGap, 2*time.Second, nightBudget)
		n.sites[i].Pace.Quiet = &office
	}
	if n.reading, err = readingOf(n.Zoo); err != nil {
		t.Fatal(err)
	}
	return n
}

// night crawls once as a timer would let it, and checks how the portal was treated.
func (n *nights) night(t *testing.T) pipeline.EndReport {
	t.Helper()
	db, err := store.Open(t.Context(), n.database, store.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	run := pipeline.Crawl{
		Store: db, Reading: n.reading, Sites: n.sites, Resume: time.Hour, Info: store.RunInfo{Kind: "test", Planned: true},
		Config: crawler.Config{Dial: n.dial, Contact: "https://nianbao.test/"},
		Limits: pipeline.Limits{Until: time.Now().Add(8 * time.Hour)},
	}
	summary, err := run.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	n.sent = nil
	for sent, err := range db.Manners(t.Context(), summary.Run) {
		if err != nil {
			t.Fatal(err)
		}
		n.sent = append(n.sent, sent)
	}
	proof := manners.Check(manners.Rules{
		Gap: func(string) time.Duration { return nightGap }, Budget: func(string) int { return nightBudget },
		Quiet: func(string) report.Hours { return *n.sites[0].Pace.Quiet },
	}, n.sent)
	for _, b := range proof.Breaches {
		t.Errorf("run %d: %s", summary.Run, b)
	}
	if log := n.Log(); len(log) != len(n.sent) {
		t.Errorf("run %d: the portal saw %d requests, the log of manners has %d", summary.Run, len(log), len(n.sent))
	} else {
		for i, entry := range log {
			if entry.Conditional != n.sent[i].Conditional || entry.Concurrent > 1 || zoo.Forbidden(entry.Path) {
				t.Errorf("run %d: %s: conditional %v, %d at once", summary.Run, entry.Path, entry.Conditional, entry.Concurrent)
			}
		}
	}
	n.Reset()
	end, err := pipeline.EndOf(t.Context(), db, summary.Run-1, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return end
}

// documents counts the requests of the last night that were for documents.
func (n *nights) documents() (count int) {
	reports := map[string]bool{}
	for _, r := range n.Truth().Reports() {
		reports[r.URL] = true
	}
	for _, s := range n.sent {
		if reports[s.URL] {
			count++
		}
	}
	return count
}

// TestWeeksOfNights lets the program run every evening for weeks: the budget of a day holds and the work of several
// evenings is all done, lists are read daily in the season, documents ever more rarely, what is corrected and withdrawn
// is found, and every promise to the portal is kept.
func TestWeeksOfNights(t *testing.T) {
	if testing.Short() {
		t.Skip("weeks of evenings take too long under the race detector")
	}
	synctest.Test(t, func(t *testing.T) {
		evening := time.Date(2025, time.February, 3, 14, 0, 0, 0, time.UTC) // 22:00 in China
		time.Sleep(time.Until(evening))
		n := newNights(t)
		asked, lists, corrected, withdrawn := []int{}, []int{}, -1, -1
		for day := range 36 {
			switch day {
			case 8:
				must(t, n.Set("corrected"))
			case 20:
				must(t, n.Set("corrected", "withdrawn"))
			}
			time.Sleep(time.Until(evening.AddDate(0, 0, day)))
			end := n.night(t)
			documents := n.documents()
			asked, lists = append(asked, documents), append(lists, len(n.sent)-documents)
			if day >= 8 && corrected < 0 && len(end.News.Changed) > 0 {
				corrected = day
			}
			if withdrawn < 0 && len(end.News.Withdrawn) > 0 {
				withdrawn = day
			}
			if end.NeedsPerson {
				t.Errorf("day %d: %+v", day, end.New)
			}
		}
		t.Logf("documents asked by evening %v, other requests %v; corrected found on day %d, withdrawn on day %d", asked, lists, corrected, withdrawn)
		if total := len(n.Truth().Reports()); asked[0] >= total || asked[0]+asked[1]+asked[2] < total {
			t.Errorf("%v documents in the first evenings, of %d", asked[:3], total)
		}
		if slices.Min(lists) == 0 {
			t.Errorf("in the season lists are read every evening: %v", lists)
		}
		if late := asked[len(asked)-7:]; sum(late) > len(n.Truth().Reports()) {
			t.Errorf("documents are asked as often as before: %v", late)
		}
		if corrected < 8 || corrected > 17 || withdrawn < 20 || withdrawn > 35 {
			t.Errorf("the correction of day 8 was found on day %d, the withdrawal of day 20 on day %d", corrected, withdrawn)
		}
		// Out of the season lists are read once a week.
		time.Sleep(time.Until(time.Date(2025, time.June, 2, 14, 0, 0, 0, time.UTC)))
		read := 0
		for range 14 {
			n.night(t)
			if slices.ContainsFunc(n.sent, func(s page.Sent) bool { return s.URL == n.Truth().Counties[0].Column }) {
				read++
			}
			time.Sleep(24 * time.Hour)
		}
		if read != 2 {
			t.Errorf("the column was read %d times in two weeks of June", read)
		}
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func sum(all []int) (n int) {
	for _, one := range all {
		n += one
	}
	return n
}
