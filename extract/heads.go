package extract

import (
	"fmt"
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
	c.fresh, c.laid = true, false
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
	}
}

// isUmbrella tells whether a label lies over all columns of its table and so says nothing of any.
func isUmbrella(w *printed.Word) bool { return w.Body == umbrella }

const umbrella = "申请人情况"

// unitOfHead reads the unit that a head prints: 本年收费金额(单位:万元).
func unitOfHead(l printed.Label) string {
	for _, unit := range []string{"亿元", "万元", "元", "件", "项", "条"} {
		if strings.HasSuffix(strings.TrimSuffix(l.Remark, ")"), unit) {
			return unit
		}
	}
	return ""
}

// lay makes the order of the columns, once for all rows under the same heads, and tells when it had to be inferred.
func (b *binder) lay() {
	c := &b.context
	if c.laid {
		return
	}
	if c.lay(); c.state != "" {
		b.out.findings = append(b.out.findings, report.Finding{
			Relation: report.RuleLabel, Severity: report.Note, Fault: report.FaultUndetermined,
			Message: fmt.Sprintf("table %d: %s", b.block.Place.Table, c.state),
		})
	}
}

// lay brings the heads into the order in which a data row prints its cells.
func (c *context) lay() {
	c.laid, c.order, c.state, c.muddled = true, nil, "", false
	columns := slices.Clone(c.heads.columns)
	slices.SortStableFunc(columns, func(a, b head) int { return a.x - b.x })
	for _, h := range columns {
		s := slot{x: h.x, width: h.width, text: h.text, unit: h.unit}
		if h.word != nil {
			s.column, s.known = h.word.Column, true
		}
		if c.table == report.Disputes {
			c.ofGroup(&s, h)
		}
		c.order = append(c.order, s)
	}
	if c.table != report.Disclosure {
		c.settle()
	}
}

// ofGroup finds the group of table four that a head lies under.
func (c *context) ofGroup(s *slot, h head) {
	found := false
	for _, g := range c.heads.groups {
		if g.word.Kind == printed.Row && g.covers(h.x) && g.row < h.row {
			s.row, found = g.word.Row, true
		}
	}
	s.known = s.known && found
}

// settle compares the order with the official one. Where spans are wrong the heads lie beside the columns they
// mean; then the order inside each band of heads counts, if it is the official one.
func (c *context) settle() {
	official := officialSlots(c.table)
	if sameSlots(c.order, official) || len(c.heads.columns) == 0 {
		return
	}
	used, unknown, inBands := c.bands(official)
	switch {
	case !c.broken() && len(c.order) == len(official) && inBands && unknown == 1 && c.fitsBut(official):
		c.order, c.state = placeless(official, c.order), "one head was taken by its place among the others"
	case !c.broken():
		c.dropTwins()
	case inBands && unknown == 0:
		c.order, c.state = only(official, used), "heads do not lie over their columns; the order of the form was taken"
	default:
		c.muddled = true
	}
}

// fitsBut tells whether all heads but unknown ones stand where the official order has them.
func (c *context) fitsBut(official []slot) bool {
	for i, s := range c.order {
		if s.known && (s.column != official[i].column || s.row != official[i].row) {
			return false
		}
	}
	return true
}

// dropTwins forgets what heads mean that stand there twice.
func (c *context) dropTwins() {
	twins := map[[2]uint8]int{}
	for _, s := range c.order {
		if s.known {
			twins[[2]uint8{uint8(s.row), uint8(s.column)}]++
		}
	}
	for i := range c.order {
		s := &c.order[i]
		s.known = s.known && twins[[2]uint8{uint8(s.row), uint8(s.column)}] == 1
	}
}

// only keeps the slots that were used.
func only(slots []slot, used []bool) (kept []slot) {
	for i, s := range slots {
		if used[i] {
			kept = append(kept, s)
		}
	}
	return kept
}

// officialSlots gives the columns of table three or four in official order.
func officialSlots(t report.Table) []slot {
	form, _ := report.FormOf(t, report.Edition2021)
	var slots []slot
	block := form.Blocks[0]
	if !block.Across {
		for _, c := range block.Columns {
			slots = append(slots, slot{column: c.Column, known: true})
		}
		return slots
	}
	for _, r := range block.Rows {
		for _, c := range block.Columns {
			slots = append(slots, slot{row: r.Row, column: c.Column, known: true})
		}
	}
	return slots
}

func sameSlots(a, b []slot) bool {
	return slices.EqualFunc(a, b, func(x, y slot) bool { return x.known && x.column == y.column && x.row == y.row })
}

func placeless(official, printed []slot) []slot {
	for i := range official {
		official[i].text = printed[i].text
	}
	return official
}

// bands tells whether the heads, row of heads by row of heads as printed, name official columns in the official
// order, and which they name.
func (c *context) bands(official []slot) (used []bool, unknown int, ok bool) {
	used = make([]bool, len(official))
	last, band := -1, -1
	for _, h := range c.heads.columns {
		if h.word == nil {
			unknown++
			continue
		}
		if h.row != band {
			last, band = -1, h.row
		}
		at := -1
		for i := last + 1; i < len(official); i++ {
			if !used[i] && official[i].column == h.word.Column {
				at = i
				break
			}
		}
		if at < 0 {
			return used, unknown, false
		}
		used[at], last = true, at
	}
	return used, unknown, true
}

// broken tells whether the places of the heads contradict their own bands: two heads over the same column, or a
// head of a lower band outside of every group above.
func (c *context) broken() bool {
	for i, a := range c.heads.columns {
		for _, b := range c.heads.columns[:i] {
			if a.x < b.x+b.width && b.x < a.x+a.width {
				return true
			}
		}
		under := len(c.heads.groups) == 0 || a.row == c.heads.columns[0].row
		for _, g := range c.heads.groups {
			under = under || g.covers(a.x) && g.row < a.row
		}
		if !under {
			return true
		}
	}
	return c.table == report.Disputes && !c.groupsHaveFive()
}

// groupsHaveFive tells whether each group of table four covers as many heads as it has columns.
func (c *context) groupsHaveFive() bool {
	for _, g := range c.heads.groups {
		n := 0
		for _, h := range c.heads.columns {
			if g.covers(h.x) && h.row > g.row {
				n++
			}
		}
		if g.word.Kind == printed.Row && n%5 != 0 || n == 0 {
			return false
		}
	}
	return true
}
