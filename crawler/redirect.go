package crawler

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/nianbao/nianbao/crawler/internal/guard"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// refused is why something is not asked, or a redirect not followed.
type refused struct {
	outcome report.Outcome
	detail  string
	until   time.Time // when it may be asked; zero when nobody knows
	host    string    // that refuses, when it is not the one that was asked
}

func (r *refused) Error() string { return r.detail }

// robotsRedirects is how many redirects of robots.txt are followed (RFC 9309 section 2.3.1.2).
const robotsRedirects = 5

// redirect decides whether the collector follows a redirect: not without end, not in a circle, only to hosts of the
// site and to addresses that may be asked, never to a host that was left, and nowhere that robots.txt forbids.
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
	former, _, left := s.leftFor(req.URL.Host)
	wrong := guard.CheckURL(req.URL)
	switch failed := s.httpsFailed(req.URL); {
	case t.circles(req):
		return refuse(report.OutcomeRedirectLoop, "redirected in a circle to "+hop.To)
	case len(via) > most:
		return refuse(report.OutcomeTooManyRedirects, fmt.Sprintf("more than %d redirects, the last to %s", most, hop.To))
	case !site.Owns(req.URL.Host) && source.Bare(req.URL.Host) != source.Bare(t.request.Host()):
		return refuse(report.OutcomeOffsite, "redirected to "+hop.To+", which is no host of the source")
	case wrong != nil:
		return elsewhere(hop, "", "which is not to be asked: "+reason(wrong))
	case left:
		return elsewhere(hop, former, "a host that was left in this run: "+string(former))
	case failed != "":
		return refuse(report.OutcomeTLS, "redirected to "+hop.To+", but https failed earlier in this run: "+failed)
	case t.robots:
		return nil
	}
	policy, no := s.policy(req.Context(), req.URL)
	if no != nil {
		if def, _ := no.outcome.Def(); def.Class == report.ClassWaiting || no.outcome == report.OutcomeTLS {
			return no
		}
		return elsewhere(hop, no.outcome, no.detail)
	}
	if ok, rule := policy.Allowed(req.URL.RequestURI()); !ok {
		return refuse(report.OutcomeRobotsDenied, "redirected to "+hop.To+", which robots.txt forbids: "+rule)
	}
	return nil
}

// reason is what the guard finds wrong with an address, without the address.
func reason(err error) string {
	var wrong *guard.HostError
	if errors.As(err, &wrong) && wrong.What != "" {
		return wrong.What
	}
	return err.Error()
}

func refuse(outcome report.Outcome, detail string) *refused {
	return &refused{outcome: outcome, detail: detail}
}

// elsewhere is a redirect that is not followed because of the address or host it leads to; the host that it comes
// from stays open. A wall there is a wall for the page that was asked for.
func elsewhere(hop page.Hop, outcome report.Outcome, why string) *refused {
	no := refuse(report.OutcomeBadRedirect, "redirected to "+hop.To+", "+why)
	if u, err := url.Parse(hop.To); err == nil && outcome == report.OutcomeBlocked {
		no.outcome, no.host = outcome, u.Host
	}
	return no
}

// circles notes where the way leads and tells whether it was there before. One return is no circle when a cookie
// was set just before: some portals hand out their session that way.
func (t *trip) circles(req *http.Request) bool {
	to := req.URL.String()
	t.seen[to]++
	cookie := req.Response != nil && len(req.Response.Header.Values("Set-Cookie")) > 0
	return t.seen[to] > 2 || (t.seen[to] == 2 && !cookie)
}
