package pipeline

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// columns are the list pages of a source, by whose reports they hold.
type columns struct {
	joint []store.ListPage
	own   map[string][]store.ListPage // by key of the body
}

// of tells how the columns that would hold a body's reports were read.
func (c *columns) of(body string) (read []report.ColumnRead) {
	if c == nil {
		return nil
	}
	if pages := c.own[body]; len(pages) > 0 {
		read = append(read, columnRead(pages, true))
	}
	if len(c.joint) > 0 {
		read = append(read, columnRead(c.joint, false))
	}
	return read
}

// columnRead sums up the pages of a column. It is whole when every page was had and none was left because of a cap.
func columnRead(pages []store.ListPage, own bool) report.ColumnRead {
	read := report.ColumnRead{URL: pages[0].URL, Own: own, Pages: len(pages), Whole: true}
	for _, p := range pages {
		why := hindered(&p)
		if why == "" {
			if day := report.DateOf(p.Ended); read.Read.IsZero() || day.Compare(read.Read) < 0 {
				read.Read = day
			}
			continue
		}
		if read.Whole || rank(p.Outcome) < rank(read.Outcome) {
			read.Outcome, read.Why = troubleOf(&p), why
		}
		read.Whole = false
	}
	return read
}

// hindered says why a list page does not count as read to its end; empty when it does.
func hindered(p *store.ListPage) string {
	def, _ := p.Outcome.Def()
	switch {
	case p.Outcome == "":
		return "not asked for yet"
	case def.Class != report.ClassOK:
		return string(p.Outcome) + ": " + def.Meaning
	case p.Listing == nil:
		return "not read as a list"
	case p.Listing.Short:
		return p.Listing.Stop
	}
	return ""
}

func troubleOf(p *store.ListPage) report.Outcome {
	if def, _ := p.Outcome.Def(); def.Class == report.ClassOK {
		return ""
	}
	return p.Outcome
}

// rank puts the outcomes that say most first: a refusal, then trouble, then what only waits.
func rank(o report.Outcome) int {
	def, _ := o.Def()
	switch def.Class {
	case report.ClassRefused:
		return 0
	case report.ClassTrouble, report.ClassFault, report.ClassAbsent:
		return 1
	}
	return 2
}

// arrange sorts list pages and missing documents by the bodies that they are about. Of a source whose last run asked
// for everything, only what that run asked for counts: other pages are linked no longer.
func (l *ledger) arrange(trail *store.Trail) {
	last, unfinished := map[string]int64{}, map[string]bool{}
	for _, p := range trail.Lists {
		last[p.Source] = max(last[p.Source], p.Run)
	}
	for _, p := range trail.Lists {
		if p.Waiting && p.Run == last[p.Source] {
			unfinished[p.Source] = true
		}
	}
	stale := func(source string, run int64) bool { return !unfinished[source] && run < last[source] }
	for _, p := range trail.Lists {
		if stale(p.Source, p.Run) {
			continue
		}
		c := l.columns[p.Source]
		if c == nil {
			c = &columns{own: map[string][]store.ListPage{}}
			l.columns[p.Source] = c
		}
		if key := l.keyOf(p.Hints.Agency, p.Hints.Division); p.Hints.Own && key != "" {
			c.own[key] = append(c.own[key], p)
		} else {
			c.joint = append(c.joint, p)
		}
	}
	for _, m := range trail.Missing {
		name := m.Hints.Agency
		if !m.Hints.Own {
			name = m.Hints.ListTitle
		}
		if key := l.keyOf(name, m.Hints.Division); key != "" && !stale(m.Source, m.Run) {
			l.missing[key] = append(l.missing[key], listedPage{
				report.ListedPage{URL: m.URL, Title: m.Hints.ListTitle, Outcome: m.Outcome}, portal.Year(m.Hints.ListTitle),
			})
		}
	}
}

// keyOf gives the key of the body that a list names in a place; empty when nobody knows which is meant.
func (l *ledger) keyOf(name, code string) string {
	at := [2]string{name, code}
	key, known := l.refs[at]
	if !known {
		body, _ := l.reading.Named(name, code, lastYear(l.today))
		key = body.Key
		l.refs[at] = key
	}
	return key
}

// listedPage is a page that a list names and that is not in the archive, with the year of its title; 0 for none.
type listedPage struct {
	report.ListedPage
	year int
}

// listedIn gives those that may be the report on a year.
func listedIn(all []listedPage, year int) (list []report.ListedPage) {
	for _, p := range all {
		if p.year == year || p.year == 0 {
			list = append(list, p.ListedPage)
		}
	}
	return list
}

// declaration is a page that says that there is nothing, with the year that it is about; 0 for all.
type declaration struct {
	report.Declaration
	year int
}

func declaredFor(all []declaration, year int) (list []report.Declaration) {
	for _, d := range all {
		if d.year == year || d.year == 0 {
			list = append(list, d.Declaration)
		}
	}
	return list
}

var (
	nothingWords = regexp.MustCompile(`暂无(相关|有关|此类)?(政府信息公开)?(年度报告|年报|报告|信息|数据|内容|记录|文章|公开内容)?`)
	yearInPath   = regexp.MustCompile(`/(20\d\d)(?:[^\d/][^/]*)?/`)
	yearInQuery  = regexp.MustCompile(`[?&]fbtime=(20\d\d)(?:&|$)`)
)

// folderYear gives the year in whose folder an address lies, or that it asks the module xxgk for; 0 for none.
func folderYear(address string) int {
	all := yearInQuery.FindAllStringSubmatch(address, 1)
	if len(all) == 0 {
		all = yearInPath.FindAllStringSubmatch(address, -1)
	}
	if len(all) == 0 {
		return 0
	}
	year, _ := strconv.Atoi(all[len(all)-1][1])
	return year
}

// askedYear gives the year that an address asks for by itself; 0 for none.
func askedYear(address string) int {
	if yearInQuery.MatchString(address) {
		return folderYear(address)
	}
	return 0
}

// declarations looks for bodies' own lists that show nothing and say so in words. A list in the folder of a year says
// so for the year that its title names, or else for the one that the folder holds, which is that of the reports on
// some portals and that of their publication on others: the reports that were found in such folders tell. Where they
// do not agree, nothing is taken for declared.
func (l *ledger) declarations(ctx context.Context, db *store.Store) error {
	for _, id := range slices.Sorted(maps.Keys(l.columns)) {
		for key, pages := range l.columns[id].own {
			for _, p := range pages {
				if p.Digest == "" || p.Listing == nil || p.Listing.Found > 0 || hindered(&p) != "" {
					continue
				}
				body, err := db.Archived(ctx, p.Digest)
				if err != nil {
					return fmt.Errorf("%s: %w", p.URL, err)
				}
				if d, ok := l.declarationOf(&p, body); ok {
					l.said[key] = append(l.said[key], d)
				}
			}
		}
	}
	return nil
}

func (l *ledger) declarationOf(p *store.ListPage, body []byte) (d declaration, ok bool) {
	sight, ok := portal.Look(page.Page{Body: body, Facts: page.Facts{URL: p.URL}})
	if !ok {
		return d, false
	}
	words := nothingWords.FindString(strings.Join(strings.Fields(sight.Text), ""))
	year := portal.Year(sight.Title)
	if folder := folderYear(p.URL); year == 0 && folder != 0 {
		if len(l.ahead[p.Source]) != 1 {
			return d, false
		}
		for years := range l.ahead[p.Source] {
			year = folder - years
		}
	}
	if words == "" {
		return d, false
	}
	return declaration{report.Declaration{URL: p.URL, SHA256: string(p.Digest), Words: words}, year}, true
}
