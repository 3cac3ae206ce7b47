package portal

import (
	"regexp"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

// LeadKind says what a link promises to somebody who looks for the columns of yearly reports.
type LeadKind string

// The kinds of leads, the nearest to the goal first.
const (
	LeadColumn   LeadKind = "column"   // a column of yearly reports by its name
	LeadBody     LeadKind = "body"     // the page of one of the site's bodies
	LeadBranch   LeadKind = "branch"   // the way to the townships
	LeadYear     LeadKind = "year"     // a year's folder
	LeadPlatform LeadKind = "platform" // the pages on disclosure, in which the column stands
	LeadMap      LeadKind = "map"      // the site's map
)

// Lead is a link to a page that may be, or lead to, a column of yearly reports.
type Lead struct {
	Item
	Kind LeadKind
	// Score says how much the link promises, 0 to 100.
	Score Score
	// Body is the name of the site's body that the link names; empty for none.
	Body string
	// Year is that of a year's folder.
	Year int
}

// Overview is what a page of a portal shows to somebody who looks for its columns of yearly reports.
type Overview struct {
	// Title is what the page calls itself, Column its own name in the standard tags.
	Title, Column string
	// SiteName and SiteCode are those of the standard tags (国办发〔2017〕47号); the code's first six digits are those of
	// the division.
	SiteName, SiteCode string
	// Family is the CMS by the page's bytes, with its score and the sign.
	Family string
	Score  Score
	Sign   string
	// Leads are the links worth following, in the order of the page.
	Leads []Lead
	// Hops are where a page without content of its own leads.
	Hops []string
	// Reports are the titles that promise a report.
	Reports []string
	// Report tells that the page reads as a report itself.
	Report bool
}

var (
	platformName = regexp.MustCompile(`^(政府|政务)?信息公开(专栏|平台|网|首页|专题|目录|网站|栏)?$|^政务公开(专栏|平台|网|首页|栏)?$|^政府信息(主动)?公开$|^(法定)?主动公开(内容)?$`)
	mapName      = regexp.MustCompile(`^(网站|站点)(地图|导航)$|^(?i:site\s?map)$`)
	columnSlug   = regexp.MustCompile(`(?i)/(zf|zw)?(xx)?(gk)?(xz|zj|jd|bm)?(xxgk)?(gz)?n(d)?b(g)?(_?\d*)/?|annualreport`)
	titleTail    = regexp.MustCompile(`[\s_\-—|–]+`)
)

// Scores of leads by their names.
const (
	scoreColumn   Score = 90
	scorePlain    Score = 70 // 年报 alone
	scoreBranch   Score = 55
	scoreBody     Score = 45
	scorePlatform Score = 50
	scoreYear     Score = 40
	scoreMap      Score = 25
	scoreSlug     Score = 8 // an address that speaks of yearly reports
)

// Oversee looks at a page of a portal. An error means that it is none that can be read.
func Oversee(p page.Page, site *source.Site) (Overview, error) {
	d, err := parse(p)
	if err != nil {
		return Overview{}, err
	}
	family, score, sign := detect(d)
	o := Overview{
		Title: d.title(), Column: d.meta("ColumnName"), SiteName: d.meta("SiteName"), SiteCode: d.meta("SiteIDCode"),
		Family: family.Name(), Score: score, Sign: sign, Hops: d.hops(), Report: d.readsAsReport(),
	}
	annual := NamesColumn(o.Title) || NamesColumn(o.Column)
	for _, item := range d.items() {
		if class, _ := Classify(item.Title, annual); class == page.LinkReport && Year(item.Title) > 0 && !isFolder(item.URL) {
			o.Reports = append(o.Reports, item.Title)
			continue
		}
		if lead, ok := leadOf(item, site); ok {
			o.Leads = append(o.Leads, lead)
		}
	}
	return o, nil
}

// NamesColumn tells whether a text, a link's or a page's title with the name of the portal behind it, is what columns
// of yearly reports are called.
func NamesColumn(text string) bool {
	for _, part := range append(titleTail.Split(text, 4), text) {
		if part = plain(part); part != "" && (columnName.MatchString(part) || plainName.MatchString(part)) {
			return true
		}
	}
	return false
}

// leadOf tells what a link promises; false for nothing.
func leadOf(item Item, site *source.Site) (Lead, bool) {
	l := Lead{Item: item}
	if item.URL == "" || !listable(item.URL) {
		return l, false
	}
	name := bareName(item.Title)
	body, rest := bodyNamed(name, site)
	switch {
	case yearName.MatchString(name):
		l.Kind, l.Score, l.Year = LeadYear, scoreYear, Year(name)
	case body != nil && (columnName.MatchString(rest) || plainName.MatchString(rest)):
		l.Kind, l.Score, l.Body = LeadColumn, scoreColumn, body.Name
	case body != nil && (rest == "" || platformName.MatchString(rest)):
		l.Kind, l.Score, l.Body = LeadBody, scoreBody, body.Name
	case columnName.MatchString(name):
		l.Kind, l.Score, l.Year = LeadColumn, scoreColumn, Year(name)
	case plainName.MatchString(name):
		l.Kind, l.Score, l.Year = LeadColumn, scorePlain, Year(name)
	case branchName.MatchString(name):
		l.Kind, l.Score = LeadBranch, scoreBranch
	case platformName.MatchString(name):
		l.Kind, l.Score = LeadPlatform, scorePlatform
	case mapName.MatchString(name):
		l.Kind, l.Score = LeadMap, scoreMap
	default:
		return l, false
	}
	if l.Kind != LeadYear && columnSlug.MatchString(pathOf(item.URL)) {
		l.Score += scoreSlug
	}
	return l, true
}
