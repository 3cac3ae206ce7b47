package crawler

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"
)

// gates lets one request a host through at a time, and none before the host's pause is over. All requests of the
// crawler pass here, those for robots.txt, redirects and repetitions included.
type gates struct {
	mu    sync.Mutex
	hosts map[string]*gate
}

// gate is the entrance to one host.
type gate struct {
	turn   chan struct{} // holds a token while a request is open
	mu     sync.Mutex
	next   time.Time     // moment before which no request starts
	open   bool          // the holder has sent something already
	strain time.Duration // rest after the last answer that asked for a slower pace
}

func newGates() *gates { return &gates{hosts: map[string]*gate{}} }

func (g *gates) of(host string) *gate {
	host = strings.ToLower(host)
	g.mu.Lock()
	defer g.mu.Unlock()
	one := g.hosts[host]
	if one == nil {
		one = &gate{turn: make(chan struct{}, 1)}
		g.hosts[host] = one
	}
	return one
}

// rest keeps the host from being asked before the moment.
func (g *gate) rest(until time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if until.After(g.next) {
		g.next = until
	}
}

// begin waits until the host may be asked. A repetition within one turn waits for the pause from now on, since the
// attempt before it has just ended.
func (g *gate) begin(ctx context.Context, pause time.Duration) error {
	g.mu.Lock()
	if g.open {
		g.next = later(g.next, time.Now().Add(pause))
	}
	g.open = true
	next := g.next
	g.mu.Unlock()
	return sleepUntil(ctx, next)
}

func (g *gate) end(pause time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.open = false
	g.next = later(g.next, time.Now().Add(pause))
}

// paced is the RoundTripper that takes turns at the gates around the transport below.
type paced struct {
	crawler *Crawler
	below   http.RoundTripper
}

// RoundTrip waits for the host's turn; the transport below calls attempt before each of its attempts.
func (p *paced) RoundTrip(req *http.Request) (*http.Response, error) {
	g := p.crawler.gates.of(req.URL.Host)
	select {
	case g.turn <- struct{}{}:
	case <-req.Context().Done():
		if req.Body != nil {
			_ = req.Body.Close()
		}
		return nil, req.Context().Err()
	}
	defer func() { <-g.turn }()
	resp, err := p.below.RoundTrip(req)
	pause := p.crawler.pace(req.URL.Host).pause()
	if t := tripOf(req.Context()); t != nil {
		pause = t.session.pause(req.URL.Host)
		t.paused = pause
	}
	g.end(pause)
	return resp, err
}

var errNoTrip = errors.New("a request outside of a session")

// attempt is called before every attempt, when it is the host's turn.
func (c *Crawler) attempt(ctx context.Context, req *http.Request) error {
	t := tripOf(ctx)
	if t == nil {
		return errNoTrip
	}
	pause := t.session.pause(req.URL.Host)
	if err := c.gates.of(req.URL.Host).begin(ctx, pause); err != nil {
		return err
	}
	return t.session.begin(ctx, req, pause)
}

// sleepUntil waits for a moment or the end of the context.
func sleepUntil(ctx context.Context, moment time.Time) error {
	wait := time.Until(moment)
	if wait <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
