package crawler_test

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// memory is a frontier and an archive in memory, as strict as the interface: it refuses what is not leased.
type memory struct {
	mu       sync.Mutex
	run      int64
	gap      time.Duration // of hosts
	attempts int           // after which a request has failed
	backoff  time.Duration
	requests []*kept
	byID     map[string]*kept
	hosts    map[string]*host
	blobs    map[page.Digest][]byte
	visits   []page.Visit
	begun    []page.Sent
	fail     error // of Record
}

type kept struct {
	page.Request
	queued int64 // run
	done   bool
	tries  int
	due    time.Time
	failed time.Time // zero after a success
}

type host struct {
	next   time.Time
	leased bool
	closed int64
	robots page.Robots
	delay  time.Duration
	budget int
	spent  int
}

func newMemory() *memory {
	return &memory{
		run: 1, attempts: 3, backoff: time.Minute, byID: map[string]*kept{}, hosts: map[string]*host{},
		blobs: map[page.Digest][]byte{},
	}
}

func (m *memory) hostOf(name string) *host {
	if m.hosts[name] == nil {
		m.hosts[name] = &host{}
	}
	return m.hosts[name]
}

// enqueue makes requests due in the run; a known one is due again with its validators.
func (m *memory) enqueue(requests ...page.Request) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.add(requests, time.Time{})
}

func (m *memory) add(requests []page.Request, now time.Time) {
	for _, r := range requests {
		if r.Host() == "" {
			panic("no host in " + r.URL)
		}
		k := m.byID[r.ID()]
		if k == nil {
			k = &kept{Request: r}
			m.byID[r.ID()] = k
			m.requests = append(m.requests, k)
			m.hostOf(r.Host())
		}
		if k.queued != m.run {
			k.queued, k.done, k.tries, k.due = m.run, false, 0, now
		}
	}
}

// next begins another run.
func (m *memory) next() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.run++
	m.visits = nil
}

func (m *memory) Lease(_ context.Context, now time.Time) (page.Lease, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	held := false
	var until time.Time
	for _, k := range m.requests {
		h := m.hostOf(k.Host())
		if k.done || k.queued != m.run || h.closed == m.run {
			continue
		}
		if h.leased {
			held = true
			continue
		}
		ready := k.due
		if h.next.After(ready) {
			ready = h.next
		}
		if ready.After(now) {
			if until.IsZero() || ready.Before(until) {
				until = ready
			}
			continue
		}
		return m.lease(k.Host(), h, now), nil
	}
	if held && (until.IsZero() || until.After(now.Add(50*time.Millisecond))) {
		until = now.Add(50 * time.Millisecond)
	}
	return page.Lease{Until: until}, nil
}

func (m *memory) lease(name string, h *host, now time.Time) page.Lease {
	h.leased = true
	lease := page.Lease{
		Host: name, Run: m.run, NotBefore: h.next, Gap: max(m.gap, h.delay), Robots: h.robots, Budget: h.budget, Spent: h.spent,
	}
	inTurn := slices.Clone(m.requests)
	slices.SortStableFunc(inTurn, func(a, b *kept) int {
		return cmp.Or(a.failed.Compare(b.failed), -strings.Compare(string(a.Kind), string(b.Kind)))
	})
	for _, k := range inTurn {
		if k.Host() == name && !k.done && k.queued == m.run && !k.due.After(now) && len(lease.Requests) < 100 {
			lease.Requests = append(lease.Requests, k.Request)
		}
	}
	return lease
}

var errNotLeased = errors.New("not leased")

func (m *memory) Begin(_ context.Context, lease page.Lease, sent page.Sent) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.hostOf(lease.Host).leased {
		return errNotLeased
	}
	h := m.hostOf(sent.Host)
	h.next, h.spent = sent.Next, h.spent+1
	m.begun = append(m.begun, sent)
	return nil
}

func (m *memory) Record(_ context.Context, lease page.Lease, v page.Visit, now time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	h, k := m.hostOf(lease.Host), m.byID[v.Request.ID()]
	switch {
	case m.fail != nil:
		return m.fail
	case !h.leased || k == nil || k.Host() != lease.Host:
		return errNotLeased
	}
	def, ok := v.Outcome.Def()
	if !ok {
		return errors.New("no outcome: " + string(v.Outcome))
	}
	m.visits = append(m.visits, v)
	m.ended(v.Sent)
	m.settle(k, &v, def, now)
	if v.Attempts > 0 {
		h.next = now.Add(max(v.Gap, lease.Gap))
	}
	if def.CloseHost && v.Elsewhere == "" {
		h.closed = m.run
	}
	m.add(v.Next, now)
	return nil
}

func (m *memory) settle(k *kept, v *page.Visit, def report.OutcomeDef, now time.Time) {
	k.done = true
	switch def.Class {
	case report.ClassOK:
		k.failed = time.Time{}
	case report.ClassWaiting:
	default:
		k.failed = now
	}
	switch {
	case def.Class == report.ClassWaiting:
		k.done, k.due = false, v.Retry
	case def.Retry == report.RetrySoon && k.tries+1 < m.attempts:
		k.done, k.tries, k.due = false, k.tries+1, now.Add(m.backoff)
		if !v.Retry.IsZero() {
			k.due = v.Retry
		}
	case v.Outcome == report.OutcomeFetched:
		k.ETag, k.LastModified = v.Page.Facts.Header.Get("ETag"), v.Page.Facts.Header.Get("Last-Modified")
		k.Known = v.Page.Digest()
		m.blobs[k.Known] = v.Page.Body
	}
}

func (m *memory) SaveRobots(_ context.Context, name string, robots page.Robots, delay time.Duration, now time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	h := m.hostOf(name)
	m.ended(robots.Sent)
	h.robots, h.delay = robots, delay
	return nil
}

func (m *memory) Release(_ context.Context, lease page.Lease) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.hostOf(lease.Host).leased = false
	return nil
}

func (m *memory) Archived(_ context.Context, digest page.Digest) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	body, ok := m.blobs[digest]
	if !ok {
		return nil, errors.New("no such content")
	}
	return slices.Clone(body), nil
}

// ended completes what was begun.
func (m *memory) ended(sent []page.Sent) {
	for _, x := range sent {
		i := len(m.begun) - 1 // the latest are at the end
		for ; i >= 0; i-- {
			if b := &m.begun[i]; b.Host == x.Host && b.URL == x.URL && b.Began.Equal(x.Began) && b.Ended.IsZero() {
				break
			}
		}
		if i < 0 {
			panic("ended what was never begun: " + x.URL)
		}
		m.begun[i] = x
	}
}

// outcomes gives the outcome of the last visit of each path.
func (m *memory) outcomes() map[string]report.Outcome {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := map[string]report.Outcome{}
	for _, v := range m.visits {
		out[v.Request.URL] = v.Outcome
	}
	return out
}

// visit gives the last visit of a URL.
func (m *memory) visit(url string) page.Visit {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := len(m.visits) - 1; i >= 0; i-- {
		if m.visits[i].Request.URL == url {
			return m.visits[i]
		}
	}
	return page.Visit{}
}
