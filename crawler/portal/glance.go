package portal

import (
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
	return Sight{
		Title:    space(d.root.FindMatcher(titleSelector).First().Text()),
		Text:     d.visible(),
		Content:  d.root.FindMatcher(contentSelector).Length(),
		Scripts:  d.root.FindMatcher(scriptSelector).Length(),
		Password: d.root.FindMatcher(passwordSelector).Length() > 0,
		Hops:     d.hops(),
	}, true
}
