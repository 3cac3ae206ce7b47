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

// settleBroken finds the equations that are not to be believed, and what follows from the others. When the page
// contradicts itself and one misprint can explain it, those are the equations of every number that may be it.
func (b *blanks) settleBroken(start facts) {
	failed := b.derive(start)
	if failed == 0 {
		return
	}
	b.note(failed)
	if explained := b.explain(start); explained != 0 {
		b.broken = explained
		failed = b.derive(start)
	}
	for failed != 0 {
		b.broken |= failed
		for set := failed; set != 0; set &= set - 1 {
			for _, i := range b.f.rels[bits.TrailingZeros64(set)].cells {
				b.broken |= b.sup[i]
			}
		}
		failed = b.derive(start)
	}
	for i := range b.clashes {
		b.clashes[i].found |= b.broken &^ (1 << b.clashes[i].rel)
	}
}

// derive works out what follows without the broken equations, and gives those that then fail.
func (b *blanks) derive(s facts) (failed uint64) {
	b.sup = [maxCells]uint64{}
	failed = s.spread(b.f, b.broken, b.f.spend[0], &b.val, &b.sup)
	b.derived = s.known
	b.derived.keep(&b.open)
	return failed
}

// explain gives the equations of all numbers each of which alone, disbelieved, lets the others balance.
func (b *blanks) explain(start facts) (doubted uint64) {
	var tried uint64
	for m := range b.known.all {
		drop := b.f.mask[m]
		if drop == 0 || drop == tried {
			continue
		}
		tried = drop
		s, val, sup := start, b.val, [maxCells]uint64{}
		if s.spread(b.f, drop, b.f.spend[0], &val, &sup) == 0 {
			doubted |= drop
		}
	}
	return doubted
}

// note keeps the failing equations that speak of empty cells.
func (b *blanks) note(failed uint64) {
	for set := failed; set != 0; set &= set - 1 {
		c := clash{rel: bits.TrailingZeros64(set)}
		for _, i := range b.f.rels[c.rel].cells {
			c.found |= b.sup[i] &^ (1 << c.rel)
			if b.open.has(i) {
				c.cells.add(i)
			}
		}
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
