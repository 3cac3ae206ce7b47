package crawler

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/nianbao/nianbao/crawler/internal/transport"
	"github.com/nianbao/nianbao/crawler/robots"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// policies are the robots.txt of a run's hosts as they were read.
type policies struct {
	mu    sync.Mutex
	hosts map[string]policy
}

type policy struct {
	policy  robots.Policy
	fetched time.Time
	refusal *refused // why the host is not asked at all
}

func newPolicies() *policies { return &policies{hosts: map[string]policy{}} }

func (p *policies) of(host string) (policy, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	known, ok := p.hosts[strings.ToLower(host)]
	return known, ok
}

func (p *policies) keep(host string, one policy) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.hosts[strings.ToLower(host)] = one
}

// policy gives the rules of the host that an address is on: those of this run, those that the lease brought, or new
// ones, when the others are older than a day. The refusal says why the host is not asked at all.
func (s *session) policy(ctx context.Context, u *url.URL) (robots.Policy, *refused) {
	known, ok := s.robots.of(u.Host)
	if !ok && u.Host == s.lease.Host && !s.lease.Robots.Fetched.IsZero() {
		p := robots.Decide(factsOf(s.lease.Robots), s.config.UserAgent)
		known = policy{p, s.lease.Robots.Fetched, refusalOf(p, u.Host, "")}
		ok = p.Kind != robots.NotToday
	}
	if !ok || time.Since(known.fetched) >= robotsAge {
		known = s.fetchRobots(ctx, u)
	}
	if known.fetched.IsZero() { // the run ended on the way, or https failed
		return known.policy, known.refusal
	}
	s.robots.keep(u.Host, known)
	return known.policy, known.refusal
}

// fetchRobots asks the host for its robots.txt and keeps the answer.
func (s *session) fetchRobots(ctx context.Context, u *url.URL) policy {
	at := url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	t := &trip{session: s, request: page.Request{URL: at.String()}, robots: true}
	if parent := tripOf(ctx); parent != nil {
		t.request.Hints = parent.request.Hints
	} else if len(s.lease.Requests) > 0 {
		t.request.Hints = s.lease.Requests[0].Hints
	}
	s.travel(ctx, t, false)
	s.tally.robots(len(t.exchanges))
	last := t.last()
	outcome, detail := failureOf(t.err)
	switch def, _ := outcome.Def(); {
	case s.fatal != nil || def.Class == report.ClassWaiting:
		return policy{refusal: &refused{outcome: outcome, detail: detail, until: restUntil(t.err)}}
	case outcome == report.OutcomeTLS && u.Scheme == "https": // http may have a robots.txt
		s.failHTTPS(u.Host, detail)
		return policy{refusal: refuse(outcome, "robots.txt of "+u.Host+": "+detail)}
	}
	kept := page.Robots{Fetched: time.Now().UTC(), Status: last.Status, Detail: brief(robotsDetail(t, last, detail)), Sent: s.take()}
	if t.err != nil {
		kept.Status = 0
	}
	if t.err == nil && last.Status/100 == 2 {
		kept.Body = last.Body
	}
	p := robots.Decide(factsOf(kept), s.config.UserAgent)
	s.gates.of(u.Host).rest(time.Now().Add(p.CrawlDelay()))
	if err := s.frontier.SaveRobots(context.WithoutCancel(ctx), u.Host, kept, p.CrawlDelay(), time.Now()); err != nil {
		s.fatal = err
	}
	return policy{p, kept.Fetched, refusalOf(p, u.Host, outcome)}
}

// robotsWall marks, in page.Robots.Detail, an answer that was a wall.
const robotsWall = "bot wall: "

func robotsDetail(t *trip, last transport.Exchange, failure string) string {
	if t.err != nil {
		return failure
	}
	if sign := wallSign(last.Status, last.Header, last.Body, t.final.String()); sign != "" {
		return robotsWall + sign
	}
	if t.final.Host != "" && t.final.Host != t.session.lease.Host && len(t.hops) > 0 {
		return "answered by " + t.final.Host
	}
	return ""
}

// factsOf makes of what was kept what is needed to decide.
func factsOf(kept page.Robots) robots.Facts {
	f := robots.Facts{Status: kept.Status, Body: kept.Body, Wall: strings.HasPrefix(kept.Detail, robotsWall)}
	if kept.Status == 0 {
		f.Failure = kept.Detail
		if f.Failure == "" {
			f.Failure = "no answer"
		}
	}
	return f
}

// refusalOf says why the host is not asked at all; nil when it is. The outcome is that of a failed request.
func refusalOf(p robots.Policy, host string, outcome report.Outcome) *refused {
	detail := "robots.txt of " + host + ": " + p.Reason
	switch p.Kind {
	case robots.AllowAll, robots.Rules:
		return nil
	case robots.Deny:
		if p.Facts().Wall {
			return refuse(report.OutcomeBlocked, detail)
		}
		return refuse(report.OutcomeForbidden, detail)
	}
	switch outcome {
	case report.OutcomeUnknownHost, report.OutcomeRefused, report.OutcomePrivateAddress:
		return refuse(outcome, detail) // says more than that there was no robots.txt
	}
	return refuse(report.OutcomeRobotsUnknown, detail)
}
