package portal

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	dateShape = regexp.MustCompile(`(20\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?`)
	dateAtEnd = regexp.MustCompile(`[\[(（【]?\s*20\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?\s*[\])）】]?\s*$`)
	cutTitle  = regexp.MustCompile(`(\.{2,}|…+)\s*$`)
)

// Bounds of what is read of one link, in bytes of text. No honest title or row comes near.
const (
	longestTitle = 900
	longestRow   = 4 << 10
)

// item reads one link: its title, and the date that stands in its row.
func (d *document) item(a *html.Node) Item {
	title, date := titleOf(a)
	if date == "" {
		date = d.dateBeside(a)
	}
	return Item{URL: d.resolve(attribute(a, "href")), Title: title, Date: date}
}

// titleOf prefers the title attribute, since shown texts are cut; a date at the end is taken off.
func titleOf(a *html.Node) (title, date string) {
	shown, whole := textOf(a, longestTitle), space(attribute(a, "title"))
	for n := range a.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if whole == "" {
			whole = space(attribute(n, "title"))
		}
		if shown == "" && n.DataAtom == atom.Img {
			shown = space(attribute(n, "alt"))
		}
	}
	if at := dateAtEnd.FindStringIndex(shown); at != nil && at[0] > 0 {
		shown, date = strings.TrimSpace(shown[:at[0]]), dateIn(shown[at[0]:])
	}
	if whole = clip(whole, longestTitle); whole != "" && (cutTitle.MatchString(shown) || len(whole) >= len(shown)) {
		return whole, date
	}
	return shown, date
}

// dateBeside looks for a date in the link's row, or, where several links share one, between it and the next.
func (d *document) dateBeside(a *html.Node) string {
	for up := a.Parent; up != nil; up = up.Parent {
		switch up.DataAtom {
		case atom.Li, atom.Tr, atom.Dd, atom.Dt:
			if d.linksIn(up) == 1 {
				return dateIn(textOf(up, longestRow))
			}
			return dateIn(followingText(a))
		}
	}
	return dateIn(followingText(a))
}

// linksIn counts the links of a row, once.
func (d *document) linksIn(row *html.Node) int {
	n, known := d.rows[row]
	if !known {
		for c := range row.Descendants() {
			if isLink(c) {
				n++
			}
		}
		d.rows[row] = n
	}
	return n
}

// followingText gives the text between a link and the next one, at most a few nodes away.
func followingText(n *html.Node) string {
	var b strings.Builder
	for up := 0; up < 2 && n != nil; up++ {
		for s := n.NextSibling; s != nil && b.Len() < longestRow; s = s.NextSibling {
			if holdsLink(s) {
				return space(b.String())
			}
			b.WriteString(textOf(s, longestRow))
			b.WriteByte(' ')
		}
		n = n.Parent
	}
	return space(b.String())
}

func holdsLink(n *html.Node) bool {
	if isLink(n) {
		return true
	}
	for c := range n.Descendants() {
		if isLink(c) {
			return true
		}
	}
	return false
}

// isLink tells whether a node is a link with an address.
func isLink(n *html.Node) bool {
	return n.Type == html.ElementNode && (n.DataAtom == atom.A || n.DataAtom == atom.Area) && attribute(n, "href") != ""
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

// textOf gives the text of a node with its white space folded, about as much as the bound says.
func textOf(n *html.Node, most int) string {
	if n.Type == html.TextNode {
		return clip(space(n.Data), most)
	}
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
		if b.Len() > 4*most { // most of it may be white space
			break
		}
	}
	return clip(space(b.String()), most)
}

// clip cuts a text at a character.
func clip(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "")
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
