package solve

import "math/bits"

// spent gives equations that suffice to single out what was read of the units, none of which could be left out.
// Equations down a column are spared first, so that along a row the sum that cut the row is spent.
func (t *table) spent(out []verdict) uint64 {
	var keep uint64
	for n, u := range t.units {
		if out[n].anyRead() {
			keep |= u.touched()
		}
	}
	keep &= t.holding(out)
	for _, q := range t.f.spend[1] {
		if try := keep &^ (1 << q); try != keep && t.steps >= 0 && t.suffices(try, out) {
			keep = try
		}
	}
	return keep
}

// holding gives the equations that hold with what was read, and those that have an unread cell.
func (t *table) holding(out []verdict) (set uint64) {
	for q := range t.f.rels {
		sum, full := t.valueOf(q, out)
		if !full || sum == 0 {
			set |= 1 << q
		}
	}
	return set
}

// valueOf sums an equation over the known cells and what was read of the units.
func (t *table) valueOf(q int, out []verdict) (sum int64, full bool) {
	full = true
	r := &t.f.rels[q]
	for j, i := range r.cells {
		v, ok := t.val[i], t.known.has(i)
		if !ok {
			v, ok = t.readValue(i, out)
		}
		sum, full = sum+r.coef[j]*v, full && ok
	}
	return sum, full
}

func (t *table) readValue(cell int, out []verdict) (int64, bool) {
	for n, u := range t.units {
		for j, i := range u.cells {
			if i == cell && out[n].read(j) {
				return out[n].pick.val[j], true
			}
		}
	}
	return 0, false
}

// suffices tells whether the equations of a set alone leave for every cell that was read only what was read.
func (t *table) suffices(set uint64, out []verdict) bool {
	s, over := t.without(doubt{drop: ^set, unit: -1})
	open := func(u int, r *reading) bool { return !out[u].agrees(r) }
	if len(over) > 0 || !s.narrow() || !s.probe(open) || t.steps < 0 {
		return false
	}
	for n := range out {
		for _, i := range s.live[n] {
			if !out[n].agrees(&s.dom[n][i]) {
				return false
			}
		}
	}
	return true
}

// agrees tells whether a reading has every number that was read.
func (v *verdict) agrees(r *reading) bool {
	for j := range v.same {
		if v.read(j) && !v.pick.sameCell(r, j) {
			return false
		}
	}
	return true
}

func (v *verdict) anyRead() bool {
	for j := range v.same {
		if v.read(j) {
			return true
		}
	}
	return false
}

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
	whole := []verdict{{pick: v.pick, same: all(len(u.cells))}}
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

func all(n int) []bool {
	list := make([]bool, n)
	for i := range list {
		list[i] = true
	}
	return list
}
