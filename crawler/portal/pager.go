package portal

import (
	"encoding/base64"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"github.com/nianbao/nianbao/report/page"
)

var (
	pagerCall    = regexp.MustCompile(`createPage(?:HTML)?\s*\(([^()]*)\)`)
	pagerCount   = regexp.MustCompile(`countPage\s*=\s*["']?(\d+)`)
	wholeNumber  = regexp.MustCompile(`^\d+$`)
	pagerNext    = regexp.MustCompile(`javascript:\s*next\(\s*["']?(\d+)`)
	numberedName = regexp.MustCompile(`^(.*?)_(\d+)(\.\w+)$`)
	bareNumber   = regexp.MustCompile(`^(\d{1,4})(\.s?html?)$`)
	fileName     = regexp.MustCompile(`^(.+)\.(s?html?|jhtml)$`)
	nextName     = regexp.MustCompile(`^[\[【<(]?(下一?[页頁]|后一?页|[>›»]|[nN]ext)[\]】>)›»]*$`)
	pageNumbers  = []string{"page", "pageIndex", "pageNo", "currpage", "currentPage", "cur_page"}
)

// largestTotal is the most pages that a pager is believed.
const largestTotal = 10000

// pages is what a static page says of its list: how many pages there are, and how they are called.
type pages struct {
	total     int // -1 when nothing is said
	base, ext string
	numbered  bool // 1.html, 2.html
}

// name is how page n, counted from 0, is called.
func (p pages) name(n int) string {
	if p.numbered {
		return strconv.Itoa(n+1) + "." + p.ext
	}
	if n == 0 {
		return p.base + "." + p.ext
	}
	return p.base + "_" + strconv.Itoa(n) + "." + p.ext
}

// declared reads what scripts say: createPageHTML(total, current, "index", "html"), or with the number of
// entries first; createPage likewise; countPage = total; links to javascript:next(number). The second result
// is the sign.
func (d *document) declared() (pages, string) {
	p := d.names()
	for _, call := range pagerCall.FindAllStringSubmatch(d.text, 8) {
		if total, base, ext, ok := callArguments(call[1]); ok {
			p.total = total
			if base != "" && ext != "" {
				p.base, p.ext, p.numbered = base, ext, false
			}
			return p, strings.Join(strings.Fields(call[0]), " ")
		}
	}
	if m := pagerCount.FindStringSubmatch(d.text); m != nil {
		p.total = number(m[1])
		return p, m[0]
	}
	for _, m := range pagerNext.FindAllStringSubmatch(d.text, 100) {
		p.total = max(p.total, number(m[1]))
	}
	return p, "javascript:next(N)"
}

// callArguments reads the arguments of a pager's call. Of three numbers before the first name the first counts
// entries and the second pages; a name before the numbers is that of an element. A definition has no numbers.
func callArguments(list string) (total int, base, ext string, ok bool) {
	var numbers []int
	var names []string
	for arg := range strings.SplitSeq(list, ",") {
		arg = strings.TrimSpace(arg)
		bare := strings.Trim(arg, `"'`)
		numeric := wholeNumber.MatchString(arg)
		switch {
		case numeric && len(names) == 0:
			numbers = append(numbers, number(arg))
		case !numeric && len(numbers) > 0 && bare != arg:
			names = append(names, bare)
		}
	}
	if len(numbers) == 0 {
		return 0, "", "", false
	}
	total = numbers[0]
	if len(numbers) >= 3 {
		total = numbers[1]
	}
	if len(names) >= 2 && safeName(names[0]) && safeName(names[1]) {
		base, ext = names[0], strings.TrimPrefix(names[1], ".")
	}
	return total, base, ext, true
}

// safeName tells whether a name from a script is a plain file name.
func safeName(s string) bool { return s != "" && len(s) < 64 && !strings.ContainsAny(s, "/\\?#:<>%") }

// names guesses from the page's own address how the pages of its list are called.
func (d *document) names() pages {
	p := pages{total: -1, base: "index", ext: "html"}
	name := path.Base(d.own.Path)
	if m := numberedName.FindStringSubmatch(name); m != nil {
		name = m[1] + m[3]
	}
	if m := fileName.FindStringSubmatch(name); m != nil && !strings.HasSuffix(d.own.Path, "/") {
		p.base, p.ext, p.numbered = m[1], m[2], bareNumber.MatchString(name)
	}
	return p
}

// position tells which page of which list the page's address is, counted from 0.
func (d *document) position() (n int, series string) {
	first := *d.own
	dir, name := path.Split(d.own.Path)
	if m := numberedName.FindStringSubmatch(name); m != nil {
		first.Path, first.RawPath = dir+m[1]+m[3], ""
		return number(m[2]), first.String()
	}
	if m := bareNumber.FindStringSubmatch(name); m != nil {
		first.Path, first.RawPath = dir+"1"+m[2], ""
		return max(number(m[1])-1, 0), first.String()
	}
	query := d.own.Query()
	for _, key := range pageNumbers {
		if v := query.Get(key); v != "" {
			query.Del(key)
			first.RawQuery = query.Encode()
			return max(number(v)-1, 0), first.String()
		}
	}
	if name == "" {
		first.Path, first.RawPath = dir+"index.html", ""
	}
	return 0, first.String()
}

// followingByLink finds where 下一页 leads: a link of the page, or one that is hidden as base64 of an escaped
// anchor.
func (d *document) followingByLink() []page.Request {
	href := nextHref(d.root.Selection)
	if href == "" {
		d.root.FindMatcher(pagesSelector).EachWithBreak(func(_ int, s *goquery.Selection) bool {
			href = hiddenHref(s.Text())
			return href == ""
		})
	}
	address := d.resolve(href)
	if address == "" || address == d.own.String() || hostOf(address) != hostOf(d.own.String()) || nestsItself(address) {
		return nil
	}
	return []page.Request{{URL: address}}
}

func nextHref(s *goquery.Selection) string {
	href := ""
	s.FindMatcher(linkSelector).EachWithBreak(func(_ int, a *goquery.Selection) bool {
		to := a.AttrOr("href", "")
		if nextName.MatchString(plain(a.Text())) && !strings.HasPrefix(strings.ToLower(strings.TrimSpace(to)), "javascript:") {
			href = to
		}
		return href == ""
	})
	return href
}

// hiddenHref reads a pager that is the base64 of a percent-encoded piece of HTML.
func hiddenHref(text string) string {
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil || len(raw) == 0 || len(raw) > 64<<10 {
		return ""
	}
	decoded, err := url.QueryUnescape(string(raw))
	if err != nil {
		decoded = string(raw)
	}
	piece, err := goquery.NewDocumentFromReader(strings.NewReader(decoded))
	if err != nil {
		return ""
	}
	return nextHref(piece.Selection)
}

// number reads a small number; what is too large for a list counts as the largest.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		n = largestTotal
	}
	return slices.Max([]int{0, min(n, largestTotal)})
}
