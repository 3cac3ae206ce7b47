package solve

import (
	"strings"

	"github.com/nianbao/nianbao/report"
)

// open is a run that was not read whole.
type open struct {
	run    int   // position in work.mine
	unit   *unit // nil when no text of it can be cut into its numbers
	answer verdict
}

// readRuns decides the runs of the table, once by their likeliest texts and, where a run with other texts is
// left, once more by all. What it reads is added to certain.
func (w *work) readRuns(certain *cellSet) {
	for n := range w.mine {
		w.readPlain(n, certain)
	}
	left := w.pass(false, certain)
	if w.anyOther(left) {
		left = w.pass(true, certain)
	}
	for i := range left {
		w.giveUp(&left[i])
	}
}

func (w *work) anyOther(left []open) bool {
	for _, o := range left {
		if len(w.runs[w.mine[o.run]].Otherwise) > 0 {
			return true
		}
	}
	return false
}

// pass decides what it can of the runs that are not done, and gives the others.
func (w *work) pass(others bool, certain *cellSet) (left []open) {
	w.units, w.owned = nil, cellSet{}
	var units []*unit
	for n := range w.mine {
		if w.done[n] {
			continue
		}
		u := w.newUnit(n, others)
		switch {
		case u == nil:
			left = append(left, open{run: n, answer: verdict{reason: w.shortfall(n)}})
		case w.readForced(u, others, certain):
		default:
			units = append(units, u)
		}
	}
	for _, u := range units {
		if reason := w.admit(u, others); reason != 0 {
			left = append(left, open{u.run, u, verdict{reason: reason}})
		}
	}
	w.links = w.bridges()
	for n := range w.units {
		w.chooseText(n)
	}
	answers := w.trust()
	w.spend(w.spent(answers))
	for n, u := range w.units {
		if w.accept(u, &answers[n], certain); !w.done[u.run] {
			left = append(left, open{u.run, u, answers[n]})
		}
	}
	return left
}

// admit lists the readings of a unit and takes it among those to be decided.
func (w *work) admit(u *unit, others bool) Reason {
	w.bind(u)
	switch {
	case w.single(u) == nil:
	case w.lossy:
		return Collapsed
	case !others: // its other texts are to be heard
		return Contradicted
	}
	var all bool
	if u.base, all = w.readings(u, query{limit: maxReadings}); !all {
		return Exhausted
	}
	w.units = append(w.units, u)
	for _, i := range u.cells {
		w.owned.add(i)
	}
	return 0
}

// readPlain reads a run whose chunks are its numbers.
func (w *work) readPlain(n int, certain *cellSet) {
	run := &w.runs[w.mine[n]]
	if len(run.Chunks) != len(run.Keys) {
		return
	}
	for j, c := range run.Chunks {
		if !kindOf(run.Keys[j]).isNumber(c, true) {
			return
		}
	}
	w.done[n] = true
	for j, c := range run.Chunks {
		w.write(n, j, Cut{Chunk: j, End: len(c)}, report.Printed)
		w.settle(w.local[n][j], whole(c), certain)
	}
}

// readForced reads a run that can be cut in one way only, whatever the equations say. It leaves those alone of
// which another text may fit better, and those whose text may have lost an empty cell.
func (w *work) readForced(u *unit, others bool, certain *cellSet) bool {
	run := &w.runs[w.mine[u.run]]
	only := w.single(u)
	if only == nil || w.lossy && len(u.cells) > 1 && strings.Trim(run.raw(), "0 ") != "" {
		return false
	}
	if !others && len(run.Otherwise) > 0 && !w.fits(u, only) {
		return false
	}
	w.done[u.run] = true
	for j, i := range u.cells {
		w.write(u.run, j, w.place(u, only, j), report.Split)
		w.settle(i, only.val[j], certain)
	}
	return true
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

// fits tells whether an equation inside the unit holds with the reading and none fails.
func (w *work) fits(u *unit, r *reading) bool {
	bound := unit{cells: u.cells}
	w.bind(&bound)
	for _, q := range bound.inner {
		if q.sum(r.val) != 0 {
			return false
		}
	}
	return len(bound.inner) > 0
}

// accept writes what was read of a unit and takes it for known.
func (w *work) accept(u *unit, v *verdict, certain *cellSet) {
	for j, i := range u.cells {
		if v.read(j) {
			w.write(u.run, j, w.place(u, v.pick, j), report.Split)
			w.settle(i, v.pick.val[j], certain)
		}
	}
	if v.settled() {
		w.done[u.run] = true
		if v.reason == Thin {
			w.doubt(w.runDoubt(&open{u.run, u, *v}))
		}
	}
}

// giveUp marks the cells of a run that were not read, and says why.
func (w *work) giveUp(o *open) {
	run := &w.runs[w.mine[o.run]]
	for j, k := range run.Keys {
		if !o.answer.read(j) {
			c := w.cells.At(k)
			c.Value, c.State, c.Basis, c.Raw = report.Number{}, report.Unreadable, report.NoBasis, run.raw()
		}
	}
	w.doubt(w.runDoubt(o))
}

// settle takes a cell for known.
func (w *work) settle(cell int, v int64, certain *cellSet) {
	w.val[cell] = v
	w.known.add(cell)
	certain.add(cell)
}
