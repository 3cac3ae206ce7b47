package solve

import "math/bits"

// tryThin reads a unit whose cells stand in one equation each, so that nothing can stand against a misprint:
// when exactly one reading balances, some of its equations single it out, and another one that could have
// failed agrees.
func (t *table) tryThin(n int, v *verdict) {
	u := t.units[n]
	if t.lossy || len(u.cross) > 0 {
		return
	}
	for _, i := range u.cells {
		if bits.OnesCount64(t.f.mask[i]) != 1 {
			return
		}
	}
	alone := &table{f: t.f, known: t.known, owned: t.owned, val: t.val, units: []*unit{u}, steps: t.steps}
	whole := []verdict{{pick: v.pick, same: yes(len(u.cells))}}
	free := u.touched() &^ alone.spent(whole)
	agrees := false
	for ; free != 0 && !agrees; free &= free - 1 {
		agrees = alone.couldFail(u, bits.TrailingZeros64(free))
	}
	if t.steps = alone.steps; agrees {
		v.firm, v.same, v.reason = v.same, whole[0].same, Thin
	}
}

// couldFail tells whether some way to cut the unit breaks the equation.
func (t *table) couldFail(u *unit, q int) (found bool) {
	for n := range u.strips {
		c := cutter{strip: u.strips[n], steps: &t.steps}
		c.yield = func(_ []uint16, val []int64, _ uint64) bool {
			for _, r := range u.inner {
				found = found || r.rel == q && r.sum(val) != 0
			}
			return !found
		}
		c.run()
	}
	return found && t.steps >= 0
}
