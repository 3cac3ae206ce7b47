package crawler

import (
	"context"
	"fmt"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/nianbao/nianbao/crawler/internal/transport"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// visitOf makes of what a trip brought the visit that is recorded. The body is that of the wire, decoded but never
// transcoded.
func (s *session) visitOf(t *trip) *page.Visit {
	last := t.last()
	v := &page.Visit{Request: t.request, Attempts: len(t.exchanges), Gap: t.paused}
	v.Page.Facts = t.facts(last)
	v.Page.Hints = t.request.Hints
	v.Retry = restUntil(t.err)
	v.Elsewhere = refusedBy(t.err)
	defer s.takeTurn(last.Body)()
	defer contain(v)
	a := answer{
		kind: t.request.Kind, script: t.request.Script(), conditional: t.request.Conditional(), status: last.Status, header: last.Header,
		page: page.Page{Body: last.Body, Facts: v.Page.Facts}, sentHome: t.sentHome(), err: t.err,
	}
	v.Outcome, v.Detail = a.classify()
	if v.Outcome == report.OutcomeFetched {
		v.Page.Body = last.Body
	}
	s.retryOf(v, last)
	if v.Outcome == report.OutcomeFetched {
		s.read(v, v.Page.Body)
	}
	return v
}

// contain makes a fault of ours in reading one page the outcome of that page, not the end of the run.
func contain(v *page.Visit) {
	if fault := recover(); fault != nil {
		v.Outcome, v.Detail = report.OutcomeInternal, fmt.Sprintf("reading %s: %v", v.Request.URL, fault)
		v.Page.Body, v.Next, v.Links = nil, nil, nil
	}
}

// facts tells the circumstances of the last exchange.
func (t *trip) facts(last transport.Exchange) page.Facts {
	f := page.Facts{
		URL: canonical(t.final), Requested: t.request.URL, Status: last.Status, Header: last.Header, Hops: t.hops,
		Remote: last.RemoteAddr, WireBytes: last.WireLength, Took: last.Elapsed,
		Fetched: last.Started.Add(last.Elapsed), CloseDelimited: last.CloseDelimited,
	}
	if len(t.exchanges) == 0 {
		f.Fetched = time.Now()
	}
	if at, err := url.Parse(last.URL); t.err != nil && err == nil && at.Host != "" {
		f.URL = canonical(at) // the collector names the first address of a way that ended in a failure
	}
	f.Fetched = f.Fetched.UTC()
	if last.TLS != nil {
		f.TLS = strings.Join([]string{last.TLS.Version, last.TLS.CipherSuite, last.TLS.Profile}, " ")
	}
	return f
}

func canonical(u *url.URL) string {
	if u == nil {
		return ""
	}
	if address, err := page.Canonical(u.String()); err == nil {
		return address
	}
	return u.String()
}

// sentHome tells whether a request for a page deep in the portal was redirected to its front page, as some portals
// do for pages that are gone.
func (t *trip) sentHome() bool {
	asked, err := url.Parse(t.request.URL)
	return err == nil && len(t.hops) > 0 && t.final != nil && atFront(t.final.Path) && !atFront(asked.Path)
}

func atFront(p string) bool {
	return p == "" || p == "/" || (path.Dir(p) == "/" && strings.HasPrefix(path.Base(p), "index."))
}

// oncemore tells whether a 304 can't be used: nothing is in the archive to which it could refer, or the portal
// answered so without being asked. Then the page is asked for once more, unconditionally.
func (s *session) oncemore(ctx context.Context, t *trip) (*trip, bool) {
	if t.last().Status != 304 || t.visit == nil || s.fatal != nil || ctx.Err() != nil {
		return nil, false
	}
	again := &trip{session: s, request: t.request, again: true}
	if t.request.Conditional() {
		body, err := s.archive.Archived(ctx, t.request.Known)
		if err == nil {
			s.reread(t.visit, body)
			return nil, false
		}
		again.request.Known = ""
	}
	return again, true
}

// compare looks whether a document that was had before says something else now. What only counts its visitors or shows
// the date is no new version; its bytes are not kept.
func (s *session) compare(ctx context.Context, v *page.Visit) {
	if v.Outcome != report.OutcomeFetched || v.Request.Kind != page.KindDocument || v.Request.Known == "" {
		return
	}
	if v.Page.Digest() != v.Request.Known {
		old, err := s.archive.Archived(ctx, v.Request.Known)
		kind := v.Page.Facts.Header.Get("Content-Type")
		before, ok := page.ArticleDigest(old, kind)
		if now, _ := page.ArticleDigest(v.Page.Body, kind); err != nil || !ok || now != before {
			return
		}
		v.Detail = "other bytes, the same article"
	}
	v.Outcome, v.Page.Body = report.OutcomeUnchanged, nil
}

// reread reads the archived copy of a page that is unchanged.
func (s *session) reread(v *page.Visit, body []byte) {
	if v.Request.Kind != page.KindList || v.Outcome != report.OutcomeNotModified {
		return
	}
	defer s.takeTurn(body)()
	defer contain(v)
	s.read(v, body)
}

const (
	largePage = 32 << 10 // bytes of a page from which it takes a turn to be read
	mostLarge = 4        // large pages that are read at once: each may take some 30 MiB more than its size
)

// takeTurn waits until the body may be read and gives what is to be called afterwards.
func (c *Crawler) takeTurn(body []byte) (done func()) {
	if len(body) < largePage {
		return func() {}
	}
	c.large <- struct{}{}
	return func() { <-c.large }
}
