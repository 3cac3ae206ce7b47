package solve

import (
	"math/bits"
	"slices"

	"github.com/nianbao/nianbao/report"
)

const (
	maxCells     = 192 // cells of one statutory table; table three of 2021 has 175
	maxRelations = 64  // equations inside one table; table three of 2021 has 39
)

// form is a statutory table with its equations, prepared for arithmetic. Cells are numbered in official order.
type form struct {
	table report.Table
	keys  []report.Key
	at    []int                  // position of each cell in report.Cells
	own   [report.KeyCount]int16 // number of the cell at each position, -1 for those of other forms
	rels  []relation
	mask  []uint64   // the equations that each cell stands in
	total []bool     // cells that are sums of others
	spend [2][]uint8 // the equations in the two orders in which empty cells are worked out
	spare []uint8    // the equations that splits may leave unspent, see table.spent
}

// relation is an equation: the sum of coefficient × value over its cells is 0.
type relation struct {
	id    string
	cells []int
	coef  []int64
}

var models = prepare()

func prepare() (all [3][3]*form) {
	for _, t := range report.Tables() {
		for _, e := range []report.Edition{report.Edition2019, report.Edition2021} {
			if def, ok := report.FormOf(t, e); ok {
				all[t][e] = newForm(def)
			}
		}
	}
	return all
}

func newForm(def *report.Form) *form {
	f := &form{table: def.Table, keys: def.Keys()}
	for i := range f.own {
		f.own[i] = -1
	}
	for i, k := range f.keys {
		f.own[k.Index()] = int16(i)
		f.at = append(f.at, k.Index())
		f.total = append(f.total, k.Column == report.ColumnTotal || k.Row == report.RowTotal)
	}
	f.mask = make([]uint64, len(f.keys))
	for _, rel := range report.RelationsOf(def.Table, def.Edition) {
		if rel.Kind == report.Equals {
			f.add(&rel)
		}
	}
	f.arrange()
	return f
}

func (f *form) add(rel *report.Relation) {
	r := relation{id: rel.ID}
	for side, keys := range [2][]report.Key{rel.Left, rel.Right} {
		for _, k := range keys {
			i := f.number(k)
			r.cells = append(r.cells, i)
			r.coef = append(r.coef, int64(1-2*side))
			f.mask[i] |= 1 << len(f.rels)
		}
	}
	f.rels = append(f.rels, r)
}

// number gives the number of a cell in the table, -1 when it has no such cell.
func (f *form) number(k report.Key) int {
	if !k.Valid() {
		return -1
	}
	return int(f.own[k.Index()])
}

// arrange sets the orders: what is used first is spent first. The sums along a row come first, or last.
func (f *form) arrange() {
	var along, down []uint8
	for q := range f.rels {
		if f.alongRow(q) {
			along = append(along, uint8(q))
		} else {
			down = append(down, uint8(q))
		}
	}
	f.spend = [2][]uint8{slices.Concat(along, down), slices.Concat(down, along)}
	if f.spare = down; len(down) == 0 {
		f.spare = along
	}
}

// alongRow tells whether all cells of the equation stand in one row.
func (f *form) alongRow(q int) bool {
	cells := f.rels[q].cells
	for _, i := range cells {
		if f.keys[i].Row != f.keys[cells[0]].Row {
			return false
		}
	}
	return true
}

// ids names the equations of a set.
func (f *form) ids(set uint64) []string {
	var ids []string
	for ; set != 0; set &= set - 1 {
		ids = append(ids, f.rels[bits.TrailingZeros64(set)].id)
	}
	return ids
}

// coefOf gives the coefficient of a cell in an equation, 0 when it is not in it.
func (f *form) coefOf(q, cell int) int64 {
	if i := slices.Index(f.rels[q].cells, cell); i >= 0 {
		return f.rels[q].coef[i]
	}
	return 0
}
