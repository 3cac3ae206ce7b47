package portal

import (
	"fmt"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

// generic reads what no family knows: it takes links by their titles and follows 下一页.
type generic struct{}

// guess is the highest score of the fallback.
const guess Score = 5

// Name is "generic".
func (generic) Name() string { return "generic" }

// Detect takes every page with links, with low confidence.
func (generic) Detect(p page.Page) (Score, string) {
	d, err := parse(p)
	if err != nil {
		return 0, err.Error()
	}
	if d.root.FindMatcher(linkSelector).Length() == 0 && len(d.hops()) == 0 {
		return 0, "no links"
	}
	return guess, "a page with links"
}

// Seeds asks for the columns.
func (generic) Seeds(site source.Site) []page.Request { return columnSeeds(site) }

// List reads all links, and where 下一页 leads.
func (generic) List(p page.Page) (Listing, error) {
	d, err := parse(p)
	if err != nil {
		return Listing{}, fmt.Errorf("generic: %w", err)
	}
	l := d.listing()
	l.Page, l.Series = d.position()
	l.Next = d.followingByLink()
	return l, nil
}
