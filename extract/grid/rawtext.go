package grid

import "strings"

// startTag steps over the start tag that rest begins with, and over its
// content when that is raw text: not parsed by the HTML parser. The content of
// textarea and title is text and stays, unless it holds tags that are none.
func (l *lexer) startTag(rest string) lexeme {
	name, end := tagName(rest, 1)
	end = tagEnd(rest, end)
	if end < 0 {
		return l.step(-1, lexOther)
	}
	empty := l.svg > 0 && rest[end-2] == '/' // "<style/>" in a drawing
	switch kindOf(name) {
	case tagCell:
		if l.tables > 0 || l.all {
			l.cell = name[1] | 0x20
			return l.step(end, lexCell)
		}
		return l.step(end, lexOther)
	case tagTable, tagTemplate:
		l.tables++
		l.group = 'b' // a row implies a tbody
		return l.step(end, lexTable)
	case tagGroup:
		l.group = name[1] | 0x20
		return l.step(end, lexBorder)
	case tagRow, tagColumn:
		return l.step(end, lexBorder)
	case tagForeign:
		if rest[end-2] != '/' {
			l.svg++
		}
	case tagRaw:
		if !empty {
			return l.step(rawEnd(rest, end, name), lexOther)
		}
	case tagText:
		if !empty {
			l.text = rawEnd(rest, end, name) + l.at
		}
	case tagPlain:
		return l.step(-1, lexOther)
	}
	return l.step(end, lexOther)
}

// endTag takes an end tag in. The parser ignores one that does not fit.
func (l *lexer) endTag(name string) lexeme {
	switch kindOf(name) {
	case tagTable, tagTemplate:
		l.tables = max(0, l.tables-1)
		l.group = 0
		return lexBorder
	case tagCell:
		if name[1]|0x20 == l.cell {
			return lexBorder
		}
	case tagGroup:
		if l.group == 0 || name[1]|0x20 == l.group {
			return lexBorder
		}
	case tagRow:
		return lexBorder
	case tagForeign:
		l.svg = max(0, l.svg-1)
	}
	return lexOther
}

// tagKind groups the tags the lexer tells apart.
type tagKind uint8

const (
	tagOther tagKind = iota
	tagCell
	tagRow
	tagGroup  // of rows
	tagColumn // a column, or a caption
	tagTable
	tagTemplate
	tagForeign
	tagRaw   // content passed over
	tagText  // content is text whatever it looks like
	tagPlain // everything after it is content
)

// kindOf returns the kind of a tag, whatever the case of its name.
func kindOf(name string) tagKind {
	if len(name) < 2 || len(name) > 9 {
		return tagOther
	}
	switch name[0] | 0x20 {
	case 't', 'c', 's', 'm', 'n', 'i', 'x', 'p':
	default:
		return tagOther
	}
	if len(name) == len("span") && name[0]|0x20 != 'm' {
		return tagOther
	}
	var lower [9]byte
	for i := range len(name) {
		lower[i] = name[i] | 0x20
	}
	switch string(lower[:len(name)]) {
	case "td", "th":
		return tagCell
	case "tr":
		return tagRow
	case "tbody", "thead", "tfoot":
		return tagGroup
	case "caption", "col", "colgroup":
		return tagColumn
	case "table":
		return tagTable
	case "template":
		return tagTemplate
	case "svg", "math":
		return tagForeign
	case "script", "style", "noscript", "iframe", "noembed", "noframes", "xmp":
		return tagRaw
	case "textarea", "title":
		return tagText
	case "plaintext":
		return tagPlain
	}
	return tagOther
}

// commentEnd returns the length of the comment that s begins with; one that
// never ends takes everything.
func commentEnd(s string) int {
	const open = len("<!--")
	if strings.HasPrefix(s[open:], ">") {
		return open + 1
	}
	if strings.HasPrefix(s[open:], "->") {
		return open + 2
	}
	for i := open; ; {
		k := strings.IndexByte(s[i:], '>')
		if k < 0 {
			return -1
		}
		i += k + 1
		if content := s[open : i-1]; strings.HasSuffix(content, "--") || strings.HasSuffix(content, "--!") {
			return i
		}
	}
}

// rawEnd returns the place of the end tag that ends the raw content which
// begins at i, or the end of s.
func rawEnd(s string, i int, name string) int {
	if len(name) == len("script") && name[1]|0x20 == 'c' {
		return scriptEnd(s, i)
	}
	for {
		k := strings.Index(s[i:], "</")
		if k < 0 {
			return len(s)
		}
		i += k
		if closes(s[i+2:], name) {
			return i
		}
		i += 2
	}
}

// closes reports whether s goes on with the name of a tag and what ends it.
func closes(s, name string) bool {
	return len(s) > len(name) && strings.EqualFold(s[:len(name)], name) &&
		(s[len(name)] == '>' || s[len(name)] == '/' || isSpace(s[len(name)]))
}

// scriptEnd returns the place of the end tag of a script whose content begins
// at i, or the end of s. Inside "<!--", a "<script" hides the next end tag: the
// standard's script data double escaped state.
func scriptEnd(s string, i int) int {
	const plain, escaped, double = 0, 1, 2
	arrow := -1 // the place of the next "-->", looked for once only
	for state := plain; ; {
		k := strings.IndexByte(s[i:], '<')
		if state != plain {
			if arrow < i {
				arrow = indexFrom(s, i, "-->")
			}
			if arrow < len(s) && (k < 0 || arrow < i+k) {
				i, state = arrow+len("-->"), plain
				continue
			}
		}
		if k < 0 {
			return len(s)
		}
		i += k
		switch rest := s[i+1:]; {
		case strings.HasPrefix(rest, "/") && closes(rest[1:], "script"):
			if state != double {
				return i
			}
			state = escaped
		case state == plain && strings.HasPrefix(rest, "!--"):
			state = escaped
			i++ // the dashes may end it at once: "<!-->"
		case state == escaped && closes(rest, "script"):
			state = double
		}
		i++
	}
}

// indexFrom returns the place of the first mark in s at or after i, or the end.
func indexFrom(s string, i int, mark string) int {
	if k := strings.Index(s[i:], mark); k >= 0 {
		return i + k
	}
	return len(s)
}
