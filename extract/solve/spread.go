package solve

import "math/bits"

// facts is what is known of one table: the numbers read so far, and for every equation what its known cells
// leave over and how many cells on each side are still unknown.
type facts struct {
	known cellSet
	rest  [maxRelations]int64 // sum of coefficient × value over the known cells
	plus  [maxRelations]uint8 // unknown cells with coefficient +1
	minus [maxRelations]uint8 // unknown cells with coefficient -1
}

// newFacts starts with the known cells of val.
func newFacts(f *form, known *cellSet, val *[maxCells]int64) (s facts) {
	s.known = *known
	for q := range f.rels {
		r := &f.rels[q]
		for j, i := range r.cells {
			switch {
			case known.has(i):
				s.rest[q] += r.coef[j] * val[i]
			case r.coef[j] > 0:
				s.plus[q]++
			default:
				s.minus[q]++
			}
		}
	}
	return s
}

// learn makes a cell known.
func (s *facts) learn(f *form, i int, v int64) {
	s.known.add(i)
	for set := f.mask[i]; set != 0; set &= set - 1 {
		q := bits.TrailingZeros64(set)
		c := f.coefOf(q, i)
		s.rest[q] += c * v
		if c > 0 {
			s.plus[q]--
		} else {
			s.minus[q]--
		}
	}
}

// spread works out unknown cells, all of them numbers ≥ 0, from the equations outside drop, until nothing new
// follows: an equation with one unknown cell gives it, and an equation whose unknown cells stand on one side
// and have nothing left to share makes all of them 0. It writes the values to val and the equations that each
// rests on to sup, and gives the equations that cannot hold.
func (s *facts) spread(f *form, drop uint64, order []uint8, val *[maxCells]int64, sup *[maxCells]uint64) (failed uint64) {
	for again := true; again; {
		again = false
		for _, q := range order {
			if drop>>q&1 != 0 {
				continue
			}
			p, m, rest := s.plus[q], s.minus[q], s.rest[q]
			switch {
			case p == 0 && m == 0:
				if rest != 0 {
					failed |= 1 << q
				}
			case p > 0 && m > 0:
			case p > 0 && rest > 0 || m > 0 && rest < 0:
				failed |= 1 << q
			case p+m == 1 || rest == 0:
				s.settle(f, int(q), max(rest, -rest), val, sup)
				again = true
			}
		}
	}
	return failed
}

// settle gives all unknown cells of an equation the same value.
func (s *facts) settle(f *form, q int, v int64, val *[maxCells]int64, sup *[maxCells]uint64) {
	from := uint64(1) << q
	if sup != nil {
		for _, i := range f.rels[q].cells {
			if s.known.has(i) {
				from |= sup[i]
			}
		}
	}
	for _, i := range f.rels[q].cells {
		if s.known.has(i) {
			continue
		}
		if sup != nil {
			val[i], sup[i] = v, from
		}
		s.learn(f, i, v)
	}
}
