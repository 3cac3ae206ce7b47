package sheet

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Sheets are the style sheets of a page. A nil one has no rules. It remembers what it was asked and is for one goroutine.
type Sheets struct {
	rules []rule
	known map[*html.Node]string
	work  int
}

// rule is one selector with its declarations.
type rule struct {
	selector selector
	style    string // the declarations that matter, as an inline style would have them
	pseudo   string // before or after; empty for the element itself
	content  string // of a pseudo-element: the value of its content
	order    int
}

// mostWork bounds the steps of holding selectors against elements; a page of 300 cells and 50 rules needs 100,000 to a few
// hundred thousands. Beyond it every element counts as one that may be hidden.
const mostWork = 5_000_000

// Unclear is what Style gives where it is not known which declarations hold. No declaration has a backslash.
const Unclear = `\`

// Style gives the declarations that may hide, move or strike out the text of an element, as an inline style would have
// them: the last one of a property counts, unless an earlier one is important. What holds for the elements around it is
// not in it.
func (s *Sheets) Style(n *html.Node) string {
	if s == nil || n.Type != html.ElementNode {
		return ""
	}
	if style, ok := s.known[n]; ok {
		return style
	}
	style := s.styleOf(n)
	s.known[n] = style
	return style
}

func (s *Sheets) styleOf(n *html.Node) string {
	var found []*rule
	for i := range s.rules {
		r := &s.rules[i]
		if r.pseudo != "" || r.style == "" {
			continue
		}
		matches, spent := s.match(r, n)
		if spent {
			return Unclear
		}
		if matches {
			if r.selector.unsure {
				return Unclear
			}
			found = append(found, r)
		}
	}
	return joined(found)
}

// match holds the selector of a rule against an element; spent when all that may cost is used up.
func (s *Sheets) match(r *rule, n *html.Node) (matches, spent bool) {
	if s.work > mostWork {
		return false, true
	}
	matches, cost := r.selector.match(n)
	s.work += cost
	return matches, false
}

// joined gives the declarations of rules in the order of the cascade.
func joined(found []*rule) string {
	if len(found) == 0 {
		return ""
	}
	slices.SortStableFunc(found, func(a, b *rule) int {
		switch x, y := a.selector.specificity, b.selector.specificity; {
		case x.Less(y):
			return -1
		case y.Less(x):
			return 1
		}
		return a.order - b.order
	})
	styles := make([]string, len(found))
	for i, r := range found {
		styles[i] = r.style
	}
	return strings.Join(styles, ";")
}
