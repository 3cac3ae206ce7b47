package solve

import "slices"

// unit is a run whose numbers can be cut in more than one way.
type unit struct {
	run    int // position in the input
	cells  []int
	strips []*strip
	option []int // which text of the run each strip is
	rels   []int // equations that speak of its cells
	inner  []inner
	cross  []int // equations that also have unknown cells elsewhere
	coef   [][]int64
	base   []reading // the ways to cut that its inner equations allow
}

// reading is one way to cut a unit.
type reading struct {
	strip  int
	start  []uint16 // start[j] is where the j-th number begins; one more for the end
	val    []int64
	share  []int64 // what it adds to each cross equation
	broken uint64  // inner equations that it fails
}

// sameCell tells whether two readings take the same characters for the j-th number.
func (r *reading) sameCell(s *reading, j int) bool {
	return r.strip == s.strip && r.start[j] == s.start[j] && r.start[j+1] == s.start[j+1]
}

func (r *reading) same(s *reading) bool { return r.strip == s.strip && slices.Equal(r.start, s.start) }

// maxReadings is how many ways to cut one unit are kept; with more the unit is left unread.
const maxReadings = 3000

// bind sorts the equations of a unit into inner and cross ones.
func (t *table) bind(u *unit) {
	var touched uint64
	for _, i := range u.cells {
		touched |= t.f.mask[i]
	}
	for q := range t.f.rels {
		if touched>>q&1 == 0 {
			continue
		}
		u.rels = append(u.rels, q)
		coef, rest, closed := t.seenFrom(u, q)
		if closed {
			u.inner = append(u.inner, newInner(q, rest, coef))
		} else {
			u.cross = append(u.cross, q)
			u.coef = append(u.coef, coef)
		}
	}
}

// seenFrom gives the coefficients of an equation for the cells of a unit, what the known other cells sum to,
// and whether all other cells are known.
func (t *table) seenFrom(u *unit, q int) (coef []int64, rest int64, closed bool) {
	coef, closed = make([]int64, len(u.cells)), true
	r := &t.f.rels[q]
	for j, i := range r.cells {
		if own := slices.Index(u.cells, i); own >= 0 {
			coef[own] = r.coef[j]
		} else if t.known.has(i) {
			rest += r.coef[j] * t.val[i]
		} else {
			closed = false
		}
	}
	return coef, rest, closed
}

// query asks for ways to cut a unit.
type query struct {
	drop   uint64  // equations that are not asked
	lo, hi []int64 // bounds of each number
	loose  []bool  // the numbers that may have leading zeros; nil for none
	allow  int     // how many inner equations may fail
	limit  int
}

// readings lists the ways to cut a unit; false when there are more than the limit or the budget is used up.
func (t *table) readings(u *unit, want query) (list []reading, all bool) {
	var slab slab
	for n, s := range u.strips {
		c := cutter{strip: s, lo: want.lo, hi: want.hi, loose: want.loose, allow: want.allow, steps: &t.steps}
		for _, r := range u.inner {
			if want.drop>>r.rel&1 == 0 {
				c.rels = append(c.rels, r)
			}
		}
		c.yield = func(start []uint16, val []int64, broken uint64) bool {
			list = append(list, slab.reading(u, n, start, val, broken))
			return len(list) <= want.limit
		}
		if c.run(); len(list) > want.limit || t.steps < 0 {
			return list, false
		}
	}
	return list, true
}

// slab gives out the lists of readings from larger pieces.
type slab struct {
	starts []uint16
	vals   []int64
}

func (s *slab) reading(u *unit, strip int, start []uint16, val []int64, broken uint64) reading {
	n, x := len(val), len(u.cross)
	if len(s.vals) < n+x {
		s.starts, s.vals = make([]uint16, 32*(n+1)), make([]int64, 32*(n+x))
	}
	r := reading{strip, s.starts[: n+1 : n+1], s.vals[:n:n], s.vals[n : n+x : n+x], broken}
	s.starts, s.vals = s.starts[n+1:], s.vals[n+x:]
	copy(r.start, start)
	copy(r.val, val)
	for y, coef := range u.coef {
		for j, c := range coef {
			r.share[y] += c * val[j]
		}
	}
	return r
}

// asks tells whether an inner equation of the unit is in the set.
func (u *unit) asks(set uint64) bool {
	for _, r := range u.inner {
		if set>>r.rel&1 != 0 {
			return true
		}
	}
	return false
}

// touched gives the set of equations that speak of the unit.
func (u *unit) touched() (set uint64) {
	for _, q := range u.rels {
		set |= 1 << q
	}
	return set
}
