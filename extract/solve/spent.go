package solve

// spent gives equations that suffice to single out what was read of the units. The sum along a row of table three
// that cut the row is spent; of the equations down its columns, and of the sums of table four, only those
// without which another reading would be left.
func (t *table) spent(out []verdict) uint64 {
	var keep uint64
	for n, u := range t.units {
		if out[n].anyRead() {
			keep |= u.touched()
		}
	}
	keep &= t.holding(out)
	for _, q := range t.f.spare {
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
	s, over := t.without(disbelief{drop: ^set, unit: -1})
	differs := func(u int, r *reading) bool { return !out[u].agrees(r) }
	if len(over) > 0 || !s.narrow() || !s.probe(differs) || t.steps < 0 {
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

// yes gives n times true.
func yes(n int) []bool {
	list := make([]bool, n)
	for i := range list {
		list[i] = true
	}
	return list
}
