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
	sel         cascadia.Sel // nil when it was not understood
	specificity cascadia.Specificity
	words       []string // of one that was not understood: the names, classes and ids in it
	unsure      bool     // it was not understood: match tells for which elements it may hold
	cost        int      // of one match
}

// elsewhere are parts of selectors that hold for no text: parts of the browser's own, and states that a page is not in.
var elsewhere = regexp.MustCompile(`::?-|:(?:focus|active|hover|visited|target|placeholder|selection|fullscreen|invalid|autofill|popover-open|modal|open|backdrop)`)

// pseudoElement matches the two pseudo-elements that add text.
var pseudoElement = regexp.MustCompile(`::?(before|after)\s*$`)

var word = regexp.MustCompile(`[.#]?[-\w\p{Han}]+|\*`)

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
		if text == "" || strings.HasSuffix(text, ">") || strings.HasSuffix(text, "+") || strings.HasSuffix(text, "~") {
			text += "*"
		}
	}
	s.cost = 1 + strings.Count(text, " ")
	if strings.Contains(text, ":") || strings.Contains(text, "~") {
		s.cost += 20 // it may look at all the siblings of an element, or at all that is in it
	}
	sel, err := cascadia.Parse(text)
	if err != nil {
		s.unsure, s.words = true, word.FindAllString(strings.ToLower(text), -1)
		return s, pseudo, len(s.words) > 0
	}
	s.sel, s.specificity = sel, sel.Specificity()
	return s, pseudo, true
}

// match tells whether the rule holds for an element, or may hold for it.
func (s *selector) match(n *html.Node) bool {
	if s.sel != nil {
		return s.sel.Match(n)
	}
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
