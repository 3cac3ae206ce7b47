package discover

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// Bounds of the way from the home page.
const (
	deepest   = 6  // links from it
	mostHops  = 3  // shells one after the other
	perDepth  = 4  // what a link more takes off a score
	mostAside = 12 // pages of a kind that only lead on
	scoreHome = 1000
	scoreHop  = 950
	// Scores within a column go before those of names elsewhere.
	scoreProbe   = 150
	scoreOwnPage = 140 // a body's column by its name
	scoreBranch  = 130
	scoreSibling = 120 // a column beside this one that it names
	scoreYear    = 110
	scoreInside  = 100 // what the crawl will follow by itself
)

// explorer is one exploration.
type explorer struct {
	config    Config
	home      string
	site      source.Site
	place     place
	queue     queue
	seen      map[string]bool // addresses that are or were in the queue
	bodies    map[page.Digest]bool
	aside     map[portal.LeadKind]int
	closed    map[string]bool // hosts that were left
	asked     *candidate
	arrived   bool   // the home page came
	failure   string // why it did not
	columns   []*column
	covered   map[string]bool // bodies for whose reports there is a column
	troubles  []string        // pages that could not be had
	elsewhere []string        // columns on hosts that are not the portal's
	sent      int
	spent     bool // the requests did not suffice
}

func newExplorer(config Config, home string) *explorer {
	e := &explorer{
		config: config, home: home, site: trial(home), seen: map[string]bool{}, bodies: map[page.Digest]bool{},
		aside: map[portal.LeadKind]int{}, closed: map[string]bool{}, covered: map[string]bool{},
	}
	e.add(&candidate{request: page.Request{URL: home}, score: scoreHome, home: true})
	return e
}

// add puts a candidate into the queue unless its page was there, or is none of the portal's.
func (e *explorer) add(c *candidate) {
	key := sameIndex(c.request.ID())
	aside := c.under == nil && (c.kind == portal.LeadPlatform || c.kind == portal.LeadMap || c.kind == portal.LeadBranch)
	if c.depth > deepest || e.seen[key] || clean(c.request.URL, longestText) != c.request.URL || aside && e.aside[c.kind] >= mostAside {
		return
	}
	e.seen[key] = true
	if aside {
		e.aside[c.kind]++
	}
	c.request.Kind, c.score = page.KindDocument, c.score-perDepth*c.depth
	e.queue.add(c)
}

var indexFile = regexp.MustCompile(`/(index|default)\.(s?html?|jhtml)$`)

// sameIndex gives a folder and its index page one address.
func sameIndex(address string) string { return indexFile.ReplaceAllString(address, "/") }

// step takes in how the last request went, and names the next.
func (e *explorer) step(visit *page.Visit) (page.Request, bool) {
	if c := e.asked; visit != nil && c != nil {
		e.asked = nil
		e.take(c, visit)
	}
	for e.queue.Len() > 0 {
		c := e.queue.take()
		if e.closed[c.request.Host()] || !e.worthwhile(c) {
			continue
		}
		e.asked = c
		return c.request, true
	}
	return page.Request{}, false
}

// worthwhile tells whether a candidate may still tell something new: nothing that the crawl follows by itself once all
// bodies are covered, and nothing beside the columns then.
func (e *explorer) worthwhile(c *candidate) bool {
	switch {
	case c.home || c.probe || c.sample:
		return true
	case c.body != "" && e.covered[c.body]:
		return c.kind == portal.LeadColumn && !c.inside
	case c.under != nil && !c.inside:
		return true
	case len(e.columns) == 0 || c.kind == portal.LeadColumn:
		return !c.inside || !e.complete()
	}
	return !e.complete()
}

// complete tells whether a column is known for every township of the register.
func (e *explorer) complete() bool {
	return len(e.columns) > 0 && !slices.ContainsFunc(e.place.townships, func(name string) bool { return !e.covered[name] })
}

// take looks at a page.
func (e *explorer) take(c *candidate, v *page.Visit) {
	if def, _ := v.Outcome.Def(); def.CloseHost || v.Outcome == report.OutcomeHostLeft || v.Outcome == report.OutcomePrivateAddress {
		e.closed[c.request.Host()] = true
	}
	if c.sample && c.under != nil {
		c.under.sampling = false
	}
	if problem := problemOf(v); problem != "" {
		e.troubles = append(e.troubles, problem)
		if c.home {
			e.failure = problem
		}
		return
	}
	o, err := portal.Oversee(v.Page, &e.site)
	switch {
	case err != nil && c.probe:
		e.judge(c, v, portal.Overview{}) // an answer of an interface is read by its family alone
		return
	case err != nil:
		e.troubles = append(e.troubles, clean(err.Error(), 200))
		if c.home {
			e.failure = clean(err.Error(), 200)
		}
		return
	case len(o.Hops) > 0:
		e.hop(c, v, o.Hops)
		return
	}
	if c.home {
		e.arrived = true
		e.locate(&o)
		if again, err := portal.Oversee(v.Page, &e.site); err == nil { // now that the townships are known
			o = again
		}
	}
	if digest := v.Page.Digest(); e.bodies[digest] && !c.probe {
		return // the same page under another address
	} else {
		e.bodies[digest] = true
	}
	if !o.Report {
		e.judge(c, v, o)
	}
}

// hop goes on to where a page without content leads.
func (e *explorer) hop(c *candidate, v *page.Visit, hops []string) {
	for _, to := range hops {
		next := *c
		next.request = page.Request{URL: to, Referer: v.Page.Facts.URL}
		next.score, next.depth = scoreHop, c.depth+1
		switch {
		case !e.own(to):
			e.failure = fmt.Sprintf("%s leads to %s, another host; discover that one", c.request.URL, clean(to, 120))
		case c.depth < mostHops || !c.home:
			e.add(&next)
		}
	}
}

// own tells whether an address is the portal's: on its host, with or without www., or on one below it, and in the
// folder of the home page.
func (e *explorer) own(address string) bool {
	home, _ := url.Parse(e.home)
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	base, host := source.Bare(home.Host), source.Bare(u.Host)
	if host != base {
		return strings.HasSuffix(host, "."+base) && path.Dir(home.Path) == "/"
	}
	folder := path.Dir(home.Path + "x")
	return folder == "/" || strings.HasPrefix(u.Path, folder+"/")
}
