package crawler_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// gapsOf checks that a host's requests never overlap and that each begins at least gap after the end of the one
// before; it gives the shortest pause.
func gapsOf(t *testing.T, log []entry, gap time.Duration) time.Duration {
	t.Helper()
	shortest := time.Duration(1<<63 - 1)
	for i := 1; i < len(log); i++ {
		pause := log[i].began.Sub(log[i-1].ended)
		shortest = min(shortest, pause)
		if pause < gap {
			t.Errorf("%s came %s after the end of %s, want %s", log[i].path, pause, log[i-1].path, gap)
		}
	}
	return shortest
}

func TestManners(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		b.config.Pace = source.NewPace(3*time.Second, 2*time.Second, 0)
		slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(700 * time.Millisecond)
			county().ServeHTTP(w, r)
		})
		hosts := []string{"a.jia.test", "b.jia.test", "c.jia.test"}
		for _, h := range hosts {
			b.site(h, slow)
		}
		began := time.Now()
		b.crawl(t.Context(), t)
		took := time.Since(began)

		spread := map[time.Duration]bool{}
		for _, h := range hosts {
			log := b.entries(h)
			if len(log) != 8 || log[0].path != "/robots.txt" {
				t.Fatalf("%s: %d requests, the first for %s", h, len(log), log[0].path)
			}
			gapsOf(t, log, 3*time.Second)
			for i, e := range log {
				if e.agent != "nianbao/0.1 (+https://nianbao.test/about)" {
					t.Errorf("agent %q", e.agent)
				}
				if i > 0 {
					spread[e.began.Sub(log[i-1].ended)] = true
				}
				if strings.HasPrefix(e.path, "/nb/secret") {
					t.Errorf("%s is forbidden", e.path)
				}
			}
		}
		if b.most != 1 {
			t.Errorf("%d requests of one host were open at once", b.most)
		}
		if len(spread) < 5 {
			t.Errorf("the pauses are not spread: %v", spread)
		}
		if most := 8*700*time.Millisecond + 7*5*time.Second; took > most {
			t.Errorf("three hosts took %s, so they waited for each other; one takes at most %s", took, most)
		}
	})
}

func TestSecondRunIsConditional(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		b.site("www.jia.test", county())
		b.crawl(t.Context(), t)
		first := len(b.visits)
		b.next()
		b.forget()
		sum := b.crawl(t.Context(), t)
		if sum.Robots != 0 || len(b.visits) != first {
			t.Errorf("%d visits and %d requests for robots.txt, the first run had %d visits", len(b.visits), sum.Robots, first)
		}
		for _, e := range b.entries("") {
			if !e.conditional || e.status != http.StatusNotModified {
				t.Errorf("%s: conditional %v, status %d", e.path, e.conditional, e.status)
			}
		}
		for _, v := range b.visits {
			if v.Page.Body != nil {
				t.Errorf("%s: %s with a body", v.Request.URL, v.Outcome)
			}
		}
		// A day later the robots.txt is asked for anew, first.
		time.Sleep(24 * time.Hour)
		b.next()
		b.forget()
		if sum := b.crawl(t.Context(), t); sum.Robots != 1 || b.entries("")[0].path != "/robots.txt" {
			t.Errorf("after a day: %d requests for robots.txt, the first request for %s", sum.Robots, b.entries("")[0].path)
		}
	})
}

func TestCrawlDelayAndRetryAfter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		p := county()
		p["/robots.txt"] = "User-agent: *\nCrawl-delay: 7\n"
		b.site("www.jia.test", p)
		b.crawl(t.Context(), t)
		if got := gapsOf(t, b.entries("www.jia.test"), 7*time.Second); got > 8*time.Second {
			t.Errorf("the shortest pause is %s", got)
		}
	})
	for name, c := range map[string]struct {
		status int
		after  func() string
		least  time.Duration
		most   time.Duration
	}{
		"429 with seconds":      {429, func() string { return "90" }, 90 * time.Second, 91 * time.Second},
		"429 with a date":       {429, func() string { return time.Now().Add(2 * time.Minute).UTC().Format(http.TimeFormat) }, 119 * time.Second, 121 * time.Second},
		"429 without":           {429, func() string { return "" }, 5 * time.Second, 2 * time.Minute},
		"503 with seconds":      {503, func() string { return "40" }, 40 * time.Second, 41 * time.Second},
		"503 without":           {503, func() string { return "" }, 0, 2 * time.Minute},
		"429 with an odd value": {429, func() string { return "soon" }, 5 * time.Second, 2 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBed(t)
				busy := true
				b.site("www.jia.test", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if r.URL.Path == "/nb/" && busy {
						busy = false
						if v := c.after(); v != "" {
							w.Header().Set("Retry-After", v)
						}
						w.WriteHeader(c.status)
						return
					}
					county().ServeHTTP(w, r)
				}))
				b.crawl(t.Context(), t)
				log := b.entries("www.jia.test")
				if len(log) != 9 {
					t.Fatalf("paths %v", b.paths("www.jia.test"))
				}
				pause := log[2].began.Sub(log[1].ended)
				if pause < c.least || pause > c.most {
					t.Errorf("asked again after %s, want %s to %s", pause, c.least, c.most)
				}
			})
		})
	}
}

// A host that asks for a slower pace again and again is asked ever more rarely, and given up in the end, while the
// others go on.
func TestRateLimitForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		b.attempts, b.backoff = 4, 0
		b.site("busy.test", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			w.WriteHeader(429)
		}))
		b.site("www.jia.test", county())
		b.crawl(t.Context(), t)
		log := b.entries("busy.test")
		if len(log) != 5 {
			t.Fatalf("paths %v", b.paths("busy.test"))
		}
		for i := 3; i < len(log); i++ {
			if before, now := log[i-1].began.Sub(log[i-2].ended), log[i].began.Sub(log[i-1].ended); now < 2*before-time.Second {
				t.Errorf("pause %d is %s after %s", i, now, before)
			}
		}
		if got := b.outcomes()["http://busy.test/nb/"]; got != report.OutcomeRateLimited {
			t.Errorf("outcome %s", got)
		}
		if len(b.entries("www.jia.test")) != 8 {
			t.Error("the other host was not read")
		}
	})
}

// When everything that is left rests longer than the patience, the run ends and says so.
func TestPatience(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		b.site("busy.test", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "86400")
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			w.WriteHeader(503)
		}))
		began := time.Now()
		sum := b.crawl(t.Context(), t)
		if took := time.Since(began); !sum.Resting || took > time.Minute {
			t.Errorf("resting %v after %s", sum.Resting, took)
		}
		if next := b.hosts["busy.test"].next.Sub(began); next < 24*time.Hour {
			t.Errorf("the host may be asked again after %s", next)
		}
	})
}

func TestBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		b.config.Pace = source.NewPace(0, 0, 3)
		b.site("www.jia.test", county())
		sum := b.crawl(t.Context(), t)
		if got := b.paths("www.jia.test"); len(got) != 3 {
			t.Errorf("a budget of three, and requests %v", got)
		}
		if sum.Closed["www.jia.test"] != report.OutcomeBudget || sum.Outcomes[report.OutcomeBudget] != 1 {
			t.Errorf("summary %+v", sum)
		}
	})
}

func TestCancel(t *testing.T) {
	for name, serve := range map[string]func(r *http.Request){
		"while an answer is awaited": func(r *http.Request) {
			if r.URL.Path != "/robots.txt" {
				<-r.Context().Done()
			}
		},
		"while robots.txt is awaited": func(r *http.Request) { <-r.Context().Done() },
		"in a pause":                  func(*http.Request) {},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBed(t)
				b.config.Pace = source.NewPace(time.Minute, 0, 0)
				b.site("www.jia.test", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					serve(r)
					county().ServeHTTP(w, r)
				}))
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
				defer cancel()
				began := time.Now()
				_, err := b.start(ctx, t)
				if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > 11*time.Second {
					t.Errorf("%v after %s", err, time.Since(began))
				}
				if h := b.hosts["www.jia.test"]; h.leased || h.closed != 0 {
					t.Errorf("leased %v, closed %v", h.leased, h.closed)
				}
				for _, v := range b.visits {
					if v.Outcome != report.OutcomeFetched {
						t.Errorf("%s was recorded as %s", v.Request.URL, v.Outcome)
					}
				}
				if seed := b.byID["http://www.jia.test/nb/"]; seed.done {
					t.Error("the request that was cut off is not due any more")
				}
			})
		})
	}
}

// A frontier that fails ends the run with its error; every host is given back.
func TestFrontierFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		b.fail = errors.New("disk full")
		b.site("www.jia.test", county())
		b.site("www.yi.test", county())
		_, err := b.start(t.Context(), t)
		if !errors.Is(err, b.fail) || !strings.Contains(fmt.Sprint(err), "jia.test") && !strings.Contains(fmt.Sprint(err), "yi.test") {
			t.Errorf("got %v", err)
		}
		for name, h := range b.hosts {
			if h.leased {
				t.Errorf("%s is still leased", name)
			}
		}
	})
}

func TestProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		var events []crawler.Event
		b.config.Progress = func(e crawler.Event) { events = append(events, e) }
		b.site("www.jia.test", county())
		b.crawl(t.Context(), t)
		if len(events) != 8 {
			t.Fatalf("%d events", len(events))
		}
		first, last := events[0], events[7]
		want := crawler.Event{
			Host: "www.jia.test", URL: "http://www.jia.test/nb/", Kind: page.KindList, Outcome: report.OutcomeFetched, Done: 1, Known: 5,
		}
		if diff := cmp.Diff(want, first); diff != "" {
			t.Error(diff)
		}
		if last.Done != 8 || last.Known != 8 {
			t.Errorf("last event %+v", last)
		}
	})
}
