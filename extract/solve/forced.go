package solve

import (
	"strings"

	"github.com/nianbao/nianbao/report"
)

// readPlain reads a run whose chunks are its numbers.
func (w *work) readPlain(n int, certain *cellSet) {
	run := &w.runs[w.mine[n]]
	if len(run.Chunks) != len(run.Keys) {
		return
	}
	val := make([]int64, len(run.Keys))
	for j, c := range run.Chunks {
		if !kindOf(run.Keys[j]).isNumber(c, true) {
			return
		}
		val[j] = whole(c)
	}
	if len(run.Otherwise) > 0 && w.failing(w.local[n], val) != 0 {
		return
	}
	w.done[n] = true
	for j, c := range run.Chunks {
		w.write(n, j, Cut{Chunk: j, End: len(c)}, report.Printed)
		w.settle(w.local[n][j], val[j], certain)
	}
}

// readForced reads a run that can be cut in one way only, whatever the equations say. It leaves those alone of
// which another text may fit better, and those whose text may have lost an empty cell.
func (w *work) readForced(u *unit, others bool, certain *cellSet) bool {
	run := &w.runs[w.mine[u.run]]
	only := w.single(u)
	if only == nil || (w.lossy || run.Apart) && len(u.cells) > 1 && strings.Trim(run.raw(), "0 ") != "" {
		return false
	}
	if !others && len(run.Otherwise) > 0 && w.failing(u.cells, only.val) != 0 {
		return false
	}
	w.done[u.run] = true
	for j, i := range u.cells {
		w.write(u.run, j, w.place(u, only, j), w.stateOf(u, only))
		w.settle(i, only.val[j], certain)
	}
	w.doubtForced(u, only)
	return true
}

// doubtForced says what speaks against a forced reading beyond the equations that fail.
func (w *work) doubtForced(u *unit, r *reading) {
	d := Doubt{Cells: w.runs[w.mine[u.run]].Keys}
	if w.unchecked(u, r) {
		d.Reason = Counted
		w.doubt(d)
		return
	}
	failing := w.failing(u.cells, r.val)
	for _, i := range u.cells {
		if failing != 0 && w.f.mask[i]&failing == 0 {
			d.Reason = Shifted
			w.doubt(d)
			return
		}
	}
}

// unchecked tells of a reading with a number other than 0 and without any equation.
func (w *work) unchecked(u *unit, r *reading) bool {
	for _, i := range u.cells {
		if w.f.mask[i] != 0 {
			return false
		}
	}
	return strings.Trim(u.numbers(r), "0 ") != ""
}

// single gives the only way to cut the unit when no equation is asked; nil when there are others. Looking for two is
// so little work that it does not stop at the end of the budget.
func (w *work) single(u *unit) *reading {
	bare, left := unit{cells: u.cells, strips: u.strips}, w.steps
	w.steps = 1 << 30
	list, all := w.readings(&bare, query{limit: 1})
	w.steps = left - (1<<30 - w.steps)
	if !all || len(list) != 1 {
		return nil
	}
	return &list[0]
}

// failing gives the equations that fail of those that have no unknown cell outside the run.
func (w *work) failing(cells []int, val []int64) (set uint64) {
	u := unit{cells: cells}
	w.bind(&u)
	for _, q := range u.inner {
		if q.sum(val) != 0 {
			set |= 1 << q.rel
		}
	}
	return set
}
