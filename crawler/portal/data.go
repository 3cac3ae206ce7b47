package portal

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/report/page"
)

// count is a number that services write as a number or as a text.
type count int

// UnmarshalJSON reads either; whatever is no number is 0.
func (n *count) UnmarshalJSON(text []byte) error {
	f, _ := strconv.ParseFloat(strings.Trim(string(text), `"' `), 64)
	*n = count(max(0, min(f, 1e9)))
	return nil
}

var tag = regexp.MustCompile(`<[^<>]*>`)

// withoutTags gives a title that a service wrote with markup, such as that of a found word.
func withoutTags(s string) string { return clip(space(tag.ReplaceAllString(s, "")), longestTitle) }

// anyOf gives the first of the names that has a text.
func anyOf(object map[string]any, names ...string) string {
	for _, name := range names {
		if s, ok := object[name].(string); ok && strings.TrimSpace(s) != "" {
			return space(s)
		}
	}
	return ""
}

// pagesOf is how many pages so many entries fill.
func pagesOf(entries, size int) int { return (entries + size - 1) / size }

// emptyOf says that a page has no entries although there must be some.
func emptyOf(n, entries int) string {
	return fmt.Sprintf("page %d is empty although the list has %d entries", n+1, entries)
}

// script asks for data as the script of this page does, by GET.
func (d *document) script(href string) []page.Request {
	address := d.resolve(href)
	if address == "" {
		return nil
	}
	return []page.Request{{URL: address, Method: http.MethodGet}}
}

// turned asks for another page of the same data: the parameter names it, the others stay as they are.
func (d *document) turned(parameter, value string) []page.Request {
	u := *d.own
	u.RawQuery = withParameter(u.RawQuery, parameter, value)
	return d.script(u.String())
}

// without is the page's address without a parameter.
func (d *document) without(parameters ...string) string {
	u := *d.own
	for _, p := range parameters {
		u.RawQuery = withParameter(u.RawQuery, p, "")
	}
	return u.String()
}

// parameter gives a number that the query names; 0 when it names none.
func parameter(query url.Values, name string) int {
	n, _ := strconv.Atoi(query.Get(name))
	return max(0, min(n, 1e6))
}

// withParameter sets a parameter of a query where it stands, or at its end; an empty value leaves it out. The order and
// the spelling of the others are kept, since services depend on them.
func withParameter(query, name, value string) string {
	var parts []string
	done := value == ""
	for part := range strings.SplitSeq(query, "&") {
		if key, _, _ := strings.Cut(part, "="); key != name {
			if part != "" {
				parts = append(parts, part)
			}
			continue
		}
		if !done {
			parts, done = append(parts, name+"="+url.QueryEscape(value)), true
		}
	}
	if !done {
		parts = append(parts, name+"="+url.QueryEscape(value))
	}
	return strings.Join(parts, "&")
}
