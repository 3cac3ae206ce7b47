package crawler

import (
	"context"
	"net/http"
	"net/url"
	"regexp"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// Some portals answer for a missing page with their front page and status 200. Whether a page is that one is found out
// by asking the host once a run for an address that surely does not exist, and only when a page looks like it: the
// title says nothing of reports, it has links, and it is neither a list with entries nor a report.

// reportish: words of which at least one stands in the title of every report and of every column of reports.
var reportish = regexp.MustCompile(`报告|年报|公开`)

const (
	// nowherePath is asked for to see how a host answers for what it does not have.
	nowherePath = "/nianbao-no-such-page-7f3a9c51.html"
	fewLinks    = 5 // links of a page that can't be a front page
)

// unmask makes a page that is the host's answer for missing ones what it is.
func (s *session) unmask(ctx context.Context, t *trip) {
	v := t.visit
	if s.fatal != nil || ctx.Err() != nil || !dubious(v) {
		return
	}
	sight, ok := portal.Look(page.Page{Body: t.last().Body, Facts: v.Page.Facts})
	if !ok || sight.Report || sight.Links < fewLinks {
		return
	}
	mark, err := s.missingMark(ctx, t)
	if err != nil || mark == "" || mark != sight.Mark {
		return
	}
	v.Outcome, v.Detail = report.OutcomeSoft404, "the page is what the host shows for an address that does not exist, titled "+sight.Title
	v.Page.Body, v.Links, v.Next, v.Listing = nil, nil, nil, nil
}

// dubious tells of a page that came with success and shows nothing of what was asked for.
func dubious(v *page.Visit) bool {
	at, err := url.Parse(v.Page.Facts.URL)
	switch {
	case err != nil, atFront(at.Path), at.Path == nowherePath, v.Page.Facts.Status != http.StatusOK:
		return false
	case v.Outcome == report.OutcomeFamilyUnreadable:
		return true
	case v.Outcome != report.OutcomeFetched, page.Sniff(v.Page.Body) != page.FormatHTML:
		return false
	case v.Listing != nil && (v.Listing.Found > 0 || len(v.Links) > 0):
		return false
	}
	return !reportish.MatchString(titleOf(v.Page.Facts.Header, v.Page.Body))
}

// missingMark gives what marks the page that the host of a trip shows for a missing address, asked for once a run;
// empty for a host that says that there is none.
func (s *session) missingMark(ctx context.Context, t *trip) (string, error) {
	at := url.URL{Scheme: t.final.Scheme, Host: t.final.Host, Path: nowherePath}
	s.mu.Lock()
	one := s.standingOf(at.Host)
	known := one.missing
	s.mu.Unlock()
	if known != nil {
		return *known, nil
	}
	if policy, no := s.policy(ctx, &at); no != nil || !allowed(policy.Allowed(at.RequestURI())) {
		return "", nil
	}
	probe := &trip{session: s, request: page.Request{URL: at.String(), Kind: page.KindDocument, Hints: t.request.Hints}, quiet: true}
	s.travel(ctx, probe, false)
	s.tally.probe(len(probe.exchanges))
	last, mark := probe.last(), ""
	if probe.err == nil {
		if sign := wallSign(last.Status, last.Header, last.Body, at.String()); sign != "" {
			s.leave(at.Host, report.OutcomeBlocked, "status of a missing address: "+sign)
		}
		if sight, ok := portal.Look(page.Page{Body: last.Body, Facts: probe.facts(last)}); ok && last.Status == http.StatusOK {
			mark = sight.Mark
		}
	}
	if s.fatal != nil || ctx.Err() != nil {
		return "", ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	one.missing = &mark
	return mark, nil
}

func allowed(ok bool, _ string) bool { return ok }
