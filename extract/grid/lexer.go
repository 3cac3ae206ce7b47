package grid

import "strings"

// lexer goes over HTML source from tag to tag. It breaks the source where
// x/net/html's tokenizer does, but keeps only what the search for cells and
// texts needs: texts that are not blank, and the tags of tables.
type lexer struct {
	source string
	at     int  // where the next text begins
	all    bool // cells outside of tables count too
	tables int  // tables and templates that are open; cells outside mean nothing, see all
	svg    int  // svg and math elements that are open, as it seems
	cell   byte // the second letter of the last cell's tag: d or h
	group  byte // the second letter of the group of rows that is open, 0 when not known
	text   int  // where the content of a textarea or title ends, when inside
}

// lexeme is what the lexer found.
type lexeme uint8

const (
	lexEnd    lexeme = iota // the source is at its end
	lexText                 // a text that is not blank, from start to end
	lexCell                 // a td or th tag; its content begins at end
	lexTable                // a table or a template begins
	lexBorder               // a tag that ends an open cell
	lexOther                // anything else; next never returns it
)

// next returns the next lexeme and its place.
func (l *lexer) next() (kind lexeme, start, end int) {
	for {
		start, end = l.at, l.tag(max(l.at, l.text))
		l.at = end
		if start < end && !isBlankSource(l.source[start:end]) {
			return lexText, start, end
		}
		if end == len(l.source) {
			return lexEnd, end, end
		}
		if kind = l.markup(); kind != lexOther {
			return kind, end, l.at
		}
	}
}

// tag returns the place of the next markup at or after i, or the end.
func (l *lexer) tag(i int) int {
	for {
		k := strings.IndexByte(l.source[i:], '<')
		if k < 0 || i+k+1 >= len(l.source) {
			return len(l.source)
		}
		i += k
		if b := l.source[i+1]; b|0x20 >= 'a' && b|0x20 <= 'z' || b == '/' || b == '!' || b == '?' {
			return i
		}
		i++
	}
}

// markup steps over the tag or comment at l.at.
func (l *lexer) markup() lexeme {
	rest := l.source[l.at:]
	switch {
	case rest[1] == '/':
		if len(rest) > 2 && rest[2]|0x20 >= 'a' && rest[2]|0x20 <= 'z' {
			name, end := tagName(rest, 2)
			return l.step(tagEnd(rest, end), l.endTag(name))
		}
		return l.step(indexEnd(rest, ">"), lexOther)
	case rest[1] == '?':
		return l.step(indexEnd(rest, ">"), lexOther)
	case rest[1] != '!':
		return l.startTag(rest)
	case strings.HasPrefix(rest, "<!--"):
		return l.step(commentEnd(rest), lexOther)
	case l.svg > 0 && strings.HasPrefix(rest, "<![CDATA["):
		return l.step(indexEnd(rest, "]]>"), lexOther)
	}
	return l.step(indexEnd(rest, ">"), lexOther)
}

// step goes n bytes on and returns the lexeme. A negative n stands for markup
// that never ends: there is nothing after it.
func (l *lexer) step(n int, kind lexeme) lexeme {
	if n < 0 {
		l.at = len(l.source)
		return lexOther
	}
	l.at += n
	return kind
}

// indexEnd returns the place after the first mark in s, -1 when there is none.
func indexEnd(s, mark string) int {
	if i := strings.Index(s, mark); i >= 0 {
		return i + len(mark)
	}
	return -1
}

// tagName returns the name that begins at i, and the place after it.
func tagName(s string, i int) (string, int) {
	start := i
	for i < len(s) && (s[i] > '>' || s[i] != '/' && s[i] != '>' && !isSpace(s[i])) {
		i++
	}
	return s[start:i], i
}

// tagEnd returns the place after the tag whose name ends at i, -1 when it never
// ends. A ">" in a quoted value does not end it, and a quote is one only where
// a value begins: after "=", unless that is itself the first character of the
// name of an attribute.
func tagEnd(s string, i int) int {
	last := byte('/') // the last character since a value, white space aside
	for i < len(s) {
		switch b := s[i]; {
		case b == '>':
			return i + 1
		case b == '=' && last != '/':
			if i = valueEnd(s, i+1); i < 0 {
				return -1
			}
			last = '/'
			continue
		case b > ' ' || !isSpace(b):
			last = b
		}
		i++
	}
	return -1
}

// valueEnd returns the end of a value that follows "=" at i; -1 when a quoted
// one never ends.
func valueEnd(s string, i int) int {
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	if i < len(s) && (s[i] == '"' || s[i] == '\'') {
		k := strings.IndexByte(s[i+1:], s[i])
		if k < 0 {
			return -1
		}
		return i + 1 + k + 1
	}
	for i < len(s) && s[i] != '>' && !isSpace(s[i]) {
		i++
	}
	return i
}

func isSpace(b byte) bool {
	return b == ' ' || b == '\n' || b == '\t' || b == '\r' || b == '\f'
}
