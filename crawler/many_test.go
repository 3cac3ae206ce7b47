package crawler_test

import (
	"flag"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nianbao/nianbao/crawler/source"
)

var requests = flag.Int("requests", 1500, "how many requests TestMannersOfMany sends, about")

// perHost is how many requests a host of TestMannersOfMany gets in two runs, about.
const perHost = 15

// TestMannersOfMany asks many hosts twice, some of which are busy, walled or slow, and holds by what they saw: never two
// open requests, no pause too short, robots.txt first, nothing that it forbids, nothing after a wall, and the second
// time only conditional requests. The tests of every crawl hold the same by what the crawler wrote down.
func TestMannersOfMany(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		gap := 3 * time.Second
		b.config.Pace, b.config.Workers, b.run = source.NewPace(gap, 2*time.Second, 0), 64, 1
		walled := map[string]bool{}
		for i := range *requests / perHost {
			host := fmt.Sprintf("h%d.jia.test", i)
			walled[host] = i%10 == 3
			b.site(host, kindOfHost(i))
		}
		first := b.crawl(t.Context(), t)
		b.next()
		seen := len(b.entries(""))
		second := b.crawl(t.Context(), t)
		byHost := map[string][]entry{}
		for n, e := range b.entries("") {
			byHost[e.host] = append(byHost[e.host], e)
			if n >= seen && !e.conditional && !walled[e.host] && e.path != "/robots.txt" {
				t.Errorf("%s%s is asked without a condition", e.host, e.path)
			}
		}
		for host, log := range byHost {
			gapsOf(t, log, gap)
			if log[0].path != "/robots.txt" {
				t.Errorf("%s: the first request is %s", host, log[0].path)
			}
			if walled[host] && len(log) > 3 { // robots.txt, and one page in each run
				t.Errorf("%s: %d requests to a wall", host, len(log))
			}
			for _, e := range log {
				if strings.HasPrefix(e.path, "/nb/secret") {
					t.Errorf("%s%s is forbidden", host, e.path)
				}
			}
		}
		if b.most != 1 {
			t.Errorf("%d requests of one host were open at once", b.most)
		}
		t.Logf("%d and %d requests to %d hosts in %s of simulated time", first.Sent+first.Robots, second.Sent+second.Robots, len(byHost),
			second.Finished.Sub(first.Started).Round(time.Second))
	})
}

// kindOfHost is an ordinary portal, or one that is busy now and then, walled or slow.
func kindOfHost(i int) http.Handler {
	calls := 0
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls++
		switch {
		case i%10 == 3 && r.URL.Path != "/robots.txt":
			w.WriteHeader(http.StatusPreconditionFailed)
		case i%10 == 5 && calls == 4:
			w.Header().Set("Retry-After", "30")
			w.WriteHeader(http.StatusTooManyRequests)
		case i%10 == 7:
			time.Sleep(2 * time.Second)
			fallthrough
		default:
			county().ServeHTTP(w, r)
		}
	})
}
