// Package cage makes an archived page harmless: it writes the page anew with a few elements that only give shape to
// text, and marks one place in it.
//
// What comes out has no script, style, picture, form, frame, address or event, and no attribute but the spans of
// table cells: every other tag is dropped and every text is escaped. It does not judge what a page may do, it only
// lets through what can do nothing. The tree that a browser makes of the tags may be wrong as the original's was, and
// is still only made of these elements. The page is read as a stream of tokens, so that nesting costs nothing.
package cage

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Span is a place in the source of a page, in bytes; empty for none.
type Span struct{ Start, End int }

// kept are the elements that come out again, without their attributes.
var kept = map[atom.Atom]bool{
	atom.Table: true, atom.Caption: true, atom.Thead: true, atom.Tbody: true, atom.Tfoot: true, atom.Tr: true, atom.Td: true, atom.Th: true,
	atom.P: true, atom.Div: true, atom.Br: true, atom.Hr: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true,
	atom.H6: true, atom.Ul: true, atom.Ol: true, atom.Li: true, atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Pre: true,
	atom.Blockquote: true, atom.B: true, atom.Strong: true, atom.I: true, atom.Em: true, atom.U: true, atom.Sub: true, atom.Sup: true,
	atom.Center: true,
}

// blocks are dropped elements that leave a division, so that texts do not run together.
var blocks = map[atom.Atom]bool{
	atom.Section: true, atom.Article: true, atom.Header: true, atom.Footer: true, atom.Nav: true, atom.Aside: true, atom.Main: true,
	atom.Figure: true, atom.Fieldset: true, atom.Form: true, atom.Address: true,
}

// silent are the elements whose text no reader of the page ever saw.
var silent = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Title: true, atom.Iframe: true, atom.Noframes: true, atom.Noembed: true, atom.Noscript: true,
}

// HTML writes the harmless page and tells whether the span was marked, with <mark id="cell">. The most is in bytes of
// what is written, about; cut tells that it was more.
func HTML(w io.Writer, source string, span Span, most int) (marked, cut bool, err error) {
	c := &writer{out: bufio.NewWriter(w), span: span}
	z := html.NewTokenizer(strings.NewReader(source))
	at := 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		raw := z.Raw()
		begin := at
		at += len(raw)
		if c.written > most {
			cut = true
			if c.marked || at > span.End && begin >= span.Start {
				break
			}
			if at <= span.Start {
				continue // the mark is still to come
			}
		}
		c.token(z, kind, string(raw), begin)
	}
	return c.marked, cut, c.out.Flush()
}

// Text does the same for a page that is plain text.
func Text(w io.Writer, source string, span Span, most int) (marked, cut bool, err error) {
	c := &writer{out: bufio.NewWriter(w), span: span}
	if len(source) > most && span.End <= most {
		source, cut = strings.ToValidUTF8(source[:most], ""), true
	}
	c.put("<pre>")
	c.plain(source, 0, func(s string) string { return s })
	c.put("</pre>")
	return c.marked, cut, c.out.Flush()
}

type writer struct {
	out     *bufio.Writer
	span    Span
	marked  bool
	written int
	silence atom.Atom // the silent element that we are in; 0 for none
}

func (c *writer) put(s string) {
	c.written += len(s)
	_, _ = c.out.WriteString(s) // Flush tells
}

func (c *writer) token(z *html.Tokenizer, kind html.TokenType, raw string, begin int) {
	switch kind {
	case html.TextToken:
		if c.silence == 0 {
			c.plain(raw, begin, html.UnescapeString)
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		c.open(z)
	case html.EndTagToken:
		name, _ := z.TagName()
		c.closing(atom.Lookup(name))
	}
}

func (c *writer) open(z *html.Tokenizer) {
	name, more := z.TagName()
	a := atom.Lookup(name)
	switch {
	case c.silence != 0:
	case silent[a]:
		c.silence = a
	case a == atom.Img:
		c.put(" ▢ ")
	case blocks[a]:
		c.put("<div>")
	case kept[a]:
		c.put("<" + a.String())
		for more && (a == atom.Td || a == atom.Th) {
			var key, value []byte
			key, value, more = z.TagAttr()
			c.attribute(string(key), string(value))
		}
		c.put(">")
	}
}

// attribute keeps the spans of a cell within the bounds of WHATWG HTML 4.9.11.
func (c *writer) attribute(key, value string) {
	most := map[string]int{"colspan": 1000, "rowspan": 65534}[key]
	if n, err := strconv.Atoi(strings.TrimSpace(value)); most > 0 && err == nil && n > 1 && n <= most {
		c.put(" " + key + `="` + strconv.Itoa(n) + `"`)
	}
}

func (c *writer) closing(a atom.Atom) {
	switch {
	case c.silence != 0:
		if a == c.silence {
			c.silence = 0
		}
	case a == atom.Br || a == atom.Hr:
	case blocks[a]:
		c.put("</div>")
	case kept[a]:
		c.put("</" + a.String() + ">")
	}
}

// plain writes text and marks what of it lies in the span.
func (c *writer) plain(raw string, begin int, unescape func(string) string) {
	write := func(s string) { c.put(html.EscapeString(strings.ToValidUTF8(unescape(s), "\uFFFD"))) }
	from, to := max(c.span.Start-begin, 0), min(c.span.End-begin, len(raw))
	if c.span.End <= c.span.Start || from >= to {
		write(raw)
		return
	}
	write(raw[:from])
	if c.marked {
		c.put("<mark>")
	} else {
		c.put(`<mark id="cell">`)
		c.marked = true
	}
	write(raw[from:to])
	c.put("</mark>")
	write(raw[to:])
}
