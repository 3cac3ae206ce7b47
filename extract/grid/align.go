package grid

import (
	"sort"
	"strings"
)

// Marks in a canonical text. Canonical text has no control characters.
const (
	beginMark = '\x01' // a cell begins
	endMark   = '\x02' // a cell without a table inside ends
)

// maxAligned is the largest number of texts and cells of a page that align
// compares; real pages have some thousands.
const maxAligned = 200_000

// align gives spans to the items it is certain of when tree and source differ.
// Both become one canonical text, cut into pieces: a cell without a table
// inside is one, every other text another. Pieces that stand once on each side
// are certain; from each of those the pieces before and after it are compared
// as long as they are the same. What fits in two ways stays unknown.
func align(source string, items []item) {
	for i := range items {
		items[i].start, items[i].end = 0, 0
	}
	tree, page := treeText(items), sourceText(source)
	if len(tree.pieces) > maxAligned || len(page.pieces) > maxAligned {
		return
	}
	left := anchor{}
	for _, right := range append(anchors(tree, page), anchor{len(tree.pieces), len(page.pieces)}) {
		fit(tree, page, left, right)
		left = anchor{right.tree + 1, right.page + 1}
	}
	for _, p := range tree.pieces {
		if p.at >= 0 {
			page.place(tree, p, items)
		}
	}
}

// fit compares the pieces of the tree between two anchors with the source
// between them: forward from the left one and back from the right one. left is
// the first piece on each side, right the piece after the last.
func fit(tree, page *canonical, left, right anchor) {
	pieces := tree.pieces[left.tree:right.tree]
	from, to := page.offset(left.page), page.offset(right.page)
	forward := make([]int32, len(pieces))
	for i := range forward {
		forward[i] = -1
	}
	at := from
	for i, p := range pieces {
		text := tree.text[p.from:p.to]
		if !strings.HasPrefix(page.text[at:to], text) || !page.border(at+len(text)) {
			break
		}
		forward[i] = int32(at)
		at += len(text)
	}
	at = to
	for i := len(pieces) - 1; i >= 0; i-- {
		text := tree.text[pieces[i].from:pieces[i].to]
		if !strings.HasSuffix(page.text[from:at], text) || !page.border(at-len(text)) {
			break
		}
		at -= len(text)
		if forward[i] >= 0 && forward[i] != int32(at) {
			forward[i] = -1 // two places fit
		} else {
			forward[i] = int32(at)
		}
	}
	for i := range pieces {
		if pieces[i].at < 0 {
			pieces[i].at = forward[i]
		}
	}
}

// canonical is the canonical text of a tree or a source.
type canonical struct {
	text   string
	pieces []piece
	runs   []run // of a source
	source string
}

// piece is a part of a canonical text that is compared as a whole.
type piece struct {
	from, to int32 // in the text
	item     int32 // in a tree: the first item
	at       int32 // in a tree: its place in the source's canonical text, or -1
}

// run says where a part of a source's canonical text comes from.
type run struct{ canon, start, end int32 }

// offset returns the place of a piece in the text.
func (c *canonical) offset(piece int) int {
	if piece < len(c.pieces) {
		return int(c.pieces[piece].from)
	}
	return len(c.text)
}

// run returns the index of the run that holds the place in the text.
func (c *canonical) run(at int) int {
	return sort.Search(len(c.runs), func(i int) bool { return int(c.runs[i].canon) > at }) - 1
}

// border reports whether a text of the source or a mark begins at the place.
func (c *canonical) border(at int) bool {
	if at == len(c.text) {
		return true
	}
	i := c.run(at)
	return i >= 0 && int(c.runs[i].canon) == at
}

// treeText makes the canonical text of a tree.
func treeText(items []item) *canonical {
	c := &canonical{}
	var text []byte
	open := false // the last piece is a cell that may go on
	for i := range items {
		t := &items[i]
		from := len(text)
		switch t.kind {
		case itemCell:
			text = append(text, beginMark)
		case itemEnd:
			text = append(text, endMark)
		default:
			text = appendCanon(text, t.node.Data)
		}
		inCell := open && (t.kind == itemEnd || t.kind == itemText && t.ref == c.pieces[len(c.pieces)-1].item)
		if inCell {
			c.pieces[len(c.pieces)-1].to = int32(len(text))
		} else {
			c.pieces = append(c.pieces, piece{from: int32(from), to: int32(len(text)), item: int32(i), at: -1})
		}
		open = t.kind == itemCell || inCell && t.kind != itemEnd
	}
	c.text = string(text)
	return c
}

// sourceText makes the canonical text of a source.
func sourceText(source string) *canonical {
	c := &canonical{source: source}
	l := lexer{source: source}
	var text []byte
	shut := true  // no cell is open, or a table began in it
	open := false // the last piece is a cell that may go on
	for {
		kind, start, end := l.next()
		if kind != lexText && kind != lexTable && !shut { // a cell ends
			c.runs = append(c.runs, run{int32(len(text)), int32(start), int32(start)})
			text = append(text, endMark)
			c.extend(open, len(text)-1, len(text))
			open, shut = false, true
		}
		from := len(text)
		switch kind {
		case lexEnd:
			c.text = string(text)
			return c
		case lexTable:
			open, shut = false, true
		case lexCell:
			c.runs = append(c.runs, run{int32(from), int32(end), int32(end)})
			text = append(text, beginMark)
			c.extend(false, from, len(text))
			open, shut = true, false
		case lexText:
			c.runs = append(c.runs, run{int32(from), int32(start), int32(end)})
			text = appendSource(text, source[start:end])
			c.extend(open, from, len(text))
		}
	}
}

// extend lets the last piece go on to a place in the text, or begins another.
func (c *canonical) extend(last bool, from, to int) {
	if last {
		c.pieces[len(c.pieces)-1].to = int32(to)
		return
	}
	c.pieces = append(c.pieces, piece{from: int32(from), to: int32(to), at: -1})
}

// place gives the items of a piece of a tree their spans in the source.
func (c *canonical) place(tree *canonical, p piece, items []item) {
	at := int(p.at)
	end := at + int(p.to-p.from)
	for i := int(p.item); at < end; i++ {
		t := &items[i]
		switch t.kind {
		case itemCell:
			t.start = c.runs[c.run(at)].start
			at++
		case itemEnd:
			at++
		default:
			n := len(appendCanon(nil, t.node.Data))
			t.start, t.end = c.span(at, at+n)
			at += n
		}
	}
}

// span returns the span in the source of a part of the canonical text.
func (c *canonical) span(from, to int) (start, end int32) {
	first, last := c.runs[c.run(from)], c.runs[c.run(to-1)]
	at := int(first.canon)
	start = -1
	eachUnit(c.source[first.start:first.end], func(a, _ int, canon []byte) bool {
		if len(canon) > 0 && at+len(canon) > from {
			start = first.start + int32(a)
			return false
		}
		at += len(canon)
		return true
	})
	at = int(last.canon)
	eachUnit(c.source[last.start:last.end], func(_, b int, canon []byte) bool {
		if at += len(canon); at >= to {
			end = last.start + int32(b)
			return false
		}
		return true
	})
	return start, end
}
