package portal

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

// Scope says what is wanted of a site.
type Scope struct {
	Site source.Site
	// From and To are the report years that are wanted, both included; 0 for no bound.
	From, To int
	// Pages is the most pages that are read of one list; 60 when 0.
	Pages int
}

// Reading is what a list page means for the crawl.
type Reading struct {
	// Family is the one that read the page, Score how surely it knew it.
	Family string
	Score  Score
	// Links are the rows that look like reports or nearly so, and other articles of the list.
	Links []page.Link
	// Next are the requests that the page asks for: documents, branches, the following page of the list.
	Next    []page.Request
	Listing page.Listing
	// Document tells that the page is itself a document and to be kept as one.
	Document bool
	// Problem says why the page could not be read as a list; empty when it could.
	Problem string
}

// Read reads a list page that the request brought. The family is that of the request, or is recognised. The
// trail remembers the pages of lists that were read before; nil to know none.
func Read(scope Scope, request page.Request, p page.Page, trail *Trail) Reading {
	r := reader{scope: scope, request: request, page: p}
	r.out = Reading{Family: request.Family, Listing: page.Listing{Family: request.Family, Total: -1}}
	d, err := parse(p)
	if err != nil {
		return r.fail(err)
	}
	d.request = request
	family, score, sign := detect(d)
	drift := ""
	if pinned, ok := ByName(request.Family); ok {
		own, ownSign := pinned.(of).detect(d)
		if own == 0 && score >= sure {
			drift = fmt.Sprintf("the source says %s, the page shows %s (%s)", pinned.Name(), family.Name(), sign)
		}
		family, score, sign = pinned, own, ownSign
		r.out.Listing.Pinned = !request.Script() || slices.ContainsFunc(scope.Site.Columns, func(c source.Column) bool {
			return c.Family == request.Family
		})
	}
	r.out.Family, r.out.Listing.Family, r.out.Score = family.Name(), family.Name(), score
	r.out.Listing.Score, r.out.Listing.Sign, r.out.Listing.Drift = int(score), sign, drift
	if r.listing, err = family.(of).list(d); err != nil {
		return r.fail(err)
	}
	r.survey()
	r.out.Listing.Total = r.listing.Total
	r.read(trail)
	r.out.Listing.Rows = len(r.rows)
	if r.listing.Missing != "" {
		r.out.Problem = fmt.Sprintf("family %s: %s", family.Name(), r.listing.Missing)
	}
	switch {
	case !r.blank():
	case score <= guess:
		r.out.Problem = fmt.Sprintf("family %s finds nothing that it knows (%s)", family.Name(), sign)
	case r.listing.Silent:
		r.out.Problem = fmt.Sprintf("family %s finds no entries, and the page does not say that there are none (%s)", family.Name(), sign)
	}
	return r.out
}

// sure is the score from which a family may be named against the one that a source pins.
const sure Score = 50

// reader holds what the rules need while one page is read.
type reader struct {
	scope   Scope
	request page.Request
	page    page.Page
	listing Listing
	places  []place         // the columns of the site
	hosts   map[string]bool // of the site, without www.
	annual  bool            // everything on the page is about yearly reports
	rows    []string        // addresses of the page's entries
	// branches: some link has the name of a branch, followed or not, and does not lead back.
	branches bool
	out      Reading
}

// place is where a column lies.
type place struct {
	column       *source.Column
	host, folder string
}

// survey looks up once what is asked of every link.
func (r *reader) survey() {
	r.hosts = map[string]bool{}
	for _, h := range r.scope.Site.AllHosts() {
		r.hosts[source.Bare(h)] = true
	}
	for i := range r.scope.Site.Columns {
		c := &r.scope.Site.Columns[i]
		r.places = append(r.places, place{c, source.Bare(hostOf(c.URL)), c.Folder()})
	}
	c := r.columnAt(r.referer())
	own := r.request.Script() && r.request.Hints.Own // a body's own column of reports
	r.annual = !r.listing.Mixed && (c != nil && c.Folder() != "/" || own || yearly.MatchString(plain(r.listing.Title)))
}

func (r *reader) fail(err error) Reading {
	r.out.Problem = err.Error()
	r.out.Listing.Stop, r.out.Listing.Short = "not readable", true
	return r.out
}

func (r *reader) read(trail *Trail) {
	if r.listing.Report {
		r.out.Document = true
		r.out.Listing.Stop = "the page is a report itself"
		return
	}
	for _, item := range r.listing.Items {
		r.take(item)
	}
	if len(r.rows) == 0 && r.listing.Page == 0 && len(r.listing.Hops) == 0 && r.bare() {
		return
	}
	r.turn(trail)
}

// bare deals with a page that has no entries of its own: they may stand in a frame. Without one, a page that a list
// names as a report and that leads to nothing below is taken to be it, whatever its form.
func (r *reader) bare() bool {
	for _, address := range r.listing.Frames {
		before := len(r.out.Next)
		if r.hop(address); len(r.out.Next) > before {
			r.out.Listing.Stop = "shows " + address + " in a frame"
			return true
		}
	}
	own := folderOf(r.page.Facts.URL)
	below := slices.ContainsFunc(r.out.Next, func(n page.Request) bool { return inFolder(pathOf(n.URL), own) && own != "/" })
	if !r.listing.Prose || below || Year(r.request.Hints.ListTitle) == 0 || len(r.listing.Next) > 0 {
		return false
	}
	r.out.Document, r.out.Next, r.out.Links = true, nil, nil
	r.out.Listing.Stop = "named as a report, and no list"
	return true
}

// blank tells whether the first page of a list shows neither entries nor branches and leads nowhere.
func (r *reader) blank() bool {
	return len(r.rows) == 0 && len(r.out.Links) == 0 && !slices.ContainsFunc(r.out.Next, r.ahead) &&
		!r.branches && !r.out.Document && r.listing.Page == 0 && len(r.listing.Hops) == 0
}

// ahead tells whether a request goes on from this page, and not back.
func (r *reader) ahead(n page.Request) bool {
	return n.Kind == page.KindDocument || !r.leadsBack(n.URL)
}

var folderIndex = regexp.MustCompile(`/(index|default)\.\w+$`)

// leadsBack tells whether a link leads to the page itself, to where it was found, or to a folder above: a breadcrumb
// says nothing of the page's own content.
func (r *reader) leadsBack(address string) bool {
	if address == r.request.Referer || address == r.referer() {
		return true
	}
	folder := folderIndex.ReplaceAllString(pathOf(address), "/")
	return !strings.Contains(address, "?") && strings.HasSuffix(folder, "/") && inFolder(pathOf(r.page.Facts.URL), folder)
}

// take decides what one link is, and whether it is asked for.
func (r *reader) take(item Item) {
	b, branch := branchOf(item.Title, &r.scope.Site)
	r.branches = r.branches || branch && !r.leadsBack(item.URL)
	if folded(item.URL) == r.request.URL || item.URL == r.page.Facts.URL {
		return
	}
	class, ambiguous := Classify(item.Title, r.annual)
	if branch && maybeList(item, class) && r.follow(item, b, class) {
		return
	}
	if class != page.LinkOther || isArticle(item.URL) || item.Date != "" {
		r.rows = append(r.rows, item.URL)
	} else {
		return
	}
	link := page.Link{URL: item.URL, Title: item.Title, Date: item.Date, Class: class}
	if !r.hosts[source.Bare(hostOf(item.URL))] {
		link.Class = offsite(class)
	} else if class == page.LinkReport || ambiguous {
		r.ask(item)
	}
	if class == page.LinkReport {
		r.out.Listing.Found++
	}
	r.out.Links = append(r.out.Links, link)
	for _, f := range item.Files {
		r.out.Links = append(r.out.Links, page.Link{URL: f.URL, Title: f.Title, Class: page.LinkAttachment})
	}
}

// maybeList tells whether a link with the name of a branch may lead to a list: a folder, a name that promises no
// report, or one without a year.
func maybeList(item Item, class string) bool {
	return isFolder(item.URL) || class == page.LinkOther || Year(item.Title) == 0
}

func offsite(class string) string {
	if class == page.LinkReport {
		return page.LinkOffsite
	}
	return class
}

// ask requests a document, when its year is wanted.
func (r *reader) ask(item Item) {
	if y := Year(item.Title); y > 0 && !r.wanted(y, y) || nestsItself(item.URL) {
		return
	}
	hints := r.request.Hints
	hints.ListTitle, hints.ListDate = item.Title, item.Date
	r.out.Next = append(r.out.Next, page.Request{
		URL: item.URL, Kind: page.KindDocument, Referer: r.referer(), Depth: r.request.Depth, Hints: hints,
	})
}

// wanted tells whether a span of years touches the years that are wanted.
func (r *reader) wanted(from, to int) bool {
	return (r.scope.From == 0 || to >= r.scope.From) && (r.scope.To == 0 || from <= r.scope.To)
}

// columnAt gives the column of the site in whose folder the address lies, the deepest of several.
func (r *reader) columnAt(address string) *source.Column {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	var found place
	for _, p := range r.places {
		if p.host == source.Bare(u.Host) && inFolder(u.Path, p.folder) && (found.column == nil || len(p.folder) > len(found.folder)) {
			found = p
		}
	}
	return found.column
}
