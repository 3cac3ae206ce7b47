package pipeline

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// columns tell how the lists of a source were read, by whose reports they hold.
type columns struct {
	joint *report.ColumnRead            // nil for none
	own   map[string]*report.ColumnRead // by key of the body
}

// of tells how the columns that would hold a body's reports were read.
func (c *columns) of(body string) (read []report.ColumnRead) {
	if c == nil {
		return nil
	}
	if own := c.own[body]; own != nil {
		read = append(read, *own)
	}
	if c.joint != nil {
		read = append(read, *c.joint)
	}
	return read
}

// add counts a page of the body's own column, or with an empty key of a joint one.
func (c *columns) add(body string, p *store.ListPage) {
	read := c.joint
	if body != "" {
		read = c.own[body]
	}
	if read == nil {
		read = &report.ColumnRead{URL: p.URL, Own: body != "", Whole: true}
		if body != "" {
			c.own[body] = read
		} else {
			c.joint = read
		}
	}
	addPage(read, p)
}

// addPage counts a further page of a column. It is whole when every page was had and none was left because of a cap.
func addPage(read *report.ColumnRead, p *store.ListPage) {
	read.Pages++
	why := hindered(p)
	if why == "" {
		if day := report.DateOf(p.Ended); read.Read.IsZero() || day.Compare(read.Read) < 0 {
			read.Read = day
		}
		return
	}
	if read.Whole || rank(p.Outcome) < rank(read.Outcome) {
		read.Outcome, read.Why = troubleOf(p), why
	}
	read.Whole = false
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

// trail goes through list pages and missing documents and sorts them by the bodies that they are about. Of a source
// whose last run asked for everything, only what that run asked for counts: other pages are linked no longer.
func (l *ledger) trail(ctx context.Context, db *store.Store) error {
	runs, err := db.ListRuns(ctx) // the last one of a source comes last
	if err != nil {
		return err
	}
	last := map[string]store.ListRun{}
	for _, r := range runs {
		last[r.Source] = r
	}
	stale := func(source string, run int64) bool { return last[source].Waiting == 0 && run < last[source].Run }
	var nothing []emptyList
	for p, err := range db.WalkLists(ctx) {
		if err != nil {
			return err
		}
		if stale(p.Source, p.Run) {
			continue
		}
		if key := l.list(&p); key != "" && p.Digest != "" && p.Listing != nil && p.Listing.Found == 0 && hindered(&p) == "" {
			nothing = append(nothing, emptyList{p.Source, key, p.URL, p.Digest})
		}
	}
	for m, err := range db.WalkMissing(ctx) {
		if err != nil {
			return err
		}
		if !stale(m.Source, m.Run) {
			l.miss(&m)
		}
	}
	clear(l.refs)
	return l.declarations(ctx, db, nothing)
}

// list counts a list page, and gives the key of the body whose own list it is; empty for a joint one.
func (l *ledger) list(p *store.ListPage) (key string) {
	c := l.columns[p.Source]
	if c == nil {
		c = &columns{own: map[string]*report.ColumnRead{}}
		l.columns[p.Source] = c
	}
	if p.Hints.Own {
		key = l.keyOf(p.Source, p.Hints.Agency, p.Hints.Division)
	}
	c.add(key, p)
	return key
}

// miss keeps a page that is not in the archive with the body that it is about.
func (l *ledger) miss(m *store.MissingPage) {
	name := m.Hints.Agency
	if !m.Hints.Own {
		name = m.Hints.ListTitle
	}
	if key := l.keyOf(m.Source, name, m.Hints.Division); key != "" {
		l.missing[key] = append(l.missing[key], listedPage{
			report.ListedPage{URL: m.URL, Title: m.Hints.ListTitle, Outcome: m.Outcome}, portal.Year(m.Hints.ListTitle),
		})
	}
}

// keyOf gives the key of the body that a list of a source names in a place; empty when nobody knows which is meant. The
// names of one source are remembered.
func (l *ledger) keyOf(source, name, code string) string {
	if l.of != source {
		l.of = source
		clear(l.refs)
	}
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

// emptyList is a body's own list that shows nothing.
type emptyList struct {
	source, key, url string
	digest           page.Digest
}

// declarations looks for lists that say in words that there is nothing. A list in the folder of a year says
// so for the year that its title names, or else for the one that the folder holds, which is that of the reports on
// some portals and that of their publication on others: the reports that were found in such folders tell. Where they
// do not agree, nothing is taken for declared.
func (l *ledger) declarations(ctx context.Context, db *store.Store, lists []emptyList) error {
	for _, e := range lists {
		body, err := db.Archived(ctx, e.digest)
		if err != nil {
			return fmt.Errorf("%s: %w", e.url, err)
		}
		if d, ok := l.declarationOf(&e, body); ok {
			l.said[e.key] = append(l.said[e.key], d)
		}
	}
	return nil
}

func (l *ledger) declarationOf(e *emptyList, body []byte) (d declaration, ok bool) {
	sight, ok := portal.Look(page.Page{Body: body, Facts: page.Facts{URL: e.url}})
	if !ok {
		return d, false
	}
	words := nothingWords.FindString(strings.Join(strings.Fields(sight.Text), ""))
	year := portal.Year(sight.Title)
	if folder := folderYear(e.url); year == 0 && folder != 0 {
		if len(l.ahead[e.source]) != 1 {
			return d, false
		}
		for years := range l.ahead[e.source] {
			year = folder - years
		}
	}
	if words == "" {
		return d, false
	}
	return declaration{report.Declaration{URL: e.url, SHA256: string(e.digest), Words: words}, year}, true
}
