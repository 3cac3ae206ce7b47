package solve

import "math/bits"

// blanks is the state of one table while its empty cells are worked out.
type blanks struct {
	f     *form
	open  cellSet // empty and na cells: those that may be implied
	known cellSet // cells that were read
	na    cellSet
	val   [maxCells]int64
	sup   [maxCells]uint64

	firm    cellSet // open cells that follow whichever single number is disbelieved
	derived cellSet // open cells that follow at all
	broken  uint64  // equations that are not believed: they fail, or a failing one rests on them
	clashes []clash
	implied cellSet // firm cells that an unspent equation confirms
	spent   uint64  // the equations that the implied cells were worked out with
}

// clash is an equation that fails with what was worked out for its empty cells.
type clash struct {
	rel   int
	found uint64  // the equations that its unread cells were worked out with
	cells cellSet // the empty cells of these equations
}

// solve works out the empty cells.
func (b *blanks) solve() {
	s := newFacts(b.f, &b.known, &b.val)
	b.settleBroken(s)
	if b.derived.empty() {
		return
	}
	b.findFirm(s)
	for i := range b.firm.all {
		if v := b.val[i]; v != 0 && (b.na.has(i) || !b.f.total[i]) {
			b.firm.remove(i) // a number in a cell that says "none" is only a candidate
		}
	}
	b.choose(s)
}

// settleBroken finds the equations that cannot be believed, and what follows from the others.
func (b *blanks) settleBroken(start facts) {
	for {
		s := start
		b.sup = [maxCells]uint64{}
		failed := s.spread(b.f, b.broken, b.f.spend[0], &b.val, &b.sup)
		if failed == 0 {
			b.derived = s.known
			b.derived.keep(&b.open)
			return
		}
		b.blame(failed)
	}
}

// blame takes the failing equations out, and all that the numbers worked out for them rest on.
func (b *blanks) blame(failed uint64) {
	for set := failed; set != 0; set &= set - 1 {
		q := bits.TrailingZeros64(set)
		c := clash{rel: q}
		for _, i := range b.f.rels[q].cells {
			c.found |= b.sup[i] &^ (1 << q)
			if b.open.has(i) {
				c.cells.add(i)
			}
		}
		b.broken |= c.found | 1<<q
		if !c.cells.empty() {
			b.clashes = append(b.clashes, c)
		}
	}
}

// findFirm keeps the derived cells that still follow when any one of the read numbers is disbelieved, that is
// without the equations it stands in.
func (b *blanks) findFirm(start facts) {
	b.firm = b.derived
	var rests uint64
	for i := range b.derived.all {
		rests |= b.sup[i]
	}
	for m := range b.known.all {
		drop := b.f.mask[m]
		if drop&rests == 0 {
			continue
		}
		s := start
		s.spread(b.f, b.broken|drop, b.f.spend[0], &b.val, nil)
		if b.firm.keep(&s.known); b.firm.empty() {
			return
		}
	}
}

// choose takes the order of working out that leaves the most firm cells with an unspent equation that agrees.
func (b *blanks) choose(start facts) {
	best := 0
	for _, order := range b.f.spend {
		s := start
		val, sup := b.val, [maxCells]uint64{}
		s.spread(b.f, b.broken, order, &val, &sup)
		implied, spent, n := b.confirmed(&sup)
		if n > best {
			best, b.implied, b.spent = n, implied, spent
		}
	}
}

// confirmed drops firm cells until each of the rest stands in an equation all of whose cells have a number and
// that none of the rest was worked out with.
func (b *blanks) confirmed(sup *[maxCells]uint64) (left cellSet, spent uint64, n int) {
	left = b.firm
	for {
		spent, n = 0, 0
		for i := range left.all {
			spent |= sup[i]
		}
		agree := b.assessable(&left) &^ spent &^ b.broken
		lost := false
		for i := range left.all {
			if b.f.mask[i]&agree == 0 {
				left.remove(i)
				lost = true
			} else {
				n++
			}
		}
		if !lost {
			return left, spent, n
		}
	}
}

// assessable gives the equations all of whose cells were read or are in the set.
func (b *blanks) assessable(with *cellSet) (set uint64) {
	for q := range b.f.rels {
		full := true
		for _, i := range b.f.rels[q].cells {
			full = full && (b.known.has(i) || with.has(i))
		}
		if full {
			set |= 1 << q
		}
	}
	return set
}
