package portal

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/nianbao/nianbao/report/page"
)

var (
	baseSelector   = cascadia.MustCompile("base[href]")
	linkSelector   = cascadia.MustCompile("a[href], area[href]")
	frameSelector  = cascadia.MustCompile("iframe[src], frame[src]")
	titleSelector  = cascadia.MustCompile("head title")
	metaSelector   = cascadia.MustCompile("meta")
	pagesSelector  = cascadia.MustCompile("#pages, .pages, .page, #page")
	scriptSelector = cascadia.MustCompile("script")
)

// document is a page parsed once.
type document struct {
	text string // the source, decoded
	root *goquery.Document
	own  *url.URL           // the page's address
	base *url.URL           // against which its links are resolved
	rows map[*html.Node]int // links in a row, counted once
	seen *string            // the visible text, found once

	known   map[string]string // addresses of links, resolved once
	fetched time.Time
	request page.Request // that brought it; none where only the page is known
}

// mostItems bounds the links that are read from one page; no honest list comes near.
const mostItems = 5000

// parse decodes and parses a page; an error names what it is instead of HTML, or the bound that it breaks.
func parse(p page.Page) (*document, error) {
	if f := page.Sniff(p.Body); f != page.FormatHTML && f != page.FormatText {
		return nil, fmt.Errorf("%s is no list page but %s", p.Facts.URL, f)
	}
	own, err := url.Parse(p.Facts.URL)
	if err != nil {
		return nil, fmt.Errorf("%q is no URL: %w", p.Facts.URL, err)
	}
	if len(p.Body) > mostBytes {
		return nil, fmt.Errorf("%s: %w", p.Facts.URL, errTooManyBytes)
	}
	text := page.Decode(p.Body, p.Facts.Header.Get("Content-Type")).Text
	safe, err := bounded(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.Facts.URL, err)
	}
	node, err := html.Parse(strings.NewReader(safe))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.Facts.URL, err)
	}
	d := newDocument(text, node, own)
	d.fetched = p.Facts.Fetched
	if href, ok := d.root.FindMatcher(baseSelector).First().Attr("href"); ok {
		if base, err := own.Parse(strings.TrimSpace(href)); err == nil && base.Host != "" {
			d.base = base
		}
	}
	return d, nil
}

func newDocument(text string, root *html.Node, own *url.URL) *document {
	return &document{
		text: text, root: goquery.NewDocumentFromNode(root), own: own, base: own, rows: map[*html.Node]int{}, known: map[string]string{},
	}
}

// fragment parses a piece of markup that stands inside the page's data. Rows of a table without one get it, since the
// parser drops them otherwise.
func (d *document) fragment(markup string) (*document, error) {
	safe, err := bounded(markup)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", d.own, err)
	}
	if strings.Contains(safe, "<tr") && !strings.Contains(safe, "<table") {
		safe = "<table>" + safe + "</table>"
	}
	node, err := html.Parse(strings.NewReader(safe))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", d.own, err)
	}
	part := newDocument(markup, node, d.own)
	part.base, part.fetched = d.base, d.fetched
	return part, nil
}

// has tells whether the source holds one of the texts. It is asked before a pattern that needs one of them, since
// patterns are slow and nine families look for theirs on every page.
func (d *document) has(texts ...string) bool {
	return slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(d.text, s) })
}

// resolve gives the canonical address of a link; empty for one that leads to no page.
func (d *document) resolve(href string) string {
	address, known := d.known[href]
	if !known {
		address = d.address(href)
		d.known[href] = address
	}
	return address
}

func (d *document) address(href string) string {
	href = strings.Map(func(r rune) rune {
		if r < ' ' {
			return -1 // as browsers do, WHATWG URL 4.4
		}
		return r
	}, strings.TrimSpace(href))
	if href == "" || strings.HasPrefix(href, "#") {
		return ""
	}
	u, err := d.base.Parse(strings.ReplaceAll(href, `\`, "/"))
	if err != nil {
		return ""
	}
	address, err := page.Canonical(u.String())
	if err != nil {
		return ""
	}
	return folded(address)
}

// items gives the links of the page in its order; of two with one address the one with the better title.
func (d *document) items() []Item {
	var items []Item
	at := map[string]int{}
	for n := range d.root.Nodes[0].Descendants() {
		if !isLink(n) {
			continue
		}
		item := d.item(n)
		if item.URL == "" {
			continue
		}
		i, known := at[item.URL]
		if !known {
			at[item.URL] = len(items)
			if items = append(items, item); len(items) == mostItems {
				break
			}
			continue
		}
		if len(item.Title) > len(items[i].Title) {
			items[i].Title = item.Title
		}
		if items[i].Date == "" {
			items[i].Date = item.Date
		}
	}
	return items
}

// listing fills in what is the same in all families.
func (d *document) listing() Listing {
	return Listing{
		Items: d.items(), Title: d.title(), Report: d.readsAsReport(), Hops: d.hops(), Frames: d.frames(), Prose: d.prose(), Silent: !nothingThere.MatchString(d.visible()),
		Series: d.own.String(), Total: -1,
	}
}

// nothingThere: what pages without entries say.
var nothingThere = regexp.MustCompile(`暂无|暂时没有|没有(找到|查到|查询到|检索到)?(相关|符合|任何)?.{0,6}(内容|信息|数据|记录|文章|结果)|无相关(内容|信息|数据|记录)|共\s*0\s*[条页篇]|未找到相关`)

// leastProse is how many characters a page shows at least when it may be a report.
const leastProse = 150

func (d *document) prose() bool {
	text := d.visible()
	return utf8.RuneCountInString(text) >= leastProse && !strings.Contains(text, "暂无")
}

// mostFrames is how many frames of a page are looked at.
const mostFrames = 8

// frames gives the addresses of the page's frames.
func (d *document) frames() (addresses []string) {
	for _, n := range d.root.FindMatcher(frameSelector).Nodes {
		if address := d.resolve(attribute(n, "src")); address != "" && len(addresses) < mostFrames {
			addresses = append(addresses, address)
		}
	}
	return addresses
}

// reportMarks are headings of the six sections that every report has (国办公开办函〔2021〕30号).
var reportMarks = []string{
	"总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请", "行政复议", "存在的主要问题", "其他需要报告",
}

// readsAsReport tells whether the page holds the sections of a report.
func (d *document) readsAsReport() bool {
	const enough = 4
	found, text := 0, plain(d.visible())
	for _, mark := range reportMarks {
		if strings.Contains(text, mark) {
			found++
		}
	}
	return found >= enough
}

// title gives what the page calls itself: the column's name of the standard tags (国办发〔2017〕47号), else <title>.
func (d *document) title() string {
	for _, name := range []string{"ArticleTitle", "ColumnName"} {
		if s := d.meta(name); s != "" && s != "null" {
			return s
		}
	}
	return space(d.root.FindMatcher(titleSelector).First().Text())
}

// meta gives the content of a meta tag by its name, whatever its case.
func (d *document) meta(name string) string {
	content := ""
	d.root.FindMatcher(metaSelector).EachWithBreak(func(_ int, m *goquery.Selection) bool {
		if strings.EqualFold(m.AttrOr("name", ""), name) {
			content = space(m.AttrOr("content", ""))
			return false
		}
		return true
	})
	return content
}

// visible gives the text that a reader sees, white space folded.
func (d *document) visible() string {
	if d.seen == nil {
		var b strings.Builder
		for _, n := range d.root.Nodes {
			writeVisible(&b, n)
		}
		text := space(b.String())
		d.seen = &text
	}
	return *d.seen
}

// writeVisible writes the text below a node, without the head and what is never shown. The parser bounds the depth
// of its trees, and so that of the calls.
func writeVisible(b *strings.Builder, n *html.Node) {
	if n.Type == html.TextNode {
		b.WriteString(n.Data)
		b.WriteByte(' ')
	}
	switch n.DataAtom {
	case atom.Head, atom.Script, atom.Style, atom.Noscript, atom.Template:
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		writeVisible(b, c)
	}
}

// space folds white space.
func space(s string) string { return strings.Join(strings.Fields(strings.Map(visible, s)), " ") }
