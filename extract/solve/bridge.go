package solve

import "slices"

// bridge is an equation that ties units to each other or to unknown cells.
type bridge struct {
	rel     int
	rest    int64 // sum over the known cells
	lo, hi  int64 // the same, widened by what the unknown cells outside the units may add
	members []member
}

// member is a unit in a bridge, and the position of the bridge among the unit's cross equations.
type member struct{ unit, slot int }

// wide stands for a sum without bound. Sums of real numbers stay far below, and 64 of it do not overflow.
const wide = int64(1) << 50

// bridges collects the cross equations of all units.
func (t *table) bridges() []bridge {
	var all []bridge
	for q := range t.f.rels {
		b := bridge{rel: q}
		for n, u := range t.units {
			if slot := slices.Index(u.cross, q); slot >= 0 {
				b.members = append(b.members, member{n, slot})
			}
		}
		if len(b.members) == 0 {
			continue
		}
		r := &t.f.rels[q]
		for j, i := range r.cells {
			switch {
			case t.known.has(i):
				b.rest += r.coef[j] * t.val[i]
			case t.owned.has(i):
			case r.coef[j] > 0:
				b.hi = wide
			default:
				b.lo = -wide
			}
		}
		b.lo, b.hi = b.lo+b.rest, b.hi+b.rest
		all = append(all, b)
	}
	return all
}
