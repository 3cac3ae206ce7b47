package portal

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"github.com/nianbao/nianbao/report/page"
)

var (
	recordTag   = regexp.MustCompile(`(?s)<record>(.*?)</record>`)
	totalRecord = regexp.MustCompile(`<totalrecord>\s*(?:<!\[CDATA\[)?\s*(\d+)`)
	totalPage   = regexp.MustCompile(`<totalpage>\s*(?:<!\[CDATA\[)?\s*(\d+)`)
	proxyHref   = regexp.MustCompile(`["']([^"'<>\s]*dataproxy\.jsp[^"'<>\s]*)["']`)
	jpageID     = regexp.MustCompile(`["']#?([\w-]+)["']\s*\)\s*$`)
)

// jpageParameters are the parameters of a call of jpage that are handed on, as they stand there.
var jpageParameters = map[string]bool{
	"col": true, "appid": true, "webid": true, "path": true, "columnid": true, "sourceContentType": true,
	"unitid": true, "webname": true, "permissiontype": true,
}

const (
	jpageGroup  = 3       // screen pages of an answer
	jpageRows   = 15      // entries of a screen page, where the call does not say
	mostRows    = 100     // entries of a screen page that are asked for; more than about 300 at once are cut
	longestJSON = 4 << 10 // bytes of a call that are looked at
)

// hanwebUnit is one list of a page.
type hanwebUnit struct {
	id      string
	records []string
	next    string // address of the next group; empty when the page names none
	proxy   string // address without parameters, of a call
	query   string // the call's parameters
	perPage int
	total   int // entries; 0 when nobody says
	pages   int // groups; 0 when nobody says
}

// hanwebUnits reads the lists of a page: rows inside scripts, and calls of jpage, which belong together by the id of
// their element.
func (d *document) hanwebUnits() (units []*hanwebUnit) {
	byID := map[string]*hanwebUnit{}
	d.root.FindMatcher(scriptSelector).Each(func(_ int, s *goquery.Selection) {
		if text := s.Text(); hanwebStore.MatchString(text) && len(units) < mostUnits {
			u := readStore(text)
			u.id = s.Parent().AttrOr("id", "")
			units, byID[u.id] = append(units, u), u
		}
	})
	for _, at := range hanwebCall.FindAllStringIndex(d.text, mostUnits) {
		id := ""
		if m := jpageID.FindStringSubmatch(d.text[max(0, at[0]-80):at[0]]); m != nil {
			id = m[1]
		}
		u := byID[id]
		if u == nil && id == "" && len(units) == 1 {
			u = units[0]
		}
		if u == nil {
			u = &hanwebUnit{id: id}
			units, byID[id] = append(units, u), u
		}
		u.readCall(d.text[at[1]:min(at[1]+longestJSON, len(d.text))])
	}
	return units
}

// readStore cuts records and the address of the next group out of XML that no parser can be given: there are stray tags
// between the records, and the records are markup that is not well-formed.
func readStore(text string) *hanwebUnit {
	u := &hanwebUnit{}
	rest := text
	for {
		before, after, found := strings.Cut(rest, "<![CDATA[")
		if !found {
			break
		}
		piece, behind, closed := strings.Cut(after, "]]>")
		if m := proxyHref.FindStringSubmatch(piece); m != nil && strings.Contains(before, "nextgroup") {
			u.next = html.UnescapeString(m[1])
		} else if !strings.Contains(before, "<totalrecord") && !strings.Contains(before, "<totalpage") && len(u.records) < mostItems {
			u.records = append(u.records, piece)
		}
		if !closed {
			break
		}
		rest = behind
	}
	if len(u.records) == 0 {
		for _, m := range recordTag.FindAllStringSubmatch(text, mostItems) {
			u.records = append(u.records, html.UnescapeString(m[1]))
		}
	}
	if m := totalRecord.FindStringSubmatch(text); m != nil {
		u.total = number(m[1])
	}
	if m := totalPage.FindStringSubmatch(text); m != nil {
		u.pages = number(m[1])
	}
	return u
}

// readCall reads the parameters of a call of jpage.
func (u *hanwebUnit) readCall(text string) {
	if end := strings.Index(text, "})"); end >= 0 {
		text = text[:end]
	}
	var pairs []string
	for _, m := range labelEntry.FindAllStringSubmatch(text, 60) {
		value := m[2] + m[3] + m[4]
		switch name := m[1]; {
		case strings.EqualFold(name, "totalRecord"):
			u.total = number(value)
		case strings.EqualFold(name, "perPage"):
			u.perPage = number(value)
		case strings.EqualFold(name, "proxyUrl"):
			u.proxy = value
		case jpageParameters[name]:
			pairs = append(pairs, name+"="+url.QueryEscape(value))
		}
	}
	u.query = strings.Join(pairs, "&")
}

// annualUnits gives the lists of a page in which a title is that of a yearly report or nearly so; all of them when
// there is no such title yet.
func annualUnits(d *document, units []*hanwebUnit) (annual []*hanwebUnit) {
	for _, u := range units {
		for _, item := range d.records(u.records) {
			if class, _ := Classify(item.Title, false); class == page.LinkReport {
				annual = append(annual, u)
				break
			}
		}
	}
	if len(annual) == 0 {
		return units
	}
	return annual
}

// following asks for the group after the first so many rows of a list. The next group that the page names is asked for
// as it stands there; else rows are asked for by number. What is known of the list goes with the request, since the
// answers need not say it: portals ignore what they do not know.
func (u *hanwebUnit) following(d *document, first, rows int) []page.Request {
	if u.total > 0 && first+rows > u.total {
		return nil
	}
	address := ""
	perPage := min(max(u.perPage, 0), mostRows)
	switch {
	case u.next != "":
		address = d.resolve(u.next)
	case u.query != "":
		proxy := u.proxy
		if proxy == "" {
			proxy = "/module/web/jpage/dataproxy.jsp"
		}
		address = d.resolve(proxy + "?" + u.query)
	}
	at, err := url.Parse(address)
	if address == "" || err != nil {
		return nil
	}
	if perPage == 0 {
		perPage = jpageRows
	}
	start := first + rows
	for _, p := range [...]struct {
		name  string
		value int
		known bool
	}{
		{"startrecord", start, u.next == "" || u.total > 0},
		{"endrecord", u.end(start, perPage), u.next == "" || u.total > 0},
		{"perpage", perPage, u.next == "" || u.total > 0},
		{"totalrecord", u.total, u.total > 0},
	} {
		if p.known {
			at.RawQuery = withParameter(at.RawQuery, p.name, strconv.Itoa(p.value))
		}
	}
	return []page.Request{{URL: d.resolve(at.String()), Method: http.MethodGet}}
}

func (u *hanwebUnit) end(start, perPage int) int {
	end := start + jpageGroup*perPage - 1
	if u.total > 0 {
		end = min(end, u.total)
	}
	return end
}

// records reads rows of a list, which may be rows of a table.
func (d *document) records(records []string) []Item {
	part, err := d.fragment(strings.Join(records, "\n"))
	if err != nil {
		return nil
	}
	return part.items()
}

// proxyAnswer reads an answer of dataproxy.jsp. One without rows is the end of the list only when the portal did not
// say that there are more: some portals have nothing to give for deep pages.
func (d *document) proxyAnswer() (Listing, error) {
	u := readStore(d.text)
	query := d.own.Query()
	first, perPage := parameter(query, "startrecord"), parameter(query, "perpage")
	u.perPage = perPage
	if u.total == 0 {
		u.total = parameter(query, "totalrecord")
	}
	l := Listing{Items: d.records(u.records), Total: -1, Series: d.without("page", "startrecord", "endrecord", "perpage", "totalrecord")}
	l.Page = max(1, parameter(query, "page"), pagesOf(first-1, jpageGroup*max(perPage, 1)))
	if len(u.records) == 0 {
		if u.total > 0 && first <= u.total {
			l.Missing = fmt.Sprintf("no entries from number %d on although the list has %d", first, u.total)
		}
		return l, nil
	}
	if u.next == "" {
		u.next = d.pageAfter(u.pages)
	}
	if u.next == "" && first > 0 {
		u.proxy, u.query = d.own.Path, d.own.RawQuery
	}
	if l.Next = u.following(d, max(first, 1), len(u.records)); len(l.Next) == 0 {
		l.Total = l.Page + 1
	}
	return l, nil
}

// pageAfter gives the address of the next group where groups are asked for by number; empty where they are not, and
// behind the last.
func (d *document) pageAfter(pages int) string {
	n := parameter(d.own.Query(), "page")
	if n == 0 || pages > 0 && n >= pages {
		return ""
	}
	u := *d.own
	u.RawQuery = withParameter(u.RawQuery, "page", strconv.Itoa(n+1))
	return u.String()
}
