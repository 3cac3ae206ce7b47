package crawler

import (
	"time"

	"github.com/nianbao/nianbao/crawler/internal/transport"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

const (
	firstRest   = 5 * time.Second  // of a host that asks for a slower pace without saying how slow
	longestRest = 10 * time.Minute // of the same after many such answers
	mostRest    = 24 * time.Hour   // that a Retry-After is believed
)

// retryOf says when the request and the host may be asked again. A host that names a time gets it; one that only
// says "too many" gets a rest that doubles. Either way the lease ends: others are asked meanwhile.
func (s *session) retryOf(v *page.Visit, last transport.Exchange) {
	g := s.gates.of(s.lease.Host)
	now := time.Now()
	rest, named := transport.RetryAfter(last.Header, now)
	switch {
	case v.Outcome == report.OutcomeServerError && named:
	case v.Outcome == report.OutcomeRateLimited && named:
	case v.Outcome == report.OutcomeRateLimited:
		rest = g.strained(s.pause(s.lease.Host))
	default:
		if v.Outcome == report.OutcomeFetched {
			g.relaxed()
		}
		return
	}
	rest = min(rest, mostRest)
	v.Retry, v.Gap = now.Add(rest), max(v.Gap, rest)
	g.rest(v.Retry)
	s.over = true
}

// strained gives the next longer rest of a host that asks for a slower pace.
func (g *gate) strained(gap time.Duration) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.strain = min(max(2*g.strain, 2*gap, firstRest), longestRest)
	return g.strain
}

func (g *gate) relaxed() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.strain = 0
}
