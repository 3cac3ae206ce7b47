package crawler

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/nianbao/nianbao/report/page"
)

// Walk asks for one page after the other with all manners of a crawl: robots.txt first, guarded addresses, pauses,
// caps. It keeps nothing. step is told how the request before went, nil at first, and names the next one, or that
// there is none. At most limit requests are sent, with those for robots.txt, redirects, repetitions and the one that
// shows how missing pages look; 0 for no limit. A request that is cut off by the end of the context is not told of. Requests are for documents: list pages
// are for step to read. Each stays on its host. The number of requests that were sent is given also with an error.
func Walk(ctx context.Context, config Config, limit int, step func(*page.Visit) (page.Request, bool)) (sent int, err error) {
	w := &walk{limit: limit, step: step, spent: map[string]int{}, robots: map[string]page.Robots{}}
	config.Workers = 1
	c, err := New(config, w, w, nil)
	if err != nil {
		return 0, err
	}
	w.next, w.more = step(nil)
	_, err = c.Run(ctx, 1)
	return w.sent, err
}

// walk is a frontier that holds one request.
type walk struct {
	limit int
	step  func(*page.Visit) (page.Request, bool)

	mu     sync.Mutex
	next   page.Request
	more   bool
	sent   int
	spent  map[string]int // by host
	robots map[string]page.Robots
}

func (w *walk) Lease(_ context.Context, now time.Time) (page.Lease, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.more || w.limit > 0 && w.sent >= w.limit {
		return page.Lease{Run: 1}, nil
	}
	w.more = false
	host := w.next.Host()
	lease := page.Lease{Host: host, Run: 1, Requests: []page.Request{w.next}, NotBefore: now, Robots: w.robots[host], Spent: w.spent[host]}
	if w.limit > 0 {
		lease.Budget = w.spent[host] + w.limit - w.sent
	}
	return lease, nil
}

func (w *walk) Begin(_ context.Context, lease page.Lease, _ page.Sent) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sent++
	w.spent[lease.Host]++
	return nil
}

func (w *walk) Record(_ context.Context, _ page.Lease, visit page.Visit, _ time.Time) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.next, w.more = w.step(&visit)
	return nil
}

func (w *walk) SaveRobots(_ context.Context, host string, robots page.Robots, _ time.Duration, _ time.Time) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.robots[host] = robots
	return nil
}

func (w *walk) Release(context.Context, page.Lease) error { return nil }

// Archived has nothing: no page was asked for before.
func (w *walk) Archived(context.Context, page.Digest) ([]byte, error) {
	return nil, errors.New("a walk has no archive")
}
