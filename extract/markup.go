package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/nianbao/nianbao/extract/blank"
	"github.com/nianbao/nianbao/report"
)

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
	content := blank.Trim(attribute(n, "content"))
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
