package crawler

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// mostRefusals is how many different paths a host may refuse in a row before it is left: one refused page says
// something about that page, several say that we are not wanted.
const mostRefusals = 3

// standing is how a run stands with a host.
type standing struct {
	left    report.Outcome      // why nothing more is asked of it in the run; empty while it is asked
	day     report.Date         // on which it was left
	detail  string              // what happened
	refused map[string]struct{} // paths that it refused in a row
	noTLS   string              // how https failed; empty while it is asked
	missing *string             // what marks its page for missing addresses; nil while nobody asked, see missing.go
}

// standingOf gives the standing of a host; the lock is held.
func (r *run) standingOf(host string) *standing {
	host = strings.ToLower(host)
	one := r.hosts[host]
	if one == nil {
		one = &standing{refused: map[string]struct{}{}}
		r.hosts[host] = one
	}
	return one
}

// leftFor tells whether the run has left the host, for which outcome and what exactly.
func (r *run) leftFor(host string) (outcome report.Outcome, detail string, left bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	one := r.standingOf(host)
	if one.left == report.OutcomeBudget && one.day != report.DateOf(time.Now()) { // there is a new one
		one.left, one.detail = "", ""
	}
	return one.left, one.detail, one.left != ""
}

// leave ends the requests to a host for the run; the first reason stays.
func (r *run) leave(host string, outcome report.Outcome, detail string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if one := r.standingOf(host); one.left == "" {
		one.left, one.detail, one.day = outcome, brief(detail), report.DateOf(time.Now())
		r.tally.left(host, outcome)
	}
}

// httpsFailed tells how https of the host failed in this run; empty when it did not.
func (r *run) httpsFailed(u *url.URL) string {
	if u.Scheme != "https" {
		return ""
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.standingOf(u.Host).noTLS
}

func (r *run) failHTTPS(host, detail string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.standingOf(host).noTLS = detail
}

// refuse notes that a host refused a path, and tells whether that is the last of too many in a row.
func (r *run) refuse(host, path string) (tooMany bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	one := r.standingOf(host)
	one.refused[path] = struct{}{}
	return len(one.refused) >= mostRefusals
}

// welcome notes that a host answered a request with something else than a refusal.
func (r *run) welcome(host string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	clear(r.standingOf(host).refused)
}

// blame holds a failure of the host that a redirect led to against that host: the one that the request was for stays
// open.
func (s *session) blame(v *page.Visit) {
	at, err := url.Parse(v.Page.Facts.URL)
	if err != nil || at.Host == "" || at.Host == s.lease.Host {
		return
	}
	def, _ := v.Outcome.Def()
	if v.Outcome != report.OutcomePrivateAddress && (!def.CloseHost || def.Class == report.ClassWaiting) {
		return
	}
	s.leave(at.Host, v.Outcome, v.Detail)
	v.Elsewhere = at.Host
	v.Detail = fmt.Sprintf("redirected to %s: %s: %s", at, v.Outcome, v.Detail)
	if v.Outcome != report.OutcomeBlocked { // a wall is a wall, wherever it stands
		v.Outcome = report.OutcomeBadRedirect
	}
}

// judge leaves a host for what a visit says about all of it, and not for what may be the fault of one address.
func (s *session) judge(v *page.Visit) {
	at, err := url.Parse(v.Page.Facts.URL)
	if err != nil || at.Host == "" {
		at = &url.URL{Host: s.lease.Host}
	}
	def, _ := v.Outcome.Def()
	switch {
	case v.Elsewhere != "" && v.Outcome == report.OutcomeBlocked:
		if s.refuse(s.lease.Host, v.Request.URL) {
			s.leave(s.lease.Host, v.Outcome, fmt.Sprintf("%d different paths in a row led to a wall, the last: %s", mostRefusals, v.Detail))
		}
	case def.CloseHost:
		s.leave(s.lease.Host, v.Outcome, v.Detail)
	case v.Outcome == report.OutcomePrivateAddress:
		s.leave(at.Host, v.Outcome, v.Detail)
	case v.Attempts == 0: // nothing was asked
	case v.Outcome == report.OutcomeTLS:
		s.failHTTPS(at.Host, v.Detail)
	case v.Outcome == report.OutcomeForbidden && s.speaksForHost(&v.Request, at):
		s.leave(at.Host, v.Outcome, v.Detail)
	case v.Outcome == report.OutcomeForbidden:
		if s.refuse(at.Host, at.RequestURI()) {
			s.leave(at.Host, v.Outcome, fmt.Sprintf("%d different paths were refused in a row, the last %s: %s", mostRefusals, at, v.Detail))
		}
	case v.Page.Facts.Status != 0:
		s.welcome(at.Host)
	}
}

// speaksForHost tells whether a refusal of the address is one of the host: of its front page, or of the only column
// that the sources name there.
func (s *session) speaksForHost(request *page.Request, at *url.URL) bool {
	if atFront(at.Path) {
		return true
	}
	if request.Kind != page.KindList || request.Depth > 0 || request.Host() != at.Host {
		return false
	}
	return s.columns[at.Host] == 1
}
