package crawler

import (
	"fmt"
	"net/http"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// refused is why something is not asked, or a redirect not followed.
type refused struct {
	outcome report.Outcome
	detail  string
}

func (r *refused) Error() string { return r.detail }

// robotsRedirects is how many redirects of robots.txt are followed (RFC 9309 section 2.3.1.2).
const robotsRedirects = 5

// redirect decides whether the collector follows a redirect: not without end, not in a circle, only to hosts of the
// site, never to a host that was left, and nowhere that robots.txt forbids.
func (s *session) redirect(req *http.Request, via []*http.Request) error {
	t := tripOf(req.Context())
	if t == nil {
		return errNoTrip
	}
	hop := page.Hop{From: via[len(via)-1].URL.String(), To: req.URL.String()}
	if req.Response != nil {
		hop.Status = req.Response.StatusCode
	}
	t.hops = append(t.hops, hop)
	site := s.site(&t.request)
	most := s.config.Redirects
	if t.robots {
		most = robotsRedirects
	}
	switch outcome, closed := s.closedFor(req.URL.Host); {
	case t.circles(req):
		return &refused{report.OutcomeRedirectLoop, "redirected in a circle to " + hop.To}
	case len(via) > most:
		return &refused{report.OutcomeTooManyRedirects, fmt.Sprintf("more than %d redirects, the last to %s", most, hop.To)}
	case !portal.Owns(&site, req.URL.Host) && bare(req.URL.Host) != bare(t.request.Host()):
		return &refused{report.OutcomeOffsite, "redirected to " + hop.To + ", which is no host of the source"}
	case closed:
		return elsewhere(hop, "a host that was left in this run: "+string(outcome))
	case t.robots:
		return nil
	}
	policy, no := s.policy(req.Context(), req.URL)
	if no != nil {
		return elsewhere(hop, no.detail)
	}
	if ok, rule := policy.Allowed(req.URL.RequestURI()); !ok {
		return elsewhere(hop, "which robots.txt forbids: "+rule)
	}
	return nil
}

// elsewhere is a redirect that may not be followed because of the host it leads to; the one that it comes from is
// not to blame and stays open.
func elsewhere(hop page.Hop, why string) *refused {
	return &refused{report.OutcomeRobotsDenied, "redirected to " + hop.To + ", " + why}
}

// circles notes where the way leads and tells whether it was there before. One return is no circle when a cookie
// was set just before: some portals hand out their session that way.
func (t *trip) circles(req *http.Request) bool {
	to := req.URL.String()
	t.seen[to]++
	cookie := req.Response != nil && len(req.Response.Header.Values("Set-Cookie")) > 0
	return t.seen[to] > 2 || (t.seen[to] == 2 && !cookie)
}
