package portal

import (
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

// generic reads what no family knows: it takes links by their titles and follows 下一页.
type generic struct{}

// guess is the highest score of the fallback.
const guess Score = 5

func (generic) name() string { return "generic" }

// detect takes every page with links, with low confidence.
func (generic) detect(d *document) (Score, string) {
	if d.root.FindMatcher(linkSelector).Length() == 0 && len(d.hops()) == 0 {
		return 0, "no links"
	}
	return guess, "a page with links"
}

// seeds asks for the columns.
func (generic) seeds(site source.Site) []page.Request { return columnSeeds(site) }

// list reads all links, and where 下一页 leads.
func (generic) list(d *document) (Listing, error) {
	l := d.listing()
	l.Page, l.Series = d.position()
	l.Next = d.followingByLink()
	return l, nil
}
