package portal

import (
	"path"
	"regexp"
	"strings"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

// firstYear is the year of the first reports: the 条例 came into force in 2008.
const firstYear = 2008

// deepest is the most list pages between a seed and a request.
const deepest = 100

// mostFolders is how many folders below its column a list page lies at most.
const mostFolders = 8

// follow asks for a further list page when the link may be followed: it stays on a host of the site and in the
// folder of one of its columns, it doesn't nest itself, and its year is one there can be.
func (r *reader) follow(item Item, b branch, class string) bool {
	column := r.columnAt(item.URL)
	hints := page.Hints{}
	switch {
	case column != nil:
		hints = r.hintsFor(item, b, column)
	case item.List && r.hosts[source.Bare(hostOf(item.URL))]:
		column, hints = &source.Column{}, r.hintsBeside(b)
	}
	if column == nil || !listable(item.URL) || r.future(item.URL) || r.request.Depth >= deepest || foldersBelow(item.URL, column.Folder()) > mostFolders || !r.plausible(b.year) {
		return false
	}
	if class == page.LinkReport && Year(item.Title) > 0 { // it may be the report itself, in a folder of its own
		hints.ListTitle, hints.ListDate = item.Title, item.Date
	}
	r.out.Next = append(r.out.Next, page.Request{
		URL: item.URL, Kind: page.KindList, Family: r.familyOf(column), Referer: r.referer(),
		Depth: r.request.Depth + 1, Hints: hints,
	})
	return true
}

// familyOf gives the family of a further list: that of the request, unless only a script's answer has it.
func (r *reader) familyOf(column *source.Column) string {
	if r.request.Script() {
		return column.Family
	}
	return r.request.Family
}

func foldersBelow(address, folder string) int {
	return strings.Count(strings.TrimPrefix(pathOf(address), folder), "/")
}

func listable(address string) bool {
	return !isArticle(address) && !isFile(address) && !nestsItself(address) && !calendar(address)
}

// yearFolder is a year with a month in a path; a number alone may be anything.
var yearFolder = regexp.MustCompile(`/(20\d\d)[-/](?:0?[1-9]|1[0-2])/`)

// future tells of addresses in folders of years to come, into which a calendar leads without end.
func (r *reader) future(address string) bool {
	fetched := r.page.Facts.Fetched
	for _, m := range yearFolder.FindAllStringSubmatch(pathOf(address), -1) {
		if !fetched.IsZero() && number(m[1]) > fetched.Year() {
			return true
		}
	}
	return false
}

// plausible tells whether a year's folder may hold wanted reports. The year of a folder is that of the reports,
// or of their publication a year later.
func (r *reader) plausible(year int) bool {
	if year == 0 {
		return true
	}
	if fetched := r.page.Facts.Fetched; year < firstYear || (!fetched.IsZero() && year > fetched.Year()) {
		return false
	}
	return r.wanted(year-1, year)
}

// hintsFor says what is known of the documents behind a branch: a body's own branch belongs to that body, a
// folder below this page to whom this page belongs, any other page to whom its column belongs.
func (r *reader) hintsFor(item Item, b branch, column *source.Column) page.Hints {
	hints := page.Hints{
		Source: r.scope.Site.ID, Division: column.Division, Agency: column.Agency, Own: column.Kind == source.ColumnBody,
	}
	if hints.Division == "" {
		hints.Division = r.scope.Site.Division
	}
	if inFolder(pathOf(item.URL), folderOf(r.referer())) && sameHost(hostOf(item.URL), hostOf(r.referer())) {
		hints = r.request.Hints
		hints.ListTitle, hints.ListDate = "", ""
	}
	return b.named(hints)
}

// hintsBeside says the same of a list whose address tells nothing: a year's belongs to whom this page belongs, any
// other that names no body to the site.
func (r *reader) hintsBeside(b branch) page.Hints {
	hints := page.Hints{Source: r.scope.Site.ID, Division: r.scope.Site.Division}
	if b.year > 0 || !r.request.Hints.Own {
		hints = r.request.Hints
		hints.ListTitle, hints.ListDate = "", ""
	}
	return b.named(hints)
}

// named puts the body that the branch names into the hints.
func (b branch) named(hints page.Hints) page.Hints {
	if b.body != nil {
		hints.Agency, hints.Own = b.body.Name, true
		if b.body.Division != "" {
			hints.Division = b.body.Division
		}
	}
	return hints
}

// hop asks for the page to which a shell leads, under the same rules.
func (r *reader) hop(address string) {
	if r.columnAt(address) == nil || nestsItself(address) || r.request.Depth >= deepest {
		return
	}
	r.out.Next = append(r.out.Next, page.Request{
		URL: address, Kind: page.KindList, Family: r.request.Family, Referer: r.page.Facts.URL,
		Depth: r.request.Depth + 1, Hints: r.request.Hints,
	})
}

func sameHost(a, b string) bool { return source.Bare(a) == source.Bare(b) }

// inFolder tells whether a path lies in a folder, which ends with a slash, or is the folder itself.
func inFolder(p, folder string) bool {
	return strings.HasPrefix(p, folder) || p+"/" == folder
}

// folderOf gives the folder of an address, with a slash at its end.
func folderOf(address string) string {
	dir, _ := path.Split(pathOf(address))
	if dir == "" {
		return "/"
	}
	return dir
}
