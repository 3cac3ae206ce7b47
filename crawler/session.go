package crawler

import (
	"context"
	"errors"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"time"

	"github.com/gocolly/colly/v2"
	"golang.org/x/net/publicsuffix"

	"github.com/nianbao/nianbao/crawler/internal/guard"
	"github.com/nianbao/nianbao/crawler/internal/transport"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// connect makes the transport that all sessions share.
func (c *Crawler) connect() error {
	t, err := transport.New(transport.Config{
		Dialer: &dialer{guard: &guard.Dialer{Allow: c.config.AllowPrivate, Map: c.config.Map}, memory: c.config.Dial},
		Gate:   c.attempt, AttemptTimeout: c.config.Timeout, Retries: c.config.Retries,
		WaitMin: c.config.RetryWait, MaxBody: c.config.MaxBody,
	})
	c.transport = t
	return err
}

// session is the work on one leased host: a collector of its own, with its cookies.
type session struct {
	*run
	lease     page.Lease
	collector *colly.Collector
	paceOf    Pace
	spent     int
	over      bool  // nothing more is asked of the host in this lease
	fatal     error // of the frontier
}

// newSession makes the collector. All it may do by itself is to follow redirects, each of which is checked, and to
// keep cookies; pace, robots.txt, repetition, size and charset are decided elsewhere.
func (r *run) newSession(lease page.Lease) *session {
	s := &session{run: r, lease: lease, paceOf: r.pace(lease.Host), spent: lease.Spent}
	c := colly.NewCollector()
	c.UserAgent = r.config.agent()
	c.AllowURLRevisit = true
	c.IgnoreRobotsTxt = true // robots.go asks for every path, redirects included
	c.ParseHTTPErrorResponse = true
	c.MaxBodySize = 0 // a cut would be silent; the transport refuses what is too large
	c.DetectCharset = false
	jar, _ := cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List}) // it never fails
	c.SetClient(&http.Client{Transport: &paced{crawler: r.Crawler, below: r.transport}, Jar: jar, Timeout: 0})
	c.SetRedirectHandler(s.redirect) // after SetClient, which drops it
	c.OnResponse(func(answer *colly.Response) { arrived(answer.Ctx, answer.Request.URL, nil) })
	c.OnError(func(answer *colly.Response, err error) { arrived(answer.Ctx, answer.Request.URL, err) })
	s.collector = c
	r.gates.of(lease.Host).rest(lease.NotBefore)
	return s
}

// visit asks for one page, robots.txt before it when that is due, and records how it went.
func (s *session) visit(ctx context.Context, request page.Request) error {
	u, err := url.Parse(request.URL)
	if err != nil {
		return s.record(ctx, page.Visit{Request: request, Outcome: report.OutcomeInternal, Detail: err.Error()})
	}
	if visit, refused := s.unasked(ctx, request, u); refused {
		return s.record(ctx, visit)
	}
	t := &trip{session: s, request: request}
	s.travel(ctx, t, false)
	if again, ok := s.oncemore(ctx, t); ok {
		t = again
		s.travel(ctx, t, true)
	}
	return s.record(ctx, *t.visit)
}

// unasked tells of a request that is not sent: robots.txt forbids it, or can't be had.
func (s *session) unasked(ctx context.Context, request page.Request, u *url.URL) (page.Visit, bool) {
	visit := page.Visit{Request: request}
	policy, refusal := s.policy(ctx, u)
	if refusal == nil {
		if ok, rule := policy.Allowed(u.RequestURI()); !ok {
			refusal = &refused{report.OutcomeRobotsDenied, "robots.txt of " + u.Host + ": " + rule}
		}
	}
	if refusal == nil {
		return visit, false
	}
	visit.Outcome, visit.Detail = refusal.outcome, refusal.detail
	return visit, true
}

// record keeps a visit; one that the end of the run cut off is left due instead.
func (s *session) record(ctx context.Context, visit page.Visit) error {
	if s.fatal != nil {
		if ctx.Err() != nil && errors.Is(s.fatal, ctx.Err()) {
			return nil
		}
		return s.fatal
	}
	if visit.Outcome == report.OutcomeCancelled || (ctx.Err() != nil && visit.Attempts == 0) {
		s.over = true
		return nil
	}
	if err := s.frontier.Record(context.WithoutCancel(ctx), s.lease, visit, time.Now()); err != nil {
		return err
	}
	if def, _ := visit.Outcome.Def(); def.CloseHost {
		s.over = true
		s.close(s.lease.Host, visit.Outcome)
		if at, err := url.Parse(visit.Page.Facts.URL); err == nil && at.Host != "" {
			s.close(at.Host, visit.Outcome) // the host that answered, after redirects
		}
	}
	s.config.Progress(s.tally.visit(s.lease.Host, &visit))
	return nil
}

var errBudget = errors.New("the host's requests of the day are spent")

// begin notes that an attempt is sent now; it is called when it is the host's turn.
func (s *session) begin(ctx context.Context, req *http.Request, pause time.Duration) error {
	if budget := s.budget(); budget > 0 && s.spent >= budget {
		return errBudget
	}
	s.spent++
	t := tripOf(ctx)
	now := time.Now()
	request := t.request
	request.URL = req.URL.String()
	err := s.frontier.Begin(ctx, s.lease, request, now, now.Add(pause))
	if err != nil {
		s.fatal = err
	}
	return err
}

func (s *session) budget() int {
	if s.lease.Budget > 0 && (s.paceOf.Budget == 0 || s.lease.Budget < s.paceOf.Budget) {
		return s.lease.Budget
	}
	return s.paceOf.Budget
}

// pause draws the pause after a request to the host: the longest of what the sites, the frontier and robots.txt ask.
func (s *session) pause(host string) time.Duration {
	pace := s.paceOf
	if host != s.lease.Host {
		pace = s.pace(host)
	} else {
		pace.Gap = max(pace.Gap, s.lease.Gap)
	}
	if known, ok := s.robots.of(host); ok {
		pace.Gap = max(pace.Gap, known.policy.CrawlDelay())
	}
	return pace.pause()
}

// site gives the site that a request belongs to; one that no source names is alone with its host.
func (s *session) site(request *page.Request) source.Site {
	if site := s.byID[request.Hints.Source]; site != nil {
		return *site
	}
	return source.Site{ID: request.Hints.Source, Hosts: []string{request.Host()}}
}
