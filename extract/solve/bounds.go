package solve

// bounds gives what the numbers of a unit can be at most and at least when every other unit keeps to its base.
func (t *table) bounds(n int, drop uint64) (lo, hi []int64) {
	u := t.units[n]
	lo, hi = make([]int64, len(u.cells)), make([]int64, len(u.cells))
	for j := range hi {
		lo[j], hi[j] = -wide, wide
	}
	for i := range t.links {
		b := &t.links[i]
		if drop>>b.rel&1 != 0 {
			continue
		}
		low, high, slot := b.lo, b.hi, -1
		for _, m := range b.members {
			if m.unit == n {
				slot = m.slot
				continue
			}
			from, to := t.baseSpan(m, drop)
			low, high = low+from, high+to
		}
		if slot >= 0 {
			tighten(u.coef[slot], low, high, lo, hi)
		}
	}
	return lo, hi
}

// baseSpan gives the bounds of what a unit may add to a bridge by its base, or at all when the base was cut by
// an equation that is not asked.
func (t *table) baseSpan(m member, drop uint64) (lo, hi int64) {
	u := t.units[m.unit]
	if len(u.base) == 0 || u.asks(drop) {
		plus, minus := signs(u.coef[m.slot])
		return -wide * int64(min(minus, 1)), wide * int64(min(plus, 1))
	}
	lo, hi = wide, -wide
	for _, r := range u.base {
		lo, hi = min(lo, r.share[m.slot]), max(hi, r.share[m.slot])
	}
	t.steps -= len(u.base)
	return lo, hi
}

func signs(coef []int64) (plus, minus int) {
	for _, c := range coef {
		if c > 0 {
			plus++
		} else if c < 0 {
			minus++
		}
	}
	return plus, minus
}

// tighten narrows the bounds of the numbers with a coefficient in an equation whose other terms lie between low and high.
func tighten(coef []int64, low, high int64, lo, hi []int64) {
	plus, minus := signs(coef)
	for j, c := range coef {
		switch { // c × number + the unit's other terms, each ≥ 0 times its sign, + [low, high] must reach 0
		case c > 0 && minus == 0:
			hi[j] = min(hi[j], -low)
		case c < 0 && plus == 0:
			hi[j] = min(hi[j], high)
		}
		switch {
		case c > 0 && plus == 1:
			lo[j] = max(lo[j], -high)
		case c < 0 && minus == 1:
			lo[j] = max(lo[j], low)
		}
	}
}

// outside counts the bridges that no choice of the other units can balance with a reading.
func (t *table) outside(n int, r *reading) (count int) {
	for i := range t.links {
		b := &t.links[i]
		low, high, slot := b.lo, b.hi, -1
		for _, m := range b.members {
			if m.unit == n {
				slot = m.slot
				continue
			}
			from, to := t.baseSpan(m, 0)
			low, high = low+from, high+to
		}
		if slot >= 0 && (r.share[slot]+low > 0 || r.share[slot]+high < 0) {
			count++
		}
	}
	return count
}
