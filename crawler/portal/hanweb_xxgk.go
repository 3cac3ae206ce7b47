package portal

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"

	"github.com/nianbao/nianbao/report/page"
)

var (
	xxgkReport   = regexp.MustCompile(`/module/xxgk/xxgkAnnualReport\.jsp\b`)
	xxgkType     = regexp.MustCompile(`(?i)infotypeId["']?\s*[=:,]?\s*["']?([A-Za-z0-9]{1,40})`)
	xxgkPages    = regexp.MustCompile(`共\s*(\d{1,5})\s*页`)
	xxgkNodes    = cascadia.MustCompile("a, option, li")
	yearOptions  = cascadia.MustCompile("option")
	areaElements = cascadia.MustCompile("option[value]")
	creditShape  = regexp.MustCompile(`^[0-9A-HJ-NPQRTUWXY]{18}$`)
)

// xxgkForm is what a search of the module is sent beside area, column and page.
const xxgkForm = "jdid=1&divid=div1&vc_title=&vc_number=&sortfield=,compaltedate:0&fbtime=&texttype=&vc_all=&vc_filenumber=&standardXxgk=1"

// xxgkYears takes links to the yearly report of a body, one address a body and year, apart into their years: those that
// the page offers for choice, or all that there can be.
func (d *document) xxgkYears(items []Item) (all []Item) {
	years := d.offeredYears()
	for _, item := range items {
		u, err := url.Parse(item.URL)
		if err != nil || !xxgkReport.MatchString(u.Path) || u.Query().Get("area") == "" || u.Query().Get("fbtime") != "" {
			all = append(all, item)
			continue
		}
		for _, y := range years {
			one := *u
			one.RawQuery = withParameter(withParameter(u.RawQuery, "fbtime", ""), "fbtime", strconv.Itoa(y))
			all = append(all, Item{URL: one.String(), Title: item.Title + strconv.Itoa(y) + "年"})
		}
	}
	return all
}

// xxgkOptions gives the same for bodies that stand in a choice, with their credit codes as values, on a page that names
// the address for the reports.
func (d *document) xxgkOptions() []Item {
	at := xxgkReport.FindString(d.text)
	if at == "" {
		return nil
	}
	var items []Item
	d.root.FindMatcher(areaElements).Each(func(_ int, s *goquery.Selection) {
		if code := strings.TrimSpace(s.AttrOr("value", "")); creditShape.MatchString(code) {
			items = append(items, Item{URL: d.resolve(at + "?area=" + code), Title: space(s.Text())})
		}
	})
	return d.xxgkYears(items)
}

// offeredYears gives the years that a page offers for choice, newest first; without a choice those from the first
// reports to the day of the fetch. The page of one body and year offers none: what leads on from it is a way back.
func (d *document) offeredYears() (years []int) {
	if xxgkReport.MatchString(d.own.Path) {
		return nil
	}
	d.root.FindMatcher(yearOptions).Each(func(_ int, s *goquery.Selection) {
		if m := yearName.FindStringSubmatch(plain(s.Text())); m != nil {
			years = append(years, number(m[1]))
		}
	})
	if len(years) == 0 {
		for y := firstYear; y <= d.fetched.Year(); y++ {
			years = append(years, y)
		}
	}
	slices.Sort(years)
	years = slices.Compact(years)
	slices.Reverse(years)
	return years
}

// xxgkTree finds the column of yearly reports in the tree of a body's columns and searches it.
func (d *document) xxgkTree() (Listing, error) {
	l := d.listing()
	l.Page, l.Items = -1, nil
	area := d.own.Query().Get("area")
	d.root.FindMatcher(xxgkNodes).EachWithBreak(func(_ int, s *goquery.Selection) bool {
		name := plain(s.Text())
		if !columnName.MatchString(name) && !plainName.MatchString(name) {
			return true
		}
		var tag strings.Builder
		for _, a := range s.Nodes[0].Attr {
			tag.WriteString(a.Key + "=" + a.Val + " ")
		}
		m := xxgkType.FindStringSubmatch(tag.String())
		if m == nil {
			return true
		}
		form := "infotypeId=" + m[1] + "&area=" + url.QueryEscape(area) + "&" + xxgkForm + "&currpage=1"
		l.Next = d.posted("/module/xxgk/search.jsp", form)
		return false
	})
	if len(l.Next) == 0 {
		l.Missing = "the tree names no column of yearly reports"
	}
	return l, nil
}

// xxgkSearch reads what a search found. Some portals search all columns whatever is asked for, so that only whole titles
// count.
func (d *document) xxgkSearch() (Listing, error) {
	l := d.listing()
	form := d.request.Body
	values, _ := url.ParseQuery(form) // our own
	l.Mixed, l.Page = true, max(parameter(values, "currpage"), 1)-1
	l.Series = d.own.String() + "?" + withParameter(form, "currpage", "")
	if m := xxgkPages.FindStringSubmatch(d.visible()); m != nil {
		l.Total = number(m[1])
	}
	if form != "" && l.Page+1 < l.Total {
		l.Next = d.posted(d.own.Path, withParameter(form, "currpage", strconv.Itoa(l.Page+2)))
	}
	return l, nil
}

// posted asks as a form of the page does.
func (d *document) posted(href, form string) []page.Request {
	return []page.Request{{
		URL: d.resolve(href), Method: http.MethodPost, Body: form, Type: "application/x-www-form-urlencoded; charset=UTF-8",
	}}
}
