package grid

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/nianbao/nianbao/extract/blank"
)

// role is what an element means for the text of a cell.
type role uint8

const (
	inline role = iota // its text goes on without a border
	block              // its text stands apart
	lineBreak
	table   // a table inside: its text belongs to others
	media   // shows something that is no text
	unshown // never shows anything
)

// roleOf returns the role of an element.
func roleOf(n *html.Node) role {
	switch n.Namespace {
	case "":
	case "svg":
		return media
	default:
		return inline
	}
	switch n.DataAtom {
	case 0, atom.Span, atom.Font, atom.B, atom.A, atom.Strong:
		return inline
	case atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Center, atom.Pre,
		atom.Blockquote, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main,
		atom.Nav, atom.Aside, atom.Address, atom.Figure, atom.Figcaption, atom.Form,
		atom.Fieldset, atom.Legend, atom.Details, atom.Summary, atom.Hr, atom.Caption,
		atom.Tr, atom.Td, atom.Th, atom.Tbody, atom.Thead, atom.Tfoot, atom.Xmp, atom.Listing,
		atom.Sup, atom.Sub: // a footnote mark must not become a digit
		return block
	case atom.Br:
		return lineBreak
	case atom.Table:
		return table
	case atom.Img, atom.Svg, atom.Canvas, atom.Object, atom.Embed, atom.Iframe,
		atom.Video, atom.Audio, atom.Select, atom.Input:
		return media
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Noembed, atom.Noframes,
		atom.Datalist, atom.Head, atom.Title, atom.Meta, atom.Link:
		return unshown
	}
	return inline
}

// collector gathers the text of one cell after another. A text of one piece
// is that piece, without a copy.
type collector struct {
	only   string // the only piece so far
	space  string // blanks that count only when something follows
	buffer []byte // all pieces, when there are several; reused
	pieces int
	broken bool // a border stands before the next piece
	styles memo
}

// cell fills in Text, Empty, Nested and Media of a cell.
func (c *collector) cell(cell *Cell) {
	first := cell.Node.FirstChild
	switch {
	case first == nil:
	case first.NextSibling == nil && first.Type == html.TextNode:
		cell.Text = blank.Trim(first.Data)
	default:
		cell.Text = c.text(cell.Node, cell)
	}
	cell.Empty = cell.Text == ""
}

// text returns the visible text under an element. It walks without recursion,
// so that depth costs nothing.
func (c *collector) text(root *html.Node, cell *Cell) string {
	c.only, c.space, c.buffer, c.pieces, c.broken = "", "", c.buffer[:0], 0, false
	for n := root.FirstChild; n != nil; {
		if c.visit(n, cell) && n.FirstChild != nil {
			n = n.FirstChild
			continue
		}
		for n != root && n.NextSibling == nil {
			n = n.Parent
			c.leave(n)
		}
		if n == root {
			break
		}
		n = n.NextSibling
	}
	return c.result()
}

// visit takes a node in and reports whether its children are to be visited.
func (c *collector) visit(n *html.Node, cell *Cell) bool {
	switch n.Type {
	case html.TextNode:
		c.add(n.Data)
		return false
	case html.ElementNode:
	default:
		return false
	}
	role := roleOf(n)
	if role == unshown || c.styles.isGone(n) {
		return false
	}
	switch role {
	case media:
		cell.Media = cell.Media || !isHiddenInput(n)
		return false
	case table:
		cell.Nested = true
		c.broken = true
		return false
	case block, lineBreak:
		c.broken = true
	}
	return true
}

// leave notes the end of an element that was visited with its children.
func (c *collector) leave(n *html.Node) {
	if role := roleOf(n); role == block {
		c.broken = true
	}
}

// add appends a text node.
func (c *collector) add(s string) {
	if c.pieces == 0 || c.broken {
		s = s[blank.Leading(s):]
		if s == "" {
			return
		}
	} else if blank.Only(s) {
		if c.space == "" {
			c.space = s
		}
		return
	}
	if c.pieces++; c.pieces == 1 {
		c.only, c.broken = s, false
		return
	}
	if c.pieces == 2 {
		c.buffer = append(c.buffer, c.only...)
	}
	if c.broken {
		c.buffer = append(c.buffer[:len(c.buffer)-blank.Trailing(c.buffer)], '\n')
	} else {
		c.buffer = append(c.buffer, c.space...)
	}
	c.buffer = append(c.buffer, s...)
	c.space, c.broken = "", false
}

// result returns the text gathered, trimmed.
func (c *collector) result() string {
	if c.pieces <= 1 {
		return blank.Trim(c.only)
	}
	return string(c.buffer[:len(c.buffer)-blank.Trailing(c.buffer)])
}

// isHiddenInput reports whether n is an input that is never shown.
func isHiddenInput(n *html.Node) bool {
	if n.DataAtom != atom.Input {
		return false
	}
	for i := range n.Attr {
		if n.Attr[i].Key == "type" {
			return n.Attr[i].Val == "hidden"
		}
	}
	return false
}
