package portal

import (
	"strings"

	"github.com/andybalholm/cascadia"

	"github.com/nianbao/nianbao/report/page"
)

var (
	passwordSelector = cascadia.MustCompile(`input[type="password" i]`)
	contentSelector  = cascadia.MustCompile("a[href], img, table, iframe, frame, object, embed, form")
)

// Sight is what a person would see of a page at first glance.
type Sight struct {
	Title    string
	Text     string // visible text, white space folded
	Content  int    // links, pictures, tables, frames and forms
	Links    int
	Report   bool   // it holds the sections of a report
	Mark     string // the same for two pages of one title with the same links in the same order
	Scripts  int
	Password bool     // a field for a password
	Hops     []string // where a page that shows nothing leads; see Listing
}

// Look takes a glance at an HTML page; false for other documents.
func Look(p page.Page) (Sight, bool) {
	if page.Sniff(p.Body) != page.FormatHTML {
		return Sight{}, false
	}
	d, err := parse(p)
	if err != nil {
		return Sight{}, false
	}
	links, mark := d.mark()
	return Sight{
		Links: links, Mark: mark, Report: d.readsAsReport(),
		Title:    space(d.root.FindMatcher(titleSelector).First().Text()),
		Text:     d.visible(),
		Content:  d.root.FindMatcher(contentSelector).Length(),
		Scripts:  d.root.FindMatcher(scriptSelector).Length(),
		Password: d.root.FindMatcher(passwordSelector).Length() > 0,
		Hops:     d.hops(),
	}, true
}

// mark counts the links of a page and gives a digest of its title and their addresses as written: what stays the same
// of a page that shows the day, a counter or a token.
func (d *document) mark() (int, string) {
	var b strings.Builder
	b.WriteString(space(d.root.FindMatcher(titleSelector).First().Text()))
	links := d.root.FindMatcher(linkSelector)
	for _, n := range links.Nodes {
		b.WriteByte('\n')
		b.WriteString(attribute(n, "href"))
	}
	return links.Length(), string(page.DigestOf([]byte(b.String())))
}
