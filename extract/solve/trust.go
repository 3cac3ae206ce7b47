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
			out[n].several, out[n].balance = len(base.live[n]) > 1, len(out[n].others)
		}
	}
	for _, d := range t.disbeliefs(whole) {
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

// disbelieve goes through the readings of one supposition.
func (t *table) disbelieve(d disbelief, out []verdict) {
	s, over := t.without(d)
	for _, n := range over {
		out[n].lose(len(t.units[n].cells))
	}
	differs := func(u int, r *reading) bool { return !out[u].agrees(r) }
	if !s.narrow() || !s.probe(differs) || t.steps < 0 {
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

// holdsAlone tells, on a page that does not balance, whether the equations inside the unit leave one reading, and every
// other way to cut the unit breaks at least two equations outside those that may hold the misprint. A page on which
// a digit was lost may find a false balance in rows that only the columns decide.
func (t *table) holdsAlone(n int, out []verdict) bool {
	u, v := t.units[n], &out[n]
	if !v.settled() || len(u.base) != 1 {
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
