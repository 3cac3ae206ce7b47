package portal

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

// lonsun is the family of portals by 龙讯. A column is /public/column/<organ>?type=3; its rows come as a fragment of
// HTML from /site/label/<number>, with parameters that stand in a script of the column, all of which are copied.
type lonsun struct{}

var (
	labelCall  = regexp.MustCompile(`["']([^"'\s]*/site/label/\d+)[^"'\s]*["']`)
	labelData  = regexp.MustCompile(`\bdata["']?\s*:\s*\{`)
	labelEntry = regexp.MustCompile(`["']?([A-Za-z_]\w*)["']?\s*:\s*(?:"([^"]*)"|'([^']*)'|([\w.\-]+))(\s*\()?`)
	labelPath  = regexp.MustCompile(`/site/label/\d+$`)
	pagedLink  = regexp.MustCompile(`\bpaged\s*=\s*["']?(\d{1,5})`)
	lonsunSign = regexp.MustCompile(`Ls\.ajax\b|page_public_info|xxgk_navli|/public/column/\d+`)
)

// longestCall is how far behind the address of a label its parameters are looked for, in bytes.
const longestCall = 2 << 10

const lonsunNothing = "neither a call of /site/label/ nor a column named /public/column/<organ>"

func (lonsun) name() string { return "lonsun" }

// detect knows the family by the address of its labels, or by what else only its templates hold.
func (lonsun) detect(d *document) (Score, string) {
	if !d.has("Ls.ajax", "page_public_info", "xxgk_navli", "/public/column/", "/site/label/") && !labelPath.MatchString(d.own.Path) {
		return 0, lonsunNothing
	}
	if m := labelCall.FindStringSubmatch(d.text); m != nil {
		return 95, m[1]
	}
	if labelPath.MatchString(d.own.Path) {
		return 80, "the answer of " + d.own.Path
	}
	if sign := lonsunSign.FindString(d.text); sign != "" {
		return 70, sign
	}
	return 0, lonsunNothing
}

// seeds asks for the columns.
func (lonsun) seeds(site source.Site) []page.Request { return columnSeeds(site) }

// list reads a fragment, or the column itself: its links, and the call that brings its rows. Where the column holds
// the first rows already, the call is for the second page.
func (lonsun) list(d *document) (Listing, error) {
	l := d.listing()
	if labelPath.MatchString(d.own.Path) {
		l.Page = max(number(d.own.Query().Get("pageIndex")), 1) - 1
		l.Series = withPage(d.own, 1)
		l.Total = max(d.mostPaged(), l.Page+1)
		if l.Page+1 < l.Total {
			l.Next = []page.Request{{URL: withPage(d.own, l.Page+2), Method: http.MethodGet}}
		}
		return l, nil
	}
	call := d.labelOf()
	if call == nil {
		l.Page, l.Series = d.position()
		l.Next = d.followingByLink()
		return l, nil
	}
	l.Series = withPage(call, 1)
	first := 1
	if total := d.mostPaged(); total > 0 { // the first page stands here already
		if first, l.Total = 2, total; total < 2 {
			return l, nil
		}
	} else {
		l.Page = -1
	}
	l.Next = []page.Request{{URL: withPage(call, first), Method: http.MethodGet}}
	return l, nil
}

// labelOf reads the call that brings the rows; nil when there is none.
func (d *document) labelOf() *url.URL {
	at := labelCall.FindStringSubmatchIndex(d.text)
	if at == nil {
		return nil
	}
	u, err := d.base.Parse(d.text[at[2]:at[3]])
	if err != nil || hostOf(u.String()) != hostOf(d.own.String()) {
		return nil
	}
	rest := d.text[at[1]:min(at[1]+longestCall, len(d.text))]
	if end := strings.Index(rest, "})"); end >= 0 {
		rest = rest[:end]
	}
	if begin := labelData.FindStringIndex(rest); begin != nil {
		rest = rest[begin[1]:]
	}
	var pairs []string
	for _, m := range labelEntry.FindAllStringSubmatch(rest, 60) {
		if m[5] == "" { // else it is made by a call, as the random number is
			pairs = append(pairs, url.QueryEscape(m[1])+"="+url.QueryEscape(m[2]+m[3]+m[4]))
		}
	}
	u.RawQuery = strings.Join(pairs, "&")
	return u
}

// mostPaged gives the highest page that the pager of a fragment names; 0 when it names none.
func (d *document) mostPaged() int {
	most := 0
	for _, m := range pagedLink.FindAllStringSubmatch(d.text, 100) {
		most = max(most, number(m[1]))
	}
	return most
}

// withPage gives the address with another number in pageIndex, at its end, all else in its order.
func withPage(u *url.URL, n int) string {
	other := *u
	other.RawQuery = withParameter(withParameter(u.RawQuery, "pageIndex", ""), "pageIndex", strconv.Itoa(n))
	if address, err := page.Canonical(other.String()); err == nil {
		return address
	}
	return other.String()
}
