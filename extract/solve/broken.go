package solve

import "math/bits"

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
