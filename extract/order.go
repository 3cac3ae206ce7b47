package extract

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

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
		s := slot{x: h.x, width: h.width, text: h.text, unit: h.unit, doubt: h.doubt}
		if h.word != nil {
			s.column, s.known = h.word.Column, true
		}
		if c.table == report.Disputes {
			c.ofGroup(&s, h)
		}
		s.doubt = cmp.Or(s.doubt, c.groupDoubt(h))
		c.order = append(c.order, s)
	}
	if c.table != report.Disclosure {
		c.settle()
	}
}

// groupDoubt gives the doubt about the groups over a head.
func (c *context) groupDoubt(h head) string {
	for _, g := range c.heads.groups {
		if g.doubt != "" && g.covers(h.x) && g.row < h.row {
			return g.doubt
		}
	}
	return ""
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
		official[i].text, official[i].unit, official[i].doubt = printed[i].text, printed[i].unit, printed[i].doubt
		if !printed[i].known {
			official[i].doubt = printed[i].text
		}
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
