package portal

import (
	"fmt"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

// Families gives all families, the most particular first and the fallback last.
func Families() []Family {
	return []Family{of{hanweb{}}, of{jpaas{}}, of{gkmlpt{}}, of{hcms{}}, of{lonsun{}}, of{shangwang{}}, of{vsb{}}, of{static{}}, of{generic{}}}
}

// ByName gives the family that sources files call so.
func ByName(name string) (Family, bool) {
	for _, f := range Families() {
		if f.Name() == name {
			return f, true
		}
	}
	return nil, false
}

// Detect gives the family that the page belongs to most surely, with its score and the sign. The fallback is
// given with a score of 0 when no family knows the page.
func Detect(p page.Page) (Family, Score, string) {
	d, err := parse(p)
	if err != nil {
		return of{generic{}}, 0, err.Error()
	}
	return detect(d)
}

func detect(d *document) (Family, Score, string) {
	var best Family = of{generic{}}
	score, reason := Score(0), "no family knows the page"
	for _, f := range Families() {
		if s, r := f.(of).detect(d); s > score {
			best, score, reason = f, s, r
		}
	}
	return best, score, reason
}

// Check tells of the first family that the site names and that does not exist.
func Check(site source.Site) error {
	names := []string{site.Family}
	for _, c := range site.Columns {
		names = append(names, c.Family)
	}
	for _, name := range names {
		if _, ok := ByName(name); name != "" && !ok {
			return fmt.Errorf("source %q: there is no family %q", site.ID, name)
		}
	}
	return nil
}

// Seeds gives the requests from which the site is read, column by column. A column without a family gets a plain
// request; its pages are recognised when they come.
func Seeds(site source.Site) []page.Request {
	var seeds []page.Request
	for _, c := range site.Columns {
		one := site
		one.Columns = []source.Column{c}
		f, ok := ByName(c.Family)
		if !ok {
			f = of{generic{}}
		}
		for _, r := range f.Seeds(one) {
			r.Family = c.Family
			seeds = append(seeds, r)
		}
	}
	return seeds
}

// columnSeeds asks for each column of the site by its address.
func columnSeeds(site source.Site) []page.Request {
	var seeds []page.Request
	for _, c := range site.Columns {
		address, err := page.Canonical(c.URL)
		if err != nil {
			continue // the registry takes no such address
		}
		hints := page.Hints{Source: site.ID, Division: c.Division, Agency: c.Agency, Own: c.Kind == source.ColumnBody}
		if hints.Division == "" {
			hints.Division = site.Division
		}
		seeds = append(seeds, page.Request{URL: address, Kind: page.KindList, Hints: hints})
	}
	return seeds
}
