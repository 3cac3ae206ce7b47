package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/nianbao/nianbao/extract/blank"
	"github.com/nianbao/nianbao/extract/grid"
	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/extract/sheet"
	"github.com/nianbao/nianbao/report"
)

// meta is what the head of an HTML page says of itself.
type meta struct {
	title   string
	article string // ArticleTitle
	date    string // PubDate
	source  string // ContentSource
	site    string // SiteName
}

// document is a page as blocks.
type document struct {
	meta   meta
	blocks []Block
	root   *html.Node // nil for plain text
	looks  looks
	// layouts are the tables that only arrange other things.
	layouts []*grid.Grid
	text    string // the decoded page
	cut     bool   // the page has more lines than are read
}

// blockWriter walks an HTML tree once and writes its visible content as blocks in reading order.
type blockWriter struct {
	doc     *document
	only    string     // the text of the block so far, when it is one text node
	first   *html.Node // the first text node of the block
	buffer  []byte     // the same, when it is several
	last    string     // the last text node of the block
	inBlock int        // text nodes in the block so far
	linked  int        // of these, inside a link
	anchors int        // open links
	heading *html.Node
	center  *html.Node
	veil    *html.Node // the outermost element that a style sheet does not show
	partly  bool       // a style sheet hides some of the digits of the block
	tables  int
	lines   int
}

// readTree turns a parsed page into blocks.
func readTree(root *html.Node, doc *document) {
	w := &blockWriter{doc: doc}
	doc.root, doc.looks = root, newLooks(nil)
	if strings.Contains(doc.text, "<style") || strings.Contains(doc.text, "<STYLE") {
		doc.looks = newLooks(sheet.Read(root))
	}
	for n := root.FirstChild; n != nil; {
		if w.enter(n) && n.FirstChild != nil {
			n = n.FirstChild
			continue
		}
		for {
			w.leave(n)
			if n.NextSibling != nil {
				n = n.NextSibling
				break
			}
			if n = n.Parent; n == nil || n == root {
				w.flush()
				return
			}
		}
	}
}

// enter takes a node in and tells whether its children are to be visited.
func (w *blockWriter) enter(n *html.Node) bool {
	switch n.Type {
	case html.TextNode:
		if w.inBlock == 0 {
			w.first = n
		}
		w.add(n.Data)
		w.partly = w.partly || w.doc.looks.sheets != nil && hasDigit(n.Data) && w.doc.looks.veiledText(n)
		return false
	case html.ElementNode:
	default:
		return n.Type == html.DocumentNode
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Noembed, atom.Noframes, atom.Iframe, atom.Select,
		atom.Textarea, atom.Svg, atom.Object, atom.Datalist:
		return false
	case atom.Title:
		if n.FirstChild != nil && w.doc.meta.title == "" {
			w.doc.meta.title = blank.Trim(n.FirstChild.Data)
		}
		return false
	case atom.Meta:
		w.meta(n)
		return false
	case atom.Br:
		if w.heading == nil {
			w.flush()
		} else {
			w.add(" ")
		}
		return false
	case atom.Img:
		w.image(n)
		return false
	case atom.Table:
		return w.table(n)
	case atom.A:
		w.anchors++
		w.attachment(n)
	}
	return w.open(n)
}

// open starts a block-level element; false when it is hidden.
func (w *blockWriter) open(n *html.Node) bool {
	boundary := isBlock(n.DataAtom)
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "style":
			if gone, _ := grid.Hidden(a.Val); gone {
				w.closeAnchor(n)
				return false
			}
			if boundary && w.center == nil && strings.Contains(a.Val, "center") {
				w.center = n
			}
			if !boundary && hasDigit(firstText(n)) {
				if look, _ := lookOfStyle(a.Val); strings.Contains(look, unseenLook) {
					w.closeAnchor(n)
					return false
				}
			}
		case "hidden":
			w.closeAnchor(n)
			return false
		case "align":
			if boundary && w.center == nil && strings.EqualFold(a.Val, "center") {
				w.center = n
			}
		case "class", "id":
			if boundary && w.heading == nil && strings.Contains(a.Val, "itle") && isTitleClass(a.Val) {
				w.flush()
				w.heading = n
			}
		}
	}
	if w.veil == nil {
		if _, k, ok := w.doc.looks.bySheet(n); ok && k.gone {
			w.flush()
			w.veil = n
		}
	}
	if boundary {
		w.flush()
		if w.heading == nil && headingLevel(n.DataAtom) > 0 {
			w.heading = n
		}
		if w.center == nil && n.DataAtom == atom.Center {
			w.center = n
		}
	}
	return true
}

// firstText gives the text of an element that holds nothing else.
func firstText(n *html.Node) string {
	if c := n.FirstChild; c != nil && c.Type == html.TextNode && c.NextSibling == nil {
		return c.Data
	}
	return ""
}

func (w *blockWriter) closeAnchor(n *html.Node) {
	if n.DataAtom == atom.A {
		w.anchors--
	}
}

// leave ends an element whose children, if any were wanted, were visited.
func (w *blockWriter) leave(n *html.Node) {
	if n.Type != html.ElementNode {
		return
	}
	if n.DataAtom == atom.A && w.anchors > 0 {
		w.anchors--
	}
	if isBlock(n.DataAtom) {
		w.flush()
	}
	if w.veil == n {
		w.flush()
		w.veil = nil
	}
	if w.heading == n {
		w.flush()
		w.heading = nil
	}
	if w.center == n {
		w.center = nil
	}
}

// add appends a text node to the block.
func (w *blockWriter) add(s string) {
	if w.inBlock == 0 {
		if s = trimLeft(s); s == "" {
			return
		}
		w.only = s
	} else {
		if w.inBlock == 1 {
			w.buffer = append(w.buffer[:0], w.only...)
		}
		if len(w.last) <= longestFieldText && fieldOf(w.last) != noField && !strings.HasPrefix(s, "：") && !strings.HasPrefix(s, ":") {
			w.buffer = append(w.buffer, "："...) // a label in an element of its own, its value in the next
		}
		w.buffer = append(w.buffer, s...)
	}
	w.last = s
	w.inBlock++
	if w.anchors > 0 {
		w.linked++
	}
}

func trimLeft(s string) string {
	i := 0
	for i < len(s) && s[i] <= ' ' {
		i++
	}
	return s[i:]
}

// flush ends the block of text.
func (w *blockWriter) flush() {
	if w.inBlock == 0 {
		return
	}
	text := w.only
	if w.inBlock > 1 {
		text = string(w.buffer)
	}
	count, linked := w.inBlock, w.linked
	partly := w.partly
	w.only, w.inBlock, w.linked, w.partly = "", 0, 0, false
	trimmed := blank.Trim(text)
	if trimmed == "" {
		return
	}
	w.lines++
	turned := partly || w.veil != nil || len(trimmed) < len(text) && strings.ContainsFunc(text[:strings.Index(text, trimmed)], printed.Turns)
	b := Block{Text: collapse(trimmed), Turned: turned, Place: report.Place{Row: w.lines}, Centered: w.center != nil, Linked: linked == count, Veiled: w.veil != nil, node: w.first}
	if w.heading != nil {
		b.Kind, b.Level = Heading, headingLevel(w.heading.DataAtom)
	}
	w.doc.blocks = append(w.doc.blocks, b)
}

// collapse makes one blank of every run of line breaks, tabs and blanks, as HTML shows them.
func collapse(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] == ' ' && i+1 < len(s) && s[i+1] <= ' ' {
			return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' }), " ")
		}
	}
	return s
}
