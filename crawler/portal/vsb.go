package portal

import (
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

// vsb is the family of portals by VSB 博达 webplus. The first page of a list is x.htm; the older ones are x/N.htm,
// numbered downwards: of seven pages the second is x/6.htm. A list that grows by a page gives every number to other
// entries, so a number is no name of a page. Articles are called /info/1001/2345.htm.
type vsb struct{}

var (
	vsbSigns   = []string{"_newscontent_fromname", "vsb_content", "/system/_content/download.jsp", "_showDynClicks", "NewsvoteDWR.getNewsLinkUrl", "/system/resource/js/vsb"}
	vsbArticle = regexp.MustCompile(`info/\d{1,6}/\d+\.htm\b|content\.jsp\?[^"']*wbnewsid=\d+`)
	vsbOlder   = regexp.MustCompile(`^(.*)/(\d{1,4})\.htm$`)
	vsbBack    = regexp.MustCompile(`^[\[【<(]?(上一?[页頁]|前一?页|[<‹«]|[pP]rev\w*)[\]】>)]*$`)
	ofPages    = regexp.MustCompile(`共\s*(\d{1,5})\s*页|\d{1,5}\s*/\s*(\d{1,5})\s*页?`)
)

func (vsb) name() string { return "vsb" }

// detect knows the family by what only its templates hold, or by the names of its articles.
func (vsb) detect(d *document) (Score, string) {
	for _, sign := range vsbSigns {
		if strings.Contains(d.text, sign) {
			return 85, sign
		}
	}
	if d.has("info/", "wbnewsid=") {
		if n := len(vsbArticle.FindAllString(d.text, 3)); n > 0 {
			return Score(50 + 10*n), "articles named info/<tree>/<number>.htm"
		}
	}
	return 0, "neither a sign of VSB nor articles named info/<tree>/<number>.htm"
}

// seeds asks for the columns.
func (vsb) seeds(site source.Site) []page.Request { return columnSeeds(site) }

// list reads all links. The following page is where 下页 leads. Where 上页 leads is asked for as well: when the list
// grew since that page was read, it is a page that nobody has seen.
func (vsb) list(d *document) (Listing, error) {
	l := d.listing()
	series, number := vsbPosition(d.own.String())
	total := d.declaredPages()
	l.Series = series
	if number > 0 {
		l.Page = 1
		if total > number {
			l.Page = total - number
		}
	}
	l.Next = d.followingByLink()
	if len(l.Next) == 0 {
		l.Total = max(total, -1)
	}
	if back := d.linkNamed(vsbBack); number > 0 && back != "" && back != d.own.String() {
		l.Next = append(l.Next, page.Request{URL: back})
	}
	return l, nil
}

// vsbPosition gives the first page of the list, and the number in the name of an older one; 0 for the first.
func vsbPosition(address string) (series string, number int) {
	m := vsbOlder.FindStringSubmatch(address)
	if m == nil || strings.HasSuffix(path.Dir(address), "info") || articleShape.MatchString(address) {
		return address, 0
	}
	number, _ = strconv.Atoi(m[2])
	return m[1] + ".htm", number
}

// declaredPages gives the number of pages that the pager names in words, as 共7页 or 2/7; -1 when it does not.
func (d *document) declaredPages() int {
	m := ofPages.FindStringSubmatch(d.visible())
	if m == nil {
		return -1
	}
	return number(m[1] + m[2])
}

// linkNamed gives the address of the first link of the page's host whose text matches; empty for none.
func (d *document) linkNamed(name *regexp.Regexp) string {
	for n := range d.root.Nodes[0].Descendants() {
		if isLink(n) && name.MatchString(plain(textOf(n, longestTitle))) {
			if address := d.resolve(attribute(n, "href")); address != "" && hostOf(address) == hostOf(d.own.String()) {
				return address
			}
		}
	}
	return ""
}
