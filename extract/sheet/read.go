package sheet

import (
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What is read of a page: the sheets of portals have some kilobytes and some dozen rules that matter.
const (
	mostBytes = 1 << 20
	mostRules = 2000
)

// notRead is a rule for what was left out: any element may be hidden.
var notRead = rule{selector: selector{unsure: true, words: []string{"*"}}, style: Unclear}

// Read reads the <style> elements of a page. It gives nil when no rule in them matters.
func Read(root *html.Node) *Sheets {
	var text strings.Builder
	cut := false
	for n := range root.Descendants() {
		if n.DataAtom != atom.Style || n.FirstChild == nil || n.FirstChild.Type != html.TextNode || !onScreen(attribute(n, "media")) {
			continue
		}
		if text.Len()+len(n.FirstChild.Data) > mostBytes {
			cut = true
			break
		}
		text.WriteString(n.FirstChild.Data)
		text.WriteByte('\n')
	}
	if text.Len() == 0 && !cut {
		return nil
	}
	r := reading{parser: css.NewParser(parse.NewInputString(strings.NewReplacer("<!--", "", "-->", "").Replace(text.String())), false)}
	r.read()
	if cut {
		r.rules = append(r.rules, notRead)
	}
	if len(r.rules) == 0 {
		return nil
	}
	return &Sheets{rules: r.rules, known: map[*html.Node]string{}}
}

// reading is the reading of a sheet.
type reading struct {
	parser   *css.Parser
	rules    []rule
	selector string // of the rule in hand
	style    strings.Builder
	sizes    string // declarations of no width or height
	clips    bool   // what does not fit is not shown
	content  string
	depth    int // of at-rules that are open
	skipped  int // the depth from which on nothing counts; 0 for none
}

func (r *reading) read() {
	for {
		kind, _, data := r.parser.Next()
		switch kind {
		case css.ErrorGrammar:
			if !r.parser.HasParseError() {
				r.endRule() // one that was not closed
				return
			}
		case css.BeginAtRuleGrammar:
			if r.depth++; r.skipped == 0 && !applies(string(data), joinTokens(r.parser.Values())) {
				r.skipped = r.depth
			}
		case css.EndAtRuleGrammar:
			if r.skipped == r.depth {
				r.skipped = 0
			}
			r.depth--
		case css.BeginRulesetGrammar:
			r.selector, r.content, r.sizes, r.clips = joinTokens(r.parser.Values()), "", "", false
			r.style.Reset()
		case css.DeclarationGrammar:
			r.declaration(strings.ToLower(string(data)), r.parser.Values())
		case css.EndRulesetGrammar:
			r.endRule()
		}
	}
}

// applies tells whether the rules inside an at-rule hold on a usual screen.
func applies(name, condition string) bool {
	switch strings.ToLower(name) {
	case "@media":
		return onScreen(condition)
	case "@supports", "@layer", "@container", "@document", "@-moz-document", "@scope":
		return true
	}
	return false // @keyframes, @font-face, @page
}

// onScreen tells whether a media condition may hold on a usual screen.
func onScreen(condition string) bool {
	condition = strings.ToLower(condition)
	if strings.Contains(condition, "max-width") || strings.Contains(condition, "max-device-width") {
		return false
	}
	return condition == "" || strings.Contains(condition, "screen") || strings.Contains(condition, "all") || strings.Contains(condition, "(") ||
		!strings.Contains(condition, "print") && !strings.Contains(condition, "speech")
}

// declaration keeps a declaration that may hide, move or strike out a text, or cancel one that does.
func (r *reading) declaration(property string, values []css.Token) {
	value := joinTokens(values)
	property, lower := strings.ToLower(unescaped(property)), strings.ToLower(unescaped(value))
	switch property {
	case "content":
		r.content = value
	case "width", "height", "max-width", "max-height":
		r.sizes += property + ":" + lower + ";"
	case "overflow", "overflow-x", "overflow-y":
		r.clips = r.clips || lower != "visible"
	default:
		if matters(property, lower) && r.style.Len() < 1000 {
			r.style.WriteString(property + ":" + lower + ";")
		}
	}
}

func matters(property, value string) bool {
	switch property {
	case "display", "visibility", "opacity", "float", "order", "direction", "unicode-bidi", "flex-direction", "transform", "clip", "clip-path",
		"text-decoration", "text-decoration-line", "zoom", "filter", "left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top", "color":
		return true
	case "position":
		return value != "static"
	case "font-size":
		return strings.HasPrefix(value, "0") || strings.HasPrefix(value, ".0")
	case "background", "background-image":
		return strings.Contains(value, "url(")
	}
	return false
}

// endRule keeps the rule in hand, once for each of its selectors.
func (r *reading) endRule() {
	selectors := split(r.selector)
	r.selector = ""
	if r.clips {
		r.style.WriteString(r.sizes)
	}
	if r.skipped > 0 || r.style.Len() == 0 && r.content == "" {
		return
	}
	for _, text := range selectors {
		if len(r.rules) == mostRules {
			r.rules[0] = notRead
			return
		}
		if s, pseudo, ok := readSelector(text); ok {
			r.rules = append(r.rules, rule{selector: s, pseudo: pseudo, style: r.style.String(), content: r.content, order: len(r.rules)})
		}
	}
}

// split cuts a list of selectors at its commas.
func split(list string) (selectors []string) {
	depth, from := 0, 0
	for i, c := range list {
		switch c {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case ',':
			if depth == 0 {
				selectors, from = append(selectors, list[from:i]), i+1
			}
		}
	}
	return append(selectors, list[from:])
}

func joinTokens(tokens []css.Token) string {
	var out strings.Builder
	for _, t := range tokens {
		out.Write(t.Data)
	}
	return out.String()
}

func attribute(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}
