package solve

// trust decides every unit. It compares all readings that balance with all those that balance when any one
// number of the page is disbelieved, and keeps what they have in common.
func (t *table) trust() []verdict {
	out := make([]verdict, len(t.units))
	base := t.newScene(0)
	whole := base.narrow() && base.probe(always)
	for n := range out {
		if whole {
			out[n].merge(base, n)
			out[n].several = len(base.live[n]) > 1
		}
	}
	for _, d := range t.doubts(whole) {
		if t.steps >= 0 {
			t.disbelieve(d, out)
		}
	}
	sound := make([]bool, len(out))
	for n := range out {
		sound[n] = whole || !out[n].suspect && t.holdsAlone(n, out)
	}
	for n := range out {
		t.conclude(n, &out[n], sound[n])
	}
	return out
}

// doubt is the supposition that one number is a misprint: the equations it stands in are not asked.
type doubt struct {
	drop  uint64
	unit  int    // the unit with the number; -1 when it was read for certain
	cells []bool // which numbers of the unit stand in just these equations
}

// doubts lists the suppositions to go through: every number of a unit, and every number read for certain that
// shares an equation with a unit. Where the page balances, those that another one covers are left out.
func (t *table) doubts(whole bool) []doubt {
	var list []doubt
	var relevant uint64
	for n, u := range t.units {
		seen := map[uint64]bool{0: true}
		for _, i := range u.cells {
			if drop := t.f.mask[i]; !seen[drop] {
				list = append(list, doubt{drop, n, t.sharing(u, drop)})
				seen[drop] = true
			}
		}
		relevant |= u.touched()
	}
	seen := map[uint64]bool{0: true}
	for i := range t.known.all {
		drop := t.f.mask[i] & relevant
		if !seen[drop] && !(whole && covered(drop, list)) {
			list = append(list, doubt{drop: drop, unit: -1})
			seen[drop] = true
		}
	}
	return list
}

// sharing tells which numbers of a unit stand in exactly the given equations.
func (t *table) sharing(u *unit, set uint64) []bool {
	list := make([]bool, len(u.cells))
	for j, i := range u.cells {
		list[j] = t.f.mask[i] == set
	}
	return list
}

func covered(drop uint64, list []doubt) bool {
	for _, d := range list {
		if drop&^d.drop == 0 {
			return true
		}
	}
	return false
}

// disbelieve goes through the readings of one supposition.
func (t *table) disbelieve(d doubt, out []verdict) {
	s, over := t.without(d)
	for _, n := range over {
		out[n].lose(len(t.units[n].cells))
	}
	open := func(u int, r *reading) bool { return !out[u].agrees(r) }
	if !s.narrow() || !s.probe(open) || t.steps < 0 {
		return
	}
	for n := range out {
		out[n].merge(s, n)
		if d.unit != n {
			out[n].doubted |= d.drop
		} else if s.fails(n, d.drop) {
			out[n].suspect = true
		}
	}
}

// fails tells whether a reading that the unit has in the scene breaks one of the given inner equations.
func (s *scene) fails(n int, set uint64) bool {
	for _, i := range s.live[n] {
		r := &s.dom[n][i]
		for _, q := range s.t.units[n].inner {
			if set>>q.rel&1 != 0 && q.sum(r.val) != 0 {
				return true
			}
		}
	}
	return false
}

// sum works out the equation with all numbers of the run.
func (r *inner) sum(val []int64) int64 {
	sum := r.rest
	for j, c := range r.coef {
		sum += c * val[j]
	}
	return sum
}

// conclude turns what was gathered about a unit into its verdict.
func (t *table) conclude(n int, v *verdict, sound bool) {
	switch {
	case t.steps < 0:
		v.lose(len(t.units[n].cells))
		v.reason = Exhausted
	case v.pick == nil || !sound:
		v.lose(len(t.units[n].cells))
		v.reason = Contradicted
	case v.several:
		v.reason = Several
	case !v.settled():
		v.reason = Unconfirmed
		t.tryThin(n, v)
	}
}

// holdsAlone tells, on a page that does not balance, whether every other way to cut the unit breaks at least
// two equations outside those that may hold the misprint.
func (t *table) holdsAlone(n int, out []verdict) bool {
	u, v := t.units[n], &out[n]
	if !v.settled() {
		return false
	}
	c := *u
	c.inner = nil
	for _, r := range u.inner {
		if v.doubted>>r.rel&1 == 0 {
			c.inner = append(c.inner, r)
		}
	}
	for i := range t.links {
		if b := &t.links[i]; v.doubted>>b.rel&1 == 0 {
			if r, ok := t.fixed(n, b, out); ok {
				c.inner = append(c.inner, r)
			}
		}
	}
	list, all := t.readings(&c, query{allow: 1, limit: 1})
	return all && len(list) == 1 && list[0].same(v.pick)
}

// fixed sees a bridge from one unit with all others as they were read; false when one of them was not.
func (t *table) fixed(n int, b *bridge, out []verdict) (inner, bool) {
	rest, slot := b.rest, -1
	for _, m := range b.members {
		switch {
		case m.unit == n:
			slot = m.slot
		case !out[m.unit].settled():
			return inner{}, false
		default:
			rest += out[m.unit].pick.share[m.slot]
		}
	}
	if slot < 0 || b.lo != b.rest || b.hi != b.rest {
		return inner{}, false
	}
	return newInner(b.rel, rest, t.units[n].coef[slot]), true
}
