package portal

import (
	"regexp"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

// static is the family of portals that are files: TRS WCM and its many kin. The first page of a list is
// index.html, the next index_1.html; how many there are is said in a script. Links are relative, articles are
// called t20240116_12345.html.
type static struct{}

var staticArticle = regexp.MustCompile(`t20\d{6}_\d+(_wap)?\.s?html?`)

func (static) name() string { return "static" }

// detect knows the family by the call that writes its pager, or by the names of its articles.
func (static) detect(d *document) (Score, string) {
	if pages, sign := d.declared(); pages.total >= 0 {
		return 90, sign
	}
	if n := len(staticArticle.FindAllString(d.text, 3)); n > 0 {
		return Score(50 + 10*n), "articles named t<date>_<number>"
	}
	if hops := d.hops(); len(hops) > 0 {
		return 20, "a folder that leads to " + hops[0]
	}
	return 0, "neither a pager call nor articles named t<date>_<number>"
}

// seeds asks for the columns.
func (static) seeds(site source.Site) []page.Request { return columnSeeds(site) }

// list reads all links; the following page is the next number below the declared total, or where 下一页 leads.
func (static) list(d *document) (Listing, error) {
	l := d.listing()
	pages, _ := d.declared()
	l.Page, l.Series = d.position()
	l.Total = pages.total
	switch {
	case pages.total < 0:
		l.Next = d.followingByLink()
	case l.Page+1 < pages.total:
		if address := d.resolve(pages.name(l.Page + 1)); address != "" {
			l.Next = []page.Request{{URL: address}}
		}
	}
	return l, nil
}
