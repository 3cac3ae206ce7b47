package discover

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

// column is a page that holds yearly reports, or leads to them.
type column struct {
	url, host, folder string
	title             string // of the link to it
	from              string // page with that link
	body              string // whose reports alone it holds; empty for a list of many
	family            string
	score             portal.Score
	sign              string
	reports           int // that its first page names
	branches          int // further lists that it names
	looked            bool
	samples           int      // of lists within that were asked for
	sampling          bool     // one is under way
	others            []string // hosts of its reports
}

// judge decides whether a page is a column, and queues what it leads to.
func (e *explorer) judge(c *candidate, v *page.Visit, o portal.Overview) {
	at := v.Page.Facts.URL
	if c.probe {
		e.count(c.under, e.read(c, v))
		return
	}
	named := c.kind == portal.LeadColumn || portal.NamesColumn(o.Title) || portal.NamesColumn(o.Column)
	if c.home {
		c.title, c.from = o.Title, at // somebody gave the column itself for the home page
	}
	var col *column
	if named || c.under != nil {
		col = e.accept(c, v, &o)
	}
	for i := range o.Leads {
		e.lead(c, col, at, &o.Leads[i])
	}
}

// read reads a page as a list of a site whose only column it is.
func (e *explorer) read(c *candidate, v *page.Visit) portal.Reading {
	site := e.site
	u, _ := url.Parse(v.Page.Facts.URL)
	site.Hosts = append(slices.Clone(site.Hosts), u.Host)
	at := v.Page.Facts.URL
	if c.under != nil {
		at = c.under.url
	}
	site.Columns = []source.Column{{URL: at, Division: site.Division}}
	request := c.request
	request.Kind = page.KindList
	return portal.Read(portal.Scope{Site: site}, request, v.Page, nil)
}

// accept takes a page for a column when it names reports or further lists. What the crawl follows by itself from a
// known column is counted there.
func (e *explorer) accept(c *candidate, v *page.Visit, o *portal.Overview) *column {
	reading := e.read(c, v)
	asks := e.asks(reading, o)
	lists := 0
	for _, l := range o.Leads {
		if l.Kind == portal.LeadYear || l.Kind == portal.LeadBody || l.Kind == portal.LeadBranch || l.Kind == portal.LeadColumn && l.Body != "" {
			lists++
		}
	}
	switch {
	case c.inside:
		c.under.learn(o)
		e.count(c.under, reading)
		if c.sample && c.under.reports == 0 {
			e.probe(c, c.under, asks)
		}
		return c.under
	case reading.Listing.Found == 0 && len(asks) == 0 && (c.kind == portal.LeadBody || lists == 0):
		return nil
	}
	u, _ := url.Parse(v.Page.Facts.URL)
	own := source.Column{URL: c.request.URL}
	col := &column{
		url: c.request.URL, host: source.Bare(u.Host), folder: own.Folder(), title: c.title, from: c.from, body: c.body,
		family: o.Family, score: o.Score, sign: o.Sign, branches: lists, looked: true,
	}
	e.columns = append(e.columns, col)
	if col.body != "" {
		e.covered[col.body] = true
	}
	e.count(col, reading)
	if reading.Listing.Found == 0 {
		e.probe(c, col, asks)
	}
	return col
}

// probe asks for the first of the requests of a list that shows nothing by itself.
func (e *explorer) probe(c *candidate, col *column, asks []page.Request) {
	if len(asks) > 0 {
		e.add(&candidate{request: asks[0], kind: portal.LeadColumn, score: scoreProbe, under: col, probe: true, body: c.body})
	}
}

// asks gives the requests of a list that are not links of the page: its next pages, and interfaces.
func (e *explorer) asks(reading portal.Reading, o *portal.Overview) (requests []page.Request) {
	for _, r := range reading.Next {
		leads := slices.ContainsFunc(o.Leads, func(l portal.Lead) bool { return l.URL == r.URL })
		if r.Kind == page.KindList && !leads && e.own(r.URL) {
			requests = append(requests, r)
		}
	}
	return requests
}

// count notes what a page of a column names: reports, their bodies, their hosts.
func (e *explorer) count(col *column, reading portal.Reading) {
	col.reports += reading.Listing.Found
	for _, l := range reading.Links {
		if l.Class != page.LinkReport && l.Class != page.LinkOffsite {
			continue
		}
		if l.Class == page.LinkOffsite {
			host := hostOf(l.URL)
			if !e.sister(host) {
				e.noteElsewhere(l.URL)
				continue
			}
			if !slices.Contains(col.others, host) {
				col.others = append(col.others, host)
			}
		}
		if body := e.bodyIn(l.Title); body != "" {
			e.covered[body] = true
		}
	}
}

// sister tells whether a host shares the registered domain of the portal (chengdu.gov.cn, since gov.cn is a suffix
// under which anybody may register). Reports that a column of the portal names are proposed to be fetched from there;
// pages are not looked at.
func (e *explorer) sister(host string) bool {
	own, err := publicsuffix.EffectiveTLDPlusOne(hostname(hostOf(e.home)))
	if err != nil {
		return false
	}
	other, err := publicsuffix.EffectiveTLDPlusOne(hostname(host))
	return err == nil && own == other
}

func hostname(host string) string { return strings.ToLower((&url.URL{Host: host}).Hostname()) }

// bodyIn gives the body that a title names, the longest name of several; empty for none.
func (e *explorer) bodyIn(title string) (found string) {
	for _, b := range e.site.Bodies {
		for _, name := range b.Names() {
			if len(name) > len(found) && strings.Contains(title, name) {
				found = b.Name
			}
		}
	}
	return found
}

const mostElsewhere = 20

func (e *explorer) noteElsewhere(address string) {
	if address = clean(address, 160); len(e.elsewhere) < mostElsewhere && !slices.Contains(e.elsewhere, address) {
		e.elsewhere = append(e.elsewhere, address)
	}
}

// String tells what the column is, for comments.
func (c *column) String() string {
	if !c.looked {
		return "not looked at"
	}
	return fmt.Sprintf("reports seen: %d, further lists: %d", c.reports, c.branches)
}
