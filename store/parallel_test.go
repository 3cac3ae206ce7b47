package store_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// Many crawl, one reads beside them, others look on: every request is done once, and no host is held twice.
func TestManyMayWorkAtOnce(t *testing.T) {
	const hosts, each = 7, 6
	s, run := started(t, store.Config{Gap: -1, Batch: 2})
	var requests []page.Request
	for i := range hosts * each {
		r := hinted(fmt.Sprintf("http://h%d.test/%d", i%hosts, i))
		requests = append(requests, r)
	}
	enqueue(t, s, run, noon, requests...)

	var group sync.WaitGroup
	var mu sync.Mutex
	held, done := map[string]bool{}, map[string]int{}
	for range 4 {
		group.Go(func() {
			for moment := noon; ; moment = moment.Add(time.Second) {
				l, err := s.Lease(ctx, moment)
				if err != nil || l.Empty() && l.Until.IsZero() {
					if err != nil {
						t.Error(err)
					}
					return
				}
				if l.Empty() {
					continue
				}
				mu.Lock()
				if held[l.Host] {
					t.Errorf("%s is held twice", l.Host)
				}
				held[l.Host] = true
				mu.Unlock()
				for _, r := range l.Requests {
					if err := s.Record(ctx, l, fetched(r, r.URL), moment); err != nil {
						t.Error(err)
					}
					mu.Lock()
					done[r.URL]++
					mu.Unlock()
				}
				mu.Lock()
				held[l.Host] = false
				mu.Unlock()
				if err := s.Release(ctx, l); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Go(func() {
		for read := 0; read < hosts*each; {
			waiting, err := s.Pending(ctx, "1", 5)
			if err != nil {
				t.Error(err)
				return
			}
			for _, p := range waiting {
				if err := save(s, readingOf(p)); err != nil {
					t.Error(err)
				}
				read++
			}
		}
	})
	group.Go(func() {
		for range 20 {
			for _, err := range s.Load(ctx, store.Filter{All: true}) {
				if err != nil {
					t.Error(err)
				}
			}
		}
	})
	group.Wait()
	for _, r := range requests {
		if done[r.URL] != 1 {
			t.Errorf("%s was fetched %d times", r.URL, done[r.URL])
		}
	}
	if problems, err := s.Check(ctx, true); err != nil || len(problems) > 0 {
		t.Errorf("%v, %v", problems, err)
	}
}

// A store works inside a bubble of simulated time and leaves nothing running there.
func TestAStoreWorksInABubble(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bubble.db")
	synctest.Test(t, func(t *testing.T) {
		s, err := store.Open(ctx, path, store.Config{})
		must(t, err)
		run, err := s.StartRun(ctx, store.RunInfo{}, time.Now())
		must(t, err)
		enqueue(t, s, run, time.Now(), list("http://a.test/1"), list("http://a.test/2"))
		l := lease(t, s, time.Now())
		record(t, s, l, fetched(l.Requests[0], "x"), time.Now())
		release(t, s, l)
		l = lease(t, s, time.Now())
		time.Sleep(time.Until(l.Until))
		if l = lease(t, s, time.Now()); urls(l) != "http://a.test/2" {
			t.Errorf("after the pause: %s", urls(l))
		}
		must(t, s.Close())
	})
}

// A reader that goes through all reports holds the only connection; somebody who asks for a lease waits for it and
// keeps nobody waiting.
func TestALeaseWaitsForTheOnlyReader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, run := started(t, store.Config{Gap: -1, Readers: 1})
		archived(t, s, run, noon, hinted("http://a.test/1"), hinted("http://a.test/2"))
		for _, p := range pending(t, s, "1") {
			must(t, save(s, readingOf(p)))
		}
		leased := make(chan error, 2)
		seen := 0
		for _, err := range s.Load(ctx, store.Filter{All: true}) {
			must(t, err)
			seen++
			go func() {
				_, err := s.Lease(ctx, noon)
				leased <- err
			}()
			synctest.Wait() // until it waits for the connection
		}
		if seen != 2 {
			t.Errorf("%d reports", seen)
		}
		must(t, <-leased)
		must(t, <-leased)
		must(t, s.Close())
	})
}
