package portal

import (
	"regexp"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

// Score says how surely a page belongs to a family: 0 not at all, 100 beyond doubt.
type Score int

// Family knows the list pages of one CMS. It only looks at bytes, and keeps nothing between two calls.
type Family interface {
	// Name is how sources files call the family.
	Name() string
	// Detect tells how surely the page was made by the CMS, and by which sign.
	Detect(page.Page) (Score, string)
	// Seeds gives the requests from which the columns of the site are read.
	Seeds(source.Site) []page.Request
	// List reads a list page. An error means that there is nothing that the family knows.
	List(page.Page) (Listing, error)
}

// Listing is what a list page holds, before anybody decides what to do with it.
type Listing struct {
	// Items are the links of the page in its order.
	Items []Item
	// Next asks for the following page of the list, as far as the CMS tells. Only what is special to the
	// request is filled in: address, method, body, type.
	Next []page.Request
	// Series names the list that the page is a part of, the same for all of its pages; Page counts from 0. A Page of
	// -1 holds no rows itself: its script asks for all of them.
	Series string
	Page   int
	// Total is the number of pages that the portal declares; -1 when it declares none.
	Total int
	// Title is what the page calls itself.
	Title string
	// Report tells that the page reads as a report itself, as the index of a folder of its own may be.
	Report bool
	// Mixed tells that the entries need not be of the column, so that only whole titles count.
	Mixed bool
	// Missing says what the page should hold and does not, when it is neither a list nor the end of one; empty
	// when it is whole. Such a page is asked for again in the next run.
	Missing string
	// Silent tells that the page does not say in words that there is nothing, as 暂无信息.
	Silent bool
	// Prose tells that the page has text enough for a report, and does not say 暂无.
	Prose bool
	// Frames are addresses that the page shows in frames: that of its list, when it has none itself.
	Frames []string
	// Hops are addresses that the page only leads to: a folder's script, a refresh, a frame.
	Hops []string
}

// Item is one link of a list page.
type Item struct {
	URL   string // canonical
	Title string // whole where the page holds it whole, white space folded
	Date  string // 2024-01-16; empty when none stands beside it
	Files []Item // attachments that the row names; only address and title are filled in
	List  bool   // surely a further list of the family, though its address says nothing of the column it belongs to
}

// mark tells which items are lists of the family by their paths, wherever on the portal they lie.
func (l *Listing) mark(lists *regexp.Regexp) {
	for i := range l.Items {
		l.Items[i].List = lists.MatchString(pathOf(l.Items[i].URL))
	}
}

// dialect is a family whose pages are documents of markup. Reading one parses it once for all dialects; of makes a
// Family of it for others to use.
type dialect interface {
	name() string
	seeds(source.Site) []page.Request
	detect(*document) (Score, string)
	list(*document) (Listing, error)
}

// of is a dialect as a Family.
type of struct{ dialect }

// Name is how sources files call the family.
func (f of) Name() string { return f.name() }

// Seeds gives the requests from which the columns of the site are read.
func (f of) Seeds(site source.Site) []page.Request { return f.seeds(site) }

// Detect tells how surely the page was made by the CMS, and by which sign.
func (f of) Detect(p page.Page) (Score, string) {
	d, err := parse(p)
	if err != nil {
		return 0, err.Error()
	}
	return f.detect(d)
}

// List reads a list page.
func (f of) List(p page.Page) (Listing, error) {
	d, err := parse(p)
	if err != nil {
		return Listing{}, err
	}
	return f.list(d)
}
