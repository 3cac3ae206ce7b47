package extract

import (
	"strings"

	"github.com/nianbao/nianbao/extract/grid"
	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// binder binds the tables of a page, one after the other, to the rows of the statutory forms by their labels.
// It carries what it knows from one table to the next, since pages cut a table in two and do not always repeat
// its head.
type binder struct {
	lexicon *printed.Lexicon
	out     *evidence
	// hint is the table whose section heading came last, for tables that bear no label at all.
	hint    report.Table
	hinted  bool
	context context
	seen    []seen // the cells of the current row, reused
	block   *Block
	row     int
	above   above
	looks   looks
	full    bool // no further rows are taken
	bound   bool // a row of the table in hand belongs to a statutory table
}

// context is what the rows above say about the next row.
type context struct {
	table   report.Table
	known   bool
	item    int    // of article 20, in table two
	group   string // body of the group label in force: 不予公开
	sub     report.Row
	heads   heads
	order   []slot // the columns of the heads, once a data row asked for them
	laid    bool   // order is made
	state   string // how order was found; empty when by the labels alone
	muddled bool   // the heads contradict each other: nothing may be bound by them
	doubt   string // the text of a row above that names another year or area
	unread  string // a row of texts above that was not understood, such as heads of another form
	unit    string // of money, as the caption or the corner print it
	fresh   bool   // the last row was one of heads: further heads belong to the same band
}

// seen is a cell with what its text may be.
type seen struct {
	*grid.Cell
	index  int // in Cells
	label  printed.Label
	words  []*printed.Word
	figure bool // a plain number, or nothing: no label
	item   int  // of article 20, when the cell is a caption
}

// table binds one table. It tells whether any of its rows belongs to a statutory table.
func (b *binder) table(block *Block) bool {
	b.block, b.bound = block, false
	b.above.inside(block)
	for r := range block.Grid.Rows {
		b.row = r
		cells := block.Grid.Row(r)
		if len(cells) == 0 {
			continue
		}
		b.look(cells, block.Grid.First(r))
		b.bound = b.bindRow() || b.bound
	}
	return b.bound
}

// look reads the texts of a row.
func (b *binder) look(cells []grid.Cell, first int) {
	b.seen = b.seen[:0]
	for i := range cells {
		s := seen{Cell: &cells[i], index: first + i, figure: cells[i].Text == "" || isFigure(cells[i].Text)}
		if !s.figure {
			s.label = printed.ReadLabel(s.Text)
			s.words = b.lexicon.Exact(s.label)
			if s.words == nil || s.words[0].Kind == printed.Caption {
				s.item = printed.CaptionItem(s.label.Normal)
			}
		}
		b.seen = append(b.seen, s)
	}
}

// isFigure tells whether a text is a number and nothing else, which no label is.
func isFigure(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < '0' || c > '9') && c != '.' && c != ',' && c != '-' && c != '/' {
			return false
		}
	}
	return true
}

// bindRow decides what the row is: a caption, heads of columns, data, or nothing of a form.
func (b *binder) bindRow() bool {
	captioned := b.caption()
	switch {
	case b.isHeadRow():
		b.headRow()
		return true
	case b.dataRow():
		b.context.fresh = false
		return true
	}
	if !captioned {
		b.unread()
	}
	return captioned
}

// unread keeps the texts of a row without figures that was not understood.
func (b *binder) unread() {
	var texts []string
	for i := range b.seen {
		s := &b.seen[i]
		if s.figure && !s.Empty {
			return
		}
		if !s.Empty && s.word(printed.Corner, &b.context) == nil {
			texts = append(texts, s.Text)
		}
	}
	if text := strings.Join(texts, " "); text != "" {
		b.out.remark(b.block.Place.Table, text)
		b.context.unread = shorten(text)
		if len(text) < longestLine && oddAbove(text) != "" {
			b.context.doubt = shorten(text)
		}
	}
}

// caption takes the caption of a block of table two out of the row.
func (b *binder) caption() bool {
	for i := range b.seen {
		if item := b.seen[i].item; item > 0 {
			text := b.seen[i].Text
			b.context = context{table: report.Disclosure, known: true, item: item, unit: printed.MoneyUnit(text), doubt: oddAbove(text)}
			if item == 9 {
				b.out.votes[report.Disclosure][report.Edition2019]++
			}
			b.seen = append(b.seen[:i], b.seen[i+1:]...)
			return true
		}
	}
	return false
}

// has tells whether one of the words of the cell is of the kind and, if the context knows it, of its table.
func (s *seen) word(kind printed.Kind, c *context) *printed.Word {
	var other *printed.Word
	for _, w := range s.words {
		if w.Kind != kind {
			continue
		}
		if c.known && w.Table == c.table {
			return w
		}
		if other == nil {
			other = w
		}
	}
	return other
}

// isHeadRow tells whether the row holds heads of columns: no figure, and a label that can only be a head, or
// only labels over columns.
func (b *binder) isHeadRow() bool {
	columns, rows, others, filled := 0, 0, 0, 0
	for i := range b.seen {
		s := &b.seen[i]
		if s.Empty {
			continue
		}
		filled++
		column, row := s.word(printed.Column, &b.context), s.word(printed.Row, &b.context)
		switch {
		case s.figure:
			return false
		case column != nil && (row == nil || s.label.Item == printed.Item{}):
			columns++
		case row != nil:
			rows++
			if row.Table != report.Disputes {
				return false
			}
		case s.word(printed.Group, &b.context) == nil && s.word(printed.Corner, &b.context) == nil:
			others++
		}
	}
	switch {
	case filled == 0, columns == 0 && rows == 0 && others > 0:
		return false
	case columns > 0 && rows == 0:
		return others <= columns
	case columns > 0: // 未经复议直接起诉 beside heads of columns
		return others == 0 && !b.vertical()
	case rows > 0: // the top of table four
		c := &b.context
		under := c.known && c.table == report.Disputes && len(c.heads.columns) > 0 && c.fresh
		return others == 0 && !under && (filled > 1 || len(b.seen) == 1)
	}
	return b.isTop()
}

// vertical tells whether the row names a group of table four and one of its results with room for one number
// behind: table four printed downwards.
func (b *binder) vertical() bool {
	last := len(b.seen) - 1
	return last >= 1 && b.seen[last].figure && !b.seen[last-1].figure && len(b.context.heads.columns) == 0
}

// isTop tells whether the row can only be the top of table three: 申请人情况 alone.
func (b *binder) isTop() bool {
	for i := range b.seen {
		if b.seen[i].label.Base == umbrella {
			return true
		}
	}
	return false
}
