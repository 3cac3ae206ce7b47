package pipeline_test

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/store"
)

// rounds is how many crawls are killed at random instants.
var rounds = flag.Int("rounds", 10, "how many crawls are killed, each one to three times, at random instants")

// TestKillsAtAnyInstant kills crawls, as processes of their own, at instants that nobody chose: while a database is made,
// while pages come, are read and stored, while the ledger is drawn up. Each is gone on with until it ends. The database is
// sound after every kill, the dataset in the end is that of an undisturbed crawl, and no host was asked for more than one
// thing again for a kill.
func TestKillsAtAnyInstant(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector makes every crawl ten times as long; TestKilledCrawlsEndInTheSameDataset runs under it")
	}
	web := serve(t)
	undisturbed := filepath.Join(t.TempDir(), "undisturbed.db")
	began := time.Now()
	if killed, err := crawlUntil(t, web, undisturbed, time.Hour); killed || err != nil {
		t.Fatal(killed, err)
	}
	whole, want, asked := time.Since(began), dump(t, undisturbed), byAddress(web.Log())
	kills, again := 0, 0
	for n := range *rounds {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			web.Reset()
			database := filepath.Join(t.TempDir(), "killed.db")
			killed := 0
			for range 1 + rand.IntN(3) {
				after := rand.N(whole)
				died, err := crawlUntil(t, web, database, after)
				if err != nil {
					t.Fatal(err)
				}
				if !died {
					break
				}
				killed++
				sound(t, database, after, len(web.Log()))
				if ended(t, database) {
					break // killed in its last moments: what comes next is another crawl, which asks for everything
				}
			}
			summary, err := crawl(t.Context(), web.address, database)
			if err != nil {
				t.Fatal(err)
			}
			if got := dump(t, database); got != want {
				t.Errorf("the dataset differs from that of an undisturbed crawl:\n%s", firstDifference(want, got))
			}
			sound(t, database, 0, len(web.Log()))
			kills += killed
			if summary.Resumed { // else the crawl had ended, and this was the next one
				again += askedAgain(t, asked, web.Log(), killed)
			}
		})
	}
	t.Logf("%d rounds, %d kills within the %s of a crawl, %d requests sent again", *rounds, kills, whole.Round(time.Millisecond), again)
	if kills < *rounds/2 {
		t.Errorf("only %d kills in %d rounds", kills, *rounds)
	}
}

// crawlUntil runs the crawler as a process of its own and kills it after a while, if it has not ended by itself.
func crawlUntil(t *testing.T, web *served, database string, after time.Duration) (killed bool, err error) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), childAddress+"="+web.address, childDatabase+"="+database)
	var stderr bytes.Buffer
	child.Stderr = &stderr
	if err := child.Start(); err != nil {
		return false, err
	}
	timer := time.AfterFunc(after, func() { _ = child.Process.Kill() })
	defer timer.Stop()
	err = child.Wait()
	switch {
	case err == nil:
		return false, nil
	case child.ProcessState.Exited():
		return false, fmt.Errorf("the crawl failed: %w: %s", err, stderr.String())
	}
	return true, nil
}

// sound holds that the database of a crawl that was killed is whole. One that was killed before it asked for anything may
// not have made it yet.
func sound(t *testing.T, database string, after time.Duration, requests int) {
	t.Helper()
	db, err := store.OpenReadOnly(t.Context(), database, store.Config{})
	if err != nil {
		if requests > 0 {
			t.Errorf("killed after %s, %d requests: %v", after, requests, err)
		}
		return
	}
	defer func() { _ = db.Close() }()
	if problems, err := db.Check(t.Context(), true); err != nil || len(problems) > 0 {
		t.Errorf("killed after %s: %v %v", after, err, problems)
	}
}

// ended tells whether the crawl of a database that was killed had written down its end before.
func ended(t *testing.T, database string) bool {
	t.Helper()
	db, err := store.OpenReadOnly(t.Context(), database, store.Config{})
	if err != nil {
		return false // not made yet
	}
	defer func() { _ = db.Close() }()
	runs, err := db.Runs(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	return len(runs) == 1 && runs[0].Result == store.ResultDone
}

// byAddress counts requests by host and path.
func byAddress(log []zoo.Entry) map[[2]string]int {
	times := map[[2]string]int{}
	for _, e := range log {
		times[[2]string{e.Host, e.Method + " " + e.Path}]++
	}
	return times
}

// probe is what the crawler asks a host for, at most once a run, between a page that looks like the answer for a missing
// one and what it makes of that page: killed then, both are asked for again.
const probe = "GET /nianbao-no-such-page-7f3a9c51.html"

// askedAgain counts what was asked more often than an undisturbed crawl asks it, and holds that this is at most once a
// kill for each host, the probe beside it aside.
func askedAgain(t *testing.T, asked map[[2]string]int, log []zoo.Entry, kills int) (again int) {
	t.Helper()
	hosts := map[string][]string{}
	for address, times := range byAddress(log) {
		for range max(0, times-asked[address]) {
			hosts[address[0]] = append(hosts[address[0]], address[1])
			again++
		}
	}
	for host, paths := range hosts {
		others := slices.DeleteFunc(slices.Clone(paths), func(path string) bool { return path == probe })
		if len(others) > kills || len(paths)-len(others) > kills {
			t.Errorf("%s was asked again for %v after %d kills", host, paths, kills)
		}
	}
	return again
}
