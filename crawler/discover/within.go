package discover

import (
	"net/url"
	"strings"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

// lead queues a link of a page, or notes why not.
func (e *explorer) lead(c *candidate, col *column, at string, l *portal.Lead) {
	if !e.own(l.URL) {
		if l.Kind == portal.LeadColumn {
			e.noteElsewhere(l.URL)
		}
		return
	}
	next := &candidate{
		request: page.Request{URL: l.URL, Referer: at}, kind: l.Kind, title: l.Title, from: at,
		score: int(l.Score), depth: c.depth + 1, body: c.body,
	}
	if l.Body != "" {
		next.body = l.Body
	}
	if col == nil {
		switch {
		case l.Kind == portal.LeadYear:
			return // of something else
		case l.Kind == portal.LeadColumn && c.kind == portal.LeadBody && c.body != "":
			next.score = scoreOwnPage
		}
		e.add(next)
		return
	}
	e.within(col, next)
}

// within queues what a column leads to. Its own folder the crawl follows by itself, so that it is only looked at to
// know which bodies it covers; a body whose branch it names is covered.
func (e *explorer) within(col *column, next *candidate) {
	if next.kind == portal.LeadPlatform || next.kind == portal.LeadMap || next.kind == portal.LeadBranch && col.body != "" {
		return // the way back
	}
	u, err := url.Parse(next.request.URL)
	if err != nil {
		return
	}
	next.under = col
	next.inside = source.Bare(u.Host) == col.host && (strings.HasPrefix(u.Path, col.folder) || u.Path+"/" == col.folder)
	if next.body == "" {
		next.body = col.body
	}
	switch {
	case next.inside && next.body != "" && next.kind != portal.LeadYear:
		e.covered[next.body] = true
		if !col.sample(next) {
			return
		}
	case next.inside && next.kind == portal.LeadYear:
		next.score = scoreInside
		col.sample(next)
	case next.inside && next.kind == portal.LeadBranch:
		next.score = scoreBranch
	case next.inside:
		next.score = scoreInside
	case next.kind == portal.LeadYear:
		next.score = scoreYear
	case next.kind == portal.LeadColumn && next.body == "":
		next.score, next.under = scoreSibling, nil // it stands on its own name
	case next.kind == portal.LeadBranch:
		next.score = scoreBranch
	default:
		next.score = scoreOwnPage
	}
	e.add(next)
}

// mostSamples is how many lists within a column are looked at to know its family.
const mostSamples = 3

// sample makes a list within the column one that is looked at in any case, as long as neither its family nor a report in it is known.
func (c *column) sample(next *candidate) bool {
	if c.sampling || c.samples == mostSamples || c.score >= surely && c.reports > 0 {
		return false
	}
	c.sampling, c.samples = true, c.samples+1
	next.sample, next.score = true, scoreProbe
	return true
}

// learn takes the family from a list within, when it is surer than the one so far.
func (c *column) learn(o *portal.Overview) {
	if o.Score > c.score {
		c.family, c.score, c.sign = o.Family, o.Score, o.Sign
	}
}
