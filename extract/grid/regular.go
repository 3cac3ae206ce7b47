package grid

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/nianbao/nianbao/extract/blank"
)

// The limits of a structure that is taken for a table without saying so. The
// longest label of the statutory tables has about 40 characters.
const (
	maxGuessedText  = 400 // bytes of text in a cell
	maxGuessedNodes = 40  // nodes in a cell
)

// regular gathers the rows of an element with a regular structure; false, with
// nothing gathered, when it has none.
func (f *former) regular(n *html.Node) bool {
	widths, ok := regularWidths(n)
	if !ok || !mostlyEqual(widths) {
		return false
	}
	for r := n.FirstChild; r != nil; r = r.NextSibling {
		if !isShown(r) {
			continue
		}
		if !f.startRow(r, Body) {
			break
		}
		for c := r.FirstChild; c != nil; c = c.NextSibling {
			if isShown(c) && !f.cell(c, c.DataAtom == atom.Dt, false, spanNames{}) {
				return true
			}
		}
		f.endRow()
	}
	return true
}

// regularWidths counts the cells of each row; false when a child is no row.
func regularWidths(n *html.Node) ([]int, bool) {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Article, atom.Ul, atom.Ol, atom.Dl, atom.Td, atom.Center, atom.Form:
	default:
		return nil, false
	}
	var widths []int
	kind := atom.Atom(0)
	for r := n.FirstChild; r != nil; r = r.NextSibling {
		if !isShown(r) {
			if hasText(r) {
				return nil, false
			}
			continue
		}
		if kind == 0 {
			kind = r.DataAtom
		}
		width := regularRow(r)
		if width < 2 || r.DataAtom != kind {
			return nil, false
		}
		widths = append(widths, width)
	}
	return widths, len(widths) >= 2
}

// regularRow returns the number of cells of a row, 0 when it is no row.
func regularRow(r *html.Node) int {
	switch r.DataAtom {
	case atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Dl:
	default:
		return 0
	}
	width := 0
	for c := r.FirstChild; c != nil; c = c.NextSibling {
		if isShown(c) {
			if !isFlat(c) {
				return 0
			}
			width++
		} else if hasText(c) {
			return 0
		}
	}
	return width
}

// isShown reports whether n is an element that is shown and can be a row or a
// cell. A br is neither.
func isShown(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	role := roleOf(n)
	return (role == inline || role == block) && !isGone(n)
}

// hasText reports whether a node that is no row or cell shows something.
func hasText(n *html.Node) bool {
	switch n.Type {
	case html.TextNode:
		return !blank.Only(n.Data)
	case html.ElementNode:
		role := roleOf(n)
		return role == table || role == media
	}
	return false
}

// isFlat reports whether an element is short and without inner structure.
func isFlat(root *html.Node) bool {
	nodes, text, flat := 0, 0, true
	walk(root, func(n *html.Node) bool {
		if n.Type == html.TextNode {
			text += len(n.Data)
		}
		nodes++
		switch n.DataAtom {
		case atom.Table, atom.Ul, atom.Ol, atom.Dl, atom.Li, atom.Form, atom.Iframe, atom.Nav,
			atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			flat = flat && n == root && n.DataAtom == atom.Li
		}
		flat = flat && text <= maxGuessedText && nodes <= maxGuessedNodes
		return flat
	})
	return flat
}

// mostlyEqual reports whether more than half of the widths are the same.
func mostlyEqual(widths []int) bool {
	same, candidate := 0, 0
	for _, w := range widths { // majority vote, then count
		if same == 0 {
			candidate = w
		}
		if w == candidate {
			same++
		} else {
			same--
		}
	}
	same = 0
	for _, w := range widths {
		if w == candidate {
			same++
		}
	}
	return 2*same > len(widths)
}
