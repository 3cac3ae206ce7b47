package portal

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

// gkmlpt is the disclosure platform of Guangdong: every body has one under a path of its own, /<body>/gkmlpt/index,
// whose script holds the tree of its columns. Their rows come as JSON, a hundred at a time, and fewer than are said
// to be there. The static columns of the same portals (NFCMS) count their pages from 1: index.html, index_2.html.
type gkmlpt struct{}

var (
	gkmlptConfig = regexp.MustCompile(`_CONFIG\s*=\s*\{`)
	gkmlptSID    = regexp.MustCompile(`["']?SID["']?\s*:\s*["']?(\w+)`)
	gkmlptTree   = regexp.MustCompile(`["']?TREE["']?\s*:\s*\[`)
	gkmlptAPI    = regexp.MustCompile(`^(.*/gkmlpt)/api/all/(\d+)$`)
	nfcmsSign    = regexp.MustCompile(`NFCMS_SITE_ID|NFCMS_POST_ID`)
	nfcmsPost    = regexp.MustCompile(`/content/m?post_\d+\.html`)
	chinaTime    = time.FixedZone("Asia/Shanghai", 8*60*60)
)

const (
	gkmlptRows  = 100  // rows of an answer
	gkmlptNodes = 5000 // columns of a tree that are looked at
)

func (gkmlpt) name() string { return "gkmlpt" }

// detect knows the platform by its configuration or the shape of its answers, the static columns by their constants.
func (gkmlpt) detect(d *document) (Score, string) {
	switch {
	case d.has("_CONFIG") && gkmlptConfig.MatchString(d.text) && gkmlptSID.MatchString(d.text):
		return 95, "window._CONFIG with a SID"
	case strings.HasPrefix(d.text, "{") && strings.Contains(d.text, `"articles"`) && gkmlptAPI.MatchString(d.own.Path):
		return 95, "an answer of " + d.own.Path
	case d.has("NFCMS_") && nfcmsSign.MatchString(d.text):
		return 85, nfcmsSign.FindString(d.text)
	case d.has("post_") && nfcmsPost.MatchString(d.text):
		return 65, "articles named content/post_<number>"
	}
	return 0, "neither window._CONFIG nor an answer of the platform nor articles named content/post_<number>"
}

// seeds asks for the columns.
func (gkmlpt) seeds(site source.Site) []page.Request { return columnSeeds(site) }

// list reads the platform's index, an answer of its interface, or a static column.
func (gkmlpt) list(d *document) (Listing, error) {
	if m := gkmlptAPI.FindStringSubmatch(d.own.Path); m != nil {
		return d.gkmlptAnswer()
	}
	l := d.listing()
	if gkmlptConfig.MatchString(d.text) && gkmlptSID.MatchString(d.text) {
		l.Page, l.Next = -1, d.gkmlptColumns()
		return l, nil
	}
	l.Page, l.Series = d.position()
	if l.Page > 0 && numberedName.MatchString(d.own.Path) {
		l.Page-- // index_2 is the second page
	}
	l.Next = d.followingByLink()
	return l, nil
}

// gkmlptNode is a column in the tree of a platform.
type gkmlptNode struct {
	ID       loose        `json:"id"`
	Name     string       `json:"name"`
	Children []gkmlptNode `json:"children"`
}

// gkmlptColumns asks for the columns of yearly reports in the tree; for everything when none is called so.
func (d *document) gkmlptColumns() []page.Request {
	sid := gkmlptSID.FindStringSubmatch(d.text)[1]
	folder, _, _ := strings.Cut(d.own.Path, "/gkmlpt")
	ask := func(id string) page.Request {
		return page.Request{URL: d.sibling(folder+"/gkmlpt/api/all/"+id) + "?page=1&sid=" + sid, Method: http.MethodGet}
	}
	var next []page.Request
	for _, n := range d.gkmlptNodes() {
		if name := plain(n.Name); columnName.MatchString(name) || plainName.MatchString(name) {
			next = append(next, ask(string(n.ID)))
		}
	}
	if len(next) == 0 {
		next = append(next, ask("0"))
	}
	return next
}

// gkmlptNodes reads the tree, with what is below its nodes after them.
func (d *document) gkmlptNodes() []gkmlptNode {
	at := gkmlptTree.FindStringIndex(d.text)
	if at == nil {
		return nil
	}
	var nodes []gkmlptNode
	if err := json.NewDecoder(strings.NewReader(d.text[at[1]-1:])).Decode(&nodes); err != nil {
		return nil
	}
	for i := 0; i < len(nodes) && len(nodes) < gkmlptNodes; i++ {
		nodes = append(nodes, nodes[i].Children...)
	}
	return nodes
}

// gkmlptArticle is a row of an answer.
type gkmlptArticle struct {
	Title     string `json:"title"`
	URL       string `json:"url"`
	PostURL   string `json:"post_url"`
	Displayed loose  `json:"display_publish_time"`
	Created   loose  `json:"created_at"`
	Date      loose  `json:"date"` // seconds since 1970
}

// loose is a text or a number, which answers mix.
type loose string

// UnmarshalJSON takes a text as it is and a number as it is written; anything else is empty.
func (l *loose) UnmarshalJSON(raw []byte) error {
	var text string
	switch err := json.Unmarshal(raw, &text); {
	case err == nil:
		*l = loose(text)
	case wholeNumber.Match(raw):
		*l = loose(raw)
	}
	return nil
}

// gkmlptAnswer reads an answer. Pages 0 and 1 are the same.
func (d *document) gkmlptAnswer() (Listing, error) {
	var answer struct {
		Classify struct {
			Name  string `json:"name"`
			Count int    `json:"post_count"`
		} `json:"classify"`
		Articles []gkmlptArticle `json:"articles"`
	}
	if err := json.Unmarshal([]byte(d.text), &answer); err != nil {
		return Listing{}, fmt.Errorf("%s is no answer of the platform: %w", d.own, err)
	}
	query := d.own.Query()
	n := max(number(query.Get("page")), 1)
	l := Listing{Title: answer.Classify.Name, Page: n - 1, Total: -1}
	for _, a := range answer.Articles {
		if item := a.item(d); item.URL != "" && len(l.Items) < mostItems {
			l.Items = append(l.Items, item)
		}
	}
	u := *d.own
	query.Del("page")
	u.RawQuery = query.Encode()
	l.Series = u.String()
	if answer.Classify.Count > 0 {
		l.Total = (answer.Classify.Count + gkmlptRows - 1) / gkmlptRows
	}
	if len(answer.Articles) > 0 && (l.Total < 0 && len(answer.Articles) >= gkmlptRows || n < l.Total) {
		query.Set("page", strconv.Itoa(n+1))
		u.RawQuery = query.Encode()
		l.Next = []page.Request{{URL: u.String(), Method: http.MethodGet}}
	}
	return l, nil
}

func (a *gkmlptArticle) item(d *document) Item {
	href := a.URL
	if href == "" {
		href = a.PostURL
	}
	item := Item{URL: d.resolve(href), Title: space(a.Title)}
	for _, at := range []loose{a.Displayed, a.Date, a.Created} {
		if item.Date == "" {
			item.Date = at.day()
		}
	}
	return item
}

// day reads a date, or the seconds since 1970 as a day in China.
func (l loose) day() string {
	const earliest = 1_000_000_000 // in 2001; smaller numbers are no moments
	if seconds, err := strconv.ParseInt(string(l), 10, 64); err == nil && seconds > earliest {
		return time.Unix(seconds, 0).In(chinaTime).Format(time.DateOnly)
	}
	return dateIn(string(l))
}
