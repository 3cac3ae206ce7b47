package grid

import "sort"

// Marks in a canonical text. Canonical text has no control characters.
const (
	beginMark = '\x01' // a cell begins
	endMark   = '\x02' // a cell without a table inside ends
)

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

// piece returns the text of a piece.
func (c *canonical) piece(i int) string {
	return c.text[c.pieces[i].from:c.pieces[i].to]
}

// choose returns the pieces that are cells, or those that are none.
func (c *canonical) choose(cells bool) []int {
	var chosen []int
	for i := range c.pieces {
		if (c.piece(i)[0] == beginMark) == cells {
			chosen = append(chosen, i)
		}
	}
	return chosen
}

// between returns the part of the text between two pieces; -1 stands for the
// beginning, the number of pieces for the end.
func (c *canonical) between(left, right int) (from, to int32) {
	to = int32(len(c.text))
	if left >= 0 {
		from = c.pieces[left].to
	}
	if right < len(c.pieces) {
		to = c.pieces[right].from
	}
	return from, to
}

// run returns the index of the run that holds the place in the text.
func (c *canonical) run(at int) int {
	return sort.Search(len(c.runs), func(i int) bool { return int(c.runs[i].canon) > at }) - 1
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

// sourceText makes the canonical text of a source, nil when it has too many
// pieces.
func sourceText(source string) *canonical {
	c := &canonical{source: source}
	l := lexer{source: source, all: true} // one too many is safe, one too few is not
	var text []byte
	shut := true  // no cell is open, or a table began in it
	open := false // the last piece is a cell that may go on
	for len(c.pieces) <= maxAligned {
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
	return nil
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
func (c *canonical) place(p piece, items []item) {
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
