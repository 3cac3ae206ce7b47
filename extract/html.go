package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/nianbao/nianbao/extract/grid"
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
	// layouts are the tables that only arrange other things.
	layouts []*grid.Grid
	text    string // the decoded page
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
	tables  int
	lines   int
}

// readTree turns a parsed page into blocks.
func readTree(root *html.Node, doc *document) {
	w := &blockWriter{doc: doc}
	doc.root = root
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
			w.doc.meta.title = grid.Trim(n.FirstChild.Data)
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
			if strings.Contains(a.Val, "none") && hides(a.Val) {
				w.closeAnchor(n)
				return false
			}
			if boundary && w.center == nil && strings.Contains(a.Val, "center") {
				w.center = n
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
	w.only, w.inBlock, w.linked = "", 0, 0
	if text = collapse(grid.Trim(text)); text == "" {
		return
	}
	w.lines++
	b := Block{Text: text, Place: report.Place{Row: w.lines}, Centered: w.center != nil, Linked: linked == count, node: w.first}
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

// table forms the grid of a table and tells whether the walk goes into it: a layout table is only a way to
// arrange other things.
func (w *blockWriter) table(n *html.Node) bool {
	if !w.open(n) {
		return false
	}
	g := formGrid(n)
	if isLayout(g) {
		w.doc.layouts = append(w.doc.layouts, g)
		return true
	}
	w.tables++
	w.doc.blocks = append(w.doc.blocks, Block{Kind: TableKind, Grid: g, Place: report.Place{Table: w.tables}, node: n})
	return false
}

// formGrid forms the grid of a table. Where row groups cut a rowspan, as in pages that open a tbody for every row,
// the rows count as one group.
func formGrid(n *html.Node) *grid.Grid {
	g := grid.Form(n)
	for _, note := range g.Notes {
		if note.Kind == grid.GroupCut {
			return grid.Config{JoinGroups: true}.Form(n)
		}
	}
	return g
}

// isLayout tells whether a table arranges paragraphs or other tables.
func isLayout(g *grid.Grid) bool {
	long := 0
	for i := range g.Cells {
		if g.Cells[i].Nested {
			return true
		}
		if len(g.Cells[i].Text) > longestCell {
			long++
		}
	}
	return long > 0 && long*4 >= len(g.Cells) || len(g.Cells) == 1
}

// longestCell is how many bytes a cell of a table of numbers has at most; the longest statutory label has 140.
const longestCell = 600

// image keeps the address of a picture that may be content.
func (w *blockWriter) image(n *html.Node) {
	if src := attribute(n, "src"); src != "" && !strings.HasPrefix(src, "data:image/gif") {
		w.flush()
		w.doc.blocks = append(w.doc.blocks, Block{Kind: Image, Text: src, Place: report.Place{Row: w.lines}, Linked: w.anchors > 0, node: n})
	}
}

// attachment keeps the address of a linked document.
func (w *blockWriter) attachment(n *html.Node) {
	href := attribute(n, "href")
	path, _, _ := strings.Cut(href, "?")
	if dot := strings.LastIndexByte(path, '.'); dot >= 0 && len(path)-dot <= 5 {
		switch strings.ToLower(path[dot+1:]) {
		case "pdf", "doc", "docx", "xls", "xlsx", "wps", "et", "ofd", "zip", "rar":
			w.doc.blocks = append(w.doc.blocks, Block{Kind: Attachment, Text: href, Place: report.Place{Row: w.lines}, node: n})
		}
	}
}

// meta keeps the tags that portals must set (国办发〔2017〕47号).
func (w *blockWriter) meta(n *html.Node) {
	content := grid.Trim(attribute(n, "content"))
	if content == "" || strings.EqualFold(content, "null") {
		return
	}
	m := &w.doc.meta
	for _, known := range []struct {
		name string
		to   *string
	}{{"ArticleTitle", &m.article}, {"PubDate", &m.date}, {"ContentSource", &m.source}, {"SiteName", &m.site}} {
		if *known.to == "" && strings.EqualFold(attribute(n, "name"), known.name) {
			*known.to = content
		}
	}
}

func attribute(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}

// hides tells whether an inline style takes the element off the page.
func hides(style string) bool {
	for _, declaration := range strings.Split(style, ";") {
		property, value, _ := strings.Cut(declaration, ":")
		value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))
		if strings.EqualFold(strings.TrimSpace(property), "display") && strings.EqualFold(value, "none") {
			return true
		}
	}
	return false
}

// isTitleClass tells whether a class or id calls the element the title of the article.
func isTitleClass(names string) bool {
	for _, name := range strings.Fields(names) {
		switch strings.ToLower(strings.NewReplacer("-", "", "_", "").Replace(name)) {
		case "title", "arttitle", "articletitle", "contenttitle", "xltitle", "detailtitle", "newstitle", "infotitle", "maintitle", "bigtitle", "pagetitle":
			return true
		}
	}
	return false
}

func headingLevel(a atom.Atom) int {
	switch a {
	case atom.H1:
		return 1
	case atom.H2:
		return 2
	case atom.H3:
		return 3
	case atom.H4:
		return 4
	case atom.H5:
		return 5
	case atom.H6:
		return 6
	}
	return 0
}

// isBlock tells whether an element stands apart from the text around it.
func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd, atom.H1, atom.H2, atom.H3, atom.H4,
		atom.H5, atom.H6, atom.Center, atom.Pre, atom.Blockquote, atom.Section, atom.Article, atom.Header, atom.Footer,
		atom.Main, atom.Nav, atom.Aside, atom.Address, atom.Figure, atom.Figcaption, atom.Form, atom.Fieldset, atom.Legend,
		atom.Details, atom.Summary, atom.Hr, atom.Caption, atom.Tr, atom.Td, atom.Th, atom.Tbody, atom.Thead, atom.Tfoot,
		atom.Table, atom.Body, atom.Head, atom.Html, atom.Xmp, atom.Listing, atom.Button, atom.Label:
		return true
	}
	return false
}
