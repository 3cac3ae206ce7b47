package grid

import (
	"math"
	"sync"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/extract/blank"
)

// Span is a place in the source: the bytes from Start up to, not including,
// End. The zero Span means that the place is not known.
type Span struct{ Start, End int }

// Known reports whether the place is known.
func (s Span) Known() bool { return s != Span{} }

// Sources knows where the cells and texts of a tree stand in the source it was
// parsed from. It may be used by several goroutines.
type Sources struct {
	items []item
	cells map[*html.Node]Span
	texts func() map[*html.Node]Span
}

// Locate finds the places of the cells and texts of a tree in its source: the
// UTF-8 text that was given to html.Parse, with scripting on as is its
// default. Give it the whole document; with a part of it, or with a tree that
// was changed since, it finds what is certain, more slowly.
//
// Each place is verified: the source there, without tags and comments, with
// references decoded and blanks left out, is the text of the tree. Where that
// leaves more than one possibility, the place stays unknown; so do all places
// of a page that the parser changed and that has cells in drawings. A source of
// 2 GB or more has no places, nor has a tree of more than 400,000 cells and
// texts.
func Locate(source string, root *html.Node) *Sources {
	s := &Sources{}
	if root != nil && len(source) < math.MaxInt32 {
		items, plain := flatten(root, len(source)/48)
		if items != nil && !lockstep(source, items) {
			forget(items)
			if plain {
				align(source, items)
			}
		}
		s.items = items
	}
	s.cells = cellSpans(s.items)
	s.texts = sync.OnceValue(func() map[*html.Node]Span { return textSpans(s.items) })
	return s
}

// Cell returns the place of a td or th: from the first to the last visible
// character of its text, with the tags between them; for a cell without
// visible text the empty span where its content begins. Text of a table inside
// the cell is not its text, but may lie between. Other nodes have no place.
func (s *Sources) Cell(n *html.Node) Span {
	return s.cells[n]
}

// Text returns the place of a text node, without blanks at its ends. Blank
// text nodes have none, nor has text inside script, style, noscript and iframe.
func (s *Sources) Text(n *html.Node) Span {
	return s.texts()[n]
}

// Cover returns the place of an element that is no td or th: from the first to
// the last visible character below it, text of tables inside left out. It is
// unknown when the place of one of the texts is, when they do not follow each
// other in the source, or when there is none.
func (s *Sources) Cover(n *html.Node) Span {
	if n == nil {
		return Span{}
	}
	texts := s.texts()
	var span Span
	known := true
	root := n
	walk(root, func(n *html.Node) bool {
		switch n.Type {
		case html.TextNode:
			if blank.Only(n.Data) {
				return false
			}
			text := texts[n]
			known = known && text.Known() && text.Start >= span.End
			if span.Start == 0 {
				span.Start = text.Start
			}
			span.End = text.End
			return false
		case html.ElementNode:
			return known && (n == root || roleOf(n) < table && !isGone(n))
		}
		return n.Type == html.DocumentNode
	})
	if !known {
		return Span{}
	}
	return span
}

// Spans returns the places of the cells of a grid, one for each of Cells.
func (s *Sources) Spans(g *Grid) []Span {
	spans := make([]Span, len(g.Cells))
	for i := range g.Cells {
		n := g.Cells[i].Node
		span, isCell := s.cells[n]
		if !isCell && n.Data != "td" && n.Data != "th" {
			span = s.Cover(n)
		}
		spans[i] = span
	}
	return spans
}

// forget takes back what lockstep found before it failed.
func forget(items []item) {
	for i := range items {
		items[i].start, items[i].end = 0, 0
	}
}

// cellSpans gathers the spans of the cells from those of their texts. A cell
// is known when its tag and all its visible texts are, one after the other.
func cellSpans(items []item) map[*html.Node]Span {
	count := 0
	for i := range items {
		t := &items[i]
		if t.kind == itemCell {
			count++
		}
		if t.kind != itemText || t.unseen || t.ref < 0 {
			continue
		}
		cell := &items[t.ref]
		switch {
		case t.end == 0 || t.start < max(cell.start, cell.end):
			cell.start = 0 // not known
		case cell.ref < 0:
			cell.ref, cell.end = t.start, t.end
		default:
			cell.end = t.end
		}
	}
	cells := make(map[*html.Node]Span, count)
	for i := range items {
		t := &items[i]
		switch {
		case t.kind != itemCell || t.start == 0:
		case t.ref < 0:
			cells[t.node] = Span{int(t.start), int(t.start)}
		default:
			cells[t.node] = Span{int(t.ref), int(t.end)}
		}
	}
	return cells
}

// textSpans gathers the spans of the texts.
func textSpans(items []item) map[*html.Node]Span {
	texts := make(map[*html.Node]Span, len(items))
	for i := range items {
		if t := &items[i]; t.kind == itemText && t.end > 0 {
			texts[t.node] = Span{int(t.start), int(t.end)}
		}
	}
	return texts
}
