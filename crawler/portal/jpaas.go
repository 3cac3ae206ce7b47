package portal

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

// jpaas is the family of portals by 大汉 whose lists a gateway builds: a script element carries the parameters of its
// unit, nearly as JSON, and the gateway answers with JSON that holds markup. Only paramJson turns its pages.
type jpaas struct{}

var (
	jpaasGateway = regexp.MustCompile(`/api-gateway/jpaas-publish-server/[\w/-]*`)
	jpaasEntry   = regexp.MustCompile(`["'](\w+)["']\s*:\s*["']([^"']*)["']`)
	jpaasCount   = regexp.MustCompile(`\bcount["']?\s*[:=]\s*["']?(\d+)|id=["']count["'][^>]*value=["'](\d+)`)
	jpaasSize    = regexp.MustCompile(`\bpage[sS]ize["']?\s*[:=]\s*["']?(\d{1,3})\b`)
	jpaasParse   = regexp.MustCompile(`\bparseType["']?\s*[:=]\s*["']?(\w+)`)
	columnFolder = regexp.MustCompile(`/col/col\d+/([\w-]+\.html)?$`)
)

const (
	jpaasUnit  = "/api-gateway/jpaas-publish-server/front/page/build/unit"
	jpaasPage  = 15 // entries of a page, where the page does not say
	mostUnits  = 5  // units of a page whose lists are read
	turnedSize = 100
)

func (jpaas) name() string { return "jpaas" }

// detect knows the family by the parameters of a unit, the address of the gateway, or its answer.
func (jpaas) detect(d *document) (Score, string) {
	switch {
	case strings.Contains(d.text, "queryData=") && len(d.units()) > 0:
		return 97, "a script with queryData"
	case jpaasGateway.MatchString(d.own.Path):
		return 95, "an answer of " + jpaasGateway.FindString(d.own.Path)
	case d.has("/jpaas-publish-server/") && jpaasGateway.MatchString(d.text):
		return 90, jpaasGateway.FindString(d.text)
	case strings.Contains(d.text, "unitbuild.js"):
		return 85, "unitbuild.js"
	case columnFolder.MatchString(d.own.Path): // as those of its elder, hanweb
		return 50, "a column called " + d.own.Path
	}
	return 0, "neither a script with queryData nor the gateway's address"
}

// seeds asks for the columns.
func (jpaas) seeds(site source.Site) []page.Request { return columnSeeds(site) }

// list reads an answer of the gateway, or a page: its links, and the units whose lists the gateway builds. Where the
// page names lists among its units, the others are left.
func (jpaas) list(d *document) (Listing, error) {
	if jpaasGateway.MatchString(d.own.Path) {
		return d.jpaasAnswer()
	}
	l := d.listing()
	l.mark(columnFolder)
	l.Page, l.Series = d.position()
	units := d.units()
	if len(units) == 0 {
		l.Next = d.followingByLink()
		return l, nil
	}
	l.Page = -1
	for _, u := range units[:min(len(units), mostUnits)] {
		l.Next = append(l.Next, page.Request{URL: u, Method: http.MethodGet})
	}
	return l, nil
}

// units gives the addresses of the first pages of the lists that the page's scripts ask for.
func (d *document) units() (addresses []string) {
	var all, lists []string
	d.root.FindMatcher(scriptSelector).Each(func(_ int, s *goquery.Selection) {
		address, tag := d.unit(s.AttrOr("querydata", ""), s.AttrOr("url", jpaasUnit))
		if address == "" {
			return
		}
		if all = append(all, address); strings.Contains(tag, "list") || strings.Contains(tag, "列表") {
			lists = append(lists, address)
		}
	})
	if len(lists) > 0 {
		return lists
	}
	return all
}

// unit makes the address of the first page of one unit. The spelling of parseType is the page's own: both that are seen
// are accepted only where they belong.
func (d *document) unit(data, endpoint string) (address, tag string) {
	var pairs []string
	known := map[string]string{}
	for _, m := range jpaasEntry.FindAllStringSubmatch(data, 20) {
		known[m[1]] = m[2]
		if m[1] != "paramJson" {
			pairs = append(pairs, m[1]+"="+url.QueryEscape(m[2]))
		}
	}
	if known["pageId"] == "" || known["tagId"] == "" {
		return "", ""
	}
	parse := "bulidstatic" // as nearly all portals spell it
	if m := jpaasParse.FindStringSubmatch(d.text); m != nil {
		parse = m[1]
	}
	for _, one := range [...][2]string{{"parseType", parse}, {"pageType", "column"}, {"editType", "null"}} {
		if _, ok := known[one[0]]; !ok {
			pairs = append(pairs, one[0]+"="+one[1])
		}
	}
	size := jpaasPage
	if m := jpaasSize.FindStringSubmatch(d.text); m != nil && number(m[1]) > 0 {
		size = number(m[1])
	}
	u, err := d.base.Parse(endpoint)
	if err != nil {
		return "", ""
	}
	u.RawQuery = strings.Join(append(pairs, "paramJson="+url.QueryEscape(jpaasTurn(1, size))), "&")
	return d.resolve(u.String()), known["tagId"]
}

// jpaasTurn names a page as the gateway takes it.
func jpaasTurn(n, size int) string { return fmt.Sprintf(`{"pageNo":%d,"pageSize":%d}`, n, size) }

// jpaasAnswer reads an answer. The number of entries stands somewhere in the markup; without it the list goes on until
// a page is empty.
func (d *document) jpaasAnswer() (Listing, error) {
	var answer struct {
		Success any
		Message string
		Data    struct {
			HTML string `json:"html"`
		}
	}
	if err := json.Unmarshal([]byte(d.text), &answer); err != nil {
		return Listing{}, fmt.Errorf("%s is no answer of the gateway: %w", d.own.Path, err)
	}
	var turn struct{ PageNo, PageSize count }
	_ = json.Unmarshal([]byte(d.own.Query().Get("paramJson")), &turn) // without it is the first page
	l := Listing{Total: -1, Page: max(int(turn.PageNo), 1) - 1, Series: d.without("paramJson")}
	if answer.Success == false || answer.Success == "false" {
		l.Missing = "the gateway has no list: " + space(answer.Message)
		return l, nil
	}
	part, err := d.fragment(answer.Data.HTML)
	if err != nil {
		return l, err
	}
	for _, item := range part.items() {
		if isArticle(item.URL) || item.Date != "" {
			l.Items = append(l.Items, item)
		}
	}
	size := min(max(int(turn.PageSize), 1), turnedSize)
	if l.Page == 0 && len(l.Items) > 0 {
		size = min(size, len(l.Items)) // the gateway may give fewer than asked for
	}
	if m := jpaasCount.FindStringSubmatch(answer.Data.HTML); m != nil {
		n, _ := strconv.Atoi(m[1] + m[2])
		l.Total = pagesOf(min(n, largestTotal), size)
		if len(l.Items) == 0 && l.Page < l.Total {
			l.Missing = emptyOf(l.Page, n)
		}
	}
	if len(l.Items) > 0 && (l.Total < 0 || l.Page+1 < l.Total) {
		l.Next = d.turned("paramJson", jpaasTurn(l.Page+2, size))
	}
	return l, nil
}
