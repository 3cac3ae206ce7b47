package portal

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

// hcms is the family of portals whose pages carry the number of their channel in a meta element. A script asks a search
// service for the channel's entries and gets JSON. Other lists of the same portals are files, called common_list.shtml,
// common_list_2.shtml and so on.
type hcms struct{}

var (
	hcmsChannel = regexp.MustCompile(`^[0-9a-f]{32}$`)
	hcmsService = regexp.MustCompile(`/(searchList|common/search)/`)
	hcmsList    = regexp.MustCompile(`/(common_list|xxgk_list|zfxxgk_\w+)(_\d+)?\.shtml$`)
	hcmsArticle = regexp.MustCompile(`/(20\d{4}/[0-9a-f]{32}|c\d+_\d+)\.shtml`)
)

// hcmsQuery is what the script sends beside the number of the page.
const hcmsQuery = "?_isAgg=true&_isJson=true&_pageSize=15&_template=index&_rangeTimeGte=&_channelName=&page="

func (hcms) name() string { return "hcms" }

// detect knows the family by the channel's number, by the answer of its search service, or by how lists and articles
// are called.
func (hcms) detect(d *document) (Score, string) {
	if _, ok := hcmsAnswerOf(d); ok {
		return 95, "an answer of the search service"
	}
	channel := hcmsChannel.MatchString(d.meta("channelid"))
	service := ""
	if channel {
		service = hcmsService.FindString(d.text)
	}
	switch {
	case channel && service != "":
		return 95, "meta channelid and the service " + service
	case channel:
		return 85, "meta channelid"
	case hcmsList.MatchString(d.own.Path):
		return 60, "a list called " + d.own.Path
	case d.has(".shtml") && hcmsArticle.MatchString(d.text):
		return 55, "articles called " + hcmsArticle.FindString(d.text)
	}
	return 0, "neither a meta channelid nor lists called common_list.shtml"
}

// seeds asks for the columns.
func (hcms) seeds(site source.Site) []page.Request { return columnSeeds(site) }

// list reads the answer of the search service, or a page. A page with a channel and without 下一页 has the service
// asked.
func (hcms) list(d *document) (Listing, error) {
	if a, ok := hcmsAnswerOf(d); ok {
		return a.list(d), nil
	}
	l := d.listing()
	l.Page, l.Series = d.position()
	if l.Next = d.followingByLink(); len(l.Next) > 0 || l.Page > 0 {
		return l, nil
	}
	channel, service := d.meta("channelid"), hcmsService.FindString(d.text)
	if hcmsChannel.MatchString(channel) && (service != "" || !hcmsArticle.MatchString(d.text)) {
		if service == "" {
			service = "/common/search/"
		}
		l.Page, l.Next = -1, d.script(service+channel+hcmsQuery+"1")
	}
	return l, nil
}

// hcmsAnswer is the answer of the search service.
type hcmsAnswer struct {
	Data struct {
		Page, Rows, Total count
		ChannelID         string `json:"channelId"`
		Results           []struct {
			Title            string
			URL              string
			PublishedTimeStr string
			ResList          []map[string]any
		}
	}
}

func hcmsAnswerOf(d *document) (a hcmsAnswer, ok bool) {
	if !strings.HasPrefix(d.text, "{") || !strings.Contains(d.text, `"results"`) {
		return a, false
	}
	err := json.Unmarshal([]byte(d.text), &a)
	return a, err == nil && (a.Data.ChannelID != "" || a.Data.Results != nil)
}

func (a *hcmsAnswer) list(d *document) Listing {
	l := Listing{Title: "", Total: -1, Page: max(int(a.Data.Page)-1, 0), Series: d.without("page")}
	for _, r := range a.Data.Results {
		item := Item{URL: d.resolve(r.URL), Title: withoutTags(r.Title), Date: dateIn(r.PublishedTimeStr)}
		for _, f := range r.ResList {
			if file := (Item{URL: d.resolve(anyOf(f, "filePath", "url", "path")), Title: anyOf(f, "fileName", "name", "title")}); file.URL != "" {
				item.Files = append(item.Files, file)
			}
		}
		if item.URL != "" {
			l.Items = append(l.Items, item)
		}
	}
	size := max(int(a.Data.Rows), len(a.Data.Results))
	if size > 0 {
		l.Total = pagesOf(int(a.Data.Total), size)
	}
	if l.Page+1 < l.Total {
		l.Next = d.turned("page", strconv.Itoa(l.Page+2))
	}
	if len(l.Items) == 0 && l.Page < l.Total && a.Data.Total > 0 {
		l.Missing = emptyOf(l.Page, int(a.Data.Total))
	}
	return l
}
