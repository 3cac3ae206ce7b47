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

// mostWork bounds how often a selector is held against an element; a page of 300 cells and 50 rules needs 50,000. Beyond
// it every element counts as one that may be hidden.
const mostWork = 400_000

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
		if s.spent(r) {
			return Unclear
		}
		if r.selector.match(n) {
			if r.selector.unsure {
				return Unclear
			}
			found = append(found, r)
		}
	}
	return joined(found)
}

// spent counts the work of holding a selector against an element; true when it was too much.
func (s *Sheets) spent(r *rule) bool {
	s.work += r.selector.cost
	return s.work > mostWork
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
