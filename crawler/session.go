package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gocolly/colly/v2"
	"golang.org/x/net/publicsuffix"

	"github.com/nianbao/nianbao/crawler/internal/guard"
	"github.com/nianbao/nianbao/crawler/internal/transport"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// connect makes the transports that all sessions share, one for each TLS profile.
func (c *Crawler) connect() error {
	c.transport = map[source.TLSProfile]*transport.Transport{}
	for name, profile := range map[source.TLSProfile]transport.Profile{
		source.TLSDefault: transport.DefaultProfile(), source.TLSCompatible: transport.CompatibleProfile(),
	} {
		profile.RootCAs = c.config.Authorities
		t, err := transport.New(transport.Config{
			Dialer: &dialer{guard: &guard.Dialer{Allow: c.config.AllowPrivate, Map: c.config.Map}, memory: c.config.Dial},
			Gate:   c.attempt, AttemptTimeout: c.config.Timeout, Retries: c.config.Retries,
			WaitMin: c.config.RetryWait, MaxBody: c.config.MaxBody, TLS: profile,
		})
		if err != nil {
			return err
		}
		c.transport[name] = t
	}
	return nil
}

// transportTo gives the transport with the TLS profile of the host's sites: the compatible one when any asks for it.
func (c *Crawler) transportTo(host string) *transport.Transport {
	if slices.ContainsFunc(c.byHost[source.Bare(host)], func(s *source.Site) bool { return s.TLS == source.TLSCompatible }) {
		return c.transport[source.TLSCompatible]
	}
	return c.transport[source.TLSDefault]
}

// session is the work on one leased host: a collector of its own, with its cookies.
type session struct {
	*run
	lease     page.Lease
	collector *colly.Collector
	paceOf    Pace
	spent     int
	over      bool        // nothing more is asked of the host in this lease
	fatal     error       // of the frontier
	unsaid    []page.Sent // requests that have ended and were not recorded yet
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
	c.SetClient(&http.Client{Transport: &paced{r.Crawler}, Jar: jar, Timeout: 0})
	c.SetRedirectHandler(s.redirect) // after SetClient, which drops it
	c.OnResponse(func(answer *colly.Response) { arrived(answer.Ctx, answer.Request.URL, nil) })
	c.OnError(func(answer *colly.Response, err error) { arrived(answer.Ctx, answer.Request.URL, err) })
	s.collector = c
	r.gates.of(lease.Host).rest(lease.NotBefore)
	return s
}

// visit asks for one page, robots.txt before it when that is due, and records how it went.
func (s *session) visit(ctx context.Context, request page.Request) error {
	if !s.wanted(&request) {
		return s.setAside(ctx, request)
	}
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
	s.compare(ctx, t.visit)
	s.unmask(ctx, t)
	return s.record(ctx, *t.visit)
}

// unasked tells of a request that is not sent: https of its host failed before, robots.txt can't be had, so that the
// host is left, or robots.txt forbids it.
func (s *session) unasked(ctx context.Context, request page.Request, u *url.URL) (page.Visit, bool) {
	visit := page.Visit{Request: request}
	if failed := s.httpsFailed(u); failed != "" {
		visit.Outcome, visit.Detail = report.OutcomeTLS, "not asked, since https failed earlier in this run: "+failed
		return visit, true
	}
	policy, refusal := s.policy(ctx, u)
	switch ok, rule := policy.Allowed(u.RequestURI()); {
	case refusal != nil && (refusal.outcome == report.OutcomeForbidden || refusal.outcome == report.OutcomePrivateAddress):
		s.leave(s.lease.Host, refusal.outcome, refusal.detail)
	case refusal == nil && !ok:
		refusal = refuse(report.OutcomeRobotsDenied, "robots.txt of "+u.Host+": "+rule)
	case refusal == nil:
		return visit, false
	}
	visit.Outcome, visit.Detail, visit.Retry = refusal.outcome, refusal.detail, refusal.until
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
	s.blame(&visit)
	visit.Detail = brief(visit.Detail)
	visit.Sent = s.take()
	mark(&visit)
	if err := s.frontier.Record(context.WithoutCancel(ctx), s.lease, visit, time.Now()); err != nil {
		return err
	}
	s.judge(&visit)
	_, _, left := s.leftFor(s.lease.Host)
	s.over = s.over || left || (visit.Outcome == report.OutcomeHostResting && visit.Attempts == 0)
	s.config.Progress(s.tally.visit(s.lease.Host, &visit))
	return nil
}

// mostDetail is how many bytes are kept of what is said about a visit: portals may put anything into an address.
const mostDetail = 1000

// brief shortens what names an address that is too long to be read.
func brief(detail string) string {
	if len(detail) <= mostDetail {
		return detail
	}
	return strings.ToValidUTF8(detail[:mostDetail], "") + "…"
}

var errBudget = errors.New("the host's requests of the day are spent")

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

// wanted tells whether a site of the run names the source of a request and its host. A run that is resumed may hold
// requests of sites that were taken out since. A request without a source was named by itself, and is alone with its
// host.
func (s *session) wanted(request *page.Request) bool {
	site := s.byID[request.Hints.Source]
	return request.Hints.Source == "" || site != nil && site.Owns(request.Host())
}

// setAside leaves a request that no site of the run names as it was, without asking, and says so once a source.
func (s *session) setAside(ctx context.Context, request page.Request) error {
	visit := page.Visit{
		Request: request, Outcome: report.OutcomeNoSource, Retry: time.Now().Add(s.patience + time.Minute),
		Detail: fmt.Sprintf("no source %q with the host %s is part of this run", request.Hints.Source, s.lease.Host),
	}
	if err := s.frontier.Record(context.WithoutCancel(ctx), s.lease, visit, time.Now()); err != nil {
		return err
	}
	s.mu.Lock()
	_, told := s.nobody[request.Hints.Source]
	s.nobody[request.Hints.Source] = struct{}{}
	s.mu.Unlock()
	if !told {
		s.config.Progress(s.tally.aside(s.lease.Host, &visit))
	}
	return nil
}

// site gives the site that a request belongs to, or for one without a source one with its host alone.
func (s *session) site(request *page.Request) source.Site {
	if site := s.byID[request.Hints.Source]; site != nil {
		return *site
	}
	return source.Site{Hosts: []string{request.Host()}}
}
