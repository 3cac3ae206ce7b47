package portal

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

var (
	rowSelector = cascadia.MustCompile("li, tr, dd, dt")
	dateShape   = regexp.MustCompile(`(20\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?`)
	dateAtEnd   = regexp.MustCompile(`[\[(（【]?\s*20\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?\s*[\])）】]?\s*$`)
	cutTitle    = regexp.MustCompile(`(\.{2,}|…+)\s*$`)
)

// longestTitle bounds a title, in characters.
const longestTitle = 300

// item reads one link: its title, and the date that stands in its row.
func (d *document) item(a *goquery.Selection) Item {
	title, date := titleOf(a)
	if date == "" {
		date = d.dateBeside(a)
	}
	if r := []rune(title); len(r) > longestTitle {
		title = string(r[:longestTitle])
	}
	return Item{URL: d.resolve(a.AttrOr("href", "")), Title: title, Date: date}
}

// titleOf prefers the title attribute, since shown texts are cut; a date at the end is taken off.
func titleOf(a *goquery.Selection) (title, date string) {
	shown, attribute := space(a.Text()), space(a.AttrOr("title", ""))
	if attribute == "" {
		attribute = space(a.Find("[title]").First().AttrOr("title", ""))
	}
	if shown == "" {
		shown = space(a.Find("img[alt]").First().AttrOr("alt", ""))
	}
	if at := dateAtEnd.FindStringIndex(shown); at != nil && at[0] > 0 {
		shown, date = strings.TrimSpace(shown[:at[0]]), dateIn(shown[at[0]:])
	}
	switch {
	case attribute == "":
		return shown, date
	case cutTitle.MatchString(shown), len(attribute) >= len(shown):
		return attribute, date
	}
	return shown, date
}

// dateBeside looks for a date in the link's row, or, where several links share one, between it and the next.
func (d *document) dateBeside(a *goquery.Selection) string {
	row := a.ClosestMatcher(rowSelector)
	if row.Length() == 1 && d.linksIn(row) == 1 {
		return dateIn(space(row.Text()))
	}
	return dateIn(followingText(a.Get(0)))
}

// linksIn counts the links of a row, once.
func (d *document) linksIn(row *goquery.Selection) int {
	n, known := d.rows[row.Get(0)]
	if !known {
		n = row.FindMatcher(linkSelector).Length()
		d.rows[row.Get(0)] = n
	}
	return n
}

// followingText gives the text between a link and the next one, at most a few nodes away.
func followingText(n *html.Node) string {
	var b strings.Builder
	for up := 0; up < 2 && n != nil; up++ {
		for s := n.NextSibling; s != nil; s = s.NextSibling {
			if holdsLink(s) {
				return space(b.String())
			}
			b.WriteString(goquery.NewDocumentFromNode(s).Text())
			b.WriteByte(' ')
		}
		n = n.Parent
	}
	return space(b.String())
}

func holdsLink(n *html.Node) bool {
	if n.Type == html.ElementNode && n.Data == "a" {
		return true
	}
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && c.Data == "a" {
			return true
		}
	}
	return false
}

// dateIn gives the first date of a text as 2024-01-16; empty when there is none that the calendar knows.
func dateIn(text string) string {
	m := dateShape.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return ""
	}
	return fmt.Sprintf("%s-%02d-%02d", m[1], month, day)
}
