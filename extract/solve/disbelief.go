package solve

// disbelief is the supposition that one number is a misprint: the equations it stands in are not asked.
type disbelief struct {
	drop  uint64
	unit  int    // the unit with the number; -1 when it was read for certain
	cells []bool // which numbers of the unit stand in just these equations
}

// disbeliefs lists the suppositions to go through: every number of a unit, and every number read for certain that
// shares an equation with a unit. Where the page balances, those that another one covers are left out.
func (t *table) disbeliefs(whole bool) []disbelief {
	var list []disbelief
	var relevant uint64
	for n, u := range t.units {
		seen := map[uint64]bool{0: true}
		for _, i := range u.cells {
			if drop := t.f.mask[i]; !seen[drop] {
				list = append(list, disbelief{drop, n, t.sharing(u, drop)})
				seen[drop] = true
			}
		}
		relevant |= u.touched()
	}
	seen := map[uint64]bool{0: true}
	for i := range t.known.all {
		drop := t.f.mask[i] & relevant
		if !seen[drop] && !(whole && covered(drop, list)) {
			list = append(list, disbelief{drop: drop, unit: -1})
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

func covered(drop uint64, list []disbelief) bool {
	for _, d := range list {
		if drop&^d.drop == 0 {
			return true
		}
	}
	return false
}

// without makes a scene in which the equations of a disbelief are not asked: units that were cut by one of them are
// cut anew. It also names the units that then have too many readings; their equations are left out as well.
func (t *table) without(d disbelief) (s *scene, over []int) {
	s = &scene{t: t, drop: d.drop}
	for n, u := range t.units {
		dom := u.base
		if u.asks(d.drop) {
			want := query{drop: d.drop, limit: maxReadings}
			want.lo, want.hi = t.bounds(n, d.drop)
			if d.unit == n {
				want.loose = d.cells
			}
			var all bool
			if dom, all = t.readings(u, want); !all {
				over, s.drop, dom = append(over, n), s.drop|u.touched(), dom[:min(1, len(dom))]
			}
		}
		s.give(dom)
	}
	return s, over
}
