package report

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
)

// sentence is one thing that findings say. A message is written down once, in the words of written, and said again in
// the language of whoever reads it: the places of what differs, {kind} or {kind.2}, are found in it by their order and
// filled into the words of that language. So a message of an old database is said like one of today.
type sentence struct {
	written string
	english string // empty: as written
	chinese string
}

// operandLooks are the kinds of what differs in a sentence, and what each looks like.
var operandLooks = map[string]string{
	"n":       `-?[\d.]+`,
	"sum":     `-?[\d.]+(?: \(\d{4}\))?(?: [+-] -?[\d.]+(?: \(\d{4}\))?)*(?: = -?[\d.]+)?`,
	"date":    `[\d-]+`,
	"code":    `\S+`,
	"text":    `.*?`,
	"rest":    `.*`,
	"quote":   `"(?:[^"\\]|\\.)*"`,
	"key":     `[a-z0-9_.]+`,
	"cells":   `[a-z0-9_.]+ = [^,]+(?:, (?:[a-z0-9_.]+ = [^,]+|…))*`,
	"numbers": `[a-z0-9_.]+ \S+ ≠ [^;]+(?:; (?:[a-z0-9_.]+ \S+ ≠ [^;]+|…))*`,
	"rule":    `.+?`,
	"phrase":  `.+?`,
	"table":   `\w+`,
	"word":    `[\w ]+?`,
	"amount":  `-?[\d.]+(?:\p{Han}+|\(单位不明\))?`,
}

// operand says what stands at a place of the kind; what it does not know stays as it is.
func (l Lang) operand(kind, relation, text string) string {
	switch kind {
	case "quote":
		if plain, err := strconv.Unquote(text); err == nil {
			return "“" + plain + "”"
		}
	case "key", "cells":
		return keyInText.ReplaceAllStringFunc(text, l.sayKey)
	case "numbers":
		return wordInText.ReplaceAllStringFunc(text, func(s string) string { return l.operand("word", relation, l.sayKey(s)) })
	case "rule":
		return l.Say(cmp.Or(l.Rule(relation), text), text)
	case "phrase":
		text, _ = l.sentence(relation, text)
	case "table":
		return l.sayTable(text)
	case "word":
		if w, known := operandWords[text]; known {
			return l.of(w)
		}
	case "amount":
		return strings.ReplaceAll(text, "(单位不明)", l.Say(" (unit unknown)", "(单位不明)"))
	}
	return text
}

var (
	keyInText  = regexp.MustCompile(`[a-z0-9_]+(?:\.[a-z0-9_]+){2,}`)
	wordInText = regexp.MustCompile(`[a-z][a-z0-9_.]*`)
)

func (l Lang) sayKey(text string) string {
	if k, err := ParseKey(text); err == nil {
		return l.Key(k)
	}
	return text
}

func (l Lang) sayTable(text string) string {
	for _, t := range Tables() {
		if t.String() == text {
			return l.Say(text, [...]string{"表二", "表三", "表四"}[t])
		}
	}
	return text
}

// phrasing is a sentence made ready.
type phrasing struct {
	sentence
	looks  *regexp.Regexp
	places []string // the places in the order of written
}

var placeInSentence = regexp.MustCompile(`\{([a-z]+)(?:\.\d)?\}`)

// phrasings are the sentences by the rule that says them.
var phrasings = func() map[string][]phrasing {
	ready := map[string][]phrasing{}
	for rule, list := range sentences {
		for _, s := range list {
			ready[rule] = append(ready[rule], s.ready())
		}
	}
	return ready
}()

func (s sentence) ready() phrasing {
	p := phrasing{sentence: s}
	if p.english == "" {
		p.english = s.written
	}
	looks, end := "(?s)^", 0
	for _, m := range placeInSentence.FindAllStringSubmatchIndex(s.written, -1) {
		looks += regexp.QuoteMeta(s.written[end:m[0]]) + "(" + operandLooks[s.written[m[2]:m[3]]] + ")"
		p.places = append(p.places, s.written[m[0]:m[1]])
		end = m[1]
	}
	p.looks = regexp.MustCompile(looks + regexp.QuoteMeta(s.written[end:]) + "$")
	return p
}

// say fills what a text has at the places into the words of the language; false when the text is another sentence.
func (p *phrasing) say(l Lang, relation, text string) (string, bool) {
	m := p.looks.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	pairs := make([]string, 0, 2*len(p.places))
	for i, place := range p.places {
		kind, _, _ := strings.Cut(strings.Trim(place, "{}"), ".")
		pairs = append(pairs, place, l.operand(kind, relation, m[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace(l.Say(p.english, p.chinese)), true
}

// sentence says a text of a finding in the language: by the sentences of its rule, of the rules that its id begins with,
// and of all rules. What is none of them stays, and false is given.
func (l Lang) sentence(relation, text string) (string, bool) {
	for rule := relation; ; {
		for i := range phrasings[rule] {
			if said, ok := phrasings[rule][i].say(l, relation, text); ok {
				return said, true
			}
		}
		if rule == "" {
			return text, false
		}
		rule = rule[:max(0, strings.LastIndexByte(rule, '.'))]
	}
}
