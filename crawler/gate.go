package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/nianbao/nianbao/report"
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
	pause  time.Duration // promised when it was sent
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

// begin waits until the host may be asked, unless that is longer than the patience: then it gives the moment. A
// repetition within one turn waits for the pause that the attempt before it promised, from now on, since it has just
// ended.
func (g *gate) begin(ctx context.Context, pause, patience time.Duration) (until time.Time, err error) {
	g.mu.Lock()
	if g.open {
		g.next = later(g.next, time.Now().Add(g.pause))
	}
	next := g.next
	if time.Until(next) > patience {
		g.mu.Unlock()
		return next, nil
	}
	g.open, g.pause = true, pause
	g.mu.Unlock()
	return time.Time{}, sleepUntil(ctx, next)
}

// end begins the pause that was promised, if anything was sent, and tells how long it is.
func (g *gate) end() (pause time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.open {
		return 0
	}
	g.next = later(g.next, time.Now().Add(g.pause))
	g.open = false
	return g.pause
}

// paced is the RoundTripper that takes turns at the gates around the transports below.
type paced struct{ crawler *Crawler }

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
	resp, err := p.crawler.transportTo(req.URL.Host).RoundTrip(req)
	pause := g.end()
	if t := tripOf(req.Context()); t != nil {
		t.settle()
		t.paused = pause
	}
	return resp, err
}

var errNoTrip = errors.New("a request outside of a session")

// attempt is called before every attempt, when it is the host's turn.
func (c *Crawler) attempt(ctx context.Context, req *http.Request) error {
	t := tripOf(ctx)
	if t == nil {
		return errNoTrip
	}
	t.settle()
	pause := t.session.pause(req.URL.Host)
	until, err := c.gates.of(req.URL.Host).begin(ctx, pause, c.patience)
	quiet := c.pace(req.URL.Host).Quiet
	end, within := quiet.End(time.Now())
	switch {
	case err != nil:
		return err
	case within:
		return &refused{outcome: report.OutcomeHostResting, detail: fmt.Sprintf("%s is not asked between %s in China", req.URL.Host, quiet), until: end}
	case !until.IsZero():
		return &refused{outcome: report.OutcomeHostResting, detail: c.restsTooLong(req.URL.Host, until), until: until}
	}
	return t.session.begin(ctx, req, pause)
}

// restsTooLong says that a host is not waited for. A run waits no longer than its patience, or than the pauses that
// its own configuration asks for.
func (c *Crawler) restsTooLong(host string, until time.Time) string {
	return fmt.Sprintf("%s is not to be asked before %s, in %s (its Crawl-delay or Retry-After); a run waits %s at most",
		host, until.UTC().Format(time.RFC3339), time.Until(until).Round(time.Second), c.patience)
}

// restUntil gives the moment before which a host is not to be asked, if that is why a request failed.
func restUntil(err error) time.Time {
	var no *refused
	if errors.As(err, &no) {
		return no.until
	}
	return time.Time{}
}

// refusedBy gives the host that refused, if a redirect led to another one than was asked.
func refusedBy(err error) string {
	var no *refused
	if errors.As(err, &no) {
		return no.host
	}
	return ""
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
