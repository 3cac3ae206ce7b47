package crawler

import (
	"fmt"
	"slices"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// read makes of a list page further requests. A page that turns out to be of the other kind is re-labelled: a
// report in a folder of its own is a document, a document that only leads elsewhere is a list.
func (s *session) read(v *page.Visit, body []byte) {
	p := page.Page{Body: body, Facts: v.Page.Facts, Hints: v.Page.Hints}
	site := s.site(&v.Request)
	if v.Request.Kind == page.KindDocument {
		v.Links = portal.Attachments(p)
		s.leadOn(v, p)
		return
	}
	scope := portal.Scope{Site: site, From: s.config.From, To: s.config.To, Pages: s.config.Pages}
	reading := portal.Read(scope, v.Request, p, s.trail)
	switch {
	case reading.Document:
		v.Request.Kind, v.Links = page.KindDocument, portal.Attachments(p)
	case reading.Problem != "":
		v.Outcome, v.Detail, v.Page.Body = report.OutcomeFamilyUnreadable, reading.Problem, nil
		v.Listing = &reading.Listing
	default:
		v.Links, v.Next, v.Listing = reading.Links, reading.Next, &reading.Listing
		s.bound(v)
	}
}

// bound drops further list pages once the site has had its share of the run.
func (r *run) bound(v *page.Visit) {
	r.mu.Lock()
	defer r.mu.Unlock()
	lists := r.lists[v.Request.Hints.Source]
	if lists == nil {
		lists = map[string]struct{}{}
		r.lists[v.Request.Hints.Source] = lists
	}
	lists[v.Request.ID()] = struct{}{}
	before := len(v.Next)
	v.Next = slices.DeleteFunc(v.Next, func(n page.Request) bool {
		if _, known := lists[n.ID()]; known || n.Kind != page.KindList {
			return false
		}
		if len(lists) >= r.config.Lists {
			return true
		}
		lists[n.ID()] = struct{}{}
		return false
	})
	if len(v.Next) < before {
		v.Listing.Stop, v.Listing.Short = fmt.Sprintf("cap of %d list pages of the source", r.config.Lists), true
	}
}

// shellSize is the size in bytes below which a page may be one that only leads elsewhere.
const shellSize = 4 << 10

// leadOn follows a document that is a shell: a script or a refresh leads to the document itself.
func (s *session) leadOn(v *page.Visit, p page.Page) {
	if len(p.Body) > shellSize || v.Outcome != report.OutcomeFetched {
		return
	}
	sight, ok := portal.Look(p)
	site := s.site(&v.Request)
	if !ok || len(sight.Hops) == 0 {
		return
	}
	v.Request.Kind = page.KindList
	v.Listing = &page.Listing{Family: v.Request.Family, Total: -1, Stop: "leads on to " + sight.Hops[0]}
	for _, to := range sight.Hops {
		next := page.Request{
			URL: to, Kind: page.KindDocument, Referer: p.Facts.URL, Depth: v.Request.Depth + 1, Hints: v.Request.Hints,
		}
		if site.Owns(next.Host()) {
			v.Next = append(v.Next, next)
		}
	}
}
