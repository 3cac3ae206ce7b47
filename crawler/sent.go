package crawler

import (
	"context"
	"net/http"
	"time"

	"github.com/nianbao/nianbao/crawler/internal/transport"
	"github.com/nianbao/nianbao/report/page"
)

// begin notes that an attempt is sent now; it is called when it is the host's turn.
func (s *session) begin(ctx context.Context, req *http.Request, pause time.Duration) error {
	if budget := s.budget(); budget > 0 && s.spent >= budget {
		return errBudget
	}
	s.spent++
	t := tripOf(ctx)
	now := time.Now()
	sent := page.Sent{
		Run: s.id, Host: canonicalHost(req), URL: req.URL.String(), For: t.purpose(req),
		Conditional: req.Header.Get("If-None-Match") != "" || req.Header.Get("If-Modified-Since") != "",
		Began:       now, Next: now.Add(pause),
	}
	sent.Allowed, sent.Robots = s.permission(t, req)
	if err := s.frontier.Begin(ctx, s.lease, sent); err != nil {
		s.fatal = err
		return err
	}
	t.open = append(t.open, sent)
	return nil
}

// canonicalHost is the host of a request as the frontier knows it.
func canonicalHost(req *http.Request) string {
	r := page.Request{URL: canonical(req.URL)}
	return r.Host()
}

// permission is the rule of robots.txt that lets the address be asked.
func (s *session) permission(t *trip, req *http.Request) (allowed bool, rule string) {
	if t.robots {
		return true, "robots.txt itself"
	}
	known, ok := s.robots.of(req.URL.Host)
	if !ok {
		return false, "robots.txt was not read"
	}
	return known.policy.Allowed(req.URL.RequestURI())
}

// purpose says what a request of the trip is for.
func (t *trip) purpose(req *http.Request) page.SentFor {
	n := len(t.open)
	switch {
	case n > 0 && t.open[n-1].URL == req.URL.String() && len(t.hops) == t.hopsThen:
		return page.SentForRepeat
	case t.robots:
		return page.SentForRobots
	case t.quiet:
		return page.SentForProbe
	case len(t.hops) > 0:
		t.hopsThen = len(t.hops)
		return page.SentForRedirect
	case t.again:
		return page.SentForRepeat
	}
	return page.SentForPage
}

// settle notes the end of the attempt that was begun last, when it has one that was not noted: that of its exchange, or
// else now, since the standard transport says nothing of an attempt that it makes once more by itself.
func (t *trip) settle() {
	n := len(t.open)
	if n == 0 || !t.open[n-1].Ended.IsZero() {
		return
	}
	last := &t.open[n-1]
	if x, count := t.recorder.Last(); count > t.ended {
		t.ended = count
		last.Ended, last.Status = x.Started.Add(x.Elapsed), x.Status
		last.Outcome, _ = failureOf(exchangeError(x))
		return
	}
	last.Ended = time.Now()
}

func exchangeError(x transport.Exchange) error {
	if x.Err == nil {
		return nil
	}
	return x.Err
}

// mark gives the last request that was sent for the visit itself its outcome.
func mark(v *page.Visit) {
	for i := len(v.Sent) - 1; i >= 0 && v.Attempts > 0; i-- {
		if f := v.Sent[i].For; f != page.SentForRobots && f != page.SentForProbe {
			def, _ := v.Outcome.Def()
			if led := v.Sent[i].Status/100 == 3 && v.Sent[i].Status != http.StatusNotModified; !led || !def.CloseHost {
				v.Sent[i].Outcome = v.Outcome // otherwise it is that of a host which was not asked
			}
			return
		}
	}
}

// take gives what was sent since the last visit was recorded, and forgets it.
func (s *session) take() []page.Sent {
	sent := s.unsaid
	s.unsaid = nil
	return sent
}
