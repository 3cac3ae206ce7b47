package grid

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/nianbao/nianbao/extract/blank"
)

// item is one step of the tree, in document order: a cell begins, a text that
// is not blank, or a cell without a table inside ends.
type item struct {
	node *html.Node // nil for the end of a cell
	// Of a text, its span in the source; end is 0 while it is not known. Of a
	// cell, start is where its content starts, 0 while it is not known.
	start, end int32
	ref        int32 // of a text, the item of its cell, or -1
	kind       itemKind
	unseen     bool // a text that is not part of the cell's Text
}

type itemKind uint8

const (
	itemText itemKind = iota
	itemCell
	itemEnd
)

// flattener lines the items of a tree up.
type flattener struct {
	items []item
	drawn bool       // a cell stands in a drawing
	open  []frame    // the cells and tables around
	shut  bool       // a table began in the innermost cell
	under *html.Node // the outermost unseen element around, inside the innermost cell
}

// frame is a cell or a table that is open. A template counts as a table.
type frame struct {
	cell  int32      // the item of the cell, -1 for a table
	under *html.Node // as it was outside
}

// maxItems is the largest number of items a tree is searched for. A page of
// 100 kB has some thousands.
const maxItems = 400_000

// flatten returns the items under root; nil when there are too many. Content
// that a browser does not parse (script, style, noscript and their like) is
// passed over. plain is false when there are cells in drawings: the parser may
// move those out of their table.
func flatten(root *html.Node, guess int) (items []item, plain bool) {
	f := flattener{items: make([]item, 0, min(guess, maxItems))}
	for n := root; len(f.items) <= maxItems; {
		if f.enter(n) && n.FirstChild != nil {
			n = n.FirstChild
			continue
		}
		f.leave(n)
		for n != root && n.NextSibling == nil {
			n = n.Parent
			f.leave(n)
		}
		if n == root {
			return f.items, !f.drawn
		}
		n = n.NextSibling
	}
	return nil, false
}

// enter takes a node in and reports whether to go into it.
func (f *flattener) enter(n *html.Node) bool {
	switch n.Type {
	case html.TextNode:
		if !blank.Only(n.Data) {
			f.items = append(f.items, item{node: n, ref: f.cell(), kind: itemText, unseen: f.under != nil})
		}
		return false
	case html.DocumentNode:
		return true
	case html.ElementNode:
	default:
		return false
	}
	switch n.DataAtom {
	case atom.Td, atom.Th:
		if n.Namespace != "" {
			f.drawn = true
			break
		}
		f.push(int32(len(f.items)), false)
		f.items = append(f.items, item{node: n, ref: -1, kind: itemCell})
		return true
	case atom.Table, atom.Template:
		if n.Namespace != "" {
			break
		}
		f.push(-1, true)
		return true
	}
	if f.under == nil && f.cell() >= 0 && (roleOf(n) >= media || isGone(n)) {
		f.under = n
	}
	return !isRaw(n.DataAtom)
}

// leave takes the end of a node in.
func (f *flattener) leave(n *html.Node) {
	if n.Type != html.ElementNode {
		return
	}
	if n == f.under {
		f.under = nil
	}
	if n.Namespace != "" {
		return
	}
	switch n.DataAtom {
	case atom.Td, atom.Th:
		if !f.shut {
			f.items = append(f.items, item{ref: -1, kind: itemEnd})
		}
		f.pop()
	case atom.Table, atom.Template:
		f.pop()
	}
}

// push opens a cell or a table. What is unseen outside of it counts no more:
// the text of a cell is judged from the cell on.
func (f *flattener) push(cell int32, shut bool) {
	f.open = append(f.open, frame{cell, f.under})
	f.under, f.shut = nil, shut
}

// pop closes it.
func (f *flattener) pop() {
	last := len(f.open) - 1
	f.under, f.shut = f.open[last].under, true
	f.open = f.open[:last]
}

// cell returns the item of the cell that text here belongs to, or -1.
func (f *flattener) cell() int32 {
	if len(f.open) == 0 {
		return -1
	}
	return f.open[len(f.open)-1].cell
}

// isRaw reports whether the content of an element is passed over in the tree
// and in the source alike.
func isRaw(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Iframe, atom.Noembed, atom.Noframes,
		atom.Xmp, atom.Plaintext:
		return true
	}
	return false
}
