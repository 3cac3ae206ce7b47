package sheet

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// Adds tells whether ::before or ::after may show something beside the text of an element that makes another number of it:
// digits, numerals, a point, a sign, a picture, a counter.
func (s *Sheets) Adds(n *html.Node) bool {
	if s == nil || n.Type != html.ElementNode {
		return false
	}
	for _, pseudo := range []string{"before", "after"} {
		var last *rule
		for i := range s.rules {
			r := &s.rules[i]
			if r.pseudo != pseudo || r.content == "" {
				continue
			}
			matches, spent := s.match(r, n)
			if spent {
				return true
			}
			if !matches {
				continue
			}
			if r.selector.unsure {
				return true
			}
			if last == nil || !r.selector.specificity.Less(last.selector.specificity) {
				last = r
			}
		}
		if last != nil && counts(last.content, n) {
			return true
		}
	}
	return false
}

// part matches one part of a value of content: a text, a function, a word.
var part = regexp.MustCompile(`"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|attr\(\s*([-\w]+)[^)]*\)|([-\w]+)\(|[-\w]+`)

var escape = regexp.MustCompile(`\\([0-9a-fA-F]{1,6})[ \t\n]?|\\(.)`)

// counts tells whether a value of content shows something that belongs to a number.
func counts(content string, n *html.Node) bool {
	for _, m := range part.FindAllStringSubmatch(content, -1) {
		text := m[1] + m[2]
		switch {
		case m[3] != "":
			text = attribute(n, strings.ToLower(m[3]))
		case m[4] != "":
			return true // counter(), url()
		}
		text = unescaped(text)
		if strings.ContainsAny(text, "0123456789０１２３４５６７８９.,+-−%‰十百千万亿零〇") {
			return true
		}
	}
	return false
}

// unescaped gives what escapes stand for (https://www.w3.org/TR/css-syntax-3/#escaping).
func unescaped(text string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	return escape.ReplaceAllStringFunc(text, unescape)
}

func unescape(s string) string {
	m := escape.FindStringSubmatch(s)
	if m[1] == "" {
		return m[2]
	}
	code, err := strconv.ParseUint(m[1], 16, 32)
	if err != nil {
		return ""
	}
	return string(rune(code))
}
