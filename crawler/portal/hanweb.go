package portal

import (
	"regexp"
	"strings"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

// hanweb is the family of portals by 大汉 (JCMS): the rows of the first pages stand inside a script as XML whose records
// are CDATA, further ones come from dataproxy.jsp. Its module for disclosure, xxgk, has searches and one address a body
// and year.
type hanweb struct{}

var (
	hanwebProxy   = regexp.MustCompile(`dataproxy\.jsp$`)
	hanwebModule  = regexp.MustCompile(`/module/xxgk/(\w+)\.jsp`)
	hanwebCall    = regexp.MustCompile(`\.jpage\s*\(\s*\{`)
	hanwebStore   = regexp.MustCompile(`<(datastore|recordset)\b`)
	hanwebArticle = regexp.MustCompile(`/art/20\d\d/(\d{1,2}/\d{1,2}/art_\d+_\d+|art_[0-9a-f]{32})\.html`)
	hanwebList    = regexp.MustCompile(`/col/col\d+/([\w-]+\.html)?$|/module/xxgk/(tree|search|xxgkAnnualReport)\.jsp$`)
)

func (hanweb) name() string { return "hanweb" }

// detect knows the family by the rows inside a script, by the calls that bring further ones, by its module for
// disclosure, or by the addresses of columns and articles.
func (hanweb) detect(d *document) (Score, string) {
	stored := d.has("<datastore", "<recordset") && hanwebStore.MatchString(d.text)
	called := d.has("jpage") && hanwebCall.MatchString(d.text)
	switch {
	case hanwebProxy.MatchString(d.own.Path):
		return 95, "an answer of " + d.own.Path
	case stored && (called || strings.Contains(d.text, "dataproxy.jsp")):
		return 96, "a datastore and dataproxy.jsp"
	case called:
		return 90, "a call of jpage"
	case hanwebModule.MatchString(d.own.Path):
		return 90, "a page of the module xxgk"
	case d.has("/module/xxgk/") && hanwebModule.MatchString(d.text):
		return 85, hanwebModule.FindString(d.text)
	case stored:
		return 70, "a datastore"
	case d.has("/art/20") && hanwebArticle.MatchString(d.text):
		return 60, "articles called " + hanwebArticle.FindString(d.text)
	case columnFolder.MatchString(d.own.Path):
		return 55, "a column called " + d.own.Path
	}
	return 0, "neither a datastore, jpage, the module xxgk nor columns called /col/col<number>/"
}

// seeds asks for the columns.
func (hanweb) seeds(site source.Site) []page.Request { return columnSeeds(site) }

// list reads an answer of dataproxy.jsp, a page of the module for disclosure, or a column.
func (hanweb) list(d *document) (Listing, error) {
	if hanwebProxy.MatchString(d.own.Path) {
		return d.proxyAnswer()
	}
	if m := hanwebModule.FindStringSubmatch(d.own.Path); m != nil {
		switch m[1] {
		case "tree":
			return d.xxgkTree()
		case "search":
			return d.xxgkSearch()
		}
	}
	l := d.listing()
	l.Page, l.Series = d.position()
	l.Items = append(d.xxgkYears(l.Items), d.xxgkOptions()...)
	l.mark(hanwebList)
	if xxgkReport.MatchString(d.own.Path) && l.Prose { // what is no report there says 暂无
		l.Report = true
	}
	units := d.hanwebUnits()
	if len(units) == 0 {
		l.Next = d.followingByLink()
		return l, nil
	}
	rows := false
	for _, u := range units {
		items := d.records(u.records)
		rows = rows || len(items) > 0
		l.Items = append(l.Items, items...)
	}
	if !rows {
		l.Page = -1
	}
	for _, u := range annualUnits(d, units) {
		l.Next = append(l.Next, u.following(d, 1, len(u.records))...)
	}
	return l, nil
}
