package solve

import (
	"slices"

	"github.com/nianbao/nianbao/report"
)

// leftover is a run that was not read whole.
type leftover struct {
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
		w.giveUp(&left[i], certain)
	}
}

func (w *work) anyOther(left []leftover) bool {
	for _, o := range left {
		if len(w.runs[w.mine[o.run]].Otherwise) > 0 {
			return true
		}
	}
	return false
}

// pass decides what it can of the runs that are not done, and gives the others.
func (w *work) pass(others bool, certain *cellSet) (left []leftover) {
	w.units, w.owned = nil, cellSet{}
	var units []*unit
	for n := range w.mine {
		if w.done[n] {
			continue
		}
		u := w.newUnit(n, others)
		switch {
		case u == nil:
			left = append(left, leftover{run: n, answer: verdict{reason: w.shortfall(n)}})
		case w.readForced(u, others, certain):
		default:
			units = append(units, u)
		}
	}
	for _, u := range units {
		if reason := w.admit(u, others); reason != 0 {
			left = append(left, leftover{u.run, u, verdict{reason: reason}})
		}
	}
	w.links = w.bridges()
	for n := range w.units {
		w.chooseText(n)
	}
	answers := w.trust()
	w.spend(w.spent(answers))
	for n, u := range w.units {
		v := &answers[n]
		if !v.settled() {
			left = append(left, leftover{u.run, u, *v})
			continue
		}
		w.done[u.run] = true
		w.accept(u, v, certain)
		if v.reason == Thin {
			w.doubt(w.runDoubt(&leftover{u.run, u, *v}))
		}
	}
	return left
}

// admit lists the readings of a unit and takes it among those to be decided.
func (w *work) admit(u *unit, others bool) Reason {
	w.bind(u)
	switch {
	case w.single(u) == nil && !w.spreads(u):
	case w.lossy || w.runs[w.mine[u.run]].Apart:
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

// spreads tells whether digits would be spread over cells that no equation holds, though empty cells have vanished from
// the text: that several cuts agree on a number says nothing of it then.
func (w *work) spreads(u *unit) bool {
	return (w.lossy || w.runs[w.mine[u.run]].Apart) && !slices.ContainsFunc(u.cells, func(i int) bool { return w.f.mask[i] != 0 })
}

// accept writes what was read of a unit and takes it for known.
func (w *work) accept(u *unit, v *verdict, certain *cellSet) {
	for j, i := range u.cells {
		if v.read(j) {
			w.write(u.run, j, w.place(u, v.pick, j), w.stateOf(u, v.pick))
			w.settle(i, v.pick.val[j], certain)
		}
	}
}

// giveUp keeps what was read of a run, marks its other cells, and says why.
func (w *work) giveUp(o *leftover, certain *cellSet) {
	run := &w.runs[w.mine[o.run]]
	for j, k := range run.Keys {
		if !o.answer.read(j) {
			c := w.cells.At(k)
			c.Value, c.State, c.Basis, c.Raw = report.Number{}, report.Unreadable, report.NoBasis, run.raw()
		}
	}
	if o.unit != nil {
		w.accept(o.unit, &o.answer, certain)
	}
	w.doubt(w.runDoubt(o))
}

// stateOf tells glued numbers from those that stood in chunks of their own.
func (w *work) stateOf(u *unit, r *reading) report.CellState {
	if run := &w.runs[w.mine[u.run]]; len(run.text(u.option[r.strip])) == len(run.Keys) {
		return report.Printed
	}
	return report.Split
}

// settle takes a cell for known.
func (w *work) settle(cell int, v int64, certain *cellSet) {
	w.val[cell] = v
	w.known.add(cell)
	certain.add(cell)
}
