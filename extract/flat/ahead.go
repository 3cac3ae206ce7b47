package flat

import (
	"strings"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// markAhead marks the rows of a block in front of whose first label numbers stand: a copy that prints the numbers before
// their labels gives every label those of the next. One that may be the number of a page, over rows that have all their
// numbers, says nothing.
func (c *chain) markAhead(rows []Row, anchors []int) {
	for i := 0; i < len(rows); {
		end := i + 1
		for end < len(rows) && c.block(anchors[end]) == c.block(anchors[i]) {
			end++
		}
		ahead, folio := c.ahead(anchors[i])
		if i > 0 && anchors[i]-anchors[i-1] == 1 { // no caption between
			ahead = rows[i-1].Ahead || len(rows[i-1].Pieces) > rows[i-1].Cells
		}
		for j := i; j < end && folio; j++ {
			folio = rows[j].Fits()
		}
		for j := i; j < end && ahead && !folio; j++ {
			rows[j].Ahead = true
		}
		i = end
	}
}

// ahead tells whether numbers stand alone right in front of a label, with nothing but blanks between, and whether they can
// be the number of a page. Where the label before is that of a row, they are its own.
func (c *chain) ahead(i int) (ahead, folio bool) {
	if c.sequence.sideBySide() {
		return false, false
	}
	s, from := c.stream, 0
	if i > 0 {
		from = s.end(c.anchors[i-1].end)
		if e := &c.sequence.entries[c.anchors[i-1].entry]; e.kind == row {
			return false, false
		}
	}
	end := s.start(c.anchors[i].start)
	pieces, _ := s.split(max(from, end-longestRow), end)
	n := 0
	for n < len(pieces) && isNumber(pieces[len(pieces)-1-n].Raw) {
		n++
	}
	if n == 0 {
		return false, false
	}
	last := &pieces[len(pieces)-1]
	return true, n == 1 && mayBeFolio(last.Raw) && s.lineOf(last) >= 0
}

// isNumber tells whether a text is a number and nothing else.
func isNumber(text string) bool {
	return strings.Trim(text, "0123456789０１２３４５６７８９.,") == "" && printed.ReadFigure(text).State == report.Printed
}
