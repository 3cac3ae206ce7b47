package sheet

import (
	"regexp"
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// selector tells for which elements a rule holds.
type selector struct {
	compounds   []compound // from the left to the element itself; none when it was not understood
	specificity cascadia.Specificity
	words       []string // of one that was not understood: the names, classes and ids in it
	unsure      bool     // it was not understood: match tells for which elements it may hold
}

// compound is a part of a selector that speaks of one element, and how that stands to the part before it: ' ' somewhere
// inside of it, '>' right inside, '+' right behind, '~' somewhere behind.
type compound struct {
	sel        cascadia.Sel
	combinator byte
	cost       int // of holding it against an element
}

// elsewhere are parts of selectors that hold for no text: parts of the browser's own, and states that a page is not in.
var elsewhere = regexp.MustCompile(`::?-|:(?:focus|active|hover|visited|target|placeholder|selection|fullscreen|invalid|autofill|popover-open|modal|open|backdrop)`)

// pseudoElement matches the two pseudo-elements that add text.
var pseudoElement = regexp.MustCompile(`::?(before|after)\s*$`)

var word = regexp.MustCompile(`[.#]?[-\w\p{Han}]+|\*`)

// costly matches what looks at more elements than a few: a selector inside of another that has combinators.
var costly = regexp.MustCompile(`\([^()]*[a-zA-Z\]*][ >+~]+[a-zA-Z\[*.#:]|\([^()]*\(`)

// longestSelector is the longest text, in bytes, that is read as one.
const longestSelector = 2000

// readSelector compiles a selector; ok is false when it holds for no text.
func readSelector(text string) (s selector, pseudo string, ok bool) {
	text = strings.TrimSpace(text)
	if len(text) > longestSelector || elsewhere.MatchString(text) {
		return s, "", false
	}
	if m := pseudoElement.FindStringSubmatchIndex(text); m != nil {
		pseudo, text = text[m[2]:m[3]], strings.TrimSpace(text[:m[0]])
		if text == "" || strings.ContainsRune(">+~", rune(text[len(text)-1])) {
			text += "*"
		}
	}
	s.unsure = costly.MatchString(text)
	for _, part := range parts(text) {
		sel, err := cascadia.Parse(part.text)
		if s.unsure = s.unsure || err != nil; s.unsure {
			break
		}
		cost := 1
		if strings.Contains(part.text, ":") {
			cost = 100 // it may look at all the siblings of an element, or at all that is in it
		}
		s.compounds = append(s.compounds, compound{sel, part.combinator, cost})
		s.specificity = s.specificity.Add(sel.Specificity())
	}
	if s.unsure {
		s.compounds, s.words = nil, word.FindAllString(strings.ToLower(text), -1)
		return s, pseudo, len(s.words) > 0
	}
	return s, pseudo, true
}

type textOfCompound struct {
	text       string
	combinator byte
}

// parts cuts a selector at its combinators.
func parts(text string) (all []textOfCompound) {
	depth, from, combinator := 0, -1, byte(0)
	for i := range len(text) {
		c := text[i]
		switch c {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		}
		between := depth == 0 && strings.IndexByte(" \t\r\n\f>+~", c) >= 0
		switch {
		case between && from >= 0:
			all, from, combinator = append(all, textOfCompound{text[from:i], combinator}), -1, ' '
		case !between && from < 0:
			from = i
		}
		if between && c > ' ' {
			combinator = c
		}
	}
	if from >= 0 {
		all = append(all, textOfCompound{text[from:], combinator})
	}
	return all
}

// match tells whether the rule holds for an element, or may hold for it, and what finding that out cost.
func (s *selector) match(n *html.Node) (matches bool, cost int) {
	if len(s.compounds) == 0 {
		return s.mayMatch(n), 1
	}
	at := len(s.compounds) - 1
	if cost = s.compounds[at].cost; !s.compounds[at].sel.Match(n) {
		return false, cost
	}
	found := []*html.Node{n}
	for ; at > 0 && len(found) > 0; at-- {
		var next []*html.Node
		for _, m := range related(found, s.compounds[at].combinator) {
			if cost += s.compounds[at-1].cost; s.compounds[at-1].sel.Match(m) {
				next = append(next, m)
			}
		}
		found = next
	}
	return len(found) > 0, cost
}

// related gives the elements that stand so to one of the given ones, which are listed from the inside out or from the last
// to the first.
func related(nodes []*html.Node, combinator byte) (all []*html.Node) {
	add := func(n *html.Node) {
		if n != nil && n.Type == html.ElementNode && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	before := func(n *html.Node) *html.Node {
		for n = n.PrevSibling; n != nil && n.Type != html.ElementNode; {
			n = n.PrevSibling
		}
		return n
	}
	switch combinator {
	case '>':
		for _, n := range nodes {
			add(n.Parent)
		}
	case '+':
		for _, n := range nodes {
			add(before(n))
		}
	case '~':
		for _, n := range nodes[:min(len(nodes), 10)] {
			for m, left := before(n), 1000; m != nil && left > 0; m, left = before(m), left-1 {
				all = append(all, m)
			}
		}
	default: // the ancestors of the innermost are those of all
		for n := nodes[0].Parent; n != nil; n = n.Parent {
			if n.Type == html.ElementNode {
				all = append(all, n)
			}
		}
	}
	return all
}

// mayMatch tells whether a selector that was not understood names the element.
func (s *selector) mayMatch(n *html.Node) bool {
	return slices.ContainsFunc(s.words, func(w string) bool {
		switch w[0] {
		case '*':
			return true
		case '.':
			return slices.Contains(strings.Fields(strings.ToLower(attribute(n, "class"))), w[1:])
		case '#':
			return strings.EqualFold(attribute(n, "id"), w[1:])
		}
		return n.Data == w
	})
}
