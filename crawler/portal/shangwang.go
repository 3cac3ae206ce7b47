package portal

import (
	"regexp"
	"strconv"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

// shangwang is the family of portals by 商网. Lists are called /XxgkContent/showList/<branch>/<category>/page_1.html,
// counted from 1; yearly reports have a class of their own, /XxgkAnnualReport/show/5848.html.
type shangwang struct{}

var (
	shangwangName = regexp.MustCompile(`(?:XxgkAnnualReport|XxgkContent|(?:Branch)?OpennessContent)/(?:show|branch)\w*/\d+`)
	shangwangPage = regexp.MustCompile(`^(.*/)page_(\d{1,5})(\.html)$`)
)

func (shangwang) name() string { return "shangwang" }

// detect knows the family by the names of its lists and articles.
func (shangwang) detect(d *document) (Score, string) {
	if d.has("Content/", "XxgkAnnualReport/") {
		if sign := shangwangName.FindString(d.text); sign != "" {
			return 90, sign
		}
	}
	if shangwangName.MatchString(d.own.Path) {
		return 60, "the address " + d.own.Path
	}
	return 0, "nothing named XxgkContent, XxgkAnnualReport or OpennessContent"
}

// seeds asks for the columns.
func (shangwang) seeds(site source.Site) []page.Request { return columnSeeds(site) }

// list reads all links; the following page is the next number below the declared total, or where 下一页 leads.
func (shangwang) list(d *document) (Listing, error) {
	l := d.listing()
	l.Total = d.declaredPages()
	m := shangwangPage.FindStringSubmatch(d.own.Path)
	if m == nil {
		l.Next = d.followingByLink()
		return l, nil
	}
	n := max(number(m[2]), 1)
	l.Page, l.Series = n-1, d.sibling(m[1]+"page_1"+m[3])
	switch {
	case l.Total < 0:
		l.Next = d.followingByLink()
	case n < l.Total:
		l.Next = []page.Request{{URL: d.sibling(m[1] + "page_" + strconv.Itoa(n+1) + m[3])}}
	}
	return l, nil
}

// sibling gives the address of another path on the page's host.
func (d *document) sibling(path string) string {
	u := *d.own
	u.Path, u.RawPath, u.RawQuery = path, "", ""
	return u.String()
}
