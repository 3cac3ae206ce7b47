package extract

import (
	"cmp"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// heads are the labels over the columns of the rows that follow, as far as they were read.
type heads struct {
	columns []head // heads of single columns, in printed order
	groups  []head // heads over several columns: 法人或其他组织, 行政复议
}

// head is one label over columns.
type head struct {
	x, width int // grid columns that it covers
	row      int // grid row that it starts in
	word     *printed.Word
	text     string
	how      printed.How
	unit     string
	doubt    string // words that name something else than the form does
}

func (h head) covers(x int) bool { return x >= h.x && x < h.x+h.width }

// slot is a column of the heads, in the order of the cells of a data row.
type slot struct {
	column   report.Column
	row      report.Row // of table four
	known    bool       // some form has the column
	x, width int        // 0 width when no head says where it lies
	text     string
	unit     string
	doubt    string
}

// headRow takes the heads of a row in. Heads that follow a data row begin a new band.
func (b *binder) headRow() {
	table, ok := b.headTable()
	if !ok {
		return
	}
	c := &b.context
	if !c.known || c.table != table {
		b.context = context{table: table, known: true}
	} else if !c.fresh {
		c.heads, c.order, c.laid, c.state = heads{}, nil, false, ""
	}
	c.fresh, c.laid, c.unread = true, false, ""
	for i := range b.seen {
		if s := &b.seen[i]; !s.Empty {
			b.head(s)
		}
	}
}

// headTable tells which table the heads are of: the one that most labels name.
func (b *binder) headTable() (report.Table, bool) {
	var votes [3]int
	for i := range b.seen {
		var of [3]bool
		for _, w := range b.seen[i].words {
			of[w.Table] = true
		}
		for t := range of {
			if of[t] {
				votes[t] += 2
			}
		}
	}
	if b.context.known {
		votes[b.context.table]++
	}
	best := slices.Max(votes[:])
	return report.Table(slices.Index(votes[:], best)), best > 1
}

// head takes one label in.
func (b *binder) head(s *seen) {
	c := &b.context
	h := head{x: s.Column, width: s.ColumnSpan, row: b.row, text: s.Text}
	isHead := func(w *printed.Word) bool {
		return w.Table == c.table && (w.Kind == printed.Column || w.Kind == printed.Group || w.Kind == printed.Corner ||
			w.Kind == printed.Row && c.table == report.Disputes)
	}
	match, ok := b.lexicon.Find(s.label, func(w *printed.Word) bool {
		return isHead(w) && (c.item == 0 || w.Block == 0 || w.Block == c.item)
	})
	if !ok {
		match, ok = b.lexicon.Find(s.label, isHead)
	}
	if !ok {
		if len(c.heads.columns)+len(c.heads.groups) > 0 && !strings.Contains(s.label.Normal, "第一项加") {
			c.heads.columns = append(c.heads.columns, h)
		}
		return
	}
	if match.How >= printed.ByKeyword {
		b.damagedLabel(s, match)
	}
	h.word, h.how, h.unit = match.Word, match.How, unitOfHead(s.label)
	if b.lexicon.Added(s.label, match.Word) != "" {
		h.doubt = s.Text
	}
	if match.Kind == printed.Corner || match.Kind == printed.Group && isUmbrella(match.Word) {
		c.doubt = cmp.Or(c.doubt, doubtOfUnit(s.Text))
	}
	switch match.Kind {
	case printed.Column:
		c.heads.columns = append(c.heads.columns, h)
		if c.table == report.Disclosure {
			b.out.vote(match.Word)
		}
	case printed.Row, printed.Group:
		if !isUmbrella(match.Word) {
			c.heads.groups = append(c.heads.groups, h)
		}
	case printed.Corner:
		c.unit = joinUnits(c.unit, printed.MoneyUnit(s.Text))
	}
}

// doubtOfUnit gives a text that names a unit of counts which the forms do not count in.
func doubtOfUnit(text string) string {
	if printed.OddUnit(text) == "" {
		return ""
	}
	return shorten(text)
}

// isUmbrella tells whether a label lies over all columns of its table and so says nothing of any.
func isUmbrella(w *printed.Word) bool { return w.Body == umbrella }

const umbrella = "申请人情况"

// unitOfHead reads the unit that a head prints: 本年收费金额(单位:万元).
func unitOfHead(l printed.Label) string {
	if money := printed.MoneyUnit(l.Normal); money != "" {
		return money
	}
	for _, unit := range []string{"件", "项", "条"} {
		if strings.HasSuffix(strings.TrimSuffix(l.Remark, ")"), unit) {
			return unit
		}
	}
	return ""
}
